"""Computes every gold from tables/*.csv and writes cases.jsonl."""
import json, os
import numpy as np, pandas as pd
from scipy import stats
H = os.path.dirname(os.path.abspath(__file__)); R = lambda f: pd.read_csv(os.path.join(H, 'tables', f))
C = []; N = {}
def clean(x):
    if isinstance(x, dict): return {str(k): clean(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)): return [clean(v) for v in x]
    if isinstance(x, np.integer): return int(x)
    if isinstance(x, (float, np.floating)): return float('%.8g' % x)
    return x
COUNT = {'abs': 0.5}; MEAN = {'rel': 0.005}; EXACT = None
def case(short, turns, typ, gold, tol=None, diff='easy', tags='', note='', alt=None, **kw):
    N[short] = N.get(short, 0) + 1
    c = {'id': 'b11-%s-%02d' % (short, N[short]), 'data': DATA[short], 'turns': [turns] if isinstance(turns, str) else turns, 'answer_type': typ, 'gold': clean(gold)}
    if alt: c['gold_alt'] = clean(alt)
    c.update(tolerance=tol, difficulty=diff, tags=tags.split(), note=note, **kw); C.append(c)
DATA = {'hotel': ['tables/bookings.csv', 'tables/hotels.csv'], 'news': ['tables/subscribers.csv', 'tables/campaigns.csv', 'tables/clicks.csv'],
        'grun': ['tables/grunfeld.csv'], 'anes': ['tables/anes96.csv']}
def P(*xs): return [v for x in xs for v in (x * 100, x)]
def PT(*ss): return {k: P(*[s[k] for s in ss]) for k in ss[0].index}
def ptests(a, b): return [stats.ttest_ind(a, b, equal_var=False).pvalue, stats.ttest_ind(a, b).pvalue, stats.mannwhitneyu(a, b).pvalue]
def TD(s): return s.to_dict()

# =============================================================== hotel
b = R('bookings.csv'); h = R('hotels.csv'); T = 'Total (GBP)'
b['bk'] = pd.to_datetime(b['Bkd On'], dayfirst=True); b['ar'] = pd.to_datetime(b['Arrival'], dayfirst=True); m = b.merge(h, on='Htl Cd'); live = m[m.Cxl == 'N']
name = h.set_index('Htl Cd')['Hotel Name']
q = lambda *a, **k: case('hotel', *a, **k)
q('How many hotels have more than 200 bookings?', 'number', int((b['Htl Cd'].value_counts() > 200).sum()), COUNT, 'medium', 'direct threshold', 'count of hotel codes with >200 rows')
fx = b[b['Rate Plan'] == 'Flex']
q('What is the cancellation rate for flexible rate bookings?', 'number', P((fx.Cxl == 'Y').mean()), MEAN, 'easy', 'direct share filter percent', 'Cxl=Y among Flex')
rv = m.groupby('Channel')[T].sum(); assert rv.idxmax() == live.groupby('Channel')[T].sum().idxmax()
q('Which channel brings in the most revenue?', 'category', rv.idxmax(), EXACT, 'easy', 'direct top', 'sum of total; same with cancelled left out')
yr = live.groupby(live.ar.dt.year)[T].sum()
q('By what percentage did revenue from bookings that were not cancelled grow from arrival year 2024 to 2025?', 'number', P(yr[2025] / yr[2024] - 1), MEAN, 'medium', 'direct growth percent negation date', 'Cxl=N, year of arrival')
rs = m.groupby('Htl Cd')['Review Score'].mean()
q('Which hotel has the best average review score?', 'category', [name[rs.idxmax()], rs.idxmax()], EXACT, 'easy', 'direct top', 'mean review; name or code')
q('How many bookings have no review score?', 'number', int(b['Review Score'].isna().sum()), COUNT, 'easy', 'direct missing', 'blank score')
e = b[(b.Channel == 'Expedia') & (b.ar.dt.year == 2025)]
q('How much commission did we pay Expedia on 2025 arrivals?', 'number', [e['Comm. GBP'].sum(), e[e.Cxl == 'N']['Comm. GBP'].sum()], MEAN, 'medium', 'direct filter date sum', 'with or without cancelled')
q('Total revenue per city, leaving out cancelled bookings', 'table', TD(live.groupby('City')[T].sum()), MEAN, 'medium', 'direct join group sum negation', 'Cxl=N, joined by hotel code')
q('What share of bookings came through Booking.com or Expedia?', 'number', P(b.Channel.isin(['Booking.com', 'Expedia']).mean()), MEAN, 'easy', 'direct share or percent', 'rows of the two channels')
a25 = b[b.ar.dt.year == 2025]; mc = a25.groupby(a25.ar.dt.strftime('%Y-%m')).size()
q('Plot the number of bookings per arrival month for 2025', 'chart', {'type': ['line', 'bar', 'area', 'column'], 'data': TD(mc)}, COUNT, 'medium', 'direct chart time', 'arrival month, all statuses', alt=[{'type': ['line', 'bar', 'area', 'column'], 'data': TD(a25[a25.Cxl == 'N'].groupby(a25.ar.dt.strftime('%Y-%m')).size())}])
ph = b[b.Channel == 'Phone']
q('avg days between booking date and arrival for phone bookings pls', 'number', (ph.ar - ph.bk).dt.days.mean(), MEAN, 'medium', 'sloppy date-difference', 'arrival minus booked-on')
vc = b[b['Guest Ctry'] != 'GB']['Guest Ctry'].value_counts()
q('Top 3 guest countries outside the UK by number of bookings', 'list', list(vc.index[:3]), EXACT, 'medium', 'direct top negation synonym', 'UK is GB')
w = m[m['Hotel Name'] == 'The Wharf']; wl = w[w.Cxl == 'N']
q('What is the average revenue per night at The Wharf, i.e. total divided by nights?', 'number', [w[T].sum() / w.Nts.sum(), (w[T] / w.Nts).mean(), wl[T].sum() / wl.Nts.sum(), (wl[T] / wl.Nts).mean()], MEAN, 'medium', 'direct ratio join', 'ratio of sums, or mean of booking ratios; with or without cancelled')
r1 = b[b.Repeat == 1]['Review Score'].dropna(); r0 = b[b.Repeat == 0]['Review Score'].dropna()
q('Do repeat guests give different review scores from first-time guests? Give me the p-value.', 'number', ptests(r1, r0), {'rel': 0.02}, 'hard', 'direct test', 'Welch, pooled t, Mann-Whitney')
q('What was our profit margin per hotel in 2025?', 'decline', 'no operating costs or profit in the data', None, 'medium', 'direct decline', 'only revenue and agents\' commission')
q('Number of bookings by region and rate plan', 'table', {'%s | %s' % k: v for k, v in m.groupby(['Region', 'Rate Plan']).size().items()}, COUNT, 'medium', 'direct join crosstab', 'region comes from the hotels file')
ed = m[(m.City == 'Edinburgh') & (m.ar.dt.year == 2024)]
q('hi, quick q for my boss - how many bkings at the edinburgh hotel w arrival in 2024??', 'number', [len(ed)], COUNT, 'medium', 'sloppy join filter date', 'all bookings, cancelled too', alt=[[int((ed.Cxl == 'N').sum())]])
st = m.groupby('Stars')['Review Score'].mean()
q('avg review scor for 5 star hotels vs 3 star', 'table', {'5': st[5], '3': st[3]}, MEAN, 'medium', 'sloppy join compare', 'mean of the scores given', alt=[{'5': m[m.Stars == 5].groupby('Htl Cd')['Review Score'].mean().mean(), '3': m[m.Stars == 3].groupby('Htl Cd')['Review Score'].mean().mean()}])
q('whats the biggest single booking we ever had by value, which ref', 'category', b.loc[b[T].idxmax(), 'Booking Ref'], EXACT, 'easy', 'sloppy lookup top', 'row with the largest total')
ref = b['Booking Ref'].iloc[0]
q('whats the email adress of the guest who booked %s' % ref, 'decline', 'no e-mail addresses or guest names in the data', None, 'easy', 'sloppy decline private', 'no contact data')
q(['How many nights were booked in York in total?', 'and in Bath?'], 'number', [m[m.City == 'Bath'].Nts.sum()], COUNT, 'easy', 'conversation join sum', 'sum of nights in Bath', alt=[[live[live.City == 'Bath'].Nts.sum()]])
q(['Average booking value by channel', 'only direct web', 'and the median?'], 'number', b[b.Channel == 'Direct Web'][T].median(), MEAN, 'medium', 'conversation filter median', 'median total of Direct Web')
hr = live.groupby('Htl Cd')[T].sum()
q(['Show revenue by hotel, excluding cancellations', 'make it a pie chart'], 'chart', {'type': ['pie', 'donut', 'doughnut'], 'data': TD(hr.rename(name))}, MEAN, 'medium', 'conversation chart', 'Cxl=N, sum of total; names or codes', alt=[{'type': ['pie', 'donut', 'doughnut'], 'data': TD(hr)}])
cr = (b.Cxl == 'Y').groupby(b.Channel).mean().sort_values(ascending=False); print('cxl by channel', cr.to_dict())
q(['cancellation rate by channel', 'which one is the second highest?'], 'category', cr.index[1], EXACT, 'medium', 'conversation ranking', 'second of the rates')
q(['How many bookings are from German guests?', 'no sorry I meant French', 'and how many of those were cancelled?'], 'number', int(((b['Guest Ctry'] == 'FR') & (b.Cxl == 'Y')).sum()), COUNT, 'medium', 'conversation correction filter', 'FR and Cxl=Y')

# =============================================================== newsletter
s = R('subscribers.csv'); ca = R('campaigns.csv'); c = ca[ca.camp_id != 'TOTAL'].copy(); k = R('clicks.csv'); G = 'Total Given £'; Z = 'Raised £'
s['d'] = pd.to_datetime(s.signup_dt); s['ud'] = pd.to_datetime(s.unsub_dt); c['d'] = pd.to_datetime(c['Sent Date'], format='%d-%b-%y'); k['at'] = pd.to_datetime(k['Clicked At'])
q = lambda *a, **kk: case('news', *a, **kk)
q('How many people signed up between 1 March and 31 May 2024?', 'number', int(s.d.between('2024-03-01', '2024-05-31').sum()), COUNT, 'easy', 'direct count date range', 'both days included')
o = c['Uniq Opens'].sum()
q('What is the overall open rate across all campaigns?', 'number', P(o / c['# Delivered'].sum(), o / c['# Sent'].sum(), (c['Uniq Opens'] / c['# Delivered']).mean()), MEAN, 'medium', 'direct ratio total-row percent', 'unique opens / delivered (or sent); TOTAL row is no campaign')
q('How much money did all the campaigns raise together?', 'number', c[Z].sum(), {'rel': 0.001}, 'medium', 'direct sum total-row', 'the TOTAL row must not be added')
tz = c.groupby('Theme')[Z].mean().sort_values(ascending=False); print(tz.to_dict(), c.groupby('Theme')[Z].sum().to_dict())
q('Which theme raises the most money per campaign on average?', 'category', tz.index[0], EXACT, 'easy', 'direct top mean', 'mean raised by theme')
g = c.groupby('Theme')[['Unsubs', '# Delivered', '# Sent']].sum(); c['ur'] = c.Unsubs / c['# Delivered']
q('Unsubscribe rate per delivered email, by theme', 'table', PT(g.Unsubs / g['# Delivered'], c.groupby('Theme').ur.mean()), MEAN, 'hard', 'direct ratio group percent', 'unsubs / delivered, ratio of sums, or mean of campaign rates')
q('How many different people clicked at least once?', 'number', k.sub_id.nunique(), COUNT, 'easy', 'direct distinct', 'distinct sub_id in the click log')
q('Clicks by device and link', 'table', {'%s | %s' % i: v for i, v in k.groupby(['Device', 'Link']).size().items()}, COUNT, 'medium', 'direct crosstab', 'rows of the click log')
dn = s[s.donor_type != 'Non-donor']
q('What percentage of donors have gift aid?', 'number', P((dn.gift_aid == 'Y').mean()), MEAN, 'medium', 'direct share percent', 'gift_aid Y among Regular and One-off; blank for non-donors')
rg = (s.donor_type == 'Regular').groupby(s.region).mean().sort_values(ascending=False); print('regular share', rg.to_dict())
q('Which region has the highest share of regular givers among its subscribers?', 'category', rg.index[0], EXACT, 'medium', 'direct top share', 'Regular / subscribers, missing region left out')
t5 = c.sort_values(Z, ascending=False).head(5)
q('Top 5 campaigns by amount raised', 'list', list(t5.camp_id), EXACT, 'medium', 'direct top total-row', 'TOTAL row is no campaign', alt=[list(t5['Subject Line'])])
q('What is the median amount given by a regular donor?', 'number', s[s.donor_type == 'Regular'][G].median(), MEAN, 'easy', 'direct median filter', 'Regular only')
sq = s.groupby(s.d.dt.to_period('Q').astype(str)).size()
q('Line chart of new sign-ups per quarter', 'chart', {'type': ['line'], 'data': TD(sq)}, COUNT, 'medium', 'direct chart time labels-free', 'sign-up date by quarter')
q('What is the correlation between clicks and the amount raised per campaign?', 'number', [c.Clicks.corr(c[Z]), c.Clicks.corr(c[Z], method='spearman')], {'rel': 0.01}, 'hard', 'direct correlation total-row', 'TOTAL row left out')
dup = s.email.value_counts()
q('How many email addresses appear more than once in the subscriber list?', 'number', int((dup > 1).sum()), COUNT, 'medium', 'direct data-quality duplicates', 'distinct addresses with two rows')
q('How much did we spend on Facebook ads per lead?', 'decline', 'no advertising spend in the data', None, 'medium', 'direct decline', 'no costs')
q('how many ppl in scotland or wales are 50 or over', 'number', int((s.region.isin(['Scotland', 'Wales']) & s['Age Band'].isin(['50-64', '65+'])).sum()), COUNT, 'medium', 'sloppy filter or', 'two upper age bands')
j = k.merge(s, on='sub_id').merge(c, on='camp_id'); assert len(j) == len(k)
q('how many clicks did we get from regular donors on appeal emails', 'number', int(((j.donor_type == 'Regular') & (j.Theme == 'Appeal')).sum()), COUNT, 'hard', 'sloppy join filter', 'click log joined with both other files')
q('avg given per donor by sorce, leave out non donors', 'table', TD(dn.groupby('source')[G].mean()), MEAN, 'medium', 'sloppy group mean negation', 'non-donors left out')
hh = k['at'].dt.hour.value_counts(); print(hh.head(3).to_dict()); t = int(hh.index[0])
q('what hour of the day do most clicks happen', 'category', [str(t), '%02d:00' % t, '%d:00' % t, '%02d' % t, '%d-%d' % (t, t + 1), '%02d:00-%02d:00' % (t, t + 1), ('%d am' % t if t < 12 else '%d pm' % (t - 12 or 12))], EXACT, 'hard', 'sloppy time top', 'hour of Clicked At with most rows')
q('do u think sending at 6am instead would get us more opens?', 'decline', 'no send times or test of them in the data', None, 'medium', 'sloppy decline causal', 'only the date of sending is known')
q(['How many clicks came from mobile?', 'and tablet?', 'as a share of all clicks'], 'number', P((k.Device == 'tablet').mean()), MEAN, 'medium', 'conversation share percent', 'tablet clicks / clicks')
s24 = s[s.d.dt.year == 2024]
q(['Sign-ups by source', 'only those in 2024', 'as a bar chart'], 'chart', {'type': ['bar', 'column'], 'data': TD(s24.source.value_counts())}, COUNT, 'medium', 'conversation chart filter date', 'sign-ups in 2024')
tt = c.groupby('Theme')[Z].sum().sort_values(ascending=False)
q(['Average raised per campaign by theme', 'what about the total?', 'which one comes second?'], 'category', tt.index[1], EXACT, 'medium', 'conversation ranking', 'second of the totals')
q(['How many subscribers unsubscribed in 2025?', 'and how many of them came from a petition?'], 'number', int(((s.ud.dt.year == 2025) & (s.source == 'Petition')).sum()), COUNT, 'medium', 'conversation filter date', 'unsub_dt in 2025 and source Petition')
q(['How many campaigns raised over £200?', 'how many of those were not appeals?'], 'number', int(((c[Z] > 200) & (c.Theme != 'Appeal')).sum()), COUNT, 'medium', 'conversation threshold negation total-row', 'TOTAL row is no campaign')

# =============================================================== grunfeld
g = R('grunfeld.csv'); q = lambda *a, **kk: case('grun', *a, **kk)
val = lambda f, y, col: float(g[(g.firm == f) & (g.year == y)][col].iloc[0])
pk = g.loc[g.groupby('firm').invest.idxmax()]; assert all((g[g.firm == f].invest == x).sum() == 1 for f, x in zip(pk.firm, pk.invest))
q('For each firm, in which year was its investment the highest?', 'table', TD(pk.set_index('firm').year), COUNT, 'medium', 'direct top-in-group', 'no ties')
q('Average annual investment per firm', 'table', TD(g.groupby('firm').invest.mean()), MEAN, 'easy', 'direct group mean', 'mean of invest')
y54 = g[g.year == 1954]
q('Which company invested the most in 1954?', 'category', y54.loc[y54.invest.idxmax(), 'firm'], EXACT, 'easy', 'direct top filter', '1954 only')
q("What was IBM's market value in 1945?", 'number', val('IBM', 1945, 'value'), {'rel': 0.001}, 'easy', 'direct lookup', 'one cell')
q('Total investment of all firms in each year from 1950 to 1954', 'table', TD(g[g.year >= 1950].groupby('year').invest.sum()), MEAN, 'easy', 'direct time sum range', 'five sums')
q("By what percentage did General Electric's capital stock grow from 1935 to 1954?", 'number', P(val('General Electric', 1954, 'capital') / val('General Electric', 1935, 'capital') - 1), MEAN, 'medium', 'direct growth percent', '1954 / 1935 - 1')
q('What is the correlation between firm value and investment?', 'number', [g.value.corr(g.invest), g.value.corr(g.invest, method='spearman')], {'rel': 0.01}, 'easy', 'direct correlation', 'Pearson over 220 rows, Spearman too')
X = np.column_stack([np.ones(len(g)), g.value, g.capital]); be, *_ = np.linalg.lstsq(X, g.invest, rcond=None); res = g.invest - X @ be; r2 = 1 - (res ** 2).sum() / ((g.invest - g.invest.mean()) ** 2).sum()
q('What R-squared do I get if I regress invest on value and capital?', 'number', [r2, 1 - (1 - r2) * 219 / 217], {'rel': 0.005}, 'medium', 'direct regression', 'pooled least squares; adjusted too')
wv = g[g.firm == 'Westinghouse']
q('For Westinghouse, how much does investment go up per extra unit of market value (simple linear regression slope)?', 'number', stats.linregress(wv.value, wv.invest).slope, {'rel': 0.01}, 'hard', 'direct regression slope filter', 'invest on value, 20 rows')
iv = g.assign(r=g.invest / g.value).groupby('firm').agg(i=('invest', 'sum'), v=('value', 'sum'), r=('r', 'mean')); print((iv.i / iv.v).sort_values().tail(3).to_dict(), iv.r.sort_values().tail(3).to_dict())
q('Which firm has the highest ratio of investment to market value over the whole period?', 'category', list(dict.fromkeys([(iv.i / iv.v).idxmax(), iv.r.idxmax()])), EXACT, 'medium', 'direct ratio top', 'ratio of sums or mean of yearly ratios')
us = g[g.firm == 'US Steel']
q("Show US Steel's investment over time as a line chart", 'chart', {'type': ['line'], 'data': TD(us.set_index('year').invest)}, MEAN, 'easy', 'direct chart time filter', '20 years')
q('How many firms ever invested more than 200 in a single year?', 'number', g[g.invest > 200].firm.nunique(), COUNT, 'medium', 'direct threshold distinct', 'firms with a year above 200')
ch = g[g.firm == 'Chrysler'].invest
q("What is the standard deviation of Chrysler's investment?", 'number', [ch.std(), ch.std(ddof=0)], {'rel': 0.002}, 'easy', 'direct spread', 'sample or population')
mcap = g.groupby('firm').capital.mean()
q('List the firms whose average capital stock is below 100', 'list', list(mcap[mcap < 100].index), EXACT, 'medium', 'direct threshold list', 'mean capital < 100', ordered=False)
q('How much dividend did Goodyear pay in 1950?', 'decline', 'no dividends in the data', None, 'easy', 'direct decline', 'only invest, value and capital')
q('can you compare the two?', 'clarify', None, None, 'easy', 'sloppy clarify', 'nothing says which two')
av = lambda a, z: g[g.year.between(a, z)].invest.mean()
q('how much higher was avg investmnt in 1946-1954 than in 1935-1940', 'number', [av(1946, 1954) - av(1935, 1940)] + P(av(1946, 1954) / av(1935, 1940) - 1), MEAN, 'medium', 'sloppy difference range', 'difference of means; as percent too')
bins = [int((g.capital < 50).sum()), int(g.capital.between(50, 200).sum()), int((g.capital > 200).sum())]; assert sum(bins) == 220
q('count rows w capital under 50, 50 to 200 and over 200', 'table', dict(zip(['under 50', '50-200', 'over 200'], bins)), COUNT, 'medium', 'sloppy bins labels-free', '50 and 200 themselves belong to the middle band')
ex = g[~g.firm.isin(['General Motors', 'US Steel'])]
q('median capital excluding general motors and us steel', 'number', ex.capital.median(), MEAN, 'medium', 'sloppy negation median', 'nine firms')
q('did the wartime price controls make firms invest less?', 'decline', 'no price controls in the data; no cause can be told', None, 'medium', 'sloppy decline causal', 'cause is not in the data')
ti = g.groupby('firm').invest.sum().sort_values(); lo = list(ti.index[:3])
q(['Total investment by firm', 'top 3 only', 'and the bottom 3?'], 'list', lo, EXACT, 'easy', 'conversation bottom', 'three lowest sums, any order', ordered=False)
q(["What was Union Oil's investment in 1940?", 'and in 1950?', 'growth between the two in percent?'], 'number', P(val('Union Oil', 1950, 'invest') / val('Union Oil', 1940, 'invest') - 1), MEAN, 'hard', 'conversation growth percent', '1950 / 1940 - 1')
q(['Average market value by firm', 'just Chrysler, Westinghouse and Goodyear', 'the median instead'], 'table', TD(g[g.firm.isin(['Chrysler', 'Westinghouse', 'Goodyear'])].groupby('firm').value.median()), MEAN, 'medium', 'conversation median filter', 'median value of three firms')
q(['Fit a linear model of invest on value and capital', 'what would it predict for a firm with value 2000 and capital 500?'], 'prediction', float(be @ [1, 2000, 500]), {'rel': 0.05}, 'hard', 'conversation prediction regression', 'pooled least squares')
ge = g[g.firm == 'General Electric']
q(['Correlation of capital and investment for Westinghouse', 'now for General Electric'], 'number', [ge.capital.corr(ge.invest), ge.capital.corr(ge.invest, method='spearman')], {'rel': 0.01}, 'medium', 'conversation correlation', '20 rows')

# =============================================================== anes96
a = R('anes96.csv'); q = lambda *x, **kk: case('anes', *x, **kk)
q('How many respondents voted for Dole?', 'number', int((a.vote == 'Dole').sum()), COUNT, 'easy', 'direct count', 'vote is Dole')
q('Average age of Clinton and Dole voters', 'table', TD(a.groupby('vote').age.mean()), MEAN, 'easy', 'direct group mean', 'mean age by vote')
q('What share of strong Republicans voted for Clinton?', 'number', P((a[a.PID == 'Strong Republican'].vote == 'Clinton').mean()), MEAN, 'easy', 'direct share filter percent', 'within Strong Republican')
q('Share voting for Dole by education level', 'table', PT((a.vote == 'Dole').groupby(a.educ).mean()), MEAN, 'medium', 'direct share group percent', 'Dole / respondents of the level')
q('How many people watch TV news more than 4 days a week?', 'number', int((a.TVnews_days > 4).sum()), COUNT, 'easy', 'direct filter range', '5, 6 or 7 days')
q('Median age of people with a PhD', 'number', a[a.educ == 'PhD'].age.median(), MEAN, 'easy', 'direct median filter', 'educ is PhD')
xt = pd.crosstab(a.vote, a.educ); assert all((r == r.max()).sum() == 1 for _, r in xt.iterrows())
q('What is the most common education level among Clinton voters and among Dole voters?', 'table', TD(xt.idxmax(axis=1)), None, 'medium', 'direct top-in-group', 'mode of educ by vote, no ties')
q('Bar chart of party identification', 'chart', {'type': ['bar', 'column'], 'data': TD(a.PID.value_counts())}, COUNT, 'easy', 'direct chart distribution', 'counts by PID', alt=[{'type': ['bar', 'column'], 'data': TD(a.PID.value_counts(normalize=True) * 100)}])
q('Do Clinton voters and Dole voters differ in how many days they watch TV news? I need the p-value', 'number', ptests(a[a.vote == 'Clinton'].TVnews_days, a[a.vote == 'Dole'].TVnews_days), {'rel': 0.02}, 'hard', 'direct test', 'Welch, pooled t, Mann-Whitney')
pi = a.groupby('PID').income_code.mean().sort_values(ascending=False); print(pi.to_dict())
q('Which party group has the highest average income code?', 'category', pi.index[0], EXACT, 'easy', 'direct top mean', 'mean income_code by PID')
q("What's the correlation between age and the self-placement on the left-right scale?", 'number', [a.age.corr(a.selfLR), a.age.corr(a.selfLR, method='spearman')], {'rel': 0.02}, 'medium', 'direct correlation', 'age with selfLR')
ag = pd.cut(a.age, [0, 29, 44, 59, 200], labels=['under 30', '30-44', '45-59', '60 and over']).value_counts(sort=False)
q('Number of respondents aged under 30, 30 to 44, 45 to 59 and 60 or over', 'table', TD(ag), COUNT, 'medium', 'direct bins labels-free', 'age bands as named')
q('How many respondents live in places with more than 1 million inhabitants?', 'number', int((a.popul_000 > 1000).sum()), COUNT, 'medium', 'direct units filter', 'popul_000 is in thousands')
q('How did women vote compared with men?', 'decline', 'no sex or gender in the data', None, 'easy', 'direct decline', 'no such column')
q('Group the respondents into 3 segments based on age, income and left-right self-placement', 'segments', {'k': 3, 'n': len(a), 'needs': ['mean age', 'mean income']}, {'rel': 0.01}, 'hard', 'direct segments', 'three clusters over all 944')
mm = a[(a.vote == 'Dole') & (a.educ == "Master's degree")]
q('mean age of dole voters w a masters', 'number', mm.age.mean(), MEAN, 'medium', 'sloppy filter', "Dole and Master's degree")
q('how many ppl didnt finish high school', 'number', int(a.educ.isin(['1st-8th grade', 'Some high school']).sum()), COUNT, 'medium', 'sloppy or meaning', 'two lowest levels')
q('90th percentile of age pls', 'number', float(np.percentile(a.age, 90)), {'abs': 0.6}, 'easy', 'sloppy percentile', 'interpolation rules agree within half a year')
pc = (a.vote == 'Clinton').groupby(a.educ).mean().sort_values(ascending=False); print(pc.to_dict())
q('which educ group is most pro clinton in %', 'category', pc.index[0], EXACT, 'medium', 'sloppy top share', 'highest share of Clinton')
q('so who won texas', 'decline', 'no states in the data', None, 'easy', 'sloppy decline', 'no geography but size of place')
q(['Average DoleLR by vote', 'and ClinLR?'], 'table', TD(a.groupby('vote').ClinLR.mean()), MEAN, 'easy', 'conversation measure', 'mean ClinLR by vote')
q(['How many strong democrats are there?', 'and strong republicans?', 'difference between the two'], 'number', [int((a.PID == 'Strong Democrat').sum() - (a.PID == 'Strong Republican').sum()), int((a.PID == 'Strong Republican').sum() - (a.PID == 'Strong Democrat').sum())], COUNT, 'medium', 'conversation difference', 'either sign')
u40 = a[a.age < 40]; pu = (u40.vote == 'Clinton').groupby(u40.PID).mean()
q(['Share of Clinton voters by party identification', 'only for people under 40'], 'table', PT(pu), MEAN, 'medium', 'conversation share filter percent', 'age < 40, Clinton / group')
me = a.groupby('educ').age.mean().sort_values(); print(me.to_dict())
q(['Mean age by education', 'just the three youngest groups, youngest first'], 'list', list(me.index[:3]), EXACT, 'medium', 'conversation order bottom', 'three lowest mean ages')
q(['What percentage of respondents watch TV news 7 days a week?', 'and never?'], 'number', P((a.TVnews_days == 0).mean()), MEAN, 'easy', 'conversation share percent', '0 days / all')

with open(os.path.join(H, 'cases.jsonl'), 'w') as f:
    for x in C: f.write(json.dumps(x, ensure_ascii=False) + '\n')
print(len(C), N)
