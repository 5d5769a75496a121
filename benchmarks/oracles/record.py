"""What lifetimes, mapie and mlxtend say of the made tables: python benchmarks/oracles/record.py, in their environment.

Nothing of the project is imported here, and nothing of these libraries there: tests/benchmarks/test_oracles.py holds
our own methods against the JSON files that this writes.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
AHEAD = (30, 90, 365)
LEVEL = 0.9


def lifetimes() -> dict[str, Any]:
    """BG/NBD and Gamma-Gamma of the purchases, and what they expect of each customer."""
    from lifetimes import BetaGeoFitter, GammaGammaFitter
    from lifetimes.utils import summary_data_from_transaction_data

    rows = pd.read_csv(HERE / "purchases.csv", parse_dates=["order_date"])
    rows["paid"] = rows.quantity * rows.unit_price
    end = rows.order_date.max()
    known = summary_data_from_transaction_data(
        rows, "customer_id", "order_date", monetary_value_col="paid", observation_period_end=end
    )
    buying = BetaGeoFitter(penalizer_coef=0.0)
    buying.fit(known.frequency, known.recency, known["T"])
    again = known[known.frequency > 0]
    spending = GammaGammaFitter(penalizer_coef=0.0)
    spending.fit(again.frequency, again.monetary_value)
    histories = (known.frequency, known.recency, known["T"])
    expected = {
        str(days): list(buying.conditional_expected_number_of_purchases_up_to_time(days, *histories))
        for days in AHEAD
    }
    return {
        "library": ["lifetimes", version("lifetimes")],
        "customers": [int(k) for k in known.index],
        "repeats": list(known.frequency),
        "last": list(known.recency),
        "age": list(known["T"]),
        "average": list(known.monetary_value),
        "buying": {name: float(buying.params_[name]) for name in ("r", "alpha", "a", "b")},
        "expected": expected,
        "alive": list(np.asarray(buying.conditional_probability_alive(*histories))),
        "spending": {name: float(spending.params_[name]) for name in ("p", "q", "v")},
        "mean_purchase": list(
            spending.conditional_expected_average_profit(known.frequency, known.monetary_value)
        ),
    }


def mapie() -> dict[str, Any]:
    """Cross-conformal intervals of a line, and of two linear quantiles of log(1 + spend), with the folds of the table."""
    from mapie.regression import CrossConformalizedQuantileRegressor, CrossConformalRegressor
    from sklearn.linear_model import LinearRegression, QuantileRegressor
    from sklearn.model_selection import PredefinedSplit

    rows = pd.read_csv(HERE / "spend.csv")
    X, y, folds = (
        rows[["income", "visits"]].to_numpy(float),
        rows.spend.to_numpy(),
        PredefinedSplit(rows.fold),
    )
    line = CrossConformalRegressor(LinearRegression(), confidence_level=LEVEL, method="base", cv=folds)
    _, plain = line.fit_conformalize(X, y).predict_interval(X)
    quantiles = CrossConformalizedQuantileRegressor(
        QuantileRegressor(alpha=0.0, solver="highs"), confidence_level=LEVEL, method="base", cv=folds
    )
    _, followed = quantiles.fit_conformalize(X, np.log1p(y)).predict_interval(X)
    return {
        "library": ["mapie", version("mapie")],
        "level": LEVEL,
        "line": {"low": list(plain[:, 0, 0]), "high": list(plain[:, 1, 0])},
        "quantiles_of_log": {"low": list(followed[:, 0, 0]), "high": list(followed[:, 1, 0])},
    }


def mlxtend() -> dict[str, Any]:
    """Support, confidence and lift of all pairs of things in one order."""
    from mlxtend.frequent_patterns import apriori, association_rules

    rows = pd.read_csv(HERE / "baskets.csv")
    held = pd.crosstab(rows.order_id, rows["product"]) > 0
    rules = association_rules(apriori(held, min_support=1 / len(held), use_colnames=True), min_threshold=0.0)
    pairs = rules[(rules.antecedents.map(len) == 1) & (rules.consequents.map(len) == 1)]
    told = [
        [min(r.antecedents), min(r.consequents), float(r.support), float(r.confidence), float(r.lift)]
        for r in pairs.itertuples()
    ]
    return {"library": ["mlxtend", version("mlxtend")], "orders": len(held), "rules": sorted(told)}


def main() -> None:
    """Ask all three."""
    for ask in (lifetimes, mapie, mlxtend):
        text = json.dumps(_rounded(ask()), indent=None, separators=(", ", ": "))
        (HERE / f"{ask.__name__}.json").write_text(text.replace('], "', '],\n"') + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:
    """Numbers to ten digits: more would differ between two machines."""
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_rounded(v) for v in value]
    return float(f"{value:.10g}") if isinstance(value, float) else value


if __name__ == "__main__":
    main()
