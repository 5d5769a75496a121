"""Segments: customers (or any rows) in groups that behave alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from data.catalog import Column, Source
from data.errors import InvalidQuery, Unsupported
from data.query import Query
from data.work import Work
from tools import _chart as chart
from tools import _groupings
from tools._caveats import caveat
from tools._features import (
    MOST_FEATURES,
    Rfm,
    Rows,
    default_candidates,
    drop_same,
    find_rfm,
    is_named,
    is_numeric,
    main_measure,
    needs_rows,
    people,
    per_key,
    read_rows,
    source_of,
)
from tools._groupings import SURE
from tools._models import (
    FIT_ROWS,
    LEAST_ROWS,
    LEAST_SHARE,
    STABLE,
    Choice,
    ColumnScale,
    Scale,
    adjusted_rand,
    choose_k,
    learn_scale,
    nearest,
    one_hot,
    threads_for,
)
from tools._names import text_of
from tools._result import Caveat, Chart, Evidence, Fact, Headline, Labelling, Result, Scalar, Table
from tools._stats import Floats, Ints, score_fifths, skewness, summarise
from tools._telling import listed
from tools._tool import Args, ColumnsSlot, Slot, tool
from tools._traits import Trait, action_for, label_of, names_of, rfm_action, rfm_name

LEAST = 20
WAYS = {"hierarchical": "hierarchical clustering", "mixture": "a Gaussian mixture"}
WITHHELD, FLAGGED = 10, 30
MOST_SEGMENTS = 20
RFM_METHOD = (
    "RFM: scores 1 to 5 for recency, frequency and monetary by quintiles of mid-ranks (equal values score "
    "equally), ten standard names on the recency and frequency scores"
)


class SegmentArgs(Args):
    """What to group by and how.

    method   auto: RFM where recency, orders and revenue are known and nothing else was asked, else k-means;
             hierarchical: rows joined step by step (Ward); mixture: Gaussian clouds
    k        how many groups; by the written rule where left open
    columns  what makes rows alike; the main behavioural columns where left open
    weights  how much a column counts, 1 where not named
    scale    how columns are brought to one scale
    name     the name of the new column
    chart    shares: of the people and of what they bring in; heat map: every trait against the average of all;
             stability: how reliably each number of groups is found again
    why      a number of groups that is asked about: why it is taken, or why not
    """

    method: Annotated[Literal["auto", "rfm", "kmeans", "hierarchical", "mixture"], Slot("choice")] = "auto"
    k: Annotated[int | None, Slot("number", word="segment")] = Field(default=None, ge=1)
    columns: ColumnsSlot = ()
    weights: dict[str, float] = Field(default_factory=dict)
    scale: Annotated[Scale, Slot("choice")] = "log-standard"
    name: str = "segment"
    chart: Annotated[Literal["shares", "heat map", "stability"], Slot("choice")] = "shares"
    why: int | None = Field(default=None, ge=2, le=MOST_SEGMENTS)


@dataclass
class Found:
    """Rows with their group: `group` is -1 for rows left out, else a place in `labels`."""

    source: Source
    rows: Rows
    group: Ints
    labels: list[str]
    shown: list[Column]
    main: Column | None
    method: str
    by: list[str]
    actions: list[str]
    noun: str
    facts: list[Fact] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    details: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


@tool(
    words=(
        "segment",
        "segments",
        "segmentation",
        "cluster",
        "clusters",
        "clustering",
        "rfm",
        "k-means",
        "kmeans",
        "groups of customers",
        "personas",
        "split into groups",
        "divide into groups",
    ),
    examples=(
        "Segment my {entities}",
        "Cluster the {entities} into 4 groups",
        "Do an RFM segmentation",
        "Make 3 segments by {measure}",
    ),
)
def segment(args: SegmentArgs, data: Any, work: Work) -> Result:
    """Divide customers into groups that behave alike, and say what to do with each."""
    source = source_of(data, args.source)
    for name in (*args.columns, *args.weights):
        data.column(source.name, name)
    if args.k is not None and not 2 <= args.k <= MOST_SEGMENTS:
        raise InvalidQuery(
            f"Segments must be between 2 and {MOST_SEGMENTS}. Got {args.k} instead.",
            "Ask for a number in between, or leave it open: then a written rule chooses.",
        )
    measures = tuple(data.catalog.measures.values())
    rfm = find_rfm(source, measures, args.columns)
    if _wants_rfm(args, source, rfm):
        if rfm is None:
            raise Unsupported(
                f"RFM needs how recently, how often and for how much the {people(data, source)} bought.",
                "Name the columns (a recency, a number of purchases, a spend), or ask for clusters instead.",
            )
        found = _by_rfm(args, data, work, source, rfm)
    else:
        found = _by_kmeans(args, data, work, source, rfm)
    return _result(args, data, found, work)


def _wants_rfm(args: SegmentArgs, source: Source, rfm: Rfm | None) -> bool:
    """RFM names: asked for without a number of groups, or the natural reading of a table of orders."""
    if args.k is not None or args.weights or args.method in ("kmeans", *WAYS):
        return False
    within = rfm is not None and set(args.columns) <= set(rfm.names)
    if args.method == "rfm":
        return not args.columns or within or rfm is None
    rolled = source.entity is not None and source.entity.rolled_up
    asked = rfm is not None and {rfm.recency.name, rfm.frequency.name} <= set(args.columns)
    return rfm is not None and within and (asked or (rolled and not args.columns))


# ---------------------------------------------------------------- RFM


def _by_rfm(args: SegmentArgs, data: Any, work: Work, source: Source, rfm: Rfm) -> Found:
    """Scores 1 to 5 by quintiles of mid-ranks (equal values score equally); ten standard names on R and F."""
    value = _order_value(source)
    shown = [rfm.recency, rfm.frequency, rfm.monetary] + ([value] if value else [])
    rows = per_key(
        read_rows(data, source, [c.name for c in shown], within=args.within, where=args.where, work=work)
    )
    work.progress(0.5, "Scoring recency, frequency and value")
    complete = np.all([np.isfinite(rows.numbers[n]) for n in rfm.names], axis=0)
    needs_rows(int(complete.sum()), LEAST, "An RFM segmentation")
    at = np.flatnonzero(complete)
    r = score_fifths(rows.numbers[rfm.recency.name][at], high_is_good=False)
    f = score_fifths(rows.numbers[rfm.frequency.name][at])
    m = score_fifths(rows.numbers[rfm.monetary.name][at])
    names = np.array([rfm_name(a, b) for a, b in zip(r.tolist(), f.tolist(), strict=True)], dtype=object)
    money = rows.numbers[rfm.monetary.name][at]
    present = sorted(set(names.tolist()), key=lambda name: -float(money[names == name].sum()))
    group = np.full(rows.n, -1, dtype=np.int64)
    group[at] = [present.index(name) for name in names]
    found = Found(
        source=source,
        rows=rows,
        group=group,
        labels=present,
        shown=shown,
        main=rfm.monetary,
        method=RFM_METHOD,
        by=list(rfm.names),
        actions=[rfm_action(name) for name in present],
        noun=people(data, source),
    )
    for part, scores, column in (
        ("recency", r, rfm.recency),
        ("frequency", f, rfm.frequency),
        ("monetary", m, rfm.monetary),
    ):
        values = rows.numbers[column.name][at]
        for score in range(1, 6):
            if (scores == score).any():
                edge = values[scores == score]
                found.facts.append(
                    Fact(
                        f"cut_{part}.{score}",
                        "value",
                        f"{label_of(column)} at score {score}",
                        float(np.median(edge)),
                        column.unit,
                        f"score {score}",
                        label_of(column),
                        int(edge.size),
                        float(edge.min()),
                        float(edge.max()),
                    )
                )
    for i, name in enumerate(present, 1):
        found.facts.append(
            Fact(
                f"score_monetary.{i}",
                "value",
                f"mean monetary score of {name}",
                float(m[names == name].mean()),
                None,
                name,
            )
        )
    found.flags.add("rfm")
    found.details["scores"] = "recency and frequency quintiles of mid-ranks"
    found.caveats.append(caveat("segment.as_of"))
    return found


def _order_value(source: Source) -> Column | None:
    """The average value of an order, where the source has it."""
    for column in source.columns.values():
        if is_numeric(column) and re.search(
            r"average order value|\baov\b", " ".join([column.label, column.name, *column.synonyms]), re.I
        ):
            return column
    return None


# ---------------------------------------------------------------- k-means


def _features(args: SegmentArgs, data: Any, source: Source, rfm: Rfm | None) -> tuple[list[Column], bool]:
    """The columns to group by, and whether a person chose them."""
    measures = tuple(data.catalog.measures.values())
    chosen = [data.column(source.name, name) for name in dict.fromkeys(args.columns)]
    if args.method == "rfm" and rfm is not None:
        chosen = list({c.name: c for c in [rfm.recency, rfm.frequency, rfm.monetary, *chosen]}.values())
    if chosen:
        for column in chosen:
            if (
                not is_numeric(column)
                and not is_named(column)
                and column.type not in ("number", "integer", "bool")
            ):
                raise Unsupported(
                    f"“{column.label}” cannot group {people(data, source)}: it is {_what_it_is(column)}.",
                    "Choose numbers, or columns with a handful of kinds.",
                )
        return chosen, True
    rolled = source.entity is not None and source.entity.rolled_up
    if rolled and rfm is not None:
        value = _order_value(source)
        extra = [c for c in default_candidates(source, measures) if c.name not in rfm.names and _cheap(c)]
        usual = list({c.name: c for c in [*_three(rfm), *([value] if value else []), *extra]}.values())
        return _and_weighed(usual[:MOST_FEATURES], args, data, source), False
    candidates = default_candidates(source, measures)
    if not candidates:
        raise Unsupported(
            f"There is no number that describes {people(data, source)} well enough to group them.",
            "Name the columns that should count.",
        )
    return _and_weighed(candidates, args, data, source), False


def _and_weighed(usual: list[Column], args: SegmentArgs, data: Any, source: Source) -> list[Column]:
    """The usual columns, and those that are given a weight: a weight on a column that is not used would do nothing."""
    known = {c.name for c in usual}
    return [*usual, *(data.column(source.name, name) for name in args.weights if name not in known)]


def _three(rfm: Rfm) -> list[Column]:
    return [rfm.recency, rfm.frequency, rfm.monetary]


def _cheap(column: Column) -> bool:
    """Distinct counts per customer are most of the cost of a roll-up; they are used only when asked for."""
    return "distinct" not in str(column.expr)


def _what_it_is(column: Column) -> str:
    if column.personal:
        return "personal"
    return {
        "id": "an identifier",
        "date": "a date",
        "text": "free text",
        "constant": "the same in every row",
    }.get(column.role, f"a column with {column.distinct} different values")


def _by_kmeans(args: SegmentArgs, data: Any, work: Work, source: Source, rfm: Rfm | None) -> Found:
    work.progress(0.02, "Reading the columns")
    measures = tuple(data.catalog.measures.values())
    columns, chosen = _features(args, data, source, rfm)
    main = main_measure(source, measures)
    numeric = [c for c in columns if c.type in ("number", "integer") and (is_numeric(c) or not is_named(c))]
    named = [c for c in columns if c not in numeric]
    also = [main] if main is not None and main.name not in {c.name for c in columns} else []
    rows = per_key(
        read_rows(
            data,
            source,
            [c.name for c in [*numeric, *also]],
            [c.name for c in named],
            within=args.within,
            where=args.where,
            work=work,
        )
    )
    if not chosen:
        kept = set(drop_same([c.name for c in numeric], rows.numbers))
        numeric = [c for c in numeric if c.name in kept]
    complete = np.ones(rows.n, dtype=bool)
    for c in numeric:
        complete &= np.isfinite(rows.numbers[c.name])
    for c in named:
        complete &= np.array([v is not None and v == v for v in rows.texts[c.name]], dtype=bool)
    at = np.flatnonzero(complete)
    needs_rows(at.size, LEAST, "A segmentation")
    z, blocks, scales, used = _matrix(args, rows, at, numeric, named, work)
    weight = None if rows.weight is None else rows.weight[at]
    with threads_for(min(at.size, FIT_ROWS)):
        choice = choose_k(
            z,
            blocks,
            work.seed,
            args.k,
            weight,
            check=lambda part: work.progress(0.1 + 0.8 * part, "Trying numbers of segments"),
            asked=args.why,
        )
    k = args.k if args.k in choice.solutions else choice.recommended
    if args.k is None and not choice.structured:
        return _no_structure(args, data, source, rows, at, used, choice, main)
    with threads_for(at.size):
        raw = nearest(z, choice.solutions[k].centres)
        other = _otherwise(args, z, k, raw, weight, work)
    raw = raw if other is None else other.labels
    k = int(raw.max()) + 1
    work.progress(0.9, "Naming the segments")
    order = _order_of(raw, k, None if main is None else rows.numbers[main.name][at], weight)
    rank = np.empty(k, dtype=np.int64)
    rank[order] = np.arange(k)
    group = np.full(rows.n, -1, dtype=np.int64)
    group[at] = rank[raw]
    traits = _traits(group[at], k, rows, at, [c for c in used if c in numeric], main, weight)
    _add_kinds(traits, group[at], rows, at, [c for c in used if c in named], weight)
    names = names_of([[t for t in row if t.column in used] for row in traits])
    labels = [f"Segment {i} ({name})" for i, name in enumerate(names, 1)]
    found = Found(
        source=source,
        rows=rows,
        group=group,
        labels=labels,
        shown=[*([main] if main else []), *[c for c in numeric if main is None or c.name != main.name]],
        main=main,
        method=_method(args, used, named, k, choice, at.size, other),
        by=[c.name for c in used],
        actions=[action_for(t) for t in traits],
        noun=people(data, source),
    )
    _tell_choice(found, choice, k, args.k)
    if args.why is not None:
        _tell_why(found, choice, args.why)
    found.details |= {
        "scales": [_scale_json(s) for s in scales],
        "traits": [{t.column.name: t.z for t in row if t.kind is None} for row in traits],
    }
    found.flags.add("divided")
    if other is None:
        found.flags.add("kmeans")
        found.details["centres"] = choice.solutions[k].centres[order].tolist()
    else:
        _tell_otherwise(found, args.method, other)
    if chosen:
        found.flags.add("chosen_columns")
    return found


@dataclass(frozen=True)
class Otherwise:
    """Groups found in another way than k-means: how alike both are, and how well these are found again."""

    labels: Ints
    agreement: float
    again: float
    sure: float | None
    learnt: int


def _otherwise(
    args: SegmentArgs, z: Floats, k: int, plain: Ints, weight: Floats | None, work: Work
) -> Otherwise | None:
    """The groups by the way that was asked for; None where that is k-means."""
    if args.method not in WAYS:
        return None
    way: _groupings.Way = "mixture" if args.method == "mixture" else "hierarchical"
    work.progress(0.8, "Grouping in the way that was asked for")
    made = _groupings.grouped(way, z, k, work.seed, weight)
    _, labels = np.unique(made.labels, return_inverse=True)
    labels = labels.astype(np.int64)
    again = _groupings.found_again(
        way,
        z,
        labels,
        k,
        work.seed,
        weight,
        lambda part: work.progress(0.8 + 0.1 * part, "Looking for the same groups again"),
    )
    return Otherwise(labels, adjusted_rand(labels, plain), again, made.sure, made.learnt)


def _tell_otherwise(found: Found, method: str, other: Otherwise) -> None:
    """What the k-means figures do not say of groups that were found in another way."""
    found.facts = [f for f in found.facts if f.id not in ("stability", "silhouette", "null_silhouette")]
    found.facts += [
        Fact("agreement", "test", "agreement with k-means (adjusted Rand index)", other.agreement),
        Fact("again", "test", "stability of the least stable of these segments", other.again),
    ]
    if other.sure is not None:
        found.facts += [
            Fact("sure", "share", "share that is surely in its segment", other.sure, "share"),
            Fact("sure_at", "share", "chance from which one is surely in it", SURE, "share"),
        ]
    found.flags |= {"otherwise", method}
    found.caveats = [c for c in found.caveats if c.code not in ("unstable", "other_k", "weak_structure")]
    if other.again < STABLE:
        found.caveats.append(caveat("segment.unstable.otherwise"))


def _matrix(
    args: SegmentArgs,
    rows: Rows,
    at: npt.NDArray[np.intp],
    numeric: Sequence[Column],
    named: Sequence[Column],
    work: Work,
) -> tuple[Floats, list[slice], list[ColumnScale], list[Column]]:
    """Scaled columns side by side, the column range of each feature, and the features that vary at all."""
    parts: list[Floats] = []
    blocks: list[slice] = []
    scales: list[ColumnScale] = []
    used: list[Column] = []
    width = 0
    for column in numeric:
        work.check()
        weight = _weight(args, column)
        values = rows.numbers[column.name][at]
        if np.ptp(values) == 0 or weight == 0:
            continue
        scale = learn_scale(column.name, values, args.scale, weight)
        parts.append(scale.apply(values)[:, None])
        scales.append(scale)
        blocks.append(slice(width, width + 1))
        used.append(column)
        width += 1
    for column in named:
        work.check()
        weight = _weight(args, column)
        names, hot = one_hot(rows.texts[column.name][at].tolist())
        if len(names) < 2 or weight == 0:
            continue
        parts.append(hot * np.sqrt(weight))
        blocks.append(slice(width, width + len(names)))
        used.append(column)
        width += len(names)
    if not parts:
        raise Unsupported(
            "The chosen columns are the same in every row, so they cannot form groups.",
            "Choose other columns.",
        )
    return np.ascontiguousarray(np.hstack(parts)), blocks, scales, used


def _weight(args: SegmentArgs, column: Column) -> float:
    weight = args.weights.get(column.name, 1.0)
    if not 0 <= weight < float("inf"):
        raise InvalidQuery(
            f"A weight must be zero or more. Got {weight:g} for “{column.label}” instead.",
            "1 is the usual weight.",
        )
    return weight


def _order_of(raw: Ints, k: int, main: Floats | None, weight: Floats | None) -> Ints:
    """Cluster numbers by what they bring in, largest first; by size where nothing adds up."""
    w = np.ones(raw.size) if weight is None else weight
    value = w if main is None else w * np.nan_to_num(main)
    totals = np.bincount(raw, weights=value, minlength=k)
    sizes = np.bincount(raw, weights=w, minlength=k)
    return np.lexsort((-sizes, -totals)).astype(np.int64)


def _traits(
    group: Ints,
    k: int,
    rows: Rows,
    at: npt.NDArray[np.intp],
    numeric: Sequence[Column],
    main: Column | None,
    weight: Floats | None,
) -> list[list[Trait]]:
    """Standardised difference of each group's mean from the mean of all; on log scale where skewed."""
    columns = [*numeric, *([main] if main is not None and main not in numeric else [])]
    out: list[list[Trait]] = [[] for _ in range(k)]
    w = np.ones(at.size) if weight is None else weight
    for column in columns:
        values = rows.numbers[column.name][at]
        known = np.isfinite(values)
        if not known.any() or np.ptp(values[known]) == 0:
            continue
        x = learn_scale(column.name, values[known], "log-standard").apply(values[known])
        g, wk = group[known], w[known]
        centre = float(np.average(x, weights=wk))
        spread = float(np.sqrt(np.average((x - centre) ** 2, weights=wk))) or 1.0
        mass = np.bincount(g, weights=wk, minlength=k)
        means = np.bincount(g, weights=wk * x, minlength=k) / np.where(mass > 0, mass, 1)
        for i in range(k):
            out[i].append(Trait(column, float((means[i] - centre) / spread) if mass[i] > 0 else 0.0))
    return out


def _add_kinds(
    traits: list[list[Trait]],
    group: Ints,
    rows: Rows,
    at: npt.NDArray[np.intp],
    named: Sequence[Column],
    weight: Floats | None,
) -> None:
    """For each group and each column of kinds, the kind that it has more of than all have."""
    w = np.ones(at.size) if weight is None else weight
    for column in named:
        text = np.array([text_of(v) for v in rows.texts[column.name][at]], dtype=object)
        kinds = {text_of(v.value): v.name for v in column.values}
        shares = {kind: float(w[text == kind].sum() / w.sum()) for kind in sorted(set(text.tolist()))}
        for i, row in enumerate(traits):
            mine, mass = group == i, float(w[group == i].sum())
            found = [
                Trait(column, (own - p) / (p * (1 - p)) ** 0.5, kinds.get(kind, kind), own)
                for kind, p in shares.items()
                if mass and 0 < p < 1 and (own := float(w[mine & (text == kind)].sum()) / mass) > p
            ]
            row += sorted(found, key=lambda t: -t.z)[:1]


def _method(
    args: SegmentArgs,
    used: Sequence[Column],
    named: Sequence[Column],
    k: int,
    choice: Choice,
    n: int,
    other: Otherwise | None = None,
) -> str:
    scales = {
        "log-standard": "skewed columns on log scale, outer hundredths drawn in, mean 0 and sd 1",
        "standard": "mean 0 and sd 1",
        "min-max": "0 to 1",
    }
    ways = {"hierarchical": "Ward's tree cut at", "mixture": "Gaussian mixture of"}
    text = f"{ways.get(args.method, 'k-means with')} {k} groups on {', '.join(label_of(c) for c in used)}; {scales[args.scale]}"
    if any(c in used for c in named):
        text += "; kinds as 0/1 columns times 1/sqrt(2)"
    if args.weights:
        text += "; weights " + ", ".join(f"{name} {weight:g}" for name, weight in args.weights.items())
    if other is not None and other.learnt < n:
        text += f"; learnt on {other.learnt:,} rows, all rows labelled"
    elif other is None and n > FIT_ROWS:
        text += f"; centres learnt on {FIT_ROWS:,} rows, all rows labelled"
    return text + (
        f"; number of groups by rule: the largest in an unbroken run whose least stable group has a "
        f"bootstrap Jaccard of at least {STABLE:g} and holds at least 5 % and 50 rows "
        f"(gives {choice.recommended})"
    )


def _scale_json(scale: ColumnScale) -> dict[str, Any]:
    return {
        "name": scale.name,
        "log": scale.log,
        "centre": scale.centre,
        "spread": scale.spread,
        "weight": scale.weight,
        "low": scale.low if np.isfinite(scale.low) else None,
        "high": scale.high if np.isfinite(scale.high) else None,
    }


def _tell_choice(found: Found, choice: Choice, k: int, wanted: int | None) -> None:
    """The table of k as facts, and what the reader must know of the chosen number."""
    found.facts += _choice_facts(choice)
    line = choice.row(k)
    found.facts.append(Fact("recommended", "count", "recommended number of segments", choice.recommended))
    if line.stability is not None:
        found.facts.append(
            Fact("stability", "test", "bootstrap stability of the least stable segment", line.stability)
        )
    found.facts.append(Fact("silhouette", "test", "silhouette", line.silhouette))
    found.facts.append(Fact("null_silhouette", "test", "silhouette of shuffled columns", choice.null))
    if wanted in (None, choice.recommended) and not choice.met:
        found.flags |= {"by_rule", "fallback"}
        found.caveats.append(caveat("segment.unstable.any"))
    elif wanted in (None, choice.recommended):
        found.flags.add("by_rule" if wanted is None else "agreed")
    else:
        found.flags |= {"forced"} | (set() if choice.met else {"unruled"})
        stable = (line.stability or 0.0) >= STABLE
        if choice.met:
            found.caveats.append(caveat("segment.other_k") if stable else caveat("segment.unstable.asked"))
        elif stable:
            found.caveats.append(caveat("segment.other_k.none"))
        else:
            found.caveats.append(caveat("segment.unstable.asked.none"))
    if not choice.structured:
        found.flags.add("weak")
        found.caveats.append(caveat("segment.weak_structure"))
    found.details["k_table"] = [
        {
            "k": r.k,
            "silhouette": r.silhouette,
            "stability": r.stability,
            "smallest": r.smallest,
            "inertia": r.inertia,
        }
        for r in choice.rows
    ]
    found.details["recommended"] = choice.recommended


def _tell_why(found: Found, choice: Choice, asked: int) -> None:
    """Why a number of groups is the one that the rule takes, or what speaks against it."""
    line = next((r for r in choice.rows if r.k == asked), None)
    found.flags.add("why")
    found.facts.append(Fact("why_k", "count", "number of segments asked about", asked))
    if line is None or line.stability is None:
        found.flags.add("why_untried")
        return
    found.facts += [
        Fact("why_stability", "test", f"stability with {asked} segments", line.stability),
        Fact("why_smallest", "share", f"smallest of {asked} segments", line.smallest, "share"),
        Fact("stable_at", "test", "stability that the rule asks for", STABLE),
    ]
    large = line.smallest >= LEAST_SHARE and line.smallest_rows >= LEAST_ROWS
    if asked == choice.recommended and choice.met:
        found.flags.add("why_taken")
    elif line.stability < STABLE:
        found.flags.add("why_unstable")
    elif not large:
        found.flags.add("why_small")
    else:
        found.flags.add("why_fewer" if asked < choice.recommended else "why_gap")


def _choice_facts(choice: Choice) -> list[Fact]:
    facts = []
    for r in choice.rows:
        row = f"{r.k} segments"
        facts.append(
            Fact(
                f"k_silhouette.{r.k}", "test", f"silhouette with {row}", r.silhouette, None, row, "silhouette"
            )
        )
        facts.append(
            Fact(
                f"k_smallest.{r.k}",
                "share",
                f"smallest segment with {row}",
                r.smallest,
                "share",
                row,
                "smallest segment",
            )
        )
        facts.append(Fact(f"k_inertia.{r.k}", "test", f"inertia with {row}", r.inertia, None, row, "inertia"))
        if r.stability is not None:
            facts.append(
                Fact(
                    f"k_stability.{r.k}", "test", f"stability with {row}", r.stability, None, row, "stability"
                )
            )
    return facts


def _no_structure(
    args: SegmentArgs,
    data: Any,
    source: Source,
    rows: Rows,
    at: npt.NDArray[np.intp],
    used: Sequence[Column],
    choice: Choice,
    main: Column | None,
) -> Found:
    """No groups: said with the table of k, not papered over with a division."""
    found = Found(
        source=source,
        rows=rows,
        group=np.full(rows.n, -1, dtype=np.int64),
        labels=[],
        shown=[],
        main=main,
        method=_method(args, used, [], choice.recommended, choice, at.size),
        by=[c.name for c in used],
        actions=[],
        noun=people(data, source),
    )
    _tell_choice(found, choice, choice.recommended, choice.recommended)
    found.caveats = [caveat("segment.no_stable_segments")]
    found.flags = {"none"}
    found.details["complete"] = int(at.size)
    return found


# ---------------------------------------------------------------- the result


def slug(name: str) -> str:
    """A column's name as part of a fact id."""
    return re.sub(r"\W+", "_", name).strip("_").lower()


def _result(args: SegmentArgs, data: Any, found: Found, work: Work) -> Result:
    work.progress(0.92, "Describing the segments")
    subject = Query(source=args.source, within=args.within, where=args.where)
    kept = found.group >= 0
    used = found.details.get("complete", int(kept.sum()))
    left_out = found.rows.n - used
    evidence = Evidence(found.method, found.rows.sql, rows_used=used, rows_excluded=left_out, seed=work.seed)
    words = {
        "entity": found.noun,
        "method": next(
            (WAYS[w] for w in WAYS if w in found.flags), "RFM" if "rfm" in found.flags else "k-means"
        ),
    }
    words["by"] = listed([label_of(found.source.columns[n]) for n in found.by if n in found.source.columns])
    _left_out(found, left_out)
    if "none" in found.flags:
        return _nothing(found, evidence, words, used, subject)
    if found.main is not None:
        words["measure"] = label_of(found.main)
    table, facts = _describe(found, kept, work)
    words |= found.words
    labelling = Labelling(
        name=args.name,
        source=found.source.name,
        key=data.key(found.source.name),
        stored=data.store_labels(found.rows.keys[kept], [found.labels[g] for g in found.group[kept]]),
        labels=tuple(found.labels),
        sizes=tuple(int((found.group == i).sum()) for i in range(len(found.labels))),
        definition=found.method,
        details=found.details
        | {
            "by": found.by,
            "actions": dict(zip(found.labels, found.actions, strict=True)),
            "main": found.main.name if found.main else None,
        },
    )
    work.progress(1.0, "Done")
    k = len(found.labels)
    return Result(
        headline=Headline("segments", k, None, n=used),
        facts=(
            Fact("k", "count", "segments", k),
            Fact("n", "count", found.noun, _whole(found, kept), None, n=used),
            *facts,
            *found.facts,
        ),
        table=_number_table(found) if args.chart == "stability" and "k_table" in found.details else table,
        chart=_drawn(args, table, found),
        caveats=tuple(found.caveats),
        evidence=(evidence,),
        artifacts=(labelling,),
        words=words,
        flags=frozenset(found.flags),
        next=_next(found),
        subject=subject,
    )


def _nothing(found: Found, evidence: Evidence, words: dict[str, str], used: int, subject: Query) -> Result:
    return Result(
        headline=Headline("stable segments", 0, None, n=used),
        facts=(Fact("n", "count", found.noun, used), *found.facts),
        table=_number_table(found),
        caveats=tuple(found.caveats),
        evidence=(evidence,),
        words=words,
        flags=frozenset(found.flags),
        next=(f"Segment the {found.noun} into 3 groups anyway",),
        subject=subject,
    )


def _whole(found: Found, kept: npt.NDArray[np.bool_]) -> float | int:
    return int(kept.sum()) if found.rows.weight is None else float(found.rows.weight[kept].sum())


def _left_out(found: Found, left_out: int) -> None:
    """Caveats on rows that are not in any segment, impossible and extreme values."""
    if left_out:
        found.facts.append(Fact("left_out", "count", f"{found.noun} left out", left_out))
        found.flags.add("left_out")
        parts = []
        for i, (label, count) in enumerate(_gaps(found), 1):
            found.facts.append(Fact(f"missing.{i}", "count", f"without {label}", count, None, label))
            parts.append(f"{label} ({{missing.{i}}})")
        many = left_out > 0.05 * found.rows.n
        found.caveats.append(
            caveat(
                "segment.left_out.many" if many else "segment.left_out.few",
                people=found.noun,
                columns=listed(parts),
            )
        )
    for i, (name, count) in enumerate(found.rows.impossible.items(), 1):
        rows = Fact(f"impossible.{i}", "count", f"impossible {name}", count, None, name)
        found.facts.append(rows)
        found.caveats.append(caveat("segment.impossible", column=name, rows=rows))
    # Ranks do not feel extreme values, so an RFM segmentation has nothing to tell of them.
    for i, (column, count, top) in enumerate([] if "rfm" in found.flags else _extremes(found), 1):
        label = label_of(column)
        rows = Fact(f"extreme_n.{i}", "count", f"extreme {label}", count, None, label)
        highest = Fact(f"extreme.{i}", "extreme", f"highest {label}", top, column.unit, label)
        found.facts += [rows, highest]
        found.caveats.append(caveat("segment.extreme", column=label.capitalize(), rows=rows, highest=highest))


def _gaps(found: Found) -> list[tuple[str, int]]:
    """How many rows lack each of the columns grouped by, most first."""
    out = []
    for name in found.by:
        if name in found.rows.numbers:
            count = int((~np.isfinite(found.rows.numbers[name])).sum())
        else:
            count = sum(v is None or v != v for v in found.rows.texts[name])
        if count:
            out.append((label_of(found.source.columns[name]), count))
    return sorted(out, key=lambda g: -g[1])[:4]


def _extremes(found: Found) -> list[tuple[Column, int, float]]:
    """Columns with values so far out that they look like slips: beyond five times the reach of the top
    hundredth."""
    out = []
    for column in found.shown:
        values = found.rows.numbers[column.name]
        values = values[np.isfinite(values)]
        if values.size < 100:
            continue
        middle, high = (float(v) for v in np.quantile(values, [0.5, 0.99]))
        beyond = values > high + 5 * (high - middle)
        if 0 < beyond.sum() <= 5:
            out.append((column, int(beyond.sum()), float(values.max())))
    return out[:3]


def _describe(found: Found, kept: npt.NDArray[np.bool_], work: Work) -> tuple[Table, list[Fact]]:
    """One row per segment, and a fact for each cell."""
    rows, weight, k = found.rows, found.rows.weight, len(found.labels)
    w = np.ones(rows.n) if weight is None else weight
    sizes = np.bincount(found.group[kept], weights=w[kept], minlength=k)
    counts = np.bincount(found.group[kept], minlength=k)
    facts: list[Fact] = []
    columns = ["segment", found.noun, f"share of {found.noun}"]
    units = {f"share of {found.noun}": "share"}
    cells: list[list[Scalar]] = [[label] for label in found.labels]
    for i, label in enumerate(found.labels):
        size = float(sizes[i]) if weight is not None else int(counts[i])
        share = float(sizes[i] / sizes.sum())
        n = int(counts[i])
        cells[i] += [size, share]
        facts.append(Fact(f"size.{i + 1}", "count", f"size of {label}", size, None, label, found.noun, n))
        facts.append(
            Fact(
                f"share.{i + 1}",
                "share",
                f"share of {found.noun} in {label}",
                share,
                "share",
                label,
                n=n,
                of=(f"size.{i + 1}", "n"),
            )
        )
    if weight is not None:
        found.flags.add("weighted")
    if found.main is not None:
        facts += _shares_of_main(found, kept, w, columns, units, cells)
    for at, column in enumerate(found.shown):
        work.progress(0.92 + 0.08 * at / len(found.shown), "Describing the segments")
        facts += _describe_column(found, column, counts, columns, units, cells)
    columns.append("action")
    for i, action in enumerate(found.actions):
        cells[i].append(action)
        found.words[f"action.{i + 1}"] = action
    small = [label for label, n in zip(found.labels, counts, strict=True) if n < FLAGGED]
    if small:
        found.caveats.append(caveat("segment.small_segment", people=found.noun, segments=listed(small)))
    return Table(tuple(columns), tuple(tuple(c) for c in cells), units), facts


def _shares_of_main(
    found: Found,
    kept: npt.NDArray[np.bool_],
    w: Floats,
    columns: list[str],
    units: dict[str, str],
    cells: list[list[Scalar]],
) -> list[Fact]:
    assert found.main is not None
    label = label_of(found.main)
    values = np.nan_to_num(found.rows.numbers[found.main.name])
    k = len(found.labels)
    totals = np.bincount(found.group[kept], weights=(w * values)[kept], minlength=k)
    whole = float(totals.sum())
    sharing = whole > 0 and bool((totals >= 0).all())
    columns.append(f"total {label}" if not label.startswith("total") else label)
    if found.main.unit:
        units[columns[-1]] = found.main.unit
    if sharing:
        columns.append(f"share of {label}")
        units[columns[-1]] = "share"
        found.flags.add("measure")
    facts = [Fact("total", "value", f"total {label}", whole, found.main.unit)]
    for i, name in enumerate(found.labels):
        cells[i].append(float(totals[i]))
        facts.append(
            Fact(
                f"total.{i + 1}",
                "value",
                f"{label} of {name}",
                float(totals[i]),
                found.main.unit,
                name,
                label,
            )
        )
        if sharing:
            share = float(totals[i] / whole)
            cells[i].append(share)
            facts.append(
                Fact(
                    f"revenue_share.{i + 1}",
                    "share",
                    f"share of {label} from {name}",
                    share,
                    "share",
                    name,
                    label,
                    of=(f"total.{i + 1}", "total"),
                )
            )
    return facts


def _describe_column(
    found: Found,
    column: Column,
    counts: Ints,
    columns: list[str],
    units: dict[str, str],
    cells: list[list[Scalar]],
) -> list[Fact]:
    label, key = label_of(column), slug(column.name)
    values, weight = found.rows.numbers[column.name], found.rows.weight
    columns += [f"mean {label}", f"median {label}"]
    if column.unit:
        units[f"mean {label}"] = units[f"median {label}"] = column.unit
    if skewness(values) > 1:
        found.flags.add("skewed")
    facts = []
    for i, name in enumerate(found.labels):
        member = found.group == i
        got = summarise(values[member], None if weight is None else weight[member])
        if int(counts[i]) < WITHHELD:
            cells[i] += [None, None]
            continue
        cells[i] += [got.mean, got.median]
        facts += [
            Fact(
                f"mean_{key}.{i + 1}",
                "value",
                f"mean {label} of {name}",
                got.mean,
                column.unit,
                name,
                f"mean {label}",
                got.n,
            ),
            Fact(
                f"median_{key}.{i + 1}",
                "value",
                f"median {label} of {name}",
                got.median,
                column.unit,
                name,
                f"median {label}",
                got.n,
                got.q1,
                got.q3,
            ),
            Fact(
                f"sd_{key}.{i + 1}",
                "value",
                f"spread (sd) of {label} in {name}",
                got.sd,
                column.unit,
                name,
                f"sd of {label}",
                got.n,
            ),
        ]
    return facts


def _drawn(args: SegmentArgs, table: Table, found: Found) -> Chart:
    """The chart that was asked for; an RFM segmentation has no number to choose, so nothing to draw of it."""
    if args.chart == "heat map":
        return _heat_map(found)
    if args.chart == "stability" and "k_table" in found.details:
        return _stability(_number_table(found))
    return _draw(table, found)


def _heat_map(found: Found) -> Chart:
    """Each segment's mean of each trait, in standard deviations from the mean of all."""
    kept = found.group >= 0
    weight = np.ones(found.rows.n) if found.rows.weight is None else found.rows.weight
    standing = _traits(
        found.group[kept],
        len(found.labels),
        found.rows,
        np.flatnonzero(kept),
        found.shown,
        None,
        weight[kept],
    )
    cells = tuple(
        (label_of(trait.column), label, trait.z)
        for label, traits in zip(found.labels, standing, strict=True)
        for trait in traits
    )
    table = Table(("trait", "segment", "standard deviations from the average"), cells)
    return chart.heatmap(
        table, "trait", "segment", table.columns[2], title="Segments against the average of all", signed=True
    )


def _number_table(found: Found) -> Table:
    """Each number of groups that was tried, and how it did."""
    rows = tuple((r["k"], r["silhouette"], r["stability"], r["smallest"]) for r in found.details["k_table"])
    columns = ("number of segments", "silhouette", "stability", "smallest segment")
    return Table(columns, rows, {"smallest segment": "share"})


def _stability(table: Table) -> Chart:
    return chart.line(
        table,
        "number of segments",
        ["stability", "silhouette"],
        title="How reliably segments are found again",
    )


def _draw(table: Table, found: Found) -> Chart:
    """Share of the people beside share of what they bring in; without the latter, sizes alone."""
    ys = [c for c in table.columns if c.startswith("share of ")]
    title = f"Segments: {listed(ys)}"
    return chart.bar(table, "segment", ys, title=title)


def _next(found: Found) -> tuple[str, ...]:
    first = found.labels[0]
    named = first if "rfm" in found.flags else "segment 1"
    other = found.labels[1] if "rfm" in found.flags and len(found.labels) > 1 else "segment 2"
    return (
        f"Tell me about {named}",
        f"Ideas for a campaign for {other}",
        "Which segment has the highest average "
        + (label_of(found.main) if found.main else label_of(found.shown[0]))
        + "?",
    )
