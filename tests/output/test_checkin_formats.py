from __future__ import annotations

import re
from datetime import date, timedelta

from markdown_it import MarkdownIt

from coach.checkin.agenda import plan_agendas
from coach.domain.agenda import AskedBefore, CheckInReport
from coach.domain.checkin import HistoryProblem, Track
from coach.output import checkin_ics, checkin_markdown, checkin_text
from coach.output.checkin_json import check_in_object
from coach.parsing.meeting_note import read_meeting_note
from tests.support.check_ins import MIDDLE, look_at, make_track, updates

EVIL = "Stop|now <b>x</b> [a](http://b) *c* `d` # e"


def make_report(*tracks: Track, asked: tuple[AskedBefore, ...] = ()) -> CheckInReport:
    tracks = tracks or (make_track("KR 1.1", "Orders on time from 60% to 90%", *updates(60, 61, 61, 61)),)
    standings, signals = look_at(*tracks)
    agendas = plan_agendas(standings, signals, day=MIDDLE, asked=asked)
    problem = HistoryProblem(
        "before-cycle", "2026-09-01 lies before the start", "Bakery / KR 1.1", "a.csv", 7
    )
    return CheckInReport(MIDDLE, tuple(standings), tuple(signals), (), agendas, (problem,))


def make_evil() -> CheckInReport:
    track = make_track(
        "KR 1.1", f"{EVIL} from 60% to 90%", *updates(60, 61, note=EVIL, blocker=EVIL), team=EVIL, owner=EVIL
    )
    return make_report(track)


def test_the_text_shows_time_table_questions_and_problems() -> None:
    text = checkin_text.render(make_report()).decode()

    assert text.startswith("Bakery: check-in on 16 November 2026\n")
    assert "0:00  Where we stand, 5 min" in text
    assert re.search(r"KR 1\.1 +Orders on time +61% +target 90% +confidence 7 +Ida Brandt", text)
    assert "      1. " in text
    assert "note: a.csv:7: Bakery / KR 1.1: 2026-09-01 lies before the start" in text


def test_no_line_of_the_text_is_wider_than_a_terminal_but_for_the_table() -> None:
    lines = checkin_text.render(make_report()).decode().splitlines()

    assert max(len(line) for line in lines if "target" not in line) <= 100


def test_characters_that_act_on_a_terminal_are_written_out() -> None:
    track = make_track(
        "KR 1.1", "Orders \x1b[31mon time from 60% to 90%", *updates(60, 61, blocker="no \x1b]0;fitter")
    )

    for render in (checkin_text.render, checkin_markdown.render):
        assert b"\x1b" not in render(make_report(track))


def test_the_markdown_holds_an_agenda_and_a_note_with_room_for_owners() -> None:
    text = checkin_markdown.render(make_report()).decode()

    assert "# Bakery: check-in on 16 November 2026" in text
    assert "# Note: Bakery: check-in on 16 November 2026" in text
    assert "- Owner:" in text
    assert "Next check-in: 2026-11-23" in text


def test_the_note_is_read_back_as_it_was_asked() -> None:
    report = make_evil()
    read = read_meeting_note(checkin_markdown.render(report).decode(), "note.md")
    [agenda] = report.agendas

    assert [(each.form, each.text, each.track, each.team) for each in read] == [
        (question.form, question.text, question.track, agenda.team) for question in agenda.questions
    ]
    assert all(not each.answer for each in read)


def test_words_of_a_team_add_no_markup_to_the_page() -> None:
    page = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(checkin_markdown.render(make_evil()).decode())
    )
    tags = set(re.findall(r"<(\w+)", page))

    assert tags <= {"h1", "h2", "p", "ol", "li", "em", "ul", "table", "thead", "tbody", "tr", "th", "td"}
    assert "<b>" not in page


def test_a_question_that_was_asked_before_says_so_everywhere() -> None:
    first = make_report().agendas[0].questions[0]
    last = MIDDLE - timedelta(weeks=1)
    asked = AskedBefore(last, first.track, first.source, first.form, first.text, team="Bakery")
    report = make_report(asked=(asked,))

    assert "asked on 9 November and still open" in checkin_text.render(report).decode()
    assert "asked on 9 November and still open" in checkin_markdown.render(report).decode()
    assert "asked on 9 November" in checkin_ics.render(report).decode().replace("\r\n ", "")


def test_the_calendar_has_an_entry_for_a_day_or_for_a_time() -> None:
    whole = checkin_ics.render(make_report()).decode()
    timed = checkin_ics.render(make_report(), begins=570).decode()

    assert "DTSTART;VALUE=DATE:20261116\r\nDTEND;VALUE=DATE:20261117\r\n" in whole
    assert "DTSTART:20261116T093000\r\nDTEND:20261116T095500\r\n" in timed


def test_a_calendar_entry_is_escaped_and_folded_without_breaking_characters() -> None:
    track = make_track(
        "KR 1.1", "Bröd, käse; \\ öl från 60% to 90%", *updates(60, 61, blocker="ä" * 90), team="Bä, c"
    )
    data = checkin_ics.render(make_report(track))

    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    unfolded = data.decode().replace("\r\n ", "")
    assert "SUMMARY:Bä\\, c: check-in" in unfolded
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 1


def test_the_json_carries_every_part() -> None:
    written = check_in_object(make_report())

    assert written["schema"] == "coach.check-in/v1"
    assert written["date"] == "2026-11-16"
    [agenda] = written["agendas"]
    [key_result] = written["key_results"]
    questions = [each for block in agenda["blocks"] for each in block["questions"]]
    assert all(question["fact"] in question["text"] for question in questions if question["fact"])
    assert {"flat", "behind-pace"} <= {signal["name"] for signal in key_result["signals"]}
    assert written["problems"][0]["line"] == 7


def test_an_empty_history_gives_an_empty_agenda() -> None:
    report = CheckInReport(date(2026, 11, 16), (), (), (), ())

    assert b"no key results" in checkin_text.render(report)
    assert b"No key results" in checkin_markdown.render(report)
    assert b"VEVENT" not in checkin_ics.render(report)
