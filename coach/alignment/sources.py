"""Read files into a corpus. A file that cannot be read is named; the rest is audited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import PurePath

from coach.alignment.corpus import build_corpus
from coach.alignment.records import NodeRecord, holds_records, read_records
from coach.domain.alignment import AuditProblem, Corpus, Place
from coach.domain.okr import Document
from coach.errors import InputError
from coach.parsing.formats import Format
from coach.parsing.reader import read_document

__all__ = ["CorpusReader"]


class CorpusReader:
    """Takes files one by one and makes one corpus of them.

    Args:
        input_format: The format of every file, where names do not tell.
    """

    def __init__(self, input_format: Format | None = None) -> None:
        self._format = input_format
        self._documents: list[Document] = []
        self._records: list[NodeRecord] = []
        self._problems: list[AuditProblem] = []
        self._files = 0

    def is_lines(self, name: str) -> bool:
        """Whether a file should be given as lines: memory then stays that of its nodes."""
        return self._format is Format.JSONL or (
            self._format is None and name.lower().endswith((".jsonl", ".ndjson"))
        )

    def add(self, name: str, data: bytes) -> None:
        """Read one file; one that cannot be read becomes a problem."""
        if self.is_lines(name) or (self._format is None and _is_nameless(name) and _holds_lines(data)):
            self.add_lines(name, data.splitlines(keepends=True))
            return
        try:
            document = read_document(data, name, self._format)
        except InputError as error:
            self.fail(error)
            return
        self._files += 1
        self._documents.append(document)
        for okrs in document.sets:
            if okrs.objectives:
                return
        reason = document.unread[0].reason if document.unread else "nothing was found in it"
        self._problems.append(AuditProblem("no-objective-found", f"{name}: {reason}", Place(name, 1)))

    def add_lines(self, name: str, lines: Iterable[bytes]) -> None:
        """Read lines: a node each, or anything else that JSONL may hold."""
        waiting = iter(lines)
        try:
            blank, first = _skip_blank(waiting)
            if first is not None and not holds_records(first.lstrip(b"\xef\xbb\xbf")):
                data = b"".join((*blank, first, *waiting))
                self._files += 1
                self._documents.append(read_document(data, name, Format.JSONL))
                return
            rest = chain(blank, () if first is None else (first,), waiting)
            records, problems = read_records(rest, name)
        except InputError as error:
            self.fail(error)
            return
        self._files += 1
        self._records += records
        self._problems += problems

    def fail(self, error: InputError) -> None:
        """Name a file that could not be read."""
        place = Place(error.source, error.line or 1) if error.source else None
        self._problems.append(AuditProblem("unreadable-file", str(error), place))

    def corpus(self) -> Corpus:
        """Everything that was read."""
        return build_corpus(self._documents, self._records, self._problems, files=self._files)


def _is_nameless(name: str) -> bool:
    return not PurePath(name).suffix


def _holds_lines(data: bytes) -> bool:
    """Whether data without a name that tells its format is one record a line."""
    first, _, rest = data.lstrip(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    return bool(rest.strip()) and holds_records(first)


def _skip_blank(lines: Iterator[bytes]) -> tuple[list[bytes], bytes | None]:
    blank: list[bytes] = []
    for line in lines:
        if line.strip():
            return blank, line
        blank.append(line)
    return blank, None
