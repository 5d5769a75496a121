from typing import Any

import pytest

from data.errors import AssistantError, UnknownName
from data.query import call, col
from data.work import Work
from tools.policy import PolicyArgs, policy

HULL = call("eq", col("city"), "Hull")


def test_leaving_rows_out_says_how_many(customers: Any) -> None:
    result = policy(PolicyArgs(source="customers", kind="exclude", where=(HULL,)), customers.view(), Work())
    assert {f.id: f.value for f in result.facts}["rows"] == 20


def test_rows_left_out_are_gone_for_later_questions(customers: Any) -> None:
    view = customers.view()
    result = policy(PolicyArgs(source="customers", kind="exclude", where=(HULL,)), view, Work())
    assert view.with_artifacts(*result.artifacts).count("customers") == 40


def test_a_value_can_count_as_another(customers: Any) -> None:
    view = customers.view()
    args = PolicyArgs(source="customers", kind="recode", column="city", old="Hull", new="York")
    later = view.with_artifacts(*policy(args, view, Work()).artifacts)
    assert later.count("customers", (call("eq", col("city"), "York"),)) == 40


def test_an_unknown_value_offers_the_nearest(customers: Any) -> None:
    args = PolicyArgs(source="customers", kind="recode", column="city", old="Hul", new="York")
    with pytest.raises(UnknownName, match="Hull"):
        policy(args, customers.view(), Work())


@pytest.mark.parametrize(
    "args",
    [
        PolicyArgs(source="customers", kind="exclude"),
        PolicyArgs(source="customers", kind="recode", column="city"),
        PolicyArgs(source="customers", kind="variant", policy="nothing"),
    ],
)
def test_an_incomplete_change_is_refused(customers: Any, args: PolicyArgs) -> None:
    with pytest.raises(AssistantError):
        policy(args, customers.view(), Work())
