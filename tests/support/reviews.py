"""Documents and reviews for tests: real parser, real rules."""

from __future__ import annotations

from coach.domain.finding import Severity
from coach.domain.okr import Document
from coach.domain.review import DocumentReview
from coach.output.report import Report
from coach.parsing.formats import Format
from coach.parsing.reader import read_document
from coach.reviewing.policy import Policy
from coach.service import Service

HIDDEN = "Win rate in public tenders up to X%"
"""A key result that the rule KR105 speaks about."""

OKRS = f"""\
# Objective: Hospitals choose us before they look at the price

- KR1: {HIDDEN}
- KR2: Share of tenders lost on price from 40% to 25%
"""

ONLY_HIDDEN = Policy(select=("KR105",))


def read_markdown(text: str = OKRS, name: str = "okrs.md") -> Document:
    """A document from Markdown."""
    return read_document(text.encode(), name, Format.MARKDOWN)


def review_markdown(text: str = OKRS, name: str = "okrs.md", policy: Policy = ONLY_HIDDEN) -> DocumentReview:
    """The review of a Markdown document, by the one rule KR105 unless told otherwise."""
    return Service(policy).review_document(read_markdown(text, name))


def make_report(text: str = OKRS, name: str = "okrs.md", severity: Severity | None = None) -> Report:
    """A report with the one finding of `OKRS`, or of another text."""
    severities = () if severity is None else (("KR105", severity),)
    policy = Policy(select=("KR105",), severities=severities)
    return Report((review_markdown(text, name, policy),))
