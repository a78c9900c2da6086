"""Interrupting a command as a person does."""

from __future__ import annotations

import signal
import subprocess
from contextlib import suppress

__all__ = ["interrupt", "listen_to_interrupts"]

_TRIES = 60


def listen_to_interrupts() -> None:
    """A process started in the background of a script ignores interrupts, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupt(process: subprocess.Popen[bytes]) -> bytes:
    """What it says on stderr. A signal right before a read that waits is noticed with the next one only."""
    for _ in range(_TRIES):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=1)[1]
    process.kill()
    raise AssertionError("it does not end")
