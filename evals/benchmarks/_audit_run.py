"""One audit in a process of its own: `python -m evals.benchmarks._audit_run FILE CACHE` prints JSON.

Imports and the start of the model come before the clock, as in the plain loop that it is compared with: an
audit of two OKRs runs first.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from coach.alignment.gaps import gap_checks
from coach.alignment.sources import CorpusReader
from coach.alignment.start import audit_corpus
from coach.domain.alignment import Corpus
from coach.embedding.bulk import start_bulk_encoder
from coach.embedding.options import EmbeddingOptions
from coach.output.audit import AuditFormat, AuditView, render_audit

_WARM_UP = """\
{"id": "c", "level": "company", "objective": "Guests come back", "key_results": ["Churn below 3%"]}
{"id": "t", "level": "team", "objective": "Quick check-in", "key_results": ["Queue under 5 min"]}
"""


def main(file: Path, cache: Path) -> None:
    """Read the file and audit it, render the report; print the seconds of the audit, and memory."""
    encoder = _Timed(start_bulk_encoder(EmbeddingOptions(cache=cache)))
    audit_corpus(_read("warm-up.jsonl", _WARM_UP.encode().splitlines(keepends=True)), lambda: encoder)
    encoder.seconds, encoder.texts = 0.0, 0
    stages: dict[str, float] = {}
    start = time.perf_counter()

    def mark(stage: str, done: int, total: int) -> None:
        if done == total:
            stages[stage] = round(time.perf_counter() - start, 2)

    with file.open("rb") as lines:
        corpus = _read(file.name, lines)
    stages["reading"] = round(time.perf_counter() - start, 2)
    report = audit_corpus(corpus, lambda: encoder, progress=mark)
    stages["gaps"] = round(time.perf_counter() - start, 2)
    seconds, megabytes = time.perf_counter() - start, _peak()
    written = render_audit(AuditView(report, gap_checks()), AuditFormat.JSON)
    stages["json"] = round(time.perf_counter() - start, 2)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "encoding": encoder.seconds,
                "encoded": encoder.texts,
                "megabytes": megabytes,
                "megabytes with the JSON report": _peak(),
                "model": report.model,
                "links": len(report.links),
                "gaps": len(report.gaps),
                "report": len(written),
                "stages": stages,
            }
        )
    )


def _read(name: str, lines: Iterable[bytes]) -> Corpus:
    reader = CorpusReader()
    reader.add_lines(name, lines)
    return reader.corpus()


def _peak() -> float:
    """Most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class _Timed:
    """An encoder that counts its seconds, those of its cache included."""

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder
        self.seconds = 0.0
        self.texts = 0

    @property
    def name(self) -> str:
        return str(self._encoder.name)

    @property
    def notes(self) -> Sequence[str]:
        return tuple(self._encoder.notes)

    def encode(self, texts: Sequence[str]) -> Any:
        start = time.perf_counter()
        vectors = self._encoder.encode(texts)
        self.seconds += time.perf_counter() - start
        self.texts += len(texts)
        return vectors


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
