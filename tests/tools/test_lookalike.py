"""Look-alikes: who of a population is like the customers, by borders and weights that can be followed by hand."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import data.samples.make as make
from data.dataset import Dataset
from data.errors import InvalidQuery, Unsupported
from data.query import Out, Query, call, col
from data.work import Work
from tools._result import Result
from tools._tool import Segment
from tools.lookalike import LookalikeArgs, lookalike
from tools.segment import SegmentArgs, segment

FOLDER = Path(make.__file__).parent


@pytest.fixture(scope="module")
def both() -> Dataset:
    return Dataset.open(FOLDER / "customers.csv", FOLDER / "survey" / "households.csv")


def run(both: Dataset, view: Any = None, **args: Any) -> Result:
    asked = LookalikeArgs(source="household", like="customer", **args)
    return lookalike(asked, view or both.view(), Work())


def fact(result: Result, name: str) -> Any:
    return next(f for f in result.facts if f.id == name)


def columns(both: Dataset, source: str, *names: str) -> dict[str, Any]:
    query = Query(source=source, columns=tuple(Out(name=n, expr=col(n)) for n in names))
    return {k: np.asarray(v, dtype=float) for k, v in both.view().arrays(query).items()}


def alike(both: Dataset, middle: float = 0.9, who: Any = None) -> tuple[Any, Any]:
    """Which households lie between the quantiles of the customers, and their weights."""
    ours = columns(both, "customer", "age", "income", "birth_year")
    ours["age"] = np.where(ours["birth_year"] < 1910, np.nan, ours["age"])
    theirs = columns(both, "household", "age", "income", "survey_weight")
    known = np.isfinite(ours["age"]) & np.isfinite(ours["income"])
    known &= True if who is None else who(ours)
    inside = np.ones(theirs["age"].size, dtype=bool)
    for name in ("age", "income"):
        low, high = np.quantile(ours[name][known], [(1 - middle) / 2, (1 + middle) / 2])
        inside &= (theirs[name] >= low) & (theirs[name] <= high)
    return inside, theirs["survey_weight"]


def test_alike_is_who_lies_in_the_middle_of_the_customers_in_every_trait(both: Dataset) -> None:
    inside, weight = alike(both)
    result = run(both)
    assert result.headline is not None
    assert result.headline.value == pytest.approx(weight[inside].sum())
    assert result.headline.n == inside.sum(), "the households behind the number, not those they stand for"
    assert fact(result, "share").value == pytest.approx(weight[inside].sum() / weight.sum())
    assert result.headline.low < result.headline.value < result.headline.high  # type: ignore[operator]


def test_a_narrower_middle_finds_fewer(both: Dataset) -> None:
    inside, weight = alike(both, middle=0.5)
    assert fact(run(both, middle=0.5), "market").value == pytest.approx(weight[inside].sum())


def test_conditions_narrow_the_population_and_not_the_borders(both: Dataset) -> None:
    few = call("le", col("household_size"), 2)
    inside, weight = alike(both)
    size = columns(both, "household", "household_size")["household_size"]
    result = run(both, where=(few,))
    assert fact(result, "market").value == pytest.approx(weight[inside & (size <= 2)].sum())
    assert fact(result, "asked").value == pytest.approx(weight[size <= 2].sum())
    assert fact(result, "from.1").value == fact(run(both), "from.1").value


def test_conditions_on_the_customers_move_the_borders(both: Dataset) -> None:
    inside, weight = alike(both, who=lambda ours: ours["age"] > 60)
    result = run(both, among=(call("gt", col("age"), 60),))
    assert fact(result, "market").value == pytest.approx(weight[inside].sum())


def test_the_steps_end_with_those_who_are_alike(both: Dataset) -> None:
    result = run(both)
    assert result.table is not None and result.chart is not None and result.chart.type == "funnel"
    sizes = [row[1] for row in result.table.rows]
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] == fact(result, "market").value


def test_what_is_asked_next_is_about_those_who_are_alike(both: Dataset) -> None:
    result = run(both)
    assert result.subject is not None
    assert both.view().count("household", result.subject.where) == fact(result, "behind").value


def segmented(both: Dataset, *by: str, k: int = 3) -> tuple[Any, Any]:
    made = segment(SegmentArgs(source="customer", k=k, columns=by), both.view(), Work()).artifacts[0]
    return made, both.view().with_artifacts(made)


def test_segments_of_the_customers_are_applied_to_the_population(both: Dataset) -> None:
    """Each household that is alike goes to the nearest centre, on the scale that the customers set."""
    made, view = segmented(both, "age", "income")
    result = run(both, view, segment=Segment(step="segment", label=""))
    theirs = columns(both, "household", "age", "income")
    inside, weight = alike(both)
    scales = {s["name"]: s for s in made.details["scales"]}
    z = []
    for name in ("age", "income"):
        s = scales[name]
        x = np.log1p(theirs[name]) if s["log"] else theirs[name]
        z.append((np.clip(x, s["low"], s["high"]) - s["centre"]) / s["spread"])
    gaps = (np.column_stack(z)[:, None, :] - np.asarray(made.details["centres"])[None]) ** 2
    nearest = gaps.sum(axis=2).argmin(axis=1)
    assert result.table is not None
    for i, row in enumerate(result.table.rows):
        assert row[0] == made.labels[i] and row[1] == made.sizes[i]
        assert row[3] == pytest.approx(weight[inside & (nearest == i)].sum())
    assert sum(row[3] for row in result.table.rows) == pytest.approx(fact(result, "market").value)  # type: ignore[misc]


def test_one_segment_sets_the_borders_by_its_members(both: Dataset) -> None:
    _, view = segmented(both, "age", "income")
    result = run(both, view, segment=Segment(step="segment", label="2"))
    assert fact(result, "like").value < fact(run(both), "like").value
    assert fact(result, "from.1").value != fact(run(both), "from.1").value


def test_segments_by_what_the_population_does_not_have_are_refused(both: Dataset) -> None:
    _, view = segmented(both, "age", "loyalty_card")
    with pytest.raises(Unsupported, match="loyalty"):
        run(both, view, segment=Segment(step="segment", label=""))


def test_segments_that_nobody_made_are_not_known(both: Dataset) -> None:
    with pytest.raises(InvalidQuery, match="no segments"):
        run(both, segment=Segment(step="segment", label=""))


def test_a_trait_that_leaves_too_few_to_count_by_is_left_out_and_said(tmp_path: Path) -> None:
    """All traits together leave 40 of those asked; without the narrowest there are enough."""
    ours = "customer_id,age,income,debt\n" + "\n".join(
        f"{i},{40 + i % 20},{50_000 + 100 * (i % 50)},{900 + i % 7}" for i in range(200)
    )
    rows = [
        f"{i},{40 + i % 20},{50_000 + 100 * (i % 50)},{905 if i % 10 == 0 else 5_000 + i},{100 + i % 90 * 9}"
        for i in range(400)
    ]
    (tmp_path / "customers.csv").write_text(ours + "\n")
    (tmp_path / "households.csv").write_text(
        "household_id,age,income,debt,survey_weight\n" + "\n".join(rows) + "\n"
    )
    data = Dataset.open(tmp_path / "customers.csv", tmp_path / "households.csv")
    result = run(data)
    assert "trait_left_out" in {c.code for c in result.caveats} and "debt" not in result.words["by"]
    named = run(data, traits=("age", "income", "debt"))
    assert "debt" in named.words["by"] and fact(named, "behind").value < 60


def test_a_population_without_such_numbers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text(
        "customer_id,age\n" + "\n".join(f"{i},{20 + i}" for i in range(40)) + "\n"
    )
    (tmp_path / "households.csv").write_text(
        "household_id,rooms,survey_weight\n"
        + "\n".join(f"{i},{i % 7},{100 + i * 3}" for i in range(120))
        + "\n"
    )
    data = Dataset.open(tmp_path / "customers.csv", tmp_path / "households.csv")
    with pytest.raises(Unsupported):
        run(data)


def test_everybody_is_like_everybody(both: Dataset) -> None:
    with pytest.raises(InvalidQuery, match="the same"):
        lookalike(LookalikeArgs(source="customer", like="customer"), both.view(), Work())
