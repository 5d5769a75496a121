"""Named figures of a table: counts, revenue, ratios of sums, rates of flags; and the sales policy."""

from __future__ import annotations

from collections.abc import Sequence

from data._draft import Draft
from data._entities import Key, revenue_column
from data._figures import figures
from data._names import Noun, hints, model, says
from data._outcomes import rates_of
from data._rows import grain, pieces
from data._worth import income_of, worth_of
from data.catalog import Column, Measure, Policy
from data.query import Agg, Expr, all_of, call, col


def policy(draft: Draft, keys: Sequence[Key]) -> Policy | None:
    """Valid sales only, where a table of lines holds returns, cancellations or lines without a price."""
    quantity, price = draft.part.get("quantity"), draft.part.get("price")
    cancelled = draft.part.get("cancelled")
    if not quantity or not price or revenue_column(draft) is None:
        return None
    negative = _below(draft.columns[quantity], strictly=True)
    unpriced = _below(draft.columns[price], strictly=False)
    if not negative and not cancelled:
        return None
    tests: list[Expr] = []
    said = []
    if cancelled:
        tests.append(call("not", col(cancelled)))
        said.append("cancelled orders")
    if negative:
        tests.append(call("gt", col(quantity), 0))
        said.append("returns (negative quantities)")
    if unpriced:
        tests.append(call("gt", col(price), 0))
        said.append("lines without a price")
    valid = all_of(tests)
    order = next((k.column.name for k in keys if k.noun.kind == "order"), None)
    touches = [c for c in (cancelled, order if cancelled else None, quantity) if c]
    effect = ", ".join(said[:-1]) + (" and " if len(said) > 1 else "") + said[-1]
    return Policy(
        name=f"sales_{draft.name}" if draft.part.get("second") else "sales",
        source=draft.name,
        default="valid",
        variants={"valid": valid, "net": None},
        words={
            "valid": (
                "gross",
                "before returns",
                "without returns",
                "excluding returns",
                "without cancellations",
                "excluding cancellations",
                "valid sales",
                "valid",
                "ignoring returns",
            ),
            "net": (
                "net",
                "after returns",
                "minus returns",
                "less returns",
                "net of returns",
                "including returns",
                "with returns",
                "including cancellations",
                "with cancellations",
                "after cancellations",
                "after refunds",
                "all lines",
                "all rows",
            ),
        },
        touches=tuple(touches),
        description=(
            f"Sales count valid lines only: without {effect}. “Net” takes returns and cancellations off."
        ),
        effect=effect,
    )


def _below(column: Column, strictly: bool) -> bool:
    low = column.low
    return low is not None and (float(low) < 0 if strictly else float(low) <= 0)


class _Book:
    """Measures by name; a second table's measure of the same name carries the table's name."""

    def __init__(self, draft: Draft, made: dict[str, Measure]) -> None:
        self.draft, self.made = draft, made

    def add(
        self,
        name: str,
        label: str,
        expr: Expr,
        description: str,
        *,
        unit: str | None = None,
        synonyms: Sequence[str] = (),
        policy: bool = True,
        better: bool | None = True,
    ) -> None:
        """Put a measure into the catalog's book."""
        key = name if name not in self.made else f"{name}_{self.draft.name}"
        self.made[key] = Measure(
            name=key,
            source=self.draft.name,
            label=label,
            expr=expr,
            unit=unit,
            synonyms=tuple(dict.fromkeys(s for s in synonyms if s != label)),
            policy=self.draft.policy if policy else None,
            description=description,
            higher_is_better=better,
        )


def measures(draft: Draft, keys: Sequence[Key], made: dict[str, Measure]) -> None:
    """Add the measures of one table to `made`."""
    book = _Book(draft, made)
    _counting(book, draft, keys)
    _revenue(book, draft, keys)
    _units(book, draft, keys)
    _purchases(book, draft)
    _campaign(book, draft)
    _rates(book, draft)
    _kept_and_lost(book, draft)
    _cancellation(book, draft, keys)
    _statuses(book, draft, keys)
    _outcomes(book, draft)
    _income(book, draft)
    _profit(book, draft)
    _promoters(book, draft)
    _figures(book, draft)


def _figures(book: _Book, draft: Draft) -> None:
    """What people of the field ask for by a name of its own, where nothing of the table has that name."""
    columns = {w.lower() for c in draft.columns.values() for w in (c.label, *c.synonyms)}
    for figure in figures(draft):
        own = [m for m in book.made.values() if m.source == draft.name]
        taken = columns | {w.lower() for m in own for w in (m.label, *m.synonyms)}
        if figure.label in taken or figure.label.replace(" ", "_") in book.made:
            continue
        book.add(
            figure.label.replace(" ", "_").replace("-", "_"),
            figure.label,
            figure.expr,
            figure.description,
            unit=figure.unit,
            synonyms=[w for w in figure.synonyms if w not in taken],
            policy=False,
            better=figure.better,
        )


def _counting(book: _Book, draft: Draft, keys: Sequence[Key]) -> None:
    """How many rows, and how many of each thing."""
    label, plural, _ = grain(draft)
    if draft.implicates > 1 and draft.key:
        book.add(
            plural,
            plural,
            Agg(agg="count"),
            f"Weighted number of {plural}.",
            unit=plural,
            synonyms=_number_of(draft.noun, plural),
            better=None,
        )
    else:
        rows = "lines" if plural == "order lines" else plural.replace(" ", "_")
        book.add(
            rows,
            plural,
            Agg(agg="count"),
            f"Number of rows; {label} by {label}." if plural != "rows" else "Number of rows.",
            unit=plural,
            synonyms=[*_number_of(draft.noun, plural), "rows", "records", "entries"],
            policy=False,
            better=None,
        )
    own = {thing.key for thing in draft.rolled}
    for key in keys:
        thing = key.noun
        if key.column.name not in own and thing.kind == "customer":
            book.add(
                f"active_{thing.plural}",
                f"{thing.plural} with orders",
                Agg(agg="distinct", of=col(key.column.name)),
                f"Number of different {thing.plural} with at least one order.",
                unit=thing.plural,
                synonyms=[
                    f"active {thing.plural}",
                    f"buying {thing.plural}",
                    f"{thing.plural} who bought",
                    f"{thing.plural} who ordered",
                ],
            )
            continue
        book.add(
            thing.plural,
            thing.plural,
            Agg(agg="distinct", of=col(key.column.name)),
            f"Number of different {thing.plural}.",
            unit=thing.plural,
            synonyms=_number_of(thing, thing.plural),
        )


def _number_of(thing: Noun | None, plural: str) -> list[str]:
    words = [f"number of {plural}", f"how many {plural}", f"{plural} count"]
    return [*words, *(thing.synonyms if thing else ())]


def _revenue(book: _Book, draft: Draft, keys: Sequence[Key]) -> None:
    """Revenue, and revenue per order and per customer as ratios of sums."""
    name = revenue_column(draft)
    if name is None:
        return
    column = draft.columns[name]
    total = Agg(agg="sum", of=col(name))
    own = [column.label, *column.synonyms] if column.label != "revenue" else column.synonyms
    words = [
        *model("names")["revenue_synonyms"],
        "total revenue",
        "total sales",
        "revenues",
        "spend",
        "spending",
        *own,
        *(("net revenue", "net sales", "net turnover") if column.label == "net" else ()),
    ]
    book.add("revenue", "revenue", total, _says_sum(column), unit=column.unit, synonyms=words)
    order = _key(draft, keys, "order")
    customer = _key(draft, keys, "customer")
    if order:
        thing = next((k.noun for k in keys if k.noun.kind == "order"), draft.noun)
        called = thing.name if thing is not None else "order"
        book.add(
            "average_order_value",
            f"average {called} value",
            call("div", total, Agg(agg="distinct", of=col(order))),
            f"Revenue over number of {thing.plural if thing is not None else 'orders'}.",
            unit=column.unit,
            synonyms=[
                "average order value",
                f"revenue per {called}",
                "aov",
                "average basket",
                "average basket value",
                "basket value",
                "revenue per order",
                "average invoice value",
                "mean order value",
                "spend per order",
            ],
        )
    elif "total_purchase" in draft.part:
        count = Agg(agg="sum", of=col(draft.part["total_purchase"]))
        book.add(
            "average_order_value",
            "average spend per purchase",
            call("div", total, count),
            "Total spend over number of purchases.",
            unit=column.unit,
            synonyms=[
                "average order value",
                "aov",
                "average basket",
                "average purchase value",
                "spend per purchase",
                "basket value",
            ],
        )
    people = (
        draft.noun
        if draft.noun is not None and draft.noun.kind in ("customer", "person", "household")
        else None
    )
    if customer:
        known = call("not_null", col(customer))
        per = call("div", Agg(agg="sum", of=col(name), where=known), Agg(agg="distinct", of=col(customer)))
        book.add(
            "revenue_per_customer",
            "average spend per customer",
            per,
            "Revenue with a known customer over number of customers.",
            unit=column.unit,
            synonyms=[
                "revenue per customer",
                "spend per customer",
                "average customer value",
                "average revenue per customer",
                "customer value",
                "arpu",
            ],
        )
        if order:
            per = call(
                "div", Agg(agg="distinct", of=col(order), where=known), Agg(agg="distinct", of=col(customer))
            )
            book.add(
                "orders_per_customer",
                "average orders per customer",
                per,
                "Orders with a known customer over number of customers.",
                synonyms=[
                    "orders per customer",
                    "average number of orders per customer",
                    "purchase frequency",
                    "order frequency",
                ],
            )
    elif people is not None:
        book.add(
            "average_spend",
            f"average spend per {people.name}",
            Agg(agg="mean", of=col(name)),
            f"Mean of {column.label} over {people.plural}.",
            unit=column.unit,
            synonyms=[
                "average spend",
                "average spending",
                f"spend per {people.name}",
                f"revenue per {people.name}",
                f"average revenue per {people.name}",
                "mean spend",
                "arpu",
            ],
        )


def _says_sum(column: Column) -> str:
    return f"Sum of {column.label}: {column.description}" if column.description else f"Sum of {column.label}."


def _key(draft: Draft, keys: Sequence[Key], kind: str) -> str | None:
    """The column that identifies a thing of a kind: a repeated id, or the row's own."""
    for key in keys:
        if key.noun.kind == kind:
            return key.column.name
    if kind == "order" and draft.noun is not None and draft.noun.kind == "order":
        return draft.key
    return None


def _units(book: _Book, draft: Draft, keys: Sequence[Key]) -> None:
    quantity = draft.part.get("quantity")
    if quantity is None:
        return
    total = Agg(agg="sum", of=col(quantity))
    one, many = pieces(draft) or ("unit", "units")
    book.add(
        "units",
        f"{many} sold",
        total,
        f"Sum of {draft.columns[quantity].label}.",
        synonyms=[
            *([] if one == "unit" else [many, one, f"number of {many}", "units sold"]),
            "units",
            "quantity",
            "quantity sold",
            "items sold",
            "pieces",
            "items",
            "volume",
            "number of items",
            "total quantity",
        ],
    )
    order = _key(draft, keys, "order")
    if order:
        book.add(
            "items_per_order",
            "items per order",
            call("div", total, Agg(agg="distinct", of=col(order))),
            "Units over number of orders.",
            synonyms=[
                "basket size",
                "average basket size",
                "average items per order",
                *(f"{n} per order" for n in dict.fromkeys(["units", many])),
            ],
        )
    revenue = revenue_column(draft)
    if revenue and draft.part.get("price"):
        book.add(
            "average_price",
            "average price per unit",
            call("div", Agg(agg="sum", of=col(revenue)), total),
            "Revenue over units sold.",
            unit=draft.columns[revenue].unit,
            synonyms=[
                "average selling price",
                "revenue per unit",
                "price per unit sold",
                *(
                    []
                    if one == "unit"
                    else [f"average {one} price", f"revenue per {one}", f"price per {one}"]
                ),
            ],
            better=None,
        )


def _purchases(book: _Book, draft: Draft) -> None:
    for word, kind in model("names")["count_families"].items():
        name = draft.part.get(f"total_{word}")
        if name:
            text = str(kind["total"])
            book.add(
                text.replace(" ", "_"),
                text,
                Agg(agg="sum", of=col(name)),
                draft.columns[name].description,
                synonyms=[str(s) for s in kind["synonyms"]],
            )


def _campaign(book: _Book, draft: Draft) -> None:
    """Ratios of advertising, each as a ratio of sums."""

    def find(kind: str, roles: tuple[str, ...]) -> str | None:
        usable = [(n, c) for n, c in draft.raw() if c.role in roles and not says(n, "per_word", "rate")]
        ends = [c.name for n, c in usable if n.last in hints(kind)]
        holds = [c.name for n, c in usable if says(n, kind)]
        return next(iter([*ends, *holds]), None)

    shown, clicks = find("impressions", ("quantity", "amount")), find("clicks", ("quantity", "amount"))
    sent, opened = find("sends", ("quantity", "amount")), find("opens", ("quantity",))
    shown = shown or (sent if clicks else None)
    if shown is None and clicks is None:
        return
    taken = find("conversions", ("quantity",))
    spend = find("ad_spend", ("amount", "quantity"))
    revenue = next(
        (c.name for n, c in draft.raw() if c.role == "amount" and says(n, "revenue") and c.name != spend),
        None,
    )
    if revenue is None:  # what ad platforms report: "Conv. value", "purchase value"
        valued = [
            c.name
            for n, c in draft.raw()
            if c.role == "amount" and says(n, "conversions") and c.name != spend
        ]
        revenue = valued[0] if valued else None
    unit = draft.columns[spend].unit if spend else None
    _ad_sums(book, draft, spend, revenue)
    for name, label, top, below, unit_, better, words in (
        (
            "ctr",
            "click-through rate",
            clicks,
            shown,
            "share",
            True,
            ("ctr", "click rate", "clickthrough rate", "click through rate"),
        ),
        (
            "conversion_rate",
            "conversion rate",
            taken,
            clicks,
            "share",
            True,
            ("cvr", "conversion", "click to conversion rate"),
        ),
        ("cpc", "cost per click", spend, clicks, unit, False, ("cpc", "price per click")),
        (
            "cpa",
            "cost per conversion",
            spend,
            taken,
            unit,
            False,
            ("cpa", "cost per acquisition", "cost per order", "cost per lead", "acquisition cost", "cac"),
        ),
        (
            "roas",
            "return on ad spend",
            revenue,
            spend,
            None,
            True,
            ("roas", "revenue per ad spend", "return on spend", "return on advertising spend"),
        ),
        (
            "open_rate",
            "open rate",
            opened,
            sent or shown,
            "share",
            True,
            ("opening rate", "opens per send", "e-mail open rate"),
        ),
    ):
        if top and below:
            # a count that most rows lack (opens, which only e-mails have) is set against its own rows
            rare = draft.columns[top].missing > 0.5 * draft.profile.rows
            known = call("not_null", col(top)) if rare else None
            expr = call("div", Agg(agg="sum", of=col(top)), Agg(agg="sum", of=col(below), where=known))
            text = f"Sum of {draft.columns[top].label} over sum of {draft.columns[below].label}."
            book.add(name, label, expr, text, unit=unit_, synonyms=words, better=better)
    if revenue and spend:
        earned = call("sub", Agg(agg="sum", of=col(revenue)), Agg(agg="sum", of=col(spend)))
        book.add(
            "roi",
            "return on investment",
            call("div", earned, Agg(agg="sum", of=col(spend))),
            "Revenue less spend, over spend.",
            unit="share",
            synonyms=("roi", "return on marketing investment", "romi", "profit per spend"),
        )
    if shown and spend:
        per = call("mul", call("div", Agg(agg="sum", of=col(spend)), Agg(agg="sum", of=col(shown))), 1000)
        book.add(
            "cpm",
            "cost per thousand impressions",
            per,
            "Spend over impressions, times a thousand.",
            unit=unit,
            synonyms=("cpm", "cost per mille"),
            better=False,
        )


def _rates(book: _Book, draft: Draft) -> None:
    """The share of yes of flags that people speak of as rates: response, acceptance, complaints, churn."""
    for name, column in draft.raw():
        if column.role != "flag" or not says(name, "rate_flag"):
            continue
        yes = _yes(column)
        if yes is None:
            continue
        bad = says(name, "bad_flag")
        label = f"{_as_rate(column.label)} rate"
        nouns = [s for s in column.synonyms if len(s.split()) == 1]
        book.add(
            label.replace(" ", "_").lower(),
            label,
            Agg(agg="rate", of=yes),
            f"Share of rows with {column.label} = yes.",
            unit="share",
            synonyms=[
                f"{column.label} rate",
                f"rate of {column.label}",
                *(f"{s} rate" for s in nouns),
                *_same_rate(label),
            ],
            better=not bad,
        )
        opposite = model("names")["rate_opposites"].get(label)
        if opposite and opposite.replace(" ", "_") not in book.made:
            book.add(
                opposite.replace(" ", "_").replace("-", "_"),
                opposite,
                Agg(agg="rate", of=call("not", yes)),
                f"Share of rows with {column.label} = no.",
                unit="share",
                synonyms=[f"{opposite.removesuffix(' rate')} share", *_same_rate(opposite)],
                better=bad,
            )


def _ad_sums(book: _Book, draft: Draft, spend: str | None, revenue: str | None) -> None:
    """What advertising cost and what it brought, by the words that marketers have for both."""
    if spend:
        book.add(
            "ad_spend",
            "ad spend",
            Agg(agg="sum", of=col(spend)),
            f"Sum of {draft.columns[spend].label}.",
            unit=draft.columns[spend].unit,
            synonyms=(
                "spend",
                "spending",
                "spent",
                "media spend",
                "advertising spend",
                "advertising cost",
                "ad cost",
            ),
            better=None,
        )
    if revenue and "revenue" not in book.made:
        book.add(
            "revenue",
            "revenue",
            Agg(agg="sum", of=col(revenue)),
            f"Sum of {draft.columns[revenue].label}.",
            unit=draft.columns[revenue].unit,
            synonyms=("sales", "turnover", "attributed revenue", "conversion revenue"),
        )


def _kept_and_lost(book: _Book, draft: Draft) -> None:
    """Churn and retention, where an end date says who is gone."""
    gone, still = draft.part.get("gone"), draft.part.get("still")
    if gone:
        held = draft.columns[gone]
        churn = held.label == "churned" or _are_members(draft)
        label = "churn rate" if churn else f"{_as_rate(held.label)} rate"
        words = [
            "churn",
            "churned",
            "cancel rate",
            "cancellation rate",
            "cancelation rate",
            "attrition rate",
            "loss rate",
            "share of churned",
        ]
        book.add(
            label.replace(" ", "_"),
            label,
            Agg(agg="rate", of=col(gone)),
            f"Share of rows where {held.description[:1].lower()}{held.description[1:]}",
            unit="share",
            synonyms=words if churn else [f"{held.label} rate"],
            better=False,
        )
        if churn and still:
            book.add(
                "retention_rate",
                "retention rate",
                Agg(agg="rate", of=col(still)),
                f"Share of rows where {draft.columns[still].description[:1].lower()}"
                f"{draft.columns[still].description[1:]}",
                unit="share",
                synonyms=["share of active", "active rate", "share still active"],
            )


def _are_members(draft: Draft) -> bool:
    """Rows are people or their subscriptions, so that an end is a loss of one."""
    noun = draft.noun
    return noun is not None and (noun.kind in ("customer", "person") or noun.name in _HELD)


_HELD = ("subscription", "contract", "membership", "account", "policy")


def _statuses(book: _Book, draft: Draft, keys: Sequence[Key]) -> None:
    """Rates of what a status column says: cancelled, returned, delivered; of orders where there are any."""
    rates: dict[str, dict[str, object]] = model("names")["status_rates"]
    order = _key(draft, keys, "order")
    for name, column in draft.raw():
        if column.role != "category" or not says(name, "status") or len(column.values) > 30:
            continue
        for value in column.values:
            own = str(value.value).strip().lower()
            word = own if own in rates else next((w for w in rates if w in value.synonyms), None)
            if word is None:
                continue
            noun, better = str(rates[word]["noun"]), rates[word].get("better")
            key = f"{noun} rate".replace(" ", "_")
            if key in book.made:
                continue
            yes = call("eq", col(column.name), value.value)
            known = call("not_null", col(column.name))
            share: Expr = Agg(agg="rate", of=yes)
            if order and order != draft.key:
                part = Agg(agg="distinct", of=col(order), where=yes)
                share = call("div", part, Agg(agg="distinct", of=col(order), where=known))
            what = "orders" if order else "rows"
            book.add(
                key,
                f"{noun} rate",
                share,
                f"Share of {what} with {column.label} = {value.name}.",
                unit="share",
                synonyms=[f"{word} rate", f"share of {word} {what}", *_same_rate(f"{noun} rate")],
                policy=False,
                better=bool(better),
            )


def _outcomes(book: _Book, draft: Draft) -> None:
    """Rates of what was decided, and the money of deals: what was won, what is open, and what that may bring."""
    for _, column in draft.raw():
        states = {o.name: _in(column, o.values) for o in column.outcomes}
        for label, rate in rates_of(column).items():
            of = [states[s] for s in rate["of"]]
            known = of[0] if len(of) == 1 else call("or", *of)
            said = " and ".join(str(s) for s in rate["of"])
            book.add(
                label.replace(" ", "_"),
                label,
                Agg(agg="rate", of=states[rate["part"]], where=known),
                f"{str(rate['part']).capitalize()} as a share of {said}.",
                unit="share",
                synonyms=[str(s) for s in rate["synonyms"]],
                better=bool(rate["better"]),
            )
        if "won" in states:
            _deals(book, draft, states)
            return


def _income(book: _Book, draft: Draft) -> None:
    """What came in, where no column is called revenue: the gifts of a charity, payments, prices of things sold."""
    if "revenue" in book.made or revenue_column(draft) is not None:
        return
    column = income_of(draft)
    if column is None:
        return
    giving = any(set(n.stems) & {*model("names")["giving_words"]} for n, _ in draft.raw())
    words = [str(w) for w in model("names")["giving_synonyms" if giving else "revenue_synonyms"]]
    bought = not giving and draft.noun is not None and draft.noun.kind == "order"
    if bought and any(says(n, "customer") for n, _ in draft.raw()):
        words += ["spend", "spending", "total spend"]
    taken = {w for c in draft.columns.values() if c.name != column.name for w in (c.label, c.name.lower())}
    book.add(
        "revenue",
        f"total {bare_total(column.label)}",
        Agg(agg="sum", of=col(column.name)),
        f"Sum of {column.label}.",
        unit=column.unit,
        synonyms=[w for w in words if w not in taken],
    )


def bare_total(label: str) -> str:
    """A label that does not say "total" itself."""
    return label.removeprefix("total ") or label


def _in(column: Column, values: Sequence[str | int | float | bool]) -> Expr:
    name = col(column.name)
    return call("eq", name, values[0]) if len(values) == 1 else call("in", name, *values)


def _deals(book: _Book, draft: Draft, states: dict[str, Expr]) -> None:
    """Money of deals by their state, where one column holds what a deal is worth."""
    worth = worth_of(draft)
    if worth is None:
        return
    won = Agg(agg="sum", of=col(worth.name), where=states["won"])
    words = [
        "won revenue",
        "won value",
        "won amount",
        "won sales",
        "closed won revenue",
        "revenue won",
        "bookings",
    ]
    words += [str(s) for s in model("names")["revenue_synonyms"]]
    book.add("revenue", "won revenue", won, f"Sum of {worth.label} of what was won.", unit=worth.unit, synonyms=["revenue", *words])  # fmt: skip
    chance = next((c for n, c in draft.raw() if c.role == "rate" and says(n, "chance")), None)
    if chance is None or "open" not in states:
        return
    share = call("div", col(chance.name), 100) if float(chance.high or 0) > 1 else col(chance.name)
    expected = call("mul", col(worth.name), share)
    book.add(
        "weighted_pipeline",
        "weighted pipeline",
        Agg(agg="sum", of=expected, where=states["open"]),
        f"Sum of {worth.label} times {chance.label} of what is open.",
        unit=worth.unit,
        synonyms=[
            "weighted value of the open pipeline", "weighted value of the pipeline", "weighted open pipeline",
            "weighted pipeline value", "expected value of the pipeline", "expected pipeline value",
            "expected value of the open pipeline", "weighted forecast", "weighted value of the open deals",
            "expected revenue of the pipeline",
        ],
    )  # fmt: skip


def _profit(book: _Book, draft: Draft) -> None:
    """Profit and margin, where revenue and its cost stand in one row."""
    profit, revenue = draft.part.get("profit"), draft.part.get("profit_of")
    if not profit or not revenue:
        return
    column = draft.columns[profit]
    total = Agg(agg="sum", of=col(profit))
    gross = column.label.startswith("gross")
    # Advertising spend is not the whole cost: what is left after it must not answer to "profit".
    plain = ["profit", "total profit", "earnings", "contribution", "gross margin in money", "gross profit"]
    synonyms = (
        plain if gross else ["profit after spend", "profit after ad spend", "campaign profit", "net return"]
    )
    label = column.label if gross else "profit after spend"
    book.add(profit, label, total, f"Sum of {column.description}", unit=column.unit, synonyms=synonyms)
    of = call("not_null", col(draft.part["cost"]))
    book.add(
        "gross_margin" if gross else "margin_after_spend",
        "gross margin" if gross else "margin after spend",
        call("div", total, Agg(agg="sum", of=col(revenue), where=of)),
        f"{column.label.capitalize()} over revenue.",
        unit="share",
        synonyms=["margin", "profit margin", "profitability", "gross profit margin", "margin rate"]
        if gross
        else [],
    )


def _promoters(book: _Book, draft: Draft) -> None:
    """Net promoter score, in points from -100 to 100: percent of nines and tens less percent of zeros to sixes."""
    for name, column in draft.raw():
        if column.role not in ("score", "ordinal") or column.type == "text" or not says(name, "nps"):
            continue
        if column.low is None or float(column.low) < 0 or float(column.high or 0) != 10:
            continue
        given = col(column.name)
        known = call("not_null", given)
        promoters = Agg(agg="rate", of=call("ge", given, 9), where=known)
        detractors = Agg(agg="rate", of=call("le", given, 6), where=known)
        book.add(
            "net_promoter_score",
            "net promoter score",
            call("mul", call("sub", promoters, detractors), 100),
            f"Percent of {column.label} 9 and 10 less percent of 0 to 6, of those who gave one.",
            unit="score",
            synonyms=["nps", "promoter score", "net promoters", "promoters minus detractors"],
        )
        return


def _same_rate(label: str) -> list[str]:
    """Other words for a rate: a cancellation rate is a cancelation rate, and a churn rate of people."""
    return [str(s) for s in model("names")["rate_synonyms"].get(label, ())]


def _as_rate(label: str) -> str:
    """ "accepted campaign 3" -> "campaign 3 acceptance"; "complain" -> "complaint"."""
    nouns = model("names")["rate_nouns"]
    words = label.split()
    if words[0] in nouns:
        return " ".join([*words[1:], nouns[words[0]]])
    return " ".join([*words[:-1], nouns.get(words[-1], words[-1])])


def _yes(column: Column) -> Expr | None:
    """The condition that a flag is yes."""
    if column.type == "bool":
        return col(column.name)
    if column.type in ("integer", "number"):
        return call("eq", col(column.name), 1)
    positive = [v for v in column.values if str(v.value).strip().lower() in ("yes", "y", "true", "t", "1")]
    return call("eq", col(column.name), positive[0].value) if positive else None


def _cancellation(book: _Book, draft: Draft, keys: Sequence[Key]) -> None:
    cancelled, order = draft.part.get("cancelled"), _key(draft, keys, "order")
    if cancelled and order:
        share = call(
            "div",
            Agg(agg="distinct", of=col(order), where=col(cancelled)),
            Agg(agg="distinct", of=col(order)),
        )
        book.add(
            "cancellation_rate",
            "cancellation rate",
            share,
            "Cancelled orders over all orders.",
            unit="share",
            synonyms=["share of cancelled orders", "return rate", "cancel rate"],
            policy=False,
            better=False,
        )
