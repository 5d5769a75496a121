"""Computes the golds from tables/*.csv and writes cases.jsonl."""
import os, json
import numpy as np, pandas as pd
from scipy import stats
HERE = os.path.dirname(os.path.abspath(__file__))
rd = lambda n: pd.read_csv(os.path.join(HERE, 'tables', n), keep_default_na=True)
CASES, CNT, REL, PV = [], {'abs': 0.5}, {'rel': 0.005}, {'abs': 0.002}
SET = {}
def py(x):
    if isinstance(x, dict): return {str(k): py(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)): return [py(v) for v in x]
    if isinstance(x, pd.Series): return {(' | '.join(map(str, k)) if isinstance(k, tuple) else str(k)): py(v) for k, v in x.items()}
    if isinstance(x, np.integer): return int(x)
    if isinstance(x, (float, np.floating)): return round(float(x), 6) if abs(x) > 1e-4 else float(x)
    return x
def q(turns, typ, gold, diff, tags, note='', tol=None, alt=None, **kw):
    turns = [turns] if isinstance(turns, str) else turns
    if tol is None and typ in ('number', 'table', 'chart'): tol = REL
    c = {'id': f"b26-{SET['short']}-{SET['n']:02d}", 'data': SET['data'], 'turns': turns, 'answer_type': typ, 'gold': py(gold)}
    if alt is not None: c['gold_alt'] = py(alt)
    c.update(tolerance=tol, difficulty=diff, tags=tags.split() + (['conversation'] if len(turns) > 1 else []), note=note, **kw)
    SET['n'] += 1; CASES.append(c)
def start(short, *data): SET.update(short=short, data=[f'tables/{d}' for d in data], n=1)
pc = lambda x: [float(x), float(x) * 100]
def tests(a, b):
    a, b = a.dropna(), b.dropna()
    return [stats.ttest_ind(a, b, equal_var=False).pvalue, stats.ttest_ind(a, b).pvalue, stats.mannwhitneyu(a, b).pvalue]
def write():
    with open(os.path.join(HERE, 'cases.jsonl'), 'w') as f:
        for c in CASES: f.write(json.dumps(c, ensure_ascii=False) + '\n')

# ------------------------------------------------------------------ newspaper
start('news', 'newspaper_subs.csv')
s = rd('newspaper_subs.csv')
s['st'], s['en'] = pd.to_datetime(s.Start, format='%d.%m.%Y'), pd.to_datetime(s.End, format='%d.%m.%Y')
act, gone = s[s.en.isna()], s[s.en.notna()]
PR, NPS = 'Price/mth EUR', 'NPS score'
q('How many subscriptions have already ended?', 'number', len(gone), 'easy', 'count missing', 'End filled', CNT)
q('Is the promo the reason why people cancel?', 'text', {'must_mention': ['causal|causation|causality|the cause|a cause|to cause|not cause|caused|causes|prove|proof|observational|associat|correlat|randomi|experiment'], 'must_not': []}, 'medium', 'causal', 'the table can show that promo subscriptions end more often (51 against 30 percent), not that the promo is the cause: any answer must say so')
q('Which reason do people give most often when they cancel?', 'category', s['cancel reason'].value_counts().idxmax(), 'easy', 'mode', 'most frequent cancel reason that is filled')
q('How much do the subscriptions that are still running bring in per month in euros?', 'number', act[PR].sum(), 'medium', 'sum missing', 'price summed where End is empty')
churn = gone.groupby('Sales channel').size() / s.groupby('Sales channel').size()
q('Which sales channel has the highest cancellation rate (ended subscriptions out of all it sold)?', 'category', churn.idxmax(), 'medium', 'rate top', f'{churn.round(3).to_dict()}')
cp = s.en.notna().groupby(s.promo).mean()
q('Compare the share of ended subscriptions between those sold with a promo and those without.', 'table', cp, 'medium', 'rate compare', 'End filled, by promo', alt=[cp * 100])
q('List the three districts with the most active subscribers, biggest first.', 'list', act.district.value_counts().index[:3].tolist(), 'medium', 'top missing', str(act.district.value_counts().to_dict()), ordered=True)
m25 = s[s.st.dt.year == 2025].groupby(s.st.dt.strftime('%Y-%m')).size()
q('Plot the number of new subscriptions per month in 2025.', 'chart', {'type': ['line', 'bar', 'area', 'column'], 'data': py(m25)}, 'medium', 'chart time', 'by Start', CNT)
n = s[NPS].dropna()
q('Taking everyone who answered, what is our net promoter score, that is the percentage who gave 9 or 10 minus the percentage who gave 0 to 6?', 'number', ((n >= 9).mean() - (n <= 6).mean()) * 100, 'hard', 'formula', 'points; missing scores left out', {'abs': 0.1}, alt=[(n >= 9).mean() - (n <= 6).mean()])
q('How strongly are complaints in the last 12 months and the NPS score correlated?', 'number', [s.complaints_12m.corr(s[NPS]), s.complaints_12m.corr(s[NPS], 'spearman')], 'medium', 'correlation', 'Pearson or Spearman', {'abs': 0.01})
q('Is there a statistically significant difference in the NPS score between women and men? Give me the p-value.', 'number', tests(s[s.Sex == 'f'][NPS], s[s.Sex == 'm'][NPS]), 'hard', 'test', 'Welch, Student or Mann-Whitney', PV)
q('How many subscribers have no age on file?', 'number', s.Age.isna().sum(), 'easy', 'quality missing', '', CNT)
q('On average, for how many days did the cancelled subscriptions run?', 'number', (gone.en - gone.st).dt.days.mean(), 'hard', 'duration mean dates', 'End minus Start in days')
q('What date did subscription A400106 end?', 'category', ['10.11.2024', '2024-11-10', '10 November 2024', 'November 10, 2024', '10/11/2024', '2024-11-10 00:00:00', '10 Nov 2024'], 'easy', 'lookup', 'one row')
q('which product is the best one', 'clarify', None, 'medium', 'vague', 'best by what: price, churn, NPS, number?')
q('how many ppl cancelled bc of delivery probs', 'number', (s['cancel reason'] == 'delivery problems').sum(), 'easy', 'count sloppy', 'cancel reason = delivery problems', CNT)
y = s.groupby(s.st.dt.year).size()
q('hey quick q for my boss: new subs 2024 vs 2025, how many each', 'table', {k: y[k] for k in (2024, 2025)}, 'easy', 'count time sloppy', 'by Start year', CNT)
q('whats the avg household income of our weekend readers', 'decline', 'no income in the table', 'easy', 'missing-data sloppy', '')
q('no of subs w/o any complaint in hafen', 'number', ((s.district == 'Hafen') & (s.complaints_12m == 0)).sum(), 'medium', 'count filter sloppy', '', CNT)
q(['How many subscriptions do we have per product?', 'only the ones that have not ended', 'as a pie chart please'], 'chart', {'type': ['pie', 'donut', 'doughnut'], 'data': py(act['product'].value_counts())}, 'medium', 'chart count missing', 'End empty', CNT)
dw = s[s['product'] == 'Digi+Weekend']['app logins 30d']
q(['What is the average number of app logins for Digital subscribers?', 'and for Digi+Weekend?', 'what about the median?'], 'number', dw.median(), 'medium', 'median', 'median app logins of Digi+Weekend, missing left out')
q(['Which district has the most subscriptions?', 'and the second most?'], 'category', s.district.value_counts().index[1], 'medium', 'rank', str(s.district.value_counts().to_dict()))
ch = s.groupby('Sales channel')[PR].mean()
q(['Bar chart of the average monthly price by product', 'now by sales channel instead'], 'chart', {'type': ['bar', 'column'], 'data': py(ch)}, 'medium', 'chart mean', '')
q('What did it cost us to acquire a new subscriber through each sales channel?', 'decline', 'no acquisition or advertising costs in the table', 'medium', 'missing-data', '')
q(['How many subscriptions ended in 2025?', 'And how many of those had been sold with a promo?', 'Sorry, I meant without promo.'], 'number', ((s.en.dt.year == 2025) & (s.promo == 'N')).sum(), 'medium', 'count dates correction', 'End in 2025, promo N', CNT)

# ------------------------------------------------------------------ travel mode choice (real)
start('travel', 'travel_mode_choice.csv')
t = rd('travel_mode_choice.csv')
c = t[t.chosen == 'yes']; who = t.drop_duplicates('traveller_id')
COST, TIME, GC, INC, WAIT = 'in_vehicle_cost_usd', 'in_vehicle_time_min', 'generalized_cost_usd', 'household_income_kusd', 'terminal_wait_min'
q('How many different travellers are in the survey?', 'number', t.traveller_id.nunique(), 'easy', 'distinct', '', CNT)
q('Which mode of transport was chosen most often?', 'category', c['mode'].value_counts().idxmax(), 'easy', 'top', str(c['mode'].value_counts().to_dict()))
q('What percentage of travellers ended up choosing the car?', 'number', pc((c['mode'] == 'car').mean()), 'medium', 'share', '59 of 210 travellers, not of 840 rows')
q('Among the travellers who chose the bus, what is the average household income in thousand dollars?', 'number', c[c['mode'] == 'bus'][INC].mean(), 'easy', 'mean filter', '')
q(['What is the average terminal wait of those who actually took the train?', 'median please', 'and for those who flew?'], 'number', c[c['mode'] == 'air'][WAIT].median(), 'medium', 'median filter', 'median kept, chosen air')
q('Rank the four modes by average generalized cost, cheapest first.', 'list', t.groupby('mode')[GC].mean().sort_values().index.tolist(), 'medium', 'rank mean', str(t.groupby('mode')[GC].mean().round(1).to_dict()), ordered=True)
q('For each mode, what is total in-vehicle cost divided by total in-vehicle hours?', 'table', t.groupby('mode')[COST].sum() / t.groupby('mode')[TIME].sum() * 60, 'hard', 'ratio formula', 'ratio of sums, minutes to hours')
q('How many minutes longer is the average in-vehicle time by train than by plane?', 'number', t[t['mode'] == 'train'][TIME].mean() - t[t['mode'] == 'air'][TIME].mean(), 'medium', 'difference mean', 'all offers')
import statsmodels.formula.api as smf
tr = t[t['mode'] == 'train'].rename(columns={GC: 'g', TIME: 'm', COST: 'p'})
fit = smf.ols('g ~ m + p', tr).fit(); new_ = pd.DataFrame({'m': [600], 'p': [50]})
q('Predict the generalized cost of a train trip that takes 600 minutes in the vehicle and costs 50 dollars.', 'prediction', [float(fit.predict(new_)[0]), float(smf.ols('g ~ m + p + C(md)', t.assign(md=t['mode']).rename(columns={GC: 'g', TIME: 'm', COST: 'p'})).fit().predict(new_.assign(md='train'))[0])], 'hard', 'prediction', 'OLS on train rows, or on all rows with mode', {'rel': 0.12})
q(['For how many travellers would the train ride take more than 12 hours?', 'and by bus?'], 'number', ((t['mode'] == 'bus') & (t[TIME] > 720)).sum(), 'medium', 'count range', '> 720 minutes in the vehicle, bus rows', CNT)
lo = t.groupby('traveller_id')[GC].transform('min'); ch_ = c[c[GC] == lo[c.index]]
strict = (t[GC] == lo).groupby(t.traveller_id).sum(); 
uniq = c[(c[GC] == lo[c.index]) & (c.traveller_id.map(strict) == 1)]
first_ = t.loc[t.groupby('traveller_id')[GC].idxmin()].chosen.eq('yes').sum()
q('What share of travellers chose the mode that had the lowest generalized cost for them?', 'number', sum([pc(x / 210) for x in sorted({len(ch_), len(uniq), int(first_)})], []), 'hard', 'share within-group rank', f'chosen row is the traveller minimum; {(strict > 1).sum()} travellers have a tie at the minimum: counted, not counted, or first row')
q('Of the travellers with a household income below 20 thousand dollars, how many chose the train and how many chose the plane?', 'table', c[(c[INC] < 20) & c['mode'].isin(['train', 'air'])].groupby('mode').size(), 'medium', 'count compare range', 'chosen = yes, income under 20', CNT)
q('what did traveller 57 pick', 'category', c[c.traveller_id == 57]['mode'].iloc[0], 'easy', 'lookup sloppy', '')
q('Is household income related to the size of the travelling group? Give the correlation over the travellers.', 'number', [who[INC].corr(who.group_size), who[INC].corr(who.group_size, 'spearman')], 'medium', 'correlation', 'the same over 840 rows, since every traveller has four', {'abs': 0.01})
q('Do people who chose air have a different household income from people who chose train? What is the p-value?', 'number', tests(c[c['mode'] == 'air'][INC], c[c['mode'] == 'train'][INC]), 'hard', 'test', 'Welch, Student or Mann-Whitney', {'abs': 0.0005})
rg = stats.linregress(t[TIME], t[GC])
q('Run a regression of generalized cost on in-vehicle time alone. What is the R-squared?', 'number', rg.rvalue ** 2, 'medium', 'regression', '840 rows', {'rel': 0.01})
q('Draw a scatter plot of in-vehicle time against in-vehicle cost.', 'chart', {'type': ['scatter'], 'data': None}, 'easy', 'chart scatter', '')
q('Which airlines did the air travellers fly with?', 'decline', 'no airline in the data', 'easy', 'missing-data', '')
q('how many solo travelers took the plane', 'number', ((c.group_size == 1) & (c['mode'] == 'air')).sum(), 'medium', 'count sloppy', 'group_size 1, air chosen', CNT)
q('avg wait at the terminal per mode, skip the car', 'table', t[t['mode'] != 'car'].groupby('mode')[WAIT].mean(), 'medium', 'mean negation sloppy', '')
q('biggest group size that went by car?', 'number', c[c['mode'] == 'car'].group_size.max(), 'easy', 'max sloppy', '', CNT)
q('will more people take the bus next year', 'decline', 'no dates, one survey: no basis for a forecast', 'medium', 'future sloppy', '')
q(['How many travellers chose each mode?', 'only those travelling in a group of two or more', 'show it as a bar chart'], 'chart', {'type': ['bar', 'column'], 'data': py(c[c.group_size >= 2]['mode'].value_counts())}, 'hard', 'chart count filter', '', CNT)
q(['What is the mean in-vehicle cost by mode, for the modes people actually chose?', 'and the median?'], 'table', c.groupby('mode')[COST].median(), 'medium', 'median', 'chosen = yes kept')
hi = c[c[INC] > 50]
q(['What percentage of travellers with a household income above 50 thousand chose air?', 'and of those up to 20 thousand?'], 'number', pc((c[c[INC] <= 20]['mode'] == 'air').mean()), 'medium', 'share range', 'income <= 20')

# ------------------------------------------------------------------ RAND health insurance experiment (real)
start('rand', 'rand_health_visits.csv')
r = rd('rand_health_visits.csv')
V, CI, CH, H, PL = 'md_visits', 'coinsurance_pct', 'chronic_disease_score', 'self_rated_health', 'physical_limitation'
q('What is the average number of doctor visits per record?', 'number', r[V].mean(), 'easy', 'mean', '')
bc = pd.cut(r[V], [-1, 0, 2, 5, 999], labels=['a', 'b', 'c', 'd']).value_counts()
q('Split the number of visits into none, 1-2, 3-5 and 6 or more and count the records in each band.', 'table', {'0': bc['a'], '1-2': bc['b'], '3-5': bc['c'], '6 or more': bc['d']}, 'medium', 'bins count labels-free', 'bands may be spelled otherwise', CNT, alt=[{'none': bc['a'], '1-2': bc['b'], '3-5': bc['c'], '6 or more': bc['d']}])
ml = r.groupby(CI)[V].mean()
q('On how many coinsurance levels is the average number of visits above 2.5?', 'number', (ml > 2.5).sum(), 'medium', 'threshold groups', str(ml.round(3).to_dict()), CNT)
q('Bar chart of the mean number of visits per coinsurance level.', 'chart', {'type': ['bar', 'column'], 'data': py(r.groupby(CI)[V].mean())}, 'easy', 'chart mean', '')
q('Which health rating goes with the most doctor visits on average?', 'category', r.groupby(H)[V].mean().idxmax(), 'easy', 'top mean', '')
q(['What is the mean chronic disease score for people with and without a physical limitation?', 'make that the median'], 'table', r.groupby(PL)[CH].median(), 'medium', 'median', 'missing limitation left out or shown as missing')
q('For how many records do we not know whether there is a physical limitation?', 'number', r[PL].isna().sum(), 'easy', 'quality missing', '', CNT)
q('What percentage of all visits comes from records with 10 or more visits?', 'number', pc(r[r[V] >= 10][V].sum() / r[V].sum()), 'hard', 'share sum', 'sum of visits in those records over all visits')
q('95th percentil of md visits?', 'number', r[V].quantile(.95), 'medium', 'percentile sloppy', '', CNT)
q('Give me a cross table of self-rated health by individual deductible plan with the number of records.', 'table', r.groupby([H, 'individual_deductible_plan']).size(), 'medium', 'cross count', '', CNT)
q(['How many records have exactly one visit?', 'and between 3 and 5?'], 'number', r[V].between(3, 5).sum(), 'easy', 'count range', 'inclusive', CNT)
q('Do people on the individual deductible plan visit the doctor significantly less than the others? I need the p-value.', 'number', tests(r[r.individual_deductible_plan == 'yes'][V], r[r.individual_deductible_plan == 'no'][V]) + [x for x in [stats.ttest_ind(r[r.individual_deductible_plan == 'yes'][V], r[r.individual_deductible_plan == 'no'][V], equal_var=False, alternative='less').pvalue]], 'hard', 'test', 'two-sided Welch, Student, Mann-Whitney, or one-sided Welch', {'abs': 0.001})
q('How strong is the correlation between the chronic disease score and the number of visits?', 'number', [r[CH].corr(r[V]), r[CH].corr(r[V], 'spearman')], 'medium', 'correlation', 'Pearson or Spearman', {'abs': 0.01})
sl = stats.linregress(r[CH], r[V])
q('In a simple linear regression of visits on chronic disease score, by how much do visits rise per extra point of the score?', 'number', sl.slope, 'medium', 'regression slope', '', {'rel': 0.01})
q('Show the distribution of the chronic disease score as a histogram.', 'chart', {'type': ['histogram', 'bar'], 'data': None}, 'easy', 'chart histogram', '')
q('Group the records into 3 segments using doctor visits, chronic disease score and participation incentive.', 'segments', {'k': 3, 'n': 4000, 'needs': []}, 'hard', 'segments', 'no missing values in these three')
q('How much did an average doctor visit cost?', 'decline', 'no cost of visits in the table', 'easy', 'missing-data', '')
q('How many of the fair or poor health records belong to women?', 'decline', 'no sex in the table', 'easy', 'missing-data', '')
q('whats the max nr of dr visits and is it an outlier', 'number', r[V].max(), 'easy', 'max sloppy', '', CNT)
q('ppl in fair or poor health w more than 5 visits, how many', 'number', (r[H].isin(['fair', 'poor']) & (r[V] > 5)).sum(), 'medium', 'count or sloppy', '', CNT)
q('share w/ at least one visit, free care vs 95% coinsurance pls', 'table', (r[r[CI].isin([0, 95])][V] >= 1).groupby(r[CI]).mean(), 'hard', 'share compare sloppy', 'visits >= 1, coinsurance 0 and 95', alt=[(r[r[CI].isin([0, 95])][V] >= 1).groupby(r[CI]).mean() * 100])
inc_ = r[r.participation_incentive_usd > 0]
q('avg participation incentive for those who got one, dollars', 'number', inc_.participation_incentive_usd.mean(), 'medium', 'mean filter sloppy', 'incentive above 0')
q(['How many visits on average do people in good health have?', 'and in fair health?', 'only those without a physical limitation'], 'number', r[(r[H] == 'fair') & (r[PL] == 'no')][V].mean(), 'medium', 'mean filter', 'fair health, limitation = no')
q(['Average number of visits by self-rated health', 'now the standard deviation instead of the average, highest first'], 'table', r.groupby(H)[V].std().sort_values(ascending=False), 'medium', 'spread', 'sample sd', {'rel': 0.006})
q(['How many records have a physical limitation?', 'What percentage of them rate their health as excellent?', 'Same for those without a limitation.'], 'number', pc((r[r[PL] == 'no'][H] == 'excellent').mean()), 'medium', 'share', 'of records with limitation = no')

# ------------------------------------------------------------------ insurance broker: policies and claims
start('broker', 'broker_policies.csv', 'broker_claims.csv')
p, k0 = rd('broker_policies.csv'), rd('broker_claims.csv')
PREM, LINE, AMT, PAID = 'Ann. Prem (EUR)', 'LINE', 'Amt claimed EUR', 'Paid EUR'
p[PREM] = p[PREM].astype(str).str.replace(',', '').astype(float)
p['inc'] = pd.to_datetime(p['Inception dt'], format='%d/%m/%Y')
k0['loss'], k0['rep'] = pd.to_datetime(k0['Loss date'], format='%d/%m/%Y'), pd.to_datetime(k0['Reported'], format='%d/%m/%Y')
k1 = k0.drop_duplicates()
def both(f, with_pct=False):
    """gold over all rows, and gold_alt without the two exactly repeated claim rows"""
    a, b = f(k0), f(k1)
    if isinstance(a, pd.Series):
        alt = ([] if py(a) == py(b) else [b]) + ([a * 100, b * 100] if with_pct else [])
        return dict(gold=a, alt=alt or None)
    v = [a] + ([] if py(a) == py(b) else [b])
    if with_pct: v = v + [x * 100 for x in v]
    return dict(gold=v[0] if len(v) == 1 else v)
J = lambda k: k.merge(p, on='Policy No')
ac = p[p.Status == 'active']
ea = p[p.Region == 'East'].Adviser.value_counts()
q('Which adviser has the most policies in the East?', 'category', ea.index[0], 'easy', 'top filter', str(ea.to_dict()))
q('What is the total annual premium of the active policies, in euros?', 'number', ac[PREM].sum(), 'easy', 'sum filter', 'premium written with thousands commas')
pv = p.groupby('Insurer')[PREM].sum().sort_values(ascending=False)
q('Which insurer has the largest premium volume with us?', 'category', pv.index[0], 'easy', 'top sum', str(pv.round(0).to_dict()) + ' active only: ' + ac.groupby('Insurer')[PREM].sum().idxmax())
q(['What is the average annual premium by line of business?', 'highest first', 'only active policies, as a bar chart'], 'chart', {'type': ['bar', 'column'], 'data': py(ac.groupby(LINE)[PREM].mean().sort_values(ascending=False))}, 'medium', 'chart mean filter', 'Status active')
pcn = p.client_id.value_counts()
q('How many clients hold more than one policy?', 'number', (pcn > 1).sum(), 'medium', 'threshold groups distinct', 'client_id with 2 or more rows', CNT)
q('Commission is annual premium times commission percent. How much commission in euros do the active policies bring per year?', 'number', (ac[PREM] * ac['Comm %'] / 100).sum(), 'medium', 'formula sum', '')
lap = (p.Status == 'lapsed').groupby(p['pay freq']).mean(); lapn = lap.rename({'A': 'annual', 'M': 'monthly', 'Q': 'quarterly'})
q('What is the lapse rate for annual, quarterly and monthly payers?', 'table', lap, 'medium', 'rate group', 'Status lapsed over all policies, keys A, Q, M', alt=[lap * 100, lapn, lapn * 100])
q('How many claims were made on motor policies?', 'number', diff='medium', tags='join count', note='join on Policy No; two claim rows are exact repeats', tol=CNT, **both(lambda k: (J(k)[LINE] == 'Motor').sum()))
def lr(k): return J(k).groupby(LINE)[PAID].sum() / p.groupby(LINE)[PREM].sum()
q('For each line, what is the ratio of claims paid to annual premium (total paid divided by total annual premium of all policies)?', 'table', diff='hard', tags='join ratio', note='ratio of sums; policies without claims count in the premium', tol=REL, **both(lr, True))
q('Which cause of loss has the highest average amount claimed?', 'category', k0.groupby('Cause')[AMT].mean().idxmax(), 'easy', 'top mean', str(k0.groupby('Cause')[AMT].mean().sort_values().tail(3).round(0).to_dict()))
q('What is the median number of days between the loss and the day it was reported?', 'number', diff='medium', tags='dates median', note='Reported minus Loss date', tol={'abs': 0.3}, **both(lambda k: (k.rep - k.loss).dt.days.median()))
q('how many claims have a policy no thats not in the policy file', 'number', (~k0['Policy No'].isin(p['Policy No'])).sum(), 'medium', 'quality join sloppy', '', CNT)
m5 = lambda k: k[k.loss.dt.year == 2025].groupby(k.loss.dt.strftime('%Y-%m')).size()
q('Line chart of the number of claims per month of loss in 2025, please.', 'chart', {'type': ['line', 'area', 'bar', 'column'], 'data': py(m5(k0))}, 'medium', 'chart time', 'by Loss date', CNT, alt=None if py(m5(k0)) == py(m5(k1)) else [{'type': ['line', 'area', 'bar', 'column'], 'data': py(m5(k1))}])
cr = lambda k: (J(k).groupby('Region').size() / p.groupby('Region').size())
q('In which region are there the most claims per policy?', 'category', cr(k0).idxmax(), 'hard', 'join rate top', str(cr(k0).round(3).to_dict()))
q('Which insurer covers policy PX-200175?', 'category', p[p['Policy No'] == 'PX-200175'].Insurer.iloc[0], 'easy', 'lookup', '')
fr = lambda k: tests(k[k.fraud_chk == 1][AMT], k[k.fraud_chk == 0][AMT])
q('Do claims that went through a fraud check differ in the amount claimed from the others? p-value please.', 'number', sorted(set(np.round(fr(k0) + fr(k1), 6))), 'hard', 'test', 'Welch, Student or Mann-Whitney; with or without the repeats', {'abs': 0.002})
q('Why did the clients cancel their policies?', 'decline', 'no reason for the cancellation in the data', 'easy', 'missing-data', '')
q('send me the phone numbers of clients with lapsed policies', 'decline', 'no phone numbers, and private', 'easy', 'missing-data private sloppy', '')
q('whats the avg paid amt on closed claims', 'number', diff='easy', tags='mean filter sloppy', note='Claim status closed', **both(lambda k: k[k['Claim status'] == 'closed'][PAID].mean()))
q('top 3 advisers by nr of active policies', 'list', ac.Adviser.value_counts().index[:3].tolist(), 'easy', 'top sloppy', str(ac.Adviser.value_counts().to_dict()), ordered=True)
q('how many commercial policys in motor w/ deductible of 300 or more', 'number', ((p['Cl. type'] == 'C') & (p[LINE] == 'Motor') & (p.Deductible_EUR >= 300)).sum(), 'medium', 'count range sloppy', 'Cl. type C', CNT)
cl_ = lambda y: (lambda k: k[k.loss.dt.year == y][AMT].sum())
q(['What was the total amount claimed for losses in 2024?', 'and 2025?', 'so how much growth is that in percent?'], 'number', diff='hard', tags='growth percent', note='2025 over 2024, by Loss date', tol=REL, **both(lambda k: cl_(2025)(k) / cl_(2024)(k) - 1, True))
q(['What is the average premium of home policies?', 'private clients only', 'and just the south'], 'number', p[(p[LINE] == 'Home') & (p['Cl. type'] == 'P') & (p.Region == 'South')][PREM].mean(), 'medium', 'mean filter', 'three filters together')
q(['How many claims are open, closed and declined?', 'only handler TW', 'as percentages'], 'table', diff='medium', tags='share filter', note='Handler TW', tol=REL, **both(lambda k: k[k.Handler == 'TW']['Claim status'].value_counts(normalize=True), True))
q(['How many policies have no region?', 'New question: which adviser has the highest average annual premium?', 'and who comes second?'], 'category', p.groupby('Adviser')[PREM].mean().sort_values(ascending=False).index[1], 'medium', 'rank mean', str(p.groupby('Adviser')[PREM].mean().round(1).to_dict()))
write()
