from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.cases import DATASETS
from tests.support.eval_rows import STRONG, TASK, WISH, make_row, write_lines


@pytest.fixture
def datasets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small folder of datasets: nine key results, the first rows of everything else, few simulations."""
    monkeypatch.setattr("evals.risks._COUNT", 5)
    folder = tmp_path / "datasets"
    folder.mkdir()
    for split in ("train", "dev", "test"):
        rows = [
            make_row(f"{split}-{number}", shape) for number, shape in enumerate((STRONG, TASK, WISH), start=1)
        ]
        write_lines(folder / f"key_results.{split}.jsonl", rows)
    for path in DATASETS.glob("*.jsonl"):
        if not path.name.startswith(("key_results", "second_labels", "underlines")):
            lines = path.read_text(encoding="utf-8").split("\n")
            (folder / path.name).write_text("\n".join(lines[:4]) + "\n", encoding="utf-8")
    underlined = {"id": "train-2/task-like", "issue": "task-like", "words": "Build"}
    write_lines(folder / "underlines.jsonl", [underlined])
    return folder


@pytest.fixture
def spoil(datasets: Path) -> Callable[..., Path]:
    """Change the second row of a dataset."""

    def change(name: str, **changes: Any) -> Path:
        path = datasets / name
        lines = path.read_text(encoding="utf-8").split("\n")
        row = json.loads(lines[1])
        for key, value in changes.items():
            row[key] = value
            if value is ...:
                del row[key]
        lines[1] = json.dumps(row)
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return change
