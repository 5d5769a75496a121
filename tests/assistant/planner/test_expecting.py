"""What is expected of one thing: the number that is named, from the traits that are given and from no others."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant

ROWS = 160


def trips() -> str:
    """One delivery a row: how far, by what, how long it took, what it brought."""
    lines = ["delivery_ref,Dist (km),courier,Mins taken,Basket GBP,Tip GBP,Yr Built,Conv."]
    for i in range(ROWS):
        far, bike = 1 + i * 7 % 90 / 10, i % 2 == 0
        basket = 10 + i * 13 % 60
        lines.append(
            f"T{i},{far},{'bike' if bike else 'car'},{10 + 5 * far + 4 * bike + i % 3},{basket},{basket / 20 + i % 4 / 10:.2f},"
            f"{2010 + i % 14},{basket // 5 + i % 2}"
        )
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def deliveries(tmp_path_factory: Any) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("expecting") / "deliveries.csv"
    path.write_text(trips(), encoding="utf-8")
    yield path


def ask(path: Path, question: str) -> Any:
    return Assistant.open(path).ask(question)


@pytest.mark.parametrize(
    ("question", "target", "person"),
    [
        ("How many mins would you expect a 5 km delivery by bike to take?", "Mins taken", {"Dist (km)": 5, "courier": "bike"}),
        ("Judging by these deliveries, what tip would you expect for a basket of 50?", "Tip GBP", {"Basket GBP": 50}),
        ("what basket would you predict for a dist of 3 and a tip of 2?", "Basket GBP", {"Dist (km)": 3, "Tip GBP": 2}),
        ("what tip would you expect for a delivery built in 2020?", "Tip GBP", {"Yr Built": 2020}),
        ("how many conv would you expect for a basket of 40?", "Conv.", {"Basket GBP": 40}),
    ],
)  # fmt: skip
def test_the_number_named_is_expected_from_what_is_given(
    deliveries: Path, question: str, target: str, person: dict[str, Any]
) -> None:
    answer = ask(deliveries, question)
    step = answer.plan.steps[-1]
    assert step.tool == "predict", answer.reading
    assert (step.args["target"], step.args["person"]) == (target, person)
    assert step.args["columns"] == list(person)


def test_an_expectation_rests_on_the_traits_that_are_given_alone(deliveries: Path) -> None:
    answer = ask(deliveries, "How many mins would you expect a 5 km delivery by bike to take?")
    assert answer.headline.value == pytest.approx(40, abs=1)


@pytest.mark.parametrize(
    "question",
    [
        "what tip would you expect for a basket of 50 with 3 passengers?",
        "what tip would you expect for a purple basket of 50?",
    ],
)
def test_a_trait_that_nobody_knows_is_asked_about(deliveries: Path, question: str) -> None:
    assert ask(deliveries, question).status == "clarify"


@pytest.mark.parametrize(
    "question",
    [
        "By how much does the tip go up with each extra unit of basket, in a simple linear regression?",
        "how much does tip go up per extra unit of basket? linear regression slope",
        "In a linear regression of tip on basket, how many pounds of tip go with one more pound?",
    ],
)
def test_a_slope_is_asked_for_in_plain_words(deliveries: Path, question: str) -> None:
    answer = ask(deliveries, question)
    step = answer.plan.steps[-1]
    assert step.tool == "regression" and step.args["asked"] == "slope", answer.reading
    assert answer.headline.value == pytest.approx(0.05, abs=0.005)


@pytest.mark.parametrize("question", ["corr betw tip n basket", "correlation of basket and tip"])
def test_a_correlation_may_be_asked_for_in_short(deliveries: Path, question: str) -> None:
    assert ask(deliveries, question).plan.steps[-1].tool == "correlate"


def test_what_somebody_pays_for_a_thing_is_its_price(tmp_path: Path) -> None:
    rows = [
        f"B{i},{20 + i % 50},{30_000 + 500 * (i % 40)},{8_000 + 100 * (i * 37 % 90) + 3 * i}"
        for i in range(160)
    ]
    path = tmp_path / "boats.csv"
    path.write_text(
        "\n".join(["buyer_id,age,annual salary,boat purchase amount", *rows]) + "\n", encoding="utf-8"
    )
    asked = "How much would a 40 year old who earns 35k pay for a boat?"
    args = ask(path, asked).plan.steps[-1].args
    assert args["target"] == "boat purchase amount"
    assert args["person"] == {"age": 40, "annual salary": 35_000}
    assert ask(path, "average boat price").reading.lower() == "average boat purchase amount"
