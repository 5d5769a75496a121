"""Files as people have them: read right, said plainly, refused with a hint."""

import csv
import datetime as dt
import gzip
import io
import json
import sys
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.engine.duckdb import Engine
from data.errors import AssistantError, Cancelled, LoadError, TimeLimit
from data.load import LoadedTable, load
from data.work import Work

SHARED = Path(__file__).parents[3] / "shared" / "data"


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"THE SHARED DATA ARE NOT HERE: {path} is missing, so this fact was not checked")
    return path


def read(path: Path, **wishes: object) -> tuple[LoadedTable, list[tuple[object, ...]]]:
    engine = Engine()
    (table,) = load([path], engine, Work(), wishes or None)
    return table, engine.fetch(f'SELECT * FROM "{table.name}"')[1]


def written(folder: Path, text: str, name: str = "t.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def types(table: LoadedTable) -> list[str]:
    return [column.type for column in table.columns]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "   "])
def test_every_usual_delimiter_is_found(tmp_path: Path, sign: str) -> None:
    lines = [("name", "age", "city"), ("Ada", "31", "Rome"), ("Bo", "40", "Lima"), ("Cy", "27", "Oslo")]
    table, rows = read(written(tmp_path, "\n".join(sign.join(line) for line in lines)))
    assert types(table) == ["text", "integer", "text"]
    assert rows[1] == ("Bo", 40, "Lima")


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "BOM"),
        ("utf-16", "UTF-16"),
        ("latin-1", "Latin-1"),
        ("cp1252", "Latin-1"),
    ],
)
def test_every_usual_encoding_is_found(tmp_path: Path, encoding: str, said: str) -> None:
    table, rows = read(written(tmp_path, "name;price\nCafé;3\nMüsli;4\n", encoding=encoding))
    assert rows == [("Café", 3), ("Müsli", 4)]
    assert said in table.decisions[0]
    assert table.columns[0].name == "name"


def test_a_euro_sign_in_cp1252_is_read(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "name,note\na,5 € off\nb,none\n", encoding="cp1252"))
    assert rows[0] == ("a", "5 € off") and "cp1252" in table.decisions[0]


def test_money_becomes_a_number_with_its_currency_as_unit(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, 'id,pay\n1,"$90,000 "\n2,$85.50\n3,"($1,200)"\n4,\n'))
    assert [r[1] for r in rows] == [90000.0, 85.5, -1200.0, None]
    assert table.columns[1].unit == "USD"


def test_percent_is_a_share(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "id,rate\n1,12%\n2,7.5 %\n"))
    assert [r[1] for r in rows] == [0.12, 0.075] and table.columns[1].unit == "share"


def test_decimal_commas_and_dotted_thousands_are_read(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "id;sum\n1;1.234,50\n2;12,5\n3;7\n4;2.345.678,00\n"))
    assert [r[1] for r in rows] == [1234.5, 12.5, 7.0, 2345678.0]
    assert any("decimal comma" in said for said in table.decisions)


def test_thousands_commas_are_read(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, "id;sum\n1;1,234\n2;999\n3;12,345,678\n"))
    assert [r[1] for r in rows] == [1234, 999, 12345678]


def test_a_number_mark_that_occurs_only_late_is_still_read(tmp_path: Path) -> None:
    body = "".join(f"{i};{i % 900}\n" for i in range(3000))
    table, rows = read(written(tmp_path, "id;sum\n" + body + "3000;1,250\n" + body))
    assert table.columns[1].type == "integer" and rows[3000][1] == 1250


@pytest.mark.parametrize(
    ("values", "expected", "word"),
    [
        (["04-09-2012", "21-08-2013"], dt.date(2012, 9, 4), "day-first"),
        (["4/9/2012", "8/21/2013"], dt.date(2012, 4, 9), "month-first"),
        (["4.9.2012", "21.8.2013"], dt.date(2012, 9, 4), "day-first"),
        (["2012-09-04", "2013-08-21"], dt.date(2012, 9, 4), ""),
        (["2012/09/04", "2013/08/21"], dt.date(2012, 9, 4), "year-first"),
        (["4 Sep 2012", "21 Aug 2013"], dt.date(2012, 9, 4), "month's name"),
        (["4-September-2012", "21-August-2013"], dt.date(2012, 9, 4), "month's name"),
        (["Sep 4, 2012", "Aug 21, 2013"], dt.date(2012, 9, 4), "month's name"),
        (["4/9/12", "8/21/13"], dt.date(2012, 4, 9), "month-first"),
        (["September 4, 2012", "Aug 21, 2013"], dt.date(2012, 9, 4), "month's name"),
        (["4 September 2012", "Aug 21, 2013"], dt.date(2012, 9, 4), "month's name"),
        (["Tuesday, 4 September 2012", "Wed, 21 August 2013"], dt.date(2012, 9, 4), "month's name"),
        (["4th Sep 2012", "21st May 2013"], dt.date(2012, 9, 4), "month's name"),
        (["September\u00a04,\u00a02012", "August 21, 2013[1]"], dt.date(2012, 9, 4), "month's name"),
        (
            ["4 Sep 2012", "5 Sep 2012", "6 Sep 2012", "May 2013"],
            dt.date(2012, 9, 4),
            "first day where it is missing",
        ),
    ],
)
def test_dates_are_read_in_the_order_that_fits_all(
    tmp_path: Path, values: list[str], expected: dt.date, word: str
) -> None:
    table, rows = read(written(tmp_path, "id;day\n" + "".join(f"{i};{v}\n" for i, v in enumerate(values))))
    assert table.columns[1].type == "date" and rows[0][1] == expected
    assert word in " ".join(table.decisions)


def test_dates_as_whole_numbers_are_read_where_the_name_says_date(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, "order_date,code\n20120904,20120904\n20130821,20139921\n"))
    assert rows[0] == (dt.date(2012, 9, 4), 20120904)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12/31/2010 8:26", dt.datetime(2010, 12, 31, 8, 26)),
        ("31-12-2010 18:26:05", dt.datetime(2010, 12, 31, 18, 26, 5)),
        ("2010-12-31T08:26:00Z", dt.datetime(2010, 12, 31, 8, 26)),
        ("12/31/2010 8:26 PM", dt.datetime(2010, 12, 31, 20, 26)),
    ],
)
def test_times_are_read_with_their_dates(tmp_path: Path, text: str, moment: dt.datetime) -> None:
    table, rows = read(written(tmp_path, f"id;at\n1;{text}\n2;{text}\n"))
    assert table.columns[1].type == "datetime" and rows[0][1] == moment


def test_an_order_of_day_and_month_that_cannot_be_known_is_said_and_can_be_set(tmp_path: Path) -> None:
    path = written(tmp_path, "id;day\n1;04/05/2012\n2;06/07/2012\n")
    table, rows = read(path)
    assert "alike" in " ".join(table.decisions) and rows[0][1] == dt.date(2012, 4, 5)
    _, rows = read(path, columns={"day": {"date_order": "day-first"}})
    assert rows[0][1] == dt.date(2012, 5, 4)


def test_a_day_that_decides_the_order_may_come_late(tmp_path: Path) -> None:
    body = "".join(f"{i};0{i % 9 + 1}/05/2012\n" for i in range(4000))
    _, rows = read(written(tmp_path, "id;day\n" + body + "9;25/05/2012\n" + body))
    assert rows[1][1] == dt.date(2012, 5, 2)


def test_impossible_days_are_empty_and_counted(tmp_path: Path) -> None:
    body = "".join(f"{i};{i % 28 + 1:02}-03-2012\n" for i in range(300))
    table, rows = read(written(tmp_path, "id;day\n" + body + "300;30-02-2012\n"))
    assert rows[-1][1] is None and "1 of 301 values are no possible date" in " ".join(table.decisions)


def test_ids_keep_their_leading_zeros_also_when_they_come_late(tmp_path: Path) -> None:
    body = "".join(f"{i},{i}\n" for i in range(1, 3000))
    table, rows = read(written(tmp_path, "zip,n\n" + body + "00501,1\n" + body))
    assert types(table) == ["text", "integer"] and rows[2999][0] == "00501"


def test_codes_among_numbers_stay_text_whole(tmp_path: Path) -> None:
    body = "".join(f"{536365 + i},{i}\n" for i in range(3000))
    table, rows = read(written(tmp_path, "invoice,n\n" + body + "C536379,-1\n"))
    assert types(table) == ["text", "integer"]
    assert rows[0][0] == "536365" and rows[-1][0] == "C536379"


def test_whole_numbers_with_gaps_stay_whole(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "customer,n\n17850.0,1\n,2\n13047.0,3\n"))
    assert types(table) == ["integer", "integer"] and [r[0] for r in rows] == [17850, None, 13047]


def test_words_for_nothing_are_empty_in_a_column_of_numbers(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "id,pay\n1,5\n2,n/a\n3,-\n4,7.5\n"))
    assert [r[1] for r in rows] == [5.0, None, None, 7.5]
    assert "2 values such as" in " ".join(table.decisions)


def test_flags_are_booleans(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "id,paid,card\n1,yes,True\n2,No,FALSE\n3,,true\n"))
    assert types(table)[1:] == ["bool", "bool"] and rows == [
        (1, True, True),
        (2, False, False),
        (3, None, True),
    ]


def test_a_file_without_header_gets_numbered_columns(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "Ada,31\nBo,40\nCy,27\n"))
    assert [c.name for c in table.columns] == ["column_1", "column_2"] and len(rows) == 3
    table, rows = read(written(tmp_path, "Ada,31\nBo,40\n"), header=True)
    assert [c.name for c in table.columns] == ["Ada", "31"] and len(rows) == 1


def test_names_that_repeat_or_are_empty_are_renamed_and_said(tmp_path: Path) -> None:
    table, _ = read(written(tmp_path, "a,A,,a_2,a\n1,2,3,4,5\n"))
    assert [c.name for c in table.columns] == ["a", "A_3", "column_3", "a_2", "a_4"]
    assert sum("is called" in said for said in table.decisions) == 3


def test_a_hostile_column_name_is_only_a_name(tmp_path: Path) -> None:
    path = tmp_path / 'x"; DROP TABLE y.csv'
    with path.open("w", newline="") as out:
        csv.writer(out).writerows([['"; DROP TABLE', "x'); --"], [1, "a"], [2, "b"]])
    table, rows = read(path)
    assert [c.name for c in table.columns] == ['"; DROP TABLE', "x'); --"] and rows == [(1, "a"), (2, "b")]


def test_five_thousand_columns_load(tmp_path: Path) -> None:
    lines = [
        ",".join(f"c{i}" for i in range(5000)),
        *(",".join(str(i * k) for i in range(5000)) for k in (1, 2, 3)),
    ]
    table, rows = read(written(tmp_path, "\n".join(lines)))
    assert len(table.columns) == 5000 and rows[1][4999] == 9998


def test_an_all_empty_column_loads(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "a,b\n1,\n2,\n"))
    assert rows == [(1, None), (2, None)] and "empty" in table.columns[1].note


def test_ragged_lines_are_kept_as_far_as_they_go_and_said(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n"))
    assert rows == [(1, 2, 3), (4, 5, None), (6, 7, 8), (10, 11, 12)]
    said = " ".join(table.decisions)
    assert "Line 3 of “t.csv” has fewer" in said and "Line 4 of “t.csv” has more" in said


def test_a_quotation_mark_that_never_closes_does_not_swallow_the_file(tmp_path: Path) -> None:
    body = "".join(f"{i},size {i}\n" for i in range(2000))
    table, rows = read(written(tmp_path, 'id,what\n0,"5 inch\n' + body))
    assert len(rows) == 2001 and "never closes" in " ".join(table.decisions)


def test_a_field_may_hold_line_ends_and_quotes(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, 'id,what\n1,"two\nlines"\n2,"a ""word"""\n'))
    assert rows == [(1, "two\nlines"), (2, 'a "word"')]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("empty.csv", b"", "empty"),
        ("blank.csv", b"\n\n  \n", "empty"),
        ("head.csv", b"id,name,city\n", "no rows"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        ("noise.csv", bytes(range(256)) * 8, "binary"),
        ("cut.csv.gz", gzip.compress(b"id,name\n" + b"1,a\n" * 9000, mtime=0)[:60], "gzip"),
        ("cut.zip", b"PK\x03\x04 nothing follows", "zip"),
        ("cut.parquet", b"PAR1 nothing follows", "Parquet"),
        ("cut.xlsx", b"PK\x03\x04 nothing follows", "Excel"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_name_and_a_hint(
    tmp_path: Path, name: str, content: bytes, word: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LoadError) as refused:
        read(tmp_path / name)
    assert name in refused.value.message and word in refused.value.message and refused.value.hint


def test_a_missing_file_offers_the_nearest_names(tmp_path: Path) -> None:
    written(tmp_path, "a\n1\n", "customers.csv")
    with pytest.raises(LoadError, match=r"customers\.csv"):
        read(tmp_path / "custmers.csv")
    with pytest.raises(LoadError, match="folder"):
        read(tmp_path)


def test_a_failure_leaves_no_table_behind_and_the_engine_alive(tmp_path: Path) -> None:
    engine = Engine()
    good, bad = written(tmp_path, "a,b\n1,2\n", "good.csv"), written(tmp_path, "", "bad.csv")
    with pytest.raises(LoadError):
        load([good, bad], engine, Work())
    assert engine.tables() == ()
    assert load([good], engine, Work())[0].rows == 1


def test_a_second_file_of_the_same_name_gets_a_number_and_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    one, two = written(tmp_path, "a,b\n1,2\n"), written(tmp_path / "more", "c,d\n1,2\n")
    tables = load([one, two], Engine(), Work())
    assert [t.name for t in tables] == ["t", "t_2"] and any("“t_2”" in d for d in tables[1].decisions)


def test_files_with_the_same_columns_are_stacked_with_one_decision(tmp_path: Path) -> None:
    one = written(tmp_path, "id;day\n1;04/05/2012\n", "sales_2012.csv")
    two = written(tmp_path, "id;day\n2;25/05/2013\n", "sales_2013.csv")
    engine = Engine()
    (table,) = load([one, two], engine, Work())
    assert table.name == "sales" and table.rows == 2
    assert engine.fetch("SELECT * FROM sales ORDER BY id")[1] == [
        (1, dt.date(2012, 5, 4), "sales_2012.csv"), (2, dt.date(2013, 5, 25), "sales_2013.csv"),
    ]  # fmt: skip


def test_the_same_file_twice_is_read_once(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,2\n")
    (table,) = load([path, path], Engine(), Work())
    assert table.rows == 1 and "read once" in table.decisions[0]


def test_packed_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"x,y\n1,2\n3,4\n"))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
        packed.writestr("inner.csv", "p,q\n5,6\n7,8\n")
    tables = load([tmp_path / "a.csv.gz", tmp_path / "b.zip"], Engine(), Work())
    assert [(t.name, t.rows) for t in tables] == [("a", 2), ("inner", 2)]


def test_json_lines_and_arrays_are_read(tmp_path: Path) -> None:
    records = [{"id": 1, "day": "04-09-2012", "deep": {"a": 1}}, {"id": 2, "day": "21-08-2013", "deep": None}]
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, records)))
    (tmp_path / "array.json").write_text(json.dumps(records, indent=1))
    for name in ("lines.jsonl", "array.json"):
        table, rows = read(tmp_path / name)
        assert types(table) == ["integer", "date", "text"] and rows[0][1] == dt.date(2012, 9, 4)


def test_parquet_is_read(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"a": [1, None], "b": ["x", "y"], "c": [1.5, 2.5]}), tmp_path / "t.parquet")
    table, rows = read(tmp_path / "t.parquet")
    assert types(table) == ["integer", "text", "number"] and rows == [(1, "x", 1.5), (None, "y", 2.5)]


def test_the_first_excel_sheet_is_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ["id", "day", "pay", "zip"],
        [1, dt.datetime(2012, 9, 4), 3.5, "007"],
        [2, dt.datetime(2013, 8, 21), None, "010"],
    ):
        book.active.append(row)
    book.create_sheet("second")
    book.save(tmp_path / "t.xlsx")
    table, rows = read(tmp_path / "t.xlsx")
    assert rows == [(1, dt.date(2012, 9, 4), 3.5, "007"), (2, dt.date(2013, 8, 21), None, "010")]
    assert "first sheet" in table.decisions[0]


def test_settings_override_what_was_sniffed(tmp_path: Path) -> None:
    path = written(tmp_path, "id;sum;code\n1;1,234;5\n2;2,500;6\n")
    table, rows = read(path, decimal=",", columns={"code": {"type": "text"}, "sum": {"unit": "EUR"}})
    assert rows == [(1, 1.234, "5"), (2, 2.5, "6")] and table.columns[1].unit == "EUR"


def test_a_setting_without_meaning_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="date_order"):
        read(written(tmp_path, "a\n1\n"), columns={"a": {"date_order": "backwards"}})


def test_loading_can_be_stopped(tmp_path: Path) -> None:
    work = Work()
    work.stop.set()
    with pytest.raises(Cancelled):
        load([written(tmp_path, "a,b\n1,2\n")], Engine(), work)


def test_progress_rises_to_one(tmp_path: Path) -> None:
    seen: list[float] = []
    load([written(tmp_path, "a,b\n1,2\n")], Engine(), Work(report=lambda share, _: seen.append(share)))
    assert seen == sorted(seen) and seen[-1] == 1.0


def test_loading_does_not_import_pandas() -> None:
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", "import sys, data.load, data.health; print('pandas' in sys.modules)"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.strip() == "False"


cells = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=8).map(
        lambda s: f"w{s}"
    ),
)
columns = st.one_of(
    st.lists(st.integers(-(10**12), 10**12) | st.none(), min_size=3, max_size=3),
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False, width=32).map(float) | st.none(),
        min_size=3,
        max_size=3,
    ),
    st.lists(st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1)) | st.none(), min_size=3, max_size=3),
    st.lists(st.booleans() | st.none(), min_size=3, max_size=3),
    st.lists(cells, min_size=3, max_size=3),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.lists(columns, min_size=2, max_size=5),
    sign=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    ends=st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_in_any_dialect_is_read_back(
    tmp_path: Path, table: list[list[object]], sign: str, encoding: str, ends: str
) -> None:
    rows = [(n, *values) for n, values in enumerate(zip(*table, strict=True))]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign, lineterminator=ends)
    writer.writerow(["row", *(f"name {i}" for i in range(len(table)))])
    writer.writerows([[str(v).lower() if isinstance(v, bool) else v for v in row] for row in rows])
    path = tmp_path / "t.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    found = read(path)[1]
    assert found == rows


def test_personality_is_read_with_its_dates_right() -> None:
    table, rows = read(shared("marketing_campaign.csv"))
    assert (table.rows, len(table.columns)) == (2240, 29)
    days = [row[[c.name for c in table.columns].index("Dt_Customer")] for row in rows]
    assert (min(days), max(days)) == (dt.date(2012, 7, 30), dt.date(2014, 6, 29))


def test_online_retail_is_read_with_its_dates_and_codes_right() -> None:
    engine = Engine()
    (table,) = load([shared("data.csv.gz")], engine, Work())
    assert (table.rows, len(table.columns)) == (541909, 8)
    low, high, cancelled, customers, net, pounds = engine.fetch(
        "SELECT min(InvoiceDate), max(InvoiceDate), count_if(starts_with(InvoiceNo, 'C')), "
        "count(DISTINCT CustomerID), round(sum(Quantity * UnitPrice), 2), "
        "count_if(contains(Description, '£')) FROM data"
    )[1][0]
    assert (low, high) == (dt.datetime(2010, 12, 1, 8, 26), dt.datetime(2011, 12, 9, 12, 50))
    assert (cancelled, customers, net, pounds) == (9288, 4372, 9747747.93, 32)


def test_the_survey_of_consumer_finances_is_read_whole() -> None:
    engine = Engine()
    (table,) = load([shared("SCFP2019.csv.gz")], engine, Work())
    assert (table.rows, len(table.columns)) == (28885, 351)
    assert set(types(table)) == {"integer", "number"}
    assert engine.fetch("SELECT round(sum(WGT) / 1e6, 1) FROM SCFP2019")[1] == [(128.6,)]


def test_cars_are_read_whole() -> None:
    table, _ = read(shared("Car_Purchasing_Data.csv"))
    assert (table.rows, len(table.columns)) == (500, 9)


def test_a_locked_engine_reaches_no_file_and_no_setting(tmp_path: Path) -> None:
    engine = Engine()
    engine.lock()
    path = written(tmp_path, "a\n1\n")
    for statement in (
        f"SELECT * FROM '{path}'",
        f"SELECT * FROM read_csv('{path}')",
        "SET threads = 1",
        "SELECT * FROM path",
    ):
        with pytest.raises(Exception, match=r"(?i)disabled|locked|not exist"):
            engine.fetch(statement)


def test_a_locked_engine_still_stores_arrays() -> None:
    engine = Engine()
    engine.lock()
    columns = {
        'k"': np.arange(3), "label": np.array(["a", "b", "a"]), "x": np.array([0.5, np.nan, 2.0]),
        "word": np.array(["p", None, "q"], dtype=object),
        "day": np.array(["2011-01-01", "NaT", "2012-01-01"], dtype="datetime64[us]"),
    }  # fmt: skip
    engine.store("made", columns)
    back = engine.fetchnumpy("SELECT * FROM made")
    assert list(back) == list(columns) and back["label"].tolist() == ["a", "b", "a"]
    assert back["word"].tolist() == ["p", None, "q"] and np.isnat(back["day"][1])


def test_eight_threads_share_an_engine() -> None:
    engine, seen = Engine(), []
    engine.execute("CREATE TABLE t AS SELECT range AS a FROM range(1000)")

    def ask() -> None:
        seen.extend(engine.fetch("SELECT sum(a) FROM t WHERE a > ?", [i], Work())[1][0][0] for i in range(20))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 160 and set(seen) == {499500 - i * (i + 1) // 2 for i in range(20)}


ENDLESS = "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE (a.range * b.range) % 7 = 3"


def test_a_running_query_is_stopped() -> None:
    work = Work()
    threading.Timer(0.1, work.stop.set).start()
    with pytest.raises(Cancelled):
        Engine().fetch(ENDLESS, work=work)


def test_a_running_query_ends_at_its_time_limit() -> None:
    with pytest.raises(TimeLimit):
        Engine().fetch(ENDLESS, work=Work(seconds=0.1))


@pytest.mark.parametrize(
    ("text", "moment"),
    [("1978-2-3", dt.date(1978, 2, 3)), ("1978-2-3 9:05", dt.datetime(1978, 2, 3, 9, 5))],
)
def test_iso_dates_without_leading_zeros_are_dates(tmp_path: Path, text: str, moment: dt.date) -> None:
    engine = Engine()
    load([written(tmp_path, f"id,born\n1,{text}\n2,{text.replace('2-3', '11-23')}\n")], engine, Work())
    assert engine.fetch("SELECT born FROM t WHERE id = 1")[1] == [(moment,)]


def test_a_version_is_no_date(tmp_path: Path) -> None:
    (table,) = load([written(tmp_path, "id,release\n1,1.2.3\n2,1.10.4\n")], Engine(), Work())
    assert types(table) == ["integer", "text"]


def test_times_that_are_brought_to_utc_are_said(tmp_path: Path) -> None:
    engine = Engine()
    rows = "id,paid\n1,02/23/2020 10:00 +0200\n2,12/25/2020 10:00 +0100\n"
    (table,) = load([written(tmp_path, rows)], engine, Work())
    assert engine.fetch("SELECT paid FROM t WHERE id = 1")[1] == [(dt.datetime(2020, 2, 23, 8, 0),)]
    assert any("“paid”" in said and "UTC" in said for said in table.decisions)


def test_a_column_named_as_the_engine_numbers_rows_is_renamed_for_that_reason(tmp_path: Path) -> None:
    (table,) = load([written(tmp_path, "rowid,a\n5,1\n7,2\n")], Engine(), Work())
    assert table.columns[0].name == "rowid_"
    assert any("kept for the rows' own numbers" in said for said in table.decisions)


def test_a_late_byte_of_an_old_encoding_costs_no_sign_before_it(tmp_path: Path) -> None:
    rows = "".join(f"{i},plain\n" for i in range(400_000))
    path = tmp_path / "t.csv.gz"
    with gzip.open(path, "wb", compresslevel=1) as out:
        out.write(f"id,name\n{rows}".encode() + "400000,Zoë\n400001,£5\n".encode("latin-1"))
    engine = Engine()
    (table,) = load([path], engine, Work())
    assert any("Latin-1" in said for said in table.decisions)
    assert engine.fetch("SELECT name FROM t WHERE id >= 400000 ORDER BY id")[1] == [("Zoë",), ("£5",)]


def test_good_utf8_before_a_byte_that_is_none_is_read_again(tmp_path: Path) -> None:
    rows = "".join(f"{i},Zoë\n" for i in range(200_000))
    path = tmp_path / "t.csv.gz"
    with gzip.open(path, "wb", compresslevel=1) as out:
        out.write(f"id,name\n{rows}".encode() + b"200000,Zo\xeb\n")
    engine = Engine()
    load([path], engine, Work())
    assert engine.fetch("SELECT name FROM t WHERE id IN (7, 200000) ORDER BY id")[1] == [("ZoÃ«",), ("Zoë",)]


def test_what_the_engine_cannot_do_is_told_in_plain_words() -> None:
    engine = Engine()
    engine.lock()
    with pytest.raises(AssistantError, match="could not be asked this"):
        engine.fetch("SELECT CAST('x' AS INTEGER)")
