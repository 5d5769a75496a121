"""Expect a number of someone: what-ifs, changes, several more like them, how good the model is, which model
is best."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from data.catalog import Column, Source
from data.errors import Unsupported
from data.query import Query
from data.work import Work
from tools import _chart, _explain, _regress
from tools._caveats import caveat
from tools._features import source_of
from tools._regress import Fitted, Floats, Rows, Score
from tools._result import Artifact, Caveat, Evidence, Fact, Headline, Model, Result, Table
from tools._stats import mid_ranks, t_of
from tools._telling import listed
from tools._tool import Args, ColumnsSlot, PersonSlot, Slot, TargetSlot, tool

FEWEST = 20


class PredictArgs(Args):
    """target: the number to expect (default: the main measure of a row). person: what is known of one
    hypothetical row. change: {column: how much more}. times: how many such people. columns: use these
    traits only."""

    target: TargetSlot = None
    person: PersonSlot = Field(default_factory=dict)
    change: Annotated[dict[str, float], Slot("person", words=("goes up", "rises", "increases", "drops"))] = (
        Field(default_factory=dict)
    )
    times: Annotated[float | None, Slot("number", word="new")] = None
    columns: ColumnsSlot = ()
    view: Annotated[
        Literal["what-if", "quality", "compare models", "predicted vs actual", "residuals"], Slot("choice")
    ] = "what-if"
    tune: Annotated[bool, Slot("flag", words=("tune", "tuned", "tuning", "hyperparameters", "optimise"))] = (
        False
    )


@dataclass(frozen=True)
class Question:
    """The arguments with everything looked up."""

    args: PredictArgs
    data: Any
    work: Work
    source: Source
    target: Column
    features: tuple[Column, ...]
    same_period: bool

    @property
    def unit(self) -> str | None:
        """The target's unit."""
        return self.target.unit or ("money" if self.target.role == "amount" else None)

    @property
    def population(self) -> Query:
        """The rows that the answer is about."""
        return Query(source=self.args.source, within=self.args.within, where=self.args.where)

    def label(self, name: str) -> str:
        """What people call a column."""
        found = self.source.columns.get(name)
        return found.label if found else name


@tool(
    words=(
        "predict",
        "expect",
        "estimate",
        "would spend",
        "will spend",
        "what if",
        "how much would",
        "how much will",
        "how much more",
        "prediction",
        "regression",
        "predictive model",
        "how accurate",
        "which model",
        "compare models",
        "linear regression",
        "random forest",
        "extra revenue",
        "new customers like",
    ),
    examples=(
        "How much would a 45-year-old earning 80k spend?",
        "If income goes up by 10k, how much more would they spend?",
        "Can we predict {target} from demographics, and how well?",
        "Which model predicts {target} best?",
        "How much would 20 new customers like these bring?",
    ),
)
def predict(args: PredictArgs, data: Any, work: Work) -> Result:
    """Expect a number of a person from those like them, with a range, and say how good the model is."""
    work.check()
    question = _look_up(args, data, work)
    if args.view == "compare models":
        return _compare(question)
    if args.view == "quality":
        return _quality(question)
    if args.view in ("predicted vs actual", "residuals"):
        return _errors(question)
    if args.times is not None and not args.person and not args.change:
        return _more_like_them(question)
    return _what_if(question)


def _look_up(args: PredictArgs, data: Any, work: Work) -> Question:
    source = source_of(data, args.source)
    target = _explain.checked_target(data.catalog, source, args.target)
    said = (*args.person, *args.change)
    for name in (*said, *args.columns):
        data.column(args.source, name)
    traits = _explain.candidates(data.catalog, source, target, (*said, *args.columns))
    features, same_period = _explain.chosen(traits, said, args.columns)
    if target.name in said:
        raise Unsupported(
            f"{target.label} is what is predicted, so it cannot be given.",
            "Say something else that is known of them.",
        )
    if not features:
        raise Unsupported(
            f"There is nothing in {source.label} that {target.label} could be predicted from.",
            "A model needs at least one trait: a number, or a column with a handful of kinds.",
        )
    return Question(args, data, work, source, target, features, same_period)


# ---------------------------------------------------------------- the model, kept
def _rows(question: Question, where: bool) -> tuple[Rows, str]:
    """The rows ready for a model, kept until the data or the conversation's view of it changes."""
    args = question.args
    query = _explain.rows_query(
        question.source, question.target, question.features, args.where if where else (), args.within
    )
    compiled = question.data.compile(query)
    seed, said = question.work.seed, (*args.person, *args.change, *args.columns)

    def build() -> Rows:
        fetched = _explain.fetch_rows(
            question.data, query, question.source, question.target, question.features, question.work
        )
        _refuse_too_little(question, fetched.y)
        _refuse_leaks(question, fetched.columns, fetched.y)
        return _regress.prepare(fetched.columns, fetched.y, fetched.w, fetched.group, seed, said)

    spec = json.dumps(
        ["rows for a model", compiled.sql, [str(p) for p in compiled.params], seed, sorted(said)]
    )
    return question.data.dataset.kept(spec, build), spec


def _model(question: Question, where: bool) -> tuple[Fitted, str]:
    rows, spec = _rows(question, where)
    spec = json.dumps(["model", spec])
    return question.data.dataset.kept(
        spec, lambda: _regress.fit(rows, seed=question.work.seed, work=question.work)
    ), spec


def _refuse_leaks(question: Question, columns: Mapping[str, Any], y: Any) -> None:
    known = np.isfinite(y)
    found = _regress.leaks({n: v[known] for n, v in columns.items()}, y[known])
    if not found:
        return
    names = ", ".join(question.label(n) for n in found[0].names)
    how = "add up to" if found[0].how == "sum" else "is nearly the same as"
    raise Unsupported(
        f"{names} {how} {question.target.label}: a prediction from that would be the answer itself.",
        f"Leave {names} out, and ask from what is known beforehand.",
    )


def _refuse_too_little(question: Question, y: Floats) -> None:
    known = y[np.isfinite(y)]
    if len(known) < FEWEST:
        raise Unsupported(
            f"Only {len(known)} {question.source.plural} have a known {question.target.label}.",
            f"A model needs at least {FEWEST}; ask for a wider group.",
        )
    if float(np.ptp(known)) == 0:
        raise Unsupported(
            f"{question.target.label} is the same for all of them, so there is nothing to predict.",
            "Ask for another number.",
        )


# ---------------------------------------------------------------- what-if
def _what_if(question: Question) -> Result:
    args = question.args
    fitted, handle = _model(question, where=False)
    inside = _inside(question, fitted)
    person = _given(question, args.person)
    if args.change:
        return _changed(question, fitted, handle, person, inside)
    window = _regress.comparables(fitted, person)
    window = replace(window, rows=np.intersect1d(window.rows, inside))
    made = _regress.what_if(fitted, person, window)
    like = fitted.y[window.rows]
    unit, target = question.unit, question.target.label
    mean = float(np.average(fitted.y, weights=fitted.w))
    facts = [
        Fact(
            "prediction",
            "forecast",
            f"expected {target}",
            made.value,
            unit,
            n=len(like),
            low=made.low,
            high=made.high,
        ),
        Fact("low", "forecast", f"lower end, {target}", made.low, unit, of=("prediction",)),
        Fact("high", "forecast", f"upper end, {target}", made.high, unit, of=("prediction",)),
        Fact("level", "share", "level of the range", _regress.LEVEL, "share"),
        Fact("mean", "value", f"mean {target} of all", mean, unit, n=len(fitted.y)),
        Fact(
            "gap", "gap", "expected against the mean", abs(made.value - mean), unit, of=("prediction", "mean")
        ),
        Fact("comparables", "count", "comparable rows", len(like), None),
        *_given_facts(question, person, window),
        *_quality_facts(question, fitted),
    ]
    if len(like) >= 10:
        q1, mid, q3 = (float(v) for v in np.quantile(like, [0.25, 0.5, 0.75]))
        facts += [
            Fact("median", "value", f"median {target} of comparable rows", mid, unit, n=len(like)),
            Fact("q1", "value", "lower quartile of comparable rows", q1, unit, n=len(like)),
            Fact("q3", "value", "upper quartile of comparable rows", q3, unit, n=len(like)),
        ]
    times_facts, headline = _times(question, made, fitted)
    flags = {"whatif", "above" if made.value >= mean else "below"} | (
        {"alone"} if not len(like) else {"company"}
    )
    if len(like) < _regress.FEW:
        flags.add("few")
    if args.times:
        flags.add("times")
    return _result(
        question,
        fitted,
        handle,
        headline=headline,
        facts=(*facts, *times_facts),
        table=_what_if_table(question, made, like, mean),
        chart=_spread_chart(question, like if len(like) >= 10 else fitted.y, made.value),
        caveats=(*_support(question, fitted, person, window, len(like)), *_common_caveats(question, fitted)),
        flags=flags,
        extra=_window_words(question, window),
    )


def _given(question: Question, person: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of the person, in the form of the columns: numbers as float, kinds in the data's own
    spelling."""
    out: dict[str, Any] = {}
    columns = {c.name: c for c in question.features}
    for name, value in person.items():
        column = columns[name]
        if _explain.is_amount(column):
            if isinstance(value, str) and not _is_number(value):
                raise Unsupported(f"{column.label} is a number; got “{value}”.", "Give a number.")
            out[name] = float(value)
            continue
        out[name] = _explain.spelling(column, value)
    return out


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _inside(question: Question, fitted: Fitted) -> Any:
    """Rows of the model that lie in the population asked about."""
    everyone = np.arange(len(fitted.y))
    if not question.args.where:
        return everyone
    rows, _ = _rows(question, where=True)
    # Rows are matched by their values: equal rows are equally fit to stand for the population.
    wanted = {
        row.tobytes() for row in np.column_stack([_regress.encode(fitted.traits, rows.columns), rows.y])
    }
    mine = np.column_stack([fitted.X, fitted.y])
    return np.flatnonzero([row.tobytes() in wanted for row in mine])


def _given_facts(question: Question, person: Mapping[str, Any], window: _regress.Window) -> list[Fact]:
    facts = []
    for i, (name, value) in enumerate(person.items(), start=1):
        column = question.source.columns[name]
        facts.append(
            Fact(
                f"given.{i}", "value", column.label, value, column.unit, row=column.label, column=column.label
            )
        )
        limits = window.ranges.get(name)
        if isinstance(limits, tuple) and limits[0] < limits[1]:
            facts.append(
                Fact(f"from.{i}", "value", f"{column.label} from", limits[0], column.unit, row=column.label)
            )
            facts.append(
                Fact(f"to.{i}", "value", f"{column.label} to", limits[1], column.unit, row=column.label)
            )
    return facts


def _times(question: Question, made: _regress.WhatIf, fitted: Fitted) -> tuple[list[Fact], Headline]:
    target, unit, times = question.target.label, question.unit, question.args.times
    if not times:
        return [], Headline(
            f"expected {target}", made.value, unit, made.low, made.high, _regress.LEVEL, made.rows
        )
    # Single surprises average out over several people: half the width shrinks with the square root of their
    # number.
    low = times * (made.value - (made.value - made.low) / math.sqrt(times))
    high = times * (made.value + (made.high - made.value) / math.sqrt(times))
    total = times * made.value
    facts = [
        Fact("times", "count", "how many", times, None),
        Fact(
            "extra",
            "forecast",
            f"expected {target} of all of them",
            total,
            unit,
            low=low,
            high=high,
            of=("prediction", "times"),
        ),
        Fact("extra.low", "forecast", "lower end", low, unit, of=("extra",)),
        Fact("extra.high", "forecast", "upper end", high, unit, of=("extra",)),
    ]
    return facts, Headline(
        f"expected {target} of all of them", total, unit, low, high, _regress.LEVEL, made.rows
    )


def _window_words(question: Question, window: _regress.Window) -> dict[str, str]:
    return {"traits": listed([question.label(n) for n in window.ranges])} if window.ranges else {}


def _support(
    question: Question, fitted: Fitted, person: Mapping[str, Any], window: _regress.Window, n: int
) -> list[Caveat]:
    out = []
    beyond = _regress.outside(fitted, person)
    if beyond:
        names = listed([question.label(n) for n in beyond])
        out.append(
            caveat(
                "predict.outside_support.nobody" if n == 0 else "predict.outside_support.person",
                columns=names,
                people=question.source.plural,
            )
        )
    elif n == 0 and person:
        out.append(caveat("predict.no_comparables"))
    elif n < _regress.FEW and person:
        out.append(caveat("predict.few_comparables.person"))
    if window.widened:
        out.append(caveat("predict.window_widened"))
    return out


def _what_if_table(question: Question, made: _regress.WhatIf, like: Any, mean: float) -> Table:
    target = question.target.label
    rows: list[tuple[Any, ...]] = [
        ("expected", made.value),
        ("lower end of the range", made.low),
        ("upper end of the range", made.high),
    ]
    if len(like) >= 10:
        q1, mid, q3 = np.quantile(like, [0.25, 0.5, 0.75])
        rows += [
            ("median of comparable rows", float(mid)),
            ("lower quartile", float(q1)),
            ("upper quartile", float(q3)),
        ]
    rows.append(("mean of all", mean))
    return Table(("figure", target), tuple(rows), {target: question.unit} if question.unit else {})


def _spread_chart(question: Question, values: Any, mark: float) -> Any:
    known = np.asarray(values, dtype=float)
    target = question.target.label
    spread, iqr = float(np.ptp(known)), float(np.subtract(*np.quantile(known, [0.75, 0.25])))
    low, high = float(known.min()), float(min(known.max(), np.quantile(known, 0.995) + spread * 0.01))
    edges = _chart.nice_edges(low, high, bins=_chart.bin_count(len(known), max(high - low, 1e-9), iqr))
    counts, _ = np.histogram(known, bins=edges)
    return _chart.histogram(
        edges,
        [int(c) for c in counts],
        x=target,
        y=question.source.plural,
        unit=question.unit,
        title=f"{target} of comparable {question.source.plural}",
        marks={"expected": mark},
    )


# ---------------------------------------------------------------- a change
def _changed(
    question: Question, fitted: Fitted, handle: str, person: Mapping[str, Any], inside: Any
) -> Result:
    change = {n: float(v) for n, v in question.args.change.items()}
    for name in change:
        column = question.source.columns[name]
        if column.type not in ("number", "integer"):
            raise Unsupported(
                f"{column.label} is not a number, so it cannot go up or down.", "Name a value instead."
            )
    at = inside
    if person:
        window = _regress.comparables(fitted, person)
        near = np.intersect1d(window.rows, inside)
        at = near if len(near) >= _regress.FEW else inside
    moved = _regress.shift(fitted, change, person, at)
    unit, target = question.unit, question.target.label
    facts = [
        Fact(
            "effect",
            "gap",
            f"difference in {target}",
            moved.value,
            unit,
            n=moved.rows,
            low=moved.low,
            high=moved.high,
            of=("before", "after"),
        ),
        Fact("size", "gap", f"size of the difference in {target}", abs(moved.value), unit, of=("effect",)),
        Fact("low", "gap", "lower end of the difference", moved.low, unit, of=("effect",)),
        Fact("high", "gap", "upper end of the difference", moved.high, unit, of=("effect",)),
        Fact("level", "share", "level of the range", _regress.LEVEL, "share"),
        Fact("before", "value", f"expected {target} before", moved.before, unit, n=moved.rows),
        Fact("after", "forecast", f"expected {target} after", moved.after, unit, n=moved.rows),
        *_given_facts(question, person, _regress.Window(at, {}, False)),
        *_quality_facts(question, fitted),
    ]
    for i, (name, step) in enumerate(change.items(), start=1):
        column = question.source.columns[name]
        facts.append(
            Fact(f"change.{i}", "value", f"change of {column.label}", step, column.unit, row=column.label)
        )
    headline = Headline(
        f"difference in {target}", moved.value, unit, moved.low, moved.high, _regress.LEVEL, moved.rows
    )
    flags = {"change", "more" if moved.value > 0 else "less"}
    if question.args.times:
        total = question.args.times * moved.value
        facts.append(Fact("times", "count", "how many", question.args.times, None))
        facts.append(
            Fact("extra", "forecast", f"difference in {target} of all", total, unit, of=("effect", "times"))
        )
        headline = replace(
            headline, label=f"difference in {target} of all", value=total, low=None, high=None, level=None
        )
        flags.add("times")
    caveats = list(_common_caveats(question, fitted))
    if moved.beyond > 0.1 * moved.rows:
        facts.append(Fact("beyond", "count", "rows moved outside the known range", moved.beyond, None))
        caveats.insert(
            0,
            caveat("predict.outside_support.change"),
        )
    rows = (("before", moved.before), ("after", moved.after), ("difference", moved.value))
    return _result(
        question,
        fitted,
        handle,
        headline=headline,
        facts=tuple(facts),
        table=Table(("figure", target), rows, {target: unit} if unit else {}),
        chart=_chart.bar(
            Table(("figure", target), rows[:2], {target: unit} if unit else {}),
            "figure",
            target,
            title=f"Expected {target} before and after",
        ),
        caveats=tuple(caveats),
        flags=flags,
        extra={"traits": listed([question.label(n) for n in change])},
    )


# ---------------------------------------------------------------- more of the same
def _more_like_them(question: Question) -> Result:
    """`times` more people like the population: the mean of those that are there, times their number.

    The range of a sum of new people: the spread of single people, and the uncertainty of the mean (normal
    theory).
    """
    args, target, unit = question.args, question.target.label, question.unit
    times = float(args.times or 0)
    query = _explain.rows_query(question.source, question.target, (), args.where, args.within)
    fetched = _explain.fetch_rows(question.data, query, question.source, question.target, (), question.work)
    keep = np.isfinite(fetched.y)
    y = fetched.y[keep]
    w = np.ones(len(y)) if fetched.w is None else fetched.w[keep]
    if len(y) < 2:
        raise Unsupported(f"Only {len(y)} such {question.source.plural} are in the data.", "Widen the group.")
    mean = float(np.average(y, weights=w))
    sd = math.sqrt(float(np.average((y - mean) ** 2, weights=w)) * len(y) / (len(y) - 1))
    half = t_of(_regress.LEVEL, len(y) - 1) * sd * math.sqrt(times + times**2 / len(y))
    total = times * mean
    low = max(0.0, total - half) if float(y.min()) >= 0 else total - half
    facts = (
        Fact(
            "extra",
            "forecast",
            f"expected {target} of {question.source.plural} like these",
            total,
            unit,
            n=len(y),
            low=low,
            high=total + half,
            of=("each", "times"),
        ),
        Fact("low", "forecast", "lower end", low, unit, of=("extra",)),
        Fact("high", "forecast", "upper end", total + half, unit, of=("extra",)),
        Fact("level", "share", "level of the range", _regress.LEVEL, "share"),
        Fact("times", "count", "how many", times, None),
        Fact("each", "value", f"mean {target} of those there are", mean, unit, n=len(y)),
        Fact("median", "value", f"median {target} of those there are", float(np.median(y)), unit, n=len(y)),
        Fact("people", "count", f"{question.source.plural} like these", len(y), None),
    )
    caveats: list[Caveat] = []
    if len(y) < _regress.FEW:
        caveats.append(caveat("predict.few_comparables.group"))
    rows = (
        ("one of them, on average", mean),
        ("all of them", total),
        ("lower end", low),
        ("upper end", total + half),
    )
    return Result(
        headline=Headline(
            f"expected {target} of all of them", total, unit, low, total + half, _regress.LEVEL, len(y)
        ),
        facts=facts,
        table=Table(("figure", target), rows, {target: unit} if unit else {}),
        chart=_spread_chart(question, y, mean),
        caveats=tuple(caveats),
        evidence=(
            Evidence(
                "mean of the group times the number, range of a sum", fetched.sql, len(y), int((~keep).sum())
            ),
        ),
        words=_words(question),
        flags=frozenset({"like"}),
        next=(f"What drives {target}?",),
        subject=question.population,
    )


# ---------------------------------------------------------------- quality and comparison
def _quality(question: Question) -> Result:
    fitted, handle = _model(question, where=True)
    best, base = fitted.best, fitted.baseline
    rows = tuple((_regress.NAMES[s.name], s.mae, s.rmse, s.mse, s.r2, s.r2_sd) for s in fitted.scores)
    strong = "strong" if best.r2 >= 0.6 else "moderate" if best.r2 >= 0.3 else "weak"
    unit = question.unit
    units = {"MAE": unit, "RMSE": unit} if unit else {}
    table = Table(("model", "MAE", "RMSE", "MSE", "R²", "R² sd"), rows, {k: str(v) for k, v in units.items()})
    flags = {"quality", strong, "beats" if best.name != "mean" and best.mae < base.mae else "useless"}
    if fitted.band.method == "quantile":
        flags.add("own width")
    return _result(
        question,
        fitted,
        handle,
        headline=Headline("R² out of fold", best.r2, "share", None, None, None, len(fitted.y)),
        facts=tuple(_quality_facts(question, fitted)),
        table=table,
        chart=_chart.bar(
            table, "model", "MAE", title=f"Mean absolute error of {question.target.label} by model"
        ),
        caveats=_common_caveats(question, fitted),
        flags=flags,
        extra={"strength": strong},
    )


def _quality_facts(question: Question, fitted: Fitted) -> list[Fact]:
    best, base, unit, target = fitted.best, fitted.baseline, question.unit, question.target.label
    n = len(fitted.y)
    facts = [
        Fact("model", "value", "model", _regress.NAMES[best.name], None),
        Fact("r2", "share", f"R² of {target}, cross-validated", best.r2, "share", n=n),
        Fact("r2.sd", "share", "spread of R² over folds", best.r2_sd, "share"),
        Fact("mae", "value", f"MAE of {target}, cross-validated", best.mae, unit, n=n),
        Fact("rmse", "value", f"RMSE of {target}, cross-validated", best.rmse, unit, n=n),
        Fact("mse", "value", f"MSE of {target}, cross-validated", best.mse, None, n=n),
        Fact("base.mae", "value", "MAE of always saying the average", base.mae, unit, n=n),
        Fact("coverage", "share", "measured coverage of the range", fitted.band.coverage, "share", n=n),
        Fact("rows", "count", "rows behind the model", n, None),
        Fact("folds", "count", "folds", best.folds, None),
    ]
    if base.mae > 0:
        facts.append(
            Fact(
                "better",
                "share",
                "error less than the average's",
                1 - best.mae / base.mae,
                "share",
                of=("mae", "base.mae"),
            )
        )
    names = ("low", "middle", "high")
    for name, value in zip(names, fitted.band.thirds, strict=True):
        facts.append(Fact(f"coverage.{name}", "share", f"coverage, {name} third", value, "share"))
    return facts


# ---------------------------------------------------------------- where it misses
PARTS = ("lowest", "lower", "middle", "upper", "highest")
LEAN, LEAN_ERRORS = 0.25, 3.0
"""A part of the predictions leans where its mean residual is so much of the mean error and so many standard errors."""
FANNING = 1.5
"""Errors grow with the prediction where they are so many times as large in the highest part as in the lowest."""


def _errors(question: Question) -> Result:
    """Each prediction beside the true figure, each by a model that had not seen the row."""
    fitted, handle = _model(question, where=True)
    held, actual, unit = fitted.best.held_out, fitted.y, question.unit
    place = np.minimum((mid_ranks(held) - 0.5) / len(held) * len(PARTS), len(PARTS) - 1).astype(np.int64)
    facts = _quality_facts(question, fitted)
    rows: list[tuple[Any, ...]] = []
    for i, name in enumerate(PARTS):
        at = place == i
        if not at.any():  # many equal predictions leave a part empty
            continue
        miss = actual[at] - held[at]
        mean, off = float(miss.mean()), float(np.abs(miss).mean())
        rows.append((name, int(at.sum()), float(held[at].mean()), float(actual[at].mean()), mean, off))
        facts += [
            Fact(f"lean.{i + 1}", "gap", f"mean residual, {name} fifth of the predictions", mean, unit, name, n=int(at.sum())),
            Fact(f"off.{i + 1}", "value", f"MAE, {name} fifth of the predictions", off, unit, name, n=int(at.sum())),
        ]  # fmt: skip
    columns = ("fifth of the predictions", "n", "mean predicted", "mean actual", "mean residual", "MAE")
    table = Table(columns, tuple(rows), dict.fromkeys(columns[2:], unit) if unit else {})
    flags = {"errors"}
    if fitted.best.name != "mean":
        flags |= _leaning(rows, facts, actual - held, place, fitted.best.mae, unit)
    drawn = _points(question, held, actual)
    return _result(
        question,
        fitted,
        handle,
        headline=Headline("R² out of fold", fitted.best.r2, "share", None, None, None, len(actual)),
        facts=(*facts, *drawn.facts),
        table=table,
        chart=drawn.chart,
        caveats=(*_common_caveats(question, fitted), *drawn.caveats),
        flags=flags,
        extra={},
    )


def _leaning(
    rows: Sequence[tuple[Any, ...]], facts: list[Fact], miss: Floats, place: Any, mae: float, unit: str | None
) -> set[str]:
    """Where the predictions are too high or too low on the whole, and whether errors grow with them."""
    found: set[str] = set()
    most, leaning = 0.0, None
    for i, name in enumerate(PARTS):
        part = miss[place == i]
        if part.size < 10:
            continue
        error = float(part.std(ddof=1)) / math.sqrt(part.size)
        mean = float(part.mean())
        if abs(mean) > max(LEAN * mae, LEAN_ERRORS * error, most):
            most, leaning = abs(mean), (name, mean)
    if leaning is None:
        found.add("level")
    else:
        found |= {"leans", "too low" if leaning[1] > 0 else "too high"}
        facts.append(Fact("leaning", "gap", "largest mean residual", most, unit, leaning[0]))
    first, last = rows[0][5], rows[-1][5]
    if len(rows) > 1 and first > 0 and last > FANNING * first:
        found.add("fanning")
        facts.append(Fact("first_off", "value", "MAE of the lowest predictions", first, unit, rows[0][0]))
        facts.append(Fact("last_off", "value", "MAE of the highest predictions", last, unit, rows[-1][0]))
    return found


def _points(question: Question, held: Floats, actual: Floats) -> _chart.Drawn:
    """The picture: the true figure or what was missed, by what was predicted."""
    target, unit = question.target.label, question.unit
    residuals = question.args.view == "residuals"
    across, up = f"predicted {target}", f"actual less predicted {target}" if residuals else f"actual {target}"
    heights = actual - held if residuals else actual
    points = Table(
        (across, up),
        tuple(zip((float(v) for v in held), (float(v) for v in heights), strict=True)),
        {across: unit, up: unit} if unit else {},
    )
    title = f"What the model misses of {target}" if residuals else f"Predicted and actual {target}"
    line: Literal["equal", "zero"] = "zero" if residuals else "equal"
    figure = _chart.scatter(points, across, up, title=title, seed=question.work.seed, line=line)
    return _chart.sampled(figure, len(held))


def _compare(question: Question) -> Result:
    everyone, spec = _rows(question, where=True)
    names = list(_regress.NAMES)
    tuned, seed = question.args.tune, question.work.seed
    rows = _smaller(everyone, seed)
    scores: tuple[Score, ...] = question.data.dataset.kept(
        json.dumps(["models compared", spec, tuned]),
        lambda: _regress.compare(rows, names, seed, question.work, tuned),
    )
    untried = [_regress.NAMES[n].lower() for n in names if all(s.name != n for s in scores)]
    winner = _regress.simplest(scores)
    ordered = sorted(scores, key=lambda s: (s.mae, s.name))
    second = next(s for s in ordered if s.name not in (winner.name, "mean"))
    base, unit, target = scores[0], question.unit, question.target.label
    units = {k: unit for k in ("MAE", "RMSE", "MAE sd") if unit}
    table = Table(
        ("model", "MAE", "MAE sd", "RMSE", "MSE", "R²", "R² sd", *(("setting",) if tuned else ())),
        tuple(
            (
                _regress.NAMES[s.name],
                s.mae,
                s.mae_sd,
                s.rmse,
                s.mse,
                s.r2,
                s.r2_sd,
                *((_setting(s),) if tuned else ()),
            )
            for s in ordered
        ),
        units,
    )
    facts = [
        Fact("winner", "rank", f"best model for {target}", _regress.NAMES[winner.name], None, n=len(rows.y))
    ]
    for id, found in (("", winner), ("second.", second), ("base.", base)):
        name = _regress.NAMES[found.name]
        facts += [
            Fact(f"{id}mae" if id else "mae", "value", f"MAE, {name}", found.mae, unit, row=name),
            Fact(f"{id}rmse" if id else "rmse", "value", f"RMSE, {name}", found.rmse, unit, row=name),
            Fact(f"{id}mse" if id else "mse", "value", f"MSE, {name}", found.mse, None, row=name),
            Fact(f"{id}r2" if id else "r2", "share", f"R², {name}", found.r2, "share", row=name),
        ]
    for i, found in enumerate(ordered, start=1):
        facts.append(
            Fact(
                f"model.{i}",
                "value",
                f"MAE, {_regress.NAMES[found.name]}",
                found.mae,
                unit,
                row=_regress.NAMES[found.name],
            )
        )
    facts += [
        Fact("rows", "count", "rows behind the models", len(rows.y), None),
        Fact("folds", "count", "folds", winner.folds, None),
        Fact("models", "count", "models compared", len(scores), None),
    ]
    flags = (
        {"compare"}
        | ({"tuned"} if tuned else set())
        | ({"simple"} if winner.mae > ordered[0].mae else {"outright"})
    )
    caveats = [*_period_caveat(question), *_left_out(question, rows.extremes, rows.sampled, facts)]
    if untried:
        caveats.append(caveat("predict.untried", models=listed(untried)))
    return Result(
        headline=Headline("best model", _regress.NAMES[winner.name], None, n=len(rows.y)),
        facts=tuple(facts),
        table=table,
        chart=_chart.bar(table, "model", "MAE", title=f"Mean absolute error of {target} by model"),
        caveats=tuple(caveats),
        evidence=(
            _evidence(
                question,
                json.loads(spec)[1],
                rows.no_target,
                rows.extremes,
                len(rows.y),
                "models compared on the same folds",
            ),
        ),
        words=_words(question),
        flags=frozenset(flags),
        next=(f"What drives {target}?", "How good is it?"),
        subject=question.population,
    )


def _smaller(rows: Rows, seed: int, most: int = 5_000) -> Rows:
    """At most `most` rows: support vectors take time with the square of the rows."""
    if len(rows.y) <= most:
        return rows
    at = np.sort(np.random.default_rng(seed).choice(len(rows.y), most, replace=False))
    columns = {n: v[at] for n, v in rows.columns.items()}
    return replace(
        rows,
        columns=columns,
        X=rows.X[at],
        y=rows.y[at],
        w=rows.w[at],
        fold=rows.fold[at],
        sampled=rows.sampled or len(rows.y),
    )


def _setting(found: Score) -> str:
    return ", ".join(f"{k} {v}" for k, v in found.setting) or "default"


# ---------------------------------------------------------------- common parts
def _common_caveats(question: Question, fitted: Fitted) -> tuple[Caveat, ...]:
    out = list(_period_caveat(question))
    names = [question.label(n) for n in fitted.extremes]
    if names:
        out.append(caveat("predict.extremes_left_out.model", columns=listed(names)))
    if fitted.best.name == "mean":
        out.append(caveat("predict.no_model"))
    if min(fitted.band.thirds) < 0.8:
        out.append(caveat("predict.uneven_range"))
    out.append(caveat("predict.association"))
    return tuple(out)


def _period_caveat(question: Question) -> list[Caveat]:
    if not question.same_period:
        return []
    said = {*question.args.person, *question.args.change, *question.args.columns}
    names = [c.label for c in question.features if not _explain.is_demographic(c)][:4]
    return [
        caveat(
            "predict.same_period.named" if said else "predict.same_period.unnamed",
            target=question.target.label,
            columns=listed(names),
        )
    ]


def _left_out(
    question: Question, extremes: Mapping[str, int], sampled: int | None, facts: list[Fact]
) -> list[Caveat]:
    out = []
    if extremes:
        facts.append(Fact("extremes", "count", "rows with isolated extremes", sum(extremes.values()), None))
        names = listed([question.label(n) for n in extremes])
        out.append(caveat("predict.extremes_left_out.models", columns=names))
    if sampled:
        facts.append(Fact("sampled", "count", "rows that the sample stands for", sampled, None))
        out.append(caveat("predict.sampled"))
    return out


def _result(
    question: Question,
    fitted: Fitted,
    handle: str,
    *,
    headline: Headline,
    facts: Sequence[Fact],
    table: Table,
    chart: Any,
    caveats: Sequence[Caveat],
    flags: set[str],
    extra: Mapping[str, str],
) -> Result:
    more = []
    if fitted.extremes:
        more.append(
            Fact("extremes", "count", "rows with isolated extremes", sum(fitted.extremes.values()), None)
        )
    name = f"model of {question.target.label}"
    made: tuple[Artifact, ...] = (
        Model(
            name, question.args.source, question.target.name, tuple(c.name for c in question.features), handle
        ),
    )
    sql = json.loads(json.loads(handle)[1])[1]
    method = (
        f"{_regress.NAMES[fitted.best.name]} chosen among {len(fitted.scores)} models by "
        f"{fitted.best.folds}-fold "
        "cross-validation, the simplest within one standard error; copies of a row share a fold; range by "
        + (
            "conformalised quantile regression on log(1 + y)"
            if fitted.band.method == "quantile"
            else "out-of-fold residuals"
        )
    )
    return Result(
        headline=headline,
        facts=(*facts, *more),
        table=table,
        chart=chart,
        caveats=tuple(caveats),
        evidence=(_evidence(question, sql, fitted.no_target, fitted.extremes, len(fitted.y), method),),
        artifacts=made,
        words=_words(question) | dict(extra),
        flags=frozenset(flags),
        next=_next(question),
        subject=question.population,
    )


def _evidence(
    question: Question, sql: str, no_target: int, extremes: Mapping[str, int], used: int, method: str
) -> Evidence:
    return Evidence(method, sql, used, no_target + sum(extremes.values()), seed=question.work.seed)


def _words(question: Question) -> dict[str, str]:
    return {
        "target": question.target.label,
        "entity": question.source.entity.name if question.source.entity else "row",
        "entities": question.source.plural,
        "features": listed(_few([c.label for c in question.features])),
    }


def _few(names: list[str], most: int = 6) -> list[str]:
    """The first names, and a word for the rest."""
    return names if len(names) <= most + 1 else [*names[:most], "others"]


def _next(question: Question) -> tuple[str, ...]:
    target = question.target.label
    if question.args.view == "quality":
        return (f"What drives {target}?", f"Which model predicts {target} best?")
    return ("How accurate is that?", f"What drives {target}?", f"Which model predicts {target} best?")
