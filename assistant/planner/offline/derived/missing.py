"""Missing values: how many, what share, in which rows; left out, or filled with a middle value."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.computed import refer
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import Intent
from data.catalog import Column
from data.query import Agg, Call, Expr, Lit, Out, Query, Scalar, call, col

_GONE = r"(?:missing|null|nulls|nan|nans|na|n/a|empty|blanks?|not\s+(?:known|given|recorded|available|filled(?:\s+in)?))"
_CELLS = r"(?:values?|entries|entry|cells?|observations?|figures?|numbers?|records?|data\s+points?|measurements?|readings?|ones)"
_SHARE = r"(?:percentage|percent|share|proportion|fraction|%)"
_OF = r"(?:\s+(?:in|of|for|from)\s+(?:the\s+)?(?:column\s+)?xcol(?:\s+column)?)"
_ADJECTIVE = r"(?:(?!how\b|many\b|xcol\b)\w+\s+)?"
_COUNTS = (
    rf"\bhow\s+many\s+(?:of\s+(?:the\s+)?)?{_ADJECTIVE}(?:xcol\s+)?(?:{_CELLS}\s+)?(?:of\s+xcol\s+)?(?:are|is|were|was)\s+(?:there\s+)?{_GONE}{_OF}?",
    rf"\bhow\s+many\s+{_GONE}\s+(?:xcol\s+)?(?:{_CELLS}\s*)?(?:(?:are\s+there|are|exist)\s*)?(?:{_OF}|\s*(?:does|do)\s+(?:the\s+)?(?:column\s+)?xcol(?:\s+column)?\s+(?:have|contain)|\s*(?:has|have)\s+xcol)?",
    rf"\b(?:the\s+)?(?:total\s+)?(?:number|count|tally)\s+of\s+(?:rows\s+with\s+(?:a\s+)?)?{_GONE}\s+(?:xcol\s+)?(?:{_CELLS})?{_OF}?",
    rf"\bhow\s+many\s+(?:rows|records|lines|observations)\s+(?:have|has|with|are|where|lack|miss)\s+(?:an?\s+|the\s+)?(?:{_GONE}\s+xcol(?:\s+{_CELLS})?|xcol\s+{_GONE}|{_GONE}\s+{_CELLS}{_OF}|{_GONE}{_OF}|no\s+xcol(?:\s+{_CELLS})?)",
    rf"\b(?:count|tally)\s+(?:the\s+)?{_GONE}\s+(?:xcol\s+)?(?:{_CELLS})?{_OF}?",
)  # fmt: skip
_SHARES = (
    rf"\b(?:what\s+|which\s+)?(?:the\s+)?{_SHARE}\s+of\s+(?:the\s+|all\s+(?:the\s+)?)?{_ADJECTIVE}(?:xcol\s+)?(?:{_CELLS}\s+|rows\s+)?(?:(?:in|of)\s+(?:the\s+)?xcol\s+)?(?:column\s+)?(?:is|are|were|was|has|have)\s+(?:an?\s+|no\s+)?{_GONE}(?:\s+xcol)?{_OF}?",
    rf"\b(?:what\s+is\s+)?(?:the\s+)?{_SHARE}\s+(?:of\s+)?{_GONE}\s+(?:xcol\s+)?(?:{_CELLS})?{_OF}?",
    rf"\b(?:what\s+|which\s+)?(?:the\s+)?{_SHARE}\s+of\s+(?:the\s+)?xcol(?:\s+column)?\s+(?:is|are)\s+{_GONE}",
    rf"\bhow\s+much\s+of\s+(?:the\s+)?xcol(?:\s+column)?\s+is\s+{_GONE}",
)  # fmt: skip
_MOST = (
    rf"\b(?:are|is|were)\s+the\s+(?P<way>most|fewest)\s+{_ADJECTIVE}(?:xcol\s+)?(?:{_CELLS}\s+)?{_GONE}{_OF}?",
    rf"\b(?:has|have|had|with|are|is)\s+(?:there\s+)?(?:the\s+)?(?P<way>most|fewest|least)\s+{_GONE}\s+(?:xcol\s+)?(?:{_CELLS})?{_OF}?",
)
_PLAIN = (
    rf"\b{_GONE}\s+xcol\s*(?:{_CELLS})?",
    rf"\b{_GONE}\s+{_CELLS}{_OF}",
    rf"\bxcol\s+{_CELLS}\s+{_GONE}",
)
_ANY = rf"(?:any\s+|an?\s+|at\s+least\s+one\s+|some\s+|one\s+or\s+more\s+)?{_GONE}\s+(?:{_CELLS}|data|fields?)(?:\s+in\s+(?:any|at\s+least\s+one|some|one)\s+(?:of\s+the\s+)?(?:columns?|fields?|variables?))?(?:\s+at\s+all|\s+anywhere)?"
_NONE = rf"(?:no\s+{_GONE}\s+(?:{_CELLS}|data|fields?)|(?:all|every)\s+(?:{_CELLS}|fields?|columns?)\s+(?:filled(?:\s+in)?|known|present|given)|without\s+(?:any\s+)?{_GONE}\s+(?:{_CELLS}|data|fields?))(?:\s+(?:at\s+all|in\s+any\s+(?:column|field)))?"
_ROWS = r"(?:rows|records|lines|observations|cases|entries)"
_LEAVING = re.compile(
    rf",?\s*\b(?:leaving\s+out|ignoring|excluding|without|skipping|dropping|not\s+counting|disregarding|omitting|(?:after|when)\s+(?:dropping|removing|excluding|leaving\s+out|ignoring))\s+(?:all\s+|the\s+|any\s+|its\s+)?{_GONE}(?:\s+(?:{_CELLS}|data))?(?:{_OF})?",
    re.I,
)  # fmt: skip
_FILLED = re.compile(
    rf"\b(?:fill(?:ing)?(?:\s+in)?|replac(?:e|ing)|imput(?:e|ing)|substitut(?:e|ing))\s+(?:all\s+)?(?:the\s+)?{_GONE}\s+(?:xcol\s+)?(?:{_CELLS}\s*)?(?:{_OF}\s*)?(?:with|by|using|as)\s+(?:the\s+|its\s+|their\s+)?(?:column\s+)?"
    r"(?P<how>mean|average|median|mode|most\s+(?:common|frequent)\s+value|zeros?|maximum|minimum|-?\d+(?:\.\d+)?)(?:\s+of\s+(?:the\s+)?(?:column|xcol(?:\s+column)?|others|other\s+values|known\s+values|it))?",
    re.I,
)  # fmt: skip
_THEN = re.compile(r"\b(?:then|now|afterwards|after\s+that)\b", re.I)


def read(desk: Desk) -> None:
    """Replace what speaks of missing values."""
    if not re.search(rf"\b{_GONE}\b|\bincomplete\b|\bcomplete\s+{_ROWS}\b|\bfilled\b", desk.text, re.I):
        return
    if _each_column(desk) or _any_column(desk):
        return
    marked = _marked(desk)
    if marked is None:
        _whole_table(desk)
        return
    text, column, shown = marked
    _one_column(desk, text, column, shown)


def _marked(desk: Desk) -> tuple[str, Column, str] | None:
    """The text with "xcol" for the column whose missing values are meant, the column, and its name."""
    gone = [m.start() for m in re.finditer(rf"\b{_GONE}\b", desk.text, re.I)]
    named: list[tuple[int, int, Column]] = []
    for span in desk.tagged.cover:
        if re.fullmatch(_CELLS, span.text, re.I):
            continue  # "how many values are missing", though an amount is called a value, too
        terms = [t for t in desk.scope.terms(span) if t.column is not None and t.entry.kind == "column"]
        plain = re.fullmatch(_CELLS, span.text, re.I) is not None  # "values" is no name of a column
        if terms and terms[0].entry.quality >= 0.75 and terms[0].column is not None and not plain:
            named.append((*desk.place(span), terms[0].column))
    if not named or not gone:
        return None
    # "the gratuity values": a word for cells, even where some column answers to it.
    named = [n for n in named if not re.fullmatch(_CELLS, desk.text[n[0] : n[1]], re.I)] or named
    a, b, column = min(named, key=lambda n: min(abs(n[0] - g) for g in gone))
    shown = desk.text[a:b]
    text = re.sub(rf"(?<!\w){re.escape(shown)}(?:['’]s)?(?!\w)", "xcol", desk.text)
    return re.sub(r"\b(?:the\s+)?xcol\s+column\b|\bthe\s+xcol\b", "xcol", text), column, shown


def _one_column(desk: Desk, text: str, column: Column, shown: str) -> None:
    null = call("is_null", col(column.name))
    label = f"missing values of {column.label}"
    counted = Agg(agg="count", where=null)
    filled = _FILLED.search(text)
    if filled is not None:
        _fill(desk, text, filled, column, shown)
        return
    for patterns, name, expr, unit in (
        (_SHARES, f"share of {column.label} that is missing", Agg(agg="rate", of=null), "share"),
        (_COUNTS, label, counted, None),
    ):
        for wanted in patterns:
            m = re.search(wanted, text, re.I)
            if m is not None and "xcol" in m[0]:
                word = desk.measure(name, expr, unit)
                opened = "what is the " if re.match(r"\s*(?:how|what|which)\b", m[0], re.I) else ""
                _put(desk, text, m, f"{opened}{word}", shown)
                return
    for wanted in _MOST:
        m = re.search(wanted, text, re.I)
        if m is not None and "xcol" in m[0]:
            way = "highest" if m["way"].lower() == "most" else "lowest"
            _put(desk, text, m, f"has the {way} {desk.measure(label, counted)}", shown)
            return
    left_out = _LEAVING.search(text)
    if left_out is not None:
        _put(desk, text, left_out, " ", shown)  # figures leave missing values out anyway
        return
    for wanted in _PLAIN:
        m = re.search(wanted, text, re.I)
        if m is not None and re.search(r"\b(?:by|per|each|every|which|most|highest)\b", text, re.I):
            _put(desk, text, m, desk.measure(label, counted), shown)
            return


def _put(desk: Desk, text: str, m: re.Match[str], said: str, shown: str) -> None:
    desk.text = text
    desk.put(m.start(), m.end(), said)
    desk.text = re.sub(r"\bxcol\b", shown, desk.text)


def _fill(desk: Desk, text: str, m: re.Match[str], column: Column, shown: str) -> None:
    """Missing values take the column's own mean, median or mode, or a number."""
    how = " ".join(m["how"].lower().split())
    x = col(column.name)
    agg = {"average": "mean", "maximum": "max", "minimum": "min"}.get(
        how, "mode" if how.startswith("most") else how
    )
    instead: Expr
    if agg in ("mean", "median", "mode", "max", "min"):
        inner = Query(source=desk.scope_name, measures=(Out(name=how, expr=Agg(agg=agg, of=x)),))  # type: ignore[arg-type]  # names of AggName
        instead = Scalar(scalar=inner)
    else:
        instead = Lit(lit=0.0 if how.startswith("zero") else float(how))
    word = desk.column(
        f"{column.label} with missing values filled", call("coalesce", x, instead), column.unit
    )
    desk.notes.append(
        f"missing values of {column.label} are filled with {'the ' if agg.isalpha() else ''}{how}"
    )
    rest = f"{text[: m.start()]} {text[m.end() :]}"
    rest = re.sub(
        r"^\s*(?:after|by|when|once)\s*(?=[,.;])|\b(?:after|by|when)\s*(?=[?.,]|$)", " ", rest, flags=re.I
    )
    rest = _THEN.sub(" ", re.sub(r"^[\s.,;:]*(?:and\b)?", "", rest))
    desk.text = " ".join(rest.split())
    if "xcol" in desk.text:
        desk.text = re.sub(r"\bxcol\b", word, desk.text)
    else:
        refer(desk, word, None)
    desk.text = re.sub(r"\s+([,;.?!])(?=\s|$)", r"\1", re.sub(r"\bxcol\b", shown, desk.text))


# ---------------------------------------------------------------- any column


def _raw(desk: Desk) -> list[Column]:
    """The columns that the file itself holds."""
    source = desk.scope.source
    return [c for c in source.columns.values() if c.expr is None and "." not in c.name]


def _nulls(desk: Desk) -> Expr:
    tests: list[Expr] = [call("is_null", col(c.name)) for c in _raw(desk)]
    return tests[0] if len(tests) == 1 else Call(op="or", args=tuple(tests))


_EACH = re.compile(
    r"\b(?:per|by|for\s+each|in\s+each|for\s+every|in\s+every|each)\s+(?:column|field|variable)\b", re.I
)


def _each_column(desk: Desk) -> bool:
    """ "how many blanks per column": one row for each column that has some."""
    holed = [c for c in _raw(desk) if c.missing]
    if _EACH.search(desk.text) is None or not holed or re.search(rf"\b{_GONE}\b", desk.text, re.I) is None:
        return False
    rest = re.sub(rf"\b(?:{_GONE}|{_CELLS}|how|many|number|count|of|are|there|is|show|me|list|do|we|have|in|this|the|a)\b", " ", _EACH.sub(" ", desk.text), flags=re.I)  # fmt: skip
    if any(s.entries or s.unknown or s.number is not None for s in desk.tag(rest).cover):
        return False
    outs = tuple(
        Out(name=c.label, expr=Agg(agg="count", where=call("is_null", col(c.name)), weighted=False))
        for c in holed
    )
    desk.direct = Intent(
        source=desk.scope_name, metrics=outs, melt="missing values of each column", desc=True, answer="list"
    )
    desk.notes.append("columns without missing values are left out")
    return True


def _any_column(desk: Desk) -> bool:
    """ "how many rows have any missing value", "what share of the rows is complete"."""
    text = desk.text
    noun = r"(?P<noun>(?!missing|null|empty|blank)\w+)"
    some = rf"(?:(?:have|has|having|with|contain(?:s|ing)?)\s+{_ANY}|(?:are|is)\s+incomplete)"
    whole = rf"(?:(?:have|has|with)\s+{_NONE}|{_NONE}|(?:are|is)\s+complete)"
    for rows, complete in ((some, False), (whole, True)):
        null = _nulls(desk)
        test = call("not", null) if complete else null
        name = "without missing values" if complete else "with a missing value"
        for head, expr, label, unit in (
            (rf"\b(?:what\s+|which\s+)?(?:the\s+)?{_SHARE}\s+of\s+(?:the\s+|all\s+)?{noun}\s+(?:that\s+)?", Agg(agg="rate", of=test), f"share of rows {name}", "share"),
            (rf"\b(?:how\s+many|(?:the\s+)?number\s+of|count\s+(?:the\s+)?)\s*{noun}\s+(?:that\s+)?", Agg(agg="count", where=test), f"rows {name}", None),
        ):  # fmt: skip
            m = re.search(head + rows, text, re.I)
            if m is not None and _are_rows(desk, m["noun"]) and not _names_column(desk, m):
                desk.put(m.start(), m.end(), f"what is the {desk.measure(label, expr, unit)}")
                return True
    for said, complete in (("complete", True), ("incomplete", False)):
        m = re.search(
            rf"\b(?:how\s+many|number\s+of)\s+{said}\s+{_ROWS}(?:\s+(?:are\s+there|does\s+\w+\s+have))?",
            text,
            re.I,
        )
        if m is not None:
            test = call("not", _nulls(desk)) if complete else _nulls(desk)
            name = "without missing values" if complete else "with a missing value"
            desk.put(
                m.start(),
                m.end(),
                f"what is the {desk.measure(f'rows {name}', Agg(agg='count', where=test))}",
            )
            return True
    return False


def _names_column(desk: Desk, m: re.Match[str]) -> bool:
    """ "... have missing values in income": one column is meant."""
    after = re.match(r"\s+(?:in|of|for)\s+(?:the\s+)?", desk.text[m.end() :])
    if after is None:
        return False
    at = m.end() + after.end()
    return any(desk.place(s)[0] == at and s.entry("column") is not None for s in desk.tagged.cover)


def _are_rows(desk: Desk, noun: str) -> bool:
    if re.fullmatch(_ROWS, noun, re.I):
        return True
    scope = desk.scope
    for span in desk.tag(noun).cover:
        for term in scope.terms(span):
            if term.rows or (
                term.entity is not None and scope.entity is not None and term.entity.name == scope.entity.name
            ):
                return True
    return False


def _whole_table(desk: Desk) -> None:
    """ "how many missing values are there (in the whole table)?": cells of all columns."""
    where = r"(?:\s+(?:in\s+(?:here|there|it)|in\s+total|altogether|overall|in\s+all(?:\s+columns)?|(?:in|of)\s+(?:the\s+|this\s+)?(?:whole\s+|entire\s+|full\s+)?(?:table|data(?:\s*set)?|file|sheet|data\s+frame)))*"
    m = re.search(
        rf"\bhow\s+many\s+{_GONE}\s+{_CELLS}(?:\s+(?:are\s+there|are|exist|do\s+we\s+have|does\s+\w+\s+\w+\s+have))?{where}\W*$",
        desk.text,
        re.I,
    )
    m = m or re.search(
        rf"\b(?:the\s+)?(?:total\s+)?number\s+of\s+{_GONE}\s+{_CELLS}{where}\W*$", desk.text, re.I
    )
    m = m or re.search(rf"\bhow\s+many\s+{_CELLS}\s+are\s+{_GONE}{where}\W*$", desk.text, re.I)
    if m is None:
        return
    counts: list[Expr] = [
        Agg(agg="count", where=call("is_null", col(c.name)), weighted=False) for c in _raw(desk)
    ]
    total = counts[0] if len(counts) == 1 else Call(op="add", args=tuple(counts))
    desk.put(m.start(), m.end(), f"what is the {desk.measure('missing values in all columns', total)}")
