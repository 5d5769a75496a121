"""Says what is in the data, how good they are, and how business stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from data.dataset import View
from data.query import Call, Col, Lit, MeasureRef, Out, Query
from data.work import Work
from tools import _chart
from tools._cautions import cited
from tools._caveats import Cautions, caution
from tools._facts import number
from tools._next import other_dimension
from tools._periods import bounds, incomplete
from tools._result import Evidence, Fact, Headline, Kind, Result, Scalar, Table
from tools._tool import Args, Slot, tool

Topic = Literal["missing", "duplicates", "constants", "outliers", "rare", "personal", "period", "all"]

CODES: dict[Topic, tuple[str, ...]] = {
    "missing": ("missing", "hidden_missing"),
    "duplicates": ("duplicates", "duplicates_apart_from_id"),
    "constants": ("constant",),
    "outliers": (
        "impossible",
        "extreme",
        "negative",
        "returned",
        "placeholder_date",
        "future_date",
        "reversed",
    ),
    "rare": ("rare_levels",),
    "personal": ("personal",),
    "period": ("partial_period", "placeholder_date", "future_date"),
    "all": (),
}
MOST_MEASURES = 6
MOST_OF_A_KIND = 3
RARE = 10


class OverviewArgs(Args):
    """`view`: data says what there is, kpi how business is, quality what is odd (of a topic, a column).

    most: the column with the most missing values answers, by its name
    """

    source: str = ""
    view: Annotated[Literal["data", "quality", "kpi"], Slot("choice")] = "data"
    topic: Annotated[Topic, Slot("choice")] = "all"
    column: str | None = None
    most: bool = False


@tool(
    words=(
        "overview",
        "what is in",
        "describe",
        "summary",
        "data quality",
        "missing",
        "duplicates",
        "how is business",
    ),
    examples=(
        "what's in this data?",
        "how is business?",
        "which columns are constant?",
        "is anything odd about the data?",
    ),
)
def overview(args: OverviewArgs, data: View, work: Work) -> Result:
    """Says what is in the data, how good they are, and how business stands."""
    source = args.source or data.catalog.main
    work.check()
    # Raises where a condition names what is not there, also where the view reads the kept report only.
    data.compile(
        Query(source=source, within=args.within, where=args.where, columns=_first_column(source, data))
    )
    if args.view == "kpi":
        return _kpi(source, args, data, work)
    if args.view == "quality":
        return _quality(source, args, data)
    return _contents(source, args, data)


def _first_column(name: str, data: View) -> tuple[Out, ...]:
    first = next(iter(data.source(name).columns))
    return (Out(name=first, expr=Col(col=first)),)


# ---------------------------------------------------------------- what is in it


def _contents(name: str, args: OverviewArgs, data: View) -> Result:
    source = data.catalog.sources[name]
    health = data.dataset.health.tables.get(_table_of(name, data))
    stored = health.columns if health and health.name == name else len(source.columns)
    limited = bool(args.where or args.within)
    rows = data.count(name, args.where, args.within) if limited else source.rows
    facts = [
        Fact("rows", "count", source.plural, rows),
        Fact("columns", "count", "columns", stored),
    ]
    made = [c for c in source.columns.values() if c.expr is not None]
    if made:
        facts.append(Fact("derived", "count", "columns worked out from others", len(made)))
    if health and health.period:
        facts += [
            Fact("period.first", "extreme", "first day", health.period[0]),
            Fact("period.last", "extreme", "last day", health.period[1]),
        ]
    findings = health.findings if health else ()
    facts += _summary(findings)
    cautions = _cited(findings) + _policy_notes(name, data)
    tables = [s for s in data.catalog.sources if s in data.dataset.tables]
    facts += [_table_fact(i, s, data) for i, s in enumerate(tables, start=1)] if len(tables) > 1 else []
    return Result(
        headline=Headline(source.plural, rows),
        facts=tuple({f.id: f for f in (*facts, *cautions.facts)}.values()),
        table=_column_table(source),
        caveats=cautions.caveats,
        evidence=(
            Evidence(
                method="every column counted and profiled once, when the data were loaded",
                rows_used=source.rows,
            ),
        ),
        words=_words(source, health),
        flags=frozenset(
            {"data"} | ({"many"} if len(tables) > 1 else set()) | ({"findings"} if findings else {"clean"})
        ),
        next=_questions(name, data),
        subject=Query(source=name, within=args.within, where=args.where),
    )


def _cited(findings: Any) -> Cautions:
    """The findings in words, no more than a few of one kind: a wide table has hundreds."""
    found = Cautions()
    told: dict[str, int] = {}
    for at, finding in enumerate(findings, start=1):
        told[finding.code] = told.get(finding.code, 0) + 1
        if told[finding.code] <= MOST_OF_A_KIND:
            found += cited(finding, f"finding.{at}")
    more = sum(max(0, n - MOST_OF_A_KIND) for n in told.values())
    if more:
        fact = Fact("finding.more", "count", "further findings", more)
        found += caution("overview.more_findings", fact)
    return found


def _table_of(name: str, data: View) -> str:
    entity = data.catalog.sources[name].entity
    return entity.table if entity else name


def _summary(findings: Any) -> list[Fact]:
    """The findings that everybody asks for, as single facts."""
    gaps = sorted((f for f in findings if f.code == "missing"), key=lambda f: -f.count)
    constants = [f for f in findings if f.code == "constant"]
    facts = []
    if gaps:
        facts.append(Fact("missing.columns", "count", "columns with missing values", len(gaps)))
        facts.append(Fact("missing.most", "count", "missing values", gaps[0].count, row=gaps[0].columns[0]))
        facts.append(
            Fact("missing.share", "share", "share missing", gaps[0].share, "share", row=gaps[0].columns[0])
        )
    for finding in findings:
        if finding.code in CODES["duplicates"]:
            facts.append(Fact("duplicates", "count", "rows that repeat another", finding.count))
    if constants:
        facts.append(Fact("constants", "count", "columns with one value only", len(constants)))
    return facts


def _table_fact(at: int, name: str, data: View) -> Fact:
    source = data.catalog.sources[name]
    return Fact(f"table.{at}", "count", f"rows of {name}", source.rows, row=name)


def _policy_notes(name: str, data: View) -> Cautions:
    found = Cautions()
    for policy, variant in data.policy_filters(name):
        if policy.variants.get(variant) is not None:
            found += caution("overview.policy", rule=policy.description.rstrip("."))
    return found


def _column_table(source: Any) -> Table:
    columns = ("column", "meaning", "role", "type", "missing", "different values", "lowest", "highest")
    rows = []
    for c in source.columns.values():
        known = c.expr is None
        counted = (c.missing, c.distinct) if known else (None, None)
        low, high = (None, None) if c.personal else (c.low, c.high)
        rows.append(
            (c.name, c.label, "derived " + c.role if not known else c.role, c.type, *counted, low, high)
        )
    return Table(columns, tuple(rows))


def _words(source: Any, health: Any) -> dict[str, str]:
    words = {"rows": source.plural, "source": source.name}
    grain = health.grain if health else source.grain
    if grain:
        words["grain"] = grain.rstrip(".")
    roles: dict[str, list[str]] = {}
    for column in source.columns.values():
        roles.setdefault(column.role, []).append(column.label)
    for role, key in (("amount", "amounts"), ("category", "categories"), ("flag", "flags")):
        if roles.get(role):
            words[key] = ", ".join(roles[role][:4])
    return words


def _questions(name: str, data: View) -> tuple[str, ...]:
    """Three questions worth asking: a measure by a category, over time, and who counts most."""
    source = data.catalog.sources[name]
    measures = [m for m in data.catalog.measures.values() if m.source == name]
    measure = next((m for m in measures if _is_money(m.unit)), next((m for m in measures if m.unit), None))
    other = other_dimension(Query(source=name), data)
    found = []
    if measure and other:
        found.append(f"{measure.label} by {other}")
    elif other:
        found.append(f"how many {source.plural} by {other}?")
    if measure and any(c.role == "date" for c in source.columns.values()):
        found.append(f"{measure.label} by month")
    numbers = [c for c in source.columns.values() if c.role in ("amount", "score") and c.expr is None]
    if numbers:
        found.append(f"histogram of {numbers[0].label}")
    return tuple(found[:3])


# ---------------------------------------------------------------- how good it is


def _quality(name: str, args: OverviewArgs, data: View) -> Result:
    source = data.catalog.sources[name]
    table = _table_of(name, data)
    codes = CODES[args.topic]
    column = data.column(name, args.column).name if args.column else None
    findings = [f for f in data.dataset.health.about(table) if not codes or f.code in codes]
    if column:
        findings = [f for f in findings if column in f.columns]
    if args.topic == "rare":
        return _rare(source, column, findings, args)
    rows, facts = [], []
    cautions = Cautions()
    for at, finding in enumerate(findings, start=1):
        where = ", ".join(finding.columns) or "all columns"
        counted = finding.count if finding.code != "personal" else None
        rows.append((where, finding.code.replace("_", " "), counted, finding.share if counted else None))
        kind: Kind = "count"
        facts.append(Fact(f"item.{at}", kind, finding.code.replace("_", " "), finding.count, row=where))
        if finding.code == "constant":
            facts.append(
                Fact(f"same.{at}", "value", "its only value", finding.details.get("value"), row=where)
            )
        cautions += cited(finding, f"finding.{at}")
    facts.append(Fact("found", "count", "findings", len(findings)))
    facts.append(Fact("rows", "count", source.plural, source.rows))
    return Result(
        headline=_quality_headline(args, findings, source, column),
        facts=(*facts, *cautions.facts),
        table=Table(("column", "finding", "rows", "share"), tuple(rows), {"share": "share"}),
        caveats=cautions.caveats,
        evidence=(Evidence(method="health report, made when the data were loaded", rows_used=source.rows),),
        words={"rows": source.plural, "topic": args.topic},
        flags=frozenset(
            {"quality", args.topic if findings else "clean"}
            | ({"found"} if findings else {f"no_{args.topic}"})
            | (set() if column or any(f.code == "missing" for f in findings) else {"full"})
        ),
        next=_questions(name, data),
        subject=Query(source=name),
    )


def _quality_headline(args: OverviewArgs, findings: Any, source: Any, column: str | None) -> Headline | None:
    """The one count or name that answers, where there is one."""
    topic = args.topic
    if topic == "duplicates":
        return Headline("rows that repeat another", sum(f.count for f in findings))
    if topic == "missing" or (topic == "all" and column is None and not findings):
        stored = [c for c in source.columns.values() if c.expr is None and column in (None, c.name)]
        fullest = max(stored, key=lambda c: c.missing, default=None)
        if args.most:
            some = fullest is not None and fullest.missing > 0
            return (
                Headline("most missing values", fullest.name, n=fullest.missing) if some and fullest else None
            )
        where = f"missing in {column}" if column else "missing values in all columns"
        return Headline(where, sum(c.missing for c in stored if "." not in c.name or column))
    if topic == "constants" and len(findings) == 1:
        return Headline("the same in every row", findings[0].columns[0])
    return None


def _rare(source: Any, column: str | None, findings: Any, args: OverviewArgs) -> Result:
    """Levels of a category that only a handful of rows have: typing errors, jokes, other spellings."""
    kept = [
        c
        for c in source.columns.values()
        if c.values and c.type == "text" and (column is None or c.name == column)
    ]
    rows = sorted(
        ((c.label, v.name or str(v.value), v.rows) for c in kept for v in c.values if v.rows < RARE),
        key=lambda row: (row[0], row[2], row[1]),
    )
    facts = [
        Fact(f"item.{i}", "count", label, n, row=value, column=label)
        for i, (label, value, n) in enumerate(rows, start=1)
    ]
    facts += [
        Fact("found", "count", "rare values", len(rows)),
        Fact("together", "count", "rows with a rare value", sum(r[2] for r in rows)),
    ]
    return Result(
        facts=tuple(facts),
        table=Table(("column", "value", "rows"), tuple(rows)),
        evidence=(Evidence(method="values of text columns that few rows have", rows_used=source.rows),),
        words={"rows": source.plural, "topic": "rare"},
        flags=frozenset({"quality", "rare" if rows else "clean"} | ({"found"} if rows else set())),
        subject=Query(source=source.name),
    )


# ---------------------------------------------------------------- how business is


@dataclass(frozen=True)
class Periods:
    """The last whole month and those it is compared with; None where the data do not reach."""

    last: str
    before: str | None
    year_ago: str | None


def _kpi(name: str, args: OverviewArgs, data: View, work: Work) -> Result:
    source = data.catalog.sources[name]
    measures = _main_measures(name, data)
    if not measures:
        return _contents(name, args, data)
    outs = tuple(Out(name=m.label, expr=MeasureRef(measure=m.name)) for m in measures)
    date = _event_date(source)
    if date is None:
        return _totals(name, args, outs, data, work)
    month = Out(name="month", expr=Call(op="trunc_month", args=(Col(col=date.name),)))
    asked = Query(source=name, within=args.within, where=args.where, groups=(month,), measures=outs)
    frame = data.fetch(asked, work)
    rows = {str(r["month"]): r for r in frame.records() if r["month"] is not None}
    periods = _periods(rows, date)
    if periods is None:
        return _totals(name, args, outs, data, work)
    table, facts = _compared(rows, periods, outs, frame.units)
    cut = [m for m in rows if incomplete("trunc_month", m, date.low, date.high)]
    cautions = _cut_months(cut, date)
    first = outs[0].name
    course = Table(
        ("month", first),
        tuple((m, rows[m][first]) for m in sorted(rows)),
        {first: frame.units.get(first, "")},
    )
    return Result(
        headline=_value_headline(facts),
        facts=(*facts, *cautions.facts),
        table=table,
        chart=_chart.line(course, "month", first, title=f"{first.capitalize()} by month"),
        caveats=cautions.caveats,
        evidence=(
            Evidence(
                method="last whole month against the one before and the same month a year earlier",
                sql=frame.sql,
                rows_used=data.count(name, args.where, args.within),
                filters=tuple(frame.filters),
                period=f"{str(date.low)[:10]} to {str(date.high)[:10]}",
            ),
        ),
        words={"rows": source.plural, "measure": first},
        flags=frozenset(
            {"kpi", "months"}
            | ({"year_ago"} if periods.year_ago else set())
            | ({"partial"} if cut else set())
        ),
        next=(f"why did {first} change?", *_questions(name, data))[:3],
        subject=_month_rows(name, args, date.name, periods.last),
    )


def _main_measures(name: str, data: View) -> list[Any]:
    """Money first, then counts and averages, as the catalog lists them; rates of single columns come last."""
    measures = [m for m in data.catalog.measures.values() if m.source == name]
    money = [m for m in measures if _is_money(m.unit)]
    others = [m for m in measures if m not in money and m.unit != "share"]
    shares = [m for m in measures if m not in money and m not in others]
    return [*money[:2], *others[:3], *money[2:], *shares][:MOST_MEASURES]


def _is_money(unit: str | None) -> bool:
    """Whether the unit is money or the code of a currency."""
    return unit == "money" or (unit is not None and len(unit) == 3 and unit.isupper())


def _event_date(source: Any) -> Any:
    """The date on which a row happened. A customer's row did not happen: its date is when they joined."""
    if source.entity is not None and source.entity.name == "customer":
        return None
    if (
        "customer" in source.grain.lower()
        and "line" not in source.grain.lower()
        and "order" not in source.grain.lower()
    ):
        return None
    dates = [
        c for c in source.columns.values() if c.role == "date" and c.low and c.high and "." not in c.name
    ]
    return max(dates, key=lambda c: c.distinct) if dates else None


def _periods(rows: dict[str, Any], date: Any) -> Periods | None:
    whole = sorted(m for m in rows if not incomplete("trunc_month", m, date.low, date.high))
    if len(whole) < 2:
        return None
    last = whole[-1]
    year_ago = f"{int(last[:4]) - 1}{last[4:]}"
    return Periods(last, whole[-2], year_ago if year_ago in whole else None)


def _compared(
    rows: dict[str, Any], periods: Periods, outs: tuple[Out, ...], units: dict[str, str]
) -> tuple[Table, list[Fact]]:
    columns = ["measure", periods.last, periods.before or "", "change"]
    columns += [periods.year_ago, "change in a year"] if periods.year_ago else []
    lines: list[tuple[Scalar, ...]] = []
    facts: list[Fact] = []
    for at, out in enumerate(outs, start=1):
        now, before = rows[periods.last][out.name], rows[str(periods.before)][out.name]
        unit = units.get(out.name)
        facts.append(Fact(f"now.{at}", "value", out.name, now, unit, row=periods.last, column=out.name))
        facts.append(
            Fact(f"before.{at}", "value", out.name, before, unit, row=periods.before, column=out.name)
        )
        line: list[Scalar] = [out.name, now, before, _growth(now, before)]
        facts += _change(f"change.{at}", out.name, now, before, (f"now.{at}", f"before.{at}"))
        if periods.year_ago:
            then = rows[periods.year_ago][out.name]
            line += [then, _growth(now, then)]
            facts.append(
                Fact(f"then.{at}", "value", out.name, then, unit, row=periods.year_ago, column=out.name)
            )
            facts += _change(f"year.{at}", out.name, now, then, (f"now.{at}", f"then.{at}"))
        lines.append(tuple(line))
    return Table(tuple(columns), tuple(lines), {"change": "share", "change in a year": "share"}), facts


def _growth(now: Scalar, then: Scalar) -> float | None:
    a, b = number(now), number(then)
    return (a - b) / b if a is not None and b is not None and b > 0 else None


def _change(id: str, name: str, now: Scalar, then: Scalar, of: tuple[str, str]) -> list[Fact]:
    grown = _growth(now, then)
    return [] if grown is None else [Fact(id, "change", f"change in {name}", grown, "share", row=name, of=of)]


def _value_headline(facts: list[Fact]) -> Headline:
    first = facts[0]
    return Headline(f"{first.label}, {first.row}", first.value, first.unit)


def _cut_months(cut: list[str], date: Any) -> Cautions:
    if not cut:
        return Cautions()
    facts = [
        Fact(f"partial.{i}", "extreme", "incomplete month", m) for i, m in enumerate(sorted(cut), start=1)
    ]
    ends = (
        Fact("data.first", "extreme", "first day", str(date.low)[:10]),
        Fact("data.last", "extreme", "last day", str(date.high)[:10]),
    )
    listed = " and ".join(f"{{{f.id}}}" for f in facts)
    return caution(
        "overview.partial_period.one" if len(cut) == 1 else "overview.partial_period.more",
        *facts,
        *ends,
        periods=listed,
    )


def _month_rows(name: str, args: OverviewArgs, column: str, month: str) -> Query:
    ends = bounds("trunc_month", month)
    first = ends[0].isoformat() if ends else month
    same = Call(op="eq", args=(Call(op="trunc_month", args=(Col(col=column),)), Lit(lit=first, date=True)))
    return Query(source=name, within=args.within, where=(*args.where, same))


def _totals(name: str, args: OverviewArgs, outs: tuple[Out, ...], data: View, work: Work) -> Result:
    """Where rows have no time of their own: the measures over all of them."""
    source = data.catalog.sources[name]
    asked = Query(source=name, within=args.within, where=args.where, measures=outs)
    frame = data.fetch(asked, work)
    row = frame.records()[0]
    facts = [
        Fact(f"now.{i}", "value", o.name, row[o.name], frame.units.get(o.name), row=o.name, column=o.name)
        for i, o in enumerate(outs, start=1)
    ]
    return Result(
        headline=Headline(facts[0].label, facts[0].value, facts[0].unit),
        facts=tuple(facts),
        table=Table(("measure", "value"), tuple((o.name, row[o.name]) for o in outs)),
        caveats=caution("overview.no_course").caveats,
        evidence=(
            Evidence(
                method="each measure over all rows",
                sql=frame.sql,
                rows_used=data.count(name, args.where, args.within),
                filters=tuple(frame.filters),
            ),
        ),
        words={"rows": source.plural, "measure": outs[0].name},
        flags=frozenset({"kpi", "totals"}),
        next=_questions(name, data),
        subject=Query(source=name, within=args.within, where=args.where),
    )
