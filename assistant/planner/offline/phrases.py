"""Phrases with a meaning of their own: parts of texts, look-ups by number, having some of a thing, percentiles."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.planner.offline.conditions import Condition, Draft, on
from assistant.planner.offline.dates import MONTH_NAMES
from assistant.planner.offline.scope import Scope
from assistant.planner.offline.vocabulary import Word
from data.catalog import Column
from data.query import Agg, Bin, Call, Expr, Lit, Op, Out, call, col

_CONTAINS = re.compile(
    r"(?:with|having|that have|which have)\s+(?:the word )?[\"“']?(?P<a>[\w.@-]+)[\"”']?\s+in (?:its|the|their|his|her) (?:name|names|title|description|label|text)"
    r"|(?:contains?|containing|including the word|with the word|that mentions?|mentioning)\s+(?:the word )?[\"“']?(?P<b>[\w.@-]+)[\"”']?",
    re.I,
)
_EDGE = re.compile(
    r"\b(?P<which>start|begin|end)(?:s|ing)?\s+(?:in|with|on)\s+(?:the letter )?[\"“']?(?P<part>[\w.@-]+)[\"”']?",
    re.I,
)


_IN_NAMED = re.compile(
    r"\b(?:with|have|has|had|having|use|uses|used|using|mention(?:s|ed|ing)?|say|says|said|saying|contain(?:s|ed|ing)?)\s+(?:the words? |the text |the term )?"
    r"[\"“']?(?P<part>[\w.@-]+)[\"”']?\s+in\s+(?:its |the |their |his |her )?(?P<where>[\w ]+)",
    re.I,
)


def _in_named(draft: Draft) -> None:
    """ "with the word free in the subject line": a part of the text that is named behind it."""
    for m in _IN_NAMED.finditer(draft.text):
        first = next(
            (k for k in range(len(draft.spans)) if _within(draft, k, m.start("where"), m.end())), None
        )
        terms = draft.scope.terms(draft.spans[first]) if first is not None else []
        column = next((t.column for t in terms if t.column is not None and t.entry.kind == "column"), None)
        if first is None or column is None or column.type != "text" or column.distinct <= _FEW_TEXTS:
            continue
        _add(
            draft,
            column,
            "contains",
            m["part"],
            draft.text,
            m.start(),
            draft.tokens[draft.spans[first].end - 1].end,
        )


_FEW_TEXTS = 12
"""A column of no more different texts holds categories, which are named whole."""


def text_parts(draft: Draft, text: str) -> None:
    """ "e-mails that end in .edu", "articles with christmas in the name", "christmas articles"."""
    _in_named(draft)
    for m in _EDGE.finditer(text):
        op: Op = "ends_with" if m["which"].lower() == "end" else "starts_with"
        column = _text_before(draft, m.start()) or _text_column(draft.scope)
        if column is not None:
            _add(draft, column, op, m["part"], text, m.start(), m.end())
    for m in _CONTAINS.finditer(text):
        column = _text_right_before(draft, m.start()) or _text_column(draft.scope)
        if column is not None:
            _add(draft, column, "contains", m["a"] or m["b"], text, m.start(), m.end())
    _described_things(draft)


def _add(draft: Draft, column: Column, op: Op, part: str, text: str, start: int, end: int) -> None:
    inside = [i for i, _ in enumerate(draft.spans) if _within(draft, i, start, end)]
    condition = call(op, col(column.name), part)
    if all(c.expr != condition for c in draft.conditions):
        draft.conditions.append(Condition(condition, tuple(inside), column))
    draft.use("condition", *inside)
    for i, span in enumerate(draft.spans):
        if draft.free(i) and span.text.lower() == part.lower():
            draft.use("condition", i)


def _within(draft: Draft, i: int, start: int, end: int) -> bool:
    tokens = draft.tokens
    span = draft.spans[i]
    return start <= tokens[span.start].start < end


def _text_before(draft: Draft, at: int) -> Column | None:
    """The text column that was named last before a place."""
    found: tuple[int, Column] | None = None
    for i, span in enumerate(draft.spans):
        if draft.tokens[span.start].start >= at:
            break
        for term in draft.scope.terms(span):
            if term.column is not None and term.column.type == "text" and term.entry.kind == "column":
                found = (i, term.column)
                break
    if found is None:
        return None
    if not any(e.kind == "entity" for e in draft.spans[found[0]].entries):
        draft.use("condition", found[0])
    return found[1]


def _text_right_before(draft: Draft, at: int) -> Column | None:
    """ "a voucher containing SUMMER": the text that is named right before a place."""
    k = next((i for i, s in enumerate(draft.spans) if draft.tokens[s.start].start >= at), 0) - 1
    terms = draft.scope.terms(draft.spans[k]) if k >= 0 and draft.free(k) else []
    column = next((t.column for t in terms if t.column is not None and t.entry.kind == "column"), None)
    if column is None or column.type != "text" or column.distinct <= 1:
        return None
    draft.use("condition", k)
    return column


def _text_column(scope: Scope) -> Column | None:
    """The column with most different words: a description or a name."""
    texts = [
        c
        for c in scope.source.columns.values()
        if c.type == "text" and c.role in ("text", "category") and c.distinct > 50
    ]
    return max(texts, key=lambda c: c.distinct, default=None)


def _described_things(draft: Draft) -> None:
    """An unknown word right before the things that have descriptions: "christmas articles"."""
    column = _text_column(draft.scope)
    if column is None:
        return
    for i in range(len(draft.spans) - 1):
        span, after = draft.spans[i], draft.spans[i + 1]
        if (
            span.unknown
            and draft.free(i)
            and span.text.isalpha()
            and len(span.text) > 3
            and any(
                e.kind in ("entity", "measure", "column") and e.name in _described(draft.scope)
                for e in after.entries
            )
        ):
            part = span.text.lower()
            condition = call("contains", col(column.name), part)
            if all(c.expr != condition for c in draft.conditions):
                draft.conditions.append(Condition(condition, (i, i + 1), column))
                draft.notes.append(f"“{span.text}” is looked for in the {column.label}")
            draft.use("condition", i)


def _described(scope: Scope) -> set[str]:
    """Names of the entity that a description belongs to, in a table of lines."""
    return {e.name for e in scope.catalog.entities.values() if e.name in ("product", "item", "article")} | {
        "products"
    }


def presence(draft: Draft, words: dict[str, list[tuple[str, ...]]]) -> None:
    """ "parents", "with kids": at least one."""
    stems = [t.stem for t in draft.tokens]
    for concept, phrases in words.items():
        column = draft.scope.concept(concept)
        if column is None:
            continue
        for phrase in sorted(phrases, key=len, reverse=True):
            for k in range(len(stems) - len(phrase) + 1):
                if tuple(stems[k : k + len(phrase)]) != phrase:
                    continue
                inside = [i for i, s in enumerate(draft.spans) if k <= s.start < k + len(phrase)]
                both = bool(inside) and inside[0] > 0 and draft.spans[inside[0] - 1].text.lower() == "both"
                if both or not all(draft.free(i) for i in inside):
                    continue
                condition = call("gt", col(column.name), 0)
                if all(c.expr != condition for c in draft.conditions):
                    draft.conditions.append(Condition(condition, tuple(inside), column))
                draft.use("condition", *inside)


def look_ups(draft: Draft) -> None:
    """ "customer 12347", "order 536365": one member of an entity by its number."""
    spans, scope = draft.spans, draft.scope
    for i in range(len(spans)):
        n = i + 1
        if n < len(spans) and spans[n].text.lower() in ("number", "no", "id", "#") and n + 1 < len(spans):
            n += 1
        if (
            n >= len(spans)
            or not draft.free(n)
            or spans[n].number is None
            or spans[n].percent
            or spans[n].entries
        ):
            continue
        if spans[n].period is not None and spans[i].text.lower().endswith("s"):
            continue  # "orders 2024 vs 2025": several of a year, and none by its number
        entity = next((e for e in spans[i].entries if e.kind == "entity"), None)
        if entity is None or (spans[n].number or 0) != int(spans[n].number or 0):
            continue
        key = scope.catalog.entities[entity.name].key
        column = next((c for k, c in scope.source.columns.items() if k.rsplit(".", 1)[-1] == key), None)
        if column is None or not _plausible(column, int(spans[n].number or 0)):
            continue
        value = int(spans[n].number or 0) if column.type in ("integer", "number") else spans[n].text
        left_out = _left_out(draft, i)
        if left_out is not None:
            draft.conditions.append(Condition(call("ne", col(column.name), value), (left_out, i, n), column))
            draft.use("condition", left_out, i, n)
            continue
        draft.conditions.append(Condition(call("eq", col(column.name), value), (i, n), column))
        draft.use("condition", i, n)
        draft.looked_up = True


def _left_out(draft: Draft, i: int) -> int | None:
    """The place of "without" where it stands before a member: "without customer 12347"."""
    before = [k for k in range(i - 1, max(-1, i - 3), -1) if draft.free(k)]
    found = next((k for k in before if draft.spans[k].word("not") or not draft.spans[k].free), None)
    return found if found is not None and draft.spans[found].word("not") else None


def _plausible(column: Column, number: int) -> bool:
    try:
        return float(str(column.low)) <= number <= float(str(column.high))
    except ValueError:
        lettered = str(column.low)[:1].isalpha() and str(column.high)[:1].isalpha()
        return len(str(number)) >= 4 and not lettered


_ALL_OF = (
    "the",
    "our",
    "my",
    "all",
    "all the",
    "each of the",
    "all of the",
    "these",
    "those",
    "between",
    "among",
    "across",
)


def all_of_them(draft: Draft) -> None:
    """ "the three cultivars", "all four regions": as many as there are, so that the number restricts nothing, and each
    of them is meant by itself."""
    if any(s.word("superlative") for s in draft.spans):
        return  # "the three cultivars with the most ...": a number of places, also where it is all of them
    for i, span in enumerate(draft.spans[:-1]):
        said = span.number is not None and not span.entries and not span.percent and draft.free(i)
        if not said or i == 0 or draft.spans[i - 1].text.lower() not in _ALL_OF:
            continue
        terms = (t for t in draft.scope.terms(draft.spans[i + 1]) if t.entry.kind == "column")
        column = next((t.column for t in terms if t.entry.quality >= 0.85), None)
        if column is not None and column.distinct == span.number and draft.spans[i + 1].text.endswith("s"):
            spans = list(draft.spans)
            spans[i] = replace(span, number=None, words=(Word("group", "group_cues"),))
            draft.spans = tuple(spans)


def percentile(draft: Draft) -> tuple[float, tuple[int, ...]] | None:
    """ "90th percentile", "third quartile", "top decile point": (0.9, its spans)."""
    for i, span in enumerate(draft.spans):
        low = span.text.lower()
        if low.startswith("percentile") or low in ("quartile", "decile", "quantile"):
            for k in range(i - 1, max(-1, i - 4), -1):
                number = draft.spans[k].number
                if number is not None:
                    parts = (
                        {"q": 4, "d": 10}.get(low[0], 100)
                        if low != "quantile"
                        else (100 if number > 1 else 1)
                    )
                    q = number / parts
                    if 0 < q < 1:
                        return q, tuple(range(k, i + 1))
    return None


def quantile_out(column: Column, q: float) -> Out:
    """The value below which the share q lies."""
    return Out(
        name=f"{q * 100:g}% point of {column.label}",
        expr=Agg(agg="quantile", of=col(column.name), q=q),
        unit=column.unit,
    )


_BUYS = re.compile(
    r"\bwhat (?:kinds? of |sort of )?(?:products?|items?|things?|goods)?\s*(?:do|did|does|are|were)\s+.*\b(buy|buying|bought|order|ordering|purchase|purchasing)\b|\bwhich (products?|items?) do .* (buy|like|order|purchase)\b",
    re.I,
)


def buys(text: str) -> bool:
    """ "what do they buy?": the question is for products."""
    return _BUYS.search(text) is not None


_BACK = ("return", "refund", "cancel", "void", "chargeback")
_GROSS = ("before", "including", "incl", "gross of")
_NET = ("after", "net of", "less")


def taken_back(draft: Draft) -> None:
    """ "revenue before returns" counts what came back, too; "after returns" leaves it out."""
    for i, span in enumerate(draft.spans):
        low = span.text.lower()
        if low not in (*_GROSS, *_NET) or not draft.free(i) or i + 1 >= len(draft.spans):
            continue
        terms = draft.scope.terms(draft.spans[i + 1])
        flag = next((t.column for t in terms if t.column is not None and t.column.role == "flag"), None)
        if flag is None or not flag.label.lower().startswith(_BACK) or not draft.free(i + 1):
            continue
        if low in _NET:
            expr = call("not", call("eq", col(flag.name), on(flag)))
            draft.conditions.append(Condition(expr, (i, i + 1), flag))
        else:
            draft.notes.append(f"rows with {flag.label} are counted, too")
        draft.use("condition", i, i + 1)


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_DAYS = frozenset(day[:3] for day in _DAYS)

_WEEKEND = ("weekend", "week end")


def weekdays(draft: Draft) -> None:
    """ "on a Friday or Saturday", "at the weekend": days of the week of the nearest date."""
    said: list[str] = []
    spans: list[int] = []
    named = named_days(draft.scope)
    for i, span in enumerate(draft.spans):
        low = span.text.lower().rstrip("s")
        told = span.entry("value") is not None and not (named is not None and low in _WEEKEND)
        if not draft.free(i) or told:
            continue
        if low in _DAYS:
            said.append(low.capitalize())
            spans.append(i)
        elif low in _WEEKEND:
            said += ["Saturday", "Sunday"]
            spans.append(i)
        elif _works(draft, i):
            said += [day.capitalize() for day in _DAYS[:5]]
            spans.append(i)
    if named is not None and ("Saturday" in said or len(said) == 5):
        _of_named_days(draft, named, said, spans)
        return
    column = _date_near(draft, spans)
    if not said or column is None:
        return
    day = call("weekday", col(column.name))
    expr = call("eq", day, said[0]) if len(said) == 1 else call("in", day, *said)
    draft.conditions.append(Condition(expr, tuple(spans), column))
    draft.use("condition", *spans)


_WORKING = re.compile(r"(?:weekdays|week days|working days|business days|workdays)", re.I)


def _works(draft: Draft, i: int) -> bool:
    """ "on weekdays": Monday to Friday; "by weekday" and "weekdays with most sales" ask for each of them."""
    before = draft.spans[i - 1].text.lower() if i else ""
    after = draft.spans[i + 1].text.lower() if i + 1 < len(draft.spans) else "?"
    alone = before in ("on", "only", "just", "during", "for", "and", "") and after in ("?", ".", ",", "only", "instead", "too", "please")  # fmt: skip
    return alone and _WORKING.fullmatch(draft.spans[i].text) is not None


def named_days(scope: Scope) -> Column | None:
    """A column that holds the names of days, in full or in short."""
    return next((c for c in scope.source.columns.values() if c.type == "text" and _holds_days(c)), None)


def _holds_days(column: Column) -> bool:
    """Every value is a day. Each reading of a question asks this of each column: the first value that is none ends it."""
    said = set()
    for v in column.values:
        short = str(v.value).lower()[:3]
        if short not in _SHORT_DAYS:
            return False
        said.add(short)
    return len(said) >= 4


def _of_named_days(draft: Draft, column: Column, said: list[str], spans: list[int]) -> None:
    """ "at the weekend", where the days are names themselves."""
    stored = [
        Lit(lit=v.value) for v in column.values if str(v.value).lower()[:3] in {d.lower()[:3] for d in said}
    ]
    draft.conditions.append(Condition(Call(op="in", args=(col(column.name), *stored)), tuple(spans), column))
    draft.use("condition", *spans)


def _date_near(draft: Draft, spans: list[int]) -> Column | None:
    """The date column that stands nearest before, else the main one."""
    for i in range(min(spans, default=0) - 1, -1, -1):
        for term in draft.scope.terms(draft.spans[i]):
            if term.column is not None and term.column.type in ("date", "datetime"):
                draft.use("condition", i)
                return term.column
    return draft.scope.date()


_PLACES = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
}
_EVERY_QUARTER = re.compile(
    rf"\b(?:(?:all|every|each|the)\s+)*(?:(?P<places>{'|'.join(_PLACES)})\s+quarters|q(?P<plural>[1-4])s)\b(?:\s+of\s+(?:each|every|all|the)\s+years?)?"
    rf"|\b(?:all|every|each)\s+(?:(?P<place>{'|'.join(_PLACES)})\s+quarter|q(?P<one>[1-4]))\b(?!\s+\d)"
    rf"|\b(?:the\s+)?(?:(?P<place2>{'|'.join(_PLACES)})\s+quarter|q(?P<one2>[1-4]))\s+of\s+(?:each|every|all|any|the)\s+years?\b",
    re.I,
)
_EVERY_MONTH = re.compile(
    rf"\b(?:all|every|each)\s+(?P<a>{'|'.join(MONTH_NAMES)})s?\b|\b(?P<b>{'|'.join(MONTH_NAMES)})s?\s+of\s+(?:each|every|all|any)\s+years?\b",
    re.I,
)


def every_year(draft: Draft) -> None:
    """ "in fourth quarters", "every December": a part of each year."""
    dated = draft.scope.date()
    m = _EVERY_QUARTER.search(draft.text) or _EVERY_MONTH.search(draft.text)
    if dated is None or m is None:
        return
    said = next(g for g in m.groups() if g).lower()
    if said in MONTH_NAMES:
        expr = call("eq", call("month", col(dated.name)), said.capitalize())
    else:
        expr = call("eq", call("quarter", col(dated.name)), _PLACES.get(said) or int(said))
    inside = [i for i, _ in enumerate(draft.spans) if _within(draft, i, m.start(), m.end())]
    draft.conditions.append(Condition(expr, tuple(inside), dated))
    draft.use("condition", *inside)


def year_column(scope: Scope) -> Column | None:
    """A column of calendar years, where the table has no dates."""
    if scope.date() is not None:
        return None
    return next(
        (
            c
            for c in scope.source.columns.values()
            if c.unit == "year" and c.type in ("integer", "number") and "birth" not in c.label
        ),
        None,
    )


def of_years(column: Column, grain: str) -> Out | None:
    """Groups of a column of years: the years themselves, or their decades; None for what is within a year."""
    if grain == "year":
        return Out(name=column.label, expr=col(column.name))
    if grain != "decade":
        return None
    first, last = (int(float(str(v))) // 10 * 10 for v in (column.low, column.high))
    starts = range(first, last + 10, 10)
    if len(starts) == 1:
        return None
    labels = tuple(f"{start}s" for start in starts)
    return Out(
        name="decade", expr=Bin(bin=col(column.name), edges=tuple(map(float, starts[1:])), labels=labels)
    )


_YEAR_OPS: dict[str, Op] = {
    "since": "ge", "from": "ge", "after": "gt", "before": "lt", "until": "le", "till": "le", "up to": "le",
}  # fmt: skip


def born(draft: Draft) -> None:
    """ "born before 1970", "born in 1985", on a column of years of birth."""
    column = next(
        (
            c
            for c in draft.scope.source.columns.values()
            if c.unit == "year" and c.type in ("integer", "number") and "birth" in c.label
        ),
        None,
    )
    at = next((i for i, s in enumerate(draft.spans) if s.text.lower() == "born" and draft.free(i)), None)
    if column is None or at is None:
        return
    for i in range(at + 1, min(at + 4, len(draft.spans))):
        number = draft.spans[i].number
        if number is None or number != int(number) or not 1850 < number < 2100 or not draft.free(i):
            continue
        opener = draft.spans[i - 1].text.lower()
        if opener in ("from", "between", "and", "to"):
            return
        if draft.spans[i - 1].unknown and opener not in _YEAR_OPS:
            return  # "born afore 1950" is no "born in 1950"
        op: Op = _or_later(draft, i) or _YEAR_OPS.get(opener, "eq")
        end = i + 1 + (_or_later(draft, i) is not None)
        draft.conditions.append(
            Condition(call(op, col(column.name), int(number)), (at, *range(i - 1, end)), column)
        )
        draft.use("condition", *range(at, end))
        return


def _or_later(draft: Draft, i: int) -> Op | None:
    """ "(born in) 1995 or later", "1960 or earlier"."""
    word = draft.spans[i + 1].word("after_number") if i + 1 < len(draft.spans) else None
    if word is None or not draft.free(i + 1):
        return None
    return "ge" if word.name == "ge" else "le"


def years(draft: Draft) -> None:
    """ "in 2007", "the latest year", "since 1990" on a column of years."""
    column = year_column(draft.scope)
    if column is None and draft.scope.date() is None:
        _year_of_the_data(draft)
    if column is None:
        return
    name, (low, high) = col(column.name), (float(str(column.low)), float(str(column.high)))
    _decades(draft, column)
    said = [
        i
        for i, s in enumerate(draft.spans)
        if draft.free(i) and s.number is not None and low <= s.number <= high and s.number == int(s.number)
    ]
    for i, span in enumerate(draft.spans):
        if draft.free(i) and span.text.lower() in (
            "latest",
            "last",
            "most recent",
            "newest",
            "first",
            "earliest",
        ):
            nxt = i + 1
            if nxt < len(draft.spans) and any(
                e.name.rsplit(".", 1)[-1] == column.name for e in draft.spans[nxt].entries
            ):
                value = int(low if span.text.lower() in ("first", "earliest") else high)
                draft.conditions.append(Condition(call("eq", name, value), (i, nxt), column, period=True))
                draft.use("period", i, nxt)
    if len(said) == 1:
        i = said[0]
        k = i - 1
        while k > 0 and draft.spans[k].text.lower() in ("the", "year", "of"):
            k -= 1
        k = k if draft.spans[k].text.lower() in _YEAR_OPS else i - 1
        word = draft.spans[k].word("comparator") if i else None
        before = draft.spans[k].text.lower() if i else ""
        later = _or_later(draft, i)
        op: Op = later or _YEAR_OPS.get(before) or (word.name if word is not None else "eq")  # type: ignore[assignment]  # a comparator's name
        number = int(draft.spans[i].number or 0)
        used = [i, *([i + 1] if later is not None else list(range(k, i)) if op != "eq" else [])]
        used += [
            k
            for k in (i - 1, i - 2, i + 1)
            if 0 <= k < len(draft.spans)
            and (k == 0 or draft.spans[k - 1].word("group") is None)  # "per year since 2000"
            and any(e.name.rsplit(".", 1)[-1] == column.name for e in draft.spans[k].entries)
        ]
        draft.conditions.append(Condition(call(op, name, number), tuple(used), column, period=True))
        draft.use("period", *used)
    elif (
        len(said) == 2
        and any(draft.spans[said[0] - 1].text.lower() == w for w in ("between", "from"))
        and draft.spans[said[1] - 1].text.lower() in ("and", "to", "until", "-")
    ):
        a, b = (int(draft.spans[k].number or 0) for k in said)
        draft.conditions.append(
            Condition(call("between", name, min(a, b), max(a, b)), (*said,), column, period=True)
        )
        draft.use("period", said[0] - 1, *said, said[1] - 1)


def _decades(draft: Draft, column: Column) -> None:
    """ "in the 1990s", "since the eighties" on a column of years."""
    found: list[Expr] = []
    used: list[int] = []
    for i, span in enumerate(draft.spans):
        period = span.period
        if (
            period is None
            or period.grain != "decade"
            or not draft.free(i)
            or not (period.low and period.high)
        ):
            continue
        first, last = int(period.low[:4]), int(period.high[:4]) - 1
        before = draft.spans[i - 1].text.lower() if i else ""
        op = _YEAR_OPS.get(before)
        expr: Expr = call("between", col(column.name), first, last)
        if op is not None:
            expr = call(op, col(column.name), first if op in ("ge", "lt") else last)
        found.append(expr)
        used += [i - 1, i] if op is not None else [i]
    if found:
        expr = found[0] if len(found) == 1 else Call(op="or", args=tuple(found))
        draft.conditions.append(Condition(expr, tuple(used), column, period=True))
        draft.use("period", *used)


def _year_of_the_data(draft: Draft) -> None:
    """ "The data is from 2019": a word about the file, where no row has a date."""
    for i, span in enumerate(draft.spans):
        before = [s.text.lower() for s in draft.spans[:i]]
        said = span.number is not None and 1900 <= span.number <= 2100 and draft.free(i)
        if (
            said
            and before[-1:]
            and before[-1] in ("from", "of", "in")
            and {"data", "file", "table", "survey", "numbers"} & set(before)
        ):
            draft.use("about the data", i, i - 1)


_SIGNS = {
    "x": "mul",
    "*": "mul",
    "times": "mul",
    "multiplied by": "mul",
    "plus": "add",
    "+": "add",
    "minus": "sub",
    "-": "sub",
    "less": "sub",
    "divided by": "div",
    "/": "div",
    "over": "div",
}


def formulas(draft: Draft, agg: str | None) -> list[Out]:
    """ "rate x nights", "revenue minus spend", "adults plus kids": sums of a formula on each row."""
    made: list[Out] = []
    spans, scope = draft.spans, draft.scope
    i = 0
    while i < len(spans):
        first = scope.quantity(spans[i]) if spans[i].entries and draft.free(i) else None
        op_at = next((k for k in (i + 1, i + 2) if k < len(spans) and spans[k].text.lower() in _SIGNS), None)
        right = op_at + 1 if op_at is not None else None
        if (
            first is not None
            and first.column is not None
            and right is not None
            and right < len(spans)
            and spans[right].entries
            and draft.free(right)
        ):
            second = scope.quantity(spans[right])
            if (
                second is not None
                and second.column is not None
                and second.column.name != first.column.name
                and op_at is not None
            ):
                op = _SIGNS[spans[op_at].text.lower()]
                made.append(_formula(first.column, second.column, op, agg))
                draft.use("metric", i, op_at, right)
                i = right
        i += 1
    return made


def _formula(a: Column, b: Column, op: str, agg: str | None) -> Out:
    sign = {"mul": "x", "add": "plus", "sub": "minus", "div": "per"}[op]
    name = f"{a.label} {sign} {b.label}"
    unit = a.unit if op != "div" else None
    if op == "div":
        return Out(
            name=name,
            expr=call("div", Agg(agg="sum", of=col(a.name)), Agg(agg="sum", of=col(b.name))),
            unit=unit,
        )
    row = call(op, *alike(a, b, op))  # type: ignore[arg-type]  # names of Op
    kind = agg if agg in ("mean", "median", "max", "min", "std") else "sum"
    label = {"sum": "total", "mean": "average"}.get(kind, kind)
    return Out(name=f"{label} {name}", expr=Agg(agg=kind, of=row), unit=unit)  # type: ignore[arg-type]  # names of AggName


def alike(a: Column, b: Column, op: str) -> tuple[Expr, Expr]:
    """Ten percent of a price are a tenth of it, of which a price less ten percent is the rest."""
    x, y = col(a.name), col(b.name)
    if is_percent(a) == is_percent(b) or op not in ("mul", "sub"):
        return x, y
    if op == "mul":
        return (call("mul", x, 0.01), y) if is_percent(a) else (x, call("mul", y, 0.01))
    return (x, call("mul", call("mul", x, y), 0.01)) if is_percent(b) else (x, y)


def is_percent(column: Column) -> bool:
    high = column.high
    return column.unit == "percent" and isinstance(high, int | float) and high > 1
