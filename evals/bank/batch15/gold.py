"""Computes every gold from tables/*.csv and writes cases.jsonl."""
import json
from pathlib import Path
import numpy as np, pandas as pd
from scipy import stats
H = Path(__file__).resolve().parent
rd = lambda f, **k: pd.read_csv(H / "tables" / f"{f}.csv", **k)
cases, count = [], {}
ABS, REL = {"abs": 0.5}, {"rel": 0.005}
def plain(x):
    if isinstance(x, pd.Series): return {(" | ".join(map(str, k)) if isinstance(k, tuple) else str(k)): plain(v) for k, v in x.items()}
    if isinstance(x, dict): return {str(k): plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)): return [plain(v) for v in x]
    if isinstance(x, np.bool_): return bool(x)
    if isinstance(x, np.integer): return int(x)
    if isinstance(x, (float, np.floating)): return float(f"{float(x):.10g}")
    return x
def add(q, kind, gold, tol=None, diff="easy", tags="", note="", alt=None, ordered=None):
    n = count[short] = count.get(short, 0) + 1
    c = {"id": f"b15-{short}-{n:02d}", "data": data, "turns": [q] if isinstance(q, str) else q, "answer_type": kind, "gold": plain(gold)}
    if alt is not None: c["gold_alt"] = plain(alt)
    if ordered is not None: c["ordered"] = ordered
    c.update(tolerance=tol, difficulty=diff, tags=tags.split(), note=note); cases.append(c)
def pct(x): return [x, x * 100]
def share(*xs): return [v for x in xs for v in pct(x)]
def pcts(s): return dict(gold=s, alt=[s * 100])

# ============================================================ experiment
short, data = "exp", ["tables/experiment.csv"]
e = rd("experiment"); E1, E2, E3 = "experiment_1", "experiment_2", "experiment_3"
tr, co, wo, me = e[e.group == "treatment"], e[e.group == "control"], e[e.gender == "female"], e[e.gender == "male"]
add("How many participants were in the treatment group?", "number", len(tr), ABS, "easy", "count filter", "group = treatment")
add("Did scores change significantly between experiment 1 and experiment 2? Run a paired t-test and give me the p-value.", "number", [stats.ttest_rel(e[E2], e[E1]).pvalue], {"abs": 0.00001}, "medium", "test p-value paired", "paired t-test over the 100 rows")
add("Compare the average experiment 2 score of men and women.", "table", e.groupby("gender")[E2].mean(), REL, "easy", "mean group synonym", "mean of experiment_2 by gender")
add("Which of the three experiments has the largest spread in scores?", "category", ["experiment_3", "experiment 3"], None, "medium", "spread columns", "standard deviation, IQR and range all say experiment_3")
assert e[[E1, E2, E3]].std().idxmax() == E3 and (e[[E1, E2, E3]].quantile(.75) - e[[E1, E2, E3]].quantile(.25)).idxmax() == E3 and (e[[E1, E2, E3]].max() - e[[E1, E2, E3]].min()).idxmax() == E3
add("How much higher is the mean of experiment 3 in the treatment group than in the control group?", "number", tr[E3].mean() - co[E3].mean(), REL, "medium", "difference group mean", "difference of means")
add("What is the p-value of a t-test comparing experiment 1 between treatment and control?", "number", [stats.ttest_ind(tr[E1], co[E1], equal_var=False).pvalue, stats.ttest_ind(tr[E1], co[E1]).pvalue], {"rel": 0.01}, "medium", "test p-value", "Welch or Student")
add("Correlation between experiment_1 and experiment_3?", "number", [e[E1].corr(e[E3]), e[E1].corr(e[E3], method="spearman")], {"abs": 0.005}, "easy", "correlation", "Pearson (Spearman accepted)")
add("How many people scored above 120 in experiment 2?", "number", (e[E2] > 120).sum(), ABS, "easy", "count filter range", "experiment_2 > 120")
add("What percentage of the control group scored under 80 in experiment 3?", "number", pct((co[E3] < 80).mean()), REL, "medium", "share filter", "control rows with experiment_3 < 80 over control rows")
add("Give me the 90th percentile of experiment_2.", "number", [e[E2].quantile(.9), e[E2].quantile(.9, interpolation="lower"), e[E2].quantile(.9, interpolation="higher"), e[E2].quantile(.9, interpolation="midpoint")], REL, "easy", "percentile", "linear interpolation (neighbours accepted)")
add("Show the number of participants by gender and group.", "table", e.groupby(["gender", "group"]).size(), ABS, "easy", "count crosstab", "cross table of gender and group", alt=[e.groupby(["group", "gender"]).size()])
add("For each group, what is the average change from experiment 1 to experiment 3, i.e. experiment_3 minus experiment_1?", "table", (e[E3] - e[E1]).groupby(e.group).mean(), REL, "medium", "formula mean group", "mean of the row difference by group")
add("How many participants scored lower in experiment 3 than in experiment 1?", "number", (e[E3] < e[E1]).sum(), ABS, "medium", "count compare-columns", "rows with experiment_3 < experiment_1")
add(["Show the average of experiment 3 by group", "draw that as box plots instead"], "chart", {"type": ["box", "boxplot"], "data": None}, None, "easy", "conversation chart box", "one box a group")
X = np.column_stack([np.ones(len(e)), e[E1], e[E2]]); fit = X @ np.linalg.lstsq(X, e[E3], rcond=None)[0]
r2 = 1 - ((e[E3] - fit) ** 2).sum() / ((e[E3] - e[E3].mean()) ** 2).sum()
add("If we regress experiment_3 on experiment_1 and experiment_2, what R-squared do we get?", "number", pct(r2), {"abs": 0.002}, "medium", "regression", "least squares with intercept over all 100 rows, two predictors")
# sloppy
add("avg exp 1 score for the gals in the control grp pls", "number", co[co.gender == "female"][E1].mean(), REL, "medium", "sloppy mean filter synonym", "female and control")
add("quick q for my boss: whats the median of experiment 3 treatment vs control", "table", e.groupby("group")[E3].median(), REL, "medium", "sloppy median group", "median by group")
add("hey is there any missing data in here, how many empty cells in total", "number", e.isna().sum().sum(), ABS, "easy", "sloppy data-quality", "no missing cells at all")
add("which grp had the single highest experment 3 score", "category", e.loc[e[E3].idxmax(), "group"], None, "easy", "sloppy typo max", "group of the row with the largest experiment_3")
add("scater plot exp1 vs exp2 coloured by gender", "chart", {"type": ["scatter"], "data": None}, None, "easy", "sloppy typo chart scatter", "scatter of experiment_1 and experiment_2")
# conversations
add(["What's the mean of experiment 1 by group?", "And experiment 3?", "only women"], "table", wo.groupby("group")[E3].mean(), REL, "medium", "conversation measure filter", "female: mean of experiment_3 by group")
add(["How many men scored more than 100 in experiment 2?", "and women?", "what is that as a percentage of all women?"], "number", pct((wo[E2] > 100).mean()), REL, "medium", "conversation share", "women with experiment_2 > 100 over all women")
add(["Average score in experiment 2 for the treatment group", "no sorry, I meant the control group", "what about the median?"], "number", co[E2].median(), REL, "medium", "conversation correction median", "median of experiment_2 in control")
# decline
add("What is the average age of the participants?", "decline", "there is no age column", None, "easy", "decline missing-column", "no age in the data")
add(["Which group scored higher in experiment 3?", "And how did the two groups do in the follow-up six months later?"], "decline", "no follow-up measurement or dates in the data", None, "medium", "conversation decline missing-column", "the table only has experiments 1 to 3, no time")

# ============================================================ heart
short, data = "hrt", ["tables/heart.csv"]
h = rd("heart"); s, a, c = h.survival, h.age, h.censors
add("How many patients are in this file?", "number", len(h), ABS, "easy", "count", "rows")
add("What is the average age of the patients?", "number", a.mean(), REL, "easy", "mean", "mean of age")
add("Median survival time?", "number", [s.median()], REL, "easy", "median", "plain median of survival, or the Kaplan-Meier median (1 in censors = uncensored)")
def km_median(t, d):
    S = 1.0
    for u in np.sort(t[d == 1].unique()):
        S *= 1 - ((t == u) & (d == 1)).sum() / (t >= u).sum()
        if S <= .5: return u
cases[-1]["gold"] = plain([s.median(), km_median(s, c)])
add(["How many patients have a censors value of 1?", "and 0?"], "number", (c == 0).sum(), ABS, "easy", "conversation value count filter", "censors = 0")
add("Compare the mean survival for censors 0 and censors 1.", "table", s.groupby(c).mean(), REL, "easy", "mean group", "mean of survival by the flag")
add(["How many patients are younger than 30?", "New question: how many of all patients survived for longer than a year (365 days)?"], "number", (s > 365).sum(), ABS, "medium", "conversation new-topic count filter range", "survival > 365")
add("What share of patients were younger than 40?", "number", pct((a < 40).mean()), REL, "easy", "share filter range", "age < 40 over all rows")
lr = stats.linregress(a, s)
add("Based on a linear trend in the data, what survival would you predict for a 30 year old patient?", "prediction", lr.intercept + lr.slope * 30, {"rel": 0.1}, "hard", "prediction regression", "least-squares line of survival on age at 30")
add("What survival is recorded for the oldest patient?", "number", s[a.idxmax()], ABS, "medium", "look-up", "row with the largest age")
add("How strongly are age and survival correlated?", "number", [a.corr(s), a.corr(s, method="spearman")], {"abs": 0.005}, "easy", "correlation", "Pearson (Spearman accepted)")
add("What is the p-value for the difference in age between censors = 0 and censors = 1?", "number", [stats.ttest_ind(a[c == 0], a[c == 1], equal_var=False).pvalue, stats.ttest_ind(a[c == 0], a[c == 1]).pvalue, stats.mannwhitneyu(a[c == 0], a[c == 1]).pvalue], {"rel": 0.02}, "medium", "test p-value", "Welch, Student or Mann-Whitney")
dec = (a // 10 * 10).astype(int)
bands = lambda f: {f(k): v for k, v in a.groupby(dec).size().items()}
add("How many patients are there per ten-year age band (under 20, 20-29, 30-39, 40-49, 50-59, 60 and over)?", "table", bands(lambda k: {10: "under 20", 20: "20-29", 30: "30-39", 40: "40-49", 50: "50-59", 60: "60 and over"}[k]), ABS, "hard", "bins count", "age bins with lower bound included",
    alt=[bands(lambda k: f"{k}-{k + 9}"), bands(lambda k: f"{k}-{k + 10}"), bands(lambda k: f"[{k}, {k + 10})"), bands(lambda k: {10: "<20", 60: "60+"}.get(k, f"{k}-{k + 9}")), bands(lambda k: {10: "under 20", 60: "60+"}.get(k, f"{k}-{k + 9}"))])
add("What is the interquartile range of survival?", "number", [s.quantile(.75) - s.quantile(.25), stats.iqr(s, interpolation="midpoint")], REL, "medium", "spread percentile", "75th minus 25th percentile")
add("Show a histogram of age.", "chart", {"type": ["histogram", "bar"], "data": None}, None, "easy", "chart histogram", "distribution of age")
slope = stats.linregress(a, s).slope
add("Fit a straight line of survival on age: by how many days does survival change per extra year of age?", "number", [slope, abs(slope)], REL, "medium", "regression slope", "least-squares slope")
# sloppy
add("how many ppl were in there fifties or older when they had the op", "number", (a >= 50).sum(), ABS, "medium", "sloppy count filter range", "age >= 50")
add("whats the longest survial in the data", "number", s.max(), ABS, "easy", "sloppy typo max", "maximum of survival")
add("survival under 30 days - what % is that of all", "number", pct((s < 30).mean()), REL, "easy", "sloppy share filter", "survival < 30 over all rows")
add("top 5 longest survivers, just give me their ages in order", "list", a[s.nlargest(5).index].tolist(), None, "medium", "sloppy typo top-n list", "ages of the five rows with the largest survival", ordered=True)
add("scatter of age against survival pls", "chart", {"type": ["scatter"], "data": None}, None, "easy", "sloppy chart scatter", "age and survival")
# conversations
add(["What's the average survival?", "for patients under 45", "and the median instead"], "number", s[a < 45].median(), REL, "medium", "conversation filter median", "median of survival where age < 45")
add(["How many patients lived more than 1000 days?", "how many of those are over 45?", "and what's their average age?"], "number", a[(s > 1000) & (a > 45)].mean(), REL, "medium", "conversation filter mean", "survival > 1000 and age > 45", )
add(["average age by censors", "drop the grouping, just tell me the standard deviation of age"], "number", [a.std(), a.std(ddof=0)], REL, "medium", "conversation new-measure spread", "sample (population accepted)")
# decline
add("Did the male patients live longer than the female ones?", "decline", "no sex or gender column", None, "easy", "decline missing-column", "gender is not in the data")
add("Which surgeon had the best results?", "decline", "no surgeon column", None, "easy", "decline missing-column", "surgeons are not in the data")

# ============================================================ loyalty
short, data = "loy", ["tables/members.csv", "tables/baskets.csv"]
m, b = rd("members"), rd("baskets")
m.columns = ["card", "birth", "area", "tier", "email", "sms", "post", "joined", "scheme"]
b.columns = ["ref", "card", "date", "store", "chnl", "amt", "items", "pts"]
m["joined"], b["date"] = pd.to_datetime(m.joined, format="%d/%m/%Y"), pd.to_datetime(b.date, format="%d/%m/%Y")
j = b.merge(m, on="card")
assert len(j) == b.card.notna().sum() and m.card.is_unique
add("How many members do we have in each tier?", "table", m.groupby("tier").size(), ABS, "easy", "count group", "rows of members by TIER")
add("What share of members have opted in to email?", "number", share((m.email == "Y").mean(), (m.email == "Y").sum() / m.email.notna().sum()), REL, "easy", "share flag missing", "Y over all members, or over those with an answer (41 blank)")
add("How many members may we text but not email?", "number", [((m.sms == "Y") & (m.email == "N")).sum(), ((m.sms == "Y") & (m.email != "Y")).sum()], ABS, "medium", "count flag negation missing", "SMS Y and email N, or email not Y (blank included)")
sp = b.groupby("store").amt.sum()
add("Which stores sold more than 22,000 pounds in total?", "list", sp[sp > 22000].sort_values(ascending=False).index.tolist(), None, "medium", "group threshold list", f"{sp.round().to_dict()}", ordered=False)
add(["What is the average basket value?", "and for each channel?", "sort lowest first please"], "table", b.groupby("chnl").amt.mean().sort_values(), REL, "medium", "conversation order mean group", "mean of Amt (GBP), missing amounts left out")
add("How much did Gold members spend in total?", "number", j[j.tier == "Gold"].amt.sum(), REL, "medium", "join sum filter", "baskets joined to members on the card number")
add("How many members did not shop at all in 2024?", "number", (~m.card.isin(b.card)).sum(), ABS, "hard", "join count negation", "members without any basket; all baskets are from 2024")
assert b.date.dt.year.eq(2024).all()
tops = j.groupby("card").amt.sum().nlargest(6); assert tops.iloc[4] > tops.iloc[5]
add("List the card numbers of the five members who spent the most.", "list", [str(int(k)) for k in tops.index[:5]], None, "medium", "top-n list sum", "sum of Amt (GBP) by card; baskets without card left out", ordered=True)
mon = b.groupby(b.date.dt.strftime("%Y-%m")).amt.sum()
add("Plot monthly sales as a line.", "chart", {"type": ["line"], "data": mon}, REL, "medium", "chart line time-series", "sum of Amt (GBP) by month of Txn Date")
add("Points earned per pound spent: what is the ratio for each tier?", "table", (lambda g: g.pts.sum() / g.amt.sum())(j[j.amt.notna()].groupby("tier")), {"rel": 0.005}, "hard", "join ratio-of-sums group", "sum of points over sum of amount by tier; baskets with no amount left out or kept", alt=[(lambda g: g.pts.sum() / g.amt.sum())(j.groupby("tier"))])
wd = b.groupby(b.date.dt.day_name()).amt.sum().sort_values(ascending=False); assert wd.iloc[0] > wd.iloc[1]
add("On which day of the week do we take the most money overall?", "category", wd.index[0], None, "medium", "weekday sum max", f"{wd.to_dict()}")
add("How many members were born in the 1980s?", "number", m.birth.between(1980, 1989).sum(), ABS, "easy", "count filter range", "Birth Yr 1980 to 1989")
nov, dec_ = mon["2024-11"], mon["2024-12"]
add("By what percentage did sales grow from November to December 2024?", "number", pct(dec_ / nov - 1), {"rel": 0.01}, "medium", "growth time", "December over November sums")
ct = pd.crosstab(m.tier, m.email)
add("Is email consent (Y vs N) related to tier? Give me the p-value of a chi-squared test.", "number", [stats.chi2_contingency(ct).pvalue], {"rel": 0.02}, "hard", "test p-value", "tier by Y/N; blanks left out")
act = m.card.isin(b.card).sum()
add("Group our shoppers into 4 segments by how often they buy and how much they spend.", "segments", {"k": 4, "n": act, "needs": []}, None, "hard", "segments join", "members with at least one basket", alt=[{"k": 4, "n": len(m), "needs": []}, {"k": 4, "n": j[j.amt.notna()].card.nunique(), "needs": []}])
# sloppy
add("how many baskets over 100 quid", "number", (b.amt > 100).sum(), ABS, "easy", "sloppy count filter", "Amt (GBP) > 100")
add("need this for a slide - % of revenue from home delivery??", "number", pct(b[b.chnl == "Home Delivery"].amt.sum() / b.amt.sum()), REL, "medium", "sloppy share sum", "Home Delivery over all sales")
add("whats the basket ref of the bigest shop ever, looks like an outlier", "category", b.loc[b.amt.idxmax(), "ref"], None, "medium", "sloppy typo look-up max", "row with the largest amount")
add("avg spend per basket by tier, bar chart, highest first", "chart", {"type": ["bar", "column"], "data": j.groupby("tier").amt.mean()}, REL, "medium", "sloppy chart join mean", "mean amount by tier")
add("whats the phone nr of member 6300136263, wanna ring them", "decline", "no phone numbers in the data", None, "easy", "sloppy decline private", "contact details are not in the data")
# conversations
add(["How many members are there per postcode area?", "only those who said yes to email", "which is the second largest?"], "category", m[m.email == "Y"].area.value_counts().index[1], None, "medium", "conversation filter rank", f"{m[m.email == 'Y'].area.value_counts().to_dict()}")
vc = m[m.email == "Y"].area.value_counts().tolist(); assert vc[0] > vc[1] > vc[2]
add(["What were total sales at Leeds Kirkgate?", "and Headingley?", "how many baskets was that?"], "number", [(b.store == "Leeds Headingley").sum(), ((b.store == "Leeds Headingley") & b.amt.notna()).sum()], ABS, "medium", "conversation value measure", "baskets at Leeds Headingley (all, or with an amount)")
add(["median number of items per basket", "by channel please", "now only York Clifton"], "table", b[b.store == "York Clifton"].groupby("chnl")["items"].median(), REL, "medium", "conversation group filter median", "York Clifton: median No Items by channel")
# decline / clarify
add("Which store made the best gross margin?", "decline", "no cost or margin data", None, "medium", "decline missing-column", "only sales amounts are there")
add(["How many members opted in to SMS?", "How many of them opened our last newsletter?"], "decline", "no newsletter opens in the data", None, "medium", "conversation decline missing-column", "the data has consent only, no e-mail response")

# ============================================================ leads
short, data = "lea", ["tables/leads.csv"]
l = rd("leads")
l.columns = ["id", "created", "src", "camp", "ctry", "size", "mql", "sql", "closed", "st", "val", "owner", "inst"]
for k in ["created", "mql", "sql", "closed"]: l[k] = pd.to_datetime(l[k], format="%d.%m.%Y")
raw = l.src.copy(); l["src"] = l.src.str.replace("paid search", "Paid Search")
won = l[l.st == "Won"]; assert won.val.notna().all()
add("How many leads came from each source?", "table", l.groupby("src").size(), ABS, "easy", "count group case-variants", "'paid search' counted with 'Paid Search' (both spellings apart accepted)", alt=[raw.groupby(raw).size()])
def rates(s, f): g = f.groupby(s).mean(); return g
mr = rates(l.src, l.mql.notna())
add("What is the MQL rate by lead source, i.e. leads with an MQL date divided by all leads?", "table", mr, REL, "medium", "rate group missing", "share of leads with MQL Dt by source", alt=[mr * 100, rates(raw, l.mql.notna()), rates(raw, l.mql.notna()) * 100])
add("How many different campaigns are in the export?", "number", l.camp.nunique(), ABS, "easy", "distinct", "distinct Cmpgn, blank left out")
ov = won.groupby("owner").val.sum().sort_values(ascending=False)
add("Which owner has won the most deal value?", "category", ov.index[0], None, "easy", "sum filter max", f"{ov.to_dict()}")
add(["What's the average won deal value per company size band?", "use the median instead"], "table", won.groupby("size").val.median(), REL, "medium", "conversation median filter group", "won only, by Co. Size (FTE)")
d = (l.mql - l.created).dt.days
add("On average how many days pass between a lead being created and becoming an MQL?", "number", d.mean(), REL, "medium", "date-difference mean", "MQL Dt minus Created where both are there")
add("What percentage of MQLs turn into SQLs?", "number", pct(l.sql.notna().sum() / l.mql.notna().sum()), REL, "medium", "rate missing", "SQL dates over MQL dates (every SQL has an MQL date)")
assert l[l.sql.notna()].mql.notna().all()
h1 = lambda y: ((l.created.dt.year == y) & (l.created.dt.month <= 6)).sum()
add("How much did the number of new leads grow between the first half of 2024 and the first half of 2025, in percent?", "number", pct(h1(2025) / h1(2024) - 1), {"rel": 0.01}, "hard", "growth time count", "Created January to June of each year")
cc = l.camp.value_counts()
add("Which campaigns brought in more than 85 leads?", "list", cc[cc > 85].index.tolist(), None, "medium", "group threshold list", f"{cc.to_dict()}", ordered=False)
add("How many leads from Germany, Austria and Switzerland were won?", "number", (won.ctry.isin(["DE", "AT", "CH"])).sum(), ABS, "medium", "count filter or synonym", "Ctry DE, AT, CH and Won")
top3 = won.groupby("camp").val.sum().nlargest(3)
add("Top 3 campaigns by won deal value?", "list", top3.index.tolist(), None, "medium", "top-n sum filter list", f"{top3.to_dict()}; leads without campaign left out", ordered=True)
cl = l[l.st.isin(["Won", "Lost"])]; cd_ = l[l.closed.notna()]
wr = (cl.st == "Won").groupby(cl["size"]).mean()
add("Win rate by company size, counting won out of won plus lost leads?", "table", wr, REL, "medium", "rate group", "Won over Won + Lost by size band", alt=[wr * 100])
ms = l[l.created.dt.year == 2025].groupby(l.created.dt.strftime("%Y-%m")).size()
add(["How many leads were created per month?", "only 2025", "show that as a chart"], "chart", {"type": ["line", "bar", "column"], "data": ms}, ABS, "medium", "conversation chart time-series count filter", "Created in 2025 by month")
add("Which column has the same value in every row?", "category", ["CRM Inst"], None, "medium", "data-quality constant", "CRM Inst is EMEA-PRD throughout")
ct = pd.crosstab(cl.src, cl.st)
add("Among leads that are won or lost, does the outcome depend on the lead source? What is the p-value?", "number", [stats.chi2_contingency(ct).pvalue, stats.chi2_contingency(pd.crosstab(raw[cl.index], cl.st)).pvalue], {"abs": 0.001}, "hard", "test p-value filter", "chi-squared test of source by outcome")
# sloppy
add("how many leads w/o an owner", "number", l.owner.isna().sum(), ABS, "easy", "sloppy missing count", "Owner missing")
add("hiya, whats the biggest won deal in each country", "table", won.groupby("ctry").val.max(), REL, "medium", "sloppy max filter group", "largest Deal Val EUR of the won leads by Ctry (blank country left out or shown as missing)")
add("webinars vs trade fairs - sql count each pls", "table", l[l.src.isin(["Webinar", "Trade Fair"]) & l.sql.notna()].groupby("src").size(), ABS, "medium", "sloppy count filter group plural", "leads with SQL Dt by source, the two sources only")
add("which lead is our bigest won deal? gimme the id", "category", won.loc[won.val.idxmax(), "id"], None, "medium", "sloppy typo look-up max", "Won row with the largest value")
add("leads by ctry as bars, biggest frist", "chart", {"type": ["bar", "column"], "data": l.groupby("ctry").size()}, ABS, "easy", "sloppy typo chart count", "count by country; blank country left out or shown as missing")
# conversations
o = l[l.owner == "J. Okafor"]
add(["How many leads does each owner have?", "just the won ones", "as a share of all won deals"], "table", won.groupby("owner").size() / len(won), REL, "hard", "conversation filter share", "won leads of the owner over all won (with or without those that have no owner)", alt=[f for z in [len(won), won.owner.notna().sum()] for f in [won.groupby("owner").size() / z * 100, won.groupby("owner").size() / z]])
add(["Total won value in France", "what about the Netherlands", "and without the 1-49 companies?"], "number", won[(won.ctry == "NL") & (won["size"] != "1-49")].val.sum(), REL, "medium", "conversation value exclusion", "Won, NL, size not 1-49")
w = l[l.src == "Webinar"].camp.value_counts(); assert w.is_unique
add(["Which webinar campaign has the most leads?", "and the second one?", "how many MQLs did that one get?"], "number", (l[l.camp == w.index[1]].mql.notna()).sum(), ABS, "hard", "conversation rank measure", f"second webinar campaign is {w.index[1]}")
# decline
add("What was our cost per lead on LinkedIn?", "decline", "no cost or spend column", None, "easy", "decline missing-column", "no spend in the data")
add("Which one is the best?", "clarify", None, None, "easy", "clarify vague", "best what (source, owner, campaign, country) and by which measure is open")

with open(H / "cases.jsonl", "w") as f:
    for k in cases: f.write(json.dumps(k, ensure_ascii=False) + "\n")
print(len(cases), count)
