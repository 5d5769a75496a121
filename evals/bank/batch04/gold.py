"""Computes every gold from tables/*.csv and writes cases.jsonl."""
import json
import os
import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

HERE = os.path.dirname(os.path.abspath(__file__))
rd = lambda f, **k: pd.read_csv(os.path.join(HERE, "tables", f), **k)
FILES = {"star": ["tables/star98.csv"], "car": ["tables/carshare.csv"], "pos": ["tables/pos_lines.csv", "tables/stores.csv"], "nps": ["tables/nps_survey.csv"]}
N = {"abs": 0.5}
CASES, nth = [], {}


def plain(x):
    if isinstance(x, dict):
        return {str(k): plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    if isinstance(x, (np.floating, float)):
        return round(float(x), 6) if abs(x) > 1e-3 else float(f"{float(x):.6g}")
    if isinstance(x, np.integer):
        return int(x)
    return x


def add(ds, turns, kind, gold, level, tags, note="", alt=None, tol="mean", **more):
    nth[ds] = nth.get(ds, 0) + 1
    gold, alt = plain(gold), plain(alt or [])
    if isinstance(gold, list) and kind in ("number", "prediction"):
        gold = sorted(set(gold), key=gold.index)
        gold = gold[0] if len(gold) == 1 else gold
    alt = [a for i, a in enumerate(alt) if a != gold and a not in alt[:i]]
    turns = [turns] if isinstance(turns, str) else turns
    if len(turns) > 1:
        tags = tags + ["conversation"]
    tol = None if kind in ("decline", "category") else {"rel": 0.005} if tol == "mean" else tol
    c = {"id": f"b04-{ds}-{nth[ds]:02d}", "data": FILES[ds], "turns": turns, "answer_type": kind, "gold": gold}
    if alt:
        c["gold_alt"] = alt
    CASES.append({**c, "tolerance": tol, "difficulty": level, "tags": tags, "note": note, **more})


def pct(x):
    return [100 * x, x]


def ptests(a, b):
    return [stats.ttest_ind(a, b, equal_var=False).pvalue, stats.ttest_ind(a, b).pvalue, stats.mannwhitneyu(a, b).pvalue]


# ------------------------------------------------------------------ star98
s = rd("star98.csv")
tot = s.NABOVE + s.NBELOW
above = s.NABOVE / tot
add("star", "How many districts have no charter schools at all?", "number", (s.PCTCHRT == 0).sum(), "easy", ["count", "filter", "zero"], "PCTCHRT = 0", tol=N)
add("star", "What's the median teacher salary? It's AVSALK, in thousands.", "number", [s.AVSALK.median(), s.AVSALK.median() * 1000], "easy", ["median", "units"], "in thousands, or in dollars")
add("star", "NABOVE is the number of students above the national median in math, NBELOW those below it. Over all districts together, what percentage of students is above?", "number",
    pct(s.NABOVE.sum() / tot.sum()), "medium", ["ratio", "share", "formula"], "ratio of sums, not the mean of the districts' ratios")
add("star", "Correlation between LOWINC and NABOVE / (NABOVE + NBELOW)?", "number", [s.LOWINC.corr(above), s.LOWINC.corr(above, method="spearman")], "hard", ["correlation", "formula"],
    "Pearson; Spearman accepted")
add("star", "R-squared of a linear regression of AVSALK on AVYRSEXP and PTRATIO", "number",
    [sm.OLS(s.AVSALK, sm.add_constant(s[["AVYRSEXP", "PTRATIO"]])).fit().rsquared, sm.OLS(s.AVSALK, sm.add_constant(s[["AVYRSEXP", "PTRATIO"]])).fit().rsquared_adj], "hard",
    ["regression", "r2"], "plain R2 (adjusted accepted); fit on all rows", tol={"rel": 0.01})
q4 = s.groupby(pd.qcut(s.LOWINC, 4, labels=["Q1", "Q2", "Q3", "Q4"]), observed=True).PERMINTE.mean()
add("star", "Split the districts into four equal groups by LOWINC and show the average PERMINTE in each", "table", q4.to_dict(), "medium", ["bins", "quartile", "mean", "labels-free"],
    "quartiles; the labels are free; 303 is not divisible by 4, so ranks cut by n/4 differ by up to 2 %", tol={"rel": 0.02})
b = pd.cut(s.PTRATIO, [0, 20, 22, 24, 99], right=False, labels=["under 20", "20-22", "22-24", "24 and over"]).value_counts()
add("star", "How many districts have a pupil-teacher ratio under 20, from 20 to 22, from 22 to 24, and 24 or more?", "table", {k: b[k] for k in ["under 20", "20-22", "22-24", "24 and over"]},
    "medium", ["bins", "count"], "no value lies on an edge" if not s.PTRATIO.isin([20, 22, 24]).any() else "edge values", tol=N)
add("star", "90th percentile of hispanic % pls", "number", s.PERHISP.quantile(.9), "easy", ["percentile", "synonym", "sloppy"], "PERHISP", tol={"rel": 0.01})
add("star", "What's the pupil teacher ratio of the district that spends the most per pupil?", "number", s.loc[s.PERSPENK.idxmax(), "PTRATIO"], "medium", ["lookup", "argmax", "synonym"],
    "PERSPENK is the per-pupil spending; PTRATIO of its largest row")
add("star", "List NBELOW for the 5 districts with the most students below the median, largest first", "list", s.NBELOW.nlargest(5).astype(int).tolist(), "medium", ["list", "top"], "")
add("star", "Show me the distribution of LOWINC as a histogram", "chart", {"type": ["histogram", "bar"], "data": None}, "easy", ["chart", "distribution"], "bins are free")
cc = s[["PERASIAN", "PERBLACK", "PERHISP"]].corrwith(s.LOWINC)
add("star", "Which of PERASIAN, PERBLACK and PERHISP is most strongly correlated with LOWINC?", "category", ["PERHISP", "Hispanic", "percent hispanic"], "medium", ["correlation", "which"],
    f"{cc.round(3).to_dict()}")
assert cc.abs().idxmax() == "PERHISP"
ch = s.PCTCHRT > 0
add("star", "Is the low income percentage different in districts that have charter schools (PCTCHRT above 0) and those without? Give me the p-value.", "number", ptests(s.LOWINC[ch], s.LOWINC[~ch]), "hard",
    ["test", "p-value"], f"Welch, Student or Mann-Whitney; {ch.sum()} against {(~ch).sum()} districts", tol={"rel": 0.02})
add("star", "Which county has the best math results?", "decline", "no county or district names in the file", "medium", ["decline", "missing-column"], "rows have no name")
add("star", "What is the average reading score per district?", "decline", "only counts of students above and below the math median; no reading scores", "easy", ["decline", "missing-column"], "")
add("star", "Cluster the districts into 3 groups based on LOWINC, PTRATIO and PERSPENK. How large is each group and what are its averages?", "segments",
    {"k": 3, "n": [len(s)], "needs": ["size", "LOWINC", "PTRATIO", "PERSPENK"]}, "medium", ["segmentation"], "no missing values, so all 303", tol=None)
add("star", "quick q for my boss: how many districts spend less than 4k per pupil", "number", (s.PERSPENK < 4).sum(), "medium", ["count", "filter", "units", "sloppy"], "PERSPENK is in thousands: < 4", tol=N)
add("star", "whats the avg student teacher ratio where low income is over 75", "number", s.PTRATIO[s.LOWINC > 75].mean(), "medium", ["mean", "filter", "synonym", "sloppy"], "LOWINC > 75, mean PTRATIO",
    tol={"rel": 0.002})
m4 = s[["PERASIAN", "PERBLACK", "PERHISP", "PERMINTE"]].mean()
add("star", "pls gimme the means of PERASIAN PERBLACK PERHISP and PERMINTE", "table", m4.to_dict(), "easy", ["mean", "several columns", "sloppy"], "")
add("star", "if we pay teachers 10% more how much will the math results go up", "decline", "causal effect: a cross-section of districts cannot tell what a pay rise would do", "hard",
    ["decline", "causal", "sloppy"], "an observational table of one year; a saying that it only shows associations is right")
add("star", ["How many districts have year-round schools?", "and what's the average low income percentage there?"], "number", s.LOWINC[s.PCTYRRND > 0].mean(), "medium", ["mean", "filter", "follow-up"],
    "PCTYRRND > 0", tol={"rel": 0.003})
add("star", ["Average AVYRSEXP?", "only districts with PERMINTE above 30", "and the median?"], "number", s.AVYRSEXP[s.PERMINTE > 30].median(), "medium", ["median", "filter", "measure"], "the filter stays",
    tol={"rel": 0.002})
add("star", ["mean LOWINC where PTRATIO is over 24", "sorry, I meant under 20"], "number", s.LOWINC[s.PTRATIO < 20].mean(), "medium", ["mean", "correction"], "", tol={"rel": 0.002})
add("star", ["scatter plot of LOWINC against PERMINTE", "use PCTAF instead of PERMINTE"], "chart", {"type": ["scatter"], "x": ["LOWINC", "PCTAF"], "data": None}, "medium", ["chart", "edit"], "LOWINC and PCTAF, 303 points")
add("star", ["how many districts have more than 80% hispanic students?", "what share of all districts is that?"], "number", pct((s.PERHISP > 80).mean()), "easy", ["share", "follow-up"], "", tol={"rel": 0.01})

# ------------------------------------------------------------------ carshare
c = rd("carshare.csv")
n = len(c)
hrs = c.groupby("peak_hour").car_hours
add("car", "What is the most common peak hour?", "category", [str(c.peak_hour.mode()[0]), "2:00", "02:00", "2 am", "2am"], "easy", ["mode"], f"{c.peak_hour.value_counts().iloc[0]} places; next {c.peak_hour.value_counts().iloc[1]}")
assert c.peak_hour.mode()[0] == 2
night = (c.peak_hour >= 22) | (c.peak_hour <= 5)
add("car", "How many places have their peak at night, between 22:00 and 5:00?", "number", [night.sum(), (night & (c.peak_hour < 5)).sum()], "hard", ["count", "range", "wraparound"],
    "over midnight; with hour 5, or up to 5 o'clock", tol=N)
add("car", ["How many places have more than 1,000 car hours?", "and more than 2,000?"], "number", (c.car_hours > 2000).sum(), "easy", ["count", "filter", "follow-up"], "", tol=N)
add("car", "Bar chart of the number of places per peak hour", "chart", {"type": ["bar", "histogram"], "data": c.peak_hour.value_counts().sort_index().to_dict()}, "easy", ["chart", "count", "group"], "", tol=N)
top = c.car_hours.sort_values(ascending=False)
add("car", "What share of all car hours do the top 10% of places account for?", "number", [p for k in (25, 24) for p in pct(top.head(k).sum() / top.sum())] + pct(c.car_hours[c.car_hours >= c.car_hours.quantile(.9)].sum() / top.sum()),
    "hard", ["share", "pareto"], "24.9 places: 25 or 24", tol={"rel": 0.003})
add("car", "Which 5 peak hours have the most car hours in total?", "list", hrs.sum().nlargest(5).index.tolist(), "medium", ["list", "top", "group"], f"{hrs.sum().nlargest(6).round().to_dict()}")
add("car", "Average car hours of the places north of latitude 45.55", "number", c.car_hours[c.centroid_lat > 45.55].mean(), "medium", ["mean", "filter", "synonym"], "centroid_lat > 45.55")
part = pd.cut(c.peak_hour, [-1, 5, 11, 17, 23], labels=["night", "morning", "afternoon", "evening"])
add("car", "Compare the mean car hours of places that peak at night (0-5), in the morning (6-11), afternoon (12-17) and evening (18-23)", "table", c.groupby(part, observed=True).car_hours.mean().to_dict(), "hard",
    ["bins", "mean", "labels-free"], "")
add("car", "Is there a correlation between latitude and car hours? How strong?", "number", [c.centroid_lat.corr(c.car_hours), c.centroid_lat.corr(c.car_hours, method="spearman")], "medium", ["correlation"],
    "Pearson; Spearman accepted", tol={"rel": 0.01, "abs": 0.0005})
i = c.car_hours.idxmax()
add("car", "What's the latitude of the place with the most car hours?", "number", c.centroid_lat[i], "medium", ["lookup", "argmax"], f"car_hours {c.car_hours[i]}", tol={"abs": 0.0006})
q1, q3 = c.car_hours.quantile([.25, .75])
add("car", "any outliers in car hours? count them w/ the 1.5 x iqr rule pls", "number", ((c.car_hours > q3 + 1.5 * (q3 - q1)) | (c.car_hours < q1 - 1.5 * (q3 - q1))).sum(), "hard", ["outlier", "data-quality", "sloppy"],
    f"above {q3 + 1.5 * (q3 - q1):.1f}; none below", tol=N)
med = hrs.median()[hrs.size() >= 10]
add("car", "Among peak hours with at least 10 places, which one has the highest median car hours?", "category", [str(med.idxmax()), "11:00", "11 am", "11am"], "hard", ["median", "threshold", "which"], f"{med.round(1).to_dict()}")
cum = top.cumsum() / top.sum()
add("car", "What is the smallest number of places that together make up half of all car hours?", "number", int((cum < .5).sum() + 1), "hard", ["pareto", "cumulative"], "places sorted by car hours", tol=N)
add("car", "Plot the places by longitude and latitude", "chart", {"type": ["scatter", "map", "scatter_map", "scatter_mapbox", "scattermapbox", "scattergeo", "scatter_geo", "scattermap"], "data": None}, "easy", ["chart", "map"], "249 points")
add("car", "if we bill 12 bucks per car hr how much is that altogether", "number", 12 * c.car_hours.sum(), "medium", ["formula", "sum", "sloppy"], "12 x sum of car_hours")
add("car", "What's the average trip distance?", "decline", "no trips and no distances in the file", "easy", ["decline", "missing-column"], "")
add("car", "How many car hours will we have next year?", "decline", "no dates: one figure a place, nothing to forecast from", "medium", ["decline", "future"], "")
add("car", "Which is the best area?", "clarify", {"accept_number": [c.car_hours.max()]}, "medium", ["clarify", "vague"], "best by what? most car hours with its reading stated is fine", tol={"rel": 0.001})
add("car", "avg car hrs 4 spots peaking at 8am", "number", c.car_hours[c.peak_hour == 8].mean(), "medium", ["mean", "filter", "sloppy"], "peak_hour = 8")
add("car", "how many spots peak at 5 or 6 pm", "number", c.peak_hour.isin([17, 18]).sum(), "medium", ["count", "or", "sloppy", "time"], "hours 17 and 18", tol=N)
add("car", "hi! boss wants the total car hours of all the places that do NOT peak at 2 or 3 in the morning thx", "number", c.car_hours[~c.peak_hour.isin([2, 3])].sum(), "medium", ["sum", "negation", "sloppy"], "")
add("car", ["top 3 places by car hours", "and the bottom 3?"], "list", [round(v, 6) for v in c.car_hours.nsmallest(3)], "medium", ["list", "bottom", "follow-up"], "their car hours, lowest first; any order",
    ordered=False, tol={"rel": 0.001})
m = c[c.peak_hour.between(6, 20)].groupby("peak_hour").car_hours.mean()
add("car", ["bar chart of total car hours by peak hour", "only hours 6 to 20", "average instead of the total"], "chart", {"type": ["bar", "line"], "data": m.to_dict()}, "hard", ["chart", "edit", "filter"], "the filter stays")
add("car", ["how many places peak at 2?", "and at 3?", "both together as a percentage of all places"], "number", pct(c.peak_hour.isin([2, 3]).mean()), "medium", ["share", "follow-up"], "")
add("car", ["median car hours of places west of longitude -73.6", "and of the others?"], "number", c.car_hours[~(c.centroid_lon < -73.6)].median(), "hard", ["median", "filter", "negation"], "west: below -73.6; the others: -73.6 and up")

# ------------------------------------------------------------------ coffee
p = rd("pos_lines.csv")
st = rd("stores.csv")
p["date"] = pd.to_datetime(p["Trx Date"], format="%d/%m/%Y")
p["month"] = p["date"].dt.strftime("%Y-%m")
j = p.merge(st, left_on="Str Cd", right_on="Store Code", how="left")
A, B = j, j[j["Trx Type"] == "SALE"]                                    # all lines, net of refunds; sales lines only
REF = "net of refunds, or sales lines only"


def both(f):
    return [f(A), f(B)]


def baskets(d):
    return d.groupby("Receipt No")["Net Amt"].sum()


add("pos", ["How many stores do we have in total?", "how many of them are franchises?"], "number", (st.Franchise == 1).sum(), "easy", ["count", "flag"], "Franchise = 1 in the stores file (all stores, whether or not they sold)",
    tol=N)
add("pos", "What is the average basket value, i.e. net sales per receipt?", "number", both(lambda d: baskets(d).mean()) + [A["Net Amt"].sum() / B["Receipt No"].nunique()], "medium", ["mean", "grain", "ratio"],
    "per receipt, not per line (4.67); " + REF)
f = lambda d: d.groupby("Prod Cat")["Net Amt"].sum().to_dict()
add("pos", "Net sales by product category", "table", f(A), "easy", ["sum", "group"], REF, alt=[f(B)], tol={"rel": 0.002})
g = [d.groupby("Store Name")["Net Amt"].sum().nlargest(5).index.tolist() for d in (A, B)]
gc = [d.groupby("Str Cd")["Net Amt"].sum().nlargest(5).index.tolist() for d in (A, B)]
add("pos", "Top 5 stores by revenue", "list", g[0], "medium", ["list", "top", "join"], "names, or codes; " + str(A.groupby("Store Name")["Net Amt"].sum().nlargest(6).round().to_dict()), alt=[g[1], *gc])
add("pos", "How many stores took more than £500?", "number", both(lambda d: (d.groupby("Str Cd")["Net Amt"].sum() > 500).sum()), "medium", ["threshold", "count", "group"], "sum of Net Amt per store code", tol=N)
mg = lambda d: d.groupby("Prod Cat").apply(lambda x: 100 * (x["Net Amt"].sum() - (x["Qty"] * x["Unit Cost"]).sum()) / x["Net Amt"].sum(), include_groups=False).to_dict()
add("pos", "What gross margin do we make on each product category, in percent? Margin is net amount minus quantity times unit cost.", "table", mg(A), "hard", ["ratio", "formula", "percent", "group"],
    "ratio of sums, percent of net amount; " + REF, alt=[mg(B)])
app = lambda d: d.loc[d["Pay Type"] == "APP", "Net Amt"].sum()
add("pos", "What share of sales is paid with the app?", "number", [x for d in (A, B) for x in pct(app(d) / d["Net Amt"].sum()) + pct(app(d) / d.loc[d["Pay Type"].notna(), "Net Amt"].sum())], "medium",
    ["share", "sum", "missing"], "of all sales, or of those whose pay type is known")
mo = lambda d: {"type": ["line", "bar", "area"], "data": d.groupby("month")["Net Amt"].sum().to_dict()}
add("pos", "Line chart of net sales per month", "chart", mo(A), "easy", ["chart", "time"], REF, alt=[mo(B)])
none = st[~st["Store Code"].isin(p["Str Cd"])]
add("pos", "Which stores in the store list have no sales at all?", "list", none["Store Name"].tolist(), "hard", ["list", "anti-join"], "names, or codes", alt=[none["Store Code"].tolist()], ordered=False)
nf = st.groupby("Format")["Store Code"].nunique()
fs = [d.groupby("Format")["Net Amt"].sum() / k for d in (A, B) for k in (d.groupby("Format")["Str Cd"].nunique(), nf)]
add("pos", "Average sales per store for each store format", "table", fs[0].to_dict(), "hard", ["ratio", "grain", "join", "group"], "sum of sales over stores with sales (or all stores of the format)", alt=[x.to_dict() for x in fs[1:]],
    tol={"rel": 0.003})
bi = lambda d: d.groupby(["Region", "Item Desc"])["Net Amt"].sum().reset_index().sort_values("Net Amt", ascending=False).drop_duplicates("Region").set_index("Region")["Item Desc"].sort_index().to_dict()
add("pos", "What is the best-selling item by revenue in each region?", "table", bi(A), "hard", ["ranking within groups", "join"], REF, alt=[bi(B)])
ref = A.loc[A["Trx Type"] == "REFUND", "Net Amt"].sum()
add("pos", "whats the total value of all the refunds", "number", [-ref, ref], "medium", ["sum", "filter", "sign", "sloppy"], "Trx Type REFUND; amount or negative amount")
add("pos", "How many sales lines have a store code that isn't in the stores file?", "number", both(lambda d: (~d["Str Cd"].isin(st["Store Code"])).sum()), "hard", ["data-quality", "anti-join", "count"], "code C999", tol=N)


def bp(d):
    x = d.groupby("Receipt No").agg(net=("Net Amt", "sum"), loy=("Loyalty", "first"))
    return ptests(x.net[x.loy == "Y"], x.net[x.loy == "N"])


add("pos", "Is the receipt total significantly different between loyalty and non-loyalty customers? p-value please", "number", bp(A) + bp(B), "hard", ["test", "p-value", "grain"],
    "per receipt; Welch, Student or Mann-Whitney", tol={"rel": 0.02})
opened = pd.to_datetime(A["Open Date"], format="%d-%b-%y")
add("pos", "Net sales of stores that opened before 2015", "number", [d.loc[opened[d.index] < "2015-01-01", "Net Amt"].sum() for d in (A, B)], "hard", ["sum", "date", "join", "filter"], REF)
add("pos", "Which barista sold the most coffees?", "decline", "no staff in the export: only store and till", "easy", ["decline", "missing-column"], "")
add("pos", "What was the net profit of each store after rent and wages?", "decline", "no rent, no wages in the files", "medium", ["decline", "missing-column"], "gross margin only could be had")
la = lambda d, w: d.loc[d["Item Desc"].isin(w) & (d.Size == "L"), "Qty"].sum()
lat2 = ["Latte", "Iced Latte"]
add("pos", "how mny large lattes did we sell", "number", both(lambda d: la(d, ["Latte"])) + both(lambda d: la(d, lat2)), "medium", ["sum", "filter", "typo", "sloppy"], "units, size L; with or without iced lattes; " + REF, tol=N)
bl = lambda d: d.groupby(["Loyalty", "Receipt No"])["Net Amt"].sum().groupby("Loyalty").mean().to_dict()
add("pos", "hey can u give me the avg receipt total for loyalty ppl vs non loyalty thx", "table", bl(A), "hard", ["mean", "grain", "group", "sloppy"], "per receipt; keys Y and N; " + REF, alt=[bl(B)], tol={"rel": 0.004})
add("pos", "rev in london franchise stores only", "number", both(lambda d: d.loc[(d.Region == "London") & (d.Franchise == 1), "Net Amt"].sum()), "medium", ["sum", "join", "filter", "sloppy"], REF)
h = [d.assign(h=d["Time"].str[:2]).dropna(subset="h").groupby("h")["Receipt No"].nunique().sort_values(ascending=False) for d in (A, B)]
assert h[0].index[0] == h[1].index[0] == "08", h
add("pos", "whats the busiest hour of the day by no. of receipts", "category", ["8", "08", "08:00", "8:00", "8am", "8 am", "8-9", "08:00-09:00", "08:00-08:59", "8:00-9:00"], "medium", ["time", "hour", "distinct", "which", "sloppy"],
    f"{h[0].head(3).to_dict()}")
q2 = lambda d: {"type": ["bar"], "data": d[d.date >= "2024-04-01"].groupby("Region")["Net Amt"].sum().to_dict()}
add("pos", ["sales by region", "as a bar chart", "only Q2"], "chart", q2(A), "hard", ["chart", "join", "time", "edit"], "April to June 2024; " + REF, alt=[q2(B)], tol={"rel": 0.003})
cold = A[A["Prod Cat"] == "Cold Drinks"].groupby("Item Desc").agg(q=("Qty", "sum"), r=("Net Amt", "sum"))
tops = {cold.q.idxmax(), cold.r.idxmax()}
add("pos", ["what's our best selling bakery product by units?", "and in cold drinks?", "how many of those did we sell?"], "number", both(lambda d: d.loc[d["Item Desc"] == cold.q.idxmax(), "Qty"].sum()), "hard",
    ["sum", "reference", "follow-up"], f"{cold.q.to_dict()}: units of the top one; " + REF, tol=N)
nr = lambda d: d.groupby("month")["Receipt No"].nunique()
gr = lambda d: nr(d)["2024-04"] / nr(d)["2024-03"] - 1
add("pos", ["how many receipts did we have in march?", "and april?", "so what's the growth in percent?"], "number", [x for d in (A, B) for x in pct(gr(d))], "hard", ["growth", "distinct", "time", "follow-up", "percent"],
    f"{nr(A)['2024-03']} to {nr(A)['2024-04']} receipts; " + REF, tol={"rel": 0.01})
x2 = lambda d: {f"{a} | {b}": v for (a, b), v in d[d.Format == "Station"].groupby(["Prod Cat", "EI/TA"])["Qty"].sum().items()}
add("pos", ["units sold by product category", "split that by eat in / take away", "only for the stations"], "table", x2(A), "hard", ["cross table", "sum", "join", "filter"], "Format Station; " + REF, alt=[x2(B)], tol=N)

# ------------------------------------------------------------------ NPS
v = rd("nps_survey.csv")
V, D = v, v.drop_duplicates()
DUP = "all rows, or without the 4 rows sent twice"
SC = "NPS (0-10)"


def nps(x):
    x = x.dropna()
    return 100 * ((x >= 9).mean() - (x <= 6).mean())


def by(f):
    return [f(V), f(D)]


add("nps", "What's our NPS?", "number", by(lambda d: nps(d[SC])), "medium", ["nps", "derived"], "promoters 9-10 minus detractors 0-6, of those who answered; not the mean score; " + DUP, tol={"abs": 0.2})
t = by(lambda d: d.groupby("Plan")[SC].apply(nps).to_dict())
add("nps", "Net promoter score for each plan", "table", t[0], "medium", ["nps", "group"], DUP, alt=t[1:], tol={"abs": 0.2})
ppd = by(lambda d: {"Promoters": (d[SC] >= 9).sum(), "Passives": d[SC].between(7, 8).sum(), "Detractors": (d[SC] <= 6).sum()})
add("nps", "How many promoters, passives and detractors do we have?", "table", ppd[0], "medium", ["nps", "bins", "count"], DUP, alt=ppd[1:], tol=N)
Q = ["Q1_Ease", "Q2_Features", "Q3_Support", "Q4_Value", "Q5_Reliability"]
assert V[Q].mean().idxmin() == "Q4_Value"
add("nps", "Which of the five questions Q1 to Q5 gets the worst average rating?", "category", ["Q4_Value", "Q4", "Value", "Q4 Value"], "medium", ["mean", "several columns", "which"], f"{V[Q].mean().round(3).to_dict()}")
add("nps", "What percentage rated ease of use 4 or 5?", "number", [x for d in (V, D) for x in pct((d.Q1_Ease >= 4).mean())], "medium", ["share", "likert", "percent"], "Q1_Ease, no missing", tol={"rel": 0.003})
w = by(lambda d: nps(d[SC][d.Wave == "W2-2024"]) - nps(d[SC][d.Wave == "W1-2024"]))
add("nps", "By how many points did the NPS change from wave 1 to wave 2?", "number", w, "hard", ["nps", "difference", "time"], f"{nps(V[SC][V.Wave == 'W1-2024']):.1f} to {nps(V[SC][V.Wave == 'W2-2024']):.1f}; " + DUP, tol={"abs": 0.2})
add("nps", ["NPS by invite channel", "ok different thing: how many comments mention support?"], "number", by(lambda d: d.Comment.str.contains("support", case=False, na=False).sum()), "medium", ["text filter", "count"], "any case; " + DUP, tol=N)
add("nps", "Correlation between the value rating and the likelihood to recommend", "number", [x for d in (V, D) for x in (d.Q4_Value.corr(d[SC]), d.Q4_Value.corr(d[SC], method="spearman"))], "medium", ["correlation", "synonym"],
    "Q4_Value and NPS (0-10); Pearson, Spearman accepted", tol={"rel": 0.01})
add("nps", "median 1st response time 4 enterprise customers (hrs)", "number", by(lambda d: d.loc[d.Plan == "Enterprise", "First Resp hrs"].median()), "easy", ["median", "filter", "synonym", "sloppy"], "only those who contacted support have one", tol={"abs": 0.02})
add("nps", "What share of our MRR comes from detractors (score 0 to 6)?", "number", [x for d in (V, D) for x in pct(d.loc[d[SC] <= 6, "MRR_USD"].sum() / d.MRR_USD.sum()) + pct(d.loc[d[SC] <= 6, "MRR_USD"].sum() / d.loc[d[SC].notna(), "MRR_USD"].sum())],
    "hard", ["share", "sum", "nps", "filter"], "of all MRR, or of those who gave a score; " + DUP)
hi = by(lambda d: {"type": ["bar", "histogram"], "data": d[SC].dropna().astype(int).value_counts().sort_index().to_dict()})
add("nps", "Bar chart of the number of responses for every score from 0 to 10", "chart", hi[0], "easy", ["chart", "count", "distribution"], DUP, alt=hi[1:], tol=N)
ten = lambda d: pd.cut(d["Tenure (mths)"], [-1, 5, 11, 23, 999], labels=["under 6", "6-11", "12-23", "24 and more"])
tb = by(lambda d: d.groupby(ten(d), observed=True)[SC].mean().to_dict())
add("nps", "Average recommendation score by tenure: under 6 months, 6-11, 12-23, and 24 months or more", "table", tb[0], "hard", ["bins", "mean", "synonym"], "mean of NPS (0-10); " + DUP, alt=tb[1:])
add("nps", "How many rows in the survey are exact duplicates of another row?", "number", [V.duplicated().sum(), V.duplicated(keep=False).sum()], "medium", ["data-quality", "duplicates"], "surplus rows, or all rows that have a twin", tol=N)
one = V[(V.Comment == "Keeps crashing on export") & (V.Plan == "Enterprise")].iloc[0]
add("nps", f"What did respondent {one['Resp ID']} write in the comment?", "category", [one.Comment], "easy", ["lookup", "text"], "")
pt = by(lambda d: ptests(d.loc[d["Contacted Support?"] == "Y", SC].dropna(), d.loc[d["Contacted Support?"] == "N", SC].dropna()))
add("nps", "Do people who contacted support give a different recommend score than those who didn't? I need the p-value.", "number", pt[0] + pt[1], "hard", ["test", "p-value"], "Welch, Student or Mann-Whitney; " + DUP, tol={"rel": 0.02})
add("nps", "What was the response rate of the survey?", "decline", "nobody knows how many were invited: only respondents are in the file", "hard", ["decline", "missing-column"], "")
add("nps", "How does our NPS compare with our main competitor's?", "decline", "no competitor data", "medium", ["decline", "missing-data"], "")
add("nps", "whats the score?", "clarify", {"accept_number": by(lambda d: nps(d[SC])) + [V[SC].mean(), D[SC].mean()]}, "medium", ["clarify", "vague", "sloppy"], "which score: NPS, the mean, one of Q1 to Q5? NPS or its mean with the reading stated is fine",
    tol={"abs": 0.2})
add("nps", "nps for emea pro customers??", "number", by(lambda d: nps(d.loc[(d.Region == "EMEA") & (d.Plan == "Pro"), SC])), "medium", ["nps", "filter", "sloppy"], DUP, tol={"abs": 0.2})
hp = V.groupby("Contacted Support?")[SC].mean()
assert (V.groupby("Contacted Support?")[SC].apply(nps).idxmax() == hp.idxmax()), hp
win = hp.idxmax()
assert win == "N"
add("nps", "who gives the higher recommend score on avg, ppl who contacted suport or ppl who didnt", "category", ["N", "No", "not contacted", "did not contact support", "Contacted Support? = N", "didn't contact support", "Contacted Support? N", "did not contact"], "medium",
    ["mean", "flag", "which", "typo", "sloppy"], f"{hp.round(3).to_dict()}")
add("nps", "% of enterprise that will renew", "number", [x for d in (V, D) for x in pct((d.loc[d.Plan == "Enterprise", "Will Renew"] == "Yes").mean())], "easy", ["share", "filter", "percent", "sloppy"], DUP)
ag = by(lambda d: d[d.Wave == "W2-2024"].groupby("Age Grp")[SC].apply(nps).to_dict())
add("nps", ["NPS by region", "and by age group?", "only the second wave"], "table", ag[0], "hard", ["nps", "group", "filter", "edit"], "W2-2024; " + DUP, alt=ag[1:], tol={"abs": 0.2})
pr = lambda d: d[(d.Region == "LATAM") & (d[SC] >= 9)]
add("nps", ["how many respondents are in LATAM?", "only the promoters", "what percentage of them will renew?"], "number", [x for d in (V, D) for x in pct((pr(d)["Will Renew"] == "Yes").mean())], "hard", ["share", "nps", "follow-up", "filter"],
    f"{len(pr(V))} promoters")
rp = by(lambda d: {"type": ["bar", "stacked_bar", "stacked bar", "bar_stacked"], "data": {f"{a} | {b}": 100 * x for (a, b), x in pd.crosstab(d.Plan, d["Will Renew"], normalize="index").stack().items()}})
add("nps", ["stacked bar of renewal intention by plan", "as percentages within each plan"], "chart", rp[0], "hard", ["chart", "percent", "cross table", "edit"], "shares within the plan; " + DUP, alt=rp[1:], tol={"rel": 0.01})
mr = by(lambda d: d[d.Plan != "Free"].groupby("Plan").MRR_USD.mean().to_dict())
add("nps", ["total MRR by plan", "average instead of total", "leave out the free ones"], "table", mr[0], "medium", ["mean", "group", "negation", "measure"], DUP, alt=mr[1:], tol={"rel": 0.003})

with open(os.path.join(HERE, "cases.jsonl"), "w", encoding="utf-8") as out:
    for case in CASES:
        out.write(json.dumps(case, ensure_ascii=False, allow_nan=False) + "\n")
print(nth, len(CASES))
