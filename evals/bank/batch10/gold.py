"""Computes every gold from tables/*.csv and writes cases.jsonl."""
import json, os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import numpy as np, pandas as pd
from scipy import stats
import statsmodels.api as sm
from load import H, cars, countries, web, spector

CASES, N = [], {}
FILES = {"sp": "spector.csv", "wc": "world_countries.csv", "cs": "car_sales.csv", "wa": "web_sessions.csv"}
REL, CNT = {"rel": 0.005}, {"abs": 0.5}


def plain(x):
    if isinstance(x, dict):
        return {str(k): plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray, pd.Index)):
        return [plain(v) for v in x]
    if isinstance(x, (np.bool_, bool)):
        return bool(x)
    if isinstance(x, (int, np.integer)):
        return int(x)
    if isinstance(x, (float, np.floating)):
        return round(float(x), 6)
    return x


def q(ds, turns, kind, gold, tol=REL, diff="easy", tags="direct", note="", alt=None, **more):
    N[ds] = N.get(ds, 0) + 1
    c = {"id": f"b10-{ds}-{N[ds]:02d}", "data": ["tables/" + FILES[ds]], "turns": [turns] if isinstance(turns, str) else turns,
         "answer_type": kind, "gold": plain(gold)}
    if alt is not None:
        c["gold_alt"] = plain(alt)
    c.update(more)
    c.update({"tolerance": tol if kind in ("number", "table", "chart", "prediction") else None, "difficulty": diff, "tags": tags.split(), "note": note})
    CASES.append(c)


def pct(x):
    return [x * 100, x]


def tab(s):
    """A grouped series -> {group: value}; two keys joined."""
    return {" | ".join(map(str, k)) if isinstance(k, tuple) else str(k): v for k, v in s.items()}


def hundred(d):
    return {k: v * 100 for k, v in d.items()}


# ---------------------------------------------------------------- spector
s = spector()
i01 = lambda d: {str(int(float(k))): v for k, v in d.items()}
q("sp", "What is the average GPA of the students?", "number", s.GPA.mean())
q("sp", "Did taking part in PSI cause the better grades?", "text", {"must_mention": ["associat|correlat|observational|experiment|random|cannot|can't|does not|doesn't|not prove|no proof"], "must_not": []}, None, "hard", "direct causal", "association at most; a table cannot show the cause")
q("sp", "Median TUCE score for students in the PSI program versus those not in it", "table", i01(tab(s.groupby("PSI").TUCE.median())), alt=[tab(s.groupby("PSI").TUCE.median())], diff="medium", tags="direct group median")
q("sp", "What is the correlation between GPA and TUCE?", "number", [s.GPA.corr(s.TUCE), s.GPA.corr(s.TUCE, method="spearman")], {"abs": 0.005}, "medium", "direct correlation", "Pearson; Spearman accepted")
ct = pd.crosstab(s.PSI, s.GRADE)
z = s[s.PSI == 1].GRADE, s[s.PSI == 0].GRADE
from statsmodels.stats.proportion import proportions_ztest
ps = [stats.chi2_contingency(ct).pvalue, stats.chi2_contingency(ct, correction=False).pvalue, stats.fisher_exact(ct).pvalue,
      stats.ttest_ind(*z).pvalue, stats.ttest_ind(*z, equal_var=False).pvalue, stats.mannwhitneyu(*z).pvalue]
q("sp", "Does the share of improved grades (GRADE = 1) differ significantly between PSI and non-PSI students? Give me the p-value.", "number", ps, {"abs": 0.001}, "hard", "direct test", "chi-square with/without correction, Fisher, t, Welch, Mann-Whitney")
top = s.loc[s.TUCE.idxmax()]
assert (s.TUCE == top.TUCE).sum() == 1
q("sp", "What GPA does the student with the highest TUCE score have?", "number", top.GPA, {"abs": 0.001}, "medium", "direct lookup", "TUCE 29")
m = s.groupby("GRADE").GPA.mean()
q("sp", "Difference in mean GPA between students whose grade improved (GRADE 1) and those whose grade did not", "number", [m[1] - m[0], m[0] - m[1]], REL, "medium", "direct difference")
q("sp", "How many students have a GPA between 3 and 3.5?", "number", int(s.GPA.between(3, 3.5).sum()), CNT, "easy", "direct filter range", "none is exactly 3 or 3.5")
q("sp", "What percent of the PSI students improved their grade?", "number", pct(s[s.PSI == 1].GRADE.mean()), REL, "medium", "direct rate")
X = sm.add_constant(s[["GPA", "TUCE", "PSI"]])
ols = sm.OLS(s.GRADE, X).fit()
lg = sm.Logit(s.GRADE, X).fit(disp=0)
x0 = np.array([[1, 3.2, 22, 1]])
q("sp", "R-squared of a linear regression of GRADE on GPA, TUCE and PSI", "number", ols.rsquared, REL, "hard", "direct regression")
q("sp", "Going by a model of GRADE on GPA, TUCE and PSI, what is the chance of improvement for a student with GPA 3.2, TUCE 22, who is in PSI?", "prediction",
  [float(lg.predict(x0)[0]) * 100, float(lg.predict(x0)[0]), float(ols.predict(x0)[0]) * 100, float(ols.predict(x0)[0])], {"rel": 0.15}, "hard", "direct prediction", "logit .62, linear .60")
q("sp", "Draw a histogram of GPA", "chart", {"type": ["histogram", "bar"], "data": None}, diff="easy", tags="direct chart")
q("sp", "Cross table of PSI by GRADE with the number of students", "table", {f"{int(a)} | {int(b)}": int(v) for (a, b), v in ct.stack().items()}, CNT, "medium", "direct crosstab",
  alt=[{f"{a} | {b}": int(v) for (a, b), v in ct.stack().items()}])
q("sp", "Do female students have a higher GPA than male students?", "decline", "no gender column", diff="medium", tags="direct decline")
q("sp", "What is the standard deviation of TUCE among students who improved?", "number", [s[s.GRADE == 1].TUCE.std(), s[s.GRADE == 1].TUCE.std(ddof=0)], REL, "medium", "direct spread", "sample or population; GRADE 1 = improved")
q("sp", "whats the avg tuce of the kids w/ gpa under 3", "number", s[s.GPA < 3].TUCE.mean(), REL, "easy", "sloppy filter")
q("sp", "quick q for my prof: how many got better (grade=1) without psi", "number", int(((s.GRADE == 1) & (s.PSI == 0)).sum()), CNT, "medium", "sloppy filter")
q("sp", "90th percentile gpa??", "number", s.GPA.quantile(.9), {"rel": 0.01}, "medium", "sloppy percentile")
q("sp", "scatter gpa vs tuce pls", "chart", {"type": ["scatter"], "data": None}, diff="easy", tags="sloppy chart")
q("sp", "what will the avg gpa be next yr", "decline", "no dates in the data: no basis for a forecast", diff="medium", tags="sloppy decline")
q("sp", ["Average GPA of students in PSI", "and for those not in it?"], "number", s[s.PSI == 0].GPA.mean(), REL, "medium", "conversation filter")
q("sp", ["How many students improved their grade (GRADE = 1)?", "what is their average TUCE?", "and the median?"], "number", s[s.GRADE == 1].TUCE.median(), REL, "medium", "conversation measure")
r = tab(s[s.GPA > 3].groupby("PSI").GRADE.mean())
q("sp", ["Improvement rate (mean of GRADE) by PSI", "Now only students with a GPA above 3"], "table", i01(r), REL, "medium", "conversation filter group", alt=[r, i01(hundred(r)), hundred(r)])
q("sp", ["How many students scored above 25 on TUCE?", "sorry, i meant 25 or more"], "number", int((s.TUCE >= 25).sum()), CNT, "medium", "conversation correction")
r = tab(s.groupby("GRADE").TUCE.mean())
q("sp", ["Compare the mean GPA of GRADE 0 and GRADE 1", "same for TUCE, as a bar chart"], "chart", {"type": ["bar", "column"], "data": i01(r)}, REL, "medium", "conversation chart", alt=[{"type": ["bar", "column"], "data": r}])

# ---------------------------------------------------------------- countries
d = countries()
q("wc", "What is the total population of Africa?", "number", d[d.cont == "Africa"]["pop"].sum(), REL, "easy", "direct sum", "thousands commas")
q("wc", "How many countries use the euro?", "number", int((d.cur == "Euro").sum()), CNT)
q("wc", "Which country has the highest GDP per capita?", "category", d.loc[d.pc.idxmax(), "country"], diff="medium", tags="direct formula top")
q("wc", "Top 5 countries by population density", "list", list(d.nlargest(5, "dens").country), diff="medium", tags="direct formula top", note="population / area")
q("wc", "Average life expectancy by continent", "table", tab(d.groupby("cont").life.mean()), REL, "easy", "direct group", "simple mean of countries; weighted by population accepted",
  alt=[{c: np.average(g.life, weights=g["pop"]) for c, g in d.groupby("cont")}])
q("wc", "For which countries is the GDP missing?", "list", list(d[d.gdp.isna()].country), diff="medium", tags="direct missing list", ordered=False)
q("wc", "What share of the world's population lives in Asia?", "number", pct(d[d.cont == "Asia"]["pop"].sum() / d["pop"].sum()), REL, "medium", "direct share")
asia = d[(d.cont == "Asia")].dropna(subset="indep")
assert (asia.indep == asia.indep.max()).sum() == 1
q("wc", "Which Asian country was the last to become independent?", "category", asia.loc[asia.indep.idxmax(), "country"], diff="medium", tags="direct top filter", note=f"{asia.indep.max():.0f}")
eu = d[d.cont == "Europe"]
assert eu.gdp.notna().all()
q("wc", "What is GDP per head of Europe as a whole, in dollars?", "number", [eu.gdp.sum() * 1e9 / eu["pop"].sum()], REL, "hard", "direct ratio", "ratio of sums; $bn times 1e9")
q("wc", "Bar chart of the number of countries per continent", "chart", {"type": ["bar", "column"], "data": tab(d.cont.value_counts())}, CNT, "easy", "direct chart")
q("wc", "Name the most populous country of each continent", "list", list(d.loc[d.groupby("cont")["pop"].idxmax(), "country"]), diff="hard", tags="direct rank-within", ordered=False)
nn = d.dropna(subset="net")
sl = stats.linregress(nn.net, nn.life)
q("wc", "In a linear regression of life expectancy on internet users %, how many years of life go with one more percentage point?", "number", sl.slope, {"rel": 0.01}, "hard", "direct regression slope")
q("wc", "Segment the countries into 4 groups by population and life expectancy", "segments", {"k": 4, "n": 100, "needs": []}, diff="hard", tags="direct segments")
q("wc", "What is the unemployment rate in Kalria?", "decline", "no unemployment column", diff="medium", tags="direct decline")
q("wc", "Which continents have an average of more than 70% internet users?", "list", [c for c, v in d.groupby("cont").net.mean().items() if v > 70], diff="medium", tags="direct threshold", ordered=False, note=str(d.groupby("cont").net.mean().round(1).to_dict()))
q("wc", "how many countries got independant before 1900", "number", int((d.indep < 1900).sum()), CNT, "easy", "sloppy filter")
q("wc", "whats the gap between the best and worst life expectancy", "number", d.life.max() - d.life.min(), REL, "medium", "sloppy range")
q("wc", "countrys w internet below 40 pct, list em", "list", list(d[d.net < 40].country), diff="medium", tags="sloppy list", ordered=False)
vc = d.cur.value_counts()
q("wc", "hey can u tell me whch currencies are used by more than 10 countries", "list", list(vc[vc > 10].index), diff="medium", tags="sloppy threshold", ordered=False)
q("wc", "best country?", "clarify", None, diff="medium", tags="sloppy clarify", note="best by what")
q("wc", ["Total GDP of North America", "and South America?"], "number", [d[d.cont == "South America"].gdp.sum(), d[d.cont == "South America"].gdp.sum() * 1e9], REL, "medium", "conversation filter")
q("wc", ["List the 5 largest countries by area", "now by population"], "list", list(d.nlargest(5, "pop").country), diff="medium", tags="conversation measure top")
q("wc", ["Average internet usage in African countries", "What about the median", "and Europe?"], "number", eu.net.median(), REL, "medium", "conversation median")
q("wc", ["Scatter plot of GDP against population", "only African countries please"], "chart", {"type": ["scatter"], "data": None}, diff="medium", tags="conversation chart")
hi = d[d.life > 75]
q("wc", ["How many countries have a life expectancy above 75?", "which of them has the smallest population?"], "category", hi.loc[hi["pop"].idxmin(), "country"], diff="hard", tags="conversation top")

# ---------------------------------------------------------------- cars
c = cars()
y = c.date.dt.year
q("cs", "How many cars did we sell in total?", "number", len(c), CNT, "easy", "direct count", "the TOTAL row is not a sale")
q("cs", "What was our revenue in 2023?", "number", c[y == 2023].sold.sum(), REL, "easy", "direct sum filter", "sold price")
q("cs", "How many Volkswagens went to buyers aged 26 to 35?", "number", int(((c.brand == "VW") & (c.age == "26-35")).sum()), CNT, "medium", "direct filter synonym")
g = c.groupby("seller")
r1 = tab(g.disc.sum() / g["list"].sum())
r2 = tab((c.disc / c["list"]).groupby(c.seller).mean())
q("cs", "Average discount off the list price in percent, by salesperson", "table", hundred(r1), REL, "hard", "direct formula ratio", "ratio of sums or mean of the deals' discounts", alt=[hundred(r2), r1, r2])
q("cs", "What share of deals were financed?", "number", pct((c.fin == "Yes").mean()), REL, "easy", "direct share")
q("cs", "How many deal numbers occur more than once in the export?", "number", int((c.deal.value_counts() > 1).sum()), CNT, "medium", "direct data-quality")
q("cs", "Median mileage of the BMWs we sold", "number", c[c.brand == "BMW"].km.median(), REL, "medium", "direct median", "missing mileage left out")
h1 = c[c.date.dt.month <= 6].groupby(y).sold.sum()
q("cs", "How much did revenue grow in the first half of 2024 compared with the first half of 2023, in percent?", "number", pct(h1[2024] / h1[2023] - 1), {"rel": 0.01}, "hard", "direct growth")
q("cs", "Line chart of cars sold per month in 2024", "chart", {"type": ["line"], "data": tab(c[y == 2024].groupby("ym").size())}, CNT, "medium", "direct chart time")
q("cs", "How many cars went for more than their list price?", "number", int((c.sold > c["list"]).sum()), CNT, "medium", "direct compare-columns")
f = c[c.fin == "Yes"].sold, c[c.fin == "No"].sold
q("cs", "Is the selling price of financed cars significantly different from cars paid without financing? p-value please", "number",
  [stats.ttest_ind(*f, equal_var=False).pvalue, stats.ttest_ind(*f).pvalue, stats.mannwhitneyu(*f).pvalue], {"abs": 0.005}, "hard", "direct test", "Welch, Student, Mann-Whitney")
bm = c.groupby(["brand", "model"]).sold.sum()
q("cs", "Which model brings in the most revenue within each brand?", "list", [k[1] for k in bm.groupby(level=0).idxmax()], diff="hard", tags="direct rank-within", ordered=False)
q("cs", "What would a VW Golf built in 2020 with 60,000 km on the clock sell for, based on our sales?", "prediction", None, {"rel": 0.15}, "hard", "direct prediction")
q("cs", "What is our profit margin per car?", "decline", "no purchase cost or profit", diff="medium", tags="direct decline")
q("cs", "Average age of the cars at the time of sale, i.e. year of sale minus year built", "number", (y - c.built).mean(), REL, "hard", "direct formula")
q("cs", "quick one for my boss: how many deals w/ trade in and financing", "number", int(((c.trade == "Y") & (c.fin == "Yes")).sum()), CNT, "medium", "sloppy filter")
m23 = c[y == 2023].groupby("ym").sold.sum()
q("cs", "which mnth of 2023 was best in terms of turnover", "category", ["2023-11", "November 2023", "Nov 2023", "November", "Nov", "11"], diff="medium", tags="sloppy time top", note=f"{m23.idxmax()} {m23.max()}")
assert m23.idxmax() == "2023-11"
q("cs", "nr of cars by regoin pls", "table", tab(c.region.value_counts()), CNT, "easy", "sloppy group")
q("cs", "avg sold price of toyotas", "number", c[c.brand == "Toyota"].sold.mean(), REL, "medium", "sloppy filter spelling", "Toyota, toyota and TOYOTA are one brand")
q("cs", "can u give me the phone nr of the customer of deal D-23002", "decline", "no customer contact data", diff="medium", tags="sloppy decline private")
nb = c[c.region == "North"].groupby("brand").sold.sum().sort_values(ascending=False)
q("cs", ["Revenue by brand", "only the North region", "which one is second?"], "category", nb.index[1], diff="hard", tags="conversation filter rank", note=str(nb.to_dict()))
q("cs", ["How many cars did Tom Bakker sell in 2023?", "and in 2024?", "and Anke?"], "number", int(((c.seller == "Anke de Vries") & (y == 2024)).sum()), CNT, "hard", "conversation filter", "Anke in 2024")
q("cs", ["Average sold price by region", "make it the median", "as a bar chart"], "chart", {"type": ["bar", "column"], "data": tab(c.groupby("region").sold.median())}, REL, "medium", "conversation chart")
fs = c[c.fin == "Yes"].groupby("seller").sold.sum().sort_values(ascending=False)
q("cs", ["Top 3 salespeople by number of cars", "by revenue instead", "only financed deals"], "list", list(fs.index[:3]), diff="hard", tags="conversation measure filter top", note=str(fs.to_dict()))
q("cs", ["What is the financing rate of customers under 26?", "and the over 65s?"], "number", pct((c[c.age == "66+"].fin == "Yes").mean()), REL, "hard", "conversation rate filter", "age groups 18-25, then 66+")

# ---------------------------------------------------------------- web
w = web()
q("wa", "How many unique users visited the site?", "number", w.user.nunique(), CNT, "easy", "direct distinct", "missing ids not counted")
q("wa", "What is our overall conversion rate?", "number", pct(w.conv.mean()), REL, "easy", "direct rate")
r = tab(w.groupby("dev").bounce.mean())
q("wa", "Bounce rate by device", "table", hundred(r), REL, "easy", "direct rate group", alt=[r])
pg = [int((w.pages == 1).sum()), int(w.pages.between(2, 4).sum()), int(w.pages.between(5, 9).sum()), int((w.pages >= 10).sum())]
lab = [["1", "2 to 4", "5 to 9", "10 or more"], ["1", "2-4", "5-9", "10+"], ["1", "2–4", "5–9", "10+"], ["1 page", "2 to 4 pages", "5 to 9 pages", "10 or more pages"],
       ["1", "2 to 4", "5 to 9", "10+"], ["1", "2-4", "5-9", "10 or more"], ["1", "2–4", "5–9", "10 or more"], ["1 to 1", "2 to 4", "5 to 9", "10 or more"], ["1", "2 to 4", "5 to 9", "10 and more"]]
lab = [dict(zip(k, pg)) for k in lab]
q("wa", "How many sessions had 1 page, 2 to 4 pages, 5 to 9 pages, and 10 or more?", "table", lab[0], CNT, "hard", "direct bins", "spelling of the labels is free", alt=lab[1:])
cpc = w[w.src == "google / cpc"]
q("wa", "Revenue per session from paid Google traffic (google / cpc)", "number", cpc.val.sum() / len(cpc), REL, "hard", "direct ratio", "sum of order value / sessions")
q("wa", "Which landing page has the highest bounce rate?", "category", w.groupby("land").bounce.mean().idxmax(), diff="medium", tags="direct rate top")
q("wa", "Show sessions per month as a line chart", "chart", {"type": ["line"], "data": tab(w.groupby("ym").size())}, CNT, "easy", "direct chart time")
q("wa", "What percentage of sessions came from organic search (Google and Bing organic)?", "number", pct(w.src.isin(["google / organic", "bing / organic"]).mean()), REL, "medium", "direct share or")
q("wa", "Median duration of the sessions that converted, in seconds", "number", w[w.conv == 1].dur.median(), REL, "medium", "direct median")
q("wa", "How many mobile sessions did we get from the UK?", "number", int(((w.country == "United Kingdom") & (w.dev == "mobile")).sum()), CNT, "easy", "direct filter synonym")
q("wa", "At which hour of the day do we get the most sessions?", "category", ["20", "20:00", "8 pm", "8pm", "20h", "20:00-20:59", "20:00-21:00"], diff="medium", tags="direct time top", note="303 against 298 at 19h", alt=[20])
u = w.user.value_counts()
q("wa", "How many users had more than one session?", "number", int((u > 1).sum()), CNT, "hard", "direct threshold")
dm = pd.crosstab(w[w.dev != "tablet"].dev, w.conv)
a, b = w[w.dev == "desktop"].conv, w[w.dev == "mobile"].conv
zp = proportions_ztest([a.sum(), b.sum()], [len(a), len(b)])[1]
q("wa", "Is the conversion rate on desktop significantly different from mobile? What is the p-value?", "number",
  [stats.chi2_contingency(dm).pvalue, stats.chi2_contingency(dm, correction=False).pvalue, stats.fisher_exact(dm).pvalue, zp, stats.ttest_ind(a, b).pvalue], {"abs": 0.0005}, "hard", "direct test", "far below .001 by any test")
rm = w.groupby("ym").val.sum()
q("wa", "By how many percent did revenue change from February to March 2024?", "number", pct(rm["2024-03"] / rm["2024-02"] - 1), REL, "hard", "direct growth")
q("wa", "What was the return on ad spend of our Facebook ads?", "decline", "no ad spend in the data", diff="medium", tags="direct decline")
q("wa", "whats the aov on desktop", "number", w[w.dev == "desktop"].val.mean(), REL, "medium", "sloppy filter abbreviation")
q("wa", "how many sesions didnt bounce in april", "number", int(((w.bounce == 0) & (w.ym == "2024-04")).sum()), CNT, "medium", "sloppy negation date")
xc = w[w.country != "United Kingdom"].groupby("country").val.sum().sort_values(ascending=False)
q("wa", "top 3 cntries by revenue excl uk", "list", list(xc.index[:3]), diff="medium", tags="sloppy top negation", note=str(xc.round(2).to_dict()))
q("wa", "sessions w no user id how many", "number", int(w.user.isna().sum()), CNT, "easy", "sloppy missing")
q("wa", "hi! need the emails of ppl who ordered for more than 100 pounds", "decline", "no e-mail addresses in the data", diff="medium", tags="sloppy decline private")
fb = w[w.src == "facebook / paid_social"]
q("wa", ["How many orders came from the newsletter?", "and from facebook?", "what was their average value?"], "number", fb.val.mean(), REL, "hard", "conversation filter measure", "Facebook orders")
lm = w[w.dev == "mobile"].groupby("land").conv.mean().sort_values()
q("wa", ["Conversion rate by landing page", "just for mobile", "which one is the worst?"], "category", lm.index[0], diff="hard", tags="conversation filter rank", note=str(lm.round(4).to_dict()))
q("wa", ["Revenue by source / medium", "as a pie chart"], "chart", {"type": ["pie", "donut", "doughnut"], "data": tab(w.groupby("src").val.sum())}, REL, "medium", "conversation chart")
mar = w[w.ym == "2024-03"]
q("wa", ["How many sessions did we have in March?", "and how much revenue was that?", "and per session?"], "number", mar.val.sum() / len(mar), REL, "hard", "conversation ratio", "March revenue / March sessions")
lr = w.groupby("land").val.sum().sort_values(ascending=False)
q("wa", ["Top 5 landing pages by sessions", "top 3 only, and by revenue instead"], "list", list(lr.index[:3]), diff="medium", tags="conversation measure top")

# the prediction for cars: a log-linear model of all sales, of Golfs only, and of the nearest Golfs
cc = c.dropna(subset="km").copy()
cc["km"] = cc.km.astype(float)
gf = cc[cc.model == "Golf"]
fit = sm.OLS(np.log(gf.sold.astype(float)), sm.add_constant(gf[["built", "km"]].astype(float))).fit()
p_golf = float(np.exp(fit.predict([[1, 2020, 60000]])[0]))
dm = pd.get_dummies(cc.model, drop_first=True).astype(float)
XX = sm.add_constant(pd.concat([cc[["built", "km"]].astype(float), dm], axis=1))
fa = sm.OLS(np.log(cc.sold.astype(float)), XX).fit()
x = pd.Series(0.0, index=XX.columns); x["const"] = 1; x["built"] = 2020; x["km"] = 60000; x["Golf"] = 1
p_all = float(np.exp((fa.params * x).sum()))
lin = sm.OLS(cc.sold.astype(float), XX).fit()
p_lin = float((lin.params * x).sum())
for k in CASES:
    if k["gold"] is None and k["answer_type"] == "prediction":
        k["gold"] = plain([round(p_golf), round(p_all), round(p_lin)])
        k["note"] = f"log-linear Golfs {p_golf:.0f}, log-linear all {p_all:.0f}, linear all {p_lin:.0f}"

assert len(CASES) == 100 and all(v == 25 for v in N.values()), N
with open(os.path.join(H, "cases.jsonl"), "w") as o:
    for k in CASES:
        o.write(json.dumps(k, ensure_ascii=False) + "\n")
if "-v" in sys.argv:
    for k in CASES:
        print(k["id"], k["turns"], "=>", json.dumps(k["gold"], ensure_ascii=False)[:330], ("ALT " + json.dumps(k["gold_alt"])[:200]) if "gold_alt" in k else "", "#", k["note"][:300])
