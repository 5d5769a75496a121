"""Computes every gold from tables/*.csv and writes cases.jsonl."""
import json, os
import numpy as np, pandas as pd
from scipy import stats
os.chdir(os.path.dirname(os.path.abspath(__file__)))
C = []; N = {}
FILES = {"travel": ["tables/travel_mode_choice.csv"], "macro": ["tables/us_macro_quarterly.csv"],
         "gym": ["tables/gym_members.csv", "tables/gym_visits.csv"], "food": ["tables/food_orders.csv"]}

def clean(x):
    if isinstance(x, pd.Series): return {str(k if not isinstance(k, tuple) else " | ".join(map(str, k))): clean(v) for k, v in x.items()}
    if isinstance(x, dict): return {str(k): clean(v) for k, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)): return [clean(v) for v in x]
    if isinstance(x, (bool, np.bool_)): return bool(x)
    if isinstance(x, (int, np.integer)): return int(x)
    if isinstance(x, (float, np.floating)): return round(float(x), 6)
    return x

def q(ds, turns, kind, gold, diff, tags, note, tol="auto", alt=None, **more):
    N[ds] = N.get(ds, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    if tol == "auto":
        tol = {"abs": 0.5} if "count" in tags else {"rel": 0.005} if kind in ("number", "table", "prediction", "chart") else None
    c = {"id": f"b13-{ds}-{N[ds]:02d}", "data": FILES[ds], "turns": turns, "answer_type": kind, "gold": clean(gold)}
    if alt: c["gold_alt"] = clean(alt)
    c.update(tolerance=tol, difficulty=diff, tags=tags + (["conversation"] if len(turns) > 1 else []), note=note, **more)
    C.append(c)

def pct(x): return [100 * x, x]
def pcts(*xs): return [100 * x for x in xs] + list(xs)

# ------------------------------------------------------------------ travel mode choice (statsmodels modechoice)
t = pd.read_csv("tables/travel_mode_choice.csv"); ch = t[t.chosen == 1]
who = t.drop_duplicates("traveller")
q("travel", "How many different travellers are there in this table?", "number", t.traveller.nunique(), "easy", ["count", "distinct"], "nunique of traveller; the table has four rows for each")
q("travel", "How many people chose the train?", "number", (ch["mode"] == "train").sum(), "easy", ["count", "filter"], "chosen=1 and mode=train")
q("travel", "What percentage of travellers went by car?", "number", pct((ch["mode"] == "car").mean()), "easy", ["share"], "59 of 210 travellers; of the car rows it is the same share")
q("travel", "Which mode of transport was chosen the most?", "category", ch["mode"].value_counts().index[0], "easy", ["top"], "train 63, car 59, air 58, bus 30")
w1, w2 = (x.groupby("mode").terminal_wait_min.mean() for x in (t, ch)); BAR = ["bar", "column"]
q("travel", "Bar chart of the average terminal wait by mode", "chart", {"type": BAR, "data": clean(w1)}, "easy", ["chart", "group", "mean"], "all rows; chosen rows accepted", alt=[{"type": BAR, "data": clean(w2)}])
q("travel", "avg in vehicle cost of the bus??", "number", t[t["mode"] == "bus"].in_vehicle_cost.mean(), "easy", ["sloppy", "mean", "filter"], "all bus rows")
q("travel", "Among those who flew, what was the median household income?", "number", ch[ch["mode"] == "air"].household_income_k.median() * np.array([1, 1000]), "medium", ["median", "filter", "synonym"], "chosen=1 and air; in thousands (or written out)")
q("travel", "Rank the four modes from fastest to slowest by average in-vehicle time.", "list", list(t.groupby("mode").in_vehicle_time_min.mean().sort_values().index), "medium", ["rank"], "all rows, ascending", alt=None)
q("travel", "How many travellers with a household income above 50k took the plane?", "number", ((ch["mode"] == "air") & (ch.household_income_k > 50)).sum(), "medium", ["count", "filter", "synonym"], "chosen air and income > 50")
lo = ch[ch.household_income_k < 20]
q("travel", "hi! what % of ppl w income under 20k went by bus", "number", pct((lo["mode"] == "bus").mean()), "medium", ["sloppy", "share", "filter"], "denominator: travellers with income below 20")
q("travel", "Show me a bar chart of how many travellers chose each mode", "chart", {"type": ["bar", "column"], "data": clean(ch["mode"].value_counts())}, "medium", ["chart", "count"], "chosen=1 by mode")
q("travel", ["What's the average generalized cost of flying?", "and for the train?"], "number", [t[t["mode"] == "train"].generalized_cost.mean(), ch[ch["mode"] == "train"].generalized_cost.mean()], "medium", ["mean", "followup"], "train rows; those who chose it is a second reading ('of flying')")
q("travel", ["Average party size of the people who chose the car", "what about those who chose air?", "and the largest party among them?"], "number", ch[ch["mode"] == "air"].party_size.max(), "medium", ["max", "followup"], "max party_size, chosen air", tol={"abs": 0.01})
q("travel", "What's the correlation between household income and party size?", "number", [who.household_income_k.corr(who.party_size), who.household_income_k.corr(who.party_size, method="spearman")], "medium", ["correlation"], "Pearson (rows or travellers alike as every traveller has four rows); Spearman accepted", tol={"abs": 0.006})
a, b = (ch[ch["mode"] == m].household_income_k for m in ("air", "bus"))
q("travel", "Is there a significant difference in household income between those who chose air and those who chose the bus? I need the p-value.", "number",
  [stats.ttest_ind(a, b, equal_var=False).pvalue, stats.ttest_ind(a, b).pvalue, stats.mannwhitneyu(a, b).pvalue], "hard", ["test"], "Welch, Student or Mann-Whitney", tol={"rel": 0.03, "abs": 0.0005})
t["tot"] = t.terminal_wait_min + t.in_vehicle_time_min; ch = t[t.chosen == 1]; who = t.drop_duplicates("traveller")
q("travel", "If you add the terminal wait to the in-vehicle time, which mode has the lowest average total time?", "category", t.groupby("mode").tot.mean().idxmin(), "medium", ["formula", "top"], "mean of wait + in vehicle by mode", alt=[ch.groupby("mode").tot.mean().idxmin()])
q("travel", "What is the average of terminal_wait_min + in_vehicle_time_min over the modes people actually chose?", "number", ch.tot.mean(), "medium", ["formula", "mean", "filter"], "chosen=1 rows")
mn = t.groupby("traveller").in_vehicle_cost.transform("min")
tm = t[t.chosen == 1].in_vehicle_cost == mn[t.chosen == 1]
ties = (t.in_vehicle_cost == mn).groupby(t.traveller).transform("sum")[t.chosen == 1]
q("travel", "For how many travellers was the mode they chose also the cheapest of their four options on in-vehicle cost?", "number", sorted({int(tm.sum()), int((tm & (ties == 1)).sum())}), "hard", ["count", "within-group"], "ties count as cheapest; strictly cheapest accepted")
q("travel", ["median in-vehicle cost for air?", "and the 90th percentile"], "number", t[t["mode"] == "air"].in_vehicle_cost.quantile(.9), "medium", ["percentile", "followup"], "air rows", tol={"rel": 0.01})
q("travel", "Of the people travelling alone, how many chose each mode?", "table", ch[ch.party_size == 1]["mode"].value_counts(), "medium", ["count", "group", "filter", "synonym"], "party_size=1, chosen=1")
q("travel", "traveller 57 - whats the generalised cost for each of his modes", "table", t[t.traveller == 57].set_index("mode").generalized_cost, "easy", ["sloppy", "lookup"], "the four rows of traveller 57")
q("travel", "What share of the travellers were women?", "decline", "no sex or gender in the table", "medium", ["decline"], "lacking column")
q("travel", "Would cutting bus fares by 10% make more people switch to the bus?", "decline", "causal: the table holds no fare change", "hard", ["decline", "causal"], "no experiment")
sd = lambda d, m: d[d["mode"] == m].terminal_wait_min.std()
q("travel", ["std dev of the waiting time for trains", "same for the bus", "now only for parties of 2 or more"], "number", [sd(t[t.party_size >= 2], "bus"), t[(t.party_size >= 2) & (t["mode"] == "bus")].terminal_wait_min.std(ddof=0)], "hard", ["spread", "followup"], "bus rows with party_size>=2; sample (population accepted)", tol={"rel": 0.006})
band = pd.cut(ch.household_income_k, [0, 20, 40, 60, 999], right=False, labels=["below 20", "20-39", "40-59", "60 and over"])
bs = (ch["mode"] == "car").groupby(band, observed=True).mean()
q("travel", "Split the travellers into income bands: below 20, 20-39, 40-59, and 60 or more (thousand). What share of each band chose the car?", "table", 100 * bs, "hard", ["bins", "share", "labels-free"], "bands from household_income_k, share of chosen mode = car", alt=[bs], tol={"rel": 0.006})

# ------------------------------------------------------------------ US macro
d = pd.read_csv("tables/us_macro_quarterly.csv"); y = d.groupby("year").mean()
cell = lambda c, yr, k: d[(d.year == yr) & (d.quarter == k)][c].iloc[0]
q("macro", "What time span does this data cover?", "text", {"must_mention": ["1959", "2009"], "must_not": []}, "easy", ["quality"], "1959 Q1 to 2009 Q3")
q("macro", "What was the average unemployment rate over the whole period?", "number", d.unemp.mean(), "easy", ["mean"], "mean of unemp")
q("macro", "In which year was average unemployment highest?", "category", "1982", "easy", ["top", "time"], "yearly mean 9.7 in 1982")
assert y.unemp.idxmax() == 1982
q("macro", "What was real GDP in the third quarter of 2005?", "number", cell("realgdp", 2005, 3), "easy", ["lookup"], "one row")
dec = d.groupby(d.year // 10 * 10).unemp.mean()
q("macro", "Average unemployment rate by decade, please", "table", {f"{k}s": v for k, v in dec.items()}, "medium", ["group", "time", "labels-free"], "decade from year; 1950s holds 1959 only", alt=[dec])
q("macro", "how many qtrs had negativ inflation", "number", (d.infl < 0).sum(), "easy", ["sloppy", "count", "filter"], "infl < 0")
q("macro", "In how many quarters did real GDP fall compared with the quarter before?", "number", (d.realgdp.diff() < 0).sum(), "hard", ["count", "growth", "time"], "diff of realgdp in time order below 0")
g = d.realgdp.iloc[-1] / d.realgdp.iloc[0] - 1
q("macro", "By what percentage did real GDP grow from Q1 1959 to Q3 2009?", "number", pct(g), "medium", ["growth", "percent"], "last over first minus 1")
q("macro", "Plot the unemployment rate over time as a line chart", "chart", {"type": ["line"], "data": None}, "easy", ["chart", "time"], "line, by quarter or year")
q("macro", "whats the corr betw unemp n inflation", "number", [d.unemp.corr(d.infl), d.unemp.corr(d.infl, method="spearman")], "medium", ["sloppy", "correlation"], "Pearson; Spearman accepted", tol={"abs": 0.006})
q("macro", "Which five years had the highest average inflation, highest first?", "list", [str(i) for i in y.infl.nlargest(5).index], "medium", ["top", "time"], "yearly mean of infl")
rg = lambda c, a, b: d[d.year.between(a, b)][c]
q("macro", ["What was the mean T-bill rate in the 1980s?", "and in the 1990s?"], "number", rg("tbilrate", 1990, 1999).mean(), "medium", ["mean", "time", "followup"], "1990-1999")
q("macro", ["average inflation in 1974", "1975?", "and the median for the years 1970 to 1979"], "number", rg("infl", 1970, 1979).median(), "medium", ["median", "time", "followup"], "median over the 40 quarters")
r8 = d[d.year == 2008]
q("macro", "What share of real GDP was real consumption in 2008?", "number", pcts(r8.realcons.sum() / r8.realgdp.sum(), (r8.realcons / r8.realgdp).mean()), "medium", ["ratio", "share", "formula"], "ratio of sums; mean of quarterly ratios is nearly equal")
pc = cell("realgdp", 2007, 4) / cell("pop", 2007, 4)
q("macro", "real gdp divided by population, last quarter of 2007 - what do u get", "number", [pc, pc * 1000], "medium", ["sloppy", "ratio", "formula", "lookup"], "13391.249 / 303.x = thousand dollars a head")
q("macro", "In how many years was the average unemployment rate above 7%?", "number", (y.unemp.round(6) > 7).sum(), "medium", ["count", "threshold"], "yearly means; 1986 is exactly 7.0 and not above")
q("macro", ["What R-squared do I get if I regress real consumption on real disposable income?", "And what is the slope?"], "number", stats.linregress(d.realdpi, d.realcons).slope, "hard", ["regression", "followup"], "OLS slope of realcons on realdpi")
q("macro", "how much of the variation in cpi does m1 explain? r squared pls", "number", pct(d.m1.corr(d.cpi) ** 2)[::-1], "hard", ["sloppy", "regression", "share"], "R2 of simple regression")
df_ = rg("unemp", 1990, 1999).mean() - rg("unemp", 2000, 2009).mean()
q("macro", "What's the difference in average unemployment between 1990-1999 and 2000-2009?", "number", [df_, -df_], "medium", ["difference", "time"], "either sign", tol={"abs": 0.006})
q("macro", ["Average CPI per year for 2000 to 2005", "no, I need unemployment instead of CPI"], "table", y.unemp.loc[2000:2005], "medium", ["group", "time", "filter", "followup", "correction"], "yearly means of unemp, 2000-2005")
q("macro", "What was the government debt in 2005?", "decline", "no debt in the table (realgovt is spending)", "medium", ["decline"], "lacking column")
q("macro", "Did the 2001 tax cuts cause investment to rise?", "decline", "causal; no taxes in the table", "hard", ["decline", "causal"], "cannot be told from the table")
inv = y.realinv.loc[2000:2009]
q("macro", ["Average real investment by year", "make that a bar chart, only 2000 to 2009"], "chart", {"type": ["bar", "column"], "data": clean(inv)}, "medium", ["chart", "time", "followup"], "yearly mean of realinv, 2000-2009")
q("macro", ["lowest real interest rate in the data?", "and which year was that"], "category", "2008", "medium", ["lookup", "followup", "sloppy"], "min realint -6.79, 2008 Q2")
assert d.loc[d.realint.idxmin()].year == 2008
nx = d["pop"].iloc[-1] + d["pop"].diff().tail(8).mean()
q("macro", "Based on the trend, what population would you expect for the fourth quarter of 2009?", "prediction", nx, "hard", ["prediction", "time"], "one quarter ahead of 308.0; any sensible trend is within 1.5 %", tol={"rel": 0.015})

# ------------------------------------------------------------------ gym
m = pd.read_csv("tables/gym_members.csv"); v = pd.read_csv("tables/gym_visits.csv")
m["J"] = pd.to_datetime(m["Joining Date"], format="%d/%m/%Y"); m["L"] = pd.to_datetime(m["Leave Dt"], format="%d/%m/%Y")
v["T"] = pd.to_datetime(v.CheckIn, format="%d/%m/%Y %H:%M")
act = m[m.L.isna()]; gone = m[m.L.notna()]; F = "Mthly Fee (GBP)"; NP = "NPS 0-10"
jv = v.merge(m, on="Member No", validate="m:1")
q("gym", "Box plot of age by plan", "chart", {"type": ["box", "boxplot"], "data": None}, "easy", ["chart", "distribution"], "Age by Plan")
q("gym", ["How many members have left us?", "and as a share of all members"], "number", pct(len(gone) / len(m)), "medium", ["share", "rate", "followup"], "Leave Dt present over all members")
q("gym", "Cross-tabulate plan against PT package (member counts)", "table", m.groupby(["Plan", "PT Pkg"]).size(), "medium", ["count", "crosstab"], "all members", alt=[act.groupby(["Plan", "PT Pkg"]).size()])
q("gym", "Which five members have the most visits? Give me their member numbers, busiest first.", "list", list(v["Member No"].value_counts().index[:5]), "medium", ["top", "list"], "72, 42, 41, 40, 38 visits: no ties")
lr = m.groupby("Lead Src").L.apply(lambda s: s.notna().mean())
q("gym", "Which lead source has the highest percentage of members who left?", "category", lr.idxmax(), "medium", ["rate", "top"], "leavers over members by Lead Src")
q("gym", ["what reasons do people give for leaving, with counts", "only the top 3, most frequent first"], "list", list(gone["Leave Reason"].value_counts().index[:3]), "medium", ["top", "list", "followup"], "value counts of Leave Reason")
q("gym", "How many women have the Premium plan?", "number", [((m.Sex == "F") & (m.Plan == "Premium")).sum(), ((act.Sex == "F") & (act.Plan == "Premium")).sum()], "easy", ["count", "filter", "synonym"], "all members in the file; 'have' may be read as active ones")
q("gym", "What do the fees of our current members (not left) add up to per month?", "number", act[F].sum(), "medium", ["sum", "filter", "missing"], "sum of monthly fee where Leave Dt is empty")
q("gym", "hw many visits did we have in jan 2025", "number", ((v["T"].dt.year == 2025) & (v["T"].dt.month == 1)).sum(), "easy", ["sloppy", "count", "time", "filter"], "CheckIn in January 2025 (day first)")
fb = v[(v["T"].dt.year == 2025) & (v["T"].dt.month == 2)].Club.value_counts()
q("gym", "Which club saw the fewest check-ins in February 2025?", "category", fb.idxmin(), "medium", ["bottom", "time", "filter"], "visits by club in Feb 2025")
nps = lambda s: 100 * ((s >= 9).sum() - (s <= 6).sum()) / s.notna().sum()
q("gym", "What is our net promoter score? (% giving 9 or 10 minus % giving 0 to 6)", "number", [nps(m[NP]), nps(m[NP]) / 100], "hard", ["formula", "rate"], "of those with a rating")
q("gym", "hw many members r aged 30 to 45", "number", [m.Age.between(30, 45).sum(), act.Age.between(30, 45).sum()], "easy", ["sloppy", "count", "filter"], "both ends included; all in the file, or the active ones")
q("gym", "How many of the active members (no leave date) never show up in the visits file?", "number", (~act["Member No"].isin(v["Member No"])).sum(), "hard", ["count", "join", "missing"], "anti-join of active members with visits")
vc = m["Member No"].map(v["Member No"].value_counts()).fillna(0)
q("gym", "Average number of visits per member by plan, counting members who never came as zero", "table", vc.groupby(m.Plan).mean(), "hard", ["join", "group", "ratio"], "visits / members in the members file by plan")
q("gym", "What percentage of visits were made at a club that isn't the member's home club?", "number", pct((jv.Club != jv["Home Club"]).mean()), "hard", ["join", "share"], "visits.Club != members.Home Club")
mv = v.groupby(v["T"].dt.strftime("%Y-%m")).size()
q("gym", "Line chart of visits per month please", "chart", {"type": ["line", "area"], "data": clean(mv)}, "medium", ["chart", "time", "count"], "Oct 2024 to Mar 2025")
q("gym", ["How many members came via Google Ads?", "and Facebook?", "only the women"], "number", ((m["Lead Src"] == "Facebook") & (m.Sex == "F")).sum(), "medium", ["count", "followup", "synonym"], "Lead Src = Facebook and Sex = F")
q("gym", ["average age of the members by plan", "just for York", "median instead of the average"], "table", m[m["Home Club"] == "York"].groupby("Plan").Age.median(), "medium", ["median", "group", "followup"], "Home Club = York", alt=None)
we = v[v["T"].dt.dayofweek >= 5].Activity.value_counts()
q("gym", ["visits by activity", "and what does it look like on weekends only?"], "table", we, "hard", ["count", "time", "followup", "group"], "CheckIn on Saturday or Sunday")
a, b = act[NP].dropna(), gone[NP].dropna()
q("gym", "Is the NPS rating of members who left significantly different from those who stayed? Give me the p-value", "number",
  [stats.ttest_ind(a, b, equal_var=False).pvalue, stats.ttest_ind(a, b).pvalue, stats.mannwhitneyu(a, b).pvalue], "hard", ["test", "missing"], "very small by any test", tol={"abs": 0.001})
q("gym", "for how many ppl is the nps missing", "number", m[NP].isna().sum(), "easy", ["sloppy", "count", "missing"], "null NPS in members")
q("gym", "How much did we spend on Facebook ads to win those members?", "decline", "no advertising cost in the tables", "medium", ["decline"], "lacking column")
q("gym", "who are our best members", "clarify", None, "medium", ["clarify", "sloppy", "vague"], "best by visits, fee, tenure or NPS is open")
q("gym", "Split all members into 3 groups by age and monthly fee", "segments", {"k": 3, "n": len(m), "needs": ["age", "fee"]}, "hard", ["segments"], "clustering on Age and fee, 860 members")
ten = (gone.L - gone.J).dt.days
q("gym", ["hey, how many days on avg do ppl stay before they leave", "ok and for students?"], "number", ten[gone.Plan == "Student"].mean(), "hard", ["sloppy", "time", "formula", "followup"], "Leave Dt minus Joining Date, leavers on the Student plan")

# ------------------------------------------------------------------ food delivery
f0 = pd.read_csv("tables/food_orders.csv")
f0["D"] = pd.to_datetime(f0["Order Dt"], format="%d-%b-%y")
f1 = f0.drop_duplicates()
assert f1.OrderRef.is_unique and len(f0) - len(f1) == 5
B, S = "Basket GBP", "Deliv mins"
def uniq(xs):
    out = []
    for x in xs:
        if x not in out: out.append(x)
    return out
def both(fn): return uniq([clean(fn(f0)), clean(fn(f1))])   # as it stands, and without the five rows exported twice
def num(turns, fn, diff, tags, note, **k):
    g = both(fn); q("food", turns, "number", g if len(g) > 1 else g[0], diff, tags, note, **k)
def share(turns, fn, diff, tags, note, **k):
    g = both(fn); q("food", turns, "number", pcts(*g), diff, tags, note, **k)
def tab(turns, fn, diff, tags, note, **k):
    g = both(fn); q("food", turns, "table", g[0], diff, tags, note, alt=g[1:] + k.pop("alt", []), **k)
num("How many pizza or burger orders were not delivered (cancelled or refunded)?", lambda f: (f.Cuisine.isin(["Pizza", "Burgers"]) & (f.Status != "Delivered")).sum(), "medium", ["count", "filter", "negation", "or"], "five order rows appear twice; both counts accepted")
zc = both(lambda f: f.groupby("Zone").Cuisine.agg(lambda c: c.value_counts().idxmax()))
q("food", "For each zone, which cuisine got the most orders?", "table", zc[0], "hard", ["within-group", "top", "text-values"], "most frequent Cuisine within Zone", alt=zc[1:])
share("What share of orders used a voucher?", lambda f: f.Voucher.notna().mean(), "easy", ["share", "missing"], "Voucher not empty over all orders")
cb = both(lambda f: f.groupby("Cuisine")[B].sum()); PIE = ["pie", "donut"]
q("food", "Pie chart of total basket value by cuisine", "chart", {"type": PIE, "data": cb[0]}, "easy", ["chart", "sum", "group"], "all orders", alt=[{"type": PIE, "data": x} for x in cb[1:]])
q("food", "Scatter plot of distance against delivery minutes", "chart", {"type": ["scatter"], "data": None}, "easy", ["chart", "correlation"], "Dist (km) and Deliv mins")
tops = both(lambda f: list(f.groupby("Restaurant")[B].sum().nlargest(5).index))
q("food", "Top 5 restaurants by total basket value", "list", tops[0], "medium", ["top", "list", "sum"], "largest first", alt=tops[1:])
num("Average delivery time for bike couriers going to SE5?", lambda f: f[(f.courier == "bike") & (f.Zone == "SE5")][S].mean(), "medium", ["mean", "filter"], "courier=bike (not e-bike), zone SE5")
num("hw many baskets were over 60 quid", lambda f: (f[B] > 60).sum(), "easy", ["sloppy", "count", "filter"], "Basket GBP > 60")
tab("Median delivery minutes by courier type", lambda f: f.groupby("courier")[S].median(), "easy", ["median", "group"], "non-missing Deliv mins")
num("How many restaurants had more than 150 orders?", lambda f: (f.Restaurant.value_counts() > 150).sum(), "medium", ["count", "threshold"], "orders per restaurant > 150")
nv = lambda f: (f[B] + f["Deliv Fee GBP"] - f["Disc GBP"] + f["Tip GBP"])
num("For delivered orders, what is the average of basket + delivery fee - discount + tip?", lambda f: nv(f)[f.Status == "Delivered"].mean(), "medium", ["formula", "mean", "filter"], "row-wise then mean")
share("% of delivered orders that took over 45 min?", lambda f: (f[f.Status == "Delivered"][S] > 45).mean(), "medium", ["sloppy", "share", "filter"], "Deliv mins > 45 over Delivered")
bk = f1[(f1.courier == "bike") & f1[S].notna()]; lm = stats.linregress(bk["Dist (km)"], bk[S].astype(float))
q("food", "How many minutes would you expect a 5 km delivery by bike to take?", "prediction", lm.intercept + 5 * lm.slope, "hard", ["prediction"], "regression on the bike orders; other sensible models or near orders lie within 12 %", tol={"rel": 0.12})
q("food", "Are there duplicate rows in this export, and how many?", "number", [5, 10], "medium", ["quality", "count"], "five rows repeat an earlier one (10 rows involved)")
q("food", ["whats the biggest basket we ever had", "which restaurant was that order from?"], "category", f1.loc[f1[B].idxmax(), "Restaurant"], "medium", ["lookup", "top", "followup"], "basket of 1186.40")
mo = lambda f, k: f[f.D.dt.month == k][B].sum()
share("By how much did the total basket value grow from January to June, in percent?", lambda f: mo(f, 6) / mo(f, 1) - 1, "medium", ["growth", "percent", "time"], "June over January minus 1", tol={"rel": 0.006})
num("avg stars 4 the sushi places pls", lambda f: f[f.Cuisine == "Sushi"].Stars.mean(), "easy", ["sloppy", "mean", "filter"], "mean of Stars, Cuisine = Sushi")
num(["How many orders came from N1?", "and from NW3?", "what was the average basket there"], lambda f: f[f.Zone == "NW3"][B].mean(), "medium", ["mean", "followup"], "zone NW3")
r2 = f1.Restaurant.value_counts().index[1]; assert r2 == f0.Restaurant.value_counts().index[1]
num(["top 3 restaurants by number of orders", "the second one: what's its average star rating?"], lambda f: f[f.Restaurant == r2].Stars.mean(), "hard", ["followup", "mean", "top"], f"second is {r2}")
tab(["total tips by courier type", "actually make it the average tip per order"], lambda f: f.groupby("courier")["Tip GBP"].mean(), "medium", ["mean", "group", "followup"], "mean of Tip GBP with the zeros", alt=[])
tab(["orders by cuisine in march", "sorry i meant april"], lambda f: f[f.D.dt.month == 4].Cuisine.value_counts(), "medium", ["count", "group", "followup", "sloppy", "time"], "Order Dt in April")
q("food", "What's our profit margin per restaurant?", "decline", "no costs or commission in the table", "medium", ["decline"], "lacking column")
q("food", "Did the SPRING10 voucher make people order bigger baskets?", "decline", "causal: vouchers were not given at random", "hard", ["decline", "causal"], "observational")
wd = both(lambda f: f.D.dt.day_name().value_counts())
q("food", "Chart the number of orders by day of the week", "chart", {"type": ["bar", "column", "line"], "data": wd[0]}, "medium", ["chart", "time", "count"], "weekday of Order Dt; doubled rows in or out", alt=[{"type": ["bar", "column", "line"], "data": w} for w in wd[1:]])
num("quick q for my boss: how many customers ordered more than 8 times?", lambda f: (f.groupby("Cust_ID").OrderRef.count() > 8).sum(), "medium", ["sloppy", "count", "threshold"], "orders per Cust_ID > 8; doubled rows in or out")

for c in C: c["note"] = str(c["note"])
assert all(n == 25 for n in N.values()) and len(C) == 100, N
with open("cases.jsonl", "w") as o:
    for c in C: o.write(json.dumps(c, ensure_ascii=False) + "\n")
if __name__ == "__main__" and os.environ.get("SHOW"):
    for c in C: print(c["id"], c["turns"], c["answer_type"], c["gold"], c.get("gold_alt", ""), sep=" || ")
    print(pd.Series([len(c["turns"]) > 1 for c in C]).sum(), "conversations", pd.Series(["sloppy" in c["tags"] for c in C]).sum(), "sloppy")
