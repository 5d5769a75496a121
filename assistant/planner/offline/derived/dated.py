"""Columns whose names hold a period: "GMV 2024" beside "GMV 2023", "Budget FY25", "Leads Q1" beside "Leads Q2".

"GMV in 2024" is then that column, and no filter of another date to 2024; "GMV from 2023 to 2024" sets two columns
against each other; a year that no such column holds is told.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from assistant.planner.offline import events
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import Intent, Scope, is_joined, is_numeric
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Expr, MeasureRef, columns_of, walk

_MONTHS = [m.lower() for m in calendar.month_name if m]
_MONTH = "|".join(f"{m}|{m[:3]}" for m in _MONTHS)
_IN_NAME = re.compile(
    rf"(?<!\d)(?:(?:fy|cy|ytd)?[ _-]?(?P<full>(?:19|20)\d\d)|(?:fy|cy)[ _-]?(?P<short>\d\d))(?!\d)"
    rf"|(?<![a-z\d])(?:q(?P<quarter>[1-4])|(?P<month>{_MONTH}))(?![a-z\d])",
    re.I,
)
_SAID = re.compile(
    rf"(?<![\w.,-])(?:(?:fy|cy)\s?)?(?P<full>(?:19|20)\d\d)(?:['’]s)?(?![\w-])|\bfy\s?(?P<short>\d\d)\b"
    rf"|\bq(?P<quarter>[1-4])\b|\b(?P<month>{_MONTH})\b",
    re.I,
)
_QUARTERS = (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th", "last"))
_LINK = r"(?:in|for|of|during|the|year|fiscal|financial|calendar|total|figures?|value)"
_BEHIND = re.compile(rf"\s*\(?\s*(?:{_LINK}\s+)*", re.I)
_BEFORE = re.compile(r"\s+(?:total\s+)?", re.I)
_LEAD = re.compile(
    r"(?:\s*\b(?:in|for|of|during)\b(?:\s+(?:the\s+)?(?:fiscal\s+|financial\s+)?year)?)?\s*\(?$", re.I
)
_AND = re.compile(r"\s*(?:,|/|&|-|–|and|or|vs\.?|versus|against|to)\s*", re.I)
_OPENED = re.compile(r"\b(?:from|between)\s+$", re.I)
_CHANGES = r"(?:growth(?:\s+rate)?|change|increase|decrease|decline)"
_CHANGE = re.compile(rf"\b{_CHANGES}\b", re.I)
_CHANGE_BEHIND = re.compile(rf"(?:['’]s)?\s+{_CHANGES}\b", re.I)
_HELD = re.compile(r"(?:(?:['’]s?)?\s*\b(?:in|by|for|of|the|our|their|its|total))*\s*$", re.I)
_VERSUS = re.compile(r"\s*\b(?:vs\.?|versus|against)\s*$", re.I)
_CLAIMED = 4
"""Words between a verb and its year: "sellers who joined us in 2023"."""


Period = tuple[str, int]


@dataclass(frozen=True)
class Dated:
    """Columns of one name, each with its year."""

    name: str
    columns: dict[Period, Column]

    def holds(self, names: set[str]) -> bool:
        """Whether one of some columns is of these."""
        return any(c.name in names for c in self.columns.values())


@dataclass
class _Mention:
    """Where the text names such columns; the one that is meant, once it is known."""

    start: int
    end: int
    of: Dated
    column: Column | None = None


def families(scope: Scope) -> list[Dated]:
    """All names that come with years; a name alone, as of a date that is a year, is none."""
    found: dict[str, dict[Period, Column]] = defaultdict(dict)
    for column in scope.source.columns.values():
        hit = _IN_NAME.search(column.name)
        if hit is None or is_joined(column) or not is_numeric(column) or column.expr is not None:
            continue
        name = " ".join(re.findall(r"[^\W_]+", column.name[: hit.start()] + " " + column.name[hit.end() :]))
        if name:
            found[name.lower()].setdefault(_year(hit), column)
    return [Dated(name, columns) for name, columns in found.items() if _surely(columns)]


def _surely(columns: dict[Period, Column]) -> bool:
    """One year is one; "Q1" and "mar" are periods where there are others beside them."""
    return len(columns) > 1 or all(kind == "year" for kind, _ in columns)


def _year(hit: re.Match[str]) -> Period:
    """The period that a name or a question says; a month by its first letters."""
    if hit["quarter"]:
        return "quarter", int(hit["quarter"])
    if hit["month"]:
        return "month", 1 + next(i for i, m in enumerate(_MONTHS) if m.startswith(hit["month"][:3].lower()))
    return "year", int(hit["full"]) if hit["full"] else 2000 + int(hit["short"])


def spoken(period: Period) -> str:
    """A period as people say it."""
    kind, n = period
    return f"Q{n}" if kind == "quarter" else _MONTHS[n - 1].capitalize() if kind == "month" else str(n)


def read(desk: Desk, last: object = None) -> None:
    """Put the columns in the place of their names and years. `last`: what the last question was understood as."""
    found = families(desk.scope)
    if any(kind == "quarter" for f in found for kind, _ in f.columns):
        _spelt(desk)
    years = {y for f in found for y in f.columns}
    _grown(desk, found)
    if not found or not any(_year(h) in years for h in _SAID.finditer(desk.text)):
        _refuse(desk, found)
        _alone(desk, found)
        return
    mentions = list(_mentions(desk, found))
    if not mentions:
        _follow(desk, found, last)
        return
    _Placing(desk, mentions).place()


def _spelt(desk: Desk) -> None:
    """ "the first quarter" is Q1."""
    for n, words in enumerate(_QUARTERS, 1):
        desk.text = re.sub(rf"\b(?:the\s+)?(?:{'|'.join(words)})\s+quarter\b", f"Q{n}", desk.text, flags=re.I)


def _grown(desk: Desk, found: list[Dated]) -> None:
    """ "GMV growth by category", where there are two years of it."""
    if not found or _SAID.search(desk.text) or not _CHANGE.search(desk.text):
        return
    for mention in _mentions(desk, found):
        behind = _CHANGE_BEHIND.match(desk.text, mention.end)
        if behind is not None and len(mention.of.columns) == 2:
            first, last = (desk.name(c) for _, c in sorted(mention.of.columns.items()))
            noun = desk.text[mention.end : behind.end()].removeprefix("'s").strip()
            desk.put(mention.start, behind.end(), f"{noun} from {first} to {last}")
            return


def _refuse(desk: Desk, found: list[Dated]) -> None:
    """ "GMV 2022", where there is one of 2023 and one of 2024: another date does not tell it."""
    said = list(_SAID.finditer(desk.text))
    if not found or len(said) != 1:
        return
    for mention in _mentions(desk, found):
        hit = said[0]
        if (
            mention.column is None
            and _adjacent(desk.text, mention, hit)
            and _year(hit) not in mention.of.columns
        ):
            have = " and ".join(spoken(y) for y in sorted(mention.of.columns))
            desk.refused = (
                f"There is no {mention.of.name} of {spoken(_year(hit))} in this data, only of {have}."
            )


def _alone(desk: Desk, found: list[Dated]) -> None:
    """ "returns", where there is a column of one year only."""
    if _SAID.search(desk.text):
        return
    for mention in reversed(_mentions(desk, found)):
        said = desk.text[mention.start : mention.end].lower()
        if len(mention.of.columns) == 1 and mention.column is None and said == mention.of.name:
            (column,) = mention.of.columns.values()
            desk.put(mention.start, mention.end, desk.name(column))


def _mentions(desk: Desk, found: list[Dated]) -> list[_Mention]:
    made = []
    for span in desk.tagged.cover:
        column, family = _named(desk, span, found)
        if family is not None:
            start, end = desk.place(span)
            made.append(_Mention(start, end, family, column))
    for family in found:  # "returns" of "Returns 2024", though the word alone may ask for something
        for hit in re.finditer(rf"\b{re.escape(family.name)}\b", desk.text, re.I):
            if not any(m.start < hit.end() and hit.start() < m.end for m in made):
                made.append(_Mention(hit.start(), hit.end(), family))
    return sorted(made, key=lambda m: m.start)


def _named(desk: Desk, span: Span, found: list[Dated]) -> tuple[Column | None, Dated | None]:
    """The columns that a span names; with its year it names one of them."""
    whole = _IN_NAME.search(span.text) is not None
    for term in desk.scope.terms(span):
        if term.entry.kind not in ("column", "measure") or term.entry.quality < 0.55:
            continue
        names = {term.column.name} if term.column is not None else set()
        if term.measure is not None:
            names = _below(desk, term.measure.expr)
        for family in found:
            if len(names) == 1 and family.holds(names):
                return (term.column if whole else None), family
    return None, None


def _below(desk: Desk, expr: Expr) -> set[str]:
    refs = [desk.catalog.measures.get(n.measure) for n in walk(expr) if isinstance(n, MeasureRef)]
    return {*columns_of(expr)}.union(*(_below(desk, m.expr) for m in refs if m is not None))


def _adjacent(text: str, mention: _Mention, hit: re.Match[str]) -> bool:
    if hit.start() >= mention.end:
        return _BEHIND.fullmatch(text[mention.end : hit.start()]) is not None
    return _BEFORE.fullmatch(text[hit.end() : mention.start]) is not None


class _Placing:
    """The years of a text given to the names in it."""

    def __init__(self, desk: Desk, mentions: list[_Mention]) -> None:
        self.desk, self.mentions = desk, mentions
        self.edits: list[tuple[int, int, str]] = []
        covered = [(m.start, m.end) for m in mentions]
        self.years = [
            h
            for h in _SAID.finditer(desk.text)
            if not any(a <= h.start() < b for a, b in covered) and not _is_of_verb(desk, h)
        ]

    def place(self) -> None:
        """Each name its own year; else the only year that is said; else the years one after the other."""
        left = list(self.years)
        self._spanned(left)
        loose = [m for m in self.mentions if m.column is None]
        for mention in loose:
            near = [
                h for h in left if _adjacent(self.desk.text, mention, h) and _year(h) in mention.of.columns
            ]
            if near:
                self._bind(mention, near[-1] if near[-1].start() < mention.start else near[0], left)
        self._repeat(left)
        self._listed(left)
        loose = [m for m in loose if m.column is None]
        if (
            loose
            and len({_year(h) for h in left}) == 1
            and all(_year(left[0]) in m.of.columns for m in loose)
        ):
            for mention in loose:
                self._bind(mention, left[0], [])
            self._drop(left)
        for mention in self.mentions:
            if mention.column is not None:
                self.edits.append((mention.start, mention.end, self.desk.name(mention.column)))
        for start, end, said in sorted(set(self.edits), reverse=True):
            self.desk.put(start, end, f" {said} ")

    def _bind(self, mention: _Mention, hit: re.Match[str], left: list[re.Match[str]]) -> None:
        mention.column = mention.of.columns[_year(hit)]
        if hit in left:
            left.remove(hit)
            start = hit.start()
            if start >= mention.end:
                mention.end = hit.end()
            else:
                mention.start = start

    def _spanned(self, left: list[re.Match[str]]) -> None:
        """ "did GMV grow from 2023 to 2024", "GMV growth by country, 2023 to 2024": the two columns, one after the other."""
        for first, last in pairwise(left):
            text = self.desk.text
            opened = _OPENED.search(text[: first.start()])
            joined = _AND.fullmatch(text[first.end() : last.start()])
            loose = [
                m
                for m in self.mentions
                if m.column is None and {_year(first), _year(last)} <= m.of.columns.keys()
            ]
            if joined is None or len(loose) != 1 or (opened is None and not _CHANGE.search(text)):
                continue
            one, mention = opened[0].strip().lower() if opened else "from", loose[0]
            names = [self.desk.name(mention.of.columns[_year(h)]) for h in (first, last)]
            said = f"{one} {names[0]} {'and' if one == 'between' else 'to'} {names[1]}"
            start = opened.start() if opened else first.start()
            held = _HELD.search(text[: mention.start])
            behind = _CHANGE_BEHIND.match(text, mention.end)
            self.mentions.remove(mention)
            self.edits.append((held.start() if held else mention.start, mention.end, ""))
            if behind is not None:
                self.edits += [(behind.end(), behind.end(), said), (start, last.end(), "")]
            else:
                self.edits.append((start, last.end(), said))
            left.remove(first)
            left.remove(last)
            return

    def _repeat(self, left: list[re.Match[str]]) -> None:
        """ "GMV in 2024 than in 2023", "GMV 2023 and 2024", "GMV from 2023 to 2024": the name holds for both."""
        for hit in list(left):
            before = [m for m in self.mentions if m.column is not None and m.end <= hit.start()]
            family = before[-1].of if before else None
            if family is None or _year(hit) not in family.columns:
                continue
            lead = _VERSUS.search(self.desk.text[: hit.start()])
            start, said = (lead.start(), " and ") if lead is not None else (hit.start(), "")
            lead = lead or _LEAD.search(self.desk.text[: hit.start()])
            start = lead.start() if lead is not None else start
            self.edits.append((start, hit.end(), said + self.desk.name(family.columns[_year(hit)])))
            left.remove(hit)

    def _listed(self, left: list[re.Match[str]]) -> None:
        """ "2023 vs 2024 GMV": the name behind holds for the year before, too."""
        for hit in list(left):
            mention = next((m for m in self.mentions if m.column is not None and m.start >= hit.end()), None)
            if mention is None or _year(hit) not in mention.of.columns:
                continue
            if _AND.fullmatch(self.desk.text[hit.end() : mention.start]):
                self.edits.append(
                    (hit.start(), mention.start, f"{self.desk.name(mention.of.columns[_year(hit)])} and")
                )
                left.remove(hit)

    def _drop(self, hits: list[re.Match[str]]) -> None:
        for hit in hits:
            lead = _LEAD.search(self.desk.text[: hit.start()])
            self.edits.append((lead.start() if lead is not None else hit.start(), hit.end(), ""))


def _is_of_verb(desk: Desk, hit: re.Match[str]) -> bool:
    """ "sellers who joined in 2023": the year of a date of its own."""
    words = re.findall(r"[\w'-]+", re.split(r"[,;:?!]", desk.text[: hit.start()])[-1])[-_CLAIMED:]
    for i, word in enumerate(words):
        said = events.column_of(desk.scope, word, desk.tagger.words)
        behind = " ".join(words[i + 1 :])
        if said is not None and not any(desk.is_named(w) for w in behind.split() if len(w) > 3):
            return True
    return False


def _follow(desk: Desk, found: list[Dated], last: object) -> None:
    """ "and in 2023?" after the GMV of 2024: that of the other year."""
    if not isinstance(last, Intent):
        return
    names = {n.removeprefix("~") for o in (*last.metrics, *last.columns) for n in _below(desk, o.expr)}
    asked = [f for f in found if f.holds(names)]
    hits = list(_SAID.finditer(desk.text))
    if len(asked) != 1 or len(hits) != 1 or _year(hits[0]) not in asked[0].columns:
        return
    if _is_of_verb(desk, hits[0]):
        return
    lead = _LEAD.search(desk.text[: hits[0].start()])
    start = lead.start() if lead is not None else hits[0].start()
    desk.put(start, hits[0].end(), f" {desk.name(asked[0].columns[_year(hits[0])])} ")
