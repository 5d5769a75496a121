"""Figures of one column that the words of aggregates do not know: quartiles, skewness, several at once, arithmetic."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.naming import pattern
from assistant.planner.offline.scope import bare
from data.catalog import Column
from data.query import Agg, Col, Expr, Op, Out, Query, Scalar, call, col

E = 2.718281828459045
PLAIN = ("mean", "median", "std", "var", "min", "max", "sum")
_PERCENTILE = re.compile(
    r"\b(?:(?P<a>\d{1,2}(?:\.\d+)?)(?:st|nd|rd|th)?[\s-]+percentile|percentile\s+(?P<b>\d{1,2}(?:\.\d+)?)|(?P<c>0?\.\d+)[\s-]+quantile"
    r"|quantile\s+(?P<d>0?\.\d+)|(?P<e>\d{1,2}(?:\.\d+)?)\s*%[\s-]+(?:quantile|percentile|point))\b",
    re.I,
)
_LISTED = re.compile(
    r"\s*(?:,|,?\s*and|&|/|,?\s*as well as|plus)\s*(?:also\s+)?(?:the\s+|its\s+|their\s+)?", re.I
)
_LINK = re.compile(r"\s*(?:values?\s+)?(?:of|for|in|on|from)?\s+(?:all\s+)?(?:the\s+)?(?:(?:column|values?|variable)\s+(?:of\s+)?)?(?:the\s+)?", re.I)  # fmt: skip
_COLUMN = re.compile(r"\s+(?:column|variable|values|field|figures|numbers)\b", re.I)
_EXPLAINED = re.compile(r"\s*\([^()]*\)")
_BETWEEN = re.compile(
    r"\b(?:the\s+)?(?:absolute\s+)?(?P<what>difference|gap|ratio)\s+(?:between|of)\s+(?:the\s+)?$", re.I
)
_SIGNS: tuple[tuple[str, Op], ...] = (
    (r"\s*(?:,\s*)?(?:divided by|over|/|÷)\s*(?:the\s+|its\s+|their\s+)?", "div"),
    (r"\s*(?:,\s*)?(?:minus|less|-|−)\s*(?:the\s+|its\s+|their\s+)?", "sub"),
    (r"\s*(?:,\s*)?(?:times|multiplied by|\*)\s*(?:the\s+|its\s+|their\s+)?", "mul"),
    (r"\s*(?:,\s*)?(?:plus|\+)\s*(?:the\s+|its\s+|their\s+)?", "add"),
)  # fmt: skip
_SAID = {"div": "divided by", "sub": "minus", "mul": "times", "add": "plus"}


@dataclass(frozen=True)
class Figure:
    """A figure's name in the text: which it is, and its place."""

    kind: str
    start: int
    end: int

    @property
    def plain(self) -> bool:
        """Known as an aggregate anyway."""
        return self.kind in PLAIN


def read(desk: Desk, words: dict[str, Any]) -> None:
    """Replace figures of columns, one group of them after the other."""
    _summaries(desk, words)
    for _ in range(8):  # a question names few of them
        found = _figures(desk, words)
        if not any(_arithmetic(desk, found, i) or _listed(desk, found, i) for i in range(len(found))):
            return


# ---------------------------------------------------------------- the words


def _figures(desk: Desk, words: dict[str, Any]) -> list[Figure]:
    """All names of figures in the text, in order; those inside a name of the data are none."""
    names = [
        desk.place(s)
        for s in desk.tagged.cover
        if any(e.kind in ("column", "measure") and e.quality >= 0.9 for e in s.entries)
    ]
    hits = [
        Figure(kind, m.start(), m.end())
        for kind, phrases in words["column_figures"].items()
        for m in pattern(tuple(phrases)).finditer(desk.text)
    ]
    hits += [Figure(f"quantile {_share(m):g}", m.start(), m.end()) for m in _PERCENTILE.finditer(desk.text)]
    hits.sort(key=lambda f: (f.start - f.end, f.start))
    kept: list[Figure] = []
    for hit in hits:
        inside = any(a <= hit.start and hit.end <= b for a, b in names)
        if (
            not inside
            and not _is_quarter(desk, hit, hits)
            and all(hit.end <= k.start or hit.start >= k.end for k in kept)
        ):
            kept.append(hit)
    return sorted(kept, key=lambda f: f.start)


def _is_quarter(desk: Desk, hit: Figure, hits: list[Figure]) -> bool:
    """ "revenue q1 2024 vs q1 2023", where the data have dates: a part of a year, and no figure."""
    if not re.fullmatch(r"q[13]", desk.text[hit.start : hit.end], re.I):
        return False
    dated = any(
        s.period is not None and desk.place(s)[0] <= hit.start < desk.place(s)[1] for s in desk.tagged.cover
    )
    of_column = re.match(r"\s+of\s+(?!\d)", desk.text[hit.end :]) is not None
    return dated and not of_column and all(f.kind in ("q1", "q3", "sum", "mean") for f in hits)


def _share(m: re.Match[str]) -> float:
    if m["c"] or m["d"]:
        return float(m["c"] or m["d"])
    return float(m["a"] or m["b"] or m["e"]) / 100


def _summaries(desk: Desk, words: dict[str, Any]) -> None:
    """ "five-number summary of income": written out."""
    for kinds, phrases in words["column_summaries"].items():
        m = pattern(tuple(phrases)).search(desk.text)
        if m is not None and _behind(desk, m.end()) is not None:
            desk.put(m.start(), m.end(), kinds)


def _behind(desk: Desk, end: int) -> tuple[int, int, Column] | None:
    """The column behind a figure's name: "of the tip column"; gives where its mention ends."""
    m = _EXPLAINED.match(desk.text, end)
    at = m.end() if m else end
    link = _LINK.match(desk.text, at)
    start = link.end() if link else at
    for a, b, column in desk.numbers(start):
        if a != start:
            return None
        tail = _COLUMN.match(desk.text, b)
        return start, tail.end() if tail else b, column
    return None


def _before(desk: Desk, start: int) -> tuple[int, Column] | None:
    """The column before a figure's name: "tip skewness", "the tip's kurtosis"."""
    for a, b, column in desk.numbers(0, start):
        if re.fullmatch(r"(?:['’]s)?\s+", desk.text[b:start]):
            return a, column
    return None


# ---------------------------------------------------------------- one figure, or several of one column


def _listed(desk: Desk, found: list[Figure], i: int) -> bool:
    """ "skewness of tip", "the first quartile, the median and the third quartile of tip"."""
    group = [found[i]]
    while i + len(group) < len(found):
        nxt = found[i + len(group)]
        join = _LISTED.match(desk.text, group[-1].end)
        if join is None or join.end() != nxt.start:
            break
        group.append(nxt)
    if len(group) == 1 and _apart(desk, found, i):
        return True
    if len(group) == 1 and (group[0].plain or _of_regression(desk, group[0])):
        return False
    behind = _behind(desk, group[-1].end)
    if behind is not None:
        _, end, column = behind
        _put_figures(desk, group[0].start, end, group, column)
        return True
    if _of_the_last(desk, group):
        return True
    before = _before(desk, group[0].start)
    if before is None or group[0].kind == "range" or all(f.plain for f in group):
        return False
    start, column = before
    _put_figures(desk, start, group[-1].end, group, column)
    return True


def _of_the_last(desk: Desk, group: list[Figure]) -> bool:
    """ "and the interquartile range?" after the median of debt, with nothing named that it could be of."""
    known = all(f.plain or f.kind.startswith("quantile") for f in group)  # aggregates of a follow-up anyway
    if desk.measured is None or known or next(iter(desk.numbers()), None) is not None:
        return False
    _put_figures(desk, group[0].start, group[-1].end, group, desk.measured)
    return True


def _apart(desk: Desk, found: list[Figure], i: int) -> bool:
    """ "median of income and interquartile range": the second figure is of the same column."""
    if i + 1 >= len(found):
        return False
    own, nxt = _behind(desk, found[i].end), found[i + 1]
    if own is None or (found[i].plain and nxt.plain and nxt.kind == "sum"):
        return False
    join = _LISTED.match(desk.text, own[1])
    if join is None or join.end() != nxt.start or _behind(desk, nxt.end) is not None:
        return False
    if re.match(r"\s+\w", desk.text[nxt.end :]) and not re.match(
        r"\s+(?:for|by|in|of|per|on|when|where|among|across)\b", desk.text[nxt.end :], re.I
    ):
        return False  # "median income and mean wobble": of something that is not known
    _put_figures(desk, found[i].start, nxt.end, [found[i], nxt], own[2])
    return True


def _of_regression(desk: Desk, figure: Figure) -> bool:
    """The standard error of a coefficient is no figure of a column."""
    return (
        figure.kind == "standard error"
        and re.search(r"\bregress|\bcoefficient|\bslope|\bintercept", desk.text, re.I) is not None
    )


def _put_figures(desk: Desk, start: int, end: int, group: list[Figure], column: Column) -> None:
    made = [_word(desk, f.kind, column) for f in group]
    said = made[0] if len(made) == 1 else ", ".join(made[:-1]) + " and " + made[-1]
    desk.put(start, _past_rows(desk, end), said)


def _past_rows(desk: Desk, end: int) -> int:
    """ "... per district", where each row is one: the figure is over all of them."""
    m = re.compile(r"\s+(?:\w+\s+)?(?:per|by|of each|for each|across(?: all)?(?: the)?|over(?: all)?(?: the)?)\s+(?P<noun>\w+)", re.I).match(desk.text, end)  # fmt: skip
    if m is None:
        return end
    tagged = desk.tag(m["noun"])
    scope = desk.scope
    for span in tagged.cover:
        for term in scope.terms(span):
            column = term.column
            own = (
                scope.entity is not None and term.entity is not None and term.entity.name == scope.entity.name
            )
            if own or (column is not None and column.distinct == scope.source.rows > 1):
                return m.end()
    return end


def _word(desk: Desk, kind: str, column: Column) -> str:
    label, expr, unit = of(desk, kind, column)
    return desk.measure(label, expr, unit)


# ---------------------------------------------------------------- arithmetic of two figures


def _arithmetic(desk: Desk, found: list[Figure], i: int) -> bool:
    """ "the difference between mean and median of tip", "variance of tip divided by its mean"."""
    if i + 1 >= len(found):
        return False
    first, second = found[i], found[i + 1]
    opened = _BETWEEN.search(desk.text[: first.start])
    own = _behind(desk, first.end)
    at = own[1] if own is not None else first.end
    op, joined = _joint(desk.text, at, second.start, opened["what"].lower() if opened else None)
    if op is None or not joined:
        return False
    last = _behind(desk, second.end)
    if own is None and last is None:
        return False
    x = own[2] if own is not None else last[2]  # type: ignore[index]  # one of them is there
    y = last[2] if last is not None else x
    if (
        own is not None
        and last is None
        and not re.search(r"\b(?:its|their|the)\s*$", desk.text[at : second.start], re.I)
    ):
        return False
    a, b = of(desk, first.kind, x), of(desk, second.kind, y)
    label = f"{a[0]} {_SAID[op]} {b[0]}"
    unit = a[2] if op in ("sub", "add") and a[2] == b[2] else None
    start = opened.start() if opened else first.start
    end = last[1] if last is not None else second.end
    desk.put(start, _past_rows(desk, end), desk.measure(label, call(op, a[1], b[1]), unit))
    return True


def _joint(text: str, start: int, end: int, opened: str | None) -> tuple[Op | None, bool]:
    between = text[start:end]
    if opened in ("difference", "gap"):
        return "sub", re.fullmatch(
            r"\s*,?\s*(?:and|to)\s+(?:the\s+|its\s+|their\s+)?", between, re.I
        ) is not None
    if opened == "ratio":
        return "div", re.fullmatch(
            r"\s*(?:and|to|over)\s+(?:the\s+|its\s+|their\s+)?", between, re.I
        ) is not None
    for said, op in _SIGNS:
        if re.fullmatch(said, between, re.I):
            return op, True
    return None, False


# ---------------------------------------------------------------- the formulas


def of(desk: Desk, kind: str, column: Column) -> tuple[str, Expr, str | None]:
    """Label, formula and unit of a figure of a column."""
    x, name, unit = col(column.name), column.label, column.unit
    if kind in PLAIN:
        name = bare(name)
        said = {"mean": "average", "sum": "total", "std": "standard deviation of", "var": "variance of"}.get(
            kind
        )
        said = said or {"min": "lowest", "max": "highest"}.get(kind, kind)
        return f"{said} {name}", Agg(agg=kind, of=x), None if kind == "var" else unit  # type: ignore[arg-type]  # names of AggName
    if kind.startswith("quantile "):
        q = float(kind.split()[1])
        return f"{_ordinal(q * 100)} percentile of {name}", Agg(agg="quantile", of=x, q=q), unit
    q1, q3 = Agg(agg="quantile", of=x, q=0.25), Agg(agg="quantile", of=x, q=0.75)
    mean, std, n = Agg(agg="mean", of=x), Agg(agg="std", of=x), Agg(agg="count", of=x, weighted=False)
    formulas: dict[str, tuple[str, Expr, str | None]] = {
        "q1": ("first quartile", q1, unit),
        "q3": ("third quartile", q3, unit),
        "iqr": ("interquartile range", call("sub", q3, q1), unit),
        "range": ("range", call("sub", Agg(agg="max", of=x), Agg(agg="min", of=x)), unit),
        "skew": ("skewness", Agg(agg="skew", of=x), None),
        "kurt": ("excess kurtosis", Agg(agg="kurt", of=x), None),
        "cv": ("coefficient of variation", call("div", std, mean), None),
        "sample std": ("sample standard deviation", std, unit),
        "sample var": ("sample variance", Agg(agg="var", of=x), None),
        "population std": (
            "population standard deviation",
            call("mul", std, call("power", _shrink(n), 0.5)),
            unit,
        ),
        "population var": ("population variance", call("mul", Agg(agg="var", of=x), _shrink(n)), None),
        "standard error": ("standard error of the mean", call("div", std, call("power", n, 0.5)), unit),
        "geometric mean": ("geometric mean", call("power", E, Agg(agg="mean", of=call("log", x))), unit),
        "harmonic mean": ("harmonic mean", call("div", 1, Agg(agg="mean", of=call("div", 1, x))), unit),
        "median deviation": ("median absolute deviation", _deviation(desk, x, "median"), unit),
        "mean deviation": ("mean absolute deviation", _deviation(desk, x, "mean"), unit),
        "values": ("number of values", Agg(agg="count", of=x), None),
    }
    label, expr, shown = formulas[kind]
    return f"{label} of {name}", expr, shown


def _shrink(n: Expr) -> Expr:
    """(n - 1) / n: from a sample's variance to that of a population."""
    return call("div", call("sub", n, 1), n)


def _deviation(desk: Desk, x: Col, agg: Any) -> Expr:
    """How far values lie from their middle, on average."""
    middle = Query(source=desk.scope_name, measures=(Out(name=agg, expr=Agg(agg=agg, of=x)),))
    return Agg(agg=agg, of=call("abs", call("sub", x, Scalar(scalar=middle))))


def _ordinal(q: float) -> str:
    if q != int(q):
        return f"{q:g}th"
    n = int(q)
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
