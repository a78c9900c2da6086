"""Baseline files: the findings that an organisation had when it adopted the coach.

A file holds a count per fingerprint. A fingerprint is the rule code and a hash of the letters and digits of
the text that the finding is about, so moving, re-indenting or re-labelling lines does not change it, while
rewriting the text does. The text itself is not in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coach.domain.finding import Finding
from coach.domain.review import DocumentReview
from coach.errors import MalformedInput

__all__ = ["BaselineUse", "read_baseline", "take_fingerprint", "write_baseline"]

_SCHEMA = "coach.baseline/v1"


class BaselineUse(NamedTuple):
    """A baseline while it is used up: each accepted finding is taken out once."""

    counts: Counter[str]

    def take(self, code: str, text: str) -> bool:
        """Whether the baseline still holds a finding of this rule about this text; takes it out."""
        fingerprint = take_fingerprint(code, text)
        if self.counts[fingerprint] <= 0:
            return False
        self.counts[fingerprint] -= 1
        return True


def take_fingerprint(code: str, text: str) -> str:
    """The fingerprint of one finding: stable against place, case, spaces and punctuation."""
    import hashlib  # noqa: PLC0415 - only a run with a baseline pays for it
    import unicodedata  # noqa: PLC0415

    words = "".join(
        character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum()
    )
    return f"{code}:{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def write_baseline(reviews: Iterable[DocumentReview]) -> bytes:
    """A baseline file that accepts every finding of these reviews."""
    import json  # noqa: PLC0415 - as above

    counts = Counter(
        take_fingerprint(finding.code, text)
        for review in reviews
        for finding, text in _findings_with_text(review)
    )
    content = {"schema": _SCHEMA, "findings": dict(sorted(counts.items()))}
    return (json.dumps(content, indent=2) + "\n").encode()


def read_baseline(data: bytes, name: str) -> BaselineUse:
    """Read a baseline file.

    Raises:
        MalformedInput: It is not one, or is of another version.
    """
    import json  # noqa: PLC0415 - as above

    again = "write it again with --write-baseline"
    try:
        content = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise MalformedInput(f"is no baseline file ({error}); {again}", source=name) from error
    if not isinstance(content, dict) or content.get("schema") != _SCHEMA:
        raise MalformedInput(f"is no baseline file of schema {_SCHEMA}; {again}", source=name)
    counts = content.get("findings")
    if not isinstance(counts, dict) or not all(
        type(count) is int and count >= 0 for count in counts.values()
    ):
        raise MalformedInput(f"'findings' must map fingerprints to counts; {again}", source=name)
    return BaselineUse(Counter(counts))


def _findings_with_text(review: DocumentReview) -> Iterator[tuple[Finding, str]]:
    source = review.document.source.text
    for okrs in review.sets:
        for finding in okrs.findings:
            yield finding, finding.span.of(source)
        for objective in okrs.objectives:
            for finding in objective.findings:
                yield finding, objective.objective.text
            for key_result in objective.key_results:
                for finding in key_result.findings:
                    yield finding, key_result.key_result.text
