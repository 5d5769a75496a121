"""Writes tables/*.csv. Deterministic."""
import os
import numpy as np, pandas as pd
import statsmodels.api as sm
H = os.path.dirname(os.path.abspath(__file__)); T = os.path.join(H, "tables"); os.makedirs(T, exist_ok=True)

# ---- real 1: RAND Health Insurance Experiment, 3,000 sampled rows
r = sm.datasets.randhie.load_pandas().data.sample(3000, random_state=14).reset_index(drop=True)
r = r.rename(columns={"mdvis": "outpatient_md_visits", "lncoins": "ln_coinsurance_plus_1", "idp": "individual_deductible_plan",
    "lpi": "ln_annual_participation_incentive", "fmde": "ln_max_dollar_expenditure", "physlm": "physical_limitation", "disea": "number_of_chronic_diseases",
    "hlthg": "self_rated_health_good", "hlthf": "self_rated_health_fair", "hlthp": "self_rated_health_poor"})
for c in ["outpatient_md_visits", "individual_deductible_plan", "self_rated_health_good", "self_rated_health_fair", "self_rated_health_poor"]:
    r[c] = r[c].astype(int)
r.round(5).to_csv(f"{T}/randhie.csv", index=False)
# ---- real 2
s = sm.datasets.statecrime.load_pandas().data.reset_index()
s.to_csv(f"{T}/statecrime.csv", index=False)

# ---- made 1: online language school
g = np.random.default_rng(1401)
first = "Anna Luca Marta Jonas Sofia Pierre Yuki Omar Lena Carlos Emma Tomasz Ines Bruno Klara Mehmet Julia Rafael Nina Hugo Aisha Viktor Laura Diego Eva Samuel Chloe Pavel Sara Mateo".split()
last = "Rossi Schmidt Garcia Dubois Tanaka Haddad Novak Silva Kowalski Martin Weber Moreau Yilmaz Costa Jansen Bianchi Fischer Lopez Leroy Sato Khan Horak Mendes Wolf Peeters".split()
n = 480
country = g.choice(["Germany", "Spain", "Italy", "France", "Poland", "Brazil", "Japan", "Netherlands", "UK"], n, p=[.24, .13, .12, .13, .1, .09, .06, .06, .07])
lang = []
for c in country:
    p = {"English": .5, "Spanish": .17, "French": .12, "German": .13, "Italian": .08}
    p.pop({"UK": "English", "Spain": "Spanish", "France": "French", "Germany": "German", "Italy": "Italian"}.get(c, ""), None)
    k = list(p); w = np.array(list(p.values())); lang.append(g.choice(k, p=w / w.sum()))
lang = np.array(lang)
plan = g.choice(["Starter", "Plus", "Intensive", "Corporate"], n, p=[.45, .32, .15, .08])
chan = g.choice(["Google Ads", "Organic", "Referral", "Instagram", "TikTok", "Partner"], n, p=[.28, .25, .17, .15, .09, .06])
su = pd.Timestamp("2023-01-02") + pd.to_timedelta(np.sort(g.integers(0, 700, n)), unit="D")
age = np.clip(np.round(g.gamma(9, 3.7, n)), 16, 78)
stu = pd.DataFrame({"Student ID": [f"ST{1000 + i}" for i in range(n)], "Name": [f"{g.choice(first)} {g.choice(last)}" for _ in range(n)],
    "SignUp Date": su.strftime("%d/%m/%Y"), "Country": country, "Target Lang": lang,
    "CEFR lvl": g.choice(["A1", "A2", "B1", "B2", "C1"], n, p=[.27, .25, .24, .16, .08]), "Age": age, "Plan": plan, "Acq. Channel": chan,
    "Newsletter": g.choice(["Y", "N"], n, p=[.62, .38]), "Brand": "LinguaNest"})
stu["Active"] = np.where(g.random(n) < np.where(plan == "Intensive", .78, np.where(chan == "TikTok", .38, .58)), 1, 0)
stu.loc[g.choice(n, 31, False), "CEFR lvl"] = np.nan
stu.loc[g.choice(n, 22, False), "Age"] = np.nan
stu["Age"] = stu["Age"].astype("Int64")
rows = []
teach = {"English": ["Olivia P.", "James K.", "Priya S.", "Tom W."], "Spanish": ["Lucia R.", "Javier M."], "French": ["Camille D.", "Antoine B."],
         "German": ["Katrin H.", "Stefan L."], "Italian": ["Giulia F."]}
for i in range(n):
    mean = {"Starter": 4, "Plus": 8, "Intensive": 15, "Corporate": 10}[plan[i]]
    k = g.poisson(mean) if g.random() > .09 else 0
    for _ in range(k):
        d = su[i] + pd.Timedelta(days=int(1 + g.exponential(70)))
        if d > pd.Timestamp("2024-12-31"):
            continue
        t = g.choice(teach[lang[i]])
        typ = g.choice(["1:1", "Group", "Conversation club"], p=[.58, .3, .12])
        h = int(g.choice([7, 8, 9, 12, 13, 16, 17, 18, 19, 20, 21], p=[.04, .06, .07, .08, .06, .1, .13, .17, .15, .1, .04]))
        bad = .1 + (.05 if typ == "Conversation club" else 0) + (.04 if h <= 8 else 0) + (.04 if plan[i] == "Starter" else 0)
        st = g.choice(["attended", "no_show", "canceled"], p=[1 - bad * 1.6, bad * .7, bad * .9])
        base = {"Priya S.": 4.7, "James K.": 4.0, "Giulia F.": 4.6, "Stefan L.": 3.8}.get(t, 4.3)
        rt = int(np.clip(round(g.normal(base, .8)), 1, 5)) if st == "attended" and g.random() < .72 else np.nan
        dur = {"1:1": g.choice([25, 50], p=[.35, .65]), "Group": g.choice([50, 80]), "Conversation club": 45}[typ]
        rows.append([d + pd.Timedelta(hours=h, minutes=int(g.choice([0, 30]))), stu["Student ID"][i], lang[i], t, typ, int(dur), st, rt])
les = pd.DataFrame(rows, columns=["lesson_start", "student_id", "language", "tutor", "lesson_type", "dur_min", "status", "rating_1to5"]).sort_values(["lesson_start", "student_id"]).reset_index(drop=True)
les.insert(0, "booking_ref", [f"BK-{50001 + i}" for i in range(len(les))])
les["lesson_start"] = les["lesson_start"].dt.strftime("%Y-%m-%d %H:%M")
les["rating_1to5"] = les["rating_1to5"].astype("Int64")
rows = []
price = {"Starter": 49, "Plus": 89, "Intensive": 179, "Corporate": 240}
for i in range(n):
    if g.random() < .07:
        continue
    m = 1 + g.poisson(2.1)
    for j in range(m):
        d = su[i] + pd.Timedelta(days=30 * j + int(g.integers(0, 4)))
        if d > pd.Timestamp("2024-12-31"):
            break
        code = g.choice(["", "WELCOME20", "SUMMER10", "FRIEND15"], p=[.72, .13, .08, .07]) if j < 2 else ""
        a = price[plan[i]] * {"": 1, "WELCOME20": .8, "SUMMER10": .9, "FRIEND15": .85}[code]
        rows.append([d, stu["Student ID"][i], round(a, 2), g.choice(["Card", "PayPal", "SEPA debit", "Apple Pay"], p=[.48, .24, .18, .1]),
                     code or np.nan, int(g.random() < (.08 if j == 0 else .03))])
pay = pd.DataFrame(rows, columns=["Paid on", "student_id", "Amt EUR", "Pay Method", "Discount code", "refunded"]).sort_values(["Paid on", "student_id"]).reset_index(drop=True)
pay.insert(0, "Invoice No", [f"INV-{d.year}-{k:04d}" for k, d in enumerate(pay["Paid on"], 1)])
pay.loc[g.choice(len(pay), 14, False), "Pay Method"] = np.nan
pay["Paid on"] = pay["Paid on"].dt.strftime("%d/%m/%Y")
dup = pay.iloc[[88, 301, 302, 640, 777]]
pay = pd.concat([pay, dup]).sort_values("Invoice No", kind="stable").reset_index(drop=True)
stu.to_csv(f"{T}/students.csv", index=False); les.to_csv(f"{T}/lessons.csv", index=False); pay.to_csv(f"{T}/payments.csv", index=False)

# ---- made 2: newsletter export
g = np.random.default_rng(1402)
segs = {"All subscribers": (42000, .27), "VIP customers": (3800, .46), "Lapsed 90d": (11500, .15), "New signups": (5200, .39), "Loyalty members": (8600, .36), "Cart abandoners": (2400, .41)}
subj = {"Newsletter": ["Your {m} reading list", "What's new this {m}", "{m} notes from the studio", "5 ideas for slow weekends", "Meet the makers: {m}"],
        "Promo": ["20% off everything ends tonight", "Last chance: {m} sale", "Free shipping this weekend only", "Your {m} discount is inside", "{m} deals you'll love"],
        "Product launch": ["It's here: the {m} collection", "New in: linen for {m}", "First look at our new arrivals"],
        "Win-back": ["We miss you, {fn}", "Still interested? Here's $10", "Come back for {m}"],
        "Survey": ["Got 2 minutes?", "How did we do in {m}?"]}
rows = []
d = pd.Timestamp("2024-01-03"); k = 0
while d <= pd.Timestamp("2025-06-28"):
    typ = g.choice(list(subj), p=[.38, .32, .13, .1, .07]); k += 1
    if typ == "Win-back": ss = ["Lapsed 90d"] + (["Cart abandoners"] if g.random() < .5 else [])
    else: ss = list(g.choice(list(segs), int(g.choice([1, 2, 3], p=[.35, .4, .25])), False, p=[.3, .17, .1, .15, .17, .11]))
    ab = g.random() < .45
    s0 = g.choice(subj[typ]).replace("{m}", d.strftime("%B"))
    for sg in ss:
        emo = "Y" if g.random() < .35 else "N"
        for v in (["A", "B"] if ab else [""]):
            size, orate = segs[sg]
            grow = 1 + .012 * ((d - pd.Timestamp("2024-01-01")).days / 30)
            sent = int(size * grow * g.uniform(.92, 1.0) / (2 if ab else 1))
            dl = int(sent * g.uniform(.965, .995))
            o = int(dl * np.clip(orate * g.normal(1, .1) * {"Newsletter": 1.05, "Promo": .93, "Product launch": 1.08, "Win-back": .85, "Survey": .8}[typ] * (1.07 if v == "B" else 1) * (1.04 if emo == "Y" else 1), .04, .75))
            c = int(o * np.clip(g.normal({"Newsletter": .09, "Promo": .14, "Product launch": .16, "Win-back": .08, "Survey": .18}[typ], .025), .01, .4) * (1.1 if v == "B" else 1))
            un = g.poisson(dl * {"Newsletter": .0018, "Promo": .0032, "Product launch": .002, "Win-back": .006, "Survey": .0015}[typ])
            sp = g.poisson(dl * .00025)
            od = g.binomial(c, {"Newsletter": .025, "Promo": .06, "Product launch": .055, "Win-back": .04, "Survey": .004}[typ])
            aov = 96 if sg == "VIP customers" else 61
            rev = round(float(sum(g.gamma(4, aov / 4, od))), 2)
            rows.append([f"C{k:03d}", s0 if v != "B" else s0 + (" 🌿" if emo == "Y" else " →"), typ, sg, v, d, int(g.choice([7, 9, 10, 12, 17, 19], p=[.15, .25, .22, .13, .15, .1])), emo, sent, dl, o, c, int(un), int(sp), int(od), rev])
    d += pd.Timedelta(days=int(g.choice([2, 3, 4], p=[.5, .3, .2])))
nl = pd.DataFrame(rows, columns=["CampaignID", "Subject line", "Email type", "List/Segment", "A/B variant", "Send date", "hr", "Emoji?", "Sent", "Delivered", "Uniq. opens", "Uniq. clicks", "Unsubs", "Spam compl.", "Orders", "Revenue (USD)"])
nl["Subject line"] = nl["Subject line"].str.replace("{fn}", "friend", regex=False)
nl.insert(0, "Send ID", [f"S{i:04d}" for i in range(1, len(nl) + 1)])
nl["Open rate"] = (nl["Uniq. opens"] / nl["Delivered"] * 100).map("{:.1f}%".format)
nl["Send date"] = nl["Send date"].dt.strftime("%d %b %Y")
nl["Send hour"] = nl.pop("hr").map("{:02d}:00".format)
nl["From name"] = "Fern & Loom"
nl.loc[g.choice(len(nl), 19, False), "Revenue (USD)"] = np.nan
nl = nl[["Send ID", "CampaignID", "Subject line", "Email type", "List/Segment", "A/B variant", "Send date", "Send hour", "From name", "Emoji?", "Sent", "Delivered", "Open rate", "Uniq. opens", "Uniq. clicks", "Unsubs", "Spam compl.", "Orders", "Revenue (USD)"]]
tot = {c: "" for c in nl.columns}; tot["Send ID"] = "TOTAL"
for c in ["Sent", "Delivered", "Uniq. opens", "Uniq. clicks", "Unsubs", "Spam compl.", "Orders"]: tot[c] = int(nl[c].sum())
tot["Revenue (USD)"] = round(nl["Revenue (USD)"].sum(), 2); tot["Open rate"] = f"{nl['Uniq. opens'].sum()/nl['Delivered'].sum()*100:.1f}%"
nl = pd.concat([nl, pd.DataFrame([tot])])
nl.to_csv(f"{T}/newsletter_sends.csv", index=False)
