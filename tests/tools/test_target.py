from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.dataset import Dataset
from data.errors import Unsupported
from data.query import call, col
from data.work import Work
from tools import _boosting, _propensity
from tools.target import TargetArgs, target

ONES = np.ones


def buyers(n: int = 1000, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 4))
    y = (rng.random(n) < 1 / (1 + np.exp(-(X[:, 0] - 2 * X[:, 1] - 1)))).astype(float)
    return X, y


def table(folder: Path, columns: dict[str, Any]) -> Any:
    rows = zip(*columns.values(), strict=True)
    lines = [",".join(columns), *(",".join("" if v is None else str(v) for v in row) for row in rows)]
    path = folder / "customers.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Dataset.open(path).view()


def crm(folder: Path, n: int = 400, seed: int = 3, **more: Any) -> Any:
    """Customers whose answer to a campaign hangs on visits and plan; age says nothing."""
    rng = np.random.default_rng(seed)
    visits, plan, age = rng.poisson(4, n), rng.integers(0, 2, n), rng.integers(20, 70, n)
    chance = 1 / (1 + np.exp(-(0.6 * visits + 1.2 * plan - 4.5)))
    answered = (rng.random(n) < chance).astype(int)
    columns = {
        "customer_id": range(1, n + 1),
        "age": age,
        "visits": visits,
        "plan": ["plus" if p else "basic" for p in plan],
        "response": answered,
    }
    return table(folder, columns | {k: v(answered, rng) for k, v in more.items()})


def ask(data: Any, **args: Any) -> Any:
    return target(TargetArgs(source="customer", **args), data, Work())


def facts(result: Any) -> dict[str, Any]:
    return {f.id: f.value for f in result.facts}


def codes(result: Any) -> set[str]:
    return {c.code for c in result.caveats}


# ---------------------------------------------------------------- the models against their oracles
def test_the_logistic_slopes_are_those_of_scikit_learn() -> None:
    from sklearn.linear_model import LogisticRegression

    X, y = buyers()
    Z = (X - X.mean(axis=0)) / X.std(axis=0)
    theirs = LogisticRegression(C=1.0, tol=1e-10, max_iter=5000).fit(Z, y)
    ours = _propensity.fit_logistic(Z, y, ONES(len(y)))
    assert ours.slope == pytest.approx(theirs.coef_[0], abs=1e-4)
    assert ours.intercept == pytest.approx(float(theirs.intercept_[0]), abs=1e-4)


def test_outcomes_that_can_be_told_apart_completely_leave_the_slopes_finite() -> None:
    X = np.linspace(-1, 1, 60)[:, None]
    model = _propensity.fit_logistic(X, (X[:, 0] > 0).astype(float), ONES(60))
    assert np.all(np.isfinite(model.slope)) and model.slope[0] > 0


@pytest.mark.parametrize("y", [np.zeros(30), np.ones(30)])
def test_one_outcome_only_gives_its_own_chance(y: np.ndarray) -> None:
    odds = _propensity.fit_logistic(np.arange(30.0)[:, None], y, ONES(30)).predict(np.zeros((1, 1)))
    assert float(_boosting.sigmoid(odds)[0]) == pytest.approx(float(y[0]), abs=1e-6)


def test_boosted_chances_rank_as_well_as_those_of_the_library() -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.metrics import roc_auc_score

    X, y = buyers(1500)
    rest, held = slice(0, 1000), slice(1000, None)
    ours = _propensity.fit_boosted(X[rest], y[rest], ONES(1000)).predict(X[held])
    other = HistGradientBoostingClassifier(
        max_iter=100, max_leaf_nodes=8, learning_rate=0.08, early_stopping=False
    )
    theirs = other.fit(X[rest], y[rest]).predict_proba(X[held])[:, 1]
    assert roc_auc_score(y[held], ours) > roc_auc_score(y[held], theirs) - 0.02


def test_the_ranking_quality_is_that_of_scikit_learn_with_ties_and_weights() -> None:
    from sklearn.metrics import roc_auc_score

    X, y = buyers(300)
    w = np.random.default_rng(1).random(300)
    chance = np.round(X[:, 0], 1)
    ours = _propensity.auc_of(chance, y, w)
    assert ours == pytest.approx(roc_auc_score(y, chance, sample_weight=w))


def test_equal_chances_reach_their_part_of_the_yes_and_no_more() -> None:
    found = _propensity.ranking(np.full(10, 0.3))
    y = np.array([1.0] * 5 + [0.0] * 5)
    assert _propensity.reached(found.blocks(y), found.blocks(ONES(10)), 0.2) == pytest.approx(0.2)


# ---------------------------------------------------------------- folds and leaks
def test_copies_share_a_fold() -> None:
    X, y = buyers(200)
    columns = {f"x{i}": np.concatenate([X[:, i], X[:50, i]]) for i in range(4)}
    rows = _propensity.prepare(columns, np.concatenate([y, 1 - y[:50]]), None, np.arange(250), 0)
    assert rows.copies == 50
    assert (rows.fold[:50] == rows.fold[200:]).all()


def test_every_fold_has_its_share_of_a_rare_yes() -> None:
    y = np.array([1.0] * 10 + [0.0] * 190)
    fold = _propensity.stratified(np.arange(200), y, 5, 0)
    assert np.bincount(fold[y == 1]).tolist() == [2, 2, 2, 2, 2]


def test_a_copy_of_the_outcome_and_a_column_filled_in_after_it_are_found() -> None:
    X, y = buyers(400)
    why = np.array(["price" if v and i % 8 else None for i, v in enumerate(y)], dtype=object)
    sure, odd = _propensity.leaks({"x": X[:, 0], "same": y + 5, "why": why}, y)
    assert {leak.name for leak in sure} == {"same", "why"}
    assert odd == []


def test_a_trait_without_any_value_is_no_leak_and_no_error() -> None:
    X, y = buyers(200)
    columns = {"x": X[:, 0], "empty": np.full(200, np.nan)}
    assert _propensity.leaks(columns, y) == ([], [])
    rows = _propensity.prepare(columns, y, None, np.arange(200), 0)
    assert np.isfinite(_propensity.judge(rows, 0, Work()).chance).all()


def test_boosting_is_taken_only_where_it_is_better_by_more_than_a_standard_error() -> None:
    rng = np.random.default_rng(5)
    X = rng.uniform(-2, 2, size=(1500, 2))
    odd = ((X[:, 0] > 0) == (X[:, 1] > 0)).astype(float)
    y = np.where(rng.random(1500) < 0.9, odd, 1 - odd)
    chosen = []
    for outcome in (y, buyers(600)[1]):
        traits = X if len(outcome) == 1500 else buyers(600)[0]
        columns = {f"x{i}": traits[:, i] for i in range(traits.shape[1])}
        rows = _propensity.prepare(columns, outcome, None, np.arange(len(outcome)), 0)
        chosen.append(_propensity.judge(rows, 0, Work()).best.name)
    assert chosen == ["boosting", "logistic"]


def test_a_lead_within_a_standard_error_is_no_reason_for_the_complex_model() -> None:
    rng = np.random.default_rng(3)
    plain = rng.exponential(0.3, 400)
    apart = rng.normal(0.0, 0.1, 400)
    nearly = plain - (apart - apart.mean()) - 0.004
    surely = plain - (apart - apart.mean()) - 0.02
    line, boosted, far = (
        _propensity.Score(name, float(losses.mean()), 0.1, 0.8, losses, losses)
        for name, losses in (("logistic", plain), ("boosting", nearly), ("boosting", surely))
    )
    rows, weights = np.arange(400), np.ones(400)
    assert boosted.loss < line.loss and _propensity.simplest([line, boosted], rows, weights) is line
    assert _propensity.simplest([line, far], rows, weights) is far


# ---------------------------------------------------------------- the tool
def test_those_who_say_yes_more_often_stand_at_the_top(tmp_path: Path) -> None:
    result = ask(crm(tmp_path))
    found = facts(result)
    assert result.headline.label == "lift in the best tenth"
    assert found["lift10"] > 1.5 and found["auc"] > 0.7
    assert found["lean.1"] == "visits"
    assert result.table.rows[0][3] > result.table.rows[-1][3]


def test_figures_of_unseen_rows_say_that_noise_says_nothing(tmp_path: Path) -> None:
    rng = np.random.default_rng(9)
    columns = {"customer_id": range(300), "age": rng.integers(20, 70, 300), "visits": rng.poisson(4, 300)}
    result = ask(table(tmp_path, columns | {"response": rng.integers(0, 2, 300)}))
    assert "naive" in result.flags and "naive_wins" in codes(result)
    assert 0.4 < facts(result)["auc"] < 0.6


def test_contact_pays_above_cost_over_margin(tmp_path: Path) -> None:
    found = facts(ask(crm(tmp_path), cost=2, margin=5))
    assert found["even"] == pytest.approx(0.4)
    assert found["profit_all"] == 5 * found["yes"] - 2 * found["rows"]
    assert found["profit"] > found["profit_all"]
    assert found["profit"] == pytest.approx(found["chosen"] * (5 * found["chosen_rate"] - 2))


def test_where_everyone_is_worth_a_contact_that_is_said(tmp_path: Path) -> None:
    result = ask(crm(tmp_path), cost=0.01, margin=100)
    assert "everyone" in result.flags and "everyone_pays" in codes(result)


def test_where_nobody_is_worth_a_contact_that_is_said(tmp_path: Path) -> None:
    result = ask(crm(tmp_path), cost=10, margin=9)
    assert "nobody" in result.flags and facts(result)["chosen"] == 0


def test_cost_and_margin_that_stand_in_the_data_are_used_and_said(tmp_path: Path) -> None:
    view = crm(tmp_path, contact_cost=lambda y, _: [3] * len(y), revenue=lambda y, _: [11] * len(y))
    result = ask(view)
    assert facts(result)["even"] == pytest.approx(3 / 11) and "money_of_the_data" in codes(result)


def test_the_top_that_was_asked_for_is_counted_and_labelled(tmp_path: Path) -> None:
    result = ask(crm(tmp_path), top=50)
    assert facts(result)["cut_n"] == 50
    assert result.artifacts[0].labels == ("top 50", "the rest") and result.artifacts[0].sizes == (50, 350)


def test_a_column_that_gives_the_answer_away_is_left_out_and_said(tmp_path: Path) -> None:
    view = crm(tmp_path, prize=lambda y, rng: [int(v) * int(rng.integers(5, 90)) for v in y])
    result = ask(view)
    assert "leak" in codes(result) and result.words["leaks"] == "prize"
    assert facts(result)["auc"] < 0.95


def test_sex_and_other_forms_of_the_outcome_are_not_used(tmp_path: Path) -> None:
    view = crm(
        tmp_path,
        gender=lambda y, rng: ["mf"[int(v)] for v in rng.integers(0, 2, len(y))],
        response_score=lambda y, rng: [round(float(v) * 10 + rng.normal(0, 9), 2) for v in y],
    )
    assert {"special_traits", "other_forms"} <= codes(ask(view))


def test_a_smaller_population_is_ranked_by_the_model_of_all(tmp_path: Path) -> None:
    view = crm(tmp_path)
    part = ask(view, where=(call("gt", col("age"), 40),))
    assert facts(part)["rows"] == view.count("customer", (call("gt", col("age"), 40),))
    assert sum(part.artifacts[0].sizes) == facts(part)["rows"]


def test_among_those_who_have_not_said_yes_the_list_is_theirs_and_the_figures_are_all(tmp_path: Path) -> None:
    view = crm(tmp_path)
    never = (call("eq", col("response"), 0),)
    result = ask(view, where=never)
    assert "measured_on_all" in codes(result) and facts(result)["rows"] == 400
    assert sum(result.artifacts[0].sizes) == view.count("customer", never)


def test_people_without_a_known_outcome_are_ranked_but_not_counted(tmp_path: Path) -> None:
    view = crm(tmp_path, n=300)
    whole = ask(view)
    assert facts(whole)["rows"] == 300
    rng = np.random.default_rng(1)
    columns = {"customer_id": range(300), "visits": rng.poisson(4, 300)}
    answers = [int(v > 4) if i % 10 and rng.random() < 0.8 else None for i, v in enumerate(columns["visits"])]
    result = ask(table(tmp_path, columns | {"response": answers}), columns=("visits",), target="response")
    assert facts(result)["unknown"] == answers.count(None)
    assert sum(result.artifacts[0].sizes) == 300


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = crm(tmp_path / "a")
    lines = (tmp_path / "a" / "customers.csv").read_text().splitlines()
    shuffled = [lines[0], *sorted(lines[1:], key=lambda line: line[::-1])]
    (tmp_path / "b" / "customers.csv").write_text("\n".join(shuffled) + "\n")
    again = Dataset.open(tmp_path / "b" / "customers.csv").view()
    assert facts(ask(first))["auc"] == pytest.approx(facts(ask(again))["auc"], abs=1e-9)


def test_a_kind_of_several_counts_as_yes_where_it_is_named(tmp_path: Path) -> None:
    result = ask(crm(tmp_path), target="plan", yes="plus")
    assert result.words["outcome"] == "plan plus"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([1] * 60, "nothing sets them apart"),
        ([1, 0] * 10, "too few"),
        ([1] * 5 + [0] * 95, "too few"),
    ],
)
def test_too_little_to_learn_from_is_refused(tmp_path: Path, answers: list[int], said: str) -> None:
    n = len(answers)
    view = table(
        tmp_path, {"customer_id": range(n), "visits": [i % 7 for i in range(n)], "response": answers}
    )
    with pytest.raises(Unsupported, match=said):
        target(TargetArgs(source=view.catalog.main, target="response"), view, Work())


def test_a_number_is_no_yes_or_no(tmp_path: Path) -> None:
    with pytest.raises(Unsupported) as caught:
        ask(crm(tmp_path), target="visits")
    assert "response" in caught.value.hint


@pytest.mark.shared
def test_the_campaign_of_the_personality_data_is_ranked_as_measured_before(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "marketing_campaign.csv").view()
    found = facts(ask(view, target="Response"))
    assert found["auc"] == pytest.approx(0.90, abs=0.015)
    assert found["lift10"] == pytest.approx(4.7, abs=0.25)
    assert found["profit_all"] == 11 * 334 - 3 * 2240
    assert found["chosen"] == pytest.approx(375, abs=30)
    assert found["profit"] == pytest.approx(1240, abs=90)


@pytest.mark.shared
def test_copies_of_a_survey_are_one_household_each(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "SCFP2019.csv.gz").view()
    args = TargetArgs(source="household", target="TURNDOWN", columns=("AGE", "INCOME"))
    assert facts(target(args, view, Work()))["rows"] == 5777


def test_rows_of_one_person_share_a_fold() -> None:
    X, y = buyers(300)
    rows = _propensity.prepare({"x": X[:, 0]}, y, None, np.repeat(np.arange(100), 3), 0)
    assert (rows.fold.reshape(100, 3) == rows.fold.reshape(100, 3)[:, :1]).all()


def test_the_chance_of_somebody_is_that_of_a_logistic_regression_on_what_is_known(tmp_path: Path) -> None:
    from sklearn.linear_model import LogisticRegression

    view = crm(tmp_path, n=600)
    result = ask(view, person={"visits": 6, "plan": "plus"})
    from data.query import Out, Query

    got = view.arrays(
        Query(
            source="customer", columns=tuple(Out(name=n, expr=col(n)) for n in ("visits", "plan", "response"))
        )
    )
    X = np.column_stack([got["visits"], got["plan"] == "plus"]).astype(float)
    spread = X.std(axis=0)
    theirs = (
        LogisticRegression(C=1e6).fit(X / spread, got["response"]).predict_proba(np.array([[6, 1]]) / spread)
    )
    chance = next(f for f in result.facts if f.id == "chance")
    assert chance.value == pytest.approx(float(theirs[0, 1]), abs=0.02)
    assert chance.low < chance.value < chance.high
    near = (np.abs(got["visits"] - 6) < 1) & (got["plan"] == "plus")
    assert facts(result)["like"] >= int(near.sum())


def test_somebody_outside_the_data_is_a_guess(tmp_path: Path) -> None:
    result = ask(crm(tmp_path), person={"visits": 900})
    assert {"outside_support", "no_comparables"} <= codes(result)


def test_a_chance_from_what_gives_the_outcome_away_is_refused(tmp_path: Path) -> None:
    view = crm(tmp_path, prize=lambda y, rng: [int(v) * int(rng.integers(5, 90)) for v in y])
    with pytest.raises(Unsupported, match="away"):
        ask(view, person={"prize": 20})


# ---------------------------------------------------------------- do the chances come true, and where it breaks even
def test_the_parts_of_a_calibration_table_are_those_that_scikit_learn_makes() -> None:
    from sklearn.calibration import calibration_curve

    from tools import _reliability

    rng = np.random.default_rng(2)
    chance = rng.random(1000)
    y = (rng.random(1000) < chance**2).astype(float)
    came, said = calibration_curve(y, chance, n_bins=10, strategy="quantile")
    parts = _reliability.parts_of(chance, y, ONES(1000), 10)
    assert [p.said for p in parts] == pytest.approx(said[::-1].tolist(), abs=1e-9)
    assert [p.came for p in parts] == pytest.approx(came[::-1].tolist(), abs=1e-9)
    assert sum(p.holds for p in parts) < 6


def test_a_calibration_table_holds_what_was_said_beside_what_came_true(tmp_path: Path) -> None:
    result = ask(crm(tmp_path, 1000), view="calibration")
    assert result.table is not None and result.table.columns[2:4] == ("said", "came true")
    people, came = (sum(row[i] * row[1] for row in result.table.rows) for i in (2, 3))
    assert people == pytest.approx(came, rel=0.05)
    found = facts(result)
    assert "said calibrated" in result.flags and found["held"] >= 8
    assert result.headline.value == found["off"] < 0.05
    assert result.chart is not None and result.chart.y == "came true"


def test_chances_of_models_that_are_too_bold_are_said_to_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain = _propensity.sigmoid
    monkeypatch.setattr(_propensity, "sigmoid", lambda odds: plain(2.2 * odds))
    result = ask(crm(tmp_path, 1000), view="calibration")
    assert "said bold" in result.flags and facts(result)["slope"] < 0.75
    assert facts(result)["held"] < facts(result)["parts"]


def test_the_break_even_rate_is_cost_over_margin_and_the_depth_follows_from_who_answered(
    tmp_path: Path,
) -> None:
    result = ask(crm(tmp_path, 1000), view="break-even", cost=6, margin=10)
    found = facts(result)
    assert result.headline.value == pytest.approx(0.6) and found["one_in"] == pytest.approx(10 / 6)
    assert (
        found["needed"] == 600 and found["yes"] < 600 and {"below even", "part of the list"} <= result.flags
    )
    assert 0 < found["chosen_share"] < found["depth"] < 1
    depth = next(f for f in result.facts if f.id == "depth")
    assert depth.low <= depth.value <= depth.high


def test_down_to_the_depth_the_list_loses_nothing_and_one_further_it_does() -> None:
    from tools import _reliability

    chance = np.linspace(1, 0, 100)
    y = (np.arange(100) < 30).astype(float)
    found = _reliability.deepest(chance, y, np.arange(100), cost=1.0, margin=2.0, seed=0)
    assert found.value == pytest.approx(0.6), "30 yes at 2 pay for 60 contacts at 1"
    nobody = _reliability.deepest(chance, np.zeros(100), np.arange(100), 1.0, 2.0, 0)
    assert nobody.value == 0


def test_where_the_whole_list_pays_that_is_said(tmp_path: Path) -> None:
    result = ask(crm(tmp_path, 1000), view="break-even", cost=0.1, margin=10)
    assert {"above even", "whole list"} <= result.flags and facts(result)["depth"] == 1


def test_a_break_even_without_cost_or_margin_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(Unsupported, match="what a yes brings is not known"):
        ask(crm(tmp_path), view="break-even", cost=3)


def test_without_anybody_who_answered_there_is_a_rate_and_no_depth(tmp_path: Path) -> None:
    view = table(tmp_path, {"customer_id": range(100), "age": [20 + i % 50 for i in range(100)]})
    result = ask(view, view="break-even", cost=2, margin=20)
    assert result.headline.value == pytest.approx(0.1) and facts(result)["needed"] == 10
    assert codes(result) == {"no_depth"} and "depth" not in facts(result)
