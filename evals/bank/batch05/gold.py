"""Computes every gold with pandas from tables/*.csv and writes cases.jsonl."""
import json, pathlib
import numpy as np, pandas as pd
from scipy import stats
import statsmodels.formula.api as smf
H = pathlib.Path(__file__).resolve().parent
C = []
def f(x):
    return None if pd.isna(x) else round(float(x), 6)
def pct(x):            # a share: percent or fraction
    return [f(x * 100), f(x)]
def tab(s, k=1.0):
    return {str(i) if not isinstance(i, tuple) else " | ".join(map(str, i)): f(v * k) for i, v in s.items()}
R, N, R1 = {"rel": .005}, {"abs": .5}, {"rel": .01}
count = {}
def case(short, turns, kind, gold, tol=None, diff="easy", tags="", note="", alt=None):
    turns = [turns] if isinstance(turns, str) else turns
    count[short] = count.get(short, 0) + 1
    tags = tags.split() + (["conversation"] if len(turns) > 1 else [])
    c = dict(id=f"b05-{short}-{count[short]:02d}", data=DATA, turns=turns, answer_type=kind, gold=gold)
    if alt:
        c["gold_alt"] = alt
    c.update(tolerance=tol, difficulty=diff, tags=tags, note=note)
    C.append(c)

# ------------------------------------------------------------------ 1 credit card
DATA = ["tables/ccard.csv"]
d = pd.read_csv(H / "tables/ccard.csv")
o, t = d[d.OWNRENT == 1], d[d.OWNRENT == 0]
case("card", "How many different ages appear among the cardholders?", "number", int(d.AGE.nunique()), N, "easy", "distinct", "distinct AGE")
case("card", "What is the average spending per person?", "number", f(d.AVGEXP.mean()), R, "easy", "mean synonym", "mean AVGEXP")
case("card", "Median income of the people who rent (OWNRENT = 0)", "number", f(t.INCOME.median()), R, "easy", "median filter", "median INCOME where OWNRENT 0")
case("card", "How much more do owners spend on average than renters? OWNRENT is 1 for owners and 0 for renters.", "number", f(o.AVGEXP.mean() - t.AVGEXP.mean()), R, "medium", "difference mean groups", "difference of the two means")
pv = [stats.ttest_ind(o.AVGEXP, t.AVGEXP, equal_var=False).pvalue, stats.ttest_ind(o.AVGEXP, t.AVGEXP).pvalue, stats.mannwhitneyu(o.AVGEXP, t.AVGEXP).pvalue,
      stats.mannwhitneyu(o.AVGEXP, t.AVGEXP, use_continuity=False).pvalue]
case("card", "Is the difference in AVGEXP between owners (OWNRENT 1) and renters (OWNRENT 0) statistically significant? Give me the p-value.", "number", [f(p) for p in pv], {"rel": .02}, "hard", "test p-value", "Welch t, Student t or Mann-Whitney (with or without continuity correction)")
m = smf.ols("AVGEXP ~ INCOME + AGE + OWNRENT", d).fit()
case("card", "What is the R squared of a regression of AVGEXP on INCOME, AGE and OWNRENT?", "number", [f(m.rsquared), f(m.rsquared * 100)], R1, "medium", "regression", "OLS with intercept, unadjusted R squared")
m2 = smf.ols("AVGEXP ~ INCOME + INCOMESQ", d).fit()
case("card", "Regress spending on INCOME and INCOMESQ. What is the coefficient of INCOMESQ?", "number", f(m2.params["INCOMESQ"]), R1, "hard", "regression slope", "OLS with intercept, two predictors")
m1 = smf.ols("AVGEXP ~ INCOME", d).fit()
case("card", "By how much does spending go up with each extra unit of income, in a simple linear regression?", "number", f(m1.params["INCOME"]), R1, "medium", "regression slope", "slope of AVGEXP on INCOME alone")
g = d.groupby(pd.cut(d.AGE, [0, 24, 34, 44, 200], labels=["under 25", "25-34", "35-44", "45 and over"]), observed=True).AVGEXP.mean()
alts = [dict(zip(k, map(f, g))) for k in (["under 25", "25-34", "35-44", "45+"], ["<25", "25-34", "35-44", "45+"], ["<25", "25-34", "35-44", ">=45"], ["under 25", "25 to 34", "35 to 44", "45 and over"], ["20-24", "25-34", "35-44", "45-55"])]
case("card", "Average expenditure by age band: under 25, 25-34, 35-44, 45 and over", "table", tab(g), R, "hard", "bins mean", "bands as given, both ends counted in", alts)
case("card", "Draw a histogram of spending", "chart", {"type": ["histogram", "bar"], "data": None}, None, "easy", "chart distribution", "distribution of AVGEXP; bins free")
case("card", "Scatter plot of income against spending", "chart", {"type": ["scatter"], "data": None}, None, "easy", "chart", "one point a person")
case("card", "What are the ages of the five biggest spenders, biggest first?", "list", [str(x) for x in d.nlargest(5, "AVGEXP").AGE], None, "medium", "top look-up", "AGE of the rows with the five highest AVGEXP")
case("card", "If you divide AVGEXP by INCOME for each person, what is the median of that ratio?", "number", f((d.AVGEXP / d.INCOME).median()), R, "medium", "formula median", "median of the row-wise ratio, not ratio of medians")
pr = lambda x: f(x.predict(pd.DataFrame({"INCOME": [5], "AGE": [35], "OWNRENT": [1], "INCOMESQ": [25]})).iloc[0])
m4 = smf.ols("AVGEXP ~ INCOME + INCOMESQ + AGE + OWNRENT", d).fit()
case("card", "What spending would you expect for a 35 year old with an income of 5 who owns the home (OWNRENT 1)?", "prediction", [pr(m), pr(m4)], {"rel": .25}, "hard", "prediction", "OLS on AGE, INCOME, OWNRENT, with or without INCOMESQ; other models within a quarter")
case("card", "Does owning a home make people spend more on their card? I need to know whether it is the cause.", "decline", "cause cannot be told from observed data of this kind: no experiment", None, "medium", "decline causal", "causal question: observational data")
# sloppy
case("card", "whats the % that own their home (ownrent=1)", "number", pct((d.OWNRENT == 1).mean()), R, "easy", "sloppy share", "27 of 72")
case("card", "90th percntile of avgexp pls", "number", [f(d.AVGEXP.quantile(.9, interpolation=i)) for i in ("linear", "higher")], R, "easy", "sloppy percentile", "linear interpolation, or nearest rank")
case("card", "how many ppl under 30 w income over 3", "number", int(((d.AGE < 30) & (d.INCOME > 3)).sum()), N, "medium", "sloppy count filter", "AGE < 30 and INCOME > 3, both strict")
s = d.groupby("OWNRENT").AVGEXP.std()
sp = d.groupby("OWNRENT").AVGEXP.std(ddof=0)
nm = lambda q, a, b: {a: f(q[0]), b: f(q[1])}
case("card", "hey quick one, std dev of spending for ownrent 0 vs 1?", "table", tab(s), R1, "medium", "sloppy spread groups", "sample standard deviation (population also accepted)", [tab(sp), nm(s, "renters", "owners"), nm(s, "rent", "own"), nm(s, "no", "yes")])
case("card", "how many rows where incomesq isnt the same as income times income", "number", int((d.INCOMESQ - d.INCOME ** 2).abs().gt(1e-4).sum()), {"abs": 0}, "hard", "sloppy data-quality formula", "equal up to floating point in every row")
# conversations
case("card", ["average income by OWNRENT", "and the median?"], "table", tab(d.groupby("OWNRENT").INCOME.median()), R, "easy", "median groups", "median INCOME by OWNRENT", [nm(d.groupby("OWNRENT").INCOME.median(), "renters", "owners"), nm(d.groupby("OWNRENT").INCOME.median(), "no", "yes")])
case("card", ["How many people earn more than 4?", "and how much do they spend on average?"], "number", f(d[d.INCOME > 4].AVGEXP.mean()), R, "medium", "filter mean", "mean AVGEXP where INCOME > 4")
case("card", ["Show average spending for people aged 30 or older", "now only the owners (OWNRENT 1)", "and the total instead of the average"], "number", f(d[(d.AGE >= 30) & (d.OWNRENT == 1)].AVGEXP.sum()), R, "medium", "filter sum", "AGE >= 30 and OWNRENT 1, sum of AVGEXP")
case("card", ["correlation of age and spending", "no sorry, age and income I meant"], "number", f(d.AGE.corr(d.INCOME)), R1, "medium", "correlation correction", "Pearson")
case("card", ["What is the highest income?", "ok, and which bank or card brand (Visa, Mastercard) do those people use most?"], "decline", "no column for the bank or the card brand", None, "medium", "decline", "data lacks the brand")

# ------------------------------------------------------------------ 2 fertility
DATA = ["tables/fertility.csv"]
w = pd.read_csv(H / "tables/fertility.csv").set_index("Country Name")
Y = [str(y) for y in range(1960, 2014)]
agg = ["Sub-Saharan Africa (IFC classification)", "Latin America & Caribbean (all income levels)", "OECD members", "Other small states", "Pacific island small states"]
W = w[Y].astype(float)
V = W.drop(agg)
both = lambda fn: list(dict.fromkeys([fn(W), fn(V)]))
AGN = "with or without the 5 aggregate rows (OECD members etc.)"
case("fert", "What was Germany's fertility rate in 2005?", "number", f(W.at["Germany", "2005"]), R, "easy", "look-up", "one cell")
case("fert", "Which country had the highest fertility rate in 1990?", "category", V["1990"].idxmax(), None, "easy", "top", "max of column 1990")
case("fert", "Which five countries had the lowest fertility in 2011?", "list", list(V["2011"].nsmallest(5).index), None, "easy", "bottom list", "ascending 2011")
case("fert", "How many countries had a rate below 2.1 in 2010?", "number", both(lambda q: int((q["2010"] < 2.1).sum())), N, "medium", "count threshold", AGN)
case("fert", "By how many children per woman did fertility fall in China between 1960 and 2011?", "number", [f(W.at["China", "1960"] - W.at["China", "2011"]), f(W.at["China", "2011"] - W.at["China", "1960"])], R, "medium", "difference", "1960 minus 2011, either sign")
case("fert", "Which country saw the biggest drop from 1960 to 2010?", "category", [(V["1960"] - V["2010"]).idxmax()], None, "hard", "difference top", "absolute drop; if the percentage drop has another winner it is accepted too")
p = (V["2010"] / V["1960"]).idxmin()
if p not in C[-1]["gold"]:
    C[-1]["gold"].append(p)
case("fert", "In which year was fertility in the United States lowest?", "category", str(W.loc["United States"].idxmin()), None, "medium", "wide years", "min over the year columns")

case("fert", "Plot the fertility of Japan, Italy and Nigeria over the years", "chart", {"type": ["line"], "data": None}, None, "medium", "chart time", "three lines, 1960 to 2011")
case("fert", "Line chart of India's fertility by year", "chart", {"type": ["line"], "data": tab(W.loc["India"].dropna())}, R, "medium", "chart time", "years with data")
case("fert", "Which countries have no figures at all, in any year?", "list", list(W.index[W.isna().all(axis=1)]), None, "hard", "missing list", "all year columns empty; order free; the empty aggregate row may be left out", [list(V.index[V.isna().all(axis=1)])])
C[-1]["ordered"] = False
case("fert", "Which year columns are completely empty?", "list", [y for y in Y if W[y].isna().all()], None, "medium", "data-quality", "2012 and 2013")
C[-1]["ordered"] = False
case("fert", "How many countries went from above 5 in 1970 to below 3 in 2010?", "number", both(lambda q: int(((q["1970"] > 5) & (q["2010"] < 3)).sum())), N, "hard", "count filter", AGN)
case("fert", "What is the correlation between the 1960 and the 2010 rates across countries?", "number", both(lambda q: f(q["1960"].corr(q["2010"]))), R1, "medium", "correlation", "Pearson, pairs with both; " + AGN)
case("fert", "In which year was the simple average over all countries highest?", "category", both(lambda q: str(q.mean().idxmax())), None, "hard", "wide years mean", "unweighted mean of each year column; " + AGN)
case("fert", "What was the fertility rate of Kenya in 2013?", "decline", "2013 is empty for all countries", None, "medium", "decline missing", "the column is there and holds nothing")
# sloppy
case("fert", "fertility uk 1964", "number", f(W.at["United Kingdom", "1964"]), R, "easy", "sloppy look-up synonym", "United Kingdom")
case("fert", "whats the diff between france n spain in 1985", "number", [f(abs(W.at["France", "1985"] - W.at["Spain", "1985"])), f(-abs(W.at["France", "1985"] - W.at["Spain", "1985"]))], R, "medium", "sloppy difference", "either sign")
case("fert", "top 10 fertility 2011 pls", "list", list(V["2011"].nlargest(10).index), None, "easy", "sloppy top list", "descending 2011")
k = W.loc["Korea, Rep."]
case("fert", "when did south korea first drop below 1.2??", "category", str(k[k < 1.2].index[0]), None, "hard", "sloppy wide years synonym", "South Korea is 'Korea, Rep.'; first year under 1.2")
case("fert", "which country had highest infant mortality in 2000", "decline", "only fertility rates are here, no infant mortality", None, "medium", "sloppy decline", "another indicator")
# conversations
case("fert", ["Fertility of Brazil in 1980", "and in 2000?", "what about Mexico"], "number", f(W.at["Mexico", "2000"]), R, "medium", "look-up", "Mexico keeps the year 2000")
case("fert", ["Which 5 countries had the highest fertility in 1960?", "and in 2010?"], "list", list(V["2010"].nlargest(5).index), None, "medium", "top list", "descending 2010")
b3 = V["2009"].nsmallest(3)
case("fert", ["Show me the 10 countries with the lowest fertility in 2009", "only the first three please", "how high was the rate of the second one?"], "number", f(b3.iloc[1]), R, "hard", "reference", f"second lowest is {b3.index[1]}")
bd = W.loc["Bangladesh"]
x = bd["2005"] / bd["1985"] - 1
case("fert", ["What's the percentage change in Iran's fertility between 1985 and 2005?", "same for Bangladesh"], "number", [f(x * 100), f(x), f(-x * 100), f(-x)], R1, "medium", "growth", "2005 / 1985 - 1; as a fall either sign")
case("fert", ["What was the average rate of Sweden over the 1990s (1990 to 1999)?", "and over the 2000s?"], "number", [f(W.loc["Sweden", [str(y) for y in range(2000, 2010)]].mean()), f(W.loc["Sweden", [str(y) for y in range(2000, 2012)]].mean())], {"rel": .002}, "hard", "wide years mean", "mean of 2000-2009 (or all from 2000 to 2011)")

# ------------------------------------------------------------------ 3 ads
DATA = ["tables/ads_daily_2024H1.csv", "tables/budget_plan.csv"]
a = pd.read_csv(H / "tables/ads_daily_2024H1.csv", sep=";", decimal=",")
a = a[a.Day != "Total"].rename(columns={"Impr.": "imp", "Clicks": "clk", "Cost (EUR)": "cost", "Conv.": "conv", "Conv. value": "val"})
a["Day"] = pd.to_datetime(a.Day, format="%d.%m.%Y")
a["m"] = a.Day.dt.strftime("%Y-%m")
pl = pd.read_csv(H / "tables/budget_plan.csv", sep=";")
ren = lambda dct, fmt: {pd.Period(k).strftime(fmt): v for k, v in dct.items()}
FM = ("%b %Y", "%B %Y", "%Y-%m-01", "%m/%Y", "%B", "%b")
TOT = "the 'Total' row at the foot is left out"
case("ads", "How much did we spend in total?", "number", f(a.cost.sum()), R, "easy", "sum", "sum of Cost (EUR); " + TOT)
G = a.groupby("Campaign")[["imp", "clk", "cost", "conv", "val"]].sum()
D = a.groupby("Device")[["imp", "clk", "cost", "conv", "val"]].sum()
H_ = a.groupby("Channel")[["imp", "clk", "cost", "conv", "val"]].sum()
case("ads", "Which campaign has the best ROAS?", "category", (G.val / G.cost).idxmax(), None, "medium", "ratio top", "conversion value / cost, sums")
case("ads", "What was our overall click-through rate?", "number", pct(a.clk.sum() / a.imp.sum()), R, "medium", "ratio", "sum clicks / sum impressions; " + TOT)
case("ads", "Cost per conversion by device", "table", tab(D.cost / D.conv), R, "medium", "ratio groups", "sum cost / sum conversions (12 broken rows a device hold no conversions: leaving out their cost is also accepted)",
     [tab((lambda q: q.cost / q.conv)(a[a.conv.notna()].groupby("Device")[["cost", "conv"]].sum()))])
ms = tab(a.groupby("m").cost.sum())
case("ads", "Show monthly spend as a line chart", "chart", {"type": ["line"], "data": ms}, R, "medium", "chart time", "six months; " + TOT, [{"type": ["line"], "data": ren(ms, q)} for q in FM])
day = a.groupby("Day").clk.sum().idxmax()
case("ads", "On which day did we get the most clicks?", "category", [day.strftime(q) for q in ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d/%m/%Y", "%d %b %Y", "%b %d, %Y")], None, "medium", "date top outlier", "sum a day; the day of the TikTok click burst; " + TOT)
case("ads", "How many campaigns spent more than 5,000 euros?", "number", int((G.cost > 5000).sum()), N, "medium", "group threshold", "sum of cost a campaign > 5000")
top = a.groupby(["Channel", "Campaign"]).cost.sum().groupby("Channel", group_keys=False).nlargest(1)
case("ads", "Within each channel, which campaign cost the most, and how much?", "table", tab(top), R, "hard", "rank within groups", "top campaign by cost in each of the six channels", [tab(top.droplevel(0)), tab(top.droplevel(1))])
mm = a.groupby("m").cost.sum()
case("ads", "By how many percent was the spend in June higher or lower than in January?", "number", pct(mm["2024-06"] / mm["2024-01"] - 1), R1, "medium", "growth", "June / January - 1")
act = a[a.m == "2024-03"].groupby("Campaign").cost.sum()
pm = pl[pl.Month == "03/2024"].set_index("Campaign name")["Budget EUR"]
over = (act - pm).dropna()
rel = (act / pm).dropna()
case("ads", "Which campaign went over its budget the most in March 2024?", "category", list(dict.fromkeys([over.idxmax(), rel.idxmax()])), None, "hard", "join difference top", "actual cost minus plan in March, in euros (or in percent)")
case("ads", "How much of the planned budget did we use in total, in percent?", "number", pct(a.cost.sum() / pl["Budget EUR"].sum()), R, "hard", "join ratio", "sum cost / sum Budget EUR of the whole half-year")
case("ads", "Planned budget for the second quarter by owner", "table", tab(pl[pl.Month.isin(["04/2024", "05/2024", "06/2024"])].groupby("Owner")["Budget EUR"].sum()), R, "medium", "sum groups date", "plan file, April to June")
case("ads", "Top 3 campaigns by conversion value on desktop", "list", list(a[a.Device == "Desktop"].groupby("Campaign").val.sum().nlargest(3).index), None, "medium", "top list filter", "sum of Conv. value on Desktop")
dd = a.groupby("Day")[["cost", "val"]].sum()
case("ads", "If you add everything up per day, how strongly do daily cost and daily conversion value correlate?", "number", f(dd.cost.corr(dd.val)), R1, "hard", "correlation date", "Pearson over 182 daily sums; " + TOT)
case("ads", "What profit did we make on DE_Shopping_All after cost of goods and shipping?", "decline", "no margin, cost of goods or shipping in the data", None, "medium", "decline", "only ad cost and conversion value")
# sloppy
ro = (H_.val / H_.cost)[["Google Shopping", "Meta"]]
kk = a[a.conv.notna()].groupby("Channel")[["cost", "val"]].sum()
case("ads", "roas google shopping vs meta??", "table", tab(ro), R, "medium", "sloppy ratio groups", "sums; Meta with or without the cost of the 4 days without tracking", [tab((kk.val / kk.cost)[["Google Shopping", "Meta"]])])
yt = H_.loc["YouTube"]
case("ads", "quick q for my boss whats the cpm on youtube", "number", f(yt.cost / yt.imp * 1000), R, "medium", "sloppy ratio", "cost / impressions * 1000")
q = a[(a.Channel == "TikTok") & (a.m == "2024-05")]
case("ads", "cpa tiktok in may", "number", f(q.cost.sum() / q.conv.sum()), R, "medium", "sloppy ratio date", "cost / conversions in May 2024, sums")
case("ads", "how much did all the AT_ campaigns cost together", "number", f(a[a.Campaign.str.startswith("AT_")].cost.sum()), R, "medium", "sloppy sum filter text", "names that start with AT_")
case("ads", "which channel is best?", "clarify", None, None, "medium", "sloppy clarify", "best by what: no measure named")
# conversations
j = a[a.m == "2024-06"].groupby("Channel").cost.sum().nlargest(3)
case("ads", ["Spend by channel", "only June", "which one is second?"], "category", j.index[1], None, "medium", "filter rank", "second highest cost in June")
sv = tab(a[a.Campaign == "DE_Shopping_All"].groupby("m").val.sum())
case("ads", ["Conversions per month for DE_Shopping_All", "plot it as a bar chart", "and the conversion value instead"], "chart", {"type": ["bar"], "data": sv}, R, "hard", "chart time filter", "Conv. value a month of the campaign", [{"type": ["bar"], "data": ren(sv, q)} for q in FM])
cs = D.clk / D.clk.sum()
case("ads", ["clicks by device", "as shares please"], "table", tab(cs, 100), R, "medium", "share groups", "percent or fraction; " + TOT, [tab(cs)])
mt = a[a.Channel == "Meta"]
mt2 = mt[~mt.Day.between("2024-03-09", "2024-03-12")]
case("ads", ["What is the ROAS for Meta?", "and without 9 to 12 March, when the tracking was broken?"], "number", f(mt2.val.sum() / mt2.cost.sum()), {"rel": .003}, "hard", "ratio date negation", f"with all days it is {mt.val.sum() / mt.cost.sum():.4f}")
gs = a[a.Channel == "Google Search"].groupby("Campaign")[["clk", "imp"]].sum()
case("ads", ["Show CTR per campaign", "sort from lowest to highest", "only the Google Search campaigns"], "list", list((gs.clk / gs.imp).sort_values().index), None, "hard", "ratio filter order", "clicks / impressions of sums, ascending")

# ------------------------------------------------------------------ 4 bank
DATA = ["tables/bank_calls.csv"]
b = pd.read_csv(H / "tables/bank_calls.csv")
b["y"] = (b.Subscribed == "yes").astype(int)
b["con"] = b["contact type"].str.lower()
two = lambda s: (tab(s, 100), [tab(s)])
s, al = two(b.groupby("Job").y.mean())
case("bank", "What is the subscription rate by job?", "table", s, R, "easy", "rate groups", "share of yes; the 26 clients of job unknown may be left out", al + [{k: v for k, v in z.items() if k != "unknown"} for z in [s] + al])
case("bank", "What is the median call duration in minutes?", "number", f(b.dur_sec.median() / 60), R, "medium", "median units", "seconds / 60")
case("bank", "What share of clients has a negative balance?", "number", pct((b["Bal. (GBP)"] < 0).mean()), R, "easy", "share filter", "balance < 0 of all clients")
case("bank", "How likely were clients to subscribe if the previous campaign was a success with them?", "number", pct(b[b.prev_outcome == "success"].y.mean()), R, "medium", "rate filter", "share of yes where prev_outcome is success")
ct = pd.crosstab(b.Housing_loan_YN, b.Subscribed)
pv = [stats.chi2_contingency(ct).pvalue, stats.chi2_contingency(ct, correction=False).pvalue, stats.fisher_exact(ct.values)[1]]
case("bank", "Do clients with a housing loan subscribe at a significantly different rate than those without? Give the p-value.", "number", [f(p) for p in pv], {"rel": .03}, "hard", "test p-value", "chi-squared with or without Yates, or Fisher")
case("bank", "Cross table of marital status and subscribed, number of clients", "table", tab(b.groupby(["marital", "Subscribed"]).size()), N, "medium", "crosstab", "counts", [tab(b.groupby(["Subscribed", "marital"]).size())])
pm = b.groupby("mon").y.mean()
case("bank", "Bar chart of the subscription rate by month of last contact", "chart", {"type": ["bar"], "data": tab(pm, 100)}, R, "medium", "chart rate groups", "percent or fraction", [{"type": ["bar"], "data": tab(pm)}])
case("bank", "Box plot of call duration by whether they subscribed", "chart", {"type": ["box"], "data": None}, None, "medium", "chart distribution", "two boxes")
lab = ["18-29", "30-39", "40-49", "50-59", "60+"]
bg = b.groupby(pd.cut(b.AGE, [17, 29, 39, 49, 59, 200], labels=lab), observed=True).size()
case("bank", "How many clients are there in each age group: 18-29, 30-39, 40-49, 50-59, 60 and over?", "table", tab(bg), N, "hard", "bins count", "37 clients without an age are in no group (or in one for missing)", [dict(zip(z, map(f, bg))) for z in (lab[:4] + ["60 and over"], lab[:4] + [">=60"], lab[:4] + ["60-91"], ["18 to 29", "30 to 39", "40 to 49", "50 to 59", "60 and over"])])
case("bank", "Which client has the highest balance? Give me the client number.", "category", b.loc[b["Bal. (GBP)"].idxmax(), "Client_No"], None, "easy", "look-up top id", "max of balance")
case("bank", "Split the clients into 4 segments based on age, balance, call duration and number of contacts", "segments", {"k": 4, "n": len(b), "needs": ["age", "bal", "dur", "contacts"]}, None, "hard", "segments", "37 clients without an age may be left out", [{"k": 4, "n": int(b.AGE.notna().sum()), "needs": ["age", "bal", "dur", "contacts"]}])
case("bank", "Which job has the highest median balance?", "category", b.groupby("Job")["Bal. (GBP)"].median().idxmax(), None, "medium", "median top", "median balance by job")
case("bank", "How well can you predict who subscribes from age, balance, housing loan, call duration and previous outcome? I want the AUC.", "metrics", {"AUC": [.65, .88]}, None, "hard", "prediction metrics", "5-fold cross-validation: logistic regression .755, random forest .733, boosting .738 (single folds .70 to .81); wide range for other models and splits")
case("bank", "How many clients will subscribe in next year's campaign?", "decline", "no year in the data and nothing about next year's campaign: a forecast has no basis", None, "hard", "decline future", "one campaign only, day and month without a year")
case("bank", "Give me the phone numbers of the clients who subscribed", "decline", "no phone numbers in the data; private", None, "medium", "decline private", "not in the table")
# sloppy
case("bank", "how many single or divorced w/o housing loan", "number", int((b.marital.isin(["single", "divorced"]) & (b.Housing_loan_YN == "N")).sum()), N, "medium", "sloppy count or", "marital single or divorced, housing N")
case("bank", "whats the subscripton rate in march n april together", "number", pct(b[b.mon.isin(["mar", "apr"])].y.mean()), R, "medium", "sloppy rate or", "share of yes in both months together")
c1, c2 = b.con.value_counts(normalize=True), b.con.fillna("missing").value_counts(normalize=True)
case("bank", "contact type breakdown in %", "table", tab(c1, 100), R, "hard", "sloppy share missing", "cellular and Cellular are one; of those known, or of all with missing as its own group", [tab(c1), tab(c2, 100), tab(c2), tab(c2.drop("missing"), 100), tab(c2.drop("missing"))])
bl = b[[c for c in b.columns if c not in ("y", "con")]].isna().sum()
case("bank", "how many blanks are there in this list, per column pls", "table", tab(bl[bl > 0]), N, "medium", "sloppy data-quality missing", "columns with gaps, or all columns with 0", [tab(bl)])
case("bank", "for my boss: how many ppl did we call more than 10 times", "number", int((b["No. contacts"] > 10).sum()), N, "easy", "sloppy count range", "No. contacts > 10")
# conversations
case("bank", ["How many clients said yes?", "how many of them are students?", "and retired?"], "number", int(((b.y == 1) & (b.Job == "retired")).sum()), N, "medium", "filter count", "retired instead of students, still yes")
t3 = b.groupby("Job")["Bal. (GBP)"].mean().nlargest(3).index
md = b.groupby("Job")["Bal. (GBP)"].median().nlargest(3)
case("bank", ["Average balance by job", "only the top 3", "use the median instead"], "list", list(md.index), None, "hard", "top median", "top 3 by median; or the same three jobs (top 3 by mean) in order of their medians, or in the order kept", [list(b[b.Job.isin(t3)].groupby("Job")["Bal. (GBP)"].median().nlargest(3).index), list(t3)])
s, al = two(b[b.marital == "married"].groupby("prev_outcome").y.mean())
case("bank", ["subscription rate by outcome of the previous campaign", "just for married clients"], "table", s, R, "medium", "rate groups filter", "share of yes among the married", al)
case("bank", ["Mean duration of the calls by telephone, in seconds", "and over mobile?"], "number", f(b[b.con == "cellular"].dur_sec.mean()), R, "hard", "filter synonym case", "mobile = cellular in both spellings")
c1, c2 = b[b.AGE.notna()].Client_No.iloc[[17, 1204]]
case("bank", [f"Show me client {c1}", f"and what is the balance of {c2}?"], "number", f(b.set_index("Client_No").at[c2, "Bal. (GBP)"]), R, "medium", "look-up id", "one row")

assert len(C) == 100, len(C)
(H / "cases.jsonl").write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in C))
if __name__ == "__main__":
    print(count)
