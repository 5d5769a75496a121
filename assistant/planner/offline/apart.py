"""People are told apart by their number where names repeat: two called Anna Hughes are no one guest."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span
from data.catalog import Catalog, Entity
from data.query import Agg, Call, Col, Expr, Member, Out, Query, col


def told_apart(intent: Intent, catalog: Catalog, cover: Sequence[Span] = ()) -> Intent:
    """The intent with keys in place of repeated names, where it groups or counts people by name.

    `cover`: the words of the question; who says "names" means names ("which names appear more than once").
    """
    said = {e.name for s in cover for e in s.entries if e.kind == "column" and e.quality >= 0.9}
    keys = {name: key for name, key in _keys(catalog, intent.source).items() if name not in said}
    if not keys:
        return intent
    named = {
        g.name: keys[g.expr.col] for g in intent.groups if isinstance(g.expr, Col) and g.expr.col in keys
    }
    return intent.model_copy(
        update={
            "groups": tuple(_group(g, keys, catalog, intent.source) for g in intent.groups),
            "metrics": tuple(m.model_copy(update={"expr": _counted(m.expr, keys)}) for m in intent.metrics),
            "where": tuple(_among(e, keys, catalog) for e in intent.where),
        }
        | ({"order": _label(catalog, intent.source, named[intent.order])} if intent.order in named else {})
    )


def _keys(catalog: Catalog, source: str | Query) -> dict[str, str]:
    """The key of each name of a thing in a source that several of its rows share."""
    if not isinstance(source, str) or source not in catalog.sources:
        return {}
    columns = catalog.sources[source].columns
    found: dict[str, str] = {}
    for entity in catalog.entities.values():
        if entity.display is None or not _repeats(catalog, entity):
            continue
        for prefix in ("", f"{entity.table}."):
            name, key = prefix + entity.display, prefix + entity.key
            own = prefix or catalog.sources[source].entity == entity or source == entity.table
            if own and name in columns and key in columns:
                found[name] = key
    return found


def _repeats(catalog: Catalog, entity: Entity) -> bool:
    columns = catalog.sources[entity.table].columns
    name, key = columns.get(entity.display or ""), columns.get(entity.key)
    if name is None or key is None or name.role != "person" or not name.distinct:
        return False
    return name.distinct < key.distinct - name.missing


def _label(catalog: Catalog, source: str, name: str) -> str:
    return catalog.sources[source].columns[name].label


def _group(group: Out, keys: dict[str, str], catalog: Catalog, source: str) -> Out:
    if not isinstance(group.expr, Col) or group.expr.col not in keys:
        return group
    key = keys[group.expr.col]
    return Out(name=_label(catalog, source, key), expr=col(key))


def _counted(expr: Expr, keys: dict[str, str]) -> Expr:
    """The expression with keys where names are counted once each."""
    if isinstance(expr, Agg) and expr.agg == "distinct" and isinstance(expr.of, Col) and expr.of.col in keys:
        return expr.model_copy(update={"of": col(keys[expr.of.col])})
    if isinstance(expr, Call):
        return expr.model_copy(update={"args": tuple(_counted(a, keys) for a in expr.args)})
    return expr


def _among(expr: Expr, keys: dict[str, str], catalog: Catalog) -> Expr:
    """Those among a query's groups, by key on both sides."""
    if isinstance(expr, Call):
        return expr.model_copy(update={"args": tuple(_among(a, keys, catalog) for a in expr.args)})
    if not isinstance(expr, Member) or not isinstance(expr.member, Col) or expr.member.col not in keys:
        return expr
    inner = _keys(catalog, expr.within.source)
    groups = tuple(_group(g, inner, catalog, str(expr.within.source)) for g in expr.within.groups)
    if groups == expr.within.groups:
        return expr
    return expr.model_copy(
        update={
            "member": col(keys[expr.member.col]),
            "within": expr.within.model_copy(update={"groups": groups}),
        }
    )
