from __future__ import annotations

import pytest

from coach.domain.review import Improvement
from coach.parsing.reader import read_key_result
from coach.service import Service

SERVICE = Service()


def improve(text: str, objective: str = "") -> Improvement:
    key_result, okrs = read_key_result(text, objective)
    return SERVICE.improve(key_result, okrs.objectives[0] if objective else None, okrs)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Increase trial conversion to 40% by June",
            "Increase trial conversion from [baseline] to 40% by June",
        ),
        ("NPS 60", "NPS from [baseline] to 60"),
        ("Increase revenue by 20%", "Increase revenue by 20% (from [baseline])"),
        ("p95 load time < 10 s", "p95 load time from [baseline] to under 10 s"),
        (
            "Grow membership income by 15% until May",
            "Grow membership income by 15% (from [baseline]) until May",
        ),
    ],
)
def test_a_missing_baseline_is_shown_where_it_belongs(before: str, after: str) -> None:
    assert improve(before).after == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Improve retention", "Improve retention from [baseline] to [target]"),
        ("Improve retention by June", "Improve retention from [baseline] to [target] by June"),
        (
            "Significantly increase brand awareness",
            "Increase brand awareness from [baseline] to [target]",
        ),
        ("Guests feel at home", "[metric that shows that guests feel at home] from [baseline] to [target]"),
        ("Average repair time", "Average repair time from [baseline] to [target]"),
        (
            "Stronger relationship to the parishes",
            "Stronger relationship to the parishes, measured by [metric], from [baseline] to [target]",
        ),
        (
            "Become a trusted adviser to the wards",
            "[metric that shows that we become a trusted adviser to the wards] from [baseline] to [target]",
        ),
    ],
)
def test_a_wish_keeps_its_words_and_shows_what_is_unknown(before: str, after: str) -> None:
    assert improve(before).after == after


@pytest.mark.parametrize(
    ("before", "work"),
    [
        ("Launch the new onboarding flow", "the new onboarding flow"),
        ("Reporting dashboard implemented", "the reporting dashboard"),
        ("Publish 5 posts on the company blog", "the posts on the company blog"),
        ("We have rolled out SSO", "SSO"),
        ("We have written a thorough guide", "the thorough guide"),
        ("Write a style guide and train the editors", "the style guide"),
        ("Handbook written and translated to Polish", "the handbook"),
        ("Migrate the archive to the new storage", "migrating the archive to the new storage"),
        ("Recruit two bakers for the night shift", "recruiting bakers for the night shift"),
        ("Create and publish 3 recipes", "the recipes"),
    ],
)
def test_the_work_is_named_in_the_words_of_the_writer(before: str, work: str) -> None:
    assert improve(before).after == f"[metric that {work} should move] from [baseline] to [target]"


def test_a_task_becomes_an_initiative_and_keeps_its_deadline() -> None:
    improvement = improve("Launch the new onboarding flow by June")

    assert improvement.after.endswith("from [baseline] to [target] by June")
    assert "Keep as an initiative: Launch the new onboarding flow." in improvement.changes


def test_the_outcome_of_a_mixed_line_stands_alone() -> None:
    improvement = improve("Launch SSO and move enterprise activation from 20% to 35%")

    assert improvement.after == "Move enterprise activation from 20% to 35%"
    assert "Keep as an initiative: Launch SSO." in improvement.changes


def test_the_purpose_of_a_task_becomes_the_key_result() -> None:
    improvement = improve("Build a call-back feature to reduce repeat calls to 11%")

    assert improvement.after == "Reduce repeat calls from [baseline] to 11%"


def test_the_first_of_two_results_stays_and_the_other_is_named() -> None:
    improvement = improve("Raise repeat orders from 22% to 30% and cut returns from 9% to 5% by June")

    assert improvement.after == "Raise repeat orders from 22% to 30% by June"
    assert "Write as a line of its own: Cut returns from 9% to 5% by June." in improvement.changes


def test_contradicting_values_become_a_question() -> None:
    improvement = improve("Raise the share of returned tools from 88% to 79%")

    assert improvement.after == "Raise the share of returned tools from [baseline]% to [target]%"
    assert "88% or 79%" in improvement.questions[0]


def test_a_hidden_value_becomes_a_placeholder_with_its_unit() -> None:
    assert improve("Win rate in public tenders up to X%").after == (
        "Win rate in public tenders from [baseline] up to [target]%"
    )


def test_a_vanity_metric_asks_what_the_people_do_next() -> None:
    improvement = improve("Instagram followers from 8k to 20k")

    assert improvement.after == "[metric of what Instagram followers do next] from [baseline] to [target]"
    assert "What do those people do next" in improvement.questions[0]


def test_work_that_goes_on_is_tracked_elsewhere() -> None:
    improvement = improve("Continue to staff the till hotline")

    assert (
        improvement.after == "[metric that staffing the till hotline should move] from [baseline] to [target]"
    )
    assert any("work that goes on" in change for change in improvement.changes)


@pytest.mark.parametrize(
    "text",
    [
        "Raise share of deploys shipped without rollback from 88% to 97%",
        "No order leaves the warehouse unchecked",
    ],
)
def test_a_strong_key_result_is_left_alone_and_told_so(text: str) -> None:
    improvement = improve(text)

    assert (improvement.source, improvement.after) == ("unchanged", text)
    assert improvement.placeholders == ()
    assert "strong" in improvement.changes[0]


def test_questions_are_at_most_three_and_never_repeated() -> None:
    questions = improve("Significantly improve the happiness of nurses").questions

    assert 0 < len(questions) <= 3
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "[baseline]",
        "]][[",
        "100%",
        "and",
        "by June",
        "Улучшить удержание",
        "We",
        "to to to",
        "\u202e!",
    ],
)
def test_odd_text_is_answered(text: str) -> None:
    assert improve(text).before == text


def test_what_was_proposed_is_not_mended_again() -> None:
    once = improve("Launch the new onboarding flow").after

    assert improve(once).after == once
