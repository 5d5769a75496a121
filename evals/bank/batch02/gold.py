"""Computes every gold with pandas and rewrites cases.jsonl. Run: python gold.py"""
import json, os
import numpy as np, pandas as pd
HERE = os.path.dirname(os.path.abspath(__file__)); T = os.path.join(HERE, "tables")
OUT = []; SHOP = ["tables/customers.csv", "tables/orders.csv"]; GYM = ["tables/gym_members.csv"]; FIL = ["tables/filialen_wk.csv"]; MODE = ["tables/modechoice.csv"]
NAMES = {id(SHOP): "shop", id(GYM): "gym", id(FIL): "store", id(MODE): "mode"}; CNT = {}

def clean(x):
    if isinstance(x, dict): return {str(k): clean(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)): return [clean(v) for v in x]
    if isinstance(x, (np.integer,)): return int(x)
    if isinstance(x, (float, np.floating)): return round(float(x), 6)
    return x

def uniq(xs):
    o = []
    for x in xs:
        x = clean(x)
        if x not in o: o.append(x)
    return o

def case(data, turns, typ, gold, tol=None, diff="medium", tags=(), note="", alts=None, **kw):
    p = NAMES[id(data)]; CNT[p] = CNT.get(p, 0) + 1
    if typ in ("number", "prediction", "category") and isinstance(gold, (list, tuple)):
        gold = uniq(gold); gold = gold[0] if len(gold) == 1 else gold
    c = dict(id=f"b02-{p}-{CNT[p]:02d}", data=data, turns=[turns] if isinstance(turns, str) else turns, answer_type=typ, gold=clean(gold))
    if alts:
        a = [x for x in uniq(alts) if x != c["gold"]]
        if a: c["gold_alt"] = a
    if tol is None and typ in ("number", "table", "chart"): tol = {"rel": 0.005}
    if tol: c["tolerance"] = tol
    c.update(kw)
    tags = list(tags) + (["conversation"] if len(c["turns"]) > 1 else [])
    c.update(difficulty=diff, tags=tags, note=note); OUT.append(c)

ABS = {"abs": 0.5}
def pf(*xs): return [y for x in xs for y in (100 * x, x)]           # percent and fraction
def pct(s): return {k: 100 * v for k, v in s.items()}
def D(s): return dict(s)

# ------------------------------------------------------------------ 1 shop
C = pd.read_csv(f"{T}/customers.csv"); O = pd.read_csv(f"{T}/orders.csv")
C["signup"] = pd.to_datetime(C.signup, format="%d/%m/%Y"); O["dt"] = pd.to_datetime(O.order_date, format="%Y/%m/%d %H:%M")
O["st"] = O.Status.str.lower(); O["p"] = O.price.str.replace("€", "").astype(float); O["d"] = O["disc."].str.rstrip("%").astype(float).fillna(0) / 100
O["net"] = O.Qty * O.p * (1 - O.d); O["ym"] = O.dt.dt.strftime("%Y-%m"); O["q"] = O.dt.dt.to_period("Q")
J = O.merge(C, left_on="cust_no", right_on="Cust_ID", how="left")
BASE = lambda X: [X, X[X.st != "cancelled"], X[~X.st.isin(["cancelled", "returned"])], X[X.st == "delivered"]]
OK = lambda X: X[~X.st.isin(["cancelled", "returned"])]
NB = "readings: all orders, without cancelled, without cancelled and returned, delivered only"
s = SHOP
case(s, "how many customers do we have in the customer list", "number", len(C), ABS, "easy", ["direct", "count"], "one row a customer")
case(s, "hw many orders did we get in 2023", "number", [B[B.dt.dt.year == 2023].order_no.nunique() for B in BASE(O)][:3], ABS, "easy", ["sloppy", "distinct", "date"], "distinct order numbers; lines are not orders")
case(s, "What is our total revenue after discounts, leaving out cancelled and returned orders?", "number", [B.net.sum() for B in BASE(O)[2:]], None, "medium", ["direct", "sum", "derived", "negation"], "qty x price x (1-discount); with or without the orders still open")
aov = lambda X: X.net.sum() / X.order_no.nunique()
case(s, ["average order value? cancelled orders dont count, and take the discount off", "and what is it for germany"], "number", [aov(B[B.Ctry == "DE"]) for B in BASE(J)[1:]], None, "hard", ["sloppy", "ratio", "join", "synonym"], "Germany = DE; " + NB)
no, nd = O.order_no.nunique(), O[O.st.isin(["delivered", "returned"])].order_no.nunique(); nr = O[O.st == "returned"].order_no.nunique(); nc = O[O.st != "cancelled"].order_no.nunique()
case(s, "whats our return rate", "number", pf(nr / no, nr / nd, nr / nc, (O.st == "returned").mean(), O[O.st == "returned"].Qty.sum() / O.Qty.sum(), O[O.st == "returned"].net.sum() / O.net.sum(), (O.st == "returned").sum() / O.st.isin(["returned", "delivered"]).sum(), (O.st == "returned").sum() / (O.st != "cancelled").sum()), None, "medium", ["vague", "rate", "case"], "returned orders of all, of shipped, of non-cancelled; or lines, units, value")
nob = lambda X: (~C.Cust_ID.isin(X.cust_no)).sum()
case(s, "how many people on the list have never ordered anything?", "number", nob(O), ABS, "medium", ["direct", "anti-join", "count"], "no order of any status")
pc = [B.groupby("cust_no").order_no.nunique() for B in BASE(O)]
case(s, "customers with more than 3 orders - how many are there", "number", [(x > 3).sum() for x in pc], ABS, "medium", ["direct", "having", "per-customer"], NB)
g = [D(B.groupby("Ctry").net.sum()) for B in BASE(J)]
nm = {"DE": "Germany", "AT": "Austria", "CH": "Switzerland", "NL": "Netherlands", "FR": "France"}
case(s, "revenue by country, net of discount", "table", g[0], None, "medium", ["direct", "group", "join"], NB + "; orders without a customer number are left out or shown as missing", alts=g[1:])
tops = [list(B.groupby("Product").Qty.sum().sort_values(ascending=False).index[:5]) for B in BASE(O)]
topr = [list(B.groupby("Product").net.sum().sort_values(ascending=False).index[:5]) for B in BASE(O)]
case(s, ["top 5 products by units sold", "and by revenue after discount"], "list", topr[0], None, "medium", ["direct", "top", "derived"], NB, alts=topr[1:], ordered=True)
def best(X):
    x = X.groupby(["Cat.", "Product"]).Qty.sum().reset_index().sort_values("Qty", ascending=False).drop_duplicates("Cat.")
    return x
b = [best(B) for B in BASE(O)]
case(s, "for every category the best selling product by units, with its units", "table", {r["Cat."] + " | " + r.Product: r.Qty for _, r in b[0].iterrows()}, ABS, "hard", ["direct", "best within group"], NB,
     alts=[{r["Cat."] + " | " + r.Product: r.Qty for _, r in x.iterrows()} for x in b] + [{r.Product: r.Qty for _, r in x.iterrows()} for x in b] + [{r["Cat."]: r.Qty for _, r in x.iterrows()} for x in b])
gr = lambda X: X[X.q == "2024Q1"].net.sum() / X[X.q == "2023Q1"].net.sum() - 1
case(s, "by how much % did revenue (after discount) grow from Q1 2023 to Q1 2024?", "number", pf(*[gr(B) for B in BASE(O)]), {"rel": .01}, "medium", ["direct", "growth", "quarter"], NB)
m = [D(B.groupby("ym").order_no.nunique()) for B in BASE(O)]
case(s, "line chart orders per month pls", "chart", {"type": ["line", "area"], "data": m[0]}, None, "easy", ["sloppy", "chart", "month"], "distinct order numbers; " + NB, alts=[{"type": ["line", "area"], "data": x} for x in m[1:]])
wd = [B.drop_duplicates("order_no").dt.dt.day_name().value_counts().index[0] for B in BASE(O)]
case(s, "which day of the week brings in the most orders", "category", wd, None, "medium", ["direct", "weekday"], NB)
case(s, ["how many of our customers get the newsletter?", "what percentage is that"], "number", pf((C.Newsletter == "Y").mean(), (C.Newsletter == "Y").sum() / C.Newsletter.notna().sum()), None, "easy", ["direct", "share", "flag", "missing"], "of all customers, or of those with a known answer")
sp = []
for B in BASE(J): sp.append(D(B[B.Newsletter.notna()].groupby("Newsletter").apply(lambda x: x.net.sum() / x.cust_no.nunique())))
case(s, "do newsletter subscribers spend more? avg total spend per buyer (after discount), newsletter Y vs N", "table", sp[0], None, "hard", ["vague", "difference", "join", "per-customer"], "spend / distinct buyers; " + NB,
     alts=sp[1:] + [{"Yes": x["Y"], "No": x["N"]} for x in sp])
x = [B[(B.dt.dt.year == 2024) & B.Ctry.isin(["CH", "AT"])].order_no.nunique() for B in BASE(J)]
case(s, ["how many orders came in in 2024?", "only swiss and austrian customers", "now without the returned and cancelled ones"], "number", x[2], ABS, "medium", ["sloppy", "filter", "or", "negation", "join"], "CH + AT, statuses delivered and open")
bst = [B.groupby("cust_no").net.sum().idxmax() for B in BASE(O)]
nos = [B2[B2.cust_no == k].order_no.nunique() for B, k in zip(BASE(O), bst) for B2 in (B, O)]
case(s, ["who is our biggest spender (after discount)?", "how many orders has that customer placed"], "number", nos, ABS, "medium", ["direct", "top", "per-customer"], f"{bst[0]}; {NB}")
case(s, "share of customers where we dont know the birth year", "number", pf(C.b_year.isna().mean()), None, "easy", ["direct", "missing", "share"], "blank b_year")
case(s, "customers that came from social media (fb or insta) and live in the netherlands, how many", "number", ((C.Source.isin(["FB", "insta"])) & (C.Ctry == "NL")).sum(), ABS, "medium", ["sloppy", "or", "and", "synonym"], "FB + insta, NL")
case(s, "how many order lines had 15% discount or more?", "number", (O.d >= .15 - 1e-9).sum(), ABS, "easy", ["direct", "filter", "percent text"], "15, 20 and 30%")
last3 = [B[B.dt >= "2024-04-01"].Qty.sum() for B in BASE(O)] + [B[B.dt >= c].Qty.sum() for B in BASE(O) for c in ("2024-03-30", "2024-03-31", "2024-03-30 20:41", "2024-04-02", "2024-03-31 20:41")]
case(s, "units sold in the last 3 months of the data", "number", last3, ABS, "medium", ["direct", "date", "recent"], "April to June 2024 (the data ends on 30 June), or a rolling window; " + NB)
em = C["e-mail"].str.lower().value_counts()
case(s, "are there customers who are in the list twice (same email)? how many adresses", "number", [(em > 1).sum(), em[em > 1].sum()], ABS, "medium", ["sloppy", "quality", "duplicates"], "4 addresses, 8 customer numbers")
ct = pd.crosstab(O["Cat."], O.st); cto = O.drop_duplicates(["order_no", "Cat."]).pipe(lambda x: pd.crosstab(x["Cat."], x.st)); fl = lambda z: {f"{a} | {b_}": v for a, r in z.iterrows() for b_, v in r.items()}
fl2 = lambda z: {f"{b_} | {a}": v for a, r in z.iterrows() for b_, v in r.items()}
case(s, "cross table category by status, number of order lines", "table", fl(ct), ABS, "medium", ["direct", "cross table", "case"], "Delivered/delivered etc. are the same status", alts=[fl2(ct)])
case(s, "which category has the best profit margin?", "decline", {"missing": "no cost or margin column; price and discount only"}, None, "easy", ["trap", "decline"], "revenue is there, cost is not")
cn = [k for t in (pc) for k in [int((t >= n_).sum()) for n_ in (2, 3, 4, 5, 6, 8, 10)]]
case(s, "how many loyal customers do we have", "clarify", {"accept_number": sorted(set(cn))}, None, "medium", ["trap", "clarify", "vague"], "no cut-off given; with 2, 3, 4, 5, 6, 8 or 10 orders and more")

# ------------------------------------------------------------------ 2 gym
G = pd.read_csv(f"{T}/gym_members.csv"); s = GYM
G["j"] = pd.to_datetime(G.Joined, format="%d-%b-%y"); G["x"] = pd.to_datetime(G["Cancelled on"], format="%d-%b-%y"); G["fee"] = G["mthly fee"].str.replace("£", "").astype(float)
G["v"] = G["visits L12M"]; G["act"] = G.x.isna(); G["cl"] = G.club.str.title().str.strip(); A = G[G.act]; G1 = G[G.Age < 120]; A1 = A[A.Age < 120]
case(s, "how many active members do we have (no cancellation date)", "number", len(A), ABS, "easy", ["direct", "count", "missing as state"], "blank 'Cancelled on'")
case(s, "avg age of the members?", "number", [G.Age.mean(), G1.Age.mean(), A.Age.mean(), A1.Age.mean()], {"rel": .001}, "easy", ["sloppy", "mean", "outlier"], "one age of 218, kept or dropped; all or active members")
case(s, "anything odd in the age column?", "text", {"must_mention": ["218"], "must_not": []}, None, "medium", ["vague", "outlier", "quality"], "one member is 218")
case(s, "members per plan", "table", D(G.PLAN.value_counts()), ABS, "easy", ["direct", "group", "count"], "all rows, or active ones", alts=[D(A.PLAN.value_counts())])
ch = 1 - G.groupby("PLAN").act.mean()
case(s, "churn rate by plan (cancelled members / all members ever)", "table", pct(ch), None, "medium", ["direct", "rate", "group"], "percent or fraction", alts=[D(ch)])
case(s, "what do active members pay us per month in total", "number", A.fee.sum(), None, "easy", ["direct", "sum", "currency text", "filter"], "fees of the active members")
a_ = [X.groupby("sex").fee.mean() for X in (G, A)]
case(s, ["average monthly fee of the women?", "and the men", "so whats the difference"], "number", [k * (z["F"] - z["M"]) for z in a_ for k in (1, -1)], {"abs": .011}, "medium", ["sloppy", "difference", "synonym"], "F minus M, sign free; all or active")
N_ = G["NPS score"].dropna(); nps = lambda x: ((x >= 9).mean() - (x <= 6).mean())
case(s, "our NPS (promoters 9-10 minus detractors 0-6) over everybody who gave a score?", "number", pf(nps(N_)), {"rel": .01}, "medium", ["direct", "nps", "formula"], "points or fraction")
case(s, ["members per club", "only active ones"], "table", D(A.cl.value_counts()), ABS, "medium", ["sloppy", "group", "case", "filter"], "'city ctr' is City Ctr")
case(s, "90th percentile of visits in the last 12 months", "number", [G.v.quantile(.9), A.v.quantile(.9), G.v.quantile(.9, interpolation="higher"), G.v.quantile(.9, interpolation="lower")], {"abs": 1.01}, "medium", ["direct", "percentile"], "all or active")
bn = lambda X: {"under 25": (X.Age < 25).sum(), "25-39": X.Age.between(25, 39).sum(), "40-59": X.Age.between(40, 59).sum(), "60+": (X.Age >= 60).sum()}
case(s, "count members by age group: under 25, 25-39, 40-59, 60+", "table", bn(G), ABS, "medium", ["direct", "bins"], "the 218-year-old in or out; all or active", alts=[bn(G1), bn(A), bn(A1)])
case(s, "show me how visits are distributed", "chart", {"type": ["histogram", "bar", "box", "violin"], "data": None}, None, "easy", ["vague", "chart", "distribution"], "bins free")
st = pd.crosstab(G.cl, G.sex)
case(s, "stacked bar of members per club split by sex", "chart", {"type": ["bar"], "data": None}, None, "medium", ["direct", "chart", "group2"], "stacked; 'city ctr' is City Ctr")
case(s, "joins per year", "table", D(G.j.dt.year.value_counts().sort_index()), ABS, "easy", ["sloppy", "year", "group"], "by 'Joined'; dates like 04-Jan-23")
mo = G[G.j.dt.year == 2023].j.dt.strftime("%Y-%m").value_counts(); topm = mo[mo == mo.max()].index
case(s, ["how many people joined in 2023", "which month was the best?"], "category", [f(pd.Timestamp(k + "-01")) for k in topm for f in (lambda t: t.strftime("%B"), lambda t: t.strftime("%Y-%m"), lambda t: t.strftime("%b"), lambda t: t.strftime("%B %Y"), lambda t: t.strftime("%b %Y"), lambda t: str(t.month))], None, "medium", ["direct", "month", "top"], f"{mo.head(3).to_dict()}")
cr = [X.Age.corr(X.v, method=k) for X in (G, G1, A, A1) for k in ("pearson", "spearman")]
case(s, "do older members come less often? correlation age / visits", "number", cr, {"abs": .005}, "medium", ["vague", "correlation", "outlier"], "Pearson or Spearman, with or without the age of 218, all or active")
case(s, "number of members with a personal trainer who dont use the app", "number", ((G["PT?"] == "Y") & (G.App == "no")).sum(), ABS, "medium", ["direct", "and", "flag", "negation"], "PT? = Y and App = no; a blank App is unknown",)
OUT[-1]["gold"] = clean(uniq([((G["PT?"] == "Y") & (G.App == "no")).sum(), ((G["PT?"] == "Y") & (G.App != "yes")).sum(), ((A["PT?"] == "Y") & (A.App == "no")).sum()]))
Z = A[A.v == 0]
case(s, ["how many active members did not visit once in the last 12 months", "and what do they pay a month together?"], "number", Z.fee.sum(), None, "medium", ["sloppy", "filter", "sum"], f"{len(Z)} members")
days = (G.x - G.j).dt.days.dropna()
case(s, "how many days do members who left stay on average?", "number", days.mean(), None, "medium", ["direct", "date difference", "mean"], "cancelled minus joined")
case(s, ["how many members cancelled within 90 days after joining?", "which plan had most of those"], "category", G[(G.x - G.j).dt.days <= 90].PLAN.value_counts().pipe(lambda v: list(v[v == v.max()].index)), None, "hard", ["direct", "date difference", "top"], f"{G[(G.x - G.j).dt.days <= 90].PLAN.value_counts().to_dict()}")
vm = G.groupby("PT?").v.mean(); va = A.groupby("PT?").v.mean()
case(s, "how many more visits a year do people with PT make compared to those without, on avg", "number", [vm["Y"] - vm["N"], va["Y"] - va["N"]] + pf(vm["Y"] / vm["N"] - 1, va["Y"] / va["N"] - 1)[::2], None, "medium", ["sloppy", "difference"], "difference of means (or in percent)")
row = G[(G.v > 40) & (G.App == "yes")].iloc[7]
case(s, f"which plan is member {row['Memb No']} on", "category", [row.PLAN], None, "easy", ["direct", "look-up"], "")
case(s, "segment the active members into 3 groups on age, visits and fee", "segments", {"k": 3, "n": sorted({len(A), len(A1)}), "needs": ["size", "age", "visits", "fee"]}, None, "hard", ["direct", "segmentation"], "with or without the age of 218")
case(s, "what reasons do people give when they cancel?", "decline", {"missing": "no cancellation reason column"}, None, "easy", ["trap", "decline"], "only the date of the cancellation")
H = G[G.cl == "Harbour"]
yn = [int((X.Age < k).sum()) for X in (H, H[H.act]) for k in (21, 25, 26, 28, 30, 31, 35, 36, 40)] + [int((X.PLAN == "STU").sum()) for X in (H, H[H.act])]
case(s, "how many young ppl do we have at harbour", "clarify", {"accept_number": sorted(set(yn))}, None, "medium", ["trap", "clarify", "sloppy", "vague"], "no cut-off given")

# ------------------------------------------------------------------ 3 stores
F = pd.read_csv(f"{T}/filialen_wk.csv", sep=";", dtype=str); s = FIL
eu = lambda x: x.str.replace(".", "", regex=False).str.replace(",", ".", regex=False).astype(float)
F["w"] = pd.to_datetime(F["Woche ab"], format="%d.%m.%Y"); F["rev"] = eu(F["Rev EUR"]); F["cogs"] = eu(F["COGS EUR"])
for c in ["units", "footfall", "sqm"]: F[c] = F[c].astype(float)
F["Y"] = F.w.dt.year; F["M"] = F.w.dt.strftime("%Y-%m"); P = F[~(F.rev < 0)]
V2 = [F, P]; NV = "with the three negative weeks netted, or left out"; RN = {"N": "North", "S": "South", "E": "East", "W": "West"}
case(s, "total revenue 2023", "number", [X[X.Y == 2023].rev.sum() for X in V2], None, "easy", ["direct", "sum", "decimal comma", "year"], "weeks that begin in 2023; " + NV)
case(s, "top 5 stores by revnue", "list", list(F.groupby("Store").rev.sum().sort_values(ascending=False).index[:5]), None, "easy", ["sloppy", "top"], "", ordered=True)
r = [X.groupby("Rgn").rev.sum() for X in V2]
case(s, "revenue by region", "table", D(r[0]), None, "easy", ["direct", "group"], "N, E, S, W; " + NV, alts=[D(r[1])] + [{RN[k]: v for k, v in z.items()} for z in r])
def h(X, y): return X[(X.Y == y) & (X.w.dt.month <= 6)].rev.sum()
case(s, "how much did revenue grow in the first half of 2024 vs the first half of 2023, in percent", "number", pf(*[h(X, 2024) / h(X, 2023) - 1 for X in V2]), {"rel": .02}, "medium", ["direct", "growth", "half-year"], "weeks by their start date; 26 weeks each", )
case(s, "in what share of the store weeks was a promo running", "number", pf((F.Promo == "J").mean(), (F[F.rev.notna()].Promo == "J").mean(), (P.Promo == "J").mean()), None, "easy", ["direct", "share", "flag"], "J = ja")
up = [X.groupby("Promo").rev.mean() for X in V2] 
case(s, ["avg weekly revenue per store with promo and without", "so what's the uplift in %"], "number", pf(*[z["J"] / z["N"] - 1 for z in up]), {"rel": .02}, "medium", ["sloppy", "difference", "flag"], "mean over store weeks, J against N")
q = F.groupby("Store").agg(rev=("rev", "sum"), sq=("sqm", "first"), n=("rev", "count")); q["a"] = q.rev / q.sq; q["b"] = q.rev / q.n / q.sq
case(s, "Which store makes the most revenue per square metre?", "category", [q.a.idxmax(), q.b.idxmax()], None, "hard", ["direct", "ratio", "repeated attribute"], "size counts once a store; over the whole period or per week")
both = F[F.units.notna() & F.footfall.notna()]
cv = [X.groupby("Rgn").units.sum() / X.groupby("Rgn").footfall.sum() for X in (F, both)]
mr = both.assign(z=both.units / both.footfall).groupby("Rgn").z.mean()
case(s, "units per 100 visitors (footfall) by region", "table", pct(cv[1]), {"rel": .01}, "hard", ["direct", "ratio of sums", "missing"], "weeks with both figures, or all sums; E, N, S, W", alts=[pct(cv[0])] + [{RN[k]: 100 * v for k, v in z.items()} for z in cv])
mgn = [1 - X.groupby("Fmt").cogs.sum() / X.groupby("Fmt").rev.sum() for X in V2]
case(s, "gross margin % per store format (rev minus cogs, divided by rev)", "table", pct(mgn[0]), {"rel": .01}, "medium", ["direct", "ratio of sums", "formula"], NV, alts=[pct(mgn[1])] + [D(z) for z in mgn])
br = F.groupby(["Rgn", "Store"]).rev.sum().reset_index().sort_values("rev", ascending=False).drop_duplicates("Rgn")
case(s, "best store in each region (revenue)", "table", {x.Rgn + " | " + x.Store: x.rev for x in br.itertuples()}, None, "hard", ["direct", "best within group"], "", alts=[{x.Store: x.rev for x in br.itertuples()}, {x.Rgn: x.rev for x in br.itertuples()}, {RN[x.Rgn] + " | " + x.Store: x.rev for x in br.itertuples()}])
mm = [D(X.groupby("M").rev.sum()) for X in V2]
case(s, "plot revenue month by month", "chart", {"type": ["line", "area", "bar"], "data": mm[0]}, None, "easy", ["direct", "chart", "month"], "a week belongs to the month it begins in", alts=[{"type": ["line", "area", "bar"], "data": mm[1]}])
case(s, ["plot revenue per month", "now one line per region"], "chart", {"type": ["line", "area"], "data": None}, None, "medium", ["direct", "chart", "group2"], "four lines")
bu = [list(X[X.Y == 2024].groupby("Store").units.sum().sort_values().index[:3]) for X in V2]
bu2 = list(F[(F.Y == 2024) & (F.Store != "Halle")].groupby("Store").units.sum().sort_values().index[:3])
case(s, ["rank the stores by units sold in 2024", "just the 3 weakest, worst first"], "list", bu[0], None, "medium", ["direct", "bottom"], "Halle closed in March 2024: in, or left out", alts=[bu[1], bu2], ordered=True)
no_ = F[F.Rgn == "N"].Store.nunique()
case(s, ["how many stores are in the file", "and in the north?"], "number", no_, ABS, "easy", ["sloppy", "distinct", "synonym"], "N = north")
case(s, "how many rows have no revenue figure?", "number", F.rev.isna().sum(), ABS, "easy", ["direct", "missing"], "blank Rev EUR")
case(s, "revenue of köln süd in the week starting 6 may 2024", "number", F[(F.Store == "Köln Süd") & (F.w == "2024-05-06")].rev.iloc[0], None, "easy", ["sloppy", "look-up", "umlaut", "date"], "")
L = lambda X, y: X[(X.w >= f"{y}-07-01") & (X.w <= f"{y}-09-30")].rev.sum()
lw = lambda X, a, b_: X[(X.w >= a) & (X.w <= b_)].rev.sum()
l3 = [L(X, 2024) / L(X, 2023) - 1 for X in V2] + [lw(X, "2024-06-24", "2024-09-23") / lw(X, "2023-06-26", "2023-09-25") - 1 for X in V2]
case(s, "compare the last 3 months of the data with the same 3 months one year before, growth in %?", "number", pf(*l3), {"rel": .03}, "hard", ["direct", "growth", "recent", "yoy"], "July to September (13 weeks each), weeks by start date; or the last 14 weeks; 13 weeks against 12 is not right")
sm_ = F.groupby("Store").agg(ff=("footfall", "mean"), rv=("rev", "mean"), fs=("footfall", "sum"), rs=("rev", "sum"))
case(s, "how many stores have a footfall above the store average but revenue below the store average?", "number", [((sm_.fs > sm_.fs.mean()) & (sm_.rs < sm_.rs.mean())).sum(), ((sm_.ff > sm_.ff.mean()) & (sm_.rv < sm_.rv.mean())).sum(), ((sm_.ff > F.footfall.mean()) & (sm_.rv < F.rev.mean())).sum()], ABS, "hard", ["direct", "subquery", "per-store"], "totals or weekly means per store")
sz = F.groupby("Store").sqm.first()
case(s, "how many of our stores are small?", "clarify", {"accept_number": sorted({int(v) for k in (200, 250, 300, 400, 500, 600, 700, 750, 800, sz.mean(), sz.median(), sz.quantile(.25), sz.quantile(1 / 3)) for v in ((sz < k).sum(), (sz <= k).sum())})}, None, "medium", ["trap", "clarify", "vague"], "small in m2, revenue or units; no cut-off")
case(s, "scatter footfall vs revenue", "chart", {"type": ["scatter"], "data": None}, None, "easy", ["direct", "chart", "correlation"], "")
last = F.groupby("Store").w.max()
case(s, "looks like one store closed. which one?", "category", ["Halle"], None, "medium", ["vague", "date", "last seen"], "no rows after 25 March 2024")
q23 = [D(X[X.Y == 2023].groupby("Rgn").units.sum()) for X in V2]
qq = [X[X.Y == 2023].groupby(X.w.dt.quarter).rev.sum() for X in V2]; kq = lambda z, f: {f.format(k): v for k, v in z.items()}
case(s, ["revenue by quarter for 2023", "same but only stores with format mall"], "table", kq(F[(F.Y == 2023) & (F.Fmt == "MALL")].groupby(F.w.dt.quarter).rev.sum(), "2023-Q{}"), None, "medium", ["direct", "quarter", "filter"], "weeks by start date; " + NV,
     alts=[kq(X[(X.Y == 2023) & (X.Fmt == "MALL")].groupby(X.w.dt.quarter).rev.sum(), f) for X in V2 for f in ("2023-Q{}", "2023Q{}", "Q{} 2023", "Q{}", "{}")])
rw = F.groupby("w").rev.sum()
t4 = rw[-8:].mean() * 4
case(s, "what revenue can we expect in total for the next 4 weeks", "prediction", [t4, rw[(rw.index >= "2023-10-02") & (rw.index <= "2023-10-23")].sum()], {"rel": .15}, "hard", ["direct", "forecast"], "level of the last 8 weeks, or the four weeks a year before; wide")
case(s, "how much of our sales was online?", "decline", {"missing": "no channel column; only stores"}, None, "easy", ["trap", "decline"], "the formats are CTY, MALL and OUTL")
tb = F.groupby("Store").agg(rev=("rev", "sum"), u=("units", "sum"), c=("cogs", "sum"), ff=("footfall", "sum"), m=("rev", "mean")); tb["mg"] = 1 - tb.c / tb.rev; tb["gp"] = tb.rev - tb.c; tb["cv"] = tb.u / tb.ff
case(s, "how many staff per store and revenue per employee?", "decline", {"missing": "no staff or employee column"}, None, "easy", ["trap", "decline"], "")

# ------------------------------------------------------------------ 4 modechoice (real)
K = pd.read_csv(f"{T}/modechoice.csv"); s = MODE; I = K.drop_duplicates("individual"); CH = K[K.choice == 1]
MN = {1: "air", 2: "train", 3: "bus", 4: "car"}; LEG = "(mode 1=air 2=train 3=bus 4=car, choice 1=taken)"
def mk(z): return [{str(int(k)): v for k, v in z.items()}, {f"{float(k)}": v for k, v in z.items()}, {MN[int(k)]: v for k, v in z.items()}, {f"{int(k)} ({MN[int(k)]})": v for k, v in z.items()}, {f"{int(k)} = {MN[int(k)]}": v for k, v in z.items()}]
case(s, "how many different travellers are in this file", "number", len(I), ABS, "easy", ["direct", "distinct"], "four rows a traveller")
case(s, f"how many took the car? {LEG}", "number", (CH["mode"] == 4).sum(), ABS, "easy", ["direct", "count", "coded"], "mode 4 and choice 1")
sh = CH["mode"].value_counts(normalize=True).sort_index(); t = mk(pct(sh)) + mk(sh)
case(s, f"market share of each mode among travellers {LEG}", "table", t[0], None, "medium", ["direct", "share", "coded"], "of the 210 choices", alts=t[1:])
case(s, f"mean household income (hinc) of those who went by bus. {LEG}", "number", CH[CH["mode"] == 3].hinc.mean(), None, "easy", ["direct", "mean", "filter", "coded"], "")
t = mk(K.groupby("mode").invc.mean())
case(s, "avg in vehicle cost (invc) per mode, over all options offered", "table", t[0], None, "easy", ["direct", "group", "mean"], "all 840 rows", alts=t[1:])
case(s, ["what's the avg in-vehicle cost by mode, all offered options", "and only for the mode that people actually chose (choice = 1)"], "table", mk(CH.groupby("mode").invc.mean())[0], None, "medium", ["direct", "group", "filter"], "", alts=mk(CH.groupby("mode").invc.mean())[1:])
case(s, "median travel time (invt) when flying, mode 1 is air", "number", [K[K["mode"] == 1].invt.median(), CH[CH["mode"] == 1].invt.median()], {"abs": .01}, "easy", ["direct", "median", "coded"], "all offers, or those taken")
case(s, "what share of travellers goes alone? psize is party size", "number", pf((I.psize == 1).mean()), None, "medium", ["sloppy", "share", "distinct"], "per traveller; the same over the rows as each has four")
case(s, ["average income of the travellers", "how many are above that?"], "number", (I.hinc > I.hinc.mean()).sum(), ABS, "medium", ["sloppy", "subquery", "distinct"], "travellers, not rows")
case(s, "correlation between household income and party size", "number", [I.hinc.corr(I.psize), I.hinc.corr(I.psize, method="spearman")], {"abs": .003}, "easy", ["direct", "correlation"], "Pearson or Spearman; rows and travellers give the same")
case(s, f"people with income over 50: which way of travel do they choose most? {LEG}", "category", [y for k in CH[CH.hinc > 50]["mode"].value_counts().pipe(lambda v: v[v == v.max()].index) for y in (MN[int(k)], str(int(k)), f"{k}", f"{int(k)} ({MN[int(k)]})", f"mode {int(k)}")], None, "medium", ["direct", "filter", "top", "coded"], f"{CH[CH.hinc > 50]['mode'].value_counts().to_dict()}")
x = pd.crosstab(CH["mode"], CH.psize)
fx = lambda a, b_: {f"{a(i)} | {b_(j)}": x.loc[i, j] for i in x.index for j in x.columns}
fy = lambda a, b_: {f"{b_(j)} | {a(i)}": x.loc[i, j] for i in x.index for j in x.columns}
si = lambda v: str(int(v)); sf = lambda v: str(float(v)); sn = lambda v: MN[int(v)]
x3 = lambda f: {k: v for k, v in f.items() if v}
forms = [f(a, b_) for f in (fx, fy) for a in (si, sf, sn) for b_ in (si, sf)]
case(s, f"cross table of chosen mode by party size, number of travellers {LEG}", "table", forms[0], ABS, "medium", ["direct", "cross table", "coded"], "choice = 1; empty cells 0 or left out", alts=forms[1:] + [x3(f) for f in forms])
bb = {"under 20": (I.hinc < 20).sum(), "20 to under 40": ((I.hinc >= 20) & (I.hinc < 40)).sum(), "40 to under 60": ((I.hinc >= 40) & (I.hinc < 60)).sum(), "60 and more": (I.hinc >= 60).sum()}
case(s, "number of travellers per income band: under 20, 20 to under 40, 40 to under 60, 60 and more", "table", bb, ABS, "medium", ["direct", "bins", "distinct"], "travellers, not rows", alts=[{"<20": bb["under 20"], "20-39": bb["20 to under 40"], "40-59": bb["40 to under 60"], "60+": bb["60 and more"]}, {"under 20": bb["under 20"], "20-40": bb["20 to under 40"], "40-60": bb["40 to under 60"], "60+": bb["60 and more"]}])
case(s, "wher do they travel to most often", "decline", {"missing": "no destination column"}, None, "easy", ["trap", "decline", "sloppy"], "")
case(s, "has the share of air travel gone up over the years?", "decline", {"missing": "no date column"}, None, "medium", ["trap", "decline"], "a survey without any date")
case(s, "75th percentile of terminal waiting time (ttme) for train, mode = 2", "number", [K[K["mode"] == 2].ttme.quantile(.75), K[(K["mode"] == 2) & (K.choice == 1)].ttme.quantile(.75)], {"abs": .51}, "easy", ["direct", "percentile", "coded"], "all offers, or those taken")
mins = K.groupby("individual").invt.transform("min"); K["tt"] = K.invt + K.ttme; mint = K.groupby("individual").tt.transform("min")
case(s, "how many travellers chose the fastest option, i.e. the one with the lowest invt + ttme of their four?", "number", ((K.choice == 1) & (K.tt == mint)).sum(), ABS, "hard", ["direct", "best within group", "derived"], "lowest in-vehicle plus terminal time per traveller")
tg = mk(K.groupby("mode").gc.mean())
case(s, ["average generalized cost (gc) by mode, all options", "make that a bar chart"], "chart", {"type": ["bar"], "data": tg[0]}, None, "easy", ["direct", "chart", "group"], "all offers", alts=[{"type": ["bar"], "data": z} for z in tg[1:]])
case(s, "boxplot invt by mode", "chart", {"type": ["box", "violin"], "data": None}, None, "easy", ["sloppy", "chart", "distribution"], "")
case(s, "any missing values in here? how many", "number", int(pd.read_csv(f"{T}/modechoice.csv").isna().sum().sum()), {"abs": .01}, "easy", ["vague", "missing", "quality"], "none")
ia = CH.groupby(CH["mode"] == 1).hinc.mean()
case(s, f"how much higher is the income of those who fly than of everybody else (averages)? {LEG}", "number", [ia[True] - ia[False]] + pf(ia[True] / ia[False] - 1)[:1], None, "medium", ["direct", "difference", "coded"], "in units of hinc, or in percent")
e = CH.merge(I[["individual"]], on="individual")
case(s, [f"how many travellers went by train? {LEG}", "just the ones travelling in a party of 2 or more", "and with income below 30"], "number", ((CH["mode"] == 2) & (CH.psize >= 2) & (CH.hinc < 30)).sum(), ABS, "medium", ["sloppy", "filter", "range", "coded"], "three filters")
case(s, ["show a histogram of household income, one count per traveller", "ok and what is the median"], "number", I.hinc.median(), {"abs": .01}, "easy", ["direct", "median", "distribution"], "per traveller or per row: the same")
case(s, "how many low income travellers are there", "clarify", {"accept_number": sorted({int(v) for k in (10, 15, 20, 25, 30, I.hinc.quantile(.2), I.hinc.quantile(.25), I.hinc.quantile(1 / 3), I.hinc.median(), I.hinc.mean()) for v in ((I.hinc < k).sum(), (I.hinc <= k).sum())})}, None, "medium", ["trap", "clarify", "vague"], "no cut-off given")
z0 = K[K.ttme == 0]
case(s, f"rows with zero waiting time (ttme) that are not car - how many? {LEG}", "number", (z0["mode"] != 4).sum(), ABS, "easy", ["direct", "quality", "negation", "coded"], "waiting time is 0 for every car row")

with open(os.path.join(HERE, "cases.jsonl"), "w") as f:
    for c in OUT: f.write(json.dumps(c, ensure_ascii=False) + "\n")
if __name__ == "__main__":
    from collections import Counter
    print(len(OUT), CNT, Counter(c["answer_type"] for c in OUT), "follow-ups", sum(len(c["turns"]) > 1 for c in OUT), "traps", sum("trap" in c["tags"] for c in OUT))
