from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from data.dataset import Dataset

BY_EDUCATION = "average income by education"
TOP = "top 3 countries by average income"


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        ((BY_EDUCATION, "top 2"), "Top 2: average income by education"),
        ((BY_EDUCATION, "just the 2 lowest please"), "Bottom 2: average income by education"),
        ((BY_EDUCATION, "give me the 2 with the highest income"), "Top 2: average income by education"),
        ((BY_EDUCATION, "sort it"), "Average income by education, highest first"),
        ((BY_EDUCATION, "lowest first"), "Average income by education, lowest first"),
        ((BY_EDUCATION, "sort it by income"), "Average income by education, highest first"),
        ((BY_EDUCATION, "sort from lowest to highest", "reverse it"), "Average income by education, highest first"),
        ((TOP, "make it 2"), "Top 2: average income by country"),
        ((TOP, "and the bottom 2?"), "Bottom 2: average income by country"),
        ((TOP, "the bottom ones"), "Bottom 3: average income by country"),
        ((TOP, "show all of them"), "Average income by country, highest first"),
        ((TOP, "by education instead"), "Top 3: average income by education"),
    ],
)  # fmt: skip
def test_order_and_number_are_changed_and_nothing_else(
    crm: Any, turns: tuple[str, ...], reading: str
) -> None:
    assert crm.after(*turns) == reading


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("which one is highest?", "PhD"),
        ("which is the lowest", "Basic"),
        ("who leads?", "PhD"),
        ("which education comes first?", "PhD"),
        ("which one is second?", "Master"),
        ("and the runner-up?", "Master"),
        ("where is it lowest?", "Basic"),
    ],
)
def test_one_name_of_the_last_answer_is_asked_for(crm: Any, wish: str, name: str) -> None:
    crm.after(BY_EDUCATION)
    assert crm.assistant.ask(wish).headline.value == name


def test_what_had_the_most_is_ranked_by_the_last_figure_for_the_last_rows(shop: Any) -> None:
    turns = ("how many orders were there in 2023?", "which country had the most of those?")
    assert shop.after(*turns) == (
        "Orders by country, highest first, order lines with invoice date from 2023-01-01 to 2023-12-31"
    )


def test_another_noun_after_a_superlative_is_what_is_counted(crm: Any) -> None:
    assert crm.after(BY_EDUCATION, "which one has the most customers?") == (
        "Customers by education, highest first"
    )


def test_the_best_month_is_one_of_the_last_question(shop: Any) -> None:
    turns = ("revenue by month", "only 2023", "which month was the best?")
    assert shop.after(*turns).startswith(
        "Revenue by month, highest first, order lines with invoice date from 2023"
    )


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("webshop", ("which channel has the most orders?", "and the second?", "and the worst?",), "Orders by channel, lowest first"),
        ("webshop", ("which channel has the highest total amount?", "and the second?", "and the third?",), "Total amount by channel, highest first, orders with channel is direct"),
        ("webshop", ("which channel has the highest total amount?", "and the second?", "how many orders did that one get?",), "Orders, orders with channel is search ads"),
        ("webshop", ("which channel has the highest total amount?", "and the second?", "only mobile",), "asks"),
    ],
)  # fmt: skip
def test_what_follows_a_second_place_is_asked_of_the_list_or_of_that_one(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading


@pytest.mark.parametrize("turn", ["and the second oldest?", "the 2nd oldest"])
def test_the_second_of_a_ranking_is_said_with_the_word_that_ranked(talks: Any, turn: str) -> None:
    turns = ("average age by department", "which department is the oldest?", turn)
    first, second = talks.answers("staff", *turns)[1:]
    assert first.table is not None and second.headline is not None
    assert second.headline.value == first.table.rows[1][0]


def test_who_leads_after_a_question_without_an_answer_is_not_told_by_another_figure(talks: Any) -> None:
    assert talks.hold("clinic", "average wingspan by doctor", "which doctor leads?")[-1] == "asks"


def test_a_word_of_the_groups_name_does_not_say_who_leads(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    lines = (f"D{i},{'Won' if i % 2 else 'Lost'},{100 + i}" for i in range(60))
    path.write_text("Deal,Won/Lost,Value\n" + "\n".join(lines), encoding="utf-8")
    assistant = Assistant(Dataset.open(path))
    assistant.ask("average value by won lost")
    answer = assistant.ask("which won lost is highest?")
    assert answer.headline is not None and answer.headline.value == "Won"
    assert answer.table is not None and len(answer.table.rows) == 2
