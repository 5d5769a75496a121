"""Writes tables/*.csv; seeded. Real: star98 (statsmodels), carshare (plotly). Made: coffee POS with stores, NPS survey."""
import os
import numpy as np
import pandas as pd
import plotly.data
import statsmodels.api as sm

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "tables")
os.makedirs(OUT, exist_ok=True)

# ---- real
sm.datasets.star98.load_pandas().data.to_csv(os.path.join(OUT, "star98.csv"), index=False)
plotly.data.carshare().to_csv(os.path.join(OUT, "carshare.csv"), index=False)

# ---- made 1: coffee chain
rng = np.random.default_rng(404)
TOWNS = {"London": ["Soho", "Holborn", "Canary Wharf", "Camden", "Shoreditch", "Victoria", "Paddington", "Brixton", "Ealing", "Stratford", "Clapham", "Greenwich"],
         "South East": ["Brighton Lanes", "Reading Oracle", "Guildford", "Canterbury", "Oxford Broad St", "Milton Keynes", "Southampton", "Portsmouth", "Maidstone", "Crawley"],
         "South West": ["Bristol Temple", "Bath Spa", "Exeter", "Plymouth", "Cheltenham", "Bournemouth", "Truro", "Swindon"],
         "Midlands": ["Birmingham New St", "Coventry", "Leicester", "Nottingham", "Derby", "Stoke", "Wolverhampton", "Northampton", "Worcester", "Lincoln"],
         "North": ["Manchester Picc", "Leeds Station", "Liverpool One", "Sheffield", "Newcastle", "York", "Hull", "Preston", "Bolton", "Durham", "Harrogate", "Chester", "Carlisle"],
         "Scotland": ["Edinburgh Waverley", "Glasgow Central", "Aberdeen", "Dundee", "Stirling", "Inverness", "Perth", "Ayr", "Falkirk", "Paisley", "St Andrews"]}
FORMATS = ["High St", "Station", "Retail Park", "Drive-Thru", "Kiosk"]
rows, code = [], 100
for region, towns in TOWNS.items():
    for t in towns:
        code += int(rng.integers(1, 4))
        station = any(w in t for w in ["Station", "Picc", "Temple", "New St", "Waverley", "Central", "Victoria", "Paddington"])
        f = "Station" if station else rng.choice(FORMATS, p=[.5, .05, .22, .13, .10])
        opened = pd.Timestamp("2009-03-01") + pd.Timedelta(days=int(rng.integers(0, 5200)))
        sqft = {"High St": 1500, "Station": 700, "Retail Park": 2100, "Drive-Thru": 1900, "Kiosk": 250}[f] + int(rng.normal(0, 120))
        seats = {"High St": 42, "Station": 14, "Retail Park": 60, "Drive-Thru": 38, "Kiosk": 0}[f]
        seats = max(0, seats + int(rng.normal(0, 7))) if seats else 0
        rows.append([f"C{code}", t, region, f, opened.strftime("%d-%b-%y"), sqft, seats, int(rng.random() < .28), rng.choice(["Y", "N"], p=[.4, .6])])
stores = pd.DataFrame(rows, columns=["Store Code", "Store Name", "Region", "Format", "Open Date", "Sq Ft", "Seats", "Franchise", "Late Opening"])
stores.loc[[7, 33, 51], "Sq Ft"] = np.nan
open_codes = [c for i, c in enumerate(stores["Store Code"]) if i not in (18, 59)]            # two stores without sales
stores.to_csv(os.path.join(OUT, "stores.csv"), index=False)

MENU = [("HD01", "Flat White", "Hot Drinks", 3.4, .82, 15), ("HD02", "Latte", "Hot Drinks", 3.6, .88, 17), ("HD03", "Cappuccino", "Hot Drinks", 3.6, .87, 11),
        ("HD04", "Americano", "Hot Drinks", 3.0, .55, 12), ("HD05", "Espresso", "Hot Drinks", 2.4, .45, 4), ("HD06", "Mocha", "Hot Drinks", 4.0, 1.1, 5),
        ("HD07", "English Tea", "Hot Drinks", 2.5, .3, 7), ("HD08", "Hot Choc", "Hot Drinks", 3.9, 1.05, 4),
        ("CD01", "Iced Latte", "Cold Drinks", 3.9, .95, 5), ("CD02", "Cold Brew", "Cold Drinks", 3.7, .7, 3), ("CD03", "Mango Frappe", "Cold Drinks", 4.5, 1.3, 3),
        ("CD04", "Still Water 500ml", "Cold Drinks", 1.6, .35, 4),
        ("BK01", "Butter Croissant", "Bakery", 2.6, .8, 9), ("BK02", "Pain au Choc", "Bakery", 2.8, .9, 6), ("BK03", "Blueberry Muffin", "Bakery", 2.9, .95, 5),
        ("BK04", "Carrot Cake", "Bakery", 3.5, 1.25, 4), ("BK05", "Cookie Choc Chip", "Bakery", 2.2, .6, 4),
        ("FD01", "Ham & Cheese Toastie", "Food", 5.5, 2.1, 5), ("FD02", "Veggie Wrap", "Food", 5.2, 2.0, 3), ("FD03", "Porridge Pot", "Food", 3.1, .85, 3),
        ("FD04", "BLT Sandwich", "Food", 4.9, 1.9, 3),
        ("RT01", "House Blend Beans 250g", "Retail", 7.5, 3.6, 1.2), ("RT02", "Reusable Cup", "Retail", 12.0, 5.5, .8), ("RT03", "Gift Box", "Retail", 18.5, 9.0, .3)]
w = np.array([m[5] for m in MENU]) / sum(m[5] for m in MENU)
size_up = {"S": 0, "M": .4, "L": .8}
store_w = rng.gamma(5, 1, len(open_codes)); store_w = store_w / store_w.sum()
fmt = dict(zip(stores["Store Code"], stores["Format"]))
days = pd.date_range("2024-01-01", "2024-06-30")
day_w = np.array([{0: 1, 1: 1, 2: 1.05, 3: 1.1, 4: 1.25, 5: 1.3, 6: .8}[d.day_of_week] * (1 + .05 * (d.month - 1)) for d in days]); day_w = day_w / day_w.sum()
n = 2550
when = np.sort(rng.choice(len(days), n, p=day_w))
recs, rec = [], 700100
for i in range(n):
    rec += int(rng.integers(1, 5))
    d = days[when[i]]
    code = rng.choice(open_codes, p=store_w)
    minute = int(np.clip(rng.choice([rng.normal(8.4, 1), rng.normal(12.7, 1.2), rng.normal(15.6, 1.6)], p=[.48, .3, .22]), 6.5, 19.9) * 60)
    pay = rng.choice(["CARD", "CASH", "APP", "GIFT"], p=[.58, .14, .24, .04])
    loyal = "Y" if rng.random() < {"CARD": .3, "CASH": .12, "APP": .85, "GIFT": .25}[pay] else "N"
    where = "TA" if rng.random() < {"High St": .5, "Station": .9, "Retail Park": .42, "Drive-Thru": .82, "Kiosk": 1}[fmt[code]] else "EI"
    disc = int(rng.choice([0, 10, 20], p=[.55, .33, .12])) if loyal == "Y" else int(rng.choice([0, 10, 50], p=[.94, .05, .01]))
    till = int(rng.integers(1, 4))
    k = int(rng.choice([1, 2, 3, 4], p=[.34, .36, .2, .1]))
    for line, j in enumerate(rng.choice(len(MENU), k, replace=False, p=w), 1):
        sku, item, cat, price, cost, _ = MENU[j]
        size = rng.choice(["S", "M", "L"], p=[.28, .47, .25]) if (cat == "Hot Drinks" and item != "Espresso") or item in ("Iced Latte", "Cold Brew", "Mango Frappe") else ""
        price = round(price + size_up.get(size, 0) + (.3 if fmt[code] == "Station" else 0), 2)
        cost = round(cost + size_up.get(size, 0) * .3, 2)
        qty = int(rng.choice([1, 2, 3, 4], p=[.8, .15, .03, .02]))
        recs.append([rec, line, code, d.strftime("%d/%m/%Y"), f"{minute // 60:02d}:{minute % 60:02d}", sku, item, cat, size, qty, price, cost, disc,
                     round(qty * price * (1 - disc / 100), 2), pay, loyal, where, till, "SALE", "GBP"])
cols = ["Receipt No", "Line", "Str Cd", "Trx Date", "Time", "SKU", "Item Desc", "Prod Cat", "Size", "Qty", "Unit Price", "Unit Cost", "Disc %", "Net Amt", "Pay Type",
        "Loyalty", "EI/TA", "Till", "Trx Type", "Ccy"]
pos = pd.DataFrame(recs, columns=cols)
# refunds: 16 lines come back on a receipt of their own the same day
back = pos[pos["Qty"] == 1].sample(16, random_state=5).copy()
back["Receipt No"] = 790001 + np.arange(16); back["Line"] = 1; back["Qty"] = -1; back["Net Amt"] = -back["Net Amt"]; back["Trx Type"] = "REFUND"
pos = pd.concat([pos, back]); pos["_d"] = pd.to_datetime(pos["Trx Date"], dayfirst=True)
pos = pos.sort_values(["_d", "Receipt No", "Line"], kind="stable").drop(columns="_d").reset_index(drop=True)
bulk = pos[(pos["SKU"] == "HD04") & (pos["Trx Type"] == "SALE")].index[77]                         # an office order
pos.loc[bulk, "Qty"] = 40; pos.loc[bulk, "Disc %"] = 10; pos.loc[bulk, "Net Amt"] = round(40 * pos.loc[bulk, "Unit Price"] * .9, 2)
gone = pos["Receipt No"].isin(rng.choice(pos["Receipt No"].unique(), 45, replace=False))
pos.loc[gone, "Pay Type"] = ""
pos.loc[rng.choice(len(pos), 30, replace=False), "Time"] = ""
popup = pos["Receipt No"].isin(rng.choice(pos.loc[pos["Trx Type"] == "SALE", "Receipt No"].unique(), 18, replace=False))
pos.loc[popup, "Str Cd"] = "C999"                                                                   # a pop-up that the stores file lacks
pos.to_csv(os.path.join(OUT, "pos_lines.csv"), index=False)

# ---- made 2: NPS survey
rng = np.random.default_rng(77)
n = 1240
region = rng.choice(["EMEA", "AMER", "APAC", "LATAM"], n, p=[.37, .35, .18, .10])
plan = rng.choice(["Free", "Starter", "Pro", "Enterprise"], n, p=[.24, .3, .31, .15])
tenure = np.clip(rng.gamma(1.7, 12, n), 0, 96).round().astype(int)
chan = rng.choice(["Email", "In-app", "SMS"], n, p=[.55, .33, .12])
contact = np.where(rng.random(n) < np.where(plan == "Free", .2, .42), "Y", "N")
hours = np.where(contact == "Y", np.round(rng.lognormal(np.where(plan == "Enterprise", .9, 2.0), .8), 1), np.nan)
lat = rng.normal(0, 1, n) + np.select([plan == "Enterprise", plan == "Pro", plan == "Free"], [.35, .2, -.25], 0) + np.select([region == "APAC", region == "LATAM"], [-.35, .25], 0) \
    + .008 * (tenure - 20) - np.where(contact == "Y", .02 * np.nan_to_num(np.minimum(hours, 40)), 0)


def likert(mid, load):
    z = mid + load * lat + rng.normal(0, .8, n)
    return np.clip(np.round(z), 1, 5)


q = {"Q1_Ease": likert(3.9, .55), "Q2_Features": likert(3.6, .5), "Q3_Support": likert(3.5, .5), "Q4_Value": likert(3.2, .6), "Q5_Reliability": likert(4.0, .4)}
q["Q3_Support"] = np.where(contact == "Y", q["Q3_Support"], np.where(rng.random(n) < .55, np.nan, q["Q3_Support"]))
nps = np.clip(np.round(7.3 + 1.7 * lat + .35 * (q["Q4_Value"] - 3) + rng.normal(0, 1.2, n)), 0, 10)
seats = np.select([plan == "Free", plan == "Starter", plan == "Pro"], [rng.integers(1, 4, n), rng.integers(1, 11, n), rng.integers(3, 41, n)], rng.integers(40, 400, n))
mrr = np.select([plan == "Free", plan == "Starter", plan == "Pro"], [0 * seats, 12 * seats, 25 * seats], np.round(31 * seats * rng.uniform(.75, 1, n), 0)).astype(float)
renew = np.where(rng.random(n) < 1 / (1 + np.exp(-(nps - 5.5) * .7)), "Yes", np.where(rng.random(n) < .55, "No", "Not sure"))
age = rng.choice(["18-24", "25-34", "35-44", "45-54", "55+"], n, p=[.1, .33, .29, .18, .1])
GOOD = ["Love it, saves me hours every week", "Great product, easy to set up", "Support team was super helpful", "Does what it says", "Best tool we have used",
        "Really intuitive dashboard", "Good value"]
MEH = ["It's ok", "Reporting could be better", "Would like a mobile app", "Price went up again", "Fine for the basics", "Missing integrations with our CRM", "Dashboard is a bit slow"]
BAD = ["Too expensive for what it does", "Support took days to reply", "Keeps crashing on export", "Price increase was not ok", "Buggy since last update", "Hard to cancel",
       "Slow and clunky, slow support too"]
comment = [("" if rng.random() < .42 else rng.choice(GOOD if s >= 9 else MEH if s >= 7 else BAD if rng.random() < .8 else MEH)) for s in nps]
sub = pd.Timestamp("2024-02-05") + pd.to_timedelta(np.sort(rng.choice(28, n, p=(np.r_[np.linspace(3, 1, 28)] / np.linspace(3, 1, 28).sum()))), unit="D")
wave2 = rng.random(n) < .47
sub = pd.Series(sub) + pd.to_timedelta(np.where(wave2, 189, 0), unit="D")                           # second wave in August 2024
df = pd.DataFrame({"Resp ID": 0, "Wave": np.where(wave2, "W2-2024", "W1-2024"), "Submitted": sub, "Region": region, "Plan": plan, "Age Grp": age, "Tenure (mths)": tenure,
                   "Seats": seats, "MRR_USD": mrr, "Invite Chnl": chan, "NPS (0-10)": nps, **q, "Contacted Support?": contact, "First Resp hrs": hours,
                   "Will Renew": renew, "Comment": comment, "Lang": "en"})
df["NPS (0-10)"] = np.where(df["Wave"] == "W2-2024", np.clip(df["NPS (0-10)"] + (rng.random(n) < .3), 0, 10), df["NPS (0-10)"])
df = df.sort_values("Submitted", kind="stable").reset_index(drop=True)
df["Resp ID"] = [f"R-{10000 + 7 * i + int(x)}" for i, x in enumerate(rng.integers(0, 6, n))]
df.loc[rng.choice(n, 21, replace=False), "Region"] = np.nan
df.loc[rng.choice(n, 33, replace=False), "Age Grp"] = np.nan
df.loc[rng.choice(n, 17, replace=False), "NPS (0-10)"] = np.nan
df.loc[rng.choice(n, 26, replace=False), "Q4_Value"] = np.nan
df.loc[rng.choice(n, 9, replace=False), "Q2_Features"] = np.nan
df = pd.concat([df, df.iloc[[141, 508, 777, 1002]]]).sort_values(["Submitted", "Resp ID"], kind="stable").reset_index(drop=True)   # sent twice
df["Submitted"] = df["Submitted"].dt.strftime("%m/%d/%Y")
for c in ["NPS (0-10)", *q]:
    df[c] = df[c].astype("Int64")
df.to_csv(os.path.join(OUT, "nps_survey.csv"), index=False)
