"""Bands of a number: which band a value is in (a whole number) and what the band is called."""

from __future__ import annotations

import itertools

from data.errors import InvalidQuery
from data.query import Bin
from data.sql.terms import Params, Typed

_PARTS = {
    2: "half",
    3: "third",
    4: "quarter",
    5: "fifth",
    10: "tenth",
}
_ORDINALS = ("lowest", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def number_text(value: float) -> str:
    """A number as people write it: 30,000 and 0.5, without a useless .0."""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.10f}".rstrip("0")


def edge_labels(node: Bin, whole: bool) -> tuple[str, ...]:
    """Readable names of bands by edges; whole: the values are small whole numbers, so "35 to 44" is exact."""
    edges = node.edges or ()
    if node.labels is not None:
        return _checked(node.labels, len(edges) - 1 if node.closed else len(edges) + 1)
    counts = whole and all(float(e).is_integer() and abs(e) < 1000 for e in edges)
    inner = tuple(_between(a, b, counts) for a, b in itertools.pairwise(edges))
    if node.closed:
        return inner
    return (f"under {number_text(edges[0])}", *inner, f"{number_text(edges[-1])} and up")


def _between(low: float, high: float, counts: bool) -> str:
    if not counts:
        return f"{number_text(low)} to under {number_text(high)}"
    last = int(high) - 1
    return f"{int(low)}" if last == int(low) else f"{int(low)} to {last}"


def quantile_labels(node: Bin) -> tuple[str, ...]:
    """ "lowest quarter" to "highest quarter"; beyond ten parts "part 1 of 20 (lowest)"."""
    parts = node.quantiles or 0
    if node.labels is not None:
        return _checked(node.labels, parts)
    if parts == 1:
        return ("all",)
    noun = _PARTS.get(parts)
    if noun:
        return (*(f"{_ORDINALS[i]} {noun}" for i in range(parts - 1)), f"highest {noun}")
    last = parts - 1
    return tuple(
        f"part {i + 1} of {parts}" + (" (lowest)" if i == 0 else " (highest)" if i == last else "")
        for i in range(parts)
    )


def _checked(labels: tuple[str, ...], wanted: int) -> tuple[str, ...]:
    if len(labels) != wanted or len(set(labels)) != len(labels):
        raise InvalidQuery(
            f"These bands need {wanted} different labels. Got {len(labels)} instead.",
            "Give one label a band, or leave the labels out.",
        )
    return labels


def edge_index(node: Bin, value: str, params: Params) -> str:
    """SQL of the band's number, 0 for the lowest; null outside closed bands."""
    edges = node.edges or ()
    cases = [f"WHEN {value} < {params.bind(float(e))} THEN {i}" for i, e in enumerate(edges)]
    if node.closed:
        first, *rest = edges
        cases = [f"WHEN {value} < {params.bind(float(first))} THEN NULL"]
        cases += [f"WHEN {value} < {params.bind(float(e))} THEN {i}" for i, e in enumerate(rest)]
        return f"CASE {' '.join(cases)} END"
    return f"CASE {' '.join(cases)} WHEN {value} IS NOT NULL THEN {len(edges)} END"


def named(labels: tuple[tuple[int, str], ...], params: Params) -> tuple[list[str], list[str]]:
    """Placeholders of the raw numbers' labels: (numbers, placeholders)."""
    return [str(raw) for raw, _ in labels], [params.bind(text) for _, text in labels]


def with_labels(sql: str, names: tuple[str, ...], params: Params, start: int = 0) -> Typed:
    """A whole number that is shown as one of `names`."""
    pairs = tuple(enumerate(names, start))

    def shown(raw: str) -> str:
        numbers, texts = named(pairs, params)
        cases = " ".join(f"WHEN {n} THEN {t}" for n, t in zip(numbers, texts, strict=True))
        return f"CASE {raw} {cases} END"

    return Typed(sql, "text", labels=pairs, shown=shown, ordered=True, step="1")


def width_band(node: Bin, value: Typed, params: Params) -> Typed:
    """Bands of equal width, counted from zero; labels are made in SQL, as the bands are not known before."""
    width = node.width or 0.0
    if width <= 0:
        raise InvalidQuery(
            f"The width of bands must be above 0. Got {width:g} instead.", "Give a positive width."
        )
    index = f"CAST(floor({value.plain} / {params.bind(float(width))}) AS BIGINT)"
    whole = float(width).is_integer()
    counts = whole and value.type == "integer"

    def shown(raw: str) -> str:
        if counts and width == 1:
            return f"CAST({raw} AS VARCHAR)"
        step = str(int(width)) if whole else params.bind(float(width))
        low, high = f"({raw} * {step})", f"(({raw} + 1) * {step})"
        if not whole:
            return f"CAST({low} AS VARCHAR) || ' to under ' || CAST({high} AS VARCHAR)"
        top = f"{high} - 1" if counts else high
        word = " to " if counts else " to under "
        # years such as 1990 read badly with a comma, amounts of five digits read badly without
        text = f"format('{{:,}}{word}{{:,}}', {low}, {top})"
        short = f"format('{{}}{word}{{}}', {low}, {top})"
        largest = 10000 if counts else 1000
        return (
            f"CASE WHEN {raw} IS NULL THEN NULL WHEN greatest(abs({low}), abs({high})) < {largest} "
            f"THEN {short} ELSE {text} END"
        )

    return Typed(index, "text", shown=shown, ordered=True, step="1")
