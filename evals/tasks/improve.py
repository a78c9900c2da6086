"""Rewrites: weak key results get better and nothing is made up; strong ones stay as they are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coach.critic.draft import writer_findings
from coach.domain.review import Improvement, KeyResultReview
from coach.parsing import read_key_result
from coach.service import Service
from evals.cases import (
    DATASETS,
    UNSPLIT,
    KeyResultCase,
    RewriteCase,
    read_key_results,
    read_labelled_folder,
    read_rewrites,
)
from evals.measure import Measured, Metric, Mistake, Row, join
from evals.scorers.labels import score_share
from evals.scorers.rewriting import (
    holds_all,
    invented_numbers,
    is_short_enough,
    placeholders,
    share_of_words_held,
)
from evals.task import Guard, Task

PRESENT = 0.5
HELD = 0.5
_MEASURES = {
    "rewritten": "a rewrite was offered",
    "fixed": "no labelled or found issue is found again in the rewrite",
    "no_new_number": "every number stands in the key result or its objective",
    "kept": "the words that matter are still there",
    "held": "half of all words of four letters or more are still there",
    "added": "what is unknown shows as a placeholder",
    "not_claimed": "none of the sample claims occurs",
    "short": "at most 20 words or twice the length",
}


@dataclass(frozen=True, slots=True)
class PlainCase:
    """A key result with its verdict and no more: a strong one has to stay as it is."""

    id: str
    objective: str
    text: str
    strong: bool
    defects: frozenset[str] = field(default_factory=frozenset)
    split: str = UNSPLIT


def read_improvable(folder: Path = DATASETS) -> list[RewriteCase | PlainCase]:
    """The weak key results, and the strong ones of dev (but for those that have any issue).

    Raises:
        InputError: A file is missing or a case is malformed.
    """
    strong = [
        PlainCase(case.id, case.objective, case.text, strong=True)
        for case in read_key_results(folder, ("dev",))
        if case.strong and not any(case.labels.values())
    ]
    return [*read_rewrites(folder), *strong]


def read_external(folder: Path) -> list[PlainCase]:
    """Labelled key results outside the project.

    Raises:
        InputError: A case is malformed.
    """
    return [_take_labelled(case) for case in read_labelled_folder(folder)]


def _take_labelled(case: KeyResultCase) -> PlainCase:
    defects = frozenset(kind.value for kind, holds in case.labels.items() if holds)
    return PlainCase(case.id, case.objective, case.text, case.strong, defects, case.split)


def improve_case(coach: Service, case: RewriteCase | PlainCase) -> dict[str, str]:
    """Improve one key result under its objective and check the wording."""
    improvement = _improve(coach, case)
    after, rewritten = improvement.after, improvement.source != "unchanged"
    cells = {"after": after, "rewritten": _yes(rewritten)}
    invented = invented_numbers(f"{case.text} {case.objective}", after)
    cells |= {"no_new_number": _yes(not invented), "short": _yes(is_short_enough(case.text, after))}
    if isinstance(case, PlainCase) and case.strong:
        return {"sort": "strong", **cells}
    found = _kinds(improvement.findings_before) | case.defects
    left = _kinds(improvement.findings_after) & found
    cells |= {
        "sort": "weak",
        "fixed": _yes(not left) if rewritten else "",
        "left": join(left),
        "held": _yes(share_of_words_held(case.text, after) >= HELD) if rewritten else "",
    }
    if isinstance(case, RewriteCase):
        cells |= {
            "kept": _yes(holds_all(case.must_keep, after)) if rewritten else "",
            "added": _yes(case.must_add <= placeholders(after)),
            "not_claimed": _yes(not any(claim in after for claim in case.must_not_claim)),
        }
    return cells


def _improve(coach: Service, case: RewriteCase | PlainCase) -> Improvement:
    key_result, okrs = read_key_result(" ".join(case.text.split()), case.objective)
    improvement = coach.improve(key_result, okrs.objectives[0] if case.objective else None, okrs)
    return asyncio.run(coach.criticise_improvement(improvement, case.objective, okrs=okrs))


def measure_rewrites(rows: Sequence[Row]) -> Measured:
    """Share of weak ones per check, and of strong ones that were left alone."""
    weak = [row for row in rows if row.cells["sort"] == "weak"]
    strong = [row for row in rows if row.cells["sort"] == "strong"]
    metrics: list[Metric] = []
    mistakes: list[Mistake] = []
    for name, note in _MEASURES.items():
        scored = [row for row in weak if row.cells.get(name)]
        metrics.append(score_share("weak", name, [row.cells[name] == "yes" for row in scored], note))
        mistakes.extend(
            Mistake(row.id, name, f"no {row.cells['left']}".strip(), 1.0)
            for row in scored
            if row.cells[name] == "no"
        )
    whole = [all(row.cells.get(name) != "no" for name in _MEASURES) for row in weak]
    metrics.append(score_share("weak", "all checks", whole))
    alone = [row.cells["rewritten"] == "no" for row in strong]
    metrics.append(score_share("strong", "left alone", alone, "offered nothing but questions"))
    mistakes.extend(
        Mistake(row.id, "strong", f"rewritten to {row.cells['after']!r}", 1.0)
        for row in strong
        if row.cells["rewritten"] == "yes"
    )
    return Measured(metrics, mistakes=mistakes)


def _kinds(review: KeyResultReview) -> set[str]:
    return {
        finding.kind.value
        for finding in writer_findings(review)
        if finding.kind is not None and finding.certainty >= PRESENT
    }


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


TASK = Task(
    purpose="Rewrites of weak key results get better and make nothing up; strong ones stay as they are.",
    columns=("sort", *_MEASURES, "left", "after"),
    solve=improve_case,
    measure=measure_rewrites,
    load=read_improvable,
    external=read_external,
    guards=(
        Guard("weak", "fixed"),
        Guard("weak", "no_new_number", tolerance=0.0),
        Guard("weak", "kept"),
        Guard("strong", "left alone"),
    ),
)
