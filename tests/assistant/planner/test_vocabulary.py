import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.planner.offline.vocabulary import vocabulary


def said(raw: Any) -> Iterator[str]:
    """All texts of a part of the vocabulary."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield str(key)
            yield from said(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from said(value)
    else:
        yield str(raw)


def columns(path: Path) -> list[str]:
    """The header of a data file."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    line = raw.split(b"\n", 1)[0].decode("utf-8", errors="replace")
    return next(csv.reader([line], delimiter=max("\t,;", key=line.count)))


@pytest.mark.shared
def test_no_word_is_the_raw_column_name_of_a_shared_data_set(shared_data: Path) -> None:
    files = [p for p in shared_data.iterdir() if p.name.endswith((".csv", ".csv.gz"))]
    names = {c.strip().lower() for p in files for c in columns(p) if re.search(r"_|[a-z][A-Z]", c)}
    phrases = {text.lower() for text in said(vocabulary().raw)}
    phrases |= {word for text in phrases for word in text.split()}
    assert files and names and not names & phrases


def test_phrases_are_found_in_any_of_their_forms() -> None:
    words = vocabulary()
    assert words.key("averages") == words.key("averaging") == words.key("averaged")
    assert any(w.name == "mean" for w in words.phrases[words.key("averages")])


def test_small_words_stay_text_and_are_no_yes_or_no() -> None:
    assert {"no", "not"} <= set(vocabulary().raw["not_cues"])
    assert all(isinstance(text, str) for text in said(vocabulary().raw))


def test_a_project_may_add_words_of_its_own(tmp_path: Path) -> None:
    extra = tmp_path / "words.yaml"
    extra.write_text("aggregates: {mean: [par]}\nframing: a an\n", encoding="utf-8")
    words = vocabulary(extra)
    assert any(w.name == "mean" for w in words.phrases[words.key("par")])
    assert any(w.name == "mean" for w in words.phrases[words.key("average")])
    assert not vocabulary().phrases.get(words.key("par"))


@pytest.mark.parametrize(
    ("message", "kind"), [("thank you", "thanks"), ("start over", "start_over"), ("what can you do", "help")]
)
def test_small_talk_is_known_as_whole_messages(message: str, kind: str) -> None:
    words = vocabulary()
    assert words.talk()[words.key(message)] == kind
