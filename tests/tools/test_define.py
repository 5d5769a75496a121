from typing import Any

import pytest

from data.errors import InvalidQuery
from data.query import call, col
from data.work import Work
from tools.define import DefineArgs, define

OVER_70 = call("gt", col("age"), 70)


def test_a_group_counts_its_members(customers: Any) -> None:
    result = define(
        DefineArgs(source="customers", where=(OVER_70,), name="seniors"), customers.view(), Work()
    )
    assert result.headline is not None and result.headline.value == 9
    assert {f.id: f.value for f in result.facts} == {"members": 9, "all": 60, "share": 9 / 60}


def test_a_group_becomes_a_column_of_later_questions(customers: Any) -> None:
    view = customers.view()
    result = define(DefineArgs(source="customers", where=(OVER_70,), name="seniors"), view, Work())
    later = view.with_artifacts(*result.artifacts)
    assert later.count("customers", (call("eq", col("seniors"), True),)) == 9


def test_a_group_without_a_condition_is_refused(customers: Any) -> None:
    with pytest.raises(InvalidQuery, match="no condition"):
        define(DefineArgs(source="customers", name="all"), customers.view(), Work())
