"""What a signal is: its document, its check and what the check gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from coach.domain.checkin import Signal, Standing
from coach.domain.finding import Severity
from coach.parsing.patterns import pattern

__all__ = ["COMMON_FACTS", "EDGE", "Hit", "PatternHit", "PatternRule", "SignalDocument", "SignalRule"]

EDGE = 1e-9
"""Room for binary fractions, so that 0.45 - 0.30 is at least 0.15."""

COMMON_FACTS: Mapping[str, str] = MappingProxyType(
    {
        "key_result": "what it measures, in its own words",
        "team": "its team",
        "owner": "who drives it, where known",
        "value": "latest reading",
        "day": "day of the latest reading",
        "baseline": "where it started, where known",
        "target": "what is aimed at, where known",
        "progress": "share of the way from baseline to target, where it exists",
        "expected": "share of the way due by the day, where progress exists",
        "confidence": "latest confidence, where one was given",
    }
)
"""Facts that every signal about one key result carries, each where it is known."""

HEADINGS = ("What it shows", "Threshold", "Facts", "Not flagged", "Source")
_HEADING = pattern(rf"(?m)^## ({'|'.join(HEADINGS)})\n")


class SignalDocument(NamedTuple):
    """The public document of a signal, read from its module docstring: a first line, then `HEADINGS`."""

    text: str

    @property
    def summary(self) -> str:
        """The first line."""
        return self.text.strip().splitlines()[0]

    @property
    def sections(self) -> dict[str, str]:
        """Heading to body, in order."""
        parts = _HEADING.split(self.text)
        return {heading: body.strip() for heading, body in zip(parts[1::2], parts[2::2], strict=True)}


class Hit(NamedTuple):
    """What a check found on one key result.

    Attributes:
        message: One line that quotes the facts.
        facts: The facts of this signal, beside the common ones.
        severity: `None` takes the rule's.
    """

    message: str
    facts: Mapping[str, str] = MappingProxyType({})
    severity: Severity | None = None


class PatternHit(NamedTuple):
    """What a check found over several key results.

    Attributes:
        message: One line that quotes the facts.
        team: The team, where it is about one.
        tracks: Ids of the key results that show it.
        facts: The facts.
        severity: `None` takes the rule's.
    """

    message: str
    team: str
    tracks: tuple[str, ...]
    facts: Mapping[str, str] = MappingProxyType({})
    severity: Severity | None = None


class SignalRule(NamedTuple):
    """A signal about one key result.

    Attributes:
        code: Unique, never reused: `CI6xx`.
        severity: Default severity.
        check: Looks at one standing; pure. It is called only from the start of the cycle on.
        needs_progress: Whether it can only speak where a reading and progress exist.
        name: File name with dashes; filled on discovery.
        document: Module docstring; filled on discovery.
    """

    code: str
    severity: Severity
    check: Callable[[Standing], Hit | None]
    needs_progress: bool = True
    name: str = ""
    document: SignalDocument = SignalDocument("")


class PatternRule(NamedTuple):
    """A pattern over the key results of a team or of several; fields as in `SignalRule`.

    `check` gets the standings and the signals about single key results by track.
    """

    code: str
    severity: Severity
    check: Callable[[Sequence[Standing], Mapping[str, Sequence[Signal]]], Iterable[PatternHit]]
    name: str = ""
    document: SignalDocument = SignalDocument("")
