"""Makes tables/*.csv. Real: statsmodels modechoice, randhie. Made: an insurance broker (2 files), a newspaper."""
import os, datetime as dt
import numpy as np, pandas as pd
import statsmodels.api as sm
HERE = os.path.dirname(os.path.abspath(__file__)); T = os.path.join(HERE, 'tables'); os.makedirs(T, exist_ok=True)
def save(d, n): d.to_csv(os.path.join(T, n), index=False)

# --- real 1: intercity travel mode choice (Greene / Hensher), 210 travellers x 4 modes
m = sm.datasets.modechoice.load_pandas().data
save(pd.DataFrame({'traveller_id': m.individual.astype(int), 'mode': m['mode'].map({1: 'air', 2: 'train', 3: 'bus', 4: 'car'}),
    'chosen': m.choice.map({0: 'no', 1: 'yes'}), 'terminal_wait_min': m.ttme.astype(int), 'in_vehicle_cost_usd': m.invc.astype(int),
    'in_vehicle_time_min': m.invt.astype(int), 'generalized_cost_usd': m.gc.astype(int), 'household_income_kusd': m.hinc.astype(int),
    'group_size': m.psize.astype(int)}), 'travel_mode_choice.csv')

# --- real 2: RAND health insurance experiment, 4,000 of 20,190 records
r = sm.datasets.randhie.load_pandas().data.reset_index().sample(4000, random_state=26).sort_values('index')
health = np.select([r.hlthg == 1, r.hlthf == 1, r.hlthp == 1], ['good', 'fair', 'poor'], 'excellent')
save(pd.DataFrame({'record_no': r['index'] + 1, 'md_visits': r.mdvis.astype(int), 'coinsurance_pct': (np.exp(r.lncoins) - 1).round().astype(int),
    'individual_deductible_plan': r.idp.map({0: 'no', 1: 'yes'}), 'participation_incentive_usd': np.where(r.lpi == 0, 0, np.exp(r.lpi)).round(0).astype(int),
    'physical_limitation': r.physlm.map({0.0: 'no', 1.0: 'yes'}), 'chronic_disease_score': r.disea.round(2), 'self_rated_health': health}), 'rand_health_visits.csv')

# --- made 1: insurance broker
g = np.random.default_rng(2601)
N = 1450
lines = np.array(['Motor', 'Home', 'Liability', 'Travel', 'Legal Exp.', 'Business Int.'])
ln = g.choice(lines, N, p=[.36, .24, .15, .11, .09, .05])
ct = np.where(ln == 'Business Int.', 'C', np.where(g.random(N) < .22, 'C', 'P'))
base = {'Motor': 620, 'Home': 340, 'Liability': 210, 'Travel': 95, 'Legal Exp.': 260, 'Business Int.': 2400}
prem = np.array([base[x] for x in ln]) * np.exp(g.normal(0, .38, N)) * np.where(ct == 'C', 1.55, 1)
ins = g.choice(['Allgemeine Nord', 'Helvion', 'MutuaPlus', 'Concordis', 'Baltica Re'], N, p=[.3, .25, .2, .15, .1])
adv = g.choice(['K. Lindner', 'S. Okafor', 'M. Petit', 'J. Aalto', 'R. Duarte'], N, p=[.27, .23, .2, .18, .12])
inc = [dt.date(2022, 1, 1) + dt.timedelta(int(x)) for x in g.integers(0, 365 * 4 + 1, N)]
freq = g.choice(['A', 'Q', 'M'], N, p=[.55, .2, .25])
pst = np.where(freq == 'M', .25, .14)
u = g.random(N); stat = np.where(u < pst, 'lapsed', np.where(u < pst + .07, 'cancelled', 'active'))
comm = np.array([{'Motor': 9, 'Home': 17.5, 'Liability': 15, 'Travel': 20, 'Legal Exp.': 12.5, 'Business Int.': 15}[x] for x in ln])
region = g.choice(['North', 'South', 'East', 'West', 'Islands'], N, p=[.3, .26, .2, .18, .06]).astype(object)
region[g.random(N) < .03] = None
cl = g.integers(10001, 10001 + 900, N)
ptype = dict(zip(cl, ct))
pno = np.array([f'PX-{200000 + 7 * i}' for i in range(N)])
ded = g.choice([0, 150, 300, 500, 1000], N, p=[.3, .25, .25, .15, .05])
order = np.argsort(inc, kind='stable')
P = pd.DataFrame({'Policy No': pno, 'client_id': [f'C{x}' for x in cl], 'Cl. type': ct, 'LINE': ln, 'Insurer': ins, 'Adviser': adv,
    'Inception dt': [x.strftime('%d/%m/%Y') for x in np.array(inc)[order]], 'Ann. Prem (EUR)': [f'{x:,.2f}' for x in prem], 'Comm %': comm,
    'Deductible_EUR': ded, 'pay freq': freq, 'Region': region, 'Status': stat, 'e-docs': g.choice(['Y', 'N'], N, p=[.61, .39]), 'Ccy': 'EUR'})
save(P, 'broker_policies.csv')
inc = np.array(inc)[order]
M = 820
w = np.array([{'Motor': 1.5, 'Home': 1.0, 'Liability': .7, 'Travel': 1.3, 'Legal Exp.': .6, 'Business Int.': .8}[x] for x in ln]) * np.where(region == 'Islands', 1.5, 1) * np.where(ded >= 500, .6, 1)
pi = g.choice(N, M, p=w / w.sum())
end = dt.date(2026, 6, 30)
loss = [inc[i] + dt.timedelta(int(g.integers(0, (end - inc[i]).days - 40))) for i in pi]
rep = [d + dt.timedelta(int(min(40, g.exponential(7)))) for d in loss]
sev = np.array([{'Motor': 1900, 'Home': 1400, 'Liability': 2100, 'Travel': 420, 'Legal Exp.': 1100, 'Business Int.': 8200}[ln[i]] for i in pi]) * np.exp(g.normal(-.2, .8, M))
cs = np.array([g.choice(['closed', 'declined', 'open'], p=([.35, .1, .55] if d > dt.date(2026, 2, 1) else [.8, .13, .07])) for d in loss])
paid = np.where(cs == 'closed', np.maximum(0, sev * g.uniform(.7, 1, M) - ded[pi]), np.where(cs == 'declined', 0, np.nan))
cause = {'Motor': ['collision', 'glass', 'theft', 'hail'], 'Home': ['water leak', 'storm', 'burglary', 'fire'], 'Liability': ['property damage', 'injury'],
         'Travel': ['cancellation', 'lost luggage', 'medical'], 'Legal Exp.': ['employment', 'tenancy', 'traffic'], 'Business Int.': ['fire', 'supply failure', 'storm']}
C = pd.DataFrame({'claim_ref': [f'CLM{70001 + i}' for i in range(M)], 'Policy No': pno[pi], 'Loss date': [d.strftime('%d/%m/%Y') for d in loss],
    'Reported': [d.strftime('%d/%m/%Y') for d in rep], 'Cause': [g.choice(cause[ln[i]]) for i in pi], 'Amt claimed EUR': sev.round(2), 'Paid EUR': np.round(paid, 2),
    'Claim status': cs, 'fraud_chk': (g.random(M) < .06).astype(int), 'Handler': g.choice(['HB', 'TW', 'NK', 'OD'], M, p=[.35, .3, .2, .15])})
C = C.iloc[np.argsort(np.array(loss), kind='stable')].reset_index(drop=True)
C.loc[[100, 333, 700], 'Policy No'] = ['PX-199911', 'PX-199918', 'PX-288888']
C = pd.concat([C.iloc[:412], C.iloc[[409]], C.iloc[412:640], C.iloc[[633]], C.iloc[640:]])
save(C, 'broker_claims.csv')

# --- made 2: a newspaper's subscriptions
g = np.random.default_rng(2602)
N = 2400
prod = g.choice(['Print 6d', 'Weekend', 'Digital', 'Digi+Weekend'], N, p=[.26, .18, .38, .18])
st = [dt.date(2023, 1, 1) + dt.timedelta(int(x)) for x in np.sort(g.integers(0, 1277, N))]        # to 2026-06-30
chan = g.choice(['Web', 'Call centre', 'Street promo', 'Partner offer', 'Kiosk flyer'], N, p=[.44, .2, .14, .13, .09])
age = np.clip(np.where(prod == 'Digital', g.normal(43, 13, N), np.where(prod == 'Print 6d', g.normal(63, 11, N), g.normal(54, 13, N))).round(), 18, 93)
price = np.array([{'Print 6d': 42.9, 'Weekend': 19.9, 'Digital': 14.9, 'Digi+Weekend': 27.9}[x] for x in prod])
promo = np.where(g.random(N) < np.where(chan == 'Street promo', .8, np.where(chan == 'Partner offer', .6, .3)), 'Y', 'N')
price = np.where(promo == 'Y', (price * g.choice([.5, .7, .8], N)).round(2), price)
comp = g.poisson(np.where(np.isin(prod, ['Print 6d']), .9, np.where(prod == 'Digital', .25, .5)))
haz = .018 * np.where(promo == 'Y', 1.9, 1) * np.where(chan == 'Street promo', 1.5, 1) * np.exp(.25 * comp) * np.where(age > 60, .7, 1)
life = g.exponential(1 / haz).clip(1) * 30.4
endd = [s + dt.timedelta(int(l)) for s, l in zip(st, life)]
last = dt.date(2026, 6, 30)
ended = np.array([e <= last for e in endd])
reason = np.where(ended, g.choice(['price', 'moved away', 'no time to read', 'delivery problems', 'content', 'deceased', ''], N, p=[.33, .1, .21, .12, .12, .03, .09]), '')
nps = np.clip((8.1 - .9 * comp - np.where(ended, 1.3, 0) + g.normal(0, 1.9, N)).round(), 0, 10)
nps[g.random(N) < .37] = np.nan
log = np.where(prod == 'Print 6d', np.nan, g.negative_binomial(1.6, .13, N).astype(float))
log[ended] = np.nan
sex = g.choice(['f', 'm', 'd', ''], N, p=[.47, .45, .01, .07])
dist = g.choice(['Altstadt', 'Hafen', 'Nordend', 'Westpark', 'Seehausen', 'Umland'], N, p=[.2, .12, .19, .16, .08, .25])
agex = age.copy(); agex[g.random(N) < .05] = np.nan
S = pd.DataFrame({'SubNo': [f'A{400100 + 3 * i}' for i in range(N)], 'product': prod, 'Start': [d.strftime('%d.%m.%Y') for d in st],
    'End': [e.strftime('%d.%m.%Y') if x else '' for e, x in zip(endd, ended)], 'cancel reason': reason, 'Sales channel': chan, 'Price/mth EUR': price.round(2),
    'promo': promo, 'Age': pd.Series(agex).astype('Int64'), 'Sex': sex, 'district': dist, 'complaints_12m': comp, 'NPS score': pd.Series(nps).astype('Int64'),
    'app logins 30d': pd.Series(log).astype('Int64'), 'newsletter': (g.random(N) < .52).astype(int)})
S.loc[1203, 'Age'] = 193
save(S, 'newspaper_subs.csv')
