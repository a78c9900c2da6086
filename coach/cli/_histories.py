"""Documents and check-ins that the command line names, as key results with their histories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coach.checkin.history import FileHistory, read_files
from coach.checkin.pace import stand
from coach.cli._console import print_note
from coach.cli._sources import find_sources, read_source
from coach.cli._tally import Tally
from coach.domain.agenda import AskedBefore
from coach.domain.checkin import HistoryProblem, Standing
from coach.errors import InputError, MalformedInput

__all__ = ["Histories", "load_history", "read_day", "show_problem", "tell_problems"]


class Histories(NamedTuple):
    """What was read.

    Attributes:
        history: Key results with their check-ins.
        standings: The same on the day that is looked at, by team.
        problems: What in the files could not be used as it stands.
    """

    history: FileHistory
    standings: dict[str, tuple[Standing, ...]]
    problems: tuple[HistoryProblem, ...]


def load_history(
    paths: Sequence[str],
    day: date,
    tally: Tally,
    *,
    team: str | None = None,
    asked: Sequence[AskedBefore] = (),
) -> Histories:
    """Read every file, and stand every key result on a day.

    Args:
        paths: Files, folders, globs, or `-`.
        day: The day that is looked at.
        tally: Takes up files that cannot be read.
        team: One team only; all by default.
        asked: Questions of earlier meetings.

    Raises:
        MalformedInput: There is no such team, or nothing to follow at all.
    """
    history, found = read_files(_read(paths, tally), today=day, asked=asked)
    for error in found.errors:
        tally.add_error(error)
    tracks = history.tracks(team)
    if not tracks:
        raise MalformedInput(_explain_nothing(history, team))
    standings: dict[str, list[Standing]] = {}
    for track in tracks:
        standings.setdefault(track.team, []).append(stand(track, day))
    notes = [note for each in standings.values() for standing in each for note in standing.notes]
    by_team = {name: tuple(each) for name, each in standings.items()}
    return Histories(history, by_team, (*history.problems, *notes))


def read_day(text: str | None) -> date:
    """A day such as `2026-11-16`; today where none is given.

    Raises:
        MalformedInput: It is no day.
    """
    if text is None:
        return date.today()  # noqa: DTZ011 - the day of those who ask, where they are
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MalformedInput("give the day as 2026-11-16", text=text) from None


def show_problem(problem: HistoryProblem) -> str:
    """One line: where, what, and of which key result."""
    place = problem.source if problem.line is None else f"{problem.source}:{problem.line}"
    about = f"{problem.track}: " if problem.track else ""
    return f"{place}: {about}{problem.message}" if place else f"{about}{problem.message}"


def tell_problems(problems: Sequence[HistoryProblem]) -> None:
    """Every problem on a line of its own, on stderr."""
    for problem in problems:
        print_note(show_problem(problem))


def _read(paths: Sequence[str], tally: Tally) -> Iterator[tuple[str, bytes]]:
    sources, errors = find_sources(paths)
    for error in errors:
        tally.add_error(error)
    for source in sources:
        try:
            yield source.name, read_source(source)
        except InputError as error:
            tally.add_error(error)


def _explain_nothing(history: FileHistory, team: str | None) -> str:
    if team is not None and history.teams:
        return f"there is no team {team!r}; there are {', '.join(name for name in history.teams if name)}"
    return "no key results to follow; give the OKR documents and the files with their check-ins"
