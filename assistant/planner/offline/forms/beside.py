"""One figure for two groups beside each other ("avg rating for members vs non-members"), or what lies between them ("how
much more do owners spend on average than renters"), where the groups are no plain values of one column.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.planner.offline import build, conditions, contrast, phrases
from assistant.planner.offline.compose import metric, of_column, row_column
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.contrast import Contrast
from assistant.planner.offline.forms import difference
from assistant.planner.offline.scope import Intent, Scope, Term, is_numeric
from assistant.planner.offline.spans import Tagged
from data.query import Agg, Call, Col, Expr, MeasureRef, Out, col, columns_of
from tools._tool import Tool

_AGGREGATES = ("mean", "median", "std", "var", "min", "max", "sum")
_BESIDE = re.compile(r"\b(?:vs\.?|versus|compare[ds]?|comparison|compared (?:to|with)|against|differ(?:s|ent|ence)?)\b", re.I)  # fmt: skip
_COMPARE = re.compile(r"\bcompare\b", re.I)
_TIMES = re.compile(r"\bhow many times\b|\bhow much (?:\w+ ){0,2}times\b|\btimes (?:as|more|higher|bigger|larger)\b", re.I)  # fmt: skip
_PERCENT = re.compile(r"\b(?:in|as|by what|by how many|how many) (?:a )?(?:percent\w*|pct|%)|\bin\s*%", re.I)
_WHO = re.compile(
    rf"^\W*(?:\w+\W+)?\b(?:who|which)\b[^?]*?\b(?P<way>{difference.MORE}|highest|lowest|most|least|best|worst)\b",
    re.I,
)
_YES_NO = re.compile(
    rf"^\W*(?:(?:so|and|but|ok|hey|hi)\W+)*(?:do|does|did|are|is|were|was)\b(?!.*\bthan (?:the |an? |on |in )?(?:\d|average|median|usual|last|previous))[^?.]*\b(?:{difference.MORE}|richer|poorer|expensive)\b[^?.]*\bthan\b",
    re.I,
)
"""Asks whether one group has more of something, each member on average."""
_OWN = {
    "older": "age", "younger": "age", "richer": "income", "poorer": "income", "cheaper": "price", "expensive": "price",
}  # fmt: skip
"""Comparatives that bring their own figure."""
_FREE = difference._FREE | {
    "times", "vs", "versus", "compare", "compared", "comparison", "against", "percent", "percentage", "pct", "as", "who",
    "which", "gives", "give", "has", "have", "is", "are", "was", "were", "by", "highest", "lowest", "most", "least",
    "do",
}  # fmt: skip
_TOGETHER = {"together", "combined", "overall", "both", "altogether", "jointly", "pooled", "or", "between"}
_LOW = (*difference.LESS, "lowest", "least")


def read(scope: Scope, tagged: Tagged, tools: dict[str, Tool]) -> list[tuple[Intent, Draft]]:
    """The readings of a comparison of two groups in one source."""
    text = tagged.text
    apart = difference.ASKED.search(text) is not None or _TIMES.search(text) is not None
    if difference.TESTED.search(text):
        return []
    plain = difference.cleared(tagged)
    found = []
    whether = not apart and "compare" in tools and _YES_NO.search(text) is not None
    beside = apart or whether or _BESIDE.search(text) or _WHO.search(text)
    for made in contrast.readings(scope, plain) if beside else ():
        intent = _whether(made, text) if whether else _compared(made, text, tools, apart)
        if intent is not None:
            found.append((intent, made.draft))
    listed = None if apart or whether else _listed(scope, plain)
    return [*found, listed] if listed is not None else found


def _compared(made: Contrast, text: str, tools: dict[str, Tool], apart: bool) -> Intent | None:
    draft = made.draft
    figure = _figure(draft, made)
    if figure is None:
        return None
    _use_words(draft, figure)
    if apart and "calc" in tools:
        return _between(made, figure, text, tools)
    plain = isinstance(made.group.expr, Col) and row_column(draft.scope, figure) is not None
    who = _WHO.search(text)
    if who is not None and _asks_for_another(made):
        return None
    if plain and _is_average(figure) and who is None and _is_read_anyway(made):
        return None  # a comparison by the tool of that name says how sure it is, too
    if (
        _COMPARE.search(text)
        and isinstance(made.group.expr, Col)
        and (_is_average(figure) or _per_member(figure, draft))
    ):
        return None
    intent = Intent(
        source=draft.scope.name,
        where=_rows(made, figure),
        metrics=(figure,),
        groups=(made.group,),
        notes=tuple(draft.notes),
    )
    if who is None:
        return intent
    low = who["way"].lower() in _LOW
    return intent.model_copy(update={"order": figure.name, "desc": not low, "answer": "name"})


def _asks_for_another(made: Contrast) -> bool:
    """ "Which product has the highest rating among customers from North or South": the two are no choice."""
    spans = made.draft.spans
    at = next((i for i, s in enumerate(spans) if s.text.lower() in ("which", "what", "who")), None)
    named = spans[at + 1].entries if at is not None and at + 1 < len(spans) else ()
    columns = {c.name for e in named if (c := made.draft.scope.column(e)) is not None and e.kind == "column"}
    return bool(columns) and made.column is not None and made.column.name not in columns


def _whether(made: Contrast, text: str) -> Intent | None:
    """ "do members spend more than others": the average of either group, with how sure the difference is."""
    draft, scope = made.draft, made.draft.scope
    if made.column is not None and "." in made.column.name:
        return None  # members are compared, not their purchases
    said = next((w for w in re.findall(r"[a-z]+", text.lower()) if w in _OWN), None)
    column = scope.concept(_OWN[said]) if said is not None else None
    figure = of_column("mean", column) if column is not None else _figure(draft, made, "mean")
    if (
        figure is None
        or not isinstance(figure.expr, Agg)
        or figure.expr.agg not in ("mean", "median", "rate")
    ):
        return None  # totals of groups of different sizes tell nothing of their members
    if any("." in name for name in columns_of(figure.expr)):
        return None  # a member's own figure counts once, not once a purchase
    _use_words(draft, figure)
    if said is not None:
        draft.use("metric", *(i for i, s in enumerate(draft.spans) if s.text.lower() == said))
    return Intent(
        source=scope.name,
        tool="compare",
        args={"dimension": made.group.canonical(), "measure": figure.canonical()},
        where=_rows(made, figure),
        notes=tuple(draft.notes),
    )


def _per_member(figure: Out, draft: Draft) -> bool:
    """A total over the number of members, which is the average of what each has."""
    measure = (
        draft.scope.catalog.measures.get(figure.expr.measure) if isinstance(figure.expr, MeasureRef) else None
    )
    expr = measure.expr if measure is not None else None
    below = expr.args[-1] if isinstance(expr, Call) and expr.op == "div" else None
    return isinstance(below, Agg) and below.agg == "distinct"


def _is_read_anyway(made: Contrast) -> bool:
    """Both values are named as such, so that the whole question names them together."""
    column = made.column
    return column is not None and any(
        t.column is not None
        and t.column.name == column.name
        and t.entry.kind == "value"
        and t.entry.quality >= 0.9
        for s in made.draft.spans
        for t in made.draft.scope.terms(s)
    )


def _holds(figure: Out) -> object:
    return figure.expr.of if isinstance(figure.expr, Agg) and figure.expr.agg == "rate" else None


def _rows(made: Contrast, figure: Out) -> tuple[Expr, ...]:
    return tuple(e for e in made.where if e != _holds(figure))


def _between(made: Contrast, figure: Out, text: str, tools: dict[str, Tool]) -> Intent | None:
    """What lies between the two: a difference, a percentage of the second, or how many times it."""
    first, second = made.first, made.second
    signed = difference.SIGNED.search(text)
    op = "ratio" if _TIMES.search(text) else "growth" if _PERCENT.search(text) else "gap"
    if op == "gap" and signed is not None:
        op = "difference"
    if signed is not None and (signed["way"] or "").lower() in difference.LESS:
        first, second = second, first
    order = (first, second) if op == "ratio" else (second, first)
    common = tuple(c.expr for c in made.common if c.measure is None and c.expr != _holds(figure))
    steps: list[dict[str, Any]] = []
    for side in order:
        out = figure.model_copy(update={"name": f"{figure.name} of {side.name}"})
        part = Intent(
            source=made.draft.scope.name, where=(*common, side.expr), metrics=(out,), answer="value"
        )
        steps.append(build.plan(part, tools).steps[-1].model_dump(mode="json"))
    names = f"{made.first.name} and {made.second.name}"
    label = f"difference in {figure.name} between {names}" if op in ("gap", "difference") else f"{figure.name} of {first.name} against {second.name}"  # fmt: skip
    args: dict[str, object] = {"op": op, "of": ["$1", "$2"], "label": label}
    return Intent(
        source=made.draft.scope.name,
        tool="calc",
        args=args,
        before=tuple(steps),
        notes=tuple(made.draft.notes),
    )


# ---------------------------------------------------------------- several values of one column


def _listed(scope: Scope, tagged: Tagged) -> tuple[Intent, Draft] | None:
    """ "cpc tiktok vs meta", "average age of our male and female customers": the values are the groups."""
    words = {s.text.lower() for s in tagged.cover}
    compared = any(
        s.text.lower() in ("vs", "vs.", "versus") or s.word("tool") is not None for s in tagged.cover
    )
    if not compared and ("and" not in words or words & _TOGETHER):
        return None
    draft = draft_of(scope, tagged)
    conditions.read(draft)
    several = [
        c for c in draft.conditions if c.column is not None and isinstance(c.expr, Call) and c.expr.op == "in"
    ]
    if len(several) != 1 or several[0].column is None:
        return None
    figure = _figure(draft, None)
    if figure is None or not _is_by_value(draft, several[0], figure, compared):
        return None
    column = several[0].column
    _use_words(draft, figure)
    draft.use("group", *(i for i, s in enumerate(draft.spans) if column.name in {t.column.name for t in scope.terms(s) if t.column is not None}))  # fmt: skip
    where = tuple(c.expr for c in draft.conditions if c.measure is None)
    group = Out(name=column.label, expr=col(column.name))
    return Intent(
        source=scope.name, where=where, metrics=(figure,), groups=(group,), notes=tuple(draft.notes)
    ), draft


def _is_average(figure: Out) -> bool:
    return isinstance(figure.expr, Agg) and figure.expr.agg in ("mean", "median")


def _is_by_value(draft: Draft, listed: conditions.Condition, figure: Out, compared: bool) -> bool:
    """Whether each value is meant by itself. Two averages that are compared belong to the tool of that name; the average
    of "A and B" without a word of comparing is that of each, since one of both together would be said so."""
    if compared:
        return isinstance(figure.expr, MeasureRef)
    places = sorted(listed.spans)
    between = [draft.spans[k].text.lower() for k in range(places[0] + 1, places[-1])]
    return _is_average(figure) and "and" in between


# ---------------------------------------------------------------- the figure


def _figure(draft: Draft, made: Contrast | None, usual: str | None = None) -> Out | None:
    """The one figure that is asked for, as it was said: a measure, or a column with its aggregate; `usual`: the one that
    is meant where none is said."""
    said = [(i, w.name) for i, s in enumerate(draft.spans) if draft.free(i) and (w := s.word("aggregate")) is not None and w.name in _AGGREGATES and not s.entries]  # fmt: skip
    point = phrases.percentile(draft)
    kinds = {name for _, name in said}
    kinds -= {"sum"} if len(kinds) > 1 else set()  # "the average total": the average
    if len(kinds) > 1:
        return None
    agg = next(iter(kinds), usual)
    worth = next(
        (o for i in range(len(draft.spans)) if draft.free(i) and (o := contrast.worth(draft, i))), None
    )
    if worth is not None and worth.column is not None:
        draft.use("metric", *(i for i, _ in said))
        return of_column(agg or "sum", worth.column)
    terms = _terms(draft, made)
    if len({t.label for _, t in terms}) != 1:
        return _rate(made) if made is not None and not terms and agg is None else None
    draft.use("metric", *(i for i, _ in terms), *(i for i, _ in said))
    term = terms[0][1]
    if point is not None and term.column is not None:
        draft.use("metric", *point[1])
        return phrases.quantile_out(term.column, point[0])
    if term.column is not None and agg is None:
        compared = re.search(r"\bcompar", draft.text + " ".join(s.text for s in draft.spans), re.I)
        agg = "sum" if term.column.additive and compared is None else "mean"
    return metric(draft.scope, agg, term)


def _terms(draft: Draft, made: Contrast | None) -> list[tuple[int, Term]]:
    """The measures and numbers that are named and belong to no group."""
    own = made.column.name if made is not None and made.column is not None else ""
    found = []
    for i, span in enumerate(draft.spans):
        term = draft.scope.number(span) if draft.free(i) and span.entries else None
        if term is None or conditions._is_members(draft.scope, span):
            continue
        said = draft.scope.quantity(span)
        if term.measure is not None and said is not None and _row_wise(draft):
            term = said
        if term.column is None or (term.column.name != own and is_numeric(term.column)):
            found.append((i, term))
    return found


def _row_wise(draft: Draft) -> bool:
    """ "median spend": of each row's own number, where the column has the name, too."""
    said = {w.name for s in draft.spans if (w := s.word("aggregate")) is not None}
    return bool(said & {"mean", "median", "std", "var", "min", "max"})


def _rate(made: Contrast) -> Out | None:
    """The share for which something holds, where the words ask for one."""
    rated = contrast.outcome(made)
    if rated is None or rated.holds is None or all(c.expr != rated.holds for c in made.common):
        return None
    return Out(name=f"share with {rated.name}", expr=Agg(agg="rate", of=rated.holds), unit="share")


def _use_words(draft: Draft, figure: Out) -> None:
    """The words that only say that two things are compared, and the verbs of money beside money."""
    difference.use_verbs(draft, figure)
    draft.use(
        "entity",
        *(i for i, s in enumerate(draft.spans) if draft.free(i) and conditions._is_members(draft.scope, s)),
    )
    for i, span in enumerate(draft.spans):
        compares = all(w in _FREE for w in re.findall(r"[a-z]+", span.text.lower())) and bool(
            span.text.strip()
        )
        if draft.free(i) and not span.entries and (compares or span.word("tool") is not None):
            draft.use("difference", i)
