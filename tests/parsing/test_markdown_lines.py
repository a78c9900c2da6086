"""Pages of headings, lists and paragraphs are read as markdown-it reads them, or left to it."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from coach.parsing.markdown_lines import LineToken, read_lines

_PIECES = (
    *("- ", "* ", "+ ", "1. ", "2. ", "10. ", "1) ", "# ", "## ", "#", "##", "[ ] ", "[x] "),
    *("\n", "\n", "\n\n", "\r\n", "  \n", "\n  ", "\n    ", "\n- ", "\n  - ", "\n1. ", "\n   ", "\n      - "),
    *("Wait", "a b", "**bold**", "`code`", "x:", "é", "\u00a0", "\x0b", "\\", " ", "  ", "    "),
    *("---", "***", "===", "-", "*", "+", "_", "<", ">", "|", "```", "]:", "\t", "1."),
)
_LIST_MARKS = ("bullet_list", "ordered_list")


class _Seen(NamedTuple):
    """What the reader of blocks looks at."""

    kind: str
    lines: tuple[int, ...]
    tag: str
    content: str
    hidden: bool


def _seen(token: LineToken | Token) -> _Seen:
    closes, is_text = token.type.endswith("_close"), token.type == "inline"
    lines = tuple(token.map or ())[: 1 if token.type.startswith("list_item") else 2]
    return _Seen(
        token.type,
        () if closes else lines,
        "" if is_text else token.tag,
        token.content if is_text else "",
        token.hidden and token.type == "paragraph_open",
    )


def _by_library(text: str) -> list[_Seen]:
    parser = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])
    return [_seen(token) for token in parser.parse(text) if not token.type.startswith(_LIST_MARKS)]


def _by_lines(text: str) -> list[_Seen] | None:
    tokens = read_lines(text)
    return None if tokens is None else [_seen(token)._replace(tag=_tag(token)) for token in tokens]


def _tag(token: LineToken) -> str:
    return "li" if token.type.startswith("list_item") else token.tag


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "# Team\n\n## Guests come back\n\n- KR1: Repeat orders from 20% to 30%\n- KR2: Wait under 3 min\n",
        "- Guests come back\n  - Repeat orders up\n  - Wait down\n- Cooks stay\n",
        "- Guests come back\n    - four columns\n\n- loose\n\n  a paragraph in it\n",
        "1. first\n2. second\n   1. nested\n   2. nested too\n10. tenth\n",
        "- one\n* another list\n+ and another\n",
        "- - - nested on one line\n- 1. mixed\n- # a heading in an item\n",
        "A paragraph\nof two lines  \nwith a hard break\n- and a list behind it\nand a lazy line\n",
        "text\n2. no list, for it does not begin at one\n",
        "above\n\n---\n\n***\n\nbelow\n",
        "#no-heading\n####### nor this\n##\n",
        "- item\r\n- item\r\n\r\ntext\r\n",
        "- [ ] open\n- [x] done\n",
        "   # indented\n  - a\n   - b\n",
    ],
)
def test_a_plain_page_is_read_as_the_library_reads_it(text: str) -> None:
    assert _by_lines(text) == _by_library(text)


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "a | b\n--- | ---\n1 | 2\n",
        "<details>\n- item\n</details>\n",
        "> quoted\n",
        "- > quoted in an item\n",
        "Heading\n=======\n",
        "Heading\n---\n",
        "# closed #\n",
        "```\n- code\n```\n",
        "~~~\n- code\n~~~\n",
        "    indented code\n",
        "- item\n\n      indented code\n",
        "-     code in an item\n",
        "-\titem\n",
        "[name]: https://example.org\n\n[name]\n",
        "-\n  item that begins on the next line\n",
        "* * *\n",
        "old line ends\rhere\n",
        "null \0\n",
        "- " * 30 + "deep\n",
    ],
)
def test_any_other_markup_is_left_to_the_library(text: str) -> None:
    assert read_lines(text) is None


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=20).map("".join))
def test_whatever_is_read_is_read_as_the_library_reads_it(text: str) -> None:
    read = _by_lines(text)
    assert read is None or read == _by_library(text)


def test_a_page_of_many_items_is_read_in_one_pass() -> None:
    tokens = read_lines("- item\n" * 50_000)
    assert tokens is not None
    assert sum(token.type == "list_item_open" for token in tokens) == 50_000
