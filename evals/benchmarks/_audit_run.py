"""One audit in a process of its own: `python -m evals.benchmarks._audit_run FILE CACHE` prints JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coach.alignment.gaps import gap_checks
from coach.alignment.sources import CorpusReader
from coach.alignment.start import audit_corpus
from coach.embedding.bulk import start_bulk_encoder
from coach.embedding.options import EmbeddingOptions
from coach.output.audit import AuditFormat, AuditView, render_audit

_WARM_UP = "Guests come back because the second visit is better than the first"


def main(file: Path, cache: Path) -> None:
    """Read the file and audit it, render the report; print the seconds of the audit, and memory."""
    encoder = _Timed(start_bulk_encoder(EmbeddingOptions(cache=cache)))
    encoder.encode([_WARM_UP])
    encoder.seconds, encoder.texts = 0.0, 0
    stages: dict[str, float] = {}
    start = time.perf_counter()

    def mark(stage: str, done: int, total: int) -> None:
        if done == total:
            stages[stage] = round(time.perf_counter() - start, 2)

    reader = CorpusReader()
    with file.open("rb") as lines:
        reader.add_lines(file.name, lines)
    corpus = reader.corpus()
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
