from typing import Any

import pytest

THREE = "segment the customers into 3 groups"


def test_a_difference_is_taken_of_the_last_two_answers(shop: Any) -> None:
    shop.after("revenue in 2023", "and in 2022?")
    answer = shop.assistant.ask("what is the difference between them")
    assert answer.tool == "calc"
    assert abs(answer.headline.value) == pytest.approx(20_150 - 5_037.5)


def test_segments_are_used_by_later_questions_under_their_number(crm: Any) -> None:
    crm.after(THREE)
    answer = crm.assistant.ask("how many customers in segment 2")
    assert [s.tool for s in answer.plan.steps] == ["segment", "query"]
    sizes = crm.assistant.ask("customers by segment").table.rows
    assert sum(row[1] for row in sizes) == 80
    assert answer.headline.value == next(row[1] for row in sizes if str(row[0]).startswith("Segment 2"))


def test_a_segment_is_described_by_its_number(crm: Any) -> None:
    crm.after(THREE)
    answer = crm.assistant.ask("tell me about segment 1")
    assert answer.tool == "profile" and "Segment 1" in answer.reading


def test_which_of_the_segments_is_answered_by_one_of_their_names(crm: Any) -> None:
    crm.after(THREE)
    assert str(crm.assistant.ask("which of them has the highest income").headline.value).startswith(
        "Segment "
    )


def test_segments_that_nobody_made_are_made_first(crm: Any) -> None:
    answer = crm.assistant.ask("which segment has the highest income")
    assert [s.tool for s in answer.plan.steps] == ["segment", "query"]


def test_a_question_on_segments_is_complete_by_itself(crm: Any) -> None:
    crm.after(THREE)
    answer = crm.assistant.ask("average income of segment 2")
    crm.assistant.start_over()
    assert crm.assistant.run(answer.plan).headline == answer.headline


@pytest.mark.parametrize(
    "question",
    ["average spend by segment", "spend per customer by segment"],
)
def test_an_average_by_segment_is_that_of_its_members(crm: Any, question: str) -> None:
    crm.assistant.ask(THREE)
    answer = crm.assistant.ask(question)
    totals, sizes = (
        {row[0]: row[1] for row in crm.assistant.ask(asked).table.rows}
        for asked in ("total spend by segment", "customers by segment")
    )
    means = {row[0]: row[1] for row in answer.table.rows}
    assert means == pytest.approx({name: totals[name] / sizes[name] for name in sizes})


def test_sizes_of_segments_stand_in_one_column(crm: Any) -> None:
    crm.assistant.ask(THREE)
    assert len(crm.assistant.ask("how many customers are in each segment?").table.columns) == 2


def test_the_segment_that_spends_most_by_head_is_not_that_of_the_largest_total(crm: Any) -> None:
    answer = crm.assistant.ask("which segment has the highest average spend per customer?")
    assert answer.table.columns[1].startswith("average")
    assert answer.headline.value == max(answer.table.rows, key=lambda row: row[1] or 0)[0]


def test_a_column_that_finds_no_place_is_not_dropped_in_silence(crm: Any) -> None:
    crm.after(THREE)
    answer = crm.assistant.ask("marital status by segment")
    assert answer.status != "answered" or "marital" in answer.reading, answer.reading


@pytest.mark.parametrize("question", ["box plot of income by segment", "histogram of income per segment"])
def test_the_spread_of_a_number_in_each_segment_is_that_of_the_number_asked_for(
    crm: Any, question: str
) -> None:
    crm.after(THREE)
    answer = crm.assistant.ask(question)
    assert answer.chart.type == "box" and answer.reading == "Spread of income by segment"
    columns = list(answer.table.columns)
    means = {row[0]: row[columns.index("mean")] for row in answer.table.rows}
    asked = {row[0]: row[1] for row in crm.assistant.ask("average income by segment").table.rows}
    assert means == pytest.approx(asked)


def test_a_number_of_segments_is_no_figure_to_take_from_another(crm: Any) -> None:
    crm.after(THREE, "tell me about segment 1")
    answer = crm.assistant.ask("what is the difference between them?")
    assert answer.status == "clarify", answer.text
