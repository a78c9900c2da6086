"""At which stages a question makes sense, labelled without seeing where the bank puts it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from evals.cases import DATASETS
from evals.histories import STAGES
from evals.lines import Line, read_cases

__all__ = ["read_question_stages"]


@cache
def read_question_stages(folder: Path = DATASETS) -> Mapping[str, frozenset[str]]:
    """Text of a form, slots unfilled, to the stages that it fits.

    Raises:
        InputError: The file is missing or a line is malformed.
    """

    def parse(line: Line) -> tuple[str, frozenset[str]]:
        line.only(("id", "text", "fits"))
        return line.text("text"), frozenset(line.texts("fits", STAGES))

    return dict(read_cases([folder / "question_stages.jsonl"], parse))
