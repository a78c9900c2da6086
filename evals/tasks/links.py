"""The published parent among all OKRs that others published for the same cycle; external data only."""

from __future__ import annotations

from collections.abc import Sequence

from coach.service import Service
from evals.measure import Measured, Metric, Row, join_certainties, split_cell
from evals.outside import OutsideCase, read_links
from evals.scorers.labels import score_share
from evals.task import Task
from evals.tasks._support import SCORES, audit_everything


def rank_parents(coach: Service, case: OutsideCase) -> dict[str, str]:
    """For every child the rank of its published parent, by each score; the child itself is no candidate."""
    scored = audit_everything(coach, case.nodes)
    texts = {node.id: (node.objective, node.key_results) for node in case.nodes}
    published: dict[str, set[str]] = {}
    for pair in case.pairs:
        if texts[pair.child] != texts[pair.parent]:
            published.setdefault(pair.child, set()).add(pair.parent)
    cells = {}
    for cell, scores in scored.scores.items():
        by_child: dict[str, list[tuple[float, str]]] = {}
        for name, score in scores.items():
            child, _, parent = name.partition(">")
            if texts[child] != texts[parent]:
                by_child.setdefault(child, []).append((-score, parent))
        ranks = {}
        for child, parents in published.items():
            ordered = [parent for _, parent in sorted(by_child[child])]
            ranks[child] = float(min(ordered.index(parent) + 1 for parent in parents))
        cells[cell] = join_certainties(ranks)
    return cells


def measure_ranks(rows: Sequence[Row]) -> Measured:
    """How often the published parent comes first, and the mean of one over its rank."""
    metrics: list[Metric] = []
    for cell, subject in SCORES.items():
        ranks = [rank for row in rows for rank in split_cell(row.cells[cell]).values()]
        name = subject.replace("support", "parent")
        mean = sum(1 / rank for rank in ranks) / len(ranks) if ranks else None
        metrics += [
            score_share(name, "first", [rank == 1 for rank in ranks]),
            Metric(name, "mean reciprocal rank", mean, n=len(ranks)),
        ]
    return Measured(metrics)


TASK = Task(
    purpose="Which rank the published parent has among all OKRs published above in the same cycle.",
    columns=tuple(SCORES),
    solve=rank_parents,
    measure=measure_ranks,
    external=read_links,
    solver="local",
)
