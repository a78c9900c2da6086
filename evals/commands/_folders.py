"""Options that say where datasets and results are."""

from __future__ import annotations

import argparse
from pathlib import Path

from evals.cases import DATASETS
from evals.results import RESULTS

__all__ = ["add_folders"]


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Folders other than the project's own, as tests need them."""
    parser.add_argument("--datasets", type=Path, default=DATASETS, help="folder of the datasets")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the committed results")
