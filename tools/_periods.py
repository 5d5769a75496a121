"""Periods of a grouping by time, as the engine names them ("2011-Q4"), and whether the data cover them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from data.query import Call, Col, Expr
from tools._result import Scalar

# Days that may be missing at an end of a period that counts as whole: shops close on weekends and holidays.
SLACK = {"trunc_week": 1, "trunc_month": 2, "trunc_quarter": 3, "trunc_year": 5}
MONTHS = {"trunc_month": 1, "trunc_quarter": 3, "trunc_year": 12, "trunc_decade": 120}
_NAMED = re.compile(r"(\d{4})s?(?:-?\s?Q([1-4])|-(\d\d)(?:-(\d\d))?)?(?:[ T].*)?")


def period_op(expr: Expr) -> str | None:
    """The operation that makes this expression a course in time; None for other expressions."""
    if isinstance(expr, Call) and (expr.op.startswith("trunc_") or expr.op == "year"):
        return "trunc_year" if expr.op == "year" else expr.op
    return None


def period_column(expr: Expr) -> str | None:
    """The date column below a grouping by time."""
    below = expr.args[0] if isinstance(expr, Call) and expr.args else expr
    return below.col if isinstance(below, Col) else None


def bounds(op: str, value: Scalar) -> tuple[date, date] | None:
    """First and last day of a period by its name: 2011, "2011", "2011-Q4", "2011-11", "2011-11-07"."""
    named = _NAMED.fullmatch(str(value))
    if named is None or isinstance(value, bool | float):
        return None
    year, quarter, month, day_ = named.groups()
    first_month = 3 * int(quarter) - 2 if quarter else int(month or 1)
    if not 1 <= first_month <= 12:
        return None
    first = date(int(year), first_month, int(day_ or 1))
    if op == "trunc_week":
        return first, first + timedelta(days=6)
    if op not in MONTHS:
        return first, first
    months = first.year * 12 + first.month - 1 + MONTHS[op]
    return first, date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def incomplete(op: str, value: Scalar, low: Scalar, high: Scalar) -> bool:
    """Whether data from `low` to `high` (ISO) leave out more of the period than closed days would."""
    ends, first, last = bounds(op, value), day(low), day(high)
    if ends is None or first is None or last is None:
        return False
    slack = timedelta(days=SLACK.get(op, 0))
    return first - slack > ends[0] or last + slack < ends[1]


def day(value: Scalar) -> date | None:
    """The day of an ISO text."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def period_name(op: str, start: date) -> str:
    """The period that starts then, as the engine names it: 2011-11, 2011-Q4, 2011, else its first day."""
    if op == "trunc_month":
        return start.isoformat()[:7]
    if op in ("trunc_year", "trunc_decade"):
        return f"{start.year}s" if op == "trunc_decade" else str(start.year)
    return f"{start.year}-Q{(start.month + 2) // 3}" if op == "trunc_quarter" else start.isoformat()


def every_period(op: str, first: date, last: date) -> list[date]:
    """First days of all periods from one to another, those without rows too."""
    out = [first]
    while out[-1] < last:
        out.append(next_start(op, out[-1]))
    return out


def next_start(op: str, start: date) -> date:
    """The first day of the period after the one that starts then."""
    ends = bounds(op, start.isoformat())
    assert ends is not None
    return ends[1] + timedelta(days=1)
