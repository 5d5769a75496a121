"""Four made data sets, deterministic."""
import os
import numpy as np, pandas as pd
HERE = os.path.dirname(os.path.abspath(__file__))
T = os.path.join(HERE, "tables")
os.makedirs(T, exist_ok=True)

# ------------------------------------------------------------------ 1 gym members
def gym():
    r = np.random.default_rng(2301)
    n = 1400
    clubs = ["Camden", "Shoreditch", "Leeds Ctr", "Manchester Nthn Qtr", "Bristol Harbourside", "Brighton"]
    p = [.22, .2, .14, .19, .13, .12]
    club = r.choice(clubs, n, p=p)
    plan = r.choice(["OFFPK", "STD", "PREM", "STUD"], n, p=[.18, .42, .25, .15])
    fee = pd.Series(plan).map({"OFFPK": 24.99, "STD": 39.99, "PREM": 64.99, "STUD": 21.99}).to_numpy()
    lond = np.isin(club, ["Camden", "Shoreditch"])
    fee = np.round(fee + lond * 6 , 2)
    age = np.clip(np.where(plan == "STUD", r.normal(21, 1.8, n), r.gamma(9, 4.1, n) + 2), 17, 79).round().astype(int)
    sex = r.choice(["F", "M", "X"], n, p=[.53, .45, .02])
    join = pd.Timestamp("2022-01-03") + pd.to_timedelta((r.beta(1.3, 1.0, n) * 1060).astype(int), unit="D")
    base = {"OFFPK": 4.5, "STD": 6.5, "PREM": 9.5, "STUD": 7.2}
    lam = np.array([base[x] for x in plan]) * np.exp(-(age - 35) * .009)
    visits = r.negative_binomial(2.2, 2.2 / (2.2 + lam))
    classes = r.binomial(visits, np.where(sex == "F", .34, .19))
    pt = np.where(r.random(n) < np.where(plan == "PREM", .33, .1), r.integers(1, 9, n), 0)
    source = r.choice(["Walk-in", "Referral", "Instagram", "Google Ads", "Corporate"], n, p=[.21, .24, .2, .23, .12])
    pc = 1 / (1 + np.exp(-(-.35 - .16 * visits + .35 * (source == "Instagram") - .4 * (source == "Referral") - .3 * (pt > 0))))
    cancelled = r.random(n) < pc
    days = (pd.Timestamp("2024-12-31") - join).days.to_numpy()
    cdate = join + pd.to_timedelta((r.uniform(.3, 1, n) * days).astype(int) + 1, unit="D")
    cdate = pd.Series(cdate).where(pd.Series(cdate) <= pd.Timestamp("2024-12-31"), pd.Timestamp("2024-12-31"))
    reason = r.choice(["Too expensive", "Moved away", "Not using it", "Injury / health", "Switched gym"], n, p=[.31, .2, .28, .08, .13])
    sat = np.clip(np.round(r.normal(7.2, 1.7, n) + .12 * (visits - 7) - 1.2 * cancelled), 0, 10)
    sat[r.random(n) < .23] = np.nan
    d = pd.DataFrame({
        "Member ID": [f"GM{100237 + i * 7}" for i in range(n)],
        "Club": club, "Gender": sex, "Age": age.astype(float),
        "Join Dt": pd.Series(join).dt.strftime("%d/%m/%Y"),
        "Plan": plan, "Mthly Fee (£)": fee, "Src": source,
        "Visits last 30d": visits, "Class bookings 30d": classes, "PT sessions 30d": pt,
        "NPS (0-10)": sat,
        "Cancelled?": np.where(cancelled, "Y", "N"),
        "Cancel Dt": pd.Series(cdate).dt.strftime("%d/%m/%Y").where(cancelled, ""),
        "Cancel reason": np.where(cancelled, reason, ""),
        "Brand": "PulseHaus"})
    d.loc[r.choice(n, 37, replace=False), "Age"] = np.nan
    d.to_csv(os.path.join(T, "gym_members_export.csv"), index=False)

# ------------------------------------------------------------------ 2 B2B SaaS
def saas():
    r = np.random.default_rng(2302)
    n = 320
    a = ["Nord", "Blue", "Hex", "Civic", "Atlas", "Pine", "Quant", "Luma", "Orbit", "Vera", "Stone", "Kite", "Delta", "Ember", "Fjord", "Solar"]
    b = ["works", "logic", "stack", "point", "bridge", "labs", "field", "ware", "gate", "line", "port", "cast", "mark", "grid", "path", "wave", "hub", "forge", "scope", "yard"]
    c = ["GmbH", "Ltd", "Inc.", "SAS", "BV", "AB"]
    pairs = [(x, y) for x in a for y in b]
    r.shuffle(pairs)
    ctry = r.choice(["DE", "UK", "US", "FR", "NL", "SE"], n, p=[.26, .22, .21, .13, .1, .08])
    suf = dict(zip(["DE", "UK", "US", "FR", "NL", "SE"], c))
    name = [f"{x}{y} {suf[k]}" for (x, y), k in zip(pairs[:n], ctry)]
    ind = r.choice(["Manufacturing", "Retail", "FinServ", "Healthcare", "Logistics", "Prof. Services"], n, p=[.21, .2, .15, .14, .13, .17])
    seg = r.choice(["SMB", "MM", "ENT"], n, p=[.55, .31, .14])
    emp = np.array([{"SMB": r.integers(6, 100), "MM": r.integers(100, 1000), "ENT": r.integers(1000, 18000)}[s] for s in seg])
    tier = np.array([r.choice(["Starter", "Growth", "Scale"], p={"SMB": [.62, .33, .05], "MM": [.12, .62, .26], "ENT": [0, .25, .75]}[s]) for s in seg])
    seats = np.maximum(3, (emp ** .72 * r.lognormal(0, .35, n) * .8).astype(int))
    price = pd.Series(tier).map({"Starter": 19, "Growth": 29, "Scale": 36}).to_numpy()
    mrr = np.round(seats * price * (1 - np.where(seats > 150, .18, 0)), 0)
    start = pd.Timestamp("2021-02-01") + pd.to_timedelta(r.integers(0, 1330, n), unit="D")
    csm = np.where(seg == "SMB", "Pooled", r.choice(["A. Okafor", "L. Brandt", "M. Silva", "J. Whitlock"], n))
    logins = np.round(seats * r.beta(3, 2.2, n)).astype(int)
    tickets = r.poisson(1.2 + seats * .01)
    health = np.clip(np.round(25 + 70 * logins / seats - 1.6 * tickets + r.normal(0, 8, n)), 3, 100)
    pc = 1 / (1 + np.exp(-(1.6 - .058 * health + .4 * (tier == "Starter"))))
    churn = (r.random(n) < pc) & (start < pd.Timestamp("2024-03-01"))
    cd = start + pd.to_timedelta((r.uniform(.35, 1, n) * np.maximum(200, (pd.Timestamp("2024-12-20") - start).days)).astype(int), unit="D")
    cd = pd.Series(cd).where(pd.Series(cd) <= pd.Timestamp("2024-12-31"), pd.Timestamp("2024-12-15"))
    term = r.choice(["annual", "monthly", "multi-yr"], n, p=[.55, .33, .12])
    ids = np.array([f"ACC-{4000 + i * 3}" for i in range(n)])
    nps = np.clip(np.round(health / 10 + r.normal(.4, 1.6, n)), 0, 10) + 0.0
    nps[r.random(n) < .35] = np.nan
    acc = pd.DataFrame({"account_id": ids, "Company": name, "Ctry": ctry, "Industry": ind, "Segment": seg, "Employees": emp,
        "Plan tier": tier, "Seats": seats, "MRR_EUR": mrr, "Contract term": term, "Start date": pd.Series(start).dt.strftime("%Y-%m-%d"),
        "CSM": csm, "Active users 30d": logins, "Tickets 90d": tickets, "Health score": health.astype(int), "NPS": nps,
        "Churned": churn.astype(int), "Churn date": pd.Series(cd).dt.strftime("%Y-%m-%d").where(churn, "")})
    acc.loc[r.choice(n, 9, replace=False), "Industry"] = ""
    acc.loc[np.where(acc["CSM"] == "Pooled")[0][:0], "CSM"] = ""
    acc.to_csv(os.path.join(T, "accounts.csv"), index=False)
    rows = []
    no = 20001
    for i in range(n):
        s = max(start[i], pd.Timestamp("2023-07-01"))
        e = cd[i] if churn[i] else pd.Timestamp("2024-12-31")
        step = 1 if term[i] == "monthly" else 3
        m = pd.Timestamp(s.year, s.month, 1)
        if m < s: m = m + pd.DateOffset(months=1)
        late_p = .3 if tier[i] == "Starter" else .18
        if ctry[i] == "FR": late_p += .2
        while m <= e:
            g = np.clip((mrr[i] * step) * (.9 if m.year == 2023 else 1) , 30, None)
            issued = m + pd.Timedelta(days=int(r.integers(0, 6)))
            dd = 30 if seg[i] == "ENT" else 14
            due = issued + pd.Timedelta(days=dd)
            late = r.random() < late_p
            paid = due + pd.Timedelta(days=int(r.integers(1, 45)) if late else -int(r.integers(0, dd)))
            u = r.random()
            st = "void" if u < .018 else ("open" if paid > pd.Timestamp("2024-12-31") else ("written off" if u > .992 else "paid"))
            rows.append([f"INV-{no}", ids[i], issued, due, round(float(g), 2), r.choice(["card", "SEPA", "wire"], p=[.45, .35, .2] if step == 1 else [.15, .45, .4]), st, paid if st == "paid" else pd.NaT])
            no += 1
            m = m + pd.DateOffset(months=step)
    inv = pd.DataFrame(rows, columns=["Invoice No", "account_id", "Issued", "Due", "Amt net EUR", "Pay method", "Status", "Paid on"])
    for c_ in ["Issued", "Due", "Paid on"]:
        inv[c_] = inv[c_].dt.strftime("%d.%m.%Y").fillna("")
    inv = inv.sort_values("Invoice No")
    inv.to_csv(os.path.join(T, "invoices.csv"), index=False)

# ------------------------------------------------------------------ 3 fashion shop
def fashion():
    r = np.random.default_rng(2303)
    n = 900
    ctry = r.choice(["Germany", "Austria", "Switzerland", "Netherlands", "Denmark"], n, p=[.52, .15, .12, .13, .08])
    by = np.clip(r.normal(1988, 11, n), 1948, 2006).round()
    by[r.random(n) < .11] = np.nan
    gender = r.choice(["w", "m", "d", ""], n, p=[.66, .26, .02, .06])
    reg = pd.Timestamp("2022-06-01") + pd.to_timedelta(r.integers(0, 900, n), unit="D")
    ch = r.choice(["Organic", "Paid Social", "SEA", "Influencer", "Affiliate", "Newsletter ref."], n, p=[.26, .24, .19, .15, .09, .07])
    loy = r.choice(["Basic", "Silver", "Gold"], n, p=[.62, .27, .11])
    cust = pd.DataFrame({"CustNo": [f"K{70000 + 13 * i}" for i in range(n)], "Country": ctry, "Gender": gender, "BirthYr": by,
        "RegDate": pd.Series(reg).dt.strftime("%Y-%m-%d"), "AcqChannel": ch, "NL_OptIn": r.choice([1, 0], n, p=[.58, .42]), "Loyalty": loy})
    cust["BirthYr"] = cust["BirthYr"].astype("Int64")
    cust.to_csv(os.path.join(T, "shop_customers.csv"), index=False)
    cats = ["Dresses", "Tops", "Denim", "Shoes", "Outerwear", "Accessories"]
    pr = {"Dresses": 69, "Tops": 32, "Denim": 79, "Shoes": 95, "Outerwear": 149, "Accessories": 24}
    rr = {"Dresses": .44, "Tops": .26, "Denim": .38, "Shoes": .41, "Outerwear": .33, "Accessories": .1}
    rows = []
    w = r.gamma(1.1, 1, n) * np.where(loy == "Gold", 3.2, np.where(loy == "Silver", 1.7, 1))
    w = w / w.sum()
    m = 4200
    ci = r.choice(n, m, p=w)
    end = pd.Timestamp("2024-12-31")
    for k in range(m):
        i = ci[k]
        lo = max(reg[i], pd.Timestamp("2023-01-01"))
        dt = lo + pd.Timedelta(days=int(r.beta(1.2, 1) * ((end - lo).days)))
        cat = r.choice(cats, p=[.24, .25, .15, .16, .08, .12] if gender[i] != "m" else [.02, .33, .25, .2, .11, .09])
        qty = int(r.choice([1, 2, 3, 4], p=[.7, .2, .07, .03]))
        gross = round(pr[cat] * r.lognormal(0, .28), 0) - .05
        gross = round(gross * qty, 2)
        disc = float(r.choice([0, 10, 15, 20, 30, 50], p=[.5, .17, .1, .11, .08, .04])) if dt.month not in (1, 7, 11) else float(r.choice([0, 10, 20, 30, 50], p=[.2, .15, .25, .25, .15]))
        net = round(gross * (1 - disc / 100), 2)
        cancelled = r.random() < .04
        ret = (not cancelled) and r.random() < rr[cat] * (1.15 if ctry[i] in ("Germany", "Switzerland") else .8)
        ship = 0.0 if net >= 60 else (4.95 if ctry[i] == "Germany" else 7.95)
        dd = np.nan if cancelled else float(r.integers(1, 4) + (r.integers(1, 4) if ctry[i] in ("Switzerland", "Denmark") else 0) + (r.integers(0, 9) if r.random() < .07 else 0))
        rows.append([dt, cust["CustNo"][i], cat, qty, gross, disc, net, ship, r.choice(["PayPal", "Klarna", "Credit Card", "Invoice"], p=[.36, .29, .21, .14]),
                     r.choice(["mobile web", "desktop", "iOS app", "Android app"], p=[.37, .28, .21, .14]), "cancelled" if cancelled else "shipped", "Y" if ret else "N", dd,
                     ("WELCOME10" if disc == 10 and r.random() < .6 else ("SALE" + str(int(disc)) if disc >= 20 and r.random() < .7 else ""))])
    d = pd.DataFrame(rows, columns=["d", "CustNo", "Category", "Qty", "Gross EUR", "Disc %", "Net EUR", "Ship Fee", "Payment", "Device", "Order Status", "Returned", "Deliv. days", "Voucher"])
    d = d.sort_values("d", kind="stable").reset_index(drop=True)
    d.insert(0, "OrderNo", 500001 + np.arange(m))
    d.insert(1, "OrderDate", d["d"].dt.strftime("%d.%m.%Y"))
    d = d.drop(columns="d")
    d.to_csv(os.path.join(T, "shop_orders.csv"), index=False)

# ------------------------------------------------------------------ 4 marketing performance
def mkt():
    r = np.random.default_rng(2304)
    weeks = pd.date_range("2024-01-01", "2024-12-23", freq="7D")
    camps = [("E-Mail", "NL_weekly"), ("E-Mail", "EM_winback"), ("E-Mail", "EM_bday"), ("Meta Ads", "FB_prospecting"), ("Meta Ads", "IG_reels_ugc"), ("Meta Ads", "FB_retarg"),
             ("Google Ads", "GS_brand"), ("Google Ads", "GS_generic"), ("Google Ads", "PMAX_all"), ("TikTok Ads", "TT_spark"), ("LinkedIn Ads", "LI_leadgen")]
    P = {"NL_weekly": (42000, .019, .021, 55, 62), "EM_winback": (9000, .012, .014, 25, 48), "EM_bday": (2600, .042, .05, 12, 55),
         "FB_prospecting": (185000, .0088, .011, 1150, 70), "IG_reels_ugc": (142000, .0125, .009, 820, 58), "FB_retarg": (38000, .017, .034, 410, 76),
         "GS_brand": (14500, .135, .062, 520, 81), "GS_generic": (61000, .031, .024, 1750, 78), "PMAX_all": (98000, .014, .026, 1320, 72),
         "TT_spark": (210000, .0072, .0058, 690, 44), "LI_leadgen": (23000, .0058, .031, 880, 190)}
    rows = []
    for wi, w in enumerate(weeks):
        for ch, c in camps:
            if c == "TT_spark" and w < pd.Timestamp("2024-04-01"): continue
            if c == "LI_leadgen" and w >= pd.Timestamp("2024-10-01"): continue
            for reg in (["DACH", "UK&I", "Nordics"] if ch != "LinkedIn Ads" else ["DACH", "UK&I"]):
                if r.random() < .02: continue
                im, ctr, cvr, sp, aov = P[c]
                sc = {"DACH": 1.0, "UK&I": .72, "Nordics": .38}[reg]
                sea = 1 + .12 * np.sin(wi / 52 * 2 * np.pi - 1.9) + (.55 if w.month == 11 and w.day > 10 else 0) + (.25 if w.month == 12 and w.day < 18 else 0)
                ad = r.lognormal(0, .16)
                impr = int(im * sc * sea * ad)
                clicks = r.binomial(impr, min(.9, ctr * r.lognormal(0, .1)))
                conv = r.binomial(clicks, min(.9, cvr * r.lognormal(0, .16)))
                cost = round(sp * sc * sea * ad * r.lognormal(0, .1), 2)
                rev = round(conv * aov * r.lognormal(0, .09), 2)
                unsub = r.binomial(impr, .0016) if ch == "E-Mail" else np.nan
                opens = r.binomial(impr, .31 if c != "EM_bday" else .45) if ch == "E-Mail" else np.nan
                aud = "existing" if c in ("NL_weekly", "EM_winback", "EM_bday", "FB_retarg") else "new"
                rows.append([w.strftime("%m/%d/%Y"), ch, c, reg, aud, impr, opens, clicks, cost, conv, rev, unsub])
    d = pd.DataFrame(rows, columns=["Week (Mon)", "Channel", "Campaign", "Region", "Audience", "Impr./Sends", "Opens", "Clicks", "Cost (EUR)", "Conv.", "Conv. value", "Unsubs"])
    k = d.index[(d.Campaign == "PMAX_all") & (d.Region == "UK&I")][21]
    d.loc[k, "Cost (EUR)"] = 9840.0
    for q in r.choice(np.where(d.Channel != "E-Mail")[0], 14, replace=False): d.loc[q, "Conv. value"] = np.nan
    d["Currency"] = "EUR"
    for c_ in ["Opens", "Unsubs"]: d[c_] = d[c_].astype("Int64")
    d.to_csv(os.path.join(T, "mkt_performance_2024.csv"), index=False)

gym(); saas(); fashion(); mkt()
