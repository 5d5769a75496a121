"""Write docs/seeds.md: python -m scripts.seeds --data DIR.

Asks Segue what each of the five seed projects set out to find, on its own data, and sets the answers beside the claims.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant import Assistant
from scripts.conversation import ROOT, Said, book, hold, markdown
from scripts.pictures import draw

PAGE = ROOT / "docs" / "seeds.md"
CHARTS = ROOT / "docs" / "charts"
TOP = """# Five projects that Segue grew out of

Made by `python -m scripts.seeds` from real conversations; written by hand are only the claims and the reasons
(`scripts/seeds.yaml`). `tests/test_seeds.py` holds the same conversations and checks their figures with pandas and
scikit-learn. Tables that are wide are left out here; every answer has one.
"""


def main() -> None:
    """Hold all conversations and write the page."""
    parser = argparse.ArgumentParser(prog="python -m scripts.seeds", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where the data sets are")
    folder = parser.parse_args().data
    charts: dict[str, Said] = {}
    PAGE.write_text(page(list(sections(folder, charts))), encoding="utf-8")
    draw(charts, CHARTS)
    print(f"Wrote {PAGE.relative_to(ROOT)}.", file=sys.stderr)


def page(parts: list[str]) -> str:
    """The whole page."""
    return "\n".join([TOP, *parts])


def sections(folder: Path, charts: dict[str, Said]) -> Iterator[str]:
    """One section a seed; its charts are put into `charts` by the names of their pictures."""
    opened: dict[tuple[str, ...], Assistant] = {}
    for seed in book("seeds"):
        talks: list[list[Said]] = []
        for talk in seed["talks"]:
            files = tuple(talk["files"])
            if files not in opened:
                opened[files] = Assistant.open(*(folder / name for name in files))
            talks.append(hold(opened[files], talk["turns"]))
        answers = [said for talk in talks for said in talk]
        named = [f"seed-{seed['seed']}-{at + 1}.svg" for at in range(len(answers))]
        charts.update(
            {name: said["chart"] for name, said in zip(named, answers, strict=True) if said["chart"]}
        )
        yield section(seed, answers, named)


def section(seed: dict[str, Any], answers: list[Said], pictures: list[str]) -> str:
    """What it claimed, what Segue says with the chart of each answer, why they differ."""
    parts = [
        f"## {seed['seed']}: {seed['title']}",
        f"*{seed['data']}*",
        f"**What it claimed.** {seed['claim'].strip()}",
        "**What Segue says.**",
        *(
            markdown(said, f"{CHARTS.name}/{picture}")
            for said, picture in zip(answers, pictures, strict=True)
        ),
        "**Why they differ.**",
        "\n".join(f"- {reason.strip()}" for reason in seed["why"]),
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
