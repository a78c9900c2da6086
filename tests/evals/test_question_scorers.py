from __future__ import annotations

import pytest

from coach.checkin.questions import load_bank
from evals.histories import STAGES
from evals.question_stages import read_question_stages
from evals.scorers.questions import ask_the_same, is_mentioned, list_stages_by_words


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("44%", "With boots at 44%, what now?"),
        ("54 days", "With the median days at 54, what now?"),
        ("1450", "Open claims came to 1,450: what now?"),
        ("8 to 5", "Confidence fell from 8 to 5: what changed?"),
        ("2026-03-02", "The last word is from 2 March, with 0: what is the number today?"),
        ("sender domain", "“Sender domain is grey”, says the note: what now?"),
        ("12", "from 10 to 12, says the note: what now?"),
    ],
)
def test_a_fact_is_found_in_the_forms_in_which_it_is_shown(fact: str, text: str) -> None:
    assert is_mentioned(fact, [text])


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("44%", "With boots at 144%, what now?"),
        ("44%", "With boots at 44.5%, what now?"),
        ("12", "With 120 left, what now?"),
        ("8 to 5", "Confidence fell from 8 to 50: what changed?"),
        ("8 to 5", "5 came after 8: what changed?"),
        ("night staff", "With nobody at night, what now?"),
    ],
)
def test_a_part_of_another_number_is_no_mention(fact: str, text: str) -> None:
    assert not is_mentioned(fact, [text])


def test_two_questions_that_differ_in_a_number_only_ask_the_same() -> None:
    assert ask_the_same(["With boots at 44%, what slows it?", "With boots at 45%, what slows it?"])
    assert not ask_the_same(
        ["With boots at 44%, what slows it?", "Confidence fell from 8 to 5: what changed?"]
    )


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Boots ended at 44%: what moved it most?", {"close"}),
        ("Who can measure it before the cycle begins?", {"drafting"}),
        ("With 3 weeks left, what can still change the result?", {"late"}),
        ("What changed?", set(STAGES)),
    ],
)
def test_time_words_name_their_stages(text: str, stages: set[str]) -> None:
    assert list_stages_by_words(text) == stages


def test_every_form_of_the_bank_has_a_label() -> None:
    """A form that is reworded has to be labelled anew, without a look at its stages."""
    labelled = read_question_stages()
    texts = {form.text for sheet in load_bank().values() for form in sheet.forms}

    assert texts == set(labelled)
