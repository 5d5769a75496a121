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
