"""Makes the tables of batch02 (seeded). Run: python make_tables.py"""
import os
import numpy as np, pandas as pd
HERE = os.path.dirname(os.path.abspath(__file__)); T = os.path.join(HERE, "tables"); os.makedirs(T, exist_ok=True)
R = np.random.default_rng(20402)

# ---------- 1 webshop: customers + order lines
FN = "Anna Ben Carla David Eva Felix Greta Hugo Ines Jan Klara Luca Mia Noah Olga Paul Rosa Sven Tina Uwe Vera Willem Yara Zoe Emil Fleur Gilles Heidi Joost Kilian".split()
LN = "Maier Schmid Huber Weber Bakker Visser Moser Keller Dubois Laurent Vogel Krause de_Vries Jansen Gruber Lehmann Frey Bauer Roux Petit Wolf Brandt Koch Smit".split()
CIT = {"DE": ["Berlin", "Hamburg", "Köln", "München", "Leipzig"], "AT": ["Wien", "Graz", "Linz"], "CH": ["Zürich", "Bern", "Basel"], "NL": ["Amsterdam", "Utrecht", "Rotterdam"], "FR": ["Paris", "Lyon", "Lille"]}
n = 640; rows = []
for i in range(n):
    c = R.choice(["DE", "AT", "CH", "NL", "FR"], p=[.44, .13, .12, .19, .12])
    f, l = R.choice(FN), R.choice(LN).replace("_", " ")
    d = pd.Timestamp("2021-03-01") + pd.Timedelta(days=int(R.integers(0, 1217)))
    rows.append(dict(Cust_ID=f"K{10001+i}", Name=f"{f} {l}", **{"e-mail": f"{f}.{l}{i}@".replace(" ", "").lower() + R.choice(["gmail.com", "gmx.net", "outlook.com", "web.de"])},
        Ctry=c, City=R.choice(CIT[c]), signup=d, Newsletter=R.choice(["Y", "N", ""], p=[.46, .48, .06]),
        b_year=R.choice(["", str(int(R.integers(1948, 2006)))], p=[.09, .91]),
        Source=R.choice(["google ads", "FB", "insta", "organic", "referral", ""], p=[.27, .16, .13, .27, .12, .05])))
C = pd.DataFrame(rows)
for a, b in [(14, 301), (77, 455), (120, 599), (208, 388)]: C.loc[b, "e-mail"] = C.loc[a, "e-mail"]; C.loc[b, "Name"] = C.loc[a, "Name"]
P = [("Camping lamp LED", "Outdr", 24.9), ("Tent 2P", "Outdr", 119.0), ("Thermos 1l", "Outdr", 29.5), ("Sleeping bag -5C", "Outdr", 79.0), ("Trekking poles", "Outdr", 44.9),
     ("Chef knife 20cm", "Kitchen", 49.0), ("Cutting board bamboo", "Kitchen", 19.9), ("Espresso pot", "Kitchen", 32.5), ("Frying pan 28", "Kitchen", 39.9), ("Spice rack", "Kitchen", 27.0),
     ("Candle set", "Home & Deco", 14.9), ("Wall clock oak", "Home & Deco", 54.0), ("Wool blanket", "Home & Deco", 69.0), ("Picture frame A4", "Home & Deco", 11.5), ("Vase blue", "Home & Deco", 22.0),
     ("Hose 20m", "Garden", 34.9), ("Pruning shears", "Garden", 21.5), ("Bird feeder", "Garden", 17.9), ("Raised bed kit", "Garden", 89.0),
     ("Wooden train", "KIDS", 36.0), ("Puzzle 200pc", "KIDS", 12.9), ("Night light owl", "KIDS", 18.5)]
pw = R.dirichlet(np.ones(len(P)) * 3)
act = R.gamma(.7, 1, n) + .02; act[R.choice(n, 120, replace=False)] = 0
act *= np.where(C.Newsletter == "Y", 1.4, 1); act /= act.sum()
rows = []; end = pd.Timestamp("2024-06-30 22:00"); N = 1450; od = []
for k in range(N):
    i = int(R.choice(n, p=act)); s = max(C.signup[i], pd.Timestamp("2023-01-01"))
    span = max((end - s).total_seconds(), 7200); u = R.random() ** .85
    od.append((s + pd.Timedelta(seconds=int(u * span)), i))
od.sort(key=lambda x: x[0]); od[-1] = (pd.Timestamp("2024-06-30 20:41"), od[-1][1])
for k, (d, i) in enumerate(od):
    cid = C.Cust_ID[i]
    if R.random() < .025: cid = ""
    st = R.choice(["delivered", "Delivered", "returned", "Returned", "cancelled", "Cancelled", "open"], p=[.6, .16, .07, .035, .055, .02, .06]) if d > pd.Timestamp("2024-05-20") else R.choice(["delivered", "Delivered", "returned", "Returned", "cancelled", "Cancelled"], p=[.63, .18, .075, .035, .055, .025])
    for j in R.choice(len(P), size=int(R.choice([1, 2, 3], p=[.55, .3, .15])), replace=False, p=pw):
        nm, ca, pr = P[j]; pr = round(pr * (1.05 if d.year == 2024 else 1), 2)
        rows.append(dict(order_no=70001 + k, cust_no=cid, order_date=d.strftime("%Y/%m/%d %H:%M"), Product=nm, **{"Cat.": ca}, Qty=int(R.choice([1, 2, 3, 4, 6], p=[.58, .25, .1, .05, .02])),
            price=f"€{pr:.2f}", **{"disc.": R.choice(["", "5%", "10%", "15%", "20%", "30%"], p=[.62, .1, .12, .07, .06, .03])}, Status=st))
C["signup"] = C.signup.dt.strftime("%d/%m/%Y")
C.to_csv(f"{T}/customers.csv", index=False); pd.DataFrame(rows).to_csv(f"{T}/orders.csv", index=False)

# ---------- 2 gym members
n = 870; rows = []
for i in range(n):
    pl = R.choice(["BAS", "STD", "PRM", "STU"], p=[.34, .33, .19, .14])
    age = int(np.clip(R.normal(22, 2.5), 18, 30)) if pl == "STU" else int(np.clip(R.normal(41, 13), 18, 79))
    j = pd.Timestamp("2019-02-01") + pd.Timedelta(days=int(2150 * R.random() ** .7))
    e = ""; 
    if R.random() < {"BAS": .38, "STD": .27, "PRM": .17, "STU": .45}[pl]:
        x = j + pd.Timedelta(days=int(30 + R.exponential(330)))
        if x <= pd.Timestamp("2024-12-31"): e = x.strftime("%d-%b-%y")
    pt = R.random() < {"BAS": .06, "STD": .14, "PRM": .42, "STU": .04}[pl]
    v = int(R.negative_binomial(1.6, 1.6 / (1.6 + (38 + 30 * pt + .25 * (60 - age)))))
    if R.random() < .05: v = 0
    fee = {"BAS": 24.99, "STD": 34.99, "PRM": 54.99, "STU": 19.99}[pl] + (15 if pt else 0) - (5 if R.random() < .1 else 0)
    nps = "" if R.random() < .28 else int(np.clip(round(R.normal(7.4 + .6 * pt + (.5 if pl == "PRM" else 0) - (1.3 if e else 0), 2.1)), 0, 10))
    rows.append({"Memb No": 3000 + 7 * i, "sex": R.choice(["M", "F", ""], p=[.47, .5, .03]), "Age": age, "PLAN": pl, "club": R.choice(["City Ctr", "Northside", "Harbour", "West End"], p=[.37, .26, .21, .16]),
        "Joined": j.strftime("%d-%b-%y"), "Cancelled on": e, "mthly fee": f"£{fee:.2f}", "visits L12M": v, "PT?": "Y" if pt else "N", "App": R.choice(["yes", "no", ""], p=[.55, .39, .06]),
        "NPS score": nps, "pay mthd": R.choice(["DD", "CC", "cash"], p=[.71, .24, .05])})
M = pd.DataFrame(rows); M.loc[431, "Age"] = 218; M.loc[R.choice(n, 22, replace=False), "club"] = "city ctr "
M.loc[M["club"] == "city ctr ", "club"] = "city ctr"
M.to_csv(f"{T}/gym_members.csv", index=False)

# ---------- 3 store x week, German export: ; and decimal comma
names = ["Aachen", "Augsburg", "Bremen", "Bonn", "Chemnitz", "Dortmund", "Dresden", "Erfurt", "Essen", "Freiburg", "Halle", "Hannover", "Kassel", "Kiel", "Köln Süd", "Lübeck", "Mainz", "Münster", "Nürnberg", "Potsdam", "Rostock", "Stuttgart", "Trier", "Ulm"]
reg = dict(zip(names, "W S N W E W E E W S E N W N W N W W S E N S W S".split()))
wk = pd.date_range("2023-01-02", "2024-09-23", freq="W-MON"); rows = []
for k, s in enumerate(names):
    base = R.uniform(380, 1500); sq = int(R.integers(18, 110)) * 10; fm = R.choice(["CTY", "MALL", "OUTL"], p=[.5, .3, .2]); pr = {"CTY": 21, "MALL": 18.5, "OUTL": 13.5}[fm] * R.uniform(.95, 1.05); g = R.normal(.06, .07)
    mg = {"CTY": .58, "MALL": .6, "OUTL": .69}[fm]
    for t, w in enumerate(wk):
        if s == "Ulm" and w < pd.Timestamp("2023-09-04"): continue
        if s == "Halle" and w > pd.Timestamp("2024-03-25"): continue
        promo = R.random() < .22
        sea = 1 + .12 * np.sin(2 * np.pi * (w.dayofyear - 60) / 365) + (.45 if w.month == 12 else .15 if w.month == 11 else 0)
        u = base * sea * (1 + g) ** (t / 52) * (1.24 if promo else 1) * R.normal(1, .07); u = int(u)
        rev = u * pr * (.93 if promo else 1) * R.normal(1, .02); ff = int(u * R.uniform(2.6, 3.3) * (1.35 if fm == "MALL" else 1))
        rows.append([w.strftime("%d.%m.%Y"), 100 + k, s, reg[s], fm, sq, u, rev, rev * mg * R.normal(1, .015) * (1.06 if promo else 1), "J" if promo else "N", ff])
S = pd.DataFrame(rows, columns=["Woche ab", "Fil.Nr", "Store", "Rgn", "Fmt", "sqm", "units", "Rev EUR", "COGS EUR", "Promo", "footfall"])
ix = R.choice(len(S), 37, replace=False)
neg = ix[:3]; S.loc[neg, "Rev EUR"] = [-312.5, -95.2, -1040.0]; S.loc[neg, "units"] = [-14, -5, -51]
S["footfall"] = S.footfall.astype(object); S.loc[ix[3:18], ["units", "Rev EUR", "COGS EUR"]] = np.nan; S.loc[ix[18:], "footfall"] = ""
de = lambda x: "" if pd.isna(x) else f"{x:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
for c in ["Rev EUR", "COGS EUR"]: S[c] = S[c].map(de)
S["units"] = S.units.map(lambda x: "" if pd.isna(x) else str(int(x)))
S.to_csv(f"{T}/filialen_wk.csv", sep=";", index=False)

# ---------- 4 real: statsmodels modechoice (Greene), as it is
import statsmodels.api as sm
sm.datasets.modechoice.load_pandas().data.to_csv(f"{T}/modechoice.csv", index=False)
