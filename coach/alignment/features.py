"""What speaks for a link between two OKRs, as numbers: one row per pair, one column per feature.

Likeness alone says little of cause. Beside similarities of several parts there is what a written graph of
themes knows (leads bring pipeline, pipeline brings revenue), once by the encoder and once by plain words;
words in common; whether goals of this sort are the team's business; and how the pair compares with what child
and parent have in common with everyone else.

Work goes in blocks; memory does not grow with the number of pairs beyond the result.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coach.alignment.causes import Causes, Usual
from coach.alignment.knowledge import load_knowledge
from coach.alignment.lexical import HASHED_SIZE, LexicalIndex, encode_words
from coach.alignment.match import Pairs
from coach.alignment.teams import find_areas
from coach.alignment.themes import NodeThemes, Themes
from coach.alignment.vectors import Vectors, compute_vectors
from coach.domain.alignment import Node

__all__ = ["FEATURES", "READERS_ONLY", "compute_features"]

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
    "cause of whole, by words",
    "same theme, by words",
    "cause, beyond usual, by words",
    "words",
    "rarest word",
    "measures",
    "peer of counted work",
    "goal is the team's business",
    "inward work, outward goal",
    "parent without key results",
    "child without key results",
    "theme of child",
    "theme of parent",
)
READERS_ONLY = frozenset({"theme of child", "theme of parent"})
"""Columns that are numbers of themes, for the evidence."""
_DIGIT = re.compile(r"\d")
_BLOCK = 4096
_NODES = 2048
_MOST_TEXTS = 8
"""Texts of one OKR that are compared one by one: the objective and seven key results."""
_NOT_TOLD = 0.5
"""Stands for what the name of the team does not tell."""

Floats = NDArray[np.float32]
Positions = NDArray[np.int32]


def compute_features(
    nodes: Sequence[Node],
    vectors: Vectors,
    pairs: Pairs,
    lexical: LexicalIndex,
    *,
    themes: Themes | None = None,
    word_themes: Themes | None = None,
) -> Floats:
    """The features of every pair.

    Args:
        nodes: In corpus order.
        vectors: Of the same nodes.
        pairs: Positions of children and parents.
        lexical: Index of the same nodes.
        themes: Fitted on vectors of the same encoder; the committed ones unless given.
        word_themes: Fitted on hashed words; the committed ones unless given.

    Returns:
        Shape `(pairs, len(FEATURES))`.

    Raises:
        WeightsBroken: There are no themes for such vectors.
    """
    table = np.zeros((len(pairs.children), len(FEATURES)), np.float32)
    if not len(table):
        return table
    themes = themes or Themes(load_knowledge(vectors.size))
    word_themes = word_themes or Themes(load_knowledge(HASHED_SIZE))
    causes = Causes(themes, themes.read_nodes(vectors), pairs)
    by_words = Causes(word_themes, _read_words(nodes, word_themes), pairs)
    wholes = vectors.rows(slice(vectors.first_whole, None))
    usual = Usual(wholes, wholes, pairs, themes.usual_wholes)
    texts, areas = _pad_texts(vectors), _read_areas(nodes, themes, causes)
    counted = np.array([bool(_DIGIT.search(node.objective)) for node in nodes], np.float32)
    bare = np.array([not node.key_results for node in nodes], np.float32)
    common = lexical.compare(pairs.children, pairs.parents)
    for start in range(0, len(table), _BLOCK):
        part = slice(start, start + _BLOCK)
        children, parents = pairs.children[part], pairs.parents[part]
        similarity, covered = pairs.similarity[part], common.covered[part]
        likeness = _compare_texts(vectors, texts, children, parents)
        _, cause_of_whole, _, same, beyond = by_words.compare(children, parents)
        columns = [
            similarity,
            *likeness,
            similarity - usual.expect(children, parents),
            *causes.compare(children, parents),
            causes.reach[children],
            causes.breadth[parents],
            cause_of_whole,
            same,
            beyond,
            covered,
            common.rarest[part],
            common.metrics[part],
            counted[parents] * likeness[0] * (1.0 - np.minimum(covered, 1.0)),
            *_compare_areas(*areas, children, parents),
            bare[parents],
            bare[children],
            *causes.find_ways(children, parents),
        ]
        table[part] = np.column_stack(columns)
    return table


def _read_words(nodes: Sequence[Node], themes: Themes) -> NodeThemes:
    """Themes by words alone, block by block: the hashed vectors of all nodes would take too much memory."""
    blocks = [nodes[start : start + _NODES] for start in range(0, len(nodes), _NODES)]
    found = [themes.read_nodes(compute_vectors(block, encode_words)) for block in blocks]
    return NodeThemes(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _pad_texts(vectors: Vectors) -> Positions:
    """Rows of the texts of every node, the objective first; -1 where there are no more."""
    longest = min(_MOST_TEXTS, 1 + max((len(node.key_results) for node in vectors.nodes), default=0))
    table = np.full((len(vectors.nodes), longest), -1, np.int32)
    for line, node in enumerate(vectors.nodes):
        rows = (node.objective, *node.key_results)[:longest]
        table[line, : len(rows)] = rows
    return table


def _compare_texts(
    vectors: Vectors, texts: Positions, children: Positions, parents: Positions
) -> tuple[Floats, ...]:
    """Objectives; closest texts; the child's text closest to the objective; how far the parent is covered."""
    left, right = texts[children], texts[parents]
    first, second = vectors.rows(np.maximum(left, 0)), vectors.rows(np.maximum(right, 0))
    grid = np.matmul(first, second.transpose(0, 2, 1))
    grid[(left < 0)[:, :, None] | (right < 0)[:, None, :]] = -1.0
    per_parent_text = grid.max(axis=1)
    known = right >= 0
    covered = np.where(known, per_parent_text, 0.0).sum(axis=1) / known.sum(axis=1)
    return grid[:, 0, 0], per_parent_text.max(axis=1), per_parent_text[:, 0], covered


def _read_areas(nodes: Sequence[Node], themes: Themes, causes: Causes) -> tuple[Floats, Floats, Floats]:
    """Of every node: areas of its team, areas of its goal, and how much of its work lies inside any area."""
    teams = np.array([find_areas(node.team) for node in nodes], np.float32)
    return teams, causes.found.aim @ themes.areas, (causes.found.parts @ themes.areas).sum(axis=1)


def _compare_areas(
    teams: Floats, goals: Floats, inward: Floats, children: Positions, parents: Positions
) -> tuple[Floats, Floats]:
    """How far the goal is the team's business, and inward work for an outward goal."""
    team, goal = teams[children], goals[parents]
    count = team.sum(axis=1)
    business = np.where(count > 0, (team * goal).sum(axis=1) / np.maximum(count, 1), _NOT_TOLD)
    return business, inward[children] * (1.0 - goal.sum(axis=1))
