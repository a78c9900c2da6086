"""How long the local critic takes: to load, for one key result after warm-up, for a hundred together."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from coach.critic.local import LocalCritic, load_local_critic
from coach.critic.protocol import CritiqueRequest
from coach.domain.review import KeyResultReview
from coach.errors import ModelUnavailable
from coach.parsing import read_key_result
from coach.service import Service
from evals.benchmarks import Measurement
from evals.benchmarks._texts import key_results

_OBJECTIVE = "Guests come back because the second visit is better than the first"
_COUNT = 100
_ROUNDS = 3
_FIRST_LIMIT = 0.060
_MANY_LIMIT = 1.0


def measure() -> Iterator[Measurement]:
    """After warm-up, the best of three rounds, so that a busy machine counts less."""
    start = time.perf_counter()
    try:
        critic = load_local_critic()
    except ModelUnavailable as error:
        yield Measurement(f"not measured: {error}", 0.0, "s")
        return
    yield Measurement("loading, once per process", time.perf_counter() - start, "s")
    reviews = _review(key_results(_COUNT))
    _ask(critic, reviews[:8])
    single = statistics.median(min(_ask(critic, [review]) for _ in range(_ROUNDS)) for review in reviews)
    yield Measurement("one key result, median", single, "s", f"< {_FIRST_LIMIT}", single < _FIRST_LIMIT)
    many = min(_ask(critic, reviews) for _ in range(_ROUNDS))
    yield Measurement(f"{_COUNT} key results together", many, "s", f"< {_MANY_LIMIT}", many < _MANY_LIMIT)


def _review(texts: list[str]) -> list[KeyResultReview]:
    service = Service()
    return [service.review_key_result(read_key_result(text, _OBJECTIVE)[0]) for text in texts]


def _ask(critic: LocalCritic, reviews: list[KeyResultReview]) -> float:
    start = time.perf_counter()
    critic.critique_now([CritiqueRequest(_OBJECTIVE, tuple(reviews))])
    return time.perf_counter() - start
