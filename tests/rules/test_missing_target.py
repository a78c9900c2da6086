"""What is said of a statement without a target fits what it is."""

from __future__ import annotations

import pytest

from coach.rules import catalogue
from tests.support.rule_run import find_in_key_result


@pytest.mark.parametrize(
    ("text", "message", "question"),
    [
        ("Customer handbook", "it names a thing", "What about it shall be true"),
        ("Reduce waiting times", "it names a direction", "Which number"),
        ("Support the new tenants", "nobody could say when it is finished", "What would a neutral observer"),
    ],
)
def test_message_and_question_fit_the_statement(text: str, message: str, question: str) -> None:
    [finding] = find_in_key_result((catalogue().find("missing-target"),), text)
    assert finding.message.startswith(message)
    assert finding.question.startswith(question)
