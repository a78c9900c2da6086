"""Links with their evidence: declared ones, and those that the text suggests.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from coach.alignment.cycles import are_apart
from coach.alignment.vectors import Vectors
from coach.alignment.weighing import Weighed
from coach.domain.alignment import Link, LinkStatus, Node
from coach.domain.okr import Level

__all__ = ["MOST_SUGGESTED", "make_links"]

MOST_SUGGESTED = 3
"""Links suggested for one child at each level above: what supports more is told by its candidates."""
_DIGITS = 4
_QUOTED = 70
_BLOCK = 1_024
Explain = Callable[[NDArray[np.float32]], tuple[str, ...]]


def make_links(
    nodes: Sequence[Node],
    vectors: Vectors,
    weighed: Weighed,
    *,
    threshold: float,
    explain: Explain,
    speaking: AbstractSet[str] = frozenset(),
) -> tuple[Link, ...]:
    """Every declared link, and suggested ones from the threshold up, in the order of the children.

    Suggested are at most `MOST_SUGGESTED` for one child and level above it, none between cycles that do not
    overlap, and none for those in `speaking`, who say themselves what they support.
    """
    positions = {node.id: position for position, node in enumerate(nodes)}
    declared = {
        (child, positions[parent])
        for child, node in enumerate(nodes)
        for parent in node.parent_ids
        if parent in positions
    }
    silent = [node.id not in speaking for node in nodes]
    rows = list(_choose(nodes, weighed, declared, threshold, silent))
    return tuple(_make(nodes, vectors, weighed, declared, rows=rows, explain=explain))


def _make(
    nodes: Sequence[Node],
    vectors: Vectors,
    weighed: Weighed,
    declared: set[tuple[int, int]],
    *,
    rows: Sequence[int],
    explain: Explain,
) -> Iterator[Link]:
    padded = _pad_texts(vectors)
    for at in range(0, len(rows), _BLOCK):
        block = rows[at : at + _BLOCK]
        closest = _find_closest(
            vectors, padded[weighed.pairs.children[block]], padded[weighed.pairs.parents[block]]
        )
        for row, (one, other, likeness) in zip(block, closest, strict=True):
            child, parent = int(weighed.pairs.children[row]), int(weighed.pairs.parents[row])
            below, above = nodes[child], nodes[parent]
            texts = (_quote(_text(below, one)), _quote(_text(above, other)))
            yield Link(
                below.id,
                above.id,
                LinkStatus.DECLARED if (child, parent) in declared else LinkStatus.SUGGESTED,
                round(float(weighed.probabilities[row]), _DIGITS),
                round(float(weighed.pairs.similarity[row]), _DIGITS),
                (
                    f"closest: “{texts[0]}” and “{texts[1]}” (similarity {likeness:.2f})",
                    *explain(weighed.features[row]),
                ),
                other - 1 if other else None,
            )


def _choose(
    nodes: Sequence[Node],
    weighed: Weighed,
    declared: set[tuple[int, int]],
    threshold: float,
    silent: Sequence[bool],
) -> Iterator[int]:
    """Rows of the pairs that become links."""
    suggested: Counter[tuple[int, Level]] = Counter()
    for row in weighed.leading(threshold, declared):
        child, parent = int(weighed.pairs.children[row]), int(weighed.pairs.parents[row])
        if (child, parent) not in declared:
            key = child, nodes[parent].level
            is_full = suggested[key] == MOST_SUGGESTED
            if not silent[child] or is_full or are_apart(nodes[child].cycle, nodes[parent].cycle):
                continue
            suggested[key] += 1
        yield row


def _pad_texts(vectors: Vectors) -> NDArray[np.int32]:
    """Rows of the texts of every node, the objective first; -1 where there are no more."""
    longest = 1 + max((len(node.key_results) for node in vectors.nodes), default=0)
    table = np.full((len(vectors.nodes), longest), -1, np.int32)
    for line, node in enumerate(vectors.nodes):
        table[line, : 1 + len(node.key_results)] = (node.objective, *node.key_results)
    return table


def _find_closest(
    vectors: Vectors, below: NDArray[np.int32], above: NDArray[np.int32]
) -> list[tuple[int, int, float]]:
    """For each pair of nodes the closest texts, by their place in each node, and their cosine."""
    used = [max(1, int((table >= 0).any(axis=0).sum())) for table in (below, above)]
    below, above = below[:, : used[0]], above[:, : used[1]]
    grid = np.matmul(vectors.rows(below), vectors.rows(above).transpose(0, 2, 1))
    grid[(below < 0)[:, :, None] | (above < 0)[:, None, :]] = -2.0
    flat = grid.reshape(len(grid), -1)
    best = flat.argmax(axis=1)
    likeness = np.take_along_axis(flat, best[:, None], axis=1)[:, 0]
    return list(zip((best // used[1]).tolist(), (best % used[1]).tolist(), likeness.tolist(), strict=True))


def _text(node: Node, place: int) -> str:
    return node.key_results[place - 1] if place else node.objective


def _quote(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1].rstrip()}…"
