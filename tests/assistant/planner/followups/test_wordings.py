"""Follow-ups as people word them: reasons, asides, what is pointed at first, and names in capitals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant

TABLE = "Job No,Done,Team,Device,Wait (min),Cost EUR\n" + "".join(
    f"J{1000 + i},2023-{i % 12 + 1:02d}-{i % 28 + 1:02d},{('IT', 'HR', 'Ops')[i * i % 7 % 3]},{('phone', 'laptop')[i % 2]},{i * 7 % 90 + 1},{20 + i * i % 230}\n"
    for i in range(180)
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    path: Path = tmp_path_factory.mktemp("wordings") / "repairs.csv"
    path.write_text(TABLE, encoding="utf-8")
    return Assistant.open(path)


@pytest.fixture
def talk(opened: Assistant) -> Callable[..., str]:
    """The reading of the last of several messages."""

    def said(*messages: str) -> str:
        opened.start_over()
        return [opened.ask(m) for m in messages][-1].reading

    return said


@pytest.mark.parametrize(
    ("messages", "reading"),
    [
        (("average cost by team", "use the median, a few repairs are way off"), "Median cost by team"),
        (("average cost by team", "now the median, because there are outliers"), "Median cost by team"),
        (("average cost", "leave out 9 to 12 March, when the shop was closed"), "Average cost, repairs with not (done from 2023-03-09 to 2023-03-12)"),
        (("total cost by month", "add the number of repairs next to it"), "Total cost and repairs by month"),
        (("average cost per repair by team", "what about the total?"), "Total cost by team"),
        (("how many repairs did IT have", "and HR?"), "Repairs, repairs with team is HR"),
        (("average cost", "only those in IT"), "Average cost, repairs with team is IT"),
    ],
)  # fmt: skip
def test_a_message_is_read_by_what_it_changes(
    talk: Callable[..., str], messages: tuple[str, ...], reading: str
) -> None:
    assert talk(*messages) == reading


def test_what_is_pointed_at_may_stand_first(opened: Assistant) -> None:
    opened.start_over()
    table = opened.ask("total cost by team, highest first").table
    assert table is not None
    second = table.rows[1][0]
    assert (
        opened.ask("the second one: what's its median wait?").reading
        == f"Median wait, repairs with team is {second}"
    )
