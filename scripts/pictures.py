"""Charts as pictures for the pages of docs/: drawn by plotly.js in a real browser, as the page of Segue draws them."""

from __future__ import annotations

import json
import shutil
import sys
import urllib.parse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 760, 380
"""Pixels of a picture whose chart has no height of its own."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DRAW = """async ([figure, width, height]) => {
    let drawn = 0;  // plotly.js draws the ids inside a picture by lot; counted, a picture only changes with its chart
    Math.random = () => ((drawn += 1) * 0.754877666) % 1;
    return await Plotly.toImage(
        {data: figure.data, layout: {...figure.layout, paper_bgcolor: "#ffffff", width, height}},
        {format: "svg", width, height});
}"""


def draw(charts: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Write each chart of an answer as an SVG file by its name into a folder of nothing else.

    Where there is no browser, the pictures stay as they are, and that is said.
    """
    from playwright.sync_api import sync_playwright
    from plotly.offline import get_plotlyjs

    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
        if not found and not Path(own).exists():
            print(f"NO CHROMIUM: the pictures in {folder.name} stay as they are.", file=sys.stderr)
            return
        browser = playwright.chromium.launch(executable_path=found or own, args=["--no-sandbox"])
        page = browser.new_page()
        page.add_script_tag(content=get_plotlyjs())
        for old in folder.glob("*.svg"):
            old.unlink()
        for name, chart in charts.items():
            figure = json.loads(json.dumps(chart["plotly"]))
            height = figure["layout"].get("height") or HEIGHT
            address = page.evaluate(DRAW, [figure, WIDTH, height])
            (folder / name).write_text(_svg(address), encoding="utf-8")
        browser.close()


def _svg(address: str) -> str:
    """The text of an SVG that is given as a data address; an empty style stands now here, now there, so nowhere."""
    return urllib.parse.unquote(address.partition(",")[2]).replace(' style=""', "") + "\n"
