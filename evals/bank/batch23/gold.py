"""Golds from the csv files; writes cases.jsonl."""
import json, os
import numpy as np, pandas as pd
from scipy import stats
HERE = os.path.dirname(os.path.abspath(__file__))
rd = lambda f: pd.read_csv(os.path.join(HERE, "tables", f), keep_default_na=False, na_values=[""])
CASES, NO = [], {}
REL, CNT = {"rel": 0.005}, {"abs": 0.5}
SET = {"short": "", "data": []}

def conv(v):
    if isinstance(v, (np.floating, float)): return round(float(v), 6)
    if isinstance(v, (np.integer,)): return int(v)
    if isinstance(v, dict): return {str(k): conv(x) for k, x in v.items()}
    if isinstance(v, (list, tuple, np.ndarray)): return [conv(x) for x in v]
    if isinstance(v, pd.Series): return {(" | ".join(map(str, k)) if isinstance(k, tuple) else str(k)): conv(x) for k, x in v.items()}
    return v

def add(turns, kind, gold, alt=None, tol=None, diff="easy", tags="", note="", **more):
    s = SET["short"]; NO[s] = NO.get(s, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    c = {"id": f"b23-{s}-{NO[s]:02d}", "data": SET["data"], "turns": turns, "answer_type": kind, "gold": conv(gold)}
    if alt is not None: c["gold_alt"] = conv(alt)
    c["tolerance"] = tol; c["difficulty"] = diff; c["tags"] = tags.split(); c["note"] = note; c.update(more)
    CASES.append(c)

share = lambda f: [float(f), float(f) * 100]
both = lambda s: (s, [s * 100])          # table of shares: fraction, and percent as alternative
top = lambda s, n: [str(x) for x in s.sort_values(ascending=False).head(n).index]
low = lambda s, n: [str(x) for x in s.sort_values().head(n).index]

# =============================================================== 1 gym
def gym():
    SET.update(short="gym", data=["tables/gym_members_export.csv"])
    d = rd("gym_members_export.csv")
    d.columns = ["id", "club", "sex", "age", "jdt", "plan", "fee", "src", "visits", "classes", "pt", "nps", "canc", "cdt", "reason", "brand"]
    d["jdt"] = pd.to_datetime(d["jdt"], format="%d/%m/%Y"); d["cdt"] = pd.to_datetime(d["cdt"], format="%d/%m/%Y")
    y = d.canc == "Y"; act = d[~y]
    add("How many members are in the Shoreditch club?", "number", (d.club == "Shoreditch").sum(), alt=[((d.club == "Shoreditch") & ~y).sum()], tol=CNT, tags="count filter", note="all rows of the club; alt: without the cancelled")
    add("Show me the distribution of visits in the last 30 days", "chart", {"type": ["histogram", "bar", "hist", "column", "box"], "data": None}, tags="chart distribution", diff="easy")
    add("How much do visits vary between members within each plan? (standard deviation)", "table", d.groupby("plan").visits.std(), alt=[d.groupby("plan").visits.std(ddof=0), act.groupby("plan").visits.std()], tol=REL, tags="spread group", diff="medium")
    add("which plan has the highest monthly fee on average", "category", top(d.groupby("plan").fee.mean(), 1)[0], tags="top sloppy")
    add("Total monthly fees from members who have not cancelled", "number", act.fee.sum(), tol=REL, tags="sum negation", diff="medium")
    add("Average number of visits in the last 30 days for women vs men", "table", d[d.sex.isin(["F", "M"])].groupby("sex").visits.mean(), alt=[d.groupby("sex").visits.mean()], tol=REL, tags="mean group synonym", diff="medium")
    add("whats the no 1 reason ppl give when they quit", "category", d.reason.value_counts().index[0], tags="mode")
    add("How many members joined in 2024?", "number", (d.jdt.dt.year == 2024).sum(), tol=CNT, tags="count date", diff="medium", note="dd/mm/yyyy")
    add("If we had cut the fee by £5, how many of the people who left because it was too expensive would have stayed?", "decline", "causal: no price change or test in the data", tags="decline causal", diff="hard")
    m = d.groupby(d.jdt.dt.to_period("Q")).size(); m.index = m.index.astype(str)
    add("Plot new members per quarter", "chart", {"type": ["line", "bar", "area"], "data": m}, tol=CNT, tags="chart time", diff="medium")
    add("hey quick q for my boss: how many ppl never came in last 30 days but still havent cancelled?", "number", ((d.visits == 0) & ~y).sum(), tol=CNT, tags="sloppy count and", diff="medium")
    r = stats.pearsonr(d.dropna(subset=["age"]).age, d.dropna(subset=["age"]).visits)
    add("is there a corelation between age and visits or not", "number", r[0], alt=[stats.spearmanr(d.dropna(subset=["age"]).age, d.dropna(subset=["age"]).visits)[0]], tol={"abs": 0.005}, tags="sloppy correlation", diff="medium")
    ct = pd.crosstab(d.plan, d.canc); p = stats.chi2_contingency(ct)[1]
    ctg = pd.crosstab(d.src, d.canc); pg = stats.chi2_contingency(ctg)[1]
    add("Does the cancellation rate differ significantly between the sources? Give me the p-value.", "metrics", {"p-value": [pg * .97, pg * 1.03]}, diff="hard", tags="test", note=f"chi-square p={pg:.4g}")
    k = d.groupby("club").size(); k2 = act.groupby("club").size()
    mv = lambda t: t[t.plan == "PREM"].visits.mean() - t[t.plan == "STD"].visits.mean()
    add("How many more visits do premium members make on average than standard ones?", "number", mv(d), alt=[mv(act)], tol={"abs": 0.01}, tags="difference groups synonym", diff="medium")
    add("Top 3 sources by number of active members", "list", top(act.src.value_counts(), 3), tags="top", diff="medium", note="active = not cancelled")
    bins = pd.cut(d.age, [0, 25, 35, 45, 200], right=False, labels=["under 25", "25-34", "35-44", "45+"])
    add("How many members are under 25, 25-34, 35-44 and 45 or older?", "table", bins.value_counts().sort_index(), tol=CNT, alt=[pd.cut(act.age, [0, 25, 35, 45, 200], right=False, labels=["under 25", "25-34", "35-44", "45+"]).value_counts().sort_index()], tags="bins labels-free", diff="hard", note="missing age left out")
    add(["What is the average NPS score?", "and only for Brighton?"], "number", d[d.club == "Brighton"].nps.mean(), tol=REL, tags="follow filter", note="the mean 0-10 score was asked for", diff="medium")
    s = d[d.nps.notna()]; nps = ((s.nps >= 9).mean() - (s.nps <= 6).mean())
    add("what is our net promoter score (9-10 promoters, 0-6 detractors)?", "number", [nps * 100, nps], tol={"rel": 0.01}, tags="formula", diff="hard")
    add(["How many premium members do we have?", "how many of them had at least one PT session?", "as a percentage"], "number", share((d[d.plan == "PREM"].pt > 0).mean()), alt=[share((act[act.plan == "PREM"].pt > 0).mean())], tol=REL, tags="follow share", diff="hard")
    add(["members by plan as a pie chart", "no, split by gender instead"], "chart", {"type": ["pie", "donut"], "data": d.sex.value_counts()}, alt=[{"type": ["pie", "donut"], "data": d.sex.value_counts(normalize=True)}, {"type": ["pie", "donut"], "data": d.sex.value_counts(normalize=True) * 100}], tol=REL, tags="follow correction chart", diff="medium")
    add("Group our members into 4 segments based on age, monthly fee and visits and describe them", "segments", {"k": 4, "n": [1400, int(d.age.notna().sum())], "needs": ["age", "fee", "visits"]}, tags="segments", diff="hard")
    add(["average visits per plan", "now the median instead", "only members that came via instagram"], "table", d[d.src == "Instagram"].groupby("plan").visits.median(), tol={"abs": 0.01}, tags="follow measure filter", diff="hard")
    add("in whch month of 2024 did most ppl cancel", "category", (lambda m: [m.strftime("%B %Y"), m.strftime("%B"), m.strftime("%Y-%m"), m.strftime("%b"), m.strftime("%b %Y"), m.month])(d[d.cdt.dt.year == 2024].cdt.dt.to_period("M").value_counts().index[0].to_timestamp()), tags="sloppy date top", diff="hard")
    add("How satisfied are members with the swimming pool?", "decline", "no column on a pool or facilities", tags="decline", diff="medium")
    add("how many members are missing a nps answer, by club?", "table", d[d.nps.isna()].groupby("club").size(), tol=CNT, tags="missing group", diff="medium")
    print("gym cancel months", d[d.cdt.dt.year == 2024].cdt.dt.to_period("M").value_counts().head(3).to_dict(), act.src.value_counts().to_dict(), d.groupby("club").fee.mean().round(3).to_dict(), "r", r, "nps", nps)

# =============================================================== 2 B2B software
def saas():
    A, I = "tables/accounts.csv", "tables/invoices.csv"
    SET.update(short="saas", data=[A, I])
    a, v = rd("accounts.csv"), rd("invoices.csv")
    a.columns = ["id", "co", "ctry", "ind", "seg", "emp", "tier", "seats", "mrr", "term", "start", "csm", "users", "tickets", "health", "nps", "churned", "cdate"]
    v.columns = ["no", "id", "issued", "due", "amt", "pay", "st", "paid"]
    for c in ("issued", "due", "paid"): v[c] = pd.to_datetime(v[c], format="%d.%m.%Y")
    for c in ("start", "cdate"): a[c] = pd.to_datetime(a[c])
    j = v.merge(a, on="id", how="left"); nv = v[v.st != "void"]; jn = j[j.st != "void"]; act = a[a.churned == 0]
    add("How many accounts do we have in Germany?", "number", (a.ctry == "DE").sum(), alt=[(act.ctry == "DE").sum()], tol=CNT, tags="count synonym")
    add("What is our total MRR from accounts that have not churned?", "number", act.mrr.sum(), tol=REL, tags="sum negation")
    g = a.groupby("tier").churned.mean(); x, y = both(g)
    add("churn rate per tier pls", "table", x, alt=y, tol=REL, tags="sloppy rate group")
    add("Draw a scatter plot of employees against MRR", "chart", {"type": ["scatter"], "data": None}, tags="chart scatter", diff="easy")
    add("Average revenue per seat (MRR divided by seats, totals) for each segment", "table", (lambda g: g.mrr.sum() / g.seats.sum())(a.groupby("seg")), alt=[(lambda g: g.mrr.sum() / g.seats.sum())(act.groupby("seg"))], tol=REL, tags="ratio group", diff="hard")
    add("top 5 companys by mrr", "list", list(a.nlargest(5, "mrr").co), alt=[list(act.nlargest(5, "mrr").co)], tags="sloppy top look-up", diff="easy")
    y24 = v[v.issued.dt.year == 2024]
    add("How much did we invoice in 2024, leaving out void invoices?", "number", y24[y24.st != "void"].amt.sum(), tol=REL, tags="sum date negation", diff="medium")
    add("whats the total amount of invoices still open?", "number", v[v.st == "open"].amt.sum(), tol=REL, tags="sloppy sum filter", diff="easy")
    g = jn.groupby("ctry").amt.sum(); g0 = j.groupby("ctry").amt.sum(); gp = j[j.st == "paid"].groupby("ctry").amt.sum()
    add("Invoiced amount by country", "table", g0, alt=[g, gp], tol=REL, tags="join sum group", diff="medium", note="all invoices; alt without void")
    pd_ = v[v.st == "paid"]; late = pd_.paid > pd_.due
    add("What percentage of paid invoices were paid after the due date?", "number", share(late.mean()), tol=REL, tags="share dates compare", diff="hard")
    lj = j[j.st == "paid"].assign(late=lambda t: (t.paid > t.due).astype(float)); lg = lj.groupby("ctry").late.mean()
    add("Which country pays late most often, as a share of its paid invoices?", "category", top(lg, 1)[0], tags="join rate top", diff="hard")
    add("Average number of days between issue and payment for card, SEPA and wire", "table", pd_.assign(x=(pd_.paid - pd_.issued).dt.days).groupby("pay").x.mean(), tol=REL, tags="date-diff mean group", diff="hard")
    add("hi, can u tell me how many smb customers are on starter and churned? thx", "number", ((a.seg == "SMB") & (a.tier == "Starter") & (a.churned == 1)).sum(), tol=CNT, tags="sloppy count and", diff="medium")
    u = stats.ttest_ind(a[a.churned == 1].health, a[a.churned == 0].health, equal_var=False).pvalue
    add("Compare the average health score of churned and retained accounts", "table", {"1": a[a.churned == 1].health.mean(), "0": a[a.churned == 0].health.mean()}, alt=[{n1: a[a.churned == 1].health.mean(), n0: a[a.churned == 0].health.mean()} for n1, n0 in (("Yes", "No"), ("churned", "retained"), ("churned", "not churned"), ("true", "false"))], tol=REL, tags="mean group difference labels-free", diff="medium")
    r2 = stats.linregress(a.emp, a.seats)
    add("Fit a linear regression of seats on employees: what is the R-squared?", "number", r2.rvalue ** 2, tol={"abs": 0.006}, tags="regression", diff="medium")
    mo = nv[nv.issued.dt.year == 2024].groupby(nv.issued.dt.to_period("M")).amt.sum(); mo.index = mo.index.astype(str)
    ma = v[v.issued.dt.year == 2024].groupby(v.issued.dt.to_period("M")).amt.sum(); ma.index = ma.index.astype(str)
    add("Show me a line chart of invoiced amount per month in 2024", "chart", {"type": ["line", "area"], "data": ma}, alt=[{"type": ["line", "area"], "data": mo}], tol=REL, tags="chart time date", diff="medium")
    add(["How many accounts does M. Silva look after?", "and J. Whitlock?"], "number", (a.csm == "J. Whitlock").sum(), alt=[(act.csm == "J. Whitlock").sum()], tol=CNT, tags="follow filter", diff="easy")
    add(["MRR by segment", "as a share of the total please"], "table", a.groupby("seg").mrr.sum() / a.mrr.sum(), alt=[a.groupby("seg").mrr.sum() / a.mrr.sum() * 100, act.groupby("seg").mrr.sum() / act.mrr.sum(), act.groupby("seg").mrr.sum() / act.mrr.sum() * 100], tol=REL, tags="follow share", diff="medium")
    add(["list the 3 accounts with the lowest health score", "only those that haven't churned", "and the 3 with the most tickets instead, still not churned"], "list", list(act.sort_values("tickets", ascending=False).co.head(3)), tags="follow list bottom", diff="hard", note="company or account id", ordered=False)
    CASES[-1]["gold_alt"] = [list(act.sort_values("tickets", ascending=False).id.head(3))]
    t = act.sort_values("tickets", ascending=False).tickets.head(5).tolist(); print("ties tickets", t)
    add(["average MRR by country", "what about the median", "sorted, only for enterprise accounts"], "table", a[a.seg == "ENT"].groupby("ctry").mrr.median(), alt=[act[act.seg == "ENT"].groupby("ctry").mrr.median()], tol=REL, tags="follow median filter", diff="hard")
    add(["How many churned accounts were there?", "how many of those churned in 2024"], "number", (a.cdate.dt.year == 2024).sum(), tol=CNT, tags="follow date", diff="medium")
    add("which customers have never been invoiced", "list", list(a[~a.id.isin(v.id)].co), alt=[list(a[~a.id.isin(v.id)].id)], tags="sloppy anti-join", diff="hard", ordered=False)
    add("How many accounts have fewer than half of their seats active in the last 30 days?", "number", (a.users < a.seats / 2).sum(), alt=[(act.users < act.seats / 2).sum()], tol=CNT, tags="formula count", diff="hard")
    add("What's our gross margin per account?", "decline", "no costs in the data", tags="decline", diff="medium")
    add("What did we pay each CSM in bonuses last year?", "decline", "no pay data", tags="decline private", diff="medium")
    print("never", len(a[~a.id.isin(v.id)]), "late", lg.round(3).to_dict(), "ind", act.groupby("ind").mrr.sum().to_dict(), "top", a.nlargest(5, "mrr")[["co", "mrr", "churned"]].values.tolist(), "r2", r2.rvalue ** 2, "ent", a[a.seg == "ENT"].groupby("ctry").size().to_dict())

# =============================================================== 3 fashion shop
def fashion():
    SET.update(short="fashion", data=["tables/shop_customers.csv", "tables/shop_orders.csv"])
    c, o = rd("shop_customers.csv"), rd("shop_orders.csv")
    c.columns = ["cust", "ctry", "sex", "by", "reg", "ch", "nl", "loy"]
    o.columns = ["no", "date", "cust", "cat", "qty", "gross", "disc", "net", "ship", "pay", "dev", "st", "ret", "dd", "vouch"]
    o["date"] = pd.to_datetime(o.date, format="%d.%m.%Y"); c["reg"] = pd.to_datetime(c.reg)
    sh = o[o.st != "cancelled"]; j = o.merge(c, on="cust", how="left"); js = j[j.st != "cancelled"]
    R = lambda t: (t.ret == "Y").mean()
    alts = lambda f, *ts: [f(t) for t in ts]
    add("What was our net revenue in 2024?", "number", o[o.date.dt.year == 2024].net.sum(), alt=[sh[sh.date.dt.year == 2024].net.sum()], tol=REL, tags="sum date", diff="easy", note="all orders; alt without cancelled")
    add("Return rate by category, cancelled orders excluded", "table", sh.groupby("cat").ret.apply(lambda s: (s == "Y").mean()), alt=[sh.groupby("cat").ret.apply(lambda s: (s == "Y").mean()) * 100], tol=REL, tags="rate group negation", diff="medium")
    add("make me a pie chart of orders by device pls", "chart", {"type": ["pie", "donut"], "data": o.dev.value_counts()}, alt=[{"type": ["pie", "donut"], "data": x} for x in (sh.dev.value_counts(), o.dev.value_counts(normalize=True), o.dev.value_counts(normalize=True) * 100)], tol=REL, tags="sloppy chart share", diff="easy")
    add("Average order value for women compared with men", "table", js[js.sex.isin(["w", "m"])].groupby("sex").net.mean(), alt=[j[j.sex.isin(["w", "m"])].groupby("sex").net.mean(), j.groupby("sex").net.mean(), js.groupby("sex").net.mean(), j[j.sex.isin(["w", "m"])].groupby("sex").gross.mean(), js[js.sex.isin(["w", "m"])].groupby("sex").gross.mean()], tol=REL, tags="join mean synonym", diff="medium")
    n0 = (~c.cust.isin(o.cust)).sum()
    add("How many registered customers have never placed an order?", "number", n0, tol=CNT, tags="anti-join count", diff="medium")
    per = o.groupby("cust").size(); pers = sh.groupby("cust").size()
    add("how many custmers orderd more than 10 times", "number", (per > 10).sum(), alt=[(pers > 10).sum()], tol=CNT, tags="sloppy threshold groups", diff="medium")
    sp = j.groupby("loy").net.sum(); sps = js.groupby("loy").net.sum()
    add("Revenue share of each loyalty level", "table", sp / sp.sum(), alt=[sp / sp.sum() * 100, sps / sps.sum(), sps / sps.sum() * 100, *[k * x.groupby("loy").gross.sum() / x.gross.sum() for x in (j, js) for k in (1, 100)]], tol=REL, tags="join share", diff="medium")
    add("top 3 categories by net sales in novemeber 2024 pls", "list", top(o[(o.date.dt.year == 2024) & (o.date.dt.month == 11)].groupby("cat").net.sum(), 3), alt=[top(sh[(sh.date.dt.year == 2024) & (sh.date.dt.month == 11)].groupby("cat").net.sum(), 3)], tags="sloppy top date", diff="medium")
    add("What is the average discount on orders that used a voucher?", "number", o[o.vouch.notna()].disc.mean(), alt=[sh[sh.vouch.notna()].disc.mean()], tol=REL, tags="mean missing", diff="medium")
    add("How many different customers bought something in 2024?", "number", o[o.date.dt.year == 2024].cust.nunique(), alt=[sh[sh.date.dt.year == 2024].cust.nunique()], tol=CNT, tags="distinct date", diff="medium")
    f = lambda t: t[t.date.dt.year == 2024].net.sum() / t[t.date.dt.year == 2023].net.sum() - 1
    add("By how many percent did net revenue grow from 2023 to 2024?", "number", share(f(o)), alt=[share(f(sh))], tol=REL, tags="growth", diff="medium")
    add("90th percentile of delivery days for Switzerland", "number", j[j.ctry == "Switzerland"].dd.quantile(.9), tol={"abs": 0.05}, tags="percentile join", diff="medium")
    ct = pd.crosstab(j.ctry, j.pay)
    add("Cross-tab of country by payment method, number of orders", "table", ct.stack(), alt=[pd.crosstab(js.ctry, js.pay).stack()], tol=CNT, tags="crosstab join", diff="medium")
    q = o.groupby(o.date.dt.to_period("Q")).net.sum(); q.index = q.index.astype(str); qs = sh.groupby(sh.date.dt.to_period("Q")).net.sum(); qs.index = qs.index.astype(str)
    add("Bar chart of net revenue per quarter", "chart", {"type": ["bar", "column"], "data": q}, alt=[{"type": ["bar", "column"], "data": qs}], tol=REL, tags="chart time", diff="medium")
    p = stats.chi2_contingency(pd.crosstab(o.dev, o.ret))[1]; p2 = stats.chi2_contingency(pd.crosstab(sh.dev, sh.ret))[1]
    add("Do returns depend on the device? Please test it and tell me the p-value", "metrics", {"p-value": [p * .98, p * 1.02]}, alt=[{"p-value": [p2 * .98, p2 * 1.02]}], tags="test", diff="hard", note=f"chi-square {p:.4f}, without cancelled {p2:.4f}")
    add(["How many orders were returned?", "what does that make in net revenue?"], "number", o[o.ret == "Y"].net.sum(), tol=REL, tags="follow measure", diff="medium")
    add(["revenue by acquisition channel", "now per customer who ordered, not total"], "table", (lambda g: g.net.sum() / g.cust.nunique())(j.groupby("ch")), alt=[(lambda g: g.net.sum() / g.cust.nunique())(js.groupby("ch")), (lambda g: g.gross.sum() / g.cust.nunique())(j.groupby("ch")), (lambda g: g.gross.sum() / g.cust.nunique())(js.groupby("ch"))], tol=REL, tags="follow ratio join", diff="hard")
    add(["Which customer spent the most?", "which country is he or she from?"], "category", c.set_index("cust").ctry[j.groupby("cust").net.sum().idxmax()], alt=[c.set_index("cust").ctry[js.groupby("cust").net.sum().idxmax()], c.set_index("cust").ctry[j.groupby("cust").gross.sum().idxmax()], c.set_index("cust").ctry[js.groupby("cust").gross.sum().idxmax()]], tags="follow look-up join", diff="medium")
    de = o[(o.cat == "Dresses")]; des = sh[sh.cat == "Dresses"]
    add(["return rate for shoes", "and for dresses", "only in the iOS app"], "number", share(R(de[de.dev == "iOS app"])), alt=[share(R(des[des.dev == "iOS app"]))], tol=REL, tags="follow rate filter", diff="medium")
    add(["how many customers signed up for the newsletter?", "and by country, in percent"], "table", c.groupby("ctry").nl.mean() * 100, alt=[c.groupby("ctry").nl.mean(), c[c.nl == 1].ctry.value_counts(normalize=True), c[c.nl == 1].ctry.value_counts(normalize=True) * 100], tol=REL, tags="follow share", diff="medium")
    add("hi there, need the avg basket for orders that are not from germany or austria", "number", j[~j.ctry.isin(["Germany", "Austria"])].net.mean(), alt=[js[~js.ctry.isin(["Germany", "Austria"])].net.mean(), j[~j.ctry.isin(["Germany", "Austria"])].gross.mean(), js[~js.ctry.isin(["Germany", "Austria"])].gross.mean()], tol=REL, tags="sloppy join mean negation", diff="medium")
    dec = (c.by // 10 * 10).dropna().astype(int).value_counts().sort_index()
    add("How many customers were born in the 1990s?", "number", c.by.between(1990, 1999).sum(), tol=CNT, tags="count range", diff="easy")
    best = j.groupby(["ctry", "cat"]).net.sum().unstack().idxmax(axis=1); bests = js.groupby(["ctry", "cat"]).net.sum().unstack().idxmax(axis=1)
    add("For each country, which category has the highest net revenue?", "table", best, alt=[bests], tags="top within groups", diff="hard")
    add("What was the conversion rate of the online shop in December?", "decline", "no visits or sessions", tags="decline rate", diff="medium")
    add("which size gets returned the most", "decline", "no sizes in the data", tags="sloppy decline", diff="medium")
    print("dev", o.dev.value_counts().to_dict(), "nov", o[(o.date.dt.year == 2024) & (o.date.dt.month == 11)].groupby("cat").net.sum().to_dict(), "best", j.groupby(["ctry", "cat"]).net.sum().unstack().round(0), best.to_dict(), bests.to_dict(), j.groupby("cust").net.sum().nlargest(3), "grow", f(o), f(sh), "n0", n0)

# =============================================================== 4 marketing performance
def mkt():
    SET.update(short="mkt", data=["tables/mkt_performance_2024.csv"])
    d = rd("mkt_performance_2024.csv")
    d.columns = ["week", "chan", "camp", "reg", "aud", "impr", "opens", "clicks", "cost", "conv", "val", "unsub", "cur"]
    d["week"] = pd.to_datetime(d.week, format="%m/%d/%Y"); mth = d.week.dt.to_period("M"); v = d[d.val.notna()]
    ratio = lambda t, by, n, m: (lambda g: g[n].sum() / g[m].sum())(t.groupby(by))
    ads = d[d.chan != "E-Mail"]
    add("hey how much did we spend on meta in total", "number", d[d.chan == "Meta Ads"].cost.sum(), tol=REL, tags="sloppy sum filter synonym")
    add("Click-through rate by channel (clicks divided by impressions)", "table", ratio(d, "chan", "clicks", "impr"), alt=[ratio(d, "chan", "clicks", "impr") * 100], tol=REL, tags="ratio rate", diff="medium", note="ratio of sums")
    add("Which campaign has the lowest cost per conversion, e-mail left out?", "category", low(ratio(ads, "camp", "cost", "conv"), 1)[0], tags="ratio bottom negation", diff="medium")
    add("Calculate the ROAS for each ad channel (conversion value / cost), without e-mail", "table", ratio(ads, "chan", "val", "cost"), alt=[ratio(v[v.chan != "E-Mail"], "chan", "val", "cost"), ratio(ads, "chan", "val", "cost") * 100], tol=REL, tags="ratio group negation", diff="hard", note="alt: rows without a value left out")
    add("What was the open rate of the weekly newsletter?", "number", share(d[d.camp == "NL_weekly"].opens.sum() / d[d.camp == "NL_weekly"].impr.sum()), tol=REL, tags="rate filter", diff="medium")
    cm = d.groupby(mth).cost.sum(); cm.index = cm.index.astype(str)
    add("Plot the monthly ad cost over the year as a line", "chart", {"type": ["line", "area"], "data": cm}, alt=[{"type": ["line", "area"], "data": (lambda s: s.set_axis(s.index.astype(str)))(ads.groupby(ads.week.dt.to_period("M")).cost.sum())}], tol=REL, tags="chart time", diff="medium")
    add("total conversions in the nordics in q4", "number", d[(d.reg == "Nordics") & (d.week.dt.quarter == 4)].conv.sum(), tol=CNT, tags="sloppy sum date", diff="medium")
    add("In which week did we get the most conversions?", "category", (lambda w: [w.strftime("%m/%d/%Y"), w.strftime("%Y-%m-%d"), w.strftime("%d/%m/%Y"), w.strftime("%B %d, %Y").replace(" 0", " "), f"{w.day} {w.strftime('%B %Y')}", f"{w.day} {w.strftime('%b %Y')}", w.strftime("%Y-%m-%d 00:00:00")])(d.groupby("week").conv.sum().idxmax()), tags="top date", diff="medium")
    add("Share of spend going to new versus existing audience", "table", d.groupby("aud").cost.sum() / d.cost.sum(), alt=[d.groupby("aud").cost.sum() / d.cost.sum() * 100, ads.groupby("aud").cost.sum() / ads.cost.sum(), ads.groupby("aud").cost.sum() / ads.cost.sum() * 100], tol=REL, tags="share", diff="medium")
    add("When did the TikTok campaign start?", "category", (lambda w: [w.strftime("%m/%d/%Y"), w.strftime("%Y-%m-%d"), w.strftime("%d/%m/%Y"), w.strftime("%B %d, %Y").replace(" 0", " "), f"{w.day} {w.strftime('%B %Y')}", f"{w.day} {w.strftime('%b %Y')}", w.strftime("%Y-%m-%d 00:00:00")])(d[d.chan == "TikTok Ads"].week.min()), tags="min date", diff="medium")
    h = lambda k: d[(d.week.dt.month > 6) == k].conv.sum()
    add("how much did conversions change from h1 to h2 in %?", "number", share(h(True) / h(False) - 1), tol=REL, tags="sloppy growth", diff="hard")
    x = d[d.camp == "GS_generic"]
    add("Correlation between cost and conversions for GS_generic", "number", stats.pearsonr(x.cost, x.conv)[0], alt=[stats.spearmanr(x.cost, x.conv)[0]], tol={"abs": 0.005}, tags="correlation filter", diff="medium")
    add("Which campaign and region had the single most expensive week?", "text", {"must_mention": ["PMAX_all", "UK&I"], "must_not": []}, tags="outlier look-up", diff="medium", note="9,840 EUR, an outlier")
    add("how many conv values are missing in this file", "number", d.val.isna().sum(), tol=CNT, tags="sloppy data-quality missing")
    t = stats.ttest_ind(d[(d.chan == "Meta Ads") & (d.reg == "DACH")].conv, d[(d.chan == "Google Ads") & (d.reg == "DACH")].conv, equal_var=False); t2 = stats.ttest_ind(d[(d.chan == "Meta Ads") & (d.reg == "DACH")].conv, d[(d.chan == "Google Ads") & (d.reg == "DACH")].conv)
    un = ratio(d[d.chan == "E-Mail"], "camp", "unsub", "impr")
    add("unsubscribe rate per email campaign pls", "table", un, alt=[un * 100, un * 1000], tol=REL, tags="sloppy rate group", diff="medium")
    add(["spend by channel", "only dach", "as cost per click instead"], "table", ratio(d[d.reg == "DACH"], "chan", "cost", "clicks"), tol=REL, tags="follow filter ratio", diff="hard")
    add(["Top 3 campaigns by conversion value", "and by conversions?"], "list", top(d.groupby("camp").conv.sum(), 3), tags="follow measure top", diff="medium")
    add(["How many clicks did Google Ads get in November?", "and in October"], "number", d[(d.chan == "Google Ads") & (d.week.dt.month == 10)].clicks.sum(), tol=CNT, tags="follow date", diff="medium")
    add(["average weekly cost of GS_brand, over all regions", "the median please"], "number", d[d.camp == "GS_brand"].groupby("week").cost.sum().median(), alt=[d[d.camp == "GS_brand"].cost.median()], tol=REL, tags="follow median", diff="hard", note="weekly totals; alt: the rows")
    add(["conversions by region", "bar chart of that", "sorry i meant conversion value"], "chart", {"type": ["bar", "column"], "data": d.groupby("reg").val.sum()}, tol=REL, tags="follow chart correction", diff="medium")
    rows = {c: d[d.chan == c].groupby("reg").conv.sum() for c in d.chan.unique()}
    bc = ratio(d, ["reg", "camp"], "val", "cost"); ba = ratio(ads, ["reg", "camp"], "val", "cost")
    add("for every region: which ad campaign (no email) has the best roas", "table", ba.unstack().idxmax(axis=1), alt=[ratio(v[v.chan != "E-Mail"], ["reg", "camp"], "val", "cost").unstack().idxmax(axis=1)], tags="sloppy ratio top within groups", diff="hard")
    g = d[(d.camp == "GS_generic") & (d.reg == "DACH")]; lr = stats.linregress(g.cost, g.conv)
    add("If we spend 2,000 EUR a week on GS_generic in DACH, how many conversions can we expect per week going by the past?", "prediction", lr.intercept + lr.slope * 2000, tol={"rel": 0.06}, tags="prediction", diff="hard", note=f"linear regression on {len(g)} weeks; conv per cost gives {2000 * g.conv.sum() / g.cost.sum():.1f}")
    add("Did the TikTok ads cause the increase in brand searches?", "decline", "no search volumes; causal", tags="decline causal", diff="medium")
    add("Which creative had the best click rate on Instagram?", "decline", "no creatives in the data", tags="decline", diff="medium")
    add("which campaign performs best", "clarify", {"accept_number": sorted({top(s, 1)[0] for s in (d.groupby("camp").conv.sum(), d.groupby("camp").val.sum(), ratio(d, "camp", "val", "cost"), ratio(ads, "camp", "val", "cost"), ratio(d, "camp", "conv", "clicks"), ratio(d, "camp", "clicks", "impr"))} | {low(ratio(d, "camp", "cost", "conv"), 1)[0]})}, tags="vague", diff="medium", note="measure not named")
    print("weeks", d.groupby("week").conv.sum().nlargest(2), "conv", d.groupby("camp").conv.sum().nlargest(4).to_dict(), "cpa", ratio(ads, "camp", "cost", "conv").nsmallest(3).to_dict(), "roas", ba.unstack().round(2), "maxrow", d.nlargest(2, "cost")[["camp", "reg", "cost"]], "pred", CASES[-4]["gold"], CASES[-4]["note"])

if __name__ == "__main__":
    for f in ("gym", "saas", "fashion", "mkt"):
        if f in globals(): globals()[f]()
    with open(os.path.join(HERE, "cases.jsonl"), "w") as h:
        for c in CASES: h.write(json.dumps(c, ensure_ascii=False) + "\n")
    print(len(CASES), NO)
