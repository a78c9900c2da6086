"""Cases of the risk model: a history seen on a day, and whether its key result got there in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from coach.checkin.history import read_files, read_history_record
from coach.checkin.pace import measure_progress, stand
from coach.domain.checkin import Standing, Track
from evals.cases import DATASETS, UNSPLIT
from evals.histories import read_histories
from evals.simulation import FITTED, OTHER, World, simulate

__all__ = ["EXAMPLES", "OWN", "SOURCES", "RiskCase", "own_cases", "read_risks", "simulated_cases"]

EXAMPLES = Path(__file__).parent.parent / "examples"
OWN = "finished cycles"
SOURCES = ("same simulator", "other simulator", OWN)
_COUNT = 500
_SEEDS = (20_261, 20_262)
_VIEWS = (0.35, 0.5, 0.65, 0.8)
_AFTER = date(2027, 1, 31)


@dataclass(frozen=True, slots=True)
class RiskCase:
    """A key result seen on a day whose end is known."""

    id: str
    source: str
    standing: Standing
    reached: bool
    split: str = UNSPLIT


def read_risks(folder: Path = DATASETS) -> list[RiskCase]:
    """500 histories of the simulator that the model knows (another seed), 500 of another one, and our own."""
    worlds = zip(SOURCES, (FITTED, OTHER), _SEEDS, strict=False)
    cases = [case for source, world, seed in worlds for case in simulated_cases(source, world, _COUNT, seed)]
    return [*cases, *own_cases(folder)]


def simulated_cases(source: str, world: World, count: int, seed: int) -> Iterator[RiskCase]:
    """Histories of a world of which something can be said."""
    first, _, _ = source.partition(" ")
    for number, found in enumerate(simulate(world, count, seed), start=1):
        standing = stand(found.track, found.day)
        if standing.progress is not None:
            yield RiskCase(f"{first} {number:05}", source, standing, found.reached)


def own_cases(folder: Path = DATASETS, examples: Path = EXAMPLES) -> Iterator[RiskCase]:
    """Finished cycles of the project's own data, each seen at four times: few, and not independent."""
    for case in read_histories(folder):
        if case.outcome is not None:
            track = read_history_record(case.record, case.id, 1).track
            yield from _views(case.id, track, measure_progress(track, case.outcome))
    files = [(path.as_posix(), path.read_bytes()) for path in sorted(examples.rglob("*")) if _is_input(path)]
    history, _ = read_files(files, today=_AFTER)
    for track in history.tracks():
        yield from _views(track.id, track, stand(track, _AFTER).progress)


def _is_input(path: Path) -> bool:
    return path.is_file() and path.name != "README.md" and path.suffix != ".jsonl"


def _views(name: str, track: Track, end: float | None) -> Iterator[RiskCase]:
    if end is None:
        return
    for view in _VIEWS:
        standing = stand(track, track.cycle.start + timedelta(days=round(view * track.cycle.days)))
        if standing.progress is not None:
            reached = end >= track.type.strong_grade
            yield RiskCase(f"{name} at {round(100 * view)}%", OWN, standing, reached)
