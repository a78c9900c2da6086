"""Signals, risk and questions of 1,000 and of 10,000 key results with 12 check-ins each, on one core."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from coach.checkin.pace import stand
from coach.checkin.questions import ask
from coach.checkin.risk import estimate_risk
from coach.checkin.signals import find_patterns, find_signals
from coach.domain.checkin import CyclePlan, Rhythm, Track
from evals.benchmarks import Measurement
from evals.simulation import FITTED, simulate

_SIZES = (1_000, 10_000)
_DISTINCT = 1_000
_CHECK_INS = 12
_PER_TEAM = 8
_START = date(2025, 1, 6)
_CYCLE = CyclePlan("bench", _START, _START + timedelta(days=90), Rhythm.WEEKLY)
_BLOCKERS = (
    "nobody to test on Fridays",
    "contract with the supplier",
    "data from the warehouse",
    "two people are ill",
)
_SECONDS, _RATIO = 20.0, 1.5


def measure() -> Iterator[Measurement]:
    """Seconds for 10,000, and the cost of one against that at 1,000."""
    costs = {}
    for size in _SIZES:
        tracks = _tracks(size)
        start = time.process_time()
        asked = _look(tracks)
        costs[size] = (time.process_time() - start) / size
        yield Measurement(f"questions to {size:,} key results, each team asked once", asked, "")
    largest = _SIZES[-1]
    seconds = costs[largest] * largest
    name = f"signals, risk and questions of {largest:,} key results x {_CHECK_INS}"
    yield Measurement(name, seconds, "s", f"< {_SECONDS:g}", seconds < _SECONDS)
    ratio = costs[largest] / costs[_SIZES[0]]
    yield Measurement(
        f"cost of a key result at {largest:,} against {_SIZES[0]:,}",
        ratio,
        "x",
        f"<= {_RATIO}",
        ratio <= _RATIO,
    )


def _tracks(size: int) -> list[Track]:
    """Simulated histories of 12 check-ins in a quarter, in teams of eight, some with a blocker."""
    distinct = []
    for found in simulate(FITTED, _DISTINCT * 6, seed=5):
        given = [check_in for check_in in found.track.check_ins if check_in.value is not None]
        if len(given) >= 3:  # noqa: PLR2004 - fewer would be repeated too often
            distinct.append((found.track, given))
    tracks = []
    for number in range(size):
        track, given = distinct[number % len(distinct)]
        blockers = (_BLOCKERS[number % len(_BLOCKERS)],) if number % 5 == 0 else ()
        check_ins = tuple(
            given[place * len(given) // _CHECK_INS]._replace(
                day=_START + timedelta(days=7 * place + 3), note=f"week {place + 1}", blockers=blockers
            )
            for place in range(_CHECK_INS)
        )
        team = f"team {number // _PER_TEAM}"
        label = f"KR 1.{number % _PER_TEAM + 1}"
        tracks.append(
            track._replace(id=f"{team} / {label}", team=team, label=label, cycle=_CYCLE, check_ins=check_ins)
        )
    return tracks


def _look(tracks: Sequence[Track]) -> int:
    """Look at every key result, and ask every team; how many questions came out."""
    day = _START + timedelta(days=7 * _CHECK_INS)
    standings = [stand(track, day) for track in tracks]
    by_track = {standing.track.id: find_signals(standing) for standing in standings}
    found = [signal for signals in by_track.values() for signal in signals]
    find_patterns(standings, found)
    for standing in standings:
        estimate_risk(standing)
    count = 0
    for start in range(0, len(standings), _PER_TEAM):
        members = standings[start : start + _PER_TEAM]
        signals = [signal for member in members for signal in by_track[member.track.id]]
        count += len(ask(members, signals, day=day))
    return count
