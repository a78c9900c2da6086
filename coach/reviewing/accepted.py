"""Take out findings that a writer accepted: by a comment in the document or by a baseline file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coach.domain.finding import Finding
from coach.domain.okr import Document, Suppression
from coach.errors import ConfigurationError
from coach.reviewing.baseline import BaselineUse
from coach.rules import Catalogue

__all__ = ["Acceptance"]


class _Request(NamedTuple):
    """A suppression with the rule codes that it stands for; none when it is void."""

    suppression: Suppression
    codes: frozenset[str]
    remark: str = ""


class Acceptance:
    """The accepted findings of one document.

    Attributes:
        hidden: Findings that were taken out, in the order they were met.
        remarks: Suppressions that cannot work as written.
    """

    def __init__(self, document: Document, catalogue: Catalogue, baseline: BaselineUse | None = None) -> None:
        self.hidden: list[Finding] = []
        self._document = document
        self._catalogue = catalogue
        self._baseline = baseline
        self._requests = tuple(self._read_request(suppression) for suppression in document.suppressions)
        self._used: set[int] = set()

    def keep(self, findings: Iterable[Finding], subject_text: str | None = None) -> tuple[Finding, ...]:
        """The findings that nobody accepted. `subject_text` is `None` for findings about a set."""
        kept = []
        for finding in findings:
            if self._is_suppressed(finding) or self._is_in_baseline(finding, subject_text):
                self.hidden.append(finding)
            else:
                kept.append(finding)
        return tuple(kept)

    def unused(self) -> tuple[str, ...]:
        """What to tell about suppressions that matched nothing or cannot work; call it last."""
        told = []
        for index, request in enumerate(self._requests):
            if index in self._used:
                continue
            codes = ", ".join(request.suppression.codes) or "no rule"
            remark = request.remark or f"ignores {codes}, but there is no such finding here: remove it"
            told.append(f"{self._place(request.suppression)}: {remark}")
        return tuple(told)

    def _is_suppressed(self, finding: Finding) -> bool:
        for index, request in enumerate(self._requests):
            if finding.code in request.codes and request.suppression.applies_to.overlaps(finding.span):
                self._used.add(index)
                return True
        return False

    def _is_in_baseline(self, finding: Finding, subject_text: str | None) -> bool:
        if self._baseline is None:
            return False
        text = finding.span.of(self._document.source.text) if subject_text is None else subject_text
        return self._baseline.take(finding.code, text)

    def _read_request(self, suppression: Suppression) -> _Request:
        codes = _resolve(suppression.codes, self._catalogue)
        if codes is None:
            named = ", ".join(suppression.codes) or "nothing"
            return _Request(
                suppression, frozenset(), f"ignores {named}, which is no rule; `coach rules` lists them"
            )
        if not suppression.reason.strip():
            return _Request(
                suppression,
                frozenset(),
                f"ignores {', '.join(suppression.codes)} without a reason, so it has no effect: "
                "write the reason after the code",
            )
        return _Request(suppression, codes)

    def _place(self, suppression: Suppression) -> str:
        source = self._document.source
        return f"{source.name}:{source.location(suppression.span.start).line}"


def _resolve(selectors: Sequence[str], catalogue: Catalogue) -> frozenset[str] | None:
    if not selectors:
        return None
    try:
        return catalogue.matching(tuple(selectors))
    except ConfigurationError:
        return None
