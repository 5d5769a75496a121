"""Yes and no as answers of people, also where some columns hold a third answer."""

from __future__ import annotations

from typing import Any

import pytest

LINES = "customer_id,internet,online_backup,tech_support,last_campaign,mail_1,mail_2,mail_3\n" + "\n".join(
    f"K{i},{('Fiber', 'DSL', 'No')[i % 3]},"
    + ("No internet service,No internet service" if i % 3 == 2 else f"{('Yes', 'No')[i % 2]},{('Yes', 'No')[i % 5 == 0]}")
    + f",{('yes', 'no')[i % 4 > 0]},{i % 2},{int(i % 3 == 0)},{int(i % 5 == 0)}"
    for i in range(300)
)  # fmt: skip


@pytest.fixture(scope="module")
def lines(written: Any) -> Any:
    return written(lines=LINES)


def rows() -> list[list[str]]:
    return [line.split(",") for line in LINES.splitlines()[1:]]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many customers have tech support?", sum(r[3] == "Yes" for r in rows())),
        ("how many customers don't have tech support?", sum(r[3] == "No" for r in rows())),
        ("how many customers have both online backup and tech support?", sum(r[2] == r[3] == "Yes" for r in rows())),
        ("how many customers said yes to the last campaign?", sum(r[4] == "yes" for r in rows())),
        ("how many customers said no to the last campaign?", sum(r[4] == "no" for r in rows())),
    ],
)  # fmt: skip
def test_yes_and_no_are_the_values_of_that_name(lines: Any, question: str, value: int) -> None:
    lines.start_over()
    answer = lines.ask(question)
    assert answer.headline is not None, answer.text
    assert answer.headline.value == value, answer.reading
