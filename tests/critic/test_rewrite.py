from __future__ import annotations

import pytest

from coach.critic.draft import start_draft
from coach.critic.skeleton import build_candidates
from coach.domain.finding import IssueKind
from coach.domain.review import Improvement
from coach.parsing.reader import read_key_result
from coach.reviewing.policy import Policy
from coach.service import Service

SERVICE = Service()
STRICT = Service(Policy(strict=True))


def improve(text: str, objective: str = "", service: Service = SERVICE) -> Improvement:
    key_result, okrs = read_key_result(text, objective)
    return service.improve(key_result, okrs.objectives[0] if objective else None, okrs)


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
    assert improve(before, service=STRICT).after == after


def test_a_missing_baseline_alone_is_asked_for_and_the_text_left_alone() -> None:
    improvement = improve("Increase trial conversion to 40% by June")

    assert improvement.source == "unchanged"
    assert "strong" in improvement.changes[0]
    assert improvement.questions == ("What is the value today, and where is it read?",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Improve retention", "Improve retention from [baseline] to [target]"),
        ("Improve retention by June", "Improve retention from [baseline] to [target] by June"),
        (
            "Significantly increase brand awareness",
            "Increase brand awareness from [baseline] to [target]",
        ),
        ("Guests feel at home", "[metric: sign that guests feel at home] from [baseline] to [target]"),
        ("Average repair time", "Average repair time from [baseline] to [target]"),
        (
            "Stronger relationship to the parishes",
            "Stronger relationship to the parishes, measured by [metric], from [baseline] to [target]",
        ),
        (
            "Become a trusted adviser to the wards",
            "[metric: sign that we become a trusted adviser to the wards] from [baseline] to [target]",
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
        ("Migrate the archive to the new storage", "migrating the archive to the new storage"),
        ("Recruit two bakers for the night shift", "recruiting bakers for the night shift"),
        ("Create and publish 3 recipes", "the recipes"),
    ],
)
def test_the_work_is_named_in_the_words_of_the_writer(before: str, work: str) -> None:
    assert improve(before).after == f"[metric: effect of {work}] from [baseline] to [target]"


def test_a_task_becomes_an_initiative_and_keeps_its_deadline() -> None:
    improvement = improve("Launch the new onboarding flow by June")

    assert improvement.after.endswith("from [baseline] to [target] by June")
    assert "Keep as an initiative: Launch the new onboarding flow." in improvement.changes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Write a style guide and train the editors",
            "[metric: what changes once we write a style guide and train the editors]",
        ),
        (
            "Handbook written and translated to Polish",
            "[metric: what changes once the handbook is written and translated to Polish]",
        ),
        (
            "We have at least 4 articles published on volunteers",
            "[metric: what changes once we have at least 4 articles published on volunteers]",
        ),
    ],
)
def test_where_naming_the_work_would_lose_half_of_it_the_words_stay_whole(before: str, after: str) -> None:
    assert improve(before).after == f"{after} from [baseline] to [target]"


def test_two_or_three_wordings_are_tried_and_all_differ() -> None:
    key_result, _ = read_key_result("Write a style guide and train the editors")
    draft = start_draft(key_result, SERVICE.review_key_result)
    texts = [candidate.text for candidate in build_candidates(draft, SERVICE.review_key_result)]

    assert len(texts) in (2, 3)
    assert len(set(texts)) == len(texts)


def test_what_only_a_critic_objects_to_is_mended_by_its_template() -> None:
    key_result, _ = read_key_result("Pilot of peer coaching in 3 depots")
    draft = start_draft(key_result, SERVICE.review_key_result)
    [first, *_] = build_candidates(draft, SERVICE.review_key_result, IssueKind.TASK_LIKE)

    assert (
        first.text == "[metric: effect of the pilot of peer coaching in 3 depots] from [baseline] to [target]"
    )


def test_the_outcome_of_a_mixed_line_stands_alone() -> None:
    improvement = improve("Launch SSO to improve enterprise activation")

    assert improvement.after == "Improve enterprise activation from [baseline] to [target]"
    assert "Keep as an initiative: Launch SSO." in improvement.changes


def test_an_outcome_of_one_noun_keeps_the_thing_that_it_is_about() -> None:
    improvement = improve("Migrate the gauge feed to streaming - delay from 40 min to under 5 min")

    assert improvement.after == "Gauge feed: delay from 40 min to under 5 min"


def test_an_outcome_that_points_back_at_the_work_does_not_stand_alone() -> None:
    improvement = improve("Roll out the permit service and get half of all applications through it")

    assert "permit service" in improvement.after


def test_the_purpose_of_a_task_becomes_the_key_result() -> None:
    improvement = improve("Build a call-back feature to reduce repeat calls to 11%", service=STRICT)

    assert improvement.after == "Reduce repeat calls from [baseline] to 11%"


def test_the_first_of_two_results_stays_and_the_other_is_named() -> None:
    improvement = improve("Improve repeat orders and reduce returns by June")

    assert improvement.after == "Improve repeat orders from [baseline] to [target] by June"
    assert any(
        change.startswith("Write as a line of its own: Reduce returns") for change in improvement.changes
    )


def test_contradicting_values_become_a_question() -> None:
    improvement = improve("Raise the share of returned tools from 88% to 79%")

    assert improvement.after == "Raise the share of returned tools from [baseline]% to [target]%"
    assert "88% or 79%" in improvement.questions[0]


def test_a_hidden_value_becomes_a_placeholder_with_its_unit() -> None:
    assert improve("Win rate in public tenders up to X%", service=STRICT).after == (
        "Win rate in public tenders from [baseline] up to [target]%"
    )


def test_a_vanity_metric_asks_what_the_people_do_next() -> None:
    improvement = improve("More Instagram followers")

    assert improvement.after == "[metric: what Instagram followers do next] from [baseline] to [target]"
    assert any("What do those people do next" in question for question in improvement.questions)


def test_work_that_goes_on_is_tracked_elsewhere() -> None:
    improvement = improve("Continue to staff the till hotline")

    assert improvement.after == "[metric: effect of staffing the till hotline] from [baseline] to [target]"
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


def test_a_task_gets_metrics_to_choose_from_and_is_asked_which() -> None:
    improvement = improve("Launch the new onboarding flow", "New users feel at home")

    assert improvement.metrics[0].name == ("share of new accounts that reach first value within [n] days")
    assert improvement.questions[0].startswith(("Which of these metrics", "Is this the metric"))


def test_a_metric_that_is_named_gets_no_proposals() -> None:
    assert improve("Improve the sign-up completion rate").metrics == ()


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


@pytest.mark.parametrize(
    ("objective", "asked"),
    [
        ("Improve driver ramp time", "effect on driver ramp time of the harbour guide"),
        ("Grow and protect membership income", "effect of the harbour guide"),
        ("Reduce and simplify harbour fees", "effect on harbour fees of the harbour guide"),
        ("Improve and open up the pier", "effect of the harbour guide"),
        ("Raise the share of guests successfully", "effect of the harbour guide"),
        ("Evolve to serve more towns", "effect of the harbour guide"),
        ("Reach 40 towns", "effect of the harbour guide"),
        ("", "effect of the harbour guide"),
    ],
)
def test_a_task_is_asked_for_its_effect_on_what_the_objective_moves(objective: str, asked: str) -> None:
    after = improve("Write the harbour guide", objective).after

    assert after == f"[metric: {asked}] from [baseline] to [target]"


def test_an_objective_without_an_aim_is_quoted_in_the_question() -> None:
    questions = improve("Write the harbour guide", "Guests love it").questions

    assert questions == (
        'Which part of "Guests love it" would look different once this is done, and in which number?',
        "Which number do the people concerned look at, where is it read, and what does it show today?",
        "Which value at the end of the cycle would you call a success?",
    )


def test_a_named_metric_is_asked_for_its_values_alone() -> None:
    assert improve("Improve retention").questions == (
        "What is the value today, and where is it read?",
        "Which value at the end of the cycle would you call a success?",
    )


def test_words_of_the_objective_do_not_make_up_for_words_that_are_lost() -> None:
    after = improve("Write a style guide and train the editors", "Improve editors and crew").after

    assert after.startswith("[metric: what changes once we write a style guide and train the editors]")


def test_a_line_that_states_two_values_keeps_them() -> None:
    improvement = improve("Page views by paying members per visit 2.4 -> 3.6")

    assert improvement.source == "unchanged"
    assert improvement.questions


def test_both_ends_of_a_period_belong_together() -> None:
    after = improve(
        "Five crews train a pilot and a cook who sail between March and June, where all sailed alone"
    ).after

    assert not after.startswith("June")


def test_a_note_alone_is_too_little_to_reword() -> None:
    improvement = improve("(100 - last week 12 boats)")

    assert improvement.source == "unchanged"
    assert "too little text" in improvement.changes[0]
