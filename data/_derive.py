"""Columns that a table implies: total spend from its parts, age from the birth year, revenue from
quantity and price.

Each derivation needs names that say so and values that allow it, and says in its description how it was made.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from data._draft import Draft
from data._names import Name, free_name, hints, label, model, says, singular, split
from data._profile import Engine, quoted
from data.catalog import Column, Role, Type
from data.query import Call, Expr, Lit, call, col, date

OLDEST = 105
"""Years that a living customer may be old; a birth year that gives more is a mistake."""


def derive(draft: Draft, engine: Engine, reference: str | None) -> None:
    """Add all derived columns of a table. `reference`: the latest date of the data's other tables."""
    _parts_played(draft)
    _total_of_amounts(draft)
    _total_of_counts(draft)
    _children(draft)
    _accepted(draft)
    _age(draft, reference)
    _tenure(draft)
    _revenue(draft)
    _cancelled(draft, engine)


def _parts_played(draft: Draft) -> None:
    """Quantity and unit price of order lines."""
    for name, column in draft.raw():
        if column.role == "quantity" and says(name, "quantity_column") and not says(name, "price"):
            draft.part.setdefault("quantity", column.name)
        if column.role == "rate" and says(name, "unit_price") and not says(name, "discount"):
            draft.part.setdefault("price", column.name)
        if column.role == "rate" and says(name, "discount") and column.unit == "share":
            draft.part.setdefault("discount", column.name)


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
        stems = tuple(s for s in name.stems if not s.isdigit())
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
    """What a part is about: the label without the word that its family shares."""
    words = [w for w, s in zip(name.words, name.stems, strict=True) if s != word]
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
            _made(
                draft,
                "tenure",
                call("days_between", col(column.name), date(day)),
                "days as a customer",
                f"Days from {column.label} to {day}, the latest {column.label}.",
                role="score",
                type="integer",
                unit="days",
                synonyms=["tenure", "time as a customer", "customer for", "how long a customer"],
                parts=[column.name],
                low=0,
            )
            return


def _revenue(draft: Draft) -> None:
    """Revenue of a line = quantity x unit price, less a discount that is a share; unless the table has it."""
    quantity, price, discount = (draft.part.get(p) for p in ("quantity", "price", "discount"))
    held = [c for n, c in draft.raw() if c.role == "amount" and says(n, "revenue", "total")]
    held += [
        c
        for n, c in draft.raw()
        if c.role == "amount" and n.stems in (("amount",), ("line", "total"), ("order", "value"))
    ]
    if held or not quantity or not price:
        return
    expr: Expr = call("mul", col(quantity), col(price))
    parts = [quantity, price]
    text = f"{draft.columns[quantity].label} × {draft.columns[price].label}"
    if discount:
        expr = call("mul", expr, call("sub", Lit(lit=1), col(discount)))
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
