"""Objectives, key results and the sets that they form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from coach.domain.source import Passage, SourceText, Span
from coach.domain.statement import Reading

__all__ = [
    "Cycle",
    "Document",
    "KeyResult",
    "Level",
    "Objective",
    "OkrSet",
    "Suppression",
    "Unread",
]


class Level(StrEnum):
    """Where in the organisation an OKR lives."""

    COMPANY = "company"
    DEPARTMENT = "department"
    TEAM = "team"
    INDIVIDUAL = "individual"


class Cycle(NamedTuple):
    """A period. `start` and `end` (inclusive) are `None` where the name does not tell them."""

    name: str
    start: date | None = None
    end: date | None = None


class KeyResult(NamedTuple):
    """A measured result under an objective.

    `fields` holds what the document states beside the sentence, by canonical column name (`owner`,
    `baseline`, `target`, `current`, `unit`, `due`, `confidence`, `progress`), as written.
    """

    passage: Passage
    reading: Reading
    label: str = ""
    fields: Mapping[str, str] = MappingProxyType({})

    @property
    def text(self) -> str:
        """The sentence without markup."""
        return self.passage.text


class Objective(NamedTuple):
    """A qualitative goal with its key results. `fields` as in `KeyResult`, and `parent`."""

    passage: Passage
    key_results: tuple[KeyResult, ...] = ()
    label: str = ""
    fields: Mapping[str, str] = MappingProxyType({})

    @property
    def text(self) -> str:
        """The sentence without markup."""
        return self.passage.text


class OkrSet(NamedTuple):
    """One team's OKRs for one cycle."""

    objectives: tuple[Objective, ...]
    team: str = ""
    level: Level | None = None
    cycle: Cycle | None = None
    parent: str = ""


class Unread(NamedTuple):
    """A part of the source that was not understood, and why."""

    span: Span
    reason: str


class Suppression(NamedTuple):
    """An inline request to ignore rules for one element: `<!-- okr: ignore KR102 reason -->`."""

    span: Span
    codes: tuple[str, ...]
    reason: str
    applies_to: Span


class Document(NamedTuple):
    """A source that was read: the sets in it, what was not understood, and its suppressions."""

    source: SourceText
    sets: tuple[OkrSet, ...]
    unread: tuple[Unread, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
