"""What happens when someone arrives, without a browser: the components are plain keys."""

from __future__ import annotations

from pathlib import Path

from ui.desk import Desk
from ui.exports import Exports
from ui.messages import asked
from ui.shared import SharedData


def test_a_question_asked_before_the_data_is_read_stands_below_the_welcome(
    customers_csv: Path, tmp_path: Path
) -> None:
    desk = Desk(SharedData([customers_csv]), Exports(tmp_path))
    desk.session, desk.chat, desk.box, desk.panel, desk.made = "session", "chat", "box", "panel", "made"
    steps = desk.arrive()
    session = next(steps)["session"]
    session.messages.append(asked("how many customers?"))
    list(steps)
    said = ["".join(part.value for part in message.content) for message in session.messages]
    assert [("sg-welcome" in text, "how many customers?" in text) for text in said] == [
        (True, False),
        (False, True),
    ]
