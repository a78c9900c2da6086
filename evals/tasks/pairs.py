"""Support of single child-parent pairs, within the organisation that they come from; external data only."""

from __future__ import annotations

from coach.service import Service
from evals.outside import OutsideCase, read_pairs
from evals.task import Task
from evals.tasks._support import COLUMNS, audit_everything, join_support, measure_support, pack_scores


def audit_pairs(coach: Service, case: OutsideCase) -> dict[str, str]:
    """Audit all OKRs that the organisation's pairs name; of everything scored, the judged pairs are kept."""
    scored = audit_everything(coach, case.nodes)
    names = {pair.id: f"{pair.child}>{pair.parent}" for pair in case.pairs}
    support = {pair.id: pair.support for pair in case.pairs}
    return {"support": join_support(support), **pack_scores(scored.scores, names)}


TASK = Task(
    purpose="Whether one OKR supports another, on pairs that others judged.",
    columns=COLUMNS,
    solve=audit_pairs,
    measure=measure_support,
    external=read_pairs,
    solver="local",
)
