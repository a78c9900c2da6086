"""A whole statement, read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.statement import ClauseKind, QuantityKind, Reading
from coach.parsing.statement import read_statement

_PARTS = (
    "Raise Cut Launch Improve the of and to from by in with no all every double half users churn 4% 2% 12 "
    "-> → : ; . , ( ) [ ] $1.2M 5-8% p95 GPT-4 Q3 June 30 EOQ N1 X% TBD 4.5/5 top 3 1,200 20 000 minutes "
    "days §  \t \n İ ß 日本 é ² ½ 🙂 \u00a0 is was so that using through published live"
).split(" ")
_SENTENCES = st.lists(st.sampled_from(_PARTS), max_size=16).map(" ".join)


def _assert_sound(reading: Reading, text: str) -> None:
    spans = [quantity.span for quantity in reading.quantities]
    spans += [clause.span for clause in reading.clauses]
    spans += [
        span
        for span in (reading.because, reading.lead, reading.change.metric, reading.change.deadline)
        if span
    ]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    for before, after in pairwise(reading.quantities):
        assert before.span.end <= after.span.start
    assert 0 <= reading.kind_certainty <= 1
    assert 0 <= reading.unmeasurable <= 1


@given(st.text(max_size=120))
def test_any_text_is_read_and_its_spans_lie_inside(text: str) -> None:
    _assert_sound(read_statement(text), text)


@given(_SENTENCES)
def test_any_mix_of_words_and_values_is_read_and_its_spans_lie_inside(text: str) -> None:
    _assert_sound(read_statement(text), text)


@given(_SENTENCES)
def test_reading_twice_says_the_same(text: str) -> None:
    assert read_statement(text) == read_statement(text)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Migrate 12 services by June 30", ["12"]),
        ("Cut GPT-4 spend by 20% in Q3", ["20%"]),
        ("Pass the ISO 27001 audit", []),
        ("Raise 30-day activation from 20% to 35%", ["20%", "35%"]),
        ("Registrations for the 10K race from 300 to 450", ["300", "450"]),
        ("p95 search latency from 900 ms to 300 ms", ["900 ms", "300 ms"]),
        ("Upgrade all sites to v2.1", ["all"]),
        ("Revenue of H1 2026 above $2M", ["$2M"]),
    ],
)
def test_digits_of_dates_and_names_are_no_amounts(text: str, amounts: list[str]) -> None:
    assert [quantity.span.of(text) for quantity in read_statement(text).quantities] == amounts


def test_a_purpose_keeps_its_amount_out_of_the_core() -> None:
    reading = read_statement("Rewrite the form to improve sign-ups by 25%")
    purpose = reading.clause(ClauseKind.PURPOSE)
    assert purpose is not None
    assert purpose.span.of(reading.text) == "to improve sign-ups by 25%"
    assert reading.change.target is None
    assert [quantity.kind for quantity in reading.quantities] == [QuantityKind.PERCENT]


def test_a_clause_that_is_not_there_is_none() -> None:
    assert read_statement("NPS 60").clause(ClauseKind.PURPOSE) is None
