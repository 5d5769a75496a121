"""Windows over a grouped result: shares, ranks, running totals, changes against an earlier period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.errors import InvalidQuery
from data.query import Over
from data.sql.operations import need
from data.sql.terms import Typed

_PERIODS = {"YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR"}
_FOLLOWING = ("lag", "diff", "growth", "moving")


@dataclass(frozen=True)
class Place:
    """Where a window stands: the value, the groups (name, SQL) in order, those it starts anew in (`per`).

    order: the result's own order as SQL terms, or nothing. total: SQL of the whole's value within `per`,
    computed from the rows where the parts do not add up; `adds` says whether they do.
    """

    value: Typed
    groups: Sequence[tuple[str, Typed]]
    per: Sequence[Typed]
    order: Sequence[str]
    adds: bool | None
    total: Callable[[], str]


def window(node: Over, place: Place) -> Typed:
    """The SQL of one window."""
    value = place.value
    need(node.over, value, "number", "time") if node.over == "rank" else need(node.over, value, "number")
    if node.periods < 1:
        raise InvalidQuery(
            f"“{node.over}” looks back at least 1 period. Got {node.periods} instead.", "Give 1 or more."
        )
    if node.over in _FOLLOWING:
        return _along(node, place)
    return _RULES[node.over](place)


def _partition(place: Place) -> str:
    return f"PARTITION BY {', '.join(p.sql for p in place.per)} " if place.per else ""


def _sum(value: Typed) -> str:
    return f"fsum({value.sql})" if value.type == "number" else f"sum({value.sql})"


def _share(place: Place) -> Typed:
    if place.adds is False:
        raise InvalidQuery(
            "A share of averages has no meaning: they do not add up to a whole.",
            "Take the share of a count or a sum, or an index (100 is the average of the whole).",
        )
    return Typed(f"({place.value.sql} / nullif({place.total()}, 0))", "number", unit="share", ordered=True)


def _total(place: Place) -> Typed:
    return Typed(place.total(), place.value.type, unit=place.value.unit, ordered=True)


def _index(place: Place) -> Typed:
    return Typed(f"(100.0 * {place.value.sql} / nullif({place.total()}, 0))", "number", ordered=True)


def _rank(place: Place) -> Typed:
    sql = f"rank() OVER ({_partition(place)}ORDER BY {place.value.sql} DESC NULLS LAST)"
    return Typed(f"CASE WHEN {place.value.sql} IS NOT NULL THEN {sql} END", "integer", ordered=True)


def _running(place: Place) -> Typed:
    return Typed(_running_sql(place), place.value.type, unit=place.value.unit, ordered=True)


def _running_sql(place: Place) -> str:
    order = ", ".join(_sequence(place))
    return f"{_sum(place.value)} OVER ({_partition(place)}ORDER BY {order} ROWS UNBOUNDED PRECEDING)"


def _cum_share(place: Place) -> Typed:
    if place.adds is False:
        return _share(place)
    whole = f"{_sum(place.value)} OVER ({_partition(place).strip()})"
    return Typed(f"({_running_sql(place)} / nullif({whole}, 0))", "number", unit="share", ordered=True)


def _sequence(place: Place) -> list[str]:
    """Along time or bands where the groups have an order; else as the result is, else largest first."""
    free = [g for _, g in place.groups if g.sql not in {p.sql for p in place.per}]
    ties = [f"{g.sql} ASC NULLS LAST" for g in free]
    if free and free[0].ordered:
        return ties
    return [*(place.order or [f"{place.value.sql} DESC NULLS LAST"]), *ties] or ["1"]


def _along(node: Over, place: Place) -> Typed:
    """Compare with earlier periods; a calendar period that is not there counts as missing."""
    free = [g for _, g in place.groups if g.sql not in {p.sql for p in place.per}]
    axes = [g for g in free if g.ordered and (g.step is not None or g.family in ("time", "number"))]
    if not axes:
        raise InvalidQuery(
            f"“{node.over}” needs something to go along, such as months.",
            "Group by a month, a year or another period.",
        )
    axis = axes[0]
    others = [p.sql for p in place.per] + [
        g.sql for g in free if g.sql != axis.sql and g.sql not in {p.sql for p in place.per}
    ]
    start = f"PARTITION BY {', '.join(dict.fromkeys(others))} " if others else ""
    x, n = place.value.sql, int(node.periods)
    if node.over == "moving":
        frame = _frame(axis, n - 1, None)
        name = "favg" if place.value.type == "number" else "avg"
        return Typed(
            f"{name}({x}) OVER ({start}ORDER BY {axis.sql} {frame})", "number", place.value.unit, ordered=True
        )
    before = f"first_value({x}) OVER ({start}ORDER BY {axis.sql} {_frame(axis, n, n)})"
    # rows of unknown time are each other's neighbours to the engine, not to people
    before = f"CASE WHEN {axis.sql} IS NOT NULL THEN {before} END"
    if node.over == "lag":
        return Typed(before, place.value.type, unit=place.value.unit, ordered=True)
    if node.over == "diff":
        return Typed(f"({x} - ({before}))", place.value.type, unit=place.value.unit, ordered=True)
    return Typed(f"(({x} - ({before})) / nullif({before}, 0))", "number", unit="share", ordered=True)


def _frame(axis: Typed, first: int, last: int | None) -> str:
    if axis.step in _PERIODS:
        months = 3 if axis.step == "QUARTER" else 1
        unit = "MONTH" if axis.step == "QUARTER" else axis.step
        low = f"INTERVAL {first * months} {unit} PRECEDING"
        high = "CURRENT ROW" if last is None else f"INTERVAL {last * months} {unit} PRECEDING"
        return f"RANGE BETWEEN {low} AND {high}"
    kind = "RANGE" if axis.step == "1" else "ROWS"
    high = "CURRENT ROW" if last is None else f"{last} PRECEDING"
    return f"{kind} BETWEEN {first} PRECEDING AND {high}"


_RULES: dict[str, Callable[[Place], Typed]] = {
    "share": _share,
    "total": _total,
    "index": _index,
    "rank": _rank,
    "running": _running,
    "cum_share": _cum_share,
}
