from __future__ import annotations

import pytest

from coach.critic.meaning import BY_WORDS, Meaning, MeaningByEncoder, unwrap
from coach.embedding.encoder import load_encoder
from coach.parsing.statement import read_statement


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return MeaningByEncoder(load_encoder())


@pytest.mark.parametrize(
    ("wording", "subject"),
    [
        ("[metric: effect of the portal] from [baseline] to [target]", "the portal from  to "),
        ("[metric: what changes once we open] by [deadline]", "we open by "),
        (
            "Improve retention, measured by [metric], from 5 to [target]",
            "Improve retention, measured by , from 5 to ",
        ),
    ],
)
def test_a_placeholder_counts_by_what_it_asks_for(wording: str, subject: str) -> None:
    assert unwrap(wording) == subject


def test_the_subject_is_kept_by_a_wording_about_it_and_lost_by_another(meaning: Meaning) -> None:
    given = "Launch the booking page for the ferry"
    about = "[metric: effect of the booking page for the ferry] from [baseline] to [target]"
    other = "Share of invoices paid on time from [baseline] to [target]"

    assert meaning.keeps_subject(given, [about, other]) == [True, False]


def test_without_an_encoder_only_the_guardrails_judge_the_subject() -> None:
    assert BY_WORDS.keeps_subject("Launch it", ["Quite another thing"]) == [True]


def test_metrics_are_near_by_meaning_where_few_words_are_shared(meaning: Meaning) -> None:
    reading, objective = (
        read_statement("Drop the company details page from registration"),
        "Registering is effortless",
    )

    assert "sign-up completion rate" in [
        metric.name for metric in meaning.propose_metrics(reading, objective)
    ]
    assert meaning.propose_metrics(read_statement("Repaint the hallway"), "A calmer home") == ()
