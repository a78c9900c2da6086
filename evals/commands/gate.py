"""Show which rules have earned to be stable: precision of at least 0.90 on at least 30 own labelled cases."""

from __future__ import annotations

import argparse

from coach.rules import catalogue
from evals.checks import run_all
from evals.commands._folders import add_folders
from evals.gate import gate_lines, judge_rules, read_gate_rows

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_folders(parser)
    parser.add_argument("--fresh", action="store_true", help="rerun the rules in place of the committed rows")


def run(options: argparse.Namespace) -> int:
    """Print the table; 1 where a rule is stable without having earned it."""
    rows = read_gate_rows(options.results)
    if options.fresh:
        rows = {result.task.name: result.rows for result in run_all(options.datasets, only=tuple(rows))}
    lines = judge_rules(catalogue().rules, rows)
    print("\n".join(gate_lines(lines)))
    out_of_step = [line for line in lines if line.out_of_step]
    for line in out_of_step:
        print(f"out of step: {line}")
    return 1 if out_of_step else 0
