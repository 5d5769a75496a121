"""A message as edits: its set phrases first, then what is left, read like the middle of a question."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from assistant.conversation import Turn
from assistant.planner.offline import conditions, phrases
from assistant.planner.offline.build import query_of
from assistant.planner.offline.compose import compose, row_column
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.followups import (
    against,
    asked_figures,
    asked_groups,
    asked_ranking,
    asked_shares,
    banded,
    ellipsis,
    havers,
    like,
    pointing,
    reaching,
)
from assistant.planner.offline.followups import phrases as spoken
from assistant.planner.offline.followups.drawing import Draw
from assistant.planner.offline.followups.figures import Aggregate, Count, Measure
from assistant.planner.offline.followups.groups import Group, is_time
from assistant.planner.offline.followups.message import DEFINED, HOW_MANY, Message, blank
from assistant.planner.offline.followups.operations import Edit, Ground, changed
from assistant.planner.offline.followups.operations import Turn as Order
from assistant.planner.offline.followups.population import Narrow, Only, negated
from assistant.planner.offline.followups.ranking import Top
from assistant.planner.offline.followups.rest import Rest
from assistant.planner.offline.followups.shares import PartWho
from assistant.planner.offline.followups.windows import KINDS, Follow
from assistant.planner.offline.forms import items, tails
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import Intent, is_money, is_numeric
from assistant.planner.offline.spans import Tagged
from data.query import Col, Scalar, call, col, columns_of

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_THAT_ONE = re.compile(r"(?:(?<=\bthat )|(?<=\bthis ))one\b", re.I)
_ONE = re.compile(r"(?:(?<=\bwhich )|(?<=\beach )|(?<=\bother )|(?<=\bno )|(?<=\bany ))one\b|\bones\b|\bof (?:them|these|those)\b(?=[^.]*\b(?:which|most|least)\b)", re.I)  # fmt: skip
_SHOWING = re.compile(
    r"\b(?P<verb>show|plot|draw|sort|order|rank|put|display|visuali[sz]e|chart|graph|group|filter|limit|restrict|narrow|see|give|list|split|do|run|have|get|want|need|look at|present|express|write|convert|calculate|compute|repeat)(?:\s+me)?\s+(?:it|that|this|them|these|those)\b",
    re.I,
)
_LIMITED = re.compile(r"\b(?:limit|restrict|narrow|filter|cut|reduce)(?:\s+(?:it|that|this|them))?(?:\s+down)?\s+(?:to|on|by|for)\b", re.I)  # fmt: skip
_THAT_MUCH = re.compile(
    r"\b(?P<op>at least|more than|higher than|larger than|bigger than|over|above|exceed(?:s|ing)?|beyond|less than|lower than|smaller than|under|at most|below|beneath|older than|younger than|longer than|shorter than)\s+(?:that|this|it|the (?:average|mean|median)|average)\b(?:\s+(?:much|figure|number|value|amount|average|level|mark|one))?",
    re.I,
)
_OPS = {"at least": "ge", "more than": "gt", "higher than": "gt", "larger than": "gt", "bigger than": "gt", "over": "gt",
        "above": "gt", "exceed": "gt", "exceeds": "gt", "exceeding": "gt", "beyond": "gt", "older than": "gt",
        "longer than": "gt", "less than": "lt", "lower than": "lt", "smaller than": "lt", "under": "lt", "below": "lt",
        "beneath": "lt", "younger than": "lt", "shorter than": "lt", "at most": "le"}  # fmt: skip
_IS_THAT = re.compile(
    r"\b(?:is|are|was|were|makes?|would) (?:that|it|this|they|these|those|there)\b(?: be)?", re.I
)


_MANNER = re.compile(
    r"^\W*(?:(?:and|but|so)\b\W*)?(?:how|why|when) (?:do|does|did|can|could|should|would)\b", re.I
)
"""Asks for a way or a time, which is no figure."""
DOUBT = 0.6


@dataclass
class Heard:
    """Edits, and the draft that says what each word of the rest did. `figure`: it names what is measured itself."""

    edits: list[Edit]
    draft: Draft
    figure: bool = False
    condition: bool = False
    notes: list[str] = field(default_factory=list)


def hear(
    planner: OfflinePlanner,
    said: Message,
    ground: Ground,
    turn: Turn,
    made: dict[tuple[str, ...], list[Entry]],
) -> list[Heard]:
    """All ways to take a message as edits, the likeliest first."""
    sides = against.read(planner, said, ground)
    if sides is not None:
        return [Heard([sides[0]], sides[1])]
    edits = spoken.edits(said, ground, planner.words)
    edits += spoken.choice(said, ground, turn, planner.words)
    reach = reaching.read(planner, said, ground)
    if reach is not None:
        return [Heard([*edits, reach], draft_of(ground.scope, planner.tagger.tag(said.rest)))]
    edits += havers.read(said, ground)
    edits += _pointed(said, ground, turn, bool(edits))
    shift = ellipsis.shifted(said, ground.last) or ellipsis.decade(said, ground.last)
    if shift is not None:
        edits.append(Narrow((conditions.Condition(shift, ()),)))
    word = like.read(said, ground) if not edits else None
    if word is not None:
        return [
            Heard([word], draft_of(ground.scope, planner.tagger.tag(said.rest)), isinstance(word, Measure))
        ]
    _shorten(said)
    tagged = ellipsis.dated(planner.tagger.tag(said.rest, made), ground.last)
    bought = _bought(planner, said, ground, tagged, edits)
    if bought is not None:
        return [bought]
    plain = _fragment(said, ground, tagged, edits)
    composed = _composed(said, ground, tagged, edits)
    ways = [h for h in (plain, composed) if h is not None]
    if _MANNER.match(said.text):
        for heard in ways:
            heard.draft.penalty += DOUBT
    return ways


def _pointed(said: Message, ground: Ground, turn: Turn, chosen: bool) -> list[Edit]:
    """What the message points at, and the words that do; display verbs point at the answer as a whole."""
    said.rest = _ONE.sub(lambda m: " " * len(m[0]), said.rest)
    if chosen:
        said.rest = _THAT_ONE.sub(lambda m: " " * len(m[0]), said.rest)
    said.rest = _SHOWING.sub(lambda m: m["verb"] + " " * (len(m[0]) - len(m["verb"])), said.rest)
    if chosen:
        return []
    threshold = _threshold(said, ground)
    if threshold:
        return threshold
    if HOW_MANY.match(said.rest):
        said.rest = ""
        return _figure_of_named(turn, ground) or [Count()]
    excluded = _excluded(said, ground, turn)
    if excluded:
        return excluded
    other = pointing.another(said, ground)
    if other is not None:
        return [Narrow((conditions.Condition(other, ()),))]
    pointed = pointing.nth(said, turn, ground) or pointing.the_one_named(said, turn, ground)
    if pointed is None:
        said.rest = _IS_THAT.sub(lambda m: " " * len(m[0]), said.rest)
        pointed = pointing.pronoun(said, turn, ground)
    said.rest = _THAT_ONE.sub(lambda m: " " * len(m[0]), said.rest)
    return [Only(pointed.conditions, pointed.one)] if pointed is not None else []


def _figure_of_named(turn: Turn, ground: Ground) -> list[Edit]:
    """ "how many was that?" after who had most: the figure that the name was ranked by."""
    named = pointing.answered_name(turn, ground)
    if named is None:
        return []
    only = Only(named.conditions, named.one)
    return [only, Aggregate("max")] if ground.last.columns else [only]


_EXCLUDE = re.compile(
    r"\b(?:without|exclude|excluding|except(?: for)?|drop|ignore|remove|skip|omit|minus|but not|not counting|leave out|leave off|take out)\s+(?P<what>(?:it|that|this|them|those|these)\b(?: one)?|(?:the|that|this) \w+(?: one)?)\W*$|\bleave (?P<that>(?:it|that|this|them)(?: one)?|the \w+(?: one)?) out\b",
    re.I,
)


def _excluded(said: Message, ground: Ground, turn: Turn) -> list[Edit]:
    """ "without it", "exclude the first one": the rows that were pointed at are left out, the rest stays."""
    found = _EXCLUDE.search(said.rest)
    if found is None:
        return []
    what = Message(said.text, f"of {found['what'] or found['that']}")
    pointed = pointing.nth(what, turn, ground) or pointing.pronoun(what, turn, ground)
    if pointed is None:
        return []
    said.rest = blank(said.rest, found.start(), found.end())
    out = tuple(conditions.Condition(negated(e), ()) for e in pointed.conditions)
    return [Narrow(out, beside=True)] if len(out) == 1 else []


def _threshold(said: Message, ground: Ground) -> list[Edit]:
    """ "how many are above that?": each row's own number against the last answer."""
    found = _THAT_MUCH.search(said.rest)
    last = ground.last
    if found is None or len(last.metrics) != 1 or last.groups or last.columns:
        return []
    column = row_column(ground.scope, last.metrics[0])
    if column is None:
        return []
    said.cut(_THAT_MUCH)
    limit = Scalar(scalar=query_of(last))
    expr = call(_OPS[found["op"].lower()], col(column.name), limit)  # type: ignore[arg-type]  # one of the names above
    new = conditions.Condition(expr, ())
    if re.search(r"share|percent|%|proportion|fraction", said.rest, re.I):
        return [PartWho((new,))]
    return [Narrow((new,), beside=True), Count()]


_THOSE_WHO = re.compile(r"\b(?:those|these|ones|people)\s+(?:who|that|which)\b", re.I)
_WHO_ARE = re.compile(r"^\s+(?:who|that|which)(?:\s+(?:are|is|were|was))?\b(?=\s+\w)", re.I)


def _shorten(said: Message) -> None:
    """Words that only lead to what is asked for, and what is left of "those who", which asks who nobody is."""
    if (clause := _WHO_ARE.match(said.rest)) is not None and _THOSE_WHO.search(said.text):
        said.rest = blank(said.rest, clause.start(), clause.end())
    found = _LIMITED.search(said.rest)
    if found is not None:
        said.rest = blank(said.rest, found.start(), found.end())
        said.joins = True


# -- the rest of the message -------------------------------------------------------------------------------------
def _fragment(said: Message, ground: Ground, tagged: Tagged, before: list[Edit]) -> Heard | None:
    draft = draft_of(ground.scope, tagged)
    percentile = phrases.percentile(draft)
    if percentile is not None:
        draft.use("metric", *percentile[1])
    cues = asked_shares.cues(said, draft, ground.last)
    tail = tails.read(draft)
    before = list(before)
    bound = ellipsis.threshold(draft, ground.last)
    if bound is not None:
        before.append(bound)
    elliptic = ellipsis.another_member(draft, ground.last) or banded.another(draft, ground.last)
    if elliptic is None and not _counts_rows(draft):
        elliptic = ellipsis.numbers(draft, ground.last)
    conditions.read(draft)
    if elliptic is not None:
        draft.conditions.append(elliptic)
    asked = items.read(draft)
    rest = Rest(said, ground, draft, tail, asked, before, tuple(draft.conditions), cues)
    rest.whole = asked_shares.whole(rest)
    if asked_ranking.members(rest) or _having(rest):
        figure = False
        _population(rest)
    else:
        asked_groups.read(rest)
        figure = asked_figures.read(rest, percentile[0] if percentile is not None else None)
        _population(rest)
        asked_shares.read(rest)
        asked_ranking.read(rest)
    if _had(rest):
        return None
    rest.edits += _windows(draft)
    if tail.chart is not None:
        rest.edits.append(Draw(tail.chart))
    _license(draft)
    if not rest.edits:
        return None
    _unplaced(said, draft)
    return Heard(rest.edits, draft, figure, bool(draft.conditions))


_WITH = re.compile(
    r"^\W*(?:and |but |now )?(?:only |just )*(?:for |of |among |show )*(?:only |just )*(?:those|these|the ones|ones|people|everyone|all|[a-z]+s)? ?(?:with|who|that|where|having)\b",
    re.I,
)
"""Says whom it is about by what they have or did."""


def _having(rest: Rest) -> bool:
    """ "only those with teenagers": who has any of it. What people have is no figure to be computed."""
    plain = [i for i in rest.asked.items if i.said is None and i.column is not None and is_numeric(i.column)]
    if (
        not plain
        or len(plain) < len(rest.asked.items)
        or rest.conditions
        or rest.asked.groups
        or rest.asked.sup is not None
    ):
        return False
    if not _WITH.match(rest.said.text) or re.search(r"\bwith (?:the|their|its|an?)\b", rest.said.text, re.I):
        return False
    first = max(plain, key=lambda i: i.term.entry.quality if i.term is not None else 0.0)
    column = first.column
    if column is None or not (
        conditions._may_be_zero(column) or (column.role == "ordinal" and column.low in (0, 0.0))
    ):
        rest.draft.penalty += DOUBT
        return False
    words = column.label.lower().split()
    if any(rest.draft.spans[i.at].text.lower() not in words for i in plain if i is not first):
        return False
    rest.conditions = (conditions.Condition(call("gt", col(column.name), 0), (first.at,), column),)
    return True


def _had(rest: Rest) -> bool:
    """ "only those with a known income", heard as the income of them: what people have is no figure that was asked for."""
    measured = any(isinstance(e, Measure) and e.bare for e in rest.edits)
    own = re.search(r"\bwith (?:their|its)\b", rest.said.text, re.I)
    return measured and rest.said.leans and own is None and _WITH.match(rest.said.text) is not None


_OF_THEM = re.compile(
    r"\b(?:how many|what (?:share|percent(?:age)?|part)|how much) of (?:them|those|these|that|it)\b", re.I
)


def _unplaced(said: Message, draft: Draft) -> None:
    """ "how many of those are entire homes?": what is asked of them must be known."""
    if draft.conditions or not _OF_THEM.search(said.text):
        return
    loose = (None, "rows")
    draft.unplaced += [s.text for i, s in enumerate(draft.spans) if s.unknown and draft.used.get(i) in loose]


def _windows(draft: Draft) -> list[Edit]:
    """Words for growth and running totals."""
    for i, span in enumerate(draft.spans):
        word = span.word("window")
        if word is not None and draft.free(i) and not span.entries and word.name in KINDS:
            draft.use("window", i)
            return [Follow(word.name)]
    return []


def _counts_rows(draft: Draft) -> bool:
    """ "top 3", "3 best": the number is how many are shown."""
    for i, span in enumerate(draft.spans):
        near = [draft.spans[k] for k in (i - 1, i + 1) if 0 <= k < len(draft.spans)]
        if span.number is not None and any(s.word("superlative") for s in near):
            return True
    return False


# -- population --------------------------------------------------------------------------------------------------
_BESIDE = re.compile(r"\b(?:of|among|from|out of|amongst) (?:them|these|those|that|it)\b|\b(?:these|those|them)\b", re.I)  # fmt: skip
_ALIKE = re.compile(r"^\W*(?:and|or|what about|how about|what of|same|now|but|then)\b(?!.*\b(?:only|just|also|too|with|who|that)\b)", re.I)  # fmt: skip
"""Asks for the like of what was asked before, and narrows nothing."""


def _population(rest: Rest) -> None:
    if rest.conditions and not rest.cues.share:
        rest.edits.append(_narrow(rest.said, rest.conditions))


def _narrow(said: Message, found: tuple[conditions.Condition, ...]) -> Narrow:
    """The conditions of a message, with how they join those of before."""
    pointed = _BESIDE.search(DEFINED.sub(" ", said.text)) is not None
    beside = said.adds or (pointed and not said.again)
    alike = not beside and (said.swaps or _ALIKE.match(said.text) is not None)
    return Narrow(found, beside, said.swaps and not beside, said.adds, alike)


# -- the composer as a second reading ----------------------------------------------------------------------------
def _composed(said: Message, ground: Ground, tagged: Tagged, before: list[Edit]) -> Heard | None:
    """The rest read as the composer reads a question: families, formulas, bands."""
    if any(s.word("superlative", "share") and not s.entries for s in tagged.cover):
        return None
    fresh, draft = compose(ground.scope, tagged)
    edits = list(before)
    if _splits_by_flag(fresh, draft) or _WITH.match(said.text):
        return None  # whom it is about, read by the parts of the message
    if _counts_others(fresh, draft) or _dated_by_deed(fresh, draft) or _counts_money(fresh, draft):
        return None
    if draft.conditions:
        edits.append(_narrow(said, tuple(draft.conditions)))
    if fresh.groups:
        edits.append(Group(fresh.groups, said.adds or said.splits))
    figure = any(why == "metric" for why in draft.used.values()) and bool(fresh.metrics)
    if figure and draft.conditions and all(is_count(o, ground.scope) for o in fresh.metrics):
        figure = any(s.word("count") for s in draft.spans)  # "only people over 60": whom it is about
    if figure and not fresh.share:
        edits.append(Measure(fresh.metrics, adds=said.adds))
    if fresh.chart is not None:
        edits.append(Draw(fresh.chart))
    if fresh.limit is not None:
        edits.append(Top(fresh.limit, fresh.desc, spoken.folds(said)))
    _license(draft)
    _unplaced(said, draft)
    return Heard(edits, draft, figure) if edits and not fresh.share else None


def _dated_by_deed(fresh: Intent, draft: Draft) -> bool:
    """ "what did they pay?": what was done may name the date of it, and asks for no course in time."""
    asked = any(s.word("group", "grain", "window", "chart") is not None for s in draft.spans)
    return not asked and any(is_time(g) for g in fresh.groups)


def _counts_money(fresh: Intent, draft: Draft) -> bool:
    """ "the number of deals", where the data hold what each is worth: the number of things is no sum of money."""
    counted = any(s.word("count") is not None for s in draft.spans)
    loose = {e.name for s in draft.spans for e in s.entries[:1] if e.kind == "column" and e.quality < _NAMED}
    return counted and any(is_money(o.unit) and loose & set(columns_of(o.expr)) for o in fresh.metrics)


_NAMED = 0.75
"""From here on a phrase is the name of a column, and no part of one."""


def _counts_others(fresh: Intent, draft: Draft) -> bool:
    """ "how many bookings did they get?" of hotels: what is counted is not here, and hotels are no bookings."""
    here = draft.scope.entity
    if here is None or not fresh.metrics or not all(is_count(o, draft.scope) for o in fresh.metrics):
        return False
    spans = [s for i, s in enumerate(draft.spans) if draft.used.get(i) == "entity"]
    named = [{e.name for e in s.entries if e.kind == "entity"} for s in spans]
    return bool(named) and all(n and here.name not in n for n in named)


def _splits_by_flag(fresh: Intent, draft: Draft) -> bool:
    """ "those who are opted in": a yes-or-no column splits only where it is said to."""
    columns = [draft.scope.source.columns.get(o.expr.col) for o in fresh.groups if isinstance(o.expr, Col)]
    flags = any(c is not None and c.role == "flag" for c in columns)
    return flags and not any(s.word("group") is not None for s in draft.spans)


def _bought(
    planner: OfflinePlanner, said: Message, ground: Ground, tagged: Tagged, before: list[Edit]
) -> Heard | None:
    """ "what do they buy?": the products that are known by a name of their own, or the parts of what is spent."""
    if not phrases.buys(said.text):
        return None
    fresh, draft = compose(ground.scope, replace(tagged, text=said.text))
    if fresh.melt is None and not fresh.groups:
        fresh, _ = compose(ground.scope, planner.tagger.tag("best products"))
    if fresh.melt is None and not (fresh.groups and fresh.metrics):
        return None
    draft.use("metric", *(i for i, s in enumerate(draft.spans) if phrases.buys(f"what did they {s.text}")))
    return Heard([*before, Products(fresh)], draft, True)


@dataclass(frozen=True)
class Products:
    """ "and what do they buy?": the parts of what is spent, or products, for those who were left."""

    fresh: Intent

    turn: ClassVar[Order] = Order.GROUPS

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The products in the place of figure and groups."""
        fresh, ranked = self.fresh, bool(self.fresh.groups)
        return changed(
            intent, metrics=fresh.metrics, melt=fresh.melt, groups=fresh.groups, columns=(), desc=True, chart=None,
            order=fresh.order if ranked else None, limit=fresh.limit if ranked else None, answer="list", share=(),
            where=(*intent.where, *intent.share),
        )  # fmt: skip


_FREE = re.compile(
    r"same|instead|make|too|now|only|just|it|that|them|these|those|they|change|show|sort|order|rank|keep|meant|put|together|ones?|both|use|take|again|back|split|group|grouped|grouping|filter|limit|add|turn|total|place|switch|set|how much|chart|rest|there|in|of",
    re.I,
)


def _license(draft: Draft) -> None:
    """Words of editing that restrict nothing once the edit is made."""
    for i, span in enumerate(draft.spans):
        if (
            draft.free(i)
            and not span.entries
            and (_FREE.fullmatch(span.text) or span.word("only", "total", "group"))
        ):
            draft.use("edit", i)
