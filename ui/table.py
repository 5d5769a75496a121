"""An answer's table: the first rows on the page, all of them as CSV."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from assistant.narrator.format import NO_WORD, say
from ui.markup import tag, text

Data = dict[str, Any]
MOST_ROWS = 20
NOTHING = "–"
HUNDREDTHS = re.compile(r"\d\.\d\d(?!\d)")
WHOLE = re.compile(r"(?<![\d.,])\d[\d,]*(?![\d.,])")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(data: Data) -> str:
    """The table's first rows as HTML; how many more there are stands below."""
    units = data.get("units") or {}
    numeric = [_is_numeric(data["rows"], i) for i in range(len(data["columns"]))]
    head = "".join(_head(c, units.get(c), n) for c, n in zip(data["columns"], numeric, strict=True))
    shown = [_column(data["rows"], i, units.get(name)) for i, name in enumerate(data["columns"])]
    rows = "".join(_row(row, numeric) for row in zip(*shown, strict=True))
    body = tag("table", tag("thead", tag("tr", head)), tag("tbody", rows), class_="sg-table")
    return tag("div", body, class_="sg-scroll", tabindex="0", role="region", aria_label="Table") + _more(data)


def to_csv(data: Data) -> str:
    """The whole table as CSV, numbers unrounded. Text that a spreadsheet would run is disarmed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_harmless(c) for c in data["columns"]])
    writer.writerows([[_harmless(cell) for cell in row] for row in data["rows"]])
    return out.getvalue()


def _head(name: str, unit: str | None, numeric: bool) -> str:
    word = "" if unit in (*NO_WORD, name) else tag("span", text(unit), class_="sg-unit")
    return tag("th", text(name), word, scope="col", class_="sg-num" if numeric else None)


def _row(cells: tuple[str, ...], numeric: list[bool]) -> str:
    shown = (
        tag("td", text(cell), class_="sg-num" if right else None)
        for cell, right in zip(cells, numeric, strict=True)
    )
    return tag("tr", *shown)


def _column(rows: list[list[Any]], i: int, unit: str | None) -> list[str]:
    """The cells of a column as people read them; where some have two decimals, whole numbers get them too."""
    cells = [say(row[i], unit) or NOTHING for row in rows[:MOST_ROWS]]
    if not _is_numeric(rows, i) or not any(HUNDREDTHS.search(cell) for cell in cells):
        return cells
    return [WHOLE.sub(r"\g<0>.00", cell, count=1) for cell in cells]


def _is_numeric(rows: list[list[Any]], i: int) -> bool:
    known = [row[i] for row in rows if row[i] is not None]
    return bool(known) and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in known)


def _more(data: Data) -> str:
    hidden = len(data["rows"]) - MOST_ROWS
    if hidden <= 0:
        return ""
    return tag("p", text(f"{hidden:,} more {'row' if hidden == 1 else 'rows'} in the CSV"), class_="sg-muted")


def _harmless(cell: Any) -> Any:
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
