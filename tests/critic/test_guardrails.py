from __future__ import annotations

from dataclasses import replace

import pytest

from coach.critic.draft import Draft, start_draft
from coach.critic.guardrails import check_guardrails, invented_words, share_of_words_kept
from coach.domain.okr import Objective
from coach.domain.review import Guardrails
from coach.domain.source import Passage
from coach.parsing.reader import read_key_result
from coach.service import Service

REVIEW = Service().review_key_result


def draft_of(text: str, kept: str = "") -> Draft:
    return replace(start_draft(read_key_result(text)[0], REVIEW), kept=kept or text)


def check(before: str, after: str, objective: str = "") -> Guardrails:
    given = REVIEW(read_key_result(before)[0])
    return check_guardrails(
        draft_of(after, before), given, Objective(Passage(objective)) if objective else None
    )


def test_a_wording_that_only_adds_placeholders_passes() -> None:
    assert check("Improve retention", "Improve retention from [baseline] to [target]").passed


@pytest.mark.parametrize(
    "after",
    [
        "Improve retention from 20% to [target]",
        "Improve retention to twice the level",
        "Improve retention from [baseline] to [target] by March",
        "Improve retention at Siemens from [baseline] to [target]",
        "Improve retention from [baseline: 30] to [target]",
    ],
)
def test_a_number_date_or_name_that_nobody_gave_fails(after: str) -> None:
    assert not check("Improve retention", after).no_new_numbers


def test_a_unit_that_nobody_gave_fails() -> None:
    assert invented_words("Income to 20 €", "Income to 20") == ["€"]


def test_the_objective_may_lend_a_number() -> None:
    after = "Improve retention of the 40 clinics from [baseline] to [target]"

    assert check("Improve retention", after, "All 40 clinics stay with us").no_new_numbers
    assert not check("Improve retention", after).no_new_numbers


def test_lost_subject_words_are_measured() -> None:
    assert (
        share_of_words_kept(draft_of("Parking revenue from [baseline] to [target]", "Parking revenue")) == 1.0
    )
    assert not check("Improve parking revenue", "Improve morale from [baseline] to [target]").words_kept


def test_a_long_wording_fails() -> None:
    assert not check("Improve retention", "Improve retention " * 6).not_longer_than_allowed


def test_a_flipped_direction_fails() -> None:
    assert not check(
        "Reduce queue length", "Increase queue length from [baseline] to [target]"
    ).direction_kept


def test_a_task_instead_of_a_task_fails() -> None:
    assert not check("Launch the portal", "Roll out the portal").no_task


def test_more_findings_than_before_fail() -> None:
    assert not check("Share of late trams from 9% to 4%", "Launch the tram app").no_more_findings


def test_a_first_phrase_of_one_odd_word_is_not_the_whole_subject() -> None:
    assert not check("@SUM(A1) Train the fitters on the new boiler", "Share of @SUM( at [target]").words_kept


def test_what_a_task_lists_as_parts_need_not_be_kept() -> None:
    text = "Build the ferry portal, including secure login, ticket archive and refund desk"
    after = "[metric: effect of the ferry portal] from [baseline] to [target]"

    assert share_of_words_kept(draft_of(after, text), whole=True) == 1


def test_the_digit_of_a_name_has_no_unit() -> None:
    assert invented_words("SOC2 is done", "SOC2 completed") == []
    assert invented_words("5 kg is done", "5 completed") == ["kg"]
