"""A small organisation for tests, and an encoder that needs no model."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from coach.alignment.sources import CorpusReader
from coach.domain.alignment import Corpus

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ROWS", "WordEncoder", "read_rows", "write_lines"]

ROWS: tuple[dict[str, Any], ...] = (
    {
        "id": "c1",
        "level": "company",
        "team": "Harbour Ferries",
        "cycle": "2026",
        "objective": "Passengers arrive when the timetable says so",
        "key_results": ["Ferries that leave on time from 82% to 95%", "Cancelled crossings from 40 to 12"],
    },
    {
        "id": "c2",
        "level": "company",
        "team": "Harbour Ferries",
        "cycle": "2026",
        "objective": "The fleet burns half the diesel",
        "key_results": ["Diesel per crossing from 210 to 140 litres"],
    },
    {
        "id": "t1",
        "level": "team",
        "team": "Deck",
        "cycle": "2026-Q4",
        "objective": "Boarding is done before the timetable calls",
        "key_results": ["Minutes from ramp down to ferries leaving on time from 14 to 9"],
    },
    {
        "id": "t2",
        "level": "team",
        "team": "Engine",
        "cycle": "2026-Q4",
        "objective": "Engines run on less diesel",
        "key_results": ["Diesel per crossing on the old ships from 240 to 180 litres"],
    },
    {
        "id": "t3",
        "level": "team",
        "team": "Kiosk",
        "cycle": "2026-Q4",
        "objective": "Coffee on board tastes like ashore",
        "key_results": ["Guests who rate the coffee 4 or 5 from 31% to 60%"],
    },
)
"""Two goals of the company; the first two teams support one each, the third none."""


def write_lines(rows: Iterable[dict[str, Any]]) -> bytes:
    """Rows as JSONL."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()


def read_rows(*rows: dict[str, Any]) -> Corpus:
    """Rows as a corpus, read from one file."""
    reader = CorpusReader()
    reader.add("okrs.jsonl", write_lines(rows))
    return reader.corpus()


class WordEncoder:
    """Vectors of hashed words under the name of an encoder; counts what it was asked."""

    name = "words"
    notes: Sequence[str] = ()

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text."""
        from coach.alignment.hashed import encode_words  # noqa: PLC0415 - numpy

        self.asked += texts
        return encode_words(texts)
