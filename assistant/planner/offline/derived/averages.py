"""Rows held against the middle of all rows: "above the mean in both a and b", "more a and a higher b than average"."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.planner.offline.derived.desk import Desk
from data.catalog import Column
from data.query import Agg, Expr, Op, Out, Query, Scalar, all_of, call, col, columns_of

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
    rf"\s+(?:(?:are|is|was|were)\s+)?(?P<both>both\s+)?(?:are\s+)?(?P<way>{_UP}|{_DOWN})\s+(?P<the>the\s+|their\s+|its\s+)?(?:own\s+)?(?:respective\s+|overall\s+|column\s+)?{_MIDDLE}(?P<many>s)?(?:\s+values?)?(?!\s*(?:of|in|for)\b)(?![\w])",
    re.I,
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
    """Replace comparisons of columns with their middles, one after the other."""
    for _ in range(4):
        if not (_than(desk) or _in_both(desk) or _both_behind(desk) or _adjectives(desk)):
            return


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
    return _put(desk, start, tail.end(), [(way, column) for _, way, column in pairs], tail["f"])


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
    return _put(desk, m.start(), end, [(m["way"], c) for c in found], m["f"])


def _both_behind(desk: Desk) -> bool:
    """ "whose a and b are both above their means", "in which a was below its median"."""
    named = list(desk.numbers())
    for (a, b, x), (c, d, y) in pairwise(named):
        m = _BEHIND.match(desk.text, d)
        if m is None or not _JOINED.fullmatch(desk.text[b:c]):
            continue
        both = re.search(r"\bboth\s+(?:the\s+|an?\s+)?$", desk.text[:a], re.I)
        if not (both or m["both"] or m["many"] or (m["the"] or "").lower().startswith("their")):
            continue
        return _put(desk, both.start() if both else a, m.end(), [(m["way"], x), (m["way"], y)], m["f"])
    for a, b, x in named:
        m = _BEHIND.match(desk.text, b)
        if m is not None and (m["the"] or "").lower().startswith(("its", "their")):
            return _put(desk, a, m.end(), [(m["way"], x)], m["f"])
    return False


def _put(desk: Desk, start: int, end: int, pairs: list[tuple[str, Column]], middle: str) -> bool:
    """The words about the columns, with the verb or "where" that opens them, become one condition."""
    before = re.sub(r"(?:\b(?:the|an?)\s+)$", "", desk.text[:start])
    opened = _OPENS.search(before)
    desk.put(opened.start() if opened else start, end, _word(desk, pairs, middle))
    return True


def _adjectives(desk: Desk) -> bool:
    """ "states with an above-average poverty (and a below-average income)"."""
    for a, b, column in desk.numbers():
        m = _ADJECTIVE.search(desk.text[:a])
        if m is not None:
            return _put(desk, m.start(), b, [(m["way"], column)], m["f"])
    return False


def _word(desk: Desk, pairs: list[tuple[str, Column]], middle: str) -> str:
    agg = "median" if middle.lower() == "median" else "mean"

    def made(where: tuple[Expr, ...]) -> Expr:
        within = tuple(e for e in where if _is_period(desk, e))
        tests = [_test(desk, way, column, agg, within) for way, column in pairs]
        return all_of(tests)

    said = " and ".join(f"{c.label} {'over' if _upward(w) else 'under'} its {agg}" for w, c in pairs)
    return desk.condition(said, pairs[0][1], made)


def _is_period(desk: Desk, expr: Expr) -> bool:
    """A condition on a date or a year: the mean is that of the same time."""
    columns = [desk.base.sources[desk.scope_name].columns.get(n) for n in columns_of(expr)]
    return bool(columns) and all(
        c is not None and (c.type in ("date", "datetime") or c.unit == "year") for c in columns
    )


def _upward(way: str) -> bool:
    return re.match(rf"(?:{_UP}|{_MORE})", way, re.I) is not None and not re.match(r"below", way, re.I)


def _test(desk: Desk, way: str, column: Column, agg: str, within: tuple[Expr, ...]) -> Expr:
    """Against all rows (of the time that is asked about), whatever else restricts: the mean is that of everyone."""
    out = Out(name=agg, expr=Agg(agg=agg, of=col(column.name)))  # type: ignore[arg-type]  # mean or median
    inner = Query(source=desk.scope_name, where=within, measures=(out,))
    op: Op = "gt" if _upward(way) else "lt"
    return call(op, col(column.name), Scalar(scalar=inner))
