"""SARIF 2.1.0 for code-scanning views: a result per gap, a notification per problem of the input."""

from __future__ import annotations

from typing import Any

from coach.domain.alignment import AuditProblem, Gap, GapKind, Place
from coach.domain.finding import Severity
from coach.output._sarif import LEVELS, make_driver, make_uri, write_log
from coach.output.audit import AuditView, DescribedGap

__all__ = ["render"]


def render(view: AuditView) -> bytes:
    """One run with its gap kinds, results and notifications."""
    report = view.report
    indexes = {described.kind: index for index, described in enumerate(view.kinds)}
    results = [_result(gap, indexes) for gap in report.gaps]
    results += [
        {**_result(gap, indexes), "suppressions": [{"kind": "external", "justification": gap.evidence[-1]}]}
        for gap in report.dismissed
    ]
    run = {
        "tool": make_driver([_describe(described) for described in view.kinds]),
        "results": results,
        "invocations": [
            {
                "executionSuccessful": not any(
                    problem.code == "unreadable-file" for problem in report.problems
                ),
                "toolExecutionNotifications": [_notify(problem) for problem in report.problems],
            }
        ],
    }
    return write_log(run)


def _describe(described: DescribedGap) -> dict[str, Any]:
    text = described.document.text.strip()
    return {
        "id": described.kind.value,
        "shortDescription": {"text": described.document.summary or described.kind.value},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": LEVELS[Severity.WARNING]},
    }


def _result(gap: Gap, indexes: dict[GapKind, int]) -> dict[str, Any]:
    lines = [gap.message, *(f"- {line}" for line in gap.evidence), gap.next_step]
    result: dict[str, Any] = {
        "ruleId": gap.kind.value,
        "level": LEVELS[gap.severity],
        "message": {"text": "\n".join(lines)},
        "partialFingerprints": {"gap": gap.id},
        "properties": {"certainty": round(gap.certainty, 4), "nodes": list(gap.nodes)},
    }
    if gap.kind in indexes:
        result["ruleIndex"] = indexes[gap.kind]
    if gap.place is not None:
        result["locations"] = [_locate(gap.place)]
    return result


def _notify(problem: AuditProblem) -> dict[str, Any]:
    is_error = problem.code in {"unreadable-file", "broken-record"}
    told: dict[str, Any] = {
        "level": "error" if is_error else "note",
        "message": {"text": problem.message},
        "descriptor": {"id": problem.code},
    }
    if problem.place is not None:
        told["locations"] = [_locate(problem.place)]
    return told


def _locate(place: Place) -> dict[str, Any]:
    region = {"startLine": max(1, place.line)}
    return {"physicalLocation": {"artifactLocation": {"uri": make_uri(place.file)}, "region": region}}
