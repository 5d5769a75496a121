"""A person's own words for what the data has: said in the conversation, or written in the settings file."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.phrases import applied, defined
from assistant.settings import Settings, read_settings


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "visits.csv"
    rows = [f"{i},{('north', 'south')[i % 2]},{10 + i},2024-0{1 + i % 6}-03" for i in range(60)]
    path.write_text("\n".join(["visit,area,turnover_eur,day", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("when I say the haul I mean turnover", ("the haul", "turnover")),
        ("From now on, when we say “haul”, we mean “average turnover”.", ("haul", "average turnover")),
        ("by haul I mean turnover", ("haul", "turnover")),
        ("no, I meant turnover", None),
        ("turnover by area", None),
    ],
)
def test_a_message_that_says_what_a_phrase_means_is_known(text: str, found: object) -> None:
    assert defined(text) == found


def test_only_whole_words_are_replaced_the_longest_first() -> None:
    text, notes = applied("the big haul, haulage and haul", {"haul": "turnover", "big haul": "top turnover"})
    assert text == "the top turnover, haulage and turnover" and len(notes) == 2


def test_a_phrase_holds_for_later_questions_and_is_said(shop: Path) -> None:
    assistant = Assistant.open(shop)
    plain = assistant.ask("total turnover by area").table
    assert assistant.ask("total haul by area").status == "clarify"
    assert "haul" in assistant.ask("when I say haul I mean turnover").text
    answer = assistant.ask("total haul by area")
    assert answer.table == plain
    assert any("“haul” is read as “turnover”" in c.text for c in answer.caveats)
    assistant.ask("when I say haul I mean haul")
    assert assistant.ask("total haul by area").status == "clarify"


def test_a_phrase_for_what_the_data_lacks_is_not_kept(shop: Path) -> None:
    assistant = Assistant.open(shop)
    assert "do not know" in assistant.ask("when I say haul I mean zorbles per gnome").text
    assert assistant.conversation.phrases == {}


def test_starting_over_forgets_phrases_and_the_file_keeps_them(shop: Path, tmp_path: Path) -> None:
    file = tmp_path / "segue.toml"
    file.write_text('[phrases]\nhaul = "turnover"\n', encoding="utf-8")
    settings = read_settings({"SEGUE_SETTINGS": str(file)})
    assistant = Assistant.open(shop, settings=settings)
    assistant.start_over()
    assert assistant.ask("total haul by area").status == "answered"


def test_a_settings_file_with_a_phrase_that_is_no_text_says_so(tmp_path: Path) -> None:
    file = tmp_path / "segue.toml"
    file.write_text("[phrases]\nhaul = 3\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"\[phrases\]"):
        read_settings({"SEGUE_SETTINGS": str(file)})
    assert Settings().phrases == ()
