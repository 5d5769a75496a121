"""Makes tables/*.csv: two real (statsmodels modechoice, macrodata), two made (gym chain, food delivery). Seeded."""
import os
import numpy as np, pandas as pd
import statsmodels.api as sm
os.chdir(os.path.dirname(os.path.abspath(__file__)))

# --- real 1: Greene/Hensher travel mode choice, Sydney-Canberra-Melbourne, 210 travellers x 4 modes
m = sm.datasets.modechoice.load_pandas().data
m["mode"] = m["mode"].map({1: "air", 2: "train", 3: "bus", 4: "car"})
m = m.rename(columns={"individual": "traveller", "choice": "chosen", "ttme": "terminal_wait_min", "invc": "in_vehicle_cost",
                      "invt": "in_vehicle_time_min", "gc": "generalized_cost", "hinc": "household_income_k", "psize": "party_size"})
for c in m.columns:
    if c != "mode":
        m[c] = m[c].astype(int)
m.to_csv("tables/travel_mode_choice.csv", index=False)

# --- real 2: US macro quarterly
d = sm.datasets.macrodata.load_pandas().data
d["year"] = d["year"].astype(int); d["quarter"] = d["quarter"].astype(int)
d.to_csv("tables/us_macro_quarterly.csv", index=False)

# --- made 1: gym chain
r = np.random.default_rng(1313)
n = 860
clubs = ["Leeds Central", "York", "Hull Marina", "Sheffield", "Bradford", "Harrogate"]
club = r.choice(clubs, n, p=[.28, .17, .14, .2, .12, .09])
plan = r.choice(["Standard", "Premium", "Off-Peak", "Student"], n, p=[.44, .21, .2, .15])
age = np.where(plan == "Student", r.integers(18, 27, n), np.clip(r.normal(np.where(plan == "Off-Peak", 56, 38), 11), 18, 84).astype(int))
fee0 = {"Standard": 34.99, "Premium": 54.99, "Off-Peak": 22.5, "Student": 19.99}
fee = np.array([fee0[p] for p in plan]) - r.choice([0, 0, 0, 5, 2.5], n)
sex = r.choice(["F", "M", "X", ""], n, p=[.52, .42, .02, .04])
join = pd.Timestamp("2021-01-04") + pd.to_timedelta(np.sort((r.power(1.4, n) * 1510).astype(int)), unit="D")
src = r.choice(["Walk-in", "Referral", "Google Ads", "Facebook", "Corporate", "Leaflet"], n, p=[.24, .23, .22, .16, .1, .05])
pt = np.where(r.random(n) < np.where(plan == "Premium", .38, .09), "Y", "N")
pl = {"Standard": .32, "Premium": .2, "Off-Peak": .24, "Student": .45}
leave = r.random(n) < np.array([pl[p] for p in plan]) + np.where(src == "Facebook", .13, 0) - np.where(src == "Referral", .08, 0)
end = pd.Timestamp("2025-03-31")
left = [j + pd.Timedelta(days=int(r.integers(40, 900))) if l else pd.NaT for j, l in zip(join, leave)]
left = pd.Series([x if pd.notna(x) and x <= end else pd.NaT for x in left])
why = np.where(left.notna(), r.choice(["Moved away", "Too expensive", "Too busy", "Injury", "Competitor", "Not stated"], n, p=[.2, .28, .2, .1, .12, .1]), "")
nps = np.clip(np.round(r.normal(np.where(left.notna(), 6.1, 7.7) + np.where(club == "Harrogate", .9, 0) - np.where(club == "Bradford", 1, 0), 2.1)), 0, 10)
nps = pd.Series(nps).where(r.random(n) > .37)
mem = pd.DataFrame({"Member No": [f"PF{20011 + 7 * i}" for i in range(n)], "Brand": "PULSEFIT", "Home Club": club, "Sex": sex, "Age": age, "Plan": plan,
    "Mthly Fee (GBP)": np.round(fee, 2), "Joining Date": join.strftime("%d/%m/%Y"), "Leave Dt": left.dt.strftime("%d/%m/%Y"), "Leave Reason": why,
    "Lead Src": src, "PT Pkg": pt, "email_optin": (r.random(n) < .61).astype(int), "NPS 0-10": nps.astype("Int64")})
mem.to_csv("tables/gym_members.csv", index=False)

rows = []
w0 = pd.Timestamp("2024-10-01"); days = (end - w0).days + 1
rate = {"Standard": 6.2, "Premium": 10.5, "Off-Peak": 8.6, "Student": 7.0}
for i in range(n):
    a = max(w0, join[i]); b = end if pd.isna(left[i]) else left[i]
    if b < a: continue
    frac = ((b - a).days + 1) / days
    k = r.poisson(rate[plan[i]] * frac * r.gamma(.9, 1.1))
    for _ in range(k):
        day = a + pd.Timedelta(days=int(r.integers(0, (b - a).days + 1)))
        if day.month == 12 and r.random() < .35: continue
        h = r.choice([6, 7, 8, 9, 10, 11, 12, 13, 14, 15]) if plan[i] == "Off-Peak" else r.choice([6, 7, 8, 12, 13, 17, 17, 18, 18, 18, 19, 20])
        act = r.choice(["Gym floor", "Class", "Pool", "Court"], p=[.3, .35, .3, .05] if plan[i] == "Off-Peak" else [.58, .24, .12, .06])
        base = {"Gym floor": 62, "Class": 50, "Pool": 41, "Court": 68}[act]
        rows.append((day + pd.Timedelta(hours=int(h), minutes=int(r.integers(0, 60))), mem["Member No"][i], club[i] if r.random() < .91 else r.choice(clubs), act,
                     max(8, int(r.normal(base, 14))) if r.random() > .05 else None, "Y" if r.random() < .07 else "N"))
v = pd.DataFrame(rows, columns=["t", "Member No", "Club", "Activity", "Dur_min", "Guest"]).sort_values(["t", "Member No"]).reset_index(drop=True)
v.insert(0, "Visit ID", [f"V{500001 + i}" for i in range(len(v))])
v.insert(2, "CheckIn", v.pop("t").dt.strftime("%d/%m/%Y %H:%M"))
v["Dur_min"] = v["Dur_min"].astype("Int64")
v.to_csv("tables/gym_visits.csv", index=False)

# --- made 2: food delivery app
r = np.random.default_rng(77)
n = 2600
cu = {"Pizza": ["Napoli Nord", "Slice House", "Forno Rosso", "Dough Bros"], "Burgers": ["Patty Shack", "Grill 21", "BunBun"], "Sushi": ["Umi Bar", "Kaiten Go", "Sakura Box"],
      "Indian": ["Spice Garden", "Tiffin Club", "Madras Mail"], "Thai": ["Thai Basil", "Bangkok St"], "Vegan": ["Green Fork", "Rooted"], "Bakery": ["Daily Crumb", "Flour & Fig"]}
cuis = r.choice(list(cu), n, p=[.25, .22, .13, .16, .1, .08, .06])
rest = np.array([r.choice(cu[c], p=(lambda k: np.arange(k, 0, -1) / np.arange(k, 0, -1).sum())(len(cu[c]))) for c in cuis])
dow_w = np.array([.10, .10, .11, .13, .2, .21, .15])
alld = pd.date_range("2025-01-01", "2025-06-30")
w = dow_w[alld.dayofweek] * (1 + .35 * np.arange(len(alld)) / len(alld)) * np.where(alld.month == 5, 1.15, 1)
day = alld[np.sort(r.choice(len(alld), n, p=w / w.sum()))]
hour = r.choice([11, 12, 13, 14, 17, 18, 19, 20, 21, 22], n, p=[.05, .12, .1, .04, .1, .18, .18, .13, .07, .03])
mean = {"Pizza": 22, "Burgers": 24, "Sushi": 38, "Indian": 30, "Thai": 27, "Vegan": 25, "Bakery": 14}
items = 1 + r.poisson(2.1, n)
bas = np.round(np.array([mean[c] for c in cuis]) * (.45 + .17 * items) * r.lognormal(0, .22, n), 2)
bas[1404] = 1186.40; items[1404] = 64
plus = r.random(n) < .27
fee = np.where(plus, 0, r.choice([1.99, 2.49, 2.99, 3.99], n, p=[.2, .35, .3, .15]))
zone = r.choice(["N1", "E2", "SE5", "SW4", "W6", "NW3"], n, p=[.22, .2, .18, .16, .14, .1])
cour = r.choice(["bike", "e-bike", "moped", "car"], n, p=[.3, .34, .26, .1])
status = r.choice(["Delivered", "Cancelled", "Refunded"], n, p=[.915, .055, .03])
kmx = np.round(r.gamma(3.2, .85, n) + .3, 1)
mins = np.round(14 + 4.1 * kmx + np.where(cour == "bike", 4, np.where(cour == "car", 3, 0)) + np.where((hour >= 18) & (hour <= 20), 5, 0) + r.normal(0, 6, n)).clip(9)
mins = pd.Series(mins).where(status != "Cancelled")
v = r.choice(["", "WELCOME5", "SPRING10", "FRIEND", "SORRY3"], n, p=[.72, .1, .09, .06, .03])
disc = np.select([v == "WELCOME5", v == "SPRING10", v == "FRIEND", v == "SORRY3"], [5, np.round(.1 * bas, 2), 4, 3], 0.0)
new = np.where((v == "WELCOME5") | (r.random(n) < .08), 1, 0)
tip = np.where(r.random(n) < .42, np.round(bas * r.choice([.05, .1, .15], n) * 2) / 2, 0.0); tip[1404] = 40
rat = pd.Series(np.clip(np.round(5.6 - .035 * mins.fillna(50) + r.normal(0, .75, n)), 1, 5)).where((r.random(n) < .56) & (status != "Cancelled"))
note = r.choice(["", "leave at door", "ring bell", "no cutlery pls", "call on arrival", "extra napkins", "gate code 4471"], n, p=[.66, .1, .08, .07, .05, .03, .01])
cust = "C" + pd.Series((r.power(.62, n) * 940).astype(int) + 1000).astype(str)
f = pd.DataFrame({"OrderRef": [f"FD-25-{i + 100001}" for i in range(n)], "Order Dt": day.strftime("%d-%b-%y"), "hr": hour, "Cust_ID": cust, "New Cust?": new, "Plus Mbr": np.where(plus, "Yes", "No"),
    "platform": r.choice(["iOS", "Android", "Web"], n, p=[.5, .36, .14]), "Zone": zone, "Restaurant": rest, "Cuisine": cuis, "# items": items, "Basket GBP": bas, "Deliv Fee GBP": fee, "Voucher": v, "Disc GBP": disc,
    "Tip GBP": tip, "courier": cour, "Dist (km)": kmx, "Deliv mins": mins.astype("Int64"), "Status": status, "Stars": rat.astype("Int64"), "Ccy": "GBP", "Cust note": note})
f = pd.concat([f, f.iloc[[212, 640, 641, 1500, 2207]]]).sort_index(kind="stable")  # five rows exported twice
f.to_csv("tables/food_orders.csv", index=False)
