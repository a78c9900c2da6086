"""Document shapes that people use, in `shapes.txt`: what stands between `####` and `>>>` is the document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.domain.okr import Document
from coach.parsing import read_document

_SHAPES = (Path(__file__).parent / "shapes.txt").read_text(encoding="utf-8")


def _cases() -> list[tuple[str, str, str, list[tuple[str, list[str]]]]]:
    cases = []
    for part in re.split(r"(?m)^#### (?=.* \| .*$)", _SHAPES)[1:]:
        title, body = part.split("\n", 1)
        name, file = title.split(" | ")
        text, *expected = re.split(r"(?m)^>>> ", body)
        objectives = []
        for block in expected:
            objective, *key_results = block.strip().split("\n")
            objectives.append((objective, key_results))
        cases.append((name, file, text, objectives))
    return cases


def _read(document: Document) -> list[tuple[str, list[str]]]:
    return [
        (objective.text, [key_result.text for key_result in objective.key_results])
        for okrs in document.sets
        for objective in okrs.objectives
    ]


@pytest.mark.parametrize(("name", "file", "text", "expected"), _cases(), ids=lambda value: str(value)[:60])
def test_the_shape_is_read_as_its_writer_meant_it(
    name: str, file: str, text: str, expected: list[tuple[str, list[str]]]
) -> None:
    document = read_document(text.encode(), file)
    assert _read(document) == expected, name
