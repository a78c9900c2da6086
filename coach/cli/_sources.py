"""Find and read what the command line names: files, folders, globs, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from coach.errors import InputError, InputTooLarge, UnreadableInput
from coach.parsing.formats import MAX_BYTES, MAX_LINE

__all__ = ["STDIN_NAME", "Source", "find_sources", "read_lines", "read_source"]

STDIN_NAME = "<stdin>"
_SUFFIXES = frozenset(
    {".md", ".markdown", ".yaml", ".yml", ".json", ".jsonl", ".csv", ".tsv", ".xlsx", ".txt"}
)
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})


class Source(NamedTuple):
    """Something to read. `path` is `None` for standard input."""

    name: str
    path: Path | None


def find_sources(arguments: Iterable[str]) -> tuple[list[Source], list[InputError]]:
    """Turn arguments into sources, each once, folders in alphabetical order.

    Returns:
        The sources, and an error for every argument that names nothing.
    """
    sources: dict[str, Source] = {}
    errors: list[InputError] = []
    for argument in arguments:
        found = list(_expand(argument))
        if not found:
            errors.append(_explain_nothing(argument))
        for source in found:
            key = STDIN_NAME if source.path is None else os.path.realpath(source.path)
            sources.setdefault(key, source)
    return list(sources.values()), errors


def read_source(source: Source) -> bytes:
    """The bytes of a source.

    Raises:
        UnreadableInput: It cannot be opened.
        InputTooLarge: It has more than 50 MB; no more than that is read.
    """
    try:
        if source.path is None:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with source.path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableInput(f"cannot be read: {error.strerror or error}", source=source.name) from error
    if len(data) > MAX_BYTES:
        raise InputTooLarge(f"has more than {MAX_BYTES // 2**20} MB; split it", source=source.name)
    return data


def read_lines(source: Source) -> Iterator[bytes]:
    """The lines of a source as they come.

    An overlong line is cut right after the length at which the reader refuses it, so memory stays bounded.

    Raises:
        UnreadableInput: It cannot be opened.
    """
    try:
        if source.path is None:
            yield from _cut_lines(sys.stdin.buffer)
        else:
            with source.path.open("rb") as stream:
                yield from _cut_lines(stream)
    except OSError as error:
        raise UnreadableInput(f"cannot be read: {error.strerror or error}", source=source.name) from error


def _cut_lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(MAX_LINE + 1):
        rest = line
        while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_LINE + 1)
        yield line


def _expand(argument: str) -> Iterator[Source]:
    if argument == "-":
        yield Source(STDIN_NAME, None)
        return
    path = Path(argument)
    if path.is_dir():
        yield from _walk(path)
    elif os.path.lexists(path):
        yield _name(path)
    elif any(character in argument for character in "*?["):
        import glob  # noqa: PLC0415 - few runs need it

        for match in sorted(glob.glob(argument, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
            if Path(match).is_file():
                yield _name(Path(match))


def _walk(folder: Path) -> Iterator[Source]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS
        )
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in _SUFFIXES:
                yield _name(Path(place) / name)


def _name(path: Path) -> Source:
    return Source(path.as_posix(), path)


def _explain_nothing(argument: str) -> InputError:
    if Path(argument).is_dir():
        kinds = ", ".join(sorted(_SUFFIXES))
        return UnreadableInput(f"this folder holds no file that the coach reads ({kinds})", source=argument)
    return UnreadableInput(
        "no such file; give a file, a folder, a glob, or - for standard input", source=argument
    )
