"""Rewrites by the local engine: the rules, the local critic and the encoder."""

from __future__ import annotations

from dataclasses import replace

from evals.tasks.improve import TASK as BY_RULES

TASK = replace(
    BY_RULES,
    purpose="Rewrites by the local engine get better and make nothing up; strong ones stay as they are.",
    solver="local",
)
