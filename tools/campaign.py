"""A campaign brief for an audience: every figure from the data, words from prompts/campaign.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field

from data.catalog import Source
from data.errors import Unsupported
from data.query import Agg, Col, Expr, Out, Query, all_of, call
from data.work import Work
from tools import _audience, _chart
from tools._audience import LEAST, Audience, TestPlan
from tools._caveats import caveat
from tools._features import people, source_of
from tools._names import match_label
from tools._result import Caveat, Chart, Evidence, Fact, Headline, Result, Table
from tools._tool import Args, SegmentSlot, Slot, tool
from tools._traits import NOTICED, Trait, kind_of, label_of, phrase

SHOWN = 4
IDEAS = 3
_BOOK = Path(__file__).parents[1] / "prompts" / "campaign.yaml"


class CampaignArgs(Args):
    """Whom to address: a segment of a labelling, else the rows that `where` holds, else everyone.

    form   the whole brief, the ideas side by side, or the copy of an e-mail or an ad
    idea   which of the ideas it is for, the one that fits best where left open
    """

    segment: SegmentSlot = None
    form: Annotated[Literal["brief", "ideas", "email", "ad"], Slot("choice")] = "brief"
    idea: int | None = Field(default=None, ge=1, le=3)


@cache
def _book() -> dict[str, Any]:
    return dict(yaml.safe_load(_BOOK.read_text(encoding="utf-8")))


@dataclass
class _Brief:
    audience: Audience
    name: str
    noun: str
    facts: list[Fact] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)

    @property
    def unit(self) -> str | None:
        """The unit of the main measure."""
        main = self.audience.main
        return (main.unit or "money") if main else None


@tool(
    words=(
        "campaign",
        "campaign idea",
        "campaign ideas",
        "marketing plan",
        "brief",
        "campaign brief",
        "target them",
        "promote",
        "promotion for",
        "marketing ideas",
        "how should we market",
        "how do we reach",
        "offer for",
        "what should we offer",
        "activate",
    ),
    examples=(
        "Ideas for a campaign for segment 1",
        "Write a campaign brief for {entities} with high {measure}",
        "What should we offer our best {entities}?",
    ),
)
def campaign(args: CampaignArgs, data: Any, work: Work) -> Result:
    """Draft a campaign brief from facts: whom to address, what to offer, where, and how to test it."""
    source = source_of(data, args.source)
    condition, name, where, skip = _whom(args, data, source)
    work.progress(0.1, "Looking at the audience")
    audience = _audience.read_audience(data, source, args.within, where, condition, skip, work)
    if audience.size == 0:
        raise Unsupported(f"There are no such {people(data, source)}.", "Widen the conditions and ask again.")
    brief = _Brief(audience, name, people(data, source))
    traits = _audience.differences(audience) if condition is not None else []
    _size(brief)
    small = audience.size < LEAST
    if small:
        brief.flags.add("tiny")
        brief.caveats.append(caveat("campaign.tiny_audience"))
    else:
        _spend(brief)
        _traits(brief, traits)
        work.progress(0.6, "Looking at what they buy")
        _products(brief, data, args, where, work)
        _channel(brief)
    levers = _led_by(_levers(brief, traits), args.idea)
    _exclusions(brief)
    _test(brief)
    _say(brief, levers)
    brief.flags.add(args.form)
    if args.form in ("email", "ad"):
        _write(brief, levers)
    members = (*args.where, *((condition,) if args.segment is not None and condition is not None else ()))
    size = next(f for f in brief.facts if f.id == "size")
    return Result(
        headline=Headline(f"{brief.noun} in {name}", size.value, None, n=audience.size),
        facts=tuple(brief.facts),
        table=_table(brief, levers) if args.form == "brief" else _ideas_table(args.form, levers),
        chart=_figure(brief, [] if small else traits) if args.form == "brief" else None,
        caveats=tuple(brief.caveats),
        evidence=(
            Evidence(
                "Brief from facts: audience against all; test sized by normal approximation",
                audience.rows.sql,
                audience.rows.n,
                seed=work.seed,
            ),
        ),
        words=brief.words,
        flags=frozenset(brief.flags),
        next=(f"Tell me about {name}", f"Export {name}", "Compare them with the rest"),
        subject=Query(source=source.name, within=args.within, where=members),
    )


def _whom(
    args: CampaignArgs, data: Any, source: Source
) -> tuple[Expr | None, str, tuple[Expr, ...], tuple[str, ...]]:
    """Condition, name, the other conditions, and columns that do not describe (the labelling itself)."""
    if args.segment is not None:
        column = data.column(source.name, args.segment.step)
        labels = [str(v.value) for v in column.values] or _labels(data, source, column.name)
        label = match_label(args.segment.label, labels)
        shown = f"{column.label.lower()} {label}" if label.isdigit() else label
        return call("eq", Col(col=column.name), label), shown, args.where, (column.name,)
    if args.where:
        condition = all_of(args.where)
        return condition, "this group", (), ()
    return None, f"all {people(data, source)}", (), ()


def _labels(data: Any, source: Source, column: str) -> list[str]:
    own = Col(col=column)
    query = Query(
        source=source.name,
        where=(call("not_null", own),),
        groups=(Out(name="label", expr=own),),
        measures=(Out(name="n", expr=Agg(agg="count")),),
    )
    return sorted(str(v) for v in data.fetch(query).column("label"))


# ---------------------------------------------------------------- the facts
def _size(brief: _Brief) -> None:
    a = brief.audience
    brief.facts += [
        Fact("size", "count", f"{brief.noun} in {brief.name}", a.size, None, row=brief.name),
        Fact("all", "count", f"all {brief.noun}", a.everyone, None),
        Fact("share", "share", f"share of all {brief.noun}", float(share_of(a)), "share", of=("size", "all")),
    ]
    if a.rows.weight is not None:
        brief.facts.append(
            Fact(
                "people",
                "count",
                f"{brief.noun} that the sample stands for",
                float(a.weight[a.inside].sum()),
                None,
            )
        )
        brief.flags.add("weighted")
    if a.condition is None:
        brief.flags.add("everyone")


def share_of(a: Audience) -> float:
    """The audience's (weighted) share of all rows."""
    whole = float(a.weight.sum())
    return float(a.weight[a.inside].sum()) / whole if whole > 0 else 0.0


def _spend(brief: _Brief) -> None:
    a, main = brief.audience, brief.audience.main
    if main is None:
        return
    mean, every = a.mean(main.name), a.mean(main.name, inside=False)
    if mean is None or every is None:
        return
    label, unit = label_of(main), brief.unit
    brief.words["spend"] = label
    brief.flags.add("spend")
    brief.facts += [
        Fact("mean_spend", "value", f"average {label}", mean, unit, row=brief.name, n=a.size),
        Fact("overall_spend", "value", f"average {label} of all", every, unit, n=a.everyone),
    ]
    middle = a.median(main.name)
    if middle is not None:
        brief.facts.append(
            Fact("median_spend", "value", f"median {label}", middle, unit, row=brief.name, n=a.size)
        )
    total = a.total(main.name, inside=False)
    if total > 0:
        brief.facts.append(
            Fact("spend_share", "share", f"share of all {label}", a.total(main.name) / total, "share")
        )
    if every > 0 and a.condition is not None:
        brief.facts.append(
            Fact(
                "ratio",
                "ratio",
                f"average {label} against all",
                mean / every,
                None,
                of=("mean_spend", "overall_spend"),
            )
        )
        brief.flags.add("more" if mean >= every else "less")


def _traits(brief: _Brief, traits: list[Trait]) -> None:
    told = [
        t
        for t in traits
        if abs(t.z) >= NOTICED and t.column.name != (brief.audience.main.name if brief.audience.main else "")
    ]
    parts = set(brief.audience.main.parts) if brief.audience.main else set()
    told = [t for t in told if t.column.name not in parts][:SHOWN]
    for i, trait in enumerate(told, start=1):
        column = trait.column
        here, every = brief.audience.mean(column.name), brief.audience.mean(column.name, inside=False)
        unit = "share" if column.role == "flag" else column.unit
        brief.facts += [
            Fact(
                f"trait.{i}",
                "value",
                f"average {column.label}",
                here,
                unit,
                row=label_of(column),
                column=phrase(trait),
                n=brief.audience.size,
            ),
            Fact(
                f"trait_all.{i}", "value", f"average {column.label} of all", every, unit, row=label_of(column)
            ),
        ]
    if told:
        brief.flags.add("traits")


def _products(brief: _Brief, data: Any, args: CampaignArgs, where: tuple[Expr, ...], work: Work) -> None:
    found = _audience.products(data, brief.audience, args.within, where, work)
    if not found:
        return
    name, value, share = found[0]
    brief.words["product"] = name
    brief.flags.add("product")
    brief.facts += [
        Fact("top_product", "rank", "what they spend most on", name, None),
        Fact("top_product.value", "value", f"spend on {name}", value, brief.unit, row=name),
        Fact("top_product.share", "share", f"share of {name} in what they spend", share, "share", row=name),
    ]
    if len(found) > 1:
        brief.facts.append(
            Fact("second_product", "rank", "what they spend second most on", found[1][0], None)
        )


def _channel(brief: _Brief) -> None:
    found = _audience.channels(brief.audience)
    if not found:
        return
    column, share = found[0]
    brief.words["channel"] = label_of(column)
    brief.flags.add("channel")
    brief.facts.append(
        Fact("channel", "share", f"share of {label_of(column)}", share, "share", row=label_of(column))
    )


def _exclusions(brief: _Brief) -> None:
    column = _audience.complaint(brief.audience)
    if column is None:
        return
    values = brief.audience.rows.numbers[column.name][brief.audience.inside]
    count = round(float((values == 1).sum()) / brief.audience.rows.implicates)
    if count:
        brief.facts.append(Fact("complaints", "count", f"with {label_of(column)}", count, None))
        brief.flags.add("complaints")


def _test(brief: _Brief) -> None:
    """The measured baseline of the goal, and a test with one in ten held out at random."""
    a, goal = brief.audience, _audience.response(brief.audience)
    if a.size < 2 * LEAST:
        brief.words["goal"] = _book()["goals"]["spend"]
        return
    brief.facts.append(
        Fact("holdout", "share", "held out at random", _audience.held_out_share(a.size), "share")
    )
    plan: TestPlan | None = None
    rate = a.mean(goal.name) if goal else None
    if goal is not None and rate is not None and 0 < rate < 1:
        plan = _audience.plan_for_rate(a.size, rate)
        brief.words |= {"goal": _book()["goals"]["response"], "kpi": label_of(goal)}
        brief.facts.append(Fact("baseline", "share", f"{label_of(goal)} so far", rate, "share", n=a.size))
        _target(brief, plan, rate, "share", 1.0)
    elif a.main is not None and a.sd(a.main.name) > 0:
        plan = _audience.plan_for_mean(a.size, a.sd(a.main.name))
        brief.words |= {"goal": _book()["goals"]["spend"], "kpi": label_of(a.main)}
        base = a.mean(a.main.name) or 0.0
        brief.facts.append(
            Fact("baseline", "value", f"{label_of(a.main)} so far", base, brief.unit, n=a.size)
        )
        _target(brief, plan, base, brief.unit, float("inf"))
    if plan is not None:
        brief.flags.add("test")
        brief.facts += [
            Fact("contacted", "count", "contacted", plan.contacted, None, of=("size", "holdout")),
            Fact("held_out", "count", "held out", plan.held_out, None, of=("size", "holdout")),
            Fact("power", "share", "power of the test", _audience.POWER, "share"),
        ]
    else:
        brief.words.setdefault("goal", _book()["goals"]["orders"])


def _target(brief: _Brief, plan: TestPlan, base: float, unit: str | None, most: float) -> None:
    if plan.least is None or base + plan.least >= min(most, 3 * base):
        brief.flags.add("too small to test")
        brief.caveats.append(caveat("campaign.too_small_to_test"))
        return
    brief.facts += [
        Fact(
            "least",
            "gap",
            "smallest difference that the test would find",
            plan.least,
            unit,
            of=("baseline", "contacted", "held_out"),
        ),
        Fact(
            "target",
            "value",
            "level at which the test would show it",
            base + plan.least,
            unit,
            of=("baseline", "least"),
        ),
    ]
    brief.flags.add("target")


# ---------------------------------------------------------------- the words
def _levers(brief: _Brief, traits: list[Trait]) -> list[dict[str, str]]:
    """The levers of the book that fit best, filled with the audience's product; the first of equals stays first. What
    a lever says of the audience is told only where its traits speak for it."""
    levels: dict[str, str] = {}
    for trait in traits:
        kind = kind_of(trait.column)
        if kind and kind not in levels and abs(trait.z) >= NOTICED:
            levels[kind] = "high" if trait.z > 0 else "low"
    scored = []
    for place, lever in enumerate(_book()["levers"]):
        hits = sum(levels.get(k) == v for k, v in lever["fits"].items())
        against = sum(k in levels and levels[k] != v for k, v in lever["fits"].items())
        told = lever if hits > against else {**lever, "insight": _book()["no_trait"]}
        scored.append((against - hits, place, told))
    known = brief.words.get("product")
    product, spoken = known or "what they buy most", known or "your favourites"
    chosen = [lever for _, _, lever in sorted(scored, key=lambda s: s[:2])[:IDEAS]]
    return [
        {
            "_".join(part for part in (of, k) if part): str(v).replace("{product}", spoken if of else product)
            for of, texts in (("", lever), ("email", lever["email"]), ("ad", lever["ad"]))
            for k, v in texts.items()
            if isinstance(v, str)
        }
        for lever in chosen
    ]


def _channel_text(brief: _Brief) -> str:
    book: dict[str, str] = _book()["channels"]
    said = brief.words.get("channel", "").lower().split()
    return next((text for word, text in book.items() if word in said), book["else"])


def _say(brief: _Brief, levers: list[dict[str, str]]) -> None:
    texts: dict[str, str] = _book()["brief"]
    brief.words |= {
        "audience": brief.name,
        "entities": brief.noun,
        "use_channel": _channel_text(brief),
        **texts,
        "lever": levers[0]["name"],
        "insight": levers[0]["insight"],
        "offer": levers[0]["offer"],
        "message": levers[0]["message"],
    }
    for place, lever in zip(("first", "second", "third"), levers, strict=False):
        brief.words |= {
            f"{place}_idea": f"{lever['name'].capitalize()}: {_lowered(lever['offer'])}",
            f"{place}_why": lever["insight"],
        }


def _write(brief: _Brief, levers: list[dict[str, str]]) -> None:
    """The copy of the lever that fits best, and of the second to test it against."""
    first, second = levers[0], levers[1]
    brief.words |= {
        "subject": first["email_subject"],
        "body": _lowered(first["email_body"]),
        "action": first["email_action"],
        "second_subject": second["email_subject"],
        "headline": _risen(first["ad_headline"]),
        "ad_text": _risen(first["ad_text"]),
        "second_headline": _risen(second["ad_headline"]),
        "second_ad_text": _risen(second["ad_text"]),
    }


def _led_by(levers: list[dict[str, str]], idea: int | None) -> list[dict[str, str]]:
    """The idea that was asked for first, the others in their order."""
    at = (idea or 1) - 1
    return [levers[at], *levers[:at], *levers[at + 1 :]] if 0 < at < len(levers) else levers


def _ideas_table(form: str, levers: list[dict[str, str]]) -> Table:
    """The ideas side by side, or the parts of the copy for each, to compare and to paste."""
    if form == "ideas":
        told = ("insight", "offer", "message", "email_subject", "ad_headline")
        lines = tuple((lever["name"], *(_risen(lever[part]) for part in told)) for lever in levers)
        return Table(("idea", *(part.replace("_", " ") for part in told)), lines)
    parts = ("subject", "body", "action") if form == "email" else ("headline", "text")
    rows = tuple((lever["name"], *(_risen(lever[f"{form}_{part}"]) for part in parts)) for lever in levers)
    return Table(("idea", *parts), rows)


def _risen(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _table(brief: _Brief, levers: list[dict[str, str]]) -> Table:
    """The brief: part, words, and the figure that belongs to it."""
    found = {f.id: f.value for f in brief.facts}
    words = brief.words
    rows: list[tuple[Any, ...]] = [
        ("audience", brief.name, found.get("size")),
        ("objective", words["goal"], found.get("target")),
        ("insight", words["insight"], None),
        ("offer", words["offer"], None),
        ("message", words["message"], None),
        ("channel", words["use_channel"], found.get("channel")),
        ("top product", str(found.get("top_product") or "not known"), found.get("top_product.share")),
        ("timing", words["timing"], None),
        ("budget", words["budget"], None),
        ("exclusions", words["exclusions"], found.get("complaints")),
        ("measure of success", words.get("kpi", words["goal"]), found.get("baseline")),
        ("guard-rails", words["guardrails"], None),
        (
            "held out at random",
            "The same kind of people, not contacted, to compare with",
            found.get("held_out"),
        ),
        ("protected traits", words["protected"], None),
    ]
    for place, lever in zip(("second", "third"), levers[1:], strict=False):
        rows.append((f"{place} idea", f"{lever['name']}: {_lowered(lever['offer'])}", None))
    return Table(("part", "brief", "figure"), tuple(rows))


def _figure(brief: _Brief, traits: list[Trait]) -> Chart | None:
    """The audience against all: index 100 is the average of all."""
    rows = []
    for trait in traits:
        here, every = (
            brief.audience.mean(trait.column.name),
            brief.audience.mean(trait.column.name, inside=False),
        )
        if here is not None and every is not None and every > 0 and here >= 0:
            rows.append((trait.column.label, 100 * here / every))
    if len(rows) < 2:
        return None
    table = Table(("trait", "index, all = 100"), tuple(rows[:10]))
    return _chart.bar(table, "trait", "index, all = 100", title=f"{brief.name} against all {brief.noun}")
