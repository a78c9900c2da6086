"""A check-in as a whole: from key results with their histories to signals, risks, questions and agendas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coach.checkin.agenda import plan_agendas
from coach.checkin.history import History
from coach.checkin.pace import stand
from coach.checkin.questions import MOST, ask
from coach.checkin.risk import estimate_risk
from coach.checkin.signals import find_patterns, find_signals
from coach.domain.agenda import AskedBefore, CheckInReport
from coach.domain.checkin import Audience, HistoryProblem, Question, Risk, Signal, Standing, Track
from coach.errors import InputError

__all__ = [
    "HistoryCheck",
    "check_history",
    "check_in",
    "collect_notes",
    "find_team",
    "stand_by_team",
    "with_questions",
]


class HistoryCheck(NamedTuple):
    """One history: where it stands, what it shows, its chance, and what to ask."""

    standing: Standing
    signals: tuple[Signal, ...]
    risk: Risk
    questions: tuple[Question, ...]


def check_in(
    history: History,
    day: date,
    *,
    team: str | None = None,
    owner: str | None = None,
    audience: Audience = Audience.TEAM,
    minutes: int = 25,
) -> CheckInReport:
    """Look at a whole history on a day and plan the meetings.

    Patterns over teams are found over all teams, also where one team is asked for.

    Args:
        history: The key results with their check-ins.
        day: The day of the meeting.
        team: Only this team; all that check in without it.
        owner: Only the key results of this person.
        audience: Who meets.
        minutes: How long each meeting is, 15 to 30.

    Raises:
        InputError: There is no such team or owner; the message names those that there are.
    """
    tracks = history.tracks()
    chosen = tracks if team is None else history.tracks(find_team(team, history.tracks(), history))
    if owner is not None:
        chosen = _owned_by(owner, chosen)
    ids = {track.id for track in chosen}
    others = [track for track in tracks if track.id not in ids]
    everyone = [stand(track, day) for track in (*chosen, *others)]
    found = [signal for standing in everyone for signal in find_signals(standing)]
    patterns = find_patterns(everyone, found)
    standings = tuple(everyone[: len(chosen)])
    signals = tuple(signal for signal in found if signal.track in ids)
    about = tuple(pattern for pattern in patterns if ids.intersection(pattern.tracks))
    agendas = plan_agendas(
        standings,
        (*signals, *about),
        day=day,
        audience=audience,
        minutes=minutes,
        asked=history.earlier_questions(),
    )
    return CheckInReport(
        day=day,
        standings=standings,
        signals=(*signals, *about),
        risks=tuple((standing.track.id, estimate_risk(standing)) for standing in standings),
        agendas=agendas,
        problems=(*history.problems, *collect_notes(standings, day)),
    )


def with_questions(report: CheckInReport, questions: Sequence[Question]) -> CheckInReport:
    """The report with other wordings of its questions, in the order of its agendas."""
    worded = iter(questions)
    agendas = tuple(
        agenda._replace(
            blocks=tuple(
                block._replace(questions=tuple(next(worded) for _ in block.questions))
                for block in agenda.blocks
            )
        )
        for agenda in report.agendas
    )
    return report._replace(agendas=agendas)


def check_history(
    track: Track,
    day: date,
    *,
    audience: Audience = Audience.TEAM,
    limit: int = MOST,
    asked: Sequence[AskedBefore] = (),
) -> HistoryCheck:
    """Look at the history of one key result on a day."""
    standing = stand(track, day)
    signals = find_signals(standing)
    questions = ask([standing], signals, day=day, audience=audience, limit=limit, asked=asked)
    return HistoryCheck(standing, signals, estimate_risk(standing), questions)


def stand_by_team(tracks: Iterable[Track], day: date) -> dict[str, tuple[Standing, ...]]:
    """Every key result as it stands on a day, by team, both in their order."""
    found: dict[str, list[Standing]] = {}
    for track in tracks:
        found.setdefault(track.team, []).append(stand(track, day))
    return {team: tuple(standings) for team, standings in found.items()}


def collect_notes(standings: Iterable[Standing], day: date) -> Iterator[HistoryProblem]:
    """What could not be used; check-ins after the day are counted: for who looks back they are no mistake."""
    later: Counter[str] = Counter()
    for standing in standings:
        for note in standing.notes:
            if note.code == "future-date":
                later[note.source] += 1
            else:
                yield note
    for source, count in later.items():
        entries = "1 check-in lies" if count == 1 else f"{count} check-ins lie"
        message = f"{entries} after {day}, the day that is looked at; not used"
        yield HistoryProblem("future-date", message, "", source)


def find_team(team: str, tracks: Sequence[Track], history: History) -> str:
    """The team as the history calls it.

    Raises:
        InputError: There is no such team.
    """
    if history.tracks(team):
        return team
    known = ", ".join(dict.fromkeys(track.team for track in tracks if track.team)) or "none with a name"
    raise InputError(f"there is no team of this name; there are: {known}", text=team)


def _owned_by(owner: str, tracks: Sequence[Track]) -> tuple[Track, ...]:
    wanted = owner.casefold().split()
    owned = tuple(track for track in tracks if track.owner.casefold().split() == wanted)
    if not owned:
        known = ", ".join(dict.fromkeys(track.owner for track in tracks if track.owner)) or "nobody named"
        raise InputError(f"nobody of this name owns a key result here; owners are: {known}", text=owner)
    return owned
