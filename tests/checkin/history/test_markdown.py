from datetime import date

import pytest

from coach.checkin.history.entries import CheckInFile, Entry
from coach.checkin.history.markdown import read_markdown_check_ins
from coach.domain.source import SourceText


def _read(text: str) -> CheckInFile:
    return read_markdown_check_ins(SourceText("x.md", text))


def _one(item: str) -> Entry:
    found = _read(f"## 2026-10-05\n{item}\n")
    assert found.problems == ()
    (entry,) = found.entries
    return entry


@pytest.mark.parametrize(
    ("item", "value", "confidence", "note"),
    [
        ("- KR 1.1: 92.2%", "92.2%", None, ""),
        ("- KR 1.1: 92.2%, confidence 7", "92.2%", 7, ""),
        ("- KR 1.1: 92.2% (confidence 7/10)", "92.2%", 7, ""),
        ("- KR 1.1: €1.9M | confidence: 7 | two more signed", "€1.9M", 7, "two more signed"),
        ("- KR 1.1: 1,190; conf 4; nobody writes posts", "1,190", 4, "nobody writes posts"),
        ("- **KR 1.1** – 35. I do not see 29 this way.", "35", None, "I do not see 29 this way."),
        ("* KR 1.1: done, confidence 10", "done", 10, ""),
        ("1. 1.1: 92", "92", None, ""),
        ("- [ ] KR 1.1: -, confidence 3", "-", 3, ""),
        ("- KR 1.1: waiting for the first survey", "", None, "waiting for the first survey"),
        ("- KR 1.1: confidence 3", "", 3, ""),
    ],
)
def test_an_item_is_taken_apart(item: str, value: str, confidence: float | None, note: str) -> None:
    entry = _one(item)

    assert entry.label.endswith("1.1")
    assert (entry.value, entry.confidence, entry.note) == (value, confidence, note)


def test_items_below_a_check_in_are_its_fields() -> None:
    entry = _one(
        "- KR 2.2: 35\n  - confidence: 3\n  - blocker: the second van\n  - note: talked to Ilse\n"
        "  - both keep the target\n  - author: Ruben\n  - blocked by: snow"
    )

    assert (entry.value, entry.confidence, entry.author) == ("35", 3, "Ruben")
    assert entry.blockers == ("the second van", "snow")
    assert entry.note == "talked to Ilse both keep the target"


def test_a_blocker_on_the_same_line_is_read() -> None:
    entry = _one("- KR 2.2: 35, confidence 3, blocker: the second van")

    assert (entry.value, entry.confidence, entry.blockers) == ("35", 3, ("the second van",))


def test_a_page_may_go_by_key_result() -> None:
    found = _read(
        "# Check-ins\n\n## KR 2.3\n- 2026-10-26: 1, confidence 8, by Sami Toivonen\n- 2 Nov 2026: 2\n"
    )

    assert [(entry.day, entry.label, entry.value) for entry in found.entries] == [
        (date(2026, 10, 26), "KR 2.3", "1"),
        (date(2026, 11, 2), "KR 2.3", "2"),
    ]
    assert found.entries[0].author == "Sami Toivonen"


def test_a_bold_line_may_be_the_date() -> None:
    found = _read("**5 October 2026**\n\n- KR 1.1: 3\n")

    assert found.entries[0].day == date(2026, 10, 5)


def test_another_heading_ends_the_date() -> None:
    found = _read("## 2026-10-05\n- KR 1.1: 3\n\n## Ideas\n- KR 1.1: 99\n")

    assert [entry.value for entry in found.entries] == ["3"]


def test_an_item_under_a_date_that_names_no_key_result_is_a_problem() -> None:
    found = _read("## 2026-10-05\n- everybody was ill\n- KR 1.1: 3\n")

    assert [(problem.code, problem.line) for problem in found.problems] == [("not-a-check-in", 2)]
    assert "everybody was ill" in found.problems[0].message


def test_a_value_at_the_start_of_an_item_is_no_label() -> None:
    found = _read("## 2026-10-05\n- 3.5 was measured by somebody\n")

    assert found.entries == ()
    assert len(found.problems) == 1


def test_prose_around_the_lists_is_no_problem() -> None:
    found = _read("# Q4\n\nWe meet on Mondays.\n\n- bring numbers\n\n## 2026-10-05\n- KR 1.1: 3\n")

    assert found.problems == ()
    assert len(found.entries) == 1
