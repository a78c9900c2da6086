"""Vectors kept on disk by text, model and precision: an audit after a small edit encodes what changed.

One SQLite file per model and precision. SQLite's transactions keep it usable after an interruption; a
checksum with each vector finds damaged ones. A broken file is replaced, a full disk or a folder that cannot
be written only means that the next audit encodes again. Whatever happens is told in `notes`.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["MOST_VECTORS", "CachedEncoder", "VectorCache"]

MOST_VECTORS = 4_000_000
"""Vectors of one model that are kept; the oldest go first. At 384 numbers, about 3.3 GB."""
_FORMAT = 1
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB UNIQUE NOT NULL, vector BLOB NOT NULL)"
_ASKED = 500
_CHECKSUM = 4
_PATIENCE = 10.0


class _Inner(Protocol):
    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


class VectorCache:
    """Vectors of one model, by text.

    Args:
        folder: Where the file is.
        name: Name of model and precision; another name is another file.
        size: Numbers in a vector.
    """

    def __init__(self, folder: Path, name: str, size: int) -> None:
        slug = re.sub(r"[^\w.]+", "-", name).strip("-")
        self.path = folder / "vectors" / f"{slug}-{size}.v{_FORMAT}.sqlite"
        self._size = size
        self._name = name
        self._may_write = True
        self.notes: list[str] = []
        """What went wrong, one sentence each."""

    def find(self, texts: Sequence[str]) -> dict[int, NDArray[np.float16]]:
        """The vectors that are there, by place in `texts`, each given once. Damaged ones count as absent."""
        import numpy as np  # noqa: PLC0415 - comes with the extra

        places = {_make_key(text): place for place, text in enumerate(texts)}
        found: dict[int, NDArray[np.float16]] = {}
        damaged = 0
        for key, blob in self._read(list(places)):
            body, checksum = blob[:-_CHECKSUM], blob[-_CHECKSUM:]
            if len(body) != self._size * 2 or _check(body) != checksum:
                damaged += 1
                continue
            found[places[key]] = np.frombuffer(body, np.float16)
        if damaged:
            self._note(f"{damaged:,} damaged vectors in {self.path} were encoded again")
        return found

    def keep(self, texts: Sequence[str], vectors: NDArray[Any]) -> None:
        """Keep vectors, all or, when something goes wrong, none of them."""
        import numpy as np  # noqa: PLC0415

        if not self._may_write:
            return
        rows = []
        for text, vector in zip(texts, vectors.astype(np.float16), strict=True):
            body = vector.tobytes()
            rows.append((_make_key(text), body + _check(body)))
        try:
            self._write(rows)
        except sqlite3.DatabaseError as error:
            if _is_broken(error):
                self._replace(error)
                with suppress(sqlite3.Error, OSError):
                    self._write(rows)
            else:
                self._stop_writing(error)
        except OSError as error:
            self._stop_writing(error)

    def _read(self, keys: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
        if not self.path.exists():
            return []
        rows: list[tuple[bytes, bytes]] = []
        try:
            with self._open() as connection:
                for at in range(0, len(keys), _ASKED):
                    part = keys[at : at + _ASKED]
                    marks = ",".join("?" * len(part))
                    rows += connection.execute(
                        f"SELECT key, vector FROM vectors WHERE key IN ({marks})",  # noqa: S608 - marks only
                        part,
                    )
        except sqlite3.DatabaseError as error:
            if _is_broken(error):
                self._replace(error)
            else:
                self._note(f"the vector cache {self.path} could not be read: {error}")
            return []
        except OSError as error:
            self._note(f"the vector cache {self.path} could not be read: {error.strerror}")
            return []
        return rows

    def _write(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self.path.exists():
            self.path.touch(mode=0o600)
        with self._open() as connection, connection:
            connection.execute(_TABLE)
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            connection.execute(
                "DELETE FROM vectors WHERE rowid <= (SELECT max(rowid) FROM vectors) - ?", (MOST_VECTORS,)
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=_PATIENCE)) as connection:
            yield connection

    def _replace(self, error: Exception) -> None:
        self._note(f"the vector cache {self.path} was damaged ({error}) and is built anew")
        for path in (self.path, Path(f"{self.path}-journal")):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _stop_writing(self, error: Exception) -> None:
        self._may_write = False
        why = error.strerror if isinstance(error, OSError) else error
        self._note(f"vectors could not be kept in {self.path} ({why}); the next audit encodes them again")

    def _note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


class CachedEncoder:
    """An encoder that asks its cache first.

    Args:
        encoder: Encodes what the cache does not hold.
        cache: Of the same model and precision; `None` for none.
    """

    def __init__(self, encoder: _Inner, cache: VectorCache | None) -> None:
        self._encoder = encoder
        self._cache = cache
        self.encoded = 0
        """Texts that had to be encoded so far."""

    def spread_over(self, spread: Callable[[Any], _Inner]) -> CachedEncoder:
        """The same cache in front of what a cluster makes of the encoder."""
        return CachedEncoder(spread(self._encoder), self._cache)

    @property
    def name(self) -> str:
        """Name of the model and how it runs."""
        return self._encoder.name

    @property
    def notes(self) -> tuple[str, ...]:
        """What went wrong with the cache, one sentence each."""
        return () if self._cache is None else tuple(self._cache.notes)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, in order: vectors of length 1, rounded to float16."""
        import numpy as np  # noqa: PLC0415 - comes with the extra

        distinct = list(dict.fromkeys(texts))
        known = {} if self._cache is None else self._cache.find(distinct)
        wanted = [place for place in range(len(distinct)) if place not in known]
        missing = [distinct[place] for place in wanted]
        fresh = self._encoder.encode(missing).astype(np.float16) if missing else None
        self.encoded += len(missing)
        size = len(next(iter(known.values()))) if known else 0 if fresh is None else fresh.shape[1]
        vectors = np.empty((len(distinct), size), np.float32)
        for place, vector in known.items():
            vectors[place] = vector
        if fresh is not None:
            vectors[wanted] = fresh
            if self._cache is not None:
                self._cache.keep(missing, fresh)
        if len(distinct) == len(texts):
            return vectors
        places = {text: place for place, text in enumerate(distinct)}
        return vectors[[places[text] for text in texts]]


def _make_key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _check(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(_CHECKSUM, "big")


def _is_broken(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is no usable database, and not merely locked, read-only or on a full disk."""
    if not isinstance(error, sqlite3.OperationalError):
        return True
    text = str(error)
    return "malformed" in text or "no such table" in text or "no such column" in text
