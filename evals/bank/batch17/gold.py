"""Computes every gold from tables/*.csv with pandas and writes cases.jsonl (paths relative to this file)."""
import json, os, warnings
import numpy as np, pandas as pd
from scipy import stats
warnings.filterwarnings("ignore")
H = os.path.dirname(os.path.abspath(__file__)); R = lambda f: pd.read_csv(f"{H}/tables/{f}.csv")
CASES, N = [], {}
CNT, REL = {"abs": .5}, {"rel": .005}


def py(v):
    if isinstance(v, dict): return {str(k): py(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)): return [py(x) for x in v]
    if isinstance(v, np.generic): v = v.item()
    return round(v, 6) if isinstance(v, float) else v


def T(s):  # series -> {group: value}
    return {" | ".join(map(str, k)) if isinstance(k, tuple) else k: v for k, v in s.items()}


def pc(x): return [x, x * 100]                       # fraction and percent


def add(short, turns, kind, gold, tol=None, diff="easy", tags="", note="", alt=None, ordered=None):
    N[short] = N.get(short, 0) + 1
    c = {"id": f"b17-{short}-{N[short]:02d}", "data": DATA[short], "turns": [turns] if isinstance(turns, str) else turns, "answer_type": kind, "gold": py(gold)}
    if alt: c["gold_alt"] = py(alt)
    if ordered is not None: c["ordered"] = ordered
    c.update({"tolerance": tol, "difficulty": diff, "tags": tags.split() + (["conversation"] if not isinstance(turns, str) else []), "note": note})
    CASES.append(c)


DATA = {"saas": ["tables/saas_accounts.csv", "tables/saas_usage_monthly.csv", "tables/saas_invoices.csv"], "quote": ["tables/motor_quotes.csv"],
        "museum": ["tables/museum_tickets_2025.csv"], "press": ["tables/articles.csv", "tables/authors.csv"]}

# ================= SaaS ===========================================================================================
a, u, v = R("saas_accounts"), R("saas_usage_monthly"), R("saas_invoices")
a["sd"] = pd.to_datetime(a["Signup Dt"], format="%m/%d/%Y"); a["cd"] = pd.to_datetime(a["Churn Dt"], format="%m/%d/%Y")
v["d"] = pd.to_datetime(v["Inv Date"], format="%m/%d/%Y"); v["pd"] = pd.to_datetime(v["Paid Date"], format="%m/%d/%Y")
ch = a.Churned.eq("Y")
s = "saas"
add(s, "Which industry brings in the most MRR?", "category", a.groupby("Industry").MRR_USD.sum().idxmax(), tags="top sum")
add(s, "What is the standard deviation of seats among our enterprise accounts?", "number", [a[a.Segment == "ENT"].Seats.std(), a[a.Segment == "ENT"].Seats.std(ddof=0)], {"rel": .002}, "medium", "spread filter synonym", "enterprise = Segment ENT; sample or population")
add(s, "What is the churn rate by plan?", "table", T(ch.groupby(a.Plan).mean()), REL, "medium", "rate group", "Churned = Y over accounts", [T(ch.groupby(a.Plan).mean() * 100)])
add(s, "how much money is stuck in overdue invoices rn", "number", v[v.Status == "Overdue"]["Amount USD"].sum(), REL, tags="sum filter synonym sloppy")
add(s, "How many invoices dated in Q2 2025 were voided?", "number", ((v.Status == "Void") & (v.d.dt.quarter == 2)).sum(), CNT, "medium", "count date filter")
add(s, "Plot total logins per month as a line chart", "chart", {"type": ["line"], "data": T(u.groupby("month").logins.sum())}, REL, tags="chart time")
add(s, "how many accts dont have a csm", "number", a.CSM.isna().sum(), CNT, tags="count missing sloppy")
add(s, "quick q for my boss: avg nps score of churned vs still active customers?", "table", {"Y": a[ch]["NPS Score"].mean(), "N": a[~ch]["NPS Score"].mean()}, REL, "medium", "mean group sloppy",
    alt=[{"churned": a[ch]["NPS Score"].mean(), "active": a[~ch]["NPS Score"].mean()}])
api = u.groupby("acct_id").api_calls.sum().sort_values(ascending=False)
nm = a.set_index("Account ID").Company
add(s, "List the top 5 companies by total API calls in 2025.", "list", [nm[i] for i in api.index[:5]], None, "hard", "join top list", "usage joined to accounts")
uj = u.merge(a, left_on="acct_id", right_on="Account ID"); vj = v.merge(a, left_on="Acct", right_on="Account ID")
add(s, "Total number of support tickets per country", "table", T(uj.groupby("Country").support_tix.sum()), CNT, "hard", "join sum group")
g = a.groupby("Segment")[["MRR_USD", "Seats"]].sum()
add(s, "What is the MRR per seat in each segment, i.e. total MRR divided by total seats?", "table", T(g.MRR_USD / g.Seats), REL, "medium", "ratio formula group")
dd = (v.pd - v.d).dt.days
add(s, ["How many invoices have been paid?", "how many days on average passed between invoice date and paid date for these?"], "number", dd.mean(), REL, "medium", "mean date-difference", "paid invoices only, the others have no paid date")
add(s, ["Average MRR by segment", "and the median?"], "table", T(a.groupby("Segment").MRR_USD.median()), REL, "medium", "median group")
add(s, ["How many customers signed up in 2023?", "and in 2024?", "only those from Germany"], "number", ((a.sd.dt.year == 2024) & (a.Country == "DE")).sum(), CNT, "medium", "count date filter synonym")
add(s, ["Total invoiced amount by status", "leave out void", "now by payment method instead"], "table", T(v[v.Status != "Void"].groupby("Pay Method")["Amount USD"].sum()), REL, "hard", "sum group negation",
    "the exclusion of void stays")
r = ch.groupby(a["Acq Source"]).mean().sort_values()
add(s, ["Which acquisition source has the highest churn rate?", "and which one the lowest?"], "category", r.index[0], None, "medium", "rate bottom")
add(s, ["Number of accounts on the Scale plan", "and how many of these have 100 or more seats?"], "number", ((a.Plan == "Scale") & (a.Seats >= 100)).sum(), CNT, "medium", "count range")
lg = u.groupby("acct_id").logins.sum()
add(s, "how many accts have more than 5000 logins in total over the yr", "number", (lg > 5000).sum(), CNT, "hard", "threshold group sloppy", "sum of logins per account")
m = u.groupby("month").active_users.sum()
add(s, "By what percentage did total active users change from January to December 2025?", "number", pc(m["2025-12"] / m["2025-01"] - 1), REL, "medium", "growth percent")
add(s, "How strongly do seats and MRR correlate?", "number", [a.Seats.corr(a.MRR_USD), a.Seats.corr(a.MRR_USD, method="spearman")], REL, "medium", "correlation", "Pearson or Spearman")
p = [stats.ttest_ind(a[ch]["NPS Score"].dropna(), a[~ch]["NPS Score"].dropna(), equal_var=e).pvalue for e in (True, False)] + [stats.mannwhitneyu(a[ch]["NPS Score"].dropna(), a[~ch]["NPS Score"].dropna()).pvalue]
assert max(p) < .001, p
add(s, "Do churned accounts have a significantly different NPS score from those that stayed? Give me the p-value.", "metrics", {"p-value": [0, .001]}, None, "hard", "test", f"t-test, Welch or Mann-Whitney: {p}")
add(s, "Bar chart of the number of churned accounts by churn reason", "chart", {"type": ["bar"], "data": T(a[ch].groupby("Churn Reason").size())}, CNT, "medium", "chart count", "missing reasons may show as a group")
add(s, "What is our customer acquisition cost per source?", "decline", "no cost data", tags="decline missing")
add(s, "Did our July price increase cause customers to churn?", "decline", "no price change in the data; causal", tags="decline causal")
add(s, "who are our best customers?", "clarify", {"accept_number": list(dict.fromkeys([nm[a.set_index("Account ID").MRR_USD.idxmax()], nm[v.groupby("Acct")["Amount USD"].sum().idxmax()],
    nm[v[v.Status == "Paid"].groupby("Acct")["Amount USD"].sum().idxmax()]]))}, None, "hard", "clarify vague sloppy", "best by MRR, billed or paid is accepted with the reading stated")

# ================= motor quotes (4 exact duplicate rows: both counts are accepted) ================================
Q = R("motor_quotes"); QD = Q.drop_duplicates()
for d in (Q, QD): d["t"] = pd.to_datetime(d.quote_ts); d["m"] = d.t.dt.strftime("%Y-%m")
s = "quote"


def addq(turns, kind, fn, tol=None, diff="easy", tags="", note="", alt=(), pct=False, **k):
    x, y = fn(Q), fn(QD)
    if kind in ("number", "prediction"):
        flat = []
        for z in (x, y):
            for w in (z if isinstance(z, list) else [z]):
                flat += [w, w * 100] if pct else [w]
        flat = list(dict.fromkeys(py(flat))); return add(s, turns, kind, flat[0] if len(flat) == 1 else flat, tol, diff, tags, note, **k)
    alts = [y] if py(y) != py(x) else []
    if pct: alts += [{g_: w * 100 for g_, w in z.items()} for z in [x] + alts]
    add(s, turns, kind, x, tol, diff, tags, note, alt=alts + list(alt), **k)


addq("What is our overall conversion rate from quote to sale?", "number", lambda d: d.sold_flag.mean(), REL, tags="rate", pct=True)
addq("Conversion rate by channel, please", "table", lambda d: T(d.groupby("channel").sold_flag.mean()), REL, tags="rate group", pct=True)
addq("which region has highest avg final prem", "category", lambda d: d.groupby("region").final_prem_gbp.mean().idxmax(), tags="mean top sloppy")
addq("What is the phone number of the customer behind quote Q25-100700?", "decline", lambda d: "no contact data; private", tags="decline private")
addq("What is the median annual mileage of electric cars?", "number", lambda d: d[d.fuel == "EV"].annual_mileage.median(), REL, "medium", "median filter synonym", "EV = electric")
addq("Are there any implausible values in annual mileage?", "text", lambda d: {"must_mention": ["999999|999,999"], "must_not": []}, None, "medium", "quality outlier", "three rows hold 999,999; next is below 40,000")
addq("How many quote references occur more than once?", "number", lambda d: 4, CNT, "medium", "quality duplicates", "4 refs, each twice, exact duplicates")
addq("Among drivers under 25, what share are women?", "number", lambda d: (d[d.drv_age < 25].gender == "F").mean(), REL, "medium", "share filter synonym", pct=True)
band = lambda d: pd.cut(d.drv_age, [0, 24, 39, 59, 200], labels=["under 25", "25-39", "40-59", "60 and over"])
addq("Average final premium by driver age band: under 25, 25-39, 40-59, 60 and over", "table", lambda d: T(d.groupby(band(d), observed=True).final_prem_gbp.mean()), REL, "medium", "bins mean labels-free")
addq("Show me the distribution of final premiums as a histogram", "chart", lambda d: {"type": ["histogram"], "data": None}, None, tags="chart distribution")
addq("Show monthly written premium, meaning the final premium of sold quotes, as a line chart", "chart", lambda d: {"type": ["line"], "data": T(d[d.sold_flag == 1].groupby("m").final_prem_gbp.sum())}, REL, "medium", "chart time filter sum")


def expect(d):
    X = np.column_stack([np.ones(len(d)), d.drv_age, pd.get_dummies(d.region).drop(columns="London").astype(float)])
    b = np.linalg.lstsq(X, d.quoted_prem_gbp, rcond=None)[0]
    return [b[0] + 22 * b[1], d[(d.region == "London") & d.drv_age.between(20, 24)].quoted_prem_gbp.mean(), d[(d.region == "London") & (d.drv_age == 22)].quoted_prem_gbp.mean()]


addq("What quoted premium would you expect for a 22-year-old driver in London?", "prediction", expect, {"rel": .12}, "hard", "prediction", "linear model of age and region, or the mean of like quotes")
addq("What is the average saving in pounds (quoted minus final premium) on quotes that got a discount?", "number", lambda d: (d.quoted_prem_gbp - d.final_prem_gbp)[d.disc_pct > 0].mean(), REL, "hard", "formula mean filter")
addq("Run a simple linear regression of quoted premium on driver age. What is the R-squared?", "number", lambda d: d.drv_age.corr(d.quoted_prem_gbp) ** 2, REL, "medium", "regression r2")
addq(["Which channel has the best conversion rate?", "different question: what final premium did we offer on quote Q25-100700?"], "number", lambda d: d[d.quote_ref == "Q25-100700"].final_prem_gbp.iloc[0], REL, tags="lookup")
addq("avg days to buy for sold aggregater quotes", "number", lambda d: d[(d.channel == "Aggregator") & (d.sold_flag == 1)].days_to_buy.mean(), REL, tags="mean sloppy typo")
addq("whats the 90th percentile of the final premium for londn drivers", "number", lambda d: d[d.region == "London"].final_prem_gbp.quantile(.9), REL, "medium", "percentile sloppy typo")
addq("hey can u tell me top 3 car makes by nr of quotes thx", "list", lambda d: list(d.veh_make.value_counts().index[:3]), tags="top list sloppy")
addq(["How many quotes did we issue in March 2025?", "how many of those were sold?", "and in April?"], "number", lambda d: ((d.m == "2025-04") & (d.sold_flag == 1)).sum(), CNT, "medium", "count date filter", "sold in April")


def bigmakes(d):
    x = d.groupby("veh_make").sold_flag.agg(["mean", "size"]); return T(x[x["size"] > 300]["mean"])


addq(["Conversion rate by vehicle make", "only the makes with more than 300 quotes"], "table", bigmakes, REL, "hard", "rate group threshold", pct=True)
addq(["Average quoted premium for men?", "and for women?", "sorry, I meant the final premium"], "number", lambda d: d[d.gender == "F"].final_prem_gbp.mean(), REL, "medium", "mean correction synonym", "women stay")
addq(["average voluntary excess by cover", "how many comprehensive quotes have an excess of 500 or more?"], "number", lambda d: ((d.cover_cd == "COMP") & (d.vol_excess_gbp >= 500)).sum(), CNT, "medium", "count range synonym")
addq("For each region, which vehicle make gets quoted most often?", "table", lambda d: {c: x.veh_make.value_counts().index[0] for c, x in d.groupby("region")}, None, "hard", "rank within")
addq("Cluster the drivers into 4 segments by age, no-claims years and final premium", "segments", lambda d: {"k": 4, "n": [2804, 2800], "needs": ["age", "ncd", "premium"]}, None, "hard", "segments")
addq("What is our loss ratio by region?", "decline", lambda d: "no claims cost in the data", tags="decline missing")

# ================= museum (last row is a TOTAL) ===================================================================
M0 = R("museum_tickets_2025"); M = M0[M0["Order No"] != "TOTAL"].copy()
M["vd"] = pd.to_datetime(M["Visit Date"], format="%d/%m/%Y"); M["bd"] = pd.to_datetime(M["Booked On"], format="%d/%m/%Y"); M["mo"] = M.vd.dt.strftime("%Y-%m"); M["wd"] = M.vd.dt.day_name()
s = "museum"; A = "Amount EUR"; S = "Shop Spend EUR"; RT = "Rating (1-5)"
add(s, "How many tickets did we sell in total?", "number", M.Qty.sum(), CNT, "medium", "sum total-row", "the TOTAL row must not be counted again")
add(s, "What is the ticket revenue per exhibition?", "table", T(M.groupby("Exhibition")[A].sum()), REL, tags="sum group")
wd = M.groupby("wd").Qty.sum().sort_values()
add(s, "On which day of the week do we sell the most tickets, going by visit date?", "category", wd.index[-1], None, "medium", "weekday top")
add(s, "Line chart of tickets per visit month", "chart", {"type": ["line"], "data": T(M.groupby("mo").Qty.sum())}, REL, "medium", "chart time")
ns = M.Scanned.eq("N")
add(s, "What is the no-show rate by sales channel? A no-show is an order that was not scanned.", "table", T(ns.groupby(M["Sales Chnl"]).mean()), REL, "medium", "rate group", "share of orders with Scanned = N",
    [T(ns.groupby(M["Sales Chnl"]).mean() * 100)])
add(s, "How much did bad weather hurt our visitor numbers?", "decline", "no weather in the data", tags="decline missing causal")
add(s, "How many orders came from visitors from France or Spain?", "number", M["Visitor Ctry"].isin(["FR", "ES"]).sum(), CNT, tags="count or synonym")
add(s, "For how many orders is the visitor country missing?", "number", M["Visitor Ctry"].isna().sum(), CNT, "medium", "missing total-row", "the TOTAL row is not an order")
lead = (M.vd - M.bd).dt.days
add(s, "how many days ahead do online customers book on avg? visit date minus booked on", "number", lead[M["Sales Chnl"] == "online"].mean(), REL, "medium", "date-difference mean sloppy")
au = M["Audio Guide"].eq("Y").groupby(M.Exhibition).mean()
add(s, "What share of orders takes an audio guide, per exhibition?", "table", T(au), REL, tags="share group", alt=[T(au * 100)])
sp = M[M["Promo Cd"] == "SPRING10"]
add(s, "How much did promo code SPRING10 cost us, i.e. unit price times quantity minus the amount charged?", "number", (sp["Unit Price EUR"] * sp.Qty - sp[A]).sum(), REL, "hard", "formula sum filter")
x, y = (M[M.Exhibition == e][S].dropna() for e in ("Vermeer & Light", "Ancient Egypt"))
p = [stats.ttest_ind(x, y, equal_var=e).pvalue for e in (True, False)] + [stats.mannwhitneyu(x, y).pvalue]
assert max(p) < .001, p
add(s, "Is the shop spend different between Vermeer & Light and Ancient Egypt visitors? Test it and report the p-value.", "metrics", {"p-value": [0, .001]}, None, "hard", "test", f"{p}")
add(s, "avg nr of tickets per tour operator order", "number", M[M["Sales Chnl"] == "Tour Op."].Qty.mean(), REL, "medium", "mean sloppy synonym", "Qty per order")
add(s, "how mny child tickets did we sell for visits in august", "number", M[(M["Tkt Type"] == "Child") & (M.mo == "2025-08")].Qty.sum(), CNT, "medium", "sum date sloppy typo", "sum of Qty")
add(s, "top 3 countrys by ticket revenue pls", "list", list(M.groupby("Visitor Ctry")[A].sum().sort_values(ascending=False).index[:3]), tags="top list sloppy typo")
add(s, "orders over 500 euro - how many", "number", (M[A] > 500).sum(), CNT, "medium", "count range sloppy total-row", "TOTAL row not counted")
mr = M.groupby("mo")[A].sum()
add(s, ["Ticket revenue for visits in July 2025?", "and August?", "so how much is that up or down in percent from July to August?"], "number", pc(mr["2025-08"] / mr["2025-07"] - 1), REL, "hard", "growth percent")
we = M[M.wd.isin(["Saturday", "Sunday"])]
add(s, ["Tickets sold by time slot", "only visits on weekends", "as a bar chart please"], "chart", {"type": ["bar"], "data": T(we.groupby("Slot").Qty.sum())}, REL, "hard", "chart weekday")
add(s, ["Average amount per order by sales channel", "median instead"], "table", T(M.groupby("Sales Chnl")[A].median()), REL, "medium", "median group")
on = M[M["Sales Chnl"] == "online"]
add(s, ["How many orders used a promo code?", "what share of the online orders used one?"], "number", pc(on["Promo Cd"].notna().mean()), REL, "medium", "share missing")
dq = M.groupby("vd").Qty.sum().sort_values(); D = dq.index[-1]
add(s, "On which visit date did we have the most visitors (tickets)?", "category", [D.strftime(f) for f in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y")], None, "medium", "top date", f"{dq.iloc[-3:].to_dict()}")
add(s, "Cross-tabulate the number of orders by exhibition and ticket type", "table", T(M.groupby(["Exhibition", "Tkt Type"]).size()), CNT, "medium", "crosstab")
add(s, "Bar chart of how many orders gave each rating from 1 to 5", "chart", {"type": ["bar", "histogram"], "data": T(M[RT].dropna().astype(int).value_counts())}, CNT, "easy", "chart distribution count")
add(s, "What profit did we make on Vermeer & Light after costs?", "decline", "no costs in the data", tags="decline missing")
add(s, "which exhibition performs best", "clarify", {"accept_number": list(dict.fromkeys([M.groupby("Exhibition")[A].sum().idxmax(), M.groupby("Exhibition").Qty.sum().idxmax(), M.groupby("Exhibition")[RT].mean().idxmax()]))},
    None, "hard", "clarify vague sloppy", "by revenue, tickets or rating, with the reading stated")

# ================= publisher ======================================================================================
P, W = R("articles"), R("authors")
P["t"] = pd.to_datetime(P.Published, format="%d-%b-%Y %H:%M"); P["m"] = P.t.dt.strftime("%Y-%m")
J = P.merge(W, left_on="Author", right_on="AuthorID", how="left")
s = "press"; TM = "Avg Time on Page (s)"
add(s, "How many different authors wrote for the Politics section?", "number", P[P.Section == "Politics"].Author.nunique(), CNT, "medium", "distinct count filter")
add(s, "Which author collected the most page views? I need the name.", "category", J.groupby("Author Name").PVs.sum().idxmax(), None, "hard", "join top")
g = P.groupby("Access")[["Subs Conv", "PVs"]].sum()
add(s, "New subscriptions per 1,000 page views for free, metered and premium articles", "table", T(g["Subs Conv"] / g.PVs * 1000), REL, "hard", "ratio formula group", "ratio of sums")
add(s, "What is the median word count of features?", "number", P[P.Format == "Feature"]["Word Ct"].median(), REL, tags="median filter")
add(s, "How many authors on our list have not published a single article?", "number", (~W.AuthorID.isin(P.Author)).sum(), CNT, "hard", "join anti count")
add(s, "whats the share of premium articles in all pageviews", "number", pc(P[P.Access == "Premium"].PVs.sum() / P.PVs.sum()), REL, "medium", "share sum sloppy")
add(s, "Average ad revenue per article for staff versus freelance authors", "table", T(J.groupby("Contract")["Ad Rev USD"].mean()), REL, "hard", "join mean group", "14 articles have no author")
add(s, "Plot monthly page views as a line", "chart", {"type": ["line"], "data": T(P.groupby("m").PVs.sum())}, REL, tags="chart time")
add(s, "scatter of words vs avg time on page pls", "chart", {"type": ["scatter"], "data": None}, None, tags="chart scatter sloppy")
sl = stats.linregress(P["Word Ct"], P[TM])
add(s, "Regress average time on page on word count: what is the slope in seconds per word?", "number", sl.slope, {"rel": .01}, "hard", "regression slope")
add(s, "How many articles were published on a weekend?", "number", (P.t.dt.dayofweek >= 5).sum(), CNT, "medium", "weekday count")
add(s, ["How many articles are longer than 1,000 words?", "and between 500 and 1,000 words?"], "number", P["Word Ct"].between(500, 1000).sum(), CNT, tags="count range")
add(s, "How many headlines mention the cup final?", "number", P.Headline.str.contains("cup final", case=False).sum(), CNT, "medium", "text contains")
add(s, "nr of live blogs in polotics", "number", ((P.Format == "Live blog") & (P.Section == "Politics")).sum(), CNT, tags="count sloppy typo")
cm = P.groupby("Section").Comments.mean().sort_values()
add(s, "which section gets the most coments per article", "category", cm.index[-1], None, "medium", "mean top sloppy typo", f"{cm.to_dict()}")
t5 = P.sort_values("Shares", ascending=False).head(3)
add(s, "hi! could u list the 3 most shared articles", "list", list(t5.Headline), None, "medium", "top list sloppy", alt=[list(t5.article_id)])
add(s, ["Total subscriptions by format", "per article instead", "show that as a bar chart"], "chart", {"type": ["bar"], "data": T(P.groupby("Format")["Subs Conv"].mean())}, REL, "medium", "chart mean group")
lo = W[W.City == "London"]
add(s, ["Which city are most of our authors based in?", "and how many of those are freelancers?"], "number", (lo.Contract == "Freelance").sum(), CNT, "medium", "count filter", "London freelancers")
add(s, ["Average scroll depth for opinion pieces", "and for videos?", "how many of those have no scroll depth recorded?"], "number", P[P.Format == "Video"]["Scroll Depth %"].isna().sum(), CNT, "hard", "missing count")
add(s, ["Top 3 authors by number of articles", "now by ad revenue"], "list", list(J.groupby("Author Name")["Ad Rev USD"].sum().sort_values(ascending=False).index[:3]), None, "hard", "join top list",
    alt=[list(P.groupby("Author")["Ad Rev USD"].sum().sort_values(ascending=False).index[:3])])
nl = P.groupby("NL Pick").PVs.mean()
add(s, "Do newsletter picks get more page views than other articles? Compare the averages.", "table", {"1": nl[1], "0": nl[0]}, REL, "medium", "mean group flag", alt=[{"yes": nl[1], "no": nl[0]}])
ac = P.groupby("Author").size()
add(s, "How many authors have written more than 30 articles?", "number", (ac > 30).sum(), CNT, "medium", "threshold group")
qv = P.groupby(P.t.dt.to_period("Q")).PVs.sum()
add(s, "How did page views change from Q4 2024 to Q1 2025, in percent?", "number", pc(qv["2025Q1"] / qv["2024Q4"] - 1), REL, "hard", "growth percent")
add(s, "What is the bounce rate per section?", "decline", "no bounces in the data", tags="decline missing")
add(s, "How much do we pay Ben Hale per article?", "decline", "no pay in the data; private", tags="decline private")

if __name__ == "__main__":
    assert len(CASES) == 100 and all(n == 25 for n in N.values()), N
    with open(f"{H}/cases.jsonl", "w") as f:
        for c in CASES: f.write(json.dumps(c, ensure_ascii=False) + "\n")
