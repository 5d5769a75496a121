"""Columns that a table implies: total spend from its parts, age from the birth year, revenue from prices.

Each derivation needs names that say so and values that allow it, and says in its description how it was made.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from data._calendar import add_date
from data._draft import Draft
from data._figures import of_rows
from data._names import Name, bracketed_unit, free_name, hints, label, model, says, singular, split
from data._profile import Engine, quoted
from data.catalog import Column, Role, Type, Value
from data.query import Call, Expr, Lit, call, col, date

OLDEST = 105
"""Years that a living customer may be old; a birth year that gives more is a mistake."""


def derive(draft: Draft, engine: Engine, reference: str | None) -> None:
    """Add all derived columns of a table. `reference`: the latest date of the data's other tables."""
    _parts_played(draft)
    _full_name(draft, engine)
    _total_of_amounts(draft)
    _total_of_counts(draft)
    _children(draft)
    _accepted(draft)
    _age(draft, reference)
    _tenure(draft)
    _revenue(draft)
    _of_fields(draft)
    _profit(draft)
    _cancelled(draft, engine)
    _left(draft)
    _impossible(draft, engine)
    add_date(draft, engine)
    _hour(draft, engine)


def _parts_played(draft: Draft) -> None:
    """Quantity and unit price of order lines."""
    for name, column in draft.raw():
        if column.role == "quantity" and says(name, "quantity_column") and not says(name, "price"):
            draft.part.setdefault("quantity", column.name)
        if column.role == "rate" and says(name, "unit_price") and not says(name, "discount"):
            draft.part.setdefault("price", column.name)
        if column.role == "rate" and says(name, "discount") and _discount_share(name, column) is not None:
            draft.part.setdefault("discount", column.name)


MOST_NAMES = 2_000
"""Whole names that are kept to be found when they are asked for."""


def _full_name(draft: Draft, engine: Engine) -> None:
    """ "first_name" and "last_name" are one name; a first name alone is that of many."""
    texts = [(n, c) for n, c in draft.raw() if c.type == "text"]
    first = next((c.name for n, c in texts if n.stems in _FIRST_NAMES), None)
    last = next((c.name for n, c in texts if n.stems in _LAST_NAMES), None)
    if first is None or last is None or "full_name" in {n.lower() for n in draft.columns}:
        return
    whole = f"concat_ws(' ', {quoted(first)}, {quoted(last)})"
    sql = f"SELECT {whole}, count(*) FROM {quoted(draft.name)} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_NAMES + 1}"
    found = [(str(name), int(n)) for name, n in engine.fetch(sql)[1] if name]
    made = _made(
        draft, "full_name", call("concat", col(first), " ", col(last)), "name", "First and last name.",
        role="person", type="text", synonyms=("full name", "whole name"), parts=(first, last),
    )  # fmt: skip
    names = tuple(Value(name, n, name) for name, n in found) if len(found) <= MOST_NAMES else ()
    draft.columns[made.name] = replace(made, personal=True, names=names, distinct=len(found))
    draft.part["full_name"] = made.name


_FIRST_NAMES = (("first", "name"), ("forename",), ("given", "name"))
_LAST_NAMES = (("last", "name"), ("surname",), ("family", "name"))


def _discount_share(name: Name, column: Column) -> Expr | None:
    """The discount as a share of the price, 0 where none is written; None where it may be money."""
    high = float(column.high or 0)
    known = call("coalesce", col(column.name), 0)
    if column.unit == "share" and high <= 1:
        return known
    if column.unit == "percent" or (1 < high <= 100 and says(name, "share_hint")):
        return call("div", known, 100)
    return None


def _made(
    draft: Draft,
    wanted: str,
    expr: Expr,
    text: str,
    description: str,
    *,
    role: Role = "amount",
    type: Type = "number",
    unit: str | None = None,
    synonyms: Sequence[str] = (),
    parts: Sequence[str] = (),
    low: float | None = None,
    high: float | None = None,
    valid: Expr | None = None,
) -> Column:
    """Put a derived column into the draft under a free name."""
    name = free_name(wanted, draft.columns)
    taken = {c.label.lower() for c in draft.columns.values()} | {text}
    return draft.add(
        Column(
            name=name,
            source=draft.name,
            type=type,
            role=role,
            label=text,
            unit=unit,
            additive=role in ("amount", "quantity"),
            synonyms=tuple(s for s in synonyms if s.lower() not in taken),
            expr=expr,
            parts=tuple(parts),
            description=description,
            low=low,
            high=high,
            valid=valid,
        )
    )


def _sum(columns: Sequence[str]) -> Expr:
    total: Expr = col(columns[0])
    for name in columns[1:]:
        total = call("add", total, col(name))
    return total


def _families(draft: Draft, roles: tuple[Role, ...], at: int) -> dict[str, list[tuple[Name, Column]]]:
    """Columns by their first (at=0) or last (at=-1) word."""
    found: dict[str, list[tuple[Name, Column]]] = defaultdict(list)
    for name, column in draft.raw():
        stems = tuple(s for s in name.stems if not s.isdigit() and s not in model("names")["bare_currencies"])
        if column.role in roles and len(stems) > 1:
            found[stems[at]].append((name, column))
    return found


def _total_of_amounts(draft: Draft) -> None:
    """ "total spend" where three or more amounts share a word such as "amount" and no column holds the
    total."""
    kinds = model("names")["family_words"]
    for at in (0, -1):
        for word, family in _families(draft, ("amount",), at).items():
            members = [(n, c) for n, c in family if not says(n, "total")]
            if word not in kinds or len(members) < 3 or len(members) < len(family):
                continue
            _add_total(draft, word, members, kinds[word])
            return
    bare = [(n, c) for n, c in draft.raw() if c.role == "amount" and _bare_of_money(n)]
    if len(bare) >= 3 and len({c.unit for _, c in bare}) == 1:
        _add_total(draft, "spend", bare, kinds["spend"])


def _bare_of_money(name: Name) -> bool:
    """A thing with a currency behind it and no word of money: what was spent on it ("Bakery (£)")."""
    words = name.stems[: name.core]
    money = any(
        s in hints(kind) for s in words for kind in ("money", "amount", "price", "revenue", "purchase")
    )
    return bool(words) and bracketed_unit(name) is not None and not money


def _add_total(draft: Draft, word: str, members: list[tuple[Name, Column]], kind: dict[str, object]) -> None:
    names = [c.name for _, c in members]
    said = []
    for name, column in members:
        rest = _rest(name, word)
        said.append(rest)
        text = str(kind["part"]).format(rest)
        other = [
            rest,
            singular(rest),
            f"{rest} {word}",
            f"{rest} spending",
            f"{rest} spend",
            f"spent on {rest}",
            f"spend on {rest}",
        ]
        known = dict.fromkeys([*column.synonyms, *other])
        known.pop(text, None)
        draft.columns[column.name] = replace(column, label=text, synonyms=tuple(known))
    synonyms = [str(s) for s in kind["synonyms"]]  # type: ignore[attr-defined]  # a list in the vocabulary
    spend = word in model("names")["spend_families"]
    if spend:
        synonyms += [str(s) for s in model("names")["revenue_synonyms"]]
    total = str(kind["total"])
    made = _made(
        draft,
        total.replace(" ", "_"),
        _sum(names),
        total,
        f"Sum of {', '.join(said)}.",
        unit=members[0][1].unit,
        synonyms=synonyms,
        parts=names,
    )
    draft.part["total_cost" if "cost" in total or "expense" in total else "total_spend"] = made.name


def _rest(name: Name, word: str) -> str:
    """What a part is about: the label without the word that its family shares, and without the currency."""
    told = list(zip(name.words, name.stems, strict=True))[: name.core]
    words = [w for w, s in told if s not in (word, *model("names")["bare_currencies"])]
    return " ".join(words) or label(name)


def _total_of_counts(draft: Draft) -> None:
    """ "total purchases" from counts by channel; counts of deals overlap the channels and are left out."""
    kinds = model("names")["count_families"]
    for word, family in _families(draft, ("quantity",), -1).items():
        if word not in kinds:
            continue
        own = [(n, c) for n, c in family if not says(n, "part_of") and not says(n, "total")]
        left = [c for n, c in family if says(n, "part_of")]
        if any(says(n, "total") for n, _ in family) or len(own) < 2 or len(own) + len(left) < 3:
            continue
        text = f"Sum of {', '.join(c.label for _, c in own)}."
        if left:
            text += (
                f" {left[0].label.capitalize()} are left out: they may be counted under a channel already."
            )
        made = _made(
            draft,
            str(kinds[word]["total"]).replace(" ", "_"),
            _sum([c.name for _, c in own]),
            str(kinds[word]["total"]),
            text,
            role="quantity",
            type="integer",
            synonyms=kinds[word]["synonyms"],
            parts=[c.name for _, c in own],
        )
        draft.part[f"total_{word}"] = made.name


def _children(draft: Draft) -> None:
    """Children of all ages, where they are counted by age."""
    found = [
        c
        for n, c in draft.raw()
        if says(n, "children")
        and c.role in ("quantity", "flag", "ordinal")
        and c.type == "integer"
        and not says(n, "amount", "flag")
        and float(c.high or 0) <= 20
    ]
    if len(found) < 2 or any(c.label == "children" for c in found):
        return
    made = _made(
        draft,
        "children",
        _sum([c.name for c in found]),
        "children",
        f"Sum of {' and '.join(c.label for c in found)}.",
        role="quantity",
        type="integer",
        synonyms=[
            "child",
            "kids and teens",
            "number of children",
            "kids or teens",
            "offspring",
            "children at home",
        ],
        parts=[c.name for c in found],
        low=0,
    )
    draft.part["children"] = made.name


def _accepted(draft: Draft) -> None:
    """How many of a family of yes/no columns are yes: "accepted campaigns" from "AcceptedCmp1" to "5"."""
    families: dict[tuple[str, ...], list[Column]] = defaultdict(list)
    for name, column in draft.raw():
        if column.role == "flag" and column.type == "integer" and name.stems[-1].isdigit():
            families[name.stems[:-1]].append(column)
    known = frozenset(model("names")["words"].split()) | hints("flag")
    for stems, family in families.items():
        if len(family) < 3 or not all(s in known for s in stems):
            continue
        words = [*stems[:-1], stems[-1] + "s"]
        text = " ".join(words)
        turned = " ".join([words[-1], *words[:-1]])
        for column in family:
            _number_in_words(draft, column, stems[-1])
        made = _made(
            draft,
            text.replace(" ", "_"),
            _sum([c.name for c in family]),
            text,
            f"Number of {text}: sum of {len(family)} yes/no columns.",
            role="quantity",
            type="integer",
            synonyms=[f"number of {text}", turned, f"number of {turned}", f"{text} count"],
            parts=[c.name for c in family],
            low=0,
            high=len(family),
        )
        draft.part.setdefault("accepted", made.name)


_PLACES = (
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)


def _number_in_words(draft: Draft, column: Column, thing: str) -> None:
    """ "campaign 3" is also "the third campaign"."""
    number = split(column.name).stems[-1]
    more = [f"{thing} {number}"]
    if int(number) < len(_PLACES):
        more.append(f"{_PLACES[int(number)]} {thing}")
    draft.columns[column.name] = replace(column, synonyms=tuple(dict.fromkeys([*column.synonyms, *more])))


def _age(draft: Draft, reference: str | None) -> None:
    """Age in the year of the latest date of the data, and the birth years that are impossible then."""
    if any(n.last == "age" for n, _ in draft.raw()):
        return
    for name, column in draft.raw():
        born = says(name, "birth") and not any(
            s in ("place", "order", "city", "country", "name") for s in name.stems
        )
        if born and column.unit == "year" and column.type in ("integer", "number"):
            _age_from_year(draft, column, reference)
            return
        if born and column.type in ("date", "datetime"):
            _age_from_date(draft, column, reference)
            return


def _reference(draft: Draft, reference: str | None) -> tuple[str, str]:
    """The day that ages are counted to, and why."""
    own = draft.last_date()
    if own:
        return own[:10], "the latest date in the table"
    if reference:
        return reference[:10], "the latest date in the data"
    return dt.date.today().isoformat(), "today, as the data has no other date"


def _age_from_year(draft: Draft, column: Column, reference: str | None) -> None:
    day, why = _reference(draft, reference)
    year = int(day[:4])
    low, high = float(column.low or 0), float(column.high or 0)
    if high > year:
        return
    draft.columns[column.name] = replace(column, valid=call("between", col(column.name), year - OLDEST, year))
    made = _made(
        draft,
        "age",
        call("sub", Lit(lit=year), col(column.name)),
        "age",
        f"{year} less the birth year; {year} is the year of {why}.",
        role="score",
        type="integer",
        unit="years",
        synonyms=["years old", "how old", "ages"],
        parts=[column.name],
        low=year - high,
        high=year - low,
    )
    draft.columns[made.name] = replace(made, valid=call("between", col(made.name), 0, OLDEST))
    draft.part["age"] = made.name


def _age_from_date(draft: Draft, column: Column, reference: str | None) -> None:
    day, why = _reference(draft, reference)
    if column.high is None or str(column.high)[:10] > day:
        return
    made = _made(
        draft,
        "age",
        call("years_between", col(column.name), date(day)),
        "age",
        f"Full years from the date of birth to {day}, {why}.",
        role="score",
        type="integer",
        unit="years",
        synonyms=["years old", "how old", "ages"],
        parts=[column.name],
    )
    draft.columns[made.name] = replace(made, valid=call("between", col(made.name), 0, OLDEST))
    draft.part["age"] = made.name


def _tenure(draft: Draft) -> None:
    """Days since a customer joined, by the latest date of that column; only where nothing is bought in
    the table."""
    for name, column in draft.raw():
        if (
            column.role == "date"
            and says(name, "joined")
            and not says(name, "order")
            and column.high is not None
        ):
            day = str(column.high)[:10]
            draft.part["joined"] = column.name
            held = any("tenure" in n.stems for n, _ in draft.raw())
            _made(
                draft,
                "tenure",
                call("days_between", col(column.name), date(day)),
                "days as a customer",
                f"Days from {column.label} to {day}, the latest {column.label}.",
                role="score",
                type="integer",
                unit="days",
                synonyms=[
                    *([] if held else ["tenure"]),
                    "time as a customer",
                    "how long a customer",
                ],
                parts=[column.name],
                low=0,
            )
            return


_LINE_AMOUNTS = (
    "amount",
    "net amount",
    "amount paid",
    "paid amount",
    "line amount",
    "line total",
    "order value",
)
"""What a row came to, also with a currency behind it: "Amount EUR"."""


def _revenue(draft: Draft) -> None:
    """Revenue of a line = quantity x unit price, less a discount that is a share; unless the table has it."""
    quantity, price, discount = (draft.part.get(p) for p in ("quantity", "price", "discount"))
    currencies = model("names")["bare_currencies"]
    held = [c for n, c in draft.raw() if c.role == "amount" and says(n, "revenue", "total")]
    of_lines = [
        c
        for n, c in draft.raw()
        if c.role == "amount" and " ".join(s for s in n.stems if s not in currencies) in _LINE_AMOUNTS
    ]
    if len(of_lines) == 1 and not held and quantity and price:
        draft.part["revenue"] = of_lines[0].name
    if held or of_lines:
        return
    if not quantity or not price:
        quantity, price = _count_and_rate(draft) or (None, None)
    if not quantity or not price:
        return
    expr: Expr = call("mul", col(quantity), col(price))
    parts = [quantity, price]
    text = f"{draft.columns[quantity].label} × {draft.columns[price].label}"
    if discount:
        share = _discount_share(split(discount), draft.columns[discount])
        expr = call("mul", expr, call("sub", Lit(lit=1), share if share is not None else col(discount)))
        parts.append(discount)
        text += f" × (1 − {draft.columns[discount].label})"
    made = _made(
        draft,
        "revenue",
        expr,
        "revenue",
        f"{text[0].upper()}{text[1:]}.",
        unit=draft.columns[price].unit or "money",
        synonyms=[*model("names")["revenue_synonyms"], "spend", "spending", "amount spent", "value"],
        parts=parts,
    )
    draft.part["revenue"] = made.name


def _of_fields(draft: Draft) -> None:
    """Sums and products that people of the field know by name ("box office", "total visitors"), unless a column has the
    name; one that is revenue counts as such where the table has none."""
    for made in of_rows(draft):
        if any(made.label in (c.label, *c.synonyms) for c in draft.columns.values()):
            continue
        taken = {w for c in draft.columns.values() for w in (c.label, *c.synonyms)}
        column = _made(
            draft,
            made.label.replace(" ", "_"),
            made.expr,
            made.label,
            made.text,
            role="quantity" if made.counted else "amount",
            unit=made.unit,
            synonyms=[w for w in made.synonyms if w not in taken],
            parts=made.parts,
        )
        held = any(c.role == "amount" and says(n, "revenue", "total") for n, c in draft.raw())
        if "revenue" in made.synonyms and "revenue" not in draft.part and not held:
            draft.part["revenue"] = column.name


def _count_and_rate(draft: Draft) -> tuple[str, str] | None:
    """A count and its price in the same row: nights and the rate per night, hours and the hourly fee."""
    adverbs = {adverb: time for time, adverb in model("names")["adverbs"].items()}
    counts = {
        n.last: c.name for n, c in draft.raw() if c.role in ("quantity", "ordinal") and c.low is not None
    }
    for name, column in draft.raw():
        if column.role not in ("rate", "amount") or not says(name, "rate_price") or not _is_money(column):
            continue
        per = name.stems[-1] if "per" in name.stems[1:-1] else adverbs.get(name.first, "")
        if per in counts and counts[per] != column.name:
            return counts[per], column.name
    return None


def _is_money(column: Column) -> bool:
    return column.unit is not None and (column.unit == "money" or column.unit.isupper())


def _profit(draft: Draft) -> None:
    """Revenue less the cost in the same row: gross profit; of advertising, revenue less spend."""
    if any(says(n, "profit") and c.role in ("amount", "score") for n, c in draft.raw()):
        return
    revenue = draft.part.get("revenue") or next(
        (c.name for n, c in draft.raw() if c.role == "amount" and says(n, "revenue") and not says(n, "per")),
        None,
    )
    if revenue is None:
        return
    advertised = any(says(n, "impressions", "clicks") for n, _ in draft.raw())
    kinds = ("cost_of_sales", "ad_spend") if advertised else ("cost_of_sales",)
    for kind in kinds:
        cost = next(
            (
                c
                for n, c in draft.raw()
                if c.role == "amount"
                and c.name != revenue
                and says(n, kind)
                and not says(n, "per", "per_word", "price")
            ),
            None,
        )
        if cost is None or "unit" in split(cost.name).stems:
            continue
        draft.part["cost"] = cost.name
        sold = kind == "cost_of_sales"
        held = draft.columns[revenue]
        made = _made(
            draft,
            "gross_profit" if sold else "profit",
            call("sub", col(revenue), col(cost.name)),
            "gross profit" if sold else "profit after spend",
            f"{held.label.capitalize()} less {cost.label}.",
            unit=held.unit or cost.unit,
            synonyms=[
                "profit",
                "gross margin in money",
                "earnings",
                "contribution",
                "net revenue after costs",
            ]
            if sold
            else ["profit after ad spend", "campaign profit"],
            parts=[revenue, cost.name],
        )
        draft.part["profit"] = made.name
        draft.part["profit_of"] = revenue
        return


_STILL = [
    "current", "still active", "remaining", "not cancelled", "existing", "running", "still running", "ongoing",
]  # fmt: skip
"""What those are called whose date of leaving is blank."""


def _left(draft: Draft) -> None:
    """Who is gone and who is still there, from an end date that is blank for those who stay."""
    people = any(says(n, "joined", "people") for n, _ in draft.raw()) or any(
        says(split(t), "customer") for t in (draft.name, *[c.name for _, c in draft.raw()])
    )
    for name, column in draft.raw():
        missing = column.missing / max(draft.profile.rows, 1)
        if column.role != "date" or not says(name, "ended") or not 0.05 <= missing < 1:
            continue
        known = call("not_null", col(column.name))
        gone = "churned" if people else next(s for s in name.stems if s in hints("ended"))
        gone = str(model("names")["gone"].get(gone, gone))
        words = [str(w) for w in model("names")["gone_words"]]
        if not people:
            words = [gone, "ended", "finished", "no longer active", "inactive"]
        if any(c.label in (gone, "churned") and c.role == "flag" for _, c in draft.raw()):
            return
        made = _made(
            draft, gone, known, gone, f"{column.label.capitalize()} is known.", role="flag", type="bool",
            synonyms=[w for w in words if w != gone], parts=[column.name],
        )  # fmt: skip
        blank, rest = column.missing, draft.profile.rows - column.missing
        draft.columns[made.name] = replace(made, values=_no_and_yes(blank, rest), distinct=2)
        draft.part["gone"] = made.name
        if not any(c.label == "active" for c in draft.columns.values()):
            still = _made(
                draft, "active", call("is_null", col(column.name)), "active",
                f"{column.label.capitalize()} is blank.", role="flag", type="bool",
                synonyms=_STILL, parts=[column.name],
            )  # fmt: skip
            draft.columns[still.name] = replace(still, values=_no_and_yes(rest, blank), distinct=2)
            draft.part["still"] = still.name
        return


def _no_and_yes(no: int, yes: int) -> tuple[Value, ...]:
    return (Value(False, no, "no", ("false",)), Value(True, yes, "yes", ("true",)))


HIGHEST_AGE = 120
SENTINELS = (-999.0, -99.0, -9.0, -1.0, 99.0, 999.0, 9999.0)
"""Numbers that stand for "not known" where they lie outside what the column can hold."""


_CLOCK = r"^\s*([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?\s*$"


def _hour(draft: Draft, engine: Engine) -> None:
    """The hour of a time of day that stands in a column of its own ("07:43"), where no date holds one."""
    raw = list(draft.raw())
    if any(c.type == "datetime" for _, c in raw) or any("hour" in n.stems for n, _ in raw):
        return
    for name, column in raw:
        if column.type != "text" or not {"time", "clock", "tim", "hour"} & set(name.stems):
            continue
        x = quoted(column.name)
        test = f"regexp_matches({x}, '{_CLOCK}')"
        part = f"TRY_CAST(split_part({x}, ':', 1) AS INTEGER)"
        sql = f"SELECT count({x}), count(*) FILTER (WHERE {test}), count(DISTINCT {part}), min({part}), max({part}) FROM {quoted(draft.name)}"
        known, timed, hours, low, high = engine.fetch(sql)[1][0]
        if not known or timed < known or hours < 2:
            continue
        made = _made(
            draft, "hour", call("hour", col(column.name)), "hour", f"The hour of {column.label}, 0 to 23.", role="code",
            type="integer", synonyms=["hours", "hour of the day", "hour of day", "time of day"], parts=[column.name],
            low=low, high=high,
        )  # fmt: skip
        draft.columns[made.name] = replace(made, distinct=hours)
        return


def _impossible(draft: Draft, engine: Engine) -> None:
    """Ages nobody reaches, and -1, 99 or 999 beside a scale that ends far below: left out of figures."""
    for name, column in draft.raw():
        if column.role != "score" or column.valid is not None or column.low is None or column.high is None:
            continue
        low, high = float(column.low), float(column.high)
        person = name.last == "age" and not any(
            s in ("house", "building", "car", "company", "account", "vehicle", "loan") for s in name.stems
        )
        if person and column.unit == "years" and (low < 0 or high > HIGHEST_AGE):
            test = call("between", col(column.name), 0, HIGHEST_AGE)
            if _share_beyond(draft, engine, column, f"< 0 OR {quoted(column.name)} > {HIGHEST_AGE}") <= 0.1:
                draft.columns[column.name] = replace(column, valid=test)
            continue
        bounds = _without_sentinels(draft, engine, column, low, high)
        if bounds is not None:
            draft.columns[column.name] = replace(column, valid=call("between", col(column.name), *bounds))


def _share_beyond(draft: Draft, engine: Engine, column: Column, test: str) -> float:
    name = quoted(column.name)
    sql = f"SELECT count(*) FILTER (WHERE {name} {test}), count({name}) FROM {quoted(draft.name)}"
    beyond, known = engine.fetch(sql)[1][0]
    return float(beyond) / max(float(known), 1.0)


def _without_sentinels(
    draft: Draft, engine: Engine, column: Column, low: float, high: float
) -> tuple[float, float] | None:
    """The lowest and highest value without a mark for "not known": none below zero otherwise, or a top
    that is at least five times what comes next."""
    if low not in SENTINELS and high not in SENTINELS:
        return None
    name = quoted(column.name)
    marks = ", ".join(str(m) for m in SENTINELS)
    sql = f"SELECT min({name}), max({name}) FROM {quoted(draft.name)} WHERE {name} NOT IN ({marks})"
    row = engine.fetch(sql)[1][0]
    if row[0] is None:
        return None
    least, most = float(row[0]), float(row[1])
    below = low in SENTINELS and low < 0 <= least
    above = high in SENTINELS and high > 0 and most >= 0 and high >= 5 * max(most, 1.0)
    if not below and not above:
        return None
    return (least if below else low, most if above else high)


def _cancelled(draft: Draft, engine: Engine) -> None:
    """Orders whose number carries a letter and whose quantities are negative: "C536379" is a cancellation."""
    quantity = draft.part.get("quantity")
    lowest = draft.columns[quantity].low if quantity else None
    if not quantity or lowest is None or float(lowest) >= 0:
        return
    for name, column in draft.raw():
        if column.role == "id" and column.type == "text" and says(name, "order"):
            letter = _letter_of_returns(draft, engine, column.name, quantity)
            if letter:
                _add_cancelled(draft, column, letter)
                return


def _letter_of_returns(draft: Draft, engine: Engine, order: str, quantity: str) -> str | None:
    """The letter in front of few ids whose quantities are nearly all negative."""
    sql = (
        f"SELECT upper(left({quoted(order)}, 1)), count(*), count(*) FILTER (WHERE {quoted(quantity)} < 0) "
        f"FROM {quoted(draft.name)} WHERE {quoted(order)} >= 'A' AND regexp_matches({quoted(order)}, "
        f"'^[A-Za-z]+[0-9]+$') GROUP BY 1 ORDER BY 2 DESC"
    )
    _, found = engine.fetch(sql)
    for letter, rows, negative in found:
        if rows <= 0.2 * draft.profile.rows and negative >= 0.95 * rows:
            return str(letter)
    return None


def _add_cancelled(draft: Draft, order: Column, letter: str) -> None:
    made = _made(
        draft,
        "cancelled",
        Call(op="starts_with", args=(col(order.name), Lit(lit=letter))),
        "cancelled",
        f"{order.label.capitalize()} begins with {letter}, as those with negative quantities do.",
        role="flag",
        type="bool",
        synonyms=["cancellation", "cancellations", "canceled", "returned", "refunded", "returns"],
        parts=[order.name],
    )
    draft.part["cancelled"] = made.name
