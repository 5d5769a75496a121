"""Golds of batch 21, computed from tables/*.csv; writes cases.jsonl."""

import json
import os
import numpy as np
import pandas as pd
from scipy import stats

HERE = os.path.dirname(os.path.abspath(__file__))
CASES, COUNT = [], {}
CNT, REL = {"abs": 0.5}, {"rel": 0.005}


def plain(v):
    if isinstance(v, dict):
        return {str(k): plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [plain(x) for x in v]
    if isinstance(v, pd.Series):
        return plain(v.to_dict())
    if isinstance(v, (np.integer, np.bool_)):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return round(float(v), 6)
    return v


def q(short, turns, kind, gold, tol=None, diff="easy", tags=(), note="", alt=None, **more):
    COUNT[short] = COUNT.get(short, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    case = {
        "id": f"b21-{short}-{COUNT[short]:02d}",
        "data": FILES,
        "turns": turns,
        "answer_type": kind,
        "gold": plain(gold),
        "tolerance": tol,
        "difficulty": diff,
        "tags": list(tags) + (["conversation"] if len(turns) > 1 else []),
        "note": note,
        **more,
    }
    if alt:
        case["gold_alt"] = plain(alt)
    CASES.append(case)


def pct(x):
    return [100 * x, x]


def date_names(d):
    d = pd.Timestamp(d)
    return [
        f"{d:%Y-%m-%d}",
        f"{d:%d.%m.%Y}",
        f"{d:%d/%m/%Y}",
        f"{d.day} {d:%B %Y}",
        f"{d.day} {d:%b %Y}",
        f"{d:%B} {d.day}, {d.year}",
        f"{d:%Y-%m-%d} 00:00:00",
    ]


def month_names(m):
    p = pd.Period(m)
    return [str(p), f"{p.strftime('%B %Y')}", f"{p.strftime('%b %Y')}", f"{p}-01", p.strftime("%B")]


def read(f, **k):
    return pd.read_csv(os.path.join(HERE, "tables", f), **k)


def write():
    with open(os.path.join(HERE, "cases.jsonl"), "w", encoding="utf-8") as f:
        for c in CASES:
            f.write(json.dumps(c, ensure_ascii=False) + "\n")
    print(COUNT, len(CASES))


# (a) ------------------------------------------------------------------------------------------------------------------
FILES = ["tables/sellers.csv", "tables/seller_sales_monthly.csv"]
s, m = read("sellers.csv"), read("seller_sales_monthly.csv")
s["j"] = pd.to_datetime(s.Joined, format="%d.%m.%Y")
x = m.merge(s, left_on="seller", right_on="Seller_ID", how="left")
x["y"] = x.month.str[:4]
shop = s.set_index("Seller_ID")["Shop Name"]
y24 = x[x.y == "2024"]

q(
    "seller",
    "How many of our sellers are on the Pro plan?",
    "number",
    (s.Plan == "Pro").sum(),
    CNT,
    tags=["count", "filter"],
    note="rows of sellers with Plan Pro",
)
q(
    "seller",
    "What was our total GMV in 2024?",
    "number",
    y24.GMV_EUR.sum(),
    REL,
    tags=["sum", "date"],
    note="all rows of 2024, the sellers not on the list included",
    alt=[y24[y24["Shop Name"].notna()].GMV_EUR.sum()],
)
q(
    "seller",
    "Which sellers had the most complaints to customer service last quarter?",
    "decline",
    "no complaints in the data",
    None,
    "medium",
    ["decline"],
    "neither file has complaints",
)
g = x.groupby("Main Category")[["returned_orders", "orders"]].sum()
q(
    "seller",
    "Return rate per category please - returned orders as a share of orders.",
    "table",
    100 * g.returned_orders / g.orders,
    REL,
    "medium",
    ["join", "ratio", "share"],
    "ratio of sums, percent",
)
q(
    "seller",
    "rating afn vs mfn sellers on avg?",
    "table",
    s.groupby("Fulfilment").Rating.mean(),
    REL,
    "easy",
    ["sloppy", "mean", "group"],
    "mean of the known ratings",
)
h25 = x[x.month.between("2025-01", "2025-06")]
q(
    "seller",
    "How much commission did we earn in the first half of 2025, if commission is GMV times the seller's commission rate?",
    "number",
    (h25.GMV_EUR * h25["Comm. Rate %"] / 100).sum(),
    REL,
    "hard",
    ["join", "formula", "date"],
    "row-wise GMV x rate / 100, January to June 2025",
)
g = y24.groupby("seller").GMV_EUR.sum()
q(
    "seller",
    "How many sellers made more than 100,000 euros GMV in 2024?",
    "number",
    (g > 100000).sum(),
    CNT,
    "medium",
    ["threshold", "group"],
    "sum per seller in 2024 > 100000",
)
may = x[x.month == "2025-05"].sort_values("orders", ascending=False)
assert may.orders.iloc[:6].is_unique
q(
    "seller",
    "Top 5 shops by number of orders in May 2025",
    "list",
    may["Shop Name"].head(5).tolist(),
    None,
    "medium",
    ["join", "top", "date"],
    "shop names; ids would be as right",
    alt=[may.seller.head(5).tolist()],
)
a, b_ = x[x.month == "2024-06"].GMV_EUR.sum(), x[x.month == "2025-06"].GMV_EUR.sum()
q(
    "seller",
    ["What was GMV in June 2024?", "and in June 2025?", "so what is the change in percent?"],
    "number",
    pct(b_ / a - 1),
    REL,
    "medium",
    ["growth", "percent", "date"],
    "sum June 2025 / sum June 2024 - 1",
)
silent = s[~s.Seller_ID.isin(m.seller)]
q(
    "seller",
    "How many sellers on our list have no sales in any month?",
    "number",
    len(silent),
    CNT,
    "hard",
    ["join", "missing", "data-quality"],
    "sellers without a row in the monthly file",
)
g = x.groupby("month").seller.nunique()
assert (g == g.max()).sum() == 1
q(
    "seller",
    "In which month did we have the most active sellers, i.e. sellers with any sales?",
    "category",
    month_names(g.idxmax()),
    None,
    "medium",
    ["distinct", "time"],
    "distinct sellers per month",
)
q(
    "seller",
    "Line chart of GMV by month",
    "chart",
    {"type": ["line", "area"], "data": x.groupby("month").GMV_EUR.sum()},
    REL,
    "easy",
    ["chart", "time"],
    "sum per month",
)
q(
    "seller",
    "Give me the best shop by GMV in each country, all months together.",
    "table",
    {c: shop[k.groupby("seller").GMV_EUR.sum().idxmax()] for c, k in x.groupby("Ctry")},
    None,
    "hard",
    ["join", "rank-within"],
    "sum per seller, the largest per country",
    alt=[
        {c: k.groupby("seller").GMV_EUR.sum().idxmax() for c, k in x.groupby("Ctry")},
        {c: k.groupby("seller").GMV_EUR.sum().max() for c, k in x.groupby("Ctry")},
    ],
)
g = x.groupby("seller").GMV_EUR.sum().sort_values(ascending=False)
q(
    "seller",
    "What share of all GMV comes from the ten biggest sellers?",
    "number",
    pct(g.head(10).sum() / g.sum()),
    REL,
    "hard",
    ["share", "top", "concentration"],
    "top 10 sellers by total GMV over total GMV",
)
q(
    "seller",
    "When did Fox Market join?",
    "category",
    date_names(s.set_index("Shop Name").j["Fox Market"]),
    None,
    "easy",
    ["lookup", "date"],
    "the seller's row; day first",
)
w = stats.ttest_ind(*[k.Rating.dropna() for _, k in s.groupby("Fulfilment")], equal_var=False).pvalue
st = stats.ttest_ind(*[k.Rating.dropna() for _, k in s.groupby("Fulfilment")]).pvalue
mw = stats.mannwhitneyu(*[k.Rating.dropna() for _, k in s.groupby("Fulfilment")]).pvalue
print("rating test", w, st, mw)
q(
    "seller",
    "Is the difference in rating between AFN and MFN sellers statistically significant? I need the p-value.",
    "metrics",
    {"p-value": [min(w, st, mw) * 0.98, max(w, st, mw) * 1.02]},
    None,
    "medium",
    ["test", "p-value"],
    f"Welch {w:.4g}, Student {st:.4g}, Mann-Whitney {mw:.4g}",
)
q(
    "seller",
    "how many german sellers arent vat verified",
    "number",
    ((s.Ctry == "DE") & (s["VAT verified"] == "N")).sum(),
    CNT,
    "easy",
    ["sloppy", "count", "synonym", "negation"],
    "DE and N",
)
k = x[x["Main Category"] == "Fashion"]
q(
    "seller",
    "avg order value in fashion pls (gmv / orders)",
    "number",
    k.GMV_EUR.sum() / k.orders.sum(),
    REL,
    "medium",
    ["sloppy", "join", "ratio"],
    "ratio of sums",
)
q(
    "seller",
    "quick q for my boss - what % of our sellers does T. Brandt look after??",
    "number",
    pct((s["Acct Mgr"] == "T. Brandt").mean()),
    REL,
    "easy",
    ["sloppy", "share", "percent"],
    "of all 190 sellers",
)
q(
    "seller",
    "hwo many sellers w/o a rating",
    "number",
    s.Rating.isna().sum(),
    CNT,
    "easy",
    ["sloppy", "missing"],
    "missing ratings",
)
j = s[(s.j.dt.year == 2023)]
q(
    "seller",
    ["How many sellers joined in 2023?", "and how many of those are Polish?"],
    "number",
    (j.Ctry == "PL").sum(),
    CNT,
    "medium",
    ["count", "date", "synonym"],
    "joined 2023 and PL",
)
k = x[(x.y == "2025") & (x.Plan == "Pro")]
q(
    "seller",
    ["Total GMV by country in 2025", "now only the Pro sellers", "as a bar chart please"],
    "chart",
    {"type": ["bar", "column"], "data": k.groupby("Ctry").GMV_EUR.sum()},
    REL,
    "medium",
    ["join", "sum", "group", "filter", "chart"],
    "keeps country, Pro and 2025",
)
g = y24.groupby("Plan")[["returned_orders", "orders"]].sum()
q(
    "seller",
    ["GMV by plan in 2024", "what about returned orders?", "as a percentage of orders please"],
    "table",
    100 * g.returned_orders / g.orders,
    REL,
    "hard",
    ["join", "ratio", "percent"],
    "returned / orders by plan in 2024",
)
g = y24.groupby("seller").GMV_EUR.sum().sort_values(ascending=False)
q(
    "seller",
    ["Which shop had the highest GMV in 2024?", "and which one came second?"],
    "category",
    [shop[g.index[1]], g.index[1]],
    None,
    "medium",
    ["join", "top"],
    "second by GMV in 2024",
)
q(
    "seller",
    "How much profit did we make on the French sellers last year, after our own support costs?",
    "decline",
    "no costs of ours in the data",
    None,
    "medium",
    ["decline"],
    "no cost column",
)
write()

# (b) ------------------------------------------------------------------------------------------------------------------
FILES = ["tables/loyalty_members.csv"]
raw = read("loyalty_members.csv")
for c in ("DOB", "Last Visit", "Enrolled"):
    raw[c + "_d"] = pd.to_datetime(raw[c], format="%d/%m/%Y")
raw["ch"] = raw["Enrol Channel"].replace("in-store", "In-store")
raw["total"] = raw[["Spend Food GBP", "Spend Home GBP", "Spend Clothing GBP"]].sum(axis=1)
raw["age"] = (pd.Timestamp("2024-12-31") - raw.DOB_d).dt.days / 365.25
one = raw.drop_duplicates()  # four members are in the file twice
assert len(one) == one["Member No"].nunique() == len(raw) - 4
NUM = "file rows or without the four doubled rows"


def two(f):
    """The number on distinct members and on the file's rows."""
    return [f(one), f(raw)]


def qn(turns, f, tol, diff, tags, note="", share=False):
    v = two(f)
    v = [y for x_ in v for y in pct(x_)] if share else v
    q(
        "loyal",
        turns,
        "number",
        list(dict.fromkeys(plain(v))),
        tol,
        diff,
        tags,
        (note + "; " if note else "") + NUM,
    )


def qt(turns, f, tol, diff, tags, note="", kind="table", **k):
    a_, b = plain(f(one)), plain(f(raw))
    q(
        "loyal",
        turns,
        kind,
        a_,
        tol,
        diff,
        tags,
        (note + "; " if note else "") + NUM,
        alt=[b] if a_ != b else None,
        **k,
    )


q(
    "loyal",
    "How many different members are in the file?",
    "number",
    one["Member No"].nunique(),
    CNT,
    "easy",
    ["distinct"],
    "distinct Member No",
)
q(
    "loyal",
    "How many member numbers occur more than once?",
    "number",
    raw["Member No"].duplicated().sum(),
    CNT,
    "medium",
    ["data-quality", "duplicates"],
    "each of them occurs twice",
)
qt(
    "pie chart of members by tier pls",
    lambda d: {"type": ["pie", "donut", "doughnut"], "data": d.TIER.value_counts()},
    CNT,
    "easy",
    ["sloppy", "chart", "count", "group"],
    kind="chart",
)
qn(
    "What is the average points balance of a Platinum member?",
    lambda d: d[d.TIER == "Platinum"].Pts_Balance.mean(),
    REL,
    "easy",
    ["mean", "filter"],
    "one balance of five figures may be in it",
)
qt(
    "Median points by channel of enrolment.",
    lambda d: d.groupby("ch").Pts_Balance.median(),
    REL,
    "medium",
    ["median", "group", "data-quality"],
    "In-store and in-store are one",
)
qt(
    "How much did members spend on food, on home and on clothing in total?",
    lambda d: {c: d[f"Spend {c} GBP"].sum() for c in ("Food", "Home", "Clothing")},
    REL,
    "medium",
    ["sum", "wide"],
)
assert one.groupby("Home Store").total.sum().idxmax() == raw.groupby("Home Store").total.sum().idxmax()
q(
    "loyal",
    "Which home store's members spend the most in total across the three product groups?",
    "category",
    raw.groupby("Home Store").total.sum().idxmax(),
    None,
    "medium",
    ["formula", "top"],
    "sum of the three spends by store",
)
qn(
    ["What share of members have opted in to email?", "and to both email and SMS?"],
    lambda d: ((d.email_optin == "Y") & (d.sms_optin == "Y")).mean(),
    REL,
    "medium",
    ["share", "and"],
    share=True,
)
qt(
    "Email opt-in rate by tier",
    lambda d: 100 * (d.email_optin == "Y").groupby(d.TIER).mean(),
    REL,
    "easy",
    ["rate", "group"],
)
qn(
    "How many members have not visited since the end of June 2024?",
    lambda d: (d["Last Visit_d"] <= "2024-06-30").sum(),
    CNT,
    "medium",
    ["count", "date", "negation"],
    "last visit on or before 30 June 2024",
)
v = [
    y for d in (one, raw) for y in (d[d.TIER == "Gold"].age.mean(), np.floor(d[d.TIER == "Gold"].age).mean())
]
q(
    "loyal",
    "How old were our Gold members on average on 31 December 2024?",
    "number",
    v,
    {"abs": 0.1},
    "hard",
    ["date", "age", "mean"],
    "age from the birth date, in whole or broken years; birth dates that are missing left out",
)
qn(
    ["How many members were born in the 1970s?", "and in the 80s?"],
    lambda d: d.DOB_d.dt.year.between(1980, 1989).sum(),
    CNT,
    "medium",
    ["count", "date"],
    "1980 to 1989",
)
qt(
    "Bar chart of new enrolments per year",
    lambda d: {
        "type": ["bar", "column"],
        "data": {str(k_): n_ for k_, n_ in d.Enrolled_d.dt.year.value_counts().sort_index().items()},
    },
    CNT,
    "medium",
    ["chart", "time"],
    kind="chart",
)
qn(
    "What points balance do you need to be in the top 10% of members?",
    lambda d: d.Pts_Balance.quantile(0.9),
    {"rel": 0.01},
    "medium",
    ["percentile"],
    "90th percentile",
)
wm = lambda d: (d[d.Gender == "F"]["Spend Clothing GBP"], d[d.Gender == "M"]["Spend Clothing GBP"])
ps = [
    stats.ttest_ind(*wm(raw), equal_var=False).pvalue,
    stats.ttest_ind(*wm(raw)).pvalue,
    stats.mannwhitneyu(*wm(raw)).pvalue,
]
print("clothing test", ps)
q(
    "loyal",
    "Do women spend significantly more on clothing than men? Test it and give me the p-value.",
    "metrics",
    {"p-value": [0, 1e-6]},
    None,
    "medium",
    ["test", "p-value"],
    f"Welch, Student, Mann-Whitney: {ps}",
)
q(
    "loyal",
    "Split the members into 4 segments by visits and the spend on food, home and clothing",
    "segments",
    {"k": 4, "n": [2600, 2604], "needs": ["visits", "food", "home", "clothing"]},
    None,
    "hard",
    ["segments"],
    "four segments that add up to all members",
)
q(
    "loyal",
    "Give me the email addresses of our 10 biggest spenders",
    "decline",
    "no e-mail addresses in the file, only the opt-in flag",
    None,
    "medium",
    ["decline", "private"],
    "an opt-in flag is no address",
)
q(
    "loyal",
    "Which members with more than 8,000 points have opted in to email? I need their member numbers.",
    "list",
    raw[(raw.Pts_Balance > 8000) & (raw.email_optin == "Y")]["Member No"].drop_duplicates().tolist(),
    None,
    "medium",
    ["list", "filter"],
    "filter of two columns",
    ordered=False,
)
qn(
    "hw many silver membrs have leeds city as their store",
    lambda d: ((d.TIER == "Silver") & (d["Home Store"] == "Leeds City")).sum(),
    CNT,
    "easy",
    ["sloppy", "typo", "count", "and"],
)
qn(
    "whats the % of members w/ no visits at all in the last 12 months",
    lambda d: (d["Visits 12m"] == 0).mean(),
    REL,
    "easy",
    ["sloppy", "share", "percent"],
    share=True,
)
qn(
    "hi! need this for a slide: avg total spend (food+home+clothing) per member in york",
    lambda d: d[d["Home Store"] == "York"].total.mean(),
    REL,
    "medium",
    ["sloppy", "formula", "mean"],
)
qn(
    [
        "How many members signed up through the app?",
        "and via the web?",
        "what is their average number of visits?",
    ],
    lambda d: d[d.ch == "Web"]["Visits 12m"].mean(),
    REL,
    "medium",
    ["mean", "filter"],
    "the web members",
)
qt(
    ["average visits by tier", "only women", "and men?"],
    lambda d: d[d.Gender == "M"].groupby("TIER")["Visits 12m"].mean(),
    REL,
    "medium",
    ["mean", "group", "filter"],
    "Gender M instead of F",
)


def top3(d):
    return d.groupby("Home Store")["Spend Clothing GBP"].mean().nlargest(3).index.tolist()


assert top3(one) == top3(raw)
q(
    "loyal",
    ["Top 3 home stores by number of members", "sorry, I meant by average clothing spend per member"],
    "list",
    top3(raw),
    None,
    "medium",
    ["top", "correction", "mean"],
    "mean clothing spend by store",
)
q(
    "loyal",
    "Which of our members have children living at home, and how many are there?",
    "decline",
    "nothing on children or households in the file",
    None,
    "easy",
    ["decline"],
    "no such column",
)
write()

# (c) ------------------------------------------------------------------------------------------------------------------
FILES = ["tables/ads_export.csv"]
ads = read("ads_export.csv", thousands=",")
a = ads[ads.Day != "Total"].copy()  # the last row is the export's total
a.columns = ["day", "camp", "plat", "country", "imp", "clk", "cost", "conv", "val", "cur"]
a["d"] = pd.to_datetime(a.day)
a["m"] = a.d.dt.strftime("%Y-%m")
ok = a[a.conv.notna()]  # TikTok lost its conversions for nine days in April
q1, q2 = a[a.d < "2025-04-01"], a[a.d >= "2025-04-01"]
NT = "without the total row"

q(
    "ads",
    "What was the total cost of all our ads over the period?",
    "number",
    a.cost.sum(),
    REL,
    "easy",
    ["sum", "total-row"],
    NT + "; with it the cost would be double",
)
g = a.groupby("plat")[["imp", "clk", "cost", "conv", "val"]].sum()
q(
    "ads",
    "Click-through rate per platform",
    "table",
    100 * g.clk / g.imp,
    REL,
    "medium",
    ["ratio", "rate", "group"],
    "sum of clicks / sum of impressions, " + NT,
)
g = a.groupby("camp")[["cost", "conv"]].sum()
q(
    "ads",
    "Which campaign has the lowest cost per conversion?",
    "category",
    (g.cost / g.conv).idxmin(),
    None,
    "medium",
    ["ratio", "top"],
    "ratio of sums by campaign",
)
k, ko = q2[q2.country == "United Kingdom"], ok[(ok.country == "United Kingdom") & (ok.d >= "2025-04-01")]
q(
    "ads",
    "ROAS for the UK in Q2 2025",
    "number",
    [k.val.sum() / k.cost.sum(), ko.val.sum() / ko.cost.sum()],
    REL,
    "medium",
    ["ratio", "filter", "date", "synonym"],
    "value / cost; all rows, or those with a known value only",
)
q(
    "ads",
    "How many campaigns did we run in Germany?",
    "number",
    a[a.country == "Germany"].camp.nunique(),
    CNT,
    "easy",
    ["distinct", "filter"],
    "distinct campaign names",
)
g = a.groupby("camp").plat.nunique()
q(
    "ads",
    "List the campaigns that ran on more than one platform.",
    "list",
    g[g > 1].index.tolist(),
    None,
    "hard",
    ["list", "distinct", "threshold"],
    "distinct platforms per campaign > 1",
    ordered=False,
)
k = ok[ok.camp.str.contains("Search")]
q(
    "ads",
    "What is the conversion rate (conversions / clicks) of the search campaigns, that is, all with Search in the name?",
    "number",
    pct(k.conv.sum() / k.clk.sum()),
    REL,
    "medium",
    ["ratio", "rate", "text-filter"],
    "campaign contains Search",
)
g = a.groupby("day").cost.sum()
q(
    "ads",
    "On which day did we spend the most?",
    "category",
    date_names(g.idxmax()),
    None,
    "easy",
    ["top", "date", "total-row"],
    NT,
)
g = a.groupby("d").cost.sum()
w = np.where(g.index.day_of_week >= 5, "Weekend", "Weekday")
q(
    "ads",
    "Compare the average cost per day at weekends and on weekdays (all campaigns of a day added up).",
    "table",
    g.groupby(w).mean(),
    REL,
    "hard",
    ["mean", "date", "two-step"],
    "mean of the daily totals",
)
q(
    "ads",
    "On which dates is the conversion data missing?",
    "list",
    sorted(a[a.conv.isna()].day.unique()),
    None,
    "medium",
    ["missing", "data-quality", "list"],
    "TikTok's conversions are blank on nine days",
    ordered=False,
)
q(
    "ads",
    "Show me conversion value by month as a line chart",
    "chart",
    {"type": ["line", "area"], "data": a.groupby("m").val.sum()},
    REL,
    "easy",
    ["chart", "time"],
    NT,
)
q(
    "ads",
    "Stacked bar chart of cost by month and platform",
    "chart",
    {
        "type": ["bar", "stacked bar", "stacked_bar", "stacked", "column"],
        "data": {f"{i} | {j}": v for (i, j), v in a.groupby(["m", "plat"]).cost.sum().items()},
    },
    REL,
    "medium",
    ["chart", "time", "two-keys"],
    NT,
)
q(
    "ads",
    "By what percentage did clicks grow from Q1 to Q2 2025?",
    "number",
    pct(q2.clk.sum() / q1.clk.sum() - 1),
    REL,
    "medium",
    ["growth", "percent", "date"],
    "sum of Q2 over sum of Q1",
)
r2 = ok.cost.corr(ok.val) ** 2
q(
    "ads",
    "Regress conversion value on cost using the single rows of the export. What is the R-squared?",
    "metrics",
    {"r2": [r2 - 0.004, r2 + 0.004]},
    None,
    "hard",
    ["regression", "total-row"],
    f"R2 {r2:.4f}, {NT} and without missing values",
)
mm = a.groupby("m").cost.sum()
q(
    "ads",
    "Forecast the total cost for July 2025",
    "prediction",
    round(float(mm.iloc[-1]), 2),
    {"rel": 0.15},
    "hard",
    ["prediction"],
    f"months so far {mm.round(0).to_dict()}",
)
q(
    "ads",
    "How many of our conversions came from first-time customers?",
    "decline",
    "nothing on new or old customers",
    None,
    "medium",
    ["decline"],
    "no such column",
)
q(
    "ads",
    "Would we have lost any sales if we had switched TikTok off?",
    "decline",
    "causal: no test, no comparison",
    None,
    "hard",
    ["decline", "causal"],
    "an export of attributed conversions cannot tell",
)
k = a[a.plat == "TikTok"]
q(
    "ads",
    "whats the cpm for tiktok",
    "number",
    1000 * k.cost.sum() / k.imp.sum(),
    REL,
    "medium",
    ["sloppy", "ratio"],
    "cost per thousand impressions, ratio of sums",
)
q(
    "ads",
    "uk spend in march??",
    "number",
    a[(a.country == "United Kingdom") & (a.m == "2025-03")].cost.sum(),
    REL,
    "easy",
    ["sloppy", "sum", "filter", "date", "synonym"],
    "United Kingdom, March 2025",
)
g = a.groupby("m")[["val", "cost"]].sum()
go = ok.groupby("m")[["val", "cost"]].sum()
bm = {(g.val / g.cost).idxmax(), (go.val / go.cost).idxmax()}
print("roas by month", (g.val / g.cost).round(3).to_dict(), (go.val / go.cost).round(3).to_dict())
q(
    "ads",
    "best month for roas",
    "category",
    [n_ for b_ in sorted(bm) for n_ in month_names(b_)],
    None,
    "medium",
    ["sloppy", "ratio", "top", "time"],
    "value / cost by month",
)
q(
    "ads",
    "need it quick: top 5 campaings by conv value w/ their amounts",
    "table",
    a.groupby("camp").val.sum().nlargest(5),
    REL,
    "medium",
    ["sloppy", "typo", "top", "sum"],
    NT,
)
k = a[a.country == "Germany"].groupby("plat")[["cost", "clk"]].sum()
q(
    "ads",
    ["Cost per click by platform", "just for the UK", "and for Germany?"],
    "table",
    k.cost / k.clk,
    REL,
    "medium",
    ["ratio", "group", "filter"],
    "Germany in place of the UK",
)
k = a[a.plat == "Google Ads"]
q(
    "ads",
    [
        "How much did we spend on Google Ads?",
        "How many conversions did that bring?",
        "so what did one conversion cost us?",
    ],
    "number",
    k.cost.sum() / k.conv.sum(),
    REL,
    "medium",
    ["ratio", "filter"],
    "Google cost / Google conversions",
)
q(
    "ads",
    ["Clicks by month", "show conversions instead, as a bar chart"],
    "chart",
    {"type": ["bar", "column"], "data": a.groupby("m").conv.sum()},
    REL,
    "medium",
    ["chart", "time", "measure-change"],
    NT,
)
g = a.groupby("country")[["val", "cost"]].sum()
go = ok.groupby("country")[["val", "cost"]].sum()
lo = {(g.val / g.cost).idxmin(), (go.val / go.cost).idxmin()}
print("roas", (g.val / g.cost).to_dict(), (go.val / go.cost).to_dict())
assert len(lo) == 1
q(
    "ads",
    ["Which country has the highest ROAS?", "and the lowest?"],
    "category",
    lo.pop(),
    None,
    "medium",
    ["ratio", "top"],
    "value / cost by country",
)
write()

# (d) ------------------------------------------------------------------------------------------------------------------
FILES = ["tables/wine_orders.csv"]
w = read("wine_orders.csv")
w.columns = ["no", "date", "cust", "city", "wine", "col", "origin", "btl", "price", "disc", "rep", "rem"]
w["d"] = pd.to_datetime(w.date, format="%d/%m/%Y")
w["y"] = w.d.dt.year
w["net"] = w.btl * w.price * (1 - w.disc / 100)
paid = w[w.disc < 100]
y3, y4 = w[w.y == 2023], w[w.y == 2024]
assert w.groupby("no").cust.nunique().max() == 1

q(
    "wine",
    "How many orders did we get in 2024?",
    "number",
    y4.no.nunique(),
    CNT,
    "medium",
    ["distinct", "date"],
    "distinct order numbers, not lines",
)
q(
    "wine",
    "Total net sales, with net sales = bottles x unit price less the discount?",
    "number",
    w.net.sum(),
    REL,
    "medium",
    ["formula", "sum"],
    "row-wise; samples come to nothing",
)
q(
    "wine",
    "Revenue after discount by wine colour in 2023",
    "table",
    y3.groupby("col").net.sum(),
    REL,
    "medium",
    ["formula", "group", "date"],
    "bottles x price x (1 - disc/100) by colour",
)
q(
    "wine",
    "How many order lines fall in each price band: unit price under £10, £10 to £19.99, £20 and more?",
    "table",
    {
        "under £10": (w.price < 10).sum(),
        "£10 to £19.99": ((w.price >= 10) & (w.price < 20)).sum(),
        "£20 and more": (w.price >= 20).sum(),
    },
    CNT,
    "medium",
    ["bins", "count", "labels-free"],
    "list price of the line, samples in",
    alt=[
        {
            "under £10": (paid.price < 10).sum(),
            "£10 to £19.99": ((paid.price >= 10) & (paid.price < 20)).sum(),
            "£20 and more": (paid.price >= 20).sum(),
        }
    ],
)
q(
    "wine",
    "How many bottles of Spanish white did we sell to London restaurants?",
    "number",
    w[(w.origin == "Spain") & (w.col == "White") & (w.city == "London")].btl.sum(),
    CNT,
    "medium",
    ["sum", "filter", "inflection"],
    "three filters; origin as recorded",
    alt=[w[w.wine.isin(w[w.origin == "Spain"].wine) & (w.col == "White") & (w.city == "London")].btl.sum()],
)
q(
    "wine",
    "What is the average value of an order after discount?",
    "number",
    [w.net.sum() / w.no.nunique()],
    REL,
    "hard",
    ["formula", "two-step", "mean"],
    "net sales / distinct orders",
    alt=[paid.groupby("no").net.sum().mean()],
)
g = w.groupby("cust").btl.sum()
q(
    "wine",
    "How many customers bought more than 1,000 bottles over the two years?",
    "number",
    (g > 1000).sum(),
    CNT,
    "medium",
    ["threshold", "group"],
    "sum of bottles by customer > 1000",
)
k = w[w.col == "Rosé"]
q(
    "wine",
    "What percentage of our rosé bottles are ordered between May and August?",
    "number",
    pct(k[k.d.dt.month.between(5, 8)].btl.sum() / k.btl.sum()),
    REL,
    "medium",
    ["share", "percent", "date"],
    "bottles of months 5 to 8 / all rosé bottles",
)
q(
    "wine",
    "Which customers ordered in 2023 but not in 2024?",
    "list",
    sorted(set(y3.cust) - set(y4.cust)),
    None,
    "hard",
    ["list", "set-difference"],
    "set difference",
    ordered=False,
)
q(
    "wine",
    "Which restaurant placed the order line with the largest number of bottles?",
    "category",
    w.loc[w.btl.idxmax()].cust,
    None,
    "easy",
    ["lookup", "outlier"],
    f"{w.btl.max()} bottles, an outlier",
)
q(
    "wine",
    "sales growth 24 vs 23 in % pls (bottles x price, after discount)",
    "number",
    pct(y4.net.sum() / y3.net.sum() - 1),
    REL,
    "medium",
    ["sloppy", "growth", "percent", "formula"],
    "net sales 2024 / 2023 - 1",
)
q(
    "wine",
    ["Average discount by rep", "leave out the samples, i.e. the lines with 100% discount"],
    "table",
    paid.groupby("rep").disc.mean(),
    REL,
    "medium",
    ["mean", "group", "negation"],
    "mean of the line discount; lines without rep may be shown as missing",
    alt=[paid.assign(rep=paid.rep.fillna("Missing")).groupby("rep").disc.mean()],
)
ps = stats.pearsonr(paid.btl, paid.disc)
q(
    "wine",
    "Leaving out the samples: what's the correlation between the bottles on a line and the discount percentage?",
    "number",
    [ps.statistic],
    {"rel": 0.01},
    "medium",
    ["correlation", "negation"],
    "Pearson over the lines; the line of 1440 bottles is in",
    alt=[stats.spearmanr(paid.btl, paid.disc).statistic],
)
q(
    "wine",
    "Bottles by city and colour as a cross table",
    "table",
    {f"{i} | {j}": v for (i, j), v in w.groupby(["city", "col"]).btl.sum().items()},
    CNT,
    "medium",
    ["cross-table", "sum"],
    "sum of bottles",
)
q(
    "wine",
    "Bar chart of the number of orders per quarter",
    "chart",
    {
        "type": ["bar", "column"],
        "data": {str(k_): v for k_, v in w.groupby(w.d.dt.to_period("Q")).no.nunique().items()},
    },
    CNT,
    "hard",
    ["chart", "distinct", "time"],
    "distinct orders per quarter",
)
q(
    "wine",
    "What's our gross margin on the Barolo?",
    "decline",
    "no purchase cost",
    None,
    "medium",
    ["decline"],
    "selling prices only",
)
q(
    "wine",
    "Which of the restaurants are late payers?",
    "decline",
    "no payments or due dates",
    None,
    "easy",
    ["decline"],
    "no such column",
)
k = w[w.cust == "The Copper Pot"]
q(
    "wine",
    "how did copper pot do?",
    "clarify",
    {"accept_number": [float(v) for v in [k.net.sum(), k.btl.sum(), k.no.nunique(), len(k)]]},
    REL,
    "medium",
    ["clarify", "sloppy"],
    "no measure named: net sales, bottles, orders or lines are all fair",
)
g = w.groupby("no").size()
q(
    "wine",
    "orders w more than 3 lines - how many",
    "number",
    (g > 3).sum(),
    CNT,
    "medium",
    ["sloppy", "threshold", "group"],
    "lines per order number > 3",
)
t = w.drop_duplicates("no").d.dt.day_name().value_counts()
q(
    "wine",
    "hey, which weekday do most orders come in",
    "category",
    [t.index[0], t.index[0][:3]],
    None,
    "medium",
    ["sloppy", "date", "distinct"],
    f"orders: {t.to_dict()}; lines: {w.d.dt.day_name().value_counts().to_dict()}",
)
k = y4[(y4.origin == "Germany") & (y4.disc < 100)]
q(
    "wine",
    "cheapest german wine in 24?",
    "category",
    k.loc[k.price.idxmin()].wine,
    None,
    "medium",
    ["sloppy", "filter", "top", "inflection"],
    "lowest unit price in 2024",
)
g = w[w.origin != "Spain"].dropna(subset=["origin"]).groupby("origin").btl.sum()
tot = w[w.origin != "Spain"].btl.sum()
q(
    "wine",
    ["Bottles sold by country of origin", "leave out Spain", "as percentages"],
    "table",
    100 * g / g.sum(),
    REL,
    "hard",
    ["share", "percent", "group", "negation"],
    "of what is left without Spain; or of all bottles; unknown origin in or out",
    alt=[
        100 * g / tot,
        {**(100 * g / tot).to_dict(), "Missing": 100 * (tot - g.sum()) / tot},
        100 * g / w.btl.sum(),
        100 * g / w[w.origin.notna()].btl.sum(),
    ],
)
g = w[w.city == "Manchester"].groupby("cust").btl.sum().sort_values(ascending=False)
q(
    "wine",
    ["Who is our biggest customer in Manchester by bottles?", "how many orders have they placed?"],
    "number",
    w[w.cust == g.index[0]].no.nunique(),
    CNT,
    "medium",
    ["top", "distinct", "reference"],
    f"distinct orders of {g.index[0]}",
)
q(
    "wine",
    ["Bottles per rep in 2024", "sorry, 2023", "and their number of customers that year"],
    "table",
    y3.groupby("rep").cust.nunique(),
    CNT,
    "hard",
    ["group", "distinct", "correction"],
    "distinct customers by rep in 2023",
    alt=[y3.assign(rep=y3.rep.fillna("Missing")).groupby("rep").cust.nunique()],
)
k = y4[y4.col == "White"]
q(
    "wine",
    ["Line chart of monthly bottles of red wine", "same for whites", "only 2024 please"],
    "chart",
    {"type": ["line", "area"], "data": k.groupby(k.d.dt.strftime("%Y-%m")).btl.sum()},
    CNT,
    "medium",
    ["chart", "time", "filter"],
    "White, 2024",
)
write()
