"""Words that were bound to something near at hand: each is read as it was meant, or asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.ask import Assistant

SUBS = "sub_no,plan,Start,End,birth_year,complaints_12m,web_visits,phone_visits,app_visits,freq,income_keur,rent_eur,district"
CLAIMS = "claim_ref,policy_no,cause,amt_claimed_eur,paid_eur"
POLICIES = "policy_no,line,comm_pct,premium_eur"


@pytest.fixture(scope="module")
def subs(written: Callable[..., Assistant]) -> Assistant:
    rows = []
    for i in range(120):
        ended = f"202{4 + i % 2}-0{1 + i % 9}-11" if i % 3 == 0 else ""
        rows.append(
            f"A{100 + i},{('Basic', 'Plus')[i % 2]},202{2 + i % 3}-0{1 + i % 9}-0{1 + i % 7},{ended},{1950 + i * 7 % 55},{max(0, i % 5 - 2)},"
            f"{i * 3 % 17},{i * 5 % 13},{i * 7 % 11},{('monthly', 'annual')[i % 4 == 0]},{15 + i * 11 % 70},{0 if i % 2 else 300 + i},"
            f"{('Hafen', 'Altstadt')[i % 7 == 0]}"
        )
    return written(subs="\n".join([SUBS, *rows]))


@pytest.fixture(scope="module")
def broker(written: Callable[..., Assistant]) -> Assistant:
    claims = [
        f"C{i // 2 if i < 4 else i:04},P{i * 3 % 50:03},{('fire', 'theft')[i % 2]},{100 + i * 3},{50 + i}"
        for i in range(90)
    ]
    policies = [f"P{i:03},{('Motor', 'Home')[i % 2]},{(9, 12, 15)[i % 3]},{200 + i * 11}" for i in range(50)]
    return written(
        broker_claims="\n".join([CLAIMS, *claims]), broker_policies="\n".join([POLICIES, *policies])
    )


def ask(assistant: Assistant, question: str) -> Any:
    return Assistant(assistant.dataset, planner=assistant.planner).ask(question)


def value(assistant: Assistant, question: str) -> Any:
    told = ask(assistant, question)
    assert told.status == "answered" and told.headline is not None, (told.text, told.reading)
    return told.headline.value


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("no of subs w/o any complaint in hafen", sum(max(0, i % 5 - 2) == 0 and i % 7 != 0 for i in range(120))),
        ("what date did sub A100 end?", "2024-01-11"),
        ("how many subs were younger than 40 in 2020?", sum(2020 - (1950 + i * 7 % 55) < 40 for i in range(120))),
        ("how many subs have an income below 20 thousand euros?", sum(15 + i * 11 % 70 < 20 for i in range(120))),
    ],
)  # fmt: skip
def test_a_condition_is_the_one_that_the_words_say(subs: Assistant, question: str, expected: Any) -> None:
    assert value(subs, question) == expected


def test_those_who_do_a_thing_have_some_of_it(subs: Assistant) -> None:
    rents = [300 + i for i in range(120) if not i % 2]
    assert value(subs, "average rent of the subs that rent") == pytest.approx(sum(rents) / len(rents))


def test_a_length_of_time_is_told_where_days_are_asked_for(subs: Assistant) -> None:
    told = ask(subs, "on average, for how many days did the ended subs run?")
    assert told.status != "answered" or "days" in told.reading


@pytest.mark.parametrize(
    "question",
    ["new subs 2023 vs 2024, how many each", "how many subs started in 2023 and how many in 2024?"],
)
def test_two_periods_that_are_set_apart_are_told_apart(subs: Assistant, question: str) -> None:
    told = ask(subs, question)
    assert told.table is not None and [str(r[0])[:4] for r in told.table.rows] == ["2023", "2024"]


def test_names_that_share_their_last_word_are_each_of_them(subs: Assistant) -> None:
    told = ask(subs, "average app, web and phone visits by plan")
    assert told.reading == "Average app visits, average web visits and average phone visits by plan"


@pytest.mark.parametrize(
    "question",
    [
        "average complaints of annual, quarterly and monthly payers",  # no group for each year, quarter and month
        "by what percentage did Hafen grow between 2022-02-01 and 2024-03-01?",
        "how much did an average visit cost?",
    ],
)
def test_what_is_not_told_by_the_data_is_not_answered_with_something_else(
    subs: Assistant, question: str
) -> None:
    assert ask(subs, question).status != "answered"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how many claims were made on motor policies?", sum((i * 3 % 50) % 2 == 0 for i in range(90))),
        ("how many claims are there?", 90),
    ],
)
def test_the_rows_of_a_table_of_claims_are_claims_and_no_amount_claimed(
    broker: Assistant, question: str, expected: int
) -> None:
    assert value(broker, question) == expected


def test_a_number_of_things_is_no_average_of_something_that_begins_alike(broker: Assistant) -> None:
    assert ask(broker, "how many commercial policies are there in motor?").status == "clarify"


def test_a_column_that_is_called_cause_groups(broker: Assistant) -> None:
    assert ask(broker, "claims by cause").status == "answered"


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("share of spend going to new versus existing audience", "spend"),
        ("clicks of new vs existing audience", "clicks"),
    ],
)
def test_what_is_asked_of_two_groups_is_kept(
    written: Callable[..., Assistant], question: str, figure: str
) -> None:
    rows = [
        f"2024-01-{1 + i % 28:02},{('new', 'existing')[i % 3 == 0]},{5 + i % 9},{10 + i}" for i in range(60)
    ]
    ads = written(ads="\n".join(["day,audience,spend_eur,clicks", *rows]))
    assert figure in ask(ads, question).reading.lower()


def test_a_name_that_was_said_is_meant_by_its_last_word(subs: Assistant) -> None:
    told = ask(subs, "among subs with more than 5 web visits, how many are those web visits on average?")
    assert told.status != "answered" or "web visits" in told.reading.lower()


def test_an_age_beside_a_year_of_joining_is_asked_about(crm: Any) -> None:
    assert crm.read("how many customers younger than 40 in 2023").unlicensed == ("2023",)
    assert not crm.read("how many customers younger than 40 joined in 2023").unlicensed


def test_a_figure_of_each_of_many_members_is_told_only_where_it_is_asked_for(crm: Any) -> None:
    assert crm.read("median spend wine by customers born in the 1970s").unlicensed
    assert crm.said("average spend wine per customer") and not crm.read("spend wine by customer").unlicensed


def test_different_things_that_the_data_do_not_name_are_no_rows(written: Callable[..., Assistant]) -> None:
    rows = [f"{('Acme', 'Bolt', 'Crown')[i % 3]},{1950 + i // 3},{10 + i}" for i in range(60)]
    panel = written(panel="\n".join(["firm,year,invest", *rows]))
    assert ask(panel, "how many different companies are in this file?").status == "clarify"
    told = ask(panel, "how many different firms are in this file?").headline
    assert told is not None and told.value == 3
