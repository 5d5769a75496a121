"""Names a group of rows for later questions: "call everyone with 5 or more orders regulars"."""

from __future__ import annotations

from typing import Any

from data.errors import InvalidQuery
from data.query import Agg, Expr, Lit, Out, Query, all_of
from data.work import Work
from tools._result import Evidence, Fact, Group, Headline, Result, Table
from tools._tool import Args, tool


class DefineArgs(Args):
    """`name` is what the members are called; `where` and `within` say who they are."""

    name: str


@tool(
    words=("call", "name", "define", "label"),
    examples=("call {entities} with above average {target} big spenders",),
)
def define(args: DefineArgs, data: Any, work: Work) -> Result:
    """Name a group of rows by a condition, for use in later questions."""
    name = args.name.strip()
    if not name or not (args.where or args.within):
        raise InvalidQuery(
            f"The group “{name}” has no condition.",
            "Say who belongs to it, such as “with more than one order”.",
        )
    work.check()
    rows = data.count(args.source)
    members = data.count(args.source, args.where, args.within)
    source = data.catalog.sources.get(args.source)
    group = Group(name, args.source, _all(args.where), members, args.within)
    return Result(
        headline=Headline(name, members, n=members),
        facts=_facts(name, members, rows),
        table=Table((source.plural if source else "group", "n"), ((name, members), ("all", rows))),
        evidence=(
            Evidence(
                "Rows that meet the condition, counted; later questions use it as a yes/no column.",
                sql=data.compile(_counted(args)).sql,
                rows_used=members,
                rows_excluded=rows - members,
            ),
        ),
        artifacts=(group,),
        words={"name": name, "entity": source.plural if source else "rows"},
        flags=frozenset({"empty"} if members == 0 else {"everyone"} if members == rows else ()),
        subject=Query(source=args.source, within=args.within, where=args.where),
    )


def _counted(args: DefineArgs) -> Query:
    rows = Out(name="n", expr=Agg(agg="count", weighted=False))
    return Query(source=args.source, within=args.within, where=args.where, measures=(rows,))


def _facts(name: str, members: int, rows: int) -> tuple[Fact, ...]:
    share = members / rows if rows else None
    return (
        Fact("members", "count", "members", members, row=name, column="n", n=members),
        Fact("all", "count", "all", rows, column="n", n=rows),
        Fact("share", "share", "share of all", share, "share", row=name, n=rows, of=("members", "all")),
    )


def _all(conditions: tuple[Expr, ...]) -> Expr:
    """One condition of several; true where there is none (membership is then said by `within` alone)."""
    if not conditions:
        return Lit(lit=True)
    return all_of(conditions)
