from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coach.errors import MalformedInput
from coach.output.markdown import escape_markdown, render
from coach.output.report import Report
from coach.reviewing.policy import Policy
from tests.support.reviews import HIDDEN, OKRS, make_report, review_markdown


def test_key_results_stand_below_their_objective_with_their_findings() -> None:
    text = render(make_report(), ()).decode()

    assert "### Hospitals choose us before they look at the price" in text
    assert f"** {HIDDEN}\n  - hint `KR105` redacted-target, line 3: " in text


def test_a_judgement_is_told_in_the_line_of_the_missing_target() -> None:
    okrs = "# Objective: Guests come back\n\n- KR1: Better contact with former guests\n"
    review = review_markdown(okrs, policy=Policy(select=("KR101", "KR103")))
    text = render(Report((review,)), ()).decode()

    assert "`KR101` missing-target, `KR103` subjective-measure, line 3: " in text
    assert text.count("line 3") == 1


def test_a_document_without_okrs_is_said_to_be_one() -> None:
    assert "No OKRs found" in render(make_report("We met. We had tea.\n"), ()).decode()


def test_an_input_that_was_not_read_is_listed() -> None:
    report = replace(make_report(OKRS), errors=(MalformedInput("is broken", source="b.md", line=3),))

    assert "- b.md:3: is broken" in render(report, ()).decode()


@pytest.mark.parametrize(
    "text",
    ["<script>x</script>", "[a](http://b)", "# a", "*a* _b_ `c`", "1. a", "- a", "a | b", "![i](x)", "&lt;"],
)
def test_user_text_adds_no_markup(text: str) -> None:
    assert plain_text(escape_markdown(text)) == text


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_any_user_text_is_shown_as_it_is(text: str) -> None:
    shown = " ".join(text.split())

    assert plain_text("x " + escape_markdown(shown)) == f"x {shown}".rstrip()


def plain_text(markdown: str) -> str:
    """The words that a reader sees; fails when there is anything but one paragraph of them."""
    opening, inline, closing = MarkdownIt().parse(markdown)
    assert (opening.type, inline.type, closing.type) == ("paragraph_open", "inline", "paragraph_close")
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    return "".join(child.content for child in inline.children or ())
