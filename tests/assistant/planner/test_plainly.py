"""Statistics asked for in everyday words, on a small table of runners."""

from typing import Any

import pytest

from assistant import Assistant
from data.dataset import Dataset

ROWS = 60


@pytest.fixture(scope="module")
def runners(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Runners with a club, two numbered races, the metres of a jump and whether they are insured."""
    clubs = ("north", "south", "west")
    lines = [
        f"R{100 + i},{clubs[i % 3]},{20 + i % 40},{50 + (i * 7) % 30},{55 + (i * 11) % (5 + 20 * (i % 3))},{2 + (i * 3) % 9 / 4},{('yes', 'no')[i % 4 == 0]}"
        for i in range(ROWS)
    ]
    path = tmp_path_factory.mktemp("runners") / "runners.csv"
    path.write_text("runner_id,club,age,race_1,race_2,jump,insured\n" + "\n".join(lines) + "\n", "utf-8")
    return Dataset.open(path)


def said(data: Dataset, question: str) -> tuple[str, Any]:
    """How a question was read, and its headline."""
    answer = Assistant(data).ask(question)
    assert answer.status == "answered", answer.text
    return answer.reading.lower(), answer.headline.value if answer.headline is not None else None


@pytest.mark.parametrize(
    ("plain", "named"),
    [
        ("how spread out is the jump?", "standard deviation of jump"),
        ("what's the spread of race 1, IQR please", "interquartile range of race 1"),
        ("which club has the widest spread of race 2", "which club has the highest standard deviation of race 2"),
        ("which club has the smallest spread in race 2", "which club has the lowest standard deviation of race 2"),
        ("how high does race 1 have to be to be in the top 10 percent?", "90th percentile of race 1"),
        ("how much does the jump vary between runners?", "standard deviation of jump"),
        ("how much does race 1 vary within each club", "standard deviation of race 1 by club"),
        ("race 1: how much does it take to be in the top 20%", "80th percentile of race 1"),
        ("how is the jump spread, standard deviation please", "standard deviation of jump"),
        ("the top 25 percent of jump starts at what?", "75th percentile of jump"),
    ],
)  # fmt: skip
def test_figures_are_found_by_everyday_words(runners: Dataset, plain: str, named: str) -> None:
    assert said(runners, plain) == said(runners, named)


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("how many runners were slower in race 1 than in race 2", None),
        ("how many runners had a lower race 1 than race 2", "<"),
        ("for how many runners was race 1 higher than race 2?", ">"),
        ("for how many runners was race 1 rated higher than race 2?", ">"),
        ("how many runners scored lower in race 1 than in race 2", "<"),
    ],
)
def test_two_columns_are_held_against_each_other_row_by_row(
    runners: Dataset, question: str, test: str | None
) -> None:
    rows = [(50 + (i * 7) % 30, 55 + (i * 11) % (5 + 20 * (i % 3))) for i in range(ROWS)]
    answer = Assistant(runners).ask(question)
    if test is None:
        assert answer.status == "clarify"
        return
    wanted = sum(a < b if test == "<" else a > b for a, b in rows)
    assert answer.headline is not None and answer.headline.value == wanted


@pytest.mark.parametrize(
    ("question", "name"),
    [("which of the two races has the largest spread", "race 2"), ("which of race 1 and race 2 has the lowest standard deviation?", "race 1")],
)  # fmt: skip
def test_columns_compete_for_a_figure(runners: Dataset, question: str, name: str) -> None:
    assert said(runners, question)[1] == name


@pytest.mark.parametrize(
    ("question", "tool"),
    [
        ("is insured related to club", "chi-squared"),
        ("does race 1 depend on the club?", "test of significance of race 1 by club"),
        ("are age and jump related?", "correlation of age and jump"),
        ("is there an association between club and insured", "chi-squared"),
    ],
)
def test_what_goes_together_is_tested_as_the_columns_need(runners: Dataset, question: str, tool: str) -> None:
    assert tool in said(runners, question)[0]


def test_a_share_of_those_who_fit_is_told_for_each_age_group(runners: Dataset) -> None:
    answer = Assistant(runners).ask("share of runners who are insured by decade of age")
    assert answer.table is not None
    assert len(answer.table.rows) == 4
    assert all(0.5 < float(str(row[1])) < 1 for row in answer.table.rows if row[1] is not None)


def test_a_width_beside_bands_that_are_listed_says_nothing_new(runners: Dataset) -> None:
    listed = "how many runners per age band (under 30, 30-39, 40 and over)"
    assert said(runners, listed.replace("age band", "ten-year age band"))[0] == said(runners, listed)[0]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("where does R107 rank on race 1?", 1 + sum((i * 7) % 30 > 19 for i in range(ROWS))),
        ("rank of R107 by race 1, lowest first", 1 + sum((i * 7) % 30 < 19 for i in range(ROWS))),
    ],
)
def test_one_row_is_placed_among_all(runners: Dataset, question: str, place: int) -> None:
    assert said(runners, question)[1] == place


def test_a_figure_of_spread_is_kept_for_the_next_column(runners: Dataset) -> None:
    assistant = Assistant(runners)
    assistant.ask("interquartile range of race 1")
    assert assistant.ask("and of the jump?").headline == Assistant(runners).ask("IQR of jump").headline


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("is this file clean, anything missing?", 0),
        ("any blanks in the jump?", 0),
    ],
)
def test_gaps_are_counted_over_the_whole_file(runners: Dataset, question: str, value: int) -> None:
    assert said(runners, question)[1] == value


@pytest.mark.parametrize(
    "question",
    [
        "do runners of the north have a significantly larger jump? p-value",
        "do runners in the north jump significantly higher than the others? give me the p-value",
    ],
)
def test_the_only_group_that_is_named_is_held_against_the_rest(runners: Dataset, question: str) -> None:
    answer = Assistant(runners).ask(question)
    assert answer.tool == "significance"
    assert answer.table is not None and "the others" in [row[0] for row in answer.table.rows]


def test_quartiles_of_a_number_are_groups_behind_in(runners: Dataset) -> None:
    assert said(runners, "average jump in quartiles of age") == said(
        runners, "average jump by quartile of age"
    )
