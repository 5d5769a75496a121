from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("average income in Atlantis", "Atlantis"),
        ("average zorky income", "zorky"),
        ("average income of zorky customers", "zorky"),
        ("how many customers earn 25% more than the average", "25%"),
    ],
)
def test_a_restricting_word_that_is_not_placed_is_asked_about(crm: Any, question: str, word: str) -> None:
    answer = crm.assistant.ask(question)
    assert answer.status == "clarify" and word in answer.text
    assert answer.headline is None


def test_words_that_nobody_knows_get_the_nearest_names(crm: Any) -> None:
    answer = crm.assistant.ask("asdf qwer")
    assert answer.status == "clarify" and "“asdf”" in answer.text and "nearest names" in answer.text


def test_framing_costs_nothing(crm: Any) -> None:
    plain, framed = (
        crm.read(q)
        for q in (
            "average income by education",
            "hey, could you please show me our average income by education?",
        )
    )
    assert plain.candidates[0].plan == framed.candidates[0].plan
    assert framed.candidates[0].confidence > 0.55
    assert not framed.ignored and not framed.unlicensed


def test_a_typo_is_corrected_said_and_costs_a_little(crm: Any) -> None:
    right, wrong = (
        crm.read(q).candidates[0] for q in ("average income by education", "average incme by eduction")
    )
    assert right.plan == wrong.plan
    assert len(wrong.notes) == 2 and "incme" in wrong.notes[0] and "eduction" in wrong.notes[1]
    assert wrong.confidence < right.confidence
    assert any("incme" in c.text for c in crm.assistant.ask("average incme by education").caveats)


@pytest.mark.parametrize(
    ("question", "needed"),
    [
        ("what is our profit margin", "a cost or margin column"),
        ("churn rate", "a date or flag that says when a customer left"),
        ("what was the roi", "what each campaign cost and what it brought"),
    ],
)
def test_an_idea_that_no_column_carries_is_declined_naming_what_is_needed(
    crm: Any, question: str, needed: str
) -> None:
    answer = crm.assistant.ask(question)
    assert answer.status == "declined" and needed in answer.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("what was the impact of the last change", "no randomised test"),
    ],
)
def test_what_the_product_does_not_do_is_declined_by_name(shop: Any, question: str, reason: str) -> None:
    answer = shop.assistant.ask(question)
    assert answer.status == "declined" and reason in answer.text


def test_a_word_that_is_only_a_part_of_a_name_restricts_where_the_plan_does_not_use_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "customers.csv"
    rows = [f"K{i},{('email', 'friend', 'search')[i % 3]},{i % 2}" for i in range(60)]
    path.write_text("\n".join(["customer_id,channel,sms_consent", *rows]) + "\n", encoding="utf-8")
    answer = Assistant.open(path).ask("how many customers have no email consent")
    assert answer.status == "clarify" and answer.headline is None


def test_a_flag_is_known_by_a_part_of_its_name_beside_a_joined_table(tmp_path: Path) -> None:
    people, orders = tmp_path / "customers.csv", tmp_path / "orders.csv"
    rows = [
        f"K{i},{30_000 + i * 100},{('Leeds', 'York')[i % 2]},{('yes', 'no')[i % 3 % 2]}" for i in range(60)
    ]
    people.write_text("\n".join(["customer_id,income,city,loyalty_card", *rows]) + "\n", encoding="utf-8")
    lines = [f"O{i},K{i % 60},{i % 40 + 5}" for i in range(200)]
    orders.write_text("\n".join(["order_id,customer_id,amount", *lines]) + "\n", encoding="utf-8")
    answer = Assistant.open(people, orders).ask("median income of card holders in Leeds")
    assert (
        answer.headline is not None and answer.headline.value == 32_800
    )  # even numbers but those of i % 3 == 1


SAMPLES = Path(__file__).parents[3] / "data" / "samples"


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("total campaign spend", ""),
        ("how much did we spend on campaigns", ""),
        ("campaign spend in 2024", "2024"),
        ("campaign spend in November 2024", "2024-11"),
    ],
)
def test_what_is_said_of_a_table_apart_is_told_of_no_other(
    samples: Assistant, question: str, period: str
) -> None:
    rows = pd.read_csv(SAMPLES / "campaigns.csv")
    spent = rows["spend"][rows["week"].str.startswith(period)].sum()
    samples.start_over()
    answer = samples.ask(question)
    assert answer.headline is not None
    assert answer.headline.value == pytest.approx(spent)


def test_to_leave_out_rows_leaves_out_nobody(samples: Assistant) -> None:
    samples.start_over()
    lines = pd.read_csv(SAMPLES / "orders.csv")
    month = lines.order_date.str[:7]
    may, june = (set(lines.customer_id[month == m].dropna()) for m in ("2023-05", "2023-06"))
    told = samples.ask("how many customers ordered in May 2023 but not in June 2023?")
    assert told.headline is not None
    assert told.headline.value == len(may - june)
    samples.start_over()
    sold = lines[(lines.quantity > 0) & (lines.unit_price > 0) & lines.order_date.str.startswith("2023")]
    sold = sold[sold.order_date.str[5:7] != "06"]
    answer = samples.ask("revenue in 2023 but not in June")
    assert answer.headline is not None
    assert answer.headline.value == pytest.approx(
        (sold.quantity * sold.unit_price * (1 - sold.discount)).sum()
    )
