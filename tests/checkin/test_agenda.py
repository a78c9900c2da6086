from __future__ import annotations

from datetime import date, timedelta

import pytest

from coach.checkin.agenda import plan_agendas
from coach.domain.agenda import Agenda, AskedBefore
from coach.domain.checkin import Audience, KeyResultKind, OkrType, Track
from tests.support.check_ins import MIDDLE, look_at, make_track, updates

LAST_WEEK = MIDDLE - timedelta(weeks=1)


def make_tracks() -> list[Track]:
    return [
        make_track("KR 1.1", "Orders on time from 60% to 90%", *updates(60, 61, 61, 61)),
        make_track(
            "KR 1.2", "Loaves thrown away from 60% to 10%", *updates(60, 58, 57), target=10, owner="Per Holm"
        ),
        make_track("KR 1.3", "New regulars from 60 to 90", *updates(70, 73, 75), unit="", owner="Per Holm"),
        make_track(
            "KR 1.1", "Shelves filled by seven from 60% to 90%", *updates(66, 72, 76), team="Shops", owner=""
        ),
    ]


def plan(
    audience: Audience = Audience.TEAM,
    *,
    minutes: int = 25,
    day: date = MIDDLE,
    asked: tuple[AskedBefore, ...] = (),
) -> tuple[Agenda, ...]:
    standings, signals = look_at(*make_tracks(), day=day)
    return plan_agendas(standings, signals, day=day, audience=audience, minutes=minutes, asked=asked)


@pytest.mark.parametrize("minutes", [15, 18, 20, 25, 30])
def test_the_blocks_fill_the_minutes(minutes: int) -> None:
    for agenda in plan(minutes=minutes):
        assert sum(block.minutes for block in agenda.blocks) == minutes
        assert all(block.minutes >= 2 for block in agenda.blocks)


@pytest.mark.parametrize("minutes", [14, 31, 0, -5])
def test_a_meeting_has_fifteen_to_thirty_minutes(minutes: int) -> None:
    with pytest.raises(ValueError, match="15 to 30 minutes"):
        plan(minutes=minutes)


def test_a_short_meeting_gets_three_questions_and_a_long_one_up_to_five() -> None:
    assert len(plan(minutes=15)[0].questions) == 3
    assert 3 <= len(plan(minutes=30)[0].questions) <= 5


def test_every_team_gets_an_agenda_of_its_own() -> None:
    agendas = plan()

    assert [agenda.team for agenda in agendas] == ["Bakery", "Shops"]
    for agenda in agendas:
        assert all(not each.track or each.track.startswith(agenda.team) for each in agenda.questions)


def test_a_one_to_one_is_held_with_each_owner() -> None:
    agendas = plan(Audience.ONE_TO_ONE)

    assert [(agenda.team, agenda.person) for agenda in agendas] == [
        ("Bakery", "Ida Brandt"),
        ("Bakery", "Per Holm"),
    ]
    assert {question.track for question in agendas[1].questions} <= {"", "Bakery / KR 1.2", "Bakery / KR 1.3"}


def test_leadership_meets_once_and_hears_a_sentence_about_each_team() -> None:
    [agenda] = plan(Audience.LEADERSHIP)

    assert agenda.title == "All teams"
    assert [point.partition(":")[0] for point in agenda.blocks[0].points[:2]] == ["Bakery", "Shops"]


def test_an_at_risk_review_lists_only_what_is_at_risk() -> None:
    bakery, shops = plan(Audience.AT_RISK_REVIEW)

    assert {line.label for line in bakery.blocks[0].lines} == {"KR 1.1", "KR 1.2"}
    assert shops.blocks[0].lines == ()
    assert "No key result of this team is at risk today." in shops.blocks[0].points


def test_the_table_says_what_is_not_known() -> None:
    bare = make_track("KR 9", "Happier shops", baseline=None, target=None, unit="", owner="")
    standings, signals = look_at(bare)
    [agenda] = plan_agendas(standings, signals, day=MIDDLE)
    [line] = agenda.blocks[0].lines

    assert (line.value, line.target, line.confidence, line.last_update) == (None, None, None, None)


def test_the_table_says_of_a_task_whether_it_is_done() -> None:
    tasks = [
        make_track(
            label, "Open the second oven", *updates(*values),
            kind=KeyResultKind.MILESTONE, unit="", baseline=0, target=1,
        )
        for label, values in (("KR 1.1", (0, 0)), ("KR 1.2", (0, 1)), ("KR 1.3", ()))
    ]  # fmt: skip
    standings, signals = look_at(*tasks)
    block = plan_agendas(standings, signals, day=MIDDLE)[0].blocks[0]

    assert [(line.value, line.target) for line in block.lines] == [
        ("open", "done"),
        ("done", "done"),
        (None, "done"),
    ]


def test_what_was_left_open_and_is_gone_is_listed_once() -> None:
    gone = AskedBefore(
        LAST_WEEK, "Bakery / KR 1.3", "stale", "stale/hard-to-get", "What makes it hard?", team="Bakery"
    )
    bakery, shops = plan(asked=(gone,))

    assert bakery.blocks[0].title == "Left open last time"
    assert bakery.blocks[0].left_open == (gone,)
    assert sum(block.minutes for block in bakery.blocks) == 25
    assert all(not block.left_open for block in shops.blocks)


def test_what_was_answered_is_not_left_open() -> None:
    done = AskedBefore(
        LAST_WEEK,
        "Bakery / KR 1.3",
        "stale",
        "stale/hard-to-get",
        "What?",
        "The till counts it.",
        team="Bakery",
    )

    assert all(not block.left_open for agenda in plan(asked=(done,)) for block in agenda.blocks)


def test_only_the_latest_meeting_of_the_same_audience_counts() -> None:
    old = AskedBefore(
        LAST_WEEK - timedelta(weeks=1), "Bakery / KR 1.3", "stale", "stale/a", "Old?", team="Bakery"
    )
    new = AskedBefore(LAST_WEEK, "Bakery / KR 1.1", "stale", "stale/b", "New?", "Yes.", team="Bakery")
    other = AskedBefore(
        LAST_WEEK,
        "Bakery / KR 1.1",
        "stale",
        "stale/c",
        "Other?",
        audience=Audience.ONE_TO_ONE,
        team="Bakery",
    )

    assert all(not block.left_open for agenda in plan(asked=(old, new, other)) for block in agenda.blocks)


def test_the_note_of_the_same_day_is_no_earlier_meeting() -> None:
    today = AskedBefore(MIDDLE, "Bakery / KR 1.1", "flat", "flat/tried", "What?", team="Bakery")

    assert all(
        question.asked_before is None for agenda in plan(asked=(today,)) for question in agenda.questions
    )
    assert plan(asked=(today,)) == plan()


@pytest.mark.parametrize(
    ("day", "title"),
    [(date(2026, 9, 20), "The draft"), (MIDDLE, "Where we stand"), (date(2027, 1, 5), "How it ended")],
)
def test_the_first_block_fits_the_stage(day: date, title: str) -> None:
    assert plan(day=day)[0].blocks[0].title == title


def test_leadership_hears_of_promises_that_are_far_behind() -> None:
    promised = make_track(
        "KR 1.1",
        "Orders refunded from 60% to 10%",
        *updates(60, 60, 60, 60),
        target=10,
        okr_type=OkrType.COMMITTED,
    )
    standings, signals = look_at(promised)
    [agenda] = plan_agendas(standings, signals, day=MIDDLE, audience=Audience.LEADERSHIP)

    assert any(question.track == promised.id for question in agenda.questions)


def test_what_the_last_note_holds_is_followed_up_first() -> None:
    track = make_tracks()[0]
    before = AskedBefore(
        MIDDLE - timedelta(weeks=1),
        track.id,
        "flat",
        "flat/tried",
        "What did we try?",
        "Two ovens from Monday on",
    )

    first = plan(asked=(before,))[0].blocks[0]

    assert first.title == "Noted last time"
    assert first.points == (f"{track.label}: “Two ovens from Monday on” (9 November)",)
    assert sum(block.minutes for block in plan(asked=(before,))[0].blocks) == 25


@pytest.mark.parametrize(
    ("answers", "words"),
    [(("", ""), "third meeting in a row"), (("", "", ""), "fourth meeting in a row"), (("", "Ovens."), "")],
)
def test_what_comes_up_in_vain_for_the_third_meeting_asks_for_a_decision(
    answers: tuple[str, ...], words: str
) -> None:
    """The notes are given from the latest back; an answer in one of them ends the row."""
    first = plan()[0].questions[0]
    asked = tuple(
        AskedBefore(
            MIDDLE - timedelta(weeks=back),
            first.track,
            first.source,
            first.form,
            "Why?",
            answer,
            team="Bakery",
        )
        for back, answer in enumerate(answers, start=1)
    )
    agenda = plan(asked=asked)[0]
    told = [question for question in agenda.questions if question.form.startswith("asked-again/")]

    assert [(question.track, question.source, question.fact) for question in told] == (
        [(first.track, first.source, words)] if words else []
    )
    assert all(question.asked_before == LAST_WEEK for question in told)
    assert all(not block.left_open for block in agenda.blocks)
