from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import MalformedInput
from coach.reviewing.baseline import read_baseline, take_fingerprint, write_baseline
from coach.service import Service
from tests.support.reviews import HIDDEN, OKRS, ONLY_HIDDEN, read_markdown, review_markdown


def test_a_baseline_silences_what_it_accepted() -> None:
    baseline = read_baseline(write_baseline([review_markdown()]), "b.json")

    review = Service(ONLY_HIDDEN).review_document(read_markdown(), baseline=baseline)

    assert review.findings == ()
    assert review.suppressed == 1
    assert [finding.code for finding in review.hidden] == ["KR105"]


def test_moved_relabelled_and_respaced_lines_stay_accepted() -> None:
    baseline = read_baseline(write_baseline([review_markdown()]), "b.json")
    moved = "Some words first.\n\n" + OKRS.replace(f"KR1: {HIDDEN}", f"KR 7: **{HIDDEN.upper()}**")

    review = Service(ONLY_HIDDEN).review_document(read_markdown(moved), baseline=baseline)

    assert review.findings == ()


def test_a_rewritten_key_result_speaks_again() -> None:
    baseline = read_baseline(write_baseline([review_markdown()]), "b.json")

    review = Service(ONLY_HIDDEN).review_document(
        read_markdown(OKRS.replace("public tenders", "private tenders")), baseline=baseline
    )

    assert len(review.findings) == 1


def test_each_accepted_finding_is_used_up_once() -> None:
    baseline = read_baseline(write_baseline([review_markdown()]), "b.json")

    review = Service(ONLY_HIDDEN).review_document(
        read_markdown(f"{OKRS}- KR3: {HIDDEN}\n"), baseline=baseline
    )

    assert len(review.findings) == 1


def test_the_file_is_the_same_every_time_and_holds_no_text() -> None:
    written = write_baseline([review_markdown()])

    assert written == write_baseline([review_markdown()])
    assert b"tenders" not in written
    assert list(json.loads(written)["findings"].values()) == [1]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"schema": "other"}',
        b'{"schema": "coach.baseline/v1"}',
        b'{"schema": "coach.baseline/v1", "findings": {"a": true}}',
        b'{"schema": "coach.baseline/v1", "findings": {"a": -1}}',
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_baseline_is_named(data: bytes) -> None:
    with pytest.raises(MalformedInput, match=r"b\.json.*--write-baseline"):
        read_baseline(data, "b.json")


@given(st.text(), st.text(alphabet=" \t\n-*_.,"))
def test_spaces_and_punctuation_never_change_a_fingerprint(text: str, noise: str) -> None:
    assert take_fingerprint("KR105", text) == take_fingerprint("KR105", noise + text + noise)
