"""Exports two bundled tables and makes two marketing sets with a fixed seed.
plotly.data.election comes with plotly; statsmodels.datasets.macrodata needs statsmodels
(skipped, keeping the exported file, where that is not installed)."""

import os
import numpy as np
import pandas as pd

HERE = os.path.dirname(os.path.abspath(__file__))
T = os.path.join(HERE, "tables")
os.makedirs(T, exist_ok=True)


def out(df, name):
    df.to_csv(os.path.join(T, name), index=False)
    print(name, df.shape)


def real():
    try:
        import plotly.data as d

        out(d.election(), "election.csv")
    except ImportError:
        print("no plotly here, election.csv kept")
    try:
        from statsmodels.datasets import macrodata

        m = macrodata.load_pandas().data
        m["year"], m["quarter"] = m.year.astype(int), m.quarter.astype(int)
        out(m, "macrodata.csv")
    except ImportError:
        print("no statsmodels here, macrodata.csv kept")


def leads():
    r = np.random.default_rng(2901)
    n = 1860
    day = pd.Timestamp("2025-07-01") + pd.to_timedelta(np.sort(r.integers(0, 365, n)), "D")
    src = r.choice(
        ["WEBFORM", "TRADE_FAIR", "REFERRAL", "LI_ADS", "WEBINAR", "COLD_CALL"],
        n,
        p=[0.29, 0.14, 0.11, 0.2, 0.17, 0.09],
    )
    ind = r.choice(
        ["Machinery", "Food & Bev", "Logistics", "Healthcare", "Retail", "Public Sector"],
        n,
        p=[0.27, 0.17, 0.2, 0.14, 0.15, 0.07],
    )
    ctry = r.choice(["DE", "AT", "CH", "NL", "PL", "FR"], n, p=[0.41, 0.11, 0.12, 0.13, 0.1, 0.13])
    band = r.choice(["1-49", "50-249", "250-999", "1000+"], n, p=[0.34, 0.33, 0.22, 0.11])
    owner = r.choice(
        ["K. Albrecht", "M. Osei", "S. Lindqvist", "T. Brandão", "J. Wirth"],
        n,
        p=[0.24, 0.21, 0.2, 0.19, 0.16],
    )
    q = {
        "WEBFORM": 0.0,
        "TRADE_FAIR": 0.25,
        "REFERRAL": 0.8,
        "LI_ADS": -0.35,
        "WEBINAR": 0.1,
        "COLD_CALL": -0.7,
    }
    bw = {"1-49": 0, "50-249": 0.2, "250-999": 0.45, "1000+": 0.6}
    z = np.array([q[s] for s in src]) + np.array([bw[b] for b in band]) + r.normal(0, 0.8, n)
    score = np.clip(np.round(46 + 14 * z + r.normal(0, 6, n)), 1, 100).astype(int)
    resp = np.round(r.lognormal(2.1, 0.9, n), 1)
    p = 1 / (1 + np.exp(-(1.1 * z - 1.35 - 0.012 * resp)))
    won = r.random(n) < p
    stage = np.where(
        won,
        "5 Won",
        r.choice(["1 New", "2 MQL", "3 SQL", "4 Proposal", "6 Lost"], n, p=[0.13, 0.2, 0.14, 0.1, 0.43]),
    )
    m = {"1-49": 6500, "50-249": 14000, "250-999": 32000, "1000+": 71000}
    val = np.round(np.array([m[b] for b in band]) * r.lognormal(0, 0.45, n), -2)
    closed = pd.Series(day + pd.to_timedelta(r.integers(9, 140, n), "D"))
    done = np.isin(stage, ["5 Won", "6 Lost"])
    lost = np.where(
        stage == "6 Lost",
        r.choice(
            ["Price", "No budget", "Competitor", "No response", "Timing"], n, p=[0.27, 0.2, 0.21, 0.2, 0.12]
        ),
        "",
    )
    d = pd.DataFrame(
        {
            "Lead ID": [f"L-{40211 + 3 * i}" for i in range(n)],
            "Created": day.strftime("%d.%m.%Y"),
            "Src": src,
            "Ctry": ctry,
            "Industry": ind,
            "Empl. Band": band,
            "Lead Scr": score,
            "Owner": owner,
            "Stage": stage,
            "Est. Deal Val (EUR)": [f"{v:,.0f}" for v in val],
            "1st Resp (h)": resp,
            "# Touches": 1 + r.poisson(3.2 + 1.6 * won),
            "NL Opt-In": r.choice(["Y", "N"], n, p=[0.57, 0.43]),
            "Closed": np.where(done, closed.dt.strftime("%d.%m.%Y"), ""),
            "Lost Reason": lost,
        }
    )
    d.loc[(stage == "1 New") & (r.random(n) < 0.5), "Est. Deal Val (EUR)"] = ""
    d.loc[r.random(n) < 0.035, "1st Resp (h)"] = np.nan
    d.loc[(stage == "6 Lost") & (r.random(n) < 0.06), "Lost Reason"] = ""
    d.loc[r.random(n) < 0.025, "Industry"] = "n/a"
    out(d, "crm_leads_fy2526.csv")


def hotel():
    r = np.random.default_rng(2902)
    n = 3600
    start = pd.Timestamp("2026-03-01") + pd.to_timedelta(np.sort(r.integers(0, 122 * 86400, n)), "s")
    pair = r.choice(8, n, p=[0.25, 0.2, 0.13, 0.1, 0.12, 0.07, 0.08, 0.05])
    so = np.array(
        ["google", "(direct)", "google", "facebook", "newsletter", "instagram", "tripadvisor", "bing"]
    )[pair]
    me = np.array(["organic", "(none)", "cpc", "paid_social", "email", "paid_social", "referral", "cpc"])[
        pair
    ]
    camp = np.full(n, "", dtype=object)
    for k, names in {
        2: ["brand_core", "spa_spring", "city_breaks"],
        3: ["spa_spring", "family_summer"],
        4: ["nl_march", "nl_easter", "nl_may", "nl_summer"],
        5: ["family_summer", "city_breaks"],
        7: ["brand_core"],
    }.items():
        camp[pair == k] = r.choice(names, (pair == k).sum())
    dev = r.choice(["mob", "desk", "tab"], n, p=[0.56, 0.36, 0.08])
    land = r.choice(
        ["/home", "/offers", "/hotels/lakeside", "/hotels/old-town", "/hotels/alpine", "/spa"],
        n,
        p=[0.3, 0.18, 0.16, 0.15, 0.12, 0.09],
    )
    bounce = r.random(n) < np.where(dev == "mob", 0.48, 0.36) + np.isin(me, ["paid_social"]) * 0.12
    pv = np.where(bounce, 1, 2 + r.poisson(3.1, n))
    dur = np.where(bounce, r.integers(2, 25, n), np.round(r.gamma(2.2, 48, n) * pv / 3 + 20)).astype(int)
    vis = r.integers(10000, 12450, n)
    seen, vt = set(), []
    for v in vis:
        vt.append("ret" if v in seen or r.random() < 0.12 else "new")
        seen.add(v)
    s = pd.DataFrame(
        {
            "sess_id": [f"S{700001 + i}" for i in range(n)],
            "visitor": [f"v{v}" for v in vis],
            "start_ts": start.strftime("%Y-%m-%d %H:%M:%S"),
            "landing": land,
            "utm_source": so,
            "utm_medium": me,
            "utm_campaign": camp,
            "dev": dev,
            "visitor_type": vt,
            "pv": pv,
            "dur_s": dur,
            "bounced": bounce.astype(int),
            "consent": r.choice(["all", "stats_only", "essential"], n, p=[0.61, 0.15, 0.24]),
        }
    )
    s.loc[r.random(n) < 0.02, "dur_s"] = np.nan
    out(s, "web_sessions_mar-jun26.csv")
    w = {"organic": 1, "(none)": 1.35, "cpc": 1.1, "paid_social": 0.55, "email": 1.6, "referral": 0.9}
    p = np.where(
        bounce,
        0,
        0.155
        * np.array([w[x] for x in me])
        * np.where(dev == "desk", 1.35, 0.85)
        * np.where(np.array(vt) == "ret", 1.25, 0.9),
    )
    b = s[r.random(n) < p]
    k = len(b)
    hotel = np.where(
        b.landing.str.contains("lakeside") & (r.random(k) < 0.7),
        "LAK",
        np.where(
            b.landing.str.contains("alpine") & (r.random(k) < 0.7),
            "ALP",
            r.choice(["LAK", "OLD", "ALP"], k, p=[0.36, 0.4, 0.24]),
        ),
    )
    nights = 1 + r.poisson(1.5, k)
    rate = r.choice(["FLEX", "NONREF", "PKG_SPA"], k, p=[0.5, 0.33, 0.17])
    per = np.array([{"LAK": 142, "OLD": 118, "ALP": 164}[h] for h in hotel]) * np.array(
        [{"FLEX": 1.08, "NONREF": 0.9, "PKG_SPA": 1.35}[x] for x in rate]
    )
    lead = np.round(r.gamma(1.6, 22, k)).astype(int)
    cx = r.random(k) < np.where(rate == "FLEX", 0.2, 0.05)
    st = np.where(cx, "CXL", np.where(r.random(k) < 0.025, "NOSHOW", "OK"))
    g = pd.DataFrame(
        {
            "bkg_ref": [f"BK{r.integers(10, 99)}{5000 + i}" for i in range(k)],
            "sess_id": b.sess_id.values,
            "htl": hotel,
            "arr_date": (pd.to_datetime(b.start_ts).dt.normalize() + pd.to_timedelta(lead, "D"))
            .dt.strftime("%Y-%m-%d")
            .values,
            "nts": nights,
            "pax": r.choice([1, 2, 3, 4], k, p=[0.2, 0.57, 0.13, 0.1]),
            "rate_plan": rate,
            "amt_gross_eur": np.round(per * nights * r.lognormal(0, 0.13, k), 2),
            "status": st,
            "voucher": np.where(r.random(k) < 0.18, r.choice(["SPRING10", "NLWELCOME", "FRIENDS"], k), ""),
        }
    )
    out(g, "bookings.csv")


if __name__ == "__main__":
    real()
    leads()
    hotel()
