"""Computes every gold of batch 20 from tables/*.csv and writes cases.jsonl."""

from pathlib import Path
import json
import numpy as np, pandas as pd
from scipy import stats

HERE = Path(__file__).resolve().parent
T = HERE / "tables"
CASES = []
N = {}
REL, CNT = {"rel": 0.005}, {"abs": 0.5}


def clean(v):
    if isinstance(v, pd.Series):
        v = v.to_dict()
    if isinstance(v, dict):
        return {(" | ".join(map(str, k)) if isinstance(k, tuple) else str(k)): clean(x) for k, x in v.items()}
    if isinstance(v, (list, tuple, np.ndarray, pd.Index)):
        return [clean(x) for x in v]
    if isinstance(v, np.bool_):
        return bool(v)
    if isinstance(v, np.integer):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return float(f"{float(v):.8g}")
    return v


def add(short, data, turns, typ, gold, tol=None, diff="medium", tags="", note="", alt=None, **more):
    N[short] = N.get(short, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    tags = tags.split()
    if len(turns) > 1 and "conversation" not in tags:
        tags.append("conversation")
    c = {
        "id": f"b20-{short}-{N[short]:02d}",
        "data": [f"tables/{d}" for d in data],
        "turns": turns,
        "answer_type": typ,
        "gold": clean(gold),
    }
    if alt:
        c["gold_alt"] = clean(alt)
    c.update(tolerance=tol, difficulty=diff, tags=tags, note=note, **more)
    CASES.append(c)


def pct(*xs):
    """a share as fraction and as percent"""
    return [y for x in xs for y in (x, 100 * x)]


def share_alt(first, *others):
    """other golds of a table of shares: in percent, and other readings as fraction and percent"""
    return [{k: 100 * x for k, x in dict(first).items()}] + [
        {k: f * x for k, x in dict(t).items()} for t in others for f in (1, 100)
    ]


def two_prop(a, b):
    """p-values that people compute for two proportions, given two 0/1 series"""
    t = np.array([[a.sum(), len(a) - a.sum()], [b.sum(), len(b) - b.sum()]])
    return [
        stats.chi2_contingency(t, correction=False)[1],
        stats.chi2_contingency(t)[1],
        stats.fisher_exact(t)[1],
        stats.ttest_ind(a, b, equal_var=False).pvalue,
        stats.ttest_ind(a, b).pvalue,
    ]


def ttests(a, b):
    return [
        stats.ttest_ind(a, b, equal_var=False).pvalue,
        stats.ttest_ind(a, b).pvalue,
        stats.mannwhitneyu(a, b).pvalue,
    ]


def shop():
    D = ["orders.csv", "order_lines.csv", "customers.csv"]
    S = "shop"
    c = pd.read_csv(T / "customers.csv")
    o = pd.read_csv(T / "orders.csv")
    l = pd.read_csv(T / "order_lines.csv")
    o["d"] = pd.to_datetime(o.OrderDt, format="%d.%m.%Y")
    o["y"] = o.d.dt.year
    l["ret"] = (l.Ret_Flg == "Y").astype(int)
    l["amt"] = l.LineAmt_EUR
    o["val"] = o.OrderNo.map(l.groupby("OrderNo").amt.sum())
    o["qty"] = o.OrderNo.map(l.groupby("OrderNo").Qty.sum())
    o["nl"] = o.OrderNo.map(l.groupby("OrderNo").size())
    oc = o.merge(c, on="cust_id", how="left")
    a = l.merge(oc, on="OrderNo")
    assert len(a) == len(l) and o.val.notna().all() and o.OrderNo.is_unique and c.cust_id.is_unique

    def rate(g, by):  # by lines, by units, by value
        return (
            g.groupby(by).ret.mean(),
            g.assign(q=g.ret * g.Qty).groupby(by).q.sum() / g.groupby(by).Qty.sum(),
            g.assign(q=g.ret * g.amt).groupby(by).q.sum() / g.groupby(by).amt.sum(),
        )

    add(
        S,
        D,
        "How many orders did we get in 2024?",
        "number",
        (o.y == 2024).sum(),
        CNT,
        "easy",
        "count filter date",
        "rows of orders with a 2024 date",
    )
    add(
        S,
        D,
        "By what percentage did the value of goods sold rise from 2023 to 2024, before any returns are taken off?",
        "number",
        pct(a[a.y == 2024].amt.sum() / a[a.y == 2023].amt.sum() - 1),
        REL,
        "medium",
        "growth join",
        "sum of line amounts by order year, 2024 over 2023",
    )
    add(
        S,
        D,
        "Which product category has the highest return rate?",
        "category",
        "Dresses",
        None,
        "easy",
        "rate top",
        "Dresses by lines, units and value alike",
    )
    assert all(x.idxmax() == "Dresses" for x in rate(a, "Prod_Cat"))
    v = o[o.y == 2024].groupby("Device").val.mean()
    add(
        S,
        D,
        "What was the average basket value per device in 2024?",
        "table",
        v,
        REL,
        "medium",
        "ratio join group",
        "sum of line amounts per order, mean over orders; with shipping also accepted",
        alt=[o[o.y == 2024].assign(t=o.val + o.ShipCost_EUR).groupby("Device").t.mean()],
    )
    add(
        S,
        D,
        "Top 5 brands by net sales, that is without the lines that came back",
        "list",
        a[a.ret == 0].groupby("Brand").amt.sum().nlargest(5).index,
        None,
        "medium",
        "top filter",
        "line amount where Ret_Flg is N",
    )
    add(
        S,
        D,
        "How many registered customers have never ordered anything?",
        "number",
        (~c.cust_id.isin(o.cust_id)).sum(),
        CNT,
        "medium",
        "anti-join count",
        "customers whose id is not in orders",
    )
    add(
        S,
        D,
        "Plot monthly revenue for 2024 as a line",
        "chart",
        {"type": ["line", "area"], "data": a[a.y == 2024].groupby(a.d.dt.strftime("%Y-%m")).amt.sum()},
        REL,
        "medium",
        "chart time",
        "line amounts by order month; without the returned lines also accepted",
        alt=[
            {
                "type": ["line", "area"],
                "data": a[(a.y == 2024) & (a.ret == 0)].groupby(a.d.dt.strftime("%Y-%m")).amt.sum(),
            }
        ],
    )
    add(
        S,
        D,
        "What share of orders was placed with a voucher code?",
        "number",
        pct(o.VoucherCd.notna().mean()),
        REL,
        "easy",
        "share missing",
        "VoucherCd not blank",
    )
    add(
        S,
        D,
        "What is the median order value of Swiss customers?",
        "number",
        [oc[oc.Ctry == "CH"].val.median(), (oc.val + oc.ShipCost_EUR)[oc.Ctry == "CH"].median()],
        REL,
        "hard",
        "median join filter",
        "order totals of customers with Ctry CH; with shipping also accepted",
    )
    vc = c.email_hash.value_counts()
    add(
        S,
        D,
        "Check the customer list: how many e-mail hashes belong to more than one account?",
        "number",
        (vc > 1).sum(),
        CNT,
        "medium",
        "quality duplicates",
        "distinct hashes that occur more than once",
    )
    x = a[(a.Prod_Cat == "Dresses") & (a.ret == 1)].Ret_Reason.value_counts()
    add(
        S,
        D,
        [
            "What reason do people give most often when they send back a dress?",
            "and the second most common one?",
        ],
        "category",
        x.index[1],
        None,
        "easy",
        "mode filter second",
        f"counts {x.head(3).to_dict()}",
    )
    n = o.cust_id.value_counts()
    add(
        S,
        D,
        ["How many customers placed more than five orders?", "and more than ten?"],
        "number",
        (n > 10).sum(),
        CNT,
        "medium",
        "threshold groups",
        "guests without number left out",
    )
    p1, p2 = a[a.PayMeth == "Klarna"].ret, a[a.PayMeth == "Visa/MC"].ret
    add(
        S,
        D,
        "Is the share of returned lines different between Klarna and credit card (Visa/MC) orders? Give me the p-value.",
        "number",
        two_prop(p1, p2),
        {"rel": 0.01},
        "hard",
        "test p-value join",
        "two proportions of order lines: chi-square with or without correction, Fisher, z or t",
    )
    u = a.groupby(["Ctry", "Brand"]).amt.sum()
    best = u[u == u.groupby(level=0).transform("max")]
    assert len(best) == 5
    add(
        S,
        D,
        "Which brand sells best in each country, by value?",
        "table",
        best,
        REL,
        "hard",
        "rank-within join",
        "one brand a country, sum of line amounts, guests left out",
    )
    rfm = o.dropna(subset=["cust_id"]).cust_id.nunique()
    add(
        S,
        D,
        "Segment the customers who have ordered into 4 groups by recency, number of orders and total spend",
        "segments",
        {
            "k": 4,
            "n": rfm,
            "needs": ["recency|days|last", "orders|frequency", "spend|amount|value|monetary|amt"],
        },
        None,
        "hard",
        "segments",
        "customers with at least one order",
    )
    # sloppy
    add(
        S,
        D,
        "quick one for my boss: revenue from gold members in 2024?? returns not deducted",
        "number",
        a[(a.LoyaltyTier == "Gold") & (a.y == 2024)].amt.sum(),
        REL,
        "medium",
        "sloppy sum join filter",
        "line amounts, LoyaltyTier Gold, 2024",
    )
    g = a[a.Prod_Cat.isin(["Jeans", "Knitwear"])]
    add(
        S,
        D,
        "avg discount jeans vs knitwear",
        "table",
        g.groupby("Prod_Cat")["Disc_%"].mean(),
        REL,
        "easy",
        "sloppy mean compare",
        "plain mean over lines; weighted by units also accepted",
        alt=[(g.assign(w=g["Disc_%"] * g.Qty).groupby("Prod_Cat").w.sum() / g.groupby("Prod_Cat").Qty.sum())],
    )
    big = o.set_index("OrderNo").val.nlargest(2)
    assert o.set_index("OrderNo").eval("val + ShipCost_EUR").idxmax() == big.index[0]
    add(
        S,
        D,
        "whats the biggest order ever by value, i need the order no",
        "category",
        big.index[0],
        None,
        "medium",
        "sloppy top look-up",
        f"{big.to_dict()}",
    )
    add(
        S,
        D,
        "orders per countyr as bars pls",
        "chart",
        {"type": ["bar", "column", "barh"], "data": oc.groupby("Ctry").size()},
        CNT,
        "easy",
        "sloppy chart count join",
        "country of the customer; guests have none",
    )
    add(
        S,
        D,
        "hi, need % of buyers who came back, ie ordered more than once. thx",
        "number",
        pct((n > 1).mean()),
        REL,
        "medium",
        "sloppy share repeat",
        "customers with 2+ orders over customers with 1+",
    )
    # conversations
    ap = o.Device == "app"
    add(
        S,
        D,
        [
            "How many orders were placed on mobile in 2024?",
            "and in the app?",
            "what share of that year's orders is that?",
        ],
        "number",
        pct(ap[o.y == 2024].mean()),
        REL,
        "medium",
        "share",
        "app orders 2024 over all 2024 orders",
    )
    pv = a.pivot_table(index="Prod_Cat", columns="y", values="amt", aggfunc="sum")
    gr = pv[2024] / pv[2023] - 1
    add(
        S,
        D,
        ["Sales by category in 2023, before returns", "same for 2024", "which one grew the most in percent?"],
        "category",
        gr.idxmax(),
        None,
        "hard",
        "growth top",
        f"{gr.round(3).to_dict()}",
    )
    add(
        S,
        D,
        ["Return rate by brand", "only dresses please", "now for jeans instead"],
        "table",
        rate(a[a.Prod_Cat == "Jeans"], "Brand")[0],
        REL,
        "hard",
        "rate group filter",
        "lines returned over lines; by units or by value also accepted",
        alt=share_alt(*rate(a[a.Prod_Cat == "Jeans"], "Brand")),
    )
    # declined, vague
    add(
        S,
        D,
        "What was our profit margin on shoes in 2024?",
        "decline",
        "no cost or purchase price in the files",
        None,
        "medium",
        "decline",
        "only selling prices",
    )
    add(
        S,
        D,
        "How many visitors looked at the shop in November 2024 without buying?",
        "decline",
        "no visits or sessions in the files",
        None,
        "medium",
        "decline",
        "orders only",
    )
    return S


def mail():
    D = ["email_sends.csv", "email_campaigns.csv"]
    S = "mail"
    s = pd.read_csv(T / "email_sends.csv", thousands=",")
    k = pd.read_csv(T / "email_campaigns.csv")
    s = s[s["Camp ID"] != "TOTAL"].rename(
        columns={"Deliv.": "dl", "Uniq Opens": "op", "Uniq Clicks": "cl", "Unsubs": "un", "Rev (GBP)": "rev"}
    )
    s["d"] = pd.to_datetime(s["Send Dt"], format="%d/%m/%Y")
    s["m"] = s.d.dt.strftime("%Y-%m")
    s["h"] = s.d.dt.year * 10 + (s.d.dt.month > 6)
    k = k.rename(columns={"Prod. cost (GBP)": "cost", "Subj Line Len (chars)": "len", "Emoji in subj": "emo"})
    m = s.merge(k, on="Camp ID")
    assert len(m) == len(s) == 536

    def R(by, a="op", b="dl", t=m):  # ratio of sums
        g = t.groupby(by)[[a, b]].sum()
        return g[a] / g[b]

    add(
        S,
        D,
        "How many emails did we send in total?",
        "number",
        s.Sent.sum(),
        CNT,
        "easy",
        "sum total-row",
        "without the TOTAL row at the end, which repeats the sum",
    )
    add(
        S,
        D,
        "What's our overall open rate?",
        "number",
        pct(s.op.sum() / s.dl.sum(), s.op.sum() / s.Sent.sum()),
        REL,
        "easy",
        "rate total-row",
        "unique opens over delivered; over sent also accepted",
    )
    add(
        S,
        D,
        "What is the unsubscribe rate for each segment?",
        "table",
        R("Segment", "un"),
        REL,
        "medium",
        "rate group",
        "unsubs over delivered; over sent also accepted",
        alt=share_alt(R("Segment", "un"), R("Segment", "un", "Sent")),
    )
    add(
        S,
        D,
        "Total revenue by campaign type",
        "table",
        m.groupby("Type").rev.sum(),
        REL,
        "easy",
        "sum join group",
        "type from the campaigns file",
    )
    ok = m[m.rev.notna()]
    tt = m[m.Type.isin(["Promo", "Newsletter"])]
    t2 = ok[ok.Type.isin(["Promo", "Newsletter"])]
    add(
        S,
        D,
        "Revenue per 1,000 delivered emails: promo versus newsletter",
        "table",
        1000 * R("Type", "rev", "dl", t2),
        REL,
        "hard",
        "ratio formula join missing",
        "sends with revenue recorded; all sends also accepted",
        alt=[1000 * R("Type", "rev", "dl", tt)],
    )
    add(
        S,
        D,
        "sends w/o any revenue in the file - how many",
        "number",
        s.rev.isna().sum(),
        CNT,
        "easy",
        "sloppy quality missing",
        "blank Rev (GBP)",
    )
    b = m.groupby("Camp ID").cl.sum().nlargest(2)
    nm = k.set_index("Camp ID").Campaign
    add(
        S,
        D,
        "Which campaign collected the most clicks over all its sends?",
        "category",
        [b.index[0], nm[b.index[0]], f"{b.index[0]} {nm[b.index[0]]}"],
        None,
        "medium",
        "top group",
        f"{b.to_dict()}",
    )
    add(
        S,
        D,
        "Rank the campaign owners by revenue",
        "list",
        m.groupby("Owner").rev.sum().sort_values(ascending=False).index,
        None,
        "easy",
        "ranking join",
        "high to low",
    )
    add(
        S,
        D,
        "Show the number of emails sent per month as a line chart",
        "chart",
        {"type": ["line", "area"], "data": s.groupby("m").Sent.sum()},
        REL,
        "medium",
        "chart time total-row",
        "by send date, day first",
    )
    e0 = R("emo")
    nm2 = lambda x: [
        {"No": x[0], "Yes": x[1]},
        {"without emoji": x[0], "with emoji": x[1]},
        {"no emoji": x[0], "emoji": x[1]},
    ]
    al = [x for t in (e0, R("emo", "op", "Sent")) for f in (1, 100) for x in [t * f] + nm2(t * f)][1:]
    add(
        S,
        D,
        "What is the open rate with and without an emoji in the subject line?",
        "table",
        e0,
        REL,
        "medium",
        "rate flag join",
        "opens over delivered by the flag",
        alt=al,
    )
    rr = m.op / m.dl
    add(
        S,
        D,
        "How strongly does subject line length correlate with the open rate of a send?",
        "number",
        [rr.corr(m.len), (m.op / m.Sent).corr(m.len), rr.corr(m.len, method="spearman")],
        {"abs": 0.006},
        "hard",
        "correlation formula join",
        "Pearson over 536 sends; opens over sent and Spearman also accepted",
    )
    h1, h2 = s[s.h == 20230].rev.sum(), s[s.h == 20240].rev.sum()
    add(
        S,
        D,
        "How much did revenue grow in the first half of 2024 against the first half of 2023, in percent?",
        "number",
        pct(h2 / h1 - 1),
        REL,
        "medium",
        "growth time",
        f"{h1:.2f} to {h2:.2f}",
    )
    add(
        S,
        D,
        "campaigns that cost > 500 quid to make, how many",
        "number",
        (k.cost > 500).sum(),
        CNT,
        "easy",
        "sloppy count threshold",
        "production cost, missing not counted",
    )
    add(
        S,
        D,
        ["What is the bounce rate for VIPs? Bounced means sent but not delivered.", "and for prospects?"],
        "number",
        pct(1 - s[s.Segment == "Prospects"].dl.sum() / s[s.Segment == "Prospects"].Sent.sum()),
        REL,
        "medium",
        "rate formula filter",
        "(sent - delivered) / sent, ratio of sums",
    )
    x = ok
    add(
        S,
        D,
        "If you regress revenue on clicks across the sends, what is R squared?",
        "number",
        x.rev.corr(x.cl) ** 2,
        {"abs": 0.005},
        "medium",
        "regression",
        "simple regression over the 517 sends with revenue, TOTAL row out",
    )
    add(
        S,
        D,
        "Break down the click rate by segment and wave",
        "table",
        R(["Segment", "Wave"], "cl"),
        REL,
        "hard",
        "cross rate",
        "clicks over delivered; over sent also accepted",
        alt=share_alt(R(["Segment", "Wave"], "cl"), R(["Segment", "Wave"], "cl", "Sent")),
    )
    add(
        S,
        D,
        "Which individual customers clicked in campaign EM2310?",
        "decline",
        "no persons in the files, only counts per send",
        None,
        "medium",
        "decline",
        "aggregated data",
    )
    add(
        S,
        D,
        "What was the spam complaint rate for VIPs?",
        "decline",
        "no complaints in the files",
        None,
        "medium",
        "decline",
        "unsubscribes are not complaints",
    )
    # sloppy
    q = s[s.Wave == "resend"]
    add(
        S,
        D,
        "open rate of resends only? roughly is fine",
        "number",
        pct(q.op.sum() / q.dl.sum(), q.op.sum() / q.Sent.sum()),
        REL,
        "easy",
        "sloppy rate filter",
        "Wave resend",
    )
    add(
        S,
        D,
        "hw many campaigns did okafor run",
        "number",
        (k.Owner == "J. Okafor").sum(),
        CNT,
        "easy",
        "sloppy count filter",
        "campaigns file",
    )
    x = s[s.d.dt.year == 2023].groupby("m").rev.sum().nlargest(2)
    ts = pd.Timestamp(x.index[0] + "-01")
    add(
        S,
        D,
        "best month for rev in 2023??",
        "category",
        [x.index[0], f"{ts:%B %Y}", f"{ts:%b %Y}", f"{ts:%B}", f"{ts:%b}", f"{ts:%Y-%m-%d}"],
        None,
        "easy",
        "sloppy top time",
        f"{x.to_dict()}",
    )
    # conversations
    v = s[(s.d.dt.year == 2024) & (s.Segment == "VIP")]
    add(
        S,
        D,
        ["Total revenue in 2023?", "and 2024 so far?", "only the VIP segment"],
        "number",
        v.rev.sum(),
        REL,
        "medium",
        "sum filter",
        "2024 and VIP",
    )
    add(
        S,
        D,
        ["Open rate by campaign type", "now the click rate", "as a bar chart please"],
        "chart",
        {"type": ["bar", "column", "barh"], "data": R("Type", "cl")},
        REL,
        "hard",
        "chart rate join",
        "clicks over delivered; over sent also accepted",
        alt=[
            {"type": ["bar", "column", "barh"], "data": y}
            for y in share_alt(R("Type", "cl"), R("Type", "cl", "Sent"))
        ],
    )
    add(
        S,
        D,
        [
            "How many sends went to prospects?",
            "sorry, I meant the lapsed customers",
            "how many of those were resends?",
        ],
        "number",
        ((s.Segment == "Lapsed 91-365d") & (s.Wave == "resend")).sum(),
        CNT,
        "medium",
        "count correction",
        "segment Lapsed 91-365d, wave resend",
    )
    add(
        S,
        D,
        ["Average revenue per send by segment", "rather the median"],
        "table",
        m.groupby("Segment").rev.median(),
        REL,
        "medium",
        "median group",
        "sends with revenue",
    )
    return S


def survey():
    D = ["customer_survey_2024.csv"]
    S = "survey"
    v = pd.read_csv(T / D[0])
    H = list(v.columns)
    raw = pd.read_csv(T / D[0], keep_default_na=False)[H[13]]
    v.columns = [
        "id",
        "dt",
        "age",
        "g",
        "reg",
        "ch",
        "q1",
        "q2",
        "q3",
        "q4",
        "q5",
        "rec",
        "sp",
        "txt",
        "min",
        "w",
    ]
    L = dict(zip(v.columns, H))
    v["d"] = pd.to_datetime(v.dt, format="%d-%b-%Y")
    v["dlv"] = v.q5.where(v.q5 != 9)
    v["grp"] = np.where(v.rec >= 9, "p", np.where(v.rec <= 6, "d", "n"))
    score = lambda t: 100 * ((t.rec >= 9).mean() - (t.rec <= 6).mean())
    wscore = lambda t: 100 * np.average((t.rec >= 9) * 1.0 - (t.rec <= 6), weights=t.w)
    by = lambda k, f, t=v: {g: f(x) for g, x in t.groupby(k)}
    P = {"abs": 0.06}

    add(
        S,
        D,
        "What is our NPS, without weighting?",
        "number",
        [score(v), round(score(v))],
        P,
        "easy",
        "nps",
        "promoters 9-10 minus detractors 0-6, unweighted",
    )
    add(
        S,
        D,
        ["What is our NPS?", "and what would it be with the survey weights applied?"],
        "number",
        wscore(v),
        P,
        "hard",
        "nps weights",
        "weighted with Wgt",
    )
    add(
        S,
        D,
        "Average overall satisfaction per region",
        "table",
        by("reg", lambda t: t.q1.mean()),
        REL,
        "easy",
        "mean group likert",
        "Q1, unweighted; weighted also accepted",
        alt=[by("reg", lambda t: np.average(t.q1, weights=t.w))],
    )
    add(
        S,
        D,
        "What percentage of respondents are satisfied overall, meaning they answered 4 or 5?",
        "number",
        pct((v.q1 >= 4).mean()),
        REL,
        "easy",
        "share likert",
        "Q1 top two boxes",
    )
    add(
        S,
        D,
        "What's the average delivery rating if you leave out the people who don't know?",
        "number",
        v.dlv.mean(),
        REL,
        "medium",
        "mean code-9",
        "Q5 without 9",
    )
    add(
        S,
        D,
        "What share of in-store shoppers gave 'don't know / not used' on delivery?",
        "number",
        pct((v[v.ch == "In store"].q5 == 9).mean()),
        REL,
        "medium",
        "share code-9 filter",
        "Q5 = 9 among main channel In store",
    )
    w = v[(v.g == 2)]
    add(
        S,
        D,
        "How many women agree (4 or 5) that HomeNest offers good value for money?",
        "number",
        (w.q3 >= 4).sum(),
        CNT,
        "medium",
        "count likert coded filter",
        "gender 2, Q3 4 or 5",
    )
    add(
        S,
        D,
        "Which of the statements on range, value for money and staff gets the lowest average score?",
        "category",
        [
            L["q3"],
            "value for money",
            "value",
            "Q3",
            "Q3. HomeNest offers good value for money",
            "good value for money",
            "HomeNest offers good value for money",
        ],
        None,
        "medium",
        "mean compare likert",
        f"{v[['q2', 'q3', 'q4']].mean().round(3).to_dict()}",
    )
    cr = v[["q2", "q3", "q4"]].corrwith(v.rec)
    assert cr.idxmax() == "q3" and v[["q2", "q3", "q4"]].corrwith(v.rec, method="spearman").idxmax() == "q3"
    add(
        S,
        D,
        "What is the correlation between value for money and likelihood to recommend?",
        "number",
        [v.q3.corr(v.rec), v.q3.corr(v.rec, method="spearman")],
        {"abs": 0.006},
        "medium",
        "correlation",
        "Pearson; Spearman also accepted",
    )
    a, b = v[v.g == 1].q1, v[v.g == 2].q1
    add(
        S,
        D,
        "Do men and women differ in how satisfied they are overall? I need the p-value.",
        "number",
        ttests(a, b) + [stats.chi2_contingency(pd.crosstab(v[v.g < 3].g, v[v.g < 3].q1))[1]],
        {"rel": 0.01},
        "medium",
        "test p-value coded",
        "t-test (Welch or pooled), Mann-Whitney or chi-square on Q1, gender 1 and 2",
    )
    add(
        S,
        D,
        "Bar chart of median spend over the last 12 months by age band",
        "chart",
        {"type": ["bar", "column", "barh"], "data": v.groupby("age").sp.median()},
        REL,
        "easy",
        "chart median group",
        "Q7, blanks out",
    )
    q = (raw.str.strip() != "").sum()
    add(
        S,
        D,
        "comments that mention delivery, how many are there",
        "number",
        raw.str.contains("deliver", case=False).sum(),
        CNT,
        "medium",
        "sloppy text count",
        "'deliver' in Q8 in any case",
    )
    add(
        S,
        D,
        "did anyone take over an hour to fill it in?? how many",
        "number",
        (v["min"] > 60).sum(),
        CNT,
        "easy",
        "sloppy quality outliers",
        "minutes above 60",
    )
    X = v[["q1", "q2", "q3", "q4", "rec"]].dropna()
    A = np.c_[np.ones(len(X)), X[["q1", "q2", "q3", "q4"]]]
    bt = np.linalg.lstsq(A, X.rec, rcond=None)[0]
    r2 = 1 - ((X.rec - A @ bt) ** 2).sum() / ((X.rec - X.rec.mean()) ** 2).sum()
    ar2 = 1 - (1 - r2) * (len(X) - 1) / (len(X) - 5)
    add(
        S,
        D,
        "How much of the variation in likelihood to recommend do Q1 to Q4 explain together (R²)?",
        "number",
        pct(r2, ar2),
        REL,
        "hard",
        "regression",
        f"least squares on {len(X)} complete cases; adjusted also accepted",
    )
    cf = pd.crosstab(v.g, v.ch).stack()
    nm = {1: "male", 2: "female", 3: "other / prefer not to say"}
    add(
        S,
        D,
        "Cross-tabulate gender by main channel, number of respondents",
        "table",
        cf,
        CNT,
        "medium",
        "cross count coded",
        "codes 1-3",
        alt=[
            {(nm[g], c): x for (g, c), x in cf.items()},
            {({1: "Men", 2: "Women", 3: "Other"}[g], c): x for (g, c), x in cf.items()},
            {({1: "Male", 2: "Female", 3: "Other"}[g], c): x for (g, c), x in cf.items()},
        ],
    )
    add(
        S,
        D,
        "Chart how the recommend scores are distributed from 0 to 10",
        "chart",
        {"type": ["bar", "column", "histogram"], "data": v.groupby("rec").size()},
        CNT,
        "easy",
        "chart distribution",
        "answers by score; a histogram that bins otherwise is judged by its data, so null also accepted",
        alt=[{"type": ["histogram"], "data": None}],
    )
    add(
        S,
        D,
        "How has our NPS changed since last year's survey?",
        "decline",
        "only one wave, Sept-Oct 2024, in the file",
        None,
        "medium",
        "decline",
        "no earlier survey",
    )
    add(
        S,
        D,
        "What's the average household income of detractors?",
        "decline",
        "no income asked",
        None,
        "easy",
        "decline",
        "spend is not income",
    )
    # sloppy
    add(
        S,
        D,
        "how many ppl left a comment",
        "number",
        [q, v.txt.notna().sum()],
        CNT,
        "easy",
        "sloppy count text",
        "non-blank Q8; without 'n/a' also accepted",
    )
    x = v[v.d.between("2024-09-02", "2024-09-08")]
    add(
        S,
        D,
        "responses in the first week, 2 to 8 sept?",
        "number",
        len(x),
        CNT,
        "easy",
        "sloppy count date",
        "completed 2-8 Sep 2024",
    )
    n = by("ch", score)
    add(
        S,
        D,
        "nps by channel plz",
        "table",
        n,
        P,
        "medium",
        "sloppy nps group",
        "unweighted; weighted or as fraction also accepted",
        alt=[by("ch", wscore), {k: x / 100 for k, x in n.items()}],
    )
    # conversations
    add(
        S,
        D,
        ["What's the average overall satisfaction?", "only women", "and men of 65 and over?"],
        "number",
        [
            v[(v.g == 1) & (v.age == "65+")].q1.mean(),
            np.average(v[(v.g == 1) & (v.age == "65+")].q1, weights=v[(v.g == 1) & (v.age == "65+")].w),
        ],
        REL,
        "medium",
        "mean filter coded",
        "gender 1, age band 65+; weighted also accepted",
    )
    s1, s2 = score(v[v.age == "65+"]), score(v[v.age == "16-24"])
    add(
        S,
        D,
        ["NPS among the 65+", "and for 16-24?", "what's the difference between the two in points?"],
        "number",
        [s1 - s2, s2 - s1],
        P,
        "hard",
        "nps difference",
        f"{s1:.2f} and {s2:.2f}",
    )
    z = v[(v.reg == "Scotland") & (v.ch == "Online")]
    add(
        S,
        D,
        [
            "How many respondents come from Scotland?",
            "how many of them shop mainly online?",
            "what do they spend on average?",
        ],
        "number",
        z.sp.mean(),
        REL,
        "medium",
        "mean filter",
        "Q7 mean, Scotland and Online",
    )
    add(
        S,
        D,
        ["Mean spend by channel", "medians please", "only promoters, so 9 or 10"],
        "table",
        v[v.rec >= 9].groupby("ch").sp.median(),
        REL,
        "medium",
        "median group filter",
        "Q7 median by channel, recommend 9-10",
    )
    return S


def gym():
    D = ["gym_members.csv"]
    S = "gym"
    g = pd.read_csv(T / D[0], dtype={"Mbr No": str}).rename(
        columns={"Mthly Fee (AUD)": "fee", "Visits L30D": "vis"}
    )
    g["Club"] = g.Club.replace("ST KILDA", "St Kilda")
    g["j"] = pd.to_datetime(g["Join Dt"], format="%d-%b-%y")
    g["c"] = pd.to_datetime(g["Cancel Dt"], format="%d-%b-%y")
    g["x"] = g.c.notna().astype(int)
    act = g[g.x == 0]
    ys = lambda d, y: d.dt.year == y
    assert g["Mbr No"].is_unique and (g.c.dropna() <= pd.Timestamp("2025-06-30")).all()

    add(
        S,
        D,
        "How many active members do we have, i.e. without a cancellation date?",
        "number",
        len(act),
        CNT,
        "easy",
        "count missing",
        "Cancel Dt blank",
    )
    add(
        S,
        D,
        "Active members per club",
        "table",
        act.groupby("Club").size(),
        CNT,
        "medium",
        "count group spelling",
        "ST KILDA and St Kilda are one club",
    )
    add(
        S,
        D,
        "What monthly fee income do the active members bring in?",
        "number",
        [act.fee.sum(), act[act.Frozen == 0].fee.sum()],
        REL,
        "easy",
        "sum filter",
        "sum of fees, Cancel Dt blank; without frozen also accepted",
    )
    add(
        S,
        D,
        "Which contract type has the highest cancellation rate?",
        "category",
        g.groupby("Contract").x.mean().idxmax(),
        None,
        "easy",
        "rate top",
        f"{g.groupby('Contract').x.mean().round(3).to_dict()}",
    )
    add(
        S,
        D,
        "How many active members didn't come in at all during the last 30 days?",
        "number",
        (act.vis == 0).sum(),
        CNT,
        "easy",
        "count filter",
        "visits 0 and not cancelled",
    )
    add(
        S,
        D,
        "How many cancellations did we have in the first quarter of 2025?",
        "number",
        g.c.between("2025-01-01", "2025-03-31").sum(),
        CNT,
        "easy",
        "count date",
        "Cancel Dt Jan-Mar 2025",
    )
    add(
        S,
        D,
        "How many days did members who left stay on average?",
        "number",
        (g.c - g.j).dt.days.mean(),
        REL,
        "medium",
        "mean formula date",
        "Cancel Dt minus Join Dt",
    )
    add(
        S,
        D,
        "Box plot of visits by contract, active members only",
        "chart",
        {"type": ["box", "boxplot", "violin"], "data": None},
        None,
        "medium",
        "chart spread",
        "distribution of visits per contract",
    )
    add(
        S,
        D,
        "What is the 95th percentile of visits among active members?",
        "number",
        act.vis.quantile(0.95),
        {"abs": 0.5},
        "medium",
        "percentile",
        "linear interpolation",
    )
    a, b = act[act.Sex == "m"].vis, act[act.Sex == "f"].vis
    add(
        S,
        D,
        "Do active men and women differ significantly in visits in the last 30 days? What's the p-value?",
        "number",
        ttests(a, b),
        {"rel": 0.01},
        "medium",
        "test p-value",
        "t-test (Welch or pooled) or Mann-Whitney",
    )
    ap = g.assign(d90=((g.c - g.j).dt.days <= 90).astype(int))
    fx = ap[ap.Contract == "FLEX"]
    add(
        S,
        D,
        "What share of FLEX members quit within 90 days of joining?",
        "number",
        pct(fx.d90.mean(), fx[fx.j <= "2025-04-01"].d90.mean(), ((fx.c - fx.j).dt.days < 90).mean()),
        REL,
        "hard",
        "share formula date",
        "of all FLEX members; of those who joined at least 90 days before the snapshot also accepted",
    )
    co = g.groupby(g.j.dt.year).x.mean()
    add(
        S,
        D,
        ["Cancellation rate by contract", "and by year of joining"],
        "table",
        co,
        REL,
        "medium",
        "cohort rate",
        "cancelled over all joiners of the year",
        alt=share_alt(co),
    )
    sc = g[g.Age.isna() | (g.Age < 14)]
    add(
        S,
        D,
        "data check - how many members have no age or a silly one (under 14)",
        "number",
        len(sc),
        CNT,
        "medium",
        "sloppy quality missing or",
        f"{g.Age.isna().sum()} blank, {(g.Age < 14).sum()} of age 1",
    )
    mm = g[ys(g.j, 2024)].groupby(g.j.dt.strftime("%Y-%m")).size()
    add(
        S,
        D,
        "Draw new joins per month in 2024",
        "chart",
        {"type": ["line", "bar", "column", "area"], "data": mm},
        CNT,
        "easy",
        "chart time",
        "Join Dt by month",
    )
    A = g[g.fee > 0]
    A = A[A.Age.notna()]
    X = pd.get_dummies(A[["Club", "Contract", "PT"]], drop_first=True).astype(float)
    X.insert(0, "one", 1.0)
    X["Age"] = A.Age
    bt = np.linalg.lstsq(X.values, A.fee.values, rcond=None)[0]
    q = pd.Series(0.0, X.columns)
    q["one"] = 1
    q["Club_Docklands"] = 1
    q["Age"] = 30
    pr = float(q @ bt)
    gm = g[(g.Club == "Docklands") & (g.Contract == "12M") & (g.PT == "N")].fee.mean()
    add(
        S,
        D,
        "What monthly fee would you predict for a 30-year-old without personal trainer on a 12M contract in Docklands?",
        "prediction",
        [pr, gm],
        {"rel": 0.06},
        "hard",
        "prediction",
        f"linear model {pr:.2f}, plain group mean {gm:.2f}",
    )
    add(
        S,
        D,
        "How many group classes did our members book in May?",
        "decline",
        "no class bookings in the file",
        None,
        "easy",
        "decline",
        "only visits in the last 30 days",
    )
    add(
        S,
        D,
        "Which is our best club?",
        "clarify",
        None,
        None,
        "medium",
        "clarify",
        "best by what: members, income, visits, cancellations",
    )
    # sloppy
    add(
        S,
        D,
        "how many ppl on flex are still active",
        "number",
        (act.Contract == "FLEX").sum(),
        CNT,
        "easy",
        "sloppy count filter",
        "FLEX, Cancel Dt blank",
    )
    r = g[g.Club.isin(["Richmond", "Geelong CBD"])]
    add(
        S,
        D,
        "avg fee richmond vs geelong, w/o the staff freebies (fee 0)",
        "table",
        r[r.fee > 0].groupby("Club").fee.mean(),
        REL,
        "medium",
        "sloppy mean compare filter",
        "fee above 0; active only also accepted",
        alt=[r[(r.fee > 0) & (r.x == 0)].groupby("Club").fee.mean()],
    )
    st = g[g.Contract == "STUD"]
    add(
        S,
        D,
        "whats the pct of students w a personal trainer",
        "number",
        pct((st.PT == "Y").mean(), (st[st.x == 0].PT == "Y").mean()),
        REL,
        "easy",
        "sloppy share",
        "contract STUD; active only also accepted",
    )
    add(
        S,
        D,
        "hey can u give me net growth 2024, so joiners minus leavers",
        "number",
        ys(g.j, 2024).sum() - ys(g.c, 2024).sum(),
        CNT,
        "medium",
        "sloppy formula date",
        f"{ys(g.j, 2024).sum()} joined, {ys(g.c, 2024).sum()} cancelled",
    )
    # conversations
    add(
        S,
        D,
        ["How many members at Richmond?", "and at St Kilda?", "only the active ones"],
        "number",
        (act.Club == "St Kilda").sum(),
        CNT,
        "medium",
        "count filter spelling",
        "both spellings of St Kilda",
    )
    add(
        S,
        D,
        ["Average fee by club", "now the median", "just the 12 month contracts"],
        "table",
        g[g.Contract == "12M"].groupby("Club").fee.median(),
        REL,
        "medium",
        "median group filter",
        "contract 12M, all members",
    )
    p1, p0 = g[g.PT == "Y"].x.mean(), g[g.PT == "N"].x.mean()
    add(
        S,
        D,
        [
            "What's the cancellation rate of members with a personal trainer?",
            "and those without one?",
            "so how many percentage points lie between them?",
        ],
        "number",
        [100 * (p0 - p1), 100 * (p1 - p0), p0 - p1, p1 - p0],
        REL,
        "medium",
        "rate difference",
        f"{p1:.4f} and {p0:.4f}",
    )
    z = g[ys(g.c, 2024)]["Cancel Rsn"].value_counts()
    add(
        S,
        D,
        ["Reasons for cancelling, with counts", "only cancellations in 2024", "make that a pie chart"],
        "chart",
        {"type": ["pie", "donut", "doughnut"], "data": z},
        CNT,
        "medium",
        "chart filter",
        "blank reasons left out, or as missing",
        alt=[{"type": ["pie", "donut", "doughnut"], "data": z / z.sum()}],
    )
    return S


def main():
    for f in [shop] + [globals()[k] for k in ("mail", "survey", "gym") if k in globals()]:
        s = f()
        print(s, N[s])
    with open(HERE / "cases.jsonl", "w") as fh:
        for c in CASES:
            fh.write(json.dumps(c, ensure_ascii=False) + "\n")
    for c in CASES:
        print(
            c["id"],
            "|",
            " > ".join(c["turns"]),
            "=>",
            str(c["gold"])[:300],
            "| ALT" + str(c["gold_alt"])[:200] if "gold_alt" in c else "",
        )


if __name__ == "__main__":
    main()
