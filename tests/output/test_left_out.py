from __future__ import annotations

from coach.domain.okr import Document, Unread
from coach.domain.source import SourceText, Span
from coach.output._left_out import LeftOut, describe_unread, gather_unread

_SOURCE = SourceText("okrs.md", "".join(f"line {number}\n" for number in range(1, 21)))


def _unread(line: int, reason: str) -> Unread:
    start = _SOURCE.text.index(f"line {line}\n")
    return Unread(Span(start, start + 4), reason)


def _gather(*unread: Unread) -> list[LeftOut]:
    return list(gather_unread(Document(_SOURCE, (), unread)))


def test_notes_are_one_entry_whatever_their_labels() -> None:
    [notes] = _gather(
        _unread(3, "not read: a note (Tracked)"),
        _unread(5, "not read: a note (Seen on)"),
        _unread(8, "not read: a note (Tracked)"),
    )

    assert (notes.line, notes.text) == (3, "left out: a note, 3 times (lines 3, 5, 8)")
    assert not notes.shows_words


def test_one_note_keeps_its_label() -> None:
    [note] = _gather(_unread(3, "not read: a note (Tracked)"))

    assert note.text == "left out: a note (Tracked)"


def test_what_might_be_a_key_result_keeps_its_own_line_and_words() -> None:
    reason = "not read: it stands beside labelled key results"
    parts = _gather(_unread(3, reason), _unread(4, reason))

    assert [(part.line, part.shows_words) for part in parts] == [(3, True), (4, True)]


def test_several_parts_of_one_line_name_it_once() -> None:
    [parts] = _gather(*[_unread(7, "a value without a key")] * 3)

    assert parts.text == "not understood: a value without a key, 3 times (line 7)"


def test_a_long_list_of_lines_is_cut() -> None:
    [notes] = _gather(*[_unread(line, "not read: a note (Seen)") for line in range(1, 12)])

    assert notes.text.endswith("11 times (lines 1, 2, 3, 4, 5, 6, 7, 8 ...)")


def test_what_failed_is_not_called_left_out() -> None:
    assert describe_unread(_unread(1, "a row without a key result")).startswith("not understood: ")
