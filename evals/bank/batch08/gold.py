"""Computes every gold from tables/*.csv and writes cases.jsonl."""
import collections
import json
import os

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

HERE = os.path.dirname(os.path.abspath(__file__))
cases, counters = [], collections.Counter()
SETS = {"har": ["tables/harrowby_2018_19.csv"], "film": ["tables/films.csv"], "emp": ["tables/employees.csv", "tables/departments.csv"],
        "dan": ["tables/danish_data.csv"]}
ABS, REL, EXACT = {"abs": 0.5}, {"rel": 0.005}, {"abs": 0.01}


def plain(v):
    if isinstance(v, dict):
        return {str(k): plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [plain(x) for x in v]
    if isinstance(v, np.integer):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return int(v) if float(v).is_integer() and abs(v) < 1e15 else float(f"{float(v):.8g}" if abs(v) < 1e6 else f"{float(v):.2f}")
    return v


def add(s, turns, kind, gold, tol=None, diff="easy", tags=(), note="", alt=None, ordered=None):
    counters[s] += 1
    turns = [turns] if isinstance(turns, str) else turns
    tags = list(tags) + (["conversation"] if len(turns) > 1 else [])
    c = {"id": f"b08-{s}-{counters[s]:02d}", "data": SETS[s], "turns": turns, "answer_type": kind, "gold": plain(gold), "tolerance": tol,
         "difficulty": diff, "tags": tags, "note": note}
    if alt:
        c["gold_alt"] = plain(alt)
    if ordered is not None:
        c["ordered"] = ordered
    cases.append(c)


def read(name, **k):
    return pd.read_csv(os.path.join(HERE, "tables", name), **k)


def pct(x):
    return [x * 100, x]


def welch(a, b):
    p = stats.ttest_ind(a, b, equal_var=False).pvalue
    return {"p-value": [p * .98, p * 1.02]}


# ---------------------------------------------------------------- 1. a season
g = read("harrowby_2018_19.csv", dtype=str, keep_default_na=False)
g.columns = ["no", "date", "comp", "opp", "ven", "res", "sco", "att", "ref"]
g["when"] = pd.to_datetime(g.date.str.replace(r"\[.*\]", "", regex=True), format="%d %B %Y")
g["n"] = pd.to_numeric(g.att.str.replace(r"\[.*\]", "", regex=True).str.replace(",", ""), errors="coerce")
g[["f", "a"]] = g.res.str.extract(r"^(\d+)–(\d+)").astype(int)
g["day"], g["month"] = g.when.dt.day_name(), g.when.dt.strftime("%Y-%m")
L = g[g.comp == "League One"]
H, A = L[L.ven == "H"], L[L.ven == "A"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

add("har", "How many times did Harrowby win away from home in League One?", "number", (A.f > A.a).sum(), ABS, "medium", ["count", "filter", "parse-score"],
    "first figure of Result F–A is Harrowby's (for–against); venue A; League One")
top = g.loc[g.n.idxmax()]
add("har", "Which game drew the biggest crowd?", "category", [top.opp, "14 September 2018", "2018-09-14", top.no], None, "easy", ["superlative", "footnote"],
    "22,834[b] at Redmarsh Town; opponent, date or match number")
n = g.comp.value_counts()
add("har", "Bar chart of number of matches by Competition sorted descending", "chart", {"type": ["bar"], "data": n.to_dict()}, ABS, "easy",
    ["chart", "bar", "count-by-group", "sorted"], "rows per competition")
n = g.day.value_counts()
add("har", "Show the number of games in a bar chart, bin Date by weekday", "chart", {"type": ["bar"], "data": n.to_dict()}, ABS, "medium",
    ["chart", "bar", "time-bin", "count-by-group"], "weekday of the date text, footnote marks dropped",
    [{"type": ["bar"], "data": {d: int(n.get(d, 0)) for d in DAYS}}])
add("har", "What was the average home attendance in League One?", "number", H.n.mean(), REL, "medium", ["mean", "filter", "footnote"],
    "23 home league games; '14,837[b]' is 14,837")
red = L[L.opp == "Redmarsh Town"].n.tolist()
add("har", ["What was the attendance at the home league game against Redmarsh Town?", "and away?", "what's the difference between the two?"], "number", [abs(red[0] - red[1]), -abs(red[0] - red[1])], ABS, "medium",
    ["difference", "look-up", "footnote"], "22,834 less 14,837")
first = g[((g.comp == "League Cup") & (g.opp == "Lowmoor")) | (g.opp == "Port Merrion")].sort_values("when").iloc[0]
add("har", "Which came first, the League Cup tie with Lowmoor or the friendly against Port Merrion?", "category",
    [first.opp, "friendly against Port Merrion", "the friendly against Port Merrion", "Friendly", "28 July 2018", "2018-07-28"], None, "easy", ["which-first", "date"],
    "28 July against 14 August 2018")
add("har", "how many goals did they score in the leauge all season", "number", L.f.sum(), ABS, "medium", ["sum", "sloppy", "parse-score"], "sum of the first figure, League One")
n = g[g.ref != ""].ref.value_counts()
assert n.iloc[0] > n.iloc[1]
add("har", "Who refereed the most matches?", "category", n.index[0], None, "easy", ["superlative", "count"], f"{n.iloc[0]} of {n.sum()}; blanks are friendlies")
n = g.groupby("month").n.sum()
add("har", "Line chart of total attendance by month", "chart", {"type": ["line"], "data": n.to_dict()}, REL, "medium", ["chart", "line", "time-bin", "sum"],
    "unknown attendances left out; every month of the year occurs once only", [{"type": ["line"], "data": {pd.Timestamp(k + "-01").strftime("%B"): v for k, v in n.items()}}])
n = g.sco.str.contains("Okafor").sum()
add("har", "In how many matches did Okafor get on the scoresheet?", "number", n, ABS, "medium", ["count", "text-contains"], "rows whose Goalscorers hold Okafor")
add("har", "how many games did harrowby fail to score in?", "number", (g.f == 0).sum(), ABS, "medium", ["count", "parse-score", "sloppy"], "first figure 0, all competitions")
add("har", ["How many League One games did they play at home?", "and how many of those did they lose?"], "number", (H.f < H.a).sum(), ABS, "medium", ["count", "filter", "parse-score"],
    "home, League One, first figure below the second")
n = L.groupby("ven").n.mean()
add("har", ["What's the average attendance by venue?", "League One only please", "make it a bar chart"], "chart", {"type": ["bar"], "data": n.to_dict()}, REL, "medium",
    ["chart", "bar", "mean"], "one away attendance is blank", [{"type": ["bar"], "data": {"Home": n["H"], "Away": n["A"]}}])
hh = g[g.ven == "H"].sort_values("n")
add("har", ["Which opponent drew the biggest crowd to a home game?", "and the smallest?"], "category", hh.iloc[0].opp, None, "medium", ["superlative", "follow-up"],
    f"{hh.iloc[0].n:.0f}, all competitions at home")
n = g.ven.value_counts()
add("har", "Pie chart of the matches by venue", "chart", {"type": ["pie"], "data": n.to_dict()}, ABS, "easy", ["chart", "pie", "count-by-group"], "H, A and one N",
    [{"type": ["pie"], "data": {"Home": n["H"], "Away": n["A"], "Neutral": n["N"]}}, {"type": ["pie"], "data": (n / n.sum()).to_dict()}])
x = g[(g.opp == "Bexford City") & (g.ven == "H")]
assert len(x) == 1
add("har", "Who was the referee when Bexford City came to Harrowby?", "category", x.ref.iloc[0], None, "medium", ["look-up", "two-conditions"], "home game, 13 October 2018")
add("har", "crowds over 12000, how many matches was that", "number", (g.n > 12000).sum(), ABS, "easy", ["count", "number-filter", "footnote", "sloppy"], "commas and footnote marks dropped")
cup = g[g.comp == "FA Cup"].opp
add("har", "Which clubs did Harrowby face in the FA Cup?", "list", sorted(cup.unique()), None, "easy", ["list", "distinct"], "Inverley twice",
    [cup.tolist()], ordered=False)
add("har", "Do home league games on a Saturday draw a different crowd from home league games on other days? p-value of a Welch t-test please", "metrics",
    welch(H[H.day == "Saturday"].n, H[H.day != "Saturday"].n), None, "hard", ["test", "weekday"], f"{(H.day == 'Saturday').sum()} Saturdays, {(H.day != 'Saturday').sum()} other days")
n = g.groupby(["comp", "ven"]).size()
full = {f"{c} | {v}": int(n.get((c, v), 0)) for c in g.comp.unique() for v in "HAN"}
add("har", "Stacked bar chart of the number of matches by competition, split by venue", "chart", {"type": ["bar"], "data": {f"{c} | {v}": x for (c, v), x in n.items()}}, ABS, "medium",
    ["chart", "stacked-bar", "count-by-group-and-series"], "rows per pair", [{"type": ["bar"], "data": full}, {"type": ["bar"], "data": {k: v or None for k, v in full.items()}}])
t3 = A.sort_values("n", ascending=False).opp.head(3).tolist()
add("har", "top 3 away crowds in league one, which opponents?", "list", t3, None, "medium", ["top-n", "sloppy", "footnote"], "by attendance, venue A, League One")
n = g.groupby("comp").n.sum()
add("har", ["Bar chart of average attendance by competition", "sorry, I meant total attendance"], "chart", {"type": ["bar"], "data": n.to_dict()}, REL, "medium", ["chart", "bar", "sum", "correction"],
    "unknown attendances left out")
add("har", "Which player picked up the most yellow cards?", "decline", "no bookings in the table", None, "easy", ["trap", "missing-column"], "only goalscorers are recorded")
add("har", "how many season tickets did the club sell that year", "decline", "no ticket sales in the table", None, "easy", ["trap", "missing-column", "sloppy"], "attendance is not season tickets")

# ---------------------------------------------------------------- 2. films
f = read("films.csv", dtype=str, keep_default_na=False)
f.columns = ["rank", "title", "year", "studio", "dir", "genre", "mins", "budget", "gross", "noms", "wins"]
f = f[f.title != "Total"].copy()
f["title"] = f.title.str.replace(r"\[.*\]", "", regex=True)
f["gross"] = f.gross.str.replace(r"\[.*\]", "", regex=True).str.replace(r"[$,]", "", regex=True).astype(float)
f["bud"] = pd.to_numeric(f.budget.str.extract(r"\$([\d.]+) million")[0]) * 1e6
f["min"] = f.mins.str.extract(r"(\d+)")[0].astype(int)
f["year"], f["noms"], f["wins"] = f.year.astype(int), f.noms.astype(int), pd.to_numeric(f.wins, errors="coerce").fillna(0).astype(int)
f["roi"] = f.gross / f.bud


def one(d, title):
    x = d[d.title == title]
    assert len(x) == 1
    return x.iloc[0]


add("film", "Which film made the most money worldwide?", "category", f.loc[f.gross.idxmax()].title, None, "easy", ["superlative", "total-row"], "highest gross; the Total row is not a film",
    )
n = f.studio.value_counts()
add("film", "Bar chart of number of films by studio, sorted from most to least", "chart", {"type": ["bar"], "data": n.to_dict()}, ABS, "easy", ["chart", "bar", "count-by-group", "sorted", "total-row"],
    "Total row left out")
add("film", "Scatter of budget vs worldwide gross, grouped by genre", "chart", {"type": ["scatter"], "data": None}, None, "medium", ["chart", "grouping-scatter", "money-text"],
    "109 films with a budget; points not checked because budgets repeat")
d = one(f, "Paper Tide").gross - one(f, "Lost Echo").gross
add("film", "How much more did Paper Tide gross than Lost Echo?", "number", d, {"abs": 1}, "easy", ["difference", "look-up", "money-text"], "571,392,428 less 233,497,847")
add("film", "Which came out first, Blue Letter or Electric Echo?", "category", min([one(f, "Blue Letter"), one(f, "Electric Echo")], key=lambda r: r.year).title, None, "easy", ["which-first"],
    "1984 against 1996")
add("film", "how many awards has northlight won altogether", "number", f[f.studio == "Northlight Pictures"].wins.sum(), ABS, "easy", ["sum", "filter", "sloppy"],
    "Awards won, dash is none; Northlight Pictures")
add("film", ["What is the average running time of the dramas?", "and of the animated films?"], "number", f[f.genre == "Animation"]["min"].mean(), REL, "medium", ["mean", "filter", "unit-text"], "'97 min' is 97")
n = f.genre.value_counts()
add("film", "Give me a pie chart of how many films there are in each genre", "chart", {"type": ["pie"], "data": n.to_dict()}, ABS, "easy", ["chart", "pie", "count-by-group", "total-row"],
    "Total row left out", [{"type": ["pie"], "data": (n / n.sum()).to_dict()}])
n = f[f.year >= 2000].year.value_counts().sort_index()
add("film", "Line chart of the number of films per year since 2000", "chart", {"type": ["line"], "data": n.to_dict()}, ABS, "easy", ["chart", "line", "count-by-group", "filter"],
    "2000 to 2019", [{"type": ["line"], "data": {y: int(n.get(y, 0)) for y in range(2000, 2020)}}])
n = f.groupby("studio").gross.sum()
add("film", "Show total worldwide gross by studio in a bar chart, highest first", "chart", {"type": ["bar"], "data": n.to_dict()}, REL, "medium", ["chart", "bar", "sum", "sorted", "money-text"],
    "dollar text; Total row left out")
add("film", "how many films took over 100m worldwide", "number", (f.gross > 1e8).sum(), ABS, "easy", ["count", "number-filter", "money-text", "total-row", "sloppy"], "Total row is not a film")
n = f.dir.value_counts()
assert n.iloc[0] > n.iloc[1]
add("film", "Who directed the most films?", "category", n.index[0], None, "easy", ["superlative", "count"], f"{n.iloc[0]} against {n.iloc[1]}")
add("film", "How many films have no budget given?", "number", f.bud.isna().sum(), ABS, "medium", ["count", "missing", "total-row"], "N/A in five; the Total row is not a film")
add("film", "What percentage of the films won at least one award?", "number", pct((f.wins > 0).mean()), REL, "medium", ["share", "percent", "total-row"], f"{(f.wins > 0).sum()} of {len(f)}")
add("film", "what year did stolen frontier come out?", "number", one(f, "Stolen Frontier").year, EXACT, "easy", ["look-up", "footnote", "sloppy"], "title bears a footnote mark")
t5 = f[f.genre == "Comedy"].sort_values("gross", ascending=False).title.head(5).tolist()
add("film", "top 5 higest grossing comedys pls", "list", t5, None, "medium", ["top-n", "sloppy", "money-text"], "by gross, Comedy")
x = f.sort_values("roi", ascending=False)
add("film", "Which film earned the most relative to its budget (gross divided by budget)?", "category", x.iloc[0].title, None, "medium", ["formula", "superlative", "money-text"],
    f"{x.iloc[0].roi:.2f} against {x.iloc[1].roi:.2f}")
x = f.groupby("studio").gross.agg(["size", "mean"])
assert x["size"].is_unique
add("film", "Scatter chart with one point per studio: number of films on x, average worldwide gross on y", "chart", {"type": ["scatter"], "data": dict(zip(x["size"], x["mean"]))}, REL, "hard",
    ["chart", "scatter", "count-by-group", "mean-by-group", "money-text"], "eight studios", [{"type": ["scatter"], "data": x["mean"].to_dict()}])
n = f[f.studio == "Halcyon"].genre.value_counts()
add("film", ["How many films has Halcyon made?", "show those by genre in a bar chart"], "chart", {"type": ["bar"], "data": n.to_dict()}, ABS, "easy", ["chart", "bar", "count-by-group", "filter", "follow-up"],
    "Halcyon only", [{"type": ["bar"], "data": {x: int(n.get(x, 0)) for x in f.genre.unique()}}])
n = f.groupby("genre").gross.median()
add("film", ["average worldwide gross by genre", "what about the median?", "show that as a bar chart"], "chart", {"type": ["bar"], "data": n.to_dict()}, REL, "medium",
    ["chart", "bar", "median", "money-text"], "medians stay; Total row has no genre")
n = f.groupby("studio").bud.mean().sort_values(ascending=False)
add("film", ["Which studio has the highest average budget?", "and the second highest?"], "category", n.index[1], None, "medium", ["ranking", "follow-up", "money-text"],
    f"{n.index[0]} {n.iloc[0] / 1e6:.1f}, {n.index[1]} {n.iloc[1] / 1e6:.1f}, {n.index[2]} {n.iloc[2] / 1e6:.1f} million")
x = f[f.dir == "Greta Holm"].sort_values("noms", ascending=False)
add("film", ["List the films directed by Greta Holm", "which of them got the most nominations?"], "category", x.iloc[0].title, None, "medium", ["look-up", "superlative", "follow-up"],
    f"{x.iloc[0].noms} nominations of {x.noms.tolist()}")
k = f.dropna(subset=["bud"])
lin = sm.OLS(k.gross, sm.add_constant(k.bud)).fit()
lg = sm.OLS(np.log(k.gross), sm.add_constant(np.log(k.bud))).fit()
p1, p2 = lin.params.iloc[0] + lin.params.iloc[1] * 6e7, float(np.exp(lg.params.iloc[0] + lg.params.iloc[1] * np.log(6e7)))
add("film", "Judging by these films, what worldwide gross would you expect for one with a $60 million budget?", "prediction", [p1, p2], {"rel": 0.2}, "hard", ["prediction", "money-text"],
    "least squares of gross on budget; log-log as well")
add("film", "who played the lead in Blue Empire", "decline", "no cast in the table", None, "easy", ["trap", "missing-column", "sloppy"], "directors only")
add("film", "Which is the best film?", "clarify", {"accept_number": sorted({f.loc[f.gross.idxmax()].title, f.loc[f.noms.idxmax()].title, f.loc[f.roi.idxmax()].title, *f[f.wins == f.wins.max()].title})}, None, "medium",
    ["vague"], "best by gross, awards or return is open; an answer that states its reading is right")

# ---------------------------------------------------------------- 3. staff
e = read("employees.csv")
dep = read("departments.csv")
e["hire"] = pd.to_datetime(e.hire_date, format="%d-%b-%Y")
e["name"] = e.first_name + " " + e.last_name
e = e.merge(dep, on="dept_code", how="left")
e["pay"] = e.salary_gbp
who = e.set_index("emp_id").name


def person(row):
    return [row["name"], row["last_name"], int(row["emp_id"])] if (e.last_name == row["last_name"]).sum() == 1 else [row["name"], f"{row['last_name']}, {row['first_name']}", int(row["emp_id"])]


def bar_names(s, kind="bar"):
    code = dep.set_index("dept_name").dept_code
    return {"type": [kind], "data": s.to_dict()}, {"type": [kind], "data": {code[k]: v for k, v in s.items()}}


n = e.dept_name.value_counts()
g1, g2 = bar_names(n)
z = {"type": ["bar"], "data": {**n.to_dict(), "Legal": 0}}
add("emp", "Bar chart of number of employees by department name sorted descending", "chart", g1, ABS, "medium", ["chart", "bar", "count-by-group", "join", "sorted"],
    "three have no department; Legal has nobody", [g2, z])
add("emp", "who earns the most", "category", person(e.loc[e.pay.idxmax()]), None, "easy", ["superlative", "look-up", "sloppy"], "CEO")
n = e.hire.dt.day_name().value_counts()
add("emp", "Draw a bar chart of the number of employees hired, binning hire_date by weekday", "chart", {"type": ["bar"], "data": n.to_dict()}, ABS, "medium", ["chart", "bar", "time-bin", "count-by-group"],
    "nobody was hired at a weekend", [{"type": ["bar"], "data": {d: int(n.get(d, 0)) for d in DAYS}}])
n = e.groupby("job_title").pay.mean()
add("emp", "Average salary by job title in a bar chart, ascending by salary", "chart", {"type": ["bar"], "data": n.to_dict()}, REL, "easy", ["chart", "bar", "mean", "sorted"], "blank salaries left out")
b = e[e.name == "Laura Iqbal"].mgr_id.iloc[0]
add("emp", "Who does Laura Iqbal report to?", "category", person(e[e.emp_id == b].iloc[0]), None, "medium", ["look-up", "self-join"], "mgr_id 1024", [{"must_mention": ["jack booth"], "must_not": []}])
m = e.groupby("dept_name").pay.mean()
d = m["Engineering"] - m["Sales"]
add("emp", "What is the difference between Engineering and Sales in average salary?", "number", [d, -d], REL, "medium", ["difference", "mean", "join"], "blank salaries left out")
x = e[e.name.isin(["Ravi Ghosh", "Zoe Reid"])].sort_values("hire").iloc[0]
add("emp", "Who was hired first, Zoe Reid or Ravi Ghosh?", "category", person(x), None, "easy", ["which-first", "date"], "15-Oct-2007 against 13-Apr-2009")
add("emp", "how many ppl work in hull", "number", (e.site == "Hull").sum(), ABS, "medium", ["count", "join", "sloppy"], "site of the department; those without department not known")
n = e.groupby("site").pay.sum()
add("emp", "Total salary bill for each site", "table", n.to_dict(), REL, "medium", ["sum", "join"], "Leeds, Manchester, Hull by department; three without department left out")
add("emp", "What percentage of staff work remotely?", "number", pct((e.remote == "Y").mean()), REL, "easy", ["percent", "share", "flag"], "remote = Y")
add("emp", ["Median salary of the men?", "and the women?"], "number", e[e.sex == "F"].pay.median(), REL, "easy", ["median", "filter"], "sex F")
add("emp", "Which department has no employees at all?", "category", ["Legal", "LEG"], None, "medium", ["anti-join", "join"], "in departments.csv only")
assert set(dep.dept_code) - set(e.dept_code) == {"LEG"}
n = e.mgr_id.value_counts()
assert n.iloc[0] > n.iloc[1]
add("emp", "Who has the most direct reports?", "category", person(e[e.emp_id == n.index[0]].iloc[0]), None, "medium", ["superlative", "self-join", "count"], f"{n.iloc[0]} against {n.iloc[1]}",
    [{"must_mention": [e[e.emp_id == n.index[0]].name.iloc[0].lower()], "must_not": []}])
n = e.hire.dt.year.value_counts().sort_index()
add("emp", "hires per yr as a line chart pls", "chart", {"type": ["line"], "data": n.to_dict()}, ABS, "easy", ["chart", "line", "time-bin", "count-by-group", "sloppy"], "year of hire_date")
n = e.groupby(["dept_code", "sex"]).size()
nm = dep.set_index("dept_code").dept_name
add("emp", "Stacked bar chart of headcount by dept_code, split by sex", "chart", {"type": ["bar"], "data": {f"{c} | {s}": v for (c, s), v in n.items()}}, ABS, "medium",
    ["chart", "stacked-bar", "count-by-group-and-series"], "three without code left out", [{"type": ["bar"], "data": {f"{nm[c]} | {s}": v for (c, s), v in n.items()}},
     {"type": ["bar"], "data": {**{f"{c} | {s}": v for (c, s), v in n.items()}, **{f"(missing) | {s}": int(v) for s, v in e[e.dept_code.isna()].sex.value_counts().items()}}}])
add("emp", "Scatter plot of salary against years of service at the end of 2023, coloured by sex", "chart", {"type": ["scatter"], "data": None}, None, "hard", ["chart", "grouping-scatter", "formula", "date"],
    "31 December 2023 less hire date; points not checked: years may be whole or not")
add("emp", ["How many employees are in Sales?", "and in Customer Service?", "what's their average salary?"], "number", e[e.dept_name == "Customer Service"].pay.mean(), REL, "medium",
    ["mean", "join", "follow-up"], "Customer Service")
n = e[e.sex == "F"].groupby("dept_name").pay.mean()
g1, g2 = bar_names(n)
add("emp", ["average salary by department", "only women", "as a bar chart, high to low"], "chart", g1, REL, "medium", ["chart", "bar", "mean", "filter", "join", "sorted"], "women with a department", [g2])
x = e[e.dept_code == "ENG"].sort_values("hire")
add("emp", ["Who is the longest-serving employee in Engineering?", "and the most recent hire there?"], "category", person(x.iloc[-1]), None, "medium", ["superlative", "date", "follow-up"],
    f"{x.iloc[-1].hire_date} against {x.iloc[-2].hire_date}")
n = e.job_title.value_counts()
x = e[e.job_title == n.index[0]].sex.value_counts()
add("emp", ["What's the most common job title?", "pie chart of those people by sex"], "chart", {"type": ["pie"], "data": x.to_dict()}, ABS, "medium", ["chart", "pie", "count-by-group", "filter", "follow-up"],
    f"{n.index[0]}, {n.iloc[0]} people, next {n.iloc[1]}; by job title, department blank or not")
d = e[e.dept_name == "Customer Service"].pay.sum() * .04
add("emp", "If everyone in Customer Service got a 4% pay rise, how much more would that cost us a year?", "number", d, REL, "medium", ["formula", "sum", "filter", "join"],
    "4 % of the sum of salaries in CS; the one CS Agent without department left out", [e[e.job_title.str.startswith("CS ")].pay.sum() * .04])
x = e.groupby("dept_name").pay.sum()
over = x[x > dep.set_index("dept_name").annual_budget_gbp.reindex(x.index)].index.tolist()
add("emp", "Which departments have a total salary bill above their annual budget?", "list", over, None, "hard", ["list", "join", "compare"], "sum of salaries against annual_budget_gbp",
    [[dep.set_index("dept_name").dept_code[o] for o in over]], ordered=False)
a = e[e.name == "Adam Moss"].iloc[0]
add("emp", "hey quick one, when did adam moss join", "category", ["28-Oct-2015", "2015-10-28", "28 October 2015", "28 Oct 2015", "October 28, 2015"], None, "easy", ["look-up", "date", "sloppy"], "hire date")
assert a.hire_date == "28-Oct-2015"
add("emp", "Does working remotely cause people here to be paid more?", "decline", "causal: the table cannot show what remote work causes", None, "medium", ["trap", "causal"], "remote work goes with department and job")
add("emp", "whats the avg age of our staff", "decline", "no birth date or age in the table", None, "easy", ["trap", "missing-column", "sloppy"], "hire date only")

# ---------------------------------------------------------------- 4. Danish macro data
m = read("danish_data.csv")
m["year"], m["q"] = m.period.str[:4].astype(int), m.period.str[4:]
v = m.set_index("period")


def close(p):
    return [p, f"{p[:4]} {p[4:]}", f"{p[4:]} {p[:4]}", f"{p[:4]}-{3 * int(p[5]) - 2:02d}-01"]


add("dan", "Line chart of ibo over time", "chart", {"type": ["line"], "data": v.ibo.to_dict()}, REL, "easy", ["chart", "line", "plain-rows"], "55 quarters",
    [{"type": ["line"], "data": {close(p)[3]: x for p, x in v.ibo.items()}}])
add("dan", "What was the bond rate (ibo) in 1982Q2?", "number", [v.ibo["1982Q2"], v.ibo["1982Q2"] * 100], REL, "easy", ["look-up", "rate"], "one cell")
add("dan", "In which quarter did ibo reach its peak?", "category", close(v.ibo.idxmax()), None, "easy", ["superlative", "date"], f"{v.ibo.max()}")
n = m.groupby("year").ide.mean()
add("dan", "Bar chart of average ide by year", "chart", {"type": ["bar"], "data": n.to_dict()}, REL, "medium", ["chart", "bar", "time-bin", "mean"], "year of the period text; 1987 has three quarters")
add("dan", "Scatter of ibo vs ide", "chart", {"type": ["scatter"], "data": None}, None, "easy", ["chart", "scatter", "plain-rows"], "points not checked because values repeat")
d = v.ibo["1980Q2"] - v.ide["1980Q2"]
add("dan", "What is the difference between ibo and ide in 1980Q2?", "number", [d, -d, d * 100], REL, "easy", ["difference", "look-up"], "0.1967 less 0.121")
add("dan", "how many quarters was ide over 0.1", "number", (m.ide > .1).sum(), ABS, "easy", ["count", "number-filter", "sloppy"], "strictly above")
add("dan", "Which came first, the highest value of ibo or the highest value of ide?", "category", ["ide", "highest ide", "highest value of ide", "the highest value of ide", *close(v.ide.idxmax())], None, "hard",
    ["which-first", "superlative"], "ide 1980Q2 (again 1980Q3), ibo 1982Q2")
x = m.groupby("year")[["ibo", "ide"]].mean()
add("dan", "Scatter chart of average ibo (x) against average ide (y), one point per year", "chart", {"type": ["scatter"], "data": dict(zip(x.ibo, x.ide))}, REL, "hard", ["chart", "scatter", "mean-by-group", "time-bin"],
    "14 years", [{"type": ["scatter"], "data": x.ide.to_dict()}])
fit = sm.OLS(m.lrm, sm.add_constant(m[["lry", "ibo"]])).fit()
add("dan", "R-squared when lrm is regressed on lry and ibo", "number", [fit.rsquared, fit.rsquared_adj], {"rel": 0.003}, "medium", ["regression"], "least squares with intercept; adjusted accepted")
add("dan", ["By how much did lpy rise from 1974Q1 to 1979Q4?", "and from 1980Q1 to 1987Q3?"], "number", v.lpy["1987Q3"] - v.lpy["1980Q1"], REL, "medium", ["difference", "look-up", "follow-up"], "last less first")
n = m[m.year < 1987].groupby("q").lry.mean()
n0 = m.groupby("q").lry.mean()
add("dan", "Bar chart of mean lry by quarter of the year, Q1 to Q4, for the years before 1987", "chart", {"type": ["bar"], "data": n.to_dict()}, {"rel": 0.0003}, "hard", ["chart", "bar", "time-bin", "season", "filter"],
    "13 years each", [{"type": ["bar"], "data": {i + 1: x for i, x in enumerate(n)}}, {"type": ["bar"], "data": {f"Quarter {i + 1}": x for i, x in enumerate(n)}}])
add("dan", "Histogram of the ide values", "chart", {"type": ["histogram", "hist", "bar"], "data": None}, None, "easy", ["chart", "histogram", "distribution"], "bins are free")
x = m[(m.year >= 1980) & (m.year <= 1989)].ibo.mean()
add("dan", "whats the avg bond rate ibo in the 80s", "number", [x, x * 100], REL, "medium", ["mean", "date", "rate", "sloppy"], "1980Q1 to 1987Q3, where the data ends")
t3 = v.lrm.nlargest(3).index.tolist()
add("dan", "top 3 quarters for lrm pls", "list", t3, None, "easy", ["top-n", "sloppy"], "highest first", [[close(p)[1] for p in t3], [close(p)[2] for p in t3], [close(p)[3] for p in t3]])
x = m[m.year == 1979].ide.mean()
add("dan", ["ibo is the bond rate and ide is the deposit rate. What was the average bond rate in 1979?", "and the deposit rate?"], "number", [x, x * 100], REL, "medium", ["mean", "date", "rate", "named-by-user"],
    "four quarters of 1979")
n = m.groupby("year").ibo.mean()
add("dan", ["average ibo per year", "which year was the lowest?"], "category", [str(n.idxmin())], None, "easy", ["superlative", "time-bin", "follow-up"], f"{n.min():.4f}, next {n.sort_values().iloc[1]:.4f}",
    )
x = v[v.year >= 1980].lry
add("dan", ["Show lrm over time as a line chart", "now lry instead", "only from 1980 on"], "chart", {"type": ["line"], "data": x.to_dict()}, {"rel": 0.0005}, "medium", ["chart", "line", "filter", "follow-up"],
    "31 quarters", [{"type": ["line"], "data": {close(p)[3]: y for p, y in x.items()}}])
x = m[m.year < 1980]
add("dan", ["correlation of ibo and ide", "and before 1980 only?"], "number", x.ibo.corr(x.ide), {"abs": 0.005}, "medium", ["correlation", "filter", "follow-up"], "24 quarters", [x.ibo.corr(x.ide, method="spearman")])
gap = (v.ibo - v.ide)
add("dan", "in which quarter was the gap between ibo and ide the widest", "category", close(gap.idxmax()), None, "medium", ["formula", "superlative", "sloppy"], f"{gap.max():.4f}, next {gap.nlargest(2).iloc[1]:.4f}")
add("dan", "lrm is the natural log of real money. What was real money itself, exp(lrm), in 1980Q1?", "number", float(np.exp(v.lrm["1980Q1"])), REL, "medium", ["formula", "look-up"], "exp of one cell")
add("dan", "Bar chart of how many quarters in each year had ide above 0.1", "chart", {"type": ["bar"], "data": m[m.ide > .1].year.value_counts().sort_index().to_dict()}, ABS, "medium",
    ["chart", "bar", "count-by-group", "filter", "time-bin"], "years with none may be left out",
    [{"type": ["bar"], "data": {y: int(((m.year == y) & (m.ide > .1)).sum()) for y in range(1974, 1988)}}])
add("dan", "Forecast ibo for the next quarter, 1987Q4", "prediction", [v.ibo.iloc[-1], v.ibo.iloc[-4:].mean()], {"rel": 0.12}, "medium", ["prediction", "forecast"], "last value 0.119; anything from 0.105 to 0.133")
add("dan", "What was the unemployment rate in 1980?", "decline", "no unemployment in the table", None, "easy", ["trap", "missing-column", "date"], "money, income, prices and two rates")
add("dan", "what was ibo in 1990Q1?", "decline", "the data ends in 1987Q3", None, "easy", ["trap", "date", "sloppy"], "no such quarter")

with open(os.path.join(HERE, "cases.jsonl"), "w", encoding="utf-8") as out:
    for c in cases:
        out.write(json.dumps(c, ensure_ascii=False) + "\n")
print(dict(counters), collections.Counter(c["answer_type"] for c in cases))
print("sloppy", sum("sloppy" in c["tags"] for c in cases), "conv", sum(len(c["turns"]) > 1 for c in cases))
