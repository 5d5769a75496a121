"""Whom to contact first: everyone ranked by the chance of a yes, and what the ranking is worth in money."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from data.catalog import Column, Source
from data.errors import Unsupported
from data.query import Call, Col, Expr, Lit, Out, Query
from data.work import Work
from tools import _chart, _explain, _propensity, _regress, _reliability
from tools._features import people, read_rows, source_of, words_of
from tools._outcome import RESPONSE, Outcome, outcome_of, ranking_name, said_constant, usual_outcome
from tools._propensity import Judged, Leak, Prepared, Worth
from tools._protected import DELICATE, SPECIAL
from tools._result import Chart, Evidence, Fact, Headline, Labelling, Result, Table
from tools._stats import Floats, share_interval
from tools._telling import Telling, listed
from tools._tool import Args, ColumnsSlot, PersonSlot, Slot, TargetSlot, tool

LEAST, LEAST_OF_EACH, FEW_YES = 50, 10, 100
SHARES = (0.1, 0.2)
LEANS = 3
DOMINANT = 3.0
"""One trait matters this many times as much as the second: then it had better be known beforehand."""
_COST = re.compile(r"\bcosts? ?(of |per |a )?(contact|mail(ing)?|call|letter|send(ing)?)?\b", re.IGNORECASE)
_MARGIN = re.compile(r"\b(revenue|margin|profit|contribution)\b", re.IGNORECASE)


class TargetArgs(Args):
    """Whom to contact first.

    target   the yes/no column, or a column of few kinds whose kind `yes` counts; who answered before where
             left open
    columns  rank by these traits only
    without  leave these traits out
    cost     of one contact; margin: what one yes brings. Both make it a question of profit.
    top      how many to contact: a share (below 1) or a number
    person   what is known of somebody whose own chance is asked for, instead of a ranking
    view     the ranking; whether its chances come true (calibration); or from which rate on, and how deep into the
             list, contacting pays (break-even)
    """

    view: Annotated[Literal["ranking", "calibration", "break-even"], Slot("choice")] = "ranking"

    target: TargetSlot = None
    yes: str | None = None
    columns: ColumnsSlot = ()
    without: ColumnsSlot = ()
    cost: Annotated[float | None, Slot("number", word="cost")] = Field(default=None, ge=0)
    margin: Annotated[float | None, Slot("number", word="margin")] = Field(default=None, gt=0)
    top: float | None = Field(default=None, gt=0)
    person: PersonSlot = Field(default_factory=dict)


@dataclass(frozen=True)
class Ranked:
    """Everyone with the chance of a yes. `inside` is the population asked about, `measured` the rows that the
    figures come from (with a known outcome)."""

    rows: Prepared
    judged: Judged
    keys: npt.NDArray[Any]
    inside: npt.NDArray[np.bool_]
    measured: npt.NDArray[np.bool_]
    sure: tuple[Leak, ...]
    odd: tuple[Leak, ...]
    features: tuple[Column, ...]
    sql: str

    @property
    def chance(self) -> Floats:
        """Of the measured rows."""
        return self.judged.chance[self.measured]

    @property
    def y(self) -> Floats:
        """Of the measured rows."""
        return self.rows.y[self.measured]

    @property
    def w(self) -> Floats:
        """Of the measured rows."""
        return self.rows.w[self.measured]


@dataclass(kw_only=True)
class _Told(Telling):
    """What is being put together."""

    args: TargetArgs
    data: Any
    source: Source
    outcome: Outcome
    noun: str
    cost: float | None
    margin: float | None

    def people(self, rows: float) -> int:
        """Rows counted as people: a survey may hold several copies of each."""
        return round(rows / self.source.implicates)

    @property
    def unit(self) -> str:
        """The unit of money here."""
        units = [c.unit for c in self.source.columns.values() if c.role == "amount" and c.unit]
        return units[0] if units else "money"


@tool(
    words=(
        "propensity",
        "lift curve",
        "gains",
        "gains chart",
        "likely to respond",
        "most likely to buy",
        "whom to target",
    ),
    examples=(
        "Who is most likely to respond?",
        "Whom should I target if a contact costs 3 and a yes brings 11?",
    ),
)
def target(args: TargetArgs, data: Any, work: Work) -> Result:
    """Rank people by how likely they are to say yes, and say how many are worth contacting."""
    work.check()
    source = source_of(data, args.source)
    for name in (*args.columns, *args.without, *args.person, *((args.target,) if args.target else ())):
        data.column(source.name, name)
    if args.view == "break-even" and args.target is None and usual_outcome(source) is None:
        return _even_alone(args, data, source)
    outcome = outcome_of(source, args.target, args.yes)
    if args.view == "break-even":
        args = args.model_copy(update={"top": None})  # what is asked is how deep, not what a depth brings
    told = _Told(
        args=args,
        data=data,
        source=source,
        outcome=outcome,
        noun=people(data, source),
        cost=args.cost,
        margin=args.margin,
    )
    if args.person:
        return _one_person(told, work)
    _money_of_the_data(told)
    if args.view == "break-even":
        _both_known(told.cost, told.margin)
    found = _ranked(told, work)
    sums = _gain(told, found)
    figures = _propensity.worth(
        found.chance,
        found.y,
        found.w,
        found.rows.group[found.measured],
        SHARES,
        sums,
        work.seed,
        work,
    )
    _quality(told, found, figures)
    _lift(told, found, figures)
    if sums is not None:
        _profit(told, found, figures["gain"])
    _warn(told, found)
    told.words |= {"entities": told.noun, "outcome": outcome.label}
    if args.view != "ranking":
        return _reliable(told, found, work) if args.view == "calibration" else _even(told, found, work)
    told.flags.add("ranking")
    made = _labelled(told, found)
    work.progress(1.0, "Done")
    return Result(
        headline=_headline(told),
        facts=tuple(told.facts),
        table=_table(told, found),
        chart=_figure(told, found),
        caveats=tuple(told.caveats),
        evidence=(_evidence(found, work),),
        artifacts=made,
        words=told.words,
        flags=frozenset(told.flags),
        next=_next(told),
        subject=Query(source=source.name, within=args.within, where=args.where),
    )


# ---------------------------------------------------------------- one person
def _one_person(told: _Told, work: Work) -> Result:
    """The chance of somebody described: by a model of the traits that are known, and by those most alike."""
    args, source, outcome = told.args, told.source, told.outcome
    named = [told.data.column(source.name, n) for n in args.person]
    if outcome.column.name in args.person:
        raise Unsupported(
            f"“{outcome.label}” is what is asked for, so it cannot be given.", "Say something else."
        )
    numbers = [c for c in named if _explain.is_amount(c)]
    kinds = [c for c in named if c not in numbers]
    read = read_rows(
        told.data,
        source,
        [c.name for c in numbers],
        [c.name for c in kinds],
        within=args.within,
        where=args.where,
        extra=(Out(name="_outcome", expr=outcome.expr),),
        work=work,
    )
    y = np.asarray(read.extra["_outcome"], dtype=np.float64)
    known = np.isfinite(y)
    _refuse(told, y[known], len(y))
    columns = {c.name: read.numbers[c.name][known] for c in numbers}
    columns |= {c.name: _explain.as_values(c, read.texts[c.name])[known] for c in kinds}
    person = {c.name: _spelled(c, args.person[c.name]) for c in named}
    y, w = y[known], (np.ones(len(y)) if read.weight is None else read.weight)[known]
    sure, _ = _propensity.leaks(columns, y, work.seed)
    if sure:
        raise Unsupported(
            f"{listed([_label(source, leak.name) for leak in sure])} gives “{outcome.label}” away: a chance from that "
            "would be the answer itself.",
            "Describe somebody by what is known beforehand.",
        )
    _, group = np.unique(np.asarray([str(k) for k in read.keys[known]]), return_inverse=True)
    made = _propensity.chance_of(columns, y, w, np.asarray(group).ravel(), person, work.seed, work)
    seen = _propensity.alike(columns, y)
    window = _regress.comparables(seen, person)
    _person_facts(told, made, y, w, window)
    _person_caveats(told, _regress.outside(seen, person))
    told.words |= {
        "entities": told.noun,
        "outcome": outcome.label,
        "traits": listed([c.label for c in named]),
    }
    rows = [(f.label, f.value, f.low, f.high) for f in told.facts if f.id in ("chance", "like_rate", "base")]
    table = Table(
        ("figure", "rate", "low", "high"), tuple(rows), dict.fromkeys(("rate", "low", "high"), "share")
    )
    return Result(
        headline=Headline(f"chance of “{outcome.label}”", made.value, "share", made.low, made.high, 0.95),
        facts=tuple(told.facts),
        table=table,
        chart=_chart.bar(
            table, "figure", "rate", title=f"Chance of “{outcome.label}”", intervals=[r[2:] for r in rows]
        ),
        caveats=tuple(told.caveats),
        evidence=(
            Evidence(
                "Logistic regression on the traits named alone; interval: Poisson bootstrap of the rows with a "
                "refit, 95 %; those most alike: Wilson's interval",
                read.sql,
                int(known.sum()),
                int((~known).sum()),
                seed=work.seed,
            ),
        ),
        words=told.words,
        flags=frozenset(told.flags),
        next=("Who is most likely to respond?",),
        subject=Query(source=source.name, within=args.within, where=args.where),
    )


def _spelled(column: Column, value: Any) -> str | float:
    """The value in the form of the column: a number, or the data's own spelling of a kind."""
    if _explain.is_amount(column):
        try:
            return float(value)
        except (TypeError, ValueError):
            raise Unsupported(f"{column.label} is a number; got “{value}”.", "Give a number.") from None
    return _explain.spelling(column, value)


def _person_facts(told: _Told, made: Worth, y: Floats, w: Floats, window: _regress.Window) -> None:
    label, like = told.outcome.label, window.rows
    told.facts += [
        Fact("chance", "forecast", f"chance of “{label}”", made.value, "share", low=made.low, high=made.high),
        Fact(
            "base",
            "share",
            f"rate of all {told.noun}",
            float(np.average(y, weights=w)),
            "share",
            n=told.people(len(y)),
        ),
        Fact("like", "count", f"{told.noun} most alike", told.people(len(like)), None),
    ]
    told.flags |= {"person", "company" if len(like) >= LEAST_OF_EACH else "alone"}
    if len(like) >= LEAST_OF_EACH:
        found = share_interval(y[like] > 0, None if w.min() == w.max() else w[like], told.source.implicates)
        told.facts.append(
            Fact(
                "like_rate",
                "share",
                f"rate of the {told.noun} most alike",
                found.value,
                "share",
                n=found.n,
                low=found.low,
                high=found.high,
            )
        )
    for i, (name, value) in enumerate(told.args.person.items(), 1):
        column = told.source.columns[name]
        told.facts.append(Fact(f"given.{i}", "value", column.label, value, column.unit, row=column.label))


def _person_caveats(told: _Told, beyond: tuple[str, ...]) -> None:
    if beyond:
        told.words["beyond"] = listed([_label(told.source, n) for n in beyond])
        told.caveat("target.outside_support")
    if "alone" in told.flags:
        told.caveat("target.no_comparables")
    told.caveat("target.association")


# ---------------------------------------------------------------- the rows
def _ranked(told: _Told, work: Work) -> Ranked:
    args, data, source = told.args, told.data, told.source
    features = _features(told)
    numbers = [c for c in features if _explain.is_amount(c)]
    kinds = [c for c in features if c not in numbers]
    condition: Expr = Call(op="and", args=args.where) if args.where else Lit(lit=True)
    whose = _whose(data, source)
    extra = (
        *((Out(name="_whose", expr=Col(col=whose)),) if whose else ()),
        Out(name="_outcome", expr=told.outcome.expr),
        Out(name="_inside", expr=Call(op="if", args=(condition, Lit(lit=1), Lit(lit=True), Lit(lit=0)))),
    )
    read = read_rows(
        data,
        source,
        [c.name for c in numbers],
        [c.name for c in kinds],
        within=args.within,
        extra=extra,
        work=work,
    )
    y = np.asarray(read.extra["_outcome"], dtype=np.float64)
    inside = np.nan_to_num(np.asarray(read.extra["_inside"], dtype=np.float64)) == 1
    known = np.isfinite(y)
    _refuse(told, y[known], int(inside.sum()))
    columns = {c.name: read.numbers[c.name] for c in numbers}
    columns |= {c.name: _explain.as_values(c, read.texts[c.name]) for c in kinds}

    compiled = data.compile(read.query)
    spec = json.dumps(["ranked by chance", compiled.sql, [str(p) for p in compiled.params], work.seed])

    def build() -> tuple[Prepared, Judged, tuple[Leak, ...], tuple[Leak, ...]]:
        sure, odd = _propensity.leaks({n: v[known] for n, v in columns.items()}, y[known], work.seed)
        gone = {leak.name for leak in sure}
        belongs = read.extra["_whose"] if whose else read.keys
        rows = _propensity.prepare(
            {n: v for n, v in columns.items() if n not in gone}, y, read.weight, belongs, work.seed
        )
        return rows, _propensity.judge(rows, work.seed, work), tuple(sure), tuple(odd)

    rows, judged, sure, odd = data.dataset.kept(spec, build)
    gone = {leak.name for leak in sure}
    features = tuple(c for c in features if c.name not in gone)
    measured = known & inside
    yes = float(rows.y[measured].sum())
    if measured.sum() < LEAST or min(yes, measured.sum() - yes) < LEAST_OF_EACH:
        measured = known
        told.flags.add("measured on all")
    return Ranked(rows, judged, read.keys, inside, measured, sure, odd, features, read.sql)


def _whose(data: Any, source: Source) -> str | None:
    """The person that several rows of a table belong to: rows of one person share a fold."""
    for entity in data.catalog.entities.values():
        if entity.rolled_up and entity.table == source.name and _explain.is_person(entity.name):
            return str(entity.key)
    return None


def _refuse(told: _Told, y: Floats, inside: int) -> None:
    yes = int(y.sum())
    label, noun = told.outcome.label, told.noun
    if not inside:
        raise Unsupported(f"There are no such {noun}.", "Widen the conditions and ask again.")
    if len(y) == 0:
        raise Unsupported(f"“{label}” is not known of any of the {noun}.", "Ask for another yes/no column.")
    if yes in (0, len(y)):
        raise Unsupported(
            f"“{label}” is {'yes' if yes else 'no'} for all {len(y):,} {noun}, so nothing sets them apart.",
            "A ranking needs both outcomes.",
        )
    if len(y) < LEAST or min(yes, len(y) - yes) < LEAST_OF_EACH:
        raise Unsupported(
            f"{len(y):,} {noun} with {yes:,} times “{label}” are too few to learn a ranking from.",
            f"It needs at least {LEAST} {noun}, and {LEAST_OF_EACH} of each outcome.",
        )


def _features(told: _Told) -> tuple[Column, ...]:
    """What may say who says yes: no other form of the outcome, no special traits of people, as asked for."""
    args, source, outcome = told.args, told.source, told.outcome
    traits = _explain.candidates(told.data.catalog, source, outcome.column, args.columns).all
    if args.columns:
        traits = tuple(c for c in traits if c.name in args.columns)
    own = set(outcome.column.label.lower().split())
    forms = [c for c in traits if own <= set(c.label.lower().split()) and c.name not in args.columns]
    special = [c for c in traits if SPECIAL.search(words_of(c)) and c.name not in args.columns]
    out = tuple(c for c in traits if c not in forms and c not in special and c.name not in args.without)
    if special:
        told.words["special"] = listed([c.label for c in special])
        told.caveat("target.special_traits")
    if forms:
        told.words["forms"] = listed([c.label for c in forms])
        told.caveat("target.other_forms")
    if not out:
        raise Unsupported(
            f"There is nothing in {source.label} that could say who has “{outcome.label}”.",
            "A ranking needs at least one trait: a number, or a column with a handful of kinds.",
        )
    return out


def _money_of_the_data(told: _Told) -> None:
    """Cost and margin from columns that hold one value in all rows, where neither was said."""
    if told.cost is not None or told.margin is not None or not RESPONSE.search(words_of(told.outcome.column)):
        return
    columns = told.source.columns.values()
    cost, margin = said_constant(columns, _COST), said_constant(columns, _MARGIN)
    if cost is None or margin is None:
        return
    told.cost, told.margin = cost[1], margin[1]
    told.words |= {"cost_column": cost[0].label, "margin_column": margin[0].label}
    told.caveat("target.money_of_the_data")


# ---------------------------------------------------------------- the figures
def _quality(told: _Told, found: Ranked, figures: dict[str, Worth]) -> None:
    judged, auc = found.judged, figures["auc"]
    best, n = judged.best, int(found.rows.known.sum())
    label = told.outcome.label
    at = found.measured
    told.facts += [
        Fact("model", "value", "model", _propensity.NAMES[best.name], None),
        Fact(
            "auc",
            "value",
            "AUC out of fold",
            auc.value,
            None,
            n=told.people(at.sum()),
            low=auc.low,
            high=auc.high,
        ),
        Fact("error", "value", "log-loss out of fold", best.loss, None, n=n),
        Fact("base.error", "value", "log-loss of the average rate for all", judged.base.loss, None, n=n),
        Fact("rule.error", "value", "log-loss of a rule on one trait", judged.rule.loss, None, n=n),
        Fact("brier", "value", "Brier score out of fold", best.brier, None, n=n),
        Fact("base.brier", "value", "Brier score of the average rate", judged.base.brier, None, n=n),
        Fact("folds", "count", "folds", _propensity.FOLDS, None),
        Fact("rows", "count", f"{told.noun} with a known outcome", told.people(at.sum()), None),
        Fact("yes", "count", f"{told.noun} with “{label}”", told.people(found.y.sum()), None),
        Fact(
            "base",
            "share",
            f"rate of “{label}”",
            float(np.average(found.y, weights=found.w)),
            "share",
            n=told.people(at.sum()),
        ),
    ]
    known = found.rows.known
    group, w = found.rows.group[known], found.rows.w[known]
    if judged.rule_trait is not None:
        told.words["rule"] = _label(told.source, judged.rule_trait)
        told.flags.add("rule")
    if judged.best.loss >= judged.base.loss or auc.low <= 0.5:
        told.flags.add("naive")
    elif not judged.beats(judged.base, group, w):
        told.flags.add("weak")
    elif not judged.beats(judged.rule, group, w):
        told.flags.add("rule is enough")
    else:
        told.flags.add("better")
    _calibration(told, found)
    leans = sorted(((-v, n) for n, v in judged.importance.items() if v > 0))[:LEANS]
    if leans and "naive" not in told.flags:
        told.flags.add("leans")
        names = [_label(told.source, n) for _, n in leans]
        told.words["leans"] = listed(names)
        told.facts += [
            Fact(f"lean.{i}", "rank", "trait that the ranking leans on", name, None)
            for i, name in enumerate(names, 1)
        ]


def _calibration(told: _Told, found: Ranked) -> None:
    parts = _propensity.tenths(found.chance, _parts(found))
    said = np.bincount(parts, weights=found.w * found.chance)
    came = np.bincount(parts, weights=found.w * found.y)
    whole = float(found.w.sum())
    slope = _propensity.recalibrated(found.chance, found.y, found.w)
    told.facts += [
        Fact("slope", "ratio", "calibration slope", slope, None),
        Fact(
            "off",
            "gap",
            "average distance of the said from the true rate",
            float(np.abs(said - came).sum()) / whole,
            "points",
        ),
    ]
    told.flags.add("bold" if slope < 0.75 else "timid" if slope > 1.33 else "calibrated")


def _parts(found: Ranked) -> int:
    """Tenths, or fifths where a tenth would hold fewer than ten."""
    return 10 if len(found.y) >= 100 else 5


def _lift(told: _Told, found: Ranked, figures: dict[str, Worth]) -> None:
    order = _propensity.ranking(found.chance)
    yes, both = order.blocks(found.w * found.y), order.blocks(found.w)
    label, base = told.outcome.label, float(np.average(found.y, weights=found.w))
    for share, name in zip(SHARES, ("10", "20"), strict=True):
        part = _propensity.reached(yes, both, share)
        lift = figures[f"lift.{share:g}"]
        row = "best tenth" if name == "10" else "best fifth"
        told.facts += [
            Fact(
                f"lift{name}",
                "ratio",
                f"lift in the {row}",
                lift.value,
                None,
                row,
                n=told.people(share * len(found.y)),
                low=lift.low,
                high=lift.high,
            ),
            Fact(f"reached{name}", "share", f"share of all “{label}” in the {row}", part, "share", row),
            Fact(f"rate{name}", "share", f"rate in the {row}", part / share * base, "share", row),
        ]
    if told.args.top is not None:
        _cut(told, found, yes, both)


def _cut(told: _Told, found: Ranked, yes: Floats, both: Floats) -> None:
    """The part of the ranking that was asked for."""
    n, share = len(found.y), _share_asked(told, found)
    part = _propensity.reached(yes, both, share)
    base = float(np.average(found.y, weights=found.w))
    told.facts += [
        Fact("cut", "share", "share to contact", share, "share"),
        Fact("cut_n", "count", f"{told.noun} to contact", told.people(share * found.inside.sum()), None),
        Fact("cut_rate", "share", "their rate", part / share * base, "share", n=round(share * n)),
        Fact("cut_reached", "share", "share of all yes among them", part, "share"),
        Fact("cut_lift", "ratio", "lift among them", part / share, None),
    ]
    told.flags.add("cut")


def _chosen(told: _Told, found: Ranked) -> npt.NDArray[np.bool_] | None:
    """The measured rows that would be contacted: the top that was asked for, else those above break-even."""
    if told.args.top is not None:
        chosen = np.zeros(len(found.y), dtype=bool)
        order = np.argsort(-found.chance, kind="stable")
        chosen[order[: round(_share_asked(told, found) * len(found.y))]] = True
        return chosen
    if told.cost is None or told.margin is None:
        return None
    return np.asarray(found.chance > told.cost / told.margin)


def _share_asked(told: _Told, found: Ranked) -> float:
    top = float(told.args.top or 0)
    return min(1.0, top if top < 1 else top / max(1, told.people(found.inside.sum())))


def _gain(told: _Told, found: Ranked) -> Floats | None:
    """What contacting the chosen brought, row by row; None without cost and margin."""
    chosen = _chosen(told, found)
    if told.cost is None or told.margin is None or chosen is None:
        return None
    return np.where(chosen, told.margin * found.y - told.cost, 0.0) / told.source.implicates


def _profit(told: _Told, found: Ranked, gain: Worth) -> None:
    chosen = _chosen(told, found)
    assert told.cost is not None and told.margin is not None and chosen is not None
    unit, n = told.unit, told.people(len(found.y))
    whole = (told.margin * float(found.y.sum()) - told.cost * len(found.y)) / told.source.implicates
    count = told.people(chosen.sum())
    whom = "the top of the ranking" if told.args.top is not None else "those above break-even"
    told.facts += [
        Fact("cost", "value", "cost of one contact", told.cost, unit),
        Fact("margin", "value", "what one yes brings", told.margin, unit),
        Fact("even", "share", "break-even chance", told.cost / told.margin, "share", of=("cost", "margin")),
        Fact("chosen", "count", f"{told.noun} chosen", count, None),
        Fact("chosen_share", "share", f"share of {told.noun}", count / n, "share", of=("chosen", "rows")),
        Fact(
            "profit",
            "forecast",
            f"profit of contacting {whom}",
            gain.value,
            unit,
            n=count,
            low=gain.low,
            high=gain.high,
            of=("cost", "margin", "chosen"),
        ),
        Fact("profit_all", "value", "profit of contacting everyone", whole, unit, n=n, of=("cost", "margin")),
        Fact(
            "profit_random",
            "value",
            "profit of contacting as many at random",
            count / n * whole,
            unit,
            n=count,
            of=("profit_all", "chosen_share"),
        ),
        Fact(
            "gain",
            "gap",
            "more than contacting everyone",
            gain.value - whole,
            unit,
            of=("profit", "profit_all"),
        ),
    ]
    told.flags.add("profit")
    if count:
        told.facts += [
            Fact(
                "chosen_rate",
                "share",
                "their rate",
                float(np.average(found.y[chosen], weights=found.w[chosen])),
                "share",
                n=count,
            ),
            Fact(
                "expected",
                "share",
                "the rate that the model says",
                float(np.average(found.chance[chosen], weights=found.w[chosen])),
                "share",
            ),
        ]
    if "naive" in told.flags:
        return
    if not count:
        told.flags.add("nobody")
    elif told.args.top is None and whole >= gain.value:
        told.flags.add("everyone")
        told.caveat("target.everyone_pays")
    else:
        told.flags.add("top pays" if told.args.top is not None else "choosing pays")
        if gain.low < 0:
            told.caveat("target.profit_unsure")


# ---------------------------------------------------------------- do the chances come true
def _reliable(told: _Told, found: Ranked, work: Work) -> Result:
    """What was said of each part of the ranking beside what came true of it."""
    copies = told.source.implicates
    parts = _reliability.parts_of(found.chance, found.y, found.w, _parts(found), copies)
    names = [_part_name(i, len(parts)) for i in range(len(parts))]
    worst = max(range(len(parts)), key=lambda i: abs(parts[i].said - parts[i].came))
    far = parts[worst]
    told.facts += [
        Fact("said", "share", "what the model says on average", float(np.average(found.chance, weights=found.w)), "share"),
        Fact("parts", "count", "parts of the ranking", len(parts), None),
        Fact("held", "count", "parts where what was said may be the truth", sum(p.holds for p in parts), None),
        Fact("worst.said", "share", "said of the part furthest off", far.said, "share", names[worst]),
        Fact(
            "worst.came",
            "share",
            "came true of the part furthest off",
            far.came,
            "share",
            names[worst],
            n=told.people(far.rows),
            low=far.low,
            high=far.high,
        ),
    ]  # fmt: skip
    told.flags.add("reliability")
    if "naive" not in told.flags:
        told.flags.add(next(f"said {how}" for how in ("bold", "timid", "calibrated") if how in told.flags))
    columns = ("part", told.noun, "said", "came true", "low", "high", "said may be true")
    rows = tuple(
        (name, told.people(p.rows), p.said, p.came, p.low, p.high, "yes" if p.holds else "no")
        for name, p in zip(names, parts, strict=True)
    )
    table = Table(columns, rows, dict.fromkeys(columns[2:6], "share"))
    chart = _chart.agreement(
        table, "said", "came true", low="low", high="high", title=f"Said and true rate of “{told.outcome.label}”"
    )  # fmt: skip
    off = next(f for f in told.facts if f.id == "off")
    headline = Headline(off.label, off.value, off.unit, n=told.people(len(found.y)))
    return _viewed(told, found, work, headline, table, chart)


# ---------------------------------------------------------------- from which rate on, and how deep
def _both_known(cost: float | None, margin: float | None) -> tuple[float, float]:
    if cost is None or margin is None:
        lacking = " and ".join(
            name for name, value in (("what a contact costs", cost), ("what a yes brings", margin)) if value is None
        )  # fmt: skip
        raise Unsupported(
            f"The break-even hangs on what a contact costs and on what a yes brings; {lacking} is not known.",
            "Say both: “the break-even at a cost of 3 and a margin of 11”.",
        )
    return cost, margin


def _even(told: _Told, found: Ranked, work: Work) -> Result:
    """The rate from which on a contact pays, and how much of the ranking is above it, one by one and taken together."""
    cost, margin = _both_known(told.cost, told.margin)
    measured = found.rows.group[found.measured]
    deep = _reliability.deepest(found.chance, found.y, measured, cost, margin, work.seed)
    everyone = told.people(len(found.y))
    people_ = told.people(round(deep.value * len(found.y)))
    told.facts += [
        *_even_facts(cost, margin, everyone, told.noun),
        Fact(
            "depth",
            "share",
            "part of the ranking down to which contacting loses nothing",
            deep.value,
            "share",
            n=everyone,
            low=deep.low,
            high=deep.high,
        ),
        Fact("depth_n", "count", f"{told.noun} down to there", people_, None, of=("depth",)),
    ]
    even = cost / margin
    base = float(np.average(found.y, weights=found.w))
    told.flags |= {"break even", "above even" if base > even else "below even"}
    whole = deep.value >= 1
    told.flags.add("no ranking" if "naive" in told.flags else "whole list" if whole else "part of the list" if people_ else "no part")  # fmt: skip
    headline = Headline(f"break-even rate of “{told.outcome.label}”", even, "share")
    return _viewed(told, found, work, headline, _table(told, found), _figure(told, found))


def _even_facts(cost: float, margin: float, people_: int, noun: str) -> list[Fact]:
    return [
        Fact("one_in", "ratio", "contacts that one yes pays for", margin / cost if cost else None, None),
        Fact(
            "needed",
            "count",
            f"yes needed to break even on all {noun}",
            int(np.ceil(people_ * cost / margin - 1e-9)),
            None,
            of=("even", "everyone"),
        ),
        Fact("everyone", "count", noun, people_, None),
    ]


def _even_alone(args: TargetArgs, data: Any, source: Source) -> Result:
    """The break-even rate where nothing says who answered before: cost over margin, and no depth of a list."""
    cost, margin = _both_known(args.cost, args.margin)
    told = Telling()
    units = [c.unit for c in source.columns.values() if c.role == "amount" and c.unit]
    noun, count = people(data, source), data.count(source.name, args.where, args.within)
    even = Fact("even", "share", "break-even rate", cost / margin, "share", of=("cost", "margin"))
    told.facts += [
        Fact("cost", "value", "cost of one contact", cost, units[0] if units else "money"),
        Fact("margin", "value", "what one yes brings", margin, units[0] if units else "money"),
        even,
        *_even_facts(cost, margin, count, noun),
    ]
    told.flags |= {"break even", "rate alone"}
    told.words["entities"] = noun
    told.caveat("target.no_depth")
    return Result(
        headline=Headline("break-even rate", even.value, "share"),
        facts=tuple(told.facts),
        caveats=tuple(told.caveats),
        evidence=(Evidence("Cost of one contact over what one yes brings.", rows_used=count),),
        words=told.words,
        flags=frozenset(told.flags),
        subject=Query(source=source.name, within=args.within, where=args.where),
    )


_VIEW_FLAGS = frozenset(
    ("reliability", "said bold", "said timid", "said calibrated", "break even", "above even", "below even",
     "no ranking", "whole list", "part of the list", "no part", "naive")
)  # fmt: skip
"""What the stories of these views look at: those of the ranking are not told again."""


def _viewed(
    told: _Told, found: Ranked, work: Work, headline: Headline, table: Table, chart: Chart | None
) -> Result:
    work.progress(1.0, "Done")
    return Result(
        headline=headline,
        facts=tuple(told.facts),
        table=table,
        chart=chart,
        caveats=tuple(told.caveats),
        evidence=(_evidence(found, work),),
        words=told.words,
        flags=frozenset(told.flags & _VIEW_FLAGS),
        next=("Who is most likely to respond?", *_next(told)[2:]),
        subject=Query(source=told.source.name, within=told.args.within, where=told.args.where),
    )


# ---------------------------------------------------------------- who they are
def _labelled(told: _Told, found: Ranked) -> tuple[Labelling, ...]:
    """Who is in which part of the ranking, as a column that later questions can use."""
    at = np.flatnonzero(found.inside)
    keys, chance = found.keys[at], found.judged.chance[at]
    text = [str(k) for k in keys]
    if len(set(text)) < len(text) or not len(at):
        return ()
    labels = _labels(told, chance)
    names = list(dict.fromkeys(labels[i] for i in np.argsort(-chance, kind="stable")))
    return (
        Labelling(
            name=ranking_name(told.outcome.label, told.args.canonical()),
            source=told.source.name,
            key=told.data.key(told.source.name),
            stored=told.data.store_labels(keys, labels),
            labels=tuple(names),
            sizes=tuple(labels.count(name) for name in names),
            definition=f"by the chance of “{told.outcome.label}”, highest first",
            details={"kind": "ranking", "target": told.outcome.column.name},
        ),
    )


def _labels(told: _Told, chance: Floats) -> list[str]:
    if told.args.top is not None:
        top = told.args.top
        count = round(top * len(chance)) if top < 1 else round(top)
        first = np.zeros(len(chance), dtype=bool)
        first[np.argsort(-chance, kind="stable")[:count]] = True
        name = f"top {top * 100:g} %" if top < 1 else f"top {top:g}"
        return [name if f else "the rest" for f in first]
    if told.cost is not None and told.margin is not None:
        return ["worth contacting" if c else "not worth contacting" for c in chance > told.cost / told.margin]
    parts = _propensity.tenths(chance, 10)
    return [_part_name(int(p), 10) for p in parts]


def _part_name(part: int, parts: int) -> str:
    step = 100 // parts
    return f"top {step} %" if part == 0 else f"{part * step} to {(part + 1) * step} %"


# ---------------------------------------------------------------- warnings
def _warn(told: _Told, found: Ranked) -> None:
    """Everything that must be known beside the figures, what matters most first."""
    figures, told.caveats = told.caveats, []
    _warn_of_worth(told, found)
    told.caveats += figures
    _warn_of_leaks(told, found)
    _warn_of_traits(told, found)
    _warn_of_rows(told, found)


def _warn_of_worth(told: _Told, found: Ranked) -> None:
    if "naive" in told.flags:
        told.caveat("target.naive_wins")
    told.caveat("target.not_uplift")
    if "weak" in told.flags:
        told.caveat("target.weak")
    if "rule is enough" in told.flags:
        told.caveat("target.rule_is_enough")
    if "bold" in told.flags and "naive" not in told.flags:
        told.caveat("target.bold")


def _warn_of_leaks(told: _Told, found: Ranked) -> None:
    judged = found.judged
    if found.sure:
        told.words["leaks"] = listed([_label(told.source, leak.name) for leak in found.sure])
        told.caveat("target.leak")
    if found.odd:
        told.words["odd"] = listed([_label(told.source, leak.name) for leak in found.odd])
        told.caveat("target.suspicious")
    ranked = sorted(((v, n) for n, v in judged.importance.items()), reverse=True)
    if len(ranked) > 1 and ranked[0][0] > DOMINANT * max(ranked[1][0], 1e-4) and "naive" not in told.flags:
        told.words["dominant"] = _label(told.source, ranked[0][1])
        told.caveat("target.dominant")
    if judged.best.auc > _propensity.GIVEN_AWAY:
        told.caveat("target.too_good")
    _behaviour(told, found)


def _warn_of_traits(told: _Told, found: Ranked) -> None:
    """People must not be chosen unthinkingly by what they are."""
    delicate = [c.label for c in found.features if DELICATE.search(words_of(c))]
    named = [c.label for c in found.features if SPECIAL.search(words_of(c))]
    if named:
        told.words["named"] = listed(named)
        told.caveat("target.protected_traits")
    if delicate:
        told.words["delicate"] = listed(delicate)
        told.caveat("target.delicate_traits")


def _warn_of_rows(told: _Told, found: Ranked) -> None:
    if min(found.y.sum(), len(found.y) - found.y.sum()) < FEW_YES:
        told.caveat("target.few_yes")
    if "measured on all" in told.flags and told.args.where:
        told.caveat("target.measured_on_all")
    if found.rows.copies:
        copies = Fact("copies", "count", "rows that repeat another in all traits", found.rows.copies, None)
        told.facts.append(copies)
        told.caveat("target.copies")
    unknown = int((found.inside & ~found.rows.known).sum())
    if unknown:
        told.facts.append(Fact("unknown", "count", f"{told.noun} without a known outcome", unknown, None))
        told.caveat("target.unknown_outcome")


def _behaviour(told: _Told, found: Ranked) -> None:
    names = [c.label for c in found.features if not _explain.is_demographic(c)]
    if names:
        told.words["behaviour"] = listed([*names[:3], "others"] if len(names) > 4 else names)
        told.caveat("target.same_period")


# ---------------------------------------------------------------- shown
def _headline(told: _Told) -> Headline:
    facts = {f.id: f for f in told.facts}
    if "profit" in told.flags and "naive" not in told.flags:
        f = facts["profit"]
        return Headline(f.label, f.value, f.unit, f.low, f.high, 0.95, f.n)
    if "cut" in told.flags:
        f = facts["cut_rate"]
        return Headline(f"rate of “{told.outcome.label}” among those to contact", f.value, f.unit, n=f.n)
    f = facts["lift10"]
    return Headline(f.label, f.value, None, f.low, f.high, 0.95, f.n)


def _table(told: _Told, found: Ranked) -> Table:
    """The ranking in parts: who was said to say yes, who did, and what it sums up to."""
    count = _parts(found)
    parts = _propensity.tenths(found.chance, count)
    w, y, chance = found.w, found.y, found.chance
    base, whole = float(np.average(y, weights=w)), float(np.sum(w * y))
    rows: list[tuple[Any, ...]] = []
    reached = people_ = profit = 0.0
    money = told.cost is not None and told.margin is not None
    for part in range(count):
        at = parts == part
        if not at.any():
            continue
        rate = float(np.average(y[at], weights=w[at]))
        reached += float(np.sum(w[at] * y[at]))
        people_ += float(w[at].sum())
        if money:
            profit += float(np.sum((told.margin or 0) * y[at] - (told.cost or 0))) / told.source.implicates
        rows.append(
            (
                _part_name(part, count),
                told.people(at.sum()),
                told.people(y[at].sum()),
                rate,
                float(np.average(chance[at], weights=w[at])),
                rate / base,
                reached / whole,
                reached / whole / (people_ / float(w.sum())),
                *((profit,) if money else ()),
            )
        )
    columns: tuple[str, ...] = (
        "part",
        told.noun,
        "yes",
        "rate",
        "said",
        "lift",
        "reached so far",
        "lift so far",
    )
    units = {"rate": "share", "said": "share", "reached so far": "share"}
    if money:
        columns, units = (*columns, "profit so far"), units | {"profit so far": told.unit}
    return Table(columns, tuple(rows), units)


def _figure(told: _Told, found: Ranked, points: int = 50) -> Chart:
    """Profit by how many are contacted where cost and margin are known, else the gains curve."""
    order = _propensity.ranking(found.chance)
    yes, both = order.blocks(found.w * found.y), order.blocks(found.w)
    shares = np.linspace(0, 1, points + 1)
    reached = [_propensity.reached(yes, both, float(s)) for s in shares]
    x = f"share of {told.noun} contacted"
    if told.cost is not None and told.margin is not None:
        copies = told.source.implicates
        hits, n = float(found.y.sum()) / copies, len(found.y) / copies
        gains = [told.margin * hits * r - told.cost * n * s for s, r in zip(shares, reached, strict=True)]
        table = Table(
            (x, "profit"), tuple(zip(shares.tolist(), gains, strict=True)), {x: "share", "profit": told.unit}
        )
        return _chart.curve(table, x, "profit", title=f"Profit by how many {told.noun} are contacted")
    name = f"share of all “{told.outcome.label}” reached"
    table = Table((x, name), tuple(zip(shares.tolist(), reached, strict=True)), {x: "share", name: "share"})
    return _chart.curve(table, x, name, title=f"Gains curve for “{told.outcome.label}”", even=True)


def _evidence(found: Ranked, work: Work) -> Evidence:
    judged = found.judged
    tried = " and ".join(_propensity.NAMES[s.name].lower() for s in judged.models)
    return Evidence(
        f"{_propensity.NAMES[judged.best.name]}, chosen from {tried} by {_propensity.FOLDS}-fold log-loss (the "
        "simpler unless the other is better by more than one standard error); chances come from models that had "
        "not seen the row, copies of a row share a fold; equal chances count as if shuffled; intervals: Poisson "
        "bootstrap of the rows, 95 %",
        found.sql,
        int(found.measured.sum()),
        int((~found.measured).sum()),
        seed=work.seed,
    )


def _next(told: _Told) -> tuple[str, ...]:
    first = "What drives it?"
    if "profit" not in told.flags:
        first = "What if a contact costs 2 and a yes brings 20?"
    elif "choosing pays" in told.flags:
        first = "Only the top 10 %"
    return (first, "Export the list", "How many people do I need for an A/B test?")


def _label(source: Source, name: str) -> str:
    found = source.columns.get(name)
    return found.label if found else name
