"""Run the command line: in this process for most tests, as a real process for some."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from coach.cli.main import app

__all__ = ["Result", "run_cli", "run_process"]

_ROOT = Path(__file__).parent.parent.parent


def run_cli(*arguments: object, stdin: bytes | None = None) -> Result:
    """Run `coach` in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def run_process(
    *arguments: object, stdin: bytes = b"", cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m coach` as a shell would."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), **variables}
    command = [sys.executable, "-m", "coach", *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, cwd=cwd, env=environment, timeout=60, check=False
    )
