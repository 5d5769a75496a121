"""Which group grew most between the last two answers: "sales by category in 2023", "same for 2024", "which grew most?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.planner.offline import periods
from assistant.planner.offline.derived.filling import restricted
from assistant.planner.offline.followups.groups import is_time
from assistant.planner.offline.followups.operations import changed
from assistant.planner.offline.followups.population import is_period
from assistant.planner.offline.followups.replay import intent_of
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from data.catalog import Catalog
from data.query import Call, Expr, Lit, MeasureRef, Out, all_of, columns_of, walk

if TYPE_CHECKING:
    from assistant.conversation import Conversation

_UP = r"(?:grew|grown?|gain(?:ed)?|rose|rise|risen|increased?|climb(?:ed)?|improved?|(?:went|go|gone) up)"
_DOWN = r"(?:fell|fall|fallen|drop(?:ped)?|declined?|lose|lost|shr[aiu]nk|decreased?|(?:went|go|gone) down)"
_MOST = r"(?:most|least|strongest|fastest|hardest|furthest|highest|biggest|largest)"
_ENDS = re.compile(
    rf"^\W*(?:(?:and|so|but|then|now|ok)\b\W*)*(?:which|what|who|where|whose)\b[^?]*?\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b[^?]*?\b(?:by )?(?:the )?{_MOST}\b",
    re.I,
)
_EACH = re.compile(
    r"^\W*(?:(?:and|so|but|then|now|ok|what(?:'s| is| was)|show(?: me)?|give me|the|as|a)\b\W*)*(?:growth|change|increase|decrease|difference|development)"
    r"(?: (?:in|as)(?: a| an)? (?:percent(?:age)?|%|per cent|absolute (?:terms|numbers)))?(?: (?:of|for|in|per|by) (?:each|every)(?: one| of them| \w+)?)?\W*$"
    rf"|^\W*(?:(?:and|so)\b\W*)*(?:by )?how much did (?:each|they|every \w+|each \w+) (?:{_UP}|{_DOWN})",
    re.I,
)
_LEAST = re.compile(r"\bleast\b", re.I)
_IN_NUMBERS = re.compile(
    r"\babsolute|\bin (?:numbers|euros?|dollars|pounds|money)\b|\b(?:gain(?:ed)?|lose|lost)\b(?!.*(?:%|percent|per cent))",
    re.I,
)


def read(tagged: Tagged, catalog: Catalog, conversation: Conversation) -> Intent | None:
    """The change of each group from the one answer to the other; None where the two are no such pair."""
    ends, each = _ENDS.match(tagged.text), _EACH.match(tagged.text)
    if ends is None and each is None:
        return None
    pair = _pair(conversation)
    if pair is None or pair[1].source not in catalog.sources or _names_another(tagged, pair[1]):
        return None
    scope = Scope(catalog, pair[1].source)
    sides = _by_period(*pair) or _by_name(*pair, scope)
    if sides is None:
        return None
    out = _change(tagged.text, sides[:2], pair[1].metrics[0])
    plain = {
        "metrics": (out,),
        "where": sides[2],
        "limit": None,
        "rest": None,
        "best": (),
        "having": (),
        "chart": None,
    }
    if ends is None:
        return changed(pair[1], **plain, order=None, desc=None, answer="table")
    desc = (ends["up"] is not None) is not (_LEAST.search(tagged.text) is not None)
    return changed(pair[1], **plain, order=out.name, desc=desc, answer="name")


def _change(text: str, sides: tuple[Expr, Expr], measured: Out) -> Out:
    first, second = sides
    relative = _IN_NUMBERS.search(text) is None and periods.operation(text, measured) == "growth"
    gain: Expr = Call(op="sub", args=(second, first))
    return Out(
        name=f"{'growth' if relative else 'change'} of {' '.join(_YEAR.sub('', measured.name).split())}",
        expr=Call(op="div", args=(gain, first)) if relative else gain,
        unit="share" if relative else measured.unit,
    )


def _names_another(tagged: Tagged, last: Intent) -> bool:
    """ "which category's returns grew most?" after sales: another figure, that nobody asked of the two periods."""
    outs = (*last.metrics, *last.groups)
    known = {n.rsplit(".", 1)[-1] for o in outs for n in columns_of(o.expr)}
    known |= {n.measure for o in outs for n in walk(o.expr) if isinstance(n, MeasureRef)}
    named = [
        {e.name.rsplit(".", 1)[-1] for e in s.entries} | {e.name for e in s.entries}
        for s in tagged.cover if s.entry("measure", "column") is not None
    ]  # fmt: skip
    return any(not names & known for names in named)


def _pair(conversation: Conversation) -> tuple[Intent, Intent] | None:
    """The last two answers, where both have one figure of the same groups."""
    if len(conversation.turns) < 2 or conversation.unanswered is not None:
        return None
    first, second = (intent_of(t) for t in conversation.turns[-2:])
    if first is None or second is None or first.source != second.source or not second.groups:
        return None
    alike = first.tool == second.tool == "query" and first.groups == second.groups
    single = len(first.metrics) == len(second.metrics) == 1 and not (first.share or second.share)
    return (first, second) if alike and single and not any(is_time(g) for g in second.groups) else None


def _by_period(first: Intent, second: Intent) -> tuple[Expr, Expr, tuple[Expr, ...]] | None:
    """The same figure in two stretches of time, the earlier first."""
    if first.metrics != second.metrics:
        return None
    own = [tuple(e for e in i.where if is_period(e)) for i in (first, second)]
    rest = [tuple(e for e in i.where if not is_period(e)) for i in (first, second)]
    if set(rest[0]) != set(rest[1]) or not all(own) or own[0] == own[1]:
        return None
    stretches = sorted((all_of(o) for o in own), key=_begins)
    made = [restricted(first.metrics[0].expr, e) for e in stretches]
    return made[0], made[1], (*rest[1], Call(op="or", args=tuple(stretches)))


def _begins(expr: Expr) -> str:
    return min((str(n.lit) for n in walk(expr) if isinstance(n, Lit)), default="")


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def _by_name(first: Intent, second: Intent, scope: Scope) -> tuple[Expr, Expr, tuple[Expr, ...]] | None:
    """Two columns whose names differ in the year."""
    if set(first.where) != set(second.where):
        return None
    years = [_year_of(i.metrics[0], scope) for i in (first, second)]
    if None in years or years[0] == years[1]:
        return None
    names = [_YEAR.sub("", i.metrics[0].name) for i in (first, second)]
    if names[0] != names[1]:
        return None
    early, late = (first, second) if (years[0] or "") < (years[1] or "") else (second, first)
    return early.metrics[0].expr, late.metrics[0].expr, second.where


def _year_of(out: Out, scope: Scope) -> str | None:
    names = columns_of(out.expr)
    found = _YEAR.findall(out.name) if len(names) == 1 and names[0] in scope.source.columns else []
    return found[0] if len(found) == 1 else None
