from __future__ import annotations

import pytest

from coach.critic.phrases import content_words, drop_judgements, gerund_of, lower_first, with_article


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("a new flow", "the new flow"),
        ("new flow", "the new flow"),
        ("our flow", "our flow"),
        ("All privacy notices", "all privacy notices"),
        ("SSO", "SSO"),
        ("NDA playbook", "the NDA playbook"),
        ("Career Matrix for nurses", "the Career Matrix for nurses"),
    ],
)
def test_a_phrase_gets_the_article_it_needs(phrase: str, expected: str) -> None:
    assert with_article(phrase) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Guests feel", "guests feel"), ("NPS is", "NPS is"), ("Malmö grows", "Malmö grows")],
)
def test_only_common_words_lose_their_capital(text: str, expected: str) -> None:
    assert lower_first(text) == expected


@pytest.mark.parametrize(
    ("verb", "gerund"), [("write", "writing"), ("refit", "refitting"), ("run", "running")]
)
def test_gerunds_are_spelt_right(verb: str, gerund: str) -> None:
    assert gerund_of(verb) == gerund


def test_judging_adverbs_are_dropped_and_the_capital_moves_on() -> None:
    assert drop_judgements("Significantly increase awareness") == "Increase awareness"
    assert drop_judgements("Optimise stock as much as possible") == "Optimise stock"


def test_content_words_leave_out_judgements_and_function_words() -> None:
    assert content_words("the better orders of our clinics") == ["order", "clinic"]
