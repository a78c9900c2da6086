"""Check-in questions: the signals in a history, and questions that mention the right fact."""

from __future__ import annotations

from evals.histories import read_histories
from evals.tasks._unsolved import unsolved

TASK = unsolved(
    "Which signals a history of check-ins gives, and whether the questions mention the right facts.",
    "the coach does not ask check-in questions yet",
    load=read_histories,
)
