"""Questions about purchases: who comes back, what is bought together, what customers are worth.

Read on the table that holds the purchases.

Every word must be used, as for a plain query: a group or value that finds no place in the plan is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities
from assistant.planner.offline.abilities import Call_
from assistant.planner.offline.checks import check
from assistant.planner.offline.compose import dimension_out
from assistant.planner.offline.conditions import Condition, Draft
from assistant.planner.offline.scope import Intent, Scope, is_groupable
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Missing, Reading
from data.catalog import Catalog
from data.errors import Unsupported
from data.query import Expr, columns_of
from tools import _purchases
from tools._purchases import Sold

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

TOOLS = ("cohort", "basket", "value")
OWN_NAME = 0.97
"""From this quality on a phrase is a name of the data itself, not a word for an ability."""
_GRAINS = ("day", "week", "month", "quarter", "year")
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_COUNTED = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12}
_WITHIN = re.compile(
    r"\b(?:within|in|after|inside|by)\s+(?:the (?:first|next) )?(?P<n>\d+|an?|one|two|three|four|six|nine|twelve)\s+"
    r"(?P<unit>day|week|month|quarter|year)s?\b|\b(?P<m>\d+)[ -](?P<each>day|week|month|year)\b",
    re.I,
)
_NEWER = re.compile(
    r"\b(newer|recent|later|latest|new|younger)\b.*\b(customers?|clients?|buyers?|cohorts?|members?|users?)\b.*"
    r"\b(worse|better|less|more|as (good|loyal)|decline|declining|improv\w+)\b"
    r"|\b(retention|repeat rate|loyalty)\b.*\b(getting|become|becoming|improv\w+|declin\w+|worsen\w*|gone|going)\b",
    re.I,
)
_OFFER = re.compile(
    r"\b(offer|recommend|suggest|upsell|cross ?sell)\b.*\b(bought|buys?|buyers?|purchased?|ordered)\b", re.I
)
_MIX = re.compile(
    r"\bnew (customers? |clients? |buyers? )?(vs\.?|versus|and|or|against|compared (to|with)) (existing|returning|old|repeat)\b"
    r"|\b(existing|returning|old|repeat) (customers? |clients? |buyers? )?(vs\.?|versus|and|or|against) new\b"
    r"|\b(sales|revenue|turnover|share)\b.*\b(from|by|of|with) (our )?(new|returning|existing) (customers?|clients?|buyers?)\b",
    re.I,
)
_BACK = re.compile(
    r"\b(?:come|comes|came|coming|are|is) back\b|\breturns?\b|\b(?:buys?|bought|orders?|ordered|purchases?|purchased) again\b",
    re.I,
)
"""What new customers do or do not: "what share of new customers come back?" is about them, not about what they bring."""
_PAIRS = re.compile(
    r"\b(pairs?|combinations?|combos?) of (different )?(products?|items?|articles?|things|goods)\b", re.I
)
_STRONG = re.compile(r"\b(lift|strong\w*|surpris\w*|affinity|unusual|strength)\b", re.I)
_DIFFERENT = re.compile(
    r"\bdifferent (items?|products?|things?)\b|\b(without|no|not|ignoring) variants?\b", re.I
)
_MARGIN = re.compile(
    r"\b(?P<a>\d+(?:\.\d+)?) ?(?:%|percent)(?: gross| profit| contribution)? margins?\b"
    r"|\bmargins?(?: of| is| at|:)? (?P<b>\d+(?:\.\d+)?) ?(?:%|percent)",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:next|coming|over|in|within|for)(?: the)?(?: next| coming)? (?P<n>\d+|an?|one|two|three|four|six|nine|twelve) "
    r"(?P<unit>month|year|quarter)s?\b|\b(?P<m>\d+)[ -](?P<each>month|year)\b|\bnext (?P<one>year|quarter|month)\b",
    re.I,
)
_CHURN = re.compile(
    r"\b(about|going|likely|liable) to (churn|leave|lapse|defect|stop (buying|ordering)|be lost)\b"
    r"|\b(who|which [\w ]+?) (will|may|might|could) (\w+ )?(churn|leave us|lapse|defect|stop (buying|ordering))\b"
    r"|\b(at )?risk of (churn|churning|leaving|lapsing)\b|\bchurn (risk|probabilit\w+|chance)\b"
    r"|\b(unlikely|not likely) to (buy|order|purchase|come back)( again)?\b",
    re.I,
)
"""Who will soon be gone. No words of the vocabulary: a table with a column of who has left answers otherwise."""
_PAST = re.compile(
    r"\b(so far|to date|until now|till now|up to now|historic(al)?(ally)?|already|past)\b", re.I
)
_DOUBT = re.compile(
    r"\bhow (sure|certain|accurate|reliable|good|well)\b|\bcan i trust\b|\bhow was (it|that) tested\b", re.I
)
_WHO = re.compile(
    r"\b(who|which|list|top \d+|top|highest|best|most valuable)\b.*\b(customers?|clients?|buyers?)\b", re.I
)
_TWO = re.compile(
    r"\b(two|2|pairs? of)\s+(different )?(products?|items?|things?|articles?)\b|\b(one|1|a single) (order|basket)\b",
    re.I,
)
_BESIDE = (
    "with",
    "bought",
    "buy",
    "buys",
    "buying",
    "purchased",
    "ordered",
    "of",
    "for",
    "to",
    "beside",
    "and",
    "or",
)
"""What stands before a thing that others are bought with; other small words before a category restrict."""


@dataclass(frozen=True)
class Asked:
    """The ability that is called, and which of its views."""

    tool: str
    detail: str


def asked(calls: list[Call_], tagged: Tagged, planner: OfflinePlanner) -> Asked | None:
    """The first word for one of these abilities that is no name of the data's own."""
    low = tagged.text.lower()
    found = None
    if any(re.match(r"segment|cluster", s.text.lower()) and not s.entries for s in tagged.cover):
        return None  # these are made first
    for call in calls:
        span = tagged.cover[call.at]
        if call.tool not in TOOLS or any(e.quality >= OWN_NAME for e in span.entries):
            continue
        if call == Call_("basket", "with", call.at) and marked(tagged, call.at, planner.catalog):
            continue
        found = found or Asked(call.tool, call.detail)
    if _NEWER.search(low) and "cohort" in planner.tools:
        return Asked("cohort", "newer")
    named = any(
        e.kind == "value"
        for s in tagged.cover
        if re.search(r"new|return|exist", s.text, re.I)
        for e in s.entries
    )
    if _MIX.search(low) and not named and not _BACK.search(low) and "cohort" in planner.tools:
        return Asked("cohort", "mix")
    if found is None and _CHURN.search(low) and "value" in planner.tools:
        return Asked("value", "churn")
    if found is None and "basket" in planner.tools:
        if _OFFER.search(low):
            return Asked("basket", "with")
        if _PAIRS.search(low):
            return Asked("basket", "pairs")
    return found


def marked(tagged: Tagged, at: int, catalog: Catalog) -> bool:
    """ "sold with a promo": what a yes or no tells of each row, and no other thing in the basket."""
    behind = (s for s in tagged.cover[at + 1 :] if s.text.lower() not in ("a", "an", "the", "any"))
    thing = next(behind, None)
    columns = (
        (catalog.sources[e.source].columns.get(e.name) for e in thing.entries if e.kind == "column")
        if thing
        else ()
    )
    return any(c is not None and c.role == "flag" for c in columns)


def read(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    calls: list[Call_],
    last: Intent | None = None,
    pointed: str | None = None,
) -> Reading | None:
    """The question as a call of one of these abilities; `last` lends its population, `pointed` is "it"."""
    wanted = asked(calls, tagged, planner)
    if wanted is None:
        return None
    people = abilities.people_scope(catalog)
    orders = wanted.tool == "basket"
    if wanted == Asked("basket", "with") and _with_a_trait(calls, tagged):
        return None
    try:
        home = _purchases.find(catalog, people, order=orders, customer=not orders).source
    except Unsupported as error:
        if wanted.tool == "value":
            return _of_members(planner, question, tagged, catalog, wanted, people)
        if any(e.kind == "measure" for c in calls for e in tagged.cover[c.at].entries):
            return None
        needed = _as_clause(error.hint).removesuffix(" would be needed")
        return Reading(question, missing=Missing(_as_clause(error.message), needed))
    names = (
        [last.source] if last is not None and (last.where or last.within) else [home, people, catalog.main]
    )
    draft = _best(tagged, catalog, list(dict.fromkeys(names)))
    intent = made(draft, wanted, tagged.text.lower())
    if wanted == Asked("basket", "with") and not {"item", "anchor"} & set(intent.args):
        if pointed is None:
            return None  # it goes with no thing that is sold
        intent = intent.model_copy(update={"args": {**intent.args, "item": pointed}})
    if last is not None and (last.where or last.within):
        lent = _placed(last, draft)
        intent = intent.model_copy(update={"source": lent.source, "where": lent.where, "within": lent.within})
    return _checked(planner, question, tagged, draft, intent)


def _with_a_trait(calls: list[Call_], tagged: Tagged) -> bool:
    """ "Sold with a promo", "goes with the most visits": with what a column tells, and with no thing that is sold."""
    for call in calls:
        said = [s for s in tagged.cover[call.at + 1 :] if s.word("superlative") or not s.free]
        while said and said[0].word("superlative") is not None:
            said = said[1:]
        entries = said[0].entries if said else ()
        if (call.tool, call.detail) == ("basket", "with") and entries:
            return entries[0].kind in ("column", "measure") and not any(e.kind == "value" for e in entries)
    return False


def _of_members(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, wanted: Asked, people: str
) -> Reading | None:
    """A value of customers whose purchases have no dates: what they have spent; the rest is another ability's."""
    if wanted.detail != "expected":
        return None
    draft = _best(tagged, catalog, [people])
    intent = made(draft, Asked("value", "historic"), tagged.text.lower())
    return _checked(planner, question, tagged, draft, intent)


def again(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, intent: Intent
) -> Reading | None:
    """The last of these answers for fewer or other customers, at another grain, split, or within other days."""
    if asked(abilities.called(tagged, planner.tools), tagged, planner) is not None:
        return None  # it calls an ability of its own
    draft = _best(tagged, catalog, [intent.source, abilities.people_scope(catalog)])
    low = tagged.text.lower()
    new = _ARGUMENTS[intent.tool](draft, "", low)
    if not new and not _rows(draft):
        return None
    args = _merged(intent.tool, intent.args, new)
    changed = _placed(intent, draft).model_copy(update={"args": args})
    _license(draft, intent.tool)
    checked = check(draft, changed, len(tagged.corrections))
    if checked.unlicensed:
        return None  # it speaks of something else
    return planner._one(question, changed, tagged, min(0.9, checked.confidence), checked)


_OPENS_EDIT = re.compile(
    r"^(and |but |ok |now )*(at|over|for|in|with|within|assuming|what if|if|by|per|after)\b", re.I
)


def edits(text: str, intent: Intent) -> bool:
    """Whether a message changes an argument of one of these answers: "at 40 % margin", "within 60 days"."""
    if intent.tool not in TOOLS or not _OPENS_EDIT.match(text) or len(text.split()) > 9:
        return False
    patterns = {"value": (_MARGIN, _AHEAD), "cohort": (_WITHIN,), "basket": (_STRONG,)}[intent.tool]
    return any(p.search(text) for p in patterns)


def _merged(tool: str, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The old arguments with the new ones; a view gives way where the new ones belong to another."""
    args = {**old, **new}
    if tool == "value" and old.get("view") == "customers" and "by" in new:
        args["view"] = "expected"
    if tool != "cohort":
        return args
    view = old.get("view", "retention")
    if view == "retention" and ("days" in new or "by" in new):
        args["view"] = "return"
    elif "grain" in new and view not in ("newer", "mix"):
        args = {k: v for k, v in args.items() if k not in ("days", "by")} | {"view": "retention"}
    return args


def _as_clause(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


def _checked(planner: OfflinePlanner, question: str, tagged: Tagged, draft: Draft, intent: Intent) -> Reading:
    _license(draft, intent.tool)
    checked = check(draft, intent, len(tagged.corrections))
    return planner._one(question, intent, tagged, min(0.9, checked.confidence), checked)


def _best(tagged: Tagged, catalog: Catalog, names: list[str]) -> Draft:
    """The draft in the source where the conditions hold for rows: the table of purchases, else its customers."""
    drafts = []
    for name in names:
        if name not in catalog.sources:
            continue
        draft = abilities.conditions_only(Scope(catalog, name), tagged)
        abilities.flags_as_conditions(draft)
        misread = sum(1 for c in draft.conditions if c.measure is not None or _of_people(draft, c))
        drafts.append((len(draft.conditions) - 2 * misread, draft))
    return max(drafts, key=lambda pair: pair[0])[1]


def _of_people(draft: Draft, condition: Condition) -> bool:
    """Whether "customers over 50" was put to a number of the purchases: the number is one of the customers."""
    entity = draft.scope.entity
    return any(
        e.kind == "entity"
        and e.name in _purchases.BUYERS
        and e.quality >= 0.8
        and (entity is None or e.name != entity.name)
        for i in condition.spans
        for e in draft.spans[i].entries
    )


def _placed(last: Intent, draft: Draft) -> Intent:
    """The last intent with new conditions where they hold: on customers, beside old ones on their purchases."""
    rows = _rows(draft)
    if not rows or draft.scope.name == last.source:
        return last.model_copy(update={"where": (*_kept(last, draft), *rows)})
    entity = draft.scope.entity
    if entity is not None and entity.name in draft.scope.catalog.entities:
        return last.model_copy(
            update={"source": draft.scope.name, "where": rows, "within": (*last.within, *last.where)}
        )
    return last.model_copy(update={"within": (*last.within, *rows)})


def _kept(last: Intent, draft: Draft) -> tuple[Any, ...]:
    """Conditions of the last answer that no new one replaces."""
    new = {n for c in draft.conditions for n in columns_of(c.expr)}
    return tuple(e for e in last.where if not set(columns_of(e)) & new)


def made(draft: Draft, wanted: Asked, low: str) -> Intent:
    """The intent of an ability with the arguments that the words give."""
    args = _ARGUMENTS[wanted.tool](draft, wanted.detail, low)
    rows = _rows(draft)
    return Intent(source=draft.scope.name, tool=wanted.tool, args=args, where=rows)


def _rows(draft: Draft) -> tuple[Expr, ...]:
    """The conditions on rows that are left."""
    return tuple(c.expr for c in draft.conditions if c.measure is None)


# ---------------------------------------------------------------- arguments
def _cohort(draft: Draft, detail: str, low: str) -> dict[str, Any]:
    args: dict[str, Any] = {"view": detail} if detail else {}
    days = _days(draft, low)
    if days is not None:
        args["days"] = days
        if detail == "retention":
            args["view"] = "return"
    elif (grain := _grain(draft)) is not None:
        args["grain"] = grain
    by = _dimension(draft)
    if by is not None:
        args["by"] = by
        if args.get("view") in ("retention", "newer"):
            args["view"] = "return"
    if args.get("view") == "mix":
        # Its words are those of the whole: "the share of sales".
        draft.use(
            "mix", *(i for i, s in enumerate(draft.spans) if not any(e.kind == "value" for e in s.entries))
        )
    side = next((w.name for s in draft.spans for w in s.words if w.kind == "superlative"), None)
    if side is not None and args.get("view") == "retention":
        args["best"] = "best" if side == "desc" else "worst"
        draft.use("best", *(i for i, s in enumerate(draft.spans) if s.word("superlative")))
    return args


def _days(draft: Draft, low: str) -> int | None:
    """ "within 60 days", "in the first three months", "90-day"."""
    hit = _WITHIN.search(low)
    if hit is None:
        return None
    said, unit = hit["n"] or hit["m"], hit["unit"] or hit["each"]
    n = _COUNTED.get(said) or int(said)
    _use(draft, "days", hit.start(), hit.end())
    return 365 * n // 12 if unit == "month" and n >= 12 else n * _DAYS[unit]


def _grain(draft: Draft) -> str | None:
    for i, span in enumerate(draft.spans):
        word = span.word("grain")
        if word is not None and word.name in _GRAINS and draft.free(i):
            draft.use("grain", i)
            return word.name
    return None


def _dimension(draft: Draft) -> dict[str, Any] | None:
    """What the answer is split by: a category named after "by", "per", "which"."""
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or not span.entries or not _after_cue(draft, i):
            continue
        term = draft.scope.dimension(span)
        if term is None or term.column is None or not is_groupable(term.column):
            continue
        if term.column.type in ("date", "datetime") or term.column.role in ("id", "person"):
            continue
        draft.use("group", i)
        return dimension_out(draft.scope, term)[0].canonical()
    return None


def _after_cue(draft: Draft, i: int) -> bool:
    """Whether a word for splitting stands before a place, with small words between at most."""
    k = i - 1
    while k >= 0 and i - k <= 3:
        span = draft.spans[k]
        if span.word("group") or span.text.lower() in ("which", "what"):
            draft.use("group", k)
            return True
        if not span.free:
            return False
        k -= 1
    return False


def _basket(draft: Draft, detail: str, low: str) -> dict[str, Any]:
    args: dict[str, Any] = {}
    for hit in _TWO.finditer(low):
        _use(draft, "pair", hit.start(), hit.end())
    if _STRONG.search(low):
        args["order"] = "strength"
    if _DIFFERENT.search(low):
        args["different"] = True
    limit = _top(draft)
    if limit is not None:
        args["limit"] = limit
    catalog, name = draft.scope.catalog, draft.scope.name
    product = _purchases.product(catalog, name) if name in catalog.sources else None
    anchor = _anchor(draft, detail, product)
    if anchor:
        args["anchor"] = [e.canonical() for e in anchor]
    elif (item := _unknown_thing(draft)) is not None:
        args["item"] = item
    by = _kind_of_thing(draft, product)
    if by is not None:
        args["by"] = by
    return args


def _top(draft: Draft) -> int | None:
    """ "top 10", "the 5 strongest pairs"."""
    for i, span in enumerate(draft.spans):
        if span.number is None or not draft.free(i) or span.percent or not 1 <= span.number <= 100:
            continue
        around = [draft.spans[k] for k in (i - 1, i + 1) if 0 <= k < len(draft.spans)]
        if any(s.word("superlative") or s.text.lower() in ("pairs", "combinations") for s in around):
            draft.use("limit", i)
            return int(span.number)
    return None


def _anchor(draft: Draft, detail: str, product: Sold | None) -> tuple[Expr, ...]:
    """Conditions that name the thing which others are bought with; they leave the question's population."""
    own, kinds = _product_columns(product)
    chosen = []
    for condition in list(draft.conditions):
        names = set(columns_of(condition.expr))
        if condition.measure is not None or not names or not names <= own | kinds:
            continue
        before = _word_before(draft, min(condition.spans, default=0))
        restricts = before in ("in", "within", "among", "from") or (detail != "with" and not names <= own)
        if not restricts and (names <= own or before in _BESIDE):
            chosen.append(condition.expr)
            draft.conditions.remove(condition)
    return tuple(chosen)


def _word_before(draft: Draft, at: int) -> str:
    """The word before a place, articles and nouns of kind ("the category Lighting") left aside."""
    k = at - 1
    while k >= 0:
        last = draft.spans[k].text.lower().split()[-1]
        passed = last in ("the", "a", "an", "our", "my") or (draft.spans[k].entries and last not in _BESIDE)
        if not passed:
            return last
        k -= 1
    return ""


def _product_columns(product: Sold | None) -> tuple[set[str], set[str]]:
    """Columns of the rows that name a product, and those that say of what kind it is."""
    return (set(), set()) if product is None else ({product.key, product.name}, set(product.kinds))


def _unknown_thing(draft: Draft) -> str | None:
    """The words after "with" or "bought" that the data's list of names does not hold as they stand, or a code."""
    spans = draft.spans
    for cue, span in enumerate(spans):
        last = span.text.lower().split()[-1]
        if last not in ("with", "bought", "buy", "buys", "for", "to"):
            continue
        said = _named_after(draft, cue)
        coded = bool(said) and spans[said[0]].number is not None
        known = any(spans[i].unknown or any(e.kind == "value" for e in spans[i].entries) for i in said)
        if coded or (known and last not in ("for", "to")):
            draft.use("item", *said)
            return " ".join(spans[i].text for i in said)
    return None


_ENDS = (
    "?",
    ".",
    ",",
    "in",
    "during",
    "since",
    "from",
    "by",
    "at",
    "too",
    "else",
    "often",
    "usually",
    "most",
)


def _named_after(draft: Draft, cue: int) -> list[int]:
    """The places of a name after a cue: up to a word that ends it or that means something else."""
    said: list[int] = []
    for i in range(cue + 1, len(draft.spans)):
        text = draft.spans[i].text.lower()
        if not said and text in ("the", "a", "an", "our", "my", "some"):
            continue
        if text in _ENDS or not draft.free(i) or draft.spans[i].word("tool"):
            break
        said.append(i)
    return said


def _kind_of_thing(draft: Draft, product: Sold | None) -> str | None:
    """ "which categories are bought together": the column whose values are the things."""
    own, _ = _product_columns(product)
    for i, span in enumerate(draft.spans):
        term = draft.scope.dimension(span) if draft.free(i) and span.entries else None
        if term is None or term.column is None or term.entity is not None or term.column.name in own:
            continue
        beside = [draft.used.get(k) for k in (i - 1, i + 1)]
        if "value" in beside or "item" in beside:
            continue  # "in the category Living": it says what the value is
        if term.column.role in ("category", "code") and term.entry.quality >= 0.8:
            draft.use("group", i)
            return term.column.name
    return None


def _value(draft: Draft, detail: str, low: str) -> dict[str, Any]:
    args: dict[str, Any] = {"view": detail} if detail else {}
    margin = _MARGIN.search(low)
    if margin is not None:
        args["margin"] = round(float(margin["a"] or margin["b"]) / 100, 6)
        _use(draft, "margin", margin.start(), margin.end())
    ahead = _AHEAD.search(low) if detail in ("", "expected") else None
    if ahead is not None:
        args["months"] = _months(ahead)
        _use(draft, "months", ahead.start(), ahead.end())
    elif _PAST.search(low):
        args["view"] = "historic"
    elif not detail and (doubt := _DOUBT.search(low)) is not None:
        args["view"] = "check"
        _use(draft, "doubt", doubt.start(), doubt.end())
    churn = _CHURN.search(low) if detail == "churn" else None
    if churn is not None:
        _unread(draft, churn.start(), churn.end())
        _use(draft, "churn", churn.start(), churn.end())
    limit = _top(draft)
    by = _dimension(draft)
    if by is not None:
        args["by"] = by
    elif (
        detail == "expected" and "view" in args and args["view"] == "expected" and (limit or _WHO.search(low))
    ):
        args["view"] = "customers"
    if limit is not None:
        args["limit"] = limit
    if args.get("view") in ("customers", "churn"):
        draft.use("top", *(i for i, s in enumerate(draft.spans) if s.word("superlative")))
    return args


def _months(hit: re.Match[str]) -> int:
    """Months ahead of "next 2 years", "a 6-month value", "next year"."""
    unit = hit["unit"] or hit["each"] or hit["one"]
    said = hit["n"] or hit["m"] or "1"
    return (_COUNTED.get(said) or int(said)) * {"month": 1, "quarter": 3, "year": 12}[unit]


def _unread(draft: Draft, start: int, end: int) -> None:
    """What will be is no condition on what was: "likely to churn" asks for no purchases that were cancelled."""
    within = [i for i, s in enumerate(draft.spans) if start <= draft.tokens[s.start].start < end]
    for condition in [c for c in draft.conditions if c.spans and set(c.spans) <= set(within)]:
        draft.conditions.remove(condition)


# ---------------------------------------------------------------- what each word did
def _use(draft: Draft, why: str, start: int, end: int) -> None:
    """Mark the spans that lie within a stretch of the text."""
    for i, span in enumerate(draft.spans):
        if start <= draft.tokens[span.start].start < end:
            draft.use(why, i)


def _license(draft: Draft, tool: str) -> None:
    """Words that an ability's own nouns stand for, and those that add nothing beside them."""
    assert draft.words is not None
    aside = set(draft.words.raw["asides"].get(tool, "").split())
    for i, span in enumerate(draft.spans):
        if not draft.free(i):
            continue
        if (
            (span.word("tool") and any(w.name == tool for w in span.words))
            or _names_things(draft, span)
            or set(span.text.lower().split()) <= aside
            or span.word("grain", "share", "chart", "plot", "reference", "time", "rate", "count")
        ):
            draft.use("tool", i)


def _names_things(draft: Draft, span: Span) -> bool:
    """Customers, orders and products are what these abilities are about anyway."""
    return any(e.kind in ("entity", "rows", "table") and e.quality >= 0.8 for e in span.entries) and not any(
        e.kind == "value" for e in span.entries
    )


_ARGUMENTS = {"cohort": _cohort, "basket": _basket, "value": _value}
