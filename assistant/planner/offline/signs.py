"""What speaks for and against a reading, as numbers, and how likely it is right by them.

The weights are fitted on labelled questions to many tables (`python -m evals.calibrate`), split by table, and kept in
calibration.yaml. A sign that the file does not name counts nothing; without the file, confidence stays as it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Tagged
from data.query import Agg, Call, MeasureRef, Over, walk

_FILE = Path(__file__).with_name("calibration.yaml")
_POINTING = frozenset(["that", "those", "these", "them", "they", "it", "this", "there", "same", "such"])


@dataclass(frozen=True)
class How:
    """By which way a reading came about: `form` names it, `agrees` tells that another way gave the same plan,
    `rivals` counts complete readings with another plan that are as sure."""

    form: str
    confidence: float
    agrees: bool = False
    rivals: int = 0
    used: tuple[str, ...] = ()
    turn: int = 0


def signs(how: How, intent: Intent, tagged: Tagged) -> dict[str, float]:
    """Named numbers, most of them from 0 to 1."""
    made: dict[str, float] = {
        "bias": 1.0,
        f"form_{how.form}": 1.0,
        "confidence": how.confidence,
        "agrees": float(how.agrees),
        "rivals": min(how.rivals, 3) / 3,
        "later_turn": float(how.turn > 0),
        "length": min(len(tagged.tokens), 40) / 20 if intent.tool == "query" else 0.0,
        "corrected": min(len(tagged.corrections), 3) / 3,
    }
    made |= _words(how, tagged)
    made |= _shape(intent)
    if any((w := s.word("aggregate")) is not None and w.name == "distinct" for s in tagged.cover):
        made["distinct"] = 0.0  # asked for in so many words, and not only taken for a number of rows
    made[f"answer_{intent.answer if intent.tool == 'query' else 'tool'}"] = 1.0
    return made


def _words(how: How, tagged: Tagged) -> dict[str, float]:
    """How much of the question the reading accounts for."""
    content = dropped = weak = numbers = shaped = 0
    quality = 1.0
    for i, span in enumerate(tagged.cover):
        why = how.used[i] if i < len(how.used) else ""
        small = span.free and not span.entries and not span.words
        if small and _is_small(span.text, tagged):
            continue
        content += 1
        dropped += not why
        numbers += span.number is not None and not why
        shaped += bool(span.words) and not why
        if why and span.entries:
            best = max(e.quality for e in span.entries)
            quality = min(quality, best)
            weak += best < 0.75
    words = {t.low for t in tagged.tokens}
    return {
        "dropped": dropped / max(content, 1),
        "dropped_any": float(dropped > 0),
        "dropped_numbers": float(numbers > 0),
        "dropped_cues": float(shaped > 0),
        "weakest": quality,
        "weak": min(weak, 3) / 3,
        "points": float(bool(words & _POINTING)),
        "sentences": float(sum(t.text in ".?;" for t in tagged.tokens[:-1]) > 0),
        "brackets": float("(" in words or "=" in words),
        "or": float("or" in words),
        "not": float(any(s.word("not") is not None for s in tagged.cover)),
        "than": float("than" in words),
        "each": float(bool({"each", "every", "per"} & words)),
    }


def _is_small(text: str, tagged: Tagged) -> bool:
    """Words of every question: articles, prepositions, auxiliaries. Idle verbs and adjectives are content."""
    idle = tagged.words.idle if tagged.words is not None else set()
    return text.lower() not in idle or not text[:1].isalpha()


def _shape(intent: Intent) -> dict[str, float]:
    """What kind of plan it is."""
    nodes = [n for o in intent.metrics for n in walk(o.expr)]
    return {
        "conditions": min(len(intent.where) + len(intent.share), 4) / 4,
        "groups": min(len(intent.groups), 2) / 2,
        "metrics": min(len(intent.metrics), 3) / 3,
        "several_metrics": float(len(intent.metrics) > 1),
        "rows_listed": float(bool(intent.columns)),
        "ordered": float(intent.order is not None),
        "limited": float(intent.limit is not None),
        "drawn": float(intent.chart is not None),
        "ratio": float(any(isinstance(n, Call) and n.op == "div" for n in nodes)),
        "measure": float(any(isinstance(n, MeasureRef) for n in nodes)),
        "window": float(any(isinstance(n, Over) for n in nodes)),
        "distinct": float(any(isinstance(n, Agg) and n.agg == "distinct" for n in nodes)),
        "plain_count": float(any(isinstance(n, Agg) and n.agg == "count" and n.where is None for n in nodes)),
        "summed": float(any(isinstance(n, Agg) and n.agg == "sum" for n in nodes)),
        "having": float(bool(intent.having)),
        "noted": float(bool(intent.notes)),
        "before": float(bool(intent.before)),
    }


def likelihood(found: dict[str, float]) -> float | None:
    """How likely a reading with these signs is right, by the fitted weights; None where nothing was fitted."""
    weights = _weights()
    if not weights:
        return None
    score = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    if not _FILE.exists():
        return {}
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8")) or {}
    return {str(k): float(v) for k, v in (raw.get("weights") or {}).items()}
