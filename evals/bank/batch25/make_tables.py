"""Four made data sets: hotel group, ticketing, CRM export, pet-box subscription. Deterministic."""
import pathlib
import numpy as np
import pandas as pd
OUT = pathlib.Path(__file__).resolve().parent / "tables"
OUT.mkdir(exist_ok=True)
FIRST_F = "Anna Claire Sofia Maria Hannah Emily Ruth Julia Priya Mei Chloe Laura Nina Olga Fiona Grace Elena Ines Karin Yuki".split()
FIRST_M = "James Peter Omar Lukas David Henry Marco Tom Ravi Wei Jan Pierre Sean Viktor Ian George Paolo Hugo Lars Ken".split()
LAST = "Smith Jones Muller Rossi Dubois Patel Chen Novak Jansen Murphy Garcia Kim Olsen Brown Taylor Walker Schmidt Moreau Khan Silva Evans Hughes Bauer Costa".split()

# ---------- 1 hotels
r = np.random.default_rng(251)
ng = 1150
gen = r.choice(["F", "M", ""], ng, p=[.47, .48, .05])
ctry = r.choice(["GB", "IE", "DE", "FR", "US", "NL", "ES", "CH"], ng, p=[.48, .09, .12, .09, .11, .05, .04, .02])
tier = r.choice(["Classic", "Silver", "Gold", "Platinum", ""], ng, p=[.42, .24, .13, .05, .16])
by = np.clip(r.normal(1979, 13, ng).round(), 1938, 2005)
guests = pd.DataFrame({
    "Guest ID": [f"G{10000+i}" for i in range(ng)],
    "Full Name": [f"{r.choice(FIRST_F if g == 'F' else FIRST_M)} {r.choice(LAST)}" for g in gen],
    "Sex": gen, "Ctry": ctry, "Loyalty Tier": tier,
    "Birth Yr": [("" if r.random() < .07 else int(b)) for b in by],
    "mkt_optin": r.choice(["Y", "N"], ng, p=[.58, .42]),
    "Member Since": [("" if t == "" else (pd.Timestamp("2015-01-01") + pd.Timedelta(days=int(r.integers(0, 3300)))).strftime("%d/%m/%Y")) for t in tier],
})
nb = 3200
hotels = ["Kestrel Bath", "Kestrel Edinburgh", "Kestrel London Bridge", "Kestrel York", "Kestrel Brighton", "The Old Mill Whitby"]
base = dict(zip(hotels, [128, 142, 198, 112, 119, 96]))
h = r.choice(hotels, nb, p=[.15, .2, .29, .14, .14, .08])
room = r.choice(["STD", "DLX", "FAM", "STE"], nb, p=[.5, .28, .14, .08])
mult = {"STD": 1, "DLX": 1.32, "FAM": 1.45, "STE": 2.1}
chan = r.choice(["Booking.com", "Expedia", "Own website", "Phone", "Corporate", "Walk-in"], nb, p=[.31, .13, .3, .09, .13, .04])
booked = pd.Timestamp("2024-10-01") + pd.to_timedelta(r.integers(0, 640, nb), "D")
lead = np.where(chan == "Walk-in", 0, np.minimum(r.gamma(1.3, 26, nb), 250)).astype(int)
arr = booked + pd.to_timedelta(lead, "D")
nights = np.where(r.random(nb) < .012, r.integers(14, 29, nb), 1 + r.poisson(1.3, nb))
dep = arr + pd.to_timedelta(nights, "D")
season = 1 + .18 * np.sin((arr.day_of_year - 100) / 365 * 2 * np.pi)
rate = np.array([base[x] * mult[m] for x, m in zip(h, room)]) * season * r.normal(1, .1, nb)
pc = np.array([{"Booking.com": .25, "Expedia": .22, "Own website": .13, "Phone": .1, "Corporate": .07, "Walk-in": 0}[c] for c in chan]) + lead / 1500
u = r.random(nb)
status = np.where(u < pc, "Cancelled", np.where(u < pc + .025, "No-show", "Checked out"))
plan = r.choice(["BAR", "Advance Saver", "Half Board", "Member Rate", "Corp Neg."], nb, p=[.42, .22, .1, .15, .11])
plan = np.where(chan == "Corporate", "Corp Neg.", np.where(plan == "Corp Neg.", "BAR", plan))
rev = (rate * nights * np.where(plan == "Advance Saver", .86, np.where(plan == "Half Board", 1.22, 1))).round(2)
fb = np.where(status == "Checked out", (r.gamma(1.6, 17, nb) * nights * np.where(plan == "Half Board", 1.6, 1)).round(2), 0)
rv = np.clip((r.normal(8.1, 1.3, nb) - (h == "Kestrel London Bridge") * .5 + (room == "STE") * .5).round(), 1, 10)
has = (status == "Checked out") & (r.random(nb) < .38)
book = pd.DataFrame({
    "Booking Ref": [f"KB-{240000 + i * 7}" for i in range(nb)],
    "Guest ID": [f"G{10000 + int(i)}" for i in np.minimum(r.gamma(1.1, 420, nb), ng - 1)],
    "Hotel": h, "Room Cat.": room, "Rate Plan": plan, "Channel": chan,
    "Booked On": booked.strftime("%d/%m/%Y"), "Arrival": arr.strftime("%d/%m/%Y"), "Departure": dep.strftime("%d/%m/%Y"),
    "Nights": nights, "Adults": r.choice([1, 2, 3, 4], nb, p=[.33, .55, .08, .04]),
    "Children": np.where(room == "FAM", r.choice([1, 2, 3], nb, p=[.4, .48, .12]), r.choice([0, 1], nb, p=[.95, .05])),
    "Room Rev (GBP)": rev, "F&B Rev (GBP)": fb, "Status": status,
    "Brkfst Incl": r.choice(["Y", "N"], nb, p=[.61, .39]),
    "Review /10": [int(v) if k else "" for v, k in zip(rv, has)],
    "Remarks": r.choice(["", "late arrival", "quiet room pls", "high floor", "cot needed", "anniversary", "dog"], nb, p=[.72, .07, .07, .05, .03, .03, .03]),
    "Ccy": "GBP",
})
guests.to_csv(OUT / "guests.csv", index=False)
book.to_csv(OUT / "hotel_bookings.csv", index=False)

# ---------- 2 ticketing
r = np.random.default_rng(252)
ven = [("Tolhuis", "Amsterdam", 1500), ("Melkfabriek", "Rotterdam", 2200), ("De Schuur", "Utrecht", 650), ("Hal 7", "Antwerp", 3000), ("Le Quai", "Brussels", 1200), ("Kleine Zaal", "Ghent", 320)]
names = ["Nachtvlucht", "Blue Herons", "Comedy Cellar Live", "Tessa Vonk", "Symfonie XL", "Brass Parade", "Lach of ik Schiet", "Electric Polder", "Kids Circus", "Zomergasten Live", "Iron Tulips", "Swing 1938",
         "Low Tide Festival", "Improv Battle", "Hamlet 2.0", "Ode to Joy", "Bass Cathedral", "De Grote Show", "Salsa Sunday", "Kick & Rush", "Murmur", "Poetry Slam", "Baroque by Night", "Neon Disco", "Wild Ponies", "Stand-up Stars", "Romeo & Juliet", "Family Matinee"]
gens = ["Electronic", "Pop/Rock", "Comedy", "Pop/Rock", "Classical", "Jazz", "Comedy", "Electronic", "Family", "Theatre", "Pop/Rock", "Jazz", "Electronic", "Comedy", "Theatre", "Classical", "Electronic", "Family", "Jazz", "Pop/Rock", "Pop/Rock", "Theatre", "Classical", "Electronic", "Pop/Rock", "Comedy", "Theatre", "Family"]
ne = len(names)
vi = r.integers(0, 6, ne); vi[[4, 15, 22]] = [0, 1, 4]; vi[[12, 16]] = 3
ed = pd.Timestamp("2025-02-01") + pd.to_timedelta(np.sort(r.integers(0, 480, ne)), "D")
ed = pd.DatetimeIndex(r.permutation(ed.values))
onsale = ed - pd.to_timedelta(r.integers(50, 150, ne), "D")
st = np.array(["Played"] * ne, dtype=object); st[[11, 19]] = "Cancelled"; st[[6]] = "Postponed"
pr = r.choice([14.5, 18, 22.5, 27.5, 32.5, 39, 45], ne)
ev = pd.DataFrame({"event_cd": [f"EV{101 + i}" for i in range(ne)], "Event": names, "GENRE": gens, "venue": [ven[i][0] for i in vi], "city": [ven[i][1] for i in vi], "cap.": [ven[i][2] for i in vi],
                   "event dt": ed.strftime("%d-%m-%Y"), "onsale dt": onsale.strftime("%d-%m-%Y"), "evt_status": st, "std price €": pr,
                   "promoter": r.choice(["MOJO-X", "Greenhouse", "in-house", "Live!Benelux"], ne, p=[.3, .25, .25, .2])})
no = 4200
w = r.gamma(2, 1, ne) * np.array([v / 1000 + .5 for v in ev["cap."]]); w /= w.sum()
ei = r.choice(ne, no, p=w)
span = (ed - onsale).days.values[ei]
fr = r.beta(.8, .9, no)
ts = onsale[ei] + pd.to_timedelta((fr * span * 86400).astype(int), "s")
ts = ts.normalize() + pd.to_timedelta(np.clip(r.normal(17.2, 4, no), 6, 23.9) * 3600 // 60 * 60, "s")
tt = r.choice(["STANDARD", "EARLY", "VIP", "STUDENT", "COMP"], no, p=[.57, .2, .07, .12, .04])
qty = r.choice([1, 2, 3, 4, 5, 6, 8, 10], no, p=[.2, .47, .09, .15, .03, .04, .01, .01])
f = {"STANDARD": 1, "EARLY": .8, "VIP": 2.2, "STUDENT": .65, "COMP": 0}
face = np.array([round(pr[e] * f[t] * 2) / 2 for e, t in zip(ei, tt)])
fee = np.where(tt == "COMP", 0, (1.25 + .06 * face).round(2)) * qty
promo = r.choice(["", "SPRING10", "NEWSLTR", "PARTNER15", "APP5"], no, p=[.76, .08, .08, .04, .04])
disc = np.array([{"": 0, "SPRING10": .1, "NEWSLTR": .08, "PARTNER15": .15, "APP5": .05}[p] for p in promo])
dev = r.choice(["iOS", "Android", "Desktop", "box office"], no, p=[.36, .29, .29, .06])
refd = np.where(st[ei] == "Cancelled", 1, (r.random(no) < .035).astype(int)); refd[tt == "COMP"] = 0
scn = np.where((st[ei] == "Played") & (refd == 0), r.binomial(qty, np.where(tt == "COMP", .62, .91)), 0)
orders = pd.DataFrame({"order#": 500001 + np.arange(no), "event_cd": ev.event_cd.values[ei], "purchased_at": ts.strftime("%Y-%m-%d %H:%M"), "buyer_cust": [f"c{int(x):05d}" for x in r.integers(1, 2600, no)],
    "ctry": r.choice(["NL", "BE", "DE", "FR", "UK", ""], no, p=[.57, .29, .06, .03, .02, .03]), "TktType": tt, "qty": qty, "face_val_eur": face,
    "disc_eur": (face * qty * disc).round(2), "fee_eur": fee.round(2), "promo_cd": promo, "device": dev,
    "pay_meth": r.choice(["iDEAL", "Bancontact", "Visa", "MC", "PayPal"], no, p=[.46, .2, .14, .11, .09]), "refunded": refd, "scanned_qty": scn, "newsletter": r.choice([0, 1], no, p=[.64, .36]),
    "age_band": r.choice(["<18", "18-24", "25-34", "35-49", "50-64", "65+", ""], no, p=[.03, .19, .26, .23, .13, .05, .11])})
orders = orders.sort_values("purchased_at", kind="stable").reset_index(drop=True)
orders = pd.concat([orders, orders.iloc[[77, 1203, 2044, 2900, 3333, 4001]]], ignore_index=True)  # six rows exported twice
ev.to_csv(OUT / "events.csv", index=False)
orders.to_csv(OUT / "ticket_orders.csv", index=False)

# ---------- 3 CRM
r = np.random.default_rng(253)
reps = [("Dana Whitfield", "Enterprise", "East"), ("Marcus Lee", "Enterprise", "West"), ("Priya Raman", "Mid-Market", "East"), ("Tyler Brooks", "Mid-Market", "Central"), ("Sofia Alvarez", "Mid-Market", "West"),
        ("Ben Carter", "SMB", "Central"), ("Jess O'Neill", "SMB", "East"), ("Kofi Mensah", "SMB", "West"), ("Hanna Lindqvist", "Enterprise", "EMEA"), ("Raj Gupta", "SMB", "EMEA")]
nd = 1450
ow = r.choice(10, nd, p=[.08, .08, .12, .11, .1, .14, .13, .12, .05, .07])
team = np.array([reps[i][1] for i in ow])
src = r.choice(["Inbound - Web", "Outbound SDR", "Referral", "Partner", "Event/Webinar", "Paid Search", ""], nd, p=[.26, .24, .12, .11, .12, .11, .04])
ind = r.choice(["Healthcare", "Financial Svcs", "Mfg", "Retail", "Software", "Education", "Logistics"], nd, p=[.16, .15, .17, .14, .2, .09, .09])
emp = np.exp(np.where(team == "Enterprise", r.normal(7.9, .6, nd), np.where(team == "Mid-Market", r.normal(6.1, .5, nd), r.normal(3.9, .7, nd)))).astype(int) + 3
cre = pd.Timestamp("2024-11-04") + pd.to_timedelta(r.integers(0, 690, nd), "D")
amt = (np.exp(5.9 + .52 * np.log(emp) + r.normal(0, .55, nd)) / 50).round() * 50
cyc = np.maximum(r.gamma(2.4, np.where(team == "Enterprise", 48, np.where(team == "Mid-Market", 31, 17)), nd).round(), 3).astype(int)
clo = cre + pd.to_timedelta(cyc, "D")
pw = np.array([{"Inbound - Web": .33, "Outbound SDR": .19, "Referral": .47, "Partner": .39, "Event/Webinar": .25, "Paid Search": .22, "": .28}[s] for s in src])
typ = r.choice(["New Biz", "Expansion", "Renewal"], nd, p=[.6, .22, .18])
pw = pw + np.where(typ == "Renewal", .3, np.where(typ == "Expansion", .12, 0))
today = pd.Timestamp("2026-10-31")
closed = (clo <= today) & (r.random(nd) < .93)
win = r.random(nd) < pw
stage = np.where(closed, np.where(win, "Closed Won", "Closed Lost"), r.choice(["Discovery", "Demo", "Proposal", "Negotiation"], nd, p=[.35, .27, .23, .15]))
prob = np.array([{"Closed Won": 100, "Closed Lost": 0, "Discovery": 10, "Demo": 30, "Proposal": 50, "Negotiation": 75}[s] for s in stage])
lost = np.where(stage == "Closed Lost", r.choice(["Price", "No decision", "Competitor", "Timing", "Missing feature", ""], nd, p=[.27, .25, .2, .13, .1, .05]), "")
act = r.poisson(6 + 7 * (stage == "Closed Won") + 3 * (team == "Enterprise"))
w1 = "Apex Blue Cedar Delta Evergreen Falcon Granite Harbor Iron Juniper Keystone Lumen Maple North Orion Pioneer Quarry River Summit Tidal Union Vertex Willow Zenith".split()
w2 = "Health Capital Works Foods Systems Labs Logistics Group Partners Schools Mfg Retail".split()
acc = np.array([f"{a} {b}" for a in w1 for b in w2]); suf = ["Inc.", "LLC", "Corp", "", "Co."]
ai = r.integers(0, len(acc), nd)
deals = pd.DataFrame({"Deal ID": [f"D-{20410 + 3 * i}" for i in range(nd)], "Account Name": [f"{acc[i]} {suf[i % 5]}".strip() for i in ai], "Owner": [reps[i][0] for i in ow], "Lead Source": src, "Industry": ind, "# Employees": emp,
    "Type": typ, "Stage": stage, "Amount (USD)": [("" if (s in ("Discovery",) and r.random() < .2) else f"${a:,.2f}") for a, s in zip(amt, stage)], "Prob. %": prob,
    "Create Date": cre.strftime("%m/%d/%Y"), "Close Date": [c.strftime("%m/%d/%Y") if k else "" for c, k in zip(clo, closed)],
    "Lost Reason": lost, "Activities": act, "Disc %": r.choice([0, 5, 10, 15, 20, 30], nd, p=[.45, .15, .18, .11, .08, .03]), "Contract Mths": r.choice([12, 24, 36], nd, p=[.62, .2, .18]),
    "POC?": r.choice(["Yes", "No"], nd, p=[.27, .73]), "Next Step": r.choice(["", "call back", "send quote", "legal review", "intro to CFO", "tbd"], nd, p=[.6, .12, .1, .07, .04, .07])})
s = np.where(deals["Amount (USD)"] == "", 0, amt).sum()
tot = {c: "" for c in deals.columns}; tot.update({"Deal ID": "TOTAL", "Amount (USD)": f"${s:,.2f}", "Activities": int(act.sum())})
deals = pd.concat([deals, pd.DataFrame([tot])], ignore_index=True)
q = [1450000, 1400000, 760000, 720000, 700000, 230000, 220000, 210000, 900000, 160000]
rp = pd.DataFrame({"Rep": [x[0] for x in reps], "Team": [x[1] for x in reps], "Territory": [x[2] for x in reps], "Annual Quota USD": q,
                   "Hire Dt": ["03/01/2019", "08/15/2021", "01/10/2022", "06/06/2022", "11/14/2022", "02/13/2023", "09/05/2023", "01/08/2024", "04/22/2020", "07/01/2024"], "Ramped": ["Y"] * 9 + ["N"]})
deals.to_csv(OUT / "crm_deals.csv", index=False)
rp.to_csv(OUT / "sales_reps.csv", index=False)

# ---------- 4 pet box
r = np.random.default_rng(254)
nc = 900
pet = r.choice(["dog", "cat", "rabbit", "hamster"], nc, p=[.52, .36, .08, .04])
su = pd.Timestamp("2024-01-08") + pd.to_timedelta(r.integers(0, 860, nc), "D")
acq = r.choice(["IG ads", "Google", "friend", "vet flyer", "TikTok", "podcast"], nc, p=[.27, .25, .19, .1, .13, .06])
pln = r.choice(["S", "M", "L"], nc, p=[.36, .42, .22])
ch = (r.random(nc) < np.array([{"IG ads": .46, "Google": .33, "friend": .2, "vet flyer": .24, "TikTok": .52, "podcast": .3}[a] for a in acq])).astype(int)
life = np.minimum(r.gamma(1.8, 120, nc), 700).astype(int) + 20
end = pd.Timestamp("2026-09-30")
cd = su + pd.to_timedelta(life, "D")
ch = np.where(cd > end, 0, ch)
nps = np.clip((r.normal(7.6, 1.9, nc) - 1.3 * ch).round(), 0, 10)
city = r.choice(["Berlin", "Hamburg", "München", "Köln", "Leipzig", "Wien", "Graz", "Zürich"], nc, p=[.24, .15, .16, .13, .08, .12, .05, .07])
dirty = r.random(nc) < .05
cust = pd.DataFrame({"cust_no": 70001 + np.arange(nc), "Signup": su.strftime("%d.%m.%Y"), "pet": [p.upper() if d else p for p, d in zip(pet, dirty)], "pet_age_yrs": [("" if r.random() < .08 else round(float(x), 1)) for x in np.clip(r.gamma(2, 2.3, nc), .2, 17)],
    "Plan": pln, "mthly_fee_eur": [{"S": 19.9, "M": 29.9, "L": 44.9}[p] for p in pln], "City": city, "country": [{"Wien": "AT", "Graz": "AT", "Zürich": "CH"}.get(c, "DE") for c in city], "acq_channel": acq,
    "owner_sex": r.choice(["w", "m", "d", ""], nc, p=[.6, .32, .02, .06]), "nps_0_10": [("" if r.random() < .35 else int(x)) for x in nps], "churned": ch, "churn_dt": [c.strftime("%d.%m.%Y") if k else "" for c, k in zip(cd, ch)],
    "email": [f"{r.choice(LAST).lower()}{i}@{r.choice(['gmx.de', 'web.de', 'gmail.com', 'bluewin.ch'])}" for i in range(nc)]})
rows = []
for i in range(nc):
    last = cd[i] if ch[i] else end
    t = su[i]
    while t <= last:
        if r.random() < .29:
            rows.append((cust.cust_no[i], t, pln[i], pet[i]))
        t = t + pd.Timedelta(days=int(r.integers(27, 34)))
        if len(rows) > 5900: break
od = pd.DataFrame(rows, columns=["cust_no", "t", "p", "pet"]).sort_values("t", kind="stable").reset_index(drop=True)
n = len(od)
itm = np.array([{"S": 3, "M": 5, "L": 8}[p] for p in od.p]) + r.poisson(1.1, n)
gross = (np.array([{"S": 19.9, "M": 29.9, "L": 44.9}[p] for p in od.p]) + r.gamma(1, 5, n) * (r.random(n) < .6)).round(2)
gross[r.choice(n, 5, replace=False)] *= 10; gross = gross.round(2)
cp = r.choice(["", "WELCOME20", "PFOTE10", "WINBACK15"], n, p=[.78, .09, .09, .04])
dsc = (gross * np.array([{"": 0, "WELCOME20": .2, "PFOTE10": .1, "WINBACK15": .15}[c] for c in cp])).round(2)
wt = (itm * r.normal(.55, .09, n) * np.where(od.pet == "dog", 1.25, 1)).round(2)
car = r.choice(["DHL", "Hermes", "DPD", "Post AT"], n, p=[.52, .2, .18, .1])
late = np.where(r.random(n) < np.where(car == "Hermes", .19, np.where(car == "DPD", .13, .08)), "Y", "N")
rt = np.clip(np.where(r.random(n) < .5, 5, 4) - (late == "Y") * r.integers(0, 3, n) - (r.random(n) < .1), 1, 5)
orders = pd.DataFrame({"order_id": [f"PB{100000 + i}" for i in range(n)], "cust_no": od.cust_no, "order_dt": od.t.dt.strftime("%d.%m.%Y"), "items": itm, "gross_eur": gross, "disc_eur": dsc,
    "ship_eur": r.choice([0, 3.9, 4.9, 9.9], n, p=[.45, .33, .18, .04]), "wt_kg": wt, "carrier": car, "late": late, "rating_1_5": [("" if r.random() < .45 else int(x)) for x in rt], "coupon": cp,
    "box_theme": r.choice(["Classic", "Grain-Free", "Dental", "Puppy/Kitten", "Seasonal"], n, p=[.4, .2, .13, .12, .15]), "returned": r.choice(["N", "Y"], n, p=[.962, .038]), "warehouse": "LEJ1"})
cust.to_csv(OUT / "petbox_customers.csv", index=False)
orders.to_csv(OUT / "petbox_orders.csv", index=False)
