"""Computes every gold from tables/*.csv with pandas and writes cases.jsonl."""

import json
import os

import numpy as np
import pandas as pd
from scipy import stats

HERE = os.path.dirname(os.path.abspath(__file__))
T = os.path.join(HERE, "tables")
CASES = []
COUNT = {"abs": 0.5}
REL = {"rel": 0.005}


def plain(v):
    if isinstance(v, dict):
        return {str(k): plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [plain(x) for x in v]
    if isinstance(v, (np.integer,)):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return round(float(v), 6)
    return v


def add(short, data, turns, kind, gold, note, tol=None, level="easy", tags=(), alt=None, **more):
    turns = [turns] if isinstance(turns, str) else turns
    nr = sum(c["id"].startswith(f"b19-{short}-") for c in CASES) + 1
    c = {
        "id": f"b19-{short}-{nr:02d}",
        "data": data,
        "turns": turns,
        "answer_type": kind,
        "gold": plain(gold),
    }
    if alt is not None:
        c["gold_alt"] = plain(alt)
    c.update(
        {
            "tolerance": tol,
            "difficulty": level,
            "tags": list(tags) + (["conversation"] if len(turns) > 1 else []),
            "note": note,
        }
    )
    c.update(more)
    CASES.append(c)


def pair(x):
    return [float(x), float(x) * 100]


def d(s):
    return {
        ("|".join(map(str, k)).replace("|", " | ") if isinstance(k, tuple) else str(k)): v
        for k, v in s.items()
    }


def pvals(a, b):
    ps = [
        stats.ttest_ind(a, b, equal_var=False).pvalue,
        stats.ttest_ind(a, b).pvalue,
        stats.mannwhitneyu(a, b).pvalue,
    ]
    return [0.0 if min(ps) < 1e-3 else min(ps) * 0.9, max(max(ps) * 1.1, 0.001)]


# ================================================================ hotel
def hotel():
    H = ["tables/loyalty_guests.csv", "tables/loyalty_stays.csv"]
    g = pd.read_csv(os.path.join(T, "loyalty_guests.csv"))
    s = pd.read_csv(os.path.join(T, "loyalty_stays.csv"))
    s["arr"] = pd.to_datetime(s["Arr. Date"], format="%d/%m/%Y")
    s["y"] = s.arr.dt.year
    s["tot"] = s["Room Rev (EUR)"] + s["F&B Rev (EUR)"]
    R, F, SAT = "Room Rev (EUR)", "F&B Rev (EUR)", "Guest Sat 1-10"
    j = s.merge(g, left_on="Guest No", right_on="Guest No.", how="left")
    assert j["Loyalty Tier"].notna().all() and g["Guest No."].is_unique and s["Stay ID"].is_unique
    out = s[s.Status == "Checked out"]
    jo = j[j.Status == "Checked out"]

    def a(*x, **k):
        add("hotel", H, *x, **k)

    a(
        "How many different guests have actually stayed at Zurich See? Ignore cancellations and no-shows.",
        "number",
        out[out.Hotel == "Zurich See"]["Guest No"].nunique(),
        "distinct guest numbers of checked-out stays",
        tol=COUNT,
        level="medium",
        tags=["distinct", "filter"],
    )
    a(
        "What was our total room revenue in 2024?",
        "number",
        s[s.y == 2024][R].sum(),
        "by arrival date; cancelled stays carry 0",
        tol=REL,
        tags=["sum", "date"],
    )
    a(
        "By what percentage did room revenue grow from 2023 to 2024?",
        "number",
        pair(s[s.y == 2024][R].sum() / s[s.y == 2023][R].sum() - 1),
        "growth of the yearly sums",
        tol=REL,
        level="medium",
        tags=["growth", "percent"],
    )
    a(
        "which hotel makes the most w food n drinks",
        "category",
        s.groupby("Hotel")[F].sum().idxmax(),
        "sum of F&B Rev",
        tags=["sloppy", "top"],
    )
    a(
        "Average length of stay by booking channel, checked-out stays only",
        "table",
        d(out.groupby("Bkg Channel").Nts.mean()),
        "mean nights of checked-out stays",
        tol=REL,
        level="medium",
        tags=["mean", "group", "filter"],
    )
    a(
        "Cancellation rate by channel, highest first please",
        "table",
        d(s.assign(c=s.Status.eq("Cancelled")).groupby("Bkg Channel").c.mean().sort_values(ascending=False)),
        "cancelled over all bookings; no-shows are not cancellations",
        tol=REL,
        level="medium",
        tags=["rate", "group"],
    )
    a(
        "Total room plus F&B revenue per loyalty tier",
        "table",
        d(j.groupby("Loyalty Tier").tot.sum()),
        "joined by guest number",
        tol=REL,
        level="medium",
        tags=["join", "sum", "formula"],
    )
    gold_g = g[g["Loyalty Tier"] == "Gold"]
    a(
        "How many gold members have no stay at all on record?",
        "number",
        [
            (~gold_g["Guest No."].isin(s["Guest No"])).sum(),
            (~gold_g["Guest No."].isin(out["Guest No"])).sum(),
        ],
        "gold guests whose number is not in the stay file; not checked out anywhere is accepted",
        tol=COUNT,
        level="hard",
        tags=["join", "count", "negation"],
    )
    a(
        [
            "Room revenue per hotel",
            "divide it by the nights to get the average daily rate, and leave out cancellations and no-shows",
        ],
        "table",
        d(out.groupby("Hotel")[R].sum() / out.groupby("Hotel").Nts.sum()),
        "ratio of sums",
        tol=REL,
        level="hard",
        tags=["ratio", "group", "filter"],
    )
    a(
        "What's the median satisfaction score at Berlin Mitte?",
        "number",
        s[s.Hotel == "Berlin Mitte"][SAT].median(),
        "missing scores left out",
        tol=REL,
        tags=["median", "filter"],
    )
    m = s[s.y == 2024].groupby(s.arr.dt.strftime("%Y-%m"))[R].sum()
    a(
        "Plot monthly room revenue for 2024",
        "chart",
        {"type": ["line", "bar", "area"], "data": d(m)},
        "sum by month of arrival",
        tol=REL,
        level="medium",
        tags=["chart", "time"],
    )
    top = (
        j.groupby("Guest No")
        .agg(r=(R, "sum"), f=("First Name", "first"), l=("LAST NAME", "first"))
        .sort_values("r", ascending=False)
        .head(5)
    )
    a(
        "Who are our top 5 guests by total room revenue? Give me their guest numbers.",
        "list",
        [str(x) for x in top.index],
        "sum of room revenue by guest",
        tags=["top", "group"],
        level="medium",
        alt=[[f"{x} {y}" for x, y in zip(top.f, top.l)]],
    )
    a(
        "Is guest satisfaction at Zurich See really different from Berlin Mitte? I need a p-value.",
        "metrics",
        {
            "p-value": pvals(
                s[s.Hotel == "Zurich See"][SAT].dropna(), s[s.Hotel == "Berlin Mitte"][SAT].dropna()
            )
        },
        "Welch, Student or Mann-Whitney",
        level="medium",
        tags=["test"],
    )
    a(
        "Chart the share of members opted in to e-mail for each tier",
        "chart",
        {
            "type": ["bar", "column", "barh"],
            "data": d(g.assign(o=g["Email OptIn"].eq("Y")).groupby("Loyalty Tier").o.mean()),
        },
        "Y over all members of the tier",
        tol=REL,
        level="medium",
        tags=["chart", "share", "group"],
    )
    n6 = out.groupby("Guest No").size()
    a(
        "How many guests have more than 5 completed stays?",
        "number",
        (n6 > 5).sum(),
        "checked-out stays counted by guest",
        tol=COUNT,
        level="hard",
        tags=["threshold", "count"],
    )
    a(
        "For each hotel, which room category has the highest average satisfaction?",
        "table",
        d(s.groupby(["Hotel", "Room Cat"])[SAT].mean().groupby(level=0).idxmax().map(lambda t: t[1])),
        "best mean score within the hotel",
        level="hard",
        tags=["rank within group"],
    )
    a(
        "What was the profit margin of each hotel in 2024?",
        "decline",
        "no costs in the data",
        "revenue only",
        tags=["decline"],
    )
    a(
        "what's our best hotel?",
        "clarify",
        {
            "accept_number": list(
                dict.fromkeys(
                    [
                        s.groupby("Hotel")[R].sum().idxmax(),
                        s.groupby("Hotel").tot.sum().idxmax(),
                        s.groupby("Hotel")[SAT].mean().idxmax(),
                        s.groupby("Hotel").size().idxmax(),
                        out.groupby("Hotel").size().idxmax(),
                    ]
                )
            )
        },
        "best by what is not said; naming the measure is fine",
        level="medium",
        tags=["clarify"],
    )
    # sloppy
    q3 = s[(s.y == 2024) & s.arr.dt.month.isin([7, 8, 9]) & (s.Hotel == "Barcelona Playa")]
    a(
        "quick q for my boss: hw much f&b revenue did barcelona do in q3 2024",
        "number",
        q3[F].sum(),
        "July to September arrivals",
        tol=REL,
        level="medium",
        tags=["sloppy", "sum", "date"],
    )
    a(
        "no of platinum ppl from the uk",
        "number",
        ((g["Loyalty Tier"] == "Platinum") & (g["Home Ctry"] == "GB")).sum(),
        "GB is the UK",
        tol=COUNT,
        level="medium",
        tags=["sloppy", "count", "synonym"],
    )
    a(
        "pts balance 90th percentile gold tier pls",
        "number",
        [np.percentile(gold_g["Pts Balance"], 90)],
        "linear interpolation",
        tol={"rel": 0.01},
        level="medium",
        tags=["sloppy", "percentile"],
    )
    a(
        "hi! do women or men have more points left on avg?? need both figures",
        "table",
        {"F": g[g.Gender == "F"]["Pts Balance"].mean(), "M": g[g.Gender == "M"]["Pts Balance"].mean()},
        "guests without gender left out",
        tol=REL,
        level="medium",
        tags=["sloppy", "mean", "group"],
    )
    # conversations
    x = s[(s.Hotel == "Bristol Harbour") & (s.y == 2024) & (s["Bkg Channel"] == "App")]
    a(
        ["How many stays were booked at Bristol Harbour?", "and in 2024?", "only the ones booked in the app"],
        "number",
        [len(x), (x.Status == "Checked out").sum()],
        "all three filters; checked-out only accepted",
        tol=COUNT,
        level="medium",
        tags=["count", "filter"],
    )
    a(
        ["Average room revenue per stay by tier", "make it the median", "now just for checked-out stays"],
        "table",
        d(jo.groupby("Loyalty Tier")[R].median()),
        "median by tier of checked-out stays",
        tol=REL,
        level="hard",
        tags=["join", "median"],
    )
    vc = g["Home Ctry"].value_counts()
    a(
        [
            "Which country do most of our members live in?",
            "and the second most?",
            "ok, what is the average points balance of members there?",
        ],
        "number",
        g[g["Home Ctry"] == vc.index[1]]["Pts Balance"].mean(),
        "second country is DE",
        tol=REL,
        level="hard",
        tags=["mean", "reference"],
    )


# ================================================================ subscription boxes
def boxes():
    B = ["tables/box_customers.csv"]
    raw = pd.read_csv(os.path.join(T, "box_customers.csv"))
    b = raw[raw.CustID != "TOTAL"].copy()  # the last row is a total, not a customer
    assert len(b) == 1520 and b.CustID.is_unique
    b["dt"] = pd.to_datetime(b["Signup Dt"], format="%d-%b-%y")
    b["y"] = b.dt.dt.year
    b["ch"] = b.CHURNED.eq("Y")
    SRC, REV, SHP, NPS, AGE, TK = (
        "acq source",
        "Net Rev (USD)",
        "# Boxes Shpd",
        "Last NPS",
        "cust age",
        "Supp Tkts",
    )
    b["src"] = b[SRC].replace({"instagram": "Instagram"})
    for c in (SHP, REV, TK, "boxes_skipped"):
        b[c] = pd.to_numeric(b[c])

    def a(*x, **k):
        add("box", B, *x, **k)

    a(
        "How many customers are in this file?",
        "number",
        len(b),
        "the TOTAL row is no customer",
        tol=COUNT,
        tags=["count", "total-row"],
    )
    a(
        "What is total net revenue?",
        "number",
        b[REV].sum(),
        "without the TOTAL row, which would double it",
        tol=REL,
        tags=["sum", "total-row"],
    )
    a(
        "How many boxes has customer SB-00490 received so far?",
        "number",
        b.loc[b.CustID == "SB-00490", SHP].iloc[0],
        "one row",
        tol=COUNT,
        tags=["lookup"],
    )
    a(
        "Show the churn rate by plan in a bar chart",
        "chart",
        {"type": ["bar", "column", "barh"], "data": d(b.groupby("pln_cd").ch.mean())},
        "codes MTH, QTR, HALF, ANN; the TOTAL row has none",
        tol=REL,
        tags=["chart", "rate", "group"],
    )
    cs = b.groupby("src").ch.mean()
    a(
        "Which acquisition source has the lowest churn?",
        "category",
        cs.idxmin(),
        "Instagram and instagram are one; blanks are no source",
        tags=["rate", "top"],
        level="medium",
    )
    a(
        "How many customers came from Instagram?",
        "number",
        (b.src == "Instagram").sum(),
        "both spellings together",
        tol=COUNT,
        tags=["count", "filter"],
        level="medium",
    )
    sc = b[NPS].dropna()
    a(
        "What is our Net Promoter Score, i.e. the percentage of 9s and 10s minus the percentage of 0 to 6?",
        "number",
        pair((sc >= 9).mean() - (sc <= 6).mean()),
        "of those who gave a score",
        tol={"rel": 0.01},
        level="hard",
        tags=["formula", "percent"],
    )
    a(
        "signups in h2 2023?",
        "number",
        ((b.y == 2023) & (b.dt.dt.month >= 7)).sum(),
        "July to December 2023",
        tol=COUNT,
        level="medium",
        tags=["sloppy", "count", "date"],
    )
    ms = b.groupby(b.dt.dt.strftime("%Y-%m")).size()
    a(
        "Draw a line chart of new sign-ups per month",
        "chart",
        {"type": ["line", "area"], "data": d(ms)},
        "rows by month of sign-up",
        tol=COUNT,
        level="medium",
        tags=["chart", "time"],
    )
    ref = b["Referred By"].value_counts()
    assert ref.iloc[0] > ref.iloc[1]
    a(
        "Which customer has referred the most other customers?",
        "category",
        ref.index[0],
        "most frequent ID in Referred By",
        level="medium",
        tags=["top"],
    )
    a(
        ["Total net revenue by theme", "no, per box shipped"],
        "table",
        d(b.groupby("Box Theme")[REV].sum() / b.groupby("Box Theme")[SHP].sum()),
        "ratio of sums",
        tol=REL,
        level="hard",
        tags=["ratio", "group"],
        alt=[d((b[REV] / b[SHP]).groupby(b["Box Theme"]).mean())],
    )
    a(
        "Number of customers by plan and theme, as a cross table",
        "table",
        d(b.groupby(["pln_cd", "Box Theme"]).size()),
        "20 cells",
        tol=COUNT,
        level="medium",
        tags=["crosstab"],
    )
    nt = b[[NPS, TK]].dropna()
    a(
        ["What's the average number of support tickets per customer?", "is it correlated with NPS?"],
        "metrics",
        {"correlation": sorted([nt.corr().iloc[0, 1] * 1.02, nt.corr().iloc[0, 1] * 0.98])},
        "Pearson over customers with a score",
        level="medium",
        tags=["correlation"],
        alt=[
            {
                "correlation": sorted(
                    [nt.corr("spearman").iloc[0, 1] * 1.02, nt.corr("spearman").iloc[0, 1] * 0.98]
                )
            }
        ],
    )
    a(
        "Split our customers into 4 segments by boxes shipped, net revenue and support tickets, and show me the size and the averages of each",
        "segments",
        {"k": 4, "n": [len(b)], "needs": ["mean boxes", "mean revenue"]},
        "four segments, all customers, TOTAL row left out",
        level="hard",
        tags=["segments"],
    )
    a(
        "Does the boxes shipped column contain any suspicious values?",
        "text",
        {"must_mention": ["480"], "must_not": []},
        "480 is far above all others (48 mistyped)",
        level="hard",
        tags=["data-quality"],
    )
    a(
        "How much did we spend on Instagram advertising per new customer?",
        "decline",
        "no advertising cost in the data",
        "no spend column",
        tags=["decline"],
    )
    a(
        "What will our churn rate be in 2026 if we raise the price of the monthly plan by 10%?",
        "decline",
        "no price changes in the data",
        "future without basis",
        level="medium",
        tags=["decline"],
    )
    # sloppy
    a(
        "whats teh avg nps for anual plan folks",
        "number",
        b[b.pln_cd == "ANN"][NPS].mean(),
        "mean Last NPS of ANN",
        tol=REL,
        level="medium",
        tags=["sloppy", "mean", "synonym"],
    )
    a(
        "how many ppl who cancelled had 3 or more tickets",
        "number",
        (b.ch & (b[TK] >= 3)).sum(),
        "churned Y and tickets >= 3",
        tol=COUNT,
        level="medium",
        tags=["sloppy", "count", "filter"],
    )
    a(
        "need it for a slide: top 3 promo codes + how often used",
        "table",
        d(b["promo_code"].value_counts().head(3)),
        "blanks are no code",
        tol=COUNT,
        level="medium",
        tags=["sloppy", "top", "count"],
    )
    a(
        "median age churned vs still active??",
        "table",
        {"Y": b[b.ch][AGE].median(), "N": b[~b.ch][AGE].median()},
        "median by churn flag",
        tol=REL,
        level="medium",
        tags=["sloppy", "median", "group"],
    )
    # conversations
    a(
        [
            "How many customers are on the monthly plan?",
            "what about annual?",
            "and how many of those have churned?",
        ],
        "number",
        (b.ch & (b.pln_cd == "ANN")).sum(),
        "annual and churned",
        tol=COUNT,
        level="medium",
        tags=["count", "filter"],
    )
    s22 = b[b.y == 2022].groupby("pln_cd")[REV].sum()
    a(
        [
            "Net revenue by plan",
            "only customers who signed up in 2022",
            "show it as a percentage of the total",
        ],
        "table",
        d(s22 / s22.sum()),
        "shares of the 2022 sign-ups' revenue",
        tol=REL,
        level="hard",
        tags=["share", "group", "date"],
    )
    a(
        [
            "Who has the most boxes shipped?",
            "that one is a typo, leave it out. what's the highest number then?",
        ],
        "number",
        b[b[SHP] < 480][SHP].max(),
        "second highest",
        tol=COUNT,
        level="hard",
        tags=["max", "correction"],
    )
    us = b[(b.ctry == "US")].groupby("Box Theme").ch.mean()
    a(
        ["Compare churn across the box themes", "for the US only, as a bar chart"],
        "chart",
        {"type": ["bar", "barh", "column"], "data": d(us)},
        "churn rate by theme in the US",
        tol=REL,
        level="medium",
        tags=["chart", "rate", "filter"],
        alt=[
            {
                "type": ["bar", "barh", "column"],
                "data": d(b[(b.ctry == "US") & b.ch].groupby("Box Theme").size()),
            }
        ],
    )


# ================================================================ autos (real)
def autos():
    A = ["tables/autos.csv"]
    c = pd.read_csv(os.path.join(T, "autos.csv"))

    def a(*x, **k):
        add("autos", A, *x, **k)

    a(
        "Which makes offer diesel cars? List them.",
        "list",
        sorted(c[c.fuel == "diesel"].make.unique()),
        "distinct makes of the diesel rows",
        tags=["list", "distinct"],
        ordered=False,
    )
    a(
        "Compare the average price of diesel and gas cars",
        "table",
        d(c.groupby("fuel").price.mean()),
        "4 prices missing",
        tol=REL,
        tags=["mean", "group"],
    )
    a(
        "Which manufacturer makes the most expensive car in the data?",
        "category",
        c.loc[c.price.idxmax(), "make"],
        "45,400",
        tags=["max", "lookup"],
    )
    a(
        "What's the median horsepower of convertibles and hardtops taken together?",
        "number",
        c[c["style"].isin(["convertible", "hardtop"])].hp.median(),
        "14 cars",
        tol=REL,
        level="medium",
        tags=["median", "filter", "or"],
    )
    a(
        "how many cars dont have a price",
        "number",
        c.price.isna().sum(),
        "missing price",
        tol=COUNT,
        tags=["sloppy", "missing"],
    )
    a(
        ["How many turbos are there?", "what proportion of all cars is that?"],
        "number",
        pair((c.aspir == "turbo").mean()),
        "aspir turbo over all",
        tol=REL,
        tags=["share", "synonym"],
    )
    mk = c.groupby("make").agg(n=("make", "size"), h=("hw_mpg", "mean"))
    mk = mk[mk.n >= 5].h.sort_values(ascending=False)
    a(
        "Of the makes with at least 5 models, which has the best average highway mileage?",
        "category",
        mk.index[0],
        "chevrolet and isuzu have fewer than 5",
        level="hard",
        tags=["threshold", "top", "mean"],
    )
    a(
        "is weight corelated w city mpg, how strong",
        "number",
        [c.weight.corr(c.city_mpg), c.weight.corr(c.city_mpg, method="spearman")],
        "Pearson; Spearman accepted",
        tol={"rel": 0.01},
        tags=["sloppy", "correlation"],
    )
    a(
        "Scatter plot of horsepower versus price please",
        "chart",
        {"type": ["scatter"], "data": None},
        "two numeric columns",
        tags=["chart"],
    )
    p = c[["price", "eng_cc", "hp", "weight"]].dropna()
    a(
        "Regress price on engine size (eng_cc). What is the R-squared?",
        "number",
        c[["price", "eng_cc"]].dropna().corr().iloc[0, 1] ** 2,
        "simple OLS, rows with a price",
        tol={"rel": 0.01},
        level="medium",
        tags=["regression"],
    )
    q = c[["price", "hp"]].dropna()
    a(
        "By how much does the price go up for each additional horsepower, in a simple linear regression?",
        "number",
        np.polyfit(q.hp, q.price, 1)[0],
        "OLS slope of price on hp",
        tol={"rel": 0.01},
        level="hard",
        tags=["regression", "slope"],
    )
    a(
        ["Average price by body style", "make that a bar chart, most expensive first"],
        "chart",
        {
            "type": ["bar", "column", "barh"],
            "data": d(c.groupby("style").price.mean().sort_values(ascending=False)),
        },
        "mean price by style",
        tol=REL,
        tags=["chart", "mean", "group", "order"],
    )
    a(
        "Break the number of cars down by fuel type and aspiration",
        "table",
        d(c.groupby(["fuel", "aspir"]).size()),
        "four cells",
        tol=COUNT,
        level="medium",
        tags=["crosstab"],
    )
    a(
        "On average, how many more miles per gallon do the cars get on the highway than in the city?",
        "number",
        (c.hw_mpg - c.city_mpg).mean(),
        "mean of the difference",
        tol=REL,
        level="medium",
        tags=["formula", "difference"],
    )
    a(
        "sedans between 10k and 15k how many r there",
        "number",
        ((c["style"] == "sedan") & c.price.between(10000, 15000)).sum(),
        "range and style",
        tol=COUNT,
        level="medium",
        tags=["sloppy", "count", "filter", "range"],
    )
    a(
        "Are turbo cars significantly more expensive than standard ones? What's the p-value?",
        "metrics",
        {"p-value": pvals(c[c.aspir == "turbo"].price.dropna(), c[c.aspir == "std"].price.dropna())},
        "Welch, Student or Mann-Whitney",
        level="medium",
        tags=["test"],
    )
    r = (c.hp / c.weight).groupby(c.make).mean().sort_values(ascending=False)
    a(
        "Compute horsepower divided by weight for every car. Which three makes have the highest average?",
        "list",
        list(r.index[:3]),
        "mean of the ratio by make; ratio of means gives the same three",
        level="hard",
        tags=["formula", "top"],
    )
    a(
        "How many units of the Toyota models were sold?",
        "decline",
        "no sales in the data",
        "one row is a model",
        tags=["decline"],
    )
    a(
        "What is the resale value after three years by make?",
        "decline",
        "no resale values in the data",
        "only the price",
        tags=["decline"],
    )
    X = np.column_stack([np.ones(len(p)), p.hp, p.weight])
    beta = np.linalg.lstsq(X, p.price, rcond=None)[0]
    a(
        "Roughly what price would you predict for a car with 120 hp and a weight of 2,800?",
        "prediction",
        [float(beta @ [1, 120, 2800])],
        "OLS on hp and weight; generous",
        tol={"rel": 0.17},
        level="hard",
        tags=["prediction"],
    )
    # sloppy
    a(
        "whats % of loss values is missing",
        "number",
        pair(c.loss.isna().mean()),
        "41 of 205",
        tol=REL,
        level="medium",
        tags=["sloppy", "missing", "percent"],
    )
    a(
        "4wd wagons - how many n whats theyre avg price? just need the avg",
        "number",
        c[(c["style"] == "wagon") & (c.drive == "4wd")].price.mean(),
        "mean price of four-wheel drive wagons",
        tol=REL,
        level="medium",
        tags=["sloppy", "mean", "filter"],
    )
    # conversations
    a(
        [
            "Average price by make",
            "only sedans",
            "ok different question: how many cars overall run on diesel and have a turbo?",
        ],
        "number",
        ((c.fuel == "diesel") & (c.aspir == "turbo")).sum(),
        "the sedan filter belongs to the topic left",
        tol=COUNT,
        level="medium",
        tags=["count", "filter", "new-topic"],
    )
    a(
        [
            "What's the average city mpg of the toyotas?",
            "and honda?",
            "what is the difference between the two?",
        ],
        "number",
        [
            c[c.make == "honda"].city_mpg.mean() - c[c.make == "toyota"].city_mpg.mean(),
            c[c.make == "toyota"].city_mpg.mean() - c[c.make == "honda"].city_mpg.mean(),
        ],
        "either sign",
        tol=REL,
        level="hard",
        tags=["difference", "reference"],
    )
    a(
        ["How many cars have four doors?", "and two?", "median price of those"],
        "number",
        c[c.doors == "two"].price.median(),
        "two-door cars",
        tol=REL,
        level="medium",
        tags=["median", "filter"],
    )


# ================================================================ births (real)
def births():
    Bi = ["tables/births.csv"]
    b = pd.read_csv(os.path.join(T, "births.csv"))
    sm = b.mbsmoke.eq("smoker")
    un = b.mmarried.eq("notmarried")
    W = "bweight"

    def a(*x, **k):
        add("births", Bi, *x, **k)

    a(
        "Show me the distribution of birth weights as a histogram",
        "chart",
        {"type": ["histogram", "hist", "bar"], "data": None},
        "bweight",
        tags=["chart", "distribution"],
    )
    a(
        "What percentage of the babies had a low birth weight?",
        "number",
        pair(b.lbweight.mean()) + pair((b[W] < 2500).mean()),
        "flag lbweight; under 2,500 g is one baby fewer",
        tol={"rel": 0.003},
        tags=["percent", "flag"],
    )
    a(
        "Average birth weight by how much the mother smoked",
        "table",
        d(b.groupby("msmoke")[W].mean()),
        "msmoke",
        tol=REL,
        tags=["mean", "group"],
        alt=[d(b.groupby("mbsmoke")[W].mean())],
    )
    a(
        "moms under 20, how many",
        "number",
        (b.mage < 20).sum(),
        "mage below 20",
        tol=COUNT,
        tags=["sloppy", "count", "filter"],
    )
    a(
        ["What share of the mothers smoked?", "compare married and unmarried"],
        "table",
        d(sm.groupby(b.mmarried).mean()),
        "smoker share by marital status",
        tol=REL,
        level="medium",
        tags=["share", "group"],
    )
    dif = b[~sm][W].mean() - b[sm][W].mean()
    a(
        "How much lighter were the babies of smokers than those of non-smokers on average?",
        "number",
        [dif, -dif],
        "difference of means",
        tol={"rel": 0.01},
        level="medium",
        tags=["difference"],
    )
    a(
        "Is there a statistically significant difference in birth weight between first babies and the others? Tell me the p-value.",
        "metrics",
        {"p-value": pvals(b[b.fbaby == "Yes"][W], b[b.fbaby == "No"][W])},
        "Welch, Student or Mann-Whitney",
        level="medium",
        tags=["test"],
    )
    a(
        "median prenatl visits for moms who drank alcohol",
        "number",
        b[b.alcohol == 1].nprenatal.median(),
        "alcohol 1",
        tol=REL,
        tags=["sloppy", "median", "filter"],
    )
    a(
        "In which month were the most babies born?",
        "category",
        ["6", "June", "Jun"],
        "month 6: %d births" % b.birthmonth.value_counts().max(),
        tags=["top", "count"],
    )
    a(
        "Bar chart of the number of births per month",
        "chart",
        {"type": ["bar", "column"], "data": d(b.groupby("birthmonth").size())},
        "birthmonth 1 to 12",
        tol=COUNT,
        tags=["chart", "count"],
    )
    a(
        "For how many births is the father's age recorded as 0?",
        "number",
        (b.fage == 0).sum(),
        "0 stands for unknown",
        tol=COUNT,
        tags=["data-quality", "count"],
    )
    X = np.column_stack([np.ones(len(b)), b.mage, b.medu, b.nprenatal])
    res = b[W] - X @ np.linalg.lstsq(X, b[W], rcond=None)[0]
    a(
        "Run a linear regression of birth weight on the mother's age, her education and the number of prenatal visits. What's R²?",
        "number",
        [1 - (res**2).sum() / ((b[W] - b[W].mean()) ** 2).sum()],
        "OLS with three predictors",
        tol={"rel": 0.03},
        level="hard",
        tags=["regression"],
    )
    band = pd.cut(b.mage, [0, 19, 29, 39, 99], labels=["under 20", "20-29", "30-39", "40 and over"])
    a(
        [
            "What is the rate of low birth weight?",
            "split it by the mother's age: under 20, 20-29, 30-39, 40 and over",
        ],
        "table",
        d(b.groupby(band, observed=True).lbweight.mean()),
        "mean of lbweight by band of mage",
        tol=REL,
        level="hard",
        tags=["bins", "rate", "labels-free"],
    )
    a(
        "Number of births by smoking status and marital status",
        "table",
        d(b.groupby(["mbsmoke", "mmarried"]).size()),
        "four cells",
        tol=COUNT,
        level="medium",
        tags=["crosstab"],
    )
    a(
        "How spread out are the birth weights? Give me the standard deviation.",
        "number",
        b[W].std(),
        "sample standard deviation",
        tol=REL,
        tags=["spread"],
    )
    fa = b[b.fage > 0]
    a(
        "What is the correlation between mother's age and father's age?",
        "number",
        [
            fa.mage.corr(fa.fage),
            b.mage.corr(b.fage),
            fa.mage.corr(fa.fage, method="spearman"),
            b.mage.corr(b.fage, method="spearman"),
        ],
        "fathers of age 0 are unknown; with them accepted",
        tol={"rel": 0.01},
        level="medium",
        tags=["correlation", "data-quality"],
    )
    a(
        "Which hospital had the highest rate of low-weight babies?",
        "decline",
        "no hospital in the data",
        "no such column",
        tags=["decline"],
    )
    a(
        "What's the average household income of the mothers who smoke?",
        "decline",
        "no income in the data",
        "no such column",
        tags=["decline"],
    )
    # sloppy
    a(
        "hw many smokers were havin there 1st baby",
        "number",
        (sm & (b.fbaby == "Yes")).sum(),
        "smoker and first baby",
        tol=COUNT,
        level="medium",
        tags=["sloppy", "count", "filter"],
    )
    a(
        "prcnt of foreign born mums that smoke",
        "number",
        pair(sm[b.foreign == 1].mean()),
        "smokers among foreign = 1",
        tol=REL,
        level="medium",
        tags=["sloppy", "percent", "filter"],
    )
    a(
        "hey can u give me the top 10% cutoff for birth weight, 90th pctile",
        "number",
        b[W].quantile(0.9),
        "90th percentile",
        tol={"rel": 0.003},
        level="medium",
        tags=["sloppy", "percentile"],
    )
    # conversations
    a(
        ["How many mothers smoked?", "only the unmarried ones", "as a share of all unmarried mothers"],
        "number",
        pair(sm[un].mean()),
        "smokers among the unmarried",
        tol=REL,
        level="hard",
        tags=["share", "filter"],
    )
    a(
        [
            "Average birth weight by the mother's years of education",
            "use the median instead",
            "by marital status instead of education",
        ],
        "table",
        d(b.groupby("mmarried")[W].median()),
        "measure kept, group changed",
        tol=REL,
        level="medium",
        tags=["median", "group"],
    )
    big = b[b[W] > 4500]
    a(
        [
            "How many babies weighed less than 1500 grams?",
            "and more than 4500?",
            "how old were those mothers on average?",
        ],
        "number",
        big.mage.mean(),
        "mean mage where bweight > 4500",
        tol=REL,
        level="hard",
        tags=["mean", "reference"],
    )
    mm = b.groupby("birthmonth")[W].mean()
    names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    lo = int(mm.idxmin())
    a(
        ["Which birth month has the highest average birth weight?", "and the lowest?"],
        "category",
        [str(lo), names[lo - 1], names[lo - 1][:3]],
        "month with the lowest mean",
        level="medium",
        tags=["top"],
    )


if __name__ == "__main__":
    for f in [v for k, v in list(globals().items()) if k in ("hotel", "boxes", "autos", "births")]:
        f()
    with open(os.path.join(HERE, "cases.jsonl"), "w") as out_file:
        for c in CASES:
            out_file.write(json.dumps(c, ensure_ascii=False) + "\n")
    print(
        len(CASES),
        {k: sum(c["id"].split("-")[1] == k for c in CASES) for k in ("hotel", "box", "autos", "births")},
    )
