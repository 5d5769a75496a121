"""The command line: `python -m assistant ask` and `python -m assistant batch`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings, lacking, read_settings
from data.errors import AssistantError

if TYPE_CHECKING:
    from assistant.answer import Answer

WRONG_USE = 2
FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Exit code 0: answered, asked back or declined; 1: an answer failed; 2: wrong use."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        settings = _settings(options)
        return int(options.command(options, settings))
    except AssistantError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return WRONG_USE
    except ValueError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """Ask questions in one conversation, or run a stored plan."""
    if not options.questions and not options.plan:
        raise AssistantError(
            "There is no question.", 'Write it in quotes, such as "average income by education".'
        )
    plan = _plan(options.plan) if options.plan else None
    from assistant.ask import Assistant

    _check_model(settings)
    assistant = Assistant.open(*_files(options.data), settings=settings)
    answers = [assistant.run(plan)] if plan is not None else []
    for answer in answers:
        _show(answer, options)
    for question in options.questions:
        answers.append(assistant.ask(question))
        _show(answers[-1], options)
    return FAILED if any(answer.status == "failed" for answer in answers) else 0


def batch(options: argparse.Namespace, settings: Settings) -> int:
    """Answer a file of cases."""
    from assistant.batch import run_batch

    _check_model(settings)
    run_batch(options.cases, options.data_root, options.out, settings)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant", description="Ask a data file questions in plain words."
    )
    commands = parser.add_subparsers(required=True, metavar="ask | batch")
    one = commands.add_parser("ask", help="ask one or more questions, each a follow-up of the one before")
    one.add_argument("questions", nargs="*", metavar="QUESTION")
    one.add_argument(
        "--data", action="append", required=True, type=Path, metavar="FILE", help="may be repeated"
    )
    one.add_argument("--json", action="store_true", help="one JSON object a line, a line a turn")
    one.add_argument("--explain", action="store_true", help="show how the question was read")
    one.add_argument("--plan", type=Path, metavar="FILE", help="run a stored plan first")
    one.set_defaults(command=ask)
    many = commands.add_parser("batch", help="answer a file of cases")
    many.add_argument("cases", type=Path, metavar="CASES.jsonl")
    many.add_argument("--data-root", type=Path, required=True, metavar="DIR")
    many.add_argument("--out", type=Path, required=True, metavar="ANSWERS.jsonl")
    many.set_defaults(command=batch)
    for command in (one, many):
        command.add_argument(
            "--planner", choices=("offline", "llm"), help="who reads the questions (default: offline)"
        )
        command.add_argument(
            "--narrator", choices=("template", "llm"), help="who words the answers (default: templates)"
        )
        command.add_argument(
            "--dry-run", action="store_true", help="show what would be sent to the model, and send nothing"
        )
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    settings = read_settings(os.environ)
    if options.planner:
        settings = replace(settings, planner=options.planner)
    if options.narrator == "llm" and settings.planner != "llm":
        raise AssistantError("A language model words answers only where it also reads.", "Add --planner llm.")
    if settings.model and options.narrator:
        settings = replace(settings, model=replace(settings.model, narrates=options.narrator == "llm"))
    if settings.model and options.dry_run:
        settings = replace(settings, model=replace(settings.model, dry_run=True))
    return settings


def _check_model(settings: Settings) -> None:
    """Say at the start what is wrong with the model; questions are answered without it then.

    Raises:
        AssistantError: no model is set up.
    """
    if settings.planner != "llm":
        return
    if (problem := lacking(settings)) or settings.model is None:
        raise AssistantError(problem or "", "Or use the offline planner: --planner offline.")
    from assistant.llm import trouble

    if not settings.model.dry_run and (problem := trouble(settings.model)):
        print(f"{problem} Questions are answered without it.", file=sys.stderr)


def _files(paths: list[Path]) -> list[Path]:
    for path in paths:
        if not path.is_file():
            raise AssistantError(f"There is no file “{path}”.", "Check the path after --data.")
    return paths


def _plan(path: Path) -> dict[str, Any]:
    """A plan as stored, or the answer (as JSON) that holds one."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AssistantError(
            f"“{path}” cannot be read: {error.strerror}.", "Check the path after --plan."
        ) from None
    except ValueError as error:
        raise AssistantError(f"“{path}” is no JSON: {error}.", "A plan is stored as JSON.") from None
    stored = stored.get("plan", stored) if isinstance(stored, dict) else stored
    if not isinstance(stored, dict):
        raise AssistantError(f"“{path}” holds no plan.", 'A plan is {"steps": [...]}.')
    return stored


def _show(answer: Answer, options: argparse.Namespace) -> None:
    from assistant.show import show

    if options.json:
        data = answer.to_dict()
        data |= {"trace": _traced(answer)} if options.explain else {}
        print(json.dumps(data, ensure_ascii=False, allow_nan=False), flush=True)
        return
    print(show(answer), flush=True)
    if options.explain:
        print(json.dumps(_traced(answer), ensure_ascii=False, indent=2, default=str), flush=True)


def _traced(answer: Answer) -> Any:
    return json.loads(json.dumps(answer.trace, default=str))


if __name__ == "__main__":
    raise SystemExit(main())
