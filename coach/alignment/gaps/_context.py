"""What the gap kinds look at: nodes, links, candidates, near copies and limits, indexed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

from coach.alignment.gaps._copies import Mirror, find_mirrors
from coach.alignment.standing import LIKELIEST, Doubt, doubt_each
from coach.domain.alignment import AuditProblem, Candidate, Link, LinkStatus, Node
from coach.domain.audit import GapLimits
from coach.domain.okr import Level

__all__ = ["LEVEL_RANKS", "GapContext", "NearCopy", "Orphan", "is_firm", "strength"]

LEVEL_RANKS: Mapping[Level, int] = {level: rank for rank, level in enumerate(Level)}
"""0 for the company, counting downwards."""
_DEFAULT_LIMITS = GapLimits()


class NearCopy(Protocol):
    """Two texts of different nodes that an index found close: node positions and key result indices.

    `None` for a key result stands for the objective.
    """

    @property
    def first(self) -> int:
        """Position of one node."""

    @property
    def second(self) -> int:
        """Position of the other."""

    @property
    def first_key_result(self) -> int | None:
        """Index of its key result."""

    @property
    def second_key_result(self) -> int | None:
        """Index of its key result."""

    @property
    def similarity(self) -> float:
        """Cosine of the two texts."""


class Orphan(NamedTuple):
    """An OKR that seems to support nothing.

    Attributes:
        node: The OKR.
        above: Its likeliest parents, the likeliest first.
        certainty: Chance that none of them is one.
        text: Log odds of how it reads by itself, 0 as usual.
    """

    node: Node
    above: Sequence[Candidate]
    certainty: float
    text: float


@dataclass(frozen=True)
class GapContext:
    """Everything that a gap may rest on.

    Attributes:
        nodes: All nodes in corpus order.
        links: Declared, confirmed, rejected, and suggested ones at or above the threshold.
        candidates: For each child id its scored parents, the likeliest first.
        duplicates: Pairs of near texts of different nodes; the neighbours for duplicates and conflicts.
        threshold: Probability from which a suggested link counts as support.
        limits: What the organisation set.
        problems: What in the input could not be used.
        doubt_parents: Chance that an OKR supports nothing, from the probabilities of its likeliest parents
            and from how it reads.
        doubt_support: Chance that a goal has no support, from those of its likeliest supporters.
        lone: How much each OKR reads like one that supports nothing, as log odds by id; 0 where not known.
    """

    nodes: Sequence[Node]
    links: Sequence[Link]
    candidates: Mapping[str, Sequence[Candidate]]
    threshold: float
    duplicates: Sequence[NearCopy] = ()
    limits: GapLimits = _DEFAULT_LIMITS
    problems: Sequence[AuditProblem] = ()
    doubt_parents: Doubt = doubt_each
    doubt_support: Doubt = doubt_each
    lone: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def top_rank(self) -> int | None:
        """Rank of the highest level in the corpus; `None` for an empty one."""
        return min((LEVEL_RANKS[node.level] for node in self.nodes), default=None)

    @cached_property
    def top(self) -> tuple[Node, ...]:
        """The nodes of the highest level: the company's, where it is in the corpus."""
        return tuple(node for node in self.nodes if LEVEL_RANKS[node.level] == self.top_rank)

    @cached_property
    def below(self) -> tuple[Node, ...]:
        """The nodes of all other levels."""
        return tuple(node for node in self.nodes if LEVEL_RANKS[node.level] != self.top_rank)

    @cached_property
    def parents_of(self) -> dict[str, list[Link]]:
        """Links that count as support, by child; rejected ones are left out."""
        return _group(self.links, by_child=True)

    @cached_property
    def children_of(self) -> dict[str, list[Link]]:
        """Links that count as support, by parent, the likeliest first; rejected ones are left out."""
        groups = _group(self.links, by_child=False)
        for links in groups.values():
            links.sort(key=lambda link: -strength(link))
        return groups

    @cached_property
    def rejected(self) -> frozenset[tuple[str, str]]:
        """Pairs of child and parent that a person rejected."""
        return frozenset(
            (link.child, link.parent) for link in self.links if link.status is LinkStatus.REJECTED
        )

    @cached_property
    def speaking(self) -> frozenset[str]:
        """Ids of nodes that say what they support, or why nothing; their texts suggest no more."""
        alone = (node.id for node in self.nodes if node.stands_alone_because)
        return frozenset((*(link.child for link in self.links if is_firm(link)), *alone))

    @cached_property
    def mirrors(self) -> tuple[Mirror, ...]:
        """OKRs that copy a parent."""
        return tuple(find_mirrors(self.by_id, self.parents_of, self.limits.copied_share))

    @cached_property
    def orphans(self) -> tuple[Orphan, ...]:
        """OKRs below the top that have no parent, could have had one, and say nothing of it."""
        return tuple(self._find_orphans())

    def _find_orphans(self) -> Iterator[Orphan]:
        for node in self.below:
            if node.declared or node.parent_ids or node.id in self.speaking:
                continue
            above = self.closest_above(node, LIKELIEST)
            if not above or above[0].probability >= self.threshold:
                continue
            text = self.lone.get(node.id, 0.0)
            certainty = self.doubt_parents((one.probability for one in above), text)
            if certainty >= self.limits.least_certainty:
                yield Orphan(node, above, certainty, text)

    @cached_property
    def closest_below(self) -> dict[str, list[tuple[str, Candidate]]]:
        """For each node of the top the (child, candidate) pairs below it, the likeliest first.

        Kept are the five likeliest, and the five likeliest children that do not declare another parent.
        """
        wanted = {node.id for node in self.top}
        groups: dict[str, list[tuple[str, Candidate]]] = defaultdict(list)
        for child, candidates in self.candidates.items():
            for candidate in candidates:
                if candidate.parent in wanted and (child, candidate.parent) not in self.rejected:
                    groups[candidate.parent].append((child, candidate))
        for parent, found in groups.items():
            found.sort(key=lambda pair: -pair[1].probability)
            free = [pair for pair in found if pair[0] not in self.speaking][:LIKELIEST]
            groups[parent] = found[:LIKELIEST] + [pair for pair in free if pair not in found[:LIKELIEST]]
        return groups

    def free_below(self, node: Node) -> list[tuple[str, Candidate]]:
        """The likeliest supporters of a goal of the top among the nodes that do not say what they support."""
        found = self.closest_below.get(node.id, ())
        return [pair for pair in found if pair[0] not in self.speaking]

    def closest_above(self, node: Node, count: int = 3) -> list[Candidate]:
        """The likeliest parents of a node, without those that a person rejected."""
        found = self.candidates.get(node.id, ())
        return [candidate for candidate in found if (node.id, candidate.parent) not in self.rejected][:count]

    def probability(self, child: str, parent: str) -> float | None:
        """The calibrated chance that one node supports another; `None` where it was not computed."""
        for candidate in self.candidates.get(child, ()):
            if candidate.parent == parent:
                return candidate.probability
        return None

    def ancestors(self, node_id: str) -> Iterator[str]:
        """Everything that a node supports, directly or through others, each once, nearest first."""
        seen = {node_id}
        waiting = [node_id]
        while waiting:
            current = waiting.pop(0)
            for link in self.parents_of.get(current, ()):
                if link.parent not in seen:
                    seen.add(link.parent)
                    waiting.append(link.parent)
                    yield link.parent


def is_firm(link: Link) -> bool:
    """Whether a person says so: declared by the team, or confirmed."""
    return link.status in (LinkStatus.DECLARED, LinkStatus.CONFIRMED)


def strength(link: Link) -> float:
    """How firmly a link stands: 1 where a person confirmed it, else its probability where one is known."""
    if link.status is LinkStatus.CONFIRMED:
        return 1.0
    return 0.0 if link.probability is None else link.probability


def _group(links: Sequence[Link], *, by_child: bool) -> dict[str, list[Link]]:
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.status is not LinkStatus.REJECTED:
            groups[link.child if by_child else link.parent].append(link)
    return dict(groups)
