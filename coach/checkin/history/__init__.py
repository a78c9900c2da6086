"""Check-ins as people keep them, joined with the key results that they are about.

`read_files` takes OKR documents and files of check-ins (YAML, CSV, JSON, JSONL, Markdown lists) and gives a
`FileHistory`; `read_history_lines` takes JSONL with one whole history per line. A store gives a `History`
too.
"""

from coach.checkin.history.entries import CheckInFile, Entry
from coach.checkin.history.files import Sorted, is_check_ins, read_check_ins, read_files, sort_files
from coach.checkin.history.joining import read_history
from coach.checkin.history.lines import (
    HistoryLine,
    LineError,
    read_history_line,
    read_history_lines,
    read_history_record,
)
from coach.checkin.history.protocol import FileHistory, History

__all__ = [
    "CheckInFile",
    "Entry",
    "FileHistory",
    "History",
    "HistoryLine",
    "LineError",
    "Sorted",
    "is_check_ins",
    "read_check_ins",
    "read_files",
    "read_history",
    "read_history_line",
    "read_history_lines",
    "read_history_record",
    "sort_files",
]
