from __future__ import annotations

import yaml

from coach.checkin.maturity import QUESTIONS, Answers, assess, read_answers
from coach.output.maturity import maturity_object, outline_maturity, write_form


def test_the_form_can_be_filled_in_and_read_back() -> None:
    form = write_form(QUESTIONS).decode().replace("focus-1:", "focus-1: 3")
    assert read_answers(form, "form.yaml") == Answers({"focus-1": 3})
    assert set(yaml.safe_load(form)) == {"people", *(question.id for question in QUESTIONS)}


def test_what_is_not_known_is_null_and_said_in_words() -> None:
    report = assess({"focus-1": 3})
    assert maturity_object(report)["dimensions"][1]["score"] is None
    assert "- measurement: not known" in outline_maturity(report).to_text().decode()


def test_scores_show_what_they_rest_on() -> None:
    text = outline_maturity(assess({"focus-1": 3, "focus-2": 3, "focus-3": 3})).to_text().decode()
    assert "- focus: [###.] 3.0 of 4 (answers 3.0)" in text
