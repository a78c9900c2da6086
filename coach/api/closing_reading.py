"""Turn a request about the end of a cycle into key results as they stand."""

from __future__ import annotations

from itertools import chain
from typing import Any, NamedTuple

from coach.api.checkin_models import HistoryItem
from coach.api.checkin_reading import read_histories, read_request_files
from coach.api.closing_models import FilesToClose, HistoriesToClose
from coach.checkin.desk import collect_notes, find_team, stand_by_team
from coach.domain.checkin import HistoryProblem, Standing, Track
from coach.errors import MalformedInput
from coach.output.json_v1 import input_error_object

__all__ = ["Closing", "read_closing"]

_MOST_REASONS = 5


class Closing(NamedTuple):
    """What a request holds.

    Attributes:
        standings: Key results on the day of the request, by team.
        problems: Entries that could not be used as they stand.
        errors: An object for everything that could not be read at all.
    """

    standings: dict[str, tuple[Standing, ...]]
    problems: tuple[HistoryProblem, ...]
    errors: list[dict[str, Any]]


def read_closing(request: FilesToClose | HistoriesToClose) -> Closing:
    """Read a request.

    Raises:
        InputError: There is no such team, or there is nothing to follow in the files.
    """
    if isinstance(request, FilesToClose):
        tracks, problems, errors = _read_files(request)
    else:
        tracks, problems, errors = _read_histories(request)
    standings = stand_by_team(tracks, request.date)
    notes = collect_notes(chain(*standings.values()), request.date)
    return Closing(standings, (*problems, *notes), errors)


_Read = tuple[list[Track], list[HistoryProblem], list[dict[str, Any]]]


def _read_files(request: FilesToClose) -> _Read:
    history, errors = read_request_files(request)
    team = None if request.team is None else find_team(request.team, history.tracks(), history)
    tracks = history.tracks(team)
    if not tracks:
        reasons = [str(error) for error in errors] + [problem.message for problem in history.problems]
        told = "; ".join(
            ["no key results to follow; give OKR documents and check-ins", *reasons[:_MOST_REASONS]]
        )
        raise MalformedInput(told)
    return list(tracks), list(history.problems), [input_error_object(error) for error in errors]


def _read_histories(request: HistoriesToClose) -> _Read:
    tracks: dict[str, Track] = {}
    problems: list[HistoryProblem] = []
    errors: list[dict[str, Any]] = []
    items = [HistoryItem.model_construct(as_of=request.date, **dict(item)) for item in request.histories]
    for number, (_, read) in enumerate(read_histories(items, ""), start=1):
        if isinstance(read, dict):
            errors.append({"file": "histories", **read["error"]})
        elif read.track.id in tracks:
            reason = "another history has this id too; give each its own. This one is not used"
            error = MalformedInput(reason, source="histories", line=number, text=read.track.id)
            errors.append(input_error_object(error))
        else:
            tracks[read.track.id] = read.track
            problems.extend(read.problems)
    return list(tracks.values()), problems, errors
