"""The unit that a figure is asked in: "in euros" of what is in euros says nothing new, "in thousands" and "in kilometres"
divide or multiply, and dollars of what is in pounds are no sum that the data hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import is_money
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Column, Measure
from data.query import Expr, MeasureRef, call, col

_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3}
_STORED = re.compile(
    r"(?<![a-z])(?:(?P<n>bn|billions?|mn|mio|millions?|thousands?|000s|k)(?![a-z])|(?P<k>k)(?=[a-z]{3}(?![a-z])))",
    re.I,
)
"""How the name of a column says that it counts thousands: "Income (GBP k)", "income_kusd", "GDP ($bn)"."""
_SIZES = {"b": 1e9, "m": 1e6, "t": 1e3, "0": 1e3, "k": 1e3}


_BRING = (
    r"bring(?:s|ing)?(?:\s+in|\s+us)*|costs?(?:\s+us)?|pays?(?:\s+us)?|earns?(?:\s+us)?|makes?(?:\s+us)?|generates?|yields?|"
    r"(?:comes?|adds?\s+up|amounts?)\s+to|takes?\s+in"
)
_STRETCHES = {"year": "annual annually yearly year ann pa", "month": "monthly month mth pm", "week": "weekly week wk", "day": "daily day"}  # fmt: skip
_PER = re.compile(
    rf"\b(?:{_BRING})(?P<per>\s+(?:in\s+)?(?:(?:per|an?)\s+(?P<unit>year|month|week|day)|(?P<adverb>annually|yearly|monthly|weekly|daily)))\b",
    re.I,
)
_PAST = re.compile(r"\b(?:did|was|were|had)\b", re.I)
_HOW_MUCH = re.compile(r"\bhow\s+much(?:\s+money)?\s+(?:do|does|did)\s+(?P<who>[^?,;]{3,90}?)\s+$", re.I)


@dataclass(frozen=True)
class _Told:
    """Where a unit is said: the units that the word may be, and how many of them one is ("thousand dollars")."""

    start: int
    end: int
    units: frozenset[str]
    scale: float | None
    said: str


@dataclass(frozen=True)
class _Figure:
    """A number of the question: its place, what it is in, and what one of it stands for."""

    start: int
    end: int
    label: str
    unit: str | None
    scale: float
    of: Column | Measure


@lru_cache(maxsize=8)
def _words(words: Vocabulary) -> dict[str, frozenset[str]]:
    """The units that a word may be: pounds are money, or a weight."""
    found: dict[str, set[str]] = {}
    for unit, said in words.raw["unit_words"].items():
        for word in said.split():
            found.setdefault(word, set()).add(unit)
    return {word: frozenset(units) for word, units in found.items()}


@lru_cache(maxsize=8)
def _pattern(words: Vocabulary) -> re.Pattern[str]:
    unit = "|".join(sorted(map(re.escape, _words(words)), key=len, reverse=True))
    unit = rf"(?:(?:us|u\.s\.|american|british|full|whole|plain)\s+)*(?:{unit})"
    scale = r"thousands?|millions?|billions?|trillions?|k"
    said = rf"(?:(?P<scale>{scale})(?:\s+(?:of\s+)?(?P<scaled>{unit}))?|(?P<unit>{unit}))(?![\w-])(?!\s+of\s+[a-z])"
    told = r"(?:expressed|stated|given|shown|measured|told|quoted)\s+in\s+(?:the\s+)?|in\s+(?:the\s+)?|as\s+(?=[a-z])"
    return re.compile(rf"(?P<open>[,(]?\s*)\b(?:{told}){said}\s*(?P<close>\)?)|[,(]\s*(?P<last>{unit})\s*\)?\s*(?=[?.!]*\s*$)", re.I)  # fmt: skip


def units_of(said: str, words: Vocabulary) -> frozenset[str]:
    """The units that a word may be; none where it is no unit."""
    return _words(words).get(said.lower().split()[-1], frozenset()) if said.strip() else frozenset()


def read(desk: Desk) -> None:
    """Leave out the unit that a figure has, and convert one that can be."""
    _per_stretch(desk)
    for m in reversed(list(_pattern(desk.tagger.words).finditer(desk.text))):
        told = _told(desk, m)
        if told is not None and not _is_name(desk, told):
            _take(desk, told)


def _told(desk: Desk, m: re.Match[str]) -> _Told | None:
    word = m["unit"] or m["scaled"] or m["last"] or ""
    scale = _SCALES[m["scale"].lower().rstrip("s")] if m["scale"] else None
    units = units_of(word, desk.tagger.words)
    if not units and scale is None:
        return None
    opened = (m["open"] or "").lstrip().startswith("(")
    if opened and not m["close"]:
        return None
    end = m.end() if opened or not m["close"] else m.start("close")
    said = f"{m['scale'] or ''} {word}".strip().lower()
    return _Told(m.start(), end, units, scale, said)


def _is_name(desk: Desk, told: _Told) -> bool:
    """Whether the words are the name of something in the data."""
    named = (s for s in desk.tagged.cover if told.start <= desk.place(s)[0] < told.end)
    return any(
        e.quality >= 0.9 and e.kind in ("column", "value", "measure") for s in named for e in s.entries
    )


def _take(desk: Desk, told: _Told) -> None:
    figures = _named(desk, told)
    fit = [f for f in figures if _same_kind(desk, f.unit, told)]
    if not fit:
        if told.units and figures and all(_is_measured(desk, f.unit) for f in figures):
            desk.refused = f"“{figures[0].label}” is in {figures[0].unit}, which is nothing in {told.said}."
        return
    units = {f.unit for f in fit} - {"money"}
    if told.units and not units <= told.units and not _sizes(desk, next(iter(units)), told):
        desk.refused = (
            f"“{fit[0].label}” is in {fit[0].unit}, and nothing here tells what that is in {told.said}."
        )
        return
    by = {_factor(desk, f, told) for f in fit}
    if by == {1.0}:
        desk.put(told.start, told.end, "")
    elif len(fit) == 1:
        _convert(desk, told, fit[0], by.pop())


def _named(desk: Desk, told: _Told) -> list[_Figure]:
    """The numbers that a question names."""
    found = [
        _Figure(a, b, c.label, c.unit, stored_scale(c), c)
        for a, b, c in desk.numbers()
        if b <= told.start or a >= told.end
    ]
    for span in desk.tagged.cover:
        a, b = desk.place(span)
        entry = span.entries[0] if span.entries else None
        measure = (
            desk.catalog.measures.get(entry.name) if entry is not None and entry.kind == "measure" else None
        )
        if (
            measure is not None
            and not any(f.start == a for f in found)
            and (b <= told.start or a >= told.end)
        ):
            found.append(_Figure(a, b, measure.label, measure.unit, 1.0, measure))
    return found


def stored_scale(column: Column) -> float:
    """What one of a column stands for: a thousand in "Income (GBP k)"."""
    name = re.sub(r"[_\W]+", " ", column.name)
    found = _STORED.search(name) if is_money(column.unit) else None
    return _SIZES[(found["n"] or found["k"])[0].lower()] if found is not None else 1.0


def _same_kind(desk: Desk, unit: str | None, told: _Told) -> bool:
    """Whether a figure in one unit may be told in another: money in money, a length in a length."""
    if not told.units:
        return unit is None or is_money(unit)
    if is_money(unit):
        return any(is_money(u) for u in told.units)
    return unit is not None and (unit in told.units or _sizes(desk, unit, told) is not None)


def _is_measured(desk: Desk, unit: str | None) -> bool:
    return is_money(unit) or any(unit in sizes for sizes in desk.tagger.words.raw["unit_sizes"])


def _sizes(desk: Desk, unit: str | None, told: _Told) -> float | None:
    """How many of the asked unit one of a unit is."""
    for sizes in desk.tagger.words.raw["unit_sizes"]:
        wanted = next((u for u in sorted(told.units) if u in sizes), None)
        if wanted is not None and unit in sizes:
            return float(sizes[unit]) / float(sizes[wanted])
    return None


def _factor(desk: Desk, figure: _Figure, told: _Told) -> float:
    size = _sizes(desk, figure.unit, told) if told.units else None
    return (size or 1.0) * figure.scale / (told.scale or 1.0)


def _convert(desk: Desk, told: _Told, figure: _Figure, by: float) -> None:
    """Put the figure in the asked unit in the place of its name."""
    of, label = figure.of, _STORED.sub("", figure.label).strip()
    unit = next(iter(sorted(told.units)), None) if told.scale is None else _scaled(figure.unit, told.scale)
    if isinstance(of, Column):
        word = desk.column(
            f"{' '.join(label.split())} in {told.said}", _times(col(of.name), by), unit, of.role, of.additive
        )
    else:
        word = desk.measure(f"{label} in {told.said}", _times(MeasureRef(measure=of.name), by), unit)
    for start, end, said in sorted(
        ((figure.start, figure.end, word), (told.start, told.end, "")), reverse=True
    ):
        desk.put(start, end, said)


# ---------------------------------------------------------------- amounts of a stretch


def _per_stretch(desk: Desk) -> None:
    """ "how much commission do they bring per year", of an annual amount: that is what the amount is, and no group; "how
    much do they bring in per month", of the one amount that is monthly."""
    said = _PER.search(desk.text)
    if said is None or _PAST.search(desk.text) is not None:
        return
    word = (said["unit"] or said["adverb"]).lower()
    of = next(unit for unit, words in _STRETCHES.items() if word in words.split())
    named = {c.name: c for *_, c in desk.numbers()}
    if named:
        if all(_lasts(c, of) for c in named.values()):
            desk.put(said.start("per"), said.end(), "")
        return
    fit = [
        c
        for c in desk.scope.source.columns.values()
        if c.type in ("integer", "number") and is_money(c.unit) and _lasts(c, of) and "." not in c.name
    ]
    asked = _HOW_MUCH.search(desk.text[: said.start()])
    if len(fit) == 1 and asked is not None:
        amount = desk.column(fit[0].label, col(fit[0].name), fit[0].unit, "amount", True)
        desk.put(asked.start(), said.end(), f"what is the total {amount} of {asked['who']}")


def _lasts(column: Column, stretch: str) -> bool:
    """Whether a column says by its name that it is of a year, or a month."""
    return bool(set(re.findall(r"[a-z]+", column.label.lower())) & set(_STRETCHES[stretch].split()))


def _scaled(unit: str | None, scale: float) -> str:
    """ "k GBP": the text spells no number out that is not one of its figures."""
    short = {1e3: "k", 1e6: "m", 1e9: "bn", 1e12: "tn"}[scale]
    return short if unit in (None, "money") else f"{short} {unit}"


def _times(expr: Expr, by: float) -> Expr:
    return call("mul", expr, by) if by >= 1 else call("div", expr, round(1 / by, 9))
