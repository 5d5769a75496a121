import json, os, re
import numpy as np, pandas as pd
from scipy import stats
ROOT = os.environ["SEGUE_DATA"]
HERE = os.path.dirname(os.path.abspath(__file__))
m = pd.read_csv(f"{ROOT}/marketing_campaign.csv", sep="\t")
c = pd.read_csv(f"{ROOT}/Car_Purchasing_Data.csv", encoding="latin1")
r = pd.read_csv(f"{ROOT}/data.csv.gz", encoding="latin1", dtype={"InvoiceNo": str, "StockCode": str})
s = pd.read_csv(f"{ROOT}/SCFP2019.csv.gz")
MC, CA, RE, SC = ["marketing_campaign.csv"], ["Car_Purchasing_Data.csv"], ["data.csv.gz"], ["SCFP2019.csv.gz"]
CASES, N = [], {}
def py(v):
    if isinstance(v, dict): return {str(k): py(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)): return [py(x) for x in v]
    if isinstance(v, np.integer): return int(v)
    if isinstance(v, (np.floating, float)): return round(float(v), 6)
    return v
def case(data, short, turns, kind, gold, note, alt=None, tol=None, diff="medium", tags=()):
    N[short] = N.get(short, 0) + 1
    d = {"id": f"h3-{short}-{N[short]:02d}", "data": data, "turns": [turns] if isinstance(turns, str) else turns,
         "answer_type": kind, "gold": py(gold)}
    if alt: d["gold_alt"] = py(alt)
    d.update(tolerance=tol, difficulty=diff, tags=list(tags), note=note)
    CASES.append(d)
R, R1, A = {"rel": 0.005}, {"rel": 0.01}, {"abs": 0.5}
def pct(x): return [100 * x, x]
def t(g): return {str(k): float(v) for k, v in g.items()}

# ---------------------------------------------------------------- personality
mnt = [x for x in m if x.startswith("Mnt")]
m["spend"] = m[mnt].sum(axis=1)
m["join"] = pd.to_datetime(m.Dt_Customer, format="%d-%m-%Y")
cmp = ["AcceptedCmp1", "AcceptedCmp2", "AcceptedCmp3", "AcceptedCmp4", "AcceptedCmp5", "Response"]
P = lambda *a, **k: case(MC, "pers", *a, **k)
xt = pd.crosstab(m.Education, m.Kidhome)
full = {f"{e} | {k}": int(xt.loc[e, k]) for e in xt.index for k in xt.columns}; print("crosstab", full)
P("Number of customers by education and number of small kids at home", "table", {k: v for k, v in full.items() if v}, "cross count Education by Kidhome", alt=[full] if 0 in full.values() else None, tol=A, tags=["cross table"])
P("What is the median income of customers with a PhD?", "number", m[m.Education == "PhD"].Income.median(), "median of Income, PhD", tol=R, diff="easy", tags=["median"])
P("What percentage of customers said yes to the last campaign?", "number", pct(m.Response.mean()), "mean of Response", tol=R, diff="easy", tags=["percent"])
P("Draw the average wine spend per education level as bars", "chart", {"type": ["bar"], "data": t(m.groupby("Education").MntWines.mean())}, "mean MntWines", tol=R, diff="easy", tags=["group", "mean"])
g = m.groupby("Marital_Status").NumStorePurchases.agg(["mean", "size"]); g = g[g["size"] >= 50]
P("Leaving out marital statuses with fewer than 50 people, which one makes the most store purchases per customer on average?", "category", g["mean"].idxmax(), "mean NumStorePurchases of groups with 50 or more", diff="medium", tags=["group", "threshold"])
P("How many customers accepted at least two of the six campaigns?", "number", (m[cmp].sum(axis=1) >= 2).sum(), "row sum of the five AcceptedCmp and Response >= 2", tol=A, diff="hard", tags=["count", "computed"])
P("how many ppl have both teens and small kids at home", "number", ((m.Kidhome > 0) & (m.Teenhome > 0)).sum(), "Kidhome>0 and Teenhome>0", tol=A, diff="medium", tags=["sloppy", "count"])
P("whats the avg total spend of customers w/o any kids or teenagers", "number", m[(m.Kidhome == 0) & (m.Teenhome == 0)].spend.mean(), "mean of six Mnt columns summed, Kidhome=0 and Teenhome=0", tol=R, diff="medium", tags=["sloppy", "mean", "computed"])
P("After wine, which product category do customers spend the most money on?", "category", ["MntMeatProducts", "Meat", "Meat products", "Meats", "Mnt Meat Products"], "sums of Mnt columns: wine first, meat second", tags=["rank", "columns"])
P("what share of all spending goes to gold products", "number", pct(m.MntGoldProds.sum() / m.spend.sum()), "ratio of sums", tol=R, tags=["sloppy", "share"])
q = m.groupby(m["join"].dt.to_period("Q")).size()
qd = {f"{p.year}-Q{p.quarter}": int(v) for p, v in q.items()}
P("Plot the number of new customers per quarter", "chart", {"type": ["line", "bar", "area"], "data": qd}, "count by quarter of Dt_Customer (day-month-year)", alt=[{"type": ["line", "bar", "area"], "data": {f"{p.year}-{p.start_time.month:02d}": int(v) for p, v in q.items()}}], tol=A, tags=["chart", "time"])
a, b = m[m.Complain == 1].Income.dropna(), m[m.Complain == 0].Income.dropna()
ps = [stats.ttest_ind(a, b, equal_var=False).pvalue, stats.ttest_ind(a, b).pvalue, stats.mannwhitneyu(a, b).pvalue]
print("complain p", ps)
P("Do customers who complained have a significantly different income from those who did not? Give me the p-value.", "metrics", {"p-value": [min(ps) * .97, max(ps) * 1.03]}, "Welch, Student and Mann-Whitney all lie in the range", diff="hard", tags=["test"])
P("corr between income and catalogue purchases?", "number", m.Income.corr(m.NumCatalogPurchases), "Pearson on complete pairs; Spearman also accepted", alt=[m.Income.corr(m.NumCatalogPurchases, method="spearman"), m[m.Income < 600000].Income.corr(m.NumCatalogPurchases)], tol=R, tags=["sloppy", "correlation"])
P("Give me the IDs of the 5 customers who spent the most on sweets, biggest first", "list", [str(i) for i in m.nlargest(5, "MntSweetProducts").ID], "sorted by MntSweetProducts; no ties in the first six", tags=["top"])
P(["How many customers are divorced?", "and widowed?", "What's the median year of birth of those?"], "number", m[m.Marital_Status == "Widow"].Year_Birth.median(), "'those' = the widowed", tol={"abs": 0.1}, tags=["conversation", "median"])
P(["What is the average number of web visits per month?", "only customers with an income under 30,000", "and over 80,000?"], "number", m[m.Income > 80000].NumWebVisitsMonth.mean(), "income filter replaced", tol=R, tags=["conversation", "filter"])
g = m[m["join"].dt.year == 2013].groupby("Education").spend.mean()
P(["Show total spend by education as a bar chart", "make it the average per customer instead", "only people who joined in 2013"], "chart", {"type": ["bar"], "data": t(g)}, "mean spend by education, joined 2013", tol=R, diff="hard", tags=["conversation", "chart"])
P(["Of all six campaigns, counting the last one (Response), which was accepted by the most customers?", "and the second best?"], "category", ["AcceptedCmp4", "Campaign 4", "Cmp4", "4", "Accepted Cmp4"], "Response 334, AcceptedCmp4 167, then 163 twice", tags=["conversation", "rank", "columns"])
P(["whats the response rate to the last campaign for married ppl", "singles?", "sorry, i meant people living together"], "number", pct(m[m.Marital_Status == "Together"].Response.mean()), "Marital_Status = Together", tol=R, tags=["conversation", "sloppy", "rate"])
P("Which email subject line got the best response in the last campaign?", "decline", "no subject lines in the table", "not in the data", diff="easy", tags=["decline"])
P("Did having kids at home cause these customers to buy more deals?", "text", {"must_mention": ["causal|causation|prove|cannot show|can't show|cannot tell|does not mean|experiment|association|not a cause|correlation|cannot say why"]}, "an observational table cannot show cause; a difference with that caveat or a refusal is right", diff="hard", tags=["causal"])
P("How many customers never ordered from the catalog but bought at least 5 times on the website?", "number", ((m.NumCatalogPurchases == 0) & (m.NumWebPurchases >= 5)).sum(), "two conditions", tol=A, tags=["count", "filter"])
x = m.dropna(subset=["Income"]); g = x.groupby(pd.qcut(x.Income, 5), observed=True).spend.mean()
P("Split customers into five income brackets with equally many people in each and show the average total spend per bracket", "table", t(g), "quintiles of Income", tol={"rel": 0.02}, diff="hard", tags=["bins", "labels-free"])
P("Group the customers into 4 segments based on income and total spend", "segments", {"k": 4, "n": [2240, 2216, 2215, 2213, 2212], "needs": ["income", "spend"]}, "k=4 asked; rows without income may be left out", diff="hard", tags=["segments"])
P("quick q for my boss: who spends more on sweets on average, graduates or phds?", "category", ["Graduation", "Graduates", "Graduate"], "mean MntSweetProducts by Education", tags=["sloppy", "compare"])

# ---------------------------------------------------------------- cars
c.columns = ["name", "mail", "country", "g", "age", "sal", "ccd", "nw", "amt"]
C = lambda *a, **k: case(CA, "cars", *a, **k)
mm, ff = c[c.g == 0], c[c.g == 1]
C("How many men and how many women are in the data?", "table", {"male": len(mm), "female": len(ff)}, "Gender 0 male, 1 female by the seed's README", alt=[{"0": len(mm), "1": len(ff)}], tol=A, diff="easy", tags=["count", "group"])
C("What's the average car purchase amount of customers younger than 35?", "number", c[c.age < 35].amt.mean(), "Age < 35", tol=R, diff="easy", tags=["mean", "filter"])
C("Name the 5 customers with the highest net worth", "list", c.nlargest(5, "nw").name.tolist(), "sorted by Net Worth", diff="easy", tags=["top"])
C("What R-squared do I get when predicting the purchase amount from age, annual salary and net worth?", "metrics", {"r2": [0.99, 1.0]}, "linear regression, 0.9995; held-out similar", diff="hard", tags=["regression"])
C("In a simple regression on age, by how much does the car purchase amount rise per extra year?", "number", stats.linregress(c.age, c.amt).slope, "slope of simple regression", tol=R1, diff="hard", tags=["regression"])
X = np.column_stack([np.ones(500), c.age, c.sal, c.nw]); bb = np.linalg.lstsq(X, c.amt, rcond=None)[0]
C("What would you expect a 45 year old earning 70,000 a year with a net worth of 500,000 to pay for a car?", "prediction", float(np.dot(bb, [1, 45, 70000, 500000])), "linear model of age, salary, net worth", tol={"rel": 0.03}, diff="hard", tags=["prediction"])
g = c.groupby(c.age // 10 * 10).ccd.median()
C("Median credit card debt by age decade (20s, 30s, 40s and so on)", "table", {f"{k}s": v for k, v in g.items()}, "floor(age/10); 70 is its own band; 60-70 together also accepted",
  alt=[{**{f"{k}s": v for k, v in g.items() if k < 60}, "60-70": c[c.age >= 60].ccd.median()}], tol=R, tags=["bins", "median", "labels-free"])
C("What share of customers owe more than 12,000 on their credit cards?", "number", pct((c.ccd > 12000).mean()), "Credit Card Debt > 12000", tol=R, diff="easy", tags=["share"])
C("What is the standard deviation of net worth?", "number", [c.nw.std(), c.nw.std(ddof=0)], "sample or population", tol=R, diff="easy", tags=["spread"])
C("whats the avg debt to salary ratio", "number", [(c.ccd / c.sal).mean(), c.ccd.sum() / c.sal.sum(), 100 * (c.ccd / c.sal).mean(), 100 * c.ccd.sum() / c.sal.sum()], "mean of ratios or ratio of sums", tol=R, tags=["sloppy", "ratio"])
C("how many cust. earn between 50k and 60k", "number", c.sal.between(50000, 60000).sum(), "range", tol=A, diff="easy", tags=["sloppy", "count", "range"])
d = ff.amt.mean() - mm.amt.mean()
C("do women spend more on cars than men?? just give me the difference in averages", "number", [d, -d], "mean women minus mean men; sign by direction", tol=R1, tags=["sloppy", "difference"])
C("Show me a histogram of annual salaries", "chart", {"type": ["histogram", "bar"], "data": None}, "distribution", diff="easy", tags=["chart", "distribution"])
C("scatter plot age vs car purchase amount", "chart", {"type": ["scatter"], "data": None}, "scatter", diff="easy", tags=["chart"])
C(["What is the average net worth of women?", "and of men?", "what about their median?"], "number", mm.nw.median(), "median for men, the last group", tol=R, tags=["conversation", "median"])
print("low", c.nsmallest(3, "amt")[["name", "age", "amt"]].values.tolist())
C(["Who are the top 3 spenders?", "the bottom 3 instead", "How old is the very lowest one?"], "number", c.loc[c.amt.idxmin(), "age"], "age of the smallest purchase", tol=A, tags=["conversation", "lookup"])
C(["How many customers are over 60?", "what do they pay for a car on average?"], "number", c[c.age > 60].amt.mean(), "Age > 60 kept", tol=R, tags=["conversation", "mean"])
k = c[["age", "sal", "ccd", "nw"]].corrwith(c.amt).sort_values(); print(k); print(c[["age", "sal", "ccd", "nw"]].corrwith(c.amt, method="spearman"))
C(["What's the correlation of annual salary with the purchase amount?", "and of net worth?", "Which numeric column is the most strongly related to the purchase amount?"], "category", {"age": "Age", "sal": ["Annual Salary"]}[k.index[-1]], "largest absolute Pearson", diff="hard", tags=["conversation", "correlation"])
C("Which car brand do customers buy most?", "decline", "no brand or model column", "not in the data", diff="easy", tags=["decline"])
C("How many of these customers financed their car with a loan?", "decline", "no financing column", "not in the data", tags=["decline"])
C("how many different countries do they come from", "number", 1, "Country is always USA", tol={"abs": 0.1}, diff="easy", tags=["sloppy", "distinct"])
C("What is the 90th percentile of the car purchase amount?", "number", c.amt.quantile(.9), "quantile 0.9", tol=R, tags=["percentile"])
ps = [stats.ttest_ind(ff.amt, mm.amt, equal_var=False).pvalue, stats.ttest_ind(ff.amt, mm.amt).pvalue, stats.mannwhitneyu(ff.amt, mm.amt).pvalue]; print("car p", ps)
C("Is the gap in purchase amount between men and women statistically significant? I need the p-value", "metrics", {"p-value": [min(ps) * .97, max(ps) * 1.03]}, "Welch, Student, Mann-Whitney all in the range", diff="hard", tags=["test"])
C("How many customers paid more for their car than they earn in a year?", "number", (c.amt > c.sal).sum(), "amount > salary", tol=A, tags=["count", "computed"])
top = c.amt.nlargest(50).sum() / c.amt.sum()
C("What share of all car spending comes from the top 10% of spenders?", "number", pct(top), "50 of 500 customers", tol=R1, diff="hard", tags=["share", "concentration"])

# ---------------------------------------------------------------- retail
r["rev"] = r.Quantity * r.UnitPrice
r["d"] = pd.to_datetime(r.InvoiceDate, format="%m/%d/%Y %H:%M")
r["ym"] = r.d.dt.strftime("%Y-%m")
NC = ~r.InvoiceNo.str.startswith("C")
POS = (r.Quantity > 0) & (r.UnitPrice > 0)
VIEWS = [r, r[NC], r[POS], r[r.CustomerID.notna()], r[POS & r.CustomerID.notna()]]   # net, no cancellations, positive lines, known customers
def uniq(v):
    out = []
    for x in v:
        if not any(json.dumps(py(x)) == json.dumps(py(y)) for y in out): out.append(x)
    return out
def views(f, n=3): return uniq([f(v) for v in VIEWS[:n]])
Q = lambda *a, **k: case(RE, "ret", *a, **k)
v = views(lambda x: x[x.Country == "Norway"].CustomerID.nunique())
Q("How many different customers do we have in Norway?", "number", v, "distinct CustomerID", tol=A, diff="easy", tags=["distinct"])
Q("What was the total revenue in May 2011?", "number", views(lambda x: x[x.ym == "2011-05"].rev.sum()), "net, without cancellations, positive lines", tol=R, diff="easy", tags=["sum", "date"])
v = views(lambda x: x[x.Country != "United Kingdom"].groupby("Country").rev.sum().nlargest(5).index.tolist()); print(v)
Q("Top 5 countries outside the UK by revenue", "list", v[0], "net revenue; without cancellations also accepted", alt=v[1:], tags=["top", "negation"])
Q("How many invoices were cancelled?", "number", r[~NC].InvoiceNo.nunique(), "distinct invoices that start with C", tol=A, tags=["distinct", "cancel"])
v = views(lambda x: x.groupby("Description").Quantity.sum().idxmax()); print(v)
top = [x.groupby("StockCode").Quantity.sum().idxmax() for x in VIEWS[:3]]; print(top)
names = sorted({d for k in top for d in r[r.StockCode == k].Description.dropna().unique() if d.isupper()}); print(names)
Q("Which product sold the most units?", "category", uniq(v + top + names), "by description or by stock code, net of cancellations or lines sold only", tags=["top"])
tri = ["Germany", "France", "Spain"]
def aov(x): g = x[x.Country.isin(tri)].groupby("Country"); return t(g.rev.sum() / g.InvoiceNo.nunique())
v = views(aov)
Q("What is the average order value in Germany, France and Spain?", "table", v[0], "revenue by distinct invoices; all, without cancellations, positive lines", alt=v[1:], tol=R, diff="hard", tags=["ratio", "group"])
v = views(lambda x: t(x.groupby(x.d.dt.day_name()).rev.sum()))
Q("Bar chart of revenue by day of the week", "chart", {"type": ["bar"], "data": v[0]}, "no Saturday in the data", alt=[{"type": ["bar"], "data": z} for z in v[1:]] + [{"type": ["bar"], "data": {**z, "Saturday": 0}} for z in v], tol=R, tags=["chart", "time"])
Q("How much has customer 14646 spent with us in total?", "number", views(lambda x: x[x.CustomerID == 14646].rev.sum()), "net or without returns", tol=R, diff="easy", tags=["sum", "filter"])
hv = views(lambda x: x.groupby(x.d.dt.hour).InvoiceNo.nunique().idxmax()); print("hour", hv)
Q("wich hour of the day gets most orders", "category", ["12", "12:00", "12 pm", "12pm", "noon", "12-13", "12:00-13:00", "12:00-12:59", "12h"], "distinct invoices by hour", tags=["sloppy", "time"])
Q("how many % of the lines dont have a customer id", "number", pct(r.CustomerID.isna().mean()), "missing CustomerID", tol=R, diff="easy", tags=["sloppy", "missing", "percent"])
Q("avg number of pieces per invoice pls, excl. returns and cancellations", "number", uniq([x.Quantity.sum() / x.InvoiceNo.nunique() for x in (r[NC], r[NC & (r.Quantity > 0)], r[POS])]), "sum of Quantity by distinct invoices; write-offs in or out", tol=R, diff="hard", tags=["sloppy", "ratio"])
x = r[r.Description.str.contains("christmas", case=False, na=False)]
Q("how many diff products have christmas in the name", "number", uniq([x.StockCode.nunique(), x.Description.nunique(), x.Description.str.strip().nunique(), x.Description.str.strip().str.upper().nunique()]), "stock codes or descriptions", tol=A, tags=["sloppy", "distinct", "text"])
def gr(x): z = x.groupby("ym").rev.sum(); return z["2011-11"] / z["2011-10"] - 1
Q("sales growth nov vs oct 2011 in %", "number", [p for z in views(gr) for p in pct(z)], "November by October 2011", tol=R1, tags=["sloppy", "growth", "percent"])
f11 = lambda x: x[(x.Country == "France") & (x.d.dt.year == 2011)].CustomerID.nunique()
Q(["How many orders did we get from Germany in 2011?", "and France?", "what about the number of customers there?"], "number", views(f11), "distinct customers, France, 2011", tol=A, tags=["conversation", "distinct"])
def best(x): return x[~x.Description.fillna("").isin(["DOTCOM POSTAGE", "POSTAGE", "Manual"])].groupby("Description").rev.sum().nlargest(3).index.tolist()
v = views(best); print(v)
Q(["Top 10 products by revenue", "leave out postage, dotcom postage and manual entries", "just the top 3"], "list", v[0], "net revenue; without cancellations also accepted", alt=v[1:], diff="hard", tags=["conversation", "top"])
v = views(lambda x: x[x.Country == "Netherlands"].groupby("ym").rev.sum().idxmax()); print(v)
Q(["Show monthly revenue", "only the Netherlands", "which month was the best?"], "category", v, "month with the highest revenue", tags=["conversation", "time"])
Q(["How many customers are there in total?", "and how many of them have more than 10 different invoices?"], "number", views(lambda x: (x.groupby("CustomerID").InvoiceNo.nunique() > 10).sum()), "distinct invoices > 10, with or without cancellations", tol=A, diff="hard", tags=["conversation", "threshold"])
Q(["What did invoice 536365 come to?", "and 541431?", "how many pieces was that?"], "number", r[r.InvoiceNo == "541431"].Quantity.sum(), "sum of Quantity of invoice 541431", tol=A, tags=["conversation", "lookup"])
def first(x): x = x[x.Country.isin(["Germany", "France", "EIRE"]) & ~x.Description.fillna("").isin(["POSTAGE", "Manual"])]; z = x.groupby(["Country", "Description"]).rev.sum(); return {k: z[k].idxmax() for k in ["Germany", "France", "EIRE"]}
v = views(first); print(v)
Q("For Germany, France and EIRE, which product brings in the most revenue in each, not counting postage and manual entries?", "table", v[0], "net revenue; without cancellations also accepted; top product within each country", alt=v[1:], diff="hard", tags=["rank within groups"])
v = views(lambda x: (x.groupby("Country").CustomerID.nunique() > 20).sum(), 5); print(v)
Q("In how many countries do we have more than 20 customers?", "number", v, "distinct customers by country > 20", tol=A, tags=["threshold", "distinct"])
Q("Which stock code appears with the most different descriptions?", "category", r.groupby("StockCode").Description.nunique().idxmax(), "data quality; 20713 has 8", diff="hard", tags=["quality"])
v = [t(x[x.d.dt.year == 2011].groupby("ym").InvoiceNo.nunique()) for x in VIEWS[:3]]
Q("Line chart of the number of invoices per month in 2011", "chart", {"type": ["line"], "data": v[0]}, "distinct invoices; December is partial", alt=[{"type": ["line"], "data": z} for z in v[1:]], tol=A, tags=["chart", "time"])
Q("What was our profit margin in 2011?", "decline", "no costs in the table", "not in the data", diff="easy", tags=["decline"])
Q("How many jumbo bags do we still have in the warehouse?", "decline", "no stock levels", "not in the data", tags=["decline"])
oc = views(lambda x: str(int(x.groupby("CustomerID").InvoiceNo.nunique().idxmax()))); print(oc, [int(x.groupby("CustomerID").rev.sum().idxmax()) for x in VIEWS[:3]])
Q("Who is our best customer?", "clarify", {"accept_number": [14646] + [int(o) for o in oc]}, "best by revenue (14646), or by orders; asking back or stating the reading", tags=["clarify"])

# ---------------------------------------------------------------- scf
W = s.WGT
def wm(x, col): return float((x[col] * x.WGT).sum() / x.WGT.sum())
def wq(x, col, q=.5):
    y = x[[col, "WGT"]].sort_values(col); cw = y.WGT.cumsum(); return float(y[col].iloc[int((cw >= q * cw.iloc[-1]).values.argmax())])
def share(x, mask): return float(x.WGT[mask].sum() / x.WGT.sum())
def by(x, col, f): return {k: f(v) for k, v in x.groupby(col)}
AGE = {1: "Under 35", 2: "35-44", 3: "45-54", 4: "55-64", 5: "65-74", 6: "75 and over"}
EDU = {1: "No high school diploma", 2: "High school", 3: "Some college", 4: "College degree"}
RAC = {1: "White non-Hispanic", 2: "Black", 3: "Hispanic", 5: "Other"}
def lab(d, names): return {names[k]: v for k, v in d.items()}
S = lambda *a, **k: case(SC, "scf", *a, **k)
S("How many families took part in the survey?", "number", s.YY1.nunique(), "5 rows (implicates) a family: 5,777, not 28,885", tol=A, tags=["distinct", "survey"])
S("What is the average household income?", "number", wm(s, "INCOME"), "weighted by WGT", tol=R, diff="easy", tags=["mean", "weighted"])
S("What is the median net worth of homeowners?", "number", wq(s[s.HOUSECL == 1], "NETWORTH"), "weighted, HOUSECL=1", tol=R1, tags=["median", "weighted"])
S("What percentage of households carry a credit card balance?", "number", pct(share(s, s.CCBAL > 0)), "weighted, CCBAL>0 (same as HCCBAL)", tol=R, diff="easy", tags=["percent", "weighted"])
g = by(s, "AGECL", lambda x: wm(x, "NVEHIC"))
S("Bar chart of the average number of vehicles by age of the household head (under 35, 35-44, 45-54, 55-64, 65-74, 75+)", "chart", {"type": ["bar"], "data": lab(g, AGE)}, "weighted, AGECL", alt=[{"type": ["bar"], "data": g}], tol=R, tags=["chart", "group", "weighted", "labels-free"])
g = by(s, "EDCL", lambda x: share(x, x.EDN_INST > 0))
S("What share of households has student loans, by education (no high school, high school, some college, degree)?", "table", lab({k: pct(v) for k, v in g.items()}, EDU), "weighted, EDN_INST>0 by EDCL", alt=[{k: pct(v) for k, v in g.items()}], tol=R, diff="hard", tags=["share", "group", "weighted", "labels-free"])
tot = W.sum()
S("How many households does the survey represent in total?", "number", [tot, tot / 1e6, tot / 1e3], "sum of WGT, 128.6 million", tol=R, diff="medium", tags=["sum", "weighted"])
print(by(s, "RACE", lambda x: share(x, x.HOUSECL == 1)))
S("Which race group has the highest homeownership rate?", "category", ["White non-Hispanic", "White", "White, non-Hispanic", "1"], "weighted share of HOUSECL=1 by RACE", tags=["rank", "weighted"])
g = by(s, "MARRIED", lambda x: wq(x, "INCOME"))
S("Compare the median income of married and unmarried households", "table", {"Married": g[1], "Not married": g[2]}, "weighted, MARRIED 1 married or living with partner, 2 neither", alt=[g], tol=R1, tags=["median", "weighted", "group", "labels-free"])
S("avg networth of households w head under 35", "number", wm(s[s.AGE < 35], "NETWORTH"), "weighted", tol=R, tags=["sloppy", "mean", "weighted"])
S("% of households that were 60+ days late on payments", "number", pct(share(s, s.LATE60 == 1)), "weighted, LATE60", tol=R, tags=["sloppy", "percent", "weighted"])
S("how much cc debt do households that have a balance carry on avg", "number", wm(s[s.CCBAL > 0], "CCBAL"), "weighted mean of CCBAL, CCBAL>0", tol=R, tags=["sloppy", "mean", "weighted"])
n3 = W[s.NVEHIC >= 3].sum()
S("how many households have 3 or more cars", "number", [n3, n3 / 1e6, n3 / 1e3], "weighted count, NVEHIC>=3", tol=R, tags=["sloppy", "count", "weighted"])
S("mean mortgage debt on the main home, only households that have a mortgage", "number", uniq([wm(s[s.MRTHEL > 0], "MRTHEL"), wm(s[s.NH_MORT > 0], "NH_MORT")]), "MRTHEL with, NH_MORT without home equity loans", tol=R, diff="hard", tags=["sloppy", "mean", "weighted"])
z = s[s.NWCAT == 5]
S(["What share of households directly owns stocks?", "and in the top 10% by net worth?"], "number", pct(share(z, z.HSTOCKS == 1)), "weighted, NWCAT=5 is the 90-100 percentile", tol=R1, diff="hard", tags=["conversation", "share", "weighted"])
z = s[(s.HHSEX == 2) & (s.EDCL == 4)]
S(["Median income of all households", "just those headed by women", "and with a college degree?"], "number", wq(z, "INCOME"), "weighted, HHSEX=2 and EDCL=4", tol=R1, tags=["conversation", "median", "weighted"])
g = by(s[s.HOUSECL == 1], "RACE", lambda x: wq(x, "NETWORTH"))
g4 = by(s[s.HOUSECL == 1], "RACECL4", lambda x: wq(x, "NETWORTH"))
print("own4", by(s, "RACECL4", lambda x: share(x, x.HOUSECL == 1)))
S(["Average net worth by race", "the median instead", "for homeowners only"], "table", lab(g, RAC), "weighted medians, HOUSECL=1; RACE, or the other coding RACECL4", alt=[g, lab(g4, {1: "White non-Hispanic", 2: "Black", 3: "Hispanic", 4: "Other"}), g4], tol=R1, diff="hard", tags=["conversation", "median", "weighted", "labels-free"])
q1, q2 = wm(s[s.OCCAT1 == 2], "INCOME"), wm(s[s.OCCAT1 == 1], "INCOME")
S(["average income of the self-employed", "and of people who work for someone else?", "what's the ratio of the two?"], "number", [q1 / q2, q2 / q1], "OCCAT1 2 by 1, weighted means", tol=R, diff="hard", tags=["conversation", "ratio-of-means", "weighted"])
g = by(s, "AGECL", lambda x: wq(x, "NETWORTH"))
S(["bar chart of net worth by age class", "use the median, not the mean"], "chart", {"type": ["bar"], "data": lab(g, AGE)}, "weighted medians by AGECL", alt=[{"type": ["bar"], "data": g}], tol=R1, diff="hard", tags=["conversation", "chart", "weighted", "labels-free"])
def sh(mask): return (s.NETWORTH * W)[mask].sum() / (s.NETWORTH * W).sum()
S("What share of total net worth is held by the richest 10% of households by net worth?", "number", uniq([p for p in pct(sh(s.NWCAT == 5))] + [p for p in pct(sh(s.NETWORTH >= wq(s, "NETWORTH", .9)))]), "weighted; NWCAT=5 or the weighted 90th percentile", tol=R1, diff="hard", tags=["share", "weighted"])
S("What is the 90th percentile of household income?", "number", wq(s, "INCOME", .9), "weighted", tol=R1, tags=["percentile", "weighted"])
S("Total debt as a percentage of total assets across all households?", "number", pct((s.DEBT * W).sum() / (s.ASSET * W).sum()), "ratio of weighted sums", tol=R, diff="medium", tags=["ratio", "weighted", "percent"])
S("Which state has the highest median net worth?", "decline", "no state or region in the public extract", "not in the data", diff="easy", tags=["decline"])
S("How much did median net worth grow between 2016 and 2019?", "decline", "only the 2019 survey", "not in the data", tags=["decline"])
S("Which group of people is doing best?", "clarify", None, "neither group nor measure is named", tags=["clarify"])

with open(os.path.join(HERE, "cases.jsonl"), "w") as f:
    for k in CASES: f.write(json.dumps(k, ensure_ascii=False) + "\n")
from collections import Counter
print(len(CASES), N, Counter(k["answer_type"] for k in CASES), sum(len(k["turns"]) > 1 for k in CASES))
