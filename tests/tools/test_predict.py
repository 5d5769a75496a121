from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.dataset import Dataset
from data.errors import UnknownName, Unsupported
from data.query import call, col
from data.work import Work
from tools import _boosting, _regress
from tools.predict import PredictArgs, predict


def curve(n: int = 1200, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    X = rng.uniform(-3, 3, size=(n, 3))
    y = 4 * np.sin(X[:, 0]) + np.where(X[:, 1] > 0, 3.0, 0.0) + rng.normal(0, 0.4, n)
    return X, y


def people(n: int = 400, seed: int = 1) -> tuple[dict[str, np.ndarray], np.ndarray]:
    rng = np.random.default_rng(seed)
    age = rng.integers(20, 70, n).astype(float)
    income = rng.normal(50_000, 12_000, n)
    plan = np.array(["basic", "plus"], dtype=object)[rng.integers(0, 2, n)]
    spend = 0.01 * income + 3 * age + 100 * (plan == "plus") + rng.normal(0, 20, n)
    return {"age": age, "income": income, "plan": plan}, spend


def fitted(columns: dict[str, np.ndarray], y: np.ndarray) -> _regress.Fitted:
    return _regress.fit(_regress.prepare(columns, y, None, None, 0))


def facts(result: Any) -> dict[str, Any]:
    return {f.id: f.value for f in result.facts}


def table(folder: Path, text: str) -> Any:
    path = folder / "people.csv"
    path.write_text(text, encoding="utf-8")
    return Dataset.open(path).view()


def test_boosting_explains_within_one_point_of_what_the_library_does() -> None:
    from sklearn.ensemble import HistGradientBoostingRegressor

    X, y = curve()
    rest, held = slice(0, 900), slice(900, None)
    ours = _boosting.Boosting().fit(X[rest], y[rest], np.ones(900)).predict(X[held])
    other = HistGradientBoostingRegressor(max_iter=60, max_leaf_nodes=8, early_stopping=False)
    theirs = other.fit(X[rest], y[rest]).predict(X[held])
    explained = [_regress.r_squared(y[held], guess, np.ones(300)) for guess in (ours, theirs)]
    assert explained[0] > explained[1] - 0.01


@pytest.mark.parametrize("q", [0.05, 0.5, 0.95])
def test_a_boosted_quantile_leaves_its_share_of_the_rows_below(q: float) -> None:
    X, y = curve()
    below = y <= _boosting.Boosting(trees=60, q=q).fit(X, y, np.ones(len(y))).predict(X)
    assert float(np.mean(below)) == pytest.approx(q, abs=0.06)


def test_boosting_of_constant_features_says_the_mean() -> None:
    y = np.arange(40.0)
    guess = _boosting.Boosting().fit(np.ones((40, 2)), y, np.ones(40)).predict(np.ones((3, 2)))
    assert guess == pytest.approx([19.5] * 3)


def test_boosting_reads_a_weight_of_two_as_two_rows() -> None:
    X, y = curve(300)
    w = np.where(np.arange(300) < 100, 2.0, 1.0)
    again = np.concatenate([np.arange(300), np.arange(100)])
    weighted = _boosting.Boosting(trees=10, smallest=1).fit(X, y, w).predict(X)
    doubled = _boosting.Boosting(trees=10, smallest=1).fit(X[again], y[again], np.ones(400)).predict(X)
    assert np.corrcoef(weighted, doubled)[0, 1] > 0.99


def test_the_line_has_the_slopes_and_robust_errors_of_statsmodels() -> None:
    import statsmodels.regression.linear_model as oracle

    X, y = curve(300)
    line = _regress.fit_linear(X, y, np.ones(300), alpha=0.0)
    theirs = oracle.OLS(y, np.column_stack([np.ones(300), X])).fit(cov_type="HC1")
    assert [line.intercept, *line.slope] == pytest.approx(list(theirs.params), rel=1e-9)
    assert np.sqrt(np.diag(line.covariance)) == pytest.approx(np.asarray(theirs.bse[1:]), rel=0.02)


def test_the_simplest_model_within_one_standard_error_wins() -> None:
    columns, spend = people()
    assert fitted(columns, spend).best.name == "linear"

    def scored(name: str, mae: float) -> _regress.Score:
        return _regress.Score(name, mae, 2.0, 0, 0, 0, 0, 0, np.zeros(0), folds=4)  # a standard error of 1

    near, far = scored("linear", 10.9), scored("linear", 11.1)
    assert _regress.simplest((near, scored("boosting", 10.0))).name == "linear"
    assert _regress.simplest((far, scored("boosting", 10.0))).name == "boosting"


def test_copies_of_a_row_share_a_fold() -> None:
    columns, spend = people(100)
    twice = {k: np.concatenate([v, v]) for k, v in columns.items()}
    rows = _regress.prepare(twice, np.concatenate([spend, spend]), None, None, 0)
    _, group = np.unique(np.column_stack([rows.X, rows.y]), axis=0, return_inverse=True)
    assert all(len(set(rows.fold[group.ravel() == g])) == 1 for g in range(100))
    assert rows.duplicates == 100


def test_the_order_of_the_rows_does_not_matter() -> None:
    columns, spend = people()
    order = np.random.default_rng(5).permutation(len(spend))
    here = fitted(columns, spend)
    there = fitted({k: v[order] for k, v in columns.items()}, spend[order])
    assert here.best.mae == there.best.mae


def test_one_absurd_row_does_not_move_the_model() -> None:
    columns, spend = people()
    plain = fitted(columns, spend)
    absurd = {k: np.append(v, x) for (k, v), x in zip(columns.items(), (40.0, 6e6, "basic"), strict=True)}
    moved = fitted(absurd, np.append(spend, 50.0))
    assert moved.extremes == {"income": 1}
    assert moved.best.mae == pytest.approx(plain.best.mae, rel=0.02)


def test_a_heavy_tail_is_not_cut_off_as_absurd() -> None:
    values = np.random.default_rng(0).lognormal(10, 0.8, 5_000)
    assert _regress.isolated(values).sum() <= 3


def test_a_copy_of_the_target_is_a_leak() -> None:
    columns, spend = people()
    found = _regress.leaks({**columns, "spend in cents": spend * 100 + 1}, spend)
    assert found == (_regress.Leak(("spend in cents",), "copy"),)


def test_parts_that_sum_to_the_target_are_a_leak_but_a_good_line_is_not() -> None:
    columns, spend = people()
    part = np.random.default_rng(3).uniform(0, 100, len(spend))
    found = _regress.leaks({"age": columns["age"], "food": part, "rest": spend - part}, spend)
    assert found == (_regress.Leak(("food", "rest"), "sum"),)
    assert _regress.leaks({k: columns[k] for k in ("age", "income")}, spend) == ()


def test_the_range_covers_nine_in_ten_in_each_third() -> None:
    rng = np.random.default_rng(4)
    x = rng.uniform(0, 3, 2_000)
    y = np.expm1(x + rng.normal(0, 0.4, 2_000)).clip(0)
    band = fitted({"x": x}, y).band
    assert band.method == "quantile"
    assert band.coverage == pytest.approx(0.9, abs=0.03)
    assert min(band.thirds) > 0.8


def test_comparables_lie_within_an_eighth_and_widen_when_few() -> None:
    columns, spend = people(4_000)
    window = _regress.comparables(fitted(columns, spend), {"age": 40})
    assert window.ranges["age"] == (35.0, 45.0)
    few = _regress.comparables(fitted(*people(60)), {"age": 40, "plan": "plus"})
    assert few.widened


def test_a_what_if_averages_the_model_over_the_comparable_rows() -> None:
    model = fitted(*people())
    window = _regress.comparables(model, {"age": 40})
    made = _regress.what_if(model, {"age": 40}, window)
    set_to = _regress.with_values(model.columns, window.rows, {"age": 40})
    assert made.value == pytest.approx(float(model.predict(set_to).mean()))
    assert made.low < made.value < made.high


def test_a_change_along_a_line_is_its_slope_times_the_change() -> None:
    columns, spend = people(2_000)
    moved = _regress.shift(fitted(columns, spend), {"income": 1_000.0}, {})
    assert moved.value == pytest.approx(10, rel=0.05)
    assert moved.low < 10 < moved.high


def test_a_value_outside_the_data_is_named() -> None:
    model = fitted(*people())
    assert _regress.outside(model, {"age": 120, "plan": "gold"}) == ("age", "plan")


def test_a_what_if_is_answered_with_comparables_and_quality(customers: Any) -> None:
    view = customers.view()
    result = predict(PredictArgs(source=view.catalog.main, target="spend", person={"age": 40}), view, Work())
    found = facts(result)
    assert found["given.1"] == 40
    assert found["base.mae"] > found["mae"]
    assert result.headline is not None and result.headline.low < result.headline.value < result.headline.high
    assert "association" in {c.code for c in result.caveats}


def test_an_unknown_trait_offers_the_nearest(customers: Any) -> None:
    view = customers.view()
    with pytest.raises(UnknownName, match="income"):
        predict(PredictArgs(source=view.catalog.main, target="spend", person={"incom": 1}), view, Work())


def test_a_text_target_is_refused_with_the_numbers_that_can_be_predicted(customers: Any) -> None:
    view = customers.view()
    with pytest.raises(Unsupported, match="spend"):
        predict(PredictArgs(source=view.catalog.main, target="city"), view, Work())


def test_the_target_cannot_be_given(customers: Any) -> None:
    view = customers.view()
    with pytest.raises(Unsupported, match="cannot be given"):
        predict(PredictArgs(source=view.catalog.main, target="spend", person={"spend": 5}), view, Work())


def test_several_more_like_them_bring_their_mean_each(customers: Any) -> None:
    view = customers.view()
    young = (call("lt", col("age"), 40),)
    result = predict(
        PredictArgs(source=view.catalog.main, target="spend", times=5, where=young), view, Work()
    )
    spend = [50 + 13 * i + 40 * (i % 3) for i in range(20)]
    assert result.headline is not None
    assert result.headline.value == pytest.approx(5 * sum(spend) / 20)


def test_the_same_question_gives_the_same_answer(customers_csv: Path) -> None:
    args = {"target": "spend", "person": {"age": 33}}
    answers = []
    for _ in range(2):
        view = Dataset.open(customers_csv).view()
        answers.append(predict(PredictArgs(source=view.catalog.main, **args), view, Work()))
    assert answers[0].facts == answers[1].facts


def test_a_model_comparison_names_the_best_and_shows_the_baseline(customers: Any) -> None:
    view = customers.view()
    result = predict(
        PredictArgs(source=view.catalog.main, target="spend", view="compare models"), view, Work()
    )
    assert result.table is not None and len(result.table.rows) == len(_regress.NAMES)
    assert result.headline is not None and result.headline.value in {"Linear regression", "Ridge regression"}
    assert facts(result)["base.mae"] > facts(result)["mae"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1,30,5", "Only|nothing|no number"),
        ("1,30,5\n2,31,6", "Only|nothing|no number"),
        ("\n".join(f"{i},{20 + i},7" for i in range(40)), "same for all|no number|not a number|nothing"),
    ],
)
def test_too_little_to_predict_from_is_said(tmp_path: Path, rows: str, said: str) -> None:
    view = table(tmp_path, f"id,age,spend\n{rows}\n")
    with pytest.raises(Unsupported, match=said) as caught:
        predict(PredictArgs(source=view.catalog.main, target="spend"), view, Work())
    assert caught.value.hint


@pytest.mark.shared
def test_the_seed_projects_figures_are_met(shared_data: Path) -> None:
    cars = Dataset.open(shared_data / "Car_Purchasing_Data.csv").view()
    raised = predict(PredictArgs(source=cars.catalog.main, change={"Annual Salary": 10_000}), cars, Work())
    assert raised.headline is not None and raised.headline.value == pytest.approx(5_622, rel=0.01)
    more = predict(
        PredictArgs(source=cars.catalog.main, times=20, where=(call("between", col("Age"), 40, 49),)),
        cars,
        Work(),
    )
    assert more.headline is not None and more.headline.value == pytest.approx(855_611, rel=0.001)


@pytest.mark.shared
def test_spend_of_a_person_is_near_that_of_people_like_them(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "marketing_campaign.csv").view()
    source = view.catalog.main

    def expected(**person: float) -> float:
        made = predict(PredictArgs(source=source, person=person), view, Work())
        assert made.headline is not None and isinstance(made.headline.value, float)
        return made.headline.value

    assert expected(age=45, Income=80_000) == pytest.approx(1_490, rel=0.2)
    assert expected(Income=60_000, children=0) == pytest.approx(805, rel=0.3)
    assert expected(Income=60_000, children=2) == pytest.approx(502, rel=0.3)
    quality = facts(predict(PredictArgs(source=source, view="quality"), view, Work()))
    assert 0.65 < quality["r2"] < 0.79 and 190 < quality["mae"] < 256
    assert not math.isnan(quality["coverage"]) and quality["coverage"] == pytest.approx(0.9, abs=0.03)


def leaning(tmp_path: Path) -> Any:
    """Spend rises with the square of age times noise: high predictions miss by more than low ones."""
    rng = np.random.default_rng(4)
    age = rng.integers(18, 80, 600)
    spend = (age / 10.0) ** 3 * rng.lognormal(0, 0.4, 600)
    rows = "\n".join(f"{i},{a},{s:.2f}" for i, (a, s) in enumerate(zip(age, spend, strict=True)))
    return table(tmp_path, "customer_id,age,spend\n" + rows + "\n")


@pytest.mark.parametrize(("view", "line"), [("predicted vs actual", "equal"), ("residuals", "zero")])
def test_predicted_and_actual_are_drawn_from_models_that_had_not_seen_the_row(
    tmp_path: Path, view: Any, line: str
) -> None:
    data = leaning(tmp_path)
    result = predict(PredictArgs(source="people", target="spend", view=view), data, Work())
    quality = predict(PredictArgs(source="people", target="spend", view="quality"), data, Work())
    assert facts(result)["mae"] == facts(quality)["mae"], "out of fold, as the quality report has it"
    assert result.chart is not None and result.chart.type == "scatter"
    points = result.chart.plotly["data"][0]
    assert len(points["x"]) == 600
    ends = result.chart.plotly["layout"]["shapes"][0]
    assert (ends["y0"], ends["y1"]) == ((ends["x0"], ends["x1"]) if line == "equal" else (0, 0))
    miss = np.array(points["y"]) - (np.array(points["x"]) if line == "equal" else 0)
    assert np.abs(miss).mean() == pytest.approx(facts(result)["mae"], rel=1e-6)


def test_errors_that_grow_with_the_prediction_are_told(tmp_path: Path) -> None:
    result = predict(
        PredictArgs(source="people", target="spend", view="residuals"), leaning(tmp_path), Work()
    )
    assert "fanning" in result.flags
    assert facts(result)["last_off"] > 3 * facts(result)["first_off"]
    assert result.table is not None
    assert sum(row[1] for row in result.table.rows) == 600  # type: ignore[misc]  # counts


def test_comparing_models_ends_when_its_time_is_over() -> None:
    rng = np.random.default_rng(3)
    columns = {"a": rng.normal(size=200), "b": rng.normal(size=200)}
    rows = _regress.prepare(columns, columns["a"] + rng.normal(size=200), None, None, 0)
    scores = _regress.compare(rows, list(_regress.NAMES), 0, Work(), tuned=True, budget=-1.0)
    assert [s.name for s in scores] == ["mean"]
    whole = _regress.compare(rows, ["mean", "linear", "tree"], 0, Work(), tuned=True)
    assert [s.name for s in whole] == ["mean", "linear", "tree"]
