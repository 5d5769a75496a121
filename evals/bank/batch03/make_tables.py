"""Writes tables/*.csv. Deterministic. Real: fair (statsmodels), wine (scikit-learn). Made: e-mail sends, CRM deals + accounts."""
import os
import numpy as np, pandas as pd
HERE = os.path.dirname(os.path.abspath(__file__)); T = os.path.join(HERE, "tables"); os.makedirs(T, exist_ok=True)
out = lambda d, n: d.to_csv(os.path.join(T, n), index=False)

# 1 fair: 6,366 respondents; a seeded sample of 6,000 keeps it within the size limit (order kept)
import statsmodels.api as sm
f = sm.datasets.fair.load_pandas().data
f = f.sample(6000, random_state=3).sort_index().reset_index(drop=True)
for c in ("rate_marriage", "religious", "educ", "occupation", "occupation_husb"): f[c] = f[c].astype(int)
f["affairs"] = f["affairs"].round(4)
out(f, "fair.csv")

# 2 wine
from sklearn.datasets import load_wine
w = load_wine(as_frame=True); d = w.data.copy(); d["cultivar"] = [str(w.target_names[i]) for i in w.target]
out(d, "wine.csv")

# 3 e-mail sends
r = np.random.default_rng(303)
N = 1150
seg_names = ["VIP", "Actives", "New Subs", "Lapsed 90d+", "Disc. Hunters"]
seg = r.choice(seg_names, N, p=[.11, .36, .17, .2, .16])
ctry = r.choice(["UK", "DE", "FR", "NL", "IE", None], N, p=[.36, .25, .16, .12, .07, .04])
prior = np.where(seg == "New Subs", r.poisson(.3, N), np.where(seg == "VIP", 6 + r.poisson(6, N), r.poisson(2.6, N)))
ids = np.array([f"R-{i:05d}" for i in r.permutation(np.arange(301, 301 + N))])
camps = [("NL_2024-01", "NL", 400, ["2024-01-16"]), ("NL_2024-02", "NL", 405, ["2024-02-20"]), ("NL_2024-03", "NL", 410, ["2024-03-19"]),
         ("NL_2024-04", "NL", 420, ["2024-04-16"]), ("NL_2024-05", "NL", 385, ["2024-05-21"]), ("NL_2024-06", "NL", 395, ["2024-06-18"]),
         ("Winter Sale", "PROMO", 380, ["2024-01-05", "2024-01-26"]), ("Valentines Promo", "PROMO", 335, ["2024-02-09", "2024-02-13"]),
         ("Spring Sale UK/IE", "PROMO", 300, ["2024-04-02", "2024-04-05"]), ("Summer Preview", "PROMO", 430, ["2024-05-30", "2024-06-04"]),
         ("Winback Q1", "WINBACK", 190, ["2024-03-06"]), ("Winback Q2", "WINBACK", 175, ["2024-06-12"]),
         ("Welcome 1", "AUTO", 170, None), ("Welcome 2", "AUTO", 150, None), ("Bday Auto", "AUTO", 160, None)]
allday = pd.date_range("2024-01-02", "2024-06-28")
rows = []
for name, typ, n, days in camps:
    ok = np.ones(N, bool)
    if typ == "WINBACK": ok = seg == "Lapsed 90d+"
    if name.startswith("Welcome"): ok = seg == "New Subs"
    if name.startswith("Spring"): ok = np.isin(ctry.astype(str), ["UK", "IE"])
    pool = np.flatnonzero(ok); pick = r.choice(pool, min(n, len(pool)), replace=False)
    for i in pick:
        day = pd.Timestamp(r.choice(days)) if days else pd.Timestamp(r.choice(allday))
        ver = r.choice(["A", "B"])
        dl = r.random() > {"Lapsed 90d+": .07, "New Subs": .04}.get(seg[i], .018) * (1.5 if ctry[i] == "FR" else 1)
        po = {"VIP": .52, "Actives": .36, "New Subs": .40, "Lapsed 90d+": .15, "Disc. Hunters": .30}[seg[i]]
        po += {"NL": -.03, "PROMO": .04, "WINBACK": .06, "AUTO": .12}[typ] + (.035 if ver == "B" else 0) + (.04 if ctry[i] == "NL" else 0)
        op = dl and r.random() < po
        pc = {"NL": .17, "PROMO": .27, "WINBACK": .2, "AUTO": .33}[typ] * (1.25 if seg[i] in ("VIP", "Disc. Hunters") else 1)
        cl = op and r.random() < pc
        un = op and r.random() < {"NL": .012, "PROMO": .025, "WINBACK": .12, "AUTO": .01}[typ]
        rev = 0.0
        if cl and r.random() < {"VIP": .5, "Disc. Hunters": .42, "Actives": .33, "New Subs": .25, "Lapsed 90d+": .2}[seg[i]]:
            rev = round(float(r.lognormal(3.9 + (.5 if seg[i] == "VIP" else 0) + (.15 if typ == "PROMO" else 0), .55)), 2)
        dev = r.choice(["mobile", "desktop", "tablet"], p=[.61, .32, .07]) if op else None
        rows.append([name, typ, seg[i], ids[i], ctry[i], day, int(r.choice([7, 9, 10, 17, 18], p=[.15, .35, .2, .2, .1])), ver,
                     "Y" if dl else "N", int(op), int(cl), "Y" if un else "N", dev, rev, int(prior[i])])
e = pd.DataFrame(rows, columns=["Campaign Name", "Camp Type", "Segment", "Recip ID", "Ctry", "Send Dt", "Send Hr", "Subj Ver", "Dlvd", "Opened", "Clicked",
                                "Unsub", "Device", "Rev Attrib (EUR)", "Prior Ords"])
e = e.sort_values(["Send Dt", "Campaign Name", "Recip ID"], kind="stable").reset_index(drop=True)
e.insert(0, "Send ID", [f"S{700000 + 3 * i}" for i in range(len(e))])
e["Send Dt"] = e["Send Dt"].dt.strftime("%d/%m/%Y")
e["ESP"] = "Mailjet"
dup = e[(e["Campaign Name"] == "NL_2024-05") & (e["Opened"] == 0)].sample(9, random_state=1)   # rows exported twice
e = pd.concat([e, dup]).sort_values("Send ID", kind="stable")
out(e, "email_sends.csv")

# 4 CRM
r = np.random.default_rng(404)
A = 240
inds = ["Software", "Mfg", "Fin Svcs", "Healthcare", "Retail", "Edu", "Logistics"]
first = ["North", "Blue", "Apex", "Delta", "Green", "Iron", "Nova", "Summit", "Bright", "Urban", "Quanta", "Silver", "Harbor", "Cedar", "Orbit", "Vertex"]
last = ["wind", "field", "works", "path", "line", "bridge", "forge", "stone", "peak", "grid", "wave", "point", "gate", "mark", "loop"]
suf = {"Software": "Labs", "Mfg": "Industries", "Fin Svcs": "Capital", "Healthcare": "Health", "Retail": "Stores", "Edu": "Academy", "Logistics": "Freight"}
combos = [a + b for a in first for b in last]; r.shuffle(combos)
ind = r.choice(inds, A, p=[.24, .17, .16, .14, .13, .07, .09])
acc = pd.DataFrame({"Acct ID": [f"A{1000 + 7 * i}" for i in range(A)], "Company": [f"{combos[i]} {suf[ind[i]]}" for i in range(A)],
                    "HQ Country": r.choice(["USA", "Canada", "UK", "Germany", "Netherlands", "Australia"], A, p=[.5, .12, .15, .11, .06, .06]),
                    "No. Employees": np.round(r.lognormal(5.4, 1.1, A)).astype(int) + 4})
acc["Tier"] = pd.cut(acc["No. Employees"], [0, 150, 600, 10**9], labels=["C", "B", "A"]).astype(str)
acc["Cust Since"] = [str(y) if y else "" for y in r.choice([0, 2018, 2019, 2020, 2021, 2022, 2023], A, p=[.35, .08, .1, .12, .13, .12, .1])]
acc.loc[r.choice(A, 9, replace=False), "No. Employees"] = np.nan
acc["No. Employees"] = acc["No. Employees"].astype("Int64")
out(acc, "crm_accounts.csv")

owners = ["Sarah Kim", "J. Miller", "Priya Nair", "Tom O'Brien", "Lena Vogt", "Marcus Hill", "D. Alvarez", "Anna Petrov"]
ow_p = [.17, .15, .14, .13, .12, .12, .1, .07]; skill = dict(zip(owners, [.06, .0, .09, -.05, .03, -.08, .02, -.02]))
srcs = ["Inbound - Web", "Outbound SDR", "Referral", "Partner", "Event"]; s_p = [.36, .28, .14, .12, .10]
s_eff = {"Inbound - Web": .03, "Outbound SDR": -.1, "Referral": .2, "Partner": .08, "Event": -.04, None: 0}
types = ["New Biz", "Expansion", "Renewal"]
steps = ["Send revised quote", "Wait for legal", "Book demo w/ CFO", "Call back after holidays", "Intro to CISO", "", "", "follow up!!", "Security review"]
rows = []; n = 900; tier = acc["Tier"].values
for k in range(n):
    a = int(r.integers(A)); o = r.choice(owners, p=ow_p); s = r.choice(srcs, p=s_p) if r.random() > .05 else None
    ty = r.choice(types, p=[.62, .24, .14])
    cr = pd.Timestamp("2022-01-03") + pd.Timedelta(days=int(r.integers(0, 905)))
    seats = max(5, int(round(r.lognormal({"A": 4.6, "B": 4.0, "C": 3.3}[tier[a]], .6))))
    term = int(r.choice([12, 24, 36], p=[.6, .25, .15]))
    amt = round(seats * r.uniform(9, 16) * 12 * (1.15 if ind[a] == "Fin Svcs" else 1) / 100) * 100
    p = .36 + skill[o] + s_eff[s] + {"New Biz": -.05, "Expansion": .12, "Renewal": .3}[ty] - (.05 if tier[a] == "A" else 0)
    won = r.random() < p
    cyc = int(np.clip(r.gamma(2.6, {"New Biz": 30, "Expansion": 20, "Renewal": 12}[ty]) * (1.35 if tier[a] == "A" else 1) * (.85 if won else 1.1), 3, 420))
    cl = cr + pd.Timedelta(days=cyc); end = pd.Timestamp("2024-06-28")
    lost = None
    if cl <= end:
        st = "Closed Won" if won else "Closed Lost"
        if not won and r.random() > .08: lost = r.choice(["Price", "Competitor", "No decision", "Timing", "Missing feature", "No budget"], p=[.27, .2, .19, .13, .12, .09])
    else:
        st = r.choice(["1-Qualif", "2-Demo", "3-Proposal", "4-Negot"], p=[.3, .28, .26, .16]); cl = None
    prob = {"1-Qualif": 10, "2-Demo": 25, "3-Proposal": 50, "4-Negot": 75, "Closed Won": 100, "Closed Lost": 0}[st]
    if (st == "1-Qualif" and r.random() < .3) or (st == "Closed Lost" and r.random() < .04): amt = None
    rows.append([f"{acc.Company[a]} - {ty}", acc["Acct ID"][a], o, st, ind[a], ty, cr, cl, amt, prob, seats, term, s, lost, r.choice(steps) if cl is None else ""])
c = pd.DataFrame(rows, columns=["Deal Name", "Acct ID", "Owner", "Stage", "Industry", "Deal Type", "Created", "Closed Dt", "Amt (USD)", "Prob %", "Seats", "Term (mo)", "Lead Src", "Lost Reason", "Next Step"])
i = c.index[(c.Stage == "Closed Won") & (c.Industry == "Logistics")][4]; c.loc[i, ["Amt (USD)", "Seats"]] = [486000, 2500]     # one outlier
c = c.sort_values("Created", kind="stable").reset_index(drop=True)
c.insert(0, "Deal ID", [f"D-{10200 + i}" for i in range(n)])
fmt = lambda s: s.map(lambda t: "" if pd.isna(t) else f"{t.month}/{t.day}/{t.year}")
tot = c["Amt (USD)"].sum()
c["Created"] = fmt(c["Created"]); c["Closed Dt"] = fmt(pd.to_datetime(c["Closed Dt"]))
c["Amt (USD)"] = c["Amt (USD)"].map(lambda v: "" if pd.isna(v) else f"${v:,.0f}")
c["Curr"] = "USD"
trow = {k: "" for k in c.columns}; trow.update({"Deal ID": "Total", "Amt (USD)": f"${tot:,.0f}"})
c = pd.concat([c, pd.DataFrame([trow])], ignore_index=True)
out(c, "crm_deals.csv")
