"""Four made data sets, seeded."""

import os
import numpy as np
import pandas as pd

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "tables")
os.makedirs(OUT, exist_ok=True)


def telecom():
    r = np.random.default_rng(2201)
    n = 3150
    plans = ["Lite 5GB", "Standard 20GB", "Plus 50GB", "Unlimited", "Family Share", "SIM Only 10GB"]
    plan = r.choice(plans, n, p=[0.17, 0.27, 0.19, 0.14, 0.08, 0.15])
    base = (
        pd.Series(plan)
        .map(
            {
                "Lite 5GB": 14,
                "Standard 20GB": 24,
                "Plus 50GB": 33,
                "Unlimited": 46,
                "Family Share": 61,
                "SIM Only 10GB": 11,
            }
        )
        .to_numpy()
    )
    charge = np.round(
        base + r.normal(0, 2.6, n).clip(-5, 8) + r.choice([0, 5.0, 9.5], n, p=[0.7, 0.2, 0.1]), 2
    )
    cap = (
        pd.Series(plan)
        .map(
            {
                "Lite 5GB": 3.4,
                "Standard 20GB": 12,
                "Plus 50GB": 29,
                "Unlimited": 58,
                "Family Share": 71,
                "SIM Only 10GB": 6.2,
            }
        )
        .to_numpy()
    )
    gb = np.round(cap * r.gamma(3.2, 1 / 3.2, n), 1)
    contract = r.choice(["Rolling", "12M", "24M"], n, p=[0.38, 0.27, 0.35])
    contract = np.where(plan == "SIM Only 10GB", r.choice(["Rolling", "12M"], n, p=[0.75, 0.25]), contract)
    tenure = np.clip(np.round(r.gamma(1.6, 19, n)), 1, 118).astype(int)
    region = r.choice(
        ["North West", "London", "South East", "Scotland", "Wales", "Midlands", "N. Ireland"],
        n,
        p=[0.17, 0.21, 0.19, 0.12, 0.07, 0.19, 0.05],
    )
    pay = r.choice(["DD", "Card", "PayPal", "Voucher"], n, p=[0.58, 0.26, 0.11, 0.05])
    calls = r.poisson(np.where(plan == "Family Share", 2.1, 1.3) + (region == "Wales") * 0.5)
    calls[r.choice(n, 4, replace=False)] = [31, 27, 44, 29]
    z = (
        -1.5
        + 0.31 * np.minimum(calls, 8)
        - 0.028 * tenure
        + 0.9 * (contract == "Rolling")
        - 0.35 * (contract == "24M")
        + 0.5 * (pay == "Voucher")
        - 0.25 * (pay == "DD")
        + 0.008 * (charge - 28)
    )
    churn = r.random(n) < 1 / (1 + np.exp(-z))
    sat = np.clip(np.round(7.9 - 0.48 * np.minimum(calls, 8) - 1.4 * churn + r.normal(0, 1.3, n)), 1, 10)
    ref = pd.Timestamp("2025-03-31")
    end = []
    for c, t, ch in zip(contract, tenure, churn):
        if c == "Rolling":
            end.append("")
        else:
            end.append(
                (ref + pd.Timedelta(days=int(r.integers(3, 365 if c == "12M" else 730)))).strftime("%d/%m/%Y")
            )
    d = pd.DataFrame(
        {
            "Acct No": [f"TC{100000 + i * 7}" for i in range(n)],
            "Region": region,
            "Tenure (mths)": tenure,
            "Plan Name": plan,
            "Contract": contract,
            "ContractEnd": end,
            "MonthlyChg_GBP": charge,
            "Data GB (avg/mth)": gb,
            "Calls2Support_12m": calls,
            "Pay Method": pay,
            "E-bill": r.choice([1, 0], n, p=[0.72, 0.28]),
            "CSAT_1to10": sat,
            "Churned": np.where(churn, "Yes", "No"),
            "Brand": "Voxel Mobile",
        }
    )
    d.loc[r.random(n) < 0.085, "CSAT_1to10"] = np.nan
    d.loc[r.random(n) < 0.022, "Data GB (avg/mth)"] = np.nan
    d.loc[r.random(n) < 0.009, "Region"] = np.nan
    d["CSAT_1to10"] = d["CSAT_1to10"].astype("Int64")
    d.to_csv(os.path.join(OUT, "voxel_customers.csv"), index=False)


def charity():
    r = np.random.default_rng(2202)
    n = 1400
    dtype = r.choice(
        ["Individual", "Corporate", "Trust/Foundation", "Community Group"], n, p=[0.87, 0.05, 0.03, 0.05]
    )
    rec = pd.Timestamp("2018-01-08") + pd.to_timedelta(r.integers(0, 2500, n), unit="D")
    chan = r.choice(
        ["Face to face", "Direct mail", "Website", "Event", "Legacy list", "Social media"],
        n,
        p=[0.24, 0.27, 0.22, 0.12, 0.05, 0.10],
    )
    ga = np.where((dtype == "Individual") & (r.random(n) < 0.66), "Y", "N")
    age = np.where(dtype == "Individual", np.clip(np.round(r.normal(58, 15, n)), 19, 96), np.nan)
    town = r.choice(
        ["Leeds", "Bradford", "York", "Harrogate", "Wakefield", "Huddersfield", "Skipton", "Keighley"],
        n,
        p=[0.25, 0.15, 0.15, 0.10, 0.09, 0.11, 0.05, 0.10],
    )
    donors = pd.DataFrame(
        {
            "Donor_ID": [f"D{20000 + i}" for i in range(n)],
            "Type": dtype,
            "Yr Birth": 2024 - age,
            "Town": town,
            "Recruited On": rec.strftime("%d-%b-%Y"),
            "Recruitment Source": chan,
            "GiftAid Decl": ga,
            "Email OK": r.choice(["Y", "N"], n, p=[0.63, 0.37]),
            "Mail OK": r.choice(["Y", "N"], n, p=[0.81, 0.19]),
            "Deceased": r.choice([1, 0], n, p=[0.017, 0.983]),
        }
    )
    donors.loc[(r.random(n) < 0.2), "Yr Birth"] = np.nan
    donors["Yr Birth"] = donors["Yr Birth"].astype("Int64")
    donors.loc[r.random(n) < 0.03, "Town"] = np.nan
    donors.to_csv(os.path.join(OUT, "donors.csv"), index=False)
    w = r.gamma(0.9, 1, n) * (rec < pd.Timestamp("2024-06-01"))
    w[r.random(n) < 0.16] = 0
    m = 4700
    who = r.choice(n, m, p=w / w.sum())
    # gift dates Jan 2022 to Dec 2024, heavier in November/December
    days = pd.date_range("2022-01-01", "2024-12-31")
    dw = np.ones(len(days))
    dw[days.month == 12] = 2.4
    dw[days.month == 11] = 1.7
    dw[days.year == 2023] *= 1.18
    dw[days.year == 2024] *= 1.29
    date = days[r.choice(len(days), m, p=dw / dw.sum())]
    date = pd.DatetimeIndex(np.maximum(date.values, (rec[who] + pd.Timedelta(days=1)).values))
    appeal = np.where(
        (date.month >= 11) & (r.random(m) < 0.62),
        "Winter Warmth",
        r.choice(
            ["Spring Food Parcels", "Emergency Fund", "School Breakfasts", "General", "Hospice Garden"],
            m,
            p=[0.2, 0.22, 0.19, 0.3, 0.09],
        ),
    )
    t = donors["Type"].to_numpy()[who]
    mu = (
        np.select([t == "Corporate", t == "Trust/Foundation", t == "Community Group"], [5.6, 6.9, 4.6], 3.15)
        + (appeal == "Emergency Fund") * 0.25
        + (appeal == "Hospice Garden") * 0.12
    )
    amt = np.exp(r.normal(mu, 0.75))
    amt = np.where(
        amt < 60, np.round(amt), np.where(amt < 400, np.round(amt / 5) * 5, np.round(amt / 50) * 50)
    ).clip(2)
    frac = r.random(m) < 0.1
    amt = np.where(frac & (amt < 60), amt + 0.5, amt)
    gchan = r.choice(
        ["Online", "Post", "Phone", "Direct Debit", "Text", "Cash Tin"],
        m,
        p=[0.36, 0.21, 0.08, 0.25, 0.06, 0.04],
    )
    gf = np.where(
        (donors["GiftAid Decl"].to_numpy()[who] == "Y") & (gchan != "Cash Tin") & (r.random(m) < 0.94), 1, 0
    )
    gifts = pd.DataFrame(
        {
            "gift_ref": [f"G-{500000 + i}" for i in range(m)],
            "donor": donors["Donor_ID"].to_numpy()[who],
            "gift_dt": date,
            "appeal": appeal,
            "chan": gchan,
            "amt_gbp": amt,
            "gift_aid": gf,
            "thanked": r.choice(["Y", "N", ""], m, p=[0.83, 0.12, 0.05]),
            "memo": r.choice(
                [
                    "",
                    "",
                    "",
                    "",
                    "In memory of Mum",
                    "Anonymous please",
                    "Bank ref checked",
                    "Matched by employer",
                    "in memory of Dad",
                ],
                m,
                p=[0.3, 0.2, 0.2, 0.14, 0.05, 0.03, 0.04, 0.02, 0.02],
            ),
        }
    )
    gifts = gifts.sort_values("gift_dt", kind="stable").reset_index(drop=True)
    gifts["gift_ref"] = [f"G-{500000 + i}" for i in range(m)]
    gifts["gift_dt"] = gifts["gift_dt"].dt.strftime("%d/%m/%Y")
    gifts.loc[r.choice(m, 1), "amt_gbp"] = 25000.0
    gifts.loc[r.random(m) < 0.01, "appeal"] = ""
    gifts.to_csv(os.path.join(OUT, "gifts.csv"), index=False)


def web():
    r = np.random.default_rng(2203)
    n = 5600
    days = pd.date_range("2024-09-01", "2025-02-28")
    dw = np.where(days.day_of_week >= 5, 0.72, 1.0) * np.where(
        days.month == 11, 1.5, np.where(days.month == 12, 1.3, 1.0)
    )
    d = days[r.choice(len(days), n, p=dw / dw.sum())]
    hw = np.array(
        [2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 12, 12, 13, 12, 11, 11, 12, 13, 15, 18, 20, 17, 10, 5], float
    )
    h = r.choice(24, n, p=hw / hw.sum())
    ts = pd.DatetimeIndex(d + pd.to_timedelta(h * 3600 + r.integers(0, 3600, n), unit="s"))
    sm = r.choice(
        [
            "google / organic",
            "google / cpc",
            "(direct) / (none)",
            "newsletter / email",
            "facebook / paid_social",
            "instagram / paid_social",
            "bing / organic",
            "partner-blog / referral",
        ],
        n,
        p=[0.33, 0.19, 0.17, 0.08, 0.09, 0.06, 0.035, 0.045],
    )
    dev = np.where(
        np.isin(sm, ["facebook / paid_social", "instagram / paid_social"]),
        r.choice(["mobile", "desktop", "tablet"], n, p=[0.86, 0.09, 0.05]),
        r.choice(["mobile", "desktop", "tablet"], n, p=[0.54, 0.39, 0.07]),
    )
    land = r.choice(
        [
            "/",
            "/sale",
            "/products/rain-jacket",
            "/products/trail-shoes",
            "/blog/packing-list",
            "/gift-cards",
            "/store-finder",
        ],
        n,
        p=[0.32, 0.17, 0.13, 0.14, 0.13, 0.05, 0.06],
    )
    country = r.choice(
        ["United Kingdom", "Ireland", "Germany", "United States", "France", "Netherlands"],
        n,
        p=[0.61, 0.11, 0.08, 0.10, 0.06, 0.04],
    )
    ret = np.where(sm == "newsletter / email", r.random(n) < 0.9, r.random(n) < 0.34)
    bounce = (
        r.random(n)
        < np.where(dev == "mobile", 0.42, 0.29) + (land == "/blog/packing-list") * 0.18 - ret * 0.1
    )
    pages = np.where(bounce, 1, 2 + r.poisson(2.6 + (dev == "desktop") * 1.1 + ret * 0.7, n))
    dur = np.where(bounce, np.round(r.gamma(0.9, 9, n)), np.round(pages * r.gamma(2.2, 17, n)))
    z = (
        -3.3
        + 0.17 * pages
        + 0.65 * ret
        + 0.45 * (dev == "desktop")
        + 0.5 * (sm == "newsletter / email")
        - 0.45 * np.isin(sm, ["facebook / paid_social", "instagram / paid_social"])
        + 0.25 * (ts.month == 11)
    )
    buy = (~bounce) & (r.random(n) < 1 / (1 + np.exp(-z)))
    val = np.round(np.exp(r.normal(4.05 + 0.12 * (dev == "desktop"), 0.55, n)), 2)
    camp = np.where(
        sm == "google / cpc",
        r.choice(["brand_uk", "generic_jackets", "shoes_pmax"], n, p=[0.4, 0.33, 0.27]),
        np.where(
            sm == "newsletter / email",
            r.choice(["nl_weekly", "nl_blackfriday"], n, p=[0.75, 0.25]),
            np.where(
                np.isin(sm, ["facebook / paid_social", "instagram / paid_social"]),
                r.choice(["autumn_reels", "retarget_cart"], n, p=[0.6, 0.4]),
                "(not set)",
            ),
        ),
    )
    w = pd.DataFrame(
        {
            "Session start": ts,
            "Source / medium": sm,
            "Campaign": camp,
            "Device category": dev,
            "Landing page": land,
            "Pages viewed": pages,
            "Duration (s)": dur.astype(int),
            "Country": country,
            "User type": np.where(ret, "returning", "new"),
            "Purchase value": np.where(buy, val, np.nan),
        }
    )
    w.loc[r.choice(n, 3, replace=False), "Duration (s)"] = [14380, 21605, 9022]
    w.loc[r.random(n) < 0.013, "Country"] = "(not set)"
    w = w.sort_values("Session start", kind="stable").reset_index(drop=True)
    w.insert(0, "Session ID", [f"s{(i * 7919 + 104729) % 1000003:07d}" for i in range(n)])
    w.loc[r.random(n) < 0.011, "Landing page"] = np.nan
    w["Session start"] = w["Session start"].dt.strftime("%Y-%m-%d %H:%M:%S")
    w.to_csv(os.path.join(OUT, "sessions_export.csv"), index=False)


def cafes():
    r = np.random.default_rng(2204)
    items = {
        "Flat White": ("Hot Drinks", 3.4, 15),
        "Latte": ("Hot Drinks", 3.6, 14),
        "Americano": ("Hot Drinks", 2.9, 9),
        "Espresso": ("Hot Drinks", 2.3, 4),
        "Pot of Tea": ("Hot Drinks", 2.7, 8),
        "Hot Choc": ("Hot Drinks", 3.8, 5),
        "Iced Latte": ("Cold Drinks", 3.95, 5),
        "Orange Juice": ("Cold Drinks", 2.95, 4),
        "Still Water 500ml": ("Cold Drinks", 1.6, 5),
        "Croissant": ("Bakery", 2.5, 8),
        "Choc Brownie": ("Bakery", 3.1, 6),
        "Carrot Cake": ("Bakery", 3.75, 4),
        "Scone": ("Bakery", 2.8, 4),
        "Ham & Cheese Toastie": ("Food", 6.2, 5),
        "Veg Soup": ("Food", 5.5, 3),
        "Avo Toast": ("Food", 7.9, 3),
        "Porridge": ("Food", 4.4, 2.5),
        "Beans 250g": ("Retail", 9.5, 1.2),
        "Keep Cup": ("Retail", 12, 0.6),
    }
    names = list(items)
    p = np.array([v[2] for v in items.values()], float)
    p /= p.sum()
    shops = ["Station Rd", "Market Sq", "Harbourside", "University", "Old Mill"]
    days = pd.date_range("2025-01-06", "2025-03-30")
    rows = []
    cards = [f"LC{4000 + i}" for i in range(240)]
    cw = r.gamma(0.8, 1, 240)
    cw /= cw.sum()
    no = 88000
    for day in days:
        for s, lam in zip(shops, [7.4, 6.4, 5.0, 5.5 if day.day_of_week < 5 else 2.1, 3.6]):
            lam = (
                lam
                * (1.35 if day.day_of_week == 5 and s != "University" else 1)
                * (1 + 0.16 * (day.month == 3) + 0.06 * (day.month == 2))
            )
            k = r.poisson(lam * 0.92)
            if s == "Old Mill" and day.day_of_week == 0:
                k = 0  # closed on Mondays
            times = np.sort(np.clip(r.normal(11.6, 2.8, k), 7.1, 17.9))
            for t in times:
                no += 1
                hm = f"{int(t):02d}:{int(t % 1 * 60):02d}"
                card = r.choice(cards, p=cw) if r.random() < 0.36 else ""
                pay = r.choice(["Contactless", "Chip & PIN", "Cash", "App"], p=[0.56, 0.14, 0.19, 0.11])
                if pay == "Cash" and r.random() < 0.1:
                    pay = "CASH"
                q = p.copy()
                if t < 10.5:
                    q = q * np.array(
                        [0.15 if items[x][0] == "Food" and x != "Porridge" else 1 for x in names]
                    )
                if t > 14:
                    q = q * np.array(
                        [2.0 if x in ("Carrot Cake", "Choc Brownie", "Scone") else 1 for x in names]
                    )
                q /= q.sum()
                for it in r.choice(names, min(1 + r.poisson(0.95), 6), replace=False, p=q):
                    c, pr, _ = items[it]
                    if day >= pd.Timestamp("2025-03-03") and c == "Hot Drinks":
                        pr = round(pr + 0.2, 2)
                    if s == "Station Rd":
                        pr = round(pr + 0.1, 2)
                    qty = int(r.choice([1, 2, 3, 4], p=[0.8, 0.15, 0.035, 0.015]))
                    if r.random() < 0.006:
                        qty = -1
                    rows.append([no, s, day.strftime("%d/%m/%y"), hm, it, c, qty, f"£{pr:.2f}", card, pay])
    d = pd.DataFrame(
        rows,
        columns=[
            "receipt no",
            "Shop",
            "Date",
            "Time",
            "Item",
            "Category",
            "Qty",
            "Unit Price",
            "Loyalty card",
            "Payment",
        ],
    )
    miss = r.random(len(d)) < 0.008
    d.loc[miss, "Payment"] = ""
    d["receipt no"] = d["receipt no"].astype(object)
    d.loc[len(d)] = ["TOTAL", "", "", "", "", "", int(d["Qty"].sum()), "", "", ""]
    d.to_csv(os.path.join(OUT, "till_lines.csv"), index=False)


telecom()
charity()
web()
cafes()
