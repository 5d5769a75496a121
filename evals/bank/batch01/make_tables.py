"""Writes tables/*.csv (three seeded made-up tables with the quirks of real exports, and one real one)."""
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.data

OUT = Path(__file__).parent / "tables"
OUT.mkdir(exist_ok=True)


def hotel():
    rng = np.random.default_rng(411)
    n = 2987
    days = pd.date_range("2023-01-01", "2024-06-30")
    season = 1 + 0.5 * np.sin((days.day_of_year - 100) / 365 * 2 * np.pi)
    wk = np.array([0.9, 0.7, 0.8, 1.0, 1.7, 1.5, 0.8])[days.day_of_week]
    w = np.asarray(season) * wk * np.where(days.year == 2024, 1.25, 1.0)
    arr = pd.DatetimeIndex(rng.choice(days, n, p=w / w.sum()))
    hotel = rng.choice(["Seaview Resort", "City Central"], n, p=[0.58, 0.42])
    room = np.where(hotel == "Seaview Resort",
                    rng.choice(["STD", "DLX", "FAM", "STE"], n, p=[0.45, 0.27, 0.2, 0.08]),
                    rng.choice(["STD", "DLX", "FAM", "STE"], n, p=[0.62, 0.25, 0.06, 0.07]))
    chan = rng.choice(["Booking.com", "Direct", "Expedia", "Travel Agent", "Phone"], n, p=[0.41, 0.24, 0.17, 0.11, 0.07])
    ctry = rng.choice(["DE", "GB", "NL", "FR", "US", "AT", "CH", "IT", "DK", ""], n,
                      p=[0.36, 0.15, 0.12, 0.09, 0.075, 0.06, 0.045, 0.03, 0.02, 0.05])
    lead = np.minimum(rng.exponential(np.where(chan == "Phone", 14, np.where(chan == "Travel Agent", 75, 42))), 300).astype(int)
    nights = 1 + rng.poisson(np.where(hotel == "Seaview Resort", 3.4, 1.3))
    adults = rng.choice([1, 2, 3, 4], n, p=[0.22, 0.62, 0.1, 0.06])
    kids = np.where(room == "FAM", rng.choice([0, 1, 2, 3], n, p=[0.15, 0.35, 0.38, 0.12]), rng.choice([0, 1, 2], n, p=[0.92, 0.06, 0.02]))
    nights = nights + (kids > 0)
    base = pd.Series(room).map({"STD": 92, "DLX": 131, "FAM": 148, "STE": 228}).to_numpy()
    rate = base * np.where(hotel == "Seaview Resort", 1.12, 0.97) * (1 + 0.18 * np.sin((arr.day_of_year - 100) / 365 * 2 * np.pi))
    rate = np.round(rate * rng.lognormal(0, 0.12, n) * np.where(arr.year == 2024, 1.06, 1.0), 2)
    rpt = (rng.random(n) < np.where(chan == "Direct", 0.34, 0.1)).astype(int)
    dep = rng.choice(["No deposit", "Partial", "Full"], n, p=[0.61, 0.24, 0.15])
    z = -1.6 + 0.008 * lead + pd.Series(chan).map({"Booking.com": 0.75, "Expedia": 0.45, "Travel Agent": -0.1, "Direct": -0.5, "Phone": -1.0}).to_numpy() \
        - 0.7 * rpt + pd.Series(dep).map({"No deposit": 0.35, "Partial": -0.3, "Full": -1.4}).to_numpy() \
        + np.where((hotel == "Seaview Resort") & (room == "FAM"), 0.75, 0) + np.where((hotel == "City Central") & (room == "STE"), 0.9, 0)
    canc = rng.random(n) < 1 / (1 + np.exp(-z))
    rev = np.clip(np.round(rng.normal(7.7 + 0.55 * rpt, 1.3, n)), 1, 10)
    rev = np.where(canc | (rng.random(n) < 0.45), np.nan, rev)

    rate_txt = pd.Series(rate).map("€{:,.2f}".format)
    rate_txt[rng.random(n) < 0.02] = ""
    full = np.flatnonzero((rate_txt != "").to_numpy() & (room == "STD"))
    rate_txt.iloc[full[101]], rate_txt.iloc[full[702]] = "€1,890.00", "€2,150.00"
    messy = []
    for c, u in zip(chan, rng.random(n)):
        messy.append(c.lower() if u < 0.06 else c.upper() if u < 0.09 else c + " " if u < 0.12 else c)
    t = pd.DataFrame({
        "Booking Ref": [f"HB-{i}" for i in range(20481, 20481 + n)],
        "Booked On": (arr - pd.to_timedelta(lead, "D")).strftime("%d/%m/%Y"),
        "ARRIVAL": arr.strftime("%d-%b-%y"), "Nights": nights, "Hotel": hotel, "rm_typ": room, "Channel": messy,
        "Rate/Night": rate_txt, "Adults": adults, "kids": kids, "Ctry": ctry, "Deposit": dep, "rpt_guest": rpt,
        "Cancelled?": np.where(canc, "Y", "N"), "Review (1-10)": pd.Series(rev).map(lambda v: "" if np.isnan(v) else str(int(v)))})
    t.to_csv(OUT / "hotel_bookings_export.csv", index=False)


def campaigns():
    rng = np.random.default_rng(412)
    spec = [  # name, channel, audience, start, end, volume, ctr, cvr, cost per 1000, value of a conversion
        ("EM_Newsletter_Wkly", "EM", "ALL", "2023-10-01", "2024-09-30", 9000, .031, .034, 2.4, 46),
        ("EM_WinBack_Q1", "EM", "RETARG", "2024-01-08", "2024-03-31", 4200, .044, .050, 3.0, 52),
        ("EM_SummerSale", "EM", "ALL", "2024-06-10", "2024-08-04", 15000, .037, .041, 2.4, 39),
        ("FB_Prospecting_Broad", "FB", "PROSP", "2023-10-01", "2024-09-30", 38000, .0105, .017, 7.8, 58),
        ("FB_Retarget_Cart", "FB", "RETARG", "2023-11-15", "2024-09-30", 11000, .0165, .056, 11.5, 61),
        ("FB_BlackFriday23", "FB", "PROSP", "2023-11-13", "2023-11-30", 90000, .0150, .030, 10.5, 55),
        ("GGL_Brand", "GGL", "PROSP", "2023-10-01", "2024-09-30", 5200, .0820, .064, 62, 63),
        ("GGL_Generic", "GGL", "PROSP", "2023-10-16", "2024-09-30", 14500, .0310, .024, 54, 66),
        ("GGL_Shopping_EU", "GGL", "PROSP", "2024-02-01", "2024-09-30", 24000, .0120, .028, 9.8, 71),
        ("TT_GenZ_Test", "TT", "PROSP", "2024-03-04", "2024-05-31", 61000, .0072, .006, 4.1, 34),
        ("TT_Creators_Summer", "TT", "PROSP", "2024-06-17", "2024-09-15", 83000, .0088, .009, 4.6, 37),
        ("SMS_FlashDeal", "SMS", "RETARG", "2024-04-01", "2024-07-31", 1900, .0610, .049, 38, 44),
    ]
    dow = np.array([1.06, 1.22, 1.04, 1.0, .9, .78, .86])
    rows = []
    for name, ch, aud, a, b, vol, ctr, cvr, cpm, val in spec:
        for d in pd.date_range(a, b):
            if name == "EM_Newsletter_Wkly" and d.day_of_week not in (1, 3):
                continue
            if ch == "SMS" and d.day_of_week in (5, 6):
                continue
            m = {11: 1.3, 12: 1.15, 1: .85, 2: .88, 5: 1.08, 6: 1.12, 7: 1.06}.get(d.month, 1.0)
            v = int(vol * m * dow[d.day_of_week] * rng.lognormal(0, .13))
            c = int(rng.binomial(v, min(.4, ctr * rng.lognormal(0, .1))))
            k = int(rng.binomial(c, cvr))
            spend = v / 1000 * cpm * rng.lognormal(0, .06)
            rev = sum(rng.gamma(6, val / 6, k))
            op = str(int(rng.binomial(v, .23 if aud == "ALL" else .31))) if ch == "EM" else ""
            rows.append((d.strftime("%d.%m.%Y"), name, ch, aud, f"{v:,}", c, k, f"${spend:,.2f}", round(rev, 2), op))
    t = pd.DataFrame(rows, columns=["Day", "campaign_name", "Chnl", "Aud.", "Impr/Sends", "Clicks", "Conv", "Spend", "rev_usd", "Opens"])
    t = t.assign(_d=pd.to_datetime(t.Day, format="%d.%m.%Y")).sort_values(["_d", "campaign_name"], kind="stable").drop(columns="_d").reset_index(drop=True)
    small = t.index[t.campaign_name == "GGL_Shopping_EU"]
    t.loc[rng.choice(small, 7, replace=False), "Spend"] = "n/a"
    t.to_csv(OUT / "Camp_daily_FY24.csv", index=False)


def telecom():
    rng = np.random.default_rng(413)
    n = 1846
    snap = pd.Timestamp("2024-03-31")
    join = pd.to_datetime("2017-01-01") + pd.to_timedelta(rng.integers(0, (snap - pd.Timestamp("2017-01-01")).days, n), "D")
    ten = (snap.year - join.year) * 12 + (snap.month - join.month)
    plan = rng.choice(["Basic", "Plus", "Premium"], n, p=[.45, .35, .2])
    con = rng.choice(["M2M", "12M", "24M"], n, p=[.46, .3, .24])
    city = rng.choice(["Berlin", "Hamburg", "Munich", "Cologne", "Leipzig", "Stuttgart"], n, p=[.3, .21, .18, .14, .1, .07])
    plan = np.where((city == "Munich") & (plan == "Basic") & (rng.random(n) < .3), "Premium", plan)
    chg = np.round(pd.Series(plan).map({"Basic": 19.99, "Plus": 34.99, "Premium": 54.99}).to_numpy() + rng.gamma(1.6, 3.5, n) - np.where(con == "24M", 3, 0), 2)
    tix = rng.poisson(np.where(rng.random(n) < .2, 4.2, 1.1))
    age = np.clip(np.round(rng.normal(46, 15, n)), 18, 88).astype(int)
    pay = rng.choice(["DD", "CC", "INV", "PP"], n, p=[.52, .2, .16, .12])
    ebill = rng.choice(["Y", "N"], n, p=[.67, .33])
    nps_raw = np.clip(np.round(rng.normal(7.9 - .62 * tix + np.where(plan == "Premium", .5, np.where(plan == "Basic", -.5, 0)), 1.9)), 0, 10).astype(int)
    z = -2.05 + pd.Series(con).map({"M2M": 1.25, "12M": .1, "24M": -.8}).to_numpy() + .34 * tix - .016 * ten + .012 * (chg - 34) \
        + pd.Series(city).map({"Berlin": .1, "Hamburg": -.35, "Munich": -.05, "Cologne": .55, "Leipzig": .95, "Stuttgart": -.7}).to_numpy() + np.where(pay == "INV", .35, 0)
    churn = rng.random(n) < 1 / (1 + np.exp(-z))
    u = rng.random(n)
    city_m = [c.upper() if x < .08 else " " + c if x < .11 else c.lower() if x < .15 else c for c, x in zip(city, u)]
    plan_m = [p.upper() if x < .05 else p.lower() if x < .1 else p for p, x in zip(plan, rng.random(n))]
    age_m = pd.Series(age).astype(str)
    pick = rng.permutation(n)
    age_m.iloc[pick[:31]] = ""
    age_m.iloc[pick[31:48]] = "-1"
    nps = pd.Series(nps_raw).astype(str)
    nps[rng.random(n) < .37] = ""
    t = pd.DataFrame({
        "CustID": [f"C{i}" for i in 100000 + rng.permutation(9000)[:n]], "join_dt": join.strftime("%Y%m%d"), "tenure_m": ten, "Plan": plan_m,
        "ContractTyp": con, "MthlyChg EUR": [f"{v:.2f}".replace(".", ",") for v in chg], "tix_12m": tix, "Age": age_m, "gndr": rng.choice(["F", "M", ""], n, p=[.49, .48, .03]),
        "CITY": city_m, "PayMeth": pay, "e-bill": ebill, "NPS": nps, "Churned": np.where(churn, "Yes", "No")})
    t.to_csv(OUT / "subs_snapshot_mar24.csv", index=False, sep=";")


def gapminder():
    plotly.data.gapminder().to_csv(OUT / "gapminder.csv", index=False)


if __name__ == "__main__":
    for f in (hotel, campaigns, telecom, gapminder):
        f()
    for p in sorted(OUT.glob("*.csv")):
        print(p.name, p.stat().st_size, p.open(encoding="utf-8").readline().strip())
