"""Questions for a statistical test: which one, of what, between which groups, and which figure answers.

The words of testing are cut out before the rest is read, so that "p-value" is not taken for a column of values
and the level of significance not for a condition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import comparatives, conditions, contrast
from assistant.planner.offline.checks import Checked, check
from assistant.planner.offline.conditions import Condition, Draft, draft_of
from assistant.planner.offline.contrast import Contrast, Outcome
from assistant.planner.offline.naming import (
    LEAST_QUALITY,
    blanked,
    describes,
    is_key,
    kind_of,
    names_of,
    number_of,
    only_flagged,
    pattern,
    suits,
)
from assistant.planner.offline.scope import Intent, Scope, is_groupable, is_numeric
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Reading
from data.catalog import Catalog, Column
from data.query import Call, Col, Lit, Out, call, col, columns_of

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_OTHER = "(the other)"
FEW_KINDS = 20
"""Numbers with more different values are measured, and are not crossed."""
TWO = ("welch", "student", "mann-whitney", "kolmogorov-smirnov")
GROUPS = (*TWO, "anova", "kruskal", "levene", "bartlett")
RELATED = ("pearson", "spearman", "kendall", "partial")
NORMALITY = ("shapiro", "dagostino", "jarque-bera")
CROSSED = ("chi-squared", "fisher")
PAIRS = ("paired", "wilcoxon")

_ALPHA = re.compile(
    r"(?:,?\s*\b(?:with|using|at|by|on|for)\s+)?(?:\b(?:an?|the)\s+)?(?:"
    r"\b(?:alpha|α|significance level|level of significance|level)\s*(?:of|=|is|:)?\s*(?P<a>0?\.\d+|\d+(?:\.\d+)?\s*(?:%|percent\b))"
    r"|(?P<b>0?\.\d+|\d+(?:\.\d+)?\s*(?:%|percent))[\s-]*(?:significance\s+)?level(?:\s+of significance)?\b)",
    re.I,
)
_ANSWER = re.compile(
    r"(?:^|[,;:.?!]|\band\b|\bplease\b)\s*(?:and\s+)?(?:please\s+)?(?:answer|reply|respond)\b[^.?!]*", re.I
)
_YES_NO = re.compile(r"\byes\b\W+(?:or\W+)?no\b", re.I)
_ASKS_P = re.compile(r"\b(?:what|which|how large|how big)\b[^.?!]*\bp[\s-]?value|\b(?:report|give|state|return|compute|calculate|find|tell me|show)\s+(?:me\s+)?(?:only\s+)?(?:the\s+|its\s+)?p[\s-]?value|\bp[\s-]?value\s+(?:of|for)\b", re.I)  # fmt: skip
_BOTH_FIGURES = re.compile(
    r"\b(?:correlations?|coefficient|rho|tau|pearson|spearman|kendall|r)\b[^.?!]*(?:\band\b|\bwith\b|\bplus\b|,)[^.?!]*\bp[\s-]?value",
    re.I,
)
_STATISTIC = re.compile(r"\b(?:statistic|[tfuhwz][\s-](?:value|score))\b", re.I)
_EFFECT = re.compile(r"\beffect size|\bcohen|\bcram[eé]r|\beta[\s-]squared\b|\bodds ratio\b", re.I)
_YES = re.compile(r"^\W*(?:is|are|was|were|do|does|did|has|have|can|test (?:if|whether))\b", re.I)
_GREATER = re.compile(r"\b(?:greater|higher|larger|more|bigger|longer|older|better)\b", re.I)
_LESS = re.compile(r"\b(?:less|lower|smaller|fewer|shorter|younger|worse)\b", re.I)
_OTHERS = re.compile(
    r"\s*,?\s*\b(?:and|than|vs\.?|versus|from|to|with|against|or|compared\s+(?:to|with))\s+(?:for\s+|in\s+)?(?:(?:those|the\s+ones|people|\w+s)\s+)?(?:(?:who|that|which)\s+)?"
    r"(?:without(?:\s+(?:any|one|them|it))?|(?:do|did|have|has|are|is|were|was|does|had)(?:n['’]?t|\s+not)(?:\s+(?:have|do|so|one|any))*|the\s+(?:others|rest|other\s+\w+)"
    r"|everyone\s+else|everybody\s+else|all\s+(?:the\s+)?others|others)(?=\s*(?:[?.,:;)]|$))",
    re.I,
)
_ARTICLE = re.compile(r"\b(?:[Tt]he|an?)\b|^\W*An?\b")
_NO_LIMIT = r"(?!\s+(?:than\s+)?[$€£]?\d)"
_COMPARED = re.compile(
    r"\b(?:more|less|fewer|greater|higher|lower|larger|smaller|bigger|longer|shorter|older|younger|better|worse)\b(?:\s+often\b)?"
    + _NO_LIMIT,
    re.I,
)
"""Which side is higher says nothing of a test with two sides; a limit ("higher than 5,000") stays."""
_SIZED = re.compile(
    r"\bsignificant(?:ly)?\s+(?:greater|higher|lower|larger|smaller|bigger|longer|shorter|older|younger)\b",
    re.I,
)
_STANDARD = re.compile(r"\bstandard\b(?=\s*(?:$|[?.,;)]|\s{2,}))", re.I)
"""What is left of "a standard t test" where the test was cut; "standard ones" are cars."""
_SIGNIFICANTLY = re.compile(
    r"\bsignifican(?:t|tly|ce)\b(?=.*\bthan\b)|\bthan\b.*\bsignifican(?:t|tly|ce)\b|\bsignificantly differen\w+|\bdiffers? significantly\b",
    re.I | re.S,
)
_THAN = re.compile(r"\bthan\b(?!\s+[$€£]?\d)", re.I)
_ONE_SIDED = re.compile(r"\bone[\s-](?:sided|tailed)(?: test)?\b", re.I)


@dataclass(frozen=True)
class Called:
    """A test that is called for: its name or None, the cues that were found, and the level of significance."""

    test: str | None
    cues: frozenset[str]
    alpha: float | None


# ---------------------------------------------------------------- the words


def called(text: str, words: dict[str, Any]) -> Called | None:
    """What the words of testing in a question call for; None where there are none."""
    tests, cues = words["tests"], words["test_cues"]
    hits = [
        (m.start(), -len(m[0]), name)
        for name, phrases in tests.items()
        for m in pattern(tuple(phrases)).finditer(text)
    ]
    test = min(hits)[2] if hits else None
    if any(name == "partial" for *_, name in hits):
        test = "partial"
    elif test in ("welch", "student") and any(name in (*PAIRS, "one sample") for *_, name in hits):
        test = next(name for *_, name in hits if name in (*PAIRS, "one sample"))
    found = frozenset(kind for kind, phrases in cues.items() if pattern(tuple(phrases)).search(text))
    if test is None and not _calls(text, found, words):
        return None
    level = _ALPHA.search(text)
    alpha = _level(level["a"] or level["b"]) if level else None
    return Called(test, found, alpha)


def _rest(tagged: Tagged, found: Called, words: dict[str, Any]) -> str:
    """The question without its words of testing."""
    cut = [p for group in (words["tests"], words["test_cues"]) for phrases in group.values() for p in phrases]
    if found.test in NORMALITY or "normal" in found.cues:
        cut.append("normal")
    rest = blanked(tagged, tagged.text, _ALPHA, _ANSWER, pattern(tuple(cut)))
    return re.sub(r"\(\s*[,;]?\s*\)", lambda m: " " * len(m[0]), rest)


def _calls(text: str, found: frozenset[str], words: dict[str, Any]) -> bool:
    """Whether cues alone call for a test."""
    strong = {"test", "normal", "variance"} & found or re.search(r"\bp[\s-]?values?\b", text, re.I)
    related = "correlation" in found and "significant" in found
    controlled = "correlation" in found and pattern(tuple(words["control_cues"])).search(text) is not None
    independent = "independent" in found and (
        _YES.search(text) or re.search(r"\bindependent (?:of|from)\b", text, re.I)
    )
    return bool(strong or related or controlled or independent)


def _level(said: str) -> float | None:
    number = float(re.sub(r"[^\d.]", "", said))
    value = number / 100 if "%" in said or "percent" in said.lower() else number
    return value if 0 < value < 1 else None


# ---------------------------------------------------------------- the reading


def read(planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog) -> Reading | None:
    """A test as a Reading; None where the question calls for none."""
    if "significance" not in planner.tools:
        return None
    found = called(tagged.text, planner.words.raw)
    if found is None:
        return _whether(planner, question, tagged, catalog)
    read = _read(planner, tagged, catalog, found)
    if read is None:
        weak = found.test in (None, "pearson") and not {"p", "test"} & found.cues
        return None if weak else Reading(question, unclear=_unclear(found))
    intent, checked = read
    return planner._one(question, intent, tagged, min(0.9, checked.confidence), checked)


def _whether(planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog) -> Reading | None:
    """ "Are turbo cars significantly heavier than the others": a test, where all that it names is understood."""
    if not (_SIGNIFICANTLY.search(tagged.text) and _YES.search(tagged.text)):
        return None
    read = _read(planner, tagged, catalog, Called(None, frozenset({"significant"}), None))
    if read is None or read[1].unlicensed or read[1].ignored:
        return None
    return planner._one(question, read[0], tagged, min(0.9, read[1].confidence), read[1])


def _read(
    planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, found: Called
) -> tuple[Intent, Checked] | None:
    """The test as the words stand, else with the figures that comparatives bring."""
    read = _best(planner, tagged, catalog, found)
    if read is not None and not (read[1].unlicensed or read[1].ignored):
        return read
    said = _with_figures(planner, tagged)
    again = _best(planner, said, catalog, found) if said is not None else None
    return again if again is not None and (read is None or again[1].confidence > read[1].confidence) else read


def _with_figures(planner: OfflinePlanner, tagged: Tagged) -> Tagged | None:
    """The question with "heavier" and "more expensive" as the figures that the data have for them."""
    text = comparatives.named(
        tagged.text, planner.words.raw["sheets"]["ranked"], planner.lexicon.names_number
    )
    return planner.tagger.tag(text, tagged.made) if text != tagged.text else None


def _best(
    planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, found: Called
) -> tuple[Intent, Checked] | None:
    """The likeliest test of what the rest of the words name."""
    words = planner.words.raw
    controls: str | None = None
    rest, talk = _rest(tagged, found, words), pattern(tuple(words["test_talk"]))
    if found.test in (None, "partial") and (cue := pattern(tuple(words["control_cues"])).search(rest)):
        rest, controls = rest[: cue.start()], rest[cue.end() :]
    sided = _side(tagged.text)
    against_rest = _OTHERS.search(rest) is not None
    rest = _THAN.sub("and ", _COMPARED.sub(lambda m: " " * len(m[0]), rest))
    whole = blanked(tagged, rest, _YES_NO, _ONE_SIDED, talk, _STANDARD)
    rest = blanked(tagged, whole, _OTHERS, _ARTICLE)
    whole = blanked(tagged, whole, _ARTICLE)
    made = tagged.made
    plain = planner.tagger.tag(rest, made)
    control = planner.tagger.tag(talk.sub(" ", controls), made) if controls is not None else None
    best: tuple[float, Intent, Draft, int] | None = None
    for scope in planner._scopes(plain, catalog):
        draft, intent, score = _in_scope(scope, plain, control, found, tagged.text, sided, against_rest)
        score += suits(scope, tagged, catalog, 2.0)
        score -= 2.0 * borrowed(intent)
        if intent is not None and (best is None or score > best[0]):
            best = (score, intent, draft, len(plain.corrections))
    read = None if best is None else (best[1], check(best[2], best[1], best[3]))
    if controls is None and (read is None or read[1].unlicensed or read[1].ignored):
        apart = _contrasted(planner, planner.tagger.tag(whole, made), catalog, found, tagged, sided)
        if apart is not None and (read is None or apart[1].confidence > read[1].confidence):
            read = apart
    return read


# ---------------------------------------------------------------- two groups that the sentence sets apart


def _contrasted(
    planner: OfflinePlanner, plain: Tagged, catalog: Catalog, found: Called, tagged: Tagged, sided: str | None
) -> tuple[Intent, Checked] | None:
    """The test of a difference between two groups that are no plain values of one column."""
    if found.test not in (None, *TWO, *CROSSED):
        return None
    reads = []
    for scope in planner._scopes(plain, catalog):
        for made in contrast.readings(scope, plain):
            intent = _of_contrast(made, found, tagged.text, sided)
            if intent is None or borrowed(intent):
                continue
            checked = check(made.draft, intent, len(plain.corrections))
            reads.append((checked.confidence + suits(scope, tagged, catalog), intent, checked))
    best = max(reads, key=lambda r: r[0], default=None)
    return best[1:] if best is not None else None


def _of_contrast(made: Contrast, found: Called, text: str, sided: str | None) -> Intent | None:
    draft = made.draft
    draft.conditions = list(made.common)
    if made.both is not None:
        draft.conditions.append(Condition(made.both, ()))
    differs = contrast.outcome(made)
    order = [s.name for s in (made.first, made.second)]
    alternative = _alternative(sided, order, made.group)
    test = found.test or "auto"
    if differs is not None and differs.holds is not None:
        draft.conditions = [c for c in draft.conditions if c.expr != differs.holds]
        draft.conditions += [Condition(w, ()) for w in differs.where]
        _license(draft, set(columns_of(differs.holds)), None)
        intent = _intent(draft, found, text, "auto" if test in TWO else test, [], made.group, (), None, alternative)  # fmt: skip
        return _with_outcome(intent, differs)
    numbers = (
        [differs.column] if differs is not None and differs.column is not None else _numbers(draft, False)
    )
    numbers = [c for c in numbers if c.role != "id" and (made.column is None or c.name != made.column.name)]
    if len(numbers) != 1:
        return None
    if not is_numeric(numbers[0]) and test in TWO:
        test = "auto"
    return _intent(draft, found, text, test, numbers, made.group, (), None, alternative)


def _with_outcome(intent: Intent, differs: Outcome) -> Intent:
    """The test of whether something holds, which is no column of the data."""
    assert differs.holds is not None
    denied = call("not", differs.holds)
    expr = Call(op="if", args=(differs.holds, Lit(lit="yes"), denied, Lit(lit="no"), Lit(lit=None)))
    formula = Out(name=differs.name, expr=expr)
    args = {**intent.args, "columns": [differs.name], "formulas": [formula.canonical()]}
    return intent.model_copy(update={"args": args})


def borrowed(intent: Intent | None) -> bool:
    """A number of another table, joined to these rows: a customer's income would count once a purchase."""
    columns = intent.args.get("columns") if intent is not None else None
    return isinstance(columns, (list, tuple)) and any("." in str(c) for c in columns)


def _unclear(found: Called) -> str:
    needs = {
        **dict.fromkeys(GROUPS, "a number and the groups to compare"),
        **dict.fromkeys((*PAIRS, *RELATED), "two numeric columns"),
        **dict.fromkeys(CROSSED, "two columns of categories"),
        **dict.fromkeys((*NORMALITY, "one sample"), "a numeric column"),
    }.get(found.test or "", "a number and groups, or two columns")
    return f"I see that a test is wanted, but not of what: it needs {needs}."


def _side(text: str) -> str | None:
    """The side of a one-sided test: None where the test has two."""
    if not _ONE_SIDED.search(text):
        return None
    return "greater" if _GREATER.search(text) else "less" if _LESS.search(text) else "unknown"


# ---------------------------------------------------------------- columns and groups


def _in_scope(
    scope: Scope,
    plain: Tagged,
    control: Tagged | None,
    found: Called,
    text: str,
    sided: str | None,
    against_rest: bool,
) -> tuple[Draft, Intent | None, float]:
    draft = draft_of(scope, plain)
    against = _against(draft) if found.test == "one sample" else None
    conditions.read(draft)
    only_flagged(draft)
    two = found.test in (*PAIRS, *RELATED) or (found.test is None and "correlation" in found.cues)
    dimension, order = _those(draft) if against_rest else None, list[str]()
    if dimension is None and (listed := _listed(draft)) is not None:
        dimension, order = listed
    dimension = dimension or _grouped(draft) or _against_the_rest(draft, text)
    if dimension is not None:
        _adjectives(draft, dimension)
    numbers = [] if found.test in CROSSED or _crossed_cue(found) else _numbers(draft, two)
    if not numbers:
        return draft, _crossed(draft, found, text, dimension), 2.0
    controls = (
        tuple(c for s in control.cover if (c := number_of(scope, s)) is not None)
        if control is not None
        else ()
    )
    test, numbers, dimension = _settled(found, numbers, dimension, draft, controls)
    if test is None or not _fits(test, numbers, dimension, controls, against):
        return draft, None, 0.0
    alternative = _alternative(sided, order, dimension)
    score = len(numbers) + (1.0 if dimension is not None else 0.0) + len(controls)
    return draft, _intent(draft, found, text, test, numbers, dimension, controls, against, alternative), score


def _crossed(draft: Draft, found: Called, text: str, dimension: Out | None) -> Intent | None:
    """Two kinds whose independence is tested."""
    if found.test not in (None, *CROSSED) and found.test not in TWO:
        return None
    if found.test is None and _SIZED.search(text):
        return None  # "longer calls": a number is compared, and none was found
    test = found.test if found.test in CROSSED else "chi-squared"
    kinds = _kinds(draft, dimension)
    formed = dimension if dimension is not None and not isinstance(dimension.expr, Col) else None
    if len(kinds) + (formed is not None) != 2:
        return None
    return _intent(draft, found, text, str(test), kinds, formed, (), None, None)


def _those(draft: Draft) -> Out | None:
    """ "those with a loan and those without": the last condition before it, or a flag, makes the two groups."""
    flags: list[tuple[int, Column]] = []
    for i in range(len(draft.spans) - 1, -1, -1):
        span = draft.spans[i]
        flag = _flag(draft.scope, span)
        said = next(
            (c for c in draft.conditions if i in c.spans and c.column is not None and not c.period), None
        )
        if said is not None and said.column is not None:
            draft.conditions.remove(said)
            if said.column.distinct == 2 and contrast.equal_to(said.expr) is not None:
                return Out(name=said.column.label, expr=col(said.column.name))
            others = call("not", said.expr)
            expr = Call(
                op="if", args=(said.expr, Lit(lit="these"), others, Lit(lit="the others"), Lit(lit=None))
            )
            return Out(name=said.column.label, expr=expr)
        if flag is not None and draft.free(i):
            flags.append((i, flag))
    chosen = next((f for f in flags if _introduced(draft, *f)), None) or (flags[0] if flags else None)
    if chosen is None:
        return None
    draft.use("group", chosen[0])
    return Out(name=chosen[1].label, expr=col(chosen[1].name))


def _against_the_rest(draft: Draft, text: str) -> Out | None:
    """ "Do malignant tumours have a larger radius": the only group that is named, against all others."""
    named = [c for c in draft.conditions if c.column is not None and not c.period and contrast.equal_to(c.expr) is not None]  # fmt: skip
    if len(named) != 1 or len(draft.conditions) != 1 or not (_YES.search(text) and _COMPARED.search(text)):
        return None
    condition, column = named[0], named[0].column
    assert column is not None
    draft.conditions.remove(condition)
    if column.distinct == 2:
        return Out(name=column.label, expr=col(column.name))
    value = contrast.equal_to(condition.expr)
    these = Lit(lit=str(value.lit) if value is not None else "these")
    others = call("not", condition.expr)
    expr = Call(op="if", args=(condition.expr, these, others, Lit(lit="the others"), Lit(lit=None)))
    return Out(name=column.label, expr=expr)


def _adjectives(draft: Draft, dimension: Out) -> None:
    """ "active men and women": a flag right before a group restricts both."""
    for i, span in enumerate(draft.spans[:-1]):
        flag = _flag(draft.scope, span)
        if flag is None or not draft.free(i) or draft.used.get(i + 1) != "value":
            continue
        if flag.name not in columns_of(dimension.expr):
            draft.conditions.append(Condition(call("eq", col(flag.name), conditions.on(flag)), (i,), flag))
            draft.use("condition", i)


def _flag(scope: Scope, span: Span) -> Column | None:
    """The flag that a span names."""
    named = (t.column for t in scope.terms(span) if t.column is not None and t.entry.kind == "column")
    return next((c for c in named if c.role == "flag"), None)


def _introduced(draft: Draft, i: int, flag: Column) -> bool:
    """ "clients with a loan", "people who called": the flag says which ones are meant."""
    for span in reversed(draft.spans[:i]):
        if span.text.lower() in ("with", "who", "that", "having", "whose", "have"):
            return True
        if span.entries and flag.name not in names_of(draft.scope, span):
            return False
    return False


def _crossed_cue(found: Called) -> bool:
    return found.test is None and "independent" in found.cues and "correlation" not in found.cues


def _settled(
    found: Called, numbers: list[Column], dimension: Out | None, draft: Draft, controls: tuple[Column, ...]
) -> tuple[str | None, list[Column], Out | None]:
    """The test in the end: the one named, or the usual one for what was found."""
    test = found.test
    if controls and test in (None, "pearson"):
        test = "partial"
    if test in TWO and len(numbers) == 1 and dimension is None:
        dimension = _leftover_dimension(draft)
    if test is None:
        if "normal" in found.cues:
            test = "shapiro"
        elif "variance" in found.cues and (dimension or len(numbers) >= 2):
            test = "levene"
        elif "correlation" in found.cues and len(numbers) == 2:
            test = "pearson"
        elif dimension is None and len(numbers) == 1:
            dimension = _leftover_dimension(draft)
            test = "auto" if dimension is not None else None
        elif dimension is not None and len(numbers) == 1:
            test = "auto"
        elif len(numbers) == 2 and dimension is None:
            test = None  # a difference of two columns, or how they go together: not said
    return test, numbers, dimension


def _fits(
    test: str,
    numbers: list[Column],
    dimension: Out | None,
    controls: tuple[Column, ...],
    against: float | None,
) -> bool:
    if test in RELATED:
        return len(numbers) == 2 and dimension is None and (bool(controls) == (test == "partial"))
    if test in PAIRS:
        return len(numbers) == 2 and dimension is None
    if test in NORMALITY:
        return len(numbers) == 1 and dimension is None
    if test == "one sample":
        return len(numbers) == 1 and against is not None
    if test == "auto":
        return len(numbers) == 1 and dimension is not None
    return (len(numbers) == 1 and dimension is not None) or (len(numbers) >= 2 and dimension is None)


def _against(draft: Draft) -> float | None:
    """The value that one mean is held against: the last plain number."""
    for i in range(len(draft.spans) - 1, -1, -1):
        span = draft.spans[i]
        if span.number is not None and not span.entries and draft.free(i):
            before = i - 1
            draft.use(
                "test", i, *([before] if draft.free(before) and not draft.spans[before].entries else [])
            )
            return span.number
    return None


def _listed(draft: Draft) -> tuple[Out, list[str]] | None:
    """Groups that are named one by one, in the order of their naming: "men and women", "smokers and non-smokers"."""
    for condition in draft.conditions:
        expr = condition.expr
        if condition.column is None or not isinstance(expr, Call) or condition.period:
            continue
        if expr.op == "in" and len(expr.args) > 2:
            order = [str(a.lit) for a in expr.args[1:] if isinstance(a, Lit)]
            draft.conditions = [c for c in draft.conditions if not _one_of(c, condition.column, order)]
            return Out(name=condition.column.label, expr=col(condition.column.name)), order
    return _pair(draft) or _both_sides(draft)


def _one_of(condition: Condition, column: Column, values: list[str]) -> bool:
    """ "Is winning a closed deal related to ...": winning is one of the two sides, and no condition."""
    one = contrast.equal_to(condition.expr)
    named = condition.column is not None and condition.column.name == column.name
    return named and one is not None and str(one.lit) in values


def _pair(draft: Draft) -> tuple[Out, list[str]] | None:
    """Two conditions on one column that exclude each other: two groups ("mode 1 and mode 3")."""
    for condition in draft.conditions:
        column = condition.column
        same = [
            c
            for c in draft.conditions
            if c.column is not None and column is not None and c.column.name == column.name
        ]
        same.sort(key=lambda c: min(c.spans, default=0))
        values = [lit for c in same if (lit := contrast.equal_to(c.expr)) is not None]
        if column is None or len(same) != 2 or len({v.lit for v in values}) != 2:
            continue
        draft.conditions = [c for c in draft.conditions if c not in same]
        both = Call(op="in", args=(col(column.name), *values))
        draft.conditions.append(conditions.Condition(both, tuple(i for c in same for i in c.spans), column))
        return Out(name=column.label, expr=col(column.name)), [str(v.lit) for v in values]
    return None


def _both_sides(draft: Draft) -> tuple[Out, list[str]] | None:
    """ "smokers and non-smokers": a column of two values, said once plain and once with "non"."""
    for condition in draft.conditions:
        column, value = condition.column, contrast.equal_to(condition.expr)
        if column is None or column.distinct != 2 or value is None:
            continue
        again = next(
            (
                i
                for i, s in enumerate(draft.spans)
                if i not in condition.spans and s.entries and column.name in names_of(draft.scope, s)
            ),
            None,
        )
        if again is not None:
            draft.conditions.remove(condition)
            draft.use("group", again)
            other = next((str(v.value) for v in column.values if v.value != value.lit), _OTHER)
            order = [str(value.lit), other]
            return Out(name=column.label, expr=col(column.name)), order if min(
                condition.spans
            ) < again else order[::-1]
    return None


def _grouped(draft: Draft) -> Out | None:
    """What stands behind "by", "across", "between the" and the like."""
    for i, span in enumerate(draft.spans):
        low = span.text.lower()
        if not draft.free(i) or not (span.word("group") or low in ("between", "among", "in", "for", "of")):
            continue
        at = draft.find(i + 1, +1, lambda s: bool(s.entries), most=3)
        if at is None:
            continue
        column = kind_of(draft.scope, draft.spans[at], numbers=span.word("group") is not None)
        if column is None or is_key(draft, column):
            if column is not None:
                draft.use("entity", i, at)
            continue
        draft.use("group", at, *([i] if span.word("group") else []))
        return Out(name=column.label, expr=col(column.name))
    return None


def _leftover_dimension(draft: Draft) -> Out | None:
    """The one unused name of a kind in the question."""
    found = [
        (i, c)
        for i, s in enumerate(draft.spans)
        if draft.free(i) and s.entries and (c := kind_of(draft.scope, s, numbers=False)) is not None
    ]
    names = {c.name for _, c in found}
    if len(names) != 1 or is_key(draft, found[0][1]):
        return None
    draft.use("group", *(i for i, _ in found))
    return Out(name=found[0][1].label, expr=col(found[0][1].name))


def _numbers(draft: Draft, two: bool) -> list[Column]:
    """Numeric columns in the order in which they are named, each once; codes only where numbers are lacking."""
    named = [
        (i, column)
        for i, span in enumerate(draft.spans)
        if draft.free(i) and (column := number_of(draft.scope, span)) is not None
    ]
    measured = {c.name for _, c in named if is_numeric(c)}
    enough = len(measured) >= (2 if two else 1)
    found: dict[str, Column] = {}
    for i, column in named:
        if is_numeric(column) or not enough:
            found[column.name] = column
            draft.use("metric", i)
    return list(found.values())


def _kinds(draft: Draft, dimension: Out | None) -> list[Column]:
    """The two columns whose values are crossed."""
    found: dict[str, Column] = {}
    for i, span in enumerate(draft.spans):
        if not span.entries or draft.used.get(i) in ("value", "condition", "period"):
            continue
        terms = [t for t in draft.scope.terms(span) if t.column is not None and t.entry.kind == "column"]
        best = next((t.column for t in terms if t.entry.quality >= LEAST_QUALITY), None) or _rated(
            draft, span
        )
        if best is None or is_key(draft, best):
            continue
        if not is_groupable(best) and best.distinct > FEW_KINDS:
            continue
        found[best.name] = best
        draft.use("group", i)
    if dimension is not None and isinstance(dimension.expr, Col) and dimension.expr.col not in found:
        found[dimension.expr.col] = draft.scope.source.columns[dimension.expr.col]
    return list(found.values())


def _rated(draft: Draft, span: Span) -> Column | None:
    """The column that a rate is the share of ("churn rate"), where all groups are meant and not two of them."""
    if any(c.column is not None and not c.period and is_groupable(c.column) for c in draft.conditions):
        return None
    measure = next((t.measure for t in draft.scope.terms(span) if t.measure is not None), None)
    rated = contrast.of_measure(measure.label, measure.expr, draft.scope) if measure is not None else None
    names = (
        columns_of(rated.holds) if rated is not None and rated.holds is not None and not rated.where else ()
    )
    return draft.scope.source.columns.get(names[0]) if len(names) == 1 else None


def _alternative(sided: str | None, order: list[str], dimension: Out | None) -> str | None:
    """greater or less for the groups in the order of their names; "unknown" where it is not clear which."""
    if sided in (None, "unknown") or dimension is None:
        return sided
    if len(order) != 2 or _OTHER in order:
        return "unknown"
    turned = order != sorted(order)  # the tool takes groups in the order of their names
    return {"greater": "less", "less": "greater"}[str(sided)] if turned else sided


# ---------------------------------------------------------------- the call


def _intent(
    draft: Draft,
    found: Called,
    text: str,
    test: str,
    columns: list[Column],
    dimension: Out | None,
    controls: tuple[Column, ...],
    against: float | None,
    alternative: str | None,
) -> Intent:
    args: dict[str, Any] = {"columns": [c.name for c in columns], "asked": _asked(found, text, test)}
    if test != "auto":
        args["test"] = test
    if dimension is not None:
        args["dimension"] = dimension.canonical()
    if controls:
        args["control"] = [c.name for c in controls]
    if against is not None:
        args["against"] = against
    if found.alpha is not None:
        args["alpha"] = found.alpha
    if alternative == "unknown":
        draft.doubts += ["it is not clear which side of the one-sided test is meant"] * 5
    elif alternative is not None:
        args["alternative"] = alternative
    said = {c.name: s.text for s in draft.spans for c in columns if s.text == c.name and c.label != c.name}
    if said:
        args["labels"] = said
    _license(draft, {c.name for c in (*columns, *controls)}, dimension)
    return Intent(
        source=draft.scope.name,
        tool="significance",
        args=args,
        where=tuple(c.expr for c in draft.conditions if c.measure is None),
    )


def _license(draft: Draft, names: set[str], dimension: Out | None) -> None:
    """Names that are said twice, and the things that rows are, need no place of their own."""
    grouped = set(columns_of(dimension.expr)) if dimension is not None else set()
    for i, span in enumerate(draft.spans):
        if not draft.free(i):
            continue
        if names_of(draft.scope, span) & (names | grouped):
            draft.use("metric", i)
        elif any(t.entity is not None or t.rows for t in draft.scope.terms(span)):
            draft.use("entity", i)
        elif span.unknown and (describes(draft, i) or _is_kind(draft, i)):
            draft.use("metric", i)
        elif (span.word("group") or span.word("only", "count", "aggregate")) and not span.entries:
            draft.use("group", i)


def _is_kind(draft: Draft, i: int) -> bool:
    """ "contract type", "age group": a word behind a name that says no more than that it has kinds."""
    kinds = ("type", "types", "kind", "kinds", "category", "categories", "group", "groups", "class")
    return draft.spans[i].text.lower() in kinds and draft.used.get(i - 1) in ("group", "metric")


def _asked(found: Called, text: str, test: str) -> str:
    """Which figure answers."""
    p = re.search(r"\bp[\s-]?values?\b", text, re.I) is not None
    alike = (
        test in NORMALITY
        or "independent" in found.cues
        or ("variance" in found.cues and "equal" in text.lower())
    )
    if _YES_NO.search(text):
        return "yes if not" if alike else "yes if found"
    if test in NORMALITY:
        return (
            "p"
            if p and not _ANSWER.search(text)
            else "statistic"
            if _STATISTIC.search(text) and not p
            else "verdict"
        )
    if not p and _STATISTIC.search(text):
        return "statistic"
    if not p and _EFFECT.search(text):
        return "effect"
    if test in RELATED:
        if p:
            return (
                "figure"
                if _BOTH_FIGURES.search(text) or not (_ASKS_P.search(text) or _YES.search(text))
                else "p"
            )
        plain = _YES.search(text) and "significant" in found.cues and not _gives(text)
        return "verdict" if plain else "figure"
    if _ANSWER.search(text):
        return "verdict"
    return "p" if p or not _YES.search(text) else "verdict"


def _gives(text: str) -> bool:
    """ "... give the correlation": the figure is asked for, too."""
    return re.search(r"\b(?:give|report|state|what|how (?:strong|large|big))\b", text, re.I) is not None
