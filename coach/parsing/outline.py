"""From an outline of blocks to objectives and key results.

Labels decide where there are any. Where a page has none, its shape does: a heading with a list, or a
list item with a nested list, is an objective, and the innermost items are key results. What stands
under an objective and is neither is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from coach.parsing.blocks import Block, BlockKind
from coach.parsing.drafts import Draft, Scope
from coach.parsing.groups import is_contents, is_introduction, mentions_okrs, read_group
from coach.parsing.labels import Label, Role
from coach.parsing.one_line import split_list
from coach.parsing.opened import Mode, Place
from coach.parsing.patterns import pattern
from coach.parsing.rows import read_rows
from coach.parsing.survey import Survey
from coach.parsing.unlabelled import Unlabelled

__all__ = ["read_outline"]

_MEASURES = frozenset(("measure", "metric", "kpi", "success metric", "key metric", "measurement"))


def read_outline(root: Block, scope: Scope, draft: Draft, *, about_okrs: bool) -> None:
    """Add the OKRs of an outline to a draft.

    Args:
        root: The outline.
        scope: What front matter said.
        draft: Receives objectives and what was not understood.
        about_okrs: Whether the file's name or front matter speaks of OKRs.
    """
    about = about_okrs or any(mentions_okrs(block.text) for block in _headings(root)) or _is_measured(root)
    _Walker(Survey(root), draft, about=about).walk(root.children, Place(scope))


_MOVEMENT = pattern(
    r"\d\S*.{0,40}?(?:->|→|=>).{0,12}?\d|\bfrom\b.{0,24}?\d.{0,40}?\bto\b.{0,24}?\d",
    hints=("->", "→", "=>", "from"),
)
_FEWEST_MOVEMENTS = 2


def _is_measured(root: Block) -> bool:
    """Whether half of the list items move a value: such a page holds key results, whatever it calls them."""
    items = list(_items(root))
    moving = sum(1 for item in items if _MOVEMENT.search(item.text[:_ITEM_REACH].lower()))
    return moving >= _FEWEST_MOVEMENTS and moving * 2 >= len(items)


_ITEM_REACH = 300


def _items(block: Block) -> Iterator[Block]:
    for child in block.children:
        if child.kind is BlockKind.ITEM:
            yield child
        yield from _items(child)


def _headings(block: Block) -> Iterator[Block]:
    for child in block.children:
        if child.kind is BlockKind.HEADING:
            yield child
            yield from _headings(child)


class _Following:
    """The siblings behind a block."""

    __slots__ = ("after", "siblings")

    def __init__(self, siblings: list[Block], after: int) -> None:
        self.siblings = siblings
        self.after = after

    def __iter__(self) -> Iterator[Block]:
        return (self.siblings[index] for index in range(self.after, len(self.siblings)))

    def starts_with_item(self) -> bool:
        return self.after < len(self.siblings) and self.siblings[self.after].kind is BlockKind.ITEM


class _Walker(Unlabelled):
    """Reads headings, lines, items and tables in order."""

    def walk(self, blocks: list[Block], place: Place) -> None:
        """Read siblings in order; a line such as "Key results:" changes what the following ones are."""
        several = sum(1 for block in blocks if self._is_group(block)) > 1
        lists = any(block.kind in {BlockKind.ITEM, BlockKind.TABLE} for block in blocks)
        for index, block in enumerate(blocks):
            following = _Following(blocks, index + 1)
            if block.kind is BlockKind.HEADING:
                self._heading(block, place, following, several=several)
            elif block.kind is BlockKind.TEXT:
                place = self._line(block, place, following, has_lists=lists)
            elif block.kind is BlockKind.ITEM:
                place = self._item(block, place, following)
            elif block.kind is BlockKind.TABLE:
                self._table(block, place)

    def _is_group(self, block: Block) -> bool:
        is_heading = block.kind is BlockKind.HEADING and self.survey.label(block).role is Role.NONE
        return is_heading and self.survey.holds_objective(block)

    def _heading(self, block: Block, place: Place, following: _Following, *, several: bool) -> None:
        label = self.survey.label(block)
        inner = place._replace(heading_level=block.level)
        if label.role is Role.NONE:
            self._unlabelled_heading(block, label, inner, following, several=several)
            return
        if label.role is Role.OBJECTIVE:
            self.start(block, label, inner, chain(block.children, following))
            inner = inner._replace(mode=Mode.FREE)
        elif label.role is Role.KEY_RESULT:
            self.add(block, label, inner)
            inner = inner._replace(mode=Mode.SKIP)
        elif label.role is Role.KEY_RESULTS:
            known = self.objective is not None or label.label.lower() != "results"
            inner = inner._replace(mode=Mode.KEY_RESULTS if known else Mode.PROSE)
        elif label.role is Role.OBJECTIVES:
            self.close(block.level)
            inner = inner._replace(scope=read_group(block.text, place.scope, names_team=False))
        elif label.role is Role.FIELD:
            self.close(block.level)
            inner = inner._replace(scope=self.field(block, label, inner))
        else:
            inner = inner._replace(mode=Mode.SKIP)
        self.walk(block.children, inner)

    def _unlabelled_heading(
        self, block: Block, label: Label, place: Place, following: _Following, *, several: bool
    ) -> None:
        text = label.rest.text
        if self.expects is not None and not block.children and block.level > 1:
            self.fill(label.rest)
        elif is_contents(text):
            self.walk([child for child in block.children if child.kind is BlockKind.HEADING], place)
        elif self.survey.is_note(block):
            self._skip(block, place)
        elif self.is_objective_heading(block):
            self.start(block, label, place, chain(block.children, following))
            self.walk(block.children, place._replace(mode=Mode.FREE))
        else:
            self.close(block.level)
            scope = read_group(text, place.scope, names_team=several)
            mode = Mode.PROSE if is_introduction(text) else place.mode
            self.walk(block.children, place._replace(scope=scope, mode=mode))

    def _skip(self, block: Block, place: Place) -> None:
        """A heading such as "Retrospective": its items are reported under an objective, else they explain."""
        self.close(block.level)
        if self.objective is not None:
            self.walk(block.children, place._replace(mode=Mode.SKIP))
        elif any(self.survey.names_objective(child) for child in block.children):
            reason = "the objectives under this heading were taken for explanation or example"
            self.draft.report(block.span, reason)

    def _line(self, block: Block, place: Place, following: _Following, *, has_lists: bool) -> Place:
        label = self.survey.label(block)
        if label.role is Role.NONE:
            if self.expects is not None:
                self.fill(label.rest)
            elif place.mode is Mode.KEY_RESULTS and not has_lists and place.under is not Role.KEY_RESULT:
                self.add(block, label, place)
        elif label.role is Role.OBJECTIVE:
            if not self._describes_objective(label):
                self.start(block, label, place, following)
                return place._replace(mode=Mode.FREE)
        elif label.role is Role.KEY_RESULT:
            self.add(block, label, place)
            return place._replace(mode=Mode.SKIP)
        elif label.role is Role.KEY_RESULTS:
            self._add_inline(block, label, place, following)
            return place._replace(mode=Mode.KEY_RESULTS)
        elif label.role is Role.FIELD:
            return place._replace(scope=self.field(block, label, place))
        else:
            skip = Mode.SKIP if self.objective else Mode.PROSE
            return place._replace(mode=skip if label.role is Role.NOTE else Mode.FREE)
        return place

    def _describes_objective(self, label: Label) -> bool:
        """`Goal:` right under a labelled objective explains it."""
        above = self.objective
        is_goal = label.label.lower().endswith("goal")
        return is_goal and above is not None and above.labelled and not above.key_results

    def _add_inline(self, block: Block, label: Label, place: Place, following: _Following) -> None:
        """`Key results: one; two; three` on one line; before a list, such words name an owner."""
        self.key_result = None
        if not label.rest.text or following.starts_with_item() or block.children:
            return
        for part in split_list(label.rest) or [label.rest]:
            self.append(part, "", place)

    def _item(self, block: Block, place: Place, following: _Following) -> Place:
        label = self.survey.label(block)
        if label.role is Role.NONE:
            self.plain_item(block, label, place)
        elif label.role is Role.OBJECTIVE:
            self.start(block, label, place, chain(block.children, following))
            self.inside(block.children, place._replace(under=Role.OBJECTIVE, mode=Mode.FREE))
        elif label.role is Role.KEY_RESULT:
            self.add(block, label, place)
            self.inside_key_result(block, place)
        elif label.role in {Role.KEY_RESULTS, Role.OBJECTIVES}:
            return self._container_item(block, label, place, following)
        elif label.role is Role.FIELD:
            scope = self.field(block, label, place)
            if label.name == "team":
                self.inside(block.children, place._replace(scope=scope))
        elif self._is_measure(label, place):
            self.add(block, label, place)
        else:
            self.report(block, f"not read: a note ({label.label})")
        return place

    def _is_measure(self, label: Label, place: Place) -> bool:
        """`Measure: ...` below an objective that has no labelled key results is one."""
        if self.objective is None or self.strict or place.under is Role.KEY_RESULT:
            return False
        above = self.key_result
        return label.label.lower() in _MEASURES and (above is None or above.label == label.label)

    def _container_item(self, block: Block, label: Label, place: Place, following: _Following) -> Place:
        mode = Mode.FREE
        if self.strict and place.under is Role.KEY_RESULT and label.rest.text:
            self.report(block, f"not read: how a key result is measured ({label.label})")
            return place
        if label.role is Role.KEY_RESULTS:
            mode = Mode.KEY_RESULTS
            self._add_inline(block, label, place, following)
        self.key_result = None
        self.inside(block.children, place._replace(mode=mode, under=Role.OBJECTIVE))
        return place if block.children else place._replace(mode=mode)

    def _table(self, block: Block, place: Place) -> None:
        if place.mode in {Mode.SKIP, Mode.PROSE} and self.objective is None:
            return
        current = self.objective if place.mode is not Mode.SKIP else None
        loose = place.mode is Mode.KEY_RESULTS
        if read_rows(block.rows, place.scope, self.draft, current=current, loose=loose):
            self.key_result = None
        else:
            self.report(block, "not read: a table without a key result column")
