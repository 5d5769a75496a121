"""Regressions asked by name: what is explained, by what, in logarithms or not, and which figure answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities, conditions, slopes
from assistant.planner.offline.checks import Checked, check
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.naming import (
    blanked,
    describes,
    is_key,
    kind_of,
    number_of,
    only_flagged,
    pattern,
    suits,
)
from assistant.planner.offline.scope import Intent, Scope, is_numeric
from assistant.planner.offline.spans import Tagged
from assistant.reading import Reading
from data.catalog import Catalog, Column
from data.query import Expr, Out, call, col, columns_of

if TYPE_CHECKING:
    from assistant.conversation import Turn
    from assistant.planner.offline.planner import OfflinePlanner

_ELSE = re.compile(
    r"\b(?:forests?|svm|support vector|knn|nearest neighbou?rs?|trees?|boost\w*|logistic|poisson|ridge|lasso|models|"
    r"best model|which model|cross[\s-]validat\w*|forecast\w*)\b",
    re.I,
)
_REVERSED = re.compile(
    r"\b(?:to (?:predict|explain|model|estimate)|(?:as|is|are) (?:a |the )?(?:predictors?|regressors?|explanatory variables?|"
    r"independent variables?|features?) (?:of|for)|predicts?|explains?)\b",
    re.I,
)
_ON = re.compile(r"\b(?:on|upon|against)\b", re.I)
_EFFECT_OF = re.compile(r"\b(?:effects?|influences?|impacts?) of\b", re.I)
_DEPENDENT_BEFORE = re.compile(r"\bas (?:the |a )?(?:dependent|response|outcome|target|explained)\b", re.I)
_DEPENDENT_AFTER = re.compile(r"(?<!as )(?<!as the )(?<!as a )\b(?:dependent|response|outcome|target|explained)(?: variable)?\s*(?:is|:|=|,|of)?\s*(?:the\s+)?$", re.I)  # fmt: skip
_LOG = re.compile(
    r"\b(?:natural\s+)?(?:log(?:arithm)?|ln|log\s?10)(?P<many>s)?(?:\s+of)?(?:\s+the)?\s*\(?\s*$", re.I
)
_ALL_LOGS = re.compile(
    r"\blog[\s-]+log\b|\bdouble[\s-]log\b|\bin (?:their )?log(?:arithm)?s\b|\blog[\s-]transformed\b", re.I
)
_LOG_WORDS = (
    "log",
    "logs",
    "logarithm",
    "logarithms",
    "ln",
    "log10",
    "natural",
    "transformed",
    "double",
    "elasticity",
)
_WANTED = re.compile(r"\bregress\w*|\bleast squares\b|\bols\b|\b(?:slope|intercept) of\b|\br[\s-]?squared? (?:of|when|for|if|in)\b", re.I)  # fmt: skip
_GENERAL = re.compile(r"^\W*(?:(?:a|do|run|make|fit|use|with|by|the)\s+)*linear regression\W*$", re.I)
_UNCLEAR = "I see that a regression is wanted, but not of what: it needs a number, and one or more columns that explain it."
_WRITTEN = re.compile(
    r"\s*(?:=|~)\s*(?:[a-z]\w?\s*\+\s*)?(?:[a-z]\w?\s*[*·×]\s*)?|\s*\+\s*(?:[a-z]\w?\s*[*·×]\s*)", re.I
)
_ORIGIN = re.compile(
    r"\b(?:without (?:an? |the )?(?:intercept|constant)|through the origin|no intercept)\b", re.I
)
_ASKED = (
    ("adjusted r2", r"\badjusted r[\s-]?(?:squared?|2|²)"),
    ("r2", r"\br[\s-]?(?:squared?|2|²)(?!\w)|\bcoefficient of determination\b|\bvarian(?:ce|tion)\b|\bvariation\b"),
    ("standard error", r"\bstandard error of (?:the |its )?(?:slope|coefficient|estimate|intercept)|\bstandard error (?:of|for) "),
    ("residual error", r"\bresidual standard (?:error|deviation)\b|\bstandard error of the regression\b"),
    ("p", r"\bp[\s-]?values?\b"),
    ("f", r"\bf[\s-](?:statistic|value)\b"),
    ("t", r"\bt[\s-](?:statistic|value|score)\b"),
    ("intercept", r"\bintercept\b|\bconstant term\b"),
    ("slope", r"\bslopes?\b|\bgradient\b|\bcoefficients?\b|\belasticity\b|\bbetas?\b"),
)  # fmt: skip


_ANOTHER = re.compile(
    r"\W*(?:(?:and|so|ok(?:ay)?|what(?:['’]?s|\s+is|\s+was|\s+about)?|how\s+(?:good|strong)\s+is|show|give|tell|me|the|its|of|for|that|this|it|line|fit|regression|model|please|now)\s+)*"
    + "(?:" + "|".join(f"(?:{said})" for _, said in _ASKED) + ")"
    r"(?:\s+(?:please|of|the|that|this|it|line|fit|regression|model|slope|then|there))*\W*$",
    re.I,
)  # fmt: skip
_OUTRIGHT = re.compile(
    r"\b(?:what(?:['’]?s| is| are| does)?|which|give|report|state|find|compute|calculate|tell me|show|need|want|get)\s+"
    r"(?:me\s+)?(?:the\s+|its\s+|an?\s+)?$",
    re.I,
)


@dataclass(frozen=True)
class Named:
    """A column that the question names: its span, and its place in the text."""

    at: int
    column: Column
    start: int
    end: int


def read(planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog) -> Reading | None:
    """A regression as a Reading; None where none is asked for, or what it is of is not known."""
    words = planner.words.raw
    cues = pattern(tuple(words["regression_cues"]))
    tagged = _counted_up(planner, tagged)
    text = tagged.text
    if "regression" not in planner.tools or _ELSE.search(text):
        return None
    named = cues.search(text) is not None
    said = pattern((*words["regression_cues"], *words["regression_talk"]))
    cut = blanked(tagged, text, _ORIGIN, said)
    slope = slopes.asked(cut, named)
    if not named and slope is None:
        return None
    if any(e.quality >= 0.95 for s in tagged.cover for e in s.entries if cues.fullmatch(s.text)):
        return None  # a column is called so
    foretold = slope is None and slopes.foretells(text)
    best: tuple[float, Intent, Draft, Checked] | None = None
    for wording in slope.texts if slope is not None else (cut,):
        rest = _WRITTEN.sub(_as_sides, _PERCENT.sub("  ", wording))
        plain = planner.tagger.tag(slopes.plain(rest) if foretold else rest, tagged.made)
        for scope in planner._scopes(plain, catalog):
            draft, intent, score = _in_scope(scope, plain, rest, text, foretold)
            if intent is None:
                continue
            if slope is not None and _of_other_unit(scope, intent, slope.unit):
                continue
            checked = check(draft, intent, len(plain.corrections))
            score += suits(scope, tagged, catalog, 2.0)
            score -= 2.0 * _borrowed(intent) + 3.0 * len({*checked.unlicensed, *checked.ignored})
            if best is None or score > best[0]:
                best = (score, intent, draft, checked)
    if best is None:
        return (
            Reading(question, unclear=_UNCLEAR) if _WANTED.search(text) and not _GENERAL.match(text) else None
        )
    _, intent, draft, checked = best
    if slope is not None:
        intent = _sloped(intent, slope, draft.scope, planner.tagger.tag(slope.along, tagged.made))
    return planner._one(question, intent, tagged, min(0.9, checked.confidence), checked)


_UP_TO = re.compile(
    r"\b(?P<name>[A-Za-z]{1,6})(?P<a>\d{1,2})\s*(?:to|through|thru|-|–)\s*(?:(?P=name))?(?P<b>\d{1,2})\b",
    re.I,
)


def _counted_up(planner: OfflinePlanner, tagged: Tagged) -> Tagged:
    """ "Q1 to Q4", where the data have each of them: all four, and not the two at the ends."""

    def each(m: re.Match[str]) -> str:
        names = [f"{m['name']}{n}" for n in range(int(m["a"]), int(m["b"]) + 1)]
        known = all(
            any(e.kind == "column" for e in planner.lexicon.find((planner.words.stems.of(n.lower()),)))
            for n in names
        )
        return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 2 and known else m[0]

    text = _UP_TO.sub(each, tagged.text)
    return planner.tagger.tag(text, tagged.made) if text != tagged.text else tagged


def _of_other_unit(scope: Scope, intent: Intent, unit: str | None) -> bool:
    """ "A year of marriage" on a rate of marriage, beside a column of years."""
    x = intent.args["x"]
    names = {n for side in (x if isinstance(x, (list, tuple)) else ()) for n in columns_of(Out.model_validate(side).expr)}  # fmt: skip
    columns = scope.source.columns
    if unit is None or any((columns[n].unit or "").rstrip("s") == unit for n in names if n in columns):
        return False
    said = re.compile(rf"\b{re.escape(unit)}s?\b", re.I)
    return any(said.search(c.label) and is_numeric(c) for c in columns.values() if c.name not in names)


def follow(planner: OfflinePlanner, question: str, tagged: Tagged, last: Turn) -> Reading | None:
    """Another figure of the regression that was told last: "and the r squared?"."""
    intent = last.intent
    if not isinstance(intent, Intent) or intent.tool != "regression" or not _ANOTHER.match(tagged.text):
        return None
    x = intent.args["x"]
    columns = len(x) if isinstance(x, (list, tuple)) else 1
    asked = _asked(tagged.text, columns)
    args = {k: v for k, v in intent.args.items() if k not in ("at", "step")} | {"asked": asked}
    if asked == "p" and columns > 1:
        args["asked"] = "f p"
    return planner._one(question, intent.model_copy(update={"args": args}), tagged, 0.9)


def _sloped(intent: Intent, slope: slopes.Slope, scope: Scope, along: Tagged) -> Intent:
    """The slope answers where nothing else was asked for by its name. `along`: the words that say which of several."""
    args = dict(intent.args)
    x = args["x"]
    sides = [Out.model_validate(side) for side in x] if isinstance(x, (list, tuple)) else []
    named = {c.name for s in along.cover if s.entries and (c := number_of(scope, s)) is not None}
    meant = [side.name for side in sides if named & set(columns_of(side.expr))]
    if len(sides) > 1 and len(meant) == 1:
        args["of"] = meant[0]
    if args["asked"] == "all":
        args["asked"] = "slope"
    if slope.step != 1 and (len(sides) == 1 or "of" in args):
        args["step"] = slope.step
    return intent.model_copy(update={"args": args})


def _borrowed(intent: Intent | None) -> bool:
    """All numbers are of another table, joined to these rows: a customer would count once a purchase."""
    sides = [intent.args.get("y"), *intent.args.get("x", ())] if intent is not None else []  # type: ignore[misc]  # as _in_scope made them
    named = [columns_of(Out.model_validate(side).expr) for side in sides if side is not None]
    return bool(named) and all("." in c for columns in named for c in columns)


_PERCENT = re.compile(r"(?<=\w) %")


def _as_sides(m: re.Match[str]) -> str:
    """ "y = a + b * x" and "y ~ x + z", with what they mean in words of the same length where there is room."""
    return (" on " if re.search(r"[=~]", m[0]) else " and ").ljust(len(m[0]))


def _in_scope(
    scope: Scope, plain: Tagged, rest: str, text: str, foretold: bool
) -> tuple[Draft, Intent | None, float]:
    """`foretold`: conditions on numbers are the values for which the line is asked."""
    draft = draft_of(scope, plain)
    conditions.read(draft)
    only_flagged(draft)
    given = _given(draft) if foretold else {}
    named = _named(draft, scope)
    of, named = _asked_of(named, rest, text)
    roles = _foretold_roles(named, given, scope) if given else _roles(named, rest)
    if roles is None:
        return draft, None, 0.0
    y, xs = roles
    if number_of(scope, draft.spans[y.at]) is None:
        return draft, None, 0.0
    logged = _logged([y, *xs], named, rest, text)
    outs = [_out(n.column, n.column.name in logged, text) for n in (y, *xs)]
    args: dict[str, Any] = {
        "y": outs[0].canonical(),
        "x": [o.canonical() for o in outs[1:]],
        "asked": _asked(text, len(xs)),
    }
    owner = next((o.name for o, n in zip(outs[1:], xs, strict=True) if of == n.column.name), None)
    if given:
        args |= {"asked": "all", "at": [given[n.column.name] for n in xs]}
    if owner is not None and args["asked"] in ("slope", "p", "t", "standard error"):
        args["of"] = owner
    if args["asked"] == "p" and len(xs) > 1 and owner is None:
        args["asked"] = "f p"
    if _ORIGIN.search(text):
        args["intercept"] = False
    _license(draft, {n.column.name for n in named} | {y.column.name})
    where = tuple(c.expr for c in draft.conditions if c.measure is None)
    return draft, Intent(source=scope.name, tool="regression", args=args, where=where), 1.0 + len(xs)


def _given(draft: Draft) -> dict[str, float]:
    """The values of numbers that one row would have; they restrict no rows."""
    said = abilities.person(draft)
    if (year := _year_said(draft)) is not None:
        said[year[0]] = year[1]
    for i, span in enumerate(draft.spans):
        if span.unknown and draft.free(i) and i and draft.spans[i - 1].text.lower() in ("a", "an"):
            draft.use("entity", i)  # "a flower with petals of 4": the row that is thought of
    numbers = {
        name: float(value)
        for name, value in said.items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }
    draft.conditions = [c for c in draft.conditions if c.column is None or c.column.name not in numbers]
    return numbers


def _year_said(draft: Draft) -> tuple[str, float] | None:
    """ "in 2012" on a table whose years are numbers, also where the data do not reach so far."""
    columns = [
        c for c in draft.scope.source.columns.values() if c.unit == "year" or c.label.lower() == "year"
    ]
    if len(columns) != 1 or columns[0].type not in ("integer", "number"):
        return None
    for i, span in enumerate(draft.spans):
        if re.fullmatch(r"(?:1[89]|20)\d\d", span.text) and draft.free(i):
            draft.use("person", i)
            return columns[0].name, float(span.text)
    return None


def _foretold_roles(
    named: list[Named], given: dict[str, float], scope: Scope
) -> tuple[Named, list[Named]] | None:
    """What is expected, and the columns whose values are given, each of them known."""
    y = next((n for n in named if n.column.name not in given), None)
    others = {n.column.name for n in named} - ({y.column.name} if y is not None else set())
    if y is None or not others <= set(given):
        return None
    return y, [Named(y.at, scope.source.columns[name], y.start, y.end) for name in given]


def _named(draft: Draft, scope: Scope) -> list[Named]:
    found = []
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or not span.entries:
            continue
        column = number_of(scope, span) or kind_of(scope, span, numbers=False)
        if column is not None and not is_key(draft, column):
            start, end = draft.tokens[span.start].start, draft.tokens[span.end - 1].end
            found.append(Named(i, column, start, end))
    return found


def _asked_of(named: list[Named], rest: str, text: str) -> tuple[str | None, list[Named]]:
    """The column that "coefficient of ..." names beside the regression, and the names without that mention."""
    names = [n.column.name for n in named]
    twice = [n for n in named if names.count(n.column.name) > 1]
    if not twice:
        return None, named
    cue = re.search(r"\bregress|\bmodel|\bexplain|\bpredict", text, re.I)
    at = cue.start() if cue else 0
    extra = next((n for n in twice if n.start < at), None) or twice[-1]
    return extra.column.name, [n for n in named if n is not extra]


def _roles(named: list[Named], rest: str) -> tuple[Named, list[Named]] | None:
    """What is explained, and what explains it."""
    once: list[Named] = []
    for n in named:
        if all(n.column.name != o.column.name for o in once):
            once.append(n)
    if len(once) < 2 or (_ON.search(rest[: once[0].start]) and not _EFFECT_OF.search(rest[: once[0].start])):
        return None  # what is explained was not known
    for n in once:
        before = rest[: n.start]
        after = rest[n.end : n.end + 40]
        if _DEPENDENT_AFTER.search(before) or _DEPENDENT_BEFORE.match(after.lstrip(" ,(")):
            return n, [o for o in once if o is not n]
    last = once[-1]
    between = rest[once[-2].end : last.start]
    if _REVERSED.search(between) or (
        _EFFECT_OF.search(rest[: once[0].start]) and re.search(r"\bon\b", between)
    ):
        return last, once[:-1]
    return once[0], once[1:]


def _logged(chosen: list[Named], named: list[Named], rest: str, text: str) -> set[str]:
    """Names of the columns that are meant as logarithms."""
    if _ALL_LOGS.search(text):
        return {n.column.name for n in chosen}
    found: set[str] = set()
    many = False
    for n in sorted(named, key=lambda n: n.start):
        hit = _LOG.search(rest[: n.start])
        many = many or bool(hit and hit["many"])
        if hit or many:
            found.add(n.column.name)
    return found


def _out(column: Column, logged: bool, text: str) -> Out:
    name = column.name if column.name in text else column.label
    if not logged:
        return Out(name=name, expr=col(column.name), unit=column.unit)
    expr: Expr = call("log", col(column.name))
    if re.search(r"\blog\s?10\b|\bbase[\s-]10\b|\bcommon log", text, re.I):
        expr = call("div", expr, 2.302585092994046)
    return Out(name=f"log of {name}", expr=expr)


def _asked(text: str, columns: int) -> str:
    """The figure that is asked for outright ("give the p-value"), else the one named first."""
    plain = _ORIGIN.sub(" ", text)
    hits = [
        (not _OUTRIGHT.search(plain[: m.start()]), m.start(), -len(m[0]), asked)
        for asked, said in _ASKED
        for m in re.finditer(said, plain, re.I)
    ]
    if not hits:
        return "all"
    wanted = min(hits)[3]
    if wanted == "p" and re.search(
        r"\bp[\s-]?value (?:of|for) the (?:regression|model|f[\s-]test|whole)", text, re.I
    ):
        return "f p"
    return wanted


def _license(draft: Draft, names: set[str]) -> None:
    for i, span in enumerate(draft.spans):
        if not draft.free(i):
            continue
        mine = {t.column.name for t in draft.scope.terms(span) if t.column is not None} & names
        if mine:
            draft.use("metric", i)
        elif span.text.lower() in _LOG_WORDS or any(
            t.entity is not None or t.rows for t in draft.scope.terms(span)
        ):
            draft.use("entity", i)
    for i, span in enumerate(draft.spans):
        if draft.free(i) and span.unknown and describes(draft, i):
            draft.use("metric", i)
