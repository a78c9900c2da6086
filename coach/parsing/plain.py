"""Plain text: indented lists, numbers, underlined titles, wiki markup; one line alone is a key result."""

from __future__ import annotations

from coach.domain.okr import Document
from coach.domain.source import Passage, SourceText
from coach.parsing.blocks import Block, nest
from coach.parsing.drafts import Draft, DraftKeyResult, DraftObjective, Scope, finish
from coach.parsing.groups import mentions_okrs
from coach.parsing.labels import Role, read_label
from coach.parsing.notes import split_notes
from coach.parsing.outline import read_outline
from coach.parsing.plain_blocks import read_plain_blocks
from coach.parsing.suppression import find_suppressions

__all__ = ["read_plain"]


def read_plain(source: SourceText) -> Document:
    """Read plain text."""
    draft = Draft()
    blocks = read_plain_blocks(source.text)
    if not _single_statement(blocks, draft):
        about = mentions_okrs(source.name)
        read_outline(nest(blocks, len(source.text)), Scope(), draft, about_okrs=about)
    return finish(source, draft, find_suppressions(source.text))


def _single_statement(blocks: list[Block], draft: Draft) -> bool:
    """Read a text of one line as a key result on its own."""
    words = [block for block in blocks if block.text]
    if len(words) != 1 or words[0].children:
        return False
    label = read_label(words[0].passage)
    if label.role in {Role.OBJECTIVE, Role.OBJECTIVES} or not label.rest.text:
        return False
    objective = DraftObjective(Passage("", label.rest.start), Scope())
    text, fields = split_notes(label.rest)
    objective.key_results.append(DraftKeyResult(text, label.label, fields))
    draft.objectives.append(objective)
    return True
