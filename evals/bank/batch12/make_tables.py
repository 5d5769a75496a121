"""Four made data sets, deterministic. Run: python make_tables.py"""
import pathlib
import numpy as np
import pandas as pd

HERE = pathlib.Path(__file__).resolve().parent
T = HERE / "tables"
T.mkdir(exist_ok=True)


def customers():
    r = np.random.default_rng(1201)
    n = 1800
    ch = r.choice(["Instagram", "Google Ads", "Newsletter", "Referral", "Organic", "TikTok", "Affiliate"], n, p=[.24, .22, .08, .11, .17, .13, .05])
    city = r.choice(["Berlin", "Hamburg", "München", "Köln", "Frankfurt a.M.", "Stuttgart", "Leipzig", "Wien", "Zürich"], n, p=[.22, .15, .14, .11, .09, .08, .07, .09, .05])
    gender = r.choice(["F", "M", "D", ""], n, p=[.74, .19, .02, .05])
    age = np.clip(r.normal(37, 11, n) - 9 * (ch == "TikTok") - 2 * (ch == "Instagram") + 3 * (ch == "Newsletter"), 18, 79).round()
    band = r.choice(["<20k", "20-40k", "40-60k", "60-80k", ">80k", "n/a"], n, p=[.14, .27, .25, .13, .09, .12])
    first = pd.Timestamp("2022-01-03") + pd.to_timedelta((r.beta(1.5, 1.15, n) * 1365).astype(int), "D")
    end = pd.Timestamp("2025-09-30")
    left = (end - first).days.to_numpy()
    opt = r.random(n) < np.where(ch == "Newsletter", .97, .56)
    sms = r.random(n) < np.where(opt, .34, .07)
    lam = 0.35 + left / 365 * 1.15 * np.where(opt, 1.45, .8) * r.gamma(1.1, 0.9, n) * np.where(ch == "TikTok", .7, 1) * np.where(ch == "Referral", 1.3, 1)
    orders = 1 + r.poisson(lam)
    span = np.where(orders > 1, (left * r.beta(2.2, 1.2, n)).astype(int), 0)
    last = first + pd.to_timedelta(span, "D")
    inc = pd.Series(band).map({"<20k": .78, "20-40k": .92, "40-60k": 1.05, "60-80k": 1.2, ">80k": 1.45, "n/a": 1.0}).to_numpy()
    aov = 41 * inc * r.lognormal(0, .33, n) * np.where(city == "Zürich", 1.3, 1)
    rev = (orders * aov).round(2)
    rev[r.integers(0, n)] = 18412.60                       # a salon that orders in bulk
    ret = np.where(r.random(n) < .33, rev * r.beta(1.4, 6, n), 0).round(2)
    rec = (end - last).days.to_numpy()
    seg = np.select([(orders >= 6) & (rec < 200), (orders >= 3) & (rec < 330), (rec < 270), (rec < 600)], ["Champions", "Loyal", "Promising", "At risk"], "Lost")
    tier = np.select([rev >= 450, rev >= 220, rev >= 90], ["Gold", "Silver", "Bronze"], "")
    tier = np.where((tier != "") & (r.random(n) < .12), "", tier)
    disc = np.clip(r.normal(11, 5, n) + np.where(ch == "Affiliate", 5, 0) - np.where(tier == "Gold", 2, 0), 0, 35).round(1)
    mail = np.array([f"{x:010x}" for x in r.integers(16 ** 9, 16 ** 10, n)])
    again = r.choice(n, 62, replace=False)
    mail[again[:31]] = mail[again[31:]]
    d = pd.DataFrame({"Cust_ID": [f"GB-{100001 + i * 3}" for i in range(n)], "email_hash": mail, "Shop": "glowbar.de", "Gender": gender,
                      "Age": pd.array(np.where(r.random(n) < .07, np.nan, age), dtype="Int64"), "City": city, "Income band (EUR)": band,
                      "Acq. Channel": ch, "1st order": first.strftime("%d.%m.%Y"), "Last order": last.strftime("%d.%m.%Y"), "# Orders": orders,
                      "Revenue EUR (net)": rev, "Returns EUR": ret, "Fav. category": r.choice(["Skincare", "Make-up", "Fragrance", "Hair care", "Body"], n, p=[.36, .27, .14, .13, .10]),
                      "Avg disc. %": disc, "NL opt-in": np.where(opt, "Y", "N"), "SMS opt-in": np.where(sms, "Y", "N"), "Loyalty tier": tier, "Segment": seg})
    d.to_csv(T / "glowbar_customers.csv", index=False)


def media():
    r = np.random.default_rng(1202)
    #     campaign, platform, channel, market, ctr, cpc, cvr, aov, daily cost, first, last
    rows = [("GGL_Brand_Search_UK", "Google", "Paid Search", "UK", .085, .42, .072, 62, 190, 0, 121),
            ("GGL_Generic_Search_UK", "Google", "Paid Search", "UK", .031, 1.12, .031, 58, 260, 0, 121),
            ("GGL_Brand_Search_DE", "Google", "Paid Search", "DE", .078, .38, .066, 55, 120, 0, 121),
            ("ggl_generic_search_de_v2", "Google", "Paid Search", "DE", .027, .98, .026, 54, 170, 12, 121),
            ("GGL_PMax_SpringSale_UK", "Google", "Display", "UK", .009, .51, .017, 57, 150, 14, 60),
            ("GGL_Display_Remarketing_ALL", "Google", "Display", "INT", .006, .34, .014, 60, 95, 0, 121),
            ("GGL_YT_Brandfilm_UK", "Google", "Video", "UK", .004, .62, .004, 63, 140, 31, 91),
            ("META_PRO_UK_broad", "Meta", "Paid Social", "UK", .012, .71, .019, 59, 230, 0, 121),
            ("META_PRO_DE_broad", "Meta", "Paid Social", "DE", .011, .64, .017, 53, 160, 0, 121),
            ("META_RET_UK_cart abandoners", "Meta", "Paid Social", "UK", .021, .83, .052, 64, 85, 0, 121),
            ("META_SpringSale_UK 15% off", "Meta", "Paid Social", "UK", .016, .58, .028, 49, 210, 14, 60),
            ("META_SpringSale_DE 15% off", "Meta", "Paid Social", "DE", .015, .55, .024, 47, 150, 14, 60),
            ("META_LAL_2%_FR_test", "Meta", "Paid Social", "FR", .010, .60, .010, 51, 60, 45, 105),
            ("META_Reels_Summer_UK", "Meta", "Video", "UK", .008, .44, .011, 55, 170, 75, 121),
            ("TT_SummerGlow_UK", "TikTok", "Video", "UK", .010, .29, .007, 44, 180, 70, 121),
            ("TT_SummerGlow_DE", "TikTok", "Video", "DE", .009, .27, .006, 42, 120, 70, 121),
            ("TT_Creator_Spark_UK", "TikTok", "Paid Social", "UK", .013, .33, .010, 46, 110, 20, 121),
            ("PIN_Inspo_UK", "Pinterest", "Paid Social", "UK", .005, .36, .009, 57, 50, 0, 110),
            ("PIN_SpringSale_UK", "Pinterest", "Paid Social", "UK", .006, .33, .012, 50, 45, 14, 60),
            ("PIN_Shopping_DE", "Pinterest", "Display", "DE", .007, .41, .013, 52, 40, 30, 121)]
    day0 = pd.Timestamp("2025-03-01")
    out = []
    for name, plat, chan, market, ctr, cpc, cvr, aov, cost, a, b in rows:
        for t in range(a, b + 1):
            if r.random() < .015:
                continue
            day = day0 + pd.Timedelta(days=t)
            wk = [.95, .97, 1.0, 1.0, 1.05, 1.12, 1.18][day.day_of_week]
            c = cost * wk * (1 + .0015 * t) * r.lognormal(0, .18)
            clicks = max(1, int(c / (cpc * r.lognormal(0, .1))))
            impr = int(clicks / (ctr * r.lognormal(0, .1)))
            conv = r.binomial(clicks, min(.5, cvr * r.lognormal(0, .12) * [.97, .95, .97, .99, 1.0, 1.03, 1.13][day.day_of_week]))
            value = round(conv * aov * r.lognormal(0, .12), 2)
            if r.random() < .02:
                spelled = r.choice([chan.lower(), chan.upper()])
            else:
                spelled = chan
            out.append((day, plat, spelled, name, market, impr, clicks, round(c, 2), conv, value))
    d = pd.DataFrame(out, columns=["Day", "Platform", "Channel type", "Campaign name", "Mkt", "Impr.", "Clicks", "Cost (GBP)", "Conv.", "Conv. value (GBP)"])
    d = d.sort_values(["Day", "Platform", "Campaign name"], kind="stable").reset_index(drop=True)
    d["Freq."] = np.where(d["Platform"].isin(["Meta", "TikTok"]), (1 + r.gamma(2, .25, len(d))).round(2), np.nan)
    tot = {"Day": "Total", "Platform": "", "Channel type": "", "Campaign name": "", "Mkt": ""} | {c: round(d[c].sum(), 2) for c in ["Impr.", "Clicks", "Cost (GBP)", "Conv.", "Conv. value (GBP)"]}
    d["Day"] = d["Day"].dt.strftime("%d/%m/%Y")
    d = pd.concat([d, pd.DataFrame([tot])], ignore_index=True)
    d["Impr."] = d["Impr."].map(lambda x: f"{int(x):,}")
    d["Clicks"] = d["Clicks"].map(lambda x: f"{int(x):,}")
    d["Conv."] = d["Conv."].astype(int)
    d["Currency"] = "GBP"
    d.to_csv(T / "paid_media_2025.csv", index=False)


def subs():
    r = np.random.default_rng(1203)
    n = 760
    end = pd.Timestamp("2025-09-30")
    start = pd.Timestamp("2023-10-02") + pd.to_timedelta(np.sort((r.beta(1.6, 1.1, n) * 715).astype(int)), "D")
    plan = r.choice(["Mini", "Classic", "Deluxe"], n, p=[.38, .43, .19])
    ctry = r.choice(["DE", "AT", "CH", "NL", "FR"], n, p=[.46, .14, .12, .15, .13])
    billing = r.choice(["monthly", "quarterly", "annual"], n, p=[.68, .22, .10])
    gift = r.random(n) < .13
    price = pd.Series(plan).map({"Mini": 14.9, "Classic": 24.9, "Deluxe": 39.9}).to_numpy() - np.where(billing == "annual", 2, 0) + np.where(ctry == "CH", 4, 0)
    late = start >= pd.Timestamp("2025-01-01")
    price = np.where(late, price + 1, price).round(2)
    hazard = .0022 * np.where(plan == "Mini", 1.25, np.where(plan == "Deluxe", .8, 1)) * np.where(gift, 1.9, 1) * np.where(billing == "annual", .35, 1)
    life = (20 + r.exponential(1 / hazard)).astype(int)
    stop = start + pd.to_timedelta(life, "D")
    gone = stop <= end
    expensive = np.where(plan == "Deluxe", .38, .27)
    reason = np.array([r.choice(["too expensive", "too many products", "not my taste", "delivery problems", "switched to competitor", "other"], p=[e, .2, .19, .12, .08, 1 - e - .59]) for e in expensive])
    reason = np.where(gift & (r.random(n) < .5), "gift ended", reason)
    reason = np.where(r.random(n) < .08, "", reason)
    nps = np.clip(r.normal(7.9, 2.1, n) - 1.3 * gone + .5 * (ctry == "AT") - .6 * (ctry == "FR"), 0, 10).round()
    nps = np.where(r.random(n) < .41, np.nan, nps)
    promo = np.where(r.random(n) < .31, r.choice(["WELCOME10", "BOX5", "INSTA20", "FRIEND"], n), "")
    d = pd.DataFrame({"sub_id": [f"S{20001 + i}" for i in range(n)], "start_dt": start.strftime("%Y-%m-%d"), "plan": plan, "billing": billing, "price_eur_pm": price,
                      "ctry": ctry, "gift_flag": gift.astype(int), "promo_cd": promo, "cancel_dt": np.where(gone, stop.strftime("%Y-%m-%d"), ""),
                      "cancel_reason": np.where(gone, reason, ""), "nps_0_10": pd.array(nps, dtype="Int64")})
    d.to_csv(T / "box_subscribers.csv", index=False)
    pay = []
    for i in range(n):
        if r.random() < .025:
            continue                                           # never charged: the first payment failed at the bank
        step = {"monthly": 1, "quarterly": 3, "annual": 12}[billing[i]]
        method = r.choice(["card", "paypal", "sepa", "klarna"], p=[.37, .3, .23, .1])
        day, to = start[i], min(stop[i], end)
        while day <= to:
            extra = round(float(r.choice([0, 0, 0, 0, 4.5, 7.9, 12.25, 19.99])), 2)
            status = r.choice(["paid", "failed", "refunded"], p=[.94, .035, .025] if method != "klarna" else [.87, .09, .04])
            pay.append((d.sub_id[i], day, round(price[i] * step + extra, 2), status, method))
            day = day + pd.DateOffset(months=step)
    p = pd.DataFrame(pay, columns=["sub_id", "pay_date", "amount_eur", "status", "method"]).sort_values(["pay_date", "sub_id"], kind="stable")
    p.insert(0, "payment_id", [f"P{500001 + i}" for i in range(len(p))])
    p["pay_date"] = p["pay_date"].dt.strftime("%Y-%m-%d")
    p.to_csv(T / "box_payments.csv", index=False)


def survey():
    r = np.random.default_rng(1204)
    n = 840
    gender = r.choice(["Female", "Male", "Non-binary / other"], n, p=[.58, .4, .02])
    age = r.choice(["18-24", "25-34", "35-44", "45-54", "55+"], n, p=[.13, .24, .23, .19, .21])
    a = pd.Series(age).map({"18-24": 0, "25-34": 1, "35-44": 2, "45-54": 3, "55+": 4}).to_numpy()
    region = r.choice(["London", "South", "Midlands", "North", "Scotland", "Wales & NI"], n, p=[.17, .24, .18, .24, .1, .07])
    inc = r.choice(["Under £20k", "£20k-£39,999", "£40k-£59,999", "£60k+", "Prefer not to say"], n, p=[.2, .31, .22, .15, .12])
    card = r.random(n) < .38 + .05 * a
    kids = r.random(n) < np.array([.12, .42, .58, .37, .08])[a]
    freq = np.where(card, r.choice(["Weekly", "2-3 times a month", "Monthly", "Less often"], n, p=[.3, .33, .24, .13]), r.choice(["Weekly", "2-3 times a month", "Monthly", "Less often"], n, p=[.12, .25, .33, .3]))
    onl = np.clip(.72 - .12 * a, .1, .9)
    u = r.random(n)
    chan = np.where(u < onl, "Online", np.where(u < onl + (1 - onl) * .7, "In store", "Click & collect"))
    base = r.normal(0, 1, n) + .35 * card
    lab = {1: "1 - Strongly disagree", 2: "2 - Disagree", 3: "3 - Neither", 4: "4 - Agree", 5: "5 - Strongly agree", 99: "99 - Don't know"}
    def likert(mu, load, dk):
        v = np.clip(np.round(mu + load * base + r.normal(0, .8, n)), 1, 5).astype(int)
        return np.where(r.random(n) < dk, 99, v)
    price, deliv, staff, trust = likert(2.9, .45, .02), likert(3.4, .4, .09), likert(3.8, .3, .07), likert(3.6, .6, .04)
    sat = np.clip(np.round(3.5 + .6 * base + r.normal(0, .6, n)), 1, 5).astype(int)
    nps = np.clip(np.round(6.9 + 1.4 * base + r.normal(0, 1.3, n)), 0, 10).astype(int)
    mult = pd.Series(freq).map({"Weekly": 1.9, "2-3 times a month": 1.3, "Monthly": .9, "Less often": .55}).to_numpy()
    spend = (62 * mult * r.lognormal(0, .5, n) * np.where(kids, 1.2, 1) * np.where(inc == "£60k+", 1.3, 1)).round(0)
    spend = np.where(r.random(n) < .05, np.nan, spend)
    w = np.where(gender == "Male", 1.22, .86) * np.array([.95, .78, .9, 1.05, 1.3])[a]
    w = (w / w.mean()).round(3)
    com = r.choice(["", "", "", "", "", "Love the new range", "delivery took ages", "Delivery always on time, thanks", "Too expensive lately", "more vegan options pls", "staff very helpful", "App keeps crashing", "parking is a pain", "prices went up again", "n/a", "nothing to add"], n)
    d = pd.DataFrame({"RespID": 30001 + np.arange(n), "Wave": "W3 Jun-25", "S1 Gender": gender, "S2 Age group": age, "S3 Region": region, "S4 HH income": inc, "S5 Kids <18 at home": np.where(kids, "Yes", "No"),
                      "Q1 How often do you shop with us": freq, "Q2 Main channel": chan, "Q3 Overall satisfaction": pd.Series(sat).map({1: "Very dissatisfied", 2: "Dissatisfied", 3: "Neutral", 4: "Satisfied", 5: "Very satisfied"}),
                      "Q4a Prices are fair": pd.Series(price).map(lab), "Q4b Delivery is fast": pd.Series(deliv).map(lab), "Q4c Staff are friendly": pd.Series(staff).map(lab), "Q4d I trust the brand": pd.Series(trust).map(lab),
                      "Q5 Recommend (0-10)": nps, "Q6 Spend last month (GBP)": pd.array(spend, dtype="Int64"), "Q7 Favourite competitor": r.choice(["Boots", "Superdrug", "Sephora", "Lookfantastic", "No favourite"], n, p=[.33, .21, .17, .13, .16]),
                      "Q8 Loyalty card": np.where(card, "Yes", "No"), "Q9 Comment": com, "weight": w})
    d.to_csv(T / "shopper_survey_w3.csv", index=False)


customers(); media(); subs(); survey()
