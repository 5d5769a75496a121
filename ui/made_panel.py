"""What this conversation has made and changed: segments, named groups, what is left out or merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.narrator.format import say
from tools._result import Group, Labelling, PolicyChange
from ui.markup import tag, text

if TYPE_CHECKING:
    from ui.session import Session

Made = Labelling | Group | PolicyChange


def made_panel(session: Session) -> str:
    """The list, newest last, or nothing where nothing was made."""
    things = session.in_force()
    if not things:
        return ""
    lines = "".join(tag("li", _line(thing)) for thing in things)
    foot = tag("p", "Say “undo” to take the last one back.", class_="sg-muted")
    return tag("div", tag("h2", "Made in this conversation"), tag("ul", lines), foot, class_="sg sg-panel")


def _line(thing: Made) -> str:
    if isinstance(thing, Labelling):
        groups = zip(thing.labels, thing.sizes, strict=False)
        lines = (tag("li", text(f"{label}: {say(size)}")) for label, size in groups)
        return tag("b", text(thing.name)) + tag("ul", *lines, class_="sg-inner")
    if isinstance(thing, Group):
        return tag("b", text(thing.name)) + text(f": {say(thing.n)} of {thing.source}")
    return tag("b", text(thing.name)) + text(": in force for all later questions")
