from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant import Assistant


def args(desk: Any, question: str) -> dict[str, Any]:
    """The arguments of the test that a question is planned to."""
    step = desk.read(question).candidates[0].plan.steps[-1]
    assert step.tool == "experiment"
    return dict(step.args)


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People in two arms."""
    rng = np.random.default_rng(1)
    lines = [
        f"{i},{('control', 'treatment')[i % 2]},{20 + i % 50},{int(rng.random() < 0.2 + 0.2 * (i % 2))},{30 + i % 7}"
        for i in range(400)
    ]
    path = tmp_path_factory.mktemp("tested") / "visitors.csv"
    path.write_text("customer_id,arm,age,converted,spend\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how many people do I need for an A/B test from 5% to 6%?", {"baseline": 0.05, "goal": 0.06}),
        ("sample size to go from 10 percent to 12 percent?", {"baseline": 0.10, "goal": 0.12}),
        ("ab test, conversion rate of 4 %, detect a 15 % lift", {"baseline": 0.04, "relative": 0.15}),
        ("a/b test for a rise of 2 points from a baseline of 8 %", {"baseline": 0.08, "rise": 0.02}),
        ("split test from 5% to 6% with 90% power", {"goal": 0.06, "power": 0.9}),
        ("split test from 5% to 6% at 99 % confidence", {"goal": 0.06, "level": 0.99}),
        ("how many people per group do we need to tell 15 % against 17 %?", {"baseline": 0.15, "goal": 0.17}),
        ("split test from 5% to 6%, significance level 1 %", {"goal": 0.06, "level": 0.99}),
        ("how long should the test run from 5% to 6% with 500 visitors a day", {"per_day": 500}),
        ("how long should the test run from 5% to 6% with 1,400 visitors a week", {"per_day": 200}),
        ("hold out test from 5% to 6% with 10 % held out", {"control": 0.1}),
        ("a/b test from 5% to 6%, we have 4,000 customers", {"people": 4000}),
        ("a/b test from 5 % to 4 %", {"baseline": 0.05, "goal": 0.04}),
        (
            "we want to test a new email, current conversion 2.5%, hoping for 3%",
            {"baseline": 0.025, "goal": 0.03},
        ),
        ("ab test with 1500 visitors per day, baseline 4%, 10% uplift", {"per_day": 1500, "relative": 0.1}),
        ("what is the minimum detectable effect with 1,000 people", {"people": 1000}),
    ],
)
def test_the_figures_of_a_plan_are_known_by_their_words(
    crm: Any, question: str, expected: dict[str, float]
) -> None:
    found = args(crm, question)
    assert {k: found.get(k) for k in expected} == pytest.approx(expected)
    assert "where" not in found


def test_the_outcome_and_the_population_may_be_named(crm: Any) -> None:
    found = args(crm, "sample size for an a/b test of accepted campaign 1 among people over 50")
    assert found["outcome"] == "accepted_campaign_1" and len(found["where"]) == 1
    assert args(crm, "a/b test on income")["outcome"] == "income"


def test_the_default_outcome_is_said(crm: Any) -> None:
    answer = crm.assistant.ask("how many people do I need for an A/B test?")
    assert answer.tool == "experiment"
    assert any("accepted campaign 2" in c.text for c in answer.caveats if c.code == "assumption")


def test_follow_ups_keep_the_plan_and_its_population(crm: Any) -> None:
    reading = crm.after(
        "how many people do I need for an A/B test of accepted campaign 1?",
        "only people over 30",
        "for a 30 % lift",
        "with 90 % power",
        "and with 40 a day",
    )
    for part in ("accepted campaign 1", "age over 30", "30 % more", "90 % power", "40 a day"):
        assert part in reading


def test_another_difference_replaces_the_one_before(crm: Any) -> None:
    reading = crm.after("a/b test from 5% to 6%", "for a 30 % lift")
    assert "30 % more" in reading and "6 %" not in reading


@pytest.mark.parametrize(
    "question",
    [
        "did the test work: A 120 of 2,400, B 165 of 2,380?",
        "is 120 out of 2400 against 165 out of 2380 a real difference?",
        "a/b test: 2,400 people, 120 bought against 2,380 people, 165 bought",
        "test result: 120/2400 vs 165/2380",
        "variant A had 120 conversions from 2,400 visitors and variant B had 165 from 2,380",
    ],
)
def test_counts_that_are_typed_are_read_as_the_arms(crm: Any, question: str) -> None:
    counts = args(crm, question)["counts"]
    assert [(c["n"], c["yes"]) for c in counts] == [(2400, 120), (2380, 165)]


def test_two_rates_with_the_size_of_each_group_are_counts(crm: Any) -> None:
    counts = args(crm, "is 5% vs 6% significant with 2,000 per group?")["counts"]
    assert [(c["n"], c["yes"]) for c in counts] == [(2000, 100), (2000, 120)]


def test_the_arm_with_the_first_letter_is_the_control(crm: Any) -> None:
    counts = args(crm, "variant B had 90 conversions from 1,200 visitors and A had 70 from 1,190")["counts"]
    assert [c["yes"] for c in counts] == [70, 90]


def test_the_control_is_the_arm_that_is_called_so(crm: Any) -> None:
    counts = args(crm, "test results: treatment 165 of 2,380, control 120 of 2,400")["counts"]
    assert [c["name"] for c in counts] == ["Control", "Treatment"]


def test_typed_counts_after_a_plan_are_a_test_of_their_own(crm: Any) -> None:
    reading = crm.after(
        "a/b test from 5% to 6%", "control 50 of 1,000, treatment 80 of 1,050: is that significant?"
    )
    assert reading == "Result of a test: Control 50 of 1000 against Treatment 80 of 1050"


def test_a_test_of_the_data_is_read_with_its_population(tested: Path) -> None:
    assistant = Assistant.open(tested)
    answer = assistant.ask("did the test work?")
    assert answer.tool == "experiment" and answer.headline is not None
    narrowed = assistant.ask("only people over 40")
    assert narrowed.tool == "experiment" and "age over 40" in narrowed.reading


def test_an_effect_can_be_asked_for_where_a_test_was_run(tested: Path) -> None:
    answer = Assistant.open(tested).ask("did the treatment cause the higher conversion?")
    assert answer.tool == "experiment"


def test_an_effect_without_a_test_is_declined_with_a_plan_for_one(crm: Any) -> None:
    answer = crm.assistant.ask("did the campaign cause the uplift?")
    assert answer.status == "declined" and [o.plan.steps[-1].tool for o in answer.options] == ["experiment"]


def test_a_read_out_without_arms_or_counts_is_declined_with_what_is_needed(crm: Any) -> None:
    answer = crm.assistant.ask("what were the results of the test?")
    assert answer.status == "declined" and "control" in answer.text and answer.options


def test_a_column_of_that_name_is_no_call(tmp_path: Path) -> None:
    path = tmp_path / "polls.csv"
    lines = [f"{name},{size}" for name, size in (("North", 900), ("South", 1200), ("East", 700))]
    path.write_text("Poll,Sample size\n" + "\n".join(lines) + "\n", encoding="utf-8")
    answer = Assistant.open(path).ask("which poll had the largest sample size?")
    assert answer.tool == "query"


@pytest.mark.parametrize(
    ("question", "sizes", "planned"),
    [
        ("we planned 50/50 and got 5,200 in control and 4,800 in treatment, is that fine?", [("Control", 5200), ("Treatment", 4800)], [0.5, 0.5]),
        ("is a split of 5200 against 4800 all right?", [("A", 5200), ("B", 4800)], None),
        ("planned 90/10, got 9,050 and 950", [("A", 9050), ("B", 950)], [0.9, 0.1]),
        ("sample ratio check: variant A 10,050, variant B 9,800", [("Variant A", 10050), ("Variant B", 9800)], None),
    ],
)  # fmt: skip
def test_a_split_is_checked_by_its_sizes_alone(
    crm: Any, question: str, sizes: list[tuple[str, int]], planned: list[float] | None
) -> None:
    found = args(crm, question)
    assert found["view"] == "split" and found.get("planned") == planned
    assert [(s["name"], s["n"]) for s in found["sizes"]] == sizes


def test_the_split_of_the_test_spoken_of_or_in_the_data_is_checked(crm: Any, tested: Path) -> None:
    crm.after("A: 120 of 2,400, B: 165 of 2,380")
    step = crm.assistant.ask("is the split all right?").plan.steps[-1]
    assert step.args["view"] == "split" and [c["n"] for c in step.args["counts"]] == [2400, 2380]
    answer = Assistant.open(tested).ask("is the split all right?")
    assert answer.tool == "experiment" and answer.plan.steps[-1].args["group"] == "arm"
    assert answer.text.startswith("Yes")


def test_a_split_of_nothing_is_declined_with_what_it_takes(crm: Any) -> None:
    answer = crm.assistant.ask("is the split all right?")
    assert answer.status == "declined" and "5,200 against 4,800" in answer.text


@pytest.mark.parametrize(
    ("question", "looks"),
    [
        ("we looked at the test result every day for 14 days, what does that do?", 14),
        ("can I peek at the test results daily?", None),
        ("we checked the test results 10 times", 10),
        ("we stopped the test early because it looked good, is that a problem?", None),
        ("what if I check the a/b test every week for 6 weeks?", 6),
        ("how bad is it to stop a test as soon as it is significant?", None),
    ],
)
def test_what_looking_more_than_once_does_is_told(crm: Any, question: str, looks: int | None) -> None:
    found = args(crm, question)
    assert found["view"] == "peeking" and found.get("looks") == looks


@pytest.mark.parametrize("question", ["we stopped early", "we looked every day", "I kept checking it"])
def test_the_test_spoken_of_is_held_against_its_looks(crm: Any, question: str) -> None:
    crm.after("A: 120 of 2,400, B: 165 of 2,380")
    answer = crm.assistant.ask(question)
    assert answer.plan.steps[-1].args["view"] == "peeking" and "stands even so" in answer.text


@pytest.mark.parametrize(
    "question", ["which customers stopped early?", "how many customers joined every day?"]
)
def test_where_no_test_is_spoken_of_nothing_was_looked_at_too_often(crm: Any, question: str) -> None:
    assert crm.assistant.ask(question).tool != "experiment"
