"""Writes tables/*.csv. Deterministic. Two real (bundled package data), two made (seeded)."""
import os
import numpy as np, pandas as pd
HERE = os.path.dirname(os.path.abspath(__file__))
T = os.path.join(HERE, "tables"); os.makedirs(T, exist_ok=True)
out = lambda df, n: df.to_csv(os.path.join(T, n), index=False)

# 1 real: Wisconsin diagnostic breast cancer
from sklearn.datasets import load_breast_cancer
b = load_breast_cancer(as_frame=True)
f = b.data.copy()
f.insert(0, "diagnosis", np.where(b.target == 1, "Benign", "Malignant"))
f.insert(0, "sample_id", np.arange(1, len(f) + 1))
out(f, "breast_tumours.csv")

# 2 real: West German inflation and long term interest rate, quarterly
from statsmodels.datasets import interest_inflation
d = interest_inflation.load_pandas().data
d = pd.DataFrame({"year": d.year.astype(int), "quarter": d.quarter.astype(int),
                  "inflation_Dp": d.Dp.round(6), "longterm_interest_rate_R": d.R})
out(d, "german_rates.csv")

# 3 made: telecom churn
r = np.random.default_rng(707)
n = 2400
reg = r.choice(["NE", "SE", "MW", "SW", "W"], n, p=[.22, .24, .2, .14, .2])
con = r.choice(["Month-to-month", "One year", "Two year"], n, p=[.54, .22, .24])
ten = np.where(con == "Month-to-month", np.minimum(r.exponential(19, n), 72),
      np.where(con == "One year", r.uniform(4, 72, n), np.clip(r.normal(54, 17, n), 0, 72))).astype(int)
inet = r.choice(["DSL", "Fiber optic", "No"], n, p=[.34, .45, .21])
def svc(p):
    return np.where(inet == "No", "No internet service", np.where(r.random(n) < p, "Yes", "No"))
sec, tech, bak, tv = svc(.37), svc(.38), svc(.45), svc(.5)
lines = r.choice(["Yes", "No", "No phone service"], n, p=[.42, .48, .10])
mon = np.select([inet == "No", inet == "DSL"], [19.5, 45], 70.0)
for s in (sec, tech, bak): mon = mon + (s == "Yes") * 5
mon = mon + (tv == "Yes") * 10 + (lines == "Yes") * 5 - ((lines == "No phone service") & (inet != "No")) * 18
mon = np.round(np.maximum(mon + r.normal(0, 2.2, n), 17.9) * 20) / 20
gen = r.choice(["F", "M"], n, p=[.49, .51])
sen = (r.random(n) < .16).astype(int)
part = np.where(r.random(n) < .48, "Yes", "No")
pay = r.choice(["Electronic check", "Mailed check", "Bank transfer (auto)", "Credit card (auto)"], n, p=[.34, .22, .22, .22])
calls = r.poisson(1.1 + (inet == "Fiber optic") * .6)
z = -1.7 + (con == "Month-to-month") * 1.3 - (con == "Two year") * 1.6 - ten * .022 + (inet == "Fiber optic") * .75 \
    - (inet == "No") * .9 - (tech == "Yes") * .45 - (sec == "Yes") * .4 + sen * .35 + (pay == "Electronic check") * .45 + calls * .24
ch = r.random(n) < 1 / (1 + np.exp(-z))
ch &= ten > 0
tot = ten * mon * (1 + r.normal(0, .03, n))
ttx = np.where(ten == 0, " ", [f"{v:,.2f}" for v in tot])
why = np.where(ch, r.choice(["Competitor offer", "Price", "Network quality", "Moved", "Support attitude", ""], n,
                            p=[.3, .22, .18, .11, .12, .07]), "")
age = np.where(sen == 1, r.integers(65, 90, n), r.integers(18, 65, n)).astype(float)
age[r.random(n) < .045] = np.nan
c = pd.DataFrame({
    "SubscrID": [f"{a:04d}-{''.join(x)}" for a, x in zip(r.permutation(9000)[:n] + 1000, r.choice(list("ABCDEFGHJKLMNPQRSTUVWXYZ"), (n, 5)))],
    "Gender": gen, "Age": pd.array(age, dtype="Int64"), "SeniorCitizen": sen, "Partner": part, "Region": reg,
    "Tenure (mths)": ten, "Contract": con, "MultipleLines": lines, "InternetSvc": inet, "OnlineSecurity": sec,
    "OnlineBackup": bak, "TechSupport": tech, "StreamingTV": tv, "PaperlessBill": np.where(r.random(n) < .6, "Y", "N"),
    "PayMethod": pay, "SvcCalls_6m": calls, "MonthlyChg_USD": mon, "TotalChg_USD": ttx, "Country": "US",
    "Churn": np.where(ch, "Y", "N"), "ChurnReason": why})
c.to_csv(os.path.join(T, "telecom_churn.csv"), index=False, float_format="%.2f")

# 4 made: help desk
r = np.random.default_rng(4711)
m = 210
seg = r.choice(["SMB", "Mid-Market", "Enterprise"], m, p=[.55, .3, .15])
ctry = r.choice(["UK", "DE", "FR", "NL", "ES", "IE"], m, p=[.33, .22, .16, .12, .1, .07])
seats = np.select([seg == "SMB", seg == "Mid-Market"], [r.integers(3, 60, m), r.integers(50, 400, m)], r.integers(350, 4000, m))
w1 = ["Northwind", "Bluebell", "Kestrel", "Halden", "Orchard", "Pinnacle", "Riverside", "Saltmarsh", "Tamarind", "Umbra", "Vantage", "Wexford", "Corvid", "Dunmore", "Elmfield"]
w2 = ["Logistics", "Dental", "Foods", "Media", "Legal", "Energy", "Interiors", "Travel", "Textiles", "Motors", "Clinics", "Software", "Bakery", "Partners"]
names = [f"{a} {x}" for a in w1 for x in w2]; r.shuffle(names)
ls = (pd.Timestamp("2017-03-01") + pd.to_timedelta(r.integers(0, 2300, m), "D"))
cu = pd.DataFrame({"Cust ID": [f"C-{1000+i*7}" for i in range(m)], "Company": names[:m], "Segment": seg, "Country": ctry,
                   "Seats": pd.array(np.where(r.random(m) < .04, np.nan, seats), dtype="Int64"), "Cust. since": ls.strftime("%d/%m/%Y")})
n = 3600
t0 = pd.Timestamp("2023-01-02")
day = np.sort(r.choice(545, n, p=(lambda x: x / x.sum())(np.array([(1 + .0009 * k) * (1 if (k % 7) < 5 else .22) for k in range(545)]))))
op = t0 + pd.to_timedelta(day, "D") + pd.to_timedelta(np.clip(r.normal(13 * 60, 190, n), 0, 1439).astype(int), "min")
op = pd.DatetimeIndex(np.sort(op.values))
pr = r.choice(["P1 - Critical", "P2 - High", "P3 - Normal", "P4 - Low"], n, p=[.06, .2, .52, .22])
chn = r.choice(["Email", "Phone", "Live chat", "Web form"], n, p=[.41, .22, .25, .12])
ag = r.choice(["A. Okafor", "B. Lindqvist", "C. Moreau", "D. Patel", "E. Novak", "F. Byrne", "G. Santos", "H. Weber", "I. Hughes", "J. de Vries"], n,
              p=[.14, .12, .11, .13, .08, .1, .09, .09, .08, .06])
prod = r.choice(["LedgerPro", "PayRun", "ShiftPlan", "StockSync", "Mobile App"], n, p=[.33, .24, .15, .17, .11])
base = pd.Series(chn).map({"Email": 150, "Phone": 4, "Live chat": 6, "Web form": 210}).values * pd.Series(pr).map(
    {"P1 - Critical": .3, "P2 - High": .6, "P3 - Normal": 1, "P4 - Low": 1.6}).values
fr = np.maximum(np.round(base * r.lognormal(0, .7, n)), 1)
big = r.choice(n, 5, replace=False); fr[big] = r.integers(7000, 14000, 5)
slow = pd.Series(ag).map({"E. Novak": 1.5, "G. Santos": 1.25, "B. Lindqvist": .8}).fillna(1).values
hrs = pd.Series(pr).map({"P1 - Critical": 7, "P2 - High": 20, "P3 - Normal": 44, "P4 - Low": 80}).values * slow * r.lognormal(0, .8, n)
cl = op + pd.to_timedelta(np.round(hrs * 60 + fr), "min")
exp = pd.Timestamp("2024-06-30 18:00")
isopen = (cl > exp) | (r.random(n) < .012)
reop = r.random(n) < np.where(prod == "Mobile App", .16, np.where(prod == "PayRun", .1, .07))
score = 4.35 - .004 * np.minimum(hrs, 250) - .9 * reop - (ag == "E. Novak") * .4 + (chn == "Phone") * .2 + r.normal(0, .85, n)
cs = np.clip(np.round(score), 1, 5); cs[(r.random(n) < .46) | isopen] = np.nan
frx = fr.copy(); frx[r.random(n) < .02] = np.nan
ci = r.choice(m, n, p=(lambda x: x / x.sum())(r.gamma(.9, 1, m) + .05))
agx = np.where(r.random(n) < .017, "", ag)
subj = {"LedgerPro": ["Bank feed not syncing", "VAT return rejected", "Cannot post journal", "Invoice PDF blank", "Login loop after SSO"],
        "PayRun": ["Payslip missing", "Wrong tax code", "RTI submission error", "Pension upload failed", "Refund of duplicate charge"],
        "ShiftPlan": ["Rota not published", "Shift swap stuck", "Overtime rule wrong", "Calendar sync broken"],
        "StockSync": ["Stock count mismatch", "Barcode scanner offline", "Purchase order stuck", "Import CSV fails"],
        "Mobile App": ["App crashes on start", "Push notifications late", "Login loop after SSO", "Cannot upload photo"]}
tk = pd.DataFrame({
    "Ticket #": [f"HD{200000 + i * 3}" for i in range(n)], "Opened At": op.strftime("%d/%m/%Y %H:%M"),
    "Closed At": np.where(isopen, "", cl.strftime("%d/%m/%Y %H:%M")), "Priority": pr,
    "Channel": np.where((chn == "Email") & (r.random(n) < .09), "email", chn), "Agent": agx, "Product": prod,
    "Subject": [r.choice(subj[p]) for p in prod], "1st Resp (min)": pd.array(frx, dtype="Int64"),
    "CSAT (1-5)": pd.array(cs, dtype="Int64"), "Re-opened?": np.where(reop, "Y", "N"), "Cust ID": cu["Cust ID"].values[ci], "Queue": "EMEA-L1"})
out(tk, "helpdesk_tickets.csv"); out(cu, "helpdesk_customers.csv")
