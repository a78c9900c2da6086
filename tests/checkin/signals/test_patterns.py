from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from coach.checkin.history import read_files
from coach.checkin.pace import stand
from coach.checkin.signals import find_patterns, find_signals
from coach.domain.checkin import CheckIn, Signal, Standing
from tests.support.closings import CYCLE, follow

HALF = CYCLE.start + timedelta(days=44)
_EXAMPLES = Path(__file__).parents[3] / "examples"


def _patterns(standings: Sequence[Standing]) -> list[Signal]:
    found = [signal for standing in standings for signal in find_signals(standing)]
    return list(find_patterns(standings, found))


def _member(number: int, progress: float, *, team: str = "Care", blocker: str = "") -> Standing:
    reading = CheckIn(HALF, 40 + 20 * progress, 6, blockers=(blocker,) if blocker else ())
    standing = follow((reading,), day=HALF, label=f"KR 1.{number}")
    track = standing.track._replace(team=team, id=f"{team} / KR 1.{number}")
    return stand(track, HALF)


def test_half_of_the_key_results_behind_is_a_team_in_trouble() -> None:
    members = [_member(1, 0.1), _member(2, 0.2), _member(3, 0.5), _member(4, 0.5)]

    (found,) = _patterns(members)

    assert (found.name, found.team) == ("at-risk-team", "Care")
    assert found.tracks == ("Care / KR 1.1", "Care / KR 1.2")
    assert (found.facts["count"], found.facts["total"]) == ("2", "4")


def test_two_of_five_are_no_pattern() -> None:
    members = [_member(1, 0.1), _member(2, 0.2), _member(3, 0.5), _member(4, 0.5), _member(5, 0.5)]

    assert _patterns(members) == []


def test_what_is_reached_is_not_in_trouble_whatever_the_confidence() -> None:
    unsure = [_member(1, 1.0), _member(2, 1.1), _member(3, 0.6), _member(4, 0.1)]
    unsure = [
        stand(each.track._replace(check_ins=(each.track.check_ins[0]._replace(confidence=2),)), HALF)
        for each in unsure
    ]

    (found,) = _patterns(unsure)

    assert found.tracks == ("Care / KR 1.3", "Care / KR 1.4")


def test_at_the_end_only_where_it_ended_counts() -> None:
    members = [
        stand(_member(number, progress).track, CYCLE.end)
        for number, progress in ((1, 0.9), (2, 0.75), (3, 0.6), (4, 0.3))
    ]

    (found,) = _patterns(members)

    assert found.tracks == ("Care / KR 1.3", "Care / KR 1.4")


def test_a_single_key_result_is_no_pattern() -> None:
    assert _patterns([_member(1, 0.0)]) == []


def test_one_blocker_of_two_teams_is_common() -> None:
    members = [
        _member(1, 0.5, blocker="Van capacity in the afternoon"),
        _member(1, 0.5, team="Plant", blocker="Second delivery needs a van each afternoon"),
        _member(2, 0.5, team="Plant", blocker="Two people are ill"),
    ]

    (found,) = _patterns(members)

    assert (found.name, found.team) == ("common-blocker", "")
    assert found.tracks == ("Care / KR 1.1", "Plant / KR 1.1")


def test_one_blocker_of_three_key_results_of_a_team_is_common() -> None:
    two = [_member(number, 0.5, blocker="data warehouse access") for number in (1, 2)]

    assert _patterns(two) == []
    (found,) = _patterns([*two, _member(3, 0.5, blocker="Access to the data warehouse!")])
    assert found.team == "Care"


def test_blockers_that_share_a_single_word_are_different() -> None:
    members = [
        _member(1, 0.5, blocker="supplier contract"),
        _member(1, 0.5, team="Plant", blocker="supplier insolvent"),
    ]

    assert _patterns(members) == []


def test_a_cycle_that_has_not_begun_has_no_patterns() -> None:
    members = [stand(_member(number, 0.0).track, CYCLE.start - timedelta(days=3)) for number in (1, 2)]

    assert _patterns(members) == []


def test_the_two_teams_of_the_example_that_need_one_van_are_found() -> None:
    files = [
        (path.as_posix(), path.read_bytes())
        for path in sorted(_EXAMPLES.rglob("*"))
        if path.parent.name in {"teams", "checkins"}
    ]
    day = date(2026, 11, 10)
    history, _ = read_files(files, today=day)

    found = _patterns([stand(track, day) for track in history.tracks()])

    common = next(signal for signal in found if signal.name == "common-blocker")
    assert set(common.tracks) == {"Clinics / KR 1.2", "Delivery / KR 2.2"}
