"""The yes/no that a question is about: which column, and which of its kinds counts as a yes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from data.catalog import Column, Source
from data.errors import Unsupported
from data.query import Call, Col, Expr, Lit, call
from tools._features import is_numeric, words_of
from tools._names import YES_NO, match_label, text_of

MOST_KINDS = 50
RESPONSE = re.compile(
    r"\b(response|responded|accepted|converted|conversion|subscribed|bought|purchased|clicked|booked|ordered)\b",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"\b(consent(ed)?|opt(ed)? ?in|permission|newsletter|mailable|marketing (allowed|ok|agreed)|"
    r"agreed to (be )?contact(ed)?|gdpr|may (we )?contact|contactable)\b",
    re.IGNORECASE,
)
REFUSAL = re.compile(
    r"\b(opt(ed)? ?out|unsub(s|scribed?)?|do not (contact|call|mail|email|e-mail)|dnc|suppress(ed|ion)?|blocked|"
    r"blocklist(ed)?|blacklist(ed)?|bounced?|hard bounce|undeliverable|deceased|erasure|forgotten|objected)\b",
    re.IGNORECASE,
)
COMPLAINT = re.compile(r"\b(complain(ts?|ed)?)\b", re.IGNORECASE)
_YES = {"yes", "y", "true", "1", "accepted", "responded", "converted", "bought", "won", "success", "positive"}


@dataclass(frozen=True)
class Outcome:
    """A yes/no of each row: 1, 0, or missing."""

    column: Column
    yes: str | int | float | bool | None
    label: str

    @property
    def expr(self) -> Expr:
        """The outcome as a number."""
        own = Col(col=self.column.name)
        holds: Expr = own if self.yes is None else call("eq", own, self.yes)
        return Call(
            op="if", args=(call("is_null", own), Lit(lit=None), holds, Lit(lit=1), Lit(lit=True), Lit(lit=0))
        )


def yes_no_columns(source: Source) -> list[Column]:
    """The source's own yes/no columns."""
    return [c for c in source.columns.values() if c.role == "flag" and "." not in c.name and not c.personal]


def consent_column(source: Source) -> Column | None:
    """The yes/no that says who agreed to be contacted, also where all say the same; one that says so before one
    of a newsletter."""
    found = [c for c in _answers(source) if CONSENT.search(words_of(c)) and not REFUSAL.search(words_of(c))]
    plain = [c for c in found if re.search(r"consent|opt|permission|agree", words_of(c), re.IGNORECASE)]
    return next(iter([*plain, *found]), None)


def refusal_columns(source: Source) -> list[Column]:
    """Yes/no columns of those who must not be contacted, and of those who complained."""
    return [c for c in _answers(source) if REFUSAL.search(words_of(c)) or COMPLAINT.search(words_of(c))]


def answer_of(column: Column) -> Outcome:
    """The column as a yes/no, also where it holds one of them only."""
    only = _only_value(column)
    if column.role == "constant" and isinstance(only, str):
        return Outcome(column, only if only.lower() in _YES else f"not {only}", column.label)
    return Outcome(column, None, column.label)


def _answers(source: Source) -> list[Column]:
    """Yes/no columns, and those whose only value is a yes or a no."""
    own = (c for c in source.columns.values() if "." not in c.name and not c.personal)
    return [c for c in own if c.role == "flag" or (c.role == "constant" and _is_answer(_only_value(c)))]


def _only_value(column: Column) -> object:
    return column.low if column.low is not None else next((v.value for v in column.values), None)


def _is_answer(value: object) -> bool:
    return value in (0, 1) or str(value).lower() in (*YES_NO, *_YES)


def usual_outcome(source: Source) -> Column | None:
    """The yes/no column that says whether somebody answered an offer; the latest of several."""
    answers = [c for c in yes_no_columns(source) if RESPONSE.search(words_of(c))]
    latest = [c for c in answers if re.search(r"\b(last|latest|most recent)\b", words_of(c), re.IGNORECASE)]
    found = latest or answers
    return found[-1] if found else None


def outcome_of(source: Source, name: str | None, yes: str | None) -> Outcome:
    """The outcome meant; Unsupported with what there is where it cannot be told."""
    column = source.columns.get(name) if name is not None else usual_outcome(source)
    if column is None:
        raise Unsupported(
            f"It is open which yes/no of the {source.plural or 'rows'} is meant.", _offered(source)
        )
    if column.role == "constant" or column.missing >= source.rows > 0:
        raise Unsupported(
            f"“{column.label}” is the same for all {source.plural or 'rows'}, so nothing sets them apart.",
            _offered(source),
        )
    if column.role == "flag" and yes is None:
        return Outcome(column, None, column.label)
    if (
        is_numeric(column)
        or column.personal
        or not 2 <= max(column.distinct, len(column.values)) <= MOST_KINDS
    ):
        raise Unsupported(
            f"“{column.label}” is no yes/no.",
            "Name a group first, such as “call everyone with ... big spenders”, and ask for that. "
            + _offered(source),
        )
    kinds = {str(v.name): v.value for v in column.values} | {
        str(text_of(v.value)): v.value for v in column.values
    }
    said = yes if yes is not None else next((k for k in kinds if k.lower() in _YES), None)
    if said is None:
        raise Unsupported(
            f"It is open which {column.label} counts as a yes.",
            f"Say one of {', '.join(list(kinds)[:6])}.",
        )
    value = kinds[match_label(said, list(kinds))]
    called = "" if str(said).lower() in YES_NO else f" {said}"
    return Outcome(column, value, f"{column.label}{called}")


def ranking_name(label: str, args: Mapping[str, Any]) -> str:
    """What the column with the parts of a ranking is called: rankings that differ in anything have two names.

    `args` are the canonical arguments of the ranking.
    """
    name = f"{label} ranking"
    top = args.get("top")
    if top is not None:
        name += f", top {top * 100:g} %" if top < 1 else f", top {top:g}"
    name += "".join(f", {what} {args[what]:g}" for what in ("cost", "margin") if args.get(what) is not None)
    rest = {k: v for k, v in args.items() if k not in ("source", "target", "yes", "top", "cost", "margin")}
    if not rest:
        return name
    text = json.dumps(rest, sort_keys=True, default=str)
    return f"{name} ({hashlib.blake2b(text.encode(), digest_size=2).hexdigest()})"


def _offered(source: Source) -> str:
    names = [c.label for c in yes_no_columns(source)]
    if not names:
        return "There is no yes/no column here, such as who answered an earlier campaign."
    return f"Yes/no columns here: {', '.join(names[:6])}."


def said_constant(columns: Iterable[Column], words: re.Pattern[str]) -> tuple[Column, float] | None:
    """A figure that the data hold as a column with one value ("cost per contact"), by its words."""
    for column in columns:
        if column.role == "constant" and words.search(words_of(column)):
            value = column.low if column.low is not None else next((v.value for v in column.values), None)
            try:
                number = float(value)  # type: ignore[arg-type]  # no number raises, which is what is asked
            except (TypeError, ValueError):
                continue
            if number > 0:
                return column, number
    return None
