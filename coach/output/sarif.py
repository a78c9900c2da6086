"""SARIF 2.1.0 for code-scanning views. Columns count code points; the end of a region is exclusive.

Specification: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coach.domain.finding import Finding
from coach.domain.review import DocumentReview
from coach.domain.source import SourceText, Span
from coach.errors import InputError
from coach.output._left_out import describe_unread
from coach.output._sarif import LEVELS, make_driver, make_uri, write_log
from coach.output.place import find_region
from coach.output.report import DescribedRule, Report

__all__ = ["render"]


def render(report: Report, rules: Sequence[DescribedRule]) -> bytes:
    """One run with its rules, results and notifications."""
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    run = {
        "tool": make_driver([_describe_rule(rule) for rule in rules]),
        "columnKind": "unicodeCodePoints",
        "results": [result for review in report.reviews for result in _results(review, indexes)],
        "invocations": [
            {
                "executionSuccessful": not report.errors
                and not any(review.failures for review in report.reviews),
                "toolExecutionNotifications": _notifications(report),
            }
        ],
    }
    return write_log(run)


def _describe_rule(rule: DescribedRule) -> dict[str, Any]:
    text = rule.document.text.strip() or rule.name
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.document.summary or rule.name},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.subject.value, *([] if rule.kind is None else [rule.kind.value])],
            "status": str(rule.status),
        },
    }


def _results(review: DocumentReview, indexes: dict[str, int]) -> list[dict[str, Any]]:
    source = review.document.source
    shown = [_result(finding, source, indexes) for finding in review.findings]
    hidden = [
        {**_result(finding, source, indexes), "suppressions": [{"kind": "external"}]}
        for finding in review.hidden
    ]
    return shown + hidden


def _result(finding: Finding, source: SourceText, indexes: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": indexes[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message}\n{finding.question}"},
        "locations": [{"physicalLocation": _physical_location(source, finding.span)}],
        "properties": {"certainty": round(finding.certainty, 4)},
    }
    if finding.edit is not None:
        result["fixes"] = [
            {
                "description": {"text": f"replace with {finding.edit.replacement!r}"},
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": make_uri(source.name)},
                        "replacements": [
                            {
                                "deletedRegion": _region(source, finding.edit.span),
                                "insertedContent": {"text": finding.edit.replacement},
                            }
                        ],
                    }
                ],
            }
        ]
    return result


def _notifications(report: Report) -> list[dict[str, Any]]:
    told = [_error_notification(error) for error in report.errors]
    for review in report.reviews:
        source = review.document.source
        told.extend(
            {
                "level": "note",
                "message": {"text": describe_unread(unread)},
                "locations": [{"physicalLocation": _physical_location(source, unread.span)}],
            }
            for unread in review.document.unread
        )
        told.extend({"level": "note", "message": {"text": remark}} for remark in review.unused)
        told.extend({"level": "error", "message": {"text": failure}} for failure in review.failures)
    return told


def _error_notification(error: InputError) -> dict[str, Any]:
    quoted = f" (at {error.text!r})" if error.text else ""
    notification: dict[str, Any] = {"level": "error", "message": {"text": error.reason + quoted}}
    if error.source:
        place: dict[str, Any] = {"artifactLocation": {"uri": make_uri(error.source)}}
        if error.line is not None:
            place["region"] = {"startLine": error.line}
        notification["locations"] = [{"physicalLocation": place}]
    return notification


def _physical_location(source: SourceText, span: Span) -> dict[str, Any]:
    return {"artifactLocation": {"uri": make_uri(source.name)}, "region": _region(source, span)}


def _region(source: SourceText, span: Span) -> dict[str, int]:
    region = find_region(source, span)
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }
