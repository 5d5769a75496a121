"""Whose figure a sentence tells: among figures that bear no row's name, each is told by words of its own.

"1,173 customers are in the list" and "2,000 customers fit" are both of customers; only the words around each figure
say which is which. And figures that say who has what ("the largest 12 customers hold 33 %") belong together by our own
stories, by nothing in their labels.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.narrator.format import say_name
from assistant.narrator.template import FIGURES, GUARD, PLACEHOLDER, story
from tools._result import Fact

if TYPE_CHECKING:
    from assistant.narrator.claims import Figure

ENDED = re.compile(r"[.;:](?:\s|$)")
PLACE = re.compile(r"\.\d+$")
JOINED = re.compile(
    r"[\s,]*(?:of|out of|from|against|compared (?:with|to)|versus|(?:(?:which |that )?(?:is|was|are|were|lies?) )?(?:higher than|lower than|more than|less than|above|below|ahead of|behind))(?: the| all)?\s*"
)
"""Between "15 of 60 customers" nothing ends: what comes behind is said of both."""
OF = re.compile(r"\bof (?:the |all |§+ )?$", re.IGNORECASE)
WHOLE_OF = re.compile(r"¤ of (?:the |all )?¤", re.IGNORECASE)
WITHIN = re.compile(r"¤ of (?:the |all )?$", re.IGNORECASE)
"""Before the whole of which another figure is a part."""
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the of and or in on at to for from with by that this these those there is are was were be all any each as it "
        "them their they rows row behind both so far number than where what if would how share part rate "
        "over day days week weeks month months quarter quarters year years",
    )
)
SAME = {
    "average": "mean", "averages": "mean", "averaged": "mean", "top": "largest", "biggest": "largest", "next": "ahead",
    "instead": "before", "lead": "gap", "difference": "gap", "differences": "gap",
}  # fmt: skip
PREFIX = 4
"""Letters by which two forms of a word are told to be one: "tested", "tests"."""
BEHIND = ("rows behind", "rows tested", "rows with")
ALL = re.compile(r" (?:for|of|in) all(?: (?:the )?[a-z]+s)?(?:$|[.,;])")
ALL_SHARED = re.compile(r" (?:for|of|in) all(?:$|[.,;])")
ALL_IS = re.compile(
    r"\b(?:of|for) all(?: (?:the |our |your )?[a-z]+s)? (?:is|are|was|were) $|\ball (?:the )?[a-z]+s (?:with |at |spend |have )?$",
    re.IGNORECASE,
)
WHOLE = re.compile(r"\b(?:total|all|overall)\b")
CHANGED = re.compile(
    r"\b(?:chang|grow|grew|rose|rise|rising|fell|fall|drop|declin|increas|decreas|gain|lost|differ|against|off|up by|down by|(?:is|was|are|were) (?:up|down)|(?:up|down) +(?:from|on|since|compared|against))"
)
RATIOS = re.compile(r"\b(?:times|ratio|slope|lift|index)\b", re.IGNORECASE)
GAPS = re.compile(
    r"\b(?:away|gap|differ|apart|ahead|lead|more|less|fewer|high|low|above|below|behind|off|distance|against|beyond|short|found)"
)
TELLING = {
    "total": re.compile(r"\b(?:total|all|together|whole|overall|sum)\b", re.IGNORECASE),
    "overall": re.compile(r"\b(?:all|overall|together|both|whole|total|general)\b", re.IGNORECASE),
    "left out": re.compile(r"\b(?:left out|leav\w+ out|out)\b", re.IGNORECASE),
    "to be found": re.compile(r"\b(?:to be|needs?|would|could|smallest|look)\b", re.IGNORECASE),
    "(?<!share )of all$": re.compile(r"\b(?:all|overall|everyone|general|together)\b", re.IGNORECASE),
    "needed in all$": re.compile(r"\b(?:in all|total|together|whole|are needed)\b", re.IGNORECASE),
    "error": re.compile(r"\b(?:errors?|off|miss\w*|wrong)\b", re.IGNORECASE),
    "before": re.compile(r"\b(?:before|earlier|until|known)\b", re.IGNORECASE),
}
"""Words of labels that are said, or the figure is another one."""
BESIDE = re.compile(r"\b(against|(?<!, )and|compared (?:with|to)|versus|than|from ¤[^¤]* to) $")
AND_ARE = re.compile(r"\band (?:is|are|was|were|has|have|had)\b([^,;]*)", re.IGNORECASE)
"""What is said of the same ones a second time."""
DONE_TO = {
    "is for": re.compile(r"\bin this group|contacted"), "hold": re.compile(r"\bheld out|control"), "contact": re.compile(r"\bcontacted"), "leave": re.compile(r"\bleft out"),
}  # fmt: skip
DONE_WITH = re.compile(r"(?:^|, |\band |\bcampaign )(hold|contact|leave|is for)(?: out)? $", re.IGNORECASE)
"""What is to be done with so many: they are those of whom a label says so."""
INSTEAD = re.compile(r"\binstead of $")
GRAINS = frozenset(["day", "week", "month", "quarter", "year"])
TIME = re.compile(r"^(?:months?|days?|weeks?|quarters?|years?)\b")
"""A count of days or months holds nothing and brings nothing: it says for how long."""
DERIVED = frozenset(["gap", "ratio", "change"])
"""Kinds that words of comparing tell from all others."""
AFTER_GRAIN = re.compile(r"\b(?:day|week|month|quarter|year)s?\b[^¤]*$", re.IGNORECASE)
RESTING = re.compile(
    r"\b(?:based|validated|tested|rests?|relies|measured|computed|calculated|drawn) (?:on|from|over|across) (?:the |all )?$"
)
"""Before the number of those that a figure was taken from."""
LONGEST = 60
"""A longer label is a sentence: no figure is mistaken for its."""
P_VALUE = re.compile(r"\bp-values?\b", re.IGNORECASE)
OF_GROUPS = frozenset(["groups", "segments"])
"""Counts of what an answer lists."""
COUNTED_ALONE = frozenset(["rows", "members"])
"""Heads of labels that count whatever the rows of the answer are."""


def belong(tool: str, one: str, other: str) -> bool:
    """Whether a story tells two facts, by their ids, in one sentence or half-sentence."""
    pair = {_base(one), _base(other)}
    return any(pair <= told for told in _told(tool))


@lru_cache(maxsize=64)
def _told(tool: str) -> tuple[frozenset[str], ...]:
    """The facts of each half-sentence of a tool's story."""
    lines = (line for line in story(tool).splitlines() if not line.startswith("//"))
    parts = (part for line in lines for part in ENDED.split(GUARD.sub("", line)))
    return tuple(frozenset(_base(hole) for hole in PLACEHOLDER.findall(part)) for part in parts)


def _base(name: str) -> str:
    """The fact of a placeholder, whichever of a list it is: "share.2" and "share.low" are of "share"."""
    stem, _, part = name.rpartition(".")
    return PLACE.sub("", stem if stem and part in (*FIGURES, "row", "label", "column") else name)


def own_words(fact: Fact, entities: Iterable[str]) -> frozenset[str]:
    """What a label says besides whom it counts, by the first letters of its words."""
    if fact.label.startswith(BEHIND):
        return frozenset()
    return frozenset(_stems(fact.label, {*entities, *(f"{word}s" for word in entities)}))


def _stems(text: str, without: Iterable[str] = ()) -> Iterator[str]:
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if word not in SMALL_WORDS and word not in without:
            yield SAME.get(word, word)[:PREFIX]


def is_of_all(fact: Fact, entities: Iterable[str]) -> bool:
    """ "customers", "rows behind the answer": a count of whatever the answer is about."""
    return fact.kind == "count" and not own_words(fact, entities)


def heads_otherwise(fact: Fact, word: str) -> bool:
    """Whether a count's label begins with another thing than is said: "purchases made in them" count no customers."""
    head = re.match(r"([a-z]+s)\b", fact.label.lower())
    return head is not None and head[1] not in COUNTED_ALONE and head[1].removesuffix("s") != word


def mistaken(
    text: str,
    figures: Sequence[Figure],
    tool: str,
    known: Iterable[Fact],
    entities: frozenset[str],
    listed: str = "",
) -> Iterator[str]:
    """Figures without a row that are told by the words of another, or a part that is told without its words."""
    rowless = [f for f in known if _is_plain(f) and len(f.label) <= LONGEST]
    told, whole = {f.fact.id for f in figures}, frozenset(_stems(text))
    for at, (figure, near) in enumerate(zip(figures, _near(text), strict=False)):
        if figure.part != "value" or not (_is_plain(figure.fact) or _is_unnamed(figure.fact, text)):
            continue
        if WITHIN.search(text[: figure.at]) and _is_whole_of(
            figure.fact, figures[at - 1].fact, tool, entities
        ):
            continue
        if figure.fact.label in OF_GROUPS and _is_followed_by(listed, text[figure.at + 1 :]):
            continue
        said, own = frozenset(_stems(near)), own_words(figure.fact, entities)
        added = frozenset(_stems(" ".join(AND_ARE.findall(near))))
        others = frozenset(
            w
            for f in figures
            if f.fact is not figure.fact and own_words(f.fact, entities) != own
            for w in own_words(f.fact, entities)
        )
        if figure.fact.kind == "test" and figure.fact.id == "p" and P_VALUE.search(near):
            continue
        derived = figure.fact.kind in DERIVED
        if (
            own
            and not derived
            and not own & (said | (whole - others))
            and not _is_end_of_range(figure, figures, text)
        ):
            yield f"a figure that is not told as what it is: {figure.fact.label}"
        for other in rowless:
            theirs = own_words(other, entities)
            if other.value == figure.fact.value or own == theirs or (derived and other.kind not in DERIVED):
                continue
            if not own:  # all of them: only what stands behind can make a part of it
                behind = frozenset(_stems(re.split(r"[¤,.;]", text[figure.at + 1 :])[0]))
                part = bool(theirs) and other.kind == "count" and theirs <= behind
                alike = (part or theirs & behind - others) and other.unit == figure.fact.unit
                if alike or len(theirs & behind - others) > 1:
                    yield f"all of them told as a part: {other.label}"
                continue
            part_of = re.match(r" of (?:the |all )?([a-z]+s)\b", text[figure.at + 1 :].lower())
            counted = part_of is not None and (other.kind, other.label) == ("count", part_of[1])
            if counted and figure.fact.unit == "share" and other.label.removesuffix("s") not in entities:
                yield f"a share of others than these: {other.label}"
            apart = own - theirs
            shared = figure.fact.unit == other.unit == "share"
            if shared and len(apart) == len(theirs - own) == 1 and not apart & whole:
                yield f"a figure that is not told from another: {figure.fact.label}, {other.label}"
            alike, beside = other.unit == figure.fact.unit, other.id in told
            both = alike and not beside and bool((theirs - own) & added - others)
            if (
                both
                or _is_told_as(own, theirs, said, whole, alike)
                or (not beside and alike and _is_told_as(own, theirs, whole - others, whole, True))
            ):
                yield f"a figure that is told as another: {figure.fact.label}, as {other.label}"


def _is_followed_by(thing: str, behind: str) -> bool:
    """Whether the number of groups is told of what the answer lists: "¤ months"."""
    noun = thing.removesuffix("s").removesuffix("y").lower()
    return bool(noun) and re.match(rf" {re.escape(noun)}(?:s|es|ies)\b", behind.lower()) is not None


def _is_end_of_range(figure: Figure, figures: Sequence[Figure], text: str) -> bool:
    """Whether a lower and an upper end stand side by side: "from ¤ to ¤" says what they are."""
    at = [f.fact.id for f in figures].index(figure.fact.id)
    own = figure.fact.label.split(" ")[0]
    low, high = (at, at + 1) if own == "lower" else (at - 1, at)
    if low < 0 or high >= len(figures) or not ends_of_range(figures[low].fact, figures[high].fact):
        return False
    return re.search(r"(?:from|between) $", text[: figures[low].at]) is not None


def ends_of_range(low: Fact, high: Fact) -> bool:
    """Whether two facts are by their labels the lower and the upper end of one thing."""
    return low.label.startswith("lower") and low.label.replace("lower", "upper", 1) == high.label


def _is_whole_of(fact: Fact, part: Fact, tool: str, entities: frozenset[str]) -> bool:
    """Whether a fact is what the one before is a part of: "15 of 60"."""
    people = {word.removesuffix("s") for word in fact.label.lower().split()} & entities
    return (
        is_of_all(fact, entities)
        or fact.id in part.of
        or (fact.kind == "count" and bool(people) and belong(tool, part.id, fact.id))
    )


def _is_told_as(
    own: frozenset[str], theirs: frozenset[str], said: frozenset[str], whole: frozenset[str], alike: bool
) -> bool:
    """Whether words are another's: those that only it has are said, or all that is said is in its shorter label."""
    if (own - theirs) & said:
        return False
    shorter = theirs < own and bool(theirs & said) and not (own - theirs) & whole
    return shorter or bool(alike and (theirs - own) & said)


def _is_plain(fact: Fact) -> bool:
    """A number that bears no row's name."""
    return fact.row is None and isinstance(fact.value, (int, float)) and not isinstance(fact.value, bool)


def _is_unnamed(fact: Fact, text: str) -> bool:
    """A count of a row that the sentence does not name."""
    return fact.kind == "count" and bool(fact.row) and str(fact.row).lower() not in text.lower()


def _near(text: str) -> list[str]:
    """The words around each figure, up to the figures beside it."""
    parts = text.split("¤")
    found = []
    for at in range(len(parts) - 1):
        left, right = at, at + 1
        while left > 0 and JOINED.fullmatch(parts[left]):
            left -= 1
        while right < len(parts) - 1 and JOINED.fullmatch(parts[right]):
            right += 1
        found.append(" ".join(parts[left : right + 1]))
    return found


def beside(text: str, figures: Sequence[Figure], entities: frozenset[str]) -> Iterator[str]:
    """What stands right beside a figure fits its kind: people behind a count, a part before "of all", like beside like."""
    marks = [m.start() for m in re.finditer("¤", text)]
    told = [f.fact.id for f in figures if f.part == "value"]
    if len(told) != len(set(told)):
        yield "a figure that is told twice"
    rows = {say_name(f.fact.row).lower() for f in figures if f.fact.row}
    for at, figure in zip(marks, figures, strict=False):
        all_of_them = is_of_all(figure.fact, entities) and not figure.fact.row and not OF.search(text[:at])
        if all_of_them and any(row in text[:at].lower() for row in rows):
            yield "a number of all that is told as one row's"
        if figure.part == "value":
            yield from _form(figure.fact, text[:at], text[at + 1 :].lower(), entities)
    for (_, one), (at, other) in itertools.pairwise(zip(marks, figures, strict=False)):
        if one.part != "value":
            continue
        beside = BESIDE.search(text[:at])
        against = beside is not None and beside[1] != "and"
        if other.part == "value" and beside and not _alike(one.fact, other.fact, against):
            yield "two figures beside each other that are not of one kind"
        if other.part == "low" and other.fact.value != one.fact.value:
            yield "the range of another figure"


def _counts_things(fact: Fact, nouns: list[str]) -> bool:
    """Whether a figure is a number of things; the largest of some numbers is one of the things that its column holds."""
    held = (fact.column or "").lower().removesuffix("s")
    if nouns and re.search(rf"\b(?:mean|average|median|expected) {nouns[0]}s?\b", fact.label):
        return True  # "4.05 orders on average"
    measured = re.sub(r"^total |, .*", "", fact.label).removesuffix("s")
    if fact.kind == "value" and nouns and measured == nouns[0]:
        return True  # "total customers" is a number of customers
    if nouns and fact.kind == "gap" and re.search(rf" in (?:total )?{nouns[0]}s?$", fact.label):
        return True
    return fact.kind == "count" or bool(fact.kind == "extreme" and nouns and nouns[0] == held)


def _form(fact: Fact, before: str, behind: str, entities: frozenset[str]) -> Iterator[str]:
    nouns = (
        [word.removesuffix("s") for word in re.findall(r"[a-z-]+", behind[:60])[:2]]
        if behind[:1] == " "
        else []
    )
    things = bool({*nouns} & (entities | {"row"}))
    timed = bool(nouns) and nouns[0] in GRAINS and fact.unit != nouns[0] and fact.unit != f"{nouns[0]}s"
    counted = nouns[1:] if nouns and nouns[0] in ("largest", "best", "top", "biggest") else nouns
    if (
        timed
        or (counted and counted[0] in entities | {"row"})
        or re.match(r" that (?:are|were|have)\b", behind)
    ) and not _counts_things(fact, counted):
        yield f"a figure that counts nothing is told as a number: {fact.label}"
    shown = (fact.unit or "").removesuffix("s") in GRAINS
    if (
        fact.kind == "count"
        and TIME.match(fact.label)
        and not shown
        and not (nouns and nouns[0] in GRAINS)
        and not AFTER_GRAIN.search(before)
    ):
        yield f"a length of time that is told as something else: {fact.label}"
    of = re.match(r" of ([a-z]+?)s?\b", behind)
    if fact.kind == "count" and of and of[1] in entities:
        yield "a number that is told as a share"
    if (done := DONE_WITH.search(before)) and not DONE_TO[done[1].lower()].search(fact.label):
        yield f"a number that is not {done[1].lower()} of: {fact.label}"
    near = before.rpartition("¤")[2] + behind.partition("¤")[0]
    if fact.kind == "ratio" and not RATIOS.search(near):
        yield "a ratio that is not told as one"
    if fact.kind == "gap" and not GAPS.search(near):
        yield "a gap that is not told as one"
    if (
        fact.unit == "share"
        and fact.row
        and re.match(rf" of (?:the )?{re.escape(fact.row.lower())}\b", behind)
    ):
        yield "a share of all that is told as one of a row"
    if INSTEAD.search(before) and not re.search(r"\bbefore\b", fact.label):
        yield "a figure that another is told to have replaced"
    if any(
        re.search(rf"\b{word}\b", fact.label)
        and not (word == "total" and fact.row and fact.kind == "value")
        and not said.search(before + behind)
        and not (word == "before" and INSTEAD.search(before))
        for word, said in TELLING.items()
    ):
        yield f"a figure that is not told as what it is: {fact.label}"
    if (
        re.match(r" of (?:those|them)\b", behind)
        and fact.kind == "count"
        and own_words(fact, entities) & {*_stems(behind)}
    ):
        yield "a whole that is told as a part"
    if fact.kind == "change" and not CHANGED.search(before + behind):
        yield "a change that is not told as one"
    of_all = (ALL_SHARED if fact.unit == "share" else ALL).match(behind)
    if (of_all or ALL_IS.search(before)) and not re.search(r"\ball\b|overall", fact.label):
        yield f"a part that is told as all: {fact.label}"
    if (
        (part := re.match(r" of all (?:the )?([a-z]+)", behind))
        and not _is_of_those(fact, part[1], entities)
        and fact.unit != "share"
        and not (fact.kind == "count" and fact.row)
    ):
        yield "a figure that is no part is told as one"
    if (
        is_of_all(fact, entities)
        and not fact.row
        and (behind.startswith(" of ") or not (things or fact.label == "all"))
    ):
        yield "a number of all that is told as something else"


def _is_of_those(fact: Fact, noun: str, entities: frozenset[str]) -> bool:
    """Whether a figure is one of all of them by its own name: "mean spend of all"."""
    return "of all " in fact.label or (fact.label.endswith("of all") and noun.removesuffix("s") in entities)


def _alike(one: Fact, other: Fact, against: bool) -> bool:
    same = (one.kind == "count") == (other.kind == "count") and _aggregate(one) == _aggregate(other)
    return one.unit == other.unit and (one.kind == "gap") == (other.kind == "gap") and (not against or same)


def _aggregate(fact: Fact) -> set[str]:
    return set(_stems(fact.label)) & {"mean", "medi", "tota"}


def holders(text: str, figures: Sequence[Figure], tool: str, entities: frozenset[str]) -> Iterator[str]:
    """How many, beside what they have or bring: only where a story of ours tells the two together."""
    told = list(_placed(text, figures))
    counts = [
        (f, before)
        for f, before in told
        if f.kind == "count" and not f.row and not OF.search(before) and not TIME.search(f.label)
    ]
    for (count, _), (other, before) in itertools.product(counts, told):
        if count.label in OF_GROUPS and is_of_all(other, entities):
            continue
        beside = other.kind == "count" and other is not count and not other.row and not OF.search(before)
        if beside and not belong(tool, count.id, other.id):
            yield f"numbers that do not belong together: {count.label}, {other.label}"
        if other.kind not in ("value", "share", "forecast"):
            continue
        all_of_them = is_of_all(count, entities)
        if count.label in OF_GROUPS and WHOLE.search(other.label):
            continue  # all groups together have all
        whole = all_of_them and other.unit != "share" and not other.row and other.n in (None, count.value)
        part_with_all = not all_of_them and other.unit != "share" and WHOLE.search(other.label) is not None
        if not whole and (all_of_them or part_with_all or not belong(tool, count.id, other.id)):
            yield f"figures that do not belong together: {count.label}, {other.label}"

    people = [f for f, _ in told if f.unit == "share" and not f.row and set(_words(f.label)) & entities]
    for part, (other, _) in itertools.product(people, told):
        if other.unit == "share" and other is not part and not belong(tool, part.id, other.id):
            yield f"shares that do not belong together: {part.label}, {other.label}"


def _words(text: str) -> list[str]:
    return [word.removesuffix("s") for word in re.findall(r"[a-z]+", text.lower())]


def shares(text: str, figures: Sequence[Figure], tool: str, entities: frozenset[str]) -> Iterator[str]:
    """A share of so many: it was taken of as many. All of them hold no share of anything but all of it."""
    told = list(_placed(text, figures))
    counts = [f for f, before in told if f.kind == "count" and OF.search(before)]
    alone = [
        f
        for f, before in told
        if is_of_all(f, entities) and not f.row and not OF.search(before) and not RESTING.search(before)
    ]
    for _, (other, _) in itertools.product(alone, told):
        if other.unit == "share" and not other.row:
            yield f"a share of all of them: {other.label}"
    for count, (other, before) in itertools.product(counts, told):
        part = other.kind == "count" and other is not count and not other.row and not OF.search(before)
        part = part and is_of_all(count, entities) and not WHOLE_OF.search(text)
        if part and not count.row and not belong(tool, count.id, other.id):
            yield f"a number of others than these: {other.label}, {count.label}"
        if other.unit == "share" and not _is_taken_of(other, count):
            yield f"a share of others than these: {other.label}, {count.label}"


def _is_taken_of(share: Fact, whole: Fact) -> bool:
    """Whether a share is one of so many: its own number is the whole's, or the part that it makes of the whole."""
    if len(share.of) > 1 and share.of[0] == whole.id:
        return False  # that is the part
    if share.n in (None, whole.value):
        return True
    values = share.value, whole.value
    parted = all(isinstance(v, (int, float)) for v in values) and whole.kind == "count"
    return parted and abs(float(values[0] or 0) * float(values[1] or 0) - float(share.n or 0)) < 0.5


def _placed(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Fact, str]]:
    """Each fact whose value is told, with the words before it."""
    marks = (m.start() for m in re.finditer("¤", text))
    yield from ((f.fact, text[:at]) for at, f in zip(marks, figures, strict=False) if f.part == "value")
