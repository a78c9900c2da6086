from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from coach.checkin.questions import FEWEST, MOST, ask
from coach.domain.agenda import AskedBefore
from coach.domain.checkin import Audience, CheckIn, KeyResultKind, OkrType, Question, Rhythm, Track
from tests.support.check_ins import CYCLE, MIDDLE, look_at, make_track, updates

DROP = (*updates(62, 66, 70, confidence=8), CheckIn(MIDDLE, 71, 5, "Two ovens are out of order"))


def ask_about(
    *tracks: Track, day: date = MIDDLE, audience: Audience = Audience.TEAM, limit: int = MOST
) -> tuple[Question, ...]:
    standings, signals = look_at(*tracks, day=day)
    return ask(standings, signals, day=day, audience=audience, limit=limit)


def make_bakery() -> list[Track]:
    """Six key results: two in trouble, one silent, three fine."""
    return [
        make_track("KR 1.1", "Orders that arrive on time from 60% to 90%", *updates(60, 61, 61, 61)),
        make_track("KR 1.2", "Loaves thrown away from 60% to 10%", *updates(60, 58, 57), target=10),
        make_track("KR 1.3", "Shops with fresh bread at noon from 60% to 90%", *updates(62)[:0]),
        make_track("KR 2.1", "New regulars from 60 to 90", *updates(68, 72, 76), unit=""),
        make_track("KR 2.2", "Stalls at markets from 60 to 90", *updates(70, 73, 75), unit=""),
        make_track("KR 2.3", "Bakers who stay from 60% to 90%", *updates(66, 70, 74)),
    ]


def test_the_fact_of_a_question_stands_in_its_text() -> None:
    questions = ask_about(*make_bakery())

    assert questions
    assert all(question.fact in question.text for question in questions)


def test_a_fall_of_confidence_is_asked_about_with_its_numbers() -> None:
    questions = ask_about(make_track("KR 1.1", "Orders on time from 60% to 90%", *DROP))
    [drop, *_] = [question for question in questions if question.source == "confidence-drop"]

    assert drop.fact == "from 8 to 5"
    assert "orders on time" in drop.text


def test_a_meeting_gets_three_to_five_questions() -> None:
    assert FEWEST <= len(ask_about(*make_bakery())) <= MOST
    assert len(ask_about(*make_bakery(), limit=3)) == 3


def test_a_team_without_trouble_is_still_asked() -> None:
    questions = ask_about(*make_bakery()[3:])

    assert len(questions) >= FEWEST
    assert {question.source for question in questions} == {"middle"}


def test_nobody_is_asked_about_nothing() -> None:
    assert ask([], [], day=MIDDLE) == ()


def test_a_key_result_is_asked_about_at_most_twice() -> None:
    tracks = [q.track for q in ask_about(*make_bakery())]

    assert all(tracks.count(track) <= 2 for track in tracks)


def test_no_form_is_used_twice_in_a_meeting() -> None:
    forms = [question.form for question in ask_about(*make_bakery())]

    assert len(set(forms)) == len(forms)


def test_a_signal_goes_before_the_stage() -> None:
    first, *_ = ask_about(*make_bakery())

    assert first.source != "middle"


def test_the_severe_one_goes_first() -> None:
    committed = make_track(
        "KR 3.1", "Orders refunded from 60% to 10%", *updates(60, 60), target=10, okr_type=OkrType.COMMITTED
    )
    first, *_ = ask_about(*make_bakery()[1:], committed)

    assert first.track == committed.id


def test_the_same_input_gives_the_same_questions() -> None:
    assert ask_about(*make_bakery()) == ask_about(*make_bakery())


def test_a_weekly_meeting_does_not_hear_the_same_sentence_twice_in_a_row() -> None:
    """Two key results stay as they are for eight weeks; what is asked about them changes."""
    stuck = [
        make_track("KR 1.1", "Orders that arrive on time from 60% to 90%", CheckIn(date(2026, 10, 5), 60, 7)),
        make_track(
            "KR 1.2", "Loaves thrown away from 60% to 10%", CheckIn(date(2026, 10, 5), 60, 7), target=10
        ),
    ]
    last: set[tuple[str, str]] = set()
    repeated = asked = 0
    for week in range(8):
        questions = ask_about(*stuck, day=date(2026, 11, 2) + timedelta(weeks=week))
        now = {(question.track, question.form) for question in questions}
        repeated += len(now & last)
        asked += len(now)
        last = now

    assert asked >= 24
    assert repeated <= 1


@pytest.mark.parametrize("rhythm", [Rhythm.BIWEEKLY, Rhythm.MONTHLY])
def test_forms_rotate_for_slower_rhythms_too(rhythm: Rhythm) -> None:
    cycle = CYCLE._replace(rhythm=rhythm, end=date(2027, 6, 30))
    track = make_track(
        "KR 1.1", "Orders on time from 60% to 90%", CheckIn(date(2026, 10, 5), 60, 7), cycle=cycle
    )
    days = [date(2027, 1, 4) + timedelta(days=rhythm.days * turn) for turn in range(4)]
    first = [ask_about(track, day=day)[0].form for day in days]

    assert all(one != other for one, other in pairwise(first))


def test_what_nobody_answered_is_asked_again_and_says_so() -> None:
    standings, signals = look_at(*make_bakery())
    before = ask(standings, signals, day=MIDDLE - timedelta(weeks=1))[0]
    asked = [AskedBefore(MIDDLE - timedelta(weeks=1), before.track, before.source, before.form, before.text)]

    again = [
        question
        for question in ask(standings, signals, day=MIDDLE, asked=asked)
        if (question.track, question.form) == (before.track, before.form)
    ]

    assert [question.asked_before for question in again] == [MIDDLE - timedelta(weeks=1)]


def test_what_was_answered_is_asked_in_another_form() -> None:
    standings, signals = look_at(*make_bakery())
    last = MIDDLE - timedelta(weeks=1)
    asked = [
        AskedBefore(last, question.track, question.source, question.form, question.text, "We know now.")
        for question in ask(standings, signals, day=MIDDLE)
    ]

    now = ask(standings, signals, day=MIDDLE, asked=asked)

    assert not {(each.track, each.form) for each in now} & {(each.track, each.form) for each in asked}
    assert all(question.asked_before is None for question in now)


def test_words_of_the_team_are_quoted_as_they_are() -> None:
    questions = ask_about(
        make_track(
            "KR 1.1", "Orders on time from 60% to 90%", *updates(60, 61, blocker="No fitter before Thursday")
        )
    )

    assert any("“No fitter before Thursday”" in question.text for question in questions)


def test_braces_and_markup_of_a_team_are_only_words() -> None:
    note = "{value} <b>bold</b> {0.__class__} now"
    tracks = [
        make_track(f"KR {each}", f"Sort {each} sold from 60% to 90%", *updates(60, 61, note=note))
        for each in "abc"
    ]

    assert any(note in question.text for track in tracks for question in ask_about(track))


def test_one_to_ones_say_you() -> None:
    questions = ask_about(make_bakery()[0], audience=Audience.ONE_TO_ONE)

    assert any(" you" in question.text.lower() for question in questions)


def test_an_at_risk_review_asks_only_about_what_is_at_risk() -> None:
    risky = {"Bakery / KR 1.1", "Bakery / KR 1.2", "Bakery / KR 1.3", ""}

    assert {
        question.track for question in ask_about(*make_bakery(), audience=Audience.AT_RISK_REVIEW)
    } <= risky


def test_leadership_is_asked_about_teams_not_about_single_key_results() -> None:
    others = [track._replace(id=f"Shops / {track.label}", team="Shops") for track in make_bakery()[3:]]
    questions = ask_about(*make_bakery()[:3], *others, audience=Audience.LEADERSHIP)

    assert questions
    assert {question.track for question in questions} == {""}
    assert any("of Bakery" in question.text for question in questions)


def test_teams_that_name_one_blocker_are_asked_about_it_together() -> None:
    shared = "Second van is in the workshop"
    first = make_track("KR 1.1", "Orders on time from 60% to 90%", *updates(60, 61, blocker=shared))
    second = make_track(
        "KR 1.1", "Shelves filled by seven from 60% to 90%", *updates(60, 62, blocker=shared), team="Shops"
    )
    standings, signals = look_at(first, second)

    questions = ask([standings[0]], signals, day=MIDDLE)

    [common] = [question for question in questions if question.source == "common-blocker"]
    assert f"“{shared}”" in common.text
    assert "Shops" in common.text


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (Audience.LEADERSHIP, "three to five"),
        (Audience.TEAM, "ourselves"),
        (Audience.TEAM, "stop doing"),
        (Audience.ONE_TO_ONE, "role"),
        (Audience.ONE_TO_ONE, "an hour of yours"),
        (Audience.ONE_TO_ONE, "not in your hands"),
        (Audience.ONE_TO_ONE, "see, halfway through"),
    ],
)
def test_while_drafting_the_asked_for_questions_come_up(audience: Audience, words: str) -> None:
    """In one of several weeks before the start, as forms rotate."""
    days = [CYCLE.start - timedelta(weeks=week) for week in range(1, 9)]
    texts = [
        question.text for day in days for question in ask_about(*make_bakery(), day=day, audience=audience)
    ]

    assert any(words in text for text in texts)


def test_a_key_result_without_baseline_target_and_reading_is_asked_for_a_number() -> None:
    bare = make_track("KR 1.1", "Happier shops", baseline=None, target=None, unit="")
    questions = ask_about(bare)

    assert len(questions) >= 2
    assert "None" not in " ".join(question.text for question in questions)


@pytest.mark.parametrize("kind", list(KeyResultKind))
@pytest.mark.parametrize(
    "day", [date(2026, 9, 20), date(2026, 10, 5), MIDDLE, date(2026, 12, 20), date(2027, 1, 5)]
)
def test_every_kind_is_asked_about_at_every_stage(kind: KeyResultKind, day: date) -> None:
    track = make_track(
        "KR 1.1", "Second oven in use", *updates(0.2, 0.4), kind=kind, unit="", baseline=0, target=1
    )

    assert ask_about(track, day=day)


def test_a_team_that_went_quiet_is_asked_about_that_once() -> None:
    silent = [
        make_track(f"KR 1.{number}", f"Sort {number} sold from 60 to 90", unit="") for number in range(1, 6)
    ]
    questions = ask_about(*silent)

    assert [question.source for question in questions].count("stale") == 1
    assert any("All of our 5 key results" in question.text for question in questions)


def test_the_unit_is_not_said_twice() -> None:
    track = make_track(
        "KR 1.1", "Open claims from 260 to 40", *updates(250, 240), unit="claims", baseline=260, target=40
    )

    assert not any("claims at 240 claims" in question.text for question in ask_about(track))


def test_what_a_key_result_leaves_open_is_asked_instead_of_its_pace() -> None:
    track = make_track("KR 1.1", "Increase ripe fruit from 70% to 55%", *updates(70, 71, 72, 74))
    doubt = "says increase, but the value goes from 70% to 55%"

    questions = ask_about(track._replace(baseline=70, target=55, doubt=doubt))

    assert questions[0].source == "unclear-plan"
    assert questions[0].fact == doubt
    assert {question.source for question in questions} <= {"unclear-plan", "middle"}


@pytest.mark.parametrize("week", range(6))
def test_words_of_the_day_are_quoted_before_anything_is_asked_about_their_cause(week: int) -> None:
    day = MIDDLE + timedelta(weeks=week)
    later = tuple(
        entry._replace(day=entry.day + timedelta(weeks=week))
        for entry in updates(60, 61, 61, 62, blocker="The mixer waits for a part")
    )
    tracks = [
        make_track("KR 1.1", "Orders that arrive on time from 60% to 90%", *later),
        make_track("KR 1.2", "Loaves sold by noon from 60% to 90%", *updates(70, 72, 75, 78)),
    ]

    about = [each for each in ask_about(*tracks, day=day) if each.track == tracks[0].id]

    assert "The mixer waits for a part" in about[0].text


@pytest.mark.parametrize(
    "note", ["Nobody knows why the ovens failed", "Value is 61, was 60", "Never measured, so no grade"]
)
def test_a_note_that_blames_or_only_repeats_numbers_is_not_read_aloud(note: str) -> None:
    for week in range(4):
        later = tuple(
            entry._replace(day=entry.day + timedelta(weeks=week)) for entry in updates(60, 61, 61, note=note)
        )
        day = MIDDLE + timedelta(weeks=week)
        assert all(
            note not in each.text for each in ask_about(make_track("KR 1.1", "Orders", *later), day=day)
        )


@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_a_team_that_meets_weekly_hears_no_form_twice_in_a_row(rhythm: Rhythm) -> None:
    cycle = CYCLE._replace(rhythm=rhythm)
    track = make_track("KR 1.1", "Orders on time from 60% to 90%", *updates(60, 61, 62, 63), cycle=cycle)
    other = make_track("KR 1.2", "Loaves sold by noon", *updates(60, 70, 75, 80), cycle=cycle)
    first = [
        next(each.form for each in ask_about(track, other, day=MIDDLE + timedelta(weeks=week)))
        for week in range(2)
    ]

    assert first[0] != first[1]


def test_an_answer_in_the_note_breaks_the_silence() -> None:
    silent = make_track("KR 1.3", "Shops with fresh bread at noon from 60% to 90%")
    standings, signals = look_at(silent, *make_bakery()[3:])
    before = AskedBefore(
        MIDDLE - timedelta(weeks=1), silent.id, "stale", "stale/first-number", "?", "Jo counts by hand"
    )

    questions = ask(standings, signals, day=MIDDLE, asked=[before])

    assert "stale" not in {question.source for question in questions if question.track == silent.id}


def test_only_one_key_result_without_a_number_is_asked_about_where_others_can_be() -> None:
    wishes = [make_track(f"KR 3.{number}", f"Wish number {number}", baseline=None) for number in range(3)]

    questions = ask_about(*make_bakery(), *wishes)

    assert sum(each.source in {"stale", "baseline-missing"} for each in questions) == 1


def test_a_fall_of_confidence_is_no_news_after_the_next_meeting() -> None:
    dropped = make_track("KR 1.1", "Orders on time from 60% to 90%", *DROP)
    others = make_bakery()[3:]

    now = ask_about(dropped, *others)
    later = ask_about(dropped, *others, day=MIDDLE + timedelta(weeks=1))

    assert "confidence-drop" in {each.source for each in now}
    assert "confidence-drop" not in {each.source for each in later}
