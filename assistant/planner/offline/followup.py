"""Follow-ups are edits of an earlier intent: a filter replaced, a grouping changed, a chart turned."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.planner.offline import phrases
from assistant.planner.offline.compose import compose, of_column, reaggregated, restricted_share, row_column
from assistant.planner.offline.conditions import Condition, Draft
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from data.query import Agg, Call, Col, Expr, MeasureRef, Out, Over, call, col, columns_of, date

_OPENERS = re.compile(
    r"^(and|or|but|so|now|then|also|only|just|same|the same|what about|how about|instead|make it|make that|as a|without|with|no|"
    r"excluding|except|by|per|in|for|from|since|show it|sort|keep|drop|add|remove|too many|ok|okay|but only|limit|top|bottom|"
    r"skip|ignore|how about|change|switch|turn|broken down|split|leave|compare that|exclude|i meant|no,? i meant|restrict|filter|group)\b",
    re.I,
)
_POINTING = re.compile(
    r"\b(them|they|these|those|that|it|its|their|this|he|she|the same|same|instead|each of them|which of|which one|the others|the rest|the first|the second|the last one)\b",
    re.I,
)
_QUESTION = re.compile(
    r"\b(how many|how much|what|which|who|average|total|plot|chart|show|list|give|top|number of)\b", re.I
)


@dataclass(frozen=True)
class Edit:
    """The edited intent, and the draft that says what each word did."""

    intent: Intent
    draft: Draft


def looks_like(text: str) -> bool:
    """True where a message may lean on what was said before."""
    clean = text.strip().lower()
    words = clean.split()
    return bool(_OPENERS.match(clean)) or bool(_POINTING.search(clean)) or len(words) <= 3


_CONNECTS = re.compile(
    r"^(and|but|or|so|now|then|also|only|just|same|the same|what about|how about|instead|make|i meant|no|ok|okay|without|exclude|drop|keep)\b",
    re.I,
)


def connects(text: str) -> bool:
    """True where a message points back, or is too short to stand alone."""
    return points_back(text) or len(text.split()) <= 3


def points_back(text: str) -> bool:
    """True where a message points back: "and ...", "only ...", "which of them ..."."""
    clean = text.strip().lower()
    return bool(_CONNECTS.match(clean)) or bool(_POINTING.search(clean))


def leans_hard(text: str) -> bool:
    """True where a message makes no sense alone: "and in October?", "make it a pie", "how many is that?"."""
    clean = text.strip().lower()
    if re.fullmatch(
        r"(and |so |but )?how many( is| are| was| were)?( there| that| those| these| of them| people| customers)?[ ?.!]*",
        clean,
    ):
        return True
    return (
        bool(_OPENERS.match(clean)) and not clean.startswith(("in ", "for ", "so what", "compare"))
    ) or bool(re.search(r"\b(that|them|these|those|they|same|instead)\b", clean))


def edit(last: Intent, tagged: Tagged, scope: Scope) -> Edit | None:
    """The last query with the message's parts put in; None where the message holds no part of a query."""
    fresh, draft = compose(scope, tagged)
    low = tagged.text.lower()
    said = _said(fresh, draft)
    intent = last
    if re.search(r"\b(incomplete|partial|unfinished|not complete)\b", low) and last.groups:
        dropped = _complete_only(last, scope)
        if dropped is not None:
            _license(
                draft,
                r"drop|without|exclude|leave|incomplete|partial|remove|quarter|month|week|year|unfinished|skip|hide",
            )
            return Edit(dropped, draft)
    if re.search(
        r"\b(remove|clear|drop|without) (all )?(the )?filters?\b|\ball of them\b|\beverybody again\b", low
    ):
        intent = intent.model_copy(update={"where": (), "within": ()})
        said.add("cleared")
    if last.groups:
        draft.use("condition", *(i for c in draft.conditions if c.measure is not None for i in c.spans))
    intent = _other_member(intent, draft, scope)
    if draft.conditions:
        intent = _filtered(intent, draft, low)
        said.add("filter")
    if fresh.melt is not None and phrases.buys(tagged.text):
        intent = intent.model_copy(
            update={
                "metrics": fresh.metrics,
                "melt": fresh.melt,
                "groups": (),
                "columns": (),
                "order": None,
                "desc": True,
                "limit": None,
                "answer": "list",
                "share": (),
                "where": (*intent.where, *intent.share),
            }
        )
        return Edit(_settled(intent), draft)
    if fresh.groups:
        intent = _grouped(intent, fresh, low)
    if fresh.metrics and "metric" in said:
        intent = _measured(intent, fresh, scope)
    if fresh.chart is not None:
        intent = _drawn(intent, fresh, scope)
        said.add("chart")
    ranked = any(s.word("superlative") for s in draft.spans) and last.groups and not fresh.groups
    if ranked and re.search(r"\b(which|who|what)\b", low) and intent.metrics:
        draft.use("edit", *(i for i, s in enumerate(draft.spans) if draft.free(i) and s.word("superlative")))
        wanted = next((w.name for s in draft.spans for w in s.words if w.kind == "superlative"), "desc")
        intent = intent.model_copy(
            update={
                "order": intent.metrics[0].name,
                "desc": wanted == "desc",
                "answer": "name",
                "limit": None,
                "chart": None,
            }
        )
        said.add("order")
    elif fresh.limit is not None or _limit(draft) is not None:
        n = fresh.limit or _limit(draft)
        rest = "Other" if re.search(r"\brest\b|\bother", low) else None
        order = intent.order or (intent.metrics[0].name if intent.metrics else None)
        desc = fresh.desc if fresh.desc is not None else True if intent.desc is None else intent.desc
        intent = intent.model_copy(
            update={
                "limit": n,
                "rest": rest,
                "order": order,
                "desc": desc,
                "answer": "list" if intent.chart is None else intent.answer,
            }
        )
        _license(draft, r"keep|put|rest|together|other|others|too|many|slice|slices|top|bottom|best")
        said.add("limit")
    elif fresh.desc is not None and intent.groups and intent.metrics:
        intent = intent.model_copy(update={"desc": fresh.desc, "order": intent.metrics[0].name})
        said.add("order")
    those = fresh.share and draft.conditions and last.where and re.search(r"\b(those|them|these|that)\b", low)
    if those:
        new = tuple(c.expr for c in draft.conditions if c.measure is None)
        condition = new[0] if len(new) == 1 else Call(op="and", args=new)
        out = Out(
            name=f"share of {scope.source.plural or 'rows'}", expr=Agg(agg="rate", of=condition), unit="share"
        )
        first = last.metrics[0] if last.metrics else None
        if (
            first is not None
            and not isinstance(first.expr, Call)
            and getattr(first.expr, "agg", "") not in ("count", "rate")
        ):
            part = restricted_share(first, condition, scope)
            out = Out(name=f"share of {first.name}", expr=part, unit="share") if part is not None else out
        intent = last.model_copy(
            update={
                "metrics": (out,),
                "where": last.where,
                "share": new,
                "groups": (),
                "columns": (),
                "answer": "value",
                "order": None,
                "limit": None,
            }
        )
        said.add("share")
    elif fresh.share or any(w.kind == "share" for s in draft.spans for w in s.words):
        shared = _shared(intent, last, fresh, draft, scope)
        if shared is not None:
            intent = shared
            said.add("share")
    swapped = next((w.name for s in draft.spans for w in s.words if w.kind == "aggregate"), None)
    if (
        swapped is not None
        and "metric" not in said
        and intent.metrics
        and (again := reaggregated(scope, intent.metrics[0], swapped))
    ):
        intent = intent.model_copy(
            update={"metrics": (again, *intent.metrics[1:]), "order": again.name if intent.order else None}
        )
        draft.use("metric", *(i for i, s in enumerate(draft.spans) if s.word("aggregate")))
        said.add("metric")
    percentile = phrases.percentile(draft)
    if (
        percentile is not None
        and intent.metrics
        and (column := row_column(scope, intent.metrics[0])) is not None
    ):
        intent = intent.model_copy(update={"metrics": (phrases.quantile_out(column, percentile[0]),)})
        draft.use("metric", *percentile[1])
        said.add("metric")
    if not said:
        return None
    _license(
        draft,
        r"same|instead|make|too|now|only|just|it|that|them|these|those|they|change|show|sort|order|rank|keep|meant",
    )
    return Edit(_settled(intent), draft)


def _other_member(intent: Intent, draft: Draft, scope: Scope) -> Intent:
    """ "same for 12380": another member in the place of the one that was looked up."""
    key = scope.entity.key if scope.entity is not None else None
    old = next(
        (e for e in intent.where if isinstance(e, Call) and e.op == "eq" and columns_of(e) == (key,)), None
    )
    if old is None or key is None:
        return intent
    for i, span in enumerate(draft.spans):
        if draft.free(i) and span.number is not None and not span.entries and span.number == int(span.number):
            column = scope.source.columns[key]
            value = int(span.number) if column.type in ("integer", "number") else span.text
            draft.conditions.append(Condition(call("eq", col(key), value), (i,), column))
            draft.use("condition", i)
            break
    return intent


def _said(fresh: Intent, draft: Draft) -> set[str]:
    said: set[str] = set()
    if any(why == "metric" for why in draft.used.values()):
        said.add("metric")
    if fresh.groups:
        said.add("group")
    return said


def _license(draft: Draft, pattern: str) -> None:
    for i, span in enumerate(draft.spans):
        if draft.free(i) and re.fullmatch(pattern, span.text.lower()):
            draft.use("edit", i)


def _limit(draft: Draft) -> int | None:
    for i, span in enumerate(draft.spans):
        if (
            draft.free(i)
            and span.word("superlative")
            and i + 1 < len(draft.spans)
            and draft.spans[i + 1].number is not None
        ):
            draft.use("limit", i, i + 1)
            return int(draft.spans[i + 1].number or 0)
    return None


def filtered(intent: Intent, draft: Draft) -> Intent:
    """The intent of any ability for the rows that a message names."""
    return _filtered(intent, draft, draft.text.lower()) if draft.conditions else intent


def _filtered(intent: Intent, draft: Draft, low: str) -> Intent:
    """New conditions replace the old ones on the same column, unless they are added on purpose."""
    rows = [c for c in draft.conditions if c.measure is None]
    added = bool(re.search(r"\balso\b|\bas well\b|\badditionally\b", low))
    touched = {n for c in rows for n in columns_of(c.expr)} if not added else set()
    kept = tuple(e for e in intent.where if not _replaced(e, rows, touched))
    if intent.share and any(n in {c for e in intent.share for c in columns_of(e)} for n in touched):
        share = tuple(c.expr for c in rows)
        if intent.metrics:
            return _with_share(intent, share)
    return intent.model_copy(
        update={
            "where": kept + tuple(c.expr for c in rows),
            "having": intent.having + tuple(c.expr for c in draft.conditions if c.measure is not None),
        }
    )


def _replaced(old: Expr, new: list[Condition], touched: set[str]) -> bool:
    """An old condition gives way to a new one on its column; "not X" after "is Y" narrows instead."""
    names = set(columns_of(old))
    if not names & touched:
        return False
    negative = any(
        isinstance(c.expr, Call) and c.expr.op in ("ne", "not_in") and set(columns_of(c.expr)) & names
        for c in new
    )
    narrowing = isinstance(old, Call) and old.op in ("ne", "not_in")
    one_sided = (
        isinstance(old, Call)
        and old.op in ("gt", "ge", "lt", "le")
        and any(
            isinstance(c.expr, Call)
            and c.expr.op in ("gt", "ge", "lt", "le")
            and c.expr.op[0] != old.op[0]
            and set(columns_of(c.expr)) & names
            for c in new
        )
    )
    return not negative and not narrowing and not one_sided


def _with_share(intent: Intent, share: tuple[Expr, ...]) -> Intent:
    condition = share[0] if len(share) == 1 else Call(op="and", args=share)
    first = intent.metrics[0]
    if isinstance(first.expr, Agg) and first.expr.agg == "rate":
        made = first.model_copy(update={"expr": Agg(agg="rate", of=condition)})
        return intent.model_copy(update={"metrics": (made,), "share": share})
    return intent


def _grouped(intent: Intent, fresh: Intent, low: str) -> Intent:
    """A new grain replaces the old one; "and by" adds; a plain "by" replaces."""
    news = fresh.groups
    if any(_is_time(g) for g in news) and any(_is_time(g) for g in intent.groups):
        merged = tuple(g for g in intent.groups if not _is_time(g)) + news
    elif re.search(
        r"^(and|also) (by|per)\b|\balso\b|\bas well\b|\bsplit\b|\band by\b|\bbroken down\b|\bfurther\b|\bthen by\b",
        low,
    ):
        merged = intent.groups + tuple(g for g in news if g not in intent.groups)
    else:
        merged = news
    keep_top = intent.limit if merged[: len(intent.groups)] == intent.groups else None
    order = intent.order if keep_top else None
    chart = intent.chart if intent.chart in ("bar", "line", "area", "pie") else None
    return intent.model_copy(update={"groups": merged, "limit": keep_top, "order": order, "desc": intent.desc if keep_top else None, "columns": (), "chart": chart,
                                     "answer": "table" if intent.answer in ("value", "name", "list") else intent.answer, "rest": None})  # fmt: skip


def _is_time(out: Out) -> bool:
    return isinstance(out.expr, Call) and (
        out.expr.op.startswith("trunc_") or out.expr.op in ("weekday", "hour", "month", "year", "quarter")
    )


def _measured(intent: Intent, fresh: Intent, scope: Scope) -> Intent:
    """Another measure; a bare column keeps the aggregate that was used before."""
    news = fresh.metrics
    old = intent.metrics[0] if intent.metrics else None
    if (
        old is not None
        and isinstance(old.expr, Agg)
        and old.expr.agg in ("mean", "median", "max", "min", "sum")
        and len(news) == 1
    ):
        new = news[0]
        if (
            isinstance(new.expr, Agg)
            and isinstance(new.expr.of, Col)
            and new.expr.agg in ("sum", "mean")
            and old.expr.agg in ("mean", "median", "max", "min")
        ):
            news = (of_column(old.expr.agg, scope.source.columns[new.expr.of.col]),)
    windows = tuple(m for m in intent.metrics if isinstance(m.expr, Over))
    carried = tuple(
        w.model_copy(update={"expr": w.expr.model_copy(update={"of": news[0].name})})
        for w in windows
        if isinstance(w.expr, Over)
    )
    where = intent.where + intent.share
    answer = intent.answer if intent.groups else "value"
    order = news[0].name if intent.order is not None else None
    return intent.model_copy(
        update={
            "metrics": news + carried,
            "columns": (),
            "where": where,
            "share": (),
            "order": order,
            "answer": answer,
            "limit": intent.limit if intent.groups else None,
        }
    )


def _drawn(intent: Intent, fresh: Intent, scope: Scope) -> Intent:
    """Another drawing of the same data; box and histogram need the rows behind an average."""
    if fresh.chart in ("box", "histogram") and intent.metrics and not intent.columns:
        first = intent.metrics[0]
        expr = (
            scope.catalog.measures[first.expr.measure].expr
            if isinstance(first.expr, MeasureRef)
            else first.expr
        )
        if isinstance(expr, Agg) and isinstance(expr.of, Col) and expr.of.col in scope.source.columns:
            c = scope.source.columns[expr.of.col]
            outs = (
                Out(name=c.label, expr=col(c.name), unit=c.unit),
                *(intent.groups[:1] if fresh.chart == "box" else ()),
            )
            return intent.model_copy(
                update={
                    "columns": outs,
                    "metrics": (),
                    "groups": (),
                    "chart": fresh.chart,
                    "answer": "chart",
                    "limit": None,
                    "order": None,
                    "desc": None,
                }
            )
    if intent.columns and intent.chart in ("box", "histogram") and fresh.chart in ("bar", "line", "pie"):
        return intent.model_copy(update={"columns": (), "chart": fresh.chart, "answer": "chart"})
    if fresh.chart == "table":
        return intent.model_copy(update={"chart": "table", "answer": "table"})
    return intent.model_copy(
        update={"chart": fresh.chart if fresh.chart != "auto" else intent.chart, "answer": "chart"}
    )


def _shared(intent: Intent, last: Intent, fresh: Intent, draft: Draft, scope: Scope) -> Intent | None:
    """ "what share of turnover comes from them?": the last population as a part of all."""
    from assistant.planner.offline.compose import restricted_share

    if intent.groups and intent.metrics:
        first = intent.metrics[0]
        if any(isinstance(m.expr, Over) and m.expr.over == "share" for m in intent.metrics):
            return intent
        return intent.model_copy(
            update={
                "metrics": (
                    first,
                    Out(name=f"share of {first.name}", expr=Over(over="share", of=first.name), unit="share"),
                )
            }
        )
    population = last.where + last.share
    if not population or not fresh.metrics or last.share:
        return None
    base = next((m for m in fresh.metrics if not (isinstance(m.expr, Agg) and m.expr.agg == "rate")), None)
    if base is None or isinstance(base.expr, Call):
        return None
    condition = population[0] if len(population) == 1 else Call(op="and", args=population)
    ratio = restricted_share(base, condition, scope)
    if ratio is None:
        return None
    return intent.model_copy(
        update={
            "metrics": (Out(name=f"share of {base.name}", expr=ratio, unit="share"),),
            "where": (),
            "share": population,
            "groups": (),
            "answer": "value",
            "limit": None,
            "order": None,
        }
    )


def _settled(intent: Intent) -> Intent:
    """Names that an order refers to must still be there."""
    names = {o.name for o in (*intent.groups, *intent.metrics, *intent.columns)}
    changes: dict[str, object] = {"notes": ()}
    if intent.order is not None and intent.order not in names:
        changes["order"] = intent.metrics[0].name if intent.metrics and intent.groups else None
    if not intent.groups and not intent.columns:
        changes |= {"limit": None, "rest": None, "best": ()}
    return intent.model_copy(update=changes)


def _complete_only(intent: Intent, scope: Scope) -> Intent | None:
    """Only periods that the data covers from first to last day."""
    import datetime as dt

    from assistant.planner.offline.dates import start_of, step

    grouped = next(
        (g for g in intent.groups if isinstance(g.expr, Call) and g.expr.op.startswith("trunc_")), None
    )
    if grouped is None or not isinstance(grouped.expr, Call) or not isinstance(grouped.expr.args[0], Col):
        return None
    column = scope.source.columns.get(grouped.expr.args[0].col)
    if column is None:
        return None
    unit = grouped.expr.op.removeprefix("trunc_")
    low, high = (dt.date.fromisoformat(str(x)[:10]) for x in (column.low, column.high))
    start = start_of(low, unit)
    if start < low:
        start = step(start, unit, 1)
    end = start_of(high + dt.timedelta(days=1), unit)
    bounds: list[Expr] = [
        call("ge", col(column.name), date(start.isoformat())),
        call("lt", col(column.name), date(end.isoformat())),
    ]
    return intent.model_copy(update={"where": (*intent.where, *bounds)})


def person_edit(last: Intent, said: dict[str, object]) -> Intent:
    """The same what-if for somebody a little different."""
    person = last.args.get("person")
    merged = {**(person if isinstance(person, dict) else {}), **said}
    return last.model_copy(update={"args": {**last.args, "person": merged}})
