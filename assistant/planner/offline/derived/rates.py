"""Rates, by a name or by a formula: "no-show rate", "unsub rate", "click-to-open rate (clicks divided by opens)", "MQL rate
by source, i.e. leads with an MQL date over all leads", "what % of MQLs turn into SQLs".

What "N rate" means is decided here alone, from what the table has: a column or figure of that name stays what it is; a
flag is the share of its yes; a state the share of the rows in it; a count is set against the count that it is a part
of; a date that is not always filled the share of rows that have one. A formula in the question always wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.planner.offline.derived import quantities
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.quantities import Quantity, quantity
from assistant.planner.offline.scope import is_joined
from data.catalog import Column
from data.query import Agg, Expr, call, col

MOST_WORDS = 7
"""Words that one side of a formula may have."""
NAME_WORDS = 4
"""Words that the name of a rate may have before "rate"."""
_RATED = re.compile(r"\brates?\b(?!\s*/)|\b(?:ctor|ctr)\b|\bratio\b|\bmargin\b|%|\b(?:percent|percentage|pct|share|proportion|fraction)\b", re.I)  # fmt: skip
_SHARE = r"(?:share|percentage|percent|pct|%|proportion|fraction)"
_OVER = re.compile(
    rf"\s+(?:divided\s+by|over|out\s+of|as\s+(?:an?\s+|the\s+)?{_SHARE}\s+of)\s+|\s*(?<!\bw)[/÷]\s*|\s+as\s+%\s+of\s+",
    re.I,
)
_NAME = re.compile(
    r"(?P<of>(?:[\w&'’-]+\s+){0,4}?(?:[\w&'’]+[\s-])?)(?P<rate>rates?|ratio|margin(?:\s*%|\s+percentage|\s+pct)?|%|percentage|pct)(?=\W|$)",
    re.I,
)
_THAT_IS = re.compile(
    r"[\s,;:(=–-]*(?:[,;:(=–-]|\b(?:i\.?\s?e\.?|that\s+is|meaning|defined\s+as|measured\s+as|calculated\s+as|computed\s+as|which\s+is|counted\s+as|counting|taken\s+as|as\s+in))[\s,:(]*(?:only\s+|the\s+|as\s+|just\s+)*$",
    re.I,
)
_COUNTING = re.compile(
    r"[\s,;(]*\b(?:counting|where|treating)\s+(?P<of>[^,;()?.]+?)(?:\s+as\s+(?:an?\s+)?[\w-]+)?\s*\)?(?=[,;?.]|$)",
    re.I,
)
_STOP = frozenset(
    re.findall(
        r"\S+",
        "by for per in on at among where from across during since with whose and then with, compare show give what which who "
        "is are was were the a an our my their its highest lowest best worst overall average total of has have had do does "
        "did me us current latest monthly weekly daily yearly good bad top bottom higher lower rising falling",
    )
)
_TO_RATE = re.compile(
    r"\b(?P<a>[\w-]+?)[\s-]to[\s-](?P<b>[\w-]+?)\s+(?:(?:conversion|conv)\s+)?(?:rates?|conversion|%|percentage)(?=\W|$)"
    r"|\b(?:conversions?|conv)\.?(?:\s+rates?)?\s+(?:from|of)\s+(?P<c>[\w-]+)\s+(?:to|into)\s+(?P<d>[\w-]+)\b",
    re.I,
)
_BECOMES = re.compile(
    rf"\b(?:what|which)\s+{_SHARE}\s+of\s+(?:all\s+|our\s+|the\s+)*(?P<a>[\w-]+(?:\s+[\w-]+)??)\s+(?:that\s+|ever\s+|then\s+|later\s+)*"
    r"(?:turn(?:s|ed)?\s+(?:out\s+)?(?:in)?to|becomes?|became|convert(?:s|ed)?\s+(?:in)?to|go(?:es)?\s+on\s+to\s+(?:be|become)|progress(?:es|ed)?\s+to|"
    r"make(?:s)?\s+it\s+to|made\s+it\s+to|lead(?:s)?\s+to|led\s+to|result(?:s|ed)?\s+in|end(?:s|ed)?\s+up\s+(?:as|in|with)?|reach(?:es|ed)?|g[eo]t)\s+"
    r"(?:an?\s+|the\s+)?(?P<b>[\w-]+(?:\s+date)?)\b(?!\s+(?:than|\d))",
    re.I,
)
_SHORT = ((re.compile(r"\bctor\b|\bclick[\s-]+to[\s-]+open(?!\s+rate)\b", re.I), "click-to-open rate"),)
_BLOCKED = re.compile(
    r"\b(?:correlat\w*|regress\w*|predict\w*|histogram|distribution|distributed|box\s?plots?|scatter\w*|signific\w+|p-?values?|t-?test|break[\s-]?even)\b",
    re.I,
)
_SUMMED = re.compile(r"\b(?:total|overall|altogether|combined|together|in\s+all|in\s+total|summed)\b", re.I)
_EACH = re.compile(r"\b(?:average|avg|mean|median|max|maximum|min|minimum|highest|lowest|largest|smallest)\s+(?:of\s+)?(?:the\s+)?$", re.I)  # fmt: skip


@dataclass(frozen=True)
class _Site:
    """A rate in the text: where it stands, and the top and the base of it."""

    start: int
    end: int
    name: str
    top: Quantity
    base: Quantity
    shared: bool = True


def read(desk: Desk, words: dict[str, Any]) -> None:
    """Replace rates by what they are the ratio of."""
    _nouns(desk, words)
    if not (_RATED.search(desk.text) or _OVER.search(desk.text)) or _BLOCKED.search(desk.text):
        return
    for pattern, said in _SHORT:
        if not _is_known(desk, pattern):
            desk.text = pattern.sub(said, desk.text)
    for _ in range(3):
        site = _formula(desk) or _counting(desk) or _between(desk, words) or _by_name(desk, words)
        if site is None:
            return
        word = desk.measure(site.name, _ratio(site), _unit(site))
        desk.put(site.start, site.end, word)


def _nouns(desk: Desk, words: dict[str, Any]) -> None:
    """ "which plan has the lowest churn", "churn by country": the noun is a rate, where the table has one; who churned, and
    "how many churned", are people."""
    known = {m.label.lower() for m in desk.base.measures.values() if m.source in desk.scope.names}
    nouns = [n for n in words["rate_nouns"].split() if f"{n} rate" in known]
    if not nouns:
        return
    noun = rf"(?P<noun>{'|'.join(nouns)})\b"
    said = re.compile(
        rf"\b(?P<most>most|highest|biggest|worst|least|lowest|smallest|best)\s+{noun}(?!\s+(?!by|in|for|among|across|per|on)\w)"
        rf"|(?:^|\b(?:how much|our|the|overall|average|avg|compare|show|plot|chart|what'?s|is|of|and)\s+){noun.replace('noun', 'noun2')}(?=\s*(?:[?.,]|$|\b(?:by|per|across|for|among|between|in|over|vs|broken|split|of|do)\b))",
        re.I,
    )
    for m in reversed(list(said.finditer(desk.text))):
        group = "noun" if m["noun"] else "noun2"
        desk.text = f"{desk.text[: m.end(group)]} rate{desk.text[m.end(group) :]}"
        if m["most"] and m["most"].lower() in ("most", "least"):
            by = "highest" if m["most"].lower() == "most" else "lowest"
            desk.text = desk.text[: m.start("most")] + by + desk.text[m.end("most") :]


def _is_known(desk: Desk, pattern: re.Pattern[str]) -> bool:
    hit = pattern.search(desk.text)
    return hit is None or any(e.quality >= 0.9 for s in desk.tag(hit[0]).cover for e in s.entries)


def _ratio(site: _Site) -> Expr:
    top, base = site.top, site.base
    if base.rows and top.test is not None:
        return Agg(agg="rate", of=top.test)
    return call("div", top.expr, base.expr)


def _unit(site: _Site) -> str | None:
    top, base = site.top, site.base
    counts = (top.unit is None) == (base.unit is None)
    if site.shared or (counts and top.test is not None and (base.test is not None or base.rows)):
        return "share"
    return top.unit if base.unit is None else None


# ---------------------------------------------------------------- formulas


def _formula(desk: Desk) -> _Site | None:
    """ "clicks divided by opens", with the name that it explains, where one stands before it."""
    text = desk.text
    for hit in _OVER.finditer(text):
        above = next(_before(desk, hit.start()), None)
        below = next(_after(desk, hit.end()), None) if above is not None else None
        if above is None or below is None:
            continue
        (start, top), (end, base) = above, below
        if top == base or (top.rows and base.rows):
            continue
        close = re.match(r"\s*\)", text[end:])
        if (top.test is not None and base.plain) or (top.plain and base.test is not None and top.unit):
            continue  # rows are no part of what a column adds up to, nor is money one of rows in a state
        named = _explained(desk, start)
        said = hit[0].strip().lower()
        shared = said not in ("over", "/", "÷", "divided by") or _same_kind(top, base, named)
        if (shared or top.test is not None) and not (named or _alike(top, base)):
            continue  # money is no share of a number of rows
        if named is None and _THAT_IS.search(text[:start]) is not None:
            continue  # what another name means ("average order value, i.e. ...")
        of_sums = top.plain and base.plain and not _summed(text[start : end + 25], top, base)
        if named is None and (of_sums or _EACH.search(text[:start])):
            continue  # the plain ratio of two columns, which may be meant row by row
        label = f"{top.label} over {base.label}"
        if named is None:
            return _Site(start, end, label, top, base, shared)
        (a, b), cut = named
        name = f"{text[a:b].strip()} ({label})"
        end += close.end() if close and "(" in text[cut:start] else 0
        desk.text = f"{text[:b]}{' ' if cut >= b else ''}{text[b:cut]} {text[end:]}"
        return _Site(a, b, name, top, base, shared)
    return None


def _summed(said: str, top: Quantity, base: Quantity) -> bool:
    """Whether sums are asked for in so many words; a column may itself be called "total bill"."""
    named = any(q.column is not None and _SUMMED.search(q.column.label) for q in (top, base))
    return not named and _SUMMED.search(said) is not None


def _alike(top: Quantity, base: Quantity) -> bool:
    """Whether both are sums of one unit, or both count rows."""
    rows = [q.rows or q.test is not None for q in (top, base)]
    return rows[0] == rows[1] and top.unit == base.unit


def _same_kind(top: Quantity, base: Quantity, named: object) -> bool:
    return (named is not None and top.unit == base.unit) or (top.unit is not None and top.unit == base.unit)


def _before(desk: Desk, at: int) -> Iterator[tuple[int, Quantity]]:
    """What a formula has above: the longest phrase that ends there and is a quantity."""
    text = desk.text
    clause = max([text.rfind(c, 0, at) for c in ",;:?!"] + [-1]) + 1
    starts = [m.start() for m in re.finditer(r"\(?[^\s()]+", text[clause:at])]
    for start in starts[-MOST_WORDS:]:
        said = text[clause + start : at]
        if said.count("(") < said.count(")"):
            continue
        first = said.strip("( ").split(" ")[0].lower()
        if first in (
            "i.e",
            "i.e.",
            "ie",
            "is",
            "what",
            "what's",
            "was",
            "by",
            "and",
            "of",
            "counting",
            "rate",
        ):
            continue
        found = quantity(desk, said, priced=True)
        if found is not None:
            yield clause + start + (len(said) - len(said.lstrip("( "))), found


def _after(desk: Desk, at: int) -> Iterator[tuple[int, Quantity]]:
    """What a formula has below: the longest phrase that begins there and is a quantity."""
    text = desk.text
    if text[at : at + 1] == "(":
        close = text.find(")", at)
        found = quantity(desk, text[at + 1 : close]) if close > 0 else None
        if found is not None:
            yield close + 1, found
        return
    clause = re.search(r"[,;:?!)]|\.(?=\s|$)", text[at:])
    end = at + clause.start() if clause is not None else len(text)
    ends = [m.end() for m in re.finditer(r"\S+", text[at:end])][:MOST_WORDS]
    for stop in reversed(ends):
        said = text[at : at + stop]
        if said.split(" ")[-1].lower() in _STOP:
            continue
        found = quantity(desk, said, priced=True)
        if found is not None:
            yield at + stop, found


def _explained(desk: Desk, start: int) -> tuple[tuple[int, int], int] | None:
    """The name of the rate that a formula explains, and where the words of explaining begin."""
    that = _THAT_IS.search(desk.text[:start])
    if that is None:
        return None
    named = list(_names(desk, that.start()))
    return (named[-1], that.start()) if named else None


def _names(desk: Desk, end: int) -> Iterator[tuple[int, int]]:
    """Places of names of rates: "bounce rate", "gross margin %", without what is said before them."""
    for hit in _NAME.finditer(desk.text[:end]):
        of = hit["of"].rstrip()
        said = list(re.finditer(r"\S+", of))
        kept = len(said)
        while kept > 0 and said[kept - 1][0].lower() not in _STOP:
            kept -= 1
        start = hit.start() + (said[kept].start() if kept < len(said) else len(of))
        if kept < len(said) or hit["rate"].lower().startswith(("ratio", "margin")):
            yield start, hit.end()


def _counting(desk: Desk) -> _Site | None:
    """ "bounce rate, counting everything sent but not delivered": what is counted, of the whole that it names."""
    hit = _COUNTING.search(desk.text)
    named = list(_names(desk, hit.start())) if hit is not None else []
    if hit is None or not named:
        return None
    top = quantity(desk, hit["of"])
    whole = quantity(desk, quantities.first_of(hit["of"]))
    if top is None or top.rows:
        return None
    base = quantities.all_rows(desk.scope) if top.test is not None else whole
    if base is None or base == top:
        return None
    a, b = named[-1]
    name = f"{desk.text[a:b].strip()} ({top.label}, out of {base.label})"
    desk.text = f"{desk.text[: hit.start()]} {desk.text[hit.end() :]}"
    return _Site(a, b, name, top, base)


# ---------------------------------------------------------------- from one to the other


def _between(desk: Desk, words: dict[str, Any]) -> _Site | None:
    """ "click-to-open rate", "lead to win conversion rate", "what % of MQLs turn into SQLs"."""
    hit = _TO_RATE.search(desk.text)
    if hit is not None:
        first, second = (hit["a"], hit["b"]) if hit["a"] else (hit["c"], hit["d"])
        place, rated = _own_name(desk, hit), True
    else:
        hit = _BECOMES.search(desk.text)
        if hit is None:
            return None
        first, second, place, rated = hit["a"], hit["b"], hit.span(), False
    if place is None:
        return None
    x, y = quantity(desk, first), quantity(desk, second)
    if x is None or y is None or x == y or y.rows:
        return None
    if rated and _is_later(words, first, second):
        x, y, first, second = y, x, second, first
    top = _both(y, x)
    name = f"{first}-to-{second} rate ({y.label} out of {x.label})"
    return _Site(*place, name, top, x)


def _own_name(desk: Desk, hit: re.Match[str]) -> tuple[int, int] | None:
    """None where the data have a figure of just that name."""
    for span in desk.tagged.cover:
        start, end = desk.place(span)
        if start <= hit.start() and end >= hit.end() and any(e.quality >= 0.9 for e in span.entries):
            return None
    return hit.span()


def _both(top: Quantity, base: Quantity) -> Quantity:
    """The rows of the base that are in the top, too."""
    if top.test is None or base.test is None:
        return top
    both = call("and", top.test, base.test)
    return Quantity(top.label, Agg(agg="count", where=both), both, top.column)


def _is_later(words: dict[str, Any], first: str, second: str) -> bool:
    """Whether the first comes after the second: clicks after opens, whichever is said first."""
    order = list(words["funnel"])
    one, other = _stage(words, first), _stage(words, second)
    return one is not None and other is not None and order.index(one) > order.index(other)


def _below(stages: dict[str, Any], stage: str) -> list[str]:
    """The stages that one is a part of, the nearest first."""
    found = list(stages[stage]["of"])
    for one in found:
        found += [s for s in stages[one]["of"] if s not in found]
    return found


def _stage(words: dict[str, Any], said: str) -> str | None:
    """The stage that a word or the label of a column names by its last word that is known."""
    names = {w: stage for stage, spec in words["funnel"].items() for w in spec["words"].split()}
    low = said.lower()
    if low in names:
        return str(names[low])
    return next((str(names[w]) for w in reversed(re.findall(r"[\w-]+", low)) if w in names), None)


# ---------------------------------------------------------------- by name


def _by_name(desk: Desk, words: dict[str, Any]) -> _Site | None:
    """ "no-show rate", "unsub rate", "email opt-in rate", "MQL rate"."""
    text = desk.text
    for hit in re.finditer(
        r"\brates?\b(?!\s*/)(?!\s+(?:their|its?|the|our|us|your|his|her|this|how|as|each)\b)", text, re.I
    ):
        told = re.match(r"\s+(?:out\s+of|over)\s+", text[hit.end() :], re.I)
        if told is None and _holds(desk, hit.start()):
            continue
        before = list(re.finditer(r"[^\s,;:?!()]+", text[: hit.start()]))[-NAME_WORDS:]
        before = _close(text, before, hit.start())
        for word in before:
            said = text[word.start() : hit.start()].strip(" -")
            site = _rate_of(desk, words, said)
            if site is not None:
                top, base = site
                end, own = _told_base(desk, hit.end(), top)
                if told is not None and own is None:
                    continue
                base = own or base
                top = _both(top, base)  # "of mobile visitors": who bounced among them, not all who did
                name = f"{said} rate ({top.label} out of {base.label})"
                return _Site(word.start(), end, name, top, base)
    return None


def _told_base(desk: Desk, at: int, top: Quantity) -> tuple[int, Quantity | None]:
    """ "unsubscribe rate per delivered e-mail": the base, where it is said; "the bounce rate of mobile visitors" is of some
    of the rows."""
    said = re.match(r"\s+(?:per|out\s+of|over|of)\s+", desk.text[at:], re.I)
    if said is None:
        return at, None
    for end, base in _after(desk, at + said.end()):
        counts = base.plain or (base.test is not None and said[0].strip().lower() != "of")
        if base.rows or (counts and base.unit is None and base != top):
            return end, base
    return at, None


def _close(text: str, found: list[re.Match[str]], at: int) -> list[re.Match[str]]:
    """The words right before, none of which opens another phrase."""
    kept: list[re.Match[str]] = []
    for word in reversed(found):
        gap = text[word.end() : kept[0].start() if kept else at]
        no_show = word[0].lower() == "show" and re.search(r"\bno[\s-]+$", text[: word.start()], re.I)
        if (word[0].lower() in _STOP and not no_show) or re.search(r"[,;:?!()]", gap):
            break
        kept.insert(0, word)
    return kept


def _holds(desk: Desk, at: int) -> bool:
    """Whether a name of the data takes the word in: "interest rate", "churn rate"."""
    for span in desk.tagged.cover:
        start, end = desk.place(span)
        if start <= at < end:
            return any(e.quality >= 0.9 for e in span.entries)
    return False


def _rate_of(desk: Desk, words: dict[str, Any], said: str) -> tuple[Quantity, Quantity] | None:
    """The top and the base of "N rate"; None where the table has no N that makes one."""
    plain = re.sub(r"[\s-]+through$", "", said, flags=re.I)
    top = _n_of(desk, words, plain)
    if top is None:
        return _complement(desk, words, plain)
    if top.rows:
        return None
    if top.test is not None:
        return top, quantities.all_rows(desk.scope)
    base = _base(desk, words, plain, top)
    return (top, base) if base is not None else None


def _n_of(desk: Desk, words: dict[str, Any], said: str) -> Quantity | None:
    found = quantity(desk, said)
    if found is not None:
        return found
    use = re.fullmatch(
        rf"(?P<of>.+?)[\s-]+(?:{'|'.join(words['usage'].split())}|opt[\s-]in|sign[\s-]up)", said, re.I
    )
    if use is not None:
        return quantity(desk, use["of"]) or _filled(desk, use["of"])
    code = _filled(desk, said)
    if (
        code is not None
        and code.column is not None
        and code.column.label.lower() in (said.lower(), f"{said.lower()} code")
    ):
        return code
    stage = _stage(words, said)
    column = _column_of(desk, words, stage) if stage is not None and len(said.split()) == 1 else None
    return quantities.of_column(column) if column is not None else None


def _filled(desk: Desk, said: str) -> Quantity | None:
    """ "voucher usage": the rows where the code of a voucher stands."""
    named = [s for s in desk.tag(said).cover if s.entries]
    columns = {t.column.name: t.column for s in named for t in desk.scope.terms(s) if t.column is not None}
    mine = [c for c in columns.values() if c.missing and not is_joined(c)]
    if len(named) != 1 or len(mine) != 1 or len(columns) != 1:
        return None
    test = call("not_null", col(mine[0].name))
    return Quantity(f"with {mine[0].label}", Agg(agg="count", where=test), test, mine[0])


def _column_of(desk: Desk, words: dict[str, Any], stage: str) -> Column | None:
    """The column that counts a stage, or a flag of it; none where several do."""
    found = [
        c for c in quantities.own(desk.scope)
        if _stage(words, c.label) == stage and (c.role == "flag" or (c.additive and c.role in ("quantity", "amount") and c.unit is None))
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _base(desk: Desk, words: dict[str, Any], said: str, top: Quantity) -> Quantity | None:
    """What a count is a part of: the nearest earlier stage that the table counts, or the people that there are."""
    if top.unit is not None or top.column is None:
        return None
    stage = _stage(words, said) or _stage(words, top.column.label)
    for earlier in _below(words["funnel"], stage) if stage is not None else ():
        column = _column_of(desk, words, earlier)
        found = quantities.of_column(column) if column is not None else None
        if found is not None and found != top:
            return found
    people = [c for c in quantities.own(desk.scope) if "population" in c.label.lower().split()]
    return quantities.of_column(people[0]) if len(people) == 1 and people[0] != top.column else None


def _complement(desk: Desk, words: dict[str, Any], said: str) -> tuple[Quantity, Quantity] | None:
    """ "bounce rate" where only what was sent and what was delivered is known: the others."""
    stage = _stage(words, said) if len(said.split()) == 1 else None
    but = words["funnel"][stage].get("but") if stage is not None else None
    kept = _column_of(desk, words, but) if but else None
    held = quantities.of_column(kept) if kept is not None else None
    if stage is None or held is None:
        return None
    if held.test is not None:
        test = call("not", held.test)
        top = Quantity(f"not {held.label}", Agg(agg="count", where=test), test, held.column)
        return top, quantities.all_rows(desk.scope)
    base = next((c for s in words["funnel"][stage]["of"] if (c := _column_of(desk, words, s))), None)
    whole = quantities.of_column(base) if base is not None else None
    if whole is None:
        return None
    return Quantity(f"{whole.label} but not {held.label}", call("sub", whole.expr, held.expr)), whole
