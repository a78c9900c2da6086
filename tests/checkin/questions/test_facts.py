from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from coach.checkin.questions import ask
from coach.checkin.questions.facts import gather_facts
from coach.domain.checkin import Audience, CheckIn, KeyResultKind
from tests.support.check_ins import CYCLE, MIDDLE, look_at, make_track, updates

READ, NOTED = date(2026, 10, 12), date(2026, 10, 26)
NOTE_AFTER_READING = (CheckIn(READ, 64, 7), CheckIn(NOTED, None, 6, "Two ovens are out of order"))


def test_a_value_goes_with_the_day_on_which_it_was_read() -> None:
    [standing], _ = look_at(make_track("KR 1.1", "Orders on time", *NOTE_AFTER_READING))
    facts = gather_facts(standing).facts

    assert (facts["last_value"], facts["read_on"], facts["since"]) == ("64%", "12 October", "26 October")
    assert facts["value"] == "64% (12 October)"


def test_a_fresh_value_needs_no_day() -> None:
    [standing], _ = look_at(make_track("KR 1.1", "Orders on time", *updates(61, 64)))

    assert gather_facts(standing).facts["value"] == "64%"


def test_a_confidence_that_later_check_ins_left_out_is_not_quoted_for_long() -> None:
    later = [CheckIn(MIDDLE - timedelta(weeks=week), 66) for week in (2, 1, 0)]
    [standing], _ = look_at(make_track("KR 1.1", "Orders on time", CheckIn(READ, 64, 7), *later))

    assert "confidence" not in gather_facts(standing).facts


def test_no_question_dates_a_value_by_a_later_note() -> None:
    for week in range(8):
        day = MIDDLE + timedelta(weeks=week)
        standings, signals = look_at(make_track("KR 1.1", "Orders on time", *NOTE_AFTER_READING), day=day)
        for question in ask(standings, signals, day=day):
            assert not ("64%" in question.text and "26 October" in question.text)


def test_a_silent_key_result_among_others_is_asked_for_its_silence_not_for_its_pace() -> None:
    silent = make_track("KR 1.1", "Orders on time", CheckIn(READ, 64, 8))
    others = [
        make_track(f"KR 1.{number}", f"Loaves of kind {number}", *updates(70, 75, 78)) for number in (2, 3)
    ]
    standings, signals = look_at(silent, *others)

    questions = ask(standings, signals, day=MIDDLE)

    assert {question.source for question in questions if question.track == silent.id} == {"stale"}


def test_a_target_reached_early_is_told_with_the_value_that_reached_it() -> None:
    early = make_track("KR 1.1", "Orders on time", *updates(70, 91, 92, 95))
    for week in range(2):
        day = MIDDLE + timedelta(days=week)
        standings, signals = look_at(early, day=day)
        for question in ask(standings, signals, day=day):
            if question.form in {"sandbagged/think-harder", "sandbagged/too-careful"}:
                assert "91% by 2 November" in question.text


def test_a_gain_is_only_spoken_of_where_the_trend_leaves_one() -> None:
    [losing], _ = look_at(make_track("KR 1.1", "Orders on time", *updates(60, 62, 60, 59, 58, 57)))
    [gaining], _ = look_at(make_track("KR 1.1", "Orders on time", *updates(60, 61, 62, 63, 64, 65)))

    assert "projection-gains" not in gather_facts(losing).flags
    assert "projection-gains" in gather_facts(gaining).flags


def test_an_end_is_called_foreseen_only_where_the_trend_had_pointed_there() -> None:
    def end(*last: float) -> frozenset[str]:
        weeks = [CheckIn(READ + timedelta(weeks=week), 61 + week) for week in range(7)]
        late = [CheckIn(date(2026, 12, 7) + timedelta(weeks=week), value) for week, value in enumerate(last)]
        [standing], _ = look_at(make_track("KR 1.1", "Orders on time", *weeks, *late), day=CYCLE.end)
        return gather_facts(standing).flags

    assert "foreseen" in end(69, 71)
    assert "foreseen" not in end(75, 84)


@pytest.mark.parametrize("day", [CYCLE.start + timedelta(weeks=week) for week in (0, 3, 6, 10, 13)])
@pytest.mark.parametrize("values", [(), (0,), (0, 0, 0), (0, 1), (1, 1), (1, 0)])
@pytest.mark.parametrize("audience", [Audience.TEAM, Audience.ONE_TO_ONE, Audience.AT_RISK_REVIEW])
def test_a_task_is_asked_about_as_open_or_done_and_never_as_a_number(
    values: tuple[float, ...], day: date, audience: Audience
) -> None:
    first = day - timedelta(weeks=len(values))
    said = tuple(CheckIn(first + timedelta(weeks=place), value, 8) for place, value in enumerate(values))
    task = make_track(
        "KR 1.1", "Open the second oven", *said, kind=KeyResultKind.MILESTONE, unit="", baseline=0, target=1
    )
    standings, signals = look_at(task, day=day)
    questions = ask(standings, signals, day=day, audience=audience)

    assert questions
    told = " ".join(question.text for question in questions)
    assert not re.search(r"\b(?:at|to|from) [01]\b|\[?reading|baseline|number", told), told
