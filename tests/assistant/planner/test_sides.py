"""Two groups that cut all rows are groups, however they are said, and no conditions."""

from collections.abc import Callable

import pytest

from assistant.ask import Assistant


@pytest.fixture(scope="module")
def meals(written: Callable[..., Assistant]) -> Assistant:
    """Meals with a sex, a flag, a marital status, the name of a day, a year and a date."""
    days, sexes, states = ("Thur", "Fri", "Sat", "Sun"), ("Male", "Female"), ("married", "single", "divorced")
    lines = [
        f"M{i:03d},{sexes[i % 2]},{'Yes' if i % 3 else 'No'},{states[i % 5 % 3]},{days[i % 4]},{1990 + i % 20},{10 + i % 37},{3 + i % 5}"
        for i in range(400)
    ]
    return written(meals="\n".join(["meal_id,sex,smoker,marital,day,year,bill,tip", *lines]))


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("average bill for smokers and non-smokers", "Average bill by smoker"),
        ("smokers and non-smokers: median tip", "Median tip by smoker"),
        ("average bill with and without smoker", "Average bill by smoker"),
        ("average bill of women and men", "Average bill by sex"),
        ("women and men by day", "Meals by day and sex"),
        ("average bill male vs female smokers", "Average bill by sex, meals with smoker is yes"),
    ],
)
def test_both_sides_are_groups(meals: Assistant, question: str, reading: str) -> None:
    assert meals.ask(question).reading == reading


def test_those_who_are_not_are_all_others(meals: Assistant) -> None:
    answer = meals.ask("average bill of married and unmarried guests")
    assert {row[0] for row in answer.to_dict()["table"]["rows"]} == {"married", "unmarried"}


def test_weekends_are_days_by_their_names(meals: Assistant) -> None:
    answer = meals.ask("average bill on weekdays vs weekends")
    assert {row[0] for row in answer.to_dict()["table"]["rows"]} == {"weekdays", "weekends"}
    assert meals.ask("how many meals on weekends?").to_dict()["headline"]["value"] == 200


def test_two_stretches_that_meet_are_groups(meals: Assistant) -> None:
    answer = meals.ask("average bill up to 1999 against since 2000")
    assert {row[0] for row in answer.to_dict()["table"]["rows"]} == {"up to 1999", "since 2000"}


def test_values_that_leave_rows_out_are_still_conditions(meals: Assistant) -> None:
    answer = meals.ask("how many meals of married and single people are there in total?")
    assert answer.reading == "Meals, meals with marital is married or single"
    assert answer.to_dict()["headline"]["value"] == sum(i % 5 % 3 < 2 for i in range(400))


HOMES = "Id,Income,Kidhome,Region\n" + "\n".join(
    f"H{i:03d},{20000 + (i * 371) % 9000},{i % 3},{('North', 'South')[i % 2]}" for i in range(90)
)


def test_with_and_without_something_counted_are_groups(written: Callable[..., Assistant]) -> None:
    told = written(homes=HOMES).ask("average income with and without kids")
    incomes = [20000 + (i * 371) % 9000 for i in range(90)]
    without = [n for i, n in enumerate(incomes) if i % 3 == 0]
    having = [n for i, n in enumerate(incomes) if i % 3]
    rows = {row[0]: row[1] for row in told.to_dict()["table"]["rows"]}
    assert rows["with kids"] == pytest.approx(sum(having) / len(having))
    assert rows["without kids"] == pytest.approx(sum(without) / len(without))


def test_two_groups_that_are_compared_in_a_figure_are_compared_in_its_average(
    written: Callable[..., Assistant],
) -> None:
    talk = written(homes=HOMES)
    for question in (
        "compare income of homes with and without kids",
        "compare homes with and without kids on income",
    ):
        told = talk.ask(question)
        assert (
            told.tool == "compare" and told.headline is not None and "average income" in told.headline.label
        )
    counted = talk.ask("compare the number of homes with and without kids")
    assert counted.tool == "query" and counted.table is not None
    assert {row[0] for row in counted.table.rows} == {"with kids", "without kids"}
