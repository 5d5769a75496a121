"""The bands that a question lists, as groups: which number they cut, in which unit they are said, and which words they use
up.
"""

from __future__ import annotations

import re

from assistant.planner.offline import lasting, timeunits
from assistant.planner.offline.bands import Bands
from assistant.planner.offline.clock import DAY, hour, hours_of
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.equal import TEN_YEARS
from assistant.planner.offline.scope import is_numeric
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Bin, Expr, Out, call, col

_PARTS_OF_DAY = {
    "morning", "forenoon", "noon", "midday", "lunch", "lunchtime", "afternoon", "evening", "night", "overnight", "daytime",
    "breakfast", "dinner", "dinnertime", "dawn", "am", "pm",
}  # fmt: skip
_TIME_OF_DAY = re.compile(
    r"\b(?:times? of (?:the )?day|hours? of (?:the )?day|parts? of (?:the )?day|day ?parts?)\b", re.I
)


def read(draft: Draft) -> list[tuple[Out, Column]]:
    """The groups that bands make, of the number named beside them, the hour or the age."""
    found = []
    for i, span in enumerate(draft.spans):
        said = span.bands
        if said is None:
            continue
        made = _of_hours(draft, i, said) or _of_years(draft, i, said) or _of_number(draft, i, said)
        if made is not None:
            _use_band_names(draft, said, i)
            found.append(made)
    return found


def _of_number(draft: Draft, i: int, said: Bands) -> tuple[Out, Column] | None:
    parted = said.quantiles is not None or said.width is not None
    at, column = _parted_column(draft, i) if parted else _banded_column(draft, i)
    if column is not None and not parted and column.distinct <= 2 * len(said.labels):
        column = _finer(draft, column) or column
    if column is None:
        return None
    draft.use("bands", i, *([at] if at is not None else []))
    if at is not None:
        use_group_words(draft, at)
    return Out(name=f"{column.label} group", expr=_bin(column, said)), column


def _of_hours(draft: Draft, i: int, said: Bands) -> tuple[Out, Column] | None:
    """ "night (0-5), morning (6-11), ...", "by time of day: before 11, 11 to 14, ..."."""
    ends = [e for e in said.edges if abs(e) < 1e300]
    named = {w for label in said.labels for w in re.findall(r"[a-z]+", label.lower())} & _PARTS_OF_DAY
    spoken = _TIME_OF_DAY.search(draft.text)
    if not ends or not (named or spoken) or not all(0 <= e <= DAY + 1 for e in ends):
        return None
    column = hours_of(draft.scope, draft.scope.meant)
    if column is None:
        return None
    hours = next((k for k in range(i - 1, -1, -1) if _says_hours(draft, k, column)), None)
    draft.use("bands", i, *([hours] if hours is not None else []))
    if spoken is not None:
        draft.use(
            "group", *(k for k, s in enumerate(draft.spans) if draft.free(k) and _inside(draft, s, spoken))
        )
    if hours is not None:
        use_group_words(draft, hours)
    return Out(name="time of day", expr=_cut(hour(column), said, 1.0)), column


def _of_years(draft: Draft, i: int, said: Bands) -> tuple[Out, Column] | None:
    """ "who joined before 2020, 2020-2021 and 2022 or later": the years of the one date that is meant."""
    ends = [e for e in said.edges if abs(e) < 1e300]
    dated = draft.scope.meant or draft.scope.date()
    if not ends or dated is None or not all(1900 <= e <= 2100 for e in ends):
        return None
    if any((c := _number(draft, k)) is not None and c.unit == "year" for k in (*range(i), i + 1)):
        return None
    low, high = str(dated.low)[:4], str(dated.high)[:4]
    if not (low.isdigit() and high.isdigit()) or not any(int(low) <= e <= int(high) + 1 for e in ends):
        return None
    draft.use("bands", i)
    named = {"date", *dated.label.lower().split()}
    for k in (*range(max(0, i - 3), i), i + 1):
        terms = draft.scope.terms(draft.spans[k]) if 0 <= k < len(draft.spans) else []
        if any(t.column is not None and t.column.name == dated.name for t in terms) or (
            draft.free(k) and draft.spans[k].text.lower() in named
        ):
            draft.use("group", k)
    return Out(name=f"year of {dated.label}", expr=_cut(call("year", col(dated.name)), said, 1.0)), dated


def _says_hours(draft: Draft, k: int, column: Column) -> bool:
    grain = draft.spans[k].word("grain")
    named = any(
        t.column is not None and t.column.name == column.name for t in draft.scope.terms(draft.spans[k])[:1]
    )
    return draft.free(k) and (named or (grain is not None and grain.name == "hour"))


def _inside(draft: Draft, span: Span, found: re.Match[str]) -> bool:
    start, end = draft.tokens[span.start].start, draft.tokens[span.end - 1].end
    return found.start() <= start and end <= found.end()


def _banded_column(draft: Draft, i: int) -> tuple[int | None, Column | None]:
    """What the bands at `i` are of: their unit ("1 page, 2 to 4 pages"), the noun right behind ("0, 1 or 2+ kids"), else
    the nearest before them that is not the figure, else the age."""
    behind = [i + 1] if draft.free(i + 1) and draft.spans[i + 1].text[:1].isalpha() else []
    before = sorted(range(i - 1, -1, -1), key=lambda k: not _is_cut(draft, k))
    for k in (i, *behind, *before):
        column = _number(draft, k)
        if column is None or (k < i and _is_figure(draft, k, i)):
            continue
        return (k if k != i else None), column
    return None, draft.scope.concept("age")


def _number(draft: Draft, k: int) -> Column | None:
    """The number that a span names."""
    inside = 0 <= k < len(draft.spans) and draft.spans[k].entries
    term = draft.scope.quantity(draft.spans[k]) if inside else None
    return term.column if term is not None else None


def _is_figure(draft: Draft, k: int, i: int) -> bool:
    """ "median survival for patients under 40, ...", "average views for short ones (...)": the figure of those who are cut
    by another number."""
    told = k > 0 and draft.spans[k - 1].word("aggregate") is not None
    between = [s.text.lower() for s in draft.spans[k + 1 : i]]
    return told and bool({"for", "of", "among", "amongst", "by"} & {*between})


def _parted_column(draft: Draft, i: int) -> tuple[int | None, Column | None]:
    """What equal parts are cut by: "each quartile of age", "four equal groups by age", "by age decile"."""
    spans = draft.spans
    cues = [k for k in range(i + 1, min(i + 5, len(spans))) if spans[k].text.lower() in _CUT_BY]
    cues += [k for k in range(i - 1, -1, -1) if spans[k].text.lower() in ("by", "on")][:1]
    behind = [
        k + 1 + (k + 1 < len(spans) and spans[k + 1].text.lower() in ("the", "their", "its")) for k in cues
    ]
    said = [k for k in behind if i < k <= i + 3]
    near = [*said, i - 1, *(k for k in behind if k not in said)]
    if not any(k > i for k in behind):
        near += [k for k in range(i - 2, -1, -1) if not _is_figure(draft, k, i)]
    for k in near:
        column = _number(draft, k)
        if column is not None:
            close = abs(i - k) < 3 or k == near[0]
            draft.use("group", *(range(min(i, k) + 1, max(i, k)) if close else ()))
            return k, column
    return None, draft.scope.concept("age") if draft.spans[i].bands == TEN_YEARS else None


_CUT_BY = ("of", "by", "on", "based on", "according to")


def _is_cut(draft: Draft, k: int) -> bool:
    """Said to be cut into bands: "which radius band has the highest texture: under 12, ..."."""
    return k + 1 < len(draft.spans) and draft.spans[k + 1].text.lower() in GROUP_NOUNS


def _bin(column: Column, said: Bands) -> Bin:
    """The bands as a group, in the unit of the column."""
    if said.quantiles is not None:
        return Bin(bin=col(column.name), quantiles=said.quantiles)
    if said == TEN_YEARS:
        return _decades(column)
    if said.width is not None:
        return Bin(bin=col(column.name), width=said.width)
    small = (
        column.high is None or _largest(column) < max(e for e in said.edges if e < 1e300) * said.scale / 10
    )
    scale = 1.0 if small else said.scale  # "(thousand)", of a column that is in thousands itself
    unit = timeunits.unit_of(said.unit) if said.unit else None
    return _cut(col(column.name), said, scale * lasting.converted(1.0, unit, column))


def _cut(expr: Expr, said: Bands, scale: float) -> Bin:
    """Values outside closed bands have a band of their own where one end is open."""
    edges = tuple(e * scale for e in said.edges if abs(e) < 1e300)
    labels = said.labels
    closed = said.closed
    if closed and len(edges) != len(said.edges):
        closed = False
        below = f"below {said.edges[0]:g}"
        labels = (below, *labels) if said.edges[0] > -1e300 else (*labels, "other")
    return Bin(bin=expr, edges=edges, labels=labels, closed=closed)


def _decades(column: Column) -> Bin:
    """ "20s, 30s and so on", over all ages that there are."""
    try:
        low, high = (int(float(str(end)) // 10 * 10) for end in (column.low, column.high))
    except ValueError:
        return Bin(bin=col(column.name), width=10)
    if not 0 <= low <= high <= 200:
        return Bin(bin=col(column.name), width=10)
    starts = range(low, high + 1, 10)
    labels = tuple(f"{start}s" if start else "under 10" for start in starts)
    return (
        Bin(bin=col(column.name), edges=tuple(map(float, starts[1:])), labels=labels)
        if len(starts) > 1
        else Bin(bin=col(column.name), width=10)
    )


def _largest(column: Column) -> float:
    try:
        return float(str(column.high))
    except ValueError:
        return 0.0


def _use_band_names(draft: Draft, said: Bands, at: int) -> None:
    """The names of the bands where they are said again, and words for the bands: "the share of each band"."""
    names = {n.lower() for n in said.labels} if said.named else set()
    for k, span in enumerate(draft.spans):
        low = span.text.lower()
        if not draft.free(k) or k == at:
            continue
        again = low.removesuffix(" ones") in names or (
            low in ("ones", "one") and draft.used.get(k - 1) == "bands"
        )
        cut = low in GROUP_NOUNS or (k < at and low in _CUTTING)
        things = span.unknown and low.endswith("s") and low.isalpha() and _is_named(draft, k, names)
        if again or things or (cut and not span.entries):
            draft.use("bands", k)
        elif span.word("group") is not None and _closes(draft, k + 1):
            draft.use("group", k)


def _is_named(draft: Draft, k: int, names: set[str]) -> bool:
    """ "small venues (capacity under 100)": things right behind the name of a band."""
    return draft.used.get(k - 1) == "bands" and draft.spans[k - 1].text.lower() in names


def _closes(draft: Draft, k: int) -> bool:
    """Nothing stands there, or only a word for the bands: "in each?", "for each band", "of each of them"."""
    while k < len(draft.spans) and (
        draft.spans[k].text.lower() in ("of", "the", "these", "those", "them", *GROUP_NOUNS)
        or draft.used.get(k) == "bands"
    ):
        k += 1
    return k >= len(draft.spans) or not draft.spans[k].text[:1].isalnum()


GROUP_NOUNS = ("group", "groups", "band", "bands", "bracket", "brackets", "class", "classes", "bucket", "buckets",
                "range", "ranges", "bin", "bins", "cohort", "level", "levels", "status", "statuses", "type", "types")  # fmt: skip


def _finer(draft: Draft, column: Column) -> Column | None:
    """The measured number behind a coded one ("age" behind an age class), by a word that both names hold."""
    words = set(column.label.lower().split())
    numbers = [
        c for c in draft.scope.source.columns.values() if is_numeric(c) and c.distinct > column.distinct
    ]
    return next((c for c in numbers if c.label.lower() in words), None)


_CUTTING = (
    "divide",
    "divided",
    "cut",
    "split",
    "sort",
    "put",
    "bin",
    "binned",
    "bucket",
    "partition",
    "break",
    "band",
)


def use_group_words(draft: Draft, at: int) -> None:
    """The words that say of the noun at `at` that it makes groups."""
    for k in (at - 1, at + 1, at - 2):
        if draft.free(k) and (draft.spans[k].word("group") or draft.spans[k].text.lower() in GROUP_NOUNS):
            draft.use("group", k)
