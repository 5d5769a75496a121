"""Golds for h05-*: python gold.py DATA_ROOT (writes cases.jsonl beside this file)."""
import json, os, sys
import numpy as np, pandas as pd
from scipy import stats
ROOT = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))
CASES = []
REL, CNT = {"rel": 0.005}, {"abs": 0.5}


def plain(v):
    if isinstance(v, dict): return {str(k): plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)): return [plain(x) for x in v]
    if isinstance(v, (np.integer,)): return int(v)
    if isinstance(v, (float, np.floating)): return round(float(v), 8)
    return v


def uniq(xs):
    out = []
    for x in xs:
        if not any((isinstance(x, str) and x == o) or (not isinstance(x, str) and not isinstance(o, str) and abs(x - o) < 1e-9) for o in out): out.append(x)
    return out[0] if len(out) == 1 else out


def pct(*xs):
    return uniq([100 * x for x in xs] + [x for x in xs])


def add(kind, data, turns, typ, gold, tol, diff, tags, note="", **kw):
    if isinstance(turns, str): turns = [turns]
    n = 1 + sum(c["id"].startswith(f"h05-{kind}-") for c in CASES)
    c = {"id": f"h05-{kind}-{n:02d}", "data": [data], "turns": turns, "answer_type": typ, "gold": plain(gold),
         "tolerance": tol, "difficulty": diff, "tags": tags.split(", "), "note": note}
    for k, v in kw.items(): c[k] = plain(v)
    CASES.append(c)


def save():
    with open(os.path.join(HERE, "cases.jsonl"), "w") as f:
        for c in CASES: f.write(json.dumps(c, ensure_ascii=False) + "\n")


# ---------------------------------------------------------------- personality
def personality():
    F = "marketing_campaign.csv"
    m = pd.read_csv(os.path.join(ROOT, F), sep="\t")
    A = lambda *a, **k: add("pers", F, *a, **k)
    mnt = [c for c in m if c.startswith("Mnt")]
    m["total"] = m[mnt].sum(axis=1)
    m["dt"] = pd.to_datetime(m.Dt_Customer, format="%d-%m-%Y")
    sane = m[m.Income != 666666]
    A("How many of our customers hold a PhD?", "number", (m.Education == "PhD").sum(), CNT, "easy", "count, filter")
    A(["How many customers were born in the 1970s?", "and in the 80s?"], "number", m.Year_Birth.between(1980, 1989).sum(), CNT, "easy", "count, range, conversation")
    A("how many of r custmers are women", "decline", {"missing": "no gender or sex in the data"}, None, "easy", "decline, missing-column, sloppy")
    A("avg nr of catalog purchases 4 divorced ppl", "number",
      m[m.Marital_Status == "Divorced"].NumCatalogPurchases.mean(), REL, "easy", "mean, filter, sloppy")
    A("Sort our customers into 3 groups based on income and total spending and tell me how big each group is and what it looks like", "segments",
      {"k": 3, "n": [2240, 2239, 2237, 2236, 2216, 2215, 2213, 2212], "needs": ["size", "mean income", "mean spend"]}, None, "medium", "segmentation", "with or without missing incomes and odd incomes or ages")
    top = m[m.MntSweetProducts == m.MntSweetProducts.max()]
    A("Which customer spent the most on sweets? I need the ID.", "category", [str(x) for x in top.ID], None, "easy", "max, lookup", f"{m.MntSweetProducts.nlargest(2).tolist()}")
    no = m[m.Income.isna()]
    A("How many customers have no income on file but do have at least one small kid at home?", "number", (no.Kidhome > 0).sum(), CNT, "medium", "count, missing, filter")
    f = m[(m.Kidhome == 0) & (m.Teenhome == 0)]
    A("What do households without kids and without teenagers spend in total on sweets plus fruit?", "number", (f.MntSweetProducts + f.MntFruits).sum(), REL, "medium", "sum, derived, filter")
    w = m[m.Marital_Status == "Divorced"]
    A(["What share of the widowed customers responded to the last campaign?", "what about the divorced ones?"], "number", pct(w.Response.mean()), REL, "medium", "share, filter, flag, conversation")
    vc = m.Marital_Status.value_counts()
    A("List the marital statuses that have fewer than 100 customers", "list", list(vc[vc < 100].index), None, "medium", "list, threshold", "", ordered=False)
    t = (m.assign(x=m.Teenhome == 2).groupby("Education").x.mean() * 100)
    A("For each education level, what percentage of customers has two teenagers living at home?", "table", t.to_dict(), REL, "medium", "share, group", gold_alt=[(t / 100).to_dict()])
    d = lambda x: x[x.Complain == 0].Income.mean() - x[x.Complain == 1].Income.mean()
    A("By how much does the average income of customers who never complained exceed that of customers who complained?", "number",
      uniq([d(m), d(sane)]), REL, "medium", "difference, mean, flag", "with or without the 666,666 income")
    a, b = m[m.Marital_Status == "Married"].MntWines, m[m.Marital_Status == "Single"].MntWines
    ps = [stats.ttest_ind(a, b, equal_var=False).pvalue, stats.ttest_ind(a, b).pvalue, stats.mannwhitneyu(a, b).pvalue]
    A("Do married and single customers differ significantly in what they spend on wine? Give me the p-value.", "number", uniq(ps), {"rel": 0.03}, "hard", "test, p-value", "Welch, Student, Mann-Whitney")
    r = m[["NumWebVisitsMonth", "NumWebPurchases"]]
    A("What's the correlation between website visits per month and web purchases?", "number",
      [r.corr().iloc[0, 1], r.corr("spearman").iloc[0, 1]], {"rel": 0.01}, "medium", "correlation")
    r2 = lambda x: x[["Income", "MntMeatProducts"]].corr().iloc[0, 1] ** 2
    A("If I regress meat spending on income, how high is the R squared?", "number", [r2(m), r2(sane)], {"rel": 0.01}, "hard", "regression", "with or without the 666,666 income")
    A("Bar chart of the average gold spend by number of kids at home", "chart", {"type": ["bar"], "x": ["Kidhome"], "y": "mean MntGoldProds", "data": m.groupby("Kidhome").MntGoldProds.mean().to_dict()}, REL, "easy", "chart, group",
      gold_alt=[{"type": ["bar"], "x": ["kids + teens"], "y": "mean MntGoldProds", "data": m.groupby(m.Kidhome + m.Teenhome).MntGoldProds.mean().to_dict()}])
    A("How many discount purchases do we see per 100 store purchases, over all customers together?", "number", 100 * m.NumDealsPurchases.sum() / m.NumStorePurchases.sum(), REL, "medium", "ratio of sums",
      gold_alt=[m.NumDealsPurchases.sum() / m.NumStorePurchases.sum()])
    ph = m[m.Education == "PhD"].groupby("Marital_Status").Income.agg(["mean", "count", "size"])
    ph = ph[ph["size"] >= 20]
    A("Among the PhDs, which marital status has the highest average income? Ignore statuses with fewer than 20 people", "category", ph["mean"].idxmax(), None, "hard", "group, filter, threshold, max", str(ph.round(0).to_dict()["mean"]))
    # sloppy
    q1 = m[(m.dt >= "2014-01-01") & (m.dt < "2014-04-01")]
    A("quick one for my boss - how many ppl joined in q1 2014??", "number", len(q1), CNT, "medium", "count, date, sloppy")
    A("pct of custmers w more than 5 catalog purchses", "number", pct((m.NumCatalogPurchases > 5).mean()), REL, "easy", "share, range, sloppy")
    t = m.groupby("Education").Recency.mean()
    A("avg days since last purchase for basic educaton vs master", "table", {k: t[k] for k in ("Basic", "Master")}, REL, "medium", "mean, comparison, sloppy")
    # conversations
    k = m[m.Income > 75000]
    A(["How many customers have an income above 75k?", "and how many of those took up campaign 5?", "as a percentage of them please"], "number", pct((k.AcceptedCmp5).mean()), REL, "medium", "share, filter, conversation", f"{k.AcceptedCmp5.sum()} of {len(k)}")
    A(["average wine spend by education level", "and the median?", "only customers without children or teens at home"], "table", f.groupby("Education").MntWines.median().to_dict(), REL, "hard", "median, group, filter, conversation")
    p = m[m.Education == "PhD"].nlargest(6, "total")
    ids = [str(x) for x in p.ID.head(5)]
    A(["who are our 5 biggest spenders across all products? just the ids", "now only phds"], "list", ids, None, "medium", "top n, filter, derived, conversation", str(p.total.tolist()) + "; places 3 and 4 tie",
      gold_alt=[ids[:2] + [ids[3], ids[2]] + ids[4:]])
    A("Which city do our best customers live in?", "decline", {"missing": "no city or other place in the data"}, None, "easy", "decline, missing-column")
    save()



# ---------------------------------------------------------------- cars
def cars():
    F = "Car_Purchasing_Data.csv"
    c = pd.read_csv(os.path.join(ROOT, F), encoding="latin1")
    c.columns = ["name", "mail", "country", "g", "age", "sal", "debt", "nw", "car"]
    A = lambda *a, **k: add("cars", F, *a, **k)
    A("How many buyers earn more than 80,000 a year?", "number", (c.sal > 80000).sum(), CNT, "easy", "count, filter")
    A("Median net worth of the customers in their fifties?", "number", c[c.age.between(50, 59)].nw.median(), REL, "easy", "median, range")
    A("Taking everybody together, how large is credit card debt as a percentage of annual salary (total debt over total salary)?", "number", pct(c.debt.sum() / c.sal.sum()), REL, "medium", "ratio of sums, share")
    n = c[c.name == "Naomi Rodriquez"]
    A("How old is Naomi Rodriquez?", "number", n.age.iloc[0], CNT, "easy", "lookup", f"{len(n)} row")
    A("How many people paid more for their car than they earn in a year?", "number", (c.car > c.sal).sum(), CNT, "medium", "count, derived, comparison")
    A("What percentage of customers has a net worth above half a million?", "number", pct((c.nw > 5e5).mean()), REL, "easy", "share, filter")
    band = pd.cut(c.age, [0, 39, 49, 59, 200], labels=["under 40", "40-49", "50-59", "60 and older"])
    A("Average car price by age group: under 40, 40-49, 50-59, 60 and older", "table", c.groupby(band, observed=True).car.mean().to_dict(), REL, "medium", "bins, mean, group")
    A("What's the standard deviation of annual salary?", "number", [c.sal.std(), c.sal.std(ddof=0)], REL, "easy", "std")
    co = c[["age", "sal", "debt", "nw", "car"]].corr()["car"].drop("car")
    co2 = c[["age", "sal", "debt", "nw", "car"]].corr("spearman")["car"].drop("car")
    A("Which of age, salary, card debt and net worth is most strongly related to the purchase amount?", "category", uniq(["Age", {"age": "Age", "sal": "Annual Salary"}[co2.idxmax()]]), None, "medium", "correlation, max", f"{co.round(3).to_dict()} spearman {co2.round(3).to_dict()}")
    M, W = c[c.g == 0], c[c.g == 1]
    A("Gender is coded 0 for men and 1 for women. Is the average car purchase amount significantly different between them? p-value of a t-test please", "number",
      uniq([stats.ttest_ind(M.car, W.car, equal_var=False).pvalue, stats.ttest_ind(M.car, W.car).pvalue]), {"rel": 0.02}, "medium", "test, p-value")
    lr = stats.linregress(c.age, c.car)
    A("How well does age alone explain the purchase amount? give me the R-squared of a linear regression", "number", lr.rvalue ** 2, {"rel": 0.01}, "medium", "regression")
    X = np.column_stack([np.ones(len(c)), c.age, c.sal, c.debt, c.nw])
    be = np.linalg.lstsq(X, c.car, rcond=None)[0]
    A("Run a simple regression of car price on salary: for each extra 1,000 dollars of salary, how many dollars more does the car cost?", "number", 1000 * stats.linregress(c.sal, c.car).slope, {"rel": 0.01}, "hard", "regression, slope", "a slope of a simple regression times 1,000")
    A("Scatter plot of annual salary against car purchase amount", "chart", {"type": ["scatter"], "x": ["Annual Salary"], "y": "Car Purchase Amount", "data": None}, REL, "easy", "chart")
    A(["show me a histogram of the annual salaries", "do the same for age"], "chart", {"type": ["histogram", "bar"], "x": ["Age"], "y": "count of customers", "data": None}, REL, "easy", "chart, distribution, conversation")
    A("How much would a 50 year old who earns 70k, with 9k of credit card debt and a net worth of 500k, pay for a car?", "prediction", (be @ [1, 50, 70000, 9000, 500000]), {"rel": 0.04}, "hard", "prediction", "linear regression on all four; a gender term changes nothing")
    # sloppy
    A("hi! whats the diff in avg net worth betwen men and women? (0=men 1=women)", "number", uniq([M.nw.mean() - W.nw.mean(), W.nw.mean() - M.nw.mean()]), REL, "medium", "difference, mean, sloppy")
    A("how meny ppl bought a car for less then 30k or more than 60k", "number", ((c.car < 30000) | (c.car > 60000)).sum(), CNT, "medium", "count, or, sloppy")
    A("top3 salarys pls just the names", "list", c.nlargest(3, "sal").name.tolist(), None, "easy", "top n, sloppy", str(c.sal.nlargest(4).tolist()))
    A("25th percntile of car purchase amt for ppl over 50", "number", c[c.age > 50].car.quantile(.25), {"rel": 0.01}, "medium", "percentile, filter, sloppy")
    # conversations
    y = c[c.age < 45]
    t = y.groupby("g").car.median()
    A(["average purchase amount by gender", "only people under 45", "and the median?"], "table", {"0": t[0], "1": t[1]}, REL, "medium", "median, group, filter, conversation, labels-free",
      "0 = male, 1 = female", gold_alt=[{"male": t[0], "female": t[1]}])
    lo = c.nsmallest(3, "nw")
    A(["which customer has the lowest net worth?", "and the second lowest?", "how much credit card debt does that one have?"], "number", lo.debt.iloc[1], REL, "hard", "lookup, rank, conversation", f"{lo.name.tolist()} {lo.nw.tolist()}")
    A(["how many customers have more than 12k of card debt", "what did those pay for their car on average", "and everyone else?"], "number", c[~(c.debt > 12000)].car.mean(), REL, "medium", "mean, filter, negation, conversation")
    A(["total sales from customers under 40", "and from those who are 40 or older", "what share of all sales is that?"], "number", pct(c[c.age >= 40].car.sum() / c.car.sum()), REL, "medium", "share, filter, conversation")
    A("Which car brand sells best with the women?", "decline", {"missing": "no brand or model in the data"}, None, "easy", "decline, missing-column")
    A("how did our car sales develop over the last 5 years", "decline", {"missing": "no dates in the data"}, None, "easy", "decline, missing-column, sloppy")
    save()



# ---------------------------------------------------------------- retail
def retail():
    F = "data.csv.gz"
    r = pd.read_csv(os.path.join(ROOT, F), encoding="latin1", dtype={"InvoiceNo": str, "StockCode": str, "CustomerID": str})
    r["CustomerID"] = r.CustomerID.str.replace(".0", "", regex=False)
    r["d"] = pd.to_datetime(r.InvoiceDate, format="%m/%d/%Y %H:%M")
    r["v"] = r.Quantity * r.UnitPrice
    r["mon"] = r.d.dt.strftime("%Y-%m")
    C = r.InvoiceNo.str.startswith("C")
    V, ALL, N = r[(r.Quantity > 0) & (r.UnitPrice > 0)], r, r[~C]
    V = V[~V.InvoiceNo.str.startswith("C")]
    BASES = [V, ALL, N]
    KN = "readings: valid sales lines (no C invoices, quantity and price above 0), all lines with returns netted, all but C invoices"
    R = lambda f: uniq([f(b) for b in BASES])
    A = lambda *a, **k: add("ret", F, *a, **k)
    goods = lambda b: b[b.StockCode.str.match(r"^(\d{5}|DCGS)")]
    A("How many different products did we sell to Germany?", "number", uniq([x for b in BASES for x in (b[b.Country == "Germany"].StockCode.nunique(), b[b.Country == "Germany"].Description.nunique(), *goods(b[b.Country == "Germany"]).nunique()[["StockCode", "Description"]])]), CNT, "medium", "distinct, filter", KN + "; by stock code or description, with or without postage and the like")
    A("Total revenue from Ireland?", "number", R(lambda b: b[b.Country == "EIRE"].v.sum()), REL, "medium", "sum, filter, synonym", "EIRE; " + KN)
    it = "REGENCY CAKESTAND 3 TIER"
    A("How many units of the Regency Cakestand 3 Tier did we sell?", "number", R(lambda b: b[b.Description == it].Quantity.sum()), CNT, "easy", "sum, filter, text", KN)
    cc = lambda b: b[b.CustomerID.notna()].groupby("CustomerID").agg(n=("InvoiceNo", "nunique"), v=("v", "sum"))
    A("Across customers, how strongly is the number of orders correlated with the total amount spent?", "number", uniq([cc(b).corr(how).iloc[0, 1] for how in ("pearson", "spearman") for b in BASES]), {"rel": 0.01}, "hard", "correlation, derived, customer", KN + "; Pearson, Spearman")
    def once(b): return (b[b.CustomerID.notna()].groupby("CustomerID").InvoiceNo.nunique() == 1).sum()
    A("How many customers ordered exactly once?", "number", R(once), CNT, "medium", "count, threshold, group", KN + "; an order is an invoice number")
    y = lambda b: b[b.d.dt.year == 2011]
    A("Which customer brought in the most money in 2011? Give me the customer number", "category", uniq([y(b).groupby("CustomerID").v.sum().idxmax() for b in BASES]), None, "medium", "group, max, date", str([y(b).groupby("CustomerID").v.sum().nlargest(2).to_dict() for b in BASES]))
    A("On which day of the week do we never have any orders?", "category", "Saturday", None, "medium", "weekday, missing", str(r.d.dt.day_name().value_counts().to_dict()))
    A("How many lines have a unit price of zero?", "number", (r.UnitPrice == 0).sum(), CNT, "easy", "data quality, count")
    k = lambda b, c: (b.groupby(c).v.sum() > 50000).sum()
    A("How many products made more than 50,000 pounds in revenue?", "number", uniq([k(x, c) for b in BASES for x in (b, goods(b)) for c in ("StockCode", "Description")]), CNT, "medium", "threshold, group, count", KN + "; by stock code or description, with or without postage and the like: " + str(V.groupby("Description").v.sum().nlargest(14).round(0).to_dict()))
    o = lambda b: b.groupby("InvoiceNo").v.sum()
    mo = [o(V).median(), o(N).median(), o(ALL).median(), o(V[V.CustomerID.notna()]).median(), o(N[N.CustomerID.notna()]).median(), o(N)[o(N) > 0].median()]
    A("What is the value of the median order (so per invoice, not per line)?", "number", uniq(mo), REL, "hard", "median, derived, order", KN)
    q = lambda b, a, z: b[(b.d >= a) & (b.d < z)].v.sum()
    gr = lambda b: q(b, "2011-07-01", "2011-10-01") / q(b, "2011-04-01", "2011-07-01") - 1
    A("What was the growth in turnover between the second and the third quarter of 2011, in %?", "number", pct(*[gr(b) for b in BASES]), {"rel": 0.01}, "medium", "growth, quarter, percent", KN)
    t5 = [b[b.Country != "United Kingdom"].groupby("Country").InvoiceNo.nunique().nlargest(5) for b in BASES]
    l5 = [list(t.index) for t in t5]
    A("Top 5 countries by number of orders, leaving out the UK", "list", l5[0], None, "medium", "top n, distinct, negation", str([t.to_dict() for t in t5]), gold_alt=l5[1:])
    mc = [y(b).groupby("mon").InvoiceNo.nunique().to_dict() for b in BASES]
    A("Line chart of the number of orders per month in 2011", "chart", {"type": ["line", "area"], "x": ["month"], "y": "distinct invoices", "data": mc[0]}, REL, "medium", "chart, distinct, date", KN, gold_alt=[{"type": ["line", "area"], "x": ["month"], "y": "distinct invoices", "data": m} for m in mc[1:]])
    best = lambda b: [b[b.Country == x].groupby("CustomerID").v.sum().idxmax() for x in ("Germany", "France", "EIRE")]
    bb = [best(b) for b in BASES]
    A("For Germany, France and Ireland: who is the biggest customer (by revenue) in each of these three?", "list", bb[0], None, "hard", "group, rank within group", str(bb), ordered=False, **({"gold_alt": bb[1:]} if any(x != bb[0] for x in bb) else {}))
    # sloppy
    A(["how much did cust 17850 spend alltogether", "and 13047?"], "number", R(lambda b: b[b.CustomerID == "13047"].v.sum()), REL, "easy", "sum, filter, sloppy, conversation", KN)
    A("whats the bigest single order ever, in pounds", "number", uniq([o(b).max() for b in BASES]), REL, "medium", "max, derived, order, sloppy", "581483 (cancelled minutes later)")
    A("hw many orders come in before 9 am", "number", R(lambda b: b[b.d.dt.hour < 9].InvoiceNo.nunique()), CNT, "medium", "distinct, time, sloppy", KN)
    def t10(b, base): return b.groupby("CustomerID").v.sum().nlargest(10).sum() / (b if base else b[b.CustomerID.notna()]).v.sum()
    A("wat % of revenue is from our top ten customers", "number", pct(*[t10(b, x) for b in BASES for x in (0, 1)]), {"rel": 0.01}, "hard", "share, top n, sloppy", KN + "; of known customers or of everything")
    cq = r[C].groupby("Description")
    units = uniq(["PAPER CRAFT , LITTLE BIRDIE", "23843"])
    assert cq.Quantity.sum().idxmin() == units[0]
    A("which prodct was cancelled most, in units?", "category", units, None, "medium", "cancelled, group, max, sloppy", str(cq.Quantity.sum().nsmallest(2).to_dict()))
    # conversations
    A(["revenue in Spain", "and Portugal?", "how many orders was that?"], "number", R(lambda b: b[b.Country == "Portugal"].InvoiceNo.nunique()), CNT, "medium", "distinct, filter, conversation", KN)
    au = [b[b.Country == "Australia"].groupby("Description").Quantity.sum().nlargest(4) for b in BASES]
    la = [list(t.index[:3]) for t in au]
    A(["which 3 products sold the most units?", "only Australia please"], "list", la[0], None, "medium", "top n, filter, conversation", str([t.to_dict() for t in au]), gold_alt=la[1:])
    me = [b[b.Country == "Netherlands"].groupby("mon").v.sum() for b in BASES]
    A(["monthly revenue in the Netherlands", "which month was the best one?"], "category", uniq([x for m in me for x in (m.idxmax(), pd.Period(m.idxmax()).strftime("%B %Y"))]), None, "medium", "time, max, conversation", str([m.nlargest(2).to_dict() for m in me]))
    def back(b):
        b = b[b.CustomerID.notna()]
        f, l = set(b[b.mon == "2010-12"].CustomerID), set(b[b.d.dt.year == 2011].CustomerID)
        return len(f & l)
    A(["how many customers bought something in december 2010?", "how many of them came back in 2011?"], "number", R(back), CNT, "hard", "distinct, cohort, date, conversation", KN)
    A("What's our profit margin on the cakestand?", "decline", {"missing": "no cost or margin in the data"}, None, "easy", "decline, missing-column")
    A("can u send me the phone nrs of our best custmers", "decline", {"missing": "no phone numbers in the data"}, None, "easy", "decline, missing-column, sloppy")
    save()



# ---------------------------------------------------------------- scf
def wq(v, w, q):
    """Weighted quantile: smallest value at which the cumulative weight reaches q."""
    o = np.argsort(v.values, kind="stable")
    v, w = v.values[o], w.values[o]
    return float(v[np.searchsorted(np.cumsum(w), q * w.sum())])


def scf():
    F = "SCFP2019.csv.gz"
    s = pd.read_csv(os.path.join(ROOT, F))
    med = lambda b, c, q=.5: wq(b[c], b.WGT, q)
    mean = lambda b, c: np.average(b[c], weights=b.WGT)
    share = lambda mask, b=s: b.WGT[mask].sum() / b.WGT.sum()
    A = lambda *a, **k: add("scf", F, *a, **k)
    W = "weighted with WGT"
    A("What is the median income of families whose head is under 35?", "number", med(s[s.AGE < 35], "INCOME"), {"rel": 0.01}, "medium", "weights, median, filter", W)
    A("What percentage of American families own their home?", "number", pct(share(s.HOUSECL == 1), share(s.HHOUSES == 1)), REL, "medium", "weights, share", W + "; HOUSECL = 1 or HHOUSES = 1")
    c = s[s.CCBAL > 0]
    A("Among households that carry a credit card balance, how high is that balance on average?", "number", mean(c, "CCBAL"), REL, "medium", "weights, mean, filter", W)
    A("What share of households has education loans?", "number", pct(share(s.HEDN_INST == 1), share(s.EDN_INST > 0)), REL, "medium", "weights, share, flag", W)
    A("How many US households own a business?", "number", uniq([x / d for d in (1, 1e6) for x in (s.WGT[s.HBUS == 1].sum(), s.WGT[s.BUS > 0].sum())]), REL, "medium", "weights, count", W + "; plain or in millions")
    A("What percentage of families is headed by a woman?", "number", pct(share(s.HHSEX == 2)), REL, "medium", "weights, share", W + "; HHSEX = 2")
    A("Average number of children in families that have at least one child?", "number", mean(s[s.KIDS > 0], "KIDS"), REL, "medium", "weights, mean, filter", W)
    ed = s.groupby("EDCL").apply(lambda b: med(b, "INCOME"), include_groups=False)
    A("Median income by education level (no high school, high school, some college, college degree)", "table", dict(zip(["no high school", "high school", "some college", "college degree"], ed)), {"rel": 0.01}, "medium", "weights, median, group, labels-free", W + "; EDCL 1 to 4",
      gold_alt=[{str(k): v for k, v in ed.items()}])
    A("What share of families has a negative net worth?", "number", pct(share(s.NETWORTH < 0)), REL, "medium", "weights, share, filter", W)
    A("Which household income puts you in the top 10 percent?", "number", med(s, "INCOME", .9), {"rel": 0.01}, "medium", "weights, percentile", W + "; 90th percentile")
    A("What is the median value of the home for those who own one?", "number", uniq([med(s[s.HOUSES > 0], "HOUSES"), med(s[s.HOUSECL == 1], "HOUSES")]), {"rel": 0.01}, "medium", "weights, median, filter", W)
    t = lambda x: (s[x] * s.WGT).sum()
    A("Adding up all households, how big is debt as a percentage of assets?", "number", pct(t("DEBT") / t("ASSET")), REL, "medium", "weights, ratio of sums, percent", W)
    rc = s.groupby("RACECL4").apply(lambda b: med(b, "NETWORTH"), include_groups=False)
    rc5 = s.groupby("RACE").apply(lambda b: med(b, "NETWORTH"), include_groups=False)
    assert rc.idxmin() == 2 and rc5.idxmin() == 2, (rc, rc5)
    A("Which racial or ethnic group has the lowest median net worth?", "category", ["Black", "Black/African-American", "Black/African-American non-Hispanic", "Black/African American", "African American", "Black or African American", "black non-hispanic", "Black / African-American", "2"], None, "medium", "weights, median, group, min", W + f"; RACECL4 {rc.to_dict()} RACE {rc5.to_dict()}")
    e = lambda m: (s.EQUITY * s.WGT)[m].sum() / t("EQUITY")
    o = s.sort_values("NETWORTH", ascending=False)
    cw = o.WGT.cumsum() <= .1 * o.WGT.sum()
    A("What share of all stock equity (direct and indirect) is in the hands of the wealthiest 10% of families?", "number", pct(e(s.NWCAT == 5), (o.EQUITY * o.WGT)[cw].sum() / t("EQUITY")), {"rel": 0.01}, "hard", "weights, share, pareto", W + "; NWCAT = 5 or by cumulative weight")
    ag = s.groupby("AGECL").apply(lambda b: med(b, "NETWORTH"), include_groups=False)
    names = ["under 35", "35-44", "45-54", "55-64", "65-74", "75 or older"]
    A("Compare the median net worth across the survey's six age classes in a bar chart", "chart", {"type": ["bar"], "x": ["AGECL", "age group"], "y": "weighted median NETWORTH", "data": dict(zip(names, ag))}, {"rel": 0.01}, "medium", "weights, chart, median, group", W)
    # sloppy
    A("wat % of ppl got turned down for credit", "number", pct(share(s.TURNDOWN == 1)), REL, "medium", "weights, share, flag, sloppy", W)
    A("avg montly rent of the famlies that rent", "number", uniq([mean(s[s.RENT > 0], "RENT"), mean(s[s.HOUSECL == 2], "RENT")]), REL, "medium", "weights, mean, filter, sloppy", W + "; RENT > 0, or all who do not own")
    A("how much $ does a family spend on eating out per yr, mean", "number", uniq([mean(s, "FOODAWAY"), mean(s, "FOODAWAY") + mean(s, "FOODDELV")]), REL, "medium", "weights, mean, sloppy", W + "; FOODAWAY, with or without delivery; yearly amounts")
    A("share of housholds w/ no checking acct, need it for a slide", "number", pct(share(s.NOCHK == 1), share(s.HCHECK == 0)), REL, "medium", "weights, share, flag, sloppy", W)
    # conversations
    h = s[s.AGE >= 75]
    A(["what share of families has a credit card balance?", "and only those under 35", "75 and older?"], "number", pct(share(h.CCBAL > 0, h)), REL, "medium", "weights, share, filter, conversation", W)
    a, b = mean(s[s.MARRIED == 1], "INCOME"), mean(s[s.MARRIED == 2], "INCOME")
    A(["average income of couples (married or living together)", "and of those without a partner?", "whats the gap between the two"], "number", [a - b, b - a], REL, "medium", "weights, mean, difference, conversation", W)
    d = s[(s.DEBT > 0) & (s.HOUSECL == 1)]
    A(["median debt per family", "only families that have any debt", "and of those just the homeowners"], "number", med(d, "DEBT"), {"rel": 0.01}, "hard", "weights, median, filter, conversation", W)
    y = s[s.AGE < 35]
    A(["how many families don't own their home?", "what percentage is that", "and among the under 35s?"], "number", pct(share(y.HOUSECL == 2, y), share(y.HHOUSES == 0, y)), REL, "medium", "weights, share, negation, conversation", W)
    A("How did median net worth change between 2016 and 2019?", "decline", {"missing": "only the 2019 survey is in the data"}, None, "medium", "decline, missing-period")
    A("whats the median net worth going to be in 2030", "decline", {"missing": "one survey year only, no basis for a forecast"}, None, "medium", "decline, future, sloppy")
    save()


personality()
cars()
retail()
scf()
