"""How many key results a second are read and run through every key-result rule, on one core."""

from __future__ import annotations

import time
from collections.abc import Iterator

from coach.domain.okr import KeyResult, OkrSet
from coach.domain.source import Passage
from coach.parsing import read_statement
from coach.rules import Context, RuleRun, catalogue
from evals.benchmarks import Measurement
from evals.benchmarks._texts import key_results

_COUNT = 3_000
_ROUNDS = 5
_LIMIT = 5_000


def measure() -> Iterator[Measurement]:
    """The best of five rounds, so that a busy machine counts less."""
    texts = key_results(_COUNT)
    run, context = RuleRun(catalogue().rules), Context(OkrSet(()))
    read, ruled = [], []
    for _ in range(_ROUNDS):
        start = time.process_time()
        results = [KeyResult(Passage(text), read_statement(text)) for text in texts]
        middle = time.process_time()
        for result in results:
            run.key_result(result, context)
        ruled.append(time.process_time() - middle)
        read.append(middle - start)
    rules_rate = _COUNT / min(ruled)
    yield Measurement("rules alone", rules_rate, "/s", f">= {_LIMIT:,}", rules_rate >= _LIMIT)
    yield Measurement("reading alone", _COUNT / min(read), "/s")
    together = _COUNT / (min(read) + min(ruled))
    yield Measurement("reading and rules together", together, "/s")
