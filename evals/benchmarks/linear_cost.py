"""Whether the cost of a review grows with the number of key results and not faster: 1,000 to 100,000."""

from __future__ import annotations

import time
from collections.abc import Iterator

from coach.domain.okr import Document, KeyResult, Objective, OkrSet
from coach.domain.source import Passage, SourceText
from coach.parsing import read_statement
from coach.service import Service
from evals.benchmarks import Measurement
from evals.benchmarks._texts import key_results

_SIZES = (1_000, 10_000, 100_000)
_PER_OBJECTIVE = 4
_PER_SET = 12
_LIMIT = 1.5


def measure() -> Iterator[Measurement]:
    """Seconds per key result at each size, against the smallest."""
    first = 0.0
    for size in _SIZES:
        cost = _cost(size)
        first = first or cost
        ratio = cost / first
        yield Measurement(
            f"cost per key result at {size:,} against {_SIZES[0]:,}",
            ratio,
            "x",
            f"<= {_LIMIT}",
            ratio <= _LIMIT,
        )


def _cost(size: int) -> float:
    texts = key_results(size)
    start = time.process_time()
    results = [KeyResult(Passage(text), read_statement(text)) for text in texts]
    objectives = [
        Objective(Passage("Guests come back"), tuple(results[index : index + _PER_OBJECTIVE]))
        for index in range(0, size, _PER_OBJECTIVE)
    ]
    step = _PER_SET // _PER_OBJECTIVE
    sets = tuple(OkrSet(tuple(objectives[index : index + step])) for index in range(0, len(objectives), step))
    Service().review_document(Document(SourceText("bench", ""), sets))
    return (time.process_time() - start) / size
