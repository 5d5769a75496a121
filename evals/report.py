"""A run as JSON and as a page to read. Neither holds a question or a gold: they are not ours to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from evals.score import BOXES, Scored, quantile, split, tally, wilson

Summary = dict[str, Any]
LISTED = ("wrong", "failed", "asked")


def summarise(
    name: str,
    scored: Sequence[Scored],
    floor: Sequence[Scored] | None,
    *,
    date: str,
    commit: str,
    command: str,
) -> Summary:
    """All figures of a run: counts as they are, intervals in percent, times in milliseconds."""
    return {
        "set": name,
        "date": date,
        "commit": commit,
        "command": command,
        **_boxes(scored),
        "by_tag": split(scored, lambda s: s.tags or ("(none)",)),
        "latency_ms": {
            "read": _latency(t for s in scored for t in s.read_ms),
            "total": _latency(t for s in scored for t in s.total_ms),
        },
        "answered": sum(s.answered for s in scored),
        "ungrounded": {s.id: list(s.loose) for s in scored if s.loose},
        "cases": {s.id: s.box for s in scored},
        "floor": _boxes(floor) if floor is not None else None,
    }


def _boxes(scored: Sequence[Scored]) -> Summary:
    counts = tally(scored)
    return {
        "all": counts,
        "intervals": {box: interval(counts[box], counts["n"]) for box in BOXES},
        "by_table": split(scored, lambda s: (s.table,)),
        "by_type": split(scored, lambda s: (s.kind,)),
    }


def interval(part: int, whole: int) -> list[float]:
    """The 95 % interval in percent, to a tenth."""
    return [round(100 * end, 1) for end in wilson(part, whole)]


def _latency(times: Iterable[float]) -> dict[str, float | None]:
    known = list(times)
    return {"median": quantile(known, 0.5), "p95": quantile(known, 0.95), "n": len(known)}


def changes(before: Summary | None, now: Summary) -> dict[str, list[str]]:
    """Cases that became right and those that no longer are, against an earlier summary."""
    was = (before or {}).get("cases") or {}
    both = [case for case in now["cases"] if case in was]
    right = now["cases"]
    return {
        "gained": [c for c in both if right[c] == "right" != was[c]],
        "lost": [c for c in both if was[c] == "right" != right[c]],
    }


def markdown(summary: Summary) -> str:
    """The page."""
    floor = summary["floor"]
    parts = [
        f"# Eval: {summary['set']}\n",
        f"{summary['all']['n']} cases, {summary['date']}, commit {summary['commit']}. "
        f"Made by `{summary['command']}`.\n",
        "Only the last turn of a case counts. Wrong: answered, and not the right answer. "
        "Asked: asked back or declined although the data has the answer. "
        "In brackets the 95 % interval (Wilson).\n",
        _overview(summary, floor),
        _speech(summary),
        _model(summary.get("model")),
        _split_table("Table", summary["by_table"], floor and floor["by_table"]),
        _split_table("Answer type", summary["by_type"], floor and floor["by_type"]),
        _split_table("Tag", summary["by_tag"], None),
        _listed(summary["cases"]),
    ]
    return "\n".join(parts)


def sent(answers: Sequence[Sequence[dict[str, Any]]]) -> Summary:
    """What all turns sent to a language model, and how often it was of no use."""
    told = [turn.get("sent_to_model") or {} for turns in answers for turn in turns]
    notes = [
        c
        for turns in answers
        for turn in turns
        for c in turn.get("caveats") or ()
        if c.get("code") == "model"
    ]
    keys = ("calls", "tokens_in", "tokens_out")
    return {
        "turns": len(told),
        "with_model": sum(1 for t in told if t),
        **{key: sum(t.get(key, 0) for t in told) for key in keys},
        "of_no_use": len(notes),
    }


def _model(used: Summary | None) -> str:
    if not used:
        return ""
    return (
        f"Language model: {used['name']}. It was asked in {used['with_model']} of {used['turns']} turns "
        f"({used['calls']} calls, {used['tokens_in']:,} tokens sent, {used['tokens_out']:,} back); in "
        f"{used['of_no_use']} its plan or its reply was of no use. "
        f"Prompts: {', '.join(f'{name} {version}' for name, version in used['prompts'].items())}.\n"
    )


def _overview(summary: Summary, floor: Summary | None) -> str:
    rows = [["", *BOXES], ["assistant", *_shares(summary)]]
    if floor:
        rows.append(["floor: keyword matcher", *_shares(floor)])
    return _table(rows)


def _shares(boxes: Summary) -> list[str]:
    counts = boxes["all"]
    return [_share(counts[box], counts["n"], boxes["intervals"][box]) for box in BOXES]


def _share(part: int, whole: int, ends: Sequence[float]) -> str:
    share = 100 * part / whole if whole else 0.0
    return f"{part} · {share:.1f} % ({ends[0]:.1f} to {ends[1]:.1f})"


def _speech(summary: Summary) -> str:
    times = summary["latency_ms"]
    loose = summary["ungrounded"]
    lines = [
        f"- Answers whose text shows a figure that no fact carries: {len(loose)} of {summary['answered']}"
        + (f" ({', '.join(loose)})" if loose else ""),
        *(
            f"- {words}, {times[part]['n']} turns: median {_ms(times[part]['median'])}, "
            f"95th percentile {_ms(times[part]['p95'])}"
            for part, words in (("read", "Reading a question"), ("total", "Whole answer"))
        ),
    ]
    return "\n".join(lines) + "\n"


def _ms(value: float | None) -> str:
    return "unknown" if value is None else f"{value:,.1f} ms"


def _split_table(title: str, parts: dict[str, Any], floor: dict[str, Any] | None) -> str:
    header = [title, "n", *BOXES, "right, 95 % interval", *(["floor right"] if floor else [])]
    rows = [header]
    for name, counts in parts.items():
        low, high = interval(counts["right"], counts["n"])
        row = [name, str(counts["n"]), *(str(counts[box]) for box in BOXES), f"{low:.1f} to {high:.1f} %"]
        rows.append([*row, *([str(floor[name]["right"])] if floor else [])])
    return f"## By {title.lower()}\n\n" + _table(rows)


def _listed(cases: dict[str, str]) -> str:
    lines = [f"- {box}: {', '.join(ids)}" for box in LISTED if (ids := [c for c in cases if cases[c] == box])]
    return "## Not right\n\n" + ("\n".join(lines) or "None.") + "\n"


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    rule = "| --- |" + " ---: |" * (len(rows[0]) - 1)
    return "\n".join([head, rule, *body]) + "\n"
