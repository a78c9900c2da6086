from __future__ import annotations

import pytest

from coach.domain.review import DocumentReview
from tests.support.reviews import HIDDEN, review_markdown


def review_with_comment(comment: str, key_result: str = HIDDEN) -> DocumentReview:
    return review_markdown(
        "# Objective: Hospitals choose us before they look at the price\n\n"
        f"- KR1: {key_result} <!-- okr: {comment} -->\n"
        f"- KR2: Share of bids won by the night shift up to Y%\n"
    )


def test_a_comment_with_a_reason_takes_out_one_finding_and_no_other() -> None:
    review = review_with_comment("ignore KR105 the number is in the board papers")

    assert [finding.quote for finding in review.findings] == ["Y%"]
    assert [finding.quote for finding in review.hidden] == ["X%"]
    assert review.suppressed == 1
    assert review.unused == ()


@pytest.mark.parametrize("comment", ["ignore KR105", "ignore KR105 "])
def test_a_comment_without_a_reason_has_no_effect_and_is_reported(comment: str) -> None:
    review = review_with_comment(comment)

    assert len(review.findings) == 2
    assert len(review.unused) == 1
    assert "okrs.md:3" in review.unused[0]
    assert "reason" in review.unused[0]


def test_a_comment_that_matches_nothing_is_reported() -> None:
    review = review_with_comment("ignore KR105 agreed", key_result="Share of tenders won from 20% to 30%")

    assert "there is no such finding" in review.unused[0]


def test_a_comment_that_names_no_rule_is_reported() -> None:
    review = review_with_comment("ignore KR999 agreed")

    assert len(review.findings) == 2
    assert "KR999, which is no rule" in review.unused[0]
