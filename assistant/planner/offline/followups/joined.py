"""Members that were counted or listed, where their orders or gifts are kept: "what did they spend?" after "how many customers?"."""

from __future__ import annotations

from assistant.planner.offline.compose import count_of
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.followups.figures import lists_rows
from assistant.planner.offline.scope import Intent, Scope
from data.catalog import Catalog
from data.query import Call, Col, Expr, Lit


def read(intent: Intent, catalog: Catalog) -> list[Intent]:
    """The same members on the tables that are joined to theirs; none where it was no number of members."""
    scope = Scope(catalog, intent.source)
    counted = len(intent.metrics) == 1 and is_count(intent.metrics[0], scope) and not intent.columns
    if (
        scope.entity is None
        or not (counted or lists_rows(intent))
        or not intent.where
        or intent.groups
        or intent.share
    ):
        return []
    made = []
    for name, other in catalog.sources.items():
        made_of = other.entity
        if name == intent.source or (
            made_of is not None and (made_of.rolled_up or made_of.name == scope.entity.name)
        ):
            continue
        owners = {(c.source, joined.rsplit(".", 1)[-1]): joined for joined, c in other.columns.items()}
        names = {
            own: owners[key]
            for own, column in scope.source.columns.items()
            if (key := (column.source, own.rsplit(".", 1)[-1])) in owners
        }
        out = count_of(Scope(catalog, name), scope.entity)
        where = [_renamed(e, names) for e in intent.where]
        kept = tuple(e for e in where if e is not None)
        if out is not None and len(kept) == len(where):
            there = {"source": name, "where": kept, "metrics": (out,)}
            plain = {"columns": (), "order": None, "desc": None, "chart": None, "answer": "value"}
            made.append(intent.model_copy(update=there | plain))
    return made


def _renamed(expr: Expr, names: dict[str, str]) -> Expr | None:
    """A plain condition on columns by their other names; None where one has none."""
    if isinstance(expr, Lit):
        return expr
    if isinstance(expr, Col):
        return Col(col=names[expr.col]) if expr.col in names else None
    if not isinstance(expr, Call):
        return None
    args = [_renamed(a, names) for a in expr.args]
    kept = tuple(a for a in args if a is not None)
    return expr.model_copy(update={"args": kept}) if len(kept) == len(args) else None
