"""Least squares against statsmodels, and what the tool says where a line has no meaning."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm

from assistant.narrator.template import render, story
from data.dataset import Dataset
from data.errors import Unsupported
from data.query import Out, call, col
from data.work import Work
from tools._result import Result
from tools.regression import RegressionArgs, regression

RNG = np.random.default_rng(5)
N = 80
SIZE = np.round(RNG.uniform(20, 200, N), 2)
AGE = np.round(RNG.uniform(0, 40, N), 1)
KIND = np.array(["flat", "house", "loft"])[np.arange(N) % 3]
PRICE = np.round(50 + 3 * SIZE - 1.5 * AGE + 20 * (KIND == "loft") + RNG.normal(0, 25, N), 2)
KNOWN = np.isin(np.arange(N), (7,), invert=True)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Homes with a price, one of which has no known age; `double` is twice the size, `fixed` never varies."""
    rows = [
        f"{PRICE[i]},{SIZE[i]},{AGE[i] if KNOWN[i] else ''},{KIND[i]},{2 * SIZE[i] + 3},5,{'north' if i < 4 else 'south'}"
        for i in range(N)
    ]
    path = tmp_path_factory.mktemp("homes") / "homes.csv"
    path.write_text("price,size,age,kind,double,fixed,side\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return Dataset.open(path).view()


def out(name: str) -> Out:
    return Out(name=name, expr=col(name))


def log(name: str) -> Out:
    return Out(name=f"log of {name}", expr=call("log", col(name)))


def run(data: Any, *x: Out, y: Out | None = None, **rest: Any) -> Result:
    return regression(RegressionArgs(source="homes", y=y or out("price"), x=x, **rest), data, Work())


def facts(result: Result) -> dict[str, Any]:
    return {f.id: f for f in result.facts}


def test_a_line_of_one_column_agrees_with_statsmodels(homes: Any) -> None:
    result, model = run(homes, out("size")), sm.OLS(PRICE, sm.add_constant(SIZE)).fit()
    got = facts(result)
    assert got["slope.1"].value == pytest.approx(model.params[1])
    assert (got["slope.1"].low, got["slope.1"].high) == pytest.approx(tuple(model.conf_int()[1]))
    assert got["intercept"].value == pytest.approx(model.params[0])
    assert got["p.1"].value == pytest.approx(model.pvalues[1]) and got["error.1"].value == pytest.approx(
        model.bse[1]
    )
    assert got["r2"].value == pytest.approx(model.rsquared) and got["f"].value == pytest.approx(model.fvalue)


def test_several_columns_use_the_rows_that_have_all(homes: Any) -> None:
    result = run(homes, out("size"), out("age"))
    model = sm.OLS(PRICE[KNOWN], sm.add_constant(np.column_stack([SIZE, AGE])[KNOWN])).fit()
    got = facts(result)
    assert [got[f"slope.{i}"].value for i in (1, 2)] == pytest.approx(list(model.params[1:]))
    assert got["adjusted"].value == pytest.approx(model.rsquared_adj)
    assert got["f_p"].value == pytest.approx(model.f_pvalue)
    assert got["residual_error"].value == pytest.approx(np.sqrt(model.mse_resid))
    assert got["missing"].value == 1 and got["n"].value == 79


def test_kinds_become_steps_from_a_base_that_is_said(homes: Any) -> None:
    result = run(homes, out("size"), out("kind"))
    steps = np.column_stack([SIZE, KIND == "house", KIND == "loft"]).astype(float)
    model = sm.OLS(PRICE, sm.add_constant(steps)).fit()
    assert result.table is not None
    assert [r[1] for r in result.table.rows] == pytest.approx(list(model.params))
    assert any(c.code == "base" and "kind: flat" in c.text for c in result.caveats)


def test_logarithms_on_both_sides_give_an_elasticity(homes: Any) -> None:
    result = run(homes, log("size"), y=log("price"), asked="slope")
    model = sm.OLS(np.log(PRICE), sm.add_constant(np.log(SIZE))).fit()
    assert result.headline and result.headline.value == pytest.approx(model.params[1])
    assert "elastic" in result.flags


def test_a_line_through_the_origin_has_no_intercept(homes: Any) -> None:
    result, model = run(homes, out("size"), intercept=False), sm.OLS(PRICE, SIZE[:, None]).fit()
    assert facts(result)["slope.1"].value == pytest.approx(model.params[0])
    assert facts(result)["r2"].value == pytest.approx(model.rsquared) and "intercept" not in facts(result)


@pytest.mark.parametrize(
    ("asked", "of", "wanted"),
    [
        ("r2", None, "rsquared"), ("adjusted r2", None, "rsquared_adj"), ("f", None, "fvalue"), ("f p", None, "f_pvalue"),
    ],
)  # fmt: skip
def test_the_figure_asked_for_leads(homes: Any, asked: Any, of: Any, wanted: str) -> None:
    model = sm.OLS(PRICE[KNOWN], sm.add_constant(np.column_stack([SIZE, AGE])[KNOWN])).fit()
    headline = run(homes, out("size"), out("age"), asked=asked, of=of).headline
    assert headline and headline.value == pytest.approx(getattr(model, wanted))


def test_a_figure_of_one_of_several_columns_leads_when_the_column_is_named(homes: Any) -> None:
    model = sm.OLS(PRICE[KNOWN], sm.add_constant(np.column_stack([SIZE, AGE])[KNOWN])).fit()
    slope = run(homes, out("size"), out("age"), asked="slope", of="age").headline
    p = run(homes, out("size"), out("age"), asked="p", of="age").headline
    assert (
        slope
        and slope.value == pytest.approx(model.params[2])
        and p
        and p.value == pytest.approx(model.pvalues[2])
    )
    assert run(homes, out("size"), out("age"), asked="slope").headline is None


def test_large_numbers_lose_no_digits(tmp_path: Path) -> None:
    year = np.arange(1960, 2010)
    value = 1e9 + 12.5 * year + RNG.normal(0, 1, year.size)
    path = tmp_path / "years.csv"
    path.write_text(
        "t,v\n" + "\n".join(f"{t},{v:.6f}" for t, v in zip(year, value, strict=True)) + "\n", encoding="utf-8"
    )
    data = Dataset.open(path).view()
    args = RegressionArgs(source="years", y=out("v"), x=(out("t"),))
    slope = np.polyfit(year - year.mean(), np.round(value, 6) - 1e9, 1)[0]
    assert facts(regression(args, data, Work()))["slope.1"].value == pytest.approx(slope, rel=1e-6)


@pytest.mark.parametrize(
    ("y", "x", "where", "says"),
    [
        ("price", ("size", "double"), (), "says the same"),
        ("price", ("fixed",), (), "explains nothing"),
        ("fixed", ("size",), (), "nothing to explain"),
        ("kind", ("size",), (), "not a number"),
        ("price", ("size", "age"), (call("eq", col("side"), "north"), call("lt", col("size"), 0)), "too few"),
    ],
)
def test_what_cannot_be_fitted_is_refused_with_the_reason(
    homes: Any, y: str, x: tuple[str, ...], where: Any, says: str
) -> None:
    with pytest.raises(Unsupported, match=says):
        run(homes, *map(out, x), y=out(y), where=where)


def test_few_rows_are_warned_of(homes: Any) -> None:
    result = run(homes, out("size"), where=(call("lt", col("size"), 60),))
    assert "small" in {c.code for c in result.caveats}


@pytest.mark.parametrize("x", [("size",), ("size", "age"), ("kind",)])
def test_the_story_tells_how_much_is_explained(homes: Any, x: tuple[str, ...]) -> None:
    assert "R-squared is" in render(story("regression"), run(homes, *map(out, x))).text


def test_a_line_tells_its_height_at_a_value_and_warns_beyond_the_data(homes: Any) -> None:
    line = regression(RegressionArgs(source="homes", y=out("price"), x=(out("size"),)), homes, Work())
    start, slope = (float(str(row[1])) for row in line.table.rows)  # type: ignore[union-attr]  # a table is always made
    near = regression(RegressionArgs(source="homes", y=out("price"), x=(out("size"),), at=(100,)), homes, Work())  # fmt: skip
    far = regression(
        RegressionArgs(source="homes", y=out("price"), x=(out("size"),), at=(900,)), homes, Work()
    )
    assert near.headline is not None and near.headline.value == pytest.approx(start + 100 * slope)
    assert [any(c.code == "beyond" for c in r.caveats) for r in (near, far)] == [False, True]


def test_a_slope_may_be_told_for_many_units_at_once(homes: Any) -> None:
    one = regression(RegressionArgs(source="homes", y=out("price"), x=(out("size"),)), homes, Work())
    ten = regression(RegressionArgs(source="homes", y=out("price"), x=(out("size"),), step=10), homes, Work())
    assert one.headline is not None and ten.headline is not None
    assert ten.headline.value == pytest.approx(10 * float(str(one.headline.value)))
