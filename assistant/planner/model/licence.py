"""Whether the question's own words call for a plan: every column, value, number and day of it, and nothing less.

A model gives its reasons as quotes. Code checks that a quote stands in the question, that it does not name something
else, that values exist, and that no restriction of the question is left out or turned round.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant.plan import Plan
from assistant.planner.model.functions import Reason, Refused
from assistant.planner.model.named import GRAINS, Namer
from assistant.planner.model.uses import (
    COMPARING,
    Use,
    aggregated,
    divided,
    groups,
    operations,
    unbound,
    uses,
)
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.spans import Span, Tagged, Tagger
from data.catalog import Catalog
from data.query import Col, Lit, call, columns_of

if TYPE_CHECKING:
    from data.dataset import View

LONGEST_QUOTE = 3
"""Words that call for one thing are few, small ones not counted; a whole sentence calls for anything."""
RESTRICTING = ("not", "comparator", "superlative", "aggregate", "after_number", "window")
"""Words with a meaning of their own name no value."""
SURE = 0.85
BY_OTHER_WORDS = 0.7
WITH_WORDS_LEFT = 0.6
EXACT = 0.9
"""A word of this quality in the lexicon is a name of the data: it can stand for nothing else."""
NAMING = 0.7

MEANING = (
    *RESTRICTING,
    "only",
    "count",
    "total",
    "share",
    "group",
    "order",
    "grain",
    "first",
    "reference",
    "limit",
)
"""Kinds of words that say what is done, and so stand for no column."""
PLAIN_SUPERLATIVES = frozenset(
    ["most", "highest", "largest", "biggest", "top", "best", "maximum", "max", "least", "lowest", "smallest", "worst",
     "bottom", "minimum", "min", "fewest", "first", "last", "greatest", "fewer", "more", "less"]
)  # fmt: skip
"""Those that say nothing of what is compared; "oldest" does."""
DEFINING = ("define", "policy")
UP, DOWN = ("gt", "ge"), ("lt", "le")
SIGNS = {"negative": DOWN, "positive": UP}
"""Words that compare with zero, which they do not say."""
AGGREGATE_FORMS = {
    "mean": ("mean", "rate"), "median": ("median", "quantile"), "sum": ("sum", "count"), "max": ("max",), "min": ("min",),
    "std": ("std",), "var": ("var",), "distinct": ("distinct", "count"), "mode": ("mode",),
}  # fmt: skip
ASKED_FOR = ("median", "quantile", "min", "max", "std", "var", "mode", "first", "last")
"""Aggregates that no question means unless it says so."""
NEGATING = ("ne", "not_in", "not", "is_null")
OTHERS = ("other", "others", "rest", "missing", "unknown", "blank", "empty", "lost", "inactive")
UNTIL = ("before", "until", "till", "through", "up to", "earlier than", "by")
SINCE = ("after", "since", "from", "later than")
"""Before a period: one end of it is meant."""
PARTS = {
    "quartile": 4,
    "quintile": 5,
    "decile": 10,
    "percentile": 100,
    "half": 2,
    "halves": 2,
    "third": 3,
    "tercile": 3,
}
MORE = frozenset(["more", "greater", "higher", "larger"])
LESS = frozenset(["less", "fewer", "lower", "smaller"])
TELLING_NOTHING = frozenset(
    ["the", "a", "an", "of", "and", "or", "for", "in", "on", "at", "by", "with", "from", "as", "to", "what", "which", "who",
     "is", "are", "how", "do"]
)  # fmt: skip


@dataclass(frozen=True)
class Licensed:
    """A plan that the words call for, with how sure that is, what was read as what, and the words left over."""

    confidence: float
    notes: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """The question and what it may lean on: its tagged words, and what earlier turns used, oldest first.

    rules: the plan of the rules, where they have one. What they bind, a model may not bind otherwise.
    whole: the rules left no word of the question over, so none is left to call for another column.
    """

    question: str
    tagged: Tagged
    turns: tuple[frozenset[Use], ...] = ()
    rules: Plan | None = None
    whole: bool = False

    @property
    def plain(self) -> str:
        """The question for looking up quotes."""
        return _plain(self.question)

    def said(self, *kinds: str) -> set[str]:
        """Names of the vocabulary's words of these kinds in the question."""
        return {w.name for s in self.tagged.cover for w in s.words if w.kind in kinds}

    def numbers(self) -> set[float]:
        """All numbers that the question says, percents as fractions too."""
        found = set[float]()
        for token in self.tagged.tokens:
            if token.number is not None:
                found |= (
                    {token.number, token.number / 100}
                    if token.percent or token.number <= 100
                    else {token.number}
                )
            for word, parts in PARTS.items():
                if token.low.rstrip("s") == word.rstrip("s"):
                    found |= {float(parts), 1 / parts}
        return found


def licence(plan: Plan, reasons: Iterable[Reason], asked: Asked, view: View, tagger: Tagger) -> Licensed:
    """What the plan may claim. Raises Refused with a hint for the model where the words do not call for it."""
    check = _Check(asked, tuple(reasons), view, tagger)
    last = plan.steps[-1].args.get("query")
    check.ordered = bool(last.get("order")) if isinstance(last, dict) else False
    check.compared = {
        (u.column, u.value)
        for step in plan.steps
        for u in uses(step)
        if u.kind == "number" and u.op in COMPARING
    }
    for step in plan.steps:
        check.tool(step.tool, step.args)
        for use in uses(step):
            check.use(use, str(step.args.get("source") or step.args.get("query", {}).get("source", "")))
    check.grouped(plan)
    check.nothing_left_out(plan)
    check.as_the_rules(plan)
    return check.licensed()


class _Check:
    def __init__(self, asked: Asked, reasons: tuple[Reason, ...], view: View, tagger: Tagger) -> None:
        self.asked, self.view, self.tagger = asked, view, tagger
        self.catalog: Catalog = view.catalog
        self.reasons = reasons
        self.quotes: list[str] = []
        self.notes: list[str] = []
        self.surest = SURE
        self.before = frozenset(use for turn in asked.turns for use in turn)
        self.ruled = (
            frozenset(use for step in asked.rules.steps for use in uses(step)) if asked.rules else frozenset()
        )
        self.ordered = False
        """The plan orders: its "highest" is the first, not a maximum of each."""
        self.compared: set[tuple[str | None, float]] = set()
        self.stands_for: dict[str, str] = {}
        """What each quote was used for: it stands for one thing."""

    # -- one use -------------------------------------------------------------------------------------------------
    def tool(self, name: str, args: dict[str, object]) -> None:
        """Steps that change what later answers mean are taken only where the question's words call for them."""
        if name in DEFINING and not self.asked.said("tool", "not", "only"):
            raise Refused(f"Nothing in the question asks for {name}.", "Use another tool.")

    def use(self, use: Use, source: str) -> None:
        """Raises Refused where nothing licenses it."""
        if use.kind in ("column", "measure"):
            self._named(use, source)
        elif use.kind == "value":
            self._value(use, source)
        elif use.kind == "text":
            self._text(use)
        elif use.kind == "number":
            self._number(use, source)
        elif use.kind == "day":
            self._day(use)
        elif use.kind == "aggregate":
            self._aggregate(use)

    def _named(self, use: Use, source: str) -> None:
        namer = Namer(self.catalog, source)
        known = namer.measure(use.name) if use.kind == "measure" else namer.column(use.name)
        if known is None:
            return  # validate says so, with the nearest names
        if self._called(use.name) or self._by_rights(use, source):
            return
        if self.asked.whole and not any(u.name == use.name for u in self.ruled):
            raise Refused(f"No word is left over that calls for {known.label}.", "Leave it out.")
        reason = self._reason((use.name, use.name.rsplit(".", 1)[-1], known.label), use)
        if reason.quote:
            self._names_nothing_else(reason.quote, use.name, known.label)
            self._read_as(reason.quote, known.label)

    def _called(self, name: str, quality: float = NAMING) -> bool:
        """Whether a word of the question is a name of this column or measure."""
        for span in self.asked.tagged.cover:
            best = max((e.quality for e in span.entries), default=0.0)
            least = EXACT if best >= EXACT else quality  # a name of one thing is no loose name of another
            if any(e.quality >= max(least, quality) and self._same(e, name) for e in span.entries):
                self.quotes.append(span.text)
                return True
        return False

    def _by_rights(self, use: Use, source: str) -> bool:
        """Columns that need no word: keys, the day that a period is counted by, weights, those of the last turn."""
        if any(u.kind == use.kind and u.name == use.name for u in self.before):
            return True
        column = Namer(self.catalog, source).column(use.name) if use.kind == "column" else None
        if column is None:
            return False
        if self._is_name_of_said(use.name.rsplit(".", 1)[-1]):
            return True
        if column.role == "date":
            return bool(self._periods() or self.asked.said("grain", "time"))
        key = {e.key for e in self.catalog.entities.values()}
        return column.role in ("id", "weight") and (use.name.rsplit(".", 1)[-1] in key)

    def _is_name_of_said(self, name: str) -> bool:
        """Whether a column is the name by which people know those of whom the question speaks: "who", "customers"."""
        who = bool(self._words() & {"who", "whose", "names", "name"})
        said = {e.name for s in self.asked.tagged.cover for e in s.entries if e.kind == "entity"}
        return any(
            entity.display == name and (entity.name in said or (who and column.role == "person"))
            for entity in self.catalog.entities.values()
            for source in self.catalog.sources.values()
            if (column := source.columns.get(name)) is not None
        )

    def _value(self, use: Use, source: str) -> None:
        if isinstance(use.value, bool):
            self._truth(use)
            return
        column = Namer(self.catalog, source).column(use.column or "")
        name = next((v.name for v in column.values if v.value == use.value), None) if column else None
        shown = name or str(use.value)
        if use.op in (*UP, *DOWN) and isinstance(use.value, str):
            raise Refused(f"“{shown}” is a name, and nothing is over or under it.", "Use eq or in.")
        if use.op not in ("contains", "starts_with", "ends_with"):
            self._exists(use, source)
        for span in self.asked.tagged.cover:
            if any(e.kind == "value" and e.value == use.value for e in span.entries):
                self.quotes.append(span.text)
                return
        if (len(shown) > 1 and _occurs(shown, self.asked.plain)) or use in self.before:
            return
        if use.op in ("contains", "starts_with", "ends_with"):
            raise Refused(f"“{shown}” is not a word of the question.", "Use only its own words.")
        reason = self._reason((shown, str(use.value)), use)
        if reason.quote:
            self._names_nothing_else(reason.quote, use.column or "", shown, value=use.value)
            self._read_as(reason.quote, shown)

    def _truth(self, use: Use) -> None:
        """Yes or no of a flag: a no needs a word that says no."""
        if use.value is False and not self._negates() and use not in self.before:
            raise Refused(f"The question says nothing like “no” of {use.column}.", "Turn the value round.")

    def _exists(self, use: Use, source: str) -> None:
        column = Namer(self.catalog, source).column(use.column or "")
        if column is None or any(v.value == use.value for v in column.values):
            return
        condition = call("eq", Col(col=use.column or ""), Lit(lit=use.value))
        if self.view.count(source, (condition,)) == 0:
            raise Refused(f"{use.column} has no value “{use.value}”.", "Use a value that is listed.")

    def _text(self, use: Use) -> None:
        """Texts that name or set something: they must be the question's own, or a name of a segment in force."""
        names = {v.name for s in self.catalog.sources.values() for c in s.columns.values() for v in c.values}
        known = {p.name for p in self.catalog.policies.values()}
        known |= {v for p in self.catalog.policies.values() for v in p.variants}
        said = _occurs(use.name, self.asked.plain)
        if not said and not (use.op == "label" and use.name in names) and use.name not in known:
            raise Refused(f"“{use.name}” is not a word of the question.", "Use only its own words.")

    def _number(self, use: Use, source: str) -> None:
        value = float(use.value)
        numbers = self.asked.numbers()
        self._comparable(use, source)
        if value in numbers or any(u.kind == "number" and u.value == value for u in self.before):
            self._not_turned(use)
            return
        if use.op == "limit" and value == 1 and self.asked.said("superlative"):
            return
        column = Namer(self.catalog, source).column(use.column or "")
        coded = next((v for v in column.values if v.value == use.value), None) if column else None
        if (
            coded is not None
            and column is not None
            and column.role in ("flag", "code", "category", "ordinal")
        ):
            self._value(Use("value", coded.name, coded.value if column.role != "flag" else bool(use.value),
                            use.column, use.op), source)  # fmt: skip
            return
        if use.op == "q" and value == 0.5 and "median" in self.asked.said("aggregate"):
            return
        if (
            value in (0, 1)
            and use.op in (*UP, "eq", "ne", "if", "div", "sub", "add")
            and use.column is not None
        ):
            return  # "who bought wine": more than none
        if value in (0, 1) and use.op in DOWN and self._negates():
            return
        if value == 0 and any(use.op in ops[:1] and word in self._words() for word, ops in SIGNS.items()):
            return
        raise Refused(f"{use.name} is no number of the question.", "Use only numbers that it says.")

    def _comparable(self, use: Use, source: str) -> None:
        """What is over or under a number is a number; and where a column stands beside it, no other named one is."""
        column = Namer(self.catalog, source).column(use.column or "")
        if column is not None and column.type == "text" and use.op in (*UP, *DOWN):
            raise Refused(f"{column.label} is no number.", "Compare a number with it.")
        beside = [e for span in self._around(float(use.value)) for e in span.entries if e.quality >= EXACT]
        own = [e for e in beside if e.kind in ("column", "measure")]
        if (
            not own
            or use.column is None
            or use.op not in COMPARING
            or use in self.ruled
            or use in self.before
        ):
            return
        named = any(
            e.quality >= EXACT and self._same(e, use.column)
            for s in self.asked.tagged.cover
            for e in s.entries
        )
        if named and not any(self._same(e, use.column) for e in own):
            raise Refused(
                f"{use.name} is said of {own[0].name}, not of {use.column}.", "Compare that with it."
            )

    def _around(self, value: float) -> Iterator[Span]:
        """What stands right before a number and its comparator."""
        cover = self.asked.tagged.cover
        for at, span in enumerate(cover):
            if span.number is not None and value in (span.number, span.number / 100):
                left = at - 1
                while (
                    left >= 0 and cover[left].word("comparator", "after_number") and not cover[left].entries
                ):
                    left -= 1
                yield from cover[max(left, 0) : left + 1]

    def _not_turned(self, use: Use) -> None:
        """Over stays over, at least stays at least: the word beside the number decides."""
        if use.op not in COMPARING or use in self.ruled or use in self.before:
            return
        beside = self._beside(float(use.value))
        if beside and not self._negates() and use.op != beside and use.op not in ("between", "in"):
            if use.op in (*UP, *DOWN) and (use.op in UP) != (beside in UP):
                raise Refused(
                    f"The comparison with {use.name} is turned round.",
                    "Keep over and under as they are said.",
                )
            raise Refused(f"The question compares with {use.name} otherwise.", f"Use {beside}.")
        if (
            use.op in (*UP, *DOWN)
            and not beside
            and not re.search(r"\b(between|from|to|and)\b|-", self.asked.plain)
        ):
            raise Refused(f"The question does not compare with {use.name}.", "Use eq.")

    def _beside(self, value: float) -> str | None:
        cover = self.asked.tagged.cover
        for at, span in enumerate(cover):
            if span.number is not None and value in (span.number, span.number / 100):
                left = at - 2 if at > 1 and _plain(cover[at - 1].text) in ("a", "an") else at - 1
                before = cover[left].word("comparator") if at else None
                right = at + 2 if cover[at + 1 : at + 2] and cover[at + 1].entries else at + 1
                after = cover[right].word("after_number") if right < len(cover) else None
                word = before or after
                if word is not None and word.name in (*UP, *DOWN):
                    return word.name
                return self._parted(at)
        return None

    def _parted(self, at: int) -> str | None:
        """A comparison around what it compares: "more debt than 15k"."""
        said = [_plain(s.text) for s in self.asked.tagged.cover[max(at - 5, 0) : at]]
        if said[-1:] != ["than"]:
            return None
        return "gt" if MORE & set(said) else "lt" if LESS & set(said) else None

    def _day(self, use: Use) -> None:
        ends = {end for p in self._periods() for end in p}
        earlier = {u.name for u in self.before if u.kind == "day"}
        if use.name in ends | earlier:
            return
        year, month, day = use.name[:4], use.name[5:7], use.name[8:10]
        last = (month, day) in (("12", "31"), ("01", "01"))
        if last and re.search(rf"\b({year}|{int(year) - 1}|{int(year) + 1})\b", self.asked.question):
            return
        if use.name in self.asked.question or self._begins_a_month(use.name):
            return
        raise Refused(f"{use.name} is no day of the question.", "Use the days of the period that it says.")

    def _begins_a_month(self, day: str) -> bool:
        """Whether a day is the first of a month that is named within a longer period: "from October to November"."""
        name = date.fromisoformat(day).strftime("%B").lower()
        within = any(low < day < high for low, high in (p for p in self._periods() if len(p) == 2))
        return day.endswith("-01") and within and bool(self._words() & {name, name[:3]})

    def _periods(self) -> list[tuple[str, ...]]:
        found = [s.period for s in self.asked.tagged.cover if s.period is not None]
        return [tuple(end[:10] for end in (p.low, p.high) if end) for p in found]

    def _aggregate(self, use: Use) -> None:
        if use.name in ASKED_FOR and use not in self.before:
            said = self.asked.said("aggregate")
            wanted = {k for k, forms in AGGREGATE_FORMS.items() if use.name in forms}
            if use.name == "quantile" and "percentile" in self._words():
                return
            directions = {"max": "desc", "min": "asc"}
            by_order = self.ordered or directions.get(use.name) not in self.asked.said("superlative")
            if not wanted & said and by_order:
                raise Refused(
                    f"The question does not ask for a {use.name}.", "Sum amounts, average scores and rates."
                )

    # -- reasons -------------------------------------------------------------------------------------------------
    def _reason(self, names: tuple[str, ...], use: Use) -> Reason:
        """The model's reason for a use, checked. Raises Refused where there is none that holds."""
        forms = {_plain(name) for name in names if name}
        for reason in self.reasons:
            if _plain(reason.uses) in forms and self._holds(reason, use) and self._is_free(reason, use):
                if reason.quote and reason.turn is None:
                    self.quotes.append(reason.quote)
                return reason if reason.turn is None else Reason(reason.uses, "", reason.turn)
        raise Refused(
            f"No words of the question call for “{names[0]}”.",
            "Quote them in because, letter by letter, or leave it out.",
        )

    def _holds(self, reason: Reason, use: Use) -> bool:
        if reason.turn is not None and 1 <= reason.turn <= len(self.asked.turns):
            turn = self.asked.turns[reason.turn - 1]
            return any(u.kind == use.kind and u.name == use.name for u in turn)
        quoted = _plain(reason.quote).split()
        telling = [w for w in quoted if w not in TELLING_NOTHING]
        if not telling or len(telling) > LONGEST_QUOTE or not _occurs(reason.quote, self.asked.plain):
            return False
        if use.kind == "value" and (self._restricts(reason.quote) or self._is_a_column(reason.quote)):
            return False
        return any(self._tells(word, use.column or use.name) for word in telling) or self._is_compared(
            reason.quote, use
        )

    def _is_compared(self, quote: str, use: Use) -> bool:
        """A number that the plan compares the column with calls for it: "over 50" for an age."""
        numbers = {s.number for s in self.tagger.tag(quote).cover if s.number is not None}
        return use.kind == "column" and any((use.name, number) in self.compared for number in numbers)

    def _restricts(self, quote: str) -> bool:
        spans = self.tagger.tag(quote).cover
        return any(s.number is not None or any(word.kind in RESTRICTING for word in s.words) for s in spans)

    def _is_free(self, reason: Reason, use: Use) -> bool:
        """Whether its quote stands for nothing else yet; a value and its column may share one."""
        quote, name = _plain(reason.quote), use.column or use.name
        return not reason.quote or self.stands_for.setdefault(quote, name) == name

    def _tells(self, word: str, name: str) -> bool:
        """Whether a word of the question may stand for a column: it says more than what is done, and names no other."""
        return any(
            not (span.free or span.period or span.number is not None)
            and not self._is_meaning(span)
            and not self._is_other(span, name)
            for span in self.asked.tagged.cover
            if word in _plain(span.text).split()
        )

    def _is_other(self, span: Span, name: str) -> bool:
        exact = [e for e in span.entries if e.quality >= EXACT and e.kind != "entity"]
        return bool(exact) and not any(self._same(e, name) for e in span.entries)

    def _is_meaning(self, span: Span) -> bool:
        if span.entries or not any(word.kind in MEANING for word in span.words):
            return False
        own = any(word.kind == "superlative" for word in span.words)
        return not own or bool(set(_plain(span.text).split()) & PLAIN_SUPERLATIVES)

    def _is_a_column(self, quote: str) -> bool:
        """Whether a quote is the name of a column and of no value: it stands for none of its values."""
        entries = [e for s in self.tagger.tag(quote).cover for e in s.entries if e.quality >= EXACT]
        return bool(entries) and all(e.kind != "value" for e in entries)

    def _names_nothing_else(self, quote: str, name: str, label: str, value: object = None) -> None:
        """Raises Refused where a quoted word is the very name of something else in the data."""
        exact = [
            e
            for s in self.tagger.tag(quote).cover
            for e in s.entries
            if e.quality >= EXACT and e.kind != "entity"
        ]
        fits = [
            e
            for e in exact
            if self._same(e, name) and (value is None or e.kind != "value" or e.value == value)
        ]
        if exact and not fits:
            raise Refused(
                f"“{quote}” names {exact[0].shown or exact[0].name}, not {label}.", "Use what it names."
            )

    def _same(self, entry: Entry, name: str) -> bool:
        """Whether an entry of the lexicon is this column or measure, or stands for it."""
        own, other = entry.name.rsplit(".", 1)[-1], name.rsplit(".", 1)[-1]
        if own == other or _plain(self._label(own)) == _plain(self._label(other)):
            return True
        measures = self.catalog.measures
        for one, two in ((own, other), (other, own)):
            if one in measures and two in columns_of(measures[one].expr):
                return True
        return False

    def _label(self, name: str) -> str:
        if name in self.catalog.measures:
            return self.catalog.measures[name].label
        found = (s.columns[name].label for s in self.catalog.sources.values() if name in s.columns)
        return next(found, name)

    def _read_as(self, quote: str, label: str) -> None:
        if _plain(quote) != _plain(label):
            self.notes.append(f"“{quote.strip()}” read as {label}")
            self.surest = min(self.surest, BY_OTHER_WORDS)

    # -- what the question says must be there ---------------------------------------------------------------------
    def nothing_left_out(self, plan: Plan) -> None:
        """Raises Refused where a restriction of the question has no place in the plan."""
        used = [use for step in plan.steps for use in uses(step)]
        done = {op for step in plan.steps for op in operations(step)}
        last = plan.steps[-1]
        for step in plan.steps:
            source = str(step.args.get("source") or step.args.get("query", {}).get("source", ""))
            for how, name in aggregated(step.args):
                self._fits(how, name, source)
            if unbound(step.args):
                raise Refused("A comparison has no column.", "Compare a column with a value.")
        self._once(used)
        self._said_of(plan)
        for span in self.asked.tagged.cover:
            self._restriction(span, used)
            self._naming(span, used, last.tool, done)
        self._negation(done, used)
        if last.tool == "query":
            self._order(dict(last.args["query"]), done)
            if "share_cues" in self.asked.said("share") and not done & {"rate", "share", "div", "mean"}:
                raise Refused("The plan has no share.", "Use rate, or over share.")
            self._no_doubles(dict(last.args["query"]))
            named = {u.name for u in used if u.kind == "column"}
            if self._is_by_time(named) and not any(op.startswith("trunc_") or op in GRAINS for op in done):
                raise Refused(
                    "The plan has no groups by time.", "Use trunc_month, trunc_year or what is asked for."
                )
            self._aggregates(done, used)

    def _said_of(self, plan: Plan) -> None:
        """An aggregate right before a column is the column's: "average income and total spend"."""
        cover = self.asked.tagged.cover
        for one, other in itertools.pairwise(cover):
            word = one.word("aggregate")
            if word is None or one.entries:
                continue
            of = [e for e in other.entries if e.kind == "column" and e.quality >= EXACT]
            forms = AGGREGATE_FORMS.get(word.name, (word.name,))
            hows = {
                how
                for step in plan.steps
                for how, name in aggregated(step.args)
                if any(self._same(e, name) for e in of)
            }
            if of and hows and not hows & set(forms):
                raise Refused(
                    f"“{one.text} {other.text}” is not in the plan.", f"Use the aggregate {word.name}."
                )

    def _once(self, used: list[Use]) -> None:
        """A value restricts once: "in Leeds and York" is not both of them and Leeds."""
        seen: dict[tuple[str | None, str], str | None] = {}
        for use in used:
            if use.kind == "value" and seen.setdefault((use.column, str(use.value)), use.op) != use.op:
                raise Refused(f"“{use.value}” restricts twice.", "Put it in once.")

    def _fits(self, how: str, name: str, source: str) -> None:
        """Ages are not summed unless the question says so; where amounts are averaged unasked, it is said."""
        column = Namer(self.catalog, source).column(name)
        if column is None or how in self.asked.said("aggregate") or any(u.name == how for u in self.before):
            return
        counted = how == "distinct" or (how == "count" and not self.asked.said("count"))
        if counted and column.role in ("amount", "quantity", "score"):
            raise Refused(f"The question does not count {column.label}.", "Sum amounts, average scores.")
        if how == "sum" and not column.additive and column.role not in ("flag", "amount", "quantity"):
            raise Refused(f"{column.label} does not add up.", "Average it.")
        if how == "mean" and column.additive:
            self.surest = min(self.surest, BY_OTHER_WORDS)

    def _restriction(self, span: Span, used: list[Use]) -> None:
        numbers = {float(u.value) for u in used if u.kind == "number"}
        days = [u for u in used if u.kind == "day"]
        if span.number is not None and not span.entries:
            there = bool({span.number, span.number / 100} & numbers) or self._is_said(span)
            if not there and span.period is not None and days:
                self._period(span, days)  # "2011" is a number, and a year
            elif not there and not self._is_pronoun(span):
                raise Refused(f"The plan leaves out “{span.text}”.", "Put it in.")
        elif span.period is not None:
            self._period(span, days)
        elif (
            span.entries
            and not span.words
            and span.entries[0].kind == "value"
            and span.entries[0].quality >= EXACT
        ):
            values = {e.value for e in span.entries if e.kind == "value"}
            there = any(u.kind in ("value", "number", "text") and (u.value in values or str(u.value) in map(str, values))
                        for u in used)  # fmt: skip
            if not there and not any(e.kind != "value" for e in span.entries):
                raise Refused(f"The plan leaves out “{span.text}”.", "Put it in.")

    def _is_pronoun(self, span: Span) -> bool:
        """The "one" of "each one" and "one-way" counts nothing; that of "one car" does."""
        cover = self.asked.tagged.cover
        after = cover[cover.index(span) + 1 :][:1]
        return _plain(span.text) == "one" and not any(s.entries or s.words for s in after)

    def _period(self, span: Span, days: list[Use]) -> None:
        """A period has both its ends, each on its side."""
        if not days:
            raise Refused(f"The plan leaves out “{span.text}”.", "Put the days in, both ends.")
        if any(u.op not in COMPARING for u in days) or set(days) <= self.before or span.period is None:
            return
        low, high = (end and end[:10] for end in (span.period.low, span.period.high))
        last = str(date.fromisoformat(high) - timedelta(days=1)) if high else None
        before = self._before(span)
        word = _plain(before.text) if before is not None else ""
        if word in (*UNTIL, *SINCE):
            ops = ("lt",) if word in ("before", "earlier than") else DOWN if word in UNTIL else UP
            own = {low} if ops == ("lt",) else {low, high, last}
            whole = any(u.op in (*ops, "between") and u.name in own for u in days)
        else:
            both = ("between", "eq") if span.period.grain == "day" else ("between",)
            starts = {u.name for u in days if u.op in ("ge", *both)}
            ends = {u.name for u in days if u.op in (*DOWN, *both)}
            begins, closes = self._is_end_of_range(span)
            whole = (not low or closes or low in starts) and (not high or begins or bool({high, last} & ends))
        if not whole:
            raise Refused(
                f"The plan does not hold both ends of “{span.text}”.",
                "ge its first day, lt the day after its last.",
            )

    def _is_end_of_range(self, span: Span) -> tuple[bool, bool]:
        """Whether a period is the first or the second of "between 1 March and 15 April"."""
        cover = self.asked.tagged.cover
        at = cover.index(span)
        said = [_plain(s.text) for s in cover]
        begins = said[max(at - 1, 0)] == "between" and said[at + 1 : at + 2] == ["and"]
        closes = at > 2 and said[at - 3] == "between" and said[at - 1] == "and"
        beside = cover[at + 2 : at + 3] if begins else cover[at - 2 : at - 1] if closes else ()
        ranged = any(s.period is not None for s in beside)
        return begins and ranged, closes and ranged

    def _before(self, span: Span) -> Span | None:
        cover = self.asked.tagged.cover
        at = cover.index(span)
        return cover[at - 1] if at else None

    def _naming(self, span: Span, used: list[Use], tool: str, done: set[str]) -> None:
        """A column or measure that is named is used: to show, to group, to restrict."""
        exact = [e for e in span.entries if e.quality >= EXACT]
        before = self._before(span)
        asked_by = before is not None and (
            _plain(before.text) in ("by", "which", "what") or self._is_number_of_first(before)
        )
        if _plain(span.text) in ("row", "rows") or (before is not None and _plain(before.text) == "p"):
            return  # every table has rows, and the "p-value" is of no column
        loose = any(e.kind not in ("column", "measure") for e in exact)
        if span.words or not exact or any(e.kind == "value" for e in exact) or (loose and not asked_by):
            return
        names = {u.name for u in used if u.kind in ("column", "measure")} | {
            u.column for u in used if u.column
        }
        entities = [
            self.catalog.entities[e.name]
            for e in exact
            if e.kind == "entity" and e.name in self.catalog.entities
        ]
        names |= {u.name for u in used if u.kind == "source"} & {entity.name for entity in entities}
        if {entity.name for entity in entities} & names or {entity.key for entity in entities} & names:
            return
        if any(self._same(e, name) for e in exact for name in names):
            return
        if any(_occurs(self._label(name.rsplit(".", 1)[-1]), _plain(span.text)) for name in names):
            return  # "age group" by an age that is cut into groups
        if any(_occurs(span.text, quote) for quote in self.quotes):
            return
        dated = any(self._is_date(e.name) for e in exact)
        if not (dated and (tool != "query" or any(u.kind == "day" for u in used))):
            raise Refused(f"The plan leaves out “{span.text}”.", "Use each column that the question names.")

    def _is_by_time(self, columns: set[str]) -> bool:
        """Whether a grain is said that counts nothing: "by month", not "90 days", "how many weeks" or a column Day."""
        for span in self.asked.tagged.cover:
            before = self._before(span)
            counted = before is not None and (before.number is not None or before.word("count") is not None)
            named = any(e.kind == "column" and e.quality >= EXACT and e.name in columns for e in span.entries)
            if span.word("grain") and not counted and not named:
                return True
        return False

    def _is_number_of_first(self, span: Span) -> bool:
        """ "top 5" of what comes next."""
        before = self._before(span) if span.number is not None else None
        return before is not None and before.word("superlative") is not None

    def _is_date(self, name: str) -> bool:
        return any(s.columns[name].role == "date" for s in self.catalog.sources.values() if name in s.columns)

    def grouped(self, plan: Plan) -> None:
        """Groups are asked for by the name of what they are of; one of its values ("in Leeds") asks for none."""
        ruled = set(groups(self.asked.rules)) if self.asked.rules else set()
        if self.asked.whole and plan.steps[-1].tool == "query" and ruled - set(groups(plan)):
            raise Refused(f"The question asks for groups by {min(ruled)}.", "Group by that.")
        single = {u.column for u in uses(plan.steps[-1]) if u.kind == "value" and u.op == "eq"}
        for name in groups(plan):
            if name in single and name not in ruled:
                raise Refused(f"There is one {name} left to group by.", "Leave the groups out.")
            own = [(s, e) for s in self.asked.tagged.cover for e in s.entries if self._same(e, name)]
            by_value = bool(own) and all(e.kind == "value" for _, e in own)
            before = any(u.kind == "column" and u.name == name for u in self.before)
            quoted = any(
                _plain(r.uses) == _plain(name) and self._is_other_than(r.quote, name, own)
                for r in self.reasons
            )
            if by_value and name not in ruled and not before and not quoted:
                raise Refused(f"The question does not ask for groups by {name}.", "Leave the groups out.")

    def _is_other_than(self, quote: str, name: str, own: list[tuple[Span, Entry]]) -> bool:
        """Whether words that call for a group are other ones than those that name a value of it."""
        words = {w for w in _plain(quote).split() if w not in TELLING_NOTHING}
        named = {w for span, _ in own for w in _plain(span.text).split()}
        return bool(words - named) and any(self._tells(word, name) for word in words - named)

    def as_the_rules(self, plan: Plan) -> None:
        """What the rules bind, the plan binds alike: a number to its column, an aggregate to its, a name at all."""
        if self.asked.rules is None:
            return
        used = {use for step in plan.steps for use in uses(step)}
        bound = {u.value: u.column for u in self.ruled if u.kind == "number" and u.op in COMPARING}
        for use in used:
            other = bound.get(use.value) if use.kind == "number" and use.op in COMPARING else None
            if (
                other is not None
                and use.column is not None
                and use.column != other
                and not any(u.column == use.column and u.value == use.value for u in self.ruled)
            ):
                raise Refused(
                    f"{use.name} is said of {other}, not of {use.column}.", f"Compare {other} with it."
                )
        values = {str(u.value) for u in used} | {u.name for u in used}
        for use in self.ruled:
            if use.kind == "value" and str(use.value) not in values and _occurs(use.name, self.asked.plain):
                raise Refused(f"The plan leaves out “{use.name}”.", "Put it in.")
        if len(self.asked.said("aggregate")) > 1:
            self._paired(plan, self.asked.rules)
        self._compared_alike(used)
        self._divided_alike(plan, self.asked.rules)

    def _compared_alike(self, used: set[Use]) -> None:
        """A comparison of the rules is not turned round; where they used the whole question, it is not left out."""
        ours = {(u.column, u.value, u.op) for u in used if u.kind == "number"}
        theirs = {(u.column, u.value, u.op) for u in self.ruled if u.kind == "number" and u.op in COMPARING}
        numbers = self.asked.numbers()
        for column, value, op in theirs:
            own = {o for c, v, o in ours if (c, v) == (column, value)}
            ruled = {o for c, v, o in theirs if (c, v) == (column, value)}
            turned = UP if op in DOWN else DOWN if op in UP else ()
            if own - ruled and own <= {*turned}:
                raise Refused(
                    f"The comparison with {value:g} is turned round.", "Keep over and under as said."
                )
            if self.asked.whole and value in numbers and not own:
                raise Refused(f"The plan leaves out {value:g}.", "Put it in.")

    def _divided_alike(self, plan: Plan, rules: Plan) -> None:
        """What the rules divide by or subtract stays below the line."""
        theirs = {pair for step in rules.steps for pair in divided(step.args)}
        for pair in (pair for step in plan.steps for pair in divided(step.args)):
            if pair[::-1] in theirs and pair not in theirs:
                raise Refused("A ratio or difference is turned round.", "Turn its sides.")

    def _paired(self, plan: Plan, rules: Plan) -> None:
        """Where several aggregates are said, each is of the column that it is said of."""
        theirs: dict[str, set[str]] = {}
        for step in rules.steps:
            for how, name in aggregated(step.args):
                theirs.setdefault(name, set()).add(how)
        for step in plan.steps:
            for how, name in aggregated(step.args):
                if name in theirs and how not in theirs[name]:
                    raise Refused(
                        f"The question asks for another figure of {name} than its {how}.", "Read it again."
                    )

    def _is_said(self, span: Span) -> bool:
        """A number inside a quote that stands for a name ("campaign 3")."""
        return any(
            _occurs(span.text, _plain(quote)) and _plain(quote) != _plain(span.text) for quote in self.quotes
        )

    def _negates(self) -> bool:
        said = {t.low for t in self.asked.tagged.tokens}
        return "not_cues" in self.asked.said("not") or bool(
            said & {"no", "not", "without", "never", "none", *OTHERS}
        )

    def _negation(self, done: set[str], used: list[Use]) -> None:
        turned = bool(done & set(NEGATING)) or any(
            u.value in (0, False, "no", "No") for u in used if u.kind != "text"
        )
        turned = turned or "exclude" in {u.op for u in used} or any(u.op in DOWN for u in used)
        said = "not_cues" in self.asked.said("not")
        turned = turned or "not_null" in done
        if said and not turned:
            raise Refused("The plan leaves out a “not” of the question.", "Put it in.")
        earlier = any(u.op in NEGATING for u in self.before)
        if done & set(NEGATING) and not self._negates() and not earlier:
            raise Refused("The plan says “not” where the question does not.", "Leave it out.")

    def _order(self, query: dict[str, object], done: set[str]) -> None:
        wanted = self.asked.said("superlative") & {"desc", "asc"}
        if len(wanted) != 1:
            return
        order = query.get("order")
        first = order[0] if isinstance(order, (list, tuple)) and order else None
        if isinstance(first, dict):
            self._not_by_id(query, str(first.get("by")))
            if bool(first.get("desc")) != (wanted == {"desc"}):
                raise Refused("The order is turned round.", "Highest first for most, lowest first for least.")
        elif not done & ({"max"} if wanted == {"desc"} else {"min"}) and "rank" not in done:
            raise Refused("The plan does not look for the first.", "Order by the measure, with a limit.")

    def _no_doubles(self, query: dict[str, object]) -> None:
        outs = [
            repr(out.get("expr"))
            for key in ("groups", "measures", "columns")
            for out in _listed(query.get(key))
        ]
        if len(outs) != len(set(outs)):
            raise Refused("The plan shows the same thing twice.", "Show each once.")

    def _not_by_id(self, query: dict[str, object], by: str) -> None:
        """Most and least are of a figure, never of an id."""
        outs = [out for key in ("groups", "measures", "columns") for out in _listed(query.get(key))]
        expr = next((out.get("expr") for out in outs if out.get("name") == by), None)
        name = expr.get("col") if isinstance(expr, dict) else None
        column = Namer(self.catalog, str(query.get("source", ""))).column(str(name)) if name else None
        if (
            column is not None
            and column.role in ("id", "person", "text")
            and not self._called(str(name), EXACT)
        ):
            raise Refused(
                f"The order is by {name}, which is no figure.", "Order by the figure that is asked for."
            )

    def _aggregates(self, done: set[str], used: list[Use]) -> None:
        columns = {u.name for u in used if u.kind == "column"}
        for name in self._aggregates_said(columns):
            forms = set(AGGREGATE_FORMS.get(name, (name,)))
            if name == "mode" and "desc" in self.asked.said("superlative"):
                forms.add("count")  # "the most common" is the first by number
            by_measure = any(u.kind == "measure" for u in used) and name in ("mean", "sum", "distinct")
            # "Average order value", or the percentile of total spend, where a column is called that.
            own = "average" if name == "mean" else "total" if name == "sum" and "quantile" in done else None
            by_column = own is not None and any(
                u.kind == "column" and own in self._label(u.name) for u in used
            )
            if not forms & done and not by_measure and not by_column:
                raise Refused(
                    f"The question asks for a {name}, the plan does not.", f"Use the aggregate {name}."
                )

    def _aggregates_said(self, columns: set[str]) -> set[str]:
        """Aggregates of the question, without words that are the name of a column in the plan ("by mode")."""
        return {
            word.name
            for span in self.asked.tagged.cover
            if not any(e.kind == "column" and e.quality >= EXACT and e.name in columns for e in span.entries)
            for word in span.words
            if word.kind == "aggregate"
        }

    def _words(self) -> set[str]:
        return {token.low for token in self.asked.tagged.tokens}

    # -- the outcome ---------------------------------------------------------------------------------------------
    def licensed(self) -> Licensed:
        """How sure the plan is, and the words that it leaves over."""
        left = tuple(dict.fromkeys(self._left_over()))
        sure = min(self.surest, WITH_WORDS_LEFT) if left else self.surest
        return Licensed(sure, tuple(dict.fromkeys(self.notes)), left)

    def _left_over(self) -> Iterator[str]:
        quotes = [_plain(quote) for quote in self.quotes]
        for span in self.asked.tagged.cover:
            if span.unknown and span.text[:1].isalnum() and not any(_occurs(span.text, q) for q in quotes):
                yield span.text


def _listed(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, (list, tuple)) else []


def asked_before(plans: Iterable[Plan]) -> tuple[frozenset[Use], ...]:
    """What earlier turns used, for `Asked.turns`; what a name was given to holds by that name, not by itself."""
    return tuple(
        frozenset(use for step in plan.steps if step.tool not in DEFINING for use in uses(step))
        for plan in plans
    )


def _plain(text: str) -> str:
    return " ".join(
        re.sub(r"[^\w%.]+", " ", text.casefold().replace("_", " ")).replace(". ", " ").rstrip(".").split()
    )


def _occurs(words: str, text: str) -> bool:
    plain = _plain(words)
    return bool(plain) and f" {plain} " in f" {text} "
