"""Writes tables/*.csv; deterministic."""

import os
import numpy as np
import pandas as pd

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "tables")
os.makedirs(OUT, exist_ok=True)
rng = np.random.default_rng(28031)


def save(df, name):
    df.to_csv(os.path.join(OUT, name), index=False)


def blank(a, share):
    a = pd.Series(a).astype(object)
    a[rng.random(len(a)) < share] = None
    return a.values


# ---- 1. solar installer: leads out of a CRM (GBP, created 2024-09 to 2026-02)
n = 1480
days = pd.date_range("2024-09-01", "2026-02-28")
w = 1 + 0.45 * np.sin((days.day_of_year - 60) / 365 * 2 * np.pi) + 0.0007 * np.arange(len(days))
w = np.asarray(w) * np.where(np.asarray(days.day_of_week) >= 5, 0.6, 1)
w /= w.sum()
created = np.sort(rng.choice(len(days), n, p=w))
ts = days[created] + pd.to_timedelta(rng.integers(7 * 60, 22 * 60, n), unit="m")
src = rng.choice(
    ["Google Ads", "Facebook", "Checkatrade", "Referral", "Home Show", "Website form"],
    n,
    p=[0.30, 0.21, 0.15, 0.12, 0.08, 0.14],
)
cost = np.array(
    [
        {
            "Google Ads": 46,
            "Facebook": 24,
            "Checkatrade": 38,
            "Referral": 15,
            "Home Show": 61,
            "Website form": 0,
        }[s]
        for s in src
    ],
    float,
)
cost = np.round(cost * rng.normal(1, 0.14, n).clip(0.5, 1.6), 2)
reg = rng.choice(["NW", "YORKS", "W MIDS", "SE", "SW"], n, p=[0.27, 0.2, 0.19, 0.21, 0.13])
prop = rng.choice(
    ["Detached", "Semi", "Terrace", "Bungalow", "Farm", "Commercial"],
    n,
    p=[0.29, 0.32, 0.15, 0.11, 0.05, 0.08],
)
kw = np.array(
    [
        {"Detached": 5.2, "Semi": 4.1, "Terrace": 3.2, "Bungalow": 4.4, "Farm": 16, "Commercial": 28}[p]
        for p in prop
    ]
) * rng.gamma(12, 1 / 12, n)
kw = np.round(kw * 20) / 20
bat = (rng.random(n) < np.where(np.isin(prop, ["Farm", "Commercial"]), 0.35, 0.56)).astype(int)
hrs = np.round(rng.gamma(1.3, 9, n) + 0.1, 1)
quote = np.round((kw * 1150 * (kw / 4.5) ** -0.12 + 900 + bat * 3900) * rng.normal(1, 0.07, n), -1)
rep = rng.choice(
    ["J. Okafor", "Beth Lang", "R. Shah", "Callum M.", "Priya D."], n, p=[0.25, 0.24, 0.2, 0.18, 0.13]
)
noq = rng.random(n) < 0.19
logit = (
    -0.75
    + 0.9 * (src == "Referral")
    + 0.3 * (src == "Home Show")
    - 0.45 * (src == "Facebook")
    - 0.025 * hrs
    + 0.35 * bat
    + 0.3 * (rep == "Beth Lang")
    - 0.3 * (rep == "Callum M.")
)
won = (rng.random(n) < 1 / (1 + np.exp(-logit))) & ~noq
opn = (~won) & (rng.random(n) < np.where(created > len(days) - 75, 0.75, 0.05))
stage = np.where(won, "Won", np.where(opn, "Open", "Lost"))
closed = pd.Series(ts).dt.normalize() + pd.to_timedelta(rng.gamma(3, 8, n).astype(int) + 2, unit="D")
closed = closed.clip(upper=pd.Timestamp("2026-03-31"))
cl = closed.dt.strftime("%Y-%m-%d").where(stage != "Open")
lr = (
    pd.Series(
        rng.choice(
            ["Price", "Went w/ competitor", "No reply", "Roof unsuitable", "Timing"],
            n,
            p=[0.33, 0.22, 0.25, 0.09, 0.11],
        )
    )
    .astype(object)
    .where(stage == "Lost")
)
lr[(rng.random(n) < 0.08)] = None
nps = (
    pd.Series(
        rng.choice(np.arange(0, 11), n, p=[0.01, 0.01, 0.01, 0.02, 0.02, 0.05, 0.06, 0.14, 0.22, 0.25, 0.21])
    )
    .astype("Int64")
    .where(stage == "Won")
)
nps[(rng.random(n) < 0.37)] = pd.NA
srcx = pd.Series(src).astype(object)
i = rng.choice(np.where(src == "Google Ads")[0], 42, replace=False)
srcx[i] = "google ads"
i = rng.choice(np.where(src == "Facebook")[0], 25, replace=False)
srcx[i] = "FACEBOOK"
solar = pd.DataFrame(
    {
        "Lead_ID": [f"L-{41000 + k * 3}" for k in range(n)],
        "Created": pd.Series(ts).dt.strftime("%Y-%m-%d %H:%M"),
        "Lead Src": srcx,
        "Rgn": reg,
        "PropType": prop,
        "Sys_kWp": kw,
        "Battery": bat,
        "Quote_GBP": np.where(noq, np.nan, quote),
        "Stage": stage,
        "ClosedOn": cl,
        "LostReason": lr,
        "SalesRep": rep,
        "1st_contact_hrs": hrs,
        "LeadCost_GBP": cost,
        "NPS_0_10": nps,
    }
)
solar["Sys_kWp"] = solar["Sys_kWp"].where(rng.random(n) > 0.04)
save(solar, "solar_leads_crm.csv")

# ---- 2. craft brewery: accounts, delivery lines, events in the accounts (GBP)
na = 160
pre = "Red Old Golden Royal Black White Crooked Merry Lazy Blue Green Silver".split()
post = "Lion Anchor Plough Crown Stag Barrel Swan Oak Heron Fox Bell Lantern Wheatsheaf Harbour".split()
names = [f"The {a} {b}" for a in pre for b in post]
rng.shuffle(names)
typ = rng.choice(
    ["Pub", "Bar", "Restaurant", "Bottle shop", "Social club"], na, p=[0.47, 0.2, 0.14, 0.12, 0.07]
)
cty = rng.choice(["Devon", "Cornwall", "Somerset", "Dorset", "Bristol"], na, p=[0.3, 0.22, 0.19, 0.13, 0.16])
join = pd.Timestamp("2019-03-01") + pd.to_timedelta(rng.integers(0, 2400, na), unit="D")
acc = pd.DataFrame(
    {
        "Acct": [f"A{1001 + k}" for k in range(na)],
        "Trading Name": names[:na],
        "Acct Type": typ,
        "County": cty,
        "Cust Since": join.strftime("%d/%m/%Y"),
        "Terr. Rep": rng.choice(["Gemma", "Ollie", "Steph"], na, p=[0.42, 0.33, 0.25]),
        "Cred Lim": rng.choice([500, 1000, 1500, 2500, 5000], na, p=[0.2, 0.33, 0.22, 0.17, 0.08]),
        "Mktg consent": blank(rng.choice(["Yes", "No"], na, p=[0.66, 0.34]), 0.09),
    }
)
save(acc, "brew_accounts.csv")
beers = [
    ("Saltpan Pale", "Pale Ale", 4.2, 10),
    ("Kelp Forest IPA", "IPA", 5.8, 9),
    ("Dredger Stout", "Stout", 4.9, 5),
    ("Gull Session", "Pale Ale", 3.4, 7),
    ("Lobster Pot Bitter", "Bitter", 4.0, 8),
    ("Undertow DIPA", "IPA", 8.1, 3),
    ("Shingle Lager", "Lager", 4.5, 11),
    ("Foghorn Porter", "Stout", 5.3, 2.5),
    ("Rockpool Sour", "Sour", 4.6, 2),
]
bw = np.array([b[3] for b in beers], float)
bw /= bw.sum()
act = rng.choice(na, 138, replace=False)
aw = rng.gamma(1.4, 1, 138)
aw /= aw.sum()
dd = pd.date_range("2025-01-02", "2025-12-30")
dd = dd[dd.day_of_week < 5]
dw = 1 + 0.4 * np.sin((dd.day_of_year - 110) / 365 * 2 * np.pi) + 0.5 * (dd.month == 12)
dw = np.asarray(dw)
dw = dw / dw.sum()
rows, no = [], 55010
for d in sorted(rng.choice(len(dd), 1150, p=dw)):
    a = int(act[rng.choice(138, p=aw)])
    no += 1
    for b in rng.choice(len(beers), 1 + min(5, rng.poisson(1.3)), replace=False, p=bw):
        nm, st, abv, _ = beers[b]
        pk = (
            "CASE24"
            if typ[a] == "Bottle shop"
            else rng.choice(["KEG30", "CASK41", "CASE24"], p=[0.55, 0.27, 0.18])
        )
        price = {"KEG30": 98, "CASK41": 92, "CASE24": 36}[pk] * (1 + (abv - 4) * 0.07)
        q = int(rng.choice([1, 2, 3, 4, 6], p=[0.3, 0.32, 0.18, 0.12, 0.08])) + (2 if pk == "CASE24" else 0)
        price = round(price * rng.choice([1, 1, 0.95, 0.9]), 2)
        ret = int(rng.integers(1, q + 1)) if pk != "CASE24" and rng.random() < 0.05 else 0
        rows.append(
            (
                f"D{no}",
                dd[d].strftime("%d/%m/%Y"),
                f"A{1001 + a}",
                nm,
                st,
                abv,
                pk,
                q,
                price,
                round(q * price, 2),
                ret,
            )
        )
dl = pd.DataFrame(
    rows,
    columns=[
        "Del No",
        "Del Date",
        "Acct",
        "Beer",
        "Style",
        "ABV%",
        "Pack",
        "Qty",
        "Unit £",
        "Line £",
        "Ret Qty",
    ],
)
save(dl, "brew_deliveries_2025.csv")
ne = 160
et = rng.choice(["Tap takeover", "Tasting", "Meet the brewer", "Quiz sponsor"], ne, p=[0.3, 0.34, 0.14, 0.22])
ew = rng.gamma(1, 1, na)
ew /= ew.sum()
att = (
    np.array([{"Tap takeover": 74, "Tasting": 31, "Meet the brewer": 44, "Quiz sponsor": 58}[x] for x in et])
    * rng.gamma(9, 1 / 9, ne)
).round()
ec = np.array(
    [{"Tap takeover": 310, "Tasting": 140, "Meet the brewer": 235, "Quiz sponsor": 75}[x] for x in et]
) * rng.gamma(20, 1 / 20, ne)
ev = pd.DataFrame(
    {
        "EventID": [f"E{300 + k}" for k in range(ne)],
        "Acct": [f"A{1001 + k}" for k in rng.choice(na, ne, p=ew)],
        "Ev Date": [
            x.strftime("%d/%m/%Y")
            for x in sorted(pd.Timestamp("2025-01-10") + pd.to_timedelta(rng.integers(0, 345, ne), unit="D"))
        ],
        "Ev Type": et,
        "Cost £": ec.round(2),
        "Attend.": att,
    }
)
ev.loc[rng.random(ne) < 0.07, "Attend."] = np.nan
ev["Attend."] = ev["Attend."].astype("Int64")
save(ev, "brew_events_2025.csv")

# ---- 3. outdoor advertising bookings (money and percentages as text, four doubled rows)
nb = 860
cities = {"Chicago": 26, "Milwaukee": 15, "Detroit": 20, "St. Louis": 14, "Columbus": 13, "Indianapolis": 12}
cn = list(cities)
cw = np.array(list(cities.values())) / 100
sites = []
for k in range(120):
    c = rng.choice(cn, p=cw)
    f = rng.choice(
        ["Bulletin", "Poster", "Digital bulletin", "Transit shelter", "Wallscape"],
        p=[0.27, 0.25, 0.2, 0.22, 0.06],
    )
    sites.append((f"{c[:3].upper().replace('ST.', 'STL')}-{k + 101}", c, f))
adv = [
    ("Harrow Bank", "Finance"),
    ("Lakeside Health", "Healthcare"),
    ("Fresco Grill", "Restaurants"),
    ("Northline Motors", "Auto"),
    ("Mutual One", "Finance"),
    ("BluePeak Energy", "Utilities"),
    ("Taco Verde", "Restaurants"),
    ("Kessler Law", "Legal"),
    ("Summit Insurance", "Finance"),
    ("Great Lakes Lottery", "Gaming"),
    ("Stella Casino", "Gaming"),
    ("Orchard U", "Education"),
    ("Midwest Eye Ctr", "Healthcare"),
    ("Dealer Depot", "Auto"),
    ("Burger Barn", "Restaurants"),
    ("City Transit Auth", "Public"),
]
pw = rng.gamma(4, 1, len(adv))
pw /= pw.sum()
ag = {
    a: rng.choice(["Mediaforge", "OOH Partners", "Lark & Co", None], p=[0.3, 0.27, 0.18, 0.25])
    for a, _ in adv
}
rows = []
for k in range(nb):
    sid, c, f = sites[rng.integers(0, 120)]
    a, sec = adv[rng.choice(len(adv), p=pw)]
    st = pd.Timestamp("2024-12-30") + pd.Timedelta(days=7 * int(rng.integers(0, 66)))
    wk = int(rng.choice([2, 4, 4, 8, 12]))
    base = {
        "Bulletin": 1450,
        "Poster": 520,
        "Digital bulletin": 2100,
        "Transit shelter": 340,
        "Wallscape": 4200,
    }[f] * (1.35 if c == "Chicago" else 1)
    rc = round(base * wk * rng.normal(1, 0.1), -1)
    dc = int(rng.choice([0, 5, 10, 15, 20, 25, 30], p=[0.2, 0.12, 0.2, 0.2, 0.13, 0.1, 0.05]))
    imp = round(
        {"Bulletin": 118, "Poster": 52, "Digital bulletin": 140, "Transit shelter": 39, "Wallscape": 205}[f]
        * (1.5 if c == "Chicago" else 1)
        * wk
        * rng.normal(1, 0.18),
        1,
    )
    agency = ag[a] if rng.random() < 0.85 else None
    status = rng.choice(["CONF", "CXL", "HOLD"], p=[0.83, 0.1, 0.07])
    rows.append(
        (
            f"BK{9000 + k}",
            sid,
            c,
            f,
            a,
            sec,
            agency,
            st.strftime("%d-%b-%Y"),
            (st + pd.Timedelta(days=7 * wk - 1)).strftime("%d-%b-%Y"),
            wk,
            f"${rc:,.2f}",
            f"{dc}%",
            f"${rc * (1 - dc / 100):,.2f}",
            imp,
            status,
            int(rng.poisson(0.8)) if f == "Digital bulletin" else None,
        )
    )
b = pd.DataFrame(
    rows,
    columns=[
        "Bkg Ref",
        "Site",
        "Market",
        "Fmt",
        "Advertiser",
        "Sector",
        "Agency",
        "Flight Start",
        "Flight End",
        "Wks",
        "Rate Card",
        "Disc",
        "Net Rev",
        "Est Imps (000)",
        "Status",
        "Copy Chgs",
    ],
)
b["Est Imps (000)"] = b["Est Imps (000)"].where(rng.random(nb) > 0.05)
b["Copy Chgs"] = b["Copy Chgs"].astype("Int64")
b = b.sample(frac=1, random_state=28)
b = pd.concat([b.iloc[:400], b.iloc[[12, 77, 203, 388]], b.iloc[400:]])
save(b, "ooh_bookings.csv")

# ---- 4. independent cinema: one row per screening (US dates)
films = [
    ("Midnight Orchard", "Drama", "R", 1, 60, 5),
    ("Star Haulers 3", "Sci-Fi", "PG-13", 10, 95, 10),
    ("Paws on Parade", "Family", "PG", 1, 90, 8),
    ("The Long Ferry", "Drama", "PG-13", 80, 150, 4),
    ("Cold Harbor", "Thriller", "R", 60, 140, 6),
    ("Bubble Kingdom", "Family", "G", 140, 240, 9),
    ("Laugh Track", "Comedy", "PG-13", 100, 185, 6),
    ("Iron Tides", "Action", "PG-13", 130, 220, 10),
    ("Grandma's Heist", "Comedy", "PG", 180, 265, 6),
    ("Whisper House", "Horror", "R", 200, 273, 7),
    ("Solar Drift", "Sci-Fi", "PG-13", 210, 273, 7),
    ("Letters to Lena", "Drama", "PG", 150, 230, 4),
]
screens = {1: 220, 2: 140, 3: 140, 4: 72}
rows, sid = [], 12000
for k in range(273):
    d = pd.Timestamp("2025-10-01") + pd.Timedelta(days=k)
    run = [f for f in films if f[3] - 1 <= k <= f[4]]
    rain = rng.random() < 0.28
    wkd = d.day_of_week
    for sc, seats in screens.items():
        slots = (
            ["13:30", "16:15", "19:00", "21:45"]
            if wkd >= 4
            else ["16:15", "19:00"] + (["21:45"] if rng.random() < 0.3 else [])
        )
        for t in slots:
            if rng.random() < 0.12:
                continue
            ff = np.array([f[5] for f in run], float)
            f = run[rng.choice(len(run), p=ff / ff.sum())]
            fmt = (
                rng.choice(["2D", "3D", "ATMOS"], p=[0.72, 0.14, 0.14])
                if sc == 1
                else rng.choice(["2D", "3D"], p=[0.88, 0.12])
            )
            promo = (
                "TUE6"
                if wkd == 1
                else (
                    "KIDS2"
                    if f[1] == "Family" and t == "13:30" and rng.random() < 0.5
                    else (None if rng.random() < 0.94 else "LOYAL10")
                )
            )
            m = (
                0.17
                * (1 + 0.09 * (f[5] - 6))
                * (1.75 if wkd in (4, 5, 6) else 1)
                * (1.25 if t == "19:00" else 0.9 if t != "21:45" else 0.7)
                * (1.2 if rain else 1)
                * (1.45 if promo == "TUE6" else 1.15 if promo else 1)
            )
            m *= 1 - 0.004 * (k - f[3])
            tix = int(min(seats, rng.gamma(4, m * seats / 4)))
            pr = {"2D": 11.5, "3D": 14, "ATMOS": 15.5}[fmt] - (1.5 if t in ("13:30", "16:15") else 0)
            pr = (
                6
                if promo == "TUE6"
                else pr * 0.9
                if promo == "LOYAL10"
                else pr * 0.72
                if promo == "KIDS2"
                else pr
            )
            comp = int(rng.binomial(tix, 0.03)) if tix else 0
            con = round(tix * rng.normal(5.4 + 1.6 * (f[1] == "Family"), 0.9), 2) if tix else 0
            sid += 1
            rows.append(
                (
                    f"S{sid}",
                    d.strftime("%m/%d/%Y"),
                    t,
                    f[0],
                    f[1],
                    f[2],
                    fmt,
                    sc,
                    seats,
                    tix,
                    comp,
                    round((tix - comp) * pr, 2),
                    max(con, 0),
                    promo,
                    "Y" if rain else "N",
                )
            )
ci = pd.DataFrame(
    rows,
    columns=[
        "ScreeningID",
        "ShowDate",
        "StartTm",
        "Film Title",
        "Genre",
        "MPAA",
        "Fmt",
        "Scrn",
        "Seats",
        "Adm",
        "Comps",
        "BoxOff_USD",
        "Concess_USD",
        "PromoCd",
        "Rain",
    ],
)
x = rng.choice(len(ci), 30, replace=False)
ci["Adm"] = ci["Adm"].astype("Int64")
ci["Comps"] = ci["Comps"].astype("Int64")
ci["CxlNote"] = None
ci.loc[x, ["Adm", "Comps", "BoxOff_USD", "Concess_USD"]] = pd.NA
ci.loc[x, "CxlNote"] = rng.choice(["projector fault", "staffing", "power cut"], 30)
y = rng.choice(np.setdiff1d(np.arange(len(ci)), x), 55, replace=False)
ci.loc[y, "Concess_USD"] = np.nan
save(ci, "cinema_screenings.csv")
