"""Headers of a survey that begin with the number of a question: "Q4a Prices are fair", "S2 Age group", "Q1_Ease".

People say what is asked, seldom its number. One such header proves nothing ("Q1 sales" is a quarter): several of one
letter must ask different things.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 3
_NUMBERED = re.compile(
    r"(?P<letter>[A-Za-z])[_ ]?(?P<number>\d{1,3}(?:[._]\d{1,2})?[a-z]?)(?:[\s_.:)\]-]+)(?P<asked>\D.*)"
)


@dataclass(frozen=True)
class Question:
    """A header's number ("Q4a") and what is asked."""

    number: str
    asked: str


def questions(headers: Iterable[str]) -> dict[str, Question]:
    """The headers that begin with the number of a question."""
    found: dict[str, dict[str, Question]] = defaultdict(dict)
    plain: Counter[str] = Counter()
    for header in headers:
        m = _NUMBERED.fullmatch(header.strip())
        if m is None:
            plain[_said(header)] += 1
        else:
            found[m["letter"].upper()][header] = Question(f"{m['letter']}{m['number']}", m["asked"].strip())
    if max((len(one) for one in found.values()), default=0) < LEAST:
        return {}
    together = {header: question for one in found.values() for header, question in one.items()}
    asked = Counter(_said(q.asked) for q in together.values())
    if max(asked.values()) > 1:
        return {}
    return {header: q for header, q in together.items() if not plain[_said(q.asked)]}


def _said(text: str) -> str:
    return " ".join(re.split(r"[\W_]+", text.lower())).strip()


_ASKED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"overall,? how satisfied .*|how satisfied .* overall\b.*", ("overall satisfaction", "satisfaction overall", "satisfaction", "satisfaction score", "how satisfied")),
        (r"how satisfied (?:are|were) you (?:with|by) (?:the |our |your )?(?P<x>.+)", ("satisfaction with {x}", "{x} satisfaction", "{x} score")),
        (r"how (?:would|do) you rate (?:the |our |your )?(?P<x>.+)", ("{x} rating", "rating of {x}", "{x} score", "{x}")),
        (r"how likely (?:are you|would you be|is it that you would) to (?P<x>.+)", ("likelihood to {x}", "likelihood of {x}")),
        (r"how likely .*\brecommend\b.*", ("likelihood to recommend", "recommend score", "recommendation score", "recommendation")),
        (r"how easy (?:is|was|were|are) (?:it to )?(?P<x>.+)", ("ease of {x}", "how easy {x}")),
        (r"how important (?:is|are|was) (?:the |our )?(?P<x>.+)", ("importance of {x}",)),
        (r"how often do you (?P<x>.+)", ("how often they {x}", "frequency")),
        (r"how much (?:do|did|have|would) you (?:spend|spent|pay|paid)\b.*", ("spend", "spending")),
        (r"approx(?:imate|imately)? (?P<x>.+)", ("{x}",)),
        (r"anything else .*|.*\b(?:tell us|comments?|feedback|suggestions?)\b.*", ("comment", "comments", "free text", "remarks")),
    )
)  # fmt: skip
_TAIL = re.compile(r"\s+(?:with us|from us|service|services|overall|in (?:the )?last \d+ \w+)$")


def said_for(label: str) -> tuple[str, ...]:
    """What people call the answers to a question: "satisfaction with delivery" for "how satisfied are you with ..."."""
    found: list[str] = []
    for pattern, said in _ASKED:
        m = pattern.fullmatch(label)
        if m is None:
            continue
        for thing in _shorter(m.groupdict().get("x") or ""):
            found += [phrase.format(x=thing) for phrase in said]
    return tuple(dict.fromkeys(f for f in found if f != label))


def _shorter(thing: str) -> list[str]:
    """A thing, and it without what merely follows: "delivery service", "delivery"."""
    found = [thing]
    while (less := _TAIL.sub("", found[-1])) != found[-1] and less:
        found.append(less)
    return found
