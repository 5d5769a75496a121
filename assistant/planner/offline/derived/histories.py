"""Members by what they did at different times or with different things: "customers who ordered in 2023 but not in 2024", "how
many donors gave in both years", "what % of those who gave in 2023 gave again in 2024", "campaigns on both platforms", "how
many donors have never given". A row is one thing that a member did, so that no condition on single rows can say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.planner.offline.conditions import Condition
from assistant.planner.offline.derived import ratios, sides
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.leftover import restricted
from assistant.planner.offline.grain import JOINING
from assistant.planner.offline.scope import DATED, PEOPLE, Intent, is_joined
from assistant.planner.offline.spans import Span
from data.catalog import Column, Entity
from data.query import Agg, Call, Expr, Member, Out, Query, all_of, call, col

_TWICE = re.compile(
    r"\b(?:both|not|never|again|also|as\s+well|and\s+in|(?:did|have|has|had|was|were|are|is|do|does)n['’]?t)\b",
    re.I,
)
"""Words that set two histories beside each other, or that say there is none."""
_BOTH = re.compile(
    r"^(?P<lead>.*?)\b(?:(?:in|on|at|during)\s+)?both\s+(?P<a>.+?)\s+and\s+(?:also\s+)?(?P<b>.+)$", re.I
)
_BUT_NOT = re.compile(
    r"^(?P<a>.+?),?\s+(?:(?:but|and|yet)\s+)?(?:(?:did|have|has|had|was|were|is|are)\s*(?:not|n['’]?t)|(?:didn|haven|hasn|weren|wasn)['’]?t|but\s+not|and\s+not|never)\s+(?P<b>.+)$",
    re.I,
)
_AGAIN = re.compile(r"^(?P<a>.+?),?\s+(?:(?:and|who|that|also|then|have|has)\s+)*(?:(?P<verb>[a-z]+)\s+)?(?:again|also|as\s+well)\s+(?P<b>.+)$", re.I)  # fmt: skip
_AND_IN = re.compile(r"^(?P<a>.*\bin\b.+?),?\s+and\s+(?:again\s+|also\s+)?(?P<b>in\s+.+)$", re.I)
_NEVER = re.compile(
    r"^(?:\s*(?:on|in)\s+(?:our|the)\s+[a-z ]{0,20}?(?:file|list|database|books?|records))?\s*(?:(?:who|that)\s+)?(?:(?:have|has|had)\s+)?(?:never|not\s+yet|not\s+ever|yet\s+to)\s+(?:once\s+)?(?P<verb>[a-z]+)(?:\s+(?:us|anything|something|at\s+all|yet|before|to\s+us|an?\s+\w+))*$",
    re.I,
)
_COUNTED = re.compile(r"\b(?:how\s+many|number\s+of|count\s+of|count|no\.?\s+of)\s*(?:of\s+)?(?:the\s+|our\s+)?(?:different\s+|distinct\s+|unique\s+)?", re.I)  # fmt: skip
_SHARE = re.compile(r"\b(?:what|which)?\s*(?:share|percentage|percent|per\s+cent|%|proportion|fraction|pct)\s+of\s+(?:all\s+)?(?:the\s+|our\s+)?", re.I)  # fmt: skip
_LISTED = re.compile(
    r"\b(?:which|what|list|show(?:\s+me)?|name|give\s+me|who\s+are)\s*(?:all\s+)?(?:the\s+|our\s+)?", re.I
)
_SMALL = re.compile(
    r"\b(?:who|that|which|have|has|had|is|are|were|was|did|do|does|also|again|something|anything|at\s+least\s+once|once|both|with\s+us|from\s+us|to\s+us|they|i\s+need|the|need|hi|hey|hello|please|pls|ta|thanks|thx|tell\s+me|can\s+you)\b|[?.!,:;]",
    re.I,
)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W*$", re.I)
_HAVING = ("have", "has", "had", "use", "used", "uses", "open", "opened")
"""Verbs of what somebody has, which are no events."""
_THOSE = re.compile(r"\b(?:those|people|everyone|everybody)\b(?=\s+(?:who|that)\b)", re.I)


@dataclass(frozen=True)
class Who:
    """Whose histories are asked for: their place in the text, what they are called, and the column that tells them."""

    start: int
    end: int
    called: str
    key: Column
    thing: Entity | None


def read(desk: Desk) -> None:
    """Read the question at once, where two histories of the same members are set beside each other."""
    two = _TWICE.search(desk.text) is not None
    for who in members(desk):
        rest = desk.text[who.end :].strip(" ?.!")
        made = (_never(desk, who, rest) or _two(desk, who, rest)) if two else _one(desk, who, rest)
        if made is not None:
            desk.direct = made
            return


def members(desk: Desk) -> Iterator[Who]:
    """Things and people that are named, which have several rows each."""
    things = [
        (e, key)
        for e in desk.scope.catalog.entities.values()
        if (key := ratios.key_of(desk.scope, e) or _far(desk, e)) is not None
    ]
    for thing, key in things:
        nouns = "|".join(re.escape(n) for n in (thing.plural, thing.name, *thing.synonyms))
        for m in re.finditer(rf"\b(?:{nouns})\b", desk.text, re.I):
            yield Who(m.start(), m.end(), thing.plural, key, thing)
    for span in desk.tagged.cover:
        found = _who(desk, span)
        if found is not None:
            yield found
    those = _THOSE.search(desk.text)
    people = [(e, key) for e, key in things if not e.rolled_up or e.name in PEOPLE]
    if those is not None and len(people) == 1:
        thing, key = people[0]
        yield Who(those.start(), those.end(), thing.plural, key, thing)


def _far(desk: Desk, thing: Entity) -> Column | None:
    """The column that tells whose order a line is of, two tables away."""
    near = {j.to for j in desk.scope.catalog.joins if j.table in desk.scope.names}
    columns = desk.scope.source.columns
    if thing.rolled_up:
        return None
    far = (j for j in desk.scope.catalog.joins if j.table in near and j.to == thing.table)
    return next((c for j in far if (c := columns.get(f"{j.table}.{j.key}")) is not None), None)


def _who(desk: Desk, span: Span) -> Who | None:
    """Names in a column that has each of them several times."""
    start, end = desk.place(span) if span.entries else (0, 0)
    for term in desk.scope.terms(span):
        column = term.column
        if (
            term.entry.kind != "column"
            or term.entry.quality < 0.75
            or column is None
            or column.type != "text"
        ):
            continue
        if column.role in ("category", "person", "id") and 0 < 2 * column.distinct <= desk.scope.source.rows:
            return Who(start, end, span.text, column, None)
    return None


# ---------------------------------------------------------------- two histories


def _two(desk: Desk, who: Who, rest: str) -> Intent | None:
    for form, negated in ((_BOTH, False), (_BUT_NOT, True), (_AGAIN, False), (_AND_IN, False)):
        m = form.match(rest)
        if m is None:
            continue
        said = _dated_alike(m["a"], m["b"])
        first, second = _condition(desk, who, said[0]), _condition(desk, who, said[1])
        if "lead" in m.groupdict() and not _is_small(desk, m["lead"]):
            continue
        if first is None or second is None or not _of_one_kind(first, second):
            continue
        return _asked(desk, who, first.expr, second.expr, negated)
    return None


def _dated_alike(a: str, b: str) -> tuple[str, str]:
    """ "In January but not in February 2025": the year that is said once holds for both months."""
    years = [re.findall(r"\b(?:19|20)\d\d\b", said) for said in (a, b)]
    if years[1] and not years[0] and _MONTH.search(a):
        return f"{a.strip()} {years[1][0]}", b
    if years[0] and not years[1] and _MONTH.search(b):
        return a, f"{b.strip()} {years[0][-1]}"
    return a, b


def _one(desk: Desk, who: Who, rest: str) -> Intent | None:
    """ "How many donors gave in 2023?": by the dates of their gifts, and not by the day on which they came to us."""
    said = re.match(r"\s*(?:(?:who|that)\s+)?(?:(?:have|has|had)\s+)?(?P<verb>[a-z]+)\b", rest, re.I)
    thing = who.thing
    if said is None or thing is None or thing.rolled_up or not _is_done(desk, said["verb"]):
        return None
    own = desk.base.sources[thing.table].columns.values()
    if said["verb"].lower() in _HAVING or not any(
        c.type in DATED and c.expr is None and not is_joined(c) for c in own
    ):
        return None
    when = _condition(desk, who, rest)
    if when is None or not when.period or JOINING.search(rest) is not None:
        return None
    return _asked(desk, who, when.expr, None, False)


def _condition(desk: Desk, who: Who, said: str) -> Condition | None:
    """The one condition that a text is, of what was done and not of those who did it."""
    words = " ".join(w for w in _SMALL.sub(" ", said).split() if not _is_done(desk, w))
    words = re.sub(r"^(?:in|on|during|of|for)\s+(?=(?:in|on|during)\s)", "", words)
    found = None
    for text in (words, f"in {words}"):
        found = found or (sides.condition(desk, text) if words else None)
    if found is None or found.column is None or found.column.name == who.key.name:
        return None
    own = (
        who.thing is not None
        and not who.thing.rolled_up
        and found.column.name.startswith(f"{who.thing.table}.")
    )
    return None if own else found


def _is_done(desk: Desk, word: str) -> bool:
    raw = desk.tagger.words.raw
    done = {*raw["doings"].split(), *raw["taking"].split(), "ran", "run", "running", "sold", "spent"}
    done |= {w for words in raw["events"].values() for w in words.split()}
    return word.lower() in done


def _is_small(desk: Desk, text: str) -> bool:
    return not [w for w in _SMALL.sub(" ", text).split() if not _is_done(desk, w)]


def _of_one_kind(a: Condition, b: Condition) -> bool:
    """Two periods of one date, or two values of one column: 2023 and 2024, red and white."""
    return (
        a.column is not None and b.column is not None and a.column.name == b.column.name and a.expr != b.expr
    )


def _asked(desk: Desk, who: Who, first: Expr, second: Expr | None, negated: bool) -> Intent | None:
    """The members counted, listed, or as a share of those of the first history."""
    head = desk.text[: who.start]
    share, counted = _SHARE.search(head), _COUNTED.search(head)
    said = _without(head, share or counted or _LISTED.search(head))
    where = restricted(desk, _SMALL.sub(" ", said), lambda span: False)
    if where is None or (second is None and counted is None):
        return None
    key = col(who.key.name)
    test: Expr = (
        Member(member=key, within=_did(desk, who, second)) if second is not None else call("not_null", key)
    )
    test = Call(op="not", args=(test,)) if negated else test
    source = desk.scope_name
    if share is not None:
        base = all_of([first, call("not_null", key)])
        parts = (
            Agg(agg="distinct", of=key, where=call("and", base, test)),
            Agg(agg="distinct", of=key, where=base),
        )
        out = Out(name=f"share of these {who.called}", expr=call("div", *parts), unit="share")
        return Intent(source=source, where=where, metrics=(out,), answer="value")
    if counted is not None:
        out = Out(name=f"{who.called} that fit", expr=Agg(agg="distinct", of=key))
        return Intent(source=source, where=(*where, first, test), metrics=(out,), answer="value")
    return Intent(
        source=source, where=(*where, first, test, call("not_null", key)), groups=(Out(name=who.key.label, expr=key),),
        metrics=(Out(name=desk.scope.source.plural or "rows", expr=Agg(agg="count")),), answer="list",
    )  # fmt: skip


def _without(head: str, cue: re.Match[str] | None) -> str:
    """A text without the words that ask for a number, a share or names."""
    return f"{head[: cue.start()]} {head[cue.end() :]}" if cue is not None else head


def _did(desk: Desk, who: Who, test: Expr | None) -> Query:
    """The members with such a row."""
    key = col(who.key.name)
    where = (call("not_null", key),) if test is None else (test, call("not_null", key))
    return Query(source=desk.scope_name, where=where, groups=(Out(name=who.key.label, expr=key),))


# ---------------------------------------------------------------- nothing at all


def _never(desk: Desk, who: Who, rest: str) -> Intent | None:
    """ "How many people on our donor file have never given?": members of their own table with no row of the events."""
    m = _NEVER.match(rest)
    thing = who.thing
    if m is None or thing is None or thing.rolled_up or not _is_done(desk, m["verb"]):
        return None
    head = desk.text[: who.start]
    counted = _COUNTED.search(head)
    said = _without(head, counted or _LISTED.search(head))
    if not _is_small(desk, said) or thing.name not in desk.base.sources:
        return None
    test = Call(op="not", args=(Member(member=col(thing.key), within=_did(desk, who, None)),))
    if counted is not None:
        out = Out(name=thing.plural, expr=Agg(agg="count"))
        return Intent(source=thing.name, where=(test,), metrics=(out,), answer="value")
    shown = desk.base.sources[thing.name].columns.get(thing.display or thing.key)
    if shown is None:
        return None
    return Intent(
        source=thing.name,
        where=(test,),
        columns=(Out(name=shown.label, expr=col(shown.name)),),
        answer="list",
    )
