"""Markdown for a pull request or a page. User text is escaped, so it can add no markup of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coach.domain.finding import Severity
from coach.domain.review import DocumentReview, ObjectiveReview, Verdict
from coach.domain.source import SourceText
from coach.output._findings import Said, is_explained, join_findings
from coach.output._left_out import gather_unread
from coach.output.place import clip, make_visible
from coach.output.report import DescribedRule, Report

__all__ = ["escape_markdown", "render"]

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$#!]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_SPACES = re.compile(r"\s+")


def render(report: Report, _: Sequence[DescribedRule]) -> bytes:
    """A heading per source and objective, a list item per key result, its findings below it."""
    verdicts = report.verdicts
    sums = ", ".join(f"{report.severities[severity]} {severity.value}" for severity in Severity)
    lines = [
        "# OKR review",
        "",
        (
            f"{sum(verdicts.values())} key results: {verdicts[Verdict.STRONG]} strong, "
            f"{verdicts[Verdict.NEEDS_WORK]} need work, {verdicts[Verdict.NEEDS_HUMAN]} need a human."
        ),
        f"Findings: {sums}, {report.suppressed} suppressed.",
        "",
    ]
    for review in report.reviews:
        lines.extend(_document_lines(review))
    if report.errors:
        lines.extend(["## Not read", ""])
        lines.extend(f"- {escape_markdown(str(error))}" for error in report.errors)
        lines.append("")
    return "\n".join(lines).encode("utf-8", "backslashreplace")


def _document_lines(review: DocumentReview) -> Iterator[str]:
    source = review.document.source
    yield f"## {escape_markdown(source.name)}"
    yield ""
    if not review.sets:
        yield "No OKRs found in this document."
        yield ""
    for okrs in review.sets:
        cycle = okrs.okrs.cycle.name if okrs.okrs.cycle else ""
        title = ", ".join(part for part in (okrs.okrs.team, cycle) if part)
        if title:
            yield f"**{escape_markdown(title)}**"
            yield ""
        for finding in okrs.findings:
            yield _finding_line(Said(finding), source, "")
        if okrs.findings:
            yield ""
        for objective in okrs.objectives:
            yield from _objective_lines(objective, source)
    yield from _rest_lines(review)


def _objective_lines(review: ObjectiveReview, source: SourceText) -> Iterator[str]:
    yield f"### {escape_markdown(review.objective.text)}"
    yield ""
    for finding in review.findings:
        yield _finding_line(Said(finding), source, "")
    for key_result in review.key_results:
        yield f"- **{key_result.verdict.value}** {escape_markdown(key_result.key_result.text)}"
        if key_result.verdict is Verdict.NEEDS_HUMAN and not is_explained(key_result):
            yield f"  - {escape_markdown(key_result.reason)}"
        for said in join_findings(key_result.findings):
            yield _finding_line(said, source, "  ")
    yield ""


def _rest_lines(review: DocumentReview) -> Iterator[str]:
    notes = [f"- line {part.line}: {escape_markdown(part.text)}" for part in gather_unread(review.document)]
    notes.extend(f"- {escape_markdown(remark)}" for remark in review.unused)
    notes.extend(f"- internal error: {escape_markdown(failure)}" for failure in review.failures)
    if notes:
        yield from notes
        yield ""


def _finding_line(said: Said, source: SourceText, indent: str) -> str:
    finding = said.finding
    place = source.location(finding.span.start)
    names = ", ".join(f"`{one.code}` {one.name}" for one in (finding, *said.joined))
    head = f"{indent}- {finding.severity.value} {names}, line {place.line}"
    questions = " ".join(f"*{escape_markdown(question)}*" for question in said.questions)
    return f"{head}: {escape_markdown(clip(finding.message))} {questions}"


def escape_markdown(text: str) -> str:
    """User text as one line of Markdown that shows it as it is."""
    return _MARKUP.sub(r"\\\g<0>", make_visible(_SPACES.sub(" ", text).strip()))
