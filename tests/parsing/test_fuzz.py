"""Whatever comes in, only an `InputError` comes out, and spans lie in the source."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.domain.okr import Document
from coach.domain.source import Passage
from coach.errors import InputError
from coach.parsing import Format, read_document, read_key_result, read_text
from coach.parsing.batch import BatchError, BatchItem, read_batch
from coach.parsing.inline import clean

_SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_TEXT_FORMATS = [item for item in Format if item is not Format.XLSX]
_PIECES = st.sampled_from(
    [
        "# ", "## Objective 1: ", "- ", "  - ", "* ", "1. ", "KR1: ", "**KR 1.2:** ", "Key results:",
        "O1: ", "\n", "\n\n", "\r\n", "    ", "\t", "|", "| Objective | Key result |\n|---|---|\n", "> ",
        "```\n", "<details><summary>", "</summary>", "<ul><li>", "<table><tr><td>", "[a](b)", "![x](y)",
        "~~", "`", "**", "_", "[x] ", "(70%)", " => done", "Owner: Ann", "---\n", "team: Bay\n",
        "objectives:\n", "- objective: x\n", "  key_results: [a, b]\n", "&a ", "*a ", "{", "}", "[", "]",
        '"', '"objective": ', "null", ",", ";", "from 3 to 5", "שלום", "🎯", "\u200b",
        "<!-- okr: ignore KR102 why -->", "&amp;", "\\", "= Heading =\n", "== ", "'''", "Goal: ",
        "Retrospective", "\u2028", "\u000b", "\x85",
    ]
)  # fmt: skip
_DOCUMENTS = st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=30).map("".join)


def _read_or_error(data: bytes, name: str, input_format: Format | None = None) -> Document | InputError:
    try:
        return read_document(data, name, input_format)
    except InputError as error:
        return error


def _passages(document: Document) -> Iterator[Passage]:
    for okrs in document.sets:
        for objective in okrs.objectives:
            yield objective.passage
            for key_result in objective.key_results:
                yield key_result.passage


def _offsets(passage: Passage) -> list[int]:
    if passage.offsets is not None:
        return list(passage.offsets)
    return list(range(passage.start, passage.start + len(passage.text)))


@pytest.mark.parametrize("input_format", _TEXT_FORMATS)
@_SETTINGS
@given(text=_DOCUMENTS)
def test_any_text_is_read_or_refused(input_format: Format, text: str) -> None:
    document = _read_or_error(text.encode(), "fuzz", input_format)
    if isinstance(document, InputError):
        assert document.source == "fuzz"
        return
    for passage in _passages(document):
        assert all(0 <= offset < len(text) for offset in _offsets(passage))
        assert 0 <= passage.span.start <= passage.span.end <= len(text)
    for unread in document.unread:
        assert 0 <= unread.span.start <= unread.span.end <= len(text)
        assert unread.reason


@pytest.mark.parametrize("input_format", [Format.MARKDOWN, Format.PLAIN, Format.CSV])
@_SETTINGS
@given(text=_DOCUMENTS.filter(lambda text: "&" not in text))
def test_every_character_of_a_passage_stands_in_the_source(input_format: Format, text: str) -> None:
    try:
        document = read_text(text, "fuzz", input_format)
    except InputError:
        return
    for passage in _passages(document):
        for character, offset in zip(passage.text, _offsets(passage), strict=True):
            assert text[offset] == character or character.isspace()


@pytest.mark.parametrize("name", ["a.md", "a.yaml", "a.json", "a.csv", "a.xlsx", "a.txt", "a.jsonl", "a"])
@_SETTINGS
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    answer = _read_or_error(data, name)
    assert isinstance(answer, Document) or answer.source == name


@_SETTINGS
@given(text=st.text(min_size=1, max_size=200))
def test_a_single_key_result_never_fails(text: str) -> None:
    key_result, okrs = read_key_result(text, "An objective")
    assert okrs.objectives[0].key_results == (key_result,)


@_SETTINGS
@given(text=st.text(alphabet="[]()*_`~<>!&;:\\ ab\n", max_size=300))
def test_inline_markup_never_loses_its_place(text: str) -> None:
    passage = clean(Passage(text, 7)).passage
    assert all(7 <= offset < 7 + len(text) for offset in _offsets(passage))
    assert _offsets(passage) == sorted(_offsets(passage))


@_SETTINGS
@given(lines=st.lists(st.one_of(st.binary(max_size=60), _DOCUMENTS.map(str.encode)), max_size=10))
def test_a_batch_answers_every_line(lines: list[bytes]) -> None:
    answers = list(read_batch(lines, "fuzz.jsonl"))
    assert all(isinstance(answer, BatchItem | BatchError) for answer in answers)
    numbers = [answer.line for answer in answers]
    assert numbers == sorted(set(numbers))


@_SETTINGS
@given(noise=st.binary(min_size=1, max_size=40), at=st.integers(min_value=0, max_value=5000))
def test_a_damaged_workbook_is_read_or_refused(noise: bytes, at: int) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Objective", "Key result"])
    book.active.append(["Warm soup", "Cold bowls under 2%"])
    stream = io.BytesIO()
    book.save(stream)
    data = bytearray(stream.getvalue())
    at %= len(data)
    data[at : at + len(noise)] = noise
    answer = _read_or_error(bytes(data), "fuzz.xlsx")
    assert isinstance(answer, Document) or answer.source == "fuzz.xlsx"
