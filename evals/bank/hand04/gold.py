"""Computes the golds of the 100 cases h04-* and writes cases.jsonl beside itself.

The four shared tables are read from the root in SEGUE_SHARED (the folder "shared", or its "data");
without it, a folder "shared" is looked for upwards from here."""

import json
import os
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

HERE = Path(__file__).resolve().parent


def root():
    given = os.environ.get("SEGUE_SHARED")
    tries = [Path(given)] if given else [p / "shared" for p in [HERE, *HERE.parents]]
    for p in tries:
        for q in (p / "data", p):
            if (q / "marketing_campaign.csv").exists():
                return q
    sys.exit("no folder 'shared' with the data: set SEGUE_SHARED")


DATA = root()
CASES = []
COUNT = {"abs": 0.5}
REL = {"rel": 0.005}


def plain(v):
    if isinstance(v, dict):
        return {str(k): plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple, set)):
        return [plain(x) for x in v]
    if isinstance(v, (np.integer, np.bool_)):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return round(float(v), 10) if abs(v) < 1 else round(float(v), 6)
    return v


class Set:
    def __init__(self, short, file):
        self.short, self.file, self.n = short, file, 0

    def __call__(self, turns, kind, gold, tol=REL, diff="medium", tags=(), note="", alt=None, ordered=None):
        self.n += 1
        case = {
            "id": f"h04-{self.short}-{self.n:02d}",
            "data": [self.file],
            "turns": [turns] if isinstance(turns, str) else turns,
            "answer_type": kind,
            "gold": plain(gold),
        }
        if alt:
            case["gold_alt"] = plain(alt)
        case["tolerance"] = tol if kind in ("number", "table", "chart", "prediction") else None
        if ordered is not None:
            case["ordered"] = ordered
        CASES.append({**case, "difficulty": diff, "tags": list(tags), "note": note})


def pct(x):
    """A share as percent and as fraction."""
    return [100 * x, x]


# ------------------------------------------------------------------ personality
def personality():
    m = pd.read_csv(DATA / "marketing_campaign.csv", sep="\t")
    q = Set("personality", "marketing_campaign.csv")
    mnt = [c for c in m if c.startswith("Mnt")]
    m["spend"] = m[mnt].sum(axis=1)
    m["date"] = pd.to_datetime(m.Dt_Customer, format="%d-%m-%Y")
    m["kids"] = m.Kidhome + m.Teenhome
    small = {
        "MntWines": "wines",
        "MntMeatProducts": "meat",
        "MntGoldProds": "gold",
        "MntFishProducts": "fish",
        "MntSweetProducts": "sweets",
        "MntFruits": "fruits",
    }

    q(
        "How many of our customers hold a PhD?",
        "number",
        (m.Education == "PhD").sum(),
        COUNT,
        "easy",
        ["count", "filter"],
    )
    q(
        "total spent on wine + meat together??",
        "number",
        m.MntWines.sum() + m.MntMeatProducts.sum(),
        REL,
        "easy",
        ["sloppy", "sum", "formula"],
        "sum of the two columns over all rows",
    )
    q(
        "average income of people who have neither kids nor teenagers at home",
        "number",
        m[m.kids == 0].Income.mean(),
        REL,
        "medium",
        ["mean", "filter"],
        "Kidhome = 0 and Teenhome = 0; the 666,666 income has a kid",
    )
    q(
        "Of campaigns 1 to 5, which one was accepted least often?",
        "category",
        ["AcceptedCmp2", "Campaign 2", "Cmp2", "2", "Accepted Cmp 2", "Cmp 2"],
        None,
        "medium",
        ["argmin", "columns"],
        str(m[[f"AcceptedCmp{i}" for i in range(1, 6)]].sum().to_dict()),
    )
    q(
        "What share of widows said yes to the last campaign?",
        "number",
        pct(m[m.Marital_Status == "Widow"].Response.mean()),
        REL,
        "medium",
        ["share", "filter"],
        "Response is the last campaign; status Widow only",
    )
    q(
        "Rank the six product categories by total amount spent",
        "table",
        {small[c]: v for c, v in m[mnt].sum().sort_values(ascending=False).items()},
        REL,
        "medium",
        ["sum", "columns", "rank"],
    )
    q(
        "Median spend on gold products, married people vs singles",
        "table",
        m[m.Marital_Status.isin(["Married", "Single"])]
        .groupby("Marital_Status")
        .MntGoldProds.median()
        .to_dict(),
        REL,
        "medium",
        ["median", "compare"],
        "the two statuses literally",
    )
    q(
        "How many people visit the website more than 7 times a month and have never bought anything on it?",
        "number",
        ((m.NumWebVisitsMonth > 7) & (m.NumWebPurchases == 0)).sum(),
        COUNT,
        "medium",
        ["count", "filter"],
    )
    top = m.sort_values("spend", ascending=False)
    t5 = [str(i) for i in top.ID.head(5)]
    ties = [
        t5[:a] + t5[a : a + 2][::-1] + t5[a + 2 :]
        for a in range(4)
        if top.spend.iloc[a] == top.spend.iloc[a + 1]
    ]
    q(
        "Give me the IDs of the five customers who spent the most overall",
        "list",
        t5,
        None,
        "medium",
        ["top", "lookup"],
        "spend = sum of the six Mnt columns; ties may stand either way",
        alt=ties or None,
    )
    y = m[m.date.dt.year == 2013].groupby(m.date.dt.strftime("%Y-%m")).size()
    q(
        "Line chart of new customers per month in 2013",
        "chart",
        {"type": ["line", "area"], "data": y.to_dict()},
        COUNT,
        "medium",
        ["chart", "time"],
        "Dt_Customer is day-month-year",
        alt=[{"type": ["line", "area"], "data": {pd.Timestamp(k).strftime("%B"): v for k, v in y.items()}}],
    )
    ok = m.dropna(subset=["Income"])
    no = ok[ok.Income < 600000]
    q(
        "How strongly is income correlated with total spending?",
        "number",
        [ok.Income.corr(ok.spend), no.Income.corr(no.spend), ok.Income.corr(ok.spend, "spearman")],
        {"abs": 0.005},
        "medium",
        ["correlation"],
        "Pearson with and without the 666,666; Spearman also accepted",
    )
    x = pd.crosstab(m.Teenhome > 0, m.Response)
    ps = [stats.chi2_contingency(x, correction=c)[1] for c in (True, False)] + [
        stats.fisher_exact(x)[1],
        stats.ttest_ind(m[m.Teenhome > 0].Response, m[m.Teenhome == 0].Response)[1],
        stats.ttest_ind(m[m.Teenhome > 0].Response, m[m.Teenhome == 0].Response, equal_var=False)[1],
    ]
    q(
        "Do customers with teenagers at home respond to the last campaign at a different rate than those without? I need the p-value",
        "metrics",
        {"p-value": [0, 1e-4]},
        None,
        "hard",
        ["test"],
        f"chi-square and kin: all below {max(ps):.1e}; shown as < 0.0001 or 0 is right too",
    )
    g = (
        m[m.Marital_Status.isin(["Married", "Single"])]
        .groupby(["Education", "Marital_Status"])
        .Response.mean()
    )
    q(
        [
            "Response rate of the last campaign by education",
            "split it by marital status as well, married and single only",
        ],
        "table",
        {f"{a} | {b}": 100 * v for (a, b), v in g.items()},
        REL,
        "hard",
        ["conversation", "rate", "cross"],
        "percent or fraction; Basic has a cell of zero or few",
    )
    q(
        ["What do customers spend on fish on average?", "and the 90th percentile?"],
        "number",
        m.MntFishProducts.quantile(0.9),
        REL,
        "medium",
        ["conversation", "percentile"],
    )
    q(
        "If I predict total spend from income with a straight line, what R-squared do I get?",
        "number",
        [ok.Income.corr(ok.spend) ** 2, no.Income.corr(no.spend) ** 2],
        {"abs": 0.006},
        "hard",
        ["regression"],
        "simple regression, with or without the income of 666,666",
    )
    q(
        "Put the customers into 4 segments based on income and how much they spend",
        "segments",
        {"k": 4, "n": [len(m), len(ok), len(no)], "needs": ["income", "spend"]},
        None,
        "hard",
        ["segments"],
    )
    # declined, vague
    q(
        "What's the split between male and female customers?",
        "decline",
        "there is no gender in the table",
        None,
        "easy",
        ["decline"],
    )
    q(
        "In which city do our biggest wine buyers live?",
        "decline",
        "no place in the table",
        None,
        "easy",
        ["decline"],
    )
    # sloppy
    q(
        "hey quick one, avg recency for ppl who complained",
        "number",
        m[m.Complain == 1].Recency.mean(),
        REL,
        "easy",
        ["sloppy", "mean"],
    )
    q(
        "hw many custmers were born befor 1950",
        "number",
        (m.Year_Birth < 1950).sum(),
        COUNT,
        "easy",
        ["sloppy", "count"],
    )
    q(
        "need this for a slide: % of customers w at least one kid or teen at home",
        "number",
        pct((m.kids > 0).mean()),
        REL,
        "medium",
        ["sloppy", "share"],
    )
    # conversations
    q(
        [
            "Average income by education",
            "use the median instead",
            "only those with no small children at home",
        ],
        "table",
        m[m.Kidhome == 0].groupby("Education").Income.median().to_dict(),
        REL,
        "medium",
        ["conversation", "median", "group"],
        "Kidhome = 0, small children; teenagers are another column",
    )
    both = ((m.AcceptedCmp3 == 1) & (m.AcceptedCmp5 == 1)).sum()
    q(
        ["How many customers accepted campaign 3?", "and campaign 5?", "how many accepted both of them?"],
        "number",
        both,
        COUNT,
        "medium",
        ["conversation", "count"],
    )
    g = m.groupby("Marital_Status").spend.sum()
    q(
        ["Total spending by marital status", "keep just married, together and single", "make it a bar chart"],
        "chart",
        {"type": ["bar"], "data": g[["Married", "Together", "Single"]].to_dict()},
        REL,
        "medium",
        ["conversation", "chart"],
    )
    q(
        [
            "How many web purchases were there in total?",
            "and in the store?",
            "so what's the ratio of web to store purchases?",
        ],
        "number",
        m.NumWebPurchases.sum() / m.NumStorePurchases.sum(),
        REL,
        "medium",
        ["conversation", "ratio"],
        "ratio of the sums",
        alt=[pct(m.NumWebPurchases.sum() / m.NumStorePurchases.sum())[0]],
    )
    assert q.n == 25, q.n


# ------------------------------------------------------------------ cars
def cars():
    c = pd.read_csv(DATA / "Car_Purchasing_Data.csv", encoding="latin1")
    c.columns = ["name", "mail", "country", "gender", "age", "salary", "debt", "worth", "amount"]
    q = Set("cars", "Car_Purchasing_Data.csv")
    q(
        "How many women are among the customers?",
        "number",
        (c.gender == 1).sum(),
        COUNT,
        "easy",
        ["count", "filter"],
        "README: 1 is female, 0 male",
    )
    q(
        "Are there customer names that appear more than once? List them",
        "list",
        sorted(set(c[c.name.duplicated()].name)),
        None,
        "medium",
        ["quality", "duplicates"],
        "exact spelling",
        ordered=False,
    )
    q(
        ["average car purchase amount for people in their thirties", "and in their forties?"],
        "number",
        c[c.age.between(40, 49)].amount.mean(),
        REL,
        "medium",
        ["conversation", "mean", "range"],
        "40 to 49",
    )
    q(
        "how many ppl hav a net worth over half a million",
        "number",
        (c.worth > 500000).sum(),
        COUNT,
        "easy",
        ["sloppy", "count", "filter"],
    )
    q(
        "What percentage of buyers have credit card debt above 20% of their annual salary?",
        "number",
        pct((c.debt > 0.2 * c.salary).mean()),
        REL,
        "hard",
        ["share", "formula"],
    )
    q(
        "Correlation between age and the price paid for the car",
        "number",
        [c.age.corr(c.amount), c.age.corr(c.amount, "spearman")],
        {"abs": 0.005},
        "easy",
        ["correlation"],
        "Pearson; Spearman also accepted",
    )
    q(
        "List the 10 customers with the largest car purchases",
        "list",
        c.nlargest(10, "amount").name.tolist(),
        None,
        "easy",
        ["top"],
    )
    d = c.groupby(c.age // 10 * 10).amount.mean()
    q(
        "Mean purchase amount by age bracket (20-29, 30-39, 40-49, 50-59, 60-69, 70+)",
        "table",
        {f"{k}-{k + 9}" if k < 70 else "70+": v for k, v in d.items()},
        REL,
        "medium",
        ["bins", "mean"],
    )
    q(
        "What is Harlan Barnes's net worth?",
        "number",
        c[c.name == "Harlan Barnes"].worth.iloc[0],
        REL,
        "easy",
        ["lookup"],
    )
    q(
        ["Show me a histogram of age", "same for net worth"],
        "chart",
        {"type": ["histogram", "bar"], "data": None},
        None,
        "easy",
        ["conversation", "chart", "distribution"],
    )
    a, b = c[c.gender == 0].amount, c[c.gender == 1].amount
    ps = [
        stats.ttest_ind(a, b)[1],
        stats.ttest_ind(a, b, equal_var=False)[1],
        stats.mannwhitneyu(a, b)[1],
        stats.ks_2samp(a, b)[1],
    ]
    q(
        "Is there a significant difference in purchase amount between the two genders? Please give the p-value",
        "metrics",
        {"p-value": [min(ps[:3]) * 0.98, max(ps[:3]) * 1.02]},
        None,
        "medium",
        ["test"],
        f"t, Welch, Mann-Whitney: {[round(float(p), 4) for p in ps[:3]]}",
    )
    q(
        "Scatter plot of annual salary against purchase amount",
        "chart",
        {"type": ["scatter"], "data": None},
        None,
        "easy",
        ["chart"],
    )
    q(
        "Give me the quartiles of credit card debt",
        "metrics",
        {
            n: [c.debt.quantile(p) * 0.99, c.debt.quantile(p) * 1.01]
            for n, p in (("q1", 0.25), ("median", 0.5), ("q3", 0.75))
        },
        None,
        "medium",
        ["percentile"],
    )
    q(
        "Which customers are 25 or younger?",
        "list",
        c[c.age <= 25].name.tolist(),
        None,
        "easy",
        ["list", "filter"],
        ordered=False,
    )
    outs = []
    for cols in (["age", "salary", "worth"], ["age", "salary", "worth", "debt", "gender"]):
        x = np.column_stack([np.ones(len(c)), c[cols]])
        w = np.linalg.lstsq(x, c.amount, rcond=None)[0]
        row = {"age": 50, "salary": 65000, "worth": 500000, "debt": c.debt.mean(), "gender": c.gender.mean()}
        outs.append(float(w @ np.r_[1, [row[k] for k in cols]]))
    q(
        "Predict the purchase amount of a 50 year old earning 65,000 with a net worth of 500,000",
        "prediction",
        [outs[0]],
        {"rel": 0.03},
        "hard",
        ["prediction"],
        f"least squares on age, salary, net worth (with debt and gender at their means: {outs[1]:.0f})",
    )
    q(
        "How much of the variation in purchase amount does salary alone explain? (R-squared)",
        "number",
        c.salary.corr(c.amount) ** 2,
        {"abs": 0.005},
        "medium",
        ["regression"],
    )
    q(
        "Which car brand do our customers buy most?",
        "decline",
        "no brand or model in the table",
        None,
        "easy",
        ["decline"],
    )
    q(
        "How did our car sales develop between 2019 and 2022?",
        "decline",
        "there is no date in the table",
        None,
        "easy",
        ["decline"],
    )
    q(
        "who are the good ones?",
        "clarify",
        None,
        None,
        "easy",
        ["clarify"],
        "good by what: spending, debt, worth?",
    )
    q(
        "median car purchse amount for ppl over 60",
        "number",
        [c[c.age > 60].amount.median()],
        REL,
        "easy",
        ["sloppy", "median"],
    )
    q(
        "hi! boss wants to know how many custmers paid less than 30k for there car",
        "number",
        (c.amount < 30000).sum(),
        COUNT,
        "easy",
        ["sloppy", "count"],
    )
    q(
        "avg cc debt gender 0 vs gender 1",
        "table",
        c.groupby("gender").debt.mean().to_dict(),
        REL,
        "easy",
        ["sloppy", "mean", "group", "labels-free"],
        "named 0 and 1; male and female are the same groups",
        alt=[{"male": c[c.gender == 0].debt.mean(), "female": c[c.gender == 1].debt.mean()}],
    )
    q(
        ["What is the average salary?", "and the median?", "just the 40 to 50 year olds"],
        "number",
        c[c.age.between(40, 50)].salary.median(),
        REL,
        "medium",
        ["conversation", "median", "range"],
        "40 and 50 included",
    )
    q(
        ["top 5 customers by credit card debt", "now the bottom 5"],
        "list",
        c.nsmallest(5, "debt").name.tolist(),
        None,
        "medium",
        ["conversation", "bottom"],
    )
    q(
        [
            "How many customers owe more than 15,000 on their cards?",
            "sorry, I meant 12,000",
            "what share of all customers is that?",
        ],
        "number",
        pct((c.debt > 12000).mean()),
        REL,
        "medium",
        ["conversation", "share"],
    )
    assert q.n == 25, q.n


# ------------------------------------------------------------------ retail
def retail():
    r = pd.read_csv(DATA / "data.csv.gz", encoding="latin1", dtype={"InvoiceNo": str, "StockCode": str})
    r["v"] = r.Quantity * r.UnitPrice
    r["t"] = pd.to_datetime(r.InvoiceDate, format="%m/%d/%Y %H:%M")
    r["ym"] = r.t.dt.strftime("%Y-%m")
    q = Set("retail", "data.csv.gz")
    cancel = r.InvoiceNo.str.startswith("C")
    pos = r[r.v > 0]
    cus = pos.dropna(subset=["CustomerID"])
    frames = [r, pos, r[~cancel]]

    def both(f):
        """The readings of revenue: all lines net, positive lines, lines not cancelled."""
        out = []
        for d in frames:
            x = f(d)
            if all(abs(x - y) > 1e-9 for y in out):
                out.append(x)
        return out

    q(
        "How many distinct stock codes are there?",
        "number",
        r.StockCode.nunique(),
        COUNT,
        "easy",
        ["distinct"],
    )
    q(
        "What percentage of all invoices are cancellations (numbers starting with C)?",
        "number",
        pct(r[cancel].InvoiceNo.nunique() / r.InvoiceNo.nunique()),
        REL,
        "medium",
        ["share", "distinct"],
        "invoices, not lines",
    )
    q(
        ["Total revenue from Germany", "and France?"],
        "number",
        both(lambda d: d[d.Country == "France"].v.sum()),
        REL,
        "easy",
        ["conversation", "sum", "filter"],
        "net of returns, or positive lines",
    )
    q(
        "Top 5 countries outside the UK by revenue",
        "list",
        ["Netherlands", "EIRE", "Germany", "France", "Australia"],
        None,
        "medium",
        ["top", "negation"],
        "the same order net and for positive lines",
    )
    for d in frames:
        assert (
            d[d.Country != "United Kingdom"].groupby("Country").v.sum().nlargest(5).index.tolist()
            == CASES[-1]["gold"]
        )
    q(
        "What's the average order value in France, leaving cancelled invoices out?",
        "number",
        (lambda d: d.v.sum() / d.InvoiceNo.nunique())(pos[pos.Country == "France"]),
        REL,
        "hard",
        ["ratio", "filter"],
        "value per invoice, not per line",
    )
    ms = [d[d.t.dt.year == 2011].groupby("ym").v.sum().to_dict() for d in (r, pos, r[~cancel], cus)]
    q(
        "Monthly revenue for 2011 as a line chart",
        "chart",
        {"type": ["line", "area"], "data": ms[0]},
        REL,
        "medium",
        ["chart", "time"],
        "net; positive lines also accepted",
        alt=[{"type": ["line", "area"], "data": x} for x in ms[1:]],
    )
    q(
        "how many lines hav no cust id",
        "number",
        r.CustomerID.isna().sum(),
        COUNT,
        "easy",
        ["sloppy", "missing"],
    )
    hours = [d.groupby(d.t.dt.hour).InvoiceNo.nunique().idxmax() for d in frames]
    assert set(hours) == {12}
    q(
        "At what hour of the day do most invoices come in?",
        "category",
        ["12", "12:00", "noon", "12 pm", "12-13", "12:00-12:59", "12h"],
        None,
        "medium",
        ["argmax", "time"],
        "distinct invoices by hour",
    )
    assert set(r.t.dt.day_name()) == {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Sunday"}
    q(
        "Is there a day of the week with no sales at all? Which one?",
        "text",
        {"must_mention": ["saturday"], "must_not": []},
        None,
        "medium",
        ["time"],
    )
    x = [
        len(set(d[d.ym == "2010-12"].CustomerID.dropna()) & set(d[d.ym == "2011-11"].CustomerID.dropna()))
        for d in (r, pos, r[~cancel], r[r.Quantity > 0])
    ]
    q(
        "How many customers bought something both in December 2010 and in November 2011?",
        "number",
        sorted(set(x)),
        COUNT,
        "hard",
        ["distinct", "time"],
        "with positive lines; with every line also accepted",
    )
    q(
        "Median quantity per line, without returns",
        "number",
        r[r.Quantity > 0].Quantity.median(),
        COUNT,
        "easy",
        ["median", "negation"],
    )
    q(
        ["How many units of JUMBO BAG RED RETROSPOT did we sell?", "in 2011 only"],
        "number",
        both(
            lambda d: d[(d.Description == "JUMBO BAG RED RETROSPOT") & (d.t.dt.year == 2011)].Quantity.sum()
        ),
        REL,
        "medium",
        ["conversation", "sum", "filter"],
        "net of returns, or what was sold",
    )
    qs = [
        d[(d.Country == "United Kingdom") & (d.t.dt.year == 2011)]
        .groupby(d.t.dt.to_period("Q").astype(str))
        .v.sum()
        .to_dict()
        for d in frames
    ]
    q(
        "UK revenue per quarter in 2011 as columns",
        "chart",
        {"type": ["bar"], "data": {re.sub("Q", "-Q", k): v for k, v in qs[0].items()}},
        REL,
        "medium",
        ["chart", "time"],
        "the fourth quarter ends on 9 December",
        alt=[{"type": ["bar"], "data": {re.sub("Q", "-Q", k): v for k, v in z.items()}} for z in qs[1:]],
    )
    one = [
        set(
            d.dropna(subset=["CustomerID"])
            .groupby("Country")
            .CustomerID.nunique()
            .pipe(lambda z: z[z == 1])
            .index
        )
        for d in frames
    ]
    assert one[0] == one[1] == one[2]
    q(
        "Which countries have exactly one customer?",
        "list",
        sorted(one[0]),
        None,
        "medium",
        ["threshold", "distinct"],
        "customers with an ID",
        ordered=False,
    )
    u = [
        d[d.Country == "United Kingdom"]
        for d in (r[~cancel], r[(r.Quantity > 0) & ~cancel], pos[~pos.InvoiceNo.str.startswith("C")])
    ]
    q(
        "How many units does the average UK order contain? Ignore cancellations",
        "number",
        [z.Quantity.sum() / z.InvoiceNo.nunique() for z in u],
        REL,
        "hard",
        ["ratio", "filter"],
        "units over distinct invoices; stock write-offs in or out",
    )
    share = []
    for d in (cus, r.dropna(subset=["CustomerID"])):
        g = d.groupby("CustomerID").v.sum().sort_values(ascending=False)
        share += pct(g.head(round(len(g) * 0.1)).sum() / g.sum())
        share += pct(g.head(round(len(g) * 0.1)).sum() / (pos.v.sum() if d is cus else r.v.sum()))
    q(
        "What share of revenue do the top 10% of customers bring in?",
        "number",
        share,
        {"rel": 0.01},
        "hard",
        ["share", "concentration"],
        "top 10 % of customers with an ID, of their revenue or of all revenue; positive lines or net",
    )
    q(
        "What is our profit margin on lunch bags?",
        "decline",
        "there are no costs in the table",
        None,
        "easy",
        ["decline"],
    )
    q(
        "Which age group buys the most Christmas decorations?",
        "decline",
        "nothing is known about the customers' ages",
        None,
        "easy",
        ["decline"],
    )
    q("show me the best ones", "clarify", None, None, "easy", ["clarify"], "best what, by what?")
    q(
        "whats the revenue for spain in mar 2011",
        "number",
        both(lambda d: d[(d.Country == "Spain") & (d.ym == "2011-03")].v.sum()),
        REL,
        "medium",
        ["sloppy", "sum", "time"],
    )
    q("top 3 custs by spend plz", "list", ["14646", "18102", "17450"], None, "easy", ["sloppy", "top"])
    q(
        "how many difrent customers r from belgium",
        "number",
        r[r.Country == "Belgium"].CustomerID.nunique(),
        COUNT,
        "easy",
        ["sloppy", "distinct"],
    )
    q(
        ["Revenue by country", "without the UK", "only the top 3 of those, as a bar chart"],
        "chart",
        {
            "type": ["bar"],
            "data": r[r.Country != "United Kingdom"].groupby("Country").v.sum().nlargest(3).to_dict(),
        },
        REL,
        "medium",
        ["conversation", "chart"],
        alt=[
            {
                "type": ["bar"],
                "data": d[d.Country != "United Kingdom"].groupby("Country").v.sum().nlargest(3).to_dict(),
            }
            for d in frames[1:]
        ],
    )
    g = [both(lambda d: d[d.ym == k].v.sum()) for k in ("2011-11", "2011-10")]
    grow = [z for a, b in zip(*g) for z in pct(a / b - 1)]
    q(
        [
            "What was revenue in November 2011?",
            "and in the month before?",
            "so by what percentage did it grow from October to November?",
        ],
        "number",
        grow,
        {"rel": 0.01},
        "hard",
        ["conversation", "growth", "percent"],
    )
    a = r[r.Country == "Germany"].groupby("Description").Quantity.sum().nlargest(2).index[1]
    assert a == "ASSORTED COLOURS SILK FAN"
    q(
        ["Top 5 products by units sold in Germany", "how much revenue did the second one make there?"],
        "number",
        both(lambda d: d[(d.Country == "Germany") & (d.Description == a)].v.sum()),
        REL,
        "hard",
        ["conversation", "reference"],
        f"the second is {a}",
    )
    assert q.n == 25, q.n


# ------------------------------------------------------------------ survey of consumer finances
def scf():
    s = pd.read_csv(DATA / "SCFP2019.csv.gz")
    q = Set("scf", "SCFP2019.csv.gz")
    w = "WGT"

    def mean(d, c):
        return float((d[c] * d[w]).sum() / d[w].sum())

    def quant(d, c, p=0.5):
        d = d.sort_values(c)
        return float(d[c].values[np.searchsorted(d[w].cumsum().values, p * d[w].sum())])

    def share(mask, d=s):
        return pct(float(d.loc[mask.reindex(d.index), w].sum() / d[w].sum()))

    def by(key, f, names):
        return {n: f(s[s[key] == k]) for k, n in names.items()}

    one = {"rel": 0.01}
    ages = {1: "Under 35", 2: "35-44", 3: "45-54", 4: "55-64", 5: "65-74", 6: "75 and over"}
    edu = {1: "No high school diploma", 2: "High school", 3: "Some college", 4: "College degree"}
    note = "weighted by WGT"
    q(
        "What's the median net worth of American households?",
        "number",
        quant(s, "NETWORTH"),
        one,
        "medium",
        ["median", "weighted"],
        note,
    )
    q("avg hh income??", "number", mean(s, "INCOME"), one, "easy", ["sloppy", "mean", "weighted"], note)
    q(
        "What share of families own their home?",
        "number",
        share(s.HOUSECL == 1),
        one,
        "medium",
        ["share", "weighted"],
        "HOUSECL = 1 (mobile homes and farms in it)",
    )
    CASES[-1]["gold"] += (
        plain(share(s.HHOUSES == 1))
        if abs(share(s.HHOUSES == 1)[0] - share(s.HOUSECL == 1)[0]) > 0.05
        else []
    )
    q(
        "How many households do the survey weights stand for?",
        "number",
        [s[w].sum(), s[w].sum() / 1e6],
        one,
        "medium",
        ["sum", "weighted"],
        "in units or in millions",
    )
    q(
        "How many families were actually interviewed?",
        "number",
        s.YY1.nunique(),
        COUNT,
        "medium",
        ["distinct"],
        "five rows a family",
    )
    q(
        ["Median net worth by education level", "income instead"],
        "table",
        by("EDCL", lambda d: quant(d, "INCOME"), edu),
        one,
        "hard",
        ["conversation", "median", "weighted", "group", "labels-free"],
        note,
        alt=[by("EDCL", lambda d: quant(d, "INCOME"), {k: k for k in edu})],
    )
    b = by("AGECL", lambda d: share(d.CCBAL > 0, d)[0], ages)
    q(
        "Plot the percentage of households that carry a credit card balance for each age class",
        "chart",
        {"type": ["bar", "line"], "data": b},
        one,
        "hard",
        ["chart", "share", "weighted", "labels-free"],
        "CCBAL > 0, weighted",
        alt=[{"type": ["bar", "line"], "data": dict(zip(range(1, 7), b.values()))}],
    )
    q(
        [
            "How many percent of households have a credit card balance?",
            "and how high is it on average for those who do?",
        ],
        "number",
        mean(s[s.CCBAL > 0], "CCBAL"),
        one,
        "medium",
        ["conversation", "mean", "weighted", "filter"],
        "CCBAL > 0",
    )
    q(
        "What percentage of households headed by someone under 35 have student loans?",
        "number",
        share(s.EDN_INST > 0, s[s.AGE < 35]),
        one,
        "hard",
        ["share", "weighted", "filter"],
        "EDN_INST > 0, of AGE < 35",
    )
    q(
        "How much net worth do you need to be in the top 10%?",
        "number",
        quant(s, "NETWORTH", 0.9),
        {"rel": 0.02},
        "hard",
        ["percentile", "weighted"],
        note,
    )
    d = s.sort_values("NETWORTH", ascending=False)
    top = d[d[w].cumsum() <= 0.1 * d[w].sum()]
    tot = [pct((top.NETWORTH * top[w]).sum() / (s.NETWORTH * s[w]).sum())]
    q(
        "What part of all net worth, in percent, belongs to the wealthiest 10% of households?",
        "number",
        tot[0],
        {"rel": 0.015},
        "hard",
        ["share", "weighted"],
        note,
    )
    m = by("AGECL", lambda d: mean(d, "NETWORTH"), ages)
    best = max(m, key=m.get)
    q(
        "Which age class has the highest average net worth?",
        "category",
        [best, str([k for k, v in ages.items() if v == best][0]), "65 to 74", "65–74"],
        None,
        "medium",
        ["argmax", "weighted"],
        str({k: round(v) for k, v in m.items()}),
    )
    q(
        "mean number of vehicles per household",
        "number",
        mean(s, "NVEHIC"),
        one,
        "easy",
        ["mean", "weighted"],
        note,
    )
    med = by("AGECL", lambda d: quant(d, "NETWORTH"), ages)
    q(
        "Bar chart of median net worth by age class",
        "chart",
        {"type": ["bar"], "data": med},
        one,
        "hard",
        ["chart", "median", "weighted", "labels-free"],
        note,
        alt=[{"type": ["bar"], "data": {k: v for k, v in zip(ages, med.values())}}],
    )
    q(
        "What is the total debt of households as a percentage of their total assets?",
        "number",
        pct((s.DEBT * s[w]).sum() / (s.ASSET * s[w]).sum()),
        one,
        "hard",
        ["ratio", "percent", "weighted"],
        "ratio of the weighted sums",
    )
    q(
        "Which state has the wealthiest families?",
        "decline",
        "the extract has no geography",
        None,
        "easy",
        ["decline"],
    )
    q(
        "How has median income changed since the 2016 survey?",
        "decline",
        "only 2019 is in the file",
        None,
        "medium",
        ["decline"],
    )
    q(
        "Does going to college make families richer, or is that only a correlation?",
        "text",
        {
            "must_mention": [
                "associat|causal|causation|causes|cause of|cannot show|can't show|cannot prove|can't prove|not prove|observational"
            ],
            "must_not": [],
        },
        None,
        "hard",
        ["causal"],
        "survey data cannot show a cause",
    )
    q(
        "avg total debt of ppl who dont own a home",
        "number",
        mean(s[s.HOUSECL == 2], "DEBT"),
        one,
        "medium",
        ["sloppy", "mean", "weighted"],
        note,
    )
    q(
        "whats the median income 4 single ppl (no partner) w kids",
        "number",
        quant(s[(s.MARRIED == 2) & (s.KIDS > 0)], "INCOME"),
        one,
        "hard",
        ["sloppy", "median", "weighted", "filter"],
        "MARRIED = 2 and KIDS > 0",
    )
    q(
        "pct of households 60+ days late on a payment",
        "number",
        share(s.LATE60 == 1),
        one,
        "medium",
        ["sloppy", "share", "weighted"],
        note,
    )
    q(
        "how many households hve 3 or more kids? weighted pls, in millions",
        "number",
        [s[s.KIDS >= 3][w].sum() / 1e6, s[s.KIDS >= 3][w].sum()],
        one,
        "hard",
        ["sloppy", "count", "weighted"],
        "in millions or as households",
    )
    q(
        ["Average income of couples", "and of people without a partner?", "what's the gap?"],
        "number",
        [
            mean(s[s.MARRIED == 1], "INCOME") - mean(s[s.MARRIED == 2], "INCOME"),
            mean(s[s.MARRIED == 2], "INCOME") - mean(s[s.MARRIED == 1], "INCOME"),
        ],
        one,
        "hard",
        ["conversation", "difference", "weighted"],
        "either sign",
    )
    q(
        [
            "What's the average balance in retirement accounts?",
            "the median please",
            "I mean only among families who have one",
        ],
        "number",
        quant(s[s.RETQLIQ > 0], "RETQLIQ"),
        one,
        "hard",
        ["conversation", "median", "weighted"],
        "RETQLIQ > 0",
    )
    q(
        ["What share of households own stocks?", "and among those older than 65?"],
        "number",
        share(s.HSTOCKS == 1, s[s.AGE > 65]),
        one,
        "hard",
        ["conversation", "share", "weighted"],
        "HSTOCKS, stocks held directly; any equity (HEQUITY) also accepted",
    )
    CASES[-1]["gold"] += plain(share(s.HEQUITY == 1, s[s.AGE > 65]))
    assert q.n == 25, q.n


def write():
    with open(HERE / "cases.jsonl", "w", encoding="utf-8") as f:
        for c in CASES:
            f.write(json.dumps(c, ensure_ascii=False) + "\n")
    print(len(CASES), "cases")


if __name__ == "__main__":
    for part in (personality, cars, retail, scf):
        part()
        write()
