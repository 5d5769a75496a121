"""Computes every gold from tables/*.csv with pandas and writes cases.jsonl."""
import json
import pathlib
import numpy as np
import pandas as pd
from scipy import stats
HERE = pathlib.Path(__file__).resolve().parent
T = HERE / "tables"
CASES = []
CNT = {"abs": 0.5}
REL = {"rel": 0.005}


def clean(v):
    if isinstance(v, pd.Series):
        return {(" | ".join(map(str, k)) if isinstance(k, tuple) else str(k)): clean(x) for k, x in v.items()}
    if isinstance(v, dict):
        return {k: clean(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [clean(x) for x in v]
    if isinstance(v, np.integer):
        return int(v)
    if isinstance(v, (float, np.floating)):
        return round(float(v), 6)
    return v


class Set:
    def __init__(self, short, data):
        self.short, self.data, self.n = short, ["tables/" + d for d in data], 0

    def __call__(self, turns, kind, gold, diff, tags, note, tol=None, alt=None, ordered=None):
        self.n += 1
        c = {"id": f"b25-{self.short}-{self.n:02d}", "data": self.data, "turns": [turns] if isinstance(turns, str) else turns,
             "answer_type": kind, "gold": clean(gold)}
        if alt:
            c["gold_alt"] = clean(alt)
        if ordered is not None:
            c["ordered"] = ordered
        c.update(tolerance=tol, difficulty=diff, tags=tags.split(), note=note)
        CASES.append(c)


def share(x):
    return [float(x), float(x) * 100]


# =====================================================================  hotels
q = Set("hotel", ["hotel_bookings.csv", "guests.csv"])
b = pd.read_csv(T / "hotel_bookings.csv", keep_default_na=True)
g = pd.read_csv(T / "guests.csv", keep_default_na=True)
for c in ("Booked On", "Arrival", "Departure"):
    b[c] = pd.to_datetime(b[c], format="%d/%m/%Y")
g["Member Since"] = pd.to_datetime(g["Member Since"], format="%d/%m/%Y")
b["rr"], b["fb"], b["rev"] = b["Room Rev (GBP)"], b["F&B Rev (GBP)"], b["Review /10"]
b["lead"] = (b.Arrival - b["Booked On"]).dt.days
j = b.merge(g, on="Guest ID", how="left")
co = b[b.Status == "Checked out"]
q("Give me a cross table of room category by status, number of bookings", "table", b.groupby(["Room Cat.", "Status"]).size(), "medium", "direct cross-table count", "counts by Room Cat. x Status", CNT)
q("How many individual guests have actually booked with us?", "number", b["Guest ID"].nunique(), "easy", "direct distinct", "distinct Guest ID in bookings (the guests file has 1150)", CNT)
q(["How many bookings came in through each channel?", "show that as a pie", "without the walk-ins please"], "chart", {"type": ["pie", "donut"], "data": b[b.Channel != "Walk-in"].groupby("Channel").size()}, "medium", "conversation chart negation", "counts by Channel without Walk-in", CNT)
band = pd.cut(b.Nights, [0, 1, 3, 6, 99], labels=["1 night", "2-3 nights", "4-6 nights", "7 or more nights"])
q("How many bookings are for 1 night, 2-3 nights, 4-6 nights and 7 or more nights?", "table", b.groupby(band, observed=True).size(), "medium", "direct bins labels-free", "bands of Nights", CNT)
q("Which channel loses the biggest percentage of its bookings to cancellations?", "category", (b.Status == "Cancelled").groupby(b.Channel).mean().idxmax(), "medium", "direct rate top", "share of Status = Cancelled by Channel")
q("What percentage of bookings ended as a no-show or a cancellation?", "number", share((b.Status != "Checked out").mean()), "medium", "direct share or", "Cancelled or No-show / all", REL)
x = co[co.Hotel == "Kestrel Edinburgh"]
q("What is the average daily rate, i.e. room revenue divided by nights, for checked out stays at Kestrel Edinburgh?", "number", [x.rr.sum() / x.Nights.sum()], "hard", "direct ratio-of-sums filter formula", "ADR = sum room revenue / sum nights; the mean of the per-booking rates is the other reading", REL, alt=[(x.rr / x.Nights).mean()])
a25 = b[(b.Arrival >= "2025-08-01") & (b.Arrival <= "2025-08-31")]
q("How many bookings have an arrival date in August 2025?", "number", len(a25), "easy", "direct count date", "Arrival month (day first dates)", CNT)
q("What's the median lead time in days, from booked on to arrival, per channel?", "table", b.groupby("Channel").lead.median(), "hard", "direct median dates formula group", "Arrival - Booked On; Walk-in is 0", {"abs": 0.5})
q("Is there a correlation between lead time (arrival minus booked on, in days) and the number of nights? How big?", "number", [b.lead.corr(b.Nights), b.lead.corr(b.Nights, method="spearman")], "hard", "direct correlation dates formula", "Pearson or Spearman, all bookings", {"abs": 0.005})
q("How many guests from Germany have Gold or Platinum status?", "number", ((g.Ctry == "DE") & g["Loyalty Tier"].isin(["Gold", "Platinum"])).sum(), "medium", "direct count filter or synonym", "guests file: Ctry DE and tier Gold/Platinum; counting only those with a booking is a possible reading", CNT,
  alt=[j[(j.Ctry == "DE") & j["Loyalty Tier"].isin(["Gold", "Platinum"])]["Guest ID"].nunique()])
m = b.groupby("Room Cat.").rev.mean()
q("How much higher do guests in suites (STE) rate us on average than guests in standard rooms (STD)?", "number", [m["STE"] - m["STD"], m["STD"] - m["STE"]], "medium", "direct difference mean", "mean of the given reviews", {"rel": 0.01})
p1, p2 = b[b.Channel == "Booking.com"].rev.dropna(), b[b.Channel == "Own website"].rev.dropna()
q("Do review scores differ significantly between Booking.com and Own website bookings? Give me the p-value.", "number", [stats.ttest_ind(p1, p2, equal_var=False).pvalue, stats.ttest_ind(p1, p2).pvalue, stats.mannwhitneyu(p1, p2).pvalue], "hard", "direct test p-value", "Welch, Student or Mann-Whitney", {"rel": 0.02})
y = b[b.Arrival.dt.year == 2025]
mo = y.groupby(y.Arrival.dt.strftime("%Y-%m")).rr.sum()
yc = y[y.Status == "Checked out"]
q("Plot room revenue by arrival month for 2025", "chart", {"type": ["line", "bar", "area"], "data": mo}, "medium", "direct chart time-series", "all bookings by month of Arrival; only checked out is the alternative", REL, alt=[{"type": ["line", "bar", "area"], "data": yc.groupby(yc.Arrival.dt.strftime("%Y-%m")).rr.sum()}])
n5 = b["Guest ID"].value_counts()
q("How many regulars do we have, meaning guests with more than 5 bookings?", "number", (n5 > 5).sum(), "medium", "direct threshold-groups", "guests with > 5 rows in bookings", CNT)
q("hi, quick one for my gm - hw many no shows did london bridge have", "number", ((b.Status == "No-show") & (b.Hotel == "Kestrel London Bridge")).sum(), "easy", "sloppy count filter", "No-show at Kestrel London Bridge", CNT)
q("avg room rev of bookings made by women pls", "number", j[j.Sex == "F"].rr.mean(), "medium", "sloppy mean join synonym", "join guests on Guest ID, Sex F; all statuses", REL, alt=[j[(j.Sex == "F") & (j.Status == "Checked out")].rr.mean()])
q("top 4 guest countries by no of bookings, excl the uk", "list", list(j[j.Ctry != "GB"].Ctry.value_counts().head(4).index), "medium", "sloppy top-n negation join", "GB left out; count of bookings by guest country", ordered=True)
q("how mny checked out stays have no review", "number", co.rev.isna().sum(), "easy", "sloppy missing count filter", "Review missing, Status Checked out", CNT)
q(["How many bookings came through Expedia?", "and Booking.com?", "only the ones cancelled"], "number", ((b.Channel == "Booking.com") & (b.Status == "Cancelled")).sum(), "medium", "conversation filter", "Booking.com and Cancelled", CNT)
q(["Room revenue by hotel", "only checked out stays please", "and the median per booking instead of the total"], "table", co.groupby("Hotel").rr.median(), "medium", "conversation measure median group", "Checked out kept, median", REL)
q(["Which hotel has the most bookings?", "And the second most?"], "category", b.Hotel.value_counts().index[1], "easy", "conversation rank", "second by count of bookings")
q(["How many guests are in the Gold tier?", "how many of those opted in to marketing?", "and for Silver?"], "number", ((g["Loyalty Tier"] == "Silver") & (g.mkt_optin == "Y")).sum(), "medium", "conversation filter", "guests: Silver and mkt_optin Y", CNT)
q("What was our occupancy rate in July 2025?", "decline", "the number of rooms available per hotel is not in the data", "medium", "direct decline", "no room inventory: occupancy cannot be computed")
q("Did including breakfast cause guests to give better reviews?", "text", {"must_mention": ["causal|cannot|can't|not prove|correlat|associat|observational|experiment"], "must_not": []}, "medium", "direct causal trap", "observational data only: a comparison may be shown, but a causal reading must be refused or qualified")
assert q.n == 25

# =====================================================================  ticketing
q = Set("tix", ["ticket_orders.csv", "events.csv"])
o6 = pd.read_csv(T / "ticket_orders.csv")                      # with six rows exported twice
ev = pd.read_csv(T / "events.csv")
ev["d"] = pd.to_datetime(ev["event dt"], format="%d-%m-%Y")


def prep(o):
    o = o.copy()
    o["ts"] = pd.to_datetime(o.purchased_at)
    o["fv"] = o.qty * o.face_val_eur
    return o.merge(ev, on="event_cd", how="left")


A = [prep(o6), prep(o6.drop_duplicates())]                     # both golds: as exported, and without the repeats


def both(f):
    return [f(a) for a in A]


def two(f):                                                    # gold, gold_alt
    x, y = both(f)
    return x, ([y] if clean(x) != clean(y) else None)


o = A[0]
q("What's the standard deviation of the number of tickets per order?", "number", both(lambda a: a.qty.std()) + [o.qty.std(ddof=0)], "easy", "direct spread", "sd of qty", REL)
q("How many tickets were sold in total, refunded ones included?", "number", both(lambda a: a.qty.sum()), "easy", "direct sum", "sum qty", CNT)
x, alt = two(lambda a: a.groupby("pay_meth").fee_eur.mean())
q(["What are the total fees by payment method?", "and the average per order instead?"], "table", x, "easy", "conversation measure mean group", "mean fee_eur by pay_meth", REL, alt=alt)
q("What proportion of orders came in with a promo code?", "number", sum(both(lambda a: share(a.promo_cd.notna().mean())), []), "medium", "direct share missing", "promo_cd filled", REL)

q("How much marketing budget did we spend on each event?", "decline", "marketing spend is not in the data", "easy", "direct decline", "no cost or budget column")
x, alt = two(lambda a: a[a.TktType != "COMP"].groupby("TktType").face_val_eur.mean())
q("Average face value by ticket type, without the COMP tickets", "table", x, "easy", "direct mean group negation", "mean face_val_eur per order row; weighted by qty is another reading", REL,
  alt=(alt or []) + [o[o.TktType != "COMP"].groupby("TktType").apply(lambda d: d.fv.sum() / d.qty.sum(), include_groups=False)])
pl = lambda a: a[(a.evt_status == "Played") & (a.refunded == 0)]
q("Of the tickets for played events that were not refunded, what percentage got scanned?", "number", sum(both(lambda a: share(pl(a).scanned_qty.sum() / pl(a).qty.sum())), []), "hard", "direct ratio-of-sums join filter", "sum scanned_qty / sum qty", REL)
eq = o.groupby("Event").qty.sum()
q("How many events sold more than 500 tickets?", "number", both(lambda a: (a.groupby("Event").qty.sum() > 500).sum()), "medium", "direct threshold-groups", "events with sum qty > 500", CNT)
ce = o.groupby(["city", "Event"]).qty.sum().reset_index()
be = ce.loc[ce.groupby("city").qty.idxmax()].set_index(["city", "Event"]).qty
q("For each city, which event sold the most tickets and how many?", "table", be, "hard", "direct ranking-within-groups join", "best event by sum qty in each city", {"rel": 0.005, "abs": 10})
q("How many rows in the orders file are exact duplicates of another row?", "number", [int(o6.duplicated().sum()), int(o6.duplicated(keep=False).sum())], "medium", "direct data-quality duplicates", "6 rows repeat (12 rows take part)", CNT)
nv = lambda a: a.fv - a.disc_eur
q("If revenue is quantity times face value minus discount, what was the revenue from orders purchased in 2025?", "number", both(lambda a: nv(a)[a.ts.dt.year == 2025].sum()), "hard", "direct formula date", "sum(qty*face_val_eur - disc_eur), purchased_at in 2025", REL)
x, alt = two(lambda a: a.groupby(a.ts.dt.strftime("%Y-%m")).qty.sum())
q("Line chart of tickets sold per month of purchase, please", "chart", {"type": ["line", "area"], "data": x}, "medium", "direct chart time-series", "sum qty by month of purchased_at", {"rel": 0.02, "abs": 7})
q("What's our busiest weekday in terms of orders placed?", "category", o.ts.dt.day_name().value_counts().index[0], "medium", "direct weekday top", f"count orders by weekday: {o.ts.dt.day_name().value_counts().head(2).to_dict()}")
q("What's the 90th percentile of the fee per order?", "number", both(lambda a: a.fee_eur.quantile(.9)), "medium", "direct percentile", "fee_eur P90", {"rel": 0.01})
sc = o.groupby("Event").qty.sum() / ev.set_index("Event")["cap."]
q("Which event came closest to selling out, i.e. tickets sold relative to capacity?", "category", sc.idxmax(), "hard", "direct ratio join top", f"sum qty / cap.: {sc.nlargest(2).round(3).to_dict()}")
x, alt = two(lambda a: a[a.ctry.isin(["NL", "BE"])].groupby(["device", "ctry"]).size())
q("Number of orders by device and country, for NL and BE only", "table", x, "medium", "direct cross-table filter or", "counts; repeated rows change a count by at most a few", {"rel": 0.0, "abs": 6})
q("how many tix did we sell for elektric polder", "number", both(lambda a: a[a.Event == "Electric Polder"].qty.sum()), "medium", "sloppy typo join sum", "sum qty for Electric Polder", CNT)
x, alt = two(lambda a: a.groupby("GENRE").refunded.mean())
q("quick q for my boss: whats the refund rate by genre", "table", x, "medium", "sloppy rate group join", "mean of refunded by genre (share of orders); per ticket is another reading", {"rel": 0.01},
  alt=(alt or []) + [o.groupby("GENRE").apply(lambda d: d.qty[d.refunded == 1].sum() / d.qty.sum(), include_groups=False)])
q("which events got canceled??", "list", list(ev[ev.evt_status == "Cancelled"].Event), "easy", "sloppy list filter", "evt_status = Cancelled", ordered=False)
q("total fees from belgian buyers", "number", both(lambda a: a[a.ctry == "BE"].fee_eur.sum()), "easy", "sloppy sum value-synonym", "ctry BE", REL)
x, alt = two(lambda a: a[a.GENRE == "Theatre"].groupby("TktType").qty.sum())
q(["Tickets sold by ticket type", "only for comedy events", "and for theatre?"], "table", x, "medium", "conversation filter join", "sum qty by TktType for genre Theatre", {"rel": 0.0, "abs": 6})
q(["How many orders came from 18-24 year olds?", "and under 18?", "sorry, I meant 65 and over"], "number", both(lambda a: (a.age_band == "65+").sum()), "medium", "conversation correction", "age_band 65+", CNT)
x = both(lambda a: a[a.ts.dt.year == 2025].groupby("pay_meth").size())
q(["Show me a pie chart of orders by payment method", "make it a bar chart", "just orders bought in 2025"], "chart", {"type": ["bar", "hbar", "barh", "column"], "data": x[0]}, "medium", "conversation chart date", "bar of counts, purchased in 2025", {"rel": 0.0, "abs": 6})
q(["How many events are held in Antwerp?", "list them"], "list", list(ev[ev.city == "Antwerp"].Event), "easy", "conversation list", "Event where city = Antwerp", ordered=False)
q("How satisfied were visitors of Iron Tulips with the show?", "decline", "no satisfaction or rating is in the data", "easy", "direct decline", "no survey or rating column")
assert q.n == 25

# =====================================================================  CRM
q = Set("crm", ["crm_deals.csv", "sales_reps.csv"])
d = pd.read_csv(T / "crm_deals.csv")
d = d[d["Deal ID"] != "TOTAL"].copy()                          # the last row is a total
rp = pd.read_csv(T / "sales_reps.csv")
d["amt"] = pd.to_numeric(d["Amount (USD)"].str.replace(r"[$,]", "", regex=True))
d["cr"] = pd.to_datetime(d["Create Date"], format="%m/%d/%Y")
d["cl"] = pd.to_datetime(d["Close Date"], format="%m/%d/%Y")
d["won"] = d.Stage == "Closed Won"
d["open"] = ~d.Stage.str.startswith("Closed")
d["cyc"] = (d.cl - d.cr).dt.days
won, lost, opn = d[d.won], d[d.Stage == "Closed Lost"], d[d.open]
cl = d[~d.open]
dj = d.merge(rp, left_on="Owner", right_on="Rep", how="left")
q("What is the total amount of all closed won deals?", "number", won.amt.sum(), "easy", "direct sum filter", "sum Amount, Stage Closed Won; the TOTAL row has no stage", REL)
q("Of the deals that are closed, what share was won, by lead source?", "table", cl.groupby("Lead Source").won.mean(), "medium", "direct rate group share", "Closed Won / (Closed Won + Closed Lost) by Lead Source; deals without a source may be shown as missing", REL)
q("Scatter plot of number of employees against deal amount", "chart", {"type": ["scatter", "bubble"], "data": None}, "easy", "direct chart scatter", "# Employees x Amount, one dot a deal")
q("What is the median sales cycle, in days from create date to close date, for the deals we won?", "number", won.cyc.median(), "medium", "direct median dates formula", "Close Date - Create Date (US dates)", {"abs": 0.5})
at = (won[won.cl.dt.year == 2026].groupby("Owner").amt.sum() / rp.set_index("Rep")["Annual Quota USD"]).sort_values(ascending=False)
q("Which rep has the highest quota attainment in 2026, i.e. won amount by close date in 2026 divided by the annual quota?", "category", at.index[0], "hard", "direct ratio join date top", f"{at.head(2).round(3).to_dict()}")
ta = won.groupby("Account Name").amt.sum().nlargest(6)
q("List the top 5 accounts by won amount", "list", list(ta.index[:5]), "medium", "direct top-n", f"sum Amount of Closed Won by Account Name: {ta.to_dict()}", ordered=True)
q("What's our weighted pipeline? That is amount times probability, summed over the open deals.", "number", (opn.amt * opn["Prob. %"] / 100).sum(), "hard", "direct formula filter", "open = not Closed Won/Lost; Prob. % / 100; deals without an amount add nothing", REL)
q("How many deals are over $50k?", "number", (d.amt > 50000).sum(), "easy", "direct count number-range", "the TOTAL row is not a deal", CNT)
q("For how many of the lost deals did nobody fill in a lost reason?", "number", lost["Lost Reason"].isna().sum(), "easy", "direct missing count filter", "Lost Reason empty among Closed Lost", CNT)
r2 = np.corrcoef(*d.dropna(subset=["amt"])[["# Employees", "amt"]].values.T)[0, 1] ** 2
q("How much of the variation in deal amount is explained by the number of employees? Give me the R-squared of a simple linear regression.", "number", share(r2), "hard", "direct regression r-squared", "OLS Amount on # Employees, TOTAL row out", {"rel": 0.01})
tb = pd.crosstab(cl["POC?"], cl.won)
q("Is winning a closed deal related to having a POC? Give the p-value.", "number", [stats.chi2_contingency(tb).pvalue, stats.chi2_contingency(tb, correction=False).pvalue, stats.fisher_exact(tb)[1]], "hard", "direct test p-value", "chi-square (with or without Yates) or Fisher on POC? x won among closed deals", {"rel": 0.03})
w2 = won.groupby(won.cl.dt.to_period("Q").astype(str)).amt.sum()
q("Chart the won amount per quarter of the close date", "chart", {"type": ["bar", "line", "column", "area"], "data": w2}, "medium", "direct chart time-series labels-free", "sum Amount of Closed Won by quarter of Close Date", REL)
oo = lambda n: (opn.Owner == n).sum()
q("how many deals does priya have open rn", "number", oo("Priya Raman"), "medium", "sloppy count value-part", "Owner Priya Raman, stage not closed", CNT)
q("avg discount won vs lost", "table", cl.groupby("Stage")["Disc %"].mean(), "medium", "sloppy mean compare labels-free", "mean Disc % of Closed Won and Closed Lost", REL)
jo = won[won.Owner == "Jess O'Neill"]
q("jess oneill - total won in 2026 pls", "number", jo[jo.cl.dt.year == 2026].amt.sum(), "hard", "sloppy sum typo date", "Closed Won, Close Date in 2026; won deals created in 2026 is the other reading", REL, alt=[jo[jo.cr.dt.year == 2026].amt.sum()])
q("whos on the enterprise team", "list", list(rp[rp.Team == "Enterprise"].Rep), "easy", "sloppy list filter", "Rep where Team = Enterprise", ordered=False)
lr = lost["Lost Reason"].value_counts()
q("pie of the reasons we lose deals", "chart", {"type": ["pie", "donut"], "data": lr}, "medium", "sloppy chart count missing", "count of Closed Lost by Lost Reason; the 34 without a reason may be left out or shown as missing", CNT)
q(["How many deals did we lose to a competitor?", "and because of price?", "what's the total amount of those?"], "number", lost[lost["Lost Reason"] == "Price"].amt.sum(), "medium", "conversation measure filter", "sum Amount, Lost Reason Price", REL)
tn = dj[dj.won & (dj.Type == "New Biz")].groupby("Team").amt.mean()
q(["Number of won deals by team", "show the average amount instead", "only new biz"], "table", tn, "hard", "conversation join mean filter", "Closed Won, Type New Biz, mean Amount by Team of the owner", REL)
big = opn.sort_values("amt", ascending=False).iloc[:2]
q(["What's our biggest open deal?", "who owns it?"], "category", big.Owner.iloc[0], "medium", "conversation look-up", f"{big[['Deal ID', 'amt', 'Owner']].values.tolist()}")
qn = lambda y: ((d.cr >= f"{y}-01-01") & (d.cr <= f"{y}-03-31")).sum()
q(["How many deals were created in the first quarter of 2026?", "and in Q1 2025?"], "number", qn(2025), "medium", "conversation date", "Create Date Jan-Mar 2025", CNT)
so = opn.groupby("Stage").amt.sum()
q(["How many open deals do we have by stage?", "which of these stages has the most money in it?"], "category", so.idxmax(), "medium", "conversation measure top", f"{so.to_dict()}")
q("Which of our competitors do we lose to most often?", "decline", "the competitors' names are not in the data (only 'Competitor' as a reason)", "medium", "direct decline", "Lost Reason only says Competitor, no name")
q("What commission did Marcus Lee get on his won deals?", "decline", "commission is not in the data", "easy", "direct decline", "no commission or pay column")
wc = won.Owner.value_counts()
best = sorted({won.groupby("Owner").amt.sum().idxmax(), *wc[wc == wc.max()].index, cl.groupby("Owner").won.mean().idxmax(), at.index[0]})
q("Who is our best rep?", "clarify", {"accept_number": best}, "medium", "direct clarify vague", "best by won amount, number of wins, win rate or quota attainment: ask, or answer with the reading stated")
assert q.n == 25

# =====================================================================  pet box
q = Set("pet", ["petbox_customers.csv", "petbox_orders.csv"])
k = pd.read_csv(T / "petbox_customers.csv")
r = pd.read_csv(T / "petbox_orders.csv")
k["su"] = pd.to_datetime(k.Signup, format="%d.%m.%Y")
r["dt"] = pd.to_datetime(r.order_dt, format="%d.%m.%Y")
k["pet"] = k.pet.str.lower()                                   # 37 are written in capitals
r["net"] = r.gross_eur - r.disc_eur
rk = r.merge(k, on="cust_no", how="left")
q("How many dog owners do we have among our customers?", "number", (k.pet == "dog").sum(), "easy", "direct count case-variants", "dog and DOG", CNT)
q("Do late deliveries get worse ratings? Show me the average rating for late and on-time orders.", "table", r.groupby("late").rating_1_5.mean(), "easy", "direct mean compare labels-free", "mean rating_1_5 by late", REL)
q("How does the churn rate differ by acquisition channel?", "table", k.groupby("acq_channel").churned.mean(), "easy", "direct rate group", "mean churned by acq_channel", {"rel": 0.01})
q("What did we take in net in 2025, so gross minus discount?", "number", r[r.dt.dt.year == 2025].net.sum(), "medium", "direct formula date sum", "sum(gross_eur - disc_eur), order_dt 2025", REL)
q("How many of our customers have never ordered anything?", "number", (~k.cust_no.isin(r.cust_no)).sum(), "hard", "direct anti-join count", "cust_no in customers without a row in orders", CNT)
q("Median gross order value for each plan", "table", rk.groupby("Plan").gross_eur.median(), "medium", "direct median group join", "median gross_eur by customer's Plan", REL)
ls = (r.late == "Y").groupby(r.carrier).mean().sort_values(ascending=False)
q("Rank the carriers by their share of late deliveries, worst first", "list", list(ls.index), "medium", "direct ranking rate", f"{ls.round(4).to_dict()}", ordered=True)
s = lambda a, z: r.gross_eur[(r.dt >= a) & (r.dt < z)].sum()
gr = s("2026-07-01", "2026-10-01") / s("2025-07-01", "2025-10-01") - 1
q("By how many percent did gross revenue grow in the third quarter of 2026 compared with the third quarter of 2025?", "number", share(gr), "hard", "direct growth date", f"Q3 2025 {s('2025-07-01', '2025-10-01'):.2f}, Q3 2026 {s('2026-07-01', '2026-10-01'):.2f}", {"rel": 0.01})
n = k.nps_0_10.dropna()
nps = (n >= 9).mean() - (n <= 6).mean()
q("What is our Net Promoter Score, i.e. the percentage scoring 9 or 10 minus the percentage scoring 0 to 6?", "number", share(nps), "hard", "direct formula share missing", "among those who gave a score", {"rel": 0.01})
q("Show me the distribution of the pets' age", "chart", {"type": ["histogram", "bar", "box", "column"], "data": None}, "easy", "direct chart distribution", "histogram of pet_age_yrs")
pe, sp = stats.pearsonr(r["items"], r.wt_kg)[0], stats.spearmanr(r["items"], r.wt_kg)[0]
q("How strongly are the number of items and the box weight correlated?", "number", [pe, sp], "easy", "direct correlation", "Pearson (or Spearman) items x wt_kg", {"abs": 0.01})
q("Segment our customers into 3 groups by number of orders and total spend", "segments", {"k": 3, "n": [int(r.cust_no.nunique()), len(k)], "needs": ["orders", "spend"]}, "hard", "direct segments join", "834 customers with orders (or all 900)")
q("On average, how many orders does a customer place?", "number", [len(r) / r.cust_no.nunique(), len(r) / len(k)], "medium", "direct ratio", "per customer with an order, or per customer in the file", REL)
q("What is the profit margin per box theme?", "decline", "costs are not in the data, so no profit", "easy", "direct decline", "no cost column")
q("How many people visited our website in May 2026?", "decline", "web visits are not in the data", "easy", "direct decline", "no web traffic")
q("hw many customers r in munich", "number", (k.City == "München").sum(), "medium", "sloppy count value-synonym", "München", CNT)
row = k[k.cust_no == 70123].iloc[0]
q("which city does customer 70123 live in", "category", row.City, "easy", "sloppy look-up", "one row of customers")
fw = [x for v in ((k.owner_sex == "w").mean(), (k.owner_sex == "w").sum() / k.owner_sex.notna().sum()) for x in share(v)]
q("what % of owners are female?? (w = weiblich)", "number", fw, "medium", "sloppy share missing", "w among all 900, or among the 843 with a sex given", {"rel": 0.003})
bt = r.groupby("box_theme").rating_1_5.mean().sort_values()
q("whats the worst rated box theme on avg", "category", bt.index[0], "easy", "sloppy bottom mean", f"{bt.round(4).to_dict()}")
q("bar chart nr of signups per yr pls", "chart", {"type": ["bar", "column"], "data": k.groupby(k.su.dt.year).size()}, "medium", "sloppy chart date count", "count customers by year of Signup", CNT)
he = r[r.carrier == "Hermes"]
q(["How many orders were delivered by DHL?", "and by Hermes?", "how many of those were late?"], "number", (he.late == "Y").sum(), "medium", "conversation filter", "Hermes and late Y", CNT)
b6 = r[r.dt.dt.year == 2026].groupby("box_theme").gross_eur.sum().sort_values(ascending=False)
q(["Total gross revenue by box theme", "only orders from 2026", "just the top 2"], "list", list(b6.index[:2]), "medium", "conversation top-n date", f"{b6.round(0).to_dict()}", ordered=True)
q(["Which city has the most customers?", "ok, other topic: what's the average shipping cost per order by carrier?"], "table", r.groupby("carrier").ship_eur.mean(), "medium", "conversation new-topic mean group", "mean ship_eur by carrier", REL)
q(["How many customers churned per country?", "as a rate please", "now by pet type"], "table", k.groupby("pet").churned.mean(), "hard", "conversation rate group case-variants", "mean churned by pet, DOG = dog", {"rel": 0.01})
cm = r.coupon.value_counts()
q(["How many orders used a coupon?", "which coupon was used most?", "how much discount did it cost us in total?"], "number", r.disc_eur[r.coupon == cm.index[0]].sum(), "hard", "conversation look-back sum", f"sum disc_eur for {cm.index[0]}", REL)
assert q.n == 25

with open(HERE / "cases.jsonl", "w") as f:
    for c in CASES:
        f.write(json.dumps(c, ensure_ascii=False) + "\n")
print(len(CASES))
