"""What a change is made of, in other parts than the usual ones: price, volume and mix; customers who came and left; the
values of a dimension. And what is asked after such an answer: other parts, other periods."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities, periods
from assistant.planner.offline.compose import dimension_out
from assistant.planner.offline.followups import message
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.segmenting import by_its_words
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Reading
from data.catalog import Catalog
from data.query import Out, col

if TYPE_CHECKING:
    from assistant.conversation import Turn
    from assistant.planner.offline.planner import OfflinePlanner

_PRICE = re.compile(
    r"\b(?:split |broken |break |taken? |decompos\w+ |apart )*(?:it |that |this |down |apart )*(?:into |by |in |of |for )?(?:the )?"
    r"(?:prices?|volumes?|mix)(?: effects?)?(?:,? ?(?:and|or|vs\.?|versus|/|-|,)? ?(?:the )?(?:prices?|volumes?|quantit(?:y|ies)|mix)(?: effects?)?)+"
    r"(?: (?:analysis|effects?|bridge|variance|decomposition|split))?\b|\bpvm\b(?: analysis)?",
    re.I,
)
_PEOPLE = r"(?:customers?|clients?|buyers?|members?|users?|shoppers?|guests?|ones?)"
_COME = r"(?:new|won|gained|acquired)"
_GONE = r"(?:lost|churned|left|kept|retained|existing|returning|old)"
_CUSTOMERS = re.compile(
    rf"\b(?:split |broken |break |decompos\w+ )*(?:it |that |this |down )*(?:into |by |in |from |with )?(?:the |our )?"
    rf"(?:{_COME}(?: {_PEOPLE})?(?:,| and| or| vs\.?| versus| against)+ (?:the )?{_GONE}(?:,? (?:and|or) {_GONE})?(?: {_PEOPLE})?"
    rf"|{_GONE}(?: {_PEOPLE})?(?: and| or| vs\.?| versus| against) (?:the )?{_COME}(?: {_PEOPLE})?)\b",
    re.I,
)
_CHANGED = r"\b(?:chang\w+|ris\w*|rose|risen|fall\w*|fell|drop\w*|grow\w*|grew|increas\w+|decreas\w+|declin\w+|why|bridge)\b"
_OF_A_CHANGE = {
    "people": re.compile(_CHANGED, re.I),
    "price": re.compile(rf"{_CHANGED}|\b(?:compar\w+|versus|vs|against|from|up|down|differen\w+)\b", re.I),
}
"""Words without which new and lost customers, or prices and volumes, are asked for by themselves."""
_EXPLAINS = re.compile(
    r"\b(?:explains?|explained|drove|drives?|behind|contribut\w+|accounts? for|responsible|made (?:up )?(?:it|that)|moved)\b",
    re.I,
)
_BY = re.compile(
    r"^\W*(?:(?:and|now|then|ok|show|split|break|it|that|this|down|the same|in|up)\b\W*)*(?:by|per|for each)\b",
    re.I,
)
_MOST_WORDS = 12


def read(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog) -> Intent | None:
    """ "split the change in revenue from May to June into price, volume and mix": the bridge with those parts."""
    found = _split(tagged.text)
    if found is None or "drivers" not in planner.tools or not _OF_A_CHANGE[found[0]].search(tagged.text):
        return None
    split, phrase = found
    rest = " ".join((tagged.text[: phrase.start()] + " " + tagged.text[phrase.end() :]).split())
    made = _change(planner, planner.tagger.tag(f"why {rest}", tagged.made), catalog)
    return _with(made, {"split": split}) if made is not None else None


def _change(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog) -> Intent | None:
    """The change that is asked about: between two periods, or against the one before."""
    for scope in planner._scopes(tagged, catalog)[:2]:
        between = periods.read(scope, tagged, planner.tools)
        if between is not None and between.tool == "drivers":
            return between
    draft = abilities.conditions_only(Scope(catalog, catalog.main), tagged)
    return abilities.drivers(draft, tagged.text, True)


def follow(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, last: Turn
) -> Reading | None:
    """The same change in other parts ("into price, volume and mix", "by country"), or between other periods."""
    intent = last.intent
    if not isinstance(intent, Intent) or intent.tool != "drivers" or not intent.args.get("period"):
        return None
    if intent.source not in catalog.sources or len(tagged.text.split()) > _MOST_WORDS:
        return None
    scope = Scope(catalog, intent.source)
    made = _in_other_parts(intent, tagged, scope) or _between_others(intent, tagged)
    return by_its_words(planner._one(question, made, tagged, 0.85)) if made is not None else None


def _in_other_parts(intent: Intent, tagged: Tagged, scope: Scope) -> Intent | None:
    found = _split(tagged.text)
    if found is not None:
        return _with(intent, {"split": found[0], "by": None})
    if not (_BY.search(tagged.text) or _EXPLAINS.search(tagged.text)) or any(s.period for s in tagged.cover):
        return None
    named = [out for s in tagged.cover if (out := _parted_by(scope, s)) is not None]
    if len(named) != 1 or any(s.unknown and not s.free for s in tagged.cover):
        return None
    return _with(intent, {"by": named[0].canonical(), "split": "bridge"})


def _parted_by(scope: Scope, span: Span) -> Out | None:
    """The dimension, or the key of the things, that a span names."""
    if not span.entries or any(e.kind == "value" and e.quality >= 0.9 for e in span.entries):
        return None
    for entry in span.entries:
        entity = scope.catalog.entities.get(entry.name) if entry.kind == "entity" else None
        if entity is not None and entity.table == scope.name and entity.key in scope.source.columns:
            return Out(name=entity.name, expr=col(entity.key))
    term = scope.dimension(span)
    return dimension_out(scope, term)[0] if term is not None else None


def _between_others(intent: Intent, tagged: Tagged) -> Intent | None:
    """ "and from October to November?", "and in October?": the same change of other periods."""
    named = [s.period for s in tagged.cover if s.period is not None and s.period.low and s.period.high]
    others = any(
        s.entries or s.number is not None or s.unknown
        for s in tagged.cover
        if s.period is None and not s.free
    )
    if not named or len(named) > 2 or others or not (message.hear(tagged.text).leans or len(named) == 2):
        return None
    two = periods.pair(tagged) or [(str(p.low), str(p.high)) for p in named]
    days = sorted((low[:10], _last_day(high)) for low, high in two)
    return _with(intent, {"period": list(days[-1]), "against": list(days[0]) if len(days) == 2 else None})


def _last_day(after: str) -> str:
    return (dt.date.fromisoformat(after[:10]) - dt.timedelta(days=1)).isoformat()


def _split(text: str) -> tuple[str, re.Match[str]] | None:
    for name, pattern in (("price", _PRICE), ("people", _CUSTOMERS)):
        found = pattern.search(text)
        if found is not None:
            return name, found
    return None


def _with(intent: Intent, args: dict[str, Any]) -> Intent:
    kept = {k: v for k, v in {**intent.args, **args}.items() if v is not None}
    return intent.model_copy(update={"args": kept})
