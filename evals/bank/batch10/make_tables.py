"""Writes tables/*.csv (deterministic). spector: bundled statsmodels data, as is. The other three are made."""
import os
import numpy as np, pandas as pd
import statsmodels.api as sm
HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "tables")
os.makedirs(OUT, exist_ok=True)


def spector():
    sm.datasets.spector.load_pandas().data.to_csv(os.path.join(OUT, "spector.csv"), index=False)


def countries():
    r = np.random.default_rng(1001)
    a = ["Al", "Bor", "Car", "Dun", "El", "Far", "Gal", "Har", "Is", "Jor", "Kal", "Lum", "Mar", "Nor", "Or", "Pal", "Quen", "Ros", "Sal", "Tor", "Ul", "Ver", "Wes", "Yal", "Zan"]
    b = ["dania", "vonia", "mark", "ria", "stan", "lia", "gua", "mbia", "nesia", "vador", "tania", "land"]
    names, seen = [], {"Maria", "Norland", "Elmark", "Lumbia"}
    while len(names) < 100:
        n = a[r.integers(len(a))] + b[r.integers(len(b))]
        if n in seen or n in names:
            continue
        names.append(n)
    cont = r.choice(["Africa", "Asia", "Europe", "North America", "South America", "Oceania"], 100, p=[.26, .24, .22, .11, .10, .07])
    wealth = {"Africa": 8.0, "Asia": 9.0, "Europe": 10.3, "North America": 9.4, "South America": 9.1, "Oceania": 9.3}
    cur = {"Africa": ["Franc", "Shilling", "Pound", "Rand"], "Asia": ["Rupee", "Dinar", "Won", "Dollar"], "Europe": ["Euro", "Euro", "Euro", "Krone", "Pound"],
           "North America": ["Dollar", "Peso"], "South America": ["Peso", "Real", "Dollar"], "Oceania": ["Dollar", "Pound"]}
    rows = []
    for n, c in zip(names, cont):
        pop = int(np.exp(r.normal(16.0, 1.4)))
        dens = np.exp(r.normal(4.2, 1.0))
        area = int(pop / dens)
        lg = r.normal(wealth[c], 0.7)
        gdp = round(pop * np.exp(lg) / 1e9, 1)
        life = round(float(np.clip(36 + 3.9 * lg + r.normal(0, 2.2), 50, 86)), 1)
        net = round(float(np.clip(-75 + 15.5 * lg + r.normal(0, 7), 4, 99)), 1)
        colonial = r.random() < {"Africa": .95, "Asia": .8, "Europe": .55, "North America": .95, "South America": .95, "Oceania": .85}[c]
        year = int(r.choice({"Africa": range(1951, 1992), "Asia": range(1932, 1995), "Europe": range(1815, 1993), "North America": range(1804, 1984),
                             "South America": range(1810, 1830), "Oceania": range(1901, 1995)}[c])) if colonial else None
        rows.append([n, c, pop, area, gdp, life, net, r.choice(cur[c]), year])
    d = pd.DataFrame(rows, columns=["Country", "Continent", "Population", "Area km2", "GDP ($bn)", "Life Exp.", "Internet users %", "Currency", "Indep. yr"])
    d["Indep. yr"] = d["Indep. yr"].astype("Int64")
    d["Population"] = d["Population"].map("{:,}".format)
    d.loc[r.choice(100, 4, replace=False), "GDP ($bn)"] = np.nan
    d.loc[r.choice(100, 7, replace=False), "Internet users %"] = np.nan
    d = d.sort_values("Country")
    d.to_csv(os.path.join(OUT, "world_countries.csv"), index=False)


def dealer():
    r = np.random.default_rng(1002)
    cat = {"VW": {"Golf": 29, "Polo": 22, "Tiguan": 38, "Passat": 36}, "Toyota": {"Yaris": 21, "Corolla": 28, "RAV4": 40}, "BMW": {"3 Series": 48, "X1": 43, "5 Series": 62},
           "Mercedes-Benz": {"A-Class": 38, "C-Class": 50, "GLC": 60}, "Renault": {"Clio": 19, "Captur": 25, "Megane": 27}, "Skoda": {"Octavia": 30, "Fabia": 19, "Kodiaq": 41},
           "Ford": {"Fiesta": 19, "Focus": 26, "Kuga": 36}, "Hyundai": {"i20": 19, "Tucson": 34}}
    brands = list(cat)
    pb = [.22, .16, .11, .10, .11, .12, .11, .07]
    sellers = {"Anke de Vries": .045, "Tom Bakker": .065, "Sofia Lindqvist": .05, "J. Moreau": .08, "Karim El Amrani": .055, "P. Novak": .07}
    ages = ["18-25", "26-35", "36-50", "51-65", "66+"]
    n = 820
    days = np.sort(r.integers(0, 546, n))                                  # 1 Jan 2023 .. 29 Jun 2024
    rows = []
    for i in range(n):
        b = r.choice(brands, p=pb)
        m = r.choice(list(cat[b]))
        d = pd.Timestamp("2023-01-01") + pd.Timedelta(days=int(days[i]))
        old = int(min(r.exponential(3.4), 14))
        year = d.year - old
        km = int(max(8, r.gamma(6, 2600) * old)) if old else int(r.integers(5, 4500))
        lst = cat[b][m] * 1000 * 0.885 ** old * (1 - min(km, 250000) / 1.5e6) * np.exp(r.normal(0, .06))
        lst = int(round(lst / 50) * 50)
        s = r.choice(list(sellers), p=[.23, .19, .17, .16, .14, .11])
        trade = r.random() < .38
        disc = sellers[s] + (0.012 if not trade else -0.008) + r.normal(0, .025)
        sold = int(round(lst * (1 - disc) / 10) * 10)
        g = r.choice(ages, p=[.10, .24, .33, .23, .10])
        fin = r.random() < {"18-25": .66, "26-35": .62, "36-50": .47, "51-65": .32, "66+": .18}[g]
        reg = r.choice(["North", "South", "East", "West"], p=[.34, .27, .22, .17])
        bt = b
        if b == "Toyota" and r.random() < .12:
            bt = r.choice(["toyota", "TOYOTA"])
        rows.append([f"D-{23000 + i * 3 + int(r.integers(0, 3))}", bt, m, year, km, lst, sold, d, s, "Yes" if fin else "No", "Y" if trade else "N", g, reg])
    d = pd.DataFrame(rows, columns=["Deal No", "Brand", "Model", "Yr Built", "Mileage (km)", "List Price", "Sold Price", "Sale Date", "Salesperson", "Financing", "Trade-in", "Cust. Age Grp", "Region"])
    d["Mileage (km)"] = d["Mileage (km)"].astype("Int64")
    d.loc[r.choice(n, 14, replace=False), "Mileage (km)"] = pd.NA
    d.loc[r.choice(n, 37, replace=False), "Cust. Age Grp"] = ""
    d.loc[r.choice(n, 9, replace=False), "Trade-in"] = ""
    euro = lambda x: "€" + f"{x:,}".replace(",", ".")
    tot = {c: "" for c in d}
    tot.update({"Deal No": "TOTAL", "List Price": euro(int(d["List Price"].sum())), "Sold Price": euro(int(d["Sold Price"].sum()))})
    d["List Price"], d["Sold Price"] = d["List Price"].map(euro), d["Sold Price"].map(euro)
    d["Sale Date"] = d["Sale Date"].map(lambda t: f"{t:%B} {t.day}, {t.year}")
    d = d.astype(object)
    d.loc[n] = tot
    d.to_csv(os.path.join(OUT, "car_sales.csv"), index=False)


def web():
    r = np.random.default_rng(1003)
    n = 3600
    src = ["google / organic", "google / cpc", "(direct) / (none)", "facebook / paid_social", "newsletter / email", "bing / organic", "instagram / social", "partner-blog.com / referral"]
    ps = [.30, .19, .20, .10, .08, .04, .06, .03]
    lift = dict(zip(src, [1, 1.35, 1.1, .6, 1.9, 1.0, .45, 1.2]))
    land = ["/", "/sale", "/c/running-shoes", "/c/jackets", "/p/trail-runner-2", "/p/rain-jacket-pro", "/blog/how-to-lace-shoes", "/blog/marathon-plan", "/gift-cards"]
    pl = [.27, .14, .15, .09, .11, .07, .08, .06, .03]
    ctry = ["United Kingdom", "Ireland", "Germany", "France", "Netherlands", "United States", "(not set)"]
    users = r.integers(100000, 999999, 2100)
    start = pd.Timestamp("2024-01-01")
    hours = np.array([1, 1, 1, 1, 1, 1, 2, 3, 5, 6, 6, 6, 7, 7, 6, 6, 6, 6, 7, 9, 10, 9, 6, 3], float)
    day = np.arange(121)
    wd = np.array([(start + pd.Timedelta(days=int(k))).day_of_week for k in day])
    w = (1 + .003 * day) * np.where(wd >= 5, 1.2, 1.0) * np.where((day > 84) & (day < 92), 1.5, 1)
    ds = r.choice(day, n, p=w / w.sum())
    hs = r.choice(24, n, p=hours / hours.sum())
    t = pd.to_datetime([start + pd.Timedelta(days=int(a), hours=int(b), minutes=int(c)) for a, b, c in zip(ds, hs, r.integers(0, 60, n))])
    rows = []
    for i, tt in enumerate(np.sort(t.values)):
        s = r.choice(src, p=ps)
        l = r.choice(land, p=pl)
        dev = r.choice(["mobile", "desktop", "tablet"], p=[.58, .36, .06])
        c = r.choice(ctry, p=[.55, .10, .10, .07, .06, .09, .03])
        blog = l.startswith("/blog")
        pbounce = np.clip(.34 + (.10 if dev == "mobile" else 0) + (.18 if blog else 0) + (.12 if "social" in s else 0) - (.08 if "email" in s else 0), 0, .9)
        bo = int(r.random() < pbounce)
        pages = 1 if bo else 2 + int(r.poisson(3.1 if dev != "mobile" else 2.2))
        dur = int(r.integers(0, 12)) if bo else int(r.gamma(2.0, 32) * pages)
        conv = 0
        val = None
        if not bo:
            p = .085 * lift[s] * (1.5 if dev == "desktop" else .85) * (.35 if blog else 1) * min(pages, 9) / 4.5
            conv = int(r.random() < p)
            if conv:
                pages += 3
                dur += int(r.integers(60, 300))
                val = round(float(np.exp(r.normal(4.15 + (.12 if dev == "desktop" else 0), .5))), 2)
        u = "" if r.random() < .07 else f"U{users[int(2100 * r.random() ** 1.25)]}"
        rows.append([f"S{i + 500001}", u, pd.Timestamp(tt).strftime("%d/%m/%Y %H:%M"), s, l, dev, c, pages, dur, bo, conv, val, "www.stridehub.co.uk"])
    d = pd.DataFrame(rows, columns=["sessionID", "user_id", "Date Time", "Source / Medium", "Landing Page", "Device Category", "Country", "Pages", "Duration (s)", "Bounced", "Converted", "Order Value (GBP)", "Hostname"])
    ok = d.index[(d.Bounced == 0) & (d.Converted == 0)]
    d.loc[r.choice(ok, 3, replace=False), "Duration (s)"] = [28805, 43120, 86399]
    d.to_csv(os.path.join(OUT, "web_sessions.csv"), index=False)


spector(); countries(); dealer(); web()
