"""Columns that a question computes row by row: "tip as a percentage of the bill", "add a column c = a / b".

A formula is computed for each row where the question defines a column by it, aggregates it, ranks by it or tests it;
else a ratio is one of sums, and sums, differences and products are left to the composer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.planner.offline import phrases
from assistant.planner.offline.derived import chains
from assistant.planner.offline.derived.desk import SENTENCE, Desk
from assistant.planner.offline.spans import Span
from data.catalog import Column, Measure, Role
from data.query import Agg, Call, Expr, MeasureRef, Op, call, col, columns_of, walk

_THE = r"(?:the\s+|its\s+|their\s+|each\s+\w+['’]s\s+)?"
_SHARE = r"percentage|percent|share|proportion|fraction|portion|%|pct"
_AFTER_COLUMN = r"(?:\s+(?:column|values?))?"
_BETWEEN: tuple[tuple[str, str], ...] = (
    ("share", rf"{_AFTER_COLUMN}\s+as\s+(?:an?\s+|the\s+)?(?:{_SHARE})\s+of\s+{_THE}"),
    ("share", rf"['’]?s?['’]?\s+(?:{_SHARE})\s+(?:of|in)\s+{_THE}"),
    ("div", rf"{_AFTER_COLUMN}\s*(?:/|÷|divided\s+by)\s*{_THE}"),
    ("mul", rf"{_AFTER_COLUMN}\s*(?:\*|×|times|multiplied\s+(?:by|with))\s*{_THE}"),
    ("sub", rf"{_AFTER_COLUMN}\s*(?:-|−|–|minus)\s*{_THE}"),
    ("add", rf"{_AFTER_COLUMN}\s*(?:\+|plus)\s*{_THE}"),
)
_OPENED: tuple[tuple[str, str, str], ...] = (
    ("div", rf"\bratios?\s+(?:of|between)\s+{_THE}$", rf"\s+(?:to|and|over)\s+{_THE}"),
    ("div", rf"\bdivid(?:e|ing|ed)\s+{_THE}$", rf"\s+by\s+{_THE}"),
    ("mul", rf"\bmultipl(?:y|ying)\s+{_THE}$", rf"\s+(?:by|with|and)\s+{_THE}"),
    ("mul", rf"\bproduct\s+of\s+{_THE}$", rf"\s+and\s+{_THE}"),
    ("from", rf"\bsubtract(?:ing)?\s+{_THE}$", rf"\s+from\s+{_THE}"),
    ("add", rf"\b(?:sum\s+of|add(?:ing)?)\s+{_THE}$", rf"\s+(?:and|to|plus)\s+{_THE}"),
    ("gap", rf"\babsolute\s+(?:difference|gap)\s+(?:between|of)\s+{_THE}$", rf"\s+(?:and|to)\s+{_THE}"),
    ("sub", rf"\b(?:difference|gap)\s+(?:between|of)\s+{_THE}$", rf"\s+(?:and|to)\s+{_THE}"),
    ("share", rf"\b(?:{_SHARE})\s+of\s+{_THE}$", rf"\s+in\s+{_THE}"),
)  # fmt: skip
_GOES_TO = re.compile(
    rf"\s+(?:is|are|was|were|comes?\s+from|came\s+from|go(?:es)?\s+to|went\s+to|is\s+made\s+up\s+(?:of|by))\s+{_THE}",
    re.I,
)
_LOGS = re.compile(rf"\b(?:natural\s+)?(?:log(?:arithm)?|ln)\s*(?:of\s+)?\(?\s*{_THE}$", re.I)
_ROOTS = re.compile(rf"\b(?:square\s+root|sqrt)\s*(?:of\s+)?\(?\s*{_THE}$", re.I)
_SQUARES = re.compile(rf"\bsquare\s+of\s+{_THE}$", re.I)
_NUMBER = re.compile(r"\s*(?P<op>\*|/|\+|-|×|times|divided\s+by|multiplied\s+by|plus|minus)\s*(?P<n>\d+(?:\.\d+)?)\b(?!\s*%)", re.I)  # fmt: skip
_SIGNS = {
    "*": "mul",
    "×": "mul",
    "times": "mul",
    "/": "div",
    "+": "add",
    "plus": "add",
    "-": "sub",
    "minus": "sub",
}
_SAID = {"div": "divided by", "mul": "times", "sub": "minus", "add": "plus", "share": "as a share of"}

FIGURES = (
    r"(?:mean|averages?|avg|median|maximum|max|minimum|min|(?:sample\s+|population\s+)?standard\s+deviation|std(?:\s+dev)?|stdev|variance|skewness|"
    r"kurtosis|(?:first|third|upper|lower)\s+quartile|interquartile\s+range|total|sum)"
)
_LEADING = re.compile(rf"\b(?:{FIGURES}|distribution|histogram|"
    rf"percentile|quartile|outliers?|correlat\w+|regress\w*|box\s?plot|scatter)\b(?:\s+(?:of|for|in|between|value\s+of))?\s*(?:all\s+)?{_THE}$", re.I)  # fmt: skip
_RANKED = re.compile(
    rf"\b(?:highest|lowest|largest|smallest|biggest|greatest|best|worst|most|least)\s+{_THE}(?:value\s+of\s+)?$",
    re.I,
)
_RANKS_GROUPS = re.compile(r"\b(?:which|who|whose|by|per|each|every)\b", re.I)
_TESTED = re.compile(r"\s*(?:is|was|are|were|of|being)?\s*(?:above|over|below|under|more\s+than|greater\s+than|higher\s+than|larger\s+than|less\s+than|lower\s+than|smaller\s+than|at\s+least|at\s+most|between|>|<|exceed\w*|equal)", re.I)  # fmt: skip
_TRAILING = re.compile(
    rf"\s*(?:,|:|;|-|–)?\s*(?:(?:what\s+(?:is|was|are|were)|give|report|show|take)\s+)?(?:the\s+|its\s+)?(?:{FIGURES}|on\s+average|averaged)\b"
    r"|\s*(?:is|was|were|are)?\s*(?:the\s+|at\s+its\s+)?(?:highest|lowest|largest|smallest|biggest|greatest)\s*(?:[?.,;]|$)",
    re.I,
)

_IMPERATIVE = re.compile(r"^\s*(?:please\s+|now\s+|first,?\s+|let['’]?s\s+|let\s+us\s+|if\s+(?:you|we|i|one)\s+|when\s+(?:you|we|i)\s+)*(?:divide|multiply|subtract|create|add|make|compute|calculate|derive|define|build|construct|introduce|form|generate|let)\b", re.I)  # fmt: skip
_EACH_ROW = re.compile(
    r"^\s*(?:for|in)\s+(?:each|every)\s+\w+,?\s+|\b(?:row\s+by\s+row|row-?wise|for\s+each\s+row|for\s+every\s+row|per\s+row)\b",
    re.I,
)
_COLUMN_NAMED = re.compile(
    r"\b(?:column|variable|field|feature|measure|metric|let)\s+(?:called\s+|named\s+)?[\"“'‘]?(?P<name>[A-Za-z]\w*(?:\s+\w+){0,3}?)[\"”'’]?"
    r"\s*(?:=|:=|:|,)?\s*(?:as|that\s+is|which\s+is|is|equal\s+to|equals|being|be|defined\s+as|for|with|from|by|to\s+be|holding|containing)?\s*(?:the\s+)?$",
    re.I,
)
_NAMED_AS = re.compile(
    r"^\s*(?:please\s+|now\s+|first,?\s+)*(?:compute|calculate|define|create|make|derive|add|let|form|build|generate|introduce)\s+(?:an?\s+|the\s+|new\s+)*"
    r"(?P<name>[A-Za-z]\w*(?:\s+\w+){0,2}?)\s*(?:=|:=|\bas\b|\bto\s+be\b|\bbe\b|\bfrom\b)\s*(?:the\s+)?$",
    re.I,
)
_DECLARED = re.compile(r"^\s*(?!(?:what|which|how|who|when|where|is|are|does|do|did|show|give|list)\b)(?P<name>[A-Za-z][\w\s%-]{0,60}?)\s*(?:=|:=|\bis\b|\bequals\b|\bis\s+defined\s+as\b|\bis\s+given\s+by\b|\bis\s+computed\s+as\b|\bmeans\b)\s*(?:the\s+)?$", re.I)  # fmt: skip
_ASIDE = re.compile(
    r"(?:[,;]\s*|\s)(?:where|with|taking)\s+(?:the\s+)?[\"“']?(?P<name>[A-Za-z][\w\s]{0,40}?)[\"”']?\s*(?:=|\bis\b|\bbeing\b|\bdefined\s+as\b|\bas\b)\s*(?:the\s+)?$",
    re.I,
)
_GOES_ON = re.compile(
    r"\s*(?:for\s+(?:each|every)\s+\w+|row\s+by\s+row|in\s+each\s+row)?\s*(?:[,;:]|[,;:]?\s*(?:and|then))\s+(?:then\s+)?(?=(?:give|report|show|compute|calculate|tell|find|what|which|how|list|plot|state|take|draw)\b)",
    re.I,
)
_POINTING = re.compile(
    r"\b(?:this|that|the|such|its)\s+(?:new\s+|resulting\s+|computed\s+|derived\s+)?(?P<noun>column|variable|field|ratios?|share|percentage|"
    r"quotients?|differences?|product|sum|values?|numbers?|result|measure|metric|feature|quantity|rate|proportion|fraction)\b(?!\s+(?:of|in)\b)",
    re.I,
)
_ITS = re.compile(rf"\b(?:its|their|the|an?)\s+(?P<figure>{FIGURES})\b(?!\s+(?:of|for|in|qq)\b)", re.I)
_ITS_ALONE = re.compile(rf"\b(?P<figure>{FIGURES})\b(?!\s+(?:of|for|in|qq)\b)", re.I)


@dataclass(frozen=True)
class Formula:
    """A formula in the text: its place, what it is called, and the expression for a row."""

    start: int
    end: int
    op: str
    label: str
    expr: Expr
    parts: tuple[Column, ...]
    unit: str | None = None


def read(desk: Desk) -> None:
    """Definitions of columns first, then formulas within the question."""
    _definitions(desk)
    for _ in range(6):
        if not any(_replace(desk, f) for f in formulas(desk)):
            break
    for _ in range(4):
        single = None if "regress" in desk.text.lower() else _of_one(desk, 0, len(desk.text))
        if single is None or not _replace(desk, single):
            return


# ---------------------------------------------------------------- formulas


def formulas(desk: Desk, start: int = 0, end: int | None = None) -> list[Formula]:
    """Formulas of two columns, of a column and a number, or of one column, in order."""
    text = desk.text
    named = list(desk.numbers(start, end))
    found = [
        Formula(c.start, c.end, "chain", c.label, c.expr, c.parts, _money(c))
        for c in chains.find(desk, start, end)
    ]
    named = [n for n in named if not any(f.start <= n[0] < f.end for f in found)]
    for (a, b, x), (c, d, y) in pairwise(named):
        if x.name == y.name:
            continue
        made = _pair(text, (a, b, x), (c, d, y), start)
        if made is not None:
            found.append(made)
    return sorted(found, key=lambda f: f.start)


def _pair(
    text: str, first: tuple[int, int, Column], second: tuple[int, int, Column], floor: int
) -> Formula | None:
    (a, b, x), (c, d, y) = first, second
    between, before = text[b:c], text[floor:a]
    for op, opened, joined in _OPENED:
        hit = re.search(opened, before, re.I)
        if hit is not None and re.fullmatch(joined, between, re.I):
            return _formula(floor + hit.start(), d, op, x, y)
    if re.search(rf"\b(?:{_SHARE})\s+of\s+(?:all\s+)?{_THE}$", before, re.I) and _GOES_TO.fullmatch(between):
        hit = re.search(rf"\b(?:{_SHARE})\s+of\s+(?:all\s+)?{_THE}$", before, re.I)
        return _formula(floor + (hit.start() if hit else 0), d, "share", y, x)
    behind = re.match(r"\s+ratios?\b", text[d:], re.I)
    if behind is not None and re.fullmatch(r"(?:\s+to\s+|-to-|\s*/\s*)", between, re.I):
        return _formula(a, d + behind.end(), "div", x, y)
    for op, joined in _BETWEEN:
        if re.fullmatch(joined, between, re.I):
            return _formula(a, d, op, x, y)
    return None


def _money(chain: chains.Chain) -> str | None:
    """The unit of what is added up and taken off; of products, that of the only part that has one."""
    units = {c.unit for c in chain.parts if c.unit is not None}
    return next(iter(units)) if len(units) == 1 and "div" not in chain.signs else None


def _formula(start: int, end: int, op: str, x: Column, y: Column) -> Formula:
    if op == "from":
        op, x, y = "sub", y, x
    a, b = col(x.name), col(y.name)
    if op == "gap":
        label, expr = f"absolute difference of {x.label} and {y.label}", call("abs", call("sub", a, b))
        return Formula(start, end, op, label, expr, (x, y), x.unit if x.unit == y.unit else None)
    sign: Op = "div" if op == "share" else op  # type: ignore[assignment]  # one of four
    expr = call(sign, *phrases.alike(x, y, sign))
    return Formula(start, end, op, f"{x.label} {_SAID[op]} {y.label}", expr, (x, y), _unit(op, x, y))


def _unit(op: str, x: Column, y: Column) -> str | None:
    if op == "share":
        return "share"
    if op in ("add", "sub"):
        return x.unit if x.unit == y.unit or (op == "sub" and phrases.is_percent(y)) else None
    units = [c.unit for c in (x, y) if c.unit is not None and not phrases.is_percent(c)]
    return units[0] if op == "mul" and len(units) == 1 else None


def _with_number(desk: Desk, start: int, end: int) -> Formula | None:
    """ "tip * 100": only where a column is defined by it."""
    for a, b, x in desk.numbers(start, end):
        m = _NUMBER.match(desk.text, b)
        if m is not None:
            said = " ".join(m["op"].lower().split())
            op: Op = _SIGNS.get(said, "div" if said.startswith("divided") else "mul")  # type: ignore[assignment]  # names of Op
            value = float(m["n"])
            return Formula(
                a, m.end(), op, f"{x.label} {_SAID[op]} {value:g}", call(op, col(x.name), value), (x,), x.unit
            )
    return None


def _of_one(desk: Desk, start: int, end: int) -> Formula | None:
    """ "the logarithm of income", "the square root of size", "income squared"."""
    text = desk.text
    for a, b, x in desk.numbers(start, end):
        close = re.match(r"\s*\)", text[b:])
        after = b + close.end() if close and "(" in text[start:a] else b
        for pattern, said, expr in (
            (_LOGS, "logarithm of", call("log", col(x.name))),
            (_ROOTS, "square root of", call("power", col(x.name), 0.5)),
            (_SQUARES, "square of", call("power", col(x.name), 2)),
        ):
            hit = pattern.search(text[start:a])
            if hit is not None:
                return Formula(start + hit.start(), after, "one", f"{said} {x.label}", expr, (x,))
        squared = re.match(r"\s+squared\b", text[b:], re.I)
        if squared is not None:
            return Formula(
                a, b + squared.end(), "one", f"square of {x.label}", call("power", col(x.name), 2), (x,)
            )
    return None


# ---------------------------------------------------------------- within the question


_TESTING = re.compile(
    r"\b(?:normal(?:ly|ity)?|gaussian|shapiro|t-?test|anova|wilcoxon|mann|kruskal|correlat\w*|pearson|spearman|kendall|regress\w*|p-?values?|signific\w+)\b",
    re.I,
)
"""A test is of the values of the rows."""
_INNER = re.compile(
    r"(?:[/*×÷+-]|\bdivided\s+by|\btimes|\bminus|\bplus|\bof|\bto|\bby|\bbetween|\band|\bwith)\s*\(\s*$", re.I
)
_OUTER = re.compile(r"\s*\)\s*(?:[/*×÷+-]|divided\s+by|times|minus|plus|as\s+a)", re.I)


_THAT_IS = re.compile(r"[\s,;:(–-]*\b(?:i\.?\s?e\.?|that\s+is|that\s+means|meaning|in\s+other\s+words|defined\s+as|which\s+is)[\s,:]*(?:the\s+)?$", re.I)  # fmt: skip


def columns_below(measure: Measure | None, desk: Desk) -> set[str]:
    """The columns that a figure is made of, those of the figures in it too."""
    if measure is None:
        return set()
    below = [desk.catalog.measures.get(n.measure) for n in walk(measure.expr) if isinstance(n, MeasureRef)]
    return {*columns_of(measure.expr)}.union(*(columns_below(m, desk) for m in below))


def _said_already(desk: Desk, found: Formula) -> bool:
    """ "the weighted pipeline, i.e. amount times probability": what a named figure is made of, said once more."""
    before = _THAT_IS.search(desk.text[: found.start])
    if before is None:
        return False
    named = [e.name for s in desk.tagged.cover for e in s.entries[:1] if e.kind == "measure"]
    parts = {c.name for c in found.parts}
    if not any(parts <= columns_below(desk.catalog.measures.get(n), desk) for n in named):
        return False
    close = re.match(r"\s*\)", desk.text[found.end :])
    desk.put(before.start(), found.end + (close.end() if close else 0), "")
    return True


def _said_before(desk: Desk, found: Formula) -> bool:
    """ "the average age at the time of sale, i.e. year of sale minus year built": the formula takes the place of its
    name, where this names nothing else."""
    that = _THAT_IS.search(desk.text[: found.start])
    if that is None:
        return False
    figure = list(re.finditer(rf"\b{FIGURES}\s+(?:of\s+)?(?:the\s+)?", desk.text[: that.start()], re.I))
    start = figure[-1].end() if figure else 0
    if not figure or any(_restricts(s) for s in _within(desk, start, that.start())):
        return False
    close = re.match(r"\s*\)", desk.text[found.end :])
    ratio = found.op in ("div", "share")
    word = desk.measure(found.label, _of_sums(found), found.unit) if ratio else _column(desk, found)
    opened = figure[-1].start() if ratio else start
    desk.put(opened, found.end + (close.end() if close else 0), word)
    return True


def _of_sums(found: Formula) -> Expr:
    x, y = found.parts
    return call("div", Agg(agg="sum", of=col(x.name)), Agg(agg="sum", of=col(y.name)))


def _within(desk: Desk, start: int, end: int) -> list[Span]:
    return [s for s in desk.tagged.cover if start <= desk.place(s)[0] < end]


def _restricts(span: Span) -> bool:
    """A value, a period, a number or a group: no part of a mere name."""
    valued = any(e.kind == "value" and e.quality >= 0.75 for e in span.entries)
    return (
        valued
        or span.period is not None
        or span.number is not None
        or span.word("group", "not", "only") is not None
    )


def _replace(desk: Desk, found: Formula) -> bool:
    if _said_already(desk, found) or _said_before(desk, found):
        return True
    before, after = desk.text[: found.start], desk.text[found.end :]
    if found.op == "chain":
        desk.put(found.start, found.end, _column(desk, found))
        return True
    if (
        before.rstrip().endswith("(")
        and (_INNER.search(before) or _OUTER.match(after))
        and re.match(r"\s*\)", after)
    ):
        close = re.match(r"\s*\)", after)
        desk.put(before.rstrip().rfind("("), found.end + (close.end() if close else 0), _column(desk, found))
        return True
    each = _LEADING.search(before) is not None or _TESTED.match(after) is not None
    each = each or _TRAILING.match(after) is not None or _EACH_ROW.search(desk.text) is not None
    if _RANKED.search(before) is not None:
        ratio = found.op in ("div", "share") and _RANKS_GROUPS.search(desk.text) is not None
        each = each or not ratio  # the ratio of each group is one of its sums
    if found.op == "add" and re.search(
        rf"(?:\b(?:{_SHARE})\s+of|divided\s+by|/|\bout\s+of)\s+{_THE}$", before, re.I
    ):
        desk.put(found.start, found.end, _column(desk, found))  # "gold as a share of gold plus silver"
        return True
    if (
        found.op in ("div", "share")
        and "correlat" in desk.text.lower()
        and len({c.name for *_, c in desk.numbers()}) == 2
    ):
        return False  # "correlation age / visits": two columns, no ratio
    each = each or _TESTING.search(desk.text) is not None
    if not each and found.op in ("div", "share"):
        desk.put(found.start, found.end, desk.measure(found.label, _of_sums(found), found.unit))
        return True
    if not each:
        return False
    desk.put(found.start, found.end, _column(desk, found))
    desk.text = re.sub(r"\(\s*(qq[a-z])\s*\)", r"\1", desk.text)
    return True


def _column(desk: Desk, found: Formula, name: str | None = None) -> str:
    sums = found.op in ("add", "sub", "chain") and any(c.additive for c in found.parts)
    sums = sums and (found.op == "chain" or all(c.additive for c in found.parts))
    worth = found.op == "mul" and any(c.role in ("amount", "quantity") for c in found.parts)
    role: Role = "amount" if sums or worth else "rate" if found.op in ("div", "share") else "score"
    return desk.column(name or found.label, found.expr, found.unit, role, sums or worth)


# ---------------------------------------------------------------- definitions


def _definitions(desk: Desk) -> None:
    """ "Add a column c = a / b. What is its mean?": the sentence goes, its column stays."""
    for _ in range(3):
        if not any(_defined(desk, start, end) for start, end in sentences(desk.text)):
            return


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    ends = [m.start() for m in SENTENCE.finditer(text)] + [len(text)]
    starts = [0, *(m.end() for m in SENTENCE.finditer(text))]
    return list(zip(starts, ends, strict=True))


def _defined(desk: Desk, start: int, end: int) -> bool:
    found = next(iter(formulas(desk, start, end)), None)
    found = found or _with_number(desk, start, end) or _of_one(desk, start, end)
    if found is None:
        return False
    before = desk.text[start : found.start]
    aside = _ASIDE.search(before) or re.search(r"\(\s*(?P<name>[A-Za-z][\w ]{0,40}?)\s*=\s*$", before)
    rest = desk.text[found.end : end]
    goes_on = _GOES_ON.match(rest)
    closed = (
        re.fullmatch(
            r"\s*(?:\([^)]*\)|in\s+percent|for\s+(?:each|every)\s+\w+|row\s+by\s+row)?\s*[.;:!,)]*\s*", rest
        )
        is not None
    )
    declared = _DECLARED.match(before) if closed else None
    ordered = _IMPERATIVE.match(desk.text[start : found.end]) or _EACH_ROW.match(before)
    if aside is not None and (declared is None and not ordered):
        return _noted(desk, found, start + aside.start(), aside["name"], end)
    if declared is not None and not ordered:
        return _closed(desk, found, start, found.end + len(rest), declared["name"])
    if ordered and (closed or goes_on):
        name = _COLUMN_NAMED.search(before) or _NAMED_AS.match(before)
        cut = found.end + (goes_on.end() if goes_on else len(rest))
        return _closed(desk, found, start, cut, name["name"] if name else None)
    return False


def _closed(desk: Desk, found: Formula, start: int, end: int, name: str | None) -> bool:
    """A definition of its own: only the question behind (or before) it is left."""
    others = f"{desk.text[:start]} {desk.text[end:]}"
    if not re.search(r"\w", others):
        return False
    name = _clean(name)
    if name is not None and _margin(desk, found, start, end, name):
        return True
    word, text = _column(desk, found, name), desk.text
    desk.put(start, end, "")
    refer(desk, word, name)
    if word not in desk.text:
        desk.text = text  # nothing speaks of it: better asked about than left out
        return False
    if name is not None:
        desk.notes.append(f"“{name}” is {found.label}, row by row")
    return True


_IN_PERCENT = re.compile(
    r",?\s*\b(?:in|as\s+an?)\s+(?:percent|percentage|%)(?:\s+of\s+(?:sales|revenue))?", re.I
)


def in_percent(text: str) -> bool:
    """Whether a figure is asked for in percent."""
    return _IN_PERCENT.search(text) is not None


def ranks_rows(text: str, start: int) -> bool:
    """ "the highest rate", of no groups: that of a row."""
    return _RANKED.search(text[:start]) is not None and _RANKS_GROUPS.search(text) is None


def _margin(desk: Desk, found: Formula, start: int, end: int, name: str) -> bool:
    """ "What margin do we make, in percent? Margin is price minus cost.": what is left, as a share of the first term."""
    others = f"{desk.text[:start]} {desk.text[end:]}"
    said = re.compile(rf"\b(?:gross\s+|net\s+|profit\s+|percentage\s+)?{re.escape(name)}\b", re.I)
    less = found.op in ("chain", "sub") and isinstance(found.expr, Call) and found.expr.op == "sub"
    if (
        not less
        or not name.lower().endswith("margin")
        or not _IN_PERCENT.search(others)
        or not said.search(others)
    ):
        return False
    whole = found.expr.args[0] if isinstance(found.expr, Call) else found.expr
    rate = call("div", Agg(agg="sum", of=found.expr), Agg(agg="sum", of=whole))
    label = f"{name.lower()} as a share of {found.parts[0].label}"
    word = desk.measure(label, rate, "share")
    desk.notes.append(f"“{name}” is {found.label}, in percent of {found.parts[0].label}")
    desk.text = said.sub(word, _IN_PERCENT.sub(" ", others), count=1)
    desk.put(0, 0, "")
    return True


def _noted(desk: Desk, found: Formula, start: int, name: str, end: int) -> bool:
    """ "... the food share (food share = a / b)", "... where r is a / b"."""
    close = re.match(r"\s*\)", desk.text[found.end : end])
    cleaned = _clean(name) or name.strip()
    word = _column(desk, found, cleaned)
    desk.notes.append(f"“{cleaned}” is {found.label}, row by row")
    desk.put(start, found.end + (close.end() if close else 0), "")
    refer(desk, word, cleaned)
    return True


def _clean(name: str | None) -> str | None:
    """A given name without its article; none where it is only a general word."""
    plain = re.sub(r"^(?:an?|the|new)\s+", "", (name or "").strip(), flags=re.I).strip(" \"'“”")
    if not plain or re.fullmatch(
        r"(?:new|column|variable|with|as|for|ratio|that|which|holds?|holding|containing)", plain, re.I
    ):
        return None
    return plain


def refer(desk: Desk, word: str, name: str | None) -> None:
    """Put the column's word where the rest of the question speaks of it."""
    text = desk.text
    if name is not None:
        text = re.sub(rf"[\"“']?\b{re.escape(name)}\b[\"”']?", f" {word} ", text, flags=re.I)
    named = {s.text.lower() for s in desk.tagged.cover if any(e.quality >= 0.95 for e in s.entries)}
    text = _POINTING.sub(lambda m: m[0] if m["noun"].lower() in named else word, text)
    if word not in text:
        text = _ITS.sub(lambda m: f"{m['figure']} of {word}", text, count=1)
    if word not in text:
        text = re.sub(r"\b(?:it|them)\b", word, text, count=1, flags=re.I)
    if word not in text:
        text = _ITS_ALONE.sub(lambda m: f"{m['figure']} of {word}", text, count=1)
    desk.text = re.sub(r"\s+([,;.?!])(?=\s|$)", r"\1", " ".join(text.split()))
