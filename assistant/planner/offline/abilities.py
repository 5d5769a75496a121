"""Questions for an ability other than the query: which one is called, and its arguments from the spans."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from assistant.planner.offline import conditions, grain
from assistant.planner.offline.compose import dimension_out, metric
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.scope import PEOPLE, Intent, Scope, Term, is_groupable, is_numeric
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Missing
from data.catalog import Catalog, Column, Entity
from data.query import Agg, Call, Col, Expr, Lit, MeasureRef, Out, col, columns_of
from tools._tool import Tool

TRAITS = (
    r"\bsets? [^.?]*\bapart\b|\bdistinguish(?:es)?\b|\b(?:typical|characteristic|special) (?:of|for|about)\b"
    r"|\brules? (?:that |which |to )?(?:finds?|picks?|identif\w+|describes?|defines?|catch\w*)\b"
)
"""What makes a group what it is: its profile, which ends in a rule that finds its members."""
ABOUT = r"\b(?:tell me (?:more )?about|describe|profile|characteri[sz]e|more about)\b"
"""A group is to be told of."""
SEGMENT_NOUNS = ("segment", "segments", "cluster", "clusters", "persona", "personas")


_MAIL = r"e-?mails?|newsletters?|mailings?|subject lines?"
_AD = r"ads?|adverts?|advertisements?|banners?"
COPY = (
    rf"\b(?:write|draft|compose|create|make|suggest|formulate|give me|show me|i need|we need)\b(?: \w+){{0,4}}? (?:{_MAIL}|{_AD})\b(?! address| (?:spend|spending|cost|costs|budget|revenue|clicks?|impressions?|channels?|type|types|opens?|sends?)\b)"
    rf"|\b(?:{_MAIL}|{_AD}) (?:copy|text|draft)\b|\bcopy (?:for|of) (?:an?|the) (?:{_MAIL}|{_AD})\b|\bsubject lines? for\b"
)
_NAMED_ALONE = rf"^\W*(?:(?:and|also|now|then|ok|as|an?|the|what about|how about|make it|same|for)\s+)*(?:{_MAIL}|{_AD})(?: (?:for (?:it|them|that)|too|please|version|copy|text))*\W*$"
"""Copy is asked for: "write the e-mail", "ad copy for segment 2"."""


def copy_form(text: str, spans: Sequence[Span], spoken_of: bool = False) -> str | None:
    """ "email" or "ad", where the copy of one is asked for; of a campaign that is spoken of its name is enough. What is
    a column of the data ("the subject line of the best send") is looked up."""
    if any(
        e.kind in ("column", "measure")
        and e.quality >= 0.95
        and re.fullmatch(rf"{_MAIL}|{_AD}", s.text, re.I)
        for s in spans
        for e in s.entries
    ):
        return None
    found = re.search(COPY, text, re.I) or (re.search(_NAMED_ALONE, text, re.I) if spoken_of else None)
    if found is None:
        return None
    return "ad" if re.search(rf"\b(?:{_AD})\b", found[0], re.I) else "email"


_IDEAS = re.compile(
    r"\b(?:two|three|several|some|a few|few|more|other|different|another|further|your|\d) (?:\w+ )?(?:ideas?|suggestions?|options?|alternatives?|proposals?)\b"
    r"|\b(?:ideas|options|alternatives)\b(?= to (?:compare|choose))|\bsomething else\b|\bwhat else\b",
    re.I,
)
_WHICH_IDEA = re.compile(
    r"\b(?P<n>first|second|third|1st|2nd|3rd) (?:idea|one|option|suggestion|alternative|campaign)\b"
    r"|\b(?:idea|option|suggestion|alternative) (?:no\.? |number |#)?(?P<k>[123]|one|two|three)\b",
    re.I,
)
_PLACES = {"first": 1, "1st": 1, "one": 1, "second": 2, "2nd": 2, "two": 2, "third": 3, "3rd": 3, "three": 3}


def wants_ideas(text: str) -> bool:
    """Several ideas for a campaign, to compare."""
    return _IDEAS.search(text) is not None


def which_idea(text: str) -> int | None:
    """The place of the idea that is spoken of: "the second one", "idea 3"."""
    found = _WHICH_IDEA.search(text)
    if found is None:
        return None
    said = (found["n"] or found["k"]).lower()
    return _PLACES.get(said) or int(said)


def describes(text: str) -> bool:
    """What sets a group apart, or which rule finds it, is asked for."""
    return re.search(TRAITS, text, re.I) is not None


@dataclass(frozen=True)
class Call_:
    """An ability that the question's words call for."""

    tool: str
    detail: str
    at: int


def called(tagged: Tagged, tools: dict[str, Tool]) -> list[Call_]:
    """Abilities named in the question, in the order of their words; those that exist only."""
    found = []
    for i, span in enumerate(tagged.cover):
        for word in span.words:
            if word.kind == "tool" and word.name in tools:
                found.append(Call_(word.name, word.detail, i))
            elif word.kind == "own_tool" and word.name in tools:
                found.append(Call_(word.name, "own", i))
    return found


def segment_reference(tagged: Tagged) -> tuple[int, str | None] | None:
    """(place, number or name) where a segmentation is used, not made: "by segment", "which cluster", "segment 2"."""
    spans = tagged.cover
    for i, span in enumerate(spans):
        low = span.text.lower()
        if low not in SEGMENT_NOUNS or _is_of_the_file(tagged, span):
            continue
        if i + 1 < len(spans) and spans[i + 1].number is not None and not spans[i + 1].entries:
            return i, f"{spans[i + 1].number:g}"
        before = " ".join(s.text.lower() for s in spans[max(0, i - 3) : i])
        if re.search(
            r"\b(by|per|each|every|which|what|across|of the|best|top|worst|biggest|largest|that|this|between)( \w+)?$",
            before,
        ) and not re.search(r"\b(by|into|in|make|do|create)\b.*\d", before):
            return i, None
    return None


def segments_of_the_file(tagged: Tagged) -> bool:
    """ "per segment", where the data have a column of segments."""
    spans = tagged.cover
    return any(
        s.text.lower() in SEGMENT_NOUNS
        and not s.text.lower().endswith("s")
        and i > 0
        and spans[i - 1].text.lower()
        in ("by", "per", "each", "every", "which", "for each", "in each", "customer")
        and _is_of_the_file(tagged, s)
        for i, s in enumerate(spans)
    )


def _is_of_the_file(tagged: Tagged, span: Span) -> bool:
    """A column of that very name, which is no segmentation that the conversation made."""
    made = {e for entries in tagged.made.values() for e in entries}
    return any(e.kind == "column" and e.quality >= 0.95 and e not in made for e in span.entries)


# -- people and things -------------------------------------------------------------------------------------------
def people_scope(catalog: Catalog) -> str:
    """The source whose rows are customers (or whatever the data is about): what segments, profiles and models use."""
    for entity in catalog.entities.values():
        if entity.name in PEOPLE:
            return entity.name if entity.name in catalog.sources else entity.table
    rolled = [e for e in catalog.entities.values() if e.rolled_up]
    if rolled and catalog.main in {e.table for e in rolled}:
        return rolled[0].name
    return catalog.main


def numbers_near(draft: Draft, nouns: tuple[str, ...]) -> tuple[int, float] | None:
    """A plain number that stands by one of the nouns: "4 clusters", "into 6 groups", "k = 3"."""
    spans = draft.spans
    for i, span in enumerate(spans):
        if span.number is None or span.percent or not draft.free(i):
            continue
        near = [spans[k].text.lower() for k in range(i + 1, min(i + 4, len(spans)))]
        if any(n in " ".join(near) for n in nouns):
            return i, span.number
        if i >= 1 and spans[i - 1].text.lower() in ("into", "k", "=", "use"):
            return i, span.number
    return None


def named_columns(draft: Draft, start: int) -> list[tuple[int, Column]]:
    """Numeric columns named from a place on."""
    found: list[tuple[int, Column]] = []
    for i in range(start, len(draft.spans)):
        if (
            draft.free(i)
            and draft.spans[i].entries
            and not _are_members(draft.scope, draft.spans[i])
            and not _ON_A.search(" ".join(s.text.lower() for s in draft.spans[max(0, i - 2) : i]))
        ):
            term = draft.scope.quantity(draft.spans[i])
            if (
                term is not None
                and term.column is not None
                and all(c.name != term.column.name for _, c in found)
            ):
                found.append((i, term.column))
    return found


_ON_A = re.compile(r"\b(?:on|per|of|in|for|within) (?:an?|each|every|one|the same)$|\bper$")
"""What stands behind it is whose number it is: "the bottles on a line"."""


def _are_members(scope: Scope, span: Span) -> bool:
    """ "income of our customers": the rows themselves, though a column may be called after them ("customer since")."""
    own = scope.entity.name if scope.entity is not None else ""
    return any(e.kind == "entity" and e.name == own and e.quality == 1.0 for e in span.entries)


def population(draft: Draft, taken: Collection[int] = ()) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """The rows that an ability is asked about: conditions on members (where), and on what lies below (within).

    "The customers of 2011" bought in 2011; only "who joined in 2011" is about their first day. `taken` are places of
    words that say something else.
    """
    where: list[Expr] = []
    within: list[Expr] = []
    joining = grain.JOINING.search(draft.text.lower()) is not None
    for condition in draft.conditions:
        if condition.measure is not None or set(taken).intersection(condition.spans):
            continue
        below = _day_below(condition.column) if condition.period and not joining else None
        if below is not None and condition.column is not None:
            within.append(_on(condition.expr, condition.column.name, below))
        else:
            where.append(condition.expr)
    return tuple(where), tuple(within)


def _day_below(column: Column | None) -> str | None:
    """The column of days that a member's first or last day is taken from."""
    expr = column.expr if column is not None else None
    first = isinstance(expr, Agg) and expr.agg in ("min", "max") and isinstance(expr.of, Col)
    return expr.of.col if first and isinstance(expr, Agg) and isinstance(expr.of, Col) else None


def _on(expr: Expr, old: str, new: str) -> Expr:
    if isinstance(expr, Col):
        return Col(col=new) if expr.col == old else expr
    if isinstance(expr, Call):
        return expr.model_copy(update={"args": tuple(_on(a, old, new) for a in expr.args)})
    return expr


# -- one function an ability -------------------------------------------------------------------------------------
def license_all(draft: Draft) -> None:
    """Everything that the data knows is licensed: the tool shows all its segments' columns anyway."""
    for i, span in enumerate(draft.spans):
        if draft.free(i) and (span.entries or span.words):
            draft.use("tool", i)


def person(draft: Draft) -> dict[str, Any]:
    """{column: value} of one hypothetical row: "45-year-old", "earning 80k", "with 2 kids", "without kids"."""
    spans, scope = draft.spans, draft.scope
    said: dict[str, Any] = {}
    for condition in draft.conditions:
        expr = condition.expr
        if (
            isinstance(expr, Call)
            and condition.column is not None
            and expr.op in ("eq", "in")
            and isinstance(expr.args[1], Lit)
        ):
            said[condition.column.name] = expr.args[1].lit
    for i, span in enumerate(spans):
        if span.number is None or not draft.free(i):
            continue
        noun = next(
            (
                k
                for k in range(i + 1, min(i + 5, len(spans)))
                if draft.free(k)
                and spans[k].entries
                and scope.quantity(spans[k])
                and _joined_by_free(spans, i, k, draft.words.units if draft.words is not None else ())
            ),
            None,
        )
        term = scope.quantity(spans[noun]) if noun is not None else None
        counted = (
            term is not None
            and term.column is not None
            and (
                term.column.unit in ("years",)
                or (term.column.role in ("quantity", "flag", "score") and span.number < 1000)
            )
        )
        if not counted:
            back = next(
                (
                    k
                    for k in range(i - 1, max(-1, i - 4), -1)
                    if draft.free(k) and spans[k].entries and scope.quantity(spans[k])
                ),
                None,
            )
            if back is not None:
                noun, term = back, scope.quantity(spans[back])
        if term is None or term.column is None:
            column = scope.concept("age") if 10 <= span.number <= 110 and span.text.isdigit() else None
            if column is None:
                continue
            said[column.name] = span.number
            draft.use("person", i)
            continue
        said[term.column.name] = span.number
        draft.use("person", i, noun)  # type: ignore[arg-type]  # set with the term
    return {k: int(v) if isinstance(v, float) and v == int(v) else v for k, v in said.items()}


def _joined_by_free(spans: tuple[Span, ...], i: int, k: int, units: Collection[str] = ()) -> bool:
    """Only small words and a unit lie between a number and its noun: "3 months of tenure"."""
    return all(s.free or s.text in ("-",) or s.text.lower() in units for s in spans[i + 1 : k])


def predict(draft: Draft, text: str) -> Intent:
    """What-if, a change, how good the model is, which model is best."""
    scope, spans = draft.scope, draft.spans
    args: dict[str, Any] = {}
    low = text.lower()
    pictured = errors_view(low, spans)
    target_column = _first_named(draft) if pictured is not None else _target(draft)
    if pictured is not None:
        args["view"] = pictured
    elif re.search(
        r"which (model|one) is best|best model|compare (the |some |several |different )?models?|compare .*(regression|forest|svm|knn|tree)|model comparison|which model|random forest",
        low,
    ):
        args["view"] = "compare models"
    elif re.search(r"how (good|accurate|well|reliable)|can we predict|r2|r squared", low):
        args["view"] = "quality"
    change = re.search(r"\b(goes|go|rises?|increases?|drops?|falls?|decreases?) (?:up |down )?by\b", low)
    if change:
        n = next((i for i, s in enumerate(spans) if s.number is not None and draft.free(i)), None)
        noun = next(
            (
                i
                for i, s in enumerate(spans)
                if s.entries and draft.scope.quantity(s) and (n is None or i < n)
            ),
            None,
        )
        if n is not None and noun is not None:
            term = scope.quantity(spans[noun])
            sign = -1 if re.search(r"drop|fall|decrease|down", change[0]) else 1
            if term is not None and term.column is not None:
                args["change"] = {term.column.name: sign * (spans[n].number or 0)}
                draft.use("person", n, noun)
    times = re.search(r"\bwin (\d+)|(\d+) new\b|(\d+) more (?:customers|people|buyers)", low)
    if times:
        count = float(next(g for g in times.groups() if g))
        i = next((k for k, s in enumerate(spans) if s.number == count and draft.free(k)), None)
        if i is not None:
            args["times"] = count
            draft.use("person", i)
    where: tuple[Expr, ...] = ()
    if "times" in args or "view" in args:
        where = tuple(c.expr for c in draft.conditions if c.measure is None)
    elif "change" not in args:
        said = person(draft)
        if target_column is not None:
            said.pop(target_column.name, None)
        if said:
            args["person"] = said
    if target_column is not None:
        args["target"] = target_column.name
    if tuned(low):
        args |= {"view": "compare models", "tune": True}
    traits = predictors(draft, target_column)
    if traits:
        args["columns"] = traits
    license_all(draft)
    return Intent(source=scope.name, tool="predict", args=args, where=where)


_PREDICTED = r"\b(?:predicted|predictions?|fitted)\b(?: \w+){0,4}?"
_ACTUAL = r"\b(?:actuals?|true|real|observed|reality)\b(?: \w+){0,2}?"
_SET_AGAINST = r" (?:vs\.?|versus|against|and|with|beside|compared (?:to|with)|to) (?:the )?"
_ERRORS = {
    "predicted vs actual": re.compile(
        rf"{_PREDICTED}{_SET_AGAINST}{_ACTUAL}|{_ACTUAL}{_SET_AGAINST}{_PREDICTED}", re.I
    ),
    "residuals": re.compile(
        r"\b(?:plot|chart|graph|show|draw|see)\b.*\bresiduals?\b|\bresiduals? (?:plot|chart|graph)|^\W*(?:(?:and|also|now|the|what about|as)\s+)*residuals?\W*$",
        re.I,
    ),
}


def errors_view(text: str, spans: Sequence[Span]) -> str | None:
    """The picture of what a model misses: "predicted against actual", "residual plot"; no columns of that name."""
    named = any(
        e.kind in ("column", "measure") and e.quality >= 0.95
        for s in spans
        if re.fullmatch(r"predict\w*|fitted|actuals?|residuals?|observed", s.text, re.I)
        for e in s.entries
    )
    return None if named else next((view for view, p in _ERRORS.items() if p.search(text)), None)


def numbers_left(draft: Draft) -> tuple[str, ...]:
    """Numbers that nothing took: "with 2 bedrooms" where no column of bedrooms is known. What-ifs need them."""
    return tuple(
        s.text for i, s in enumerate(draft.spans) if s.number is not None and not s.entries and draft.free(i)
    )


def tuned(low: str) -> bool:
    """ "tune the models", "with tuned settings"."""
    return re.search(r"\btun(?:e|ed|ing)\b|\bhyper-?parameters?\b|\boptimi[sz]e\b", low) is not None


def predictors(draft: Draft, target: Column | None) -> list[str]:
    """The traits that a prediction may use, where some are named: "from income and age only"."""
    spans = draft.spans
    cue = next(
        (i for i, s in enumerate(spans) if s.text.lower() in ("from", "using", "based", "based on")), None
    )
    found: dict[str, None] = {}
    for i in range(cue + 1, len(spans)) if cue is not None else ():
        if not draft.free(i) or not spans[i].entries or spans[i].entry("entity") is not None:
            continue
        terms = [t for t in draft.scope.terms(spans[i]) if t.entry.kind != "value" and t.column is not None]
        column = terms[0].column if terms else None
        if column is not None and column != target:
            found[column.name] = None
    return list(found)


def _target(draft: Draft) -> Column | None:
    """The number that is asked for: a spend-like verb or the noun after "predict"."""
    scope = draft.scope
    main = scope.value_column()
    named = next((i for i, s in enumerate(draft.spans) if s.text.lower() in ("predict", "estimate")), None)
    at = (
        draft.find(named + 1, +1, lambda s: s.entries and scope.quantity(s), most=1)
        if named is not None
        else None
    )
    if at is not None and (term := scope.quantity(draft.spans[at])) is not None and term.column is not None:
        draft.use("target", at)
        return term.column
    for i, span in enumerate(draft.spans):
        if not span.entries:
            continue
        terms = scope.terms(span)
        if any(
            t.measure is not None
            or (t.column is not None and main is not None and t.column.name == main.name)
            for t in terms
        ) and draft.free(i):
            draft.use("target", i)
            return main
    cue = next(
        (
            i
            for i, s in enumerate(draft.spans)
            if s.text.lower().startswith(("predict", "estimate", "expect")) or _after_models(draft, i)
        ),
        None,
    )
    if cue is not None:
        at = draft.find(cue + 1, +1, lambda s: scope.quantity(s) if s.entries else None, most=3)
        if at is not None:
            draft.use("target", at)
            term = scope.quantity(draft.spans[at])
            return term.column if term is not None else main
    asked = re.search(r"\bwhat would (?:the |their |his |her )?(?P<what>.+?) be\b", draft.text, re.I)
    for i, span in enumerate(draft.spans) if asked is not None else ():
        place = draft.tokens[span.start].start
        if asked is not None and asked.start("what") <= place < asked.end("what") and span.entries:
            term = scope.quantity(span)
            if term is not None and draft.free(i):
                draft.use("target", i)
                return term.column
    return main


def _first_named(draft: Draft) -> Column | None:
    """The first number that is named, before the traits: "residuals of income from age"."""
    for i, span in enumerate(draft.spans):
        if span.text.lower() in ("from", "using", "based", "based on"):
            break
        term = draft.scope.quantity(span) if span.entries and draft.free(i) else None
        if term is not None and (term.column is not None or term.measure is not None):
            draft.use("target", i)
            return term.column if term.column is not None else draft.scope.value_column()
    return None


def _after_models(draft: Draft, i: int) -> bool:
    """The "for" of "compare models for the price"."""
    before = draft.spans[i - 1].text.lower() if i else ""
    return draft.spans[i].text.lower() in ("for", "of") and re.search(r"\bmodels?$", before) is not None


def _last_complete_month(scope: Scope) -> list[str] | None:
    """First and last day of the latest month that the data covers whole."""
    from assistant.planner.offline.dates import start_of, step

    column = scope.date()
    if column is None or column.high is None:
        return None
    end = start_of(dt.date.fromisoformat(str(column.high)[:10]) + dt.timedelta(days=1), "month")
    return [step(end, "month", -1).isoformat(), (end - dt.timedelta(days=1)).isoformat()]


def _free_number(draft: Draft) -> Term | None:
    """The first number that is named and that no condition took."""
    return next(
        (
            t
            for i, s in enumerate(draft.spans)
            if s.entries and draft.free(i) and (t := draft.scope.number(s)) is not None
        ),
        None,
    )


def reasons_of_a_state(draft: Draft) -> Missing | None:
    """ "Why did the clients cancel?", where a state is told and no number: what goes along with some number among those
    who did is no reason."""
    term = _free_number(draft)
    named = term is not None and term.span.entry("entity") is None
    if named or not any(c.measure is None and not c.period for c in draft.conditions):
        return None
    return Missing("nothing in this data tells why they did it", "a column with the reasons that people gave")


def drivers(draft: Draft, text: str, change: bool) -> Intent:
    """What goes along with a number, or why it changed between periods."""
    args: dict[str, Any] = {}
    term = _free_number(draft)
    period = next((s.period for s in draft.spans if s.period is not None), None)
    if change:
        out = metric(draft.scope, None, term) if term is not None else draft.scope.main_measure()
        if out is not None:
            args["measure"] = out.canonical()
        if period is not None and period.high is not None:
            last = dt.date.fromisoformat(period.high) - dt.timedelta(days=1)
            args["period"] = [period.low, last.isoformat()]
        elif (complete := _last_complete_month(draft.scope)) is not None:
            args["period"] = complete
    elif term is not None and term.column is not None:
        args["target"] = term.column.name
    elif (main := draft.scope.value_column()) is not None:
        args["target"] = main.name
    license_all(draft)
    for i, s in enumerate(draft.spans):
        if s.period is not None:
            draft.use("period", i)
    rows = tuple(c.expr for c in draft.conditions if c.measure is None and not c.period)
    return Intent(source=draft.scope.name, tool="drivers", args=args, where=rows)


def _of_each_group(draft: Draft) -> bool:
    """ "... by region": one correlation for each group, of which there is none as yet."""
    for cue, named in pairwise(draft.spans):
        grouped = cue.word("group") is not None and cue.text.lower() != "across"
        terms = draft.scope.terms(named) if grouped else []
        if any(
            t.column is not None and t.column.role == "category" and t.entry.kind == "column"
            for t in terms[:1]
        ):
            return True
    return False


def correlate(draft: Draft, text: str) -> Intent | None:
    """How two numbers go together, a matrix of several, or what goes with one."""
    low = text.lower()
    if _of_each_group(draft):
        return None
    columns = [c for _, c in named_columns(draft, 0)]
    columns = [c for c in columns if not _is_whole(c, columns, low)]
    if len(columns) == 1 and _WITH_ONE.search(low):
        columns += _scored(draft, columns)
    args: dict[str, Any] = {}
    if len(columns) < 2 and _WITH_ONE.search(low):
        return None  # "how strongly is A correlated with B": one of them is not known
    if (
        len(columns) == 1
        and re.search(
            r"\b(?:do|does|did|are|is)\b.+\band\b.+\b(?:move|go|rise|fall|vary|correlat\w+|relat\w+|together)\b",
            low,
        )
        and not re.search(r"\bwhich\b|\bwhat\b|\bmost\b", low)
    ) or (
        len(columns) < 2
        and re.search(r"\bbetween\b.+\band\b|\bof\b.+\b(and|with)\b", low)
        and not re.search(r"\bwhich\b|\bwhat (?!is\b|are\b|was\b|were\b)", low)
    ):
        return None  # two were named, one is not known
    target = re.search(r"\bwith ([\w ]+)", low)
    if _WHICH_MOST.search(low) and columns:
        excluded = re.search(
            r"(?:apart from|except|excluding|other than|without|besides) (?:the )?([\w ,]+?)(?: ones| columns| is| are|\?|$)",
            low,
        )
        args["target"] = columns[-1].name
        if len(columns) > 2 and re.search(
            r"\b(?:which|what) (?:one )?(?:of|among)\b|\b(?:out of|among)\b", low
        ):
            args["columns"] = [c.name for c in columns[:-1]]  # those alone are compared
        several = re.search(
            r"\b(?:which|what) (?:are the )?(?P<many>two|three|four|five|six|seven|eight|nine|ten|\d+)\b", low
        )
        if several is not None:
            number = next((s.number for s in draft.spans if s.text.lower() == several["many"]), None)
            args |= {"most": int(number)} if number else {}
        if excluded:
            words = excluded[1].split()
            args["exclude"] = [
                n
                for n in draft.scope.source.columns
                if any(n.lower().startswith(w) for w in words if len(w) > 2)
            ]
            for i, s in enumerate(draft.spans):
                if s.word("not") or any(s.text.lower() == w for w in words):
                    draft.use("exclude", i)
            main = draft.scope.value_column()
            if columns[-1].name in args["exclude"] and main is not None:
                args["target"] = main.name
        if re.search(r"\b(columns?|fields?|variables?|features?)\b", low):
            # Columns of the file were asked for: those that the catalog derived are sums of some of them.
            derived = [
                c.name
                for c in draft.scope.source.columns.values()
                if c.expr is not None and c.name != args["target"]
            ]
            args["exclude"] = [*args.get("exclude", []), *derived]
    elif len(columns) >= 2:
        args["columns"] = [c.name for c in columns]
    elif len(columns) == 1 and target:
        args["target"] = columns[0].name
    elif not columns:
        return None
    else:
        args["target"] = columns[0].name
    said = {
        c.name: s.text
        for s in draft.spans
        for t in draft.scope.terms(s)[:1]
        if (c := t.column) is not None and s.text == c.name
    }
    if said:
        args["labels"] = said
    license_all(draft)
    return Intent(
        source=draft.scope.name,
        tool="correlate",
        args=args,
        where=tuple(c.expr for c in draft.conditions if c.measure is None),
    )


def _scored(draft: Draft, others: list[Column]) -> list[Column]:
    """ "NPS": of a measure that is made of one column, each row's own number."""
    scope = draft.scope
    terms = (t.measure for s in draft.spans for t in scope.terms(s)[:1] if t.measure is not None)
    names = [set(columns_of(m.expr)) for m in terms]
    found = [scope.source.columns.get(next(iter(n))) for n in names if len(n) == 1]
    return [c for c in found if c is not None and is_numeric(c) and c.role != "flag" and c not in others]


_MOST = r"(?:most|strongest|strongly|best|highest)"
_WHICH_MOST = re.compile(rf"\b(?:which|what)\b.*\b(?:{_MOST}\b.*correl|correl\w+ (?:the )?{_MOST}\b)")
_WITH_ONE = re.compile(
    r"^\W*(?:how|is|are|does|do)\b(?! many)(?!.*\b(?:which|what)\b).*\b(?:correlat\w+|relat\w+|go(?:es)? (?:along|together)) (?:with|to)\b"
)


def _is_whole(column: Column, named: list[Column], low: str) -> bool:
    """ "money spent on wine": the part that is named, not the sum of all parts besides."""
    parts = any(c.name in column.parts for c in named)
    return parts and re.search(r"\b(?:on|for)\b", low) is not None and column.label.lower() not in low


def concentration(draft: Draft, text: str, by: Entity | None = None) -> Intent | None:
    """What the top part holds, or how few make most; None where those who hold it are not the rows ("the ten biggest
    sellers" of a table of months)."""
    if by is not None and not {by.name, by.table} & set(draft.scope.names):
        return None
    low = text.lower()
    args: dict[str, Any] = {}
    reach = re.search(r"\b(half|a third|two thirds|three quarters|(\d+(?:\.\d+)?)\s?(?:%|percent\b))", low)
    fewest = re.search(r"smallest number|how many|how few|fewest|number of", low)
    shares = {"half": 0.5, "a third": 1 / 3, "two thirds": 2 / 3, "three quarters": 0.75}
    if reach:
        share = shares.get(reach[1]) or float(reach[2] or 0) / 100
        args["reach" if fewest else "top_share"] = share
    else:
        at = next((i for i, s in enumerate(draft.spans) if s.number is not None and s.period is None), None)
        if at is not None:
            args["top_n"] = int(draft.spans[at].number or 1)
            draft.conditions = [c for c in draft.conditions if at not in c.spans]  # so many, and no amount
        else:
            args["top_share"] = 0.01 if "whale" in low else 0.2
    things = [s for s in draft.spans if s.entries and not s.entry("entity") and not s.word("share", "tool")]
    term = next((t for s in things if (t := draft.scope.quantity(s)) is not None), None)
    named = next((t for s in things if (t := draft.scope.number(s)) is not None), None)
    main = draft.scope.value_column()
    if term is not None and term.column is not None:
        args["measure"] = term.column.name
    elif (
        named is not None
        and named.measure is not None
        and (attribute := draft.scope.attribute(named.measure)) is not None
    ):
        args["measure"] = attribute.name
    elif main is not None:
        args["measure"] = main.name
    for i, s in enumerate(draft.spans):
        if s.number is not None or s.text.lower() in ("half",) or s.word("superlative") or s.word("share"):
            draft.use("concentration", i)
    few = {
        i
        for i, s in enumerate(draft.spans)
        if s.number is not None and any(b.word("superlative") for b in draft.spans[max(0, i - 1) : i + 2])
    }
    draft.conditions = [c for c in draft.conditions if not few & set(c.spans)]  # "from the 5 best"
    license_all(draft)
    where, within = population(draft)
    for e in (e for s in things for e in s.entries[:1] if e.kind == "measure"):
        meant = draft.scope.catalog.measures.get(e.name)
        if meant is not None and isinstance(meant.expr, Agg) and meant.expr.where is not None:
            within = (*within, meant.expr.where)  # "won revenue" is that of what was won
    return Intent(source=draft.scope.name, tool="concentration", args=args, where=where, within=within)


def holders(tagged: Tagged, catalog: Catalog) -> Entity | None:
    """The things behind a number: "the ten biggest sellers"."""
    for i, span in enumerate(tagged.cover):
        for behind in tagged.cover[i + 1 : i + 3] if span.number is not None else ():
            entry = behind.entry("entity")
            if entry is not None:
                return catalog.entities.get(entry.name)
    return None


def overview(draft: Draft, text: str, detail: str) -> Intent:
    """What is in the data, how business is, or one question of quality."""
    low = text.lower()
    args: dict[str, Any] = {}
    if detail == "kpi":
        args["view"] = "kpi"
    elif detail == "quality":
        args["view"] = "quality"
        topics = (
            ("missing", r"missing|empty|blank|null|gaps"), ("duplicates", r"duplicate|repeated|twice"),
            ("constants", r"constant|same value|same in every|never changes|only one value|useless"), ("outliers", r"outlier|extreme|implausible|odd|strange|suspicious|impossible|weird|unusual|wrong value"),
            ("rare", r"rare|joke|odd answers"), ("personal", r"personal"),
        )  # fmt: skip
        said = [name for name, pattern in topics if re.search(pattern, low)]
        many = (len(said) > 1 and set(said) & {"missing", "outliers"}) or re.search(r"\bclean\b", low)
        args["topic"] = said[0] if said and not many else "all"
        if re.search(r"joke|rare", low):
            args["topic"] = "rare"
        column = next(
            (
                t.column
                for s in draft.spans
                if s.entries
                for t in draft.scope.terms(s)
                if t.column is not None and t.entry.kind == "column" and t.entry.quality >= 0.9
            ),
            None,
        )
        if args["topic"] == "missing" and re.search(
            r"\b(?:which|what) (?:column|field|variable)s?\b.*\bmost\b", low
        ):
            args["most"] = True
        elif column is not None and args["topic"] not in ("constants", "duplicates"):
            args["column"] = column.name
    license_all(draft)
    for i, s in enumerate(draft.spans):
        if s.free is False and not s.entries:
            draft.use("overview", i)
    return Intent(source=draft.scope.name, tool="overview", args=args)


def _each_row_has(out: Out, scope: Scope) -> bool:
    """Whether a figure sums up what each row has: an average, a total, a share of yes."""
    expr = out.expr
    if isinstance(expr, MeasureRef) and expr.measure not in scope.source.columns:
        expr = scope.catalog.measures[expr.measure].expr
    if isinstance(expr, Agg):
        return expr.of is not None and expr.agg in ("mean", "median", "sum", "rate")
    return isinstance(expr, Col | MeasureRef)


def compare(draft: Draft, text: str) -> Intent | None:
    """Two groups of one dimension, or all groups, on a measure or over all traits; None where the figure is another one
    than an average of what each row has."""
    scope = draft.scope
    said = {w.name for s in draft.spans if not s.entries and (w := s.word("aggregate")) is not None}
    if (
        said - {"mean", "median", "distinct"}
        or re.search(r"\btotals?\b", text)
        or any(s.unknown and s.text.lower() == "ratio" for s in draft.spans)
    ):
        return None
    term = next(
        (
            t
            for i, s in enumerate(draft.spans)
            if s.entries and draft.free(i) and (t := scope.number(s)) is not None
        ),
        None,
    )
    listed = next(
        (
            c
            for c in draft.conditions
            if isinstance(c.expr, Call) and c.expr.op == "in" and c.column is not None
        ),
        None,
    )
    args: dict[str, Any] = {}
    if listed is not None and isinstance(listed.expr, Call) and listed.column is not None:
        args["dimension"] = Out(name=listed.column.label, expr=col(listed.column.name)).canonical()
    else:
        dims = [
            t
            for i, s in enumerate(draft.spans)
            if s.entries
            and draft.free(i)
            and (t := scope.dimension(s)) is not None
            and t.column is not None
            and is_groupable(t.column)
        ]
        if not dims:
            return None
        out, _ = dimension_out(scope, dims[0])
        args["dimension"] = out.canonical()
    if term is not None:
        usual = "median" if "median" in said else "mean" if term.column is not None else None
        out_m = metric(scope, usual, term)
        if (out_m is None and "median" in said) or (out_m is not None and not _each_row_has(out_m, scope)):
            return None  # of a count or a ratio of sums the groups are told, not tested
        if out_m is not None:
            args["measure"] = out_m.canonical()
    license_all(draft)
    rest = tuple(c.expr for c in draft.conditions if c.measure is None)
    return Intent(source=scope.name, tool="compare", args=args, where=rest)


def generic(draft: Draft, tool: Tool) -> Intent:
    """Any other tool: its declared slots filled from the spans by their kinds."""
    args: dict[str, Any] = {}
    scope = draft.scope
    for name, slot in tool.slots.items():
        filled = _slot(draft, slot.kind, slot.word, slot.words)
        if filled is not None:
            args[name] = filled
    license_all(draft)
    return Intent(
        source=scope.name,
        tool=tool.name,
        args=args,
        where=tuple(c.expr for c in draft.conditions if c.measure is None),
    )


def _slot(draft: Draft, kind: str, word: str, words: tuple[str, ...]) -> Any:
    scope, spans = draft.scope, draft.spans
    if kind == "measure":
        term = next(
            (
                t
                for i, s in enumerate(spans)
                if s.entries and draft.free(i) and (t := scope.number(s)) is not None
            ),
            None,
        )
        out = metric(scope, None, term) if term is not None else None
        return out.canonical() if out is not None else None
    if kind == "dimension":
        at = next((i for i, s in enumerate(spans) if s.word("group")), None)
        start = at + 1 if at is not None else 0
        term = next(
            (
                t
                for s in spans[start:]
                if s.entries
                and (t := scope.dimension(s)) is not None
                and (t.column is None or is_groupable(t.column))
            ),
            None,
        )
        return dimension_out(scope, term)[0].canonical() if term is not None else None
    if kind == "target":
        named = next((t for s in spans if s.entries and (t := scope.quantity(s)) is not None), None)
        column = named.column if named is not None else _target(draft)
        return column.name if column is not None else None
    if kind == "columns":
        return [c.name for _, c in named_columns(draft, 0)] or None
    if kind == "person":
        return person(draft) or None
    if kind == "number":
        near = numbers_near(draft, (word,) if word else ("",))
        return near[1] if near is not None else None
    if kind == "flag":
        text = " ".join(s.text.lower() for s in spans)
        return True if any(w in text for w in words) else None
    return None


def conditions_only(scope: Scope, tagged: Tagged) -> Draft:
    """A draft with its conditions read, for abilities that need no more."""
    draft = draft_of(scope, tagged)
    conditions.read(draft)
    return draft


def flags_as_conditions(draft: Draft) -> None:
    """ "people who complained" restricts an ability's population, too."""
    from assistant.planner.offline.compose import Shape, _flags

    _flags(draft, Shape())
