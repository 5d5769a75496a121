"""What is said of answers to a survey: promoters, "satisfied or very satisfied", "rated ease of use 4 or 5", agreement
in numbers, comments that mention something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from assistant.planner.offline.derived import marks
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import Scope, is_numeric
from data.catalog import Column
from data.query import Agg, Expr, call, col

_NAMES = {"promoter": (9, 10), "passive": (7, 8), "neutral": (7, 8), "detractor": (0, 6)}
_GROUP = r"(?P<{0}>promoter|passive|neutral|detractor)s?"
_WHO = _GROUP.format("who")
_TO = r"\s*(?:-|–|to|and|or)\s*"
_SCORED = r"(?:(?:scores?|scored|ratings?|rated|points?|answers?|from|of|gave|with|who|an?|is|are|=|:)\s+)*"
_DEFINED = re.compile(
    rf"(?P<a>\d+){_TO}(?P<b>\d+)\s*(?:=|:|is|are)?\s*(?:the\s+)?{_WHO}\b|\b{_GROUP.format('who2')}\s*[=:(]?\s*{_SCORED}(?P<c>\d+){_TO}(?P<d>\d+)\s*\)?",
    re.I,
)
_BRACKET = re.compile(r"\s*\([^()]*\)")
_LIST = re.compile(
    rf"\b(?:{_GROUP.format('g1')})(?:\s*(?:,|/|&|,?\s*and|vs\.?|versus|or)\s*(?:the\s+)?(?:promoter|passive|neutral|detractor)s?){{2,3}}\b",
    re.I,
)
_ONE = re.compile(r"(?<!net )\b(?:nps\s+)?(?P<who>promoter|passive|detractor)s\b(?!\s+minus)", re.I)


def read(desk: Desk) -> None:
    """Replace what speaks of answers."""
    _in_headers(desk)
    _how_satisfied(desk)
    _around_answers(desk)
    _as_asked(desk)
    _cross(desk)
    _counted(desk)
    _weighted(desk)
    _alone(desk)
    _nth(desk)
    _affirmed(desk)
    _whole_scale(desk)
    _promoters(desk)
    _said_so(desk)
    _in_numbers(desk)
    _levels(desk)
    _given(desk)
    _given_first(desk)
    _mentions(desk)


# ---------------------------------------------------------------- words of headers, tables, counts, weights

_WHEN = re.compile(
    r"\b(?:in\s+the\s+)?(?:last|past|previous)\s+(?:\d+\s+)?(?:day|week|month|quarter|year)s?\b", re.I
)
_CROSS = re.compile(
    r"\b(?:an?\s+|the\s+)?(?:cross[\s-]?tab(?:le|ulation|ulate)?|contingency\s+table|two[\s-]way\s+table|pivot(?:\s+table)?)s?\s+(?:of|for|between)?\s*(?:the\s+)?(?P<a>[^,;.?!()]+?)\s+(?P<by>by|against|and|vs\.?|versus|with|x)\s+(?:the\s+)?",
    re.I,
)
_CELLS = re.compile(
    r",?\s*\(?\b(?:with\s+(?:the\s+)?|showing\s+(?:the\s+)?)?(?:counts?|numbers?\s+of\s+\w+)(?:\s+in\s+(?:each|every)\s+cell)?\)?(?=\s*[.?!]?\s*$)",
    re.I,
)
_MENTIONS = re.compile(r"\b(?:(?P<of>(?:number|count)\s+of\s+)|how\s+many\s+)?mentions\b", re.I)
_WEIGHED = re.compile(
    r"\bweighted\s+(?:average|mean|avg)\s+(?:of\s+)?(?:the\s+)?|\b(?:average|mean|avg)\s+(?:of\s+)?(?:the\s+)?(?=.*\bweighted\s+by\b)",
    re.I,
)
_BY_WEIGHT = re.compile(
    r",?\s*\b(?:using|with|by|weighted\s+(?:by|with|using))\s+(?:the\s+)?(?:column\s+)?$", re.I
)


def _in_headers(desk: Desk) -> None:
    """ "spent over 200 last month", where the column is called "Spend last month" and nothing is dated."""
    said = _WHEN.search(desk.text)
    if said is None or desk.scope.date() is not None:
        return
    stems = desk.tagger.words.stems
    for column in desk.scope.source.columns.values():
        named = _WHEN.search(column.label)
        if named is None or _plain(named[0]) != _plain(said[0]) or "." in column.name:
            continue
        if any(s in desk.text.lower() for s in (column.label.lower(),)):
            return
        other = [stems.of(w) for w in column.label[: named.start()].lower().split()]
        words = [(m, stems.of(m[0].lower())) for m in re.finditer(r"[a-z]+", desk.text, re.I)]
        hit = next((m for m, stem in words if other == [stem]), None)
        if hit is None:
            return
        text = desk.text[: said.start()].rstrip() + desk.text[said.end() :]
        if hit.start() > said.start():
            return
        desk.text = f"{text[: hit.start()]}{column.label}{text[hit.end() :]}"
        return


_HAPPIEST = re.compile(r"\b(?:the\s+)?(?P<way>most|least)\s+(?:satisfied|happy|content)\b", re.I)


def _how_satisfied(desk: Desk) -> None:
    """ "which age group is the most satisfied": by the one number that tells the satisfaction."""
    m = _HAPPIEST.search(desk.text)
    told = [
        c
        for c in desk.scope.source.columns.values()
        if is_numeric(c) and "satisfaction" in c.label.lower().split()
    ]
    if m is not None and len(told) == 1:
        side = "highest" if m["way"].lower() == "most" else "lowest"
        desk.put(m.start(), m.end(), f"with the {side} average {told[0].label}")
        desk.text = re.sub(r"\b(?:is|are|was|were)\s+(?=with\b)", "", desk.text)
        desk.text = re.sub(r"\s+on\s+average(?=\s*[?.!]?\s*$)", "", desk.text)


_ASKING = ("how", "what", "which", "where", "why", "when", "who", "do", "did", "are", "have", "would", "will")
_WHOM = {"you", "they", "people", "we", "our", "your", "us", "them", "their"}
_LONG = 4
"""Words of a header from which on it is a question of its own."""


def _as_asked(desk: Desk) -> None:
    """ "how often do people shop with us?", where that is the question of the header: how many gave each answer."""
    said = list(re.finditer(r"[\w'’]+", desk.text.lower()))
    for column in desk.scope.source.columns.values():
        words = re.findall(r"[\w'’]+", column.label.lower())
        if len(words) < _LONG or words[0] not in _ASKING or column.role not in _GROUPED:
            continue
        for at in range(len(said) - len(words) + 1):
            part = said[at : at + len(words)]
            if not all(_same(desk, w, m[0]) for w, m in zip(words, part, strict=True)):
                continue
            word = desk.column(column.label, col(column.name), role="category", type="text")
            desk.put(part[0].start(), part[-1].end(), f"number of rows by {word}")
            return


_GROUPED = ("category", "flag", "ordinal", "code", "constant")


def _around_answers(desk: Desk) -> None:
    """ "heard about us from Instagram": the words of the header before one of its answers say nothing more."""
    stems = desk.tagger.words.stems
    for span in desk.tagged.cover:
        entry = span.entry("value")
        column = desk.scope.column(entry) if entry is not None and entry.quality >= 0.9 else None
        words = re.findall(r"[a-z]+", column.label.lower()) if column is not None else []
        if column is None or len(words) < _LONG:
            continue
        own = {stems.of(w) for w in words} - {stems.of(w) for w in (*_ASKING, *_WHOM)}
        start, _ = desk.place(span)
        first = start
        for m in reversed(list(re.finditer(r"[A-Za-z']+|[^\w\s]", desk.text[:start]))):
            if stems.of(m[0].lower()) in own:
                first = m.start()
            elif m[0].lower() not in (*_WHOM, *_LINKS):
                break
        if first < start:
            desk.put(first, start, "from ")
            return


_LINKS = ("from", "in", "on", "by", "via", "through", "with", "at", "about", "the", "a", "an", "of", "to")


def _same(desk: Desk, header: str, said: str) -> bool:
    """The same word, or another for the one who is asked: you, they, customers."""
    stems = desk.tagger.words.stems
    if stems.of(header) == stems.of(said):
        return True
    rows = any(e.kind in ("entity", "rows") for s in desk.tag(said).cover for e in s.entries)
    return header in _WHOM and (said in _WHOM or rows)


def _plain(text: str) -> str:
    return " ".join(w for w in text.lower().split() if w not in ("in", "the"))


def _cross(desk: Desk) -> None:
    """ "cross table of age group by channel (counts)": the number of rows by both."""
    m = _CROSS.search(desk.text)
    if m is None or not desk.is_named(m["a"]):
        return
    rest = _CELLS.sub("", desk.text[m.end() :])
    told = f"number of rows by {m['a']} and {rest}"
    if m["by"].lower() == "by" and re.search(r"\b(?:and|by|against|vs\.?|versus|x)\b", rest, re.I):
        rest = re.sub(r"\b(?:by|against|vs\.?|versus|x)\b", "and", rest, count=1, flags=re.I)
        cover = desk.tag(m["a"]).cover
        rows = any(e.kind in ("entity", "rows") for s in cover for e in s.entries)
        figure = any(s.word("aggregate") or s.entry("measure") for s in cover)
        told = (
            f"number of {m['a']} by {rest}" if rows else f"{m['a']} by {rest}" if figure else told
        )  # "cross table of customers by education and city"
    desk.text = f"{desk.text[: m.start()]}{told}"


def _counted(desk: Desk) -> None:
    """ "brands by number of mentions": each row mentions one."""
    m = _MENTIONS.search(desk.text)
    if m is None or any(s.entries for s in desk.tag(m[0].split()[-1]).cover):
        return
    desk.put(m.start(), m.end(), f"{m['of'] or ''}rows")


def _weighted(desk: Desk) -> None:
    """ "the weighted average of spend, using the weight column": each value counts as often as its weight says."""
    m = _WEIGHED.search(desk.text)
    if m is None:
        return
    named = [(a, b, c) for a, b, c in desk.numbers(m.end())]
    weights = [(a, b, c) for a, b, c in desk.all_named(m.end()) if c.type in ("number", "integer")]
    first = next((n for n in named if not desk.text[m.end() : n[0]].strip()), None)
    by = next(
        (
            n
            for n in weights
            if first is not None and n[0] >= first[1] and _BY_WEIGHT.search(desk.text[: n[0]])
        ),
        None,
    )
    if first is None or by is None:
        return
    (_, b, x), (c, d, w) = first, by
    opened = _BY_WEIGHT.search(desk.text[:c])
    assert opened is not None
    known = call("not_null", col(x.name))
    expr = call(
        "div",
        Agg(agg="sum", of=call("mul", col(x.name), col(w.name))),
        Agg(agg="sum", of=col(w.name), where=known),
    )
    word = desk.measure(f"average {x.label} weighted by {w.label}", expr, x.unit)
    tail = re.sub(r"^\s+column\b", "", desk.text[d:])
    between = desk.text[b : opened.start()]
    desk.put(m.start(), len(desk.text), f"{word}{between}{tail}")


_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_LED = re.compile(r"(?P<letters>[A-Za-z]*)[\s_-]*0*(?P<n>\d{1,2})(?!\d)")


def _nth(desk: Desk) -> None:
    """ "wave 2", "the second wave", where waves are called "W1-2024" and "W2-2024"."""
    for column in desk.scope.source.columns.values():
        numbered = _by_number(column)
        if not numbered or "." in column.name:
            continue
        noun = re.escape(column.label.split()[-1])
        said = re.compile(
            rf"\b(?:the\s+)?(?:{noun}\s+(?:no\.?\s*|number\s+|#)?(?P<n>\d{{1,2}})|(?P<nth>{'|'.join(_PLACES)}|last|latest|\d{{1,2}}(?:st|nd|rd|th))\s+{noun})\b",
            re.I,
        )
        for _ in range(3):
            m = said.search(desk.text)
            value = numbered.get(_number(m, max(numbered))) if m is not None else None
            if m is None or value is None or value.lower().startswith(m[0].lower()):
                break
            desk.put(m.start(), m.end(), value)


def _by_number(column: Column) -> dict[int, str]:
    """The values of a column by the number that each begins with, where the letter before it is the column's own."""
    texts = [v.value for v in column.values if isinstance(v.value, str)]
    found: dict[int, str] = {}
    for text in texts if column.type == "text" and 2 <= len(texts) <= 12 else ():
        m = _LED.match(text)
        if (
            m is None
            or not m["letters"]
            or m["letters"][0].lower() not in {w[0] for w in column.label.lower().split()}
        ):
            return {}
        found[int(m["n"])] = text
    return found if len(found) == len(texts) else {}


def _number(m: re.Match[str], last: int) -> int:
    if m["n"]:
        return int(m["n"])
    nth = m["nth"].lower()
    if nth in ("last", "latest"):
        return last
    return _PLACES.index(nth) + 1 if nth in _PLACES else int(re.sub(r"\D", "", nth))


_WHO_DOES = re.compile(r"\b(?:who|that|which|them|those|they|people|respondents)\s+$", re.I)


def _affirmed(desk: Desk) -> None:
    """ "% of enterprise that will renew", where the column "Will renew" says yes, no and more."""
    for a, b, column in list(desk.all_named()):
        yes = next((v.value for v in column.values if str(v.value).lower() == "yes"), None)
        if (
            column.role != "category"
            or yes is None
            or not any(str(v.value).lower() == "no" for v in column.values)
        ):
            continue
        before = _WHO_DOES.search(desk.text[:a])
        verb = re.match(r"(?:will|would|do|did|have|has|are|is|was|were|can)\b", column.label)
        if before is not None and verb is not None:
            desk.put(a, b, f"are {_fixed(desk, column.label, column, call('eq', col(column.name), yes))}")
            return


_FROM_TO = re.compile(
    r"\s*,?\s*\(?\b(?:from\s+)?(?P<a>\d{1,2})\s*(?:to|-|–|through)\s*(?P<b>\d{1,2})\b\)?", re.I
)
_EACH_SCORE = re.compile(
    r"\b(?:for\s+)?(?P<by>each|every|by|per)\s+(?:single\s+)?(?:score|rating|answer)\b", re.I
)


def _whole_scale(desk: Desk) -> None:
    """ "the number of responses for every score from 0 to 10": of the one question that is answered so."""
    m = _EACH_SCORE.search(desk.text)
    column = marks.recommendation(desk.scope)
    if m is None or column is None or any(marks.on_scale(c) for _, _, c in desk.numbers()):
        return
    ends = _FROM_TO.match(desk.text, m.end())
    within = ends is not None and (int(ends["a"]), int(ends["b"])) in ((0, 10), (1, 10))
    desk.put(m.start(), ends.end() if ends is not None and within else m.end(), f"by {column.label}")


_ALONE = re.compile(
    r"\b(?:(?:who|that)\s+)?(?:(?:are|were|is|was)\s+)?(?:travell?(?:ing|ed|s)?|liv(?:ing|es?|ed)|go(?:ing|es)?|went|com(?:ing|es?)|came|din(?:ing|es?|ed)|book(?:ing|ed|s)?|visit(?:ing|ed|s)?|shopp(?:ing|ed)|stay(?:ing|ed|s)?)\s+"
    r"(?:alone|on\s+(?:their|his|her)\s+own|by\s+(?:themselves|himself|herself)|solo)\b",
    re.I,
)
_COMPANY = re.compile(
    r"\b(?:party|group|household|family|guests?|persons|people|members)\b.*\bsize\b|\bsize of (?:the )?(?:party|group|household|family)\b"
)


def _alone(desk: Desk) -> None:
    """ "people travelling alone", where a column tells how many they are."""
    m = _ALONE.search(desk.text)
    if m is None:
        return
    sizes = [
        c for c in desk.scope.source.columns.values() if _COMPANY.search(c.label.lower()) and is_numeric(c)
    ]
    if len(sizes) == 1 and sizes[0].low == 1:
        word = _fixed(desk, f"{sizes[0].label} of 1", sizes[0], call("eq", col(sizes[0].name), 1))
        desk.put(m.start(), m.end(), f"who are {word}")


# ---------------------------------------------------------------- promoters, passives, detractors


def _promoters(desk: Desk) -> None:
    """Those who would recommend, by the answer from 0 to 10 that the net promoter score is made of."""
    if not re.search(r"\b(?:promoter|passive|detractor)s?\b", desk.text, re.I):
        return
    score = marks.recommendation(desk.scope)
    if score is None:
        return
    bounds = _defined(desk)
    if any(bounds[k] != _NAMES[k] for k in bounds):
        return  # another definition than the one that the measure is made of
    listed = _LIST.search(desk.text)
    if listed is not None:
        _listed(desk, listed, score)
        return
    for _ in range(3):
        m = _ONE.search(desk.text)
        if m is None:
            return
        low, high = _NAMES[m["who"].lower()]
        test = call("between", col(score.name), low, high)
        word = _fixed(desk, f"{m['who'].lower()}s ({low} to {high})", score, test)
        desk.put(m.start(), m.end(), f"{word} {desk.rows}" if desk.counts(m.start()) else word)


def _fixed(desk: Desk, label: str, column: Column, test: Expr) -> str:
    """A word for a condition that depends on no others."""
    return desk.condition(label, column, lambda _: test)


def _defined(desk: Desk) -> dict[str, tuple[int, int]]:
    """The bounds that the question gives, and the text without them."""
    said: dict[str, tuple[int, int]] = {}

    def taken(m: re.Match[str]) -> str:
        who = str(m["who"] or m["who2"]).lower()
        low, high = sorted((int(m["a"] or m["c"]), int(m["b"] or m["d"])))
        said[who] = (low, high)
        return "" if m["who"] else f"{m['who2']}s"

    def bracket(m: re.Match[str]) -> str:
        left = re.sub(r"\b(?:minus|less|and|the|are|is|as)\b|[\s(),;:%=-]", "", _DEFINED.sub(taken, m[0]))
        left = re.sub(rf"(?:{'|'.join(_NAMES)})s?", "", left, flags=re.I)
        return "" if not left else m[0]

    plain = _DEFINED.sub(taken, _BRACKET.sub(bracket, desk.text))
    if said:
        desk.text = " ".join(plain.split())
    return said


def _listed(desk: Desk, m: re.Match[str], score: Column) -> None:
    """ "how many promoters, passives and detractors": a group each."""
    x = col(score.name)
    kind = call("if", call("ge", x, 9), "Promoters", call("if", call("ge", x, 7), "Passives", "Detractors"))
    expr = call("if", call("not_null", x), kind, None)
    word = desk.column("promoter group", expr, role="category", type="text")
    desk.put(m.start(), m.end(), f"rows by {word}")
    desk.text = re.sub(r"\b(?:do|did)\s+we\s+have\b", "", desk.text, flags=re.I)


# ---------------------------------------------------------------- levels of a scale


@dataclass(frozen=True)
class Level:
    """One answer of a scale of texts, and the column that it is stored in."""

    column: Column
    value: str
    said: str


def levels(scope: Scope) -> Iterator[Level]:
    """The answers of columns of few texts, without the code before them: "4 - Agree" is said "agree"."""
    for column in scope.source.columns.values():
        texts = [v.value for v in column.values if isinstance(v.value, str)]
        if (
            column.type != "text"
            or not 3 <= len(texts) <= 12
            or "." in column.name
            or column.expr is not None
            or not _is_scale(texts)
        ):
            continue
        for text in texts:
            yield Level(column, text, coded(text)[1].lower())


def _is_scale(texts: list[str]) -> bool:
    """Answers with codes, or in degrees of one word ("satisfied", "very satisfied"); not names such as countries."""
    said = [coded(text) for text in texts]
    if sum(code is not None for code, _ in said) > 1:
        return True
    words = [{w[-5:] for w in re.findall(r"[a-z]{4,}", text.lower())} for _, text in said]
    return 2 * sum(any(a & b for b in words if b is not a) for a in words) >= len(words)


_CODED = re.compile(r"\s*(?P<code>\d{1,3})\s*[-–—.:)=]\s*(?P<said>\S.*)")


def coded(text: str) -> tuple[int | None, str]:
    """ "4 - Agree": its code and what it says."""
    m = _CODED.fullmatch(text)
    return (int(m["code"]), m["said"].strip()) if m is not None else (None, text.strip())


_DENIED = re.compile(
    r"(?:\b(?:not|no|non|without|except|excluding|exclude|neither|nor|never|other than|but|apart from|aside from|outside|leav(?:e|ing) out|drop|skip|ignor(?:e|ing))|n['’]t)"
    r"(?:\s+[\w-]+){0,4}\s*$",
    re.I,
)  # fmt: skip
_OPENED = re.compile(r"\b(?:who|that)\s+(?:are|is|were|was)?\s*$|\b(?:are|is|were|was)\s+$", re.I)
_FOLLOWS = re.compile(r"\bof\s+(?:the\s+|our\s+|all\s+)?[a-z]+\s+$|\bhow\s+many\s+[a-z]+\s+$", re.I)
"""A noun before an answer: "of women agree"."""


def _levels(desk: Desk) -> None:
    """ "satisfied or very satisfied", "agree or strongly agree that they trust the brand": one condition."""
    known: dict[str, list[Level]] = {}
    for level in levels(desk.scope):
        known.setdefault(level.said, []).append(level)
    words = sorted((re.escape(k) for k in known if re.search(r"[a-z]{3}", k)), key=len, reverse=True)
    if not words:
        return
    one = rf"(?:{'|'.join(words)})"
    several = re.compile(rf"(?<![\w-])(?P<a>{one})(?P<more>(?:\s*(?:,|/|,?\s*or)\s*{one})+)(?![\w-])", re.I)
    for m in [
        *several.finditer(desk.text),
        *re.finditer(rf"(?<![\w-])(?P<a>{one})(?![\w-])", desk.text, re.I),
    ]:
        if _DENIED.search(desk.text[: m.start()]):
            continue  # "not in Norway or Spain" is read with its negation
        said = [s.lower() for s in re.findall(rf"(?<![\w-]){one}(?![\w-])", m[0], re.I)]
        column, end = _asked(desk, [known[s] for s in said], m.end())
        if column is None:
            continue
        statement = len(known[said[0]]) > 1 or len(column.label.split()) > 2
        if len(said) == 1 and (end == m.end() or not statement):
            continue  # one answer by itself is found by its own words
        values = [level.value for s in said for level in known[s] if level.column == column]
        word = _fixed(
            desk, f"{' or '.join(said)} ({column.label})", column, call("in", col(column.name), *values)
        )
        start = m.start()
        opened = _OPENED.search(desk.text[:start])
        verb = "who are " if opened else "are " if _FOLLOWS.search(desk.text[:start]) else ""
        desk.put(opened.start() if opened else start, end, f"{verb}{word}")
        return


def _asked(desk: Desk, found: list[list[Level]], end: int) -> tuple[Column | None, int]:
    """The one column that has all of the answers, by the words behind them where several have; where these end."""
    names = set.intersection(*({level.column.name for level in one} for one in found))
    columns = [desk.scope.source.columns[n] for n in sorted(names)]
    told = [(_behind(desk.text, end, c), c) for c in columns]
    far = max((at for at, _ in told), default=end)
    best = [c for at, c in told if at == far]
    return (best[0], far) if len(best) == 1 else (None, end)


_SMALL = frozenset({"that", "they", "the", "their", "it", "is", "are", "was", "were", "to", "with", "about", "a", "an", "our", "us", "we", "i", "of", "in", "for", "you", "your", "this", "statement", "on"})  # fmt: skip


def _behind(text: str, end: int, column: Column) -> int:
    """Where the words of a column's name end that directly follow a place."""
    stems = {_root(w) for w in re.split(r"\W+", column.label.lower()) if w and w not in _SMALL}
    at = reached = end
    for m in re.finditer(r"[\w'’]+|[^\w\s]", text[end:]):
        word = m[0].lower()
        at = end + m.end()
        if _root(word) in stems:
            reached = at
        elif word not in _SMALL:
            break
    return reached


def _root(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > 4 else word


# ---------------------------------------------------------------- scales of texts as numbers

_FIGURE = re.compile(
    r"\b(?:average|avg|mean|median|standard deviation|std|correlat\w+|agreement|on the \d ?(?:-|–|to) ?\d+ scale)\b",
    re.I,
)
_SCALE = re.compile(
    r",?\s*\b(?:on|using|with)\s+(?:the|a|an|its)?\s*(?:\d\s*(?:-|–|to)\s*\d+\s*)(?:point\s+)?scale\b", re.I
)
UNSURE = re.compile(
    r"(?i)don['’]?t know|do not know|not sure|unsure|no answer|refused|not applicable|n/?a|prefer not"
)
_LEFT_OUT = re.compile(
    r",?\s*\b(?:without|leaving out|excluding|ignoring|leave out|exclude|ignore|not counting|omitting|dropping)\s+(?:all\s+|the\s+|any\s+)*"
    r"['\"“]?(?:don['’]?t[ -]knows?|dks?|not sures?|no answers?)['\"”]?(?:\s+(?:answers|responses))?",
    re.I,
)


def scaled(column: Column) -> Expr | None:
    """The number before each answer of a scale ("4 - Agree"), none for "99 - Don't know"; None for other columns."""
    pairs = [(v.value, *coded(v.value)) for v in column.values if isinstance(v.value, str)]
    if column.type != "text" or len(pairs) < 3:
        return None
    if all(code is None for _, code, _ in pairs):
        pairs = _on_ladder([value for value, _, _ in pairs])
    if any(code is None for _, code, _ in pairs):
        return None
    kept = [(value, code) for value, code, said in pairs if code is not None and not UNSURE.search(said)]
    if len(kept) < 3 or max(code for _, code in kept) > 11:
        return None
    (last, code), *others = kept
    x = col(column.name)
    only: Expr = call("if", call("eq", x, last), code, None)
    code_of = reduce(lambda other, p: call("if", call("eq", x, p[0]), p[1], other), others, only)
    return call("add", code_of, 0)  # a plain choice between values would be a category


_LADDERS = (
    (("strongly disagree",), ("disagree", "somewhat disagree"), ("neither agree nor disagree", "neither", "neutral", "undecided"), ("agree", "somewhat agree"), ("strongly agree",)),
    (("very dissatisfied", "very unsatisfied"), ("dissatisfied", "unsatisfied"), ("neither satisfied nor dissatisfied", "neither", "neutral"), ("satisfied",), ("very satisfied",)),
    (("very unlikely",), ("unlikely",), ("neither likely nor unlikely", "neither", "neutral"), ("likely",), ("very likely",)),
    (("very poor",), ("poor",), ("fair", "average", "ok"), ("good",), ("very good", "excellent")),
    (("never",), ("rarely", "seldom"), ("sometimes",), ("often",), ("always",)),
)  # fmt: skip
"""Answers in their order, from the least."""


def _on_ladder(values: list[str]) -> list[tuple[str, int | None, str]]:
    """Answers in words with their places on a known scale, those that are unsure with a number out of it."""
    sure = [v for v in values if not UNSURE.search(v)]
    for ladder in _LADDERS:
        place = {word: at for at, words in enumerate(ladder, 1) for word in words}
        if len(sure) >= 3 and all(v.strip().lower() in place for v in sure):
            return [(v, place.get(v.strip().lower(), 99), v) for v in values]
    return [(v, None, v) for v in values]


_AGREEMENT = re.compile(
    r"\b(?:level\s+of\s+)?(?:agreement|score|rating)\s+(?:with|on|for|of|to)\s+(?:the\s+)?(?:statement\s+)?(?:that\s+)?['\"“‘]?$",
    re.I,
)
_SAYING = re.compile(
    r"\b(?:say|says|said|think|thinks|thought|feel|feels|felt|believe|believed|found|find)\s+(?:that\s+)?(?:(?:the|our|its|it\s+(?:is|was))\s+)*$",
    re.I,
)


def _said_so(desk: Desk) -> None:
    """ "how many said support was helpful": those who agreed with the statement, strongly or not."""
    for a, b, column in list(desk.all_named()):
        said = _SAYING.search(desk.text[:a])
        agreed = [v.value for v in column.values if _AGREES.fullmatch(coded(str(v.value))[1])]
        if said is not None and agreed and scaled(column) is not None:
            label = f"agree or strongly agree ({column.label})"
            word = _fixed(desk, label, column, call("in", col(column.name), *agreed))
            desk.put(said.start(), b, f"are {word}")
            desk.notes.append(f"those who agree or strongly agree that {column.label} are meant")
            return


_AGREES = re.compile(r"(?:(?:strongly|somewhat|completely|totally)\s+)?agree", re.I)


_GROUPS = re.compile(
    r"\b(?:by|per|each|every|across|within|which|what)\s+(?:the\s+|level\s+of\s+)?['\"“‘]?$", re.I
)
"""Groups keep the names of their answers."""


def _in_numbers(desk: Desk) -> None:
    """ "mean of 'Prices are fair' on the 1 to 5 scale", where the answers are "1 - Strongly disagree", ..."""
    if not _FIGURE.search(desk.text):
        return
    for _ in range(3):
        found = next((f for f in _named_scales(desk) if _GROUPS.search(desk.text[: f[0]]) is None), None)
        if found is None:
            return
        a, b, column, expr = found
        word = desk.column(f"{column.label} in numbers", expr)
        before = _AGREEMENT.search(desk.text[:a])
        a = before.start() if before is not None else a
        while a and desk.text[a - 1] in "'\"“‘" and desk.text[b : b + 1] in ("'", '"', "”", "’"):
            a, b = a - 1, b + 1
        desk.put(a, b, word)
        desk.text = _SCALE.sub(" ", _LEFT_OUT.sub(" ", desk.text))
        note = (
            f"{column.label} is counted by the number of each answer; answers such as “don't know” have none"
        )
        desk.notes.append(note)


def _named_scales(desk: Desk) -> Iterator[tuple[int, int, Column, Expr]]:
    """Scales that are named, with all of their name: "trust in the brand" of "I trust the brand"."""
    for span in desk.tagged.cover:
        terms = [
            t.column for t in desk.scope.terms(span) if t.column is not None and t.entry.kind == "column"
        ]
        expr = scaled(terms[0]) if terms and terms[0].name not in desk.columns else None
        start, end = desk.place(span)
        if expr is not None and not _as_answers(desk.text[:start], terms[0]):
            yield start, _behind(desk.text, end, terms[0]), terms[0], expr


_GROUPING = re.compile(r"\b(?:by|per|each|every|across|which|what)\s+(?:the\s+)?$", re.I)


def _as_answers(before: str, column: Column) -> bool:
    """ "By self rated health", "in good health": the answers themselves, by which rows are grouped or picked."""
    last = re.search(r"([a-z]+)\s+$", before, re.I)
    return _GROUPING.search(before) is not None or (
        last is not None and last[1].lower() in {str(v.name).lower() for v in column.values}
    )


# ---------------------------------------------------------------- answers that are numbers

_RATED = r"\b(?:who\s+|that\s+)?(?:rated?|rates|gave|give|gives|giving|scored?|scores|scoring|rating)\b"


def _given(desk: Desk) -> None:
    """ "rated ease of use 4 or 5", "gave support a 1": what they answered."""
    for m in re.finditer(_RATED, desk.text, re.I):
        for a, b, column in desk.numbers(m.end()):
            if not re.fullmatch(r"\s*(?:(?:the|their|our|its)\s+)*", desk.text[m.end() : a]):
                break
            of = re.match(r"\s+of\s+[a-z]+", desk.text[b:])
            numbers = marks.NUMBERS.match(desk.text, b) or (
                marks.NUMBERS.match(desk.text, b + of.end()) if of else None
            )
            test = marks.answer(column, numbers) if numbers is not None else None
            if numbers is None or test is None or not marks.on_scale(column):
                break
            said = " ".join(desk.text[b : numbers.end()].split())
            word = _fixed(desk, f"{column.label} {said}", column, test)
            desk.put(m.start(), numbers.end(), f"are {word}")
            return


_GAVE = re.compile(
    rf"{_RATED}\s*(?P<numbers>{marks.NUMBERS.pattern})\s+(?:for|on|to|in)\s+(?:the\s+|our\s+|their\s+)?", re.I
)


def _given_first(desk: Desk) -> None:
    """ "gave a 4 or 5 for overall satisfaction": the answer before the question."""
    m = _GAVE.search(desk.text)
    if m is None:
        return
    for a, b, column in desk.numbers(m.end()):
        numbers = marks.NUMBERS.match(m["numbers"])
        test = (
            marks.answer(column, numbers)
            if numbers is not None and a == m.end() and marks.on_scale(column)
            else None
        )
        if test is not None:
            label = f"{column.label} {' '.join(m['numbers'].split())}"
            desk.put(m.start(), b, f"are {_fixed(desk, label, column, test)}")
        return


# ---------------------------------------------------------------- comments

_TELLING = r"(?:mention(?:s|ed|ing)?|talk(?:s|ed|ing)?\s+about|complain(?:s|ed|ing)?\s+about|refer(?:s|red|ring)?\s+to|speak(?:s|ing)?\s+of|contain(?:s|ed|ing)?|includ(?:e|es|ed|ing)|say(?:s|ing)?|said)"
_PART = r"(?:the\s+)?(?:words?\s+)?(?:['\"“‘](?P<q>[^'\"”’]+)['\"”’]|(?P<w>[\w-]+))"
_TOLD = re.compile(
    rf"(?P<that>\b(?:that|which|who|in\s+which|where)\s+)?(?:(?:do|did|does)\s+)?\b{_TELLING}\s+{_PART}", re.I
)


def _mentions(desk: Desk) -> None:
    """ "how many comments mention delivery": rows whose text has the word."""
    m = _TOLD.search(desk.text)
    if m is None:
        return
    text = _text_named(desk, m.start())
    if text is None:
        return
    a, _, column = text
    part = m["q"] or m["w"]
    word = _fixed(desk, f"{column.label} mentions {part}", column, call("contains", col(column.name), part))
    desk.put(a, m.end(), f"rows are {word}")


def _text_named(desk: Desk, before: int) -> tuple[int, int, Column] | None:
    """The column of free text that is named right before a place."""
    for span in desk.tagged.cover:
        a, b = desk.place(span)
        if b > before or desk.text[b:before].strip():
            continue
        for term in desk.scope.terms(span):
            column = term.column
            if (
                column is not None
                and column.type == "text"
                and term.entry.kind == "column"
                and _free_text(column)
            ):
                return a, b, column
    return None


def _free_text(column: Column) -> bool:
    """Sentences that people wrote, by the longest of them."""
    texts = [str(v.value) for v in column.values]
    return column.role == "text" or (bool(texts) and max(len(t.split()) for t in texts) >= 3)
