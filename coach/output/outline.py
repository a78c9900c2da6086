"""An outline of headings, lines and items, written as plain text or as Markdown. All its text is data."""

from __future__ import annotations

from typing import NamedTuple

from coach.output.markdown import escape_markdown
from coach.output.place import make_visible
from coach.output.text import Paint, paint_nothing

__all__ = ["Outline"]


class _Part(NamedTuple):
    kind: str
    text: str
    level: int = 0


class Outline:
    """Collects parts in order and renders them."""

    def __init__(self) -> None:
        self._parts: list[_Part] = []

    def heading(self, level: int, text: str) -> None:
        """A heading of level 1 to 3."""
        self._parts.append(_Part("heading", text, level))

    def line(self, text: str) -> None:
        """A paragraph."""
        self._parts.append(_Part("line", text))

    def item(self, text: str) -> None:
        """An item of a list."""
        self._parts.append(_Part("item", text))

    def detail(self, text: str) -> None:
        """A line that belongs to the item before."""
        self._parts.append(_Part("detail", text))

    def check(self, text: str) -> None:
        """Something to tick off."""
        self._parts.append(_Part("check", text))

    def extend(self, other: Outline) -> None:
        """Everything of another outline after this one."""
        self._parts.extend(other._parts)

    def to_text(self, paint: Paint = paint_nothing) -> bytes:
        """Plain text; headings of level 1 are underlined."""
        lines: list[str] = []
        for part in self._parts:
            lines.extend(_text_lines(part, paint))
        return _encode(lines)

    def to_markdown(self) -> bytes:
        """Markdown; what the text holds of markup is escaped."""
        lines: list[str] = []
        before = ""
        for part in self._parts:
            text = escape_markdown(part.text)
            in_list = part.kind in ("item", "detail", "check")
            if not in_list or before not in ("item", "detail", "check"):
                lines.append("")
            lines.append(_markdown_line(part, text))
            before = part.kind
        return _encode(lines[1:])


def _text_lines(part: _Part, paint: Paint) -> list[str]:
    text = make_visible(part.text)
    if part.kind == "heading":
        underline = ["=" * len(text)] if part.level == 1 else []
        return ["", paint("place", text), *underline]
    marks = {"line": "", "item": "- ", "check": "[ ] ", "detail": "    "}
    return [f"{marks[part.kind]}{text}"]


def _markdown_line(part: _Part, text: str) -> str:
    if part.kind == "heading":
        return f"{'#' * part.level} {text}"
    return {"line": "", "item": "- ", "check": "- [ ] ", "detail": "  "}[part.kind] + text


def _encode(lines: list[str]) -> bytes:
    return ("\n".join(lines).strip("\n") + "\n").encode("utf-8", "backslashreplace")
