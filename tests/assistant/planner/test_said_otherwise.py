"""Rows and columns as people call them: what was sold, whose sex is told, gaps, names run on, all kinds of a thing."""

from __future__ import annotations

from typing import Any

import pytest

KINDS = ("EARLY", "STANDARD", "VIP")
TICKETS = "order#,bought at,TktType,qty,price,event\n" + "\n".join(
    f"{500 + i},2024-{1 + i % 12:02d}-10,{KINDS[i % 3]},{1 + i % 4},{10 + i % 3},{('Lento', 'Presto')[i % 2]}"
    for i in range(48)
)
PETS = "cust_no,pet,owner_sex,coupon_note,City\n" + "\n".join(
    f"{700 + i},{('dog', 'cat', 'hamster')[i % 3]},{'wm'[i % 2]},{('late', '', 'ok')[i % 3]},{('Bonn', 'Kiel')[i % 2]}"
    for i in range(42)
)
VOTERS = "age,TVnews,vote,arm,Card Taken,fare\n" + "\n".join(
    f"{20 + i % 50},{i % 8},{('Clay', 'Dorn')[i % 2]},{'ABC'[i % 3]},{int(i % 4 == 0)},{i % 5}"
    for i in range(60)
)


@pytest.fixture(scope="module")
def asked(asking_each: Any) -> Any:
    return asking_each(ticket_orders=TICKETS, petbox_customers=PETS, poll=VOTERS)


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("ticket_orders", "how many tickets did we sell?", 120),
        ("ticket_orders", "how many tix did we sell for Lento", 48),
        ("petbox_customers", "How many dog owners do we have among our customers?", 14),
        ("petbox_customers", "how many customers are missing a coupon note", 14),
        ("petbox_customers", "for how many of the customers did nobody fill in a coupon note?", 14),
        ("poll", "how many rows have a fare of zero?", 12),
        ("poll", "what is the take-up rate", 0.25),
        ("poll", "how many took up the card", 15),
    ],
)
def test_what_people_say_is_found_under_the_name_of_the_data(
    asked: Any, table: str, question: str, value: float
) -> None:
    answer = asked(table, question)
    assert (answer.status, answer.headline.value) == ("answered", value)


@pytest.mark.parametrize(
    ("table", "question", "said"),
    [
        ("poll", "average age by tv news", "by tv news"),
        ("poll", "Rank the three arms by average age, highest first", "Average age by arm, highest first"),
        ("ticket_orders", "tickets sold per tkttype", "Tickets sold by ticket type"),
    ],
)
def test_names_run_on_and_all_kinds_of_a_thing_are_heard(
    asked: Any, table: str, question: str, said: str
) -> None:
    answer = asked(table, question)
    assert answer.status == "answered" and said in answer.reading


def test_a_number_that_is_not_how_many_kinds_there_are_is_asked(asked: Any) -> None:
    assert asked("poll", "Rank the four arms by average age").status != "answered"


GROUPS = "bill_no,tip,size,time,signup\n" + "\n".join(
    f"{i},{1 + i % 4},{1 + i % 5},{('Lunch', 'Dinner')[i % 2]},2024-0{1 + i % 9}-02" for i in range(40)
)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many bills of solo guests", 8),
        ("average tip for parties of 4", 2.5),
        ("average tip for groups of at least 4", 2.5),
    ],
)
def test_who_comes_alone_or_in_a_party_is_told_by_its_size(
    asking_each: Any, question: str, value: float
) -> None:
    answer = asking_each(bills=GROUPS)("bills", question)
    assert answer.status == "answered" and "size" in answer.reading
    assert answer.headline.value == value


def test_diners_are_people_and_no_dinner(asking_each: Any) -> None:
    assert "Dinner" not in asking_each(bills=GROUPS)("bills", "how many solo diners").reading


MEMBERS = "member_no,Signup,plan\n" + "\n".join(
    f"{800 + i},2024-{1 + i % 12:02d}-{1 + i % 4:02d},{'AB'[i % 2]}" for i in range(60)
)


def test_a_number_of_signups_counts_who_signed_up(asking_each: Any) -> None:
    answer = asking_each(members=MEMBERS)("members", "how many signups did we have?")
    assert (answer.status, answer.headline.value) == ("answered", 60)


def test_what_is_given_most_is_given_most_often(asking_each: Any) -> None:
    answer = asking_each(bills=GROUPS)("bills", "which time is chosen most?")
    assert "tip" not in answer.reading
