"""An objective and its key results on one line: "Grow the choir. Five concerts, 200 new members."."""

from __future__ import annotations

import re

from coach.domain.source import Passage
from coach.parsing.passages import cut, trim
from coach.parsing.patterns import pattern

__all__ = ["split_list", "split_one_line"]

_SENTENCE_END = pattern(
    r"(?<![A-Z])(?<!\be\.g)(?<!\bi\.e)(?<!\bincl)(?<!\betc)(?<!\bvs)[.!?](?=\s+[\"'“(\[]?[^\Wa-z])"
)
_OPEN, _CLOSE = "([{“", ")]}”"
_MIN_WORDS = 2


def split_one_line(passage: Passage) -> tuple[Passage, list[Passage]] | None:
    """The objective and its key results, or `None` where the line is a single statement.

    The first sentence is the objective. What follows are key results: its sentences, or, where it
    is a single sentence, the parts between its commas.
    """
    sentences = _sentences(passage)
    if len(sentences) < _MIN_WORDS:
        return None
    objective, rest = sentences[0], sentences[1:]
    if len(rest) > 1:
        return objective, rest
    parts = split_list(rest[0])
    return objective, parts or rest


def split_list(passage: Passage) -> list[Passage]:
    """The parts between commas or semicolons; empty where a part is too short to stand alone."""
    separator = ";" if ";" in passage.text else ","
    cuts = _top_level(passage.text, separator)
    parts = [
        trim(cut(passage, start, end))
        for start, end in zip([0, *(at + 1 for at in cuts)], [*cuts, len(passage.text)], strict=True)
    ]
    parts = [_without_and(part) for part in parts if part.text]
    if any(len(part.text.split()) < _MIN_WORDS for part in parts):
        return []
    return parts


def _without_and(passage: Passage) -> Passage:
    match = re.match(r"(?:and|&)\s+", passage.text)
    return cut(passage, match.end()) if match else passage


def _sentences(passage: Passage) -> list[Passage]:
    ends = [match.end() for match in _SENTENCE_END.finditer(passage.text)]
    starts = [0, *ends]
    pieces = [
        trim(cut(passage, start, end)) for start, end in zip(starts, [*ends, len(passage.text)], strict=True)
    ]
    return [piece for piece in pieces if piece.text]


def _top_level(text: str, separator: str) -> list[int]:
    """Positions of a separator outside brackets and not inside a number."""
    depth = 0
    found = []
    for position, character in enumerate(text):
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif character == separator and depth == 0 and text[position + 1 : position + 2].isspace():
            found.append(position)
    return found
