"""Golds for hand06: four given data sets. usage: gold.py DATA_ROOT [pers cars scf retail]; writes cases.jsonl beside itself."""
import json, sys, os
import numpy as np, pandas as pd
from scipy import stats

ROOT = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))
PARTS = sys.argv[2:] or ["pers", "cars", "scf", "retail"]
OUT = os.path.join(HERE, "cases.jsonl")
CASES = {}


def py(v):
    if isinstance(v, dict):
        return {str(k): py(x) for k, x in v.items()}
    if isinstance(v, (list, tuple, np.ndarray)):
        return [py(x) for x in v]
    if isinstance(v, np.integer):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return round(float(v), 6)
    return v


class Book:
    def __init__(self, short, file):
        self.short, self.file, self.rows = short, file, []

    def __call__(self, turns, kind, gold, tol="auto", alt=None, diff="medium", tags=(), note="", ordered=None, partial=None):
        turns = [turns] if isinstance(turns, str) else list(turns)
        if tol == "auto":
            tol = {"rel": 0.005} if kind in ("number", "table", "chart", "prediction") else None
        if tol == "n":
            tol = {"abs": 0.5}
        tags = list(tags) + (["followup"] if len(turns) > 1 else [])
        c = {"id": f"h06-{self.short}-{len(self.rows) + 1:02d}", "data": [self.file], "turns": turns, "answer_type": kind,
             "gold": py(gold), "tolerance": tol, "difficulty": diff, "tags": tags, "note": note}
        if alt:
            c["gold_alt"] = py(alt)
        if ordered is not None:
            c["ordered"] = ordered
        if partial:
            c["partial"] = True
        self.rows.append(c)

    def close(self):
        CASES[self.short] = self.rows


def pct(f):
    """a share: fraction and percent"""
    return [f, 100 * f]


def pers():
    q = Book("pers", "marketing_campaign.csv")
    d = pd.read_csv(os.path.join(ROOT, q.file), sep="\t")
    mnt = [c for c in d if c.startswith("Mnt")]
    d["spend"] = d[mnt].sum(axis=1)
    d["dt"] = pd.to_datetime(d.Dt_Customer, format="%d-%m-%Y")
    cmp6 = ["AcceptedCmp1", "AcceptedCmp2", "AcceptedCmp3", "AcceptedCmp4", "AcceptedCmp5", "Response"]
    d["nacc"] = d[cmp6].sum(axis=1)
    d["kids"] = d.Kidhome + d.Teenhome
    n = len(d)
    q("How many customers are neither married nor living together with someone?", "number", (~d.Marital_Status.isin(["Married", "Together"])).sum(), "n", tags=["count", "negation", "filter"], note="Marital_Status not Married and not Together")
    q(["What is the median income?", "sorry, I meant wine spend", "only customers who accepted the last campaign"], "number", d[d.Response == 1].MntWines.median(),
      tags=["median", "filter"], note="Response = 1")
    q("how many ppl dont have any kids or teens at home", "number", (d.kids == 0).sum(), "n", diff="easy", tags=["count", "sloppy"], note="Kidhome = 0 and Teenhome = 0")
    g = d.groupby("Education").spend.mean()
    q("Which education level spends the most on average across all product categories?", "category", g.idxmax(), tags=["top", "formula"], note="mean of the sum of six Mnt columns")
    q("What percentage of customers complained?", "number", pct(d.Complain.mean()), diff="easy", tags=["share"], note="Complain = 1")
    q("Which of the six campaigns got the fewest acceptances?", "category", ["AcceptedCmp2", "Campaign 2", "Cmp2", "2", "second campaign"], tags=["bottom"], note="AcceptedCmp2 has 30")
    q("How many customers enrolled in 2013?", "number", (d.dt.dt.year == 2013).sum(), "n", diff="easy", tags=["count", "date"], note="Dt_Customer is day-month-year")
    m13 = d[d.dt.dt.year == 2013].groupby(d.dt.dt.strftime("%Y-%m")).size()
    q("Plot new customers per month for 2013", "chart", {"type": ["line", "bar", "area"], "data": m13.to_dict()}, {"abs": 0.5}, tags=["chart", "time"], note="rows by month of Dt_Customer, day first",
      alt=[{"type": ["line", "bar", "area"], "data": {pd.Timestamp(k + "-01").strftime("%B"): v for k, v in m13.items()}}])
    q("quick q for my boss: correlation income vs wine spending?", "number", [d.Income.corr(d.MntWines), d.Income.corr(d.MntWines, method="spearman")], {"abs": 0.006},
      alt=[d[d.Income < 600000].Income.corr(d.MntWines)], tags=["correlation"], note="Pearson or Spearman, 24 missing incomes left out; alt without the 666,666 outlier")
    a, b = d[d.Response == 1].Income.dropna(), d[d.Response == 0].Income.dropna()
    ps = [stats.ttest_ind(a, b).pvalue, stats.ttest_ind(a, b, equal_var=False).pvalue, stats.mannwhitneyu(a, b).pvalue]
    q("Is the income of people who responded to the last campaign significantly different from those who did not? Give me the p-value.", "metrics", {"p-value": [0, 1e-4]}, tags=["test"], note=f"t, Welch, Mann-Whitney: {ps}")
    q("What share of total spending goes to meat?", "number", pct(d.MntMeatProducts.sum() / d.spend.sum()), tags=["share", "ratio"], note="sum of MntMeatProducts over sum of all six")
    q("how many customers have no income on file?", "number", d.Income.isna().sum(), "n", diff="easy", tags=["missing", "count"], note="empty Income")
    q("How much did customer 5350 spend on meat?", "number", d[d.ID == 5350].MntMeatProducts.iloc[0], "n", diff="easy", tags=["lookup"], note="one row")
    q("How many customers made more than 10 store purchases but fewer than 3 web purchases?", "number", ((d.NumStorePurchases > 10) & (d.NumWebPurchases < 3)).sum(), "n", tags=["count", "filter"], note="NumStorePurchases > 10 and NumWebPurchases < 3")
    q("avg income if we leave out the guy with 666666", "number", d[d.Income != 666666].Income.mean(), tags=["mean", "outlier", "sloppy"], note="mean Income without 666,666")
    q(["How many customers accepted at least two of the six campaigns?", "and how much do they spend in total on average?"], "number", d[d.nacc >= 2].spend.mean(), diff="hard", tags=["mean", "formula"], note=f"AcceptedCmp1..5 + Response >= 2: {(d.nacc >= 2).sum()} customers; mean of the six Mnt columns summed")
    q(["How many widows are there?", "and what do they spend on meat on average?", "same for divorced people"], "number", d[d.Marital_Status == "Divorced"].MntMeatProducts.mean(), tags=["mean", "filter"], note="mean MntMeatProducts where Divorced")
    ph = d[d.Education == "PhD"].groupby("Marital_Status").MntGoldProds.sum()
    q(["Total spend on gold products by marital status", "only customers with a PhD please", "which one comes second?"], "category", ph.sort_values(ascending=False).index[1], diff="hard", tags=["rank"], note=f"{ph.to_dict()}")
    q(["Average days since last purchase for customers who complained", "And the median?"], "number", d[d.Complain == 1].Recency.median(), tags=["median"], note="median Recency where Complain = 1")
    q("Average number of store, web and catalogue purchases per education level", "table",
      {e: {"store": r.NumStorePurchases, "web": r.NumWebPurchases, "catalog": r.NumCatalogPurchases} for e, r in d.groupby("Education")[["NumStorePurchases", "NumWebPurchases", "NumCatalogPurchases"]].mean().iterrows()},
      tags=["mean", "group"], note="three means per Education", diff="medium")
    q("What is the gender split of our customers?", "decline", "no gender column", diff="medium", tags=["decline"], note="the table has no gender")
    q("Did the discount deals cause customers to visit the website more often?", "text", {"must_mention": ["caus|experiment|prove"], "must_not": []}, diff="hard", tags=["causal"], note="observational: an association at most; an honest refusal is right")
    q("whats our conversion rate", "clarify", {"accept_number": pct(d.Response.mean()) + [x for c in cmp6[:5] for x in pct(d[c].mean())] + pct((d.nacc > 0).mean())}, tags=["vague", "sloppy"], note="conversion is not defined; a campaign's acceptance rate with its reading stated is accepted")
    v = d[["Income", "MntWines"]].dropna()
    r2 = stats.linregress(v.Income, v.MntWines).rvalue ** 2
    q("Regress wine spend on income. How much of the variation is explained (R-squared)?", "metrics", {"r2": [r2 - .004, r2 + .004]}, tags=["regression"], note="simple OLS, 2,216 rows with an income")
    q("Split the customers into 4 segments based on income and total spending; show the size and averages of each segment", "segments", {"k": 4, "n": [2216, 2240, 2215], "needs": ["income", "spend"]}, diff="hard", tags=["segments"], note="k-means or like; rows without income may be left out or filled")
    q("show me a histogram of income", "chart", {"type": ["histogram", "bar"], "data": None}, diff="easy", tags=["chart", "distribution", "sloppy"], note="distribution of Income")
    ct = d.groupby("Education").Response.value_counts(normalize=True)
    one = d.groupby("Education").Response.mean()
    sides = [{f"{a} | {b}": v * k for (a, b), v in ct.items()} for k in (100, 1)]
    q(["Cross tab education level against response to the last campaign, counts please", "as row percentages instead"], "table", sides[0], {"rel": .005, "abs": .06}, alt=[{e: 100 * v for e, v in one.items()}], tags=["crosstab", "percent"],
      note="share of Response 0 and 1 within each Education; the share of Response 1 alone is accepted")
    q("how many of our custmers were younger than 30 in 2014", "number", (2014 - d.Year_Birth < 30).sum(), "n", diff="medium", tags=["count", "formula", "sloppy"], note="2014 - Year_Birth < 30")
    q("What is the 90th percentile of total spend per customer?", "number", d.spend.quantile(.9), {"rel": .006}, tags=["percentile"], note="linear interpolation")
    a13, a14 = ((d.dt >= f"{y}-01-01") & (d.dt < f"{y}-04-01") for y in (2013, 2014))
    gr = a14.sum() / a13.sum() - 1
    q(["How many customers signed up in the first quarter of 2014?", "and by how many percent is that more or less than in Q1 2013?"], "number", [gr, 100 * gr, -gr, -100 * gr], {"rel": .01}, diff="hard", tags=["growth", "percent"], note=f"{a13.sum()} to {a14.sum()}")
    q.close()


def cars():
    q = Book("cars", "Car_Purchasing_Data.csv")
    d = pd.read_csv(os.path.join(ROOT, q.file), encoding="latin1")
    d.columns = ["name", "mail", "country", "gender", "age", "salary", "ccd", "nw", "amt"]
    w, m = d[d.gender == 1], d[d.gender == 0]
    q("What is the average car purchase amount?", "number", d.amt.mean(), diff="easy", tags=["mean"], note="mean of Car Purchase Amount")
    q("How many customers are between 25 and 35 years old and earn more than 60k?", "number", (d.age.between(25, 35) & (d.salary > 60000)).sum(), "n", diff="medium", tags=["count", "range", "filter"], note="Age 25 to 35 inclusive, Annual Salary > 60000")
    q("Which customer spent the most on a car?", "category", d.loc[d.amt.idxmax(), "name"], diff="easy", tags=["top", "lookup"], note="highest Car Purchase Amount")
    q("whats the median salary of customers in their 30s", "number", d[d.age.between(30, 39)].salary.median(), tags=["median", "filter", "sloppy"], note="Age 30 to 39")
    bins = pd.cut(d.age, [19, 29, 39, 49, 59, 70], labels=["20-29", "30-39", "40-49", "50-59", "60-70"])
    q(["How many customers are in their 20s, 30s, 40s, 50s and 60 or older?", "what do these age groups pay for a car on average?"], "table", d.groupby(bins, observed=True).amt.mean().to_dict(), tags=["bins", "mean", "labels-free"], note="bins 20-29 to 60-70; 70 joins the last one")
    q("Which two columns out of age, salary, debt and net worth correlate most with the purchase amount?", "list", ["Age", "Annual Salary"], ordered=False, tags=["correlation", "top"], note=f"{d[['age','salary','ccd','nw']].corrwith(d.amt).round(3).to_dict()}")
    q("correlation between age and amount paid for the car?", "number", [d.age.corr(d.amt), d.age.corr(d.amt, method="spearman")], {"abs": .006}, tags=["correlation", "sloppy"], note="Pearson or Spearman")
    r2 = stats.linregress(d.salary, d.amt).rvalue ** 2
    q("How much of the variance in car purchase amount does annual salary alone explain?", "number", pct(r2), {"rel": .01}, tags=["regression", "share"], note="R squared of a simple regression", alt=[])
    import statsmodels.api as sm
    fit = sm.OLS(d.amt, sm.add_constant(d[["age", "salary", "nw"]])).fit()
    q("Fit a linear regression of purchase amount on age, annual salary and net worth. By how many dollars does the amount go up per extra year of age?", "number", fit.params["age"], {"rel": .01}, diff="hard", tags=["regression"], note="OLS slope of Age")
    x = pd.DataFrame({"const": [1.], "age": [45], "salary": [70000], "nw": [400000]})
    full = sm.OLS(d.amt, sm.add_constant(d[["age", "salary", "nw", "ccd"]])).fit()
    q("What would a 45 year old with a salary of 70000 and a net worth of 400000 probably pay for a car?", "prediction", float(fit.predict(x).iloc[0]), {"rel": .05}, diff="hard", tags=["prediction"], note="OLS on age, salary, net worth")
    q("How many customers owe more than 10% of... sorry, more than 20% of their annual salary on credit cards?", "number", (d.ccd > .2 * d.salary).sum(), "n", diff="hard", tags=["count", "formula"], note="Credit Card Debt > 0.2 * Annual Salary")
    q(["What is the total purchase amount?", "how much of that, in percent, comes from customers with a net worth above 500k?"], "number", pct(d[d.nw > 500000].amt.sum() / d.amt.sum()), tags=["share", "filter"], note="sum over sum")
    q("top 5 customers by net worth pls", "list", list(d.nlargest(5, "nw").name), diff="easy", tags=["top", "sloppy"], note="names in order of Net Worth", ordered=True)
    q(["How many customers earn less than 50k?", "and what's the average age of these?", "what about those earning over 80k?"], "number", d[d.salary > 80000].age.mean(), tags=["mean", "filter"], note="mean Age where Annual Salary > 80000")
    q(["What is the standard deviation of credit card debt?", "and the interquartile range"], "number", d.ccd.quantile(.75) - d.ccd.quantile(.25), {"rel": .01}, tags=["spread"], note="IQR of Credit Card Debt")
    q(["average purchase by gender", "now the median instead", "as a bar chart please"], "chart", {"type": ["bar"], "data": {"0": m.amt.median(), "1": w.amt.median()}}, tags=["chart", "median"], note="median by Gender; codes are not explained in the table",
      alt=[{"type": ["bar"], "data": {"Male": m.amt.median(), "Female": w.amt.median()}}, {"type": ["bar"], "data": {"Gender 0": m.amt.median(), "Gender 1": w.amt.median()}}])
    q("Scatter plot of annual salary against car purchase amount", "chart", {"type": ["scatter"], "data": None}, diff="easy", tags=["chart"], note="scatter")
    q("How much do customers in Canada spend on average?", "decline", "Country is always USA; no customer in Canada", diff="medium", tags=["decline", "value"], note="all 500 are USA")
    q("Which car brand sells best?", "decline", "no brand in the data", diff="easy", tags=["decline"], note="no brand column")
    q("Which customer names appear more than once?", "list", sorted(d.name[d.name.duplicated()].unique()), ordered=False, diff="medium", tags=["duplicates", "data-quality"], note="names that repeat")
    q.close()


def scf():
    q = Book("scf", "SCFP2019.csv.gz")
    d = pd.read_csv(os.path.join(ROOT, q.file))
    W = "WGT"

    def wm(t, c):
        return float(np.average(t[c], weights=t[W]))

    def both(t, c):
        return [wm(t, c), float(t[c].mean())]

    def wmed(t, c, p=.5):
        s = t.sort_values(c)
        cw = s[W].cumsum().to_numpy()
        return float(s[c].to_numpy()[np.searchsorted(cw, p * cw[-1])])

    def bmed(t, c, p=.5):
        return [wmed(t, c, p), float(t[c].quantile(p))]

    def share(mask, t=None):
        t = d if t is None else t
        a, b = float(t[W][mask].sum() / t[W].sum()), float(mask.mean())
        return pct(a) + pct(b)

    def by(c, fn):
        return {k: fn(t) for k, t in d.groupby(c)}

    age = {1: "under 35", 2: "35-44", 3: "45-54", 4: "55-64", 5: "65-74", 6: "75 or more"}
    q("How many households in the US does this survey stand for?", "number", d[W].sum(), {"rel": .002}, diff="medium", tags=["weights", "sum"], note="sum of WGT over all rows, 128.6 million")
    q("How many different families were interviewed?", "number", d.YY1.nunique(), "n", diff="easy", tags=["distinct"], note="distinct YY1; five rows each")
    q("What's the median net worth of a household?", "number", bmed(d, "NETWORTH"), {"rel": .01}, tags=["median", "weights"], note="weighted, unweighted")
    q("Average income of households headed by someone younger than 35", "number", both(d[d.AGE < 35], "INCOME"), tags=["mean", "filter", "weights"], note="AGE < 35 (same as AGECL 1); weighted, unweighted")
    q(["What percentage of families have any debt?", "and among those who don't own their home?"], "number", share(d[d.HHOUSES == 0].HDEBT == 1, d[d.HHOUSES == 0]), {"rel": .003}, tags=["share", "percent", "filter", "weights"], note="HDEBT = 1 where HHOUSES = 0; weighted, unweighted", alt=[share(d[d.HOUSECL == 2].HDEBT == 1, d[d.HOUSECL == 2])])
    q("Mean credit card balance among those who actually carry a balance", "number", both(d[d.CCBAL > 0], "CCBAL"), tags=["mean", "filter", "weights"], note="CCBAL > 0; weighted, unweighted")
    q("whats the homeownership rate", "number", share(d.HHOUSES == 1), tags=["rate", "sloppy", "weights"], note="HHOUSES = 1; weighted, unweighted")
    ag = by("AGECL", lambda t: bmed(t, "NETWORTH"))
    q(["Mean net worth by age class", "use the median rather than the mean"], "table", ag, {"rel": .015}, alt=[{age[k]: v for k, v in ag.items()}], tags=["median", "group", "weights"], note="AGECL 1 to 6; weighted, unweighted")
    q("avg nr of vehicles per houshold by education class (EDCL)", "table", by("EDCL", lambda t: both(t, "NVEHIC")), tags=["mean", "group", "sloppy", "weights"], note="NVEHIC by EDCL; weighted, unweighted",
      alt=[{{1: "No high school diploma", 2: "High school diploma or GED", 3: "Some college", 4: "College degree"}[k]: v for k, v in by("EDCL", lambda t: both(t, "NVEHIC")).items()}])
    ra = [float((d.DEBT * d[W]).sum() / (d.ASSET * d[W]).sum()), float(d.DEBT.sum() / d.ASSET.sum())]
    q("What is the ratio of total debt to total assets across all households, in percent?", "number", pct(ra[0]) + pct(ra[1]), tags=["ratio", "percent", "weights"], note="sum over sum; weighted, unweighted")
    k3 = d.NVEHIC >= 3
    q("How many households have 3 or more vehicles?", "number", [d[W][k3].sum(), k3.sum(), k3.sum() / 5, d[k3].YY1.nunique()], {"rel": .005}, diff="medium", tags=["count", "weights"], note="weighted households; else rows, rows/5 or distinct families")
    hs = by("HHSEX", lambda t: both(t, "NETWORTH"))
    q(["What's the mean net worth where the head of household is male?", "and female?", "whats the gap between the two"], "number",
      [hs[1][0] - hs[2][0], hs[1][1] - hs[2][1], hs[2][0] - hs[1][0], hs[2][1] - hs[1][1]], diff="hard", tags=["difference", "weights"], note="HHSEX 1 male 2 female; weighted, unweighted; either sign")
    q(["What is the median income?", "only families with kids", "no, with at least 3 kids"], "number", bmed(d[d.KIDS >= 3], "INCOME"), {"rel": .01}, tags=["median", "filter", "weights"], note="KIDS >= 3; weighted, unweighted")
    rc = by("RACE", lambda t: both(t, "DEBT"))
    nm = {1: "White", 2: "Black", 3: "Hispanic", 5: "Other"}
    al = []
    for i in (0, 1):
        al += [{"type": ["bar"], "data": {k: v[i] for k, v in rc.items()}}, {"type": ["bar"], "data": {nm[k]: v[i] for k, v in rc.items()}}]
    q("Bar chart of mean debt by race (RACE)", "chart", al[0], alt=al[1:], tags=["chart", "mean", "weights"], note="DEBT by RACE; weighted or unweighted; codes or names")
    q("what share of househlds was 60+ days late on a loan pmt last yr", "number", share(d.LATE60 == 1), tags=["share", "weights", "sloppy"], note="LATE60 = 1; weighted, unweighted")
    top = [float((d.NETWORTH * d[W])[d.NWCAT == 5].sum() / (d.NETWORTH * d[W]).sum())]
    st = d.sort_values("NETWORTH")
    up = st[W].cumsum() > .9 * st[W].sum()
    top.append(float((st.NETWORTH * st[W])[up].sum() / (st.NETWORTH * st[W]).sum()))
    q("Using the survey weights, what share of all net worth is held by the richest 10% of households?", "number", [x for t in top for x in pct(t)], {"rel": .004}, diff="hard", tags=["share", "concentration", "weights"], note="NWCAT = 5 (top decile of households), or the top 10 % of the weights sorted by NETWORTH")
    q("What's the average net worth in California?", "decline", "no state or region", diff="medium", tags=["decline"], note="no state")
    q("By how much has median family income risen since 2016?", "decline", "only the 2019 survey", diff="hard", tags=["decline", "time"], note="no other year; 2019 dollars only")
    q("Share of households owning stocks for each financial literacy score", "table", by("FINLIT", lambda t: share(t.HSTOCKS == 1, t)), tags=["share", "group", "weights"], note="HSTOCKS by FINLIT 0-3 (share, percent); weighted, unweighted")
    ed = by("EDCL", lambda t: bmed(t, "INCOME"))
    lo = [min(ed, key=lambda k: ed[k][i]) for i in (0, 1)]
    assert lo == [1, 1]
    q("Which education class (EDCL) has the lowest median income?", "category", ["1", "No high school diploma", "No high school diploma/GED", "Less than high school", "no high school"], tags=["bottom", "group", "median", "weights"], note=str(ed))
    q.close()


def retail():
    q = Book("retail", "data.csv.gz")
    d = pd.read_csv(os.path.join(ROOT, q.file), encoding="latin1", dtype={"InvoiceNo": str, "StockCode": str})
    d["dt"] = pd.to_datetime(d.InvoiceDate, format="%m/%d/%Y %H:%M")
    d["rev"] = d.Quantity * d.UnitPrice
    d["ym"] = d.dt.dt.strftime("%Y-%m")
    c = d.InvoiceNo.str.startswith("C")
    F = [d, d[~c], d[d.Quantity > 0], d[(d.Quantity > 0) & (d.UnitPrice > 0)]]      # everything; no cancelled; no negative; proper sales
    FC = F + [f.dropna(subset=["CustomerID"]) for f in F]                           # and only with a customer

    def R(fn, frames=None):
        out = []
        for f in (frames or F):
            v = fn(f)
            if not any(abs(v - o) < 1e-9 for o in out):
                out.append(float(v) if not float(v).is_integer() else int(v))
        return out

    def Rp(fn, frames=None):
        return [x for v in R(fn, frames) for x in pct(v)]

    note = "readings: all rows, without cancelled, Quantity > 0, Quantity and price > 0"
    q("What is our total revenue?", "number", R(lambda f: f.rev.sum(), FC), {"rel": .001}, diff="easy", tags=["sum", "formula", "readings"], note=note + "; with and without rows lacking a customer")
    q("How many unique customers do we have?", "number", R(lambda f: f.CustomerID.nunique()), "n", diff="easy", tags=["distinct", "readings"], note=note)
    q("How many invoices were cancelled?", "number", d[c].InvoiceNo.nunique(), "n", tags=["distinct", "filter"], note="distinct InvoiceNo that start with C")
    tops = [list(f[f.Country != "United Kingdom"].groupby("Country").rev.sum().nlargest(5).index) for f in F]
    q(["Top 5 countries by revenue", "without the UK"], "list", tops[0], alt=[t for t in tops[1:] if t != tops[0]], ordered=True, tags=["top", "filter", "negation", "readings"], note=note)
    ms = {f.groupby("ym").rev.sum().idxmax() for f in F}
    assert ms == {"2011-11"}
    q("which month was our best in terms of sales", "category", ["2011-11", "November 2011", "November"], diff="easy", tags=["top", "time", "sloppy"], note="same in every reading")
    q("What's the average order value?", "number", R(lambda f: f.rev.sum() / f.InvoiceNo.nunique(), FC), {"rel": .002}, tags=["ratio", "readings"], note="per invoice; " + note + "; with and without customers")
    q("how many different products did we sell?", "number", R(lambda f: f.StockCode.nunique()) + R(lambda f: f.Description.nunique()), "n", tags=["distinct", "readings"], note="stock codes (or descriptions); " + note)
    mm = [f.groupby("ym").rev.sum().to_dict() for f in F]
    q("Line chart of revenue per month", "chart", {"type": ["line", "area"], "data": mm[0]}, alt=[{"type": ["line", "area"], "data": m} for m in mm[1:]], tags=["chart", "time", "readings"], note=note)
    q(["What percentage of our revenue comes from the United Kingdom?", "and from Ireland?"], "number", Rp(lambda f: f[f.Country == "EIRE"].rev.sum() / f.rev.sum(), FC), {"rel": .002}, tags=["share", "percent", "synonym", "readings"], note="EIRE is Ireland; " + note)
    q("how many lines are missing a customer id", "number", d.CustomerID.isna().sum(), "n", diff="easy", tags=["missing", "data-quality"], note="empty CustomerID")
    q("On average, how many units are in an order?", "number", R(lambda f: f.Quantity.sum() / f.InvoiceNo.nunique(), FC), {"rel": .002}, tags=["ratio", "readings"], note="units per invoice; " + note)
    b = []
    for f in F:
        for k in ("Description", "StockCode"):
            t = f.groupby(k).Quantity.sum().idxmax()
            b.append(t)
            b += list(f[f[k] == t][["StockCode", "Description"]].dropna().drop_duplicates().to_numpy().ravel())
    q("Which product sold the most units?", "category", sorted(set(b)), diff="medium", tags=["top", "readings"], note="net of returns: " + b[0] + "; gross: PAPER CRAFT , LITTLE BIRDIE; by description or code")

    def orders(f):
        return f.dropna(subset=["CustomerID"]).groupby("CustomerID").InvoiceNo.nunique()
    q("How many customers ordered only once?", "number", R(lambda f: (orders(f) == 1).sum()), "n", diff="hard", tags=["threshold", "readings"], note="customers with one distinct invoice; " + note)
    q("whats our repeat purchase rate, i.e. share of customers with more than one order", "number", Rp(lambda f: (orders(f) > 1).mean()), {"rel": .002}, diff="hard", tags=["rate", "share", "sloppy", "readings"], note="among customers with an id; " + note)
    q(["Revenue in Germany", "and France?", "just for November 2011"], "number", R(lambda f: f[(f.Country == "France") & (f.ym == "2011-11")].rev.sum(), FC), {"rel": .002}, tags=["sum", "filter", "date", "readings"], note="France, 2011-11; " + note)
    best = {int(f.groupby("CustomerID").rev.sum().idxmax()) for f in F}
    assert best == {14646}
    q(["Who are our top 3 customers by revenue?", "how many orders did the first one place?"], "number", R(lambda f: f[f.CustomerID == 14646].InvoiceNo.nunique()), "n", diff="hard", tags=["lookup", "distinct", "readings"], note="customer 14646, distinct invoices; " + note)
    q("On which day of the week do we never sell anything?", "category", ["Saturday", "Saturdays"], tags=["time", "missing"], note="no row falls on a Saturday")
    hr = {int(f.groupby(f.dt.dt.hour).InvoiceNo.nunique().idxmax()) for f in F}
    assert hr == {12}
    q("at what hour of the day do most orders come in?", "category", ["12", "12:00", "12 pm", "noon", "12:00-12:59", "12-13"], tags=["top", "time"], note="distinct invoices by hour; 12 in every reading")
    q("By how many percent did revenue grow from October to November 2011?", "number", Rp(lambda f: f[f.ym == "2011-11"].rev.sum() / f[f.ym == "2011-10"].rev.sum() - 1, FC), {"rel": .005}, diff="medium", tags=["growth", "percent", "readings"], note=note)
    q("What was our profit margin per product category?", "decline", "no cost, no category", diff="easy", tags=["decline"], note="neither costs nor categories")
    q("How much did we sell in March 2012?", "decline", "data ends 2011-12-09", diff="medium", tags=["decline", "date"], note="outside the range")
    q("top 10 please", "clarify", None, diff="medium", tags=["vague", "sloppy"], note="top 10 of what, by what")
    hh = d[d.Description == "WHITE HANGING HEART T-LIGHT HOLDER"]
    q("Median unit price of the WHITE HANGING HEART T-LIGHT HOLDER?", "number", R(lambda f: f[f.Description == "WHITE HANGING HEART T-LIGHT HOLDER"].UnitPrice.median()), {"rel": .002}, tags=["median", "filter"], note=f"{len(hh)} rows; " + note)
    rc = d[d.Description == "REGENCY CAKESTAND 3 TIER"]
    ret = [rc[rc.Quantity < 0].Quantity.sum(), rc[rc.InvoiceNo.str.startswith("C")].Quantity.sum()]
    q("How many units of the regency cakestand 3 tier were returned?", "number", sorted({int(abs(x)) for x in ret} | {int(x) for x in ret}), "n", diff="hard", tags=["sum", "returns"], note="sum of negative Quantity, or of cancelled invoices; either sign")
    q("what share of invoices are cancellations", "number", pct(d[c].InvoiceNo.nunique() / d.InvoiceNo.nunique()), {"rel": .004}, tags=["share", "distinct", "sloppy"], note="3,836 of 25,900 invoices")
    l100 = {tuple(sorted(t[t > 100000].index)) for t in (f.groupby("Country").rev.sum() for f in F)}
    assert len(l100) == 1
    q("Which countries brought in more than £100,000?", "list", list(l100.pop()), ordered=False, tags=["threshold", "group", "list", "readings"], note="same in every reading")
    s10 = []
    for f in FC:
        s10 += pct(f.groupby("CustomerID").rev.sum().nlargest(10).sum() / f.rev.sum())
    q("What share of revenue do the ten biggest customers account for?", "number", s10, {"rel": .003}, diff="hard", tags=["share", "concentration", "readings"], note="of all revenue or of revenue with a customer; " + note)
    g = [f[(f.Country == "Germany") & (f.dt.dt.year == 2011)].groupby("ym").InvoiceNo.nunique() for f in F]
    few = [list(t[t == t.min()].index) for t in g]
    q(["Number of invoices per month in 2011", "only Germany", "which month had the fewest?"], "category", sorted({x for t in few for m in t for x in (m, pd.Timestamp(m + "-01").strftime("%B %Y"), pd.Timestamp(m + "-01").strftime("%B"))}), diff="hard", tags=["bottom", "time", "readings"], note="December 2011 has 22 (17) invoices but ends on the 9th; of full months February is lowest: " + str(g[0].to_dict()))
    q("Do an RFM segmentation of the customers into 4 groups, with recency, frequency and monetary value for each", "segments", {"k": 4, "n": [4372, 4338, 4339, 4371, 4370], "needs": ["recency", "frequency", "monetary"]}, diff="hard", tags=["segments"], note="customers with an id, all rows or sales only")
    wd = [f.groupby(f.dt.dt.day_name()).InvoiceNo.nunique().to_dict() for f in F]
    q(["How many orders do we have in total?", "split by weekday", "show that as a bar chart"], "chart", {"type": ["bar"], "data": wd[0]}, {"abs": .5}, alt=[{"type": ["bar"], "data": w} for w in wd[1:]], tags=["chart", "distinct", "time", "readings"], note="distinct invoices by weekday; no Saturday; " + note)
    q.close()


def write():
    old = {}
    if os.path.exists(OUT):
        for l in open(OUT):
            c = json.loads(l); old.setdefault(c["id"].split("-")[1], []).append(c)
    old.update(CASES)
    with open(OUT, "w") as f:
        for p in ["pers", "cars", "scf", "retail"]:
            for c in old.get(p, []):
                f.write(json.dumps(c, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    for p in PARTS:
        if p in globals():
            globals()[p]()
    write()
