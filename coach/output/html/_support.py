"""Which goals of the highest level every OKR serves: by a link of its own, or through another OKR."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coach.domain.alignment import Link, LinkStatus, Node
from coach.domain.okr import Level
from coach.output.audit import AuditView

__all__ = ["Support", "Way", "find_support", "name_team"]

_RANKS = {level: rank for rank, level in enumerate(Level)}


class Way(NamedTuple):
    """How an OKR serves a goal: its own link, or through another OKR (`link` is then the first step)."""

    link: Link
    is_direct: bool

    @property
    def is_firm(self) -> bool:
        """Whether a person said so."""
        return self.link.status in (LinkStatus.DECLARED, LinkStatus.CONFIRMED)


class Support(NamedTuple):
    """The links of a report, indexed.

    Attributes:
        goals: Nodes of the highest level.
        below: All other nodes.
        parents: Links that count, by child.
        children: Links that count, by parent, the firmest first.
        ways: For each node below, the goals that it serves and how.
    """

    goals: Sequence[Node]
    below: Sequence[Node]
    parents: Mapping[str, Sequence[Link]]
    children: Mapping[str, Sequence[Link]]
    ways: Mapping[str, Mapping[str, Way]]


def find_support(view: AuditView) -> Support:
    """Follow every link upwards, once per node."""
    nodes = view.report.nodes
    top = min((_RANKS[node.level] for node in nodes), default=0)
    goals = [node for node in nodes if _RANKS[node.level] == top]
    below = [node for node in nodes if _RANKS[node.level] != top]
    parents: dict[str, list[Link]] = defaultdict(list)
    children: dict[str, list[Link]] = defaultdict(list)
    for link in view.report.links:
        if link.status is not LinkStatus.REJECTED:
            parents[link.child].append(link)
            children[link.parent].append(link)
    for links in children.values():
        links.sort(key=lambda link: (not Way(link, is_direct=True).is_firm, -(link.probability or 0.0)))
    wanted = {goal.id for goal in goals}
    return Support(
        goals, below, parents, children, {node.id: _climb(node.id, parents, wanted) for node in below}
    )


def name_team(node: Node) -> str:
    """What a row or a box is called: the team, with the level where it is not a team's."""
    if not node.team:
        return f"({node.level.value} without a name)"
    return node.team if node.level is Level.TEAM else f"{node.team} ({node.level.value})"


def _climb(start: str, parents: Mapping[str, Sequence[Link]], goals: set[str]) -> dict[str, Way]:
    found: dict[str, Way] = {}
    seen = {start}
    waiting: list[tuple[str, Link | None]] = [(start, None)]
    while waiting:
        current, first = waiting.pop(0)
        for link in parents.get(current, ()):
            if link.parent in goals:
                way = Way(first or link, is_direct=first is None)
                if link.parent not in found or (way.is_firm and not found[link.parent].is_firm):
                    found[link.parent] = way
            elif link.parent not in seen:
                seen.add(link.parent)
                waiting.append((link.parent, first or link))
    return found
