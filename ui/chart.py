"""An answer's chart as the page draws it: the figure's own JSON, with a white paper and a PNG button."""

from __future__ import annotations

import json
import re
from typing import Any

Data = dict[str, Any]


def figure_json(chart: Data) -> str:
    """The figure for the page's plot component. White paper, so that a saved PNG reads anywhere."""
    figure = chart["plotly"]
    layout = {**figure.get("layout", {}), "paper_bgcolor": "#ffffff", "autosize": True}
    return json.dumps({"data": figure.get("data", []), "layout": layout, "config": _config(chart["title"])})


def is_drawn(chart: Data | None) -> bool:
    """Whether there is a picture: a table figure is shown as a table instead."""
    return bool(chart) and chart is not None and chart["type"] != "table"


def file_name(title: str, ending: str) -> str:
    """A name for a saved file: plain letters and digits, at most 60 of them."""
    plain = re.sub(r"[^\w]+", "-", title.lower()).strip("-")[:60].strip("-")
    return f"{plain or 'segue'}.{ending}"


def _config(title: str) -> Data:
    image = {"format": "png", "scale": 2, "filename": file_name(title, "png").removesuffix(".png")}
    return {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"],
        "toImageButtonOptions": image,
    }
