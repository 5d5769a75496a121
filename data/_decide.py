"""What type each column is: a guess from a sample, checked against all values.

`guess` looks at a sample and names the ways of reading that fit. `survey` counts over all rows, where a
sample cannot settle it, which way fits every value. A `Choice` is the outcome: its SQL, its type and what
to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from data._dates import DateWay, dates, may_be_compact
from data._names import hints, split
from data._numbers import (
    FOOTNOTES,
    MISSING,
    PLAIN,
    WHOLE,
    Number,
    begins_as_number,
    is_missing,
    ways,
    without_footnotes,
)
from data.catalog import Type
from data.engine.duckdb import Engine, literal
from data.errors import LoadError
from data.work import Work

Kind = Literal["text", "number", "date", "bool", "unknown"]
PAIRS = (
    ("true", "false"), ("yes", "no"), ("y", "n"), ("t", "f"), ("ja", "nein"), ("j", "n"), ("oui", "non"),
)  # fmt: skip
TYPES: tuple[Type, ...] = ("number", "integer", "date", "datetime", "text", "bool")
MOST_WORDS = 0.2
"""Share of values that may be words ("retired", "not held") in a column of numbers or dates."""
MOST_BAD_DATES = 0.01
"""Share of values that may be no date (30 February) before a column of dates is left as text."""

_BLANKS = "\u00a0\u202f\u2009"
"""Blanks that do not break a line: written to look better, they mean no more than others."""
_PLAIN_BLANKS = str.maketrans(_BLANKS, " " * len(_BLANKS))
_MISSING_SQL = ", ".join(literal(word) for word in MISSING)


@dataclass(frozen=True)
class Guess:
    """What a sample says of a column. `sure`: a strict reading of all rows may be tried at once.
    `marked`: some value holds a point or a comma. `footnotes`: some value ends with a mark that points to a note.
    `words`: some value is a word without a figure. `bracketed`: some value has a note in brackets behind it."""

    kind: Kind
    numbers: tuple[Number, ...] = ()
    dates: tuple[DateWay, ...] = ()
    pair: tuple[str, str] | None = None
    sure: bool = False
    forced: Type | None = None
    marked: bool = True
    footnotes: bool = False
    words: bool = False
    bracketed: bool = False


@dataclass(frozen=True)
class Choice:
    """How a column is read. `strict` SQL fails on a value that does not fit; `lenient` makes it NULL.

    `beside`: SQL of what is written beside the numbers or dates, where that is kept in a column of its own.
    """

    sql_type: str
    type: Type
    strict: str
    lenient: str
    note: str = ""
    unit: str | None = None
    decision: str = ""
    beside: str = ""


@dataclass(frozen=True)
class Wishes:
    """What the settings say about one column."""

    type: Type | None = None
    order: str | None = None
    decimal: str | None = None


def guess(values: Sequence[str | None], name: str, wish: Wishes) -> Guess:
    """The ways of reading that fit every sampled value."""
    if wish.type == "text":
        return Guess("text", sure=True, forced="text")
    written = [v for v in values if v is not None and v.strip()]
    if wish.type is not None:
        return _forced([v for v in written if not is_missing(v)], name, wish)
    if not written:
        return Guess("unknown")
    if wish.decimal != "," and all(WHOLE.fits(v) for v in written):
        return _whole(written, name, wish)
    if wish.decimal != "," and all(PLAIN.fits(v) for v in written):
        return Guess("number", ways(written, wish.decimal), sure=not _thousands_like(written))
    known = [v for v in written if not is_missing(v)]
    if not known:
        return Guess("text" if len(set(written)) > 1 else "unknown")
    return _worded(known, name, wish, sure=len(known) == len(written))


def _whole(written: list[str], name: str, wish: Wishes) -> Guess:
    if may_be_compact(written, name):
        return Guess("date", dates=dates(written, name), numbers=(WHOLE, PLAIN))
    return Guess("number", (WHOLE, PLAIN), sure=True)


def _thousands_like(written: list[str]) -> bool:
    """All like 1.234 or 12.500: a decimal point, or thousands marked as on the continent."""
    return all(
        len(v.strip().lstrip("-").partition(".")[2]) in (0, 3) and "e" not in v.lower() for v in written
    )


def _worded(known: list[str], name: str, wish: Wishes, sure: bool) -> Guess:
    words = {v.strip().lower() for v in known}
    for pair in PAIRS:
        if words <= set(pair) and (len(words) == 2 or (len(pair[0]) > 1 and sure)):
            return Guess("bool", pair=pair, sure=sure and len(words) == 2)
    plain = [without_footnotes(v.translate(_PLAIN_BLANKS)) for v in known]
    noted, figured = plain != known, _figured(plain, name)
    if found := _ordered(dates(figured, name), wish):
        spoken = len(figured) < len(plain)
        return Guess(
            "date", dates=found, sure=sure and len(found) == 1 and not noted and not spoken,
            footnotes=noted, words=spoken,
        )  # fmt: skip
    if not all(map(begins_as_number, figured)):
        return Guess("text", sure=True)
    if found_numbers := tuple(w for w in ways(figured, wish.decimal) if all(w.fits(v) for v in figured)):
        return Guess(
            "number", found_numbers, marked=any("." in v or "," in v for v in (f.partition("(")[0] for f in figured)), footnotes=noted,
            words=len(figured) < len(plain), bracketed=any(")" in v and v[:1] not in "(-" for v in figured),
        )  # fmt: skip
    return Guess("text", sure=True)


def _figured(values: list[str], name: str) -> list[str]:
    """The values that hold a figure, where nearly all do; ids and codes are what they are, words too."""
    found = [v for v in values if any(map(str.isdigit, v))]
    named = split(name)
    whole = named.last in hints("id") | hints("code") | hints("phone")
    return values if whole or len(found) < (1 - MOST_WORDS) * len(values) else found


def _ordered(found: tuple[DateWay, ...], wish: Wishes) -> tuple[DateWay, ...]:
    return tuple(w for w in found if w.order == wish.order) or found if wish.order else found


def _forced(known: list[str], name: str, wish: Wishes) -> Guess:
    if wish.type in ("number", "integer"):
        return Guess("number", ways(known, wish.decimal), forced=wish.type)
    if wish.type in ("date", "datetime"):
        return Guess("date", dates=_ordered(dates(known, name, compact=True), wish), forced=wish.type)
    return Guess(
        "bool",
        pair=next((p for p in PAIRS if {v.lower() for v in known} <= set(p)), ("1", "0")),
        forced="bool",
    )


def sure_choice(column: str, found: Guess) -> Choice | None:
    """The choice to try at once, if the sample settles it."""
    if found.kind == "text":
        return text_choice(column)
    if not found.sure:
        return None
    if found.kind == "date":
        return _date_choice(column, column, found.dates[0])
    if found.kind == "bool" and found.pair:
        return _bool_choice(column, column, found.pair)
    return None


def sure_number(column: str, whole: bool) -> Choice:
    """A plainly written number; strict SQL refuses a leading zero, a fraction or a word."""
    way = WHOLE if whole else PLAIN
    kind = "BIGINT" if whole else "DOUBLE"
    fits = f"regexp_full_match({column}, {literal(way.pattern)})"
    if not whole:  # short and with a digit over zero in front: the cast itself tells, and is quicker
        fits = f"({column} >= '1' AND {column} < ':' AND strlen({column}) < 19) OR {fits}"
    strict = (
        f"CASE WHEN {fits} THEN CAST({column} AS {kind}) WHEN "
        f"{column} IS NOT NULL THEN error('no number') END"
    )
    return Choice(kind, "integer" if whole else "number", strict, f"TRY_CAST({column} AS {kind})")


def text_choice(column: str, note: str = "", decision: str = "") -> Choice:
    """Text as it stands; a value of blanks only is NULL."""
    # Only a text that begins with a blank or a control sign can be all blanks, and most begin with neither.
    sql = f"CASE WHEN {column} >= '!' THEN {column} WHEN trim({column}) = '' THEN NULL ELSE {column} END"
    return Choice("VARCHAR", "text", sql, sql, note, decision=decision)


def known_value(column: str, footnotes: bool = False) -> str:
    """SQL text without blanks, without the words that stand for nothing and, if asked, without footnote marks
    and blanks that do not break."""
    column = f"translate({column}, '{_BLANKS}', '{' ' * len(_BLANKS)}')" if footnotes else column
    known = (
        f"CASE WHEN trim({column}) = '' OR lower(trim({column})) "
        f"IN ({_MISSING_SQL}) THEN NULL ELSE {column} END"
    )
    return f"regexp_replace({known}, {literal(FOOTNOTES)}, '')" if footnotes else known


def levels(relation: str, columns: list[str], engine: Engine, work: Work) -> dict[str, int]:
    """Per column, over all rows: 0 all empty, 1 whole numbers, 2 with fractions, 3 something else."""
    whole, plain = literal(WHOLE.pattern), literal(PLAIN.pattern)
    parts = [
        f"max(CASE WHEN {c} IS NULL THEN 0 WHEN regexp_full_match({c}, {whole}) THEN 1 "
        f"WHEN regexp_full_match({c}, {plain}) THEN 2 WHEN trim({c}) = '' THEN 0 ELSE 3 END)"
        for c in columns
    ]
    found: dict[str, int] = {}
    for start in range(0, len(parts), 500):
        row = engine.fetch(f"SELECT {', '.join(parts[start : start + 500])} FROM {relation}", work=work)[1][0]
        found |= dict(zip(columns[start : start + 500], (int(v or 0) for v in row), strict=True))
    return found


def examples(
    relation: str, column: str, engine: Engine, work: Work, unlike: tuple[Number, ...] = ()
) -> list[str]:
    """Up to 200 values of a column over all rows, other than those that fit `unlike`."""
    value = known_value(column)
    odd = "".join(f" AND NOT regexp_full_match({column}, {literal(w.pattern)})" for w in unlike)
    sql = f"SELECT DISTINCT {value} AS v FROM {relation} WHERE v IS NOT NULL{odd} ORDER BY v LIMIT 200"
    return [str(row[0]) for row in engine.fetch(sql, work=work)[1]]


def survey(
    relation: str, found: dict[str, Guess], names: dict[str, str], engine: Engine, work: Work
) -> dict[str, Choice]:
    """Count, over all rows, what fits each way; take the first that fits all."""
    parts: list[str] = []
    for column, one in found.items():
        value = known_value(column, one.footnotes)
        parts.append(f"count({value}), count(nullif(trim({column}), '')), {_worded_sql(value, one)}")
        parts += [f"count_if(regexp_full_match({value}, {literal(w.pattern)}))" for w in one.numbers]
        parts += [f"count({w.value(value, strict=False)})" for w in one.dates]
        if one.pair:
            parts.append(f"count_if(lower(trim({value})) IN ({', '.join(map(literal, one.pair))}))")
    row = list(engine.fetch(f"SELECT {', '.join(parts)} FROM {relation}", work=work)[1][0])
    choices: dict[str, Choice] = {}
    for column, one in found.items():
        size = 3 + len(one.numbers) + len(one.dates) + bool(one.pair)
        known, written, words, *fits = (int(v or 0) for v in row[:size])
        del row[:size]
        counted = Counted(known, written - known, words if words <= MOST_WORDS * known else 0, tuple(fits))
        choices[column] = _settled(column, names[column], one, counted)
    return choices


def _worded_sql(value: str, one: Guess) -> str:
    """SQL count of values without a figure."""
    return f"count_if(NOT regexp_matches({value}, '[0-9]'))" if one.words else "0"


@dataclass(frozen=True)
class Counted:
    """A column's values over all rows: known ones, those that stand for nothing, words, and what fits each way."""

    known: int
    tokens: int
    words: int
    fits: tuple[int, ...]

    @property
    def figures(self) -> int:
        """Values that should fit a way."""
        return self.known - self.words


def _settled(column: str, name: str, one: Guess, counted: Counted) -> Choice:
    known, fits = counted.figures, counted.fits
    numbers, days = fits[: len(one.numbers)], fits[len(one.numbers) : len(one.numbers) + len(one.dates)]
    value = known_value(column, one.footnotes)
    choice: Choice | None = None
    if (known and one.dates and max(days) >= known * (1 - (0 if one.forced else MOST_BAD_DATES))) or (
        one.dates and one.forced
    ):
        choice = _chosen_date(column, value, name, one, known, days)
    elif known and one.pair and (fits[-1] == known or one.forced):
        choice = _bool_choice(column, value, one.pair)
    elif known and one.numbers:
        choice = _chosen_number(column, value, name, one, known, numbers)
    if choice is None:
        if one.forced and known:
            raise LoadError(
                f"The column “{name}” cannot be read as {one.forced}.",
                "Leave its type out, or set it to text.",
            )
        share = max(fits, default=0) / known if known else 0
        said = (
            f"“{name}”: {max(fits):,} of {known:,} values can be read as "
            f"{one.kind}s, the others cannot, so it is text."
        )
        return text_choice(column, decision=said if share >= 0.9 else "")
    return _with_words(choice, column, counted)


def _with_words(choice: Choice, column: str, counted: Counted) -> Choice:
    """The choice, with what is said of values that stand for nothing and of words, which are kept beside it."""
    said = [choice.decision] if choice.decision else []
    if counted.tokens:
        stand = (
            "value such as “n/a” or “-” stands"
            if counted.tokens == 1
            else "values such as “n/a” or “-” stand"
        )
        said.append(
            f"“{{name}}”: {counted.tokens:,} {stand} for nothing and {'is' if counted.tokens == 1 else 'are'} empty now."
        )
    beside = choice.beside
    if counted.words:
        spoken = f"CASE WHEN NOT regexp_matches({known_value(column)}, '[0-9]') THEN trim({column})"
        beside = f"{spoken} ELSE {beside} END" if beside else f"{spoken} END"
        is_ = "is a word" if counted.words == 1 else "are words"
        said.append(
            f"“{{name}}”: {counted.words:,} of {counted.known:,} values {is_}, kept in “{{name}} note”."
        )
    elif beside:
        said.append("“{name}”: what stands in brackets behind the numbers is kept in “{name} note”.")
    return replace(choice, decision=" ".join(said), beside=beside)


def _chosen_date(column: str, value: str, name: str, one: Guess, known: int, days: Sequence[int]) -> Choice:
    best = max(days)
    way = one.dates[days.index(best)]
    said = f"“{name}” is read as a date, {way.order}."
    if sum(fit == best for fit in days) > 1:
        said = (
            f"“{name}” fits day-first and month-first alike; it is read "
            f"{way.order}. Set its date_order to change that."
        )
    if best < known:
        said += f" {known - best:,} of {known:,} values are no possible date and are empty now."
    choice = _date_choice(column, value, way)
    return replace(choice, decision=said)


def _chosen_number(
    column: str, value: str, name: str, one: Guess, known: int, numbers: Sequence[int]
) -> Choice | None:
    fitting = [way for way, count in zip(one.numbers, numbers, strict=True) if count == known]
    if not fitting and one.forced:
        fitting = [one.numbers[numbers.index(max(numbers))]] if max(numbers) else []
    if not fitting:
        return None
    way = fitting[0]
    sql = f"TRY({way.value(value)})"
    note = "" if way.name in ("whole", "decimal") else f"written with {way.name}"
    said = [f"“{name}” is read as numbers {note}."] if note else []
    if one.marked and len({w.decimal for w in fitting}) > 1 and way.name != "whole":
        said = [
            (
                f"“{name}” could have a decimal point or a decimal comma; it is "
                f"read with a {_mark(way)}. Set decimal to change that."
            )
        ]
    if way.unit:
        said.append(f"Its unit is {way.unit}." if not way.percent else "12 % is stored as 0.12.")
    kind = "BIGINT" if way.whole else "DOUBLE"
    return Choice(
        kind, "integer" if way.whole else "number", sql, sql, note, way.unit, " ".join(said),
        way.note(value) if way.noted and one.bracketed else "",
    )  # fmt: skip


def _mark(way: Number) -> str:
    return "decimal point" if way.decimal == "." else "decimal comma"


def _date_choice(column: str, value: str, way: DateWay) -> Choice:
    kind: Type = "datetime" if way.has_time else "date"
    note = "" if way.iso else way.order
    return Choice(
        way.sql_type, kind, way.value(value, strict=True), way.value(value, strict=False), note,
        decision=_said(way),
    )  # fmt: skip


def _said(way: DateWay) -> str:
    if way.moved:
        return (
            f"“{{name}}” is read as a date, {way.order}, and brought to UTC by the distance that is written."
        )
    if way.zoned:
        return "“{name}” keeps the local time that is written; its distance from UTC is left out."
    return "" if way.iso else f"“{{name}}” is read as a date, {way.order}."


def _bool_choice(column: str, value: str, pair: tuple[str, str]) -> Choice:
    yes, no = map(literal, pair)
    body = f"CASE lower(trim({value})) WHEN {yes} THEN true WHEN {no} THEN false"
    strict = f"{body} ELSE CASE WHEN {column} IS NOT NULL THEN error('no flag') END END"
    return Choice("BOOLEAN", "bool", strict, f"{body} END", f"{pair[0]}/{pair[1]}")
