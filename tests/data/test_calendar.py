"""Dates that are made of a year and its quarter, month or week, or of a written period."""

import datetime as dt
from pathlib import Path

import pytest

from data._calendar import first_day
from data.catalog import Column
from data.dataset import Dataset
from data.query import Agg, Out, Query, call, col


def opened(folder: Path, text: str) -> Dataset:
    path = folder / "figures.csv"
    path.write_text(text, encoding="utf-8")
    return Dataset.open(path)


def made(dataset: Dataset) -> Column | None:
    """The date that was added to the table."""
    columns = dataset.catalog.sources["figures"].columns.values()
    return next((c for c in columns if c.role == "date" and c.expr is not None), None)


def days(dataset: Dataset) -> list[object]:
    """All first days, in order."""
    date = made(dataset)
    assert date is not None
    query = Query(source="figures", groups=(Out(name="day", expr=col(date.name)),), measures=(Out(name="n", expr=Agg(agg="count")),))  # fmt: skip
    return sorted(str(row[0])[:10] for row in dataset.view().fetch(query).rows)


QUARTERS = "year,quarter,steel\n" + "".join(
    f"{1980 + i // 4},{i % 4 + 1},{50 + i * 7 % 31}.5\n" for i in range(40)
)
MONTHS = "Year,Month,rain_mm\n" + "".join(
    f"{2001 + i // 12},{('Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')[i % 12]},{i * 13 % 90}\n"
    for i in range(36)
)
WRITTEN = "period,visitors\n" + "".join(f"Q{i % 4 + 1} {2015 + i // 4},{1000 + i * 37 % 500}\n" for i in range(24))  # fmt: skip
WEEKS = "wk_year,wk_week,calls\n" + "".join(f"{2023},{i + 1},{300 + i * 17 % 90}\n" for i in range(30))


@pytest.mark.parametrize(
    ("text", "low", "high", "first"),
    [
        (QUARTERS, "1980-01-01", "1989-12-31", "1980-01-01"),
        (MONTHS, "2001-01-01", "2003-12-31", "2001-01-01"),
        (WRITTEN, "2015-01-01", "2020-12-31", "2015-01-01"),
        (WEEKS, "2023-01-02", "2023-07-30", "2023-01-02"),
    ],
)
def test_the_parts_of_a_date_make_a_date(tmp_path: Path, text: str, low: str, high: str, first: str) -> None:
    dataset = opened(tmp_path, text)
    date = made(dataset)
    assert date is not None and (date.low, date.high) == (low, high)
    assert len(days(dataset)) == date.distinct and days(dataset)[0] == first


def test_the_columns_that_the_date_is_made_of_stay(tmp_path: Path) -> None:
    columns = opened(tmp_path, QUARTERS).catalog.sources["figures"].columns
    assert {"year", "quarter", "steel", "date"} == set(columns)


@pytest.mark.parametrize(
    "text",
    [
        "day,year,quarter,steel\n"
        + "".join(f"2020-0{i % 9 + 1}-05,2020,{i % 4 + 1},{i}\n" for i in range(30)),
        "year,steel\n" + "".join(f"{1980 + i},{50 + i}\n" for i in range(30)),
        "birth_year,month,score\n" + "".join(f"{1960 + i},{i % 12 + 1},{i}\n" for i in range(30)),
        "year,quarter,steel\n" + "".join(f"{1980 + i},{i % 7 + 1},{50 + i}\n" for i in range(30)),
    ],
)
def test_no_date_is_made_beside_one_or_of_other_numbers(tmp_path: Path, text: str) -> None:
    assert made(opened(tmp_path, text)) is None


@pytest.mark.parametrize(
    ("text", "day", "grain"),
    [
        ("1982Q2", dt.date(1982, 4, 1), "quarter"),
        ("1982-q4", dt.date(1982, 10, 1), "quarter"),
        ("Q3 1981", dt.date(1981, 7, 1), "quarter"),
        ("2019H2", dt.date(2019, 7, 1), "half"),
        ("2024M03", dt.date(2024, 3, 1), "month"),
        ("2024-W05", dt.date(2024, 1, 29), "week"),
    ],
)
def test_a_written_period_has_a_first_day(text: str, day: dt.date, grain: str) -> None:
    assert first_day(text) == (day, grain)


@pytest.mark.parametrize("text", ["1982Q5", "Q0 1990", "AQ3", "quarter 3", "1982", "2024-W60"])
def test_other_texts_are_no_periods(text: str) -> None:
    assert first_day(text) is None


def test_decades_are_named_by_their_first_year(tmp_path: Path) -> None:
    dataset = opened(tmp_path, QUARTERS.replace("1980,", "1979,"))
    groups = (Out(name="decade", expr=call("trunc_decade", col("date"))),)
    query = Query(source="figures", groups=groups, measures=(Out(name="n", expr=Agg(agg="count")),))
    assert [tuple(r) for r in dataset.view().fetch(query).rows] == [("1970s", 4), ("1980s", 36)]
