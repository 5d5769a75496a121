"""Deterministic: writes tables/*.csv. Two real (statsmodels), two made (seeded)."""
import pathlib
import numpy as np, pandas as pd
import statsmodels.api as sm
T = pathlib.Path(__file__).resolve().parent / "tables"
T.mkdir(exist_ok=True)

# 1 real: Greene's credit-card spending
d = sm.datasets.ccard.load_pandas().data.copy()
for c in ("AGE", "OWNRENT"):
    d[c] = d[c].astype(int)
d.round(6).to_csv(T / "ccard.csv", index=False)

# 2 real: World Bank fertility, wide
sm.datasets.fertility.load_pandas().data.to_csv(T / "fertility.csv", index=False)

# 3 made: ad export, German number and date form, and the monthly budget plan
r = np.random.default_rng(505)
camps = [  # name, channel, start, end, impressions a day, ctr, cpc, cvr, aov
    ("DE_Brand_Search", "Google Search", "2024-01-01", "2024-06-30", 900, .115, .38, .085, 88),
    ("DE_Generic_Search_Shoes", "Google Search", "2024-01-01", "2024-06-30", 3200, .034, .92, .026, 82),
    ("AT_Generic_Search_Shoes", "Google Search", "2024-02-01", "2024-06-30", 1100, .031, .81, .024, 79),
    ("DE_Shopping_All", "Google Shopping", "2024-01-01", "2024-06-30", 7400, .0115, .47, .031, 71),
    ("AT_Shopping_Bestseller", "Google Shopping", "2024-03-01", "2024-06-30", 2300, .0125, .41, .029, 74),
    ("DE_Meta_Prospecting_LAL1", "Meta", "2024-01-01", "2024-06-30", 15500, .0085, .63, .0105, 64),
    ("DE_Meta_Retargeting_30d", "Meta", "2024-01-01", "2024-06-30", 5200, .0135, .71, .034, 77),
    ("YT_Awareness_Spring", "YouTube", "2024-03-04", "2024-05-12", 21000, .0021, 1.35, .004, 60),
    ("TT_UGC_Test", "TikTok", "2024-04-08", "2024-06-30", 18000, .0068, .34, .0042, 47),
    ("MS_Brand_Search", "Microsoft Ads", "2024-01-01", "2024-06-30", 210, .09, .29, .062, 95),
]
dev = {"Mobile": (.62, 1.05, .93, .82), "Desktop": (.31, .95, 1.12, 1.4), "Tablet": (.07, .9, .95, .95)}
rows = []
for i, (n, ch, s, e, imp, ctr, cpc, cvr, aov) in enumerate(camps):
    for day in pd.date_range(s, e):
        wd = [1.04, 1.0, .99, 1.0, .94, .97, 1.12][day.weekday()]
        trend = 1 + .0016 * (day - pd.Timestamp("2024-01-01")).days
        for dv, (sh, fc, fp, fv) in dev.items():
            im = r.poisson(imp * sh * wd * trend * r.lognormal(0, .16))
            p = min(.6, ctr * fc * r.lognormal(0, .12))
            if n == "TT_UGC_Test" and str(day)[:10] == "2024-05-23" and dv == "Mobile":
                im, p = im * 3, .094         # click-fraud day
            cl = r.binomial(im, p)
            cost = round(cl * cpc * fp * r.lognormal(0, .09), 2)
            cv = r.binomial(cl, min(.5, cvr * fv)) if not (p == .094) else 3
            val = round(float(np.sum(r.gamma(4, aov / 4, cv))), 2)
            if dv == "Tablet" and im == 0:
                continue
            rows.append([day, 20240000000 + 1371 * (i + 3), n, ch, dv, im, cl, cost, cv, val])
a = pd.DataFrame(rows, columns=["Day", "Campaign ID", "Campaign", "Channel", "Device", "Impr.", "Clicks", "Cost (EUR)", "Conv.", "Conv. value"])
a = a.sort_values(["Day", "Campaign", "Device"]).reset_index(drop=True)
# the pixel broke on Meta, 9 to 12 March: conversions and value are empty, not nought
broke = (a.Channel == "Meta") & a.Day.between("2024-03-09", "2024-03-12")
a["Conv."] = a["Conv."].astype("Int64")
a.loc[broke, ["Conv.", "Conv. value"]] = pd.NA
bud = a.assign(m=a.Day.dt.to_period("M")).groupby(["m", "Campaign"])["Cost (EUR)"].sum().reset_index()
plan = pd.DataFrame([(f"{m:02d}/2024", n) for m in range(1, 7) for n, *_ in camps], columns=["Month", "Campaign name"])
full = {n: a[a.Campaign == n].groupby(a.Day.dt.month)["Cost (EUR)"].sum() for n, *_ in camps}
def planned(m, n):
    x = full[n]
    if m not in x.index:
        return 0
    return int(round(x[m] * r.uniform(.84, 1.17), -2)) or 50
plan["Budget EUR"] = [planned(int(m[:2]), n) for m, n in plan.itertuples(index=False)]
plan["Owner"] = plan["Campaign name"].map(lambda n: {"DE_Brand_Search": "J. Krause", "MS_Brand_Search": "J. Krause", "DE_Generic_Search_Shoes": "J. Krause",
    "AT_Generic_Search_Shoes": "S. Huber", "AT_Shopping_Bestseller": "S. Huber", "DE_Shopping_All": "M. Yilmaz", "DE_Meta_Prospecting_LAL1": "L. Brandt",
    "DE_Meta_Retargeting_30d": "L. Brandt", "YT_Awareness_Spring": "M. Yilmaz", "TT_UGC_Test": "L. Brandt"}[n])
plan.to_csv(T / "budget_plan.csv", index=False, sep=";")
out = a.copy()
out["Day"] = out.Day.dt.strftime("%d.%m.%Y")
out["Currency"] = "EUR"
for c in ("Cost (EUR)", "Conv. value"):
    out[c] = [("" if pd.isna(v) else f"{v:.2f}".replace(".", ",")) for v in a[c]]
tot = {"Day": "Total", "Impr.": a["Impr."].sum(), "Clicks": a["Clicks"].sum(), "Cost (EUR)": f"{a['Cost (EUR)'].sum():.2f}".replace(".", ","),
       "Conv.": a["Conv."].sum(), "Conv. value": f"{a['Conv. value'].astype(float).sum():.2f}".replace(".", ",")}
out = out.astype(object)
out = pd.concat([out, pd.DataFrame([tot])[list(tot)].reindex(columns=out.columns).astype(object)], ignore_index=True)
out.to_csv(T / "ads_daily_2024H1.csv", index=False, sep=";")

# 4 made: call list of a bank
r = np.random.default_rng(5051)
n = 2380
jobs = ["admin.", "blue-collar", "technician", "management", "services", "retired", "self-employed", "student", "unemployed", "unknown"]
job = r.choice(jobs, n, p=[.15, .2, .17, .19, .1, .07, .05, .03, .03, .01])
age = np.where(job == "retired", r.normal(64, 7, n), np.where(job == "student", r.normal(24, 3, n), r.normal(40, 9, n))).round().clip(18, 91)
u = r.random(n)
mar = np.where(u < np.clip((age - 20) / 45, .05, .68), "married", np.where(r.random(n) < np.clip((age - 20) / 70, .03, .4), "divorced", "single"))
bal = (r.lognormal(6.5, 1.25, n) * np.where(job == "management", 1.5, np.where(job == "retired", 1.3, 1)) - 420).round()
bal[r.integers(0, n, 2)] = [102127, 81204]
house = np.where(r.random(n) < np.where(age > 60, .13, np.where(job == "blue-collar", .72, .54)), "Y", "N")
con = r.choice(["cellular", "Cellular", "telephone", None], n, p=[.58, .09, .08, .25])
mons = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
mon = r.choice(mons, n, p=[.03, .055, .015, .065, .30, .12, .155, .14, .015, .02, .08, .005])
day = np.array([r.integers(1, {"feb": 29, "apr": 31, "jun": 31, "sep": 31, "nov": 31}.get(m, 32)) for m in mon])
dur = r.lognormal(5.2, .82, n).round().clip(4, 3900)
ncon = np.minimum(1 + r.geometric(.42, n) - 1, 38)
ncon[r.integers(0, n, 3)] = [38, 31, 27]
prev = r.choice(["first time", "failure", "other", "success"], n, p=[.81, .11, .045, .035])
z = (-3.35 + .0042 * dur + 2.3 * (prev == "success") + .25 * (prev == "other") - .65 * (house == "Y") + .55 * np.isin(job, ["student", "retired"])
     - .11 * ncon + .9 * np.isin(mon, ["mar", "sep", "oct", "dec"]) - .35 * (mon == "may") + .3 * (mar == "single"))
sub = np.where(r.random(n) < 1 / (1 + np.exp(-z)), "yes", "no")
ag = pd.Series(age).astype("Int64")
ag[r.choice(n, 37, replace=False)] = pd.NA
notes = ["call back after 5pm", "wants info by post", "hung up", "speaks to branch in Leeds", "asked about ISA", "do not call again", "on holiday"]
note = np.where(r.random(n) < .09, r.choice(notes, n), None)
b = pd.DataFrame({"Client_No": [f"C-{x}" for x in r.choice(np.arange(100000, 999999), n, replace=False)], "AGE": ag, "Job": job, "marital": mar,
    "Bal. (GBP)": bal.astype(int), "Housing_loan_YN": house, "contact type": con, "day": day, "mon": mon, "dur_sec": dur.astype(int), "No. contacts": ncon,
    "prev_outcome": prev, "Agent notes": note, "Subscribed": sub})
b.to_csv(T / "bank_calls.csv", index=False)
