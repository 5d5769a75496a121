"""Formulas put in the place of the words that stood for them, in intents and in what people read."""

from __future__ import annotations

import re
from typing import Any

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import Intent
from data.query import Agg, Bin, Call, Col, Expr, Lit, MeasureRef, Member, Out, Query, Scalar, walk

MARK = "~"


def words(text: str, desk: Desk) -> str:
    """A text for people: what the stand-ins stand for."""
    return re.sub(r"\bqq[a-z]\b", lambda m: desk.phrases.get(m[0].lower(), m[0]), text, flags=re.I)


def said(reading: str, desk: Desk) -> str:
    """A reading with conditions by what they are called."""
    for name in desk.conditions:
        for form in (name, name[1:2].upper() + name[2:]):
            reading = reading.replace(f"{form} is yes", name[1:]).replace(f"{form} is True", name[1:])
    return reading.replace(MARK, "")


def filled(intent: Intent, desk: Desk) -> Intent | None:
    """The intent with formulas; None where a tool is given a derived thing by its name only."""
    where = tuple(e for e in intent.where if not _derived_condition(e, desk))
    fill = _Filler(desk, where)
    intent = _by_formulas(intent, desk)
    args = fill.json(intent.args)
    before = tuple(fill.json(step) for step in intent.before)
    made = intent.model_copy(
        update={
            "args": args,
            "before": before,
            "where": tuple(fill(e) for e in intent.where),
            "within": tuple(fill(e) for e in intent.within),
            "share": tuple(fill(e) for e in intent.share),
            "metrics": fill.outs(intent.metrics),
            "groups": fill.outs(intent.groups),
            "columns": fill.outs(intent.columns),
        }
    )
    if made.tool == "query" and made.answer == "value" and not made.groups and made.metrics:
        made = made.model_copy(update={"metrics": (*made.metrics, *_extras(intent, desk, where))})
    return None if _left(args) or _left(list(before)) else made


def newest(intent: Intent, desk: Desk) -> Intent:
    """Without what was said before of the same thing: "only hours 8 to 10" takes the place of hours 6 to 20."""
    fill = _Filler(desk, ())
    made = [fill(e) for e in intent.where if _derived_condition(e, desk)]
    told = {e.args[0] for e in made if isinstance(e, Call) and e.op == "in"}
    kept = tuple(
        e
        for e in intent.where
        if _derived_condition(e, desk) or not (isinstance(e, Call) and e.op == "in" and e.args[0] in told)
    )
    return intent.model_copy(update={"where": kept}) if kept != intent.where else intent


def _by_formulas(intent: Intent, desk: Desk) -> Intent:
    """A test names its derived columns as formulas; so does the correlation of two, which is one."""
    named = intent.args.get("columns")
    columns = [str(c) for c in named] if isinstance(named, (list, tuple)) else []
    derived = [c for c in columns if c in desk.columns]
    if not derived or intent.tool not in ("significance", "correlate"):
        return intent
    args: dict[str, Any] = {k: v for k, v in intent.args.items() if k != "labels"}
    if intent.tool == "correlate":
        if len(columns) != 2:
            return intent
        args = {"test": "pearson", "asked": "figure"}
    formulas = [
        Out(name=desk.columns[c].label, expr=Col(col=c), unit=desk.columns[c].unit).canonical()
        for c in derived
    ]
    args |= {"columns": [desk.columns[c].label if c in derived else c for c in columns], "formulas": formulas}
    return intent.model_copy(update={"tool": "significance", "args": args})


def _extras(intent: Intent, desk: Desk, where: tuple[Expr, ...]) -> tuple[Out, ...]:
    """What a single figure brings along: the bounds of outliers, where it counts them."""
    if not any(_derived_condition(e, desk) for e in (*intent.where, *intent.share)):
        return ()
    return tuple(out for extra in desk.extras for out in extra(where))


def _derived_condition(expr: Expr, desk: Desk) -> bool:
    return any(isinstance(n, Col) and n.col in desk.conditions for n in walk(expr))


def _left(value: Any) -> bool:
    """Whether a derived name is left in plain arguments."""
    if isinstance(value, dict):
        return any(_left(v) for k, v in value.items() if k not in ("name", "label", "lit", "by", "labels"))
    if isinstance(value, (list, tuple)):
        return any(_left(v) for v in value)
    return isinstance(value, str) and value.startswith(MARK)


class _Filler:
    """Puts formulas into expressions; `where` are the other conditions of the question."""

    def __init__(self, desk: Desk, where: tuple[Expr, ...]) -> None:
        self.desk, self.where = desk, where

    def __call__(self, expr: Expr) -> Expr:
        if isinstance(expr, Call):
            first = expr.args[0] if expr.args else None
            if isinstance(first, Col) and first.col in self.desk.conditions:
                made = self.desk.conditions[first.col](self.where)
                return Call(op="not", args=(made,)) if expr.op == "ne" else made
            filled = expr.model_copy(update={"args": tuple(self(a) for a in expr.args)})
            return _plain_test(filled) if self._is_defined(first) else filled
        if isinstance(expr, Col):
            column = self.desk.columns.get(expr.col)
            return self(column.expr) if column is not None and column.expr is not None else expr
        if isinstance(expr, MeasureRef):
            measure = self.desk.measures.get(expr.measure)
            where = self(expr.where) if expr.where is not None else None
            if measure is None:
                return expr.model_copy(update={"where": where})
            return restricted(self(measure.expr), where)
        if isinstance(expr, Agg):
            parts = {k: self(v) for k in ("of", "by", "where") if (v := getattr(expr, k)) is not None}
            return expr.model_copy(update=parts)
        if isinstance(expr, Bin):
            return expr.model_copy(update={"bin": self(expr.bin)})
        if isinstance(expr, Member):
            return expr.model_copy(update={"member": self(expr.member), "within": self.query(expr.within)})
        if isinstance(expr, Scalar):
            return Scalar(scalar=self.query(expr.scalar))
        return expr

    def _is_defined(self, of: Expr | None) -> bool:
        """A condition that the question named: true of a row, or not."""
        column = self.desk.columns.get(of.col) if isinstance(of, Col) else None
        return column is not None and column.type == "bool"

    def outs(self, outs: tuple[Out, ...]) -> tuple[Out, ...]:
        return tuple(o.model_copy(update={"expr": self(o.expr)}) for o in outs)

    def query(self, query: Query) -> Query:
        source = self.query(query.source) if isinstance(query.source, Query) else query.source
        own = source in self.desk.scope.names
        within = tuple(e for e in self.desk.within if own and e not in query.where)
        return query.model_copy(
            update={
                "source": source,
                "where": (*within, *(self(e) for e in query.where)),
                "measures": self.outs(query.measures),
                "groups": self.outs(query.groups),
                "columns": self.outs(query.columns),
            }
        )

    def json(self, value: Any) -> Any:
        """Arguments as JSON, in which expressions are dicts known by their first key."""
        if isinstance(value, dict):
            if "query" in value and isinstance(value["query"], dict):
                made = self.query(Query.model_validate(value["query"])).canonical()
                return {k: made if k == "query" else self.json(v) for k, v in value.items()}
            if set(value) == {"col"} and value["col"] in self.desk.columns:
                return self(Col(col=value["col"])).canonical()
            measure = value.get("measure")
            if (
                isinstance(measure, str)
                and measure in self.desk.measures
                and set(value) <= {"measure", "where"}
            ):
                return self(MeasureRef.model_validate(value)).canonical()
            first = (value.get("args") or [None])[0] if "op" in value else None
            if isinstance(first, dict) and first.get("col") in self.desk.conditions:
                return self(Call.model_validate(value)).canonical()
            return {k: self.json(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.json(v) for v in value]
        return value


def _plain_test(expr: Call) -> Expr:
    """A condition that is to be true is that condition."""
    made, wanted = (*expr.args, None)[:2]
    if (
        expr.op not in ("eq", "ne")
        or made is None
        or not isinstance(wanted, Lit)
        or not isinstance(wanted.lit, bool)
    ):
        return expr
    return made if (expr.op == "eq") == wanted.lit else Call(op="not", args=(made,))


def restricted(expr: Expr, where: Expr | None) -> Expr:
    """The formula with each of its aggregates restricted to some rows."""
    if where is None:
        return expr
    if isinstance(expr, Agg | MeasureRef):
        both = where if expr.where is None else Call(op="and", args=(expr.where, where))
        return expr.model_copy(update={"where": both})
    if isinstance(expr, Call):
        return expr.model_copy(update={"args": tuple(restricted(a, where) for a in expr.args)})
    return expr
