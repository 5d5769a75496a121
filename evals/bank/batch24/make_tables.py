"""Makes the four data sets of this batch (seeded). stocks: plotly's bundled weekly index; anes96: statsmodels' bundled survey, codes written out."""
from pathlib import Path
import numpy as np, pandas as pd
T = Path(__file__).parent / "tables"; T.mkdir(exist_ok=True)

def stocks():
    import plotly.data
    d = plotly.data.stocks()
    d.to_csv(T / "stocks.csv", index=False)

def anes():
    import statsmodels.api as sm
    d = sm.datasets.anes96.load_pandas().data
    pid = ["Strong Democrat","Weak Democrat","Independent-Democrat","Independent","Independent-Republican","Weak Republican","Strong Republican"]
    edu = {1:"1-8 grades",2:"Some high school",3:"High school graduate",4:"Some college",5:"College degree",6:"Master's degree",7:"PhD"}
    top = [2999,4999,6999,8999,9999,10999,11999,12999,13999,14999,16999,19999,21999,24999,29999,34999,39999,44999,49999,59999,74999,89999,104999]
    low = [0]+[t+1 for t in top]
    inc = {i+1: (f"${low[i]:,}-${top[i]:,}" if i < 23 else "$105,000 and over") for i in range(24)}
    inc[1] = "Under $3,000"
    o = pd.DataFrame({"popul": d.popul.astype(int), "TVnews": d.TVnews.astype(int), "selfLR": d.selfLR.astype(int), "ClinLR": d.ClinLR.astype(int),
        "DoleLR": d.DoleLR.astype(int), "PID": d.PID.astype(int).map(lambda i: pid[i]), "age": d.age.astype(int), "educ": d.educ.astype(int).map(edu),
        "income_code": d.income.astype(int), "income_bracket": d.income.astype(int).map(inc), "vote": d.vote.astype(int).map({0:"Clinton",1:"Dole"})})
    o.to_csv(T / "anes96.csv", index=False)

def bank():
    r = np.random.default_rng(2401); n = 1450
    region = r.choice(["London","South East","Midlands","North West","Scotland","Wales"], n, p=[.27,.2,.18,.16,.12,.07])
    branches = {"London":["LDN-01","LDN-02","LDN-03","LDN-07"],"South East":["SE-11","SE-12","SE-14"],"Midlands":["MID-21","MID-22"],"North West":["NW-31","NW-33"],"Scotland":["SCO-41","SCO-42"],"Wales":["WAL-51"]}
    seg = r.choice(["MASS","AFFL","PRIV","STUD"], n, p=[.58,.24,.06,.12])
    age = np.where(seg=="STUD", r.integers(18,26,n), np.where(seg=="PRIV", r.integers(35,82,n), r.integers(20,80,n)))
    inc = np.where(seg=="STUD", r.normal(11,4,n).clip(0.5), np.where(seg=="MASS", r.lognormal(3.3,.35,n), np.where(seg=="AFFL", r.lognormal(4.2,.25,n), r.lognormal(5.0,.4,n)))).round(1)
    bal = (inc*1000*r.lognormal(-1.6,.9,n)*(1+(age-18)/60)).round(2)
    opened = pd.to_datetime("2023-12-31") - pd.to_timedelta((r.random(n)*np.minimum(age-17.5,22)*365.25).astype(int), unit="D")
    gender = r.choice(["F","M"], n, p=[.52,.48]).astype(object); gender[r.random(n)<.02] = None
    app = (r.random(n) < np.where(age<40,.82,np.where(age<60,.6,.35))).astype(int)
    mort = np.where((r.random(n) < np.where(seg=="STUD",.0,np.where(age<30,.12,np.where(age<60,.45,.2)))), "Y","N")
    prod = 1 + r.binomial(5, np.where(seg=="PRIV",.5,np.where(seg=="AFFL",.35,.2)))
    arm = r.choice(["Offer A","Offer B","Control"], n, p=[.4,.4,.2])
    chan = r.choice(["Email","Direct mail","Phone","SMS"], n, p=[.45,.25,.12,.18]).astype(object)
    cdate = pd.to_datetime("2024-01-08") + pd.to_timedelta(r.integers(0,84,n), unit="D")
    nct = 1 + r.poisson(1.1,n)
    p = .07 + .06*(arm=="Offer A") + .13*(arm=="Offer B") + .05*app + .07*(chan=="Phone") - .03*(chan=="Direct mail") + .04*(seg=="AFFL") - .03*(seg=="PRIV") - .0008*(age-45)
    took = r.random(n) < p.clip(.01,.9)
    limit = np.where(took, (np.round(inc*r.uniform(.08,.2,n)*2)/2*1000/1).clip(500,15000), np.nan); limit = np.where(took, (limit/250).round()*250, np.nan)
    spend = np.where(took, (limit*r.beta(1.3,2.2,n)).round(2), np.nan)
    idle = took & (r.random(n)<.14); spend = np.where(idle, 0, spend)
    compl = r.poisson(.18,n)
    chan = np.where(arm=="Control", None, chan); nct = np.where(arm=="Control", 0, nct)
    cd = pd.Series(cdate.strftime("%d/%m/%Y")).where(arm!="Control")
    inc2 = pd.Series(inc); inc2[r.random(n)<.06] = np.nan
    notes = r.choice(["","","","","","call back after 5pm","moving house","asked re ISA","do not phone","happy w/ service","fee query - resolved"], n)
    bal[613] = 2450000.0
    ids = r.choice(np.arange(400100,499999), n, replace=False)
    d = pd.DataFrame({"CustNo":[f"C{i}" for i in ids],"Sex":gender,"Age":age,"REGION":region,"Branch Cd":[r.choice(branches[x]) for x in region],"Seg":seg,
        "Acct Open Dt":opened.strftime("%d/%m/%Y"),"Income (GBP k)":inc2,"Avg Bal GBP":bal,"No. Products":prod,"Mortgage Y/N":mort,"Mobile App":app,
        "Test Arm":arm,"Mail Channel":chan,"Contact Dt":cd,"No. Contacts":nct,"Card Taken":np.where(took,"Y","N"),"Credit Limit GBP":limit,"Card Spend 3M GBP":spend,
        "Complaints 12M":compl,"Ccy":"GBP","RM Notes":notes})
    d.to_csv(T / "bank_card_campaign.csv", index=False)

def food():
    r = np.random.default_rng(2402); nc, n = 520, 3400
    city = r.choice(["Dublin","Cork","Galway","Limerick"], nc, p=[.55,.22,.14,.09])
    signup = pd.to_datetime("2022-01-01") + pd.to_timedelta(r.integers(0,900,nc), unit="D")
    plus = np.where(r.random(nc)<.28,"Y","N")
    ch = r.choice(["Organic","Referral","Paid Social","Google Ads","Flyer"], nc, p=[.3,.2,.25,.18,.07])
    by = r.integers(1956,2006,nc).astype(float); by[r.random(nc)<.07] = np.nan
    sex = r.choice(["Female","Male","Other"], nc, p=[.5,.47,.03])
    opt = np.where(r.random(nc)<.63,1,0)
    cid = [f"U-{i}" for i in range(10001,10001+nc)]
    c = pd.DataFrame({"customer_id":cid,"SignUp_Date":signup.strftime("%Y-%m-%d"),"Home City":city,"PlusMember":plus,"Acq Channel":ch,"birth_yr":by.astype("object"),"gender":sex,"mktg_opt_in":opt})
    c["birth_yr"] = pd.Series(by).astype("Int64")
    c.to_csv(T / "food_customers.csv", index=False)
    rest = {"Bella Napoli":("Italian",17),"Trattoria Verde":("Italian",24),"Mama's Pizza":("Italian",15),"Spice Route":("Indian",21),"Bombay Kitchen":("Indian",19),"Golden Wok":("Chinese",16),
        "Lucky Dragon":("Chinese",18),"Burger Shack":("American",14),"Smokehouse 12":("American",22),"Sakura Sushi":("Japanese",27),"Tokyo Bowl":("Japanese",20),"Falafel Corner":("Middle Eastern",12),"El Camino":("Mexican",16),"Green Leaf":("Salads",13)}
    names = list(rest); w = r.dirichlet(np.ones(len(names))*6)
    act = r.gamma(.9,1,nc)*np.where(plus=="Y",1.9,1); act[r.random(nc)<.08]=0; act/=act.sum()
    who = r.choice(nc, n, p=act)
    days = pd.date_range("2024-01-01","2024-12-31"); dw = np.array([1.6 if d.dayofweek in (4,5) else 1.3 if d.dayofweek==6 else 1 for d in days])*np.linspace(.8,1.3,len(days)); dw/=dw.sum()
    day = days[r.choice(len(days), n, p=dw)]
    hour = r.choice([11,12,13,14,17,18,19,20,21,22], n, p=[.04,.12,.1,.04,.09,.18,.19,.13,.07,.04]); minute = r.integers(0,60,n)
    rn = r.choice(names, n, p=w); items = 1 + r.poisson(1.6,n)
    sub = np.array([rest[x][1] for x in rn])*(.55+.35*items)*r.lognormal(-.1,.18,n); sub = sub.round(2)
    isplus = plus[who]=="Y"; fee = np.where(isplus,0,r.choice([1.99,2.49,3.49],n,p=[.4,.4,.2]))
    promo = r.choice(["","WELCOME10","FRIDAY15","FREESIDE"], n, p=[.74,.09,.11,.06]).astype(object)
    disc = np.where(promo=="WELCOME10",sub*.10,np.where(promo=="FRIDAY15",sub*.15,np.where(promo=="FREESIDE",3.5,0))).round(2)
    tip = np.where(r.random(n)<.38, r.choice([1,1.5,2,3,5],n), 0)
    mins = (r.gamma(9,3.2,n)+8+3*(hour>=18)).round(0)
    canc = r.random(n)<.055; rated = (r.random(n)<.61)&~canc
    rating = np.clip(np.round(5.9-mins/26+r.normal(0,.8,n)),1,5)
    d = pd.DataFrame({"Order No":np.arange(880001,880001+n),"cust_ref":[cid[i] for i in who],"Ordered At":[f"{a:%d.%m.%Y} {h:02d}:{m:02d}" for a,h,m in zip(day,hour,minute)],
        "RESTAURANT":rn,"Cuisine":[rest[x][0] for x in rn],"items":items,"Subtotal EUR":sub,"Deliv Fee":fee,"promo_code":promo,"Discount":disc,"Tip":tip,
        "Total Paid (EUR)":(sub+fee-disc+tip).round(2),"Deliv Mins":mins,"Status":np.where(canc,"CANCELLED","DELIVERED"),"Stars":np.where(rated,rating,np.nan),
        "Pay Method":r.choice(["Card","Apple Pay","Google Pay","Cash"],n,p=[.52,.27,.14,.07])})
    d.loc[canc, ["Total Paid (EUR)","Deliv Mins"]] = np.nan
    d["_k"] = [f"{a:%Y%m%d}{h:02d}{m:02d}" for a,h,m in zip(day,hour,minute)]
    d = d.sort_values("_k", kind="stable").drop(columns="_k"); d["Order No"] = np.arange(880001,880001+n)
    d["Stars"] = d.Stars.astype("Int64"); d["Deliv Mins"] = d["Deliv Mins"].astype("Int64")
    d.to_csv(T / "food_orders.csv", index=False)

for f in (stocks, anes, bank, food): f()
