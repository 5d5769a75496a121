"""Tests of two arms: how many people one needs, and what one has shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities, build, figures, looking, targeting
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.conditions import read as read_conditions
from assistant.planner.offline.followups.population import narrowed_by
from assistant.planner.offline.scope import Intent, Scope, is_numeric
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Candidate, Missing, Reading
from data.catalog import Catalog
from tools._arms import arm_column
from tools._outcome import usual_outcome

if TYPE_CHECKING:
    from assistant.conversation import Turn
    from assistant.planner.offline.planner import OfflinePlanner

TOOL = "experiment"
_NAMES = ("power", "level", "alarm", "held", "day", "week", "month", "now", "hoped", "rise", "fall", "people")
_SHARES = {"power", "level", "alarm", "held", "now", "hoped"}
_READ = re.compile(
    r"\b(did|does|was|were|has|have|is|are)\b.*\b(work(ed)?|won|win|better|worse|significant|real|differen(t|ce)|effect|help(ed)?)\b|"
    r"\b(result|results|won|winner|read ?-?out)\b",
    re.I,
)
_FROM_TO = re.compile(
    r"(?P<now>\d+(?:\.\d+)?)\s*(?P<sign>%|percent)?\s*(?:to|->|→|vs\.?|versus|against|from)\s*(?P<goal>\d+(?:\.\d+)?)\s*(?:%|percent)",
    re.I,
)
_PEOPLE = r"(?:people|persons|users|visitors|customers|clients|members|recipients|subscribers|mails|emails|letters|sent|mailed|contacted|sends|impressions|sessions|in total)"
_YES = r"(?:bought|buyers|purchases|converted|conversions|responded|responses|answered|orders|ordered|clicks|clicked|opened|sales|yes|signed up|sign ups|signups|subscribed|booked|bookings|successes)"
_COUNTED = (
    re.compile(
        r"(?P<yes>\d[\d,]*)\s*(?:\w+\s+)?(?:of|out of|from|/)\s*(?:the\s+|its\s+)?(?P<n>\d[\d,]*)", re.I
    ),
    re.compile(
        rf"(?P<n>\d[\d,]*)\s*{_PEOPLE}\W+(?:\w+\W+){{0,3}}?(?P<yes>\d[\d,]*)\s*(?:\w+\s+)?{_YES}", re.I
    ),
    re.compile(rf"(?P<yes>\d[\d,]*)\s*{_YES}\W+(?:\w+\W+){{0,3}}?(?P<n>\d[\d,]*)\s*{_PEOPLE}", re.I),
)
_TWO_RATES = re.compile(
    r"(?P<a>\d+(?:\.\d+)?)\s*(?:%|percent)\s*(?:vs\.?|versus|against|and|compared (?:to|with))\s*(?P<b>\d+(?:\.\d+)?)\s*(?:%|percent)",
    re.I,
)
_EACH = re.compile(
    r"(?P<n>\d[\d,]*)\s*(?:\w+ )?(?:per|in each|each|in both|a) (?:group|arm|variant|version|side|of them)|(?:each|both) (?:group |arm |variant |with |had |of )*(?P<m>\d[\d,]*)",
    re.I,
)
_ARM = re.compile(
    r"\b(control(?: group)?|hold-?out|treatment(?: group)?|test group|(?:variant|version|group|arm) ?[a-f]\b|[A-F]\b)",
    re.I,
)
_POINTS = re.compile(r"^\W*(percentage )?(points?|pp|ppts?)\b", re.I)


@dataclass
class Asked:
    """What a message says of a test."""

    draft: Draft
    args: dict[str, Any] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()


def read(planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog) -> Reading | None:
    """A question about a test, or None."""
    if TOOL not in planner.tools:
        return None
    ran = looking.read(planner, question, tagged, catalog)
    if ran is not None:
        return ran
    counts = _counts(tagged.text)
    view = _view(tagged, catalog, bool(counts))
    if view is None:
        return None
    if view == "read" and not counts:
        return _read_out(planner, question, tagged, catalog)
    scope = _scope(catalog, tagged)
    asked = _asked(planner, scope, tagged, counts)
    if counts:
        asked.args |= {"view": "read", "counts": counts}
    elif not {"outcome", "baseline"} & set(asked.args):
        usual = usual_outcome(scope.source) or scope.value_column()
        if usual is not None:
            asked.args["outcome"] = usual.name
            asked.notes = (*asked.notes, f"the test is one of “{usual.label}”")
    intent = _intent(Intent(source=scope.name, tool=TOOL), asked)
    return _answer(planner, question, intent, asked, tagged)


def offer(planner: OfflinePlanner, catalog: Catalog) -> tuple[Candidate, ...]:
    """A test to plan, where an effect is asked for that no data can tell."""
    if TOOL not in planner.tools:
        return ()
    source = abilities.people_scope(catalog)
    usual = usual_outcome(catalog.sources[source])
    args: dict[str, object] = {"outcome": usual.name} if usual is not None else {}
    plan = Intent(source=source, tool=TOOL, args=args)
    return (build.candidate(plan, catalog, planner.tools, 0.6, "Plan a test that would tell"),)


def follow(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, last: Turn
) -> Reading | None:
    """Another size, power, rate, outcome or group for the test of the last answer."""
    intent = last.intent
    if not isinstance(intent, Intent) or intent.tool != TOOL or intent.source not in catalog.sources:
        return None
    ran = looking.read(planner, question, tagged, catalog, intent)
    if ran is not None:
        return ran
    if _view(tagged, catalog, bool(_counts(tagged.text))) is not None:
        return read(planner, question, tagged, catalog)  # a test of its own
    if targeting.calls_another(tagged, TOOL):
        return None
    asked = _asked(planner, Scope(catalog, intent.source), tagged, [])
    rows = [c for c in asked.draft.conditions if c.measure is None]
    pointed = targeting.fragment(tagged)
    if asked.open or not ((asked.args and (pointed or _figures_only(asked))) or (rows and pointed)):
        return None
    return planner._one(question, _intent(intent, asked), tagged, 0.85)


def has_arms(catalog: Catalog) -> bool:
    """Whether a table here says who was in which arm of a test."""
    return any(arm_column(s) is not None for s in catalog.sources.values())


def speaks(tagged: Tagged, catalog: Catalog) -> bool:
    """Whether a message is about a test that is to be planned or was run."""
    return _view(tagged, catalog, bool(_counts(tagged.text))) is not None


def blames(tagged: Tagged, cue: Span, catalog: Catalog) -> bool:
    """ "Caused by customers being happy": by something that the data hold and that is no arm of the test."""
    if not re.search(r"\b(?:by|of)$", cue.text, re.I):
        return False
    arms = {c.name for s in catalog.sources.values() if (c := arm_column(s)) is not None}
    behind = [e for s in tagged.cover if s.start >= cue.end for e in s.entries[:1]]
    told = [e.name for e in behind if e.kind in ("column", "value") and e.quality >= 0.9]
    return bool(told) and not arms & set(told)


def _figures_only(asked: Asked) -> bool:
    return not set(asked.args) <= {"outcome", "yes"}


def _view(tagged: Tagged, catalog: Catalog, counted: bool) -> str | None:
    """Whether a test is to be planned or read; None where no test is spoken of."""
    details = {
        w.detail
        for s in tagged.cover
        for w in s.words
        if w.kind == "tool" and w.name == TOOL and not any(e.quality >= 0.9 for e in s.entries)
    }
    causes = any(w.kind == "declined" and w.name == "cause" for s in tagged.cover for w in s.words)
    if "read" in details or (causes and has_arms(catalog)):
        return "read"
    reads = _READ.search(tagged.text) is not None and not re.search(
        r"\bhow (many|long|big|large)\b", tagged.text, re.I
    )
    if counted:
        return "read" if details or reads or len(set(_ARM.findall(tagged.text))) > 1 else None
    if not details:
        return None
    return "read" if reads and has_arms(catalog) else "plan"


def _scope(catalog: Catalog, tagged: Tagged) -> Scope:
    people = Scope(catalog, abilities.people_scope(catalog))
    scopes = [people, *(Scope(catalog, n) for n in catalog.sources if n != people.name)]
    return next((s for s in scopes if targeting.outcome(s, tagged.cover) is not None), people)


# -- a read-out of data ------------------------------------------------------------------------------------------
def _read_out(planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog) -> Reading | None:
    names = [abilities.people_scope(catalog), catalog.main, *catalog.sources]
    scope = next(
        (Scope(catalog, n) for n in dict.fromkeys(names) if arm_column(catalog.sources[n]) is not None), None
    )
    if scope is None:
        return Reading(
            question,
            missing=Missing(
                "nothing here says who was drawn at random to be treated and who was not, so no effect can be read",
                "a column with the arms (control, treatment), or the counts (“120 of 2,400 against 165 of 2,380”)",
                offer(planner, catalog),
            ),
        )
    asked = _asked(planner, scope, tagged, [])
    column = arm_column(scope.source)
    assert column is not None
    asked.args |= {"view": "read", "group": column.name}
    if asked.args.get("outcome") == column.name:
        asked.args.pop("outcome")
    asked.draft.conditions = [
        c for c in asked.draft.conditions if c.column is None or c.column.name != column.name
    ]
    intent = _intent(Intent(source=scope.name, tool=TOOL), asked)
    if "outcome" not in asked.args and _default_outcome(scope, column.name) is None:
        return _which_outcome(planner, question, scope, intent, column.name)
    return _answer(planner, question, intent, asked, tagged)


def _default_outcome(scope: Scope, group: str) -> str | None:
    """What a test is read on where nothing is named: who answered, else what they brought."""
    usual = usual_outcome(scope.source)
    if usual is not None and usual.name != group:
        return usual.name
    main = scope.value_column()
    return main.name if main is not None else None


def _which_outcome(
    planner: OfflinePlanner, question: str, scope: Scope, intent: Intent, group: str
) -> Reading:
    columns = [
        c
        for c in scope.source.columns.values()
        if c.name != group and "." not in c.name and (c.role == "flag" or is_numeric(c))
    ]
    options = tuple(
        build.candidate(
            intent.model_copy(update={"args": {**intent.args, "outcome": c.name}}),
            scope.catalog,
            planner.tools,
            0.6,
            c.label,
        )
        for c in columns[:3]
    )
    return Reading(question, candidates=options, unclear="Which outcome should the test be read on?")


def _answer(planner: OfflinePlanner, question: str, intent: Intent, asked: Asked, tagged: Tagged) -> Reading:
    intent = intent.model_copy(update={"notes": asked.notes})
    if not asked.open:
        return planner._one(question, intent, tagged, 0.85)
    words = "”, “".join(asked.open[:3])
    option = build.candidate(intent, asked.draft.scope.catalog, planner.tools, 0.6)
    return Reading(
        question, candidates=(option,), unclear=f"I do not know what to do with “{words}”. Is this meant?"
    )


# -- the parts ---------------------------------------------------------------------------------------------------
def _counts(text: str) -> list[dict[str, Any]]:
    """The arms as typed ("A: 120 of 2,400, B: 165 of 2,380"), the control first; nothing where there are fewer
    than two."""
    for pattern in _COUNTED:
        found: list[tuple[str, int, int]] = []
        end = 0
        for hit in pattern.finditer(text):
            n, yes = (int(hit[g].replace(",", "")) for g in ("n", "yes"))
            named = _ARM.findall(text[end : hit.start()])
            name = str(named[-1]) if named else "ABCDEF"[len(found) % 6]
            found.append((name[:1].upper() + name[1:], n, yes))
            end = hit.end()
        if len(found) >= 2 and all(yes <= n for _, n, yes in found):
            found.sort(key=lambda f: (not f[0].lower().startswith(("control", "hold")), _letter(f[0])))
            return [{"name": name, "n": n, "yes": yes} for name, n, yes in found]
    return _rates(text)


def _letter(name: str) -> str:
    """The letter of "Variant B"; nothing for names without one, which keep their order."""
    last = name.split()[-1]
    return last.upper() if len(last) == 1 else ""


def _rates(text: str) -> list[dict[str, Any]]:
    """ "5 % against 6 %, 2,000 in each group": as counts."""
    rates, each = _TWO_RATES.search(text), _EACH.search(text)
    if rates is None or each is None:
        return []
    n = int((each["n"] or each["m"]).replace(",", ""))
    shares = [float(rates[g]) / 100 for g in ("a", "b")]
    if n < 1 or not all(0 <= s <= 1 for s in shares):
        return []
    return [{"name": name, "n": n, "yes": round(s * n)} for name, s in zip("AB", shares, strict=True)]


def _asked(planner: OfflinePlanner, scope: Scope, tagged: Tagged, counts: list[dict[str, Any]]) -> Asked:
    asked = Asked(draft_of(scope, tagged))
    draft = asked.draft
    if counts:
        draft.use("counts", *(i for i, s in enumerate(draft.spans) if s.number is not None or s.unknown))
    _from_to(asked, tagged.text)
    _said_figures(planner, asked)
    named = targeting.outcome(scope, tagged.cover)
    if named is not None and not counts:
        at, column, yes = named
        draft.use("outcome", at)
        asked.args |= {"outcome": column.name} | ({"yes": yes} if yes is not None else {})
    elif not counts and "baseline" not in asked.args:
        _number_outcome(asked)
    read_conditions(draft)
    abilities.flags_as_conditions(draft)
    asked.open = [s.text for s in targeting.left_over(draft, tagged) if not _of_tests(s, planner)]
    return asked


def _of_tests(span: Span, planner: OfflinePlanner) -> bool:
    """Words that are said around tests and restrict nothing."""
    said = {w for name in _NAMES for p in planner.words.raw["figures"][name] for w in p.split()}
    talk = set(planner.words.raw["experiment_talk"].split())
    return span.number is None and set(span.text.lower().split()) <= said | talk


def _from_to(asked: Asked, text: str) -> None:
    """ "from 5 % to 6 %": the rate now, and the one to be told from it."""
    hit = _FROM_TO.search(text)
    if hit is None:
        return
    now, goal = float(hit["now"]) / 100, float(hit["goal"]) / 100
    if not (0 < now < 1 and 0 < goal < 1):
        return
    asked.args |= {"baseline": now, "goal": goal}
    ends = (hit.start("now"), hit.end())
    draft = asked.draft
    draft.use(
        "figure",
        *(i for i, s in enumerate(draft.spans) if ends[0] <= draft.tokens[s.start].start < ends[1]),
    )


def _fits(name: str, draft: Draft, i: int) -> bool:
    """A share is no count of people, nor a count of people a difference."""
    span, value = draft.spans[i], draft.spans[i].number or 0.0
    if name in _SHARES:
        return span.percent or 0 < value < 1
    after = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    person = after is not None and figures.is_person(draft.tokens[after.start].stem, draft.words)
    if name in ("rise", "fall"):
        return not person
    return not span.percent and value >= 2


def _said_figures(planner: OfflinePlanner, asked: Asked) -> None:
    draft, args = asked.draft, asked.args
    words = figures.words_of(planner.words.raw, *_NAMES)
    found = figures.find_each(draft, words, _fits)
    for name in ("rise", "fall"):
        if name in found:
            _difference(asked, found[name], -1 if name == "fall" else 1)
    figures.use(draft, found, words)
    for name, key in (("power", "power"), ("held", "control"), ("now", "baseline"), ("hoped", "goal")):
        if name in found:
            args[key] = figures.share(found[name])
    if "level" in found:
        args["level"] = figures.share(found["level"])
    elif "alarm" in found:
        share = figures.share(found["alarm"])
        args["level"] = share if share > 0.5 else 1 - share
    for name, days in (("day", 1.0), ("week", 7.0), ("month", 30.0)):
        if name in found:
            args["per_day"] = found[name].value / days
    if "people" in found:
        args["people"] = found["people"].value
    elif (counted := figures.people(draft)) is not None:
        draft.use("figure", counted)
        args["people"] = draft.spans[counted].number


def _difference(asked: Asked, figure: figures.Figure, sign: int) -> None:
    """ "a 10 % lift" is a tenth more; "2 points" are 0.02; "5 more" is in the outcome's own unit."""
    draft, args = asked.draft, asked.args
    end = draft.tokens[draft.spans[figure.at].end - 1].end
    points = _POINTS.search(draft.text[end:])
    if points:
        args["rise"] = sign * figure.value / 100
        last = end + points.end()
        draft.use(
            "figure", *(i for i, s in enumerate(draft.spans) if end <= draft.tokens[s.start].start < last)
        )
    elif figure.percent:
        args["relative"] = sign * figure.value / 100
        if figure.value < 5:
            asked.notes = (
                f"a difference of {figure.value:g} % is read as relative to the rate now; say “points” for "
                "percentage points",
            )
    else:
        args["rise"] = sign * figure.value


def _number_outcome(asked: Asked) -> None:
    """ "an A/B test on total spend"."""
    draft = asked.draft
    for i, span in enumerate(draft.spans):
        term = draft.scope.quantity(span) if span.entries and draft.free(i) else None
        if term is not None and term.column is not None and term.entry.quality >= 0.75:
            before = draft.spans[i - 1].text.lower() if i else ""
            if draft.spans[i - 1].number is None and before not in ("over", "under", "above", "below"):
                asked.args["outcome"] = term.column.name
                draft.use("outcome", i)
                return


def _intent(intent: Intent, asked: Asked) -> Intent:
    """The intent with what the message says; one way to say the difference replaces another."""
    narrowed = narrowed_by(intent, asked.draft)
    args = {**intent.args}
    ways = ("goal", "rise", "relative")
    if any(w in asked.args for w in ways):
        args = {k: v for k, v in args.items() if k not in ways}
    if "outcome" in asked.args:
        args = {k: v for k, v in args.items() if k not in ("baseline", "goal", "yes", "counts")}
    return narrowed.model_copy(update={"args": {**args, **asked.args}})
