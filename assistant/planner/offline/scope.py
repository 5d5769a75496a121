"""One way to look at the data while a question is read: a source, and what its words bind to there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import Field

from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.spans import Span
from data.catalog import Catalog, Column, Entity, Measure, Source
from data.query import Agg, Call, Col, Expr, Frozen, MeasureRef, Out, columns_of, walk

PEOPLE = ("customer", "client", "household", "family", "member", "user", "person", "subscriber")
"""Entities that are those whom a business deals with."""
NUMERIC = ("number", "integer")
DATED = ("date", "datetime")
GROUPABLE = ("category", "flag", "code", "ordinal", "text", "person", "id", "date", "constant")


@dataclass(frozen=True)
class Term:
    """What a span stands for in a scope: exactly one of column, measure, entity and rows."""

    span: Span
    entry: Entry
    column: Column | None = None
    measure: Measure | None = None
    entity: Entity | None = None
    rows: bool = False
    out: Out | None = None

    @property
    def label(self) -> str:
        """What people call it."""
        if self.column is not None:
            return self.column.label
        if self.measure is not None:
            return self.measure.label
        return self.entity.plural if self.entity is not None else "rows"


class Scope:
    """A source of the catalog with the bindings of words to its columns and measures."""

    def __init__(self, catalog: Catalog, name: str) -> None:
        self.catalog, self.name = catalog, name
        self.source: Source = catalog.sources[name]
        entity = self.source.entity
        self.names = {name} | ({entity.table} if entity is not None and not entity.rolled_up else set())
        self.meant: Column | None = None
        """The date that the words of the question mean, where a row has several."""
        self._by_owner: dict[tuple[str, str], Column] = {}
        for column in self.source.columns.values():
            self._by_owner.setdefault((column.source, self._bare(column.name)), column)
        self._by_bare: dict[str, Column] = {}
        for key, column in self.source.columns.items():
            self._by_bare.setdefault(self._bare(key), column)

    def _bare(self, name: str) -> str:
        """A column's name without the table that it is joined from; a full stop of its own stays ("Conv.")."""
        table, _, rest = name.partition(".")
        return rest if rest and table in self.catalog.sources else name

    # -- columns -------------------------------------------------------------------------------------------------
    def column(self, entry: Entry) -> Column | None:
        """The column of this source that an entry (of any source) stands for, or None."""
        bare = self._bare(entry.name)
        if entry.source == self.name and entry.name in self.source.columns:
            return self.source.columns[entry.name]
        return self._by_owner.get((entry.source, bare)) or self._by_bare.get(bare)

    def measure(self, entry: Entry) -> Measure | None:
        """The measure, where it is defined on this source."""
        measure = self.catalog.measures.get(entry.name)
        return measure if measure is not None and measure.source in self.names else None

    def attribute(self, measure: Measure) -> Column | None:
        """The column of an entity that holds a measure rolled up to it (a customer's revenue)."""
        for column in self.source.columns.values():
            if isinstance(column.expr, MeasureRef) and column.expr.measure == measure.name:
                return column
        wanted = {measure.name.lower(), measure.label.lower()}
        return next(
            (c for c in self.source.columns.values() if {c.name.lower(), c.label.lower()} & wanted), None
        )

    def _unrolled(self, entry: Entry) -> Column | None:
        """The row's own number behind a member's ("average discount" of a product): no average of averages."""
        attribute = self.catalog.sources[entry.source].columns.get(entry.name)
        expr = attribute.expr if attribute is not None else None
        if not isinstance(expr, Agg) or not isinstance(expr.of, Col):
            return None
        column = self.source.columns.get(expr.of.col)
        usual = column is not None and expr.agg == ("sum" if column.additive else "mean")
        return column if usual and entry.kind == "column" else None

    def _is_of_thing(self, span: Span, entry: Entry) -> bool:
        """ "order value" names what a whole order comes to, and not each of its lines."""
        thing = self.catalog.sources[entry.source].entity
        if thing is None or entry.source == self.name or entry.kind != "column":
            return False
        if not thing.rolled_up and self.catalog.sources[entry.source].columns[entry.name].expr is None:
            return False  # what its own table says of it
        words = set(span.text.lower().split())
        return bool(words & {thing.name, *thing.synonyms}) and len(words) > 1

    def said_in_name(self, term: Term) -> str | None:
        """The aggregate in a member's name for a number ("average price" of a product), where rows have it plain."""
        entry, column = term.entry, term.column
        if column is None or entry.kind != "column" or self.column(entry) is not None:
            return None
        attribute = self.catalog.sources[entry.source].columns.get(entry.name)
        expr = attribute.expr if attribute is not None else None
        return expr.agg if isinstance(expr, Agg) and expr.agg in ("mean", "sum") else None

    def _rolled(self, measure: Measure) -> Column | None:
        """A measure as a member's own number: itself rolled up, or what is above the line of "per member"."""
        own = self.attribute(measure)
        expr, entity = measure.expr, self.source.entity
        if own is not None or entity is None or not isinstance(expr, Call) or expr.op != "div":
            return own
        above, below = expr.args[0], expr.args[-1]
        if not isinstance(above, Agg) or not isinstance(below, Agg) or columns_of(below) != (entity.key,):
            return None
        like = (
            m
            for m in self.catalog.measures.values()
            if isinstance(m.expr, Agg) and (m.expr.agg, m.expr.of) == (above.agg, above.of)
        )
        return next((c for m in like if (c := self.attribute(m)) is not None), None)

    def terms(self, span: Span) -> list[Term]:
        """All bindings of a span here, best first; a measure before a column of the same quality."""
        found = []
        for entry in span.entries:
            term = self._term(span, entry)
            if term is not None:
                found.append(term)
        return found

    def _term(self, span: Span, entry: Entry) -> Term | None:
        if entry.kind in ("column", "value"):
            column = None
            if not self._is_of_thing(span, entry):
                column = self.column(entry) or self._unrolled(entry)
            return Term(span, entry, column=column) if column is not None else None
        if entry.kind == "measure":
            measure = self.measure(entry)
            if measure is not None:
                return Term(span, entry, measure=measure)
            stated = self.catalog.measures.get(entry.name)
            attribute = (
                self._rolled(stated) if stated is not None and self.source.entity is not None else None
            )
            return Term(span, entry, column=attribute) if attribute is not None else None
        if entry.kind == "entity":
            return Term(span, entry, entity=self.catalog.entities[entry.name])
        if (entry.name in self.names and entry.kind == "table") or (
            entry.kind == "rows" and entry.source in self.names
        ):
            return Term(span, entry, rows=True)
        return None

    def number(self, span: Span) -> Term | None:
        """The best numeric column or measure."""
        return next(
            (t for t in self.terms(span) if t.entry.kind != "value" and (t.measure or is_numeric(t.column))),
            None,
        )

    def quantity(self, span: Span) -> Term | None:
        """The best numeric column, not a measure (a row's own value, which a condition may test)."""
        return next((t for t in self.terms(span) if t.entry.kind != "value" and is_numeric(t.column)), None)

    def dimension(self, span: Span) -> Term | None:
        """The best thing to group by: a category, date, entity key, or (last) a number to be binned."""
        terms = [t for t in self.terms(span) if t.entry.kind != "value"]
        for test in (is_groupable, lambda c: c is not None):
            hit = next(
                (t for t in terms if (t.column is not None and test(t.column)) or t.entity is not None), None
            )
            if hit is not None:
                return hit
        return None

    def summed_up(self, span: Span) -> Term | None:
        """A numeric column of the very name by which the rows are counted, too ("average tip" in a table of tips)."""
        term, column = self.number(span), self.quantity(span)
        if term is None or term.measure is None or column is None or column.entry.quality < 0.95:
            return None
        counts = isinstance(term.measure.expr, Agg) and term.measure.expr.agg in ("count", "distinct")
        return column if counts else None

    def value(self, span: Span) -> Term | None:
        """A stored value that the span names."""
        return next((t for t in self.terms(span) if t.entry.kind == "value"), None)

    # -- what the source has -------------------------------------------------------------------------------------
    @property
    def entity(self) -> Entity | None:
        """The entity that one row is, where known."""
        if self.source.entity is not None:
            return self.source.entity
        return next(
            (e for e in self.catalog.entities.values() if e.table == self.name and not e.rolled_up), None
        )

    def date(self) -> Column | None:
        """The date column that a period means when none is named: never one of births."""
        if self.meant is not None:
            return self.meant
        dated = [
            c
            for c in self.source.columns.values()
            if c.type in DATED and c.role == "date" and not is_birth(c)
        ]
        own = [c for c in dated if c.source == self.name and "." not in c.name]
        return (own or dated or [None])[0]  # type: ignore[list-item]  # the last resort is None

    def concept(self, *labels: str) -> Column | None:
        """A numeric column whose label or synonyms hold one of the words."""
        numeric = [c for c in self.source.columns.values() if is_numeric(c)]
        for label in labels:
            for column in numeric:
                if label == column.label.lower():
                    return column
        for label in labels:
            for column in numeric:
                if label in {s.lower() for s in column.synonyms} or label in column.label.lower().split():
                    return column
        return None

    def value_column(self) -> Column | None:
        """What a row of this source is worth: the attribute of the main measure, or the main amount."""
        for measure in self.catalog.measures.values():
            if measure.unit not in (None, "count") and is_additive(measure) and measure.unit != measure.label:
                attribute = self.attribute(measure)
                if attribute is None and measure.source in self.names:
                    attribute = self._summed(measure)
                if attribute is not None:
                    return attribute
        amounts = [
            c for c in self.source.columns.values() if c.role == "amount" and c.additive and not c.personal
        ]
        with_parts = [c for c in amounts if len(c.parts) >= 3 and c.label.startswith("total")]
        first = next(iter(with_parts or (amounts if len(amounts) <= 6 else [])), None)
        return self._over_all_time(first) if first is not None else None

    def _over_all_time(self, column: Column) -> Column:
        """A total charge rather than the monthly one, where a row has both."""
        wanted = f"total {column.label.lower().split()[-1]}"
        totals = (c for c in self.source.columns.values() if c.label.lower() == wanted and is_numeric(c))
        return next(totals, column)

    def _summed(self, measure: Measure) -> Column | None:
        if isinstance(measure.expr, Agg) and isinstance(measure.expr.of, Col):
            return self.source.columns.get(measure.expr.of.col)
        return None

    def main_measure(self) -> Out | None:
        """The measure that a question means when it names none: money if there is some."""
        for measure in self.catalog.measures.values():
            if (
                measure.source in self.names
                and is_additive(measure)
                and measure.unit not in (None, "count", measure.label)
            ):
                return Out(name=measure.label, expr=MeasureRef(measure=measure.name), unit=measure.unit)
        column = self.value_column()
        if column is None:
            return None
        return Out(
            name=f"total {bare(column.label)}", expr=Agg(agg="sum", of=Col(col=column.name)), unit=column.unit
        )


_CONTACT = frozenset(["email", "e-mail", "mail", "phone", "telephone", "tel", "mobile", "address", "fax"])


def is_contact(column: Column) -> bool:
    """How somebody is reached, which is told only where it is asked for by its name."""
    return bool(_CONTACT & set(column.label.lower().split()))


def is_money(unit: str | None) -> bool:
    """A currency by its code, or money of which nobody said the currency."""
    return unit == "money" or re.fullmatch(r"[A-Z]{3}", unit or "") is not None


def bare(label: str) -> str:
    """A label without a leading aggregate word, so that it is not said twice."""
    for word in ("total ", "average ", "number of "):
        if label.lower().startswith(word):
            return label[len(word) :]
    return label


def is_birth(column: Column) -> bool:
    """A date that a person was born on: an attribute, and no time at which anything happened."""
    return bool({"birth", "born", "birthday", "dob", "birthdate"} & set(column.label.lower().split()))


def is_numeric(column: Column | None) -> bool:
    """Numbers that measure something; ids and codes are names."""
    return (
        column is not None
        and column.type in NUMERIC
        and column.role not in ("id", "code", "person", "weight", "category", "flag")
    )


def is_joined(column: Column) -> bool:
    """Whether a column comes from another table, so that it stands in many rows; a full stop in a name is no join."""
    return column.name.startswith(f"{column.source}.")


def is_groupable(column: Column) -> bool:
    """Columns that make groups as they stand."""
    return column.role in GROUPABLE or column.type in (*DATED, "bool")


def is_additive(measure: Measure) -> bool:
    """True where the measure of a whole is the sum of its parts' measures (no ratio, mean or distinct count)."""
    nodes = list(walk(measure.expr))
    if any(isinstance(n, Call) and n.op == "div" and any(isinstance(a, Agg) for a in n.args) for n in nodes):
        return False
    return all(n.agg in ("sum", "count") for n in nodes if isinstance(n, Agg))


class Intent(Frozen):
    """A question understood: what becomes a plan. Follow-ups are edits of it.

    `tool` and `args` for abilities other than query; `before` are steps that must run first (a segmentation).
    `share` is the part's condition where a share of the population is asked. `base` names the group label that a
    window runs over. `kind` of answer as in the query tool. `picked` are the conditions that only pick one row of a list
    ("and the second?"): what is asked next of the list is asked without them. `place`: which one of a ranking is asked for.
    """

    source: str
    tool: str = "query"
    args: dict[str, object] = Field(default_factory=dict)
    before: tuple[dict[str, object], ...] = ()
    within: tuple[Expr, ...] = ()
    where: tuple[Expr, ...] = ()
    metrics: tuple[Out, ...] = ()
    groups: tuple[Out, ...] = ()
    columns: tuple[Out, ...] = ()
    having: tuple[Expr, ...] = ()
    order: str | None = None
    desc: bool | None = None
    limit: int | None = None
    rest: str | None = None
    best: tuple[str, ...] = ()
    chart: str | None = None
    answer: str = "table"
    melt: str | None = None
    share: tuple[Expr, ...] = ()
    picked: tuple[Expr, ...] = ()
    place: int = 1
    notes: tuple[str, ...] = ()
