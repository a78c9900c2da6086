"""A first look over the outline: which blocks carry labels. It tells the walk what unlabelled ones may be."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from coach.parsing.blocks import Block, BlockKind
from coach.parsing.groups import is_skipped, split_speaker
from coach.parsing.labels import Label, Role, read_label

__all__ = ["Survey"]

_REPEATED_WORDS = 3


class _Found(NamedTuple):
    objectives: bool
    key_results: bool


class Survey:
    """Labels of every block, and what its subtree holds."""

    def __init__(self, root: Block) -> None:
        self._labels: dict[int, Label] = {}
        self._found: dict[int, _Found] = {}
        self._notes: set[int] = set()
        self._speakers: Counter[str] = Counter()
        self.objective_levels: set[int] = set()  # of headings that hold key results without being labelled
        found = self._look(root, first=True)
        self.has_objectives = found.objectives
        self.has_key_results = found.key_results
        self.speakers = frozenset(
            who
            for who, count in self._speakers.items()
            if count > 1 and len(who.split()) <= _REPEATED_WORDS and who[0].isupper()
        )

    def label(self, block: Block) -> Label:
        """What the block says it is."""
        return self._labels[id(block)]

    def holds_objective(self, block: Block) -> bool:
        """Whether the block or something under it is labelled as an objective."""
        return self._found[id(block)].objectives

    def holds_key_result(self, block: Block) -> bool:
        """Whether the block or something under it is labelled as a key result, or opens a list of them."""
        return self._found[id(block)].key_results

    def names_objective(self, block: Block) -> bool:
        """As `holds_objective`, also where the block was taken for a note."""
        own = self._labels[id(block)].role is Role.OBJECTIVE
        return own or any(map(self.names_objective, block.children))

    def _holds_own(self, block: Block) -> bool:
        """Whether key results are labelled right below a block."""
        roles = {self._labels[id(child)].role for child in block.children}
        return bool(roles & {Role.KEY_RESULT, Role.KEY_RESULTS})

    def is_note(self, block: Block) -> bool:
        """Whether the block is a retrospective, an example or a list of notes: labels in it are mentions."""
        return id(block) in self._notes

    def _is_note(self, block: Block, label: Label, below: list[_Found]) -> bool:
        has_objectives = any(item.objectives for item in below)
        if block.kind is BlockKind.HEADING:
            skipped = is_skipped(label.rest.text, has_objectives=has_objectives)
            return label.role is Role.NONE and block.level > 1 and skipped
        if block.kind is BlockKind.ITEM and block.children:
            skipped = is_skipped(label.rest.text, has_objectives=has_objectives)
            return label.role is Role.NOTE or (label.role is Role.NONE and skipped)
        return False

    def _look(self, block: Block, *, first: bool = False) -> _Found:
        label = read_label(block.passage, block.lead)
        self._labels[id(block)] = label
        if block.kind is BlockKind.ITEM and label.role is Role.NONE:
            who, _ = split_speaker(label.rest.text, _EVERY)
            if who:
                self._speakers[who] += 1
        below = [self._look(child) for child in block.children]
        if not first and self._is_note(block, label, below):
            self._notes.add(id(block))
            self._found[id(block)] = _NOTHING
            return _NOTHING
        if block.kind is BlockKind.HEADING and label.role is Role.NONE and self._holds_own(block):
            self.objective_levels.add(block.level)
        found = _Found(
            objectives=label.role is Role.OBJECTIVE or any(item.objectives for item in below),
            key_results=label.role in {Role.KEY_RESULT, Role.KEY_RESULTS}
            or any(item.key_results for item in below),
        )
        self._found[id(block)] = found
        return found


_NOTHING = _Found(objectives=False, key_results=False)


class _Everyone(frozenset[str]):
    """Holds every name."""

    def __contains__(self, _: object) -> bool:
        return True


_EVERY: frozenset[str] = _Everyone()
