"""Questions to a survey: numbered headers, answers on scales, promoters, comments, weights."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.planner.offline import OfflinePlanner
from assistant.planner.offline.derived.survey import coded
from data._questions import questions
from data.dataset import Dataset

TRUST = (
    "1 - Strongly disagree",
    "2 - Disagree",
    "3 - Neither",
    "4 - Agree",
    "5 - Strongly agree",
    "99 - Don't know",
)
HAPPY = ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied")
OFTEN = ("Weekly", "Monthly", "Less often")
SAID = (
    "the delivery took ages",
    "very kind staff",
    "too expensive",
    "delivery on time",
    "nothing to add",
    "fine for me",
)
HEAD = (
    "RespID,S1 Age group,Q1 How often do you eat with us,Q2 Overall satisfaction,Q3a I trust the kitchen,"
    "Q3b Prices are fair,Q4 Recommend (0-10),Q5 Spend last month (GBP),Q6 Ease of ordering,Q7 Kids <18 at home,"
    "Q8 Comment,weight"
)
ROWS = [
    (
        1000 + i, ("18-34", "35-54", "55+")[i % 3], OFTEN[i % 3 if i % 2 else 0], HAPPY[i * 7 % 5], TRUST[i * 5 % 6],
        TRUST[(i + 2) % 6], i * 3 % 11, 10 + i * 37 % 90, 1 + i % 5, ("Yes", "No")[i // 3 % 2], SAID[i % 6], 0.5 + i % 4 / 2,
    )
    for i in range(120)
]  # fmt: skip


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path = tmp_path_factory.mktemp("survey") / "customer_survey.csv"
    lines = [",".join(str(cell) for cell in row) for row in ROWS]
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return Dataset.open(path)


@pytest.fixture(scope="module")
def ask(survey: Dataset) -> Any:
    planner = OfflinePlanner(survey)
    return lambda question: Assistant(survey, planner=planner).ask(question)


def value(answer: Any) -> Any:
    assert answer.headline is not None, (answer.reading, answer.text)
    return answer.headline.value


def by_group(answer: Any) -> dict[Any, Any]:
    assert answer.table is not None, (answer.reading, answer.text)
    return {row[0]: row[1] for row in answer.table.rows}


def test_what_is_asked_is_the_name_and_its_number_another() -> None:
    found = questions(["RespID", "Q1_Ease", "Q2_Value", "Q3a Staff", "S1 Age"])
    assert (found["Q1_Ease"].asked, found["Q3a Staff"].number, found["S1 Age"].asked) == (
        "Ease",
        "Q3a",
        "Age",
    )
    assert questions(["Store", "Q1 sales", "Size"]) == {}  # one proves nothing


def test_quarters_are_no_questions() -> None:
    assert questions(["Store", "Q1 sales", "Q2 sales", "Q3 sales", "Q4 sales"]) == {}


def test_a_code_before_an_answer_is_not_said() -> None:
    assert coded("4 - Agree") == (4, "Agree") and coded("Agree") == (None, "Agree")


def test_two_answers_joined_are_one_condition(ask: Any) -> None:
    happy = sum(row[3] in ("Satisfied", "Very satisfied") for row in ROWS) / len(ROWS)
    assert value(ask("what % are satisfied or very satisfied?")) == pytest.approx(happy)


def test_the_words_behind_answers_say_which_statement_is_meant(ask: Any) -> None:
    trust = sum(row[4][0] in "45" for row in ROWS) / len(ROWS)
    answer = ask("What share of customers agree or strongly agree that they trust the kitchen?")
    assert value(answer) == pytest.approx(trust)


def test_answers_on_a_scale_of_texts_are_averaged_by_their_numbers(ask: Any) -> None:
    known = [int(row[5][0]) for row in ROWS if not row[5].startswith("99")]
    answer = ask("mean of 'Prices are fair' on the 1 to 5 scale, without don't know")
    assert value(answer) == pytest.approx(sum(known) / len(known))


def test_promoters_are_those_of_the_question(ask: Any) -> None:
    assert value(ask("how many promoters (9-10) are there?")) == sum(row[6] >= 9 for row in ROWS)
    groups = by_group(ask("How many promoters, passives and detractors do we have?"))
    assert groups == {
        "Promoters": sum(r[6] >= 9 for r in ROWS), "Passives": sum(7 <= r[6] <= 8 for r in ROWS),
        "Detractors": sum(r[6] <= 6 for r in ROWS),
    }  # fmt: skip


def test_a_definition_that_is_said_again_changes_nothing(ask: Any) -> None:
    plain = value(ask("What is our NPS?"))
    assert value(ask("What is our Net Promoter Score (9-10 promoters, 0-6 detractors)?")) == plain


def test_what_was_rated_four_or_five(ask: Any) -> None:
    easy = sum(row[8] >= 4 for row in ROWS) / len(ROWS)
    assert value(ask("What percentage rated ease of ordering 4 or 5?")) == pytest.approx(easy)


def test_comments_that_mention_a_word(ask: Any) -> None:
    assert value(ask("How many comments mention delivery?")) == sum("delivery" in row[10] for row in ROWS)


def test_a_period_in_a_header_is_no_period(ask: Any) -> None:
    assert value(ask("How many respondents spent more than £50 last month?")) == sum(r[7] > 50 for r in ROWS)


def test_a_weighted_average_counts_each_value_by_its_weight(ask: Any) -> None:
    weighted = sum(r[7] * r[11] for r in ROWS) / sum(r[11] for r in ROWS)
    answer = ask("What is the weighted average spend last month, using the weight column?")
    assert value(answer) == pytest.approx(weighted)


def test_the_question_of_a_header_asks_how_many_gave_each_answer(ask: Any) -> None:
    assert by_group(ask("How often do people eat with us?")) == {
        said: sum(row[2] == said for row in ROWS) for said in OFTEN
    }


def test_a_cross_table_counts_rows_by_both(ask: Any) -> None:
    answer = ask("Cross table of age group by overall satisfaction (counts)")
    assert answer.table is not None
    assert sum(row[-1] for row in answer.table.rows) == len(ROWS)


def test_an_answer_that_is_also_a_period_is_an_answer(ask: Any) -> None:
    weekly = sum(row[2] == "Weekly" and row[9] == "Yes" for row in ROWS)
    assert value(ask("how many weekly customers have kids?")) == weekly


def test_a_wave_is_meant_by_its_number(waves: Any) -> None:
    assert value(waves("how many respondents are in wave 2?")) == 40
    assert value(waves("how many respondents are in the first wave?")) == 20


def test_who_will_do_something_said_yes(waves: Any) -> None:
    assert value(waves("what % of respondents will renew?")) == pytest.approx(20 / 60)
    assert value(waves("% of Pro respondents that will renew")) == pytest.approx(10 / 30)


def test_each_score_is_that_of_the_recommendation(waves: Any) -> None:
    answer = waves("Bar chart of the number of responses for every score from 0 to 10")
    assert answer.chart is not None and answer.table is not None
    assert len(answer.table.rows) == 11


@pytest.fixture(scope="module")
def waves(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("waves") / "nps_survey.csv"
    lines = [
        f"R-{100 + i},W{1 + (i % 3 > 0)}-2024,{('Pro', 'Free')[i % 2]},{i % 11},{('Yes', 'No', 'Not sure')[i // 2 % 3]}"
        for i in range(60)
    ]
    path.write_text("\n".join(["Resp ID,Wave,Plan,NPS (0-10),Will Renew", *lines]) + "\n", encoding="utf-8")
    data = Dataset.open(path)
    planner = OfflinePlanner(data)
    return lambda question: Assistant(data, planner=planner).ask(question)
