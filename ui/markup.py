"""HTML made of plain text: everything that comes from data or from a person is escaped here, once."""

from __future__ import annotations

from html import escape


def text(value: object) -> str:
    """The value as text that no browser reads as markup, safe between tags and inside quoted attributes."""
    return escape(str(value), quote=True)


def tag(name: str, *inside: str, **attributes: str | None) -> str:
    """One element around ready-made HTML. Attribute values are escaped; `class_` is class, `_` is `-`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def fold(title: str, *inside: str, class_: str = "sg-fold") -> str:
    """A part that opens on a click; `title` is plain text."""
    return tag(
        "details", tag("summary", text(title)), tag("div", *inside, class_="sg-fold-body"), class_=class_
    )


def button(label: str, *, class_: str = "sg-ask", **attributes: str | None) -> str:
    """A button; its data-... attributes tell page.js what a click means."""
    return tag("button", text(label), type="button", class_=class_, **attributes)
