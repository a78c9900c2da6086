"""Words in common: stems, BM25 over a whole corpus, measured things, and vectors of hashed words.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import snowballstemmer  # type: ignore[import-untyped] # ships no types
from numpy.typing import NDArray

from coach.alignment.knowledge import load_knowledge
from coach.domain.alignment import Node
from coach.parsing.lexicon import nouns

__all__ = ["HASHED_SIZE", "LexicalIndex", "Overlap", "encode_words", "shared_words", "stem_words"]

HASHED_SIZE = 1024
"""Length of a vector of hashed words."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_BIGRAM_WEIGHT = 0.5
_SATURATION, _LENGTH_SHARE = 1.2, 0.5
"""k1 and b of BM25. Texts are short: length counts less than the usual 0.75."""
_PRIOR_NODES = 40.0
"""How many nodes the background counts are worth: in a corpus of two, nothing is known of what is rare."""
_SHOWN_WORDS = 3
_PAIRS = 32_768
"""Pairs that are compared at once."""
_STOP = frozenset(
    """a about above across after again against all also am an and any are as at be been before being below
    between both but by can could did do does doing done down during each either every few for from further
    get gets getting given had has have having he her here hers him his how i if in into is it its itself
    just least less make makes making may me might more most much must my need needs neither no nor not
    now of off on once one only or other our ours out over own per same she should so some such than that
    the their theirs them then there these they this those through to too two under until up upon us very
    via was we were what when where which while who whom why will with within without would you your yours
    from three four five six seven eight nine ten first second new best better great good
    increase increased decrease decreased reduce reduced improve improved improving raise raised cut grow
    achieve achieved reach reached ensure keep maintain continue drive deliver delivered launch launched build
    create complete completed implement establish develop define set start use using run support
    end month months week weeks day days year years quarter quarters q1 q2 q3 q4 fy h1 h2 jan feb mar apr jun
    jul aug sep sept oct nov dec january february march april june july august september october november
    december today current currently least many half third zero none every everyone nobody nothing
    percent average median mean total number share rate level target baseline plan""".split()
)


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


def stem_words(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order."""
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP]


def shared_words(first: str, second: str) -> tuple[str, ...]:
    """Words of the first text whose stem the second one has too, at most three, the longest first."""
    there = set(stem_words(second))
    found: dict[str, str] = {}
    for word in _WORD.findall(first.lower()):
        if word not in _STOP and _stem(word) in there:
            found.setdefault(_stem(word), word)
    return tuple(sorted(found.values(), key=lambda word: (-len(word), word))[:_SHOWN_WORDS])


def encode_words(texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors of hashed stems and pairs of stems, length 1: what stands in where no encoder is installed."""
    matrix = np.zeros((len(texts), HASHED_SIZE), np.float32)
    for row, text in enumerate(texts):
        stems = stem_words(text)
        for stem in stems:
            matrix[row, _bucket(stem)] += 1.0
        for first, second in pairwise(stems):
            matrix[row, _bucket(f"{first} {second}")] += _BIGRAM_WEIGHT
    np.sqrt(matrix, out=matrix)
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
    return matrix


class LexicalIndex:
    """The words of every node, built once.

    Args:
        nodes: In corpus order.
        background: Share of nodes, 0..1, in which a stem usually occurs, which counts beside the corpus
            itself; what training counted unless given.
    """

    def __init__(self, nodes: Sequence[Node], background: Mapping[str, float] | None = None) -> None:
        if background is None:
            background = load_knowledge(HASHED_SIZE).background
        self._terms: list[NDArray[np.int32]] = []
        self._weights: list[NDArray[np.float32]] = []
        numbers: dict[str, int] = {}
        counted = [_count(_texts(node)) for node in nodes]
        usual = max(1.0, float(np.mean([sum(counts.values()) for counts in counted])) if counted else 1.0)
        for counts in counted:
            for stem in counts:
                numbers.setdefault(stem, len(numbers))
            times = np.fromiter(counts.values(), np.float32, len(counts))
            damping = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * times.sum() / usual)
            self._terms.append(np.fromiter((numbers[stem] for stem in counts), np.int32, len(counts)))
            self._weights.append((times * (_SATURATION + 1) / (times + damping)).astype(np.float32))
        self._rarity = _weigh(numbers, counted, background)
        self._measured = np.fromiter((stem in _measured_stems() for stem in numbers), bool, len(numbers))

    def compare(self, children: NDArray[np.int32], parents: NDArray[np.int32]) -> Overlap:
        """What each pair of nodes has in common; time grows with the number of pairs."""
        bm25, rarest, metrics = (np.zeros(len(children), np.float32) for _ in range(3))
        if not len(children):
            return Overlap(bm25, bm25, rarest, metrics)
        targets = np.unique(parents)
        keys, weights = self._post(targets)
        places = np.searchsorted(targets, parents).astype(np.int64)
        own = np.array([self._rarity[self._terms[node]] @ self._weights[node] for node in targets])
        for start in range(0, len(children), _PAIRS):
            part = slice(start, start + _PAIRS)
            lengths = [len(self._terms[child]) for child in children[part]]
            terms = np.concatenate([self._terms[child] for child in children[part]])
            rows = np.repeat(np.arange(start, start + len(lengths)), lengths)
            wanted = places[rows] * len(self._rarity) + terms
            at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            found = keys[at] == wanted
            rows, terms, at = rows[found], terms[found], at[found]
            rarity = self._rarity[terms]
            np.add.at(bm25, rows, rarity * weights[at])
            np.maximum.at(rarest, rows, rarity)
            np.add.at(metrics, rows, rarity * self._measured[terms])
        covered = bm25 / np.maximum(own[places], 1.0).astype(np.float32)
        return Overlap(bm25, covered, rarest, metrics)

    def _post(self, targets: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Every term of every target as one ascending number, and its weight there."""
        owners = np.repeat(np.arange(len(targets)), [len(self._terms[node]) for node in targets])
        terms = np.concatenate([self._terms[node] for node in targets])
        keys = np.append(owners * len(self._rarity) + terms, np.iinfo(np.int64).max)
        weights = np.append(np.concatenate([self._weights[node] for node in targets]), np.float32(0))
        order = np.argsort(keys)
        return keys[order], weights[order]


def _weigh(
    numbers: Mapping[str, int], counted: Sequence[Mapping[str, int]], background: Mapping[str, float]
) -> NDArray[np.float32]:
    """Rarity of every stem, `ln(1 + (N - n + 0.5) / (n + 0.5))`; what is usual elsewhere counts too."""
    occurrences = np.zeros(len(numbers), np.float64)
    for counts in counted:
        for stem in counts:
            occurrences[numbers[stem]] += 1
    usual = np.fromiter((background.get(stem, 0.0) for stem in numbers), np.float64, len(numbers))
    total = len(counted) + _PRIOR_NODES
    n = np.maximum(occurrences - 1, 0.0) + _PRIOR_NODES * usual
    return np.log1p((total - n + 0.5) / (n + 0.5)).astype(np.float32)


def _texts(node: Node) -> Iterable[str]:
    return (node.objective, *node.key_results)


def _count(texts: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for text in texts:
        for stem in stem_words(text):
            counts[stem] = counts.get(stem, 0) + 1
    return counts


@cache
def _measured_stems() -> frozenset[str]:
    return frozenset(_stem(noun) for noun in nouns("metrics"))


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=400_000)
def _bucket(term: str) -> int:
    # Not `hash`, which differs between processes.
    return zlib.crc32(term.encode()) % HASHED_SIZE
