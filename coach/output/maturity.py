"""A self-assessment as JSON (`coach.maturity/v1`), as text, and its empty form to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coach.domain.maturity import DimensionScore, MaturityQuestion, MaturityReport
from coach.output.outline import Outline

__all__ = ["MATURITY_SCHEMA", "maturity_object", "outline_maturity", "write_form"]

MATURITY_SCHEMA = "coach.maturity/v1"
_SCALE = 4


def maturity_object(report: MaturityReport) -> dict[str, Any]:
    """Scores 0..4, `null` where not known, and the advice."""
    return {
        "schema": MATURITY_SCHEMA,
        "dimensions": [
            {
                "dimension": entry.dimension.value,
                "score": entry.score,
                "answered": entry.answered,
                "seen": entry.evidence.score if entry.evidence else None,
                "because": entry.evidence.because if entry.evidence else None,
                "remark": entry.remark,
            }
            for entry in report.dimensions
        ],
        "advice": [
            {"topic": advice.topic, "text": advice.text, "because": advice.because}
            for advice in report.advice
        ],
        "unanswered": list(report.unanswered),
    }


def outline_maturity(report: MaturityReport) -> Outline:
    """The scores with what they rest on, then the advice."""
    outline = Outline()
    outline.heading(1, "Goal-setting maturity")
    for entry in report.dimensions:
        outline.item(f"{entry.dimension.value}: {_show(entry)}")
        if entry.evidence is not None:
            outline.detail(f"seen: {entry.evidence.because}")
        outline.detail(entry.remark)
    if report.unanswered:
        outline.line(f"{len(report.unanswered)} questions were not answered: {', '.join(report.unanswered)}.")
    outline.heading(2, "What fits now")
    for advice in report.advice:
        outline.item(f"{advice.topic}: {advice.text}")
        outline.detail(advice.because)
    return outline


def write_form(questions: Sequence[MaturityQuestion]) -> bytes:
    """The questions as a YAML file to fill in: `coach maturity --answers FILE` reads it back."""
    lines = [
        "# Goal-setting maturity. Put the number of the answer that fits behind each id, 0 to 4;",
        "# leave it empty where you do not know.",
        "people:  # how many people work in the organisation",
    ]
    for question in questions:
        lines += ["", f"# {question.text}"]
        lines += [f"#   {level}: {answer}" for level, answer in enumerate(question.levels)]
        lines.append(f"{question.id}:")
    return ("\n".join(lines) + "\n").encode()


def _show(entry: DimensionScore) -> str:
    if entry.score is None:
        return "not known"
    filled = round(entry.score)
    bar = "#" * filled + "." * (_SCALE - filled)
    parts = []
    if entry.answered is not None:
        parts.append(f"answers {entry.answered:.1f}")
    if entry.evidence is not None and entry.evidence.score is not None:
        parts.append(f"documents {entry.evidence.score:.1f}")
    return f"[{bar}] {entry.score:.1f} of {_SCALE} ({', '.join(parts)})"
