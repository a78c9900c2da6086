"""Inline markup: from a stretch of source to its words, each character knowing where it stands.

Bold, italics, code, links, images, HTML tags, entities, footnotes, emoji shortcodes and escapes go;
the words stay. The scan is linear: brackets are paired once, beforehand.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from coach.domain.source import Passage
from coach.parsing.passages import place, trim
from coach.parsing.patterns import pattern

__all__ = ["Words", "clean"]

_AUTOLINK = pattern(r"<((?:https?|mailto|ftp):[^\s<>]{1,2000})>")
_TAG = pattern(r"</?[A-Za-z][A-Za-z0-9-]{0,30}(?:\s[^<>]{0,2000})?/?>")
_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_EMOJI = pattern(r":[a-z][a-z0-9_+-]{1,40}:(?=[\s\W]|$)")
_ATTRIBUTES = pattern(r"\{[:.#][^{}]{0,200}\}")
_FOOTNOTE = pattern(r"\[\^[^\]\s]{1,60}\]")
_CODE = pattern(r"(`{1,5})(?!`)([^`]{0,5000})\1(?!`)")
_STRUCK = pattern(r"~~(?=\S)([^~]{1,5000})~~")
_ESCAPABLE = set(r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""")
_SPECIAL = pattern(r"[\\`*_~\[\]!<&:{\s]")
_MARKUP = pattern(r"[\\`*_~\[\]<&{]|:[a-z]|  |[^\S ]")
_COMMENT_LENGTH = 20_000


class Words(NamedTuple):
    """Cleaned text.

    Attributes:
        passage: The words.
        lead: How many of its first characters were bold, or code, or a link of their own.
        struck: Whether all of it was struck through.
    """

    passage: Passage
    lead: int = 0
    struck: bool = False


def clean(raw: Passage, *, breaks: bool = False) -> Words:
    """The words of a stretch of source, white space collapsed; with `breaks`, `<br>` becomes a line break."""
    text = raw.text
    struck = False
    stripped = text.strip()
    if text and text == stripped and not _MARKUP.search(text):
        return Words(raw if raw.offsets is None else place(text, raw.offsets))
    if stripped.startswith("~~") and stripped.endswith("~~") and _STRUCK.fullmatch(stripped):
        struck = True
    scan = _Scan(raw, keep_struck=struck, breaks=breaks)
    scan.run()
    words = "".join(scan.characters)
    offsets = scan.offsets or [raw.start]
    passage = trim(Passage(words, offsets[0], tuple(offsets)) if scan.altered else place(words, offsets))
    dropped = len(words) - len(words.lstrip())
    return Words(passage, max(0, min(scan.lead - dropped, len(passage.text))), struck)


class _Scan:
    """One pass over a stretch of source."""

    def __init__(self, raw: Passage, *, keep_struck: bool, breaks: bool) -> None:
        self.text = raw.text
        self.raw = raw
        self.keep_struck = keep_struck
        self.breaks = breaks
        self.altered = False
        self.characters: list[str] = []
        self.offsets: list[int] = []
        self.lead = 0
        self.bold: str | None = None
        self.closers = _pair(raw.text)
        self.pending: list[tuple[int, int]] = []

    def run(self) -> None:
        position = 0
        text = self.text
        while position < len(text):
            while self.pending and self.pending[-1][0] < position:
                self.pending.pop()
            if self.pending and self.pending[-1][0] == position:
                position = self.pending.pop()[1]
                continue
            special = _SPECIAL.search(text, position)
            end = special.start() if special else len(text)
            if end > position:
                self.keep_range(position, end)
                position = end
                continue
            position = self.step(position)

    def step(self, position: int) -> int:
        """Handle one special character; the next position."""
        character = self.text[position]
        if character.isspace():
            return self.white_space(position)
        handler = {
            "\\": self.escape,
            "`": self.code,
            "*": self.emphasis,
            "_": self.emphasis,
            "~": self.strike,
            "[": self.link,
            "!": self.image,
            "<": self.angle,
            "&": self.entity,
            ":": self.shortcode,
            "{": self.attributes,
        }.get(character, self.literal)
        return handler(position)

    def keep(self, character: str, position: int) -> None:
        self.characters.append(character)
        self.offsets.append(self.source(position))

    def keep_range(self, start: int, end: int) -> None:
        self.characters.extend(self.text[start:end])
        if self.raw.offsets is None:
            self.offsets.extend(range(self.raw.start + start, self.raw.start + end))
        else:
            self.offsets.extend(self.raw.offsets[start:end])

    def source(self, position: int) -> int:
        return self.raw.start + position if self.raw.offsets is None else self.raw.offsets[position]

    def literal(self, position: int) -> int:
        self.keep(self.text[position], position)
        return position + 1

    def white_space(self, position: int) -> int:
        if self.characters and self.characters[-1] not in {" ", "\n"}:
            self.altered = self.altered or self.text[position] != " "
            self.keep(" ", position)
        return position + 1

    def escape(self, position: int) -> int:
        following = self.text[position + 1 : position + 2]
        if following in _ESCAPABLE and following:
            self.keep(following, position + 1)
            return position + 2
        if following == "\n" or not following:
            return position + 1
        return self.literal(position)

    def code(self, position: int) -> int:
        match = _CODE.match(self.text, position)
        if match is None:
            return position + 1
        self.keep_words(match.start(2), match.end(2))
        return match.end()

    def keep_words(self, start: int, end: int) -> None:
        """Keep a range as it is, but with white space collapsed."""
        for position in range(start, end):
            if self.text[position].isspace():
                self.white_space(position)
            else:
                self.keep(self.text[position], position)

    def emphasis(self, position: int) -> int:
        mark = self.text[position]
        end = position
        while end < len(self.text) and self.text[end] == mark:
            end += 1
        if not self.is_markup(position, end, mark):
            self.keep_range(position, end)
            return end
        if end - position >= len("**"):
            self.toggle_bold(mark)
        return end

    def is_markup(self, start: int, end: int, mark: str) -> bool:
        before = self.text[start - 1] if start else " "
        after = self.text[end] if end < len(self.text) else " "
        if before.isspace() and after.isspace():
            return False
        if mark == "*":
            return not (before.isdigit() and after.isdigit())
        return not (before.isalnum() and after.isalnum())

    def toggle_bold(self, mark: str) -> None:
        if self.bold == mark:
            if self.lead == -1:
                self.lead = len(self.characters)
            self.bold = None
        elif self.bold is None:
            self.bold = mark
            if self.lead == 0 and not any(character.isalnum() for character in self.characters):
                self.lead = -1

    def strike(self, position: int) -> int:
        match = _STRUCK.match(self.text, position)
        if match and not self.keep_struck:
            return match.end()
        if self.text.startswith("~~", position):
            return position + 2
        return self.literal(position)

    def link(self, position: int) -> int:
        footnote = _FOOTNOTE.match(self.text, position)
        if footnote:
            return footnote.end()
        closer = self.closers.get(position)
        if closer is None:
            return self.literal(position)
        after = self.text[closer + 1 : closer + 2]
        if after in {"(", "["} and closer + 1 in self.closers:
            self.pending.append((closer, self.closers[closer + 1] + 1))
            return position + 1
        return self.literal(position)

    def image(self, position: int) -> int:
        opener = position + 1
        closer = self.closers.get(opener) if self.text[opener : opener + 1] == "[" else None
        if closer is not None and closer + 1 in self.closers:
            return self.closers[closer + 1] + 1
        return self.literal(position)

    def angle(self, position: int) -> int:
        if self.text.startswith("<!--", position):
            end = self.text.find("-->", position, position + _COMMENT_LENGTH)
            return position + len("<!--") if end == -1 else end + len("-->")
        address = _AUTOLINK.match(self.text, position)
        if address:
            self.keep_range(address.start(1), address.end(1))
            return address.end()
        tag = _TAG.match(self.text, position)
        if tag:
            if tag.group()[1:3].lower() == "br":
                self.line_break(position)
            return tag.end()
        return self.literal(position)

    def line_break(self, position: int) -> None:
        if self.breaks:
            self.altered = True
            self.keep("\n", position)
        else:
            self.white_space(position)

    def entity(self, position: int) -> int:
        from html import unescape  # noqa: PLC0415 - most pages hold no entity

        match = _ENTITY.match(self.text, position)
        decoded = unescape(match.group()) if match else ""
        if match is None or len(decoded) != 1 or decoded == "\0":
            return self.literal(position)
        if decoded.isspace():
            self.white_space(position)
        else:
            self.keep(decoded, position)
        return match.end()

    def shortcode(self, position: int) -> int:
        before = self.text[position - 1] if position else " "
        match = None if before.isalnum() else _EMOJI.match(self.text, position)
        return match.end() if match else self.literal(position)

    def attributes(self, position: int) -> int:
        match = _ATTRIBUTES.match(self.text, position)
        return match.end() if match else self.literal(position)


def _pair(text: str) -> dict[int, int]:
    """Positions of `[` and `(` with the position of the bracket that closes them."""
    pairs: dict[int, int] = {}
    if "[" not in text:
        return pairs
    open_square: list[int] = []
    open_round: list[int] = []
    for match in re.finditer(r"[\[\]()]", text):
        position, character = match.start(), match.group()
        if position and text[position - 1] == "\\":
            continue
        if character == "[":
            open_square.append(position)
        elif character == "(":
            open_round.append(position)
        elif character == "]" and open_square:
            pairs[open_square.pop()] = position
        elif character == ")" and open_round:
            pairs[open_round.pop()] = position
    return pairs
