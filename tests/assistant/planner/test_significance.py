from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.planner.offline.significance import called
from assistant.planner.offline.vocabulary import vocabulary


def step(desk: Any, question: str) -> tuple[str, dict[str, Any]]:
    """Tool and arguments of the reading; an empty tool where it is not read."""
    reading = desk.read(question)
    if not reading.candidates:
        return "", {}
    last = reading.candidates[0].plan.steps[-1]
    return last.tool, last.args


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("Welch's t-test of income by gender: what is the p-value?", "welch"),
        ("Use a Student's t-test: does income differ between men and women?", "student"),
        ("Do men and women differ in income? Run a Mann-Whitney U test", "mann-whitney"),
        ("one-way ANOVA of income across education, p-value please", "anova"),
        ("Kruskal-Wallis test of age by marital status", "kruskal"),
        ("Levene's test of income across gender", "levene"),
        ("Is the variance of age the same by gender? Brown-Forsythe test", "levene"),
        ("paired t-test of web purchases and store purchases", "paired"),
        ("Wilcoxon signed-rank test of web purchases against store purchases", "wilcoxon"),
        ("chi-squared test of education and marital status", "chi-squared"),
        ("Fisher's exact test of gender and complained", "fisher"),
        ("Are gender and education independent? Report the p-value.", "chi-squared"),
        ("Is income normally distributed?", "shapiro"),
        ("Is income normal? D'Agostino-Pearson test", "dagostino"),
        ("Jarque-Bera test of age", "jarque-bera"),
        ("Spearman correlation of age and income", "spearman"),
        ("Kendall's tau between age and income", "kendall"),
        ("Is the correlation between age and income significant?", "pearson"),
        ("partial correlation of income and age controlling for kids", "partial"),
    ],
)
def test_a_test_is_called_by_its_name_or_by_what_is_asked(crm: Any, question: str, test: str) -> None:
    tool, args = step(crm, question)
    assert (tool, args.get("test")) == ("significance", test)


@pytest.mark.parametrize(
    "question",
    [
        "what is the difference between the highest and the lowest income",
        "difference between average income of men and women",
        "average income by gender",
        "compare income of men and women",
        "is the difference in income between men and women significant?",
        "correlation between age and income",
        "which column correlates most with income?",
        "distribution of age",
        "how many customers are there per education?",
        "show a histogram of income",
    ],
)
def test_questions_with_like_words_call_for_no_test(crm: Any, question: str) -> None:
    assert step(crm, question)[0] != "significance"


def test_two_values_that_are_named_are_the_groups(crm: Any) -> None:
    _, args = step(crm, "t-test of income between Basic and Master: p-value?")
    assert args["dimension"]["name"] == "education" and args["columns"] == ["income"]
    assert args["where"][0]["op"] == "in"


def test_conditions_restrict_the_rows_of_a_test(crm: Any) -> None:
    _, args = step(crm, "p-value of the t-test of income by gender for customers over 50")
    assert args["where"] == [{"op": "gt", "args": [{"col": "age"}, {"lit": 50}]}]


@pytest.mark.parametrize(
    ("question", "dimension"),
    [
        ("t-test of income between customers with a PhD and the others: p-value", "if"),
        ("Do customers who complained have a different income than those who did not? p-value", None),
        ("Welch test of income of customers over 50 against everyone else", "if"),
    ],
)
def test_those_who_fit_and_the_rest_are_two_groups(crm: Any, question: str, dimension: str | None) -> None:
    _, args = step(crm, question)
    assert args["dimension"]["expr"].get("op") == dimension and "where" not in args


def test_a_flag_may_be_what_differs(crm: Any) -> None:
    question = "Did customers who complained accept campaign 1 at a significantly different rate than those who did not? p-value"
    _, args = step(crm, question)
    assert args["columns"] == ["accepted_campaign_1"] and args["dimension"]["name"] == "complained"


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("One-sided t-test: do women earn more income than men? p-value", "greater"),
        ("One-sided t-test: do men earn more income than women? p-value", "less"),
        ("Is the income of men higher than that of women? One-sided Welch t-test, p-value", "less"),
        ("t-test of income of women and men, p-value", "two-sided"),
    ],
)
def test_a_side_is_said_of_the_groups_in_the_order_of_their_names(crm: Any, question: str, side: str) -> None:
    _, args = step(crm, question)
    assert args.get("alternative", "two-sided") == side


def test_formulas_are_tested_like_columns(crm: Any) -> None:
    tool, args = step(crm, "Is the logarithm of income normally distributed?")
    assert tool == "significance" and args["columns"] == ["logarithm of income"]
    assert args["formulas"][0]["expr"] == {"op": "log", "args": [{"col": "income"}]}
    tool, args = step(crm, "correlation between income divided by age and recency")
    assert (tool, args["test"], len(args["columns"])) == ("significance", "pearson", 2)


def test_controls_are_what_stands_behind_controlling_for(crm: Any) -> None:
    _, args = step(
        crm, "What is the partial correlation of income and age, controlling for recency and web purchases?"
    )
    assert args["columns"] == ["income", "age"] and args["control"] == ["recency", "web_purchases"]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Is income normally distributed? answer 'normal' or 'not normal'", "verdict"),
        ("Shapiro-Wilk test of income: p-value", "p"),
        ("Is income normally distributed? Answer yes or no", "yes if not"),
        ("Is there a significant correlation between age and income? yes or no", "yes if found"),
        ("Pearson correlation of age and income, with its p-value", "figure"),
        ("What is the p-value of the Pearson correlation of age and income?", "p"),
        ("F statistic of the one-way ANOVA of income by education", "statistic"),
        ("Cramér's V of the chi-squared test of education and gender", "effect"),
    ],
)
def test_the_figure_that_answers_is_the_one_asked_for(crm: Any, question: str, asked: str) -> None:
    _, args = step(crm, question)
    assert args.get("asked", "p") == asked


@pytest.mark.parametrize(
    ("said", "alpha"),
    [
        ("at the 5% level", 0.05),
        ("with alpha = 0.01", 0.01),
        ("(alpha 0.1)", 0.1),
        ("at a significance level of 1 %", 0.01),
    ],
)
def test_the_level_of_significance_is_no_condition(said: str, alpha: float) -> None:
    found = called(f"Shapiro-Wilk test of income {said}", vocabulary().raw)
    assert found is not None and found.alpha == alpha


def test_a_level_of_significance_restricts_no_rows(crm: Any) -> None:
    _, args = step(crm, "Is income normally distributed at the 1% level (Shapiro-Wilk)?")
    assert "where" not in args and args["alpha"] == 0.01


def test_a_test_of_nothing_asks_what_to_test(crm: Any) -> None:
    reading = crm.read("run a t-test")
    assert not reading.candidates and "a number and the groups" in (reading.unclear or "")


def test_an_unknown_name_in_a_test_is_asked_about(crm: Any) -> None:
    reading = crm.read("Welch's t-test of income by gender for the blue team: p-value?")
    assert reading.unlicensed or reading.unclear or reading.candidates[0].confidence < 0.75


def test_a_one_sample_test_takes_the_number_that_the_mean_is_held_against(crm: Any) -> None:
    _, args = step(crm, "Is the mean income different from 50000? One-sample t-test")
    assert args["against"] == 50000 and "where" not in args


def test_a_number_of_customers_is_tested_over_customers_not_over_their_purchases(tmp_path: Path) -> None:
    buyers, orders = tmp_path / "buyers.csv", tmp_path / "orders.csv"
    buyers.write_text(
        "customer_id,card,income\n"
        + "".join(f"{i},{'yes' if i % 2 else 'no'},{30000 + i * 37 % 900}\n" for i in range(60))
    )
    orders.write_text(
        "order_id,customer_id,product,amount\n"
        + "".join(f"{i},{i * i % 60},{('mug', 'lamp')[i % 2]},{5 + i % 9}.5\n" for i in range(400))
    )
    answer: Any = Assistant.open(buyers, orders).ask("t-test of income by card")
    assert answer.headline.n == 60, answer.reading
