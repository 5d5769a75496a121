"""Rates, ratios and shares by their names and by their formulas: what is set against what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.ask import Assistant
from data.dataset import Dataset

ROWS = 120


def sent(i: int) -> int:
    return 100 + 7 * (i % 13)


def delivered(i: int) -> int:
    return sent(i) - 2 - i % 5


def _mails() -> str:
    rows = [
        f"S{i},2024-{1 + i % 12:02d}-05,{('Promo', 'Digest')[i % 2]},{('New', 'Loyal')[i % 3 == 0]},{('Y', 'N')[i % 3 == 0]},{sent(i)},{delivered(i)},{30 + i % 7},{5 + i % 5},{i % 3},{i % 4},{10 * (i % 4)}"
        for i in range(ROWS)
    ]
    head = "Send ID,Send date,Email type,List/Segment,Emoji,Sent,Delivered,Opens,Clicks,Unsubs,Orders,Revenue (USD)"
    return head + "\n" + "\n".join(rows) + "\n"


def _visits() -> str:
    rows = [
        f"V{i},2024-{1 + i % 12:02d}-07,{('Yoga', 'Boxing', 'Swim')[i % 3]},{('attended', 'no_show', 'attended', 'canceled', 'attended')[i % 5]},{('Y', 'N')[i % 4 == 0]},{'SAVE5' if i % 6 == 0 else ''}"
        for i in range(ROWS)
    ]
    return "booking_ref,class_date,class_type,status,Email OptIn,voucher_cd\n" + "\n".join(rows) + "\n"


def _leads() -> str:
    rows = [
        f"L{i},2024-{1 + i % 12:02d}-03,{('Web', 'Fair')[i % 2]},{'2024-12-01' if i % 3 == 0 else ''},{'2024-12-20' if i % 6 == 0 else ''},{('Won', 'Lost', 'Open', 'Lost')[i % 4]}"
        for i in range(ROWS)
    ]
    return "Lead_ID,Created,Source,MQL Dt,SQL Dt,Won/Lost\n" + "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Dataset]:
    folder = tmp_path_factory.mktemp("rates")
    made = {}
    for name, text in (("mails", _mails()), ("visits", _visits()), ("leads", _leads())):
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        made[name] = Dataset.open(path)
    return made


def value(answer: Answer) -> object:
    assert answer.status == "answered", answer.text
    assert answer.headline is not None
    return answer.headline.value


SENT, DELIVERED = sum(map(sent, range(ROWS))), sum(map(delivered, range(ROWS)))
OPENS, CLICKS = sum(30 + i % 7 for i in range(ROWS)), sum(5 + i % 5 for i in range(ROWS))
REVENUE = sum(10 * (i % 4) for i in range(ROWS))
UNSUBS, ORDERS = sum(i % 3 for i in range(ROWS)), sum(i % 4 for i in range(ROWS))


@pytest.mark.parametrize(
    ("table", "question", "expected"),
    [
        ("mails", "unsub rate", UNSUBS / DELIVERED),
        ("mails", "what's our delivery rate?", DELIVERED / SENT),
        ("mails", "bounce rate, counting everything sent but not delivered", (SENT - DELIVERED) / SENT),
        ("mails", "bounce rate", (SENT - DELIVERED) / SENT),
        ("mails", "click-to-open rate (clicks divided by opens)", CLICKS / OPENS),
        ("mails", "click to open rate", CLICKS / OPENS),
        ("mails", "click rate, clicks over delivered", CLICKS / DELIVERED),
        ("mails", "click rate (clicks / sent)", CLICKS / SENT),
        ("mails", "unsubscribe rate per sent email", UNSUBS / SENT),
        ("mails", "conversion rate from click to order", ORDERS / CLICKS),
        ("mails", "total clicks as a share of total opens", CLICKS / OPENS),
        ("mails", "revenue per email", REVENUE / SENT),
        ("mails", "revenue per 1000 emails delivered", 1000 * REVENUE / DELIVERED),
        ("mails", "clicks per dollar", CLICKS / REVENUE),
        ("visits", "attendance rate", 3 / 5),
        ("visits", "no-show rate", 1 / 5),
        ("visits", "attendance rate, attended out of attended plus no shows", 3 / 4),
        ("visits", "voucher usage rate", 1 / 6),
        ("visits", "email opt-in rate", 3 / 4),
        ("leads", "MQL rate", 1 / 3),
        ("leads", "MQL rate, i.e. leads with an MQL date divided by all leads", 1 / 3),
        ("leads", "what % of MQLs turn into SQLs?", 1 / 2),
        ("leads", "win rate: won / (won + lost)", 1 / 3),
        ("leads", "win rate, counting won out of won plus lost leads", 1 / 3),
        ("leads", "lead to win conversion rate", 1 / 4),
    ],
)
def test_a_rate_is_what_its_name_or_formula_says(
    data: dict[str, Dataset], table: str, question: str, expected: float
) -> None:
    assert value(Assistant(data[table]).ask(question)) == pytest.approx(expected)


def test_what_a_rate_is_set_against_is_said_back(data: dict[str, Dataset]) -> None:
    assert "out of delivered" in Assistant(data["mails"]).ask("unsub rate by email type").reading
    assert "out of all bookings" in Assistant(data["visits"]).ask("no-show rate by class type").reading


def test_a_rate_of_groups_is_one_ratio_each(data: dict[str, Dataset]) -> None:
    answer = Assistant(data["leads"]).ask(
        "MQL rate by source, i.e. leads with an MQL date divided by all leads"
    )
    assert answer.table is not None
    assert {r[0]: r[1] for r in answer.table.rows} == {
        "Web": pytest.approx(1 / 3),
        "Fair": pytest.approx(1 / 3),
    }


def test_a_rate_is_held_against_a_percentage(data: dict[str, Dataset]) -> None:
    answer = Assistant(data["mails"]).ask("Which email types have a bounce rate above 50%?")
    assert answer.table is None or not answer.table.rows


def test_a_rate_keeps_its_formula_when_it_is_asked_on(data: dict[str, Dataset]) -> None:
    assistant = Assistant(data["mails"])
    assistant.ask("unsub rate for promo")
    answer = assistant.ask("and for the digest?")
    kept = [i for i in range(ROWS) if i % 2 == 1]
    assert value(answer) == pytest.approx(sum(i % 3 for i in kept) / sum(map(delivered, kept)))


def test_a_sum_of_money_is_no_share_of_a_number_of_rows(data: dict[str, Dataset]) -> None:
    answer = Assistant(data["mails"]).ask("revenue as a share of all sends")
    assert answer.headline is None or "over all" not in answer.reading


def test_a_rate_is_no_count(data: dict[str, Dataset]) -> None:
    for question in ("promotion rate by class type", "refund rate by class type", "upgrade rate"):
        answer = Assistant(data["visits"]).ask(question)
        assert answer.status != "answered" or "share" in str(answer.table), question


def test_a_small_word_of_one_name_is_what_is_grouped_by(data: dict[str, Dataset]) -> None:
    for question in ("unsub rate by list", "unsub rate by segment"):
        answer = Assistant(data["mails"]).ask(question)
        assert answer.table is not None and {r[0] for r in answer.table.rows} == {"New", "Loyal"}, question


def test_with_and_without_turn_the_last_condition_round(data: dict[str, Dataset]) -> None:
    assistant = Assistant(data["mails"])
    assistant.ask("click rate, clicks over delivered, for sends with an emoji")
    kept = [i for i in range(ROWS) if i % 3 == 0]
    expected = sum(5 + i % 5 for i in kept) / sum(map(delivered, kept))
    assert value(assistant.ask("and without?")) == pytest.approx(expected)


def _baskets() -> str:
    rows = [
        f"B{i},C{i % 40},2024-01-{1 + i % 28:02d},{('Web', 'Shop')[i % 2]},{10 + i % 40}.5,{0 if i % 3 else 2},{20 + i % 9}.0,{18 + i % 9}.5,{1 + i % 4}"
        for i in range(ROWS)
    ]
    return (
        "Basket Ref,Cust ID,Day,Channel,Amt GBP,Tip GBP,List Price,Sold Price,Points\n"
        + "\n".join(rows)
        + "\n"
    )


@pytest.fixture(scope="module")
def baskets(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path = tmp_path_factory.mktemp("baskets") / "baskets.csv"
    path.write_text(_baskets(), encoding="utf-8")
    return Dataset.open(path)


def test_rows_that_have_something_are_those_above_nothing(baskets: Dataset) -> None:
    question = "tip rate: baskets with a tip over all baskets"
    assert value(Assistant(baskets).ask(question)) == pytest.approx(1 / 3)


def test_a_formula_adds_up_prices_too(baskets: Dataset) -> None:
    question = "discount rate, list price minus sold price divided by list price"
    listed = sum(20 + i % 9 for i in range(ROWS))
    assert value(Assistant(baskets).ask(question)) == pytest.approx(1.5 * ROWS / listed)


def test_what_the_largest_few_account_for_is_a_share(baskets: Dataset) -> None:
    spent: dict[int, float] = {}
    for i in range(ROWS):
        spent[i % 40] = spent.get(i % 40, 0) + 10.5 + i % 40
    expected = sum(sorted(spent.values())[-10:]) / sum(spent.values())
    question = "how much of our revenue do the ten biggest customers account for?"
    assert value(Assistant(baskets).ask(question)) == pytest.approx(expected)


def test_a_small_word_that_names_nothing_is_not_grouped_by_in_silence(baskets: Dataset) -> None:
    assert Assistant(baskets).ask("revenue by list").status != "answered"


def test_a_slash_in_a_short_form_is_no_formula(data: dict[str, Dataset]) -> None:
    assert "over" not in Assistant(data["mails"]).ask("how much revenue did we make w/ promo").reading


def test_the_rate_of_some_rows_counts_among_them_alone(written: Callable[..., Assistant]) -> None:
    rows = [
        f"V{i:03},{('mobile', 'desktop')[i % 2]},{int(i % 3 == 0 or i % 2 == 1)},{i % 7 + 1}"
        for i in range(120)
    ]
    visits = written(visits="\n".join(["visit_id,device,bounced,pages", *rows]))
    answer = visits.ask("bounce rate of mobile visits")
    assert answer.headline is not None and answer.headline.value == pytest.approx(1 / 3)
