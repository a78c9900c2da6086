from __future__ import annotations

import pytest

from coach.checkin.maturity import Answers, read_answers
from coach.errors import MalformedInput


def test_answers_left_empty_stay_unanswered() -> None:
    text = "people: 180\nfocus-1: 3\nfocus-2:\nfocus-3: null\n"
    assert read_answers(text, "form.yaml") == Answers({"focus-1": 3}, 180)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("focus-9: 1", "there is no question 'focus-9'"),
        ("focus-1: 5", "whole number from 0 to 4"),
        ("focus-1: often", "give a whole number"),
        ("focus-1: [2]", "give a whole number"),
        ("focus-1: 2.5", "give a whole number"),
    ],
)
def test_an_answer_that_does_not_fit_is_named_with_its_line(line: str, words: str) -> None:
    with pytest.raises(MalformedInput, match=words) as caught:
        read_answers(f"people: 20\n\n{line}\n", "form.yaml")
    assert (caught.value.source, caught.value.line) == ("form.yaml", 3)


def test_something_else_is_no_form() -> None:
    with pytest.raises(MalformedInput, match="no self-assessment"):
        read_answers("- a\n- b\n", "form.yaml")
