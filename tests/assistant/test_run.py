import pytest

from assistant.run import resolve
from data.errors import AssistantError
from tools._result import Fact, Headline, Labelling, Result

SEGMENTS = Labelling("segment", "customer", "id", "t", ("a", "b"), (2, 3), "by spend")
MADE = Result(artifacts=(SEGMENTS,), headline=Headline("segments", 2))
COUNTED = Result(headline=Headline("orders", 25, n=7), facts=(Fact("total", "value", "revenue", 9.5, "GBP"),))


def test_a_reference_in_the_place_of_a_column_is_the_column_that_was_made() -> None:
    args = {"groups": [{"name": "$1", "expr": {"col": "$1"}}], "of": {"step": "$1", "label": "a"}}
    assert resolve(args, [MADE]) == {
        "groups": [{"name": "segment", "expr": {"col": "segment"}}],
        "of": {"step": "segment", "label": "a"},
    }


def test_figures_of_earlier_steps_become_operands() -> None:
    resolved = resolve({"op": "ratio", "of": ["$2.total", "$2"]}, [MADE, COUNTED])
    assert resolved["of"] == ["$2.total", "$2"]
    assert resolved["values"] == [
        {"label": "revenue", "value": 9.5, "unit": "GBP", "n": None},
        {"label": "orders", "value": 25, "unit": None, "n": 7},
    ]


def test_constants_stay_what_they_are() -> None:
    assert resolve({"where": [{"lit": "$1"}]}, [MADE]) == {"where": [{"lit": "$1"}]}


@pytest.mark.parametrize("args", [{"col": "$2"}, {"col": "$3"}, {"of": ["$2.totl"]}, {"of": ["$9"]}])
def test_a_reference_to_what_is_not_there_is_explained(args: dict[str, object]) -> None:
    with pytest.raises(AssistantError) as caught:
        resolve(args, [MADE, COUNTED])
    assert caught.value.hint
