"""What a reader must know before trusting an answer to a Query: each caution with the figures that it uses.

The texts hold placeholders ("{small.1}"), so every figure in them is a fact.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from data.catalog import Column, Source
from data.query import Agg, Col, Expr, MeasureRef, Out, Over, Query, call, columns_of, walk
from data.work import Work
from tools import _facts
from tools._caveats import Cautions, caution
from tools._companions import SENSITIVE, meaning, policies_of, policy_filter
from tools._facts import Cell
from tools._fetched import FEW, Fetched, complete_periods, date_limits, spelt
from tools._periods import day, period_column
from tools._result import Caveat, Fact, PolicyChange, Result, Scalar, Severity
from tools._telling import listed

SOME = 30
MATTERS = 0.01  # figures of two policies that differ by less are one figure
SKEWED = 0.10
CLOSED = timedelta(days=2)
"""What may be missing at an end of a period that counts as whole: shops close."""
LEVELS = 20
MOST_NAMES = 3
_FIGURE = re.compile(r"(?<![\w-])-?\d+(?:,\d{3})*(?:\.\d+)?(?: %)?(?![\w-])")
_QUOTED = re.compile(r"“[^”]*”")


def cited(finding: Any, id: str, severity: Severity | None = None) -> Cautions:
    """A finding's own sentence, each figure in it a fact ("found.1.2"); names in quotes stay names."""
    text, facts = with_facts(finding.text, id, finding.text, finding)
    return Cautions((Caveat(finding.code, severity or finding.severity, text),), tuple(facts))


def with_facts(text: str, id: str, label: str, finding: Any = None) -> tuple[str, list[Fact]]:
    """The text with placeholders for its figures, and their facts."""
    names = [m.span() for m in _QUOTED.finditer(text)]
    made, at = "", 0
    facts: list[Fact] = []
    for hit in _FIGURE.finditer(text):
        if any(a <= hit.start() < b for a, b in names):
            continue
        fact = _fact(f"{id}.{len(facts) + 1}", label, hit[0], finding)
        facts.append(fact)
        made += f"{text[at : hit.start()]}{{{fact.id}}}"
        at = hit.end()
    return made + text[at:], facts


def _fact(id: str, label: str, written: str, finding: Any) -> Fact:
    """The figure as a number where it is written as people write numbers, else (a year, an id) as a name."""
    column = finding.columns[0] if finding is not None and finding.columns else None
    if written.endswith("%"):
        share = float(written[:-2].replace(",", "")) / 100
        if finding is not None and abs(finding.share - share) < 0.0005:
            share = finding.share
        return Fact(id, "share", label, share, "share", column=column)
    plain = written.replace(",", "")
    if plain.isdigit() and f"{int(plain):,}" == written:
        return Fact(id, "count", label, int(plain), column=column)
    return Fact(id, "extreme", label, written, column=column)


def of(fetched: Fetched, work: Work) -> Cautions:
    """All cautions of a fetched Query, the most important first."""
    found = nothing(fetched.query, fetched.data) if fetched.used == 0 else Cautions()
    for look in (
        _small,
        _incomplete,
        _currencies,
        _policies,
        _ties,
        _by_head,
        _skew,
        _missing,
        _touched,
        _unmatched,
        _weights,
        _everything,
    ):
        found += look(fetched)
        work.check()
    return found


def nothing(asked: Query, data: Any) -> Cautions:
    """No row fits: the range or the most frequent values of each column that the conditions use."""
    found = Cautions()
    for at, name in enumerate(_condition_columns(asked), start=1):
        column = _column(asked, data, name)
        if column is None:
            continue
        low, high = _reach(asked, column, data)
        if low is not None and high is not None:
            found += caution(
                "_cautions.nothing_fits.range",
                rows=_plural(asked, data),
                column=column.label,
                low=Fact(f"range.{at}.low", "extreme", f"lowest {column.label}", _short(low), column.unit),
                high=Fact(
                    f"range.{at}.high", "extreme", f"highest {column.label}", _short(high), column.unit
                ),
            )
        elif column.values:
            names = [v.name for v in sorted(column.values, key=lambda v: -v.rows)[:MOST_NAMES]]
            facts = [Fact(f"known.{at}.{i}", "rank", column.label, n) for i, n in enumerate(names, start=1)]
            found += caution(
                "_cautions.nothing_fits.values",
                *facts,
                rows=_plural(asked, data),
                column=column.label,
                values=_listed([f"{{{f.id}}}" for f in facts]),
            )
    return found if found.caveats else caution("_cautions.nothing_fits.plain", rows=_plural(asked, data))


def _reach(asked: Query, column: Column, data: Any) -> tuple[Scalar, Scalar]:
    """Lowest and highest value: as they were found on loading, or fetched where a figure is made of the rows of each
    member (their orders, what they spent)."""
    if column.low is not None or column.high is not None or column.type not in ("number", "integer"):
        return column.low, column.high
    of = Col(col=column.name)
    ends = (Out(name="low", expr=Agg(agg="min", of=of)), Out(name="high", expr=Agg(agg="max", of=of)))
    low, high = data.fetch(Query(source=asked.source, measures=ends)).rows[0]
    return low, high


def period(asked: Query, data: Any) -> str | None:
    """First and last day that the answer can cover, from the source's date and the conditions on it."""
    if not isinstance(asked.source, str):
        return period(asked.source, data)
    columns = [c for c in data.catalog.sources[asked.source].columns.values() if c.role == "date" and c.low]
    if not columns:
        return None
    named = set(_condition_columns(asked)) | {c for g in asked.groups for c in columns_of(g.expr)}
    column = next((c for c in columns if c.name in named), columns[0])
    if column.type not in ("date", "datetime"):
        return None
    low, high = date_limits(asked, column.name)
    first = max(filter(None, (_short(column.low), low)))
    last = min(filter(None, (_short(column.high), high)))
    return f"{first} to {last}" if first <= last else None


# ---------------------------------------------------------------- the single cautions


def _small(fetched: Fetched) -> Cautions:
    """Figures of few rows: withheld, or marked."""
    found = Cautions()
    if fetched.withheld:
        names = _listed(_quoted(fetched.withheld))
        found += caution(
            "_cautions.withheld_small",
            Fact("few", "count", "least rows for an average", FEW),
            cases=_cases(fetched),
            names=names,
        )
    shaky = _few_behind(fetched, 0, FEW)
    if shaky:
        found += _marked(shaky, FEW, "very_few", fetched)
    unsure = _few_behind(fetched, FEW, SOME)
    if unsure:
        found += _marked(unsure, SOME, "some", fetched)
    return found


def _few_behind(fetched: Fetched, low: int, high: int) -> list[Cell]:
    if fetched.query.columns:
        return []
    sensitive = [m for m in fetched.measures if fetched.companions.kind(m) in SENSITIVE]
    cells = [c for m in sensitive for c in fetched.cells[m] if c.value is not None and c.n is not None]
    return list({c.name: c for c in cells if low <= (c.n or 0) < high}.values())


def _cases(fetched: Fetched) -> str:
    """What n counts: rows of the source, or, below a ratio, what it divides by."""
    ratio = fetched.main is not None and fetched.companions.kind(fetched.main) == "ratio"
    return "cases" if ratio else _plural(fetched.query, fetched.data)


def _marked(cells: list[Cell], limit: int, id: str, fetched: Fetched) -> Cautions:
    cases, very = _cases(fetched), limit == FEW
    if not fetched.labels:
        n = Fact(f"{id}.n", "count", f"{cases} behind the figure", cells[0].n)
        return caution("_cautions.very_small.one" if very else "_cautions.small.one", n=n, cases=cases)
    return caution(
        "_cautions.very_small.groups" if very else "_cautions.small.groups",
        least=Fact(id, "count", "least rows for a steady average", limit),
        cases=cases,
        groups=_listed(_quoted([c.name for c in cells])),
    )


def _incomplete(fetched: Fetched) -> Cautions:
    """Periods that the data cover only in part; a fall there is no fall."""
    if fetched.time is None:
        return _cut_off(fetched)
    whole = complete_periods(fetched)
    names = [c for c, ok in zip(_names(fetched), whole, strict=True) if not ok and c != "(missing)"]
    column = _time_column(fetched)
    if not names or column is None:
        return Cautions()
    names = list(dict.fromkeys(names))
    facts = [Fact(f"partial.{i}", "extreme", "incomplete period", n) for i, n in enumerate(names, start=1)]
    facts.append(Fact("data.first", "extreme", f"first {column.label}", _short(column.low)))
    facts.append(Fact("data.last", "extreme", f"last {column.label}", _short(column.high)))
    return caution(
        "_cautions.partial_period.one" if len(names) == 1 else "_cautions.partial_period.more",
        *facts,
        flag="partial",
        periods=_listed([f"{{{f.id}}}" for f in facts[:-2]][:4]),
    )


def _currencies(fetched: Fetched) -> Cautions:
    """Amounts of several currencies side by side: neither their order nor their total means anything."""
    asked = fetched.query
    said = fetched.data.currency(asked.base) if isinstance(asked.source, str) else None
    money = fetched.main is not None and fetched.unit(fetched.main) == "money"
    if said is None or not money or all(Col(col=said.name) != out.expr for out in asked.groups):
        return Cautions()
    return caution("_cautions.currencies", flag="currencies")


def _cut_off(fetched: Fetched) -> Cautions:
    """A period that was asked for and that the data end in, or begin in."""
    for name in _condition_columns(fetched.query):
        column = _column(fetched.query, fetched.data, name)
        first, last = (day(column.low), day(column.high)) if column is not None else (None, None)
        low, high = map(day, date_limits(fetched.query, name))
        if first is None or last is None or low is None or high is None or high < first or low > last:
            continue
        if high > last + CLOSED or low < first - CLOSED:
            facts = [
                Fact("data.first", "extreme", f"first {column.label}", _short(column.low)),
                Fact("data.last", "extreme", f"last {column.label}", _short(column.high)),
            ]
            return caution("_cautions.partial_period.asked", *facts, flag="partial")
    return Cautions()


def _policies(fetched: Fetched) -> Cautions:
    """What a policy leaves out, with the figure of the other reading where it matters."""
    found = Cautions()
    main = fetched.main
    if main is None:
        return found
    for policy, variant in policies_of(fetched.query, fetched.data):
        kept = _whole(fetched, main)
        for other in (v for v in policy.variants if v != variant):
            change = PolicyChange(f"{policy.name}: {other}", "variant", policy=policy.name, variant=other)
            figure = _ungrouped(fetched, main, fetched.data.with_artifacts(change))
            if kept is None or figure is None or abs(figure - kept) <= MATTERS * abs(kept):
                continue
            unit = fetched.unit(main)
            found += caution(
                "_cautions.policy.whole" if fetched.query.groups else "_cautions.policy.one",
                flag="policy",
                variant=said_variant(policy, variant),
                kept=Fact("policy.kept", "value", f"{main}, {variant}", kept, unit),
                other=said_variant(policy, other),
                figure=Fact(f"policy.{other}", "value", f"{main}, {other}", figure, unit),
            )
    return found


def said_variant(policy: Any, variant: str) -> str:
    """A variant as people say it: "gross" rather than its name, with the rows that it keeps."""
    words = policy.words.get(variant, ())
    everything = policy.variants.get(variant) is None
    return f"{words[0] if words else variant} figures ({'all rows' if everything else 'valid rows only'})"


def _whole(fetched: Fetched, main: str) -> float | None:
    """The main measure over all rows of the answer."""
    if not fetched.query.groups and len(fetched.rows) == 1 and main in fetched.cells:
        return _facts.number(fetched.cells[main][0].value)
    hidden = fetched.companions.hidden(main, "total", fetched.rows[0])
    return hidden if hidden is not None else _ungrouped(fetched, main, fetched.data)


def _ungrouped(fetched: Fetched, main: str, data: Any) -> float | None:
    """The main measure over all rows of the answer, perhaps under another view."""
    asked = fetched.query
    out = next((m for m in asked.measures if m.name == main), None)
    if out is None or any(isinstance(n, Over) for n in walk(out.expr)):
        return None
    return _kept_figure(
        Query(source=asked.source, within=asked.within, where=asked.where, measures=(out,)), data
    )


def _kept_figure(single: Query, data: Any) -> float | None:
    """One figure, remembered."""
    # The same whole is asked for again and again while a person looks at it from several sides.
    spec = f"whole {json.dumps(single.canonical(), sort_keys=True)} {data.overlay!r}"
    found: float | None = data.dataset.kept(spec, lambda: _facts.number(data.fetch(single).scalar()))
    return found


def _ties(fetched: Fetched) -> Cautions:
    main = fetched.main
    if main is None or len(fetched.rows) < 2 or (fetched.time and len(fetched.labels) == 1):
        return Cautions()
    if fetched.answer not in ("name", "list") and fetched.query.limit is None:
        return Cautions()
    names = _facts.tied(fetched.series(main), fetched.lowest)
    if not names:
        return Cautions()
    shown = _listed(_quoted(names))
    return caution("_cautions.tie", groups=shown)


def _counts_of(fetched: Fetched) -> list[str]:
    """Outputs that count things."""
    full = {out.name: meaning(out.expr, fetched.data) for out in fetched.query.measures}
    return [
        name for name, expr in full.items() if isinstance(expr, Agg) and expr.agg in ("count", "distinct")
    ]


def _by_head(fetched: Fetched) -> Cautions:
    """A total is large where many stand behind it: who leads by head is told beside who leads in all."""
    main, counts = fetched.main, _counts_of(fetched)
    counted = next((name for name in counts if name in fetched.measures), None)
    if main is None or counted is None or main in counts or not fetched.labels or fetched.time:
        return Cautions()
    if fetched.companions.kind(main) != "sum":
        return Cautions()
    heads = [
        (value / n, cell.name)
        for cell, many in zip(fetched.cells[main], fetched.cells[counted], strict=True)
        if (value := _facts.number(cell.value)) is not None
        and (n := _facts.number(many.value)) is not None
        and n >= FEW
        and cell.name != "(missing)"
    ]
    if len(heads) < 2:
        return Cautions()
    per, name = max(heads)
    fact = Fact("by_head", "ratio", f"{main} by head, {name}", per, fetched.unit(main), row=name)
    return caution("_cautions.by_head", fact, group=name, people=counted)


def _skew(fetched: Fetched) -> Cautions:
    """Mean and median more than SKEWED apart: both are told."""
    main = fetched.main
    if main is None or fetched.companions.kind(main) != "mean" or _has_few_levels(fetched, main):
        return Cautions()
    pairs = [
        (cell, median)
        for cell, row in zip(fetched.cells[main], fetched.rows, strict=False)
        if (median := fetched.companions.hidden(main, "median", row)) is not None and cell.value is not None
    ]
    apart = [(c, m) for c, m in pairs if abs((_facts.number(c.value) or 0.0) - m) > SKEWED * abs(m or 1.0)]
    if not apart:
        return Cautions()
    cell, median = apart[0]
    unit = fetched.unit(main)
    fact = Fact(
        "median",
        "value",
        f"median, {cell.name}" if cell.name else "median",
        median,
        unit,
        row=cell.name or None,
    )
    if not cell.name:
        plural = _plural(fetched.query, fetched.data)
        return caution("_cautions.skewed.one", fact, flag="skewed", rows=plural)
    return caution("_cautions.skewed.groups", fact, flag="skewed", group=cell.name)


def _has_few_levels(fetched: Fetched, main: str) -> bool:
    """Whether the values are a handful of numbers (cars, children), whose median must be one of them."""
    out = next((m for m in fetched.query.measures if m.name == main), None)
    full = meaning(out.expr, fetched.data) if out else None
    of = full.of if isinstance(full, Agg) else None
    column = _column(fetched.query, fetched.data, of.col) if isinstance(of, Col) else None
    return column is not None and 0 < column.distinct <= LEVELS


def _missing(fetched: Fetched) -> Cautions:
    """Rows without a value, left out of averages."""
    found = Cautions()
    for measure in fetched.measures:
        made = fetched.companions.measures.get(measure)
        if made is None or made.n is None or len(found.caveats) >= MOST_NAMES:
            continue
        rows = sum(fetched.companions.n(r) or 0 for r in fetched.rows)
        known = sum(c.n or 0 for c in fetched.cells.get(measure, ()))
        if rows > known > 0 and fetched.cells.get(measure) and not fetched.dropped:
            id = f"missing.{len(found.caveats) + 1}"
            found += caution(
                "_cautions.missing_left_out",
                missing=Fact(id, "count", f"without {measure}", rows - known),
                rows=_plural(fetched.query, fetched.data),
                measure=measure,
            )
    return found


CITED = ("impossible", "hidden_missing", "placeholder_date", "future_date", "numbers_as_text")


def _touched(fetched: Fetched) -> Cautions:
    """Findings of the health report about the columns that the question uses."""
    asked, data = fetched.query, fetched.data
    if not isinstance(asked.source, str):
        return Cautions()
    entity = data.catalog.sources[asked.source].entity
    table = entity.table if entity else asked.source
    read = _read_columns(asked, data)
    if not read:
        return Cautions()
    findings = [f for f in data.dataset.health.about(table, read) if set(f.columns) & read]
    shown = _expanded([c for o in asked.outputs for c in columns_of(meaning(o.expr, data))], asked, data)
    reversals = [f for f in findings if f.code == "reversed"]
    found = Cautions()
    for at, finding in enumerate(findings, start=1):
        if finding.code == "extreme":
            extreme = _extreme(fetched, finding, f"extreme.{at}")
            found += extreme
            if any(c.severity == "warn" for c in extreme.caveats):
                # Huge orders taken back at once explain most extremes; the largest is told once.
                same = [r for r in reversals if finding.columns[0] in r.columns]
                found += cited(same[0], f"reversed.{at}") if same else Cautions()
        elif finding.code in CITED and (finding.code != "hidden_missing" or set(finding.columns) & shown):
            found += cited(finding, f"found.{at}", "info")
    return found


def of_method(result: Result, asked: Query | Sequence[Query], exprs: Iterable[Expr], data: Any) -> Result:
    """The result with what is extreme in the columns that its method reads: one row can carry a mean or a slope.

    asked    the rows that the method took; told is only what is among them
    """
    queries = [asked] if isinstance(asked, Query) else list(asked)
    found = Cautions()
    for table, read in _read_below(queries[0].base, exprs, data).items():
        for finding in data.dataset.health.about(table, read):
            if not set(finding.columns) & read:
                continue
            if finding.code == "extreme" and any(_among(finding, table, q, data) for q in queries):
                told = cited(finding, f"odd.{len(found.caveats)}")
                found += caution("_cautions.extreme.carries", *told.facts, finding=told.caveats[0].text)
            if finding.code == "reversed" and any(_weighs(finding, table, q, data) for q in queries):
                found += cited(finding, f"odd.{len(found.caveats)}", "warn")
    if not found.caveats:
        return result
    return result.with_(caveats=(*result.caveats, *found.caveats), facts=(*result.facts, *found.facts))


def _read_below(base: str, exprs: Iterable[Expr], data: Any) -> dict[str, set[str]]:
    """Stored columns that a method reads, by table: a customer's revenue is that of the lines bought."""
    read: dict[str, set[str]] = {}
    todo = [(base, c) for e in exprs for c in columns_of(meaning(e, data)) if "." not in c]
    done: set[tuple[str, str]] = set()
    while todo:
        at, name = todo.pop()
        source = data.catalog.sources.get(at)
        column = source.columns.get(name) if source is not None else None
        if column is None or (at, name) in done:
            continue
        done.add((at, name))
        table = source.entity.table if source.entity else at
        read.setdefault(table, set()).add(name)
        if column.expr is None:
            continue
        inner = meaning(column.expr, data)
        summed = any(isinstance(node, Agg) for node in walk(inner))
        below = (column.source if column.source not in (at, base) else table) if summed else at
        todo += [(below, c) for c in columns_of(inner) if "." not in c]
    return read


def _in_reach(table: str, name: str, asked: Query, data: Any) -> str | None:
    """The source to ask about a column: the method's own, or, where all its rows were taken, the table below."""
    if name in data.catalog.sources[asked.base].columns:
        return asked.base
    return table if not asked.where and not asked.within else None


def _weighs(finding: Any, table: str, asked: Query, data: Any) -> bool:
    """Whether the largest of the rows is one that was taken back, and makes up more than a hundredth of them."""
    source = _in_reach(table, finding.columns[0], asked, data)
    if source is None:
        return False
    quantity = Col(col=finding.columns[0])
    outs = (
        Out(name="most", expr=Agg(agg="max", of=quantity)),
        Out(name="all", expr=Agg(agg="sum", of=quantity, where=call("gt", quantity, 0))),
    )
    query = Query(source=source, within=asked.within, where=asked.where, measures=outs)
    most, whole = data.fetch(query).rows[0]
    undone = {pair["quantity"] for pair in finding.details.get("pairs", ())}
    return most in undone and bool(whole) and most > MATTERS * whole


def _among(finding: Any, table: str, asked: Query, data: Any) -> bool:
    """Whether an extreme row is among those that were taken."""
    name, bound = finding.columns[0], finding.details.get("bound")
    source = _in_reach(table, name, asked, data)
    if source is None or bound is None:
        return False
    beyond = call("gt", call("abs", Col(col=name)), float(bound))
    return bool(data.count(source, (*asked.where, beyond), asked.within))


def _extreme(fetched: Fetched, finding: Any, id: str) -> Cautions:
    """Extreme values of the measured column: told with the figure without them where it differs."""
    main = fetched.main
    out = next((m for m in fetched.query.measures if m.name == main), None)
    bound = finding.details.get("bound")
    name = finding.columns[0]
    if main is None or out is None or bound is None or name not in _below(out.expr, fetched):
        return Cautions()
    if fetched.companions.kind(main) not in ("sum", "mean"):
        return Cautions()
    kept = _whole(fetched, main)
    figure = _without(fetched, main, name, float(bound), kept) if _is_own(fetched, name) else None
    if kept is None or figure is None:
        return Cautions()
    if abs(figure - kept) <= MATTERS * abs(kept):
        averaged = fetched.companions.kind(main) == "mean" and figure != kept
        return cited(finding, id, "info") if averaged else Cautions()
    told, unit = cited(finding, id), fetched.unit(main)
    return caution(
        "_cautions.extreme.many" if finding.count > 1 else "_cautions.extreme.one",
        *told.facts,
        finding=told.caveats[0].text,
        without=Fact(f"{id}.without", "value", f"{main} without extreme values", figure, unit),
        kept=Fact(f"{id}.kept", "value", f"{main}, all values", kept, unit),
    )


def _without(fetched: Fetched, main: str, column: str, bound: float, kept: float | None) -> float | None:
    """The main figure without the rows beyond the bound, found from these few rows alone."""
    beyond = call("gt", call("abs", Col(col=column)), bound)
    asked, data = fetched.query, fetched.data
    out = next(m for m in asked.measures if m.name == main)
    weighted = data.catalog.sources[asked.base].weight is not None
    if kept is None or isinstance(out.expr, Over) or weighted or not isinstance(asked.source, str):
        return None
    # A condition on a column of the policy would switch the policy off, so its filter is said outright.
    valid = policy_filter(asked, data)
    where = (*asked.where, beyond, *((valid,) if valid is not None else ()))
    plain = out.model_copy(update={"expr": meaning(out.expr, data)})
    rows = Query(source=asked.source, within=asked.within, where=where, measures=(plain,))
    extreme = _kept_figure(rows, data)
    if extreme is None or fetched.companions.kind(main) == "sum":
        return kept - (extreme or 0.0)
    full = plain.expr
    if not isinstance(full, Agg):
        return None
    known, few = (
        _known(rows.model_copy(update={"where": w}), full, data) for w in (_valid(asked, valid), where)
    )
    return (kept * known - extreme * few) / (known - few) if known > few else None


def _valid(asked: Query, valid: Expr | None) -> tuple[Expr, ...]:
    return (*asked.where, valid) if valid is not None else asked.where


def _known(rows: Query, mean: Agg, data: Any) -> float:
    """How many values a mean is taken of."""
    count = Out(name="n", expr=Agg(agg="count", of=mean.of, where=mean.where, weighted=False))
    return _kept_figure(rows.model_copy(update={"measures": (count,)}), data) or 0.0


def _is_own(fetched: Fetched, column: str) -> bool:
    """Whether the column is there to filter by (below a rolled-up entity it is not)."""
    return column in fetched.data.catalog.sources[fetched.query.base].columns


def _below(expr: Expr, fetched: Fetched) -> set[str]:
    return _expanded(columns_of(meaning(expr, fetched.data)), fetched.query, fetched.data)


def _read_columns(asked: Query, data: Any) -> set[str]:
    """Stored columns that the question reads, also through derived ones and named measures."""
    exprs = [meaning(o.expr, data) for o in asked.outputs] + list(asked.where)
    return _expanded([c for e in exprs for c in columns_of(e)], asked, data)


def _expanded(names: Iterable[str], asked: Query, data: Any) -> set[str]:
    found: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        column = _column(asked, data, name)
        if column is not None and column.expr is not None:
            todo += columns_of(meaning(column.expr, data))
    return found


def _unmatched(fetched: Fetched) -> Cautions:
    """Rows whose key finds no partner in a joined table."""
    used = {c.split(".")[0] for c in _all_columns(fetched.query) if "." in c}
    found = Cautions()
    for join in fetched.data.catalog.joins:
        if join.to in used and join.unmatched > 0 and join.table == fetched.query.base:
            rows = Fact(f"unmatched.{join.to}", "count", "rows without partner", join.unmatched)
            found += caution("_cautions.unmatched", rows=rows, table=join.table, other=join.to)
    return found


def _weights(fetched: Fetched) -> Cautions:
    source = fetched.data.catalog.sources[fetched.query.base]
    weighted = any(
        isinstance(n, Agg | MeasureRef) and getattr(n, "weighted", True)
        for m in fetched.query.measures
        for n in walk(m.expr)
    )
    if source.weight is None or not isinstance(fetched.query.source, str):
        return Cautions()
    if not weighted:
        return _unweighted(fetched, source)
    return caution("_cautions.weighted", flag="weighted", weight=source.weight, people=source.plural)


def _unweighted(fetched: Fetched, source: Source) -> Cautions:
    """Figures that the weights would change, taken without them: they describe those who were asked, and no more."""
    asked = fetched.query
    bare = [m for m in asked.measures if isinstance(m.expr, Agg) and m.expr.agg not in ("count", "distinct")]
    if not bare:
        return Cautions()
    if asked.groups:
        return caution("_cautions.unweighted.groups", weight=str(source.weight), people=source.plural)
    first = bare[0].model_copy(update={"expr": bare[0].expr.model_copy(update={"weighted": True})})
    value = _kept_figure(asked.model_copy(update={"measures": (first,), "order": ()}), fetched.data)
    told = Fact("weighted", "value", f"{first.name}, weighted", value, first.unit)
    return caution("_cautions.unweighted.one", weight=str(source.weight), people=source.plural, figure=told)


def _everything(fetched: Fetched) -> Cautions:
    """A condition that every row fulfils is perhaps not the one that was meant."""
    asked = fetched.query
    if not asked.where or not isinstance(asked.source, str):
        return Cautions()
    used = fetched.used
    if used is None or used != fetched.data.catalog.sources[asked.source].rows:
        return Cautions()
    fact = Fact("all", "count", "rows that fit", used)
    return caution("_cautions.filter_keeps_all", fact, rows=_plural(asked, fetched.data))


# ---------------------------------------------------------------- reading queries


def _names(fetched: Fetched) -> list[str]:
    time = fetched.time or ""
    return [spelt(r[time]) for r in fetched.rows]


def _time_column(fetched: Fetched) -> Any:
    time = next((g for g in fetched.query.groups if g.name == fetched.time), None)
    name = period_column(time.expr) if time else None
    return _column(fetched.query, fetched.data, name) if name else None


def _column(asked: Query, data: Any, name: str) -> Any:
    return data.catalog.sources[asked.base].columns.get(name) if isinstance(asked.source, str) else None


def _plural(asked: Query, data: Any) -> str:
    return str(data.catalog.sources[asked.base].plural)


def _all_columns(asked: Query) -> set[str]:
    exprs = [o.expr for o in asked.outputs] + list(asked.where) + list(asked.within)
    return {c for e in exprs for c in columns_of(e)}


def _condition_columns(asked: Query) -> list[str]:
    return list(dict.fromkeys(c for e in asked.where + asked.within for c in columns_of(e)))


def _short(value: Any) -> Any:
    """A moment as its day."""
    return value[:10] if isinstance(value, str) and day(value) else value


def _quoted(names: Any) -> list[str]:
    return [f"“{n}”" for n in names]


def _listed(names: list[str]) -> str:
    if len(names) > MOST_NAMES + 1:
        return ", ".join(names[:MOST_NAMES]) + " and others"
    return listed(names)
