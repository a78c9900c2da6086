"""Rewrites: weak key results get better and nothing is made up; strong ones stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.critic.draft import writer_findings
from coach.domain.review import KeyResultReview
from coach.parsing import read_key_result
from coach.service import Service
from evals.cases import DATASETS, UNSPLIT, RewriteCase, read_key_results, read_rewrites
from evals.measure import Measured, Metric, Mistake, Row, join
from evals.scorers.labels import score_share
from evals.scorers.rewriting import holds_all, invented_numbers, is_short_enough, placeholders
from evals.task import Guard, Task

PRESENT = 0.5
_MEASURES = {
    "rewritten": "a rewrite was offered",
    "fixed": "no labelled or found issue is found again in the rewrite",
    "no_new_number": "every number stands in the key result or its objective",
    "kept": "the words that matter are still there",
    "added": "what is unknown shows as a placeholder",
    "not_claimed": "none of the sample claims occurs",
    "short": "at most 20 words or twice the length",
}


@dataclass(frozen=True, slots=True)
class StrongCase:
    """A strong key result that has to stay as it is."""

    id: str
    objective: str
    text: str
    split: str = UNSPLIT


def read_improvable(folder: Path = DATASETS) -> list[RewriteCase | StrongCase]:
    """The weak key results, and the strong ones of dev (but for those that lack a baseline).

    Raises:
        InputError: A file is missing or a case is malformed.
    """
    strong = [
        StrongCase(case.id, case.objective, case.text)
        for case in read_key_results(folder)
        if case.split == "dev" and case.strong and not any(case.labels.values())
    ]
    return [*read_rewrites(folder), *strong]


def improve_case(coach: Service, case: RewriteCase | StrongCase) -> dict[str, str]:
    """Improve one key result under its objective and check the wording."""
    key_result, okrs = read_key_result(" ".join(case.text.split()), case.objective)
    improvement = coach.improve(key_result, okrs.objectives[0] if case.objective else None, okrs)
    after, rewritten = improvement.after, improvement.source != "unchanged"
    cells = {"after": after, "rewritten": _yes(rewritten)}
    invented = invented_numbers(f"{case.text} {case.objective}", after)
    cells |= {"no_new_number": _yes(not invented), "short": _yes(is_short_enough(case.text, after))}
    if isinstance(case, StrongCase):
        return {"sort": "strong", **cells}
    found = _kinds(improvement.findings_before) | case.defects
    left = _kinds(improvement.findings_after) & found
    return {
        "sort": "weak",
        **cells,
        "fixed": _yes(not left) if rewritten else "",
        "left": join(left),
        "kept": _yes(holds_all(case.must_keep, after)),
        "added": _yes(case.must_add <= placeholders(after)),
        "not_claimed": _yes(not any(claim in after for claim in case.must_not_claim)),
    }


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
    whole = [all(row.cells[name] == "yes" for name in _MEASURES) for row in weak]
    metrics.append(score_share("weak", "all checks", whole))
    alone = [row.cells["rewritten"] == "no" for row in strong]
    metrics.append(score_share("strong", "left alone", alone, "dev key results without any issue"))
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
    guards=(
        Guard("weak", "fixed"),
        Guard("weak", "no_new_number", tolerance=0.0),
        Guard("weak", "kept"),
        Guard("strong", "left alone"),
    ),
)
