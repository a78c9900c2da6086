"""Review of key results by the rules alone."""

from __future__ import annotations

from evals.cases import read_key_results, read_labelled_folder
from evals.task import Task
from evals.tasks._key_results import COLUMNS, GUARDS, measure_reviews, review_case

TASK = Task(
    purpose="Which issues the rules find in a key result, against the labels.",
    columns=COLUMNS,
    solve=review_case,
    measure=measure_reviews,
    load=read_key_results,
    external=read_labelled_folder,
    guards=GUARDS,
)
