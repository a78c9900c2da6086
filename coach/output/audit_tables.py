"""The rows of an audit as tables; CSV writes the first, a workbook all of them."""

from __future__ import annotations

from collections.abc import Iterator

from coach.output.audit import AuditView, write_place

__all__ = [
    "CANDIDATE_COLUMNS",
    "GAP_COLUMNS",
    "LINK_COLUMNS",
    "NODE_COLUMNS",
    "PROBLEM_COLUMNS",
    "Cell",
    "candidate_rows",
    "gap_rows",
    "link_rows",
    "node_rows",
    "problem_rows",
]

Cell = str | int | float | None
GAP_COLUMNS = (
    "id", "kind", "severity", "certainty", "team", "what", "evidence", "next step", "file", "line", "nodes",
    "dismissed",
)  # fmt: skip
LINK_COLUMNS = (
    "child", "child team", "child objective", "parent", "parent team", "parent objective",
    "status", "probability", "similarity", "evidence",
)  # fmt: skip
CANDIDATE_COLUMNS = ("child", "parent", "probability", "similarity")
NODE_COLUMNS = (
    "id", "level", "team", "cycle", "objective", "key results", "declared parents",
    "stands alone because", "origin", "published", "file", "line",
)  # fmt: skip
PROBLEM_COLUMNS = ("code", "what", "where", "nodes")


def gap_rows(view: AuditView) -> Iterator[list[Cell]]:
    """One row per gap, those that a person dismissed last."""
    report = view.report
    every = [*((gap, "") for gap in report.gaps), *((gap, "yes") for gap in report.dismissed)]
    for gap, dismissed in every:
        yield [
            gap.id,
            gap.kind.value,
            gap.severity.value,
            round(gap.certainty, 2),
            view.owner(gap.nodes[0]) if gap.nodes else "",
            gap.message,
            "\n".join(gap.evidence),
            gap.next_step,
            gap.place.file if gap.place else "",
            gap.place.line if gap.place else None,
            ", ".join(gap.nodes),
            dismissed,
        ]


def link_rows(view: AuditView) -> Iterator[list[Cell]]:
    """One row per link."""
    for link in view.report.links:
        child, parent = view.by_id.get(link.child), view.by_id.get(link.parent)
        yield [
            link.child,
            view.owner(link.child),
            child.objective if child else "",
            link.parent,
            view.owner(link.parent),
            parent.objective if parent else "",
            link.status.value,
            _round(link.probability),
            _round(link.similarity),
            "\n".join(link.evidence),
        ]


def candidate_rows(view: AuditView) -> Iterator[list[Cell]]:
    """One row per possible parent, the likeliest first within a child."""
    for node in view.report.nodes:
        for candidate in view.report.candidates.get(node.id, ())[: view.candidates]:
            yield [node.id, candidate.parent, _round(candidate.probability), _round(candidate.similarity)]


def node_rows(view: AuditView) -> Iterator[list[Cell]]:
    """One row per OKR."""
    for node in view.report.nodes:
        yield [
            node.id,
            node.level.value,
            node.team,
            node.cycle,
            node.objective,
            "\n".join(node.key_results),
            "\n".join(node.declared or node.parent_ids),
            node.stands_alone_because,
            "" if node.origin is None else node.origin.value,
            "" if node.published is None else node.published.isoformat(),
            node.place.file,
            node.place.line,
        ]


def problem_rows(view: AuditView) -> Iterator[list[Cell]]:
    """One row per problem of the input."""
    for problem in view.report.problems:
        yield [problem.code, problem.message, write_place(problem.place), ", ".join(problem.nodes)]


def _round(value: float | None) -> float | None:
    return None if value is None else round(float(value), 3)
