"""How often the role of a column, and whether it may be summed, is inferred right: python -m evals.roles.run

Labels were made by hand (labels.yaml). Code books are switched off: names and values alone are measured.
Tables come with plotly, statsmodels and scikit-learn, from the question bank, and from ../shared where that is there.
Tables marked `held` were labelled before anything was inferred on them and their misses stay unread: they tell how
well the rules carry over.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from data._draft import draft
from data._entities import find_weights
from data._profile import profile
from data._roles import ADDITIVE, meanings
from data.engine.duckdb import Engine
from data.load import load
from data.work import Work

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
FOLDERS = {"shared": "data", **{s: f"evals/public/{s}_tables" for s in ("general", "nvbench", "wtq")}}
"""Where under the shared folder the tables of an origin lie."""


def file_of(origin: str, table: str, folder: Path, shared: Path = SHARED) -> Path | None:
    """The table as a file; bundled ones are written into `folder` first."""
    if origin.startswith("batch"):
        return HERE.parent / "bank" / origin / "tables" / f"{table}.csv"
    if origin in FOLDERS:
        return next(iter(sorted((shared / FOLDERS[origin]).glob(f"{table}.csv*"))), None)
    frame = _bundled(origin, table)
    path = folder / f"{table}.csv"
    frame.to_csv(path, index=False)
    return path


def _bundled(origin: str, table: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if origin == "plotly":
            import plotly.data

            return getattr(plotly.data, table)()
        if origin == "statsmodels":
            import statsmodels.datasets

            return getattr(statsmodels.datasets, table).load_pandas().data
        import sklearn.datasets

        return getattr(sklearn.datasets, f"load_{table}")(as_frame=True).frame


def inferred(path: Path) -> dict[str, str]:
    """Role of every column of a file, from names and values alone."""
    engine = Engine()
    try:
        table = load([path], engine, Work())[0]
        shapes = profile(table, engine)
        made = draft(table, shapes, meanings(shapes))
        find_weights(made, engine)
        return {c.name: c.role for c in made.columns.values()}
    finally:
        engine.close()


def interval(right: list[float], seed: int = 0) -> tuple[float, float]:
    """95 % interval of a share over tables, by drawing tables again (they, not columns, are independent)."""
    draw = random.Random(seed)
    means = sorted(sum(draw.choices(right, k=len(right))) / len(right) for _ in range(1000))
    return means[24], means[974]


def main() -> int:
    """Print accuracy of additive and of role, the misses, and what was skipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the shared tables")
    chosen = parser.parse_args()
    labels = yaml.safe_load((HERE / "labels.yaml").read_text(encoding="utf-8"))
    sums: Counter[str] = Counter()
    by_origin: dict[str, Counter[str]] = {}
    shares: list[float] = []
    skipped = []
    with tempfile.TemporaryDirectory() as folder:
        for label in labels:
            path = file_of(label["from"], label["table"], Path(folder), chosen.shared)
            if path is None:
                skipped.append(label["table"])
                continue
            found = inferred(path)
            one: Counter[str] = Counter(tables=1)
            held = bool(label.get("held"))
            for name, said in label["columns"].items():
                _score(label["table"], name, str(said), found, one, chosen.misses and not held)
            sums += one
            by_origin.setdefault("held out" if held else label["from"], Counter()).update(one)
            if one["additive_asked"]:
                shares.append(one["additive_right"] / one["additive_asked"])
    for origin, one in [*by_origin.items(), ("all", sums)]:
        print(
            f"{origin:12} {one['tables']:3} tables {one['columns']:4} columns   "
            f"may it be summed {_percent(one['additive_right'], one['additive_asked'])}   "
            f"role {_percent(one['role_right'], one['columns'])}"
        )
    if shares:
        low, high = interval(shares)
        print(f"may it be summed, mean over tables: 95 % interval {low:.1%} to {high:.1%}")
    if skipped:
        print(f"SKIPPED, not there: {', '.join(skipped)}")
    return 0 if sums["additive_right"] >= 0.95 * sums["additive_asked"] else 1


def _percent(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole if whole else math.nan:.1%})"


def _score(table: str, name: str, said: str, found: dict[str, str], one: Counter[str], shown: bool) -> None:
    """Count one column; roles after "/" are as good, "~" leaves the sum open."""
    open_ = "~" in said
    roles = [r.strip("~") for r in said.split("/")]
    got = found.get(name, "absent")
    one["columns"] += 1
    one["role_right"] += got in roles
    allowed = {r in ADDITIVE for r in roles}
    if not open_:
        one["additive_asked"] += 1
        one["additive_right"] += (got in ADDITIVE) in allowed
    if shown and (got not in roles or (not open_ and (got in ADDITIVE) not in allowed)):
        wrong = "" if open_ or (got in ADDITIVE) in allowed else "  SUM WRONG"
        print(f"{table}.{name}: {said}, inferred {got}{wrong}")


if __name__ == "__main__":
    sys.exit(main())
