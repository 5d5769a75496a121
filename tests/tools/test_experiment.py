from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.dataset import Dataset
from data.errors import AssistantError, InvalidQuery, Unsupported
from data.query import call, col
from data.work import Work
from tools import _arms, _power
from tools.experiment import ArmCount, ExperimentArgs, experiment


def facts(result: Any) -> dict[str, Any]:
    return {f.id: f.value for f in result.facts}


def fact(result: Any, id: str) -> Any:
    return next(f for f in result.facts if f.id == id)


def codes(result: Any) -> set[str]:
    return {c.code for c in result.caveats}


def plan(view: Any, **args: Any) -> Any:
    return experiment(ExperimentArgs(source="customers", **args), view, Work())


def read(view: Any, *counts: tuple[str, int, int], **args: Any) -> Any:
    arms = tuple(ArmCount(name=name, n=n, yes=yes) for name, n, yes in counts)
    return experiment(ExperimentArgs(source="customers", view="read", counts=arms, **args), view, Work())


def opened(folder: Path, columns: dict[str, Any]) -> Any:
    rows = zip(*columns.values(), strict=True)
    text = "\n".join(
        [",".join(columns), *(",".join("" if v is None else str(v) for v in row) for row in rows)]
    )
    (folder / "people.csv").write_text(text + "\n", encoding="utf-8")
    return Dataset.open(folder / "people.csv").view()


def drawn(folder: Path, n: int = 2000, lift: float = 0.10, share: float = 0.5, seed: int = 4) -> Any:
    """People drawn into two arms: one in ten of the control says yes, `lift` more of the treated."""
    rng = np.random.default_rng(seed)
    treated = rng.random(n) < share
    yes = rng.random(n) < 0.1 + lift * treated
    return opened(
        folder,
        {
            "customer_id": range(1, n + 1),
            "arm": ["treatment" if t else "control" for t in treated],
            "age": rng.integers(20, 70, n),
            "spend": np.round(rng.gamma(2, 30, n) + 9 * treated, 2),
            "response": yes.astype(int),
        },
    )


def result_of(view: Any, **args: Any) -> Any:
    return experiment(ExperimentArgs(source=view.catalog.main, view="read", **args), view, Work())


# ---------------------------------------------------------------- sizes against statsmodels
def test_five_to_six_percent_needs_8158_in_each_arm(customers: Any) -> None:
    result = plan(customers.view(), baseline=0.05, goal=0.06)
    assert result.headline.value == 8158 and facts(result)["total"] == 16316


@pytest.mark.parametrize(
    ("now", "goal", "ratio"), [(0.05, 0.06, 1), (0.1, 0.15, 1), (0.1, 0.15, 3), (0.4, 0.3, 0.5)]
)
def test_the_size_for_two_rates_has_the_power_that_statsmodels_computes(
    now: float, goal: float, ratio: float
) -> None:
    from statsmodels.stats.proportion import power_proportions_2indep

    n = _power.first_arm_for_rates(now, goal, ratio=ratio)
    assert n is not None
    theirs = power_proportions_2indep(now - goal, goal, n, ratio=ratio, alpha=0.05).power
    assert float(theirs) == pytest.approx(0.8, abs=0.002)
    assert _power.power_for_rates(now, goal, n, ratio) == pytest.approx(float(theirs), abs=0.002)


def test_the_size_for_two_rates_is_near_that_by_arcsines() -> None:
    from statsmodels.stats.power import NormalIndPower
    from statsmodels.stats.proportion import proportion_effectsize

    theirs = NormalIndPower().solve_power(proportion_effectsize(0.06, 0.05), power=0.8, alpha=0.05)
    assert _power.first_arm_for_rates(0.05, 0.06) == pytest.approx(theirs, rel=0.01)


@pytest.mark.parametrize("ratio", [1.0, 4.0])
@pytest.mark.parametrize("effect", [0.1, 0.5, 1.0])
def test_means_need_what_statsmodels_says(effect: float, ratio: float) -> None:
    from statsmodels.stats.power import TTestIndPower

    theirs = TTestIndPower().solve_power(effect, power=0.8, alpha=0.05, ratio=ratio)
    ours = _power.first_arm_for_means(1.0, effect, ratio=ratio)
    assert ours is not None and theirs <= ours <= theirs + 1.5


def test_the_least_difference_of_a_size_needs_that_size() -> None:
    least = _power.least_for_rates(0.05, 8158)
    assert least == pytest.approx(0.01, abs=1e-4)
    assert _power.least_for_means(2.0, 64) == pytest.approx(1.0, rel=0.01)


@pytest.mark.parametrize(("now", "goal"), [(0.05, 0.05), (0.0, 0.1), (0.9, 1.0)])
def test_a_difference_that_cannot_be_has_no_size(now: float, goal: float) -> None:
    assert _power.first_arm_for_rates(now, goal) is None


def test_so_few_people_show_nothing() -> None:
    assert _power.least_for_rates(0.9, 5) is None
    assert _power.least_for_means(1.0, 0.5) is None


# ---------------------------------------------------------------- plans
def test_where_no_difference_is_said_a_tenth_is_taken_and_others_are_listed(customers: Any) -> None:
    result = plan(customers.view(), baseline=0.2)
    assert "assumed" in result.flags and facts(result)["goal"] == pytest.approx(0.22)
    assert [row[0] for row in result.table.rows] == [0.05, 0.1, 0.2, 0.3, 0.5]
    totals = [row[5] for row in result.table.rows]
    assert totals == sorted(totals, reverse=True)


def test_days_follow_from_the_people_of_a_day_in_full_weeks(customers: Any) -> None:
    found = facts(plan(customers.view(), baseline=0.05, goal=0.06, per_day=1000))
    assert (found["days"], found["weeks"]) == (17, 3)


def test_a_small_held_out_part_costs_people(customers: Any) -> None:
    even = facts(plan(customers.view(), baseline=0.1, relative=0.2))
    uneven = facts(plan(customers.view(), baseline=0.1, relative=0.2, control=0.1))
    assert uneven["second"] == pytest.approx(9 * uneven["first"], rel=0.001)
    assert uneven["total"] > even["total"]


def test_a_fall_is_planned_like_a_rise(customers: Any) -> None:
    found = facts(plan(customers.view(), baseline=0.1, relative=-0.2))
    assert found["goal"] == pytest.approx(0.08) and found["first"] > 0


def test_the_rate_and_the_people_come_from_the_data_and_its_population(tmp_path: Path) -> None:
    view = drawn(tmp_path)
    older = (call("gt", col("age"), 40),)
    result = experiment(ExperimentArgs(source="customer", where=older), view, Work())
    n = view.count("customer", older)
    yes = view.count("customer", (*older, call("eq", col("response"), 1)))
    assert facts(result)["base"] == pytest.approx(yes / n) and facts(result)["have"] == n
    assert fact(result, "base").low < yes / n < fact(result, "base").high


def test_a_number_is_planned_by_its_spread(tmp_path: Path) -> None:
    result = experiment(ExperimentArgs(source="customer", outcome="spend"), drawn(tmp_path), Work())
    assert "mean" in result.flags and facts(result)["sd"] > 0


def test_without_a_rate_anywhere_it_is_asked_for(tmp_path: Path) -> None:
    view = opened(tmp_path, {"name": ["a", "b", "c"], "town": ["x", "y", "x"]})
    with pytest.raises(Unsupported, match="not known"):
        experiment(ExperimentArgs(source=view.catalog.main), view, Work())


def test_a_rate_of_one_outcome_only_cannot_be_started_from(tmp_path: Path) -> None:
    view = drawn(tmp_path)
    with pytest.raises(Unsupported, match="for all"):
        experiment(
            ExperimentArgs(source="customer", outcome="response", where=(call("eq", col("response"), 0),)),
            view,
            Work(),
        )


def test_a_plan_warns_of_looking_early(customers: Any) -> None:
    assert "peeking" in codes(plan(customers.view(), baseline=0.1))


# ---------------------------------------------------------------- read-outs
def test_the_interval_of_two_rates_is_newcombe_s(customers: Any) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    result = read(customers.view(), ("control", 2400, 120), ("treatment", 2380, 165))
    low, high = confint_proportions_2indep(165, 2380, 120, 2400, method="newcomb")
    gap = fact(result, "difference")
    assert gap.value == pytest.approx(165 / 2380 - 0.05)
    assert (gap.low, gap.high) == pytest.approx((low, high), abs=1e-4)
    assert "up" in result.flags and "peeking" in codes(result)


def test_the_relative_lift_has_the_interval_of_a_ratio_of_rates(customers: Any) -> None:
    from scipy.stats.contingency import relative_risk

    lift = fact(read(customers.view(), ("A", 1000, 100), ("B", 1000, 130)), "lift")
    theirs = relative_risk(130, 1000, 100, 1000)
    interval = theirs.confidence_interval(0.95)
    assert (lift.value + 1, lift.low + 1, lift.high + 1) == pytest.approx(
        (theirs.relative_risk, interval.low, interval.high), abs=1e-6
    )


def test_equal_arms_show_no_difference(customers: Any) -> None:
    result = read(customers.view(), ("A", 500, 50), ("B", 500, 50))
    assert "unclear" in result.flags and fact(result, "difference").value == 0
    assert facts(result)["least"] > 0


@pytest.mark.parametrize("yes", [(0, 0), (500, 500), (0, 500)])
def test_arms_of_one_outcome_only_are_read_without_error(customers: Any, yes: tuple[int, int]) -> None:
    result = read(customers.view(), ("A", 500, yes[0]), ("B", 500, yes[1]))
    gap = fact(result, "difference")
    assert gap.low <= gap.value <= gap.high


def test_the_sample_ratio_check_is_a_chi_square_and_stops_the_reading(customers: Any) -> None:
    from scipy.stats import chisquare

    counts = (2000, 2300)
    assert _arms.mismatch(counts, (1, 1)) == pytest.approx(float(chisquare(counts).pvalue))
    result = read(customers.view(), ("A", 2000, 100), ("B", 2300, 150))
    assert "sample_ratio" in codes(result) and result.headline is None
    assert not result.flags & {"up", "down", "unclear"}


def test_a_planned_split_is_what_the_sizes_are_checked_against(customers: Any) -> None:
    held = read(customers.view(), ("held out", 200, 20), ("contacted", 1800, 240), control=0.1)
    assert "split holds" in held.flags
    assert "split_unknown" in codes(read(customers.view(), ("A", 200, 20), ("B", 1800, 240)))


def test_several_arms_share_the_level_between_them(customers: Any) -> None:
    result = read(customers.view(), ("control", 900, 90), ("B", 900, 99), ("C", 900, 130))
    assert "several" in result.flags and result.words["arm"] == "C"
    assert facts(result)["level"] == pytest.approx(0.975)


def test_one_arm_is_no_test(customers: Any) -> None:
    with pytest.raises(InvalidQuery):
        read(customers.view(), ("A", 100, 10))


def test_more_yes_than_people_are_refused() -> None:
    with pytest.raises(ValueError, match="no more yes"):
        ArmCount(name="A", n=10, yes=11)


def test_arms_are_found_in_the_data_and_set_against_the_control(tmp_path: Path) -> None:
    view = drawn(tmp_path)
    result = result_of(view)
    at = [call("eq", col("arm"), "treatment"), call("eq", col("arm"), "control")]
    rates = [
        view.count(view.catalog.main, (a, call("eq", col("response"), 1)))
        / view.count(view.catalog.main, (a,))
        for a in at
    ]
    assert fact(result, "difference").value == pytest.approx(rates[0] - rates[1])
    assert (result.words["control"], result.words["arm"]) == ("control", "treatment")
    assert "drawn" in codes(result)


def test_amounts_are_compared_by_welch(tmp_path: Path) -> None:
    from scipy.stats import ttest_ind

    view = drawn(tmp_path)
    result = result_of(view, outcome="spend")
    data = {}
    for arm in ("treatment", "control"):
        from data.query import Out, Query

        query = Query(
            source=view.catalog.main,
            where=(call("eq", col("arm"), arm),),
            columns=(Out(name="s", expr=col("spend")),),
        )
        data[arm] = view.arrays(query)["s"]
    theirs = ttest_ind(data["treatment"], data["control"], equal_var=False)
    interval = theirs.confidence_interval(0.95)
    gap = fact(result, "difference")
    assert (gap.low, gap.high) == pytest.approx((interval.low, interval.high))
    assert facts(result)["p"] == pytest.approx(theirs.pvalue)


def test_people_with_several_rows_count_once(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    person = np.repeat(np.arange(200), 10)
    fond = np.repeat(rng.random(200) < 0.5, 10)
    arm = np.where(person % 2 == 0, "control", "treatment")
    few = _arms.rate_arm(
        "c",
        1000,
        float(fond[arm == "control"].sum()),
        fond[arm == "control"].astype(float),
        person[arm == "control"],
    )
    many = _arms.rate_arm(
        "t",
        1000,
        float(fond[arm == "treatment"].sum()),
        fond[arm == "treatment"].astype(float),
        person[arm == "treatment"],
    )
    by_person = _arms.effect_of(many, few, True, 0.95)
    by_row = _arms.effect_of(
        _arms.rate_arm("t", many.n, many.total), _arms.rate_arm("c", few.n, few.total), True, 0.95
    )
    assert by_person.clustered and by_person.low is not None and by_person.high is not None
    assert by_row.low is not None and by_row.high is not None
    assert by_person.high - by_person.low == pytest.approx(np.sqrt(10) * (by_row.high - by_row.low), rel=0.05)


def test_arms_that_differ_beforehand_are_said(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    age = rng.integers(20, 70, 600)
    arm = np.where(age + rng.normal(0, 5, 600) > 45, "treatment", "control")
    columns = {"customer_id": range(600), "arm": arm, "age": age, "response": rng.integers(0, 2, 600)}
    result = result_of(opened(tmp_path, columns), control=0.5)
    assert "unbalanced" in codes(result) and result.words["unbalanced"] == "age"


def test_groups_that_nobody_drew_are_no_test(customers: Any) -> None:
    with pytest.raises(Unsupported) as caught:
        result_of(customers.view())
    assert "control" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "values", "found"),
    [
        ("grp", ("control", "treatment"), True),
        ("variant", ("x", "y"), True),
        ("subject_version", ("A", "B"), True),
        ("plan", ("basic", "plus"), False),
        ("city", ("Leeds", "York"), False),
        ("tier", ("A", "B"), False),
    ],
)
def test_arms_are_known_by_name_or_by_their_control(
    tmp_path: Path, name: str, values: tuple[str, str], found: bool
) -> None:
    view = opened(tmp_path, {"customer_id": range(40), name: [values[i % 2] for i in range(40)]})
    assert (_arms.arm_column(view.source(view.catalog.main)) is not None) is found


def test_an_unknown_group_offers_the_nearest(customers: Any) -> None:
    with pytest.raises(AssistantError):
        result_of(customers.view(), group="citty")


def test_people_without_a_difference_are_told_what_they_can_find(customers: Any) -> None:
    result = plan(customers.view(), baseline=0.1, people=1000)
    assert "finds" in result.flags
    assert result.headline.value == pytest.approx(_power.least_for_rates(0.1, 500))


# ---------------------------------------------------------------- the split alone
def asked(data: Any, **args: Any) -> Any:
    return experiment(ExperimentArgs(source="customer", **args), data, Work())


def test_the_split_alone_is_a_chi_square_against_the_plan(tmp_path: Path) -> None:
    from scipy.stats import chisquare

    view = opened(tmp_path, {"customer_id": range(20), "age": range(20, 40)})
    sizes = ({"name": "control", "n": 5200}, {"name": "treatment", "n": 4800})
    result = asked(view, view="split", sizes=sizes)
    assert facts(result)["split_p"] == pytest.approx(float(chisquare([5200, 4800]).pvalue))
    assert "split off" in result.flags and facts(result)["off"] == 200
    uneven = asked(
        view, view="split", sizes=({"name": "A", "n": 9050}, {"name": "B", "n": 950}), planned=(0.9, 0.1)
    )
    assert facts(uneven)["split_p"] == pytest.approx(float(chisquare([9050, 950], [9000, 1000]).pvalue))
    assert "split holds" in uneven.flags and "taken as even" not in uneven.flags


def test_an_uneven_split_without_a_plan_is_left_open(tmp_path: Path) -> None:
    view = opened(tmp_path, {"customer_id": range(20), "age": range(20, 40)})
    result = asked(view, view="split", sizes=({"name": "A", "n": 9050}, {"name": "B", "n": 950}))
    assert result.headline is None and "split open" in result.flags and codes(result) == {"split_unknown"}


def test_the_split_of_the_data_is_counted_without_its_outcome(tmp_path: Path) -> None:
    result = asked(drawn(tmp_path, 2000, share=0.6), view="split")
    assert "split off" in result.flags and facts(result)["whole"] == 2000
    assert result.table is not None and sum(row[1] for row in result.table.rows) == 2000


# ---------------------------------------------------------------- looking more than once
@pytest.mark.parametrize(
    ("looks", "published"), [(1, 0.05), (2, 0.083), (3, 0.107), (4, 0.126), (5, 0.142), (10, 0.193), (20, 0.248), (50, 0.320)]
)  # fmt: skip
def test_false_alarms_of_repeated_looks_are_the_published_ones(looks: int, published: float) -> None:
    """Armitage, McPherson and Rowe (1969), table 2."""
    from tools import _looks

    assert _looks.alarm(looks) == pytest.approx(published, abs=0.0007)


@pytest.mark.parametrize(
    ("looks", "published"), [(2, 0.0294), (3, 0.0221), (4, 0.0182), (5, 0.0158), (10, 0.0106)]
)
def test_the_p_that_each_look_needs_is_pocock_s(looks: int, published: float) -> None:
    from tools import _looks

    assert _looks.needed_p(looks) == pytest.approx(published, abs=0.0001)


def test_false_alarms_are_those_of_tests_that_are_drawn_and_watched() -> None:
    from tools import _looks

    steps = np.random.default_rng(0).normal(size=(20_000, 14))
    z = np.cumsum(steps, axis=1) / np.sqrt(np.arange(1, 15))
    assert _looks.alarm(14) == pytest.approx(float((np.abs(z) > 1.959964).any(axis=1).mean()), abs=0.01)


def test_a_result_that_was_watched_is_held_to_a_stricter_p(tmp_path: Path) -> None:
    view = opened(tmp_path, {"customer_id": range(20), "age": range(20, 40)})
    arms = (ArmCount(name="A", n=2400, yes=120), ArmCount(name="B", n=2380, yes=165))
    strong = asked(view, view="peeking", counts=arms, looks=14)
    assert "still shown" in strong.flags and facts(strong)["p"] < facts(strong)["needed"] < 0.01
    arms = (ArmCount(name="A", n=2400, yes=120), ArmCount(name="B", n=2380, yes=152))
    weak = asked(view, view="peeking", counts=arms, looks=14)
    assert facts(weak)["needed"] < facts(weak)["p"] < 0.05 and "no longer shown" in weak.flags
