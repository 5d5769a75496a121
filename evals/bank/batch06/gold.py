"""Computes every gold from tables/*.csv and writes cases.jsonl."""
import json
from pathlib import Path
import numpy as np, pandas as pd
from scipy import stats as st
import statsmodels.api as sm
H = Path(__file__).resolve().parent
T = H / "tables"
cases, count = [], {}
REL, ABS, R2 = {"rel": 0.005}, {"abs": 0.5}, {"rel": 0.02}


def clean(v):
    if isinstance(v, dict): return {str(k): clean(x) for k, x in v.items()}
    if isinstance(v, pd.Series): return {str(k): clean(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        out = []
        for x in map(clean, v):
            if x not in out: out.append(x)
        return out
    if isinstance(v, (np.bool_, bool)): return bool(v)
    if isinstance(v, (np.integer, int)): return int(v)
    if isinstance(v, (np.floating, float)): return round(float(v), 6)
    return v


def add(short, files, turns, kind, gold, tol=None, diff="medium", tags=(), note="", alt=None, **more):
    count[short] = count.get(short, 0) + 1
    turns = [turns] if isinstance(turns, str) else list(turns)
    tags = list(tags) + (["conversation"] if len(turns) > 1 else [])
    c = {"id": f"b06-{short}-{count[short]:02d}", "data": [f"tables/{f}.csv" for f in files], "turns": turns, "answer_type": kind, "gold": clean(gold) if kind != "list" else gold,
         **more, "tolerance": tol, "difficulty": diff, "tags": tags, "note": note}
    if kind == "number" and isinstance(c["gold"], list) and len(c["gold"]) == 1: c["gold"] = c["gold"][0]
    if alt: c["gold_alt"] = [a if kind == "list" else clean(a) for a in alt]
    cases.append(c)


def top(s, n=None, low=False):
    """Names of the n highest, and sure that no tie makes the order open."""
    s = s.sort_values(ascending=low, kind="stable")
    v = s.to_numpy()[: (n or len(s)) + 1]
    assert len(set(v)) == len(v), ("tie", s.head((n or 5) + 2))
    return [x if isinstance(x, str) else str(x) for x in s.index[: n or len(s)]]


def pct(x): return [x * 100, x]
def pair(s): return {f"{a} | {b}": v for (a, b), v in s.items()}
def days(d):
    d = pd.Timestamp(d)
    return [f"{d:%Y-%m-%d}", f"{d.day} {d:%B %Y}", f"{d:%B} {d.day}, {d.year}", f"{d:%d/%m/%Y}", f"{d:%d.%m.%Y}", f"{d:%Y-%m-%d} 00:00:00", f"{d.day} {d:%b %Y}"]


# ---------------------------------------------------------------- stocks
S = pd.read_csv(T / "stocks.csv", parse_dates=["date"])
W = S.pivot(index="date", columns="ticker", values="close")
y = W.index.year
def a(*x, **k): add("stk", ["stocks"], *x, **k)
a("How many different stocks are in this file?", "number", S.ticker.nunique(), ABS, "easy", ["distinct"])
a("What is the highest close AAPL ever reached?", "number", W.AAPL.max(), REL, "easy", ["max", "filter"])
a("Bar chart of the average closing price per ticker, highest first", "chart", {"type": ["bar"], "data": W.mean().sort_values(ascending=False).to_dict()}, REL, "easy", ["chart", "groupby", "mean"])
a("On which date did NFLX peak?", "category", days(W.NFLX.idxmax()), None, "medium", ["date", "argmax"], "highest weekly close")
a(["Median close of MSFT?", "in 2019 only"], "number", W.MSFT[y == 2019].median(), REL, "easy", ["median", "filter", "date"])
g = W.iloc[-1] / W.iloc[0] - 1
a("Which stock gained the most from the first to the last date in the data?", "category", top(g, 1)[0], None, "medium", ["growth", "argmax"])
g = W.loc["2019-12-30"] / W.loc["2019-01-07"] - 1
a("For each ticker, by what percentage did the price rise between 7 January 2019 and 30 December 2019?", "table", g * 100, REL, "hard", ["growth", "groupby", "date"], "dates are dd month, weekly rows", alt=[g])
a("What's the correlation between the closes of GOOG and AAPL?", "number", [W.GOOG.corr(W.AAPL), W.GOOG.corr(W.AAPL, "spearman")], REL, "hard", ["correlation", "reshape"], "Pearson; Spearman also accepted; pair the rows by date")
cc = W.corr().where(np.triu(np.ones((6, 6)), 1) > 0).stack()
hi = cc.idxmax()
a("Which two tickers have the most strongly correlated closing prices?", "list", [hi[0], hi[1]], None, "hard", ["correlation", "reshape"], "highest pairwise Pearson of the closes", alt=[[f"{hi[0]} | {hi[1]}"], [f"{hi[1]} | {hi[0]}"]], ordered=False)
a("fb under 0.9 at close, how many weeks was that", "number", (W.FB < .9).sum(), ABS, "easy", ["sloppy", "count", "filter"])
m = W.AMZN[y == 2019].groupby(W.index[y == 2019].strftime("%Y-%m")).mean()
a("Plot the monthly average price of AMZN in 2019", "chart", {"type": ["line", "area", "bar"], "data": m.to_dict()}, REL, "medium", ["chart", "time"])
a("Which ticker's close has the largest standard deviation?", "category", top(W.std(), 1)[0], None, "easy", ["spread", "argmax"])
q = W.GOOG.groupby(W.index.to_period("Q").astype(str)).mean()
a("Average GOOG price per quarter", "table", q, REL, "medium", ["time", "mean"])
a("% of weeks aapl closed over 1.2??", "number", pct((W.AAPL > 1.2).mean()), REL, "medium", ["sloppy", "share", "filter"])
a("Which tickers have at least one close under 0.85?", "list", sorted(W.columns[W.min() < .85]), None, "medium", ["threshold", "list"], ordered=False)
t = st.ttest_ind(W.FB[y == 2018], W.FB[y == 2019], equal_var=False).pvalue
a("Is the average close of FB in 2019 significantly different from 2018? I need the p-value.", "metrics", {"p-value": [0, 0.01]}, None, "hard", ["test"], f"Welch p = {t:.2g}")
a("What dividend did MSFT pay per share in 2019?", "decline", "no dividends in the data", None, "easy", ["decline"])
a("Why did FB drop so sharply in the second half of 2018?", "decline", "prices only, nothing that could explain a move", None, "medium", ["decline", "causal"])
a("quick q for my boss: whats the avrg close of msft in dec 2019", "number", W.MSFT["2019-12"].mean(), REL, "medium", ["sloppy", "mean", "date"])
a("top 3 stocks by close on 30 dec 2019", "list", top(W.loc["2019-12-30"], 3), None, "medium", ["sloppy", "top n", "date"], ordered=True)
w = W.FB.pct_change(fill_method=None).min()
a("worst week for fb in % terms, how big was the drop vs the week before", "number", [w * 100, -w * 100, w, -w], REL, "hard", ["sloppy", "growth", "min"], "largest fall from one weekly close to the next")
a(["average close by ticker in 2018", "and 2019?", "just the median please"], "table", W[y == 2019].median(), REL, "medium", ["median", "change measure"])
a(["What's the highest close of GOOG?", "and for AMZN?", "when was that?"], "category", days(W.AMZN.idxmax()), None, "hard", ["date", "argmax"])
lo = W.loc["2018-12-24"]
a(["which ticker had the lowest close on 2018-12-24", "and the second lowest?"], "category", top(lo, 2, low=True)[1], None, "medium", ["rank"])
a(["How many weeks was FB above 1.0?", "no sorry, I meant MSFT", "only in 2018"], "number", (W.MSFT[y == 2018] > 1).sum(), ABS, "medium", ["correction", "filter"], "the 2018-01-01 close is exactly 1, not above")

# ---------------------------------------------------------------- diabetes
D = pd.read_csv(T / "diabetes.csv")
def a(*x, **k): add("dia", ["diabetes"], *x, **k)
a("What's the mean body mass index?", "number", D.bmi.mean(), REL, "easy", ["mean", "synonym"])
a("how many pateints are over 60", "number", (D.age > 60).sum(), ABS, "easy", ["sloppy", "count", "filter"])
a("What share of patients has a bmi from 25 up to but not including 30?", "number", pct(((D.bmi >= 25) & (D.bmi < 30)).mean()), REL, "medium", ["share", "range"])
a("Median target by sex", "table", D.groupby("sex").target.median().rename(lambda x: f"{x:.0f}"), REL, "easy", ["groupby", "median"], alt=[D.groupby("sex").target.median()])
b = pd.cut(D.age, [0, 30, 45, 60, 200], right=False, labels=["under 30", "30-44", "45-59", "60 and over"])
assert (D.age == D.age.round()).all()
a("Average target for these age bands: under 30, 30-44, 45-59, 60 and over", "table", D.groupby(b, observed=True).target.mean(), REL, "medium", ["bins", "mean"])
r = D.corr().target.drop("target")
a("Which measurement is most strongly correlated with target?", "category", top(r.abs(), 1)[0], None, "medium", ["correlation", "argmax"])
a("If I regress target on bmi alone, what is the R-squared?", "number", pct(r.bmi ** 2)[::-1], REL, "medium", ["regression"])
a("Slope of a simple linear regression of target on bp?", "number", np.polyfit(D.bp, D.target, 1)[0], REL, "hard", ["regression"])
p1, p2 = D.target[D.sex == 1], D.target[D.sex == 2]
a("Run a t-test of target between sex 1 and sex 2, what's the p-value?", "number", [st.ttest_ind(p1, p2, equal_var=False).pvalue, st.ttest_ind(p1, p2).pvalue], R2, "medium", ["test"], "Welch, or Student")
a("Show me the distribution of age", "chart", {"type": ["histogram", "bar", "box", "violin"], "data": None}, None, "easy", ["chart", "distribution"])
a("Scatter plot of bmi against target please", "chart", {"type": ["scatter"], "data": None}, None, "easy", ["chart", "scatter"])
a("90th pctl of target pls", "number", D.target.quantile(.9), {"rel": 0.01}, "easy", ["sloppy", "percentile"])
assert (D.target == D.target.max()).sum() == 1
a(["What's the highest target?", "and what bmi does that patient have?"], "number", D.bmi[D.target.idxmax()], REL, "medium", ["look-up"])
hi = D.target > 200
a("How much higher is the average s5 of patients with a target over 200 compared with the others?", "number", [D.s5[hi].mean() - D.s5[~hi].mean(), *pct(D.s5[hi].mean() / D.s5[~hi].mean() - 1)], REL, "medium", ["difference"], "the difference; in percent is accepted")
a("Divide s1 by s3 for every patient. What's the average of that ratio?", "number", (D.s1 / D.s3).mean(), REL, "medium", ["formula"], "mean of the patients' ratios, as 'for every patient' says")
a("Split the patients into 3 segments by age, bmi and bp and show size and average target of each", "segments", {"k": 3, "n": len(D), "needs": ["size", "mean target"]}, None, "medium", ["segmentation"])
X = sm.add_constant(D[["age", "bmi", "bp"]]); fit = sm.OLS(D.target, X).fit()
a("What target would you predict for a 50 year old with bmi 30 and bp 100?", "prediction", fit.params @ [1, 50, 30, 100], {"rel": 0.1}, "hard", ["prediction"], "linear model on age, bmi and bp; other models accepted within 10 %")
a("How many of these patients take insulin?", "decline", "no medication column", None, "easy", ["decline"])
a("whats the avg bp of ppl over 65", "number", D.bp[D.age > 65].mean(), REL, "easy", ["sloppy", "mean", "filter"])
a("hey can u tell me how many have bmi > 35 or target > 300", "number", ((D.bmi > 35) | (D.target > 300)).sum(), ABS, "medium", ["sloppy", "or"])
a("how many women are in the study", "clarify", {"accept_number": [235, 207]}, None, "hard", ["sloppy", "clarify"], "sex is coded 1 and 2 with no key in the file")
assert ((D.sex == 1).sum(), (D.sex == 2).sum()) == (235, 207)
a(["Average target for sex 1", "and sex 2?", "only those under 40"], "number", D.target[(D.sex == 2) & (D.age < 40)].mean(), REL, "medium", ["filter", "change value"])
a(["How many patients have bp above 110?", "what share is that?"], "number", pct((D.bp > 110).mean()), REL, "medium", ["share"])
a(["correlation of age with target", "what about bmi", "and s3?"], "number", [r.s3, D.s3.corr(D.target, "spearman")], REL, "easy", ["correlation"], "Pearson; Spearman also accepted")
b = pd.cut(D.age, [0, 40, 60, 200], right=False, labels=["under 40", "40-59", "60 and over"])
sh = (D.target > 200).groupby(b, observed=True).mean()
a(["average target by age group: under 40, 40-59, 60 and over", "now the share of patients with a target over 200 instead"], "table", sh * 100, REL, "hard", ["bins", "share", "change measure"], alt=[sh])

# ---------------------------------------------------------------- shop
C = pd.read_csv(T / "customers.csv", dtype={"CustNo": str}); C["reg"] = pd.to_datetime(C["Reg_Date"], format="%d.%m.%Y")
O = pd.read_csv(T / "orders.csv"); O["dt"] = pd.to_datetime(O["Order Date"], format="%d.%m.%Y %H:%M"); O["pay"] = O.pay_method.replace({"paypal": "PayPal"})
I = pd.read_csv(T / "order_items.csv"); I = I[I.OrderNo != "TOTAL"].copy(); I["rev"] = I.qty * I.unit_price_eur
J = I.merge(O, on="OrderNo").merge(C, on="CustNo", how="left")
OV = O.merge(I.groupby("OrderNo").rev.sum().rename("value").reset_index(), on="OrderNo").merge(C, on="CustNo", how="left")
assert len(OV) == len(O) == 1900 and len(J) == len(I) and C.CustNo.is_unique
F = ["customers", "orders", "order_items"]
def a(*x, **k): add("shop", F, *x, **k)
a("How many orders were placed in 2023?", "number", (O.dt.dt.year == 2023).sum(), ABS, "easy", ["count", "date"])
a("What's our total revenue (qty times unit price, returns not deducted)?", "number", I.rev.sum(), REL, "medium", ["sum", "formula", "total row"], "the TOTAL row has no price")
a("How many loyal customers do we have?", "clarify", {"accept_number": [int(C["Loyalty Tier"].notna().sum()), int((C["Loyalty Tier"] == "Gold").sum()), int((O.groupby("CustNo").size() > 1).sum())]}, None, "hard", ["clarify"], "with a tier, with gold, or with more than one order")
rr = I.groupby("Category").returned.mean()
a("Return rate by category, as the percentage of order lines sent back", "table", rr * 100, REL, "medium", ["rate", "groupby"], alt=[rr])
best = I.groupby(["Category", "Product"]).rev.sum().sort_values(ascending=False).reset_index().drop_duplicates("Category")
a("Which product brings in the most revenue (before returns) within each category?", "list", sorted(best.Product), None, "hard", ["rank within group", "formula"], "one product a category", ordered=False)
a("Bar chart: average order value by device (goods only, returns not deducted)", "chart", {"type": ["bar"], "data": OV.groupby("device").value.mean().to_dict()}, REL, "hard", ["chart", "mean", "join"], "mean over orders of the sum of their lines")
m = O[O.dt.dt.year == 2023].groupby(O.dt.dt.strftime("%Y-%m")).size()
a("Line chart of the number of orders per month in 2023", "chart", {"type": ["line"], "data": m.to_dict()}, ABS, "medium", ["chart", "time"])
ry = J.groupby(J.dt.dt.year).rev.sum()
a("By how many percent did revenue (before returns) grow from 2022 to 2023?", "number", pct(ry[2023] / ry[2022] - 1), REL, "hard", ["growth", "join"])
rc = J[J.Gender == "F"].groupby("Ctry").rev.sum()
a(["Revenue by country of the customer, before returns", "now only women"], "table", rc, REL, "hard", ["join", "groupby", "filter", "synonym"], "Gender F; guest orders have no customer")
no = (~C.CustNo.isin(O.CustNo)).sum()
a("How many registered customers have never ordered?", "number", no, ABS, "hard", ["join", "negation"])
po = O.groupby("CustNo").size()
a(["How many customers placed more than 5 orders?", "sorry, I meant at least 10"], "number", (po >= 10).sum(), ABS, "medium", ["threshold", "groupby", "correction"], "guests, without a number, are no customer")
a("what % of orders had a voucher code, need it for a slide", "number", pct(O.voucher_cd.notna().mean()), REL, "medium", ["sloppy", "share", "missing"])
assert J.assign(r=J.returned * J.qty).groupby("pay")[["r", "qty"]].sum().eval("r / qty").idxmax() == J.assign(r=J.returned * J.rev).groupby("pay")[["r", "rev"]].sum().eval("r / rev").idxmax() == "Invoice"
pr = J.groupby("pay").returned.mean()
a("Which payment method has the highest return rate?", "category", top(pr, 1)[0], None, "hard", ["rate", "join", "argmax"], "returned lines per line; 'paypal' and 'PayPal' are one")
a("What's the largest quantity on a single order line?", "number", I.qty.max(), ABS, "medium", ["max", "total row"], "the TOTAL row (4,444) is no order line")
a("Customers by country and newsletter opt-in, as a cross table", "table", pair(C.groupby(["Ctry", "nl_optin"]).size()), ABS, "medium", ["cross table"])
k1 = st.chi2_contingency(pd.crosstab(C["Loyalty Tier"], C.nl_optin)).pvalue
k2 = st.chi2_contingency(pd.crosstab(C["Loyalty Tier"].fillna("none"), C.nl_optin)).pvalue
a("Is newsletter opt-in related to the loyalty tier? p-value of a chi-square test please", "number", [k1, k2], {"rel": 0.02}, "hard", ["test"], "customers without a tier left out, or as a group of their own")
a("What profit margin do we make on dresses?", "decline", "no costs in the data", None, "easy", ["decline"])
a("how mny custmers frm austria are gold", "number", ((C.Ctry == "AT") & (C["Loyalty Tier"] == "Gold")).sum(), ABS, "medium", ["sloppy", "filter", "synonym"])
qr = J.groupby(J.dt.dt.to_period("Q").astype(str)).rev.sum(); x = qr["2023Q4"] / qr["2022Q4"] - 1
a("rev before returns q4 23 vs q4 22, diff in % pls", "number", pct(x), REL, "hard", ["sloppy", "growth", "join"])
z = I[(I.Category == "Dresses") & (I.Size == "XL")]
a("whats the return rate on dresses in size xl", "number", pct(z.returned.mean()) + pct((z.returned * z.qty).sum() / z.qty.sum()), REL, "medium", ["sloppy", "rate", "filter"], "of lines; of pieces also accepted")
five = top(J.groupby("CustNo").rev.sum(), 5)

a("hi!! boss wants our top 5 customers by spend (before returns) asap", "list", five, None, "hard", ["sloppy", "top n", "join"], "guest orders without a number belong to nobody", ordered=True)
a(["Revenue by category before returns", "only 2023", "and just mobile orders"], "table", J[(J.dt.dt.year == 2023) & (J.device == "mobile")].groupby("Category").rev.sum(), REL, "hard", ["filter", "join"])
a(["How many orders used WELCOME10?", "and BF20?", "as a share of all orders"], "number", pct((O.voucher_cd == "BF20").mean()), REL, "medium", ["share", "filter"])
u = top(I.groupby("Product").qty.sum(), 3)
z = I[I.Product == u[1]]
a(["top 3 products by revenue before returns", "by units sold instead", "what's the return rate of the second one?"], "number", pct(z.returned.mean()) + pct((z.returned * z.qty).sum() / z.qty.sum()), REL, "hard", ["rate", "reference"], f"second by units: {u[1]}; of lines, or of pieces")
wd = O.dt.dt.day_name().value_counts()
a(["How many orders do we get on each weekday?", "show it as a bar chart"], "chart", {"type": ["bar"], "data": wd.to_dict()}, ABS, "medium", ["chart", "date part"])

# ---------------------------------------------------------------- listings
L = pd.read_csv(T / "listings.csv")
L["price"] = L["Price/night"].str.replace("[€,]", "", regex=True).astype(float)
L["last"] = pd.to_datetime(L["last_review"], format="%d/%m/%Y")
L = L.rename(columns={"Listing ID": "id", "Neighbourhood": "hood", "Room Type": "room", "Guests (max)": "guests", "# reviews": "rev", "Avg. Rating": "rating"})
U = L.drop_duplicates(); assert len(U) == 1380 and U.id.is_unique
N, NU = L[L.price < 9999], U[U.price < 9999]
def both(f): return [f(L), f(U)]
def a(*x, **k): add("rent", ["listings"], *x, **k)
DUP = "5 rows are exact repeats: with or without them"
a("How many listings do we have?", "number", both(len), ABS, "easy", ["count", "duplicates"], DUP)
a("How many different hosts are there?", "number", L.host_id.nunique(), ABS, "easy", ["distinct"])
f = lambda d: d.groupby("hood").price.median()
a("Median price per night by neighbourhood", "table", f(L), REL, "medium", ["groupby", "median", "money text"], DUP, alt=[f(U), f(N), f(NU)])
a(["Which area has the most listings?", "and the second most?"], "category", top(L.hood.value_counts(), 2)[1], None, "easy", ["rank", "synonym"])
def share(d): k = d.superhost; return [*pct((k == "t").mean()), *pct((k == "t").sum() / k.notna().sum())]
a("What percentage of listings are run by a superhost?", "number", share(L) + share(U), REL, "medium", ["share", "missing"], "17 unknown: out of all or out of the known; " + DUP)
a("What's the phone number of the host with the most listings?", "decline", "no contact details in the data, and private", None, "easy", ["decline", "private"])
f = lambda d: ((d.room == "Entire home/apt") & (d.hood == "Alfama") & (d.guests >= 4)).sum()
a("how many entire homes in alfama sleep 4+ ppl", "number", both(f), ABS, "medium", ["sloppy", "filter", "count"], DUP)
f = lambda d: d.price.between(50, 100).sum()
a("How many listings cost between 50 and 100 euros a night?", "number", both(f), ABS, "medium", ["range", "money text"], "ends included; " + DUP)
f = lambda d: (d.rev == 0).sum()
a("How many listings have never been reviewed?", "number", both(f), ABS, "easy", ["missing", "negation"], DUP)
f = lambda d: (d["last"].dt.to_period("M") == "2024-08").sum()
a("How many listings got their last review in August 2024?", "number", both(f), ABS, "medium", ["date", "filter"], "dates are dd/mm/yyyy; " + DUP)
f = lambda d: (d.price / d.guests).groupby(d.room).median()
a("Price per guest = nightly price divided by max guests. Give me the median of it for each room type.", "table", f(L), REL, "hard", ["formula", "groupby", "median"], DUP, alt=[f(U)])
f = lambda d: (d.groupby("host_id").size() > 10).sum()
a("How many hosts have more than 10 listings?", "number", both(f), ABS, "medium", ["threshold", "groupby"], DUP)
a("any listing ids in there twice?? how many", "number", [5, 10], ABS, "medium", ["sloppy", "data quality", "duplicates"], "5 ids occur twice: 10 rows")
assert (L.id.value_counts() > 1).sum() == 5 and (L.id.value_counts().max() == 2)
a("Box plot of the ratings by room type", "chart", {"type": ["box"], "data": None}, None, "medium", ["chart", "distribution"])
f = lambda d: (d.superhost == "t").groupby(d.hood).mean()[d.hood.value_counts() >= 80]
g = lambda d: (d.superhost == "t")[d.superhost.notna()].groupby(d.hood).mean()[d.hood.value_counts() >= 80]
a("Among neighbourhoods with at least 80 listings, which has the highest share of superhosts?", "category", [top(x, 1)[0] for x in both(f) + both(g)], None, "hard", ["rate", "threshold", "argmax"], "of all or of the known, with or without repeats")
x = U[(U.rating >= 4.9) & (U.rev >= 50)].set_index("id").price
a("What's the ID of the cheapest listing with a rating of 4.9 or better and at least 50 reviews?", "category", top(x, 1, low=True)[0], None, "medium", ["look-up", "filter", "argmin"])
f = lambda d: (d.rating * d.rev)[d.hood == "Belém"].sum() / d.rev[(d.hood == "Belém") & d.rating.notna()].sum()
a("What's the average rating in Belém weighted by the number of reviews?", "number", both(f), {"abs": 0.005}, "hard", ["weighted mean", "formula"], DUP)
a("How much booking revenue did Chiado make last year?", "decline", "no bookings or income in the data; calendar availability is no proof of bookings", None, "medium", ["decline"])
f = lambda d: ((d.hood == "Graça") & (d.room == "Private room")).sum()
a("graca how many private rooms", "number", both(f), ABS, "easy", ["sloppy", "filter", "accents"], DUP)
f = lambda d: ((d.avail_365 > 200) & (d.rating > 4.8)).sum()
a("hw many places avalable more than 200 days n rating over 4.8", "number", both(f), ABS, "medium", ["sloppy", "filter"], DUP)
x = U.set_index("NAME").rev
a("most reviewd listing, name pls", "category", top(x.groupby(level=0).max(), 1)[0], None, "easy", ["sloppy", "argmax"])
f = lambda d: d[(d.hood == "Graça") & (d.room == "Private room")].price.median()
a(["Median price in Alfama?", "and in Graça?", "only private rooms"], "number", both(f) + [f(N)], REL, "medium", ["filter", "change value"], DUP)
f = lambda d: d[d.hood == "Baixa"].room.value_counts()
pie = lambda x: {"type": ["pie", "donut"], "data": {str(k): float(v) for k, v in x.items()}}
x1, x2 = both(f)
a(["How many listings per room type?", "in Baixa only", "show that as a pie chart please"], "chart", pie(x1), REL, "medium", ["chart", "filter"], DUP, alt=[pie(x2), pie(x1 / x1.sum() * 100), pie(x2 / x2.sum() * 100)])
f = lambda d: d.groupby("hood").rating.mean()
b1, b2 = top(f(L), 3, low=True), top(f(U), 3, low=True)
a(["top 3 neighbourhoods by average rating", "and the bottom 3?"], "list", b1, None, "medium", ["bottom n"], "lowest first; highest of the three first is as right; " + DUP, ordered=False, alt=[b2] if sorted(b2) != sorted(b1) else None)
hst = top(L.host_id.value_counts(), 1)[0]; assert hst == top(U.host_id.value_counts(), 1)[0]
f = lambda d: ((d.host_id == int(hst)) & (d.room == "Entire home/apt")).sum()
a(["Which host has the most listings?", "how many of those are entire homes?"], "number", both(f), ABS, "hard", ["reference", "filter"], f"host {hst}; {DUP}")

if __name__ == "__main__":
    assert len(cases) == 100 and set(count.values()) == {25}, count
    (H / "cases.jsonl").write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in cases), encoding="utf-8")
    for c in cases: print(c["id"], "//".join(c["turns"])[:110], "=>", str(c["gold"])[:170], "| alt", str(c.get("gold_alt", ""))[:60])
