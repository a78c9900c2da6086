"""Alignment: which leading OKR a team's OKR supports, orphans, and parents that nobody supports."""

from __future__ import annotations

from evals.companies import read_companies
from evals.tasks._unsolved import unsolved

TASK = unsolved(
    "Which leading OKR a team's OKR supports, orphans, and parents that nobody supports.",
    "the coach does not audit alignment yet",
    load=read_companies,
)
