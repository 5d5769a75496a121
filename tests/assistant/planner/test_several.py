"""Cells that hold several answers, and answers in words: each answer counts for itself, statements by who agrees."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.planner.offline import OfflinePlanner
from assistant.planner.offline.derived.several import several
from data.dataset import Dataset

USED = (
    "Search",
    "Wishlist",
    "Live chat",
    "Search; Live chat",
    "Wishlist; Search",
    "Live chat; Search; Wishlist",
)
AGREED = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
ROWS = [
    (100 + i, ("Female", "Male")[i % 2], USED[i * 7 % 6], AGREED[i % 5], AGREED[i * 3 % 4], 1 + i * 2 % 5, (10, 35, 60)[i % 3])
    for i in range(90)
]  # fmt: skip


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path = tmp_path_factory.mktemp("feedback") / "feedback.csv"
    head = "respondent_id,q1_gender,q2_features_used,q3_site_is_easy_to_use,q4_good_value_for_money,q5_overall_satisfaction,q6_spend"
    lines = [",".join(str(cell) for cell in row) for row in ROWS]
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return Dataset.open(path)


@pytest.fixture(scope="module")
def ask(feedback: Dataset) -> Any:
    planner = OfflinePlanner(feedback)
    return lambda question: Assistant(feedback, planner=planner).ask(question)


def value(answer: Any) -> Any:
    assert answer.headline is not None, (answer.reading, answer.text)
    return answer.headline.value


COUNTS = Counter(feature for row in ROWS for feature in row[2].split("; "))
WOMEN = [row for row in ROWS if row[1] == "Female"]


def test_the_answers_are_found_in_the_cells(feedback: Dataset) -> None:
    columns = feedback.catalog.sources[feedback.catalog.main].columns
    found = several(columns["q2_features_used"])
    assert found is not None and set(found.answers) == set(COUNTS) and found.sign == "; "
    assert several(columns["q1_gender"]) is None


def test_an_answer_among_others_counts(ask: Any) -> None:
    assert value(ask("How many people use live chat?")) == COUNTS["Live chat"]
    share = sum("Live chat" in row[2] for row in WOMEN) / len(WOMEN)
    assert value(ask("what share of women use live chat?")) == pytest.approx(share)


def test_each_answer_is_counted(ask: Any) -> None:
    answer = ask("How many respondents used each feature?")
    assert answer.table is not None and dict(answer.table.rows) == COUNTS
    assert value(ask("most used feature")) == COUNTS.most_common(1)[0][0]
    assert value(ask("which feature is used the least?")) == COUNTS.most_common()[-1][0]


def test_answers_in_words_have_an_order(ask: Any) -> None:
    known = [1 + AGREED.index(row[4]) for row in ROWS]
    assert value(ask('average agreement with "good value for money"')) == pytest.approx(
        sum(known) / len(known)
    )


def test_one_answer_with_its_statement(ask: Any) -> None:
    share = sum(row[3] == "Strongly agree" for row in WOMEN) / len(WOMEN)
    answer = ask("what share of women strongly agree that the site is easy to use?")
    assert value(answer) == pytest.approx(share)


def test_who_says_so_agrees(ask: Any) -> None:
    agree = sum(row[3] in ("Agree", "Strongly agree") for row in ROWS)
    assert value(ask("how many said the site is easy to use?")) == agree


def test_the_answer_before_its_question(ask: Any) -> None:
    happy = sum(row[5] >= 4 for row in ROWS) / len(ROWS)
    assert value(ask("what percentage gave a 4 or 5 for overall satisfaction?")) == pytest.approx(happy)


def test_the_most_satisfied_have_the_highest_satisfaction(ask: Any) -> None:
    means = {
        g: sum(r[5] for r in ROWS if r[1] == g) / sum(r[1] == g for r in ROWS) for g in ("Female", "Male")
    }
    answer = ask("which gender is the most satisfied on average?")
    assert value(answer) == max(means, key=lambda g: means[g])


def test_a_share_among_some_is_one_of_these(ask: Any) -> None:
    share = sum(row[6] > 50 for row in WOMEN) / len(WOMEN)
    assert value(ask("what % of respondents spend over 50 among women?")) == pytest.approx(share)
