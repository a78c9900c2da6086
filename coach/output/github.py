"""GitHub workflow commands: one annotation per finding.

Escaping follows `@actions/core`: `%`, carriage return and line feed everywhere; `:` and `,` in properties.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.domain.finding import Severity
from coach.domain.review import DocumentReview
from coach.errors import InputError
from coach.output._left_out import describe_unread
from coach.output.place import clip, find_region, make_visible
from coach.output.report import DescribedRule, Report

__all__ = ["render"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render(report: Report, _: Sequence[DescribedRule]) -> bytes:
    """One command per line."""
    lines = [line for review in report.reviews for line in _review_lines(review)]
    lines.extend(_error_line(error) for error in report.errors)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _review_lines(review: DocumentReview) -> Iterator[str]:
    source = review.document.source
    for finding in review.findings:
        region = find_region(source, finding.span)
        properties = {"file": source.name, "line": str(region.line), "col": str(region.column)}
        if region.end_line == region.line:
            properties["endColumn"] = str(region.end_column)
        else:
            properties["endLine"] = str(region.end_line)
        properties["title"] = f"{finding.code} {finding.name}"
        yield _command(
            _COMMANDS[finding.severity], properties, f"{clip(finding.message)}\n{finding.question}"
        )
    for unread in review.document.unread:
        line = source.location(unread.span.start).line
        title, _, reason = describe_unread(unread).partition(": ")
        place = {"file": source.name, "line": str(line), "title": title}
        yield _command("notice", place, reason)
    for remark in review.unused:
        yield _command("notice", {"file": source.name, "title": "suppression"}, remark)
    for failure in review.failures:
        yield _command("error", {"file": source.name, "title": "internal error"}, failure)


def _error_line(error: InputError) -> str:
    properties = {"file": error.source, "title": "input not read"}
    if error.line is not None:
        properties["line"] = str(error.line)
    quoted = f" (at {error.text!r})" if error.text else ""
    return _command("error", properties, error.reason + quoted)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    written = ",".join(
        f"{key}={_escape(value).replace(':', '%3A').replace(',', '%2C')}" for key, value in properties.items()
    )
    return f"::{name} {written}::{_escape(message)}"


def _escape(text: str) -> str:
    lines = text.replace("%", "%25").replace("\r", "%0D").split("\n")
    return "%0A".join(make_visible(line) for line in lines)
