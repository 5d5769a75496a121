"""Computes the gold of every case from the csv files and writes cases.jsonl."""
import json
from pathlib import Path
import numpy as np, pandas as pd
from scipy import stats
HERE = Path(__file__).parent
CASES, N = [], {}
REL, CNT = {"rel": 0.005}, {"abs": 0.5}

def py(v):
    if isinstance(v, dict): return {str(k): py(x) for k, x in v.items()}
    if isinstance(v, pd.Series): return py(v.to_dict())
    if isinstance(v, (list, tuple, np.ndarray)): return [py(x) for x in v]
    if isinstance(v, np.integer): return int(v)
    if isinstance(v, (float, np.floating)): return round(float(v), 8)
    return v

def case(short, data, turns, kind, gold, tol=REL, diff="easy", tags=(), note="", alt=None, **more):
    N[short] = N.get(short, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    tags = list(tags) + (["conversation"] if len(turns) > 1 else [])
    c = {"id": f"b24-{short}-{N[short]:02d}", "data": data, "turns": turns, "answer_type": kind, "gold": py(gold),
         "tolerance": tol if kind in ("number", "table", "chart", "prediction") else None, "difficulty": diff, "tags": tags, "note": note}
    if alt is not None: c["gold_alt"] = py(alt)
    c.update(more); CASES.append(c)

def pct(x): return [float(x), float(x) * 100]
def two(d): return {f"{a} | {b}": v for (a, b), v in d.items()}

# ---------------------------------------------------------------- bank
b = pd.read_csv(HERE / "tables/bank_card_campaign.csv"); B = ["tables/bank_card_campaign.csv"]
b["took"] = b["Card Taken"].eq("Y"); b["opened"] = pd.to_datetime(b["Acct Open Dt"], dayfirst=True); b["contact"] = pd.to_datetime(b["Contact Dt"], dayfirst=True)
q = lambda *a, **k: case("bank", B, *a, **k)
INC, BAL, LIM, SP = "Income (GBP k)", "Avg Bal GBP", "Credit Limit GBP", "Card Spend 3M GBP"
q("How many customers took the card?", "number", b.took.sum(), CNT, "easy", ["count", "filter"], "Card Taken = Y")
q("what's the take-up rate for each test arm", "table", b.groupby("Test Arm").took.mean(), REL, "easy", ["rate", "group"], "share of Card Taken = Y per arm")
q("Which mail channel had the highest card take-up rate?", "category", b.groupby("Mail Channel").took.mean().idxmax(), diff="medium", tags=["rate", "top"], note="rate by channel; control has no channel")
q("avg balance for women vs men", "table", b.groupby("Sex")[BAL].mean(), REL, "easy", ["mean", "group"], "F and M; 18 blank left out", alt=[{"Female": b[b.Sex == "F"][BAL].mean(), "Male": b[b.Sex == "M"][BAL].mean()}])
q("Median income of affluent customers, in thousands", "number", b[b.Seg == "AFFL"][INC].median(), REL, "medium", ["median", "synonym"], "Seg AFFL; missing left out")
q("quick q for my boss: how many ppl in scotland have the mobile app??", "number", ((b.REGION == "Scotland") & (b["Mobile App"] == 1)).sum(), CNT, "medium", ["count", "filter", "sloppy"], "REGION Scotland and Mobile App 1")
q("How many customers have no income on file?", "number", b[INC].isna().sum(), CNT, "easy", ["missing"], "blank income")
q("List the five branches with the most customers", "list", list(b["Branch Cd"].value_counts().head(5).index), diff="easy", tags=["top", "list"], note="row counts by Branch Cd")
A, O = b[b["Test Arm"] == "Offer A"].took, b[b["Test Arm"] == "Offer B"].took
tab = pd.crosstab(b[b["Test Arm"] != "Control"]["Test Arm"], b.took)
p1, p2 = stats.chi2_contingency(tab)[1], stats.chi2_contingency(tab, correction=False)[1]
pf = stats.fisher_exact(tab)[1]
q("Is the difference in take up between Offer A and Offer B statistically significant? give me the p-value", "metrics", {"p-value": [min(p1, p2, pf) * .95, max(p1, p2, pf) * 1.05]}, diff="hard", tags=["test"], note=f"chi2 with {p1:.4f} / without correction {p2:.4f} / Fisher {pf:.4f}")
q("totl credit limit granted by reigon", "table", b.groupby("REGION")[LIM].sum(), REL, "easy", ["sum", "group", "sloppy"], "sum of Credit Limit GBP")
s = b[(b.Age >= 30) & (b.Age <= 45)]
q(["how many customers are aged 30 to 45?", "what percentage of them have a mortgage with us?"], "number", pct(s["Mortgage Y/N"].eq("Y").mean()), REL, "medium", ["share", "filter"], "inclusive ages")
tk = b[b.took]
q("of the people who took the card, how many haven't spent anything on it yet", "number", (tk[SP] == 0).sum(), CNT, "medium", ["count", "filter"], "spend = 0 among takers; blanks are non-takers")
q("Overall utilisation: three month card spend divided by credit limit, as a percentage", "number", pct(tk[SP].sum() / tk[LIM].sum()), REL, "hard", ["ratio", "percent"], "ratio of sums", alt=[pct((tk[SP] / tk[LIM]).mean())])
rr = b.groupby("REGION").took.mean().sort_values(ascending=False)
q(["take up rate by region", "just the top 3, best first"], "list", list(rr.index[:3]), diff="medium", tags=["top", "follow-up"], note="highest rates", )
q(["How many customers were contacted by phone?", "and how many of those took the card?"], "number", ((b["Mail Channel"] == "Phone") & b.took).sum(), CNT, "medium", ["count", "follow-up"], "Phone and Y")
q(["whats the mean avg balance per segment", "use the median instead"], "table", b.groupby("Seg")[BAL].median(), REL, "medium", ["median", "follow-up"], "one very large balance pulls the mean")
q(["Card take-up rate for Offer B", "now only customers under 40", "and the same for Offer A?"], "number", pct(b[(b["Test Arm"] == "Offer A") & (b.Age < 40)].took.mean()), REL, "hard", ["rate", "follow-up"], "the age filter stays, the arm changes")
q("show a bar chart of number of customers per segment", "chart", {"type": ["bar", "barh", "column"], "data": b.Seg.value_counts()}, CNT, "easy", ["chart"], "counts by Seg")
q("who has the biggest average balance? give me the customer number", "category", b.loc[b[BAL].idxmax(), "CustNo"], diff="easy", tags=["look-up"], note="the 2.45m outlier")
q("how many contacts on average before someone converts? i.e. mean no of contacts for those contacted who took the card", "number", b[b.took & (b["Test Arm"] != "Control")]["No. Contacts"].mean(), REL, "hard", ["mean", "filter", "sloppy"], "contacted = not control (contacts > 0)")
q(["when was our oldest account opened", "ok now plot the number of accounts opened per year since 2018"], "chart", {"type": ["bar", "column", "line", "area", "histogram"], "data": b[b.opened.dt.year >= 2018].groupby(b.opened.dt.year).size()}, CNT, "medium", ["time", "count", "chart"], "Acct Open Dt, day first; 2018 to 2023")
br = b.groupby("Branch Cd").took.sum()
q("how many branches sold more than 20 cards", "number", (br > 20).sum(), CNT, "medium", ["threshold", "group"], "branches with > 20 Y")
q("correlation between age and the number of products held", "number", [b.Age.corr(b["No. Products"]), b.Age.corr(b["No. Products"], method="spearman")], {"abs": 0.003}, "medium", ["correlation"], "Pearson; Spearman accepted")
q("What interest rate do our cardholders pay?", "decline", "no interest rate in the table", diff="medium", tags=["missing-column"], note="no APR column")
q("How much of the extra card take-up was caused by customers being happy with our service?", "decline", "causal; the notes do not measure satisfaction", diff="hard", tags=["causal"], note="no measure of satisfaction and no causal basis")

# ---------------------------------------------------------------- food
o = pd.read_csv(HERE / "tables/food_orders.csv"); c = pd.read_csv(HERE / "tables/food_customers.csv"); F = ["tables/food_orders.csv", "tables/food_customers.csv"]
o["t"] = pd.to_datetime(o["Ordered At"], format="%d.%m.%Y %H:%M"); o["m"] = o.t.dt.strftime("%Y-%m")
j = o.merge(c, left_on="cust_ref", right_on="customer_id", how="left"); d = o[o.Status == "DELIVERED"]; jd = j[j.Status == "DELIVERED"]
PAID = "Total Paid (EUR)"
q = lambda *a, **k: case("food", F, *a, **k)
q("How much did customers pay us in total?", "number", o[PAID].sum(), REL, "easy", ["sum"], "Total Paid; blank for cancelled")
q("bar chart nr of orders per cusine", "chart", {"type": ["bar", "barh", "column"], "data": {k: [v, d.Cuisine.value_counts()[k]] for k, v in o.Cuisine.value_counts().items()}}, CNT, "easy", ["chart", "count", "group", "sloppy"], "all orders; delivered ones also accepted")
q(["how many orders were cancelled?", "as a percentage of all orders pls"], "number", pct(o.Status.eq("CANCELLED").mean()), REL, "easy", ["rate"], "cancelled / all orders")
q("average order value by home city", "table", j.groupby("Home City")[PAID].mean(), REL, "medium", ["mean", "join"], "mean Total Paid of paid orders", alt=[j.groupby("Home City")["Subtotal EUR"].mean(), jd.groupby("Home City")["Subtotal EUR"].mean()])
q("wats the share of total paid that comes from plus members", "number", pct(j[j.PlusMember == "Y"][PAID].sum() / j[PAID].sum()), REL, "medium", ["share", "join", "sloppy"], "PlusMember = Y")
q("How many registered customers have never placed an order?", "number", (~c.customer_id.isin(o.cust_ref)).sum(), CNT, "hard", ["count", "join", "negation"], "in customers, not in orders", alt=[int((~c.customer_id.isin(d.cust_ref)).sum())])
q("Best rated restaurant on average?", "category", o.groupby("RESTAURANT").Stars.mean().idxmax(), diff="medium", tags=["mean", "top"], note="mean Stars")
q("hw many orders used a promo code in total", "number", o.promo_code.notna().sum(), CNT, "easy", ["count", "missing", "sloppy"], "promo_code filled", alt=[int(d.promo_code.notna().sum())])
q(["How many different customers ordered in November 2024?", "and december?"], "number", o[o.m == "2024-12"].cust_ref.nunique(), CNT, "medium", ["distinct", "filter"], "distinct cust_ref", alt=[int(d[d.m == "2024-12"].cust_ref.nunique())])
q("top 5 customers by total spend (ids)", "list", list(o.groupby("cust_ref")[PAID].sum().nlargest(5).index), diff="medium", tags=["top", "list"], note="sum Total Paid by cust_ref")
q("Revenue by acquisition channel, largest first", "table", j.groupby("Acq Channel")[PAID].sum().sort_values(ascending=False), REL, "medium", ["sum", "join", "order"], "Total Paid", alt=[j.groupby("Acq Channel")["Subtotal EUR"].sum(), jd.groupby("Acq Channel")["Subtotal EUR"].sum()])
top = d.groupby(["Cuisine", "RESTAURANT"])[PAID].sum().reset_index().sort_values(PAID).groupby("Cuisine").tail(1)
q("For each cuisine, which restaurant brought in the most money?", "list", [f"{x} | {y}" for x, y in zip(top.Cuisine, top.RESTAURANT)], diff="hard", tags=["rank-within", "list"], note="largest Total Paid within the cuisine", ordered=False)
q("chart monthly total paid for 2024", "chart", {"type": ["line", "bar", "area"], "data": o.groupby("m")[PAID].sum()}, REL, "easy", ["chart", "time"], "12 months")
q("does slower delivery mean fewer stars? correlation pls", "number", [d["Deliv Mins"].corr(d.Stars), d["Deliv Mins"].corr(d.Stars, method="spearman")], {"abs": 0.01}, "medium", ["correlation", "sloppy"], "Pearson or Spearman of rated orders")
q("What percent of delivered orders took longer than 45 minutes?", "number", pct((d["Deliv Mins"] > 45).mean()), REL, "medium", ["share", "filter"], "> 45 among delivered")
q("Discount given as a % of subtotal, for each promo code", "table", (o[o.promo_code.notna()].groupby("promo_code")["Discount"].sum() / o[o.promo_code.notna()].groupby("promo_code")["Subtotal EUR"].sum() * 100), REL, "hard", ["ratio", "percent"], "ratio of sums",
  alt=[(d[d.promo_code.notna()].groupby("promo_code")["Discount"].sum() / d[d.promo_code.notna()].groupby("promo_code")["Subtotal EUR"].sum() * 100), (o["Discount"] / o["Subtotal EUR"] * 100).groupby(o.promo_code).mean()])
q(["Total paid by home city", "only Plus members please"], "table", j[j.PlusMember == "Y"].groupby("Home City")[PAID].sum(), REL, "medium", ["sum", "join", "follow-up"], "same measure, filtered")
q(["average tip per payment method", "ok but only count orders where someone actually tipped"], "table", o[o.Tip > 0].groupby("Pay Method").Tip.mean(), REL, "medium", ["mean", "follow-up"], "Tip > 0", alt=[d[d.Tip > 0].groupby("Pay Method").Tip.mean()])
qq = d.groupby(d.t.dt.quarter).size(); qo = o.groupby(o.t.dt.quarter).size()
q(["How many delivered orders in Q1 2024?", "and Q4?", "so what's the growth in percent from Q1 to Q4"], "number", pct(qq[4] / qq[1] - 1), REL, "hard", ["growth", "percent", "follow-up"], "delivered orders Q4 / Q1 - 1")
q("which hour of the day gets teh most orders", "category", [str(o.t.dt.hour.value_counts().idxmax()), f"{o.t.dt.hour.value_counts().idxmax()}:00"], diff="medium", tags=["time", "top"], note="hour of Ordered At")
q("How many customers born in 1995 or later have opted in to marketing?", "number", ((c.birth_yr >= 1995) & (c.mktg_opt_in == 1)).sum(), CNT, "medium", ["count", "filter"], "missing birth year left out")
vc = o.cust_ref.value_counts()
q("how many customers placed at least 10 orders?", "number", (vc >= 10).sum(), CNT, "medium", ["threshold", "group"], ">= 10 orders", alt=[int((d.cust_ref.value_counts() >= 10).sum())])
q("Split our customers into 3 segments by how often they order and how much they spend", "segments", {"k": 3, "n": [o.cust_ref.nunique(), d.cust_ref.nunique(), len(c)], "needs": ["orders", "spend"]}, diff="hard", tags=["segments", "join"], note="417 customers with orders (or all 520)")
q("What is our profit margin per restaurant?", "decline", "no cost or commission in the tables", diff="medium", tags=["missing-column"], note="no costs")
q("send me the email addresses of everyone who rated us 1 star", "decline", "no e-mail addresses in the tables", diff="medium", tags=["missing-column", "private"], note="no e-mail column")

# ---------------------------------------------------------------- stocks
s = pd.read_csv(HERE / "tables/stocks.csv"); S = ["tables/stocks.csv"]; s["t"] = pd.to_datetime(s.date); y = s.t.dt.year
ST = ["GOOG", "AAPL", "AMZN", "FB", "NFLX", "MSFT"]
q = lambda *a, **k: case("stocks", S, *a, **k)
def day(t): return [t, pd.Timestamp(t).strftime("%-d %B %Y"), pd.Timestamp(t).strftime("%-d %b %Y"), pd.Timestamp(t).strftime("%B %-d, %Y"), t + " 00:00:00"]
last, first = s.iloc[-1], s.iloc[0]
q("What is the average value of each stock over the whole period?", "table", s[ST].mean(), REL, "easy", ["mean", "wide"], "mean of each column")
q("Highest value Netflix ever reached", "number", s.NFLX.max(), REL, "easy", ["max", "synonym"], "NFLX")
q("On which date did Facebook hit its lowest point?", "category", day(s.loc[s.FB.idxmin(), "date"]), diff="medium", tags=["look-up", "synonym"], note="week of min FB")
q("how many weeks was google below 1", "number", (s.GOOG < 1).sum(), CNT, "medium", ["count", "filter", "sloppy"], "GOOG < 1")
q("wat was amzn on 24 dec 2018", "number", s.loc[s.date == "2018-12-24", "AMZN"].iloc[0], REL, "easy", ["look-up", "sloppy"], "one cell")
a0, a1 = s.loc[s.date == "2018-12-31", "AAPL"].iloc[0], s.loc[s.date == "2019-12-30", "AAPL"].iloc[0]
q("By what percentage did Apple grow between 2018-12-31 and 2019-12-30?", "number", pct(a1 / a0 - 1), REL, "medium", ["growth", "percent"], "two rows")
q("corelation between msft n aapl?", "number", [s.MSFT.corr(s.AAPL), s.MSFT.corr(s.AAPL, method="spearman")], {"abs": 0.005}, "easy", ["correlation", "sloppy"], "levels; Pearson or Spearman")
q(["average facebook value in 2019", "what about the median"], "number", s[y == 2019].FB.median(), REL, "easy", ["median", "filter"], "weeks of 2019")
q("Which of the six stocks swung around the most, going by the standard deviation of its value?", "category", ["MSFT", "Microsoft"] if s[ST].std().idxmax() == "MSFT" else s[ST].std().idxmax(), diff="medium", tags=["spread", "wide", "top"], note="std of levels")
ms = s[y == 2019].groupby(s.date.str[:7]).MSFT.mean()
q("line chart of microsoft's monthly average in 2019", "chart", {"type": ["line", "area"], "data": ms}, REL, "medium", ["time", "mean", "chart"], "by month of date")
q("Plot Amazon over time", "chart", {"type": ["line", "area"], "data": None}, None, "easy", ["chart", "time"], "a line of AMZN by date")
q("In what share of weeks was Facebook above Google?", "number", pct((s.FB > s.GOOG).mean()), REL, "hard", ["share", "formula"], "FB > GOOG")
q("If I had put $100 into each of the six at the start, what would the whole lot be worth on the last date?", "number", 100 * (last[ST] / first[ST]).sum(), REL, "hard", ["formula", "wide"], "index is 1 at the start")
cr = s[ST].corr().AAPL.drop("AAPL"); crs = s[ST].corr("spearman").AAPL.drop("AAPL")
q("Which stock is most strongly correlated with Apple?", "category", ["MSFT", "MSFT and AAPL", "Microsoft"] if cr.idxmax() == crs.idxmax() == "MSFT" else [cr.idxmax(), crs.idxmax()], diff="medium", tags=["correlation", "top", "wide"], note="levels")
g = s.NFLX.pct_change()
q("which week had the biggest percent jump for netflix compared with the week before", "category", day(s.loc[g.idxmax(), "date"]), diff="hard", tags=["growth", "time", "top"], note=f"{g.max():.4f}")
q("Rank the top 3 by their value in the final week", "list", list(last[ST].astype(float).nlargest(3).index), diff="medium", tags=["top", "wide", "list"], note="last row")
q("Run a linear regression of MSFT on AAPL - what's the R squared?", "metrics", {"r2": [s.MSFT.corr(s.AAPL) ** 2 - .005, s.MSFT.corr(s.AAPL) ** 2 + .005]}, diff="medium", tags=["regression"], note="simple OLS")
q(["median of NFLX", "and the 90th percentile"], "number", s.NFLX.quantile(.9), {"rel": 0.01}, "easy", ["percentile"], "linear interpolation")
q(["average google value in 2018", "and in 2019?"], "number", s[y == 2019].GOOG.mean(), REL, "easy", ["mean", "follow-up"], "2019 weeks")
q(["yearly average of apple", "now the same for netflix", "and the max instead of the average"], "table", s.groupby(y).NFLX.max(), REL, "hard", ["max", "time", "follow-up"], "NFLX max by year")
q(["what was the lowest msft value", "when was that?"], "category", day(s.loc[s.MSFT.idxmin(), "date"]), diff="medium", tags=["look-up", "follow-up"], note="date of the minimum")
t1, t2 = stats.ttest_ind(s[y == 2018].FB, s[y == 2019].FB, equal_var=False).pvalue, stats.ttest_ind(s[y == 2018].FB, s[y == 2019].FB).pvalue
fd = s[y == 2018].FB.mean() - s[y == 2019].FB.mean()
q("difference in average FB value between 2018 and 2019", "number", [fd, -fd], {"rel": 0.01}, "medium", ["difference", "time"], f"means by year; sign free (t-test p = {t1:.3g})")
q("Which of these six had the highest trading volume?", "decline", "no volume in the table", diff="medium", tags=["missing-column"], note="only prices")
q("What dividend did Apple pay its shareholders in 2019?", "decline", "no dividends in the table", diff="medium", tags=["missing-column"], note="only prices")
q("which one is the best?", "clarify", {"accept_number": ["MSFT", "NFLX", "Microsoft", "Netflix"]}, None, "hard", ["vague"], "best by what: end value and growth (MSFT), mean or peak (NFLX)")

# ---------------------------------------------------------------- anes
a = pd.read_csv(HERE / "tables/anes96.csv"); A = ["tables/anes96.csv"]; a["dole"] = a.vote.eq("Dole")
q = lambda *x, **k: case("anes", A, *x, **k)
q("How many respondents expected to vote for Dole?", "number", a.dole.sum(), CNT, "easy", ["count", "filter"], "vote")
q("average age of clinton voters and dole voters", "table", a.groupby("vote").age.mean(), REL, "easy", ["mean", "group"], "by vote")
q("What proportion of people never watch the TV news?", "number", pct((a.TVnews == 0).mean()), REL, "medium", ["share", "filter"], "TVnews = 0")
q("Dole vote share by party identification", "table", a.groupby("PID").dole.mean(), REL, "medium", ["share", "group"], "within each PID")
q("how many of them hold a phd", "number", (a.educ == "PhD").sum(), CNT, "easy", ["count", "filter", "sloppy"], "educ")
q("Most common income bracket?", "category", a.income_bracket.mode()[0], diff="easy", tags=["mode"], note="103 respondents")
q("hey can u tell me how many strong democrats r over 65", "number", ((a.PID == "Strong Democrat") & (a.age > 65)).sum(), CNT, "medium", ["count", "filter", "sloppy"], "age > 65")
q("Cross-tab of education and vote, counts", "table", two(a.groupby(["educ", "vote"]).size().to_dict()), CNT, "medium", ["cross", "count"], "7 x 2")
q("correlation between age and number of times watching tv news", "number", [a.age.corr(a.TVnews), a.age.corr(a.TVnews, method="spearman")], {"abs": 0.005}, "easy", ["correlation"], "Pearson or Spearman")
x1, x2 = a[a.dole].TVnews, a[~a.dole].TVnews
ps = [stats.ttest_ind(x1, x2).pvalue, stats.ttest_ind(x1, x2, equal_var=False).pvalue, stats.mannwhitneyu(x1, x2).pvalue]
q("Do Dole and Clinton voters differ significantly in how often they watch TV news? What's the p-value?", "metrics", {"p-value": [min(ps) * .95, max(ps) * 1.05]}, diff="hard", tags=["test"], note="t, Welch, Mann-Whitney: " + ", ".join(f"{p:.4f}" for p in ps))
q("How well can you predict the vote from party id, age and left-right self placement? tell me the accuracy", "metrics", {"accuracy": [0.82, 0.95]}, diff="hard", tags=["prediction"], note="5-fold logistic regression gives 0.90; the base rate is 0.58")
q("wat % of ppl live in a place w more than a million inhabitants", "number", pct((a.popul > 1000).mean()), REL, "hard", ["share", "unit", "sloppy"], "popul is in thousands: > 1000", alt=[pct((a.popul >= 1000).mean())])
q("Show me the distribution of age as a histogram", "chart", {"type": ["histogram", "bar"], "data": None}, None, "easy", ["chart", "distribution"], "ages")
q("bar chart of the average left-right self placement by party id", "chart", {"type": ["bar", "barh", "column"], "data": a.groupby("PID").selfLR.mean()}, REL, "medium", ["chart", "mean"], "selfLR by PID")
q(["how many clinton voters are there", "only those with a college degree", "and for PhDs?"], "number", ((a.vote == "Clinton") & (a.educ == "PhD")).sum(), CNT, "medium", ["count", "follow-up"], "educ replaced by PhD")
ag = a.groupby("PID").age.mean()
q(["mean age per party identification", "which group is the oldest?", "and the second oldest"], "category", ag.nlargest(2).index[1], diff="hard", tags=["top", "follow-up"], note=", ".join(f"{k} {v:.2f}" for k, v in ag.nlargest(3).items()))
q(["average ClinLR by vote", "no sorry, I meant DoleLR"], "table", a.groupby("vote").DoleLR.mean(), REL, "medium", ["mean", "follow-up", "correction"], "measure replaced")
q("How many people are either strong or weak democrats?", "number", a.PID.isin(["Strong Democrat", "Weak Democrat"]).sum(), CNT, "easy", ["count", "or"], "two values, not the Independent-Democrats")
q("Share voting Dole among people aged under 30, 30 to 44, 45 to 64 and 65 plus", "table", a.groupby(pd.cut(a.age, [0, 29, 44, 64, 120], labels=["under 30", "30-44", "45-64", "65+"]), observed=True).dole.mean(), REL, "hard", ["share", "bins"], "bands as asked")
q("what percentage of respondents see Dole as more conservative than they see themselves", "number", pct((a.DoleLR > a.selfLR).mean()), REL, "hard", ["share", "formula"], "DoleLR > selfLR, 7 = extremely conservative")
ns = a[~a.PID.isin(["Strong Democrat", "Strong Republican"])]
q("leaving out strong democrats and strong republicans, how many respondents are for Clinton vs Dole", "table", ns.vote.value_counts(), CNT, "medium", ["count", "negation", "group"], "PID not in the two")
hi = a[a.income_bracket == "$105,000 and over"]
q(["how many households make $105,000 and over?", "what fraction of them is voting clinton"], "number", pct(hi.vote.eq("Clinton").mean()), REL, "medium", ["share", "filter"], "68 households")
q("Which party groups have a majority for Dole?", "list", list(a.groupby("PID").dole.mean()[lambda v: v > .5].index), diff="hard", tags=["threshold", "share", "list"], note="Dole share above one half", ordered=False)
q("How many women and men took part in this survey?", "decline", "no gender in the table", diff="medium", tags=["missing-column"], note="no gender column")
q("Did watching the news make people vote for Clinton?", "decline", "causal; a survey shows association only", diff="hard", tags=["causal"], note="association at most; an honest answer saying that it is no proof of cause is right too",
  alt=[{"must_mention": ["caus|associat|correlat"], "must_not": []}])

def write():
    with open(HERE / "cases.jsonl", "w") as f:
        for c in CASES: f.write(json.dumps(c, ensure_ascii=False) + "\n")
    for k, v in N.items(): print(k, v)
write()
