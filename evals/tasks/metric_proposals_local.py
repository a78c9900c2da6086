"""Metrics that a task could be meant to move, with the encoder."""

from __future__ import annotations

from dataclasses import replace

from evals.tasks.metric_proposals import TASK as BY_WORDS

TASK = replace(
    BY_WORDS,
    purpose="Which metrics are proposed for a task, by meaning.",
    solver="local",
)
