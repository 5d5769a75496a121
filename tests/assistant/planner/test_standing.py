from typing import Any

import pytest

from assistant import Assistant

CALL = "call customers with income over 80k high earners"


def test_a_named_group_is_counted_and_used(crm: Any) -> None:
    named = crm.assistant.ask(CALL)
    assert [(m.kind, m.n) for m in named.made] == [("group", 19)]
    assert crm.assistant.ask("how many high earners").headline.value == 19
    assert crm.after("average income of high earners by country").endswith(
        "customers with high earner is yes"
    )


def test_a_named_group_is_gone_after_undo(crm: Any) -> None:
    crm.assistant.ask(CALL)
    assert "high earner" in crm.assistant.ask("undo").text
    assert crm.assistant.ask("how many high earners").status == "clarify"


def test_what_counts_as_sales_is_changed_and_changed_back(shop: Any) -> None:
    before = shop.assistant.ask("total revenue").headline.value
    assert shop.assistant.ask("use net revenue").tool == "policy"
    net = shop.assistant.ask("total revenue").headline.value
    shop.assistant.ask("undo")
    assert net < before == shop.assistant.ask("total revenue").headline.value


def test_one_member_is_left_out_from_then_on(shop: Any) -> None:
    before = shop.assistant.ask("how many customers").headline.value
    shop.assistant.ask("leave out customer 705")
    assert shop.assistant.ask("how many customers").headline.value == before - 1


def test_a_value_is_counted_as_another(crm: Any) -> None:
    crm.assistant.ask("count Married as Single")
    rows = dict(crm.assistant.ask("customers by marital status").table.rows)
    assert rows == {"Single": 54, "Divorced": 26}


def test_defining_words_without_a_condition_define_nothing(crm: Any) -> None:
    assert not crm.assistant.ask("call me tomorrow").made
    assert not crm.assistant.conversation.definitions


@pytest.mark.parametrize(
    "question",
    ["net revenue", "what is the net revenue?", "revenue net of returns", "total revenue after returns"],
)
def test_net_figures_are_asked_for_in_passing(shop: Any, question: str) -> None:
    gross, net = (Assistant(shop.assistant.dataset) for _ in range(2))
    plain, told = gross.ask("total revenue"), net.ask(question)
    assert told.headline is not None and plain.headline is not None
    assert float(told.headline.value) < float(plain.headline.value)
    assert told.reading.endswith((", net", "returns")) and "undo" in " ".join(c.text for c in told.caveats)
    assert net.ask("total revenue").headline.value == told.headline.value
    assert net.ask("gross revenue").headline.value == plain.headline.value


def test_what_is_gross_already_is_just_asked(shop: Any) -> None:
    plain, gross = (
        Assistant(shop.assistant.dataset).ask(q) for q in ("revenue by country", "gross revenue by country")
    )
    assert gross.table == plain.table and len(gross.plan.steps) == 1


def test_returns_that_are_a_condition_stay_one(shop: Any) -> None:
    answer = Assistant(shop.assistant.dataset).ask("revenue of cancelled invoices")
    assert [s.tool for s in answer.plan.steps] == ["query"] and "cancelled" in answer.reading
