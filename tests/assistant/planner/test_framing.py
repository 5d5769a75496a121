"""What people say of their own doing around a question is cut; the words of the question are not."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.planner.offline.lighter import in_plain_words

BOARDS = "order_id,product,crew,channel,revenue,ordered\n" + "\n".join(
    f"B{i},{('Cutting board', 'Lamp', 'Clock')[i % 3]},{('Sales', 'Ops')[i % 2]},{('newsletter', 'shop')[i % 2]},"
    f"{100 + 13 * i % 900}.5,2024-{1 + i % 12:02d}-{1 + i % 28:02d} {6 + i % 14:02d}:00"
    for i in range(240)
)
FRAMES = [
    "Morning! Quick one: {q}",
    "The board would like to see {q}",
    "For the board meeting: {q}",
    "I need {q} for my weekly report, please",
    "{q} for tomorrow's board meeting",
    "Our CFO wants to know {q}",
    "my boss asked me for {q}",
    "We're planning next year's budget. {q}?",
    "I'm preparing a presentation and need {q}",
    "Before I talk to the team: {q}",
    "Not sure if you can answer this, but {q}?",
    "As a sanity check, {q}",
    "Random question: {q}",
    "I'm curious about {q}",
    "Would you be able to give me {q}?",
    "{q}, nothing fancy",
    "{q}?? need it for a slide",
    "Kindly determine {q}.",
    "Mind telling me {q}?",
    "Right, {q}",
    "Trying to figure out {q}",
    "we gotta know {q}",
    "{q}, right?",
    "{q} - ballpark is fine",
    "{q} to share with my colleagues",
    "{q} so I can plan ahead",
]


@pytest.fixture(scope="module")
def boards(written: Any) -> Any:
    return written(boards=BOARDS)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("plain", ["the total revenue by channel", "the number of orders in 2024"])
def test_what_is_said_around_a_question_is_no_part_of_it(boards: Assistant, frame: str, plain: str) -> None:
    fresh = Assistant(boards.dataset, planner=boards.planner)
    want = fresh.ask(plain).reading
    fresh = Assistant(boards.dataset, planner=boards.planner)
    got = fresh.ask(frame.format(q=plain))
    assert got.status == "answered" and got.reading == want


@pytest.mark.parametrize(
    "said",
    [
        "Morning, afternoon and evening orders",
        "people interested in wine by country",
        "What is the average rating for our calls?",  # calls may be what the rows are
        "For our calls, what's the average rating",
        "average length of meetings in the planning meeting",
        "which manager needs the most calls",
        "they want refunds how often by month?",
        "Next question: revenue by region",  # starts anew, which is heard later
        "I want the median instead",
        "weekly please",
        "morning, please",
        "interested in wine by country",
        "revenue because of the sale",
        "right ends of the range",
        "customers looking to move by month",
        "State of residence by count",
        "Board games sold by month",
    ],
)
def test_words_of_the_question_itself_stay(said: str) -> None:
    assert in_plain_words(said, lambda word: False) == said


def test_what_the_data_have_stays_though_it_sounds_like_an_office() -> None:
    said = "average revenue by month for the sales team"
    assert in_plain_words(said, lambda word: word == "sales") == said
    assert in_plain_words(said, lambda word: False) == "average revenue by month"
