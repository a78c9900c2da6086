from __future__ import annotations

import subprocess
import sys


def read_sets_with_seed(seed: str) -> str:
    """The rows of whole documents, from a process that orders its sets of texts by a seed."""
    code = (
        "from evals.cases import DATASETS\n"
        "from evals.runner import run_task\n"
        "from evals.task import find_task\n"
        "print(run_task(find_task('review_sets'), DATASETS).rows)"
    )
    environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": "."}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, check=True, env=environment, text=True).stdout


def test_every_process_gives_the_same_rows() -> None:
    assert len({read_sets_with_seed(seed) for seed in ("1", "2", "5")}) == 1
