import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.conversation import Conversation
from assistant.decide import validate
from assistant.plan import Plan
from assistant.planner.offline.vocabulary import vocabulary

QUESTIONS = (
    "average income by education", "top 5 customers by income", "how many customers without kids",
    "pie chart of customers by country", "how many young customers", "average income by age under 30, 30-50, over 50",
    "segment the customers into 3 groups", "compare income of men and women", "average zorky income",
)  # fmt: skip

ODD = (
    "", "   ", "🎉🎉", "📈 average income 📈", "ما هو متوسط الدخل؟", "מה ההכנסה הממוצעת", "average income\u202e by education",
    "?!?!", "---", "''", "\x00\ud800", "SELECT * FROM people; DROP TABLE people", 'total "; DROP TABLE people; --',
    "%s %d {} {0} ${x} \\n", "x" * 50_000, "average income " * 3_500, "(" * 500, "1 2 3 4 5 6 7 8 9", "% of %", "- - - -",
    "not not not not", "by by by", "between and", "top", "over", "1/0", "under , - ,", "2023-99-99", "31 february 2023",
    "<script>alert(1)</script>", "$1 $2 $99", "segment -1", "customer 99999999999999999999", "top 0 customers", "top 1e9",
)  # fmt: skip


@pytest.mark.parametrize(
    "message", ["hello", "Hi there!", "thanks", "help", "who are you?", "bye", "never mind", "great"]
)
def test_small_talk_never_reaches_a_tool(crm: Any, message: str) -> None:
    reading = crm.read(message)
    assert reading.talk and not reading.candidates
    answer = crm.assistant.ask(message)
    assert answer.plan is None and answer.tool is None and answer.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gives_the_same_plan(crm: Any, question: str) -> None:
    first, second = crm.read(question), crm.read(f"  {question}  ")
    assert [c.plan for c in first.candidates] == [c.plan for c in second.candidates]
    assert [c.confidence for c in first.candidates] == [c.confidence for c in second.candidates]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_plan_equals_its_stored_form(crm: Any, question: str) -> None:
    for candidate in crm.read(question).candidates:
        stored = json.loads(json.dumps(candidate.plan.model_dump(mode="json")))
        assert Plan.model_validate(stored) == candidate.plan


@pytest.mark.parametrize("question", QUESTIONS[:3])
def test_a_stored_plan_gives_the_answer_of_its_question(crm: Any, question: str) -> None:
    answer = crm.assistant.ask(question)
    again = crm.assistant.run(json.loads(json.dumps(answer.to_dict()["plan"])))
    assert (again.headline, again.table) == (answer.headline, answer.table)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_option_has_a_label_of_its_own(crm: Any, question: str) -> None:
    labels = [c.label for c in crm.read(question).candidates]
    assert all(labels) and len(set(labels)) == len(labels)


@pytest.mark.parametrize("text", ODD, ids=lambda t: repr(t[:20]))
def test_odd_text_is_read_without_an_error_and_the_conversation_goes_on(crm: Any, text: str) -> None:
    assert crm.read(text).question == text
    assert crm.assistant.ask(text).text
    assert crm.assistant.ask("average income").headline.value == 59_500


@pytest.mark.parametrize("text", ODD, ids=lambda t: repr(t[:20]))
def test_odd_text_after_a_question_is_no_error_either(shop: Any, text: str) -> None:
    shop.assistant.ask("revenue by country")
    assert shop.assistant.ask(text).text


def test_the_trace_names_what_each_word_was_used_for(crm: Any) -> None:
    spans = crm.read("average income in Norway").trace["spans"]
    assert {s["text"]: s["used"] for s in spans}["Norway"]


@pytest.fixture(scope="session")
def material(people: Any) -> list[str]:
    """Words of the vocabulary and of the table, numbers and signs."""
    words = {w for key in vocabulary().phrases for w in key} | set(vocabulary().framing)
    source = people.catalog.sources[people.catalog.main]
    names = {n for c in source.columns.values() for n in (c.name, c.label, *(str(v.value) for v in c.values))}
    numbers = {
        "0",
        "3",
        "-1",
        "80k",
        "25%",
        "2023",
        "q1",
        "30-40",
        "in may",
        ",",
        "?",
        "+",
        "under 30, 30-50, over 50",
    }
    return [*sorted(words), *sorted(names) * 5, *sorted(numbers) * 10]


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_string_of_known_words_raises_and_every_plan_of_it_is_valid(
    people: Any, planner_of_people: Any, material: list[str], data: st.DataObject
) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(material), min_size=1, max_size=9)))
    conversation = Conversation(people)
    for candidate in planner_of_people.read(text, conversation).candidates:
        validate(candidate.plan, conversation.view)
