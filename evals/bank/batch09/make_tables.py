"""Writes tables/*.csv: two real sets from bundled package data, two made ones (seeded)."""
from pathlib import Path
import numpy as np, pandas as pd
import statsmodels.api as sm
from sklearn.datasets import load_iris

T = Path(__file__).resolve().parent / "tables"
T.mkdir(exist_ok=True)

# 1 iris
b = load_iris(as_frame=True)
f = b.frame.copy()
f["species"] = [b.target_names[i] for i in f.pop("target")]
f.to_csv(T / "iris.csv", index=False)

# 2 breast cancer by county
c = sm.datasets.cancer.load_pandas().data
pd.DataFrame({"County No": range(1, len(c) + 1), "Breast cancer cases": c["cancer"].astype(int),
              "Population": c["population"].astype(int)}).to_csv(T / "county_cancer.csv", index=False)

# 3 loyalty programme
r = np.random.default_rng(90909)
n = 2200
extract = pd.Timestamp("2025-03-31")
gender = r.choice(["F", "M", ""], n, p=[.56, .37, .07])
byear = np.clip(r.normal(1977, 15, n), 1934, 2006).astype(int)
dob = pd.to_datetime([f"{y}-01-01" for y in byear]) + pd.to_timedelta(r.integers(0, 365, n), unit="D")
dob = pd.Series(dob)
dob[r.choice(n, 9, replace=False)] = pd.Timestamp("1900-01-01")
area = r.choice(["LS", "BD", "HX", "HD", "WF", "YO", "HG", "S"], n, p=[.25, .18, .07, .09, .14, .12, .05, .10])
kid_p = np.where((byear > 1970) & (byear < 2000), .55, .18)
kids = np.where(r.random(n) < kid_p, 1 + r.binomial(4, .22, n), 0)
visits = np.maximum(1, r.negative_binomial(2, 2 / (2 + 30 + 3 * kids + np.where(gender == "F", 3, 0))))
aff = np.select([area == "HG", area == "YO", area == "BD"], [1.5, 1.2, .85], 1.0)
def spend(per_visit, sigma, mult=1.0):
    return np.round(visits * per_visit * aff * mult * r.lognormal(-sigma ** 2 / 2, sigma, n), 2)
fresh = spend(9.5, .45)
bakery = spend(2.4, .5)
drinks = spend(4.1, .8, np.where(kids > 0, .8, 1.15)) * (r.random(n) > .08)
hh = spend(3.3, .55, 1 + .12 * kids)
frozen = spend(2.9, .6, 1 + .2 * kids)
baby = np.where((kids > 0) & (byear > 1978), spend(3.8, .7), 0.0) * (r.random(n) > .15)
drinks = np.round(drinks, 2); drinks[1411] = 18450.75
cpn = r.binomial(np.maximum(visits, 1), .17)
joined = pd.Timestamp("2019-05-01") + pd.to_timedelta(np.sort(r.integers(0, 2120, n)), unit="D")
gap = np.minimum(np.floor(r.exponential(365 / (visits + 2) * 1.6)), 364).astype(int)
last = pd.Series(extract - pd.to_timedelta(gap, unit="D"))
last = np.maximum(last, pd.Series(joined))
fmt = "%d/%m/%Y"
L = pd.DataFrame({
    "Card No": [f"LC{700000 + 13 * i + int(x)}" for i, x in enumerate(r.integers(0, 12, n))],
    "Gender": gender, "DOB": dob.dt.strftime(fmt), "PC Area": area, "No. Children": kids.astype(float),
    "Fresh (£)": fresh, "Bakery (£)": bakery, "Drinks (£)": drinks, "Hhold (£)": hh, "Frozen (£)": frozen,
    "Baby & Kids (£)": np.round(baby, 2), "Visits_12m": visits, "Cpns Used": cpn,
    "Email OptIn": r.choice(["Y", "N"], n, p=[.63, .37]), "SMS OptIn": r.choice([1, 0], n, p=[.34, .66]).astype(float),
    "Joined": pd.Series(joined).dt.strftime(fmt), "Last Visit": last.dt.strftime(fmt), "Extract Dt": extract.strftime(fmt)})
L.loc[r.choice(n, 71, replace=False), "No. Children"] = np.nan
L.loc[r.choice(n, 40, replace=False), "Frozen (£)"] = np.nan
L.loc[r.choice(n, 12, replace=False), "PC Area"] = ""
L.loc[r.choice(n, 58, replace=False), "DOB"] = ""
L = L.sample(frac=1, random_state=5).reset_index(drop=True)
tot = {c: "" for c in L}
tot["Card No"] = "TOTAL"
for c in list(L.columns[5:13]):
    tot[c] = round(L[c].sum(), 2)
for c in ["No. Children", "SMS OptIn"]:
    L[c] = L[c].map(lambda v: "" if pd.isna(v) else str(int(v)))
pd.concat([L, pd.DataFrame([tot])]).to_csv(T / "loyalty_customers.csv", index=False)

# 4 charity
r = np.random.default_rng(4242)
m = 950
typ = r.choice(["IND", "CORP", "TRUST"], m, p=[.86, .09, .05])
city = r.choice(["Manchester", "Leeds", "Bristol", "Sheffield", "York", "Cardiff", "Glasgow", "Norwich"], m,
                p=[.23, .19, .15, .12, .09, .09, .08, .05]).astype(object)
for i in r.choice(m, 34, replace=False): city[i] = city[i].upper()
for i in r.choice(m, 15, replace=False): city[i] = ""
chan = r.choice(["F2F", "Direct Mail", "Web", "Event", "Telephone", ""], m, p=[.28, .22, .27, .12, .08, .03])
first = pd.Timestamp("2015-01-05") + pd.to_timedelta(r.integers(0, 3680, m), unit="D")
start, end = pd.Timestamp("2022-04-01"), pd.Timestamp("2025-03-31")
D = pd.DataFrame({"DonorRef": [f"D{10000 + 7 * i}" for i in range(m)], "Donor Type": typ, "City": city,
                  "1st Gift Dt": pd.Series(first).dt.strftime("%d/%m/%Y"), "Acq Channel": chan})
rows = []
camps = ["Winter Appeal", "Big Walk", "Clean Water", "Emergency Fund", "Unrestricted"]
cmult = {"Winter Appeal": 1.15, "Big Walk": .7, "Clean Water": 1.0, "Emergency Fund": 1.6, "Unrestricted": .85}
for i in range(m):
    a, z = max(first[i], start), min(end, first[i] + pd.Timedelta(days=int(r.exponential(1300)) + 1))
    if z < start: continue
    k = 1 + r.poisson({"IND": 4.2, "CORP": 2.2, "TRUST": 1.4}[typ[i]] * r.gamma(1.2, 1 / 1.2) * max(.15, (z - a).days / 800))
    base = {"IND": 24, "CORP": 310, "TRUST": 1150}[typ[i]] * r.lognormal(0, .55)
    pm = r.choice(["DD", "Card", "Cheque", "PayPal"], p=[.4, .34, .11, .15] if typ[i] == "IND" else [.05, .2, .7, .05])
    ga = typ[i] == "IND" and r.random() < .68
    for j in range(k):
        d = a + pd.Timedelta(days=int(r.integers(0, (z - a).days + 1)))
        cp = r.choice(camps, p=[.5, .02, .2, .06, .22] if d.month in (11, 12) else ([.03, .35, .27, .1, .25] if d.month in (5, 6) else [.03, .07, .4, .13, .37]))
        amt = base * cmult[cp] * r.lognormal(0, .35)
        amt = float(round(amt / 5) * 5 or 5) if r.random() < .7 else round(amt, 2)
        p = pm if r.random() < .8 else r.choice(["DD", "Card", "Cheque", "PayPal"], p=[.25, .45, .1, .2])
        rows.append((d, D.DonorRef[i], amt, cp, p, "Y" if ga and r.random() < .95 else "N",
                     int(r.random() < {"DD": .012, "Card": .03, "Cheque": .008, "PayPal": .045}[p])))
for j in range(11):  # gifts of donors who are not in the donor file
    rows.append((start + pd.Timedelta(days=int(r.integers(0, 1095))), f"D9{9000 + j % 6}", 20.0, "Unrestricted", "Card", "N", 0))
rows.append((end, D.DonorRef[3], 25.0, "Unrestricted", "DD", "N", 0))
rows.append((pd.Timestamp("2023-09-18"), D.DonorRef[int(np.flatnonzero(typ == "TRUST")[4])], 42000.0, "Emergency Fund", "Cheque", "N", 0))
G = pd.DataFrame(rows, columns=["Gift Date", "Donor Ref", "Amt GBP", "Campaign", "Pay Mthd", "GiftAid", "Refunded"])
G = G.sort_values("Gift Date", kind="stable").reset_index(drop=True)
G["Gift Date"] = G["Gift Date"].dt.strftime("%d-%b-%Y")
G.insert(0, "GiftID", [f"G{200001 + i}" for i in range(len(G))])
G.insert(4, "Ccy", "GBP")
G.loc[r.choice(len(G), 16, replace=False), "Amt GBP"] = np.nan
G = pd.concat([G, G.iloc[r.choice(len(G), 7, replace=False)]])   # exported twice
D.to_csv(T / "donors.csv", index=False); G.to_csv(T / "gifts.csv", index=False)
