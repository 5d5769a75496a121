"""A model's steps as a plan of ours: typed, and with names that the data gives, never a model.

What a model calls an output would stand above a column of figures ("profit" over the costs), so it is not used.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assistant.conversation import reference
from assistant.plan import Plan, Step
from assistant.planner.model.functions import Refused
from assistant.planner.model.shown import OURS
from assistant.planner.offline.scope import bare
from assistant.run import find, validated
from data.catalog import Catalog, Column, Measure, Value
from data.query import Agg, Bin, Call, Col, Expr, MeasureRef, Out, Over, Query
from tools._tool import Tool

AGGREGATES = {"mean": "average", "sum": "total", "min": "lowest", "max": "highest", "std": "standard deviation of",
              "distinct": "number of different", "rate": "rate of"}  # fmt: skip
GRAINS = ("year", "quarter", "month", "week", "day", "weekday", "hour")
TEST_OPS = (
    "eq",
    "ne",
    "in",
    "not_in",
    "lt",
    "le",
    "gt",
    "ge",
    "between",
    "contains",
    "starts_with",
    "ends_with",
)


@dataclass(frozen=True)
class Namer:
    """Names outputs of one source."""

    catalog: Catalog
    source: str

    def column(self, name: str) -> Column | None:
        """What is known of a column of the source, or of another by its full name."""
        source = self.catalog.sources.get(self.source)
        found = source.columns.get(name) if source else None
        prefix, _, rest = name.partition(".")
        if found is None and rest and prefix in self.catalog.sources:
            return self.catalog.sources[prefix].columns.get(rest)
        return found

    def measure(self, name: str) -> Measure | None:
        """A measure of the catalog."""
        return self.catalog.measures.get(name)

    def name(self, expr: Expr) -> str:
        """What an output is called: "average income", "revenue", "month", "income group"."""
        if isinstance(expr, Col):
            if reference(expr.col):
                return "segment"
            column = self.column(expr.col)
            return column.label if column else expr.col
        if isinstance(expr, MeasureRef):
            measure = self.measure(expr.measure)
            said = measure.label if measure else expr.measure
            return said + (" of some" if expr.where is not None else "")
        if isinstance(expr, Agg):
            return self._aggregate(expr) + (" of some" if expr.where is not None else "")
        if isinstance(expr, Bin):
            return f"{self.name(expr.bin)} group"
        if isinstance(expr, Over):
            return f"{expr.over.replace('_', ' ')} of {expr.of}"
        if isinstance(expr, Call):
            grain = expr.op.removeprefix("trunc_")
            if grain in GRAINS and expr.args:
                return grain
            return f"{expr.op.replace('_', ' ')} of " + " and ".join(self.name(a) for a in expr.args[:3])
        return "value"

    def _aggregate(self, expr: Agg) -> str:
        if expr.of is None:
            source = self.catalog.sources.get(self.source)
            return f"number of {(source.plural if source else '') or 'rows'}"
        of = bare(self.name(expr.of))
        if expr.agg == "quantile":
            return f"{(expr.q or 0.5) * 100:g}th percentile of {of}"
        return f"{AGGREGATES.get(expr.agg, expr.agg)} {of}"


def typed(steps: Iterable[tuple[str, dict[str, Any]]], catalog: Catalog, tools: dict[str, Tool]) -> Plan:
    """The steps as a plan. Raises AssistantError: an unknown tool, or arguments that do not fit."""
    made = []
    for at, (tool_name, args) in enumerate(steps, 1):
        tool = find(Step(tool=tool_name, args={}), tools)
        kept = {k: v for k, v in args.items() if k not in OURS.get(tool_name, ()) and v is not None}
        if tool_name == "query":
            kept = _query_args(kept, args, catalog, at)
        else:
            kept = {key: _outs(value, str(kept.get("source", "")), catalog) for key, value in kept.items()}
        kept = _coded(kept, catalog, _source(kept))
        made.append(Step(tool=tool_name, args=_checked(tool, kept)))
    return Plan(steps=tuple(made))


def _source(args: dict[str, Any]) -> str:
    query = args.get("query")
    return str(args.get("source") or (query.get("source", "") if isinstance(query, dict) else ""))


def _checked(tool: Tool, args: dict[str, Any]) -> dict[str, Any]:
    """The arguments in their canonical form; those that point at earlier steps are checked when they run."""
    if _points(args):
        return args
    return validated(tool, args).canonical()


def _points(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_points(v) for v in value.values())
    if isinstance(value, (list, tuple)):
        return any(_points(v) for v in value)
    return reference(value) is not None


def _query_args(kept: dict[str, Any], args: dict[str, Any], catalog: Catalog, at: int) -> dict[str, Any]:
    """The Query with our names. Conditions that stand beside it belong into it."""
    asked = kept.get("query")
    if not isinstance(asked, dict):
        asked = {k: v for k, v in args.items() if k in Query.model_fields}
    beside = {k: args[k] for k in ("source", "where", "within") if args.get(k) and not asked.get(k)}
    asked = _named_outs({**asked, **beside})
    try:
        query = Query.model_validate(asked)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = ".".join(str(p) for p in problem["loc"][:4])
        raise Refused(f"The query of step {at} has no form: {place}: {problem['msg']}.", "") from None
    if query.columns and (query.groups or query.measures):
        raise Refused("A query lists columns, or it groups and measures; not both.", "Leave one of them out.")
    answer = kept.get("answer", "table")
    return {"query": renamed(query, catalog).canonical(), "answer": answer}


def _named_outs(asked: dict[str, Any]) -> dict[str, Any]:
    """Outputs that came without a name get a stand-in; ours replace them all."""
    made = dict(asked)
    for key in ("columns", "groups", "measures"):
        outs = made.get(key)
        if isinstance(outs, list):
            made[key] = [_out(out, f"{key}{at}") for at, out in enumerate(outs)]
    for key in ("where", "within", "having", "order", "best"):
        if key in made and made[key] is None:
            del made[key]
    return made


def _out(out: Any, name: str) -> Any:
    if isinstance(out, dict) and "expr" not in out:
        return {"name": name, "expr": out}
    if isinstance(out, dict):
        return {"name": str(out.get("name") or name), "expr": out["expr"]}
    return out


def renamed(query: Query, catalog: Catalog) -> Query:
    """The query with outputs named by the data, and all that refers to them following."""
    if isinstance(query.source, Query):
        query = query.model_copy(update={"source": renamed(query.source, catalog)})
    namer = Namer(catalog, query.base)
    new: dict[str, str] = {}
    taken: dict[str, int] = {}
    for out in query.outputs:
        expr = out.expr
        if isinstance(expr, Over):
            expr = expr.model_copy(update={"of": new.get(expr.of, expr.of)})
        name = namer.name(expr)
        taken[name] = taken.get(name, 0) + 1
        new[out.name] = name if taken[name] == 1 else f"{name} ({taken[name]})"

    def outs(old: tuple[Out, ...]) -> tuple[Out, ...]:
        return tuple(Out(name=new[o.name], expr=_followed(o.expr, new)) for o in old)

    return query.model_copy(
        update={
            "columns": outs(query.columns), "groups": outs(query.groups), "measures": outs(query.measures),
            "having": tuple(_having(e, new) for e in query.having),
            "order": tuple(o.model_copy(update={"by": new.get(o.by, o.by)}) for o in query.order),
            "best": tuple(new.get(name, name) for name in query.best),
            "rest": "Other" if query.rest else None,
        }
    )  # fmt: skip


def _followed(expr: Expr, new: dict[str, str]) -> Expr:
    if isinstance(expr, Over):
        per = tuple(new.get(name, name) for name in expr.per)
        return expr.model_copy(update={"of": new.get(expr.of, expr.of), "per": per})
    if isinstance(expr, Bin):
        return expr.model_copy(update={"labels": None, "closed": False}) if expr.labels else expr
    return expr


def _having(expr: Expr, new: dict[str, str]) -> Expr:
    if isinstance(expr, Col):
        return Col(col=new.get(expr.col, expr.col))
    if isinstance(expr, Call):
        return expr.model_copy(update={"args": tuple(_having(a, new) for a in expr.args)})
    return expr


def _outs(value: Any, source: str, catalog: Catalog) -> Any:
    """An argument that is an output, with our name."""
    if isinstance(value, dict) and (
        "expr" in value or "agg" in value or ("measure" in value and len(value) == 1)
    ):
        try:
            out = Out.model_validate(_out(value, "value"))
        except ValidationError:
            return value
        return {"name": Namer(catalog, source).name(out.expr), "expr": out.expr.canonical()}
    return value


def _coded(value: Any, catalog: Catalog, source: str) -> Any:
    """Constants beside a column, as the data stores them: "yes" of a flag kept as 1, "phd" of "PhD"."""
    if isinstance(value, (list, tuple)):
        return [_coded(item, catalog, source) for item in value]
    if not isinstance(value, dict):
        return value
    inner = value.get("source") if isinstance(value.get("source"), str) else source
    made = {key: _coded(item, catalog, str(inner)) for key, item in value.items()}
    args = made.get("args")
    if made.get("op") in TEST_OPS and isinstance(args, list):
        name = next((a["col"] for a in args if isinstance(a, dict) and isinstance(a.get("col"), str)), None)
        column = Namer(catalog, source).column(name) if name else None
        if column is not None:
            made["args"] = [_stored(a, column, str(made["op"])) for a in args]
    return made


def _stored(arg: Any, column: Column, op: str) -> Any:
    if not isinstance(arg, dict) or set(arg) - {"lit", "date"} or "lit" not in arg:
        return arg
    lit = arg["lit"]
    if column.type in ("date", "datetime") and isinstance(lit, str):
        return {"lit": lit, "date": True}
    if column.role == "flag" and op in ("eq", "ne"):
        said = str(lit).lower()
        truth = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(said)
        return arg if truth is None else {"lit": truth if column.type == "bool" else int(truth)}
    if op in ("eq", "ne", "in", "not_in"):
        value = _value(column, lit)
        return {"lit": value.value} if value is not None else arg
    return arg


def _value(column: Column, lit: Any) -> Value | None:
    text = str(lit).casefold()
    for value in column.values:
        if value.value == lit or text in (str(value.value).casefold(), value.name.casefold()):
            return value
    return None
