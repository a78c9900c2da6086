"""The local critic: meaning without a key and without the network.

A small classifier reads the key result with its objective; its scores, the parse and the findings are
weighed together and calibrated. What it was trained on, and how far it can be trusted, stands in
`weights/local_critic.md`.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock

from coach.critic.features import read_features
from coach.critic.local_points import make_points
from coach.critic.protocol import Critic, CritiqueRequest
from coach.critic.rules_only import RulesCritic
from coach.critic.stacking import Stack, read_stack
from coach.domain.review import CriticUse, Critique, KeyResultReview
from coach.embedding.adapter import HEADS, PairClassifier, read_tensors
from coach.embedding.encoder import load_encoder
from coach.errors import ModelUnavailable, WeightsBroken

__all__ = [
    "ADAPTER_FILE",
    "STACK_FILE",
    "WEIGHTS",
    "LocalCritic",
    "WaitingLocalCritic",
    "load_local_critic",
    "start_local_critic",
]

WEIGHTS = Path(__file__).parent / "weights"
ADAPTER_FILE = "local_critic.safetensors"
STACK_FILE = "local_critic.json"
NEEDS_WORK = "needs-work"
_LOADING = Lock()
"""Requests that come while the critic is loaded wait for it, and do not load it again."""


class LocalCritic:
    """Judges key results by a classifier that was trained on labelled ones.

    Args:
        classifier: Scores pairs of key result and objective.
        stack: Weighs the scores together with parse and findings.
    """

    name = "local"

    def __init__(self, classifier: PairClassifier, stack: Stack) -> None:
        self._classifier = classifier
        self._stack = stack

    async def critique(self, requests: Sequence[CritiqueRequest]) -> list[tuple[Critique, ...]]:
        """One tuple per request, in order; in it one critique per key result, in order."""
        return await asyncio.to_thread(self.critique_now, requests)

    def critique_now(self, requests: Sequence[CritiqueRequest]) -> list[tuple[Critique, ...]]:
        """The same for callers that do not wait; everything is scored together."""
        pairs = [
            (review.key_result.text, request.objective) for request in requests for review in request.reviews
        ]
        scores = iter(self._classifier.classify(pairs))
        return [
            tuple(self._critique(review, request.objective, next(scores)) for review in request.reviews)
            for request in requests
        ]

    def _critique(self, review: KeyResultReview, objective: str, scores: Sequence[float]) -> Critique:
        if not review.key_result.reading.understood:
            return Critique(critic=CriticUse("rules", f"the local critic is not asked: {review.reason}"))
        features = read_features(review, objective, dict(zip(HEADS, scores, strict=True)))
        judged = self._stack.judge(features)
        if not objective.strip():
            judged.pop("disconnected", None)
        needs_work = judged.pop(NEEDS_WORK)
        points = make_points(review, judged, self._stack)
        return Critique(points, judged, needs_work, CriticUse(self.name))


class WaitingLocalCritic:
    """The local critic, loaded when it is first asked and not on the caller's thread.

    Args:
        weights: Folder with the critic's own weights.
    """

    name = "local"

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights

    async def critique(self, requests: Sequence[CritiqueRequest]) -> list[tuple[Critique, ...]]:
        """As the local critic says; where it cannot be loaded, nothing, and why."""
        critic = await asyncio.to_thread(start_local_critic, self._weights)
        return await critic.critique(requests)


def load_local_critic(weights: Path = WEIGHTS) -> LocalCritic:
    """The critic with the weights of a folder.

    Raises:
        ModelUnavailable: The extra is not installed, its weights are others, or the critic's own are broken.
    """
    encoder = load_encoder()
    stack = read_stack(weights / STACK_FILE)
    adapter = weights / ADAPTER_FILE
    tensors = read_tensors(adapter)
    if hashlib.sha256(adapter.read_bytes()).hexdigest() != stack.adapter_sha256:
        raise WeightsBroken(f"{ADAPTER_FILE} and {STACK_FILE} are not of one training; reinstall the coach")
    return LocalCritic(PairClassifier(encoder, tensors), stack)


def start_local_critic(weights: Path = WEIGHTS) -> Critic:
    """The local critic, loaded once per process; where that fails, one that adds nothing and says why."""
    with _LOADING:
        return _start(weights)


@cache
def _start(weights: Path) -> Critic:
    try:
        return load_local_critic(weights)
    except ModelUnavailable as error:
        return RulesCritic(f"the local critic cannot be used: {error}")
