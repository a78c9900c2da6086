"""Goals of the highest level with everything that supports them, as nested lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from coach.domain.alignment import Link, LinkStatus, Node
from coach.output.audit import AuditView
from coach.output.html._support import Support, name_team

__all__ = ["Goal", "Supporter", "list_goals"]

MAX_GOALS = 60
MAX_SUPPORTERS = 40
_DEPTH = 3


class Supporter(NamedTuple):
    """One OKR below a goal, its link, and what supports it in turn."""

    team: str
    objective: str
    status: str
    probability: float | None
    parent_key_result: int | None
    evidence: tuple[str, ...]
    opinion: str
    children: list[Supporter]
    left_out: int


class Goal(NamedTuple):
    """One goal of the highest level."""

    node: Node
    direct: int
    firm: int
    supporters: list[Supporter]
    left_out: int


def list_goals(view: AuditView, support: Support) -> tuple[list[Goal], int]:
    """The goals in order, and how many are left out; at most 60, with 40 supporters each."""
    goals = [_build(goal, view, support) for goal in support.goals[:MAX_GOALS]]
    return goals, max(0, len(support.goals) - MAX_GOALS)


def _build(node: Node, view: AuditView, support: Support) -> Goal:
    links = support.children.get(node.id, ())
    firm = sum(link.status is not LinkStatus.SUGGESTED for link in links)
    found = list(_list_supporters(node.id, view, support, _DEPTH))
    return Goal(node, len(links), firm, found, max(0, len(links) - MAX_SUPPORTERS))


def _list_supporters(node_id: str, view: AuditView, support: Support, depth: int) -> Iterator[Supporter]:
    for link in support.children.get(node_id, ())[:MAX_SUPPORTERS]:
        child = view.by_id.get(link.child)
        if child is not None:
            below = support.children.get(child.id, ())
            nested = list(_list_supporters(child.id, view, support, depth - 1)) if depth > 1 else []
            yield _make(child, link, nested, len(below) - len(nested))


def _make(child: Node, link: Link, nested: list[Supporter], left_out: int) -> Supporter:
    opinion = link.opinion
    said = ""
    if opinion is not None:
        said = f"{opinion.model} thinks {'yes' if opinion.supports else 'no'}: {opinion.reason}"
    return Supporter(
        team=name_team(child),
        objective=child.objective or child.id,
        status=link.status.value,
        probability=link.probability,
        parent_key_result=link.parent_key_result,
        evidence=tuple(link.evidence),
        opinion=said,
        children=nested,
        left_out=left_out,
    )
