"""What a format renders, and the formats."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from coach.domain.finding import Finding, IssueKind, Severity, Subject
from coach.domain.review import DocumentReview, KeyResultReview, Verdict
from coach.errors import InputError

__all__ = ["DescribedRule", "OutputFormat", "Report", "render_report"]


class OutputFormat(StrEnum):
    """How results are written. The value names the module that writes it, but for `json`."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    GITHUB = "github"


class DescribedDocument(Protocol):
    """The public document of a rule."""

    @property
    def text(self) -> str:
        """The whole document in Markdown."""

    @property
    def summary(self) -> str:
        """One line on what is wrong."""


class DescribedRule(Protocol):
    """A rule as a format sees it."""

    @property
    def code(self) -> str:
        """Such as `KR102`."""

    @property
    def name(self) -> str:
        """Such as `missing-baseline`."""

    @property
    def kind(self) -> IssueKind | None:
        """Public issue kind."""

    @property
    def severity(self) -> Severity:
        """Default severity."""

    @property
    def subject(self) -> Subject:
        """What it speaks of."""

    @property
    def status(self) -> str:
        """`stable` or `preview`."""

    @property
    def document(self) -> DescribedDocument:
        """Its public document."""


@dataclass(frozen=True)
class Report:
    """The results of one run over any number of sources.

    Attributes:
        reviews: One per source that was read, in order.
        errors: Sources, or lines of them, that could not be read.
        show_suppressed: Whether the text format lists accepted findings too.
    """

    reviews: tuple[DocumentReview, ...]
    errors: tuple[InputError, ...] = ()
    show_suppressed: bool = False

    @cached_property
    def verdicts(self) -> Counter[Verdict]:
        """Key results by verdict."""
        return Counter(review.verdict for review in self.key_results())

    @cached_property
    def severities(self) -> Counter[Severity]:
        """Findings by severity."""
        return Counter(finding.severity for finding in self.findings())

    @cached_property
    def suppressed(self) -> int:
        """Findings that were accepted by a comment or a baseline."""
        return sum(review.suppressed for review in self.reviews)

    def findings(self) -> Iterator[Finding]:
        """Every finding, by source and place."""
        for review in self.reviews:
            yield from review.findings

    def key_results(self) -> Iterator[KeyResultReview]:
        """Every key result, by source and place."""
        for review in self.reviews:
            for okrs in review.sets:
                for objective in okrs.objectives:
                    yield from objective.key_results


def render_report(report: Report, output_format: OutputFormat, rules: Sequence[DescribedRule]) -> bytes:
    """Write a report in one format. The same report gives the same bytes."""
    module = "json_v1" if output_format is OutputFormat.JSON else output_format.value
    writer = importlib.import_module(f"coach.output.{module}")
    rendered: bytes = writer.render(report, rules)
    return rendered
