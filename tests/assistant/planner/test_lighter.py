"""A question that would be asked back is read once more without the words that restrict nothing, and only without those."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.ask import Assistant
from assistant.conversation import Conversation
from assistant.planner.offline import lighter as lighter_module
from assistant.planner.offline.lighter import lighter
from assistant.planner.offline.vocabulary import vocabulary


def nothing_named(word: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("how many orders did we rack up in calendar year 2023", "how many orders were there in 2023"),
        ("how many orders came through during the course of 2023", "how many orders were there in 2023"),
        ("just out of curiosity, how many orders came in in the full year 2023", "how many orders were there in 2023"),
        ("could you whip up the total revenue by country for my boss", "total revenue by country"),
        ("Please prepare the total revenue by country for the board meeting", "total revenue by country"),
        ("I'd like you to crunch the total revenue by country", "total revenue by country"),
        ("do me a favour and tabulate total revenue by country", "total revenue by country"),
        ("what average order value do we achieve in 2023", "average order value in 2023"),
        ("which country notched up the highest revenue", "which country has the highest revenue"),
        ("which country boasts the highest revenue, by any chance", "which country has the highest revenue"),
        ("revenue from march 2023 to june 2023 inclusive", "revenue from march 2023 to june 2023"),
        ("revenue from march 2023 to june 2023, both months included", "revenue from march 2023 to june 2023"),
        ("revenue from the start of march 2023 through the end of june 2023", "revenue from march 2023 to june 2023"),
        ("knock up a bar chart of revenue by country, no rush", "bar chart of revenue by country"),
        ("would it be possible to get the total revenue by country", "total revenue by country"),
        ("i'm trying to understand the total revenue by country", "total revenue by country"),
        ("if possible, nr of customers by country", "number of customers by country"),
    ],
)  # fmt: skip
def test_words_that_restrict_nothing_change_nothing(samples: Assistant, said: str, plain: str) -> None:
    samples.start_over()
    want = samples.ask(plain)
    samples.start_over()
    got = samples.ask(said)
    assert (got.status, got.reading) == ("answered", want.reading)


@pytest.mark.parametrize(
    "said",
    [
        "how many orders did we lose in 2023",  # not all orders
        "how many customers did we win back in 2023",
        "how many orders did we write off in 2023",
        "how many refurbished orders did we rack up in 2023",
        "which country botched the most orders",
        "orders until the strike in 2023, both days included",
    ],
)
def test_a_word_that_may_restrict_is_asked_about_however_much_is_left_out_beside_it(
    samples: Assistant, said: str
) -> None:
    samples.start_over()
    assert samples.ask(said).status in ("clarify", "declined")


def test_what_was_left_out_of_a_figure_is_shown(samples: Assistant) -> None:
    samples.start_over()
    assert samples.ask("what average order value do we achieve in 2023").ignored == ("achieve",)


GAMES = "player,club,passes,pulls,calls\n" + "\n".join(
    f"P{i},{('Ajax', 'Feyenoord', 'Twente')[i % 3]},{30 + i % 17},{i % 5},{i % 7}" for i in range(60)
)


def test_a_verb_that_is_a_name_of_the_data_stays(written: Any) -> None:
    games: Assistant = written(games=GAMES)
    read = games.ask("how many passes do players make per club")
    assert read.status != "answered" or "pass" in (read.reading or "")
    fewer = lighter(
        "how many games pass between two injuries", lambda word: word == "pass", frozenset(["pass"])
    )
    assert fewer is None


def test_a_verb_is_left_out_only_where_it_was_in_the_way() -> None:
    said = "what revenue did we achieve in 2023"
    assert lighter(said, nothing_named, frozenset(["revenue"])) is None
    fewer = lighter(said, nothing_named, frozenset(["achieve"]))
    assert (
        fewer is not None
        and fewer.text == "what revenue did we have in 2023"
        and fewer.left_out == ("achieve",)
    )


SHOWS = "show_id,film,start,seats_sold,rep\n" + "\n".join(
    f"S{i},{('Tide', 'Moth', 'Fog')[i % 3]},{('16:15', '19:00', '21:45')[i % 3]},{20 + i % 50},{('Ann', 'Bob')[i % 2]}"
    for i in range(120)
)


@pytest.mark.parametrize(
    ("said", "reading"),
    [
        ("median seats sold of the 9:45 pm shows", "Median seats sold, shows with start is 21:45"),
        ("how many shows does Ann look after", "Shows, shows with rep is Ann"),
        ("how many shows is Bob in charge of", "Shows, shows with rep is Bob"),
    ],
)
def test_times_and_those_who_see_to_things_are_found(written: Any, said: str, reading: str) -> None:
    assert written(shows=SHOWS).ask(said).reading == reading


def test_the_ends_of_a_ranking_that_was_told(written: Any) -> None:
    shows: Assistant = written(shows=SHOWS)
    shows.ask("total seats sold by film")
    assert shows.ask("and who's at the bottom?").reading == "Total seats sold by film, lowest first"


@pytest.mark.parametrize(
    "said",
    [
        "revenue with returns included",  # which rows count
        "price, tax inclusive",
        "revenue of the fiscal year 2023",  # not the calendar's
        "how many customers never bought a lamp",
        "orders from 2023 until the sale",
    ],
)
def test_what_restricts_is_left_where_it_stands(said: str) -> None:
    assert lighter(said, nothing_named, frozenset(said.split())) is None


def test_no_word_that_restricts_stands_among_the_idle_ones() -> None:
    raw = yaml.load(
        Path(lighter_module.__file__).with_name("english.yaml").read_text(), Loader=yaml.CBaseLoader
    )
    words = vocabulary()
    cues = {
        "not",
        "only",
        "comparator",
        "after_number",
        "superlative",
        "first",
        "vague",
        "aggregate",
        "share",
        "window",
    }
    listed = [*raw["adverbs"].split()]
    for verbs in raw["verbs"].values():
        listed += [v.split(":")[0].replace("_", " ") for v in verbs.split()]
    restricting = {
        w: sorted(k) for w in listed if (k := {m.kind for m in words.phrases.get(words.key(w), ())} & cues)
    }
    assert restricting == {}
    assert not {"never", "until", "except", "still", "lost", "missing", "late", "again", "newly"} & set(
        listed
    )


def test_different_things_that_are_asked_for_in_so_many_words_do_not_count_against_a_reading(
    written: Any,
) -> None:
    table: Assistant = written(shows=SHOWS)
    named, guessed = (
        table.planner.read(q, Conversation(table.dataset))
        for q in ("how many different films are there", "how many films are there")
    )
    assert named.trace["signs"]["distinct"] == 0.0
    assert guessed.trace["signs"]["distinct"] == 1.0
