"""The filled-in form of the self-assessment: `people` and a level for each question id, in YAML."""

from __future__ import annotations

from typing import NamedTuple

from coach.checkin.maturity.questions import QUESTIONS
from coach.domain.source import SourceText, Span
from coach.errors import MalformedInput
from coach.parsing.tree import Entry, MapNode, ScalarNode
from coach.parsing.yaml_ import parse_yaml

__all__ = ["Answers", "check_level", "read_answers"]

_PEOPLE = "people"
_HIGHEST = 4
_KNOWN = frozenset(question.id for question in QUESTIONS)


class Answers(NamedTuple):
    """What was answered: level 0..4 by question id, and how many people work there, where told."""

    levels: dict[str, int]
    people: int | None = None


def check_level(question: str, level: object) -> int:
    """An answer as a level.

    Raises:
        MalformedInput: The question does not exist, or the answer is no whole number from 0 to 4.
    """
    if question not in _KNOWN:
        raise MalformedInput(f"there is no question {question!r}; `coach maturity --form` lists them")
    if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= _HIGHEST:
        raise MalformedInput(f"{question}: an answer is a whole number from 0 to 4", text=str(level))
    return level


def read_answers(text: str, name: str) -> Answers:
    """Read the form; questions that were left empty stay unanswered.

    Raises:
        MalformedInput: It is no form, or an answer does not fit; names file and line.
    """
    source = SourceText(name, text)
    documents = parse_yaml(source)
    if len(documents) != 1 or not isinstance(documents[0], MapNode):
        raise MalformedInput("this is no self-assessment; `coach maturity --form` writes one", source=name)
    levels: dict[str, int] = {}
    people: int | None = None
    for entry in documents[0].entries:
        value = _read_number(entry, source)
        if value is None:
            continue
        if entry.key == _PEOPLE:
            people = value
            continue
        try:
            levels[entry.key] = check_level(entry.key, value)
        except MalformedInput as error:
            raise error.at(name, _line(source, entry.span)) from None
    return Answers(levels, people)


def _read_number(entry: Entry, source: SourceText) -> int | None:
    if isinstance(entry.value, ScalarNode):
        if entry.value.empty or not entry.value.text:
            return None
        if entry.value.text.isascii() and entry.value.text.isdigit():
            return int(entry.value.text)
        shown = entry.value.text
    else:
        shown = entry.value.span.of(source.text)
    raise MalformedInput(
        f"{entry.key}: give a whole number, or nothing where you do not know",
        source=source.name,
        line=_line(source, entry.span),
        text=shown,
    )


def _line(source: SourceText, span: Span) -> int:
    return source.location(span.start).line
