"""A model words an answer: sentence by sentence, each after its check, the template's in place of one that fails."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.narrator.check import NO_FACT
from assistant.planner.model.shown import shown
from data.dataset import Dataset
from data.work import Work
from evals.model.plays import facts_of
from evals.model.server import Say, Server

Make = Callable[..., Assistant]
QUESTION = "average income by city"
GOOD = "{top.row} has the highest average income with {top}.\nThe lowest is {bottom}, in {bottom.row}.\nLook next at what sets {top.row} apart."


def test_the_model_words_what_code_fills_in(helped: Make) -> None:
    answer = helped(Say(text=GOOD), narrates=True).ask(QUESTION)
    assert answer.text == (
        "Hull has the highest average income with 41,350. The lowest is 39,950, in Leeds. "
        "Look next at what sets Hull apart."
    )
    assert [answer.text[s.start : s.end] for s in answer.spans] == ["41,350", "39,950"]
    assert {s.fact for s in answer.spans} <= {f.id for f in answer.facts}


def test_a_sentence_that_fails_gives_way_to_the_templates(helped: Make) -> None:
    lying = "{top.row} has the highest average income with 99,999.\nThe lowest is {bottom}, in {bottom.row}."
    answer = helped(Say(text=lying), narrates=True).ask(QUESTION)
    assert "99,999" not in answer.text and "The lowest is 39,950, in Leeds." in answer.text
    assert answer.text.startswith("First in average income is Hull with 41,350.")
    assert answer.trace["dropped"][0][0].endswith("99,999.")


def test_what_the_template_adds_on_how_sure_it_is_passes_the_same_check(
    helped: Make, template_adds: Callable[[str], None]
) -> None:
    template_adds("// How sure.\nIt may be off by 4,711.\nIt rests on {n} customers.")
    seen = list[str]()
    work = Work(preview=lambda answer: seen.append(answer.text))  # type: ignore[attr-defined]  # answers only
    answer = helped(Say(text=GOOD), narrates=True).ask(QUESTION, work)
    assert answer.text.startswith("Hull has") and answer.text.endswith("It rests on 60 customers.")
    assert not any("4,711" in text for text in [*seen, answer.text])
    assert answer.trace["dropped"] == [["It may be off by 4,711.", NO_FACT]]


@pytest.mark.parametrize(
    "text", ["", "   ", "Sales are booming!", "Der Umsatz ist gut.", "{nothing} is {wrong}."]
)
def test_nothing_usable_leaves_the_template(helped: Make, customers: Any, text: str) -> None:
    answer = helped(Say(text=text), narrates=True).ask(QUESTION)
    assert answer.text == Assistant(customers).ask(QUESTION).text


def test_figures_and_chart_are_there_before_the_first_word(helped: Make) -> None:
    seen = list[Answer]()
    work = Work(preview=lambda answer: seen.append(answer))  # type: ignore[arg-type,return-value]  # answers only
    last = helped(Say(text=GOOD, pause=0.01), narrates=True).ask(QUESTION, work)
    assert seen[0].text == "" and seen[0].chart == last.chart and seen[0].facts == last.facts
    assert [s.text.count(".row") for s in seen] == [0] * len(seen)
    assert [len(s.text) for s in seen] == sorted(len(s.text) for s in seen) and len(seen) == 4


def test_sentences_are_shown_as_they_come(helped: Make) -> None:
    first_is_shown = threading.Event()

    def seen(answer: Any) -> None:
        if answer.text:
            first_is_shown.set()

    say = Say(text=GOOD, hold=first_is_shown)  # the model does not come to its end before
    answer = helped(say, narrates=True, seconds=15).ask(QUESTION, Work(preview=seen))
    assert first_is_shown.is_set() and answer.text.endswith("Look next at what sets Hull apart.")


def test_what_left_is_told_and_rows_never_leave(helped: Make, server: Server) -> None:
    answer = helped(Say(text=GOOD), narrates=True).ask(QUESTION)
    assert answer.sent_to_model is not None
    assert (answer.sent_to_model["calls"], answer.sent_to_model["fields"]) == (
        1,
        ["question as read", "facts", "words"],
    )
    assert server.asked[0].characters <= 2400


def test_a_template_is_told_where_the_model_does_not_word(helped: Make, server: Server) -> None:
    helped(Say(text=GOOD)).ask(QUESTION)
    assert server.asked == []


PEOPLE = "name,inbox,city,spend\n" + "".join(
    f"{first} {last},{first}.{last}@example.com,{('Leeds', 'York')[i % 2]},{100 + 7 * i}\n"
    for i, (first, last) in enumerate(
        (f, s) for f in ("Ann", "Bob", "Cleo", "Dan", "Eva", "Finn") for s in ("Lee", "May", "Nash", "Orr", "Pike")
    )
)  # fmt: skip


@pytest.fixture
def people(tmp_path: Path) -> Any:
    """A table of people with names and e-mail addresses."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return Dataset.open(tmp_path / "people.csv")


def sent(server: Server) -> str:
    """All that left the machine."""
    return " ".join(str(asked.body) for asked in server.asked)


def test_names_of_people_never_leave(helped: Make, server: Server, people: Any) -> None:
    assistant = helped(
        Say(text="{top.row} has the highest spend with {top}."), people, narrates=True, policy="model first"
    )
    answer = assistant.ask("total spend by name")
    assert answer.status == "answered" and "Finn Pike" in str(answer.to_dict()["table"])
    assistant.ask("which name has the highest spend?")
    assistant.ask("and by city?")
    assert server.asked
    for private in ("Ann", "Pike", "example.com", "inbox", "Finn"):
        assert private not in sent(server), private


def test_a_question_that_names_a_person_stays_here(helped: Make, server: Server, people: Any) -> None:
    assistant = helped(Say(text="x"), people, policy="model first")
    for question in (
        "how much did Finn Pike spend?",
        "zorble of finn",
        "spend of ann.lee@example.com",
        "who has the number +44 7700 900123?",
    ):
        answer = assistant.ask(question)
        assert server.asked == [], question
        assert answer.status != "failed"


def test_columns_of_people_are_not_even_named(helped: Make, server: Server, people: Any) -> None:
    helped(Say(text="x"), people, policy="model first").ask("zorble by city")
    assert "inbox" not in sent(server) and "- city category (town, cities): Leeds, York" in sent(server)


def test_an_earlier_turn_that_names_a_person_is_not_told(helped: Make, server: Server, people: Any) -> None:
    assistant = helped(Say(text="x"), people)
    assert "Finn Pike" in str(assistant.ask("total spend of Finn Pike").plan)
    assistant.ask("total spend by city")
    assistant.ask("zorble by city")
    assert "turn 1: not told" in server.asked[0].message and "turn 2: {" in server.asked[0].message
    assert "Pike" not in sent(server)


def test_categories_that_look_like_people_never_leave(helped: Make, server: Server, tmp_path: Path) -> None:
    managers = ("Dana Reed", "Omar Holt", "Lia Voss")
    rows = [f"{i},{managers[i % 3]},{('Leeds', 'York')[i % 2]},{10 + i}" for i in range(60)]
    path = tmp_path / "deals.csv"
    path.write_text("\n".join(["deal,account_manager,city,amount", *rows]), encoding="utf-8")
    assistant = helped(
        Say(text="{top.row} leads with {top}."), Dataset.open(path), narrates=True, policy="model first"
    )
    answer = assistant.ask("total amount by account manager")
    assert "Dana Reed" in str(answer.to_dict()["table"])
    assistant.ask("zorble by city")
    assert "Leeds, York" in sent(server)
    assert not any(name in sent(server) for manager in managers for name in manager.split())


PEOPLE_BY_OTHER_NAMES = {
    "closer": ("Dana Reed", "Omar Holt", "Lia Voss"), "Kontakt": ("Uwe", "Sabine", "Karl"), "handled by": ("D.R.", "O.H.", "L.V."),
    "Sales Rep": ("Reed", "Holt", "Voss"), "assigned_to": ("dreed", "oholt", "lvoss"), "Vorname": ("Gwil", "Tamsyn", "Bo"),
    "created_by": ("gwx", "tbx", "ksx"), "source": ("Karl", "Sabine", "Gwilx", "Tamsynx"),
}  # fmt: skip


def deals(tmp_path: Path, column: str, values: tuple[str, ...]) -> Dataset:
    rows = [
        f"{i},{values[i % len(values)]},{('Austin', 'Paris', 'York')[i % 3]},{10 + i},{1950 + i % 40}-0{1 + i % 9}-11,2024-0{1 + i % 9}-11"
        for i in range(60)
    ]
    path = tmp_path / "deals.csv"
    path.write_text("\n".join([f"deal,{column},city,amount,birth_date,closed_on", *rows]), encoding="utf-8")
    return Dataset.open(path)


@pytest.mark.parametrize("column", PEOPLE_BY_OTHER_NAMES)
def test_people_are_known_by_their_names_and_by_the_columns(
    helped: Make, server: Server, tmp_path: Path, column: str
) -> None:
    names = PEOPLE_BY_OTHER_NAMES[column]
    data = deals(tmp_path, column, names)
    text = shown(data.catalog, "x", 5000).text
    assert not any(name in text for name in names) and "York" in text
    assistant = helped(Say(text="{top.row} leads with {top}."), data, narrates=True, policy="model first")
    answer = assistant.ask(f"total amount by {column.replace('_', ' ')}")
    assert names[0] in str(answer.to_dict()["table"])
    assistant.ask("zorble by city")
    assert "York" in sent(server)
    assert not any(name in sent(server) for name in names)


@pytest.mark.parametrize(
    ("column", "values"), [("paid_by", ("card", "cash", "bank")), ("size", ("Karl", "Xs", "Xm", "Xl"))]
)
def test_a_way_and_a_chance_name_are_no_people(tmp_path: Path, column: str, values: tuple[str, ...]) -> None:
    text = shown(deals(tmp_path, column, values).catalog, "x", 5000).text
    assert all(value in text for value in values)


def test_days_of_birth_are_told_in_years(tmp_path: Path) -> None:
    text = shown(deals(tmp_path, "size", ("S", "M")).catalog, "x", 5000).text
    lines = {line.split()[1]: line for line in text.splitlines() if line.startswith("- ")}
    assert lines["birth_date"].endswith("1950 to 1989") and "2024-01-11 to 2024-09-11" in lines["closed_on"]


def test_the_copy_of_a_campaign_is_words_around_facts(
    helped: Make, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.planner.model.planner.ANSWER", 0.0)  # the rules are sure enough
    copy = (
        "The campaign is for {size} customers.\n"
        "Offer early access with personal service.\n"
        "Give them 50 percent off.\n"
        "Message: {w.message}"
    )
    answer = helped(Say(text=copy), narrates=True).ask("plan a campaign")
    assert answer.tool == "campaign"
    assert "Offer early access with personal service." in answer.text and "50 percent" not in answer.text
    assert "campaign for a marketer" in server.asked[0].instructions
    assert "60" in {f["value"] for f in facts_of(server.asked[0])}
