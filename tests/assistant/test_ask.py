import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.ask import Assistant, Progress
from data.dataset import Dataset
from data.work import Work

Make = Callable[..., Assistant]


def test_a_question_is_read_run_told_and_checked(scripted: Make) -> None:
    answer = scripted().ask("average income by city?")
    assert (answer.status, answer.reading, answer.tool) == ("answered", "Average income by city", "query")
    assert answer.table is not None and len(answer.table.rows) == 3
    assert answer.ignored == ("boss",)
    assert answer.evidence and answer.text
    assert set(answer.timings_ms) == {"plan", "run", "narrate", "total"}


def test_every_span_of_an_answer_stands_on_its_fact(scripted: Make) -> None:
    data = scripted().ask("average spend").to_dict()
    facts = {fact["id"] for fact in data["facts"]}
    assert data["spans"] and all(span["fact"] in facts for span in data["spans"])


@pytest.mark.parametrize(
    "line",
    [
        "It may be off by 4,711.",
        "Seventeen customers were asked.",
        "The highest, {top.row}, has 41,351.",
        "That holds in 95 % of cases, {top} among them.",
    ],
)
def test_a_sentence_of_the_template_with_a_figure_that_no_fact_carries_is_left_out(
    scripted: Make, template_adds: Callable[[str], None], line: str
) -> None:
    template_adds(f"// How sure.\n{line}\nIt rests on {{n}} customers.")
    answer = scripted().ask("average income by city?")
    assert answer.text.endswith("It rests on 60 customers.") and line[-12:] not in answer.text
    assert len(answer.trace["dropped"]) == 1 and "dropped_sentence" in {c.code for c in answer.caveats}


def test_the_same_question_gives_the_same_bytes(scripted: Make) -> None:
    first, second = (scripted().ask("average income by city").to_dict() for _ in range(2))
    del first["timings_ms"], second["timings_ms"]
    assert json.dumps(first) == json.dumps(second)


def test_a_stored_plan_gives_the_same_numbers(scripted: Make) -> None:
    answer = scripted().ask("average income by city").to_dict()
    again = scripted().run(json.loads(json.dumps(answer["plan"]))).to_dict()
    assert again["table"] == answer["table"] and again["facts"] == answer["facts"]


@pytest.mark.parametrize(
    ("plan", "hint"),
    [
        ({"steps": [{"tool": "querry", "args": {}}]}, "query"),
        ({"steps": []}, "at least one step"),
        ({"stepz": []}, "steps"),
        ({"steps": [{"tool": "query", "args": {"query": {"source": 5}}}]}, "query"),
    ],
)
def test_a_plan_that_cannot_run_says_why(scripted: Make, plan: dict[str, object], hint: str) -> None:
    answer = scripted().run(plan)
    assert answer.status == "declined" and hint in answer.text


def test_an_unknown_column_offers_the_nearest(scripted: Make) -> None:
    answer = scripted().ask("average of a wrong column")
    assert answer.status == "declined" and "income" in answer.text


def test_a_question_back_offers_only_options_that_run(scripted: Make) -> None:
    assistant = scripted()
    answer = assistant.ask("which is best?")
    assert (answer.status, answer.headline) == ("clarify", None)
    assert [o.label for o in answer.options] == ["Best city by spend", "Best city by income"]
    for option in answer.options:
        assert scripted().run(option.plan).status == "answered"


@pytest.mark.parametrize(
    ("reply", "reading"),
    [
        ("the second one", "Best city by income"),
        ("1", "Best city by spend"),
        ("income", "Best city by income"),
    ],
)
def test_the_next_message_is_read_as_the_answer_first(scripted: Make, reply: str, reading: str) -> None:
    assistant = scripted()
    assistant.ask("which is best?")
    assert assistant.ask(reply).reading == reading


def test_a_question_back_can_be_forgotten_or_passed_over(scripted: Make) -> None:
    assistant = scripted()
    assistant.ask("which is best?")
    assert assistant.ask("never mind").status == "answered"
    assert assistant.ask("income").status == "clarify"
    assistant.ask("which is best?")
    assert assistant.ask("average spend").reading == "Average spend"


def test_readings_with_different_answers_are_asked_about(scripted: Make) -> None:
    answer = scripted().ask("spend or income")
    assert answer.status == "clarify" and len(answer.options) == 2


def test_readings_with_equal_answers_need_no_question(scripted: Make) -> None:
    assert scripted().ask("spend twice").status == "answered"


def test_a_middling_reading_is_said_and_its_alternatives_offered(scripted: Make) -> None:
    answer = scripted().ask("perhaps spend")
    assert answer.status == "answered"
    assert answer.caveats[0].code == "read_as"
    assert [o.label for o in answer.options] == ["Income"]


@pytest.mark.parametrize("question", ["hardly spend", "not placed"])
def test_low_confidence_and_unplaced_words_are_asked_about(scripted: Make, question: str) -> None:
    answer = scripted().ask(question)
    assert answer.status == "clarify" and len(answer.options) == 1


def test_several_questions_are_answered_in_order(scripted: Make) -> None:
    answer = scripted().ask("Average income by city? Average spend?")
    assert [p.reading for p in answer.parts] == ["Average income by city", "Average spend"]
    assert answer.headline == answer.parts[1].headline
    assert all(part.text in answer.text for part in answer.parts)
    facts = {fact.id for fact in answer.facts}
    assert all(span.fact in facts for span in answer.spans)


def test_parts_that_are_not_understood_are_named(scripted: Make) -> None:
    answer = scripted().ask("Average spend? Average age? Colour of the sky?")
    assert [p.status for p in answer.parts] == ["answered", "answered", "clarify"]
    assert any("Colour of the sky" in c.text for c in answer.caveats)


def test_framing_before_a_question_makes_no_part(scripted: Make) -> None:
    assert scripted().ask("Hello; average spend").parts == ()


def test_a_named_group_is_used_by_later_questions_and_undone(scripted: Make) -> None:
    assistant = scripted()
    named = assistant.ask("call people over 70 seniors")
    assert [(m.name, m.kind, m.n) for m in named.made] == [("seniors", "group", 9)]
    answer = assistant.ask("average spend of seniors")
    assert answer.plan is not None and [s.tool for s in answer.plan.steps] == ["define", "query"]
    assert scripted().run(answer.plan).headline == answer.headline
    assistant.ask("undo")
    assert assistant.ask("average spend of seniors").status == "declined"


def test_a_policy_holds_for_later_questions_until_undone(scripted: Make) -> None:
    assistant = scripted()
    before = assistant.ask("average income by city")
    assistant.ask("leave out Hull")
    after = assistant.ask("average income by city")
    assert after.table is not None and before.table is not None
    assert len(after.table.rows) == len(before.table.rows) - 1
    assert "Hull" in assistant.ask("undo").text
    assert assistant.ask("average income by city").table == before.table


def test_two_conversations_share_data_and_nothing_else(scripted: Make) -> None:
    first, second = scripted(), scripted()
    first.ask("call people over 70 seniors")
    assert second.ask("average spend of seniors").status == "declined"


def test_start_over_forgets_what_was_defined(scripted: Make) -> None:
    assistant = scripted()
    assistant.ask("call people over 70 seniors")
    assistant.ask("start over")
    assert not assistant.conversation.turns and not assistant.conversation.definitions


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("", "clarify"),
        ("   \n", "clarify"),
        ("🎉🎉", "clarify"),
        ("؟", "clarify"),
        ("ما هو متوسط الدخل؟", "clarify"),
        ("x" * 50_000, "declined"),
        ("\x00\ud800", "clarify"),
    ],
)
def test_odd_input_gets_a_clear_message_and_keeps_the_session(
    scripted: Make, question: str, status: str
) -> None:
    assistant = scripted()
    answer = assistant.ask(question)
    assert (answer.status, answer.question) == (status, question) and answer.text
    assert assistant.ask("average spend").status == "answered"


@pytest.mark.parametrize("question", ["hello", "help", "undo", "what is RFM?"])
def test_small_talk_never_reaches_a_tool(scripted: Make, question: str) -> None:
    answer = scripted().ask(question)
    assert (answer.status, answer.plan, answer.headline) == ("answered", None, None) and answer.text


def test_a_stream_ends_with_the_answer(scripted: Make) -> None:
    *progress, last = scripted().stream("average spend")
    assert all(isinstance(step, Progress) for step in progress)
    assert not isinstance(last, Progress) and last.status == "answered"


def test_undo_goes_back_to_the_answer_before(scripted: Make) -> None:
    assistant = scripted()
    first = assistant.ask("average spend")
    assistant.ask("average age")
    answer = assistant.ask("undo")
    assert answer.headline == first.headline and first.text in answer.text
    assert [answer.text[s.start : s.end] for s in answer.spans] == [
        first.text[s.start : s.end] for s in first.spans
    ]


def test_what_was_undone_stays_undone(scripted: Make) -> None:
    assistant = scripted()
    assistant.ask("call people over 70 seniors")
    assistant.ask("average spend")
    assistant.ask("undo")
    assistant.ask("undo")
    assert not assistant.conversation.definitions and not assistant.conversation.turns


def test_a_clicked_option_keeps_its_reading(scripted: Make) -> None:
    assistant = scripted()
    option = assistant.ask("which is best?").options[1]
    assert assistant.run(option.plan.model_dump(mode="json")).reading == option.label


def test_what_was_stopped_is_not_remembered(scripted: Make) -> None:
    assistant, work = scripted(), Work()
    work.stop.set()
    answer = assistant.ask("average spend", work)
    assert (answer.status, assistant.conversation.turns) == ("failed", [])
    assert "Stopped" in answer.text


def test_follow_ups_are_tried_once_for_all_whose_conversations_went_the_same_way(
    customers_csv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, tried = Dataset.open(customers_csv), list[str]()
    would_answer = Assistant._would_answer

    def counted(self: Assistant, question: str) -> bool:
        tried.append(question)
        return would_answer(self, question)

    monkeypatch.setattr(Assistant, "_would_answer", counted)
    first, second, third = (Assistant(data) for _ in range(3))
    offered = first.ask("average income by city").follow_ups
    once = len(tried)
    assert offered and second.ask("average income by city").follow_ups == offered and len(tried) == once
    third.ask("call customers over 50 seniors")
    before = len(tried)
    third.ask("average income by city")
    assert len(tried) > before, "another conversation may read them otherwise"
