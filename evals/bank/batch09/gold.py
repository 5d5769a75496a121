"""Computes every gold from tables/*.csv and writes cases.jsonl."""
import json
from pathlib import Path
import numpy as np, pandas as pd
from scipy import stats

H = Path(__file__).resolve().parent
CASES, COUNT = [], {}
ABS, REL = {"abs": 0.5}, {"rel": 0.005}

def plain(x):
    if isinstance(x, dict): return {str(k): plain(v) for k, v in x.items()}
    if isinstance(x, pd.Series): return {str(k): plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)): return [plain(v) for v in x]
    if isinstance(x, (np.bool_,)): return bool(x)
    if isinstance(x, (int, np.integer)): return int(x)
    if isinstance(x, (float, np.floating)): return round(float(x), 6) if abs(x) >= 1e-3 else float(f"{x:.6g}")
    return x

def uniq(xs):
    out = []
    for x in map(plain, xs):
        if x not in out: out.append(x)
    return out

def case(kind, files, turns, typ, gold, tol=None, diff="medium", tags="", note="", alt=None, ordered=True):
    COUNT[kind] = COUNT.get(kind, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    style = "conversation" if len(turns) > 1 else ("sloppy" if "sloppy" in tags else "direct")
    c = {"id": f"b09-{kind}-{COUNT[kind]:02d}", "data": files, "turns": turns, "answer_type": typ, "gold": plain(gold)}
    alt = [a for a in uniq(alt or []) if a != c["gold"]]
    if alt: c["gold_alt"] = alt
    if not ordered: c["ordered"] = False
    c.update(tolerance=tol, difficulty=diff, tags=sorted(set(tags.split()) | {style}), note=note)
    CASES.append(c)

def pct(x):            # fraction and percent both accepted
    xs = x if isinstance(x, list) else [x]
    return uniq([v for y in xs for v in (y * 100, y)])

# ------------------------------------------------------------------ iris
I = pd.read_csv(H / "tables/iris.csv")
SL, SW, PL, PW = "sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"
gi = I.groupby("species")
def iris(*a, **k): case("iris", ["tables/iris.csv"], *a, **k)

iris("What is the average petal length of each species?", "table", gi[PL].mean(), REL, "easy", "group mean")
iris("How tall are the plants on average?", "decline", "no plant height in the data, only sepals and petals", None, "medium", "decline missing")
iris("Which species has the widest sepals on average?", "category", gi[SW].mean().idxmax(), None, "easy", "group top")
iris("What is the correlation between petal length and petal width?", "number", [I[PL].corr(I[PW]), I[PL].corr(I[PW], method="spearman")], REL, "easy", "correlation", "Pearson; Spearman accepted")
v = I[I.species == "virginica"]
iris("What share of the virginica flowers has a petal width of 2 cm or more?", "number", pct((v[PW] >= 2).mean()), REL, "medium", "share filter")
iris("Give me the 90th percentile of sepal length.", "number", I[SL].quantile(.9), REL, "easy", "percentile")
a, b = I[I.species == "versicolor"][SW], v[SW]
iris("Is the difference in sepal width between versicolor and virginica statistically significant? What is the p-value?", "number",
     [stats.ttest_ind(a, b, equal_var=False).pvalue, stats.ttest_ind(a, b).pvalue, stats.mannwhitneyu(a, b).pvalue], {"rel": 0.05}, "hard", "test pvalue", "Welch, Student or Mann-Whitney")
iris("Plot sepal length against sepal width, coloured by species.", "chart", {"type": ["scatter"], "data": None}, None, "easy", "chart scatter")
iris("How much of the variation in petal width can petal length explain?", "number", pct(I[PL].corr(I[PW]) ** 2), REL, "medium", "regression r2", "R squared of a straight line")
cv = (I[[SL, SW, PL, PW]].std() / I[[SL, SW, PL, PW]].mean())
iris("Which of the four measurements varies the most relative to its mean?", "category", [cv.idxmax(), "petal width"], None, "hard", "spread cv", "highest coefficient of variation")
area = I[PL] * I[PW]
iris("If petal area is petal length times petal width, what is the average area for each species?", "table", area.groupby(I.species).mean(), REL, "medium", "formula group mean")
iris("How well can the species be predicted from the petal measurements? Give me the accuracy.", "metrics", {"accuracy": [0.90, 1.0]}, None, "hard", "prediction classifier", "any sensible classifier reaches 0.92 to 0.98 cross-validated")
iris("Cluster the flowers into 3 groups by their sepal and petal measurements.", "segments", {"k": 3, "n": 150, "needs": [SL, SW, PL, PW]}, None, "hard", "segments")
iris("In which country were these flowers picked?", "decline", "no place or country in the data", None, "easy", "decline missing")
top5 = list(I[PL].nlargest(5))
iris("List the five longest petals with their species.", "list", top5, None, "medium", "top list", "lengths, longest first; 6.7 occurs twice and the next is 6.3, so no tie at the edge",
     alt=[list(I.loc[I[PL].nlargest(5).index, "species"])])
iris("how many virginicas hav a sepal len under 6", "number", int((v[SL] < 6).sum()), ABS, "easy", "sloppy count filter")
rg = gi[PL].max() - gi[PL].min()
iris("quick q for my biology class: which species has the biggest gap betwen its longest n shortest petal?", "category", rg.idxmax(), None, "hard", "sloppy spread range", "max minus min of petal length")
iris("avg sepal lenght w/o setosa", "number", I[I.species != "setosa"][SL].mean(), REL, "medium", "sloppy mean negation")
iris("hist of petal len pls", "chart", {"type": ["histogram", "hist", "bar"], "data": None}, None, "easy", "sloppy chart distribution")
rs = (gi[PL].sum() / gi[SL].sum()); rm = (I[PL] / I[SL]).groupby(I.species).mean()
iris("ratio petal lenght to sepal lenght, versicolor vs setosa?", "table", rs[["versicolor", "setosa"]], REL, "hard", "sloppy ratio group filter", "ratio of sums (= of means), or mean of the flowers' ratios", alt=[rm[["versicolor", "setosa"]]])
w = I[I[PW] > 1.5].groupby("species").size()
iris(["How many flowers are there of each species?", "and only those with petals wider than 1.5 cm?"], "table", w, ABS, "medium", "count filter", "no setosa is left; a zero row is as right", alt=[w.reindex(["setosa", "versicolor", "virginica"], fill_value=0)])
iris(["What is the mean sepal width of setosa?", "And the median?", "and for virginica?"], "number", v[SW].median(), {"abs": 0.002}, "medium", "median refine", "the measure of the second turn stays: median")
iris(["Show the average sepal length by species as a bar chart", "petal width instead, please"], "chart", {"type": ["bar"], "data": gi[PW].mean()}, REL, "medium", "chart measure")
iris(["Which species has the longest petals?", "sorry, the shortest I meant"], "category", gi[PL].mean().idxmin(), None, "medium", "correction top")
pv, ps = gi[PL].mean()["versicolor"], gi[PL].mean()["setosa"]
iris(["average petal length of versicolor", "how much longer is that than setosa's, in percent?"], "number", pct(pv / ps - 1), REL, "hard", "difference percent", "mean versicolor over mean setosa, less one")

# ------------------------------------------------------------------ breast cancer by county
C = pd.read_csv(H / "tables/county_cancer.csv")
N, K, P = "County No", "Breast cancer cases", "Population"
rate = C[K] / C[P]
def canc(*a, **k): case("canc", ["tables/county_cancer.csv"], *a, **k)
def names(ix): return [str(int(C.loc[i, N])) for i in ix]

canc("Draw a scatter plot of cases against population.", "chart", {"type": ["scatter"], "data": None}, None, "easy", "chart scatter")
canc("What is the total number of breast cancer cases?", "number", int(C[K].sum()), ABS, "easy", "sum")
canc("What is the rate per 100,000 residents across all counties together?", "number", C[K].sum() / C[P].sum() * 1e5, REL, "medium", "rate ratio", "ratio of the sums")
canc("Which county has the highest number of cases?", "category", names([C[K].idxmax()]) + ["County " + names([C[K].idxmax()])[0]], None, "easy", "top", "county 301, 360 cases")
canc("How many counties had no cases at all?", "number", int((C[K] == 0).sum()), ABS, "easy", "count filter")
canc("What population do the biggest 10% of counties exceed?", "number", C[P].quantile(.9), {"rel": 0.01}, "medium", "percentile", "90th percentile")
big10 = C.nlargest(10, P)
canc("What share of all cases falls in the 10 largest counties by population?", "number", pct(big10[K].sum() / C[K].sum()), REL, "hard", "share top", "cases of the ten most populous over all cases")
canc("How strongly are population and the number of cases correlated?", "number", [C[K].corr(C[P]), C[K].corr(C[P], method="spearman")], REL, "easy", "correlation")
s = stats.linregress(C[P], C[K])
pr = s.intercept + s.slope * 50000
canc("Based on the other counties, how many cases would you expect in a county of 50,000 people?", "prediction", [pr, C[K].sum() / C[P].sum() * 5e4], {"rel": 0.12}, "hard", "prediction regression", "linear fit, or overall rate times 50,000")
canc("How many counties have between 5,000 and 20,000 inhabitants?", "number", int(C[P].between(5000, 20000).sum()), ABS, "easy", "count range", "no county has exactly 5,000 or 20,000")
q = pd.qcut(C[P], 4, labels=False)
canc("Put the counties into four equally sized groups by population. How many cases does the group with the biggest counties have?", "number", uniq([int(C[K][q == 3].sum()), int(C.nlargest(75, P)[K].sum())]), {"rel": 0.01}, "hard", "bins sum", "top quartile: 75 counties")
sm2 = C[C[P] < 2000]
canc("In counties with fewer than 2,000 people, how many cases are there per 1,000 inhabitants?", "number", [sm2[K].sum() / sm2[P].sum() * 1000, (sm2[K] / sm2[P]).mean() * 1000], REL, "medium", "rate ratio filter", "ratio of sums; mean of the counties' rates accepted")
canc("What is the slope if you regress cases on population?", "number", [s.slope, s.slope * 1000, s.slope * 10000], {"rel": 0.01}, "medium", "regression slope", "cases per person; per 1,000 or 10,000 accepted")
canc("Which state has the most cases?", "decline", "no state in the data, only county numbers and populations", None, "medium", "decline missing")
canc("Does living in a bigger county cause breast cancer?", "decline", "two totals a county cannot show a cause", None, "medium", "decline causal")
canc("whats the avg nr of cases per county", "number", C[K].mean(), REL, "easy", "sloppy mean")
canc("how many countys above 100 cases", "number", int((C[K] > 100).sum()), ABS, "easy", "sloppy count threshold")
canc("top 5 countys by populaton", "list", names(C[P].nlargest(5).index), None, "easy", "sloppy top list")
x = C[C[P] >= 1000]; xi = (x[K] / x[P]).idxmax()
canc("hey, boss wants to know which county has the worst rate (cases per head), excl counties under 1000 ppl", "category", names([xi]) + ["County " + names([xi])[0]], None, "hard", "sloppy formula top filter")
canc("std dev of cases?", "number", [C[K].std(), C[K].std(ddof=0)], REL, "easy", "sloppy spread")
canc(["How many counties have more than 50 cases?", "what is their total population?"], "number", int(C[C[K] > 50][P].sum()), ABS, "medium", "sum filter")
canc(["What's the average number of cases?", "just the counties over 10,000 people", "and the median?"], "number", C[C[P] > 10000][K].median(), {"abs": 0.05}, "medium", "median filter", "the filter stays")
t3 = rate.nlargest(3).index
canc(["top 3 counties by cases", "now by cases per 1,000 people"], "list", names(t3), None, "hard", "formula top refine")
canc(["Show me the distribution of population", "same for cases, please"], "chart", {"type": ["histogram", "hist", "bar", "box"], "data": None}, None, "easy", "chart distribution measure")
canc(["What was the number of cases in county 100?", "and in 200?", "sorry, I meant 210"], "number", int(C.loc[C[N] == 210, K].iloc[0]), ABS, "medium", "lookup correction")

# ------------------------------------------------------------------ loyalty programme
RAW = pd.read_csv(H / "tables/loyalty_customers.csv")
L = RAW[RAW["Card No"] != "TOTAL"].copy()
for c in ["DOB", "Joined", "Last Visit", "Extract Dt"]: L[c] = pd.to_datetime(L[c], format="%d/%m/%Y")
FR, BA, DR, HO, FZ, BB = DEP = [c for c in L if c.endswith("(£)")]
VI, CP, KI, PC, GE = "Visits_12m", "Cpns Used", "No. Children", "PC Area", "Gender"
EM, SMS = L["Email OptIn"] == "Y", L["SMS OptIn"] == 1
F, M = L[GE] == "F", L[GE] == "M"
L["tot"] = L[DEP].sum(axis=1)                       # blank frozen spend counts as nothing
TOT2 = L[DEP].sum(axis=1, skipna=False)             # or the customer is left out
NT = "the TOTAL row at the foot is no customer"
def loy(*a, **k): case("loy", ["tables/loyalty_customers.csv"], *a, **k)

loy("Did the coupons make our customers visit more often?", "decline", "no comparison group or before and after: a cause cannot be shown", None, "hard", "decline causal")
loy("How many parents are there among our members?", "number", int((L[KI] >= 1).sum()), ABS, "medium", "count synonym", "at least one child; blanks unknown")
gap = (L["Extract Dt"] - L["Last Visit"]).dt.days
loy("How many customers haven't visited for more than 60 days at the extract date?", "number", [int((gap > 60).sum()), int((gap >= 60).sum())], ABS, "hard", "count date lapsed", "extract date 31/03/2025 less last visit; " + NT)
ok = L["DOB"].dt.year > 1900
age = (L["Extract Dt"] - L["DOB"]).dt.days / 365.25
ag = lambda s, ix: s[ix].groupby(L[GE][ix]).mean()
loy("What was the average age of our female and male customers at the end of March 2025?", "table", ag(age, ok), {"abs": 0.7}, "hard", "age date group mean", "1 January 1900 is a placeholder; with it or with whole years the mean is within the tolerance or among the other golds",
    alt=[ag(age, age.notna()), ag(np.floor(age), ok), ag(np.floor(age), age.notna())])
two = L[L[PC].notna()].sort_values([PC, FR], ascending=[True, False]).groupby(PC).head(2)
loy("Who are the two biggest spenders on fresh food in each postcode area?", "list", list(two["Card No"]), None, "hard", "rank within group list", "card numbers by area; customers without an area left out", ordered=False)
loy("What share of members opted in to email but not to SMS?", "number", pct((EM & ~SMS).mean()), {"rel": 0.003}, "medium", "share and negation", NT)
loy("Adding up all departments, what does the median customer spend?", "number", [L.tot.median(), TOT2.median()], {"rel": 0.003}, "hard", "formula median", "a blank frozen spend is nothing or leaves the customer out; " + NT)
hg = L[L[PC] == "HG"].nlargest(4, FR)
loy("Who is the third biggest spender on fresh food in the HG area? Give me the card number.", "category", hg["Card No"].iloc[2], None, "medium", "rank filter lookup")
gp = L.groupby(PC)
alln = L[L[PC].notna()]
loy("What do customers spend on drinks per visit in each postcode area?", "table", gp[DR].sum() / gp[VI].sum(), REL, "hard", "ratio group", "ratio of sums; mean of the customers' ratios accepted", alt=[(L[DR] / L[VI]).groupby(L[PC]).mean()])
loy("Plot how many customers joined in each year.", "chart", {"type": ["bar", "line", "area"], "data": L.groupby(L["Joined"].dt.year).size()}, ABS, "medium", "chart count year", NT)
loy("How many coupons were used per visit?", "number", [L[CP].sum() / L[VI].sum(), (L[CP] / L[VI]).mean()], REL, "medium", "ratio", "ratio of sums; mean of ratios accepted")
p1, p0 = L[L[KI] >= 1][HO].mean(), L[L[KI] == 0][HO].mean()
loy("How much more do parents spend on household goods than customers without children, on average?", "number", [p1 - p0, (p1 / p0 - 1) * 100, p1 / p0 - 1], REL, "hard", "difference group", "pounds, or percent; customers with children unknown in neither group")
loy("How many members have no gender recorded?", "number", int(L[GE].isna().sum()), ABS, "medium", "missing count quality", NT)
loy("What is the average household income of our customers?", "decline", "no income in the data (Hhold is spend on household goods)", None, "medium", "decline missing trap")
short = {"Fresh": FR, "Bakery": BA, "Drinks": DR, "Hhold": HO, "Frozen": FZ, "Baby & Kids": BB}
loy("Show total spend by department as a bar chart.", "chart", {"type": ["bar"], "data": {c: L[c].sum() for c in DEP}}, REL, "hard", "chart sum wide", NT,
    alt=[{"type": ["bar"], "data": {k: L[c].sum() for k, c in short.items()}}, {"type": ["bar"], "data": {("Household" if k == "Hhold" else k): L[c].sum() for k, c in short.items()}}])
loy("Segment our customers into 4 groups by how much they spend in the departments and how often they come.", "segments", {"k": 4, "n": len(L), "needs": ["Fresh", "Bakery", "Drinks", "Hhold|household", "Visits"]}, None, "hard", "segments", NT,
    alt=[{"k": 4, "n": int(L[DEP].notna().all(axis=1).sum()), "needs": ["Fresh", "Bakery", "Drinks", "Hhold|household", "Visits"]}])
loy("hw many ppl signed up in 2023 & r opted in for sms", "number", int(((L.Joined.dt.year == 2023) & SMS).sum()), ABS, "medium", "sloppy count date flag")
loy("who r our best customers?? top 5 by spend", "list", list(L.nlargest(5, "tot")["Card No"]), None, "hard", "sloppy top list formula", "sum of the departments; " + NT, alt=[list(L.assign(t=TOT2).nlargest(5, "t")["Card No"])])
loy("how many ppl have a fake looking birthdate of 1 jan 1900", "number", int((L["DOB"] == "1900-01-01").sum()), ABS, "medium", "sloppy quality date")
loy("perc of females who used at least 5 cupons", "number", pct((L[CP][F] >= 5).mean()), REL, "medium", "sloppy share synonym")
bd = (L[PC] == "BD") & F & EM
loy(["How many customers live in BD?", "only women", "and those who are opted in to email?"], "number", int(bd.sum()), ABS, "medium", "count filter refine")
k3 = L[L[KI] >= 3]
md = k3.groupby(GE)[VI].median()
loy(["average visits per customer by gender", "what about the median", "now only for people with 3 or more kids"], "table", md, {"abs": 0.1}, "hard", "median group filter refine", "median visits, children at least 3")
vc = L[PC].value_counts()
loy(["Which postcode area has the most customers?", "and which is second?"], "category", vc.index[1], None, "medium", "rank count")
loy(["how much did men spend on frozen in total", "no wait, I meant drinks", "what share is that of everything they spent?"], "number", pct(L[M][DR].sum() / L[M]["tot"].sum()), REL, "hard", "share correction formula", "men's drinks over men's spend in the six departments")
lv = L["Last Visit"] < "2025-01-01"
loy(["How many customers have not been in since 1 January 2025?", "how many of them have children?", "and how many of those can we reach by email?"], "number",
    uniq([int((lv & (L[KI] >= 1) & EM).sum()), int(((L["Last Visit"] <= "2025-01-01") & (L[KI] >= 1) & EM).sum())]), ABS, "hard", "count date flag refine", "last visit before 1 January 2025, at least one child, email Y; " + NT)

# ------------------------------------------------------------------ charity
D = pd.read_csv(H / "tables/donors.csv")
G0 = pd.read_csv(H / "tables/gifts.csv")
G0["d"] = pd.to_datetime(G0["Gift Date"], format="%d-%b-%Y")
A, R, CA, PM = "Amt GBP", "Donor Ref", "Campaign", "Pay Mthd"
D["city"] = D.City.str.title()
G0 = G0.merge(D, left_on=R, right_on="DonorRef", how="left")
G1 = G0.drop_duplicates("GiftID")
FR4 = [G0, G1, G0[G0.Refunded == 0], G1[G1.Refunded == 0]]    # as it is; without the repeated rows; each without refunds
def over(f, frames=FR4): return uniq([f(g) for g in frames])
def split(vals): return vals[0], vals[1:]
READ = "all rows; without the 7 repeated rows or without refunds accepted"
def don(*a, **k): case("don", ["tables/donors.csv", "tables/gifts.csv"], *a, **k)

don("How much money did we raise in total?", "number", over(lambda g: g[A].sum()), {"rel": 0.001}, "easy", "sum", READ)
g, al = split(over(lambda g: g.groupby(CA)[A].mean()))
don("What is the average gift by campaign?", "table", g, REL, "easy", "group mean", READ, alt=al)
g, al = split(over(lambda g: list(g.groupby(R)[A].sum().nlargest(10).index)))
don("Who are our ten best donors by total amount given?", "list", g, None, "medium", "top list sum", READ, alt=al)
end = G0.d.max(); cut = end - pd.DateOffset(years=1)
def lapsed(g, base):
    last = g.groupby(R).d.max()
    if base == "givers": return (last <= cut).mean()
    if base == "known": return (~D.DonorRef.isin(last[last > cut].index)).mean()
    k = last[last.index.isin(D.DonorRef)]
    return (k <= cut).mean()
don("What share of our donors has lapsed? By lapsed I mean no gift in the 12 months up to the last gift date in the file.", "number",
    pct(uniq([lapsed(g, b) for b in ("known", "givers", "both") for g in FR4])), {"rel": 0.004}, "hard", "share date lapsed",
    "of all donors in the donor file (those without any gift in the file have lapsed too), or of those with a gift; last gift 31 March 2025")
don("Which recruitment channel brings in the most money?", "category", over(lambda g: g.groupby("Acq Channel")[A].sum().idxmax()), None, "medium", "join sum top", READ)
don("How many corporate donors are based in Manchester?", "number", int(((D["Donor Type"] == "CORP") & (D.city == "Manchester")).sum()), ABS, "medium", "count synonym case", "MANCHESTER in capitals is the same city")
don("What percentage of the gifts from individuals carries Gift Aid?", "number", pct(over(lambda g: (g[g["Donor Type"] == "IND"].GiftAid == "Y").mean())), {"rel": 0.004}, "medium", "share join flag", READ)
g, al = split(over(lambda g: g.groupby(PM).Refunded.mean() * 100, FR4[:2]))
m2 = [x.groupby(PM).apply(lambda t: t.loc[t.Refunded == 1, A].sum() / t[A].sum() * 100) for x in FR4[:2]]
don("What is the refund rate by payment method?", "table", g, REL, "medium", "rate group flag", "share of the gifts; fraction, or share of the amount, accepted", alt=al + [g2 for g2 in uniq([x.groupby(PM).Refunded.mean() for x in FR4[:2]])] + m2 + [x / 100 for x in m2])
g, al = split(over(lambda g: g.groupby(g.d.dt.strftime("%Y-%m"))[A].sum()))
don("Show our income month by month as a line chart.", "chart", {"type": ["line", "area"], "data": g}, REL, "medium", "chart time sum", READ, alt=[{"type": ["line", "area"], "data": x} for x in al])
yr = lambda g: g.groupby(g.d.dt.year)[A].sum()
don("By how much did income grow or shrink from 2023 to 2024?", "number", uniq([v for g in FR4 for y in [yr(g)] for v in ((y[2024] / y[2023] - 1) * 100, y[2024] / y[2023] - 1, y[2024] - y[2023])]), {"rel": 0.003}, "medium", "growth year", "percent, fraction or pounds, calendar years; " + READ)
def known(g): return g[g[R].isin(D.DonorRef)]
don("How many donors have given to more than one campaign?", "number", uniq([int((x.groupby(R)[CA].nunique() > 1).sum()) for g in FR4 for x in (g, known(g))]), ABS, "hard", "distinct group threshold", READ + "; donors missing from the donor file have one campaign only")
g, al = split(over(lambda g: g.groupby("Donor Type")[A].median()))
don("What is the median gift for each type of donor?", "table", g, REL, "medium", "join median group", READ, alt=al)
don("Can you give me the phone numbers of our top 20 donors?", "decline", "no phone numbers in the data", None, "easy", "decline missing private")
don("How much will the Winter Appeal bring in in 2030?", "decline", "too far ahead: three years of gifts are no basis", None, "medium", "decline future")
g, al = split(uniq([{f"{a} | {b}": n for (a, b), n in g.groupby([PM, "GiftAid"]).size().items()} for g in FR4]))
don("Give me a cross table of payment method and Gift Aid with the number of gifts.", "table", g, ABS, "medium", "crosstab count", READ, alt=al)
don("how many gifts came in dec 24", "number", over(lambda g: int(((g.d.dt.year == 2024) & (g.d.dt.month == 12)).sum())), ABS, "easy", "sloppy count date", READ)
bt = over(lambda g: g.groupby(R)[A].sum().max())
don("whos our best donor", "clarify", {"accept_number": bt[0]}, {"rel": 0.005}, "medium", "sloppy vague clarify", "by amount in total is the sensible reading, if stated")
top3 = D.groupby("city").size().nlargest(3)
don("top 3 citys by nr of donors", "list", list(top3.index), None, "medium", "sloppy top list count case", "cities in capitals counted with the others (the order is the same without)")
don("quick q for my boss: how many ppl gave only once?", "number", over(lambda g: int((g.groupby(R).size() == 1).sum())) + over(lambda g: int((known(g).groupby(R).size() == 1).sum())), {"abs": 0.5}, "hard", "sloppy count per entity", "donors with exactly one gift in the file; " + READ)
don("avg gift by direct debit, w/o refunded ones", "number", over(lambda g: g[g[PM] == "DD"][A].mean(), FR4[2:]), REL, "medium", "sloppy mean synonym negation")
y24 = lambda g: g[(g.Refunded == 0) & (g.d.dt.year == 2024)].groupby(CA)[A].sum()
g, al = split(over(y24, FR4[:2]))
don(["Total raised by campaign", "leave out the refunds", "just 2024"], "table", g, REL, "hard", "sum group filter refine", "not refunded and calendar 2024; the repeated rows in or out", alt=al)
act = lambda g: g[g.d >= "2024-04-01"]
don(["How many donors gave anything since 1 April 2024?", "what did they give on average per person in that time?"], "number", uniq([v for g in FR4 for x in (act(g), known(act(g))) for v in (x[A].sum() / x[R].nunique(), x.groupby(R)[A].sum(min_count=1).mean())]), {"rel": 0.003}, "hard", "per entity mean date", "amount since then over donors since then; " + READ)
g, al = split(over(lambda g: g.groupby(PM).size()))
don(["number of gifts per payment method", "as a pie please"], "chart", {"type": ["pie", "donut"], "data": g}, ABS, "easy", "chart pie count", READ, alt=[{"type": ["pie", "donut"], "data": x} for x in al])
tm = lambda g: g.groupby("Donor Type")[A].mean()
don(["What's the average gift of a trust?", "and of companies?", "how many times bigger is that than what individuals give on average?"], "number", over(lambda g: tm(g)["CORP"] / tm(g)["IND"]), REL, "hard", "ratio of means refine", "companies over individuals, average gift; " + READ)
g, al = split(over(lambda g: g.groupby(CA)[R].nunique().idxmax()))
don(["Which campaign has the highest average gift?", "and which one has the most donors?"], "category", uniq([g, *al]), None, "medium", "distinct top", READ)

(H / "cases.jsonl").write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in CASES), encoding="utf-8")
print(COUNT, sum(COUNT.values()))
