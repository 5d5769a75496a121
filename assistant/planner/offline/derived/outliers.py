"""Outliers: values far out by the interquartile range or by standard deviations, kept, listed or left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.planner.offline.derived.desk import SENTENCE, Desk
from assistant.planner.offline.forms.nouns import is_label
from assistant.planner.offline.naming import number_of
from assistant.planner.offline.scope import Intent, is_numeric
from data.catalog import Column
from data.query import Agg, Call, Expr, Out, Query, Scalar, call, col

Side = Literal["both", "above", "below"]
WORDS = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0}
_K = r"(?:\d+(?:\.\d+)?|one|two|three|four|five)"
_SD = r"(?:standard[\s-]+deviations?|std\.?(?:[\s-]*devs?)?|s\.?d\.?s?|sigmas?|σ)"
_OUTLIER = re.compile(
    r"\b(?:potential\s+|statistical\s+|extreme\s+)?outliers?\b(?:\s*\((?P<paren>[^()]*)\))?", re.I
)
_METHOD = r"(?:[\s-]*(?:based|rule|method|criterion|criteria|fences?|approach|definition|test|threshold|cut-?off|whiskers?))"
_RULE = re.compile(
    r",?\s*(?:\b(?:by|using|with|according\s+to|under|based\s+on|via|per|following|applying|defined\s+(?:by|as|with))\s+)?(?:the\s+|an?\s+|tukey['’]?s\s+)*(?:"
    rf"(?:{_K}[\s-]*(?:\*|×|x|times)?\s*(?:the\s+)?)?(?:\biqr\b|\binter-?\s?quartile(?:\s+range)?|\btukey['’]?s?|\bbox-?\s?plot|\bz[\s-]?scores?)"
    rf"|{_K}[\s-]*{_SD}(?![\w])|\b{_SD}(?={_METHOD})|{_K}[\s-]+(?=rule\b))"
    rf"{_METHOD}*(?:\s*\([^()]*\))?"
    rf"(?:\s*(?:of|above|over|greater\s+than|more\s+than|larger\s+than|>|beyond|exceeding|with\s+k\s*=|k\s*=|factor)\s*{_K})?(?:\s*(?:\*|×|x|times)\s*{_K})?"
    r"(?:\s*in\s+absolute\s+(?:value|terms))?(?:\s+(?:away\s+)?(?:from|of|off)\s+(?:the|its)\s+mean)?",
    re.I,
)
_FAR = re.compile(
    rf"\b(?P<comp>more|greater|further|farther|larger|higher|lower|less|smaller|fewer|at\s+least|over|above|beyond|within|below|under)\s+(?:than\s+)?(?P<k>{_K})[\s-]*"
    rf"(?:times\s+(?:the|its)\s+)?(?:sample\s+)?{_SD}(?![\w])(?:\s+(?:away|apart))?\s*"
    r"(?P<side>above\s+or\s+below|below\s+or\s+above|above\s+and\s+below|on\s+either\s+side\s+of|either\s+side\s+of|from|away\s+from|off|of|above|below|over|under|higher\s+than|lower\s+than|greater\s+than|less\s+than|around)"
    r"\s*(?:the|its|their|his|her)?\s*(?:overall\s+|sample\s+|column['’]?s?\s+|own\s+)?(?:mean|average)\b(?:\s+(?:of|for)\s+(?:the\s+column|it|that\s+column|all\s+(?:rows|values)))?",
    re.I,
)  # fmt: skip
_BY = re.compile(
    r"\b(?P<side>exceeds?|exceeding|above|over|higher\s+than|greater\s+than|below|under|lower\s+than|less\s+than|differs?\s+from|deviates?\s+from|away\s+from|from)\s+(?:the|its|their)\s+(?:mean|average)\s+by\s+"
    rf"(?P<comp>more\s+than|at\s+least|over)\s+(?P<k>{_K})[\s-]*{_SD}(?![\w])",
    re.I,
)  # fmt: skip
_Z = re.compile(
    r"(?P<lead>\b(?:absolute|abs\.?)\s+(?:values?\s+of\s+(?:the\s+|its\s+)?)?)?(?P<bar>\|\s*)?\bz[\s-]?(?:scores?|values?)?(?:\s*\|)?(?:\s+(?:of|for|in)\s+(?:the\s+)?(?:\w+\s+){0,3}?\w+)?\s*(?:that\s+)?(?:is|are|was|being|of)?\s*"
    r"(?P<comp>above|over|greater\s+than|larger\s+than|higher\s+than|more\s+than|exceeding|exceeds?|beyond|at\s+least|>=?|below|under|less\s+than|lower\s+than|smaller\s+than|<=?)\s*"
    rf"(?P<sign>-|−|minus\s+)?(?P<k>{_K})(?P<abs>\s*,?\s*\(?(?:in\s+(?:absolute|abs)\s+(?:value|terms)|absolute(?:ly)?|in\s+either\s+direction|either\s+way|in\s+magnitude|or\s+(?:below|under|less\s+than)\s+(?:-|−|minus\s+)\d+(?:\.\d+)?)\)?)?",
    re.I,
)  # fmt: skip
_AGAIN = re.compile(r"\s*\([^()]*(?:z[\s-]?score|standard\s+dev|outlier|iqr|quartile|sigma)[^()]*\)", re.I)
_CLAUSE = re.compile(r"\b(?:whose|with|where|that\s+(?:have|has|had|are|lie)|which\s+(?:have|has|had|are)|who\s+(?:have|has|had)|having|have|has|had|are|is|was|were|lie|lies|lying|fall|falls|deviate|deviates|in\s+which)\b", re.I)  # fmt: skip
_REMOVED = re.compile(
    r"(?:,\s*)?(?:\b(?:after|when|once|by|if\s+(?:you|we|i))\s+)?\b(?:remov(?:e|es|ed|ing)|exclud(?:e|es|ed|ing)|drop(?:ped|ping|s)?|discard(?:ed|ing)?|delet(?:e|ed|ing)|filter(?:ed|ing)?(?:\s+out)?|leav(?:e|ing)\s+out"
    r"|ignor(?:e|ed|ing)|trim(?:med|ming)?|without|tak(?:e|ing)\s+out|except(?:\s+for)?|not\s+counting|throw(?:ing)?\s+(?:out|away)|eliminat(?:e|ed|ing)|cut(?:ting)?\s+(?:off|out)|strip(?:ping)?(?:\s+out)?)\s+"
    r"(?:all\s+)?(?:of\s+)?(?:the\s+|its\s+|their\s+|any\s+)?(?:xcol(?:['’]s)?\s+)?qqout(?:\s+(?:out|aside|away))?(?:\s+(?:from|of|in|for|on)\s+(?:the\s+)?(?:column\s+)?xcol(?:\s+column)?)?",
    re.I,
)  # fmt: skip
_PASSIVE = re.compile(
    r"(?:,\s*)?(?:\b(?:with|if|when|once|after)\s+)?(?:the\s+|its\s+|all\s+)?(?:xcol(?:['’]s)?\s+)?qqout(?:\s+(?:from|of|in|for)\s+(?:the\s+)?xcol(?:\s+column)?)?\s+(?:are\s+|were\s+|being\s+|is\s+|have\s+been\s+)?"
    r"(?:removed|excluded|dropped|discarded|left\s+out|ignored|filtered\s+out|taken\s+out|set\s+aside)",
    re.I,
)
_REST = re.compile(
    r"\b(?:of|for|in|among|over|with)\s+(?:all\s+)?(?:the\s+)?(?:rest|remainder|remaining\s+\w+|others|other\s+(?:values|rows|ones)|cleaned\s+\w+|rows\s+that\s+(?:remain|are\s+left)|values\s+that\s+(?:remain|are\s+left))\b",
    re.I,
)
_LEFT = re.compile(
    r"\b(?:remain(?:s|ing)?|(?:are|is)\s+(?:there\s+)?left|then|now|afterwards|left\s+over)\b", re.I
)
_FIGURE = re.compile(
    r"\b(?:mean|averages?|median|standard\s+deviation|variance|maximum|minimum|max|min|sum|total|skewness|range)\b",
    re.I,
)
_LINKS = (
    r"qqout\s*(?:are\s+there\s+|exist\s+)?(?:does|do|did)\s+(?:the\s+)?(?:column\s+)?xcol(?:\s+column)?\s*(?:have|has|contain|show)?",
    r"qqout\s*(?:(?:are|is)\s+)?(?:there\s+)?(?:in|of|for|on|within|from|among)\s+(?:the\s+)?(?:column\s+|values?\s+(?:of|in)\s+(?:the\s+)?)?xcol(?:\s+(?:column|values?))?",
    r"(?:(?:the\s+)?(?:values?|rows?|entries)\s+(?:of|in|for)\s+)?(?:the\s+)?\bxcol(?:\s+(?:column|values?))?\s+(?:has|have|contains?|shows?|are|is)\s+(?:an?\s+|any\s+)?qqout",
    r"(?:the\s+)?\bxcol(?:['’]s)?(?:\s+(?:column|values?))?\s+qqout",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """What is far out: by the interquartile range or by standard deviations, how far, on which side."""

    spread: Literal["iqr", "sd"]
    k: float
    side: Side = "both"
    inside: bool = False
    reached: bool = False


def read(desk: Desk) -> None:
    """Replace what speaks of outliers by a condition."""
    if not _far(desk):
        _outliers(desk)


# ---------------------------------------------------------------- distances that are said outright


def _far(desk: Desk) -> bool:
    """ "more than 3 standard deviations from the mean", "a z-score above 2 in absolute value"."""
    hit = _FAR.search(desk.text) or _BY.search(desk.text)
    rule = _distance(hit) if hit is not None else None
    if hit is None:
        hit = _z_score(desk)
        rule = _z_rule(hit) if hit is not None else None
    if hit is None or rule is None or _OUTLIER.search(desk.text):
        return False
    start, end = _sentence(desk.text, hit.start())
    of = re.match(r"\s+(?:of|for|in)\s+(?:the\s+)?(?:its\s+)?", desk.text[hit.end() :])
    behind = next(
        (n for n in desk.numbers(hit.end(), end) if of is not None and n[0] == hit.end() + of.end()), None
    )
    before = list(desk.numbers(start, hit.start()))
    inside = list(desk.numbers(hit.start(), hit.end()))
    named = [behind] if behind is not None else inside or before
    if not named:
        return False
    chosen = named[-1]
    again = _AGAIN.match(desk.text, behind[1] if behind else hit.end())
    stop = again.end() if again else behind[1] if behind else hit.end()
    word = _condition(desk, chosen[2], rule)
    if chosen in before:
        start = _clause(desk, start, chosen)
    else:
        verb = re.search(rf"(?:{_CLAUSE.pattern})\s*(?:an?\s+|the\s+)?$", desk.text[: hit.start()], re.I)
        start = verb.start() if verb else hit.start()
    desk.put(start, stop, word)
    return True


def _z_score(desk: Desk) -> re.Match[str] | None:
    return _Z.search(desk.text)


def _number(said: str) -> float:
    return WORDS.get(said.lower(), 0.0) or float(said)


def _distance(hit: re.Match[str]) -> Rule:
    side = " ".join(hit["side"].lower().split())
    comp = " ".join(hit["comp"].lower().split())
    way: Side = "both"
    if side in ("above", "over", "higher than", "greater than") or side.startswith("exceed"):
        way = "above"
    elif side in ("below", "under", "lower than", "less than"):
        way = "below"
    inside = comp == "within" or (
        comp in ("less", "fewer", "smaller", "under", "below", "lower") and way == "both"
    )
    return Rule("sd", _number(hit["k"]), way, inside, comp == "at least")


def _z_rule(hit: re.Match[str]) -> Rule | None:
    comp = " ".join(hit["comp"].lower().split())
    upward = not comp.startswith(("below", "under", "less", "lower", "smaller", "<"))
    both = bool(hit["lead"] or hit["bar"] or hit["abs"])
    k = _number(hit["k"])
    if hit["sign"]:
        return None if both or upward else Rule("sd", k, "below")
    if not upward:
        return Rule("sd", k, "both", inside=True) if both else None
    return Rule("sd", k, "both" if both else "above", False, comp in ("at least", ">="))


def _sentence(text: str, at: int) -> tuple[int, int]:
    starts = [0, *(m.end() for m in SENTENCE.finditer(text))]
    start = max(s for s in starts if s <= at)
    return start, next((s for s in starts if s > at), len(text))


def _clause(desk: Desk, start: int, chosen: tuple[int, int, Column]) -> int:
    """Where the words about the column begin: at "whose", "with" or "have" before it, else behind the subject."""
    a, b, _ = chosen
    opened = list(_CLAUSE.finditer(desk.text, start, a))
    between = desk.text[opened[-1].end() : a] if opened else ""
    if opened and not re.search(r"[,;:]", between) and len(between.split()) <= 4:
        return opened[-1].start()
    subject = re.search(
        r"(?:values?|observations?|data\s+points?|entries)\s+(?:of|in|for)\s+(?:the\s+)?$",
        desk.text[:a],
        re.I,
    )
    if subject is None and _names_rows(desk, a, b):
        return b  # "how many tips are ...", where tips are the rows themselves
    said = desk.text[:a] if subject is None else desk.text[: subject.start()]
    rows = (
        "rows"
        if re.search(
            r"\b(?:how\s+many|number\s+of|percentage\s+of|share\s+of|percent\s+of|which|list|show)\b[^.?!]*$",
            said,
            re.I,
        )
        else ""
    )
    if rows:
        tail = re.match(r"\s+(?:values?|figures?|entries)\b", desk.text[b:])
        at = subject.start() if subject else a
        desk.text = f"{desk.text[:at]}{rows}{' ' * max(0, (b + (tail.end() if tail else 0)) - at - len(rows))}{desk.text[b + (tail.end() if tail else 0) :]}"
        return at + len(rows)
    return a


def _names_rows(desk: Desk, a: int, b: int) -> bool:
    span = next((s for s in desk.tagged.cover if desk.place(s) == (a, b)), None)
    return span is not None and number_of(desk.scope, span) is None


# ---------------------------------------------------------------- the word "outliers"


def _outliers(desk: Desk) -> None:
    said = _OUTLIER.search(desk.text)
    if said is None:
        return
    rule = _rule(desk.text)
    bare = _RULE.sub(" ", _OUTLIER.sub(" qqout ", desk.text))
    chosen = _column(desk, said)
    if chosen is None:
        return
    names = sorted(
        {desk.text[a:b] for a, b, c in desk.numbers() if c.name == chosen.name}, key=len, reverse=True
    )
    marked = _tidy(re.sub("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in names), "xcol", bare))
    shown = names[0]
    gone = _REMOVED.search(marked) or _PASSIVE.search(marked)
    if gone is not None:
        inside = Rule(rule.spread, rule.k, inside=True)
        desk.text = _without(desk, marked, gone, _condition(desk, chosen, inside), shown)
        return
    for link in _LINKS:
        marked, count = re.subn(link, "qqout", marked, count=1, flags=re.I)
        if count:
            break
    word = _condition(desk, chosen, rule)
    counted = r"\b(how\s+many|number\s+of|count(?:\s+of)?|percentage\s+of|percent\s+of|share\s+of|proportion\s+of|list(?:\s+of)?|show|which\s+are|what\s+are|name|find|identify)\s+(?:are\s+)?(?:the\s+|all\s+(?:the\s+)?)?(?=qqout)"
    if _listed(desk, marked, chosen, word):
        return
    marked = re.sub(counted, r"\1 rows ", marked, flags=re.I)
    marked = re.sub(r"^\W*(?:are|is)\s+there\s+(?:any\s+)?(?=qqout)", "how many rows ", marked, flags=re.I)
    desk.text = _tidy(marked.replace("qqout", word).replace("xcol", shown))


_LIST = re.compile(
    r"^\W*(?:please\s+)?(?:list|show|name|give|find|identify|display|print|which|what)?\s*(?:me\s+)?(?:are\s+)?(?:all\s+)?(?:of\s+)?(?:the\s+)?(?:rows\s+(?:that\s+)?(?:are\s+|with\s+)?)?qqout\W*$",
    re.I,
)


def _listed(desk: Desk, marked: str, column: Column, word: str) -> bool:
    """ "list the outliers of tip": the rows themselves, the largest first, by their name where they have one."""
    if not _LIST.match(marked):
        return False
    scope = desk.scope
    entity = scope.entity
    names = [
        n for n in ((entity.display, entity.key) if entity is not None else ()) if n in scope.source.columns
    ]
    label = next((scope.source.columns[n] for n in names if n is not None), None)
    label = label or next(
        (c for c in scope.source.columns.values() if is_label(scope, c) and not is_numeric(c)), None
    )
    shown = [label, column] if label is not None and label.name != column.name else [column]
    marker = desk.made[desk.tagger.words.key(word)][0].condition
    assert marker is not None
    desk.direct = Intent(
        source=desk.scope_name,
        where=(marker,),
        columns=tuple(Out(name=c.label, expr=col(c.name), unit=c.unit) for c in shown),
        order=column.label,
        desc=True,
        answer="list",
    )
    return True


def _tidy(text: str) -> str:
    text = re.sub(r"\(\s*\)", " ", text)
    return re.sub(r"\s+([,;.?!)])(?=\s|$)", r"\1", " ".join(text.split())).lstrip(" ,;.")


def _without(desk: Desk, marked: str, gone: re.Match[str], word: str, shown: str) -> str:
    """The question about the rows that are left when the outliers are gone."""
    before, after = marked[: gone.start()], marked[gone.end() :]
    opens = not before.strip() or before.rstrip().endswith((".", "?", "!", ";"))
    after = re.sub(r"^\s*(?:[,;.:]|\band\b|\bthen\b|\s)+", " ", after) if opens else after
    rest = f"{before} among qqin {after}" if not opens else f"{before} {after}"
    plain = _REST.sub(" ", _LEFT.sub(" ", rest))
    named = (
        "xcol" in plain
        or desk.says_number(plain)
        or re.search(r"\b(?:how\s+many|number\s+of|count|list|which|show)\b", plain, re.I)
    )
    if not named and (figure := _FIGURE.search(plain)) is not None:
        plain = f"{plain[: figure.end()]} of xcol{plain[figure.end() :]}"
    if opens:
        plain = re.sub(r"[\s?.!]*$", "", plain) + " among qqin?"
    return _tidy(plain.replace("qqin", word).replace("xcol", shown))


def _rule(text: str) -> Rule:
    """The rule that is said; without one, 1.5 times the interquartile range."""
    if re.search(rf"\bz[\s-]?scores?\b|{_K}[\s-]*{_SD}(?![\w])|\b{_SD}{_METHOD}", text, re.I):
        hit = re.search(
            rf"(?P<a>{_K})[\s-]*{_SD}(?![\w])|z[\s-]?scores?[^.?!\d]{{0,30}}(?P<b>\d+(?:\.\d+)?)", text, re.I
        )
        return Rule("sd", _number(hit["a"] or hit["b"]) if hit else 3.0)
    near = r"(?P<a>\d+(?:\.\d+)?)\s*(?:\*|×|x|times)?\s*(?:the\s+)?(?:iqr|inter-?\s?quartile|rule|tukey)"
    hit = re.search(
        rf"{near}|(?:iqr|inter-?\s?quartile|tukey|rule|outliers?)[^.?!\d]{{0,30}}(?P<b>\d(?:\.\d+)?)(?![\w])",
        text,
        re.I,
    )
    return Rule("iqr", _number(hit["a"] or hit["b"]) if hit else 1.5)


def _column(desk: Desk, said: re.Match[str]) -> Column | None:
    """The column whose outliers are meant: the one behind "outliers in", before it, or the only one."""
    named = list(desk.numbers())
    if len({c.name for *_, c in named}) == 1:
        return named[0][2]
    for a, _, column in named:
        between = desk.text[said.end() : a] if a >= said.end() else None
        link = r"\s*(?:are\s+there\s+|are\s+|does\s+|do\s+)?(?:in|of|for|on|from|within)?\s*(?:the\s+)?(?:column\s+)?"
        if between is not None and re.fullmatch(link, _RULE.sub(" ", between), re.I):
            return column
    for _, b, column in named:
        if b <= said.start() and re.fullmatch(
            r"(?:['’]s)?(?:\s+(?:column|values?))?(?:\s+(?:are|is))?\s+", desk.text[b : said.start()], re.I
        ):
            return column
    return None


# ---------------------------------------------------------------- the condition


def _condition(desk: Desk, column: Column, rule: Rule) -> str:
    def made(where: tuple[Expr, ...]) -> Expr:
        low, high = (Scalar(scalar=_bound(desk, column, rule, way, where)) for way in (-1, 1))
        x = col(column.name)
        if rule.inside:
            return Call(op="and", args=(call("ge", x, low), call("le", x, high)))
        under = call("le" if rule.reached else "lt", x, low)
        over = call("ge" if rule.reached else "gt", x, high)
        return (
            over
            if rule.side == "above"
            else under
            if rule.side == "below"
            else Call(op="or", args=(under, over))
        )

    def bounds(where: tuple[Expr, ...]) -> tuple[Out, ...]:
        ways = [w for w, side in ((-1, "below"), (1, "above")) if rule.side in ("both", side)]
        made = [_bound(desk, column, rule, w, where) for w in ways]
        return tuple(Out(name=q.measures[0].name, expr=Scalar(scalar=q), unit=column.unit) for q in made)

    label = _label(column, rule)
    word = desk.condition(label, column, made)
    desk.extras.append(bounds)
    return word


def _label(column: Column, rule: Rule) -> str:
    if rule.spread == "iqr":
        where = "within" if rule.inside else "beyond"
        return f"{column.label} {where} {rule.k:g} interquartile ranges of the quartiles"
    side = "of" if rule.inside else {"both": "from", "above": "above", "below": "below"}[rule.side]
    far = "within" if rule.inside else "at least" if rule.reached else "more than"
    return f"{column.label} {far} {rule.k:g} standard deviations {side} its mean"


def _bound(desk: Desk, column: Column, rule: Rule, way: int, where: tuple[Expr, ...]) -> Query:
    """One end of what is not far out, over the rows that the other conditions leave."""
    x = col(column.name)
    middle: Expr
    step: Expr
    if rule.spread == "iqr":
        q1, q3 = Agg(agg="quantile", of=x, q=0.25), Agg(agg="quantile", of=x, q=0.75)
        middle, step = (q1 if way < 0 else q3), call("sub", q3, q1)
        name = f"{'lower' if way < 0 else 'upper'} fence at {rule.k:g} interquartile ranges"
    else:
        middle, step = Agg(agg="mean", of=x), Agg(agg="std", of=x)
        name = f"mean {'less' if way < 0 else 'plus'} {rule.k:g} standard deviations"
    expr = call("sub" if way < 0 else "add", middle, call("mul", rule.k, step))
    return Query(source=desk.scope_name, where=where, measures=(Out(name=name, expr=expr),))
