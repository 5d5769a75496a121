"""Names that a question defines: "order value (GMV divided by orders)", "net loss = refund + shipping", "A no-show is an
order that was not scanned.", "how many days ahead do they book, i.e. visit date minus booked on".

What is said in so many words wins over whatever the name could mean by itself. A formula or a condition that cannot be
read whole defines nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.planner.offline.derived import arithmetic, explained, holding, marks
from assistant.planner.offline.derived.arithmetic import Value
from assistant.planner.offline.derived.computed import (
    FIGURES,
    columns_below,
    in_percent,
    ranks_rows,
    refer,
    sentences,
)
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.forms.nouns import names_rows
from assistant.planner.offline.scope import Term, is_groupable
from assistant.planner.offline.spans import Span
from data.catalog import Role
from data.query import Expr

MOST_NAME = 6
"""Words that a name may have."""
_NO_NAME = r"(?!(?:what|which|how|who|whose|when|where|is|are|was|were|does|do|did|show|give|list|compare|plot|there|it|this|that|and|i|we|please|tell|draw|chart|count|find|calculate|compute)\b)"
_IS = r"(?:\s+(?:is|are|be|being|means?|equals?|refers\s+to|stands\s+for|(?:is|are)\s+(?:defined|calculated|computed|counted|measured|taken)\s+as|(?:is|are)\s+when)\s+|\s*:?=\s*|\s*:\s+)"
_SUPPOSED = r"(?:if|when|let(?:['’]s)?|say|suppose|assume|assuming|given|provided|taking)\s+(?:we\s+(?:say|assume|define|count|take)\s+)?(?:that\s+)?"
_SENTENCE = re.compile(
    rf"^\s*(?:note(?:\s+that)?:?\s+|where\s+|here,?\s+|with\s+|and\s+|so\s+|by\s+|we\s+call\s+|{_SUPPOSED})*(?:an?\s+|the\s+|our\s+)?{_NO_NAME}[\"“']?(?P<name>[A-Za-z][\w%&'’-]*(?:\s+[\w%&'’-]+){{0,5}}?)[\"”']?{_IS}(?P<body>.+?)\s*[.?!;,]*\s*$",
    re.I,
)
_WE_MEAN = re.compile(
    r"^\s*by\s+(?:an?\s+|the\s+)?[\"“']?(?P<name>[\w%&'’-]+(?:\s+[\w%&'’-]+){0,4}?)[\"”']?,?\s+(?:i|we)\s+mean\s+(?P<body>.+?)\s*[.?!;,]*\s*$",
    re.I,
)
_DEFINE = re.compile(
    r"^\s*(?:if\s+)?(?:please\s+|let['’]?s\s+|let\s+us\s+|we\s+|i\s+|you\s+)*(?:define|count|treat|take|measure|calculate)\s+(?:an?\s+|the\s+|our\s+)?"
    r"[\"“']?(?P<name>[\w%&'’-]+(?:\s+[\w%&'’-]+){0,4}?)[\"”']?\s+as\s+(?P<body>.+?)\s*[.?!;,]*\s*$",
    re.I,
)
_ASIDE = re.compile(
    rf"(?:[,;]?\s+(?:where|with|taking|if)|,(?=\s+(?:an?\s+|the\s+)?[\w-]+\s+being\b))\s+(?:an?\s+|the\s+)?(?P<name>[A-Za-z][\w%&'’-]*(?:\s+[\w%&'’-]+){{0,4}}?){_IS}(?P<body>[^?;]+?)\s*[?.]*\s*$",
    re.I,
)
_GLOSS = re.compile(
    r"\s*[,;:(–-]*\s*\b(?:i\.?\s?e\.?|that\s+is(?:\s+to\s+say)?|that\s+means|meaning|in\s+other\s+words|namely|(?:defined|measured|calculated|computed|taken|counted)\s+as|which\s+(?:is|means))(?=[\s:,])[\s:,]*|\s*\(|\s*=\s*|\s*:\s+|\s*[,;–—]\s+|\s+[-–—]\s+|[?.]\s+",
    re.I,
)
"""What opens an explanation; a bracket, a colon or a comma alone only where a formula follows."""
_STOPS = frozenset(
    re.findall(
        r"\S+",
        "what whats what's which who how is are was were we you they i the a an our my their its this that me us show give list tell compare "
        "plot draw chart find get calculate compute and or highest lowest best worst largest smallest biggest most least top "
        "bottom have has had do does did each every all of about average avg mean typical total overall sum median maximum "
        "minimum max min with over under by for in on at from to per as between than",
    )
)
_EXPLAINS = re.compile(
    r"[(=:]|\bi\.?\s?e\b|\b(?:that\s+is|mean(?:s|ing)?|(?:defined|measured|calculated|computed|counted|taken)\s+as|is\s+when|divided|minus|times|plus|over)\b|[.?!]\s+\S.*\b(?:is|are)\b",
    re.I,
)
_MADE = re.compile(
    r"\b(?:add|create|define|make|derive|compute|introduce|let|build|construct)\b[^.?!]*\b(?:column|variable|field|feature)\b|\b(?:each|every)\s+row\b|\brow\s+by\s+row\b",
    re.I,
)
_WORTH = re.compile(r"\s+(?:amount|value|figure|number)$", re.I)
_BARE = re.compile(
    r"\b(?:what(?:\s+(?:is|was|are|were)|['’]?s)?|how\s+(?:much|high|large|big)\s+(?:is|was|are|were))\s+(?:the\s+|our\s+)?$",
    re.I,
)
"""A question that names no figure: "what was our ..."."""
_IN_UNIT = re.compile(
    r"\s*\bin\s+(?:pounds|euros?|dollars|days|hours|minutes|weeks|per\s?cent|%|£|€|\$)\s*", re.I
)
_TAIL = frozenset(["for", "by", "in", "on", "at", "with", "among", "across", "from", "during"])
_BEHIND = frozenset(
    re.findall(
        r"\S+",
        "per and or of over where who that which is are was were do does did we they it each every only just please pls "
        "thanks broken split grouped sorted ranked compared compare vs versus between before after since until last this "
        "than to as not without excluding except but what how show give also then when if has have had within for by in "
        "on at with among across from during",
    )
)
"""Words that open what is said of a figure after its formula."""
_MEANS = re.compile(
    r"\b(?:the\s+)?(?:averages?|avg|mean|typical|overall|total|sum\s+of|combined)\s*(?:of\s+)?(?:the\s+)?$",
    re.I,
)
_EACH = re.compile(r"\b(?:median|max(?:imum)?|min(?:imum)?|distribution|histogram|box\s?plot|scatter|percentile|quartile|outliers?|standard\s+deviation|std|correlat\w+)\b", re.I)  # fmt: skip
_TESTED = re.compile(r"\s*[,)]?\s*(?:is|was|are|were|of|being)?\s*(?:above|over|below|under|more\s+than|greater\s+than|higher\s+than|larger\s+than|less\s+than|lower\s+than|fewer\s+than|smaller\s+than|at\s+least|at\s+most|between|>|<|exceed\w*)", re.I)  # fmt: skip
_OPENED_BY = re.compile(r"\b(?:how\s+(?:many|much|long|far|often|quickly|soon|early|late)|what)\b", re.I)
_ADDED_UP = re.compile(r"\b(?:total|sum\s+of|combined|summed|altogether)\s+(?:the\s+)?$", re.I)
_NUMBERED = re.compile(r"\d[\d,]*|hundred|thousand|million")
_FROM_TO = ("from", "to", "between")
_HOW_LONG = re.compile(r"\bhow\s+(?:long|many|much|far|quickly|soon|early|late)\b", re.I)
_KEPT = re.compile(r"\bon\s+(?:average|avg)\b|\b(?:average|avg|median|mean)\b", re.I)


def explains(text: str) -> bool:
    """Whether a text may explain anything."""
    return _EXPLAINS.search(text) is not None


def declares(text: str) -> bool:
    """Whether a sentence says what something means, and asks for nothing."""
    return _declared(text) is not None


def _declared(text: str) -> re.Match[str] | None:
    return _WE_MEAN.match(text) or _DEFINE.match(text) or _SENTENCE.match(text)


def read(desk: Desk) -> bool:
    """Take definitions out of the question, and put what they mean in the place of the names; whether there was one."""
    if _MADE.search(desk.text):
        return False  # a column that is made row by row
    for done in range(4):
        if not (_of_a_sentence(desk) or _of_an_aside(desk) or _of_a_gloss(desk) or explained.read(desk)):
            return done > 0
    return True


# ---------------------------------------------------------------- sentences


def _of_a_sentence(desk: Desk) -> bool:
    for start, end in _clauses(desk.text):
        said = _declared(desk.text[start:end])
        others = f"{desk.text[:start]} {desk.text[end:]}"
        if (
            said is not None
            and re.search(r"\w", others)
            and _defines(desk, start, end, said["name"], said["body"])
        ):
            return True
    return False


def _of_an_aside(desk: Desk) -> bool:
    """ "... where the margin is price minus cost"."""
    said = _ASIDE.search(desk.text)
    return said is not None and _defines(desk, said.start(), len(desk.text), said["name"], said["body"])


def _clauses(text: str) -> list[tuple[int, int]]:
    """Sentences, and what stands before a question in the same one."""
    spans = sentences(text)
    first, *_ = re.split(
        r"[,;]\s+(?=(?:what|which|how|who|give|show|list|compare)\b)", text, maxsplit=1, flags=re.I
    )
    if len(first) < len(text) and len(spans) == 1:
        spans.append((0, len(first)))  # "net = price - discount, what is the average net by brand"
    return spans


def _defines(desk: Desk, start: int, end: int, name: str, body: str) -> bool:
    """Put what a name means where the rest of the question says it."""
    if in_percent(desk.text) and name.lower().endswith("margin"):
        return False  # that is a share of what it is taken from
    if _is_category(desk, name):
        return False  # "where region is North and sex is F" tells which rows, and explains no region
    value = arithmetic.parse(desk, body)
    value = value if value is not None and value.is_formula else None
    test = holding.test(desk, body) if value is None else None
    if value is None and test is None:
        return False
    before, text = (dict(desk.phrases), desk.made, dict(desk.columns), dict(desk.measures)), desk.text
    rest = f"{text[:start].rstrip()} {text[end:].lstrip(' ,;.')}".strip()
    places = _places(desk, name, rest) or _places(desk, _WORTH.sub("", name), rest)
    pointed = None if places or value is None else _POINTED.search(rest) or _FIGURE_ALONE.match(rest)
    if not places and pointed is None:
        return False
    desk.text = rest
    at = places[0] if places else pointed
    assert at is not None
    figure = _MEAN_OF.search(rest[: at.start()]) is not None or not places
    word = _word(desk, name, value, test, at.start(), at.end(), each=figure)
    if not places:
        refer(desk, word, None)
        if word not in desk.text:
            desk.text, desk.phrases, desk.made, desk.columns, desk.measures = text, *before
            desk.forget()
            return False
        return True
    lead = value is not None and _is_figure(desk, word)
    for place in reversed(places):
        head = rest[: place.start()]
        head = _MEANS.sub("", head) if lead else head
        rest = f"{head}{_added_up(desk, word, head)}{word}{rest[place.end() :]}"
    desk.text = rest
    desk.put(0, 0, "")
    return True


def _is_category(desk: Desk, name: str) -> bool:
    """A column of the data by its own name, of which each row has one of several kinds."""
    cover = desk.tag(name).cover
    entry = cover[0].entry("column") if len(cover) == 1 else None
    column = desk.scope.catalog.sources[entry.source].columns.get(entry.name) if entry is not None else None
    return column is not None and column.role == "category" and entry is not None and entry.quality >= 1.0


_POINTED = re.compile(r"\b(?:its|it|this|that|them)\b", re.I)
_FIGURE_ALONE = re.compile(
    rf"\s*(?:(?:what\s+is|what['’]s|give|show|and)\s+(?:me\s+)?)?(?:the\s+)?{FIGURES}\b(?!\s+of\b)", re.I
)
_DEFINED_IN = re.compile(r"\s*\(\s*[A-Za-z][\w\s%-]*=", re.I)
_MEAN_OF = re.compile(r"\b(?:averages?|avg|mean)\s+(?:of\s+)?(?:the\s+)?$", re.I)


def _places(desk: Desk, name: str, text: str) -> list[re.Match[str]]:
    """Where a text says a name, in one or in several, with a hyphen or without; one word in any of its forms."""
    words = [re.escape(w) for w in re.split(r"[\s-]+", re.sub(r"s$", "", name.strip()))]
    found = list(re.finditer(rf"[\"“']?\b{'[ -]?'.join(words)}(?:s|es)?\b[\"”']?", text, re.I))
    if found or len(words) > 1:
        return found
    stem = desk.tagger.words.stems.of(name.strip().lower())
    return [
        m for m in re.finditer(r"\b[A-Za-z]{4,}\b", text) if desk.tagger.words.stems.of(m[0].lower()) == stem
    ]


_HALF = re.compile(
    rf"(?:^|[.?!,;]\s+|\b{_SUPPOSED})(?:an?\s+|the\s+|our\s+)?{_NO_NAME}(?P<name>[A-Za-z][\w%-]*(?:\s+[\w%-]+){{0,3}}?){_IS}(?:the\s+)?qq[a-z]\b\s*[,.;]",
    re.I,
)


def half_used(desk: Desk) -> None:
    """Refuse a question that says what a name is, where nothing has put that in the place of the name."""
    said = _HALF.search(desk.text) or next(_unplaced(desk), None)
    plain = said is not None and not set(said["name"].lower().split()) & _STOPS
    if said is not None and plain and desk.refused is None and not _MADE.search(desk.asked):
        desk.refused = f"I understood what “{said['name']}” is, but not where the question asks for it."


def _unplaced(desk: Desk) -> Iterator[re.Match[str]]:
    """Sentences that still say that a name is a formula."""
    for start, end in _clauses(desk.text):
        said = _declared(desk.text[start:end])
        value = (
            arithmetic.parse(desk, said["body"])
            if said is not None and _is_plain_formula(said["body"])
            else None
        )
        if said is not None and value is not None and value.is_formula:
            yield said


# ---------------------------------------------------------------- explanations beside a name


def _of_a_gloss(desk: Desk) -> bool:
    for opened in _GLOSS.finditer(desk.text):
        if not desk.text[: opened.start()].strip():
            continue
        desk.about = marks.scale_named(desk, desk.text[: opened.start()])
        for body, end in _bodies(desk.text, opened):
            value = arithmetic.parse(desk, body)
            if value is None or not value.is_formula:
                continue
            if _gloss(desk, opened.start(), end, value):
                return True
            break
    return False


def _bodies(text: str, opened: re.Match[str]) -> Iterator[tuple[str, int]]:
    """What may be the explanation: all of a bracket; else as much as can be read, the longest first."""
    start = opened.end()
    if "(" in opened[0]:
        close = arithmetic.closing(text, start)
        if close is not None:
            said = re.sub(
                r"^\s*(?:i\.?\s?e\.?|that\s+is|meaning|=|[\w\s%-]{1,40}=)[\s:,]*",
                "",
                text[start:close],
                flags=re.I,
            )
            yield said, close + 1
        return
    named = bool(re.search(r"\w|=", opened[0]))
    for said, stop_at in _ends(text, start):
        if named or _is_plain_formula(said):
            yield said, stop_at


def _ends(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The words from a place on, up to where something else may begin; the longest first."""
    stop = re.search(r"[;?!]|[.,](?=\s|$)", text[start:])
    end = start + stop.start() if stop is not None else len(text)
    ends = [start + m.end() for m in re.finditer(r"\S+", text[start:end])]
    for stop_at in reversed(ends[: arithmetic.MOST_WORDS]):
        if not _goes_on(
            text[stop_at:end]
        ):  # "charge divided by total data" is no charge divided by the total
            yield text[start:stop_at], stop_at


def _goes_on(behind: str) -> bool:
    """Whether the words behind a place belong to what stands before it: nothing opens another phrase there."""
    following = re.match(r"\s*([\w%-]+)", behind)
    return following is not None and following[1].lower() not in _BEHIND


def _is_plain_formula(text: str) -> bool:
    """After a mere comma or colon only what speaks of arithmetic is an explanation."""
    return (
        re.search(r"[/*+×÷=]|\b(?:divided\s+by|minus|plus|times|over|multiplied)\b|\s[-−]\s", text, re.I)
        is not None
        or re.match(r"\s*(?:in\s+\w+,?\s+)?(?:\w+\s+)?from\s", text, re.I) is not None
    )


def _gloss(desk: Desk, start: int, end: int, value: Value) -> bool:
    """Put a formula in the place of the name before it, or of what is asked where no name is."""
    head = desk.text[:start]
    if _is_known(desk, head, value):
        desk.put(start, end, "")
        return True
    lasts = value.lasting and _HOW_LONG.search(head) is not None
    place = None if lasts else _name_before(desk, head, value)
    if place is None or _DOING.search(head[: place[0]]) is not None:
        return _of_the_question(desk, start, end, value)
    a, b = place
    a = _begun(desk, head, a, value)
    if _repeats(desk, desk.text[b:start], value):
        b = start  # "the change from A to B, i.e. B minus A"
    name = desk.text[a:b].strip()
    tail = _IN_UNIT.sub(" ", desk.text[b:start])
    each = _DEFINED_IN.match(desk.text, start) is not None and _MEAN_OF.search(desk.text[:a]) is not None
    word = _word(desk, name, value, None, a, b, desk.text[end:] if not tail.strip() else tail, each)
    front = desk.text[:a]
    if _is_figure(desk, word):
        front = _MEANS.sub("", front)
    if desk.about is not None:
        front = _ANSWERED.sub("", front)
    rest = desk.text[end:]
    if _TESTED.match(rest):
        rest = re.sub(r"^\s*,\s*", " ", rest)
    desk.text = f"{front} {_added_up(desk, word, front)}{word} {tail} {rest}"
    desk.put(0, 0, "")
    return True


_DOING = re.compile(r"\b(?:i|we|you|they|people|customers)\s+$", re.I)
"""What stands before a verb: "what did we take in, i.e. gross minus discount"."""
_ANSWERED = re.compile(
    r"^\W*(?:taking|counting|among|of|for|with)\s+(?:only\s+)?(?:everyone|everybody|all|those|the\s+\w+|people|\w+s)\s+(?:who|that)\s+"
    r"(?:answered|replied|responded|gave\s+(?:an?\s+)?(?:answer|score|rating))(?:\s+(?:it|this|the\s+question))?,\s*",
    re.I,
)
"""A share of marks is one of those who gave any."""
_AS_A = re.compile(r"\s+(?:expressed\s+)?as\s+(?:an?|the)\s+$", re.I)


def _begun(desk: Desk, head: str, start: int, value: Value) -> int:
    """Where a name begins that says its formula itself: "debt as a percentage of salary (total debt over salary)"."""
    linked = _AS_A.search(head[:start])
    if linked is None:
        return start
    begins = start
    for word in reversed(list(re.finditer(r"\S+", head[: linked.start()]))):
        if not _speaks_of(desk, _SMALL.sub(" ", word[0]), value):
            break
        begins = word.start()
    return begins


_SMALL = re.compile(r"\b(?:the|our|their|its|all|total|of)\b", re.I)


def _is_known(desk: Desk, head: str, value: Value) -> bool:
    """A figure of the data that is made of just that: "the weighted pipeline, i.e. amount times probability"."""
    named = [e.name for s in desk.tag(head).cover for e in s.entries[:1] if e.kind == "measure"]
    parts = {c.name for c in value.columns}
    return len(parts) > 1 and any(parts <= columns_below(desk.catalog.measures.get(n), desk) for n in named)


def _name_before(desk: Desk, head: str, value: Value) -> tuple[int, int] | None:
    """Where the name stands that is explained: "the return rate for each category, i.e. ..." is of the rate."""
    said = list(re.finditer(r"[^\s,;:()]+", head))
    end = len(said)
    for _ in range(3):
        start = _begins(desk, head, said, end, value)
        if start is None:
            tails = [i for i in range(1, end) if said[i][0].lower() in _TAIL]
            if not tails:
                return None
            end = tails[-1]  # "for each party size of 4 or more": all of it says of which rows
            continue
        if start and (_restricts(desk, said[start - 1]) or _marks(desk, said[start - 1], value)):
            tails = [i for i in range(1, start) if said[i][0].lower() in (*_TAIL, "of")]
            if tails:
                end = tails[-1]  # "revenue of Toys sellers"
                continue
        lead = said[start - 1][0].lower() if start else ""
        chunk = head[said[start].start() : said[end - 1].end()] if start < end else ""
        if start == end:
            return None
        if lead in _TAIL and _speaks_of(desk, chunk, value):
            before = _begins(desk, head, said, start - 1, value)
            if before is not None:
                return said[before].start(), said[end - 1].end()
        if lead in _TAIL or (
            lead in ("each", "every", "the") and start > 1 and said[start - 2][0].lower() in _TAIL
        ):
            end = start - 1 if lead in _TAIL else start - 2
            continue
        if lead == "per" and chunk and _is_group(desk, chunk):
            end = start - 1
            continue
        return said[start].start(), said[end - 1].end()
    return None


_BESIDE = re.compile(r"\b(?:from|to|between|and|the|in|of|over|per)\b", re.I)


def _repeats(desk: Desk, tail: str, value: Value) -> bool:
    """Whether what stands between a name and its formula only names the parts of this."""
    plain = _BESIDE.sub(" ", tail)
    return re.search(r"[a-z]", plain, re.I) is not None and _speaks_of(desk, plain, value)


def _speaks_of(desk: Desk, chunk: str, value: Value) -> bool:
    """ "return on fees", of fees: the words are those of the formula."""
    stems = desk.tagger.words.stems
    own = {stems.of(w) for w in re.findall(r"[a-z]+", value.label.lower())}
    return all(stems.of(w) in own for w in re.findall(r"[a-z]+", chunk.lower()))


def _begins(desk: Desk, head: str, said: list[re.Match[str]], end: int, value: Value) -> int | None:
    """The first word of the name that ends before `end`."""
    start, joined = end, False
    while start > 0 and (end - start < MOST_NAME or joined):
        word, joined = said[start - 1][0].lower(), False
        article = word in ("a", "an", "the") and start > 1 and said[start - 2][0].lower() == "of"
        if article and start > 2 and start < end and said[start - 3][0].lower() not in _STOPS:
            start -= 2  # "the price of a night"
            continue
        joins = (
            word in ("per", "to", "of")
            and start < end
            and start > 1
            and said[start - 2][0].lower() not in _STOPS
        )
        if joins and _joins(desk, head[said[start].start() : said[end - 1].end()], word):
            start, joined = start - 1, True
            continue
        if _NUMBERED.fullmatch(word) and start > 2 and said[start - 2][0].lower() == "per" and start < end:
            start -= 2  # "per 1,000 visitors"
            continue
        if word in _STOPS or re.search(
            r"[?!.;:,]", head[said[start - 1].end() : said[start].start() if start < len(said) else len(head)]
        ):
            break
        if (_restricts(desk, said[start - 1]) or _marks(desk, said[start - 1], value)) and not _needs_more(
            head[said[start].start() : said[end - 1].end()] if start < end else ""
        ):
            break
        start -= 1
    return start if start < end else None


def _needs_more(name: str) -> bool:
    """ "success rate", "lead time": a rate alone is the name of nothing."""
    return (
        re.fullmatch(
            r"(?:rate|share|ratio|percentage|percent|%|proportion|value|cost|price|figure|time|length|index)s?",
            name,
            re.I,
        )
        is not None
    )


def _joins(desk: Desk, behind: str, word: str) -> bool:
    """ "cost per order" is one name; "conversion per channel" is one of groups."""
    return word != "per" or not _is_group(desk, behind)


def _is_group(desk: Desk, text: str) -> bool:
    for span in desk.tag(text).cover:
        for term in desk.scope.terms(span):
            column = term.column
            if (
                column is not None
                and term.entry.kind == "column"
                and term.entry.quality >= 0.75
                and is_groupable(column)
            ):
                return column.role not in ("flag", "id")
    return False


def _restricts(desk: Desk, word: re.Match[str]) -> bool:
    """A value, a period or a number is no part of a name."""
    for span in desk.tagged.cover:
        start, end = desk.place(span)
        if start <= word.start() < end:
            named = max((e.quality for e in span.entries if e.kind in ("column", "measure")), default=0.0)
            valued = max((e.quality for e in span.entries if e.kind == "value"), default=0.0)
            bounds = (
                span.word("comparator", "after_number", "not", "superlative") is not None and not span.entries
            )
            return (
                bounds
                or span.period is not None
                or span.number is not None
                or valued >= max(0.9, named + 0.01)
            )
    return False


def _marks(desk: Desk, word: re.Match[str], value: Value) -> bool:
    """A yes or no of the rows ("gift orders") that the formula does not speak of."""
    for span in desk.tagged.cover:
        start, end = desk.place(span)
        if start <= word.start() < end:
            named = (t.column for t in desk.scope.terms(span)[:1] if t.entry.quality >= 0.75)
            flagged = any(c is not None and c.role == "flag" for c in named)
            return flagged and not _speaks_of(desk, word[0], value)
    return False


def _of_the_question(desk: Desk, start: int, end: int, value: Value) -> bool:
    """ "how many days ahead do online customers book on average, i.e. visit date minus booked on": only what restricts
    is left of the words that the formula explains."""
    head, tail = desk.text[:start], desk.text[end:]
    if _OPENED_BY.search(head) is None:
        return False
    kept = _restricting(desk, head, value)
    if kept is None:
        return False
    figure = _KEPT.search(head)
    word = _word(desk, "", value, None, start, end)
    lead = "median" if figure is not None and "median" in figure[0].lower() else "average"
    lead = "" if _is_figure(desk, word) else lead if value.lasting or figure is not None else "total"
    desk.text = f"what is the {lead} {word} {' '.join(kept)} {tail.lstrip(' ,')}"
    desk.put(0, 0, "")
    return True


def _restricting(desk: Desk, head: str, value: Value) -> list[str] | None:
    """The parts of a text that say of which rows or groups; None where it speaks of another figure."""
    own = {c.name for c in value.columns}
    kept, grouping = [], False
    for span in desk.tag(head).cover:
        if span.word("group") is not None:
            grouping = True
            kept.append(span.text)
            continue
        valued = any(e.kind == "value" and e.quality >= 0.9 for e in span.entries)
        valued = valued and not _speaks_of(
            desk, span.text, value
        )  # "get paid", up to the date that it was paid on
        if span.period is not None:
            kept.append(f"in {span.text}")
        elif valued or grouping:
            kept.append(f"for {span.text}" if valued and not grouping else span.text)
        elif _bounds(span) or any(_is_another(desk, t, own) for t in desk.scope.terms(span)):
            return None
    return kept


def _bounds(span: Span) -> bool:
    """A number, or a word that sets a limit or leaves something out."""
    limit = span.word("comparator", "not", "superlative") is not None
    return span.number is not None or (limit and span.text.lower() not in _FROM_TO)


def _is_another(desk: Desk, term: Term, own: set[str]) -> bool:
    """A figure or a group, by its own name, that the formula does not speak of; what names the rows is none."""
    column, stems = term.column, desk.tagger.words.stems
    surely = term.entry.kind == "column" and term.entry.quality >= 0.9
    if column is None or not surely or column.name in own or column.role == "id":
        return False
    said, named = ({stems.of(w) for w in text.lower().split()} for text in (term.span.text, column.label))
    return bool(said & named)


# ---------------------------------------------------------------- formulas without a name

_ASKED = re.compile(
    r"(?:^|[,;:]\s*|\b(?:what(?:\s+(?:is|was|are|were)|['’]?s)|show|give|calculate|compute|find|get|plot)\s+(?:me\s+)?)(?:the\s+|our\s+)?",
    re.I,
)
_SIGNED = re.compile(r"\bdivided\s+by\b", re.I)


def unnamed(desk: Desk) -> None:
    """ "for each mode, what is total cost divided by total hours": a formula that is itself what is asked, where nothing
    else has read it."""
    if _SIGNED.search(desk.text) is None:
        return
    for opened in _ASKED.finditer(desk.text):
        start = opened.end()
        for body, end in _ends(desk.text, start):
            value = arithmetic.parse(desk, body) if _SIGNED.search(body) is not None else None
            if value is not None and value.is_formula:
                word = _word(desk, "", value, None, start, end)
                desk.put(start, end, f"{_added_up(desk, word, desk.text[:start])}{word}")
                return


# ---------------------------------------------------------------- the words for what is defined


def _word(
    desk: Desk,
    name: str,
    value: Value | None,
    test: Expr | None,
    start: int,
    end: int,
    behind: str | None = None,
    each: bool = False,
) -> str:
    """The word for a value or a condition, by what the question asks of it."""
    plain = re.sub(r"^(?:an?|the|our)\s+", "", name.strip(), flags=re.I).strip(" \"'“”")
    if value is None:
        assert test is not None
        desk.notes.append(f"“{plain}” is taken as it is explained")
        return desk.column(plain, test, role="flag", type="bool")
    label = f"{plain} ({value.label})" if plain else value.label
    shared = value.unit or (
        "share"
        if re.search(r"\b(?:rate|share|percentage|percent)$|%$", plain, re.I) and _is_share(value)
        else None
    )
    behind = desk.text[end:] if behind is None else behind
    by_row = value.row is not None and (
        not value.divided or value.all is None or each or _of_each(desk, start, behind)
    )
    if by_row and value.row is not None:
        added = value.additive or (not value.divided and _ADDED_UP.search(desk.text[:start]) is not None)
        role: Role = "amount" if added else "rate" if value.divided else "score"
        return desk.column(label, value.row, shared, role, added)
    assert value.all is not None or value.row is not None
    whole = value.all if value.all is not None else value.row
    return desk.measure(label, whole, shared, _is_better(desk, plain or value.label))  # type: ignore[arg-type]  # one of them is there


def _is_better(desk: Desk, name: str) -> bool:
    """Whether more of it is better: the worst churn is the highest."""
    bad = desk.tagger.words.raw["wordings"]["bad"]
    return re.search(rf"\b(?:{'|'.join(bad)})", name, re.I) is None


def _is_figure(desk: Desk, word: str) -> bool:
    """Whether a word stands for a figure of many rows."""
    return f"~{desk.phrases[word]}" in desk.measures


def _added_up(desk: Desk, word: str, head: str) -> str:
    """ "what was the revenue": an amount of which no figure is named is added up."""
    column = desk.columns.get(f"~{desk.phrases[word]}")
    return "total " if column is not None and column.additive and _BARE.search(head) is not None else ""


def _is_share(value: Value) -> bool:
    """A part of what it is divided by, and not a multiple of it."""
    return value.divided and "times" not in value.label


def _of_each(desk: Desk, start: int, behind: str) -> bool:
    """Whether a quotient is asked for row by row: tested for rows, or its median or distribution."""
    head = desk.text[:start]
    if _EACH.search(head.split(",")[-1]) is not None or ranks_rows(desk.text, start):
        return True
    return _TESTED.match(behind) is not None and _asks_for_rows(desk, head)


def _asks_for_rows(desk: Desk, head: str) -> bool:
    first = next((s for s in desk.tag(head).cover if s.entries), None)
    return first is not None and any(names_rows(desk.scope, t) for t in desk.scope.terms(first))
