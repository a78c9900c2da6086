from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.agenda import AskedBefore
from coach.domain.checkin import Audience
from coach.errors import MalformedInput
from coach.parsing.meeting_note import is_meeting_note, read_meeting_note, write_marker

ASKED = AskedBefore(
    date(2026, 11, 9),
    "Bakery / KR 1.1",
    "flat",
    "flat/tried",
    "What did we try?",
    "",
    Audience.TEAM,
    "Bakery",
)


def write_note(answer: str = "", decision: str = "", asked: AskedBefore = ASKED) -> str:
    return (
        f"# Note\n\n## 1. {asked.text}\n\n{write_marker(asked)}\n\n"
        f"- Answer: {answer}\n- Decision: {decision}\n- Owner: Ida\n- By: Friday\n\n"
        "## Other decisions\n\nmore words\n"
    )


def test_a_note_without_an_answer_is_read_back_as_open() -> None:
    assert read_meeting_note(write_note(), "note.md") == (ASKED,)


def test_an_answer_is_read_back() -> None:
    [read] = read_meeting_note(write_note("We tried two ovens."), "note.md")

    assert read.answer == "We tried two ovens."


def test_a_decision_is_an_answer_and_an_owner_alone_is_none() -> None:
    [decided] = read_meeting_note(write_note(decision="Buy a third oven"), "note.md")
    [open_] = read_meeting_note(write_note(), "note.md")

    assert decided.answer == "Buy a third oven"
    assert open_.answer == ""


def test_an_answer_may_take_several_lines_and_ends_at_the_next_heading() -> None:
    text = write_note("First this,\n  then that.")

    [read] = read_meeting_note(text, "note.md")

    assert read.answer == "First this, then that."


@pytest.mark.parametrize("blank", ["____", "...", "–", "*  *"])
def test_a_line_to_write_on_is_no_answer(blank: str) -> None:
    [read] = read_meeting_note(write_note(blank), "note.md")

    assert read.answer == ""


def test_every_question_of_a_note_is_read() -> None:
    second = ASKED._replace(form="flat/stop-doing")
    text = write_note("yes") + write_note(asked=second)

    assert [(each.form, each.answer) for each in read_meeting_note(text, "note.md")] == [
        ("flat/tried", "yes"),
        ("flat/stop-doing", ""),
    ]


def test_another_text_is_no_note() -> None:
    assert not is_meeting_note("# OKRs\n\n- KR 1: more bread\n")
    assert is_meeting_note(write_note())


@pytest.mark.parametrize(
    "change", [('"track": "Bakery / KR 1.1", ', ""), ("2026", "20x6"), ('"team"', '"crew"'), ("{", "[{")]
)
def test_a_changed_comment_is_named_with_its_line(change: tuple[str, str]) -> None:
    with pytest.raises(MalformedInput, match=r"note\.md:5: the comment below this question was changed"):
        read_meeting_note(write_note().replace("\\u002d", "-").replace(*change), "note.md")


@given(st.text(), st.text())
def test_no_text_leaves_its_comment_and_none_is_changed(track: str, text: str) -> None:
    asked = ASKED._replace(track=track, text=text)
    marker = write_marker(asked)

    assert "\n" not in marker
    assert marker.count("-->") == 1
    assert "<" not in marker[1:]
    assert read_meeting_note(marker, "note.md") == (asked,)
