"""The health report: each thing that is wrong is found, counted and said; what is right is left alone."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from data.catalog import Catalog, Column, Entity, Role, Source, Value
from data.engine.duckdb import Engine
from data.health import Finding, Health, report
from data.load import load
from data.work import Work

SHARED = Path(__file__).parents[3] / "shared" / "data"


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"THE SHARED DATA ARE NOT HERE: {path} is missing, so this fact was not checked")
    return path


def checked(path: Path, roles: dict[str, Role], entities: dict[str, Entity] | None = None) -> Health:
    """The health of one file under a catalog made by hand; columns without a role are scores or texts."""
    engine = Engine()
    (table,) = load([path], engine, Work())
    columns: dict[str, Column] = {}
    for c in table.columns:
        name = c.name.replace('"', '""')
        role = roles.get(
            c.name, "text" if c.type == "text" else "date" if c.type in ("date", "datetime") else "score"
        )
        counts = engine.fetch(
            f'SELECT "{name}", count(*) FROM "{table.name}" WHERE "{name}" IS NOT NULL GROUP BY 1'
        )[1]
        values = tuple(Value(v, n, str(v)) for v, n in counts) if role == "category" else ()
        columns[c.name] = Column(c.name, table.name, c.type, role, c.name, values=values,
                                 distinct=len(counts),
                                 personal=role == "person")  # fmt: skip
    source = Source(table.name, table.name, table.name, table.rows, columns, "row")
    catalog = Catalog({table.name: source}, entities or {}, main=table.name)
    engine.lock()
    return report([table], engine, catalog, Work())


def made(
    folder: Path, header: Sequence[str], rows: Sequence[Sequence[object]], **roles: Role
) -> dict[str, list[Finding]]:
    """Findings by code of a table `t`."""
    with (folder / "t.csv").open("w", newline="") as out:
        csv.writer(out).writerows([header, *rows])
    found: dict[str, list[Finding]] = {}
    for finding in checked(folder / "t.csv", roles).tables["t"].findings:
        found.setdefault(finding.code, []).append(finding)
    return found


def test_missing_values_are_counted(tmp_path: Path) -> None:
    (one,) = made(tmp_path, ("id", "pay"), [(1, 5), (2, ""), (3, 7), (4, "")])["missing"]
    assert one.columns == ("pay",) and one.count == 2 and one.share == 0.5 and "2 of 4 rows" in one.text


def test_an_empty_column_is_said_to_be_empty(tmp_path: Path) -> None:
    (one,) = made(tmp_path, ("id", "pay"), [(1, ""), (2, "")])["missing"]
    assert "empty in every row" in one.text


def test_words_for_not_known_are_found(tmp_path: Path) -> None:
    rows = [(i, ("Rome", "Lima", "Unknown")[i % 3]) for i in range(30)]
    (one,) = made(tmp_path, ("id", "city"), rows, city="category")["hidden_missing"]
    assert one.count == 10 and "“Unknown”" in one.text


def test_a_number_that_stands_for_not_known_is_found(tmp_path: Path) -> None:
    rows = [(i, 999 if i % 10 == 0 else 20 + i % 60, -1 if i % 20 == 0 else i) for i in range(200)]
    found = made(tmp_path, ("id", "age", "visits"), rows)["hidden_missing"]
    assert [(f.columns, f.details["values"]) for f in found] == [(("age",), [999]), (("visits",), [-1])]


def test_an_ordinary_99_is_left_alone(tmp_path: Path) -> None:
    assert "hidden_missing" not in made(tmp_path, ("id", "score"), [(i, i % 100) for i in range(1000)])


def test_repeated_rows_are_counted(tmp_path: Path) -> None:
    (one,) = made(tmp_path, ("a", "b"), [(1, "x"), (1, "x"), (2, "y"), (1, "x")])["duplicates"]
    assert one.count == 2


def test_rows_that_differ_in_their_id_only_are_counted(tmp_path: Path) -> None:
    rows = [(1, "x", 3), (2, "x", 3), (3, "y", 4)]
    (one,) = made(tmp_path, ("id", "a", "b"), rows, id="id")["duplicates_apart_from_id"]
    assert one.count == 1 and one.details["key"] == "id"


def test_constants_are_named(tmp_path: Path) -> None:
    (one,) = made(tmp_path, ("id", "z"), [(1, 3), (2, 3), (3, 3)])["constant"]
    assert one.columns == ("z",) and "3 in every row" in one.text


def test_impossible_birth_years_are_found_by_the_datas_own_year(tmp_path: Path) -> None:
    rows = [(1893 if i == 7 else 1950 + i % 40, f"2014-03-{i % 28 + 1:02}") for i in range(100)]
    (one,) = made(tmp_path, ("birth_year", "joined"), rows)["impossible"]
    assert one.count == 1 and one.details["values"] == [1893] and "2014" in one.text


def test_impossible_ages_are_found(tmp_path: Path) -> None:
    (one,) = made(tmp_path, ("id", "age"), [(i, -3 if i == 5 else 150 if i == 6 else 40) for i in range(50)])[
        "impossible"
    ]
    assert one.count == 2 and one.details["values"] == [-3, 150]


def test_negative_prices_are_errors_and_negative_quantities_returns(tmp_path: Path) -> None:
    rows = [(i, -2.5 if i == 3 else 1.5 + i, -4 if i < 8 else 4 + i % 5) for i in range(200)]
    found = made(tmp_path, ("id", "price", "pieces"), rows, price="rate", pieces="quantity")
    assert found["negative"][0].columns == ("price",) and found["negative"][0].count == 1
    assert found["returned"][0].columns == ("pieces",) and found["returned"][0].count == 8


def test_one_absurd_income_is_found_and_ordinary_ones_are_not(tmp_path: Path) -> None:
    rows = [(i, 666_666 if i == 77 else 20_000 + 617 * (i % 230)) for i in range(500)]
    (one,) = made(tmp_path, ("id", "income"), rows, income="amount")["extreme"]
    assert one.count == 1 and one.details["values"] == [666_666] and "161,293" in one.text


def test_a_long_tail_is_not_called_extreme(tmp_path: Path) -> None:
    assert "extreme" not in made(
        tmp_path, ("id", "spend"), [(i, round(1.02**i, 2)) for i in range(400)], spend="amount"
    )


def test_placeholder_and_far_future_dates_are_found(tmp_path: Path) -> None:
    days = [f"2014-{i % 12 + 1:02}-{i % 28 + 1:02}" for i in range(300)]
    days[5], days[6] = "1900-01-01", "2041-05-05"
    found = made(tmp_path, ("id", "day"), list(enumerate(days)))
    assert found["placeholder_date"][0].count == 1 and found["future_date"][0].count == 1


def test_a_last_month_that_breaks_off_is_said(tmp_path: Path) -> None:
    days = [f"2011-{m:02}-{d:02}" for m in range(1, 13) for d in range(1, 29) if (m, d) <= (12, 9)]
    (one,) = made(tmp_path, ("n", "day"), list(enumerate(days)))["partial_period"]
    assert "December 2011 ends on the 9th" in one.text and one.count == 9


def test_a_whole_last_month_is_not_called_partial(tmp_path: Path) -> None:
    days = [
        f"2011-{m:02}-{d:02}"
        for m in range(1, 12)
        for d in range(1, 31)
        if (m, d) != (2, 29) and (m, d) != (2, 30)
    ]
    assert "partial_period" not in made(tmp_path, ("n", "day"), list(enumerate(days)))


def test_a_large_order_taken_back_soon_after_is_found(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        (f"{1000 + i}", f"k{i % 20}", f"p{i % 7}", i % 5 + 1, f"2011-{i % 12 + 1:02}-01 10:00")
        for i in range(600)
    ]
    rows += [
        ("2000", "k3", "p5", 74215, "2011-01-18 10:01"),
        ("C2001", "k3", "p5", -74215, "2011-01-18 10:17"),
    ]
    found = made(tmp_path, ("order", "customer", "product", "pieces", "day"), rows, order="id", customer="id",
                 product="code", pieces="quantity")  # fmt: skip
    (one,) = found["reversed"]
    assert one.count == 1 and "16 minutes" in one.text and "k3" in one.text
    assert found["cancelled"][0].count == 1 and found["cancelled"][0].details["prefix"] == "C"


def test_personal_columns_are_named(tmp_path: Path) -> None:
    (one,) = made(tmp_path, ("name", "n"), [("Ada", 1), ("Bo", 2)], name="person")["personal"]
    assert one.columns == ("name",)


def test_numbers_kept_as_text_are_named(tmp_path: Path) -> None:
    rows = [(i, "about 5" if i == 4 else i * 3) for i in range(100)]
    (one,) = made(tmp_path, ("id", "size"), rows)["numbers_as_text"]
    assert one.count == 99


def test_rare_levels_are_named(tmp_path: Path) -> None:
    rows = [(i, "rare" if i < 3 else ("a", "b")[i % 2]) for i in range(300)]
    (one,) = made(tmp_path, ("id", "kind"), rows, kind="category")["rare_levels"]
    assert one.count == 3 and "rare (3)" in one.text


def test_health_cites_what_touches_a_column(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b,c\n1,,3\n2,5,3\n2,5,3\n")
    health = checked(tmp_path / "t.csv", {})
    assert [f.code for f in health.about("t", ["b"])] == ["missing", "duplicates"]
    assert [f.code for f in health.about("t", ["a"])] == ["duplicates"]
    assert health.about("elsewhere", ["a"]) == ()


def test_the_same_data_give_the_same_report(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n" + "".join(f"{i},{i * i % 91}\n" for i in range(500)))
    assert checked(tmp_path / "t.csv", {}) == checked(tmp_path / "t.csv", {})


def test_a_hostile_column_name_is_only_a_name(tmp_path: Path) -> None:
    found = made(tmp_path, ('"; DROP TABLE t; --', "b"), [(1, ""), (1, 2)])
    assert found["constant"][0].columns == ('"; DROP TABLE t; --',)


def test_a_wide_table_is_checked(tmp_path: Path) -> None:
    found = made(
        tmp_path, [f"c{i}" for i in range(700)], [[i * k % 13 for i in range(700)] for k in range(1, 30)]
    )
    assert found["constant"][0].columns == ("c0",)


def codes(health: Health, table: str) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in health.tables[table].findings:
        found.setdefault(finding.code, []).append(finding)
    return found


def test_the_faults_of_online_retail_are_found() -> None:
    roles: dict[str, Role] = {
        "InvoiceNo": "id", "StockCode": "code", "Description": "text", "Quantity": "quantity",
        "UnitPrice": "rate",
        "CustomerID": "id", "Country": "category",
    }  # fmt: skip
    entities = {
        "customer": Entity("customer", "customers", "data", "CustomerID", True),
        "product": Entity("product", "products", "data", "StockCode", True),
    }
    found = codes(checked(shared("data.csv.gz"), roles, entities), "data")
    assert [f.count for f in found["missing"]] == [1454, 135080] and found["duplicates"][0].count == 5268
    assert found["returned"][0].count == 10624 and found["negative"][0].count == 2
    assert found["cancelled"][0].count == 9288 and found["id_prefix"][0].count == 3
    assert "December 2011 ends on the 9th" in found["partial_period"][0].text
    assert {12346, 16446} <= {pair["customer"] for pair in found["reversed"][0].details["pairs"]}


def test_the_faults_of_personality_are_found() -> None:
    roles: dict[str, Role] = {
        "ID": "id",
        "Education": "category",
        "Marital_Status": "category",
        "Income": "amount",
    }
    found = codes(checked(shared("marketing_campaign.csv"), roles), "marketing_campaign")
    assert found["missing"][0].count == 24 and found["duplicates_apart_from_id"][0].count == 182
    assert found["impossible"][0].details["values"] == [1893, 1899, 1900]
    assert found["extreme"][0].details["values"] == [666666]
    assert {f.columns[0] for f in found["constant"]} == {"Z_CostContact", "Z_Revenue"}
    assert "YOLO (2)" in found["rare_levels"][0].text


def test_dates_of_joining_have_no_partial_month(tmp_path: Path) -> None:
    days = [f"2011-{m:02}-{d:02}" for m in range(1, 13) for d in range(1, 29) if (m, d) <= (12, 9)]
    path = tmp_path / "t.csv"
    path.write_text("id,joined\n" + "".join(f"{i},{day}\n" for i, day in enumerate(days)))
    member = Entity("customer", "customers", "t", "id", False, (), None, ())
    found = checked(path, {"id": "id", "joined": "date"}, {"customer": member}).tables["t"].findings
    assert "partial_period" not in {f.code for f in found}
