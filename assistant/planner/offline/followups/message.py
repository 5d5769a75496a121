"""A message of a conversation: how it joins the last question, and what is left when the joining words are cut.

"no, I meant the top 3 instead" puts three in the place of what was; the words themselves name nothing of the data.
They are cut before the rest is read, so that "second" is no value and "that" no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "twenty": 20,
}  # fmt: skip
PLACES = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
"""Words for a place behind the first."""
NUMBER = r"\d{1,3}(?![\d.,%]*\d|\s?%)|" + "|".join(NUMBERS)

_COUNTING_ONLY = re.compile(
    r"\b(?:counting|count|considering|consider|looking(?: only)? at|taking|including)\s+(?=(?:only|just)\b)"
    r"|(?<=\bonly )(?:counting|count|considering|consider|looking at|taking|including|include)\s+(?=\S)"
    r"|(?<=\bjust )(?:counting|considering|looking at|taking|including)\s+(?=\S)",
    re.I,
)
"""Says who is looked at, and asks for no number ("counting only active ones")."""
_POLITE = r"please|pls|plz|thanks|thank you|thx|though|if possible|for me"
_OPENING = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|hm+|mm+|well|oh|ah|aha|great|cool|nice|interesting|alright|all right|fine|yes|yeah|right|wait|please|hey|good|perfect|thanks|thank you|thx)\b[\s,.:;!-]*)+(?=\w)",
    re.I,
)
_JOINING = re.compile(
    r"^\W*(?:and|but|or|so|now|then|also|only|just|plus|besides|next|instead|again|same|likewise|without|excluding|except|not|minus|including|otherwise|exclude|leave out|leave off|drop|ignore|skip|hide|remove|keep|filter|restrict|limit|narrow|take out|by|per|as)\b"
    r"|^\W*(?:[\w']+\s+){1,3}(?:only|just|instead)\b|\b(?:only|too|as well|instead)\W*$",
    re.I,
)
_CONJUNCTION = re.compile(r"^\W*(?:(?:and|but|so|or|then|now)\b\W*)+(?=\w)", re.I)
_TURNING = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|now|well|hm+|but|and)\b[\s,]*)*(?:(?:here'?s |i have |one |just )?(?:a |an |one |some )?(?:completely |totally |entirely |quite )?(?:different|new|another|other|separate|unrelated)(?: one| short| quick)? (?:question|thing|topic|subject|matter|issue)|something (?:else|different|new|completely different)|(?:on|to) (?:another|a different|a new) (?:note|topic|subject)|new topic|next question|forget (?:that|it|about (?:that|it))(?=\W+\w)|leave that(?: aside\b| for now\b|(?=\s*[,.;:!–-]))|change of (?:topic|subject)|switching (?:topics?|gears)|moving on)\b[\s,.:;!-]*",
    re.I,
)
_CORRECTING = re.compile(
    r"\b(?:(?:oh|ah|no)[\s,]+)*(?:sorry|oops|ups|pardon|my mistake|my bad|apologies|scratch that|correction|typo)\b[\s,.:;!-]*(?:(?:no|not that)\b[\s,]*)?"
    r"|\b(?:no[\s,]+)?i (?:actually |really |rather )?(?:mean|meant|said|was asking (?:for|about)|was looking for|intended)\b[\s,:]*(?:to (?:say|ask|write)(?: for)?\s+)?"
    r"|\b(?:that|it|this)? ?should (?:be|have been|read)\b[\s,:]*"
    r"|^\W*(?:no|nope|nah|not that)\s*[,.!;:-]\s*"
    r"|^\W*(?:no|nope|nah)[\s,]+(?:wait|hang on|hold on|hold up|actually)\b[\s,.:;!-]*(?:(?:no|not that)\b[\s,]*)?"
    r"|^\W*(?:no|nope)\s+(?=(?:the|by|per|use|make|show|take|top|bottom|only|for|in|as|with|average|median|total)\b)",
    re.I,
)
_NOT_BUT = re.compile(
    r"(?:^|(?<=[,;\s]))not\s+(?:the\s+|by\s+|per\s+|for\s+|in\s+)?(?P<old>[^,.;]{2,40}?)\s*(?:,\s*(?:but\s+)?|\s+but\s+)(?=\S)",
    re.I,
)
_AFTER_ALL = re.compile(
    r"[\s,]+(?:and |but )?not\s+(?:the\s+|by\s+|per\s+|for\s+|in\s+)?(?P<old>[^,.;?!]+?)(?=\s*[.?!]*$)", re.I
)
_NO_FIGURE = re.compile(
    r"[\s,;]+(?:and |but )?not (?:in |as )?(?:the )?(?P<old>(?:in )?totals?|sums?|averages?|means?|medians?|counts?|percent\w*|shares?|absolute(?: numbers)?)\W*$",
    re.I,
)
"""The figure that gives way, behind what takes its place: "now per customer, not total"."""
_INSTEAD_OF = re.compile(
    r"[\s,]*\b(?:instead of|rather than|in place of|as opposed to)\s+(?:just\s+)?(?:the\s+|by\s+|per\s+)?(?P<old>[^,.;?!]+?)(?=\s*(?:[,.;?!]|\bplease\b|$))",
    re.I,
)
_REPLACE = re.compile(
    r"\b(?:replace|swap|exchange|substitute)\s+(?:the\s+)?(?P<old>[^,.;?!]+?)\s+(?:with|by|for|against)\s+(?:the\s+)?(?=\S)"
    r"|\bchange\s+(?:the\s+)?(?P<from>[^,.;?!]+?)\s+(?:to|into)\s+(?:the\s+)?(?=\S)",
    re.I,
)
_SWITCH = re.compile(
    r"\b(?:change|switch|set|turn|convert)\s+(?:it\s+|that\s+|this\s+|them\s+|over\s+)?(?:to|into|over to)\s+(?:the\s+)?"
    r"|\bmake (?:it|that|this|them)\b\s*(?=\S)"
    r"|\b(?:use|take|try)\s+(?:the\s+)?(?=.*\binstead\b|[\w ]+$)",
    re.I,
)
_INSTEAD = re.compile(r"[\s,]*\b(?:instead|rather|in its place|for a change|this time|actually)\b", re.I)
_AGAIN = re.compile(
    r"^\W*(?:and\s+)?(?:(?:can|could|would) (?:you|i|we)\s+)?(?:please\s+)?(?:(?:do|show|give|get|see|run|repeat|calculate|compute|have)\s+(?:me\s+)?)?(?:(?:now\s+)?(?:exactly\s+)?(?:the\s+)?same(?:\s+(?:thing|question|figure|number|chart|again|calculation|analysis|table|graph|plot|here))*|(?:do|repeat|redo|rerun)\s+(?:that|this|it)(?:\s+again)?|(?:that|this)(?:\s+again)?(?=\s+(?:for|with|by|per|in|without|but|only)\b)|likewise)\b[\s,]*(?:but\s+)?",
    re.I,
)
_ABOUT = re.compile(
    r"^\W*(?:(?:and|so|but|now|then)\s+)*(?:what about|how about|what of|(?:what|how) (?:is|was|are|were|'s) (?:it|that|this)(?: like)?(?=\s+(?:for|in|with|by|per|without|on|at|if|when|during|since|before|after|excluding|among)\b)|(?:what|how)(?:'s| is| does| do| did| would| will| was) (?:it|that|this|they|these|those)(?: be| look)?(?: like)?(?=\s+(?:for|in|with|by|per|without|on|at|if|when|during|since|before|after|excluding|among)\b))\s*",
    re.I,
)
_PLACED = re.compile(
    rf"^\W*(?:(?:and|but|so|then|ok|now)\b\W*)*(?:which|what|who)(?:'s| \w+)?(?: is| was| comes?| came| ranks?| are| were)?(?: in| on| at)?(?: the)? (?:{'|'.join(PLACES)})(?: (?:place|best|highest|largest|biggest|most|lowest|worst))?\W*$",
    re.I,
)
"""Asks for another place of the last ranking, as no question by itself does."""
_ADDING = re.compile(
    r"\b(?:also|as well|additionally|in addition|on top(?: of (?:that|it|this))?|besides that|furthermore|further)\b|\btoo\b(?=\W*$)",
    re.I,
)
_SPLITTING = re.compile(
    r"\b(?:split|break|broken|divide|divided|slice|sliced|separate|separated|subdivide|drill|dig)\b(?:\s+(?:it|that|this|them|these|those|the (?:bars|lines|numbers?|figures?|results?|total|groups?|data)))?(?:\s+(?:up|down|further|out|again))*\s*(?=\b(?:by|per|into|for|along|on|according|further)\b)",
    re.I,
)
_ADD = re.compile(
    r"^\W*(?:and\s+)?(?:(?:can|could) you\s+)?add\s+(?:in\s+)?(?:the\s+|a\s+|another\s+)?(?=\S)", re.I
)
_ASKING = re.compile(
    r"^\W*(?:(?:can|could|would|will) (?:you|we|i)(?: please)?(?: have| see| get)?(?=\s)|(?:i want|i'd like|i would like|i need|we need|let'?s|let us|let me)(?: to)?(?: see| have| look at| know)?(?=\s))\s*",
    re.I,
)
_BESIDE = re.compile(
    r"\b(?:next to|beside|besides|alongside|along with|together with)\s+(?:it|that|this|them|those)\b(?=\W*$)|\balongside(?=\W*$)",
    re.I,
)
_COMPARING = re.compile(
    r"^\W*(?:(?:and|now|then|so|please|can you|could you)\b\W*)*(?:compare[sd]?|comparing|contrast)\b(?:\s+(?:that|this|it|them))?\s*(?:(?:for|between|of)\s)?|\b(?:vs\.?|versus)(?=\s)",
    re.I,
)
"""Sets some side by side: "compare variant A with variant B", "mobile vs desktop"."""
_REASON = re.compile(
    r"\s*[,;(–-]\s*(?:because|cause|cos|cuz|coz|as|since|when|while|where|there (?:is|are|was|were)|(?:a )?few|some|several|many|most|one or two|a couple(?: of)?|the|it|they|that|this|we)\b[\w\s'’]*?\b(?:way off|off|outliers?|broken|broke|wrong|odd|extreme|extremes|skew\w*|unreliable|down|missing|incomplete|strange|weird|bad|closed|faulty|crazy|nonsense|tests?|errors?|mistakes?|not reliable|not complete|didn['’]?t work|did not work)\b[\w\s'’]*\)?(?=[.?!]*\s*$)",
    re.I,
)
"""Why something is wanted ("use the median, a few tickets are way off"), which says nothing of what."""
_REASON_FIRST = re.compile(
    r"^\W*(?:that|this|it|they|those|these|the [\w ]{2,20}?)(?: one| ones)?(?:'s|’s| is| are| was| were| looks?| seems?)\b(?P<why>[^,.;:!?–]{2,60}?)\s*[,.;:!–-]\s*(?:so\s+|then\s+|better\s+|rather\s+|please\s+|i'd\s+|we'd\s+|let'?s\s+|can you\s+|could you\s+)*"
    r"(?=(?:use|take|try|leave|ignore|drop|exclude|remove|skip|omit|make|show|give|switch|change|do it|only|just|without|instead|keep|better|rather)\b)",
    re.I,
)
"""Why something is wanted, said first: "that's skewed, use the median", "that one is a typo, leave it out"."""
_SAYS_WHAT = re.compile(r"\d|\b(?:includ\w*|count\w*|with|without|only|just)\b", re.I)
_YEARS = re.compile(r"\b(?:the\s+)?(?:years?|period)\s+(?=(?:from\s+|between\s+)?(?:19|20)\d\d\b)", re.I)
"""Said of years that are named ("for the years 1970 to 1979"), and no column of years."""
MOST_BEFORE_A_REASON = 9
"""Words; in a longer message a clause may well restrict something."""
_CODE = re.compile(r"\b[A-Z]{2,}\b")
_ENDING = re.compile(rf"[\s,]*\b(?:{_POLITE})\b\W*$", re.I)
_POINTING = re.compile(
    r"\bwhich ones?\b|\bboth(?= of\b| together\b| combined\b|\W*$)|\b(?:the|that|this|which) (?:\w+ ){1,2}ones?\b|\b(?:does|do|did|for|of) each\b(?! \w+ly)(?=\W*$| have| has| get| bring| make| one| of them)|\b(?:them|they|these|those|that|it|its|their|theirs|this|he|she|him|his|her|hers|there|the latter|the former|the same|each of them|which of|the others?|the rest|the remaining)\b",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?:(?!is |was |as |does |this |has )\w+s|people|those|ones?|customers?|everyone|everybody|anyone|someone|all|the \w+) that\b"
    r"|\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were)\b|\bso that\b|\bin this (?:data|file|table|dataset)\b"
    r"|\bthis (?:data|file|table|dataset|week|month|year|quarter|is)\b|\bis it (?:true|possible)\b|\bthat (?:are|is|was|were|have|has|had|did|do|does|got|live|lives|were|we|our|the|get|bought|buy|came|come)\b",
    re.I,
)


@dataclass
class Message:
    """A message and how it joins what was said.

    rest       the text without the words of the conversation, every other word at its place
    turns      it says itself that it is a new question
    joins      it opens like the middle of a conversation: "and ...", "only ...", "not ..."
    points     it names something of the last answer: "them", "that", "the second one"
    adds       "also", "as well": beside what is there, not in its place
    swaps      "instead", "sorry", "no, I meant": in the place of what is there
    splits     "split that by": groups are added
    again      "same for", "what about": an edit and nothing else
    compares   it sets some beside one another: "compare A with B"
    old        what is replaced, where it was named ("the median instead of the average")
    """

    text: str
    rest: str
    turns: bool = False
    joins: bool = False
    points: bool = False
    adds: bool = False
    swaps: bool = False
    splits: bool = False
    again: bool = False
    compares: bool = False
    old: str | None = None

    @property
    def low(self) -> str:
        """What is left, in lower case, without signs at its ends."""
        return " ".join(self.rest.lower().split()).strip(" ,.;:!?-")

    @property
    def leans(self) -> bool:
        """True where the wording itself leans on what was said before."""
        return not self.turns and (
            self.joins or self.points or self.swaps or self.adds or self.splits or self.again
        )

    def cut(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Find a pattern in what is left, and cut it out."""
        found = pattern.search(self.rest)
        if found is not None:
            self.rest = blank(self.rest, found.start(), found.end())
        return found

    def has(self, pattern: re.Pattern[str]) -> bool:
        """True where a pattern is in what is left."""
        return pattern.search(self.rest) is not None


def blank(text: str, start: int, end: int) -> str:
    """The text with a stretch blanked."""
    return text[:start] + " " * (end - start) + text[end:]


def count_of_word(word: str) -> int:
    """ "3" or "three" as a number."""
    return NUMBERS.get(word.lower()) or int(word)


def hear(text: str) -> Message:
    """A message with its joining words cut."""
    said = Message(text, text)
    said.turns = said.cut(_TURNING) is not None
    said.cut(_OPENING)
    first = _REASON_FIRST.match(said.rest)
    reasoned = first is not None and _SAYS_WHAT.search(first["why"]) is None
    if reasoned:
        said.cut(_REASON_FIRST)
    reason = _REASON.search(said.rest)
    if reason is not None and len(said.rest[: reason.start()].split()) <= MOST_BEFORE_A_REASON:
        said.cut(_REASON)
    said.cut(_YEARS)
    said.cut(_COUNTING_ONLY)
    beside = said.cut(_BESIDE) is not None
    said.points = _points(said.rest) or said.has(_PLACED)
    said.joins = reasoned or said.has(_JOINING)
    said.compares = said.cut(_COMPARING) is not None
    said.cut(_CONJUNCTION)
    corrected = said.cut(_CORRECTING)
    while corrected is not None:
        said.swaps = True
        corrected = said.cut(_CORRECTING)
    _replaced(said)
    said.again = said.cut(_AGAIN) is not None or said.cut(_ABOUT) is not None
    said.splits = said.cut(_SPLITTING) is not None
    added = said.cut(_ADD) is not None
    said.adds = said.cut(_ADDING) is not None or added or beside
    said.cut(_ASKING)
    while said.cut(_ENDING) is not None:
        pass
    return said


HOW_MANY = re.compile(
    r"^\W*(?:(?:and|so|but|then)\s+)*(?:how many|what(?:'s| is) the (?:number|count))(?:\s+(?:of\s+)?(?:people|persons|them|these|those|rows|in (?:number|total)))*(?:\s+(?:is|are|was|were)\s+(?:that|it|this|they|these|those|there))?(?:\s+(?:in|of) (?:that|them|total|all))?\W*$",
    re.I,
)
"""Asks for the number of what was said, and names nothing."""
_NOUN = re.compile(r"\b(?:people|persons|rows)\b", re.I)
DEFINED = re.compile(
    r"(?<!\bof )(?<!\bamong )(?<!\bfrom )\b(?:those|these)\b(?=\s+(?:who|that|which|with|without|whose|under|over|above|below|between|aged?|in|from|at|since|before|after|having|living|older|younger|married|not)\b)",
    re.I,
)
"""Those who are said right behind: no pointing."""


_CLINGING = re.compile(
    r"^\W*(?:(?:and|but|so|now|then|ok)\b\W*)*(?:only|just|by|per|as|without|excluding|except|not|minus|including|exclude|leave out|leave off|drop|ignore|skip|hide|remove|restrict|limit|narrow|those|these|which of|of|for|in|what about|how about|same)\b",
    re.I,
)


_PART_OF = re.compile(
    r"\b(?:share|percent(?:age)?|per cent|proportion|fraction)\b.*\b(?:is|are|was|were) (?:that|this|it|those|these)\W*$|^\W*(?:and |or )?(?:as|in) (?:a |an )?(?:share|percent(?:age)?|per cent|proportion|fraction)\b",
    re.I,
)
"""What was said last, as a share of something."""


def clings(text: str) -> bool:
    """True where a message is no question without the one before: "only those over 40", "and by email?"."""
    said = hear(text)
    if said.turns or not said.leans:
        return False
    short = said.joins and len(said.low.split()) <= 3
    pointed = re.search(
        r"\b(?:of|among|from) (?:them|those|these)\b|\bboth(?= of\b| together\b|\W*$)",
        DEFINED.sub(" ", text),
        re.I,
    )
    framed = _CLINGING.match(text) or _PART_OF.search(text) or pointed
    return said.swaps or said.splits or said.again or short or bool(framed)


def counts_what_was_said(text: str) -> bool:
    """ "how many are there?": of what, was said before."""
    return HOW_MANY.match(text) is not None and _NOUN.search(text) is None


def looks_like(text: str) -> bool:
    """True where a message leans on what was said before, names nothing, or is too short to stand alone."""
    return hear(text).leans or len(text.split()) <= 3 or counts_what_was_said(text)


def without_codes(text: str) -> str:
    """Words in capitals blanked, in a text that is not all in capitals: IT and US are names, no pronouns."""
    return text if text.isupper() else _CODE.sub(lambda m: " " * len(m[0]), text)


def _points(text: str) -> bool:
    plain = _RELATIVE.sub(" ", DEFINED.sub(" ", without_codes(text)))
    return _POINTING.search(plain) is not None


def _replaced(said: Message) -> None:
    """What is put in the place of what: "X instead of Y", "replace Y with X", "not Y but X", "I meant X, not Y"."""
    for pattern in (_INSTEAD_OF, _REPLACE):
        found = said.cut(pattern)
        if found is not None:
            said.old, said.swaps = found["old"] or found.groupdict().get("from"), True
    if said.old is None and (plain := said.cut(_NO_FIGURE)) is not None:
        said.old, said.swaps = plain["old"], True
    if said.swaps and said.old is None:
        found = said.cut(_NOT_BUT) or said.cut(_AFTER_ALL)
        said.old = found["old"] if found is not None else None
    if said.cut(_SWITCH) is not None or said.cut(_INSTEAD) is not None:
        said.swaps = True
        said.cut(_INSTEAD)
