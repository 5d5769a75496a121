"""Changes what later questions leave out or merge: "use gross", "leave out customer 12", "count A as B"."""

from __future__ import annotations

from typing import Any, Literal

from data.errors import InvalidQuery, UnknownName
from data.query import Call, Expr, MeasureRef, Out, Query, all_of, call, col
from data.work import Work
from tools._caveats import caveat
from tools._result import Caveat, Evidence, Fact, Headline, PolicyChange, Result, Table
from tools._tool import Args, tool


class PolicyArgs(Args):
    """One change.

    variant   measures of `policy` are read by its `variant` from now on
    exclude   the rows that meet `where` are left out
    recode    the value `old` of `column` counts as `new`
    """

    kind: Literal["variant", "exclude", "recode"]
    policy: str | None = None
    variant: str | None = None
    column: str | None = None
    old: str | int | float | bool | None = None
    new: str | int | float | bool | None = None
    name: str | None = None


@tool(
    words=("use", "leave out", "exclude from now on", "count as", "treat as", "merge"),
    examples=(),
)
def policy(args: PolicyArgs, data: Any, work: Work) -> Result:
    """Change what all later questions leave out or merge, and say what that does to the numbers."""
    change = _change(args, data)
    work.check()
    after = data.with_artifacts(change)
    touched = _touched(args, data)
    measure = _measure(args, data)
    before_value, after_value = (_value(view, measure) for view in (data, after))
    facts = _facts(args, change, touched, measure, before_value, after_value)
    shown = {fact.id: fact for fact in facts}
    main = shown.get("after") or shown.get("rows")
    return Result(
        headline=Headline(main.label, main.value, main.unit) if main else None,
        facts=facts,
        table=_table(facts),
        caveats=_nothing(touched),
        evidence=(Evidence(_method(args), sql=_sql(after, measure), rows_used=touched),),
        artifacts=(change,),
        words={"name": change.name, **({"measure": measure.name} if measure else {})},
        flags=frozenset({args.kind, *(("nothing",) if touched == 0 else ())}),
    )


def _change(args: PolicyArgs, data: Any) -> PolicyChange:
    if args.kind == "variant":
        return _variant(args, data)
    if args.kind == "exclude":
        if not args.where:
            raise InvalidQuery(
                "Nothing was named to leave out.", "Say which rows, such as a customer or a country."
            )
        name = args.name or f"without {_spoken(args.where)}"
        return PolicyChange(name, "exclude", source=args.source, condition=all_of(args.where))
    if args.column is None or args.old is None or args.new is None:
        raise InvalidQuery("A recoding needs a column and two values.", "Say “count X as Y”.")
    _known(args, data)
    name = args.name or f"{args.old} as {args.new}"
    return PolicyChange(name, "recode", source=args.source, column=args.column, old=args.old, new=args.new)


def _variant(args: PolicyArgs, data: Any) -> PolicyChange:
    policies = data.catalog.policies
    if args.policy not in policies:
        raise UnknownName("policy", args.policy or "", policies)
    variants, variant = policies[args.policy].variants, args.variant or ""
    if variant not in variants:
        raise UnknownName("variant", variant, variants)
    return PolicyChange(
        args.name or variant,
        "variant",
        source=policies[args.policy].source,
        policy=args.policy,
        variant=variant,
    )


def _known(args: PolicyArgs, data: Any) -> None:
    """The old value must be there; the new one may be new."""
    column = data.column(args.source, args.column)
    values = [v.value for v in column.values]
    if values and args.old not in values:
        raise UnknownName("value", str(args.old), [str(v) for v in values])


def _touched(args: PolicyArgs, data: Any) -> int | None:
    """Rows that the change leaves out or recodes; None for a variant, whose effect is on the measure."""
    if args.kind == "variant":
        return None
    where = args.where if args.kind == "exclude" else (call("eq", col(args.column or ""), args.old),)
    counted: int = data.count(args.source, where)
    return counted


def _measure(args: PolicyArgs, data: Any) -> Out | None:
    """The measure that the change moves most visibly: money before counts, of the policy or of the source."""
    if args.kind == "recode":
        return None
    tables = {args.source, *(e.table for e in data.catalog.entities.values() if e.name == args.source)}
    money_first = sorted(
        data.catalog.measures.items(), key=lambda m: m[1].unit in (None, "count", "share", m[1].label)
    )
    for name, measure in money_first:
        if (measure.policy == args.policy) if args.kind == "variant" else (measure.source in tables):
            return Out(name=measure.label, expr=MeasureRef(measure=name), unit=measure.unit)
    return None


def _value(view: Any, measure: Out | None) -> float | None:
    if measure is None:
        return None
    value = view.fetch(_query(view, measure)).scalar()
    return float(value) if value is not None else None


def _query(view: Any, measure: Out) -> Query:
    assert isinstance(measure.expr, MeasureRef)
    return Query(source=view.catalog.measures[measure.expr.measure].source, measures=(measure,))


def _sql(view: Any, measure: Out | None) -> str | None:
    return str(view.compile(_query(view, measure)).sql) if measure else None


def _facts(
    args: PolicyArgs,
    change: PolicyChange,
    touched: int | None,
    measure: Out | None,
    before: float | None,
    after: float | None,
) -> tuple[Fact, ...]:
    facts = list[Fact]()
    if touched is not None:
        label = "rows left out" if args.kind == "exclude" else "rows recoded"
        facts.append(Fact("rows", "count", label, touched, row=change.name, column="rows", n=touched))
    if measure and before is not None and after is not None:
        facts.append(
            Fact("before", "value", f"{measure.name} before", before, measure.unit, column=measure.name)
        )
        facts.append(
            Fact(
                "after",
                "value",
                f"{measure.name} ({change.name})",
                after,
                measure.unit,
                row=change.name,
                column=measure.name,
            )
        )
        gap = after - before
        facts.append(
            Fact("gap", "gap", "difference", gap, measure.unit, column=measure.name, of=("after", "before"))
        )
        if before:
            facts.append(Fact("change", "change", "change", gap / before, "share", of=("after", "before")))
    return tuple(facts)


def _table(facts: tuple[Fact, ...]) -> Table:
    shown = [f for f in facts if f.id in ("rows", "before", "after", "gap")]
    return Table(("figure", "value"), tuple((f.label, f.value) for f in shown))


def _nothing(touched: int | None) -> tuple[Caveat, ...]:
    return (caveat("policy.no_rows"),) if touched == 0 else ()


def _method(args: PolicyArgs) -> str:
    return {
        "variant": "The measure computed before and after the change of policy.",
        "exclude": "Rows that meet the condition are left out of all later questions.",
        "recode": "The old value counts as the new one in all later questions.",
    }[args.kind]


def _spoken(conditions: tuple[Expr, ...]) -> str:
    """The named values of the conditions, for a short name: "CustomerID 12"."""
    words = list[str]()
    for condition in conditions:
        for node in _leaves(condition):
            words.append(str(node))
    return " ".join(words)


def _leaves(expr: Expr) -> list[Any]:
    if isinstance(expr, Call):
        return [leaf for part in expr.args for leaf in _leaves(part)]
    return [getattr(expr, "col", getattr(expr, "lit", ""))]
