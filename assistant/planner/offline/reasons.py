"""Reasons that the data hold: "the most common reason for leaving", "why people quit, top reason", of a leave reason.

Without such a column a reason is what goes along with a thing, and other tools are asked; with it the reason is a value
like any other, whatever verb people put in place of the column's name.
"""

from __future__ import annotations

import re

from assistant.planner.offline import events
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Catalog, Column

_OFTEN = r"(?:most (?:common|frequent|popular|cited|often (?:given|named|cited|stated))|commonest|main|top|biggest|number one|no\.? ?1|leading|primary|chief|key)"
_OF = re.compile(
    rf"\b(?P<often>{_OFTEN} )?(?P<noun>reasons?)(?: (?:given|named|stated|cited))?"
    r"(?: (?:for|of|behind|to) (?:the |their |our |a |an )?(?:(?P<who>\w+) )?(?P<what>\w+)\b"
    r"| (?:why |that )?(?:(?:the |our )?(?P<who2>\w+) )(?P<what2>\w+)\b)",
    re.I,
)
_NAMED = re.compile(rf"\b{_OFTEN} (?P<name>(?:\w+ ){{0,2}}reason)\b", re.I)
_SKIP = {"is", "are", "was", "were", "by", "per", "in", "with", "and", "or", "each", "that", "why"}


def in_names(text: str, catalog: Catalog, words: Vocabulary) -> str:
    """The text with the column's name for a reason of what the column tells; the same text without such a column."""
    if "reason" not in text.lower():
        return text
    columns = _columns(catalog)
    if not columns:
        return text
    made = _OF.sub(lambda m: _said(m, columns, catalog, words), text)
    labels = {c.label.lower() for c in columns}
    named = "|".join(map(re.escape, labels))
    made = re.sub(rf"\b((?:{named})s?) for\b", r"\1 of", made, flags=re.I)  # asks for no causes
    made = re.sub(rf"\btop (\d+) (?=(?:{named})s?\b)", r"\1 most common ", made, flags=re.I)
    return _NAMED.sub(lambda m: f"most common {m['name']}" if m["name"].lower() in labels else m[0], made)


def _columns(catalog: Catalog) -> list[Column]:
    """The columns that hold reasons, each once."""
    found = {
        (c.source, c.name): c
        for source in catalog.sources.values()
        if source.entity is None or not source.entity.rolled_up
        for c in source.columns.values()
        if c.label.lower().split()[-1:] == ["reason"] and c.role in ("category", "text") and "." not in c.name
    }
    return list({c.name: c for c in found.values()}.values())


def _said(m: re.Match[str], columns: list[Column], catalog: Catalog, words: Vocabulary) -> str:
    """The reason by its name in the data, where one column is of what the words speak of; words behind it stay."""
    who, what = m["who"] or m["who2"], m["what"] or m["what2"]
    nouns = {n.lower() for e in catalog.entities.values() for n in (e.name, e.plural, *e.synonyms)}
    whose = f" of {who}" if who and who.lower() in nouns else ""
    for said, behind in ((what, whose), (who, f" of {what}" if what.lower() not in _SKIP else f" {what}")):
        meant = [c for c in columns if said and _is_of(c, said, catalog, words)]
        if len(meant) == 1 and not (said == what and who and who.lower() in _SKIP):
            many = "s" if m["noun"].lower().endswith("s") else ""
            return f"{'most common ' if m['often'] else ''}{meant[0].label}{many}{behind}"
    return m[0]


def _is_of(column: Column, what: str, catalog: Catalog, words: Vocabulary) -> bool:
    """ "leaving" of a leave reason or a churn reason, "returns" of the reason in a table of returns."""
    own = column.label.lower().split()[:-1]
    of = words.stems.of
    if of(what.lower()) in {of(w) for w in own}:
        return True
    kinds = events.kinds_of(what, words)
    if own:
        return bool(kinds & events.kinds_of(" ".join(own), words))
    table = [e for e in catalog.entities.values() if e.table == column.source and not e.rolled_up]
    return any(
        of(what.lower()) == of(e.name.lower()) or kinds & events.kinds_of(e.name, words) for e in table
    )
