"""How fast texts become vectors by each path of this machine, against sentence-transformers in float32."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from coach.alignment.sources import CorpusReader
from coach.alignment.vectors import collect_texts
from coach.embedding.bulk import BulkEncoder
from coach.embedding.encoder import load_encoder
from coach.embedding.fast import has_fast_bfloat16
from coach.embedding.openvino_ import is_installed
from coach.embedding.options import Precision
from evals.benchmarks import Measurement
from evals.benchmarks._organisation import count_nodes, write_organisation

_TEXTS = 4_000
_CHUNK = 2_048


def measure() -> Iterator[Measurement]:
    """Rates in one run; a path that this machine does not have is left out."""
    texts = _make_texts()
    plain = load_encoder()
    base = _rate(plain.encode, texts)
    yield Measurement("sentence-transformers, float32", base, "/s")
    paths = [Precision.FLOAT32]
    paths += [Precision.BFLOAT16] if has_fast_bfloat16() else []
    paths += [Precision.OPENVINO] if is_installed() else []
    for precision in paths:
        encoder = BulkEncoder(plain, precision)
        yield Measurement(f"{encoder.name}, against it", _rate(encoder.encode, texts) / base, "x")


def _make_texts() -> list[str]:
    """Distinct texts of an invented organisation, the longest first, as an audit hands them over."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "organisation.jsonl"
        write_organisation(path, count_nodes(_TEXTS))
        reader = CorpusReader()
        reader.add(path.name, path.read_bytes())
    return sorted(collect_texts(reader.corpus().nodes)[0].texts, key=len, reverse=True)


def _rate(encode: Callable[[Sequence[str]], Any], texts: Sequence[str]) -> float:
    encode(texts[:64])
    start = time.perf_counter()
    for at in range(0, len(texts), _CHUNK):
        encode(texts[at : at + _CHUNK])
    return len(texts) / (time.perf_counter() - start)
