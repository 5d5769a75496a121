"""Writes the four data sets into tables/ (deterministic)."""
from pathlib import Path
import numpy as np, pandas as pd
import plotly.express as px
import statsmodels.api as sm

HERE = Path(__file__).resolve().parent / "tables"
HERE.mkdir(exist_ok=True)

# 1 real: car sharing in Montreal (plotly)
px.data.carshare().to_csv(HERE / "carshare_montreal.csv", index=False)

# 2 real: El Nino sea surface temperatures, one row a year, one column a month (statsmodels)
e = sm.datasets.elnino.load_pandas().data
e["YEAR"] = e["YEAR"].astype(int)
e.to_csv(HERE / "sea_surface_temp.csv", index=False)

# 3 made: influencer cooperation: creators and their posts
r = np.random.default_rng(1616)
n = 140
first = ["anna", "leo", "mila", "tom", "zoe", "max", "ines", "paul", "lina", "ben", "ella", "nico", "sara", "jan", "maya", "kai", "rosa", "finn", "iva", "otto"]
tail = ["bakes", "runs", "travels", "plays", "styles", "cooks", "lifts", "paints", "reads", "hikes", "knits", "codes"]
handles, seen = [], set()
while len(handles) < n:
    h = "@" + first[r.integers(20)] + "_" + tail[r.integers(12)]
    if h in seen:
        continue
    seen.add(h); handles.append(h)
niche = r.choice(["Beauty", "Fitness", "Food", "Gaming", "Travel", "Parenting"], n, p=[.24, .2, .2, .14, .12, .1])
ctry = r.choice(["DE", "AT", "CH", "NL", "PL"], n, p=[.46, .16, .14, .14, .10])
foll = np.round(np.exp(r.normal(10.6, 1.0, n)), -2).astype(int)
tier = np.where(foll < 10000, "nano", np.where(foll < 50000, "micro", np.where(foll < 250000, "mid", "macro")))
age = r.integers(18, 45, n).astype(float)
age[r.choice(n, 11, replace=False)] = np.nan
since = pd.to_datetime("2021-01-01") + pd.to_timedelta(r.integers(0, 1300, n), "D")
agency = r.choice(["Nordlicht", "PixelCrew", "Studio Vier", ""], n, p=[.26, .22, .14, .38])
excl = np.where(r.random(n) < .18, "Y", "N")
creators = pd.DataFrame({"creator_id": [f"CR{1001 + i}" for i in range(n)], "Handle": handles, "Niche": niche, "ctry": ctry,
    "followers": foll, "tier": tier, "age": age, "agency": agency, "exclusive": excl, "signed_on": since.strftime("%d/%m/%Y")})
creators["age"] = creators["age"].astype("Int64")
creators.to_csv(HERE / "creators.csv", index=False)
m = 1250
w = np.where(tier == "macro", 1.5, 1.0); w[[7, 33, 90, 121, 5]] = 0        # five never posted
who = r.choice(n, m, p=w / w.sum())
plat = r.choice(["Instagram", "TikTok", "YouTube", "Twitch"], m, p=[.45, .33, .15, .07])
kind = np.where(plat == "YouTube", "video", np.where(plat == "Twitch", "stream", np.where(plat == "TikTok", "short", r.choice(["reel", "story", "carousel"], m, p=[.5, .3, .2]))))
day = pd.to_datetime("2024-01-01") + pd.to_timedelta(r.integers(0, 456, m), "D")  # to 31 Mar 2025
day = day.where(~((day.month == 8) & (r.random(m) < .4)), day + pd.Timedelta(days=95))
reach = {"Instagram": .32, "TikTok": .55, "YouTube": .22, "Twitch": .08}
impr = np.round(foll[who] * np.array([reach[p] for p in plat]) * np.exp(r.normal(0, .5, m))).astype(int)
er = {"Beauty": .042, "Fitness": .038, "Food": .05, "Gaming": .031, "Travel": .035, "Parenting": .046}
likes = np.round(impr * np.array([er[x] for x in niche[who]]) * np.exp(r.normal(0, .35, m))).astype(int)
comm = r.poisson(np.maximum(likes * .045, .3))
clk = r.poisson(np.maximum(impr * .006, .4))
fee = np.round(40 + (foll[who] ** .72) * np.array([.25 if p != "YouTube" else .6 for p in plat]) * np.exp(r.normal(0, .25, m)), 2)
barter = r.random(m) < .08
fee[barter] = 0
orders = r.binomial(clk, .045)
rev = np.round(orders * r.gamma(6, 9, m), 2)
saves = pd.Series(r.poisson(np.maximum(likes * .08, .2))).astype("Int64")
saves[(plat == "Twitch") | (r.random(m) < .04)] = pd.NA
posts = pd.DataFrame({"post_no": np.arange(50001, 50001 + m), "creator_id": creators["creator_id"].to_numpy()[who], "Post Date": day.strftime("%d/%m/%Y"),
    "Platform": plat, "format": kind, "Impr.": impr, "likes": likes, "Comments": comm, "saves": saves, "link_clicks": clk,
    "fee_EUR": fee, "orders": orders, "Rev (EUR)": rev, "code": r.choice(["HELLO10", "SPRING15", "VIP20", ""], m, p=[.4, .25, .15, .2]),
    "labelled_ad": np.where(r.random(m) < .93, "Y", "N")})
posts["_d"] = day
posts = posts.sort_values(["_d", "post_no"]).drop(columns="_d")
posts["post_no"] = np.arange(50001, 50001 + m)
posts.to_csv(HERE / "posts.csv", index=False)

# 4 made: product returns of a shoe and fashion web shop, export with a total row
k = 820
prod = pd.DataFrame([("SN-101", "Runner Low", "Sneakers", 89.9), ("SN-115", "Runner High", "Sneakers", 109.0), ("SN-120", "Court Classic", "Sneakers", 79.5),
    ("BT-200", "Chelsea Boot", "Boots", 149.0), ("BT-214", "Hiking Boot", "Boots", 169.0), ("SD-300", "Slide", "Sandals", 34.9), ("SD-307", "Trek Sandal", "Sandals", 64.0),
    ("JK-410", "Rain Jacket", "Outerwear", 129.0), ("JK-432", "Puffer Vest", "Outerwear", 99.0), ("AC-500", "Belt", "Accessories", 29.0), ("AC-512", "Wool Beanie", "Accessories", 24.5), ("AC-520", "Sock 3-Pack", "Accessories", 14.9)],
    columns=["sku", "name", "cat", "price"])
pi = r.choice(12, k, p=[.14, .11, .1, .13, .08, .06, .07, .1, .07, .05, .05, .04])
P = prod.iloc[pi].reset_index(drop=True)
qty = r.choice([1, 2, 3], k, p=[.84, .12, .04])
ordd = pd.to_datetime("2024-04-01") + pd.to_timedelta(r.integers(0, 365, k), "D")
lag = np.clip(np.round(r.gamma(3.2, 4, k)), 1, 60).astype(int)
retd = ordd + pd.to_timedelta(lag, "D")
reason = np.array([r.choice(["too small", "too large", "not as pictured", "defective", "late delivery", "changed mind"], p=[.3, .17, .14, .09, .08, .22] if c in ("Sneakers", "Boots", "Sandals") else [.12, .16, .24, .12, .1, .26]) for c in P["cat"]], dtype=object)
reason[r.random(k) < .035] = ""
cond = r.choice(["A", "B", "C"], k, p=[.68, .23, .09])
cond = np.where((reason == "defective"), "C", cond)
gross = np.round(P["price"] * qty * r.choice([1, .9, .8], k, p=[.6, .25, .15]), 2)
ref = np.where(cond == "C", np.where(reason == "defective", gross, np.round(gross * .5, 2)), gross)
carrier = r.choice(["DHL", "Hermes", "DPD", "GLS"], k, p=[.5, .22, .18, .1])
ship = pd.Series(np.round(np.array([{"DHL": 4.2, "Hermes": 3.6, "DPD": 3.9, "GLS": 3.8}[c] for c in carrier]) + qty * .4 + r.normal(0, .3, k), 2))
ship[r.random(k) < .05] = np.nan
sat = pd.Series(np.clip(np.round(r.normal(3.6, 1.0, k) - (lag > 20) * .7), 1, 5)).astype("Int64")
sat[r.random(k) < .36] = pd.NA
city = r.choice(["Berlin", "Hamburg", "München", "Köln", "Wien", "Graz", "Zürich"], k, p=[.24, .17, .18, .14, .12, .07, .08])
land = pd.Series(city).map({"Wien": "AT", "Graz": "AT", "Zürich": "CH"}).fillna("DE")
R = pd.DataFrame({"RMA No": [f"RMA-{240001 + i}" for i in range(k)], "SKU": P["sku"], "Product": P["name"], "Category": P["cat"], "Qty": qty, "Order dt": ordd.strftime("%d.%m.%Y"),
    "Return dt": retd.strftime("%d.%m.%Y"), "Reason": reason, "cond": cond, "Order Val (EUR)": gross, "Refund (EUR)": np.round(ref, 2), "Return ship cost": ship,
    "Carrier": carrier, "City": city, "Ctry": land, "new_cust": (r.random(k) < .37).astype(int), "CSAT 1-5": sat, "Restocked?": np.where(cond == "C", "N", np.where(r.random(k) < .94, "Y", "N")), "Channel": "Webshop"})
R["_d"] = retd
R = R.sort_values(["_d", "RMA No"]).drop(columns="_d").reset_index(drop=True)
R["RMA No"] = [f"RMA-{240001 + i}" for i in range(k)]
R.to_csv(HERE / "returns_export.csv", index=False)
