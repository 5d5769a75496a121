"""The four tables, cleaned as a careful analyst would clean them."""
from pathlib import Path

import pandas as pd

T = Path(__file__).parent / "tables"


def hotel():
    h = pd.read_csv(T / "hotel_bookings_export.csv", keep_default_na=False)
    h.columns = ["ref", "booked", "arr", "nights", "hotel", "room", "chan", "rate", "adults", "kids", "ctry", "dep", "rpt", "canc", "rev"]
    h["booked"] = pd.to_datetime(h.booked, format="%d/%m/%Y")
    h["arr"] = pd.to_datetime(h.arr, format="%d-%b-%y")
    key = {"booking.com": "Booking.com", "direct": "Direct", "expedia": "Expedia", "travel agent": "Travel Agent", "phone": "Phone"}
    h["chan"] = h.chan.str.strip().str.lower().map(key)
    h["rate"] = pd.to_numeric(h.rate.str.replace("[€,]", "", regex=True), errors="coerce")
    h["rev"] = pd.to_numeric(h.rev, errors="coerce")
    h["c"] = h.canc == "Y"
    h["lead"] = (h.arr - h.booked).dt.days
    h["money"] = h.rate * h.nights
    h["guests"] = h.adults + h.kids
    return h


def camp():
    c = pd.read_csv(T / "Camp_daily_FY24.csv", dtype=str, keep_default_na=False)
    c.columns = ["day", "name", "ch", "aud", "impr", "clicks", "conv", "spend", "rev", "opens"]
    c["day"] = pd.to_datetime(c.day, format="%d.%m.%Y")
    for k in ("impr", "clicks", "conv", "spend", "rev", "opens"):
        c[k] = pd.to_numeric(c[k].str.replace("[$,]", "", regex=True), errors="coerce")
    c["m"] = c.day.dt.to_period("M")
    return c


def subs():
    s = pd.read_csv(T / "subs_snapshot_mar24.csv", sep=";", decimal=",", keep_default_na=False)
    s.columns = ["id", "joined", "ten", "plan", "con", "chg", "tix", "age", "sex", "city", "pay", "ebill", "nps", "churn"]
    s["joined"] = pd.to_datetime(s.joined.astype(str), format="%Y%m%d")
    s["age"] = pd.to_numeric(s.age, errors="coerce").where(lambda v: v > 0)
    s["nps"] = pd.to_numeric(s.nps, errors="coerce")
    s["plan"] = s.plan.str.strip().str.capitalize()
    s["city"] = s.city.str.strip().str.capitalize()
    s["y"] = s.churn == "Yes"
    return s


def gap():
    return pd.read_csv(T / "gapminder.csv")
