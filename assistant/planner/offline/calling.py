"""From the words that call for an ability to its intent, in the source where it belongs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import (
    abilities,
    expecting,
    exporting,
    foretelling,
    lifecycle,
    likelihood,
    paired,
    parts,
    regression,
    related,
    segmenting,
    significance,
    tables,
    targeting,
    testing,
)
from assistant.planner.offline.checks import Checked, harmless_unknown
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.followups.segments import grouped_by, segment_call, segmentation
from assistant.planner.offline.naming import is_rolled, says_members
from assistant.planner.offline.scope import Intent, Scope, is_joined, is_numeric
from assistant.planner.offline.spans import Tagged
from assistant.reading import Reading
from data.catalog import Catalog, Column
from data.query import Agg, Expr, Out, call, col, walk
from tools._tool import Tool

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.planner.offline.planner import OfflinePlanner

_PREDICT = re.compile(
    r"\bhow much (would|will|should|could|might)\b|\bpredict|\bwhat if\b|\bestimate\b|\bgo(es)? (up|down) by\b|\b(rises?|increases?|drops?|falls?) by\b|"
    r"\bsay we win\b|\b(which|best) model\b|\bcompare (?:the |some |several |different )?models\b|\btun(?:e|ing) (?:the |these |all )?models?\b|\bcompare .*(regression|forest|svm|knn|tree)|\bwould (he|she|they|it|a|an|somebody|someone)\b|\bwhat would (?!be\b)[^?]+? be\b|\bhow (good|accurate) is (it|the model|that)\b|\brandom forest\b|\bregression\b", re.I)  # fmt: skip
_FORECAST = re.compile(
    r"\bforecast|\bnext (month|quarter|week|year)\b|\bproject(ion)?\b|\boutlook\b|\bnext (\d+|two|three|six|twelve) (month|week|quarter)s\b|\bwill we hit\b|\bcoming (month|quarter|week)",
    re.I,
)
_DRIVERS = re.compile(
    r"\bwhat (drives|influences|affects|determines|explains|factors|matters)|(?P<drivers>\bdrivers?\b)(?P<of> (?:of|behind|for|analysis)\b)?|\bwhy (did|do|does|is|are|was|were|have|has)\b|\bfactors\b|\bwhat caused\b|\breasons? for\b|\bwhat .* depends? on\b",
    re.I,
)
_CHANGE = re.compile(
    r"\bwhy\b.*\b(drop|fall|fell|rise|rose|down|up|decrease|increase|decline|grow|grew|jump|change|dip|lower|higher)",
    re.I,
)
_CORRELATE = re.compile(
    r"\bcorrelat|\bcorr\b|\brelationship between\b|\bgo(es)? along with\b|\bassociat|\brelated to\b|\blinked to\b|\bconnection between\b",
    re.I,
)
_CONCENTRATE = re.compile(
    r"\bpareto\b|\b80/20\b|\bconcentrat|\bwhales?\b|\b(together )?make (up )?(half\b|\d+ ?%)|\b(top|richest|biggest|best|largest|wealthiest|poorest) \d+(\.\d+)? ?(%|percent\b)|\bsmallest number of\b"
    r"|\b(how much|what (share|part|portion|percentage|percent|%|pct|fraction|proportion)) of\b[^?]*\b((top|biggest|largest|richest|wealthiest|best) (\d+|ten|five|twenty|fifty|hundred)\b(?! ?(%|percent))|(\d+|ten|five|twenty|fifty|hundred) (top|biggest|largest|richest|wealthiest|best)\b)[^?]*\b(account for|accounts for|hold|holds|held|own|bring|brings|make up|makes up|spend|generate|contribute|come from|comes from|earn|responsible for)"
    r"|\b(share|part|portion|percentage|percent|%|pct|fraction|proportion) of\b[^?]*\b(come|comes|came) from (the |our )?((top|biggest|largest|richest|best) (\d+|ten|five|twenty|fifty)\b|(\d+|ten|five|twenty|fifty) (biggest|largest|richest|best|top)\b)",
    re.I,
)
_CAMPAIGN = re.compile(
    r"^\W*campaigns? (?:for|to|aimed at)\b|\bcampaign (ideas?|brief|plan)\b|\b(a|an|new|next|our|some) (\w+ )?campaign for\b|\bideas? for (a |our |the |my )?(\w+ )?(campaign|promotion|marketing|newsletter)|\bmarketing (ideas?|plan|campaign)|\bhow (should|can|do|could) (we|i) (market|target|reach|address)|\bpromotion ideas|\bbrief for\b|\bwhat should we offer\b|\bplan a campaign\b",
    re.I,
)
_COPY = re.compile(abilities.COPY, re.I)
_SEGMENT = re.compile(
    r"\b(segment|cluster|group)s?\b|\bclustering\b|\bsegmentation\b|\brfm\b|\bk-?means\b|\b(split|divide|group)\b.*\b(into|in)\b.*\b(segments|clusters|groups|personas)\b|\bpersonas?\b",
    re.I,
)
_MAKE = re.compile(
    r"\b(segment|cluster|group) (my|our|the|these|all|them|customers?|clients?|people|users|families|by)\b|\b(make|do|create|build|find|give me|run|get|want|need) (me )?(an? )?(\w+ )?(\d+ )?(\w+ )?(segments?|clusters?|segmentation|clustering|rfm|personas)\b|\binto (\w+ )?(the same )?(\d+|two|three|four|five|six|seven|eight|nine|ten)? ?(\w+ )?(segments|clusters|groups|personas)\b|\brfm\b|\bk-?means\b|\bclustering\b|\bgaussian mixtures?\b|\bgmms?\b|\bsegmentation\b|^(segment|cluster)\b|\b(split|divide) (my|our|the|all)?\s?(customers|clients|people|users|buyers|families)\b.*\b(clusters?|segments?|groups?)\b|\(\d+ clusters|^(\d+|two|three|four|five|six|seven|eight|nine|ten) (\w+ )?(segments|clusters|personas)\b",
    re.I,
)
_PROFILE = re.compile(rf"{abilities.ABOUT}|{abilities.TRAITS}", re.I)
_WANTED = re.compile(
    r"^ (?:\w+ )?(?:campaigns?|ideas?|briefs?|versions?|options?|variants?|texts?|e-?mails?|ads?|subject)\b",
    re.I,
)
_WHO = re.compile(r"\b(?:people|persons?|those|anyone|everyone|customers?|members?|users?|buyers?|shoppers?|donors?|guests?|subscribers?|clients?|folks?)\s+(?:who|that|whose)\b", re.I)  # fmt: skip
_SETS = re.compile(r"sets? .+ apart", re.I)
_SETS_WORDS = re.compile(r"sets?|apart", re.I)
_COMPARE = re.compile(
    r"\b(compare|differ|differs|difference between|significant|significantly|vs\.?|versus|statistically|over-?represented|under-?represented)\b",
    re.I,
)


def _ranks_models(tagged: Tagged) -> bool:
    """ "which model sells best", where the data have models of their own."""
    named = any(
        e.kind == "column" and e.quality >= 0.95
        for s in tagged.cover
        if s.text.lower().startswith("model")
        for e in s.entries
    )
    return named and re.search(r"\b(?:which|best) model", tagged.text, re.I) is not None


def read(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation
) -> Reading | None:
    """The ability that a question calls for, as a Reading; None where it is a plain query."""
    low = tagged.text.lower()
    tools = planner.tools
    calls = abilities.called(tagged, tools)
    own = next((c for c in calls if c.detail == "own"), None)
    if own is not None:
        return _generic(planner, question, tagged, catalog, tools[own.tool])
    shared = tables.on_shared_segments(planner, question, tagged, catalog, conversation)
    if shared is not None:
        return shared
    on_segments = segmenting.told(planner, question, tagged, catalog, conversation)
    if on_segments is not None:
        return on_segments
    if abilities.errors_view(low, tagged.cover) is not None and "predict" in tools:
        draft = _best_draft(planner, tagged, catalog, abilities.people_scope(catalog))
        return planner._one(question, abilities.predict(draft, low), tagged, 0.85)
    statistical = regression.read(planner, question, tagged, catalog) or significance.read(
        planner, question, tagged, catalog
    )
    statistical = statistical or expecting.read(planner, question, tagged, catalog)
    if statistical is not None:
        return statistical
    over = next((c for c in calls if c.tool == "overview"), None)
    if over is not None and not _counts_only(low) and targeting.view_of(tagged) is None:
        scope = Scope(catalog, catalog.main)
        draft = abilities.conditions_only(scope, tagged)
        return planner._one(question, abilities.overview(draft, low, over.detail), tagged, 0.9)
    followed = lifecycle.read(planner, question, tagged, catalog, calls)
    if followed is not None:
        return followed
    activated = (
        exporting.read(planner, question, tagged, catalog, conversation)
        or testing.read(planner, question, tagged, catalog)
        or targeting.read(planner, question, tagged, catalog)
        or likelihood.read(planner, question, tagged, catalog, conversation)
    )
    if activated is not None:
        return activated
    shown = (
        tables.representation(tagged, catalog) or tables.as_a_whole(tagged, catalog, conversation)
        if "compare" in tools and not _SEGMENT.search(low.replace("age group", ""))
        else None
    )
    if shown is not None:
        return planner._one(question, shown, tagged, 0.85)
    wanted = tables.market(tagged, catalog)
    if wanted is not None and wanted[1].confidence >= 0.5:
        return planner._one(question, wanted[0], tagged, wanted[1].confidence, wanted[1])
    two_periods = sum(1 for s in tagged.cover if s.period is not None) >= 2
    beside = None if two_periods else tables.side_by_side(planner, tagged, catalog)
    if beside is not None:
        return planner._one(question, beside, tagged, 0.85)
    people = abilities.people_scope(catalog)
    cut = parts.read(Scope(catalog, people), tagged)
    if cut is not None:
        return planner._one(question, cut, tagged, 0.85)
    used = abilities.segment_reference(tagged)
    people = abilities.people_scope(catalog)
    written = abilities.copy_form(tagged.text, tagged.cover) is not None
    if (written or _CAMPAIGN.search(low)) and "campaign" in tools:
        return _for_group(planner, question, tagged, catalog, conversation, "campaign", used)
    foretold = _PREDICT.search(low) and not _ranks_models(tagged)
    if foretold and "predict" in tools and not _FORECAST.search(low):
        draft = _best_draft(planner, tagged, catalog, people)
        expected = abilities.predict(draft, low)
        left = abilities.numbers_left(draft)
        if left:
            checked = Checked(0.4, left, (), ("a number belongs to no trait",))
            return planner._one(question, expected, tagged, 0.4, checked)
        return planner._one(question, expected, tagged, 0.85)
    foretells = _FORECAST.search(low) or foretelling.tests(tagged)
    if foretells and "forecast" in tools and planner.days is not None:
        draft = _best_draft(planner, tagged, catalog, catalog.main)
        return foretelling.read(planner, question, tagged, draft)
    of_file = abilities.segments_of_the_file(tagged)
    if (
        _MAKE.search(low)
        and used is None
        and not of_file
        and "segment" in tools
        and not _by_category(tagged, catalog)
    ):
        draft = _best_draft(
            planner, tagged, catalog, people, prefer=segmenting.whom(tagged, catalog) or people
        )
        return segmenting.reading(planner, question, tagged, segmenting.request(draft))
    if used is not None and "segment" in tools:
        return _on_segments(planner, question, tagged, catalog, conversation, used, low)
    if _asks_what_drives(planner, low) and "drivers" in tools:
        change = bool(_CHANGE.search(low))
        draft = _best_draft(planner, tagged, catalog, catalog.main if change else people)
        untold = None if change else abilities.reasons_of_a_state(draft)
        if untold is not None:
            return Reading(question, missing=untold)
        return planner._one(question, abilities.drivers(draft, low, change), tagged, 0.8)
    tied = related.read(planner, question, tagged, catalog, numbers=False)
    if tied is not None:
        return tied
    if (_CORRELATE.search(low) or related.asked(tagged.text)) and "correlate" in tools:
        summed = paired.read(planner, question, tagged, catalog)
        if summed is not None:
            return summed
        draft = _best_draft(
            planner, tagged, catalog, people, prefer=_with_both(planner, tagged, catalog, people)
        )
        made = abilities.correlate(draft, low)
        if made is not None and not (related.asked(tagged.text) and "columns" not in made.args):
            return planner._one(question, made, tagged, 0.85)
        tied = related.read(planner, question, tagged, catalog, numbers=True)
        if tied is not None:
            return tied
    if _CONCENTRATE.search(low) and "concentration" in tools:
        by = abilities.holders(tagged, catalog)
        draft = _best_draft(planner, tagged, catalog, people, prefer=by.name if by is not None else people)
        held = abilities.concentration(draft, low, by)
        if held is not None:
            return planner._one(question, held, tagged, 0.85)
    if _PROFILE.search(low) and "profile" in tools:
        return _for_group(planner, question, tagged, catalog, conversation, "profile", used)
    if _COMPARE.search(low) and "compare" in tools:
        draft = _best_draft(planner, tagged, catalog, people)
        made = abilities.compare(draft, low)
        if made is not None:
            return planner._one(question, made, tagged, 0.8)
    return None


_GROUPED = re.compile(
    r"\bgroup(?:ed|ing|s)?\b[^,.;?]{0,30}?\bby\s+(?:the |their |its |each |attribute |column )*", re.I
)


def _asks_what_drives(planner: OfflinePlanner, low: str) -> bool:
    """Not where the data tell of people who drive ("premium by driver age"), unless it is "the drivers of"."""
    people = bool(planner.lexicon.stems_known & {planner.words.stems.of(w) for w in ("driver", "drivers")})
    return any(m["drivers"] is None or m["of"] is not None or not people for m in _DRIVERS.finditer(low))


def _by_category(tagged: Tagged, catalog: Catalog) -> bool:
    """ "group them by position", "group by month": categories that are there, no segments to be found."""
    m = _GROUPED.search(tagged.text)
    if m is None:
        return False
    span = next((s for s in tagged.cover if tagged.tokens[s.start].start >= m.end()), None)
    if span is None:
        return False
    named = (t for s in catalog.sources for t in Scope(catalog, s).terms(span)[:1])
    return span.word("grain") is not None or any(
        t.column is not None and not is_numeric(t.column) for t in named
    )


def _counts_only(low: str) -> bool:
    """ "how many rows", "what percent has no client number": figures, not an overview."""
    return bool(re.search(r"^(how many|what percent|what share|average|total)\b", low)) and not re.search(
        r"duplicate|joke|odd|missing values|outlier", low
    )


def _best_draft(
    planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, default: str, prefer: str | None = None
) -> Any:
    """The draft of the source in which most words bind."""
    names = [default] + [s.name for s in planner._scopes(tagged, catalog)]
    best: tuple[float, Any] | None = None
    for name in dict.fromkeys(names):
        draft = abilities.conditions_only(Scope(catalog, name), tagged)
        bound = sum(1 for s in tagged.cover if s.entries and draft.scope.terms(s))
        score = bound + 0.5 * len(draft.used) + (0.6 if name == default else 0) + (3 if name == prefer else 0)
        if best is None or score > best[0]:
            best = (score, draft)
    assert best is not None
    return best[1]


def _with_both(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, people: str) -> str:
    """The source where two numbers go together: that of the members who are named ("across customers"), else the rows
    that have the numbers themselves. Sums and averages of members nobody named tell of members, and of no row."""

    def suits(scope: Scope) -> tuple[bool, int, int, bool, bool]:
        columns = [c for _, c in abilities.named_columns(abilities.conditions_only(scope, tagged), 0)]
        named = len(columns) > 1 and says_members(scope, tagged)
        foreign = sum(2 * is_joined(c) + _is_grouped(c) for c in columns)
        own_people = scope.name == people and not is_rolled(scope)
        main = catalog.main in scope.names
        return named, len(columns), -foreign, own_people, main

    scopes = planner._scopes(tagged, catalog)
    return max(scopes, key=suits).name if scopes else people


def _is_grouped(column: Column) -> bool:
    """A sum or average of the rows of a member."""
    return column.expr is not None and any(isinstance(n, Agg) for n in walk(column.expr))


def _generic(planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, tool: Tool) -> Reading:
    draft = _best_draft(planner, tagged, catalog, catalog.main)
    abilities.flags_as_conditions(draft)
    return planner._one(question, abilities.generic(draft, tool), tagged, 0.85)


def _segment_step(catalog: Catalog, tool: str = "segment") -> tuple[dict[str, Any], str]:
    source = abilities.people_scope(catalog)
    return {"tool": tool, "args": {"source": source}}, source


def _on_segments(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    used: tuple[int, str | None],
    low: str,
) -> Reading | None:
    """Questions that use a segmentation: made before, or made first."""
    labelling = segmentation(conversation)
    _at, number = used
    if number is not None:
        wanted = "profile" if _PROFILE.search(low) or len(low.split()) <= 3 else None
        if wanted is not None:
            return _for_group(planner, question, tagged, catalog, conversation, wanted, used)
        if labelling is None:
            return _of_one_unmade(planner, question, tagged, catalog, number)
    label: Expr
    if labelling is not None:
        label, source, before = col(labelling.name), labelling.source, ()
    else:
        step, source = _segment_step(catalog)
        label, before = col("$1"), (step,)  # type: ignore[assignment]  # one step
    return grouped_by(planner, question, tagged, catalog, label, source, before, low)


_ONE_OF_THEM = re.compile(
    r"\s*\b(?:(?:who|that|which)\s+)?(?:(?:are|is|belongs?)\s+)?(?:in|into|of|from|for|by|to|within|among)?\s*(?:the\s+)?(?:segment|cluster|persona)\s*(?:no\.?\s*|number\s*|#\s*)?\d+\b",
    re.I,
)
_LISTED = re.compile(
    r"^\W*(?:please\s+)?(?:show|list|give|display|name|get|who|which|see)\b|^\W*members\b", re.I
)
_MEMBERS = re.compile(
    r"\W*\b(?:(?:please|show|list|give|display|name|get|see|me|us|all|the|who|which|what|is|are|belongs?|members?|ids?|of|in|everyone|everybody|people|persons|customers?|clients?|users?|ones?|to)\b\W*)*\W*",
    re.I,
)


def _of_one_unmade(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, number: str
) -> Reading | None:
    """ "show members of segment 1", "how many customers are in segment 2?" before there are segments: they are made
    first, by the usual rule, and the rest of the question is asked of that one."""
    step, source = _segment_step(catalog)
    scope = Scope(catalog, source)
    which = call("eq", col("$1"), number)
    note = "there were no segments yet, so they were made first, by the usual rule"
    rest = _ONE_OF_THEM.sub("", tagged.text)
    listed = not re.search(r"\w", rest) or (_LISTED.search(rest) and _MEMBERS.fullmatch(rest))
    if listed and scope.entity is not None:
        key = scope.source.columns[scope.entity.key]
        outs = (Out(name=key.label, expr=col(key.name)), Out(name="segment", expr=col("$1")))
        made, used = Intent(source=source, columns=outs, limit=100), ("segment",) * len(tagged.cover)
    else:
        alone = planner._best_query(planner.tagger.tag(rest, tagged.made), catalog)
        if (
            alone is None
            or alone.intent.source != source
            or alone.checked.unlicensed
            or alone.checked.ignored
        ):
            return None
        made = alone.intent
        told = {alone.draft.spans[i].text.lower(): why for i, why in alone.draft.used.items()}
        said = {w for m in _ONE_OF_THEM.finditer(tagged.text) for w in m[0].lower().split()}
        used = tuple(
            told.get(s.text.lower(), "segment" if s.text.lower() in said else "") for s in tagged.cover
        )
    intent = made.model_copy(
        update={"before": (step,), "where": (*made.where, which), "notes": (*made.notes, note)}
    )
    return planner._one(question, intent, tagged, 0.85, used=used)


def _for_group(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    tool: str,
    used: tuple[int, str | None] | None,
) -> Reading:
    """A profile or campaign: of a segment, of the people who fit conditions, or of the best segment."""
    form = abilities.copy_form(tagged.text, tagged.cover) if tool == "campaign" else None
    if tool == "campaign" and form is None and abilities.wants_ideas(tagged.text):
        form = "ideas"
    labelling = segmentation(conversation)
    number = used[1] if used is not None else None
    if number is not None:
        if labelling is not None:
            return planner._one(
                question, in_form(segment_call(conversation, labelling, tool, number), form), tagged, 0.9
            )
        step, source = _segment_step(catalog)
        intent = Intent(
            source=source, tool=tool, before=(step,), args={"segment": {"step": "$1", "label": number}}
        )
        return planner._one(question, in_form(intent, form), tagged, 0.85)
    people = abilities.people_scope(catalog)
    draft = _best_draft(planner, tagged, catalog, people)
    abilities.flags_as_conditions(draft)
    value = next(
        (
            e
            for s in tagged.cover
            for e in s.entries
            if e.kind == "value" and labelling is not None and e.name == labelling.name
        ),
        None,
    )
    if value is not None:
        return planner._one(
            question,
            in_form(segment_call(conversation, labelling, tool, str(value.value)), form),
            tagged,
            0.9,
        )
    rows = tuple(c.expr for c in draft.conditions if c.measure is None)
    made = in_form(_of_people(Intent(source=draft.scope.name, tool=tool, where=rows), tagged, catalog), form)
    left = _nobody_knows(draft)
    if left:
        checked = Checked(0.4, left, (), ("a word that may say who is meant is not known",))
        return planner._one(question, made, tagged, 0.4, checked)
    return planner._one(question, made, tagged, 0.85 if rows else 0.7)


def _of_people(intent: Intent, tagged: Tagged, catalog: Catalog) -> Intent:
    """The people behind lines or orders ("customers who bought a Garden bench"): a campaign addresses people, and so
    does what names them."""
    people = Scope(catalog, abilities.people_scope(catalog))
    key = people.entity.key if people.entity is not None else None
    lines = key in catalog.sources[intent.source].columns and intent.source != people.name
    if not (lines and intent.where and (intent.tool == "campaign" or says_members(people, tagged))):
        return intent
    return intent.model_copy(
        update={"source": people.name, "where": exporting.belonging(people, intent, intent.where)}
    )


def in_form(intent: Intent, form: str | None) -> Intent:
    """The same campaign as ideas to compare, or as the copy of an e-mail or an ad, where that is asked for."""
    return intent if form is None else intent.model_copy(update={"args": {**intent.args, "form": form}})


def _explained_to(draft: Draft) -> int:
    """Where brackets open that hold a condition: "parents on a tight budget (income under 40k)"."""
    opened = draft.text.find("(")
    said = [draft.tokens[draft.spans[i].start].start for c in draft.conditions for i in c.spans]
    return opened if opened >= 0 and any(at > opened for at in said) else 0


def _nobody_knows(draft: Draft) -> tuple[str, ...]:
    """Words that may say who is meant ("vegan customers") and are not known. Those that call for a brief or a
    description say what is wanted of them, and what stands in front of brackets is explained in them."""
    calls = [m.span() for p in (_PROFILE, _CAMPAIGN, _COPY) for m in p.finditer(draft.text)]
    calls = [(a, b) for a, b in calls if not _SETS.fullmatch(draft.text[a:b])]
    unknown = []
    explained = _explained_to(draft)
    who = _WHO.search(draft.text)
    told = who.end() if who is not None else 0
    for i, span in enumerate(draft.spans):
        at = draft.tokens[span.start].start
        called = any(a <= at < b for a, b in calls) or _SETS_WORDS.fullmatch(span.text) is not None
        meant = (span.unknown and not harmless_unknown(draft, i)) or (at > told > 0 and _says_who(draft, i))
        if meant and draft.free(i) and at >= explained and not called:
            unknown.append(span.text)
    return (*_numbers_of_people(draft), *unknown)


def _says_who(draft: Draft, i: int) -> bool:
    """A name of the data behind "people who", which no condition took."""
    span = draft.spans[i]
    rows = any(t.rows or t.entity is not None for t in draft.scope.terms(span))
    return bool(span.entries) and not rows and span.word("tool") is None


def _numbers_of_people(draft: Draft) -> tuple[str, ...]:
    """Numbers that nothing took, apart from how many ideas or texts are wanted."""
    wanted = {
        span.text
        for i, span in enumerate(draft.spans[:-1])
        if span.number is not None and _WANTED.search(draft.text[draft.tokens[span.start].end :][:25])
    }
    return tuple(n for n in abilities.numbers_left(draft) if n not in wanted)
