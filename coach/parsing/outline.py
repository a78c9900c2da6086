"""From an outline of blocks to objectives and key results.

Labels decide where there are any. Where a page has none, its shape does: a heading with a list, or a
list item with a nested list, is an objective, and the innermost items are key results. What stands
under an objective and is neither is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from coach.domain.source import Passage
from coach.parsing.blocks import Block, BlockKind
from coach.parsing.columns import canonical_field
from coach.parsing.drafts import Draft, DraftKeyResult, DraftObjective, Scope
from coach.parsing.groups import is_contents, is_introduction, is_short_name, is_skipped, is_team, mentions_okrs, read_group, split_speaker
from coach.parsing.labels import Label, Role
from coach.parsing.notes import split_notes
from coach.parsing.one_line import split_list, split_one_line
from coach.parsing.passages import cut, trim
from coach.parsing.rows import read_rows
from coach.parsing.survey import Survey

__all__ = ["read_outline"]


class _Mode(StrEnum):
    """What an unlabelled list item is."""

    FREE = "free"  # decided by shape
    KEY_RESULTS = "key-results"  # a key result
    PROSE = "prose"  # an explanation
    SKIP = "skip"  # something else that belongs to an objective


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is.

    Attributes:
        scope: Team, level and cycle.
        mode: What an unlabelled item is.
        under: Kind of the list item that the walk is inside of.
        heading_level: Level of the heading that it is inside of.
    """

    scope: Scope
    mode: _Mode = _Mode.FREE
    under: str = ""
    heading_level: int = 0


def read_outline(root: Block, scope: Scope, draft: Draft, *, about_okrs: bool) -> None:
    """Add the OKRs of an outline to a draft.

    Args:
        root: The outline.
        scope: What front matter said.
        draft: Receives objectives and what was not understood.
        about_okrs: Whether the file's name or front matter speaks of OKRs.
    """
    survey = Survey(root, opens_okrs=about_okrs)
    about = about_okrs or any(
        block.kind is BlockKind.HEADING and mentions_okrs(block.text) for block in _headings(root)
    )
    _Walker(survey, draft, about=about).walk(root.children, _Place(scope))


def _headings(block: Block) -> list[Block]:
    found = []
    for child in block.children:
        if child.kind is BlockKind.HEADING:
            found.append(child)
            found.extend(_headings(child))
    return found


class _Walker:
    """Carries the objective and the key result that are open."""

    def __init__(self, survey: Survey, draft: Draft, *, about: bool) -> None:
        self.survey = survey
        self.draft = draft
        self.about = about
        self.by_shape = about and not survey.has_objectives and not survey.has_key_results
        self.objective: DraftObjective | None = None
        self.objective_level = 0
        self.key_result: DraftKeyResult | None = None
        self.strict = False
        self.expects: DraftObjective | DraftKeyResult | None = None

    # --- structure -----------------------------------------------------------------------------

    def walk(self, blocks: list[Block], place: _Place) -> None:
        """Read siblings in order; a line such as "Key results:" changes what the following ones are."""
        groups = sum(1 for block in blocks if self._groups_objectives(block)) > 1
        lists = any(block.kind in {BlockKind.ITEM, BlockKind.TABLE} for block in blocks)
        for index, block in enumerate(blocks):
            if block.kind is BlockKind.HEADING:
                self.heading(block, place, blocks[index + 1 :], several=groups)
            elif block.kind is BlockKind.TEXT:
                place = self.line(block, place, blocks[index + 1 :], has_lists=lists)
            elif block.kind is BlockKind.ITEM:
                place = self.item(block, place, blocks[index + 1 :])
            elif block.kind is BlockKind.TABLE:
                self.table(block, place)

    def _groups_objectives(self, block: Block) -> bool:
        return (
            block.kind is BlockKind.HEADING
            and self.survey.label(block).role is Role.NONE
            and self.survey.holds_objective(block)
        )

    def heading(self, block: Block, place: _Place, following: list[Block], *, several: bool) -> None:
        label = self.survey.label(block)
        inner = replace(place, heading_level=block.level)
        if label.role is Role.NONE:
            self.unlabelled_heading(block, label, inner, following, several=several)
        elif label.role is Role.OBJECTIVE:
            self.start(block, label, inner, [*block.children, *following])
            self.walk(block.children, replace(inner, mode=_Mode.FREE))
        elif label.role is Role.KEY_RESULT:
            self.add(block, label, inner)
            self.walk(block.children, replace(inner, mode=_Mode.SKIP))
        elif label.role is Role.KEY_RESULTS:
            if label.label.lower() == "results" and self.objective is None:
                return
            self.walk(block.children, replace(inner, mode=_Mode.KEY_RESULTS))
        elif label.role is Role.OBJECTIVES:
            self.close(block.level)
            self.walk(block.children, replace(inner, scope=read_group(block.text, place.scope, names_team=False)))
        elif label.role is Role.FIELD:
            self.walk(block.children, replace(inner, scope=self.field(block, label, inner)))
        else:
            self.walk(block.children, replace(inner, mode=_Mode.SKIP))

    def unlabelled_heading(
        self, block: Block, label: Label, place: _Place, following: list[Block], *, several: bool
    ) -> None:
        if self.expects is not None and not block.children and block.level > 1:
            self.fill(label.rest)
            return
        text = label.rest.text
        if is_contents(text):
            self.walk([child for child in block.children if child.kind is BlockKind.HEADING], place)
        elif block.level > 1 and is_skipped(text):
            self.skip(block, place)
        elif self.is_objective_heading(block):
            self.start(block, label, place, [*block.children, *following])
            self.walk(block.children, replace(place, mode=_Mode.FREE))
        else:
            self.close(block.level)
            scope = read_group(text, place.scope, names_team=several)
            mode = _Mode.PROSE if is_introduction(text) else place.mode
            self.walk(block.children, replace(place, scope=scope, mode=mode))

    def skip(self, block: Block, place: _Place) -> None:
        """A heading such as "Retrospective": under an objective its items are reported, elsewhere they explain."""
        self.close(block.level)
        if self.objective is not None:
            self.walk(block.children, replace(place, mode=_Mode.SKIP))
        elif any(map(self.survey.holds_objective, block.children)):
            self.draft.report(block.span, "the objectives under this heading were taken for explanation or example")

    def is_objective_heading(self, block: Block) -> bool:
        """A heading without a label is an objective if it has labelled key results, or, on a page without labels, a list."""
        survey, children = self.survey, block.children
        if survey.holds_objective(block) and not self._only_items_hold_objectives(block):
            return False
        if is_introduction(block.text) or survey.label(block).label and is_team(block.text):
            return False
        if survey.any_below(children, Role.KEY_RESULT) or survey.any_below(children, Role.KEY_RESULTS):
            return self.objective is None or self.objective_level >= block.level or not self.objective.labelled
        if not self.by_shape or mentions_okrs(block.text) and len(block.text.split()) <= len("Team OKRs Q3 2026".split()) + 1:
            return False
        if any(child.kind is BlockKind.HEADING for child in children):
            return False
        group = read_group(block.text, Scope(), names_team=False)
        if group.cycle and len(block.text.split()) <= len(group.cycle.name.split()) + 2:
            return False
        return any(child.kind is BlockKind.ITEM for child in children) and not is_team(block.text)

    def _only_items_hold_objectives(self, block: Block) -> bool:
        """Objectives nested inside the key results of a heading do not make the heading a group."""
        return not any(
            self.survey.label(child).role is Role.OBJECTIVE
            or (child.kind is BlockKind.HEADING and self.survey.holds_objective(child))
            for child in block.children
        )

    # --- lines -----------------------------------------------------------------------------------

    def line(self, block: Block, place: _Place, following: list[Block], *, has_lists: bool) -> _Place:
        label = self.survey.label(block)
        if label.role is Role.NONE:
            if self.expects is not None:
                self.fill(label.rest)
            elif place.mode is _Mode.KEY_RESULTS and not has_lists and place.under != "key-result":
                self.add(block, label, place)
            return place
        if label.role is Role.OBJECTIVE:
            if self.describes_open_objective(label):
                return place
            self.start(block, label, place, following)
            return replace(place, mode=_Mode.FREE)
        if label.role is Role.KEY_RESULT:
            self.add(block, label, place)
            return replace(place, mode=_Mode.SKIP)
        if label.role is Role.KEY_RESULTS:
            self.key_result = None
            self.add_inline(block, label, place, following)
            return replace(place, mode=_Mode.KEY_RESULTS)
        if label.role is Role.FIELD:
            return replace(place, scope=self.field(block, label, place))
        if label.role is Role.NOTE:
            return replace(place, mode=_Mode.SKIP if self.objective else _Mode.PROSE)
        return replace(place, mode=_Mode.FREE)

    def describes_open_objective(self, label: Label) -> bool:
        """`Goal:` right under a labelled objective explains it."""
        return (
            label.label.lower().endswith("goal")
            and self.objective is not None
            and self.objective.labelled
            and not self.objective.key_results
        )

    def add_inline(self, block: Block, label: Label, place: _Place, following: list[Block]) -> None:
        """`Key results: one; two; three` on one line."""
        text = label.rest.text
        if not text or (following and following[0].kind is BlockKind.ITEM) or block.children:
            return
        parts = split_list(label.rest) or [label.rest]
        for part in parts:
            self.append(part, "", place)

    # --- list items ------------------------------------------------------------------------------

    def item(self, block: Block, place: _Place, following: list[Block]) -> _Place:
        label = self.survey.label(block)
        if label.role is Role.NONE:
            self.plain_item(block, label, place)
        elif label.role is Role.OBJECTIVE:
            self.start(block, label, place, [*block.children, *following], nested=place.under == "key-result")
            self.inside(block.children, replace(place, under="objective", mode=_Mode.FREE))
        elif label.role is Role.KEY_RESULT:
            self.add(block, label, place)
            self.inside_key_result(block, place)
        elif label.role in {Role.KEY_RESULTS, Role.OBJECTIVES}:
            mode = _Mode.KEY_RESULTS if label.role is Role.KEY_RESULTS else _Mode.FREE
            self.key_result = None
            if label.role is Role.KEY_RESULTS:
                self.add_inline(block, label, place, following)
            self.inside(block.children, replace(place, mode=mode, under="objective"))
            if not block.children:
                return replace(place, mode=mode)
        elif label.role is Role.FIELD:
            scope = self.field(block, label, place)
            if label.name == "team":
                self.inside(block.children, replace(place, scope=scope))
        else:
            self.report(block, f"a note ({label.label}) beside the key results")
        return place

    def inside(self, blocks: list[Block], place: _Place) -> None:
        """Read nested items; what they open is closed behind them."""
        objective, level, strict = self.objective, self.objective_level, self.strict
        self.walk(blocks, place)
        self.objective, self.objective_level, self.strict = objective, level, strict

    def inside_key_result(self, block: Block, place: _Place) -> None:
        objective = self.objective
        kept = self.key_result
        self.inside(block.children, replace(place, under="key-result", mode=_Mode.SKIP))
        self.objective, self.key_result = objective, kept

    def plain_item(self, block: Block, label: Label, place: _Place) -> None:
        survey = self.survey
        if not label.rest.text:
            self.inside(block.children, place)
            return
        below = block.children
        if below and is_skipped(label.rest.text):
            self.report(block, "a note beside the key results")
            return
        if survey.any_below(below, Role.KEY_RESULT) or survey.any_below(below, Role.KEY_RESULTS):
            self.start(block, label, place, below, nested=place.under == "key-result")
            self.inside(below, replace(place, under="objective", mode=_Mode.FREE))
        elif survey.any_below(below, Role.OBJECTIVE) or any(map(survey.holds_objective, below)):
            self.group_item(block, label, place)
        elif any(map(survey.holds_key_result, below)) and not survey.label(block).role is Role.KEY_RESULT:
            self.parent_item(block, label, place)
        elif place.mode is _Mode.KEY_RESULTS and place.under != "key-result":
            self.add(block, label, place)
            self.inside_key_result(block, place)
        elif place.mode is _Mode.SKIP or place.under == "key-result":
            self.report(block, "not read: it stands below a key result or a note")
        elif place.mode is _Mode.PROSE:
            return
        elif self.by_shape:
            self.item_by_shape(block, label, place)
        elif self.objective is not None and not self.strict:
            self.add(block, label, place)
            self.inside_key_result(block, place)
        elif self.objective is not None:
            self.report(block, "not read: it stands beside labelled key results")

    def group_item(self, block: Block, label: Label, place: _Place) -> None:
        """A list item above objectives names a team, or is a key result that others support."""
        if place.mode is _Mode.KEY_RESULTS or (self.objective is not None and place.under == "objective"):
            self.add(block, label, place)
            self.inside_key_result(block, place)
            return
        scope = read_group(label.rest.text, place.scope, names_team=True)
        self.inside(block.children, replace(place, scope=scope, mode=_Mode.FREE))

    def parent_item(self, block: Block, label: Label, place: _Place) -> None:
        """A list item above objectives that have key results: a team, or an objective that others carry."""
        if is_team(label.rest.text):
            scope = replace(place.scope, team=label.rest.text.strip(" :"))
            self.inside(block.children, replace(place, scope=scope, mode=_Mode.FREE))
            return
        objective, level, strict = self.objective, self.objective_level, self.strict
        self.start(block, label, place, [], nested=place.under == "key-result")
        self.strict = True
        self.inside(block.children, replace(place, under="objective", mode=_Mode.FREE))
        self.objective, self.objective_level, self.strict = objective, level, strict

    def item_by_shape(self, block: Block, label: Label, place: _Place) -> None:
        below = [child for child in block.children if self.is_real(child)]
        who, at = split_speaker(label.rest.text, self.survey.speakers, leads=bool(below))
        if below and (is_team(label.rest.text) or (self.objective is not None and is_short_name(label.rest.text))):
            scope = replace(place.scope, team=label.rest.text.strip(" :"))
            self.inside(block.children, replace(place, scope=scope))
        elif below and (who or self.objective is None):
            label = replace(label, rest=cut(label.rest, at), team=who)
            self.start(block, label, place, below)
            self.inside(block.children, replace(place, under="objective"))
        elif who and (parts := split_one_line(cut(label.rest, at))):
            self.one_line(block, label, parts, replace(place, scope=replace(place.scope, team=who)))
        elif self.objective is not None:
            self.add(block, replace(label, rest=cut(label.rest, at), team=who), place)
            self.inside_key_result(block, place)
        else:
            self.draft.report(block.span, "a list item without an objective above it")

    def is_real(self, block: Block) -> bool:
        """Whether a nested item says something of its own: no field, note or bare link."""
        return (
            block.kind is BlockKind.ITEM
            and self.survey.label(block).role is Role.NONE
            and len(block.text.split()) > 1
            and not block.text.startswith(("http://", "https://"))
        )

    def one_line(self, block: Block, label: Label, parts: tuple[Passage, list[Passage]], place: _Place) -> None:
        """An objective with its key results on one line; the objective above stays open."""
        above, level, strict = self.objective, self.objective_level, self.strict
        self.start(block, replace(label, rest=parts[0]), place, [])
        for part in parts[1]:
            self.append(part, "", place)
        self.objective, self.objective_level, self.strict = above, level, strict
        self.key_result = None

    # --- tables ----------------------------------------------------------------------------------

    def table(self, block: Block, place: _Place) -> None:
        if place.mode in {_Mode.SKIP, _Mode.PROSE} and self.objective is None:
            return
        current = self.objective if place.mode is not _Mode.SKIP else None
        found = read_rows(block.rows, place.scope, self.draft, current=current, loose=place.mode is _Mode.KEY_RESULTS)
        if found:
            self.key_result = None

    # --- what was found --------------------------------------------------------------------------

    def start(
        self, block: Block, label: Label, place: _Place, territory: list[Block], *, nested: bool = False
    ) -> None:
        """Open an objective. `territory` is where its key results would be."""
        passage, fields = split_notes(label.rest, objective=True)
        scope = place.scope
        labelled = label.role is Role.OBJECTIVE
        who = label.team
        if not labelled and not who:
            who, at = split_speaker(passage.text, self.survey.speakers)
            passage = cut(passage, at) if at else passage
        if who:
            scope = replace(scope, team=who)
        if nested and self.key_result is not None:
            fields.setdefault("parent", self.key_result.passage.text)
        if label.said:
            fields.setdefault("progress", label.said)
        objective = DraftObjective(trim(passage), scope, label.label, fields, labelled=labelled)
        self.draft.objectives.append(objective)
        self.objective, self.key_result = objective, None
        self.objective_level = block.level or place.heading_level + 1
        self.strict = self._has_labelled_key_results(territory)
        self.expects = None if passage.text else objective

    def _has_labelled_key_results(self, territory: list[Block]) -> bool:
        for block in territory:
            if self.survey.label(block).role is Role.OBJECTIVE:
                return False
            if self.survey.holds_key_result(block):
                return True
            if self.survey.holds_objective(block):
                return False
        return False

    def add(self, block: Block, label: Label, place: _Place) -> None:
        """Open a key result."""
        key_result = self.append(label.rest, label.label, place)
        if label.team:
            key_result.fields.setdefault("team", label.team)
        if label.said:
            key_result.fields.setdefault("progress", label.said)
        if block.struck:
            key_result.fields["progress"] = "dropped"

    def append(self, passage: Passage, label: str, place: _Place) -> DraftKeyResult:
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
        expecting = self.expects
        self.expects = None
        if expecting is None:
            return
        text, fields = split_notes(passage, objective=isinstance(expecting, DraftObjective))
        expecting.passage = text
        for name, value in fields.items():
            expecting.fields.setdefault(name, value)

    def field(self, block: Block, label: Label, place: _Place) -> Scope:
        """`Owner: Ann`: for the key result that is open, else the objective, else the team's scope."""
        value = label.rest.text or "; ".join(child.text for child in block.children if child.text)
        if not value:
            return place.scope
        name = canonical_field(label.label) or label.name
        target = self.key_result or self.objective
        if target is None:
            return _with_field(place.scope, name, value)
        target.fields.setdefault(name, value)
        return place.scope

    def close(self, level: int) -> None:
        """A heading at or above the objective's level ends it."""
        if self.objective is not None and level <= self.objective_level:
            self.objective, self.key_result, self.strict, self.expects = None, None, False, None

    def report(self, block: Block, reason: str) -> None:
        if self.objective is not None:
            self.draft.report(block.span, reason)


def _with_field(scope: Scope, name: str, value: str) -> Scope:
    from coach.parsing.cycle import read_cycle  # noqa: PLC0415
    from coach.parsing.drafts import read_level  # noqa: PLC0415

    if name == "team":
        return replace(scope, team=value)
    if name == "level":
        return replace(scope, level=read_level(value) or scope.level)
    if name == "cycle":
        return replace(scope, cycle=read_cycle(value))
    if name == "parent":
        return replace(scope, parent=value)
    return scope
