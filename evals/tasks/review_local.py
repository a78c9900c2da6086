"""Review of key results by the rules and the local critic."""

from __future__ import annotations

from dataclasses import replace

from evals.tasks._key_results import COLUMNS, JUDGED
from evals.tasks.review_rules import TASK as BY_RULES

TASK = replace(
    BY_RULES,
    purpose="Which issues the rules and the local critic find in a key result.",
    columns=(*COLUMNS, JUDGED),
    solver="local",
)
