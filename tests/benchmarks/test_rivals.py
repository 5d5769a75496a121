"""The kit that asks other products: what it counts, and that it says what it could not measure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.rivals.questions import QUESTIONS, model
from benchmarks.rivals.run import HERE, OURS, Rival, _ours, markdown, rivals, tried
from benchmarks.thirty_columns import COLUMNS, write
from evals.model.server import serve

ADAPTER = """
import json, sys, urllib.request
url, table = sys.argv[1:3]
print("hello")
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)["question"]
    body = {"messages": [{"role": "user", "content": "person0@example.com execute_sql_query " + asked}]}
    request = urllib.request.Request(url + "/chat/completions", json.dumps(body).encode())
    urllib.request.urlopen(request).read()
    print(json.dumps({"said": "1,000 customers"}), flush=True)
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(tmp_path)


def rival(
    folder: Path, adapter: str = ADAPTER, pins: str = "", pythons: tuple[str, ...] | None = None
) -> Rival:
    """A product that is made up."""
    place = folder / "made_up"
    place.mkdir()
    (place / "adapter.py").write_text(adapter, encoding="utf-8")
    (place / "requirements.txt").write_text(pins, encoding="utf-8")
    return Rival(place, "Made Up 1.0", pythons or ("3.11", "3.12", "3.13", "3.14"), {"plain": []})


def test_the_table_has_thirty_columns(table: Path) -> None:
    assert len(table.read_text(encoding="utf-8").splitlines()[0].split(",")) == COLUMNS == 30


def test_a_rival_is_asked_in_an_environment_of_its_own(tmp_path: Path, table: Path) -> None:
    with serve(model) as server:
        [outcome] = tried(rival(tmp_path), table, server, tmp_path / "environments")
    assert outcome.absent == "" and [spent.question for spent in outcome.spent] == [q.text for q in QUESTIONS]
    first = outcome.spent[0]
    assert first.calls == 1 and first.tokens == -(
        -len("person0@example.com execute_sql_query average income by city") // 4
    )
    assert first.personal == 1
    assert [spent.right for spent in outcome.spent] == [False, True, False, False, False, False]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"pins": "--no-index\nno-such-package==1.0\n"}, "packages cannot be installed"),
        ({"pythons": ("2.0",)}, "needs Python 2.0"),
        ({"adapter": "raise ValueError('it is broken')"}, "it is broken"),
        ({"adapter": "print('{\"ready\": 1}', flush=True); input(); raise SystemExit('no more')"}, "no more"),
    ],
    ids=["packages", "python", "start", "answer"],
)  # fmt: skip
def test_what_cannot_be_measured_is_said_in_the_results(
    tmp_path: Path, table: Path, made: dict[str, object], said: str
) -> None:
    with serve(model) as server:
        [outcome] = tried(rival(tmp_path, **made), table, server, tmp_path / "environments")  # type: ignore[arg-type]
    assert said in outcome.absent and outcome.spent == ()
    assert re.search(rf"NOT MEASURED: .*{said}", markdown([outcome]))


@pytest.mark.parametrize("variant", OURS)
def test_ours_answers_every_question_within_its_budget(table: Path, variant: str) -> None:
    with serve(model) as server:
        outcome = _ours(variant, OURS[variant], table, server)
    assert all(spent.right and spent.calls <= 2 and spent.personal == 0 for spent in outcome.spent)
    assert max(spent.largest for spent in outcome.spent) <= 2500


def test_every_rival_is_pinned_exactly() -> None:
    found = rivals(HERE)
    assert {rival.folder.name for rival in found} >= {"pandasai", "vanna"}
    for one in found:
        pins = (one.folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
        assert pins and all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
        assert (one.folder / "adapter.py").is_file() and one.variants
