"""What names say: "MntWines" is an amount and is about wines, "InvoiceNo" is an invoice number.

The vocabulary is data (models/names.yaml); this file only splits names, looks words up and writes labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

MODELS = Path(__file__).parent / "models"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def model(name: str) -> dict[str, Any]:
    """A YAML of data/models, read once a process (it ships with the program and never changes)."""
    return dict(yaml.load((MODELS / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_Loader))


@dataclass(frozen=True)
class Name:
    """A name taken apart: its words as written (abbreviations said in full), and the same in singular.

    `core`: how many of the words stand before a bracket ("Amount (USD)"); what is in it only explains.
    """

    raw: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    core: int = 99

    @property
    def last(self) -> str:
        """The last word before a bracket that is not a number, singular; empty where there is none."""
        return next((s for s in reversed(self.stems[: self.core]) if not s.isdigit()), "")

    @property
    def first(self) -> str:
        """The first word, singular."""
        return self.stems[0] if self.stems else ""


@cache
def hints(kind: str) -> frozenset[str]:
    """The words that hint at a meaning ("money", "score"), singular."""
    words = model("names")["hints"].get(kind, "")
    return frozenset(words.split())


def says(name: Name, *kinds: str) -> bool:
    """True where any word of the name hints at any of the meanings."""
    return any(stem in hints(kind) for kind in kinds for stem in name.stems)


@cache
def split(raw: str) -> Name:
    """Take a name apart at blanks, marks, camelCase, figures and known words; say abbreviations in full."""
    core, bracket, _ = _spelt_out(raw).partition(" (")
    words = _words(_spelt_out(raw))
    before = len(_words(core)) if bracket else 0
    return Name(raw, tuple(words), tuple(singular(w) for w in words), before or 99)


def _spelt_out(raw: str) -> str:
    """A name with its signs in words: "% Change", "# Cards", "+/-", "Rate/Night", "e-mail"."""
    text = SCALE.sub("", re.sub(r"(?i)e-mail", "email", raw)) or raw
    text = re.sub(r"(?<=[a-z])['’](?=d\b)", "", text)  # "Reg'd" is registered
    text = re.sub(r"(?<=\w)\s*#\s*$", "", text)  # "Pick #" is the pick, "# Picks" how many
    for sign, word in model("names")["signs"].items():
        text = text.replace(sign, f" {word} ")
    text = _MONEY_BEHIND.sub(lambda m: f" {_MONEY_SIGNS[m[1]]}", text)
    text = re.sub(r"\s*[\[(]", " (", text.replace("²", "2").replace("³", "3"))
    return _per_slash().sub(" per ", text)


_MONEY_SIGNS = {"£": "gbp", "€": "eur", "$": "usd"}
_MONEY_BEHIND = re.compile(r"(?<=\w)\s*([£€$])\s*$")
"""A currency that a name ends with: "Raised £", "Food$"."""


_ACRONYM = re.compile(r"\b(TV|PC|ID|PR|HR|VAT|GDP|CRM|SMS|URL|UK|US|EU|CO2)(?=[a-z]{3})")
"""Letters that stand for words, run on with a word behind: "TVnews"."""


def _words(text: str) -> list[str]:
    """The words of a name: apart at blanks, marks, camelCase, figures and known words, said in full."""
    text = _ACRONYM.sub(r"\1 ", _ORDINAL.sub(lambda m: f" {_ORDINALS[m[1].lower()]} ", text))
    text = re.sub(
        r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?![A-Z]s(?![a-z]))|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])",
        " ",
        text,
    )
    parts = [p.lower() for p in re.split(r"[\W_]+", text) if p]
    words: list[str] = []
    for at, part in enumerate(parts):
        two = f"{parts[at - 1]} {part}" if at else ""
        if two in model("names")["both"]:
            words[-1:] = str(model("names")["both"][two]).split()
            continue
        if part == "min" and words and _lasts(words[-1]):
            words.append("minutes")  # "dur_min"; else the minimum
            continue
        pair = model("names")["pairs"].get(two)
        answered = part == "no" and (parts.count("no") > 1 or "yes" in parts)
        words.extend([pair] if pair else _expand(part, last=at == len(parts) - 1 and not answered))
    return words


_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third"}
_ORDINAL = re.compile(r"(?<![A-Za-z0-9])(1st|2nd|3rd)(?![a-z0-9])", re.I)


def _lasts(word: str) -> bool:
    """A word for something that takes its time: "wait", "response"."""
    return word in model("names")["lasting"] or singular(word) in hints("waiting")


SCALE = re.compile(
    r"\s*\(\s*\d{1,3}\s*(?:-|–|to|/|\.\.)\s*\d{1,3}\s*\)\s*$|(?<=[a-zA-Z])[_ ]?[01][_ ]?to[_ ]?\d{1,3}$"
    r"|(?<=[a-zA-Z]{3})[_ ][01][_ -](?:5|6|7|10|100)$"
)
"""The scale that a name ends with: "Review (1-10)", "rating_1to5"."""


@cache
def _per_slash() -> re.Pattern[str]:
    """A slash that says "per": "Rate/Night"; in "Impressions/Sends" it says "or"."""
    after = "|".join(model("names")["per_after"].split())
    return re.compile(rf"(?i)\s*/\s*(?=(?:{after})\b)")


def _expand(part: str, last: bool) -> list[str]:
    """The words that one part of a name stands for."""
    names = model("names")
    if last and part in names["last_only"]:
        return str(names["last_only"][part]).split()
    said = names["abbreviations"].get(part) or names["expand_words"].get(part)
    if said:
        return str(said).split()
    return list(_run_together(part))


@cache
def _known() -> frozenset[str]:
    return frozenset(model("names")["words"].split())


@cache
def _run_together(part: str) -> tuple[str, ...]:
    """Two known words written as one ("kidhome", "dormid"); else the part itself."""
    known = _known()
    if len(part) < 5 or part in known or singular(part) in known or not part.isalpha():
        return (part,)
    names = model("names")
    for tail in names["strong_tails"]:
        if part.endswith(tail) and len(part) - len(tail) >= 3:
            return (*_expand(part[: -len(tail)], last=False), tail)
    for head in names["strong_heads"]:
        if part.startswith(head) and len(part) - len(head) >= 2:
            return (*_expand(head, last=False), *_expand(part[len(head) :], last=True))
    for head in names["heads"]:
        rest = part[len(head) :]
        if part.startswith(head) and (rest in known or singular(rest) in known or rest in names["tails"]):
            return (*_expand(head, last=False), *_expand(rest, last=True))
    for at in range(3, len(part) - 1):
        head, tail = part[:at], part[at:]
        if head in known and (tail in known or singular(tail) in known):
            return (head, tail)
        if f"{head} {tail}" in names["pairs"]:
            return (head, names["pairs"][f"{head} {tail}"])
        if head in known and tail in names["tails"]:
            return (head, *_expand(tail, last=True))
    return (part,)


@cache
def singular(word: str) -> str:
    """A plain English singular, enough to match words of the vocabulary."""
    irregular = model("names")["singulars"].get(word)
    if irregular:
        return str(irregular)
    if len(word) < 4 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")) or re.fullmatch(r".*[^aeo]uses", word):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> str:
    """A plain English plural of the last word ("order line" -> "order lines")."""
    known = model("names")["nouns"].get(word)
    if known:
        return str(known["plural"])
    if singular(word) != word or word in model("names")["singulars"]:
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def label(name: Name, full: bool = False) -> str:
    """How people would say a name: "Num_Web_Purchases" -> "web purchases", "Area (km2)" -> "area".

    `full`: with the unit or abbreviation in brackets, to tell it from another column.
    """
    words = list(name.words)
    if not full:
        words = words[: name.core] if _only_explains(name) else _without_unit(words)
    if len(words) > 1 and words[-1] in model("names")["bare_currencies"]:
        words = words[:-1]
    money = model("names")["bare_currencies"]
    words = [w for at, w in enumerate(words) if not (at and w in money and words[at + 1 : at + 2] == ["per"])]
    words = _without_prefix(words)
    text = _with_period(" ".join(words))
    phrases = model("names")["phrases"]
    return str(phrases.get(text) or phrases.get(" ".join(singular(w) for w in words)) or text or name.raw)


_BRACKET = re.compile(r"[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*$")


def _only_explains(name: Name) -> bool:
    """Whether a bracket at the end holds a unit ("km2") or a short form ("Pts."), and nothing that tells apart."""
    hit = _BRACKET.search(name.raw)
    if hit is None or name.core >= len(name.words):
        return False
    inside = hit[1]
    return written_unit(inside) is not None or bool(
        re.fullmatch(r"[A-Z]\w{0,2}\.?|[A-Z][a-z]{1,3}\.", inside)
    )


def _without_unit(words: list[str]) -> list[str]:
    """ "height cm" -> "height"; a unit alone stays."""
    bare = model("names")["bare_units"]
    timed = {*model("names")["lasting"], "age"}
    if len(words) > 1 and words[-2] in timed and unit_word(words[-1]) in TIMES:
        return words[:-1]
    while len(words) > 1 and (words[-1] in bare or (words[-1] in "23" and words[-2] in bare)):
        words = words[:-1]
    return words


@cache
def _unit_words() -> dict[str, str]:
    return {word: unit for unit, words in model("units")["units"].items() for word in str(words).split()}


def unit_word(text: str) -> str | None:
    """The unit of measurement that a word is short for: "ft" -> feet. Of one or two letters, case matters."""
    bare, known = text.strip().rstrip("."), _unit_words()
    return known.get(bare) or (known.get(bare.lower()) if len(bare) > 2 else None)


def written_unit(text: str) -> str | None:
    """The unit that a text names, as in brackets behind a name: "km2", "in USD", "inhabitants/km2"."""
    bare = text.strip().removeprefix("in ")
    if found := unit_word(bare):
        return found
    if currency := model("names")["currencies"].get(bare.lower()):
        return str(currency)
    above, sign, below = bare.partition("/")
    return bare if sign and above and unit_word(below) else None


TIMES = ("seconds", "minutes", "hours", "days", "weeks", "months", "years")
"""Units of time, shortest first."""

_PERIODS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
_LAST = re.compile(
    r"^(.+?)(?: (?:in|over|during))?(?: the)? (?:last|past|l) (\d+) (day|week|month|year|[dwmy])s?$"
)
_LONG = re.compile(
    r"^(.+?)(?: in)? (?:(?=(?:3|6|12|18|24|36) m)|(?=(?:7|14|28|30|60|90|120|180|365) d)|(?=(?:4|12|13|26|52) w))"
    r"(\d+) (d|days|w|weeks|m|months)$"
)


_SPAN = re.compile(r"(.+) in (?:(?:the )?last )?\d+ (?:days|weeks|months|years)$")


def _with_period(text: str) -> str:
    """ "visits l 12 m", "visits last 30 d" -> "visits in the last 12 months", "... 30 days"; "tickets 12 m" -> "tickets
    in 12 months"."""
    last, long = _LAST.match(text), _LONG.match(text)
    if last:
        return f"{last[1]} in the last {last[2]} {_PERIODS[last[3][0]]}"
    return f"{long[1]} in {long[2]} {_PERIODS[long[3][0]]}" if long else text


def spans_time(name: Name) -> bool:
    """A name of what there was within a time: "class bookings 30d"."""
    said = _with_period(" ".join(name.words))
    return _SPAN.match(said) is not None


def _without_prefix(words: list[str]) -> list[str]:
    """ "number of web purchases" -> "web purchases"; a prefix alone, or before a figure, stays."""
    prefixes = model("names")["plain_prefixes"]
    while len(words) > 1 and words[0] in prefixes and not words[1].isdigit():
        words = words[1:]
        if words[0] == "of" and len(words) > 1:
            words = words[1:]
    if len(words) > 1 and words[0] == "date" and words[1] not in ("of", "in", "from", "to", "day"):
        return [*words[1:], "date"]
    return words


def synonyms(text: str) -> tuple[str, ...]:
    """Other ways to say a label, by the vocabulary: the whole label first, then it with its plain words
    left out."""
    table = model("names")["synonyms"]
    found = table.get(text) or table.get(" ".join(singular(w) for w in text.split())) or ()
    bare = _AGED.sub("", text)
    shorter = (bare, *synonyms(bare)) if bare != text and bare else ()
    return tuple(dict.fromkeys([*(str(s) for s in found), *_turned(text), *_bought(text), *shorter]))


_PURCHASE = re.compile(r"(?P<thing>\w+) (?:purchase|buying|sold|selling|sale|sales) (?:amount|price|value)")


def _bought(text: str) -> list[str]:
    """What a thing was bought for is its price: "car purchase amount", car price."""
    bought = _PURCHASE.fullmatch(text)
    if bought is None:
        return []
    thing = bought["thing"]
    return [
        f"{thing} price",
        f"price of the {thing}",
        f"price of a {thing}",
        f"{thing} cost",
        f"cost of the {thing}",
    ]


_AGED = re.compile(r"\s+(?:aged\s+)?(?:under|over)\s+\d+\b")
"""The age that a name gives: "kids under 18 at home"."""


def times(text: str, unit: str | None, table: str) -> tuple[str, ...]:
    """A label whose unit is one of time, as people say it: "first response" -> first response time; "duration" in
    a table of calls -> call duration."""
    words = text.split()
    rows = split(table).last
    if unit in TIMES and text == "duration" and rows:
        return (f"{rows} duration", f"{rows} length", f"{rows} time", f"length of the {rows}", "length")
    if unit not in TIMES or set(words) & {
        "age",
        "time",
        "duration",
        "tenure",
        "experience",
        "recency",
        *TIMES[3:],
    }:
        return ()
    bare = " ".join(words[:-1] if len(words) > 1 and unit_word(words[-1]) in TIMES else words)
    return (f"{bare} time", f"{bare} duration")


def _turned(text: str) -> list[str]:
    """The same said the other way round: rate per night, nightly rate; visits in the last 12 months, visits."""
    period = _SPAN.match(text)
    if period:
        return [period[1]]
    adverbs: dict[str, str] = model("names")["adverbs"]
    what, per, time = text.partition(" per ")
    if per and time in adverbs:
        price = [f"price per {time}", f"{adverbs[time]} price"] if what == "rate" else []
        return [f"{adverbs[time]} {what}", what, *price]
    before, _, last = text.rpartition(" ")
    if before and last in ("minutes", "hours", "seconds"):
        return [f"{before} time", f"{before} duration", before]
    first, _, rest = text.partition(" ")
    said = next((time for time, adverb in adverbs.items() if adverb == first), None)
    return [rest, f"{rest} per {said}", f"{rest} a {said}"] if said and rest else []


@dataclass(frozen=True)
class Noun:
    """A thing that rows are about, as people call it. `kind`: customer, person, household, order,
    product, ..."""

    name: str
    plural: str
    kind: str
    synonyms: tuple[str, ...]


def noun(word: str) -> Noun:
    """The thing that a word names ("invoice" -> order); unknown words name themselves."""
    known = model("names")["nouns"].get(word)
    if known is None:
        return Noun(word, plural(word), "thing", ())
    name = str(known.get("name") or known.get("singular") or word)
    others = dict.fromkeys(
        [*known.get("synonyms", ()), word, *model("names")["kind_synonyms"].get(known["kind"], ())]
    )
    others.pop(name, None)
    others.pop(known["plural"], None)
    return Noun(name, str(known["plural"]), str(known["kind"]), tuple(others))


def is_noun(word: str) -> bool:
    """True for things that the vocabulary knows."""
    return word in model("names")["nouns"]


def bracketed_unit(name: Name) -> str | None:
    """The unit that stands in brackets at the end of a name: "Term (mo)"."""
    hit = _BRACKET.search(name.raw)
    return written_unit(hit[1]) if hit else None


def unit_of_name(name: Name, money: bool) -> str | None:
    """The unit that a name gives away: a currency, a measure of length or time; "money" for money
    without one."""
    names = model("names")
    if written := bracketed_unit(name):
        return written
    currency = next((names["currencies"][s] for s in name.stems if s in names["currencies"]), None)
    if currency:
        return str(currency)
    if money:
        return "money"
    for stem in reversed(name.stems):
        if stem in names["units"]:
            unit = str(names["units"][stem])
            return f"{unit}²" if "square" in name.stems and len(unit) <= 4 else unit
    for stem in name.stems:
        if names["word_units"].get(stem):
            return str(names["word_units"][stem])
    return None


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """`wanted`, or with a figure behind it where a column of that name (case-blind) is there already."""
    used = {t.lower() for t in taken}
    if wanted.lower() not in used:
        return wanted
    return next(f"{wanted}_{n}" for n in range(2, 1000) if f"{wanted}_{n}".lower() not in used)
