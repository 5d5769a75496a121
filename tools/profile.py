"""Profile: what sets one group of customers apart from all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from data.catalog import Column, Source
from data.errors import InvalidQuery, Unsupported
from data.query import (
    Agg,
    Call,
    Expr,
    Lit,
    MeasureRef,
    Member,
    Order,
    Out,
    Query,
    all_of,
    call,
    col,
    columns_of,
)
from data.work import Work
from tools import _chart as chart
from tools._caveats import caveat
from tools._features import (
    Rows,
    describing,
    is_named,
    is_numeric,
    main_measure,
    people,
    read_rows,
    readable_number,
    source_of,
    summands,
)
from tools._models import Rule, threads_for, tree_rule
from tools._names import YES_NO, match_label, short, text_of
from tools._result import Caveat, Chart, Evidence, Fact, Headline, Result, Scalar, Table
from tools._stats import (
    Floats,
    benjamini_hochberg,
    chi_square,
    cramers_v,
    crosstab,
    mean,
    share_interval,
    skewness,
    summarise,
    welch,
)
from tools._tool import Args, ColumnsSlot, SegmentSlot, tool
from tools._traits import Trait, action_for, label_of, rfm_action

WITHHELD, FLAGGED = 10, 30
SMALL_D, SMALL_V = 0.2, 0.1
FALSE_FINDS = 0.05
TOP = 5
MOST_TRAITS = 60
TREE_ROWS = 20_000

_SENSITIVE = re.compile(
    r"\b(race|ethnic\w*|religio\w*|sex|gender|disab\w*|health|orientation|nationality|politic\w*|pregnan\w*)\b",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"\b(product|item|article|category|department|description|genre|brand|stock)\b", re.IGNORECASE
)


class ProfileArgs(Args):
    """Whom to describe: a segment of a labelling, else the rows that `where` holds, against all.

    columns  the traits to look at; all that describe a row where left open
    """

    segment: SegmentSlot = None
    columns: ColumnsSlot = ()


@dataclass(frozen=True)
class Found:
    """One trait: the group against all. A kind ("married") has shares, a number has means.

    effect  Cohen's d against the rest, or Cramer's V with the sign of the difference
    q       p after Benjamini and Hochberg
    """

    column: Column
    name: str
    value: str | None
    here: float | None
    all: float | None
    low: float | None
    high: float | None
    index: float | None
    effect: float
    p: float | None
    n: int
    constructed: bool
    q: float | None = None


@dataclass
class Group:
    """The rows looked at, which of them are in the group, and what it is called."""

    source: Source
    rows: Rows
    inside: npt.NDArray[np.bool_]
    name: str
    built_on: frozenset[str]
    condition: Expr | None
    noun: str
    facts: list[Fact] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def weight(self) -> Floats:
        """Weights of the rows, 1 where the source has none."""
        return np.ones(self.rows.n) if self.rows.weight is None else self.rows.weight


@tool(
    words=(
        "profile",
        "tell me about",
        "describe",
        "who are",
        "what sets apart",
        "characteristics",
        "persona",
        "what makes different",
        "typical",
    ),
    examples=(
        "Tell me about segment 1",
        "Profile the best segment",
        "What sets apart {entities} with high {measure}?",
    ),
)
def profile(args: ProfileArgs, data: Any, work: Work) -> Result:
    """Describe one group of customers: its size, what it brings in, and what sets it apart from all."""
    source = source_of(data, args.source)
    for name in args.columns:
        data.column(source.name, name)
    work.progress(0.05, "Reading the columns")
    columns = _columns(args, data, source)
    group = _group(args, data, source, columns, work)
    n = int(group.inside.sum())
    if n == 0:
        raise Unsupported(f"There are no {group.noun} in {group.name}.", "Ask with other conditions.")
    main = main_measure(source, tuple(data.catalog.measures.values()))
    _size(group, main)
    work.progress(0.3, "Comparing traits")
    traits = _scan(group, columns, work)
    shown = _strongest(traits)
    table = _table(group, columns, traits)
    _trait_facts(group, shown, len(traits))
    work.progress(0.6, "Looking for a rule")
    _rule(group, columns, work)
    work.progress(0.85, "Looking at products")
    _products(args, data, group, main, work)
    _notes(group, n)
    head = next(f for f in group.facts if f.id == "size")
    method = (
        "Group against all: index = 100 x group / all; Cohen's d (Welch) for numbers, "
        f"Cramer's V (chi-square) for kinds; {len(traits)} traits tested, adjusted by Benjamini-Hochberg"
    )
    where = (group.condition,) if group.condition is not None and args.segment is not None else ()
    return Result(
        headline=Headline(f"{group.noun} in {group.name}", head.value, None, n=n),
        facts=tuple(group.facts),
        table=table,
        chart=_draw(shown, group),
        caveats=tuple(group.caveats),
        evidence=(Evidence(method, group.rows.sql, rows_used=group.rows.n, seed=work.seed), *group.evidence),
        words=group.words
        | {"group": short(group.name), "entity": group.noun}
        | ({"measure": label_of(main)} if main else {}),
        flags=frozenset(group.flags),
        next=_next(args, group),
        subject=Query(source=source.name, within=args.within, where=(*args.where, *where)),
    )


def _next(args: ProfileArgs, group: Group) -> tuple[str, ...]:
    name = short(group.name)
    if args.segment is not None:
        return (f"Ideas for a campaign for {name}", f"How does {name} differ from the rest?")
    if group.condition is not None:
        return ("Ideas for a campaign for them", "How do they differ from the rest?")
    return (f"Segment the {group.noun}",)


# ---------------------------------------------------------------- whom


def _columns(args: ProfileArgs, data: Any, source: Source) -> list[Column]:
    if args.columns:
        return [data.column(source.name, name) for name in args.columns]
    label = args.segment.step if args.segment else None
    made = _made_columns(data)
    usable = [
        c
        for c in describing(source)
        if (is_numeric(c) or is_named(c)) and c.name != label and c.name not in made
    ]
    return usable[:MOST_TRAITS]


def _made_columns(data: Any) -> frozenset[str]:
    """Columns that the conversation made (labels, named groups): a group is not described by itself."""
    return frozenset(str(getattr(made, "name", "")) for made in data.made)


def _group(args: ProfileArgs, data: Any, source: Source, columns: Sequence[Column], work: Work) -> Group:
    built: frozenset[str] = frozenset()
    if args.segment is not None:
        column = data.column(source.name, args.segment.step)
        labels = [str(v.value) for v in column.values] or _labels(data, source, column.name)
        label = match_label(args.segment.label, labels)
        condition: Expr | None = call("eq", col(column.name), label)
        name, where = label, args.where
        built = _built_on(data, args.segment.step)
    elif args.where:
        condition = all_of(args.where)
        name, where = "this group", ()
        built = frozenset(columns_of(condition))
    else:
        condition, name, where = None, f"all {people(data, source)}", args.where
    extra = (
        []
        if condition is None
        else [Out(name="_inside", expr=Call(op="if", args=(condition, Lit(lit=1), Lit(lit=0))))]
    )
    main = main_measure(source, tuple(data.catalog.measures.values()))
    numbers = {c.name: c for c in columns if is_numeric(c)} | ({main.name: main} if main else {})
    for part in main.parts if main else ():
        if part in source.columns:
            numbers[part] = source.columns[part]
    rows = read_rows(
        data,
        source,
        list(numbers),
        [c.name for c in columns if not is_numeric(c)],
        within=args.within,
        where=where,
        extra=extra,
        work=work,
    )
    if condition is None:
        inside = np.ones(rows.n, dtype=bool)
    else:
        inside = np.nan_to_num(np.asarray(rows.extra["_inside"], dtype=np.float64)) == 1
    return Group(source, rows, inside, name, built, condition, people(data, source))


def _labels(data: Any, source: Source, column: str) -> list[str]:
    query = Query(
        source=source.name,
        groups=(Out(name="label", expr=col(column)),),
        measures=(Out(name="n", expr=Agg(agg="count")),),
    )
    return [str(v) for v in data.fetch(query).column("label") if v is not None]


def _built_on(data: Any, column: str) -> frozenset[str]:
    """The columns that a labelling was computed from; differences in them are by construction."""
    for made in data.made:
        if made.name == column:
            return frozenset(getattr(made, "details", {}).get("by", ()))
    return frozenset()


# ---------------------------------------------------------------- size


def _size(group: Group, main: Column | None) -> None:
    w, inside = group.weight, group.inside
    n = int(inside.sum())
    weighted = group.rows.weight is not None
    size: float | int = float(w[inside].sum()) if weighted else n
    whole: float | int = float(w.sum()) if weighted else group.rows.n
    got = share_interval(inside, group.rows.weight, group.rows.implicates)
    group.facts += [
        Fact("size", "count", f"{group.noun} in {group.name}", size, None, group.name, group.noun, n),
        Fact("all", "count", f"all {group.noun}", whole, None, None, group.noun, group.rows.n),
        Fact(
            "share",
            "share",
            f"share of {group.noun} in {group.name}",
            got.value,
            "share",
            group.name,
            n=n,
            of=("size", "all"),
        ),
    ]
    if weighted:
        group.flags.add("weighted")
    if main is None:
        return
    values = group.rows.numbers[main.name]
    sums = np.nan_to_num(values) * w
    total, part = float(sums.sum()), float(sums[inside].sum())
    label = label_of(main)
    group.facts += [
        Fact("total", "value", f"{label} of {group.name}", part, main.unit, group.name, label, n),
        Fact("total_all", "value", f"{label} of all", total, main.unit, None, label, group.rows.n),
    ]
    if total > 0 and part >= 0:
        group.facts.append(
            Fact(
                "measure_share",
                "share",
                f"share of {label} from {group.name}",
                part / total,
                "share",
                group.name,
                label,
                n,
                of=("total", "total_all"),
            )
        )
    if n >= WITHHELD:
        here = summarise(values[inside], None if group.rows.weight is None else w[inside])
        every = summarise(values, group.rows.weight)
        group.facts += [
            Fact(
                "mean",
                "value",
                f"mean {label} of {group.name}",
                here.mean,
                main.unit,
                group.name,
                f"mean {label}",
                here.n,
            ),
            Fact(
                "mean_all",
                "value",
                f"mean {label} of all",
                every.mean,
                main.unit,
                None,
                f"mean {label}",
                every.n,
            ),
            Fact(
                "median",
                "value",
                f"median {label} of {group.name}",
                here.median,
                main.unit,
                group.name,
                f"median {label}",
                here.n,
                here.q1,
                here.q3,
            ),
            Fact(
                "median_all",
                "value",
                f"median {label} of all",
                every.median,
                main.unit,
                None,
                f"median {label}",
                every.n,
                every.q1,
                every.q3,
            ),
        ]
    if skewness(values) > 1:
        group.flags.add("skewed")


# ---------------------------------------------------------------- traits


def _scan(group: Group, columns: Sequence[Column], work: Work) -> list[Found]:
    """All traits with their adjusted p; nothing where the group is everybody or too small."""
    if group.inside.all() or group.inside.sum() < WITHHELD:
        return []
    found: list[Found] = []
    for column in columns:
        work.check()
        one = _number_trait(group, column) if is_numeric(column) else _kind_trait(group, column)
        if one is not None:
            found.append(one)
    adjusted = benjamini_hochberg([t.p for t in found])
    from dataclasses import replace

    return [replace(t, q=q) for t, q in zip(found, adjusted, strict=True)]


def _number_trait(group: Group, column: Column) -> Found | None:
    x, w = group.rows.numbers[column.name], group.rows.weight
    a, b = group.inside, ~group.inside
    gap = welch(
        x[a],
        x[b],
        None if w is None else w[a],
        None if w is None else w[b],
        implicates_a=group.rows.implicates,
        implicates_b=group.rows.implicates,
    )
    if gap.n_a < WITHHELD or gap.n_b < WITHHELD or gap.effect is None:
        return None
    here, every = mean(x[a], None if w is None else w[a]), mean(x, w)
    known = x[np.isfinite(x)]
    index = 100 * here / every if here is not None and every and known.min() >= 0 else None
    return Found(
        column,
        label_of(column),
        None,
        here,
        every,
        gap.low,
        gap.high,
        index,
        gap.effect,
        gap.p,
        gap.n_a,
        column.name in group.built_on,
    )


def _kind_trait(group: Group, column: Column) -> Found | None:
    """The kind whose share differs most from all; Cramer's V and its p are of the whole column."""
    text = group.rows.texts[column.name]
    known = np.array([v is not None and v == v for v in text], dtype=bool)
    names = np.array([text_of(v) for v in text[known]], dtype=object)
    inside, w = group.inside[known], group.weight[known]
    if len(set(names.tolist())) < 2 or inside.sum() < WITHHELD or (~inside).sum() < WITHHELD:
        return None
    table = crosstab(inside.tolist(), names.tolist(), w)
    # Weighted counts overstate what is known, so they are brought to the effective number of rows.
    effective = float(w.sum()) ** 2 / float((w * w).sum()) / group.rows.implicates
    table *= effective / table.sum()
    _, p, _ = chi_square(table)
    best: tuple[float, str, float, float] | None = None
    for name in sorted(set(names.tolist())):
        at = names == name
        here = float(w[at & inside].sum() / w[inside].sum())
        every = float(w[at].sum() / w.sum())
        if at.sum() >= WITHHELD and (best is None or abs(here - every) > abs(best[2] - best[3])):
            best = (here - every, name, here, every)
    if best is None:
        return None
    away, name, here, every = best
    got = share_interval(
        names[inside] == name, w[inside] if group.rows.weight is not None else None, group.rows.implicates
    )
    said = next((v.name for v in column.values if text_of(v.value) == name), name)
    return Found(
        column,
        _kind_name(column, said),
        said,
        here,
        every,
        got.low,
        got.high,
        100 * here / every if every else None,
        cramers_v(table) * (1 if away >= 0 else -1),
        p,
        int(inside.sum()),
        column.name in group.built_on,
    )


def _kind_name(column: Column, value: str) -> str:
    yes = YES_NO.get(value.lower())
    if yes is not None:
        return label_of(column) if yes == "yes" else f"not {label_of(column)}"
    return f"{label_of(column)}: {value}"


def _notable(trait: Found) -> bool:
    least = SMALL_D if trait.value is None else SMALL_V
    return trait.q is not None and trait.q < FALSE_FINDS and abs(trait.effect) >= least


def _strength(trait: Found) -> float:
    """Effects on one footing: V of 0.1, 0.3, 0.5 are called as large as d of 0.2, 0.5, 0.8."""
    return abs(trait.effect) * (1.6 if trait.value is not None else 1.0)


def _strongest(traits: Sequence[Found]) -> list[Found]:
    return sorted((t for t in traits if _notable(t)), key=lambda t: (-_strength(t), t.name))[:TOP]


def _trait_facts(group: Group, shown: Sequence[Found], tested: int) -> None:
    group.facts.append(Fact("tested", "count", "traits tested", tested))
    counts = {"over": 0, "under": 0}
    for trait in shown:
        side = "over" if trait.effect > 0 else "under"
        counts[side] += 1
        i, unit = counts[side], "share" if trait.value is not None else trait.column.unit
        mark = " (by construction)" if trait.constructed else ""
        row = trait.name + mark
        what = "share" if trait.value is not None else "mean"
        group.facts += [
            Fact(
                f"{side}.{i}",
                "value",
                f"{what} of {trait.name} in {group.name}",
                trait.here,
                unit,
                row,
                what,
                trait.n,
            ),
            Fact(f"{side}_all.{i}", "value", f"{what} of {trait.name} in all", trait.all, unit, row, what),
            Fact(
                f"{side}_effect.{i}",
                "test",
                f"effect size of {trait.name}",
                trait.effect,
                None,
                row,
                "Cramer's V" if trait.value is not None else "Cohen's d",
            ),
        ]
        if trait.index is not None:
            group.facts.append(
                Fact(
                    f"{side}_index.{i}",
                    "ratio",
                    f"index of {trait.name}",
                    trait.index,
                    None,
                    row,
                    "index",
                    of=(f"{side}.{i}", f"{side}_all.{i}"),
                )
            )
        if trait.constructed:
            group.flags.add("constructed")
    group.flags |= {side for side, n in counts.items() if n}
    if tested and not shown:
        group.flags.add("no_difference")
    if group.condition is None:
        group.flags.add("everybody")
    numeric = [Trait(t.column, t.effect) for t in shown if t.value is None]
    group.words["action"] = _action(group, numeric)


def _action(group: Group, traits: Sequence[Trait]) -> str:
    from tools._traits import RFM_NAMES

    return rfm_action(group.name) if group.name in RFM_NAMES else action_for(traits)


def _table(group: Group, columns: Sequence[Column], traits: Sequence[Found]) -> Table:
    """All traits, strongest first, with both figures; for everybody alone a summary of each number."""
    if not traits:
        rows: list[tuple[Scalar, ...]] = []
        for column in columns:
            if is_numeric(column):
                w = None if group.rows.weight is None else group.weight[group.inside]
                got = summarise(group.rows.numbers[column.name][group.inside], w)
                small = got.n < WITHHELD
                rows.append(
                    (
                        label_of(column),
                        got.n,
                        *((None,) * 4 if small else (got.mean, got.median, got.q1, got.q3)),
                    )
                )
        return Table(("trait", "known", "mean", "median", "lower quartile", "upper quartile"), tuple(rows))
    names = (
        "trait",
        group.name,
        "all",
        "index",
        "effect size",
        "adjusted p",
        "median here",
        "median all",
        "n",
        "by construction",
    )
    out: list[tuple[Scalar, ...]] = []
    for t in sorted(traits, key=lambda t: (-_strength(t), t.name)):
        here = every = None
        if t.value is None:
            w = group.rows.weight
            x = group.rows.numbers[t.column.name]
            here = summarise(x[group.inside], None if w is None else w[group.inside]).median
            every = summarise(x, w).median
        shown = f"{t.name} (share)" if t.value is not None else t.name
        out.append(
            (shown, t.here, t.all, t.index, t.effect, t.q, here, every, t.n, "yes" if t.constructed else "no")
        )
    return Table(names, tuple(out))


def _draw(shown: Sequence[Found], group: Group) -> Chart | None:
    drawn = [t for t in shown if t.index is not None]
    if not drawn:
        return None
    table = Table(("trait", "index"), tuple((t.name, t.index) for t in drawn))
    return chart.bar(table, "trait", "index", title=f"{group.name}: index against all (all = 100)")


# ---------------------------------------------------------------- rule and products


def _rule(group: Group, columns: Sequence[Column], work: Work) -> None:
    # A rule on the columns of the condition itself would only repeat the condition.
    said = frozenset(columns_of(group.condition)) if group.condition is not None else frozenset()
    numeric = [c for c in columns if is_numeric(c) and c.name not in said]
    if group.inside.all() or not numeric:
        return
    at = np.arange(group.rows.n)
    if at.size > TREE_ROWS:
        at = np.sort(np.random.default_rng([work.seed, 5]).choice(at, TREE_ROWS, replace=False))
    parts = []
    for column in numeric:
        x = group.rows.numbers[column.name][at]
        known = x[np.isfinite(x)]
        parts.append(np.where(np.isfinite(x), x, np.median(known) if known.size else 0.0))
    with threads_for(at.size):
        rule = tree_rule(
            np.column_stack(parts),
            group.inside[at],
            [c.name for c in numeric],
            work.seed,
            lambda part: work.check(),
        )
    if rule is None or not rule.conditions or rule.precision is None:
        return
    by_name = {c.name: c for c in numeric}
    for i, (name, side, bound) in enumerate(rule.conditions, 1):
        column = by_name[name]
        group.facts.append(
            Fact(
                f"rule.{i}",
                "value",
                f"bound of {label_of(column)}",
                readable_number(bound),
                column.unit,
                f"{label_of(column)} {'at most' if side == '<=' else 'above'}",
                label_of(column),
            )
        )
    group.facts += [
        Fact(
            "rule_precision",
            "share",
            "share of the picked that are in the group (out of fold)",
            rule.precision,
            "share",
            n=rule.n,
        ),
        Fact("rule_recall", "share", "share of the group that is picked (out of fold)", rule.recall, "share"),
    ]
    group.flags.add("rule")
    group.evidence.append(Evidence(_rule_text(rule, by_name), rows_used=int(at.size), seed=work.seed))


def _rule_text(rule: Rule, columns: dict[str, Column]) -> str:
    conditions = " and ".join(
        f"{label_of(columns[name])} {side} {readable_number(bound):g}"
        for name, side, bound in rule.conditions
    )
    quality = "quality from 5 folds that did not see the rows"
    return f"Rule (best leaf of a decision tree of depth 3, {quality}): {conditions}"


def _products(args: ProfileArgs, data: Any, group: Group, main: Column | None, work: Work) -> None:
    """What the group buys more of than all: parts of the total, or products of the lines below."""
    if group.inside.sum() < WITHHELD:
        return
    if main is not None and (named := summands(main)):
        parts = [group.source.columns[p] for p in named if p in group.rows.numbers]
        shares = [(label_of(c), *_part_share(group, c, parts)) for c in parts]
    else:
        shares = _line_shares(args, data, group, work)
    known = [(name, here, every) for name, here, every in shares if here > 0 and every > 0]
    top = sorted(known, key=lambda s: (-s[1], s[0]))[:3]
    for i, (name, here, every) in enumerate(top, 1):
        group.facts += [
            Fact(f"product.{i}", "share", f"share of {name} in what {group.name} spend", here, "share", name),
            Fact(f"product_all.{i}", "share", f"share of {name} in what all spend", every, "share", name),
            Fact(
                f"product_lift.{i}",
                "ratio",
                f"lift of {name}",
                here / every,
                None,
                name,
                of=(f"product.{i}", f"product_all.{i}"),
            ),
        ]
    if top:
        group.flags.add("products")


def _part_share(group: Group, column: Column, parts: Sequence[Column]) -> tuple[float, float]:
    def share(rows: npt.NDArray[np.bool_]) -> float:
        w = group.weight[rows]
        whole = sum(float(np.sum(np.nan_to_num(group.rows.numbers[c.name][rows]) * w)) for c in parts)
        return (
            float(np.sum(np.nan_to_num(group.rows.numbers[column.name][rows]) * w)) / whole
            if whole > 0
            else 0.0
        )

    return share(group.inside), share(np.ones(group.rows.n, dtype=bool))


def _line_shares(args: ProfileArgs, data: Any, group: Group, work: Work) -> list[tuple[str, float, float]]:
    """Share of each product in the group's revenue (or lines) and in that of all."""
    entity = group.source.entity
    if (
        entity is None
        or not entity.rolled_up
        or entity.table not in data.catalog.sources
        or group.condition is None
    ):
        return []
    lines = data.catalog.sources[entity.table]
    product = next(
        (
            c
            for c in lines.columns.values()
            if not c.personal
            and c.role in ("category", "code", "text")
            and "." not in c.name
            and c.distinct > 5
            and _PRODUCT.search(f"{c.label} {' '.join(c.synonyms)}")
        ),
        None,
    )
    if product is None:
        return []
    measure = next(
        (m for m in data.catalog.measures.values() if m.source == lines.name and m.unit is not None), None
    )
    value: Expr = MeasureRef(measure=measure.name) if measure else Agg(agg="count")
    members = Query(
        source=group.source.name,
        within=args.within,
        where=(*(args.where if args.segment else ()), group.condition),
        columns=(Out(name="key", expr=col(entity.key)),),
    )

    def totals(where: tuple[Expr, ...]) -> dict[str, float]:
        query = Query(
            source=lines.name,
            where=(*args.within, *where),
            groups=(Out(name="product", expr=col(product.name)),),
            measures=(Out(name="value", expr=value),),
            order=(Order(by="value", desc=True),),
        )
        frame = data.fetch(query, work)
        return {
            str(p): float(v)
            for p, v in zip(frame.column("product"), frame.column("value"), strict=True)
            if p is not None and v is not None
        }

    here, every = totals((Member(member=col(entity.key), within=members),)), totals(())
    whole_here, whole = sum(here.values()), sum(every.values())
    if whole_here <= 0 or whole <= 0:
        return []
    return [
        (name, value / whole_here, every.get(name, 0.0) / whole) for name, value in list(here.items())[:50]
    ]


# ---------------------------------------------------------------- notes


def _notes(group: Group, n: int) -> None:
    if n < WITHHELD:
        group.caveats.append(caveat("profile.too_few", people=group.noun, group=group.name))
    elif n < FLAGGED:
        group.caveats.append(caveat("profile.few", people=group.noun, group=group.name))
    if group.flags & {"over", "under"}:
        group.caveats.append(caveat("profile.association"))
    if "constructed" in group.flags:
        group.caveats.append(caveat("profile.by_construction"))
    shown = {f.row for f in group.facts if f.row and f.id.startswith(("over.", "under."))}
    sensitive = sorted(row for row in shown if _SENSITIVE.search(row))
    if sensitive:
        group.caveats.append(caveat("profile.sensitive", traits=", ".join(sensitive)))
    if group.rows.implicates > 1:
        group.caveats.append(caveat("profile.implicates"))


def require_other(group: Group) -> None:
    """Raise where there is nobody to compare with."""
    if group.inside.all():
        raise InvalidQuery("There is nobody left to compare with.", "Name a group, or a condition.")
