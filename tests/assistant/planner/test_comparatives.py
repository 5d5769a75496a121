"""Tests of two groups in plain words: comparatives that bring their own figure, short names, adjectives, shares."""

from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from assistant import Assistant
from assistant.planner.offline.comparatives import named
from data.dataset import Dataset

RANKED = {"heaviest lightest": ["weight", "mass"], "cheapest": ["price", "cost"], "largest": ["area"]}


def test_a_comparative_becomes_the_figure_that_the_data_know() -> None:
    assert named("are vans heavier", RANKED, {"mass"}.__contains__) == "are vans mass"
    assert named("are vans more expensive", RANKED, {"price"}.__contains__) == "are vans price"
    assert named("are vans heavier or larger", RANKED, {"area"}.__contains__) == "are vans heavier or larger"


def cars() -> list[dict[str, Any]]:
    return [
        {
            "plate": f"C{i}",
            "intake": ("std", "turbo")[i % 3 == 0],
            "body": ("van", "coupe", "wagon")[i % 4 % 3],
            "price": 9000 + i * 37 % 5000 + 900 * (i % 3 == 0),
            "weight": 1000 + i * 13 % 400,
            "leased": int(i % 5 < 2),
            "returned": int(i * 7 % 11 < 4),
        }
        for i in range(120)
    ]


@pytest.fixture(scope="module")
def garage(tmp_path_factory: Any) -> Dataset:
    rows = cars()
    path: Path = tmp_path_factory.mktemp("cars") / "cars.csv"
    lines = [",".join(rows[0]), *(",".join(str(v) for v in row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Dataset.open(path)


def p_of(figure: str, of: str, second: str, **kept: int) -> float:
    rows = [r for r in cars() if all(r[k] == v for k, v in kept.items())]
    one, two = ([r[figure] for r in rows if v in r.values()] for v in (of, second))
    return float(stats.ttest_ind(one, two, equal_var=False).pvalue)


@pytest.mark.parametrize(
    ("question", "figure", "groups", "kept"),
    [
        ("Are turbo cars significantly more expensive than standard ones? What's the p-value?", "price", ("turbo", "std"), {}),
        ("are vans significantly heavier than coupes, p val please", "weight", ("van", "coupe"), {}),
        ("Do leased vans and wagons differ significantly in weight? p-value", "weight", ("van", "wagon"), {"leased": 1}),
        ("Do turbo cars have a significantly lower weight than standard cars? p-value", "weight", ("turbo", "std"), {}),
        ("is there a stat sig diff in price between vans and wagons? p-value", "price", ("van", "wagon"), {}),
    ],
)  # fmt: skip
def test_two_groups_are_tested_as_they_are_said(
    garage: Dataset, question: str, figure: str, groups: tuple[str, str], kept: dict[str, int]
) -> None:
    answer = Assistant(garage).ask(question)
    assert answer.tool == "significance", answer.text
    assert answer.headline is not None and answer.headline.value == pytest.approx(
        p_of(figure, *groups, **kept)
    )


@pytest.mark.parametrize(
    "question",
    [
        "Is the share of returned cars different between vans and coupes? Give me the p-value.",
        "Is there a link between body type and returned? chi squared, p-value",
    ],
)
def test_shares_are_tested_by_their_counts(garage: Dataset, question: str) -> None:
    answer = Assistant(garage).ask(question)
    kinds = ["van", "coupe"] if "vans" in question else ["van", "coupe", "wagon"]
    table = [[sum(r["body"] == k and r["returned"] == v for r in cars()) for v in (0, 1)] for k in kinds]
    expected = stats.chi2_contingency(table).pvalue
    assert answer.headline is not None and answer.headline.value == pytest.approx(expected)


def test_significantly_is_a_wish_for_a_test_though_no_p_value_is_named(garage: Dataset) -> None:
    answer = Assistant(garage).ask("are turbo cars significantly heavier than standard ones?")
    assert answer.tool == "significance"


def test_a_test_goes_on_with_another_figure_and_fewer_rows(garage: Dataset) -> None:
    assistant = Assistant(garage)
    assistant.ask("do vans and coupes differ significantly in price? p-value")
    answer = assistant.ask("and in weight?")
    assert answer.headline is not None and answer.headline.value == pytest.approx(
        p_of("weight", "van", "coupe")
    )
    assert "leased" in assistant.ask("only leased ones").reading


# ---------------------------------------------------------------- what goes along, and what is left out


@pytest.fixture(scope="module")
def wines(tmp_path_factory: Any) -> Dataset:
    path: Path = tmp_path_factory.mktemp("wines") / "wine_orders.csv"
    lines = [
        f"{100 + i // 3},2024-0{1 + i % 9}-11,{('Fig Tree', 'Dovecote')[i // 3 % 2]},{('Red', 'White')[i % 2]},"
        f"{6 + i * 7 % 31},{8 + i % 9}.5,{i * 3 % 21},{'sample' if i % 10 == 0 else 'late' if i % 10 == 1 else ''}"
        for i in range(120)
    ]
    head = "Order No,Ord Date,Customer,Colour,Btls,Unit Price,Disc %,Remarks"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return Dataset.open(path)


@pytest.mark.parametrize("question", ["how many lines without samples?", "how many lines are not samples?"])
def test_what_is_left_out_takes_no_blanks_along(wines: Dataset, question: str) -> None:
    answer = Assistant(wines).ask(question)
    assert answer.headline is not None and answer.headline.value == 108


def test_a_correlation_is_of_the_rows_that_have_both_numbers(wines: Dataset) -> None:
    answer = Assistant(wines).ask(
        "leaving out the samples: what's the corelation between the bottles on a line and the discount percentage?"
    )
    rows = [(6 + i * 7 % 31, i * 3 % 21) for i in range(120) if i % 10]
    assert answer.headline is not None
    assert answer.headline.value == pytest.approx(stats.pearsonr(*zip(*rows, strict=True)).statistic)


def test_a_discount_in_percent_is_taken_off_as_a_part(wines: Dataset) -> None:
    answer = Assistant(wines).ask("total net sales, with net sales = btls x unit price less the disc %?")
    expected = sum((6 + i * 7 % 31) * (8.5 + i % 9) * (1 - i * 3 % 21 / 100) for i in range(120))
    assert answer.headline is not None and answer.headline.value == pytest.approx(expected)


def test_the_biggest_customer_is_never_an_order(wines: Dataset) -> None:
    answer = Assistant(wines).ask("who is our biggest customer by btls?")
    assert answer.status == "clarify" or (
        answer.headline is not None and answer.headline.value in ("Fig Tree", "Dovecote")
    )


def test_it_is_related_to_another_number_of_the_same_rows(garage: Dataset) -> None:
    assistant = Assistant(garage)
    assistant.ask("average weight of leased cars")
    answer = assistant.ask("is it correlated with price?")
    rows = [(r["weight"], r["price"]) for r in cars() if r["leased"]]
    assert answer.headline is not None
    assert answer.headline.value == pytest.approx(stats.pearsonr(*zip(*rows, strict=True)).statistic)


# ---------------------------------------------------------------- lines, cut-offs, gaps


@pytest.fixture(scope="module")
def survey(tmp_path_factory: Any) -> Dataset:
    path: Path = tmp_path_factory.mktemp("survey") / "answers.csv"
    lines = [
        f"{i},{1 + i % 5},{1 + i * 3 % 5},{1 + i * 7 % 4},{i * 11 % 9 + i % 5},{'' if i % 4 else 'x'}"
        for i in range(90)
    ]
    path.write_text("\n".join(["Resp ID,Q1,Q2,Q3,Score,Note", *lines]) + "\n", encoding="utf-8")
    return Dataset.open(path)


def test_a_run_of_columns_explains_with_all_of_them(survey: Dataset) -> None:
    answer = Assistant(survey).ask("how much of the variation in score do Q1 to Q3 explain together (R²)?")
    assert answer.plan is not None and len(answer.plan.steps[-1].args["x"]) == 3


def test_one_alone_and_the_rows_of_the_file_are_no_other_line(survey: Dataset) -> None:
    for question in ("regress score on Q1 using the single rows of the file, R²?", "how much of the variation in score does Q1 alone explain? R²"):  # fmt: skip
        answer = Assistant(survey).ask(question)
        assert answer.tool == "regression" and answer.status == "answered", answer.text


def test_a_cut_off_is_a_percentile_and_no_concentration(garage: Dataset) -> None:
    for question in ("top 10% cutoff for price, 90th pctile", "what is the top 10 % threshold for price?"):
        assert Assistant(garage).ask(question).reading == "90th percentile of price"


def test_gaps_are_missing_values(survey: Dataset) -> None:
    answer = Assistant(survey).ask("which columns have gaps in them?")
    assert answer.status == "answered" and "ote" in answer.text
    missing = Assistant(survey).ask("what % of note values is missing?")
    assert missing.headline is not None and missing.headline.value == pytest.approx(67 / 90)
