"""What speaks for a link between two OKRs, as numbers: one row per pair, one column per feature.

Likeness alone says little of cause. Beside similarities of several parts there is what a written graph of
themes knows (leads bring pipeline, pipeline brings revenue), once by the encoder and once by plain words;
words in common; whether goals of this sort are the team's business; and how the pair compares with what child
and parent have in common with everyone else.

Columns are filled in by groups, block by block of pairs, and what a group needs is gone before the next one:
beyond the result, memory grows with the number of nodes and not with that of pairs.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.alignment.causes import Causes, Usual
from coach.alignment.hashed import HASHED_SIZE, hash_stems
from coach.alignment.knowledge import load_knowledge
from coach.alignment.lexical import LexicalIndex
from coach.alignment.match import Pairs
from coach.alignment.teams import find_areas
from coach.alignment.themes import NodeThemes, Themes
from coach.alignment.vectors import Vectors, list_texts
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
    "closest text of child",
    "closest text of parent",
)
READERS_ONLY = frozenset(FEATURES[-4:])
"""Columns for the evidence: numbers of themes, and places of texts, where 0 is the objective."""
_DIGIT = re.compile(r"\d")
_BLOCK = 512
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
    table = _Table(pairs)
    if not len(pairs.children):
        return table.values
    themes = themes or Themes(load_knowledge(vectors.size))
    word_themes = word_themes or Themes(load_knowledge(HASHED_SIZE))
    _compare_words(table, nodes, lexical)
    _compare_likeness(table, nodes, vectors, themes)
    _compare_causes(table, nodes, themes, themes.read_nodes(vectors))
    by_words = word_themes.read_words(hash_stems(lexical.words), lexical.texts)
    _compare_causes_by_words(table, word_themes, by_words)
    return table.values


class _Table:
    """The features, filled in block by block."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self.values: Floats = np.zeros((len(pairs.children), len(FEATURES)), np.float32)

    def blocks(self) -> Iterator[tuple[slice, Positions, Positions]]:
        """Some pairs after others: their rows, children and parents."""
        for start in range(0, len(self.values), _BLOCK):
            part = slice(start, start + _BLOCK)
            yield part, self.pairs.children[part], self.pairs.parents[part]

    def fill(self, part: slice, first: str, *columns: NDArray[Any]) -> None:
        """Fill in neighbouring columns of a block, from one on."""
        for place, column in enumerate(columns, start=FEATURES.index(first)):
            self.values[part, place] = column

    def read(self, part: slice, name: str) -> Floats:
        """A column that was filled in before."""
        column: Floats = self.values[part, FEATURES.index(name)]
        return column


def _compare_words(table: _Table, nodes: Sequence[Node], lexical: LexicalIndex) -> None:
    """Words in common, and what the bare texts tell."""
    common = lexical.compare(table.pairs.children, table.pairs.parents)
    bare = np.array([not node.key_results for node in nodes], np.float32)
    for part, children, parents in table.blocks():
        table.fill(part, "words", common.covered[part], common.rarest[part], common.metrics[part])
        table.fill(part, "parent without key results", bare[parents], bare[children])


def _compare_likeness(table: _Table, nodes: Sequence[Node], vectors: Vectors, themes: Themes) -> None:
    """Likeness of the wholes and of single texts; counted work beside other counted work."""
    usual = Usual.of_wholes(vectors, table.pairs, themes.usual_wholes)
    texts = list_texts(vectors.nodes)
    padded = texts.pad(min(_MOST_TEXTS, int(texts.lengths.max(initial=1))))
    counted = np.array([bool(_DIGIT.search(node.objective)) for node in nodes], np.float32)
    for part, children, parents in table.blocks():
        whole = table.pairs.similarity[part]
        likeness, closest = _compare_texts(vectors, padded, children, parents)
        table.fill(part, "whole", whole, *likeness, whole - usual.expect(children, parents))
        missing = 1.0 - np.minimum(table.read(part, "words"), 1.0)
        table.fill(part, "peer of counted work", counted[parents] * likeness[0] * missing)
        table.fill(part, "closest text of child", *closest)


def _compare_texts(
    vectors: Vectors, texts: Positions, children: Positions, parents: Positions
) -> tuple[tuple[Floats, ...], tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Likeness, and the places of the closest texts in child and parent.

    Likeness is that of the objectives, of the closest texts, of the objective to the closest text of the
    child, and how far the parent is covered.
    """
    left, right = texts[children], texts[parents]
    first, second = vectors.rows(np.maximum(left, 0)), vectors.rows(np.maximum(right, 0))
    grid = np.matmul(first, second.transpose(0, 2, 1))
    grid[(left < 0)[:, :, None] | (right < 0)[:, None, :]] = -1.0
    per_parent_text = grid.max(axis=1)
    known = right >= 0
    covered = np.where(known, per_parent_text, 0.0).sum(axis=1) / known.sum(axis=1)
    best = grid.reshape(len(grid), -1).argmax(axis=1)
    likeness = grid[:, 0, 0], per_parent_text.max(axis=1), per_parent_text[:, 0], covered
    return likeness, np.divmod(best, texts.shape[1])


def _compare_causes(table: _Table, nodes: Sequence[Node], themes: Themes, found: NodeThemes) -> None:
    """What brings what closer, and whose business it is."""
    causes = Causes(themes, found, table.pairs)
    teams = np.array([find_areas(node.team) for node in nodes], np.float32)
    goals, inward = found.aim @ themes.areas, (found.parts @ themes.areas).sum(axis=1)
    for part, children, parents in table.blocks():
        table.fill(part, "cause", *causes.compare(children, parents))
        table.fill(part, "reach of child", causes.reach[children], causes.breadth[parents])
        areas = _compare_areas(teams[children], goals[parents], inward[children])
        table.fill(part, "goal is the team's business", *areas)
        table.fill(part, "theme of child", *causes.find_ways(children, parents))


def _compare_causes_by_words(table: _Table, themes: Themes, found: NodeThemes) -> None:
    causes = Causes(themes, found, table.pairs)
    for part, children, parents in table.blocks():
        _, of_whole, _, same, beyond = causes.compare(children, parents)
        table.fill(part, "cause of whole, by words", of_whole, same, beyond)


def _compare_areas(team: Floats, goal: Floats, inward: Floats) -> tuple[Floats, Floats]:
    """How far the goal is the team's business, and inward work for an outward goal."""
    count = team.sum(axis=1)
    business = np.where(count > 0, (team * goal).sum(axis=1) / np.maximum(count, 1), _NOT_TOLD)
    return business, inward * (1.0 - goal.sum(axis=1))
