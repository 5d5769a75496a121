"""Writes tables/*.csv, deterministic. Run from anywhere."""
import os
import numpy as np, pandas as pd
import statsmodels.api as sm
H = os.path.dirname(os.path.abspath(__file__)); T = os.path.join(H, 'tables'); os.makedirs(T, exist_ok=True)
def out(df, n): df.to_csv(os.path.join(T, n), index=False)

# ---- real 1: Grunfeld investment
g = sm.datasets.grunfeld.load_pandas().data[['firm', 'year', 'invest', 'value', 'capital']].copy()
g['firm'] = g.firm.map(lambda s: s.decode() if isinstance(s, bytes) else s); g['year'] = g.year.astype(int)
out(g.round(3), 'grunfeld.csv')

# ---- real 2: ANES 1996, with labels from the statsmodels description
a = sm.datasets.anes96.load_pandas().data
pid = {0: 'Strong Democrat', 1: 'Weak Democrat', 2: 'Independent-Democrat', 3: 'Independent', 4: 'Independent-Republican', 5: 'Weak Republican', 6: 'Strong Republican'}
ed = {1: '1st-8th grade', 2: 'Some high school', 3: 'High school graduate', 4: 'Some college', 5: 'College degree', 6: "Master's degree", 7: 'PhD'}
b = pd.DataFrame({'resp_id': np.arange(1, len(a) + 1), 'age': a.age.astype(int), 'educ': a.educ.map(lambda v: ed.get(int(v), str(v))),
    'income_code': a.income.astype(int), 'popul_000': a.popul.astype(int), 'TVnews_days': a.TVnews.astype(int), 'selfLR': a.selfLR.astype(int),
    'ClinLR': a.ClinLR.astype(int), 'DoleLR': a.DoleLR.astype(int), 'PID': a.PID.map(lambda v: pid[int(v)]), 'vote': a.vote.map({0: 'Clinton', 1: 'Dole'})})
out(b, 'anes96.csv')

# ---- made 1: hotel bookings
r = np.random.default_rng(1107)
hot = pd.DataFrame([
    ['LDN1', 'The Wharf', 'London', 'South', 142, 4, 1998, 'Y'], ['LDN2', 'Bloomsbury House', 'London', 'South', 88, 5, 2011, 'Y'],
    ['BRI1', 'Harbourside', 'Bristol', 'South', 96, 4, 2006, 'N'], ['MAN1', 'Mill & Cotton', 'Manchester', 'North', 120, 3, 2014, 'N'],
    ['YRK1', 'Minster Lodge', 'York', 'North', 54, 4, 1987, 'N'], ['EDI1', 'Castle View', 'Edinburgh', 'Scotland', 110, 5, 2003, 'Y'],
    ['GLA1', 'Clyde Rooms', 'Glasgow', 'Scotland', 75, 3, 2018, 'N'], ['BTH1', 'Abbey Spa Hotel', 'Bath', 'South', 47, 5, 1992, 'Y']],
    columns=['Htl Cd', 'Hotel Name', 'City', 'Region', 'Rooms', 'Stars', 'Opened', 'Spa'])
n = 1460
hc = r.choice(hot['Htl Cd'], n, p=[.22, .14, .13, .16, .08, .13, .08, .06])
base = dict(LDN1=165, LDN2=235, BRI1=118, MAN1=89, YRK1=112, EDI1=182, GLA1=78, BTH1=205)
mo = np.array([.05, .05, .07, .08, .10, .11, .12, .13, .09, .08, .06, .06]); mo = mo / mo.sum()
arr = [pd.Timestamp(2024 if r.random() < .47 else 2025, m, 1) + pd.Timedelta(days=int(r.integers(0, 28))) for m in r.choice(np.arange(1, 13), n, p=mo)]
ch = r.choice(['Booking.com', 'Direct Web', 'Expedia', 'Phone', 'Corporate', 'Walk-in'], n, p=[.36, .25, .14, .09, .12, .04])
lead = np.where(ch == 'Walk-in', 0, np.where(ch == 'Corporate', r.gamma(1.6, 8, n), r.gamma(1.5, 24, n))).astype(int)
arr = pd.to_datetime(pd.Series(arr)); bk = arr - pd.to_timedelta(lead, 'D')
nt = np.minimum(1 + r.poisson(1.35, n), 14)
rt = r.choice(['STD', 'DLX', 'FAM', 'STE'], n, p=[.55, .25, .13, .07]); mult = pd.Series(rt).map(dict(STD=1, DLX=1.32, FAM=1.45, STE=2.2)).values
gs = np.where(rt == 'FAM', r.integers(3, 6, n), r.choice([1, 2, 3], n, p=[.32, .62, .06])); gs = np.where(ch == 'Corporate', 1, gs)
season = np.where(arr.dt.month.isin([6, 7, 8]), 1.18, np.where(arr.dt.month.isin([1, 2]), .85, 1))
plan = np.where(r.random(n) < .38, 'Non-Ref', 'Flex')
tot = np.round(np.array([base[h] for h in hc]) * mult * season * nt * np.where(plan == 'Non-Ref', .88, 1) * np.where(arr.dt.year == 2025, 1.06, 1) * r.lognormal(0, .12, n), 2)
tot[[77, 640]] = 0.0; tot[911] = 9840.00; nt[911] = 14
com = np.round(tot * pd.Series(ch).map({'Booking.com': .17, 'Expedia': .2}).fillna(0).values, 2)
cx = np.where(r.random(n) < np.where(plan == 'Flex', .06 + np.minimum(lead, 120) * .0026, .05), 'Y', 'N'); cx = np.where(ch == 'Walk-in', 'N', cx)
ctry = r.choice(['GB', 'US', 'DE', 'FR', 'IE', 'NL', 'ES', 'AU'], n, p=[.56, .12, .08, .07, .06, .05, .03, .03]).astype(object); ctry[r.random(n) < .035] = None
rep = (r.random(n) < np.where(ch == 'Direct Web', .38, np.where(ch == 'Corporate', .55, .13))).astype(int)
qual = dict(LDN1=7.9, LDN2=8.9, BRI1=8.1, MAN1=7.2, YRK1=8.6, EDI1=8.7, GLA1=7.0, BTH1=9.0)
rev = np.clip(np.round(np.array([qual[h] for h in hc]) + r.normal(0, 1.1, n)), 1, 10); rev[(r.random(n) > .46) | (cx == 'Y')] = np.nan
notes = np.array(['', 'late arrival', 'cot needed', 'anniversary', 'quiet room pls', 'vegan breakfast', 'parking req.'], object)[r.choice(7, n, p=[.72, .09, .04, .04, .05, .03, .03])]
bkg = pd.DataFrame({'Booking Ref': ['HH-%06d' % x for x in r.choice(np.arange(204000, 219000), n, replace=False)], 'Htl Cd': hc, 'Bkd On': bk.dt.strftime('%d/%m/%Y'), 'Arrival': arr.dt.strftime('%d/%m/%Y'),
    'Nts': nt, 'Room Type': rt, 'Guests': gs, 'Channel': ch, 'Rate Plan': plan, 'Total (GBP)': tot, 'Comm. GBP': com, 'Cxl': cx, 'Guest Ctry': ctry, 'Repeat': rep,
    'Review Score': pd.Series(rev).astype('Int64'), 'brand': 'Harbour & Hill', 'notes': notes}).iloc[np.lexsort((r.random(n), bk.values.astype('int64')))]
out(bkg, 'bookings.csv'); out(hot, 'hotels.csv')

# ---- made 2: charity newsletter
r = np.random.default_rng(2211)
m = 1380
src = r.choice(['Web form', 'Petition', 'Street team', 'Event', 'FB lead ad'], m, p=[.31, .27, .12, .11, .19])
su = pd.Timestamp('2023-01-02') + pd.to_timedelta(r.integers(0, 900, m), 'D')
first = ['anna', 'ben', 'chloe', 'dev', 'ella', 'finn', 'gita', 'hugh', 'isla', 'jack', 'kate', 'liam', 'mo', 'nina', 'omar', 'pia', 'ravi', 'sue', 'tom', 'zoe']
last = ['shaw', 'patel', 'jones', 'reid', 'khan', 'moore', 'lowe', 'burke', 'evans', 'grant', 'hill', 'ortiz']
em = np.array(['%s.%s%d@example.org' % (r.choice(first), r.choice(last), i) for i in range(m)], object)
for i in range(1200, 1209): em[i] = em[i - 700]
reg = r.choice(['London', 'South East', 'North West', 'Scotland', 'Wales', 'Midlands', 'N. Ireland'], m, p=[.24, .19, .17, .13, .08, .15, .04]).astype(object); reg[r.random(m) < .05] = None
ab = r.choice(['18-24', '25-34', '35-49', '50-64', '65+'], m, p=[.11, .2, .27, .25, .17]).astype(object); abo = ab.copy(); ab[r.random(m) < .12] = None
pd_reg = pd.Series(src).map({'Web form': .16, 'Petition': .06, 'Street team': .31, 'Event': .18, 'FB lead ad': .05}).values * pd.Series(abo).map({'18-24': .5, '25-34': .8, '35-49': 1, '50-64': 1.3, '65+': 1.4}).values
u = r.random(m); dt = np.where(u < pd_reg, 'Regular', np.where(u < pd_reg + .2, 'One-off', 'Non-donor'))
giv = np.where(dt == 'Regular', np.round(r.lognormal(5.0, .6, m)), np.where(dt == 'One-off', r.choice([5, 10, 15, 20, 25, 30, 50, 100, 250], m, p=[.13, .24, .1, .2, .11, .08, .09, .04, .01]), 0)).astype(float); giv[404] = 12500; dt[404] = 'One-off'
ga = np.where(dt == 'Non-donor', '', np.where(r.random(m) < .62, 'Y', 'N'))
sub = pd.DataFrame({'sub_id': np.arange(50001, 50001 + m), 'email': em, 'signup_dt': su.strftime('%Y-%m-%d'), 'source': src, 'region': reg, 'Age Band': ab, 'donor_type': dt, 'Total Given £': giv, 'gift_aid': ga})
# campaigns
sent = pd.date_range('2024-01-09', '2025-06-24', freq='7D')
th = r.choice(['Appeal', 'Update', 'Event', 'Thank you'], len(sent), p=[.3, .4, .18, .12])
bits = {'Appeal': ['Winter shelter appeal', 'Double your gift today', 'Every bed counts', 'Can you help tonight?'], 'Update': ['News from the night bus', 'What your support did', 'This month at Hearth', 'Meet Sam'],
        'Event': ['Join the sleep-out', 'Hearth 10K is open', 'Carols by candlelight'], 'Thank you': ['Because of you', 'A thank you from Hearth']}
subj = [r.choice(bits[t]) for t in th]
ub = r.random(m); lag = r.integers(20, 700, m)
st = np.array(['Active'] * m, object); st[ub < .05] = 'Bounced'; un = [None] * m
for i in range(m):
    if .05 <= ub[i] < .24:
        k = np.searchsorted(sent.values, np.datetime64(su[i] + pd.Timedelta(days=int(lag[i]))))
        if k < len(sent): st[i] = 'Unsubscribed'; un[i] = sent[k]
sub['status'] = st; sub['unsub_dt'] = [x.strftime('%Y-%m-%d') if x is not None else None for x in un]
rows = []; clicks = []
prop = pd.Series(dt).map({'Regular': 1.9, 'One-off': 1.3, 'Non-donor': .7}).values
for k, d in enumerate(sent):
    ok = (su < d) & (st != 'Bounced') & np.array([x is None or x >= d for x in un])
    ns = int(ok.sum()) + int(((su < d) & (st == 'Bounced')).sum()); dl = int(ok.sum()) - int(r.integers(0, 6))
    orate = {'Appeal': .31, 'Update': .35, 'Event': .33, 'Thank you': .44}[th[k]] + r.normal(0, .025)
    cr = {'Appeal': .055, 'Update': .032, 'Event': .041, 'Thank you': .02}[th[k]]
    hit = np.where(ok)[0]; hit = hit[r.random(len(hit)) < cr * prop[hit]]
    mixl = {'Appeal': [.52, .28, .08, .12], 'Update': [.14, .6, .12, .14], 'Event': [.1, .25, .05, .6], 'Thank you': [.08, .68, .1, .14]}[th[k]]
    for i in hit:
        h = min(float(r.gamma(1.3, 9)), 160)
        clicks.append([50001 + i, 'C%03d' % (k + 1), d + pd.Timedelta(hours=8 + h), r.choice(['Donate btn', 'Read story', 'Share', 'Sign up'], p=mixl), r.choice(['mobile', 'desktop', 'tablet'], p=[.62, .31, .07])])
    us = sum(1 for x in un if x is not None and x == d)
    raised = np.round(len(hit) * {'Appeal': 14, 'Update': 3, 'Event': 5, 'Thank you': 1.5}[th[k]] * r.lognormal(0, .35), 2)
    rows.append(['C%03d' % (k + 1), d.strftime('%d-%b-%y'), subj[k], th[k], ns, dl, int(round(dl * orate)), len(hit), us, raised])
cp = pd.DataFrame(rows, columns=['camp_id', 'Sent Date', 'Subject Line', 'Theme', '# Sent', '# Delivered', 'Uniq Opens', 'Clicks', 'Unsubs', 'Raised £'])
tr = {'camp_id': 'TOTAL', **{c: cp[c].sum() for c in ['# Sent', '# Delivered', 'Uniq Opens', 'Clicks', 'Unsubs']}, 'Raised £': round(cp['Raised £'].sum(), 2)}
cp = pd.concat([cp, pd.DataFrame([tr])], ignore_index=True)
for c in ['# Sent', '# Delivered', 'Uniq Opens', 'Clicks', 'Unsubs']: cp[c] = cp[c].astype(int)
ck = pd.DataFrame(clicks, columns=['sub_id', 'camp_id', 'Clicked At', 'Link', 'Device']).sort_values(['Clicked At', 'sub_id']).reset_index(drop=True)
ck.insert(0, 'click_id', np.arange(1, len(ck) + 1)); ck['Clicked At'] = ck['Clicked At'].dt.strftime('%Y-%m-%d %H:%M')
out(sub, 'subscribers.csv'); out(cp, 'campaigns.csv'); out(ck, 'clicks.csv')
