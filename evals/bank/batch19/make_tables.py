"""Makes tables/*.csv. Two made data sets (seeded), two real ones from data bundled with statsmodels."""

import datetime as dt
import os

import numpy as np
import pandas as pd
import statsmodels

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "tables")
os.makedirs(OUT, exist_ok=True)


def save(d, name):
    d.to_csv(os.path.join(OUT, name), index=False)


# ---------------------------------------------------------------- (a) hotel loyalty: guests + stays
def hotel():
    r = np.random.default_rng(1901)
    n = 940
    first = [
        "Anna",
        "Ben",
        "Carla",
        "David",
        "Elena",
        "Frank",
        "Grace",
        "Hugo",
        "Ines",
        "Jonas",
        "Katja",
        "Liam",
        "Marta",
        "Nils",
        "Olga",
        "Paul",
        "Rosa",
        "Stefan",
        "Tina",
        "Victor",
        "Wendy",
        "Yusuf",
        "Zoe",
        "Claire",
        "Peter",
        "Sofia",
    ]
    last = [
        "Archer",
        "Bauer",
        "Costa",
        "Dubois",
        "Evans",
        "Fischer",
        "Garcia",
        "Hughes",
        "Ivanov",
        "Jansen",
        "Keller",
        "Lopez",
        "Moreau",
        "Nowak",
        "Olsen",
        "Price",
        "Rossi",
        "Schmidt",
        "Turner",
        "Visser",
        "Weber",
        "Young",
        "de Vries",
        "O'Brien",
    ]
    no = 100200 + np.sort(r.choice(9000, n, replace=False))
    tier = r.choice(["Classic", "Silver", "Gold", "Platinum"], n, p=[0.52, 0.27, 0.15, 0.06])
    country = r.choice(
        ["GB", "DE", "FR", "NL", "US", "ES", "IT", "CH", "IE"],
        n,
        p=[0.27, 0.2, 0.13, 0.1, 0.1, 0.07, 0.06, 0.04, 0.03],
    )
    joined = [dt.date(2017, 1, 5) + dt.timedelta(int(x)) for x in r.integers(0, 365 * 7 + 300, n)]
    yob = np.clip(np.round(r.normal(1977, 13, n)), 1936, 2004)
    yob[r.random(n) < 0.07] = np.nan
    tix = {"Classic": 0, "Silver": 1, "Gold": 2, "Platinum": 3}
    lvl = np.array([tix[t] for t in tier])
    optin = np.where(r.random(n) < 0.48 + 0.08 * lvl, "Y", "N")
    gender = r.choice(["F", "M", ""], n, p=[0.47, 0.48, 0.05])
    pts = np.round(r.gamma(1.6, 2200, n) * (1 + 1.1 * lvl) / 10) * 10
    pts[r.random(n) < 0.05] = 0
    g = pd.DataFrame(
        {
            "Guest No.": no,
            "First Name": r.choice(first, n),
            "LAST NAME": r.choice(last, n),
            "Gender": gender,
            "YOB": yob,
            "Home Ctry": country,
            "Loyalty Tier": tier,
            "Enrolled": [d.strftime("%d.%m.%Y") for d in joined],
            "Pts Balance": pts.astype(int),
            "Email OptIn": optin,
            "Programme": "Meridian Rewards",
        }
    )
    g["YOB"] = g["YOB"].astype("Int64")
    props = {
        "Bristol Harbour": (112, 0.17),
        "Berlin Mitte": (128, 0.2),
        "Lyon Presqu'ile": (104, 0.11),
        "Amsterdam Zuid": (151, 0.16),
        "Barcelona Playa": (138, 0.18),
        "Zurich See": (196, 0.07),
        "Dublin Docklands": (134, 0.11),
    }
    active = r.choice(n, int(n * 0.86), replace=False)
    w = (1 + 1.4 * lvl[active]) * r.gamma(1.4, 1, len(active))
    m = 3400
    gi = r.choice(active, m, p=w / w.sum())
    prop = r.choice(list(props), m, p=[v[1] for v in props.values()])
    base = dt.date(2023, 1, 2)
    day = np.sort(r.integers(0, 726, m))
    month = np.array([(base + dt.timedelta(int(x))).month for x in day])
    keep = r.random(m) < np.where(
        np.isin(month, [6, 7, 8, 9]), 1, np.where(np.isin(month, [1, 2, 11]), 0.62, 0.8)
    )
    gi, prop, day, month = gi[keep], prop[keep], day[keep], month[keep]
    m = len(gi)
    nights = 1 + r.poisson(1.3, m)
    room = r.choice(["STD", "DLX", "FAM", "STE"], m, p=[0.55, 0.27, 0.11, 0.07])
    chan = np.array(
        [
            r.choice(
                ["Web", "App", "OTA", "Phone", "Travel Agent"],
                p=[0.3, 0.1 + 0.06 * lvl[i], 0.36 - 0.06 * lvl[i], 0.12, 0.12],
            )
            for i in gi
        ]
    )
    rate = np.where(r.random(m) < 0.32, "CORP", r.choice(["BAR", "ADV", "PKG"], m, p=[0.55, 0.25, 0.2]))
    status = r.choice(["Checked out", "Cancelled", "No-show"], m, p=[0.868, 0.107, 0.025])
    status = np.where((chan == "OTA") & (r.random(m) < 0.08), "Cancelled", status)
    mult = np.select([room == "DLX", room == "FAM", room == "STE"], [1.28, 1.35, 2.2], 1.0) * np.select(
        [rate == "ADV", rate == "CORP"], [0.86, 0.92], 1.0
    )
    adr = (
        np.array([props[p][0] for p in prop])
        * mult
        * np.where(np.isin(month, [6, 7, 8]), 1.15, 1.0)
        * r.normal(1, 0.09, m)
        * np.where(day > 363, 1.06, 1)
    )
    rev = np.round(adr * nights, 2)
    fb = np.round(np.where(r.random(m) < 0.68, r.gamma(2, 17, m) * nights, 0), 2)
    sat = np.clip(
        np.round(r.normal(7.9, 1.5, m) + 0.25 * (prop == "Zurich See") - 0.5 * (prop == "Berlin Mitte")),
        1,
        10,
    )
    sat[r.random(m) < 0.38] = np.nan
    gone = status != "Checked out"
    rev[gone] = 0
    fb[gone] = 0
    sat[gone] = np.nan
    rev[np.argmax(rev)] = 9860.00  # a wedding party on one booking
    gno = no[gi]
    s = pd.DataFrame(
        {
            "Stay ID": [f"ST{400000 + i * 7}" for i in range(m)],
            "Guest No": gno,
            "Hotel": prop,
            "Arr. Date": [(base + dt.timedelta(int(x))).strftime("%d/%m/%Y") for x in day],
            "Nts": nights,
            "Room Cat": room,
            "Rate Cd": rate,
            "Bkg Channel": chan,
            "Status": status,
            "Room Rev (EUR)": rev,
            "F&B Rev (EUR)": fb,
            "Pts Earned": np.floor(rev * 1.0 * (1 + 0.25 * lvl[gi])).astype(int),
            "Guest Sat 1-10": sat,
        }
    )
    s["Guest Sat 1-10"] = s["Guest Sat 1-10"].astype("Int64")
    save(g, "loyalty_guests.csv")
    save(s, "loyalty_stays.csv")


# ---------------------------------------------------------------- (b) subscription boxes
def boxes():
    r = np.random.default_rng(1902)
    n = 1520
    ids = [f"SB-{i:05d}" for i in np.sort(120 + r.choice(60000, n, replace=False))]
    plan = r.choice(["MTH", "QTR", "HALF", "ANN"], n, p=[0.5, 0.24, 0.1, 0.16])
    theme = r.choice(["Coffee", "Snacks", "Beauty", "Pets", "Books"], n, p=[0.28, 0.24, 0.22, 0.16, 0.1])
    ctry = r.choice(["US", "CA", "UK", "AU", "IE"], n, p=[0.52, 0.16, 0.2, 0.09, 0.03])
    day = np.sort(r.triangular(0, 760, 1034, n).astype(int))
    sign = [dt.date(2022, 1, 3) + dt.timedelta(int(x)) for x in day]
    months = (1085 - day) / 30.4
    p = np.select([plan == "MTH", plan == "QTR", plan == "HALF"], [0.5, 0.36, 0.27], 0.2)
    src = r.choice(
        ["Instagram", "Friend", "Google Ads", "Podcast", "Influencer", "TikTok"],
        n,
        p=[0.26, 0.2, 0.22, 0.12, 0.12, 0.08],
    ).astype(object)
    p = p + np.select([src == "Friend", src == "TikTok"], [-0.12, 0.13], 0)
    nps = np.clip(np.round(r.normal(8.0, 2.1, n) + (plan == "ANN") * 0.6), 0, 10)
    p = np.clip(p - (nps - 8.0) * 0.045, 0.03, 0.93)
    churn = r.random(n) < p
    life = np.where(churn, months * r.beta(1.6, 1.8, n), months)
    box = np.maximum(1, np.round(life * r.normal(0.93, 0.05, n))).astype(int)
    skip = r.poisson(np.clip(life / 9, 0, 4))
    price = np.select(
        [plan == "MTH", plan == "QTR", plan == "HALF"], [34.95, 31.95, 29.95], 27.95
    ) + np.select([theme == "Beauty", theme == "Books"], [4, -3], 0)
    rev = np.round(box * price * r.choice([1, 1, 1, 0.97, 0.9], n), 2)
    nps[r.random(n) < 0.37] = np.nan
    tick = r.poisson(0.5 + 0.7 * churn)
    src = np.where((src == "Instagram") & (r.random(n) < 0.1), "instagram", src)
    src = np.where(r.random(n) < 0.06, "", src)
    ref = [""] * n
    for i in range(n):
        if src[i] == "Friend" and i > 90 and r.random() < 0.8:
            ref[i] = ids[int(r.integers(0, i - 30) ** 1.0 * r.beta(0.8, 1.1))]
    promo = r.choice(["", "WELCOME10", "FREEBOX", "BF23", "PODCAST15"], n, p=[0.5, 0.24, 0.12, 0.08, 0.06])
    age = np.clip(np.round(r.normal(38.4, 11, n) - 3.6 * churn), 18, 78)
    age[r.random(n) < 0.09] = np.nan
    box[700] = 480  # a slip of the keyboard, 48
    gift = np.where(r.random(n) < 0.12, 1, 0)
    d = pd.DataFrame(
        {
            "CustID": ids,
            "pln_cd": plan,
            "Box Theme": theme,
            "ctry": ctry,
            "Signup Dt": [x.strftime("%d-%b-%y") for x in sign],
            "# Boxes Shpd": box,
            "boxes_skipped": skip,
            "Net Rev (USD)": rev,
            "CHURNED": np.where(churn, "Y", "N"),
            "Last NPS": nps,
            "NPS cmt": "",
            "acq source": src,
            "Referred By": ref,
            "promo_code": promo,
            "Is Gift": gift,
            "Supp Tkts": tick,
            "cust age": age,
            "Curr": "USD",
        }
    )
    said = [
        "love it",
        "too pricey",
        "late delivery again",
        "great coffee",
        "box was damaged",
        "ok",
        "nice variety",
        "wanted to skip but could not",
        "best gift ever",
    ]
    has = d["Last NPS"].notna() & (r.random(n) < 0.3)
    d.loc[has, "NPS cmt"] = r.choice(said, has.sum())
    for c in ("Last NPS", "cust age"):
        d[c] = d[c].astype("Int64")
    total = {c: "" for c in d}
    d = d.astype(object).where(d.notna(), "")
    total.update(
        {
            "CustID": "TOTAL",
            "# Boxes Shpd": int(box.sum()),
            "boxes_skipped": int(skip.sum()),
            "Net Rev (USD)": round(float(rev.sum()), 2),
            "Supp Tkts": int(tick.sum()),
        }
    )
    d = pd.concat([d, pd.DataFrame([total])], ignore_index=True)
    save(d, "box_customers.csv")


# ---------------------------------------------------------------- (c), (d) real: statsmodels' bundled files
def real():
    base = os.path.dirname(statsmodels.__file__)
    autos = pd.read_csv(os.path.join(base, "gam", "tests", "results", "autos.csv"))
    save(autos, "autos.csv")  # UCI Automobile, 205 models of 1985, as bundled
    births = pd.read_csv(os.path.join(base, "treatment", "tests", "results", "cataneo2.csv"))
    births = births.drop(
        columns=["mbsmoke_", "mmarried_", "fbaby_", "prenatal1_", "mage2"]
    )  # copies made for the regression
    save(births, "births.csv")  # Cattaneo (2010), Pennsylvania births, as bundled


hotel()
boxes()
real()
