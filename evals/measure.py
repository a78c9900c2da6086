"""What a measurement consists of: rows, metrics with intervals, confusions, curves and mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = [
    "Confusion",
    "Curve",
    "Measured",
    "Metric",
    "Mistake",
    "Row",
    "join",
    "join_certainties",
    "split_cell",
]


@dataclass(frozen=True, slots=True)
class Row:
    """What came out for one case.

    Attributes:
        id: The case.
        split: Its split.
        cells: Column to text; what is no column of the task is not written.
        error: What crashed; then there are no other results.
    """

    id: str
    split: str
    cells: dict[str, str]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """One number.

    Attributes:
        subject: What is measured, such as an issue kind.
        measure: The measure, such as `precision`.
        value: The number, or `None` for "no result" (nothing to measure).
        low: Lower end of the 95% interval.
        high: Upper end.
        n: Cases that the number rests on.
        note: What to know when reading it.
    """

    subject: str
    measure: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts by expected label (row) and given label (column)."""

    title: str
    expected: tuple[str, ...]
    got: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of a reliability or precision-recall curve; `sizes` are cases per point."""

    title: str
    sort: str
    points: tuple[tuple[float, float], ...]
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong answer. `weight` says how sure the wrong answer was."""

    id: str
    subject: str
    what: str
    weight: float
    debatable: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that is measured on the rows of one split."""

    metrics: list[Metric]
    confusions: list[Confusion] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def join(labels: Iterable[str]) -> str:
    """Labels as one cell: sorted, separated by semicolons."""
    return ";".join(sorted(labels))


def join_certainties(labels: Mapping[str, float]) -> str:
    """Labels and their certainties as one cell."""
    return ";".join(f"{label}={certainty:.4g}" for label, certainty in sorted(labels.items()))


def split_cell(cell: str) -> dict[str, float]:
    """A cell back to labels and their certainties (1 where none is written)."""
    labels = {}
    for part in filter(None, cell.split(";")):
        name, _, certainty = part.partition("=")
        labels[name] = float(certainty) if certainty else 1.0
    return labels
