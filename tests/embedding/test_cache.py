from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.embedding.cache import CachedEncoder, VectorCache

SIZE = 8
TEXTS = ["Ferries leave on time", "Engines run on less diesel", "Ferries leave on time"]
ROOT = Path(__file__).parents[2]


class Counting:
    """Vectors that depend on the text alone, and what was asked for."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        rows = [np.random.default_rng(list(text.encode())).standard_normal(SIZE) for text in texts]
        vectors = np.array(rows, np.float32).reshape(len(texts), SIZE)
        lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.divide(vectors, lengths)


def open_cache(folder: Path, name: str = "counting") -> VectorCache:
    return VectorCache(folder, name, SIZE)


def encode(folder: Path, texts: Sequence[str] = TEXTS) -> tuple[NDArray[np.float32], Counting, CachedEncoder]:
    inner = Counting()
    encoder = CachedEncoder(inner, open_cache(folder))
    return encoder.encode(texts), inner, encoder


def test_a_second_run_encodes_nothing_and_gives_the_same(tmp_path: Path) -> None:
    first, _, _ = encode(tmp_path)

    second, inner, _ = encode(tmp_path)

    assert inner.asked == []
    assert np.array_equal(first, second)


def test_only_new_texts_are_encoded(tmp_path: Path) -> None:
    encode(tmp_path)

    _, inner, _ = encode(tmp_path, [*TEXTS, "Coffee tastes like ashore"])

    assert inner.asked == ["Coffee tastes like ashore"]


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    encode(tmp_path)

    assert open_cache(tmp_path, "other").find(TEXTS) == {}


def test_without_a_cache_everything_is_encoded() -> None:
    inner = Counting()

    vectors = CachedEncoder(inner, None).encode(TEXTS)

    assert inner.asked == TEXTS[:2]
    assert vectors.shape == (3, SIZE)


def test_a_file_that_is_no_database_is_replaced_and_said(tmp_path: Path) -> None:
    encode(tmp_path)
    path = open_cache(tmp_path).path
    path.write_bytes(b"no database at all " * 100)

    _, inner, encoder = encode(tmp_path)
    _, later, _ = encode(tmp_path)

    assert set(inner.asked) == set(TEXTS)
    assert "is built anew" in encoder.notes[0]
    assert later.asked == []


def test_a_truncated_file_is_replaced_and_said(tmp_path: Path) -> None:
    encode(tmp_path, [f"text {number}" for number in range(2_000)])
    path = open_cache(tmp_path).path
    os.truncate(path, path.stat().st_size // 2)

    _, _, encoder = encode(tmp_path, [f"text {number}" for number in range(2_000)])
    _, later, _ = encode(tmp_path, [f"text {number}" for number in range(2_000)])

    assert encoder.notes
    assert later.asked == []


def test_a_damaged_vector_is_encoded_again_and_said(tmp_path: Path) -> None:
    first, _, _ = encode(tmp_path)
    with sqlite3.connect(open_cache(tmp_path).path) as connection:
        connection.execute("UPDATE vectors SET vector = zeroblob(length(vector)) WHERE rowid = 1")
    connection.close()

    second, inner, encoder = encode(tmp_path)

    assert inner.asked == [TEXTS[0]]
    assert encoder.notes == (f"1 damaged vectors in {open_cache(tmp_path).path} were encoded again",)
    assert np.array_equal(first, second)


def test_a_table_of_another_make_is_replaced(tmp_path: Path) -> None:
    path = open_cache(tmp_path).path
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE vectors (something TEXT)")
    connection.close()

    encode(tmp_path)
    _, inner, _ = encode(tmp_path)

    assert inner.asked == []


def test_a_full_disk_costs_no_result_and_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(VectorCache, "_write", refuse)

    vectors, _, encoder = encode(tmp_path)

    assert vectors.shape == (3, SIZE)
    assert "database or disk is full" in encoder.notes[0]
    assert "the next audit encodes them again" in encoder.notes[0]


def test_a_disk_that_fills_up_while_writing_leaves_a_usable_cache(tmp_path: Path) -> None:
    encode(tmp_path, ["kept before"])
    cache = open_cache(tmp_path)
    many = [f"text {number}" for number in range(5_000)]
    vectors = np.ones((len(many), SIZE), np.float32)
    script = """
        import resource, signal, sys, numpy as np
        from pathlib import Path
        from coach.embedding.cache import VectorCache
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        cache = VectorCache(Path(sys.argv[1]), "counting", 8)
        texts = [f"text {number}" for number in range(5_000)]
        cache.keep(texts, np.ones((5_000, 8), np.float32))
        print(*cache.notes)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    assert "could not be kept" in done.stdout
    assert len(cache.find(["kept before"])) == 1
    assert cache.find(many) == {}
    cache.keep(many, vectors)
    assert len(cache.find(many)) == len(many)
    assert cache.notes == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")

    _, _, encoder = encode(blocked)

    assert "could not be kept" in encoder.notes[0]


def test_an_interrupted_write_keeps_what_was_there_before(tmp_path: Path) -> None:
    encode(tmp_path, ["kept before"])
    cache = open_cache(tmp_path)

    def interrupt() -> Iterator[tuple[bytes, bytes]]:
        yield (b"a" * 32, b"vector")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache._write(interrupt())  # noqa: SLF001 - stopped half-way, as no caller can do

    with sqlite3.connect(cache.path) as connection:
        assert connection.execute("SELECT count(*) FROM vectors").fetchone() == (1,)
    connection.close()
    assert len(cache.find(["kept before"])) == 1


def test_the_oldest_vectors_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.embedding.cache.MOST_VECTORS", 2)

    for text in ("one", "two", "three"):
        encode(tmp_path, [text])

    assert sorted(open_cache(tmp_path).find(["one", "two", "three"])) == [1, 2]


def test_the_file_is_for_this_user_only(tmp_path: Path) -> None:
    encode(tmp_path)

    assert open_cache(tmp_path).path.stat().st_mode & 0o077 == 0
