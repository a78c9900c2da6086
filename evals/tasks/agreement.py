"""Agreement of the labels with a second, blind labelling of some of the project's own key results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.service import Service
from evals.cases import DATASETS, FLAGS, KINDS, UNSPLIT, read_key_results
from evals.lines import Line, read_cases
from evals.measure import Measured, Metric, Mistake, Row
from evals.scorers.agreement import score_agreement
from evals.task import Task

FIELDS = ("kind", *FLAGS.values(), "overall")
FILE = "second_labels.jsonl"


@dataclass(frozen=True, slots=True)
class SecondCase:
    """A key result with two labels per field; a field that the second labelling lacks is left out."""

    id: str
    text: str
    first: dict[str, str]
    second: dict[str, str]
    split: str = UNSPLIT


def read_second_labels(folder: Path = DATASETS) -> list[SecondCase]:
    """The second labels beside the first ones; none where there is no second labelling.

    Raises:
        InputError: A row is malformed or names no case.
    """
    if not (folder / FILE).exists():
        return []
    cases = {case.id: case for case in read_key_results(folder)}

    def parse(line: Line) -> SecondCase:
        line.only(("id", "kind", "overall"), (*FLAGS.values(), "debatable", "note"))
        case = cases.get(line.text("id"))
        if case is None:
            raise line.fail("there is no key result with this id", line.text("id"))
        first = {"kind": case.kind.value, "overall": "strong" if case.strong else "needs_work"}
        first |= {name: str(case.labels[issue]).lower() for issue, name in FLAGS.items()}
        second = {"kind": line.choice("kind", KINDS)}
        second["overall"] = line.choice("overall", ("strong", "needs_work"))
        second |= {name: str(line.flag(name)).lower() for name in FLAGS.values() if name in line.values}
        return SecondCase(case.id, case.text if case.split != "test" else "", first, second)

    return read_cases([folder / FILE], parse)


def pair_labels(_: Service, case: SecondCase) -> dict[str, str]:
    """First and second label of every field; the second is empty where it was not given."""
    return {
        name: value
        for field in FIELDS
        for name, value in (
            (f"first_{field}", case.first[field]),
            (f"second_{field}", case.second.get(field, "")),
        )
    }


def measure_agreement(rows: Sequence[Row]) -> Measured:
    """Kappa and alpha per field."""
    metrics: list[Metric] = []
    mistakes: list[Mistake] = []
    for field in FIELDS:
        both = [row for row in rows if row.cells[f"second_{field}"]]
        first = [row.cells[f"first_{field}"] for row in both]
        second = [row.cells[f"second_{field}"] for row in both]
        metrics.extend(score_agreement(field, first, second))
        mistakes.extend(
            Mistake(row.id, field, f"{one}, then {other}", 1.0)
            for row, one, other in zip(both, first, second, strict=True)
            if one != other
        )
    return Measured(metrics, mistakes=mistakes)


TASK = Task(
    purpose="How far a second, blind labelling of the same key results agrees with the labels.",
    columns=tuple(f"{which}_{field}" for field in FIELDS for which in ("first", "second")),
    solve=pair_labels,
    measure=measure_agreement,
    load=read_second_labels,
    unavailable=lambda: "" if (DATASETS / FILE).exists() else f"there is no second labelling ({FILE}) yet",
)
