"""Canonical field names and what people call them: in YAML and JSON keys, table headers and sub-bullets.

The names are in `_columns.txt`, in lower case.
"""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["canonical_field", "is_note_name", "normalise_name"]

_NOTE = "note"


def _read_names() -> dict[str, str]:
    lines = Path(__file__).with_name("_columns.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, str] = {}
    for line in lines:
        if not line.startswith("# "):
            canonical, names = line.split(": ", 1)
            found.update(dict.fromkeys(names.split(", "), canonical))
    return found


_BY_NAME = _read_names()


def normalise_name(name: str) -> str:
    """`Key-Result`, `key_result` and `keyResult` become `key result`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", name[:100])
    return re.sub(r"[\s_\-]+", " ", spaced).strip(" :*?.").casefold()


def canonical_field(name: str) -> str | None:
    """The canonical field that a key, header or label names, or `None`."""
    found = _find(name)
    return None if found == _NOTE else found


def is_note_name(name: str) -> bool:
    """Whether a label names a known field that is no part of the OKR's wording."""
    return _find(name) == _NOTE


def _find(name: str) -> str | None:
    key = normalise_name(name)
    found = _BY_NAME.get(key)
    if found is None and key.endswith(")"):
        found = _BY_NAME.get(re.sub(r"\s*\([^()]*\)$", "", key))
    return found
