"""What was spent today, in memory or in a file that several processes share."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coach.errors import ModelCause, ModelError

__all__ = ["Ledger", "Spent", "read_utc"]

_APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens and US dollars."""

    tokens: int = 0
    cost: float = 0.0

    def plus(self, other: Spent) -> Spent:
        """Both together."""
        return Spent(self.tokens + other.tokens, self.cost + other.cost)

    def minus(self, other: Spent) -> Spent:
        """What is left of it without the other."""
        return Spent(self.tokens - other.tokens, self.cost - other.cost)


def read_utc() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Ledger:
    """Sums of one UTC day. A file is only ever appended to, so that processes do not overwrite one another.

    Args:
        folder: Where the file of each day lies; `None` keeps the sum in memory.
        now: The clock.
    """

    def __init__(self, folder: Path | None = None, now: Callable[[], datetime] = read_utc) -> None:
        self._folder = folder
        self._now = now
        self._day = ""
        self._read_to = 0
        self._sum = Spent()

    def today(self) -> Spent:
        """What was spent since midnight UTC, by every process that shares the folder.

        Raises:
            ModelError: The file is damaged or cannot be read: what is unknown is not spent.
        """
        self._start_day()
        if self._folder is not None:
            self._read_on(self._path(self._folder, self._day))
        return self._sum

    def add(self, spent: Spent, day: str = "") -> str:
        """Write down what was spent; negative to give back what was set aside.

        Args:
            spent: How much.
            day: The day that it belongs to, as an earlier call returned it; today by default.

        Returns:
            The day.

        Raises:
            ModelError: The folder cannot be written: a budget that is not written is not kept.
        """
        self._start_day()
        day = day or self._day
        if self._folder is None:
            if day == self._day:
                self._sum = self._sum.plus(spent)
            return day
        line = json.dumps({"tokens": spent.tokens, "cost": spent.cost}) + "\n"
        try:
            _append(self._path(self._folder, day), line.encode())
        except OSError as error:
            reason = f"what a model costs cannot be written down in COACH_LLM_STATE: {error.strerror}"
            raise ModelError(ModelCause.OVER_BUDGET, reason) from None
        return day

    def _start_day(self) -> None:
        day = self._now().astimezone(UTC).date().isoformat()
        if day != self._day:
            self._day, self._read_to, self._sum = day, 0, Spent()

    @staticmethod
    def _path(folder: Path, day: str) -> Path:
        return folder / f"spent-{day}.jsonl"

    def _read_on(self, path: Path) -> None:
        """Add the lines that were written since the last look; a line that is not finished waits."""
        try:
            with path.open("rb") as file:
                file.seek(self._read_to)
                data = file.read()
        except FileNotFoundError:
            return
        except OSError as error:
            reason = f"what was spent today cannot be read from COACH_LLM_STATE: {error.strerror}"
            raise ModelError(ModelCause.OVER_BUDGET, reason) from None
        whole = data[: data.rfind(b"\n") + 1]
        for line in whole.splitlines():
            try:
                row = json.loads(line)
                self._sum = self._sum.plus(Spent(int(row["tokens"]), float(row["cost"])))
            except (ValueError, KeyError, TypeError):
                reason = f"what was spent today is unknown: {path.name} in COACH_LLM_STATE is damaged"
                raise ModelError(ModelCause.OVER_BUDGET, reason) from None
        self._read_to += len(whole)


def _append(path: Path, line: bytes) -> None:
    """Write a line at the end in one piece, so that lines of several processes do not mix."""
    try:
        file = os.open(path, _APPEND, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(path, _APPEND, 0o600)
    try:
        os.write(file, line)
    finally:
        os.close(file)
