"""Computes every gold from tables/*.csv with pandas and writes cases.jsonl."""
import os, json
import numpy as np, pandas as pd
from scipy import stats
HERE = os.path.dirname(os.path.abspath(__file__))
rd = lambda n: pd.read_csv(os.path.join(HERE, "tables", n))
CASES = []
REL, CNT = {"rel": 0.005}, {"abs": 0.5}

def clean(v):
    if isinstance(v, dict): return {str(k): clean(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)): return [clean(x) for x in v]
    if isinstance(v, (np.bool_, bool)): return bool(v)
    if isinstance(v, (int, np.integer)): return int(v)
    if isinstance(v, (float, np.floating)): return float(f"{v:.10g}")
    return v

class Set:
    def __init__(s, short, *files): s.short, s.files, s.n = short, ["tables/" + f for f in files], 0
    def __call__(s, turns, kind, gold, tol=None, diff="easy", tags="", note="", alt=None, **kw):
        s.n += 1
        turns = [turns] if isinstance(turns, str) else list(turns)
        c = {"id": f"b07-{s.short}-{s.n:02d}", "data": s.files, "turns": turns, "answer_type": kind, "gold": clean(gold)}
        if alt: c["gold_alt"] = clean(alt)
        tags = tags.split()
        if len(turns) > 1: tags.append("conversation")
        c.update(tolerance=tol, difficulty=diff, tags=tags, note=note, **kw); CASES.append(c)

pct = lambda f: [f * 100, f]                       # a share as percent and as fraction
def rates(sr):                                     # a table of shares: fractions, and percents as other gold
    d = sr.to_dict(); return d, [{k: v * 100 for k, v in d.items()}]
def ptest(a, b, mwu=False):
    p = [stats.ttest_ind(a, b).pvalue, stats.ttest_ind(a, b, equal_var=False).pvalue]
    return p + ([stats.mannwhitneyu(a, b).pvalue] if mwu else [])
def top(sr, n):                                    # names of the n largest; no tie at the edge or inside
    s = sr.sort_values(ascending=False); assert len(set(s.iloc[:n + 1])) == len(s.iloc[:n + 1]), s.head(n + 2)
    return list(s.index[:n])
def bottom(sr, n): return top(-sr, n)

# ------------------------------------------------------------------ 1 breast tumours
b = rd("breast_tumours.csv"); q = Set("tumour", "breast_tumours.csv")
M, B = b[b.diagnosis == "Malignant"], b[b.diagnosis == "Benign"]; g = b.groupby("diagnosis")
q("How many of the tumours are malignant?", "number", len(M), CNT, tags="count filter", note="rows with diagnosis Malignant")
q("Show the distribution of worst texture.", "chart", {"type": ["histogram", "hist", "box", "violin", "density"], "data": None}, None, "easy", "chart distribution", "a histogram is the usual one")
q("In which diagnosis group does mean texture vary more, going by the standard deviation?", "category", top(g["mean texture"].std(), 1), None, "medium", "spread group", str(g["mean texture"].std().round(3).to_dict()))
q("What is the median worst area among the malignant tumours?", "number", M["worst area"].median(), REL, tags="median filter", note="")
q("How many samples have a mean radius greater than 20?", "number", (b["mean radius"] > 20).sum(), CNT, tags="count filter range", note="no sample is exactly 20" if not (b["mean radius"] == 20).any() else "strictly greater")
w = b[b["worst perimeter"] > 120]
q("Of the tumours with a worst perimeter over 120, what share is malignant?", "number", pct((w.diagnosis == "Malignant").mean()), REL, "medium", "share filter", f"{(w.diagnosis=='Malignant').sum()} of {len(w)}")
q("What is the 90th percentile of mean area for benign tumours?", "number", B["mean area"].quantile(.9), {"rel": .01}, "medium", "percentile filter", "linear interpolation; 1 % allows other conventions")
q("List the five samples with the largest mean area.", "list", top(b.set_index("sample_id")["mean area"], 5), None, "medium", "topn list", "sample_id, largest first", alt=None)
lin = np.polyval(np.polyfit(b["mean radius"], b["worst area"], 1), 15); near = b[b["mean radius"].between(14.5, 15.5)]["worst area"].mean()
q("What worst area would you expect for a tumour with a mean radius of 15?", "prediction", [lin, near], {"rel": .08}, "hard", "prediction", f"straight line {lin:.0f}; mean of samples with radius 14.5-15.5 {near:.0f}")
p = ptest(M["mean fractal dimension"], B["mean fractal dimension"])
q("Run a t-test on mean fractal dimension, benign versus malignant. What p-value do you get?", "number", p, {"rel": .01}, "hard", "test", "Student or Welch; not significant")
num = b.drop(columns=["sample_id", "diagnosis"]).corr()["mean radius"].drop("mean radius")
q("Which three other measurements are most strongly correlated with mean radius?", "list", top(num.abs(), 3), None, "hard", "correlation topn", "by absolute Pearson r", ordered=False)
q("What R-squared do you get if you regress mean area on mean radius?", "number", pct(stats.linregress(b["mean radius"], b["mean area"]).rvalue ** 2)[::-1], REL, "medium", "regression", "simple least squares")
r = b["mean radius"]
size = pd.Series(np.where(r < 12, "small", np.where(r <= 16, "medium", "large")))
gt, al = rates((b.diagnosis == "Malignant").groupby(size).mean())
q("Call a tumour small if its mean radius is under 12, medium from 12 to 16 and large above 16. What is the malignancy rate for small, medium and large ones?", "table", gt, REL, "hard", "bins rate", "malignant / all in each band; 12 and 16 themselves are medium by the wording", alt=al)
q("Plot mean radius against mean texture, coloured by diagnosis.", "chart", {"type": ["scatter"], "data": None}, None, "easy", "chart", "scatter of 569 points")
q("What is the average age of the patients with malignant tumours?", "decline", "no age of patients in the data", None, "medium", "decline missing", "no column for age")
q("whats the avg worst radius for malignant ones", "number", M["worst radius"].mean(), REL, "easy", "sloppy mean filter", "")
q("quick q for my boss: biggest mean area in the benign group??", "number", B["mean area"].max(), REL, "easy", "sloppy max filter", "")
q("hw many samples got worst concavity over 1", "number", (b["worst concavity"] > 1).sum(), CNT, "easy", "sloppy count filter", "strictly over 1")
d = M["mean perimeter"].mean() - B["mean perimeter"].mean()
q("diff in avg mean perimeter malignant vs benign pls", "number", [d, -d], REL, "medium", "sloppy difference", "malignant minus benign")
q("did these patients survive 5 yrs after? need the survival rate", "decline", "no follow-up or survival in the data", None, "medium", "sloppy decline missing", "no outcome after diagnosis")
q(["How many malignant tumours have a mean area above 600?", "and benign?"], "number", (B["mean area"] > 600).sum(), CNT, "medium", "filter-change", "the threshold stays, diagnosis changes")
q(["What is the average worst texture by diagnosis?", "what about the median"], "table", g["worst texture"].median().to_dict(), REL, "easy", "stat-change", "same measure and grouping, median")
mx = b.loc[b["mean area"].idxmax()]
q(["Which sample has the largest mean area?", "and what is its worst smoothness?"], "number", mx["worst smoothness"], REL, "medium", "lookup", f"sample {mx.sample_id}")
x = M["mean texture"].corr(M["mean symmetry"]); x2 = M["mean texture"].corr(M["mean symmetry"], method="spearman")
q(["Correlation between mean texture and mean smoothness?", "only for the malignant ones", "sorry, I meant mean texture and mean symmetry"], "number", [x, x2], {"rel": .01}, "hard", "correction correlation", "filter malignant is kept, measure corrected")
q(["Show me the average mean concavity by diagnosis as a bar chart", "use the maximum instead of the average"], "chart", {"type": ["bar"], "data": g["mean concavity"].max().to_dict()}, REL, "medium", "chart stat-change", "bar of the maxima")

# ------------------------------------------------------------------ 2 German rates
d = rd("german_rates.csv"); q = Set("rates", "german_rates.csv")
R, P = "longterm_interest_rate_R", "inflation_Dp"; yr = d.groupby("year")[R].mean()
q("How many quarters does this data cover?", "number", len(d), CNT, tags="count", note="one row a quarter, 1972 Q2 to 1998 Q4; not the 4 distinct values of the column quarter")
q("In which year was the average interest rate highest?", "category", top(yr, 1), None, "easy", "topn group", "mean of the four quarters")
s = d.groupby(d.year // 10 * 10)[R].mean(); gt, al = rates(s); D = lambda z: {f"{k}s": v for k, v in z.items()}
q("Show the average interest rate by decade.", "table", D(gt), REL, "medium", "group mean decade", "1970s starts 1972 Q2, 1990s ends 1998", alt=[gt, D(al[0]), al[0]])
one = lambda y, k: d[(d.year == y) & (d.quarter == k)][R].iloc[0]
q("What was the long-term interest rate in the third quarter of 1981?", "number", pct(one(1981, 3))[::-1], REL, "easy", "lookup", "")
neg = (d[P] < 0)
q("In how many quarters was inflation negative?", "number", neg.sum(), CNT, "easy", "count filter", "inflation_Dp below zero")
s = d.groupby("quarter")[P].mean(); gt, al = rates(s); Q = lambda z: {f"Q{k}": v for k, v in z.items()}
q("What is the average inflation for each quarter of the year?", "table", gt, REL, "easy", "group mean", "groups 1 to 4", alt=al + [Q(gt), Q(al[0])])
q("How strongly do inflation and the interest rate move together? Give me the correlation.", "number", [d[P].corr(d[R]), d[P].corr(d[R], method="spearman")], {"rel": .01}, "easy", "correlation", "Pearson; Spearman accepted")
x = one(1981, 3) - one(1998, 4)
q("By how many percentage points did the interest rate fall between Q3 1981 and Q4 1998?", "number", [x * 100, x, -x * 100, -x], REL, "medium", "difference", "11.3 % to 3.8 %")
s = d.groupby("year")[P].sum()
q("If I add up the four quarterly inflation figures of a year, which three years come out highest?", "list", top(s, 3), None, "medium", "topn group sum", "sum by year, highest first; 1972 has three quarters only and is not among the first three either way")
q("How many years had an average interest rate above 9 percent?", "number", (yr > .09).sum(), CNT, "medium", "threshold group", f"years {list(yr.index[yr > .09])}")
q("What is the standard deviation of quarterly inflation?", "number", [d[P].std(), d[P].std(ddof=0), d[P].std() * 100, d[P].std(ddof=0) * 100], REL, "easy", "spread", "sample or population")
e, n = d[d.year.between(1980, 1989)][P], d[d.year.between(1990, 1999)][P]
q("Was inflation in the 1990s significantly different from the 1980s? I need the p-value of a t-test.", "number", ptest(e, n), {"rel": .01}, "hard", "test", "1980-89 against 1990-98, Student or Welch; not significant")
x = d[d.year == 1998]; x = (x[R] - 4 * x[P]).mean()
q("Define the real rate as the interest rate minus four times the quarterly inflation. What was the average real rate in 1998?", "number", pct(x)[::-1], REL, "hard", "formula filter", "mean of R - 4 * Dp over the four quarters of 1998")
q("Draw a line chart of the interest rate over time.", "chart", {"type": ["line"], "data": None}, None, "easy", "chart", "107 quarters, or by year")
q("What will the long-term interest rate be in 2035?", "decline", "data ends in 1998; no basis for 2035", None, "medium", "decline future", "37 years past the end of the data")
q("got the unemployment rate for 85?", "decline", "no unemployment in the data", None, "medium", "sloppy decline missing", "")
q("hi whats the avg intrest rate in the 80s", "number", pct(d[d.year.between(1980, 1989)][R].mean())[::-1], REL, "medium", "sloppy mean range", "1980 to 1989")
q("lowest interest rate ever?", "number", pct(d[R].min())[::-1], REL, "easy", "sloppy min", "1998 Q4")
q("how many qtrs w/ interest over 10%", "number", (d[R] > .10).sum(), CNT, "medium", "sloppy count filter", "10 % is 0.10 in the table; strictly over")
chg = d[R].diff()
q("biggest jump in the interest rate from one quarter to the next, how big was it", "number", pct(chg.max())[::-1] + pct((d[R].pct_change()).max()), REL, "hard", "sloppy change max", "0.015 = 1.5 points (1973 Q2 and 1980 Q1); the largest relative rise is accepted too")
q(["What was the average interest rate in 1990?", "and in 1995?"], "number", pct(yr[1995])[::-1], REL, "easy", "filter-change", "")
x = d[d.quarter == 1][P].median()
q(["What is the average inflation in fourth quarters?", "And in first quarters?", "what about the median"], "number", pct(x)[::-1], REL, "medium", "filter-change stat-change", "median of quarter 1")
s = yr[yr.index >= 1990]; assert s.is_unique
q(["Show the average interest rate per year", "only from 1990 on", "sort it highest first"], "list", list(s.sort_values(ascending=False).index), None, "medium", "order-change list", "years 1990-1998 by mean rate, descending")
q(["How many quarters had a rate between 6% and 8%?", "and what share of all quarters is that?"], "number", pct(d[R].between(.06 - 1e-9, .08 + 1e-9).mean()), REL, "medium", "share range", "6 % and 8 % included, the usual reading of between", alt=[pct(((d[R] > .06 + 1e-9) & (d[R] < .08 - 1e-9)).mean())])
q(["plot inflation over time", "no sorry, the interest rate", "just 1980 to 1989"], "chart", {"type": ["line"], "data": None}, None, "medium", "chart correction filter-change", "line of the interest rate, 40 quarters or 10 years")

# ------------------------------------------------------------------ 3 telecom churn
c = rd("telecom_churn.csv"); q = Set("churn", "telecom_churn.csv")
c["T"] = pd.to_numeric(c.TotalChg_USD.str.replace(",", "").str.strip(), errors="coerce")
c["y"] = (c.Churn == "Y").astype(int); C = c[c.y == 1]; MC, TN = "MonthlyChg_USD", "Tenure (mths)"
q("What is our overall churn rate?", "number", pct(c.y.mean()), REL, "easy", "rate", "Churn = Y / all subscribers")
gt, al = rates(c.groupby("Contract").y.mean())
q("Churn rate by contract type", "table", gt, REL, "easy", "rate group", "", alt=al)
i = c[c.InternetSvc != "No"]
q("Among customers who have internet, what percentage stream TV?", "number", pct((i.StreamingTV == "Yes").mean()), REL, "medium", "share negation", "base without 'No internet service'")
q("How much have our subscribers been charged in total so far?", "number", c["T"].sum(), REL, "medium", "sum text-number", "TotalChg_USD is text with thousands commas and blanks")
q("How many subscribers have a blank total charge?", "number", c["T"].isna().sum(), CNT, "medium", "missing data-quality", "all with tenure 0")
t2 = c[c.Contract == "Two year"]
q("What is the median total charge of customers on a two year contract?", "number", sorted({round(t2["T"].median(), 4), round(t2["T"].fillna(0).median(), 4)}), REL, "medium", "median filter text-number", "blanks left out; counted as 0 accepted")
s = c.groupby("Region").y.mean(); LOW = bottom(s, 1), str(s.round(4).to_dict())
q("Draw a histogram of tenure.", "chart", {"type": ["histogram", "hist", "bar"], "data": None}, None, "easy", "chart distribution", "bins are free")
rr = C.groupby(["Region", "ChurnReason"]).size(); tops = {}
for a in sorted(C.Region.unique()):
    for z in top(rr[a], 2): tops[f"{a} | {z}"] = rr[a][z]
q("What are the two most common churn reasons in each region, with the number of subscribers?", "table", tops, CNT, "hard", "rank-in-group", "blanks left out, no ties at the edge")
ct = c.groupby(["Region", "Contract"]).size()
q("Give me the number of subscribers by region and contract.", "table", {f"{a} | {z}": v for (a, z), v in ct.items()}, CNT, "medium", "crosstab", "15 cells")
x = pd.crosstab(c.PaperlessBill, c.Churn)
q("Is churn related to paperless billing? Give me the p-value of a chi-square test.", "number", [stats.chi2_contingency(x)[1], stats.chi2_contingency(x, correction=False)[1]], {"rel": .01}, "hard", "test", "with or without Yates")
band = pd.Series(np.where(c[TN] <= 12, "new", np.where(c[TN] <= 36, "settled", "loyal")))
gt, al = rates(c.y.groupby(band).mean())
q("Split subscribers by tenure into new (up to 12 months), settled (13 to 36 months) and loyal (37 months or more). What is the churn rate of each?", "table", gt, REL, "hard", "bins rate", "new includes tenure 0", alt=al)
row = c.iloc[1234]
q(f"What contract is subscriber {row.SubscrID} on?", "category", [row.Contract], None, "easy", "lookup", "row 1236 of the file")
q("Make 3 segments of our subscribers based on tenure, monthly charge and number of service calls.", "segments", {"k": 3, "n": len(c), "needs": ["tenure", "monthly", "calls"]}, None, "hard", "segments", "three clusters that cover all 2,400 subscribers")
import statsmodels.api as sm
X = pd.DataFrame({"k": 1.0, "m2m": (c.Contract == "Month-to-month") * 1.0, "one": (c.Contract == "One year") * 1.0, "f": (c.InternetSvc == "Fiber optic") * 1.0, "d": (c.InternetSvc == "DSL") * 1.0, "t": c[TN]})
pr = sm.Logit(c.y, X).fit(disp=0).predict([[1, 1, 0, 1, 0, 3.0]])[0]
cell = c[(c.Contract == "Month-to-month") & (c.InternetSvc == "Fiber optic") & c[TN].between(1, 5)].y.mean()
q("How likely is a month-to-month customer with fiber optic and 3 months of tenure to churn?", "prediction", pct(pr) + pct(cell), {"rel": .2}, "hard", "prediction", f"logit on contract, internet, tenure {pr:.3f}; observed for 1-5 months {cell:.3f}")
q("avg gb of data used per sub per month?", "decline", "no data usage in the table", None, "medium", "sloppy decline missing", "")
q("hw many subs in NE or W pay by credit card or bank transfer", "number", (c.Region.isin(["NE", "W"]) & c.PayMethod.str.contains("auto")).sum(), CNT, "medium", "sloppy count or", "two regions, two payment methods")
q("avg mthly bill for women over 60", "number", c[(c.Gender == "F") & (c.Age > 60)][MC].mean(), REL, "medium", "sloppy mean filter", "Age > 60, missing ages out; >= 60 is outside the wording")
q("top 3 reasons ppl leave?", "list", top(C.ChurnReason.value_counts(), 3), None, "easy", "sloppy topn", "ChurnReason, blanks left out")
q("quick q for my boss - how much monthly revenue did we lose w the churned customers", "number", C[MC].sum(), REL, "medium", "sloppy sum filter", "sum of the monthly charge of churned subscribers")
x = ((c.Churn == "Y") & (c.Gender == "F") & (c.Region == "SE")).sum()
q(["How many subscribers churned?", "only the women", "and just those in the SE region"], "number", x, CNT, "medium", "filter-change", "all three filters")
gt, al = rates(c[c.SeniorCitizen == 1].groupby("InternetSvc").y.mean())
q(["What is the churn rate by internet service?", "now just senior citizens"], "table", gt, REL, "medium", "filter-change rate", "SeniorCitizen = 1", alt=al)
q("Who are our best customers?", "clarify", {"accept_number": c["T"].max()}, REL, "hard", "clarify", "best by spend, loyalty or margin is not said")
q(["Which region has the highest churn rate?", "and the lowest?"], "category", LOW[0], None, "easy", "order-change rate", LOW[1])
q(["How many customers are on a two year contract?", "what percent of them pay by mailed check?", "can you give me their email addresses"], "decline", "no email addresses in the data", None, "medium", "decline missing private", "only a subscriber id")
q(["How many subscribers churned for each reason? Bar chart please", "can you make it a pie instead"], "chart", {"type": ["pie", "donut"], "data": C.ChurnReason.value_counts().to_dict()}, CNT, "medium", "chart type-change", "blanks left out")

# ------------------------------------------------------------------ 4 help desk
t, u = rd("helpdesk_tickets.csv"), rd("helpdesk_customers.csv"); q = Set("desk", "helpdesk_tickets.csv", "helpdesk_customers.csv")
t["o"] = pd.to_datetime(t["Opened At"], format="%d/%m/%Y %H:%M"); t["c"] = pd.to_datetime(t["Closed At"], format="%d/%m/%Y %H:%M")
t["h"] = (t.c - t.o).dt.total_seconds() / 3600; t["re"] = (t["Re-opened?"] == "Y") * 1; t["ch"] = t.Channel.replace("email", "Email")
F, S = "1st Resp (min)", "CSAT (1-5)"; j = t.merge(u, on="Cust ID", how="left"); assert len(j) == len(t) and j.Company.notna().all()
q("How many tickets were opened between 1 March and 15 April 2024?", "number", ((t.o >= "2024-03-01") & (t.o < "2024-04-16")).sum(), CNT, "medium", "count date range", "both days included; day-first dates")
q("How many tickets came in through each channel?", "table", t.ch.value_counts().to_dict(), CNT, "medium", "group count untidy", "'Email' and 'email' are one channel")
q("Which agent has the highest average CSAT?", "category", top(t.groupby("Agent")[S].mean(), 1), None, "easy", "topn group", str(t.groupby("Agent")[S].mean().round(3).sort_values().tail(3).to_dict()))
q("What is the median first response time for critical tickets?", "number", t[t.Priority.str.startswith("P1")][F].median(), REL, "easy", "median filter", "minutes")
h = t.groupby("Priority").h.mean()
q("What is the average time to close a ticket, in hours, by priority?", "table", h.to_dict(), REL, "hard", "date-difference group", "Closed At - Opened At, open tickets left out")
q("How many tickets are still open?", "number", t.c.isna().sum(), CNT, "easy", "missing", "no closing time")
q("Which product has the highest share of re-opened tickets?", "category", top(t.groupby("Product").re.mean(), 1), None, "easy", "rate topn", str(t.groupby("Product").re.mean().round(4).to_dict()))
q("What share of tickets never got a satisfaction rating?", "number", pct(t[S].isna().mean()), REL, "easy", "share missing", "CSAT blank / all tickets")
k = t["Cust ID"].value_counts()
q("How many customers raised more than 40 tickets?", "number", (k > 40).sum(), CNT, "medium", "threshold group", "by Cust ID")
q("Which three subjects come up most often in Mobile App tickets?", "list", top(t[t.Product == "Mobile App"].Subject.value_counts(), 3), None, "easy", "topn filter", str(t[t.Product == "Mobile App"].Subject.value_counts().to_dict()))
a, z = [((t.o.dt.year == y) & (t.o.dt.quarter == 1)).sum() for y in (2023, 2024)]
q("By what percentage did ticket volume grow from Q1 2023 to Q1 2024?", "number", pct(z / a - 1), REL, "medium", "growth date", f"{a} to {z} by opening date")
x = j.groupby("Segment").size() / u.groupby("Segment").Seats.sum() * 100
kn = j[j.Seats.notna()]; x1 = kn.groupby("Segment").size() / u.groupby("Segment").Seats.sum() * 100
act = u[u["Cust ID"].isin(t["Cust ID"])].groupby("Segment").Seats.sum(); x2, x3 = j.groupby("Segment").size() / act * 100, kn.groupby("Segment").size() / act * 100
q("Tickets per 100 seats for each customer segment?", "table", x.to_dict(), REL, "hard", "join ratio", "all tickets / all known seats of the segment's customers; gold_alt leaves out the tickets of customers without a seat number, or the seats of customers without tickets", alt=[x1.to_dict(), x2.to_dict(), x3.to_dict()])
m = t[t.o.dt.year == 2023].groupby(t.o.dt.strftime("%Y-%m")).size()
q("Draw a line of tickets opened per month in 2023.", "chart", {"type": ["line"], "data": m.to_dict()}, CNT, "medium", "chart time", "twelve months")
q("What did it cost us to resolve the average ticket?", "decline", "no cost in the data", None, "medium", "decline missing", "")
q("Who is our best agent?", "clarify", {"accept_number": t.groupby("Agent")[S].mean().max()}, REL, "hard", "clarify", "best by CSAT, speed or volume is not said")
q("how many tix mention refund in the subject", "number", t.Subject.str.contains("refund", case=False).sum(), CNT, "medium", "sloppy text", "one subject: Refund of duplicate charge")
q("avg csat for german customers?", "number", j[j.Country == "DE"][S].mean(), REL, "medium", "sloppy join filter", "Country DE, mean over rated tickets")
cl = t[t.c.notna()]
q("pct of closed tickets that got solved within 24h", "number", pct((cl.h <= 24).mean()), REL, "hard", "sloppy date-difference share", f"base: {len(cl)} closed tickets")
q("which weekday is busiest for new tickets", "category", ["Wednesday", "Wed"], None, "medium", "sloppy weekday", str(t.o.dt.day_name().value_counts().head(3).to_dict()))
q("did moving ppl to live chat cause the higher csat, yes or no", "decline", "cause and effect cannot be had from this export", None, "hard", "sloppy decline causal", "no experiment; only an association could be given")
x = t[(t.Product == "PayRun") & (t.ch == "Phone")]
q(["How many PayRun tickets were there?", "by phone only", "and how many of those were re-opened?"], "number", x.re.sum(), CNT, "medium", "filter-change", "product and channel kept")
s = t.groupby("Agent")[F].median()
q(["Average first response time by agent", "use the median, a few tickets are way off", "and just for P2"], "table", t[t.Priority == "P2 - High"].groupby("Agent")[F].median().to_dict(), REL, "medium", "stat-change filter-change", "blank agents left out (or as missing)")
k2 = j[j.o.dt.year == 2024].Company.value_counts()
q(["Which company opened the most tickets in 2024?", "and the second one?"], "category", [top(k2, 2)[1]], None, "medium", "join topn date", str(k2.head(3).to_dict()))
q(["How many tickets did UK customers raise?", "and everyone outside the UK?", "how many different companies is that?"], "number", j[j.Country != "UK"].Company.nunique(), CNT, "hard", "join distinct negation", "companies outside the UK with at least one ticket")
ct = t.groupby(["Product", "Priority"]).size()
q(["How many tickets by product?", "split that by priority", "as a stacked bar chart please"], "chart", {"type": ["bar", "stacked_bar", "stacked bar", "stacked"], "data": {f"{a} | {z}": v for (a, z), v in ct.items()}}, CNT, "medium", "chart crosstab", "20 cells")
with open(os.path.join(HERE, "cases.jsonl"), "w") as fh:
    for c_ in CASES: fh.write(json.dumps(c_, ensure_ascii=False) + "\n")
from collections import Counter
print(len(CASES), Counter(x["id"].split("-")[1] for x in CASES), Counter(x["answer_type"] for x in CASES), sum("sloppy" in x["tags"] for x in CASES), sum("conversation" in x["tags"] for x in CASES))
