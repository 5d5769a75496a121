from pathlib import Path
from typing import Any

from ui.data_panel import data_panel, summary


def test_the_panel_tells_size_grain_period_and_columns(customers: Any) -> None:
    html = data_panel(customers)
    for part in (
        "60 rows, 8 columns",
        "One row is one customer.",
        "1 January 2023",
        "<b>income</b>",
        "amount",
    ):
        assert part in html


def test_the_panel_tells_the_rules_in_force(orders: Any) -> None:
    assert "Rules in force" in data_panel(orders)


def test_the_summary_names_the_data(customers: Any) -> None:
    assert summary(customers) == (
        "What would you like to know about customers?",
        "customers: 60 rows, 8 columns",
    )


def test_only_the_gravest_findings_stand_in_sight(tmp_path: Path) -> None:
    from data.dataset import Dataset

    names = [f"number_{i}" for i in range(8)]
    rows = "".join(f"{i}," + ",".join("" if i % 3 else str(i) for _ in names) + "\n" for i in range(60))
    path = tmp_path / "gaps.csv"
    path.write_text(f"id,{','.join(names)}\n{rows}", encoding="utf-8")
    before_the_fold = data_panel(Dataset.open(path)).split("<details")[0]
    assert before_the_fold.count("is missing in") == 3
