"""Alignment: which leading OKR a team's OKR supports, orphans, uncovered goals, and copies of the parent."""

from __future__ import annotations

from collections.abc import Sequence

from coach.alignment.standing import sum_up
from coach.domain.alignment import GapKind
from coach.service import Service
from evals.companies import CompanyCase, make_nodes, read_companies
from evals.measure import Measured, Mistake, Row, join, split_cell
from evals.scorers.labels import score_label
from evals.scorers.probabilities import score_auc
from evals.task import Guard, Task
from evals.tasks._support import COLUMNS, audit_everything, join_support, measure_support, pack_scores

_CLAIMS = {"orphans": GapKind.ORPHAN, "uncovered": GapKind.UNCOVERED, "mirrors": GapKind.MIRROR}


def audit_company(coach: Service, case: CompanyCase) -> dict[str, str]:
    """Audit one organisation; what it declares beside its texts is a reason to stand alone."""
    scored = audit_everything(coach, make_nodes(case))
    support = {
        f"{child.id}>{parent}": label for child in case.children for parent, label in child.support.items()
    }
    expected = {
        "orphans": [child.id for child in case.children if child.orphan and not child.stands_alone_because],
        "uncovered": case.uncovered,
        "mirrors": [child.id for child in case.children if child.same_goal],
    }
    cells = {
        "links": join(f"{link.child}>{link.parent}" for link in scored.report.links),
        "children": join(child.id for child in case.children if not child.stands_alone_because),
        "parents": join(case.parents),
    }
    for claim, kind in _CLAIMS.items():
        got = {gap.nodes[0] for gap in scored.report.gaps if gap.kind is kind and gap.key_result is None}
        cells |= {claim: join(expected[claim]), f"got_{claim}": join(got)}
    return {
        "support": join_support(support),
        **pack_scores(scored.scores, {pair: pair for pair in support}),
        **cells,
    }


def measure_audits(rows: Sequence[Row]) -> Measured:
    """Support as a probability and as links; and every claim against its labels."""
    support = measure_support(rows)
    metrics = list(support.metrics)
    mistakes = list(support.mistakes)
    truth = [label == 1.0 for row in rows for label in split_cell(row.cells["support"]).values()]
    linked = [
        pair in split_cell(row.cells["links"]) for row in rows for pair in split_cell(row.cells["support"])
    ]
    metrics += score_label("links", truth, linked)
    for claim, among in (("orphans", "children"), ("uncovered", "parents"), ("mirrors", "children")):
        expected, got = _claims(rows, claim, among), _claims(rows, f"got_{claim}", among)
        metrics += score_label(claim, expected, got)
        mistakes += [
            Mistake(row.id, claim, f"{name} {what}", 1.0)
            for row in rows
            for what, names in (
                ("missed", _names(row, claim) - _names(row, f"got_{claim}")),
                ("wrong", _names(row, f"got_{claim}") - _names(row, claim)),
            )
            for name in sorted(names)
        ]
    metrics.append(
        score_auc(
            "orphans, by their links alone", _claims(rows, "orphans", "children"), _doubts(rows, "children")
        )
    )
    metrics.append(
        score_auc(
            "uncovered, by their links alone", _claims(rows, "uncovered", "parents"), _doubts(rows, "parents")
        )
    )
    return Measured(metrics, curves=support.curves, mistakes=mistakes)


def _names(row: Row, cell: str) -> set[str]:
    return set(split_cell(row.cells[cell]))


def _claims(rows: Sequence[Row], cell: str, among: str) -> list[bool]:
    return [name in split_cell(row.cells[cell]) for row in rows for name in split_cell(row.cells[among])]


def _doubts(rows: Sequence[Row], among: str) -> list[float]:
    """For each child or parent how little its likeliest links say together."""
    place = 0 if among == "children" else 1
    found = []
    for row in rows:
        chances: dict[str, list[float]] = {}
        for pair, chance in split_cell(row.cells["probability"]).items():
            chances.setdefault(pair.split(">")[place], []).append(chance)
        found += [-sum_up(chances.get(name, [0.0])) for name in split_cell(row.cells[among])]
    return found


TASK = Task(
    purpose="Which leading OKR a team's OKR supports, orphans, and goals that nobody supports.",
    columns=(
        *COLUMNS,
        "links",
        "children",
        "parents",
        *(cell for claim in _CLAIMS for cell in (claim, f"got_{claim}")),
    ),
    solve=audit_company,
    measure=measure_audits,
    load=read_companies,
    solver="local",
    guards=(
        Guard("support, calibrated probability", "ROC AUC"),
        Guard("support, calibrated probability", "Brier", higher_is_better=False),
        Guard("orphans", "precision"),
        Guard("uncovered", "recall", tolerance=0.05),
    ),
)
