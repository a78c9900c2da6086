"""What speaks for each link, in words; made when it is asked for, since most links are never opened.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from coach.alignment.features import FEATURES
from coach.domain.alignment import Node

__all__ = ["Evidence", "EvidenceTable", "Explain"]

Explain = Callable[[NDArray[np.float32]], Sequence[tuple[str, ...]]]
"""Features of pairs, one row each, to sentences on what speaks for each."""
_QUOTED = 70
_BLOCK = 1_024
_LIKENESS, _BELOW, _ABOVE = (
    FEATURES.index(name) for name in ("best texts", "closest text of child", "closest text of parent")
)


class EvidenceTable:
    """The evidence of many links.

    Args:
        nodes: All nodes.
        children: Positions of the children.
        parents: Positions of the parents.
        features: Of the same pairs.
        explain: Tells what speaks for a pair.
    """

    def __init__(
        self,
        nodes: Sequence[Node],
        children: NDArray[np.int32],
        parents: NDArray[np.int32],
        features: NDArray[np.float32],
        explain: Explain,
    ) -> None:
        self._nodes = nodes
        self._children = children
        self._parents = parents
        self._features = features
        self._explain = explain
        self._held: tuple[int, list[tuple[str, ...]]] = (-1, [])

    @cached_property
    def parent_key_results(self) -> list[int | None]:
        """Of each link the index of the parent's key result that is closest; `None` for its objective."""
        return [place - 1 if place else None for place in self._features[:, _ABOVE].astype(int).tolist()]

    def tell(self, place: int) -> tuple[str, ...]:
        """The sentences of one link. Those after it are made along with it: they are asked for next."""
        number, at = divmod(place, _BLOCK)
        if self._held[0] != number:
            self._held = number, self._tell_block(slice(number * _BLOCK, (number + 1) * _BLOCK))
        return self._held[1][at]

    def _tell_block(self, block: slice) -> list[tuple[str, ...]]:
        rows = self._features[block]
        closest = zip(
            self._children[block].tolist(),
            self._parents[block].tolist(),
            rows[:, _BELOW].astype(int).tolist(),
            rows[:, _ABOVE].astype(int).tolist(),
            rows[:, _LIKENESS].tolist(),
            strict=True,
        )
        return [
            (
                _tell_closest(self._nodes[child], one, self._nodes[parent], other, likeness),
                *told,
            )
            for (child, parent, one, other, likeness), told in zip(closest, self._explain(rows), strict=True)
        ]


class Evidence(Sequence[str]):
    """The sentences of one link: equal to the tuple of them."""

    __slots__ = ("_place", "_table")

    def __init__(self, table: EvidenceTable, place: int) -> None:
        self._table = table
        self._place = place

    @property
    def _told(self) -> tuple[str, ...]:
        return self._table.tell(self._place)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        return self._told[index]

    def __len__(self) -> int:
        return len(self._told)

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __eq__(self, other: object) -> bool:
        return self._told == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._told)

    def __repr__(self) -> str:
        return repr(self._told)


def _tell_closest(below: Node, one: int, above: Node, other: int, likeness: float) -> str:
    return f"closest: “{_quote(below, one)}” and “{_quote(above, other)}” (similarity {likeness:.2f})"


def _quote(node: Node, place: int) -> str:
    text = node.key_results[place - 1] if place else node.objective
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1].rstrip()}…"
