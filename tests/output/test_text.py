from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.okr import Unread
from coach.domain.review import Verdict
from coach.domain.source import SourceText, Span
from coach.errors import MalformedInput
from coach.output._excerpt import cut_excerpt
from coach.output.place import make_visible
from coach.output.report import Report
from coach.output.text import paint_nothing, render, render_improvement, render_painted
from coach.parsing.reader import read_key_result
from coach.reviewing.policy import Policy
from coach.service import Service
from tests.support.reviews import OKRS, make_report, review_markdown


def rendered(report: Report) -> list[str]:
    return render(report, ()).decode().splitlines()


def test_a_finding_shows_place_words_and_question() -> None:
    place, line, marks, question = rendered(make_report())[:4]

    assert place.startswith("okrs.md:3:41: hint: ")
    assert place.endswith("[KR105 redacted-target]")
    assert line[marks.index("^") : marks.rindex("^") + 1] == "X%"
    assert question.lstrip().startswith("? ")


def test_the_summary_says_how_many_are_strong() -> None:
    assert "1 document, 2 key results: " in rendered(make_report())[-2]
    assert "1 hint" in rendered(make_report())[-1]


def test_a_document_without_okrs_is_said_to_be_one() -> None:
    assert any(
        "minutes.md: no OKRs found" in line
        for line in rendered(make_report("We met. We had tea.\n", "minutes.md"))
    )


def test_what_was_not_read_is_counted() -> None:
    report = replace(make_report(), errors=(MalformedInput("is empty", source="b.md"),))

    assert rendered(report)[-1] == "1 input could not be read"


def test_suppressed_findings_appear_only_when_asked_for() -> None:
    text = OKRS.replace("up to X%", "up to X% <!-- okr: ignore KR105 agreed with the board -->")
    report = Report((review_markdown(text),))

    assert not any("suppressed: " in line for line in rendered(report))
    assert any("suppressed: " in line for line in rendered(replace(report, show_suppressed=True)))


def test_a_part_that_was_not_understood_is_shown_with_its_line() -> None:
    review = review_markdown()
    assert review.document.unread == ()
    document = review.document._replace(unread=(Unread(Span(0, 5), "no idea"),))
    unread = review._replace(document=document)

    lines = rendered(Report((unread,)))

    assert "okrs.md:1: not understood: no idea" in lines
    assert "1 part left out or not understood, listed above" in lines


def test_a_key_result_that_needs_a_human_is_shown_with_the_reason() -> None:
    review = review_markdown()
    [objective] = review.sets[0].objectives
    unsure = objective.key_results[1]._replace(verdict=Verdict.NEEDS_HUMAN, reason="no one can tell")
    objective = objective._replace(key_results=(objective.key_results[0], unsure))
    report = Report((review._replace(sets=(review.sets[0]._replace(objectives=(objective,)),)),))

    lines = rendered(report)

    assert "okrs.md:4:8: needs-human: no one can tell" in lines
    assert "1 need a human" in lines[-2]


def test_a_reason_that_a_hint_gives_is_not_told_again() -> None:
    okrs = "# Objective: Hospitals choose us\n\n- KR1: Win rate from [baseline] to [target]\n"
    lines = rendered(make_report(okrs))

    assert sum("still to be filled in: [baseline], [target]" in line for line in lines) == 1
    assert "1 need a human" in lines[-2]


def test_two_questions_about_one_point_share_their_excerpt() -> None:
    okrs = "# Objective: Guests come back\n\n- KR1: Better contact with former guests\n"
    review = review_markdown(okrs, policy=Policy(select=("KR101", "KR103")))
    head, _, _, first, second, *_rest = rendered(Report((review,)))

    assert head.endswith("[KR101 missing-target, KR103 subjective-measure]")
    assert first.lstrip().startswith("? ")
    assert second.lstrip().startswith("? ")


def test_paint_sees_every_part_and_changes_no_word() -> None:
    seen: list[str] = []

    def note(part: str, text: str) -> str:
        seen.append(part)
        return text

    assert render_painted(make_report(), note) == render(make_report(), ())
    assert {"place", "hint", "mark", "question"} <= set(seen)


def test_escape_sequences_of_a_document_do_not_reach_the_terminal() -> None:
    text = OKRS.replace("public", "\x1b[31mpublic\x9b\u202e")

    assert not set("\x1b\x9b\u202e") & set(render(make_report(text), ()).decode())


@given(st.text())
def test_visible_text_holds_no_control_character(text: str) -> None:
    controls = {character for character in make_visible(text) if unicodedata.category(character) == "Cc"}

    assert controls <= {"\t", "\n"}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.integers(0, 300), st.integers(0, 300))
def test_an_excerpt_is_one_short_line_for_any_source(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    excerpt = cut_excerpt(SourceText("f", text), Span(start, min(len(text), start + length)))

    assert "\n" not in excerpt.line
    assert set(excerpt.underline) == {"^"}


@pytest.mark.parametrize("line", ["A" * 100_000, "\t\tB: X%", "会社のX%を"])
def test_the_underline_stands_below_the_words(line: str) -> None:
    text = f"first\n{line}X%{line}\nlast"
    start = 6 + len(line)

    excerpt = cut_excerpt(SourceText("f", text), Span(start, start + 2))

    width = 0
    position = 0
    while width < len(excerpt.indent):
        width += 1 + (unicodedata.east_asian_width(excerpt.line[position]) in "WF")
        position += 1
    assert excerpt.line[position : position + 2] == "X%"
    assert len(excerpt.line) < 200


def test_an_improvement_shows_the_new_wording_and_the_questions() -> None:
    improvement = Service().improve(read_key_result("Launch the patient portal")[0])

    text = render_improvement(improvement, paint_nothing).decode()

    assert improvement.after in text
    assert all(question in text for question in improvement.questions)


def test_a_message_of_any_length_stays_readable() -> None:
    review = review_markdown()
    [objective] = review.sets[0].objectives
    first = objective.key_results[0]
    wordy = first.findings[0]._replace(message="word " * 10_000)
    objective = objective._replace(key_results=(first._replace(findings=(wordy,)),))
    report = Report((review._replace(sets=(review.sets[0]._replace(objectives=(objective,)),)),))

    assert max(map(len, rendered(report))) < 500
