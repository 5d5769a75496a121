"""A table on its way into the catalog: what is known of it so far, passed from one builder to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from data import _names as names
from data._names import Name, hints, says, split
from data._profile import LoadedTable, Profile, Shape
from data._questions import Question, questions, said_for
from data._roles import EMAIL, PHONE, Meaning
from data._values import group_of_values, listed
from data.catalog import Column, Entity, Role, Type, Value


@dataclass
class Draft:
    """A table, its columns (raw, then derived) and which of them play a part that other builders ask for:
    `part["revenue"]` is the name of the column that holds revenue, if any."""

    table: LoadedTable
    profile: Profile
    meanings: dict[str, Meaning]
    columns: dict[str, Column]
    part: dict[str, str] = field(default_factory=dict)
    weight: str | None = None
    implicates: int = 1
    noun: names.Noun | None = None
    key: str | None = None
    display: str | None = None
    rolled: list[Entity] = field(default_factory=list)
    policy: str | None = None
    facts: list[Column] = field(default_factory=list)
    facts_policy: str | None = None
    label: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        return self.table.name

    def shape(self, column: str) -> Shape:
        """The values of a raw column."""
        return self.profile.shapes[column]

    def raw(self) -> Iterator[tuple[Name, Column]]:
        """Columns of the file, with their names taken apart."""
        for column in list(self.columns.values()):
            if column.name in self.profile.shapes:
                yield split(column.name), column

    def first(self, *kinds: str, roles: tuple[Role, ...] = (), last: bool = False) -> Column | None:
        """The first raw column whose name hints at one of the kinds (with `last`: by its last word)."""
        for name, column in self.raw():
            if roles and column.role not in roles:
                continue
            hit = any(name.last in hints(k) for k in kinds) if last else says(name, *kinds)
            if hit:
                return column
        return None

    def add(self, column: Column) -> Column:
        """Put in a derived column."""
        self.columns[column.name] = column
        return column

    def change(self, name: str, role: Role) -> None:
        """Give a column another role, after evidence from the rest of the table."""
        old = self.columns[name]
        self.columns[name] = replace(old, role=role, additive=role in ("amount", "quantity"))

    def last_date(self) -> str | None:
        """The latest moment of any date column that is not a birth date, as ISO text."""
        highs = [
            str(c.high)
            for n, c in self.raw()
            if c.role == "date" and c.high is not None and not says(n, "birth")
        ]
        return max(highs, default=None)

    def main_date(self) -> Column | None:
        """The date that rows happened at: of an order, else the first that is not a birth date."""
        dates = [
            (n, c) for n, c in self.raw() if c.role == "date" and c.type != "text" and not says(n, "birth")
        ]
        for name, column in dates:
            if says(name, "order"):
                return column
        return dates[0][1] if dates else None


def draft(table: LoadedTable, found: Profile, meant: dict[str, Meaning]) -> Draft:
    """Columns with labels, synonyms, units and values from what was inferred."""
    numbered = questions(found.shapes)
    columns = {n: _column(table.name, shape, meant[n], numbered.get(n)) for n, shape in found.shapes.items()}
    columns = _told_apart(columns)
    made = Draft(table, found, meant, columns)
    claimed = Counter(c.label.lower() for c in columns.values()) + Counter(n.lower() for n in columns)
    made.columns = {n: replace(c, synonyms=_unclaimed(c, claimed)) for n, c in columns.items()}
    return made


def _told_apart(columns: dict[str, Column]) -> dict[str, Column]:
    """Columns whose short labels are the same keep what tells them apart ("Height (m)", "Height (ft)")."""
    times = Counter(c.label for c in columns.values())
    full = {n: names.label(split(n), full=True) for n, c in columns.items() if times[c.label] > 1}
    return {n: replace(c, label=full.get(n, c.label)) for n, c in columns.items()}


def _column(source: str, shape: Shape, meant: Meaning, question: Question | None) -> Column:
    name = split(shape.name)
    label = names.label(name if question is None else split(question.asked))
    number = () if question is None else (question.number, f"question {question.number[1:]}")
    label = f"{label} number" if meant.role == "id" and name.raw.rstrip().endswith("#") else label
    label = "month" if label == "mon" and _are_months(shape, name) else label
    unit = shape.unit or meant.unit
    return Column(
        name=shape.name,
        source=source,
        type=_type(shape),
        role=meant.role,
        label=label,
        unit=unit,
        additive=meant.additive,
        synonyms=(*names.synonyms(label), *said_for(label), *names.times(label, unit, source), *number),
        values=_values(shape, name, meant),
        distinct=shape.distinct,
        missing=shape.missing,
        low=shape.low,
        high=shape.high,
        personal=meant.personal,
        names=_names(shape, name, meant),
    )


def _are_months(shape: Shape, name: Name) -> bool:
    """A column "mon" of jan, feb, mar: months, and no Mondays."""
    group = group_of_values([v for v, _ in (shape.counts or ())[:300]], name)
    return group is not None and group.name == "months"


def _type(shape: Shape) -> Type:
    return shape.type


def _values(shape: Shape, name: Name, meant: Meaning) -> tuple[Value, ...]:
    """Listed for what groups rows, and for texts that name things; never for personal columns."""
    if meant.personal or meant.role in ("person", "text", "date", "amount", "rate", "weight"):
        return ()
    counts = shape.counts
    if counts is None:
        counts = _binary(shape)
    if counts is None or (shape.numeric and meant.role not in ("flag", "code", "ordinal", "category")):
        return ()
    return listed(counts, name, meant.role)


def _names(shape: Shape, name: Name, meant: Meaning) -> tuple[Value, ...]:
    """The names in a column of people; not their addresses and numbers."""
    address = says(name, "email", "phone", "secret") or shape.share(EMAIL) > 0.5 or shape.share(PHONE) > 0.5
    return (
        () if meant.role != "person" or address or shape.numeric else listed(shape.counts or (), name, "text")
    )


def _binary(shape: Shape) -> tuple[tuple[int | bool, int], ...] | None:
    """Rows with 0 and with 1 of a column that holds nothing else, from its mean."""
    if shape.mean is None or not (shape.type == "bool" or (shape.low == 0 and shape.high == 1)):
        return None
    ones = round(shape.mean * shape.present)
    if shape.type == "bool":
        return ((False, shape.present - ones), (True, ones))
    return ((0, shape.present - ones), (1, ones))


def _unclaimed(column: Column, claimed: Counter[str]) -> tuple[str, ...]:
    """Synonyms that are no other column's own label or name; `claimed` counts labels and names."""
    own = Counter((column.label.lower(), column.name.lower()))
    return tuple(s for s in column.synonyms if claimed[s.lower()] <= own[s.lower()])
