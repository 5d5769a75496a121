"""Start the page: python app.py [--data a.csv b.parquet] [--port 7860] [--host 127.0.0.1]."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from assistant.settings import Settings, lacking, read_settings

SAMPLES = Path(__file__).parent / "data" / "samples"


def main() -> None:
    """Read the command line and serve the page until it is stopped."""
    asked = _arguments()
    settings = _settings()
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read by Gradio when it is imported
    from ui.page import serve

    paths = asked.data or sorted(SAMPLES.glob("*.csv"))
    serve(paths, host=asked.host, port=asked.port, settings=settings)


def _settings() -> Settings:
    """The settings; what is wrong with a language model is said now, and the page comes up without its help."""
    from assistant.llm import trouble

    try:
        settings = read_settings(os.environ)
    except ValueError as error:
        sys.exit(f"app.py: {error}")
    problem = lacking(settings) if settings.planner == "llm" or settings.model else None
    if problem:
        print(problem, flush=True)
        return replace(settings, planner="offline", model=None)
    if settings.model and not settings.model.dry_run and (problem := trouble(settings.model)):
        print(f"{problem} Questions are answered without it.", flush=True)
    return settings


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Segue: plain questions about your data, computed answers.")
    parser.add_argument(
        "--data", nargs="+", type=Path, metavar="FILE", help="files to open (default: the sample)"
    )
    parser.add_argument("--port", type=int, help="port to listen on (default: 7860 or the next free one)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
