"""Documents and check-ins that the command line names, as key results with their histories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import NamedTuple

from coach.checkin.desk import collect_notes, stand_by_team
from coach.checkin.history import FileHistory, HistoryLine, LineError, read_files, read_history_lines
from coach.cli._console import print_note
from coach.cli._sources import Source, find_sources, read_lines, read_source
from coach.cli._tally import Tally
from coach.domain.agenda import AskedBefore
from coach.domain.checkin import HistoryProblem, Standing, Track
from coach.errors import InputError, MalformedInput
from coach.parsing.meeting_note import is_meeting_note, read_meeting_note

__all__ = [
    "Histories",
    "get_today",
    "holds_histories",
    "load_histories",
    "read_day",
    "read_sources",
    "show_problem",
    "tell_problems",
]


class Histories(NamedTuple):
    """What was read.

    Attributes:
        standings: Key results with their check-ins on the day that is looked at, by team.
        problems: What in the files could not be used as it stands.
    """

    standings: dict[str, tuple[Standing, ...]]
    problems: tuple[HistoryProblem, ...]


def load_histories(paths: Sequence[str], day: date, tally: Tally, *, team: str | None = None) -> Histories:
    """Read every file, and stand every key result on a day.

    Args:
        paths: Files, folders, globs, or `-`.
        day: The day that is looked at.
        tally: Takes up files that cannot be read.
        team: One team only; all by default.

    Raises:
        MalformedInput: There is no such team, or nothing to follow at all.
    """
    sources, errors = find_sources(paths)
    for error in errors:
        tally.add_error(error)
    histories = [source for source in sources if holds_histories(source)]
    history = read_sources([source for source in sources if source not in histories], day, tally)
    lines = list(_read_lines(histories, tally))
    problems = tuple(chain(history.problems, *(line.problems for line in lines)))
    of_lines = FileHistory([line.track for line in lines])
    tracks = [*history.tracks(team), *(of_lines.tracks(team) if team else [line.track for line in lines])]
    if not tracks:
        tell_problems(problems)
        raise MalformedInput(_explain_nothing((*history.teams, *of_lines.teams), team))
    standings = stand_by_team(tracks, day)
    return Histories(standings, (*problems, *collect_notes(chain(*standings.values()), day)))


def read_sources(sources: Sequence[Source], day: date, tally: Tally) -> FileHistory:
    """Read OKR documents, check-ins and notes of earlier meetings, and join them.

    Args:
        sources: What to read; what cannot be read stops no other.
        day: The day that a cycle without a year is read on.
        tally: Takes up files that cannot be read.
    """
    files: list[tuple[str, bytes]] = []
    asked: list[AskedBefore] = []
    for source in sources:
        if _is_list_of_key_results(source):
            print_note(f"{source.name}: a list of key results without cycles is not followed")
            continue
        try:
            data = read_source(source)
            note = _read_note(data, source.name)
        except InputError as error:
            tally.add_error(error)
            continue
        if note is None:
            files.append((source.name, data))
        else:
            asked.extend(note)
    history, found = read_files(files, today=day, asked=asked)
    for unread in found.errors:
        tally.add_error(unread)
    return history


def holds_histories(source: Source) -> bool:
    """Whether each line of a source is one history, by the looks of the first."""
    return b'"check_ins"' in _first_line(source)


def get_today() -> date:
    """The day where those who ask are."""
    return datetime.now(UTC).astimezone().date()


def read_day(text: str | None) -> date:
    """A day such as `2026-11-16`; today where none is given.

    Raises:
        MalformedInput: It is no day.
    """
    if text is None:
        return get_today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MalformedInput("give the day as 2026-11-16", text=text) from None


def show_problem(problem: HistoryProblem) -> str:
    """One line: where, what, and of which key result."""
    place = problem.source if problem.line is None else f"{problem.source}:{problem.line}"
    is_said = not problem.track or problem.message.startswith(f"{problem.track}: ")
    about = "" if is_said else f"{problem.track}: "
    return f"{place}: {about}{problem.message}" if place else f"{about}{problem.message}"


def tell_problems(problems: Sequence[HistoryProblem]) -> None:
    """Every problem on a line of its own, on stderr."""
    for problem in problems:
        print_note(show_problem(problem))


def _read_lines(sources: Sequence[Source], tally: Tally) -> Iterator[HistoryLine]:
    """Each history, with an id of its own; a second one with the same id is an error."""
    seen: set[str] = set()
    for source in sources:
        try:
            for item in read_history_lines(read_lines(source), source.name):
                if isinstance(item, LineError):
                    tally.add_error(item.error)
                    continue
                track = _name(item, source.name)
                if track.id in seen:
                    reason = "another history has this id too; give each its own. This one is not used"
                    tally.add_error(MalformedInput(reason, source=source.name, line=item.line, text=track.id))
                    continue
                seen.add(track.id)
                yield item._replace(track=track)
        except InputError as error:
            tally.add_error(error)


def _name(item: HistoryLine, name: str) -> Track:
    return item.track if item.id is not None else item.track._replace(id=f"{name}:{item.line}")


def _read_note(data: bytes, name: str) -> tuple[AskedBefore, ...] | None:
    """The questions of a note of an earlier meeting; `None` where it is something else."""
    if b"<!-- coach:asked " not in data:
        return None
    text = data.decode("utf-8-sig", "replace")
    return read_meeting_note(text, name) if is_meeting_note(text) else None


def _is_list_of_key_results(source: Source) -> bool:
    """Whether a file is made for `coach review`: key results line by line, with nothing to follow."""
    return b'"key_result"' in (first := _first_line(source)) and b'"check_ins"' not in first


def _first_line(source: Source) -> bytes:
    """The first line of a `.jsonl` file; empty for any other, and where it cannot be read."""
    if source.path is None or source.path.suffix.lower() != ".jsonl":
        return b""
    try:
        return next((line for line in read_lines(source) if line.strip()), b"")
    except InputError:
        return b""  # reading it again as a document reports why


def _explain_nothing(teams: Sequence[str], team: str | None) -> str:
    known = ", ".join(dict.fromkeys(name for name in teams if name))
    if team is not None and teams:
        return f"there is no team {team!r}; there are {known or 'none with a name'}"
    return "no key results to follow; give the OKR documents and the files with their check-ins"
