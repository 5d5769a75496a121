"""Writes tables/*.csv; deterministic."""
import os
import numpy as np
import pandas as pd
import statsmodels.api as sm

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "tables")
os.makedirs(OUT, exist_ok=True)
rng = np.random.default_rng(2711)


def save(df, name):
    df.to_csv(os.path.join(OUT, name), index=False)


# ---- real: Grunfeld's investment data (bundled with statsmodels), money in millions of 1947 dollars
g = sm.datasets.grunfeld.load_pandas().data[["firm", "year", "invest", "value", "capital"]].copy()
g["year"] = g["year"].astype(int)
save(g, "grunfeld_investment.csv")

# ---- made: furniture web shop
nc = 620
first = "Anna Lukas Marie Jonas Sophie Felix Lena Paul Emma Max Julia Tim Laura Jan Nina Tom Eva Noah Mia Ben Sara Finn Clara Erik Ida".split()
last = "Müller Schmidt Weber Fischer Wagner Becker Hoffmann Koch Bauer Richter Klein Wolf Neumann Schwarz Zimmermann Braun Hofer Gruber Huber Steiner Keller Meier Brunner Jansen de Vries Bakker Visser".replace("de Vries", "de_Vries").split()
ctry = rng.choice(["DE", "AT", "CH", "NL"], nc, p=[.6, .17, .12, .11])
cities = {"DE": ["Berlin", "Hamburg", "München", "Köln", "Leipzig"], "AT": ["Wien", "Graz", "Linz"], "CH": ["Zürich", "Bern", "Basel"], "NL": ["Amsterdam", "Utrecht", "Rotterdam"]}
signup = pd.Timestamp("2022-01-10") + pd.to_timedelta(rng.integers(0, 1560, nc), unit="D")
by = rng.integers(1950, 2006, nc).astype(float)
by[rng.random(nc) < .12] = np.nan
src = rng.choice(["google_ads", "organic", "Instagram", "newsletter", "referral"], nc, p=[.33, .27, .2, .11, .09]).astype(object)
src[rng.random(nc) < .05] = None
cust = pd.DataFrame({
    "CustNo": [f"K{20000 + i * 7}" for i in range(nc)],
    "Name": [f"{rng.choice(first)} {rng.choice(last)}".replace("_", " ") for _ in range(nc)],
    "Ctry": ctry, "City": [rng.choice(cities[c]) for c in ctry],
    "SignUp": signup.strftime("%d.%m.%Y"), "birth_yr": pd.array(by, dtype="Int64"),
    "NL_OptIn": rng.choice(["Y", "N"], nc, p=[.46, .54]),
    "CustType": rng.choice(["B2C", "B2B"], nc, p=[.88, .12]), "Acq Source": src})
prods = [("SOF-101", "Sofa Malmö 3-seater", "Sofas", 1149), ("SOF-102", "Sofa Malmö 2-seater", "Sofas", 899), ("SOF-110", "Armchair Otto", "Sofas", 429),
         ("TAB-201", "Dining Table Eik 180", "Tables", 749), ("TAB-202", "Dining Table Eik 140", "Tables", 599), ("TAB-210", "Coffee Table Rund", "Tables", 189),
         ("CHR-301", "Chair Lund", "Chairs", 119), ("CHR-302", "Bar Stool Lund", "Chairs", 139), ("CHR-310", "Office Chair Flex", "Chairs", 279),
         ("BED-401", "Bed Frame Nord 160", "Beds", 649), ("BED-402", "Mattress Komfort 160", "Beds", 499),
         ("STO-501", "Shelf Kubus", "Storage", 159), ("STO-502", "Wardrobe Sky", "Storage", 829), ("STO-503", "Sideboard Linea", "Storage", 549),
         ("LMP-601", "Floor Lamp Arc", "Lighting", 129), ("LMP-602", "Pendant Lamp Dom", "Lighting", 89), ("LMP-603", "Desk Lamp Pix", "Lighting", 49)]
w = np.array([5, 5, 6, 4, 6, 9, 14, 6, 8, 5, 6, 9, 3, 4, 10, 9, 10], float); w /= w.sum()
active = rng.choice(nc, 540, replace=False)
cw = rng.gamma(1.2, 1, 540); cw /= cw.sum()
rows, no = [], 700100
days = pd.date_range("2025-01-02", "2026-06-30")
dw = 1 + .25 * np.sin(np.arange(len(days)) / 58) + .5 * (days.month == 11) + .0006 * np.arange(len(days)); dw /= dw.sum()
for d in sorted(rng.choice(len(days), 1250, p=dw)):
    no += int(rng.integers(1, 9))
    ci = int(active[rng.choice(540, p=cw)])
    ch = rng.choice(["Web", "App", "Marketplace"], p=[.58, .27, .15])
    ship = rng.choice(["Parcel", "Freight 2-man", "Pick-up"], p=[.52, .38, .10])
    deliv = max(1, int(rng.gamma({"Parcel": 4, "Freight 2-man": 9, "Pick-up": 2}[ship], 1.2)))
    for j in range(1 + int(rng.poisson(.75))):
        s, n, c, p = prods[rng.choice(len(prods), p=w)]
        q = int(rng.choice([1, 2, 4, 6], p=[.3, .3, .25, .15])) if c == "Chairs" else int(rng.choice([1, 2], p=[.86, .14]))
        disc = int(rng.choice([0, 5, 10, 15, 20, 30], p=[.55, .1, .15, .08, .08, .04]))
        price = round(p * (1.04 if days[d].year == 2026 else 1.0), 2)
        rows.append([f"F{no}", j + 1, days[d].strftime("%d.%m.%Y"), cust.CustNo[ci], s, n, c, q, price, disc, round(q * price * (1 - disc / 100), 2), ch, ship,
                     deliv if rng.random() > .03 else np.nan])
o = pd.DataFrame(rows, columns=["OrderNo", "Pos", "OrderDate", "CustNo", "SKU", "ProdName", "ProdGrp", "Qty", "UnitPrice_EUR", "Disc_pct", "LineNet_EUR", "Sales Channel", "ShipMethod", "DelivDays"])
o["DelivDays"] = o["DelivDays"].astype("Int64")
pr = o.ProdGrp.map({"Sofas": .17, "Tables": .1, "Chairs": .12, "Beds": .08, "Storage": .09, "Lighting": .06}) + .05 * (o["Sales Channel"] == "Marketplace")
ret = o[rng.random(len(o)) < pr].copy()
rq = np.minimum(ret.Qty, np.where(rng.random(len(ret)) < .6, ret.Qty, 1))
od = pd.to_datetime(ret.OrderDate, format="%d.%m.%Y")
r = pd.DataFrame({"RMA": [f"R{5001 + i}" for i in range(len(ret))], "OrderNo": ret.OrderNo.values, "Pos": ret.Pos.values,
                  "RetDate": (od + pd.to_timedelta(rng.integers(4, 34, len(ret)), unit="D")).dt.strftime("%d.%m.%Y").values,
                  "RetQty": rq.values if hasattr(rq, "values") else rq, "Reason": rng.choice(["Damaged in transit", "Wrong colour", "Too big/small", "Changed mind", "Defective"], len(ret), p=[.24, .2, .19, .25, .12]),
                  "Refund_EUR": np.round(ret.LineNet_EUR.values / ret.Qty.values * np.asarray(rq), 2),
                  "Restockable": rng.choice(["yes", "no"], len(ret), p=[.64, .36])})
r.loc[rng.random(len(r)) < .07, "Reason"] = None
save(cust, "shop_customers.csv"); save(o, "shop_orders.csv"); save(r, "shop_returns.csv")

# ---- made: e-mail/push campaign log, with a total row at its end
n = 430
ts = pd.Timestamp("2025-01-03 06:00") + pd.to_timedelta(np.sort(rng.integers(0, 362 * 24 * 4, n)) * 15, unit="min")
ts = pd.DatetimeIndex([t.replace(hour=int(rng.choice([7, 8, 9, 10, 12, 15, 17, 18, 20], p=[.08, .12, .2, .15, .1, .1, .1, .1, .05]))) for t in ts])
chan = rng.choice(["EMAIL", "PUSH", "SMS"], n, p=[.6, .3, .1])
typ = rng.choice(["Promo", "Newsletter", "Cart Reminder", "Winback", "Product Launch"], n, p=[.34, .24, .18, .14, .1])
seg = rng.choice(["VIP", "Active 90d", "Lapsed 180d+", "New Subs", "All"], n, p=[.13, .33, .2, .16, .18])
mk = rng.choice(["US", "CA", "UK", "AU"], n, p=[.5, .14, .26, .1])
base = pd.Series(seg).map({"VIP": 4200, "Active 90d": 22000, "Lapsed 180d+": 17000, "New Subs": 6500, "All": 48000}).values * pd.Series(mk).map({"US": 1.2, "CA": .4, "UK": .7, "AU": .35}).values
sent = np.maximum(300, (base * rng.lognormal(0, .22, n))).astype(int)
bounce = rng.beta(2, 110, n) + (seg == "Lapsed 180d+") * .02
deliv = (sent * (1 - bounce)).astype(int)
orate = pd.Series(seg).map({"VIP": .44, "Active 90d": .33, "Lapsed 180d+": .14, "New Subs": .38, "All": .24}).values * rng.lognormal(0, .13, n) * np.where(chan == "PUSH", .3, 1)
opens = (deliv * np.minimum(orate, .8)).round()
ctr = np.where(chan == "SMS", .05, .12) * rng.lognormal(0, .25, n) * pd.Series(typ).map({"Promo": 1.1, "Newsletter": .8, "Cart Reminder": 1.6, "Winback": .8, "Product Launch": 1.2}).values
clicks = np.where(chan == "SMS", deliv * ctr, opens * ctr).round().astype(int)
conv = (clicks * np.clip(pd.Series(typ).map({"Promo": .06, "Newsletter": .025, "Cart Reminder": .11, "Winback": .03, "Product Launch": .05}).values * rng.lognormal(0, .25, n), 0, .5)).round().astype(int)
rev = np.round(conv * rng.normal(62, 9, n), 2)
uns = np.where(chan == "PUSH", 0, (deliv * rng.beta(2, 900, n) * np.where(seg == "Lapsed 180d+", 2.2, 1)).round()).astype(int)
cost = np.round(sent * np.where(chan == "SMS", .021, np.where(chan == "EMAIL", .0011, .0003)), 2)
opens = pd.Series(opens); opens[chan == "SMS"] = np.nan
var = rng.choice(["A", "B"], n).astype(object); var[chan == "SMS"] = None
opens = np.where(var == "B", np.minimum(opens * 1.05, deliv), opens).round()
emo = np.where(chan == "SMS", 0, rng.random(n) < .35).astype(int)
c = pd.DataFrame({"send_id": [f"S-{2500 + i}" for i in range(n)], "Campaign Name": [f"{t.strftime('%y%m')}_{m}_{y.replace(' ', '')}_{k:03d}" for k, (t, m, y) in enumerate(zip(ts, mk, typ))],
                  "sent_at": ts.strftime("%m/%d/%Y %H:%M"), "channel": chan, "Camp. Type": typ, "Audience": seg, "mkt": mk, "subj_variant": var, "emoji_in_subj": emo,
                  "# sent": sent, "# delivered": deliv, "uniq opens": pd.array(opens, dtype="Int64"), "uniq clicks": clicks, "unsubs": uns, "conversions": conv,
                  "Rev (USD)": rev, "cost_usd": cost, "ESP": "Klaviyo"})
tot = {k: c[k].sum() for k in ["# sent", "# delivered", "uniq opens", "uniq clicks", "unsubs", "conversions", "Rev (USD)", "cost_usd"]}
tot["Rev (USD)"] = round(tot["Rev (USD)"], 2); tot["cost_usd"] = round(tot["cost_usd"], 2)
c = pd.concat([c, pd.DataFrame([{"send_id": "TOTAL", **tot}])], ignore_index=True)
c["emoji_in_subj"] = c["emoji_in_subj"].astype("Int64")
c["uniq opens"] = c["uniq opens"].astype("Int64")
c["Rev (USD)"] = c["Rev (USD)"].map(lambda v: f"{v:,.2f}")
save(c, "campaign_log_2025.csv")

# ---- made: veterinary practice, visits of 2025
np_ = 560
sp = rng.choice(["Dog", "Cat", "Rabbit", "Guinea Pig", "Bird"], np_, p=[.5, .34, .08, .05, .03])
breeds = {"Dog": ["Labrador", "Cockapoo", "French Bulldog", "Border Collie", "Jack Russell", "Mixed"], "Cat": ["DSH", "Maine Coon", "Ragdoll", "British SH"],
          "Rabbit": ["Mini Lop", "Netherland Dwarf"], "Guinea Pig": ["Abyssinian", "American"], "Bird": ["Budgie", "Cockatiel"]}
bw = {"Labrador": 31, "Cockapoo": 12, "French Bulldog": 12.5, "Border Collie": 18.5, "Jack Russell": 7, "Mixed": 17, "DSH": 4.5, "Maine Coon": 6.8, "Ragdoll": 5.5, "British SH": 5.1,
      "Mini Lop": 1.9, "Netherland Dwarf": 1.1, "Abyssinian": .95, "American": .9, "Budgie": .04, "Cockatiel": .09}
names = "Bella Luna Milo Charlie Teddy Poppy Max Daisy Alfie Coco Oscar Rosie Ruby Buddy Lola Simba Willow Nala Ziggy Pepper Tilly Smudge Biscuit Rolo Bramble Toffee".split()
pb = [rng.choice(breeds[s]) for s in sp]
pets = pd.DataFrame({"pid": [f"P{3000 + 3 * i}" for i in range(np_)], "name": rng.choice(names, np_), "sp": sp, "breed": pb, "sex": rng.choice(["M", "F"], np_), "neut": rng.choice(["Y", "N"], np_, p=[.7, .3]),
                     "age": np.round(np.where(np.isin(sp, ["Dog", "Cat"]), rng.uniform(.2, 16, np_), rng.uniform(.2, 8, np_)), 1),
                     "wt": [round(bw[b] * rng.lognormal(0, .12), 2) for b in pb], "ins": np.where(rng.random(np_) < pd.Series(sp).map({"Dog": .52, "Cat": .36}).fillna(.08).values, "Y", "N")})
m = 1640
pw = rng.gamma(1.5, 1, np_); pw /= pw.sum()
pi = rng.choice(np_, m, p=pw)
v = pets.iloc[pi].reset_index(drop=True)
wd = pd.date_range("2025-01-02", "2025-12-30"); wd = wd[wd.day_of_week < 6]
ww = np.where(np.asarray(wd.day_of_week) == 5, .5, np.where(np.asarray(wd.day_of_week) == 0, 1.35, 1)); ww = ww * (1 + .2 * np.sin((np.asarray(wd.day_of_year) - 90) / 58)); ww /= ww.sum()
dt = wd[np.sort(rng.choice(len(wd), m, p=ww))]
rea = rng.choice(["Vaccination", "Check-up", "Dental", "Surgery", "Skin/Ear", "Emergency", "Neutering", "Lameness"], m, p=[.27, .22, .1, .06, .15, .07, .06, .07])
fee = pd.Series(rea).map({"Vaccination": 58, "Check-up": 45, "Dental": 265, "Surgery": 720, "Skin/Ear": 74, "Emergency": 310, "Neutering": 190, "Lameness": 128}).values * rng.lognormal(0, .22, m) * np.where(v.sp == "Dog", 1.15, np.where(v.sp == "Cat", 1.0, .75)) * np.where(v.ins == "Y", 1.08, 1)
noshow = (rng.random(m) < np.where(np.isin(rea, ["Emergency", "Surgery"]), .01, .075)).astype(int)
wait = np.round(np.clip(rng.gamma(3, 4.3, m) + (np.asarray(dt.day_of_week) == 0) * 5 + (rea == "Emergency") * -6 + 0, 0, None))
wait[rng.random(m) < .04] = np.nan
sat = np.clip(np.round(5.2 - .045 * np.nan_to_num(wait, nan=12) + rng.normal(0, .7, m)), 1, 5); sat[rng.random(m) < .45] = np.nan
vet = rng.choice(["Dr Okafor", "Dr Lindqvist", "Dr Patel", "Dr Hughes"], m, p=[.34, .27, .24, .15])
x = pd.DataFrame({"Visit Ref": [f"V25-{i + 1:04d}" for i in range(m)], "Appt Date": dt.strftime("%d/%m/%Y"), "slot": [f"{int(h):02d}:{q}" for h, q in zip(rng.integers(8, 18, m), rng.choice(["00", "15", "30", "45"], m))],
                  "Patient ID": v.pid, "Pet Name": v.name, "Species": v.sp, "Breed": v.breed, "Sex": v.sex, "Neut.": v.neut, "Age (yrs)": v.age, "Wt kg": v.wt, "Insured?": v.ins, "Clinician": vet, "Reason": rea,
                  "NoShow": noshow, "Wait min": wait, "Inv Total GBP": np.round(fee, 2), "Ins Paid GBP": np.where(v.ins == "Y", np.round(np.maximum(fee - 95, 0) * .85, 2), 0.0), "Satisf 1-5": sat, "Branch": "High St"})
x["Pet Name"] = v["name"].values
sm_ = rng.random(m)
x.loc[sm_ < .05, "Species"] = x.loc[sm_ < .05, "Species"].str.upper()
for col in ["Wait min", "Inv Total GBP", "Ins Paid GBP", "Satisf 1-5"]:
    x.loc[x.NoShow == 1, col] = np.nan
x.loc[rng.random(m) < .06, "Wt kg"] = np.nan
k = x.index[(x.Breed == "Labrador") & x["Wt kg"].notna()][4]; x.loc[k, "Wt kg"] = 318.0
x["Wait min"] = x["Wait min"].astype("Int64"); x["Satisf 1-5"] = x["Satisf 1-5"].astype("Int64")
x = pd.concat([x, x.iloc[[210, 655, 1102]]]).sort_index(kind="stable")
save(x, "vet_visits_2025.csv")
