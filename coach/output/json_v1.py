"""JSON, schemas `coach.review/v1` and `coach.improve/v1`: stable names, only additions.

The document form nests `objectives[] -> key_results[]`. The batch form is one object per key result.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from coach.domain.finding import Finding, Severity
from coach.domain.okr import OkrSet
from coach.domain.review import (
    CriticUse,
    DocumentReview,
    Improvement,
    KeyResultReview,
    ObjectiveReview,
    Point,
    Verdict,
)
from coach.domain.source import SourceText, Span
from coach.errors import InputError
from coach.output.place import find_region
from coach.output.report import DescribedRule, Report

__all__ = [
    "IMPROVE_SCHEMA",
    "REVIEW_SCHEMA",
    "batch_object",
    "document_object",
    "encode",
    "error_object",
    "finding_object",
    "improvement_object",
    "input_error_object",
    "objective_object",
    "point_object",
    "render",
    "report_object",
    "rule_object",
    "write_line",
]

REVIEW_SCHEMA = "coach.review/v1"
IMPROVE_SCHEMA = "coach.improve/v1"

JsonObject = dict[str, Any]


def render(report: Report, _: Sequence[DescribedRule]) -> bytes:
    """One JSON object for the whole run."""
    return encode(json.dumps(report_object(report), ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def write_line(value: JsonObject) -> bytes:
    """One line of JSONL."""
    return encode(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")


# The characters beyond ASCII that act on a terminal; JSON has an escape for each, so that nothing is lost.
_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def encode(text: str) -> bytes:
    """UTF-8; lone surrogates and characters that act on a terminal become JSON's own escapes."""
    visible = _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return visible.encode("utf-8", "backslashreplace")


def report_object(report: Report) -> JsonObject:
    """The document form: objectives of all sources in order, then what is said about sets and sources."""
    return {
        "schema": REVIEW_SCHEMA,
        "summary": _summary_object(report),
        "objectives": [
            objective_object(objective, okrs.okrs, review.document.source)
            for review in report.reviews
            for okrs in review.sets
            for objective in okrs.objectives
        ],
        "documents": [document_object(review) for review in report.reviews],
        "errors": [input_error_object(error) for error in report.errors],
    }


def document_object(review: DocumentReview) -> JsonObject:
    """What is said about a source beside its objectives."""
    source = review.document.source
    return {
        "file": source.name,
        "sets": [
            {
                **_set_fields(okrs.okrs),
                "objectives": len(okrs.objectives),
                "findings": [finding_object(finding, source) for finding in okrs.findings],
            }
            for okrs in review.sets
        ],
        "not_understood": [
            {
                "location": _location(source, unread.span),
                "text": unread.span.of(source.text),
                "reason": unread.reason,
            }
            for unread in review.document.unread
        ],
        "suppressed": [finding_object(finding, source) for finding in review.hidden],
        "unused_suppressions": list(review.unused),
        "failures": list(review.failures),
    }


def batch_object(item_id: object, review: KeyResultReview) -> JsonObject:
    """The batch form of one key result."""
    return {
        "schema": REVIEW_SCHEMA,
        "id": item_id,
        "verdict": review.verdict.value,
        **_judgement(review),
        "findings": [finding_object(finding) for finding in review.findings],
        "critic": _use_object(review.critic),
        "tests": _tests_object(review),
        "points": [point_object(point) for point in _points(review)],
    }


def improvement_object(item_id: object, improvement: Improvement) -> JsonObject:
    """The batch form of one improvement."""
    guardrails = improvement.guardrails
    return {
        "schema": IMPROVE_SCHEMA,
        "id": item_id,
        "before": improvement.before,
        "after": improvement.after,
        "source": improvement.source,
        "placeholders": list(improvement.placeholders),
        "questions": list(improvement.questions),
        "findings_before": [finding_object(finding) for finding in improvement.findings_before.findings],
        "findings_after": [finding_object(finding) for finding in improvement.findings_after.findings],
        "guardrails": {
            "passed": guardrails.passed,
            "no_new_numbers": guardrails.no_new_numbers,
            "words_kept": guardrails.words_kept,
            "not_longer_than_allowed": guardrails.not_longer_than_allowed,
            "direction_kept": guardrails.direction_kept,
            "no_task": guardrails.no_task,
            "no_more_findings": guardrails.no_more_findings,
            "subject_kept": guardrails.subject_kept,
        },
        "verdict_before": improvement.findings_before.verdict.value,
        "verdict_after": improvement.findings_after.verdict.value,
        "changes": list(improvement.changes),
        "critic": _use_object(improvement.critic),
        "points_before": [point_object(point) for point in _points(improvement.findings_before)],
        "points_after": [point_object(point) for point in _points(improvement.findings_after)],
        "metrics": [{**metric._asdict(), "text": metric.text} for metric in improvement.metrics],
    }


def error_object(schema: str, error: InputError, item_id: object = None) -> JsonObject:
    """The line that stands for a batch line that could not be read; `id` where that could be told."""
    return {
        "schema": schema,
        "id": item_id,
        "error": {"line": error.line, "reason": error.reason, "text": error.text},
    }


def input_error_object(error: InputError) -> JsonObject:
    """A source, or a part of one, that could not be read."""
    return {"file": error.source, "line": error.line, "reason": error.reason, "text": error.text}


def finding_object(finding: Finding, source: SourceText | None = None) -> JsonObject:
    """One finding. Without a source the span counts code points of the key result's own text."""
    written: JsonObject = {
        "code": finding.code,
        "name": finding.name,
        "kind": None if finding.kind is None else finding.kind.value,
        "severity": finding.severity.value,
        "certainty": round(finding.certainty, 4),
        "message": finding.message,
        "question": finding.question,
        "subject": finding.subject.value,
        "quote": finding.quote,
        "span": {"start": finding.span.start, "end": finding.span.end},
        "edit": None,
    }
    if source is not None:
        written["location"] = _location(source, finding.span)
    if finding.edit is not None:
        written["edit"] = {
            "span": {"start": finding.edit.span.start, "end": finding.edit.span.end},
            "replacement": finding.edit.replacement,
            "safe": finding.edit.safe,
        }
    return written


def point_object(point: Point) -> JsonObject:
    """One opinion of a critic; its quote stands in the key result or its objective exactly so."""
    return {
        "kind": point.kind.value,
        "certainty": round(point.certainty, 4),
        "quote": point.quote,
        "reason": point.reason,
        "question": point.question,
    }


def rule_object(rule: DescribedRule) -> JsonObject:
    """One rule with its document."""
    return {
        "code": rule.code,
        "name": rule.name,
        "subject": rule.subject.value,
        "kind": None if rule.kind is None else rule.kind.value,
        "severity": rule.severity.value,
        "status": str(rule.status),
        "summary": rule.document.summary,
        "document": rule.document.text.strip(),
    }


def objective_object(review: ObjectiveReview, okrs: OkrSet, source: SourceText) -> JsonObject:
    """One objective with its key results."""
    objective = review.objective
    return {
        "text": objective.text,
        "label": objective.label,
        **_set_fields(okrs),
        "fields": dict(objective.fields),
        "location": _location(source, objective.passage.span),
        "findings": [finding_object(finding, source) for finding in review.findings],
        "key_results": [_key_result_object(key_result, source) for key_result in review.key_results],
    }


def _key_result_object(review: KeyResultReview, source: SourceText) -> JsonObject:
    key_result = review.key_result
    return {
        "text": key_result.text,
        "label": key_result.label,
        "fields": dict(key_result.fields),
        "location": _location(source, key_result.passage.span),
        "verdict": review.verdict.value,
        "reason": review.reason,
        **_judgement(review),
        "findings": [finding_object(finding, source) for finding in review.findings],
        "critic": _use_object(review.critic),
        "tests": _tests_object(review),
        "points": [point_object(point) for point in _points(review)],
    }


def _judgement(review: KeyResultReview) -> JsonObject:
    return {
        "weakness": round(review.weakness, 4),
        "kind": review.key_result.reading.kind.value,
        "issues": {kind: round(certainty, 4) for kind, certainty in sorted(review.issues.items())},
    }


def _use_object(use: CriticUse) -> JsonObject:
    return {"used": use.used, "reason": use.reason}


def _tests_object(review: KeyResultReview) -> JsonObject | None:
    """The two tests of a critic that judges by them."""
    critique = review.critique
    if critique is None or critique.observer_can_decide is None:
        return None
    return {
        "observer_can_decide": critique.observer_can_decide,
        "could_hit_and_fail": critique.could_hit_and_fail,
    }


def _points(review: KeyResultReview) -> tuple[Point, ...]:
    return () if review.critique is None else review.critique.points


def _set_fields(okrs: OkrSet) -> JsonObject:
    return {
        "team": okrs.team or None,
        "level": None if okrs.level is None else okrs.level.value,
        "cycle": None if okrs.cycle is None else okrs.cycle.name,
        "parent": okrs.parent or None,
    }


def _summary_object(report: Report) -> JsonObject:
    return {
        "documents": len(report.reviews),
        "objectives": sum(len(okrs.objectives) for review in report.reviews for okrs in review.sets),
        "key_results": sum(report.verdicts.values()),
        "verdicts": {verdict.value: report.verdicts[verdict] for verdict in Verdict},
        "findings": {severity.value: report.severities[severity] for severity in Severity},
        "suppressed": report.suppressed,
        "not_understood": sum(len(review.document.unread) for review in report.reviews),
        "errors": len(report.errors),
    }


def _location(source: SourceText, span: Span) -> JsonObject:
    region = find_region(source, span)
    return {
        "file": source.name,
        "line": region.line,
        "column": region.column,
        "end_line": region.end_line,
        "end_column": region.end_column,
    }
