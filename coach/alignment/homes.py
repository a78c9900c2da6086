"""Where the teams of an organisation belong, read from what they declare.

A team whose OKRs declare goals of one department belongs to it: for the OKRs that declare nothing, a goal of
another department is a far guess, however alike the words are. Goals of the highest level are everybody's.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.domain.alignment import Node

__all__ = ["Homes", "find_homes"]


class Homes(NamedTuple):
    """What teams declare.

    Attributes:
        owners: Of every node a number for its level and team.
        levels: Of every node a number for its level.
        declared: For each pair of an owner and a level above, as one number, whether it declares goals of it.
        pairs: The same for pairs of an owner and an owner above.
    """

    owners: NDArray[np.int64]
    levels: NDArray[np.int64]
    declared: NDArray[np.int64]
    pairs: NDArray[np.int64]

    def are_elsewhere(self, children: NDArray[np.int32], parents: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Whether the child's team declares goals at the parent's level, but none of the parent's team."""
        count = len(self.owners) + 1
        has_home = np.isin(self.owners[children] * count + self.levels[parents], self.declared)
        is_home = np.isin(self.owners[children] * count + self.owners[parents], self.pairs)
        return has_home & ~is_home


def find_homes(nodes: Sequence[Node], declared: Iterable[tuple[int, int]]) -> Homes:
    """Read them from what is declared; a node without a team has an owner of its own.

    Args:
        nodes: In corpus order: the highest level first.
        declared: Pairs of child and parent, as positions of nodes.
    """
    owners: dict[tuple[str, str], int] = {}
    levels: dict[str, int] = {}
    owner_of = [owners.setdefault((node.level, node.team or f"\0{node.id}"), len(owners)) for node in nodes]
    level_of = [levels.setdefault(node.level, len(levels)) for node in nodes]
    count = len(nodes) + 1
    pairs = [(child, parent) for child, parent in declared if nodes[parent].level is not nodes[0].level]
    return Homes(
        np.array(owner_of, np.int64),
        np.array(level_of, np.int64),
        np.array([owner_of[child] * count + level_of[parent] for child, parent in pairs], np.int64),
        np.array([owner_of[child] * count + owner_of[parent] for child, parent in pairs], np.int64),
    )
