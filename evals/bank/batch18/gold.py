import json,os
import numpy as np, pandas as pd
from scipy import stats
H=os.path.dirname(os.path.abspath(__file__)); C=[]; cnt={}
t=pd.read_csv(f"{H}/tables/tips.csv"); s=pd.read_csv(f"{H}/tables/sellers.csv"); e=pd.read_csv(f"{H}/tables/city_events.csv")
s["d"]=pd.to_datetime(s.joined_on,format="%d.%m.%Y"); e["d"]=pd.to_datetime(e.Date,format="%d/%m/%Y")
def cl(x):
    if isinstance(x,dict): return {str(k):cl(v) for k,v in x.items()}
    if isinstance(x,(list,tuple)): return [cl(v) for v in x]
    if isinstance(x,pd.Series): return cl({(" | ".join(map(str,k)) if isinstance(k,tuple) else str(k)):v for k,v in x.items()})
    if isinstance(x,np.integer): return int(x)
    if isinstance(x,(float,np.floating)): return float(x)
    return x
def q(ds,turns,ty,gold,note,tags,diff="medium",tol="rel",alt=None):
    cnt[ds]=cnt.get(ds,0)+1
    T={"rel":{"rel":.005},"abs":{"abs":.5},None:None}.get(tol,tol) if not isinstance(tol,dict) else tol
    if ty in("category","list","decline","clarify","text","segments","metrics"): T=None
    c={"id":f"b18-{ds}-{cnt[ds]:02d}","data":[{"tips":"tables/tips.csv","sell":"tables/sellers.csv","event":"tables/city_events.csv"}[ds]],"turns":[turns] if isinstance(turns,str) else turns,"answer_type":ty,"gold":cl(gold),"tolerance":T,"difficulty":diff,"tags":tags.split(),"note":note}
    if alt is not None: c["gold_alt"]=cl(alt)
    C.append(c)
def pc(x): return [x,100*x]
# ---- tips
D="tips"
q(D,"How many parties smoked?","number",(t.smoker=="Yes").sum(),"smoker=Yes","count filter","easy","abs")
q(D,"What was the average bill at dinner?","number",t[t.time=="Dinner"].total_bill.mean(),"mean","mean filter","easy")
q(D,"Total tips by day","table",t.groupby("day").tip.sum(),"sum by day","sum group","easy")
q(D,"Which day has the highest median bill?","category",t.groupby("day").total_bill.median().idxmax(),"median","top median")
q(D,"whats the tip as pct of the bill overall","number",pc(t.tip.sum()/t.total_bill.sum())+pc((t.tip/t.total_bill).mean()),"ratio of sums or mean of ratios","sloppy ratio")
q(D,"What share of parties came on Saturday or Sunday?","number",pc(t.day.isin(["Sat","Sun"]).mean()),"share","share synonym")
q(D,"Number of women and men by day","table",t.groupby(["sex","day"]).size(),"crosstab of parties by payer's sex","crosstab","medium","abs",alt=[t.groupby(["day","sex"]).size()])
q(D,"quick q for my boss: how many guests did we serve in total, not parties","number",t["size"].sum(),"sum of size","sloppy sum","medium","abs")
q(D,"How strongly are bill and tip correlated?","number",[t.total_bill.corr(t.tip),t.total_bill.corr(t.tip,method="spearman")],"Pearson or Spearman","correlation")
q(D,"Is there a significant difference in tips between smokers and non-smokers? Give me the p-value.","number",[stats.ttest_ind(t[t.smoker=="Yes"].tip,t[t.smoker=="No"].tip,equal_var=v).pvalue for v in(False,True)]+[stats.mannwhitneyu(t[t.smoker=="Yes"].tip,t[t.smoker=="No"].tip).pvalue],"Welch, Student, Mann-Whitney","test","hard",{"rel":.02})
q(D,"If you regress tip on total bill, what's the R squared?","number",t.total_bill.corr(t.tip)**2,"R2","regression","hard")
q(D,"90th percentile of total bill","number",t.total_bill.quantile(.9),"percentile","percentile","easy")
q(D,"how many bills over 30 dolars werent on saturday","number",((t.total_bill>30)&(t.day!="Sat")).sum(),"over 30, not Sat","sloppy negation","medium","abs")
q(D,["average tip by day","only dinner","and now the median"],"table",t[t.time=="Dinner"].groupby("day").tip.median(),"median tip by day at dinner","conversation")
q(D,["How many parties came for lunch?","and how many of those were women?"],"number",((t.time=="Lunch")&(t.sex=="Female")).sum(),"lunch and Female","conversation","medium","abs")
q(D,["What's the average bill for smokers?","what about non-smokers","no sorry I meant the biggest bill"],"number",t[t.smoker=="No"].total_bill.max(),"max bill of non-smokers","conversation")
q(D,["Show the average bill by party size","make it a bar chart"],"chart",{"type":["bar"],"data":t.groupby("size").total_bill.mean()},"bar of means","conversation chart")
q(D,"Plot tip against total bill","chart",{"type":["scatter"],"data":None},"scatter","chart","easy")
q(D,"Which waiter got the most tips?","decline","no waiter column","no waiter","decline")
q(D,"Average tip per person for each party size of 4 or more (tip divided by size)","table",t[t["size"]>=4].assign(x=t.tip/t["size"]).groupby("size").x.mean(),"mean of tip/size by size","formula filter","hard")
# ---- sellers
D="sell"; G="GMV_EUR_2024"; P="GMV_EUR_2023"; K="Main Category"; A="Ad Spend (EUR)"; O="Orders 2024"; R="Returns 2024"
q(D,"How many sellers do we have in Germany?","number",(s.Ctry=="DE").sum(),"DE","count synonym","easy","abs")
q(D,"Total GMV 2024 by category","table",s.groupby(K)[G].sum(),"sum","sum group","easy")
q(D,"What's the return rate for each main category, i.e. returns divided by orders?","table",s.groupby(K)[R].sum()/s.groupby(K)[O].sum(),"ratio of sums; or mean of ratios; or percent","ratio","hard",alt=[100*s.groupby(K)[R].sum()/s.groupby(K)[O].sum(),(s[R]/s[O]).groupby(s[K]).mean(),100*(s[R]/s[O]).groupby(s[K]).mean()])
q(D,"Top 5 shops by GMV in 2024","list",list(s.nlargest(5,G)["Shop Name"]),"top 5","top list","easy",alt=[list(s.nlargest(5,G)["Seller ID"])])
q(D,"how many sellers r missing a rating","number",s.avg_rating.isna().sum(),"missing","sloppy missing","easy","abs")
q(D,"What percentage of sellers are on the PRO plan?","number",pc((s["PRO plan"]=="Y").mean()),"share","share","easy")
b=s[s[P].notna()]; g1=b[G].sum()/b[P].sum()-1; g2=s[G].sum()/s[P].sum()-1
q(D,"By how much did total GMV grow from 2023 to 2024, in percent?","number",pc(g2)+pc(g1),"all sellers, or those with both years","growth","hard")
q(D,"Median number of orders in 2024 for PRO vs non-PRO sellers","table",s.groupby("PRO plan")[O].median(),"median","median group")
q(D,"sellers that spent nothing on ads - how many??","number",(s[A]==0).sum(),"ad spend 0","sloppy filter","easy","abs")
q(D,"How many sellers joined in 2022?","number",(s.d.dt.year==2022).sum(),"joined 2022","date count","medium","abs")
q(D,"How many shops had a rating below 4 and more than 300 orders?","number",((s.avg_rating<4)&(s[O]>300)).sum(),"two filters","filter","medium","abs")
q(D,"In each country, which category has the most sellers?","table",s.groupby(["Ctry",K]).size().groupby("Ctry").max(),"PLACEHOLDER","x")
C.pop(); cnt[D]-=1
q(D,"What is the average order value (GMV divided by orders) in 2024 for Electronics sellers?","number",[s[s[K]=="Electronics"][G].sum()/s[s[K]=="Electronics"][O].sum(),(s[G]/s[O])[s[K]=="Electronics"].mean()],"ratio of sums, or mean of ratios","ratio formula","hard")
q(D,["GMV 2024 by country","only active sellers","which one is second?"],"category",[s[s.acct_status=="active"].groupby("Ctry")[G].sum().sort_values(ascending=False).index[1]],"second by GMV, active","conversation")
q(D,["How many sellers are suspended?","and paused?"],"number",(s.acct_status=="paused").sum(),"paused","conversation","easy","abs")
q(D,["average rating per category","sort from lowest to highest","just for France"],"table",s[s.Ctry=="FR"].groupby(K).avg_rating.mean(),"mean rating by category, FR","conversation")
q(D,["Total ad spend in Poland?","no wait, the Netherlands","and the average per seller?"],"number",s[s.Ctry=="NL"][A].mean(),"mean ad spend NL","conversation")
q(D,"Draw a bar chart of the number of sellers per country","chart",{"type":["bar"],"data":s.groupby("Ctry").size()},"bar","chart","easy","abs")
q(D,"Whats the GMV of seller S10433 in 2024","number",s[s["Seller ID"]=="S10433"][G].iloc[0],"look-up","lookup","easy")
q(D,"What profit did our sellers make?","decline","no profit or cost of goods","no profit","decline")
q(D,"What will GMV be in 2027 for Toys if we double the commission?","decline","no commission, no basis for 2027","no basis","decline")
# ---- events
D="event"; a=e["Attend."]; k=e["Evt Type"]
q(D,"How many events were cancelled?","number",e.cancelled.sum(),"cancelled=1","count","easy","abs")
q(D,"Total attendance by event type","table",e.groupby("Evt Type")["Attend."].sum(),"sum","sum group","easy","abs")
q(D,"How many events took place in each year, leaving out the cancelled ones?","table",e[e.cancelled==0].groupby(e.d.dt.year).size(),"not cancelled by year","date negation","medium","abs")
q(D,"Which venue hosted the most workshops?","category",e[k=="Workshop"].venue.value_counts().index[0],"count incl. cancelled","top filter",alt=[e[(k=="Workshop")&(e.cancelled==0)].venue.value_counts().index[0]])
q(D,"What share of events is free?","number",pc((e["Free?"]=="Y").mean()),"share","share","easy")
m=e.cancelled==0
q(D,"What % of capacity did we fill at concerts?","number",pc(a[m&(k=="Concert")].sum()/e.Capacity[m&(k=="Concert")].sum())+pc((a/e.Capacity)[k=="Concert"].mean())+pc(a[k=="Concert"].sum()/e.Capacity[k=="Concert"].sum()),"ratio of sums (held, or all), mean of ratios","ratio","hard")
q(D,"avg donations per event in the north ward pls","number",[e[e.Ward=="North"].Donations_GBP.mean(),e[(e.Ward=="North")&m].Donations_GBP.mean()],"all or held","sloppy mean")
q(D,"how mny events in june 2024","number",[((e.d.dt.year==2024)&(e.d.dt.month==6)).sum(),((e.d.dt.year==2024)&(e.d.dt.month==6)&m).sum()],"June 2024, all or held","sloppy date","medium","abs")
q(D,"Which event had the highest attendance?","category",list(e[a==a.max()]["Event No"]),"max","top","easy")
q(D,"What did events cost in total, by ward?","table",e.groupby("Ward").Cost_GBP.sum(),"sum","sum group","easy")
q(D,"How many events have no volunteer number recorded?","number",e["No. Volunteers"].isna().sum(),"missing","missing","easy","abs")
q(D,"What is the highest ticket price for a film night?","number",e[k=="Film Night"]["Ticket £"].max(),"max","max filter","easy")
q(D,"How many events with a capacity between 100 and 300 were ticketed, so not free?","number",(e.Capacity.between(100,300)&(e["Free?"]=="N")).sum(),"inclusive range, Free?=N","range negation","medium","abs")
q(D,"Standard deviation of cost per event","number",[e.Cost_GBP.std(),e.Cost_GBP.std(ddof=0)],"std","spread")
q(D,"Show monthly donations over time as a line","chart",{"type":["line"],"data":e.groupby(e.d.dt.strftime("%Y-%m")).Donations_GBP.sum()},"monthly sum","chart time")
q(D,["How many events per ward?","and only the markets","what about 2023 only"],"table",e[(k=="Market")&(e.d.dt.year==2023)].groupby("Ward").size(),"markets in 2023 by ward","conversation","medium","abs")
q(D,["Total donations in 2023","and 2024?","what's the difference between the two?"],"number",[e[e.d.dt.year==2024].Donations_GBP.sum()-e[e.d.dt.year==2023].Donations_GBP.sum(),e[e.d.dt.year==2023].Donations_GBP.sum()-e[e.d.dt.year==2024].Donations_GBP.sum()],"difference, either sign","conversation")
q(D,["average attendance at Riverside Park","and the Town Hall","now the median there"],"number",a[e.venue=="Town Hall"].median(),"median at Town Hall","conversation")
q(D,["Which event type costs the most on average?","and the least?"],"category",e.groupby("Evt Type").Cost_GBP.mean().idxmin(),"min mean cost","conversation")
q(D,"How many of the visitors were over 60?","decline","no age of visitors","no ages","decline")
assert len(C)==60 and set(cnt.values())=={20},cnt
with open(f"{H}/cases.tmp","w") as f:
    for c in C: f.write(json.dumps(c,ensure_ascii=False)+"\n")
os.replace(f"{H}/cases.tmp",f"{H}/cases.jsonl")
