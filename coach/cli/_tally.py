"""What a run met, and the exit code that follows."""

from __future__ import annotations

from coach.cli._console import print_error
from coach.cli._exit import ExitCode
from coach.domain.finding import Severity
from coach.domain.review import DocumentReview
from coach.errors import InputError
from coach.settings import FailOn

__all__ = ["Tally"]


class Tally:
    """Inputs that could not be read, rules that crashed, and the severities of the findings."""

    def __init__(self) -> None:
        self.errors: list[InputError] = []
        self.failures: dict[str, str] = {}
        self.severities: set[Severity] = set()

    def add_error(self, error: InputError) -> None:
        """Tell about an input and remember it."""
        print_error(str(error))
        self.errors.append(error)

    def add_review(self, review: DocumentReview) -> None:
        """Remember what was found in a document."""
        self.severities.update(finding.severity for finding in review.findings)
        self.failures.update((failure, failure) for failure in review.failures)

    def close(self, fail_on: FailOn) -> ExitCode:
        """Tell about crashed rules and choose the exit code."""
        for failure in self.failures.values():
            print_error(f"internal error: {failure}")
        if self.failures:
            return ExitCode.INTERNAL
        if self.errors:
            return ExitCode.BAD_INPUT
        return ExitCode.FINDINGS if fail_on.fails(self.severities) else ExitCode.CLEAN
