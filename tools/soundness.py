"""How far an earlier answer carries: what it rests on, what hangs on one row, what another rule makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import Field

from data.dataset import View
from data.errors import Unsupported
from data.query import Agg, Call, Col, Expr, Frozen, Lit, Out, Query
from data.work import Work
from tools import _facts
from tools._companions import meaning, policies_of, policy_filter
from tools._fetched import FEW, Fetched, fetch, name_of
from tools._next import rows_question
from tools._periods import bounds
from tools._result import Caveat, Evidence, Fact, Headline, PolicyChange, Result, Scalar, Table
from tools._tool import Args, tool

SOME = 30
CARRIED, HANGING = 0.1, 0.5
"""The part of a figure that a single row brings from which that is told as a weakness, and as a reason to doubt it."""
WIDE = 0.25
"""An interval that reaches further than this part of the figure to one side makes it a rough one."""
QUALITY = (
    "stability", "again", "silhouette", "null_silhouette", "mae", "naive.mae", "base.mae", "r2", "coverage", "origins",
    "auc", "calibration_error", "p", "effect", "model_bias", "rule_bias", "held_days", "precision", "recall",
)  # fmt: skip
"""Facts of other tools that say how good their answer is."""


SHOWN = ("figure", "n", "least", "used", "left", "largest", "largest_share", "without", "other", "leader")
DRAWING = (
    "bars_cut",
    "axis_clipped",
    "pie_folded",
    "pie_refused",
    "sampled",
    "sampled_points",
    "heatmap_needs_two",
)
"""What was said of a chart, which is not shown again."""


class Seen(Frozen):
    """An earlier answer, as far as it is looked into; the runner fills it in."""

    headline: Headline | None = None
    facts: tuple[Fact, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    words: dict[str, str] = Field(default_factory=dict)


class SoundnessArgs(Args):
    """`about` is the earlier step ("$1"), which the runner puts into `seen`; `asked` its Query where it had one."""

    source: str = ""
    about: str = ""
    asked: Query | None = None
    seen: Seen | None = None


@dataclass
class _Told:
    """What is found on the way."""

    facts: list[Fact] = field(default_factory=list)
    flags: set[str] = field(default_factory=lambda: {"aside"})
    words: dict[str, str] = field(default_factory=dict)


@tool(words=("how far it carries", "how far that carries"), examples=())
def soundness(args: SoundnessArgs, data: View, work: Work) -> Result:
    """Says how far the last answer carries: what it rests on, how exact it is, and what speaks against it."""
    work.check()
    seen = args.seen
    if seen is None:
        raise Unsupported("There is no answer yet to look into.", "Ask a question first.")
    told = _Told(words=_row_words(args, seen, data))
    _what(seen, told)
    _rests_on(seen, told)
    if args.asked is not None and isinstance(args.asked.source, str) and args.asked.measures:
        _look_behind(args.asked, seen, data, work, told)
    _out_of(seen, told)
    _quality(seen, told)
    _weaknesses(seen, told)
    _judge(seen, told)
    facts = tuple({f.id: f for f in (*told.facts, *seen.facts)}.values())
    return Result(
        headline=seen.headline,
        facts=facts,
        table=_table(told),
        caveats=tuple(c for c in seen.caveats if c.code not in DRAWING),
        evidence=seen.evidence,
        words=seen.words | told.words,
        flags=frozenset(told.flags),
        next=(rows_question(told.words["rows"], told.words.get("name")),),
        subject=Query(source=args.source, within=args.within, where=args.where) if args.source else None,
    )


def _row_words(args: SoundnessArgs, seen: Seen, data: View) -> dict[str, str]:
    """What the rows are called; the copies that make up one answer of a survey are no households."""
    source = data.catalog.sources.get(args.asked.base if args.asked is not None else args.source)
    rows = source.plural if source is not None else seen.words.get("rows", "rows")
    return {"rows": rows, "used": "rows" if source is not None and source.implicates > 1 else rows}


# ---------------------------------------------------------------- what it is, and what it rests on
def _what(seen: Seen, told: _Told) -> None:
    """The figure itself, with its n and interval."""
    head = seen.headline
    if head is None:
        return
    if isinstance(head.value, str):
        first = next((f for f in seen.facts if f.id in ("top", "placed", "value")), None)
        told.words["name"] = head.value
        if first is not None and first.row == head.value:
            told.facts.append(_renamed(first, "check.figure"))
            told.flags.add("named")
    else:
        figure = Fact(
            "check.figure", "value", head.label, head.value, head.unit, n=head.n, low=head.low, high=head.high
        )
        told.facts.append(figure)
        told.flags.add("unit said" if head.label == head.unit else "valued")
        if seen.headline is not None and any(f.id == "stability" for f in seen.facts):
            told.flags.add("segments")


def _renamed(fact: Fact, id: str) -> Fact:
    return Fact(
        id, fact.kind, fact.label, fact.value, fact.unit, fact.row, fact.column, fact.n, fact.low, fact.high
    )


def _figure(told: _Told) -> Fact | None:
    return next((f for f in told.facts if f.id == "check.figure"), None)


def _rests_on(seen: Seen, told: _Told) -> None:
    """Rows that were used and left out, by which conditions and of which days; the interval."""
    figure, made = _figure(told), next(iter(seen.evidence), None)
    if made is not None and made.rows_used is not None:
        told.facts.append(Fact("check.used", "count", "rows used", made.rows_used))
        if made.rows_excluded:
            told.facts.append(Fact("check.left", "count", "rows left out", made.rows_excluded))
            told.flags.add("left out")
    if made is not None and made.period and " to " in made.period:
        first, last = made.period.split(" to ", 1)
        told.facts += [
            Fact("check.from", "extreme", "first day", first),
            Fact("check.until", "extreme", "last day", last),
        ]
    if figure is not None and figure.low is not None and figure.high is not None:
        level = seen.headline.level if seen.headline is not None and seen.headline.level else _facts.LEVEL
        told.facts.append(Fact("check.level", "share", "level of the interval", level, "share"))
        told.flags.add("interval")


def _out_of(seen: Seen, told: _Told) -> None:
    """How many stand behind the figure itself, where that is known and not all that were used."""
    held = {f.id: f.value for f in told.facts}
    if "check.n" not in held and seen.headline is not None and seen.headline.n is not None:
        held["check.n"] = seen.headline.n
        told.facts.append(Fact("check.n", "count", f"{told.words['rows']} behind it", seen.headline.n))
    if held.get("check.n") == held.get("check.used"):
        told.flags.add("all of them")


# ---------------------------------------------------------------- the rows behind it
def _look_behind(asked: Query, seen: Seen, data: View, work: Work, told: _Told) -> None:
    """For a figure of rows: how much one of them brings, and what another rule of counting makes of it."""
    fetched = fetch(asked, "name" if asked.groups else "value", data, work)
    main = fetched.main
    if main is None or not fetched.rows:
        return
    if len(fetched.rows) > 1 and not fetched.time:
        _groups(fetched, told)
    at = _place(fetched, seen) if fetched.labels else 0
    if at is None:
        return
    work.check()
    kind = fetched.companions.kind(main)
    if kind in ("sum", "mean"):
        _largest(asked, fetched, at, kind, data, told)
    if seen.headline is not None and isinstance(seen.headline.value, str):
        _other_rules(asked, fetched, at, seen, data, work, told)


def _groups(fetched: Fetched, told: _Told) -> None:
    """The group with the fewest rows behind it, and whether the first is surely above the second."""
    series = fetched.series(fetched.main or "")
    counted = [c for c in series.known if c.n is not None]
    if counted and fetched.companions.kind(series.measure) in ("mean", "rate", "ratio"):
        least = min(counted, key=lambda c: c.n or 0)
        label = f"{told.words['rows']} behind the smallest group"
        told.facts.append(Fact("check.least", "count", label, least.n, row=least.name))
        told.flags.add("groups")
    order = _facts.ranked(series, fetched.lowest)
    if len(order) < 2 or None in (order[0].low, order[0].high, order[1].low, order[1].high):
        return
    for id, cell in (("first", order[0]), ("second", order[1])):
        told.facts.append(_facts.value_fact(f"check.{id}", series, cell))
    ahead, behind = (order[1], order[0]) if fetched.lowest else (order[0], order[1])
    apart = float(ahead.low or 0.0) > float(behind.high or 0.0)
    told.flags.add("clearly first" if apart else "perhaps first")


def _place(fetched: Fetched, seen: Seen) -> int | None:
    """The row of the group that answered."""
    name = seen.headline.value if seen.headline is not None else None
    names = [name_of(fetched, row) for row in fetched.rows]
    return names.index(name) if isinstance(name, str) and name in names else None


def _largest(asked: Query, fetched: Fetched, at: int, kind: str, data: View, told: _Told) -> None:
    """The largest single row behind a sum or mean, its part, and the figure without it."""
    out = next((m for m in asked.measures if m.name == fetched.main), None)
    full = meaning(out.expr, data) if out is not None else None
    weighted = data.catalog.sources[asked.base].weight is not None
    if not isinstance(full, Agg) or full.of is None or full.agg not in ("sum", "mean") or weighted:
        return
    where = [*asked.where, *([full.where] if full.where is not None else [])]
    where += [kept] if (kept := policy_filter(asked, data)) is not None else []
    group = _of_group(asked, fetched, at)
    if fetched.labels and group is None:
        return
    where += [group] if group is not None else []
    outs = tuple(Out(name=a, expr=Agg(agg=a, of=full.of)) for a in ("count", "sum", "max", "min"))
    row = data.fetch(Query(source=asked.source, within=asked.within, where=tuple(where), measures=outs)).rows[
        0
    ]
    n, total, most, least = (_facts.number(v) for v in row)
    if n is None or total is None or most is None or least is None or n < 1:
        return
    unit = fetched.unit(fetched.main or "")
    told.facts.append(Fact("check.n", "count", f"{told.words['rows']} behind it", int(n)))
    if least < 0 or total <= 0 or (kind == "mean" and n < FEW):
        return  # where parts cancel out, or a mean rests on a handful, the share of one of them says nothing
    told.facts += [
        Fact("check.largest", "extreme", f"largest of the {told.words['rows']}", most, unit),
        Fact(
            "check.largest_share",
            "share",
            "its part of the sum",
            most / total,
            "share",
            of=("check.largest",),
        ),
    ]
    without = total - most if kind == "sum" else ((total - most) / (n - 1) if n > 1 else None)
    if without is not None:
        told.facts.append(
            Fact("check.without", "value", f"{fetched.main} without it", without, unit, of=("check.largest",))
        )
    if n == 1:
        told.flags.add("one row")
    else:
        told.flags.add("carried" if most / total >= CARRIED else "spread")
    if n == 1 or most / total >= HANGING:
        told.flags.add("hangs")


def _of_group(asked: Query, fetched: Fetched, at: int) -> Expr | None:
    """The condition for the rows of one group; None where there are several groupings, or codes with names."""
    if len(asked.groups) != 1:
        return None
    out = asked.groups[0]
    value: Scalar = fetched.rows[at][out.name]
    columns = fetched.data.catalog.sources[asked.base].columns
    column = columns.get(out.expr.col) if isinstance(out.expr, Col) else None
    if column is not None and column.type != "text":
        value = next((v.value for v in column.values if v.name == value), value)
    if value is None:
        return Call(op="is_null", args=(out.expr,))
    ends = bounds(fetched.time_op, value) if fetched.time_op and isinstance(value, str) else None
    lit = Lit(lit=ends[0].isoformat(), date=True) if ends else Lit(lit=value)
    return Call(op="in", args=(out.expr, lit))


def _other_rules(
    asked: Query, fetched: Fetched, at: int, seen: Seen, data: View, work: Work, told: _Told
) -> None:
    """Under the other rule of what counts: the figure of the one that came first, and who would come first."""
    main, name = fetched.main or "", str(seen.headline.value if seen.headline is not None else "")
    for policy, variant in policies_of(asked, data):
        for other in (v for v in policy.variants if v != variant):
            change = PolicyChange(f"{policy.name}: {other}", "variant", policy=policy.name, variant=other)
            wide = asked.model_copy(update={"limit": None})
            again = fetch(wide, "name", data.with_artifacts(change), work)
            cells = [(name_of(again, r), c) for r, c in zip(again.rows, again.cells[main], strict=True)]
            known = [(n, v) for n, c in cells if (v := _facts.number(c.value)) is not None]
            own = next((v for n, v in known if n == name), 0.0)
            if not known:
                continue
            first = (min if fetched.lowest else max)(known, key=lambda pair: pair[1])
            unit = fetched.unit(main)
            effect = policy.effect or ""
            told.words["other"] = f"{effect} taken off" if other == "net" and effect else f"by “{other}”"
            told.facts += [
                Fact("check.other", "value", f"{main} of {name}, {other}", own, unit, row=name),
                Fact("check.leader", "value", f"{main}, {other}", first[1], unit, row=first[0]),
            ]
            told.flags.add("other rule")
            told.flags.add("leader stays" if first[0] == name else "leader changes")
            return


# ---------------------------------------------------------------- what speaks against it
def _quality(seen: Seen, told: _Told) -> None:
    """What other tools measured of their own answer."""
    found = {f.id: f for f in seen.facts}
    known = [found[name] for name in QUALITY if name in found and found[name].value is not None]
    told.facts += [_renamed(fact, f"check.quality.{i}") for i, fact in enumerate(known, start=1)]
    if known:
        told.flags.add("measured")


def _weaknesses(seen: Seen, told: _Told) -> None:
    """The codes of what was said beside the answer become flags, so that the story names the kinds."""
    told.flags |= {c.code if c.severity != "info" else f"mild {c.code}" for c in seen.caveats}
    serious = [c for c in seen.caveats if c.severity != "info" and c.code not in DRAWING]
    if serious:
        told.facts.append(Fact("check.notes", "count", "notes of caution", len(serious)))
        told.flags.add("noted")
    if len(serious) > 1:
        told.flags.add("several notes")


def _judge(seen: Seen, told: _Told) -> None:
    """Sound, with limits, or not to be built on."""
    figure = _figure(told)
    n = next((f.value for f in told.facts if f.id == "check.n"), figure.n if figure is not None else None)
    few = isinstance(n, int) and n < FEW
    wide = False
    if figure is not None and figure.low is not None and figure.high is not None:
        value = _facts.number(figure.value) or 0.0
        wide = max(value - figure.low, figure.high - value) > WIDE * abs(value)
    if few:
        told.flags.add("few rows")
    if wide:
        told.flags.add("wide")
    stopped = any(c.severity == "stop" for c in seen.caveats)
    if told.flags & {"hangs", "leader changes", "few rows"} or stopped:
        told.flags.add("shaky")
    elif wide or told.flags & {"noted", "carried", "perhaps first"} or (isinstance(n, int) and n < SOME):
        told.flags.add("limited")
    else:
        told.flags.add("sound")


def _table(told: _Told) -> Table:
    """What was looked at, line by line."""
    held = {f.id: f for f in told.facts}
    lines = [held[id] for name in SHOWN if (id := f"check.{name}") in held]
    lines += [f for f in told.facts if f.id.startswith("check.quality.")]
    return Table(("what", "value"), tuple((_line_name(f), f.value) for f in lines))


def _line_name(fact: Fact) -> str:
    return f"{fact.label}: {fact.row}" if fact.id == "check.leader" and fact.row else fact.label
