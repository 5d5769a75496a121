"""Computes every gold from tables/*.csv and writes cases.jsonl."""

import json
import os
import warnings
import numpy as np
import pandas as pd
from scipy import stats

warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
CASES, COUNT = [], {}
R, A = {"rel": 0.005}, {"abs": 0.5}
DATA = {
    "solar": ["tables/solar_leads_crm.csv"],
    "brew": ["tables/brew_deliveries_2025.csv", "tables/brew_accounts.csv", "tables/brew_events_2025.csv"],
    "ooh": ["tables/ooh_bookings.csv"],
    "cine": ["tables/cinema_screenings.csv"],
}


def rd(name, **k):
    return pd.read_csv(os.path.join(HERE, "tables", name), **k)


def py(v):
    if isinstance(v, pd.Series):
        return {
            (" | ".join(str(p) for p in k) if isinstance(k, tuple) else str(k)): py(x) for k, x in v.items()
        }
    if isinstance(v, dict):
        return {str(k): py(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [py(x) for x in v]
    if isinstance(v, np.integer):
        return int(v)
    if isinstance(v, (float, np.floating)):
        assert np.isfinite(v)
        return round(float(v), 8)
    return v


def case(short, turns, kind, gold, tol=None, diff="medium", tags=(), note="", **kw):
    COUNT[short] = COUNT.get(short, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    CASES.append(
        {
            "id": f"b28-{short}-{COUNT[short]:02d}",
            "data": DATA[short],
            "turns": turns,
            "answer_type": kind,
            "gold": py(gold),
            **{k: py(v) for k, v in kw.items()},
            "tolerance": tol,
            "difficulty": diff,
            "tags": list(tags) + (["conversation"] if len(turns) > 1 else []),
            "note": note,
        }
    )


def pct(*xs):
    return [z for x in xs for z in (float(x) * 100, float(x))]


def uniq(xs):
    out = []
    for x in xs:
        if x not in out:
            out.append(x)
    return out


def clear(ser, gap=0.01, small=False):
    """The first group, and its note; refuses near ties."""
    v = ser.sort_values(ascending=small)
    assert (
        abs(v.iloc[0] - v.iloc[1]) / abs(v.iloc[0]) > gap or v.dtype.kind in "iu" and v.iloc[0] != v.iloc[1]
    ), v.head()
    return v.index[0], str(v.head(3).round(4).to_dict())


# ------------------------------------------------------------------ solar installer's leads
def solar():
    t = rd("solar_leads_crm.csv")
    s = "solar"
    t["src"] = (
        t["Lead Src"]
        .str.lower()
        .map(
            {
                x.lower(): x
                for x in ["Google Ads", "Facebook", "Checkatrade", "Referral", "Home Show", "Website form"]
            }
        )
    )
    t["d"], t["c"] = pd.to_datetime(t.Created), pd.to_datetime(t.ClosedOn)
    t["won"] = t.Stage == "Won"
    cl = t[t.Stage != "Open"]
    W = t[t.won]
    sp = "google ads and FACEBOOK are spellings of the same source"
    case(
        s,
        "how many leads did we get in calendar year 2025",
        "number",
        (t.d.dt.year == 2025).sum(),
        A,
        "easy",
        ["count", "date", "sloppy"],
        "year of Created",
    )
    case(
        s,
        "Of the leads that have been decided one way or the other (won or lost), what percentage did we win?",
        "number",
        pct(cl.won.mean()),
        R,
        "medium",
        ["share", "percent", "filter"],
        "won over won + lost; open leads left out",
    )
    case(
        s,
        "Average quote for farms?",
        "number",
        t[t.PropType == "Farm"].Quote_GBP.mean(),
        R,
        "easy",
        ["mean", "filter", "missing"],
        "where a quote is known",
    )
    case(
        s,
        "hi! how much have we spent on leads from Google Ads in total?",
        "number",
        t[t.src == "Google Ads"].LeadCost_GBP.sum(),
        R,
        "easy",
        ["sum", "filter", "spelling"],
        sp,
    )
    g = t.groupby("src")
    case(
        s,
        "Acquisition cost per won job for each lead source, i.e. everything we paid for the leads of that source divided by its wins",
        "table",
        g.LeadCost_GBP.sum() / g.won.sum(),
        R,
        "hard",
        ["ratio", "group", "spelling"],
        sp,
    )
    x, nt = clear(t.LostReason.value_counts())
    case(
        s,
        "whats the main reason ppl give for not going with us",
        "category",
        x,
        None,
        "easy",
        ["top", "sloppy"],
        nt,
    )
    case(
        s,
        "How many leads were never sent a quote?",
        "number",
        t.Quote_GBP.isna().sum(),
        A,
        "easy",
        ["missing", "count"],
        "Quote_GBP empty",
    )
    L = t[t.Stage == "Lost"]
    case(
        s,
        "For what share of the lost leads is the reason missing?",
        "number",
        pct(L.LostReason.isna().mean()),
        R,
        "medium",
        ["missing", "share", "percent", "filter"],
        "within Stage = Lost only",
    )
    case(
        s,
        "median hours until first contact for callum",
        "number",
        t[t.SalesRep == "Callum M."]["1st_contact_hrs"].median(),
        R,
        "easy",
        ["median", "filter", "sloppy"],
        "SalesRep Callum M.",
    )
    x, nt = clear(W.groupby("SalesRep").Quote_GBP.sum())
    case(
        s,
        "Which salesperson has brought in the most money, going by the quotes of their won jobs?",
        "category",
        x,
        None,
        "easy",
        ["top", "sum", "filter"],
        nt,
    )
    n = t.NPS_0_10.dropna()
    case(
        s,
        "What's our Net Promoter Score (9-10 promoters minus 0-6 detractors)?",
        "number",
        pct((n >= 9).mean() - (n <= 6).mean()),
        {"rel": 0.01},
        "medium",
        ["formula", "share"],
        "percentage points over the 250 or so answers; not the mean score",
    )
    case(
        s,
        "bar chart pls: how many leads by type of property",
        "chart",
        {"type": ["bar"], "data": t.PropType.value_counts()},
        A,
        "easy",
        ["chart", "count", "sloppy"],
        "all leads",
    )
    case(
        s,
        "Plot the number of new leads per month as a line, just the total",
        "chart",
        {"type": ["line", "area"], "data": t.groupby(t.d.dt.strftime("%Y-%m")).size()},
        A,
        "medium",
        ["chart", "time", "count"],
        "month of Created",
    )
    case(
        s,
        ["How many leads did each source bring us?", "and counting only people who want a battery?"],
        "table",
        t[t.Battery == 1].groupby("src").size(),
        A,
        "medium",
        ["group", "count", "filter", "spelling"],
        sp,
    )
    f = W[(W.c.dt.year == 2025) & (W.Rgn == "SE")].Quote_GBP.sum()
    case(
        s,
        [
            "What's the total quote value of the jobs won with a close date in 2025?",
            "and for the south west?",
            "sorry, I meant the south east",
        ],
        "number",
        f,
        R,
        "medium",
        ["sum", "filter", "date", "correction"],
        "Won, ClosedOn in 2025, Rgn = SE",
    )
    x, nt = clear(t.groupby("SalesRep").won.mean(), 0.005, True)
    assert cl.groupby("SalesRep").won.mean().idxmin() == x
    case(
        s,
        ["Win rate by sales rep, won over all leads", "who's at the bottom?"],
        "category",
        x,
        None,
        "easy",
        ["rate", "bottom"],
        nt + "; same among decided leads",
    )
    m = t.groupby("PropType").Sys_kWp.mean()
    case(
        s,
        [
            "What size is the average system on detached houses?",
            "and on semis?",
            "so by what percent is the detached one bigger?",
        ],
        "number",
        pct(m["Detached"] / m["Semi"] - 1),
        R,
        "medium",
        ["percent", "mean", "difference"],
        f"{m['Detached']:.3f} over {m['Semi']:.3f}; sizes where known",
    )
    case(
        s,
        ["Leads per region please", "Thanks. Something else: what was the biggest quote we actually won?"],
        "number",
        W.Quote_GBP.max(),
        R,
        "easy",
        ["max", "filter", "new-question"],
        "largest Quote_GBP of Stage = Won",
    )
    ps = []
    for y in (t, cl):
        k = pd.crosstab(y.Battery, y.won)
        ps += [stats.chi2_contingency(k, correction=c)[1] for c in (True, False)] + [stats.fisher_exact(k)[1]]
    case(
        s,
        "Is there a significant link between wanting a battery and winning the job? Give me the p-value of a chi-square test.",
        "number",
        ps,
        {"rel": 0.02},
        "hard",
        ["test"],
        "all leads or decided leads, with or without Yates, Fisher",
    )
    y = t.dropna(subset=["Sys_kWp", "Quote_GBP"])
    X = np.column_stack([np.ones(len(y)), y.Sys_kWp, y.Battery])
    b = np.linalg.lstsq(X, y.Quote_GBP, rcond=None)[0]
    case(
        s,
        "Using a linear regression on system size and battery, what quote would you expect for a 6 kWp system with a battery?",
        "prediction",
        float(b @ [1, 6, 1]),
        {"rel": 0.08},
        "hard",
        ["prediction", "regression"],
        "OLS with intercept, rows where both are known",
    )
    dd = (cl.c - cl.d.dt.normalize()).dt.days.groupby(cl.Stage).mean()
    d2 = ((cl.c - cl.d).dt.total_seconds() / 86400).groupby(cl.Stage).mean()
    d3 = (cl.c - cl.d).dt.days.groupby(cl.Stage).mean()
    case(
        s,
        "On average how many days pass between a lead coming in and it being closed, for won and for lost ones?",
        "table",
        dd,
        R,
        "medium",
        ["group", "mean", "date"],
        "calendar days; hours of the day and full days accepted",
        gold_alt=[d2, d3],
    )
    z = t["1st_contact_hrs"]
    lab = ["up to 4 h", "4 to 12 h", "12 to 24 h", "over 24 h"]
    f = lambda y, r: y.groupby(
        pd.cut(y["1st_contact_hrs"], [-1 if r else 0, 4, 12, 24, 999], labels=lab, right=r), observed=True
    ).won.mean()
    case(
        s,
        "Show the share of leads won by how fast we first contacted them: up to 4 hours, over 4 to 12, over 12 to 24, more than 24",
        "table",
        f(t, True) * 100,
        R,
        "hard",
        ["bins", "rate", "labels-free"],
        "all leads; decided leads and fractions accepted",
        gold_alt=[f(t, True), f(cl, True) * 100, f(cl, True)],
    )
    v = t[t.d.dt.year == 2025].groupby(t.d.dt.strftime("%Y-%m")).size()
    x, nt = clear(v)
    p = pd.Period(x)
    case(
        s,
        "Which month of 2025 was our busiest for new leads?",
        "category",
        [x, p.strftime("%B"), p.strftime("%B %Y"), p.strftime("%b %Y"), p.strftime("%b"), x + "-01"],
        None,
        "medium",
        ["date", "top"],
        nt,
    )
    case(
        s,
        "what was our profit margin on the Yorkshire installs?",
        "decline",
        "no costs of the installations",
        None,
        "medium",
        ["trap"],
        "quotes and lead costs only",
    )
    case(
        s,
        "which lead source is best",
        "clarify",
        {"accept_number": ["Referral", "Google Ads", "Website form"]},
        None,
        "medium",
        ["vague"],
        "by leads or won value Google Ads, by win rate Referral, by cost Website form; a stated reading is accepted",
    )


# ------------------------------------------------------------------ craft brewery: deliveries, accounts, events
def brew():
    d, a, e = rd("brew_deliveries_2025.csv"), rd("brew_accounts.csv"), rd("brew_events_2025.csv")
    s = "brew"
    d["dt"], e["dt"], a["dt"] = [
        pd.to_datetime(x, format="%d/%m/%Y") for x in (d["Del Date"], e["Ev Date"], a["Cust Since"])
    ]
    d["v"] = d["Line £"]
    m, em = d.merge(a, on="Acct", how="left"), e.merge(a, on="Acct", how="left")
    nm = a.set_index("Acct")["Trading Name"]
    assert len(m) == len(d) and nm.is_unique and m.County.notna().all() and em.County.notna().all()
    case(
        s,
        "How many deliveries did we make last year (2025)?",
        "number",
        d["Del No"].nunique(),
        A,
        "easy",
        ["distinct"],
        "distinct Del No, not lines",
    )
    case(
        s,
        "sales to cornish customers in £?",
        "number",
        m[m.County == "Cornwall"].v.sum(),
        R,
        "medium",
        ["join", "filter", "sum", "sloppy"],
        "County = Cornwall",
    )
    v = d.groupby("Acct").v.sum().nlargest(6)
    assert v.iloc[4] > v.iloc[5] * 1.005
    case(
        s,
        "Our five biggest accounts by sales, by name",
        "list",
        [nm[k] for k in v.index[:5]],
        None,
        "medium",
        ["top", "join"],
        str(v.to_dict()),
        gold_alt=[list(v.index[:5])],
    )
    case(
        s,
        "how many of our accounts didnt take a single delivery in 2025",
        "number",
        (~a.Acct.isin(d.Acct)).sum(),
        A,
        "medium",
        ["join", "negation", "sloppy"],
        "accounts without a delivery line",
    )
    k = d[d.Pack == "KEG30"]
    case(
        s,
        "What percentage of the kegs we delivered came back as returns?",
        "number",
        pct(k["Ret Qty"].sum() / k.Qty.sum()),
        R,
        "medium",
        ["ratio", "percent", "filter"],
        "sum of Ret Qty over sum of Qty for KEG30",
    )
    case(
        s,
        "A keg holds 30 litres. How many litres of keg beer did we deliver?",
        "number",
        [k.Qty.sum() * 30, (k.Qty - k["Ret Qty"]).sum() * 30],
        R,
        "medium",
        ["formula", "sum", "filter"],
        "Qty * 30; net of returns accepted",
    )
    case(
        s,
        "What's a delivery worth on average?",
        "number",
        d.groupby("Del No").v.sum().mean(),
        R,
        "medium",
        ["ratio", "mean"],
        "sales over distinct deliveries, not the mean of lines",
    )
    case(
        s,
        "Share of revenue made with IPAs",
        "number",
        pct(d[d.Style == "IPA"].v.sum() / d.v.sum()),
        R,
        "easy",
        ["share", "percent"],
        "Style = IPA, both beers",
    )
    q = d.groupby(d.dt.dt.quarter).v.sum()
    q.index = [f"2025-Q{i}" for i in q.index]
    case(s, "Revenue per quarter", "table", q, R, "easy", ["time", "sum"], "dates are day/month/year")
    kn = e[e["Attend."].notna()]
    c1 = kn.groupby("Ev Type")["Cost £"].sum() / kn.groupby("Ev Type")["Attend."].sum()
    c2 = e.groupby("Ev Type")["Cost £"].sum() / e.groupby("Ev Type")["Attend."].sum()
    case(
        s,
        "cost per attendee for every kind of event",
        "table",
        c1,
        R,
        "hard",
        ["ratio", "group", "missing"],
        "events with known attendance; all costs over known attendance accepted; not the mean of ratios",
        gold_alt=[c2],
    )
    case(
        s,
        "How many tap takeovers took place in Devon?",
        "number",
        ((em["Ev Type"] == "Tap takeover") & (em.County == "Devon")).sum(),
        A,
        "medium",
        ["join", "count", "filter"],
        "county of the account",
    )
    case(
        s,
        "Could you tell me how much we spent on events at venues that gave us marketing consent?",
        "number",
        em[em["Mktg consent"] == "Yes"]["Cost £"].sum(),
        R,
        "medium",
        ["join", "sum", "filter"],
        "Mktg consent = Yes; blanks are not consent",
    )
    t = a.assign(v=a.Acct.map(d.groupby("Acct").v.sum()), n=a.Acct.map(e.groupby("Acct").size()).fillna(0))
    h = t[t.n > 0]
    case(
        s,
        "avg 2025 sales per account, only accounts where we held at least one event",
        "number",
        [h.v.fillna(0).mean(), h.v.mean()],
        R,
        "hard",
        ["join", "mean", "sloppy"],
        "accounts without a delivery as zero, or left out",
    )
    case(
        s,
        "Bar chart of sales by county, highest first",
        "chart",
        {"type": ["bar"], "data": m.groupby("County").v.sum()},
        R,
        "medium",
        ["chart", "join", "sum"],
        "county of the account",
    )
    case(
        s,
        "chart the monthly sales of our stouts",
        "chart",
        {
            "type": ["line", "area", "bar"],
            "data": d[d.Style == "Stout"].groupby(d.dt.dt.strftime("%Y-%m")).v.sum(),
        },
        R,
        "medium",
        ["chart", "time", "filter"],
        "Style = Stout: Dredger Stout and Foghorn Porter",
    )
    case(
        s,
        ["Sales by territory rep", "take the bottle shops out"],
        "table",
        m[m["Acct Type"] != "Bottle shop"].groupby("Terr. Rep").v.sum(),
        R,
        "medium",
        ["join", "group", "negation"],
        "Acct Type other than Bottle shop",
    )
    P = a[a["Acct Type"] == "Pub"]
    case(
        s,
        [
            "How many accounts does Gemma look after?",
            "how many of them are pubs?",
            "and what share of all our pubs is that?",
        ],
        "number",
        pct((P["Terr. Rep"] == "Gemma").mean()),
        R,
        "medium",
        ["share", "percent", "filter"],
        "Gemma's pubs over all pubs on file",
    )
    v = d[d.Pack == "CASK41"].groupby("Acct").Qty.sum()
    x, nt = clear(v)
    case(
        s,
        ["which customer bought the most kegs?", "and casks?"],
        "category",
        [nm[x], x],
        None,
        "medium",
        ["top", "filter", "sloppy"],
        nt,
    )
    v = d[d.Pack == "CASK41"].groupby("Beer")["Unit £"].mean()
    x, nt = clear(v)
    case(
        s,
        [
            "Average unit price of a keg of Kelp Forest IPA?",
            "And per cask?",
            "Which beer has the dearest cask on average?",
        ],
        "category",
        x,
        None,
        "medium",
        ["top", "mean", "new-question"],
        nt,
    )
    case(
        s,
        ["Event costs by type", "no wait, the number of events instead, and Q4 only"],
        "table",
        e[e.dt.dt.quarter == 4].groupby("Ev Type").size(),
        A,
        "medium",
        ["group", "count", "date", "correction"],
        "October to December",
    )
    case(
        s,
        "Did the tap takeovers cause the pubs to order more from us?",
        "decline",
        "no design for a causal answer: venues were not chosen at random",
        None,
        "medium",
        ["trap", "causal"],
        "observational",
    )
    u = t.dropna(subset=["v"])
    case(
        s,
        "Across our accounts, how strongly does the number of events held there correlate with 2025 sales?",
        "number",
        [
            z
            for y in (t.fillna({"v": 0}), u, u[u.n > 0])
            for z in (y.n.corr(y.v), y.n.corr(y.v, method="spearman"))
        ],
        {"abs": 0.006},
        "hard",
        ["correlation", "join"],
        "accounts without deliveries as zero or left out; accounts with events only accepted; Spearman accepted",
    )
    case(
        s,
        "customers that joined in 2023?",
        "number",
        (a.dt.dt.year == 2023).sum(),
        A,
        "easy",
        ["count", "date", "sloppy"],
        "Cust Since is day/month/year",
    )
    case(
        s,
        "What do the pubs charge their guests for a pint of Saltpan Pale?",
        "decline",
        "no retail prices",
        None,
        "easy",
        ["trap"],
        "only our wholesale prices",
    )
    v = d.groupby("Beer")[["Qty"]].sum().Qty
    f = m[m["Acct Type"] == "Restaurant"].groupby("Beer").v.sum()
    x, nt = clear(f)
    case(
        s,
        "Which of our beers earns the most at restaurants?",
        "category",
        x,
        None,
        "medium",
        ["top", "join", "filter"],
        nt,
    )


# ------------------------------------------------------------------ outdoor advertising
def ooh():
    raw = rd("ooh_bookings.csv")
    s = "ooh"
    for c, n in (("Rate Card", "rc"), ("Disc", "disc"), ("Net Rev", "net")):
        raw[n] = raw[c].str.replace(r"[$,%]", "", regex=True).astype(float)
    raw["imp"] = raw["Est Imps (000)"]
    raw["a"], raw["b"] = (
        pd.to_datetime(raw["Flight Start"], format="%d-%b-%Y"),
        pd.to_datetime(raw["Flight End"], format="%d-%b-%Y"),
    )
    u = raw.drop_duplicates()
    assert len(raw) - len(u) == 4 and u["Bkg Ref"].is_unique
    C = lambda x: x[x.Status == "CONF"]
    dup = "four rows are exact copies: with and without them accepted"

    def two(f):
        return uniq([f(raw), f(u)])

    def twop(f):
        return pct(*two(f))

    def top(f, small=False, gap=0.005):
        (x, nt), (y, _) = clear(f(raw), gap, small), clear(f(u), gap, small)
        assert x == y
        return x, nt

    case(
        s,
        "How many bookings got cancelled?",
        "number",
        two(lambda x: (x.Status == "CXL").sum()),
        A,
        "easy",
        ["count", "filter"],
        "CXL; " + dup,
    )
    case(
        s,
        "Total net revenue of confirmed bookings",
        "number",
        two(lambda x: C(x).net.sum()),
        R,
        "easy",
        ["sum", "filter", "money-text"],
        dup,
    )
    case(
        s,
        "what pct of all bookings are only on hold",
        "number",
        twop(lambda x: (x.Status == "HOLD").mean()),
        R,
        "easy",
        ["share", "percent", "sloppy"],
        dup,
    )
    case(
        s,
        "What discount does Harrow Bank get on average, across all its bookings?",
        "number",
        two(lambda x: x[x.Advertiser == "Harrow Bank"].disc.mean())
        + two(lambda x: x[x.Advertiser == "Harrow Bank"].disc.mean() / 100)
        + two(
            lambda x: (
                100
                * (1 - x[x.Advertiser == "Harrow Bank"].net.sum() / x[x.Advertiser == "Harrow Bank"].rc.sum())
            )
        ),
        R,
        "easy",
        ["mean", "filter", "percent"],
        "mean of Disc; money-weighted accepted; " + dup,
    )
    case(
        s,
        "estimated impressions for confirmed chicago bookings, in thousands",
        "number",
        two(lambda x: C(x)[C(x).Market == "Chicago"].imp.sum())
        + two(lambda x: C(x)[C(x).Market == "Chicago"].imp.sum() * 1000),
        R,
        "easy",
        ["sum", "filter", "sloppy"],
        "thousands or the plain number; " + dup,
    )
    cpm = lambda x: C(x).dropna(subset=["imp"])
    case(
        s,
        "Looking at confirmed bookings, what CPM do we achieve overall (net revenue per thousand impressions)?",
        "number",
        two(lambda x: cpm(x).net.sum() / cpm(x).imp.sum()) + two(lambda x: C(x).net.sum() / C(x).imp.sum()),
        R,
        "hard",
        ["ratio", "filter", "missing"],
        "impressions are in thousands; where known, or all revenue over known impressions; ratio of sums",
    )
    case(
        s,
        "Number of different sites booked in Detroit?",
        "number",
        raw[raw.Market == "Detroit"].Site.nunique(),
        A,
        "easy",
        ["distinct", "filter"],
        "all statuses",
    )
    v = C(raw).groupby("Advertiser").net.sum().nlargest(4)
    assert list(C(u).groupby("Advertiser").net.sum().nlargest(3).index) == list(v.index[:3])
    case(
        s,
        "top 3 advertisers by confirmed net rev",
        "list",
        list(v.index[:3]),
        None,
        "easy",
        ["top", "filter", "sloppy"],
        str(v.to_dict()),
    )
    case(
        s,
        "What share of confirmed net revenue comes from direct bookings, meaning no agency is listed?",
        "number",
        twop(lambda x: C(x)[C(x).Agency.isna()].net.sum() / C(x).net.sum()),
        R,
        "medium",
        ["share", "percent", "missing"],
        "Agency empty; " + dup,
    )
    case(
        s,
        ["Average net value of a poster booking?", "and of a wallscape", "use the median there please"],
        "number",
        two(lambda x: x[x.Fmt == "Wallscape"].net.median()),
        R,
        "easy",
        ["median", "filter"],
        "all statuses; " + dup,
    )
    case(
        s,
        "How many dollars of discount have we given away on confirmed business, rate card versus net?",
        "number",
        two(lambda x: (C(x).rc - C(x).net).sum()),
        R,
        "medium",
        ["sum", "formula", "filter"],
        dup,
    )
    row = u[(u.disc > 0) & (u.Status == "CONF")].iloc[5]
    case(
        s,
        f"rate card price of {row['Bkg Ref'].lower()}?",
        "number",
        row.rc,
        {"rel": 0.001},
        "easy",
        ["lookup", "sloppy"],
        "one booking",
    )
    f = lambda x: cpm(x).groupby("Fmt").net.sum() / cpm(x).groupby("Fmt").imp.sum()
    g = lambda x: C(x).groupby("Fmt").net.sum() / C(x).groupby("Fmt").imp.sum()
    case(
        s,
        "CPM by format for confirmed bookings (net revenue / impressions in thousands)",
        "table",
        f(raw),
        R,
        "hard",
        ["ratio", "group", "filter", "missing"],
        dup + "; revenue of unknown impressions in or out",
        gold_alt=[f(u), g(raw), g(u)],
    )
    f = lambda x: x.groupby(["Market", "Status"]).size()
    case(
        s,
        "Cross-tabulate market by status: how many bookings?",
        "table",
        f(raw),
        A,
        "medium",
        ["crosstab", "count"],
        dup,
        gold_alt=[f(u)],
    )
    f = lambda x: {
        "type": ["line", "area", "bar"],
        "data": C(x)[C(x).a.dt.year == 2025].groupby(C(x).a.dt.strftime("%Y-%m")).net.sum().to_dict(),
    }
    case(
        s,
        "Graph confirmed net revenue by the month the flight starts, 2025 only",
        "chart",
        f(raw),
        R,
        "medium",
        ["chart", "time", "filter"],
        dup,
        gold_alt=[f(u)],
    )
    case(
        s,
        "Show me a histogram of the net revenue per booking",
        "chart",
        {"type": ["histogram", "bar"], "data": None},
        None,
        "easy",
        ["chart", "distribution"],
        "text amounts turned into numbers",
    )
    f = lambda x: C(x)[C(x).Agency.notna()].groupby("Sector").net.sum()
    case(
        s,
        ["Confirmed net revenue by sector", "now just what came through an agency"],
        "table",
        f(raw),
        R,
        "medium",
        ["group", "sum", "missing"],
        "Agency not empty; a sector with nothing may be left out; " + dup,
        gold_alt=[f(u)],
    )
    x, nt = top(lambda x: x.Market.value_counts(), True)
    case(
        s,
        ["which market has the most bookings", "and the fewest?"],
        "category",
        x,
        None,
        "easy",
        ["bottom", "sloppy"],
        nt,
    )
    f = lambda x: x[(x.Fmt == "Poster") & (x.Market == "St. Louis")].net.mean()
    case(
        s,
        [
            "What's the average rate card price of a poster booking?",
            "And after discount?",
            "What about St Louis only?",
        ],
        "number",
        two(f),
        R,
        "medium",
        ["mean", "filter"],
        "mean of Net Rev, posters in St. Louis; " + dup,
    )
    q = lambda x: C(x).groupby(C(x).a.dt.to_period("Q")).net.sum()
    f = lambda x: q(x)["2025Q3"] / q(x)["2025Q2"] - 1
    case(
        s,
        ["Confirmed net revenue for flights starting in Q2 2025?", "and Q3?", "whats the change in percent"],
        "number",
        twop(f),
        R,
        "medium",
        ["growth", "percent", "date"],
        "Q3 over Q2 2025 by flight start; " + dup,
    )
    ps = []
    for y in (raw, u):
        g1, g0 = y[y.Agency.notna()].disc, y[y.Agency.isna()].disc
        ps += [
            stats.ttest_ind(g1, g0, equal_var=False).pvalue,
            stats.ttest_ind(g1, g0).pvalue,
            stats.mannwhitneyu(g1, g0).pvalue,
        ]
    case(
        s,
        "Do agency bookings get a significantly different discount from direct ones (no agency)? I need the p-value of a t-test",
        "number",
        ps,
        {"rel": 0.02},
        "hard",
        ["test", "missing"],
        "Welch, Student or Mann-Whitney; " + dup,
    )
    day = pd.Timestamp("2025-07-01")
    case(
        s,
        "How many confirmed bookings were live on July 1st 2025?",
        "number",
        two(lambda x: int(((C(x).a <= day) & (C(x).b >= day)).sum())),
        A,
        "medium",
        ["date", "range", "count"],
        "start on or before, end on or after; " + dup,
    )
    case(
        s,
        "how many store visits did the Fresco Grill campaign generate?",
        "decline",
        "no visits or results of the campaigns",
        None,
        "easy",
        ["trap"],
        "impressions only",
    )
    r1 = [
        k
        for x in (raw, u)
        for k in (
            x.groupby("Advertiser").net.sum().idxmax(),
            C(x).groupby("Advertiser").net.sum().idxmax(),
            x.Advertiser.value_counts().index[0],
            C(x).Advertiser.value_counts().index[0],
            x.groupby("Advertiser").imp.sum().idxmax(),
        )
    ]
    case(
        s,
        "who's our biggest client?",
        "clarify",
        {"accept_number": uniq(r1)},
        None,
        "medium",
        ["vague"],
        "by revenue (confirmed or all), bookings or impressions; a stated reading is accepted",
    )
    f = lambda x: C(x).pivot_table(index="Market", columns="Fmt", values="net", aggfunc="sum").idxmax(axis=1)
    assert f(raw).equals(f(u))
    case(
        s,
        "For each market, which format brings in the most confirmed net revenue?",
        "table",
        f(raw),
        None,
        "hard",
        ["rank-within", "top"],
        "first by sum of Net Rev within the market",
    )


# ------------------------------------------------------------------ cinema
def cine():
    c = rd("cinema_screenings.csv")
    s = "cine"
    c["d"] = pd.to_datetime(c.ShowDate, format="%m/%d/%Y")
    c["ym"], c["wd"] = c.d.dt.strftime("%Y-%m"), c.d.dt.day_name()
    h = c[c.Adm.notna()]
    cx = "30 cancelled screenings have no figures"
    case(
        s,
        "total admissions december 2025",
        "number",
        c[c.ym == "2025-12"].Adm.sum(),
        A,
        "easy",
        ["sum", "date", "sloppy"],
        "dates are month/day/year",
    )
    case(
        s,
        "What's our average seat occupancy?",
        "number",
        pct(h.Adm.sum() / h.Seats.sum(), (h.Adm / h.Seats).mean(), c.Adm.sum() / c.Seats.sum()),
        R,
        "medium",
        ["ratio", "percent"],
        "ratio of sums or mean of ratios; " + cx,
    )
    k = h[h.Concess_USD.notna()]
    v = k.groupby("Film Title").Concess_USD.sum() / k.groupby("Film Title").Adm.sum()
    v2 = h.groupby("Film Title").Concess_USD.sum() / h.groupby("Film Title").Adm.sum()
    x, nt = clear(v, 0.005)
    case(
        s,
        "Which film's audience spends the most on concessions per head?",
        "category",
        uniq([x, v2.idxmax()]),
        None,
        "hard",
        ["ratio", "top", "missing"],
        nt,
    )
    case(
        s,
        "Average attendance per screening when it rains and when it doesn't",
        "table",
        h.groupby("Rain").Adm.mean().rename({"Y": "Y", "N": "N"}),
        R,
        "easy",
        ["group", "mean"],
        cx,
    )
    x, nt = clear(c.groupby("wd").Adm.sum(), 0.005)
    case(
        s,
        "what day of the week draws the biggest crowds in total?",
        "category",
        x,
        None,
        "medium",
        ["date", "top"],
        nt,
    )
    case(
        s,
        "How many screenings were called off because of the projector?",
        "number",
        (c.CxlNote == "projector fault").sum(),
        A,
        "easy",
        ["count", "filter"],
        "CxlNote",
    )
    case(
        s,
        "how often were we completely sold out (every seat taken)",
        "number",
        (c.Adm == c.Seats).sum(),
        A,
        "medium",
        ["count", "formula"],
        "Adm equal to Seats",
    )
    case(
        s,
        "Median attendance of the 9:45 pm shows on Fridays",
        "number",
        h[(h.StartTm == "21:45") & (h.wd == "Friday")].Adm.median(),
        R,
        "medium",
        ["median", "filter", "date"],
        cx,
    )
    case(
        s,
        "What percentage of admissions were free (comps)?",
        "number",
        pct(h.Comps.sum() / h.Adm.sum()),
        R,
        "medium",
        ["share", "percent", "ratio"],
        "sum of Comps over sum of Adm",
    )
    y = c[(c.d >= "2025-12-24") & (c.d <= "2025-12-31")]
    case(
        s,
        "Box office plus concessions from Dec 24 to Dec 31, 2025, both days included?",
        "number",
        [y.BoxOff_USD.sum() + y.Concess_USD.sum(), (y.BoxOff_USD + y.Concess_USD).sum()],
        R,
        "medium",
        ["sum", "formula", "range", "missing"],
        "missing concessions as nothing; rows with both known accepted",
    )
    r = h[(h.StartTm == "19:00") & (h.Scrn == 1) & (h.d == "2026-02-14")]
    assert len(r) == 1
    case(
        s,
        "How many people were in screen 1 at 7pm on Valentine's Day 2026?",
        "number",
        r.Adm.iloc[0],
        A,
        "medium",
        ["lookup", "date"],
        "02/14/2026, 19:00, Scrn 1",
    )
    case(
        s,
        "nr of different films showing in march 2026?",
        "number",
        c[c.ym == "2026-03"]["Film Title"].nunique(),
        A,
        "easy",
        ["distinct", "date", "sloppy"],
        "programmed screenings, cancelled or not",
    )
    y = h[h.Fmt == "3D"]
    case(
        s,
        "Average box office per paid admission for 3D shows (comps don't count as paid)",
        "number",
        y.BoxOff_USD.sum() / (y.Adm - y.Comps).sum(),
        R,
        "hard",
        ["ratio", "formula", "filter"],
        "ratio of sums over Adm less Comps",
    )
    o = h.groupby("Genre").Adm.sum() / h.groupby("Genre").Seats.sum()
    o2, o3 = (
        (h.Adm / h.Seats).groupby(h.Genre).mean(),
        c.groupby("Genre").Adm.sum() / c.groupby("Genre").Seats.sum(),
    )
    case(
        s,
        "Occupancy by genre: admissions as a percentage of seats",
        "table",
        o * 100,
        R,
        "medium",
        ["ratio", "group", "percent"],
        "ratio of sums; fractions, mean of ratios and seats of cancelled shows accepted",
        gold_alt=[o, o2 * 100, o2, o3 * 100, o3],
    )
    v = (
        c.groupby(["Genre", "Film Title"])
        .Adm.sum()
        .reset_index()
        .sort_values("Adm", ascending=False)
        .drop_duplicates("Genre")
        .sort_values("Genre")
        .set_index("Genre")["Film Title"]
    )
    case(
        s,
        "for each genre, the film w/ the most admissions",
        "table",
        v,
        None,
        "hard",
        ["rank-within", "top", "sloppy"],
        "first by sum of Adm",
    )
    case(
        s,
        "Please prepare a column chart of monthly box office.",
        "chart",
        {"type": ["bar"], "data": c.groupby("ym").BoxOff_USD.sum()},
        R,
        "easy",
        ["chart", "time"],
        "nine months",
    )
    case(
        s,
        "pie of admissions by age rating",
        "chart",
        {"type": ["pie", "donut", "doughnut"], "data": c.groupby("MPAA").Adm.sum()},
        R,
        "easy",
        ["chart", "share", "sloppy"],
        "MPAA",
    )
    y = c[c.wd.isin(["Saturday", "Sunday"])]
    case(
        s,
        ["Admissions by starting time", "Saturdays and Sundays only"],
        "table",
        y.groupby("StartTm").Adm.sum(),
        A,
        "medium",
        ["group", "sum", "date"],
        "weekday of ShowDate",
    )
    b = c.groupby("Film Title").BoxOff_USD.sum()
    case(
        s,
        ["box office for the long ferry?", "and letters to lena", "both together?"],
        "number",
        b["The Long Ferry"] + b["Letters to Lena"],
        R,
        "easy",
        ["sum", "sloppy"],
        "sum of the two",
    )
    v = c[c.Genre != "Family"].groupby("Film Title").Adm.sum().nlargest(4)
    case(
        s,
        ["Top 3 films by admissions", "without the family films"],
        "list",
        list(v.index[:3]),
        None,
        "medium",
        ["top", "negation"],
        str(v.to_dict()),
    )
    b = c.groupby("ym").BoxOff_USD.sum()
    case(
        s,
        [
            "How much box office did we take in January 2026?",
            "And in February?",
            "So how much is that up or down in %?",
        ],
        "number",
        pct(b["2026-02"] / b["2026-01"] - 1),
        R,
        "medium",
        ["growth", "percent", "date"],
        "February over January",
    )
    v = h.groupby("Fmt").BoxOff_USD.mean()
    x, nt = clear(v)
    case(
        s,
        [
            "Average admissions of a 3D screening?",
            "Which format earns the most box office per screening?",
            "and which one the least?",
        ],
        "category",
        v.idxmin(),
        None,
        "medium",
        ["bottom", "mean"],
        nt,
    )
    case(
        s,
        "Is there a correlation between admissions and concession sales per screening, and how strong?",
        "number",
        [k.Adm.corr(k.Concess_USD), k.Adm.corr(k.Concess_USD, method="spearman")],
        {"abs": 0.006},
        "easy",
        ["correlation"],
        "rows where both are known; Spearman accepted",
    )
    case(
        s,
        "What's the typical age of the people watching our horror films?",
        "decline",
        "no data on visitors",
        None,
        "easy",
        ["trap"],
        "not in the data; MPAA is a rating of the film",
    )
    case(
        s,
        "Which film made us the biggest loss after paying the distributor?",
        "decline",
        "no costs or distributor fees",
        None,
        "medium",
        ["trap"],
        "takings only",
    )


SETS = [solar, brew, ooh, cine]
if __name__ == "__main__":
    for f in SETS:
        f()
    with open(os.path.join(HERE, "cases.jsonl"), "w") as w:
        for k in CASES:
            w.write(json.dumps(k, ensure_ascii=False, allow_nan=False) + "\n")
    print(COUNT)
