"""A whole audit of an invented organisation: rate, what is spent outside encoding, memory, and growth.

Each audit runs in a process of its own. All sizes take about 25 minutes on two idle cores; the variables
`AUDIT_NODES` (sizes, such as `5000,20000`) and `AUDIT_TEXTS` (texts of the comparison with
sentence-transformers, 0 for none) measure in parts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.benchmarks import Measurement
from evals.benchmarks._organisation import count_nodes, write_organisation

_SIZES = (5_000, 20_000, 50_000, 100_000)
_TEXTS = 20_000
_RATE_LIMIT = 2.0
_OUTSIDE_LIMIT = 0.15
_AGAIN_LIMIT = 0.08
_MEMORY_LIMIT = 2_500
_GROWTH_LIMIT = 1.25
_EDITED = 0.01
_PLAIN = """
import sys, time
from coach.alignment.sources import CorpusReader
from coach.alignment.vectors import collect_texts
from coach.embedding.encoder import load_encoder
reader = CorpusReader()
reader.add("organisation.jsonl", open(sys.argv[1], "rb").read())
texts = list(collect_texts(reader.corpus().nodes)[0].texts)
model = load_encoder().model
model.encode(texts[:32], show_progress_bar=False)
start = time.perf_counter()
for at in range(0, len(texts), 1024):
    model.encode(texts[at : at + 1024], normalize_embeddings=True, show_progress_bar=False)
print(len(texts), time.perf_counter() - start)
"""


def measure() -> Iterator[Measurement]:
    """Against a plain loop, after a small edit, and at growing sizes."""
    texts = int(os.environ.get("AUDIT_TEXTS", _TEXTS))
    sizes = [int(size) for size in os.environ.get("AUDIT_NODES", "").split(",") if size] or list(_SIZES)
    with tempfile.TemporaryDirectory() as folder:
        if texts:
            yield from _compare(Path(folder), count_nodes(texts))
        yield from _grow(Path(folder), sizes)


def _compare(folder: Path, nodes: int) -> Iterator[Measurement]:
    """The same texts through a plain loop, through an audit, and through one after an edit."""
    file, edited = folder / "organisation.jsonl", folder / "edited.jsonl"
    write_organisation(file, nodes)
    write_organisation(edited, nodes, edited=_EDITED)
    count, plain = map(float, _run([sys.executable, "-c", _PLAIN, str(file)]).split())
    yield Measurement(f"SentenceTransformer.encode, float32, {count:,.0f} texts", count / plain, "/s")
    first = _audit(file, folder / "cache")
    rate = count / first["seconds"]
    yield Measurement(f"whole audit of them ({first['model']})", rate, "/s")
    ratio = plain / first["seconds"]
    yield Measurement(
        "whole audit against the plain loop", ratio, "x", f">= {_RATE_LIMIT}", ratio >= _RATE_LIMIT
    )
    outside = 1 - first["encoding"] / first["seconds"]
    yield Measurement(
        "share of the audit outside encoding", outside, "", f"< {_OUTSIDE_LIMIT}", outside < _OUTSIDE_LIMIT
    )
    again = _audit(edited, folder / "cache")["seconds"] / first["seconds"]
    yield Measurement(
        f"audit after {_EDITED:.0%} of the OKRs were edited, against the first",
        again,
        "x",
        f"< {_AGAIN_LIMIT}",
        again < _AGAIN_LIMIT,
    )


def _grow(folder: Path, sizes: list[int]) -> Iterator[Measurement]:
    """Seconds and memory by size, each with an empty cache."""
    smallest = 0.0
    for nodes in sizes:
        file = folder / f"{nodes}.jsonl"
        write_organisation(file, nodes)
        found = _audit(file, folder / f"cache-{nodes}")
        file.unlink()
        cost = found["seconds"] / nodes
        smallest = smallest or cost
        yield Measurement(f"audit of {nodes:,} OKRs, {found['encoded']:,} texts", found["seconds"], "s")
        growth = cost / smallest
        yield Measurement(
            f"  cost of an OKR at {nodes:,} against {sizes[0]:,}",
            growth,
            "x",
            f"<= {_GROWTH_LIMIT}",
            growth <= _GROWTH_LIMIT,
        )
        memory = found["megabytes"]
        yield Measurement(
            f"  peak memory at {nodes:,}", memory, "MB", f"< {_MEMORY_LIMIT:,}", memory < _MEMORY_LIMIT
        )
        yield Measurement(
            "  the same with the JSON report rendered", found["megabytes with the JSON report"], "MB"
        )


def _audit(file: Path, cache: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        _run([sys.executable, "-m", "evals.benchmarks._audit_run", str(file), str(cache)])
    )
    return found


def _run(command: list[str]) -> str:
    result = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    return result.stdout.strip()
