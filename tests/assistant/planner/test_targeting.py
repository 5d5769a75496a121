from typing import Any

import pytest


def args(desk: Any, question: str) -> dict[str, Any]:
    """The arguments of the ranking that a question is planned to."""
    step = desk.read(question).candidates[0].plan.steps[-1]
    assert step.tool == "target"
    return dict(step.args)


@pytest.mark.parametrize(
    "question",
    [
        "who is most likely to accept campaign 2?",
        "which customers are most likely to take campaign 2",
        "which customers will accept campaign 2?",
        "predict who will accept campaign 2",
        "can we predict accepted campaign 2?",
        "propensity to accept campaign 2",
        "lift curve for accepted campaign 2",
        "rank people by their likelihood to accept campaign 2",
        "who should get the next mailing, judging by who will accept campaign 2?",
        "which customers should we mail next?",
        "which 30 customers should we call?",
        "who would be worth a letter?",
        "who should we target to maximise profit?",
    ],
)
def test_many_ways_to_ask_who_will_say_yes_are_one_ranking(crm: Any, question: str) -> None:
    assert args(crm, question)["target"] == "accepted_campaign_2"


@pytest.mark.parametrize(
    "question",
    [
        "which country is most likely to accept campaign 2",
        "how many customers are likely to accept campaign 2",
        "average income of customers who accepted campaign 2",
    ],
)
def test_a_question_about_groups_or_counts_is_no_ranking(crm: Any, question: str) -> None:
    candidates = crm.read(question).candidates
    assert all(c.plan.steps[-1].tool != "target" for c in candidates)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who should I target if a contact costs 3 and a yes brings 11?", {"cost": 3, "margin": 11}),
        ("whom should we contact at a cost of 0.5 and a margin of 20", {"cost": 0.5, "margin": 20}),
        ("who should we mail, a letter costs 2 and a sale is worth 30", {"cost": 2, "margin": 30}),
        ("who should we call at 4 per call and 60 profit", {"cost": 4, "margin": 60}),
        ("who should I target if we can contact 30 people", {"top": 30}),
        ("which 30 customers should we mail?", {"top": 30}),
        ("who is worth a letter at 2 euros each if we make 15 per order?", {"cost": 2, "margin": 15}),
        ("the top 20 % most likely to accept campaign 2", {"top": 0.2}),
    ],
)
def test_figures_are_known_by_the_words_beside_them(
    crm: Any, question: str, expected: dict[str, float]
) -> None:
    found = args(crm, question)
    assert {k: found.get(k) for k in expected} == expected
    assert "where" not in found


def test_conditions_restrict_who_is_ranked(crm: Any) -> None:
    found = args(crm, "which customers over 50 in Norway are most likely to accept campaign 2?")
    assert len(found["where"]) == 2


def test_traits_may_be_named_or_left_out(crm: Any) -> None:
    assert args(crm, "who is likely to accept campaign 2 based on age and income")["columns"] == [
        "age",
        "income",
    ]
    assert args(crm, "who is likely to accept campaign 2 without recency")["without"] == ["recency"]


def test_follow_ups_keep_the_ranking_and_its_population(crm: Any) -> None:
    reading = crm.after(
        "who is most likely to accept campaign 1?",
        "only people over 30",
        "what if a contact costs 2 and a yes brings 9?",
        "only the top 25 %",
        "without recency",
    )
    for part in ("accepted campaign 1", "age over 30", "cost 2", "margin 9", "top 25 %", "without recency"):
        assert part in reading


def test_another_outcome_keeps_the_population(crm: Any) -> None:
    reading = crm.after(
        "who is most likely to accept campaign 1?", "only people over 30", "and who will accept campaign 2?"
    )
    assert "accepted campaign 2" in reading and "age over 30" in reading


def test_a_new_question_after_a_ranking_is_a_new_question(crm: Any) -> None:
    crm.after("who is most likely to accept campaign 1?")
    assert crm.assistant.ask("average income by education").tool == "query"
    crm.after("who is most likely to accept campaign 1?")
    assert crm.assistant.ask("top 10 customers by income").tool == "query"


def test_what_is_no_yes_or_no_is_asked_back(crm: Any) -> None:
    answer = crm.assistant.ask("who will buy wine?")
    assert answer.status == "clarify" and "wine" in answer.text and answer.options


def test_without_a_yes_or_no_the_question_is_declined_with_what_would_help(shop: Any) -> None:
    answer = shop.assistant.ask("who should I target?")
    assert answer.status == "declined" and "yes/no" in answer.text
    assert answer.options


def test_the_default_outcome_is_said(crm: Any) -> None:
    answer = crm.assistant.ask("who should I target?")
    assert answer.tool == "target" and any("accepted campaign 2" in c.text for c in answer.caveats)


def test_a_group_of_one_s_own_can_be_ranked_for(crm: Any) -> None:
    crm.after("call everyone with income over 60k well paid")
    answer = crm.assistant.ask("who is likely to be well paid?")
    assert answer.tool == "target" and "income" not in answer.text


def test_the_parts_of_a_ranking_can_be_asked_about(crm: Any) -> None:
    crm.after("who is most likely to accept campaign 1?")
    answer = crm.assistant.ask("average age by accepted campaign 1 ranking")
    assert [s.tool for s in answer.plan.steps] == ["target", "query"]


@pytest.mark.parametrize("question", ["why?", "tell me about the top 20 %", "describe them", "who are they?"])
def test_the_best_part_of_a_ranking_is_described(crm: Any, question: str) -> None:
    crm.after("who is most likely to accept campaign 1?")
    answer = crm.assistant.ask(question)
    assert [s.tool for s in answer.plan.steps][-2:] == ["target", "profile"]


def test_their_figures_are_those_of_the_best_part(crm: Any) -> None:
    crm.after("who is most likely to accept campaign 1?")
    answer = crm.assistant.ask("what is their average income?")
    assert [s.tool for s in answer.plan.steps][-2:] == ["target", "query"]
    assert answer.headline.n == 8


def test_rankings_cut_in_two_ways_do_not_get_in_each_others_way(crm: Any) -> None:
    crm.after("who is most likely to accept campaign 1?", "tell me about the top 50 %")
    crm.after("who is most likely to accept campaign 1?")
    assert crm.assistant.ask("what is their average income?").headline.n == 8


@pytest.mark.parametrize("question", ["how good is that ranking?", "what is the auc?"])
def test_how_good_a_ranking_is_stands_in_its_answer(crm: Any, question: str) -> None:
    crm.after("who is most likely to accept campaign 1?")
    assert crm.assistant.ask(question).tool == "target"


def test_whether_a_ranking_can_be_trusted_is_told_by_how_well_it_ranks(crm: Any) -> None:
    crm.after("who is most likely to accept campaign 1?")
    answer = crm.assistant.ask("can I trust it?")
    assert answer.tool == "soundness"
    assert any(f.id.startswith("check.quality.") and "AUC" in f.label for f in answer.facts)
    assert crm.assistant.conversation.last.plan.steps[-1].tool == "target"


@pytest.mark.parametrize(
    ("question", "view"),
    [
        ("is it calibrated?", "calibration"),
        ("are the predicted chances well calibrated?", "calibration"),
        ("can I trust the predicted probabilities?", "calibration"),
        ("show the calibration chart", "calibration"),
        ("do the predicted chances come true?", "calibration"),
        ("what is the break-even?", "break-even"),
        ("where do we break even?", "break-even"),
        ("how deep into the list can we go?", "break-even"),
    ],
)
def test_what_is_asked_of_a_ranking_keeps_whose_and_of_what_it_is(crm: Any, question: str, view: str) -> None:
    crm.after("who is most likely to accept campaign 1, cost 3 and margin 11?", "only women")
    before = crm.assistant.conversation.last.plan.steps[-1].args
    step = crm.assistant.ask(question).plan.steps[-1]
    assert step.tool == "target" and step.args == {**before, "view": view}


def test_another_margin_is_another_break_even_and_a_cut_is_a_ranking_again(crm: Any) -> None:
    crm.after("who is most likely to accept campaign 1, cost 3 and margin 11?", "what is the break-even?")
    step = crm.assistant.ask("and at a margin of 30?").plan.steps[-1]
    assert step.args["view"] == "break-even" and step.args["margin"] == 30
    assert "view" not in crm.assistant.ask("only the top 20 %").plan.steps[-1].args


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what is the break-even response rate at a cost of 3 and a margin of 11?", {"cost": 3, "margin": 11}),
        ("how many responses do we need to break even at 2 a letter and 30 margin?", {"cost": 2, "margin": 30}),
        ("what conversion rate do we need to break even if a mailing costs 1.5 and an order brings 40?", {"cost": 1.5, "margin": 40}),
        ("how deep into the list can we mail before it loses money at a cost of 3 and a margin of 11?", {"cost": 3, "margin": 11}),
    ],
)  # fmt: skip
def test_a_break_even_can_be_asked_without_a_ranking_before(
    crm: Any, question: str, expected: dict[str, Any]
) -> None:
    found = args(crm, question)
    assert found["view"] == "break-even" and {k: found.get(k) for k in expected} == expected


def test_a_kind_of_people_in_a_break_even_is_no_outcome(crm: Any) -> None:
    found = args(crm, "break-even at a cost of 3 and a margin of 11 for married customers")
    assert found["target"] == "accepted_campaign_2" and "yes" not in found and found["where"]
