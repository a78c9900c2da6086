"""What every SARIF 2.1.0 log of the coach shares.

Specification: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from string import ascii_letters, digits
from typing import Any

from coach import __version__
from coach.domain.finding import Severity

__all__ = ["LEVELS", "make_driver", "make_uri", "write_log"]

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_URI_CHARACTERS = frozenset("/-._~" + ascii_letters + digits)


def make_driver(rules: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The coach as the tool that speaks."""
    return {"driver": {"name": "okr-coach", "semanticVersion": __version__, "rules": list(rules)}}


def write_log(run: dict[str, Any]) -> bytes:
    """A log with one run."""
    content = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def make_uri(name: str) -> str:
    """A relative or absolute path as a URI reference (RFC 3986)."""
    path = name.replace("\\", "/").encode("utf-8", "surrogatepass")
    return "".join(chr(byte) if chr(byte) in _URI_CHARACTERS else f"%{byte:02X}" for byte in path)
