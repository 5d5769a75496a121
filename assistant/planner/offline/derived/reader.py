"""The readers of derived phrases in their order, and how a question that holds some is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.planner.offline import build
from assistant.planner.offline.compose import row_column
from assistant.planner.offline.derived import (
    atlength,
    averages,
    biggest,
    celled,
    changed,
    choices,
    computed,
    contest,
    dated,
    defining,
    durations,
    each,
    extremes,
    figures,
    filling,
    histories,
    hours,
    kin,
    listed,
    missing,
    moments,
    multiples,
    newcomers,
    of_members,
    outliers,
    over_members,
    panel,
    people,
    placed,
    plainly,
    rated,
    rates,
    ratios,
    rows,
    selling,
    several,
    sides,
    survey,
    tied,
    toldin,
    wide,
)
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.followups import message
from assistant.planner.offline.say import say_intent
from assistant.planner.offline.scope import Intent, Scope, is_joined
from assistant.planner.offline.spans import Tagged
from assistant.reading import Candidate, Reading
from data.catalog import Catalog, Column

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner


def read(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, last: object = None) -> Desk | None:
    """The question with its derived phrases replaced, in the first source where there are some; None without any.

    `last`: what the last question was understood as.
    """
    words = planner.words.raw
    for scope in _explaining(planner, tagged, catalog):
        desk = _desk(planner, tagged, catalog, scope)
        desk.by_rows = isinstance(last, Intent) and bool(last.columns)
        desk.measured = _measured(scope, last) if message.looks_like(tagged.text) else None
        dated.read(desk, last)
        for reads_all in (histories.read, biggest.read):
            reads_all(desk)
            if desk.direct is not None:
                return desk
        celled.read(desk)
        atlength.read(desk)
        defining.read(desk)
        toldin.read(desk)
        changed.read(desk)
        multiples.read(desk)
        selling.read(desk)
        rated.read(desk)
        rates.read(desk, words)
        rows.read(desk)
        plainly.read(desk)
        listed.read(desk)
        each.read(desk)
        sides.read(desk)
        placed.read(desk)
        extremes.read(desk)
        newcomers.read(desk)
        hours.read(desk)
        moments.read(desk)
        kin.read(desk)
        people.read(desk)
        choices.read(desk)
        durations.read(desk)
        panel.read(desk)
        wide.read(desk)
        contest.read(desk)
        plainly.most(desk)
        several.read(desk)
        survey.read(desk)
        missing.read(desk)
        tied.read(desk)
        over_members.read(desk, words)
        of_members.read(desk)
        ratios.read(desk)
        computed.read(desk)
        defining.unnamed(desk)
        outliers.read(desk)
        averages.read(desk)
        figures.read(desk, words)
        defining.half_used(desk)
        if desk.changed:
            return desk
    return None


def _measured(scope: Scope, last: object) -> Column | None:
    """The column of the one figure that was told last."""
    if not isinstance(last, Intent) or last.source != scope.name or len(last.metrics) != 1:
        return None
    return row_column(scope, last.metrics[0])


def _desk(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, scope: Scope) -> Desk:
    """The question as it is asked, before anything is replaced."""
    return Desk(planner.tagger, catalog, scope.name, tagged.text, tagged.made, _tags={tagged.text: tagged})


def _explaining(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog) -> list[Scope]:
    """The sources, and first the one in whose words something is explained, or whose rows a figure is of."""
    scopes = list(_scopes(planner, tagged, catalog))
    if len(scopes) > 1 and defining.explains(tagged.text):
        for scope in scopes:
            desk = _desk(planner, tagged, catalog, scope)
            dated.read(desk)
            if defining.read(desk):
                return [scope, *(s for s in scopes if s is not scope)]
    owners = over_members.owners(planner.tagger, tagged.text, catalog)
    owned = [s for s in scopes if s.name in owners]
    for scope in owned or [Scope(catalog, name) for name in owners]:
        desk = _desk(planner, tagged, catalog, scope)
        over_members.read(desk, planner.words.raw)
        if desk.changed:
            return [scope, *(s for s in scopes if s is not scope)]
    return scopes


def _scopes(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog) -> Iterator[Scope]:
    """The source that holds most of what is named first, that none of it is counted again by a join; tables and
    entities with rows of their own before what is made by grouping, which is not meant by a column's name."""
    scopes = sorted(planner._scopes(tagged, catalog), key=lambda s: -_held(s, tagged))
    rolled = [s for s in scopes if s.source.entity is not None and s.source.entity.rolled_up]
    yield from (s for s in scopes if s not in rolled)
    yield from rolled


def _held(scope: Scope, tagged: Tagged) -> int:
    """How many words name a column or value that the source has itself, and has not joined."""
    own = {c.name for c in scope.source.columns.values() if not is_joined(c)}
    return sum(
        any(
            e.kind in ("column", "value") and e.source in scope.names and e.name in own and e.quality >= 0.9
            for e in span.entries
        )
        for span in tagged.cover
    )


def filled(planner: OfflinePlanner, reading: Reading, desk: Desk) -> Reading:
    """The reading with formulas in its plans, and the person's words in its texts."""
    candidates = tuple(c for made in reading.candidates if (c := _candidate(planner, made, desk)) is not None)
    unclear = filling.words(reading.unclear, desk) if reading.unclear else reading.unclear
    if desk.refused is not None:
        return replace(reading, candidates=(), unclear=desk.refused)
    if reading.candidates and not candidates:
        unclear = "I understood the columns, but not how to do that with what is computed from them."
    return replace(
        reading,
        candidates=candidates,
        ignored=tuple(filling.words(w, desk) for w in reading.ignored),
        unlicensed=tuple(filling.words(w, desk) for w in reading.unlicensed),
        unclear=unclear,
    )


def _candidate(planner: OfflinePlanner, made: Candidate, desk: Desk) -> Candidate | None:
    if not isinstance(made.intent, Intent):
        return made
    within = tuple(e for e in desk.within if e not in made.intent.where)
    read = filling.newest(made.intent.model_copy(update={"where": (*within, *made.intent.where)}), desk)
    intent = filling.filled(read, desk)
    if intent is None:
        return None
    reading = filling.said(say_intent(read, desk.catalog), desk)
    again = build.candidate(intent, desk.base, planner.tools, made.confidence)
    return replace(again, reading=reading, label=reading, notes=(*made.notes, *desk.notes))
