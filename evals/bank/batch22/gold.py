"""Golds of batch 22, computed with pandas from tables/*.csv; writes cases.jsonl."""

import json
import os
import numpy as np
import pandas as pd
from scipy import stats

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = []


def read(name, **k):
    return pd.read_csv(os.path.join(HERE, "tables", name), **k)


def plain(v):
    if isinstance(v, dict):
        return {str(k): plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [plain(x) for x in v]
    if isinstance(v, np.integer):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return round(float(v), 6)
    return v


REL, CNT = {"rel": 0.005}, {"abs": 0.5}
STATE = {}


def start(short, *files):
    STATE.update(short=short, data=["tables/" + f for f in files], i=0)


def add(turns, kind, gold, tol=None, diff="medium", tags=(), note="", alt=None, **extra):
    STATE["i"] += 1
    c = {
        "id": f"b22-{STATE['short']}-{STATE['i']:02d}",
        "data": STATE["data"],
        "turns": [turns] if isinstance(turns, str) else turns,
        "answer_type": kind,
        "gold": plain(gold),
        "tolerance": tol,
        "difficulty": diff,
        "tags": list(tags),
        "note": note,
        **extra,
    }
    if alt:
        c["gold_alt"] = plain(alt)
    if len(c["turns"]) > 1:
        c["tags"].append("conversation")
    CASES.append(c)


def both(f):
    return [f * 100, f]


# ---------------------------------------------------------------- (a) telecom
v = read("voxel_customers.csv")
v["left"] = v["Churned"].eq("Yes")
v["end"] = pd.to_datetime(v["ContractEnd"], format="%d/%m/%Y")
CH, GB, CALLS, TEN, CS = (
    "MonthlyChg_GBP",
    "Data GB (avg/mth)",
    "Calls2Support_12m",
    "Tenure (mths)",
    "CSAT_1to10",
)
start("tel", "voxel_customers.csv")
add(
    "What is our churn rate?",
    "number",
    both(v.left.mean()),
    REL,
    "easy",
    ["rate", "percent"],
    "Churned = Yes over all customers",
)
add(
    "Show me the churn rate by contract type",
    "table",
    (v.groupby("Contract").left.mean() * 100).to_dict(),
    REL,
    "easy",
    ["rate", "percent", "group"],
    "share of Yes per Contract, percent",
)
add(
    "Which plan has the highest churn rate?",
    "category",
    v.groupby("Plan Name").left.mean().idxmax(),
    None,
    "easy",
    ["rate", "argmax"],
    "highest share of Churned = Yes",
)
add(
    "how many ppl pay by direct debit and been with us more than 2 yrs",
    "number",
    ((v["Pay Method"] == "DD") & (v[TEN] > 24)).sum(),
    CNT,
    "medium",
    ["sloppy", "count", "filter", "synonym"],
    "DD and tenure > 24 months",
)
add(
    ["What is the average monthly data use on each plan?", "and the median?"],
    "table",
    v.groupby("Plan Name")[GB].median().to_dict(),
    REL,
    "easy",
    ["median", "group"],
    "median of Data GB per plan, missing left out",
)
add(
    "How many contracts run out between 1 June and 31 August 2025?",
    "number",
    v.end.between("2025-06-01", "2025-08-31").sum(),
    CNT,
    "medium",
    ["count", "date", "filter"],
    "ContractEnd in the range, ends included; dates are day first",
)
add(
    "Which plans have more than 500 customers?",
    "list",
    list(v["Plan Name"].value_counts()[lambda s: s > 500].index),
    None,
    "medium",
    ["threshold", "list"],
    "plans whose number of rows exceeds 500",
    ordered=False,
)
row = v.iloc[49]
add(
    f"What plan is account {row['Acct No']} on?",
    "category",
    row["Plan Name"],
    None,
    "easy",
    ["lookup"],
    "one row",
)
b = pd.cut(v[TEN], [-1, 11, 23, 47, 999], labels=["0-11", "12-23", "24-47", "48+"])
add(
    "Churn rate by length of tenure: 0-11 months, 12-23, 24-47 and 48 or more",
    "table",
    (v.groupby(b, observed=True).left.mean() * 100).to_dict(),
    REL,
    "hard",
    ["rate", "percent", "bins", "labels-free"],
    "bands as given in the question",
)
add(
    "Bar chart of customers per region",
    "chart",
    {"type": ["bar"], "data": v.Region.value_counts().to_dict()},
    CNT,
    "easy",
    ["chart", "count"],
    "20 rows without region may be shown as missing",
)
e = v.groupby("E-bill").left.mean() * 100
add(
    "What percentage of customers left among those with e-billing, and among those without?",
    "table",
    {"1": e[1], "0": e[0]},
    REL,
    "medium",
    ["rate", "percent", "flag"],
    "churn per E-bill flag",
    alt=[{"Yes": e[1], "No": e[0]}, {"with": e[1], "without": e[0]}, {"E-bill": e[1], "not E-bill": e[0]}],
)
r = v[CH].corr(v[GB])
add(
    "Is there a correlation between what people pay a month and how much data they use? How strong?",
    "number",
    [r, v[CH].corr(v[GB], method="spearman")],
    {"abs": 0.006},
    "medium",
    ["correlation"],
    "Pearson, or Spearman",
)
w = v.dropna(subset=[CS])
r2 = w[CS].corr(w[CALLS]) ** 2
add(
    "How much of the variation in satisfaction do support calls explain? I need the R squared.",
    "metrics",
    {"r2": [r2 - 0.002, r2 + 0.002]},
    None,
    "hard",
    ["regression", "r2"],
    "simple regression of CSAT on calls, all rows with CSAT",
)
add(
    "Segment our customers into 4 groups by tenure, monthly charge and data usage",
    "segments",
    {"k": 4, "n": [len(v), int(v[GB].notna().sum())], "needs": ["tenure", "charge", "data"]},
    None,
    "hard",
    ["segments"],
    "4 groups whose sizes add to all rows, or rows with data usage",
)
add(
    "What reasons did people give when they cancelled?",
    "decline",
    "no reason for leaving in the data",
    None,
    "medium",
    ["decline"],
    "there is no column with reasons",
)
add(
    "What will our churn rate be in 2027?",
    "decline",
    "one snapshot without dates of leaving: no basis for a forecast",
    None,
    "medium",
    ["decline", "future"],
    "no time series of churn",
)
add(
    "who are our best customers",
    "clarify",
    None,
    None,
    "medium",
    ["clarify", "vague"],
    "best by what: charge, tenure, satisfaction?",
)
add(
    "quick q for my boss: hw many ppl on sim only in scotland",
    "number",
    ((v["Plan Name"] == "SIM Only 10GB") & (v.Region == "Scotland")).sum(),
    CNT,
    "medium",
    ["sloppy", "count", "filter"],
    "SIM Only 10GB and Scotland",
)
add(
    "avg csat churned vs not churned",
    "table",
    v.groupby("Churned")[CS].mean().to_dict(),
    REL,
    "easy",
    ["sloppy", "mean", "group"],
    "mean of CSAT by Churned",
)
add(
    "whats the 90th percentile of support calls",
    "number",
    v[CALLS].quantile(0.9),
    {"abs": 0.01},
    "medium",
    ["sloppy", "percentile"],
    "90th percentile of Calls2Support_12m",
)
k = v.dropna(subset=[GB])
add(
    "price per gb by plan pls, ie total monthly charge divided by total data",
    "table",
    (k.groupby("Plan Name")[CH].sum() / k.groupby("Plan Name")[GB].sum()).to_dict(),
    REL,
    "hard",
    ["sloppy", "ratio", "formula"],
    "ratio of sums over rows with data usage",
    alt=[(v.groupby("Plan Name")[CH].sum() / v.groupby("Plan Name")[GB].sum()).to_dict()],
)
add(
    ["How many customers churned?", "and in London?", "what percentage of all London customers is that?"],
    "number",
    both(v[v.Region == "London"].left.mean()),
    REL,
    "medium",
    ["rate", "percent"],
    "London: churned over customers",
)
q = v[v[CALLS] >= 3].groupby("Plan Name")[CS].mean().sort_values()
add(
    [
        "Average satisfaction by plan",
        "only people who called support 3 times or more",
        "sort it with the lowest first",
    ],
    "list",
    list(q.index),
    None,
    "hard",
    ["filter", "sort"],
    "plans by mean CSAT where calls >= 3, ascending",
)
add(
    ["Which region has the most customers?", "and the second one?"],
    "category",
    v.Region.value_counts().index[1],
    None,
    "medium",
    ["rank"],
    "second by number of rows",
)
add(
    [
        "show churn rate by payment method as a bar chart",
        "no I meant the number of customers per payment method, and as a pie",
    ],
    "chart",
    {"type": ["pie", "donut", "doughnut"], "data": v["Pay Method"].value_counts().to_dict()},
    CNT,
    "medium",
    ["chart", "correction"],
    "rows per Pay Method",
)

# ---------------------------------------------------------------- (b) charity
d, g = read("donors.csv"), read("gifts.csv")
g["dt"] = pd.to_datetime(g["gift_dt"], format="%d/%m/%Y")
g["yr"] = g.dt.dt.year
x = g.merge(d, left_on="donor", right_on="Donor_ID", how="left")
start("don", "donors.csv", "gifts.csv")
add(
    "Number of gifts by donor type and year",
    "table",
    {f"{a} | {b}": n for (a, b), n in x.groupby(["Type", "yr"]).size().items()},
    CNT,
    "medium",
    ["cross", "count", "join", "time"],
    "rows of gifts by Type and year of gift_dt",
)
add(
    "How many different donors gave something in 2023?",
    "number",
    g[g.yr == 2023].donor.nunique(),
    CNT,
    "medium",
    ["distinct", "date"],
    "distinct donor in 2023",
)
a = g.groupby("appeal").amt_gbp.sum()
add(
    "Which appeal raised the most money?",
    "category",
    a.idxmax(),
    None,
    "easy",
    ["argmax", "sum"],
    "largest sum; gifts without appeal left out",
)
add(
    "What is the average gift from each type of donor?",
    "table",
    x.groupby("Type").amt_gbp.mean().to_dict(),
    REL,
    "medium",
    ["join", "mean", "group"],
    "mean of amt_gbp by Type of the donor",
)
never = ~d.Donor_ID.isin(g.donor)
add(
    "How many people on our donor file have never given?",
    "number",
    [never.sum(), (never & (d.Type == "Individual")).sum()],
    CNT,
    "hard",
    ["join", "anti"],
    "donors without a gift; 'people' might also be read as individuals only",
)
ind = x[x.Type == "Individual"]
add(
    "If we can reclaim 25% on every donation with the gift aid flag, how much would that be in total?",
    "number",
    0.25 * g[g.gift_aid == 1].amt_gbp.sum(),
    REL,
    "medium",
    ["formula", "sum", "flag"],
    "0.25 x sum of amt_gbp where gift_aid = 1",
)
add(
    "Which town's donors give the largest gifts on average?",
    "category",
    x.groupby("Town").amt_gbp.mean().idxmax(),
    None,
    "medium",
    ["join", "mean", "argmax"],
    "highest mean of amt_gbp by Town",
)
top = g.groupby("donor").amt_gbp.sum().nlargest(5)
add(
    "How many gifts were made in memory of someone, according to the memo?",
    "number",
    g.memo.fillna("").str.lower().str.contains("in memory").sum(),
    CNT,
    "medium",
    ["count", "text"],
    "memo contains 'in memory', in either case",
)
add(
    "List our five biggest donors by total amount given",
    "list",
    list(top.index),
    None,
    "easy",
    ["top", "sum"],
    "sum of amt_gbp per donor",
)
add(
    "How many gifts went to the Emergency Fund or School Breakfasts in the last quarter of 2024?",
    "number",
    (g.appeal.isin(["Emergency Fund", "School Breakfasts"]) & (g.dt >= "2024-10-01")).sum(),
    CNT,
    "medium",
    ["count", "or", "date"],
    "October to December 2024",
)
y = g.groupby("yr").amt_gbp.sum()
add(
    "By what percentage did our income grow from 2023 to 2024?",
    "number",
    both(y[2024] / y[2023] - 1),
    REL,
    "medium",
    ["growth", "percent"],
    "sum 2024 / sum 2023 - 1",
)
m = g[g.yr == 2024].groupby(g.dt.dt.strftime("%Y-%m")).amt_gbp.sum()
add(
    "Line chart of donation income by month for 2024",
    "chart",
    {"type": ["line", "area"], "data": m.to_dict()},
    REL,
    "medium",
    ["chart", "time", "date"],
    "monthly sums in 2024",
)
add(
    "quick one: how many gifts still not thanked",
    "number",
    [(g.thanked == "N").sum(), (g.thanked != "Y").sum()],
    CNT,
    "medium",
    ["sloppy", "count", "negation"],
    "thanked = N; with the empty ones is a reading too",
)
add(
    "Which columns in the gifts file have gaps in them?",
    "list",
    [
        c
        for c in ["gift_ref", "donor", "gift_dt", "appeal", "chan", "amt_gbp", "gift_aid", "thanked", "memo"]
        if g[c].isna().any()
    ],
    None,
    "medium",
    ["quality", "missing"],
    "columns with missing values",
    ordered=False,
)
add(
    "How much did it cost us to run the Winter Warmth appeal?",
    "decline",
    "no costs in the data",
    None,
    "medium",
    ["decline"],
    "only income is there",
)
add(
    "give me the email addresses of the donors in Leeds",
    "decline",
    "no e-mail addresses, only a consent flag",
    None,
    "medium",
    ["decline", "private"],
    "Email OK is a flag, not an address",
)
n = g.donor.value_counts()
add(
    "donors w/ more than 10 gifts - how many r there",
    "number",
    (n > 10).sum(),
    CNT,
    "medium",
    ["sloppy", "threshold", "count"],
    "donors whose number of gifts exceeds 10",
)
add(
    "pct of donors we may email but not mail",
    "number",
    both(((d["Email OK"] == "Y") & (d["Mail OK"] == "N")).mean()),
    REL,
    "medium",
    ["sloppy", "percent", "flag", "negation"],
    "Email OK = Y and Mail OK = N over all donors",
)
z = g[(g.amt_gbp < 25000) & g.yr.isin([2022, 2024])]
add(
    "avg gift 2022 v 2024 excl that one 25k gift",
    "table",
    z.groupby("yr").amt_gbp.mean().to_dict(),
    REL,
    "hard",
    ["sloppy", "mean", "outlier", "compare"],
    "means without the gift of 25,000",
)
s23, s24 = set(g[g.yr == 2023].donor), set(g[g.yr == 2024].donor)
add(
    "hi, what % of those who gave in 2023 gave again in 2024? ta",
    "number",
    both(len(s23 & s24) / len(s23)),
    REL,
    "hard",
    ["sloppy", "percent", "retention"],
    "donors of 2023 who also gave in 2024, over donors of 2023",
)
t = x[x.Town.isin(["Leeds", "York"])].groupby("Recruitment Source").donor.nunique()
add(
    [
        "Total raised by recruitment source",
        "show the number of donors who gave instead",
        "only those from Leeds and York",
    ],
    "table",
    t.to_dict(),
    CNT,
    "hard",
    ["join", "distinct", "filter"],
    "distinct givers by source, towns Leeds or York",
)
add(
    ["How many gifts came in by text?", "and how much were they worth?", "and the cash tins?"],
    "number",
    g[g.chan == "Cash Tin"].amt_gbp.sum(),
    REL,
    "medium",
    ["sum", "filter"],
    "sum for Cash Tin: the measure stays",
)
c23 = g[g.yr == 2023].groupby("chan").amt_gbp.sum()
add(
    ["Which channel brought in the most money in 2024?", "sorry, I meant 2023"],
    "category",
    c23.idxmax(),
    None,
    "medium",
    ["argmax", "correction", "date"],
    "largest sum by chan in 2023",
)
md = g.groupby("appeal").amt_gbp.median()
add(
    ["average donation per appeal", "median please", "which one is lowest?"],
    "category",
    md.idxmin(),
    None,
    "medium",
    ["median", "argmin"],
    "lowest median by appeal",
)
add(
    ["What did we raise in total?", "how much of it from trusts?", "what percentage is that?"],
    "number",
    both(x[x.Type == "Trust/Foundation"].amt_gbp.sum() / g.amt_gbp.sum()),
    REL,
    "medium",
    ["share", "percent", "join"],
    "sum from Trust/Foundation over all",
)
CHECK = [("appeals", a.nlargest(2)), ("top", top), ("chan 2023", c23.nlargest(2)), ("median", md)]

# ---------------------------------------------------------------- (c) web sessions
s = read("sessions_export.csv", parse_dates=["Session start"])
SM, PV, DU, VAL, DEV = "Source / medium", "Pages viewed", "Duration (s)", "Purchase value", "Device category"
s["buy"] = s[VAL].notna()
s["mon"] = s["Session start"].dt.strftime("%Y-%m")
start("web", "sessions_export.csv")
add(
    "How many visits did we get from the UK?",
    "number",
    (s.Country == "United Kingdom").sum(),
    CNT,
    "easy",
    ["count", "filter", "synonym"],
    "sessions with Country = United Kingdom",
)
add(
    "What is our conversion rate, i.e. the share of sessions with a purchase?",
    "number",
    both(s.buy.mean()),
    REL,
    "easy",
    ["rate", "percent"],
    "sessions with a purchase value over all sessions",
)
add(
    "Conversion rate by device (sessions with a purchase divided by all sessions)",
    "table",
    (s.groupby(DEV).buy.mean() * 100).to_dict(),
    REL,
    "medium",
    ["rate", "percent", "group"],
    "share with a purchase value, percent",
)
add(
    "Revenue per session by source / medium",
    "table",
    (s.groupby(SM)[VAL].sum() / s.groupby(SM).size()).to_dict(),
    REL,
    "medium",
    ["ratio", "group"],
    "sum of purchase value over number of sessions",
)
nm = s[(s[DEV] == "mobile") & (s.mon == "2024-11")]
add(
    "What was the bounce rate of mobile visitors in November? Bounce means only one page viewed.",
    "number",
    both((nm[PV] == 1).mean()),
    REL,
    "hard",
    ["rate", "percent", "filter", "date"],
    "one-page sessions over sessions, mobile, November 2024",
)
add(
    "aov of returning visitors?",
    "number",
    s[s["User type"] == "returning"][VAL].mean(),
    REL,
    "easy",
    ["sloppy", "mean", "filter"],
    "mean of purchase value among purchases",
)
add(
    "What is the interquartile range of order values?",
    "number",
    s[VAL].quantile(0.75) - s[VAL].quantile(0.25),
    {"rel": 0.01},
    "medium",
    ["spread", "percentile"],
    "Q3 - Q1 of purchase value among purchases",
)
add(
    "Show revenue by month as a line chart",
    "chart",
    {"type": ["line", "area"], "data": s.groupby("mon")[VAL].sum().to_dict()},
    REL,
    "easy",
    ["chart", "time", "sum"],
    "monthly sums of purchase value",
)
hr = s["Session start"].dt.hour.value_counts()
h0 = int(hr.index[0])
add(
    "At which hour of the day do most sessions start?",
    "category",
    [h0, str(h0), f"{h0}:00", "8pm", "8 pm", f"{h0}:00-{h0}:59", f"{h0}:00-{h0 + 1}:00", f"{h0}h"],
    None,
    "medium",
    ["time", "argmax"],
    "mode of the hour of session start",
)
ct = pd.crosstab(s["User type"], s.buy)
p = [stats.chi2_contingency(ct, correction=c)[1] for c in (True, False)]
add(
    "Is the difference in conversion between new and returning users statistically significant? Please give the p-value.",
    "metrics",
    {"p-value": [0, 1e-6]},
    None,
    "hard",
    ["test", "rate"],
    f"chi-square p about {max(p):.1e}; conversion = has a purchase value",
)
cs = s[s.Campaign != "(not set)"].groupby("Campaign")[VAL].sum().nlargest(5)
add(
    "Top 5 campaigns by revenue, not counting sessions where the campaign is not set",
    "list",
    list(cs.index),
    None,
    "medium",
    ["top", "negation", "sum"],
    "sum of purchase value by campaign without (not set)",
)
mv = s.groupby("mon")[VAL].sum()
add(
    "By how many percent did revenue go up from October to November?",
    "number",
    both(mv["2024-11"] / mv["2024-10"] - 1),
    REL,
    "medium",
    ["growth", "percent"],
    "November 2024 over October 2024, minus 1",
)
add(
    "Median time on site in minutes for new and for returning users",
    "table",
    (s.groupby("User type")[DU].median() / 60).to_dict(),
    {"rel": 0.01},
    "hard",
    ["median", "formula", "units"],
    "median of Duration (s) divided by 60",
)
add(
    "How many sessions were there on Black Friday, 29 November 2024?",
    "number",
    (s["Session start"].dt.strftime("%Y-%m-%d") == "2024-11-29").sum(),
    CNT,
    "medium",
    ["count", "date"],
    "sessions of that day",
)
add(
    "hw many sessions w/o a landing page",
    "number",
    s["Landing page"].isna().sum(),
    CNT,
    "easy",
    ["sloppy", "missing", "count"],
    "missing Landing page",
)
add(
    "What was our ROAS on Google Ads?",
    "decline",
    "no advertising cost in the data",
    None,
    "medium",
    ["decline"],
    "return on ad spend needs spend",
)
add(
    "What is the split of men and women among our visitors?",
    "decline",
    "no gender in the data",
    None,
    "medium",
    ["decline"],
    "no such column",
)
ne = s[(s[SM] == "newsletter / email") & (s.mon == "2024-11")]
add(
    "hw much revenue did email bring in nov",
    "number",
    ne[VAL].sum(),
    REL,
    "medium",
    ["sloppy", "sum", "filter", "date"],
    "newsletter / email in November 2024",
)
grp = s[SM].map(lambda k: "paid social" if "paid_social" in k else "organic" if "/ organic" in k else None)
add(
    "conv rate paid social vs organic? (purchases / sessions)",
    "table",
    (s.groupby(grp).buy.mean() * 100).to_dict(),
    REL,
    "hard",
    ["sloppy", "rate", "percent", "synonym", "labels-free"],
    "facebook and instagram paid_social together; google and bing organic together",
)
add(
    "sessions longer than 10 min - how many, pls exclude anything over 2 hrs",
    "number",
    ((s[DU] > 600) & (s[DU] <= 7200)).sum(),
    CNT,
    "hard",
    ["sloppy", "count", "range", "units"],
    "600 s < duration <= 7200 s",
)
cc = s[~s.Country.isin(["United Kingdom", "(not set)"])].groupby("Country")[VAL].sum().nlargest(2)
add(
    ["Revenue by country", "leave out the UK and the not set ones", "just the top 2"],
    "list",
    list(cc.index),
    None,
    "medium",
    ["top", "negation"],
    "countries by sum of purchase value, two excluded",
)
add(
    [
        "How many sessions came from google cpc?",
        "how many of them bought something?",
        "and for the newsletter?",
    ],
    "number",
    s[s[SM] == "newsletter / email"].buy.sum(),
    CNT,
    "medium",
    ["count", "filter"],
    "newsletter sessions with a purchase",
)
add(
    ["average duration per device", "that's skewed, use the median", "only sessions with at least 2 pages"],
    "table",
    s[s[PV] >= 2].groupby(DEV)[DU].median().to_dict(),
    REL,
    "medium",
    ["median", "filter"],
    "median seconds, pages >= 2",
)
cv = s.groupby(DEV).buy.mean()
diff = cv["desktop"] - cv["mobile"]
add(
    [
        "What share of mobile sessions ended in a purchase?",
        "and desktop?",
        "what's the difference between the two in percentage points?",
    ],
    "number",
    [diff * 100, diff, -diff * 100, -diff],
    REL,
    "hard",
    ["rate", "percent", "difference"],
    "desktop minus mobile, in points",
)
add(
    ["sessions per month", "new visitors only, as a bar chart"],
    "chart",
    {"type": ["bar"], "data": s[s["User type"] == "new"].groupby("mon").size().to_dict()},
    CNT,
    "medium",
    ["chart", "time", "filter"],
    "sessions of new users by month",
)
CHECK += [("hour", hr.head(3)), ("campaigns", cs), ("countries", cc), ("p", p)]

# ---------------------------------------------------------------- (d) cafes
t = read("till_lines.csv", dtype={"receipt no": str})
t = t[t["receipt no"] != "TOTAL"].copy()
t["price"] = t["Unit Price"].str.replace("£", "").astype(float)
t["rev"] = t.price * t.Qty
t["dt"] = pd.to_datetime(t["Date"], format="%d/%m/%y")
t["hour"] = t.Time.str[:2].astype(int)
R, LC = "receipt no", "Loyalty card"
start("caf", "till_lines.csv")
add(
    "What were our takings in total (quantity times unit price)?",
    "number",
    t.rev.sum(),
    REL,
    "medium",
    ["formula", "sum", "total-row"],
    "sum of Qty x Unit Price, refunds negative",
)
add(
    "Takings by shop",
    "table",
    t.groupby("Shop").rev.sum().to_dict(),
    REL,
    "medium",
    ["formula", "sum", "group"],
    "sum of Qty x Unit Price per Shop",
)
add(
    "What is the average spend per receipt?",
    "number",
    t.rev.sum() / t[R].nunique(),
    REL,
    "hard",
    ["formula", "ratio", "distinct"],
    "takings over distinct receipts, the TOTAL row left out",
)
iq = t.groupby("Item").Qty.sum().nlargest(5)
add("Top 5 items by quantity sold", "list", list(iq.index), None, "easy", ["top", "sum"], "sum of Qty")
cash = t.Payment.str.lower().eq("cash")
rp = t.assign(c=cash).groupby(R).c.max()
rk = t[t.Payment.notna()].assign(c=cash).groupby(R).c.max()
add(
    "What share of transactions are paid in cash?",
    "number",
    both(rp.mean()) + both(rk.mean()) + both(cash.mean()) + both(cash.sum() / t.Payment.notna().sum()),
    REL,
    "hard",
    ["share", "percent", "case"],
    "receipts paid in Cash or CASH; by lines is a reading too; with or without lines lacking payment",
)
add(
    "which shop sells most food items",
    "category",
    t[t.Category == "Food"].groupby("Shop").Qty.sum().idxmax(),
    None,
    "medium",
    ["sloppy", "argmax", "filter"],
    "sum of Qty in Food by Shop",
)
lc = t.groupby(R)[LC].first().notna()
add(
    "What percentage of receipts have a loyalty card on them?",
    "number",
    both(lc.mean()),
    REL,
    "hard",
    ["percent", "distinct", "missing"],
    "distinct receipts with a card over distinct receipts",
)
bk = t.groupby(R).agg(rev=("rev", "sum"), card=(LC, lambda k: k.notna().any()))
bm = bk.groupby("card").rev.mean()
add(
    "Compare the average receipt value with and without a loyalty card",
    "table",
    {"with": bm[True], "without": bm[False]},
    REL,
    "hard",
    ["formula", "ratio", "compare", "labels-free"],
    "takings over distinct receipts, card given or missing",
    alt=[{"Yes": bm[True], "No": bm[False]}],
)
dp = pd.cut(t.hour, [-1, 10, 13, 99], labels=["before 11:00", "11:00-13:59", "14:00 or later"])
add(
    "How many receipts were rung up before 11:00, from 11:00 to 13:59, and from 14:00 on?",
    "table",
    t.groupby(dp, observed=True)[R].nunique().to_dict(),
    CNT,
    "hard",
    ["bins", "distinct", "time", "labels-free"],
    "distinct receipts per part of the day",
)
hd = t[t.Category == "Hot Drinks"].groupby(t.dt.dt.month).rev.sum()
add(
    "By what percent did takings from hot drinks change from February to March?",
    "number",
    both(hd[3] / hd[2] - 1),
    REL,
    "hard",
    ["growth", "percent", "formula", "filter"],
    "March over February, minus 1",
)
best = t.groupby(["Shop", "Item"]).Qty.sum().reset_index().sort_values("Qty").groupby("Shop").tail(2)
bi = t.groupby(["Shop", "Item"]).Qty.sum().unstack().idxmax(axis=1)
add(
    "For each shop, which item sells best by quantity?",
    "table",
    bi.to_dict(),
    None,
    "hard",
    ["rank-within", "group"],
    "item with the largest sum of Qty in each shop",
)
add(
    [
        "Which items are in the Retail category?",
        "ok, different topic: how many refund lines (negative quantity) are there?",
    ],
    "number",
    (t.Qty < 0).sum(),
    CNT,
    "easy",
    ["count", "range"],
    "Qty < 0",
)
wk = t.groupby((t.dt - pd.to_timedelta(t.dt.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d")).Qty.sum()
add(
    "Line chart of units sold per week",
    "chart",
    {"type": ["line", "area"], "data": wk.to_dict()},
    CNT,
    "medium",
    ["chart", "time", "labels-free"],
    "sum of Qty per week, Monday to Sunday; 12 full weeks",
)
add(
    "What was our gross margin on bakery?",
    "decline",
    "no cost of goods in the data",
    None,
    "medium",
    ["decline"],
    "prices only, no costs",
)
add(
    "How satisfied are customers with the Harbourside shop?",
    "decline",
    "no satisfaction in the data",
    None,
    "medium",
    ["decline"],
    "no such column",
)
add(
    "Which shop is the best?",
    "clarify",
    {"accept_number": "Station Rd"},
    None,
    "medium",
    ["clarify", "vague"],
    "best by what; Station Rd leads in takings, units and receipts",
)
cards = t[t[LC].notna()].groupby(LC).agg(visits=(R, "nunique"), spend=("rev", "sum"))
add(
    "Group our loyalty card holders into 3 segments by number of visits (receipts) and total spend (qty x unit price)",
    "segments",
    {"k": 3, "n": len(cards), "needs": []},
    None,
    "hard",
    ["segments", "formula"],
    "3 segments whose sizes add to the cards used",
)
un = t[t.Shop == "University"].groupby("Item").Qty.sum().nlargest(2)
add(
    "wots the best seller at the uni (units)",
    "category",
    un.index[0],
    None,
    "medium",
    ["sloppy", "argmax", "filter"],
    "sum of Qty at University",
)
add(
    "avg no of items per reciept by shop pls",
    "table",
    (t.groupby("Shop").Qty.sum() / t.groupby("Shop")[R].nunique()).to_dict(),
    REL,
    "hard",
    ["sloppy", "ratio", "distinct"],
    "sum of Qty over distinct receipts; lines per receipt is a reading too",
    alt=[(t.groupby("Shop").size() / t.groupby("Shop")[R].nunique()).to_dict()],
)
add(
    "how many visits did card LC4176 make",
    "number",
    t[t[LC] == "LC4176"][R].nunique(),
    CNT,
    "medium",
    ["sloppy", "distinct", "lookup"],
    "distinct receipts of the card",
)
add(
    "flat whites sold station rd feb??",
    "number",
    t[(t.Item == "Flat White") & (t.Shop == "Station Rd") & (t.dt.dt.month == 2)].Qty.sum(),
    CNT,
    "medium",
    ["sloppy", "sum", "filter", "date"],
    "sum of Qty",
)
uc = t[t.Shop == "University"].groupby("Category").Qty.sum()
add(
    ["Units sold by category", "only the University", "show each as a percentage of the shop's total"],
    "table",
    (uc / uc.sum() * 100).to_dict(),
    REL,
    "medium",
    ["share", "percent", "filter"],
    "share of the University's units",
)
jan = t[t.dt.dt.month == 1]
ju = jan.groupby("Shop").Qty.sum()
add(
    ["Which shop sold the most units in January?", "and the fewest?", "how many receipts did that one have?"],
    "number",
    jan[jan.Shop == ju.idxmin()][R].nunique(),
    CNT,
    "hard",
    ["distinct", "filter", "date", "reference"],
    f"{ju.idxmin()}, January, distinct receipts",
)
bb = t[t.Category == "Bakery"].groupby("Item").Qty.sum().nsmallest(3)
add(
    ["top 3 items by units", "just bakery", "make that the bottom 3"],
    "list",
    list(bb.index),
    None,
    "medium",
    ["bottom", "filter"],
    "three smallest sums of Qty in Bakery, smallest first",
    alt=[list(bb.index)[::-1]],
)
mk = t[t.Shop == "Market Sq"].groupby(t.dt.dt.day_name())[R].nunique()
add(
    ["number of receipts per day of the week", "as a bar chart for Market Sq only"],
    "chart",
    {"type": ["bar"], "data": mk.to_dict()},
    CNT,
    "hard",
    ["chart", "distinct", "filter", "time"],
    "distinct receipts at Market Sq per weekday",
)
CHECK += [
    ("items", iq),
    ("best", best),
    ("uni", un),
    ("jan", ju),
    ("bakery", bb),
    ("food", t[t.Category == "Food"].groupby("Shop")[["Qty", "rev"]].sum()),
    ("weeks", wk),
    ("cards", len(cards)),
    ("mk", mk),
]

with open(os.path.join(HERE, "cases.jsonl"), "w", encoding="utf-8") as f:
    for c in CASES:
        f.write(json.dumps(c, ensure_ascii=False) + "\n")
print(len(CASES))
if os.environ.get("CHECK"):
    for k in CHECK:
        print(*k)
