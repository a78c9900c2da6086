"""Writing to the terminal: bytes out, errors to stderr, colours where a person looks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.errors import InputError
from coach.output.place import make_visible
from coach.output.text import Paint, paint_nothing

__all__ = ["choose_paint", "open_output", "print_error", "print_note", "write_output"]

_CODES = {
    "place": "1",
    "error": "1;31",
    "warning": "33",
    "hint": "36",
    "suppressed": "2",
    "mark": "1;35",
    "question": "3",
    "good": "32",
}


def choose_paint(colour: bool) -> Paint:
    """Colours for a terminal, none for a pipe, a file or a reader who wants none."""
    return _paint_ansi if colour and sys.stdout.isatty() else paint_nothing


def write_output(data: bytes, path: Path | None = None) -> None:
    """Write results to a file, or to standard output.

    Raises:
        InputError: The file cannot be written.
    """
    with open_output(path) as write:
        write(data)


@contextmanager
def open_output(path: Path | None) -> Iterator[Callable[[bytes], object]]:
    """A function that writes to a file, or to standard output. A reader that went away is no error.

    Raises:
        InputError: The file cannot be written.
    """
    if path is None:
        stream = sys.stdout.buffer
        yield lambda data: _swallow_broken_pipe(lambda: stream.write(data))
        _swallow_broken_pipe(stream.flush)
        return
    try:
        with path.open("wb") as file:
            yield file.write
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", source=str(path)) from error


def print_error(message: str) -> None:
    """One line on stderr that is no result."""
    _print_to_stderr(f"coach: error: {message}")


def print_note(message: str) -> None:
    """One line on stderr about what was done."""
    _print_to_stderr(f"coach: {message}")


def _print_to_stderr(message: str) -> None:
    line = make_visible(message).encode("utf-8", "backslashreplace").decode("utf-8")
    _swallow_broken_pipe(lambda: (sys.stderr.write(f"{line}\n"), sys.stderr.flush()))


def _swallow_broken_pipe(write: Callable[[], object]) -> None:
    try:
        write()
    except BrokenPipeError:
        # Python flushes the stream again at exit; it must find something that takes the bytes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _paint_ansi(part: str, text: str) -> str:
    code = _CODES.get(part)
    return text if code is None else f"\x1b[{code}m{text}\x1b[0m"
