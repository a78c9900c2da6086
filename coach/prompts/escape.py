"""User text inside a prompt: readable, and unable to end its block or to look like a part of the prompt."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["escape_text", "unescape_text"]

_MARKS = frozenset("&<>[]{}`|")
"""What blocks, chat templates, fences and template languages are made of."""
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Categories that a reader does not see: controls, formats, surrogates, private, unassigned, line ends."""
_ESCAPE = re.compile(r"&#(\d{1,7});")
_LAST = 0x10FFFF


def escape_text(text: str) -> str:
    """The text with every mark and hidden character written as `&#number;`, so on one line."""
    return "".join(
        f"&#{ord(character)};"
        if character in _MARKS or unicodedata.category(character) in _HIDDEN
        else character
        for character in text
    )


def unescape_text(text: str) -> str:
    """What `escape_text` made of a text, undone: a model quotes what it sees."""
    return _ESCAPE.sub(lambda match: _write(int(match[1]), match[0]), text)


def _write(number: int, otherwise: str) -> str:
    return chr(number) if number <= _LAST else otherwise
