"""Set phrases of a conversation that are edits by themselves: "without the filter", "the others", "lowest first"."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from assistant.conversation import Turn
from assistant.planner.offline.conditions import Condition
from assistant.planner.offline.dates import start_of, step
from assistant.planner.offline.followups import pointing
from assistant.planner.offline.followups.drawing import Draw
from assistant.planner.offline.followups.figures import PerMember
from assistant.planner.offline.followups.groups import Ungroup
from assistant.planner.offline.followups.message import NUMBER, PLACES, Message, count_of_word
from assistant.planner.offline.followups.operations import Edit, Ground
from assistant.planner.offline.followups.population import Clear, Either, Lift, Narrow, Others
from assistant.planner.offline.followups.ranking import All, Named, Pick, Sort, Top
from assistant.planner.offline.followups.shares import AsRate
from assistant.planner.offline.forms.tails import _LOOSE as LOOSE
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.vocabulary import Vocabulary
from data.query import Agg, Call, Col, Expr, call, col, columns_of, date

_LEAD = r"^\W*(?:(?:and|so|but|now|then|again|ok|just|back to|show|use|take|give me|for|with|on|of|in|over|across|among)\s+)*"
_CLEAR = re.compile(
    r"\b(?:clear|remove|drop|lose|delete|reset|without|take away|take off|get rid of|lift|no|ignore|cancel|undo)\s+(?:all\s+)?(?:of\s+)?(?:the|that|this|those|these|my|any|every)?\s*(?P<what>[\w -]{0,30}?)\s*(?:filters?|filtering|restrictions?|conditions?)\b(?:\s+again)?|\b(?:unfiltered|no filters?)\b",
    re.I,
)
_LAST = re.compile(r"\b(?:that|this|the last|the latest)(?: \w+)?\s+(?:filter|restriction|condition)\b", re.I)
_WITHOUT = re.compile(
    r"^\W*(?:(?:and|but|so|now|then|again|ok)\b\W*)*(?:without|drop|remove|take away|take back|leave out|lift)\s+(?:that|this|it)(?: (?:again|one|part|bit))?\W*$",
    re.I,
)
_WHATEVER = re.compile(
    r"\b(?:regardless of|irrespective of|independent(?:ly)? of|no matter(?: what| which)?|whatever|whichever|forget(?: about)?|ignore|ignoring|drop|leaving aside|not looking at|across all|for (?:any|all)|(?:with|for|in|on) (?:any|all)(?: the)?|all)\s+(?:the\s+|that\s+|their\s+)?(?P<what>[\w -]{3,40}?)(?: (?:is|are|was|were|may be))?\W*$",
    re.I,
)
"""A condition that no longer holds, by the name of its column."""
_EVERYONE = re.compile(
    rf"{_LEAD}(?:everyone|everybody|everything|all of (?:them|it|these|those)|the (?:whole|entire|full|complete) (?P<whole>[\w ]+?)|all(?: the| our| my)? (?P<all>[\w -]{{3,30}}?)|all|anyone)(?:\s+(?:again|together|combined|in total|instead|as a whole))*\W*$",
    re.I,
)
_OVERALL = re.compile(
    rf"{_LEAD}(?:what (?:is|was|about) (?:it |that )?|how much is (?:it |that )?)?(?:overall|in total|in all|altogether|all in all|all together|all combined|across the board|in general|on the whole|the (?:grand )?total|total|the overall (?:figure|number|value|average|total|one))\W*$",
    re.I,
)
_UNGROUPED = re.compile(
    r"\b(?:without|drop|remove|lose|no|undo|take away|take out)\s+(?:the\s+|that\s+|any\s+)?(?:split|splits|grouping|groups|breakdown|dimension)\b(?:\s+(?:by|per|of)\s+[\w ]+?)?(?=\W|$)|\b(?:not|un) ?(?:split|grouped|broken down)\b|\bas one (?:number|figure|total)\b|\bas a single (?:number|figure|value)\b",
    re.I,
)
_OTHERS = re.compile(
    rf"{_LEAD}(?:(?:all )?the )?(?:others?|rest|remaining(?: ones| \w+)?|other (?:ones|group|half|side|\w+s)|opposite|everyone else|everybody else|all others|(?:those|the ones|people|\w+s) (?:who|that|which) (?:are|do|did|have|were|is|does)(?: ?n[o'’]t|nt| not)|(?:without|with)(?: (?:one|any))?|(?:those|the ones|people)(?: who (?:are|were))? (?:not|without)(?: (?:in|on|with|doing|having|part of))?(?: (?:it|one|any|them|that|this))?)\W*$",
    re.I,
)
_LACKING = re.compile(
    rf"{_LEAD}(?:or )?(?:(?:those|the ones|people|everyone|\w+s) )?(?P<lacks>without|with)(?: (?:one|any))?\W*$",
    re.I,
)
"""Those who lack what was said last, or have it."""
_AS_RATE = re.compile(rf"{_LEAD}(?:(?:as|in|make (?:it|that)|turn (?:it|that) into|what(?:'s| is)|the|an?)\s+)*rates?(?: (?:is|would) that(?: be)?)?\W*$", re.I)  # fmt: skip
_PER_HEAD = re.compile(r"\b(?:per|for each|for every|by the) (?:head|capita|person)\b(?: on average)?", re.I)
_BOTH = re.compile(
    r"\bboth(?: of (?:them|these|those))?(?: together| combined)?\b|\b(?:the|those|these) two(?: of them)?(?: together| combined)?\b|^\W*(?:and )?(?:them )?(?:together|combined|in sum)\b",
    re.I,
)
_TOGETHER = re.compile(r"\b(?:together|combined|in sum)\b", re.I)
_REVERSE = re.compile(
    r"\b(?:reverse(?:d)?(?: (?:it|that|them))?(?: (?:the )?(?:order|sort(?:ing)?|ranking|list))?|(?:in )?the other way a?round|the other way round|in reverse(?: order)?|flip (?:it|them|that|the order|the ranking)|upside down|(?:in )?the opposite order|turn (?:it|them|that) a?round)\b",
    re.I,
)
_BY_NAME = re.compile(r"\b(?:in )?(?:alphabetical(?:ly)?(?: order)?|by name|a to z|a-z)\b", re.I)
_ALL_ROWS = re.compile(
    rf"{_LEAD}(?:me )?(?:list |see |display )?(?:all of them|them all|the (?:full|whole|complete|entire) (?:list|ranking|table)|all|the (?:rest|others) too|more of them|more|everything|all \d+)\W*$",
    re.I,
)
_REST = re.compile(
    r"[\s,]*(?:\band\s+)?\b(?:put|fold|lump|group|sum|keep|show|combine|collect|merge|with)\s+(?:up\s+)?(?:all\s+)?(?:the\s+)?(?:rest|others?|remaining(?: \w+)?|remainder)\b(?:\s+(?:together|combined))?(?:\s+(?:as|into|in|under)(?: an?| the)?(?: group called| category)?\s*[\"“']?(?P<name>[\w ]+?)[\"”']?)?(?=\W*$|[,.;])|[\s,]*\btoo many (?:slices|bars|lines|groups|rows|categories|values|names|columns|series)\b[\s,:;-]*",
    re.I,
)
_COMPLETE = re.compile(
    r"\b(?:drop|without|exclude|excluding|leave out|leave off|remove|skip|hide|ignore|cut off|cut|omit)\b[^.?!]*\b(?:incomplete|partial|unfinished|not complete|half|started|current)\b(?:\s+\w+)?(?:\s+(?:out|off))?|\bonly\s+(?:the\s+)?(?:complete|full|whole|finished)\s+(?:\w+)",
    re.I,
)
_SORT = re.compile(
    r"\b(?:sort|rank|arrange)(?:ed|ing)?(?:\s+(?:it|them|that|this|these|those|the \w+))?\b|\border(?:ed)?(?:\s+(?:it|them|that|this|these|those))?(?=\s+(?:by|from|in|desc|asc|alphabet))|\border (?:it|them|that|these|those)\b|\b(?:put|list|show)(?:\s+(?:it|them|that|this|these|those))?(?=\s+in\s+(?:descending|ascending|alphabetical))",
    re.I,
)
_HIGH = r"(?:highest|high|largest|large|biggest|big|most|best|greatest|strongest|top)"
_LOW = r"(?:lowest|low|smallest|small|least|worst|fewest|weakest|bottom)"
_DOWN = re.compile(
    rf"\b(?:in )?desc(?:ending)?(?: order)?\b|\b(?:in )?decreasing(?: order)?\b|\b(?:from )?(?:the )?{_HIGH} to (?:the )?{_LOW}\b|\b(?:the )?{_HIGH}(?: ones?| values?)? (?:first|on top|at the top)\b",
    re.I,
)
_UP = re.compile(
    rf"\b(?:in )?asc(?:ending)?(?: order)?\b|\b(?:in )?increasing(?: order)?\b|\b(?:from )?(?:the )?{_LOW} to (?:the )?{_HIGH}\b|\b(?:the )?{_LOW}(?: ones?| values?)? (?:first|on top|at the top)\b",
    re.I,
)
_FIRST = re.compile(
    rf"\b(?:only|just|limit (?:it |that |them )?to|show(?: me)?|keep|give me)?\s*(?:the )?first (?P<n>(?!one\b)(?:{NUMBER}))(?:\s+(?:of them|ones|rows|lines|only|entries))?\b(?!\s+(?:quarters?|months?|weeks?|days?|years?|halves))",
    re.I,
)
_BARE = re.compile(rf"^\W*(?:(?:only|just|make it|show|me|give|keep|limit to|the|and|list|see|let|now)\s+)*(?P<n>{NUMBER})(?:\s+(?:of them|rows|only|ones|instead|entries|results))*\W*$", re.I)  # fmt: skip
_EACH_LINE = re.compile(
    r"\b(?:one|a separate|separate|its own|an? own|a different|different|an individual|individual|a single|a|two|several)\s+(?P<kind>lines?|bars?|curves?|series|colou?rs?|columns?|areas?|slices?|boxe?s?)\s+(?P<for>per|for each|for every|by|for the|each)\b",
    re.I,
)
_LEADS = re.compile(
    r"\b(?:leads?|wins?|won|is (?:in |on )?(?:the )?(?:lead|first|ahead|front|top|winner)|(?:is|are|comes?|came|ranks?|ranked|stands?|sits?) (?:on |at )?(?:the )?(?:top|first|number one|in front|ahead|1st)|(?:is|comes?|came|ranks?) in first place)\b",
    re.I,
)
_TRAILS = re.compile(
    r"\b(?:(?:is|are|comes?|came|ranks?|ranked|stands?|sits?) (?:at (?:the )?bottom|last|behind)|trails|loses|lost|(?:is|comes?|came) in last place|brings up the rear)\b",
    re.I,
)
_WHO_LEADS = re.compile(
    rf"^\W*(?:(?:and|so|but|then|now|ok)\s+)*(?:which|what|who)(?:\s+\w+){{0,3}}?\s+(?:{_LEADS.pattern}|{_TRAILS.pattern})\W*$",
    re.I,
)
_HIGHER = re.compile(r"\b(?:is|are|was|were|has|have|had) (?:the )?(?P<word>higher|more|larger|bigger|greater|lower|less|fewer|smaller)(?: (?:one|figure|number|value))?\W*$", re.I)  # fmt: skip
_SMALLER = ("lower", "less", "fewer", "smaller")
_WH = re.compile(
    r"^\W*(?:(?:and|so|but|then|now|ok)\s+)*(?:which|what|who|whats|what's|where|whose|whos|who's)\b", re.I
)
_SECOND = re.compile(
    rf"\b(?:in |on |at |the )*(?P<nth>{'|'.join(PLACES)}|runner[- ]?up)\b(?:\s+(?:place|one|rank|position|spot|{_HIGH}|{_LOW}|most|in line|(?P<adjective>[a-z]{{2,12}}est)))*",
    re.I,
)
_SAID = re.compile(
    r"^\W*(?:(?:and|so|but|then|now|which|what|who|whats|what's|where|who's|is|was|are|were|comes?|came|ranks?|has|have|the|in|at|it|of|them|these|those|that|one|ones|about)\b\W*)*(?P<noun>[\w ]*?)\W*(?:(?:is|was|are|were|comes?|came|ranks?|has|have|the|in|at|that|it)\b\W*)*$",
    re.I,
)


@lru_cache(maxsize=8)
def _charts(words: Vocabulary) -> tuple[re.Pattern[str], dict[str, str]]:
    """ "as a line", "into a pie": where a drawing is meant, though the word may name something of the data."""
    named = {p.lower(): kind for kind, said in words.raw["charts"].items() for p in said if p not in LOOSE}
    listed = "|".join(re.escape(p) for p in sorted(named, key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?:as|into|in|with|to)\s+(?:an?\s+)?|^\W*(?:an?\s+)?)(?P<chart>{listed})(?=\W*$|\s+(?:please|instead|by|per|for|only)\b)", re.I
    ), named  # fmt: skip


def edits(said: Message, ground: Ground, words: Vocabulary) -> list[Edit]:
    """The set phrases of a message, their words cut."""
    last = ground.last
    made: list[Edit] = []
    made += _drawing(said, words)
    rest = None
    while (found := said.cut(_REST)) is not None:
        rest = found if rest is None or found["name"] else rest
    if said.has(_COMPLETE) and (whole := _complete_periods(last, ground)) is not None:
        said.cut(_COMPLETE)
        made.append(Narrow(whole, beside=True))
    made += _population(said, ground)
    entity = ground.scope.entity
    if entity is not None and not (last.columns or last.limit) and said.cut(_PER_HEAD):
        made.append(PerMember(entity))
    if last.where and _AS_RATE.match(said.rest):
        said.rest = ""
        made.append(AsRate())
    if last.groups and said.cut(_UNGROUPED):
        made.append(Ungroup())
    made += _ranking(said, ground, rest)
    return made


def _drawing(said: Message, words: Vocabulary) -> list[Edit]:
    lines = _EACH_LINE.search(said.rest)
    if lines is None:
        pattern, named = _charts(words)
        found = said.cut(pattern)
        return [Draw(named[found["chart"].lower()])] if found is not None else []
    said.rest = (
        said.rest[: lines.start()]
        + " " * (lines.start("for") - lines.start())
        + said.rest[lines.start("for") :]
    )
    said.splits = True
    kind = {"l": "line", "c": "line", "b": "bar", "a": "area"}.get(lines["kind"].lower()[0])
    return [Draw(kind)] if kind is not None and not lines["kind"].lower().startswith(("col", "box")) else []


def _population(said: Message, ground: Ground) -> list[Edit]:
    last = ground.last
    if (cleared := _CLEAR.search(said.rest)) is not None:
        columns = _named_columns(cleared["what"] or "", ground)
        said.cut(_CLEAR)
        lifts = not columns and ground.earlier is not None and _LAST.search(cleared[0]) is not None
        return [Lift() if lifts else Clear(columns)]
    if last.where and not (last.groups or last.columns) and _WITHOUT.match(said.rest):
        said.rest = ""
        return [Lift()]
    if (ended := _WHATEVER.search(said.rest)) is not None and (gone := _ended(ended["what"], ground)):
        said.cut(_WHATEVER)
        return [Clear(gone)]
    if not said.swaps and _OVERALL.match(said.rest) and not _is_sum(said, last, ground):
        said.rest = ""
        # "and overall?" after which is most popular in one place
        named = last.answer == "name" and bool(last.where)
        return [Ungroup()] if last.groups and not named else [Clear()]
    if (
        (all_ := _EVERYONE.match(said.rest)) is not None
        and (last.where or last.within)
        and _is_everyone(all_, ground)
    ):
        said.rest = ""
        return [Clear(_kinds(all_, ground))]
    if last.where and (others := _OTHERS.match(said.rest)) is not None and not _is_value(said, ground):
        said.rest = ""
        return [Others(rest=re.search(r"\b(?:rest|remaining)\b", others[0], re.I) is not None)]
    if last.where and (lacking := _LACKING.match(said.rest)) is not None:
        said.rest = ""
        return [Others(has=lacking["lacks"].lower() == "with")]
    both = said.cut(_BOTH) if ground.earlier is not None else None
    if both is not None:
        return [Either(together=_TOGETHER.search(both[0]) is not None)]
    return []


def _adds_up(expr: Expr | None, ground: Ground) -> bool:
    """The mean of something whose total says something."""
    of = expr.of if isinstance(expr, Agg) else None
    column = ground.scope.source.columns.get(of.col) if isinstance(of, Col) else None
    return column is not None and column.additive


def _is_sum(said: Message, last: Intent, ground: Ground) -> bool:
    """ "what about the total?" after averages: the sum in their place, in each group."""
    first = last.metrics[0].expr if last.metrics else None
    averaged = isinstance(first, Agg) and first.agg not in ("sum", "count", "distinct")
    return (
        averaged
        and (bool(last.groups) or _adds_up(first, ground))
        and re.fullmatch(r"(?:the )?totals?", said.low) is not None
    )


def _is_everyone(found: re.Match[str], ground: Ground) -> bool:
    """ "for all customers", "the whole file": the noun must be what rows are, or one that a filter chose from."""
    noun = (found["all"] or found["whole"] or "").strip().lower()
    if not noun:
        return True
    entity, source = ground.scope.entity, ground.scope.source
    names = {
        "data",
        "dataset",
        "file",
        "table",
        "rows",
        "people",
        "persons",
        "records",
        "lines",
        "entries",
        "sample",
    }
    names |= {entity.name.lower(), entity.plural.lower()} if entity is not None else set()
    names |= {(source.plural or "").lower(), source.name.lower()}
    touched = {n for e in ground.last.where for n in columns_of(e)}
    for name in touched:
        column = source.columns.get(name)
        if column is not None:
            names |= {
                column.label.lower(),
                column.label.lower() + "s",
                column.label.lower().removesuffix("y") + "ies",
            }
    return noun in names or noun.rstrip("s") in names


def _kinds(found: re.Match[str], ground: Ground) -> frozenset[str]:
    """ "in all departments": only what chose among the departments goes."""
    noun = (found["all"] or found["whole"] or "").strip().lower()
    columns = ground.scope.source.columns
    touched = {n for e in ground.last.where for n in columns_of(e) if n in columns}
    return frozenset(
        n for n in touched
        if noun and noun in (columns[n].label.lower() + "s", columns[n].label.lower().removesuffix("y") + "ies")
    )  # fmt: skip


def _is_value(said: Message, ground: Ground) -> bool:
    """ "other" and "rest" may be values of the column that was restricted."""
    columns = [ground.scope.source.columns.get(n) for e in ground.last.where for n in columns_of(e)]
    names = {v.name.lower() for c in columns if c is not None for v in c.values}
    return any(w in names for w in said.low.split())


def _ended(text: str, ground: Ground) -> frozenset[str]:
    """The restricted columns of which the words are the whole name."""
    low, columns = text.strip().lower(), ground.scope.source.columns
    touched = {n for e in (*ground.last.where, *ground.last.within) for n in columns_of(e) if n in columns}
    return frozenset(
        n for n in touched
        if any(low in (w.lower(), f"{w.lower()}s", w.lower().removesuffix("y") + "ies") for w in (columns[n].label, *columns[n].synonyms))
    )  # fmt: skip


def _named_columns(text: str, ground: Ground) -> frozenset[str]:
    """ "the country filter": the restricted columns that the words name; none where all are meant."""
    low = text.strip().lower()
    if not low or low in ("all", "the", "any"):
        return frozenset()
    columns = ground.scope.source.columns
    touched = {n for e in (*ground.last.where, *ground.last.within) for n in columns_of(e)}
    named = frozenset(
        n for n in touched if n in columns and set(low.split()) & {*columns[n].label.lower().split(), *columns[n].synonyms}
    )  # fmt: skip
    dated = frozenset(n for n in touched if n in columns and columns[n].type in ("date", "datetime"))
    if re.search(r"\b(date|time|period|year|month|quarter|week)\b", low):
        return named | dated
    return named


def _ranking(said: Message, ground: Ground, rest: re.Match[str] | None) -> list[Edit]:
    last = ground.last
    if last.groups or last.columns or last.melt:
        if said.cut(_REVERSE):
            return [Sort(by="turned")]
        if (first := said.cut(_FIRST)) is not None:
            return [Top(count_of_word(first["n"]), None, _other(rest), as_shown=True)]
        if last.limit is not None and (bare := _BARE.match(said.rest)) is not None:
            said.rest = ""
            return [Top(count_of_word(bare["n"]), None, _other(rest))]
        if (last.limit is not None or last.answer == "name") and _ALL_ROWS.match(said.rest):
            said.rest = ""
            return [All()]
        if (sort := _sorted(said)) is not None:
            return [sort]
    return []


def _other(rest: re.Match[str] | None) -> str | None:
    return (rest["name"] or "Other").strip() if rest is not None else None


def folds(said: Message) -> str | None:
    """The name of the group that takes what is past the first few ("put the rest together")."""
    return _other(_REST.search(said.text))


def _sorted(said: Message) -> Sort | None:
    """ "sort it", "lowest first", "in descending order"; "sort by X" is finished when X is read."""
    by_name = said.cut(_BY_NAME)
    down, up = said.cut(_DOWN), said.cut(_UP)
    verb = said.cut(_SORT) if (down or up or by_name or said.has(_SORT)) else None
    if not (by_name or down or up or (verb is not None and not said.low.startswith(("top", "bottom")))):
        return None
    desc = True if down else False if up else None
    return Sort(desc, "name" if by_name else "figure")


# -- choices of the last answer ----------------------------------------------------------------------------------
def choice(said: Message, ground: Ground, turn: Turn, words: Vocabulary) -> list[Edit]:
    """ "who leads?", "which one is second?": a name of the last answer."""
    last = ground.last
    if not (last.groups or last.columns):
        return []
    if said.has(_WH):
        if _is_verb(_LEADS, said, ground) and said.cut(_LEADS):
            return [Pick(True)]
        if _is_verb(_TRAILS, said, ground) and said.cut(_TRAILS):
            return [Pick(False)]
        if (higher := said.cut(_HIGHER)) is not None:
            return [Pick(higher["word"].lower() not in _SMALLER)]
    found = _SECOND.search(said.rest)
    if found is None:
        return []
    left = said.rest[: found.start()] + said.rest[found.end() :]
    shape = _SAID.match(left)
    if shape is None or not (said.has(_WH) or said.joins or said.again or len(said.low.split()) <= 4):
        return []
    noun = " ".join((shape["noun"] or "").split()).lower()
    if noun and not pointing._is_noun(noun, ground):
        return []
    place = pointing.ORDINALS.get(found["nth"].lower(), 2)
    lowest = re.search(rf"\b{_LOW}\b", found[0], re.I) is not None or _ranks_low(found["adjective"], words)
    pointed = pointing.member_at(turn, ground, -place if lowest and last.desc is not False else place)
    if pointed is None:
        return []
    said.rest = ""
    return [Named(pointed.conditions)]


def _is_verb(pattern: re.Pattern[str], said: Message, ground: Ground) -> bool:
    """Says who leads, and is no word of what the groups are called ("which won or lost is highest?")."""
    found, low = pattern.search(said.rest), said.rest.lower()
    if found is None:
        return False
    names = (g.name.lower() for g in ground.last.groups)
    return not any(
        m.start() <= found.start() and found.end() <= m.end()
        for n in names
        for m in re.finditer(re.escape(n), low)
    )


def asks_who_leads(text: str) -> bool:
    """ "which region leads?", "who is at the top?": by what, was said before."""
    return _WHO_LEADS.match(text) is not None


def _ranks_low(adjective: str | None, words: Vocabulary) -> bool:
    """ "the second youngest": from the lower end."""
    known = words.phrases.get((words.stems.of(adjective.lower()),), ()) if adjective is not None else ()
    return any(w.kind == "superlative" and w.name == "asc" for w in known)


# -- whole periods -----------------------------------------------------------------------------------------------
def _complete_periods(intent: Intent, ground: Ground) -> tuple[Condition, ...] | None:
    """Only periods that the data covers from first to last day."""
    grouped = next(
        (g.expr for g in intent.groups if isinstance(g.expr, Call) and g.expr.op.startswith("trunc_")), None
    )
    if grouped is None or not isinstance(grouped.args[0], Col):
        return None
    column = ground.scope.source.columns.get(grouped.args[0].col)
    if column is None or column.low is None or column.high is None:
        return None
    unit = grouped.op.removeprefix("trunc_")
    low, high = (dt.date.fromisoformat(str(x)[:10]) for x in (column.low, column.high))
    start = start_of(low, unit)
    if start < low:
        start = step(start, unit, 1)
    end = start_of(high + dt.timedelta(days=1), unit)
    return (
        Condition(call("ge", col(column.name), date(start.isoformat())), (), column),
        Condition(call("lt", col(column.name), date(end.isoformat())), (), column),
    )
