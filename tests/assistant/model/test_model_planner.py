"""A model's plan runs only where the question's own words call for it; else the offline plan stands."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.ask import Assistant
from evals.model.plays import cannot, planned, queried
from evals.model.server import Say, Server

Make = Callable[..., Assistant]
EARN = "what do folks on the fancy tariff earn?"


def agg(how: str, column: str) -> dict[str, Any]:
    return {"name": "profit", "expr": {"agg": how, "of": {"col": column}}}


def test(op: str, column: str, value: Any) -> dict[str, Any]:
    return {"op": op, "args": [{"col": column}, {"lit": value}]}


test.__test__ = False  # type: ignore[attr-defined]  # a condition, not a test


def query(*where: Any, measure: Any = None, **rest: Any) -> dict[str, Any]:
    return {
        "source": "customers",
        "where": list(where),
        "measures": [measure or agg("mean", "income")],
        **rest,
    }


FANCY = queried(query(test("eq", "plan", "plus")), ("plus", "fancy"), ("plan", "tariff"), ("income", "earn"))


def notes(answer: Any) -> str:
    return " ".join(c.text for c in answer.caveats)


def test_the_model_reads_what_the_offline_planner_cannot(helped: Make) -> None:
    answer = helped(FANCY).ask(EARN)
    assert answer.status == "answered" and answer.headline.value == 41000
    assert answer.reading == "Average income, customers with plan is plus"
    assert "“fancy” read as plus" in notes(answer) and "I read this as" in notes(answer)


def test_the_model_is_not_asked_what_the_offline_planner_is_sure_of(helped: Make, server: Server) -> None:
    answer = helped(FANCY).ask("average income by city")
    assert answer.status == "answered" and answer.sent_to_model is None and server.asked == []


def test_what_left_the_machine_is_in_the_answer(helped: Make) -> None:
    sent = helped(FANCY, prices=(1.0, 2.0)).ask(EARN).to_dict()["sent_to_model"]
    assert (sent["calls"], sent["fields"]) == (1, ["question", "columns", "categories"])
    assert sent["tokens_in"] > 100 and sent["tokens_out"] > 0 and sent["ms"] > 0 and sent["price"] > 0


def test_outputs_are_named_by_the_data_never_by_the_model(helped: Make) -> None:
    answer = helped(FANCY).ask(EARN)
    assert "profit" not in str(answer.to_dict()) and answer.headline.label == "average income"


def test_a_follow_up_edits_the_models_plan(helped: Make) -> None:
    assistant = helped(FANCY)
    assistant.ask(EARN)
    assert assistant.ask("by city").reading == "Average income by city, customers with plan is plus"


OVER = "average income over 50"
WRONG = {
    "a value that is not there": (EARN, queried(query(test("eq", "plan", "gold")), ("gold", "fancy"), ("income", "earn"))),
    "no reason": (EARN, queried(query(test("eq", "plan", "plus")))),
    "a quote that is not in the question": (EARN, queried(query(test("eq", "plan", "plus")), ("plus", "posh"), ("income", "earn"))),
    "a quote that says nothing": (EARN, queried(query(test("eq", "plan", "plus")), ("plus", "the"), ("income", "earn"))),
    "turned round": (OVER, queried(query(test("lt", "age", 50)), ("age", "over 50"))),
    "left out": (OVER, queried(query())),
    "a number of its own": (OVER, queried(query(test("gt", "age", 50), test("gt", "orders", 3)), ("age", "over 50"), ("orders", "over"))),
    "a condition of its own": ("average income", queried(query(test("eq", "city", "Hull")), ("Hull", "average"))),
    "another measure": ("average income", queried(query(measure=agg("mean", "spend")), ("spend", "income"))),
    "another aggregate": ("average income", queried(query(measure=agg("min", "income")))),
    "ages summed": ("age by city", queried(query(measure=agg("sum", "age"), groups=[{"col": "city"}]))),
    "another value": ("average income in Hull", queried(query(test("eq", "city", "York")), ("York", "Hull"))),
    "not left out": ("average income not in Hull", queried(query(test("eq", "city", "Hull")))),
    "not put in": ("average income in Hull", queried(query(test("ne", "city", "Hull")))),
    "order turned": (
        "which city has the highest spend",
        queried(query(measure=agg("sum", "spend"), groups=[{"name": "g", "expr": {"col": "city"}}], order=[{"by": "profit"}], limit=1)),
    ),
    "days of its own": (
        "total spend in March 2023",
        queried(query(test("ge", "joined", "2023-04-01"), test("lt", "joined", "2023-05-01"), measure=agg("sum", "spend")), ("joined", "in")),
    ),
    "a definition nobody asked for": (
        "average income",
        planned(("define", {"source": "customers", "name": "income", "where": [test("gt", "age", 1)]}), because=[("age", "income")]),
    ),
    "an unknown tool": ("average income", planned(("run_python", {"code": "1"}))),
    "an unknown column": ("average income", queried(query(measure=agg("mean", "salary")), ("salary", "income"))),
    "too many steps": ("average income", planned(*[("query", {"query": query()})] * 9)),
    "no steps": ("average income", planned()),
    "wrong types": ("average income", Say(calls=(("plan", {"steps": "all", "because": 5}),), finish="tool_calls")),
    "steps that are no objects": ("average income", Say(calls=(("plan", {"steps": [1, None], "because": [3]}),), finish="tool_calls")),
    "another function": ("average income", Say(calls=(("sql", {"q": "select 1"}),), finish="tool_calls")),
    "broken arguments": ("average income", Say(calls=(("plan", '{"steps": ['),), finish="tool_calls")),
    "prose": ("average income", Say(text="The average income is 9,999,999.")),
    "nothing": ("average income", Say(text="")),
    "another language": ("average income", Say(text="Das Durchschnittseinkommen beträgt 9.999.999.")),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_plan_that_the_words_do_not_call_for_gives_way(
    helped: Make, server: Server, customers: Any, name: str
) -> None:
    question, say = WRONG[name]
    answer = helped(say, policy="model first").ask(question)
    alone = Assistant(customers).ask(question)
    assert (answer.status, answer.plan, answer.headline) == (alone.status, alone.plan, alone.headline)
    assert len(server.asked) == 2, "one repair, no more"
    assert "without it" in notes(answer) and "9,999,999" not in str(answer.to_dict())


def test_a_repair_gets_the_reason_and_is_taken(helped: Make, server: Server) -> None:
    wrong = queried(query(test("lt", "age", 50)), ("age", "over 50"))
    right = queried(query(test("gt", "age", 50)), ("age", "over 50"))
    assistant = helped(lambda asked: right if "was refused" in asked.message else wrong, policy="model first")
    answer = assistant.ask(OVER)
    assert answer.reading == "Average income, customers with age over 50"
    assert "turned round" in server.asked[1].message and answer.sent_to_model["calls"] == 2


def test_a_plan_written_as_text_passes_the_same_checks(helped: Make) -> None:
    said = Say(text='{"steps": [{"tool": "query", "args": {"query": {"source": "customers", "measures": '
                    '[{"agg": "mean", "of": {"col": "income"}}]}}}], "because": []}')  # fmt: skip
    assert helped(said, policy="model first").ask("average income").headline.value == 40650


def test_days_are_those_of_the_question(helped: Make) -> None:
    march = query(
        test("ge", "joined", "2023-03-01"), test("lt", "joined", "2023-04-01"), measure=agg("sum", "spend")
    )
    answer = helped(queried(march), policy="model first").ask("total spend of those who joined in March 2023")
    assert answer.reading == "Total spend, customers with joined from 2023-03-01 and joined before 2023-04-01"


def test_an_earlier_turn_is_a_reason(helped: Make) -> None:
    by_turn = Say(calls=(("plan", {
        "steps": [{"tool": "query", "args": {"query": query(test("eq", "city", "Hull"), measure=agg("mean", "spend"))}}],
        "because": [{"uses": "Hull", "turn": 1}, {"uses": "city", "turn": 1}],
    }),), finish="tool_calls")  # fmt: skip
    assistant = helped(by_turn)
    assistant.ask("average income in Hull")
    assistant.settings = assistant.settings.__class__("llm", model=assistant.settings.model)
    answer = assistant.ask("zorbly the average spend")
    assert answer.plan is not None and "Hull" in str(answer.plan.steps)


def test_a_plan_that_does_not_run_gives_way(helped: Make, server: Server, customers: Any) -> None:
    by_segment = query(measure=agg("sum", "spend"), groups=[{"name": "g", "expr": {"col": "$1"}}])
    plan = planned(("segment", {"source": "customers", "columns": ["joined"]}), ("query", {"query": by_segment}),
                   because=[("joined", "joined"), ("spend", "spend")])  # fmt: skip
    question = "total spend by when they joined"
    answer = helped(plan, policy="model first").ask(question)
    alone = Assistant(customers).ask(question)
    assert (answer.status, answer.plan) == (alone.status, alone.plan)
    assert "without it" in notes(answer) and len(server.asked) <= 2


def test_words_that_neither_can_place_are_asked_back(helped: Make) -> None:
    answer = helped(cannot("quux")).ask("quux by zorble")
    assert answer.status == "clarify" and "quux" in answer.text


def test_where_both_read_and_differ_the_person_is_asked(helped: Make) -> None:
    spend = queried(query(measure=agg("median", "income")))
    assistant = helped(spend, policy="both")
    same = helped(queried(query()), policy="both").ask("average income")
    assert same.status == "answered" and same.headline.value == 40650
    answer = assistant.ask("average income")
    assert answer.headline is not None and answer.headline.value == 40650, "a median is not what was asked"


def test_two_plans_of_one_question_are_offered_side_by_side(helped: Make) -> None:
    by_plan = query(measure=agg("mean", "spend"), groups=[{"col": "city"}])
    answer = helped(queried(by_plan), policy="both").ask("spend by city")
    assert answer.status == "clarify" and len(answer.options) == 2
    assert {o.label for o in answer.options} == {"Total spend by city", "Average spend by city"}


def test_small_talk_is_not_sent(helped: Make, server: Server) -> None:
    helped(FANCY, policy="model first").ask("hello")
    assert server.asked == []


def test_a_dry_run_shows_the_prompt_and_sends_nothing(helped: Make, server: Server, customers: Any) -> None:
    data = helped(FANCY, dry_run=True).ask(EARN).to_dict()
    assert server.asked == [] and data["sent_to_model"] is None
    assert EARN in data["would_send"][0]["user"] and "plan" in data["would_send"][0]["system"]
    assert data["text"] == Assistant(customers).ask(EARN).text
