"""What headers of business systems are, and the figures that follow from them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from data import _called as called
from data._names import MODELS, split
from data.dataset import Dataset


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Adm", "count"), ("Gate_GBP", "money"), ("IntRt", "share"), ("ASA_s", "time"), ("colours", None)],
)
def test_a_short_header_is_known_as_a_kind_of_number(name: str, kind: str | None) -> None:
    assert called.number_of(split(name)) == kind


def test_all_parts_of_figures_are_things_that_columns_may_be() -> None:
    figures = yaml.safe_load((MODELS / "figures.yaml").read_text(encoding="utf-8"))
    texts = yaml.safe_load((MODELS / "called.yaml").read_text(encoding="utf-8")).values()
    things = {line.split(" = ")[0].strip() for text in texts for line in text.splitlines()} | {"rows"}
    used = {
        thing
        for kind in figures.values()
        for spec in kind.values()
        for side in ("top", "below", "less")
        for said in spec.get(side, ())
        for thing in said.split(" + ")
    }
    assert used <= things


def test_a_part_that_two_columns_may_be_makes_no_figure(tmp_path: Path) -> None:
    rows = "\n".join(f"{100 + i},{200 + i},{300 + i}" for i in range(30))
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text(f"adm,cap,x\n{rows}\n", encoding="utf-8")
    two.write_text(f"adm,cap,visitors\n{rows}\n", encoding="utf-8")
    assert "occupancy_rate" in Dataset.open(one).catalog.measures
    assert "occupancy_rate" not in Dataset.open(two).catalog.measures
