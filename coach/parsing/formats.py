"""Formats: which one an input is, and its bytes as text."""

from __future__ import annotations

import re
from enum import StrEnum

from coach.errors import InputTooLarge, UnreadableInput

__all__ = ["MAX_BYTES", "MAX_LINE", "Format", "check_text", "decode", "detect"]

MAX_BYTES = 50 * 1024 * 1024
MAX_LINE = 1024 * 1024
"""Longest line of a batch in bytes."""
_MEGABYTE = 1024 * 1024


class Format(StrEnum):
    """A format that can be read."""

    MARKDOWN = "markdown"
    YAML = "yaml"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PLAIN = "plain"


LIMITS = {
    Format.MARKDOWN: 20 * _MEGABYTE,
    Format.YAML: 5 * _MEGABYTE,
    Format.JSON: 20 * _MEGABYTE,
    Format.JSONL: MAX_BYTES,
    Format.CSV: MAX_BYTES,
    Format.XLSX: MAX_BYTES,
    Format.PLAIN: 20 * _MEGABYTE,
}
"""Largest input in bytes per format: what is read within seconds, and far more than people write."""

_SUFFIXES = {
    "md": Format.MARKDOWN,
    "mdx": Format.MARKDOWN,
    "markdown": Format.MARKDOWN,
    "mkd": Format.MARKDOWN,
    "html": Format.MARKDOWN,
    "htm": Format.MARKDOWN,
    "yaml": Format.YAML,
    "yml": Format.YAML,
    "json": Format.JSON,
    "jsonl": Format.JSONL,
    "ndjson": Format.JSONL,
    "csv": Format.CSV,
    "tsv": Format.CSV,
    "xlsx": Format.XLSX,
    "xlsm": Format.XLSX,
    "txt": Format.PLAIN,
    "text": Format.PLAIN,
    "wiki": Format.PLAIN,
    "mediawiki": Format.PLAIN,
    "rst": Format.PLAIN,
    "adoc": Format.PLAIN,
    "org": Format.PLAIN,
}
_ZIP = b"PK\x03\x04"
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"\x1f\x8b")


def detect(name: str, head: str = "") -> Format:
    """The format by file name, else by the first characters."""
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    known = _SUFFIXES.get(suffix)
    if known is not None:
        return known
    start = head.lstrip("\ufeff \t\r\n")[:2000]
    if re.match(r'[\[{]\s*["{\[\]}]', start):
        return Format.JSON
    if re.match(
        r"(?:---\s*\n)?(?:[A-Za-z_]+:[^\n]*\n(?:\s*#[^\n]*\n)*){1,20}\s*(?:okrs|objectives)\s*:\s*\n|(?:okrs|objectives)\s*:\s*\n",
        start,
    ):
        return Format.YAML
    first = start.split("\n", 1)[0].lower()
    if first.count(",") + first.count("\t") + first.count(";") > 1 and re.search(
        r"objective|key.?result", first
    ):
        return Format.CSV
    return Format.MARKDOWN


def decode(data: bytes, name: str) -> str:
    """Bytes as text: UTF-8, or UTF-16 with its mark.

    Raises:
        UnreadableInput: Binary, or another encoding.
    """
    if data.startswith(_BINARY) or data.startswith(_ZIP):
        raise UnreadableInput(
            "this is a binary file, not text; export it as Markdown, CSV or XLSX", source=name
        )
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableInput(
            f"not {encoding.upper()} text; save the file as UTF-8",
            source=name,
            line=line,
            text=data[max(0, error.start - 10) : error.start + 10].decode("latin-1"),
        ) from None
    return check_text(text, name)


def check_text(text: str, name: str) -> str:
    """Refuse what is no text.

    Raises:
        UnreadableInput: Empty, or with null bytes or halves of characters.
    """
    if not text.strip("\ufeff \t\r\n"):
        raise UnreadableInput("the input is empty", source=name)
    bad = re.search("[\0\ud800-\udfff]", text)
    if bad:
        what = (
            "a null byte: this is no text file"
            if bad.group() == "\0"
            else "half of a character (a lone surrogate)"
        )
        raise UnreadableInput(f"contains {what}", source=name, line=text.count("\n", 0, bad.start()) + 1)
    return text


def check_size(size: int, name: str, limit: int) -> None:
    """Refuse what is over the limit of its format.

    Raises:
        InputTooLarge: Over the limit.
    """
    if size > limit:
        raise InputTooLarge(
            f"larger than {limit // _MEGABYTE} MB ({size / _MEGABYTE:.1f} MB); split it", source=name
        )
