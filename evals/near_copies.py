"""Prove that the key results are no near copies of one another: `python -m evals.near_copies`.

Two key results are near copies if, in lower case, with every number replaced by one sign and everything but
letters dropped, they share at least 70% of their runs of four characters, or at least 80% of their words
(from four words on). Shares are intersection over union of sets. Splits share no objective either. (An id
that occurs twice is an error on reading.)
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer

from coach.errors import CoachError
from evals.cases import DATASETS, KeyResultCase, read_key_results

__all__ = ["NearCopy", "find_near_copies", "find_shared_objectives", "main"]

CHARACTERS = 0.7
WORDS = 0.8
MIN_WORDS = 4
RUN = 4
_WORD = r"\S+"


@dataclass(frozen=True, slots=True)
class NearCopy:
    """Two ids, the first one read first, and how much their texts share."""

    first: str
    second: str
    share: float


def find_near_copies(cases: Sequence[KeyResultCase]) -> list[NearCopy]:
    """Every pair of near copies among the cases, in order."""
    texts = [_plain(case.text) for case in cases]
    word_counts = [len(set(text.split())) for text in texts]
    found: dict[tuple[int, int], float] = {}
    runs = CountVectorizer(analyzer="char", ngram_range=(RUN, RUN), binary=True, lowercase=False)
    words = CountVectorizer(token_pattern=_WORD, binary=True, lowercase=False)
    padded = [f" {text} " for text in texts]
    for pair, share in _shares(runs, padded, CHARACTERS):
        found[pair] = max(found.get(pair, 0.0), share)
    for pair, share in _shares(words, padded, WORDS):
        if min(word_counts[place] for place in pair) >= MIN_WORDS:
            found[pair] = max(found.get(pair, 0.0), share)
    return [NearCopy(cases[one].id, cases[other].id, found[one, other]) for one, other in sorted(found)]


def find_shared_objectives(cases: Sequence[KeyResultCase]) -> list[tuple[str, str]]:
    """Pairs of ids of two splits that stand under the same objective."""
    first: dict[str, KeyResultCase] = {}
    shared = []
    for case in cases:
        earlier = first.setdefault(_plain(case.objective), case)
        if earlier.split != case.split:
            shared.append((earlier.id, case.id))
    return shared


def main(arguments: Sequence[str] | None = None) -> int:
    """Print ids of near copies; 0 where there are none, else 1."""
    parser = argparse.ArgumentParser(prog="python -m evals.near_copies", description=__doc__)
    parser.add_argument("--datasets", type=Path, default=DATASETS)
    options = parser.parse_args(arguments)
    try:
        cases = read_key_results(options.datasets)
    except CoachError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    copies = find_near_copies(cases)
    for copy in copies:
        print(f"{copy.first} and {copy.second} share {copy.share:.0%}")
    shared = find_shared_objectives(cases)
    for first, second in shared:
        print(f"{first} and {second} are of different splits and share their objective")
    print(f"{len(cases)} key results, {len(copies)} pairs of near copies, {len(shared)} shared objectives")
    return 1 if copies or shared else 0


def _shares(
    vectorizer: CountVectorizer, texts: Sequence[str], threshold: float
) -> list[tuple[tuple[int, int], float]]:
    """Pairs whose sets of features overlap by at least the threshold (intersection over union)."""
    features = vectorizer.fit_transform(texts)
    sizes = features.getnnz(axis=1)
    common = (features @ features.T).tocoo()
    pairs = []
    for one, other, shared in zip(common.row, common.col, common.data, strict=True):
        if one < other:
            share = shared / (sizes[one] + sizes[other] - shared)
            if share >= threshold:
                pairs.append(((int(one), int(other)), float(share)))
    return pairs


def _plain(text: str) -> str:
    """Lower case, numbers as one sign, everything else that is no letter dropped."""
    text = re.sub(r"\d+(?:[.,]\d+)*", "0", text.lower())
    return " ".join(re.sub(r"[^\w]|_", " ", text).split())


if __name__ == "__main__":
    sys.exit(main())
