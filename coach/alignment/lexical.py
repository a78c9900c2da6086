"""Words in common: BM25 over a whole corpus, and measured things.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.alignment.hashed import HASHED_SIZE
from coach.alignment.knowledge import load_knowledge
from coach.alignment.ragged import Ragged
from coach.alignment.stems import StemTable, measured_stems, read_stems
from coach.alignment.vectors import collect_texts, list_texts
from coach.domain.alignment import Node

__all__ = ["LexicalIndex", "Overlap"]

_SATURATION, _LENGTH_SHARE = 1.2, 0.5
"""k1 and b of BM25. Texts are short: length counts less than the usual 0.75."""
_PRIOR_NODES = 40.0
"""How many nodes the background counts are worth: in a corpus of two, nothing is known of what is rare."""
_PAIRS = 32_768
"""Pairs that are compared at once."""


class Overlap(NamedTuple):
    """What pairs have in common; one number per pair each.

    Attributes:
        bm25: BM25 of the child's words against the parent.
        covered: The same as a share of what the parent's own words score.
        rarest: Weight of the rarest shared word.
        metrics: Weight of the shared nouns that name a measure.
    """

    bm25: NDArray[np.float32]
    covered: NDArray[np.float32]
    rarest: NDArray[np.float32]
    metrics: NDArray[np.float32]


class LexicalIndex:
    """The words of every node, built once.

    Args:
        nodes: In corpus order.
        background: Share of nodes, 0..1, in which a stem usually occurs, which counts beside the corpus
            itself; what training counted unless given.

    Attributes:
        texts: Of every node its texts, as places in `words`.
        words: The stems of every distinct text.
    """

    def __init__(self, nodes: Sequence[Node], background: Mapping[str, float] | None = None) -> None:
        if background is None:
            background = load_knowledge(HASHED_SIZE).background
        table, rows = collect_texts(nodes)
        self.texts: Ragged = list_texts(rows)
        self.words: StemTable = read_stems(table.texts)
        self._terms, times = _count(self.texts, self.words)
        totals = self._terms.sum_rows(times)
        usual = max(1.0, float(totals.mean()) if len(nodes) else 1.0)
        damping = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * totals / usual)
        self._weights = times * (_SATURATION + 1) / (times + damping[self._terms.owners])
        self._rarity = _weigh(self._terms, self.words.stems, background)
        measured = measured_stems()
        self._measured = np.fromiter((stem in measured for stem in self.words.stems), bool)

    def compare(self, children: NDArray[np.int32], parents: NDArray[np.int32]) -> Overlap:
        """What each pair of nodes has in common; time grows with the number of pairs."""
        bm25, rarest, metrics = (np.zeros(len(children), np.float32) for _ in range(3))
        if not len(children):
            return Overlap(bm25, bm25, rarest, metrics)
        targets = np.unique(parents)
        count = len(self._rarity)
        posts = self._terms.take(targets)
        weights = self._weights[self._terms.locate(targets)[1]]
        keys = np.append(posts.owners * count + posts.flat, np.iinfo(np.int64).max)
        own = posts.sum_rows(self._rarity[posts.flat] * weights)
        places = np.searchsorted(targets, parents).astype(np.int64)
        for start in range(0, len(children), _PAIRS):
            rows, at_term = self._terms.locate(children[start : start + _PAIRS])
            rows += start
            terms = self._terms.flat[at_term]
            wanted = places[rows] * count + terms
            at = np.searchsorted(keys, wanted)
            found = keys[at] == wanted
            rows, terms, at = rows[found], terms[found], at[found]
            rarity = self._rarity[terms]
            np.add.at(bm25, rows, rarity * weights[at])
            np.maximum.at(rarest, rows, rarity)
            np.add.at(metrics, rows, rarity * self._measured[terms])
        covered = np.asarray(bm25 / np.maximum(own[places], 1.0), np.float32)
        return Overlap(bm25, covered, rarest, metrics)


def _count(texts: Ragged, words: StemTable) -> tuple[Ragged, NDArray[np.float32]]:
    """Of every node its stems, ascending, and how often it has each."""
    members, places = words.rows.locate(texts.flat)
    count = max(1, len(words.stems))
    keys, times = np.unique(texts.owners[members] * count + words.rows.flat[places], return_counts=True)
    starts = np.searchsorted(keys, np.arange(len(texts.starts)) * count)
    return Ragged(starts, (keys % count).astype(np.int32)), times.astype(np.float32)


def _weigh(terms: Ragged, stems: Sequence[str], background: Mapping[str, float]) -> NDArray[np.float32]:
    """Rarity of every stem, `ln(1 + (N - n + 0.5) / (n + 0.5))`; what is usual elsewhere counts too."""
    occurrences = np.bincount(terms.flat, minlength=len(stems)).astype(np.float64)
    usual = np.fromiter((background.get(stem, 0.0) for stem in stems), np.float64, len(stems))
    total = len(terms.starts) - 1 + _PRIOR_NODES
    n = np.maximum(occurrences - 1, 0.0) + _PRIOR_NODES * usual
    return np.log1p((total - n + 0.5) / (n + 0.5)).astype(np.float32)
