from __future__ import annotations

import pytest

from coach.checkin.questions.phrase import call_key_result, capitalise, quote_words
from coach.domain.checkin import KeyResultKind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Orders that arrive on time from 60% to 90%", "orders that arrive on time"),
        ("Return rate on boots from 31% to 24%", "the return rate on boots"),
        ("Median queue at noon from 190 s to 80 s", "the median queue at noon"),
        ("Increase the share of repeat guests from 20% to 30%", "the share of repeat guests"),
        ("NDAs signed within a day from 50% to 90%", "NDAs signed within a day"),
        ("Fresh water per kilo from 11 to 9 litres", "fresh water per kilo"),
        ("Better news for shops when a van is late", "better news for shops when a van is late"),
    ],
)
def test_a_metric_is_a_noun_phrase_without_numbers(text: str, name: str) -> None:
    assert call_key_result(text, KeyResultKind.METRIC) == name


@pytest.mark.parametrize(
    "text", ["Open a stall at the market", "Call every shop once", "Replace all 60 lamps"]
)
def test_a_task_is_quoted_as_it_is_worded(text: str) -> None:
    assert call_key_result(text, KeyResultKind.METRIC) == f"“{text}”"


def test_a_milestone_is_quoted() -> None:
    assert call_key_result("Second oven in use", KeyResultKind.MILESTONE) == "“Second oven in use”"


def test_a_long_name_is_cut_where_a_part_of_the_sentence_ends() -> None:
    text = "Complaints that are answered with a cause and a date within one working day from 50% to 90%"

    assert call_key_result(text, KeyResultKind.METRIC) == "complaints that are answered with a cause"


def test_a_long_milestone_says_that_it_was_cut() -> None:
    text = "Second oven in use at every shop of the old town with two trained bakers on each shift"

    assert call_key_result(text, KeyResultKind.MILESTONE).endswith(" …”")


def test_a_quotation_keeps_its_case_at_the_start_of_a_sentence() -> None:
    assert capitalise("“open a stall”") == "“open a stall”"
    assert capitalise("orders") == "Orders"


def test_a_short_note_is_quoted_whole() -> None:
    assert quote_words("  Two ovens\nare out.  ") == "Two ovens are out"


def test_a_long_note_is_cut_at_a_clause_and_says_so() -> None:
    note = "The board lowered the target, because two shops left the trial and nobody knows for how long"

    assert quote_words(note) == "The board lowered the target …"


def test_a_note_that_cannot_be_cut_is_not_quoted() -> None:
    assert quote_words("word " * 40) == ""


def test_a_note_cannot_close_the_quotation() -> None:
    assert "”" not in quote_words("they said ”stop” and left")
