"""Does arithmetic on earlier answers: how much more, by what percent, per what, what share, all together."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import model_validator

from data.dataset import View
from data.errors import Unsupported
from data.query import Frozen, Query
from data.work import Work
from tools._result import Evidence, Fact, Headline, Result, Table
from tools._tool import Args, Slot, tool

Op = Literal["difference", "gap", "growth", "ratio", "share", "sum"]


class Operand(Frozen):
    """One figure of an earlier answer: a headline, or a fact."""

    label: str
    value: float
    unit: str | None = None
    n: int | None = None


class CalcArgs(Args):
    """`of` names figures of earlier steps ("$1" its headline, "$1.total" a fact of it).

    The runner resolves them and puts an Operand for each, in the same order, into `values`.
    difference: the last less the first. gap: how far apart they are, whichever is larger. growth: the difference
    over the first. ratio: the first over the second.
    share: the first over the second as a part of it. sum: all together.
    """

    source: str = ""
    op: Annotated[Op, Slot("choice")]
    of: tuple[str, ...] = ()
    values: tuple[Operand, ...] = ()
    label: str | None = None

    @model_validator(mode="after")
    def _enough(self) -> CalcArgs:
        given = len(self.values) or len(self.of)
        if given < 2 or (given > 2 and self.op != "sum"):
            raise ValueError(f"{self.op} needs two figures. Got {given} instead.")
        return self


@tool(
    words=("difference", "percent change", "growth", "how much more", "per", "ratio", "altogether"),
    examples=("how much is that up?", "and per {entity}?", "what is the difference?"),
)
def calc(args: CalcArgs, data: View, work: Work) -> Result:
    """Does arithmetic on earlier answers: difference, percent change, ratio, share, sum."""
    work.check()
    if len(args.values) < 2:
        raise Unsupported(
            "There are not two figures to compare yet.", "Ask for a number first, then for another."
        )
    _same_kind(args)
    value, unit = _OPS[args.op](args.values)
    first, last = args.values[0], args.values[-1]
    facts = [
        Fact(f"of.{i}", "value", v.label, v.value, v.unit, row=v.label, n=v.n)
        for i, v in enumerate(args.values, start=1)
    ]
    label = args.label or _LABELS[args.op].format(first=first.label, last=last.label)
    of = tuple(f.id for f in facts)
    facts.append(Fact("value", _KINDS[args.op], label, value, unit, of=of))
    if args.op == "growth":
        gap = last.value - first.value
        facts.append(Fact("gap", "gap", "difference", gap, first.unit, of=of))
    shown = abs(value)
    facts.append(Fact("size", "gap", label, shown, unit, of=("value",)))
    return Result(
        headline=Headline(label, value, unit),
        facts=tuple(facts),
        table=_table(args, label, value),
        evidence=(Evidence(method=_METHODS[args.op], engine="arithmetic"),),
        words={"first": first.label, "last": last.label},
        flags=frozenset({args.op, _direction(args.values)}),
        subject=Query(source=args.source) if args.source else None,
    )


def _direction(values: tuple[Operand, ...]) -> str:
    first, last = values[0].value, values[-1].value
    return "up" if last > first else "down" if last < first else "level"


def _same_kind(args: CalcArgs) -> None:
    """Pounds less customers mean nothing; a ratio may mix units."""
    if args.op == "ratio":
        return
    units = {v.unit for v in args.values if v.unit}
    if "money" in units and len(units) == 2:
        units.discard("money")  # money whose currency nobody said
    if len(units) > 1:
        raise Unsupported(
            f"{' and '.join(sorted(units))} cannot be put into one {args.op}.",
            "Ask for two figures of the same unit, or for one per the other.",
        )


def _difference(values: tuple[Operand, ...]) -> tuple[float, str | None]:
    return values[-1].value - values[0].value, _apart(values)


def _gap(values: tuple[Operand, ...]) -> tuple[float, str | None]:
    return abs(values[-1].value - values[0].value), _apart(values)


def _apart(values: tuple[Operand, ...]) -> str | None:
    """The unit of a difference: shares are percentage points apart."""
    unit = values[0].unit or values[-1].unit
    return "points" if unit == "share" else unit


def _growth(values: tuple[Operand, ...]) -> tuple[float, str | None]:
    return _over(values[-1].value - values[0].value, values[0]), "share"


def _ratio(values: tuple[Operand, ...]) -> tuple[float, str | None]:
    first, second = values[0], values[1]
    value = _over(first.value, second)
    # Money per customer is money; a ratio of like to like has no unit.
    return value, None if first.unit == second.unit else first.unit


def _share(values: tuple[Operand, ...]) -> tuple[float, str | None]:
    return _over(values[0].value, values[1]), "share"


def _sum(values: tuple[Operand, ...]) -> tuple[float, str | None]:
    return math.fsum(v.value for v in values), values[0].unit


def _over(above: float, below: Operand) -> float:
    if below.value == 0:
        raise Unsupported(
            f"“{below.label}” is zero, so nothing can be divided by it.", "Compare with another figure."
        )
    return above / below.value


_OPS = {
    "difference": _difference,
    "gap": _gap,
    "growth": _growth,
    "ratio": _ratio,
    "share": _share,
    "sum": _sum,
}
_LABELS: dict[Op, str] = {
    "difference": "{last} less {first}",
    "gap": "difference between {first} and {last}",
    "growth": "change from {first} to {last}",
    "ratio": "{first} per {last}",
    "share": "{first} as a share of {last}",
    "sum": "together",
}
_METHODS: dict[Op, str] = {
    "difference": "the later figure less the earlier",
    "gap": "the larger figure less the smaller",
    "growth": "the later figure less the earlier, over the earlier",
    "ratio": "the first figure over the second",
    "share": "the first figure over the second",
    "sum": "all figures added",
}
_KINDS: dict[Op, Literal["gap", "change", "ratio", "share", "value"]] = {
    "difference": "gap",
    "gap": "gap",
    "growth": "change",
    "ratio": "ratio",
    "share": "share",
    "sum": "value",
}


def _table(args: CalcArgs, label: str, value: float) -> Table:
    rows = tuple((v.label, v.value) for v in args.values)
    return Table(("what", "value"), (*rows, (label, value)))
