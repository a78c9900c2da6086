"""Objectives as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.rules._objective_text import read_wording


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Launch the tide app", "launch"),
        ("We will launch the tide app", "launch"),
        ("To delight bathers", "delight"),
        ("Bathers trust our flags", None),
        ("Quiet mornings", None),
    ],
)
def test_the_opening_verb_is_found_behind_its_lead_in(text: str, verb: str | None) -> None:
    wording = read_wording(text)
    assert (None if wording.opening is None else wording.words[wording.opening].text) == verb


@pytest.mark.parametrize(
    "text",
    [
        "Riders feel safe (owner: Bo)",
        "Riders feel safe [draft]",
        "Riders feel safe RID-221",
        "Riders feel safe - see https://riders.example/plan for more",
    ],
)
def test_notes_are_blanked_and_offsets_kept(text: str) -> None:
    wording = read_wording(text)
    assert [word.text for word in wording.words] == ["riders", "feel", "safe"]
    assert len(wording.core) == len(text)


def test_a_text_that_is_all_note_keeps_its_words_out() -> None:
    assert read_wording("(to be decided)").span.of("(to be decided)") == "(to be decided)"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bread is fresh. Queues are short.", 2),
        ("Dr. Oduya and Mrs. Lind ask us first.", 1),
        ("Quality first: nobody checks twice", 1),
        ("Why wait? Nobody should! We care.", 3),
    ],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    assert len(read_wording(text).sentences()) == count


def test_a_noun_phrase_ends_at_a_preposition_or_a_comma() -> None:
    wording = read_wording("Create the fee table, for all harbours")
    assert [word.text for word in wording.noun_phrase(1)] == ["the", "fee", "table"]


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_word_stands_where_it_says(text: str) -> None:
    wording = read_wording(text)
    assert len(wording.core) == len(text)
    assert all(text[word.start : word.end].lower() == word.text for word in wording.words)
