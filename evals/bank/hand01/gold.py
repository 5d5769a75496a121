"""Computes every gold of hand01 from the tables and writes cases.jsonl beside this file.  python gold.py DATA_ROOT"""
import json, os, sys
import numpy as np, pandas as pd
from scipy import stats
root = sys.argv[1]
here = os.path.dirname(os.path.abspath(__file__))
m = pd.read_csv(os.path.join(root, "marketing_campaign.csv"), sep="\t")
r = pd.read_csv(os.path.join(root, "data.csv.gz"), encoding="latin1", dtype={"InvoiceNo": str, "StockCode": str})
c = pd.read_csv(os.path.join(root, "Car_Purchasing_Data.csv"), encoding="latin1")
s = pd.read_csv(os.path.join(root, "SCFP2019.csv.gz"), usecols=["YY1", "Y1", "WGT", "NETWORTH", "INCOME", "HHOUSES", "HCCBAL", "CCBAL", "NVEHIC", "EDCL", "AGE", "MARRIED", "DEBT"])

cases, n = [], {"mkt": 0, "ret": 0, "car": 0, "scf": 0}
FILE = {"mkt": "marketing_campaign.csv", "ret": "data.csv.gz", "car": "Car_Purchasing_Data.csv", "scf": "SCFP2019.csv.gz"}
REL, ABS = {"rel": 0.005}, {"abs": 0.5}

def plain(v):
    if isinstance(v, (np.integer,)): return int(v)
    if isinstance(v, (float, np.floating)): return round(float(v), 6)
    if isinstance(v, (list, tuple)): return [plain(x) for x in v]
    if isinstance(v, pd.Series): return {str(k if not isinstance(k, tuple) else " | ".join(map(str, k))): plain(x) for k, x in v.items()}
    if isinstance(v, dict): return {str(k): plain(x) for k, x in v.items()}
    return v

def add(d, turns, typ, gold, tol=None, tags="direct", diff="medium", note="", alt=None):
    n[d] += 1
    turns = [turns] if isinstance(turns, str) else turns
    tags = tags.split()
    if len(turns) > 1: tags = [t for t in tags if t not in ("direct", "conversation")] + ["conversation"]
    x = dict(id=f"hand01-{d}-{n[d]:02d}", data=[FILE[d]], turns=turns, answer_type=typ, gold=plain(gold))
    if alt: x["gold_alt"] = plain(alt)
    x.update(tolerance=tol, difficulty=diff, tags=tags, note=note)
    cases.append(x)

def pct(*vs):
    return [y for v in vs for y in (v * 100, v)]

# ------------------------------------------------------------------ marketing
MNT = ["MntWines", "MntFruits", "MntMeatProducts", "MntFishProducts", "MntSweetProducts", "MntGoldProds"]
WORD = dict(zip(MNT, ["Wines", "Fruits", "Meat", "Fish", "Sweets", "Gold"]))
WORD2 = dict(zip(MNT, ["Wines", "Fruits", "Meat Products", "Fish Products", "Sweet Products", "Gold Prods"]))
CMP = ["AcceptedCmp1", "AcceptedCmp2", "AcceptedCmp3", "AcceptedCmp4", "AcceptedCmp5", "Response"]
m["spend"] = m[MNT].sum(axis=1)
m["kids"] = m.Kidhome + m.Teenhome
m["d"] = pd.to_datetime(m.Dt_Customer, format="%d-%m-%Y")
m["ym"] = m.d.dt.strftime("%Y-%m")
m["acc"] = m[CMP].sum(axis=1)
A = lambda *a, **k: add("mkt", *a, **k)

A("How many customers are in this file?", "number", len(m), ABS, diff="easy", note="rows; ID is unique")
A("What's the median household income of our customers?", "number", m.Income.median(), REL, diff="easy", note="24 empty incomes left out")
A("What share of customers responded to the last campaign?", "number", pct(m.Response.mean()), REL, diff="easy", note="mean of Response")
A("Average total spend per customer by education level", "table", m.groupby("Education").spend.mean(), REL, note="spend = sum of six Mnt columns")
g = m.groupby("Education").Response.mean()
A("Which education group had the best response rate in the most recent campaign?", "category", g.idxmax(), note=str(g.round(4).to_dict()))
g = m[MNT].sum()
WORD3 = dict(zip(MNT, ["Wines", "Fruits", "Meat Products", "Fish Products", "Sweet Products", "Gold Products"]))
T = ["pie", "donut"]
A("Make a pie chart of total spending by product category", "chart", {"type": T, "data": plain(g)}, REL, tags="direct chart", alt=[{"type": T, "data": plain(g.rename(w))} for w in (WORD, WORD2, WORD3)], note="column sums")
A("What percentage of all spending goes to wine?", "number", pct(m.MntWines.sum() / m.spend.sum()), REL, note="ratio of sums")
A("How many customers have at least one kid or teenager at home?", "number", int((m.kids > 0).sum()), ABS, note="Kidhome + Teenhome > 0")
x, y = m[m.kids == 0].spend.mean(), m[m.kids > 0].spend.mean()
A("On average, how much more money do customers without any kids or teens at home spend than those who have some?", "number", x - y, REL, diff="hard", note=f"{x:.2f} - {y:.2f}")
g = m.ym.value_counts().sort_index()
A("Plot the number of new customers per month of enrolment", "chart", {"type": ["line", "bar", "area"], "data": plain(g)}, ABS, tags="direct chart timeseries", note="Dt_Customer is day-month-year")
A("How many customers signed up in each year?", "table", m.d.dt.year.value_counts().sort_index(), ABS, tags="direct timeseries", diff="easy", note="Dt_Customer year")
i = m[m.Income < 600000].dropna(subset="Income")
j = m.dropna(subset="Income")
A("How strongly are income and total spending correlated?", "number", [j.Income.corr(j.spend), i.Income.corr(i.spend), j.Income.corr(j.spend, method="spearman")], {"abs": 0.006}, note="Pearson on 2,216 rows; without the 666,666; Spearman")
ct = pd.crosstab(m.Complain, m.Response)
ps = [stats.chi2_contingency(ct)[1], stats.chi2_contingency(ct, correction=False)[1], stats.fisher_exact(ct)[1], stats.ttest_ind(m[m.Complain == 1].Response, m[m.Complain == 0].Response, equal_var=False)[1], stats.ttest_ind(m[m.Complain == 1].Response, m[m.Complain == 0].Response)[1]]
A("Test whether people who complained respond to the last campaign at a different rate than those who didn't. What's the p-value?", "number", ps, {"abs": 0.01}, tags="direct statistics", diff="hard", note="chi-square with/without Yates, Fisher, Welch, t")
A("List the IDs of the 5 customers with the highest total spending", "list", [str(v) for v in m.nlargest(5, "spend").ID], alt=[[str(v) for v in m.sort_values(["spend", "ID"], ascending=[False, True]).head(5).ID]], note=str(m.nlargest(7, "spend")[["ID", "spend"]].values.tolist()))
g = m[m.Marital_Status.isin(["Married", "Single"])].groupby(["Education", "Marital_Status"]).size()
A(["How many customers per education level?", "split that by marital status, but only Married and Single people"], "table", g, ABS, note="counts, two keys", alt=[m[m.Marital_Status.isin(["Married", "Single"])].groupby(["Marital_Status", "Education"]).size()])
A("For how many customers is the income missing?", "number", int(m.Income.isna().sum()), ABS, tags="direct quality", diff="easy", note="empty Income")
dup = m.drop(columns=["ID", "spend", "kids", "d", "ym", "acc"])
A("Ignoring the ID column, how many rows are repeats of an earlier row?", "number", int(dup.duplicated().sum()), ABS, tags="direct quality", diff="hard", note="duplicated() over all columns but ID")
A("I need an audience for a wine mailing: income over 70k, more than 500 spent on wine, and no response to the last campaign. How many people is that?", "number", int(((m.Income > 70000) & (m.MntWines > 500) & (m.Response == 0)).sum()), ABS, tags="direct audience", note="three filters")
A("Segment our customers into 4 groups based on income and total spending and describe each one", "segments", {"k": 4, "n": len(j), "needs": ["income", "spend"]}, tags="direct segments", diff="hard", note="2,216 with income; or all; or without the 666,666", alt=[{"k": 4, "n": len(m), "needs": ["income", "spend"]}, {"k": 4, "n": len(i), "needs": ["income", "spend"]}])
l1, l2 = stats.linregress(j.Income, j.spend), stats.linregress(i.Income, i.spend)
A("Going by income alone, what total spending would you predict for someone earning 60,000 a year?", "prediction", [l1.intercept + l1.slope * 60000, l2.intercept + l2.slope * 60000], {"rel": 0.15}, tags="direct prediction", diff="hard", note="straight line with and without the 666,666")
A("how many custmers were born in the 80s", "number", int(m.Year_Birth.between(1980, 1989).sum()), ABS, tags="sloppy", note="1980 to 1989")
A("quick q for my boss: avg spend on meat for ppl with a phd??", "number", m[m.Education == "PhD"].MntMeatProducts.mean(), REL, tags="sloppy", note="mean MntMeatProducts, PhD")
A("whos not bought anything in over 90 days, how many", "number", int((m.Recency > 90).sum()), ABS, tags="sloppy audience", note="Recency > 90")
A("share of purchases web vs catalog vs store pls", "table", m[["NumWebPurchases", "NumCatalogPurchases", "NumStorePurchases"]].sum().pipe(lambda q: q / q.sum() * 100), {"rel": 0.005}, tags="sloppy", diff="hard", note="ratio of sums, three channels",
  alt=[m[["NumWebPurchases", "NumCatalogPurchases", "NumStorePurchases"]].sum().pipe(lambda q: q / q.sum() * f).rename(w) for f in (100, 1) for w in ({}, {"NumWebPurchases": "Web", "NumCatalogPurchases": "Catalog", "NumStorePurchases": "Store"}, {"NumWebPurchases": "Web Purchases", "NumCatalogPurchases": "Catalog Purchases", "NumStorePurchases": "Store Purchases"})])
A("median days since last purchase for those who said yes to last campain", "number", m[m.Response == 1].Recency.median(), ABS, tags="sloppy", note="Recency of Response = 1")
g = m.acc.value_counts().sort_index()
A("how many ppl accepted 0, 1, 2, 3 etc of the six campaigns (incl the last one)", "table", g, ABS, tags="sloppy", diff="hard", note="row sum of five AcceptedCmp and Response")
A("best campaign? i mean which of the 6 got the most yeses", "category", ["Response", "last campaign", "the last campaign", "Last", "campaign 6", "Cmp6", "sixth campaign"], tags="sloppy", note=str(m[CMP].sum().to_dict()))
A("What is the response rate of the last campaign for men compared to women?", "decline", "gender is not in the table", tags="direct decline", note="no gender column")
A("Which email subject line brought the most clicks?", "decline", "no emails, subject lines or clicks in the table", tags="direct decline", note="not in data")
A("Which ones are better?", "clarify", None, tags="sloppy clarify", note="nothing says what is compared or by what")
A(["What's the average income?", "And only for PhDs?", "what about the median"], "number", m[m.Education == "PhD"].Income.median(), REL, diff="medium", note="median income of PhD")
A(["How many people accepted campaign 3?", "and campaign 4?", "What share of all customers is that?"], "number", pct(m.AcceptedCmp4.mean()), REL, note="mean AcceptedCmp4")
g = m.groupby("Education").Income.mean().sort_values(ascending=False)
A(["Which education level has the highest average income?", "And the second highest?"], "category", g.index[1], note=str(g.round(0).to_dict()))
A(["Total wine spending?", "and meat?", "Only customers who enrolled in 2013"], "number", m[m.d.dt.year == 2013].MntMeatProducts.sum(), REL, note="meat, enrolled 2013")
g = m.groupby("Education").NumWebVisitsMonth.median()
A(["Mean number of web visits per month by education", "use the median instead", "show it as a bar chart"], "chart", {"type": ["bar", "column"], "data": plain(g)}, REL, tags="conversation chart", note="median NumWebVisitsMonth by Education")
t = m[m.Marital_Status.isin(["Married", "Together"])]
A(["How many customers are married?", "Count the ones living together as well", "What's the response rate to the last campaign of that group?"], "number", pct(t.Response.mean()), REL, diff="hard", note="Married or Together")
A(["How many customers have two kids?", "no, I meant small kids and teenagers together, exactly two"], "number", int((m.kids == 2).sum()), ABS, tags="conversation correction", note="Kidhome + Teenhome = 2")
g = m[m.Teenhome > 0].groupby("Marital_Status").spend.mean()
A(["Average total spending by marital status", "only those with teenagers at home"], "table", g, REL, note="Teenhome > 0")
A(["Number of deal purchases by education?", "forget that. How many customers complained in total?"], "number", int(m.Complain.sum()), ABS, tags="conversation topic", diff="easy", note="sum Complain")
A(["what was the avg store purchases per custmer", "for income under 30k", "and over 80k?"], "number", m[m.Income > 80000].NumStorePurchases.mean(), REL, tags="sloppy conversation", note="filter replaced, Income > 80,000")

# ------------------------------------------------------------------ retail
r["d"] = pd.to_datetime(r.InvoiceDate, format="%m/%d/%Y %H:%M")
r["v"] = r.Quantity * r.UnitPrice
r["ym"] = r.d.dt.strftime("%Y-%m")
r["cancel"] = r.InvoiceNo.str.startswith("C")
p = r[(r.Quantity > 0) & (r.UnitPrice > 0)]          # positive lines
nc = r[~r.cancel]
pc = p.dropna(subset="CustomerID")
rc = r.dropna(subset="CustomerID")
assert round(r.v.sum(), 2) == 9747747.93 and round(p.v.sum(), 2) == 10666684.54
two = lambda f: [f(p), f(r)]
B = lambda *a, **k: add("ret", *a, **k)
BOTH = "positive lines, or net of cancellations"
cid = lambda q: [str(int(v)) for v in q]

B("What is our total revenue?", "number", two(lambda q: q.v.sum()), REL, diff="easy", note=BOTH)
B("How many distinct invoices are in the data, cancellations included?", "number", r.InvoiceNo.nunique(), ABS, diff="easy", note="distinct InvoiceNo")
B("How many different customers do we have?", "number", [r.CustomerID.nunique(), pc.CustomerID.nunique()], ABS, diff="easy", note="distinct CustomerID; or with a positive purchase")
f = lambda q: q[q.Country != "United Kingdom"].groupby("Country").v.sum().nlargest(5)
T = ["bar", "column"]
B("Bar chart of the 5 biggest countries by revenue, without the UK", "chart", {"type": T, "data": plain(f(p))}, REL, tags="direct chart", alt=[{"type": T, "data": plain(f(q))} for q in (r, nc)], note=BOTH)
B("What share of revenue comes from the United Kingdom?", "number", pct(*two(lambda q: q[q.Country == "United Kingdom"].v.sum() / q.v.sum())), REL, note=BOTH)
f = lambda q: plain(q.groupby("ym").v.sum())
B("Show me monthly revenue as a line chart", "chart", {"type": ["line", "area"], "data": f(p)}, {"rel": 0.01}, tags="direct chart timeseries", alt=[{"type": ["line", "area"], "data": f(q)} for q in (r, nc)], note=BOTH + "; December 2011 is partial")
aov = [q.v.sum() / q.InvoiceNo.nunique() for q in (p, r, nc, pc, rc)] + [r.v.sum() / nc.InvoiceNo.nunique(), r.v.sum() / p.InvoiceNo.nunique()]
B("What's the average order value?", "number", aov, REL, note="per invoice: positive lines, all, not cancelled, with a customer")
B("What percentage of lines has no customer ID?", "number", pct(r.CustomerID.isna().mean()), REL, tags="direct quality", diff="easy", note="135,080 rows")
B("How many invoices were cancelled?", "number", r[r.cancel].InvoiceNo.nunique(), ABS, note="distinct InvoiceNo starting with C")
f = lambda q: list(q.groupby("Description").Quantity.sum().nlargest(5).index)
name = r.dropna(subset="Description").groupby("StockCode").Description.agg(lambda q: q.value_counts().index[0])
h = lambda q: list(q.groupby("StockCode").Quantity.sum().nlargest(5).index)
B("Which five products sold the most units?", "list", f(p), alt=[f(q) for q in (r, nc, pc, rc)] + [z for q in (p, r, nc, pc) for z in (h(q), [name[k] for k in h(q)])], note=BOTH + "; by Description or StockCode")
f = lambda q: q[q.ym == "2011-11"].v.sum() / q[q.ym == "2011-10"].v.sum() - 1
B("By how many percent did revenue grow from October to November 2011?", "number", pct(*two(f)), {"rel": 0.01}, tags="direct timeseries", note=BOTH)
f = lambda q: q.groupby(q.d.dt.day_name()).v.sum()
B(["Revenue by hour of the day", "and by weekday, which one is the best?"], "category", sorted({f(p).idxmax(), f(r).idxmax()}), note=str(f(p).round(0).to_dict()))
f = lambda q: q.groupby(q.d.dt.hour).InvoiceNo.nunique()
B("Chart the number of orders by hour of the day", "chart", {"type": ["bar", "column", "line", "area"], "data": plain(f(r))}, ABS, tags="direct chart", alt=[{"type": ["bar", "column", "line", "area"], "data": plain(f(q))} for q in (p, nc)], note="distinct invoices by hour; all, positive, not cancelled")
f = lambda q: q.groupby("CustomerID").v.sum().idxmax()
B("Which customer has spent the most with us?", "category", sorted(set(cid([f(pc), f(rc)]))), diff="easy", note=BOTH)
B("What did invoice 536365 come to in total?", "number", r[r.InvoiceNo == "536365"].v.sum(), {"abs": 0.01}, tags="direct lookup", diff="easy", note="7 lines")
oi = [pc.groupby("CustomerID").InvoiceNo.nunique(), rc.groupby("CustomerID").InvoiceNo.nunique(), nc.dropna(subset="CustomerID").groupby("CustomerID").InvoiceNo.nunique()]
B("How many customers ordered only once?", "number", [int((q == 1).sum()) for q in oi], ABS, note="one distinct invoice: positive lines, all, not cancelled")
f = lambda q: int((q.groupby("CustomerID").v.sum() > 10000).sum())
B(["How many customers spent more than 1,000 in total?", "and more than 10,000?"], "number", [f(pc), f(rc)], ABS, note=BOTH)
B("How many rows are exact duplicates of an earlier row?", "number", int(r[list(r.columns[:8])].duplicated().sum()), ABS, tags="direct quality", note="duplicated() over the eight columns; 5,268")
f = lambda q: q[q.d.dt.year == 2011].pipe(lambda z: z.groupby(z.d.dt.quarter).v.sum())
alts = [f(q).rename({k: w.format(k) for k in range(1, 5)}) for q in (p, r, nc) for w in ("2011-Q{}", "2011Q{}", "Q{}", "2011 Q{}", "{}")]
B("Revenue by quarter for 2011", "table", alts[0], {"rel": 0.005}, tags="direct timeseries", alt=alts[1:], note=BOTH + "; Q4 ends 9 December")
lastbuy, firstbuy = pc.groupby("CustomerID").d.max(), pc.groupby("CustomerID").d.min()
lb2 = rc.groupby("CustomerID").d.max()
lb3 = nc.dropna(subset="CustomerID").groupby("CustomerID").d.max()
B("For a win-back mailing: how many customers bought something before 1 June 2011 but have not ordered since then?", "number", [int((q < "2011-06-01").sum()) for q in (lastbuy, lb2, lb3)], ABS, tags="direct audience", diff="hard", note="last date before 1 June: positive lines, all rows, not cancelled")
B("Do an RFM segmentation of the customers into 5 segments", "segments", {"k": 5, "n": pc.CustomerID.nunique(), "needs": ["recency", "frequency", "monetary"]}, tags="direct segments", diff="hard", alt=[{"k": 5, "n": k, "needs": ["recency", "frequency", "monetary"]} for k in (rc.CustomerID.nunique(), lb3.size)], note="4,338 customers with a positive line, or 4,372")
top = lambda q: q.groupby("CustomerID").v.sum().sort_values(ascending=False)
f = lambda q, fn: top(q).head(int(fn(len(top(q)) * .1))).sum() / top(q).sum()
B("What share of the revenue from known customers do the top 10% of customers bring in?", "number", pct(f(pc, np.ceil), f(rc, np.ceil)), {"rel": 0.01}, diff="hard", note=BOTH + "; top tenth by revenue")
B("What was our profit margin per country?", "decline", "no costs in the data", tags="direct decline", note="price and quantity only")
B("Did the price increase in October cause the higher sales in November?", "decline", "causal; no recorded price increase or experiment", tags="direct decline", note="cause cannot be read off")
B("How old are the customers in France on average?", "decline", "no age in the data", tags="direct decline", note="not in data")
B("can u compare the two", "clarify", None, tags="sloppy clarify", note="no two things named")
f = lambda q: q[q.Country == "Germany"].v.sum()
B("revnue germany??", "number", two(f), REL, tags="sloppy", note=BOTH)
B("how many diff countries do we sell too", "number", [38, 37], ABS, tags="sloppy", diff="easy", note="38 values; 37 without Unspecified") if r.Country.nunique() == 38 else None
B("hey whats the most items anyone ever bought in one order line", "number", int(r.Quantity.max()), ABS, tags="sloppy", note="max Quantity (later cancelled)")
x = r[r.StockCode == "22423"]
f = lambda q: q[q.Description == "REGENCY CAKESTAND 3 TIER"]
B("how much money did we make w/ the regency cakestand 3 tier", "number", [f(p).v.sum(), f(r).v.sum(), p[p.StockCode == "22423"].v.sum(), x.v.sum()], REL, tags="sloppy", note=BOTH)
B("uk orders w/out customer id - how many lines is that", "number", int((r.CustomerID.isna() & (r.Country == "United Kingdom")).sum()), ABS, tags="sloppy quality", note="two filters on lines")
B("lines w price zero? count pls", "number", int((r.UnitPrice == 0).sum()), ABS, tags="sloppy quality", diff="easy", note="UnitPrice = 0")
f = lambda q: q[q.Country == "France"].v.sum()
g = lambda q: q[(q.Country == "France") & (q.d.dt.year == 2011)]
B(["Revenue in Germany?", "and for France?", "just 2011"], "number", two(lambda q: g(q).v.sum()), REL, note=BOTH + "; France 2011")
f = lambda q: q[q.Country != "United Kingdom"].groupby("Country").v.sum().nlargest(3)
f2 = lambda q: q[q.Country != "United Kingdom"].groupby("Country").CustomerID.nunique().nlargest(3)
B(["Top 3 countries by revenue", "leave out the UK", "and by number of customers instead?"], "list", list(f2(p).index), alt=[list(f2(r).index)], note="distinct CustomerID, without United Kingdom: " + str(f2(r).to_dict()))
B(["How many invoices did customer 14646 have?", "And how much did he spend in total?"], "number", two(lambda q: q[q.CustomerID == 14646].v.sum()), REL, tags="conversation lookup", note=BOTH)
f = lambda q: plain(q[q.Country == "Netherlands"].groupby("ym").v.sum())
B(["Revenue by month", "only the Netherlands", "make it a bar chart"], "chart", {"type": ["bar", "column"], "data": f(p)}, {"rel": 0.005}, tags="conversation chart timeseries", alt=[{"type": ["bar", "column"], "data": f(q)} for q in (r, nc)], note=BOTH)
f = lambda q: q[q.ym == "2011-03"].InvoiceNo.nunique()
B(["How many orders did we get in February 2011?", "and in March?"], "number", [f(q) for q in (p, r, nc)], ABS, tags="conversation timeseries", note="distinct invoices: positive, all, not cancelled; year carried over")
f = lambda q, u=False: q[(q.StockCode.str.upper() if u else q.StockCode) == "85123A"].Quantity.sum()
B(["Best selling product by quantity?", "How many units of stock code 85123A were sold?"], "number", [f(p), f(r), f(nc), f(p, True), f(r, True), f(nc, True)], {"rel": 0.002}, tags="conversation topic", note=BOTH)
B(["what's the average unit price per line", "median pls"], "number", [r.UnitPrice.median(), p.UnitPrice.median()], {"abs": 0.005}, tags="sloppy conversation", diff="easy", note="median UnitPrice over lines")
f = lambda q: q[q.Country.isin(["Germany", "France"])].groupby("Country").pipe(lambda z: z.v.sum() / z.InvoiceNo.nunique())
fx = [f(p), f(r), f(nc), f(pc)]
B(["Compare total revenue of Germany and France", "and the average order value of the two?"], "table", fx[0], REL, alt=fx[1:] + [r[r.Country.isin(["Germany", "France"])].groupby("Country").v.sum() / nc[nc.Country.isin(["Germany", "France"])].groupby("Country").InvoiceNo.nunique()], diff="hard", note="per invoice; " + BOTH)

# ------------------------------------------------------------------ cars
C = lambda *a, **k: add("car", *a, **k)
NW, AS, CC, PA = "Net Worth", "Annual Salary", "Credit Card Debt", "Car Purchase Amount"
C("What is the average car purchase amount?", "number", c[PA].mean(), REL, diff="easy", note="mean")
C("How many customers are between 30 and 40 years old?", "number", [int(c.Age.between(30, 40).sum()), int(((c.Age >= 30) & (c.Age < 40)).sum())], ABS, note="both ends in; or below 40")
C("Which of age, salary, credit card debt and net worth is most strongly correlated with the car purchase amount?", "category", c[["Age", AS, CC, NW]].corrwith(c[PA]).abs().idxmax(), note=str(c[["Age", AS, CC, NW]].corrwith(c[PA]).round(3).to_dict()))
C("Show a scatter plot of annual salary against car purchase amount", "chart", {"type": ["scatter"], "data": None}, tags="direct chart", diff="easy", note="500 points")
X = np.column_stack([np.ones(len(c)), c.Age, c[AS], c[CC], c[NW]])
b = np.linalg.lstsq(X, c[PA], rcond=None)[0]
C("How much would a 40 year old with a salary of 60,000, credit card debt of 8,000 and a net worth of 300,000 spend on a car?", "prediction", float(b @ [1, 40, 60000, 8000, 300000]), {"rel": 0.03}, tags="direct prediction", diff="hard", note="linear model on four columns, R2 0.9995")
C("Who are the 5 customers with the highest net worth? Names please", "list", list(c.nlargest(5, NW)["Customer Name"]), note="Net Worth descending")
g = c.groupby("Gender")[PA].agg(["mean", "median"])
C("avg car purchse by gender", "table", g["mean"], REL, tags="sloppy", diff="easy", alt=[g["mean"].rename({0: "Male", 1: "Female"}), g["mean"].rename({0: "men", 1: "women"})], note="0 male, 1 female")
C("how many ppl have more cc debt than 15k", "number", int((c[CC] > 15000).sum()), ABS, tags="sloppy", diff="easy", note="> 15,000")
C("audience 4 luxury cars: networth over 500k and salary > 70k, how many", "number", int(((c[NW] > 500000) & (c[AS] > 70000)).sum()), ABS, tags="sloppy audience", note="two filters")
C("Which car brand sells best?", "decline", "no brands or models in the data", tags="direct decline", note="not in data")
C("Show me the good ones", "clarify", None, tags="direct clarify", note="good by what?")
C(["Median net worth?", "only people over 50", "and how many of them are there?"], "number", int((c.Age > 50).sum()), ABS, note="Age > 50")
C(["Average salary of the customers?", "and what's the 90th percentile?"], "number", [c[AS].quantile(.9)], REL, note="linear interpolation")
C(["Who paid the most for a car?", "And the second most?"], "category", c.nlargest(2, PA)["Customer Name"].iloc[1], tags="conversation lookup", note=str(c.nlargest(3, PA)[["Customer Name", PA]].values.tolist()))

# ------------------------------------------------------------------ survey of consumer finances
S = lambda *a, **k: add("scf", *a, **k)
def wmed(q, col):
    q = q.sort_values(col); w = q.WGT.cumsum()
    return float(q[col].to_numpy()[int(np.searchsorted(w.to_numpy(), w.iloc[-1] / 2))])
wm = lambda q, col: float(np.average(q[col], weights=q.WGT))
S("How many families were surveyed?", "number", s.YY1.nunique(), ABS, diff="easy", note="distinct YY1, five rows each")
S("What is the median net worth of US households?", "number", wmed(s, "NETWORTH"), {"rel": 0.01}, note="weighted by WGT")
S("What share of households owns a home?", "number", pct(wm(s, "HHOUSES")), REL, note="weighted HHOUSES")
S("pct of househlds carrying a credit card balance", "number", pct(wm(s, "HCCBAL")), REL, tags="sloppy", note="weighted HCCBAL")
S("Average household income for people aged 65 and over", "number", wm(s[s.AGE >= 65], "INCOME"), REL, note="weighted, AGE >= 65")
S(["What's the average net worth of married households?", "and of the unmarried ones?"], "number", wm(s[s.MARRIED == 2], "NETWORTH"), REL, note="MARRIED = 2, weighted")

with open(os.path.join(here, "cases.jsonl"), "w") as out:
    for x in cases: out.write(json.dumps(x) + "\n")
from collections import Counter
print(len(cases), n, Counter(t for x in cases for t in x["tags"]), Counter(x["answer_type"] for x in cases))
