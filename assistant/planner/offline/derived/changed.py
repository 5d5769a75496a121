"""From one column of a row to another: "growth from GMV 2023 to GMV 2024", "percent change from list price to sold price",
"how many shops fell between January and June"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.forms.nouns import names_rows
from data.catalog import Column
from data.query import Agg, Expr, call, col

_UP = r"raised?|raises|boost(?:ed|s)?|grow|grew|grown|grows|growing|increased?|increases|rose|rise|rises|risen|gain(?:ed|s)?|improved?|improves|climb(?:ed|s)?|jump(?:ed|s)?|went\s+up|go\s+up|goes\s+up|gone\s+up"
_DOWN = r"cut|cuts|reduced?|reduces|fall|fell|fallen|falls|drop(?:ped|s)?|declined?|declines|decreased?|decreases|shrank|shrink|shrunk|shrinks|los[et]|loses|went\s+down|go\s+down|goes\s+down|gone\s+down"
_VERB = rf"(?:{_UP}|{_DOWN}|changed?|changes|developed?|differ(?:ed|s)?)"
_NOUN = (
    r"(?:growth(?:\s+rate)?|change|changes|increase|decrease|drop|decline|rise|fall|gain|loss|difference|gap)"
)
_PERCENT = re.compile(
    r"%|\bper\s?cent(?:age)?\b|\bgrowth\b|\bgrow\b|\bgrew\b|\bgrown\b|\brelative\b|\bpct\b", re.I
)
_OPENS = re.compile(r"\b(?:from|between|comparing|of|in)\s+(?:the\s+)?$", re.I)
_JOINS = re.compile(
    r"\s*,?\s*\b(?:to|and|until|till|vs\.?|versus|against|through)\b\s+(?:the\s+)?|\s*(?:->|→|-|–)\s*", re.I
)
_ASK = re.compile(
    rf"(?:\b(?:by\s+)?(?:how\s+much|what\s+(?:per\s?cent(?:age)?|%)|how\s+many\s+per\s?cent)(?:\s+(?:did|has|have|does|do))?|\bhow\s+(?:did|has|have|does|do))\s+(?P<who>(?:[\w'’-]+\s+){{0,4}}?)(?:has\s+|have\s+)?(?P<verb>{_VERB})(?:\s+by)?\s*$",
    re.I,
)
_SAID = re.compile(
    rf"(?:\b(?:the\s+)?(?:(?P<mean>average|avg|mean|typical)\s+|total\s+|overall\s+)?(?:(?:per\s?cent(?:age)?|%|pct|relative|absolute)\s+)?(?P<noun>{_NOUN})(?:\s+in\s+(?:%|per\s?cent))?)\s*(?:in|of)?\s*$",
    re.I,
)
_WHICH = re.compile(rf"\s+(?P<verb>{_VERB})\s+(?:by\s+)?(?:the\s+)?(?P<most>most|least|fastest|strongest|sharpest|slowest)\s*(?:in|by)?\s*$", re.I)  # fmt: skip
_DID = re.compile(
    rf"(?<!\bthe)(?<!percent)(?<!percentage)(?<!%)(?<!est)(?<!average)(?<!total)(?<!relative)(?<!absolute)\s+(?:(?:that|which|who|has|have|had|did|saw|whose)\s+)*(?P<not>not\s+)?(?P<verb>{_VERB})\s*(?:in)?\s*$",
    re.I,
)
_IN_PERCENT = re.compile(r",?\s*\b(?:in|as\s+an?)\s+(?:%|per\s?cent(?:age)?s?(?:\s+terms)?)|\s*\(?(?:%|in\s+%)\)?(?=\s*[?.]?\s*$)", re.I)  # fmt: skip
_GROUPS = re.compile(r"\b(?:in\s+)?(?:which|what)\s+(?P<noun>[\w-]+(?:\s+[\w-]+)?)$", re.I)
_FROM = re.compile(r"\s*from\b", re.I)
_COUNTS = re.compile(
    r"\b(?:how\s+many|number\s+of|share\s+of|per\s?cent(?:age)?\s+of|%\s+of|which|what|proportion\s+of)\b",
    re.I,
)


@dataclass(frozen=True)
class _Pair:
    """Two columns of a row that a text sets one after the other, and where it does."""

    start: int
    end: int
    first: Column
    last: Column


def read(desk: Desk) -> None:
    """Put the change from one column to the other in the place of the words for it."""
    for pair in _pairs(desk):
        if _asked(desk, pair) or _ranked(desk, pair) or _tested(desk, pair) or _named(desk, pair):
            return


def _pairs(desk: Desk) -> list[_Pair]:
    text, made = desk.text, []
    named = list(desk.numbers())
    for (a, b, x), (c, d, y) in pairwise(named):
        opened = _OPENS.search(text[:a])
        if opened is None or _JOINS.fullmatch(text[b:c]) is None or x.name == y.name or x.unit != y.unit:
            continue
        made.append(_Pair(opened.start(), d, x, y))
    return made


def _asked(desk: Desk, pair: _Pair) -> bool:
    """ "by how much did it grow from A to B, in percent"."""
    head = _ASK.search(desk.text[: pair.start])
    if head is None:
        return False
    plain = re.match(r"how\s+(?:much|many)|by\s|what\s", head[0], re.I) is None
    relative = _is_relative(desk) or plain  # "how did it change" asks for no amount
    return _put(desk, head.start(), pair, relative, "what is the ", who=_kept(desk, head["who"]))


def _kept(desk: Desk, who: str) -> str:
    """Whose change it is, where the words name more than what the columns hold."""
    plain = re.sub(
        r"\b(?:the|our|their|its|total|overall|average|it|this|that)\b", " ", who, flags=re.I
    ).strip()
    return f" of {plain}" if plain and _is_value(desk, plain) else ""


def _is_value(desk: Desk, text: str) -> bool:
    return any(e.kind == "value" and e.quality >= 0.9 for s in desk.tag(text).cover for e in s.entries)


def _named(desk: Desk, pair: _Pair) -> bool:
    """ "percent change from A to B", "difference between A and B"."""
    head = _SAID.search(desk.text[: pair.start])
    if head is None:
        return False
    if head["noun"].lower() in ("difference", "gap") and not (_is_relative(desk) or _same_but_numbers(pair)):
        return False  # a difference of two columns is one of any kind
    if (
        _same_but_numbers(pair)
        and _numbers(pair.first) > _numbers(pair.last)
        and not _FROM.match(desk.text, pair.start)
    ):
        pair = _Pair(pair.start, pair.end, pair.last, pair.first)
    sums = pair.first.additive and pair.last.additive and head["mean"] is None
    relative = _is_relative(desk) or (sums and _is_relative_noun(head["noun"]))
    return _put(desk, head.start(), pair, relative, "", each=head["mean"] is not None)


def _numbers(column: Column) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", column.name)]


def _same_but_numbers(pair: _Pair) -> bool:
    """One figure at two times: "GMV 2023" and "GMV 2024"."""
    plain = {re.sub(r"\d+", "", c.name) for c in (pair.first, pair.last)}
    return len(plain) == 1


def _is_relative_noun(noun: str) -> bool:
    return noun.lower().startswith(("growth", "change"))


def _ranked(desk: Desk, pair: _Pair) -> bool:
    """ "which country grew most from A to B"."""
    head = _WHICH.search(desk.text[: pair.start])
    if head is None or not re.search(r"\b(?:which|what|who|top|list)\b", desk.text[: head.start()], re.I):
        return False
    down = re.fullmatch(_DOWN, head["verb"], re.I) is not None
    least = head["most"].lower() in ("least", "slowest")
    way = " has the lowest " if down != least else " has the highest "
    return _put(desk, head.start(), pair, _is_relative(desk), way)


def _tested(desk: Desk, pair: _Pair) -> bool:
    """ "how many shops fell from A to B": those where the one is below the other."""
    head = _DID.search(desk.text[: pair.start])
    if head is None or not _COUNTS.search(desk.text[: head.start()]):
        return False
    if re.fullmatch(rf"{_UP}|{_DOWN}", head["verb"], re.I) is None:
        return False
    up = re.fullmatch(_UP, head["verb"], re.I) is not None
    group = _GROUPS.search(desk.text[: head.start()])
    if group is not None and not _are_rows(desk, group["noun"]):
        less = up == bool(head["not"])
        return _put(desk, group.end(), pair, True, " have a ", who=" below 0" if less else " over 0")
    a, b = col(pair.first.name), col(pair.last.name)
    test: Expr = call("gt" if up else "lt", b, a)
    label = f"{pair.last.label} {'above' if up else 'below'} {pair.first.label}"
    if head["not"]:
        test, label = (
            call("le" if up else "ge", b, a),
            f"{pair.last.label} not {'above' if up else 'below'} {pair.first.label}",
        )
    word = desk.condition(label, pair.last, lambda _: test)
    desk.put(head.start(), pair.end, f" where {word}")
    desk.text = re.sub(
        r"\b(?P<ask>how\s+many\s+\w+)\s+(?:did|have|has)\s+where\b", r"\g<ask> where", desk.text, flags=re.I
    )
    return True


def _are_rows(desk: Desk, noun: str) -> bool:
    return any(names_rows(desk.scope, t) for s in desk.tag(noun).cover for t in desk.scope.terms(s))


def _is_relative(desk: Desk) -> bool:
    return _PERCENT.search(desk.text) is not None


def _put(
    desk: Desk, start: int, pair: _Pair, relative: bool, lead: str, who: str = "", each: bool = False
) -> bool:
    """`each`: the change of a row is meant, on average; so it is where columns hold no amounts."""
    first, last = (Agg(agg="sum" if c.additive else "mean", of=col(c.name)) for c in (pair.first, pair.last))
    gap = call("sub", last, first)
    said = f"{pair.first.label} to {pair.last.label}"
    if relative:
        word = desk.measure(f"percent change from {said}", call("div", gap, first), "share")
    elif each or not (pair.first.additive and pair.last.additive):
        step = Agg(agg="mean", of=call("sub", col(pair.last.name), col(pair.first.name)))
        word = desk.measure(f"average change from {said}", step, pair.first.unit)
    else:
        word = desk.measure(f"change from {said}", gap, pair.first.unit)
    desk.put(start, pair.end, f"{lead}{word}{who}")
    desk.text = _IN_PERCENT.sub("", desk.text)
    return True
