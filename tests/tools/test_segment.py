"""Segments: found where there are some, refused where there are none, the same for any seed and order."""

from __future__ import annotations

import math
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.dataset import Dataset
from data.errors import AssistantError, Cancelled, InvalidQuery, Unsupported
from data.query import call, col
from data.work import Work
from tools import _models as models
from tools._result import Labelling, Result
from tools._traits import RFM_NAMES, rfm_name
from tools.segment import SegmentArgs, segment

HEADER = "customer_id,age,income,total_spend,orders,visits,city,name,wave"


def blobs(count: int = 240, seed: int = 3, shuffle: bool = False) -> str:
    """Three kinds of customers, far apart, and columns that must not matter."""
    rng = np.random.default_rng(seed)
    kinds = ((30, 25_000, 200, 3, 9), (45, 60_000, 900, 12, 4), (65, 95_000, 2_500, 25, 1))
    rows = []
    for i in range(count):
        age, income, spend, orders, visits = kinds[i % 3]
        rows.append(
            f"{1000 + i},{age + rng.integers(-4, 5)},{income + rng.integers(-6000, 6000)},"
            f"{spend + rng.integers(-90, 90)},{orders + rng.integers(-2, 3)},{visits + rng.integers(-1, 2)},"
            f"{('Leeds', 'York')[int(rng.integers(2))]},Person {i} Surname{i},7"
        )
    if shuffle:
        rng.shuffle(rows)
    return "\n".join([HEADER, *rows]) + "\n"


def opened(folder: Path, text: str, name: str = "customers.csv") -> Any:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Dataset.open(path)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(tmp_path_factory.mktemp("three"), blobs())


def run(dataset: Any, work: Work | None = None, **args: Any) -> Result:
    view = dataset.view()
    return segment(SegmentArgs(source=args.pop("source", view.catalog.main), **args), view, work or Work())


def value(result: Result, fact: str) -> Any:
    return next(f.value for f in result.facts if f.id == fact)


def labelling(result: Result) -> Labelling:
    made = result.artifacts[0]
    assert isinstance(made, Labelling)
    return made


def test_three_kinds_of_customers_are_found_as_three(three: Any) -> None:
    result = run(three)
    assert result.headline is not None and result.headline.value == 3
    assert value(result, "recommended") == 3
    assert [value(result, f"size.{i}") for i in (1, 2, 3)] == [80, 80, 80]


def test_segments_come_by_what_they_bring_in(three: Any) -> None:
    result = run(three)
    shares = [value(result, f"revenue_share.{i}") for i in (1, 2, 3)]
    assert shares == sorted(shares, reverse=True) and sum(shares) == pytest.approx(1)


def test_sizes_and_shares_add_up(three: Any) -> None:
    result = run(three, k=4)
    assert result.table is not None and len(result.table.rows) == 4
    assert sum(row[1] for row in result.table.rows) == 240
    assert sum(row[2] for row in result.table.rows) == pytest.approx(1)


def test_every_segment_has_a_number_a_name_and_an_action(three: Any) -> None:
    made = labelling(run(three))
    assert [label.split(" (")[0] for label in made.labels] == ["Segment 1", "Segment 2", "Segment 3"]
    assert "high" in made.labels[0] or "many" in made.labels[0] or "older" in made.labels[0]
    assert set(made.details["actions"]) == set(made.labels)
    assert all(len(action) > 20 for action in made.details["actions"].values())


def test_ids_names_constants_and_kinds_are_no_features(three: Any) -> None:
    assert not {"customer_id", "name", "wave", "city"} & set(labelling(run(three)).details["by"])


def test_the_labels_become_a_column_with_every_member(three: Any) -> None:
    result = run(three)
    made = labelling(result)
    view = three.view().with_artifacts(made)
    rows = [view.count(made.source, where=(call("eq", col(made.name), label),)) for label in made.labels]
    assert tuple(rows) == made.sizes == (80, 80, 80)


def test_another_seed_gives_the_same_segments(three: Any) -> None:
    one, other = run(three, Work(seed=0)), run(three, Work(seed=99))
    assert labelling(one).stored == labelling(other).stored
    assert labelling(one).labels == labelling(other).labels


def test_the_order_of_the_rows_does_not_matter(three: Any, tmp_path: Path) -> None:
    shuffled = opened(tmp_path, blobs(shuffle=True))
    assert labelling(run(three)).stored == labelling(run(shuffled)).stored


def test_columns_without_structure_have_no_stable_segments(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    rows = [
        f"{i},{rng.normal(40, 9):.3f},{rng.normal(50000, 9000):.2f},{rng.normal(9, 2):.3f}"
        for i in range(300)
    ]
    result = run(opened(tmp_path, "\n".join(["customer_id,age,income,height", *rows]) + "\n"))
    assert result.headline is not None and result.headline.value == 0
    assert result.artifacts == () and "none" in result.flags
    assert any(c.code == "no_stable_segments" and c.severity == "stop" for c in result.caveats)
    assert result.table is not None and result.table.columns[0] == "number of segments"


def test_a_forced_number_is_obeyed_and_its_loss_of_stability_said(three: Any) -> None:
    result = run(three, k=5)
    assert result.headline is not None and result.headline.value == 5
    assert value(result, "stability") < models.STABLE
    assert any(c.code == "unstable" and c.severity == "warn" for c in result.caveats)


def test_the_table_of_k_is_in_the_facts(three: Any) -> None:
    result = run(three)
    ids = {f.id for f in result.facts}
    assert {"k_silhouette.2", "k_smallest.3", "k_inertia.4", "k_stability.3"} <= ids


@pytest.mark.parametrize("k", [1, 500])
def test_a_senseless_number_of_segments_is_refused(three: Any, k: int) -> None:
    with pytest.raises(InvalidQuery, match="between 2 and"):
        run(three, k=k)


def test_chosen_columns_are_the_only_ones_used(three: Any) -> None:
    result = run(three, columns=("age", "income"), k=3)
    assert labelling(result).details["by"] == ["age", "income"]


def test_a_chosen_kind_counts_as_well(three: Any) -> None:
    assert labelling(run(three, columns=("city", "income"), k=2)).details["by"] == ["income", "city"]


def test_a_name_cannot_group_people(three: Any) -> None:
    with pytest.raises(Unsupported):
        run(three, columns=("name",))


def test_an_unknown_column_offers_the_nearest(three: Any) -> None:
    with pytest.raises(AssistantError, match="income"):
        run(three, columns=("incme",))


def test_a_heavy_weight_lets_one_column_decide(three: Any) -> None:
    view = three.view()
    made = labelling(run(three, columns=("visits", "age"), weights={"visits": 1000.0, "age": 0.001}, k=2))
    view = view.with_artifacts(made)
    got = view.arrays(_rows(view, "visits", made.name))
    sides = [got["visits"][got[made.name] == label] for label in made.labels]
    assert sides[0].max() < sides[1].min() or sides[1].max() < sides[0].min()


def _rows(view: Any, *names: str) -> Any:
    from data.query import Out, Query

    return Query(source=view.catalog.main, columns=tuple(Out(name=n, expr=col(n)) for n in names))


def test_a_negative_weight_is_refused(three: Any) -> None:
    with pytest.raises(InvalidQuery, match="zero or more"):
        run(three, weights={"age": -1.0}, k=2)


def test_rows_with_gaps_are_left_out_and_said(tmp_path: Path) -> None:
    lines = blobs().splitlines()
    for i in (3, 9, 27):
        cells = lines[i].split(",")
        cells[2] = ""
        lines[i] = ",".join(cells)
    result = run(opened(tmp_path, "\n".join(lines) + "\n"), k=3)
    assert value(result, "left_out") == 3 and value(result, "n") == 237
    assert value(result, "missing.1") == 3
    assert result.evidence[0].rows_used == 237 and result.evidence[0].rows_excluded == 3


def test_only_the_asked_population_is_segmented(three: Any) -> None:
    result = run(three, where=(call("gt", col("age"), 38),), k=2)
    assert value(result, "n") == 160


def test_too_few_rows_are_refused(three: Any) -> None:
    with pytest.raises(Unsupported, match="at least"):
        run(three, where=(call("lt", col("age"), 27),), k=2)


def test_rows_that_are_all_equal_are_refused(tmp_path: Path) -> None:
    rows = [f"{i},40,3" for i in range(50)] + ["99,41,3"]
    dataset = opened(tmp_path, "\n".join(["customer_id,age,rooms", *rows]) + "\n")
    with pytest.raises(Unsupported):
        run(dataset, where=(call("lt", col("age"), 41),), columns=("age",))


def test_small_segments_keep_their_count_and_lose_their_means(tmp_path: Path) -> None:
    text = blobs(120) + "".join(f"{5000 + i},95,900000,90000,300,40,Leeds,Rich Man,7\n" for i in range(4))
    result = run(opened(tmp_path, text), columns=("income", "orders"), k=4, scale="standard")
    assert result.table is not None
    small = next(row for row in result.table.rows if row[1] == 4)
    mean_income = result.table.columns.index("mean income")
    assert small[mean_income] is None
    assert all(row[mean_income] is not None for row in result.table.rows if row[1] != 4)


def test_stop_stops_within_the_bootstraps(three: Any) -> None:
    stop = threading.Event()
    seen: list[float] = []

    def report(fraction: float, text: str) -> None:
        seen.append(fraction)
        if len(seen) > 4:
            stop.set()

    with pytest.raises(Cancelled):
        run(three, Work(stop=stop, report=report))
    assert max(seen) < 0.9


def test_progress_is_reported_from_beginning_to_end(three: Any) -> None:
    seen: list[float] = []
    run(three, Work(report=lambda fraction, text: seen.append(fraction)))
    assert seen == sorted(seen) and len(seen) > 100
    assert seen[0] < 0.1 and seen[-1] == 1
    assert max(later - earlier for earlier, later in pairwise(seen)) < 0.1


@pytest.mark.parametrize("wait", [0.0, 0.3])
def test_stop_ends_the_segmentation_of_a_large_table_at_once(large: Any, wait: float) -> None:
    work, begun, done = Work(), threading.Event(), list[float]()
    work.report = lambda fraction, text: begun.set()

    def job() -> None:
        with pytest.raises(Cancelled):
            run(large, work)
        done.append(time.monotonic())

    thread = threading.Thread(target=job)
    thread.start()
    assert begun.wait(60)
    time.sleep(wait)
    stopped = time.monotonic()
    work.stop.set()
    thread.join(60)
    assert done and done[0] - stopped < 3  # within a second, and room for a machine that does other things


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """More rows than the centres are learnt on."""
    return opened(tmp_path_factory.mktemp("large"), blobs(30_000))


# ---------------------------------------------------------------- RFM


def lines(count: int = 900) -> str:
    rng = np.random.default_rng(5)
    rows = []
    for i in range(count):
        customer = 100 + int(rng.integers(0, 150) * rng.random())
        rows.append(
            f"{5000 + i},mug,{1 + int(rng.integers(4))},"
            f"2023-{1 + i * 12 // count:02d}-{1 + int(rng.integers(27)):02d},"
            f"{2 + int(rng.integers(30))}.50,{customer},France"
        )
    return "OrderNo,Product,Quantity,OrderDate,UnitPrice,CustomerID,Country\n" + "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(tmp_path_factory.mktemp("shop"), lines(), "orders.csv")


def test_customers_with_orders_get_rfm_names(shop: Any) -> None:
    result = run(shop, source="customer")
    made = labelling(result)
    assert "rfm" in result.flags and set(made.labels) <= set(RFM_NAMES)
    assert result.table is not None and sum(row[1] for row in result.table.rows) == value(result, "n")
    assert {"mean recency", "mean orders", "mean revenue"} <= set(result.table.columns)


def test_customers_with_as_many_orders_and_as_recent_are_in_one_segment(shop: Any) -> None:
    made = labelling(run(shop, source="customer"))
    view = shop.view().with_artifacts(made)
    from data.query import Out, Query

    query = Query(
        source="customer", columns=tuple(Out(name=n, expr=col(n)) for n in ("recency", "orders", made.name))
    )
    got = view.arrays(query)
    found: dict[tuple[float, float], str] = {}
    for r, f, label in zip(got["recency"], got["orders"], got[made.name], strict=True):
        assert found.setdefault((r, f), label) == label


def test_a_number_of_rfm_segments_means_clusters_on_the_three(shop: Any) -> None:
    result = run(shop, source="customer", method="rfm", k=4)
    assert labelling(result).details["by"] == ["recency", "orders", "revenue"]
    assert result.headline is not None and result.headline.value == 4


def test_every_pair_of_scores_has_one_of_ten_names() -> None:
    names = {(r, f): rfm_name(r, f) for r in range(1, 6) for f in range(1, 6)}
    assert set(names.values()) == set(RFM_NAMES)
    assert names[5, 5] == "Champions" and names[1, 1] == "Hibernating" and names[1, 5] == "Can't lose them"


def test_rfm_without_orders_says_what_is_missing(three: Any) -> None:
    with pytest.raises(Unsupported, match="how recently"):
        run(three, method="rfm")


# ---------------------------------------------------------------- the machinery


def test_k_means_is_as_good_as_scikit_learns() -> None:
    from sklearn.cluster import KMeans

    rng = np.random.default_rng(1)
    z = np.vstack([rng.normal(c, 1.0, (150, 4)) for c in (0, 2, 4, 7, 9)])
    with models.threads_for(len(z)):
        ours = models.kmeans(z, 5, np.random.default_rng(0))
        theirs = KMeans(5, n_init=10, random_state=0).fit(z)
    assert ours.inertia <= theirs.inertia_ * 1.0001
    assert models.adjusted_rand(ours.labels, theirs.labels_) > 0.98


def test_a_weight_counts_like_a_repeated_row() -> None:
    rng = np.random.default_rng(2)
    z = np.vstack([rng.normal(0, 1, (40, 2)), rng.normal(6, 1, (40, 2))])
    w = rng.integers(1, 4, 80)
    weighted = models.kmeans(z, 2, np.random.default_rng(0), weights=w.astype(float))
    repeated = models.kmeans(np.repeat(z, w, axis=0), 2, np.random.default_rng(0))
    assert weighted.inertia == pytest.approx(repeated.inertia)


def test_silhouette_and_rand_agree_with_scikit_learn() -> None:
    from sklearn.metrics import adjusted_rand_score, silhouette_score

    rng = np.random.default_rng(3)
    z = rng.normal(size=(200, 3))
    a, b = rng.integers(0, 3, 200), rng.integers(0, 4, 200)
    with models.threads_for(200):
        assert models.Silhouette(z).of(a, 3) == pytest.approx(silhouette_score(z, a), abs=1e-5)
        assert models.adjusted_rand(a, b) == pytest.approx(adjusted_rand_score(a, b))


@pytest.mark.parametrize("k", [2, 3, 5, 8])
def test_starts_that_are_given_up_early_lose_less_than_a_thousandth(k: int) -> None:
    rng = np.random.default_rng(7)
    z = np.vstack([rng.normal(centre, 1.0, (3_000, 4)) for centre in (0, 1.5, 3, 5)])
    with models.threads_for(len(z)):
        ours = models.fit(z, k, np.random.default_rng(0))
        thorough = models.kmeans(z, k, np.random.default_rng(1), starts=20)
    assert ours.inertia <= thorough.inertia * 1.001
    assert ours.centres.dtype == np.float64


def test_rows_as_near_to_two_centres_count_once() -> None:
    z = np.array([[-1.0], [1.0], [0.0], [0.0]] * 5)
    found = models.kmeans(z, 2, np.random.default_rng(0))
    assert np.bincount(found.labels).sum() == 20
    assert found.inertia == pytest.approx(np.sum((z[:, 0] - found.centres[found.labels, 0]) ** 2))


def test_more_centres_than_different_rows_do_no_harm() -> None:
    z = np.repeat(np.eye(2), 10, axis=0)
    found = models.kmeans(z, 4, np.random.default_rng(0))
    assert found.inertia == pytest.approx(0) and found.labels.size == 20


def test_a_large_table_is_learnt_on_a_sample_and_labelled_whole() -> None:
    rng = np.random.default_rng(4)
    z = np.vstack([rng.normal(c, 1.0, (15_000, 3)) for c in (0, 4, 8)])
    choice = models.choose_k(z, [slice(i, i + 1) for i in range(3)], seed=0, most=4)
    labels = models.nearest(z, choice.solutions[3].centres)
    assert choice.recommended == 3 and choice.fitted.size == models.FIT_ROWS
    assert models.adjusted_rand(labels, np.repeat([0, 1, 2], 15_000)) > 0.95


def test_scaling_tames_skew_and_extremes() -> None:
    values = np.append(np.random.default_rng(0).lognormal(5, 1, 500), 1e9)
    scale = models.learn_scale("spend", values, "log-standard", weight=4.0)
    scaled = scale.apply(values)
    assert scale.log and abs(scaled.mean()) < 1e-9
    assert scaled.std() == pytest.approx(math.sqrt(4.0)) and scaled.max() < 8


def test_different_kinds_are_one_unit_apart() -> None:
    names, hot = models.one_hot(["a", "b", None, "a"])
    assert names == ["", "a", "b"]
    assert np.linalg.norm(hot[0] - hot[1]) == pytest.approx(1)
    assert np.array_equal(hot[0], hot[3])


# ---------------------------------------------------------------- the real data


def test_the_personality_customers_form_three_segments(shared_data: Path) -> None:
    dataset = Dataset.open(shared_data / "marketing_campaign.csv")
    result = run(dataset)
    assert result.headline is not None and result.headline.value == 3
    assert value(result, "n") == 2213
    four = run(dataset, k=4)
    assert four.table is not None and len(four.table.rows) == 4
    assert any(c.code == "unstable" for c in four.caveats)


def test_the_personality_segments_hold_for_other_seeds(shared_data: Path) -> None:
    dataset = Dataset.open(shared_data / "marketing_campaign.csv")
    view = dataset.view()
    groups = []
    for seed in (0, 1, 2):
        made = labelling(run(dataset, Work(seed=seed)))
        got = view.with_artifacts(made).arrays(_rows(view, "ID", made.name))
        order = np.argsort(got["ID"])
        groups.append(np.array([str(v) for v in got[made.name][order]]))
    assert all(models.adjusted_rand(groups[0], other) >= 0.95 for other in groups[1:])


def test_online_retail_has_about_600_champions(shared_data: Path) -> None:
    result = run(Dataset.open(shared_data / "data.csv.gz"), source="customer")
    sizes = {f.row: f.value for f in result.facts if f.id.startswith("size.")}
    assert len(sizes) == 10 and sum(sizes.values()) == 4338
    assert 590 <= sizes["Champions"] <= 610
    assert value(result, "revenue_share.1") == pytest.approx(0.49, abs=0.02)


def test_survey_segments_are_weighted_and_count_families_once(shared_data: Path) -> None:
    dataset = Dataset.open(shared_data / "SCFP2019.csv.gz")
    result = run(dataset, columns=("AGE", "INCOME", "NETWORTH", "DEBT"), k=6)
    assert value(result, "n") == pytest.approx(128_642_431, rel=1e-6)
    assert result.evidence[0].rows_used == 5777


def test_a_heat_map_holds_every_trait_of_every_segment(three: Any) -> None:
    result = run(three, chart="heat map")
    assert result.chart is not None and result.chart.type == "heatmap"
    trace = result.chart.plotly["data"][0]
    assert len(trace["y"]) == 3 and "age" in trace["x"]
    oldest = max(range(3), key=lambda i: trace["z"][i][trace["x"].index("age")])
    assert result.table is not None
    ages = [row[result.table.columns.index("mean age")] for row in result.table.rows]
    assert ages[oldest] == max(ages)


def test_the_table_of_numbers_shows_how_reliably_each_is_found_again(three: Any) -> None:
    result = run(three, chart="stability")
    assert result.table is not None and result.chart is not None and result.chart.type == "line"
    tried = {row[0]: row[2] for row in result.table.rows}
    assert tried[3] > 0.95 and result.headline is not None and result.headline.value == 3


def test_the_chart_does_not_change_who_is_in_which_segment(three: Any) -> None:
    plain, drawn = run(three).artifacts[0], run(three, chart="heat map").artifacts[0]
    assert isinstance(plain, Labelling) and isinstance(drawn, Labelling)
    assert (plain.labels, plain.sizes) == (drawn.labels, drawn.sizes)


def test_a_number_that_is_only_the_fallback_is_not_called_the_rules_choice(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    rng = np.random.default_rng(5)
    rows = [
        f"{i},{rng.normal():.4f},{rng.normal():.4f},{rng.normal():.4f},{rng.normal():.4f}" for i in range(300)
    ]
    text = "\n".join(["customer_id,age_score,income_score,spend_score,visit_score", *rows]) + "\n"
    result = run(opened(tmp_path_factory.mktemp("noise"), text), k=2)
    assert "agreed" not in result.flags, "no number of groups is found again in noise"
    assert "unstable" in {c.code for c in result.caveats}
