"""Member lists: who belongs to a group, without those who must not be contacted, as a table to save."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt

from data.catalog import Column, Source
from data.errors import Unsupported
from data.query import Col, Expr, Out, Query, call, columns_of, walk
from data.work import Work
from tools import _chart, _contacts
from tools._contacts import SMALLEST, Form
from tools._features import people, source_of, words_of
from tools._names import match_label, text_of
from tools._outcome import COMPLAINT, answer_of, consent_column, refusal_columns
from tools._protected import SPECIAL
from tools._result import Chart, Evidence, Fact, Headline, Result, Scalar, Table
from tools._telling import Telling, listed
from tools._tool import Args, SegmentSlot, Slot, tool

MOST = 500_000
PLATFORMS = {"google": "Google Customer Match", "meta": "Meta custom audiences"}


class AudienceArgs(Args):
    """Who is in the list: a segment of a labelling, else the rows that `where` holds, else everyone.

    form        ids: the key alone; google, meta: hashed contact data in the form of that platform
    label       a column (of segments, of a ranking) whose value stands beside each id
    agreed      everyone has agreed to be contacted, though no column says so
    everybody   also those who have not agreed (for one's own analysis; ids only)
    complaints  also those who complained
    """

    segment: SegmentSlot = None
    form: Annotated[Form, Slot("choice")] = "ids"
    label: str | None = None
    agreed: bool = False
    everybody: bool = False
    complaints: bool = False


@dataclass(kw_only=True)
class _List(Telling):
    """A list while people are struck off it."""

    args: AudienceArgs
    data: Any
    source: Source
    noun: str
    key: str
    keys: npt.NDArray[Any]
    columns: dict[str, npt.NDArray[Any]]
    sql: str
    definition: str
    kept: npt.NDArray[np.bool_]
    steps: list[tuple[str, int]] = field(default_factory=list)

    def strike(self, why: str, out: npt.NDArray[np.bool_]) -> int:
        """Take people off the list, for a reason that is told."""
        gone = int((self.kept & out).sum())
        self.kept &= ~out
        self.steps.append((why, gone))
        return gone


@tool(
    words=("export them", "member list", "custom audience", "customer match", "mailing list", "upload list"),
    examples=("Export the list of {entities}", "Export segment 1"),
)
def audience(args: AudienceArgs, data: Any, work: Work) -> Result:
    """List who belongs to a group, without those who must not be contacted; ids, or hashed for an upload."""
    work.check()
    source = source_of(data, args.source)
    _refuse(args, data, source)
    found = _read(args, data, source, work)
    matched = len(found.keys)
    found.facts.append(Fact("matched", "count", f"{found.noun} that fit", matched, None))
    _strike_unknown(found)
    _strike_unwilling(found)
    work.progress(0.5, "Writing the list")
    table = _ids(found) if args.form == "ids" else _hashed(found)
    kept = len(table.rows)
    found.facts += [
        Fact("kept", "count", f"{found.noun} in the list", kept, None, of=("matched",)),
        Fact(
            "share",
            "share",
            "share of those that fit",
            kept / matched if matched else 0.0,
            "share",
            of=("kept", "matched"),
        ),
    ]
    for i, (why, gone) in enumerate([s for s in found.steps if s[1]], 1):
        found.facts.append(Fact(f"out.{i}", "count", f"left out: {why}", gone, None, row=why))
    _date(found)
    _warn(found, kept)
    found.flags |= {args.form, "empty" if not kept else "whole" if kept == matched else "fewer"}
    found.words |= {
        "entities": found.noun,
        "platform": PLATFORMS.get(args.form, ""),
        "columns": ", ".join(table.columns),
    }
    work.progress(1.0, "Done")
    return Result(
        headline=Headline(f"{found.noun} in the list", kept),
        facts=tuple(found.facts),
        table=table if kept else None,
        chart=_funnel(found, kept),
        caveats=tuple(found.caveats),
        evidence=(
            Evidence(
                "Members by key, each once"
                + (
                    ""
                    if args.form == "ids"
                    else "; contact data normalised and hashed with SHA-256 on this machine"
                ),
                found.sql,
                kept,
                matched - kept,
                (found.definition,),
            ),
        ),
        words=found.words,
        flags=frozenset(found.flags),
        next=("Who is most likely to respond?", "How many people do I need for an A/B test?"),
        subject=Query(source=source.name, within=args.within, where=_members(args, data, source)),
    )


# ---------------------------------------------------------------- who
def _refuse(args: AudienceArgs, data: Any, source: Source) -> None:
    noun = people(data, source)
    if source.weight is not None:
        raise Unsupported(
            f"These {noun} are a sample that stands for a population, not people to be contacted.",
            "Ask for what sets the group apart, and look for it in your own customers.",
        )
    if args.label is not None and data.column(source.name, args.label).personal:
        raise Unsupported(
            f"“{data.column(source.name, args.label).label}” is personal and does not go into a list.",
            "Take the ids; names and addresses stay where they are.",
        )
    if data.key(source.name) == "_row":
        raise Unsupported(
            f"The {noun} have no id, so a list of them would point to nobody.",
            "Load a table with an id for each.",
        )
    if args.form == "ids":
        return
    if not _contacts.reaches(_contacts.contact_columns(source), args.form):
        raise Unsupported(
            f"There is no e-mail address or phone number of the {noun} here, so {PLATFORMS[args.form]} has nothing to match.",
            "Take the list of ids and match it where the addresses are kept.",
        )
    if args.everybody:
        raise Unsupported(
            "Those who have not agreed cannot be uploaded to an advertising platform.",
            "Ask for the list of ids, or for those who agreed.",
        )
    if not args.agreed and consent_column(source) is None:
        raise Unsupported(
            f"No column says which {noun} agreed to be contacted, and an upload needs that.",
            "Say “everyone in it has agreed” where that is so, or take the list of ids.",
        )


def _members(args: AudienceArgs, data: Any, source: Source) -> tuple[Expr, ...]:
    """All conditions, the segment's among them."""
    if args.segment is None:
        return args.where
    column = data.column(source.name, args.segment.step)
    label = match_label(args.segment.label, [str(v.value) for v in column.values])
    return (*args.where, call("eq", Col(col=column.name), label))


def _read(args: AudienceArgs, data: Any, source: Source, work: Work) -> _List:
    key, where = data.key(source.name), _members(args, data, source)
    n = data.count(source.name, where, args.within)
    if n == 0:
        raise Unsupported(f"There are no such {people(data, source)}.", "Widen the conditions and ask again.")
    if n > MOST:
        raise Unsupported(
            f"A list of {n:,} is too long to be handed over.", f"Narrow it to at most {MOST:,}."
        )
    wanted: dict[str, Expr] = {}
    flags = [c for c in (consent_column(source), *refusal_columns(source)) if c is not None]
    wanted |= {c.name: answer_of(c).expr for c in flags}
    if args.form != "ids":
        wanted |= {c.name: Col(col=c.name) for c in _contacts.contact_columns(source).values()}
    if args.label is not None:
        data.column(source.name, args.label)
        wanted[args.label] = Col(col=args.label)
    outs = (
        Out(name="_key", expr=Col(col=key)),
        *(Out(name=f"_c{i}", expr=e) for i, e in enumerate(wanted.values())),
    )
    query = Query(source=source.name, within=args.within, where=where, columns=outs)
    got = data.arrays(query, work)
    keys = np.array([text_of(k) for k in got["_key"]], dtype=object)
    order = np.argsort(np.array([_rank(k) for k in keys]), kind="stable")
    columns = {c: np.asarray(got[f"_c{i}"], dtype=object)[order] for i, c in enumerate(wanted)}
    filters = data.fetch(query.model_copy(update={"columns": outs[:1], "limit": 1}), work).filters
    definition = "; ".join(filters) or f"all {people(data, source)}"
    if any(source.columns[n].personal for n in _columns_chosen_by(args) if n in source.columns):
        definition = f"{people(data, source)} that were named"  # names do not go into a list
    return _List(
        args=args,
        data=data,
        source=source,
        noun=people(data, source),
        key=key,
        keys=keys[order],
        columns=columns,
        sql=data.compile(query).sql,
        definition=definition,
        kept=np.ones(n, dtype=bool),
    )


def _rank(key: str | None) -> str:
    """Numbers in the order of their size, names in that of the alphabet."""
    text = key or ""
    return text.zfill(24) if text.isdigit() else text


# ---------------------------------------------------------------- who not
def _strike_unknown(found: _List) -> None:
    found.strike("no id", np.array([k is None for k in found.keys]))
    seen: set[Any] = set()
    twice = np.zeros(len(found.keys), dtype=bool)
    for i, k in enumerate(found.keys):
        twice[i] = found.kept[i] and k in seen
        seen.add(k)
    found.strike("listed before", twice)


def _strike_unwilling(found: _List) -> None:
    args, consent = found.args, consent_column(found.source)
    if consent is None:
        found.flags.add("agreed" if args.agreed else "consent unknown")
    elif args.everybody:
        found.flags.add("everybody")
    else:
        found.flags.add("consent")
        found.words["consent"] = consent.label
        yes = np.nan_to_num(np.asarray(found.columns[consent.name], dtype=np.float64)) == 1
        found.strike(f"no “{consent.label}”", ~yes)
    for column in refusal_columns(found.source):
        if args.complaints and COMPLAINT.search(words_of(column)):
            continue
        yes = np.nan_to_num(np.asarray(found.columns[column.name], dtype=np.float64)) == 1
        found.strike(f"“{column.label}”", yes)
        found.flags.add("suppressed")


# ---------------------------------------------------------------- the list
def _ids(found: _List) -> Table:
    """The key, what the list is and up to when, and the label that was asked for."""
    at = np.flatnonzero(found.kept)
    agreed = "not recorded" if found.flags & {"consent unknown", "everybody"} else "yes"
    as_of = _as_of(found) or "not dated"
    label = found.args.label
    shown = [text_of(v) or "" for v in found.columns[label][at]] if label is not None else None
    columns = (
        found.key,
        *((found.data.column(found.source.name, label).label,) if label else ()),
        "audience",
        "data up to",
        "consent",
    )
    rows: list[tuple[Scalar, ...]] = []
    for place, i in enumerate(at):
        own = (shown[place],) if shown is not None else ()
        rows.append((str(found.keys[i]), *own, found.definition, as_of, agreed))
    return Table(columns, tuple(rows))


def _hashed(found: _List) -> Table:
    """The platform's own columns, hashed; those who cannot be matched are struck off."""
    parts = {part: c.name for part, c in _contacts.contact_columns(found.source).items()}
    at = np.flatnonzero(found.kept)
    persons = [{part: _plain(found.columns[name][i]) for part, name in parts.items()} for i in at]
    headers, rows = _contacts.upload(found.args.form, persons, list(parts))
    blank = np.zeros(len(found.kept), dtype=bool)
    blank[at] = [row is None for row in rows]
    found.strike("no usable contact data", blank)
    kept = list(dict.fromkeys(row for row in rows if row is not None))
    again = sum(row is not None for row in rows) - len(kept)
    found.steps.append(("the same contact data as another", again))
    return Table(headers, tuple(tuple("" if c is None else c for c in row) for row in kept))


def _plain(value: Any) -> Any:
    return None if value is None or value != value or str(value).strip() == "" else text_of(value)


def _as_of(found: _List) -> str | None:
    """The last day that the data know of."""
    days = [
        str(c.high)[:10]
        for s in found.data.catalog.sources.values()
        for c in s.columns.values()
        if c.role == "date" and c.high is not None and "birth" not in words_of(c).lower()
    ]
    return max(days, default=None)


def _date(found: _List) -> None:
    day = _as_of(found)
    if day is not None:
        found.facts.append(Fact("as_of", "value", "last day in the data", day, None))


# ---------------------------------------------------------------- warnings, picture
def _warn(found: _List, kept: int) -> None:
    args = found.args
    if "consent unknown" in found.flags:
        found.caveat("audience.consent_unknown")
    if "everybody" in found.flags:
        found.caveat("audience.not_all_agreed")
    if args.form != "ids" and 0 < kept < SMALLEST:
        found.facts.append(Fact("smallest", "count", "shortest list that is used", SMALLEST, None))
        found.caveat("audience.small_list")
    if args.form != "ids":
        found.caveat("audience.still_personal")
        _names_unused(found)
    special = [c.label for c in _chosen_by(found) if SPECIAL.search(words_of(c))]
    if special:
        found.words["special"] = listed(special)
        found.caveat("audience.protected_traits")
    found.caveat("audience.ages")


def _names_unused(found: _List) -> None:
    parts = _contacts.contact_columns(found.source)
    if "first" not in parts and any(
        words_of(c).lower().split(" ; ")[0] in ("name", "full name", "customer name")
        for c in found.source.columns.values()
    ):
        found.caveat("audience.names_unused")


def _chosen_by(found: _List) -> list[Column]:
    names = _columns_chosen_by(found.args)
    return [c for n, c in found.source.columns.items() if n in names]


def _columns_chosen_by(args: AudienceArgs) -> set[str]:
    return {n for e in (*args.where, *args.within) for node in walk(e) for n in columns_of(node)}


def _funnel(found: _List, kept: int) -> Chart | None:
    """From those that fit to those in the list."""
    left = len(found.keys)
    rows: list[tuple[Scalar, ...]] = [("fit", left)]
    for why, gone in found.steps:
        if gone:
            left -= gone
            rows.append((f"without: {why}", left))
    if len(rows) < 2:
        return None
    table = Table(("step", found.noun), tuple(rows))
    return _chart.funnel(table, "step", found.noun, title=f"List of {kept} {found.noun}")
