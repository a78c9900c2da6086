"""What speaks for a link between two OKRs, as numbers: one row per pair, one column per feature.

Likeness alone says little of cause. Beside similarities of several parts there is what a written graph of
themes knows (leads bring pipeline, pipeline brings revenue), words in common, and how the pair compares with
what child and parent have in common with everyone else.

Work goes in blocks; memory does not grow with the number of pairs beyond the result.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coach.alignment.knowledge import load_knowledge
from coach.alignment.lexical import LexicalIndex
from coach.alignment.match import Pairs
from coach.alignment.themes import NodeThemes, Themes
from coach.alignment.vectors import Vectors
from coach.domain.alignment import Node

__all__ = ["FEATURES", "compute_features"]

FEATURES: tuple[str, ...] = (
    "whole",
    "objectives",
    "best texts",
    "best text to objective",
    "parent covered",
    "whole, beyond usual",
    "cause",
    "cause of whole",
    "best cause",
    "same theme",
    "cause, beyond usual",
    "reach of child",
    "breadth of parent",
    "words",
    "rarest word",
    "measures",
    "peer of counted work",
    "child's length",
    "parent's length",
    "parent without key results",
    "child without key results",
    "theme of child",
    "theme of parent",
)
_DIGIT = re.compile(r"\d")
_BLOCK = 4096
_MOST_TEXTS = 8
"""Texts of one OKR that are compared one by one: the objective and seven key results."""
_PRIOR = 12.0
"""How many other OKRs the usual similarity is worth: a corpus of two says little of what is usual."""

Floats = NDArray[np.float32]


def compute_features(
    nodes: Sequence[Node],
    vectors: Vectors,
    pairs: Pairs,
    lexical: LexicalIndex,
    themes: Themes | None = None,
) -> Floats:
    """The features of every pair.

    Args:
        nodes: In corpus order.
        vectors: Of the same nodes.
        pairs: Positions of children and parents.
        lexical: Index of the same nodes.
        themes: Fitted on vectors of the same encoder; the committed ones unless given.

    Returns:
        Shape `(pairs, len(FEATURES))`. The last two columns are numbers of themes, for the evidence only.

    Raises:
        WeightsBroken: There are no themes for such vectors.
    """
    table = np.zeros((len(pairs.children), len(FEATURES)), np.float32)
    if not len(table):
        return table
    themes = themes or Themes(load_knowledge(vectors.size))
    found = themes.read_nodes(vectors)
    wholes = vectors.rows(slice(vectors.first_whole, None))
    usual_whole = _Usual(wholes, wholes, pairs, themes.usual_wholes)
    drives, aims = found.parts @ themes.graph, found.aim
    usual_cause = _Usual(drives, aims, pairs, themes.usual_themes)
    reach = drives.sum(axis=1)
    breadth = aims @ themes.graph.sum(axis=0)
    texts = _pad_texts(vectors)
    words = np.array([_count_words(node) for node in nodes], np.float32)
    counted = np.array([bool(_DIGIT.search(node.objective)) for node in nodes], np.float32)
    bare = np.array([not node.key_results for node in nodes], np.float32)
    common = lexical.compare(pairs.children, pairs.parents)
    for start in range(0, len(table), _BLOCK):
        part = slice(start, start + _BLOCK)
        children, parents = pairs.children[part], pairs.parents[part]
        similarity = pairs.similarity[part]
        grid = _compare_texts(vectors, texts, children, parents)
        driven, aimed = drives[children], aims[parents]
        cause = np.einsum("ij,ij->i", driven, aimed)
        table[part] = np.column_stack(
            [
                similarity,
                *grid,
                similarity - usual_whole.expect(children, parents),
                cause,
                *_compare_themes(found, themes, children, parents),
                cause - usual_cause.expect(children, parents),
                reach[children],
                breadth[parents],
                common.covered[part],
                common.rarest[part],
                common.metrics[part],
                counted[parents] * grid[0] * (1.0 - np.minimum(common.covered[part], 1.0)),
                words[children],
                words[parents],
                bare[parents],
                bare[children],
                *themes.find_ways(found.parts[children], driven, aimed),
            ]
        )
    return table


class _Usual:
    """What a child has in common with parents at large, and a parent with children at large.

    Args:
        left: One row per node, as a child.
        right: One row per node, as a parent.
        pairs: Who is a child and who a parent here.
        before: Mean of a child and of a parent in training, which count as much as `_PRIOR` OKRs.
    """

    def __init__(self, left: Floats, right: Floats, pairs: Pairs, before: tuple[Floats, Floats]) -> None:
        child = _shrink(left, np.unique(pairs.children), before[0])
        parent = _shrink(right, np.unique(pairs.parents), before[1])
        self._of_child, self._of_parent = left @ parent, right @ child - float(child @ parent)

    def expect(self, children: NDArray[np.int32], parents: NDArray[np.int32]) -> Floats:
        """What two such OKRs would have in common if they had nothing to do with each other."""
        expected: Floats = self._of_child[children] + self._of_parent[parents]
        return expected


def _shrink(rows: Floats, chosen: NDArray[np.int32], before: Floats) -> Floats:
    shrunk: Floats = (rows[chosen].sum(axis=0) + _PRIOR * before) / (len(chosen) + _PRIOR)
    return shrunk


def _pad_texts(vectors: Vectors) -> NDArray[np.int32]:
    """Rows of the texts of every node, the objective first; -1 where there are no more."""
    longest = min(_MOST_TEXTS, 1 + max((len(node.key_results) for node in vectors.nodes), default=0))
    table = np.full((len(vectors.nodes), longest), -1, np.int32)
    for line, node in enumerate(vectors.nodes):
        rows = (node.objective, *node.key_results)[:longest]
        table[line, : len(rows)] = rows
    return table


def _compare_texts(
    vectors: Vectors, texts: NDArray[np.int32], children: NDArray[np.int32], parents: NDArray[np.int32]
) -> tuple[Floats, ...]:
    """Objectives; the closest texts; the child's text closest to the objective; how far the parent is covered."""
    left, right = texts[children], texts[parents]
    first, second = vectors.rows(np.maximum(left, 0)), vectors.rows(np.maximum(right, 0))
    grid = np.matmul(first, second.transpose(0, 2, 1))
    grid[(left < 0)[:, :, None] | (right < 0)[:, None, :]] = -1.0
    per_parent_text = grid.max(axis=1)
    known = right >= 0
    covered = np.where(known, per_parent_text, 0.0).sum(axis=1) / known.sum(axis=1)
    return grid[:, 0, 0], per_parent_text.max(axis=1), per_parent_text[:, 0], covered


def _compare_themes(
    found: NodeThemes, themes: Themes, children: NDArray[np.int32], parents: NDArray[np.int32]
) -> tuple[Floats, ...]:
    """Cause between the wholes; along the best single way; and how much of the themes is the same."""
    whole, aim = found.whole[children], found.aim[parents]
    cause = np.einsum("ij,ij->i", whole @ themes.graph, found.whole[parents])
    best = (found.parts[children] * (aim @ themes.graph.T)).max(axis=1)
    same = np.minimum(found.parts[children], aim).sum(axis=1)
    return cause, best, same


def _count_words(node: Node) -> float:
    return float(np.log1p(sum(len(text.split()) for text in (node.objective, *node.key_results))))
