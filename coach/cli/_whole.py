"""Write a file whole or not at all: an interruption or a full disk leaves what was there before."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from coach.errors import InputError

__all__ = ["write_whole"]

_READABLE_BY_OTHERS = 0o666


def write_whole(path: Path, data: bytes) -> None:
    """Write next to the file first, then put it in its place.

    Raises:
        InputError: The file cannot be written; what was there before is still there.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            _write_through(target, data)  # /dev/stdout, a pipe: there is nothing to put in its place
            return
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise _explain(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(_choose_mode(target))
        Path(name).replace(target)
    except OSError as error:
        raise _explain(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink(missing_ok=True)


def _write_through(target: Path, data: bytes) -> None:
    with target.open("wb") as file:
        file.write(data)


def _choose_mode(target: Path) -> int:
    """As before, or as any new file of this user would be."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return _READABLE_BY_OTHERS & ~mask


def _explain(path: Path, error: OSError) -> InputError:
    return InputError(f"cannot be written: {error.strerror or error}", source=str(path))
