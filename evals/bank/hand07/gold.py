#!/usr/bin/env python3
"""Computes the golds of hand07 with pandas and writes cases.jsonl beside itself.  gold.py DATA_ROOT"""
import json
import pathlib
import sys

import numpy as np
import pandas as pd
from scipy import stats

ROOT = pathlib.Path(sys.argv[1])
HERE = pathlib.Path(__file__).resolve().parent
CASES, COUNT = [], {}
ABS = {"abs": 0.5}
REL = {"rel": 0.005}


def plain(v):
    if isinstance(v, dict):
        return {str(k): plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [plain(x) for x in v]
    if isinstance(v, (np.integer, np.bool_)):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return round(float(v), 6)
    return v


def add(short, data, turns, kind, gold, tol=None, diff="medium", tags=(), note="", alt=None, **more):
    COUNT[short] = COUNT.get(short, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    case = {"id": f"h07-{short}-{COUNT[short]:02d}", "data": [data], "turns": turns, "answer_type": kind,
            "gold": plain(gold), "tolerance": tol, "difficulty": diff, "tags": list(tags), "note": note, **more}
    if alt:
        case["gold_alt"] = plain(alt)
    CASES.append(case)


def share(x):
    """A share in percent and as a fraction."""
    return [100 * float(x), float(x)]


def done():
    with open(HERE / "cases.jsonl", "w", encoding="utf-8") as f:
        for c in CASES:
            f.write(json.dumps(c, ensure_ascii=False) + "\n")
    print(len(CASES), COUNT)


# ------------------------------------------------------------------ marketing_campaign.csv
def personality():
    p = pd.read_csv(ROOT / "marketing_campaign.csv", sep="\t")
    mnt = [c for c in p if c.startswith("Mnt")]
    p["T"] = p[mnt].sum(axis=1)
    p["K"] = p.Kidhome + p.Teenhome
    p["D"] = pd.to_datetime(p.Dt_Customer, format="%d-%m-%Y")
    p["N"] = p.NumWebPurchases + p.NumCatalogPurchases + p.NumStorePurchases
    cmp5 = [f"AcceptedCmp{i}" for i in range(1, 6)]
    all6 = cmp5 + ["Response"]

    def q(*a, **k):
        add("pers", "marketing_campaign.csv", *a, **k)

    q("How many of our customers have at least one kid or teenager living at home?", "number", (p.K > 0).sum(), ABS, "easy",
      ["count", "or"], "Kidhome + Teenhome >= 1")
    g = p.groupby("Marital_Status").Income.mean()
    q("How many of the marital statuses have an average income above 52,000?", "number", (g > 52000).sum(), ABS, "medium",
      ["threshold", "group"], f"means {g.round().to_dict()}", alt=None)
    g = p.groupby("Education").MntWines.mean()
    q("Which education level spends the most on wine per customer?", "category", g.idxmax(), None, "easy", ["top", "group"], "mean of MntWines")
    r = p[p.Response == 1]
    q("what % of the ppl who said yes to the last campaign are married", "number", share((r.Marital_Status == "Married").mean()),
      {"abs": 0.1}, "medium", ["share", "sloppy"], "share of Married among Response = 1 (not the response rate of the married); 'Together' is its own value")
    b = p[p.Year_Birth.between(1970, 1979)]
    q("What is the median amount spent on meat by customers born in the 1970s?", "number", b.MntMeatProducts.median(), ABS, "medium",
      ["median", "range"], "Year_Birth 1970 to 1979")
    q("How many customers enrolled between January and June 2013?", "number", p.D.between("2013-01-01", "2013-06-30").sum(), ABS, "medium",
      ["count", "date"], "day-first dates, both ends in")
    m = p.groupby(p.D.dt.to_period("M")).size()
    q("Plot the number of new customers per month", "chart", {"type": ["line", "bar", "area", "column"], "data": {str(k): v for k, v in m.items()}}, ABS, "medium",
      ["chart", "time"], "Dt_Customer by month, day-first; 24 months",)
    a = p[cmp5].sum()
    q("Out of campaigns 1 to 5, which one flopped the worst, i.e. fewest acceptances?", "category",
      ["AcceptedCmp2", "Cmp2", "Campaign 2", "2", "Accepted Cmp2", "Accepted Campaign 2"], None, "medium", ["bottom", "columns"], f"accepted {dict(a)}")
    q("How many customers never accepted any campaign, the last one included?", "number", (p[all6].sum(axis=1) == 0).sum(), ABS, "medium",
      ["count", "negation"], "all five AcceptedCmp and Response are 0")
    q("What share of everything we sold (in money) is wine?", "number", share(p.MntWines.sum() / p["T"].sum()), {"abs": 0.1}, "medium",
      ["share", "sum"], "sum of MntWines over the sum of the six Mnt columns")
    names = {"MntWines": "Wines", "MntFruits": "Fruits", "MntMeatProducts": "Meat", "MntFishProducts": "Fish", "MntSweetProducts": "Sweet", "MntGoldProds": "Gold"}
    s = p[mnt].sum().sort_values(ascending=False)
    q("total spend per product category, biggest first pls", "table", s.to_dict(), REL, "medium", ["sum", "columns", "sloppy"], "sums of the six Mnt columns",
      alt=[{names[k]: v for k, v in s.items()}])
    i = p.dropna(subset=["Income"])
    q("How strongly is income correlated with total amount spent across all products?", "number",
      [i.Income.corr(i["T"]), i.Income.corr(i["T"], method="spearman"), i[i.Income < 6e5].Income.corr(i[i.Income < 6e5]["T"])], {"abs": 0.01}, "hard", ["correlation", "formula"],
      "Pearson over rows with an income; also Spearman; also Pearson without the 666,666 outlier")
    c = p.groupby("Complain")["T"].mean()
    q("Average total spend of customers who complained vs those who didn't", "table", {"1": c[1], "0": c[0]}, REL, "medium", ["mean", "compare"],
      "sum of the six Mnt columns a row, then the mean by Complain", alt=[{"complained": c[1], "did not complain": c[0]}, {"yes": c[1], "no": c[0]}, {"Complained": c[1], "Not complained": c[0]}, {"Complain": c[1], "rest": c[0]}, {"Complain": c[1], "other customers": c[0]}, {"Complain = 1": c[1], "Complain = 0": c[0]}])
    q("hi! how many ppl havent bought anything for over 90 days?", "number", (p.Recency > 90).sum(), ABS, "easy", ["count", "sloppy"],
      "Recency > 90")
    lo, hi = p[p.Income < 30000].NumWebVisitsMonth.mean(), p[p.Income > 80000].NumWebVisitsMonth.mean()
    q("How many more web visits per month do customers earning under 30k make, on average, than customers earning more than 80k?", "number", lo - hi, {"abs": 0.02}, "hard",
      ["difference", "range"], f"{lo:.3f} less {hi:.3f}")
    j = i[i.Income < 6e5]
    r2 = i.Income.corr(i["T"]) ** 2, j.Income.corr(j["T"]) ** 2
    q("how much of the variation in total spending does income explain? r squared pls", "number", share(r2[0]) + share(r2[1]), {"rel": 0.01}, "hard", ["regression", "r2", "sloppy", "share"],
      "total spending on income, rows with an income; also without the 666,666 outlier")
    f = p[p.Education == "PhD"].groupby("Marital_Status")
    q(["How many customers are there per marital status?", "Now only those with a PhD", "and their average income instead of the count"], "table", f.Income.mean().to_dict(), REL, "hard",
      ["conversation", "mean", "group"], "PhD, mean Income by Marital_Status")
    f = p[p.K == 0].groupby("Education").Income.median()
    q(["Average income by education", "use the median", "only households without kids and teens"], "table", f.to_dict(), REL, "hard", ["conversation", "median", "group"],
      "Kidhome = 0 and Teenhome = 0")
    row = p[p.ID == 9432].iloc[0]
    q(["Who has the highest income?", "and how much has that customer spent in total?"], "number", row["T"], ABS, "hard", ["conversation", "lookup"],
      "ID 9432, income 666,666; six Mnt columns sum to 62")
    ch = {c: p[c].sum() for c in ["NumWebPurchases", "NumCatalogPurchases", "NumStorePurchases"]}
    kids = {c: p[p.K > 0][c].sum() for c in ch}
    q(["Total purchases by channel: web, catalog and store", "same for people with children at home"], "table", kids, ABS, "hard", ["conversation", "columns", "sum"],
      "Kidhome + Teenhome > 0", alt=[{"web": kids["NumWebPurchases"], "catalog": kids["NumCatalogPurchases"], "store": kids["NumStorePurchases"]},
                                    dict(zip(["web", "catalog", "store"], [p[p.Kidhome > 0][c].sum() for c in ch])), {c: p[p.Kidhome > 0][c].sum() for c in ch}])
    x, y = i[i.Response == 1].Income, i[i.Response == 0].Income
    q("Is the difference in income between those who accepted the last campaign and those who didn't significant? What's the p-value?", "metrics", {"p-value": [0, 1e-4]}, None, "hard",
      ["test", "p-value"], f"Welch {stats.ttest_ind(x, y, equal_var=False).pvalue:.2g}, pooled {stats.ttest_ind(x, y).pvalue:.2g}, Mann-Whitney {stats.mannwhitneyu(x, y).pvalue:.2g}")
    q("Split the customers into 4 segments by income and total spending and tell me how big each is", "segments", {"k": 4, "n": [2240, len(i), len(i) - 1], "needs": ["income", "spend"]}, None, "hard",
      ["segments"], "all rows, those with an income, or those without the outlier as well")
    rr = p.groupby("Education").Response.mean()
    q("Response rate to the last campaign by education, as a bar chart", "chart", {"type": ["bar", "column"], "data": {k: 100 * v for k, v in rr.items()}}, REL, "medium", ["chart", "rate"], "mean of Response, percent or fraction")
    q("What's the average order value if you divide all spend by all purchases made on the web, by catalogue and in store?", "number", p["T"].sum() / p["N"].sum(), REL, "hard", ["ratio", "formula"],
      "ratio of sums; NumDealsPurchases overlaps and is not asked for")
    q("Which customers signed up on 14 Feb 2013? Give me the ids", "list", p[p.D == "2013-02-14"].ID.tolist(), None, "medium", ["list", "date"], "11 or so rows; order free", ordered=False)
    q("what's the income you need to be in the top 10% of earners in this list", "number", [p.Income.quantile(.9), *np.percentile(p.Income.dropna(), [90], method="higher"), *np.percentile(p.Income.dropna(), [90], method="lower")], REL, "medium", ["percentile"],
      "90th percentile of Income")
    q("If I ignore the ID, how many rows are exact duplicates of another row?", "number", [p.drop(columns=["ID", "T", "K", "D", "N"]).duplicated().sum(), p.drop(columns=["ID", "T", "K", "D", "N"]).duplicated(keep=False).sum()], ABS, "medium", ["data-quality", "duplicates"],
      "repeats after the first, or all rows that have a twin")
    q("Which city do our biggest wine buyers live in?", "decline", "there is no city or other place", None, "easy", ["decline"], "no place column")
    q("How much did customers spend in december 2013?", "decline", "spending is a total of two years and has no dates", None, "hard", ["decline", "time"], "only the date of enrolment is known")
    q(["How many customers accepted campaign 4?", "and campaign 5?", "how many took both?"], "number", ((p.AcceptedCmp4 == 1) & (p.AcceptedCmp5 == 1)).sum(), ABS, "hard", ["conversation", "and"], "AcceptedCmp4 and AcceptedCmp5 are 1")


personality()


# ------------------------------------------------------------------ Car_Purchasing_Data.csv
def cars():
    c = pd.read_csv(ROOT / "Car_Purchasing_Data.csv", encoding="latin1")
    A, S, CC, W, P = c.Age, c["Annual Salary"], c["Credit Card Debt"], c["Net Worth"], c["Car Purchase Amount"]

    def q(*a, **k):
        add("cars", "Car_Purchasing_Data.csv", *a, **k)

    q("What's the average amount people spend on a car?", "number", P.mean(), REL, "easy", ["mean"], "mean of Car Purchase Amount")
    q("How many buyers are aged 50 or older?", "number", (A >= 50).sum(), ABS, "easy", ["count", "range"], "Age >= 50")
    q("Who bought the most expensive car?", "category", "Cameron, Kimberley P.", None, "easy", ["top", "lookup"], "the 80,000 row")
    q("which of age, salary, net worth and card debt is most strongly correlated w/ the purchase amount", "category", "Age", None, "medium", ["correlation", "sloppy"],
      "Pearson: Age 0.633, Annual Salary 0.618, Net Worth 0.489, Credit Card Debt 0.029")
    q("Median net worth of customers who earn more than 70,000 a year", "number", W[S > 70000].median(), REL, "easy", ["median", "filter"], "Annual Salary > 70,000")
    b = pd.cut(A, [0, 29, 39, 49, 59, 69, 79], labels=["20-29", "30-39", "40-49", "50-59", "60-69", "70-79"])
    g = P.groupby(b, observed=True).mean()
    q("Chart the average car purchase amount per age decade (20s, 30s, 40s and so on)", "chart", {"type": ["bar", "column", "line"], "data": g.to_dict()}, REL, "medium", ["chart", "bins", "mean", "labels-free"],
      "ages 20-29, 30-39 ... 70-79 (two people aged 70)" + f" {b.value_counts().to_dict()}")
    q("Whats the share of customers whose credit card debt is over 10k", "number", share((CC > 10000).mean()), {"abs": 0.1}, "easy", ["share", "sloppy"], "Credit Card Debt > 10,000")
    t = c.loc[c.groupby("Gender")["Car Purchase Amount"].idxmax()].set_index("Gender")["Customer Name"]
    q("Who spent the most on a car in each gender?", "table", {"0": t[0], "1": t[1]}, None, "medium", ["top", "rank-within"], "row with the highest amount by Gender",
      alt=[{"male": t[0], "female": t[1]}, {"men": t[0], "women": t[1]}])
    q("Show me a scatter plot of salary against car purchase amount", "chart", {"type": ["scatter"], "data": None}, None, "easy", ["chart"], "one point a customer")
    g = P.groupby(c.Gender).mean()
    q("do the two genders differ significantly in what they pay for a car? p value please", "metrics",
      {"p-value": [0.08, 0.145]}, None, "medium", ["test", "p-value"],
      f"Welch {stats.ttest_ind(P[c.Gender == 1], P[c.Gender == 0], equal_var=False).pvalue:.4f}, pooled {stats.ttest_ind(P[c.Gender == 1], P[c.Gender == 0]).pvalue:.4f}, Mann-Whitney {stats.mannwhitneyu(P[c.Gender == 1], P[c.Gender == 0]).pvalue:.4f}")
    r = stats.linregress(S, P)
    q("For each extra dollar of annual salary, how much more do customers spend on the car according to a simple linear regression?", "number", r.slope, {"rel": 0.01}, "hard", ["regression", "slope"], "least squares of Car Purchase Amount on Annual Salary alone")
    X = np.column_stack([np.ones(len(c)), A, S, W])
    beta = np.linalg.lstsq(X, P, rcond=None)[0]
    q("What will a 45 year old with a salary of 60,000 and a net worth of 400,000 probably spend on a car?", "prediction", float(beta @ [1, 45, 60000, 400000]), {"rel": 0.04}, "hard", ["prediction"],
      "linear model on age, salary, net worth, R2 0.9995; other models come near")
    q(["How many customers have a net worth above half a million?", "and what is their average age?"], "number", A[W > 500000].mean(), REL, "medium", ["conversation", "mean"], "Net Worth > 500,000")
    g = S.groupby(c.Gender).median()
    q(["average salary by gender", "median instead"], "table", {"0": g[0], "1": g[1]}, REL, "medium", ["conversation", "median", "labels-free"], "median Annual Salary by Gender code",
      alt=[{"male": g[0], "female": g[1]}, {"men": g[0], "women": g[1]}])
    m = (A.between(30, 39)) & (c.Gender == 1)
    q(["How many customers are between 30 and 39?", "of these, only gender 1", "what do they spend on a car on average?"], "number", P[m].mean(), REL, "medium", ["conversation", "filter"], f"{m.sum()} rows")
    q("How does car spending compare with annual salary overall - total purchase amount as a percentage of total salary?", "number", share(P.sum() / S.sum()), {"abs": 0.1}, "medium", ["ratio", "share"], "ratio of the sums",
      alt=[share((P / S).mean())])
    q(["Average credit card debt?", "and the standard deviation?"], "number", [CC.std(), CC.std(ddof=0)], REL, "medium", ["conversation", "spread"], "sample or population")
    d = ((W - CC) < 100000).sum()
    q("How many customers would have less than 100k left if they paid off their card debt from their net worth?", "number", d, ABS, "hard", ["formula", "count"], "Net Worth - Credit Card Debt < 100,000")
    q("which car brand is the most popular with under 40s?", "decline", "no brand or model of car", None, "easy", ["decline"], "no such column")
    q("Which customers come from outside the US?", "text", {"must_mention": ["none|no customer|no rows|0 |zero|only usa|all usa|all 500|always usa|every|nobody|no one|no other"], "must_not": []}, None, "medium", ["constant", "negation"], "Country is USA in all 500 rows: nobody")


# ------------------------------------------------------------------ SCFP2019.csv.gz
def scf():
    s = pd.read_csv(ROOT / "SCFP2019.csv.gz")
    w = s.WGT

    def q(*a, **k):
        add("scf", "SCFP2019.csv.gz", *a, **k)

    def mean(x, m=None):
        m = pd.Series(True, s.index) if m is None else m
        return [float(np.average(x[m], weights=w[m])), float(x[m].mean())]

    def quant(x, f, m=None):
        m = pd.Series(True, s.index) if m is None else m
        o = x[m].sort_values()
        cw = w[m].loc[o.index].cumsum() / w[m].sum()
        return [float(o[cw >= f].iloc[0]), float(x[m].quantile(f))]

    def pct(x, m=None):
        a, b = mean(x.astype(float), m)
        return [100 * a, a, 100 * b, b]

    def by(f, x, col, *rest, groups=None):
        groups = groups or sorted(s[col].unique())
        v = {g: f(x, *rest, s[col] == g) for g in groups}
        return [{str(g): v[g][0] for g in groups}, {str(g): v[g][1] for g in groups}]

    both = "first with WGT, then without"
    q("What is the median net worth of the households?", "number", quant(s.NETWORTH, .5), {"rel": 0.01}, "easy", ["median", "weights"], both)
    q("How many families were interviewed? Note that each one is in there several times", "number", s.YY1.nunique(), ABS, "medium", ["distinct"], "distinct YY1")
    q("using the sample weights, whats the avg credit card balance", "number", mean(s.CCBAL)[0], REL, "medium", ["weights", "mean", "sloppy"], "mean of CCBAL weighted by WGT; asked with weights, so only that")
    q("What share of households own at least one vehicle?", "number", pct(s.OWN == 1) + pct(s.NVEHIC > 0), {"abs": 0.1}, "medium", ["share", "weights"], both + "; OWN or HVEHIC (owned), or NVEHIC > 0 (leased and owned)",
      alt=[pct(s.HVEHIC == 1)])
    names = {"1": "No high school diploma", "2": "High school or GED", "3": "Some college", "4": "College degree"}
    t = by(mean, s.INCOME, "EDCL")
    q("Mean income by education class (EDCL)", "table", t[0], REL, "easy", ["group", "mean", "weights", "labels-free"], both, alt=[t[1]] + [{names[k]: v for k, v in x.items()} for x in t])
    q("how many US households do the weights stand for in total?", "number", [w.sum(), w.sum() / 1e6], REL, "medium", ["sum", "weights"], "sum of WGT, already divided by five; 128.6 million")
    q("Compare the median income of married (or partnered) households with the others", "table", {"1": quant(s.INCOME, .5, s.MARRIED == 1)[0], "2": quant(s.INCOME, .5, s.MARRIED == 2)[0]}, {"rel": 0.01}, "medium",
      ["median", "compare", "labels-free"], "MARRIED 1 or 2; " + both, alt=[{"1": quant(s.INCOME, .5, s.MARRIED == 1)[1], "2": quant(s.INCOME, .5, s.MARRIED == 2)[1]}])
    q("avg total debt of household heads under 35?", "number", mean(s.DEBT, s.AGE < 35), REL, "medium", ["mean", "filter", "sloppy"], "AGE < 35 (AGECL 1); " + both)
    h = (s.HOUSECL == 1).astype(float)
    t = [{k: 100 * v for k, v in x.items()} for x in by(mean, h, "AGECL")]
    q("Bar chart of the homeownership rate by age class", "chart", {"type": ["bar", "column"], "data": t[0]}, REL, "hard", ["chart", "rate", "labels-free"], "HOUSECL = 1 or HHOUSES = 1 by AGECL; " + both,
      alt=[{"type": ["bar", "column"], "data": t[1]}])
    def wcorr(x, y):
        cv = np.cov(x, y, aweights=w)
        return cv[0, 1] / np.sqrt(cv[0, 0] * cv[1, 1])
    q("What's the correlation of income with net worth?", "number", [wcorr(s.INCOME, s.NETWORTH), s.INCOME.corr(s.NETWORTH), s.INCOME.corr(s.NETWORTH, method="spearman"), wcorr(s.INCOME.rank(), s.NETWORTH.rank())], {"abs": 0.01}, "medium",
      ["correlation"], "Pearson weighted, unweighted; Spearman unweighted, weighted")
    m = (s.MARRIED == 2) & (s.HHSEX == 2)
    q(["Average net worth of households that are not married or living with a partner?", "now only those headed by women"], "number", mean(s.NETWORTH, m), REL, "hard", ["conversation", "mean", "filter"], "MARRIED = 2 and HHSEX = 2; " + both)
    a = s.AGE.between(25, 34)
    q(["What percentage of households has student loans?", "and among 25 to 34 year olds?"], "number", pct(s.HEDN_INST == 1, a), {"abs": 0.1}, "hard", ["conversation", "share"], "HEDN_INST = 1 (EDN_INST > 0), AGE 25 to 34; " + both)
    top = [float((s.NETWORTH * w)[s.NWCAT == 5].sum() / (s.NETWORTH * w).sum()), float(s.NETWORTH[s.NWCAT == 5].sum() / s.NETWORTH.sum())]
    q("What share of all wealth is held by the richest group, NWCAT 5?", "number", [100 * top[0], top[0], 100 * top[1], top[1]], {"abs": 0.2}, "hard", ["share", "sum"], "NETWORTH of NWCAT = 5 over all; " + both)
    q("How much income do you need to be in the top 10 percent of households?", "number", quant(s.INCOME, .9), {"rel": 0.01}, "medium", ["percentile"], "90th percentile of INCOME; " + both)
    d = [float((s.DEBT * w).sum() / (s.ASSET * w).sum()), float(s.DEBT.sum() / s.ASSET.sum())]
    q("total debt as a % of total assets", "number", [100 * d[0], d[0], 100 * d[1], d[1]], {"abs": 0.05}, "medium", ["ratio", "percent"], "ratio of sums, not LEVRATIO's mean; " + both)
    own, no = quant(s.NETWORTH, .5, s.HOUSECL == 1), quant(s.NETWORTH, .5, s.HOUSECL == 2)
    q("How much larger is the median net worth of homeowners than of those who don't own their home, in dollars?", "number", [own[0] - no[0], own[1] - no[1]], {"rel": 0.015}, "hard", ["difference", "median"],
      f"owners {own}, others {no}; " + both)
    q("What's the average net worth of households in Texas?", "decline", "no state", None, "easy", ["decline"], "the extract has no geography")
    q("How has the median income developed since 2010?", "decline", "one survey year only", None, "medium", ["decline", "time"], "2019 alone")
    b = s.NVEHIC.clip(upper=3)
    t = []
    for ww in (w, pd.Series(1.0, s.index)):
        x = ww.groupby(b).sum() / ww.sum() * 100
        t.append({"0": x[0], "1": x[1], "2": x[2], "3 or more": x[3]})
    q(["distribution of the number of vehicles: what % of households have 0, 1, 2, and 3 or more?", "make it a pie chart"], "chart", {"type": ["pie", "donut"], "data": t[0]}, {"abs": 0.1}, "hard", ["chart", "conversation", "bins", "share", "labels-free"], "NVEHIC; " + both,
      alt=[{"type": ["pie", "donut"], "data": t[1]}])
    q(["Mean credit card balance", "only for those who carry a balance", "and the median"], "number", quant(s.CCBAL, .5, s.CCBAL > 0), {"rel": 0.02}, "hard", ["conversation", "median", "filter"], "CCBAL > 0 (HCCBAL = 1), median; " + both)


cars()
scf()


# ------------------------------------------------------------------ data.csv.gz (Online Retail)
def retail():
    r = pd.read_csv(ROOT / "data.csv.gz", encoding="latin1", dtype={"InvoiceNo": str, "StockCode": str})
    r["D"] = pd.to_datetime(r.InvoiceDate, format="%m/%d/%Y %H:%M")
    r["M"] = r.D.dt.strftime("%Y-%m")
    r["V"] = r.Quantity * r.UnitPrice
    C = r.InvoiceNo.str.startswith("C")
    sets = [r, r[~C], r[(r.Quantity > 0) & (r.UnitPrice > 0)], r[r.Quantity > 0]]
    R3 = "readings: all rows (net of cancellations), without C invoices, positive lines only (with a price; also any price)"

    def q(*a, **k):
        add("retail", "data.csv.gz", *a, **k)

    def each(f, more=()):
        out = []
        for x in [*sets, *more]:
            v = f(x)
            if v not in out:
                out.append(v)
        return out

    def nums(f, more=()):
        """Every reading; where a function gives a share (a list of two), both forms."""
        out = []
        for v in each(f, more):
            out += v if isinstance(v, list) else [v]
        return out

    def q3(turns, kind, f, *a, **k):
        """A table, list or chart in every reading."""
        golds = each(f)
        q(turns, kind, golds[0], *a, alt=golds[1:] + k.pop("also", []), **k)

    ided = r[r.CustomerID.notna()]
    posid = sets[2][sets[2].CustomerID.notna()]
    q("What's our total revenue over the whole period?", "number", nums(lambda x: float(x.V.sum())), REL, "easy", ["sum", "formula"], "Quantity * UnitPrice; " + R3)
    q("How many orders are in the data?", "number", nums(lambda x: x.InvoiceNo.nunique()) + [r[~C & ~r.InvoiceNo.str.startswith("A")].InvoiceNo.nunique()], ABS, "easy", ["distinct"], "distinct InvoiceNo; " + R3)
    q("How many different customers have bought from us?", "number", nums(lambda x: x.CustomerID.nunique()), ABS, "easy", ["distinct"], R3)
    q("Which country apart from the UK brings in the most revenue?", "category", "Netherlands", None, "easy", ["top", "negation"], "the same in all readings")
    by_d = each(lambda x: x.groupby("Description").Quantity.sum().nlargest(5).index.tolist())
    by_s = each(lambda x: x.groupby("StockCode").Quantity.sum().nlargest(5).index.tolist())
    q("top 5 products by units sold", "list", by_d[0], None, "medium", ["top", "list", "sloppy"], "by Description, or by StockCode; " + R3, alt=by_d[1:] + by_s)
    q3("Show monthly revenue as a line chart", "chart", lambda x: {"type": ["line", "area"], "data": x.groupby("M").V.sum().round(2).to_dict()}, REL, "medium", ["chart", "time"], "13 months, Dec 2011 partial; " + R3)
    q("What is the average order value?", "number", nums(lambda x: float(x.V.sum() / x.InvoiceNo.nunique()), [ided, posid]), REL, "medium", ["ratio", "mean"], "revenue over distinct invoices, not per line; " + R3 + "; also rows with a customer only")
    q("how many custs ordered just once", "number", nums(lambda x: int((x.groupby("CustomerID").InvoiceNo.nunique() == 1).sum())), ABS, "medium", ["threshold", "sloppy"], "customers with one distinct invoice; " + R3)
    q("What percentage of invoices are cancellations?", "number", share(r[C].InvoiceNo.nunique() / r.InvoiceNo.nunique()), {"abs": 0.1}, "medium", ["share"], "InvoiceNo starting with C over all distinct invoices; negative lines of other invoices are write-offs")
    q("On which day of the week do we get the most orders?", "category", "Thursday", None, "easy", ["top", "time"], "distinct invoices; the same in all readings and by lines or not" + f" (lines: {r.D.dt.day_name().value_counts().idxmax()})")
    q("By how much did revenue in November 2011 grow compared with November 2010?", "decline", "the data starts in December 2010", None, "medium", ["decline", "time"], "no November 2010")
    def growth(x):
        m = x.groupby("M").V.sum()
        return share(m["2011-11"] / m["2011-10"] - 1)
    q(["What was the revenue in October 2011?", "and in november?", "what's the growth between the two in percent?"], "number", nums(growth), {"abs": 0.1}, "hard", ["conversation", "growth", "percent"], "Oct to Nov 2011; " + R3)
    def heart(x):
        return int(x[x.Description == "WHITE HANGING HEART T-LIGHT HOLDER"].Quantity.sum())
    q("How many units of the white hanging heart t-light holder did we sell?", "number", nums(heart) + nums(lambda x: int(x[x.StockCode == "85123A"].Quantity.sum())), {"abs": 0.5}, "medium", ["sum", "value"], "by Description or stock code 85123A; " + R3)
    q("What's the median unit price across all invoice lines?", "number", nums(lambda x: float(x.UnitPrice.median())), {"abs": 0.005}, "easy", ["median"], R3)
    q3("Revenue of the top 5 countries without the UK", "table", lambda x: x[x.Country != "United Kingdom"].groupby("Country").V.sum().nlargest(5).round(2).to_dict(), REL, "medium", ["top", "negation"], R3)
    q(["How many customers spent more than £10,000 in total?", "and more than 5,000?"], "number", nums(lambda x: int((x.groupby("CustomerID").V.sum() > 5000).sum())), ABS, "hard", ["conversation", "threshold", "group"], "sum per CustomerID > 5,000; " + R3)
    q("what share of sales comes from the uk", "number", nums(lambda x: share(x[x.Country == "United Kingdom"].V.sum() / x.V.sum())), {"abs": 0.1}, "easy", ["share", "sloppy"], R3)
    q(["How many customers do we have in Germany?", "and in France?"], "number", nums(lambda x: x[x.Country == "France"].CustomerID.nunique()), ABS, "easy", ["conversation", "distinct"], R3)
    q("What was the total value of invoice 536365?", "number", float(r[r.InvoiceNo == "536365"].V.sum()), {"abs": 0.01}, "easy", ["lookup", "sum"], "seven lines")
    q("number of lines per invoice on average?", "number", nums(lambda x: len(x) / x.InvoiceNo.nunique()), REL, "medium", ["ratio", "sloppy"], "rows over distinct invoices; " + R3)
    top = each(lambda x: str(int(x.groupby("CustomerID").InvoiceNo.nunique().idxmax())))
    q("Which customer placed the most orders?", "category", top, None, "medium", ["top", "distinct"], "14911 with cancellations counted (248), else 12748 (210); " + R3)
    qs = r.D.dt.to_period("Q").astype(str)
    def quarters(x):
        y = x[x.D.dt.year == 2011]
        return {"type": ["bar", "column"], "data": y.groupby(qs.loc[y.index]).V.sum().round(2).to_dict()}
    q3(["Revenue per quarter of 2011", "can you make that a bar chart"], "chart", quarters, REL, "medium", ["chart", "conversation", "time", "sum"], "Q4 ends 9 December; " + R3)
    q("what is our profit margin per product", "decline", "no costs", None, "easy", ["decline", "sloppy"], "prices but no costs")
    q("quick one, how many lines have no customer number?", "number", r.CustomerID.isna().sum(), ABS, "easy", ["missing", "sloppy"], "CustomerID empty")
    def german(x):
        return [str(int(i)) for i in x[x.Country == "Germany"].groupby("CustomerID").V.sum().nlargest(3).index]
    q3(["top 3 customers by revenue", "only Germany please"], "list", german, None, "hard", ["conversation", "top", "filter"], R3)
    def percap(x):
        g = x[x.Country.isin(["Germany", "France"])].groupby("Country")
        return (g.V.sum() / g.CustomerID.nunique()).round(2).to_dict()
    golds = each(percap, [ided, posid])
    q("Compare revenue per customer in Germany and France", "table", golds[0], REL, "hard", ["ratio", "compare"], "sum of revenue over distinct customers; " + R3 + "; also only lines with a customer", alt=golds[1:])
    golds = each(lambda x: {"type": ["bar", "column"], "data": x.groupby("Country").CustomerID.nunique().nlargest(10).to_dict()})
    q("Bar chart: the 10 countries with the most customers", "chart", golds[0], ABS, "medium", ["chart", "distinct", "top"], R3, alt=golds[1:])
    def repeat(x):
        return share((x.groupby("CustomerID").InvoiceNo.nunique() > 1).mean())
    q(["How many customers have placed more than one order?", "what percentage of all customers is that?"], "number", nums(repeat), {"abs": 0.1}, "hard", ["conversation", "share", "threshold"], "more than one distinct invoice; " + R3)
    def new(x):
        return x.groupby("CustomerID").D.min().dt.strftime("%Y-%m").value_counts().sort_index().to_dict()
    q3("How many new customers did we win in each month, i.e. customers whose first order was in that month?", "table", new, ABS, "hard", ["time", "first"], "month of a customer's first invoice; " + R3)
    best = [int(x) for x in (14646, 14911, 12748)]
    q("Who is our best customer?", "clarify", {"accept_number": best}, {"abs": 0}, "medium", ["clarify"], "best by revenue 14646 in all readings, by orders 14911 or 12748; asking back is right too")


retail()
done()
