import os
import numpy as np, pandas as pd, plotly.express as px
T=os.path.join(os.path.dirname(os.path.abspath(__file__)),"tables"); os.makedirs(T,exist_ok=True)
px.data.tips().to_csv(f"{T}/tips.csv",index=False)
r=np.random.default_rng(1801); n=420
cat=r.choice(["Home & Garden","Electronics","Fashion","Toys","Beauty","Pet Supplies"],n,p=[.24,.2,.26,.1,.12,.08])
ctry=r.choice(["DE","FR","GB","PL","NL","ES"],n,p=[.33,.19,.17,.13,.1,.08])
pro=r.choice(["Y","N"],n,p=[.38,.62])
base=pd.Series(cat).map({"Home & Garden":42,"Electronics":78,"Fashion":36,"Toys":24,"Beauty":28,"Pet Supplies":33}).values
orders=np.maximum(3,(r.lognormal(5.6,.8,n)*np.where(pro=="Y",1.6,1)).round()).astype(int)
gmv=(orders*base*r.lognormal(0,.2,n)).round(2)
prev=(gmv*r.lognormal(-.08,.3,n)).round(2)
join=pd.to_datetime("2017-03-01")+pd.to_timedelta(r.integers(0,2850,n),unit="D")
prev=np.where(join>=pd.Timestamp("2024-01-01"),np.nan,prev)
ret=r.binomial(orders,pd.Series(cat).map({"Home & Garden":.06,"Electronics":.08,"Fashion":.22,"Toys":.05,"Beauty":.03,"Pet Supplies":.04}).values)
rating=np.round(np.clip(4.7-2.2*ret/orders+r.normal(0,.25,n),1.8,5),1); rating[r.choice(n,23,replace=False)]=np.nan
ad=np.where(r.random(n)<.3,0,(gmv*r.uniform(.01,.07,n)).round(2))
a=["Nord","Klein","Blue","Maison","Urban","Happy","Green","Royal","Little","Alpen"]; b=["Laden","Store","Shop","Depot","Corner","Market","Outlet","House"]
pd.DataFrame({"Seller ID":[f"S{10400+i}" for i in range(n)],"Shop Name":[f"{a[r.integers(10)]} {b[r.integers(8)]} {i+1}" for i in range(n)],
"Ctry":ctry,"Main Category":cat,"joined_on":join.strftime("%d.%m.%Y"),"PRO plan":pro,"Orders 2024":orders,"GMV_EUR_2024":gmv,"GMV_EUR_2023":prev,
"Returns 2024":ret,"avg_rating":rating,"Ad Spend (EUR)":ad,"acct_status":r.choice(["active","paused","suspended"],n,p=[.83,.12,.05]),"Platform":"MKT-EU"}).to_csv(f"{T}/sellers.csv",index=False)
r=np.random.default_rng(1802); n=480
ty=r.choice(["Concert","Workshop","Market","Fun Run","Film Night","Exhibition"],n,p=[.22,.28,.16,.08,.14,.12])
cap=pd.Series(ty).map({"Concert":400,"Workshop":30,"Market":900,"Fun Run":600,"Film Night":150,"Exhibition":250}).values
cap=(np.round(cap*r.uniform(.6,1.5,n)/5)*5).astype(int)
d=pd.Timestamp("2023-01-01")+pd.to_timedelta(np.sort(r.integers(0,731,n)),unit="D")
can=(r.random(n)<.07).astype(int); free=np.where(r.random(n)<pd.Series(ty).map({"Market":.9,"Workshop":.45,"Exhibition":.5}).fillna(.12).values,"Y","N")
att=np.where(can==1,np.nan,np.round(cap*np.clip(r.normal(np.where(free=="Y",.74,.63),.17),.1,1)))
price=np.where(free=="Y",0,r.choice([5,7.5,10,12,15,20],n))
cost=np.round(cap*r.uniform(2,6,n)+r.uniform(150,500,n),2)
don=np.where(can==1,0,np.round(np.nan_to_num(att)*r.lognormal(.4,.5,n),2))
vol=np.maximum(1,np.round(cap/40+r.normal(3,1.5,n)))
vol[r.choice(n,19,replace=False)]=np.nan
pd.DataFrame({"Event No":[f"EV-{2001+i}" for i in range(n)],"Evt Type":ty,"Date":d.strftime("%d/%m/%Y"),"venue":r.choice(["Town Hall","Riverside Park","Central Library","St Mark's Hall","Market Square"],n,p=[.24,.22,.2,.16,.18]),
"Ward":r.choice(["North","South","East","West"],n,p=[.3,.27,.25,.18]),"Capacity":cap,"Attend.":pd.Series(att).astype("Int64"),"Ticket £":price,"Free?":free,"No. Volunteers":pd.Series(vol).astype("Int64"),"Cost_GBP":cost,"Donations_GBP":don,"cancelled":can}).to_csv(f"{T}/city_events.csv",index=False)
