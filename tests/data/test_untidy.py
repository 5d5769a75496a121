"""Tables as people export them: short names, codes for values, end dates, rates times nights, odd marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from data._names import label, split, synonyms
from data._spellings import merged, plain
from data.catalog import Column
from data.dataset import Dataset
from data.query import Agg, MeasureRef, Out, Query, call, col


def opened(folder: Path, name: str, header: str, rows: list[str]) -> Dataset:
    path = folder / f"{name}.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return Dataset.open(path)


def column(data: Dataset, name: str) -> Column:
    return data.catalog.sources[data.catalog.main].columns[name]


def value(data: Dataset, measure: str) -> float:
    source = data.catalog.measures[measure].source
    asked = Query(source=source, measures=(Out(name="x", expr=MeasureRef(measure=measure)),))
    found = data.view().fetch(asked).scalar()
    assert isinstance(found, int | float)
    return float(found)


def others(data: Dataset, name: str) -> dict[object, tuple[str, ...]]:
    return {v.value: v.synonyms for v in column(data, name).values}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("Chnl", "channel"), ("pay mthd", "pay method"), ("rm_typ", "room type"), ("mthly fee", "monthly fee"),
        ("visits L12M", "visits in the last 12 months"), ("tix_12m", "tickets in 12 months"),
        ("Visits last 30d", "visits in the last 30 days"), ("PT sessions 30d", "pt sessions in 30 days"),
        ("Rate/Night", "rate per night"), ("Impr/Sends", "impressions sends"), ("Review (1-10)", "review"),
        ("rev_usd", "revenue"), ("b_year", "birth year"), ("lifeexp", "life expectancy"),
        ("gdppercap", "GDP per capita"), ("custid", "customer id"), ("Memb No", "member number"),
        ("hinc", "household income"), ("Rgn", "region"), ("cust_sat", "customer satisfaction"),
    ],
)  # fmt: skip
def test_short_names_are_said_in_full(raw: str, said: str) -> None:
    assert label(split(raw)) == said


@pytest.mark.parametrize("word", ["discord", "customs", "product", "lifetime", "ordinal", "explain"])
def test_plain_words_are_not_torn_apart(word: str) -> None:
    assert len(split(word).words) == 1


def test_a_rate_per_night_is_also_the_nightly_rate() -> None:
    assert "nightly rate" in synonyms("rate per night")
    assert "fee per month" in synonyms("monthly fee")


def test_an_id_names_the_thing_without_its_last_word(tmp_path: Path) -> None:
    bookings = opened(tmp_path, "export", "Booking Ref,Nights", [f"HB-{i},{i % 5}" for i in range(60)])
    members = opened(tmp_path, "list", "Memb No;sex;Age", [f"{3000 + i};F;{20 + i % 40}" for i in range(60)])
    assert set(bookings.catalog.entities) == {"booking"}
    assert {"customers", "people", "subscribers"} <= set(members.catalog.entities["member"].synonyms)


def test_weeks_of_stores_roll_up_to_stores(tmp_path: Path) -> None:
    rows = [f"2024-01-{1 + i // 6:02},{100 + i % 6},{'ABCDEF'[i % 6] * 3},{900 + i}" for i in range(90)]
    data = opened(tmp_path, "store_wks", "week,Store No,Store,Rev EUR", rows)
    source = data.catalog.sources[data.catalog.main]
    store = data.catalog.entities["store"]
    assert (source.label, source.plural) == ("store week", "store weeks")
    assert (store.rolled_up, store.key, store.display) == (True, "Store No", "Store")


def test_blanks_around_values_are_left_out(tmp_path: Path) -> None:
    data = opened(tmp_path, "t", "n,city", [f"{i},{['Graz', ' Linz '][i % 2]}" for i in range(20)])
    assert {v.value for v in column(data, "city").values} == {"Graz", "Linz"}
    assert any("blanks around the value are left out in 10 rows" in d for d in data.tables["t"].decisions)


def test_one_value_in_several_spellings_is_one_value(tmp_path: Path) -> None:
    rows = ["Web Shop", "web shop", "WEB SHOP ", "Web Shop", "phone", "Phone", "Phone", "Web-Shop"] * 4
    data = opened(tmp_path, "t", "n,channel", [f"{i},{v}" for i, v in enumerate(rows)])
    assert {v.value: v.rows for v in column(data, "channel").values} == {"Web Shop": 20, "Phone": 12}
    assert any("6 spellings are 2 values" in d for d in data.tables["t"].decisions)


def test_spellings_stay_apart_where_the_settings_say_so(tmp_path: Path) -> None:
    (tmp_path / "t.segue.yaml").write_text("merge_spellings: false\n", encoding="utf-8")
    data = opened(
        tmp_path, "t", "n,channel", [f"{i},{'ab'[i % 2] * 3 if i % 3 else 'AAA'}" for i in range(30)]
    )
    assert len(column(data, "channel").values) == 3


def test_values_that_differ_in_more_than_their_spelling_stay_apart() -> None:
    assert plain("A+") != plain("A-") and plain("C") != plain("C++") and plain("3-4") != plain("34")
    assert merged([("A+", 9), ("A-", 9), ("a+", 1)]) == {"a+": "A+"}
    assert merged([(f"name {i}", 1) for i in range(20)] + [("NAME 3", 1)]) == {}


def test_codes_are_known_by_the_words_they_stand_for(tmp_path: Path) -> None:
    codes = ["FB,N,M,PRM,DE,J", "GGL,S,F,BAS,GB,N", "EM,E,F,STD,US,J", "TT,W,M,BAS,CH,N"]
    data = opened(tmp_path, "t", "Chnl,Rgn,sex,PLAN,Ctry,Promo", codes * 10)
    assert {"facebook", "meta"} <= set(others(data, "Chnl")["FB"])
    assert "google" in others(data, "Chnl")["GGL"] and "email" in others(data, "Chnl")["EM"]
    assert "north" in others(data, "Rgn")["N"] and "women" in others(data, "sex")["F"]
    assert "premium" in others(data, "PLAN")["PRM"] and "swiss" in others(data, "Ctry")["CH"]
    assert column(data, "Promo").role == "flag"


def test_single_letters_mean_directions_only_under_a_name_of_places(tmp_path: Path) -> None:
    data = opened(tmp_path, "t", "size,score", ["S,1", "N,2", "E,3"] * 10)
    assert all(not any("north" in s for s in v.synonyms) for v in column(data, "size").values)


def test_made_up_names_are_found_without_their_signs(tmp_path: Path) -> None:
    data = opened(tmp_path, "t", "ad,n", ["GGL_Brand,1", "FB_Cart,2"] * 10)
    assert {"ggl brand", "google brand"} <= set(others(data, "ad")["GGL_Brand"])


def test_a_blank_end_date_says_who_is_still_there(tmp_path: Path) -> None:
    rows = [
        f"{i},2022-01-{1 + i % 28:02},{f'2023-05-{1 + i // 4:02}' if i % 4 == 0 else ''}" for i in range(80)
    ]
    data = opened(tmp_path, "members", "member_id,joined,Cancelled on", rows)
    assert value(data, "churn_rate") == 0.25 and value(data, "retention_rate") == 0.75
    assert {"cancelled", "left", "lost"} <= set(column(data, "churned").synonyms)
    active = Query(source="members", where=(col("active"),), measures=(Out(name="n", expr=Agg(agg="count")),))
    assert data.view().fetch(active).scalar() == 60


def test_a_status_gives_its_rates_over_orders(tmp_path: Path) -> None:
    rows = [
        f"{i // 2},{i},{2 + i % 3},5.0,{['delivered', 'Returned', 'cancelled', 'delivered'][i // 2 % 4]}"
        for i in range(80)
    ]
    data = opened(tmp_path, "orders", "order_no,line,qty,price,Status", rows)
    assert value(data, "return_rate") == value(data, "cancellation_rate") == 0.25
    assert value(data, "delivery_rate") == 0.5


def test_mails_have_open_rates_over_the_rows_that_count_opens(tmp_path: Path) -> None:
    rows = [
        f"2024-01-{1 + i // 4:02},c{i % 4},{1000 + i},{50 + i},{3 + i % 2},{20 + i % 4}.5,{90 + i % 4}.5,{400 + i if i % 4 == 0 else ''}"
        for i in range(80)
    ]
    data = opened(tmp_path, "camp_days", "Day,campaign,Impr/Sends,Clks,Conv,Spend,rev_usd,Opens", rows)
    assert {"ctr", "cpc", "cpa", "roas", "roi", "cpm", "profit", "margin_after_spend"} <= set(
        data.catalog.measures
    )
    mails = sum(1000 + i for i in range(0, 80, 4))
    assert value(data, "open_rate") == pytest.approx((mails - 20 * 600) / mails)
    assert value(data, "roi") == pytest.approx(80 * 70 / sum(20.5 + i % 4 for i in range(80)))
    assert value(data, "profit") == pytest.approx(80 * 70)


def test_nights_times_the_rate_per_night_are_revenue(tmp_path: Path) -> None:
    rows = [f"B{i},{1 + i % 4},€{80 + i % 9}.50" for i in range(60)]
    data = opened(tmp_path, "stays", "Booking Ref,Nights,Rate/Night", rows)
    assert value(data, "revenue") == pytest.approx(sum((1 + i % 4) * (80.5 + i % 9) for i in range(60)))
    assert column(data, "Rate/Night").role == "rate" and not column(data, "Rate/Night").additive


@pytest.mark.parametrize(("written", "share"), [("20%", 0.2), ("20", 0.2)])
def test_a_discount_in_any_form_lowers_revenue_and_a_blank_one_does_not(
    tmp_path: Path, written: str, share: float
) -> None:
    rows = [f"{i},P{i % 5},{1 + i % 4},{10 + i % 4}.00,{written if i % 2 else ''}" for i in range(40)]
    rows += [f"41,P1,1,10.00,{written.replace('20', '50')}"]
    head = "order_no,Product,Qty,price,disc." if "%" in written else "order_no,Product,Qty,price,disc pct"
    data = opened(tmp_path, "orders", head, rows)
    full, less = (10 * (1 * 10 + 3 * 12), 10 * (2 * 11 + 4 * 13))
    assert value(data, "revenue") == pytest.approx(full + less * (1 - share) + 5)


def test_revenue_less_cost_of_sales_is_gross_profit(tmp_path: Path) -> None:
    rows = [f"2024-01-{1 + i:02},{100 + i}.5,{60 + i}.5" for i in range(28)]
    data = opened(tmp_path, "days", "date,Rev EUR,COGS EUR", rows)
    assert value(data, "gross_profit") == pytest.approx(28 * 40)
    assert "margin" in data.catalog.measures["gross_margin"].synonyms


def test_no_profit_is_made_up_where_there_is_no_cost(tmp_path: Path) -> None:
    data = opened(tmp_path, "days", "date,Rev EUR", [f"2024-01-{1 + i:02},{100 + i}.5" for i in range(28)])
    assert not any("profit" in m or "margin" in m for m in data.catalog.measures)


@pytest.mark.parametrize("odd", ["218", "-1", "999"])
def test_impossible_ages_are_left_out_of_figures(tmp_path: Path, odd: str) -> None:
    ages = [str(20 + i % 40) for i in range(79)] + [odd]
    data = opened(tmp_path, "members", "member_id,sex,Age", [f"{i},F,{a}" for i, a in enumerate(ages)])
    assert column(data, "Age").valid == call("between", col("Age"), 0, 120)


def test_marks_for_not_known_are_left_out_of_scores(tmp_path: Path) -> None:
    scores = [str(1 + i % 10) for i in range(76)] + ["99"] * 4
    data = opened(tmp_path, "t", "id,satisfaction score", [f"{i},{s}" for i, s in enumerate(scores)])
    assert column(data, "satisfaction score").valid == call("between", col("satisfaction score"), 1.0, 10.0)


def test_a_score_that_may_well_be_99_is_kept(tmp_path: Path) -> None:
    data = opened(tmp_path, "t", "id,score", [f"{i},{20 + i % 80}" for i in range(200)])
    assert column(data, "score").valid is None


def test_the_net_promoter_score_is_promoters_less_detractors(tmp_path: Path) -> None:
    given = ["10", "9", "8", "3", "0", ""] * 10
    data = opened(tmp_path, "members", "member_id,sex,NPS", [f"{i},F,{g}" for i, g in enumerate(given)])
    assert "nps" in data.catalog.measures["net_promoter_score"].synonyms
    assert value(data, "net_promoter_score") == pytest.approx(0.4 - 0.4)
    assert column(data, "NPS").label == "nps score"


def test_a_total_at_the_foot_is_left_out_and_said(tmp_path: Path) -> None:
    data = opened(
        tmp_path,
        "t",
        "city,day,sales",
        ["Rome,2024-01-01,5", "Oslo,2024-01-02,7", "Graz,2024-01-03,8", "Total,,20"],
    )
    assert data.tables["t"].rows == 3 and column(data, "day").type == "date"
    assert any("row “Total”" in said for said in data.tables["t"].decisions)
    assert [f.code for f in data.health.tables["t"].findings if f.code == "total_row"] == ["total_row"]


@pytest.mark.parametrize(
    "last",
    ["Total,2024-01-04,9", "Total,,9", "Total,,", "Totalia,,20"],
    ids=["a day", "no sum", "no number", "a name"],
)
def test_a_row_that_sums_nothing_up_stays(tmp_path: Path, last: str) -> None:
    data = opened(
        tmp_path, "t", "city,day,sales", ["Rome,2024-01-01,5", "Oslo,2024-01-02,7", "Graz,,8", last]
    )
    assert data.tables["t"].rows == 4


def test_a_mean_at_the_foot_is_left_out_too_and_money_adds_up(tmp_path: Path) -> None:
    mean = opened(tmp_path, "m", "city;score", ["Rome;1,5", "Oslo;2,5", "Graz;3,5", "Average;2,5"])
    money = opened(tmp_path, "n", "city,pay", ['Rome,"$1,000"', 'Oslo,"$2,500"', 'Totals:,"$3,500"'])
    assert (mean.tables["m"].rows, money.tables["n"].rows) == (3, 2)


def test_totals_are_kept_where_the_settings_say_so(tmp_path: Path) -> None:
    (tmp_path / "t.segue.yaml").write_text("keep_totals: true\n", encoding="utf-8")
    data = opened(tmp_path, "t", "city,sales", ["Rome,5", "Oslo,7", "Graz,8", "Total,20"])
    assert data.tables["t"].rows == 4


@pytest.mark.parametrize(
    ("written", "read", "unit"),
    [
        (["1,234[2]", "57*", "8,000"], [1234, 57, 8000], None),
        (["57 million", "1.2 billion", "300,000"], [57e6, 1.2e9, 300_000], None),
        (["$2.7m", "$300k", "$1"], [2.7e6, 300_000, 1], "USD"),
        (["72 days", "18 Days", "1 day"], [72, 18, 1], "days"),
        (["12 m (40 ft)", "37 m", "5.5 m"], [12, 37, 5.5], "m"),
        (["+8", "–7", "−2"], [8, -7, -2], None),
        (["65.1%", "7 %", "–"], [0.651, 0.07, None], "share"),
        (["$ 1,100,000", "$ 300,000", "n/a"], [1_100_000, 300_000, None], "USD"),
        (["1.", "2.", "3."], [1, 2, 3], None),
    ],
)  # fmt: skip
def test_numbers_are_read_however_they_are_written(
    tmp_path: Path, written: list[str], read: list[float | None], unit: str | None
) -> None:
    rows = [f'{i},"{v}"' for i, v in enumerate(written)]
    data = opened(tmp_path, "t", "n,x", rows)
    assert data.engine.fetch("SELECT x FROM t ORDER BY n")[1] == [(v,) for v in read]
    assert data.tables["t"].columns[1].unit == unit


@pytest.mark.parametrize("written", [["24M", "12M"], ["72 days", "1 week"], ["2-1", "3-0"], ["$5", "€6"]])
def test_codes_mixed_units_and_scores_stay_text(tmp_path: Path, written: list[str]) -> None:
    data = opened(tmp_path, "t", "n,x", [f"{i},{v}" for i, v in enumerate(written)])
    assert data.tables["t"].columns[1].type == "text"


def test_words_and_notes_beside_numbers_are_kept(tmp_path: Path) -> None:
    rows = ["1,$2.7 billion (2nd)", "2,$9 billion (1st)", "3,$8 billion", "4,$7 billion", "5,not told"]
    data = opened(tmp_path, "t", "n,worth", rows)
    found = data.engine.fetch('SELECT worth, "worth note" FROM t ORDER BY n')[1]
    assert found == [(2.7e9, "2nd"), (9e9, "1st"), (8e9, None), (7e9, None), (None, "not told")]


def test_ids_among_which_is_a_word_stay_text(tmp_path: Path) -> None:
    data = opened(tmp_path, "t", "zip,n", [f"{10000 + i},{i}" for i in range(9)] + ["none given,10"])
    assert data.tables["t"].columns[0].type == "text"


def test_a_total_row_is_left_out_though_it_repeats_what_all_rows_say(tmp_path: Path) -> None:
    path = tmp_path / "ads.csv"
    rows = [f"2025-03-{day:02},Search,{day * 10},{day}.50,GBP" for day in range(1, 21)]
    path.write_text(
        "\n".join(["Day,Type,Clicks,Cost,Currency", *rows, "Total,,2100,220.00,GBP"]) + "\n", encoding="utf-8"
    )
    catalog = Dataset.open(path).catalog
    assert catalog.sources[catalog.main].rows == 20
