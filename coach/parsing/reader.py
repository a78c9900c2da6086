"""One door for every format."""

from __future__ import annotations

from coach.domain.okr import Document, KeyResult, Objective, OkrSet
from coach.domain.source import Passage, SourceText
from coach.parsing.bounded import read_bounded
from coach.parsing.cycle import read_cycle
from coach.parsing.drafts import read_level
from coach.parsing.formats import LIMITS, MAX_BYTES, Format, check_size, check_text, decode, detect
from coach.parsing.notes import split_notes

__all__ = ["read_document", "read_key_result", "read_text"]


def read_document(data: bytes, name: str, input_format: Format | None = None) -> Document:
    """Read a file.

    Args:
        data: Its bytes.
        name: Its name; decides the format unless `input_format` does.
        input_format: The format, where the name does not tell.

    Raises:
        InputError: It cannot be read; says what and where.
    """
    check_size(len(data), name, MAX_BYTES)
    if not data:
        check_text("", name)
    chosen = input_format or detect(name)
    if chosen is Format.XLSX or (input_format is None and data.startswith(b"PK\x03\x04")):
        from coach.parsing.xlsx import read_xlsx  # noqa: PLC0415 - openpyxl is slow to import

        return read_xlsx(data, name)
    return read_text(decode(data, name), name, input_format)


def read_text(text: str, name: str, input_format: Format | None = None) -> Document:
    """Read a text; as `read_document`, for text that is already decoded."""
    check_text(text, name)
    chosen = input_format or detect(name, text)
    check_size(len(text.encode()), name, LIMITS[chosen])
    return _read(SourceText(name, text), chosen)


def _read(source: SourceText, chosen: Format) -> Document:
    # Each format is imported where it is used: a JSON review never loads the Markdown parser.
    if chosen is Format.YAML:
        from coach.parsing.yaml_ import read_yaml as read  # noqa: PLC0415
    elif chosen is Format.JSON:
        from coach.parsing.json_ import read_json as read  # noqa: PLC0415
    elif chosen is Format.JSONL:
        from coach.parsing.json_ import read_jsonl as read  # noqa: PLC0415
    elif chosen is Format.CSV:
        from coach.parsing.table import read_csv as read  # noqa: PLC0415
    elif chosen is Format.PLAIN:
        from coach.parsing.plain import read_plain as read  # noqa: PLC0415
    else:
        from coach.parsing.markdown import read_markdown as read  # noqa: PLC0415
    return read(source)


def read_key_result(
    text: str, objective: str = "", team: str = "", cycle: str = "", level: str = ""
) -> tuple[KeyResult, OkrSet]:
    """A single key result, and the set of one that holds it.

    Its source is `text` itself: spans count from its first character. A progress note behind it is
    cut off as in a document.
    """
    passage, fields = split_notes(Passage(text))
    if not passage.text:
        passage = Passage(text)
    key_result = KeyResult(passage, read_bounded(passage.text), "", fields)
    holder = Objective(Passage(objective), (key_result,))
    return key_result, OkrSet((holder,), team, read_level(level), read_cycle(cycle))
