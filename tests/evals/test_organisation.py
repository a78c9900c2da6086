from __future__ import annotations

import json
from pathlib import Path

from evals.benchmarks._organisation import count_nodes, write_organisation


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def texts(rows: list[dict[str, object]]) -> list[str]:
    return [text for row in rows for text in (str(row["objective"]), *map(str, row["key_results"]))]  # type: ignore[call-overload] # a list of texts


def test_every_text_of_the_invented_organisation_is_distinct(tmp_path: Path) -> None:
    write_organisation(tmp_path / "o.jsonl", count_nodes(2_000))

    found = texts(read(tmp_path / "o.jsonl"))

    assert len(found) == len(set(found)) == 2_000


def test_an_edit_changes_about_the_share_that_was_asked_for(tmp_path: Path) -> None:
    write_organisation(tmp_path / "a.jsonl", 500)
    write_organisation(tmp_path / "b.jsonl", 500, edited=0.1)

    before, after = texts(read(tmp_path / "a.jsonl")), texts(read(tmp_path / "b.jsonl"))

    changed = sum(one != other for one, other in zip(before, after, strict=True))
    assert 0.05 < changed / len(before) < 0.15
