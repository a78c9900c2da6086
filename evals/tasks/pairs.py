"""Support of single child-parent pairs; external data only."""

from __future__ import annotations

from evals.companies import read_pairs
from evals.tasks._unsolved import unsolved

TASK = unsolved(
    "Whether one OKR supports another, pair by pair.",
    "the coach does not audit alignment yet",
    external=read_pairs,
)
