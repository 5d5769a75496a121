from typing import Any

import pytest


def args(desk: Any, question: str) -> dict[str, Any]:
    """Arguments of the regression that a question is read as."""
    last = desk.read(question).candidates[0].plan.steps[-1]
    assert last.tool == "regression"
    return dict(last.args)


def sides(desk: Any, question: str) -> tuple[str, list[str]]:
    """What is explained, and by what."""
    found = args(desk, question)
    return found["y"]["name"], [x["name"] for x in found["x"]]


@pytest.mark.parametrize(
    "question",
    [
        "R-squared of a linear regression of income on age and kids",
        "Regress income on age and kids",
        "income regressed on age and kids: adjusted R squared?",
        "use age and kids to explain income in a linear regression",
        "OLS with income as the dependent variable, age and kids as predictors",
        "Fit a linear model with age and kids as independent variables and income as the response",
        "How much of the variance in income is explained by age and kids?",
        "what R2 do you get when you regress income on age and kids",
        "effect of age and kids on income in a multiple regression",
        "Fit a line of best fit of income against age and kids",
    ],
)
def test_both_sides_are_found_whatever_the_order(crm: Any, question: str) -> None:
    assert sides(crm, question) == ("income", ["age", "kids"])


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What is the slope of the regression of income on age?", "slope"),
        ("Regress income on age. What is the intercept?", "intercept"),
        ("Regress income on age: give me the p-value of the slope", "p"),
        ("R-squared when income is regressed on age", "r2"),
        ("adjusted R-squared of the regression of income on age", "adjusted r2"),
        ("standard error of the slope when income is regressed on age", "standard error"),
        ("F statistic of the regression of income on age", "f"),
        ("slope and intercept of income on age", "slope"),
        ("regress income on age without an intercept: what is the slope?", "slope"),
    ],
)
def test_the_figure_that_answers_is_the_one_asked_for(crm: Any, question: str, asked: str) -> None:
    assert args(crm, question)["asked"] == asked


def test_a_coefficient_is_that_of_the_column_named_with_it(crm: Any) -> None:
    for question in (
        "Regress income on age and kids. What is the coefficient of kids?",
        "In a regression of income on age and kids, what is the coefficient of kids?",
        "What is the coefficient of kids in a regression of income on age and kids?",
    ):
        assert sides(crm, question) == ("income", ["age", "kids"]) and args(crm, question)["of"] == "kids"


@pytest.mark.parametrize(
    ("question", "logs"),
    [
        ("Regress the logarithm of income on the logarithm of age: slope?", [True, True]),
        ("regress log income on age", [True, False]),
        ("log-log regression of income on age", [True, True]),
        ("slope of ln(income) on ln(age)", [True, True]),
        ("regress income on log(age)", [False, True]),
        ("regress income on age", [False, False]),
    ],
)
def test_logarithms_belong_to_the_column_behind_them(crm: Any, question: str, logs: list[bool]) -> None:
    found = args(crm, question)
    assert [out["expr"].get("op") == "log" for out in (found["y"], *found["x"])] == logs


def test_conditions_restrict_the_rows(crm: Any) -> None:
    found = args(crm, "R-squared of income regressed on age for customers with a PhD")
    assert found["where"] == [{"op": "eq", "args": [{"col": "education"}, {"lit": "PhD"}]}]


@pytest.mark.parametrize(
    "question",
    [
        "compare linear regression and random forest",
        "how good is the model",
        "can we predict income from age",
    ],
)
def test_questions_for_models_stay_predictions(crm: Any, question: str) -> None:
    candidates = crm.read(question).candidates
    assert not candidates or candidates[0].plan.steps[-1].tool != "regression"


@pytest.mark.parametrize(
    "question",
    ["regress wingspan on age", "slope of a regression of income on wingspan", "run a regression of income"],
)
def test_an_unknown_side_is_asked_about(crm: Any, question: str) -> None:
    reading = crm.read(question)
    assert reading.unclear or reading.unlicensed


@pytest.mark.parametrize(
    "question",
    [
        "By how much does income go up with each extra year of age?",
        "how much higher is income for each additional year of age, in a simple linear regression",
        "for each extra year of age, how much does income rise",
        "regress income on age, how much does it rise per year",
        "how much does each extra year of age add to income?",
        "fit a straight line: how much does income change per extra year of age",
    ],
)
def test_a_slope_is_asked_for_in_plain_words(crm: Any, question: str) -> None:
    assert sides(crm, question) == ("income", ["age"]) and args(crm, question)["asked"] == "slope"


def test_a_step_of_several_units_is_kept(crm: Any) -> None:
    found = args(crm, "how much does income rise for every extra 10 years of age")
    assert (found["step"], found["y"]["name"]) == (10.0, "income")


@pytest.mark.parametrize(
    "question",
    [
        "based on a linear trend, what income would you expect for a 40 year old?",
        "fit a straight line of income on age: what income would a person with an age of 40 have",
        "what income would a straight-line fit predict for an age of 40",
    ],
)
def test_a_line_tells_what_to_expect_at_a_value(crm: Any, question: str) -> None:
    assert sides(crm, question) == ("income", ["age"]) and args(crm, question)["at"] == [40.0]


def test_another_figure_of_the_line_may_be_asked_for_next(crm: Any) -> None:
    crm.after("slope of a regression of income on age")
    assert args(crm, "and the r squared?")["asked"] == "r2"


@pytest.mark.parametrize(
    ("question", "step"),
    [
        ("Regress income on age and kids. By how much does it go up per extra year of age?", 1),
        ("Linear regression of income on age and kids: how many dollars does income rise for each extra 10 years of age?", 10),
        ("Regress income on age and kids. For each extra 10 years of age, how much does the income go up?", 10),
    ],
)  # fmt: skip
def test_a_slope_asked_for_after_the_line_is_that_of_its_own_column(
    crm: Any, question: str, step: int
) -> None:
    found = args(crm, question)
    assert (found["asked"], found["of"], found.get("step", 1)) == ("slope", "age", step)
    assert [x["name"] for x in found["x"]] == ["age", "kids"]
