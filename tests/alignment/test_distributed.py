"""The audit on a real Ray cluster of two nodes; skips where the extra `ray` is not installed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.alignment.audit import run_audit
from coach.alignment.distributed import RayEngine, open_cluster
from coach.alignment.hashed import encode_words
from coach.alignment.options import AuditOptions
from coach.domain.alignment import AlignmentReport, Corpus, Node, Place
from coach.domain.okr import Level

pytest.importorskip("ray", reason="the extra ray is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own processes and sockets warn at will

WORDS = (
    "orders returns guests waits energy linen clinics complaints renewals deliveries training safety".split()
)


class WordEncoder:
    """Encodes by words; dies once, in a worker, where a mark says that it has not died yet."""

    name = "words"
    notes: Sequence[str] = ()

    def __init__(self, mark: Path | None = None) -> None:
        self._mark = mark
        self.restart = partial(WordEncoder, mark)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._mark is not None and not self._mark.exists():
            self._mark.touch()
            os._exit(1)
        return encode_words(texts)

    def spread_over(self, spread: Any) -> Any:
        return spread(self)


def make_corpus() -> Corpus:
    """Sixty goals above and four hundred teams below, each with texts of its own."""
    nodes = [
        Node(
            f"c{n}",
            Level.COMPANY,
            "",
            "",
            f"Goal {n}: {pick(n, 3)}",
            (f"More {pick(n + 1, 2)} {n}",),
            Place("a", n),
        )
        for n in range(60)
    ]
    nodes += [
        Node(
            f"t{n}",
            Level.TEAM,
            f"Team {n}",
            "",
            f"{pick(n, 2)} for unit {n}",
            (f"{pick(n + 5, 3)} {n}",),
            Place("b", n),
        )
        for n in range(400)
    ]
    return Corpus(tuple(nodes), (), 2)


def pick(number: int, count: int) -> str:
    return " ".join(WORDS[(number * 7 + step * 5) % len(WORDS)] for step in range(count))


def audit_here(corpus: Corpus) -> AlignmentReport:
    return run_audit(corpus, encode_words, model="words", options=AuditOptions(candidates=8))


def audit_there(corpus: Corpus, engine: RayEngine, encoder: WordEncoder) -> AlignmentReport:
    return run_audit(
        corpus,
        engine.spread(encoder).encode,
        model="words",
        options=AuditOptions(candidates=8),
        search=engine.search,
        chunk=engine.chunk,
    )


def flatten(report: AlignmentReport) -> AlignmentReport:
    return report._replace(candidates=dict(report.candidates))


@pytest.fixture(scope="module")
def engine() -> Iterator[RayEngine]:
    import ray  # noqa: PLC0415 - an extra
    from ray.cluster_utils import Cluster  # noqa: PLC0415

    root = str(Path(__file__).parents[2])
    os.environ["PYTHONPATH"] = os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])
    cluster = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": 150 * 2**20}
    )
    cluster.add_node(num_cpus=1, object_store_memory=150 * 2**20)
    try:
        with open_cluster(cluster.address) as opened:
            yield opened
    finally:
        ray.shutdown()
        cluster.shutdown()


def test_the_report_is_the_one_of_a_single_machine_row_by_row(engine: RayEngine) -> None:
    corpus = make_corpus()
    assert engine.workers == 2
    assert flatten(audit_there(corpus, engine, WordEncoder())) == flatten(audit_here(corpus))


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(engine: RayEngine, tmp_path: Path) -> None:
    corpus, mark = make_corpus(), tmp_path / "died"
    there = audit_there(corpus, engine, WordEncoder(mark))

    assert mark.exists()
    assert flatten(there) == flatten(audit_here(corpus))
