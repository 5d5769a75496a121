"""The questions that all are asked, and a played model that is right about each in every product's own form.

One model serves all: it writes our plan where our functions are on offer, SQL calls where `run_sql` is, Python
where the prompt asks for code. So what differs is what each product sends and how often it calls.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks.thirty_columns import GOODS
from evals.model.plays import Data, facts_of, queried
from evals.model.server import Asked, Say

MEAN = {"agg": "mean", "of": {"col": "income"}}
PLUS = {"op": "eq", "args": [{"col": "plan"}, {"lit": "plus"}]}
OVER_50 = {"op": "gt", "args": [{"col": "age"}, {"lit": 50}]}
LEEDS = {"op": "eq", "args": [{"col": "city"}, {"lit": "Leeds"}]}


@dataclass(frozen=True)
class Question:
    """A question with the SQL that answers it (TABLE stands for the table) and our plan with its reasons.

    follows  it leans on the question before it, in the same conversation
    """

    text: str
    sql: str
    plan: Data
    because: tuple[tuple[str, str], ...]
    follows: bool = False


def _by(column: str, where: Iterable[Data] = (), **more: Any) -> Data:
    return {
        "source": "customers",
        "where": list(where),
        "measures": [{"name": "earned", "expr": MEAN}],
        "groups": [{"col": column}],
        **more,
    }


QUESTIONS = (
    Question(
        "average income by city",
        "SELECT city, AVG(income) AS average_income FROM TABLE GROUP BY city ORDER BY 2 DESC",
        _by("city"),
        (("income", "income"), ("city", "city")),
    ),
    Question(
        "how many customers are on the plus plan?",
        "SELECT COUNT(*) AS customers FROM TABLE WHERE plan = 'plus'",
        {"source": "customers", "where": [PLUS], "measures": [{"agg": "count"}]},
        (("plan", "plan"), ("plus", "plus")),
    ),
    Question(
        "average income of customers over 50 by plan",
        "SELECT plan, AVG(income) AS average_income FROM TABLE WHERE age > 50 GROUP BY plan ORDER BY plan",
        _by("plan", [OVER_50]),
        (("income", "income"), ("plan", "plan"), ("age", "over 50"), ("50", "50")),
    ),
    Question(
        "only Leeds",
        "SELECT plan, AVG(income) AS average_income FROM TABLE WHERE age > 50 AND city = 'Leeds' "
        "GROUP BY plan ORDER BY plan",
        _by("plan", [OVER_50, LEEDS]),
        (("city", "Leeds"), ("Leeds", "Leeds")),
        follows=True,
    ),
    Question(
        "what do folks on the fancy tariff earn?",
        "SELECT AVG(income) AS average_income FROM TABLE WHERE plan = 'plus'",
        {"source": "customers", "where": [PLUS], "measures": [MEAN]},
        (("plus", "fancy"), ("plan", "tariff"), ("income", "earn")),
    ),
    Question(
        "which town has the biggest earners?",
        "SELECT city, AVG(income) AS average_income FROM TABLE GROUP BY city ORDER BY 2 DESC LIMIT 1",
        _by("city", order=[{"by": "earned", "desc": True}], limit=1),
        (("city", "town"), ("income", "earners")),
    ),
)
CODE = """```python
import pandas as pd
found = execute_sql_query({sql!r})
result = {{"type": "dataframe", "value": found}}
```"""
COLUMN_NAMES = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'customers'"
LAST_COLUMN = f"spend_on_goods_{GOODS - 1}"
SAVED_AS = re.compile(r"FILENAME: (\S+?\.csv)")
TABLE_NAME = re.compile(r'table_name="(\w+)"')


def model(asked: Asked) -> Say:
    """What the played model says; whoever asks, it knows the answer."""
    if "plan" in asked.functions:
        question = _question(asked.message)
        return queried(question.plan, *question.because)
    if "run_sql" in asked.functions:
        return _agent(asked)
    if "execute_sql_query" in asked.message:
        named = TABLE_NAME.search(asked.message)
        sql = _question(asked.message).sql.replace("TABLE", named[1] if named else "customers")
        return Say(text=CODE.format(sql=sql))
    facts = facts_of(asked)
    return Say(text=f"{{{facts[0]['id']}}}." if facts else "")


def _question(text: str) -> Question:
    """The question that stands last in a prompt."""
    found = max(QUESTIONS, key=lambda question: text.rfind(question.text))
    if found.text not in text:
        raise ValueError(f"No question of ours is in the prompt: {text[-200:]!r}")
    return found


def _agent(asked: Asked) -> Say:
    """An agent's next call, in the order that its own rules ask for; words when all are made."""
    messages = asked.body["messages"]
    at = max(i for i, message in enumerate(messages) if message["role"] == "user")
    before, since = messages[: at + 1], messages[at + 1 :]
    calls = _calls(_question(str(messages[at]["content"])), before, since, asked.functions)
    made = sum(len(message.get("tool_calls") or ()) for message in since)
    if made < len(calls):
        return Say(calls=(calls[made],), finish="tool_calls")
    return Say(text="The figures are in the table above.")


def _calls(
    question: Question, before: list[Data], since: list[Data], offered: list[str]
) -> list[tuple[str, Data]]:
    query = {"sql": question.sql.replace("TABLE", "customers")}
    calls = [("search_saved_correct_tool_uses", {"question": question.text})]
    if LAST_COLUMN not in json.dumps(before):
        calls.append(("run_sql", {"sql": COLUMN_NAMES}))
    calls.append(("run_sql", query))
    if "GROUP BY" in question.sql and "LIMIT" not in question.sql:
        file = SAVED_AS.findall(json.dumps(since))
        calls.append(("visualize_data", {"filename": file[-1] if file else ""}))
    calls.append(
        ("save_question_tool_args", {"question": question.text, "tool_name": "run_sql", "args": query})
    )
    return [call for call in calls if call[0] in offered]
