"""Makes the four data sets of batch 21 (all invented, seeded)."""

import os
import numpy as np
import pandas as pd

HERE = os.path.dirname(os.path.abspath(__file__))
T = os.path.join(HERE, "tables")
os.makedirs(T, exist_ok=True)


def save(d, name):
    d.to_csv(os.path.join(T, name), index=False)
    print(name, d.shape, os.path.getsize(os.path.join(T, name)))


# (a) marketplace sellers and monthly sales -------------------------------------------------------------------------
r = np.random.default_rng(2101)
n = 190
a1 = [
    "Nord",
    "Blue",
    "Casa",
    "Happy",
    "Urban",
    "Green",
    "Petit",
    "Alpen",
    "Luna",
    "Fox",
    "Old Town",
    "Pixel",
    "Sun",
    "River",
    "Mint",
    "Kiwi",
    "Oak",
    "Amber",
    "Cosmo",
    "Fjord",
]
a2 = [
    "Living",
    "Toys",
    "Gear",
    "Beauty",
    "Garden",
    "Tech",
    "Outlet",
    "Kids",
    "Studio",
    "Supply",
    "Market",
    "Corner",
]
names = [f"{x} {y}" for x in a1 for y in a2]
r.shuffle(names)
cats = ["Home & Garden", "Electronics", "Toys", "Beauty", "Sports", "Fashion"]
cat = r.choice(cats, n, p=[0.24, 0.17, 0.14, 0.17, 0.12, 0.16])
ctry = r.choice(["DE", "FR", "NL", "PL", "IT", "ES"], n, p=[0.36, 0.18, 0.14, 0.14, 0.1, 0.08])
plan = r.choice(["Basic", "Plus", "Pro"], n, p=[0.5, 0.32, 0.18])
joined = pd.to_datetime("2019-01-01") + pd.to_timedelta(r.integers(0, 2340, n), unit="D")
ful = r.choice(["MFN", "AFN"], n, p=[0.62, 0.38])  # merchant / platform fulfilled
rating = np.clip(r.normal(4.25, 0.38, n) + 0.12 * (ful == "AFN"), 2.4, 5).round(1)
base_fee = {"Home & Garden": 13, "Electronics": 8, "Toys": 12, "Beauty": 15, "Sports": 12, "Fashion": 16}
fee = np.array([base_fee[c] for c in cat]) - 1.5 * (plan == "Pro")
s = pd.DataFrame(
    {
        "Seller_ID": [f"S-{1001 + 3 * i}" for i in range(n)],
        "Shop Name": names[:n],
        "Ctry": ctry,
        "Main Category": cat,
        "Joined": joined.strftime("%d.%m.%Y"),
        "Plan": plan,
        "Fulfilment": ful,
        "Comm. Rate %": fee,
        "Rating": rating,
        "VAT verified": np.where(r.random(n) < 0.86, "Y", "N"),
        "Acct Mgr": r.choice(["T. Brandt", "L. Moreau", "K. Nowak", ""], n, p=[0.3, 0.27, 0.23, 0.2]),
    }
)
s.loc[r.choice(n, 14, replace=False), "Rating"] = np.nan
months = pd.period_range("2024-01", "2025-06", freq="M")
rows = []
level = r.lognormal(3.6, 0.9, n) * np.where(plan == "Pro", 3, np.where(plan == "Plus", 1.6, 1))
aov = np.array(
    [
        {"Home & Garden": 48, "Electronics": 110, "Toys": 29, "Beauty": 24, "Sports": 57, "Fashion": 42}[c]
        for c in cat
    ]
) * r.lognormal(0, 0.25, n)
ret = np.array(
    [
        {
            "Home & Garden": 0.06,
            "Electronics": 0.08,
            "Toys": 0.04,
            "Beauty": 0.03,
            "Sports": 0.07,
            "Fashion": 0.24,
        }[c]
        for c in cat
    ]
)
season = {
    1: 0.85,
    2: 0.82,
    3: 0.93,
    4: 0.95,
    5: 0.97,
    6: 0.94,
    7: 0.9,
    8: 0.92,
    9: 1,
    10: 1.06,
    11: 1.5,
    12: 1.65,
}
silent = set(r.choice(n, 9, replace=False))
for i in range(n):
    if i in silent:
        continue
    growth = r.normal(0.008, 0.015)
    leave = months[-1] if r.random() > 0.1 else months[int(r.integers(6, 17))]
    for t, m in enumerate(months):
        if m < joined[i].to_period("M") or m > leave or r.random() < 0.015:
            continue
        o = int(r.poisson(level[i] * season[m.month] * (1 + growth) ** t * r.lognormal(0, 0.15)))
        if o == 0:
            continue
        u = o + int(r.poisson(o * 0.35))
        gmv = round(float(o * aov[i] * r.lognormal(0, 0.08)), 2)
        back = int(r.binomial(o, min(0.9, ret[i] * r.lognormal(0, 0.2))))
        ad = (
            round(float(gmv * r.uniform(0.01, 0.08)), 2)
            if r.random() < (0.3 + 0.3 * (plan[i] == "Pro"))
            else np.nan
        )
        rows.append((s.Seller_ID[i], str(m), o, u, gmv, back, int(r.binomial(o, 0.025)), ad))
for k, sid in enumerate(["S-9001", "S-9002"]):  # in the sales, not in the sellers' list
    for m in months[: 5 + k]:
        o = int(r.poisson(25))
        rows.append((sid, str(m), o, o + 6, round(o * 38.5, 2), 1, 0, np.nan))
m = pd.DataFrame(
    rows,
    columns=["seller", "month", "orders", "units", "GMV_EUR", "returned_orders", "cancelled", "ad_spend_eur"],
)
save(s, "sellers.csv")
save(m, "seller_sales_monthly.csv")

# (b) loyalty programme members ---------------------------------------------------------------------------------------
r = np.random.default_rng(2102)
n = 2600
stores = [
    "Leeds City",
    "Leeds Kirkstall",
    "York",
    "Hull",
    "Sheffield Moor",
    "Bradford",
    "Harrogate",
    "Doncaster",
    "Wakefield",
    "Online",
]
tier = r.choice(["Bronze", "Silver", "Gold", "Platinum"], n, p=[0.52, 0.28, 0.15, 0.05])
k = np.array([{"Bronze": 0, "Silver": 1, "Gold": 2, "Platinum": 3}[t] for t in tier])
ch = r.choice(["In-store", "App", "Web", "Partner card"], n, p=[0.42, 0.31, 0.19, 0.08])
lower = (ch == "In-store") & (r.random(n) < 0.07)
st = r.choice(stores, n, p=[0.16, 0.1, 0.12, 0.09, 0.14, 0.1, 0.07, 0.08, 0.06, 0.08])
sex = r.choice(["F", "M", ""], n, p=[0.57, 0.36, 0.07])
enrol = pd.to_datetime("2016-03-01") + pd.to_timedelta(r.integers(0, 3200, n), unit="D")
age = np.clip(r.normal(46, 15, n), 18, 92)
dob = pd.to_datetime("2024-12-31") - pd.to_timedelta((age * 365.25).astype(int), unit="D")
visits = r.negative_binomial(2, 2 / (2 + 6 + 7 * k))
lapse = r.exponential(60 + 40 * (k == 0) + 300 / (1 + visits), n).astype(int)
last = pd.to_datetime("2024-12-31") - pd.to_timedelta(np.minimum(lapse, 900), unit="D")
last = pd.Series(np.maximum(last.values, enrol.values))
food = np.where(visits > 0, r.gamma(2, 11, n) * visits, 0) * (1 + 0.1 * (st == "Harrogate"))
home = np.where(r.random(n) < 0.45, r.gamma(1.3, 70, n) * (1 + 0.3 * k), 0) * (visits > 0)
cloth = np.where(r.random(n) < np.where(sex == "F", 0.6, 0.35), r.gamma(1.5, 55, n) * (1 + 0.25 * k), 0) * (
    visits > 0
)
pts = (r.gamma(1.6, 260, n) * (1 + 1.2 * k)).astype(int)
b = pd.DataFrame(
    {
        "Member No": [f"LC{700000 + int(x)}" for x in np.sort(r.choice(90000, n, replace=False))],
        "TIER": tier,
        "Pts_Balance": pts,
        "Enrol Channel": np.where(lower, "in-store", ch),
        "Enrolled": enrol.strftime("%d/%m/%Y"),
        "Home Store": st,
        "Gender": sex,
        "DOB": dob.strftime("%d/%m/%Y"),
        "Visits 12m": visits,
        "Spend Food GBP": food.round(2),
        "Spend Home GBP": home.round(2),
        "Spend Clothing GBP": cloth.round(2),
        "email_optin": np.where(r.random(n) < 0.58 + 0.06 * k, "Y", "N"),
        "sms_optin": np.where(r.random(n) < 0.27 + 0.05 * (ch == "App"), "Y", "N"),
        "Last Visit": last.dt.strftime("%d/%m/%Y"),
        "Scheme": "ClubCard+",
    }
)
b.loc[r.choice(n, 120, replace=False), "DOB"] = ""
b.loc[r.choice(n, 45, replace=False), "Home Store"] = ""
b.loc[r.choice(n, 2, replace=False), "Pts_Balance"] = [48210, 61555]
dup = b.iloc[r.choice(n, 4, replace=False)]
b = pd.concat([b, dup]).sort_values("Member No", kind="stable").reset_index(drop=True)
save(b, "loyalty_members.csv")

# (c) paid ads export -------------------------------------------------------------------------------------------------
r = np.random.default_rng(2103)
combos = [
    ("DE_Brand_Search", "Google Ads", "Germany"),
    ("DE_Generic_Search", "Google Ads", "Germany"),
    ("DE_Prospecting", "Meta", "Germany"),
    ("DE_Prospecting", "TikTok", "Germany"),
    ("DE_Retargeting", "Meta", "Germany"),
    ("DE_Retargeting", "Google Ads", "Germany"),
    ("AT_Brand_Search", "Google Ads", "Austria"),
    ("AT_Prospecting", "Meta", "Austria"),
    ("CH_Brand_Search", "Google Ads", "Switzerland"),
    ("CH_Prospecting", "Meta", "Switzerland"),
    ("UK_Brand_Search", "Google Ads", "United Kingdom"),
    ("UK_Generic_Search", "Google Ads", "United Kingdom"),
    ("UK_Generic_Search", "Microsoft Ads", "United Kingdom"),
    ("UK_Prospecting", "Meta", "United Kingdom"),
    ("UK_Prospecting", "TikTok", "United Kingdom"),
    ("FR_Prospecting", "Meta", "France"),
    ("FR_Spring_Sale", "Meta", "France"),
    ("FR_Spring_Sale", "Google Ads", "France"),
]
kind = {
    "Brand": (900, 0.16, 0.45, 0.075),
    "Generic": (5200, 0.045, 0.95, 0.028),
    "Prospecting": (21000, 0.011, 0.42, 0.011),
    "Retargeting": (6200, 0.019, 0.55, 0.042),
    "Spring": (9000, 0.018, 0.5, 0.03),
}
size = {"Germany": 1.5, "Austria": 0.35, "Switzerland": 0.4, "United Kingdom": 1.2, "France": 0.8}
days = pd.date_range("2025-01-01", "2025-06-30")
rows = []
for c, p, y in combos:
    im0, ctr, cpc, cvr = kind[c.split("_")[1]]
    f = {"Google Ads": 1, "Meta": 1, "TikTok": 1.4, "Microsoft Ads": 0.3}[p] * size[y] * r.uniform(0.8, 1.2)
    cpc *= {"TikTok": 0.6, "Microsoft Ads": 0.8}.get(p, 1) * {"Switzerland": 1.5, "United Kingdom": 1.15}.get(
        y, 1
    )
    cvr *= {"TikTok": 0.45, "Microsoft Ads": 0.9}.get(p, 1)
    basket = r.uniform(58, 92)
    for d in days:
        if "Spring" in c and not (pd.Timestamp("2025-03-10") <= d <= pd.Timestamp("2025-04-30")):
            continue
        if c.startswith("AT_Pros") and d < pd.Timestamp("2025-02-15"):
            continue
        if r.random() < 0.015:
            continue
        w = 1.15 if d.dayofweek >= 5 else 1.0
        im = int(im0 * f * w * r.lognormal(0, 0.2) * (1 + 0.0009 * d.dayofyear))
        ck = int(r.binomial(im, min(0.5, ctr * r.lognormal(0, 0.12))))
        cost = round(float(ck * cpc * r.lognormal(0, 0.1)), 2)
        cv = int(r.binomial(ck, cvr))
        val = round(float(cv * basket * r.lognormal(0, 0.12)), 2)
        lost = p == "TikTok" and pd.Timestamp("2025-04-07") <= d <= pd.Timestamp(
            "2025-04-15"
        )  # tracking outage
        rows.append((d, c, p, y, im, ck, cost, np.nan if lost else cv, np.nan if lost else val))
c = pd.DataFrame(
    rows,
    columns=[
        "Day",
        "Campaign",
        "Platform",
        "Country",
        "Impr.",
        "Clicks",
        "Cost (EUR)",
        "Conv.",
        "Conv. value",
    ],
).sort_values(["Day", "Campaign", "Platform"], kind="stable")
c["Currency"] = "EUR"
tot = {
    "Day": "Total",
    "Campaign": "",
    "Platform": "",
    "Country": "",
    "Impr.": c["Impr."].sum(),
    "Clicks": c.Clicks.sum(),
    "Cost (EUR)": round(c["Cost (EUR)"].sum(), 2),
    "Conv.": c["Conv."].sum(),
    "Conv. value": round(c["Conv. value"].sum(), 2),
    "Currency": "EUR",
}
c["Day"] = c.Day.dt.strftime("%Y-%m-%d")
c = pd.concat([c, pd.DataFrame([tot])], ignore_index=True)
c["Impr."] = c["Impr."].map("{:,}".format)
c["Conv."] = c["Conv."].astype("Int64")
save(c, "ads_export.csv")

# (d) wine importer's orders ------------------------------------------------------------------------------------------
r = np.random.default_rng(2104)
wines = [
    ("Chianti Classico Fonterutoli", "Red", "Italy", 14.5),
    ("Barolo Cannubi", "Red", "Italy", 38),
    ("Gavi di Gavi", "White", "Italy", 12.2),
    ("Prosecco Brut DOC", "Sparkling", "Italy", 8.9),
    ("Soave Classico", "White", "Italy", 9.6),
    ("Sancerre Les Caillottes", "White", "France", 17.8),
    ("Chablis 1er Cru", "White", "France", 22.5),
    ("Champagne Brut Réserve", "Sparkling", "France", 29),
    ("Côtes du Rhône Villages", "Red", "France", 9.9),
    ("Pomerol Ch. Moulinet", "Red", "France", 33),
    ("Provence Rosé", "Rosé", "France", 11.4),
    ("Rioja Crianza", "Red", "Spain", 9.2),
    ("Ribera del Duero Reserva", "Red", "Spain", 18.6),
    ("Albariño Rías Baixas", "White", "Spain", 12.8),
    ("Cava Brut Nature", "Sparkling", "Spain", 7.9),
    ("Navarra Rosado", "Rosé", "Spain", 7.2),
    ("Riesling Mosel Kabinett", "White", "Germany", 11.9),
    ("Spätburgunder Baden", "Red", "Germany", 15.4),
    ("Malbec Uco Valley", "Red", "Argentina", 10.6),
    ("Marlborough Sauvignon Blanc", "White", "New Zealand", 10.9),
    ("Central Otago Pinot Noir", "Red", "New Zealand", 21.5),
    ("Douro Tinto", "Red", "Portugal", 9.8),
    ("Vinho Verde", "White", "Portugal", 6.9),
]
pop = r.gamma(2.2, 1, len(wines))
pop /= pop.sum()
cities = ["London", "Manchester", "Bristol", "Edinburgh", "Brighton", "Oxford"]
first = [
    "The Copper Pot",
    "Trattoria Gino",
    "Bistro Lune",
    "Salt & Vine",
    "Harbour Grill",
    "El Patio",
    "The Stag",
    "Maison Claude",
    "Noodle House",
    "Osteria Verde",
    "The Walled Garden",
    "Petit Coin",
    "Fig Tree",
    "Black Olive",
    "The Old Bank",
    "Casa Lola",
    "Number Nine",
    "Kitchen Table",
    "The Larder",
    "Ember",
    "Blue Door",
    "Oyster Row",
    "Parlour",
    "Quince",
    "Rookery",
    "Saffron Hall",
    "Tidewater",
    "The Vaults",
    "Wild Thyme",
    "Yard & Coop",
    "Zest",
    "The Anchor",
    "Brasserie Nord",
    "Cellar 12",
    "Dovecote",
    "Juniper",
    "La Piazza",
    "Marlow's",
    "The Green Man",
    "Plum & Pear",
    "Ristorante Sole",
    "Tapas 24",
]
ccity = r.choice(cities, len(first), p=[0.36, 0.18, 0.14, 0.13, 0.1, 0.09])
reps = ["H. Barlow", "N. Okafor", "S. Lindqvist", "P. Marchetti"]
rep_of = {
    "London": ["H. Barlow", "P. Marchetti"],
    "Manchester": ["N. Okafor"],
    "Bristol": ["S. Lindqvist"],
    "Edinburgh": ["N. Okafor"],
    "Brighton": ["P. Marchetti"],
    "Oxford": ["S. Lindqvist", "H. Barlow"],
}
crep = [r.choice(rep_of[x]) for x in ccity]
cw = r.gamma(1.4, 1, len(first))
cw /= cw.sum()
big = r.lognormal(0, 0.4, len(first))
rows = []
all_days = pd.date_range("2023-01-02", "2024-12-31")
all_days = all_days[all_days.dayofweek < 5]
pw = np.array(
    [{11: 1.4, 12: 1.7, 1: 0.6, 8: 0.8}.get(d.month, 1) * (1 if d.year == 2023 else 1.13) for d in all_days]
)
od = np.sort(r.choice(len(all_days), 900, p=pw / pw.sum()))
for i, k in enumerate(od):
    d = all_days[k]
    q = r.choice(len(first), p=cw)
    wp = pop * np.array([1.9 if w[1] == "Rosé" and d.month in (5, 6, 7, 8) else 1 for w in wines])
    picks = r.choice(len(wines), int(r.integers(1, 6)), replace=False, p=wp / wp.sum())
    for w in picks:
        nm, col, org, pr = wines[w]
        bt = int(6 * max(1, round(r.lognormal(0.7, 0.6) * big[q])))
        price = round(pr * (1 if d.year == 2023 else 1.045) * 20) / 20
        disc = (
            int(r.choice([0, 5, 10, 15], p=[0.58, 0.22, 0.14, 0.06]))
            if bt < 36
            else int(r.choice([0, 5, 10, 15, 20], p=[0.2, 0.3, 0.3, 0.15, 0.05]))
        )
        note = ""
        if r.random() < 0.012:
            bt, disc, note = int(r.integers(1, 4)), 100, "sample"
        elif r.random() < 0.05:
            note = r.choice(
                ["deliver before noon", "call ahead", "new vintage", "split case", "back door only"]
            )
        rows.append(
            (
                f"SO{23000 + i}",
                d.strftime("%d/%m/%Y"),
                first[q],
                ccity[q],
                nm,
                col,
                org,
                bt,
                price,
                disc,
                crep[q],
                note,
            )
        )
d = pd.DataFrame(
    rows,
    columns=[
        "Order No",
        "Ord Date",
        "Customer",
        "City",
        "Wine",
        "Colour",
        "Origin",
        "Btls",
        "Unit Price £",
        "Disc %",
        "Rep",
        "Remarks",
    ],
)
d.loc[d["Customer"].isin(["Zest", "The Vaults"]), "Rep"] = ""  # house accounts
d.loc[r.choice(len(d), 12, replace=False), "Origin"] = ""
i = d.index[(d.Wine == "Prosecco Brut DOC") & (d["Disc %"] < 100)][40]
d.loc[i, "Btls"] = 1440
save(d, "wine_orders.csv")
