"""The clauses that stand beside the core of a sentence."""

from __future__ import annotations

import pytest

from coach.domain.statement import ClauseKind
from coach.parsing.clause import find_clauses
from coach.parsing.dates import find_deadlines


def _clauses(text: str, kind: ClauseKind) -> list[str]:
    return [
        clause.span.of(text) for clause in find_clauses(text, find_deadlines(text)) if clause.kind is kind
    ]


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("Rewrite the form to improve sign-ups by 25%", "to improve sign-ups by 25%"),
        ("Rewrite the form in order to help parents", "in order to help parents"),
        ("Rewrite the form so that parents finish it", "so that parents finish it"),
        ("Rewrite the form, which will save calls", "which will save calls"),
        ("Rewrite the form to reduce and prevent errors", "to reduce and prevent errors"),
        ("Rewrite the form to help parents. Then rest", "to help parents"),
    ],
)
def test_a_purpose_runs_to_the_end_of_its_sentence(text: str, purpose: str) -> None:
    assert _clauses(text, ClauseKind.PURPOSE) == [purpose]


@pytest.mark.parametrize(
    "text",
    [
        "Raise renewals from 40% to 55%",
        "Parents need to reach the nurse",
        "Share of parents able to reach the nurse",
        "The route to school takes 10 min",
        "To improve sign-ups by 25%",
        "Move everyone to cover under 5 days",
    ],
)
def test_not_every_to_opens_a_purpose(text: str) -> None:
    assert _clauses(text, ClauseKind.PURPOSE) == []


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Cut calls from 900 to 500 by rewriting the form", "by rewriting the form"),
        ("Cut calls from 900 to 500 through a self-service desk", "through a self-service desk"),
        ("Cut calls from 900 to 500 via text messages", "via text messages"),
        ("Cut calls from 900 to 500 using text messages", "using text messages"),
    ],
)
def test_a_way_to_get_there_is_a_means(text: str, means: str) -> None:
    assert _clauses(text, ClauseKind.MEANS) == [means]


@pytest.mark.parametrize("text", ["Reply to calls by morning", "Cut calls by 20%", "Reply by Monday"])
def test_a_time_or_an_amount_behind_by_is_no_means(text: str) -> None:
    assert _clauses(text, ClauseKind.MEANS) == []


def test_brackets_hold_a_note() -> None:
    assert _clauses("Renewals at 55% (from 40%)", ClauseKind.NOTE) == ["(from 40%)"]


def test_a_word_before_a_colon_is_a_label() -> None:
    assert _clauses("Night shift: no calls unanswered", ClauseKind.LABEL) == ["Night shift: "]


@pytest.mark.parametrize("text", ["Renewals: 40% to 55%", "https://example.org is up", "Renewals at 55%"])
def test_a_metric_before_its_value_is_no_label(text: str) -> None:
    assert _clauses(text, ClauseKind.LABEL) == []


def test_the_clauses_stand_in_order() -> None:
    text = "Night shift: rewrite the form by June 30 (draft) to help parents"
    kinds = [clause.kind for clause in find_clauses(text, find_deadlines(text))]
    assert kinds == [ClauseKind.LABEL, ClauseKind.DEADLINE, ClauseKind.NOTE, ClauseKind.PURPOSE]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Repeat orders through letters from 12% to 30%", "through letters"),
        ("Repeat orders via the app up from [baseline] to [target]", "via the app"),
        ("Orders by June 2031 through letters from 12% to 30%", "through letters"),
        ("Raise orders from 5 to 10 through letters from 2 to 3 towns", "through letters from 2 to 3 towns"),
        ("Raise orders through letters from partners", "through letters from partners"),
        ("Raise orders by sending from 1 to 4 letters", "by sending from 1 to 4 letters"),
    ],
)
def test_a_means_ends_before_the_only_movement_of_the_sentence(text: str, means: str) -> None:
    assert _clauses(text, ClauseKind.MEANS) == [means]
