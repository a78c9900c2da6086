"""The texts that the benchmarks read: our own key results, repeated as often as needed."""

from __future__ import annotations

import json
from itertools import cycle, islice
from pathlib import Path

OBJECTIVE = "Shops order without calling us"
_TRAIN = Path(__file__).parent.parent / "datasets" / "key_results.train.jsonl"


def key_results(count: int) -> list[str]:
    """`count` key results of the train split, repeated when there are fewer."""
    lines = _TRAIN.read_text(encoding="utf-8").splitlines()
    return list(islice(cycle([json.loads(line)["key_result"] for line in lines]), count))


def write_weak(number: int) -> str:
    """A key result without a target, another one for each number."""
    return f"Improve the speed of {1_000 + number} shops"
