"""Two groups set against each other in one sentence, however they are said: two values, two periods, those who fit and
those who do not, members who left and those who stayed. Says which rows each is, and what both have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.planner.offline import conditions
from assistant.planner.offline.conditions import Condition, Draft, on
from assistant.planner.offline.naming import names_of, only_flagged
from assistant.planner.offline.say import condition as say_condition
from assistant.planner.offline.say import value as say_value
from assistant.planner.offline.scope import DATED, Scope
from assistant.planner.offline.shortened import hints_at, shortens
from assistant.planner.offline.spans import Span, Tagged
from data.catalog import Column
from data.query import Agg, Call, Col, Expr, Lit, MeasureRef, Out, call, col, columns_of

_BETWEEN = ("and", "vs", "vs.", "versus", "or", "than", "from", "to", "with", "against", "n", "&", "over",
            "compared to", "compared with", "as against", "different from", "as opposed to")  # fmt: skip
_NOT = r"(?:do|did|does|have|has|had|are|is|were|was|could|would|will)(?:\s*n['’]?t|\s+not)"
_REST = re.compile(
    rf"^\W*(?:the |for |in |of |on |by |all |those |people |ppl |ones |\w+s )*?(?:who |that |which |whose \w+ )?(?:"
    rf"without(?: (?:any|one|them|it))?\W*$|{_NOT}\b(?: (?:have|do|so|one|any|at all))*\W*$|not\W*$"
    rf"|{_NOT} (?P<verb>\w+)\W*$"
    r"|(?:the )?(?:others|rest|remaining|remainder)\b|everyone else\b|everybody else\b|anyone else\b|all others\b|other\b)",
    re.I,
)
"""The second group is told by the first alone: "those without", "the others", "people who did not"."""
_SOME = re.compile(
    r"^\W*(?:for |in |of )?(?:those|people|ppl|the ones|\w+s)? ?(?:who|that|which|with)(?: (?:do|did|does|have|has|had|are|were))?(?: (?:have|got))? ?(?:some|any|one|so)?\W*$",
    re.I,
)
"""The second group has what the first has not: "than those who have some"."""
_NON = re.compile(r"\bnon[\s-]?(?P<noun>[a-z]\w+)", re.I)
_INTRODUCED = ("with", "who", "that", "having", "whose", "have", "whom", "which", "had", "has")
_SHARE = re.compile(
    r"\b(?:shares?|percentages?|percents?|proportions?|rates?|chances?|probabilit\w+|likely|more often|less often|pct)\b|%",
    re.I,
)
_TOLD = ("group", "condition", "value")
FEW = 12
"""Whole numbers of so few kinds are grades: stars, doors, cylinders."""
OTHERS = "the others"


@dataclass(frozen=True)
class Side:
    """One of the two groups: what it is called, and the conditions that make it."""

    name: str
    expr: Expr


@dataclass(frozen=True)
class Contrast:
    """Two groups, the column that tells them apart where one does, what holds for both, and the words as used."""

    first: Side
    second: Side
    column: Column | None
    common: tuple[Condition, ...]
    draft: Draft

    @property
    def group(self) -> Out:
        """What each row is called by its group; rows of neither have no name."""
        values = [lit for s in (self.first, self.second) if (lit := equal_to(s.expr)) is not None]
        if self.column is not None and len(values) == 2:
            return Out(name=self.column.label, expr=col(self.column.name))
        parts: list[Expr] = [self.first.expr, Lit(lit=self.first.name)]
        parts += [self.second.expr, Lit(lit=self.second.name), Lit(lit=None)]
        return Out(name=self.named, expr=Call(op="if", args=tuple(parts)))

    @property
    def named(self) -> str:
        """What the groups differ in."""
        if self.column is None:
            return "group"
        return "period" if self.column.type in DATED else self.column.label

    @property
    def both(self) -> Expr | None:
        """What keeps the rows of either group; None where every row is of one."""
        if self.second.name == OTHERS or (self.column is not None and self.column.distinct == 2):
            return None
        values = [lit for s in (self.first, self.second) if (lit := equal_to(s.expr)) is not None]
        if self.column is not None and len(values) == 2:
            return Call(op="in", args=(col(self.column.name), *values))
        return call("or", self.first.expr, self.second.expr)

    @property
    def where(self) -> tuple[Expr, ...]:
        """What restricts the rows of both groups."""
        said = tuple(c.expr for c in self.common if c.measure is None)
        return (*said, self.both) if self.both is not None else said


def readings(scope: Scope, tagged: Tagged) -> Iterator[Contrast]:
    """Every way in which a sentence sets two groups against each other, the likelier first."""
    places = [
        i
        for i, s in enumerate(tagged.cover)
        if s.text.lower() in _BETWEEN or s.text.lower().endswith(" than")
    ]
    for i in reversed(places):
        made = _at(scope, tagged, i)
        if made is not None:
            yield made


def equal_to(expr: Expr) -> Lit | None:
    """The one value of a column that a condition keeps."""
    if not isinstance(expr, Call) or expr.op != "eq":
        return None
    left, right = expr.args[0], expr.args[1]
    return right if isinstance(left, Col) and isinstance(right, Lit) else None


# ---------------------------------------------------------------- the two halves of the sentence


def _at(scope: Scope, tagged: Tagged, at: int) -> Contrast | None:
    left = _half(scope, tagged, tagged.cover[:at], 0)
    right = _half(scope, tagged, tagged.cover[at + 1 :], at + 1)
    cut = tagged.tokens[tagged.cover[at].end - 1].end
    behind = tagged.text[cut:].split("?")[0].split(". ")[0]
    rest = _REST.match(behind)
    non = _NON.match(behind.lstrip())
    some = _SOME.match(behind) if rest is None else None
    if some is not None and any(_denies(c) for c in left.conditions):
        return _against_rest(left, right, at)
    if rest is not None:
        _drop_values(right, len(tagged.text) - len(tagged.text[cut:]) + rest.end())
    _like(left, len(left.spans) - 1, right)
    _like(right, 0, left)
    made = None if rest is not None else _two_sides(left, right, at) or _flag_and_not(left, right, at)
    if made is None and (rest is not None or (non is not None and _named_before(non["noun"], left))):
        near = None if rest is not None else _nearest(left)
        made = _against_rest(left, right, at, near)
    if made is None and (opposite := _opposite(left, right)) is not None:
        made = _against_rest(left, right, at, opposite)
    if made is not None:
        _use_names(made)
        _use_nouns(made.draft, at)
    return made


def _denies(found: Condition) -> bool:
    """ "without kids", "neither kids nor teens"."""
    expr = found.expr
    if not isinstance(expr, Call):
        return False
    if expr.op in ("and", "or"):
        return all(isinstance(a, Call) and _denies(replace(found, expr=a)) for a in expr.args)
    value = equal_to(expr)
    return expr.op in ("is_null", "ne", "not", "not_in") or (
        value is not None and value.lit in (0, False, "no", "No", "N")
    )


def _nearest(left: Draft) -> Condition | None:
    """ "loyalty card holders vs non holders": what stands right before the noun that is denied later."""
    told = [
        (max(c.spans, default=0), c) for c in left.conditions if c.measure is None and c.column is not None
    ]
    flags = _free_flags(left)
    last = max(flags, key=lambda f: f[0], default=None)
    if last is None or any(i > last[0] for i, _ in told):
        return None
    left.use("group", last[0])
    return _holds(*last)


def _use_names(made: Contrast) -> None:
    """The column of the groups, wherever its name is said once more ("loyalty" beside "card")."""
    name = made.column.name if made.column is not None else None
    for i, span in enumerate(made.draft.spans):
        best = next((t.column.name for t in made.draft.scope.terms(span) if t.column is not None), None)
        if made.draft.free(i) and best is not None and best == name:
            made.draft.use("group", i)
        elif made.draft.free(i) and _names_rows(made, span):
            made.draft.use("entity", i)


def _names_rows(made: Contrast, span: Span) -> bool:
    """What the rows are, or the thing that the column of the groups tells of."""
    terms = (t for t in made.draft.scope.terms(span)[:2] if t.column is None and t.measure is None)
    own = any(t.rows or (t.entity is not None and t.entity is made.draft.scope.entity) for t in terms)
    return own or any(e.kind == "entity" and _owns(made, e.name) for e in span.entries)


def _owns(made: Contrast, entity: str) -> bool:
    """ "5 star hotels" among bookings: the thing that the column of the groups tells of."""
    owner = made.draft.scope.catalog.entities.get(entity)
    return owner is not None and made.column is not None and owner.table == made.column.source


def _like(half: Draft, i: int, other: Draft) -> None:
    """ "version A and B", "rooms 2 vs 3": a value that is short for what the other side says in full."""
    if not 0 <= i < len(half.spans) or (half.spans[i].entries and not half.spans[i].free) or not half.free(i):
        return
    span = half.spans[i]
    for found in other.conditions:
        value, column = equal_to(found.expr), found.column
        if (
            value is None
            or column is None
            or found.period
            or any(c.column == column for c in half.conditions)
        ):
            continue
        stored = _stored(column, span, value)
        if stored is not None and stored != value.lit and (len(span.text) > 1 or not span.text.islower()):
            half.conditions.append(Condition(call("eq", col(column.name), Lit(lit=stored)), (i,), column))
            half.use("value", i)
            return


def _stored(column: Column, span: Span, other: Lit) -> str | int | float | bool | None:
    """The value that a word is, or the only one besides the other side's that it is in short."""
    same = [v.value for v in column.values if str(v.value) == span.text or v.value == span.number]
    if same:
        return same[0]
    said = span.text.lower()
    lows = [(v.value, str(v.value).lower()) for v in column.values if v.value != other.lit]
    short = [value for value, low in lows if shortens(low, said) or hints_at(low, said)]
    return short[0] if len(short) == 1 else None


def _drop_values(right: Draft, end: int) -> None:
    """ "the others" are no value "other" of some column."""
    inside = {i for i, s in enumerate(right.spans) if right.tokens[s.start].start < end}
    right.conditions = [c for c in right.conditions if not set(c.spans) <= inside or not c.spans]
    right.used |= dict.fromkeys(inside, "group")


def _use_nouns(draft: Draft, at: int) -> None:
    """What rows are called where nothing in the data is: the plural right by a group ("financed cars", "voters who"),
    and the words that a bracket explains ("improved grades (GRADE = 1)")."""
    said = [s.text.lower() for s in draft.spans]
    for i, span in enumerate(draft.spans):
        if (
            not draft.free(i)
            or not span.text.isalpha()
            or span.word("aggregate", "superlative", "comparator")
        ):
            continue
        before = draft.used.get(i - 1)
        ahead = said[i + 1] if i + 1 < len(said) else ""
        plural = said[i].endswith("s") and not said[i].endswith("ss")
        twice = said.count(said[i]) > 1 and said.index(said[i]) < at
        beside = before in ("group", "value", "condition", "period", "entity")
        named = plural and (twice or ahead in _INTRODUCED or draft.used.get(i + 1) in _TOLD)
        people = said[i] in ("people", "ppl") or (beside and ahead in ("with", "without"))
        if (beside and plural and (twice or span.unknown)) or (span.unknown and (named or people)):
            draft.use("entity", i)
    _use_explained(draft)


def _use_explained(draft: Draft) -> None:
    """The words right before a bracket that holds a condition."""
    for i, span in enumerate(draft.spans):
        inside = span.text == "(" and any(draft.used.get(k) in ("condition", "value") for k in (i + 1, i + 2))
        k = i - 1
        while inside and draft.free(k) and not draft.spans[k].free and not draft.spans[k].word("share"):
            draft.use("condition", k)
            k -= 1


def _opposite(left: Draft, right: Draft) -> Condition | None:
    """ "members who left and those who stayed": the second group by the contrary of what the first is told by."""
    words = left.words
    if words is None:
        return None
    said = " ".join(t.low for s in right.spans for t in right.tokens[s.start : s.end])
    behind = said.split("?")[0]
    for i in range(len(left.spans) - 1, -1, -1):
        flag = _flag(left.scope, left.spans[i])
        if flag is None:
            continue
        said_back = contrary(left.spans[i].text.lower(), words.raw["opposites"], behind)
        if said_back is not None:
            _use_said(right, said_back)
            found = next((c for c in left.conditions if i in c.spans), None)
            left.use("group", i)
            return found or Condition(call("eq", col(flag.name), on(flag)), (i,), flag)
    return None


def contrary(said: str, opposites: list[list[list[str]]], behind: str) -> str | None:
    """The words behind that say the opposite of what was said."""
    for first, second in opposites:
        for mine, others in ((first, second), (second, first)):
            hit = (
                re.search(rf"\b(?:{'|'.join(others)})\b", behind) if {said, *said.split()} & {*mine} else None
            )
            if hit is not None:
                return hit[0]
    return None


def _half(scope: Scope, tagged: Tagged, spans: tuple[Span, ...], first: int) -> Draft:
    """One side of the joining word, with its own conditions."""
    if not spans:
        return Draft(scope, spans, tagged.tokens, "", tagged.words)
    start, end = tagged.tokens[spans[0].start].start, tagged.tokens[spans[-1].end - 1].end
    text = " " * start + tagged.text[start:end]
    draft = Draft(scope, spans, tagged.tokens, text if first else tagged.text[:end], tagged.words)
    conditions.read(draft)
    only_flagged(draft)
    _verbs(draft)
    _counted(draft)
    return draft


def _counted(draft: Draft) -> None:
    """ "5 star hotels": a number right before the name of a column of few whole numbers."""
    for i, span in enumerate(draft.spans[:-1]):
        if span.number is None or span.entries or not draft.free(i) or not draft.free(i + 1):
            continue
        terms = (
            t
            for t in draft.scope.terms(draft.spans[i + 1])
            if t.entry.kind == "column" and t.entry.quality >= 0.9
        )
        column = next((t.column for t in terms if t.column is not None and t.column.type == "integer"), None)
        if column is not None and 2 <= column.distinct <= FEW and span.number == int(span.number):
            expr = call("eq", col(column.name), int(span.number))
            draft.conditions.append(Condition(expr, (i, i + 1), column))
            draft.use("condition", i, i + 1)


def _verbs(draft: Draft) -> None:
    """ "those who chose air": a flag right behind "who" restricts."""
    for i, span in enumerate(draft.spans[1:], start=1):
        flag = _flag(draft.scope, span) if draft.free(i) else None
        if flag is not None and draft.spans[i - 1].text.lower() in ("who", "that", "which"):
            draft.conditions.append(_holds(i, flag))
            draft.use("condition", i)


def _named_before(noun: str, left: Draft) -> bool:
    """ "subscribers ... than non-subscribers": the word after "non" was said of the first group."""
    return any(t.low.startswith(noun.lower().rstrip("s")) for s in left.spans for t in left.tokens[s.start : s.end])  # fmt: skip


def _joined(left: Draft, right: Draft, at: int, *used: int) -> Draft:
    """Both halves as one draft: what each used, the joining word, and places in the whole sentence."""
    joint = Span(left.spans[-1].end, right.spans[0].start, "and", 0.0, free=True) if left.spans and right.spans else Span(0, 0, "and", 0.0, free=True)  # fmt: skip
    draft = Draft(left.scope, (*left.spans, joint, *right.spans), left.tokens, left.text, left.words)
    draft.used = {**left.used, at: "group", **{i + at + 1: why for i, why in right.used.items()}}
    draft.notes, draft.doubts = [*left.notes, *right.notes], [*left.doubts, *right.doubts]
    draft.penalty = max(left.penalty, right.penalty)
    draft.use("group", *used)
    return draft


def _moved(found: list[Condition], by: int) -> list[Condition]:
    return [replace(c, spans=tuple(i + by for i in c.spans)) for c in found]


# ---------------------------------------------------------------- two sides that are both named


def _two_sides(left: Draft, right: Draft, at: int) -> Contrast | None:
    """Conditions on either side that exclude each other: two values, two periods, a flag and its opposite."""
    for a in reversed(left.conditions):
        for b in right.conditions:
            if a.column is None or b.column is None or a.column.name != b.column.name or not _apart(a, b):
                continue
            common = [c for c in left.conditions if c is not a]
            common += [c for c in _moved(right.conditions, at + 1) if c.expr not in (b.expr, *(o.expr for o in common))]  # fmt: skip
            first, second = _side(a, left.scope, _words(left, a)), _side(b, left.scope, _words(right, b))
            return Contrast(first, second, a.column, tuple(common), _joined(left, right, at))
    return None


def _words(half: Draft, found: Condition) -> str | None:
    """A period as it was said."""
    said = [
        half.spans[i].text
        for i in found.spans
        if half.spans[i].period is not None or half.spans[i].number is not None
    ]
    return re.sub(r"^the\s+", "", said[0]) if found.period and len(said) == 1 else None


def _apart(a: Condition, b: Condition) -> bool:
    """No row fits both."""
    if a.expr == b.expr or a.measure is not None or b.measure is not None:
        return False
    if a.period and b.period:
        return isinstance(a.expr, Call) and isinstance(b.expr, Call) and {a.expr.op, b.expr.op} == {"and"}
    if not isinstance(a.expr, Call) or not isinstance(b.expr, Call):
        return False
    ops = (a.expr.op, b.expr.op)
    if ops == ("eq", "eq") or set(ops) == {"is_null", "not_null"}:
        return True
    return {ops[0] in ("gt", "ge"), ops[1] in ("gt", "ge")} == {True, False} and {*ops} & {
        "lt",
        "le",
    } != set()


def _side(found: Condition, scope: Scope, said: str | None = None) -> Side:
    value = equal_to(found.expr)
    if value is not None and found.column is not None and found.column.role != "flag":
        return Side(say_value(found.column, value), found.expr)
    return Side(said or say_condition(found.expr, scope.source), found.expr)


def _flag_and_not(left: Draft, right: Draft, at: int) -> Contrast | None:
    """ "financed cars and cars without financing": a flag by its name on one side, denied on the other."""
    for one, other, swapped in ((left, right, False), (right, left, True)):
        for denied in other.conditions:
            column, value = denied.column, equal_to(denied.expr)
            if (
                column is None
                or value is None
                or column.role != "flag"
                or value.lit != conditions.off(column).lit
            ):
                continue
            place = next((i for i, s in enumerate(one.spans) if one.free(i) and column.name in names_of(one.scope, s)), None)  # fmt: skip
            if place is None:
                continue
            kept = next((v.value for v in column.values if v.value != value.lit), on(column).lit)
            one.use("group", place)
            plain = Condition(call("eq", col(column.name), Lit(lit=kept)), (place,), column)
            sides = (_side(plain, left.scope), _side(denied, left.scope))
            first, second = sides[::-1] if swapped else sides
            common = [c for c in left.conditions if c is not denied]
            common += [c for c in _moved(right.conditions, at + 1) if c.expr != denied.expr]
            return Contrast(first, second, column, tuple(common), _joined(left, right, at))
    return None


# ---------------------------------------------------------------- those who fit, and the rest


def _use_said(half: Draft, phrase: str) -> None:
    """The spans that say a phrase, word by word."""
    words = phrase.split()
    for i in range(len(half.spans)):
        said, k = list[str](), i
        while k < len(half.spans) and len(said) < len(words):
            said += [
                t.low for t in half.tokens[half.spans[k].start : half.spans[k].end] if t.low[:1].isalnum()
            ]
            k += 1
        if said == words:
            half.use("group", *range(i, k))
            return


def _against_rest(left: Draft, right: Draft, at: int, told: Condition | None = None) -> Contrast | None:
    """ "... who complained ... than those who did not"."""
    found = told or _told(left, right)
    if found is None or found.column is None:
        return None
    said = {c.expr for c in left.conditions if c is not found}
    repeated = {c.expr for c in right.conditions}
    common = [c for c in left.conditions if c is not found]
    if not repeated <= said:
        return None
    draft = _joined(left, right, at, *range(at + 1, at + 1 + _words_of_rest(right)))
    column = found.column
    value = equal_to(found.expr)
    if value is not None and column.distinct == 2:
        other = next((v.value for v in column.values if v.value != value.lit), None)
        if other is not None:
            second = _side(replace(found, expr=call("eq", col(column.name), Lit(lit=other))), left.scope)
            return Contrast(_side(found, left.scope), second, column, tuple(common), draft)
    others: Expr = Call(op="not", args=(found.expr,))
    if isinstance(found.expr, Call) and found.expr.op == "not_null":
        others = Call(op="is_null", args=found.expr.args)
    return Contrast(_side(found, left.scope), Side(OTHERS, others), column, tuple(common), draft)


def _words_of_rest(right: Draft) -> int:
    """All words up to the end of the sentence, where they only name the rest."""
    count = 0
    for i, span in enumerate(right.spans):
        if span.text in ("?", ".", ";"):
            break
        if right.free(i) and span.entries and span.text[:1].isalnum() and not _repeats(right, i):
            break
        count = i + 1
    return count


def _repeats(right: Draft, i: int) -> bool:
    """A noun of the rows, or a word right behind "non" or "not"."""
    own = any(t.entity is not None or t.rows for t in right.scope.terms(right.spans[i]))
    back = [s.text.lower() for s in right.spans[max(0, i - 3) : i]]
    return own or bool({"non", "not", "other", "without"} & set(back)) or any(b.endswith(("n't", "nt")) for b in back)  # fmt: skip


def _told(left: Draft, right: Draft) -> Condition | None:
    """What makes the first group: the condition that is not repeated, or a flag that is said of it."""
    repeated = {c.expr for c in right.conditions}
    own = [
        c for c in left.conditions if c.measure is None and c.expr not in repeated and c.column is not None
    ]
    if own:
        said = [c for c in own if not c.period] or own
        chosen = max(said, key=lambda c: max(c.spans, default=0))
        return _as_flag(left, chosen)
    flags, begins = _free_flags(left), _between(left)
    named = (
        next((f for f in flags if _is_introduced(left, *f)), None)
        or next((f for f in flags if f[0] > begins), None)
        or next(iter(flags), None)
    )
    if named is None:
        return None
    left.use("group", named[0])
    return _holds(*named)


def _between(left: Draft) -> int:
    """Where the groups begin: "between gift customers and the rest"."""
    places = [i for i, s in enumerate(left.spans) if s.text.lower().split()[-1:] in (["between"], ["among"])]
    return places[-1] if places else len(left.spans)


def _as_flag(left: Draft, found: Condition) -> Condition:
    """ "newsletter subscribers and non-subscribers": who does and who does not is a flag, where one has the word of the
    value in its name."""
    if (
        equal_to(found.expr) is None
        or len(found.spans) != 1
        or (found.column is not None and found.column.distinct == 2)
    ):
        return found
    word = left.spans[found.spans[0]].text.lower().rstrip("s")
    flags = [
        c for c in left.scope.source.columns.values() if c.role == "flag" and word in c.label.lower().split()
    ]
    if len(flags) != 1:
        return found
    left.conditions = [
        flagged if c is found else c
        for c in left.conditions
        for flagged in [replace(found, expr=call("eq", col(flags[0].name), on(flags[0])), column=flags[0])]
    ]
    return next(c for c in left.conditions if c.column is flags[0])


def _flag(scope: Scope, span: Span) -> Column | None:
    return next(
        (t.column for t in scope.terms(span) if t.column is not None and t.entry.kind == "column" and t.column.role == "flag"),
        None,
    )  # fmt: skip


def _free_flags(draft: Draft) -> list[tuple[int, Column]]:
    """The flags that nothing took, with where they are named."""
    named = ((i, _flag(draft.scope, s)) for i, s in enumerate(draft.spans) if draft.free(i))
    return [(i, flag) for i, flag in named if flag is not None]


def _holds(i: int, flag: Column) -> Condition:
    """Those of whom the flag at a place is true."""
    return Condition(call("eq", col(flag.name), on(flag)), (i,), flag)


def _is_introduced(draft: Draft, i: int, flag: Column) -> bool:
    """ "clients with a loan", "people who called": the flag says which ones are meant."""
    for span in reversed(draft.spans[:i]):
        if span.text.lower() in _INTRODUCED:
            return True
        if span.entries and flag.name not in names_of(draft.scope, span):
            return False
    return False


# ---------------------------------------------------------------- what differs


@dataclass(frozen=True)
class Outcome:
    """What is compared between the groups: a number of each row, or whether something holds for it."""

    name: str
    column: Column | None = None
    holds: Expr | None = None
    where: tuple[Expr, ...] = ()


def outcome(made: Contrast) -> Outcome | None:
    """What differs: a rate or score by its name, the one condition that a share is asked of, or else None."""
    draft, scope = made.draft, made.draft.scope
    own = made.column.name if made.column is not None else ""
    for i, span in enumerate(draft.spans):
        if not draft.free(i):
            continue
        term = next((t for t in scope.terms(span) if t.entry.kind != "value"), None)
        found = worth(draft, i)
        if found is not None:
            return found
        if term is None or term.measure is None:
            continue
        expr = term.measure.expr
        found = of_measure(term.measure.label, expr, scope)
        if found is not None and own not in columns_of(expr):
            draft.use("metric", i)
            return found
    return _share(made)


_WORTH = ("total", "totals", "value", "values", "amount", "amounts", "size", "sizes", "worth", "revenue")


def worth(draft: Draft, i: int) -> Outcome | None:
    """ "receipt total", "order value": what one of the things is worth that the rows of this scope are."""
    entity, behind = draft.scope.entity, i + 1
    if entity is None or not draft.free(behind) or draft.spans[behind].text.lower() not in _WORTH:
        return None
    if not any(e.kind == "entity" and e.name == entity.name for e in draft.spans[i].entries):
        return None
    column = draft.scope.value_column()
    if column is None:
        return None
    draft.use("metric", i, behind)
    return Outcome(column.label, column=column)


def of_measure(name: str, expr: Expr, scope: Scope) -> Outcome | None:
    """What a rate says of each row ("opened"), and the number that a score is made of (the rating behind an NPS)."""
    if isinstance(expr, Agg) and expr.agg == "rate" and expr.of is not None:
        return Outcome(name, holds=expr.of, where=(expr.where,) if expr.where is not None else ())
    if isinstance(expr, MeasureRef):
        measure = scope.catalog.measures.get(expr.measure)
        return of_measure(name, measure.expr, scope) if measure is not None else None
    rated = set(columns_of(expr))
    column = scope.source.columns.get(next(iter(rated), ""))
    aggregates = [a for a in _aggregates(expr) if a.agg not in ("rate", "mean")]
    if len(rated) == 1 and not aggregates and column is not None and column.role == "score":
        return Outcome(column.label, column=column)
    return None


def _aggregates(expr: Expr) -> list[Agg]:
    if isinstance(expr, Agg):
        return [expr]
    return [a for e in expr.args for a in _aggregates(e)] if isinstance(expr, Call) else []


def _share(made: Contrast) -> Outcome | None:
    """ "the share that improved (GRADE = 1)": the condition that is none of the groups'."""
    said = [c for c in made.common if c.measure is None and not c.period and c.column is not None]
    said = said or _flags_left(made)
    hit = _SHARE.search(made.draft.text)
    if hit is None or not said:
        return None
    draft = made.draft
    places = [i for i, s in enumerate(draft.spans) if s.text and draft.tokens[s.start : s.end] and draft.tokens[s.start].start <= hit.start() < draft.tokens[s.end - 1].end]  # fmt: skip
    after = [c for c in said if not places or max(c.spans, default=0) > places[0]] or said
    chosen = after[0]
    draft.use("metric", *places)
    column = chosen.column
    assert column is not None
    return Outcome(say_condition(chosen.expr, draft.scope.source), holds=chosen.expr)


def _flags_left(made: Contrast) -> list[Condition]:
    """ "the share of returned lines": a flag that nothing else took."""
    draft, own = made.draft, made.column.name if made.column is not None else ""
    flags = [(i, f) for i, f in _free_flags(draft) if f.name != own]
    if len({f.name for _, f in flags}) != 1:
        return []
    draft.use("metric", *(i for i, _ in flags))
    return [_holds(*flags[-1])]
