"""Reading a rule's public document."""

from __future__ import annotations

from coach.rules import RuleDocument

_TEXT = """One line that says what is wrong.

## What it flags
This.

## Weak
- `first example`
- `second example`
- a description in prose

```document
# Ferry OKRs

## Boats leave on time
- Late boats from 9 to 2
```

## Source
A book.
"""


def test_the_summary_is_the_first_line() -> None:
    assert RuleDocument(_TEXT).summary == "One line that says what is wrong."


def test_headings_inside_an_example_document_are_no_sections() -> None:
    assert list(RuleDocument(_TEXT).sections) == ["What it flags", "Weak", "Source"]


def test_examples_are_the_list_items_in_back_ticks() -> None:
    assert RuleDocument(_TEXT).examples("Weak") == ["first example", "second example"]


def test_whole_documents_are_fenced_blocks() -> None:
    assert RuleDocument(_TEXT).documents("Weak") == [
        "# Ferry OKRs\n\n## Boats leave on time\n- Late boats from 9 to 2\n"
    ]


def test_missing_headings_are_named() -> None:
    assert RuleDocument(_TEXT).missing_headings() == ["Why it weakens the OKR", "Stronger", "Not flagged"]
