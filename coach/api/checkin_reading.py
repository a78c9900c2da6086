"""Turn a request about check-ins into histories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from coach.api.checkin_models import FilesOfDay, HistoryItem
from coach.checkin.history import FileHistory, HistoryLine, read_files, read_history_record
from coach.domain.agenda import AskedBefore
from coach.errors import InputError
from coach.output.json_v1 import error_object
from coach.parsing.meeting_note import is_meeting_note, read_meeting_note

__all__ = ["read_histories", "read_request_files"]


def read_histories(
    items: Sequence[HistoryItem], schema: str
) -> Iterator[tuple[HistoryItem, HistoryLine | dict[str, Any]]]:
    """Each item with its history, or with the error object that stands for it."""
    for number, item in enumerate(items, start=1):
        row = item.model_dump(mode="json", exclude_none=True)
        row["key_result"] = item.key_result.model_dump(mode="json", exclude_unset=True, exclude={"direction"})
        try:
            yield item, read_history_record(row, "histories", number)
        except InputError as error:
            yield item, error_object(schema, error.at("histories", number), item.id)


def read_request_files(request: FilesOfDay) -> tuple[FileHistory, tuple[InputError, ...]]:
    """The history in the files of a request, and what could not be read.

    Raises:
        InputError: The comment below a question of a note was changed.
    """
    files: list[tuple[str, bytes]] = []
    asked: list[AskedBefore] = []
    for file in request.files:
        if is_meeting_note(file.text):
            asked.extend(read_meeting_note(file.text, file.name))
        else:
            files.append((file.name, file.text.encode("utf-8", "surrogatepass")))
    history, found = read_files(files, today=request.date, asked=asked)
    return history, found.errors
