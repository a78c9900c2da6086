"""What the rules about a set ask fits what stands in it."""

from __future__ import annotations

import pytest

from coach.rules import catalogue
from tests.support.rule_run import find_in_document

_HEAD = "# Bike kitchen OKRs, 2026-Q3\n\n## Everybody can fix a flat\n"


def _ask(name: str, *lines: str) -> str:
    document = _HEAD + "".join(f"- {line}\n" for line in lines)
    [finding] = find_in_document((catalogue().find(name),), document)
    return finding.question


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Visitors who fix their own flat from 45% to 70%", "If this number were reached"),
        ("The city lends us the workshop", "If it were reached"),
    ],
)
def test_a_single_line_without_a_number_is_not_called_one(line: str, words: str) -> None:
    assert _ask("single-key-result", line).startswith(words)


@pytest.mark.parametrize(("copies", "words"), [(2, "the second line tell"), (3, "the other lines tell")])
def test_copies_are_asked_about_as_many_as_they_are(copies: int, words: str) -> None:
    assert words in _ask("duplicate-key-results", *["Flats fixed by visitors from 45% to 70%"] * copies)
