"""Compare solvers on the same cases: numbers side by side, their differences, and who gets which case right.

`python -m evals compare --solver rules --solver local` tells whether the second beats the first by a margin
that the paired interval supports (a star).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from scipy.stats import binomtest

from coach.errors import ConfigurationError
from evals.cases import DATASETS
from evals.measure import Metric, Row, split_cell
from evals.runner import TaskRun, run_task
from evals.scorers.paired import compare_auc, compare_f1, compare_shares
from evals.tables import format_metric, table_lines
from evals.task import find_task
from evals.tasks._key_results import PRESENT

__all__ = ["add_arguments", "format_difference", "measure_differences", "run"]

KINDS = ("task-like", "unmeasurable")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "--solver", action="append", required=True, help="give it twice or more: rules, strict, ..."
    )
    parser.add_argument("--task", default="review_rules", help="the task to compare on")
    parser.add_argument("--split", default="dev", choices=("train", "dev", "test", "all"))
    parser.add_argument("--data", type=Path, help="folder of external data in place of the project's own")
    parser.add_argument("--datasets", type=Path, default=DATASETS, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Print the comparison.

    Raises:
        ConfigurationError: Fewer than two solvers, or an unknown one.
    """
    if len(set(options.solver)) < len(options.solver) or len(options.solver) == 1:
        raise ConfigurationError(
            "compare needs two or more different solvers: --solver rules --solver strict"
        )
    external = options.data is not None
    split = "" if external else options.split
    folder = options.data or options.datasets
    runs = {
        name: run_task(find_task(options.task), folder, external=external, solver=name, split=split)
        for name in options.solver
    }
    for name, result in runs.items():
        if result.reason:
            print(f"{name}: unscored: {result.reason}")
    scored = {name: result for name, result in runs.items() if result.rows}
    if scored:
        _print_numbers(scored)
    names = list(scored)
    for other in names[1:]:
        _print_pair(names[0], scored[names[0]], other, scored[other])
    return 0


def _print_numbers(runs: dict[str, TaskRun]) -> None:
    for split, measured in next(iter(runs.values())).measured.items():
        print(f"\n--- {split}")
        values = {
            name: {
                (item.subject, item.measure): format_metric(item) for item in result.measured[split].metrics
            }
            for name, result in runs.items()
        }
        rows = (
            [
                item.subject,
                item.measure,
                *(values[name].get((item.subject, item.measure), "") for name in runs),
            ]
            for item in measured.metrics
        )
        print("\n".join(table_lines(["", "measure", *runs], rows)))


def _print_pair(first: str, one: TaskRun, second: str, other: TaskRun) -> None:
    """Cases that only one gets wholly right, with the exact McNemar test."""
    wrong = [
        {mistake.id for item in run.measured.values() for mistake in item.mistakes} for run in (one, other)
    ]
    ids = {row.id for row in one.rows if not row.error} & {row.id for row in other.rows if not row.error}
    only_first, only_second = len((wrong[1] - wrong[0]) & ids), len((wrong[0] - wrong[1]) & ids)
    together = only_first + only_second
    chance = f"p = {binomtest(only_first, together).pvalue:.3f}" if together else "no difference"
    print(
        f"\nwholly right: only {first} {only_first}, only {second} {only_second} of {len(ids)}",
        f"({chance}, McNemar)",
    )
    changed = sum(_differs(row, others) for row, others in zip(one.rows, other.rows, strict=True))
    print(f"rows that differ: {changed}")
    if "expected_issues" in one.task.columns:
        _print_differences(f"{second} minus {first}", one, other)


def _print_differences(title: str, one: TaskRun, other: TaskRun) -> None:
    """Differences of the numbers that decide, on the cases that both answered, split by split."""
    for split in one.measured:
        pairs = [
            (row, against)
            for row, against in zip(one.rows, other.rows, strict=True)
            if row.split == split and not row.error and not against.error
        ]
        metrics = measure_differences(pairs)
        lines = [
            [metric.subject, metric.measure, format_difference(metric), str(metric.n)] for metric in metrics
        ]
        print(f"\n--- {split}: {title}, paired bootstrap over {len(pairs)} cases")
        print("\n".join(table_lines(["", "measure", "difference", "n"], lines)))


def measure_differences(pairs: Sequence[tuple[Row, Row]]) -> list[Metric]:
    """Second minus first: F1 and ROC AUC of two issue kinds, needs work, false alarms on strong ones."""
    strong = [pair for pair in pairs if pair[0].cells["expected_overall"] == "strong"]
    weak = [row.cells["expected_overall"] == "needs-work" for row, _ in pairs]
    kinds = []
    for kind in KINDS:
        expected = [kind in split_cell(row.cells["expected_issues"]) for row, _ in pairs]
        certain = [[_certainty(pair[side], kind) for pair in pairs] for side in (0, 1)]
        given = ([certainty >= PRESENT for certainty in side] for side in certain)
        kinds += [compare_f1(kind, expected, *given), compare_auc(kind, expected, *certain)]
    weakness = ([float(pair[side].cells["weakness"]) for pair in pairs] for side in (0, 1))
    alarms = ([bool(pair[side].cells["alarms"]) for pair in strong] for side in (0, 1))
    return [
        *kinds,
        compare_auc("needs work", weak, *weakness),
        compare_shares("strong", "false alarms", *alarms),
    ]


def _certainty(row: Row, kind: str) -> float:
    return split_cell(row.cells["issues"]).get(kind, 0.0)


def format_difference(metric: Metric) -> str:
    """`+0.042 [+0.010, +0.081]`; a star where the interval leaves out zero."""
    if metric.value is None or metric.low is None or metric.high is None:
        return metric.note or "no result"
    clear = " *" if metric.low > 0 or metric.high < 0 else ""
    return f"{metric.value:+.3f} [{metric.low:+.3f}, {metric.high:+.3f}]{clear}"


def _differs(one: Row, other: Row) -> bool:
    return one.cells != other.cells or one.error != other.error
