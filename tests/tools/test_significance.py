"""Statistical tests against scipy and statsmodels, and what the tool says where a test has no meaning."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from assistant.narrator.template import render, story
from data.dataset import Dataset
from data.errors import Unsupported
from data.query import Col, Out, call, col
from data.work import Work
from tools._result import Result
from tools.significance import SignificanceArgs, significance

RNG = np.random.default_rng(3)
N = 90
ARM = np.array(["a", "b", "c"])[np.arange(N) % 3]
SITE = np.array(["x", "y"])[(np.arange(N) // 3) % 2]
SCORE = np.round(RNG.normal(50, 9, N) + 3 * (ARM == "b"), 3)
AFTER = np.round(SCORE + RNG.normal(1.5, 4, N), 3)
WEIGHT = np.round(RNG.lognormal(1, 0.8, N), 3)
YES = (RNG.random(N) < np.where(ARM == "b", 0.7, 0.4)).astype(int)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A trial of three arms at two sites, some figures of which are missing."""
    rows = [
        f"{ARM[i]},{SITE[i]},{'' if i in (4, 9) else SCORE[i]},{AFTER[i]},{WEIGHT[i]},{YES[i]},7,{'one' if i < 60 else 'two'}"
        for i in range(N)
    ]
    path = tmp_path_factory.mktemp("trial") / "trial.csv"
    path.write_text(
        "arm,site,score,after,weight,improved,fixed,wave\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    return Dataset.open(path).view()


KNOWN = np.isin(np.arange(N), (4, 9), invert=True)


def by(name: str) -> dict[str, Any]:
    return {"dimension": Out(name=name, expr=Col(col=name))}


def run(data: Any, *columns: str, **rest: Any) -> Result:
    return significance(SignificanceArgs(source="trial", columns=columns, **rest), data, Work())


def fact(result: Result, id: str) -> Any:
    return next(f.value for f in result.facts if f.id == id)


ONLY_A_B = (call("in", col("arm"), "a", "b"),)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("welch", lambda a, b: stats.ttest_ind(a, b, equal_var=False)),
        ("student", lambda a, b: stats.ttest_ind(a, b)),
        ("mann-whitney", stats.mannwhitneyu),
        ("kolmogorov-smirnov", stats.ks_2samp),
    ],
)
def test_two_groups_agree_with_scipy(trial: Any, test: Any, expected: Any) -> None:
    result = run(trial, "score", test=test, where=ONLY_A_B, **by("arm"))
    wanted = expected(SCORE[(ARM == "a") & KNOWN], SCORE[(ARM == "b") & KNOWN])
    assert result.headline and result.headline.value == pytest.approx(wanted.pvalue)
    assert fact(result, "statistic") == pytest.approx(wanted.statistic)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("anova", stats.f_oneway),
        ("kruskal", stats.kruskal),
        ("levene", stats.levene),
        ("bartlett", stats.bartlett),
    ],
)
def test_several_groups_agree_with_scipy(trial: Any, test: Any, expected: Any) -> None:
    result = run(trial, "score", test=test, **by("arm"))
    wanted = expected(*(SCORE[(arm == ARM) & KNOWN] for arm in "abc"))
    assert fact(result, "p") == pytest.approx(wanted.pvalue)
    assert fact(result, "statistic") == pytest.approx(wanted.statistic)


@pytest.mark.parametrize(("test", "expected"), [("paired", stats.ttest_rel), ("wilcoxon", stats.wilcoxon)])
def test_pairs_use_rows_that_have_both(trial: Any, test: Any, expected: Any) -> None:
    result = run(trial, "score", "after", test=test)
    assert fact(result, "p") == pytest.approx(expected(SCORE[KNOWN], AFTER[KNOWN]).pvalue)
    assert fact(result, "n") == 88 and fact(result, "missing") == 2


@pytest.mark.parametrize(
    ("test", "expected"),
    [("shapiro", stats.shapiro), ("dagostino", stats.normaltest), ("jarque-bera", stats.jarque_bera)],
)
def test_normality_answers_in_words_with_its_p(trial: Any, test: Any, expected: Any) -> None:
    result = run(trial, "weight", test=test, asked="verdict")
    assert result.headline and result.headline.value == "not normal"
    assert fact(result, "p") == pytest.approx(expected(WEIGHT).pvalue)
    straight = run(trial, "after", test=test, asked="verdict").headline
    assert straight and straight.value == ("normal" if expected(AFTER).pvalue >= 0.05 else "not normal")


@pytest.mark.parametrize(
    ("test", "expected"),
    [("pearson", stats.pearsonr), ("spearman", stats.spearmanr), ("kendall", stats.kendalltau)],
)
def test_a_correlation_has_its_p(trial: Any, test: Any, expected: Any) -> None:
    result = run(trial, "after", "weight", test=test, asked="figure")
    wanted = expected(AFTER, WEIGHT)
    assert result.headline and result.headline.value == pytest.approx(wanted.statistic)
    assert fact(result, "p") == pytest.approx(wanted.pvalue)


def test_a_partial_correlation_is_that_of_the_residuals_of_two_regressions(trial: Any) -> None:
    import statsmodels.api as sm

    controls = sm.add_constant(np.column_stack([WEIGHT, YES]))
    left = [sm.OLS(v[KNOWN], controls[KNOWN]).fit().resid for v in (SCORE, AFTER)]
    result = run(trial, "score", "after", control=("weight", "improved"), asked="figure")
    r = float(np.corrcoef(*left)[0, 1])
    assert result.headline and result.headline.value == pytest.approx(r)
    model = sm.OLS(SCORE[KNOWN], np.column_stack([controls, AFTER])[KNOWN]).fit()
    assert fact(result, "p") == pytest.approx(float(model.pvalues[-1]))


def test_independence_agrees_with_scipy_and_brings_cramers_v(trial: Any) -> None:
    result = run(trial, "improved", "arm", test="chi-squared")
    counts = np.array([[np.sum((y == YES) & (a == ARM)) for a in "abc"] for y in (0, 1)])
    wanted = stats.chi2_contingency(counts)
    assert fact(result, "p") == pytest.approx(wanted.pvalue)
    assert fact(result, "effect") == pytest.approx(stats.contingency.association(counts, method="cramer"))


def test_a_table_of_two_by_two_has_the_p_with_and_without_correction_and_fishers(trial: Any) -> None:
    counts = np.array([[np.sum((y == YES) & (s == SITE)) for s in "xy"] for y in (0, 1)])
    result = run(trial, "improved", "site", test="chi-squared")
    assert fact(result, "p") == pytest.approx(stats.chi2_contingency(counts).pvalue)
    assert fact(result, "p_plain") == pytest.approx(stats.chi2_contingency(counts, correction=False).pvalue)
    exact = run(trial, "improved", "site", test="fisher", asked="effect")
    assert fact(exact, "p") == pytest.approx(stats.fisher_exact(counts).pvalue)
    assert exact.headline and exact.headline.value == pytest.approx(stats.fisher_exact(counts).statistic)


def test_one_sample_is_held_against_a_value(trial: Any) -> None:
    result = run(trial, "score", test="one sample", against=50)
    assert fact(result, "p") == pytest.approx(stats.ttest_1samp(SCORE[KNOWN], 50).pvalue)


def test_a_side_is_that_of_the_first_group(trial: Any) -> None:
    result = run(trial, "after", test="welch", where=ONLY_A_B, alternative="less", **by("arm"))
    wanted = stats.ttest_ind(AFTER[ARM == "a"], AFTER[ARM == "b"], equal_var=False, alternative="less")
    assert fact(result, "p") == pytest.approx(wanted.pvalue)


def test_without_a_name_the_usual_test_is_taken_and_said(trial: Any) -> None:
    result = run(trial, "score", **by("arm"))
    assert result.words["test"] == "one-way analysis of variance" and "chosen" in {
        c.code for c in result.caveats
    }
    assert run(trial, "score", where=ONLY_A_B, **by("arm")).words["test"] == "Welch's t-test"


def test_a_yes_or_no_by_groups_is_a_table_of_counts(trial: Any) -> None:
    result = run(trial, "improved", **by("arm"))
    assert result.words["test"] == "chi-squared test of independence"


def test_a_formula_is_tested_like_a_column(trial: Any) -> None:
    formula = Out(name="log of weight", expr=call("log", col("weight")))
    result = run(trial, "log of weight", test="shapiro", formulas=(formula,))
    assert fact(result, "p") == pytest.approx(stats.shapiro(np.log(WEIGHT)).pvalue)


def test_the_difference_has_its_interval_and_effect(trial: Any) -> None:
    result = run(trial, "after", test="welch", where=ONLY_A_B, asked="figure", **by("arm"))
    a, b = AFTER[ARM == "a"], AFTER[ARM == "b"]
    interval = stats.ttest_ind(a, b, equal_var=False).confidence_interval()
    assert result.headline and result.headline.value == pytest.approx(a.mean() - b.mean())
    assert (result.headline.low, result.headline.high) == (
        pytest.approx(interval.low),
        pytest.approx(interval.high),
    )
    assert fact(result, "effect") == pytest.approx(
        (a.mean() - b.mean()) / np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2)
    )


@pytest.mark.parametrize(
    ("columns", "rest", "says"),
    [
        (("score",), {"test": "welch", **by("arm")}, "compares two groups, and there are 3"),
        (("fixed",), {"test": "anova", **by("arm")}, "do not vary"),
        (("fixed", "score"), {"test": "pearson"}, "does not vary"),
        (("fixed",), {"test": "shapiro"}, "too few different values"),
        (
            ("score",),
            {"test": "welch", "where": (call("eq", col("arm"), "a"),), **by("arm")},
            "needs two groups",
        ),
        (("arm", "improved"), {"test": "fisher"}, "two by two"),
        (("score", "arm"), {"test": "pearson"}, "is not a number"),
        (("score",), {"test": "wilcoxon"}, "two columns"),
        ((), {}, "is not clear"),
    ],
)
def test_what_cannot_be_tested_is_refused_with_the_reason(
    trial: Any, columns: Any, rest: dict[str, Any], says: str
) -> None:
    with pytest.raises(Unsupported, match=says):
        run(trial, *columns, **rest)


def test_few_values_are_warned_of(trial: Any) -> None:
    few = (call("lt", col("weight"), 1.4), call("in", col("arm"), "a", "b"))
    assert "small" in {c.code for c in run(trial, "score", test="welch", where=few, **by("arm")).caveats}


def test_ties_keep_the_tests_on_ranks_exact_to_scipy(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    values = [1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5]
    path.write_text(
        "g,v\n" + "\n".join(f"{'ab'[i % 2]},{v}" for i, v in enumerate(values)) + "\n", encoding="utf-8"
    )
    data = Dataset.open(path).view()
    args = SignificanceArgs(source="ties", columns=("v",), test="mann-whitney", **by("g"))
    result = significance(args, data, Work())
    assert fact(result, "p") == pytest.approx(stats.mannwhitneyu(values[::2], values[1::2]).pvalue)


@pytest.mark.parametrize(
    ("columns", "rest"),
    [
        (("score",), by("arm")),
        (("score",), {"test": "levene", **by("arm")}),
        (("score", "after"), {"test": "paired"}),
        (("score", "after"), {"control": ("weight",)}),
        (("weight",), {"test": "shapiro"}),
        (("improved", "site"), {"test": "chi-squared"}),
        (("score",), {"test": "one sample", "against": 50}),
    ],
)
def test_the_story_of_every_kind_of_test_names_its_p(trial: Any, columns: Any, rest: dict[str, Any]) -> None:
    result = run(trial, *columns, **rest)
    assert "p-value" in render(story("significance"), result).text


def test_rows_of_one_owner_are_not_independent(orders: Any) -> None:
    args = SignificanceArgs(source="orders", columns=("Quantity", "UnitPrice"), test="pearson")
    assert "dependent_rows" in {c.code for c in significance(args, orders.view(), Work()).caveats}
