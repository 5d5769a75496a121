"""A profile tells a group apart by what differs, marks what was built in, and keeps chance finds down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.dataset import Dataset
from data.errors import UnknownName, Unsupported
from data.query import Expr, call, col
from data.work import Work
from tools import _models as models
from tools._names import match_label
from tools._result import Labelling, Result
from tools._tool import Segment
from tools.profile import ProfileArgs, profile
from tools.segment import SegmentArgs, segment


def people(count: int = 400) -> str:
    """Town people earn more and mostly have the plus plan; the noise columns have nothing to do with it."""
    rng = np.random.default_rng(11)
    noise = [f"rating_{i}" for i in range(12)]
    rows = [",".join(["customer_id", "place", "plan", "income", "total_spend", *noise])]
    for i in range(count):
        town = i % 4 == 0
        plan = "plus" if rng.random() < (0.8 if town else 0.2) else "basic"
        income = rng.normal(60_000 if town else 40_000, 8_000)
        cells = [f"{rng.normal(5, 2):.3f}" for _ in noise]
        spend = 100 + (200 if town else 0) + rng.exponential(40)
        rows.append(
            ",".join(
                [str(1000 + i), "town" if town else "country", plan, f"{income:.0f}", f"{spend:.2f}", *cells]
            )
        )
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("people") / "customers.csv"
    path.write_text(people(), encoding="utf-8")
    return Dataset.open(path)


def run(dataset: Any, *, where: tuple[Expr, ...] = (), view: Any = None, **args: Any) -> Result:
    view = view or dataset.view()
    return profile(ProfileArgs(source=view.catalog.main, where=where, **args), view, Work())


TOWN = (call("eq", col("place"), "town"),)


def value(result: Result, fact: str) -> Any:
    return next(f.value for f in result.facts if f.id == fact)


def test_a_group_has_its_size_its_share_and_what_it_brings_in(data: Any) -> None:
    result = run(data, where=TOWN)
    assert (value(result, "size"), value(result, "all"), value(result, "share")) == (100, 400, 0.25)
    assert value(result, "measure_share") == pytest.approx(
        value(result, "total") / value(result, "total_all")
    )
    assert value(result, "median") > value(result, "median_all")


def test_the_real_differences_are_told_and_the_noise_is_not(data: Any) -> None:
    result = run(data, where=TOWN)
    told = {f.row for f in result.facts if f.id.startswith(("over.", "under."))}
    assert any("income" in str(t) for t in told) and any("plan" in str(t) for t in told)
    assert not any("rating" in str(t) for t in told)
    assert value(result, "tested") >= 14


def test_an_index_is_the_group_over_all(data: Any) -> None:
    result = run(data, where=TOWN)
    for fact in (f for f in result.facts if f.id.startswith("over_index.")):
        here, every = (value(result, i) for i in fact.of)
        assert fact.value == pytest.approx(100 * here / every)


def test_traits_used_for_clustering_are_marked(data: Any) -> None:
    view = data.view()
    source = view.catalog.main
    made = segment(SegmentArgs(source=source, k=2, columns=("income",)), view, Work()).artifacts[0]
    assert isinstance(made, Labelling)
    result = run(data, view=view.with_artifacts(made), segment=Segment(step=made.name, label="1"))
    assert result.table is not None
    marks = {row[0]: row[-1] for row in result.table.rows}
    assert marks["income"] == "yes" and marks["rating 3"] == "no"
    assert any(c.code == "by_construction" for c in result.caveats)
    assert any("by construction" in str(f.row) for f in result.facts if f.id.startswith(("over.", "under.")))


def test_the_segment_itself_is_no_trait_of_itself(data: Any) -> None:
    view = data.view()
    made = segment(SegmentArgs(source=view.catalog.main, k=2, columns=("income",)), view, Work()).artifacts[0]
    result = run(data, view=view.with_artifacts(made), segment=Segment(step="segment", label="best"))
    assert result.table is not None and not any("segment" in str(row[0]).lower() for row in result.table.rows)


def test_a_rule_comes_with_honest_quality(data: Any) -> None:
    result = run(data, where=TOWN)
    assert "rule" in result.flags
    assert 0.5 < value(result, "rule_precision") <= 1 and 0.3 < value(result, "rule_recall") <= 1
    assert any("decision tree" in e.method for e in result.evidence)


def test_small_groups_lose_their_averages_and_keep_their_count(data: Any) -> None:
    result = run(data, where=(call("in", col("customer_id"), *range(1000, 1006)),))
    assert value(result, "size") == 6
    assert not any(f.id.startswith(("mean", "median", "over", "under")) for f in result.facts)
    assert any(c.code == "too_few" for c in result.caveats)


def test_everybody_is_summarised_and_compared_with_nobody(data: Any) -> None:
    result = run(data)
    assert "everybody" in result.flags and not any(f.id.startswith("over") for f in result.facts)
    assert result.table is not None and "median" in result.table.columns


def test_nobody_is_refused(data: Any) -> None:
    with pytest.raises(Unsupported, match="There are no"):
        run(data, where=(call("eq", col("place"), "moon"),))


def test_an_unknown_segment_offers_the_known_ones(data: Any) -> None:
    view = data.view()
    made = segment(SegmentArgs(source=view.catalog.main, k=2, columns=("income",)), view, Work()).artifacts[0]
    with pytest.raises(UnknownName):
        run(data, view=view.with_artifacts(made), segment=Segment(step="segment", label="7"))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("2", "Segment 2 (few orders)"),
        ("segment 1", "Segment 1 (high income)"),
        ("best", "Segment 1 (high income)"),
        ("the worst segment", "Segment 12 (12 visits)"),
        ("12", "Segment 12 (12 visits)"),
        ("few orders", "Segment 2 (few orders)"),
    ],
)
def test_a_segment_is_found_by_number_name_or_place(said: str, found: str) -> None:
    labels = ["Segment 1 (high income)", "Segment 2 (few orders)", "Segment 12 (12 visits)"]
    assert match_label(said, labels) == found


def test_rfm_names_are_found_in_any_case() -> None:
    labels = ["Champions", "Can't lose them", "At risk"]
    assert match_label("the champions", labels) == "Champions"
    assert match_label("at risk", labels) == "At risk"
    assert match_label("2", labels) == "Can't lose them"


def test_the_tree_splits_like_scikit_learns() -> None:
    from sklearn.tree import DecisionTreeClassifier

    rng = np.random.default_rng(5)
    x = rng.normal(size=(600, 4))
    inside = (x[:, 0] > 0.3) & (x[:, 2] < 0.5)
    theirs = DecisionTreeClassifier(
        max_depth=3, min_samples_leaf=10, class_weight="balanced", random_state=0
    ).fit(x, inside)
    leaves = models._grow(x, inside, 10)
    guessed = np.zeros(600, dtype=bool)
    for leaf in leaves:
        guessed[leaf.rows] = leaf.inside
    assert (guessed == theirs.predict(x)).mean() > 0.98


def test_a_rule_on_noise_has_poor_out_of_fold_quality() -> None:
    rng = np.random.default_rng(6)
    inside = rng.random(500) < 0.3
    rule = models.tree_rule(rng.normal(size=(500, 5)), inside, list("abcde"), seed=0)
    assert rule is not None and rule.precision is not None and rule.precision < 0.5


def test_segment_profiles_of_the_real_customers_are_right(shared_data: Path) -> None:
    dataset = Dataset.open(shared_data / "marketing_campaign.csv")
    result = run(dataset, where=(call("gt", col("age"), 50),))
    assert value(result, "size") == 741
    assert value(result, "measure_share") == pytest.approx(0.388, abs=0.001)
    assert value(result, "product.1") > 0.5
