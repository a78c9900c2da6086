"""Markdown documents as people write them."""

from __future__ import annotations

import re

from coach.domain.okr import Document
from coach.domain.source import SourceText
from coach.parsing.blocks import nest
from coach.parsing.drafts import Draft, finish
from coach.parsing.front_matter import read_front_matter
from coach.parsing.groups import mentions_okrs
from coach.parsing.markdown_blocks import read_blocks
from coach.parsing.outline import read_outline
from coach.parsing.suppression import find_suppressions

__all__ = ["read_markdown"]


def read_markdown(source: SourceText) -> Document:
    """Read a Markdown document."""
    draft = Draft()
    front = read_front_matter(source, draft)
    blocks = read_blocks(source.text, front.end)
    title = re.sub(r"\.\w+$", "", source.name.replace("\\", "/").rsplit("/", 1)[-1])
    stated = front.scope.level is not None or front.scope.cycle is not None
    about = stated or mentions_okrs(title) or mentions_okrs(front.title)
    read_outline(nest(blocks, len(source.text)), front.scope, draft, about_okrs=about)
    return finish(source, draft, find_suppressions(source.text))
