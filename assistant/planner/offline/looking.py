"""What may have gone wrong while a test ran: "is the split all right?", "we got 5,200 and 4,800", "we looked every day",
"we stopped early"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities, targeting
from assistant.planner.offline.conditions import draft_of
from assistant.planner.offline.conditions import read as read_conditions
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from assistant.reading import Missing, Reading
from data.catalog import Catalog
from tools._arms import arm_column

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

TOOL = "experiment"
_OF_A_TEST = re.compile(
    r"\b(?:tests?|experiments?|trials?|a/b|variants?|arms?|control|treatment|hold-?out)\b", re.I
)
_WATCHED = re.compile(
    r"\b(?:look|check|peek|watch|monitor|saw|see)\w*\b[^.?!]*\b(?:every|each|daily|weekly|hourly|times|more than once|twice|all the time|constantly|repeatedly)\b"
    r"|\b(?:keep|kept|keeping)\s+(?:on\s+)?(?:look|check|watch|peek)\w*|\b(?:stop|end)\w*\b[^.?!]*\b(?:early|earlier|sooner|as soon as|when it|the moment)\b",
    re.I,
)
_SPLIT = re.compile(r"\bsplit\b", re.I)
_JUDGED = re.compile(
    r"\b(?:right|alright|ok|okay|fine|fair|even|off|wrong|balanced|good|bad|normal|chance|planned)\b", re.I
)
_PLANNED = re.compile(
    r"\b(?P<a>\d{1,2}(?:\.\d+)?)\s*%?\s*(?:/|:|-|to|and)\s*(?P<b>\d{1,2}(?:\.\d+)?)\b(?!,\d)", re.I
)
_SIZE = re.compile(r"(?<![\d.,])\d[\d,]*(?![\d.,]*\s*(?:%|percent|days?|weeks?|months?|times))")
_ARM = re.compile(
    r"\b(?:(?i:control|hold-?out|treatment|treated|test group|(?:variant|version|group|arm) ?[a-f])|[A-F])\b"
)
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "twelve": 12,
    "fourteen": 14,
}
_NUMBER = rf"(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_TIMES = re.compile(rf"\b{_NUMBER}\s+(?:times|looks|peeks|interim|checks)\b", re.I)
_FOR = re.compile(rf"\b{_NUMBER}\s+(?P<unit>day|week|month)s?\b", re.I)
_EACH = {"day": {"day": 1, "week": 7, "month": 30}, "week": {"week": 1, "month": 4}}
FEWEST = 10
MOST = 200


@dataclass(frozen=True)
class Said:
    """What a message says of how a test ran: arguments, and where the figures stand that said them."""

    args: dict[str, Any]
    places: tuple[tuple[int, int], ...]


def view_of(tagged: Tagged, of_a_test: bool) -> str | None:
    """Whether the split or the looks of a test are spoken of; words that are said of other things, too, only where a
    test is."""
    details = {w.detail for s in tagged.cover for w in s.words if w.kind == "tool" and w.name == TOOL}
    if "split" in details:
        return "split"
    text = tagged.text
    watched = _WATCHED.search(text) is not None and (of_a_test or _OF_A_TEST.search(text) is not None)
    if "peek" in details or watched:
        return "peeking"
    judged = _SPLIT.search(text) is not None and _JUDGED.search(text) is not None
    return "split" if (judged or _planned(text) is not None) and len(_sizes(text)) > 1 else None


def read(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, last: Intent | None = None
) -> Reading | None:
    """The split or the looks of the test of the last answer, of the one in the data, or of sizes as typed."""
    spoken_of = last if last is not None and last.tool == TOOL and last.source in catalog.sources else None
    view = view_of(tagged, spoken_of is not None)
    if view is None:
        return None
    said = _split(tagged.text) if view == "split" else _looks(tagged.text)
    intent = _test(catalog, spoken_of, said)
    if view == "split" and not {"sizes", "counts", "group"} & set(intent.args):
        return Reading(question, missing=_NO_SIZES)
    where, left = _left_over(planner, intent.source, tagged, catalog, said)
    made = intent.model_copy(
        update={"args": {**intent.args, **said.args, "view": view}, "where": (*intent.where, *where)}
    )
    if left:
        return Reading(question, unclear=f"I do not know what to do with “{'”, “'.join(left[:3])}”.")
    return planner._one(question, made, tagged, 0.85)


_NO_SIZES = Missing(
    "nothing here says who was in which arm of a test, so its split cannot be checked",
    "a column with the arms (control, treatment), or the sizes: “5,200 against 4,800, planned 50/50”",
)


def _test(catalog: Catalog, spoken_of: Intent | None, said: Said) -> Intent:
    """The test that is meant, with what is known of it."""
    if "sizes" not in said.args and spoken_of is not None:
        kept = (
            "counts",
            "sizes",
            "group",
            "against",
            "outcome",
            "yes",
            "level",
            "control",
            "planned",
            "looks",
        )
        return spoken_of.model_copy(
            update={"args": {k: v for k, v in spoken_of.args.items() if k in kept}, "notes": ()}
        )
    sources = dict.fromkeys((abilities.people_scope(catalog), catalog.main, *catalog.sources))
    for name in sources if "sizes" not in said.args else ():
        column = arm_column(catalog.sources[name])
        if column is not None:
            return Intent(source=name, tool=TOOL, args={"group": column.name})
    args = {"sizes": said.args["sizes"]} if "sizes" in said.args else {}
    return Intent(source=abilities.people_scope(catalog), tool=TOOL, args=args)


def _left_over(
    planner: OfflinePlanner, source: str, tagged: Tagged, catalog: Catalog, said: Said
) -> tuple[tuple[Any, ...], list[str]]:
    """Conditions on people, and words that nothing has a place for."""
    draft = draft_of(Scope(catalog, source), tagged)
    for i, span in enumerate(draft.spans):
        start = draft.tokens[span.start].start
        if any(a <= start < b for a, b in said.places):
            draft.use("figure", i)
    read_conditions(draft)
    abilities.flags_as_conditions(draft)
    talk = {w for name in ("looks_talk", "experiment_talk") for w in planner.words.raw[name].split()}
    left = [
        s.text
        for s in targeting.left_over(draft, tagged)
        if s.number is not None or not set(re.findall(r"[\w/'-]+", s.text.lower())) <= talk
    ]
    return tuple(c.expr for c in draft.conditions if c.measure is None), left


# -- how people were split ---------------------------------------------------------------------------------------
def _split(text: str) -> Said:
    planned, sizes = _planned(text), _sizes(text)
    args: dict[str, Any] = {}
    places = [m.span() for m in sizes] + ([planned.span()] if planned is not None else [])
    if planned is not None:
        args["planned"] = [float(planned[side]) / 100 for side in "ab"]
    if len(sizes) > 1:
        args["sizes"] = _named(text, sizes)
        places += [m.span() for m in _ARM.finditer(text)]
    return Said(args, tuple(places))


def _planned(text: str) -> re.Match[str] | None:
    """ "50/50", "90 to 10": the shares that were meant."""
    return next((m for m in _PLANNED.finditer(text) if float(m["a"]) + float(m["b"]) == 100), None)


def _sizes(text: str) -> list[re.Match[str]]:
    planned = _planned(text)
    hidden = planned.span() if planned is not None else (-1, -1)
    found = [m for m in _SIZE.finditer(text) if not hidden[0] <= m.start() < hidden[1]]
    return [m for m in found if int(m[0].replace(",", "")) >= FEWEST]


def _named(text: str, sizes: list[re.Match[str]]) -> list[dict[str, Any]]:
    """Each size by the arm that is named behind it or, for all of them, before it; else by letters."""
    ends = [m.end() for m in sizes]
    behind = [_ARM.search(text, m.end(), b) for m, b in zip(sizes, [*(s.start() for s in sizes[1:]), len(text)], strict=True)]  # fmt: skip
    before = [_ARM.search(text, a, m.start()) for m, a in zip(sizes, [0, *ends[:-1]], strict=True)]
    called = next((side for side in (before, behind) if all(side)), None)
    names = [m[0] for m in called if m] if called else list("ABCDEF")
    return [
        {"name": name[:1].upper() + name[1:], "n": int(m[0].replace(",", ""))}
        for name, m in zip(names, sizes, strict=False)
    ]


# -- how often it was looked at ----------------------------------------------------------------------------------
def _looks(text: str) -> Said:
    """ "10 times", "every day for two weeks": how many looks; nothing where it is not said."""
    times = _TIMES.search(text)
    if times is not None:
        return Said({"looks": _count(times)}, (times.span(),))
    stretch = _FOR.search(text)
    if stretch is None:
        return Said({}, ())
    weekly = re.search(r"\b(?:every|each|once a|per) week\b|\bweekly\b", text, re.I)
    per = _EACH["week" if weekly else "day"].get(stretch["unit"].lower())
    if per is None:
        return Said({}, ())
    return Said({"looks": min(MOST, _count(stretch) * per)}, (stretch.span(),))


def _count(found: re.Match[str]) -> int:
    said = found["n"].lower()
    return _NUMBERS.get(said) or int(said)
