"""The 100 cases and their golds, computed with pandas. Running it rewrites cases.jsonl."""
import json
from pathlib import Path

import numpy as np
import pandas as pd

import load

h, c, s, g = load.hotel(), load.camp(), load.subs(), load.gap()
FILE = {"hotel": "hotel_bookings_export.csv", "camp": "Camp_daily_FY24.csv", "subs": "subs_snapshot_mar24.csv", "gap": "gapminder.csv"}
CASES = []


class Alt:  # a gold with other golds that are as right
    def __init__(self, gold, *alts):
        self.gold, self.alts = gold, [a for a in alts if a != gold]


def add(tab, turns, kind, fn, tol=None, diff="easy", tags=(), note="", **extra):
    k = sum(1 for x in CASES if x["_tab"] == tab) + 1
    turns = [turns] if isinstance(turns, str) else turns
    tags = list(tags) + (["conversation"] if len(turns) > 1 else [])
    CASES.append({"_tab": tab, "_fn": fn, "id": f"b01-{tab}-{k:02d}", "data": ["tables/" + FILE[tab]], "turns": turns, "answer_type": kind,
                  "tolerance": tol, "difficulty": diff, "tags": tags, "note": note, **extra})


def plain(v):
    if isinstance(v, dict):
        return {str(k): plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [plain(x) for x in v]
    if isinstance(v, (bool, np.bool_)):
        return bool(v)
    if isinstance(v, (int, np.integer)):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return round(float(v), 6)
    return v


def pc(x):  # a share as percent and as fraction
    return [100 * x, x]


def rel(d, m):  # other names for the groups, also in keys of two parts
    return {" | ".join(m.get(p, p) for p in k.split(" | ")): v for k, v in d.items()}


def tab(d, *maps, frac=False):
    """A table gold: percent and fraction, and each set of other group names."""
    d = {(" | ".join(map(str, k)) if isinstance(k, tuple) else str(k)): v for k, v in dict(d).items()}
    out = [d] + [rel(d, m) for m in maps]
    if frac:
        out += [{k: v / 100 for k, v in x.items()} for x in out]
    return Alt(*out)


def chart(types, x, y, t=None):
    if t is None:
        return {"type": types, "x": x, "y": y, "data": None}
    t = t if isinstance(t, Alt) else Alt(dict(t))
    mk = lambda d: {"type": types, "x": x, "y": y, "data": d}
    return Alt(mk(t.gold), *[mk(a) for a in t.alts])


def months(ser):  # a series by monthly period, with the labels a sensible table could show
    p = list(ser.index)
    lab = lambda f: {f(k): v for k, v in zip(p, ser.to_list())}
    out = [lab(str), lab(lambda k: k.strftime("%b %Y")), lab(lambda k: k.strftime("%B %Y")), lab(lambda k: k.strftime("%Y-%m-01")), lab(lambda k: k.strftime("%b-%y"))]
    if len({k.year for k in p}) == 1:
        out += [lab(lambda k: k.strftime("%b")), lab(lambda k: k.strftime("%B")), lab(lambda k: str(k.month))]
    return Alt(*out)


def month_names(p):
    return [str(p), p.strftime("%b %Y"), p.strftime("%B %Y"), p.strftime("%B"), p.strftime("%b"), p.strftime("%Y-%m-01"), p.strftime("%m/%Y")]


def day_names(d):
    return [d.strftime(f) for f in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%y")] + [f"{d.day} {d:%B %Y}", f"{d.day} {d:%b %Y}"]


R5, R1, R2, EX, PP = {"rel": .005}, {"rel": .01}, {"rel": .02}, {"abs": 0}, {"rel": .01}
ISO = {"DE": "Germany", "GB": "United Kingdom", "NL": "Netherlands", "FR": "France", "US": "United States", "AT": "Austria", "CH": "Switzerland", "IT": "Italy", "DK": "Denmark"}
YN, YN2, YN3 = {"Y": "Yes", "N": "No"}, {"Y": "Cancelled", "N": "Not cancelled"}, {"Y": "True", "N": "False"}
ok = h[~h.c]
in24 = h.arr.dt.year == 2024
s24 = h[in24]

# ---------------------------------------------------------------- hotel
add("hotel", "how many bookings are in here", "number", lambda: len(h), EX, tags=["count", "sloppy"])
add("hotel", "how many got canceled??", "number", lambda: int(h.c.sum()), EX, tags=["count", "flag", "sloppy"])
add("hotel", "cancelation rate by channel pls", "table", lambda: tab(100 * h.groupby("chan").c.mean(), frac=True), R1, "medium", ["rate", "groupby", "untidy values", "sloppy"],
    "channel written in several cases and with a space behind: 5 channels")
add("hotel", "How many different sales channels do we really have? I think some are spelled in several ways", "number", lambda: 5, EX, "medium", ["distinct", "untidy values"], "5 after merging case and spaces")
add("hotel", "which channel brings the most room revenue from bookings that were not cancelled, for 2024 arrivals?", "category",
    lambda: ok[ok.arr >= "2024"].groupby("chan").money.sum().idxmax(), None, "hard", ["max", "derived", "filter", "date", "untidy values"],
    "rate x nights; Direct 116,959 against Booking.com 115,716; Booking.com wins only if cancelled ones are in")
add("hotel", "total room revenue (nightly rate times nights) of all non cancelled bookings", "number", lambda: ok.money.sum(), R5, "medium", ["sum", "derived", "negation", "currency"])
add("hotel", "whats the median lead time, booking to arrival, in days", "number", lambda: h.lead.median(), EX, "medium", ["median", "dates", "derived"])
add("hotel", ["how many bookings came in less than 7 days before arrival", "and only those with arrival since april 2024"], "number",
    lambda: int(((h.lead < 7) & (h.arr >= "2024-04-01")).sum()), EX, "medium", ["count", "dates", "derived", "range"], "strictly less than 7 days; arrival on or after 1 April 2024")
add("hotel", "how much longer do bookings with kids stay than those without, on average (in nights)?", "number",
    lambda: h[h.kids > 0].nights.mean() - h[h.kids == 0].nights.mean(), R1, "medium", ["difference", "mean"])
add("hotel", ["how many bookings from germany?", "and how many of those were cancelled"], "number", lambda: int(h[h.ctry == "DE"].c.sum()), EX, "easy", ["count", "value synonym"])
add("hotel", ["average rate per night at the Seaview?", "and at city central", "so how many percent more expensive is seaview"], "number",
    lambda: [x for a, b in [(h, h), (h[h.rate < 1000],) * 2] for q in [a.groupby("hotel").rate.mean()] for x in pc(q["Seaview Resort"] / q["City Central"] - 1)], R1, "medium", ["difference", "mean"],
    "with the two rates of about 2,000 euro, or without them")
add("hotel", "share of bookings that arrive on a friday or saturday", "number", lambda: pc(h.arr.dt.day_of_week.isin([4, 5]).mean()), PP, "medium", ["share", "weekday", "or"])
add("hotel", "Top 5 countries by number of bookings, leaving out Germany", "list",
    lambda: (lambda L: Alt(L, [ISO[x] for x in L], [{"GB": "UK", "US": "USA"}.get(x, ISO[x]) for x in L]))(h[(h.ctry != "DE") & (h.ctry != "")].ctry.value_counts().index[:5].tolist()), None, "easy", ["top n", "negation", "value synonym"],
    "154 bookings without a country are no country", ordered=True)
add("hotel", "which room type has the highest cancellation rate in each hotel, and how high is it?", "table",
    lambda: (lambda q: (lambda i: Alt(*[{f(k): v * m for k, v in q.loc[i].items()} for m in (100, 1) for f in (lambda k: k[0] + " | " + k[1], lambda k: k[0], lambda k: k[1])]))(
        [q[k].idxmax() and (k, q[k].idxmax()) for k in ("City Central", "Seaview Resort")]))(h.groupby(["hotel", "room"]).c.mean()), R1, "hard", ["rate", "best within group"], "City Central STE 45.8 %, Seaview FAM 44.4 %")
add("hotel", "how many guests in total (adults plus kids) arrived in Q1 2024? skip the cancelled ones", "number",
    lambda: int(ok[(ok.arr >= "2024-01-01") & (ok.arr < "2024-04-01")].guests.sum()), EX, "medium", ["sum", "derived", "quarter", "negation"])
add("hotel", ["average nightly rate?", "and the 90th percentile"], "number", lambda: h.rate.quantile(.9), R5, "easy", ["percentile", "currency"])
add("hotel", "do repeat guests give us better reviews than new ones? by how many points on average", "number",
    lambda: (lambda q: q[1] - q[0])(h.groupby("rpt").rev.mean()), R2, "medium", ["difference", "mean", "coded flag"], "rpt_guest 1 against 0; reviews that were given")
add("hotel", "growth of non-cancelled room revenue (rate x nights), arrivals in Q1 2024 versus Q1 2023, in percent", "number",
    lambda: (lambda a, b: pc(a / b - 1))(*[ok[ok.arr.dt.to_period("Q") == p].money.sum() for p in ("2024Q1", "2023Q1")]), R1, "hard", ["growth", "quarter", "derived"])
add("hotel", "show me a chart of the number of bookings by arrival month for 2024", "chart",
    lambda: chart(["line", "bar", "area"], ["arrival month"], "count of bookings", months(s24.groupby(s24.arr.dt.to_period("M")).size())), R5, "medium", ["chart", "time", "month"])
add("hotel", ["histogram of nightly rates", "only city central please"], "chart", lambda: chart(["histogram"], ["Rate/Night"], "count of bookings"), R5, "easy", ["chart", "distribution", "currency", "filter"], "a rate of about 2,000 euro may be in; clipping openly is fine")
add("hotel", "cross tab deposit x cancelled, counts please", "table", lambda: tab(h.groupby(["dep", "canc"]).size(), YN, YN2, YN3), EX, "medium", ["cross table"])
add("hotel", ["revenue by channel (rate * nights)", "only seaview resort", "now without cancelled bookings", "which channel is in second place?"], "category",
    lambda: ok[ok.hotel == "Seaview Resort"].groupby("chan").money.sum().nlargest(2).index[1], None, "hard", ["ranking", "derived", "filter", "untidy values"])
add("hotel", "is there anything strange in the Rate/Night column?", "text",
    lambda: {"must_mention": ["1,890|1890|2,150|2150|1.890|2.150", "55|missing|empty|blank|no value|not filled"], "must_not": []}, None, "medium", ["outliers", "missing", "vague"], "two standard rooms at 1,890 and 2,150 euro; 55 rows without a rate")
add("hotel", "whats our profit per booking after OTA commission", "decline", lambda: {"missing": "no commissions and no costs"}, None, "medium", ["decline", "trap"])
add("hotel", "how many long stays do we have", "clarify", lambda: {"accept_number": [int((h.nights >= k).sum()) for k in range(3, 15)]}, None, "medium", ["clarify", "trap"], "no cut-off given: any stated cut-off of 3 nights or more")

# ---------------------------------------------------------------- campaigns
CH = {"EM": "Email", "FB": "Facebook", "GGL": "Google", "TT": "TikTok", "SMS": "SMS"}
CH2 = {**CH, "EM": "E-mail"}
sp = c[c.spend.notna()]  # 7 rows have no spend


def ratio(t, a, b, by=None):
    t = t.groupby(by)[[a, b]].sum() if by else t[[a, b]].sum()
    return t[a] / t[b]


def both(a, b, by, *maps):  # a ratio with spend in it: on all rows, or only on those that have a spend
    x, y = tab(ratio(c, a, b, by), *maps), tab(ratio(sp, a, b, by), *maps)
    return Alt(x.gold, *x.alts, y.gold, *y.alts)


add("camp", ["total spend", "split it by channel as a pie chart"], "chart", lambda: chart(["pie", "donut"], ["Chnl"], "spend", (lambda q: Alt((x := tab(q, CH, CH2)).gold, *x.alts, *(lambda y: [y.gold] + y.alts)(tab(100 * q / q.sum(), CH, CH2, frac=True))))(c.groupby("ch").spend.sum())), R5, "easy", ["chart", "pie", "sum", "currency"], "7 rows without a spend; money or shares")
add("camp", "overall ctr?", "number", lambda: pc(ratio(c, "clicks", "impr")), PP, "medium", ["ratio", "CTR", "sloppy"], "sum of clicks over sum of impressions or sends")
add("camp", "ctr by channel", "table", lambda: tab(100 * ratio(c, "clicks", "impr", "ch"), CH, CH2, frac=True), R1, "medium", ["ratio", "CTR", "groupby"])
add("camp", "bar chart of ROAS per channel", "chart", lambda: chart(["bar"], ["Chnl"], "ROAS", both("rev", "spend", "ch", CH, CH2)), R1, "medium", ["chart", "ratio", "ROAS"])
add("camp", "which google campaign has the worst return on ad spend", "category", lambda: ratio(c[c.ch == "GGL"], "rev", "spend", "name").idxmin(), None, "medium", ["min", "ratio", "ROAS", "value synonym"])
add("camp", "which campaign had the cheapest cost per click, not counting e-mail?", "category", lambda: ratio(c[c.ch != "EM"], "spend", "clicks", "name").idxmin(), None, "medium", ["min", "ratio", "CPC", "negation"], "TT_Creators_Summer 0.519")
add("camp", "top 3 campaigns by conversions", "list", lambda: c.groupby("name").conv.sum().nlargest(3).index.tolist(), None, "easy", ["top n", "sum"], ordered=True)
add("camp", ["cost per conversion for facebook?", "and google"], "number", lambda: [ratio(c[c.ch == "GGL"], "spend", "conv"), ratio(sp[sp.ch == "GGL"], "spend", "conv")], R1, "medium", ["ratio", "CPA", "value synonym"], "the 7 rows without a spend in or out")
add("camp", ["how much did we spend each month", "only 2024", "which month was the most expensive?"], "category",
    lambda: month_names(c[c.day >= "2024"].groupby("m").spend.sum().idxmax()), None, "medium", ["month", "max"], "July 2024; November 2023 without the filter")
add("camp", ["e-mail open rate overall?", "and for the retargeting audience only"], "number", lambda: pc(ratio(c[(c.ch == "EM") & (c.aud == "RETARG")], "opens", "impr")), PP, "medium", ["ratio", "value synonym"], "opens over sends")
add("camp", "what weekday brings the most conversions in total", "category", lambda: ["Tuesday", "Tue", "Tuesdays"], None, "medium", ["weekday", "max", "dates"])
add("camp", "revenue growth q2 2024 vs q1 2024 in %", "number", lambda: (lambda q: pc(q["2024Q2"] / q["2024Q1"] - 1))(c.groupby(c.day.dt.to_period("Q")).rev.sum()), R1, "medium", ["growth", "quarter"], "calendar quarters")
add("camp", "how many different campaigns were live in march 2024", "number", lambda: c[c.m == "2024-03"].name.nunique(), EX, "easy", ["distinct", "month"])
add("camp", "on how many days did total spend go over $2,500", "number", lambda: int((c.groupby("day").spend.sum() > 2500).sum()), EX, "hard", ["count", "aggregate then filter"], "spend summed a day first")
add("camp", "revenue in the last 3 months of the data", "number", lambda: [c[c.m >= "2024-07"].rev.sum(), c[c.day >= "2024-06-30"].rev.sum()], R5, "medium", ["sum", "dates", "last n"], "July to September 2024; 30 June counted in is accepted")
add("camp", "revenue trend by month, line chart", "chart", lambda: chart(["line", "area"], ["month"], "revenue", months(c.groupby("m").rev.sum())), R5, "medium", ["chart", "time", "month"])
add("camp", "correlation between daily total spend and daily total revenue (pearson)", "number", lambda: (lambda q: q.spend.corr(q.rev))(c.groupby("day")[["spend", "rev"]].sum()), R1, "hard", ["correlation", "aggregate"], "summed a day over all campaigns first")
add("camp", "what share of revenue comes from paid social, i.e. facebook + tiktok", "number", lambda: pc(c[c.ch.isin(["FB", "TT"])].rev.sum() / c.rev.sum()), PP, "medium", ["share", "or", "value synonym"])
add("camp", "profit (revenue minus spend) by channel", "table", lambda: (lambda x, y: Alt(x.gold, *x.alts, y.gold, *y.alts))(
    tab(c.groupby("ch").rev.sum() - c.groupby("ch").spend.sum(), CH, CH2), tab((sp.rev - sp.spend).groupby(sp.ch).sum(), CH, CH2)), R1, "medium", ["derived", "sum", "groupby"], "the 7 rows without a spend in or out")
add("camp", ["clicks by campaign", "just the facebook ones", "and which of these has the lowest click through rate?"], "category", lambda: ratio(c[c.ch == "FB"], "clicks", "impr", "name").idxmin(), None, "medium", ["ratio", "CTR", "min", "value synonym"])
add("camp", "when did the tiktok gen z test start?", "category", lambda: day_names(c[c.name == "TT_GenZ_Test"].day.min()), None, "medium", ["look-up", "dates", "value synonym"])
add("camp", "roas of prospecting vs retargeting", "table", lambda: (lambda a: Alt(*[{k: v for k, v in d.items() if k.lower() != "all"} for d in [a.gold] + a.alts], a.gold, *a.alts))(both("rev", "spend", "aud", {"PROSP": "Prospecting", "RETARG": "Retargeting", "ALL": "All"})), R1, "hard", ["ratio", "ROAS", "value synonym", "sloppy"],
    "the third audience ALL may be shown as well; it is not a total")
add("camp", "how many unsubscribes did the newsletter cause", "decline", lambda: {"missing": "no unsubscribes"}, None, "easy", ["decline", "trap"])
add("camp", "how did our TV ads do compared with facebook?", "decline", lambda: {"missing": "no TV channel; TT is TikTok (TT_GenZ_Test, TT_Creators_Summer)"}, None, "hard", ["decline", "trap"])
def best_numbers():
    q = c.groupby("name").sum(numeric_only=True)
    amount = [q.rev, q.conv, q.clicks, q.impr, q.rev - q.spend]
    rate = [q.rev / q.spend, (q.rev - q.spend) / q.spend, q.conv / q.clicks, q.clicks / q.impr, q.conv / q.impr]
    return sorted({float(x.max()) for x in amount} | {float(x.max()) * m for x in rate for m in (1, 100)} | {float((q.spend / q.conv).min()), float((q.spend / q.clicks).min())})
add("camp", "which campaign was the best?", "clarify", lambda: {"accept_number": best_numbers()}, None, "medium", ["clarify", "vague"], "best by what? asking, or an answer that states its measure (revenue, conversions, ROAS, CTR, profit, ...)")

# ---------------------------------------------------------------- subscriptions
CON = {"M2M": "Month-to-month", "12M": "12 months", "24M": "24 months"}
add("subs", "churn rate?", "number", lambda: pc(s.y.mean()), PP, "easy", ["rate", "flag", "sloppy"])
add("subs", "churn rate by contract type", "table", lambda: tab(100 * s.groupby("con").y.mean(), CON, frac=True), R1, "easy", ["rate", "groupby"])
add("subs", ["how many customers live in munich", "and hamburg?"], "number", lambda: int((s.city == "Hamburg").sum()), EX, "medium", ["count", "untidy values"], "Hamburg, HAMBURG, hamburg and with a space")
add("subs", ["average monthly charge of churned customers vs those who stayed", "is that difference statistically significant?"], "text",
    lambda: {"must_mention": ["significant", "0.00|0.01|p <|p<|p-value|p value|p ="], "must_not": ["not significant", "not statistically significant", "no significant"]}, None, "hard", ["difference", "test", "decimal comma"], "39.66 against 37.51 euro; t-test p = 0.007, Welch 0.009, Mann-Whitney 0.010")
add("subs", "top 3 cities by churn rate", "list", lambda: s.groupby("city").y.mean().nlargest(3).index.tolist(), None, "medium", ["top n", "rate", "untidy values"], ordered=True)
add("subs", "whats the mean age of our customers", "number", lambda: s.age.mean(), R5, "medium", ["mean", "missing", "coded value"], "17 ages of -1 are not ages; with them 45.7 (off by 1 %)")
add("subs", "how many customers have no valid age (blank or -1)?", "number", lambda: int(s.age.isna().sum()), EX, "medium", ["missing", "coded value"])
add("subs", "churn rate in frankfurt?", "decline", lambda: {"missing": "no customers in Frankfurt (Berlin, Hamburg, Munich, Cologne, Leipzig, Stuttgart)"}, None, "medium", ["decline", "trap"])
add("subs", "churn rate among ppl with 5+ support tickets in the last 12 months", "number", lambda: pc(s[s.tix >= 5].y.mean()), PP, "medium", ["rate", "filter", "sloppy"])
add("subs", "what share of premium customers pays by direct debit", "number", lambda: pc((s[s.plan == "Premium"].pay == "DD").mean()), PP, "medium", ["share", "filter", "value synonym", "untidy values"], "DD")
add("subs", ["how much monthly revenue have we lost with the churned customers?", "what percent of the total is that"], "number", lambda: pc(s[s.y].chg.sum() / s.chg.sum()), PP, "medium", ["share", "sum", "decimal comma", "filter"])
add("subs", "churn rate by tenure: 0-12, 13-24, 25-48 and 49+ months", "table", lambda: (lambda q: Alt(*[{k2: v * m for k2, v in zip(ks, q)} for m in (100, 1) for ks in (
    ["0-12", "13-24", "25-48", "49+"], ["0-12 months", "13-24 months", "25-48 months", "49+ months"], ["0 - 12", "13 - 24", "25 - 48", "49+"], ["0–12", "13–24", "25–48", "49+"], ["0-12", "13-24", "25-48", "49 and up"])]))(
    s.groupby(pd.cut(s.ten, [-1, 12, 24, 48, 999]), observed=True).y.mean().tolist()), R1, "medium", ["bins", "rate"])
add("subs", "distribution of age please", "chart", lambda: chart(["histogram", "box", "violin"], ["Age"], "count of customers"), R5, "easy", ["chart", "distribution"])
add("subs", "boxplot of the monthly charge per plan", "chart", lambda: chart(["box"], ["Plan"], "MthlyChg EUR"), R5, "easy", ["chart", "box", "untidy values"])
add("subs", "heatmap of churn rate by plan and contract", "chart", lambda: chart(["heatmap"], ["Plan", "ContractTyp"], "churn rate", (lambda a, b: Alt(a.gold, *a.alts, b.gold, *b.alts))(
    tab(100 * s.groupby(["plan", "con"]).y.mean(), frac=True), tab(100 * s.groupby(["con", "plan"]).y.mean(), frac=True))), R1, "hard", ["chart", "cross table", "rate"])
add("subs", "correlation of support tickets and NPS", "number", lambda: [s.tix.corr(s.nps), s.tix.corr(s.nps, method="spearman")], R1, "medium", ["correlation"], "Pearson or Spearman")
add("subs", "how many customers are neither on e-bill nor on a month to month contract", "number", lambda: int(((s.ebill == "N") & (s.con != "M2M")).sum()), EX, "medium", ["count", "negation", "and", "value synonym"])
add("subs", "what is our net promoter score", "number", lambda: [100 * ((s.nps >= 9).sum() - (s.nps <= 6).sum()) / s.nps.notna().sum(), ((s.nps >= 9).sum() - (s.nps <= 6).sum()) / s.nps.notna().sum()], R2, "hard", ["NPS", "derived"],
    "share of 9-10 minus share of 0-6, of those who answered; the mean of the column is not it")
add("subs", ["how many joined in 2022?", "and in the first half of it", "what share of those churned"], "number", lambda: pc(s[(s.joined >= "2022-01-01") & (s.joined < "2022-07-01")].y.mean()), PP, "medium", ["dates", "rate", "range"], "join_dt is yyyymmdd")
add("subs", ["share of each plan per city", "which city has the highest premium share?"], "category", lambda: s.groupby("city").plan.apply(lambda x: (x == "Premium").mean()).idxmax(), None, "medium", ["share", "max", "untidy values"])
add("subs", ["avg nps per plan", "whats the gap between best and worst?"], "number", lambda: (lambda q: q.max() - q.min())(s.groupby("plan").nps.mean()), R2, "medium", ["difference", "mean", "untidy values"])
add("subs", "can you predict who churns? how well does it work", "metrics", lambda: Alt({"auc": [.66, .82]}, {"roc auc": [.66, .82]}, {"roc_auc": [.66, .82]}, {"accuracy": [.66, .83]}), None, "hard", ["model"],
    "5-fold cross-validated logistic regression and random forest give an AUC of about .77 and .72, boosting .70; customer id and dates are no inputs")
add("subs", "split our customers into 3 segments by tenure and monthly charge, and tell me size, avg tenure, avg charge and churn rate of each", "segments",
    lambda: {"k": 3, "n": [len(s)], "needs": ["size", "mean tenure", "mean charge", "churn rate"]}, None, "hard", ["segmentation"])
add("subs", "which competitor did the churned customers switch to?", "decline", lambda: {"missing": "no competitor and no reason"}, None, "easy", ["decline", "trap"])
def unhappy():
    out = {int((s.nps <= k).sum()) for k in range(0, 8)} | {int((s.tix >= k).sum()) for k in range(2, 9)} | {int(s.y.sum())}
    return sorted(out | {int(((s.nps <= k) | (s.tix >= j)).sum()) for k in range(3, 7) for j in range(3, 7)} | {int(((s.nps <= 6) & (s.tix >= j)).sum()) for j in range(1, 6)})
add("subs", "how many unhappy customers do we have", "clarify", lambda: {"accept_number": unhappy()}, None, "medium", ["clarify", "vague"], "by NPS (0-6 are detractors), tickets or churn: to ask or to state")

# ---------------------------------------------------------------- gapminder
L = g[g.year == 2007]
a = g.pivot(index="country", columns="year", values="lifeExp")
pop = g.pivot(index="country", columns="year", values="pop")
get = lambda ct, yr, col: g[(g.country == ct) & (g.year == yr)][col].item()
add("gap", "how many countries are in this file", "number", lambda: g.country.nunique(), EX, "easy", ["distinct"])
add("gap", "any missing values in this table?", "text", lambda: {"must_mention": ["no missing|none|no gaps|0 missing|zero missing|no empty|nothing is missing|complete|no blank|not missing|without gaps|without missing|no value is missing|no values are missing"], "must_not": []}, None, "easy", ["missing"], "every cell is filled")
add("gap", "whats the unemployment rate in spain in 2007", "decline", lambda: {"missing": "no unemployment"}, None, "easy", ["decline", "trap"])
add("gap", "5 biggest countries by population in the latest year", "list", lambda: L.nlargest(5, "pop").country.tolist(), None, "easy", ["top n", "latest"], ordered=True)
add("gap", "avg life expectancy per continent in 2007", "table", lambda: Alt(dict(L.groupby("continent").lifeExp.mean()), {k: float(np.average(q.lifeExp, weights=q["pop"])) for k, q in L.groupby("continent")}), R5, "easy", ["mean", "groupby"], "simple mean of countries, or weighted by population")
add("gap", "poorest country by gdp per head in 2007", "category", lambda: L.loc[L.gdpPercap.idxmin(), "country"], None, "easy", ["min", "column synonym"])
add("gap", "by how many percent did nigerias population grow between 1952 and 2007", "number", lambda: pc(pop.loc["Nigeria", 2007] / pop.loc["Nigeria", 1952] - 1), R1, "medium", ["growth"])
add("gap", "Which continent's average life expectancy rose the most in years between 1952 and 2007?", "category", lambda: (lambda q: (q[2007] - q[1952]).idxmax())(g.groupby(["continent", "year"]).lifeExp.mean().unstack()), None, "medium", ["growth", "max"])
add("gap", "scatter of gdp per capita vs life expectancy for 2007, size = population", "chart", lambda: chart(["scatter", "bubble"], ["gdpPercap"], "lifeExp"), R5, "medium", ["chart", "scatter", "filter"])
add("gap", "line chart: life expectancy in china over the years", "chart", lambda: chart(["line", "area"], ["year"], "lifeExp", {str(y): v for y, v in g[g.country == "China"].set_index("year").lifeExp.items()}), R5, "easy", ["chart", "time", "filter"])
add("gap", "in how many countries was life expectancy below 50 in 2007", "number", lambda: int((L.lifeExp < 50).sum()), EX, "easy", ["count", "filter"])
add("gap", ["whats the world population in 2007, all countries here added up", "asias share of that"], "number", lambda: pc(L[L.continent == "Asia"]["pop"].sum() / L["pop"].sum()), PP, "medium", ["share", "filter"])
add("gap", "how strong is the correlation between GDP per capita and life expectancy in 2007?", "number", lambda: [L.gdpPercap.corr(L.lifeExp), L.gdpPercap.corr(L.lifeExp, method="spearman")], R1, "medium", ["correlation", "filter"], "Pearson or Spearman")
add("gap", "which 3 countries have the largest total gdp in 2007 (gdp per capita times population)", "list", lambda: L.assign(t=L.gdpPercap * L["pop"]).nlargest(3, "t").country.tolist(), None, "medium", ["top n", "derived"], ordered=True)
add("gap", ["gdp per capita germany 2002", "and france?", "how much higher is germany, in dollars"], "number", lambda: get("Germany", 2002, "gdpPercap") - get("France", 2002, "gdpPercap"), R1, "medium", ["look-up", "difference"])
add("gap", ["top 5 countries by life expectancy in 2007", "only africa"], "list", lambda: L[L.continent == "Africa"].nlargest(5, "lifeExp").country.tolist(), None, "medium", ["top n", "filter"], ordered=True)
add("gap", "in how many countries was life expectancy lower in 2007 than in 1987", "number", lambda: int((a[2007] < a[1987]).sum()), EX, "hard", ["count", "compare periods"])
add("gap", "richest country in each continent in 2007 (gdp per capita)", "list", lambda: L.loc[L.groupby("continent").gdpPercap.idxmax(), "country"].tolist(), None, "medium", ["best within group"], ordered=False)
add("gap", ["median gdp per capita of african countries in 1997", "and europe"], "number", lambda: g[(g.continent == "Europe") & (g.year == 1997)].gdpPercap.median(), R5, "easy", ["median", "filter"])
add("gap", "countries per life expectancy band in 2007: under 50, 50-60, 60-70, 70 and over", "table", lambda: (lambda q: Alt(*[dict(zip(ks, q)) for ks in (
    ["under 50", "50-60", "60-70", "70 and over"], ["<50", "50-60", "60-70", "70+"], ["Under 50", "50 to 60", "60 to 70", "70 and over"], ["under 50", "50–60", "60–70", "70 and over"], ["under 50", "50-60", "60-70", "70+"])]))(
    pd.cut(L.lifeExp, [0, 50, 60, 70, 200], right=False).value_counts(sort=False).tolist()), EX, "medium", ["bins", "count"], "no value lies on an edge")
add("gap", "which country suffered the biggest drop in life expectancy from one survey year to the next?", "category", lambda: a.diff(axis=1).stack().idxmin()[0], None, "hard", ["min", "change"])
add("gap", ["boxplots of life expectancy by continent in 2007", "same for 1952"], "chart", lambda: chart(["box"], ["continent"], "lifeExp"), R5, "medium", ["chart", "box", "edit"])
add("gap", "project indias population for 2012", "prediction", lambda: 1.175e9, {"rel": .05}, "hard", ["prediction", "trend"], "straight line since 1952 1,152 M, last step carried on 1,187 M, growth rate carried on 1,192 M, parabola 1,223 M; 5 % covers them")
add("gap", "population of russia in 2007", "decline", lambda: {"missing": "Russia is not in the file"}, None, "medium", ["decline", "trap", "look-up"])
add("gap", ["gdp per capita, uk vs usa in 2007", "how has the uk's grown since 1952, in percent"], "number", lambda: pc(get("United Kingdom", 2007, "gdpPercap") / get("United Kingdom", 1952, "gdpPercap") - 1), R1, "medium", ["growth", "value synonym"])

if __name__ == "__main__":
    with open(Path(__file__).parent / "cases.jsonl", "w", encoding="utf-8") as f:
        for x in CASES:
            v = x["_fn"]()
            o = {k: x[k] for k in ("id", "data", "turns", "answer_type")}
            o["gold"] = plain(v.gold if isinstance(v, Alt) else v)
            o.update({k: w for k, w in x.items() if not k.startswith("_") and k not in o})
            if isinstance(v, Alt):
                o["gold_alt"] = plain(v.alts)
            f.write(json.dumps(o, ensure_ascii=False) + "\n")
