"""Rows held against the middle of all rows: "above the mean in both a and b", "more a and a higher b than average"."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.planner.offline.derived.desk import Desk
from data.catalog import Column
from data.query import Agg, Call, Expr, Op, Out, Query, Scalar, call, col

_UP = r"above|over|higher\s+than|greater\s+than|more\s+than|larger\s+than|bigger\s+than|exceed(?:s|ing)?"
_DOWN = r"below|under|lower\s+than|less\s+than|smaller\s+than|fewer\s+than"
_MORE = r"more|higher|greater|larger|bigger|above[\s-]+average"
_LESS = r"less|lower|fewer|smaller|below[\s-]+average"
_MIDDLE = r"(?P<f>mean|average|median)s?"
_THE = r"(?:the\s+|their\s+|its\s+)?(?:own\s+)?(?:respective\s+|overall\s+|column\s+)?"
_TAIL = re.compile(
    rf"\bthan\s+{_THE}{_MIDDLE}(?:\s+(?:of\s+each(?:\s+of\s+them)?|of\s+both|for\s+each|of\s+the\s+two|respectively|of\s+all(?:\s+\w+)?|values?|each|ones))*",
    re.I,
)
_BOTH = re.compile(rf"\b(?P<way>{_UP}|{_DOWN})\s+{_THE}{_MIDDLE}\s*(?:values?\s+)?(?:in|for|on|of|with\s+respect\s+to)\s+(?:both\s+)?(?:the\s+)?", re.I)  # fmt: skip
_BEHIND = re.compile(
    rf"\s+(?:are\s+|is\s+)?both\s+(?:are\s+)?(?P<way>{_UP}|{_DOWN})\s+{_THE}{_MIDDLE}(?:\s+values?)?", re.I
)
_ADJECTIVE = re.compile(r"\b(?:an?\s+)?(?P<way>above|below)[\s-]+(?P<f>average|mean|median)\s+$", re.I)
_COMPARED = re.compile(
    rf"(?:,|\band|\bor|\bbut)?\s*(?:both\s+)?(?:an?\s+)?(?P<way>{_MORE}|{_LESS})\s+(?:an?\s+|the\s+)?$", re.I
)
_OPENS = re.compile(
    r"\b(?:that\s+have|which\s+have|who\s+have|that\s+are|which\s+are|whose|where|with|have|has|had|having|are|is|lie)\s+(?:both\s+)?$",
    re.I,
)
_JOINED = re.compile(r"\s*(?:,|,?\s*and|&)\s*(?:in\s+|the\s+|an?\s+)*", re.I)


def read(desk: Desk) -> None:
    """Replace comparisons of two columns with their middles; one column is read with the other conditions."""
    if not (_than(desk) or _in_both(desk) or _both_behind(desk)):
        _adjectives(desk)


def _than(desk: Desk) -> bool:
    """ "have both more poverty and a higher murder rate than the mean of each"."""
    tail = _TAIL.search(desk.text)
    if tail is None:
        return False
    pairs: list[tuple[int, str, Column]] = []
    for a, _, column in desk.numbers(0, tail.start()):
        before = _COMPARED.search(desk.text[:a])
        if before is not None:
            pairs.append((before.start(), before["way"], column))
    if len(pairs) < 2:
        return False
    start = pairs[0][0]
    opened = _OPENS.search(desk.text[:start] + " ")
    word = _word(desk, [(way, column) for _, way, column in pairs], tail["f"])
    desk.put(opened.start() if opened else start, tail.end(), word)
    return True


def _in_both(desk: Desk) -> bool:
    """ "above the mean in both a and b"."""
    m = _BOTH.search(desk.text)
    if m is None:
        return False
    found: list[Column] = []
    at = m.end()
    for a, b, column in desk.numbers(m.end()):
        if a != at:
            break
        found.append(column)
        join = _JOINED.match(desk.text, b)
        end, at = b, join.end() if join else -1
    if len(found) < 2:
        return False
    opened = _OPENS.search(desk.text[: m.start()] + "")
    word = _word(desk, [(m["way"], c) for c in found], m["f"])
    desk.put(opened.start() if opened else m.start(), end, word)
    return True


def _both_behind(desk: Desk) -> bool:
    """ "whose a and b are both above their means"."""
    named = list(desk.numbers())
    for (a, b, x), (c, d, y) in pairwise(named):
        m = _BEHIND.match(desk.text, d)
        if m is None or not _JOINED.fullmatch(desk.text[b:c]):
            continue
        opened = _OPENS.search(re.sub(r"(?:the\s+)$", "", desk.text[:a]))
        desk.put(
            opened.start() if opened else a, m.end(), _word(desk, [(m["way"], x), (m["way"], y)], m["f"])
        )
        return True
    return False


def _adjectives(desk: Desk) -> None:
    """ "states with an above-average poverty"."""
    for a, b, column in desk.numbers():
        m = _ADJECTIVE.search(desk.text[:a])
        if m is None:
            continue
        opened = _OPENS.search(desk.text[: m.start()])
        desk.put(opened.start() if opened else m.start(), b, _word(desk, [(m["way"], column)], m["f"]))
        return


def _word(desk: Desk, pairs: list[tuple[str, Column]], middle: str) -> str:
    agg = "median" if middle.lower() == "median" else "mean"

    def made(where: tuple[Expr, ...]) -> Expr:
        tests = [_test(desk, way, column, agg) for way, column in pairs]
        return tests[0] if len(tests) == 1 else Call(op="and", args=tuple(tests))

    said = " and ".join(f"{c.label} {'over' if _upward(w) else 'under'} its {agg}" for w, c in pairs)
    return desk.condition(said, pairs[0][1], made)


def _upward(way: str) -> bool:
    return re.match(rf"(?:{_UP}|{_MORE})", way, re.I) is not None and not re.match(r"below", way, re.I)


def _test(desk: Desk, way: str, column: Column, agg: str) -> Expr:
    """Against all rows, whatever else restricts: the mean is that of everyone."""
    inner = Query(source=desk.scope_name, measures=(Out(name=agg, expr=Agg(agg=agg, of=col(column.name))),))  # type: ignore[arg-type]  # mean or median
    op: Op = "gt" if _upward(way) else "lt"
    return call(op, col(column.name), Scalar(scalar=inner))
