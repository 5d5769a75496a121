"""Computes the golds and writes cases.jsonl.  usage: gold.py DATA_FOLDER"""
import json, os, sys
import numpy as np, pandas as pd
from scipy import stats
D = sys.argv[1]; HERE = os.path.dirname(os.path.abspath(__file__))
CASES = []
def add(short, data, turns, typ, gold, tags, diff="medium", tol=None, note="", alt=None, **extra):
    n = sum(c["id"].startswith(f"h02-{short}-") for c in CASES) + 1
    if isinstance(turns, str): turns = [turns]
    if tol is None and typ in ("number", "table", "chart"):
        tol = {"rel": 0.005}
    c = {"id": f"h02-{short}-{n:02d}", "data": [data], "turns": turns, "answer_type": typ, "gold": gold}
    if alt: c["gold_alt"] = alt
    c.update({"tolerance": tol, "difficulty": diff, "tags": tags + (["conversation"] if len(turns) > 1 else []), "note": note}, **extra)
    CASES.append(json.loads(json.dumps(c, default=lambda o: o.item())))
def U(*v):                       # readings, without repeats
    out = []
    for x in v:
        x = round(float(x), 6)
        if x not in out: out.append(x)
    return out if len(out) > 1 else out[0]
def P(*v): return U(*[y for x in v for y in (x * 100, x)])       # shares: percent and fraction
def T(s, nd=4): return {str(k): round(float(v), nd) for k, v in s.items()}
COUNT = {"abs": 0.5}
BAR = ["bar", "column", "hbar", "horizontal bar"]; LINE = ["line", "area"]; HIST = ["histogram", "hist", "bar"]

# ---------------------------------------------------------------- personality
F = "marketing_campaign.csv"
m = pd.read_csv(f"{D}/{F}", sep="\t")
mnt = ["MntWines", "MntFruits", "MntMeatProducts", "MntFishProducts", "MntSweetProducts", "MntGoldProds"]
m["Spend"] = m[mnt].sum(axis=1); m["Kids"] = m.Kidhome + m.Teenhome
m["d"] = pd.to_datetime(m.Dt_Customer, format="%d-%m-%Y"); m["ym"] = m.d.dt.strftime("%Y-%m")
p = lambda *a, **k: add("pers", F, *a, **k)
p("What share of our customers are women?", "decline", "no gender in the data", ["decline"], "easy")
p(["How many customers have neither kids nor teenagers at home?", "as a percentage of everyone", "and those with at least one child of either kind?"], "number", P((m.Kids > 0).mean()), ["percent", "derived"], note="measure kept (percentage), filter replaced")
xt = m.groupby(["Education", "Kidhome"]).size(); print(xt)
p("Cross table of customers by education and number of kids at home (Kidhome)", "table", {f"{a} | {b_}": int(v) for (a, b_), v in xt.items()}, ["count", "cross"], "medium", COUNT, alt=[{f"{a} | {b_}": int(xt.get((a, b_), 0)) for a in m.Education.unique() for b_ in (0, 1, 2)}])
p("Which education level spends the least in total on average, across all product categories?", "category", m.groupby("Education").Spend.mean().idxmin(), ["group", "argmin", "derived"])
top = m.sort_values(["Spend", "ID"], ascending=[False, True])
assert top.Spend.iloc[4] > top.Spend.iloc[5]
tie = top.head(5); print("top5", tie[["ID", "Spend"]].values.tolist())
p("Give me the IDs of the 5 customers who spent the most overall (all six product groups together)", "list", [str(x) for x in tie.ID], ["top", "list", "derived"], ordered=len(set(tie.Spend)) == 5, note="spending = sum of the six Mnt columns; unordered where two tie")
p("How many customers last bought something more than 90 days ago?", "number", (m.Recency > 90).sum(), ["count", "range"], "easy", COUNT)
p("What was the response rate to the last campaign among customers with two or more children (kids plus teens)?", "number", P(m[m.Kids >= 2].Response.mean()), ["rate", "filter", "derived"])
acc = ["AcceptedCmp1", "AcceptedCmp2", "AcceptedCmp3", "AcceptedCmp4", "AcceptedCmp5", "Response"]
p("How many people accepted each of the campaigns, including the last one (Response)?", "table", T(m[acc].sum()), ["count", "campaign", "wide"], "medium", COUNT)
p("How many customers said yes to at least one of campaigns 1 to 5 but no to the last one?", "number", ((m[acc[:5]].sum(axis=1) > 0) & (m.Response == 0)).sum(), ["count", "filter", "campaign", "negation"], "hard", COUNT)
i = m.dropna(subset=["Income"]); i2 = i[i.Income < 600000]
pv = [f(i[i.Response == 1].Income, i[i.Response == 0].Income) for f in (stats.ttest_ind, stats.mannwhitneyu)] + [stats.ttest_ind(i[i.Response == 1].Income, i[i.Response == 0].Income, equal_var=False)]
print("p income~response", [x.pvalue for x in pv])
p("Do customers who responded to the last campaign earn significantly different incomes from those who didn't? Give me the p-value.", "metrics", {"p-value": [0, 0.001]}, ["test", "p-value"], "hard", note="t, Welch and Mann-Whitney all far below 0.001")
p("How strong is the correlation between income and catalogue purchases?", "number", U(i.Income.corr(i.NumCatalogPurchases), i2.Income.corr(i2.NumCatalogPurchases), i.Income.corr(i.NumCatalogPurchases, method="spearman")), ["correlation"], tol={"abs": 0.006}, note="Pearson with and without the 666,666 income; Spearman")
months = m.groupby("ym").size(); y13 = months[months.index.str.startswith("2013")]
print(y13.sort_values().tail(3))
p("Line chart of new customers per month", "chart", {"type": LINE, "data": T(months)}, ["chart", "time"], "medium", COUNT, note="Dt_Customer is day-month-year")
mon = pd.Period(y13.idxmax()); p("In which month of 2013 did the most customers enrol?", "category", [y13.idxmax(), mon.strftime("%B"), mon.strftime("%B %Y")], ["time", "argmax", "date"])
p("Split our customers into 4 segments using income and total spending, with the average of both per segment", "segments", {"k": 4, "n": [2240, 2216, 2215], "needs": ["mean income", "mean spend"]}, ["segments"], "hard")
x, y = i2.Income, i2.Spend
lin = [np.polyval(np.polyfit(a.Income, a.Spend, 1), 60000) for a in (i, i2)]; near = i2[(i2.Income > 55000) & (i2.Income < 65000)].Spend
print("pred 60k", lin, near.mean(), near.median())
p("How much would you expect a customer with an income of 60,000 to spend in total over the two years?", "prediction", [round(v) for v in lin + [near.mean()]], ["prediction"], "hard", {"rel": 0.12}, "straight line with and without the 666,666 income, or the mean of those near 60,000")
# sloppy
p("how many ppl r divorced or widowed", "number", m.Marital_Status.isin(["Divorced", "Widow"]).sum(), ["count", "or", "sloppy"], "easy", COUNT)
p("quick q for my boss: whats the avg income if we leave out that silly 666666 one", "number", i2.Income.mean(), ["mean", "negation", "sloppy"], "medium", {"rel": 0.001})
p("avg age of custmers as of 2014 pls", "number", (2014 - m.Year_Birth).mean(), ["mean", "derived", "sloppy"], "medium", {"abs": 0.1}, alt=[U((2014 - m[m.Year_Birth >= 1940].Year_Birth).mean())], note="all, or without the three impossible birth years")
p("any probs w the income column? blanks, weird values", "text", {"must_mention": ["24", "666,666|666666"], "must_not": []}, ["data-quality", "sloppy"])
p("gimme a short email idea for the edu group that liked the last campaign best", "text", {"must_mention": ["PhD"], "must_not": []}, ["campaign", "text", "sloppy"], "hard", note="PhD has the highest response rate, 20.8 %")
assert m.groupby("Education").Response.mean().idxmax() == "PhD"
# conversations
p(["How many customers accepted campaign 3?", "and campaign 4?", "what is that as a percentage of all customers?"], "number", P(m.AcceptedCmp4.mean()), ["percent", "campaign"], note="the last measure named: campaign 4")
p(["Average spend on fish by education", "now meat instead", "only those with an income over 50000"], "table", T(m[m.Income > 50000].groupby("Education").MntMeatProducts.mean()), ["mean", "group", "filter"], note="Basic appears only if someone there earns more than 50,000")
print("basic>50k", ((m.Income > 50000) & (m.Education == "Basic")).sum())
p(["What is the average number of store purchases?", "and on the web?", "what about the median"], "number", m.NumWebPurchases.median(), ["median"], "easy", {"abs": 0.01})
p(["Total spend per product category", "as a pie chart please"], "chart", {"type": ["pie", "donut", "doughnut"], "data": T(m[mnt].sum())}, ["chart", "wide", "sum"], tol={"rel": 0.005})
p("Which city do most of our customers live in?", "decline", "no place of residence in the data", ["decline"], "easy")

# ---------------------------------------------------------------- cars
F = "Car_Purchasing_Data.csv"
c = pd.read_csv(f"{D}/{F}", encoding="latin1"); c.columns = ["name", "mail", "country", "g", "age", "sal", "debt", "nw", "amt"]
k = lambda *a, **kw: add("cars", F, *a, **kw)
k("whats the avg cc debt of our buyers", "number", c.debt.mean(), ["mean", "sloppy"], "easy")
k("How many cars did we sell in March?", "decline", "no dates in the data", ["decline", "time"], "easy")
k("How spread out is the net worth of customers aged 50 or over? Standard deviation please", "number", c[c.age >= 50].nw.std(), ["spread", "filter"], "easy", {"rel": 0.006}, alt=[float(c[c.age >= 50].nw.std(ddof=0))])
k("What's the 90th percentile of the car purchase amount?", "number", c.amt.quantile(.9), ["percentile"], "easy")
k(["How many customers spent more than $50,000 on their car?", "in percent?", "and more than 60,000?"], "number", P((c.amt > 60000).mean()), ["percent", "filter"], "medium")
band = pd.cut(c.age, [0, 34, 44, 54, 200], labels=["under 35", "35-44", "45-54", "55 and over"])
k("Average purchase amount by age group: under 35, 35-44, 45-54, 55 and over", "table", T(c.groupby(band, observed=True).amt.mean()), ["bins", "mean", "group", "labels-free"])
t = c.sort_values("amt"); print("cars max", t.tail(3)[["name", "amt"]].values.tolist(), "min", t.head(3)[["name", "amt"]].values.tolist())
k("Scatter plot of annual salary against car purchase amount", "chart", {"type": ["scatter", "point", "points"], "data": None}, ["chart"], "easy")
assert (c.name == "Jade Cunningham").sum() == 1
k("How much did Jade Cunningham pay for her car?", "number", c[c.name == "Jade Cunningham"].amt.iloc[0], ["look-up"], "easy", {"rel": 0.0001})
t = c.sort_values("debt", ascending=False); print(t.head(6)[["name", "debt"]].values.tolist())
k("List the 5 customers with the highest credit card debt", "list", list(t.name.head(5)), ["top", "list"], "easy")
cor = c[["age", "sal", "debt", "nw"]].corrwith(c.amt); print(cor)
k("Which of age, annual salary, credit card debt and net worth is most strongly correlated with the purchase amount?", "category", ["Age"], ["correlation", "argmax"], "medium", note=f"age {cor.age:.3f}, salary {cor.sal:.3f}; Spearman agrees: {c[['age','sal']].corrwith(c.amt, method='spearman').round(3).to_dict()}")
k("How much does the purchase amount go up per extra year of age, in a simple regression on age alone?", "number", np.polyfit(c.age, c.amt, 1)[0], ["regression", "slope"], "hard", {"rel": 0.01})
X = np.c_[np.ones(500), c.age, c.sal, c.nw]; b = np.linalg.lstsq(X, c.amt, rcond=None)[0]; r2 = 1 - ((c.amt - X @ b) ** 2).sum() / ((c.amt - c.amt.mean()) ** 2).sum(); print("r2", r2, b)
k("How well do age, salary and net worth together explain the purchase amount? R-squared please", "metrics", {"r2": [0.998, 1.0]}, ["regression", "metrics"], "hard", note=f"{r2:.5f}")
k("Predict how much a 45 year old with a salary of 65,000 and a net worth of 450,000 will spend on a car", "prediction", round(float(b @ [1, 45, 65000, 450000]), 2), ["prediction"], "hard", {"rel": 0.03}, "linear model on the three; a tree model may be a little off")
pv = [stats.ttest_ind(c[c.g == 1].amt, c[c.g == 0].amt).pvalue, stats.ttest_ind(c[c.g == 1].amt, c[c.g == 0].amt, equal_var=False).pvalue, stats.mannwhitneyu(c[c.g == 1].amt, c[c.g == 0].amt).pvalue]; print("cars p", pv)
k("Is the difference in purchase amount between the two genders statistically significant? What's the p-value?", "metrics", {"p-value": [min(pv) - .02, max(pv) + .02]}, ["test", "p-value"], "hard", note="t, Welch, Mann-Whitney: " + str(np.round(pv, 3)))
k("Group the customers into 3 segments by age, salary and net worth and show how big each one is and what it spends on average", "segments", {"k": 3, "n": 500, "needs": ["mean age", "mean salary", "purchase amount"]}, ["segments"], "hard")
k("Histogram of annual salaries", "chart", {"type": HIST, "data": None}, ["chart", "distribution"], "easy")
# sloppy
k("whats the avg salary of women", "number", c[c.g == 1].sal.mean(), ["mean", "filter", "sloppy", "coded"], "medium", {"rel": 0.001}, "1 is female by the seed; men earn " + f"{c[c.g == 0].sal.mean():.0f}")
k("hi! how many custmers earn btw 50k and 60k", "number", c.sal.between(50000, 60000).sum(), ["count", "range", "sloppy"], "easy", COUNT)
k("total cc debt as pct of total salary, everyone together", "number", P(c.debt.sum() / c.sal.sum()), ["percent", "ratio", "sloppy"], "medium", {"rel": 0.005}, "ratio of sums")
k("anything missing in this file or is it clean?", "text", {"must_mention": ["no missing|0 missing|none missing|nothing missing|nothing is missing|no value is missing|no values are missing|no gaps|no empty|no blanks|complete|without missing|missing values: 0|0 empty"], "must_not": []}, ["data-quality", "sloppy"], "easy")
# conversations
k(["How many customers are over 60?", "what do they spend on a car on average?", "and those under 30?"], "number", c[c.age < 30].amt.mean(), ["mean", "filter"], note="measure kept, age filter replaced")
k(["Average purchase amount by gender", "make it the median"], "table", T(c.groupby("g").amt.median()), ["median", "group", "labels-free"], "easy")
t = c.sort_values("nw"); print(t.head(6)[["name", "nw"]].values.tolist())
k(["Top 5 customers by net worth", "and the 5 with the lowest?"], "list", list(t.name.head(5)), ["bottom", "list"])
k(["What's the average salary?", "only people with more than 15,000 of credit card debt", "how many people is that?"], "number", (c.debt > 15000).sum(), ["count", "filter"], "easy", COUNT)
k("Which car brand sells best?", "decline", "no brand in the data", ["decline"], "easy")

# ---------------------------------------------------------------- retail
F = "data.csv.gz"
r = pd.read_csv(f"{D}/{F}", encoding="latin1", dtype={"InvoiceNo": str, "StockCode": str})
r["d"] = pd.to_datetime(r.InvoiceDate, format="%m/%d/%Y %H:%M"); r["v"] = r.Quantity * r.UnitPrice; r["ym"] = r.d.dt.strftime("%Y-%m")
r["canc"] = r.InvoiceNo.str.startswith("C"); r["Description"] = r.Description.str.strip()
pos = r[(r.Quantity > 0) & (r.UnitPrice > 0)]; posc = pos[pos.CustomerID.notna()]; cust = r[r.CustomerID.notna()]; notc = r[~r.canc]
VIEWS = [r, pos, posc, cust, notc]
def RV(f, views=None): return U(*[f(v) for v in (views or VIEWS)])
q = lambda *a, **kw: add("ret", F, *a, **kw)
q("How many different customers do we have in Germany?", "number", RV(lambda v: v[v.Country == "Germany"].CustomerID.nunique()), ["distinct", "filter"], "easy", COUNT, "anyone on the books; or only those with a positive sale")
q("How many orders were cancelled?", "number", r[r.canc].InvoiceNo.nunique(), ["distinct", "cancel"], "medium", COUNT, "invoices that start with C; 9,288 are lines")
cty = [v.groupby("Country").v.sum().sort_values(ascending=False).drop("United Kingdom").head(5) for v in VIEWS]; print([list(x.index) for x in cty])
cd = [T(x, 2) for x in cty]
q(["Top 5 countries by revenue", "leave out the UK", "as a bar chart"], "chart", {"type": BAR, "data": cd[0]}, ["chart", "top", "negation"], "medium", alt=[{"type": BAR, "data": x} for x in cd[1:]] + [{"type": BAR, "data": dict(list(x.items())[:4])} for x in cd], note="the other readings of revenue, and the four that are left of the first five, in gold_alt")
q(["What share of our revenue comes from Germany?", "and from outside the United Kingdom altogether?"], "number", P(*[1 - v[v.Country == "United Kingdom"].v.sum() / v.v.sum() for v in VIEWS]), ["share", "negation"])
aov = lambda v: v.v.sum() / v.InvoiceNo.nunique()
q("What's the average order value for French customers?", "number", RV(lambda v: aov(v[v.Country == "France"])), ["mean", "ratio", "filter"], "hard", note="per invoice, not per line")
wd = {n: v.drop_duplicates("InvoiceNo").d.dt.day_name().value_counts() for n, v in zip("abcde", VIEWS)}; print({n: (x.idxmax(), x.head(2).tolist()) for n, x in wd.items()})
q("which weekday do we get the most orders on", "category", sorted({x.idxmax() for x in wd.values()}), ["time", "argmax", "distinct", "sloppy"])
wh = lambda v: v[(v.Description == "WHITE HANGING HEART T-LIGHT HOLDER") & (v.d.dt.year == 2011)].Quantity.sum()
q("How many units of the white hanging heart t-light holder did we sell in 2011?", "number", U(*[wh(v) for v in VIEWS], *[v[(v.StockCode == "85123A") & (v.d.dt.year == 2011)].Quantity.sum() for v in (r, pos, posc)]), ["sum", "filter", "text-match"], "medium", {"abs": 0.5}, "net of returns or gross; by name or by code 85123A")
pr = [v.groupby("Description").Quantity.sum().idxmax() for v in VIEWS] + [v.groupby("StockCode").Quantity.sum().idxmax() for v in VIEWS]; print(pr)
names = [x for x in pr if len(x) > 8]; codes = [x for x in pr if len(x) <= 8]
q("What is our best selling product by number of units?", "category", sorted(set(pr) | {"POPCORN HOLDER", "SMALL POPCORN HOLDER"}), ["argmax", "sum"], "medium", note="net by name the gliders, net by code the popcorn holder (22197, written two ways); gross the paper craft birdie whose order was cancelled at once")
best = [{x: v[v.Country == x].groupby("Description").Quantity.sum().drop("POSTAGE", errors="ignore").idxmax() for x in ("Germany", "France", "EIRE")} for v in VIEWS]; print(best)
q("For Germany, France and EIRE: which product sold the most units in each?", "table", best[0], ["within", "argmax", "group"], "hard", alt=[x for j, x in enumerate(best) if x not in best[:j]] [1:] or None, note="value is the product name")
one = lambda v: (v.groupby("CustomerID").InvoiceNo.nunique() == 1).sum()
q("How many customers have placed only one order?", "number", RV(one), ["count", "threshold", "distinct"], "hard", COUNT, "cancellation invoices counted or not")
q("Which age group of customers spends the most with us?", "decline", "no age in the data", ["decline"], "easy")
q("By how much, in percent, did revenue grow from October to November 2011?", "number", P(*[v[v.ym == "2011-11"].v.sum() / v[v.ym == "2011-10"].v.sum() - 1 for v in VIEWS]), ["growth", "percent", "time"], "medium")
raw = r.drop(columns=["d", "v", "ym", "canc"])
q("How many lines are exact duplicates of another line?", "number", U(raw.duplicated().sum(), raw.duplicated(keep=False).sum()), ["data-quality", "duplicates"], "medium", COUNT, "surplus copies, or every line that has a twin")
inv = r[r.InvoiceNo == "536370"]; q(["What was the total value of invoice 536370?", "how many different items were on it?"], "number", inv.StockCode.nunique(), ["look-up", "distinct"], "easy", COUNT, "postage is one of the lines; with or without it", alt=[float(inv[inv.StockCode != "POST"].StockCode.nunique())])
sh10 = lambda v: v.dropna(subset=["CustomerID"]).groupby("CustomerID").v.sum().nlargest(10).sum()
q("How much of our revenue do the ten biggest customers account for, in percent?", "number", P(*[sh10(v) / v.v.sum() for v in VIEWS], *[sh10(v) / v[v.CustomerID.notna()].v.sum() for v in (r, pos)]), ["percent", "top", "concentration"], "hard", note="of all revenue, or of revenue with a known customer")
n = [v[v.CustomerID.notna()].CustomerID.nunique() for v in VIEWS]; print("custs", n)
q("Segment the customers into 4 groups by recency, frequency and monetary value", "segments", {"k": 4, "n": sorted(set(n) | {4338, 4339, 4372}), "needs": ["recency", "frequency", "monetary"]}, ["segments", "rfm"], "hard")
mv = [v[v.d.dt.year == 2011].groupby("ym").v.sum() for v in VIEWS]
q("Plot monthly revenue for 2011", "chart", {"type": LINE + BAR, "data": T(mv[0], 2)}, ["chart", "time", "sum"], "medium", alt=[{"type": LINE + BAR, "data": T(x, 2)} for x in mv[1:]], note="December stops on the 9th")
# sloppy
ei = [v[v.Country == "EIRE"] for v in VIEWS]; ei += [v[v.StockCode.str.match(r"\d{5}")] for v in ei]
q("hw many difrent products did we sell to eire", "number", U(*[v.StockCode.nunique() for v in ei], *[v.Description.nunique() for v in ei]), ["distinct", "filter", "sloppy"], "medium", COUNT, "by stock code or by description; carriage and fees counted or not")
q("rev in spain vs portugal??", "table", {x: U(*[v[v.Country == x].v.sum() for v in VIEWS]) for x in ("Spain", "Portugal")}, ["sum", "compare", "sloppy"], "medium", note="each reading for both countries alike")
CASES[-1]["gold"] = T(pd.Series({x: r[r.Country == x].v.sum() for x in ("Spain", "Portugal")}), 2)
CASES[-1]["gold_alt"] = [T(pd.Series({x: v[v.Country == x].v.sum() for x in ("Spain", "Portugal")}), 2) for v in VIEWS[1:]]
last = {n: v[v.CustomerID.notna()].groupby("CustomerID").d.max() for n, v in zip("abcde", VIEWS)}
q("need a nr for the winback mailing: how many customers havent ordered since end of june 2011", "number", U(*[(x < "2011-07-01").sum() for x in last.values()]), ["count", "date", "threshold", "campaign", "sloppy"], "hard", COUNT, "last order before 1 July 2011; cancellations counted as orders or not")
q("how did we do", "clarify", {"accept_number": RV(lambda v: v.v.sum())}, ["vague", "sloppy"], "easy", note="no measure, no period")
# conversations
q(["What was total revenue in France?", "and Germany?", "how many orders is that?"], "number", RV(lambda v: v[v.Country == "Germany"].InvoiceNo.nunique()), ["distinct", "filter"], "medium", COUNT, "orders of Germany, cancellations counted or not")
mo = [v[v.d.dt.year == 2011].groupby("ym").InvoiceNo.nunique() for v in VIEWS]; print([x.nsmallest(2).to_dict() for x in mo], [x.drop("2011-12").nsmallest(2).to_dict() for x in mo])
q(["Number of orders per month in 2011", "which month had the most?"], "category", sorted({z for x in mo for z in (x.idxmax(), pd.Period(x.idxmax()).strftime("%B"), pd.Period(x.idxmax()).strftime("%B %Y"))}), ["time", "argmax"], "easy")
q(["How many customers are there in Belgium?", "and in Portugal?", "what did they spend per customer on average?"], "number", U(*[v[(v.Country == "Portugal") & v.CustomerID.notna()].v.sum() / v[v.Country == "Portugal"].CustomerID.nunique() for v in VIEWS], *[v[(v.Country == "Portugal")].v.sum() / v[v.Country == "Portugal"].CustomerID.nunique() for v in VIEWS]), ["ratio", "mean"], "hard", note="Portugal; with or without lines that lack a customer")
q("What was our profit margin in November 2011?", "decline", "no costs in the data", ["decline"], "easy")

# ---------------------------------------------------------------- scf
F = "SCFP2019.csv.gz"
s = pd.read_csv(f"{D}/{F}")
W = lambda v: v.WGT.sum()
def mean(col, v=s): return (v[col] * v.WGT).sum() / W(v)
def share(mask, v=s): return v[mask(v)].WGT.sum() / W(v)
def wq(col, f=.5, v=s):
    o = v.sort_values(col); cw = o.WGT.cumsum() / o.WGT.sum()
    return o[col].values[np.searchsorted(cw.values, f)]
z = lambda *a, **kw: add("scf", F, *a, **kw)
MED = {"rel": 0.01}
z("What is the median net worth of American households?", "number", wq("NETWORTH"), ["median", "weighted"], "easy", MED, "weighted by WGT")
z("Mean income of households headed by a woman", "number", mean("INCOME", s[s.HHSEX == 2]), ["mean", "filter", "weighted", "coded"], note="HHSEX 2; weighted")
print("own", share(lambda v: v.HHOUSES == 1), share(lambda v: v.HOUSECL == 1))
z("What percentage of households own their home?", "number", P(share(lambda v: v.HHOUSES == 1), share(lambda v: v.HOUSECL == 1)), ["percent", "weighted"], "easy")
z("How many US households have a net worth of at least one million dollars?", "number", s[s.NETWORTH >= 1e6].WGT.sum(), ["count", "range", "weighted"], "medium", {"rel": 0.005}, "sum of WGT", alt=[round(float(s[s.NETWORTH >= 1e6].WGT.sum() / 1e6), 4)])
g = s.groupby("EDCL"); ed = {1: "No high school diploma", 2: "High school or GED", 3: "Some college", 4: "College degree"}
z("Average net worth by education group (EDCL)", "table", T(pd.Series({e: mean("NETWORTH", v) for e, v in g}), 2), ["mean", "group", "weighted", "labels-free"], note="weighted; 1 no diploma to 4 degree")
z("avg cc balance of households that carry one", "number", mean("CCBAL", s[s.CCBAL > 0]), ["mean", "filter", "weighted", "sloppy"], note="CCBAL above 0")
z(["What share of households have student loan debt?", "and a credit card balance?"], "number", P(share(lambda v: v.CCBAL > 0), share(lambda v: v.HCCBAL == 1)), ["share", "weighted"])
z("How much net worth does it take to be in the richest 10 percent of households?", "number", wq("NETWORTH", .9), ["percentile", "weighted"], "medium", {"rel": 0.01})
z("What fraction of all household wealth belongs to households with a net worth above $1 million?", "number", P((s[s.NETWORTH > 1e6].NETWORTH * s[s.NETWORTH > 1e6].WGT).sum() / (s.NETWORTH * s.WGT).sum()), ["share", "concentration", "weighted"], "hard")
z("Total debt as a share of total household income", "number", P((s.DEBT * s.WGT).sum() / (s.INCOME * s.WGT).sum()), ["share", "ratio", "weighted"], "medium", note="ratio of weighted sums")
ab = pd.cut(s.AGE, [0, 34, 44, 54, 64, 74, 200], labels=["under 35", "35-44", "45-54", "55-64", "65-74", "75 and over"])
mi = pd.Series({b_: wq("INCOME", .5, v) for b_, v in s.groupby(ab, observed=True)})
z("Bar chart of median income by age class (AGECL)", "chart", {"type": BAR, "data": T(mi, 2)}, ["chart", "median", "group", "weighted", "labels-free"], "medium", {"rel": 0.01}, "AGECL: under 35, 35-44, ... 75 and over")
assert all((s.AGECL == i_ + 1)[ab == l_].all() for i_, l_ in enumerate(ab.cat.categories))
rc = {x: share(lambda v: v.HHOUSES == 1, v) for x, v in s.groupby("RACECL4")}; print("race own", rc)
z("Which race group (RACECL4) has the lowest homeownership rate?", "category", ["2", "Black", "Black/African-American", "Black/African American", "Black or African American", "Black / African American", "Black non-Hispanic", "African American", "Black/African-American only", "2 (Black)", "Black/African-American non-Hispanic"], ["rate", "argmin", "coded", "weighted"], "hard", note="code 2, Black/African American; " + str({a: round(v, 3) for a, v in rc.items()}))
fam = s.groupby("YY1")[["INCOME", "NETWORTH"]].mean()
def wcorr(a, b_):
    ma, mb = mean(a), mean(b_); x_, y_ = s[a] - ma, s[b_] - mb
    return (x_ * y_ * s.WGT).sum() / np.sqrt((x_ ** 2 * s.WGT).sum() * (y_ ** 2 * s.WGT).sum())
sp = s.INCOME.corr(s.NETWORTH, method="spearman"); ra = s[["INCOME", "NETWORTH"]].rank(); print("corr", wcorr("INCOME", "NETWORTH"), s.INCOME.corr(s.NETWORTH), sp)
z("What is the correlation between income and net worth?", "number", U(wcorr("INCOME", "NETWORTH"), s.INCOME.corr(s.NETWORTH), sp), ["correlation", "weighted"], "hard", {"abs": 0.01}, "weighted or plain Pearson, or Spearman")
z("Split households into 3 segments by income, debt and net worth", "segments", {"k": 3, "n": [28885, 5777, round(W(s)), round(W(s) / 1e6, 3), 100, 1], "needs": ["income", "debt", "net worth"]}, ["segments", "weighted"], "hard", note="n in rows, families, weighted households or shares")
m_, w_ = s[s.HHSEX == 1], s[s.HHSEX == 2]
z("How much higher is the median net worth of married households (or living with a partner) than of those who are not?", "number", wq("NETWORTH", .5, s[s.MARRIED == 1]) - wq("NETWORTH", .5, s[s.MARRIED == 2]), ["difference", "median", "weighted", "coded"], "hard", {"rel": 0.02}, alt=[U((wq("NETWORTH", .5, s[s.MARRIED == 1]) / wq("NETWORTH", .5, s[s.MARRIED == 2]) - 1) * 100, wq("NETWORTH", .5, s[s.MARRIED == 1]) / wq("NETWORTH", .5, s[s.MARRIED == 2]))], note="in dollars; as percent or ratio too")
# sloppy
z("avg nr of kids per household?", "number", mean("KIDS"), ["mean", "weighted", "sloppy"], "easy", {"abs": 0.006})
z("pct of households that went bankrupt in last 5 yrs", "number", P(share(lambda v: v.BNKRUPLAST5 == 1)), ["percent", "weighted", "sloppy"], "medium", {"rel": 0.01}, "BNKRUPLAST5; percent and fraction")
z("how many hh have more than 2 cars, as a %", "number", P(share(lambda v: v.NVEHIC > 2)), ["percent", "weighted", "range", "sloppy"])
z("median student debt, only ppl that have any", "number", wq("EDN_INST", .5, s[s.EDN_INST > 0]), ["median", "filter", "weighted", "sloppy"], "medium", {"rel": 0.01})
# conversations
z(["What's the average net worth?", "what about the median", "and for households under 35?"], "number", wq("NETWORTH", .5, s[s.AGE < 35]), ["median", "filter", "weighted"], "medium", {"rel": 0.02})
z(["What share of households own stocks directly?", "and only those with a college degree?"], "number", P(share(lambda v: v.HSTOCKS == 1, s[s.EDCL == 4]), share(lambda v: v.STOCKS > 0, s[s.EDCL == 4])), ["share", "filter", "coded", "weighted"], note="HSTOCKS, EDCL 4")
z(["Average income by sex of the household head", "make it net worth", "median instead, as a bar chart"], "chart", {"type": BAR, "data": T(pd.Series({1: wq("NETWORTH", .5, m_), 2: wq("NETWORTH", .5, w_)}), 2)}, ["chart", "median", "group", "weighted", "labels-free"], "medium", {"rel": 0.015}, "1 male, 2 female")
z(["How many vehicles does the average household have?", "and households with an income over 200,000?", "how many households is that?"], "number", U(s[s.INCOME > 200000].WGT.sum(), s[s.INCOME > 200000].WGT.sum() / 1e6), ["count", "filter", "weighted"], "medium", {"rel": 0.005})
z("Which state has the wealthiest households?", "decline", "no state or region in the data", ["decline"], "easy")
z("How has median household income changed since 2016?", "decline", "the file holds only the 2019 survey", ["decline", "time"], "easy")

assert len(CASES) == 100, len(CASES)
with open(f"{HERE}/cases.jsonl", "w") as fh:
    for c_ in CASES: fh.write(json.dumps(c_) + "\n")
