"""Breaks each point of the statistician's checklist on purpose, in a copy of the project, and sees its test fail.

    python -m scripts.breaks [point ...]        all of scripts/breaks.yaml, or the points that are named

Where a test still passes, the point is not held by it: that is printed, and the exit code is 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.conversation import ROOT, Said, book

LEFT = shutil.ignore_patterns(".venv", ".git", "__pycache__", ".*_cache", "out", "docs")
FAILED = 1
"""What pytest exits with where a test failed; other codes are faults on the way to it."""


def main(points: list[str]) -> int:
    """Break and test one after the other; how many of the breaks no test noticed is told at the end."""
    chosen = [b for b in book("breaks") if not points or str(b["point"]) in points]
    unseen = 0
    with _copy() as copy:
        for broken in chosen:
            seen = _is_noticed(broken, copy)
            unseen += not seen
            print(f"{broken['point']:>2}  {'seen' if seen else 'NOT SEEN'}  {broken['what']}", flush=True)
    print(f"{len(chosen) - unseen} of {len(chosen)} breaks were seen by their tests")
    return 1 if unseen else 0


@contextmanager
def _copy() -> Iterator[Path]:
    """The project without its surroundings, with the shared data sets beside it as they are here."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=LEFT, symlinks=True)
        shared = ROOT.parent / "shared"
        if shared.exists():
            (Path(folder) / "shared").symlink_to(shared.resolve())
        yield copy


def _is_noticed(broken: Said, copy: Path) -> bool:
    file = copy / broken["file"]
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(broken["old"], broken["new"]), encoding="utf-8")
    try:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", broken["test"]]
        ran = subprocess.run(command, cwd=copy, env=os.environ, capture_output=True, text=True, check=False)
    finally:
        file.write_text(whole, encoding="utf-8")
    return ran.returncode == FAILED and "FAILED" in ran.stdout


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
