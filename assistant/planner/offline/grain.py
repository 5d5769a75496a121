"""Which grain a question is about: order lines, orders or customers.

A rolled-up entity is right where its members are what is averaged, tested, looked up or listed; else the rows are.
"""

from __future__ import annotations

import re

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from data.catalog import Catalog, Column, Entity, Source
from data.query import Agg, Call, Col, Expr, Lit, MeasureRef, Out, columns_of, walk

BETTER, WORSE = 0.2, -0.25
FEW = 30
"""Members that are looked at one by one: "gifts per campaign" of five campaigns is a figure for each, and no average."""
JOINING = re.compile(r"\b(new|first|join\w*|sign\w*|acquir\w*|won|gained|regist\w*|since when|cohort)\b")


def fit(intent: Intent, draft: Draft, tagged: Tagged, catalog: Catalog) -> float:
    """How well the intent's source is the grain that the question is about; 0 for a plain table."""
    scope = draft.scope
    entity = scope.source.entity
    low = tagged.text.lower()
    if entity is not None:
        low = without_rows(low, catalog.sources.get(entity.table))
    if entity is None or not entity.rolled_up:
        called = _called(draft.scope, tagged)
        aside = -0.1 if draft.scope.name not in _near(catalog) and not called else 0.0
        return (
            _rows(intent, draft, catalog)
            + (0.0 if called else _spoken_of(draft, tagged, catalog))
            + aside
            + _joined(intent, draft, low)
            + _of_ratios(intent, draft, low)
            + _lent(intent, draft, low)
            + _sums_a_ratio(intent, draft)
            + _of_their_sums(intent, draft, low)
        )
    made = {c.name: c for c in scope.source.columns.values()}
    if _in_first_period(draft, low) or _said_of_rows(draft, made, entity, catalog):
        return WORSE
    if draft.looked_up and any(columns_of(e)[:1] == (entity.key,) for e in intent.where):
        return BETTER
    tested = [
        made[n] for e in (*intent.where, *intent.share) for n in columns_of(e) if n in made and not _period(e)
    ]
    if _member_counted(intent, entity) and any(is_total(c) for c in tested) and _named(entity, low):
        return BETTER
    policy = catalog.policies.get(entity.policy or "")
    if policy is not None and any(set(columns_of(e)) & set(policy.touches) for e in intent.share):
        return WORSE
    if intent.share and isinstance(intent.metrics[0].expr, Agg) and _named(entity, low):
        return BETTER
    if _per(entity, low) and _typical(intent):
        return BETTER if scope.source.rows > FEW else WORSE
    if _by_their_segments(intent, made, entity):
        return BETTER
    if intent.columns and _named(entity, low) and (intent.chart or any(is_total(c) for c in tested)):
        return BETTER
    if intent.groups and _first_event(intent, made) and _named(entity, low) and JOINING.search(low):
        return BETTER
    return WORSE


def _said_of_rows(draft: Draft, made: dict[str, Column], entity: Entity, catalog: Catalog) -> bool:
    """ "Which customer has the most orders over 50": each order is tested, and not what a customer ordered in all."""
    table = catalog.sources.get(entity.table)
    if table is None:
        return False
    rows = table.plural.lower().removesuffix("s")
    for condition in draft.conditions:
        if condition.column is None or not condition.spans or condition.column.name not in made:
            continue
        before = " ".join(s.text.lower() for s in draft.spans[: min(condition.spans)])
        said_last = max((m.end() for m in re.finditer(rf"\b{re.escape(rows)}s?\b", before)), default=-1)
        thing_last = max((m.end() for m in re.finditer(rf"\b(?:{_nouns(entity)})\b", before)), default=-1)
        if is_total(made[condition.column.name]) and said_last >= max(thing_last, 0):
            return True
    return False


def without_rows(low: str, table: Source | None) -> str:
    """The question without the noun for rows, where it is longer than that of a thing: "campaign days" are no campaigns."""
    if table is None or " " not in table.plural:
        return low
    return re.sub(rf"\b{re.escape(table.plural.lower()).removesuffix('s')}s?\b", "rows", low)


def _joined(intent: Intent, draft: Draft, low: str) -> float:
    """A period or a course in time by the day of joining, though nobody spoke of joining."""
    if JOINING.search(low):
        return 0.0
    columns = draft.scope.source.columns
    dated = {c.column.name for c in draft.conditions if c.period and c.column is not None}
    dated |= {
        n
        for g in intent.groups
        for n in columns_of(g.expr)
        if n in columns and columns[n].type in ("date", "datetime")
    }
    return WORSE if any(is_joining(columns[n]) for n in dated if n in columns) else 0.0


def _of_ratios(intent: Intent, draft: Draft, low: str) -> float:
    """ "average order value" is revenue over orders, and no mean of what each member's orders are worth."""
    entity, columns = draft.scope.entity, draft.scope.source.columns
    if entity is not None and _named(entity, low):
        return 0.0
    means = [m.expr.of for m in intent.metrics if isinstance(m.expr, Agg) and m.expr.agg == "mean"]
    own = [columns[e.col] for e in means if isinstance(e, Col) and e.col in columns]
    ratios = [c for c in own if isinstance(c.expr, Call) and c.expr.op == "div"]
    return WORSE if any(c.name in draft.scope.catalog.measures for c in ratios) else 0.0


def _lent(intent: Intent, draft: Draft, low: str) -> float:
    """ "The most common leave reason", "where most of our card holders live", counted over visits that nobody spoke of: a
    member has it, and has it once."""
    names = [n for g in intent.groups for n in columns_of(g.expr)]
    tested = {n for e in intent.where for n in columns_of(e)}
    if (
        not names
        or not all("." in n for n in (*names, *tested))
        or re.search(r"\bmost (?:common|of)\b", low) is None
    ):
        return 0.0
    entity = draft.scope.entity
    counts = all(isinstance(m.expr, MeasureRef | Agg) and m.unit in (None, "count") for m in intent.metrics)
    spoken = entity is not None and _named(entity, low)
    return WORSE if counts and not spoken else 0.0


def _of_their_sums(intent: Intent, draft: Draft, low: str) -> float:
    """ "Median tip by gender" is one of tips, and not of what each customer gave in all, where no customer is named."""
    entity, columns = draft.scope.entity, draft.scope.source.columns
    if entity is None or _named(entity, low) or not _typical(intent):
        return 0.0
    measured = {n for m in intent.metrics for n in columns_of(m.expr) if n in columns}
    lent = [c for n in measured if (c := columns[n]).source != entity.table]
    sums = any(isinstance(c.expr, Agg) and c.expr.agg == "sum" for c in lent)
    return WORSE if sums and _SPENDS.search(low) is None else 0.0


_SPENDS = re.compile(r"\b(?:spen[dt]\w*|paid|pays?)\b")
"""People spend, so that what is spent may be that of each of them."""


def _sums_a_ratio(intent: Intent, draft: Draft) -> float:
    """ "Orders per customer" read as each customer's orders, and these as a total: nobody asked for that."""
    summed = {
        m.expr.of.col
        for m in intent.metrics
        if isinstance(m.expr, Agg) and m.expr.agg == "sum" and isinstance(m.expr.of, Col)
    }
    ratios = (
        t.column.name
        for span in draft.spans
        for t in draft.scope.terms(span)
        if t.column is not None and t.entry.kind == "measure" and t.entry.name.startswith("~")
    )
    return WORSE if summed & {*ratios} else 0.0


def is_joining(column: Column) -> bool:
    """A date of joining, signing up or first buying: an attribute of a member, no event of every day."""
    said = " ".join((column.label, *column.synonyms)).lower()
    return any(w in said for w in ("join", "sign", "regist", "enrol", "customer since"))


def _in_first_period(draft: Draft, low: str) -> bool:
    """ "who ordered 3 times in May", read as those whose first order was in May."""
    firsts = any(
        c.period and c.column is not None and "first" in c.column.label.lower().split()
        for c in draft.conditions
    )
    return firsts and JOINING.search(low) is None


def _near(catalog: Catalog) -> set[str]:
    """The main table and what it points to: a question that names no table means these."""
    tables = {catalog.main} | {j.to for j in catalog.joins if j.table == catalog.main}
    tables |= {e.table for n, e in catalog.entities.items() if n == catalog.main}
    return tables | {n for n, e in catalog.entities.items() if e.table in tables}


def _called(scope: Scope, tagged: Tagged) -> bool:
    """ "Claims", where the rows of a table of claims have no number of their own."""
    return any(
        (e.kind, e.name) == ("rows", "file") and e.source in scope.names and e.quality >= 0.9
        for s in tagged.cover
        for e in s.entries
    )


def _spoken_of(draft: Draft, tagged: Tagged, catalog: Catalog) -> float:
    """ "our customers" means the table of customers, not that of households."""
    plain = {e.name for e in catalog.entities.values() if not e.rolled_up}
    named = {
        e.name
        for s in tagged.cover
        if (e := s.entry("entity")) is not None
        and e.name in plain
        and e.quality == max(x.quality for x in s.entries)
    }
    own = draft.scope.entity.name if draft.scope.entity is not None else ""
    if any(
        (e.kind, e.name, e.source) == ("rows", "file", draft.scope.name)
        for s in tagged.cover
        for e in s.entries[:1]
    ):
        return 0.0  # "claims on motor policies": what the file of claims holds is named, too
    return WORSE if named and own not in named else 0.0


def _rows(intent: Intent, draft: Draft, catalog: Catalog) -> float:
    """Rows of lines are wrong where the total of a coarser thing is tested ("customers with over 1,000 of revenue")."""
    counted = [m for m in intent.metrics if isinstance(m.expr, MeasureRef) and m.unit in (None, "count")]
    things = [e for e in catalog.entities.values() if e.rolled_up and e.table in draft.scope.names]
    columns = draft.scope.source.columns
    averaged = [
        n
        for m in intent.metrics
        for node in walk(m.expr)
        if isinstance(node, Agg) and node.agg not in ("distinct", "count")
        for n in columns_of(node)
    ]
    if intent.chart in ("histogram", "box"):
        averaged += [n for out in intent.columns for n in columns_of(out.expr)]
    if any("." in n and n.partition(".")[0] in catalog.sources for n in averaged):
        return WORSE  # a customer's income, averaged over order lines, counts frequent buyers often
    tested = [columns[n] for e in (*intent.where, *intent.share) for n in columns_of(e) if n in columns]
    if things and counted and any(c.additive and c.role in ("amount", "quantity") for c in tested):
        return WORSE
    return 0.0


def _named(entity: Entity, low: str) -> bool:
    return re.search(rf"\b({_nouns(entity)})\b", low) is not None


def _nouns(entity: Entity) -> str:
    return "|".join(re.escape(n.lower()) for n in (entity.name, entity.plural, *entity.synonyms))


def _per(entity: Entity, low: str) -> bool:
    nouns = _nouns(entity)
    one = "|".join(re.escape(n.lower()) for n in (entity.name, *entity.synonyms) if not n.endswith("s"))
    if re.search(rf"\b(avg|mean|median|typical) ({one})\b", low) is not None:
        return True
    return (
        re.search(
            rf"\b(per|each|every|of an?|of all|one|a single|an? average|average|in an?|on an?|in one|does an?|do) (\w+ )?({nouns})\b|\b({nouns})\b[^,.]*\bon average\b|\bon average\b[^.]*\b({nouns})\b",
            low,
        )
        is not None
    )


def _typical(intent: Intent) -> bool:
    """A mean, median or spread over members, not grouped by the members themselves."""
    return any(
        isinstance(m.expr, Agg)
        and m.expr.agg in ("mean", "median", "std", "var", "quantile", "max", "min", "corr")
        for m in intent.metrics
    )


def _by_their_segments(intent: Intent, made: dict[str, Column], entity: Entity) -> bool:
    """What is typical of members in segments that the conversation made of them; a ratio is never averaged."""
    groups = [made[n] for out in intent.groups for n in columns_of(out.expr) if n in made]
    if not any(c.source == entity.name and c.expr is None and c.name != entity.key for c in groups):
        return False
    measured = [made[n] for out in intent.metrics for n in columns_of(out.expr) if n in made]
    spread = _typical(intent) or intent.chart == "box"
    return spread and not any(c.role == "rate" for c in measured)


def _member_counted(intent: Intent, entity: Entity) -> bool:
    return any(
        isinstance(m.expr, Agg) and m.expr.agg == "count" and m.name == entity.plural for m in intent.metrics
    ) or (_typical(intent) and not intent.groups)


def is_total(column: Column) -> bool:
    """A column of an entity that is an aggregate of its rows, no copy of a property."""
    if column.expr is None:
        return False
    aggs = [n.agg for n in walk(column.expr) if isinstance(n, Agg)]
    return (
        any(a not in ("any", "mode", "first", "last", "min", "max") for a in aggs)
        or any(isinstance(n, MeasureRef) for n in walk(column.expr))
        or (column.role in ("quantity", "amount", "score", "rate") and not aggs)
    )


def _first_event(intent: Intent, made: dict[str, Column]) -> bool:
    """Grouped by the date of a member's first event: a question about joining."""
    for out in intent.groups:
        for name in columns_of(out.expr):
            if name in made and made[name].role == "date" and "first" in made[name].label:
                return True
    return False


def _period(expr: Expr) -> bool:
    return isinstance(expr, Call) and any(isinstance(n, Lit) and n.date for n in walk(expr))


def lifted(intent: Intent, catalog: Catalog) -> list[Intent]:
    """The same question asked of members: "average orders per customer" as the mean of each customer's orders."""
    made = []
    for entity in catalog.entities.values():
        if (
            not entity.rolled_up
            or entity.name not in catalog.sources
            or intent.groups
            or len(intent.metrics) != 1
        ):
            continue
        scope = Scope(catalog, entity.name)
        column = _numerator(intent, entity, scope)
        if column is not None:
            out = Out(
                name=f"average {column.label}",
                expr=Agg(agg="mean", of=Col(col=column.name)),
                unit=column.unit,
            )
            made.append(
                intent.model_copy(
                    update={
                        "source": entity.name,
                        "within": intent.where,
                        "where": (),
                        "metrics": (out,),
                        "answer": "value",
                    }
                )
            )
    return made


def _numerator(intent: Intent, entity: Entity, scope: Scope) -> Column | None:
    """The member's own column above the line of a ratio per member."""
    expr = intent.metrics[0].expr
    if isinstance(expr, MeasureRef):
        measure = scope.catalog.measures[expr.measure]
        if measure.source != entity.table:
            return None
        expr = measure.expr
    if not isinstance(expr, Call) or expr.op != "div" or not all(isinstance(a, Agg) for a in expr.args):
        return None
    above, below = expr.args
    if not isinstance(above, Agg) or not isinstance(below, Agg) or columns_of(below) != (entity.key,):
        return None
    for measure in scope.catalog.measures.values():
        if isinstance(measure.expr, Agg) and (measure.expr.agg, measure.expr.of) == (above.agg, above.of):
            return scope.attribute(measure)
    return None
