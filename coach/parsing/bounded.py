"""Statements of any length in bounded time: the first 2,000 characters of an endless one are taken apart."""

from __future__ import annotations

from coach.domain.statement import Reading
from coach.parsing.statement import read_statement

__all__ = ["MAX_STATEMENT", "read_bounded"]

MAX_STATEMENT = 2_000


def read_bounded(text: str) -> Reading:
    """As `read_statement`; what stands behind the limit stays in the text and is not looked at."""
    if len(text) <= MAX_STATEMENT:
        return read_statement(text)
    return read_statement(text[:MAX_STATEMENT])._replace(text=text)
