"""An ability tells of what is named, and not of something else that it would take by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.ask import Assistant

CLIENTS = "client_id,client_name,income,stock_value,debt,house_value,status"
PARCELS = "parcel_id,sender_id,boxes,load_kg,visits_per_month,stars"


@pytest.fixture(scope="module")
def wealth(written: Callable[..., Assistant]) -> Assistant:
    rows = [
        f"C{i:03},Client {i},{20000 + 910 * i},{(i * i) % 977},{i * 37 % 501},{100000 + i * 1300},{'cancelled' if i % 3 else 'open'}"
        for i in range(90)
    ]
    return written(clients="\n".join([CLIENTS, *rows]))


@pytest.fixture(scope="module")
def parcels(written: Callable[..., Assistant]) -> Assistant:
    rows = [
        f"P{i:04},S{i % 40:03},{1 + i % 23},{2.0 + (i % 23) * 1.5 + i % 3},{i * 3 % 11},{1 + i * 3 % 5}"
        for i in range(240)
    ]
    return written(parcels="\n".join([PARCELS, *rows]))


def ask(assistant: Assistant, question: str) -> Any:
    return Assistant(assistant.dataset, planner=assistant.planner).ask(question)


def args(told: Any) -> dict[str, Any]:
    return dict(told.plan.steps[-1].args)


def test_the_share_that_the_richest_hold_is_of_what_is_named(wealth: Assistant) -> None:
    told = ask(wealth, "what share of all debt is held by the richest 10% of clients?")
    assert args(told)["measure"] == "debt"


def test_reasons_that_the_data_do_not_hold_are_declined(wealth: Assistant) -> None:
    assert ask(wealth, "why did the clients cancel?").status == "declined"
    assert ask(wealth, "what drives the debt of clients?").status == "answered"


@pytest.mark.parametrize(
    "question",
    ["which income puts you in the top 10 percent?", "what income do you need to be in the top 10%?"],
)
def test_the_income_that_puts_one_among_the_first_is_a_percentile(wealth: Assistant, question: str) -> None:
    assert ask(wealth, question).reading == "90th percentile of income"


def test_two_columns_that_go_most_with_a_third_are_ranked_against_it(wealth: Assistant) -> None:
    told = ask(
        wealth, "which two columns out of stock value, debt and house value correlate most with income?"
    )
    assert args(told)["target"] == "income" and args(told)["most"] == 2


def test_the_slope_along_one_of_several_columns_is_that_of_the_one_that_is_named(wealth: Assistant) -> None:
    told = ask(
        wealth,
        "Fit a linear regression of income on debt and stock value. By how much does the income go up per extra unit of debt?",
    )
    assert args(told)["of"] == "debt"


@pytest.mark.parametrize(
    "question",
    [
        "how strongly are the number of boxes and the load correlated?",
        "does more load mean fewer stars? correlation please",
    ],
)
def test_two_numbers_of_each_row_are_correlated_row_by_row(parcels: Assistant, question: str) -> None:
    told = ask(parcels, question)
    assert args(told)["source"] != "sender" and "average" not in told.reading


def test_members_who_are_named_are_correlated_by_what_they_add_up_to(parcels: Assistant) -> None:
    told = ask(parcels, "across senders, is the total number of boxes correlated with the load?")
    assert args(told)["source"] == "sender"


def test_a_period_in_the_name_of_a_column_adds_no_rows_up(parcels: Assistant) -> None:
    told = ask(parcels, "correlation between visits per month and stars")
    assert args(told)["columns"] == ["visits_per_month", "stars"] and "per" not in args(told)


def test_a_part_beside_the_noun_of_its_whole_is_that_part_alone(crm: Any) -> None:
    assert crm.said("average meat spending") == "Average spending on meat"
    assert "total" not in crm.said("correlation between meat spending and income")


@pytest.fixture(scope="module")
def gigs(written: Callable[..., Assistant]) -> Assistant:
    events = ["event_cd,Event,city", *(f"EV{i:02},Gig {i},{('Ghent', 'Breda')[i % 2]}" for i in range(8))]
    orders = [
        "order_no,event_cd,quantity,price",
        *(f"{500 + i},EV{i * i % 8:02},{1 + i % 4},20" for i in range(120)),
    ]
    return written(events="\n".join(events), orders="\n".join(orders))


def test_things_are_told_by_the_names_that_stand_beside_their_codes(gigs: Assistant) -> None:
    assert ask(gigs, "which events are in Ghent?").table.rows[0][0] == "Gig 0"
    assert str(ask(gigs, "which event sold most units?").headline.value).startswith("Gig")
