"""Tables with a column for each period are read as tables of periods."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data._long import measure_name, period_of
from data.dataset import Dataset
from data.load import LoadedColumn
from data.query import Agg, Out, Query, call, col


def opened(folder: Path, name: str, *lines: str) -> Dataset:
    path = folder / f"{name}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Dataset.open(path)


def columns(data: Dataset) -> list[str]:
    return list(data.catalog.sources[data.catalog.main].columns)


def rows(data: Dataset) -> list[tuple[object, ...]]:
    return data.engine.fetch(f'SELECT * FROM "{data.catalog.main}"')[1]


@pytest.mark.parametrize(
    ("header", "kind", "stem", "when"),
    [
        ("1960", "year", "", 1960), ("1960 [YR1960]", "year", "", 1960), ("FY2019", "year", "", 2019),
        ("Sales 2019", "year", "Sales", 2019), ("2019_units", "year", "units", 2019),
        ("2020-03", "month", "", dt.date(2020, 3, 1)), ("Mar-20", "month", "", dt.date(2020, 3, 1)),
        ("March 2020", "month", "", dt.date(2020, 3, 1)), ("2020M03", "month", "", dt.date(2020, 3, 1)),
        ("Q3 2020", "quarter", "", dt.date(2020, 7, 1)), ("2020Q3", "quarter", "", dt.date(2020, 7, 1)),
        ("2020-03-14", "date", "", dt.date(2020, 3, 14)), ("3/14/20", "date", "", dt.date(2020, 3, 14)),
    ],
)  # fmt: skip
def test_a_header_says_which_period_it_is(header: str, kind: str, stem: str, when: object) -> None:
    found = period_of(LoadedColumn(header, "BIGINT", "integer"))
    assert found is not None and (found.kind, found.stem, found.when) == (kind, stem, when)


@pytest.mark.parametrize(
    "header", ["Population", "Change in % 1996-2011", "Q4a Prices are fair", "1234", "May"]
)
def test_other_headers_are_no_periods(header: str) -> None:
    assert period_of(LoadedColumn(header, "BIGINT", "integer")) is None


def test_the_measure_is_called_what_each_row_says(tmp_path: Path) -> None:
    data = opened(
        tmp_path, "wb", "Country Name,Country Code,Indicator Name,Indicator Code,1960,1961,1962,1963",
        'Peru,PER,"Birth rate, total (births per woman)",B.R,4.5,4.4,,', 'Chad,TCD,"Birth rate, total (births per woman)",B.R,6,,6.1,',
    )  # fmt: skip
    assert columns(data) == ["Country Name", "Country Code", "year", "Birth rate"]
    assert rows(data)[:2] == [("Peru", "PER", 1960, 4.5), ("Peru", "PER", 1961, 4.4)]
    assert len(rows(data)) == 8  # years without a figure stay: they can be asked for
    assert "“1960” to “1963”" in data.tables["wb"].decisions[-1]


def test_several_measures_become_columns(tmp_path: Path) -> None:
    data = opened(
        tmp_path, "wb", "Country,Series,2001,2002,2003",
        'Peru,"Birth rate, total",4.5,4.4,4.3', 'Peru,"Mortality rate, infant",30,29,28',
    )  # fmt: skip
    assert columns(data) == ["Country", "year", "Birth rate", "infant mortality rate"]
    assert rows(data)[1] == ("Peru", 2002, 4.4, 29)


def test_what_headers_share_is_the_measure(tmp_path: Path) -> None:
    data = opened(
        tmp_path, "stores", "Store,Sales 2021,Sales 2022,Sales 2023,Staff 2021,Staff 2022,Staff 2023",
        "North,10,11,12,1,2,3", "South,20,21,22,4,5,6",
    )  # fmt: skip
    assert columns(data) == ["Store", "year", "Sales", "Staff"]
    assert rows(data)[1] == ("North", 2022, 11, 2)


def test_the_file_names_the_measure_where_nothing_else_does(tmp_path: Path) -> None:
    data = opened(tmp_path, "visitors_by_city_2024", "City,Jan-24,Feb-24,Mar-24", "Rome,1,2,3", "Lima,4,5,6")
    assert columns(data) == ["City", "month", "visitors"]
    asked = Query(
        source=data.catalog.main, where=(call("eq", col("month"), "2024-02-01"),),
        measures=(Out(name="x", expr=Agg(agg="sum", of=col("visitors"))),),
    )  # fmt: skip
    assert data.view().fetch(asked).scalar() == 7


def test_a_number_beside_the_periods_keeps_the_table_wide(tmp_path: Path) -> None:
    data = opened(tmp_path, "t", "City,Area km2,2001,2002,2003", "Rome,1285,1,2,3", "Lima,2672,4,5,6")
    assert "2002" in columns(data)


def test_the_settings_can_keep_a_table_wide(tmp_path: Path) -> None:
    (tmp_path / "t.segue.yaml").write_text("keep_wide: true\n", encoding="utf-8")
    data = opened(tmp_path, "t", "City,2001,2002,2003", "Rome,1,2,3", "Lima,4,5,6")
    assert "2002" in columns(data)


def test_names_are_said_in_the_order_of_speech() -> None:
    assert measure_name("Mortality rate, infant (per 1,000 live births)") == "infant mortality rate"
    assert measure_name("Population, total") == "Population"


def test_a_thing_with_an_id_and_a_name_is_known_by_its_name(tmp_path: Path) -> None:
    lines = [f"C{i:03},Plan {chr(65 + i)},{m},{m + i}.5" for i in range(12) for m in (1, 2, 3, 4)]
    data = opened(tmp_path, "t", "campaign_id,campaign_name,week,cost", *lines)
    assert data.catalog.entities["campaign"].display == "campaign_name"
