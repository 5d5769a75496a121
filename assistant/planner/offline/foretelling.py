"""How a figure goes on, and how well that could have been told so far: "forecast weekly revenue for the next 3 months",
"how good was that forecast?", "monthly"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities, build
from assistant.planner.offline.checks import Checked
from assistant.planner.offline.compose import count_of, metric
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Reading
from data.query import Out
from tools._periods import bounds

if TYPE_CHECKING:
    from assistant.conversation import Turn
    from assistant.planner.offline.planner import OfflinePlanner

TOOL = "forecast"
DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.31}
"""How long the steps are that a forecast can take."""
_AHEAD = re.compile(
    r"next (\d+|two|three|four|six|twelve) (day|week|month|quarter|year)s?|(\d+|two|three|four|six|twelve) (day|week|month|quarter|year)s? ahead"
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12}
_STEP = re.compile(r"\b(dai|week|month|quarter)ly\b|\b(?:by|per|each|every) (day|week|month|quarter)\b")
_STEPS = {"dai": "day"}
_QUALITY = re.compile(
    r"\b(?:how (?:good|accurate|reliable|well|sure|certain|far off|wrong|bad|trustworthy|close|right)|accura\w+|reliab\w+|"
    r"can (?:i|we) (?:trust|rely on|believe)|(?:is|was|were|are) (?:it|that|this|they|the forecasts?) (?:any )?(?:good|right|better|worth)|"
    r"(?:do|does|did|would) (?:it|that|this|the|your|our|they)\b.*\bbeat|better than|by how much|off by|margin of error|tested?)\b",
    re.I,
)
_IN_SO_MANY_WORDS = re.compile(r"\b(?:forecast\w*|projections?|outlook)\b", re.I)
_MOST_WORDS = 12


def read(planner: OfflinePlanner, question: str, tagged: Tagged, draft: Draft) -> Reading:
    """How a figure goes on, or how well that could be told so far."""
    intent = asked(draft, tagged.text, planner.days)
    if tests(tagged):
        intent = intent.model_copy(update={"args": {**intent.args, "view": "backtest"}})
    unplaced = _unplaced(tagged, set(planner.words.raw["forecast_talk"].split()))
    if unplaced:
        checked = Checked(0.4, unplaced, (), ("what is to be forecast is not known",))
        return planner._one(question, intent, tagged, 0.4, checked)
    return planner._one(question, intent, tagged, 0.85)


def _unplaced(tagged: Tagged, talk: set[str]) -> tuple[str, ...]:
    """Words that the data do not know where a figure or rows are named: right after "forecast", "of" or "for"."""
    found = []
    for at, span in enumerate(tagged.cover):
        named = span.unknown and not span.free and span.number is None and span.period is None
        if not named or set(span.text.lower().split()) <= talk | _AHEAD_OF:
            continue
        before = next((s for s in reversed(tagged.cover[:at]) if s.text.lower() not in _ARTICLES), None)
        if before is not None and (
            before.text.lower() in ("of", "for") or any(w.name == TOOL for w in before.words)
        ):
            found.append(span.text)
    return tuple(found)


_ARTICLES = ("the", "our", "my", "a", "an", "all", "total", "how")
_AHEAD_OF = {"next", "coming", "upcoming", "following", "ahead", "future", "rest", "remainder"}


def tests(tagged: Tagged) -> bool:
    """Whether a forecast is to be tried on the past, by its name or by asking how good it is."""
    if any(
        w.kind == "tool" and w.name == TOOL and w.detail == "backtest" for s in tagged.cover for w in s.words
    ):
        return True
    return _QUALITY.search(tagged.text) is not None and _IN_SO_MANY_WORDS.search(tagged.text) is not None


def follow(planner: OfflinePlanner, question: str, tagged: Tagged, last: Turn) -> Reading | None:
    """ "how good was that forecast?", "monthly", "by week instead": the forecast of the last answer, tried or by another
    step. Where a figure or rows are named, it is another question."""
    intent = last.intent
    if not isinstance(intent, Intent) or intent.tool != TOOL or len(tagged.text.split()) > _MOST_WORDS:
        return None
    if any(_names_data(s) for s in tagged.cover):
        return None
    if tests(tagged) or _QUALITY.search(tagged.text):
        return planner._one(question, _with(intent, {"view": "backtest"}), tagged, 0.9)
    grain = _grain_alone(tagged, set(planner.words.raw["forecast_talk"].split()))
    if intent.args.get("view") and _IN_SO_MANY_WORDS.search(tagged.text):
        plain = {k: v for k, v in intent.args.items() if k != "view"}
        return planner._one(question, intent.model_copy(update={"args": plain}), tagged, 0.9)
    if grain is None:
        return None
    if grain not in DAYS:
        longest = _with(intent, stepped(intent.args, "quarter"))
        option = build.candidate(longest, planner.catalog, planner.tools, 0.6)
        return Reading(
            question,
            candidates=(option,),
            unclear="I forecast by day, week, month or quarter. Is this meant?",
        )
    return planner._one(question, _with(intent, stepped(intent.args, grain)), tagged, 0.9)


def _with(intent: Intent, args: dict[str, Any]) -> Intent:
    return intent.model_copy(update={"args": {**intent.args, **args}})


def _names_data(span: Span) -> bool:
    """A figure, a column or a value of the data, which "by month" and "how good" are not."""
    if span.number is not None or span.period is not None:
        return True
    return not (span.free or span.words) and any(e.quality >= 0.9 for e in span.entries)


def _grain_alone(tagged: Tagged, talk: set[str]) -> str | None:
    """The step of a message that names nothing else: "monthly", "and by week?", "make it quarterly instead"."""
    grains = [w.name for s in tagged.cover if (w := s.word("grain")) is not None]
    rest = [s for s in tagged.cover if s.word("grain") is None]
    beside = all(s.free or s.word("idle", "group") or set(s.text.lower().split()) <= talk for s in rest)
    return grains[0] if len(grains) == 1 and beside else None


def stepped(args: dict[str, Any], grain: str) -> dict[str, Any]:
    """The same stretch of time by another step: four weeks are a month, three months thirteen weeks."""
    found: dict[str, Any] = {"grain": grain}
    before, horizon, until = str(args.get("grain") or "month"), args.get("horizon"), args.get("until")
    if until is not None and horizon is None and DAYS[grain] < DAYS[before]:
        ends = bounds(f"trunc_{before}", until)
        found["until"] = ends[1].isoformat() if ends is not None else until
        horizon = 1  # all the weeks of the month that was asked for
    if horizon is not None:
        found["horizon"] = max(1, round(float(horizon) * DAYS[before] / DAYS[grain]))
    return found


def asked(draft: Draft, text: str, today: tuple[Any, Any] | None) -> Intent:
    """The figure, its rows, the step and how far ahead."""
    args: dict[str, Any] = {}
    out = _measure(draft)
    if out is not None:
        args["measure"] = out.canonical()
    low = text.lower()
    step = _STEP.search(low)
    grain = (_STEPS.get(step[1], step[1]) if step[1] else step[2]) if step is not None else None
    args |= _how_far(draft, low, grain, today)
    if grain is not None:
        args |= stepped(args, grain)
    for i, s in enumerate(draft.spans):
        if s.period is not None or s.number is not None:
            draft.use("period", i)
    abilities.license_all(draft)
    return Intent(
        source=draft.scope.name,
        tool=TOOL,
        args=args,
        where=tuple(c.expr for c in draft.conditions if c.measure is None and not c.period),
    )


def _how_far(draft: Draft, low: str, grain: str | None, today: tuple[Any, Any] | None) -> dict[str, Any]:
    period = next((s.period for s in draft.spans if s.period is not None), None)
    ahead = _AHEAD.search(low)
    if ahead:
        word, unit = ahead[1] or ahead[3], ahead[2] or ahead[4]
        n = _NUMBERS.get(word, 0) or int(word)
        if unit in ("day", "week"):
            return {"horizon": n, "grain": unit}
        return {"horizon": n * {"month": 1, "quarter": 3, "year": 12}[unit], "grain": "month"}
    coming = re.search(r"\b(?:next|coming) (week|month|quarter)\b", low)
    finer = coming is not None and grain is not None and DAYS[grain] < DAYS[coming[1]]
    if finer and coming is not None:
        return {"horizon": 1, "grain": coming[1]}  # all its weeks, not the first alone
    last = today[1].isoformat()[:10] if today is not None else ""
    if period is not None and period.low is not None and last and period.low > last:
        return {"until": period.low}
    return {"horizon": 3} if "next quarter" in low else {}


def _measure(draft: Draft) -> Out | None:
    terms = (draft.scope.number(s) for i, s in enumerate(draft.spans) if s.entries and draft.free(i))
    term = next((t for t in terms if t is not None), None)
    return metric(draft.scope, None, term) if term is not None else _counted_date(draft)


def _counted_date(draft: Draft) -> Out | None:
    """ "sign ups": events counted by a date column of their own."""
    for span in draft.spans:
        if (
            any(t.column is not None and t.column.role == "date" for t in draft.scope.terms(span))
            and draft.scope.entity is not None
        ):
            return count_of(draft.scope, draft.scope.entity)
    return None
