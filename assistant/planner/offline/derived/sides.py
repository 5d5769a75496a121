"""Two groups by which a question cuts all rows: "smokers and non-smokers", "women and men by day", "weekdays vs weekends",
"up to 1979 against since 1980".

A condition that keeps every row is none: where two that exclude each other leave nothing out, they are groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.planner.offline import conditions
from assistant.planner.offline.conditions import Condition, Draft, draft_of, off, on
from assistant.planner.offline.contrast import contrary, equal_to
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.forms.difference import ASKED, TESTED
from assistant.planner.offline.phrases import named_days
from assistant.planner.offline.scope import is_numeric
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Call, Expr, Lit, call, col

_JOINT = re.compile(
    r"\s*,?\s*(?:\b(?:and|versus|against|opposed to)\b|\bvs\b\.?|/|&|\bcompared (?:to|with)\b)\s*", re.I
)
_ELSEWHERE = re.compile(
    r"\bcompare\b|\bboth\b|\btogether\b|\bcombined\b|\baltogether\b|\bthan\b|\bcorrelat|\brelat(?:ed|ion)|\blinked?\b|\bdepend|\binfluence|\baffect"
    r"|\bdifferences?\b|\bdiffer\b|\bgap\b|\bratio\b|\bpredict|\bexpect|\b(?:who|which)\b|\bhow many times\b|\bexcl\w*|\bexcept|\bignor|\bleav\w+ out|\bnet of\b|\bminus\b|\bneither\b|^\W*(?:do|does|did|is|are|was|were)\b",
    re.I,
)
"""Forms that set two groups against each other in their own way, or mean both at once."""
_COMPARE = re.compile(r"^\W*(?:please\s+)?compare\s+(?=\S)", re.I)
"""A wish to see two groups side by side, which says nothing more where both are named."""
_LEAD = re.compile(
    r"\s*(?:\b(?:for|of|among|amongst|in|on|at|during|by|across|within|per|from|split by|broken down by|separately for|each for|between)\s+)?(?:\b(?:all|the|our)\s+)*$",
    re.I,
)
_SMALL = re.compile(r"^(?:(?:the|for|in|on|of|those|with|all|our|by)\s+)+", re.I)
_WORKDAYS = re.compile(r"(?:week\s?days?|work(?:ing)?\s?days?|business\s?days?|mondays? to fridays?)", re.I)
_WEEKENDS = re.compile(r"(?:the\s+)?(?:week\s?ends?|saturdays? and sundays?)", re.I)
_REST = re.compile(
    r"(?:(?:the |all )?(?:others?|rest|remaining|remainder)(?: \w+)?|everyone else|everybody else|(?:those |ones )?without(?: (?:it|one|any|them))?"
    r"|not|no|(?:those )?who (?:do|did|are|have|has|were)(?: not|n['’]?t))",
    re.I,
)
_DENIED = re.compile(r"(?:non[\s-]?|not[\s-]|un)(?P<word>[a-z]+)(?P<things> \w+)?", re.I)
_HAVING = re.compile(
    r"(?:\b(?:those|ones|people|customers|rows) )?\bwith (?:and|or|vs\.?|versus|/|against) without (?:an? |any |the )?(?P<what>[^,:;?().]+)",
    re.I,
)
_JOINS = re.compile(r"(?:on|by|in|for|of|at|and|as|to|with)", re.I)
"""What no group ends with: "with and without kids on income"."""
_WEEKEND = ("Saturday", "Sunday")
_MOST = 5
"""Words that a group may have."""
_ALL = 0.95
"""Two values that nearly all rows have leave nothing out."""


@dataclass(frozen=True)
class _Group:
    """What the rows are grouped by: a column itself, or a formula with the names of its groups; `only`: the rows that
    are in one of the two."""

    label: str
    column: Column | None
    expr: Expr
    only: Expr | None = None


def read(desk: Desk) -> None:
    """Replace the first pair by one word for the group."""
    if ASKED.search(desk.text) or TESTED.search(desk.text):
        return
    m = _HAVING.search(desk.text)
    if m is not None and not _ELSEWHERE.search(_COMPARE.sub("", desk.text)) and _having(desk, m):
        return
    wish = _COMPARE.match(desk.text)
    if wish is not None and _WORKDAYS.search(desk.text) and _WEEKENDS.search(desk.text):
        desk.text = desk.text[wish.end() :]
    if _ELSEWHERE.search(desk.text):
        return
    for joint in _JOINT.finditer(desk.text):
        for a, b in _pairs(desk.text, joint):
            if _belongs_before(desk.text[:a], desk.text[a : joint.start()]) or _goes_on(desk.text, b):
                continue
            made = _cut(desk, desk.text[a : joint.start()], desk.text[joint.end() : b])
            if made is not None and _asks(desk.text, a, b):
                _put(desk, a, b, made)
                return


def _belongs_before(before: str, left: str) -> bool:
    """ "spend per receipt for members and non-members": the receipt belongs to the figure, and to no group."""
    return (
        re.search(r"\bper\s+$", before, re.I) is not None
        and re.search(r"\s(?:for|by|in|among|of|with)\s", left, re.I) is not None
    )


def _goes_on(text: str, end: int) -> bool:
    """ "Without kids and without teenagers": what they are without stands behind, so that it is no rest of the first."""
    cut = re.search(r"\b(?:without|not|no|non)$", text[:end], re.I) is not None
    behind = text[end:].strip()
    return cut and re.match(r"\w", behind) is not None and _ASIDE.match(behind) is None


def _asks(text: str, start: int, end: int) -> bool:
    """Whether anything is asked of the groups: "split by women and men" alone goes on from the last answer."""
    lead = _LEAD.search(text[:start])
    before = text[: lead.start() if lead is not None else start]
    return re.search(r"\w", before + text[end:]) is not None and not re.fullmatch(
        r"\W*(?:split|and|now|only|just|group(?:ed)?|break (?:it )?down)\W*", before + text[end:], re.I
    )


def _pairs(text: str, joint: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The places of what may be two groups around a joining word, the longest first."""
    before = re.search(r"[^,:;?()]*$", text[: joint.start()])
    behind = re.match(r"[^,:;?().]*", text[joint.end() :])
    assert before is not None and behind is not None
    starts = [before.start() + m.start() for m in re.finditer(r"[^\s]+", before[0])][-_MOST:]
    ends = [joint.end() + m.end() for m in re.finditer(r"[^\s]+", behind[0])][:_MOST]
    for a in starts:
        for b in reversed(ends):
            yield a, b


def _cut(desk: Desk, left: str, right: str) -> _Group | None:
    days = _days(desk, left.strip(), re.sub(r"^(?:on|at|during)\s+", "", right.strip()))
    if days is not None:
        return days
    first, second = (_SMALL.sub("", s.strip()) for s in (left, right))
    if not first or not second or left.strip() != first:
        return None
    return _of_conditions(desk, first, second) or _and_the_rest(desk, first, second)


def _having(desk: Desk, m: re.Match[str]) -> bool:
    """ "with and without a loan": those who have it, and those who have not; with a voucher code, and with none."""
    words = list(re.finditer(r"[^\s]+", m["what"]))[:_MOST]
    for last in reversed(words):
        if _JOINS.fullmatch(last[0]):
            continue
        end = m.start("what") + last.end()
        said = desk.text[m.start("what") : end]
        found = condition(desk, f"with {said}")
        column = found.column if found is not None else None
        made = None
        if column is not None and column.role == "flag":
            made = _Group(column.label, column, col(column.name))
        elif (gaps := _gaps(desk, said)) is not None:
            names = (Lit(lit=f"with {gaps.label}"), Lit(lit=f"without {gaps.label}"))
            given = call("not_null", col(gaps.name))
            made = _Group(gaps.label, None, Call(op="if", args=(given, names[0], names[1])))
        elif (counted := _counted(found) or _counted(condition(desk, f"without {said}"))) is not None:
            some, none = (call(op, col(counted.name), Lit(lit=0)) for op in ("gt", "le"))
            parts = (some, Lit(lit=f"with {said}"), none, Lit(lit=f"without {said}"), Lit(lit=None))
            made = _Group(counted.label, None, Call(op="if", args=parts))
        if made is not None:
            start = m.start()
            if (wish := _COMPARE.match(desk.text)) is not None and not _figures(desk, start, end):
                desk.text, start, end = desk.text[wish.end() :], start - wish.end(), end - wish.end()
            _put(desk, start, end, made)
            return True
    return False


def _figures(desk: Desk, start: int, end: int) -> bool:
    """Whether a figure is named beside two groups: then these are compared in it, and not only counted."""
    rest = f"{desk.text[:start]} {desk.text[end:]}"
    return any(
        t.entry.kind in ("column", "measure") and t.entity is None and not t.rows
        for s in desk.tag(rest).cover
        for t in desk.scope.terms(s)[:1]
    )


def _counted(found: Condition | None) -> Column | None:
    """The column of a condition on how many there are of something: some, or none."""
    column, expr = (found.column, found.expr) if found is not None else (None, None)
    if column is None or not isinstance(expr, Call) or not is_numeric(column):
        return None
    return column if expr.op in ("gt", "eq") and expr.args[1:] == (Lit(lit=0),) else None


def _gaps(desk: Desk, said: str) -> Column | None:
    """The column that a text is the name of, whole, where some rows have nothing in it."""
    named = [s for s in desk.tag(said).cover if not s.free]
    if len(named) != 1:
        return None
    terms = (t for t in desk.scope.terms(named[0]) if t.entry.kind == "column" and t.entry.quality >= 0.75)
    column = next((t.column for t in terms if t.column is not None), None)
    return column if column is not None and column.missing and not is_numeric(column) else None


# ---------------------------------------------------------------- days of the week


def _days(desk: Desk, left: str, right: str) -> _Group | None:
    for a, b in ((left, right), (right, left)):
        if _WORKDAYS.fullmatch(a) and _WEEKENDS.fullmatch(b):
            test = _at_weekends(desk)
            expr = Call(op="if", args=(test, Lit(lit=b), Lit(lit=a))) if test is not None else None
            return _Group("part of the week", None, expr) if expr is not None else None
    return None


def _at_weekends(desk: Desk) -> Expr | None:
    named = named_days(desk.scope)
    if named is not None:
        ends = [v.value for v in named.values if str(v.value).lower()[:3] in ("sat", "sun")]
        return Call(op="in", args=(col(named.name), *(Lit(lit=v) for v in ends)))
    dated = desk.scope.meant or desk.scope.date()
    return call("in", call("weekday", col(dated.name)), *_WEEKEND) if dated is not None else None


# ---------------------------------------------------------------- two conditions, and one with the rest


def _of_conditions(desk: Desk, left: str, right: str) -> _Group | None:
    """Two that are both named: the values of one column, or two stretches that meet."""
    a, b = condition(desk, left), condition(desk, right)
    if b is None and a is not None and a.column is not None and re.search(r"\d", right):
        b = condition(desk, f"{a.column.label} {right}")  # "income up to 3 against over 3"
    if a is None or b is None or a.column is None or b.column is None or a.column.name != b.column.name:
        return None
    column = a.column
    one, other = equal_to(a.expr), equal_to(b.expr)
    if one is not None and other is not None:
        return _Group(column.label, column, col(column.name)) if _covers(column, one, other) else None
    if not _meet(a.expr, b.expr):
        return None
    names = (Lit(lit=_name(desk, left, column)), Lit(lit=_name(desk, right, column)))
    return _Group(column.label, None, Call(op="if", args=(a.expr, names[0], b.expr, names[1], Lit(lit=None))))


def _name(desk: Desk, said: str, column: Column) -> str:
    """The words of a stretch, without the rows and the column that it is one of ("films before 2000")."""
    tagged = desk.tag(said)
    for span in tagged.cover:
        terms = desk.scope.terms(span)[:1]
        if not any(
            t.rows or t.entity is not None or (t.column is not None and t.column.name == column.name)
            for t in terms
        ):
            return said[tagged.tokens[span.start].start :].strip()
    return said


def _covers(column: Column, one: Lit, other: Lit) -> bool:
    rows = sum(v.rows for v in column.values)
    theirs = sum(v.rows for v in column.values if v.value in (one.lit, other.lit))
    if column.role == "flag":
        return one.lit != other.lit
    return one.lit != other.lit and rows > 0 and theirs >= _ALL * rows


def _meet(a: Expr, b: Expr) -> bool:
    """Two stretches of one column of which the second begins where the first ends."""
    low, high = sorted((a, b), key=lambda e: isinstance(e, Call) and e.op in ("ge", "gt"))
    if not isinstance(low, Call) or not isinstance(high, Call):
        return False
    if low.op not in ("lt", "le") or high.op not in ("ge", "gt") or low.args[0] != high.args[0]:
        return False
    end, start = low.args[1], high.args[1]
    if not isinstance(end, Lit) or not isinstance(start, Lit) or end.date != start.date:
        return False
    if isinstance(end.lit, str) or isinstance(start.lit, str):
        return end.lit == start.lit
    return 0 <= float(start.lit or 0) - float(end.lit or 0) <= 1


def _and_the_rest(desk: Desk, left: str, right: str) -> _Group | None:
    """One that is named and those that it is not: "smokers and non-smokers", "free events vs other events"."""
    for named, rest in ((left, right), (right, left)):
        denied = _DENIED.fullmatch(rest)
        told = (_REST.fullmatch(rest) and named == left) or (denied and _says(desk, named, denied["word"]))
        if not told and not _is_contrary(desk, named, rest):
            continue
        found = condition(desk, named)
        if found is None or found.column is None:
            continue
        column, value = found.column, equal_to(found.expr)
        if not told and _names_another(desk, rest, column):
            continue  # "revenue from new versus existing audience": the revenue is no part of the group
        other = _own_value(desk, rest, column) if not told else None
        if other is not None:  # won and lost, where some deals are open: the one is not all but the other
            values = [v for v in (value, equal_to(other)) if v is not None]
            either = Call(op="in", args=(col(column.name), *values)) if len(values) == 2 else None
            return _Group(column.label, column, col(column.name), either or call("or", found.expr, other))
        if column.role == "flag" or (value is not None and column.distinct == 2):
            return _Group(column.label, column, col(column.name))
        names = (
            _shown(column, value) or named,
            denied[0].removesuffix(denied["things"] or "") if denied else "other",
        )
        known = call("not_null", col(column.name))
        parts: tuple[Expr, ...] = (found.expr, Lit(lit=names[0]), known, Lit(lit=names[1]), Lit(lit=None))
        return _Group(column.label, None, Call(op="if", args=parts))
    return None


def _names_another(desk: Desk, said: str, column: Column) -> bool:
    """Whether words name a figure or another column than the one of the groups."""
    terms = (t for s in desk.tag(said).cover for t in desk.scope.terms(s)[:1])
    return any(
        t.measure is not None
        or (t.column is not None and t.entry.kind == "column" and t.column.name != column.name)
        for t in terms
    )


def _shown(column: Column, value: Lit | None) -> str | None:
    return next((v.name for v in column.values if value is not None and v.value == value.lit), None)


def _is_contrary(desk: Desk, named: str, rest: str) -> bool:
    """ "churned and active accounts", "new vs returning": words that are known to be opposites. With more in them than
    rows ("discount of won" against "lost deals") they are no group: the discount is what is asked for."""
    said, behind = named.lower().split(), " ".join(rest.lower().split())
    opposites = desk.tagger.words.raw["opposites"]
    found = next((c for word in said if (c := contrary(word, opposites, behind)) is not None), None)
    left = behind.replace(found, " ", 1) if found is not None else ""
    spans = desk.tag(left).cover if left.strip() else ()
    return found is not None and all(_are_rows(desk, s) or s.text in _LITTLE for s in spans)


_LITTLE = frozenset(
    ["the", "all", "our", "those", "ones", "who", "that", "with", "of", "are", "were", "have"]
)


def _are_rows(desk: Desk, span: Span) -> bool:
    return any(t.rows or t.entity is not None for t in desk.scope.terms(span)[:2])


def _own_value(desk: Desk, rest: str, column: Column) -> Expr | None:
    """The opposite as a state of its own, where there are more states than the two."""
    other = condition(desk, rest)
    if other is None or other.column is None or other.column.name != column.name:
        return None
    return other.expr if column.role != "flag" and column.distinct > 2 else None


def _says(desk: Desk, named: str, word: str) -> bool:
    stems = desk.tagger.words.stems
    return stems.of(word.lower()) in {stems.of(w) for w in re.findall(r"[a-z]+", named.lower())}


def condition(desk: Desk, text: str) -> Condition | None:
    """The one condition that a text is, whole: beside it, it names nothing but rows."""
    draft = draft_of(desk.scope, desk.tag(text))
    conditions.read(draft)
    found = [c for c in draft.conditions if c.measure is None]
    if not draft.conditions:
        found = [c for i in range(len(draft.spans)) if (c := _flagged(draft, i)) is not None]
    if len(found) != 1 or len(draft.conditions) > 1 or found[0].column is None:
        return None
    left = [i for i in range(len(draft.spans)) if draft.free(i)]
    return found[0] if all(_is_small(draft, i) for i in left) else None


def _flagged(draft: Draft, i: int) -> Condition | None:
    """ "smokers", "financed cars", "no newsletter": a flag by its name."""
    terms = (
        t for t in draft.scope.terms(draft.spans[i]) if t.entry.kind == "column" and t.entry.quality >= 0.75
    )
    flag = next((t.column for t in terms if t.column is not None and t.column.role == "flag"), None)
    if flag is None or not draft.free(i):
        return None
    before = draft.spans[i - 1].text.lower() if i else ""
    draft.use("condition", i)
    kept = off(flag) if before in ("no", "without", "not", "non", "non-") else on(flag)
    return Condition(call("eq", col(flag.name), kept), (i,), flag)


def _is_small(draft: Draft, i: int) -> bool:
    """A word that only frames, or the noun of the rows."""
    span = draft.spans[i]
    if span.free or not span.text[:1].isalnum():
        return True
    if span.text.lower() in ("with", "without", "no", "non", "people", "ones", "who", "are"):
        return True
    return any(t.rows or t.entity is not None for t in draft.scope.terms(span)[:2])


# ---------------------------------------------------------------- into the question


def _put(desk: Desk, start: int, end: int, made: _Group) -> None:
    if made.only is not None:
        desk.within.append(made.only)
    word = (
        desk.name(made.column)
        if made.column is not None
        else desk.column(made.label, made.expr, role="category", type="text", distinct=2)
    )
    lead = _LEAD.search(desk.text[:start])
    head = desk.text[: lead.start() if lead is not None else start].strip(" ,:;-–")
    tail = desk.text[end:].strip(" :;,-–")
    mark = "?" if "?" in tail or "?" in head else ""
    rest = _rest(desk, head.replace("?", " ").strip(), tail.replace("?", " ").strip(" ,:;.-–"))
    joined = "and" if re.search(r"\bby\s+\w+(?:\s\w+)?$", rest, re.I) else "by"
    desk.text = f"{rest} {joined} {word}{mark}"


def _rest(desk: Desk, head: str, tail: str) -> str:
    """What is asked of the groups; the members alone are counted."""
    counted = re.search(r"\b(?P<what>number|count|how many|total)(?: of)?$", head, re.I)
    if counted is not None:
        of = "" if counted["what"].lower() == "how many" else "of "
        head = f"{head[: counted.end('what')]} {of}{desk.rows}"
    if not head and (not tail or _ASIDE.match(tail)):
        head = f"number of {desk.rows}"
    between = "for" if head and tail and not _ASIDE.match(tail) else ""
    return " ".join(f"{head} {between} {tail}".split())


_ASIDE = re.compile(
    r"(?:by|per|each|in|for|on|at|with|and|who|that|during|since|before|after|from|within|only|over|as|are|were|did|do|have|is|was|there|every|across|,)(?!\w)",
    re.I,
)
