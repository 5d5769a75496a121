"""Follows customers from their first purchase: how many come back, how soon, and whether newer ones do so more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field

from data.errors import Unsupported
from data.query import Agg, Query, call, col, columns_of, walk
from data.work import Work
from tools import _chart, _purchases
from tools._caveats import Cautions, caution
from tools._cohorts import (
    LOOK_BACK,
    WITHIN,
    Cohort,
    Comebacks,
    Grain,
    Mixed,
    Rate,
    Triangle,
    grain_of,
    mix,
    new_since,
    returns,
    surely_new,
    triangle,
)
from tools._purchases import Purchases, ends, iso, known
from tools._result import Evidence, Fact, Headline, Result, Scalar, Table
from tools._stats import Difference, newcombe
from tools._tool import Args, DimensionSlot, Slot, tool

View = Literal["retention", "repeat", "return", "newer", "mix"]
FEW, SOME = 10, 30
MOST_AGES = 24
MOST_GROUPS = 30
MOST_CELLS = 250
ENOUGH = 100
"""Customers that should stand behind the latest age that is told."""


class CohortArgs(Args):
    """Customers by their first purchase; conditions on the date choose by the first purchase.

    view   retention  who buys again in each later period
           repeat     how many bought more than once
           return     how many came back within so many days
           newer      whether newer customers come back more than older ones did at the same age
           mix        what new and returning customers bring in each period
    best   the cohort that comes back most or least one period later
    grain  of cohorts and periods. days: within which a customer came back. by: a dimension to compare.
    """

    view: Annotated[View | None, Slot("choice")] = None
    grain: Annotated[Grain | None, Slot("choice")] = None
    days: Annotated[int | None, Field(default=None, ge=1), Slot("number", word="days")] = None
    by: DimensionSlot = None
    best: Annotated[Literal["best", "worst"] | None, Slot("choice")] = None


@tool(
    words=("retention", "cohort", "cohorts", "repeat rate", "come back"),
    examples=(
        "retention by month",
        "what share of new {entities} come back within 90 days?",
        "are newer {entities} worse than older ones?",
    ),
)
def cohort(args: CohortArgs, data: Any, work: Work) -> Result:
    """Shows how many customers come back after their first purchase, by the period in which they started."""
    work.check()
    found = _purchases.population(_purchases.find(data.catalog, args.source), args, data)
    view = args.view or ("return" if args.by is not None or args.days is not None else "retention")
    if view == "retention":
        return _retention(args, found, data, work)
    if view == "newer":
        return _newer(args, found, data, work)
    if view == "mix":
        return _mix(args, found, data, work)
    return _returns(args, found, data, work, view)


# ---------------------------------------------------------------- who buys again in each later period
def _retention(args: CohortArgs, found: Purchases, data: Any, work: Work) -> Result:
    made = triangle(found, data, work, args.grain or grain_of(found, data))
    if not made.cohorts:
        raise _nobody(found)
    one = made.cohorts[0] if len(made.cohorts) == 1 else None
    cautions = _cautions(args, found, data, work)
    cautions += _of_cohorts(made, one, found, data)
    facts = _one_facts(one, made, found) if one is not None else _triangle_facts(made, found)
    held = {f.id: f for f in facts}
    flags = {"one" if one is not None else "several"}
    first = held.get("age1")
    if first is None:
        flags.add("young")
    gap = _older_newer(made) if one is None else None
    if gap is not None:
        more, direction = _gap_facts(*gap)
        facts, flags = facts + more, flags | {"split", direction}
    headline = _headline(first, held["customers"])
    if args.best is not None and one is None:
        more, caught = _best_cohorts(made, found, args.best)
        facts, cautions = facts + more, cautions + caught
        if more:
            flags.add(args.best)
            headline = Headline(f"{args.best} of the cohorts, {more[0].label}", more[0].row, n=more[0].n)
    return Result(
        headline=headline,
        facts=(*facts, *cautions.facts),
        table=_one_table(one, made, found) if one is not None else _wide(made, found),
        chart=_one_chart(one, made, found) if one is not None else _heat_map(made, found),
        caveats=cautions.caveats,
        evidence=(_evidence(found, data, made.sql, made.filters, "retention"),),
        words={
            **_words(found),
            "grain": made.grain,
            "cohort": one.name if one is not None else made.cohorts[0].name,
        },
        flags=frozenset(flags) | cautions.flags,
        next=_next(found, "retention"),
        subject=_subject(args, found, data),
    )


def _triangle_facts(made: Triangle, found: Purchases) -> list[Fact]:
    facts = [
        Fact("customers", "count", found.people, sum(c.size for c in made.cohorts)),
        Fact("cohorts", "count", "cohorts", len(made.cohorts)),
    ]
    ages = [k for k in range(1, made.ages + 1) if made.at(k).n >= FEW]
    facts += [_pooled(k, made, found) for k in ages[:MOST_AGES]]
    facts += _told_ages([k for k in ages if made.at(k).n >= ENOUGH] or ages, made, found)
    for i, c in enumerate(made.cohorts, start=1):
        facts.append(Fact(f"size.{i}", "count", f"{found.people} of the cohort", c.size, row=c.name))
        for k in range(1, min(made.ages, MOST_AGES) + 1):
            rate = _shown(c, k)
            if rate is not None and len(facts) < MOST_CELLS:
                facts.append(_cell(f"cell.{i}.{k}", rate, k, made.grain, c.name, found))
    return facts


def _pooled(age: int, made: Triangle, found: Purchases) -> Fact:
    return _cell(f"age.{age}", made.at(age), age, made.grain, None, found)


def _told_ages(ages: list[int], made: Triangle, found: Purchases) -> list[Fact]:
    """The first age, one in the middle and the last that enough customers stand behind."""
    if not ages:
        return []
    facts = [replace(_pooled(ages[0], made, found), id="age1")]
    for id, age in (("mid", ages[len(ages) // 2]), ("late", ages[-1])):
        if len(ages) > (2 if id == "mid" else 1):
            facts.append(replace(_pooled(age, made, found), id=id))
            facts.append(Fact(f"{id}_age", "count", f"{made.grain}s after the first", age, f"{made.grain}s"))
    return facts


def _cell(id: str, rate: Rate, age: int, grain: str, row: str | None, found: Purchases) -> Fact:
    spread = rate.interval
    label = f"{found.again} {age} {grain}{'s' if age > 1 else ''} after the {found.first}"
    return Fact(
        id, "share", label, rate.value, "share", row=row, column=f"{grain} {age}", n=rate.n, low=spread.low, high=spread.high
    )  # fmt: skip


def _shown(c: Cohort, age: int) -> Rate | None:
    """A cell of the table: nothing where the period is incomplete or the cohort too small for a rate."""
    rate = c.rate(age)
    return rate if rate is not None and c.size >= FEW else None


def _one_facts(one: Cohort, made: Triangle, found: Purchases) -> list[Fact]:
    facts = [Fact("customers", "count", found.people, one.size, row=one.name)]
    seen = [k for k in range(1, len(one.active)) if one.rate(k) is not None]
    rates = [(k, r) for k in seen if (r := _shown(one, k)) is not None]
    facts += [
        _cell(f"cell.1.{k}", r, k, made.grain, _later(one, k, made), found) for k, r in rates[:MOST_CELLS]
    ]
    if rates:
        facts.append(
            _cell("age1", rates[0][1], rates[0][0], made.grain, _later(one, rates[0][0], made), found)
        )
    if len(rates) > 1:
        age, rate = rates[-1]
        facts.append(_cell("late", rate, age, made.grain, _later(one, age, made), found))
        best_age, best = max(rates, key=lambda pair: pair[1].hits)
        if best_age != age:
            facts.append(_cell("best", best, best_age, made.grain, _later(one, best_age, made), found))
    return facts


def _later(one: Cohort, age: int, made: Triangle) -> str:
    """The name of the period so long after a cohort's own."""
    return made.names[made.names.index(one.name) + age]


def _older_newer(made: Triangle) -> tuple[Rate, Rate, Difference] | None:
    """The later half of the cohorts against the earlier half, one period after the first purchase."""
    able = [c for c in made.fair if c.rate(1) is not None]
    if len(able) < 4:
        return None
    half = len(able) // 2
    older, newer = made.at(1, tuple(able[:half])), made.at(1, tuple(able[half:]))
    if min(older.n, newer.n) < SOME:
        return None
    return older, newer, newcombe(newer.hits, newer.n, older.hits, older.n)


def _gap_facts(older: Rate, newer: Rate, gap: Difference) -> tuple[list[Fact], str]:
    facts = [
        _rate_fact("older", "older half of the cohorts", older),
        _rate_fact("newer", "newer half of the cohorts", newer),
        Fact(
            "gap", "gap", "newer less older", gap.value, "points", low=gap.low, high=gap.high, of=("newer", "older")
        ),
    ]  # fmt: skip
    if gap.low is None or gap.high is None or gap.low <= 0 <= gap.high:
        return facts, "alike"
    return facts, "better" if gap.low > 0 else "worse"


def _best_cohorts(made: Triangle, found: Purchases, side: str) -> tuple[list[Fact], Cautions]:
    """The cohort that came back most (or least) one period later, and whether it differs from the others."""
    able = [(c, r) for c in made.fair if (r := c.rate(1)) is not None and c.size >= SOME]
    if len(able) < 2:
        return [], Cautions()
    able.sort(key=lambda pair: pair[1].value or 0.0, reverse=side == "best")
    facts = [
        _cell(id, r, 1, made.grain, c.name, found)
        for id, (c, r) in zip(("top", "second"), able, strict=False)
    ]
    first = able[0][1]
    rest = sum((r for _, r in able[1:]), Rate(0, 0))
    # The first of many differs more easily by chance: the level allows for all of them.
    gap = newcombe(first.hits, first.n, rest.hits, rest.n, 1 - 0.05 / len(able))
    clear = gap.low is not None and gap.high is not None and (gap.low > 0 or gap.high < 0)
    facts.append(_rate_fact("rest", "the other cohorts together", rest))
    if clear:
        return facts, Cautions()
    return facts, caution("cohort.may_be_chance.first")


def _rate_fact(id: str, label: str, rate: Rate, row: str | None = None) -> Fact:
    spread = rate.interval
    return Fact(id, "share", label, rate.value, "share", row=row, n=rate.n, low=spread.low, high=spread.high)


def _headline(fact: Fact | None, customers: Fact) -> Headline:
    if fact is None:
        return Headline(customers.label, customers.value, n=_whole(customers.value))
    return Headline(fact.label, fact.value, "share", fact.low, fact.high, 0.95, fact.n)


def _whole(value: Scalar) -> int | None:
    return value if isinstance(value, int) else None


def _wide(made: Triangle, found: Purchases) -> Table:
    ages = range(1, min(made.ages, MOST_AGES) + 1)
    columns = (found.first, found.people, *(f"{made.grain} {k}" for k in ages))
    rows = []
    for c in made.cohorts:
        shown = [_shown(c, k) for k in ages]
        rows.append((c.name, c.size, *(r.value if r is not None else None for r in shown)))
    return Table(columns, tuple(rows), dict.fromkeys(columns[2:], "share"))


def _heat_map(made: Triangle, found: Purchases) -> Any:
    """A cell for each cohort and age; the size of the cohort stands beside its name."""
    across, down, share = f"{made.grain}s after the {found.first}", found.first, found.again
    rows: list[tuple[Scalar, ...]] = []
    for c in made.cohorts:
        for k in range(1, min(made.ages, MOST_AGES) + 1):
            rate = _shown(c, k)
            rows.append((k, f"{c.name} ({c.size:,})", rate.value if rate is not None else None))
    table = Table((across, down, share), tuple(rows), {share: "share"})
    return _chart.heatmap(table, across, down, share, title=f"{found.people.capitalize()} who {found.again}")


def _one_table(one: Cohort, made: Triangle, found: Purchases) -> Table:
    """A row for each later period; an incomplete one is marked, and its share is what is known so far."""
    columns = (made.grain, f"{made.grain}s after", found.again, "share", "low", "high", "complete")
    rows = []
    for k in range(1, len(one.active)):
        spread = Rate(one.active[k], one.size).interval
        share = spread if one.size >= FEW else None
        rows.append(
            (
                _later(one, k, made),
                k,
                one.active[k],
                share.value if share else None,
                share.low if share else None,
                share.high if share else None,
                one.seen[k],
            )
        )
    return Table(columns, tuple(rows), dict.fromkeys(("share", "low", "high"), "share"))


def _one_chart(one: Cohort, made: Triangle, found: Purchases) -> Any:
    table = _one_table(one, made, found)
    if not table.rows:
        return None
    hollow = [r[0] for r in table.rows if not r[-1]]
    title = f"{found.people.capitalize()} of {one.name} who {found.again}"
    return _chart.line(table, made.grain, "share", low="low", high="high", hollow=hollow, title=title)


# ---------------------------------------------------------------- how many come back, and how soon
def _returns(args: CohortArgs, found: Purchases, data: Any, work: Work, view: View) -> Result:
    days = tuple(sorted({*WITHIN, *([args.days] if args.days else [])}))
    by_month = returns(found, data, work, days, grain="month")
    if not by_month.groups:
        raise _nobody(found)
    since = new_since(found, data, work, "month")
    fair = surely_new(by_month.groups, since)
    low, _ = ends(found, data)
    everyone, new = _together(by_month.groups, days), _together(fair, days)
    told = args.days or _told_days(new, days)
    cautions = _cautions(args, found, data, work)
    if view != "repeat" or args.by is None:  # all customers are counted there
        cautions += _first_cohorts(by_month.groups, since, low, found)
    facts = [
        Fact("customers", "count", found.people, everyone.size),
        _rate_fact("repeat", found.twice, everyone.twice),
        *(_within(f"within.{i}", d, new.within[d]) for i, d in enumerate(_usable(new, days), start=1)),
        *([_within("within", told, new.within[told])] if new.within[told].n >= FEW else []),
        Fact("days", "count", "days", told, "days"),
    ]
    table, chart = _days_table(new, days), _days_chart(new, days, found)
    flags: set[str] = {view}
    sql, filters = by_month.sql, by_month.filters
    if args.by is not None:
        by = _purchases.on_rows(found, args.by, args.source, data)
        among = found if view == "repeat" else _from(found, since, fair, by_month.groups)
        split = returns(among, data, work, (told,), by=by)
        groups = [(g, g.twice if view == "repeat" else g.within[told]) for g in split.groups]
        what = found.twice if view == "repeat" else f"came back within {told} days"
        more, caught = _group_facts(groups, what)
        facts, cautions = facts + more, cautions + caught
        table, chart = _group_table(groups, args.by.name, found), _group_chart(groups, args.by.name, what)
        flags |= {"by"} | ({"ranked"} if any(f.id == "second" for f in more) else set())
        sql, filters = split.sql, split.filters
    held = {f.id: f for f in facts}
    main = held["repeat"] if view == "repeat" else held.get("within")
    if main is None:
        flags.add("young")
    return Result(
        headline=_headline(main, held["customers"]),
        facts=(*facts, *cautions.facts),
        table=table,
        chart=chart,
        caveats=cautions.caveats,
        evidence=(_evidence(found, data, sql, filters, "return"),),
        words=_words(found) | {"dimension": args.by.name if args.by else ""},
        flags=frozenset(flags) | cautions.flags,
        next=_next(found, view),
        subject=_subject(args, found, data),
    )


def _from(
    found: Purchases, since: date | None, fair: Sequence[Comebacks], all_: Sequence[Comebacks]
) -> Purchases:
    """The population without the customers who may have bought before the data begin."""
    if since is None or len(fair) == len(all_) or found.when is None:
        return found
    first = min(g.start for g in fair if g.start is not None)
    return replace(found, dated=(*found.dated, call("ge", col(found.when.name), iso(first))))


def _together(groups: Any, days: tuple[int, ...]) -> Comebacks:
    none = Rate(0, 0)
    return Comebacks(
        "all",
        None,
        sum(g.size for g in groups),
        sum((g.twice for g in groups), none),
        {d: sum((g.within[d] for g in groups), none) for d in days},
    )


def _told_days(new: Comebacks, days: tuple[int, ...]) -> int:
    """Ninety days where at least half of the customers were seen so long, else the longest that fits."""
    fitting = [d for d in days if d <= 90 and new.within[d].n >= max(FEW, new.size / 2)]
    return max(fitting, default=min(days))


def _usable(new: Comebacks, days: tuple[int, ...]) -> list[int]:
    return [d for d in days if new.within[d].n >= FEW]


def _within(id: str, days: int, rate: Rate) -> Fact:
    return replace(
        _rate_fact(id, f"came back within {days} days", rate, row=f"{days} days"), column="came back"
    )


def _days_table(new: Comebacks, days: tuple[int, ...]) -> Table:
    columns = ("within", "seen so long", "came back", "share", "low", "high")
    rows = []
    for d in _usable(new, days):
        rate = new.within[d]
        rows.append((f"{d} days", rate.n, rate.hits, rate.value, rate.interval.low, rate.interval.high))
    return Table(columns, tuple(rows), dict.fromkeys(("share", "low", "high"), "share"))


def _days_chart(new: Comebacks, days: tuple[int, ...], found: Purchases) -> Any:
    table = _days_table(new, days)
    if not table.rows:
        return None
    intervals = [(_float(r[4]), _float(r[5])) for r in table.rows]
    title = f"{found.people.capitalize()} who came back within so many days"
    return _chart.bar(table, "within", "share", title=title, intervals=intervals)


def _float(value: Scalar) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _group_facts(groups: Sequence[tuple[Comebacks, Rate]], what: str) -> tuple[list[Fact], Cautions]:
    """The first, the next and the last group of those with enough customers, and how far they lie apart."""
    facts = [
        _rate_fact(f"group.{i}", what, rate, g.name)
        for i, (g, rate) in enumerate(groups[:MOST_GROUPS], start=1)
        if rate.n >= FEW
    ]
    ranked = sorted(
        ((g, rate) for g, rate in groups if rate.n >= SOME), key=lambda p: p[1].value or 0.0, reverse=True
    )
    named = [
        *zip(("top", "second"), ranked, strict=False),
        *((("bottom", ranked[-1]),) if len(ranked) > 2 else ()),
    ]
    facts += [_rate_fact(id, what, rate, g.name) for id, (g, rate) in named]
    cautions = Cautions()
    if len(ranked) > 1:
        best, last = ranked[0][1], ranked[-1][1]
        gap = newcombe(best.hits, best.n, last.hits, last.n)
        of = ("top", "bottom" if len(ranked) > 2 else "second")
        facts.append(
            Fact("spread", "gap", "first less last", gap.value, "points", low=gap.low, high=gap.high, of=of)
        )
        if gap.low is not None and gap.low <= 0:
            cautions += caution("cohort.may_be_chance.groups")
    few = sum(FEW <= rate.n < SOME for _, rate in groups)
    none = sum(rate.n < FEW for _, rate in groups)
    if few:
        cautions += caution("cohort.small_groups", Fact("few_groups", "count", "groups of few", few))
    if none:
        cautions += caution(
            "cohort.withheld.groups", Fact("withheld", "count", "groups without a rate", none)
        )
    return facts, cautions


def _group_table(groups: Sequence[tuple[Comebacks, Rate]], name: str, found: Purchases) -> Table:
    columns = (name, found.people, "seen long enough", found.again, "share", "low", "high")
    rows = []
    for g, rate in groups[:MOST_GROUPS]:
        spread = rate.interval if rate.n >= FEW else None
        known = (spread.value, spread.low, spread.high) if spread else (None, None, None)
        rows.append((g.name, g.size, rate.n, rate.hits, *known))
    return Table(columns, tuple(rows), dict.fromkeys(("share", "low", "high"), "share"))


def _group_chart(groups: Sequence[tuple[Comebacks, Rate]], name: str, what: str) -> Any:
    able = [(g.name, rate) for g, rate in groups[:MOST_GROUPS] if rate.n >= FEW]
    if not able:
        return None
    table = Table((name, "share"), tuple((n, r.value) for n, r in able), {"share": "share"})
    intervals = [(r.interval.low, r.interval.high) for _, r in able]
    return _chart.bar(table, name, "share", title=what.capitalize(), intervals=intervals)


# ---------------------------------------------------------------- newer against older
def _newer(args: CohortArgs, found: Purchases, data: Any, work: Work) -> Result:
    days = tuple(sorted({*WITHIN, *([args.days] if args.days else [])}))
    grain = args.grain or "month"
    made = returns(found, data, work, days, grain=grain)
    if not made.groups:
        raise _nobody(found)
    low, _ = ends(found, data)
    since = new_since(found, data, work, grain)
    fair = surely_new(made.groups, since)
    told, able = _same_age(fair, days, args.days)
    if len(able) < 2:
        raise Unsupported(
            "The data are too short to compare newer with older customers at the same age.",
            "At least two cohorts, all of whose customers were seen for a month, would be needed.",
        )
    half = len(able) // 2
    older, newer = _together(able[:half], days).within[told], _together(able[half:], days).within[told]
    if min(older.n, newer.n) < FEW:
        raise Unsupported(
            f"There are too few {found.people} to compare newer with older ones.",
            "Ask for a wider group or a longer time.",
        )
    facts, direction = _gap_facts(older, newer, newcombe(newer.hits, newer.n, older.hits, older.n))
    cautions = _cautions(args, found, data, work) + _first_cohorts(made.groups, since, low, found)
    cautions += caution("cohort.other_season")
    facts += [
        Fact("customers", "count", found.people, older.n + newer.n),
        Fact("days", "count", "days", told, "days"),
        Fact("from", "extreme", "first of the newer cohorts", able[half].name),
        *(_rate_fact(f"cohort.{i}", f"came back within {told} days", g.within[told], g.name) for i, g in enumerate(able, start=1) if g.size >= FEW),
    ]  # fmt: skip
    table = _newer_table(able, told, found)
    gap = next(f for f in facts if f.id == "gap")
    return Result(
        headline=Headline("newer less older customers who came back", gap.value, "points", gap.low, gap.high, 0.95, older.n + newer.n),
        facts=(*facts, *cautions.facts),
        table=table,
        chart=_chart.line(table, found.first, "share", low="low", high="high", title=f"Came back within {told} days"),
        caveats=cautions.caveats,
        evidence=(_evidence(found, data, made.sql, made.filters, "return"),),
        words=_words(found) | {"from": able[half].name},
        flags=frozenset({"newer", direction}) | cautions.flags,
        next=_next(found, "newer"),
        subject=_subject(args, found, data),
    )  # fmt: skip


def _same_age(
    groups: Sequence[Comebacks], days: tuple[int, ...], asked: int | None
) -> tuple[int, list[Comebacks]]:
    """The longest time that leaves four whole cohorts (else two), and the cohorts seen so long."""
    for enough in (4, 2):
        for d in [asked] if asked else sorted((d for d in days if d <= 90), reverse=True):
            able = [g for g in groups if g.whole(d)]
            if len(able) >= enough:
                return d, able
    return asked or min(days), []


def _newer_table(able: list[Comebacks], days: int, found: Purchases) -> Table:
    columns = (found.first, found.people, "came back", "share", "low", "high")
    rows = []
    for g in able:
        rate = g.within[days]
        spread = rate.interval if g.size >= FEW else None
        known = (spread.value, spread.low, spread.high) if spread else (None, None, None)
        rows.append((g.name, g.size, rate.hits, *known))
    return Table(columns, tuple(rows), dict.fromkeys(("share", "low", "high"), "share"))


# ---------------------------------------------------------------- new and returning
def _mix(args: CohortArgs, found: Purchases, data: Any, work: Work) -> Result:
    grain = args.grain or grain_of(found, data)
    made, sql, filters = mix(found, data, work, grain)
    low, _ = ends(found, data)
    settled = low + timedelta(days=LOOK_BACK)
    told = [m for m in made if m.whole and m.start >= settled] or [m for m in made[1:] if m.whole]
    if not told:
        raise Unsupported(
            f"The data are too short to tell new from returning {found.people}.",
            "Purchases of several complete periods would be needed.",
        )
    money = found.revenue is not None
    unit = found.revenue.unit if found.revenue is not None else None
    what = found.revenue.label if found.revenue is not None else found.people
    last = told[-1]
    facts = [
        _part("share", what, last, money),
        Fact("new", "count", f"new {found.people}", last.new, row=last.name),
        Fact("returning", "count", f"returning {found.people}", last.returning, row=last.name),
        _whole_part("average", what, told, money),
        Fact("periods", "count", f"complete {grain}s", len(told)),
        Fact("from", "extreme", "first of them", told[0].name),
        Fact("look_back", "count", "days before a first purchase is surely one", LOOK_BACK, "days"),
    ]
    cautions = _cautions(args, found, data, work)
    cautions += caution("cohort.first_periods")
    if not made[-1].whole:
        cautions += caution("cohort.partial_period.mix", grain=grain)
    table, drawn = _mix_table(made, settled, grain, found, what if money else None, unit or "money")
    return Result(
        headline=Headline(f"share of new {found.people} in {what}, {last.name}", facts[0].value, "share", n=last.new + last.returning),
        facts=(*facts, *cautions.facts),
        table=table,
        chart=_chart.bar(table, grain, drawn, stacked=True, title=f"{what.capitalize()}, new and returning {found.people}"),
        caveats=cautions.caveats,
        evidence=(_evidence(found, data, sql, filters, "mix"),),
        words=_words(found) | {"what": what, "grain": grain},
        flags=frozenset({"mix"}) | cautions.flags,
        next=("retention by month",),
        subject=_subject(args, found, data),
    )  # fmt: skip


def _mix_table(
    made: Sequence[Mixed], settled: date, grain: str, found: Purchases, money: str | None, unit: str
) -> tuple[Table, tuple[str, ...]]:
    """A row a period, and the columns that are drawn; shares where a first purchase can be told from a later one."""
    people = found.people
    columns: tuple[str, ...] = (grain, f"new {people}", f"returning {people}", f"share of new {people}")
    units = {columns[3]: "share"}
    rows: list[tuple[Scalar, ...]] = []
    for m in made:
        sure = m.start >= settled
        row: tuple[Scalar, ...] = (m.name, m.new, m.returning, _share(m.new, m.returning) if sure else None)
        if money is not None:
            part = _share(m.new_money, m.returning_money) if sure else None
            row = (*row, m.new_money, m.returning_money, part)
        rows.append(row)
    if money is None:
        return Table(columns, tuple(rows), units), columns[1:3]
    columns = (*columns, f"{money} of new", f"{money} of returning", f"share of new in {money}")
    units |= {columns[4]: unit, columns[5]: unit, columns[6]: "share"}
    return Table(columns, tuple(rows), units), columns[4:6]


def _share(new: float, returning: float) -> float | None:
    return new / (new + returning) if new + returning > 0 else None


def _part(id: str, what: str, of: Mixed, money: bool) -> Fact:
    value = _share(of.new_money, of.returning_money) if money else _share(of.new, of.returning)
    return Fact(id, "share", f"share of new in {what}", value, "share", row=of.name, n=of.new + of.returning)


def _whole_part(id: str, what: str, told: Sequence[Mixed], money: bool) -> Fact:
    new = sum(m.new_money if money else m.new for m in told)
    returning = sum(m.returning_money if money else m.returning for m in told)
    return Fact(id, "share", f"share of new in {what}, all these periods", _share(new, returning), "share")


# ---------------------------------------------------------------- what must be known
def _nobody(found: Purchases) -> Unsupported:
    return Unsupported(
        f"No {found.rows} of known {found.people} fit these conditions.", "Ask for a wider group or period."
    )


def _cautions(args: CohortArgs, found: Purchases, data: Any, work: Work) -> Cautions:
    """What is left out of the purchases, and how conditions were understood."""
    made = Cautions()
    assert found.customer is not None
    unknown = data.count(found.source, (*found.rule, call("is_null", col(found.customer))))
    if unknown:
        fact = Fact("unknown", "count", "without a customer", unknown)
        made += caution("_purchases.unknown_customer", fact, rows=found.rows)
    if found.kept is not None and found.policy is not None and found.policy.effect:
        made += caution("_purchases.policy", effect=found.policy.effect)
    if found.dated:
        made += caution("cohort.first_in_period", people=found.people, first=found.first)
    if _chosen_by_outcome(args, data):
        made += caution("cohort.chosen_by_outcome", people=found.people)
    if _purchases.chooses_purchases(found, data):
        made += caution("cohort.only_such_purchases")
    work.check()
    return made


def _chosen_by_outcome(args: CohortArgs, data: Any) -> bool:
    """Whether conditions use what is added up over all purchases of a customer (orders, revenue, last order), or
    segments and groups, which mostly are made of these."""
    made = {a.name for a in (*data.overlay.labellings, *data.overlay.groups)}
    if made & {c for e in args.where for c in columns_of(e)}:
        return True
    columns = data.source(args.source).columns
    added = [
        node.agg
        for name in {c for e in args.where for c in columns_of(e)}
        if name in columns and columns[name].expr is not None
        for node in walk(columns[name].expr)
        if isinstance(node, Agg)
    ]
    return any(agg not in ("any", "mode", "min", "first") for agg in added)


def _of_cohorts(made: Triangle, one: Cohort | None, found: Purchases, data: Any) -> Cautions:
    low, high = ends(found, data)
    cautions = Cautions()
    shown = [c for c in made.cohorts if c is not one or len(c.active) > 1]
    if made.partial and shown:
        fact = Fact("end", "extreme", "last day of the data", high.isoformat())
        cautions += caution(
            "cohort.partial_period.cells" if one is None else "cohort.partial_period.share",
            grain=made.grain,
            end=fact,
        )
    cautions += _first_cohorts(made.cohorts, made.since, low, found)
    small = [c for c in made.cohorts if c.size < FEW]
    few = [c for c in made.cohorts if FEW <= c.size < SOME]
    if small:
        fact = Fact("withheld", "count", "cohorts without a rate", len(small))
        cautions += caution("cohort.withheld.cohorts", fact, people=found.people)
    if few:
        fact = Fact("few", "count", "small cohorts", len(few))
        cautions += caution("cohort.small_cohorts", fact, people=found.people)
    if made.ages > MOST_AGES:
        fact = Fact("most_ages", "count", f"{made.grain}s shown", MOST_AGES)
        cautions += caution("cohort.ages_cut", fact, grain=made.grain, first=found.first)
    return cautions


def _first_cohorts(
    cohorts: Sequence[Cohort | Comebacks], since: date | None, low: date, found: Purchases
) -> Cautions:
    """Who bought before the data begin is not known, so the first cohorts may hold old customers."""
    first = cohorts[0]
    if first.start is None or first.start > (since or low):
        return Cautions()
    facts = (
        Fact("begin", "extreme", "first day of the data", low.isoformat()),
        Fact("first_size", "count", f"{found.people} of the first cohort", first.size, row=first.name),
        Fact("look_back", "count", "days before a first purchase is surely one", LOOK_BACK, "days"),
    )
    if since is None:
        return caution("cohort.first_cohort.start", facts[0], people=found.people)
    some = len(surely_new(cohorts, since)) < len(cohorts)
    return caution(
        "cohort.first_cohort.some_new" if some else "cohort.first_cohort.few_new",
        *facts,
        people=found.people,
    )


def _evidence(found: Purchases, data: Any, sql: str, filters: tuple[str, ...], of: str) -> Evidence:
    low, high = ends(found, data)
    method = {
        "retention": f"{found.people} by the period of their {found.first}; each share is of all of the cohort, over "
        "cohorts old enough for it; Wilson's 95 % intervals",
        "return": f"{found.people} seen for the whole time who {found.again} on a later day within it; Wilson's 95 % "
        "intervals",
        "mix": f"{found.people} of each period, new where their {found.first} lies in it",
    }[of]
    rows = data.count(found.source, known(found))
    return Evidence(
        method,
        sql,
        rows,
        data.catalog.sources[found.source].rows - rows,
        filters=filters,
        period=f"{low} to {high}",
    )


def _next(found: Purchases, view: str) -> tuple[str, ...]:
    people = found.people
    asked = {
        "retention": f"are newer {people} worse?",
        "return": f"what share of new {people} come back within 60 days?",
        "repeat": f"what share of new {people} come back?",
        "newer": "retention by month",
    }
    return tuple(dict.fromkeys(q for v, q in asked.items() if v != view))


def _words(found: Purchases) -> dict[str, str]:
    return {"people": found.people, "again": found.again, "first": found.first, "twice": found.twice}


def _subject(args: CohortArgs, found: Purchases, data: Any) -> Query:
    return Query(source=args.source, within=args.within, where=args.where)
