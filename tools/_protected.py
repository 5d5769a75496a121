"""Traits of people by which nobody should be chosen unthinkingly."""

from __future__ import annotations

import re

SPECIAL = re.compile(
    r"\b(sex|gender|race|racial|ethnic(ity)?|origin|religion|religious|faith|nationality|disabled|disability|"
    r"pregnant|pregnancy|political|politics|party|union|sexual|orientation|health|illness)\b",
    re.IGNORECASE,
)
"""Left out where people are ranked, and named where they are chosen: often protected by law."""
DELICATE = re.compile(r"\b(age|birth|marital|family status|children|kids|teens)\b", re.IGNORECASE)
"""Used, and said."""
