"""Correlations against scipy, with intervals, and without those that hold by construction."""

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import pearsonr, spearmanr

from data.dataset import Dataset, View
from data.errors import Unsupported
from data.query import Call, Col, Out
from data.work import Work
from tools.correlate import CorrelateArgs, correlate, fisher, pearson


@pytest.fixture(scope="module")
def people(customers: Dataset) -> View:
    return customers.view()


def test_a_pair_agrees_with_scipy(people: View) -> None:
    result = correlate(CorrelateArgs(source="customers", columns=("spend", "orders")), people, Work())
    x, y = [50 + 13 * i + 40 * (i % 3) for i in range(60)], [1 + i % 7 for i in range(60)]
    interval = pearsonr(x, y).confidence_interval()
    facts = {f.id: f for f in result.facts}
    assert facts["r"].value == pytest.approx(pearsonr(x, y).statistic)
    assert (facts["r"].low, facts["r"].high) == (pytest.approx(interval.low), pytest.approx(interval.high))
    assert facts["spearman"].value == pytest.approx(spearmanr(x, y).statistic)
    assert result.headline and result.headline.n == 60


def test_association_is_never_told_as_cause(people: View) -> None:
    result = correlate(CorrelateArgs(source="customers", columns=("age", "spend")), people, Work())
    assert "association" in {c.code for c in result.caveats}


def test_a_matrix_has_every_pair_both_ways_and_ones_on_its_diagonal(people: View) -> None:
    result = correlate(CorrelateArgs(source="customers", columns=("age", "spend", "orders")), people, Work())
    assert result.table and len(result.table.rows) == 9
    cells = {(r[0], r[1]): r[2] for r in result.table.rows}
    assert all(cells[a, b] == cells[b, a] for a, b in cells) and cells["age", "age"] == 1.0
    assert result.chart and result.chart.type == "heatmap"


def test_a_ranking_is_by_strength_and_leaves_ids_out(people: View) -> None:
    result = correlate(CorrelateArgs(source="customers", target="spend"), people, Work())
    assert result.table
    sizes = [abs(float(r[1])) for r in result.table.rows]  # type: ignore[arg-type]
    assert sizes == sorted(sizes, reverse=True) and "id" not in {r[0] for r in result.table.rows}


def test_excluded_columns_stay_out(people: View) -> None:
    result = correlate(CorrelateArgs(source="customers", target="spend", exclude=("age",)), people, Work())
    assert result.table and "age" not in {r[0] for r in result.table.rows}


def test_text_has_no_correlation(people: View) -> None:
    with pytest.raises(Unsupported, match="city"):
        correlate(CorrelateArgs(source="customers", columns=("city", "spend")), people, Work())


def test_a_column_that_does_not_vary_has_no_correlation() -> None:
    assert pearson(np.ones(50), np.arange(50.0)) is None


def test_weights_count_rows_as_often_as_they_weigh() -> None:
    x, y, w = np.array([1.0, 2.0, 4.0]), np.array([2.0, 1.0, 5.0]), np.array([1.0, 3.0, 2.0])
    repeated = pearson(np.repeat(x, w.astype(int)), np.repeat(y, w.astype(int)))
    assert pearson(x, y, w) == pytest.approx(repeated)


def test_fishers_interval_needs_more_than_four_rows() -> None:
    assert fisher(0.5, 4) == (None, None)


def test_the_real_ranking_leaves_the_parts_of_the_total_out(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "marketing_campaign.csv").view()
    result = correlate(CorrelateArgs(source="marketing_campaign", target="total_spend"), view, Work())
    assert result.headline and result.headline.value == "catalog purchases"
    assert result.table and not any("spending on" in str(r[0]) for r in result.table.rows)
    pair = correlate(
        CorrelateArgs(source="marketing_campaign", columns=("Income", "total_spend")), view, Work()
    )
    assert pair.headline and pair.headline.value == pytest.approx(0.667576, abs=1e-6)


def test_sums_per_group_are_related_where_groups_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    rows = [(f"2024-01-{1 + i % 12:02d}", 10 + i * 7 % 23, 5 + i * 5 % 17) for i in range(60)]
    path.write_text(
        "row_id,day,cost,clicks\n" + "".join(f"{i},{d},{c}.5,{k}\n" for i, (d, c, k) in enumerate(rows))
    )
    data = Dataset.open(path).view()
    per = Out(name="day", expr=Call(op="trunc_day", args=(Col(col="day"),)))
    result = correlate(CorrelateArgs(source="days", columns=("cost", "clicks"), per=per), data, Work())
    days = sorted({d for d, _, _ in rows})
    costs = [sum(c + 0.5 for d, c, _ in rows if d == day) for day in days]
    clicks = [sum(k for d, _, k in rows if d == day) for day in days]
    assert result.headline and result.headline.value == pytest.approx(pearsonr(costs, clicks).statistic)
    assert result.headline.n == 12 and result.words["rows"] == "days"


def test_a_ranking_shows_as_many_as_are_asked_for(people: View) -> None:
    result = correlate(CorrelateArgs(source="customers", target="spend", most=1), people, Work())
    assert result.table is not None and len(result.table.rows) == 1
