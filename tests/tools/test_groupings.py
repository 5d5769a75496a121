"""Other ways to group than k-means: the same groups as the libraries', found again as often as is told."""

from typing import Any

import numpy as np
import pytest

from data.work import Work
from tools import _groupings
from tools._models import adjusted_rand
from tools._result import Result
from tools.segment import SegmentArgs, segment


def clouds(seed: int = 3) -> Any:
    """Three clouds, one of them long: k-means cuts it, a mixture does not."""
    rng = np.random.default_rng(seed)
    long = np.column_stack([rng.normal(0, 4, 200), rng.normal(0, 0.3, 200)])
    return np.vstack([long, rng.normal((0, 4), 0.5, (150, 2)), rng.normal((5, 9), 0.5, (150, 2))])


def test_the_tree_is_that_of_scikit_learn() -> None:
    from sklearn.cluster import AgglomerativeClustering

    z = clouds()
    theirs = AgglomerativeClustering(n_clusters=3, linkage="ward").fit_predict(z)
    assert adjusted_rand(_groupings.grouped("hierarchical", z, 3, 0).labels, theirs) == 1


def test_a_mixture_finds_clouds_of_any_form() -> None:
    z = clouds()
    truth = np.repeat([0, 1, 2], [200, 150, 150])
    made = _groupings.grouped("mixture", z, 3, 0)
    assert adjusted_rand(made.labels, truth) > 0.97
    assert made.sure is not None and made.sure > 0.95
    assert adjusted_rand(_groupings.grouped("hierarchical", z, 3, 0).labels, truth) < 0.97


def test_clouds_are_found_again_and_noise_is_not() -> None:
    z = clouds()
    labels = _groupings.grouped("mixture", z, 3, 0).labels
    noise = np.random.default_rng(1).uniform(size=(500, 4))
    cut = _groupings.grouped("hierarchical", noise, 4, 0).labels
    assert _groupings.found_again("mixture", z, labels, 3, 0, None, lambda part: None) > 0.9
    assert _groupings.found_again("hierarchical", noise, cut, 4, 0, None, lambda part: None) < 0.75


def test_rows_beyond_those_of_the_tree_go_to_the_nearest_of_its_groups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_groupings, "TREE_ROWS", 200)
    z = np.vstack([np.random.default_rng(2).normal((i * 9, 0), 0.5, (200, 2)) for i in range(3)])
    made = _groupings.grouped("hierarchical", z, 3, 0)
    assert made.learnt == 200 and adjusted_rand(made.labels, np.repeat([0, 1, 2], 200)) == 1


def run(customers: Any, method: Any, **args: Any) -> Result:
    return segment(SegmentArgs(source="customers", method=method, **args), customers.view(), Work())


@pytest.mark.parametrize("method", ["hierarchical", "mixture"])
def test_segments_of_another_way_tell_their_own_stability_and_how_they_agree_with_k_means(
    customers: Any, method: str
) -> None:
    result = run(customers, method, k=3, columns=("age", "spend"))
    facts = {f.id: f.value for f in result.facts}
    assert {"agreement", "again"} <= set(facts) and "stability" not in facts
    assert method in result.flags and "kmeans" not in result.flags
    labels = result.artifacts[0]
    assert sum(labels.sizes) == facts["n"] and "centres" not in labels.details  # type: ignore[union-attr]
    assert run(customers, method, k=3, columns=("age", "spend")).facts == result.facts
