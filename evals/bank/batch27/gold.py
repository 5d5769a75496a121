"""Computes every gold from tables/*.csv and writes cases.jsonl."""
import json
import os
import warnings
import numpy as np
import pandas as pd
from scipy import stats
warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
CASES, COUNT = [], {}
NONE = "decline"


def rd(name, **k):
    return pd.read_csv(os.path.join(HERE, "tables", name), **k)


def py(v):
    if isinstance(v, pd.Series):
        return {(" | ".join(str(p) for p in k) if isinstance(k, tuple) else str(k)): py(x) for k, x in v.items()}
    if isinstance(v, dict):
        return {str(k): py(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [py(x) for x in v]
    if isinstance(v, (np.integer,)):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return round(float(v), 8)
    return v


def case(short, turns, kind, gold, tol=None, diff="medium", tags=(), note="", **kw):
    COUNT[short] = COUNT.get(short, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    CASES.append({"id": f"b27-{short}-{COUNT[short]:02d}", "data": DATA[short], "turns": turns, "answer_type": kind, "gold": py(gold), **{k: py(v) for k, v in kw.items()},
                  "tolerance": tol, "difficulty": diff, "tags": list(tags) + (["conversation"] if len(turns) > 1 else []), "note": note})


R, A = {"rel": 0.005}, {"abs": 0.5}
DATA = {"grun": ["tables/grunfeld_investment.csv"], "shop": ["tables/shop_orders.csv", "tables/shop_returns.csv", "tables/shop_customers.csv"],
        "mail": ["tables/campaign_log_2025.csv"], "vet": ["tables/vet_visits_2025.csv"]}


def pct(x):
    return [float(x) * 100, float(x)]


# ------------------------------------------------------------------ Grunfeld
def grun():
    g = rd("grunfeld_investment.csv")
    s = "grun"
    P = g.pivot(index="year", columns="firm", values="invest")
    case(s, "How many different companies are in this file?", "number", g.firm.nunique(), A, "easy", ["distinct"], "11 firms")
    case(s, ["Which firm invested the most in total over the whole period?", "sorry I meant the least"], "category", P.sum().idxmin(), None, "easy", ["bottom", "correction"], "smallest sum of invest")
    case(s, "Scatter plot of capital against investment, please", "chart", {"type": ["scatter"], "data": None}, None, "easy", ["chart"], "220 points")
    case(s, "What was US Steel's total investment from 1940 to 1945 inclusive?", "number", P.loc[1940:1945, "US Steel"].sum(), R, "easy", ["filter", "range", "sum"], "six years")
    case(s, "ibm investment 1950?", "number", P.loc[1950, "IBM"], {"rel": 0.001}, "easy", ["lookup", "sloppy"], "one row")
    import statsmodels.formula.api as smf
    f = smf.ols("invest ~ value + capital", g).fit()
    case(s, "With a linear regression on value and capital, what investment would you predict for a firm with a value of 2000 and capital of 500?", "prediction", float(f.predict(pd.DataFrame({"value": [2000], "capital": [500]})).iloc[0]), {"rel": 0.1}, "hard", ["prediction", "regression"], "pooled OLS with intercept")
    mc = g.groupby("firm").capital.mean()
    case(s, "For how many firms is the average capital above 300?", "number", (mc > 300).sum(), A, "medium", ["threshold-groups"], "count of firm means above 300")
    case(s, "Plot the combined investment of all firms by year", "chart", {"type": ["line", "area", "bar"], "data": P.sum(axis=1)}, R, "easy", ["chart", "time"], "sum per year")
    case(s, "How strongly are value and investment correlated?", "number", [g.value.corr(g.invest), g.value.corr(g.invest, method="spearman")], {"abs": 0.006}, "easy", ["correlation"], "Pearson over 220 rows; Spearman accepted")
    case(s, "Regress invest on value and capital. What R-squared do you get?", "number", [f.rsquared, f.rsquared_adj], {"abs": 0.004}, "medium", ["regression"], "pooled OLS; adjusted accepted")
    case(s, "by how many percent did Chrysler's investment grow between 1935 and 1954?", "number", pct(P.loc[1954, "Chrysler"] / P.loc[1935, "Chrysler"] - 1), R, "medium", ["growth", "percent"], "172.49/40.29-1")
    t = g.groupby("firm")[["capital", "value"]].sum()
    case(s, "Ratio of total capital to total value for each company", "table", t.capital / t.value, R, "medium", ["ratio", "group"], "sum over sum")
    case(s, "top 3 firms by capital in 1954 pls", "list", g[g.year == 1954].nlargest(3, "capital").firm.tolist(), None, "easy", ["top", "sloppy", "filter"], "1954 rows")
    case(s, "quick q: in how many cases (firm + year) was investmnt over 500", "number", (g.invest > 500).sum(), A, "easy", ["sloppy", "count", "filter"], "rows with invest > 500")
    case(s, "whats GM's share of all investment in 1954", "number", pct(P.loc[1954, "General Motors"] / P.loc[1954].sum()), R, "medium", ["share", "percent", "sloppy"], "General Motors over all eleven firms")
    nogm = g[g.firm != "General Motors"].capital
    case(s, "p90 of capital without general motors?", "number", [nogm.quantile(.9)] + [float(np.quantile(nogm, .9, method=m)) for m in ("weibull", "hazen", "lower", "higher")], R, "medium", ["percentile", "sloppy", "negation"], "90th percentile")
    case(s, ["Average investment by firm", "only the 1950s please"], "table", P.loc[1950:].mean(), R, "medium", ["filter", "group", "mean"], "1950 to 1954")
    case(s, ["What is Goodyear's total investment?", "and Westinghouse's?", "so what's the difference between the two?"], "number", [abs(P.Goodyear.sum() - P.Westinghouse.sum()), -abs(P.Goodyear.sum() - P.Westinghouse.sum())], R, "medium", ["difference"], "sum less sum; either sign")
    v54 = g[g.year == 1954].set_index("firm").value.sort_values(ascending=False)
    case(s, ["Which firm had the highest value in 1935?", "and in 1954?", "who came second that year?"], "category", v54.index[1], None, "medium", ["rank"], "second highest value of 1954")
    case(s, ["Show Union Oil's investment over the years as a line chart", "same for Atlantic Refining, but as bars"], "chart", {"type": ["bar"], "data": P["Atlantic Refining"]}, R, "medium", ["chart", "time"], "firm and chart changed")
    case(s, "In how many years was IBM's investment lower than the year before?", "number", (P.IBM.diff() < 0).sum(), A, "hard", ["time", "change"], "negative year-on-year changes")
    cv = P.std() / P.mean()
    case(s, "Which firm's investment fluctuates most relative to its own average (standard deviation divided by mean)?", "category", cv.idxmax(), None, "hard", ["spread", "formula"], "coefficient of variation")
    b = pd.cut(g.year, [1934, 1939, 1944, 1949, 1954], labels=["1935-1939", "1940-1944", "1945-1949", "1950-1954"])
    case(s, "Mean investment for the periods 1935-1939, 1940-1944, 1945-1949 and 1950-1954", "table", g.groupby(b, observed=True).invest.mean(), R, "medium", ["bins", "mean"], "five-year periods")
    case(s, "How many employees did US Steel have in 1940?", "decline", "no column on employees", None, "easy", ["trap"], "not in the data")
    case(s, "Did World War II cause these firms to invest more?", "decline", "observational yearly figures cannot show a cause", None, "medium", ["trap", "causal"], "no design for a causal answer")


# ------------------------------------------------------------------ furniture web shop
def shop():
    o, r, c = rd("shop_orders.csv"), rd("shop_returns.csv"), rd("shop_customers.csv")
    s = "shop"
    o["d"] = pd.to_datetime(o.OrderDate, format="%d.%m.%Y")
    c["su"] = pd.to_datetime(c.SignUp, format="%d.%m.%Y")
    m = o.merge(c, on="CustNo", how="left")
    rr = r.merge(o, on=["OrderNo", "Pos"], how="left")
    assert len(m) == len(o) and len(rr) == len(r) and rr.SKU.notna().all() and not o.duplicated(["OrderNo", "Pos"]).any()
    case(s, "How many orders did we receive?", "number", o.OrderNo.nunique(), A, "easy", ["distinct"], "distinct OrderNo, not lines")
    case(s, "Net sales by product group after subtracting the refunds", "table", o.groupby("ProdGrp").LineNet_EUR.sum() - rr.groupby("ProdGrp").Refund_EUR.sum(), R, "hard", ["group", "sum", "join", "formula"], "sum of LineNet_EUR less sum of Refund_EUR of that group's lines")
    case(s, "What is our average order value?", "number", o.groupby("OrderNo").LineNet_EUR.sum().mean(), R, "medium", ["ratio", "mean"], "net sales over distinct orders, not the mean of lines")
    case(s, ["How many customers are registered?", "and how many of them never ordered anything?"], "number", (~c.CustNo.isin(o.CustNo)).sum(), A, "medium", ["join", "negation"], "customers without any order line")
    case(s, "Which 5 products sold the most units?", "list", o.groupby("ProdName").Qty.sum().nlargest(5).index.tolist(), None, "easy", ["top"], "sum of Qty",
         gold_alt=[o.groupby("SKU").Qty.sum().nlargest(5).index.tolist()])
    rate = rr.groupby("ProdGrp").size() / o.groupby("ProdGrp").size()
    case(s, "what % of order lines got returned", "number", pct(len(r) / len(o)), R, "medium", ["share", "percent", "join", "sloppy"], "239 return rows over 2,164 lines; each return is one line")
    case(s, "Which product group has the highest share of order lines returned?", "category", rate.idxmax(), None, "hard", ["rate", "join", "top"], "returned lines over lines by group: " + str(rate.round(3).to_dict()))
    mo = o[o.d.dt.year == 2025].groupby(o.d.dt.strftime("%Y-%m")).LineNet_EUR.sum()
    case(s, "Draw a line chart of monthly revenue for 2025", "chart", {"type": ["line", "area"], "data": mo}, R, "medium", ["chart", "time", "filter"], "by month of order date (dd.mm.yyyy)")
    case(s, "total rev from switzerland?", "number", m[m.Ctry == "CH"].LineNet_EUR.sum(), R, "medium", ["join", "filter", "sum", "sloppy"], "Ctry = CH")
    case(s, "Pie chart of total refunds by return reason", "chart", {"type": ["pie", "donut", "doughnut"], "data": r.assign(Reason=r.Reason.fillna("missing")).groupby("Reason").Refund_EUR.sum()}, R, "easy", ["chart", "group", "sum", "missing"], "12 returns have no reason; that group may be left out")
    pg = o.groupby(["ProdGrp", "ProdName"]).LineNet_EUR.sum().reset_index().sort_values("LineNet_EUR", ascending=False).drop_duplicates("ProdGrp")
    case(s, "For each product group, which product brings in the most revenue?", "table", pg.sort_values("ProdGrp").set_index("ProdGrp").ProdName, None, "hard", ["rank-within", "top"], "first by LineNet_EUR within each group")
    case(s, "How many customers placed at least 5 orders?", "number", (o.groupby("CustNo").OrderNo.nunique() >= 5).sum(), A, "medium", ["threshold-groups", "distinct"], "distinct orders by customer")
    oo = o.drop_duplicates("OrderNo")
    case(s, "Median delivery time in days, freight vs parcel vs pick-up?", "table", o.groupby("ShipMethod").DelivDays.median(), R, "easy", ["group", "median"], "median over lines; per order accepted",
         gold_alt=[oo.groupby("ShipMethod").DelivDays.median()])
    case(s, "avg discount on sofas pls", "number", o[o.ProdGrp == "Sofas"].Disc_pct.mean(), R, "easy", ["sloppy", "mean", "filter"], "mean of Disc_pct over sofa lines")
    case(s, "how many ppl from austria signed up in 2025", "number", ((c.Ctry == "AT") & (c.su.dt.year == 2025)).sum(), A, "medium", ["sloppy", "filter", "date", "count"], "AT and sign-up year 2025")
    q = o.groupby(o.d.dt.to_period("Q")).LineNet_EUR.sum()
    case(s, "hey, need it for the board deck: revenue growth q2 2026 vs q2 2025 in %", "number", pct(q["2026Q2"] / q["2025Q2"] - 1), R, "hard", ["sloppy", "growth", "percent", "date"], f"{q['2026Q2']:.2f} over {q['2025Q2']:.2f}")
    x = o[o.d.dt.year == 2026].groupby("Sales Channel").LineNet_EUR.sum()
    case(s, ["Revenue by sales channel", "only 2026", "as percentages of that year's total please"], "table", x / x.sum() * 100, R, "medium", ["share", "percent", "filter", "group"], "shares within 2026")
    case(s, ["Which city has the most customers?", "and the highest revenue?"], "category", m.groupby("City").LineNet_EUR.sum().idxmax(), None, "medium", ["join", "top"], "revenue by the customer's city")
    d = r[r.Reason == "Defective"]
    case(s, ["How many returns were damaged in transit?", "and defective?", "what did the defective ones cost us in refunds?"], "number", d.Refund_EUR.sum(), R, "medium", ["filter", "sum"], "refunds of the defective ones",
         )
    top = m.groupby("CustNo").LineNet_EUR.sum().nlargest(3)
    case(s, ["Who is our biggest customer by revenue?", "how many orders did they place?"], "number", o[o.CustNo == top.index[0]].OrderNo.nunique(), A, "hard", ["top", "distinct", "join"], f"{top.to_dict()}")
    aov = m.groupby("CustType").LineNet_EUR.sum() / m.groupby("CustType").OrderNo.nunique()
    case(s, "Compare average order value of business customers and private customers (B2B / B2C)", "table", aov, R, "hard", ["ratio", "join", "group"], "net sales over distinct orders by CustType")
    rec = o.CustNo.nunique()
    case(s, "Segment our customers by recency, frequency and monetary value", "segments", {"k": [2, 12], "n": [rec, len(c)], "needs": ["recency", "frequency", "monetary"]}, None, "hard", ["segments"], "customers with an order; all registered ones accepted")
    case(s, "What is our profit margin per product group?", "decline", "no cost or margin column", None, "easy", ["trap"], "costs are not in the data")
    case(s, "did our newsletter cause people to buy more furniture", "decline", "causal question on observational data", None, "hard", ["trap", "causal", "sloppy"], "a comparison may be mentioned, no effect claimed")
    best = [o.groupby("ProdName").LineNet_EUR.sum().idxmax(), o.groupby("ProdName").Qty.sum().idxmax(), o.ProdName.mode()[0], o.groupby("ProdName").OrderNo.nunique().idxmax()]
    best += [o[o.ProdName == b].SKU.iloc[0] for b in best]
    case(s, "which product is best?", "clarify", {"accept_number": list(dict.fromkeys(best))}, None, "medium", ["vague"], "best by revenue, units or orders? a stated reading is accepted")


# ------------------------------------------------------------------ campaign log
def mail():
    a = rd("campaign_log_2025.csv")
    s = "mail"
    c = a[a.send_id != "TOTAL"].copy()
    c.columns = ["id", "name", "at", "ch", "typ", "aud", "mkt", "var", "emo", "sent", "deliv", "opens", "clicks", "unsubs", "conv", "rev", "cost", "esp"]
    c["rev"] = c.rev.str.replace(",", "").astype(float)
    c["t"] = pd.to_datetime(c["at"], format="%m/%d/%Y %H:%M")
    E, U = c[c.ch == "EMAIL"], c[c.ch == "PUSH"]
    tot = "the TOTAL row at the end is left out"
    case(s, "How many campaigns did we send in 2025?", "number", len(c), A, "easy", ["count", "total-row"], tot)
    case(s, "How many messages were sent in total?", "number", c.sent.sum(), R, "easy", ["sum", "total-row"], tot)
    case(s, "Open rate of our emails (unique opens divided by delivered)", "number", pct(E.opens.sum() / E.deliv.sum()), R, "medium", ["ratio", "rate", "percent"], "ratio of sums")
    g = c.groupby("aud")[["clicks", "deliv"]].sum()
    case(s, "Click rate per audience, total clicks over total delivered", "table", g.clicks / g.deliv * 100, R, "medium", ["ratio", "rate", "percent", "group"], "ratio of sums")
    case(s, ["Which single campaign brought in the most revenue?", "what audience did that one go to?"], "category", c.loc[c.rev.idxmax(), "aud"], None, "medium", ["top", "lookup", "total-row"], c.loc[c.rev.idxmax(), "name"] + "; " + tot)
    case(s, "Bar chart: total revenue per market, highest to lowest", "chart", {"type": ["bar"], "data": c.groupby("mkt").rev.sum().sort_values(ascending=False)}, R, "easy", ["chart", "group", "sum"], tot)
    g = c.groupby("ch")[["rev", "deliv"]].sum()
    case(s, "Revenue per 1000 delivered messages by channel", "table", g.rev / g.deliv * 1000, R, "hard", ["formula", "ratio", "group"], "1000 * sum of revenue / sum of delivered")
    L = E[E.aud == "Lapsed 180d+"]
    case(s, "What is the unsubscribe rate (unsubs / delivered) of emails to lapsed customers?", "number", pct(L.unsubs.sum() / L.deliv.sum()), R, "medium", ["ratio", "rate", "percent", "filter"], "EMAIL and Lapsed 180d+")
    case(s, "For every dollar of cost, how many dollars of revenue did SMS campaigns bring?", "number", c[c.ch == "SMS"].rev.sum() / c[c.ch == "SMS"].cost.sum(), R, "medium", ["ratio", "filter"], "ratio of sums")
    k = E.assign(r=E.opens / E.deliv)
    va, vb = k[k["var"] == "A"].r, k[k["var"] == "B"].r
    za = E[E["var"].notna()].groupby("var")[["opens", "deliv"]].sum()
    case(s, "For email campaigns, compute opens / delivered. Is the mean of that different between subject variants A and B? Give the p-value of a t-test", "number",
         [stats.ttest_ind(va, vb, equal_var=False).pvalue, stats.ttest_ind(va, vb).pvalue], {"rel": 0.02}, "hard", ["test", "formula"], f"Welch; Student accepted; means {va.mean():.4f}, {vb.mean():.4f}")
    m = c.groupby(c.t.dt.strftime("%Y-%m")).rev.sum()
    case(s, "Show me the revenue trend by month as a chart", "chart", {"type": ["line", "area", "bar"], "data": m}, R, "medium", ["chart", "time"], "sent_at is month/day/year")
    case(s, "On which weekday did we send the most campaigns?", "category", c.t.dt.day_name().value_counts().index[0], None, "medium", ["date", "top"], str(c.t.dt.day_name().value_counts().to_dict()))
    case(s, "How many email campaigns had more than 100 unsubscribes?", "number", (E.unsubs > 100).sum(), A, "easy", ["filter", "count"], tot)
    case(s, "bounce rate sms pls, so (sent - delivered) / sent", "number", pct(1 - c[c.ch == "SMS"].deliv.sum() / c[c.ch == "SMS"].sent.sum()), R, "medium", ["sloppy", "rate", "percent", "formula"], "ratio of sums; mean of rates not meant")
    case(s, "avg rev per campagin for winback and product launch together", "number", c[c.typ.isin(["Winback", "Product Launch"])].rev.mean(), R, "easy", ["sloppy", "mean", "filter"], "mean of Rev (USD), written with thousands commas")
    case(s, "whats the r2 if u regress revenue on clicks", "number", c.rev.corr(c.clicks) ** 2, {"abs": 0.004}, "medium", ["sloppy", "regression", "total-row"], tot)
    case(s, "hi! boss wants to know how many campains went out before 9 in the morning", "number", (c.t.dt.hour < 9).sum(), A, "medium", ["sloppy", "time", "count"], "hours 7 and 8")
    case(s, "median list size (sent) for vip campaigns??", "number", c[c.aud == "VIP"].sent.median(), R, "easy", ["sloppy", "median", "filter"], "VIP rows")
    case(s, ["Total revenue by campaign type", "now only the UK", "and the average per campaign instead of the total"], "table", c[c.mkt == "UK"].groupby("typ").rev.mean(), R, "medium", ["group", "filter", "mean"], "UK, mean of revenue")
    p = U.emo.mean()
    case(s, ["How many push campaigns were there?", "how many of those used an emoji?", "what percentage is that?"], "number", pct(p), R, "medium", ["share", "percent"], f"{int(U.emo.sum())} of {len(U)}")
    case(s, ["Top 5 campaigns by conversions", "only the email ones"], "list", E.nlargest(5, "conv").name.tolist(), None, "medium", ["top", "filter"], str(E.nlargest(7, "conv").conv.tolist()),
         gold_alt=[E.nlargest(5, "conv").id.tolist()])
    q = c.groupby(c.t.dt.year.astype(str) + "-Q" + c.t.dt.quarter.astype(str)).clicks.sum()
    case(s, ["Clicks per month", "make that quarterly"], "table", q, R, "medium", ["time", "sum"], "sum by quarter")
    case(s, "Number of campaigns by channel and audience", "table", c.groupby(["ch", "aud"]).size(), A, "easy", ["cross"], "all combinations occur: " + str(len(c.groupby(["ch", "aud"]).size())))
    case(s, "How many spam complaints did we receive?", "decline", "no column on complaints", None, "easy", ["trap"], "not in the data")
    case(s, "Would revenue have been higher if we had sent everything at 9 am?", "decline", "counterfactual; the log cannot tell", None, "hard", ["trap", "causal"], "no experiment on send time")


# ------------------------------------------------------------------ veterinary practice
def vet():
    raw = rd("vet_visits_2025.csv")
    s = "vet"
    raw.columns = ["ref", "date", "slot", "pid", "name", "sp", "breed", "sex", "neut", "age", "wt", "ins", "vet", "reason", "ns", "wait", "inv", "paid", "sat", "branch"]
    raw["sp"] = raw.sp.str.title()
    raw["d"] = pd.to_datetime(raw.date, format="%d/%m/%Y")
    u = raw.drop_duplicates()

    def two(f):
        """As the file stands, and without the three doubled rows."""
        x, y = f(raw), f(u)
        return [x] if x == y else [x, y]

    def twop(f):
        return [z for v in two(f) for z in pct(v)]

    def alt(f):
        return {"gold_alt": [f(u)]}
    dup = "three rows are exact copies: with and without them accepted"
    case(s, "How many appointments are in the file?", "number", two(len), A, "easy", ["count"], dup)
    case(s, "What's the overall no-show rate?", "number", twop(lambda x: x.ns.mean()), R, "easy", ["rate", "percent"], "mean of NoShow")
    case(s, "How many different dogs did we have appointments for?", "number", raw[raw.sp == "Dog"].pid.nunique(), A, "medium", ["distinct", "filter", "spelling"], "distinct Patient ID; Dog and DOG are one species")
    f = lambda x: {"type": ["bar"], "data": x[x.reason != "Surgery"].groupby("reason").inv.mean().sort_values(ascending=False).to_dict()}
    case(s, ["Average invoice by visit reason, most expensive first", "as a bar chart and leave out surgery"], "chart", f(raw), R, "medium", ["chart", "group", "mean", "negation"], dup, **alt(f))
    f = lambda x: {"type": ["bar", "line", "area"], "data": x.groupby(x.d.dt.strftime("%Y-%m")).inv.sum().to_dict()}
    case(s, "chart of total invoiced amount per month", "chart", f(raw), R, "medium", ["chart", "time"], "dates are day/month/year; " + dup, **alt(f))
    case(s, "Which day of the week is our busiest?", "category", raw.d.dt.day_name().value_counts().index[0], None, "medium", ["date", "top"], str(raw.d.dt.day_name().value_counts().to_dict()))
    case(s, "What is the median waiting time on Mondays?", "number", two(lambda x: x[x.d.dt.dayofweek == 0].wait.median()), R, "medium", ["median", "filter", "date"], "Wait min where known")
    pets = raw.drop_duplicates("pid")
    case(s, "Of all the individual cats on file, what percentage is insured?", "number", pct((pets[pets.sp == "Cat"].ins == "Y").mean()), R, "hard", ["share", "percent", "distinct"], "distinct Patient ID, not appointments")
    f = lambda x: x[x.ins == "Y"].paid.sum() / x[x.ins == "Y"].inv.sum()
    case(s, "For insured animals, what share of the invoiced total was paid by the insurance?", "number", twop(f), R, "medium", ["share", "percent", "ratio"], "ratio of sums over Insured = Y")
    case(s, "Are there any weights that look like data entry errors?", "text", {"must_mention": ["318"], "must_not": []}, None, "medium", ["quality", "outlier"], "a Labrador of 318 kg",
         )
    case(s, "How many rows are exact duplicates of another row?", "number", [3, 6], A, "easy", ["quality", "duplicates"], "3 copies; 6 rows involved")
    case(s, "how many appts have no satisf score", "number", two(lambda x: x.sat.isna().sum()), A, "easy", ["missing", "sloppy"], dup)
    f = lambda x: [x.wait.corr(x.sat), x.wait.corr(x.sat, method="spearman")]
    case(s, "Is there a correlation between waiting time and satisfaction? How strong?", "number", f(raw), {"abs": 0.006}, "medium", ["correlation"], "rows where both are known; Spearman accepted")
    f = lambda x, e: stats.ttest_ind(x[x.ins == "Y"].inv.dropna(), x[x.ins == "N"].inv.dropna(), equal_var=e).pvalue
    mw = lambda x: stats.mannwhitneyu(x[x.ins == "Y"].inv.dropna(), x[x.ins == "N"].inv.dropna()).pvalue
    case(s, "Do insured patients have significantly different invoices from uninsured ones? p-value please", "number", [f(raw, False), f(raw, True), f(u, False), f(u, True), mw(raw), mw(u)], {"rel": 0.03}, "hard", ["test"], "Welch, Student or Mann-Whitney")
    f = lambda x: x.groupby(pd.cut(x.age, [-1, 1.9999, 6.9999, 99], labels=["under 2", "2 to under 7", "7 and over"]), observed=True).size()
    case(s, "Number of appointments by pet age: under 2 years, 2 to under 7, 7 and over", "table", f(raw), A, "medium", ["bins", "count", "labels-free"], dup, **alt(f))
    case(s, "avg age of the rabbits we see", "number", [raw[raw.sp == "Rabbit"].age.mean(), u[u.sp == "Rabbit"].age.mean(), pets[pets.sp == "Rabbit"].age.mean()], R, "medium", ["sloppy", "mean", "spelling"], "Rabbit and RABBIT; over appointments or over individual rabbits")
    f = lambda x: ((x.breed == "Labrador") & (x.vet == "Dr Patel"))
    case(s, "how many labrador appts w dr patel", "number", two(lambda x: int(f(x).sum())), A, "easy", ["sloppy", "count", "filter"], "all appointments, no-shows included")
    case(s, "top 3 breeds by money invoiced", "list", raw.groupby("breed").inv.sum().nlargest(3).index.tolist(), None, "easy", ["sloppy", "top"], str(raw.groupby("breed").inv.sum().nlargest(4).round().to_dict()))
    case(s, "need the wait for visit v25-0002 quick", "number", raw[raw.ref == "V25-0002"].wait.iloc[0], A, "easy", ["sloppy", "lookup"], "one row")
    f = lambda x: x[(x.reason == "Vaccination") & (x.sp == "Cat")].groupby("vet").size()
    case(s, ["How many vaccination appointments did each clinician have?", "just cats"], "table", f(raw), A, "medium", ["group", "count", "filter", "spelling"], "Cat and CAT", **alt(f))
    f = lambda x: x[x.reason == "Emergency"].inv.median()
    case(s, ["What's the average invoice for dental visits?", "and for emergencies?", "what about the median there"], "number", two(f), R, "medium", ["median", "filter"], "median of the emergencies")
    g = raw.groupby("vet").ns.mean().sort_values()
    case(s, ["No-show rate by clinician", "who has the lowest?"], "category", g.index[0], None, "easy", ["rate", "bottom"], str(g.round(4).to_dict()))
    f = lambda x: x[(x.sp == "Dog") & x.d.dt.month.isin([10, 11, 12])].inv.sum()
    case(s, ["How much did we invoice in Q4?", "dogs only"], "number", two(f), R, "medium", ["sum", "filter", "date", "spelling"], "October to December 2025")
    case(s, "Give me the phone number of Bella's owner", "decline", "no contact data", None, "easy", ["trap", "private"], "not in the data")
    case(s, "How much will we invoice in 2030?", "decline", "one year of data is no basis", None, "medium", ["trap", "future"], "five years beyond a single year of data")


SETS = [grun, shop, mail, vet]
if __name__ == "__main__":
    for f in SETS:
        f()
    with open(os.path.join(HERE, "cases.jsonl"), "w") as h:
        for k in CASES:
            h.write(json.dumps(k, ensure_ascii=False) + "\n")
    print(COUNT)
