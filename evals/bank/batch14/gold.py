"""Computes every gold from tables/*.csv and writes cases.jsonl."""
import json, os
import numpy as np, pandas as pd
from scipy import stats
H = os.path.dirname(os.path.abspath(__file__))
rd = lambda f: pd.read_csv(os.path.join(H, "tables", f))
R, S, N0 = rd("randhie.csv"), rd("statecrime.csv"), rd("newsletter_sends.csv")
st, le, pr = rd("students.csv"), rd("lessons.csv"), rd("payments.csv")
N = N0[N0["Send ID"] != "TOTAL"].copy()
N["d"] = pd.to_datetime(N["Send date"], format="%d %b %Y")
st["d"] = pd.to_datetime(st["SignUp Date"], format="%d/%m/%Y")
le["d"] = pd.to_datetime(le["lesson_start"])
pr["d"] = pd.to_datetime(pr["Paid on"], format="%d/%m/%Y")
pdd = pr.drop_duplicates()
CASES, COUNT = [], {}
DATA = {"rand": ["tables/randhie.csv"], "crime": ["tables/statecrime.csv"], "school": ["tables/students.csv", "tables/lessons.csv", "tables/payments.csv"],
        "mail": ["tables/newsletter_sends.csv"]}
REL, CNT, EX = {"rel": 0.005}, {"abs": 0.5}, None
def clean(x):
    if isinstance(x, dict): return {str(k): clean(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)): return [clean(v) for v in x]
    if isinstance(x, (np.integer,)): return int(x)
    if isinstance(x, (float, np.floating)): return round(float(x), 6)
    return x
def add(ds, turns, typ, gold, tol=None, diff="medium", tags=(), note="", alt=None, **kw):
    COUNT[ds] = COUNT.get(ds, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    c = {"id": f"b14-{ds}-{COUNT[ds]:02d}", "data": DATA[ds], "turns": turns, "answer_type": typ, "gold": clean(gold), "tolerance": tol,
         "difficulty": diff, "tags": list(tags) + (["conversation"] if len(turns) > 1 else []), "note": note}
    if alt: c["gold_alt"] = clean(alt)
    c.update(kw); CASES.append(c)
pct = lambda *fs: [v for f in fs for v in (f * 100, f)]
def D(s): return s.to_dict()
def P2(s): return {f"{a} | {b}": v for (a, b), v in s.items()}

# ------------------------------------------------------------------ randhie
V, C = R.outpatient_md_visits, R.number_of_chronic_diseases
idp = R.individual_deductible_plan == 1
good, fair, poor = (R[f"self_rated_health_{h}"] == 1 for h in ("good", "fair", "poor"))
add("rand", "How many records are in this file?", "number", len(R), CNT, "easy", ["count"], "rows")
add("rand", "What is the average number of outpatient doctor visits?", "number", V.mean(), REL, "easy", ["mean"], "mean of outpatient_md_visits")
add("rand", "what pct of people had zero md visits", "number", pct((V == 0).mean()), REL, "easy", ["sloppy", "share", "percent"], "visits == 0")
m = V.groupby(R.individual_deductible_plan).mean()
add("rand", "Compare the average number of visits for people on the individual deductible plan and people who are not on it.", "table", {"1": m[1], "0": m[0]}, REL, "medium", ["group", "mean", "labels-free"],
    "mean visits by the 0/1 plan flag", alt=[{"yes": m[1], "no": m[0]}, {"1 (yes)": m[1], "0 (no)": m[0]}, {"on the plan": m[1], "not on the plan": m[0]}])
add("rand", "How many hospital stays did people in poor health have?", "decline", "outpatient visits only, no hospital stays", None, "medium", ["decline"])
add("rand", "How many people rate their own health as poor?", "number", poor.sum(), CNT, "easy", ["count", "flag"])
add("rand", "how many went to the doc over 20 times", "number", (V > 20).sum(), CNT, "easy", ["sloppy", "count", "filter"])
add("rand", ["What is the median of outpatient_md_visits?", "and the 90th percentile?"], "number", V.quantile(.9), REL, "medium", ["percentile"])
add("rand", "How strongly is the number of chronic diseases correlated with the number of doctor visits?", "number", [V.corr(C), stats.spearmanr(V, C)[0]], {"abs": 0.006}, "medium", ["correlation"], "Pearson; Spearman accepted")
a, b = V[idp], V[~idp]
pv = [stats.ttest_ind(a, b).pvalue, stats.ttest_ind(a, b, equal_var=False).pvalue, stats.mannwhitneyu(a, b).pvalue]
print("pvalues idp", pv)
add("rand", "Do people with an individual deductible plan visit the doctor significantly less often than the others? Give me the p-value.", "metrics", {"p-value": [0, max(max(pv) * 1.05, .001)]}, None, "hard", ["test"], f"t, Welch, Mann-Whitney: {pv}")
add("rand", "Show me the distribution of MD visits as a histogram.", "chart", {"type": ["histogram", "bar"], "data": None}, None, "easy", ["chart", "distribution"])
add("rand", "What is the R-squared if you regress visits on the number of chronic diseases?", "number", stats.linregress(C, V).rvalue ** 2, {"rel": 0.01}, "medium", ["regression"])
add("rand", "By how much does the number of visits go up with each extra chronic disease, going by a simple linear regression?", "number", stats.linregress(C, V).slope, {"rel": 0.01}, "medium", ["regression", "slope"])
add("rand", "How many people are in excellent health, that is, rated neither good, fair nor poor?", "number", (~good & ~fair & ~poor).sum(), CNT, "medium", ["count", "negation"], "the omitted category")
add("rand", ["Average outpatient visits for each value of ln_coinsurance_plus_1", "Make that a bar chart"], "chart", {"type": ["bar", "barh"], "data": {f"{k:g}": v for k, v in V.groupby(R.ln_coinsurance_plus_1).mean().items()}}, REL, "medium", ["chart", "group", "mean"])
ex = np.exp(R.ln_coinsurance_plus_1) - 1
add("rand", "If the coinsurance rate is exp(ln_coinsurance_plus_1) - 1, what is the average coinsurance rate?", "number", ex.mean(), REL, "hard", ["formula", "mean"], "mean of exp(x)-1, in percent points 0..100")
cut = pd.cut(V, [-1, 0, 2, 5, 10, 1000], labels=["0", "1-2", "3-5", "6-10", "more than 10"]).value_counts().sort_index()
add("rand", "Split the visits into 0, 1-2, 3-5, 6-10 and more than 10: how many people fall into each band?", "table", D(cut), CNT, "medium", ["bins", "count", "labels-free"], alt=[{"0": cut.iloc[0], "1-2": cut.iloc[1], "3-5": cut.iloc[2], "6-10": cut.iloc[3], "11+": cut.iloc[4]}])
add("rand", "What is the average age of the participants?", "decline", "no age in the data", None, "easy", ["decline"])
add("rand", "Cluster the people into 4 groups based on their visits and number of chronic diseases.", "segments", {"k": 4, "n": len(R), "needs": []}, None, "hard", ["segments"])
add("rand", "avg dr visits for ppl in poor health", "number", V[poor].mean(), REL, "medium", ["sloppy", "mean", "filter"])
add("rand", "quick q for my boss: what % of folks are on the individual deductible plan??", "number", pct(idp.mean()), REL, "easy", ["sloppy", "percent"])
add("rand", "how many ppl had at least 10 visits and fair or poor helth", "number", ((V >= 10) & (fair | poor)).sum(), CNT, "hard", ["sloppy", "count", "or"])
add("rand", ["What's the average number of visits for people in good health?", "And for fair health?", "and the median?"], "number", V[fair].median(), REL, "medium", ["median"], "median visits where fair = 1")
add("rand", ["How many people are on the individual deductible plan?", "What percentage of them never saw a doctor?"], "number", pct((V[idp] == 0).mean()), REL, "medium", ["percent", "share"], "visits == 0 within plan = 1")
add("rand", ["How many people had 5 or more visits?", "Sorry, I meant more than 5."], "number", (V > 5).sum(), CNT, "easy", ["count", "correction"])

# ------------------------------------------------------------------ statecrime
s = S.set_index("state")
add("crime", "Which state has the highest murder rate?", "category", s.murder.idxmax(), None, "easy", ["argmax"], "the data counts DC among the states", alt=[s.drop("District of Columbia").murder.idxmax()])
add("crime", "Show the distribution of high school graduation rates in a chart.", "chart", {"type": ["histogram", "bar"], "data": None}, None, "easy", ["chart", "distribution"])
add("crime", "Top 5 states by poverty", "list", list(s.poverty.nlargest(5).index), None, "easy", ["top"], "DC is one of the rows; without it accepted", alt=[list(s.drop("District of Columbia").poverty.nlargest(5).index)])
add("crime", "How many states have more than 500 violent crimes per 100,000 people?", "number", [(s.violent > 500).sum(), (s.drop("District of Columbia").violent > 500).sum()], {"abs": 0.01}, "easy", ["count", "filter"], "with or without DC")
add("crime", ["How many states are more than 85% urban?", "List them"], "list", list(s.index[s.urban > 85]), None, "medium", ["list", "filter"], ordered=False, alt=[list(s.drop("District of Columbia").index[s.drop("District of Columbia").urban > 85])])
add("crime", "What is the correlation between poverty and high school graduation?", "number", [s.poverty.corr(s.hs_grad), s.poverty.corr(s.hs_grad, method="spearman")], {"abs": 0.006}, "easy", ["correlation"])
add("crime", "Plot poverty against the murder rate as a scatter chart.", "chart", {"type": ["scatter"], "data": None}, None, "easy", ["chart"])
add("crime", "What is the interquartile range of the violent crime rate?", "number", [stats.iqr(s.violent), stats.iqr(s.violent, interpolation="midpoint"), *(float(np.subtract(*np.quantile(s.violent, [.75, .25], method=k))) for k in ("weibull", "hazen"))], {"rel": 0.005}, "medium", ["spread"], "numpy default; other quantile rules accepted")
add("crime", "share of states w poverty under 10%?", "number", pct((s.poverty < 10).mean(), (s.drop("District of Columbia").poverty < 10).mean()), REL, "medium", ["sloppy", "share", "percent"])
add("crime", "What is the average violent crime rate excluding the District of Columbia?", "number", s.violent.drop("District of Columbia").mean(), REL, "medium", ["mean", "negation"], "unweighted mean of 50 states")
add("crime", "How much higher is the murder rate in Louisiana than in New Hampshire?", "number", [s.murder["Louisiana"] - s.murder["New Hampshire"], s.murder["Louisiana"] / s.murder["New Hampshire"]], REL, "medium", ["difference"], "difference in points; the ratio accepted")
rk = s.violent.rank(ascending=False)["California"]
add("crime", "Where does California rank on violent crime, counting from the highest?", "number", [int(rk), int(rk) - 1], {"abs": 0.01}, "medium", ["rank"], "rank among 51; without DC one better")
q = (s.murder / s.violent)
add("crime", "Which state has the highest ratio of murders to violent crimes?", "category", q.idxmax(), None, "hard", ["ratio", "argmax"], "murder / violent")
bands = pd.cut(s.poverty, [0, 12, 16, 100], labels=["under 12", "12 to 16", "above 16"])
assert not s.poverty.isin([12.0, 16.0]).any()
add("crime", "Average murder rate for states with poverty under 12%, between 12% and 16%, and above 16%", "table", D(s.murder.groupby(bands, observed=True).mean()), REL, "hard", ["bins", "mean", "labels-free"])
add("crime", "Draw a bar chart of the 10 states with the lowest poverty rates.", "chart", {"type": ["bar", "barh"], "data": D(s.poverty.nsmallest(10))}, REL, "medium", ["chart", "bottom"])
import statsmodels.api as sm
r2 = sm.OLS(s.murder, sm.add_constant(s[["poverty", "single", "urban"]])).fit()
add("crime", "How much of the variation in murder rates do poverty, single-parent share and urban share explain together (R-squared)?", "number", [r2.rsquared, r2.rsquared_adj], {"rel": 0.01}, "hard", ["regression"], "OLS with three predictors; adjusted accepted")
print("outliers", s.murder[(s.murder > s.murder.quantile(.75) + 1.5 * stats.iqr(s.murder))])
add("crime", "How has the murder rate in Illinois changed since 2000?", "decline", "one year only, no time column", None, "easy", ["decline"])
add("crime", "how many cops does ohio have", "decline", "no police numbers", None, "easy", ["sloppy", "decline"])
add("crime", "whats the % below poverty line in mississippi", "number", [21.9, .219], REL, "easy", ["sloppy", "lookup", "percent"])
add("crime", "lowest violent crime state?", "category", s.violent.idxmin(), None, "easy", ["sloppy", "argmin"])
add("crime", "avg hs grad rate in states less than 50 pct urban pls", "number", s.hs_grad[s.urban < 50].mean(), {"rel": 0.001}, "medium", ["sloppy", "mean", "filter"])
add("crime", ["Which state has the highest poverty rate?", "And the lowest?"], "category", s.poverty.idxmin(), None, "easy", ["argmin"])
add("crime", ["Compare Texas and California on murder rate", "and on poverty?"], "table", {k: s.poverty[k] for k in ("Texas", "California")}, REL, "medium", ["compare"])
x = s.drop("District of Columbia")
add("crime", ["How are single-parent families and the murder rate correlated?", "Now without DC"], "number", [x.single.corr(x.murder), x.single.corr(x.murder, method="spearman")], {"abs": 0.006}, "hard", ["correlation", "negation"])
y = s[s.poverty > 15]
add("crime", ["How many states have a poverty rate above 15%?", "Which of those has the lowest murder rate?"], "category", y.murder.idxmin(), None, "medium", ["argmin", "filter"], f"{y.murder.nsmallest(3).to_dict()}")

# ------------------------------------------------------------------ language school
att = le[le.status == "attended"]
L = le.merge(st, left_on="student_id", right_on="Student ID")
pj = lambda p: p.merge(st, left_on="student_id", right_on="Student ID")
add("school", "Bar chart of the number of students per country", "chart", {"type": ["bar", "barh"], "data": D(st.Country.value_counts())}, CNT, "easy", ["chart", "group", "count"])
ctb = st.groupby(["Plan", "Target Lang"]).size(); assert len(ctb) == 20
add("school", "Cross table of students by plan and language they are learning", "table", P2(ctb), CNT, "medium", ["crosstab", "count"])
add("school", "What is the attendance rate by lesson type?", "table", D((le.status == "attended").groupby(le.lesson_type).mean() * 100), REL, "medium", ["percent", "group"], "attended / all bookings",
    alt=[D((le[le.status != "canceled"].status == "attended").groupby(le.lesson_type).mean() * 100)])
rt = le.groupby("tutor").rating_1to5.mean().sort_values(ascending=False); print(rt)
add("school", "Which tutor has the best average rating?", "category", rt.index[0], None, "easy", ["argmax", "mean"])
f = lambda p: p["Amt EUR"][p.d.dt.year == 2024].sum()
add("school", "How much money did we collect in 2024, before taking off refunds?", "number", [f(pr), f(pdd)], {"rel": 0.0002}, "medium", ["sum", "date"], "sum of all payments in 2024; five doubled invoices counted or not")
f = lambda p: pj(p).groupby("Plan")["Amt EUR"].sum()
add("school", "Total payments by subscription plan", "table", D(f(pr)), {"rel": 0.0005}, "medium", ["join", "sum"], "payments joined to students; doubled invoices in or out; refunds in or out", alt=[D(f(pdd)), D(f(pr[pr.refunded == 0])), D(f(pdd[pdd.refunded == 0]))])
add("school", "how many students never booked a lesson??", "number", (~st["Student ID"].isin(le.student_id)).sum(), CNT, "hard", ["sloppy", "join", "negation", "count"])
add("school", "Who is our best student?", "clarify", None, None, "medium", ["clarify"], "best by what: lessons, payments, level?")
z = att[att.d.dt.year == 2024].groupby(att.d.dt.strftime("%Y-%m")).size()
add("school", "Line chart of lessons attended per month in 2024", "chart", {"type": ["line", "area"], "data": D(z)}, CNT, "medium", ["chart", "time"])
z = pr["Discount code"].value_counts(); z2 = pdd["Discount code"].value_counts()
add("school", "most used discount code?", "category", z.index[0], None, "easy", ["sloppy", "argmax", "missing"], "empty means no code")
add("school", "How many invoices show up more than once in the payments?", "number", pr["Invoice No"].value_counts().gt(1).sum(), {"abs": 0.1}, "medium", ["quality", "duplicates"], "five invoice numbers doubled", alt=[int(pr.duplicated("Invoice No", keep=False).sum())])
h = att.groupby("tutor").dur_min.sum() / 60
add("school", "How many hours did each tutor teach, counting attended lessons only?", "table", D(h), REL, "hard", ["sum", "units", "filter"], "dur_min / 60")
g = (L.status == "no_show").groupby(L.Plan).mean() * 100
add("school", "Which plan has the highest no-show rate?", "category", g.idxmax(), None, "hard", ["join", "percent", "argmax"], str(g.round(2).to_dict()))
ct = pd.crosstab(st.Plan, st.Active); p0, p1 = stats.chi2_contingency(ct)[1], stats.chi2_contingency(ct, correction=False)[1]
add("school", "Is there a significant relation between plan and whether a student is still active? What's the p-value?", "metrics", {"p-value": [min(p0, p1) * .97, max(p0, p1) * 1.03]}, None, "hard", ["test"], "chi-square 4x2", )
print("chi2", p0, ct)
c23, c24 = ((st.d.dt.year == y).sum() for y in (2023, 2024)); print(c23, c24, st.d.max())
add("school", ["How many new sign-ups did we get in 2023?", "By what percent did that change in 2024?"], "number", pct(c24 / c23 - 1), REL, "medium", ["growth", "percent", "date"], f"{c23} -> {c24}")
add("school", "How many students have no CEFR level on file?", "number", st["CEFR lvl"].isna().sum(), CNT, "easy", ["missing", "count"])
add("school", "How much do we pay our tutors per hour?", "decline", "no tutor pay", None, "easy", ["decline"])
add("school", "What's the phone number of Anna Rossi?", "decline", "no phone numbers", None, "easy", ["decline", "private"])
add("school", "how many ppl came to us via tiktok", "number", (st["Acq. Channel"] == "TikTok").sum(), CNT, "easy", ["sloppy", "count"])
add("school", "hey whats priyas avg rating", "number", rt["Priya S."], REL, "medium", ["sloppy", "mean"])
add("school", "cancelation rate on group lessons?", "number", pct((le.status[le.lesson_type == "Group"] == "canceled").mean()), REL, "medium", ["sloppy", "percent"])
add("school", ["How many students are learning Spanish?", "only the active ones", "and German instead?"], "number", ((st["Target Lang"] == "German") & (st.Active == 1)).sum(), CNT, "medium", ["count", "filter"], "active carries over")
f = lambda p: p["Amt EUR"][(p["Pay Method"] == "PayPal") & (p.d.dt.year == 2024)].sum()
add("school", ["Total amount paid by payment method", "just PayPal", "in 2024 only"], "number", [f(pr), f(pdd), f(pr[pr.refunded == 0]), f(pdd[pdd.refunded == 0])], {"rel": 0.0002}, "medium", ["sum", "date"], "doubles in or out, refunds in or out")
v1, v2 = le.tutor.value_counts(), att.tutor.value_counts(); print(v1.head(3), v2.head(3))
add("school", ["Which tutor has the most booked lessons?", "And who is second?"], "category", v1.index[1], None, "medium", ["rank"])
add("school", ["How many students come from Germany?", "What's their median age?"], "number", st.Age[st.Country == "Germany"].median(), REL, "medium", ["median"])

# ------------------------------------------------------------------ newsletter
o, c, dl, se, un, od, rv = (N[k] for k in ("Uniq. opens", "Uniq. clicks", "Delivered", "Sent", "Unsubs", "Orders", "Revenue (USD)"))
seg, ty, var = N["List/Segment"], N["Email type"], N["A/B variant"]
N["or"] = N["Open rate"].str.rstrip("%").astype(float)
ratio = lambda a, b, k: a.groupby(k).sum() / b.groupby(k).sum()
add("mail", "How many emails did we send in total?", "number", se.sum(), REL, "easy", ["sum", "total-row"], "sum of Sent without the TOTAL row")
add("mail", "how many diff campaigns r in here", "number", N.CampaignID.nunique(), {"abs": 0.1}, "easy", ["sloppy", "distinct"])
add("mail", "What's our overall open rate, opens divided by delivered?", "number", pct(o.sum() / dl.sum()), {"rel": 0.003}, "medium", ["percent", "ratio"], "ratio of sums")
add("mail", "which list makes us the most $$", "category", rv.groupby(seg).sum().idxmax(), None, "easy", ["sloppy", "argmax", "sum"])
add("mail", "Click-to-open rate (clicks divided by opens) by list", "table", D(ratio(c, o, seg) * 100), REL, "hard", ["percent", "ratio", "group"], "ratio of sums; mean of the sends' ratios accepted", alt=[D((c / o).groupby(seg).mean() * 100)])
ok = rv.notna()
t1 = ratio(rv, dl, ty) * 1000; t2 = rv[ok].groupby(ty).sum() / dl[ok].groupby(ty).sum() * 1000
add("mail", "Revenue per 1,000 delivered emails by email type", "table", D(t1), REL, "hard", ["ratio", "group", "formula"], "rows without revenue kept in the denominator, or left out; mean of the sends' ratios too", alt=[D(t2), D((rv / dl * 1000).groupby(ty).mean())])
w = ty == "Win-back"
add("mail", "unsub rate on winback mails?", "number", pct(un[w].sum() / dl[w].sum(), un[w].sum() / se[w].sum(), (un / dl)[w].mean(), (un / se)[w].mean()), REL, "medium", ["sloppy", "percent", "ratio"], "unsubs / delivered (or sent)")
t = ratio(o, dl, var) * 100
add("mail", ["What's our open rate overall?", "Compare variant A with variant B"], "table", D(t), REL, "medium", ["percent", "compare"], "ratio of sums; mean of rates accepted; sends without a test left out", alt=[D(N["or"].groupby(var).mean()), D((o / se).groupby(var).mean() * 100), D(ratio(o, se, var) * 100)])
z = rv[N.d.dt.year == 2024].groupby(N.d.dt.strftime("%Y-%m")).sum()
add("mail", "Show monthly revenue for 2024 as a line chart.", "chart", {"type": ["line", "area"], "data": D(z)}, REL, "medium", ["chart", "time"])
top = N.nlargest(5, "Revenue (USD)"); print(top[["Send ID", "Revenue (USD)"]])
add("mail", ["Which send earned the most revenue?", "Give me the Send IDs of the top five"], "list", list(top["Send ID"]), None, "medium", ["top", "total-row"])
add("mail", "For how many sends is the revenue missing?", "number", rv.isna().sum(), {"abs": 0.1}, "easy", ["missing", "quality"])
add("mail", "how many sends w the word free in the subject line", "number", N["Subject line"].str.contains(r"\bfree\b", case=False).sum(), CNT, "medium", ["sloppy", "text", "count"])
add("mail", "What's the average order value, i.e. revenue divided by orders?", "number", [rv.sum() / od.sum(), rv.sum() / od[ok].sum(), (rv / od)[od > 0].mean()], {"rel": 0.003}, "hard", ["ratio", "formula", "missing"], "sums over all rows, or over rows with a revenue; mean of the sends' values accepted")
b = (1 - ratio(dl, se, seg)) * 100
add("mail", "Which list has the highest bounce rate, counting everything sent but not delivered as a bounce?", "category", b.idxmax(), None, "hard", ["formula", "percent", "argmax"], str(b.round(3).to_dict()))
b2 = (1 - dl / se).groupby(seg).mean() * 100; print("bounce", b.round(4).to_dict(), b2.round(4).to_dict())
if b2.idxmax() != b.idxmax(): CASES[-1]["gold"] = [b.idxmax(), b2.idxmax()]
r1 = rv[(N.d >= "2024-01-01") & (N.d < "2024-04-01")].sum(); r2_ = rv[(N.d >= "2025-01-01") & (N.d < "2025-04-01")].sum()
add("mail", "By what percentage did revenue change from Q1 2024 to Q1 2025?", "number", pct(r2_ / r1 - 1), REL, "hard", ["growth", "percent", "date"], f"{r1:.2f} -> {r2_:.2f}")
u = ratio(un, dl, ty) * 100; u2 = ratio(un, se, ty) * 100; print("unsub", u, u2, (un/dl*100).groupby(ty).mean())
add("mail", "Which email types have an unsubscribe rate above 0.25%?", "list", list(u.index[u > .25]), None, "hard", ["threshold", "percent"], "unsubs / delivered by type", ordered=False)
bs = rv.groupby([seg, ty]).sum(); best = {k: bs[k].idxmax() for k in bs.index.levels[0]}; print(best, bs.unstack())
add("mail", "For each segment, which email type earned the most revenue?", "table", best, None, "hard", ["rank-within"], "largest sum of revenue in each segment")
x_ = stats.linregress(c[ok], rv[ok]); pred = x_.intercept + 500 * x_.slope; print("pred", pred, x_.rvalue)
add("mail", "If you fit a straight line of revenue on clicks, what revenue would you predict for a send that gets 500 clicks?", "prediction", pred, {"rel": 0.03}, "hard", ["prediction"], "linear fit of revenue on clicks")
add("mail", "What was the ROI of our email program?", "decline", "no costs", None, "medium", ["decline"])
add("mail", "What share of opens came from mobile phones?", "decline", "no device", None, "easy", ["decline"])
add("mail", "how many unsubs did we get on promo mails in 2025", "number", un[(ty == "Promo") & (N.d.dt.year == 2025)].sum(), CNT, "medium", ["sloppy", "sum", "date"])
dow = N.d.dt.day_name().value_counts(); print(dow)
add("mail", "Plot the number of sends per weekday.", "chart", {"type": ["bar", "barh", "line"], "data": D(dow)}, {"abs": 0.5}, "medium", ["chart", "date"], "rows; emails sent accepted", alt=[{"type": ["bar", "barh", "line"], "data": D(se.groupby(N.d.dt.day_name()).sum())}])
e = N["Emoji?"] == "Y"
add("mail", ["What's the click rate, clicks over delivered, for sends with an emoji?", "and without?"], "number", pct(c[~e].sum() / dl[~e].sum(), (c / dl)[~e].mean()), REL, "medium", ["percent", "ratio"], "ratio of sums; mean of ratios accepted")
add("mail", ["Revenue by segment please", "only promos", "sort it from lowest to highest"], "list", list(rv[ty == "Promo"].groupby(seg[ty == "Promo"]).sum().sort_values().index), None, "medium", ["sort", "sum"])
q25 = N[(N.d >= "2025-04-01") & (N.d < "2025-07-01")]
add("mail", ["How many orders came from VIP customers in Q1 2025?", "And in Q2?"], "number", q25.loc[q25["List/Segment"] == "VIP customers", "Orders"].sum(), CNT, "medium", ["sum", "date"])

with open(os.path.join(H, "cases.jsonl"), "w") as fh:
    for k in CASES: fh.write(json.dumps(k, ensure_ascii=False) + "\n")
print(len(CASES), COUNT)
