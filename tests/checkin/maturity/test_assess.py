from __future__ import annotations

import pytest

from coach.checkin.maturity import QUESTIONS, assess, find_levels_held, gather_evidence
from coach.domain.maturity import Dimension, Evidence
from coach.parsing import read_text
from coach.service import Service
from tests.support.closings import follow, weekly

DOCUMENT = """---
team: Care
level: team
---
# Objective: Guests hear from us before they have to call
Supports: company O1
- KR: Complaints answered within a day from 40% to 60%
- KR: Repeat calls per 100 bookings from 14 to 8
- KR: Keep the share of lost calls under 3%
- KR: Launch the new phone tree
- KR: Guests who rate a call 4 or better from 61% to 75%
"""


def test_each_dimension_is_the_mean_of_its_answers() -> None:
    report = assess({"focus-1": 3, "focus-2": 2, "focus-3": 1})
    scores = {entry.dimension: entry.score for entry in report.dimensions}
    assert scores[Dimension.FOCUS] == 2.0
    assert scores[Dimension.CADENCE] is None
    assert len(report.unanswered) == len(QUESTIONS) - 3


def test_the_lower_of_said_and_seen_counts_and_the_difference_is_named() -> None:
    report = assess({"focus-1": 4}, [Evidence(Dimension.FOCUS, 1.0, "1 of 4 sets")])
    focus = report.dimensions[0]
    assert focus.score == 1.0
    assert "brighter" in focus.remark


def test_documents_show_measurement_and_what_was_counted() -> None:
    review = Service().review_document(read_text(DOCUMENT, "care.md"))
    measurement = gather_evidence([review], [])[1]
    assert measurement.because == "4 of 5 key results are outcomes that can be measured"
    assert measurement.score == 3.2


def test_objectives_that_name_what_they_support_show_alignment() -> None:
    review = Service().review_document(read_text(DOCUMENT, "care.md"))
    assert gather_evidence([review], [])[2].score == 4.0


def test_check_ins_show_the_cadence() -> None:
    cadence = gather_evidence([], [follow(weekly([41] * 6))])[3]
    assert cadence.score == 2.0
    assert cadence.because == "50% of the check-ins that were due took place, over 1 key results"


def test_without_documents_nothing_is_claimed() -> None:
    assert [evidence.score for evidence in gather_evidence([], [])] == [None] * 5


def test_levels_to_hold_are_told_apart_from_change() -> None:
    review = Service().review_document(read_text(DOCUMENT, "care.md"))
    held = find_levels_held([review])
    assert held == ("Keep the share of lost calls under 3%",)
    topics = {advice.topic: advice for advice in assess({}, held=held).advice}
    assert "lost calls" in topics["kpi-or-okr"].because


def test_kpis_are_explained_only_where_a_document_mixes_them() -> None:
    assert "kpi-or-okr" not in {advice.topic for advice in assess({}).advice}


@pytest.mark.parametrize(
    ("people", "words"),
    [(8, "One level"), (120, "Two levels"), (900, "Three levels at most"), (None, "Two levels")],
)
def test_levels_follow_the_number_of_people(people: int | None, words: str) -> None:
    advice = {entry.topic: entry.text for entry in assess({}, people=people).advice}
    assert advice["levels"].startswith(words)


def test_a_high_alignment_score_recommends_the_classic_cascade() -> None:
    low = assess({"alignment-1": 1}).advice
    high = assess({f"alignment-{number}": 4 for number in (1, 2, 3)}).advice
    assert next(advice for advice in low if advice.topic == "cascade").text.startswith("Duality")
    assert next(advice for advice in high if advice.topic == "cascade").text.startswith("Classic")


def test_every_dimension_has_three_questions_with_five_answers() -> None:
    for dimension in Dimension:
        assert sum(question.dimension is dimension for question in QUESTIONS) == 3
    assert all(len(set(question.levels)) == 5 for question in QUESTIONS)
