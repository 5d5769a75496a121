"""Which of several columns has the highest or lowest figure: "which of the three tests has the largest spread in scores",
"which of fresh, bakery and drinks has the highest median"."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.leftover import restricted
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Agg, AggName, Expr, Out, call, col

_AGGS: tuple[tuple[str, AggName], ...] = (
    (r"spread|variation|variability|dispersion|standard\s+deviation|std(?:\s*dev)?|sd", "std"),
    (r"variance", "var"),
    (r"median", "median"),
    (r"average|mean", "mean"),
    (r"maximum|max|peak", "max"),
    (r"minimum|min", "min"),
)
_FIGURE = "|".join(said for said, _ in _AGGS)
_IQR = r"iqr|inter-?\s?quartile\s+range"
_ASKED = re.compile(
    r"\b(?:which|what)\s+(?:one\s+)?(?P<list>[^?.;]+?)\s+(?:has|have|had|shows?|with|is|was)\s+(?:the\s+)?"
    rf"(?:(?P<up>largest|biggest|widest|greatest|highest|most)|smallest|narrowest|lowest|least)\s+(?P<figure>{_FIGURE}|{_IQR})\b"
    r"(?:\s+(?:in|of|for)\s+(?:its\s+|their\s+|the\s+)?(?P<what>\w+))?",
    re.I,
)
_SIGNS = re.compile(
    r"\b(?:of|the|and|or|out|among|two|three|four|five|six|columns?|variables?)\b|[,&\d]+", re.I
)


def read(desk: Desk) -> None:
    """The whole question as one figure a column, turned: one row a column."""
    m = _ASKED.search(desk.text)
    if m is None:
        return
    columns = _listed(desk, m) or _alike(desk, m["list"])
    if len(columns) < 2 or (m["what"] and desk.is_named(m["what"])):
        return
    where = restricted(desk, desk.text[: m.start()] + " " + desk.text[m.end() :], _rows(desk))
    if where is None:
        return
    outs = tuple(Out(name=c.label, expr=_figure(m["figure"], c), unit=c.unit) for c in columns)
    desk.notes.append(f"the {_named(m['figure'])} of each column is compared")
    desk.direct = Intent(
        source=desk.scope_name, where=where, metrics=outs, melt=_named(m["figure"]), desc=m["up"] is not None, answer="name"
    )  # fmt: skip


def _rows(desk: Desk) -> Callable[[Span], bool]:
    return lambda span: any(t.rows or t.entity is not None for t in desk.scope.terms(span))


def _figure(said: str, column: Column) -> Expr:
    x = col(column.name)
    if re.fullmatch(_IQR, said, re.I):
        return call("sub", Agg(agg="quantile", of=x, q=0.75), Agg(agg="quantile", of=x, q=0.25))
    agg = next(agg for words, agg in _AGGS if re.fullmatch(words, said, re.I))
    return Agg(agg=agg, of=x)


def _named(said: str) -> str:
    return "standard deviation" if re.fullmatch(_AGGS[0][0], said, re.I) else said.lower()


def _listed(desk: Desk, m: re.Match[str]) -> list[Column]:
    """Numbers that are named one by one, where nothing else is."""
    found = {c.name: (a, b, c) for a, b, c in desk.numbers(m.start("list"), m.end("list"))}
    rest = desk.text[m.start("list") : m.end("list")]
    for a, b, _ in sorted(found.values(), key=lambda f: f[0], reverse=True):
        rest = rest[: a - m.start("list")] + rest[b - m.start("list") :]
    if len(found) < 2:
        return []
    return [c for _, _, c in found.values()] if not _SIGNS.sub("", rest).strip() else []


def _alike(desk: Desk, said: str) -> list[Column]:
    """ "The three experiments": columns that are numbered."""
    noun = _SIGNS.sub("", said).strip().lower()
    stem = noun.rstrip("s")
    if not re.fullmatch(r"[a-z]{3,}", stem):
        return []
    numbered = re.compile(rf"{re.escape(stem)}s?[\s_\-]*\d+", re.I)
    columns = desk.scope.source.columns.values()
    return [c for c in columns if c.type in ("number", "integer") and numbered.fullmatch(c.label)]
