"""Answers of which one person may give several: "Search; Live chat" in one cell. Each answer counts for itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.leftover import restricted
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Agg, Call, Expr, Out, call, col

_SIGNS = ("; ", ";", " | ", "|", ", ")
MOST, OFTEN = 40, 0.15
"""Different answers that there may be, and the share of cells that must hold more than one."""
_DONE = r"(?:used|mentioned|chosen|named|selected|picked|popular|common|frequent|frequently|often|bought|cited|given)"
_MOST = re.compile(
    rf"\b(?:the\s+)?(?P<way>most|least)\s+(?:(?:often|frequently|commonly)\s+)?{_DONE}\s+(?P<noun>[a-z]+(?:\s+[a-z]+)?)\b",
    re.I,
)
_WHICH = re.compile(
    rf"\b(?:which|what)\s+(?P<noun>[a-z]+)\s+(?:is|was|are|were|gets?|got|do|did)\b(?:[^,;.?!]*?)\b(?:(?:the\s+)?(?P<way>most|least)(?:\s+(?:often|frequently|commonly))?(?:\s+{_DONE})?|{_DONE}\s+(?:the\s+)?(?P<way2>most|least)(?:\s+(?:often|frequently))?|(?:the\s+)?(?P<way3>most|fewest)\s+mentions)\b",
    re.I,
)
_EACH = re.compile(
    r"\b(?:(?:use[ds]?|mention(?:ed|s)?|chose|choose|named?|picked|selected|bought)\s+)?(?:by|each|every|per|for\s+each|of\s+each)\s+(?:of\s+the\s+)?(?P<noun>[a-z]+(?:\s+[a-z]+)?)\b",
    re.I,
)
_SHARE = re.compile(r"%|\b(?:share|percent(?:age)?|proportion|fraction)\b", re.I)
_FIGURE = re.compile(r"\b(?:average|mean|median|total|sum|revenue|spend|correlation|nps)\b", re.I)
_COUNTED = re.compile(
    r"\b(?:how\s+many|number\s+of|count\s+of|counts?|mentions|people|show|share|percent(?:age)?|proportion|what|is|the|of|bar|chart|as|a|by|use[ds]?|mention(?:ed|s)?|chose|selected)\b|%",
    re.I,
)


@dataclass(frozen=True)
class Several:
    """A column whose cells hold several answers, with the sign between them and all answers, the most frequent first."""

    column: Column
    sign: str
    answers: tuple[str, ...]

    def test(self, answer: str) -> Expr:
        """Whether a cell holds an answer."""
        x, sign = col(self.column.name), self.sign
        places = (
            call("eq", x, answer), call("starts_with", x, answer + sign), call("ends_with", x, sign + answer),
            call("contains", x, sign + answer + sign),
        )  # fmt: skip
        return Call(op="or", args=places)


def several(column: Column) -> Several | None:
    """The answers of a column of which some cells hold more than one; None for other columns."""
    cells = [(v.value, v.rows) for v in column.values if isinstance(v.value, str)]
    if column.type != "text" or len(cells) < 4 or "." in column.name:
        return None
    rows = sum(n for _, n in cells)
    for sign in _SIGNS:
        many = sum(n for text, n in cells if sign in text)
        if many < OFTEN * rows:
            continue
        counts: dict[str, int] = {}
        for text, n in cells:
            for answer in text.split(sign):
                counts[answer.strip()] = counts.get(answer.strip(), 0) + n
        short = all(0 < len(a) <= 40 for a in counts)
        alone = sum(1 for text, _ in cells if sign in text)
        if (
            short
            and 2 <= len(counts) <= MOST
            and (len(counts) <= alone or sign != ", ")
            and min(counts.values()) > 1
        ):
            return Several(column, sign, tuple(sorted(counts, key=lambda a: -counts[a])))
    return None


def read(desk: Desk) -> None:
    """Replace answers that are named, and read what is asked of each of them."""
    found = [s for c in desk.scope.source.columns.values() if (s := several(c)) is not None]
    for one in found:
        if _of_each(desk, one):
            return
    for one in found:
        _named(desk, one, found)


def _named(desk: Desk, one: Several, found: list[Several]) -> None:
    """ "how many people use live chat": cells that hold it, alone or among others."""
    for answer in sorted(one.answers, key=len, reverse=True):
        if sum(answer in other.answers for other in found) > 1:
            continue
        m = re.search(rf"(?<![\w-])['\"“]?{re.escape(answer)}s?['\"”]?(?![\w-])", desk.text, re.I)
        if m is not None and not re.search(
            r"\b(?:not|n['’]t|without|except|no)\s+(?:\w+\s+)?$", desk.text[: m.start()], re.I
        ):
            word = _condition(desk, f"{one.column.label} with {answer}", one.column, one.test(answer))
            desk.put(m.start(), m.end(), word)


def _condition(desk: Desk, label: str, column: Column, test: Expr) -> str:
    return desk.condition(label, column, lambda _: test)


def _of_each(desk: Desk, one: Several) -> bool:
    """ "the most used feature", "how many people chose each brand": one figure for each answer."""
    ranked = _MOST.search(desk.text) or _WHICH.search(desk.text)
    m = ranked or _EACH.search(desk.text)
    if m is None or not _names(desk, one, m["noun"]) or _FIGURE.search(desk.text):
        return False
    where = _conditions(desk, one, f"{desk.text[: m.start()]} {desk.text[m.end() :]}")
    if where is None:
        return False
    said = m.groupdict()
    way = said.get("way") or said.get("way2") or said.get("way3")
    shares = _SHARE.search(desk.text) is not None
    known = call("not_null", col(one.column.name))
    outs = tuple(
        Out(
            name=answer,
            expr=Agg(agg="rate", of=one.test(answer), where=known) if shares else Agg(agg="count", where=one.test(answer)),
            unit="share" if shares else None,
        )
        for answer in one.answers
    )  # fmt: skip
    desk.notes.append(f"a cell of {one.column.label} may hold several answers; each is counted")
    drawn = re.search(r"\b(?P<kind>bar|pie|column)\b|\b(?:chart|plot|draw|graph)\b", desk.text, re.I)
    desk.direct = Intent(
        source=desk.scope_name, where=where, metrics=outs, melt=one.column.label,
        desc=way is None or way.lower() == "most", answer="name" if ranked else "chart" if drawn else "list",
        chart=None if drawn is None else "pie" if (drawn["kind"] or "").lower() == "pie" else "bar",
    )  # fmt: skip
    return True


def _names(desk: Desk, one: Several, noun: str) -> bool:
    """Whether a noun is in the name of the column: "feature" of "features used"."""
    stems = desk.tagger.words.stems
    own = {stems.of(w) for w in re.findall(r"[a-z]+", one.column.label.lower())}
    said = [stems.of(w) for w in noun.lower().split()]
    return bool(said) and said[0] in own


def _conditions(desk: Desk, one: Several, rest: str) -> tuple[Expr, ...] | None:
    """What else restricts the rows; None where a word is left that has no place."""

    def known(span: Span) -> bool:
        rows = any(t.rows or t.entity is not None for t in desk.scope.terms(span))
        return rows or any(e.name == one.column.name or e.kind == "measure" for e in span.entries[:1])

    return restricted(desk, _COUNTED.sub(" ", rest), known)
