"""One over a limit is a hint, two over it a warning."""

from __future__ import annotations

import pytest

from coach.domain.finding import Severity
from coach.rules import catalogue
from tests.support.rule_run import find_in_document

_LINE = "- Calls about berths on dock {} from 60 to 20 a week\n"


def _key_results(count: int) -> str:
    lines = "".join(_LINE.format(number) for number in range(1, count + 1))
    return f"# Harbour OKRs, 2026-Q3\n\n## Boats find a berth\n{lines}"


def _objectives(count: int) -> str:
    parts = "".join(f"\n## Dock {number} is calm\n{_LINE.format(number)}" for number in range(1, count + 1))
    return f"# Harbour OKRs, 2026-Q3\n{parts}"


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("too-many-key-results", _key_results(5)),
        ("too-many-objectives", _objectives(5)),
    ],
)
def test_one_over_the_limit_is_a_hint(name: str, document: str) -> None:
    [finding] = find_in_document((catalogue().find(name),), document)
    assert finding.severity is Severity.HINT
    assert finding.message.endswith("the limit here is 4")


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("too-many-key-results", _key_results(6)),
        ("too-many-objectives", _objectives(6)),
    ],
)
def test_two_over_the_limit_are_a_warning(name: str, document: str) -> None:
    [finding] = find_in_document((catalogue().find(name),), document)
    assert finding.severity is Severity.WARNING
