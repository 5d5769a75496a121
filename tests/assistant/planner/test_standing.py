from typing import Any

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
