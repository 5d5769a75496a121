"""Each value of a number as a group of its own: "by number of guests", "each rating from 1 to 5", "for each size of 4 or
more"."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Desk
from data.catalog import Column
from data.query import Expr, all_of, call, col

_EACH = re.compile(
    r"\b(?:(?:for|of|at|in)\s+(?:each|every)|each|every|per|by)\s+(?:the\s+|their\s+)?(?P<of>[a-z]+\s+)?$",
    re.I,
)
_COUNTED = re.compile(r"\b(?:number|count|no\.?|amount)\s+of\s+(?:the\s+|their\s+)?$", re.I)
_WITHIN = re.compile(
    r"(?:\s+(?:scores?|ratings?|values?|levels?|grades?))?\s*,?\s*(?:\b(?:of|from|between|with)\s+)?(?:(?P<low>\d+(?:\.\d+)?)\s*(?:to|through|until|up\s+to|and|-|–)\s*(?P<high>\d+(?:\.\d+)?)"
    r"|(?P<least>\d+(?:\.\d+)?)\s*(?:\+|(?:or|and)\s+(?:more|over|above|up|higher|older|larger|bigger|upwards|longer)\b)"
    r"|(?P<most>\d+(?:\.\d+)?)\s*(?:or|and)\s+(?:less|fewer|under|below|lower|younger|smaller|shorter)\b"
    r"|at\s+least\s+(?P<least2>\d+(?:\.\d+)?)|at\s+most\s+(?P<most2>\d+(?:\.\d+)?))(?![\d%]|\s*(?:,|and|or|vs)\s*\d)",
    re.I,
)
FEW = 60
"""A number of so many kinds is cut into bands, and its values are no groups."""


def read(desk: Desk) -> None:
    """Replace the first such group; the limits hold for all rows of the answer."""
    for a, b, column in list(desk.numbers()):
        if column.type not in ("integer", "number") or column.unit == "year" or column.distinct > FEW:
            continue
        if column.role in ("id", "code"):
            continue
        counted = None if column.label.startswith("number") else _COUNTED.search(desk.text[:a])
        each = _EACH.search(desk.text[: counted.start() if counted is not None else a])
        if each is None:
            continue
        limits = _WITHIN.match(desk.text, b)
        if limits is None and (counted is None or each["of"]):
            continue
        if limits is not None:
            desk.within.append(_test(column, limits))
        desk.put(
            each.start(), limits.end() if limits is not None else b, f"by {each['of'] or ''}{desk.text[a:b]}"
        )
        return


def _test(column: Column, said: re.Match[str]) -> Expr:
    low, high = (said[k] or said[m] for k, m in (("low", "least"), ("high", "most")))
    low, high = low or said["least2"], high or said["most2"]
    tests = [call("ge", col(column.name), float(low))] if low else []
    tests += [call("le", col(column.name), float(high))] if high else []
    return all_of(tests)
