"""Files become tables: sniffed, decoded, read once into native columns, every decision said.

For each file: bring it to text the engine can read (`_files`), guess each column's type from a sample
spread over the file (`_decide.guess`), read all rows in one pass with casts that refuse what does not fit.
Only where a sample cannot settle a column, or a cast refused, is every value counted first
(`_decide.survey`).

Settings (a dict, all optional; per table under "tables", per column under "columns"):
    delimiter  encoding  header (true/false)  decimal ("." or ",")  date_order (day-first, month-first,
    year-first)
    merge_spellings (true/false): one spelling for values that differ in case or blanks only
    keep_totals (true/false): keep rows at the foot of a table that add up the others
    keep_wide (true/false): keep a column for each period as it is, where each would become a row (`_long`)
    tables: {orders: {delimiter: ";", columns: {paid: {type: date, date_order: day-first, unit: EUR}}}}
"""

from __future__ import annotations

import filecmp
import itertools
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data._decide import (
    TYPES,
    Choice,
    Guess,
    Wishes,
    examples,
    guess,
    levels,
    sure_choice,
    sure_number,
    survey,
    text_choice,
)  # fmt: skip
from data._files import Part, parts, stem_of, unique_names
from data._names import free_name, hints, split
from data._numbers import PLAIN
from data._spellings import MOST, merge, plain
from data._totals import name_of
from data.catalog import Type
from data.engine.duckdb import Engine, literal, quoted
from data.errors import LoadError
from data.work import Work

WIDE = 60
"""From this many columns on, a sample seldom settles all, so all values are counted before they are read."""
BATCH = 500
MOST_ASKED = 300
"""Text columns whose values are all looked at for other spellings; of more, only those whose sample has some."""
SMALL = 1 << 26
"""Bytes of text below which more than one thread does not pay."""
ORDERS = ("day-first", "month-first", "year-first")
NATIVE: dict[str, Type] = {
    "BIGINT": "integer", "DOUBLE": "number", "DATE": "date", "TIMESTAMP": "datetime", "BOOLEAN": "bool",
}  # fmt: skip


@dataclass(frozen=True)
class LoadedColumn:
    """A column as stored. `note`: how the file wrote it; `unit`: a currency code or "share"."""

    name: str
    sql_type: str
    type: Type
    note: str = ""
    unit: str | None = None


@dataclass(frozen=True)
class LoadedTable:
    """A table in the engine, the files it came from, and what was decided on the way, in plain words.

    `totals`: what the rows are called that add up the others and were left out.
    """

    name: str
    files: tuple[str, ...]
    rows: int
    columns: tuple[LoadedColumn, ...]
    decisions: tuple[str, ...]
    totals: tuple[str, ...] = ()


def load(
    paths: Sequence[str | Path], engine: Engine, work: Work, settings: Mapping[str, object] | None = None
) -> tuple[LoadedTable, ...]:
    """Read files into tables of `engine`. Files with the same columns are stacked into one table.

    Raises LoadError (what is wrong with which file, and what to do) and leaves no table behind then.
    """
    if not paths:
        raise LoadError("No file was given.", "Name at least one CSV, Excel, Parquet or JSON file.")
    chosen, made = dict(settings or {}), []
    _check_settings(chosen)
    with tempfile.TemporaryDirectory(prefix="segue-load-") as folder:
        found, said = _all_parts(_once(paths), Path(folder), engine, work, chosen)
        try:
            for number, (name, group, notes) in enumerate(_named(_stacks(found))):
                work.progress(0.3 + 0.6 * number / len(found), f"Reading {name}")
                reading = _Reading(name, group, engine, work, for_table(chosen, name), Path(folder))
                made.append(reading.table(said + notes))
                said = []
        except BaseException:
            for table in (t.name for t in made):
                engine.execute(f"DROP TABLE IF EXISTS {quoted(table)}")
            raise
    work.progress(1.0, "Files are read")
    return tuple(made)


def _once(paths: Sequence[str | Path]) -> tuple[list[Path], list[str]]:
    """The paths without repetitions: the same file, or another with the same bytes and name."""
    kept: list[Path] = []
    said: list[str] = []
    for path in map(Path, paths):
        same = next((k for k in kept if _equal(k, path)), None)
        if same is None:
            kept.append(path)
        else:
            said.append(f"“{path.name}” holds the same as “{same.name}” and was read once.")
    return kept, said


def _equal(one: Path, other: Path) -> bool:
    if not (one.is_file() and other.is_file()) or one.stat().st_size != other.stat().st_size:
        return False
    return one.resolve() == other.resolve() or filecmp.cmp(one, other, shallow=False)


def _all_parts(
    kept: tuple[list[Path], list[str]],
    folder: Path,
    engine: Engine,
    work: Work,
    settings: Mapping[str, object],
) -> tuple[list[Part], list[str]]:
    paths, said = kept
    found: list[Part] = []
    for number, path in enumerate(paths):
        work.progress(0.3 * number / len(paths), f"Opening {path.name}")
        own = folder / str(number)
        own.mkdir()
        found += parts(path, own, engine, work, for_table(settings, stem_of(path.name)))
    return found, list(said)


def _stacks(found: list[Part]) -> list[list[Part]]:
    """Parts with the same named columns belong together."""
    stacks: dict[object, list[Part]] = {}
    for index, part in enumerate(found):
        key: object = tuple(n.strip().casefold() for n in part.names) if part.named else index
        stacks.setdefault(key, []).append(part)
    return list(stacks.values())


def _named(stacks: list[list[Part]]) -> list[tuple[str, list[Part], list[str]]]:
    """Each stack with a table name that no other has."""
    taken: set[str] = set()
    named: list[tuple[str, list[Part], list[str]]] = []
    for stack in stacks:
        base = _shared_stem([part.stem for part in stack])
        name, number, notes = base, 2, []
        while name.casefold() in taken:
            name, number = f"{base}_{number}", number + 1
        if name != base:
            notes.append(f"There is a table “{base}” already, so “{stack[0].file}” became “{name}”.")
        if len(stack) > 1:
            files = ", ".join(f"“{p.file}”" for p in stack)
            notes.append(
                f"{files} have the same columns and are one table; source_file says where a row is from."
            )
        taken.add(name.casefold())
        named.append((name, stack, notes))
    return named


def _shared_stem(stems: list[str]) -> str:
    """What the names of stacked files have in common (orders_2019, orders_2020: orders)."""
    if len(stems) == 1:
        return stems[0]
    alike = itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*stems, strict=False))
    common = "".join(letters[0] for letters in alike).rstrip("_0123456789")
    return common if len(common) >= 3 else stems[0]


class _Reading:
    """One table on its way into the engine."""

    def __init__(
        self,
        name: str,
        group: list[Part],
        engine: Engine,
        work: Work,
        settings: Mapping[str, object],
        folder: Path,
    ) -> None:
        self.name, self.engine, self.work, self.settings = name, engine, work, settings
        keep = bool(settings.get("keep_totals", False))
        self.group = group if keep else [part.without_totals(engine) for part in group]
        self.folder = folder
        self.names, self.renamed = unique_names(group[0].names)
        self.types = _common_types(group)
        self.positions = [f"c{i}" for i in range(len(self.names))]
        self.wishes = _wishes(settings, self.names)
        self.stacked = len(group) > 1

    def table(self, said: list[str]) -> LoadedTable:
        choices = self._read()
        target = quoted(self.name)
        rows = int(self.engine.fetch(f"SELECT count(*) FROM {target}")[1][0][0])
        if rows == 0:
            self.engine.execute(f"DROP TABLE {target}")
            raise LoadError(f"“{self.group[0].file}” has columns and no rows.", "Choose a file with rows.")
        columns = [
            LoadedColumn(
                name, choice.sql_type, choice.type, choice.note, _unit(self.settings, name) or choice.unit
            )
            for name, choice in zip(self.names, choices, strict=True)
        ]
        columns += [
            LoadedColumn(beside, "VARCHAR", "text", f"what is written beside {name}")
            for name, choice in zip(self.names, choices, strict=True)
            if choice.beside and (beside := self._beside(name))
        ]
        if self.stacked:
            columns.append(
                LoadedColumn(self._source_name(), "VARCHAR", "text", "the file that a row is from")
            )
        own = [f"“{p.file}”: {d}" if self.stacked else d for p in self.group for d in p.decisions]
        decided = [
            c.decision.replace("{name}", n) for n, c in zip(self.names, choices, strict=True) if c.decision
        ]
        decided += merge(self.engine, self.work, self.name, self._may_be_categories(choices), rows)
        return LoadedTable(
            self.name,
            tuple(p.file for p in self.group),
            rows,
            tuple(columns),
            tuple(said + own + self.renamed + decided),
            tuple(name_of(row) for part in self.group for row in part.totals),
        )

    def _may_be_categories(self, choices: list[Choice]) -> list[str]:
        """Text columns whose sample has few values; those that name ids are left as written."""
        found: list[str] = []
        samples: dict[str, set[str | None]] = {}
        for index, (name, choice) in enumerate(zip(self.names, choices, strict=True)):
            wanted = _column_settings(self.settings, name).get(
                "merge_spellings", self.settings.get("merge_spellings", True)
            )
            if choice.type != "text" or not wanted or split(name).last in hints("id"):
                continue
            samples[name] = {row[index] for part in self.group for row in part.sample}
            if len(samples[name]) <= MOST + 1:
                found.append(name)
        if len(found) <= MOST_ASKED:
            return found
        return [c for c in found if len({plain(v) for v in samples[c] if v}) < len(samples[c] - {None})]

    def _read(self) -> list[Choice]:
        """Read at once if the sample settles all columns and no cast refuses; else count first."""
        try:
            return self._attempt()
        except duckdb.Error as error:
            if "CSV Error" not in str(error):
                raise self._unreadable(error) from error
        self.group = [
            p.repaired(self.folder / f"{i}-{self.name}.mended", self.work) if p.text else p
            for i, p in enumerate(self.group)
        ]
        try:
            return self._attempt()
        except duckdb.Error as error:
            raise self._unreadable(error) from error

    def _attempt(self) -> list[Choice]:
        guesses = {c: self._guess(i) for i, c in enumerate(self.positions) if self.types[i] == "VARCHAR"}
        wide = len(guesses) > WIDE
        quick = {} if wide else {c: choice for c, g in guesses.items() if (choice := self._sure(c, g))}
        quick |= {c: text_choice(c) for c, g in guesses.items() if g.kind == "text"}
        choices = quick | self._counted({c: g for c, g in guesses.items() if c not in quick})
        try:
            self._create(
                [choices.get(c) or self._native(i) for i, c in enumerate(self.positions)],
                strict=True,
                quick=set(quick),
            )
        except duckdb.Error as error:
            if "CSV Error" in str(error):
                raise
            doubtful = {c: g for c, g in guesses.items() if c in quick and g.kind != "text"}
            choices |= self._counted(doubtful)
            self._create(
                [choices.get(c) or self._native(i) for i, c in enumerate(self.positions)], strict=False
            )
        return [choices.get(c) or self._native(i) for i, c in enumerate(self.positions)]

    def _guess(self, index: int, more: Sequence[str] = ()) -> Guess:
        values = [row[index] for part in self.group for row in part.sample]
        return guess([*values, *more], self.names[index], self.wishes[index])

    def _sure(self, column: str, found: Guess) -> Choice | None:
        if found.kind == "number" and found.sure and not found.forced:
            return sure_number(column, whole=found.numbers[0].whole and self._all_whole(column))
        return sure_choice(column, found)

    def _all_whole(self, column: str) -> bool:
        index = int(column[1:])
        return all(
            "." not in v or v.strip().endswith((".0", "."))
            for p in self.group
            for r in p.sample
            if (v := r[index])
        )

    def _counted(self, found: dict[str, Guess]) -> dict[str, Choice]:
        """Choices that rest on all values: plain numbers by one cheap pass, others by every way that fits."""
        plain = [c for c, g in found.items() if g.kind == "number" and g.sure and not g.forced]
        choices: dict[str, Choice] = {}
        for column, level in (
            levels(self._relation(), plain, self.engine, self.work) if plain else {}
        ).items():
            if level in (1, 2):
                choices[column] = sure_number(column, whole=level == 1)
        rest = {c: g for c, g in found.items() if c not in choices}
        empty = [c for c, g in rest.items() if g.kind == "unknown"]
        filled = self._filled(empty)
        for column in empty:
            if column not in filled:
                choices[column] = text_choice(column, "empty in every row")
                rest.pop(column)
        for column in [c for c, g in rest.items() if c in filled or c in plain]:
            odd = examples(
                self._relation(), column, self.engine, self.work, (PLAIN,) if column in plain else ()
            )
            rest[column] = self._guess(int(column[1:]), odd)
        return choices | self._surveyed(rest)

    def _filled(self, columns: list[str]) -> set[str]:
        full: set[str] = set()
        for start in range(0, len(columns), BATCH):
            some = columns[start : start + BATCH]
            counts = ", ".join(f"count(nullif(trim({c}), ''))" for c in some)
            row = self.engine.fetch(f"SELECT {counts} FROM {self._relation()}", work=self.work)[1][0]
            full |= {c for c, n in zip(some, row, strict=True) if n}
        return full

    def _surveyed(self, rest: dict[str, Guess]) -> dict[str, Choice]:
        texts = {c: text_choice(c) for c, g in rest.items() if g.kind in ("text", "unknown")}
        asked = {c: g for c, g in rest.items() if c not in texts}
        choices = dict(texts)
        for start in range(0, len(asked), BATCH):
            some = dict(list(asked.items())[start : start + BATCH])
            names = {c: self.names[int(c[1:])] for c in some}
            choices |= survey(self._relation(), some, names, self.engine, self.work)
        for column, one in asked.items():
            if choices[column].type == "text" and not one.forced:
                choices[column] = self._second(column, one, choices[column])
        return choices

    def _second(self, column: str, first: Guess, text: Choice) -> Choice:
        """Guess again with values that the sample had not: a mark or a time that occurs late in the file."""
        again = self._guess(
            int(column[1:]), examples(self._relation(), column, self.engine, self.work, (PLAIN,))
        )
        if again.kind in ("text", "unknown") or again == first:
            return text
        return survey(
            self._relation(), {column: again}, {column: self.names[int(column[1:])]}, self.engine, self.work
        )[column]

    def _native(self, index: int) -> Choice:
        kind = self.types[index]
        sql = f"CAST(c{index} AS {kind})"
        return Choice(kind, NATIVE[kind], sql, sql)

    def _create(self, choices: list[Choice], strict: bool, quick: set[str] | None = None) -> None:
        fields = []
        for index, (name, choice) in enumerate(zip(self.names, choices, strict=True)):
            hard = strict and (quick is None or f"c{index}" in quick)
            fields.append(f"{choice.strict if hard else choice.lenient} AS {quoted(name)}")
        fields += [
            f"{choice.beside} AS {quoted(self._beside(name))}"
            for name, choice in zip(self.names, choices, strict=True)
            if choice.beside
        ]
        if self.stacked:
            fields.append(f"source_file AS {quoted(self._source_name())}")
        fields_sql, target = ", ".join(fields), quoted(self.name)
        sql = f"CREATE OR REPLACE TABLE {target} AS SELECT {fields_sql} FROM {self._relation()}"
        with self.engine.narrowed(1 if self._small() else None):
            self.engine.execute(sql, work=self.work)

    def _small(self) -> bool:
        """Text that one thread reads as soon as many do, with half their memory and processor time."""
        texts = [p.text for p in self.group if p.text is not None]
        return len(texts) == len(self.group) and sum(t.stat().st_size for t in texts) < SMALL

    def _relation(self) -> str:
        if not self.stacked:
            return self.group[0].rows
        shown = ", ".join(f"CAST({c} AS {t}) AS {c}" for c, t in zip(self.positions, self.types, strict=True))
        selects = (f"SELECT {shown}, {literal(p.file)} AS source_file FROM {p.rows}" for p in self.group)
        return f"({' UNION ALL '.join(selects)})"

    def _beside(self, name: str) -> str:
        """The name of the column for what is written beside the numbers of another."""
        return free_name(f"{name} note", self.names)

    def _source_name(self) -> str:
        name = "source_file"
        while name in {n.casefold() for n in self.names}:
            name += "_"
        return name

    def _unreadable(self, error: duckdb.Error) -> LoadError:
        files = ", ".join(f"“{p.file}”" for p in self.group)
        return LoadError(
            f"{files} cannot be read: {str(error).splitlines()[0][:200]}",
            "Say the delimiter and the encoding in the settings.",
        )


def _common_types(group: list[Part]) -> tuple[str, ...]:
    """One type a column for stacked parts: the same, or the wider number, or text."""
    merged = []
    for kinds in zip(*(part.types for part in group), strict=True):
        one = set(kinds)
        merged.append(kinds[0] if len(one) == 1 else "DOUBLE" if one == {"BIGINT", "DOUBLE"} else "VARCHAR")
    return tuple(merged)


def for_table(settings: Mapping[str, object], table: str) -> dict[str, object]:
    """The settings that hold for a table: the general ones, overlaid by its own."""
    tables = settings.get("tables")
    own = tables.get(table) if isinstance(tables, Mapping) else None
    return {**settings, **own} if isinstance(own, Mapping) else dict(settings)


def _column_settings(settings: Mapping[str, object], name: str) -> Mapping[str, object]:
    columns = settings.get("columns")
    own = columns.get(name) if isinstance(columns, Mapping) else None
    return own if isinstance(own, Mapping) else {}


def _unit(settings: Mapping[str, object], name: str) -> str | None:
    unit = _column_settings(settings, name).get("unit")
    return str(unit) if unit is not None else None


def _wishes(settings: Mapping[str, object], names: tuple[str, ...]) -> list[Wishes]:
    wishes = []
    for name in names:
        own = {
            **{k: settings[k] for k in ("date_order", "decimal") if k in settings},
            **_column_settings(settings, name),
        }
        kind = own.get("type")
        order, decimal = own.get("date_order"), own.get("decimal")
        wishes.append(Wishes(
            next((t for t in TYPES if t == kind), None),
            str(order) if order else None,
            str(decimal) if decimal else None,
        ))  # fmt: skip
    return wishes


def _check_settings(settings: Mapping[str, object]) -> None:
    """Refuse values that mean nothing; keys that belong to others are left alone."""
    allowed: dict[str, tuple[object, ...]] = {
        "header": (True, False, None),
        "decimal": (".", ",", None),
        "merge_spellings": (True, False, None),
        "keep_totals": (True, False, None),
        "keep_wide": (True, False, None),
        "date_order": (*ORDERS, None),
        "type": (*TYPES, None),
    }
    for key, values in allowed.items():
        if key in settings and not (isinstance(settings[key], str | bool | None) and settings[key] in values):
            known = ", ".join(str(v) for v in values if v is not None)
            raise LoadError(
                f"The setting {key} must be one of {known}. Got “{settings[key]}” instead.",
                "Correct it in the YAML.",
            )
    for key in ("tables", "columns"):
        inner = settings.get(key)
        for own in inner.values() if isinstance(inner, Mapping) else ():
            if isinstance(own, Mapping):
                _check_settings(own)
