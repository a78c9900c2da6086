"""The question fits the judging word."""

from __future__ import annotations

import pytest

from coach.rules import catalogue
from tests.support.rule_run import find_in_key_result


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "Significantly improve the mood on the ward",
            "How big is the difference that you would call enough?",
        ),
        ("Patients are generally informed", "In how many of all cases would be enough?"),
        ("Streamlined handover on the ward", "What would there be more or less of, once it is streamlined?"),
        ("The archive is properly managed", "What would you see if it was not done properly?"),
        ("Less noise on the ward", "How big is the difference that you would call enough?"),
        ("A friendly welcome", "How would you notice that it is friendly, and what would you count?"),
    ],
)
def test_the_question_fits_the_word(text: str, question: str) -> None:
    found = find_in_key_result((catalogue().find("subjective-measure"),), text)
    assert [finding.question for finding in found] == [question]
