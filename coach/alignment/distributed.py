"""The same audit on a Ray cluster: encoding and matching in streamed blocks, on every node.

Only the heavy middle is spread: texts to vectors, and nodes to their nearest nodes above. Each block is
computed by the same code as on one machine, so the report is the same row by row. A worker that dies is
started anew and its block computed again. The object store holds the shared vectors once per machine and a
few blocks at a time, whatever the size of the corpus.

The only door to Ray; imported only where the engine is asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from coach.alignment.match import BLOCK, Above, Found
from coach.alignment.vectors import CHUNK, Vectors
from coach.errors import ModelUnavailable

if TYPE_CHECKING:
    from coach.alignment.start import AuditEncoder

__all__ = ["RayEngine", "open_cluster"]

_STORE_BYTES = 512 * 2**20
"""Room for shared vectors and blocks on a machine that is started here; a running cluster has its own."""

Ints = NDArray[np.int64]


class Restartable(Protocol):
    """An encoder that another process can start again."""

    @property
    def name(self) -> str:
        """Name of the model and how it runs."""
        ...

    @property
    def restart(self) -> Callable[[], AuditEncoder]:
        """Starts it; can be pickled."""
        ...


@contextmanager
def open_cluster(address: str | None = None) -> Iterator[RayEngine]:
    """Join a cluster, or start one on this machine; it is left when the audit ends.

    Args:
        address: Of a running cluster, such as `auto` or `ray://head:10001`; `None` starts one here.

    Raises:
        ModelUnavailable: The extra `ray` is not installed, or there is no cluster at the address.
    """
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError:
        raise ModelUnavailable("the engine ray needs the extra: pip install 'okr-coach[ray]'") from None
    joined = not ray.is_initialized()
    if joined:
        own: dict[str, Any] = {} if address else {"object_store_memory": _STORE_BYTES}
        try:
            ray.init(
                address=address,
                include_dashboard=False if address is None else None,
                log_to_driver=False,
                logging_level=logging.ERROR,
                configure_logging=False,
                **own,
            )
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise ModelUnavailable(f"no Ray cluster at {address!r}: {error}") from error
    try:
        yield RayEngine()
    finally:
        if joined:
            ray.shutdown()


class RayEngine:
    """Encodes and searches on the cluster that this process has joined."""

    def __init__(self) -> None:
        import ray  # noqa: PLC0415 - an extra

        self._ray = ray
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False

    @property
    def workers(self) -> int:
        """Workers that fit on the cluster: one for each processor."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def spread(self, encoder: Restartable) -> SpreadEncoder:
        """An encoder of the same name whose work is done by every worker."""
        return SpreadEncoder(self, encoder.restart, encoder.name)

    @property
    def chunk(self) -> int:
        """Texts that are handed over together: work for every worker several times over."""
        return CHUNK * self.workers * 8

    def search(self, below: Ints, above: Ints, vectors: Vectors, limit: int) -> Iterator[Found]:
        """As `match.search_above`, block by block on every worker; blocks come back in order."""
        shared = self._ray.put((above, vectors, limit))
        blocks = [below[at : at + BLOCK] for at in range(0, len(below), BLOCK)]
        rows = [{"block": number, "nodes": block} for number, block in enumerate(blocks)]
        found: dict[int, Found] = {}
        for row in self.run(rows, _Searcher, (shared,)):
            found[int(row["block"])] = (np.asarray(row["children"]), np.asarray(row["parents"]))
        for number in range(len(blocks)):
            yield found[number]

    def run(self, rows: Sequence[dict[str, Any]], worker: type, arguments: tuple[Any, ...]) -> Iterator[Any]:
        """Rows through a pool of workers, as they are ready."""
        dataset = self._ray.data.from_items(list(rows), override_num_blocks=max(1, len(rows)))
        pool = self._ray.data.ActorPoolStrategy(size=min(self.workers, max(1, len(rows))))
        mapped = dataset.map(worker, fn_constructor_args=arguments, compute=pool, num_cpus=1)
        yield from mapped.iter_rows()


class SpreadEncoder:
    """Encodes blocks of texts on every worker of a cluster."""

    def __init__(self, engine: RayEngine, start: Callable[[], AuditEncoder], name: str) -> None:
        self._engine = engine
        self._start = start
        self.name = name
        self.notes: Sequence[str] = ()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, in order: vectors of length 1."""
        rows = [
            {"block": number, "texts": list(texts[at : at + CHUNK])}
            for number, at in enumerate(range(0, len(texts), CHUNK))
        ]
        parts: dict[int, NDArray[np.float32]] = {}
        for row in self._engine.run(rows, _EncodingWorker, (self._start,)):
            parts[int(row["block"])] = np.asarray(row["vectors"], np.float32)
        return np.concatenate([parts[number] for number in range(len(rows))])


class _EncodingWorker:
    """Holds the encoder of one worker process."""

    def __init__(self, start: Callable[[], AuditEncoder]) -> None:
        self._encoder = start()

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        return {"block": row["block"], "vectors": self._encoder.encode([str(text) for text in row["texts"]])}


class _Searcher:
    """Holds the shared vectors of one worker process, which stay in the machine's object store."""

    def __init__(self, shared: Any) -> None:
        import ray  # noqa: PLC0415 - runs in a worker

        self._above = Above(*ray.get(shared))

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        children, parents = self._above.search(np.asarray(row["nodes"], np.int64))
        return {"block": row["block"], "children": children, "parents": parents}
