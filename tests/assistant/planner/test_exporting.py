from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant


def steps(desk: Any, question: str) -> list[Any]:
    """The steps that a question is planned to."""
    return list(desk.read(question).candidates[0].plan.steps)


@pytest.fixture(scope="module")
def contacts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Customers with addresses, consent, and an answer to a campaign."""
    lines = [
        f"{i},p{i}@example.com,{20 + i % 50},{('Leeds', 'York')[i % 2]},{int(i % 4 != 0)},{int(i % 3 == 0)},{i % 11}"
        for i in range(1, 241)
    ]
    path = tmp_path_factory.mktemp("contacts") / "customers.csv"
    path.write_text(
        "customer_id,email,age,city,marketing_consent,response,visits\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    "question",
    [
        "export customers over 50",
        "please export the list of customers over 50",
        "build an audience of customers over 50",
        "make a member list of customers over 50",
        "can you export the ids of customers over 50",
    ],
)
def test_many_ways_to_ask_for_a_list(crm: Any, question: str) -> None:
    (step,) = steps(crm, question)
    assert step.tool == "audience" and len(step.args["where"]) == 1


@pytest.mark.parametrize(
    "question",
    [
        "give me a list of customers over 70",
        "list customers over 70",
        "how many customers are over 70",
        "which columns are in this export",
    ],
)
def test_a_list_to_look_at_is_no_export(crm: Any, question: str) -> None:
    assert all(c.plan.steps[-1].tool != "audience" for c in crm.read(question).candidates)


def test_the_segments_of_a_conversation_are_exported(crm: Any) -> None:
    crm.after("make 3 segments")
    answer = crm.assistant.ask("export segment 2")
    assert [s.tool for s in answer.plan.steps] == ["segment", "audience"] and "segment 2" in answer.reading
    every = crm.assistant.ask("export the segments")
    assert "segment" in every.table.columns


@pytest.mark.parametrize("words", ["export its members", "export the members as csv", "export their ids"])
def test_the_members_of_a_segment_that_was_spoken_of_are_those_of_that_segment(crm: Any, words: str) -> None:
    assert "Segment 1" in crm.after("make 3 segments", "describe segment 1", words)


def test_a_segment_that_nobody_made_is_made_first(crm: Any) -> None:
    answer = crm.assistant.ask("export segment 1")
    assert [s.tool for s in answer.plan.steps] == ["segment", "audience"]


def test_them_are_whom_the_last_answer_is_about(crm: Any) -> None:
    assert "age over 60" in crm.after("tell me about customers over 60", "export them")
    assert "Norway" in crm.after("average income of customers in Norway", "download the list")


def test_the_members_that_a_ranking_showed_are_exported(shop: Any) -> None:
    top = shop.assistant.ask("top 3 customers by revenue")
    answer = shop.assistant.ask("export them")
    assert sorted(str(r[0]) for r in answer.table.rows) == sorted(str(r[0]) for r in top.table.rows)


def test_buyers_of_a_period_are_those_with_lines_in_it(shop: Any) -> None:
    shop.after("revenue in March 2023")
    answer = shop.assistant.ask("give me the list")
    assert answer.tool == "audience" and answer.plan.steps[-1].args["within"]


def test_groups_are_no_people_to_be_listed(crm: Any) -> None:
    crm.after("average income by education")
    answer = crm.assistant.ask("export them")
    assert answer.status == "clarify" and answer.options


def test_the_top_of_a_ranking_is_exported_with_the_ranking_in_the_plan(contacts: Path) -> None:
    assistant = Assistant.open(contacts)
    assistant.ask("who is most likely to respond?")
    answer = assistant.ask("export the top 20 %")
    assert [s.tool for s in answer.plan.steps][-2:] == ["target", "audience"]
    assert answer.facts[0].value == 48
    again = Assistant.open(contacts).run(answer.plan)
    assert again.table == answer.table


def test_those_worth_contacting_are_the_list_where_a_cost_was_said(contacts: Path) -> None:
    assistant = Assistant.open(contacts)
    assistant.ask("who should I target if a contact costs 1 and a yes brings 3?")
    answer = assistant.ask("export them")
    assert "worth contacting" in answer.reading


def test_a_ranking_may_be_asked_for_and_exported_at_once(contacts: Path) -> None:
    answer = Assistant.open(contacts).ask("export the 50 customers most likely to respond")
    assert [s.tool for s in answer.plan.steps] == ["target", "audience"]


def test_follow_ups_change_the_form_and_the_population(contacts: Path) -> None:
    assistant = Assistant.open(contacts)
    assistant.ask("export customers in Leeds")
    google = assistant.ask("for google")
    assert google.table.columns == ("Email",) and "Leeds" in google.reading
    assert assistant.ask("for facebook instead").table.columns[0] == "email"
    assert "age over 40" in assistant.ask("only over 40").reading
    assert assistant.ask("as ids").table.columns[0] == "customer_id"


@pytest.mark.parametrize(
    "question",
    [
        "send me everyone's emails",
        "give me all email addresses",
        "export the emails of all customers",
        "I need a list of email addresses of customers in Leeds",
        "all phone numbers please",
    ],
)
def test_plain_contact_data_of_many_are_declined_with_ids_instead(contacts: Path, question: str) -> None:
    answer = Assistant.open(contacts).ask(question)
    assert answer.status == "declined" and "@" not in answer.text
    assert answer.options[0].plan.steps[-1].tool == "audience"
    assert "form" not in answer.options[0].plan.steps[-1].args


def test_an_upload_without_addresses_is_declined_with_ids_instead(crm: Any) -> None:
    answer = crm.assistant.ask("give me the list for facebook")
    assert answer.status == "declined" and [o.label for o in answer.options] == ["The list by id only"]


def test_an_upload_without_consent_on_record_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    rows = "\n".join(f"{i},p{i}@example.com,{20 + i}" for i in range(120))
    path.write_text(f"customer_id,email,age\n{rows}\n", encoding="utf-8")
    assistant = Assistant.open(path)
    answer = assistant.ask("make a list for google of customers over 30")
    assert answer.status == "clarify" and len(answer.options) == 2
    assert len(assistant.ask("the first").table.rows) == 109


def test_saving_a_chart_is_no_export_of_people(crm: Any) -> None:
    crm.after("average income by education")
    assert crm.assistant.ask("export this chart as png").tool != "audience"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("export the top 10 customers by income", "top 10 by income"),
        ("export our best customers", "90% point"),
        ("export the 5 % of customers with the highest income", "income at least the 95% point"),
        ("export the 7 youngest customers", "bottom 7 by age"),
        ("export the top 10 customers by web purchases for the crm", "top 10 by web purchases"),
    ],
)
def test_the_best_are_those_with_the_highest_value(crm: Any, question: str, said: str) -> None:
    assert said in crm.said(question)


def test_a_list_that_was_cut_is_exported_as_it_was_cut(crm: Any) -> None:
    shown = crm.assistant.ask("top 5 customers by income")
    answer = crm.assistant.ask("export them")
    assert len(answer.table.rows) <= len(shown.table.rows) == 5


@pytest.mark.parametrize(
    "question", ["export young customers", "export customers who like jazz", "export customers with 3 zebras"]
)
def test_a_word_that_narrows_is_never_passed_over(crm: Any, question: str) -> None:
    assert crm.assistant.ask(question).status == "clarify"


def test_a_list_described_anew_does_not_keep_the_conditions_of_the_last(contacts: Path) -> None:
    assistant = Assistant.open(contacts)
    assistant.ask("export customers in Leeds")
    assert "Leeds" not in assistant.ask("facebook audience of customers over 40").reading
    assert "Leeds" not in assistant.ask("export everyone").reading
