from __future__ import annotations

import pytest

from coach.alignment.answers import Answers, Note, merge_answers
from coach.domain.alignment import Decision, Place
from coach.errors import MalformedInput

YES = Decision(confirmed=True, child="deck/o1", parent="company/o1", reason="agreed")
NO = Decision(confirmed=False, gap="orphan-1", place=Place("b.yaml", 9))


def test_the_answers_of_both_files_are_kept() -> None:
    merged = merge_answers(Answers((YES,)), Answers((YES._replace(reason="older"), NO)))

    assert merged.decisions == (YES, NO)


def test_a_reason_is_taken_from_the_file_that_has_one() -> None:
    assert merge_answers(Answers((YES._replace(reason=""),)), Answers((YES,))).decisions == (YES,)


def test_a_note_stays_until_the_other_file_decides() -> None:
    notes = Answers((), (Note("asked", gap="orphan-1"), Note("asked", gap="orphan-2")))

    assert merge_answers(Answers((NO,)), notes).notes == (Note("asked", gap="orphan-2"),)


def test_two_files_that_contradict_each_other_are_named() -> None:
    other = NO._replace(confirmed=True, place=Place("a.yaml", 4))

    with pytest.raises(MalformedInput, match=r"b\.yaml:9: rejects what a\.yaml:4 confirms"):
        merge_answers(Answers((other,)), Answers((NO,)))
