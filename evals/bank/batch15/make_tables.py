"""Writes tables/*.csv (seeded). Real: plotly.data.experiment(), statsmodels heart. Made: loyalty, leads."""
from pathlib import Path
import numpy as np, pandas as pd
import plotly.data, statsmodels.api as sm
T = Path(__file__).resolve().parent / "tables"; T.mkdir(exist_ok=True)
plotly.data.experiment().round(4).to_csv(T / "experiment.csv", index=False)
h = sm.datasets.heart.load_pandas().data
h["survival"] = h.survival.astype(int); h["censors"] = h.censors.astype(int)
h.to_csv(T / "heart.csv", index=False)

r = np.random.default_rng(1515)
# ---- loyalty
n = 760
card = 6300100000 + np.sort(r.choice(90000, n, replace=False))
birth = np.clip(np.round(r.normal(1974, 15, n)), 1934, 2005).astype(int)
area = r.choice(["LS", "BD", "HX", "WF", "HD", "YO", "HG"], n, p=[.30, .19, .08, .14, .11, .12, .06])
tier = r.choice(["Bronze", "Silver", "Gold", "Platinum"], n, p=[.52, .29, .14, .05])
em = r.choice(["Y", "N", ""], n, p=[.58, .36, .06])
sms = r.choice(["Y", "N"], n, p=[.31, .69])
post = r.choice(["Y", "N"], n, p=[.22, .78])
joined = pd.Timestamp("2017-03-01") + pd.to_timedelta(r.integers(0, 2480, n), "D")
by = pd.Series(birth).astype("Int64"); by[r.random(n) < .045] = pd.NA
m = pd.DataFrame({"CardNo": card, "Birth Yr": by, "PC Area": area, "TIER": tier, "Email OptIn": em, "SMS OptIn": sms,
                  "Post OptIn": post, "Date Joined": joined.strftime("%d/%m/%Y"), "Scheme": "FRESHCLUB"})
m.to_csv(T / "members.csv", index=False)
act = r.choice(n, 690, replace=False)
w = r.gamma(1.3, 1, 690) * pd.Series(tier)[act].map({"Bronze": .8, "Silver": 1.2, "Gold": 1.9, "Platinum": 2.6}).values
N = 4300
who = act[r.choice(690, N, p=w / w.sum())]
day = pd.Timestamp("2024-01-01") + pd.to_timedelta(r.choice(366, N, p=(lambda x: x / x.sum())(1 + .25 * np.sin(np.arange(366) / 58) + .5 * (np.arange(366) > 344))), "D")
store = r.choice(["Leeds Kirkgate", "Leeds Headingley", "Bradford Forster Sq", "Wakefield Trinity", "Huddersfield", "York Clifton", "Harrogate", "Halifax"], N,
                 p=[.21, .14, .17, .13, .11, .11, .06, .07])
ch = r.choice(["In-store", "Click & Collect", "Home Delivery"], N, p=[.71, .12, .17])
items = np.maximum(1, r.negative_binomial(2, .12, N) + np.where(ch == "Home Delivery", 12, 0))
amt = np.round(items * r.gamma(9, .29, N) * np.where(ch == "Click & Collect", 1.08, 1), 2)
pts = np.floor(amt * pd.Series(tier)[who].map({"Bronze": 1, "Silver": 1.25, "Gold": 1.5, "Platinum": 2}).values).astype(int)
b = pd.DataFrame({"Basket Ref": [f"B{240000 + i}" for i in range(N)], "Card No.": card[who], "Txn Date": day, "Store": store, "Chnl": ch,
                  "Amt (GBP)": amt, "No Items": items, "Pts Earned": pts}).sort_values("Txn Date", kind="stable").reset_index(drop=True)
b["Basket Ref"] = [f"B{240000 + i}" for i in range(N)]
b["Card No."] = b["Card No."].astype("Int64")
gone = r.random(N) < .035; b.loc[gone, "Card No."] = pd.NA; b.loc[gone, "Pts Earned"] = 0
b.loc[r.random(N) < .012, "Amt (GBP)"] = np.nan
k = b.index[(b.Chnl == "In-store") & b["Amt (GBP)"].notna()][1500]; b.loc[k, ["Amt (GBP)", "No Items"]] = [1874.40, 310]
b["Txn Date"] = b["Txn Date"].dt.strftime("%d/%m/%Y")
b.to_csv(T / "baskets.csv", index=False)
# ---- leads
N = 1480
cr = pd.Series(pd.Timestamp("2024-01-02") + pd.to_timedelta(np.sort(r.choice(545, N, p=(lambda x: x / x.sum())(1 + np.arange(545) / 700))), "D"))
src = pd.Series(r.choice(["Webinar", "Paid Search", "LinkedIn Ads", "Organic", "Trade Fair", "Referral", "Cold Outbound"], N, p=[.17, .21, .18, .17, .07, .08, .12]))
camp = {"Webinar": ["WEB-GDPR", "WEB-AI-Ops", "WEB-Onboarding"], "Paid Search": ["GADS-Brand", "GADS-Generic"], "LinkedIn Ads": ["LI-CFO", "LI-ITLead", "LI-Retarget"],
        "Organic": [""], "Trade Fair": ["Hannover24", "Hannover25", "VivaTech24"], "Referral": [""], "Cold Outbound": ["OB-Q-DACH", "OB-Q-Nordics"]}
cp = [r.choice(camp[s]) for s in src]
cp = [("Hannover25" if (c == "Hannover24" and d.year == 2025) else "Hannover24" if (c == "Hannover25" and d.year == 2024) else c) for c, d in zip(cp, cr)]
ctry = r.choice(["DE", "FR", "UK", "NL", "AT", "CH", "SE", ""], N, p=[.33, .16, .17, .10, .07, .08, .06, .03])
size = r.choice(["1-49", "50-249", "250-999", "1000+"], N, p=[.37, .33, .19, .11])
p = src.map({"Webinar": .46, "Paid Search": .40, "LinkedIn Ads": .34, "Organic": .52, "Trade Fair": .56, "Referral": .72, "Cold Outbound": .24}).values
mql = r.random(N) < p
sql = mql & (r.random(N) < np.clip(p + .12, 0, .8))
md = cr + pd.to_timedelta(np.where(mql, r.integers(0, 24, N), 0), "D")
sd = md + pd.to_timedelta(r.integers(1, 40, N), "D")
cd = sd + pd.to_timedelta(r.integers(10, 130, N), "D")
end = pd.Timestamp("2025-06-30")
mql &= (md <= end); sql &= mql & (sd <= end)
val = np.round(np.exp(r.normal(9.3, .7, N)) * pd.Series(size).map({"1-49": .6, "50-249": 1, "250-999": 2, "1000+": 4.2}).values, -2)
closed = sql & (cd <= end)
won = closed & (r.random(N) < src.map({"Referral": .55, "Organic": .42, "Trade Fair": .36, "Webinar": .34, "Paid Search": .29, "LinkedIn Ads": .26, "Cold Outbound": .2}).values)
lost_early = ~sql & (r.random(N) < .45)
st = np.where(won, "Won", np.where(closed | lost_early, "Lost", "Open"))
v = pd.Series(val); v[~sql] = np.nan; v[sql & ~closed & (r.random(N) < .15)] = np.nan
i = np.flatnonzero(won)[77]; v[i] = 612000
own = np.array(["A. Brandt", "C. Moreau", "J. Okafor", "K. Lindqvist", "S. Visser", "T. Hughes"])[r.choice(6, N, p=[.24, .17, .19, .12, .12, .16])]
own = np.where(r.random(N) < .02, "", own)
src[(src == "Paid Search") & (r.random(N) < .06)] = "paid search"
f = lambda d, ok: d.dt.strftime("%d.%m.%Y").where(ok, "")
L = pd.DataFrame({"Lead_ID": [f"L-{10231 + 3 * i}" for i in range(N)], "Created": f(cr, pd.Series(True, cr.index)), "Lead Src": src, "Cmpgn": cp, "Ctry": ctry, "Co. Size (FTE)": size,
                  "MQL Dt": f(md, mql), "SQL Dt": f(sd, sql), "Closed Dt": f(cd, closed), "Won/Lost": st,
                  "Deal Val EUR": v.astype("Int64"), "Owner": own, "CRM Inst": "EMEA-PRD"})
L.to_csv(T / "leads.csv", index=False)
