"""Shares: "what percent of premium customers pay by card", "share of respondents with affairs > 0 by religion", "what
share of revenue comes from Germany", "clicks by device as shares", "which region has the highest share of smokers".
"""

from __future__ import annotations

from assistant.planner.offline import compose, conditions, within
from assistant.planner.offline.conditions import Condition, Draft, draft_of
from assistant.planner.offline.counted import rows_out
from assistant.planner.offline.forms import items, nouns, plain, tails
from assistant.planner.offline.forms.plain import Form
from assistant.planner.offline.scope import DATED, Intent, Scope, bare, is_additive, is_numeric
from assistant.planner.offline.spans import Span, Tagged
from data.catalog import Column
from data.query import Agg, Call, Expr, MeasureRef, Out, Over, all_of, call, col

_CLAUSE = frozenset(
    [
        "who",
        "that",
        "which",
        "are",
        "is",
        "was",
        "were",
        "have",
        "has",
        "had",
        "did",
        "do",
        "does",
        "went",
        "go",
        "goes",
        "whose",
        "with",
        "w",
        "having",
        "without",
        "where",
    ]
)
_WITH = frozenset(["with", "w", "without", "having"])
_VERBS = frozenset(["are", "is", "was", "were", "have", "has", "had", "did", "do", "does"])
_PLACE = frozenset(["in", "from", "on", "at", "among", "of", "for", "during"])


def read(scope: Scope, tagged: Tagged) -> tuple[Intent, Draft] | None:
    """A part of a whole, of each group or of all; None where the question asks for no share."""
    draft = draft_of(scope, tagged)
    cues = [i for i, s in enumerate(draft.spans) if _cue(draft, i) and s.text.lower() != "part of"]
    if not cues:
        return None
    tail = tails.read(draft)
    banded = plain._banded(draft) or _usual_bands(draft)
    conditions.read(draft)
    if any(c.measure is not None for c in draft.conditions) or draft.looked_up:
        return None
    draft.use("share", *cues)
    form = Form(draft, items.read(draft), tail, banded)
    if any(draft.free(i) and s.word("window", "rate") for i, s in enumerate(draft.spans)):
        return None
    groups = plain._grouped(form)
    if groups is None:
        return None
    groups = [*banded, *groups]
    made = _of_each(form, groups, cues[0]) if not draft.conditions else _of_those(form, groups, cues[0])
    return None if made is None else (made, draft)


_BANDS = ("group", "groups", "band", "bands", "bracket", "brackets", "decade", "decades", "quartile", "quartiles",
          "decile", "deciles", "quintile", "quintiles")  # fmt: skip


def _usual_bands(draft: Draft) -> tuple[tuple[Out, Column], ...]:
    """ "By age group", "per income quartile": bands of a number that nobody listed."""
    for i, span in enumerate(draft.spans[:-1]):
        noun = nouns.after(draft, i)
        if not span.word("group") or span.entries or not draft.free(noun):
            continue
        term = nouns.noun(draft.scope, draft.spans[noun]) if draft.spans[noun].entries else None
        column = term.column if term is not None else None
        if column is None or not is_numeric(column) or nouns.text_at(draft, noun + 1) not in _BANDS:
            continue
        bins = compose._auto_bin(column, draft, noun)
        draft.use("group", *range(i, noun + 2))
        return ((Out(name=f"{column.label} group", expr=bins), column),)
    return ()


def _cue(draft: Draft, i: int) -> bool:
    span = draft.spans[i]
    window = span.word("window")
    if span.text.lower() == "share" and nouns.text_at(draft, i + 1) == "of":
        return True  # "the share of households", though the data have shares
    return (span.word("share") is not None or (window is not None and window.name == "share")) and not any(
        e.quality >= 0.95 for e in span.entries
    )


# -- those who fit -----------------------------------------------------------------------------------------------
def _of_those(form: Form, groups: list[tuple[Out, Column]], cue: int) -> Intent | None:
    scope, draft = form.scope, form.draft
    whole, part = _parted(draft, cue)
    if not part:
        return None
    condition: Expr = all_of(part)
    asked = [i for i in form.asked.items if i.at > cue and i.said in (None, "sum", "count")]
    done = [i for i in asked if plain._is_figure(i) and _is_done(form, i)]
    draft.use("verb", *(i.at for i in done))
    asked = [i for i in asked if i not in done]
    money = next(
        (
            i for i in asked
            if plain._is_figure(i) and not nouns.names_rows(scope, i.term) and (i.column is None or ((i.column.name not in form.tested or _of_all(draft, i, cue) or _named_again(form, i, cue)) and _sure(i)))
        ),
        None,
    )  # fmt: skip
    target = _ranked_by(form)
    if form.asked.sup is not None and target is None and not form.banded:
        return None
    if money is not None and money.term is not None:
        out = compose.metric(scope, "sum" if money.said == "sum" else None, money.term)
        expr = compose.restricted_share(out, condition, scope) if out is not None else None
        if out is None or expr is None or (out.expr != compose._expanded(scope, out.expr) and groups):
            return None
        metric = Out(name=f"share of {bare(out.name)}", expr=expr, unit="share")
    else:
        noun = scope.entity.plural if scope.entity is not None else "rows"
        metric = Out(name=f"share of {noun}", expr=Agg(agg="rate", of=condition), unit="share")
    spare = [
        i for i in asked if i is not money and not nouns.names_rows(scope, i.term) and i.column != target
    ]
    if any(i.column is not None and i.column.name not in form.tested for i in spare):
        return None
    if target is not None:
        groups = [*groups, (Out(name=target.label, expr=col(target.name)), target)]
    return _intent(form, metric, groups, whole, part)


_ARTICLES = ("the", "a", "an", "our", "any")


def _is_done(form: Form, item: nouns.Item) -> bool:
    """ "What share of customers *take* the newsletter", "of those, what share take it": what they do, though the word names
    money, too."""
    draft, before = form.draft, form.draft.spans[item.at - 1]
    things = any(e.kind in ("entity", "rows") for e in before.entries)
    doer = (
        things or before.word("share") is not None or before.text.lower() in ("who", "that", "them", "these")
    )
    return item.at > 0 and doer and nouns.text_at(draft, item.at + 1) in _ARTICLES


def _of_all(draft: Draft, item: nouns.Item, cue: int) -> bool:
    """ "Of all visits comes from people with 10 or more visits": the sum of all, of which those with many are a part."""
    between = [s.text.lower() for s in draft.spans[cue + 1 : item.at]]
    return "all" in between and all(t in ("of", "all", "the", "our") for t in between)


def _named_again(form: Form, item: nouns.Item, cue: int) -> bool:
    """ "What share of visits comes from people with 10 or more visits": the number is what is shared out, and is tested
    where it is named again."""
    draft, column = form.draft, item.column
    first = next((k for k in range(cue + 1, len(draft.spans)) if draft.spans[k].entries), None)
    tests = [
        c
        for c in draft.conditions
        if c.column is not None and column is not None and c.column.name == column.name
    ]
    apart = all(
        item.at not in c.spans and any(draft.spans[k].entries and k > item.at for k in c.spans) for c in tests
    )
    return first == item.at and apart and column is not None and column.additive


def _sure(item: nouns.Item) -> bool:
    """A column of which a part is asked, and not one that only has a word of its name in the sentence."""
    column, term = item.column, item.term
    return column is None or column.additive or term is None or term.entry.quality >= 0.75


def _parted(draft: Draft, cue: int) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """(what the whole is restricted to, what makes the part)."""
    rows = [c for c in draft.conditions if c.measure is None]
    again = _said_again(draft, rows)
    if again is not None:
        return tuple(c.expr for c in rows), (again,)
    verb = _main_verb(draft, cue, rows)
    if verb is not None:
        told_of = [c for c in rows if c.spans and (min(c.spans) < verb or c.period)]
        return tuple(c.expr for c in told_of), tuple(c.expr for c in rows if c not in told_of)
    noun = next((i for i in range(cue + 1, len(draft.spans)) if _is_noun(draft, i)), cue)
    looked_in = within.whole(draft, cue, rows)
    if looked_in:
        return tuple(c.expr for c in looked_in), tuple(c.expr for c in rows if c not in looked_in)
    told = _told_when(draft, [c for c in rows if c.spans and min(c.spans) > cue])
    if told:
        return tuple(c.expr for c in rows if c not in told), tuple(c.expr for c in told)
    before_it = [c for c in rows if c.spans and max(c.spans) < cue]
    if before_it and len(before_it) < len(rows):
        return tuple(c.expr for c in before_it), tuple(c.expr for c in rows if c not in before_it)
    clause = next(
        (i for i in range(noun + 1, len(draft.spans)) if draft.spans[i].text.lower() in _CLAUSE), None
    )
    clause = clause if clause is not None else _unknown_verb(draft, noun, rows)
    whole: list[Condition] = []
    if clause is not None and draft.spans[clause].text.lower() in _WITH:  # "of people with a dog are men"
        clause = _verb(draft, clause, rows) or clause
    for c in rows:
        if not c.spans:
            continue
        first = min(c.spans)
        opener = nouns.text_at(draft, nouns.before(draft, first))
        if (
            first < cue
            or first < noun
            or opener in ("among", "amongst")
            or _set_off(draft, c)
            or (clause is not None and first < clause and opener in (*_PLACE, *_WITH))
            or (clause is not None and first < clause and _opened_by(draft, first))
            or (clause is not None and first < clause and draft.spans[clause].text.lower() in ("who", "that"))
            or c.period
            or (clause is not None and opener in ("among", "during"))
        ):
            whole.append(c)
    if not whole and (named := _told_of(draft, rows, cue)) is not None:
        whole = [named]
    asks = clause is None or draft.spans[clause].text.lower() in ("did", "do", "does", "was", "were", "is")
    if not whole and asks and _of_periods(draft, cue):
        whole = [c for c in rows if not is_numeric(c.column)]
    if len(whole) == len(rows):
        first_part = [c for c in rows if c.spans and min(c.spans) > cue]
        undated = [c for c in first_part if not c.period]
        whole = [c for c in rows if c not in (undated or first_part)]
    return tuple(c.expr for c in whole), tuple(c.expr for c in rows if c not in whole)


def _said_again(draft: Draft, rows: list[Condition]) -> Expr | None:
    """ "Of the leads that are won or lost, what share was won": what is said once more of a whole that it is a part of."""
    for c in rows:
        listed = isinstance(c.expr, Call) and c.expr.op == "in"
        if c.column is None or not listed:
            continue
        named = [
            e
            for i in sorted(c.spans)
            if (
                e := next(
                    (e for e in draft.spans[i].entries if e.kind == "value" and e.name == c.column.name), None
                )
            )
        ]
        last = named[-1].value if named else None
        values = {e.value for e in named}
        if len(values) > 1 and sum(e.value == last for e in named) > 1:
            return call("eq", col(c.column.name), last)
    return None


_RELATIVES = frozenset(["who", "that", "which", "whose", "where"])
_FINITE = _VERBS | frozenset(["came", "come", "comes", "went", "bought", "made", "got", "paid", "spent", "said", "took", "left", "chose", "sold", "hold", "own", "owns"])  # fmt: skip


def _main_verb(draft: Draft, cue: int, rows: list[Condition]) -> int | None:
    """The verb that tells something of those who are spoken of: "of visits whose club is York *have* ...". The first verb
    behind "who" or "whose" still says who they are, and so does one that "and" joins to it."""
    tested = [c for c in rows if c.spans and min(c.spans) > cue and not c.period]
    if len(tested) < 2:
        return None
    said_who = True  # no "who" is open
    for i in range(cue + 1, len(draft.spans)):
        text = draft.spans[i].text.lower()
        if text.split()[0] in _RELATIVES:
            said_who = len(text.split()) > 1
            continue
        if text.split()[0] not in _FINITE and not _participle(draft, i, tested):
            continue
        if not said_who:
            said_who = True
        elif nouns.text_at(draft, i - 1) not in ("and", "or", "have", "has", "had", "been"):
            behind = [c for c in tested if min(c.spans) >= i]
            return i if 0 < len(behind) < len(tested) else None
    return None


def _participle(draft: Draft, i: int, tested: list[Condition]) -> bool:
    """ "PhDs with a kid accepted ...": what they did, where what they are was said before it."""
    text = draft.spans[i].text.lower().split()[0]
    if not text.endswith("ed") or len(text) < 5:
        return False
    relative = nouns.text_at(draft, i - 1).split()[:1] in ([r] for r in _RELATIVES)
    return relative or any(max(c.spans) < i for c in tested)


def _told_when(draft: Draft, rows: list[Condition]) -> list[Condition]:
    """ "of the rosé bottles are ordered between May and August", "of Starter accounts signed up in 2023": the period, where
    a verb tells it of what was named before."""
    dated, undated = [c for c in rows if c.period], [c for c in rows if not c.period]
    if not dated or not undated:
        return []
    end = max(max(c.spans) for c in undated)
    when = next((i for i, s in enumerate(draft.spans) if i > end and s.period is not None), None)
    if when is None or any(min(c.spans) < end for c in dated):
        return []
    verbs = [s for s in draft.spans[end + 1 : when] if _tells(draft.scope, s)]
    return dated if verbs else []


def _tells(scope: Scope, span: Span) -> bool:
    """A verb: what is no small word, no noun for the rows and no figure of them."""
    low = span.text.lower()
    if low in _VERBS or any(w.endswith("ed") for w in low.split()):
        return True
    if not low[:1].isalpha() or low in _PLACE or span.word("comparator") is not None:
        return False
    dated = any(t.column is not None and t.column.type in DATED for t in scope.terms(span)[:1])
    return dated or (span.unknown and low.endswith("s"))


def _set_off(draft: Draft, condition: Condition) -> bool:
    """ "..., sepa only", "..., without phone": said of the whole, behind a comma."""
    before = draft.spans[max(0, min(condition.spans) - 3) : min(condition.spans)]
    after = draft.spans[max(condition.spans) + 1 : max(condition.spans) + 2]
    said = {s.text.lower() for s in before}
    only = any(s.word("only") is not None for s in (*before, *after))
    return "," in said and (only or bool(said & {"without", "excluding", "except"}))


def _told_of(draft: Draft, rows: list[Condition], cue: int) -> Condition | None:
    """ "of women use live chat": those of whom the rest of the sentence tells something."""
    placed = sorted((c for c in rows if c.spans and min(c.spans) > cue), key=lambda c: min(c.spans))
    if len(placed) < 2 or nouns.text_at(draft, nouns.before(draft, min(placed[0].spans))) != "of":
        return None
    between = draft.spans[max(placed[0].spans) + 1 : min(placed[1].spans)]
    said = [s.text.lower() for s in between]
    apart = any(w.isalpha() and w not in ("and", "or", "the", "a", *_PLACE - {"on"}) for w in said)
    flags = [c.column is not None and c.column.role == "flag" for c in placed[:2]]
    apart = apart or (not said and flags == [False, True])  # "of promoters contacted support"
    return placed[0] if apart else None


def _unknown_verb(draft: Draft, noun: int, rows: list[Condition]) -> int | None:
    """ "of the gifts from individuals carries Gift Aid": a verb that nobody knows, between what is said of the noun and
    what is asked of it."""
    said = [min(c.spans) for c in rows if c.spans]
    for i in range(noun + 2, len(draft.spans)):
        verb = draft.spans[i].unknown and draft.spans[i].text.lower().endswith(("s", "ed"))
        if verb and any(h < i for h in said) and any(h > i for h in said):
            return i
    return None


def _of_periods(draft: Draft, cue: int) -> bool:
    """ "% of weeks AAPL closed over 1.2": of the weeks of AAPL, since a period has no name of its own."""
    return any(s.word("grain") is not None and not s.entries for s in draft.spans[cue + 1 : cue + 4])


def _verb(draft: Draft, clause: int, rows: list[Condition]) -> int | None:
    """The verb of the sentence behind a "with": what comes before it belongs to the noun."""
    for i in range(clause + 1, len(draft.spans)):
        text, before = draft.spans[i].text.lower(), nouns.text_at(draft, i - 1)
        if text in _VERBS and before not in ("who", "that", "which", "and", "or"):
            held = [min(c.spans) for c in rows if c.spans]
            return i if any(h < i for h in held) and any(h > i for h in held) else None
    return None


def _opened_by(draft: Draft, first: int) -> bool:
    """Whether the noun before a condition stands behind a "with": "with an income under 20k"."""
    k = first - 1
    while k >= 0 and draft.spans[k].free and draft.spans[k].text.lower() not in _CLAUSE:
        k -= 1
    return k >= 0 and draft.spans[k].text.lower() in _WITH


def _is_noun(draft: Draft, i: int) -> bool:
    """The noun of the whole: a thing of the data that is no value, or an unknown word that is read as rows."""
    return draft.used.get(i) in ("item", "rows", "entity") and (
        bool(draft.spans[i].entries) or draft.used.get(i) == "rows"
    )


def _ranked_by(form: Form) -> Column | None:
    """The column that is asked for by "which", where shares are ranked."""
    if form.asked.sup is None:
        return None
    item = next((i for i in form.asked.items if i.asked and i.column is not None), None)
    group = plain._group(form, item.term, None) if item is not None else None
    return group[1] if group is not None else None


# -- each group in the total -------------------------------------------------------------------------------------
def _of_each(form: Form, groups: list[tuple[Out, Column]], cue: int) -> Intent | None:
    """Each group's part of the total."""
    scope = form.scope
    figures = [i for i in form.asked.items if plain._is_figure(i) or i.said is not None]
    plains = [i for i in form.asked.items if i not in figures and not nouns.names_rows(scope, i.term)]
    if not groups and len(plains) == 1:
        group = plain._group(form, plains[0].term, None)
        groups, plains = ([group], []) if group is not None else ([], plains)
    if plains or not groups or len(figures) > 1 or form.asked.sup is not None:
        return None
    out = plain._metric(form, figures[0]) if figures else rows_out(scope)
    if out is None or not _adds_up(form, out):
        return None
    per = tuple(g.name for g, _ in groups[1:]) if len(groups) == 2 else ()
    share = Out(
        name=f"share of {bare(out.name)}", expr=Over(over="share", of=out.name, per=per), unit="share"
    )
    made = _intent(form, out, groups, form.where, ())
    return made.model_copy(update={"metrics": (out, share)})


def _adds_up(form: Form, out: Out) -> bool:
    """A whole that its groups add up to: a sum or a count, no mean, rate or ratio."""
    if isinstance(out.expr, MeasureRef):
        return is_additive(form.scope.catalog.measures[out.expr.measure])
    return isinstance(out.expr, Agg) and out.expr.agg in ("sum", "count")


def _intent(
    form: Form, metric: Out, groups: list[tuple[Out, Column]], whole: tuple[Expr, ...], part: tuple[Expr, ...]
) -> Intent:
    outs = tuple(g for g, _ in groups)
    order, desc = plain._order(form, [metric], outs)
    asked = form.asked
    ranked = asked.sup is not None
    if ranked:
        order, desc = metric.name, asked.desc
    single = ranked and asked.limit in (None, 1)
    known = tuple(call("not_null", col(c.name)) for _, c in groups if ranked and c.missing)
    chart = form.tail.chart
    answer = "name" if single else "chart" if chart not in (None, "table") else "table" if outs else "value"
    return Intent(
        source=form.scope.name, where=(*whole, *known), metrics=(metric,), groups=outs, order=order, desc=desc,
        limit=asked.limit if ranked and not single else None, chart=chart, answer=answer, share=part,
        notes=tuple(form.draft.notes),
    )  # fmt: skip
