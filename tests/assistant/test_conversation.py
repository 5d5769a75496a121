from assistant.conversation import compose, renumber, uses
from assistant.plan import Plan, Step


def test_references_follow_when_definitions_are_put_first() -> None:
    plan = Plan(steps=(Step(tool="a", args={"x": 1}), Step(tool="b", args={"groups": [{"col": "$1"}]})))
    whole = compose([Step(tool="p", args={})], plan)
    assert [s.tool for s in whole.steps] == ["p", "a", "b"]
    assert whole.steps[2].args == {"groups": [{"col": "$2"}]}


def test_a_step_that_is_defined_already_is_not_repeated() -> None:
    made = Step(tool="a", args={"x": 1})
    plan = Plan(steps=(made, Step(tool="b", args={"col": "$1"})))
    whole = compose([Step(tool="p", args={}), made], plan)
    assert [s.tool for s in whole.steps] == ["p", "a", "b"]
    assert whole.steps[2].args == {"col": "$2"}


def test_constants_are_never_taken_for_references() -> None:
    step = Step(tool="a", args={"where": {"lit": "$1"}})
    assert renumber(step, {1: 5}) == step


def test_references_to_facts_follow_too() -> None:
    step = Step(tool="calc", args={"of": ["$1", "$2.total"]})
    assert renumber(step, {2: 3}).args == {"of": ["$1", "$3.total"]}


def test_names_are_found_anywhere_in_arguments_also_through_joins() -> None:
    args = {"where": [{"op": "eq", "args": [{"col": "customer.segment"}, {"lit": 1}]}]}
    assert uses(args, "segment")
    assert not uses(args, "segm")
