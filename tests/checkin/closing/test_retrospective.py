from __future__ import annotations

from collections.abc import Sequence

from coach.checkin.closing import grade_key_result, look_back
from coach.checkin.signals import find_signals
from coach.domain.checkin import Standing
from coach.domain.closing import HappeningKind, Retrospective
from tests.support.closings import follow, weekly


def look_back_at(standings: Sequence[Standing]) -> Retrospective:
    grades = [grade_key_result(standing) for standing in standings]
    return look_back(standings, grades, [signal for each in standings for signal in find_signals(each)])


def kinds(retrospective: Retrospective) -> set[HappeningKind]:
    return {happening.kind for happening in retrospective.happenings}


def test_confidence_that_stayed_high_over_a_low_grade_is_a_surprise() -> None:
    found = look_back_at([follow(weekly([40, 41, 42, 42, 43, 43, 44, 44, 44], confidence=[8] * 9))])
    [surprise] = [each for each in found.happenings if each.kind is HappeningKind.SURPRISE]
    assert surprise.fact == "confidence 8 on 5 March, a grade of 0.20 at the end"


def test_doubt_that_proved_wrong_is_a_surprise_too() -> None:
    found = look_back_at([follow(weekly([42, 45, 48, 50, 52, 54, 56, 58, 60], confidence=[3] * 9))])
    assert any("after all" in happening.fact for happening in found.happenings)


def test_the_largest_step_is_told_with_its_note() -> None:
    found = look_back_at([follow(weekly([41, 42, 52, 53], notes=["", "", "New phone tree is live", ""]))])
    [mover] = [each for each in found.happenings if each.kind is HappeningKind.MOVER]
    assert mover.fact == "from 42% to 52% between 15 January and 22 January"
    assert "New phone tree is live" in mover.text


def test_small_steps_are_no_happening() -> None:
    assert HappeningKind.MOVER not in kinds(look_back_at([follow(weekly([41, 43, 45, 47, 49]))]))


def test_a_blocker_of_two_key_results_is_one_dependency() -> None:
    found = look_back_at(
        [
            follow(weekly([41, 42, 43], blocker="Waits for legal"), label="KR 1.1"),
            follow(weekly([41, 42], blocker="waits for legal."), label="KR 1.2"),
        ]
    )
    [dependency] = [each for each in found.happenings if each.kind is HappeningKind.DEPENDENCY]
    assert dependency.fact.startswith("'waits for legal', named 5 times")
    assert dependency.tracks == ("Care / KR 1.1", "Care / KR 1.2")


def test_silence_is_told_with_its_dates() -> None:
    found = look_back_at([follow(weekly([41, 42]))])
    [silence] = [each for each in found.happenings if each.kind is HappeningKind.SILENCE]
    assert silence.fact == "no update from 15 January to 31 March"


def test_every_question_quotes_its_fact_and_none_is_asked_twice() -> None:
    standings = [
        follow(weekly([40, 41, 42, 42], confidence=[8] * 4), label=f"KR 1.{number}") for number in range(6)
    ]
    questions = look_back_at(standings).questions
    assert 3 <= len(questions) <= 7
    assert all(
        question.fact in question.text or question.fact.capitalize() in question.text
        for question in questions
    )
    assert len({question.text for question in questions}) == len(questions)


def test_a_quiet_cycle_gets_general_questions() -> None:
    found = look_back_at([])
    assert found.happenings == ()
    assert [question.source for question in found.questions] == ["retrospective"] * 4


def test_confidence_far_above_the_grades_is_a_learning() -> None:
    standings = [
        follow(weekly([40] * 11 + [42], confidence=[9] * 12), label=f"KR 1.{number}") for number in range(3)
    ]
    learnings = look_back_at(standings).learnings
    assert any("confidence averaged 9.0 of 10" in learning.because.lower() for learning in learnings)


def test_missing_baselines_are_a_learning_with_their_number() -> None:
    standings = [follow(weekly([50]), baseline=None), follow(weekly([50]), label="KR 1.2")]
    because = [learning.because for learning in look_back_at(standings).learnings]
    assert "1 of 2 key results had no baseline." in because


def test_a_cycle_without_facts_teaches_nothing() -> None:
    assert look_back_at([]).learnings == ()
