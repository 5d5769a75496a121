"""What is wrong, odd or worth knowing in the tables, each finding a plain sentence with its counts.

`report` starts from what the catalog was built from and adds a few passes: one aggregate, an even sample for
quantiles, and counts for what these made suspicious. Later answers cite the findings that touch their columns
through `Health.about`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from data._measure import HIDDEN, SENTINELS, Measured, all_digits, measure, quantile
from data._names import noun
from data.catalog import Catalog, Entity
from data.engine.duckdb import Engine, quoted
from data.load import LoadedTable
from data.work import Work

Severity = Literal["info", "warn", "stop"]

OLDEST = 110
"""Years that no customer is older than."""
ISOLATED = 3.0
"""A value is isolated when it is this many times the next one towards the middle."""
REVERSED_DAYS = 7
RARE = 10
"""Rows below which means and rates are not shown, so a level that has fewer is rare."""
PLACEHOLDERS = ("1900-01-01", "1970-01-01", "1899-12-30", "2099-12-31", "9999-12-31")


@dataclass(frozen=True)
class Finding:
    """One thing to know. `count` of rows (or columns), `share` of the rows; `details` for programs."""

    code: str
    severity: Severity
    table: str
    columns: tuple[str, ...]
    text: str
    count: int = 0
    share: float = 0.0
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TableHealth:
    """The report on one table. `period`: first and last day of its main date, as ISO text."""

    name: str
    rows: int
    columns: int
    grain: str
    period: tuple[str, str] | None
    findings: tuple[Finding, ...]
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Health:
    """The report on a dataset, by table name."""

    tables: dict[str, TableHealth]

    def about(self, table: str, columns: Iterable[str] = ()) -> tuple[Finding, ...]:
        """Findings on any of these columns and on the table as a whole; without columns, all of them."""
        found = self.tables[table].findings if table in self.tables else ()
        wanted = set(columns)
        return tuple(f for f in found if not wanted or not f.columns or wanted & set(f.columns))


def report(tables: Iterable[LoadedTable], engine: Engine, catalog: Catalog, work: Work) -> Health:
    """The health of all tables; the same data give the same report."""
    chosen = tuple(tables)
    done: dict[str, TableHealth] = {}
    for number, table in enumerate(chosen):
        work.progress(number / len(chosen), f"Checking {table.name}")
        done[table.name] = _Checkup(table, engine, catalog, work).health()
    return Health(done)


class _Checkup:
    """One table under examination."""

    def __init__(self, table: LoadedTable, engine: Engine, catalog: Catalog, work: Work) -> None:
        self.table, self.engine, self.catalog, self.work = table, engine, catalog, work
        self.measured = measure(table, engine, catalog, work)
        self.columns = list(self.measured.values())
        self.rows = table.rows
        self.sql = quoted(table.name)

    def health(self) -> TableHealth:
        main = self._main_date()
        checks = (
            self._totals, self._missing, self._hidden_words, self._sentinels, self._duplicates, self._constants,
            self._years, self._negatives, self._dates, self._extremes,
            lambda: self._partial(main), lambda: self._reversed(main),
            self._prefixes, self._personal, self._numbers_as_text, self._rare,
        )  # fmt: skip
        findings = [finding for check in checks for finding in check()]
        source = self.catalog.sources.get(self.table.name)
        period = (str(main.low)[:10], str(main.high)[:10]) if main else None
        grain = source.grain if source and source.grain else "row"
        return TableHealth(
            self.table.name,
            self.rows,
            len(self.columns),
            grain,
            period,
            tuple(findings),
            self.table.decisions,
        )

    def _finding(
        self, code: str, severity: Severity, columns: Iterable[str], text: str, count: int, **details: Any
    ) -> Finding:
        return Finding(
            code, severity, self.table.name, tuple(columns), text, count, count / max(1, self.rows), details
        )

    def _ask(self, fields: list[str], where: str = "") -> list[Any]:
        """One row of aggregates."""
        if not fields:
            return []
        rule = f" WHERE {where}" if where else ""
        return list(
            self.engine.fetch(f"SELECT {', '.join(fields)} FROM {self.sql}{rule}", work=self.work)[1][0]
        )

    def _main_date(self) -> Measured | None:
        """The date that is filled most, the first of equals."""
        dated = [m for m in self.columns if m.dated and m.filled]
        return max(dated, key=lambda m: m.filled) if dated else None

    def _totals(self) -> Iterator[Finding]:
        """Rows that add up the others; they were left out when the file was read."""
        for label in self.table.totals:
            text = f"The row “{label}” sums up the others and is left out, so that nothing counts twice."
            yield self._finding("total_row", "info", (), text, 1, label=label)

    def _missing(self) -> Iterator[Finding]:
        for m in self.columns:
            gone = self.rows - m.filled
            if gone == self.rows:
                yield self._finding("missing", "warn", [m.name], f"“{m.name}” is empty in every row.", gone)
            elif gone:
                text = (
                    f"“{m.name}” is missing in {gone:,} of {self.rows:,} rows ({_percent(gone, self.rows)})."
                )
                yield self._finding(
                    "missing", "warn" if gone > 0.05 * self.rows else "info", [m.name], text, gone
                )

    def _hidden_words(self) -> Iterator[Finding]:
        for m in self.columns:
            values = m.known.values if m.known else ()
            words = [(str(v.value), v.rows) for v in values if str(v.value).strip().lower() in HIDDEN]
            count = sum(rows for _, rows in words) or m.hidden
            if not count:
                continue
            named = ", ".join(f"“{w}”" for w, _ in words) or "a word such as “unknown” or “n/a”"
            text = f"“{m.name}” holds {named} in {count:,} rows, which says that it is not known."
            yield self._finding("hidden_missing", "info", [m.name], text, count, values=[w for w, _ in words])

    def _sentinels(self) -> Iterator[Finding]:
        suspects = [
            (m, s) for m in self._levels() for s in SENTINELS if s in (m.low, m.high) and m.low != m.high
        ]
        fields = [
            f"count_if({quoted(m.name)} = {s}), {'min' if s < 0 else 'max'}({quoted(m.name)}) "
            f"FILTER ({quoted(m.name)} <> {s})"
            for m, s in suspects
        ]
        row = self._ask(fields)
        for (m, s), count, nearest in zip(suspects, row[0::2], row[1::2], strict=True):
            far = nearest is not None and (nearest >= 0 if s < 0 else abs(nearest) * 1.5 <= s)
            if count >= 3 and far and count <= 0.5 * self.rows:
                others = "are never negative" if s < 0 else f"end at {_number(nearest)}"
                text = (
                    f"“{m.name}” is {s:,} in {count:,} rows while the others {others}: probably “not known”."
                )
                yield self._finding("hidden_missing", "warn", [m.name], text, count, values=[s])

    def _levels(self) -> list[Measured]:
        """Numbers that measure something (no ids, codes and flags)."""
        left_out = ("id", "weight", "flag", "constant")
        return [m for m in self.columns if m.numeric and m.filled and m.role not in left_out]

    def _duplicates(self) -> Iterator[Finding]:
        names = [m.name for m in self.columns]
        keys = [
            m.name
            for m in self.columns
            if m.role == "id" and m.known and m.known.distinct == self.rows == m.filled
        ]
        rest = [n for n in names if n not in keys]
        if len(names) < 2 or self.rows < 2:
            return
        hashed = f"count(DISTINCT hash({', '.join(map(quoted, rest))}))" if rest else "count(*)"
        copies = self.rows - int(self._ask([hashed])[0])
        if not copies:
            return
        if keys:
            said = f"{copies:,} rows repeat another row in everything except “{keys[0]}”."
            yield self._finding("duplicates_apart_from_id", "info", (), said, copies, key=keys[0])
        else:
            text = f"{copies:,} rows repeat another row exactly ({_percent(copies, self.rows)})."
            yield self._finding("duplicates", "warn", (), text, copies)

    def _constants(self) -> Iterator[Finding]:
        for m in self.columns:
            if m.constant and self.rows > 1 and m.filled == self.rows:
                text = f"“{m.name}” is {_shown(m.low)} in every row, so it tells nothing apart."
                yield self._finding("constant", "info", [m.name], text, m.filled, value=_plain(m.low))

    def _years(self) -> Iterator[Finding]:
        """Birth years and ages that no living person has."""
        now = self._reference_year()
        for m in self.columns:
            words = _words(m.name)
            if not (m.numeric and m.filled and m.sample.size):
                continue
            name = quoted(m.name)
            if words & {"birth", "born", "yob", "birthyear"} and 1900 < quantile(m.sample, 0.5) < now:
                wrong, oldest = f"({name} < {now - OLDEST} OR {name} > {now})", f"{now - OLDEST}"
                said = f"would make a person older than {OLDEST} in {now}, or not born yet"
            elif words & {"age"} and 0 < quantile(m.sample, 0.5) < OLDEST:
                wrong, oldest, said = f"({name} < 0 OR {name} > {OLDEST})", str(OLDEST), "is no possible age"
            else:
                continue
            count, examples = self._ask(["count(*)", f"list(DISTINCT {name} ORDER BY {name})"], wrong)
            if count:
                shown = ", ".join(_bare(v) for v in examples[:5])
                text = f"“{m.name}” {said} in {count:,} rows ({shown})."
                yield self._finding("impossible", "warn", [m.name], text, count,
                                    values=[_plain(v) for v in examples[:20]],
                                    bound=oldest)  # fmt: skip

    def _reference_year(self) -> int:
        """The year in which the data were taken: the last of the dates, by their mass and not one typo."""
        ends = [quantile(m.sample, 0.999) for m in self.columns if m.dated and m.sample.size]
        if ends:
            return (dt.date(1970, 1, 1) + dt.timedelta(days=max(ends))).year
        return dt.date.today().year

    def _negatives(self) -> Iterator[Finding]:
        """Below zero where nearly all is above: returns of a quantity, errors of a price or an age."""
        for m in self._levels():
            if not m.negative or m.negative > 0.1 * m.filled or m.role == "code":
                continue
            if m.low in SENTINELS and m.negative >= 3 and sum(v < 0 and v != m.low for v in m.bottom) == 0:
                continue
            share = _percent(m.negative, self.rows)
            if m.role == "quantity":
                text = (
                    f"“{m.name}” is negative in {m.negative:,} rows ({share}): "
                    f"returns, cancellations or corrections."
                )
                yield self._finding("returned", "warn", [m.name], text, m.negative)
            elif m.role in ("rate", "score", "ordinal") or m.negative <= 0.01 * m.filled:
                text = (
                    f"“{m.name}” is negative in {m.negative:,} rows ({share}), down to {_number(m.low)}, "
                    f"while nearly all values are not."
                )
                yield self._finding("negative", "warn", [m.name], text, m.negative, low=_plain(m.low))

    def _dates(self) -> Iterator[Finding]:
        """Placeholder days, and days far past the mass of the others."""
        for m in self.columns:
            if not (m.dated and m.filled and m.sample.size):
                continue
            name = quoted(m.name)
            first, last = (quantile(m.sample, q) for q in (0.01, 0.99))
            year = max(366.0, last - first)
            near = [p for p in PLACEHOLDERS if not first - 1 <= _days(p) <= last + 1]
            counts = self._ask([f"count_if({name}::DATE = DATE '{p}')" for p in near]
                               + [f"count_if(epoch({name}) / 86400 > {last + year})"])  # fmt: skip
            for day, count in zip(near, counts[:-1], strict=True):
                if count:
                    text = f"“{m.name}” is {day} in {count:,} rows, a date that stands for “not known”."
                    yield self._finding("placeholder_date", "warn", [m.name], text, count, values=[day])
            past = counts[-1] - sum(c for p, c in zip(near, counts[:-1], strict=True) if _days(p) > last)
            if past:
                text = (
                    f"“{m.name}” lies far after all other dates in {past:,} rows (up to {str(m.high)[:10]})."
                )
                yield self._finding("future_date", "warn", [m.name], text, past)

    def _extremes(self) -> Iterator[Finding]:
        asked = [(m, found) for m in self._levels() if m.role != "code" and (found := _beyond(m)) is not None]
        row = self._ask([f"count_if(abs({quoted(m.name)}) > {b[0]})" for m, b in asked])
        for (m, (bound, beyond, apart)), count in zip(asked, row, strict=True):
            if not count or count > max(5, 0.001 * self.rows):
                continue
            shown = ", ".join(_number(v) for v in beyond[:3])
            rest = (
                f"the others end near {_number(bound)}"
                if apart
                else f"99.9 % of the values stay under {_number(bound / 10)}"
            )
            text = f"“{m.name}” has {count:,} extreme {_plural(count, 'value')} ({shown}); {rest}."
            yield self._finding(
                "extreme", "warn", [m.name], text, count, values=[_plain(v) for v in beyond], bound=bound
            )

    def _partial(self, main: Measured | None) -> Iterator[Finding]:
        """A first or last month that the data do not cover; people and products come when they come."""
        if main is None or not main.sample.size or self._lists_members():
            return
        low, high = _day(main.low), _day(main.high)
        if (high - low).days < 62:
            return
        days = _different(np.floor(main.sample))
        rest = 2 + int(quantile(np.diff(days), 0.5)) if days.size > 2 else 2
        if days.size < (high - low).days / 45:
            return
        last = calendar.monthrange(high.year, high.month)[1]
        name = quoted(main.name)
        if high.day < last - rest:
            count = int(self._ask([f"count_if({name} >= DATE '{high.replace(day=1)}')"])[0])
            text = (
                f"{high:%B %Y} ends on the {_ordinal(high.day)}: the last month of “{main.name}” "
                f"is not complete ({count:,} rows)."
            )
            yield self._finding(
                "partial_period", "warn", [main.name], text, count, end="last", day=high.isoformat()
            )
        if low.day > 1 + rest:
            after = (low.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
            count = int(self._ask([f"count_if({name} < DATE '{after}')"])[0])
            text = (
                f"{low:%B %Y} begins on the {_ordinal(low.day)}: the first month of “{main.name}” "
                f"is not complete ({count:,} rows)."
            )
            yield self._finding(
                "partial_period", "info", [main.name], text, count, end="first", day=low.isoformat()
            )

    def _lists_members(self) -> bool:
        """Whether a row is a person or a product, whose dates (of birth, of joining) are no run of events."""
        own = [e for e in self.catalog.entities.values() if e.table == self.table.name and not e.rolled_up]
        return any(noun(e.name).kind in ("customer", "person", "household", "product") for e in own)

    def _reversed(self, main: Measured | None) -> Iterator[Finding]:
        """A large line and its exact opposite, same customer and product, within days."""
        quantity = next((m for m in self.columns if m.role == "quantity" and m.negative), None)
        customer, product = self._key("customer", "client"), self._key("product", "article", "item")
        if (
            main is None
            or quantity is None
            or customer is None
            or product is None
            or not quantity.sample.size
        ):
            return
        large = max(10.0, quantile(quantity.sample, 0.99))
        q, c, p, d = (quoted(n) for n in (quantity.name, customer, product, main.name))
        pairs = self.engine.fetch(
            f"SELECT sold.{c}, sold.{p}, sold.{q}, min(epoch(back.{d}) - epoch(sold.{d})) AS wait "
            f"FROM {self.sql} AS back JOIN {self.sql} AS sold ON back.{c} = sold.{c} AND back.{p} = sold.{p} "
            f"AND sold.{q} = -back.{q} WHERE back.{q} < -{large} AND sold.{q} > {large} "
            f"AND back.{d} >= sold.{d} AND back.{d} <= sold.{d} + INTERVAL {REVERSED_DAYS} DAY "
            f"GROUP BY 1, 2, 3 ORDER BY 3 DESC, 1, 2",
            work=self.work,
        )[1]
        if not pairs:
            return
        who, what, size, wait = pairs[0]
        lines = "order line was" if len(pairs) == 1 else "order lines were"
        text = (
            f"{len(pairs):,} large {lines} reversed within {REVERSED_DAYS} days; the largest: "
            f"{_number(size)} of {what} by {customer} {who}, taken back {_wait(wait)} later."
        )
        listed = [
            {"customer": _plain(a), "product": _plain(b), "quantity": _plain(n), "seconds": float(w)}
            for a, b, n, w in pairs[:20]
        ]
        yield self._finding(
            "reversed", "warn", [quantity.name, customer, product], text, len(pairs), pairs=listed
        )

    def _key(self, *names: str) -> str | None:
        """The stored column that identifies such a thing in this table."""
        for entity in self.catalog.entities.values():
            if entity.table == self.table.name and _called(entity, names) and entity.key in self.measured:
                return entity.key
        for join in self.catalog.joins:
            target = next(
                (e for e in self.catalog.entities.values() if e.table == join.to and _called(e, names)), None
            )
            if target and join.table == self.table.name:
                return join.key
        named = [
            m.name
            for m in self.columns
            if m.role in ("id", "code") and any(_starts(m.name, n) for n in names)
        ]
        return named[0] if named else None

    def _prefixes(self) -> Iterator[Finding]:
        """Ids that are digits apart from some with a letter in front: a kind of row of its own."""
        quantity = next((m for m in self.columns if m.role == "quantity"), None)
        for m in self.columns:
            if m.role != "id" or m.column.type != "text" or not m.filled:
                continue
            if all_digits(m.low, m.high):
                continue
            found = self._lettered(quoted(m.name), quantity)
            if not found or sum(n for _, n, _ in found) > 0.3 * m.filled:
                continue
            for letters, count, negative in found[:3]:
                cancelled = quantity is not None and negative >= 0.5 * count
                kind = "cancelled or returned" if cancelled else "of a kind of their own"
                text = (
                    f"{count:,} rows have a “{m.name}” that begins with “{letters}” "
                    f"while the others are digits: {kind}."
                )
                yield self._finding(
                    "cancelled" if cancelled else "id_prefix",
                    "warn" if cancelled else "info",
                    [m.name],
                    text,
                    count,
                    prefix=letters,
                    negative=negative,
                )

    def _lettered(self, name: str, quantity: Measured | None) -> list[tuple[str, int, int]]:
        """Letters in front of ids that are longer than the usual ones of digits, with their rows and how many
        of these have a quantity below zero.
        """
        back = f"count_if({quoted(quantity.name)} < 0)" if quantity else "0"
        digits = f"{name} >= '0' AND {name} < ':'"
        found = self.engine.fetch(
            f"SELECT regexp_extract({name}, '^[A-Za-z]+') AS letters, length({name}), count(*), {back} "
            f"FROM {self.sql} WHERE {name} IS NOT NULL AND NOT ({digits}) "
            f"AND regexp_full_match({name}, '[A-Za-z]{{1,3}}-?[0-9]+') GROUP BY 1, 2",
            work=self.work,
        )[1]
        if not found:
            return []
        lengths = self.engine.fetch(
            f"SELECT length({name}), count(*) FROM {self.sql} WHERE {digits} GROUP BY 1 ORDER BY 2 DESC, 1",
            work=self.work,
        )[1]
        usual = lengths[0][0] if lengths else math.inf
        totals: dict[str, tuple[int, int]] = {}
        for letters, length, count, negative in found:
            if length > usual:
                rows, below = totals.get(letters, (0, 0))
                totals[letters] = (rows + int(count), below + int(negative))
        return sorted(((k, *v) for k, v in totals.items()), key=lambda entry: (-entry[1], entry[0]))

    def _personal(self) -> Iterator[Finding]:
        named = [m.name for m in self.columns if m.role == "person" or (m.known and m.known.personal)]
        if named:
            listed = ", ".join(f"“{n}”" for n in named)
            one = len(named) == 1
            text = (
                f"{listed} {'names' if one else 'name'} persons; "
                f"{'it is' if one else 'they are'} left out of answers unless asked for."
            )
            yield Finding("personal", "info", self.table.name, tuple(named), text, len(named))

    def _numbers_as_text(self) -> Iterator[Finding]:
        texts = [
            m
            for m in self.columns
            if m.column.type == "text"
            and m.filled
            and m.role in ("text", "category", "ordinal", "amount", "quantity", "score", "rate")
        ]
        step = max(1, self.rows // 2000)
        numeric = [
            f"count_if(TRY_CAST({quoted(m.name)} AS DOUBLE) IS NOT NULL) / nullif(count({quoted(m.name)}), 0)"
            for m in texts
        ]
        shares = self._ask(numeric, f"rowid % {step} = 0")
        likely = [m for m, share in zip(texts, shares, strict=True) if share is not None and share >= 0.8]
        for m, count in zip(
            likely, self._ask([f"count(TRY_CAST({quoted(m.name)} AS DOUBLE))" for m in likely]), strict=True
        ):
            text = f"“{m.name}” is text although {count:,} of its {m.filled:,} values are numbers."
            yield self._finding("numbers_as_text", "info", [m.name], text, count)

    def _rare(self) -> Iterator[Finding]:
        if self.rows < 20 * RARE:
            return
        for m in self.columns:
            values = m.known.values if m.known and m.role in ("category", "ordinal") else ()
            if not 3 <= len(values) <= 60:
                continue
            rare = sorted((v for v in values if v.rows < RARE), key=lambda v: (v.rows, str(v.value)))
            if rare:
                listed = ", ".join(f"{v.name or v.value} ({v.rows})" for v in rare[:4]) + (
                    " and others" if len(rare) > 4 else ""
                )
                text = f"“{m.name}” has {len(rare):,} rare {_plural(len(rare), 'value')}: {listed}."
                yield self._finding(
                    "rare_levels",
                    "info",
                    [m.name],
                    text,
                    sum(v.rows for v in rare),
                    values=[v.value for v in rare],
                )


def _beyond(m: Measured) -> tuple[float, tuple[float, ...], bool] | None:
    """Where the ordinary values end and which lie beyond: those past ten times the 99.9 percentile, or set
    apart from all others by a wide gap. None if nothing does.
    """
    sizes = np.abs(m.sample)
    if sizes.size < 20 or _different(sizes[:2000]).size < 10:
        return None
    ends = sorted({abs(float(v)) for v in (*m.top, *m.bottom)}, reverse=True)
    low, high, q999 = (quantile(sizes, q) for q in (0.25, 0.75, 0.999))
    fence = high + 5 * (high - low)
    gap = next(
        (
            i
            for i in range(min(5, len(ends) - 1), 0, -1)
            if ends[i - 1] > ISOLATED * ends[i] and ends[i - 1] > fence
        ),
        0,
    )
    if gap and sizes.size > 50:
        return ends[gap], tuple(ends[:gap]), True
    beyond = tuple(v for v in ends if v > 10 * q999 and v > fence)
    return (10 * q999, beyond, False) if beyond and q999 > 0 else None


def _different(values: np.ndarray) -> np.ndarray:
    """The different values, sorted."""
    ordered = np.sort(values)
    return ordered[np.diff(ordered, prepend=-np.inf) > 0]


def _called(entity: Entity, names: tuple[str, ...]) -> bool:
    return bool({entity.name.lower(), *(s.lower() for s in entity.synonyms)} & set(names))


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower()))


def _starts(name: str, word: str) -> bool:
    return any(w.startswith(word) for w in _words(name))


def _percent(count: int, rows: int) -> str:
    share = 100 * count / rows if rows else 0.0
    return f"{share:.1f} %" if share >= 0.1 else "under 0.1 %"


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def _number(value: Any) -> str:
    number = float(value)
    return f"{number:,.0f}" if number.is_integer() or abs(number) >= 1000 else f"{number:,.2f}"


def _bare(value: Any) -> str:
    """A year or an age: no thousands mark."""
    return f"{float(value):g}"


def _shown(value: Any) -> str:
    return f"“{value}”" if isinstance(value, str) else str(value)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def _day(value: Any) -> dt.date:
    return (
        value.date()
        if isinstance(value, dt.datetime)
        else value
        if isinstance(value, dt.date)
        else dt.date.fromisoformat(str(value)[:10])
    )


def _days(iso: str) -> int:
    return (dt.date.fromisoformat(iso) - dt.date(1970, 1, 1)).days


def _ordinal(day: int) -> str:
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _wait(seconds: float) -> str:
    for size, word in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = round(seconds / size)
            return f"{count} {_plural(count, word)}"
    return "less than a minute"
