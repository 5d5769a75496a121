"""What the page's tests share: a hand-made answer, the program as its own process, and a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "out" / "screenshots"
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = "NO CHROMIUM: install chromium or google-chrome, then these tests run"


def make_answer(**changes: Any) -> dict[str, Any]:
    """An answer by the contract, empty but for what is given."""
    empty: dict[str, Any] = {
        "question": "?", "status": "answered", "reading": "", "ignored": [], "tool": None, "plan": None,
        "headline": None, "facts": [], "table": None, "chart": None, "text": "", "spans": [], "caveats": [],
        "evidence": [], "made": [], "options": [], "follow_ups": [], "parts": [], "sent_to_model": None,
        "timings_ms": {},
    }  # fmt: skip
    return empty | changes


@pytest.fixture
def answer() -> Any:
    """Makes answers: `answer(text="...")`."""
    return make_answer


@dataclass(frozen=True)
class Running:
    """A served page: its address, and the process behind it."""

    address: str
    process: subprocess.Popen[str]


@contextmanager
def start(*command: str) -> Iterator[Running]:
    """A served page as a process of its own; it says its address when it is up."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert " is at " in line, f"the page did not come up; it said {line!r}"
    yield Running(line.rsplit(" ", 1)[1].strip(), process)
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(scope="session")
def served(customers_csv: Path) -> Iterator[Running]:
    """The program on the customer table, with a tool that never ends beside the others."""
    with start("tests/ui/app_with_endless_tool.py", "--data", str(customers_csv)) as running:
        yield running


@pytest.fixture
def started() -> Any:
    """Starts a served page: `with started("app.py", ...) as running`."""
    return start


@pytest.fixture
def serve_samples() -> Iterator[Running]:
    """The program as `make run` starts it."""
    with start("app.py") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium; the tests are skipped, loudly, where there is none."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
        if not found and not Path(own).exists():
            pytest.skip(NO_BROWSER)
        chromium = playwright.chromium.launch(executable_path=found or own, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, served: Running) -> Iterator[Any]:
    """Opens the page as a new visitor: `visit(width=1280)`; each has a profile of its own."""
    contexts = []

    def open_page(width: int = 1280, height: int = 900) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(served.address)
        page.locator(".sg-welcome").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def shot() -> Any:
    """Keeps a picture of a page under out/screenshots, to be looked at."""

    def keep(page: Any, name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png")

    return keep
