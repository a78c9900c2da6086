"""How well underlined words fit the words that a reader would underline."""

from __future__ import annotations

from collections.abc import Iterable

from coach.domain.source import Span

__all__ = ["overlap"]


def overlap(expected: Iterable[Span], got: Iterable[Span]) -> float | None:
    """Shared characters by all characters of both (intersection over union); `None` where both are empty."""
    wanted = {position for span in expected for position in range(span.start, span.end)}
    given = {position for span in got for position in range(span.start, span.end)}
    if not wanted and not given:
        return None
    return len(wanted & given) / len(wanted | given)
