"""The currency that figures are wished in: "average fee in euros", "total revenue, pounds".

Where the money of the data is in it, or nobody says in which it is, the wish says nothing more. Money in another currency
stays in the question, so that it is asked about: nothing here knows a rate.
"""

from __future__ import annotations

import re

from assistant.planner.offline.scope import is_money
from data._names import model
from data.catalog import Catalog

_WISHED = re.compile(
    r"(?:,?\s+(?:expressed\s+|given\s+)?in(?:\s+(?:us|british))?|,)\s+(?P<unit>[a-z]+?)s?(?=\s*(?:[?.!]+\s*)?$|\s+(?:by|per|for)\s)",
    re.I,
)


def told(text: str, catalog: Catalog) -> str:
    """The text without the currency that its money has anyway."""
    m = _WISHED.search(text)
    code = model("names")["currencies"].get(m["unit"].lower()) if m is not None else None
    units = {
        c.unit
        for source in catalog.sources.values()
        for c in source.columns.values()
        if is_money(c.unit) and c.type in ("integer", "number")
    }
    if m is None or code is None or not units or not units <= {str(code), "money"}:
        return text
    return text[: m.start()] + text[m.end() :]
