"""Makes the four made data sets of batch 20 (deterministic)."""

from pathlib import Path
import numpy as np, pandas as pd

HERE = Path(__file__).resolve().parent
T = HERE / "tables"
T.mkdir(exist_ok=True)


def shop():
    r = np.random.default_rng(2001)
    n = 1300
    reg = pd.Timestamp("2021-03-01") + pd.to_timedelta(r.integers(0, 1390, n), unit="D")
    ctry = r.choice(["DE", "AT", "CH", "NL", "PL"], n, p=[0.52, 0.15, 0.12, 0.13, 0.08])
    g = r.choice(["F", "M", "D", ""], n, p=[0.63, 0.28, 0.02, 0.07])
    tier = r.choice(["", "Silver", "Gold", "Platinum"], n, p=[0.55, 0.27, 0.13, 0.05])
    by = r.normal(1988, 11, n).round().clip(1945, 2006)
    c = pd.DataFrame(
        {
            "cust_id": [f"C{100200 + i * 7}" for i in range(n)],
            "email_hash": ["%08x" % v for v in r.integers(16**7, 16**8 - 1, n)],
            "Reg_Dt": reg.strftime("%d.%m.%Y"),
            "Ctry": ctry,
            "Gndr": g,
            "Birth_Yr": [("" if r.random() < 0.11 else int(b)) for b in by],
            "NL_OptIn": r.choice(["Y", "N"], n, p=[0.58, 0.42]),
            "Acq_Chnl": r.choice(
                ["Paid Social", "SEO", "Affiliate", "Direct", "Google Ads", "Refer-a-friend"],
                n,
                p=[0.27, 0.22, 0.12, 0.17, 0.16, 0.06],
            ),
            "LoyaltyTier": tier,
        }
    )
    # second accounts of the same person
    for i, j in zip(r.choice(n, 17, replace=False), r.choice(n, 17, replace=False)):
        if i != j:
            c.loc[i, "email_hash"] = c.loc[j, "email_hash"]
    rate = np.where(
        tier == "Platinum", 5, np.where(tier == "Gold", 3.2, np.where(tier == "Silver", 2, 1))
    ) * r.gamma(1.4, 1, n)
    rate[r.random(n) < 0.14] = 0
    m = 2350
    who = r.choice(n, m, p=rate / rate.sum())
    lo = np.maximum((reg[who] - pd.Timestamp("2023-01-01")).days.values, 0)
    hi = (pd.Timestamp("2024-12-31") - pd.Timestamp("2023-01-01")).days
    day = (lo + (hi - lo + 0.999) * r.beta(1.15, 1, m)).astype(int).clip(0, hi)
    d = pd.Timestamp("2023-01-01") + pd.to_timedelta(day, unit="D")
    o = pd.DataFrame({"w": who, "d": d}).sort_values("d", kind="stable").reset_index(drop=True)
    o["OrderNo"] = [f"WO-{230001 + i * 3}" for i in range(m)]
    o["cust_id"] = c.cust_id.values[o.w]
    guest = r.random(m) < 0.05
    o.loc[guest, "cust_id"] = ""
    o["OrderDt"] = o.d.dt.strftime("%d.%m.%Y")
    late = (o.d.dt.year == 2024).values
    dev = np.where(
        late,
        r.choice(["mobile", "app", "desktop", "tablet"], m, p=[0.42, 0.27, 0.27, 0.04]),
        r.choice(["mobile", "app", "desktop", "tablet"], m, p=[0.45, 0.14, 0.34, 0.07]),
    )
    o["Device"] = dev
    o["PayMeth"] = r.choice(
        ["PayPal", "Klarna", "Invoice", "Visa/MC", "ApplePay"], m, p=[0.33, 0.26, 0.19, 0.15, 0.07]
    )
    o["VoucherCd"] = r.choice(
        ["", "WELCOME10", "SUMMER15", "FRIENDS20", "BF24"], m, p=[0.74, 0.11, 0.08, 0.05, 0.02]
    )
    o["ShipCost_EUR"] = r.choice([0.0, 3.95, 4.95, 9.9], m, p=[0.46, 0.3, 0.18, 0.06])
    o["Shop"] = "WEB01"
    cats = {
        "Dresses": (64, 0.46),
        "Tops & T-Shirts": (24, 0.22),
        "Jeans": (72, 0.38),
        "Knitwear": (54, 0.27),
        "Coats & Jackets": (118, 0.34),
        "Shoes": (84, 0.41),
        "Bags": (58, 0.15),
        "Accessories": (21, 0.08),
        "Underwear": (18, 0.03),
    }
    names = list(cats)
    pc = [0.2, 0.22, 0.12, 0.12, 0.07, 0.11, 0.05, 0.07, 0.04]
    brands = [
        "NORDLICHT",
        "Ella&Finn",
        "Marlowe",
        "Studio 8",
        "basiq",
        "Villa Rosa",
        "Hansen Denim",
        "OWN LABEL",
    ]
    pb = [0.11, 0.14, 0.09, 0.12, 0.2, 0.08, 0.08, 0.18]
    bm = dict(zip(brands, [1.25, 1.0, 1.5, 1.1, 0.7, 1.3, 1.15, 0.8]))
    rows = []
    for k in range(m):
        nl = min(1 + r.poisson(1.05), 7)
        seen = set()
        for ln in range(nl):
            cat = r.choice(names, p=pc)
            b = r.choice(brands, p=pb)
            if b == "Hansen Denim" and cat not in ("Jeans", "Coats & Jackets"):
                cat = "Jeans"
            p = (
                round(cats[cat][0] * bm[b] * r.lognormal(0, 0.22)) - 0.05
                if r.random() < 0.7
                else round(cats[cat][0] * bm[b] * r.lognormal(0, 0.22), 2)
            )
            q = int(r.choice([1, 2, 3], p=[0.88, 0.09, 0.03]))
            disc = int(r.choice([0, 10, 20, 30, 50], p=[0.58, 0.16, 0.13, 0.09, 0.04]))
            if o.d[k].month in (1, 7) and r.random() < 0.35:
                disc = 30
            pr = cats[cat][1] + (0.07 if o.PayMeth[k] == "Invoice" else 0) - (0.08 if disc >= 30 else 0)
            ret = "Y" if r.random() < pr else "N"
            why = (
                r.choice(
                    ["too small", "too large", "not as pictured", "quality", "changed mind", ""],
                    p=[0.3, 0.21, 0.14, 0.09, 0.14, 0.12],
                )
                if ret == "Y"
                else ""
            )
            size = (
                ""
                if cat in ("Bags", "Accessories")
                else (
                    str(r.integers(36, 45))
                    if cat == "Shoes"
                    else r.choice(["XS", "S", "M", "L", "XL"], p=[0.1, 0.26, 0.32, 0.22, 0.1])
                )
            )
            rows.append(
                [
                    o.OrderNo[k],
                    ln + 1,
                    f"{cat[:2].upper()}{brands.index(b) + 1}{int(r.integers(100, 160))}",
                    cat,
                    b,
                    size,
                    q,
                    p,
                    disc,
                    round(q * p * (1 - disc / 100), 2),
                    ret,
                    why,
                ]
            )
    l = pd.DataFrame(
        rows,
        columns=[
            "OrderNo",
            "LineNo",
            "SKU",
            "Prod_Cat",
            "Brand",
            "Size",
            "Qty",
            "UnitPrice_EUR",
            "Disc_%",
            "LineAmt_EUR",
            "Ret_Flg",
            "Ret_Reason",
        ],
    )
    i = l.index[(l.Prod_Cat == "Underwear")][20]  # a company order: an outlier
    l.loc[i, "Qty"] = 60
    l.loc[i, "Disc_%"] = 20
    l.loc[i, "Ret_Flg"] = "N"
    l.loc[i, "Ret_Reason"] = ""
    l.loc[i, "LineAmt_EUR"] = round(60 * l.loc[i, "UnitPrice_EUR"] * 0.8, 2)
    c.to_csv(T / "customers.csv", index=False)
    o[["OrderNo", "OrderDt", "cust_id", "Device", "PayMeth", "VoucherCd", "ShipCost_EUR", "Shop"]].to_csv(
        T / "orders.csv", index=False
    )
    l.to_csv(T / "order_lines.csv", index=False)


def mail():
    r = np.random.default_rng(2002)
    types = ["Newsletter", "Promo", "Win-back", "Product launch", "Abandoned basket"]
    owners = ["J. Okafor", "P. Lindqvist", "S. Marsh", "T. Adeyemi"]
    topics = {
        "Newsletter": ["Monthly digest", "Editor's picks", "Members' news"],
        "Promo": ["Flash sale", "Bank holiday offer", "Free delivery weekend", "Payday treat"],
        "Win-back": ["We miss you", "Still interested?"],
        "Product launch": ["New in: kitchen", "Garden range", "Autumn collection"],
        "Abandoned basket": ["You left something", "Basket reminder"],
    }
    n = 84
    start = pd.Timestamp("2023-01-03") + pd.to_timedelta(np.sort(r.choice(535, n, replace=False)), unit="D")
    ty = r.choice(types, n, p=[0.32, 0.3, 0.14, 0.14, 0.1])
    c = pd.DataFrame(
        {
            "Camp ID": [f"EM{2301 + i}" for i in range(n)],
            "Campaign": [f"{r.choice(topics[t])} {s:%b%y}" for t, s in zip(ty, start)],
            "Type": ty,
            "Owner": r.choice(owners, n, p=[0.34, 0.28, 0.22, 0.16]),
            "Subj Line Len (chars)": r.integers(18, 78, n),
            "Emoji in subj": r.choice([0, 1], n, p=[0.66, 0.34]),
            "Prod. cost (GBP)": [
                ("" if r.random() < 0.07 else int(v)) for v in (r.gamma(4, 90, n) + 60).round(-1)
            ],
            "ESP": "Mailgrid",
        }
    )
    segs = ["VIP", "Actives 0-90d", "Lapsed 91-365d", "Prospects", "Students", "Trade"]
    size = dict(zip(segs, [3800, 21500, 17800, 12400, 5200, 1900]))
    orate = dict(zip(segs, [0.46, 0.31, 0.15, 0.2, 0.27, 0.34]))
    sub = dict(zip(types, [0, 0.01, -0.03, 0.04, 0.11]))
    rows = []
    for i in range(n):
        k = 1 if ty[i] == "Abandoned basket" and r.random() < 0.3 else int(r.integers(3, 7))
        ss = list(r.choice(segs, k, replace=False, p=[0.2, 0.25, 0.2, 0.15, 0.1, 0.1]))
        for s in sorted(ss, key=segs.index):
            for w in range(2 if r.random() < 0.45 else 1):  # a resend a few days later
                d = start[i] + pd.Timedelta(days=int(w * r.integers(2, 6)))
                months = (d - pd.Timestamp("2023-01-01")).days / 30.4
                sent = int(
                    size[s]
                    * r.uniform(0.75, 1.1)
                    * (1 + 0.012 * months)
                    * (0.6 if w else 1)
                    * (0.12 if ty[i] == "Abandoned basket" else 1)
                )
                dele = int(sent * r.beta(190, 4 if s != "Prospects" else 9))
                emo = 0.015 if c["Emoji in subj"][i] else 0
                op = int(
                    dele
                    * np.clip(
                        orate[s]
                        + sub[ty[i]]
                        + emo
                        - 0.0012 * (c["Subj Line Len (chars)"][i] - 45)
                        - (0.06 if w else 0)
                        + r.normal(0, 0.025),
                        0.03,
                        0.8,
                    )
                )
                cl = int(
                    op
                    * np.clip(
                        r.normal(0.13 + (0.06 if ty[i] in ("Promo", "Abandoned basket") else 0), 0.03),
                        0.01,
                        0.5,
                    )
                )
                un = int(r.poisson(dele * (0.0035 if s in ("Lapsed 91-365d", "Prospects") else 0.0012)))
                rev = (
                    cl
                    * r.gamma(
                        3,
                        {
                            "Newsletter": 0.35,
                            "Promo": 0.75,
                            "Win-back": 0.4,
                            "Product launch": 0.7,
                            "Abandoned basket": 1.9,
                        }[ty[i]],
                    )
                    * (1.9 if s == "Trade" else 1)
                )
                rows.append(
                    [c["Camp ID"][i], s, d, "resend" if w else "first", sent, dele, op, cl, un, round(rev, 2)]
                )
    s = pd.DataFrame(
        rows,
        columns=[
            "Camp ID",
            "Segment",
            "Send Dt",
            "Wave",
            "Sent",
            "Deliv.",
            "Uniq Opens",
            "Uniq Clicks",
            "Unsubs",
            "Rev (GBP)",
        ],
    )
    s = s.sort_values(["Send Dt", "Camp ID"], kind="stable").reset_index(drop=True)
    s["Send Dt"] = s["Send Dt"].dt.strftime("%d/%m/%Y")
    tot = {"Camp ID": "TOTAL", "Segment": "", "Send Dt": "", "Wave": ""}
    for k in ["Sent", "Deliv.", "Uniq Opens", "Uniq Clicks", "Unsubs"]:
        tot[k] = int(s[k].sum())
    tot["Rev (GBP)"] = round(s["Rev (GBP)"].sum(), 2)
    s["Rev (GBP)"] = s["Rev (GBP)"].astype(object)
    # revenue not tracked for some sends: excluded from the total as well
    gone = r.choice(len(s), 19, replace=False)
    tot["Rev (GBP)"] = round(tot["Rev (GBP)"] - sum(s.loc[i, "Rev (GBP)"] for i in gone), 2)
    s.loc[gone, "Rev (GBP)"] = ""
    s = pd.concat([s, pd.DataFrame([tot])], ignore_index=True)
    for k in ["Sent", "Deliv."]:
        s[k] = [f"{int(v):,}" for v in s[k]]
    s.to_csv(T / "email_sends.csv", index=False)
    c.to_csv(T / "email_campaigns.csv", index=False)


def survey():
    r = np.random.default_rng(2003)
    n = 1180
    ages = ["16-24", "25-34", "35-44", "45-54", "55-64", "65+"]
    pa = np.array([0.08, 0.16, 0.19, 0.21, 0.2, 0.16])
    pop = np.array([0.13, 0.17, 0.17, 0.17, 0.16, 0.2])
    a = r.choice(6, n, p=pa)
    g = r.choice([1, 2, 3], n, p=[0.41, 0.56, 0.03])
    reg = r.choice(["North", "Midlands", "South", "Scotland", "Wales"], n, p=[0.26, 0.2, 0.34, 0.13, 0.07])
    chan = r.choice(["In store", "Online", "Phone"], n, p=[0.47, 0.43, 0.1])
    lat = (
        r.normal(0, 1, n)
        + 0.12 * (a - 2.5)
        + np.where(chan == "Phone", -0.5, 0)
        + np.where(reg == "Scotland", 0.25, 0)
    )

    def lik(load, shift):
        z = load * lat + np.sqrt(1 - load**2) * r.normal(0, 1, n) + shift
        return np.digitize(z, [-1.6, -0.8, 0.1, 1.05]) + 1

    q = {
        "Q1. Overall, how satisfied are you with HomeNest? (1 = very dissatisfied, 5 = very satisfied)": lik(
            0.85, 0.45
        ),
        "Q2. The range of products meets my needs (1 = strongly disagree, 5 = strongly agree)": lik(0.6, 0.3),
        "Q3. HomeNest offers good value for money (1 = strongly disagree, 5 = strongly agree)": lik(
            0.65, -0.15
        ),
        "Q4. Staff are friendly and helpful (1 = strongly disagree, 5 = strongly agree)": lik(0.5, 0.6),
        "Q5. How would you rate our delivery service? (1 = very poor, 5 = very good, 9 = don't know / not used)": lik(
            0.45, 0.05
        ),
    }
    q5 = list(q)[4]
    v = q[q5].copy()
    dk = r.random(n) < np.where(chan == "In store", 0.42, 0.06)
    v[dk] = 9
    q[q5] = v
    nps = np.clip(np.round(7.3 + 1.75 * lat + r.normal(0, 1.2, n)), 0, 10).astype(int)
    w = (pop / pa)[a] * np.where(g == 1, 1.18, np.where(g == 2, 0.87, 1)) * r.uniform(0.93, 1.07, n)
    w = (w / w.mean()).round(4)
    good = [
        "Lovely staff, always helpful",
        "Great quality for the price",
        "quick delivery, no problems",
        "I always find what I need",
        "Really easy returns",
        "Good range of garden furniture",
    ]
    bad = [
        "Delivery was 2 weeks late",
        "too expensive lately",
        "Website kept crashing at checkout",
        "Nobody answered the phone!!",
        "item arrived damaged",
        "Staff could not help me",
        "Waited 40 min on the phone, price still wrong",
    ]
    mid = [
        "ok",
        "Nothing to add",
        "n/a",
        "More sizes please",
        "Parking is difficult",
        "Prices have gone up but quality is fine",
        "Delivery ok, packaging excessive",
    ]
    txt = [
        ""
        if r.random() < 0.43
        else str(r.choice(good if p >= 9 else bad if p <= 6 else mid) if r.random() < 0.75 else r.choice(mid))
        for p in nps
    ]
    d = pd.Timestamp("2024-09-02") + pd.to_timedelta(np.floor(42 * r.beta(1, 1.8, n)).astype(int), unit="D")
    s = pd.DataFrame(
        {
            "Resp_ID": [f"R-{5000 + i}" for i in np.sort(r.choice(4000, n, replace=False))],
            "Completed": d.sort_values().strftime("%d-%b-%Y"),
            "D1. Age band": [ages[i] for i in a],
            "D2. Gender (1 = male, 2 = female, 3 = other / prefer not to say)": g,
            "D3. Region": reg,
            "D4. Main channel used in last 12 months": chan,
            **q,
            "Q6. How likely are you to recommend HomeNest to a friend? (0-10)": nps,
            "Q7. Approx. spend with us in last 12 months (GBP)": [
                ("" if r.random() < 0.12 else int(x))
                for x in (r.gamma(1.6, 150, n) * np.exp(0.18 * lat)).round(-1) + 10
            ],
            "Q8. Anything else you would like to tell us?": txt,
            "Mins to complete": np.round(r.lognormal(1.95, 0.42, n), 1),
            "Wgt": w,
        }
    )
    for k in list(q)[1:4]:
        s[k] = s[k].astype(object)
        s.loc[r.random(n) < 0.035, k] = ""
    s.loc[r.random(n) < 0.02, "D1. Age band"] = ""
    k = "Mins to complete"
    s.loc[r.choice(n, 4, replace=False), k] = [212.4, 388.0, 1441.7, 96.5]  # left the tab open
    s.to_csv(T / "customer_survey_2024.csv", index=False)


def gym():
    r = np.random.default_rng(2004)
    n = 2600
    clubs = [
        "Brunswick",
        "Carlton Nth",
        "Docklands",
        "Footscray",
        "Geelong CBD",
        "Richmond",
        "St Kilda",
        "Werribee",
    ]
    club = r.choice(clubs, n, p=[0.14, 0.1, 0.16, 0.11, 0.09, 0.18, 0.13, 0.09])
    con = r.choice(["12M", "24M", "FLEX", "STUD"], n, p=[0.42, 0.17, 0.29, 0.12])
    sex = r.choice(["f", "m", "x"], n, p=[0.49, 0.49, 0.02])
    age = np.where(con == "STUD", r.integers(18, 27, n), np.clip(r.gamma(9, 4.2, n), 18, 79).round()).astype(
        int
    )
    snap = pd.Timestamp("2025-06-30")
    join = snap - pd.to_timedelta((2000 * r.beta(1, 1.35, n)).astype(int), unit="D")
    pt = r.random(n) < np.where(con == "STUD", 0.05, np.where(con == "24M", 0.24, 0.16))
    base = dict(zip(["12M", "24M", "FLEX", "STUD"], [64.9, 57.9, 79.9, 46.9]))
    up = dict(zip(clubs, [0, 4, 9, -5, -7, 7, 5, -9]))
    fee = np.array(
        [base[c] + up[k] + (1.5 * (snap.year - j.year) * -1) for c, k, j in zip(con, club, join)]
    ).round(1)
    promo = r.choice(["", "NY24", "BRINGAMATE", "CORP15", "FREEWK"], n, p=[0.62, 0.1, 0.13, 0.09, 0.06])
    fee = np.where(promo == "CORP15", (fee * 0.85).round(1), fee)
    vis = r.negative_binomial(1.7, 1.7 / (1.7 + np.where(pt, 10, 6.4) * np.where(con == "FLEX", 0.8, 1.05)))
    days = (snap - join).days.values
    haz = (
        np.where(
            con == "FLEX", 0.0012, np.where(con == "STUD", 0.0009, np.where(con == "12M", 0.00055, 0.00035))
        )
        * np.where(pt, 0.62, 1)
        * np.exp(-0.065 * (vis - 6))
    )
    life = r.exponential(1 / haz) + np.where(con == "FLEX", 28, 75)
    cancelled = life < days
    cd = join + pd.to_timedelta(np.where(cancelled, life, 0).astype(int), unit="D")
    g = pd.DataFrame(
        {
            "Mbr No": [f"{700000 + v}" for v in np.sort(r.choice(90000, n, replace=False))],
            "Club": club,
            "Sex": sex,
            "Age": age.astype(object),
            "Join Dt": join.strftime("%d-%b-%y"),
            "Contract": con,
            "Mthly Fee (AUD)": fee,
            "PT": np.where(pt, "Y", "N"),
            "Visits L30D": vis.astype(object),
            "Promo Cd": promo,
            "Frozen": (r.random(n) < 0.04).astype(int),
            "Cancel Dt": [x.strftime("%d-%b-%y") if f else "" for x, f in zip(cd, cancelled)],
            "Cancel Rsn": [
                r.choice(
                    ["moved", "price", "not using it", "competitor", "medical", ""],
                    p=[0.2, 0.23, 0.27, 0.12, 0.06, 0.12],
                )
                if f
                else ""
                for f in cancelled
            ],
            "Snapshot": "30-Jun-25",
        }
    )
    order = np.argsort(join.values, kind="stable")
    g = g.iloc[order].reset_index(drop=True)
    g["Mbr No"] = sorted(g["Mbr No"])
    gone = g["Cancel Dt"] != ""
    g.loc[gone, "Frozen"] = 0
    old = gone & (
        pd.to_datetime(g["Cancel Dt"], format="%d-%b-%y", errors="coerce") < pd.Timestamp("2025-05-31")
    )
    g.loc[old, "Visits L30D"] = ""
    staff = r.choice(n, 14, replace=False)
    g.loc[staff, "Mthly Fee (AUD)"] = 0.0
    g.loc[staff, "Promo Cd"] = "STAFF"
    g.loc[r.random(n) < 0.03, "Age"] = ""
    g.loc[r.choice(n, 2, replace=False), "Age"] = 1
    i = g.index[~gone][[40, 700]]
    g.loc[i, "Visits L30D"] = [88, 61]
    for k, v in {"St Kilda": "ST KILDA"}.items():
        j = g.index[g.Club == k]
        g.loc[r.choice(j, 38, replace=False), "Club"] = v
    g.to_csv(T / "gym_members.csv", index=False)


shop()
mail()
survey()
gym()
