"""A part that is said once more of a whole that it belongs to."""

from __future__ import annotations

from typing import Any

import pytest

LEADS = "lead_id,source,stage\n" + "\n".join(
    f"L{i},{('Web', 'Fair')[i % 2]},{('Won', 'Lost', 'Open', 'Lost', 'Parked')[i % 5]}" for i in range(200)
)


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("of the leads that are won or lost, what share was won?", 1 / 3),
        ("what share of won or lost leads is won", 1 / 3),
        ("of the leads that are parked or open, what percentage was parked?", 1 / 2),
        ("what share of leads is won or lost", 3 / 5),  # said once: both are the part
    ],
)
def test_what_is_said_again_is_the_part(written: Any, question: str, share: float) -> None:
    told = written(leads=LEADS).ask(question)
    assert told.status == "answered" and told.headline.value == pytest.approx(share)
