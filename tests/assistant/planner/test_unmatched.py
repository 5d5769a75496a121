"""Things of one table without a row in the other."""

from __future__ import annotations

from typing import Any

import pytest

DEPARTMENTS = "dept_code,dept_name,site\nENG,Engineering,Leeds\nFIN,Finance,Hull\nLEG,Legal,Leeds\nOPS,Operations,Hull\n"
EMPLOYEES = "emp_id,first_name,dept_code,salary_gbp\n" + "\n".join(
    f"{1000 + i},{('Ann', 'Bob', 'Cy')[i % 3]}{i},{('ENG', 'FIN', 'OPS')[i % 3]},{30000 + 500 * i}"
    for i in range(60)
)
STORES = "Store Code,Store Name,Region\n" + "\n".join(
    f"C{i},Shop {i},{('North', 'South')[i % 2]}" for i in range(30)
)
LINES = "Receipt No,Line,Store Code,SKU,Net Amt,Trx Type\n" + "\n".join(
    f"R{i // 2},{1 + i % 2},C{(i % 30 if i % 30 != 3 else 4) if i % 100 else 99},S{i % 9},{2 + i % 7}.5,{'REFUND' if i % 30 == 5 else 'SALE'}"
    for i in range(1, 281)
)


@pytest.fixture(scope="module")
def staff(asking: Any) -> Any:
    return asking(employees=EMPLOYEES, departments=DEPARTMENTS)


@pytest.fixture(scope="module")
def tills(asking: Any) -> Any:
    return asking(pos_lines=LINES, stores=STORES)


def test_which_things_have_no_row_in_the_other_table(staff: Any) -> None:
    answer = staff("Which department has no employees at all?")
    assert answer.headline.value == "Legal · LEG"
    assert answer.reading.endswith("departments with no employees")


def test_how_many_things_have_none(staff: Any) -> None:
    assert staff("how many departments are there without employees?").headline.value == 1


def test_rows_whose_code_the_other_table_does_not_have(tills: Any) -> None:
    unknown = sum(line.split(",")[2] == "C99" for line in LINES.splitlines()[1:])
    answer = tills("How many lines have a store code that isn't in the stores file?")
    assert (answer.status, answer.headline.value) == ("answered", unknown)


def test_what_a_group_has_none_of_is_no_condition_on_each_row(tills: Any) -> None:
    answer = tills("Which stores have no sales at all?")
    assert answer.status == "answered" and {r[0] for r in answer.table.rows} == {"Shop 3", "Shop 5"}
