"""Our own methods against what libraries said of the same tables (benchmarks/oracles/); none of them is installed here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.dataset import Dataset, View
from data.work import Work
from tools import _baskets, _purchases, _regress
from tools._histories import Customers, customers
from tools._lifetime import Buying, Spending, fit_buying, fit_spending
from tools._tool import Args
from tools.basket import BasketArgs, basket

HERE = Path(__file__).resolve().parents[2] / "benchmarks" / "oracles"


def recorded(library: str) -> dict[str, Any]:
    """What a library said."""
    found: dict[str, Any] = json.loads((HERE / f"{library}.json").read_text(encoding="utf-8"))
    return found


def table(name: str) -> View:
    return Dataset.open(HERE / f"{name}.csv").view()


@pytest.fixture(scope="module")
def people() -> Customers:
    """The customers of the table of purchases, as the tool counts them."""
    view = table("purchases")
    found = _purchases.find(view.catalog, view.catalog.main)
    asked = _purchases.population(found, Args(source=view.catalog.main), view, net=True)
    return customers(asked, view, Work())


# ---------------------------------------------------------------- lifetimes: BG/NBD and Gamma-Gamma
def test_customers_are_counted_as_lifetimes_counts_them(people: Customers) -> None:
    theirs, ours = recorded("lifetimes"), people.histories()
    assert people.keys.tolist() == theirs["customers"]
    assert ours.repeats.tolist() == theirs["repeats"]
    assert ours.last.tolist() == theirs["last"]
    assert ours.age.tolist() == theirs["age"]
    assert people.average() == pytest.approx(theirs["average"], rel=1e-8)


def test_the_fitted_buying_is_that_of_lifetimes(people: Customers) -> None:
    ours, theirs = fit_buying(people.histories()), recorded("lifetimes")["buying"]
    assert (ours.r, ours.alpha, ours.a, ours.b) == pytest.approx(tuple(theirs.values()), rel=5e-3)


@pytest.mark.parametrize("days", ["30", "90", "365"])
def test_the_purchases_expected_are_those_of_lifetimes(people: Customers, days: str) -> None:
    theirs, of = recorded("lifetimes"), people.histories()
    given = Buying(**theirs["buying"]).expected(of, float(days))
    assert given == pytest.approx(theirs["expected"][days], rel=1e-6)
    assert fit_buying(of).expected(of, float(days)) == pytest.approx(theirs["expected"][days], rel=5e-3)


def test_the_chances_to_be_alive_are_those_of_lifetimes(people: Customers) -> None:
    theirs, of = recorded("lifetimes"), people.histories()
    assert Buying(**theirs["buying"]).alive(of) == pytest.approx(theirs["alive"], abs=1e-8)
    assert fit_buying(of).alive(of) == pytest.approx(theirs["alive"], abs=1e-3)


def test_the_mean_purchases_expected_are_those_of_lifetimes(people: Customers) -> None:
    theirs, repeats, average = recorded("lifetimes"), people.histories().repeats, people.average()
    given = Spending(**theirs["spending"]).expected(repeats, average)
    fitted = fit_spending(repeats[repeats > 0], average[repeats > 0])
    assert given == pytest.approx(theirs["mean_purchase"], rel=1e-8)
    assert (fitted.p, fitted.q, fitted.v) == pytest.approx(tuple(theirs["spending"].values()), rel=1e-2)
    assert fitted.expected(repeats, average) == pytest.approx(theirs["mean_purchase"], rel=1e-3)


# ---------------------------------------------------------------- mapie: conformal intervals
def spend() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Features, spend, weights of one, and the fold of each row."""
    rows = np.genfromtxt(HERE / "spend.csv", delimiter=",", skip_header=1)
    return rows[:, 1:3], rows[:, 3], np.ones(len(rows)), rows[:, 4].astype(np.int64)


def test_the_equal_width_range_is_that_of_mapie() -> None:
    X, y, w, fold = spend()
    guess, _ = _regress.held_out(_regress.fit_linear, X, y, w, fold, Work())
    band = _regress.residual_band(y, guess, fold)
    low, high = band.ends(X, _regress.fit_linear(X, y, w).predict(X))
    theirs = recorded("mapie")["line"]
    assert recorded("mapie")["level"] == _regress.LEVEL
    assert low == pytest.approx(theirs["low"], rel=1e-4, abs=1)
    assert high == pytest.approx(theirs["high"], rel=1e-4, abs=1)


def test_the_range_that_follows_the_row_is_that_of_mapie() -> None:
    from sklearn.linear_model import QuantileRegressor

    def at(q: float) -> _regress.Fitter:
        return lambda X, y, w: QuantileRegressor(quantile=q, alpha=0.0, solver="highs").fit(X, y)

    X, y, w, fold = spend()
    band = _regress.quantile_band(X, y, w, y, fold, Work(), at)
    theirs = {k: np.array(v) for k, v in recorded("mapie")["quantiles_of_log"].items()}
    low, high = band.around(X, y)
    assert low == pytest.approx(theirs["low"], abs=1e-6)
    assert high == pytest.approx(theirs["high"], abs=1e-6)
    assert band.ends(X, y)[1] == pytest.approx(np.expm1(theirs["high"]), rel=1e-5)


# ---------------------------------------------------------------- mlxtend: pairs in orders
def rules() -> dict[tuple[str, str], list[float]]:
    """Support, confidence and lift from one thing to another."""
    return {(a, b): figures for a, b, *figures in recorded("mlxtend")["rules"]}


def test_all_pairs_have_the_figures_of_mlxtend() -> None:
    view = table("baskets")
    found = _purchases.find(view.catalog, view.catalog.main, order=True, customer=False)
    things = _baskets.Things("product", "product", "product", "products")
    asked = _purchases.population(found, Args(source=view.catalog.main), view)
    held = _baskets.held(asked, things, view, Work(), fewest=1)
    pairs = _baskets.pairs(held, Work(), fewest=1, test=False).pairs
    theirs = rules()
    assert held.total == recorded("mlxtend")["orders"]
    assert {frozenset((p.first.name, p.second.name)) for p in pairs} == {frozenset(k) for k in theirs}
    for p in pairs:
        ours = [p.support, p.confidence, p.lift]
        assert ours == pytest.approx(theirs[p.first.name, p.second.name], rel=1e-8)


def test_what_is_told_of_pairs_and_of_one_thing_is_what_mlxtend_says() -> None:
    view, theirs = table("baskets"), rules()
    pairs = basket(BasketArgs(source=view.catalog.main), view, Work()).table
    beside = basket(BasketArgs(source=view.catalog.main, item="lamp"), view, Work()).table
    assert pairs is not None and beside is not None and pairs.rows and beside.rows
    for first, second, _, *figures in pairs.rows:
        assert figures[:3] == pytest.approx(theirs[first, second], rel=1e-8)
    for second, _, confidence, _, lift, *_ in beside.rows:
        assert [confidence, lift] == pytest.approx(theirs["lamp", second][1:], rel=1e-8)


@pytest.mark.parametrize("library", ["lifetimes", "mapie", "mlxtend"])
def test_what_is_recorded_is_of_the_pinned_version(library: str) -> None:
    pinned = (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert "==".join(recorded(library)["library"]) in pinned
