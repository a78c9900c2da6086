"""JSONL of documents: one line per key result, objective with findings, set with findings, and unread part.

Each line says in `subject` what it is. Key result lines carry the fields of the batch form too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from coach.domain.review import DocumentReview
from coach.output.json_v1 import (
    REVIEW_SCHEMA,
    document_object,
    error_object,
    objective_object,
    write_line,
)
from coach.output.report import DescribedRule, Report

__all__ = ["render"]


def render(report: Report, _: Sequence[DescribedRule]) -> bytes:
    """All lines, by source and place; inputs that could not be read come last."""
    lines = [line for review in report.reviews for line in _document_lines(review)]
    lines.extend({**error_object(REVIEW_SCHEMA, error), "file": error.source} for error in report.errors)
    return b"".join(write_line(line) for line in lines)


def _document_lines(review: DocumentReview) -> Iterator[dict[str, Any]]:
    for okrs in review.sets:
        for reviewed in okrs.objectives:
            objective = objective_object(reviewed, okrs.okrs, review.document.source)
            key_results = objective.pop("key_results")
            yield _line("objective", objective)
            for key_result in key_results:
                yield _line("key-result", {**key_result, "objective": objective["text"]})
    about = document_object(review)
    yield _line("document", about)


def _line(subject: str, content: dict[str, Any]) -> dict[str, Any]:
    place = content.get("location")
    line_id = content["file"] if place is None else f"{place['file']}:{place['line']}:{place['column']}"
    return {"schema": REVIEW_SCHEMA, "id": line_id, "subject": subject, **content}
