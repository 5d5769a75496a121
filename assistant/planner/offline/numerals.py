"""Numbers as people say and shorten them, in digits: "half a million", "15 grand", "btw 50k and 60k", "in their fifties".

Only the wording changes here; what a number is about is found where conditions are read.
"""

from __future__ import annotations

import re

ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SMALL = "|".join((*ONES, *_TENS))
_SCALE = "|".join(_SCALES)
_SPELT = re.compile(
    rf"(?<![\w.,])(?:(?P<half>half) an? (?P<halved>{_SCALE})"
    rf"|(?:an?(?=[ -](?:{_SCALE}))|{_SMALL})(?:[ -](?:and )?(?:{_SMALL}|{_SCALE}))*[ -](?:{_SCALE})(?:[ -](?:and )?(?:{_SMALL}|{_SCALE}))*"
    rf"|(?:{'|'.join(_TENS)})[ -](?:{'|'.join(list(ONES)[:9])}))(?: and a half (?P<more>{_SCALE}))?\b(?![ -](?:{_SMALL}|{_SCALE})\b)",
    re.I,
)
_SLANG = (
    (re.compile(r"(?<=\d) ?(?:grand|thou|tsd)\b(?!\w)", re.I), "k"),
    (re.compile(r"(?<=\d) ?(?:mill?|mio|mln)\b\.?", re.I), " million"),
    (re.compile(r"(?<=\d) ?(?:bil|bio|bln)\b\.?", re.I), " billion"),
    (re.compile(r"(?<=\d) ?(?:pct|per cent|prcnt|perc)\b\.?", re.I), "%"),
    (re.compile(r"\b(?:btw|btwn|betw|b/w|beetween|betwen|inbetween|in between)\.? (?=[$€£]?\d)", re.I), "between "),
    (re.compile(r"(?<=\d) outlier\b", re.I), " one"),
    (re.compile(r"\ba (?:couple|pair) of (?=\w+s\b)", re.I), "2 "),
)  # fmt: skip
_AGAIN = re.compile(
    r"\b(?:an?|one) (?P<unit>year|month|week|day|hour|quarter)s? ?[(,] ?(?:i\.?e\.? |that is |so |= ?)?(?P<n>\d+) (?P<other>days|hours|minutes|weeks|months)\b ?\)?",
    re.I,
)
_TIME = r"(?:minute|hour|day|night|week|fortnight|month|quarter|year|decade)"
_ONE = (
    re.compile(rf"(?<=\bthan )an? (?={_TIME}\b)|(?<=\bover )an? (?={_TIME}\b)|(?<=\bunder )an? (?={_TIME}\b)|(?<=\bat least )an? (?={_TIME}\b)|(?<=\bat most )an? (?={_TIME}\b)", re.I),
    re.compile(rf"\ban? (?={_TIME} (?:or|and) (?:more|longer|over|less|shorter)\b)", re.I),
)  # fmt: skip
_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}  # fmt: skip
_DECADE = rf"(?:{'|'.join(_DECADES)}|teens|[1-9]0['’]?s)"
_AGED = re.compile(
    rf"\b(?:aged )?in (?:their|his|her) (?P<from>{_DECADE})(?: ?(?:and|or|to|-|–|&|/) ?(?:(?:their|in their) )?(?P<to>{_DECADE}))?"
    r"(?P<open> ?(?:\+| (?:and|or) (?P<way>older|over|above|up|more|beyond|younger|under|below|less)\b))?",
    re.I,
)
_BORN = re.compile(
    rf"\bborn (?:in|during|within) the (?P<century>19|20)?(?P<decade>[0-9]0['’]?s|{'|'.join(_DECADES)})(?!\w)",
    re.I,
)


def in_digits(text: str) -> str:
    """The text with its numbers in digits and the short forms around them in full."""
    made = _SPELT.sub(_spelt, text)
    for pattern, said in _SLANG:
        made = pattern.sub(said, made)
    made = _AGAIN.sub(lambda m: f"{m['n']} {m['other']}", made)
    for one in _ONE:
        made = one.sub("1 ", made)
    return _AGED.sub(_aged, _BORN.sub(_born, made))


def _spelt(found: re.Match[str]) -> str:
    if found["half"]:
        return f"{_SCALES[found['halved'].lower()] // 2}"
    words = re.findall(r"[a-z]+", found[0].lower())
    if found["more"]:
        return found[0]
    return f"{_value(words)}"


def _value(words: list[str]) -> int:
    """The value of a number that is spelt out, largest scale first: "two hundred thousand", "a dozen"."""
    total = part = 0
    for word in words:
        if word in _SCALES:
            scale = _SCALES[word]
            part = max(part, 1) * scale
            if scale >= 1_000:
                total, part = total + part, 0
        elif word not in ("and",):
            part += {"a": 1, "an": 1, **ONES, **_TENS}[word]
    return total + part


def _years(said: str) -> int:
    low = said.lower()
    return 10 if low == "teens" else _DECADES.get(low) or int(re.sub(r"\D", "", low))


def _aged(found: re.Match[str]) -> str:
    """ "in their fifties or older" is "aged 50 or older"."""
    low = _years(found["from"])
    first = 13 if low == 10 else low
    if found["open"]:
        younger = (found["way"] or "").lower() in ("younger", "under", "below", "less")
        return f"aged {low + 9} or younger" if younger else f"aged {first} or older"
    if not found["to"]:
        return f"aged {first} to {low + 9}"
    high = _years(found["to"])
    return f"aged {first} to {high + 9}" if high == low + 10 or " to " in found[0] else found[0]


def _born(found: re.Match[str]) -> str:
    """ "born in the eighties" is "born from 1980 to 1989"."""
    decade = _years(found["decade"]) if found["decade"][0] != "0" else 0
    century = int(found["century"] or 19) * 100
    return f"born from {century + decade} to {century + decade + 9}"
