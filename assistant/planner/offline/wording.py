"""One wording for many: what people say around a question is cut, and an order that they wish gets one name.

"erm, I'd like to see revenue by region, biggest one on top, with the numbers" is "I would like to see revenue by region,
in descending order". What is cut restricts nothing: it only repeats what the question names already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.corrected import corrected
from assistant.planner.offline.numerals import in_digits
from assistant.planner.offline.scope import DATED, Intent
from assistant.planner.offline.vocabulary import Vocabulary
from data.query import Out, columns_of

FEW = 4
"""A message of so few words is read as it stands: in a conversation "lowest first" is an edit by itself."""
_END = r"(?=\s*(?:[,.;:!?)]|$|\band\b|\bplease\b|\bpls\b|\bplz\b|\bthanks\b|\bthx\b|\bfor me\b|\bwith\b|\bbut\b|\bskip|\bleav))"
_HAD = re.compile(r"\b(i|you|we|they|he|she|who)['’]d\b", re.I)
_PERCENT = re.compile(
    r"\s*[,(]?\s*\b(?:expressed |given |shown |and )?(?:in|as(?: an?)?) (?:per ?cents?|percentages?|%)(?=\W|$)(?! of\b| points?\b)\)?,?",
    re.I,
)
_SHARES = re.compile(r"\b(?:shares?|proportions?|percentages?|fractions?|portions?|part|rates?)\b", re.I)
_COEFFICIENT = re.compile(
    r"[,.;?]?\s*\b(?:just|only|give|show|tell|state|report)(?: me)? the (?:cor\w+ )?coefficient(?:,? (?:please|pls))?(?=\s*(?:[.!?]|$))",
    re.I,
)
_CORRELATED = re.compile(r"\bcor+[ae]?l\w+\b", re.I)
_BEHIND = re.compile(
    r"(?:,|\?|\.|;)?\s*(?:\band )?(?:\b(?:along |together )?with|\bshow(?:ing)?(?: me)?|\bgive(?: me)?|\band what(?: is|'s)|\blist|\bplus) "
    r"(?:(?P<point>that|those|these|the|their|its) )(?P<noun>[a-z]+)(?:,? (?:too|as well|also|please|pls|plz|thx))*(?P<end>\s*[.?!]*)$",
    re.I,
)
_EACH = re.compile(
    r"(?:,|\?|\.|;)?\s*\band how (?P<what>many|much|high|often)(?: (?P<noun>[a-z]+))?(?: (?:are|is|were|was|does|do|did|has|have|had))?"
    r"(?: (?:it|there|that|each|each of them|each one|they|each of these))*(?: (?:is|are|have|has|had|get|gets|got|make|made|do|did|close|closed|hold|in it|in each|in them))?(?P<end>\s*[.?!]*)$",
    re.I,
)
_MOST_OF = re.compile(
    rf"[,;]\s*(?:the )?(?P<end>most|highest|largest|biggest|fewest|lowest|smallest) (?P<noun>[a-z]+) first\b{_END}",
    re.I,
)
_COMPARED = re.compile(r"\b(?:compar\w+|versus|vs|against|differ\w*)\b", re.I)


_CUT_OFF = re.compile(
    r"\b(?:the )?(?P<end>top|bottom) (?P<n>\d{1,2}(?:\.\d+)?) ?(?:%|percent) (?:cut-?off|cut off|threshold|mark|limit)s? (?:for|of|in|on) (?:the )?(?P<what>[^?,;.]+)"
    r"(?:,? (?:i\.?e\.?,? )?(?:the )?\d{1,2}(?:st|nd|rd|th) percentile)?",
    re.I,
)


def _percentile(cut: re.Match[str]) -> str:
    """ "Top 10% cutoff for price" is its 90th percentile."""
    rank = 100 - float(cut["n"]) if cut["end"].lower() == "top" else float(cut["n"])
    return f"the {rank:g}th percentile of {cut['what'].strip()}"


class Wordings:
    """The patterns that a vocabulary's lists make."""

    def __init__(self, words: Vocabulary) -> None:
        raw: Mapping[str, Any] = words.raw["wordings"]
        self._stems = words.stems
        self._around = [re.compile(p, re.I) for p in raw["around"]]
        self._instead = [(re.compile(p, re.I), said) for p, said in raw["instead"].items()]
        self._alike = {
            noun: frozenset(words.stems.of(w) for w in said.split())
            for nouns, said in raw["alike"].items()
            for noun in nouns.split()
        }
        self._bad = re.compile(rf"\b(?:{'|'.join(raw['bad'])})", re.I)
        self._slow = re.compile(rf"\b(?:{'|'.join(raw['lasting'])})\b", re.I)
        self._orders = [(_ordering(raw["ends"][name]), name) for name in raw["ends"]]
        self._ranges = [
            (_range(raw["ends"][high], raw["ends"][low]), high)
            for high, low in (("high", "low"), ("low", "high"), ("fast", "slow"), ("slow", "fast"), ("good", "bad"), ("bad", "good"), ("early", "late"), ("late", "early"))
        ]  # fmt: skip

    def plain(self, text: str) -> str:
        """The text in plain words; the same text where nothing is to be changed."""
        made = in_digits(_HAD.sub(r"\1 would", corrected(text)))
        for pattern, said in self._instead:
            made = pattern.sub(said, made)
        made = _CUT_OFF.sub(_percentile, made)
        if len(made.split()) <= FEW:
            return made
        for pattern in self._around:
            made = _cut(pattern, made)
        if len(_SHARES.findall(made)) > 0 and _PERCENT.search(made):
            made = _cut(_PERCENT, made)
        if _CORRELATED.search(_COEFFICIENT.sub("", made)):
            made = _cut(_COEFFICIENT, made)
        made = _MOST_OF.sub(self._most_of, made)
        made = self._without_repeats(self._ordered(made))
        return " ".join(made.split())

    def _ordered(self, text: str) -> str:
        """Every wish for an order by one name: descending, ascending, chronological."""
        for pattern, first in self._ranges:
            text = pattern.sub(self._named(first, text), text)
        for pattern, end in self._orders:
            text = pattern.sub(self._named(end, text), text)
        return text

    def _named(self, first: str, text: str) -> str:
        """What an order that begins at one end is called in a question."""
        if first in ("early", "late"):
            return ", chronological" if first == "early" else ", latest first"
        down = first == "high"
        if first in ("good", "bad"):
            down = (first == "good") != (self._bad.search(text) is not None)
        if first in ("fast", "slow"):
            down = (first == "slow") == (self._slow.search(text) is not None)
        return ", descending" if down else ", ascending"

    def _most_of(self, found: re.Match[str]) -> str:
        """ ", most orders first", where orders are what is counted."""
        if not self._says(found["noun"], found.string[: found.start()]):
            return found[0]
        return (
            ", descending"
            if found["end"].lower() in ("most", "highest", "largest", "biggest")
            else ", ascending"
        )

    def _without_repeats(self, text: str) -> str:
        """Without a tail that only asks for the figure that is asked for anyway ("with that count")."""
        for pattern in (_EACH, _BEHIND):
            found = pattern.search(text)
            if found is not None and self._repeats(found, text[: found.start()]):
                text = text[: found.start()] + (found["end"] or "?" * found[0].startswith("?"))
        return text

    def _repeats(self, tail: re.Match[str], before: str) -> bool:
        noun = tail["noun"]
        if _COMPARED.search(before) or len(before.split()) < FEW - 1:
            return False
        return noun is None or self._says(noun, before)

    def _says(self, noun: str, before: str) -> bool:
        """Whether a noun, or one that is said for the same figure, stands in the text before."""
        stem = self._stems.of(noun.lower())
        said = {self._stems.of(w) for w in re.findall(r"[a-z]+", before.lower())}
        return stem in said or bool(said & self._alike.get(noun.lower(), frozenset()))


def _cut(pattern: re.Pattern[str], text: str) -> str:
    """The text without what the pattern finds, where enough is left to be a question."""
    left = pattern.sub(" ", text)
    return left if len(left.split()) > FEW - 1 else text


def _ordering(words: str) -> re.Pattern[str]:
    """ "biggest one first", "put the largest on top", "starting with the earliest month"."""
    word = rf"(?:{words})(?:[ -](?:ones?|values?|figures?|numbers?|amounts?|total|year|quarter|month|week|day|date|period|group)s?)?"
    place = r"first|on top|at (?:the )?top|up top"
    return re.compile(
        rf"[,;:]?\s*(?:\b(?:and|then|please|with|sort(?:ed)?|rank(?:ed)?|order(?:ed)?|list(?:ed)?|put|putting|keep) )*(?:\bthe )?\b{word} (?:{place})\b{_END}"
        rf"|[,;:]?\s*(?:\band )?\b(?:starting|start|beginning|begin) (?:with|from|at) (?:the )?{word}\b{_END}",
        re.I,
    )


def _range(first: str, last: str) -> re.Pattern[str]:
    """ "from the most to the least common"."""
    common = r"(?: (?:common|frequent|popular|often|values?|ones?))?"
    return re.compile(
        rf"[,;:]?\s*(?:\b(?:and|then|please|sort(?:ed)?|rank(?:ed)?|order(?:ed)?|list(?:ed)?) )*\bfrom (?:the )?(?:{first}){common} to (?:the )?(?:{last}){common}\b{_END}",
        re.I,
    )


@lru_cache(maxsize=4)
def _of(words: Vocabulary) -> Wordings:
    return Wordings(words)


def plain(text: str, words: Vocabulary) -> str:
    """A message in plain words (see the top of the file)."""
    return _of(words).plain(text)


# ---------------------------------------------------------------- the order that was wished, in the plan


def in_order(intent: Intent, draft: Draft) -> Intent:
    """The plan in the order that the question wishes, where a reading left it out."""
    if intent.tool != "query" or intent.melt is not None:
        return intent
    for i, span in enumerate(draft.spans):
        if span.word("order_time") is not None and draft.free(i):
            dated = _dated_group(intent, draft)
            if dated is not None:
                draft.use("order", i)
                intent = intent.model_copy(update={"order": dated.name, "desc": False})
        elif span.word("order_desc", "order_asc") is not None and _may_be_ordered(intent):
            draft.use("order", i)
            figure = _figure(intent, draft)
            intent = intent.model_copy(
                update={"order": figure.name, "desc": span.word("order_desc") is not None}
            )
    return intent


def _may_be_ordered(intent: Intent) -> bool:
    """Groups that no wish has ordered yet."""
    return bool(intent.groups and intent.metrics) and intent.order is None and intent.limit is None


def _figure(intent: Intent, draft: Draft) -> Out:
    """The figure that the groups are ordered by: a share where one is asked for, else the first."""
    shares = [m for m in intent.metrics if m.unit == "share"]
    asked = any(s.word("share", "rate") is not None for s in draft.spans)
    return shares[0] if asked and shares else intent.metrics[0]


def _dated_group(intent: Intent, draft: Draft) -> Out | None:
    """The group that runs along the time."""
    columns = draft.scope.source.columns
    for out in intent.groups:
        found = [columns.get(name) for name in columns_of(out.expr)]
        if any(c is not None and (c.type in DATED or c.unit == "year") for c in found):
            return out
    return None
