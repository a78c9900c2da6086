import json
from datetime import date

import pytest

from coach.checkin.cadence import describe_cycle, plan_cycle
from coach.domain.checkin import CycleCalendar, Rhythm
from coach.output.cadence import render

TODAY = date(2026, 11, 22)


def _cycle(
    name: str = "2027-Q1", rhythm: Rhythm = Rhythm.WEEKLY, *, first_cycle: bool = False
) -> CycleCalendar:
    return describe_cycle(plan_cycle(name, TODAY, rhythm=rhythm), TODAY, first_cycle=first_cycle)


def test_the_text_joins_check_ins_and_marks_the_rhythm() -> None:
    text = render(_cycle(), "text").decode()

    assert "2027-Q1: Fri 1 Jan 2027 to Wed 31 Mar 2027; Sun 22 Nov 2026 is drafting" in text
    assert "Mon 4 Jan 2027 to Mon 8 Feb 2027   6 check-ins, every Monday" in text
    assert "  * weekly" in text
    assert "  - monthly" in text
    assert text.count("15 to 30 minutes") == 1


def test_json_holds_every_event() -> None:
    cycle = _cycle(first_cycle=True)

    content = json.loads(render(cycle, "json"))

    assert content["schema"] == "coach.cadence/v1"
    assert len(content["events"]) == len(cycle.events)
    assert content["events"][0]["kind"] == "preparation"
    assert [rhythm["rhythm"] for rhythm in content["rhythms"] if rhythm["recommended"]] == ["weekly"]


def test_the_calendar_file_holds_every_event_as_whole_days() -> None:
    cycle = _cycle()

    lines = render(cycle, "ics").decode().split("\r\n")

    assert lines.count("BEGIN:VEVENT") == len(cycle.events)
    assert "DTSTART;VALUE=DATE:20270101" in lines
    assert len({line for line in lines if line.startswith("UID:")}) == len(cycle.events)
    assert render(cycle, "ics") == render(_cycle(), "ics")


def test_a_real_reader_reads_the_calendar_file() -> None:
    icalendar = pytest.importorskip("icalendar", reason="the calendar library is not installed")
    cycle = _cycle("6 weeks from 2026-11-30")

    read = icalendar.Calendar.from_ical(render(cycle, "ics"))

    found = [(str(event["SUMMARY"]), event.start) for event in read.events]
    assert found == [(event.title, event.first) for event in cycle.events]
    assert all(event.errors == [] for event in read.events)


def test_the_name_of_a_cycle_is_no_markup_and_drives_no_terminal() -> None:
    plan = plan_cycle("x | <b>\x1b[31m*y*", TODAY, start=date(2026, 10, 1), end=date(2026, 12, 31))
    cycle = describe_cycle(plan, TODAY)

    page, text = render(cycle, "markdown").decode(), render(cycle, "text").decode()

    assert "\x1b" not in page + text
    assert "\\|" in page
    assert "<b>" not in page.replace("\\<b\\>", "")
    assert all(
        line.count("|") - line.count("\\|") == 4 for line in page.splitlines() if line.startswith("| Mon")
    )
