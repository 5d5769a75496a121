"""The closed list of operations: each checks the kinds of its arguments and becomes one piece of SQL."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import datetime

from data.errors import InvalidQuery
from data.query import Call, Expr, Lit
from data.sql.bands import with_labels
from data.sql.terms import Family, Params, SqlType, Typed, common_unit, same_type

Arguments = Sequence[Typed]
Operation = Callable[[Params, str, Sequence[Expr], Arguments], Typed]

MONTHS = tuple(calendar.month_name[i] for i in range(1, 13))
WEEKDAYS = tuple(calendar.day_name[i] for i in range(7))
MANY = 25
"""From so many constants on, `in` binds them as one list: the text stays short, the plan stays fast."""


def operate(params: Params, node: Call, args: Arguments) -> Typed:
    """SQL of one operation; InvalidQuery on arguments of the wrong number or kind."""
    rule, least, most = _RULES[node.op]
    if not least <= len(args) <= most:
        wanted = str(least) if least == most else f"at least {least}" if most > 99 else f"{least} to {most}"
        raise InvalidQuery(
            f"“{node.op}” needs {wanted} arguments. Got {len(args)} instead.", "Correct the arguments."
        )
    return rule(params, node.op, node.args, args)


def literal(params: Params, node: Lit) -> Typed:
    """A bound constant; dates are checked here, so that a wrong one is explained in plain words."""
    value = node.lit
    if value is None:
        return Typed("NULL", "null")
    if node.date:
        return _date(params, str(value))
    if isinstance(value, bool):
        return Typed("TRUE" if value else "FALSE", "bool")
    if isinstance(value, float) and value != value:
        return Typed("NULL", "null")
    if isinstance(value, int):
        if abs(value) > 2**63 - 1:
            value = float(value)
            return Typed(params.bind(value), "number")
        return Typed(params.bind(value), "integer")
    return Typed(params.bind(value), "number" if isinstance(value, float) else "text")


def _date(params: Params, text: str) -> Typed:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidQuery(
            f"“{text}” is not a date.", "Write dates as year-month-day, such as 2011-10-01."
        ) from None
    if len(text) <= 10:
        return Typed(f"CAST({params.bind(moment.date().isoformat())} AS DATE)", "date")
    return Typed(f"CAST({params.bind(moment.replace(tzinfo=None).isoformat(' '))} AS TIMESTAMP)", "datetime")


def need(op: str, value: Typed, *families: Family) -> None:
    """Raise unless a value is of one of the kinds that the operation takes (missing is always taken)."""
    if value.family in families or value.family == "null":
        return
    wanted = " or ".join(
        {"number": "numbers", "time": "dates", "text": "text", "bool": "conditions"}[f] for f in families
    )
    raise InvalidQuery(f"“{op}” works on {wanted}. Got {value.kind} instead.", _hint(op, value))


def _hint(op: str, value: Typed) -> str:
    if value.family == "text":
        return "Count it, count its different values, or turn it into numbers first."
    if value.family == "time":
        return "Take its year, its month, or the days between two dates."
    if value.family == "number":
        return "Compare the number with something first."
    return "Count the rows where it holds, or take the rate."


def condition(value: Typed) -> str:
    """SQL of a condition; a yes/no column is one, a flag of 0 and 1 too."""
    if value.type == "integer":
        return f"({value.sql} <> 0)"
    need("where", value, "bool")
    return value.sql


def _comparable(op: str, left: Typed, right: Typed, expr: Expr | None, params: Params) -> tuple[Typed, Typed]:
    """Both sides in one kind, or an InvalidQuery that names both kinds."""
    if left.family == right.family or "null" in (left.family, right.family):
        return left, right
    if left.family == "time" and isinstance(expr, Lit) and isinstance(expr.lit, str):
        return left, _date(params, expr.lit)
    if left.labels and isinstance(expr, Lit) and isinstance(expr.lit, int) and not isinstance(expr.lit, bool):
        return Typed(left.sql, "integer"), right
    if left.family == "text" and isinstance(expr, Lit) and isinstance(expr.lit, int | float):
        # a code that is stored as text ("12346") is often said as a number
        return left, Typed(
            params.bind(f"{expr.lit:g}" if isinstance(expr.lit, float) else str(expr.lit)), "text"
        )
    if left.type == "bool" and isinstance(expr, Lit) and expr.lit in (0, 1):
        return left, Typed("TRUE" if expr.lit else "FALSE", "bool")
    if left.type == "integer" and right.type == "bool":
        return Typed(f"({left.sql} <> 0)", "bool"), right
    name = f" (“{left.origin[1]}”)" if left.origin else ""
    raise InvalidQuery(
        f"{left.kind.capitalize()}{name} cannot be compared with {right.kind}.",
        f"Compare it with {left.kind}.",
    )


_SIGNS = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_TURNED = {"eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}


def _compare(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    left, right = args
    if isinstance(exprs[0], Lit) and not isinstance(exprs[1], Lit):
        return _compare(params, _TURNED[op], (exprs[1], exprs[0]), (right, left))
    left, right = _comparable(op, left, right, exprs[1], params)
    if right.type == "null" and op in ("eq", "ne"):
        return Typed(f"({left.sql} IS {'NOT ' if op == 'ne' else ''}NULL)", "bool")
    if _is_day(left, right, exprs[1]):
        return Typed(_day_compare(op, left.sql, right.sql), "bool")
    if left.labels and isinstance(exprs[1], Lit) and right.family == "text":
        return Typed(f"({left.sql} {_SIGNS[op]} {left.raw_of(str(exprs[1].lit))})", "bool")
    named = op in ("eq", "ne") and isinstance(
        exprs[1], Lit
    )  # who names a value that no figure holds means it
    return Typed(f"({(named and left.every) or left.plain} {_SIGNS[op]} {right.plain})", "bool")


def _is_day(left: Typed, right: Typed, expr: Expr | None) -> bool:
    """A moment compared with a whole day: "until 9 December" includes that day's afternoon."""
    return left.type == "datetime" and right.type == "date" and isinstance(expr, Lit)


def _day_compare(op: str, moment: str, day: str) -> str:
    following = f"({day} + INTERVAL 1 DAY)"
    return {
        "eq": f"({moment} >= {day} AND {moment} < {following})",
        "ne": f"({moment} < {day} OR {moment} >= {following})",
        "lt": f"({moment} < {day})",
        "le": f"({moment} < {following})",
        "gt": f"({moment} >= {following})",
        "ge": f"({moment} >= {day})",
    }[op]


def _between(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    low = _compare(params, "ge", (exprs[0], exprs[1]), (args[0], args[1]))
    high = _compare(params, "le", (exprs[0], exprs[2]), (args[0], args[2]))
    return Typed(f"({low.sql} AND {high.sql})", "bool")


def _among(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    first, rest = args[0], args[1:]
    negated = "NOT " if op == "not_in" else ""
    if _many_constants(exprs[1:], first):
        inside = _listed(params, exprs[1:], first)
        return Typed(f"({first.plain} {negated}IN (SELECT unnest({inside})))", "bool")
    tests = [
        _compare(params, "eq", (exprs[0], e), (first, r)).sql for e, r in zip(exprs[1:], rest, strict=True)
    ]
    return Typed(f"({negated}({' OR '.join(tests)}))", "bool")


def _many_constants(exprs: Sequence[Expr], first: Typed) -> bool:
    wanted: tuple[type, ...] = {"text": (str,), "number": (int, float)}.get(first.family, ())
    plain = all(isinstance(e, Lit) and not e.date and isinstance(e.lit, wanted) for e in exprs)
    return (
        len(exprs) > MANY
        and bool(wanted)
        and plain
        and not any(isinstance(e, Lit) and isinstance(e.lit, bool) for e in exprs)
    )


def _listed(params: Params, exprs: Sequence[Expr], first: Typed) -> str:
    values = [e.lit for e in exprs if isinstance(e, Lit)]
    if first.family == "text":
        return f"CAST({params.bind([str(v) for v in values])} AS VARCHAR[])"
    if first.type == "integer" and all(isinstance(v, int) for v in values):
        return f"CAST({params.bind([int(v) for v in values if v is not None])} AS BIGINT[])"
    return f"CAST({params.bind([float(v) for v in values if v is not None])} AS DOUBLE[])"


def _wide(value: Typed) -> str:
    """Whole numbers of few bytes overflow when they are multiplied; the sum of two as well."""
    return (
        f"CAST({value.sql} AS BIGINT)"
        if value.type == "integer" and not value.sql.startswith("$")
        else value.sql
    )


def _arithmetic(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    numbers = [_as_number(op, a) for a in args]
    if op == "div":
        top, bottom = numbers
        return Typed(f"({top.sql} / nullif({bottom.sql}, 0))", "number", unit=_ratio_unit(top, bottom))
    kind: SqlType = "integer" if all(n.type == "integer" for n in numbers) else "number"
    sign = {"add": "+", "sub": "-", "mul": "*"}[op]
    unit = common_unit([n for n, e in zip(numbers, exprs, strict=True) if not isinstance(e, Lit)])
    if op == "mul":
        unit = _product_unit(numbers)
    text = f" {sign} ".join(_wide(n) if kind == "integer" else n.sql for n in numbers)
    return Typed(f"({text})", kind, unit=unit, ordered=True)


def _as_number(op: str, value: Typed) -> Typed:
    if value.type == "bool":
        return Typed(f"CAST({value.sql} AS BIGINT)", "integer")
    if value.labels and value.step == "1" and value.type == "text":
        return Typed(value.sql, "integer")
    need(op, value, "number")
    return value


def _ratio_unit(top: Typed, bottom: Typed) -> str | None:
    return top.unit if bottom.unit != top.unit else None


def _product_unit(numbers: Sequence[Typed]) -> str | None:
    units = [n.unit for n in numbers if n.unit is not None]
    money = [u for u in units if u not in ("share",)]
    return money[0] if len(money) == 1 else units[0] if len(units) == 1 else None


def _number_call(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    value = _as_number(op, args[0])
    if op == "neg":
        return Typed(f"(-{_wide(value)})", value.type, unit=value.unit, ordered=True)
    if op == "abs":
        return Typed(f"abs({_wide(value)})", value.type, unit=value.unit, ordered=True)
    if op == "round":
        digits = exprs[1].lit if len(exprs) > 1 and isinstance(exprs[1], Lit) else 0
        if not isinstance(digits, int) or abs(digits) > 12:
            raise InvalidQuery(
                f"“round” needs a whole number of digits. Got {digits!r} instead.", "Give 0 to 12."
            )
        return Typed(f"round({value.sql}, {int(digits)})", value.type, unit=value.unit, ordered=True)
    if op == "log":
        return Typed(f"CASE WHEN {value.sql} > 0 THEN ln({value.sql}) END", "number", ordered=True)
    power = _as_number(op, args[1])
    return Typed(f"power(CAST({value.sql} AS DOUBLE), {power.sql})", "number", ordered=True)


def _null_test(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    return Typed(f"({args[0].sql} IS {'NOT ' if op == 'not_null' else ''}NULL)", "bool")


def _logic(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    tests = [condition(a) for a in args]
    if op == "not":
        return Typed(f"(NOT {tests[0]})", "bool")
    return Typed("(" + f" {op.upper()} ".join(tests) + ")", "bool")


def _choose(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    pairs = list(zip(args[0:-1:2], args[1::2], strict=False))
    otherwise = args[-1] if len(args) % 2 else Typed("NULL", "null")
    values = [value for _, value in pairs] + [otherwise]
    kind = same_type(values, "“if”")
    cases = " ".join(f"WHEN {condition(test)} THEN {value.plain}" for test, value in pairs)
    return Typed(f"CASE {cases} ELSE {otherwise.plain} END", kind, unit=common_unit(values))


def _coalesce(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    kind = same_type(list(args), "“coalesce”")
    return Typed(f"coalesce({', '.join(a.plain for a in args)})", kind, unit=common_unit(args))


def _recode(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    value, changes = args[0], args[1:]
    if len(changes) % 2:
        raise InvalidQuery(
            "“recode” needs pairs of an old and a new value.", "Give a new value for each old one."
        )
    olds, news = changes[0::2], changes[1::2]
    tests = [
        _compare(params, "eq", (exprs[0], expr), (value, old)).sql
        for expr, old in zip(exprs[1::2], olds, strict=True)
    ]
    mixed = len({v.family for v in (value, *news) if v.type != "null"}) > 1
    shown = [f"CAST({v.plain} AS VARCHAR)" if mixed else v.plain for v in (*news, value)]
    cases = " ".join(f"WHEN {t} THEN {n}" for t, n in zip(tests, shown, strict=False))
    kind: SqlType = "text" if mixed else value.type
    return Typed(f"CASE {cases} ELSE {shown[-1]} END", kind, unit=None if mixed else value.unit)


def _text_test(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    for value in args:
        need(op, value, "text")
    part = exprs[1]
    if isinstance(part, Lit) and isinstance(part.lit, str) and not set(part.lit) & set("%_\\"):
        # ILIKE needs no lower-case copy of every text
        pattern = {"contains": f"%{part.lit}%", "starts_with": f"{part.lit}%", "ends_with": f"%{part.lit}"}[
            op
        ]
        return Typed(f"({args[0].plain} ILIKE {params.bind(pattern)})", "bool")
    name = {"contains": "contains", "starts_with": "starts_with", "ends_with": "suffix"}[op]
    return Typed(f"{name}(lower({args[0].plain}), lower({args[1].plain}))", "bool")


def _text_call(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    if op == "concat":
        return Typed("(" + " || ".join(f"CAST({a.text} AS VARCHAR)" for a in args) + ")", "text")
    need(op, args[0], "text")
    if op == "lower":
        return Typed(f"lower({args[0].plain})", "text")
    return Typed(f"length({args[0].plain})", "integer", ordered=True)


def _date_part(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    if op == "hour" and args[0].family == "text":  # a time of day that is written as text: 07:43
        sql = f"TRY_CAST(split_part({args[0].plain}, ':', 1) AS INTEGER)"
        return Typed(sql, "integer", ordered=True, step="1")
    need(op, args[0], "time")
    part = {"weekday": "isodow", "day": "day"}.get(op, op)
    sql = f"{part}({args[0].sql})"
    if op == "weekday":
        return with_labels(sql, WEEKDAYS, params, start=1)
    if op == "month":
        return with_labels(sql, MONTHS, params, start=1)
    return Typed(sql, "integer", ordered=True, step="1")


_SHOWN_AS = {
    "decade": "strftime({x}, '%Y') || 's'",
    "year": "strftime({x}, '%Y')",
    "quarter": "strftime({x}, '%Y') || '-Q' || quarter({x})",
    "month": "strftime({x}, '%Y-%m')",
    "week": "strftime({x}, '%Y-%m-%d')",
    "day": "strftime({x}, '%Y-%m-%d')",
    "hour": "strftime({x}, '%Y-%m-%d %H:00')",
}


def _truncate(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    need(op, args[0], "time")
    period = op.removeprefix("trunc_")
    pattern = _SHOWN_AS[period]
    text = f"date_trunc('{period}', {args[0].sql})"
    kind: SqlType = "datetime" if period == "hour" else "date"
    sql = text if kind == "datetime" else f"CAST({text} AS DATE)"
    return Typed(sql, kind, shown=lambda raw: pattern.format(x=raw), ordered=True, step=period.upper())


def _time_between(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    dates = [
        _date(params, e.lit) if isinstance(e, Lit) and isinstance(e.lit, str) else a
        for e, a in zip(exprs, args, strict=True)
    ]
    for value in dates:
        need(op, value, "time")
    start, end = (f"CAST({d.sql} AS DATE)" for d in dates)
    unit = op.removesuffix("_between")
    # days are counted by the calendar; months and years only when complete, as ages are
    name = "date_diff" if unit == "days" else "date_sub"
    return Typed(f"{name}('{unit[:-1]}', {start}, {end})", "integer", unit=unit, ordered=True)


def _hours_between(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    """Hours and parts of hours from one moment to another."""
    for value in args:
        need(op, value, "time")
    start, end = (f"CAST({a.sql} AS TIMESTAMP)" for a in args)
    return Typed(f"(date_diff('second', {start}, {end}) / 3600.0)", "number", unit="hours", ordered=True)


def _to_number(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    need(op, args[0], "text", "number", "bool")
    return Typed(f"TRY_CAST({args[0].plain} AS DOUBLE)", "number", unit=args[0].unit, ordered=True)


def _period_start(params: Params, op: str, exprs: Sequence[Expr], args: Arguments) -> Typed:
    """The first day of a written period; what is none is missing."""
    need(op, args[0], "text")
    text = f"upper({args[0].plain})"
    year = f"TRY_CAST(regexp_extract({text}, '(1[5-9]|20)[0-9][0-9]') AS INTEGER)"
    part = f"TRY_CAST(regexp_extract({text}, '[QHMW]([0-9]{{1,2}})', 1) AS INTEGER)"
    kind = f"regexp_extract({text}, '[QHMW]')"
    months = " ".join(
        f"WHEN {kind} = '{letter}' AND {part} BETWEEN 1 AND {most} THEN make_date({year}, {12 // most} * {part} - {12 // most - 1}, 1)"
        for letter, most in (("Q", 4), ("H", 2), ("M", 12))
    )
    week = (
        f"WHEN {kind} = 'W' THEN CAST(date_trunc('week', make_date({year}, 1, 4)) AS DATE) + 7 * ({part} - 1)"
    )
    return Typed(f"CASE {months} {week} END", "date", ordered=True)


_ENDLESS = 100_000
_RULES: dict[str, tuple[Operation, int, int]] = {
    **dict.fromkeys(("add", "mul"), (_arithmetic, 2, _ENDLESS)),
    **dict.fromkeys(("sub", "div"), (_arithmetic, 2, 2)),
    **dict.fromkeys(("neg", "abs", "log"), (_number_call, 1, 1)),
    "round": (_number_call, 1, 2),
    "power": (_number_call, 2, 2),
    **dict.fromkeys(_SIGNS, (_compare, 2, 2)),
    **dict.fromkeys(("in", "not_in"), (_among, 2, _ENDLESS)),
    "between": (_between, 3, 3),
    **dict.fromkeys(("is_null", "not_null"), (_null_test, 1, 1)),
    **dict.fromkeys(("and", "or"), (_logic, 1, _ENDLESS)),
    "not": (_logic, 1, 1),
    "if": (_choose, 2, _ENDLESS),
    "coalesce": (_coalesce, 1, _ENDLESS),
    "recode": (_recode, 3, _ENDLESS),
    **dict.fromkeys(("contains", "starts_with", "ends_with"), (_text_test, 2, 2)),
    **dict.fromkeys(("lower", "length"), (_text_call, 1, 1)),
    "concat": (_text_call, 1, _ENDLESS),
    **dict.fromkeys(("year", "quarter", "month", "week", "day", "weekday", "hour"), (_date_part, 1, 1)),
    **{f"trunc_{p}": (_truncate, 1, 1) for p in _SHOWN_AS},
    **{f"{u}_between": (_time_between, 2, 2) for u in ("days", "months", "years")},
    "hours_between": (_hours_between, 2, 2),
    "to_number": (_to_number, 1, 1),
    "period_start": (_period_start, 1, 1),
}
