"""Plain wordings of one question mean the same: rankings, splits, and what belongs to the thing that is named before it."""

from __future__ import annotations

from typing import Any

import pytest

CAMPAIGNS = "Camp ID,Campaign,Type,Owner\n" + "\n".join(
    f"C{i:02d},Mailing {i},{('Promo', 'Digest', 'Win-back')[i % 3]},{('Marsh', 'Okoro')[i % 2]}"
    for i in range(24)
)
SENDS = "Camp ID,List,Type,Sent,Rev (GBP)\n" + "\n".join(
    f"C{i % 24:02d},{('VIP', 'Trade', 'Other')[i % 3]},{('first', 'resend')[i % 2]},{900 + i},{(i * 37) % 400}.50"
    for i in range(96)
)
GIFTS = "Gift Ref,Donor Ref,Campaign,Pay Mthd,Amt GBP\n" + "\n".join(
    f"G{i:04d},D{i % 40:03d},{('Water', 'Walk', 'Winter')[i % 3]},{('Card', 'Cheque')[i % 2]},{5 + (i * 13) % 90}"
    for i in range(120)
)


@pytest.fixture(scope="module")
def mails(asking: Any) -> Any:
    return asking(campaigns=CAMPAIGNS, sends=SENDS)


@pytest.fixture(scope="module")
def gifts(asking: Any) -> Any:
    return asking(gifts=GIFTS)


def rows(answer: Any) -> list[Any]:
    assert answer.status == "answered", answer.text
    return list(answer.table.rows)


@pytest.mark.parametrize(
    "question",
    [
        "revenue by type of campaign",
        "campaign type: revenue by campaign type",
        "revenue for each campaign type",
    ],
)
def test_an_attribute_is_that_of_the_thing_named_beside_it(mails: Any, question: str) -> None:
    assert {row[0] for row in rows(mails(question))} == {"Promo", "Digest", "Win-back"}


@pytest.mark.parametrize(
    "question",
    [
        "rank the lists by revenue",
        "order lists by total revenue",
        "can you sort all lists by revenue, highest first?",
        "ranking of lists by revenue",
        "lists ranked by revenue",
        "put the lists in order of revenue",
    ],
)
def test_a_ranking_is_asked_for_in_many_words(mails: Any, question: str) -> None:
    figures = [row[1] for row in rows(mails(question))]
    assert len(figures) == 3 and figures == sorted(figures, reverse=True)


def test_a_ranking_goes_the_way_that_is_said(mails: Any) -> None:
    figures = [row[1] for row in rows(mails("rank the owners by revenue, lowest first"))]
    assert len(figures) == 2 and figures == sorted(figures)


def test_what_is_broken_down_may_stand_between_the_two_words(gifts: Any) -> None:
    assert rows(gifts("break the number of gifts down by pay method")) == [("Card", 60), ("Cheque", 60)]


@pytest.mark.parametrize("question", ["gifts per campaign", "number of gifts in each campaign"])
def test_a_handful_of_things_are_told_one_by_one(gifts: Any, question: str) -> None:
    assert sorted(rows(gifts(question))) == [("Walk", 40), ("Water", 40), ("Winter", 40)]


def test_many_things_are_averaged_over(gifts: Any) -> None:
    assert gifts("average number of gifts per donor").headline.value == 3


def test_a_thing_in_the_singular_is_a_second_group_and_no_count(gifts: Any) -> None:
    assert len(rows(gifts("number of gifts by pay method and campaign"))) == 6


def test_what_is_grouped_by_is_never_passed_over(gifts: Any) -> None:
    assert gifts("total amount by campaign for a slide").headline is None


MEMBERS = "Member No,Sex,Region,Status,Points,Visits,Total Fees (GBP),Joined\n" + "\n".join(
    f"M{i:03d},{('M', 'F', 'X')[i % 3]},{('W', 'N', 'SE')[i % 3]},{('Paid', 'Overdue')[i % 2]},{(i * 53) % 900},{1 + (i * 7) % 40},{20 + (i * 31) % 400},2024-{1 + i % 12:02d}-{1 + i % 27:02d}"
    for i in range(90)
)


@pytest.fixture(scope="module")
def members(asking: Any) -> Any:
    return asking(members=MEMBERS)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("average points for everyone but Overdue", "Average points, members with status is not Overdue"),
        ("how many members fall in N or SE?", "Members, members with region is N or SE"),
        ("M only: avg points", "Average points, members with sex is M"),
        ("whats the avg points for Paid", "Average points, members with status is Paid"),
        ("average points without Overdue", "Average points, members with status is not Overdue"),
        ("how do points and visits move together?", "Correlation of points and visits"),
        ("how are points and visits related?", "Correlation of points and visits"),
        ("do points go up with visits?", "Correlation of points and visits"),
        ("month with the highest number of members", "Members by month, highest first"),
        ("how does average points vary by region?", "Average points by region"),
        ("which share of members is Paid?", "Share of members with status is Paid"),
        ("how many members have points of at least 100 and at most 300?", "Members, members with points from 100 to 300"),
        ("members with more than 500 points - how many r there", "Members, members with points over 500"),
        ("what is the maximum value of visits?", "Highest visits"),
    ],
)  # fmt: skip
def test_other_words_for_one_question_are_read_alike(members: Any, question: str, reading: str) -> None:
    assert members(question).reading == reading


def test_a_share_of_a_total_keeps_a_column_whose_name_begins_so(members: Any) -> None:
    told = members("percentage of total fees by region")
    assert "total fees" in told.reading.lower() and len(rows(told)) == 3


def test_a_word_that_begins_like_a_code_is_not_that_code(members: Any) -> None:
    assert "region is W" not in members("average points without Overdue").reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("number of members by region where points are over 500", "Members by region, members with points over 500"),
        ("monthly number of Paid members", "Members by month, members with status is Paid"),
        ("members in march 2024", "Members, members with joined from 2024-03-01 to 2024-03-31"),
        ("number of members from january to march 2024", "Members, members with joined from 2024-01-01 to 2024-03-31"),
        ("average points where status is Paid and sex is F", "Average points, members with status is Paid and sex is F"),
        ("list the regions", "Members by region"),
        ("what are the different regions?", "Members by region"),
        ("proportion of Paid members by region", "Share of members with status is Paid by region"),
    ],
)  # fmt: skip
def test_no_part_of_a_plain_question_is_lost(members: Any, question: str, reading: str) -> None:
    assert members(question).reading == reading


@pytest.mark.parametrize(
    "question",
    ["which region has the second highest average points?", "second best region by average points"],
)
def test_the_second_of_a_ranking_is_told(members: Any, question: str) -> None:
    ranked = rows(members("average points by region, highest first"))
    told = members(question)
    assert told.headline.value == ranked[1][0]
    assert told.headline.label == "second highest average points"


def test_the_second_of_the_rows_is_told(members: Any) -> None:
    told = members("which member has the second highest points?").headline
    points = sorted(((i * 53) % 900, f"M{i:03d}") for i in range(90))
    assert told.value == points[-2][1]


def test_a_place_that_a_ranking_does_not_have_is_said(members: Any) -> None:
    told = members("which region has the fifth highest average points?")
    assert told.status == "declined" and "3 can be ranked" in told.text


def test_what_follows_a_second_place_is_asked_of_the_whole_ranking(
    written: Any,
) -> None:
    talk = written(members=MEMBERS)
    ranked = rows(talk.ask("average points by region, highest first"))
    talk.start_over()
    assert talk.ask("which region has the second highest average points?").headline.value == ranked[1][0]
    assert talk.ask("and the third?").headline.value == ranked[2][0]
    talk.start_over()
    talk.ask("which region has the second highest average points?")
    assert talk.ask("and the lowest?").headline.value == ranked[2][0]


def test_a_correlation_is_not_told_without_its_groups(members: Any) -> None:
    assert members("correlation between points and visits by status").headline is None


def test_not_from_this_or_that_is_from_neither(members: Any) -> None:
    told = members("how many members are not from region N or SE?")
    assert told.reading == "Members, members with region is neither N nor SE"


ORDERS = "OrderNo,CustNo,OrderDate,Category,Gross EUR,Disc %,Net EUR\n" + "\n".join(
    f"{5000 + i},K{i % 30:02d},2024-{1 + i % 12:02d}-11,{('Tops', 'Shoes')[i % 2]},{20 + i % 50},{(i % 3) * 10},{(20 + i % 50) * (1 - (i % 3) / 10):.2f}"
    for i in range(120)
)


@pytest.mark.parametrize("question", ["what was our net revenue?", "total revenue"])
def test_what_is_left_after_discounts_is_the_revenue_of_orders(asking: Any, question: str) -> None:
    net = sum(float(line.rsplit(",", 1)[1]) for line in ORDERS.splitlines()[1:])
    assert asking(orders=ORDERS)(question).headline.value == pytest.approx(net)


def test_revenue_is_never_a_number_of_sales(asking: Any) -> None:
    counted = "Sale No,Store,Device\n" + "\n".join(f"{i},{'AB'[i % 2]}x,{'mw'[i % 2]}y" for i in range(60))
    assert asking(sales=counted)("revenue by store").status != "answered"
