import json
from datetime import date
from decimal import Decimal

import numpy as np

from assistant.answer import Answer, from_result, plain
from assistant.plan import Plan, Step
from tools._result import Fact, Headline, Result, Table

KEYS = {
    "question", "status", "reading", "ignored", "tool", "plan", "headline", "facts", "table", "chart", "text",
    "spans", "caveats", "evidence", "made", "options", "follow_ups", "parts", "sent_to_model", "timings_ms",
}  # fmt: skip


def test_an_answer_has_the_keys_of_the_contract() -> None:
    assert set(Answer("q", "answered").to_dict()) == KEYS


def test_numbers_are_rounded_to_twelve_digits_and_the_unsayable_is_null() -> None:
    values = [
        0.1 + 0.2,
        float("nan"),
        float("inf"),
        np.float64(1.5),
        Decimal("2.50"),
        date(2011, 12, 9),
        -0.0,
    ]
    assert plain(values) == [0.3, None, None, 1.5, 2.5, "2011-12-09", 0.0]


def test_an_answer_is_json_and_names_its_tool_and_headline() -> None:
    result = Result(
        headline=Headline("mean", 2.0, n=3),
        facts=(Fact("a", "value", "a", 1.0, of=("b",)),),
        table=Table(("x",), ((float("nan"),),)),
    )
    data = from_result("q", Plan(steps=(Step(tool="query", args={}),)), result, reading="r").to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["tool"] == "query" and data["table"]["rows"] == [[None]]
    assert [f["id"] for f in data["facts"]] == ["a", "headline"]
