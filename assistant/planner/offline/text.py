"""Words, stems and numbers of a question, with the place where each stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(
    r"(?:(?<=[A-Za-z<>=]\s)-)?[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:%|percent\b|k\b|m\b|mn\b|bn\b|million\b|thousand\b|billion\b))?"  # numbers
    r"|[^\W\d_](?:[\w]|['’](?=\w))*"  # words, names with digits or underscores
    r"|<=|>=|[<>=+#&/%?,;()-]|\.(?=\s|$)"
)
_ACRONYMS = re.compile(r"[A-Z]{2,}['’]?s")
"""Many of what has a name in capitals: "SQLs"."""
_SCALE = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_NUMBER_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
    "million": 1_000_000, "once": 1, "twice": 2,
}  # fmt: skip

MOST_CHARACTERS = 2_000
"""Longer questions are not read: nobody asks one, and reading is linear in every word."""


@dataclass(frozen=True)
class Token:
    """One word: as written, lower case, its stem, its number if it is one, and its place in the text."""

    text: str
    low: str
    stem: str
    start: int
    end: int
    number: float | None = None
    percent: bool = False

    @property
    def is_word(self) -> bool:
        """True for words, false for numbers and signs."""
        return self.number is None and self.low[:1].isalpha()


class Stems:
    """Stemming with the vocabulary's irregular forms first; kept, because the same words come again."""

    def __init__(self, irregular: dict[str, str]) -> None:
        self._irregular = irregular
        self._stemmer = snowballstemmer.stemmer("english")
        self.of = lru_cache(maxsize=50_000)(self._of)

    def _of(self, word: str) -> str:
        word = unaccented(self._irregular.get(word, word))
        return str(self._stemmer.stemWord(word))


_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})


def unaccented(word: str) -> str:
    """The word as people without the keys for its accents type it."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(c for c in apart if not unicodedata.combining(c))


def tokens(text: str, stems: Stems) -> tuple[Token, ...]:
    """The words, numbers and signs of a text, in order."""
    clean = plain(text)
    return tuple(_token(m, stems) for m in _WORD.finditer(clean))


_SPELLED = {"w/o": "w0o", "w/out": "w0o", "i.e.": "ie", "e.g.": "eg", "no.": "no", "w/": "w"}
"""Short forms with signs in them, as one word of at most the same length (places in the text must hold)."""
_SHORT = re.compile(r"(?<!\w)(?:w/out|w/o|i\.e\.|e\.g\.|no\.(?= of)|w/)(?=\W|$)", re.I)


def plain(text: str) -> str:
    """The text with one spelling for quotes and dashes, same length; words joined by a hyphen come apart."""
    clean = text.replace("’", "'").replace("–", "-").replace("—", "-").replace("−", "-")
    clean = _SHORT.sub(lambda m: _SPELLED[m[0].lower()].ljust(len(m[0])), clean)
    return re.sub(r"(?<=[^\W\d_])-(?=\w)|(?<=\d)-(?=[^\W\d_])", " ", clean)


def _token(match: re.Match[str], stems: Stems) -> Token:
    raw = match[0]
    number, percent = read_number(raw)
    low = raw.lower()
    low = low[:-2] if low.endswith("'s") else low.replace("'", "")
    low = low[:-1] if _ACRONYMS.fullmatch(raw) else low
    if number is None and low in _NUMBER_WORDS:
        number = float(_NUMBER_WORDS[low])
        return Token(raw, low, stems.of(low), match.start(), match.end(), number)
    return Token(raw, low, stems.of(low), match.start(), match.end(), number, percent)


def read_number(raw: str) -> tuple[float | None, bool]:
    """(value, is a percentage) of "80k", "$1,000", "25%", "1.5 million"; (None, False) for anything else."""
    m = re.fullmatch(
        r"(-?)[$€£]?(\d[\d,]*(?:\.\d+)?)\s?(%|percent|k|m|mn|bn|million|thousand|billion)?", raw.strip(), re.I
    )
    if not m:
        return None, False
    digits = m[2].rstrip(",")
    if not re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?", digits):
        return None, False
    value = float(f"{m[1]}{digits}".replace(",", ""))
    unit = (m[3] or "").lower()
    return value * _SCALE.get(unit, 1), unit in ("%", "percent")


_CAMEL = re.compile(
    r"(?<![A-Za-z])(?:TV|PC|ID|PR|HR|VAT|GDP|CRM|SMS|URL|UK|US|EU)(?=[a-z]{3})|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+"
)


def split_name(name: str) -> list[str]:
    """The words of a column name: Dt_Customer -> dt customer, NumWebVisitsMonth -> num web visits month."""
    return [w.lower() for w in _CAMEL.findall(re.sub(r"(?<=[A-Z]{2})s(?![a-z])", "", name))]
