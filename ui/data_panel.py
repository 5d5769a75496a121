"""The data at hand: what was read, what is odd about it, which rules hold, what each column means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.narrator.format import say
from data.catalog import Catalog, Column, Policy, Source
from ui.markup import fold, tag, text

if TYPE_CHECKING:
    from data.dataset import Dataset
    from data.health import Finding, TableHealth

WEIGHTS = ("stop", "warn", "info")
IN_SIGHT = 3


def data_panel(dataset: Dataset) -> str:
    """The whole panel as HTML; takes a moment where the health report is not there yet."""
    reports = "".join(_report(table) for table in dataset.health.tables.values())
    parts = (reports, _rules(dataset.catalog), _columns(dataset))
    return tag("div", *parts, class_="sg sg-panel")


def summary(dataset: Dataset) -> tuple[str, str]:
    """A title and a line on what lies here, for the empty chat."""
    main = dataset.catalog.sources.get(dataset.catalog.main)
    about = main.plural or main.label if main else "your data"
    sizes = (f"{t.name}: {_size(t.rows, len(t.columns))}" for t in dataset.tables.values())
    return f"What would you like to know about {about}?", "; ".join(sizes)


def _report(table: TableHealth) -> str:
    """One table: its size, period and grain, then its findings, the grave ones in sight."""
    lines = [_size(table.rows, table.columns), table.grain]
    if table.period:
        lines.append(" to ".join(say(day) or "" for day in table.period))
    about = "".join(tag("div", text(line), class_="sg-role") for line in lines)
    first, rest = _by_weight(table.findings)
    return tag("section", tag("h2", text(table.name)), about, _findings(first), _remarks(rest), _how(table))


def _by_weight(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The few gravest, which stand in sight, and all others."""
    ordered = sorted(findings, key=lambda f: WEIGHTS.index(f.severity))
    first = [f for f in ordered if f.severity != "info"][:IN_SIGHT]
    return first, ordered[len(first) :]


def _size(rows: int, columns: int) -> str:
    return f"{say(rows)} {'row' if rows == 1 else 'rows'}, {say(columns)} columns"


def _findings(findings: list[Finding]) -> str:
    lines = (tag("li", text(f.text), class_=f"sg-{f.severity}") for f in findings)
    return tag("ul", *lines, class_="sg-findings") if findings else ""


def _remarks(findings: list[Finding]) -> str:
    title = f"{len(findings)} more to know" if len(findings) > 1 else "One more to know"
    return fold(title, _findings(findings)) if findings else ""


def _how(table: TableHealth) -> str:
    lines = "".join(tag("li", text(decision)) for decision in table.decisions)
    return fold("How it was read", tag("ul", lines)) if lines else ""


def _rules(catalog: Catalog) -> str:
    lines = "".join(tag("li", text(_rule(policy))) for policy in catalog.policies.values())
    return tag("section", tag("h2", "Rules in force"), tag("ul", lines)) if lines else ""


def _rule(policy: Policy) -> str:
    return policy.description or f"{policy.name}: {policy.default}"


def _columns(dataset: Dataset) -> str:
    """Of tables and of what is rolled up from them; an entity that is a table itself has the same columns."""
    sources = [s for n, s in dataset.catalog.sources.items() if n in dataset.tables or _is_rolled_up(s)]
    folds = "".join(_source(source) for source in sources)
    return tag("section", tag("h2", "What the columns mean"), folds)


def _is_rolled_up(source: Source) -> bool:
    return source.entity is not None and source.entity.rolled_up


def _source(source: Source) -> str:
    lines = "".join(tag("li", _column(column, source.rows)) for column in source.columns.values())
    return fold(f"{source.label} ({len(source.columns)})", tag("ul", lines, class_="sg-columns"))


def _column(column: Column, rows: int) -> str:
    """Its label, its name in the file, its role and unit, what is missing, what it means."""
    name = "" if column.label == column.name else tag("code", text(column.name))
    said = [column.role, column.unit or ""]
    if column.missing and rows:
        said.append(f"{say(column.missing / rows, 'share')} missing")
    if column.personal:
        said.append("personal")
    role = tag("div", text(" · ".join(part for part in said if part)), class_="sg-role")
    return tag("b", text(column.label)) + " " + name + role + tag("div", text(column.description))
