"""Questions to a table with a row for each thing and period: what rose or fell most, what went from here to there, when
it first passed a mark, where nothing is known."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.planner.offline.dates import EVERY
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import Intent, is_numeric
from data.catalog import Column, Panel
from data.query import Agg, AggName, Call, Col, Expr, Member, Out, Query, call, col, date

_YEAR = r"(?:19|20)\d\d"
_DOWN = r"drop(?:ped|s)?|fall|fell|falls|decline(?:d|s)?|decrease(?:d|s)?|reduction|loss|lost|shrank|shrink|went\s+down|go\s+down"
_UP = r"rise|rose|rises|increase(?:d|s)?|gain(?:ed|s)?|growth|grew|grow|jump(?:ed)?|climb(?:ed)?|went\s+up|go\s+up"
_SPAN = (
    rf"(?:\b(?:from|between|in|over)\s+(?P<a>{_YEAR})\s*(?:to|and|until|-|–|through)\s*(?P<b>{_YEAR})"
    r"|\b(?P<ends>(?:from|between)\s+(?:the\s+)?(?:first|start|beginning)(?:\s+\w+)?\s+(?:to|and|until)\s+(?:the\s+)?(?:last|end|latest)(?:\s+(?:date|day|week|month|quarter|year|period|figure|value))?|over\s+the\s+(?:whole|entire|full)\s+(?:period|time))(?:\s+in\s+(?:the|this)\s+(?:data|file|table))?)"
)
_TURN = re.compile(
    rf"\b(?:(?:has|had|have|saw|sees|see|with|made|show(?:ed|s)?|experienced)\s+)?(?:the\s+)?(?P<much>biggest|largest|greatest|highest|strongest|steepest|sharpest|smallest|lowest|least)\s+(?:absolute\s+|overall\s+)?(?P<pct>(?:percentage|percent|relative|%)\s+)?(?:(?P<d1>{_DOWN})|(?P<u1>{_UP})|(?P<c1>change))\b(?:\s+in\s+(?:the\s+|its\s+)?(?P<of>[^,;.?!]+?))?"
    rf"\s*(?:,\s*)?{_SPAN}",
    re.I,
)
_VERB = re.compile(
    rf"\b(?:(?P<d1>{_DOWN})|(?P<u1>{_UP}))\s+(?:by\s+)?(?:the\s+)?(?P<much>most|least)\s*(?:,\s*)?{_SPAN}",
    re.I,
)
_OP = r"(?P<{0}>above|over|more\s+than|at\s+least|greater\s+than|below|under|less\s+than|at\s+most|fewer\s+than)"
_NUMBER = r"(?P<{0}>-?\d[\d,]*(?:\.\d+)?)\s*%?"
_WENT = re.compile(
    rf"\b(?:went|moved|changed|fell|dropped|rose|grew|came|go|were|was|had)\s+(?:from\s+)?(?:an?\s+\w+\s+)?{_OP.format('o1')}\s+{_NUMBER.format('n1')}\s+in\s+(?P<a>{_YEAR})\s+(?:to|and|but)\s+(?:an?\s+\w+\s+)?{_OP.format('o2')}\s+{_NUMBER.format('n2')}\s+in\s+(?P<b>{_YEAR})",
    re.I,
)
_FIRST = re.compile(
    rf"\b(?:when|in\s+(?:which|what)\s+(?:year|month|quarter|period|week|day))\s+(?:did|does|was|is)\s+(?P<who>[^,;.?!]+?)\s+(?:for\s+the\s+)?first(?:\s+time)?\s+(?:(?P<down>{_DOWN}|dip(?:ped)?|go|sink|get|come)\s+(?:below|under|to\s+less\s+than)|(?P<up>{_UP}|go|exceed(?:ed)?|pass(?:ed)?|reach(?:ed)?|hit|surpass(?:ed)?|cross(?:ed)?|get|come)\s*(?P<reach>above|over|to\s+more\s+than|past)?|(?:above|over|(?P<below>below|under)))\s+{_NUMBER.format('n')}",
    re.I,
)
_EMPTY = r"(?:completely\s+|entirely\s+|totally\s+|all\s+|fully\s+)?(?:empty|blank|missing|without\s+(?:any\s+)?(?:data|values?|figures?|numbers?))"
_NOTHING = re.compile(
    rf"\b(?:(?:have|has|had|with|show)\s+(?:no|not\s+any|not\s+a\s+single)\s+(?:data|values?|figures?|numbers?|entries|records|observations?)(?:\s+at\s+all|\s+whatsoever)?|(?:are|is)\s+{_EMPTY}|(?:lack|lacks)\s+(?:any|all)\s+(?:data|values?|figures?))",
    re.I,
)
_ANYTIME = re.compile(r",?\s*\b(?:in|for)\s+(?:any|all|every)\s+(?:of\s+the\s+)?\w+\s*(?=[?.!]?\s*$)", re.I)
_MEASURING = re.compile(
    r"\b(?P<the>(?:a|an|the|its|their|average|mean)\s+)?(?P<word>rates?|values?|figures?|levels?)\b", re.I
)
_BY_HOW_MANY = re.compile(r"\bby\s+how\s+many\s+(?P<unit>[\w\s]+?)\s+(?=(?:did|has|have|does)\b)", re.I)
_TOP = re.compile(r"^\s*(?:the\s+)?(?P<way>top|bottom)\s+(?P<n>\d+|three|five|ten)\s+(?=\S)", re.I)
_PLAINLY = re.compile(r"\b(?:simple|unweighted|plain|arithmetic)\s+(?=average|mean)", re.I)


_DIFF = re.compile(r"\bdiff\b(?=\s+(?:in|of|between)\b)", re.I)
_ALL = re.compile(r"\b(?:over|across|of|for|in|among)\s+all\s+(?:of\s+)?(?:the\s+)?(?P<what>\w+)", re.I)
_PERIODIC = re.compile(
    r"\b(?:over\s+(?:the\s+)?(?:years|time|months|quarters|weeks|days)|(?:by|per|each|every|which|what)\s+(?:year|month|quarter|week|day|date)|through\s+time|trend|(?:yearly|annual|monthly|quarterly)\s+(?:line|chart|development))\b",
    re.I,
)
_DRAW = re.compile(
    r"^\W*(?:please\s+|can\s+you\s+|could\s+you\s+)?(?:plot|draw|graph|chart)\s+(?:me\s+)?(?:the\s+)?(?!(?:bar|pie|area|scatter)\b)",
    re.I,
)
_EVERY = re.compile(
    r"\b(?:average|mean|median|avg)\s+(?P<grain>daily|weekly|monthly|quarterly|yearly|annual)\s+", re.I
)
_PER = re.compile(r"\b(?:per|by|of\s+each|for\s+each|of\s+every|for\s+every|which|what)\b", re.I)
_COUNTS = re.compile(r"\b(?:how\s+many|number\s+of|count|rows|records)\b", re.I)
_BEST = re.compile(
    r"\b(?:what(?:'s|\s+is|\s+was)\s+)?(?:the\s+)?(?:(?P<up>best|strongest|biggest|highest|top|peak)|(?P<down>worst|weakest|smallest|lowest))\s+(?P<grain>year|month|quarter|week|day)\b(?=\s+(?:for|of|in|at)\b)",
    re.I,
)
_FIGURES = re.compile(r"\b(?:average|mean|median|difference|diff|gap|change|total|sum)\b", re.I)
_MOST = re.compile(r"\bthe\s+(?P<way>most|least|fewest)(?=\s+(?:on|in|at|during)\b|\s*[?.!]?\s*$)", re.I)
_HOW_MANY = re.compile(r"\bhow\s+many\s+(?:different\s+|distinct\s+|of\s+the\s+)?(?P<what>\w+)", re.I)
_THERE = re.compile(
    r"\s*(?:(?:are|were|is)\s+there\b|do\s+we\s+have\b)?(?:\s*(?:are\s+)?\b(?:in|on)\s+(?:the|this|our)\s+(?:data|dataset|file|table|list|sheet))?",
    re.I,
)
_COMBINED = re.compile(r"\b(?:together|combined|in\s+total|summed|total|sum)\b", re.I)


def read(desk: Desk) -> None:
    """Replace what is asked of things over periods."""
    panel = next((p for p in desk.base.panels if p.table in desk.scope.names), None)
    if panel is None:
        return
    thing, period = (desk.scope.source.columns[n] for n in (panel.thing, panel.period))
    measure = _measure(desk, panel)
    if measure is None:
        _each_once(desk, thing)
        return
    asked = _Asked(desk, thing, period, measure)
    if asked.nothing() or asked.turned(_TURN) or asked.turned(_VERB) or asked.first():
        return
    asked.went()
    asked.named()


def _measure(desk: Desk, panel: Panel) -> Column | None:
    """The figure that is asked for: the one that is named, or the only one."""
    things = desk.scope.source.columns[panel.thing].distinct
    named = [c for _, _, c in desk.numbers() if _is_figure(c, panel)]
    named += [c for c in _of_measures(desk) if c is not None and _is_figure(c, panel)]
    if any(c is None for c in _of_measures(desk)):
        return None
    if named:
        return named[0] if len({c.name for c in named}) == 1 else None
    own = [c for c in desk.scope.source.columns.values() if _is_figure(c, panel) and c.distinct > things]
    return own[0] if len(own) == 1 else None


def _of_measures(desk: Desk) -> list[Column | None]:
    """The columns that named measures add up or average; None for one that is computed otherwise."""
    found: list[Column | None] = []
    for span in desk.tagged.cover:
        entry = next((e for e in span.entries if e.kind == "measure" and e.quality >= 0.75), None)
        measure = desk.base.measures.get(entry.name) if entry is not None else None
        expr = measure.expr if measure is not None else None
        counts = isinstance(expr, Agg) and expr.agg in ("count", "distinct")
        if expr is None or counts:
            continue
        plain = isinstance(expr, Agg) and isinstance(expr.of, Col)
        found.append(desk.scope.source.columns.get(expr.of.col) if plain else None)  # type: ignore[union-attr]  # plain
    return found


def _is_figure(column: Column, panel: Panel) -> bool:
    own = column.expr is None and "." not in column.name
    return own and is_numeric(column) and column.unit != "year" and column.name != panel.period


def _speaks_of(desk: Desk, thing: Column, text: str) -> bool:
    """Whether the things are named: by their column or as what rows are about."""
    for span in desk.tag(text).cover:
        for term in desk.scope.terms(span):
            entity = term.entity
            if term.column is not None and term.column.name == thing.name and term.entry.kind == "column":
                return True
            if entity is not None and thing.name in (entity.key, entity.display):
                return True
    return False


def _each_once(desk: Desk, thing: Column) -> None:
    """ "how many countries": each once, though it has a row for each period."""
    m = _HOW_MANY.search(desk.text)
    known = any(thing.name in (e.key, e.display) for e in desk.base.entities.values())
    if m is None or known or not _speaks_of(desk, thing, m["what"]):
        return
    word = desk.measure(f"number of {m['what'].lower()}", Agg(agg="distinct", of=col(thing.name)))
    verb = _THERE.match(desk.text, m.end())
    desk.put(m.start(), verb.end() if verb else m.end(), f"what is the {word} with")


class _Asked:
    """One question to a panel."""

    def __init__(self, desk: Desk, thing: Column, period: Column, measure: Column) -> None:
        self.desk, self.thing, self.period, self.measure = desk, thing, period, measure

    # -- direct ----------------------------------------------------------------------------------------------------
    def nothing(self) -> bool:
        """ "which countries have no figures at all", "which years are empty"."""
        m = _NOTHING.search(self.desk.text)
        if m is None or not re.match(r"\W*(?:which|what|list|show|name|how\s+many)\b", self.desk.text, re.I):
            return False
        head = self.desk.text[: m.start()]
        rest = _ANYTIME.sub("", self.desk.text[m.end() :])
        if re.search(r"\w", re.sub(r"\b(?:at\s+all|in\s+the\s+(?:data|table|file))\b", "", rest, flags=re.I)):
            return False
        group = self._grouped(head)
        if group is None:
            return False
        counted = Out(
            name=f"known values of {self.measure.label}", expr=Agg(agg="count", of=col(self.measure.name))
        )
        out = Out(name=group.label, expr=col(group.name))
        having = (call("eq", col(counted.name), 0),)
        if re.search(r"\bhow\s+many\b", head, re.I):
            inner = Query(source=self.desk.scope_name, groups=(out,), measures=(counted,), having=having)
            fits = Member(member=col(group.name), within=inner)
            number = Out(
                name=f"{group.label} without {self.measure.label}",
                expr=Agg(agg="distinct", of=col(group.name)),
            )
            self._say(Intent(source=self.desk.scope_name, where=(fits,), metrics=(number,), answer="value"))
        else:
            self._say(
                Intent(
                    source=self.desk.scope_name,
                    groups=(out,),
                    metrics=(counted,),
                    having=having,
                    answer="list",
                )
            )
        return True

    def _grouped(self, head: str) -> Column | None:
        """The things or the periods that are asked for."""
        if re.search(rf"\b{self._grain()}s?\b", head, re.I):
            return self.period
        return self.thing if self._speaks_of_things(head) else None

    def _grain(self) -> str:
        return "year" if self.period.unit == "year" else r"(?:day|date|week|month|quarter)"

    def _speaks_of_things(self, text: str) -> bool:
        return _speaks_of(self.desk, self.thing, text)

    def turned(self, pattern: re.Pattern[str]) -> bool:
        """ "which country saw the biggest drop from 1960 to 2010": the change of each, least first for a drop."""
        m = pattern.search(self.desk.text)
        if m is None or not self._speaks_of_things(self.desk.text[: m.start()]):
            return False
        said = m.groupdict()
        head, tail = self.desk.text[: m.start()], self.desk.text[m.end() :]
        where = self._conditions(f"{head} {tail}", said.get("of") or "")
        if where is None:
            return False
        ends = (str(self.period.low), str(self.period.high)) if m["ends"] else (m["a"], m["b"])
        first, last = (self._at(end) for end in ends)
        change: Expr = call("sub", last, first)
        relative = (
            bool(said.get("pct")) or re.search(r"\b(?:percent(?:age)?|%|relative)\b", tail, re.I) is not None
        )
        if relative:
            change = call("div", change, first)
        little = m["much"].lower() in ("smallest", "lowest", "least")
        falls = bool(said["d1"])
        name = f"change of {self.measure.label} from {ends[0]} to {ends[1]}"
        out = Out(name=name, expr=change, unit="share" if relative else self.measure.unit)
        number = re.search(r"\b(?:which|what|the|top)\s+(?P<n>\d+|two|three|four|five|ten)\b", head, re.I)
        many = re.search(r"\bwhich\s+\w+\s+(?:have|were|are)\b", head, re.I) is not None or number is not None
        limit = _count(number["n"]) if number is not None else None
        self._say(
            Intent(
                source=self.desk.scope_name, where=where, groups=(Out(name=self.thing.label, expr=col(self.thing.name)),),
                metrics=(out,), having=(call("not_null", col(name)),), order=name, desc=falls == little, limit=limit,
                answer="list" if many else "name",
            )
        )  # fmt: skip
        return True

    def first(self) -> bool:
        """ "when did Peru first drop below 1.2": the first period in which it holds."""
        m = _FIRST.search(self.desk.text)
        if m is None:
            return False
        tail = self.desk.text[m.end() :]
        where = self._conditions(f"{m['who']} {tail}", "")
        if not where or re.search(r"\w", tail):
            return False
        value = float(m["n"].replace(",", ""))
        falls = bool(m["down"] or m["below"])
        touches = not falls and not m["reach"] and re.match(r"reach|hit", m["up"] or "", re.I)
        test = call("lt" if falls else "ge" if touches else "gt", col(self.measure.name), value)
        label = f"first {self.period.label} with {self.measure.label} {'below' if falls else 'of at least' if touches else 'above'} {m['n']}"
        out = Out(name=label, expr=Agg(agg="min", of=col(self.period.name)), unit=self.period.unit)
        self._say(Intent(source=self.desk.scope_name, where=(*where, test), metrics=(out,), answer="value"))
        return True

    def _say(self, intent: Intent) -> None:
        self.desk.direct = intent

    def _at(self, when: str) -> Expr:
        agg: AggName = "sum" if self.measure.additive and self.period.unit != "year" else "mean"
        return Agg(agg=agg, of=col(self.measure.name), where=self._within(when))

    def _within(self, when: str) -> Expr:
        """The rows of a year, or of one day."""
        x = col(self.period.name)
        if self.period.unit == "year":
            return call("eq", x, int(float(when)))
        if len(when) > 4:
            return call("eq", x, date(when[:10]))
        year = int(when)
        return call("and", call("ge", x, date(f"{year}-01-01")), call("lt", x, date(f"{year + 1}-01-01")))

    def _conditions(self, text: str, of: str) -> tuple[Expr, ...] | None:
        """What else restricts the rows; None where a word is left that has no place."""
        from assistant.planner.offline import conditions
        from assistant.planner.offline.conditions import draft_of

        if of and not any(c.name == self.measure.name for _, _, c in self._numbers(of)):
            return None
        plain = re.sub(r"\b(?:which|what|top|the|\d+|two|three|four|five|ten)\b", " ", text, flags=re.I)
        draft = draft_of(self.desk.scope, self.desk.tag(plain))
        conditions.read(draft)
        for i, span in enumerate(draft.spans):
            if not draft.free(i) or span.free or self._is_own(span.text):
                continue
            if span.entries or span.number is not None or span.period is not None or span.unknown:
                return None
        return tuple(c.expr for c in draft.conditions)

    def _is_own(self, text: str) -> bool:
        return self._speaks_of_things(text) or any(
            c.name in (self.measure.name, self.period.name) for _, _, c in self._numbers(text)
        )

    def _numbers(self, text: str) -> list[tuple[int, int, Column]]:
        scope = self.desk.scope
        return [
            (0, 0, t.column)
            for s in self.desk.tag(text).cover
            for t in scope.terms(s)
            if t.column is not None and t.entry.kind == "column"
        ]

    # -- words -----------------------------------------------------------------------------------------------------
    def went(self) -> None:
        """ "went from above 5 in 1970 to below 3 in 2010": things for which both held."""
        m = _WENT.search(self.desk.text)
        if m is None or self.period.unit != "year":
            return
        tests = [self._then(m[o], m[n], int(m[y])) for o, n, y in (("o1", "n1", "a"), ("o2", "n2", "b"))]
        label = f"{m['o1']} {m['n1']} in {m['a']} and {m['o2']} {m['n2']} in {m['b']}"
        both = Call(op="and", args=tuple(tests))
        self.desk.put(m.start(), m.end(), f"are {self.desk.condition(label, self.thing, lambda _: both)}")

    def _then(self, op: str, number: str, year: int) -> Expr:
        word = op.lower()
        compared = call(
            "ge" if "at least" in word else "le" if "at most" in word else "gt" if re.match("above|over|more|greater", word) else "lt",
            col(self.measure.name), float(number.replace(",", "")),
        )  # fmt: skip
        inner = Query(
            source=self.desk.scope_name,
            where=(call("eq", col(self.period.name), year), compared),
            groups=(Out(name=self.thing.label, expr=col(self.thing.name)),),
        )
        return Member(member=col(self.thing.name), within=inner)

    def named(self) -> None:
        """The one figure of the table by its name, where it is meant by a word that fits any."""
        desk = self.desk
        desk.text = _DIFF.sub("difference", _PLAINLY.sub("", desk.text))
        self._joined()
        _each_once(self.desk, self.thing)
        self._each_row()
        self._over_all()
        self._drawn()
        asked = _BY_HOW_MANY.search(desk.text)
        if asked is not None and not self._speaks_of_things(asked["unit"]):
            desk.text = f"{desk.text[: asked.start()]}by how much {desk.text[asked.end() :]}"
        if not self._said():
            m = next((m for m in _MEASURING.finditer(desk.text) if not self._within_name(m)), None)
            if m is not None:
                desk.put(m.start("word"), m.end("word"), self.measure.label)
            elif not self._after_figure():
                self._ranked()
        top = _TOP.match(desk.text)
        others = any(e.kind == "entity" for s in desk.tagged.cover for e in s.entries)
        if top is not None and not others and not self._speaks_of_things(desk.text):
            desk.text = f"{top[0]}{self.thing.label} by {desk.text[top.end() :]}"

    def _values(self) -> list[tuple[int, int]]:
        """Where things are named."""
        return [
            self.desk.place(s)
            for s in self.desk.tagged.cover
            if any(e.kind == "value" and e.name == self.thing.name for e in s.entries)
        ]

    def _joined(self) -> None:
        """ "france n spain"."""
        places = self._values()
        for (_, b), (c, _) in pairwise(places):
            if self.desk.text[b:c].strip().lower() == "n":
                self.desk.text = f"{self.desk.text[:b]} and {self.desk.text[c:]}"
                return

    def _each_row(self) -> None:
        """ "average monthly sales per store", where a row is a store in a month: the average of rows."""
        m = _EVERY.search(self.desk.text)
        if m is None or EVERY.get(m["grain"].lower()) != self._unit():
            return
        if self._values() or (_PER.search(self.desk.text) and self._speaks_of_things(self.desk.text)):
            self.desk.put(m.start("grain"), m.end("grain"), "")

    def _unit(self) -> str:
        """What a period is: year, month, ..., by its name where it is a date."""
        return "year" if self.period.unit == "year" else self.period.label.split()[-1]

    def _over_all(self) -> None:
        """ "the average over all countries", where it is asked for by period."""
        m = _ALL.search(self.desk.text)
        if m is not None and self._speaks_of_things(m["what"]) and _PERIODIC.search(self.desk.text):
            self.desk.put(m.start(), m.end(), " ")

    def _drawn(self) -> None:
        """Several things over time are a line each; periods without any figure are left out."""
        desk = self.desk
        if not _PERIODIC.search(desk.text) or not desk.tagged.words:
            return
        if self.measure.missing:
            desk.within.append(call("not_null", col(self.measure.name)))
        if (
            len(self._values()) > 1
            and not self._speaks_of_things(desk.text)
            and not _COMBINED.search(desk.text)
        ):
            figure = "" if self._said() else f"{self.measure.label} of "
            drawn = _DRAW.sub(f"line chart of {figure}", desk.text)
            desk.text = f"{drawn.rstrip(' .?!')} by {self.thing.label}"

    def _said(self) -> bool:
        named = [c for _, _, c in self.desk.numbers()] + [c for c in _of_measures(self.desk) if c is not None]
        return any(
            c.name == self.measure.name for c in named
        )  # "who spent more" names its figure, though no column

    def _within_name(self, m: re.Match[str]) -> bool:
        return any(
            self.desk.place(s)[0] <= m.start("word") < self.desk.place(s)[1]
            and any(e.quality >= 0.9 for e in s.entries)
            for s in self.desk.tagged.cover
        )

    def _ranked(self) -> None:
        """ "best year for the desk", "top 3 in 2020", "the lamp over the years": by the one figure, since each row counts
        for one."""
        text, label = self.desk.text, self.measure.label
        if _COUNTS.search(text):
            return
        best, top = _BEST.search(text), _TOP.match(text)
        if best is not None:
            side = "highest" if best["up"] else "lowest"
            self.desk.put(best.start(), best.end(), f"which {best['grain']} has the {side} {label}")
        elif top is not None:
            self.desk.put(top.end(), top.end(), label)
        elif (most := _MOST.search(text)) is not None:
            side = "highest" if most["way"].lower() == "most" else "lowest"
            self.desk.put(most.start(), most.end(), f"the {side} {label}")
        elif (
            self._values()
            and _PERIODIC.search(text)
            and not any(s.word("superlative") for s in self.desk.tagged.cover)
        ):
            self.desk.text = f"{label} of {text}"

    def _after_figure(self) -> bool:
        """ "the simple average over all countries", "the difference between A and B": of the one figure there is."""
        m = _FIGURES.search(self.desk.text)
        if m is None:
            return False
        link = "in" if m[0].lower() in ("difference", "diff", "gap", "change") else ""
        self.desk.put(m.end(), m.end(), f"{link} {self.measure.label}")
        return True


def _count(said: str) -> int:
    words = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
    return words.get(said.lower()) or int(said)
