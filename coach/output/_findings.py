"""Findings as a reader wants them: nothing is said twice about one key result."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coach.domain.finding import Finding, Severity
from coach.domain.review import KeyResultReview, Verdict

__all__ = ["Said", "is_explained", "join_findings"]

# A judgement is why a key result has nothing to measure: one point with two questions.
_JOINED = ("KR103", "KR101")


class Said(NamedTuple):
    """One finding, and those that are told with it because they make the same point."""

    finding: Finding
    joined: tuple[Finding, ...] = ()

    @property
    def names(self) -> str:
        """Code and name of each."""
        return ", ".join(f"{finding.code} {finding.name}" for finding in (self.finding, *self.joined))

    @property
    def questions(self) -> tuple[str, ...]:
        """The question of each."""
        return tuple(finding.question for finding in (self.finding, *self.joined))


def join_findings(findings: Iterable[Finding]) -> list[Said]:
    """Findings in their order, a judging word told with the missing target around it."""
    found = list(findings)
    inner, outer = _JOINED
    around = [finding for finding in found if finding.code == outer]
    said: list[Said] = []
    for finding in found:
        if finding.code == inner and any(one.span.contains(finding.span) for one in around):
            continue
        joined = [one for one in found if one.code == inner and finding.span.contains(one.span)]
        said.append(Said(finding, tuple(joined) if finding.code == outer else ()))
    return said


def is_explained(review: KeyResultReview) -> bool:
    """Whether its findings tell why a key result is not strong: they are serious, or give the reason."""
    if any(finding.severity is not Severity.HINT for finding in review.findings):
        return True
    is_open = review.verdict is Verdict.NEEDS_HUMAN
    return is_open and any(review.reason == finding.message for finding in review.findings)
