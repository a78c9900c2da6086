"""Bad input: a clear error with file, line and reason, in bounded time and memory."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile

import pytest

from coach.errors import InputError, InputTooLarge, MalformedInput, UnreadableInput
from coach.parsing import Format, read_document, read_text
from coach.parsing.formats import MAX_BYTES
from coach.parsing.tree import MAX_DEPTH


@pytest.mark.parametrize("name", ["okrs.md", "okrs.yaml", "okrs.json", "okrs.csv", "okrs.xlsx", "okrs.txt"])
def test_an_empty_file_is_named(name: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_document(b"", name)
    assert caught.value.source == name
    assert "empty" in str(caught.value)


def test_white_space_alone_is_empty() -> None:
    with pytest.raises(UnreadableInput, match="empty"):
        read_text(" \n\t\n", "okrs.md")


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04rest"])
def test_a_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_document(data, "okrs.md")


def test_null_bytes_are_refused_with_their_line() -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_document(b"# OKRs\n- KR1: a\0b\n", "okrs.md")
    assert caught.value.line == 2


def test_another_encoding_is_refused_with_its_line_and_text() -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_document("# OKRs\n- KR1: Größe\n".encode("latin-1"), "okrs.md")
    assert caught.value.line == 2
    assert "UTF-8" in caught.value.reason
    assert "Gr" in caught.value.text


def test_utf_16_with_its_mark_is_read() -> None:
    document = read_document("Objective: Größe\n- KR1: 5 Läden".encode("utf-16"), "okrs.md")
    assert document.sets[0].objectives[0].text == "Größe"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    document = read_document("\ufeff# OKRs\n## Objective 1: Calm\n- KR1: 5 shops".encode(), "okrs.md")
    assert [o.text for o in document.sets[0].objectives] == ["Calm"]


def test_over_fifty_megabytes_is_too_large() -> None:
    with pytest.raises(InputTooLarge, match="50 MB"):
        read_document(b"x" * (MAX_BYTES + 1), "okrs.csv")


@pytest.mark.parametrize("name", ["okrs.md", "okrs.txt", "okrs.csv", "okrs.json", "okrs.yaml"])
@pytest.mark.parametrize(
    "unit", ["a ", "[", "*", "`", "<a ", "(", "\\", "- ", ">", "{", "KR1: x. ", '"', "~~a"]
)
def test_a_very_long_line_costs_little_time(name: str, unit: str) -> None:
    line = unit * (100_000 // len(unit))
    started = time.process_time()
    with contextlib.suppress(InputError):
        read_text(f"Objective: x\n{line}\n", name)
    assert time.process_time() - started < 3


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_json_is_refused(opening: str) -> None:
    with pytest.raises(MalformedInput, match=str(MAX_DEPTH)):
        read_text(opening * 5000, "okrs.json")


@pytest.mark.parametrize(
    "text", ["[" * 5000, "\n".join("  " * n + "a:" for n in range(400)), "- " * 2000 + "x"]
)
def test_deep_yaml_is_refused(text: str) -> None:
    with pytest.raises(MalformedInput, match=str(MAX_DEPTH)):
        read_text(text, "okrs.yaml")


def test_yaml_aliases_are_refused_with_their_line() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    with pytest.raises(MalformedInput) as caught:
        read_text(bomb, "okrs.yaml")
    assert caught.value.line == 2
    assert "alias" in caught.value.reason


def test_broken_yaml_names_its_line() -> None:
    with pytest.raises(MalformedInput) as caught:
        read_text("objectives:\n  - objective: a\n   key: [\n", "okrs.yaml")
    assert caught.value.line is not None
    assert caught.value.source == "okrs.yaml"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{"a": 1,\n "a": 2}', 2, "given twice"),
        ('{"objectives":\n NaN}', 2, "NaN"),
        ('{"objectives": -Infinity}', 1, "Infinity"),
        ('{"a": "\\ud800"}', 1, "half of a character"),
        ('{"a": 1} x', 1, "after the end"),
        ('{"a" 1}', 1, "colon"),
        ("[1, 2", 1, "comma"),
        ('{"a": "b\nc"}', 1, "control character"),
    ],
)
def test_json_that_is_not_json_names_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(MalformedInput, match=reason) as caught:
        read_text(text, "okrs.json")
    assert caught.value.line == line


def test_a_broken_line_of_jsonl_names_its_number() -> None:
    with pytest.raises(MalformedInput) as caught:
        read_text('{"objective": "a", "key_result": "b"}\n\n{"objective": }\n', "okrs.jsonl")
    assert caught.value.line == 3


def test_a_csv_quote_that_never_closes_names_its_line() -> None:
    with pytest.raises(MalformedInput) as caught:
        read_text('Objective,Key result\na,"b\nc,d\n', "okrs.csv")
    assert caught.value.line == 2


def test_cells_beyond_the_header_are_reported() -> None:
    document = read_text("Objective,Key result\na,b,lost words\n", "okrs.csv")
    assert [item.span.of(document.source.text) for item in document.unread] == ["lost words"]


def test_a_csv_without_a_header_says_so() -> None:
    document = read_text("1,2\n3,4\n", "okrs.csv")
    assert document.sets == ()
    assert "header" in document.unread[0].reason


def _archive(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = _archive({"[Content_Types].xml": b"<x/>", "xl/sharedStrings.xml": b"a" * 30_000_000})
    with pytest.raises(InputTooLarge, match="unpacks"):
        read_document(bomb, "okrs.xlsx")


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="no XLSX"):
        read_document(_archive({"a.txt": b"hello"}), "okrs.xlsx")


def test_text_named_xlsx_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="no XLSX"):
        read_document(b"Objective,Key result", "okrs.xlsx")


def test_entities_in_a_workbook_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ccc"><!ENTITY d "&b;&b;">]><Types>&d;</Types>'
    with pytest.raises(UnreadableInput):
        read_document(_archive({"[Content_Types].xml": bomb, "xl/workbook.xml": bomb}), "okrs.xlsx")


def test_a_document_without_okrs_says_so() -> None:
    document = read_text("# Recipes\n\n- Boil water\n- Add tea\n", "recipes.md")
    assert document.sets == ()
    assert "no objective" in document.unread[-1].reason


def test_a_format_that_is_given_wins_over_the_name() -> None:
    document = read_document(
        b'{"objectives": [{"objective": "a", "key_results": ["b"]}]}', "okrs.md", Format.JSON
    )
    assert document.sets[0].objectives[0].key_results[0].text == "b"


def test_lists_nested_without_end_are_reported_not_lost() -> None:
    text = "# OKRs\n" + "".join("  " * depth + "- Level of words\n" for depth in range(150))
    document = read_text(text, "okrs.md")
    assert document.unread or document.sets
