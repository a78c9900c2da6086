"""What rewriting asks about meaning: is the subject still the same, and which metrics are near.

Words alone can tell a part of it; with the encoder, what is meant counts too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from coach.critic.draft import PLACEHOLDER
from coach.critic.metrics.catalogue import Metric
from coach.critic.proposals import Ranked, propose_metrics, rank_by_words, take_nearest
from coach.domain.review import MetricProposal
from coach.domain.statement import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from coach.embedding.encoder import Encoder

__all__ = ["BY_WORDS", "Meaning", "MeaningByEncoder", "MeaningByWords", "unwrap"]

SUBJECT_KEPT = 0.5
"""Least cosine of wording and given text: 99% of our rewrites lie above 0.6, 99% of strangers below 0.35."""
NEAR_BY_MEANING = 0.56
"""From here on 17 of 19 dev rows of `metric_proposals.jsonl` get a fitting metric."""
_BEHIND = 0.65
_SHORTLIST = 40
_SHARE_OF_WORDS = 0.2
_ASKS_FOR = re.compile(
    r"^\[metric:? ?(?:effect of|sign of|sign that|answer to|what changes once|what)? ?|\]$|^\[\w+\]$"
)


class Meaning(Protocol):
    """Compares meanings."""

    def keeps_subject(self, given: str, wordings: Sequence[str]) -> list[bool]:
        """Whether each wording is about what the given text is about."""
        ...

    def propose_metrics(self, reading: Reading, objective: str) -> tuple[MetricProposal, ...]:
        """The metrics of the catalogue that are near, at most three, the nearest first."""
        ...


class MeaningByWords:
    """Without an encoder: the overlap of words, which the guardrails check by themselves, is all there is."""

    def keeps_subject(self, given: str, wordings: Sequence[str]) -> list[bool]:  # noqa: ARG002 - a protocol's
        """Nothing speaks against it."""
        return [True] * len(wordings)

    def propose_metrics(self, reading: Reading, objective: str) -> tuple[MetricProposal, ...]:
        """Near by shared words."""
        return propose_metrics(reading, objective)


BY_WORDS = MeaningByWords()


class MeaningByEncoder:
    """With an encoder. Vectors of metrics are kept, so that each is computed once.

    Args:
        encoder: Turns texts into vectors of length 1.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def keeps_subject(self, given: str, wordings: Sequence[str]) -> list[bool]:
        """Whether the cosine with the given text is high enough; placeholders count by what they ask for."""
        vectors = self._encoder.encode([given, *map(unwrap, wordings)])
        return [float(vector @ vectors[0]) >= SUBJECT_KEPT for vector in vectors[1:]]

    def propose_metrics(self, reading: Reading, objective: str) -> tuple[MetricProposal, ...]:
        """Near by meaning, among those that share a word."""
        return take_nearest(self.rank(reading, objective), NEAR_BY_MEANING, _BEHIND)

    def rank(self, reading: Reading, objective: str) -> list[Ranked]:
        """The metrics that share a word, by cosine and a share of the overlap."""
        shortlist = rank_by_words(reading, objective)[:_SHORTLIST]
        asked = self._encoder.encode([f"{objective}. {reading.text}" if objective else reading.text])[0]
        self._learn([one.metric for one in shortlist])
        scored = (
            one._replace(score=float(self._vectors[one.metric.name] @ asked) + _SHARE_OF_WORDS * one.score)
            for one in shortlist
        )
        return sorted(scored, key=lambda one: -one.score)

    def _learn(self, metrics: Sequence[Metric]) -> None:
        new = [metric for metric in metrics if metric.name not in self._vectors]
        if new:
            texts = [f"{metric.name}: {', '.join(metric.moved_by)}" for metric in new]
            vectors = self._encoder.encode(texts)
            self._vectors.update({metric.name: vector for metric, vector in zip(new, vectors, strict=True)})


def unwrap(wording: str) -> str:
    """`[metric: effect of the portal] from [baseline] to [target]` is about `the portal from to`."""
    return PLACEHOLDER.sub(lambda match: _ASKS_FOR.sub("", match.group()), wording)
