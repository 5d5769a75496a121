"""Four made data sets (seeded): SaaS accounts/usage/invoices, motor-insurance quotes, museum tickets, publisher articles/authors."""
import os
import numpy as np, pandas as pd
HERE = os.path.dirname(os.path.abspath(__file__)); T = os.path.join(HERE, "tables"); os.makedirs(T, exist_ok=True)
rng = np.random.default_rng(1717)
ch = lambda v, n, p=None: rng.choice(v, n, p=p)

# ---------- 1 SaaS -------------------------------------------------------------------------------------------------
n = 430
a = ["North", "Blue", "Bright", "Iron", "Silver", "Green", "Clear", "Red", "Quick", "Deep", "True", "Open", "Star", "Stone", "River", "Oak", "Apex", "Nova", "Delta", "Lumen"]
b = ["wave", "field", "gate", "path", "point", "works", "bridge", "forge", "line", "peak", "soft", "logic", "cart", "dock", "grid", "loop", "mark", "nest", "port", "scale", "sense", "stack"]
c = [" Inc", " LLC", " Ltd", " GmbH", " Group", " BV", " SA", ""]
pairs = [x + y for x in a for y in b]; rng.shuffle(pairs)
names = [p + ch(c, 1)[0] for p in pairs[:n]]
seg = ch(["SMB", "MM", "ENT"], n, [.56, .30, .14])
ind = ch(["Retail", "Fintech", "Healthcare", "Logistics", "Education", "Media", "Manufacturing"], n, [.24, .18, .15, .14, .11, .10, .08])
ctry = ch(["US", "UK", "DE", "NL", "FR", "CA", "AU"], n, [.41, .18, .13, .06, .09, .08, .05])
plan = np.array([ch(["Starter", "Growth", "Scale"], 1, {"SMB": [.68, .28, .04], "MM": [.17, .60, .23], "ENT": [.02, .24, .74]}[s])[0] for s in seg])
seats = np.array([int(max(2, rng.lognormal({"SMB": 1.9, "MM": 3.4, "ENT": 4.9}[s], .5))) for s in seg])
price = {"Starter": 19, "Growth": 34, "Scale": 49}
mrr = np.array([round(s * price[p] * rng.choice([1, 1, .9, .85, .8]), 2) for s, p in zip(seats, plan)])
src = ch(["Organic Search", "Paid Search", "Referral", "Outbound", "Partner", "Event"], n, [.27, .23, .17, .16, .11, .06])
sign = pd.to_datetime("2022-02-01") + pd.to_timedelta(rng.integers(0, 1060, n), "D")
pc = np.array([{"Starter": .30, "Growth": .16, "Scale": .07}[p] for p in plan]) + np.where(src == "Paid Search", .12, 0) - np.where(src == "Referral", .05, 0)
churn = rng.random(n) < pc
cd = [(pd.Timestamp("2025-02-01") + pd.Timedelta(int(rng.integers(0, 330)), "D")) if x else pd.NaT for x in churn]
reason = [ch(["Price", "Missing features", "Switched to competitor", "Went out of business", "No longer needed"], 1, [.36, .24, .21, .09, .10])[0] if x and rng.random() > .12 else None for x in churn]
csm = [None if (s == "SMB" and rng.random() < .45) else ch(["D. Okafor", "L. Brandt", "M. Reyes", "S. Whitfield", "T. Nakamura"], 1, [.26, .22, .21, .17, .14])[0] for s in seg]
nps = np.where(rng.random(n) < .35, np.nan, np.clip(np.round(rng.normal(7.6, 1.9, n) - churn * 2.0), 0, 10))
acc = pd.DataFrame({"Account ID": [f"AC-{1001 + i}" for i in range(n)], "Company": names, "Segment": seg, "Industry": ind, "Country": ctry, "Plan": plan,
                    "Seats": seats, "MRR_USD": mrr, "Signup Dt": sign.strftime("%m/%d/%Y"), "Acq Source": src, "CSM": csm, "NPS Score": nps,
                    "Churned": np.where(churn, "Y", "N"), "Churn Dt": [d.strftime("%m/%d/%Y") if pd.notna(d) else None for d in cd], "Churn Reason": reason})
acc["NPS Score"] = acc["NPS Score"].astype("Int64")
acc.to_csv(f"{T}/saas_accounts.csv", index=False)
rows, inv = [], []
k = 50001
for i in range(n):
    base = rng.uniform(.35, .95); alive = True
    for m in range(12):
        ms = pd.Timestamp(2025, m + 1, 1)
        if pd.notna(cd[i]) and ms > cd[i]:
            break
        dec = 1
        if pd.notna(cd[i]): dec = max(.25, 1 - .07 * m)
        au = max(1, int(seats[i] * min(1, base * dec * (1 + .012 * m) * rng.uniform(.9, 1.1))))
        lg = int(au * rng.uniform(7, 16) * (1.0 if m not in (6, 7, 11) else .8))
        api = int(rng.lognormal(6 if plan[i] != "Starter" else 3.5, .9)) if plan[i] != "Starter" or rng.random() < .5 else 0
        rows.append([acc["Account ID"][i], ms.strftime("%Y-%m"), au, lg, api, rng.poisson(au * .5), rng.poisson(.3 + au * .015)])
        if m % 3 == 0:
            d = ms + pd.Timedelta(int(rng.integers(0, 6)), "D")
            st = ch(["Paid", "Overdue", "Open", "Void"], 1, [.86, .06, .02, .06] if m < 9 else [.62, .13, .22, .03])[0]
            pay = d + pd.Timedelta(int(np.clip(rng.gamma(3, 6 if seg[i] != "ENT" else 11), 1, 95)), "D")
            inv.append([f"INV{k}", acc["Account ID"][i], d.strftime("%m/%d/%Y"), round(mrr[i] * 3, 2), st, pay.strftime("%m/%d/%Y") if st == "Paid" else None,
                        ch(["Card", "ACH", "Wire"], 1, [.8, .15, .05] if seg[i] == "SMB" else [.25, .5, .25])[0]]); k += 1
us = pd.DataFrame(rows, columns=["acct_id", "month", "active_users", "logins", "api_calls", "reports_created", "support_tix"])
us.to_csv(f"{T}/saas_usage_monthly.csv", index=False)
pd.DataFrame(inv, columns=["Invoice No", "Acct", "Inv Date", "Amount USD", "Status", "Paid Date", "Pay Method"]).to_csv(f"{T}/saas_invoices.csv", index=False)

# ---------- 2 insurance quotes, wide ------------------------------------------------------------------------------
n = 2800
ts = pd.Timestamp("2025-01-02") + pd.to_timedelta(np.sort(rng.integers(0, 364 * 24 * 60, n)), "m")
chan = ch(["Aggregator", "Direct Web", "Phone", "Broker"], n, [.55, .24, .13, .08])
agg = [ch(["CompareNow", "QuoteHawk", "MoneyOwl"], 1, [.48, .33, .19])[0] if x == "Aggregator" else None for x in chan]
age = np.clip(np.round(17 + rng.gamma(2.2, 11, n)), 17, 88).astype(int)
gen = ch(["M", "F", "X"], n, [.545, .44, .015])
lic = np.clip(age - 17 - rng.integers(0, 6, n), 0, None)
ncd = np.minimum(lic, rng.integers(0, 16, n))
make = ch(["FORD", "VAUXHALL", "VW", "BMW", "TOYOTA", "NISSAN", "KIA", "AUDI", "TESLA"], n, [.19, .15, .15, .11, .12, .09, .08, .07, .04])
vy = np.clip(2025 - np.round(rng.gamma(2.3, 3, n)), 2004, 2025).astype(int)
mv = {"FORD": 21, "VAUXHALL": 19, "VW": 24, "BMW": 38, "TOYOTA": 24, "NISSAN": 21, "KIA": 22, "AUDI": 36, "TESLA": 44}
val = np.round(np.array([mv[m] * 1000 for m in make]) * .88 ** (2025 - vy) * rng.lognormal(0, .2, n), -2)
mil = np.round(rng.gamma(5, 1700, n) + 1000, -2).astype(int)
mil[[311, 1204, 2377]] = 999999
fuel = np.where(make == "TESLA", "EV", ch(["Petrol", "Diesel", "Hybrid", "EV"], n, [.56, .25, .12, .07]))
area = ch(["London", "South East", "North West", "Midlands", "Scotland", "Wales", "Yorkshire", "South West"], n, [.19, .17, .14, .15, .10, .06, .10, .09])
clm = rng.poisson(.22, n); conv = rng.random(n) < .07
xs = ch([0, 100, 250, 500, 750], n, [.1, .22, .38, .22, .08])
cover = ch(["COMP", "TPFT", "TPO"], n, [.84, .11, .05])
prem = (280 + 900 * np.exp(-(age - 17) / 9) + .011 * val + np.where(area == "London", 170, 0) + np.where(area == "North West", 60, 0) + clm * 120 + conv * 190 - ncd * 9 - xs * .12
        - np.where(cover == "COMP", 0, 25)) * rng.lognormal(0, .16, n)
prem = np.round(prem, 2)
disc = np.where(chan == "Direct Web", ch([0, 5, 10, 15], n, [.3, .3, .25, .15]), np.where(chan == "Phone", ch([0, 5, 10], n, [.5, .3, .2]), 0))
fin = np.round(prem * (1 - disc / 100), 2)
brk = (rng.random(n) < .31).astype(int); leg = (rng.random(n) < .22).astype(int); cou = (rng.random(n) < .16).astype(int)
p = {"Aggregator": .085, "Direct Web": .17, "Phone": .31, "Broker": .22}
logit = np.array([p[x] for x in chan]) * np.exp(-(fin - 600) / 900) * (1 + disc * .02)
sold = (rng.random(n) < np.clip(logit, 0, .9)).astype(int)
days = np.where(sold == 1, np.minimum(rng.geometric(.22, n) - 1, 29).astype(float), np.nan)
note = [ch(["cust asked re: excess", "will call back", "named driver query", "price too high vs renewal", "wants monthly DD", "docs requested"], 1)[0] if x in ("Phone", "Broker") and rng.random() < .7 else None for x in chan]
q = pd.DataFrame({"quote_ref": [f"Q25-{100000 + 7 * i}" for i in range(n)], "quote_ts": ts.strftime("%Y-%m-%d %H:%M"), "channel": chan, "agg_name": agg, "cover_cd": cover,
                  "drv_age": age, "gender": gen, "licence_yrs": lic, "ncd_yrs": ncd, "occupation": ch(["Teacher", "Nurse", "Engineer", "Driver", "Retired", "Student", "Office admin", "Builder", "Sales"], n),
                  "region": area, "veh_make": make, "veh_year": vy, "fuel": fuel, "veh_value_gbp": val, "annual_mileage": mil, "prior_claims_5y": clm, "convictions": np.where(conv, "Y", "N"),
                  "vol_excess_gbp": xs, "quoted_prem_gbp": prem, "disc_pct": disc, "final_prem_gbp": fin, "pay_freq": ch(["Annual", "Monthly"], n, [.42, .58]), "addon_breakdown": brk,
                  "addon_legal": leg, "addon_courtesy_car": cou, "sold_flag": sold, "days_to_buy": days, "ccy": "GBP", "agent_notes": note})
q["occupation"] = np.where((q.drv_age >= 67), "Retired", np.where((q.occupation == "Retired") & (q.drv_age < 58), "Engineer", q.occupation))
q.loc[rng.choice(n, 96, replace=False), "occupation"] = None
q.loc[rng.choice(n, 61, replace=False), "veh_value_gbp"] = np.nan
q["days_to_buy"] = q.days_to_buy.astype("Int64")
q = pd.concat([q, q.iloc[[404, 1111, 1969, 2500]]], ignore_index=True)      # exact duplicates
q.to_csv(f"{T}/motor_quotes.csv", index=False)

# ---------- 3 museum tickets ---------------------------------------------------------------------------------------
n = 3600
ex = ["Permanent Collection", "Vermeer & Light", "Ancient Egypt", "Photo Now", "Kids Lab"]
days_ = pd.date_range("2025-01-02", "2025-09-30"); days_ = days_[days_.dayofweek != 0]                 # closed on Mondays
w = np.where(days_.dayofweek >= 5, 2.3, 1.0) * np.where(days_.month.isin([7, 8]), 1.5, 1.0) * np.where(days_.month.isin([1, 2]), .7, 1.0)
vd = pd.to_datetime(np.sort(rng.choice(days_, n, p=w / w.sum())))
exh = ch(ex, n, [.36, .25, .20, .11, .08])
tt = np.array([ch(["Adult", "Child", "Student", "Senior", "Family", "Member"], 1, [.43, .09, .16, .16, .09, .07] if e != "Kids Lab" else [.12, .33, .02, .03, .47, .03])[0] for e in exh])
pr = {"Adult": 18, "Child": 7, "Student": 11, "Senior": 13, "Family": 42, "Member": 0}
sup = {"Vermeer & Light": 6, "Ancient Egypt": 4, "Photo Now": 0, "Kids Lab": 0, "Permanent Collection": 0}
up = np.array([pr[t] + (0 if t == "Member" else sup[e] * (2 if t == "Family" else 1)) for t, e in zip(tt, exh)], float)
qty = np.where(np.isin(tt, ["Family", "Member"]), 1, np.minimum(rng.geometric(.5, n), 6))
sc = ch(["online", "Box Office", "Tour Op."], n, [.58, .30, .12])
qty = np.where((sc == "Tour Op.") & ~np.isin(tt, ["Family", "Member"]), rng.integers(8, 31, n), qty)
lead = np.where(sc == "Box Office", 0, np.where(sc == "online", rng.geometric(.12, n) - 1, rng.integers(14, 91, n)))
cty = ch(["NL", "DE", "BE", "FR", "UK", "US", "ES", "IT"], n, [.42, .16, .09, .08, .09, .08, .04, .04]).astype(object)
cty[rng.random(n) < .06] = None
promo = np.where(sc == "online", ch([None, "SPRING10", "LOCAL5", "EGYPT2FOR1"], n, [.80, .10, .07, .03]), None)
amt = up * qty * np.array([{None: 1, "SPRING10": .9, "LOCAL5": .95, "EGYPT2FOR1": .5}[x] for x in promo])
aud = rng.random(n) < np.where(exh == "Ancient Egypt", .48, np.where(exh == "Vermeer & Light", .40, .2))
shop = np.where(rng.random(n) < .38, np.round(rng.gamma(2, 8, n) + np.where(exh == "Vermeer & Light", 7, 0), 2), np.nan)
scan = rng.random(n) > np.where(sc == "online", .075, np.where(sc == "Box Office", .0, .035))
shop = np.where(scan, shop, np.nan)
rt = np.where((rng.random(n) < .34) & scan, np.clip(np.round(rng.normal(4.1, .8, n) + np.where(exh == "Vermeer & Light", .3, 0) - np.where(exh == "Photo Now", .5, 0)), 1, 5), np.nan)
mu = pd.DataFrame({"Order No": [f"MU{700000 + i * 3}" for i in range(n)], "Booked On": (vd - pd.to_timedelta(lead, "D")).strftime("%d/%m/%Y"), "Visit Date": vd.strftime("%d/%m/%Y"),
                   "Slot": ch(["10:00", "11:30", "13:00", "14:30", "16:00"], n, [.19, .27, .22, .21, .11]), "Exhibition": exh, "Tkt Type": tt, "Qty": qty, "Unit Price EUR": up, "Promo Cd": promo,
                   "Amount EUR": np.round(amt, 2), "Sales Chnl": sc, "Visitor Ctry": cty, "Audio Guide": np.where(aud, "Y", "N"), "Scanned": np.where(scan, "Y", "N"), "Shop Spend EUR": shop, "Rating (1-5)": rt, "Venue": "Main Bldg"})
mu["Rating (1-5)"] = mu["Rating (1-5)"].astype("Int64")
tot = {c_: None for c_ in mu.columns}; tot.update({"Order No": "TOTAL", "Qty": mu.Qty.sum(), "Amount EUR": round(mu["Amount EUR"].sum(), 2), "Shop Spend EUR": round(mu["Shop Spend EUR"].sum(), 2)})
mu = pd.concat([mu, pd.DataFrame([tot])], ignore_index=True)
mu.to_csv(f"{T}/museum_tickets_2025.csv", index=False)

# ---------- 4 publisher --------------------------------------------------------------------------------------------
na, n = 66, 1500
fn = ["Amara", "Ben", "Carla", "Dev", "Elena", "Finn", "Grace", "Hugo", "Iris", "Jonas", "Kira", "Liam", "Mona", "Noah", "Olga", "Pavel", "Quinn", "Rosa", "Sami", "Tess", "Uma", "Viktor", "Wendy", "Yusuf", "Zoe", "Abel", "Bea", "Cyril", "Dina", "Emil", "Freya", "Gil", "Hana"]
ln = ["Adeyemi", "Brooks", "Castro", "Doyle", "Engel", "Farrow", "Grant", "Hale", "Ito", "Jensen", "Kaur", "Lopez", "Marsh", "Novak", "Ortiz", "Price", "Reed", "Shaw", "Tran", "Usman", "Vance", "Webb", "Young", "Zimmer"]
desk = ch(["Politics", "Business", "Sport", "Culture", "Tech", "Travel"], na, [.24, .2, .18, .15, .14, .09])
nm = [f"{fn[i % 33]} {ln[(i * 7 + i // 33) % 24]}" for i in range(na)]
con = ch(["Staff", "Freelance"], na, [.62, .38])
au = pd.DataFrame({"AuthorID": [f"A{200 + i}" for i in range(na)], "Author Name": nm, "Home Desk": desk, "Contract": con, "Hired Yr": rng.integers(2006, 2025, na),
                   "City": ch(["London", "Manchester", "Edinburgh", "Remote"], na, [.5, .2, .12, .18]), "email_": [x.lower().replace(" ", ".") + "@thedailyledger.example" for x in nm]})
act = rng.gamma(1.5, 1, na) + .1; act[[5, 23, 41]] = 0; act /= act.sum()
who = rng.choice(na, n, p=act)
sec = np.array([desk[i] if rng.random() < .85 else ch(["Politics", "Business", "Sport", "Culture", "Tech", "Travel"], 1)[0] for i in who])
fmt = ch(["News", "Feature", "Opinion", "Live blog", "Video"], n, [.52, .2, .14, .06, .08])
pub = pd.Timestamp("2024-07-01") + pd.to_timedelta(np.sort(rng.integers(0, 365 * 24 * 4, n)) * 15, "m")
wc = np.array([int(max(90, rng.normal({"News": 520, "Feature": 1500, "Opinion": 850, "Live blog": 2400, "Video": 180}[f], {"News": 140, "Feature": 420, "Opinion": 190, "Live blog": 700, "Video": 50}[f]))) for f in fmt])
pw = np.where(rng.random(n) < np.where(np.isin(fmt, ["Feature", "Opinion"]), .45, .13), "Premium", ch(["Free", "Metered"], n, [.4, .6]))
mult = {"Politics": 1.25, "Business": 1, "Sport": 1.4, "Culture": .7, "Tech": 1.1, "Travel": .6}
nl = rng.random(n) < .14
pv = np.round(rng.lognormal(8.6, .8, n) * np.array([mult[s] for s in sec]) * np.where(fmt == "Live blog", 2.6, 1) * np.where(pw == "Premium", .55, 1) * np.where(nl, 1.6, 1)).astype(int)
uv = np.round(pv * rng.uniform(.62, .9, n)).astype(int)
tm = np.round(np.clip(25 + wc * .07 + rng.normal(0, 22, n), 8, None), 1)
scr = np.clip(np.round(78 - wc * .012 + rng.normal(0, 9, n)), 10, 100)
sh = rng.poisson(pv * np.where(fmt == "Opinion", .018, .008))
cm = np.where(fmt == "Video", 0, rng.poisson(pv * np.where(sec == "Politics", .006, .002)))
subs = rng.poisson(pv * np.where(pw == "Premium", .0019, np.where(pw == "Metered", .0006, .0001)))
ad = np.round(pv / 1000 * rng.normal(11.5, 1.5, n) * np.where(pw == "Premium", .4, 1), 2)
topic = {"Politics": ["budget vote", "leadership race", "housing bill", "border deal", "council tax"], "Business": ["rate rise", "retail profits", "chip shortage", "wage growth", "merger talks"],
         "Sport": ["cup final", "transfer window", "title race", "injury blow", "world record"], "Culture": ["gallery show", "new novel", "festival season", "box office", "stage revival"],
         "Tech": ["AI rules", "phone launch", "data breach", "robot taxis", "chip start-up"], "Travel": ["rail passes", "city breaks", "island escape", "airport strikes", "budget trips"]}
pre = ["What we know about the", "Inside the", "Five charts on the", "Why the", "Analysis:", "Live:", "How to read the", "Who wins from the"]
suf = ["matters", "explained", "this week", "after the summit", "as it happened", "in numbers"]
hd = [f"{ch(pre, 1)[0]} {ch(topic[s], 1)[0]} {ch(suf, 1)[0]}" for s in sec]
art = pd.DataFrame({"article_id": [f"ART{30000 + 11 * i}" for i in range(n)], "Headline": hd, "Section": sec, "Format": fmt, "Author": [f"A{200 + i}" for i in who], "Published": pub.strftime("%d-%b-%Y %H:%M"),
                    "Word Ct": wc, "Access": pw, "PVs": pv, "Uniq Visitors": uv, "Avg Time on Page (s)": tm, "Scroll Depth %": scr, "Shares": sh, "Comments": cm, "NL Pick": np.where(nl, 1, 0), "Subs Conv": subs, "Ad Rev USD": ad})
art.loc[rng.choice(n, 70, replace=False), "Scroll Depth %"] = np.nan
art["Scroll Depth %"] = art["Scroll Depth %"].astype("Int64")
art.loc[rng.choice(n, 14, replace=False), "Author"] = None
art.to_csv(f"{T}/articles.csv", index=False); au.to_csv(f"{T}/authors.csv", index=False)
