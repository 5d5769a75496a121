"""Computes every gold from tables/*.csv and writes cases.jsonl."""
import json
from pathlib import Path
import numpy as np, pandas as pd
from scipy import stats

HERE = Path(__file__).resolve().parent
T = HERE / "tables"
CASES, N = [], {}
CNT, REL, PCT = {"abs": 0.5}, {"rel": 0.005}, {"rel": 0.005}


def clean(x):
    if isinstance(x, dict):
        return {str(k): clean(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [clean(v) for v in x]
    if isinstance(x, np.integer):
        return int(x)
    if isinstance(x, (float, np.floating)):
        return round(float(x), 6)
    return x


def add(short, turns, kind, gold, tol=None, diff="easy", tags=(), note="", alt=None, ordered=None):
    N[short] = N.get(short, 0) + 1
    data = {"car": ["tables/carshare_montreal.csv"], "sea": ["tables/sea_surface_temp.csv"],
            "inf": ["tables/posts.csv", "tables/creators.csv"], "ret": ["tables/returns_export.csv"]}[short]
    turns = [turns] if isinstance(turns, str) else turns
    c = {"id": f"b16-{short}-{N[short]:02d}", "data": data, "turns": turns, "answer_type": kind, "gold": clean(gold)}
    if alt is not None:
        c["gold_alt"] = clean(alt)
    if ordered is not None:
        c["ordered"] = ordered
    c.update(tolerance=tol, difficulty=diff, tags=list(tags) + (["conversation"] if len(turns) > 1 else []), note=note)
    CASES.append(c)


def pct(x):
    return [x * 100, x]


def span(x, m=0.02):
    return sorted([x * (1 - m), x * (1 + m)])


# ---------------------------------------------------------------- car sharing
s = pd.read_csv(T / "carshare_montreal.csv")
ch, ph = s["car_hours"], s["peak_hour"]
add("car", "How many locations are in this file?", "number", len(s), CNT, tags=["count"])
add("car", "What's the average number of car hours per location?", "number", ch.mean(), REL, tags=["mean"])
add("car", "whats the 90th percentile of car hrs", "number", ch.quantile(.9), {"rel": 0.01}, "medium", ["percentile", "sloppy"])
vc = ph.value_counts()
add("car", "Which peak hour occurs most often?", "category", [str(vc.idxmax()), "02:00", "2 am"], None, "easy", ["mode"], f"{vc.iloc[0]} of 249")
add("car", "How many places have their peak between 5 pm and 7 pm (hours 17 to 19)?", "number", ph.between(17, 19).sum(), CNT, "medium", ["count", "range"], "17, 18 and 19 inclusive")
add("car", "What percentage of locations have more than 1,500 car hours?", "number", pct((ch > 1500).mean()), PCT, "medium", ["share", "percent"])
add("car", "total car hours of all spots whose peak hour is 2, 3 or 4", "number", ch[ph.isin([2, 3, 4])].sum(), REL, "medium", ["sum", "or"])
g = s.groupby("peak_hour")["car_hours"]
add("car", "Top 5 peak hours by total car hours, please.", "list", [str(h) for h in g.sum().sort_values(ascending=False).index[:5]], None, "medium", ["top"], ordered=True)
add("car", "Bar chart of the number of locations per peak hour", "chart", {"type": ["bar", "column", "histogram"], "data": {str(k): int(v) for k, v in vc.sort_index().items()}}, CNT, "medium", ["chart"])
add("car", "plz show me how car hours are distributed", "chart", {"type": ["histogram", "box", "bar", "violin", "density"], "data": None}, None, "easy", ["chart", "distribution", "sloppy"])
add("car", "Plot the latitude of each location against its longitude.", "chart", {"type": ["scatter", "map", "scatter_map", "scattergeo", "scatter_mapbox"], "data": None}, None, "medium", ["chart"])
r, p = stats.pearsonr(ch, ph)
rs, ps = stats.spearmanr(ch, ph)
add("car", "Is there a correlation between car hours and peak hour? How strong?", "number", [r, rs], {"abs": 0.005}, "medium", ["correlation"], "Pearson; Spearman accepted")
top = s.sort_values("car_hours", ascending=False)
add("car", "By how many car hours is the busiest location ahead of the second busiest?", "number", top["car_hours"].iloc[0] - top["car_hours"].iloc[1], REL, "hard", ["difference", "rank"])
add("car", "what latitude is the spot w the most car hours at", "number", top["centroid_lat"].iloc[0], {"abs": 0.0006}, "medium", ["lookup", "sloppy"])
add("car", ["What's the average of car hours for locations with a peak hour before 12?", "And for 12 or later?"], "number", ch[ph >= 12].mean(), REL, "medium", ["mean"])
add("car", ["How many locations have fewer than 500 car hours?", "and from 500 up to 1000?", "what share of all locations is that?"], "number", pct(ch.between(500, 1000).mean()), PCT, "hard", ["share", "percent"], f"no location has exactly 500 or 1000: {((ch == 500) | (ch == 1000)).sum()}")
band = pd.cut(ph, [-1, 5, 11, 17, 23], labels=["night", "morning", "afternoon", "evening"])
add("car", "Split the peak hours into night (0-5), morning (6-11), afternoon (12-17) and evening (18-23). How many locations fall into each?", "table", band.value_counts().to_dict(), CNT, "hard", ["bins", "labels-free"])
add("car", ["Which five locations have the most car hours?", "sorry, I meant the peak hours with the highest average car hours", "just the top 3"], "list", [str(h) for h in g.mean().sort_values(ascending=False).index[:3]], None, "hard", ["top", "correction"], ordered=True)
add("car", ["average car hours?", "median instead"], "number", ch.median(), REL, "easy", ["median"])
add("car", "How many of the locations south of latitude 45.5 have over 1,500 car hours?", "number", ((s["centroid_lat"] < 45.5) & (ch > 1500)).sum(), CNT, "medium", ["count", "filter"])
add("car", "How many peak hours have at least 15 locations?", "number", (vc >= 15).sum(), CNT, "hard", ["threshold"])
add("car", ["How many different peak hours are there?", "and which one has the fewest locations?"], "category", [str(vc.idxmin())], None, "medium", ["bottom"], f"hour {vc.idxmin()} with {vc.min()}, no tie: {(vc == vc.min()).sum()}")
add("car", "quick q for my boss: how many customers use the cars in each area??", "decline", "no customers in the file, only car hours", None, "medium", ["decline", "sloppy"])
add("car", "Which location earns the most revenue?", "decline", "no revenue column", None, "easy", ["decline"])
add("car", "group the locations into 3 clusters by where they are", "segments", {"k": 3, "n": 249, "needs": []}, None, "hard", ["segments", "sloppy"])

# ---------------------------------------------------------------- sea temperatures
e = pd.read_csv(T / "sea_surface_temp.csv").set_index("YEAR")
M = list(e.columns)
ann = e.mean(axis=1)
add("sea", "What was the sea temperature in January 1998?", "number", e.loc[1998, "JAN"], {"abs": 0.006}, "easy", ["lookup"])
add("sea", "What is the average March temperature over all years?", "number", e["MAR"].mean(), {"abs": 0.02}, "easy", ["mean"])
add("sea", "In which year was December the warmest?", "category", [str(e["DEC"].idxmax())], None, "easy", ["top"])
add("sea", "Which year had the highest average temperature across all twelve months?", "category", [str(ann.idxmax())], None, "hard", ["formula", "top"], f"{ann.sort_values().tail(2).round(3).to_dict()}")
add("sea", "List the five years with the warmest July, warmest first.", "list", [str(y) for y in e["JUL"].sort_values(ascending=False).index[:5]], None, "medium", ["top"], str(e["JUL"].sort_values(ascending=False).head(7).to_dict()), ordered=True)
add("sea", "How many years had a December temperature above 24 degrees?", "number", (e["DEC"] > 24).sum(), CNT, "easy", ["count"])
add("sea", "How much warmer was February 1998 than February 1997?", "number", e.loc[1998, "FEB"] - e.loc[1997, "FEB"], {"abs": 0.006}, "medium", ["difference"])
add("sea", "which month is the coldest on avg", "category", ["SEP", "September"], None, "medium", ["bottom", "sloppy"], str(e.mean().round(2).to_dict()))
add("sea", "Plot the average temperature of every month from January to December.", "chart", {"type": ["line", "bar", "column", "area"], "data": e.mean().to_dict()}, {"abs": 0.02}, "medium", ["chart", "mean", "wide"])
lf = stats.linregress(e["JAN"], e["FEB"])
add("sea", "If January is at 25.5 degrees, what temperature would you predict for February?", "prediction", lf.intercept + lf.slope * 25.5, {"abs": 0.25}, "hard", ["prediction", "regression"], "line through FEB on JAN; a generous margin for other models")
add("sea", "How strongly are the January and February temperatures correlated?", "number", [e["JAN"].corr(e["FEB"]), e["JAN"].corr(e["FEB"], method="spearman")], {"abs": 0.005}, "medium", ["correlation"])
add("sea", "Line chart of the June temperature over the years", "chart", {"type": ["line"], "data": e["JUN"].to_dict()}, {"abs": 0.006}, "easy", ["chart", "series"])
sl = stats.linregress(e.index, e["AUG"])
add("sea", "On a linear trend, by how many degrees does the August temperature change per year?", "number", sl.slope, {"rel": 0.01}, "hard", ["regression", "slope"])
r2 = stats.linregress(e["JAN"], e["FEB"]).rvalue ** 2
add("sea", "If I predict FEB from JAN with a simple regression, what's the R-squared?", "number", pct(r2)[::-1], {"rel": 0.005}, "hard", ["regression", "percent"])
dec = (e.index // 10) * 10
add("sea", ["What was the average October temperature in the 1980s?", "and in the 90s?"], "number", e.loc[1990:1999, "OCT"].mean(), {"abs": 0.02}, "medium", ["mean", "range"])
add("sea", ["Show me the 5 warmest years by January temperature.", "now the coldest instead", "only since 1980"], "list", [str(y) for y in e.loc[1980:, "JAN"].sort_values().index[:5]], None, "hard", ["bottom", "filter"], str(e.loc[1980:, "JAN"].sort_values().head(7).to_dict()), ordered=True)
add("sea", ["average november temp from 1950 to 1979?", "and 1980 to 2010?", "so how big is the difference?"], "number", [e.loc[1980:, "NOV"].mean() - e.loc[1950:1979, "NOV"].mean(), e.loc[1950:1979, "NOV"].mean() - e.loc[1980:, "NOV"].mean()], {"abs": 0.01}, "hard", ["difference", "sloppy"], "sign either way")
add("sea", ["Max of May?", "and the min?"], "number", e["MAY"].min(), {"abs": 0.006}, "easy", ["min"])
add("sea", ["How many years had a January above 25?", "which ones?"], "list", [str(y) for y in e.index[e["JAN"] > 25]], None, "medium", ["list"], ordered=False)
add("sea", "In how many years was February warmer than March?", "number", (e["FEB"] > e["MAR"]).sum(), CNT, "hard", ["compare columns"], f"ties: {(e['FEB'] == e['MAR']).sum()}")
add("sea", "avrage of june july and august 1997 pls", "number", e.loc[1997, ["JUN", "JUL", "AUG"]].mean(), {"abs": 0.02}, "hard", ["formula", "sloppy"])
a, b = e.loc[:1979, "JAN"], e.loc[1980:, "JAN"]
p1, p2 = stats.ttest_ind(a, b).pvalue, stats.ttest_ind(a, b, equal_var=False).pvalue
pm = stats.mannwhitneyu(a, b).pvalue
add("sea", "Is the mean January temperature up to 1979 significantly different from the one since 1980? Give me the p-value.", "metrics", {"p-value": [min(p1, p2) * .97, max(p1, p2) * 1.03]}, None, "hard", ["test"], f"student {p1:.5f}, welch {p2:.5f}", alt=[{"p-value": span(pm)}])
add("sea", "std dev of the MAY column", "number", [e["MAY"].std(), e["MAY"].std(ddof=0)], {"rel": 0.003}, "easy", ["spread", "sloppy"])
add("sea", "how much rain fell in march 1983", "decline", "temperatures only, no rainfall", None, "easy", ["decline", "sloppy"])
add("sea", "Did shipping traffic cause the high temperatures of 1997?", "decline", "no shipping data; cause cannot be told from temperatures", None, "medium", ["decline", "causal"])

# ---------------------------------------------------------------- influencers
c = pd.read_csv(T / "creators.csv")
q = pd.read_csv(T / "posts.csv")
q["d"] = pd.to_datetime(q["Post Date"], format="%d/%m/%Y")
j = q.merge(c, on="creator_id", how="left")
REV = "Rev (EUR)"
add("inf", "How many posts did we have on TikTok?", "number", (q["Platform"] == "TikTok").sum(), CNT, "easy", ["count"])
add("inf", "What did we pay in fees in total in 2024?", "number", q.loc[q["d"].dt.year == 2024, "fee_EUR"].sum(), REL, "medium", ["sum", "date"])
add("inf", ["Revenue by platform", "as a pie chart please"], "chart", {"type": ["pie", "donut", "doughnut"], "data": q.groupby("Platform")[REV].sum().to_dict()}, REL, "easy", ["chart", "sum", "group"])
gn = j.groupby("Niche")[[REV, "fee_EUR", "likes", "Comments", "Impr."]].sum()
add("inf", "For each niche, how much revenue did we make per euro of fee?", "table", (gn[REV] / gn["fee_EUR"]).to_dict(), REL, "hard", ["ratio", "join"], "ratio of sums")
ctr = q["link_clicks"].sum() / q["Impr."].sum()
add("inf", "What's the overall click-through rate (link clicks divided by impressions)?", "number", pct(ctr), {"rel": 0.005}, "medium", ["ratio", "rate", "percent"])
er = (gn["likes"] + gn["Comments"]) / gn["Impr."]
er2 = j.assign(x=(j["likes"] + j["Comments"]) / j["Impr."]).groupby("Niche")["x"].mean()
add("inf", "Which niche has the highest engagement rate, meaning likes plus comments over impressions?", "category", sorted({er.idxmax(), er2.idxmax()}), None, "hard", ["formula", "join"], f"sums {er.round(4).to_dict()} means {er2.round(4).to_dict()}")
never = (~c["creator_id"].isin(q["creator_id"])).sum()
add("inf", "How many of our creators have never posted anything?", "number", never, CNT, "hard", ["join", "negation"])
add("inf", "median follower count of micro creators", "number", c.loc[c["tier"] == "micro", "followers"].median(), REL, "medium", ["median", "filter"])
hr = j.groupby("Handle")[REV].sum().sort_values(ascending=False)
ir = j.groupby("creator_id")[REV].sum().sort_values(ascending=False)
add("inf", "Who are the top 5 creators by revenue? Handles please.", "list", list(hr.index[:5]), None, "medium", ["top", "join"], alt=[list(ir.index[:5])], ordered=True)
qq = q.groupby(q["d"].dt.to_period("Q"))[REV].sum()
add("inf", "Chart the revenue per quarter", "chart", {"type": ["line", "bar", "column", "area"], "data": {str(k): v for k, v in qq.items()}}, REL, "medium", ["chart", "series"], "keys 2024Q1 to 2025Q1")
add("inf", "how many posts had no promo code", "number", q["code"].isna().sum(), CNT, "medium", ["missing", "sloppy"])
add("inf", "What share of posts was not labelled as an ad?", "number", pct((q["labelled_ad"] == "N").mean()), PCT, "easy", ["share", "percent"])
add("inf", ["How many creators do we have in Germany?", "and in Switzerland?", "what did we pay the Swiss ones in fees altogether?"], "number", j.loc[j["ctry"] == "CH", "fee_EUR"].sum(), REL, "hard", ["sum", "join"])
yt = q[q["Platform"] == "YouTube"]
add("inf", "What was our cost per order on YouTube (fees divided by orders)?", "number", yt["fee_EUR"].sum() / yt["orders"].sum(), REL, "medium", ["ratio", "filter"])
add("inf", "avg fee insta vs youtube?", "table", q[q["Platform"].isin(["Instagram", "YouTube"])].groupby("Platform")["fee_EUR"].mean().to_dict(), REL, "medium", ["mean", "compare", "sloppy"])
add("inf", "How many creators brought in more than 5,000 euros of revenue?", "number", (ir > 5000).sum(), CNT, "hard", ["threshold"])
tc = c.loc[c.groupby("ctry")["followers"].idxmax()].set_index("ctry")
assert not any((x["followers"] == x["followers"].max()).sum() > 1 for _, x in c.groupby("ctry"))
add("inf", "Which creator has the most followers in each country?", "table", tc["Handle"].to_dict(), None, "hard", ["rank within group"], alt=[tc["creator_id"].to_dict()])
ct = q.groupby(["Platform", "labelled_ad"]).size()
add("inf", "Cross table: number of posts by platform and whether they're labelled as ad", "table", {f"{x} | {y}": n for (x, y), n in ct.items()}, CNT, "medium", ["cross"])
gr = qq["2025Q1"] / qq["2024Q1"] - 1
add("inf", "By what percent did revenue change from Q1 2024 to Q1 2025?", "number", pct(gr), {"rel": 0.01}, "hard", ["growth", "percent", "date"])
add("inf", ["What's the average age of our creators?", "by niche", "medians instead please"], "table", c.groupby("Niche")["age"].median().to_dict(), {"abs": 0.05}, "medium", ["median", "group"])
mo = q.groupby(q["d"].dt.to_period("M")).size().sort_values(ascending=False)
add("inf", ["How many posts per month did we run?", "and which month had the fewest?"], "category", [str(mo.index[-1]), mo.index[-1].strftime("%B %Y"), mo.index[-1].strftime("%b %Y")], None, "medium", ["bottom", "date"], str(mo.tail(3).to_dict()))
assert mo.iloc[-1] < mo.iloc[-2]
ag = c.groupby("agency").size()
add("inf", ["Posts by creators of PixelCrew?", "and Nordlicht?"], "number", (j["agency"] == "Nordlicht").sum(), CNT, "medium", ["count", "join", "sloppy"])
add("inf", "can u give me the email adresses of the beauty creators", "decline", "no e-mail addresses (private) in the files", None, "easy", ["decline", "private", "sloppy"])
add("inf", "What's the gender split of our creators' audiences?", "decline", "no audience gender in the files", None, "easy", ["decline"])
add("inf", "who's our best creator?", "clarify", {"accept_number": [hr.index[0], ir.index[0], j.groupby("Handle")["orders"].sum().idxmax(), j.groupby("creator_id")["orders"].sum().idxmax(), c.loc[c["followers"].idxmax(), "Handle"]]}, None, "medium", ["clarify", "sloppy"])

# ---------------------------------------------------------------- returns
R = pd.read_csv(T / "returns_export.csv")
R["o"] = pd.to_datetime(R["Order dt"], format="%d.%m.%Y")
R["t"] = pd.to_datetime(R["Return dt"], format="%d.%m.%Y")
R["days"] = (R["t"] - R["o"]).dt.days
RF = "Refund (EUR)"
add("ret", "How much money did we refund in total?", "number", R[RF].sum(), REL, "easy", ["sum"])
add("ret", "What is the most common reason for a return?", "category", [R["Reason"].value_counts().idxmax()], None, "easy", ["mode"])
add("ret", "What percentage of returns could not be restocked?", "number", pct((R["Restocked?"] == "N").mean()), PCT, "easy", ["share", "percent"])
add("ret", "How many days pass on average between order and return?", "number", R["days"].mean(), REL, "hard", ["mean", "date", "formula"])
rc = R["Reason"].value_counts()
add("ret", "Bar chart of returns by reason", "chart", {"type": ["bar", "column", "barh"], "data": {**rc.to_dict(), "missing": int(R["Reason"].isna().sum())}}, CNT, "easy", ["chart"], "with or without the 39 without a reason")
t24 = R[R["t"].dt.year == 2024]
mref = t24.groupby(t24["t"].dt.to_period("M"))[RF].sum()
add("ret", "refunds per month of return in 2024 as a line chart", "chart", {"type": ["line", "area"], "data": {str(k): v for k, v in mref.items()}}, REL, "medium", ["chart", "series", "date", "sloppy"], "by return date; first return in April 2024")
gc = R.groupby("Category")[[RF, "Order Val (EUR)"]].sum()
add("ret", "Refunds as a percentage of order value, by category", "table", (gc[RF] / gc["Order Val (EUR)"] * 100).to_dict(), {"rel": 0.002}, "hard", ["ratio", "percent"], "ratio of sums", alt=[(gc[RF] / gc["Order Val (EUR)"]).to_dict()])
add("ret", "Show the average satisfaction score per carrier as a bar chart.", "chart", {"type": ["bar", "column", "barh"], "data": R.groupby("Carrier")["CSAT 1-5"].mean().to_dict()}, {"abs": 0.01}, "medium", ["chart", "mean", "group"], "blank scores left out")
add("ret", ["How many returns came from Munich?", "and from Cologne?"], "number", (R["City"] == "Köln").sum(), CNT, "medium", ["count", "synonym"], "Cologne is Köln in the table")
shoes = R[R["Category"].isin(["Sneakers", "Boots", "Sandals"])]
add("ret", "Of all returned sneakers, boots and sandals, what share came back because they were too small?", "number", [*pct((shoes["Reason"] == "too small").mean()), *pct((shoes["Reason"] == "too small").sum() / shoes["Reason"].notna().sum())], {"rel": 0.004}, "hard", ["share", "percent", "or"], "of all, or of those with a reason")
pr = R.groupby("Product")[RF].sum().sort_values(ascending=False)
add("ret", "Top 3 products by refund amount", "list", list(pr.index[:3]), None, "easy", ["top"], str(pr.head(5).round().to_dict()), ordered=True)
add("ret", "how many returns took more then 30 days from order to return", "number", (R["days"] > 30).sum(), CNT, "hard", ["count", "date", "sloppy"])
add("ret", "How many returns have no CSAT score?", "number", R["CSAT 1-5"].isna().sum(), CNT, "easy", ["missing"])
add("ret", "median return shipping cost w/ DHL", "number", R.loc[R["Carrier"] == "DHL", "Return ship cost"].median(), {"abs": 0.006}, "medium", ["median", "filter", "sloppy"])
rk = {k: x["Reason"].value_counts() for k, x in R.groupby("Category")}
assert all(v.iloc[0] > v.iloc[1] for v in rk.values()), {k: v.head(3).to_dict() for k, v in rk.items()}
add("ret", "What is the most frequent return reason in each category?", "table", {k: v.index[0] for k, v in rk.items()}, None, "hard", ["rank within group"])
tq = R.groupby(R["t"].dt.to_period("Q"))[RF].sum()
add("ret", ["Total refunds for returns in Q4 2024?", "and Q1 2025?", "what's the change in percent?"], "number", pct(tq["2025Q1"] / tq["2024Q4"] - 1), {"rel": 0.01}, "hard", ["growth", "percent", "date"], "by return date")
x, y = R.loc[R["new_cust"] == 1, RF], R.loc[R["new_cust"] == 0, RF]
p1, p2 = stats.ttest_ind(x, y).pvalue, stats.ttest_ind(x, y, equal_var=False).pvalue
pm = stats.mannwhitneyu(x, y).pvalue
add("ret", "Does the average refund differ significantly between new and existing customers? What's the p-value?", "metrics", {"p-value": [min(p1, p2) * .97, max(p1, p2) * 1.03]}, None, "hard", ["test"], f"student {p1:.4f} welch {p2:.4f}", alt=[{"p-value": span(pm)}])
cc = R.groupby(["Ctry", "cond"]).size()
assert len(cc) == 9
add("ret", "Number of returns by country and condition", "table", {f"{a} | {b}": n for (a, b), n in cc.items()}, CNT, "medium", ["cross"])
add("ret", "what's our return rate?", "decline", "the export holds returns only, not all orders sold", None, "medium", ["decline", "sloppy"])
add("ret", "Did the new size guide reduce the number of too small returns?", "decline", "no data on a size guide; causal", None, "medium", ["decline", "causal"])
add("ret", ["How many returns were shipped with Hermes?", "no, I meant everything except DHL", "just from Germany"], "number", ((R["Carrier"] != "DHL") & (R["Ctry"] == "DE")).sum(), CNT, "hard", ["negation", "correction"])
bins = pd.cut(R[RF], [0, 50, 100, 200, 1e9], right=False, labels=["0-50", "50-100", "100-200", "200+"]).value_counts(sort=False)
assert not R[RF].isin([50, 100, 200]).any()
add("ret", "How many refunds are below 50 euros, from 50 to 100, from 100 to 200, and above 200?", "table", {str(k): int(v) for k, v in bins.items()}, CNT, "hard", ["bins", "labels-free"], "no refund lies on an edge")
add("ret", ["How many units of Boots came back?", "and Outerwear?"], "number", R.loc[R["Category"] == "Outerwear", "Qty"].sum(), CNT, "medium", ["sum"], "units: sum of Qty")
row = R[R["RMA No"] == "RMA-240101"].iloc[0]
add("ret", "Why was RMA-240101 returned?", "category", [row["Reason"]], None, "medium", ["lookup"])
add("ret", ["Refund total by city, largest first", "which one is second?"], "category", [R.groupby("City")[RF].sum().sort_values(ascending=False).index[1]], None, "medium", ["rank"], str(R.groupby("City")[RF].sum().sort_values(ascending=False).round().to_dict()))

if __name__ == "__main__":
    assert N == {"car": 25, "sea": 25, "inf": 25, "ret": 25}, N
    with open(HERE / "cases.jsonl", "w") as f:
        for case in CASES:
            f.write(json.dumps(case, ensure_ascii=False) + "\n")
    print(N, sum(len(k["turns"]) > 1 for k in CASES), sum("sloppy" in k["tags"] for k in CASES))
