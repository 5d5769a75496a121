"""How sure a reading is: what was licensed, what was not, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.scope import Intent

UNKNOWN, RESTRICTING, UNUSED_NOUN, TYPO, DOUBT, PART = 0.12, 0.4, 0.3, 0.03, 0.12, 0.06


@dataclass(frozen=True)
class Checked:
    """Confidence with its reasons; `unlicensed` restricting words, `ignored` unknown or unused ones."""

    confidence: float
    unlicensed: tuple[str, ...]
    ignored: tuple[str, ...]
    reasons: tuple[str, ...]


def check(draft: Draft, intent: Intent, corrections: int) -> Checked:
    """Every restricting word must be used; nouns of the data too; unknown words are shown."""
    confidence, reasons = 1.0 - draft.penalty, []
    unlicensed: list[str] = []
    ignored: list[str] = []
    for i, span in enumerate(draft.spans):
        if span.word("idle") and not span.entries:
            continue
        if i in draft.used or span.free and not (span.words or span.entries):
            continue
        if span.number is not None and not span.entries or span.period is not None or span.bands is not None:
            unlicensed.append(span.text)
        elif span.word("not", "comparator", "after_number", "superlative") and not _harmless(span.text):
            unlicensed.append(span.text)
        elif span.entries and not _framing(draft, i):
            unlicensed.append(span.text)
            confidence += RESTRICTING - UNUSED_NOUN
        elif span.unknown:
            ignored.append(span.text)
    for word in unlicensed:
        confidence -= RESTRICTING
        reasons.append(f"“{word}” restricts, but has no place in the plan")
    for word in ignored:
        near = _modifies(draft, word)
        confidence -= UNKNOWN * (3.0 if near else 1.0)
        reasons.append(f"“{word}” is not known" + (" and stands by a name of the data" if near else ""))
        if near:
            unlicensed.append(word)
    confidence -= TYPO * corrections + DOUBT * len(draft.doubts)
    reasons += draft.doubts
    for i, why in draft.used.items():
        best = max((e.quality for e in draft.spans[i].entries), default=1.0)
        if best < 0.75 and why in ("metric", "group", "value", "condition"):
            confidence -= PART
            reasons.append(f"“{draft.spans[i].text}” is only a part of a name")
    return Checked(max(0.0, min(1.0, confidence)), tuple(unlicensed), tuple(ignored), tuple(reasons))


_FREE_RESTRICTORS = {"from", "up to", "no", "not", "over", "on average", "most", "outside", "best"}


def _harmless(text: str) -> bool:
    return text.lower() in ("from", "over")


def _framing(draft: Draft, i: int) -> bool:
    """A word that is both a small word and, by chance, a name; or a value's word that names the entity, too."""
    span = draft.spans[i]
    best = max((e.quality for e in span.entries), default=0.0)
    return span.free or best < 0.6


def _modifies(draft: Draft, word: str) -> bool:
    """An unknown word right before or after a used name changes what the name means ("product category")."""
    for i, span in enumerate(draft.spans):
        if span.text != word or not span.unknown:
            continue
        for k in (i - 1, i + 1):
            if 0 <= k < len(draft.spans) and draft.spans[k].entries and draft.used.get(k) in ("metric", "group"):
                return True
        back = i - 1
        while back >= 0 and draft.spans[back].free:
            back -= 1
        if back >= 0 and draft.spans[back].word("group"):
            return True
    return False
