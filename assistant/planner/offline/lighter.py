"""A question that was not understood, once more without the words that restrict nothing.

"How many leads did we get in calendar year 2025" is asked back because of one word that no plan can use. English has
thousands of such words, and a sentence is seldom without one; english.yaml has them by what they do: verbs of having,
being and happening in the place between a subject and its figure, verbs said to the one who answers, fillers, the ends
of a range that count anyway. Where the question as it stands has a reading, that holds; only where it would be asked
back is it read without them, and what was left out of it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.planner.offline.text import plain

_FILE = Path(__file__).with_name("english.yaml")
FEWEST = 2
"""Words that must be left of a question."""
SURE = 4
"""Letters of a word that is surely meant where the data have it; small words are values of some table, too."""
LEAST = 3
"""Words that must be left where an opening is cut: "morning, please" may be an answer."""
_CLASS = re.compile(r"\{([a-z]+)\}")
_RANGE = (
    r"(?P<range>(?:\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)[\d\s,.a-z£$€%]{0,12}?)"
)
_CLOCK = re.compile(r"\b(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?", re.I)
_APART = r"\s*[,;(–-]?\s*"

Named = Callable[[str], bool]
"""Whether a word is the name of something in the data."""


@dataclass(frozen=True)
class Lighter:
    """A question in fewer words; `left_out` are those that might have been meant to say something."""

    text: str
    left_out: tuple[str, ...]


def lighter(question: str, named: Named, strange: frozenset[str]) -> Lighter | None:
    """The question without the words that restrict nothing; None where all of its words do. `strange`: the words that
    were in the way; a verb is left out only where it was, or where none stands out."""
    return _english().lighter(plain(" ".join(question.split())).strip(), named, strange)


def only_has(word: str) -> bool:
    """Whether a verb says no more than that somebody has what stands behind it ("boasts", "notched")."""
    return _english().having.fullmatch(word) is not None


def in_plain_words(question: str, named: Named) -> str:
    """The question without openings and verbs that are read for something else, in plain words."""
    return _english().plainer(question, named)


class English:
    """The patterns that the classes of words make."""

    def __init__(self, raw: dict[str, Any]) -> None:
        classes = {name: _verbs(words) for name, words in raw["verbs"].items()}
        heads = " ".join(w.replace("_", ":").split(":")[0] for w in raw["verbs"]["having"].split())
        self.having = re.compile(_verbs(heads), re.I)
        self._always, self._instead = (
            [(re.compile(_CLASS.sub(lambda m: classes[m[1]], p), re.I), said) for p, said in raw[of].items()]
            for of in ("always", "instead")
        )
        self._framing = Framing(raw["framing"])
        fillers = "|".join(raw["fillers"])
        self._fillers = re.compile(
            rf"(?:[,;(–]\s*|\s-\s)?(?<![\w'])(?P<idle>{fillers})(?![\w'-])\s*[,;)]?", re.I
        )
        self._adverbs = re.compile(
            rf"(?<![\w'-])(?P<idle>(?:{'|'.join(sorted(raw['adverbs'].split(), key=len, reverse=True))}))(?![\w'-])(?!\s+[£$€]?\d)",
            re.I,
        )
        ends = "|".join(raw["inclusive"])
        self._inclusive = re.compile(rf"{_RANGE}{_APART}(?<![\w'-])(?:{ends})(?![\w'-])\s*\)?", re.I)

    def plainer(self, text: str, named: Named) -> str:
        made = self._framing.cut(text, named)
        for pattern, said in self._always:
            found = pattern.search(made)
            idle = found.groupdict().get("idle") if found is not None else None
            if found is not None and not (idle and any(map(named, _words(idle)))):
                made = made[: found.start()] + found.expand(said) + made[found.end() :]
        return made if made == text or len(made.split()) < FEWEST else _tidy(made)

    def lighter(self, text: str, named: Named, strange: frozenset[str]) -> Lighter | None:
        left_out, before = list[str](), _tidy(text)

        def unless_named(said: str) -> Callable[[re.Match[str]], str]:
            def put(m: re.Match[str]) -> str:
                idle = m.groupdict().get("idle")
                if idle and (any(map(named, _words(idle))) or (strange and not strange & set(_words(idle)))):
                    return m[0]
                if idle and said.strip() != "show":
                    left_out.append(idle)
                return m.expand(said)

            return put

        text = _CLOCK.sub(_by_24, text)
        made = self._inclusive.sub(lambda m: m["range"].rstrip(" ,;(–-"), text)
        made = self._fillers.sub(lambda m: m[0] if any(map(named, _words(m["idle"]))) else " ", made)
        for pattern, said in self._instead:
            made = pattern.sub(unless_named(said), made)
        made = self._adverbs.sub(unless_named(" "), made)
        made = _tidy(made)
        if made == before or len(made.split()) < FEWEST:
            return None
        return Lighter(made, tuple(dict.fromkeys(left_out)))


class Framing:
    """What people say of their own doing before and behind a question."""

    def __init__(self, raw: dict[str, Any]) -> None:
        def any_of(name: str) -> str:
            listed = "|".join(raw[name])
            return listed.replace("{who}", raw["who"]).replace("{thing}", raw["thing"])

        mark = r"(?:(?:\s*[,;:!.?–]+(?=\s|$)|\s+-+\s)\s*(?:but |so |and )?(?:(?:i|we) need )?|\s+(?:and )?(?:(?:i|we) )?need )"
        self._opening = re.compile(rf"^\W*(?:{any_of('openings')}){mark}(?=\w)", re.I)
        self._wish = re.compile(
            rf"^\W*(?:(?:and|so|ok|okay|well|now)\b[\s,]*)*(?:{any_of('wishes')})[\s,:]+(?=\w)", re.I
        )
        self._closing = re.compile(
            rf"(?:\s*[,;:!.?–(]+\s*|\s+-+\s+)(?:{any_of('closings')})(?:,? (?:please|pls|plz|thanks|thx))?[\s).!?]*$",
            re.I,
        )
        self._tail = re.compile(
            rf"\s+(?:{any_of('tails')})(?:,? (?:please|pls|plz|thanks|thx))?(?=[\s.!?]*$)", re.I
        )

    def cut(self, text: str, named: Named) -> str:
        """The text without it; as it stands where too little is left, or where the data have what is said."""
        made, before = text, ""
        while made != before:
            before = made
            for pattern in (self._opening, self._wish, self._closing, self._tail):
                found = pattern.search(made)
                if found is None or any(named(w) for w in _words(found[0]) if len(w) >= SURE):
                    continue
                fewer = made[: found.start()] + made[found.end() :]
                if len(fewer.split()) >= LEAST:
                    made = fewer
        return made


def _by_24(time: re.Match[str]) -> str:
    """ "9:45 pm" as exports write it: 21:45."""
    hour = int(time["hour"]) % 12 + 12 * (time["half"].lower() == "p")
    return f"{hour:02d}:{time['minute'] or '00'}"


def _tidy(text: str) -> str:
    """Without the commas and spaces that are left behind."""
    made = re.sub(r"\s+([,;.?!])", r"\1", " ".join(text.split()))
    made = re.sub(r"[,;](?=[,;.?!]|$)", "", made)
    return re.sub(r"^[\s,;:.–-]+", "", made).strip()


def _words(said: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", said.lower())


# ---------------------------------------------------------------- all forms of a verb


def _verbs(listed: str) -> str:
    """A pattern for all forms of some verbs, longest first: "rack_up", "bring_in:brought_in"."""
    return "(?:" + "|".join(sorted((_verb(entry) for entry in listed.split()), key=len, reverse=True)) + ")"


def _verb(entry: str) -> str:
    """A verb with its small words; what is irregular stands whole behind the colon."""
    base, _, irregular = entry.partition(":")
    head, *small = base.split("_")
    rest = "".join(rf"\s+{word}" for word in small)
    regular = _regular(head)
    shared = next(head[:n] for n in range(len(head), -1, -1) if all(f.startswith(head[:n]) for f in regular))
    forms = [
        f"{shared}(?:{'|'.join(sorted((f[len(shared) :] for f in regular), key=len, reverse=True))}){rest}"
    ]
    for form in irregular.split(",") if irregular else ():
        own, *behind = form.split("_")
        forms.append(own + ("".join(rf"\s+{word}" for word in behind) or rest))
    return "|".join(forms)


def _regular(verb: str) -> list[str]:
    """ "achieve, achieves, achieved, achieving"; a last letter that some verbs double is given both ways."""
    if verb == "be":
        return ["be", "is", "are", "was", "were", "am"]
    stem, ends_in_y = verb.removesuffix("e"), verb.endswith("y") and verb[-2:-1] not in "aeiou"
    made = [verb, stem + "ing"]
    if ends_in_y:
        made += [verb[:-1] + "ies", verb[:-1] + "ied"]
    else:
        made += [verb + ("es" if verb.endswith(("s", "x", "ch", "sh")) else "s"), stem + "ed"]
    if re.search(r"[^aeiou][aeiou][bdgklmnprt]$", verb):
        made += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return made


@lru_cache(maxsize=1)
def _english() -> English:
    return English(yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))
