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
    if isinstance(v, (np.integer,)):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return round(float(v), 8)
    return v


def case(short, turns, kind, gold, tol=None, diff="medium", tags=(), note="", **kw):
    COUNT[short] = COUNT.get(short, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    CASES.append(
        {
            "id": f"b29-{short}-{COUNT[short]:02d}",
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


R, A = {"rel": 0.005}, {"abs": 0.5}
DATA = {
    "elec": ["tables/election.csv"],
    "macro": ["tables/macrodata.csv"],
    "lead": ["tables/crm_leads_fy2526.csv"],
    "hotel": ["tables/web_sessions_mar-jun26.csv", "tables/bookings.csv"],
}


def pct(x):
    return [float(x) * 100, float(x)]


def sign(x):
    return [abs(x), -abs(x)]


def top(s, n):
    v = s.sort_values(ascending=False)
    assert len(v) == n or v.iloc[n - 1] != v.iloc[n], "tie"
    assert v.iloc[:n].is_unique, "tie"
    return v.index[:n].tolist()


# ------------------------------------------------------------------ Montreal 2013 mayoral election
def elec():
    e = rd("election.csv")
    s, C = "elec", ["Coderre", "Bergeron", "Joly"]
    assert (e[C].sum(axis=1) == e.total).all()
    d = e.set_index("district")
    srt = np.sort(d[C].values, axis=1)
    margin = pd.Series(srt[:, 2] - srt[:, 1], d.index)
    sh = d[C].div(d.total, axis=0)
    case(s, "How many districts does the file cover?", "number", len(e), A, "easy", ["count"], "58 rows")
    case(
        s,
        "How many votes did Coderre get overall?",
        "number",
        e.Coderre.sum(),
        R,
        "easy",
        ["sum"],
        "sum of Coderre",
    )
    case(
        s,
        "what share of the votes went to joly",
        "number",
        pct(e.Joly.sum() / e.total.sum()),
        R,
        "medium",
        ["share", "percent", "sloppy"],
        "sum of Joly over sum of total",
    )
    case(
        s,
        "Which district cast the most votes?",
        "category",
        top(d.total, 1)[0],
        None,
        "easy",
        ["top"],
        "largest total",
    )
    case(
        s,
        "districts won by bergeron?",
        "number",
        (e.winner == "Bergeron").sum(),
        A,
        "easy",
        ["count", "filter", "sloppy"],
        "winner = Bergeron",
    )
    case(
        s,
        "In how many districts did the winner get an absolute majority?",
        "number",
        (e.result == "majority").sum(),
        A,
        "easy",
        ["count", "filter"],
        "result = majority",
    )
    case(
        s,
        "median nr of votes per district",
        "number",
        e.total.median(),
        R,
        "easy",
        ["median", "sloppy"],
        "median of total",
    )
    case(
        s,
        "In which district was the race closest, i.e. the gap in votes between first and second place the smallest?",
        "category",
        top(-margin, 1)[0],
        None,
        "hard",
        ["formula", "bottom"],
        f"margins {margin.nsmallest(3).to_dict()}",
    )
    case(
        s,
        "On average, how many votes did Bergeron collect in the districts that he won?",
        "number",
        e[e.winner == "Bergeron"].Bergeron.mean(),
        R,
        "medium",
        ["mean", "filter"],
        "15 districts",
    )
    case(
        s,
        "In how many districts did Joly get more votes than Bergeron?",
        "number",
        (e.Joly > e.Bergeron).sum(),
        A,
        "medium",
        ["count", "compare-columns"],
        "Joly > Bergeron, whoever won",
    )
    case(
        s,
        "bergeron votes in DeLorimier?",
        "number",
        d.loc["112-DeLorimier", "Bergeron"],
        {"rel": 0.001},
        "easy",
        ["lookup", "sloppy"],
        "district 112",
    )
    case(
        s,
        "Where did Coderre get his highest percentage of the vote?",
        "category",
        top(sh.Coderre, 1)[0],
        None,
        "medium",
        ["ratio", "top"],
        f"{sh.Coderre.nlargest(3).to_dict()}",
    )
    case(
        s,
        "Number of districts by winner and type of result (majority or plurality)",
        "table",
        e.groupby(["winner", "result"]).size(),
        A,
        "easy",
        ["group", "two-keys", "count"],
        "no zero cells expected: " + str(e.groupby(["winner", "result"]).size().to_dict()),
    )
    case(
        s,
        "Average total votes per district, split by who won it",
        "table",
        e.groupby("winner").total.mean(),
        R,
        "easy",
        ["group", "mean"],
        "mean of total",
    )
    case(
        s,
        "What percentage of all votes did each of the three candidates get?",
        "table",
        e[C].sum() / e.total.sum() * 100,
        R,
        "medium",
        ["share", "percent", "wide"],
        "column sums over total",
        gold_alt=[e[C].sum() / e.total.sum()],
    )
    case(
        s,
        "Top five districts for Joly by number of votes",
        "list",
        top(d.Joly, 5),
        None,
        "easy",
        ["top"],
        "largest Joly",
    )
    case(
        s,
        "Bar chart with the number of districts each candidate carried",
        "chart",
        {"type": ["bar"], "data": e.winner.value_counts()},
        A,
        "easy",
        ["chart", "count"],
        "count by winner",
    )
    case(
        s,
        "can u show the distribution of total votes across districts as a histogram",
        "chart",
        {"type": ["histogram", "hist", "bar"], "data": None},
        None,
        "easy",
        ["chart", "distribution", "sloppy"],
        "58 values",
    )
    case(
        s,
        ["How many districts did Joly win?", "and Coderre?", "what's Coderre's share of all districts then"],
        "number",
        pct((e.winner == "Coderre").mean()),
        R,
        "easy",
        ["share", "percent"],
        "29 of 58",
    )
    case(
        s,
        ["Which district has the fewest votes?", "who won there?"],
        "category",
        d.loc[top(-d.total, 1)[0], "winner"],
        None,
        "easy",
        ["bottom", "lookup"],
        "64-Sainte-Geneviève",
    )
    w = e[e.winner == "Coderre"]
    case(
        s,
        ["top 3 districts by total votes", "now only those that Coderre won"],
        "list",
        top(w.set_index("district").total, 3),
        None,
        "medium",
        ["top", "filter", "follow-up"],
        "winner = Coderre",
    )
    case(
        s,
        ["Total votes for Bergeron in Peter-McGill", "sorry, I mean Mile-End"],
        "number",
        d.loc["111-Mile-End", "Bergeron"],
        {"rel": 0.001},
        "easy",
        ["lookup", "correction"],
        "district 111",
    )
    case(
        s,
        "Are the votes for Coderre and for Bergeron correlated across districts? I need the coefficient.",
        "number",
        [e.Coderre.corr(e.Bergeron), e.Coderre.corr(e.Bergeron, method="spearman")],
        {"abs": 0.006},
        "easy",
        ["correlation"],
        "Pearson; Spearman accepted",
    )
    case(
        s,
        "What was the voter turnout in percent of registered voters?",
        "decline",
        "number of registered voters is not in the data",
        None,
        "medium",
        ["trap"],
        "only votes cast",
    )
    m = e[e.total < 3000]
    case(
        s,
        [
            "How many districts had fewer than 3,000 votes?",
            "how many votes did Joly get in those altogether?",
        ],
        "number",
        m.Joly.sum(),
        R,
        "medium",
        ["filter", "sum", "follow-up"],
        f"{len(m)} districts",
    )


# ------------------------------------------------------------------ US macro data
def macro():
    m = rd("macrodata.csv")
    s = "macro"
    y = m.groupby("year")
    q = m.set_index(["year", "quarter"])
    case(
        s,
        "How many quarters of data do we have here?",
        "number",
        len(m),
        A,
        "easy",
        ["count"],
        "1959 Q1 to 2009 Q3",
    )
    case(
        s,
        "average unemployment rate in 1982",
        "number",
        m[m.year == 1982].unemp.mean(),
        R,
        "easy",
        ["mean", "filter"],
        "four quarters",
    )
    case(
        s,
        "What is the highest unemployment rate on record in this table?",
        "number",
        m.unemp.max(),
        {"rel": 0.001},
        "easy",
        ["max"],
        "10.7",
    )
    case(
        s,
        "what was the unemployment rate in 2015",
        "decline",
        "the data end in Q3 2009",
        None,
        "medium",
        ["trap", "range", "sloppy"],
        "no rows of 2015; no extrapolation",
    )
    case(
        s,
        "real gdp Q2 2008?",
        "number",
        q.loc[(2008, 2), "realgdp"],
        {"rel": 0.0005},
        "easy",
        ["lookup", "sloppy"],
        "13415.266",
    )
    case(
        s,
        "By what percentage did real GDP grow from the first quarter of 1960 to the first quarter of 2000?",
        "number",
        pct(q.loc[(2000, 1), "realgdp"] / q.loc[(1960, 1), "realgdp"] - 1),
        R,
        "medium",
        ["growth", "percent"],
        "Q1 2000 over Q1 1960",
    )
    case(
        s,
        "Median T-bill rate in the 1980s?",
        "number",
        m[m.year.between(1980, 1989)].tbilrate.median(),
        R,
        "easy",
        ["median", "range"],
        "1980 to 1989, 40 quarters",
    )
    case(
        s,
        "Which year had the highest average inflation?",
        "number",
        int(top(y.infl.mean(), 1)[0]),
        A,
        "medium",
        ["top", "group", "mean"],
        f"{y.infl.mean().nlargest(3).to_dict()}",
    )
    case(
        s,
        "consumption as a % of gdp, last quarter of 2005",
        "number",
        pct(q.loc[(2005, 4), "realcons"] / q.loc[(2005, 4), "realgdp"]),
        R,
        "medium",
        ["ratio", "percent", "sloppy"],
        "realcons over realgdp",
    )
    case(
        s,
        "In which year did the population (in millions) first go above 250?",
        "number",
        int(m[m["pop"] > 250].year.min()),
        A,
        "medium",
        ["first", "threshold"],
        "first quarter with pop > 250",
    )
    case(
        s,
        "In how many quarters was unemployment above 7 percent while inflation was above 5 percent?",
        "number",
        ((m.unemp > 7) & (m.infl > 5)).sum(),
        A,
        "medium",
        ["count", "filter"],
        "both conditions",
    )
    case(
        s,
        "How many times as high as in Q1 1959 was the CPI in Q3 2009?",
        "number",
        q.loc[(2009, 3), "cpi"] / q.loc[(1959, 1), "cpi"],
        R,
        "medium",
        ["ratio"],
        "216.385/28.98",
    )
    dec = m[m.year.between(1960, 1999)]
    g = dec.groupby(dec.year // 10 * 10).unemp.mean()
    case(
        s,
        "Mean unemployment rate per decade, from the 60s through the 90s",
        "table",
        g.rename(lambda k: f"{k}s"),
        R,
        "medium",
        ["group", "time", "mean"],
        "10 years each; 40 quarters",
        gold_alt=[g, g.rename(lambda k: f"{k}-{k + 9}")],
    )
    yy = y.realgdp.mean().loc[2000:2008]
    case(
        s,
        "Average real GDP for each year from 2000 to 2008",
        "table",
        yy,
        R,
        "easy",
        ["group", "time", "mean"],
        "mean of the four quarters",
    )
    case(
        s,
        "hi! just checking for seasonality, can you give me the average real interest rate by quarter of the year (1 to 4)",
        "table",
        m.groupby("quarter").realint.mean(),
        {"abs": 0.006},
        "medium",
        ["group", "mean", "chatty"],
        "mean of realint by quarter",
        gold_alt=[m.groupby("quarter").realint.mean().rename(lambda k: f"Q{k}")],
    )
    u = y.unemp.mean().loc[1995:2008]
    case(
        s,
        "Line chart of the yearly average unemployment rate, 1995-2008",
        "chart",
        {"type": ["line", "area"], "data": u},
        R,
        "easy",
        ["chart", "time", "filter"],
        "mean by year",
    )
    case(
        s,
        "Scatter plot of inflation against unemployment",
        "chart",
        {"type": ["scatter"], "data": None},
        None,
        "easy",
        ["chart"],
        "203 points",
    )
    case(
        s,
        ["What was the average inflation in the 1970s?", "and the 90s?"],
        "number",
        m[m.year.between(1990, 1999)].infl.mean(),
        R,
        "easy",
        ["mean", "range", "follow-up"],
        "1990 to 1999",
    )
    case(
        s,
        ["Real investment in Q4 2007?", "and one year later?", "so by how many percent did it fall?"],
        "number",
        [v for v in sign(100 * (q.loc[(2008, 4), "realinv"] / q.loc[(2007, 4), "realinv"] - 1))]
        + sign(q.loc[(2008, 4), "realinv"] / q.loc[(2007, 4), "realinv"] - 1),
        R,
        "medium",
        ["growth", "percent", "follow-up"],
        "Q4 2008 over Q4 2007",
    )
    un = y.unemp.mean()
    case(
        s,
        [
            "which year had the lowest average unemployment?",
            "and the highest?",
            "what was the T-bill rate in that year, on average?",
        ],
        "number",
        m[m.year == un.idxmax()].tbilrate.mean(),
        R,
        "medium",
        ["top", "mean", "follow-up"],
        f"year {un.idxmax()}: {un.nlargest(2).to_dict()}",
    )
    case(
        s,
        [
            "Plot M1 over time by year, as a bar chart",
            "from 1990 on only, and make it government spending instead of M1 (average per year)",
        ],
        "chart",
        {"type": ["bar"], "data": y.realgovt.mean().loc[1990:]},
        R,
        "medium",
        ["chart", "time", "correction"],
        "mean of realgovt by year, 1990 to 2009",
    )
    case(
        s,
        "How strong is the correlation of the T-bill rate with inflation?",
        "number",
        [m.tbilrate.corr(m.infl), m.tbilrate.corr(m.infl, method="spearman")],
        {"abs": 0.006},
        "easy",
        ["correlation"],
        "Pearson; Spearman accepted",
    )
    f = stats.linregress(m.realdpi, m.realcons)
    case(
        s,
        "Fit a simple linear regression of real consumption on real disposable income - what consumption does it predict for an income of 8000?",
        "prediction",
        f.intercept + f.slope * 8000,
        {"rel": 0.02},
        "medium",
        ["prediction", "regression"],
        "OLS over 203 quarters",
    )
    case(
        s,
        "what was the average house price in 2005?",
        "decline",
        "no house prices in the data",
        None,
        "easy",
        ["trap"],
        "not in the data",
    )
    r = (m.realgdp.diff() < 0).sum()
    case(
        s,
        [
            "In how many quarters was inflation below zero?",
            "and in how many did real GDP shrink compared with the quarter before?",
        ],
        "number",
        r,
        A,
        "hard",
        ["time", "change", "count"],
        "negative quarter-on-quarter changes",
    )


# ------------------------------------------------------------------ CRM leads
def lead():
    l = rd("crm_leads_fy2526.csv")
    s = "lead"
    l["d"] = pd.to_datetime(l.Created, format="%d.%m.%Y")
    l["cl"] = pd.to_datetime(l.Closed, format="%d.%m.%Y")
    l["v"] = l["Est. Deal Val (EUR)"].str.replace(",", "").astype(float)
    l["won"], l["lost"] = l.Stage == "5 Won", l.Stage == "6 Lost"
    W, L = l[l.won], l[l.lost]
    case(
        s,
        "How many leads were created in the first quarter of 2026?",
        "number",
        l.d.between("2026-01-01", "2026-03-31").sum(),
        A,
        "medium",
        ["count", "date"],
        "Created, dd.mm.yyyy",
    )
    case(
        s,
        "Total estimated deal value of all won leads?",
        "number",
        W.v.sum(),
        R,
        "easy",
        ["sum", "filter"],
        "thousands separator in the text",
    )
    case(
        s,
        "avg lead score trade fair",
        "number",
        l[l.Src == "TRADE_FAIR"]["Lead Scr"].mean(),
        R,
        "easy",
        ["mean", "filter", "sloppy"],
        "Src = TRADE_FAIR",
    )
    case(
        s,
        "What's the median time to first response, in hours?",
        "number",
        l["1st Resp (h)"].median(),
        R,
        "easy",
        ["median", "missing"],
        "70 missing left out",
    )
    case(
        s,
        [
            "What percentage of all our leads did we win?",
            "hmm, leave out the ones still open, just won or lost",
        ],
        "number",
        pct(l.won.sum() / (l.won.sum() + l.lost.sum())),
        R,
        "medium",
        ["share", "percent"],
        "won over won plus lost",
    )
    case(
        s,
        "What is the most frequent reason for losing a lead?",
        "category",
        top(L["Lost Reason"].value_counts(), 1)[0],
        None,
        "easy",
        ["top", "mode"],
        f"{L['Lost Reason'].value_counts().to_dict()}",
    )
    case(
        s,
        "how many swiss leads from healthcare do we have",
        "number",
        ((l.Ctry == "CH") & (l.Industry == "Healthcare")).sum(),
        A,
        "easy",
        ["count", "filter", "synonym", "sloppy"],
        "Ctry = CH",
    )
    case(
        s,
        "For how many leads is the first response time missing?",
        "number",
        l["1st Resp (h)"].isna().sum(),
        A,
        "easy",
        ["missing", "count"],
        "empty cells",
    )
    op = l[~l.won & ~l.lost]
    case(
        s,
        "Hi, I'm preparing the Monday sales meeting - how much is our open pipeline worth, meaning everything that's neither won nor lost yet?",
        "number",
        op.v.sum(),
        R,
        "medium",
        ["sum", "negation", "chatty"],
        f"{len(op)} leads of stages 1 to 4; missing values left out",
    )
    case(
        s,
        "% of leads w/ newsletter opt in",
        "number",
        pct((l["NL Opt-In"] == "Y").mean()),
        R,
        "easy",
        ["share", "percent", "sloppy"],
        "Y over all",
    )
    case(
        s,
        "On average, how many days does it take from creation until a lead is closed as won?",
        "number",
        (W.cl - W.d).dt.days.mean(),
        R,
        "hard",
        ["date", "difference", "mean"],
        "Closed less Created, won only",
    )
    fast = l[l["1st Resp (h)"] <= 4]
    case(
        s,
        ["Average first response time in hours?", "and how many leads got a first reply within 4 hours?"],
        "number",
        len(fast),
        A,
        "easy",
        ["count", "filter", "follow-up"],
        "4 hours included; strict reading accepted",
    )
    CASES[-1]["gold"] = list(dict.fromkeys([len(fast), int((l["1st Resp (h)"] < 4).sum())]))
    case(
        s,
        "Which sales rep won the most leads?",
        "category",
        top(W.Owner.value_counts(), 1)[0],
        None,
        "easy",
        ["top", "count", "synonym"],
        f"{W.Owner.value_counts().to_dict()}",
    )
    wr = l.groupby("Src").won.mean()
    wd = l[l.won | l.lost].groupby("Src").won.mean()
    case(
        s,
        "Won leads as a percentage of all leads, per source",
        "table",
        wr * 100,
        R,
        "medium",
        ["rate", "group", "percent"],
        "won over all leads of that source",
        gold_alt=[wr],
    )
    case(
        s,
        "Sum of est. deal value by owner, won deals only",
        "table",
        W.groupby("Owner").v.sum(),
        R,
        "medium",
        ["group", "sum", "filter"],
        "stage 5 Won",
    )
    case(
        s,
        "Median estimated deal value per company size band",
        "table",
        l.groupby("Empl. Band").v.median(),
        R,
        "easy",
        ["group", "median", "synonym"],
        "by Empl. Band",
    )
    ln = l.groupby(["Ctry", "NL Opt-In"]).size()
    case(
        s,
        "leads by country and newsletter opt-in pls",
        "table",
        ln,
        A,
        "easy",
        ["group", "two-keys", "count", "sloppy"],
        "count by Ctry and NL Opt-In",
    )
    mo = l.groupby(l.d.dt.strftime("%Y-%m")).size()
    case(
        s,
        "Draw new leads per month as a line",
        "chart",
        {"type": ["line", "area"], "data": mo},
        A,
        "easy",
        ["chart", "time", "count"],
        "by month of Created",
    )
    case(
        s,
        "Bar chart of the average lead score by source",
        "chart",
        {"type": ["bar"], "data": l.groupby("Src")["Lead Scr"].mean()},
        R,
        "easy",
        ["chart", "group", "mean"],
        "mean of Lead Scr",
    )
    case(
        s,
        ["How many leads came from LinkedIn ads?", "and how many of those did we win?"],
        "number",
        (W.Src == "LI_ADS").sum(),
        A,
        "easy",
        ["count", "filter", "follow-up"],
        "Src LI_ADS, stage 5 Won",
    )
    nl = l[l.Ctry == "NL"]
    case(
        s,
        [
            "Leads per industry",
            "just the Netherlands",
            "hmm, show the average deal value instead of the count",
        ],
        "table",
        nl[nl.Industry.notna()].groupby("Industry").v.mean(),
        R,
        "medium",
        ["group", "mean", "filter", "correction"],
        "Ctry NL; n/a group may be there",
        gold_alt=[nl.assign(Industry=nl.Industry.fillna("n/a")).groupby("Industry").v.mean()],
    )
    pr = L[L["Lost Reason"] == "Competitor"]
    case(
        s,
        [
            "how many leads did we lose?",
            "how many of them to a competitor?",
            "and what deal value went with those",
        ],
        "number",
        pr.v.sum(),
        R,
        "medium",
        ["sum", "filter", "follow-up"],
        "Lost Reason = Competitor",
    )
    ct = pd.crosstab(l["NL Opt-In"], l.won)
    ps = [stats.chi2_contingency(ct, correction=k)[1] for k in (True, False)] + [stats.fisher_exact(ct)[1]]
    case(
        s,
        "Test whether the win rate (won out of all leads) differs between leads with and without newsletter opt-in. What is the p-value?",
        "number",
        ps,
        {"abs": 0.012},
        "hard",
        ["test"],
        "chi-square with or without correction, Fisher accepted",
    )
    case(
        s,
        "What's the cost per lead for each source?",
        "decline",
        "no cost or spend column",
        None,
        "easy",
        ["trap"],
        "costs are not in the data",
    )
    b = [
        top(l.Src.value_counts(), 1)[0],
        top(wr, 1)[0],
        top(wd, 1)[0],
        top(W.Src.value_counts(), 1)[0],
        top(W.groupby("Src").v.sum(), 1)[0],
        top(l.groupby("Src")["Lead Scr"].mean(), 1)[0],
    ]
    case(
        s,
        "which lead source is the best",
        "clarify",
        {"accept_number": list(dict.fromkeys(b))},
        None,
        "medium",
        ["vague", "sloppy"],
        "by number, win rate, won deals or value; a stated reading is accepted",
    )


# ------------------------------------------------------------------ hotel web sessions and bookings
def hotel():
    x, b = rd("web_sessions_mar-jun26.csv"), rd("bookings.csv")
    s = "hotel"
    x["t"], b["arr"] = pd.to_datetime(x.start_ts), pd.to_datetime(b.arr_date)
    assert x.sess_id.is_unique and b.sess_id.is_unique and b.sess_id.isin(x.sess_id).all()
    j = b.merge(x, on="sess_id")
    ok = b[b.status == "OK"]
    x["bk"] = x.sess_id.isin(b.sess_id)
    case(
        s,
        "How many unique visitors did the website have?",
        "number",
        x.visitor.nunique(),
        A,
        "easy",
        ["distinct"],
        "distinct visitor",
    )
    case(
        s,
        "bounce rate overall?",
        "number",
        pct(x.bounced.mean()),
        R,
        "easy",
        ["rate", "percent", "sloppy"],
        "mean of bounced",
    )
    case(
        s,
        "What gross amount did the bookings with status OK bring in?",
        "number",
        ok.amt_gross_eur.sum(),
        R,
        "easy",
        ["sum", "filter"],
        "status = OK",
    )
    case(
        s,
        "How many page views per session do desktop users make on average?",
        "number",
        x[x.dev == "desk"].pv.mean(),
        R,
        "easy",
        ["mean", "filter", "synonym"],
        "dev = desk",
    )
    case(
        s,
        "share of bookings that were cancelled",
        "number",
        pct((b.status == "CXL").mean()),
        R,
        "easy",
        ["share", "percent"],
        "CXL over all bookings",
    )
    case(
        s,
        "avg length of stay lakeside hotel (nights)",
        "number",
        b[b.htl == "LAK"].nts.mean(),
        R,
        "easy",
        ["mean", "filter", "synonym", "sloppy"],
        "htl = LAK, all bookings; OK ones accepted",
    )
    CASES[-1]["gold"] = py([b[b.htl == "LAK"].nts.mean(), ok[ok.htl == "LAK"].nts.mean()])
    case(
        s,
        "How many bookings have an arrival date in June 2026?",
        "number",
        ((b.arr >= "2026-06-01") & (b.arr < "2026-07-01")).sum(),
        A,
        "medium",
        ["count", "date"],
        "arr_date in June, all states",
    )
    lt = (j.arr - j.t.dt.normalize()).dt.days
    case(
        s,
        "What's the median number of days between the web session in which a booking was made and the arrival?",
        "number",
        [lt.median(), ((j.arr - j.t).dt.total_seconds() / 86400).median()],
        R,
        "hard",
        ["join", "date", "difference", "median"],
        "arr_date less date of start_ts; exact timestamps accepted",
    )
    nlc = x[x.utm_source == "newsletter"].bk
    case(
        s,
        "What percentage of the sessions coming from the newsletter led to a booking?",
        "number",
        pct(nlc.mean()),
        R,
        "medium",
        ["join", "rate", "percent"],
        "sessions with a booking over sessions, any booking state",
    )
    case(
        s,
        "how many visitors were on the site at least 4 times (4 or more sessions)",
        "number",
        (x.visitor.value_counts() >= 4).sum(),
        A,
        "medium",
        ["threshold-groups", "sloppy"],
        "visitors with >= 4 sessions",
    )
    case(
        s,
        "Which campaign had the most sessions?",
        "category",
        top(x.utm_campaign.value_counts(), 1)[0],
        None,
        "easy",
        ["top", "missing"],
        f"{x.utm_campaign.value_counts().to_dict()}",
    )
    case(
        s,
        "In total, how many room nights were booked on the spa package, cancellations and no-shows excluded?",
        "number",
        ok[ok.rate_plan == "PKG_SPA"].nts.sum(),
        A,
        "medium",
        ["sum", "filter", "negation", "synonym"],
        "PKG_SPA and status OK",
    )
    md = x[x.dev.isin(["mob", "desk"])]
    assert stats.chi2_contingency(pd.crosstab(md.dev, md.bounced))[1] < 0.001
    case(
        s,
        "is the difference in bounce rate between mobile and desktop statistically significant?",
        "text",
        {
            "must_mention": ["significant"],
            "must_not": [
                "not significant",
                "not statistically significant",
                "no significant",
                "no statistically significant",
            ],
        },
        None,
        "medium",
        ["test"],
        f"chi-square p far below .001; rates {md.groupby('dev').bounced.mean().round(4).to_dict()}",
    )
    cv = x.groupby("utm_medium").bk.mean()
    case(
        s,
        "Booking rate per utm medium (sessions with a booking / all sessions)",
        "table",
        cv * 100,
        R,
        "hard",
        ["join", "rate", "group", "percent"],
        "any booking state",
        gold_alt=[cv],
    )
    cx = b.groupby("rate_plan").apply(lambda g: (g.status == "CXL").mean())
    case(
        s,
        "Cancellation rate by rate plan",
        "table",
        cx * 100,
        R,
        "medium",
        ["rate", "group", "percent"],
        "CXL over bookings",
        gold_alt=[cx],
    )
    case(
        s,
        "Revenue per hotel, status OK only",
        "table",
        ok.groupby("htl").amt_gross_eur.sum(),
        R,
        "easy",
        ["group", "sum", "filter"],
        "amt_gross_eur",
    )
    dv = x.dev.value_counts()
    case(
        s,
        "Pie chart of sessions by device",
        "chart",
        {"type": ["pie", "donut", "doughnut"], "data": dv},
        A,
        "easy",
        ["chart", "count"],
        "count by dev; shares accepted",
        gold_alt=[{"type": ["pie", "donut", "doughnut"], "data": py(dv / dv.sum() * 100)}],
    )
    okj = j[j.status == "OK"]
    case(
        s,
        "Bar chart: revenue of OK bookings by traffic source",
        "chart",
        {"type": ["bar"], "data": okj.groupby("utm_source").amt_gross_eur.sum()},
        R,
        "hard",
        ["chart", "join", "group", "sum"],
        "utm_source of the session",
    )
    case(
        s,
        [
            "How many sessions came from facebook?",
            "and from instagram?",
            "both together as a share of all sessions?",
        ],
        "number",
        pct(x.utm_source.isin(["facebook", "instagram"]).mean()),
        R,
        "medium",
        ["share", "percent", "follow-up"],
        "facebook or instagram over all",
    )
    case(
        s,
        ["Bounce rate by landing page", "mobile only, which page is worst?"],
        "category",
        top(x[x.dev == "mob"].groupby("landing").bounced.mean(), 1)[0],
        None,
        "medium",
        ["rate", "filter", "top", "follow-up"],
        f"{x[x.dev == 'mob'].groupby('landing').bounced.mean().round(4).to_dict()}",
    )
    case(
        s,
        ["How many bookings used a voucher?", "break that down by voucher code"],
        "table",
        b.voucher.value_counts(),
        A,
        "easy",
        ["count", "group", "missing", "follow-up"],
        "bookings without a voucher left out; an extra missing group is fine",
    )
    case(
        s,
        ["sessions in may?", "no wait, april", "how many of them were from returning visitors"],
        "number",
        ((x.t.dt.month == 4) & (x.visitor_type == "ret")).sum(),
        A,
        "medium",
        ["count", "date", "correction", "follow-up"],
        "April 2026 and visitor_type ret",
    )
    case(
        s,
        [
            "What's the average booking amount?",
            "per night, I mean: total amount divided by total nights, for the old town hotel",
        ],
        "number",
        b[b.htl == "OLD"].amt_gross_eur.sum() / b[b.htl == "OLD"].nts.sum(),
        R,
        "medium",
        ["ratio", "filter", "correction"],
        "sum over sum, all bookings; OK ones accepted",
    )
    CASES[-1]["gold"] = py(
        [CASES[-1]["gold"], ok[ok.htl == "OLD"].amt_gross_eur.sum() / ok[ok.htl == "OLD"].nts.sum()]
    )
    case(
        s,
        "What was our return on ad spend for the paid social campaigns?",
        "decline",
        "no ad spend in the data",
        None,
        "medium",
        ["trap"],
        "costs are not in the data",
    )
    case(
        s,
        "Did the voucher codes cause guests to stay longer?",
        "decline",
        "no experiment; a causal effect cannot be shown",
        None,
        "hard",
        ["trap", "causal"],
        "a comparison may be mentioned, no effect claimed",
    )


for f in (elec, macro, lead, hotel):
    f()
if __name__ == "__main__":
    with open(os.path.join(HERE, "cases.jsonl"), "w", encoding="utf-8") as h:
        for c in CASES:
            h.write(json.dumps(c, ensure_ascii=False) + "\n")
    print(COUNT, len(CASES))
