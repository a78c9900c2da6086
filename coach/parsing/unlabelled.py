"""Headings and list items without a label: what they are is told by what stands below and around them."""

from __future__ import annotations

from coach.domain.source import Passage
from coach.parsing.blocks import Block, BlockKind
from coach.parsing.drafts import Draft, Scope
from coach.parsing.groups import (
    is_introduction,
    is_short_name,
    is_team,
    mentions_okrs,
    read_group,
    split_speaker,
)
from coach.parsing.labels import Label, Role
from coach.parsing.one_line import split_one_line
from coach.parsing.opened import Mode, Opened, Place
from coach.parsing.passages import cut
from coach.parsing.survey import Survey

__all__ = ["Unlabelled"]

_TITLE_WORDS = 5  # "Our team OKRs Q3 2026"


class Unlabelled(Opened):
    """Reads what carries no label.

    Args:
        survey: Labels of the whole page.
        draft: Receives what is found.
        about: Whether the page speaks of OKRs: only then may its shape alone make something an OKR.
    """

    def __init__(self, survey: Survey, draft: Draft, *, about: bool) -> None:
        super().__init__(survey, draft)
        self.about = about
        self.by_shape = about and not survey.has_objectives and not survey.has_key_results

    def is_objective_heading(self, block: Block) -> bool:
        """Whether a heading has labelled key results, or, on a page without labels, a list of its own."""
        if self._groups(block) or is_introduction(block.text):
            return False
        if self.survey.label(block).label and is_team(block.text):
            return False
        roles = {self.survey.label(child).role for child in block.children}
        if roles & {Role.KEY_RESULT, Role.KEY_RESULTS}:
            open_one = self.objective
            return open_one is None or self.objective_level >= block.level or not open_one.labelled
        has_peer = (
            self.about and not self.survey.has_objectives and block.level in self.survey.objective_levels
        )
        return (self.by_shape or has_peer) and not self._is_title(block) and self._has_own_list(block)

    def _groups(self, block: Block) -> bool:
        """Whether labelled objectives stand under a heading; those nested in its key results do not count."""
        return any(
            self.survey.label(child).role is Role.OBJECTIVE
            or (child.kind is BlockKind.HEADING and self.survey.holds_objective(child))
            for child in block.children
        )

    def _is_title(self, block: Block) -> bool:
        words = len(block.text.split())
        if mentions_okrs(block.text) and words <= _TITLE_WORDS:
            return True
        cycle = read_group(block.text, Scope(), names_team=False).cycle
        return cycle is not None and words <= len(cycle.name.split()) + 2

    def _has_own_list(self, block: Block) -> bool:
        kinds = {child.kind for child in block.children}
        return BlockKind.ITEM in kinds and BlockKind.HEADING not in kinds and not is_team(block.text)

    def plain_item(self, block: Block, label: Label, place: Place) -> None:
        """A list item without a label."""
        below = block.children
        if not label.rest.text:
            self.inside(below, place)
        elif self.survey.is_note(block):
            self.report(block, "not read: a note beside the key results")
        elif not self._item_above_labels(block, label, place):
            self._innermost_item(block, label, place)

    def _item_above_labels(self, block: Block, label: Label, place: Place) -> bool:
        """An item with labels below it: an objective, or a team; whether it was one."""
        survey, below = self.survey, block.children
        roles = {survey.label(child).role for child in below}
        if roles & {Role.KEY_RESULT, Role.KEY_RESULTS}:
            self.start(block, label, place, below)
            self.inside(below, place._replace(under=Role.OBJECTIVE, mode=Mode.FREE))
        elif any(map(survey.holds_objective, below)):
            self._group_item(block, label, place)
        elif any(map(survey.holds_key_result, below)):
            self._parent_item(block, label, place)
        else:
            return False
        return True

    def _group_item(self, block: Block, label: Label, place: Place) -> None:
        """A list item above objectives names a team, or is a key result that others support."""
        if place.mode is Mode.KEY_RESULTS or (self.objective is not None and place.under is Role.OBJECTIVE):
            self.add(block, label, place)
            self.inside_key_result(block, place)
            return
        scope = read_group(label.rest.text, place.scope, names_team=True)
        self.inside(block.children, place._replace(scope=scope, mode=Mode.FREE))

    def _parent_item(self, block: Block, label: Label, place: Place) -> None:
        """A list item above objectives that have key results: a team, or an objective that others carry."""
        if is_team(label.rest.text):
            self._team_item(block, label, place._replace(mode=Mode.FREE))
            return
        with self.kept():
            self.start(block, label, place)
            self.strict = True
            self.inside(block.children, place._replace(under=Role.OBJECTIVE, mode=Mode.FREE))

    def _team_item(self, block: Block, label: Label, place: Place) -> None:
        scope = place.scope._replace(team=label.rest.text.strip(" :"))
        self.inside(block.children, place._replace(scope=scope))

    def _innermost_item(self, block: Block, label: Label, place: Place) -> None:
        below_key_result = place.under is Role.KEY_RESULT
        if place.mode is Mode.KEY_RESULTS and not below_key_result:
            self._key_result(block, label, place)
        elif place.mode is Mode.SKIP or below_key_result:
            self.report(block, "not read: it stands below a key result or a note")
        elif place.mode is Mode.PROSE:
            return
        elif self.by_shape:
            self._item_by_shape(block, label, place)
        elif self.strict:
            self.report(block, "not read: it stands beside labelled key results")
        elif self.objective is not None:
            self._key_result(block, label, place)

    def _key_result(self, block: Block, label: Label, place: Place) -> None:
        self.add(block, label, place)
        self.inside_key_result(block, place)

    def _item_by_shape(self, block: Block, label: Label, place: Place) -> None:
        below = [child for child in block.children if self._is_real(child)]
        text = label.rest.text
        who, at = split_speaker(text, self.survey.speakers, leads=bool(below))
        rest = cut(label.rest, at)
        if below and (is_team(text) or (self.objective is not None and is_short_name(text))):
            self._team_item(block, label, place)
        elif below and (who or self.objective is None):
            with self.kept():
                self.start(block, label._replace(rest=rest, team=who), place, below)
                self.inside(block.children, place._replace(under=Role.OBJECTIVE))
        elif who and (parts := split_one_line(rest)):
            self._one_line(block, label._replace(team=who), parts, place)
        elif self.objective is not None:
            self._key_result(block, label._replace(rest=rest, team=who), place)
        else:
            self.draft.report(block.span, "a list item without an objective above it")

    def _is_real(self, block: Block) -> bool:
        """Whether a nested item says something of its own: no field, note or bare link."""
        return (
            block.kind is BlockKind.ITEM
            and self.survey.label(block).role is Role.NONE
            and len(block.text.split()) > 1
            and not block.text.startswith(("http://", "https://"))
        )

    def _one_line(
        self, block: Block, label: Label, parts: tuple[Passage, list[Passage]], place: Place
    ) -> None:
        """An objective with its key results on one line; the objective above stays open."""
        with self.kept():
            self.start(block, label._replace(rest=parts[0]), place)
            for part in parts[1]:
                self.append(part, "", place)
        self.key_result = None
        if block.children:
            self.report(block.children[0], "not read: it stands below key results on one line")
