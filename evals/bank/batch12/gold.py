"""Computes every gold from the csv files and writes cases.jsonl."""
import json
import pathlib
import numpy as np
import pandas as pd
from scipy import stats

HERE = pathlib.Path(__file__).resolve().parent
T = HERE / "tables"
OUT = []
CNT = {"abs": 0.5}


def py(v):
    if isinstance(v, dict):
        return {str(k): py(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [py(x) for x in v]
    if isinstance(v, pd.Series):
        return py(v.to_dict())
    if isinstance(v, (np.integer,)):
        return int(v)
    if isinstance(v, (np.floating, float)):
        return round(float(v), 6)
    return v


def joined(s):
    return {" | ".join(map(str, k)): v for k, v in s.items()}


def add(short, turns, kind, gold, note, tol=None, alt=None, diff="easy", tags=(), **more):
    turns = [turns] if isinstance(turns, str) else turns
    n = sum(c["id"].startswith(f"b12-{short}-") for c in OUT) + 1
    tags = list(tags) + (["conversation"] if len(turns) > 1 else [])
    c = {"id": f"b12-{short}-{n:02d}", "data": FILES[short], "turns": turns, "answer_type": kind, "gold": py(gold), "tolerance": tol, "difficulty": diff, "tags": tags, "note": note}
    if alt is not None:
        c["gold_alt"] = py(alt)
    OUT.append(c | more)


def pct(x):
    return [float(x) * 100, float(x)]


FILES = {"cust": ["tables/glowbar_customers.csv"], "media": ["tables/paid_media_2025.csv"], "box": ["tables/box_subscribers.csv", "tables/box_payments.csv"], "surv": ["tables/shopper_survey_w3.csv"]}
R = {"rel": 0.005}

# ---------------------------------------------------------------- customers
c = pd.read_csv(T / "glowbar_customers.csv")
c["f"] = pd.to_datetime(c["1st order"], format="%d.%m.%Y")
c["l"] = pd.to_datetime(c["Last order"], format="%d.%m.%Y")
c = c.rename(columns={"Revenue EUR (net)": "rev", "# Orders": "ord", "Returns EUR": "ret", "Acq. Channel": "ch", "Avg disc. %": "disc", "Income band (EUR)": "inc"})
nl, sms = c["NL opt-in"] == "Y", c["SMS opt-in"] == "Y"
ab = pd.cut(c.Age.astype(float), [0, 24, 34, 44, 54, 200], labels=["under 25", "25-34", "35-44", "45-54", "55 and over"])
add("cust", "How many customers are in each age group: under 25, 25-34, 35-44, 45-54, 55 and over?", "table", ab.value_counts().sort_index(), "132 without an age left out", CNT, diff="medium", tags=["bins", "count"])
add("cust", "What is our average order value, total revenue divided by total orders?", "number", c.rev.sum() / c.ord.sum(), "ratio of sums", R, diff="medium", tags=["ratio"])
add("cust", "Bar chart of revenue by acquisition channel, highest first", "chart", {"type": ["bar"], "data": c.groupby("ch").rev.sum().sort_values(ascending=False)}, "sum of net revenue", R, tags=["chart", "group"])
add("cust", "Compare the customer segments on number of customers, average revenue and average number of orders", "table",
    {s: {"n": len(g), "rev": g.rev.mean(), "ord": g.ord.mean()} for s, g in c.groupby("Segment")}, "three measures a segment", R, diff="medium", tags=["group", "segments"])
add("cust", "Who are our best customers? List the 10 with the highest revenue", "list", c.nlargest(10, "rev").Cust_ID.tolist(), "top 10 ids by net revenue", tags=["top"])
top = c.rev.nlargest(180).sum() / c.rev.sum()
add("cust", "what % of revnue do the top 10% of customers by revenue bring in", "number", pct(top), "180 of 1,800 customers", {"rel": 0.01}, diff="hard", tags=["sloppy", "share", "percent"])
add("cust", ["How many Gold members do we have?", "how many of them live in Munich or Hamburg?"], "number", ((c["Loyalty tier"] == "Gold") & c.City.isin(["München", "Hamburg"])).sum(), "Munich is spelled München in the file", CNT, diff="medium", tags=["filter", "or", "synonym"])
add("cust", "repeat rate pls, ie what % of customers ordered more then once", "number", pct((c.ord > 1).mean()), "repeat rate: orders > 1", R, tags=["sloppy", "share", "percent"])
add("cust", "How many customers placed their last order before 1 January 2025?", "number", (c.l < "2025-01-01").sum(), "last order < 2025-01-01", CNT, diff="medium", tags=["filter", "date"])
add("cust", "How many new customers did we win in each year?", "table", c.groupby(c.f.dt.year).size(), "year of the first order", CNT, diff="medium", tags=["time"])
m24 = c[c.f.dt.year == 2024].groupby(c.f.dt.strftime("%Y-%m")).size()
add("cust", "Plot new customers per month in 2024 as a line chart", "chart", {"type": ["line"], "data": m24}, "first order month, 2024", CNT, diff="medium", tags=["chart", "time"])
g = c.groupby("ch").apply(lambda d: ((d["NL opt-in"] == "Y") & (d["SMS opt-in"] == "Y")).mean(), include_groups=False)
add("cust", ["Which acquisition channel brought the most customers?", "and which one has the highest share of customers who agreed to both newsletter and SMS?"], "category", g.idxmax(), f"shares {g.round(3).to_dict()}", diff="hard", tags=["share", "and"])
p = [stats.ttest_ind(c.ord[nl], c.ord[~nl], equal_var=False).pvalue, stats.mannwhitneyu(c.ord[nl], c.ord[~nl]).pvalue, stats.ttest_ind(c.ord[nl], c.ord[~nl]).pvalue]
add("cust", "Do newsletter subscribers place significantly more orders than non-subscribers? Give me the p-value", "metrics", {"p-value": [0, 0.001]}, f"Welch, rank and t tests all tiny: {p}", diff="hard", tags=["test"])
add("cust", "What is the phone number of customer GB-100007?", "decline", "no phone numbers in the file; private", "only an e-mail hash", tags=["decline", "private"])
small = c[c.rev <= 10000]
add("cust", "Leaving out the one account with more than 10,000 euros of revenue, what is the R-squared of a linear regression of revenue on number of orders?", "number", small.rev.corr(small.ord) ** 2, "simple OLS on 1,799 customers", {"rel": 0.01}, diff="hard", tags=["regression", "filter"])
add("cust", "How many e-mail addresses (hashes) belong to more than one customer account?", "number", (c.email_hash.value_counts() > 1).sum(), "email_hash used by two or more Cust_IDs", CNT, diff="medium", tags=["data-quality"])
add("cust", "Group our customers into 4 segments based on number of orders, revenue and average discount", "segments", {"k": 4, "n": 1800, "needs": ["orders", "revenue", "disc"]}, "all 1,800 customers have the three values", diff="hard", tags=["segments"])
add("cust", "What profit margin do we make per segment?", "decline", "no cost or profit in the file", "only revenue, returns and discount", tags=["decline"])
br = c[c["Loyalty tier"] == "Bronze"]
add("cust", "What if Bronze members' average order value went up by 10% and they ordered as often as before: how much extra revenue would that be?", "number", br.rev.sum() * .1, "10 % of Bronze revenue, 'extra' only", R, diff="hard", tags=["what-if"])
add("cust", "avg revnue per custmer in berlin vs hamburg vs leipzig pls", "table", c[c.City.isin(["Berlin", "Hamburg", "Leipzig"])].groupby("City").rev.mean(), "mean net revenue", R, diff="medium", tags=["sloppy", "group"])
add("cust", "quick q for my boss: returns as % of revenue overall?", "number", pct(c.ret.sum() / c.rev.sum()), "ratio of sums", R, diff="medium", tags=["sloppy", "ratio", "percent"])
add("cust", "hi there! median age tiktok customers vs those from google ads??", "table", c[c.ch.isin(["TikTok", "Google Ads"])].groupby("ch").Age.median(), "medians, missing ages left out", CNT | {"abs": 0.01}, diff="medium", tags=["sloppy", "median"])
w = c[c.Gender == "F"]
add("cust", ["How many customers are in each income band?", "and the average revenue?", "only women please"], "table", w.dropna(subset="inc").groupby("inc").rev.mean(), "mean revenue by band among F; n/a is missing", R, alt=[w.groupby(w.inc.fillna("n/a")).rev.mean()], diff="medium", tags=["group", "filter"])
ct = c.groupby("City").agg(rev=("rev", "sum"), n=("rev", "size"))
ct["per"] = ct.rev / ct.n
five = ct.nlargest(5, "rev").index
add("cust", ["Top 5 cities by revenue", "now by revenue per customer instead"], "list", ct.nlargest(5, "per").index.tolist(), "top 5 of all cities by mean revenue", alt=[ct.loc[five].sort_values("per", ascending=False).index.tolist()], diff="medium", tags=["top"])
ny = c.groupby(c.f.dt.year).size()
add("cust", ["How many customers placed their first order in 2023?", "and 2024?", "so what's the growth in percent?"], "number", pct(ny[2024] / ny[2023] - 1), "2024 against 2023", R, diff="medium", tags=["growth", "percent"])

# ---------------------------------------------------------------- media
m = pd.read_csv(T / "paid_media_2025.csv", thousands=",")
m = m[m.Day != "Total"].copy()
m["d"] = pd.to_datetime(m.Day, format="%d/%m/%Y")
m = m.rename(columns={"Campaign name": "camp", "Channel type": "chan", "Impr.": "imp", "Clicks": "clk", "Cost (GBP)": "cost", "Conv.": "conv", "Conv. value (GBP)": "val"})
m["chan"] = m.chan.str.title()
S = ["imp", "clk", "cost", "conv", "val"]
by = lambda k: m.groupby(k)[S].sum()
add("media", "How much did we spend in total?", "number", m.cost.sum(), "the Total row at the end is left out", {"rel": 0.001}, tags=["sum", "total-row"])
add("media", "What is our overall ROAS?", "number", m.val.sum() / m.cost.sum(), "conversion value / cost; the Total row does not change it", R, tags=["ratio"])
x = by("chan")
add("media", "ROAS by channel", "table", x.val / x.cost, "Channel type in four spellings of case merged; ratio of sums", R, diff="hard", tags=["ratio", "group", "case-variants"])
k = by("camp")
add("media", "Top 5 campaigns by revenue", "list", k.val.nlargest(5).index.tolist(), "conversion value", tags=["top"])
k["cpa"] = k.cost / k.conv
add("media", ["Which campaign has the best ROAS?", "and which has the worst cost per conversion?"], "category", k.cpa.idxmax(), f"highest CPA {k.cpa.max():.2f}", diff="medium", tags=["ratio", "top"])
pl = by("Platform")
add("media", "What is the click-through rate by platform?", "table", pl.clk / pl.imp * 100, "clicks / impressions in percent, ratio of sums", R, alt=[pl.clk / pl.imp], diff="medium", tags=["rate", "group", "percent"])
ps = x.loc["Paid Search"]
add("media", "What's the conversion rate of paid search, conversions over clicks?", "number", pct(ps.conv / ps.clk), "case variants of Paid Search merged", R, diff="medium", tags=["rate", "filter", "percent"])
add("media", "How many different campaigns did we run in Germany?", "number", m[m.Mkt == "DE"].camp.nunique(), "distinct campaign names, Mkt DE", CNT, tags=["distinct", "synonym"])
mo = by(m.d.dt.strftime("%Y-%m"))
add("media", ["Show me spend per month", "add revenue next to it"], "table", {i: {"cost": r.cost, "val": r.val} for i, r in mo.iterrows()}, "two measures", R, diff="medium", tags=["time"])
j = m[m.d.dt.month == 6].groupby(m.d.dt.strftime("%Y-%m-%d")).cost.sum()
add("media", "Draw a line chart of daily cost in June 2025", "chart", {"type": ["line"], "data": j}, "sum of cost a day", R, diff="medium", tags=["chart", "time"])
da = m.groupby("d")[["cost", "val"]].sum()
fit = stats.linregress(da.cost, da.val)
add("media", "Based on a linear fit of daily revenue on daily spend, what revenue would you expect on a day with £2,500 of spend?", "prediction", fit.intercept + fit.slope * 2500, "OLS over 122 daily sums", {"rel": 0.03}, diff="hard", tags=["prediction", "regression"])
dd = m.groupby("d").cost.sum()
add("media", "what day did we spend most", "category", [dd.idxmax().strftime("%Y-%m-%d"), dd.idxmax().strftime("%d/%m/%Y")], f"{dd.max():.2f}; not the Total row", diff="medium", tags=["sloppy", "top", "time"])
add("media", "By what percentage did spend change from April to May?", "number", pct(mo.cost["2025-05"] / mo.cost["2025-04"] - 1), "change of monthly sums", {"rel": 0.01}, diff="medium", tags=["growth", "percent"])
one = m[(m.camp == "TT_Creator_Spark_UK") & (m.d == "2025-05-15")]
assert len(one) == 1
add("media", "how many clicks did TT_Creator_Spark_UK get on 15 may", "number", one.clk.iloc[0], "one row", CNT, tags=["sloppy", "look-up"])
k["roas"] = k.val / k.cost
k["pl"] = m.groupby("camp").Platform.first()
add("media", "What is the best campaign by ROAS on each platform?", "table", {p: d.roas.idxmax() for p, d in k.groupby("pl")}, "one campaign a platform", diff="hard", tags=["rank-within"])
add("media", "If 20% of the Display spend were moved to Paid Search and both kept their current ROAS, how much more revenue would we get?", "number", .2 * x.cost["Display"] * (ps.val / ps.cost - x.val["Display"] / x.cost["Display"]), "net gain: moved spend times the difference of the two ROAS", {"rel": 0.01}, diff="hard", tags=["what-if"])
da = m.groupby("d")[["cost", "val"]].sum()
add("media", "Correlation between total daily spend and total daily revenue", "number", [da.cost.corr(da.val), da.cost.corr(da.val, method="spearman")], "over 122 days; Pearson or Spearman", {"abs": 0.006}, diff="hard", tags=["correlation"])
add("media", "How many of the conversions came from new customers?", "decline", "no new/returning split", "the report has no customer data", tags=["decline"])
add("media", "Did the TikTok ads cause more people to search for our brand on Google?", "decline", "causal; no experiment", "the report cannot show a cause", diff="medium", tags=["decline", "causal"])
add("media", "cpc tiktok vs meta??", "table", (pl.cost / pl.clk)[["TikTok", "Meta"]], "cost / clicks, ratio of sums", R, diff="medium", tags=["sloppy", "ratio"])
add("media", "wich campains have a roas below 1", "list", sorted(k.index[k.roas < 1]), "ratio of sums by campaign", diff="medium", tags=["sloppy", "threshold"], ordered=False)
ss = m[m.camp.str.contains("SpringSale")]
add("media", "hey, can u tell me the total convs from all the spring sale campaigns", "number", ss.conv.sum(), "four campaigns with SpringSale in the name", CNT, diff="hard", tags=["sloppy", "contains"])
may = m[m.d.dt.month == 5].groupby("Platform").cost.sum()
add("media", ["Total cost by platform", "only for May", "show that as a pie chart"], "chart", {"type": ["pie", "donut", "doughnut"], "data": may}, "May cost by platform, or its shares", R, alt=[{"type": ["pie", "donut", "doughnut"], "data": may / may.sum() * 100}, {"type": ["pie", "donut", "doughnut"], "data": may / may.sum()}], diff="medium", tags=["chart", "filter"])
sec = k.clk.nlargest(3).index[1]
add("media", ["Top 3 campaigns by clicks", "what's the ROAS of the second one?"], "number", k.roas[sec], f"second is {sec}", R, diff="hard", tags=["ratio"])
uk = m[m.Mkt == "UK"]
add("media", ["What's the CPM of our video campaigns?", "and for paid social?", "just the UK market"], "number", (lambda d: d.cost.sum() / d.imp.sum() * 1000)(uk[uk.chan == "Paid Social"]), "cost / impressions x 1000, Paid Social in UK, ratio of sums", R, diff="hard", tags=["ratio", "filter"])

# ---------------------------------------------------------------- box
s = pd.read_csv(T / "box_subscribers.csv", parse_dates=["start_dt", "cancel_dt"])
p = pd.read_csv(T / "box_payments.csv", parse_dates=["pay_date"])
gone = s.cancel_dt.notna()
act = s[~gone]
paid = p[p.status == "paid"]
add("box", "how many subs are still active rn", "number", len(act), "no cancel date", CNT, tags=["sloppy", "count", "missing"])
add("box", "What is the churn rate by plan?", "table", gone.groupby(s.plan).mean() * 100, "cancelled / all subscribers ever", R, alt=[gone.groupby(s.plan).mean()], diff="medium", tags=["rate", "percent"])
add("box", ["How many subscribers have cancelled so far?", "what's the most common reason?"], "category", s.cancel_reason.value_counts().index[0], str(s.cancel_reason.value_counts().to_dict()), tags=["top"])
life = (s.cancel_dt - s.start_dt).dt.days
add("box", "For subscribers who cancelled, how many days did they stay on average?", "number", life.mean(), "cancel date - start date", {"abs": 0.6}, diff="medium", tags=["dates", "mean"])
nps = lambda v: ((v >= 9).sum() - (v <= 6).sum()) / v.notna().sum() * 100
add("box", "NPS by country (promoters 9-10 minus detractors 0-6, in percentage points)", "table", s.groupby("ctry").nps_0_10.apply(nps), "among those who answered", {"abs": 0.1}, diff="hard", tags=["nps", "percent"])
add("box", "how many subscribers didnt give us an nps rating", "number", s.nps_0_10.isna().sum(), "missing nps", CNT, tags=["sloppy", "missing"])
add("box", "What is our current monthly recurring revenue from active subscribers, based on their monthly price?", "number", act.price_eur_pm.sum(), "sum of price_eur_pm, no cancel date", R, diff="medium", tags=["sum", "filter"])
q = s[s.start_dt.dt.year == 2024].groupby(s.start_dt.dt.to_period("Q").astype(str)).size()
add("box", "Bar chart of new subscribers per quarter in 2024", "chart", {"type": ["bar"], "data": q}, "start date", CNT, diff="medium", tags=["chart", "time"], alt=[{"type": ["bar"], "data": {k[-2:]: v for k, v in q.items()}}])
pp = paid.merge(s, on="sub_id")
add("box", "Total revenue from successful payments by plan", "table", pp.groupby("plan").amount_eur.sum(), "status paid, joined on sub_id", R, diff="medium", tags=["join", "sum"])
add("box", "% of failed payments per method pls", "table", (p.status == "failed").groupby(p.method).mean() * 100, "failed / all payments of the method", R, alt=[(p.status == "failed").groupby(p.method).mean()], diff="medium", tags=["sloppy", "rate", "percent"])
add("box", "Top 5 subscribers by total amount paid", "list", paid.groupby("sub_id").amount_eur.sum().nlargest(5).index.tolist(), "status paid only; second reading: all amounts", alt=[p.groupby("sub_id").amount_eur.sum().nlargest(5).index.tolist()], diff="medium", tags=["top", "join"])
add("box", "How many subscribers have no payment at all in the payments table?", "number", (~s.sub_id.isin(p.sub_id)).sum(), "anti join", CNT, diff="hard", tags=["join", "missing"])
cm = s.cancel_dt.dt.strftime("%Y-%m").value_counts()
add("box", "Which month had the most cancellations?", "category", list(cm.index[cm == cm.max()]) + ["August"], f"{cm.head(4).to_dict()}", diff="medium", tags=["time", "top"])
tab = pd.crosstab(s.gift_flag, gone)
pv = [stats.chi2_contingency(tab).pvalue, stats.chi2_contingency(tab, correction=False).pvalue, stats.fisher_exact(tab)[1]]
add("box", "Is the difference in churn between gift subscriptions and the others statistically significant? What's the p-value?", "metrics", {"p-value": [min(pv) * .9, max(pv) * 1.1]}, f"chi-square with and without correction, Fisher: {pv}", diff="hard", tags=["test"])
cy = s[s.cancel_dt.dt.year == 2025].cancel_dt.dt.strftime("%Y-%m").value_counts().sort_index()
add("box", ["Cancellations per month in 2025", "as a line chart please"], "chart", {"type": ["line"], "data": cy}, "cancel month", CNT, diff="medium", tags=["chart", "time"])
y = s[s.start_dt.dt.year == 2024]
still = [(y.cancel_dt.isna() | (y.cancel_dt > y.start_dt + pd.DateOffset(months=6))).mean(), (y.cancel_dt.isna() | ((y.cancel_dt - y.start_dt).dt.days > 180)).mean(), (y.cancel_dt.isna() | ((y.cancel_dt - y.start_dt).dt.days >= 183)).mean()]
add("box", "Of the people who joined in 2024, what share was still subscribed after 180 days?", "number", pct(still[1]) + pct((y.cancel_dt.isna() | ((y.cancel_dt - y.start_dt).dt.days >= 180)).mean()), "all of them can be watched for 180 days by the end of September 2025", R, diff="hard", tags=["retention", "share", "percent"])
mini = act[act.plan == "Mini"]
add("box", "What would the monthly revenue from active Mini subscribers be if we raised their price by 2 euros and lost 5% of them?", "number", len(mini) * .95 * (mini.price_eur_pm.mean() + 2), "n x 0.95 x (mean price + 2)", {"rel": 0.006}, diff="hard", tags=["what-if"])
add("box", "Which product in the boxes did subscribers like least?", "decline", "no products in the tables", "only plan, dates, reasons, NPS and payments", tags=["decline"])
add("box", "How often did people contact customer service before they cancelled?", "decline", "no contacts in the tables", "a reason for cancelling is there, but no service contacts", diff="medium", tags=["decline"])
add("box", "How are we doing?", "clarify", None, "no measure named", tags=["clarify"])
add("box", "hows many ppl cancelled cuz its too expensive in germany", "number", ((s.cancel_reason == "too expensive") & (s.ctry == "DE")).sum(), "reason and DE", CNT, diff="medium", tags=["sloppy", "filter", "synonym"])
add("box", "refunded amount total in eur? just 2025 so far", "number", p[(p.status == "refunded") & (p.pay_date.dt.year == 2025)].amount_eur.sum(), "status refunded, 2025", R, diff="medium", tags=["sloppy", "filter", "date"])
c25 = s[(s.cancel_dt.dt.year == 2025) & (s.plan == "Classic")].cancel_reason
add("box", ["How many subscribers cancelled in 2025?", "break that down by reason", "only the Classic plan"], "table", c25.value_counts(), "cancelled in 2025, Classic, by reason; missing reasons may be shown", CNT, alt=[c25.fillna("missing").value_counts()], diff="medium", tags=["filter", "group"])
add("box", ["Average monthly price by plan", "what about the median", "and only for Switzerland"], "table", s[s.ctry == "CH"].groupby("plan").price_eur_pm.median(), "median price in CH", {"abs": 0.01}, diff="medium", tags=["median", "filter"])
seg = s.groupby("ctry").agg(n=("sub_id", "size"))
seg["rev"] = pp.groupby("ctry").amount_eur.sum()
payers = pp.groupby("ctry").sub_id.nunique()
add("box", ["Successful payments: total amount by country", "now the average per subscriber"], "table", {i: [seg.rev[i] / seg.n[i], seg.rev[i] / payers[i]] for i in seg.index}, "paid amount / subscribers; second reading: / those with a paid payment", R, diff="hard", tags=["join", "ratio"])

# ---------------------------------------------------------------- survey
v = pd.read_csv(T / "shopper_survey_w3.csv").rename(columns={"S1 Gender": "sex", "S2 Age group": "age", "S3 Region": "reg", "S4 HH income": "inc", "S5 Kids <18 at home": "kids", "Q1 How often do you shop with us": "freq", "Q2 Main channel": "chan", "Q3 Overall satisfaction": "sat", "Q5 Recommend (0-10)": "rec", "Q6 Spend last month (GBP)": "sp", "Q7 Favourite competitor": "comp", "Q8 Loyalty card": "card", "Q9 Comment": "com"})
Q4 = {"Prices are fair": "Q4a Prices are fair", "Delivery is fast": "Q4b Delivery is fast", "Staff are friendly": "Q4c Staff are friendly", "I trust the brand": "Q4d I trust the brand"}
num = pd.DataFrame({k: v[c2].str.extract(r"^(\d+)")[0].astype(float).replace(99, np.nan) for k, c2 in Q4.items()})
add("surv", "hi, what % of the respondents r women", "number", pct((v.sex == "Female").mean()), "unweighted, as no weight was asked for", R, alt=[pct(v.weight[v.sex == "Female"].sum() / v.weight.sum())], tags=["sloppy", "share", "percent"])
add("surv", "What is our Net Promoter Score (9-10 promoters, 0-6 detractors)?", "number", [nps(v.rec), nps(v.rec) / 100], "percentage points", R, diff="medium", tags=["nps"])
add("surv", ["Average recommendation score by gender", "ok new question: average spend last month by age group"], "table", v.groupby("age").sp.mean(), "missing spends left out", R, tags=["group", "mean"])
add("surv", "What is the weighted average spend last month, using the weight column?", "number", (v.sp * v.weight).sum() / v.weight[v.sp.notna()].sum(), "weights of those with a spend", {"rel": 0.003}, diff="hard", tags=["weights", "mean"])
tb = (num["I trust the brand"] >= 4)
add("surv", "What share of shoppers agree or strongly agree that they trust the brand?", "number", pct(tb.mean()) + pct(tb.sum() / num["I trust the brand"].notna().sum()), "top-2 box, with and without don't know in the base", R, diff="medium", tags=["share", "percent", "likert"])
ag = (num >= 4).sum()
add("surv", "Which of the four statements gets the highest average agreement, leaving out don't know?", "category", ["Staff are friendly", "Q4c Staff are friendly", "Q4c"], f"means {num.mean().round(2).to_dict()}", diff="hard", tags=["likert", "top"])
assert num.mean().idxmax() == "Staff are friendly"
ctab = v.groupby(["age", "chan"]).size()
add("surv", "Cross table of age group by main shopping channel (counts)", "table", joined(ctab), "counts", CNT, diff="medium", tags=["crosstab"])
o = (v.chan == "Online").groupby(v.age).mean()
add("surv", "Bar chart of the share of shoppers in each age group who mainly shop online", "chart", {"type": ["bar"], "data": o * 100}, "share within the age group", R, alt=[{"type": ["bar"], "data": o}], diff="medium", tags=["chart", "share", "percent"])
tt = pd.crosstab(v.age, v.card)
add("surv", "Is loyalty card ownership related to age group? Run a chi-square test and give the p-value", "metrics", {"p-value": [stats.chi2_contingency(tt).pvalue * .95, stats.chi2_contingency(tt).pvalue * 1.05 + 1e-9]}, f"p = {stats.chi2_contingency(tt).pvalue}", diff="hard", tags=["test"])
md = v.groupby("card").sp.median()
add("surv", "median spend: how many £ more do loyalty card holders spend than ppl without one", "number", md["Yes"] - md["No"], "difference of medians", {"abs": 0.1}, diff="medium", tags=["sloppy", "median", "difference"])
add("surv", "What is the standard deviation of spend last month?", "number", [v.sp.std(), v.sp.std(ddof=0)], "sample or population, 35 missing left out", R, tags=["spread"])
add("surv", "Show a bar chart of favourite competitors by number of mentions", "chart", {"type": ["bar"], "data": v.comp.value_counts()}, "with or without 'No favourite'", CNT, alt=[{"type": ["bar"], "data": v.comp[v.comp != "No favourite"].value_counts()}], tags=["chart"])
sd = v.sat.value_counts(normalize=True)
kinds = ["bar", "pie", "histogram", "donut"]
add("surv", "Chart the distribution of overall satisfaction", "chart", {"type": kinds, "data": v.sat.value_counts()}, "counts (or shares) of five answers", CNT, alt=[{"type": kinds, "data": sd * 100}], tags=["chart", "distribution"])
add("surv", "What is the 90th percentile of spend last month?", "number", v.sp.quantile(.9), "linear; neighbours within 1 pound", {"abs": 1.01}, diff="medium", tags=["percentile"])
add("surv", ["How many respondents spent more than £200 last month?", "and between £100 and £200?"], "number", v.sp.between(100, 200).sum(), "both ends included", CNT, tags=["filter", "range"])
tr = num["I trust the brand"]
add("surv", "How strongly does the recommendation score correlate with trust in the brand on the 1-5 scale, without the don't knows?", "number", [v.rec.corr(tr), v.rec.corr(tr, method="spearman"), v.rec.corr(tr, method="kendall")], "Pearson, Spearman or Kendall, 99 left out", {"abs": 0.006}, diff="hard", tags=["correlation", "likert"])
add("surv", "How many comments mention delivery?", "number", v.com.str.contains("delivery", case=False, na=False).sum(), "either case", CNT, diff="medium", tags=["contains"])
add("surv", "How has satisfaction changed since the previous wave?", "decline", "one wave only", "the file holds wave W3 alone", tags=["decline"])
add("surv", "What are the names and e-mail addresses of the very dissatisfied shoppers?", "decline", "no names or addresses; private", "only RespID", tags=["decline", "private"])
nv = v[v.inc != "Prefer not to say"].groupby("inc").sp.mean()
add("surv", "avg spend per income grp, w/o the prefer not to says", "table", nv, "means, filter by negation", R, diff="medium", tags=["sloppy", "negation"])
add("surv", "how many weekly shopers in scotland or the north have kids", "number", ((v.freq == "Weekly") & v.reg.isin(["Scotland", "North"]) & (v.kids == "Yes")).sum(), "three filters", CNT, diff="medium", tags=["sloppy", "filter", "or"])
sat2 = v.sat.isin(["Satisfied", "Very satisfied"])
add("surv", "need this fast: % satisfied or very satisfied, loyalty card holders vs non holders", "table", sat2.groupby(v.card).mean() * 100, "top-2 box by card", R, alt=[sat2.groupby(v.card).mean()], diff="medium", tags=["sloppy", "share", "percent", "likert"])
add("surv", ["Average recommendation score by region", "which one is the lowest?"], "category", v.groupby("reg").rec.mean().idxmin(), str(v.groupby("reg").rec.mean().round(3).to_dict()), tags=["top"])
pf = v[v.sex == "Male"].groupby("age").apply(lambda d: num.loc[d.index, "Delivery is fast"].mean(), include_groups=False)
add("surv", ["Mean of 'Prices are fair' on the 1 to 5 scale by age group, without don't know", "only men", "sorry, I meant 'Delivery is fast'"], "table", pf, "99 left out; men still; corrected measure", R, diff="hard", tags=["likert", "filter", "correction"])
fr = v[(v.chan == "Online") & (v.sex == "Female")].freq.value_counts()
add("surv", ["How often do people shop with us? Show counts", "just those who mainly shop online", "women only", "in percent please"], "table", fr / fr.sum() * 100, "shares of frequency among women who mainly shop online", R, alt=[fr / fr.sum()], diff="medium", tags=["share", "percent", "filter"])

if __name__ == "__main__":
    with open(HERE / "cases.jsonl", "w") as fh:
        for case in OUT:
            fh.write(json.dumps(case, ensure_ascii=False) + "\n")
    print(len(OUT), pd.Series([x["id"].split("-")[1] for x in OUT]).value_counts().to_dict())
