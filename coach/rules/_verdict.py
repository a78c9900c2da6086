"""From a reading and its findings to a verdict.

The verdict follows the label guide of the project: tasks and key results that nobody can measure need
work, a missing baseline alone is small. A reading that is not sure of itself asks for a human instead of
guessing.
"""

from __future__ import annotations

from collections.abc import Iterable

from coach.domain.finding import Finding, IssueKind, Severity
from coach.domain.review import Verdict
from coach.domain.statement import Reading, StatementKind

__all__ = ["judge"]

_NOT_UNDERSTOOD = {
    "language": "the text is in no language that the coach reads",
    "length": "the text is too long for one key result",
}
_HINT_WEIGHT = 0.2
_UNSURE_BELOW = 0.53


def judge(
    reading: Reading, findings: Iterable[Finding], *, has_target: bool = False
) -> tuple[Verdict, str, float, dict[str, float]]:
    """Verdict, its reason, weakness 0..1 and the certainty of each issue kind.

    Weakness joins the certainties of the findings as independent signs (`1 - product of (1 - certainty)`),
    a hint with a fifth of its certainty; where nothing was found it says how likely the reading itself is
    to be wrong.

    Args:
        reading: What the sentence says.
        findings: What the rules say.
        has_target: Whether the document states a target beside the sentence, such as in a column.
    """
    issues: dict[str, float] = {}
    sound = 1.0
    serious: list[Finding] = []
    work: Finding | None = None
    for finding in findings:
        if finding.kind is not None:
            issues[finding.kind.value] = max(issues.get(finding.kind.value, 0.0), finding.certainty)
        if finding.kind is IssueKind.TASK_LIKE:
            work = finding
        if finding.severity is Severity.HINT:
            sound *= 1.0 - _HINT_WEIGHT * finding.certainty
        else:
            serious.append(finding)
            sound *= 1.0 - finding.certainty
    weakness = round(max(1.0 - sound, _doubt(reading) if reading.understood else 0.5), 4)
    if serious:
        worst = max(serious, key=lambda finding: (finding.severity.rank, finding.certainty))
        return Verdict.NEEDS_WORK, f"{worst.name}: {worst.message}", weakness, issues
    if not reading.understood:
        return Verdict.NEEDS_HUMAN, _NOT_UNDERSTOOD[reading.decided_by], weakness, issues
    placeholders = [words for words in _written(reading) if words.startswith("[")]
    if placeholders:
        return Verdict.NEEDS_HUMAN, f"still to be filled in: {', '.join(placeholders)}", weakness, issues
    if work is not None and reading.kind is StatementKind.TASK:
        return Verdict.NEEDS_HUMAN, work.message, weakness, issues
    is_open = reading.change.target is None and not has_target
    if reading.kind_certainty < _UNSURE_BELOW and is_open:
        return (
            Verdict.NEEDS_HUMAN,
            "the words do not tell whether this is a result or a task",
            weakness,
            issues,
        )
    return Verdict.STRONG, "no rule objects", weakness, issues


def _written(reading: Reading) -> list[str]:
    return [quantity.span.of(reading.text) for quantity in reading.quantities]


def _doubt(reading: Reading) -> float:
    """A little weakness for a reading that was close to another one; 0.02 to 0.3."""
    return max(0.5 * reading.unmeasurable, 0.6 * (1.0 - reading.kind_certainty), 0.02) * 0.6
