"""Names that are said at length, on a tiny table of contracts."""

from collections.abc import Callable

import pytest

from assistant import Assistant
from data.dataset import Dataset


@pytest.fixture(scope="module")
def contracts(written: Callable[..., Assistant]) -> Dataset:
    """Contracts by plan, with months so far and the price of a unit."""
    lines = [f"C{i},{('Lite', 'Plus')[i % 2]},{1 + i % 50},{5 + i % 20}" for i in range(100)]
    return written(contracts="\n".join(["contract_id,plan,tenure (months),unit price", *lines])).dataset


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("average length of tenure by plan", "Average tenure by plan"),
        ("number of contracts by length of tenure: 0-11 months, 12-23, 24 or more", "Contracts by tenure group"),
        ("How many contracts fall in each price band: unit price under 10, 10 to 14.99, 15 and more?",
         "Contracts by unit price group"),
    ],
)  # fmt: skip
def test_what_says_no_more_than_the_name_is_left_out(contracts: Dataset, question: str, reading: str) -> None:
    assert Assistant(contracts).ask(question).reading == reading
