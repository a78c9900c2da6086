"""Review of key results by the rules and the critic that asks a language model (recorded answers)."""

from __future__ import annotations

from dataclasses import replace

from evals.tasks.review_rules import TASK as BY_RULES

TASK = replace(
    BY_RULES,
    purpose="Which issues the rules and the language model find in a key result.",
    solver="llm",
)
