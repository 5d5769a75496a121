"""Computes every gold from the real data sets in /work/shared/data and writes cases.jsonl."""

import json, os, warnings
import numpy as np
import pandas as pd
from scipy import stats

warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = "/work/shared/data"
CASES, COUNT = [], {}
R, R1, A = {"rel": 0.005}, {"rel": 0.01}, {"abs": 0.5}
DATA = {
    "pers": ["marketing_campaign.csv"],
    "cars": ["Car_Purchasing_Data.csv"],
    "ret": ["data.csv.gz"],
    "scf": ["SCFP2019.csv.gz"],
}


def py(v):
    if isinstance(v, pd.Series):
        return {
            (" | ".join(str(p) for p in k) if isinstance(k, tuple) else str(k)): py(x) for k, x in v.items()
        }
    if isinstance(v, dict):
        return {str(k): py(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [py(x) for x in v]
    if isinstance(v, np.integer):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return round(float(v), 8)
    return v


def case(short, turns, kind, gold, tol=None, diff="medium", tags=(), note="", **kw):
    COUNT[short] = COUNT.get(short, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    CASES.append(
        {
            "id": f"h08-{short}-{COUNT[short]:02d}",
            "data": DATA[short],
            "turns": turns,
            "answer_type": kind,
            "gold": py(gold),
            **{k: py(v) for k, v in kw.items()},
            "tolerance": tol,
            "difficulty": diff,
            "tags": list(tags) + (["conversation"] if len(turns) > 1 else []),
            "note": note,
        }
    )


def pct(x):
    return [float(x) * 100, float(x)]


def uniq(xs):
    out = []
    for x in xs:
        if x not in out:
            out.append(x)
    return out


def pers():
    m = pd.read_csv(f"{ROOT}/marketing_campaign.csv", sep="\t")
    m["d"] = pd.to_datetime(m.Dt_Customer, format="%d-%m-%Y")
    mn = [c for c in m if c.startswith("Mnt")]
    m["tot"] = m[mn].sum(axis=1)
    s = "pers"
    case(
        s,
        "How many of our customers hold a doctorate?",
        "number",
        (m.Education == "PhD").sum(),
        A,
        "easy",
        ["count", "filter", "synonym"],
        "Education = PhD",
    )
    case(
        s,
        "avg wine spend for ppl w/o any kids or teens at home",
        "number",
        m[(m.Kidhome == 0) & (m.Teenhome == 0)].MntWines.mean(),
        R,
        "easy",
        ["sloppy", "mean", "filter"],
        "Kidhome and Teenhome 0",
    )
    case(
        s,
        "What is the median income of our married customers?",
        "number",
        m[m.Marital_Status == "Married"].Income.median(),
        R,
        "easy",
        ["median", "filter"],
        "empty incomes left out",
    )
    case(
        s,
        "What share of customers spent more than 100 on fish?",
        "number",
        pct((m.MntFishProducts > 100).mean()),
        R,
        "easy",
        ["share", "threshold"],
        "MntFishProducts > 100",
    )
    case(
        s,
        "How many people enrolled between July and September 2013?",
        "number",
        m.d.between("2013-07-01", "2013-09-30").sum(),
        A,
        "medium",
        ["count", "date", "range"],
        "Dt_Customer is day-month-year",
    )
    case(
        s,
        "Of the customers who said yes to the last campaign, how many had also accepted the very first one?",
        "number",
        ((m.Response == 1) & (m.AcceptedCmp1 == 1)).sum(),
        A,
        "medium",
        ["count", "filter"],
        "Response = 1 and AcceptedCmp1 = 1",
    )
    case(
        s,
        "total spent on meat + fish together, whole base",
        "number",
        (m.MntMeatProducts + m.MntFishProducts).sum(),
        R,
        "easy",
        ["sloppy", "sum", "formula"],
        "two columns added",
    )
    case(
        s,
        "income of customer 5524?",
        "number",
        m[m.ID == 5524].Income.iloc[0],
        A,
        "easy",
        ["lookup"],
        "one row",
    )
    case(
        s,
        "custmers born in the 80s - how many",
        "number",
        m.Year_Birth.between(1980, 1989).sum(),
        A,
        "easy",
        ["sloppy", "count", "range", "typo"],
        "1980 to 1989",
    )
    case(
        s,
        "What's the overall ratio of catalogue purchases to in-store purchases?",
        "number",
        [
            m.NumCatalogPurchases.sum() / m.NumStorePurchases.sum(),
            m.NumCatalogPurchases.sum() / m.NumStorePurchases.sum() * 100,
        ],
        R,
        "medium",
        ["ratio"],
        "sum over sum",
    )
    g = m.groupby("Education").MntWines.mean().sort_values()
    case(
        s,
        "Which education level spends the most on wine on average?",
        "category",
        g.index[-1],
        None,
        "easy",
        ["group", "mean", "top"],
        str(g.round(1).to_dict()),
    )
    ch = m[["NumWebPurchases", "NumCatalogPurchases", "NumStorePurchases"]].sum()
    case(
        s,
        "Taking store, web and catalog purchases together, what percentage came through the website?",
        "number",
        pct(ch.NumWebPurchases / ch.sum()),
        R,
        "medium",
        ["percent", "formula"],
        "NumDealsPurchases overlaps and is not named",
    )
    t = m.groupby("Kidhome").tot.mean()
    case(
        s,
        "Average total spending by number of small children in the household",
        "table",
        t,
        R,
        "medium",
        ["group", "mean", "formula"],
        "sum of six Mnt columns by Kidhome",
    )
    a = (
        m[["AcceptedCmp1", "AcceptedCmp2", "AcceptedCmp3", "AcceptedCmp4", "AcceptedCmp5", "Response"]].mean()
        * 100
    )
    b = dict(
        zip(["Campaign 1", "Campaign 2", "Campaign 3", "Campaign 4", "Campaign 5", "Campaign 6"], a.values)
    )
    c6 = dict(
        zip(["Campaign 1", "Campaign 2", "Campaign 3", "Campaign 4", "Campaign 5", "Last campaign"], a.values)
    )
    case(
        s,
        "acceptance rate of each of the six campaigns pls",
        "table",
        a,
        R,
        "medium",
        ["rate", "percent", "wide", "labels-free"],
        "mean of each flag",
        gold_alt=[b, c6],
    )
    q = m[m.d.dt.year == 2013]
    q = q.groupby(q.d.dt.strftime("%Y-%m")).size()
    nm = pd.Series(
        q.values,
        index=[
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    )
    case(
        s,
        "New sign-ups per month in 2013",
        "table",
        q,
        A,
        "medium",
        ["time", "count", "filter"],
        "day-month-year dates",
        gold_alt=[nm, pd.Series(q.values, index=range(1, 13))],
    )
    case(
        s,
        "For each education level give the response rate to the most recent campaign",
        "table",
        m.groupby("Education").Response.mean() * 100,
        R,
        "easy",
        ["group", "rate", "percent"],
        "mean of Response",
    )
    sp = m[mn].sum()
    case(
        s,
        "Bar chart showing how much money went into each product category",
        "chart",
        {"type": ["bar"], "data": sp},
        R,
        "medium",
        ["chart", "wide", "sum"],
        "sum of each Mnt column",
        gold_alt=[
            {
                "type": ["bar"],
                "data": dict(zip(["Wines", "Fruits", "Meat", "Fish", "Sweets", "Gold"], sp.values)),
            }
        ],
    )
    case(
        s,
        "show me the distribution of income as a histogram",
        "chart",
        {"type": ["histogram", "bar"], "data": None},
        None,
        "easy",
        ["chart", "distribution"],
        "bins are free",
    )
    case(
        s,
        ["How many customers are divorced?", "and widowed?", "what's their average income"],
        "number",
        m[m.Marital_Status == "Widow"].Income.mean(),
        R,
        "medium",
        ["mean", "filter", "followup"],
        "their = the widowed",
    )
    w = m.Marital_Status.value_counts()
    case(
        s,
        [
            "What's the most common marital status?",
            "and the second most common one? i need their average spend on gold products",
        ],
        "number",
        m[m.Marital_Status == w.index[1]].MntGoldProds.mean(),
        R,
        "hard",
        ["mean", "filter", "followup"],
        str(w.to_dict()),
    )
    case(
        s,
        ["average number of web visits a month", "only for households with two little kids"],
        "number",
        m[m.Kidhome == 2].NumWebVisitsMonth.mean(),
        R,
        "easy",
        ["mean", "filter", "followup"],
        "Kidhome = 2",
    )
    case(
        s,
        [
            "How many complaints have we had?",
            "ok forget that. What percent of customers never bought from the catalog?",
        ],
        "number",
        pct((m.NumCatalogPurchases == 0).mean()),
        R,
        "easy",
        ["percent", "newquestion"],
        "NumCatalogPurchases = 0",
    )
    case(
        s,
        ["Average income by education", "make it a bar chart and leave out Basic"],
        "chart",
        {"type": ["bar"], "data": m[m.Education != "Basic"].groupby("Education").Income.mean()},
        R,
        "medium",
        ["chart", "group", "mean", "negation"],
        "empty incomes left out",
    )
    k = m.dropna(subset=["Income"])
    case(
        s,
        "Pearson correlation between income and money spent on meat?",
        "number",
        [
            k.Income.corr(k.MntMeatProducts),
            k[k.Income < 600000].Income.corr(k[k.Income < 600000].MntMeatProducts),
        ],
        {"abs": 0.006},
        "easy",
        ["correlation"],
        "with and without the income of 666,666",
    )
    case(
        s,
        "What's the open rate of our emails?",
        "decline",
        "no data on e-mails",
        None,
        "easy",
        ["trap"],
        "not in the data",
    )


def cars():
    c = pd.read_csv(f"{ROOT}/Car_Purchasing_Data.csv", encoding="latin1")
    c.columns = ["name", "mail", "ctry", "g", "age", "sal", "debt", "nw", "amt"]
    s = "cars"
    case(
        s,
        "How many buyers are younger than 30?",
        "number",
        (c.age < 30).sum(),
        A,
        "easy",
        ["count", "threshold"],
        "Age < 30",
    )
    case(
        s,
        "avg age of customers with gender code 1",
        "number",
        c[c.g == 1].age.mean(),
        {"rel": 0.002},
        "easy",
        ["mean", "filter"],
        "Gender = 1",
    )
    case(
        s,
        "Median credit card debt among people earning over 80k",
        "number",
        c[c.sal > 80000].debt.median(),
        R,
        "easy",
        ["median", "threshold"],
        "Annual Salary > 80,000",
    )
    case(
        s, "combined net worth of everybody in the file", "number", c.nw.sum(), R, "easy", ["sum"], "all 500"
    )
    case(
        s,
        "what % of clients owe more than 10 grand on their credit cards",
        "number",
        pct((c.debt > 10000).mean()),
        R,
        "easy",
        ["percent", "threshold", "sloppy"],
        "Credit Card Debt > 10,000",
    )
    case(
        s,
        "How much did Martina Avila pay for her car?",
        "number",
        c[c.name == "Martina Avila"].amt.iloc[0],
        {"rel": 0.001},
        "easy",
        ["lookup"],
        "one row",
    )
    case(
        s,
        "who has the lowest net worth on the list",
        "category",
        c.loc[c.nw.idxmin(), "name"],
        None,
        "easy",
        ["bottom", "lookup"],
        "smallest Net Worth, unique: " + str(int((c.nw == c.nw.min()).sum())),
    )
    case(
        s,
        "how many folks are between 40 and 49 inclusive?",
        "number",
        c.age.between(40, 49).sum(),
        A,
        "easy",
        ["count", "range"],
        "both ends in",
    )
    case(
        s,
        "Number of customers whose car cost more than a year's pay",
        "number",
        (c.amt > c.sal).sum(),
        A,
        "medium",
        ["count", "compare-columns"],
        "Car Purchase Amount > Annual Salary",
    )
    case(
        s,
        "What do all the car purchases add up to as a proportion of all salaries combined?",
        "number",
        pct(c.amt.sum() / c.sal.sum()),
        R,
        "medium",
        ["ratio", "share"],
        "sum over sum",
    )
    b = pd.cut(c.age, [0, 34, 44, 54, 200], labels=["under 35", "35-44", "45-54", "55+"])
    case(
        s,
        "Average car spend by age group: under 35, 35-44, 45-54, 55 and over",
        "table",
        c.groupby(b, observed=True).amt.mean(),
        R,
        "medium",
        ["bins", "mean", "labels-free"],
        "ages are whole: " + str(bool((c.age % 1 == 0).all())),
    )
    t = c.groupby("g").amt.mean()
    case(
        s,
        "mean and only the mean purchase amount per gender code",
        "table",
        t,
        R,
        "easy",
        ["group", "mean", "labels-free"],
        "codes 0 and 1",
        gold_alt=[{"male": t[0], "female": t[1]}],
    )
    case(
        s,
        "List the five wealthiest customers by net worth, richest first",
        "list",
        c.nlargest(5, "nw").name.tolist(),
        None,
        "easy",
        ["top"],
        str(c.nlargest(6, "nw").nw.tolist()),
    )
    o = c[c.age >= 60].groupby("age").size()
    case(
        s,
        "For every age from 60 up, how many customers do we have?",
        "table",
        o,
        A,
        "medium",
        ["group", "count", "filter"],
        "ages without customers may be listed with 0 or left out",
        gold_alt=[o.reindex(range(60, 71), fill_value=0)],
    )
    case(
        s,
        "Scatterplot salary against purchase amount",
        "chart",
        {"type": ["scatter"], "data": None},
        None,
        "easy",
        ["chart"],
        "500 points",
    )
    case(
        s,
        "draw the age distribution",
        "chart",
        {"type": ["histogram", "bar", "box", "boxplot", "line", "area"], "data": None},
        None,
        "easy",
        ["chart", "distribution", "sloppy"],
        "bins are free",
    )
    x = c[c.age >= 50]
    case(
        s,
        ["Average salary of customers aged 50 or older?", "and their avg credit card debt"],
        "number",
        x.debt.mean(),
        R,
        "easy",
        ["mean", "filter", "followup"],
        "Age >= 50",
    )
    case(
        s,
        ["Who bought the priciest car?", "How old is that customer?"],
        "number",
        c.loc[c.amt.idxmax(), "age"],
        A,
        "easy",
        ["lookup", "top", "followup"],
        "customer with the largest purchase",
    )
    case(
        s,
        [
            "how many people have a net worth above 500k",
            "make that 750k",
            "what do they pay for a car on average?",
        ],
        "number",
        c[c.nw > 750000].amt.mean(),
        R,
        "medium",
        ["mean", "threshold", "followup"],
        "Net Worth > 750,000",
    )
    case(
        s,
        ["Total purchase amount", "gender 0 only", "as a percentage of the total please"],
        "number",
        pct(c[c.g == 0].amt.sum() / c.amt.sum()),
        R,
        "medium",
        ["percent", "filter", "followup"],
        "share of Gender 0 in the sum",
    )
    case(
        s,
        ["Which customer earns the most?", "no wait, I meant the least"],
        "category",
        c.loc[c.sal.idxmin(), "name"],
        None,
        "easy",
        ["bottom", "correction"],
        "smallest salary, unique: " + str(int((c.sal == c.sal.min()).sum())),
    )
    import statsmodels.api as sm

    f = sm.OLS(c.amt, sm.add_constant(c[["age", "sal", "debt", "nw"]])).fit()
    p = float(f.predict([[1, 45, 70000, 8000, 500000]])[0])
    case(
        s,
        "What would a 45-year-old with a 70,000 salary, 8,000 of card debt and a net worth of 500,000 likely pay for a car?",
        "prediction",
        p,
        {"rel": 0.03},
        "hard",
        ["prediction", "regression"],
        "OLS, R2 0.9995",
    )
    r = c[["age", "sal", "debt", "nw"]].corrwith(c.amt)
    case(
        s,
        "Which of age, salary, card debt and net worth is most strongly correlated with the purchase amount?",
        "category",
        {"age": "Age", "sal": "Annual Salary", "nw": "Net Worth", "debt": "Credit Card Debt"}[r.idxmax()],
        None,
        "medium",
        ["correlation", "top"],
        str(r.round(3).to_dict()),
    )
    case(
        s,
        "Which brand of car is the most popular?",
        "decline",
        "no column on brands",
        None,
        "easy",
        ["trap"],
        "not in the data",
    )
    case(
        s,
        "Who pays more for a car on average, men or women?",
        "clarify",
        {"accept_number": ["male", "0", "gender 0", "gender = 0", "gender: 0"]},
        None,
        "medium",
        ["codes", "ambiguous"],
        "the file does not say which code is which; 0 = male, stated, is accepted: "
        + str(t.round().to_dict()),
    )


def ret():
    r = pd.read_csv(f"{ROOT}/data.csv.gz", encoding="latin1")
    r["d"] = pd.to_datetime(r.InvoiceDate, format="%m/%d/%Y %H:%M")
    r["v"] = r.Quantity * r.UnitPrice
    u = r.drop_duplicates()
    s = "ret"
    can = lambda x: x.InvoiceNo.str.startswith("C")
    net = [r, u, r[~r.InvoiceNo.str.startswith("A")], r[r.CustomerID.notna()], u[u.CustomerID.notna()]]
    nocan = [r[~can(r)], u[~can(u)]] + [x[(x.Quantity > 0) & (x.UnitPrice > 0)] for x in (r, u)]
    nocan_c = nocan + [x[x.CustomerID.notna()] for x in nocan]
    both = net + nocan_c
    L = lambda f, xs: uniq([py(f(x)) for x in xs])
    f = lambda x: x[x.Country == "Germany"].StockCode.nunique()
    case(
        s,
        "how many different stock codes did German customers order (cancellations don't count)",
        "number",
        L(f, nocan),
        A,
        "medium",
        ["distinct", "filter"],
        "with or without zero prices",
    )
    f = lambda x: x[x.StockCode == "85123A"].Quantity.sum()
    case(
        s,
        "units of item 85123A, taking returns and all other negative lines off",
        "number",
        L(f, [r, u]),
        R,
        "medium",
        ["sum", "filter"],
        "net sum of Quantity of the code",
    )
    case(
        s,
        "How many invoices have been cancelled?",
        "number",
        r[can(r)].InvoiceNo.nunique(),
        A,
        "medium",
        ["count", "distinct"],
        "invoice numbers that begin with C, distinct",
    )
    f = lambda x: x[x.CustomerID == 14911].v.sum()
    case(
        s,
        "What did client 14911 spend with us after deducting returns?",
        "number",
        L(f, [r, u]),
        R,
        "medium",
        ["sum", "lookup"],
        "net of all lines",
    )
    f = lambda x: x[x.Country == "France"].groupby("InvoiceNo").v.sum().mean()
    case(
        s,
        "Average order value for France, leaving cancelled invoices out",
        "number",
        L(f, nocan_c),
        R,
        "medium",
        ["mean", "ratio", "filter"],
        "per invoice, not per line",
    )
    h = r[~can(r)].groupby(r.d.dt.hour).InvoiceNo.nunique()
    assert h.idxmax() == r.groupby(r.d.dt.hour).InvoiceNo.nunique().idxmax()
    case(
        s,
        "In which hour of the day do most orders come in? 24h clock, just the hour",
        "number",
        h.idxmax(),
        A,
        "medium",
        ["time", "top"],
        "most distinct invoices, with or without cancelled ones",
    )
    case(
        s,
        "invoice 536365 total?",
        "number",
        r[r.InvoiceNo == "536365"].v.sum(),
        {"rel": 0.001},
        "easy",
        ["lookup", "sum", "sloppy"],
        "seven lines",
    )
    case(
        s,
        "how many lines have a unit price of zero",
        "number",
        L(lambda x: (x.UnitPrice == 0).sum(), [r]),
        A,
        "easy",
        ["count", "quality"],
        "UnitPrice = 0; two are negative",
    )
    f = lambda x: 1 - x[x.Country == "United Kingdom"].v.sum() / x.v.sum()
    case(
        s,
        "What percentage of net revenue, i.e. after cancellations, comes from outside the UK?",
        "number",
        sum([pct(f(x)) for x in net], []),
        R,
        "medium",
        ["percent", "negation", "formula"],
        "lines without a customer in or out",
    )
    f = lambda x: (x[x.CustomerID.notna()].groupby("CustomerID").InvoiceNo.nunique() == 1).sum()
    case(
        s,
        "How many identified customers placed exactly one order? Ignore cancellations.",
        "number",
        L(f, nocan),
        A,
        "hard",
        ["count", "threshold-groups"],
        "distinct invoices per customer",
    )
    f = lambda x: (
        x[x.CustomerID.notna() & (x.Country != "United Kingdom")]
        .groupby("Country")
        .CustomerID.nunique()
        .idxmax()
    )
    case(
        s,
        "Apart from Britain, which country has the biggest number of customers?",
        "category",
        L(f, both),
        None,
        "medium",
        ["distinct", "top", "negation", "synonym"],
        "distinct customer numbers",
    )

    def quarters(x):
        x = x[x.d.dt.year == 2011]
        return x.groupby(x.d.dt.to_period("Q").astype(str)).v.sum()

    gs = [quarters(x) for x in net]
    case(
        s,
        "Net revenue (returns deducted) by quarter of 2011",
        "table",
        gs[0],
        R,
        "medium",
        ["time", "sum", "filter"],
        "last quarter ends on 9 December",
        gold_alt=gs[1:] + [g.rename(lambda k: k[-2:]) for g in gs],
    )
    f = lambda x: x[x.CustomerID.notna()].groupby("CustomerID").v.sum().nlargest(5).index.astype(int).tolist()
    ls = L(f, [r, u])
    case(
        s,
        "top 5 customer numbers by what they spent, minus whatever they sent back",
        "list",
        ls[0],
        None,
        "medium",
        ["top", "sum"],
        "net of all lines",
        gold_alt=ls[1:],
    )
    f = lambda x: x.groupby(x.d.dt.day_name()).InvoiceNo.nunique()
    gs = [f(x) for x in nocan_c]
    case(
        s,
        "Orders per weekday, cancelled ones excluded",
        "table",
        gs[0],
        R,
        "medium",
        ["time", "count", "distinct"],
        "distinct invoices; no Saturday",
        gold_alt=gs[1:],
    )
    f = lambda x: x.groupby(x.d.dt.strftime("%Y-%m")).CustomerID.nunique()
    gs = [f(x) for x in (nocan[0], r, nocan[2])]
    case(
        s,
        "active customers per month",
        "table",
        gs[0],
        R,
        "medium",
        ["time", "distinct", "sloppy"],
        "distinct customers with an invoice, cancelled invoices in or out",
        gold_alt=gs[1:],
    )
    f = lambda x: x.groupby(x.d.dt.strftime("%Y-%m")).v.sum()
    gs = [f(x) for x in net]
    case(
        s,
        "Plot monthly net sales (cancellations subtracted) as a line",
        "chart",
        {"type": ["line", "area"], "data": gs[0]},
        R,
        "medium",
        ["chart", "time", "sum"],
        "December 2011 is partial",
        gold_alt=[{"type": ["line", "area"], "data": g} for g in gs[1:]],
    )
    f = lambda x: x[x.Country != "United Kingdom"].groupby("Country").v.sum().nlargest(5)
    gs = [f(x) for x in nocan_c]
    case(
        s,
        "bar chart of the 5 biggest countries by gross revenue (without the cancelled invoices), UK left out",
        "chart",
        {"type": ["bar"], "data": gs[0]},
        R,
        "hard",
        ["chart", "top", "sum", "negation"],
        "revenue before returns",
        gold_alt=[{"type": ["bar"], "data": g} for g in gs[1:]],
    )
    f = lambda x: x[x.Country == "Portugal"].Quantity.sum() / x[x.Country == "Portugal"].InvoiceNo.nunique()
    case(
        s,
        [
            "How many non-cancelled orders came from Spain?",
            "and Portugal?",
            "how many units does an order have there on average?",
        ],
        "number",
        L(f, nocan_c),
        R,
        "hard",
        ["ratio", "filter", "followup"],
        "units over distinct invoices, Portugal, cancelled left out",
    )
    f = lambda x: (
        x[x.d.dt.to_period("M") == "2011-11"].v.sum() / x[x.d.dt.to_period("M") == "2011-10"].v.sum() - 1
    )
    case(
        s,
        ["net revenue in october 2011?", "and the month after?", "by how many percent did it go up"],
        "number",
        sum([pct(f(x)) for x in net], []),
        R1,
        "medium",
        ["percent", "change", "time", "followup"],
        "October to November 2011, net",
    )
    f = lambda x: (
        x[x.Country != "United Kingdom"].groupby("Country").InvoiceNo.nunique().nlargest(5).index.tolist()
    )
    ls = L(f, both)
    case(
        s,
        ["Top 5 countries by number of invoices", "sorry, without the United Kingdom"],
        "list",
        ls[0],
        None,
        "medium",
        ["top", "distinct", "correction", "negation"],
        "distinct invoices; cancelled ones in or out",
        gold_alt=ls[1:],
    )
    f = lambda x: x[x.Country == "Japan"].v.sum()
    case(
        s,
        ["How many customers do we have in Japan?", "what did they buy in pounds, before any returns?"],
        "number",
        L(f, nocan_c),
        R,
        "medium",
        ["sum", "filter", "followup"],
        "positive lines of Japan",
    )
    f = lambda x: x[x.d.dt.to_period("M") == "2010-12"].CustomerID.isna().mean()
    case(
        s,
        ["number of rows w/o customer id", "what's the percentage in December 2010?"],
        "number",
        pct(f(r)),
        R,
        "easy",
        ["percent", "missing", "date", "followup"],
        "of the rows of December 2010",
    )
    f = lambda x: x.Quantity.corr(x.UnitPrice)
    case(
        s,
        "Is there a linear correlation between quantity and unit price? I need the coefficient across all lines",
        "number",
        L(f, [r, u]),
        {"abs": 0.005},
        "easy",
        ["correlation"],
        "Pearson, nothing filtered",
    )
    case(
        s,
        "Which product has the best profit margin?",
        "decline",
        "no costs",
        None,
        "easy",
        ["trap"],
        "no cost or margin in the data",
    )
    acc = []
    names = (
        r.dropna(subset=["Description"])
        .groupby("StockCode")
        .Description.agg(lambda x: x.value_counts().index[0])
    )
    for x in both + [x[x.StockCode.str.match(r"^\d")] for x in both]:
        g = x.groupby("StockCode").agg(v=("v", "sum"), q=("Quantity", "sum"), n=("InvoiceNo", "nunique"))
        for k in g:
            acc += [g[k].idxmax(), names[g[k].idxmax()], py(g[k].max())]
    case(
        s,
        "what's our best product?",
        "clarify",
        {"accept_number": uniq(acc)},
        None,
        "medium",
        ["vague"],
        "best by revenue, units or orders? a stated reading is accepted",
    )


def scf():
    c = pd.read_csv(f"{ROOT}/SCFP2019.csv.gz")
    s = "scf"
    W = lambda x: x.WGT.sum()
    mean = lambda x, k: float(np.average(x[k], weights=x.WGT))
    share = lambda x, q: float(x.WGT[q(x)].sum() / x.WGT.sum())

    def med(x, k):
        x = x.sort_values(k)
        w = x.WGT.cumsum()
        return float(x[k].to_numpy()[np.searchsorted(w.to_numpy(), w.iloc[-1] / 2)])

    case(
        s,
        "How many US households does this survey represent?",
        "number",
        [W(c), W(c) / 1e6],
        R,
        "easy",
        ["weights", "sum"],
        "sum of WGT",
    )
    case(
        s,
        "median net worth of american families",
        "number",
        med(c, "NETWORTH"),
        R1,
        "easy",
        ["weights", "median"],
        "weighted median",
    )
    case(
        s,
        "avg credit card balance across all households, including those with zero",
        "number",
        mean(c, "CCBAL"),
        R,
        "easy",
        ["weights", "mean"],
        "weighted mean of CCBAL",
    )
    case(
        s,
        "What share of households have a female reference person?",
        "number",
        pct(share(c, lambda x: x.HHSEX == 2)),
        R,
        "medium",
        ["weights", "share", "codes"],
        "HHSEX 2",
    )
    case(
        s,
        "pct of families with student loans",
        "number",
        pct(share(c, lambda x: x.EDN_INST > 0)),
        R,
        "medium",
        ["weights", "percent", "sloppy"],
        "EDN_INST > 0",
    )
    case(
        s,
        "What's the mean income of homeowners?",
        "number",
        mean(c[c.HOUSECL == 1], "INCOME"),
        R,
        "medium",
        ["weights", "mean", "filter"],
        "HOUSECL 1",
    )
    case(
        s,
        "Home ownership rate for households headed by someone under 35",
        "number",
        pct(share(c[c.AGE < 35], lambda x: x.HOUSECL == 1)),
        R,
        "medium",
        ["weights", "rate", "filter"],
        "AGE < 35, HOUSECL 1; HHOUSES " + str(round(share(c[c.AGE < 35], lambda x: x.HHOUSES == 1), 4)),
    )
    n = c.WGT[c.BNKRUPLAST5 == 1].sum()
    case(
        s,
        "how many households went through bankruptcy in the past 5 years? scaled up to the nation",
        "number",
        [n, n / 1e6],
        R,
        "medium",
        ["weights", "count"],
        "sum of WGT where BNKRUPLAST5 = 1; in millions too",
    )
    case(
        s,
        "Ratio of mean to median family net worth",
        "number",
        mean(c, "NETWORTH") / med(c, "NETWORTH"),
        R1,
        "medium",
        ["weights", "ratio"],
        "weighted both",
    )
    n = float((c.DEBT * c.WGT).sum())
    case(
        s,
        "How much debt do US households owe all together?",
        "number",
        [n, n / 1e12, n / 1e9, n / 1e6],
        R,
        "medium",
        ["weights", "sum"],
        "sum of DEBT times WGT",
    )
    E = {
        1: "No high school diploma/GED",
        2: "High school diploma or GED",
        3: "Some college",
        4: "College degree",
    }
    t = pd.Series({k: med(x, "NETWORTH") for k, x in c.groupby("EDCL")})
    case(
        s,
        "Median net worth by education class",
        "table",
        t,
        R1,
        "medium",
        ["weights", "group", "median", "labels-free"],
        "EDCL 1 to 4: " + str(E),
        gold_alt=[t.rename(E)],
    )
    t = pd.Series({k: mean(x, "NVEHIC") for k, x in c.groupby("KIDS")})
    case(
        s,
        "average number of vehicles per household, split by number of kids",
        "table",
        t,
        R,
        "medium",
        ["weights", "group", "mean"],
        "KIDS 0 to 7",
    )
    t = pd.Series({k: mean(x, "DEBT") for k, x in c.groupby("HOUSECL")})
    case(
        s,
        "Mean total debt, owners vs renters",
        "table",
        t,
        R,
        "medium",
        ["weights", "group", "mean", "labels-free"],
        "HOUSECL 1 owner, 2 renter",
        gold_alt=[t.rename({1: "owners", 2: "renters"})],
    )
    G = {1: "under 35", 2: "35-44", 3: "45-54", 4: "55-64", 5: "65-74", 6: "75+"}
    t = pd.Series({G[k]: share(x, lambda y: y.CCBAL > 0) * 100 for k, x in c.groupby("AGECL")})
    case(
        s,
        "Share of families carrying a credit card balance, by age class of the head",
        "table",
        t,
        R,
        "medium",
        ["weights", "share", "group", "labels-free"],
        "CCBAL > 0 by AGECL",
        gold_alt=[t.rename({v: k for k, v in G.items()})],
    )
    t = pd.Series({G[k]: med(x, "INCOME") for k, x in c.groupby("AGECL")})
    case(
        s,
        "Bar chart: median household income by age class",
        "chart",
        {"type": ["bar"], "data": t},
        R1,
        "medium",
        ["chart", "weights", "group", "median", "labels-free"],
        "AGECL 1 to 6",
        gold_alt=[{"type": ["bar"], "data": t.rename({v: k for k, v in G.items()})}],
    )
    w = c.groupby("MARRIED").WGT.sum()
    P = ["pie", "donut", "doughnut"]
    case(
        s,
        "pie of households: couples (married/living together) versus the rest",
        "chart",
        {"type": P, "data": w / w.sum() * 100},
        R,
        "medium",
        ["chart", "weights", "share", "labels-free"],
        "MARRIED 1 and 2; shares, households or millions",
        gold_alt=[{"type": P, "data": w}, {"type": P, "data": w / 1e6}],
    )
    case(
        s,
        ["median family income?", "couples only (married or living with a partner)", "and for the rest?"],
        "number",
        med(c[c.MARRIED == 2], "INCOME"),
        R1,
        "medium",
        ["weights", "median", "filter", "followup"],
        "MARRIED 2",
    )
    case(
        s,
        ["average net worth of families headed by a college graduate", "the median instead"],
        "number",
        med(c[c.EDCL == 4], "NETWORTH"),
        R1,
        "medium",
        ["weights", "median", "filter", "followup"],
        "EDCL 4 (EDUC 12 and up)",
    )
    case(
        s,
        ["what percentage of households has no vehicle at all", "how about business owners?"],
        "number",
        pct(share(c[c.HBUS == 1], lambda x: x.NVEHIC == 0)),
        R1,
        "hard",
        ["weights", "percent", "filter", "followup"],
        "HBUS 1, NVEHIC 0",
    )
    case(
        s,
        [
            "Share of families with a credit card balance",
            "what is the median balance among those who carry one?",
        ],
        "number",
        med(c[c.CCBAL > 0], "CCBAL"),
        R1,
        "medium",
        ["weights", "median", "filter", "followup"],
        "weighted median, CCBAL > 0",
    )
    case(
        s,
        [
            "How many families were interviewed?",
            "thanks. different thing: what's the avg age of the household head in the US",
        ],
        "number",
        mean(c, "AGE"),
        {"rel": 0.003},
        "easy",
        ["weights", "mean", "newquestion"],
        "weighted mean of AGE",
    )

    def wcorr(a, b):
        k = np.cov(c[a], c[b], aweights=c.WGT)
        return float(k[0, 1] / np.sqrt(k[0, 0] * k[1, 1]))

    case(
        s,
        "Weighted correlation (Pearson) of income and net worth?",
        "number",
        wcorr("INCOME", "NETWORTH"),
        {"abs": 0.01},
        "hard",
        ["weights", "correlation"],
        "unweighted " + str(round(c.INCOME.corr(c.NETWORTH), 4)),
    )
    case(
        s,
        "Which state has the highest median income?",
        "decline",
        "no states",
        None,
        "easy",
        ["trap"],
        "no geography in the extract",
    )
    case(
        s,
        "How much did the median net worth grow between 2016 and 2019?",
        "decline",
        "2019 only",
        None,
        "easy",
        ["trap", "time"],
        "one survey year",
    )
    case(
        s,
        "Are the rich happy?",
        "decline",
        "no happiness",
        None,
        "medium",
        ["trap", "vague"],
        "nothing on satisfaction",
    )


if __name__ == "__main__":
    for f in (pers, cars, ret, scf):
        f()
    with open(os.path.join(HERE, "cases.jsonl"), "w") as h:
        for k in CASES:
            h.write(json.dumps(k, ensure_ascii=False) + "\n")
    print(COUNT)
