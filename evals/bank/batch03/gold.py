"""Computes every gold with pandas from tables/*.csv and writes cases.jsonl."""
import json, os
import numpy as np, pandas as pd, scipy.stats as S
import statsmodels.api as sm
HERE = os.path.dirname(os.path.abspath(__file__)); rd = lambda n: pd.read_csv(os.path.join(HERE, "tables", n))
cases = []; count = {}
REL, ABS = {"rel": 0.005}, {"abs": 0.5}

def plain(v):
    if isinstance(v, dict): return {str(k): plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)): return [plain(x) for x in v]
    if isinstance(v, (np.integer,)): return int(v)
    if isinstance(v, (float, np.floating)): return float(f"{v:.10g}")
    return v

def case(data, short, turns, typ, gold, tol, diff, tags, note, alt=None, **more):
    count[short] = count.get(short, 0) + 1
    turns = [turns] if isinstance(turns, str) else turns
    c = {"id": f"b03-{short}-{count[short]:02d}", "data": data, "turns": turns, "answer_type": typ, "gold": plain(gold)}
    if alt: c["gold_alt"] = plain(alt)
    c.update(tolerance=tol, difficulty=diff, tags=tags, note=note, **more)
    cases.append(c)

def t(s): return {str(k): v for k, v in s.items()}                       # table from a Series
def code(k): return str(int(k)) if float(k).is_integer() else str(k)
def tc(s): return {code(k): v for k, v in s.items()}                     # table keyed by a numeric code
def t2(s): return {f"{a} | {b}": v for (a, b), v in s.items()}
def pf(*xs): return [y for x in xs for y in (100 * x, x)]                # percent and fraction
def pct(d): return {k: 100 * v for k, v in d.items()}
D, SL, CV = "direct", "sloppy", "conversation"

# ---------------------------------------------------------------- fair
F = ["tables/fair.csv"]; f = rd("fair.csv"); f["any"] = f.affairs > 0
add = lambda *a, **k: case(F, "fair", *a, **k)
add("How many people answered this survey?", "number", len(f), ABS, "easy", [D, "count"], "one row a respondent")
add("What's the average age of the respondents?", "number", f.age.mean(), REL, "easy", [D, "mean"], "mean of age")
add("What percentage of respondents had an affair at all, i.e. affairs above zero?", "number", pf(f["any"].mean()), REL, "easy", [D, "share"], "share of rows with affairs > 0; percent or fraction")
add("What is the average marriage rating at each level of religiousness?", "table", tc(f.groupby("religious").rate_marriage.mean()), REL, "easy", [D, "group mean"], "mean rate_marriage by religious")
g = f.groupby("occupation")["any"].mean()
add("Which occupation code has the highest share of respondents with affairs > 0?", "category", [code(g.idxmax())], None, "medium", [D, "rate", "top"], f"code 5 with {g.max():.1%}; husband's occupation is another column")
m = f[f.children >= 3]
add(["How many respondents have 3 or more kids?", "what's the median number of years married for them?"], "number", m.yrs_married.median(), REL, "medium", [CV, "median", "filter"], "median yrs_married of children >= 3")
add("How many respondents without children have been married for 9 years or longer?", "number", ((f.children == 0) & (f.yrs_married >= 9)).sum(), ABS, "medium", [D, "count", "filter"], "children = 0 and yrs_married >= 9")
add("How strongly are years married and number of children correlated?", "number", [f.yrs_married.corr(f.children), f.yrs_married.corr(f.children, method="spearman")], REL, "medium", [D, "correlation"], "Pearson; Spearman accepted")
add("Give me a cross-tab of religious against rate_marriage with the number of respondents in each cell.", "table", {f"{a} | {b}": v for (a, b), v in f.groupby(["religious", "rate_marriage"]).size().items()}, ABS, "medium", [D, "cross table"], "counts; first key religious, second rate_marriage",
    alt=[{f"{b} | {a}": v for (a, b), v in f.groupby(["religious", "rate_marriage"]).size().items()}])
a, b = f.affairs[f.children == 0], f.affairs[f.children == 1]
add("Do respondents with no children and those with exactly one child differ in their mean affairs value? Give me the p-value of a t-test.", "number", [S.ttest_ind(a, b, equal_var=False).pvalue, S.ttest_ind(a, b).pvalue], {"rel": 0.02}, "hard", [D, "test"], "Welch or pooled two-sided t-test")
X = sm.OLS(f.affairs, sm.add_constant(f[["rate_marriage", "yrs_married", "religious"]])).fit()
add("What's the R-squared if you regress affairs on marriage rating, years married and religious?", "number", [X.rsquared, X.rsquared_adj, 100 * X.rsquared], {"rel": 0.02}, "hard", [D, "regression"], "OLS with intercept, three predictors as numbers; adjusted accepted")
g = tc(f.groupby("yrs_married")["any"].mean())
add("Draw a bar chart of the percentage of respondents with affairs > 0 by years married.", "chart", {"type": ["bar", "column"], "data": pct(g)}, REL, "medium", [D, "chart", "rate"], "share of affairs > 0 per yrs_married", alt=[{"type": ["bar", "column"], "data": g}])
add("pls plot a histogram of age", "chart", {"type": ["histogram", "bar"], "data": None}, None, "easy", [SL, "chart", "distribution"], "distribution of age; 6 distinct ages, so bars are right too")
add("Which education levels appear in the data?", "list", [code(x) for x in sorted(f.educ.unique())], None, "easy", [D, "list", "distinct"], "distinct educ", ordered=False)
add("How old is the respondent with the highest affairs value?", "number", f.loc[f.affairs.idxmax(), "age"], {"abs": 0.01}, "medium", [D, "look-up"], "row with affairs = 57.6")
add("What is the average household income of the respondents?", "decline", "no income column", None, "easy", [D, "decline"], "the data holds no income")
add("How many of the husbands had an affair themselves?", "decline", "affairs of the husbands are not recorded; only their occupation is", None, "medium", [D, "decline"], "affairs is the respondent's own; nothing on the husbands but occupation")
d = f[f.rate_marriage <= 2].affairs.mean() - f[f.rate_marriage == 5].affairs.mean()
add("diff in avg affairs between ppl who rate there marriage 1 or 2 and those who give it a 5?", "number", [d, -d], REL, "hard", [SL, "difference"], "mean affairs of rate_marriage 1-2 pooled minus that of 5")
add("how many ppl between 25 and 35 dont have kids", "number", (f.age.between(25, 35) & (f.children == 0)).sum(), ABS, "easy", [SL, "count", "range"], "age 25 to 35 (only 27 and 32 occur) and children = 0")
add("quick q for my boss: most common education level??", "category", [code(f.educ.mode()[0])], None, "easy", [SL, "mode"], "mode of educ")
x = f[f.yrs_married >= 10]; g = tc(x.groupby("religious")["any"].mean())
add(["What percent of respondents had an affair (affairs > 0) by religious level?", "and only those married 10+ years?"], "table", pct(g), REL, "medium", [CV, "rate", "filter"], "share of affairs > 0 by religious, yrs_married >= 10", alt=[g])
x = f[f["any"]]
add(["Mean affairs by age?", "only those with affairs > 0", "what about the median"], "table", tc(x.groupby("age").affairs.median()), REL, "medium", [CV, "median", "filter", "group"], "median affairs by age among affairs > 0")
g = f.groupby("occupation").children.mean()
add(["Average number of children by occupation", "which one has the fewest?"], "category", [code(g.idxmin())], None, "medium", [CV, "bottom"], "occupation with the lowest mean of children")
x = f[f.religious == 1]
add(["How many respondents are strongly religious (religious = 4)?", "what percent of them rate their marriage 5?", "same for religious = 1"], "number", pf((x.rate_marriage == 5).mean()), REL, "medium", [CV, "share", "filter"], "share of rate_marriage = 5 among religious = 1")
add("whats the 90th percentile of affairs, just for the ones that had any", "number", f.affairs[f["any"]].quantile(.9), {"rel": 0.01}, "medium", [SL, "percentile", "filter"], "affairs > 0 only")

# ---------------------------------------------------------------- wine
W = ["tables/wine.csv"]; w = rd("wine.csv"); num = w.drop(columns="cultivar")
add = lambda *a, **k: case(W, "wine", *a, **k)
add("How many wines are there of each cultivar?", "table", t(w.cultivar.value_counts()), ABS, "easy", [D, "group count"], "rows per cultivar")
add("What is the average alcohol content?", "number", w.alcohol.mean(), {"rel": 0.002}, "easy", [D, "mean"], "mean alcohol")
add(["Average proline by cultivar", "which one is lowest?"], "category", ["class_1"] if w.groupby("cultivar").proline.mean().idxmin() == "class_1" else None, None, "easy", [CV, "bottom"], "lowest mean proline")
g = t(w.groupby("cultivar").flavanoids.mean())
add(["What's the mean flavanoid level per cultivar?", "show that as a bar chart"], "chart", {"type": ["bar", "column"], "data": g}, REL, "easy", [CV, "chart"], "mean flavanoids by cultivar (not nonflavanoid_phenols)")
x = w[w.alcohol > 14]
add(["How many wines have more than 14% alcohol?", "and how many of these are class 0?"], "number", (x.cultivar == "class_0").sum(), ABS, "medium", [CV, "count", "filter"], "alcohol > 14 and cultivar class_0")
add(["What's the average magnesium level?", "and the 90th percentile?"], "number", w.magnesium.quantile(.9), REL, "easy", [CV, "percentile"], "90th percentile of magnesium")
add("What is the standard deviation of ash within each cultivar?", "table", t(w.groupby("cultivar").ash.std()), REL, "medium", [D, "spread"], "sample sd; population sd accepted", alt=[t(w.groupby("cultivar").ash.std(ddof=0))])
add("What share of the wines has a hue below 1?", "number", pf((w.hue < 1).mean()), REL, "easy", [D, "share"], "hue < 1 over all wines")
gs = [v.alcohol.values for _, v in w.groupby("cultivar")]
add("Run a one-way ANOVA of alcohol across the cultivars. What is the F statistic?", "number", S.f_oneway(*gs).statistic, REL, "hard", [D, "test"], "classic one-way ANOVA")
add("In a simple linear regression of proline on alcohol, what's the slope?", "number", S.linregress(w.alcohol, w.proline).slope, REL, "medium", [D, "regression"], "proline as outcome, alcohol as predictor")
cc = num.corr().color_intensity.drop("color_intensity").abs(); assert cc.idxmax() == "alcohol" == num.corr("spearman").color_intensity.drop("color_intensity").abs().idxmax()
add("Which other measurement is most strongly correlated with colour intensity?", "category", [cc.idxmax()], None, "medium", [D, "correlation", "top"], "largest absolute correlation, by Pearson and by Spearman")
add("Make a scatter plot of flavanoids against total phenols, coloured by cultivar.", "chart", {"type": ["scatter"], "data": None}, None, "easy", [D, "chart", "scatter"], "two measures, colour = cultivar")
add("Show me box plots of malic acid for the three cultivars.", "chart", {"type": ["box", "boxplot"], "data": None}, None, "easy", [D, "chart", "distribution"], "malic_acid by cultivar")
add("Cluster the wines into three groups based on their chemical measurements.", "segments", {"k": 3, "n": len(w), "needs": []}, None, "hard", [D, "segments"], "k is given; all 178 wines")
P = sm.OLS(w.proline, sm.add_constant(w[["alcohol", "color_intensity"]])).fit(); pr = float(P.predict([[1, 13.5, 6]])[0])
add("What proline level would you predict for a wine with 13.5 alcohol and a color intensity of 6?", "prediction", [pr], {"rel": 0.2}, "hard", [D, "prediction"], "OLS on the two named predictors; wide tolerance for other models")
bn = pd.cut(w.alcohol, [0, 12.5, 13.5, 99], right=False, labels=["low", "mid", "high"])
add("Split the wines by alcohol into low (under 12.5), mid (12.5 to under 13.5) and high (13.5 and up). How many are in each group?", "table", t(bn.value_counts()), ABS, "medium", [D, "bins"], "bounds as given, left-closed")
g = (w.flavanoids / w.total_phenols).groupby(w.cultivar).mean()
add("If you divide flavanoids by total phenols for each wine, which cultivar has the highest average ratio?", "category", [g.idxmax()], None, "medium", [D, "formula", "top"], "mean of the per-wine ratio (ratio of sums has the same winner)")
add("Which vineyard produces the strongest wine?", "decline", "no vineyard or producer in the data", None, "easy", [D, "decline"], "cultivar is a grape variety, not a vineyard")
add("Does a higher magnesium content cause the wine to have a deeper color?", "decline", "causal question; observational measurements cannot tell", None, "medium", [D, "decline", "causal"], "a correlation may be offered in the text, but cause cannot be answered")
add("so which ones the best wine", "clarify", None, None, "medium", [SL, "clarify"], "no quality score; best in what sense?")
add("avg colour intesity by cultivar", "table", t(w.groupby("cultivar").color_intensity.mean()), REL, "easy", [SL, "group mean"], "typo and British spelling")
add("how many wines w malic acid under 2 n alcohol over 13", "number", ((w.malic_acid < 2) & (w.alcohol > 13)).sum(), ABS, "medium", [SL, "count", "filter"], "both conditions, strict")
add("whats the alcohol of the wine w the most magnesium", "number", w.loc[w.magnesium.idxmax(), "alcohol"], {"abs": 0.005}, "medium", [SL, "look-up"], "row with magnesium 162")
add("any missing values in here? how many", "number", int(w.isna().sum().sum()), {"abs": 0.01}, "easy", [SL, "data quality"], "no cell is empty")
x = w[w.cultivar == "class_1"]
add(["Correlation between alcohol and proline?", "now only for class 1"], "number", [x.alcohol.corr(x.proline), x.alcohol.corr(x.proline, method="spearman")], REL, "medium", [CV, "correlation", "filter"], "Pearson within class_1; Spearman accepted")

# ---------------------------------------------------------------- e-mail
E = ["tables/email_sends.csv"]; R = "Rev Attrib (EUR)"
raw = rd("email_sends.csv"); raw["d"] = (raw.Dlvd == "Y") * 1; raw["u"] = (raw.Unsub == "Y") * 1
raw["mon"] = pd.to_datetime(raw["Send Dt"], format="%d/%m/%Y").dt.strftime("%Y-%m"); one = raw.drop_duplicates()
add = lambda *a, **k: case(E, "email", *a, **k)
def nums(*fs):                                # readings on the rows as they are and without the 9 rows exported twice
    v = []
    for fn in fs:
        for x in (raw, one):
            r = fn(x)
            for y in (r if isinstance(r, list) else [r]):
                if y not in v: v.append(y)
    return v
def tabs(*fs):
    v = []
    for fn in fs:
        for x in (raw, one):
            r = fn(x)
            if r not in v: v.append(r)
    return v[0], v[1:]
def rate(x, by, a, b): g = x.groupby(by); return t(g[a].sum() / g[b].sum())
raw["n"] = 1; one = raw.drop_duplicates()
add("Are there exact duplicate rows in this export, and how many?", "number", [raw.duplicated().sum(), raw.duplicated(keep=False).sum()], ABS, "easy", [D, "data quality"], "9 rows repeat an earlier one; 18 if both copies are counted")
add("What's our overall open rate?", "number", nums(lambda x: pf(x.Opened.sum() / x.d.sum()), lambda x: pf(x.Opened.sum() / len(x))), REL, "medium", [D, "rate"], "opens over delivered, or over sent")
add("Leaving out the promos, which campaign brought in the most revenue?", "category", [raw[raw["Camp Type"] != "PROMO"].groupby("Campaign Name")[R].sum().idxmax()], None, "medium", [D, "top", "negation"], "Camp Type other than PROMO, sum of attributed revenue by campaign")
g, alt = tabs(lambda x: t(x.groupby("Segment")[R].sum()))
add("Bar chart of total revenue by segment please", "chart", {"type": ["bar", "column"], "data": g}, REL, "easy", [D, "chart", "group sum"], "sum of revenue by segment")
def cto(x): y = x[x["Campaign Name"] == "Summer Preview"]; return pf(y.Clicked.sum() / y.Opened.sum())
add("What was the click-to-open rate of the Summer Preview campaign?", "number", nums(cto), REL, "medium", [D, "ratio", "filter"], "clicks over opens")
add("How many different recipients in France or the Netherlands did we email?", "number", raw[raw.Ctry.isin(["FR", "NL"])]["Recip ID"].nunique(), ABS, "medium", [D, "distinct", "or"], "distinct Recip ID with Ctry FR or NL (NL is also a campaign type: newsletter)")
def nd(x): return t(1 - x.groupby("Ctry").d.mean())
g, alt = tabs(lambda x: pct(nd(x)), nd)
add("What share of emails was not delivered, by country?", "table", g, REL, "medium", [D, "rate", "negation"], "Dlvd = N over sends; a group for missing country may be shown", alt=alt)
g = raw.groupby("Campaign Name"); r = (g.u.sum() / g.d.sum()).nlargest(3).index.tolist(); assert r == (g.u.mean()).nlargest(3).index.tolist()
add("Which three campaigns had the highest unsubscribe rate?", "list", r, None, "medium", [D, "rate", "top n"], "unsubs over delivered; the same order over sent", ordered=True)
g, alt = tabs(lambda x: t(x.groupby("mon")[R].sum()))
MN = dict(zip([f"2024-0{i}" for i in range(1, 7)], ["January", "February", "March", "April", "May", "June"]))
add("Plot the attributed revenue month by month.", "chart", {"type": ["line", "bar", "column", "area"], "data": g}, REL, "medium", [D, "chart", "time series"], "Send Dt is day/month/year", alt=[{"type": ["line", "bar", "column", "area"], "data": {MN[k]: v for k, v in g.items()}}])
g, alt = tabs(lambda x: rate(x, "Camp Type", R, "d"))
add("What's the revenue per delivered email for each campaign type?", "table", g, REL, "medium", [D, "ratio"], "sum of revenue over number delivered", alt=alt)
def ptests(x, base):
    y = x[x[base] == 1]; ct = pd.crosstab(y["Subj Ver"], y.Opened); z = S.chi2_contingency(ct, correction=False)[1]
    a, b = y.Opened[y["Subj Ver"] == "A"], y.Opened[y["Subj Ver"] == "B"]
    return [z, S.chi2_contingency(ct)[1], z / 2, S.ttest_ind(a, b, equal_var=False)[1], S.fisher_exact(ct)[1]]
add("Is the difference in open rate between subject line versions A and B statistically significant? Tell me the p-value.", "number", nums(lambda x: ptests(x, "d"), lambda x: ptests(x, "n")), {"rel": 0.02}, "hard", [D, "test"], "chi-square/z, Yates, one-sided, Welch or Fisher, on delivered or on sent: all far below 0.05")
def many(x): return (x["Recip ID"].value_counts() > 6).sum()
add("How many recipients got more than 6 emails from us?", "number", nums(many), ABS, "medium", [D, "threshold on groups"], "recipients with over 6 sends")
add(["What's the average revenue of the sends that made any money?", "ok different question: how many sends have no country?"], "number", nums(lambda x: x.Ctry.isna().sum()), ABS, "medium", [CV, "missing", "new topic"], "empty Ctry; the revenue filter does not carry over")
def sd(x): return t2(x[x.Opened == 1].groupby(["Segment", "Device"]).size())
g, alt = tabs(sd)
add("Cross-tabulate the number of opened emails by segment and device.", "table", g, ABS, "medium", [D, "cross table", "filter"], "device is only known for opened emails", alt=alt + [{" | ".join(k.split(" | ")[::-1]): v for k, v in g.items()}])
add("What did each click cost us on average?", "decline", "no cost or spend in the data", None, "medium", [D, "decline"], "revenue is there, cost is not")
add("Can you give me the email address and full name of recipient R-00960?", "decline", "no names or addresses, and private", None, "easy", [D, "decline", "private"], "only a recipient id is held")
def vnl(x): y = x[(x.Segment == "VIP") & (x["Camp Type"] == "NL")]; return pf(y.Opened.sum() / y.d.sum(), y.Opened.mean())
add("whats the open rate for vips on newsletters", "number", nums(vnl), REL, "medium", [SL, "rate", "filter"], "Segment VIP, Camp Type NL; over delivered or over sent")
add("quick q for my boss: how much money did the winback mails make in total", "number", nums(lambda x: x[x["Camp Type"] == "WINBACK"][R].sum()), REL, "easy", [SL, "sum", "filter"], "both winback campaigns")
add("wich country has the most clicks", "category", [raw.groupby("Ctry").Clicked.sum().idxmax()], None, "easy", [SL, "top"], "sum of Clicked by Ctry")
g, alt = tabs(lambda x: t(x.groupby("mon").u.sum()))
add("unsubs per month pls", "table", g, ABS, "easy", [SL, "time series", "count"], "Unsub = Y by month of Send Dt", alt=alt + [{MN[k]: v for k, v in g.items()}])
add("% of opens that were on mobile", "number", nums(lambda x: pf((x[x.Opened == 1].Device == "mobile").mean())), REL, "medium", [SL, "share"], "mobile opens over all opens")
def sh(x): s = x.groupby("Camp Type")[R].sum(); return t(s / s.sum())
g, alt = tabs(lambda x: pct(sh(x)), sh)
add(["How much revenue did each campaign type make?", "as a share of the total please"], "table", g, REL, "medium", [CV, "share"], "revenue share by Camp Type", alt=alt)
de = lambda x: x[x.Ctry == "DE"]
g, alt = tabs(lambda x: pct(rate(de(x), "Segment", "Clicked", "d")), lambda x: rate(de(x), "Segment", "Clicked", "d"), lambda x: pct(rate(de(x), "Segment", "Clicked", "n")), lambda x: rate(de(x), "Segment", "Clicked", "n"))
add(["Open rate by segment", "only germany", "actually make that the click rate"], "table", g, REL, "hard", [CV, "rate", "filter"], "clicks over delivered (or sent) by segment, Ctry DE", alt=alt)
top = raw.groupby("Campaign Name").Clicked.sum().nlargest(5); second = top.index[1]; assert top.iloc[0] > top.iloc[1] > top.iloc[2]
def cr(x): y = x[x["Campaign Name"] == second]; return pf(y.Clicked.sum() / y.d.sum(), y.Clicked.mean())
add(["Top 5 campaigns by clicks", "what's the click rate of the second one?"], "number", nums(cr), REL, "hard", [CV, "reference", "rate"], f"second is {second}; clicks over delivered or sent")
add(["How many emails went out in March?", "and in April?", "how many of those were opened?"], "number", nums(lambda x: x[x.mon == "2024-04"].Opened.sum()), ABS, "medium", [CV, "count", "filter", "date"], "opens of April sends")

# ---------------------------------------------------------------- CRM
C1 = ["tables/crm_deals.csv"]; C2 = ["tables/crm_deals.csv", "tables/crm_accounts.csv"]
c = rd("crm_deals.csv"); c = c[c["Deal ID"] != "Total"].copy(); acc = rd("crm_accounts.csv")
c["amt"] = c["Amt (USD)"].str.replace(r"[$,]", "", regex=True).astype(float)
c["cr"] = pd.to_datetime(c.Created, format="%m/%d/%Y"); c["cl"] = pd.to_datetime(c["Closed Dt"], format="%m/%d/%Y"); c["days"] = (c.cl - c.cr).dt.days
won = c[c.Stage == "Closed Won"]; lost = c[c.Stage == "Closed Lost"]; opn = c[c.cl.isna()]; closed = c[c.cl.notna()].copy(); closed["w"] = (closed.Stage == "Closed Won") * 1
assert set(opn.Stage) == {"1-Qualif", "2-Demo", "3-Proposal", "4-Negot"}
wj = won.merge(acc, on="Acct ID", how="left")
add = lambda *a, data=C2, **k: case(data, "crm", *a, **k)
add("What is the total value of the deals we won?", "number", won.amt.sum(), REL, "easy", [D, "sum", "filter"], "Closed Won; the Total row is not a deal")
add("What's our win rate among closed deals?", "number", pf(closed.w.mean()), REL, "easy", [D, "rate"], "won / (won + lost)")
add("Who are our top 3 reps by won deal value?", "list", won.groupby("Owner").amt.sum().nlargest(3).index.tolist(), None, "easy", [D, "top n"], "Owner by sum of Closed Won amounts", ordered=True)
add("What's the average size of won deals by industry?", "table", t(won.groupby("Industry").amt.mean()), REL, "medium", [D, "group mean", "filter"], "mean amount of Closed Won by industry")
add("How many days does it take from creating a deal to winning it? Use the median.", "number", won.days.median(), {"abs": 0.5}, "medium", [D, "median", "dates"], "Closed Dt - Created of Closed Won")
add("Chart the value of the open pipeline by stage.", "chart", {"type": ["bar", "column", "funnel", "pie"], "data": t(opn.groupby("Stage").amt.sum())}, REL, "medium", [D, "chart", "filter"], "open = not closed won/lost; missing amounts skipped")
add("What's the weighted value of the open pipeline, i.e. amount times probability?", "number", (opn.amt * opn["Prob %"] / 100).sum(), REL, "hard", [D, "formula", "filter"], "Prob % is 0 to 100; missing amounts count nothing; won deals are no longer open")
add("How many reps have won more than 40 deals?", "number", (won.Owner.value_counts() > 40).sum(), ABS, "medium", [D, "threshold on groups"], "owners with over 40 Closed Won")
q = won[won.cl.dt.year == 2023]; q = q.groupby(q.cl.dt.to_period("Q")).amt.sum()
add("Plot won revenue per quarter for 2023, going by close date.", "chart", {"type": ["bar", "column", "line", "area"], "data": {f"{k.year}-Q{k.quarter}": v for k, v in q.items()}}, REL, "medium", [D, "chart", "time series", "filter"], "Closed Won by quarter of Closed Dt",
    alt=[{"type": ["bar", "column", "line", "area"], "data": {fm.format(y=k.year, q=k.quarter): v for k, v in q.items()}} for fm in ("Q{q} {y}", "{y}Q{q}", "Q{q}")])
y = won.groupby(won.cl.dt.year).amt.sum(); gr = y[2023] / y[2022] - 1
add("By how much did won revenue grow from 2022 to 2023, in percent, by close date?", "number", pf(gr), REL, "medium", [D, "growth", "dates"], "sum of Closed Won by year of Closed Dt")
s = won.groupby(["Industry", "Owner"]).amt.sum(); best = s.groupby("Industry").idxmax()
add("For each industry, who is the rep with the highest won value?", "list", [best[i][1] for i in sorted(best.index)], None, "hard", [D, "ranking within groups"], "; ".join(f"{i}: {best[i][1]}" for i in best.index), ordered=False)
add("How much have we won per account tier?", "table", t(wj.groupby("Tier").amt.sum()), REL, "medium", [D, "join", "group sum"], "Closed Won joined to accounts by Acct ID")
add("How many German accounts have at least one won deal?", "number", wj[wj["HQ Country"] == "Germany"]["Acct ID"].nunique(), ABS, "hard", [D, "join", "distinct", "filter"], "distinct accounts with HQ Germany among Closed Won")
add("Which reps hit their quota last quarter?", "decline", "no quotas or targets", None, "easy", [D, "decline"], "the data has no quota")
add("How many calls and meetings does it take to close the average deal?", "decline", "no activity data (calls, meetings)", None, "easy", [D, "decline"], "no activities are recorded")
add("hows the team doing", "clarify", None, None, "medium", [SL, "clarify"], "which measure, which period?")
add("hw many deals did we lose cuz of a competitor in 2023", "number", ((lost["Lost Reason"] == "Competitor") & (lost.cl.dt.year == 2023)).sum(), ABS, "medium", [SL, "count", "filter", "date"], "Closed Lost, reason Competitor, closed in 2023")
g = wj[wj["HQ Country"].isin(["UK", "USA"])].groupby("HQ Country").amt.mean()
add("avg won deal size uk vs usa", "table", t(g), REL, "medium", [SL, "join", "comparison"], "Closed Won by HQ country of the account")
add("no lead source - how many deals is that", "number", c["Lead Src"].isna().sum(), ABS, "medium", [SL, "missing", "count"], "empty Lead Src, not counting the Total row")
b = wj.loc[wj.amt.idxmax()]
add("biggest deal we ever won - which company was that", "category", [b.Company, b["Deal Name"]], None, "medium", [SL, "look-up", "top"], f"{b['Deal Name']} with {b.amt:,.0f}; the Total row is not a deal")
x = closed[closed["Deal Type"] == "New Biz"]; g = t(x.groupby("Lead Src").w.mean())
add(["Win rate by lead source, closed deals only", "and for new business only?"], "table", pct(g), REL, "medium", [CV, "rate", "filter"], "won over closed, Deal Type New Biz", alt=[g])
add(["How many deals are still open?", "just Sarah's", "what are they worth in total?"], "number", opn[opn.Owner == "Sarah Kim"].amt.sum(), REL, "medium", [CV, "sum", "filter"], "open deals of Sarah Kim, missing amounts skipped")
n = c[c.cr.dt.year == 2022].Owner.value_counts(); assert n.iloc[0] > n.iloc[1]
add(["How many deals did each rep create in 2023?", "what about 2022", "who had the most?"], "category", [n.index[0]], None, "medium", [CV, "top", "date"], f"created in 2022: {n.iloc[0]} against {n.iloc[1]}")
add(["Average sales cycle in days by deal type, won deals only", "use the median instead"], "table", t(won.groupby("Deal Type").days.median()), {"abs": 0.5}, "medium", [CV, "median", "dates"], "Closed Dt - Created of Closed Won")
pr = lost[lost["Lost Reason"] == "Price"].amt.sum()
add(["How much deal value did we lose, by lost reason?", "what's the share of Price in that?"], "number", pf(pr / lost[lost["Lost Reason"].notna()].amt.sum(), pr / lost.amt.sum()), REL, "medium", [CV, "share"], "over lost value with a reason, or over all lost value")

with open(os.path.join(HERE, "cases.jsonl"), "w") as o:
    for k in cases: o.write(json.dumps(k, ensure_ascii=False) + "\n")
print(len(cases), count)
