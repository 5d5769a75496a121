"""Messages that define something for later: named groups, and policies of what is left out or merged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.plan import Plan, Step
from assistant.planner.offline.compose import Shape, _flags
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.conditions import read as read_conditions
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from assistant.reading import Reading
from data.catalog import Catalog
from data.query import Expr, call, col

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from data.dataset import View

_DEFINE = re.compile(
    r"^(?:ok(?:ay)?,? |please |lets |let's |let us |now )*(?:call|name|label|define)\s+(?P<rest>(?=.*(?:\d|\bwith\b|\bwho\b|\bover\b|\bunder\b)).+)$",
    re.I,
)
_COUNT_AS = re.compile(
    r"^(?:please |from now on,? |lets |let's )*(?:count|treat|read|regard|merge|consider)\s+[\"“']?(?P<old>.+?)[\"”']?\s+(?:as|into|with|like)\s+[\"“']?(?P<new>.+?)[\"”']?\s*[.!]?$",
    re.I,
)
_LEAVE_OUT = re.compile(
    r"^(?:please |from now on,? )*(?:leave out|exclude|ignore|forget about|disregard|drop)\s+(?P<what>.+?)(?: from now on| for good| always)?\s*[.!]?$",
    re.I,
)
_USE = re.compile(
    r"^(?:please |from now on,? |lets |let's |always |no, )*(?:use|take|switch to|count|work with|show)\s+(?:the\s+)?(?P<variant>.+?)(?:\s+(?:revenue|sales|figures|numbers|values|instead|from now on|turnover))*\s*[.!]?$",
    re.I,
)


def read(
    question: str, tagged: Tagged, catalog: Catalog, scopes: list[Scope], conversation: Conversation
) -> Intent | None:
    """The definition or policy that a message makes, or None."""
    text = " ".join(question.split())
    return (
        _variant(text, catalog)
        or _defined(text, tagged, scopes, catalog)
        or _recoded(text, catalog)
        or _excluded(text, tagged, scopes, catalog)
    )


def is_variant(text: str, catalog: Catalog) -> bool:
    """Whether the whole message changes what is counted: "use net"."""
    return _variant(text, catalog) is not None


def _variant(text: str, catalog: Catalog) -> Intent | None:
    m = _USE.match(text)
    if m is None:
        return None
    said = m["variant"].lower()
    for policy in catalog.policies.values():
        for variant, words in policy.words.items():
            if said in {variant.lower(), *(w.lower() for w in words)}:
                return Intent(
                    source=policy.source,
                    tool="policy",
                    args={"kind": "variant", "policy": policy.name, "variant": variant, "name": said},
                )
    return None


@dataclass(frozen=True)
class Within:
    """A reading of figures that a question asks for in passing ("net revenue by country"): its step, the question
    without it, and whether it is in force already."""

    step: dict[str, object]
    said: str
    rest: str
    holds: bool


_FIGURES = r"(?:revenue|sales|turnover|spend|spending|takings|income|orders?|figures|value)"


def within(text: str, view: View) -> Within | None:
    """The variant of a policy that is named beside a figure, or None."""
    for policy in view.catalog.policies.values():
        held = {p.name: variant for p, variant in view.policy_filters(policy.source)}
        for variant, words in policy.words.items():
            for said in sorted((variant, *words), key=lambda w: -len(w)):
                found = _beside(said, text, words)
                if found is None or _is_own(said, view.catalog):
                    continue
                rest = " ".join((text[: found.start("said")] + text[found.end("said") :]).split())
                args = {"kind": "variant", "policy": policy.name, "variant": variant, "name": said}
                step: dict[str, object] = {"tool": "policy", "args": {"source": policy.source, **args}}
                return Within(step, said, rest, held.get(policy.name, policy.default) == variant)
    return None


def _beside(said: str, text: str, others: Sequence[str]) -> re.Match[str] | None:
    """ "net" before a figure; "net of returns", "excluding returns and cancellations" anywhere, but no condition
    ("with returns")."""
    things = "|".join(sorted({re.escape(w.split()[-1]) for w in others if " " in w}))
    more = rf"(?:,?\s*(?:and|or|&|,)\s*(?:the\s+|any\s+)?(?:{things})\b)*" if " " in said and things else ""
    words = re.escape(said) + more
    if " " not in said:
        return re.search(rf"\b(?P<said>{words})\s+(?:\w+\s+)?{_FIGURES}\b", text, re.I)
    if said.split()[0] in ("with", "without", "all", "valid"):
        return None
    return re.search(rf"{_FIGURES}\b.*?(?P<said>\b{words}\b)", text, re.I)


def _is_own(said: str, catalog: Catalog) -> bool:
    """Whether the data have a column of that name ("net sales")."""
    return any(
        said.lower() in column.label.lower().split()
        for s in catalog.sources.values()
        for column in s.columns.values()
    )


def under(reading: Reading, asked: Within) -> Reading:
    """The reading with its figures as they were asked for; a question back where the plan has steps of its own."""
    if asked.holds or not reading.candidates:
        return reading
    if any("$" in str(c.plan.steps) or not isinstance(c.intent, Intent) for c in reading.candidates):
        return Reading(
            reading.question, unclear=f"Say “use {asked.said}” first, then ask this again without it."
        )
    note = f"{asked.said} figures are used from now on; “undo” takes it back"
    made = []
    for c in reading.candidates:
        step = Step.model_validate(asked.step)
        intent = c.intent.model_copy(update={"before": (asked.step, *c.intent.before)})
        plan = Plan(steps=(step, *c.plan.steps))
        made.append(
            replace(c, plan=plan, intent=intent, reading=f"{c.reading}, {asked.said}", notes=(*c.notes, note))
        )
    return replace(reading, candidates=tuple(made))


def _people(catalog: Catalog) -> set[str]:
    from assistant.planner.offline.abilities import people_scope

    name = people_scope(catalog)
    return {name, *(e.table for n, e in catalog.entities.items() if n == name and not e.rolled_up)}


def _defined(text: str, tagged: Tagged, scopes: list[Scope], catalog: Catalog) -> Intent | None:
    m = _DEFINE.match(text)
    if m is None or any(s.bands is not None and s.bands.named for s in tagged.cover):
        return None  # "call a deal small if under 1k, medium from 1k to 5k, ...": bands, each with its name
    best: tuple[float, Intent] | None = None
    words = list(re.finditer(r"\S+", text[m.start("rest") : m.end("rest")]))
    for length in (1, 2, 3):
        if len(words) <= length + 1:
            continue
        cut = m.start("rest") + words[-length].start()
        name = re.sub(r"^(a|an|the|our|my|as)\s+", "", text[cut:].strip(" .!\"'“”"), flags=re.I)
        everyone = re.match(
            r"(everyone|everybody|anyone|people|persons|those|all)\b", text[m.start("rest") :], re.I
        )
        people = [s for s in scopes if s.name in _people(catalog)] if everyone else []
        for scope in people or scopes:
            found = _members(tagged, scope, m.start("rest"), cut)
            if found is None:
                continue
            score, where = found
            intent = Intent(source=scope.name, tool="define", where=where, args={"name": _singular(name)})
            if name and (best is None or score > best[0]):
                best = (score, intent)
    return best[1] if best is not None else None


def _members(tagged: Tagged, scope: Scope, start: int, end: int) -> tuple[float, tuple[Expr, ...]] | None:
    """Conditions in a part of the message; words of it that do nothing speak against the cut."""
    cover = tuple(s for s in tagged.cover if start <= tagged.tokens[s.start].start < end)
    draft = Draft(scope, cover, tagged.tokens, tagged.text[:end], tagged.words)
    read_conditions(draft)
    _flags(draft, Shape())
    rows = tuple(c.expr for c in draft.conditions if c.measure is None)
    if not rows or any(c.measure is not None for c in draft.conditions):
        return None
    idle = [
        s
        for i, s in enumerate(cover)
        if draft.free(i) and not s.free and not any(e.kind == "entity" for e in s.entries)
    ]
    members = scope.source.entity is not None and any(
        e.kind == "entity" and e.name == scope.source.entity.name for s in cover for e in s.entries
    )
    return len(draft.used) - 2.0 * len(idle) + 0.5 * members + 0.4 * (scope.source.entity is not None), rows


def _singular(name: str) -> str:
    """One member's name: the group's column reads "frequent buyer: yes"."""
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def _recoded(text: str, catalog: Catalog) -> Intent | None:
    m = _COUNT_AS.match(text)
    if m is None:
        return None
    old, new = m["old"].strip().lower(), m["new"].strip().lower()
    for source in catalog.sources.values():
        for column in source.columns.values():
            values: dict[str, Any] = {str(v.value).lower(): v.value for v in column.values}
            values |= {v.name.lower(): v.value for v in column.values}
            if old in values and new in values and values[old] != values[new]:
                return Intent(
                    source=source.name,
                    tool="policy",
                    args={"kind": "recode", "column": column.name, "old": values[old], "new": values[new]},
                )
    return None


def _excluded(text: str, tagged: Tagged, scopes: list[Scope], catalog: Catalog) -> Intent | None:
    """ "leave out customer 12346": an id; other exclusions are follow-ups of the last question."""
    m = _LEAVE_OUT.match(text)
    if m is None:
        return None
    named = re.search(
        r"\b(?P<noun>[A-Za-z]+)\s+(?:number |no\.? |id )?#?(?P<id>[A-Z]?\d{3,}|\d+)\s*$", m["what"]
    )
    if named is None:
        return None
    for entity in catalog.entities.values():
        if named["noun"].lower().rstrip("s") in {entity.name.lower(), *(s.lower() for s in entity.synonyms)}:
            column = catalog.sources[entity.table].columns.get(entity.key)
            if column is None:
                continue
            value: Any = int(named["id"]) if column.type in ("integer", "number") else named["id"]
            return Intent(
                source=entity.table,
                tool="policy",
                where=(call("eq", col(column.name), value),),
                args={"kind": "exclude", "name": f"without {entity.name} {named['id']}"},
            )
    return None
