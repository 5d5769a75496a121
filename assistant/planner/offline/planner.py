"""OfflinePlanner.read: the order in which a message is understood."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import (
    abilities,
    again,
    ago,
    at_home,
    bridging,
    build,
    causal,
    dangling,
    dating,
    events,
    exporting,
    foretelling,
    grain,
    heads,
    inline,
    lifecycle,
    lookalikes,
    ordinal,
    periods,
    phrases,
    reasons,
    regression,
    related,
    sense,
    shared_head,
    slips,
    slopes,
    standing,
    states,
    targeting,
    teaser,
    testing,
    unplanned,
    vague,
    verbatim,
    verbs,
    weighing,
    wording,
)
from assistant.planner.offline.apart import told_apart
from assistant.planner.offline.checks import Checked, check
from assistant.planner.offline.compose import compose
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.derived import defining, reader
from assistant.planner.offline.derived.filling import MARK
from assistant.planner.offline.followups import asides, ellipsis, extremes, listing, message, rows
from assistant.planner.offline.followups import reading as followups
from assistant.planner.offline.followups.phrases import asks_who_leads
from assistant.planner.offline.followups.segments import per_member, within_their_population
from assistant.planner.offline.followups.slots import asks_what_if
from assistant.planner.offline.forms import (
    beside,
    difference,
    drawing,
    jumps,
    plain,
    share,
    small,
    tallied,
    thresholds,
)
from assistant.planner.offline.forms.nouns import timed
from assistant.planner.offline.lexicon import NOUN, Entry, Lexicon
from assistant.planner.offline.lighter import in_plain_words, lighter
from assistant.planner.offline.owned import in_front
from assistant.planner.offline.recast import recast
from assistant.planner.offline.roundabout import plainer, what_there_is
from assistant.planner.offline.scope import NUMERIC, Intent, Scope, is_birth, is_numeric
from assistant.planner.offline.shape import judged
from assistant.planner.offline.signs import How, likelihood, signs
from assistant.planner.offline.spans import Span, Tagged, Tagger
from assistant.planner.offline.text import MOST_CHARACTERS, tokens
from assistant.planner.offline.vocabulary import Vocabulary, Word, vocabulary
from assistant.planner.offline.wordorder import turned
from assistant.planner.offline.written_out import in_full, spelt_out
from assistant.reading import Candidate, Missing, Reading
from assistant.split import GOES_ON
from data.catalog import Catalog
from data.errors import AssistantError
from data.query import Bin, Col, Expr, all_of, call, columns_of
from tools._result import Result
from tools._tool import Tool, discover

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from data.dataset import Dataset

CLEAR_LEAD = 0.06
"""A second reading this close to the first is handed over with it, to be told apart by running both."""
SMALL = 0.6
"""How sure a plain question to a small table must be read to be taken before all else."""
FORMED = 0.1
PREFERRED = {
    "difference": 2 * FORMED, "jumps": 2 * FORMED, "drawing": 2 * FORMED, "thresholds": FORMED, "share": FORMED, "plain": FORMED,
    "beside": 2 * FORMED,
}  # fmt: skip
"""How much a form that was read whole is preferred to a composition of parts."""
ANSWER_ALONE = 0.9
"""A message that reads this well by itself, and points at nothing before it, is a new question."""

CLEAR = 0.75
"""Two groups that a sentence sets beside each other in so many words are compared, and no others."""


@dataclass(frozen=True)
class Read:
    """One intent with how well the words support it."""

    intent: Intent
    draft: Draft
    checked: Checked
    fit: float = 0.0
    form: str = "composed"


class OfflinePlanner:
    """Reads questions to one dataset; holds no conversation and may serve many at once."""

    def __init__(
        self, dataset: Dataset, words: Vocabulary | None = None, tools: dict[str, Tool] | None = None
    ) -> None:
        self.words = words or vocabulary()
        self.tools = tools if tools is not None else discover()
        self._own_words()
        self.catalog: Catalog = dataset.catalog
        self.lexicon = Lexicon(self.catalog, self.words)
        self.days = _days(self.catalog)
        self.tagger = Tagger(
            self.words, self.lexicon, self.days, _years(self.catalog), _days(self.catalog, births=True)
        )
        self._talk = self.words.talk()
        self._last_catalog: tuple[int, Catalog] | None = None

    def _own_words(self) -> None:
        """Words that a tool itself declares, where the vocabulary does not know the tool."""
        known = set(self.words.raw["tools"])
        for tool in self.tools.values():
            if tool.name in known or tool.name in ("query", "calc", "define", "policy"):
                continue
            for phrase in tool.words:
                key = self.words.key(phrase)
                if not any(w.name == tool.name for w in self.words.phrases.get(key, [])):
                    self.words.phrases.setdefault(key, []).append(Word("own_tool", tool.name))

    # -- the way of a message ------------------------------------------------------------------------------------
    def read(self, question: str, conversation: Conversation) -> Reading:
        """Read one message in its conversation."""
        reading = self._lightly(question, conversation, self._read_message(question, conversation))
        reading = within_their_population(self, reading, conversation)
        first = not conversation.turns and conversation.unanswered is None
        if not first or not reading.candidates or reading.unlicensed or not dangling.points(question):
            return reading
        at = dangling.at_nothing(self.tagged(question, conversation))
        if at is None:
            return reading
        return replace(
            reading, unclear=f"“{at}” points at something said before, and nothing was. Is it this?"
        )

    def _lightly(self, question: str, conversation: Conversation, reading: Reading) -> Reading:
        """What would be asked back, read as the plain question that its construction stands for, or without the words
        that restrict nothing."""
        if reading.talk or reading.missing or not _asks(reading):
            return reading
        text = wording.plain(" ".join(question.split()), self.words)
        plain = recast(text, self.lexicon, self.words)
        if plain == text:
            return self._in_fewer_words(question, question, conversation, reading) or reading
        again = self._read_message(plain, conversation)
        if not (again.talk or again.missing or _asks(again)):
            return replace(again, question=question)
        return (
            self._in_fewer_words(question, plain, conversation, again)
            or self._in_fewer_words(question, question, conversation, reading)
            or reading
        )

    def _in_fewer_words(
        self, question: str, text: str, conversation: Conversation, reading: Reading
    ) -> Reading | None:
        """A text that was not understood, without the words that restrict nothing; None where that does not help."""
        fewer = lighter(text, self._is_named, _strange(reading))
        again = self._read_message(fewer.text, conversation) if fewer is not None else None
        if fewer is None or again is None or again.talk or again.missing or _asks(again):
            return None
        left_out = tuple(dict.fromkeys((*again.ignored, *fewer.left_out)))
        return replace(again, question=question, ignored=left_out)

    def _is_named(self, word: str) -> bool:
        """Whether a word is surely something of the data."""
        return any(e.quality >= 0.9 for e in self.lexicon.find((self.words.stems.of(word),)))

    def _read_message(self, question: str, conversation: Conversation) -> Reading:
        text = slips.mended(" ".join(question.split()), self.words, self.lexicon.is_written)
        text = in_plain_words(text, self._is_named)
        text = recast(wording.plain(text, self.words), self.lexicon, self.words, "always")
        if len(text) > MOST_CHARACTERS:
            return Reading(
                question,
                missing=Missing(
                    f"a question of {len(text):,} characters is too long to be read",
                    "a question of one or two sentences",
                ),
            )
        if not re.search(r"\w", text):
            return Reading(question, talk="help")
        talk = self._small_talk(text, conversation)
        if talk is not None:
            return Reading(question, talk=talk)  # type: ignore[arg-type]  # the vocabulary's kinds are Talk's
        catalog = conversation.view.catalog
        asked = standing.within(text, conversation.view)
        if asked is not None and asked.rest and not standing.is_variant(text, catalog):
            read = self.read(asked.rest, conversation)
            return replace(standing.under(read, asked), question=question)
        counted = self._weights_apart(question, text, conversation)
        if counted is not None:
            return counted
        placed = self._at_place(question, text, conversation)
        if placed is not None:
            return placed
        said = message.hear(text)
        tagged = self.tagged(said.rest.strip() if said.turns else text, conversation)
        by_date = dating.named(tagged, catalog)
        if by_date is not None:
            tagged, catalog = self.tagged(by_date[0], conversation), by_date[1]
        else:
            catalog = dating.spoken_of(tagged, catalog, self.words)
        before = conversation.last.intent if conversation.last is not None and not said.turns else None
        derived = reader.read(self, tagged, catalog, before)
        if derived is not None and derived.direct is not None and _points_back(text, conversation):
            derived = None  # "and the newest there?" is about what was spoken of
        if derived is not None:
            if derived.direct is not None:
                reading = self._one(question, derived.direct, derived.tagged, 0.85)
            else:
                reading = self._read(question, derived.tagged, derived.catalog, conversation, said.turns)
            return reader.filled(self, reading, derived)
        introduced = self._introduced(question, text, conversation)
        if introduced is not None:
            return introduced
        read = self._read(question, tagged, catalog, conversation, said.turns)
        bare = conversation.unanswered is not None and (
            _ranks_by_nothing(tagged, catalog) or message.counts_what_was_said(text) or asks_who_leads(text)
        )
        if said.leans or bare or _is_fragment(read, text):
            supposed = self._supposing(question, tagged, catalog, conversation)
            read = supposed or _after_a_gap(read, conversation)
        return self._weighed(read, tagged)

    def _weights_apart(self, question: str, text: str, conversation: Conversation) -> Reading | None:
        """A question that says whether the weights of a survey count, read without that; the last one where it says
        nothing else."""
        catalog = conversation.view.catalog
        heard = weighing.heard(text, catalog)
        if heard is None:
            return None
        rest, counts = heard
        last = conversation.last.intent if conversation.last is not None else None
        intent: Intent | None = last if isinstance(last, Intent) and weighing.is_bare(rest) else None
        if intent is None:
            first = self.read(rest, conversation) if re.search(r"\w", rest) else Reading(question)
            if not _surely(first) or not isinstance(first.candidates[0].intent, Intent):
                return None
            intent = first.candidates[0].intent
        made = weighing.weighed(intent, catalog, counts)
        if made is None:
            return None
        tagged = self.tagged(rest or text, conversation)
        return self._one(question, made, tagged, 0.9, used=("item",) * len(tagged.cover))

    def _at_place(self, question: str, text: str, conversation: Conversation) -> Reading | None:
        """A question for the second or third of a ranking, where the ranking is read surely."""
        heard = ordinal.heard(text)
        if heard is None or (conversation.last is not None and ordinal.points_back(text)):
            return None
        first = self.read(heard[0], conversation)
        if not _surely(first) or not isinstance(first.candidates[0].intent, Intent):
            return None
        placed = ordinal.at_place(first.candidates[0].intent, heard[1])
        if placed is None:
            return None
        return self._one(question, placed, self.tagged(heard[0], conversation), 0.9)

    def _introduced(self, question: str, text: str, conversation: Conversation) -> Reading | None:
        """The second half of a message, where it says in plain words what the first only introduces."""
        halves = teaser.halves(text)
        if halves is None or conversation.last is not None or conversation.unanswered is not None:
            return None
        first, second = halves
        if GOES_ON.match(second) or defining.declares(first):
            return None
        named = teaser.names_a_figure(self.tagged(second, conversation))
        if not named or teaser.restricts(self.tagged(first, conversation), second):
            return None
        plain = self.read(second, conversation)
        if not _surely(plain):
            return None
        loose = self.read(first, conversation)
        if _surely(loose) and not teaser.same_groups(loose, plain):
            return None
        return replace(plain, question=question, ignored=(*plain.ignored, first))

    def _supposing(
        self, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation
    ) -> Reading | None:
        """What leans on a question that was not answered, read as if one of its readings had been meant. Where only
        which of them was in doubt, all are edited, and what comes out alike needs no question."""
        gap, readings = conversation.unanswered, conversation.offered
        if gap is None or not readings:
            return None
        edited = [
            (offered, made)
            for offered in (readings if conversation.placed else readings[:1])
            if (made := self._supposed(question, tagged, catalog, conversation, offered)) is not None
        ]
        if not edited:
            return None
        offered, first = edited[0]
        if not conversation.placed:
            said = f"“{gap}” was not answered. If it meant “{offered.reading}”, is it this that you mean now?"
            return replace(first, unclear=said)
        taken = (
            replace(c, notes=(*c.notes, f"“{gap}” was not answered; it is taken for “{o.reading}”"))
            for o, made in edited
            for c in made.candidates[:1]
        )
        return replace(first, candidates=tuple(taken))

    def _supposed(
        self, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation, offered: Candidate
    ) -> Reading | None:
        """The edit that a message makes of a reading that was offered; None where it makes none."""
        from assistant.answer import Answer
        from assistant.conversation import Turn

        gap = conversation.unanswered or ""
        if not isinstance(offered.intent, Intent):
            return None
        turn = Turn(gap, offered.plan, Answer(gap, "clarify"), Result(), intent=offered.intent)
        turns = [*conversation.turns, turn]
        supposed = replace(conversation, turns=turns, unanswered=None, offered=())
        edited = followups.read(self, question, tagged, catalog, supposed)
        if edited is None or not edited.candidates or edited.unlicensed or edited.missing or edited.unclear:
            return None
        return edited

    def _weighed(self, reading: Reading, tagged: Tagged) -> Reading:
        """The first candidate with the confidence that its signs earned on labelled questions."""
        how = reading.trace.get("how")
        if (
            not reading.candidates
            or not isinstance(how, How)
            or not isinstance(reading.candidates[0].intent, Intent)
        ):
            return reading
        first = reading.candidates[0]
        found = signs(how, first.intent, tagged)
        likely = likelihood(found)
        trace = {**reading.trace, "signs": found}
        if likely is None or reading.unclear or reading.missing or reading.unlicensed:
            return replace(reading, trace=trace)
        first = replace(first, confidence=round(likely, 3))
        rest = tuple(
            replace(c, confidence=min(c.confidence, first.confidence)) for c in reading.candidates[1:]
        )
        return replace(reading, candidates=(first, *rest), trace=trace)

    def tagged(self, text: str, conversation: Conversation) -> Tagged:
        """The words of a message with what they may stand for, in its conversation."""
        text, verbatim_names = verbatim.read(text, conversation.view.catalog, self.words)
        text = shared_head.told_apart(again.named(text, self.lexicon), self.lexicon)
        text = reasons.in_names(text, conversation.view.catalog, self.words)
        text = in_front(turned(plainer(spelt_out(text, self.lexicon.names()), self.words)), self.words)
        labels = self._grouping()
        text = what_there_is(in_full(text, labels, self._is_small(conversation)), labels)
        text = ago.dated(text, ago.today(self.catalog, self.days[1] if self.days is not None else None))
        text, explained = inline.read(text, conversation.view.catalog, self.words, self.lexicon.find)
        made = self.named_so_far(conversation)
        for key, entries in (explained | verbatim_names).items():
            made[key] = [*entries, *made.get(key, [])]
        catalog = conversation.view.catalog
        return verbs.freed(timed(self.tagger.tag(text, made), catalog), catalog)

    def _grouping(self) -> list[str]:
        """Labels of what rows are grouped by."""
        columns = [c for s in self.catalog.sources.values() for c in s.columns.values()]
        return [c.label for c in columns if c.role in ("category", "flag", "code", "ordinal")]

    def _is_small(self, conversation: Conversation) -> Callable[[str], bool]:
        """Words of questions that no column answers to; segments that were made are meant sooner than a column."""
        made = any(getattr(thing, "labels", None) for thing in conversation.in_force())

        def small(word: str) -> bool:
            stem = self.words.stems.of(word)
            called = any(w.kind == "tool" for w in self.words.phrases.get((stem,), ()))
            asked = stem in self.words.framing or (called and not made)
            return asked and not self.lexicon.find((stem,))

        return small

    def _read(
        self, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation, turns: bool = False
    ) -> Reading:
        """`turns`: the message says itself that it is a new question."""
        last = None if turns else conversation.last
        unknown: frozenset[str] = frozenset()
        alike = lookalikes.read(self, question, tagged, catalog, conversation)
        if alike is not None:
            return alike
        if last is not None:
            told = (
                rows.read(self, tagged.text, catalog, last)
                or extremes.read(self, tagged.text, catalog, last)
                or listing.read(self, tagged.text, catalog, last)
                or listing.narrowed(self, tagged.text, catalog, conversation, last)
            )
            if told is not None:
                return _after_a_gap(self._one(question, told, tagged, 0.9), conversation)
        if last is None or not (message.looks_like(tagged.text) or asides.of_answer(tagged.text)):
            asked, unknown = self._small(question, tagged, catalog)
            if asked is not None:
                return asked
        made = standing.read(question, tagged, catalog, self._scopes(tagged, catalog), conversation)
        if made is not None:
            return self._one(question, made, tagged, 0.95)
        declined = self._declined(tagged) or causal.declined(self, tagged, catalog)
        if declined is not None:
            return Reading(question, missing=declined, trace=_trace(tagged, ()))
        if last is not None:
            activated = (
                exporting.follow(self, question, tagged, catalog, conversation, last)
                or targeting.follow(self, question, tagged, catalog, last)
                or testing.follow(self, question, tagged, catalog, last)
                or foretelling.follow(self, question, tagged, last)
                or bridging.follow(self, question, tagged, catalog, last)
                or regression.follow(self, question, tagged, last)
                or related.follow(self, question, tagged, catalog, last)
            )
            again = self._other_periods(tagged, catalog, last.intent)
            if again is not None:
                used = ("item",) * len(tagged.cover)
                return _after_a_gap(self._one(question, again, tagged, 0.85, used=used), conversation)
            going_on = dating.kept(last.intent, catalog)
            edited = activated or followups.read(self, question, tagged, going_on, conversation)
            if edited is not None:
                return _after_a_gap(edited, conversation)
        bought = causal.buyers(self, tagged, catalog)
        if bought is not None:
            return self._one(question, bought, tagged, 0.9)
        bridged = bridging.read(self, tagged, catalog)
        if bridged is not None:
            return self._one(question, bridged, tagged, 0.85, used=("item",) * len(tagged.cover))
        for scope in self._scopes(tagged, catalog)[:2]:
            changed = periods.read(scope, tagged, self.tools)
            if changed is not None and self._undated(tagged, catalog) is None:
                return self._one(question, changed, tagged, 0.85, used=("item",) * len(tagged.cover))
        reads = self._reads(tagged, catalog)
        called = (
            None if self._whole(tagged, reads) else self._ability(question, tagged, catalog, conversation)
        )
        own = called or self._query(question, tagged, catalog, reads, unknown)
        if last is None or not (message.clings(tagged.text) or _forgets_them(own, tagged.text, last.intent)):
            return own
        return _unconnected(own)

    def _other_periods(self, tagged: Tagged, catalog: Catalog, last: object) -> Intent | None:
        """The change that was asked for last between two other periods, or that of the last figure to another period."""
        if not isinstance(last, Intent) or last.source not in catalog.sources:
            return None
        scope = Scope(catalog, last.source)
        return periods.follow(last, scope, tagged) or periods.onward(
            last, scope, ellipsis.dated(tagged, last), self.tools
        )

    def _small(
        self, question: str, tagged: Tagged, catalog: Catalog
    ) -> tuple[Reading | None, frozenset[str]]:
        """A plain question to a small table that is read whole, whatever else its words could call for; else the
        words that were in the way."""
        unknown: set[str] = set()
        ratios = any(e.kind == "measure" and e.name.startswith(MARK) for s in tagged.cover for e in s.entries)
        if ratios or _beyond(tagged, catalog) is not None:
            return None, frozenset()  # a ratio is no value of a row
        for scope in self._scopes(tagged, catalog):
            reads = []
            if (
                thresholds.read(scope, tagged) is not None
                or periods.compares(scope, tagged)
                or jumps.asked(scope, tagged)
            ):
                continue  # what groups have together, not what a row has
            for formed, draft in small.read(scope, tagged, self.tools):
                intent = wording.in_order(sense.made(formed, draft), draft)
                checked = check(draft, intent, len(tagged.corrections), tagged.cover)
                if {*checked.unlicensed} <= {*checked.ignored}:
                    unknown |= {*checked.ignored}
                if not (checked.unlicensed or checked.ignored) and checked.confidence >= SMALL:
                    reads.append(Read(intent, draft, checked, form="small"))
            if reads:
                return self._told(question, tagged, catalog, reads), frozenset()
        return None, frozenset(unknown)

    def _whole(self, tagged: Tagged, reads: list[Read]) -> bool:
        """True where a form takes every word, so that none is left to call for an ability."""
        if lifecycle.asked(abilities.called(tagged, self.tools), tagged, self) is not None:
            return False  # its words may be other names of a column, too: "lifetime value" of revenue
        if "predict" in self.tools and asks_what_if(tagged.text):
            return False  # what somebody would do is expected, not looked up
        if abilities.errors_view(tagged.text, tagged.cover) is not None:
            return False  # what a model misses is drawn
        if abilities.describes(tagged.text):
            return False  # a group is described, its rows are not listed
        if slopes.asked(tagged.text, named=False) is not None:
            return False  # a line is fitted, no groups are listed
        if related.asked(tagged.text):
            return False  # whether two things go together is tested, not listed
        calls = [i for i, s in enumerate(tagged.cover) if s.word("tool", "own_tool") is not None]
        return any(
            r.form != "composed"
            and r.checked.confidence >= (CLEAR if r.form == "beside" else ANSWER_ALONE)
            and not r.checked.unlicensed
            and all(i in r.draft.used for i in calls)
            for r in reads
        )

    # -- small talk ----------------------------------------------------------------------------------------------
    def _small_talk(self, text: str, conversation: Conversation) -> str | None:
        key = tuple(
            t.stem
            for t in tokens(text, self.words.stems)
            if t.low not in ("please", "segue", "?", "there", "!")
        )
        kind = self._talk.get(key)
        if (
            kind is None
            and len(key) > 1
            and self._talk.get(key[:1]) in ("hello", "thanks")
            and self._talk.get(key[1:])
        ):
            kind = self._talk[key[1:]]
        return kind

    # -- what the conversation made ------------------------------------------------------------------------------
    def named_so_far(self, conversation: Conversation) -> dict[tuple[str, ...], list[Entry]]:
        """Names that this conversation gave and codes that it explained, as entries beside the data's own."""
        made = self._made(conversation)
        for known in (self._explained(conversation), self._in_short(conversation)):
            for key, entries in known.items():
                made[key] = [*entries, *made.get(key, [])]
        return made

    def _in_short(self, conversation: Conversation) -> dict[tuple[str, ...], list[Entry]]:
        """The noun at the end of a name that was said whole before: "without a limitation" after those with a physical
        limitation, where no other name ends in it."""
        last = conversation.last.intent if conversation.last is not None else None
        known: dict[tuple[str, ...], list[Entry]] = {}
        source = self.catalog.sources.get(last.source) if isinstance(last, Intent) else None
        if source is None or not isinstance(last, Intent):
            return known
        for name in dict.fromkeys(n for e in (*last.where, *last.share) for n in columns_of(e)):
            column = source.columns.get(name)
            key = self.words.key(column.label)[-1:] if column is not None else ()
            alike = [c for c in source.columns.values() if self.words.key(c.label)[-1:] == key]
            if column is None or column.role != "flag" or len(column.label.split()) < 2 or len(alike) > 1:
                continue
            if all(e.name == name or e.quality < 0.75 for e in self.lexicon.find(key)):
                known[key] = [Entry("column", source.name, name, 0.95, shown=column.label)]
        return known

    def _made(self, conversation: Conversation) -> dict[tuple[str, ...], list[Entry]]:
        """Names of segments and groups of this conversation, as entries beside the data's own."""
        extra: dict[tuple[str, ...], list[Entry]] = {}
        for thing in conversation.in_force():
            labels = getattr(thing, "labels", None)
            source = getattr(thing, "source", None)
            if source is None or hasattr(thing, "kind"):
                continue
            key = self.words.key(thing.name)
            extra.setdefault(key, []).append(Entry("column", source, thing.name, 1.0, shown=thing.name))
            for label in labels or ():
                short = re.sub(r"\s*\(.*", "", label)
                for said in {label, short}:
                    extra.setdefault(self.words.key(said), []).append(
                        Entry("value", source, thing.name, 1.0, label, label)
                    )
        self._band_names(conversation, extra)
        return extra

    def _explained(self, conversation: Conversation) -> dict[tuple[str, ...], list[Entry]]:
        """Codes and names that earlier questions explained."""
        known: dict[tuple[str, ...], list[Entry]] = {}
        for turn in conversation.turns[-5:]:
            known |= inline.read(turn.question, self.catalog, self.words, self.lexicon.find)[1]
        return known

    def _band_names(self, conversation: Conversation, extra: dict[tuple[str, ...], list[Entry]]) -> None:
        """The bands of the last answers by their names ("the boomers"), as conditions on their column."""
        for turn in conversation.turns[-3:]:
            intent = turn.intent
            for out in intent.groups if isinstance(intent, Intent) else ():
                b = out.expr
                if (
                    not isinstance(b, Bin)
                    or b.edges is None
                    or b.labels is None
                    or not isinstance(b.bin, Col)
                ):
                    continue
                for label, condition in _band_conditions(b):
                    if label[:1].isalpha():
                        entry = Entry("value", intent.source, b.bin.col, 1.0, label, label, condition)
                        extra.setdefault(self.words.key(label), []).append(entry)

    # -- declined ------------------------------------------------------------------------------------------------
    def _declined(self, tagged: Tagged) -> Missing | None:
        for span in tagged.cover:
            word = span.word("declined")
            if any(e.kind == "column" and e.quality >= 1.0 for e in span.entries):
                continue  # "claims by cause", where the data tell the cause of each
            if word is not None and word.name == "cause" and testing.speaks(tagged, self.catalog):
                if testing.blames(tagged, span, self.catalog):
                    return Missing(
                        "the test in this data tells what its arms brought about, and nothing else",
                        "a test in which chance decides who gets it",
                    )
                continue  # of a test, which tells cause from chance
            if word is not None and _is_kind(tagged, span):
                continue  # "which cause of loss", where the data have causes
            if word is not None and word.name not in self.tools:
                entry = self.words.raw["declined"][word.name]
                nearest = testing.offer(self, self.catalog) if word.name == "cause" else ()
                return Missing(entry["says"], entry.get("needs", ""), nearest)
        return None

    def _lacking(
        self, tagged: Tagged, draft: Draft | None = None, *, phrases_only: bool = False
    ) -> Missing | None:
        """A marketing idea that is named and that no column carries; words that found a place name something, but half
        of a phrase ("acquisition cost") names nothing of the whole."""
        placed = {t for i in (draft.used if draft is not None else ()) for t in _tokens_of(tagged, i)}
        known = {
            t
            for s in tagged.cover
            if s.bands is not None or (s.entries and max(e.quality for e in s.entries) >= 0.7)
            for t in range(s.start, s.end)
        }
        said = [t.low for t in tagged.tokens]
        for name, entry in self.words.raw["needs"].items():
            if entry.get("when") == "no_dates" and self.days is not None:
                continue
            for phrase in entry["words"]:
                key = phrase.split()
                if phrases_only and len(key) == 1:
                    continue
                for i in range(len(said) - len(key) + 1):
                    if said[i : i + len(key)] == key and not set(range(i, i + len(key))) <= known | placed:
                        return Missing(f"nothing in this data tells the {name} (“{phrase}”)", entry["needs"])
        return None

    # -- abilities -----------------------------------------------------------------------------------------------
    def _ability(
        self, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation
    ) -> Reading | None:
        from assistant.planner.offline import calling

        read = calling.read(self, question, tagged, catalog, conversation)
        return read if read is None else unplanned.asked(_unknown_place(read, tagged), tagged, catalog)

    # -- queries -------------------------------------------------------------------------------------------------
    def _scopes(self, tagged: Tagged, catalog: Catalog) -> list[Scope]:
        """Sources worth trying: those that own a word of the question, and the main one."""
        names = [catalog.main]
        for span in tagged.cover:
            for entry in span.entries:
                names.append(entry.source)
                if entry.kind == "entity":
                    names.append(catalog.entities[entry.name].table)
        for entity in catalog.entities.values():
            if entity.rolled_up and entity.name in names and entity.table in catalog.sources:
                names.append(entity.table)
        names.append(abilities.people_scope(catalog))
        plain = [_home(catalog, n) for n in names if n in catalog.sources]
        scopes = [Scope(catalog, n) for n in dict.fromkeys(plain)]
        for scope in scopes:
            scope.meant = events.meant(scope, tagged, self.words)
        return scopes

    def _reads(self, tagged: Tagged, catalog: Catalog) -> list[Read]:
        reads = []
        for scope in self._scopes(tagged, catalog):
            for form, formed, draft in _readings(scope, tagged, self.tools):
                intent = judged(
                    per_member(formed, scope, tagged, self.catalog), tagged.cover, catalog.measures
                )
                intent = wording.in_order(sense.made(intent, draft), draft)
                intent = told_apart(states.settled(intent, tagged, scope), catalog, tagged.cover)
                intent = heads.counted(intent, catalog)
                checked = check(draft, intent, len(tagged.corrections), tagged.cover)
                fit = grain.fit(intent, draft, tagged, catalog) + PREFERRED.get(form, 0.0)
                reads.append(Read(at_home.counted(intent, catalog), draft, checked, fit, form))
        reads.sort(
            key=lambda r: (not _complete(r), -r.checked.confidence - r.fit, r.intent.source != catalog.main)
        )
        return reads

    def _best_query(self, tagged: Tagged, catalog: Catalog) -> Read | None:
        reads = self._reads(tagged, catalog)
        return reads[0] if reads else None

    def _query(
        self, question: str, tagged: Tagged, catalog: Catalog, found: list[Read], unknown: frozenset[str]
    ) -> Reading:
        unclear = vague.read(self, tagged, catalog)
        if unclear is not None:
            return Reading(
                question, candidates=unclear.candidates, unclear=unclear.question, trace=_trace(tagged, ())
            )
        undated = self._undated(tagged, catalog)
        if undated is not None:
            return Reading(question, missing=undated, trace=_trace(tagged, ()))
        beyond = _beyond(tagged, catalog)
        if beyond is not None:
            return Reading(question, missing=beyond, trace=_trace(tagged, ()))
        reads = [_with_unknown(r, unknown) for r in found]
        best = reads[0]
        unsure = bool(best.checked.unlicensed or best.checked.ignored)
        lacking = self._lacking(tagged, best.draft, phrases_only=not unsure)
        if lacking is not None:
            return Reading(
                question, missing=lacking, ignored=best.checked.ignored, trace=_trace(tagged, reads)
            )
        if not _complete(best):
            strange = [s.text for s in tagged.cover if s.unknown]
            lacking = self._lacking(tagged)
            if lacking is not None:
                return Reading(question, missing=lacking, trace=_trace(tagged, reads))
            return Reading(
                question,
                ignored=tuple(strange),
                unclear=self._unclear(tagged, strange),
                trace=_trace(tagged, reads),
            )
        return self._told(question, tagged, catalog, reads)

    def _told(self, question: str, tagged: Tagged, catalog: Catalog, reads: list[Read]) -> Reading:
        """The best reading with those that come near it."""
        best = reads[0]
        candidates = tuple(
            build.candidate(r.intent, catalog, self.tools, r.checked.confidence)
            for r in reads[:3]
            if _complete(r)
            and r.checked.confidence + r.fit >= best.checked.confidence + best.fit - CLEAR_LEAD
        )
        notes = tuple(f"read “{a}” as “{b}”" for a, b in tagged.corrections)
        notes += tuple(_called_otherwise(tagged, catalog))
        first = candidates[0]
        first = Candidate(
            first.plan, first.reading, first.confidence, (*first.notes, *notes), first.intent, first.label
        )
        unclear_text = None
        if first.confidence < 0.5 and best.checked.unlicensed:
            unclear_text = f"I do not know what to do with “{'”, “'.join(best.checked.unlicensed[:3])}”."
        others = _others(candidates[1:], first)
        if any(c.reading == first.reading for c in others):
            first, others = _with_table(first, catalog), tuple(_with_table(c, catalog) for c in others)
        return Reading(
            question,
            (first, *others),
            best.checked.ignored,
            best.checked.unlicensed,
            unclear_text,
            trace={**_trace(tagged, reads), "how": _how(reads, first, candidates, tagged)},
        )

    def _undated(self, tagged: Tagged, catalog: Catalog) -> Missing | None:
        """Change over time of what members spent, where the only date says when they joined."""
        if not re.search(
            r"\b(change|changed|grow|grew|growth|trend|over time|last year|previous year|year over year|yoy|mom)\b",
            tagged.text,
            re.I,
        ):
            return None
        return undated(Scope(catalog, _home(catalog, catalog.main)), tagged)

    def _unclear(self, tagged: Tagged, unknown: list[str]) -> str:
        if unknown:
            from data.errors import nearest

            near = [n for w in unknown[:3] for n in nearest(w, self.lexicon.names(), most=2)]
            hint = f" The nearest names here are {', '.join(dict.fromkeys(near))}." if near else ""
            return f"I do not know “{'”, “'.join(unknown[:3])}” in this data.{hint}"
        return "I could not make out what to compute."

    # -- shared --------------------------------------------------------------------------------------------------
    def _one(
        self,
        question: str,
        intent: Intent,
        tagged: Tagged,
        confidence: float,
        checked: Checked | None = None,
        used: tuple[str, ...] = (),
    ) -> Reading:
        """A reading with one candidate. `used`: what each span of the message was taken for."""
        try:
            made = build.candidate(intent, self.catalog, self.tools, confidence)
        except (AssistantError, ValueError) as error:
            said = str(error) if isinstance(error, AssistantError) else "its parts do not fit together"
            return Reading(
                question, unclear=f"I could not make a plan of this: {said}.", trace=_trace(tagged, ())
            )
        ignored = checked.ignored if checked is not None else ()
        unlicensed = checked.unlicensed if checked is not None else ()
        unclear = None
        if confidence < 0.5 and unlicensed:
            unclear = f"I do not know what to do with “{'”, “'.join(unlicensed[:3])}”."
        form = "edited" if intent.tool == "query" else intent.tool
        trace = {**_trace(tagged, ()), "how": How(form, confidence, used=used)}
        return Reading(question, (made,), ignored, unlicensed, unclear, trace=trace)


def _strange(reading: Reading) -> frozenset[str]:
    """The words that kept a reading from being given."""
    unknown = (s["text"] for s in reading.trace.get("spans", ()) if s["meaning"] == ["unknown"])
    said = " ".join((*reading.unlicensed, *reading.ignored, *unknown))
    return frozenset(re.findall(r"[^\W\d_]+", said.lower()))


def _asks(reading: Reading) -> bool:
    """Whether a reading would be asked back."""
    first = reading.candidates[0] if reading.candidates else None
    return bool(reading.unclear or reading.unlicensed) or first is None or first.confidence < 0.5


def _surely(reading: Reading) -> bool:
    """Read whole, and likely to be right."""
    first = reading.candidates[0] if reading.candidates else None
    gaps = reading.missing or reading.unclear or reading.unlicensed or reading.ignored or reading.talk
    return first is not None and not gaps and first.confidence >= 0.5


def _readings(scope: Scope, tagged: Tagged, tools: dict[str, Tool]) -> Iterable[tuple[str, Intent, Draft]]:
    """Every reading of a message in one source; a form that takes the whole sentence comes before the composer."""
    compared = difference.read(scope, tagged, tools)
    if compared is not None:
        yield "difference", *compared
    if compared is None or check(compared[1], compared[0], 0, tagged.cover).unlicensed:
        for pair in beside.read(scope, tagged, tools):
            yield "beside", *pair
    drawn = drawing.read(scope, tagged)
    if drawn is not None:
        yield "drawing", *drawn
    stepped = jumps.read(scope, tagged)
    if stepped is not None:
        yield "jumps", *stepped
    enough = tallied.read(scope, tagged, (share.read, plain.read, compose))
    if enough is not None:
        yield "thresholds", *enough
    for name, form in (("thresholds", thresholds.read), ("share", share.read), ("plain", plain.read)):
        formed = form(scope, tagged)
        if formed is not None:
            yield name, *formed
            break
    yield "composed", *compose(scope, tagged)


_OF_KINDS = ("which", "by", "per", "each", "every", "common", "frequent", "top", "for", "of")


def _is_kind(tagged: Tagged, span: Span) -> bool:
    """A word that is the very name of a column, where kinds of it are asked for ("which cause", "by cause")."""
    named = any(e.kind == "column" and e.quality >= 0.95 for e in span.entries)
    before = tagged.tokens[span.start - 1].low if span.start else ""
    return named and span.end - span.start == 1 and before in _OF_KINDS


_POINTING = re.compile(r"\b(?:there|them|those|these|they)\b(?!\s+(?:is|are|was|were)\b)", re.I)


def _points_back(text: str, conversation: Conversation) -> bool:
    """A message that means what the last one was about, and no question of its own."""
    return conversation.last is not None and _POINTING.search(text) is not None


_PLACING = ("from", "in", "of", "for", "only", "without", "except", "excluding")
_OF_ROWS = ("compare", "drivers", "forecast", "correlate", "concentration", "segment", "profile", "predict")


def _unknown_place(read: Reading, tagged: Tagged) -> Reading:
    """ "only customers from Leeds" where no Leeds is known: an ability would answer for everybody, so it asks."""
    intent = read.candidates[0].intent if read.candidates else None
    if not isinstance(intent, Intent) or intent.tool not in _OF_ROWS or read.unclear or read.missing:
        return read
    strange = tuple(
        s.text
        for before, s in pairwise(tagged.cover)
        if s.unknown and s.text[:1].isupper() and before.text.lower() in _PLACING
    )
    if not strange:
        return read
    first = replace(read.candidates[0], confidence=0.4)
    said = f"I do not know “{'”, “'.join(strange)}” in this data, so this would be about all rows."
    return replace(read, candidates=(first, *read.candidates[1:]), unlicensed=strange, unclear=said)


def _is_fragment(read: Reading, text: str) -> bool:
    """ "in 2023": some words that only restrict."""
    first = read.candidates[0].intent if read.candidates else None
    return (
        isinstance(first, Intent) and bool(first.columns) and first.order is None and len(text.split()) <= 3
    )


def _ranks_by_nothing(tagged: Tagged, catalog: Catalog) -> bool:
    """ "which region is best?": by what is not said, so it was said before."""
    figured = any(
        s.word("aggregate", "count", "total", "share", "rate") is not None or s.entry("measure") is not None
        or any(e.kind == "column" and _is_number(catalog, e) for e in s.entries)
        for s in tagged.cover
    )  # fmt: skip
    return not figured and any(s.word("superlative") is not None for s in tagged.cover)


def _is_number(catalog: Catalog, entry: Entry) -> bool:
    source = catalog.sources.get(entry.source)
    return source is not None and is_numeric(source.columns.get(entry.name))


def _called_otherwise(tagged: Tagged, catalog: Catalog) -> Iterable[str]:
    """Nouns that the data do not hold, with the rows that they were taken for."""
    said = [s for s in tagged.cover if any((e.kind, e.name) == ("rows", NOUN) for e in s.entries[:1])]
    for text, source in {s.text: s.entries[0].source for s in said}.items():
        yield f"“{text}” is read as the {catalog.sources[source].plural or 'rows'} of the table"


def _after_a_gap(edited: Reading, conversation: Conversation) -> Reading:
    """What leans on the last message, though that got no answer, was meant for it and is no question of its own."""
    gap = conversation.unanswered
    if gap is None or not edited.candidates or edited.missing or edited.unclear:
        return edited
    said = f"“{gap}” was not answered, so I do not know whether this goes with it. Is it this that you mean?"
    return replace(edited, unclear=said)


_THEM = re.compile(r"\b(?:they|them|their|theirs|those|these)\b", re.I)


def _forgets_them(own: Reading, text: str, last: object) -> bool:
    """ "what do they spend?" after the customers of one city, read as a question about everybody."""
    first = own.candidates[0].intent if own.candidates else None
    if not isinstance(last, Intent) or not isinstance(first, Intent) or not message.hear(text).points:
        return False
    kept = {n.rsplit(".", 1)[-1] for e in (*first.where, *first.share) for n in columns_of(e)}
    told = {n.rsplit(".", 1)[-1] for e in (*last.where, *last.share) for n in columns_of(e)}
    return _THEM.search(text) is not None and not told <= kept


def _unconnected(own: Reading) -> Reading:
    """What only makes sense beside the last question, and changes nothing of it, is no question of its own."""
    if not own.candidates or own.missing or own.unclear:
        return own
    first = own.candidates[0].intent
    if not isinstance(first, Intent) or first.tool != "query":
        return own
    return replace(
        own, unclear="I do not see how this goes with the last question. Is it this that you mean?"
    )


def _how(reads: list[Read], first: Candidate, candidates: tuple[Candidate, ...], tagged: Tagged) -> How:
    best = reads[0]
    others = [r for r in reads[1:] if _complete(r) and r.form != best.form]
    agrees = any(
        r.intent.model_copy(update={"notes": ()}) == best.intent.model_copy(update={"notes": ()})
        for r in others
    )
    sure = [
        r for r in reads[1:]
        if _complete(r) and r.checked.confidence >= best.checked.confidence - CLEAR_LEAD and r.intent != best.intent
    ]  # fmt: skip
    used = tuple(best.draft.used.get(i, "") for i in range(len(tagged.cover)))
    return How(best.form, best.checked.confidence, agrees, len(sure), used)


def _with_table(made: Candidate, catalog: Catalog) -> Candidate:
    """Options that read alike are told apart by their tables."""
    source = catalog.sources.get(made.intent.source) if isinstance(made.intent, Intent) else None
    return (
        replace(made, label=f"{made.reading} ({source.plural or source.name})")
        if source is not None
        else made
    )


def _others(rest: tuple[Candidate, ...], first: Candidate) -> tuple[Candidate, ...]:
    return tuple(c for c in rest if c.plan != first.plan)


def _tokens_of(tagged: Tagged, i: int) -> range:
    return range(tagged.cover[i].start, tagged.cover[i].end)


def _with_unknown(read: Read, unknown: frozenset[str]) -> Read:
    """A word that kept a form from being read restricts, wherever else it is passed over."""
    missed = tuple(w for w in read.checked.ignored if w in unknown and w not in read.checked.unlicensed)
    if not missed:
        return read
    return replace(read, checked=replace(read.checked, unlicensed=(*read.checked.unlicensed, *missed)))


def _which_thing(draft: Draft) -> bool:
    """ "which customers ...": a wh-word right before the thing that rows are."""
    return any(
        s.text.lower() in ("which", "what")
        and i + 1 < len(draft.spans)
        and draft.spans[i + 1].entry("entity") is not None
        for i, s in enumerate(draft.spans[:4])
    )


def _complete(read: Read) -> bool:
    """Something to compute was found: a metric, a group, a condition or a drawing."""
    if read.intent.tool in ("calc", "compare"):
        return True  # a form that set two figures, or two groups, against each other
    if _undrawable(read):
        return False
    used = set(read.draft.used.values())
    if (
        read.intent.columns
        and not read.intent.chart
        and read.intent.order is None
        and not read.draft.looked_up
    ):
        listed = re.search(
            r"\b(list|show|who|names?|display|give me|all)\b", read.draft.text, re.I
        ) or _which_thing(read.draft)
        if listed is None or re.search(r"\bhow (many|much)\b", read.draft.text, re.I):
            return False
        if not used & {"entity", "group", "value", "condition", "period", "item"}:
            return False
    return bool(
        used
        & {
            "metric",
            "group",
            "condition",
            "value",
            "period",
            "bands",
            "superlative",
            "share",
            "target",
            "entity",
            "item",
        }
    ) and bool(read.intent.metrics or read.intent.columns)


def _undrawable(read: Read) -> bool:
    """A drawing is asked for, but there is nothing to draw along, or nothing that is a number."""
    intent = read.intent
    if intent.chart in (None, "table") or intent.tool != "query" or intent.melt is not None:
        return False
    if not intent.columns:
        return not intent.groups and intent.chart not in ("histogram", "box")
    numbers = (read.draft.scope.source.columns.get(n) for o in intent.columns for n in columns_of(o.expr))
    return all(c is None or c.type not in NUMERIC for c in numbers)


def _band_conditions(b: Bin) -> list[tuple[str, Expr]]:
    """Each band's label with what puts a value into it."""
    edges = b.edges or ()
    lows: tuple[float | None, ...] = edges[:-1] if b.closed else (None, *edges)
    highs: tuple[float | None, ...] = edges[1:] if b.closed else (*edges, None)
    made: list[tuple[str, Expr]] = []
    for label, low, high in zip(b.labels or (), lows, highs, strict=False):
        sides: list[Expr] = [call("ge", b.bin, low)] if low is not None else []
        sides += [call("lt", b.bin, high)] if high is not None else []
        made.append((label, all_of(sides)))
    return made


def undated(scope: Scope, tagged: Tagged | None = None) -> Missing | None:
    """Missing, where rows are members and no date belongs to an event ("when did they buy?")."""
    entity, dated = scope.entity, scope.date()
    if (
        entity is None
        or entity.rolled_up
        or dated is None
        or not any(
            w in " ".join((dated.label, *dated.synonyms)).lower()
            for w in ("join", "sign", "regist", "enrol", "customer since")
        )
    ):
        return None
    if tagged is not None and any(
        t.column is not None and t.column.name == dated.name for s in tagged.cover for t in scope.terms(s)
    ):
        return None
    return Missing(
        f"the only date here is the {dated.label}, which does not tell when anything was bought",
        "the dates of the purchases",
    )


def _home(catalog: Catalog, name: str) -> str:
    """One name for a table that is also an entity: the entity's, which knows its nouns."""
    for entity in catalog.entities.values():
        if not entity.rolled_up and name == entity.table and entity.name in catalog.sources:
            return entity.name
    return name


@lru_cache(maxsize=8)
def _iso(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _days(catalog: Catalog, births: bool = False) -> tuple[dt.date, dt.date] | None:
    """First and last day of the main source's date, else of any; births tell least of when anything happened.

    `births`: those of births only.
    """
    dated = [
        ((is_birth(c), c.source != catalog.main), c)
        for s in catalog.sources.values()
        for c in s.columns.values()
        if c.type in ("date", "datetime")
        and c.low is not None
        and c.high is not None
        and (is_birth(c) or not births)
    ]
    for _, column in sorted(dated, key=lambda d: d[0]):
        low, high = _iso(str(column.low)), _iso(str(column.high))
        if low is not None and high is not None:
            return low, high
    return None


def _beyond(tagged: Tagged, catalog: Catalog) -> Missing | None:
    """Missing, where a period is named that lies before or after all dates of the data."""
    ends = [
        (low, high)
        for s in catalog.sources.values()
        for c in s.columns.values()
        if c.type in ("date", "datetime")
        and (low := _iso(str(c.low))) is not None
        and (high := _iso(str(c.high))) is not None
    ]
    if not ends:
        return None
    low, high = min(e[0] for e in ends), max(e[1] for e in ends)
    for span in tagged.cover:
        period = span.period
        if period is None or not (period.low and period.high) or period.grain == "day":
            continue  # a day may be one that is counted from
        if period.low > high.isoformat() or period.high <= low.isoformat():
            return Missing(
                f"nothing in this data lies {period.words}: its dates run from {low} to {high}",
                "a period within these dates",
            )
    return None


def _years(catalog: Catalog) -> tuple[dt.date, dt.date] | None:
    """The first day of the first year and the last of the last of the main source's years."""
    source = catalog.sources.get(catalog.main)
    column = phrases.year_column(Scope(catalog, catalog.main)) if source is not None else None
    if column is None or column.low is None or column.high is None:
        return None
    low, high = int(float(str(column.low))), int(float(str(column.high)))
    return (dt.date(low, 1, 1), dt.date(high, 12, 31)) if 1 <= low <= high <= 9998 else None


def _trace(tagged: Tagged, reads: Iterable[Read]) -> dict[str, Any]:
    """What `--explain` shows: spans, what each was used for, and the runners-up."""
    listed = list(reads)
    used = listed[0].draft.used if listed else {}
    return {
        "spans": [_shown(i, s, used) for i, s in enumerate(tagged.cover)],
        "corrections": [list(c) for c in tagged.corrections],
        "readings": [
            {
                "source": r.intent.source,
                "confidence": round(r.checked.confidence, 3),
                "reasons": list(r.checked.reasons),
            }
            for r in listed[:4]
        ],
    }


def _shown(i: int, span: Span, used: dict[int, str]) -> dict[str, Any]:
    meaning = [f"{w.kind}:{w.name}" for w in span.words[:3]] + [
        f"{e.kind}:{e.source}.{e.name}{'=' + str(e.value) if e.kind == 'value' else ''} ({e.quality:.2f})"
        for e in span.entries[:4]
    ]
    if span.number is not None:
        meaning.append(f"number {span.number:g}")
    if span.period is not None:
        meaning.append(span.period.words)
    return {
        "text": span.text,
        "meaning": meaning or (["free"] if span.free else ["unknown"]),
        "used": used.get(i, ""),
    }
