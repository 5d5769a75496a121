"""Writes tables/*.csv. Deterministic. stocks and diabetes are the bundled real data; shop and listings are made up."""
from pathlib import Path
import numpy as np, pandas as pd
import plotly.data, sklearn.datasets
T = Path(__file__).resolve().parent / "tables"; T.mkdir(exist_ok=True)

# 1 real: weekly closing prices, indexed to 1.0 at 2018-01-01
s = plotly.data.stocks().melt("date", var_name="ticker", value_name="close")
s["close"] = s["close"].round(6)
s.sort_values(["date", "ticker"]).to_csv(T / "stocks.csv", index=False)
# 2 real
sklearn.datasets.load_diabetes(scaled=False, as_frame=True).frame.to_csv(T / "diabetes.csv", index=False)

# 3 made: fashion shop
r = np.random.default_rng(606)
n = 850
reg = pd.Timestamp("2021-03-01") + pd.to_timedelta(r.integers(0, 1180, n), unit="D")
cty = r.choice(["DE", "AT", "CH", "NL", "FR"], n, p=[.52, .14, .11, .13, .10])
gen = r.choice(["F", "M", "D", ""], n, p=[.63, .27, .02, .08])
chan = r.choice(["Paid Social", "Organic Search", "Newsletter Partner", "Affiliate", "Friend Referral", "SEA"], n, p=[.30, .22, .06, .12, .11, .19])
tier = r.choice(["Bronze", "Silver", "Gold", ""], n, p=[.45, .25, .10, .20])
by = np.clip(np.round(r.normal(1988, 11, n)), 1945, 2005).astype(int)
by = pd.Series(by, dtype="Int64").mask(pd.Series(r.random(n) < .06)); by.iloc[17] = 1900
cust = pd.DataFrame({"CustNo": [f"K{10001+i}" for i in range(n)], "Reg_Date": pd.Series(reg).dt.strftime("%d.%m.%Y"), "Gender": gen,
    "Birth Yr": by, "Ctry": cty, "acq_channel": chan, "Loyalty Tier": tier,
    "nl_optin": np.where(r.random(n) < .42 + .2 * (np.array(tier) == "Gold"), "Y", "N"), "src_system": "SHOPWARE6"})
cust.to_csv(T / "customers.csv", index=False)

prods = [("Linen Midi Dress", "Dresses", 79.9), ("Floral Wrap Dress", "Dresses", 89.9), ("Satin Slip Dress", "Dresses", 99.0), ("Slim Jeans Indigo", "Jeans", 69.9),
    ("Mom Jeans Light Blue", "Jeans", 74.9), ("Straight Jeans Black", "Jeans", 69.9), ("Basic Tee White", "T-Shirts", 14.9), ("Basic Tee Black", "T-Shirts", 14.9),
    ("Logo Tee", "T-Shirts", 24.9), ("Wool Coat Camel", "Jackets & Coats", 199.0), ("Puffer Jacket", "Jackets & Coats", 129.0), ("Denim Jacket", "Jackets & Coats", 89.0),
    ("Leather Sneaker", "Shoes", 109.0), ("Chelsea Boot", "Shoes", 139.0), ("Ballerina Nude", "Shoes", 59.9), ("Cashmere Scarf", "Accessories", 69.0),
    ("Leather Belt", "Accessories", 39.9), ("Tote Bag Canvas", "Accessories", 29.9), ("Beanie Rib", "Accessories", 19.9), ("Merino Sweater", "Knitwear", 89.0), ("Chunky Cardigan", "Knitwear", 79.0)]
w = np.array([5, 6, 3, 7, 6, 4, 10, 9, 6, 2, 4, 4, 6, 3, 4, 2, 4, 5, 4, 5, 4], float); w /= w.sum()
ret = {"Dresses": .38, "Jeans": .31, "T-Shirts": .13, "Jackets & Coats": .27, "Shoes": .35, "Accessories": .06, "Knitwear": .20}
shoe = ["36", "37", "38", "39", "40", "41", "42", "43"]
rows, lines = [], []
act = r.gamma(.8, 1, n); act[np.array(tier) == "Gold"] *= 2.5; act /= act.sum()
start, end = pd.Timestamp("2022-01-03"), pd.Timestamp("2024-06-30")
for i in range(1900):
    k = r.choice(n, p=act)
    lo = max(start, reg[k]); day = lo + pd.Timedelta(int(r.integers(0, max((end - lo).days, 1))), unit="D")
    if day.month in (1, 2) and r.random() < .3: day = day + pd.Timedelta(300, unit="D") if day + pd.Timedelta(300, unit="D") <= end else day
    rows.append([day + pd.Timedelta(int(r.integers(6 * 60, 24 * 60)), unit="min"), "" if r.random() < .05 else f"K{10001+k}", cty[k]])
rows.sort(key=lambda x: x[0])
O = []
for i, (d, k, c) in enumerate(rows):
    no = f"ORD-{22000+i}"
    pay = r.choice(["PayPal", "Klarna", "Credit Card", "Invoice", "Gift Card"], p=[.41, .24, .2, .13, .02])
    if pay == "PayPal" and r.random() < .04: pay = "paypal"
    dev = r.choice(["mobile", "desktop", "app"], p=[.5, .3, .2])
    v = r.choice(["", "WELCOME10", "SUMMER15", "BF20"], p=[.72, .14, .09, .05])
    L = int(r.choice([1, 2, 3, 4, 5, 6], p=[.35, .28, .18, .11, .05, .03])) if dev != "mobile" else int(r.choice([1, 2, 3, 4], p=[.45, .3, .17, .08]))
    tot = 0
    for j, p in enumerate(r.choice(21, L, replace=False, p=w)):
        name, cat, price = prods[p]
        f = {"WELCOME10": .9, "SUMMER15": .85, "BF20": .8}.get(v, 1)
        price = round(price * f * (1.1 if c == "CH" else 1), 2)
        size = r.choice(shoe) if cat == "Shoes" else "one size" if cat == "Accessories" else r.choice(["XS", "S", "M", "L", "XL"], p=[.12, .25, .32, .21, .10])
        if r.random() < .02: size = ""
        q = int(r.choice([1, 2, 3], p=[.88, .10, .02]))
        lines.append([no, j + 1, name, cat, size, q, price, int(r.random() < ret[cat] + (.07 if pay in ("Invoice", "Klarna") else 0))]); tot += q * price
    ship = 0 if tot >= 100 else 4.95 if c in ("DE", "AT") else 7.95
    O.append([no, d.strftime("%d.%m.%Y %H:%M"), k, pay, dev, v, ship])
pd.DataFrame(O, columns=["OrderNo", "Order Date", "CustNo", "pay_method", "device", "voucher_cd", "ship_fee_eur"]).to_csv(T / "orders.csv", index=False)
li = pd.DataFrame(lines, columns=["OrderNo", "pos", "Product", "Category", "Size", "qty", "unit_price_eur", "returned"])
li.loc[777, "qty"] = 40          # a bulk order
for c in ("pos", "returned", "qty"): li[c] = li[c].astype("Int64")
tot = pd.DataFrame([{"OrderNo": "TOTAL", "qty": li.qty.sum()}]).astype({"qty": "Int64"})
pd.concat([li, tot]).to_csv(T / "order_items.csv", index=False)

# 4 made: holiday-rental listings
r = np.random.default_rng(607)
n = 1380
hoods = {"Alfama": (95, .15), "Baixa": (118, .13), "Bairro Alto": (92, .11), "Chiado": (135, .07), "Graça": (78, .09), "Belém": (84, .07), "Estrela": (102, .07),
    "Campo de Ourique": (76, .06), "Parque das Nações": (108, .06), "Arroios": (62, .12), "Príncipe Real": (128, .05), "Ajuda": (58, .02)}
h = r.choice(list(hoods), n, p=[v[1] for v in hoods.values()])
rt = r.choice(["Entire home/apt", "Private room", "Hotel room", "Shared room"], n, p=[.66, .27, .05, .02])
g = np.where(rt == "Entire home/apt", r.choice([2, 3, 4, 5, 6, 8], n, p=[.25, .15, .32, .10, .13, .05]), np.where(rt == "Shared room", 1, r.choice([1, 2, 3], n, p=[.2, .7, .1])))
bd = np.where(rt == "Entire home/apt", np.maximum(1, np.round(g / 2.2)), 1).astype(int)
base = np.array([hoods[x][0] for x in h]) * np.select([rt == "Private room", rt == "Shared room", rt == "Hotel room"], [.52, .3, 1.15], 1.0) * (.62 + .115 * g)
price = np.maximum(14, np.round(base * r.lognormal(0, .28, n)))
hosts = r.choice(np.arange(400000, 400520), n, p=(lambda z: z / z.sum())(r.lognormal(0, 1.1, 520)))
sup_h = dict(zip(np.arange(400000, 400520), r.random(520) < .30)); sup = np.array([sup_h[x] for x in hosts])
rev = np.round(r.gamma(.7, 45, n) * np.where(sup, 1.6, 1)).astype(int); rev[r.random(n) < .11] = 0
rating = np.clip(np.round(4.58 + .17 * sup + r.normal(0, .24, n), 2), 2.5, 5.0)
rating = np.where(rev < 1, np.nan, rating)
last = pd.Timestamp("2024-09-14") - pd.to_timedelta(np.round(r.exponential(110, n)).astype(int), unit="D")
mn = r.choice([1, 2, 3, 4, 5, 7, 14, 30, 90], n, p=[.27, .30, .2, .06, .05, .05, .02, .04, .01])
av = np.where(r.random(n) < .16, 0, r.integers(1, 366, n))
adj = ["Sunny", "Cosy", "Charming", "Bright", "Modern", "Stylish", "Quiet", "Central", "Historic", "Romantic", "Spacious", "Rooftop"]
noun = {"Entire home/apt": ["flat", "apartment", "loft", "duplex", "studio w/ balcony"], "Private room": ["room", "double room", "bedroom near metro"], "Hotel room": ["boutique room", "suite"], "Shared room": ["bed in dorm"]}
nm = [f"{r.choice(adj)} {r.choice(noun[t])} {r.choice(['in', 'in the heart of', '-'])} {x}" for t, x in zip(rt, h)]
ids = r.choice(np.arange(11000000, 11900000), n, replace=False)
price[301] = 9999; price[902] = 9999
lic = np.where(r.random(n) < .34, "", [f"{x}/AL" for x in r.integers(1000, 140000, n)])
L = pd.DataFrame({"Listing ID": ids, "NAME": nm, "host_id": hosts, "City": "Lisboa", "Neighbourhood": h, "Room Type": rt, "Guests (max)": g, "bdrms": bd,
    "Price/night": [f"€{p:,.2f}" for p in price], "min_nights": mn, "# reviews": rev, "Avg. Rating": rating, "superhost": np.where(sup, "t", "f"),
    "last_review": np.where(rev < 1, "", last.strftime("%d/%m/%Y")), "avail_365": av, "Licence No": lic})
L.loc[r.random(n) < .013, "superhost"] = ""
L = pd.concat([L, L.iloc[[44, 260, 701, 1015, 1299]]]).reset_index(drop=True)
L.to_csv(T / "listings.csv", index=False)
