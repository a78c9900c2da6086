"""A history of check-ins, wherever it is kept, and the one that is read from files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from coach.checkin.history.planned import normalise_team
from coach.domain.agenda import AskedBefore
from coach.domain.checkin import HistoryProblem, Track

__all__ = ["FileHistory", "History"]


class History(Protocol):
    """Key results with their check-ins, wherever they are kept."""

    @property
    def problems(self) -> tuple[HistoryProblem, ...]:
        """Entries that could not be used as they stand."""

    def tracks(self, team: str | None = None) -> tuple[Track, ...]:
        """The key results that are followed, of one team or of all."""

    def earlier_questions(self) -> tuple[AskedBefore, ...]:
        """What was asked at all meetings that notes tell of."""


class FileHistory:
    """A history read from files.

    Args:
        tracks: Every key result of the documents.
        problems: Entries that could not be used.
        asked: Questions of earlier meetings.
    """

    def __init__(
        self,
        tracks: Sequence[Track],
        problems: Sequence[HistoryProblem] = (),
        asked: Sequence[AskedBefore] = (),
    ) -> None:
        self._tracks = tuple(tracks)
        self.problems = tuple(problems)
        self._asked = tuple(asked)
        self._followed = frozenset(track.team for track in self._tracks if track.check_ins)

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams in the order of their documents."""
        return tuple(dict.fromkeys(track.team for track in self._tracks))

    def tracks(self, team: str | None = None) -> tuple[Track, ...]:
        """The key results of one team; of all, those of teams that check in, or every one where none does."""
        if team is not None:
            wanted = normalise_team(team)
            return tuple(track for track in self._tracks if normalise_team(track.team) == wanted)
        if not self._followed:
            return self._tracks
        return tuple(track for track in self._tracks if track.team in self._followed)

    def earlier_questions(self) -> tuple[AskedBefore, ...]:
        """The questions of every note, of all teams."""
        return self._asked
