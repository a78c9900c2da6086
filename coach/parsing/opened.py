"""The objective and the key result that are open while an outline is walked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import NamedTuple

from coach.domain.source import Passage
from coach.parsing.blocks import Block
from coach.parsing.columns import canonical_field
from coach.parsing.cycle import read_cycle
from coach.parsing.drafts import Draft, DraftKeyResult, DraftObjective, Scope, read_level
from coach.parsing.groups import split_speaker
from coach.parsing.labels import Label, Role
from coach.parsing.notes import split_notes
from coach.parsing.passages import cut, trim
from coach.parsing.survey import Survey

__all__ = ["Mode", "Opened", "Place"]


class Mode(StrEnum):
    """What an unlabelled list item is."""

    FREE = "free"  # decided by shape
    KEY_RESULTS = "key-results"  # a key result
    PROSE = "prose"  # an explanation
    SKIP = "skip"  # something else that belongs to an objective


class Place(NamedTuple):
    """Where the walk is.

    Attributes:
        scope: Team, level and cycle.
        mode: What an unlabelled item is.
        under: Role of the list item that the walk is inside of, if any.
        heading_level: Level of the heading that it is inside of.
    """

    scope: Scope
    mode: Mode = Mode.FREE
    under: Role | None = None
    heading_level: int = 0


class Opened(ABC):
    """State of a walk, and what happens when it finds something."""

    def __init__(self, survey: Survey, draft: Draft) -> None:
        self.survey = survey
        self.draft = draft
        self.objective: DraftObjective | None = None
        self.objective_level = 0
        self.key_result: DraftKeyResult | None = None
        self.strict = False  # whether the open objective takes labelled key results only
        self.expects: DraftObjective | DraftKeyResult | None = None  # its label stood alone

    @abstractmethod
    def walk(self, blocks: list[Block], place: Place) -> None:
        """Read siblings in order."""

    @contextmanager
    def kept(self) -> Iterator[None]:
        """What is opened inside is closed again; what was open stays open."""
        before = self.objective, self.objective_level, self.strict
        try:
            yield
        finally:
            self.objective, self.objective_level, self.strict = before

    def inside(self, blocks: list[Block], place: Place) -> None:
        """Read nested items."""
        with self.kept():
            self.walk(blocks, place)

    def inside_key_result(self, block: Block, place: Place) -> None:
        """Read the fields below a key result, which stays the open one."""
        open_key_result = self.key_result
        self.inside(block.children, place._replace(under=Role.KEY_RESULT, mode=Mode.SKIP))
        self.key_result = open_key_result

    def start(self, block: Block, label: Label, place: Place, territory: Iterable[Block] = ()) -> None:
        """Open an objective. `territory` is where its key results would be."""
        passage, fields = split_notes(label.rest, objective=True)
        who = label.team
        if label.role is not Role.OBJECTIVE and not who:
            who, at = self._speaker(block, passage)
            passage = cut(passage, at) if at else passage
        if place.under is Role.KEY_RESULT and self.key_result is not None:
            fields.setdefault("parent", self.key_result.passage.text)
        if label.said:
            fields.setdefault("progress", label.said)
        scope = place.scope._replace(team=who) if who else place.scope
        labelled = label.role is Role.OBJECTIVE
        objective = DraftObjective(trim(passage), scope, label.label, fields, labelled=labelled)
        self.draft.objectives.append(objective)
        self.objective, self.key_result = objective, None
        self.objective_level = block.level or place.heading_level + 1
        self.strict = self._has_labelled_key_results(territory)
        self.expects = None if passage.text else objective

    def _speaker(self, block: Block, passage: Passage) -> tuple[str, int]:
        """Who speaks: told by the name itself, by other lines, or by the labels of the key results below."""
        who, at = split_speaker(passage.text, self.survey.speakers)
        if who:
            return who, at
        below = {self.survey.label(child).team for child in block.children} - {""}
        return split_speaker(passage.text, frozenset(below)) if below else ("", 0)

    def _has_labelled_key_results(self, territory: Iterable[Block]) -> bool:
        for block in territory:
            if self.survey.label(block).role is Role.OBJECTIVE:
                return False
            if self.survey.holds_key_result(block):
                return True
            if self.survey.holds_objective(block):
                return False
        return False

    def add(self, block: Block, label: Label, place: Place) -> None:
        """Open a key result."""
        key_result = self.append(label.rest, label.label, place)
        if label.team:
            key_result.fields.setdefault("team", label.team)
        if label.said:
            key_result.fields.setdefault("progress", label.said)
        if block.struck:
            key_result.fields["progress"] = "dropped"

    def append(self, passage: Passage, label: str, place: Place) -> DraftKeyResult:
        """Add a key result to the open objective, or to one without words."""
        text, fields = split_notes(passage)
        key_result = DraftKeyResult(text, label, fields)
        if self.objective is None:
            self.objective = DraftObjective(Passage("", passage.start), place.scope)
            self.objective_level = place.heading_level + 1
            self.draft.objectives.append(self.objective)
            self.draft.report(passage.span, "a key result without an objective above it")
        self.objective.key_results.append(key_result)
        self.key_result = key_result
        self.expects = None if text.text else key_result
        return key_result

    def fill(self, passage: Passage) -> None:
        """The text of an objective or key result whose label stood alone."""
        expecting, self.expects = self.expects, None
        if expecting is None:
            return
        text, fields = split_notes(passage, objective=isinstance(expecting, DraftObjective))
        expecting.passage = text
        for name, value in fields.items():
            expecting.fields.setdefault(name, value)

    def field(self, block: Block, label: Label, place: Place) -> Scope:
        """`Owner: Ann`: for the key result that is open, else the objective, else the team."""
        value = label.rest.text or "; ".join(child.text for child in block.children if child.text)
        name = canonical_field(label.label) or label.name
        if not value:
            return place.scope
        if (
            name == "team"
            and place.under is None
            and self.objective is not None
            and self.objective.key_results
        ):
            self.objective, self.key_result = None, None  # the next team's part begins
        target = self.key_result or self.objective
        if target is None:
            return _with_field(place.scope, name, value)
        target.fields.setdefault(name, value)
        return place.scope

    def close(self, level: int) -> None:
        """A heading at or above the objective's level ends it."""
        if self.objective is not None and level <= self.objective_level:
            self.objective, self.key_result, self.strict = None, None, False
        self.expects = None

    def report(self, block: Block, reason: str) -> None:
        """Say what under the open objective was not read."""
        if self.objective is not None:
            self.draft.report(block.span, reason)


def _with_field(scope: Scope, name: str, value: str) -> Scope:
    if name == "team":
        return scope._replace(team=value)
    if name == "level":
        return scope._replace(level=read_level(value) or scope.level)
    if name == "cycle":
        return scope._replace(cycle=read_cycle(value))
    if name == "parent":
        return scope._replace(parent=value)
    return scope
