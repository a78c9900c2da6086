"""The command on a document of 100 key results, against importing the terminal libraries alone."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from evals.benchmarks import Measurement
from evals.benchmarks._texts import key_results

_ROUNDS = 7
_LIMIT = 3.0
_IMPORT_LIMIT = 0.15


def measure() -> Iterator[Measurement]:
    """Medians over alternating runs, so that both sides meet the same machine."""
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "hundred.md"
        document.write_text(_write_document(), encoding="utf-8")
        review = [sys.executable, "-m", "coach", "review", str(document), "--fail-on", "never"]
        libraries = [sys.executable, "-c", "import typer, rich"]
        package = [sys.executable, "-c", "import coach"]
        bare = [sys.executable, "-c", "pass"]
        times = {name: [] for name in ("review", "libraries", "package", "bare")}  # type: dict[str, list[float]]
        for _ in range(_ROUNDS + 1):
            for name, command in zip(times, (review, libraries, package, bare), strict=True):
                times[name].append(_run(command))
    median = {name: statistics.median(values[1:]) for name, values in times.items()}
    ratio = median["review"] / median["libraries"]
    yield Measurement(
        "review of 100 key results against `import typer, rich`", ratio, "x", f"< {_LIMIT}", ratio < _LIMIT
    )
    own = median["package"] - median["bare"]
    yield Measurement(
        "import coach, beyond starting Python", own, "s", f"< {_IMPORT_LIMIT}", own < _IMPORT_LIMIT
    )


def _write_document() -> str:
    lines = ["# Bench, 2026-Q3", ""]
    for index, text in enumerate(key_results(100)):
        if index % 4 == 0:
            lines += ["", f"## Objective {index // 4 + 1}: Guests come back", ""]
        lines.append(f"- KR{index % 4 + 1}: {text}")
    return "\n".join(lines) + "\n"


def _run(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own commands
    return time.perf_counter() - start
