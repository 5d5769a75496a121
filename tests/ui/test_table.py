import csv
import io

from ui.table import table, to_csv

SMALL = {
    "columns": ["city", "income"],
    "rows": [["Hull", 1000.0], ["York", 20306.26]],
    "units": {"income": "USD"},
}


def test_cells_are_written_for_people() -> None:
    assert "$20,306.26" in table(SMALL)


def test_a_column_with_decimals_has_them_in_every_row() -> None:
    assert "$1,000.00" in table(SMALL)


def test_a_unit_that_is_the_name_of_the_column_is_said_once() -> None:
    html = table({"columns": ["customers"], "rows": [[272]], "units": {"customers": "customers"}})
    assert html.count("customers") == 1


def test_numbers_stand_to_the_right() -> None:
    assert '<th scope="col" class="sg-num">income' in table(SMALL)


def test_markup_in_cells_and_names_stays_text() -> None:
    html = table({"columns": ["<b>"], "rows": [["<img src=x>"]], "units": {}})
    assert "<b>" not in html
    assert "<img" not in html


def test_a_missing_value_is_a_dash() -> None:
    assert "<td>–</td>" in table({"columns": ["a"], "rows": [[None]], "units": {}})


def test_twenty_rows_are_shown_and_the_rest_is_counted() -> None:
    html = table({"columns": ["a"], "rows": [[i] for i in range(1021)], "units": {}})
    assert html.count("<tr>") == 21
    assert "1,001 more rows in the CSV" in html


def test_the_csv_holds_every_row_unrounded() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(SMALL))))
    assert rows == [["city", "income"], ["Hull", "1000.0"], ["York", "20306.26"]]


def test_a_spreadsheet_runs_nothing_from_the_csv() -> None:
    data = {"columns": ["=a"], "rows": [["=cmd()"], ["-1+2"], [-5]], "units": {}}
    assert list(csv.reader(io.StringIO(to_csv(data)))) == [["'=a"], ["'=cmd()"], ["'-1+2"], ["-5"]]
