"""How sure a reading is: what was licensed, what was not, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.planner.offline import misread, rownouns, shape, unheard, vain
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span
from data.catalog import Catalog
from data.query import Agg, MeasureRef, columns_of, walk

UNKNOWN, RESTRICTING, UNUSED_NOUN, TYPO, DOUBT, PART = 0.12, 0.4, 0.3, 0.03, 0.12, 0.06


@dataclass(frozen=True)
class Checked:
    """Confidence with its reasons; `unlicensed` restricting words, `ignored` unknown or unused ones."""

    confidence: float
    unlicensed: tuple[str, ...]
    ignored: tuple[str, ...]
    reasons: tuple[str, ...]


def check(draft: Draft, intent: Intent, corrections: int, cover: Sequence[Span] = ()) -> Checked:
    """Every restricting word must be used; nouns of the data too; unknown words are shown. `cover`: the words as they
    were before a form put some of their meanings aside."""
    confidence, reasons = 1.0 - draft.penalty, []
    planned = _planned(draft, intent)
    numbered = any(s.number is not None for s in draft.spans)
    unlicensed: list[str] = list(draft.unplaced)
    drawn_of_nothing = _drawn_of_nothing(draft, intent)
    ignored: list[str] = []
    for i, span in enumerate(draft.spans):
        if span.word("idle") and not span.entries:
            continue
        if (
            _claimed_in_vain(draft, intent, i, planned)
            or _counts_others(draft, intent, i)
            or _counted_past(draft, intent, i, planned)
            or _groups_by_nothing(draft, i)
            or _of_a_table_apart(draft, i)
            or _in_one_state(draft, i)
        ):
            unlicensed.append(span.text)
            continue
        if i in draft.used or (span.free and not (span.words or span.entries)):
            continue
        if (
            (span.number is not None and not span.entries)
            or span.period is not None
            or span.bands is not None
            or (
                span.word("not", "comparator", "after_number", "superlative", "order_time")
                and not _harmless(span.text)
            )
            or (span.word("vague") and not span.entries and not numbered)
            or (_shapes(span) and not span.entries)
            or (
                span.word("grain") and not span.entries and intent.tool == "query" and _names_period(draft, i)
            )
            or (span.word("time") and not span.entries and intent.tool == "query")
        ):
            unlicensed.append(span.text)
        elif span.entries and any(
            e.kind in ("column", "measure") and e.name.rsplit(".", 1)[-1] in planned for e in span.entries
        ):
            continue  # said twice: the plan has it
        elif span.word("count") is not None and intent.metrics and vain.counts_alone(draft, intent):
            continue  # "count visits where ...", though another table has their number
        elif span.entries and not (_framing(draft, i) and not _half_of_flag(draft, i)):
            unlicensed.append(span.text)
            confidence += RESTRICTING - UNUSED_NOUN
        elif span.unknown:
            ignored.append(span.text)
            if (drawn_of_nothing and span.text.isalpha()) or not harmless_unknown(draft, i):
                unlicensed.append(span.text)
                confidence += UNKNOWN
    unlicensed += shape.unanswered(intent, cover or draft.spans, draft.text, draft.scope.catalog.measures)
    unlicensed += vain.words(draft, intent)
    unlicensed += unheard.words(draft, intent)
    unlicensed += misread.words(draft, intent)
    unlicensed = list(dict.fromkeys(unlicensed))
    for word in unlicensed:
        confidence -= RESTRICTING
        reasons.append(f"“{word}” restricts, but has no place in the plan")
    for word in ignored:
        near = word in unlicensed
        confidence -= UNKNOWN * (3.0 if near else 1.0)
        reasons.append(f"“{word}” is not known" + (" and stands by a name of the data" if near else ""))
        if near and word not in unlicensed:
            unlicensed.append(word)
    if vain.unjoined(draft, intent):
        confidence -= RESTRICTING
        reasons.append("several figures, though nothing joins them")
    confidence -= TYPO * corrections + DOUBT * len(draft.doubts)
    reasons += draft.doubts
    for i, why in draft.used.items():
        best = max((e.quality for e in draft.spans[i].entries), default=1.0)
        if best < 0.75 and why in ("metric", "group", "value", "condition", "item"):
            confidence -= PART
            reasons.append(f"“{draft.spans[i].text}” is only a part of a name")
    return Checked(max(0.0, min(1.0, confidence)), tuple(unlicensed), tuple(ignored), tuple(reasons))


_NO_GROUP = frozenset(["far", "how", "now", "any", "all", "chance", "and", "the", "a", "an", "each", "what", "which", "much", "itself", "themselves", "hand", "default", "row", "record", "line", "person", "head"])  # fmt: skip


def _groups_by_nothing(draft: Draft, i: int) -> bool:
    """ "by list", where no column is one: a small word that is grouped by must not be passed over."""
    span = draft.spans[i]
    if i in draft.used or i == 0 or not span.free or span.words or span.entries:
        return False
    before = draft.spans[i - 1].text.lower()
    if before not in ("by", "per") or span.text.lower() in _NO_GROUP or not span.text.isalpha():
        return False
    following = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    return following is None or not following.text[:1].isalnum()


def _claimed_in_vain(draft: Draft, intent: Intent, i: int, planned: set[str]) -> bool:
    """A part of the name of a date or flag ("open" of "opened at") that a form took, though its plan has nothing of it."""
    span = draft.spans[i]
    if (
        intent.tool != "query"
        or intent.before
        or draft.used.get(i) not in ("item", "metric", "group", "order")
    ):
        return False
    if span.words or not span.entries or any(e.kind not in ("column", "measure") for e in span.entries):
        return False
    if draft.used[i] == "order":  # "..., by average time": what it should be ranked by
        return span.text.lower() not in _OF_ORDER and not any(
            e.name.rsplit(".", 1)[-1] in planned for e in span.entries
        )
    if any(e.quality >= shape.SURE or e.name.rsplit(".", 1)[-1] in planned for e in span.entries):
        return False
    columns = [draft.scope.column(e) for e in span.entries if e.kind == "column"]
    return bool(columns) and all(c is not None and c.role in ("date", "flag") for c in columns)


def _counted_past(draft: Draft, intent: Intent, i: int, planned: set[str]) -> bool:
    """ "How many sellers spend on ads", answered by all sellers: a column that is named tells which of them."""
    span = draft.spans[i]
    if draft.used.get(i) != "item" or not span.entries or any(e.kind != "column" for e in span.entries):
        return False
    if (
        intent.tool != "query"
        or intent.groups
        or intent.columns
        or intent.share
        or intent.melt
        or intent.having
    ):
        return False
    cue = next((k for k in range(i) if draft.spans[k].word("count") is not None), i)
    counted = next((k for k in range(cue + 1, i) if draft.spans[k].entries or draft.spans[k].unknown), None)
    if counted is None or not vain.counts_alone(draft, intent):
        return False
    return not any(e.name.rsplit(".", 1)[-1] in planned for e in span.entries)


_OF_ORDER = ("order", "name", "names", "number", "count", "amount", "total", "value", "values", "axis")
"""Words of an order itself ("in ascending order of the names"), also where the data have something of that name."""


_STATES = frozenset(["status", "state", "stage", "outcome", "result", "disposition"])
_COUNTED_FROM = frozenset(["how many", "number of", "count of", "the", "of", "all", "our", "only", "total", "just", "by", "per"])  # fmt: skip


def _in_one_state(draft: Draft, i: int) -> bool:
    """ "completed stays", where a column tells the status of each: some of the rows, though the word is no value."""
    span = draft.spans[i]
    if i in draft.used or span.entries or not span.free or not span.text.lower().endswith("ed"):
        return False
    named = i + 1 < len(draft.spans) and any(e.kind == "entity" for e in draft.spans[i + 1].entries)
    before = draft.spans[i - 1] if i else None
    counted = before is None or before.number is not None or before.text.lower() in _COUNTED_FROM
    return (
        named
        and counted
        and any(
            c.role == "category" and bool(_STATES & set(c.label.lower().split()))
            for c in draft.scope.source.columns.values()
        )
    )


def _of_a_table_apart(draft: Draft, i: int) -> bool:
    """ "Campaign spend" read on orders, which no key joins with campaigns: what is named is not what is told."""
    if draft.used.get(i) != "entity":
        return False
    catalog, scope = draft.scope.catalog, draft.scope
    own = scope.source.entity.table if scope.source.entity is not None else scope.name
    tables = {catalog.entities[e.name].table for e in draft.spans[i].entries if e.kind == "entity"}
    return bool(tables) and not tables & _joined(catalog, own)


def _joined(catalog: Catalog, table: str) -> set[str]:
    """The tables that keys join with one, by whatever way."""
    reached, more = {table}, True
    while more:
        beside = {t for j in catalog.joins for t in (j.table, j.to) if {j.table, j.to} & reached}
        more = not beside <= reached
        reached |= beside
    return reached


def _counts_others(draft: Draft, intent: Intent, i: int) -> bool:
    """ "how many people live in Asia", answered by the number of countries there."""
    if i == 0 or draft.words is None or draft.spans[i - 1].word("count") is None or draft.spans[i].entries:
        return False
    if not rownouns.are_others(
        draft.scope.entity, draft.scope.source, draft.spans[i].text.lower(), draft.words
    ):
        return False
    strange = draft.spans[i].unknown or draft.spans[i].text.lower() in rownouns.PERSONS
    return strange and any(isinstance(m.expr, Agg) and m.expr.agg == "count" for m in intent.metrics)


def _drawn_of_nothing(draft: Draft, intent: Intent) -> bool:
    """ "monthly spend as a line" without a spend: rows would be drawn though nobody spoke of counting."""
    if intent.chart is None or not intent.groups or any(s.word("count") for s in draft.spans):
        return False
    return all(
        isinstance(m.expr, Agg) and m.expr.agg == "count" and m.expr.of is None for m in intent.metrics
    )


def _planned(draft: Draft, intent: Intent) -> set[str]:
    """Names of all columns and measures that the plan reads."""
    outs = (*intent.metrics, *intent.groups, *intent.columns)
    exprs = [*(o.expr for o in outs), *intent.where, *intent.having, *intent.share]
    measures = draft.scope.catalog.measures
    names: set[str] = set()
    for expr in exprs:
        for node in walk(expr):
            if isinstance(node, MeasureRef) and node.measure in measures:
                names |= {node.measure, *columns_of(measures[node.measure].expr)}
        names |= set(columns_of(expr))
    return names


def harmless_unknown(draft: Draft, i: int) -> bool:
    """A verb or adverb that is not known ("was it televised", "nicely"), the unit of a figure or name that is used
    ("gold medals", "40,000 spectators"), the rows of a table whose rows nobody named. Other nouns restrict."""
    word = draft.spans[i].text.lower()
    if word.endswith("ly"):
        return True
    if _by_a_number(draft, i) or _does_itself(draft, i):
        return False
    nameless = draft.scope.entity is None
    plural = word.endswith("s") and not word.endswith("ss")
    last = draft.spans[i - 1] if i > 0 else None
    named_last = (
        last is not None and draft.used.get(i - 1) in _NAMED and (last.entries or last.number is not None)
    )
    if named_last and (plural or (nameless and not _behind_counted(draft, i))) and not word.endswith("ing"):
        return True
    back = i - 1
    while back >= 0 and draft.spans[back].text.lower() in (*_ARTICLES, "have", "been", "being"):
        back -= 1
    before = draft.spans[back].text.lower() if back >= 0 else ""
    if word.endswith(("ed", "ing", "en")):
        named = draft.used.get(back) in _NAMED and bool(draft.spans[back].entries)
        if _tells_which(draft, i, back):
            return False  # "students who improved": only some of them
        if back == i - 1 and before in _BEING and _tells_alone(draft, i):
            return False  # "how many tickets are unassigned"
        return before in _AUXILIARIES or (back == i - 1 and named)
    if before in _AUXILIARIES:
        return not plural and back == i - 1 and not _goes_on(draft, i) and not _tells_which(draft, i, back)
    return (
        nameless
        and plural
        and (before in _HEADS or (back >= 0 and draft.spans[back].word("count") is not None))
    )


_BEING = ("is", "are", "was", "were")


def _tells_which(draft: Draft, i: int, back: int) -> bool:
    """ "Mothers that smoke", "students who improved": a word that tells which of them, with nothing behind it that does."""
    if back > 1 and draft.spans[back].text.lower() in _BEING:
        back -= 1  # "customers who are elite"
    relative = back > 0 and draft.spans[back].text.lower() in _RELATIVE
    return relative and not any(draft.used.get(k) in _NAMED for k in (i + 1, i + 2))


def _by_a_number(draft: Draft, i: int) -> bool:
    """ "born afore 1950": a strange word right before a number or a period says how it is meant."""
    span = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    return span is not None and not span.entries and (span.number is not None or span.period is not None)


_DO = ("did", "does", "do")


def _does_itself(draft: Draft, i: int) -> bool:
    """ "How many campaigns did okafor run": who does it, where the verb stands behind."""
    if i == 0 or draft.spans[i - 1].text.lower() not in _DO or i + 1 >= len(draft.spans):
        return False
    following = draft.spans[i + 1]
    if following.words and not following.entries and following.word("idle") is None:
        return False  # "did spend altogether"
    return following.text.isalpha() and following.text.lower() not in _BEHIND_A_VERB


_BEHIND_A_VERB = frozenset(["in", "on", "at", "to", "for", "from", "by", "with", "of", "the", "a", "an", "and", "or", "more", "most", "less", "least", "best", "per", "each", "every", "their", "our", "its", "than", "between", "during", "before", "after", "over", "under", "since", "last", "this", "only", "within", "without", "into", "via", "through", "as", "up", "out", "off"])  # fmt: skip


def _behind_counted(draft: Draft, i: int) -> bool:
    """ "how many customers paid": a verb right behind what is counted, and nothing else that tells which of them."""
    cue = next((k for k in range(i) if draft.spans[k].word("count") is not None), None)
    between = draft.spans[cue + 1 : i - 1] if cue is not None and cue < i - 1 else None
    return (
        between is not None and all(s.free or s.word("aggregate") for s in between) and _tells_alone(draft, i)
    )


def _tells_alone(draft: Draft, i: int) -> bool:
    """What is counted is told apart by this word, and by nothing behind it."""
    counted = any(s.word("count", "share") is not None for s in draft.spans[:i])
    behind = range(i + 1, len(draft.spans))
    return counted and not any(draft.used.get(k) in _NAMED for k in behind)


def _goes_on(draft: Draft, i: int) -> bool:
    """Another verb follows, so that this word is who does it: "did morrison release", "did ted have"."""
    following = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    if following is None or following.entries:
        return False
    return (
        following.text.lower() in _AUXILIARIES[3:] or following.word("idle") is not None or following.unknown
    )


_NAMED = ("item", "metric", "value", "condition", "group", "period", "superlative")
_RELATIVE = ("who", "that")
_HEADS = ("of", "which", "what", "for", "by", "between", "")
_AUXILIARIES = (
    "did",
    "does",
    "do",
    "to",
    "can",
    "could",
    "will",
    "would",
    "who",
    "that",
    "was",
    "were",
    "is",
    "are",
    "has",
    "have",
    "had",
    "been",
    "be",
)


def _shapes(span: Span) -> bool:
    """An aggregate, a share, growth: without it another figure is answered. "Total" and counts are often said twice."""
    word = span.word("aggregate")
    return (word is not None and word.name not in ("sum", "distinct")) or span.word(
        "share", "window"
    ) is not None


def _names_period(draft: Draft, i: int) -> bool:
    """ "which month", "the top 3 quarters", "by week": periods that the answer would have to show."""
    back = [s.text.lower() for s in draft.spans[max(0, i - 2) : i]]
    ranked = draft.used.get(i - 1) == "superlative"
    return ranked or bool({"which", "what", "by", "per"} & set(back[-1:])) or back in (["how", "many"],)


def _harmless(text: str) -> bool:
    return text.lower() in ("from", "over")


def _framing(draft: Draft, i: int) -> bool:
    """A word that is both a small word and, by chance, a name; or a value's word that names the entity, too."""
    span = draft.spans[i]
    best = max((e.quality for e in span.entries), default=0.0)
    return span.free or (best < 0.6 and harmless_unknown(draft, i))


def _half_of_flag(draft: Draft, i: int) -> bool:
    """A word of a flag's name ("insured" of Insured_car_YN) restricts, though it is only a part of it."""
    if draft.spans[i].free:
        return False
    columns = [draft.scope.column(e) for e in draft.spans[i].entries if e.kind == "column"]
    return bool(columns) and all(c is not None and c.role == "flag" for c in columns)


_ARTICLES = ("the", "a", "an", "our", "my", "all", "any", "each")
