"""Write one self-contained HTML page: tables, confusions, curves and the worst mistakes."""

from __future__ import annotations

import argparse
from pathlib import Path

from evals.checks import run_all
from evals.commands._folders import add_folders
from evals.report import render_report

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "--output", type=Path, default=Path("build/evals.html"), help="where to write the page"
    )
    add_folders(parser)


def run(options: argparse.Namespace) -> int:
    """Run every task and write the page."""
    page = render_report(run_all(options.datasets))
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(page, encoding="utf-8")
    print(f"wrote {options.output} ({len(page) // 1024} kB)")
    return 0
