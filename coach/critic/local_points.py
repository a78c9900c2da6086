"""From probabilities to points: what the local critic objects to, in words, with an exact quote."""

from __future__ import annotations

from collections.abc import Mapping

from coach.critic.stacking import Stack
from coach.domain.finding import IssueKind, Severity
from coach.domain.review import KeyResultReview, Point
from coach.domain.source import Span

__all__ = ["make_points"]

_WORDS = {
    IssueKind.TASK_LIKE: (
        "It reads as work to be done or delivered, not as what is different afterwards.",
        "What will be different for whom once this is done, and which number shows it?",
    ),
    IssueKind.UNMEASURABLE: (
        "At the end of the cycle two people with the same data could disagree whether it was met.",
        "Which value, and read where, would make both of them say yes?",
    ),
    IssueKind.VAGUE: (
        "A word that decides success has no agreed meaning.",
        "What exactly would a stranger count or look at?",
    ),
    IssueKind.DISCONNECTED: (
        "Reaching it would be little evidence that the objective was reached.",
        "If this number is hit and nothing else, what of the objective has come true?",
    ),
}


def make_points(review: KeyResultReview, judged: Mapping[str, float], stack: Stack) -> tuple[Point, ...]:
    """A point for each kind that is likely enough, the surest first, unless a rule says the same aloud."""
    points = []
    told = {finding.kind for finding in review.findings if finding.severity is not Severity.HINT}
    for kind, (reason, question) in _WORDS.items():
        certainty = 0.0 if kind in told else judged.get(kind.value, 0.0)
        if certainty and certainty >= stack.judgements[kind.value].speaks_from:
            points.append(Point(kind, round(certainty, 4), _quote(review, kind), reason, question))
    return tuple(sorted(points, key=lambda point: -point.certainty))


def _quote(review: KeyResultReview, kind: IssueKind) -> str:
    """The words that a rule of the same kind underlines, else those that decided the reading, else all."""
    text, reading = review.key_result.text, review.key_result.reading
    for finding in review.findings:
        if finding.kind is kind and finding.quote and finding.quote in text:
            return finding.quote
    spans: dict[IssueKind, tuple[Span | None, ...]] = {
        IssueKind.TASK_LIKE: (reading.because, reading.lead),
        IssueKind.UNMEASURABLE: (reading.change.metric,),
    }
    for span in spans.get(kind, ()):
        if span is not None and span.of(text).strip():
            return span.of(text)
    return text
