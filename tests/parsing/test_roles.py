"""What each amount is for."""

from __future__ import annotations

import pytest

from coach.domain.statement import Role
from coach.parsing.statement import read_sentence

TARGET, BASELINE, STEP, BOUND, QUALIFIER = (
    Role.TARGET,
    Role.BASELINE,
    Role.STEP,
    Role.BOUND,
    Role.QUALIFIER,
)


def _roles(text: str) -> list[tuple[str, Role]]:
    return [(quantity.span.of(text), quantity.role) for quantity in read_sentence(text).quantities]


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("Raise renewals from 40% to 55%", "40%", "55%"),
        ("Raise renewals to 55% from 40%", "40%", "55%"),
        ("Raise renewals to 55% (from 40%)", "40%", "55%"),
        ("Renewals 40% -> 55%", "40%", "55%"),
        ("Renewals: 40% → 55%", "40%", "55%"),
        ("Renewals 40% => 55%", "40%", "55%"),
        ("Renewals at 55%, currently 40%", "40%", "55%"),
        ("Renewals at 55% (today 40%)", "40%", "55%"),
        ("Renewals at 55% (was 40%)", "40%", "55%"),
        ("Renewals at 55%, up from 40%", "40%", "55%"),
        ("Renewals at 55% (baseline: 40%)", "40%", "55%"),
        ("Renewals at 55% (last year 40%)", "40%", "55%"),
        ("Renewals at 55% versus 40%", "40%", "55%"),
        ("Renewals from about 40% to at least 55%", "40%", "55%"),
        ("Renewals at 55% (spring survey: 40%)", "40%", "55%"),
        ("Renewals at 55%; the region stands at 40%", "40%", "55%"),
    ],
)
def test_a_start_and_an_aim_are_told_apart(text: str, baseline: str, target: str) -> None:
    roles = dict(_roles(text))
    assert roles[target] is TARGET
    assert roles[baseline] is BASELINE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Grow donations by 20%", "20%"),
        ("Donations +20%", "+20%"),
        ("20% more donations", "20%"),
        ("Donations up 20%", "20%"),
        ("Margin higher by 3 pp", "3 pp"),
        ("Double the donations", "Double"),
        ("Win another 12 clinics", "12"),
    ],
)
def test_a_step_is_no_level(text: str, words: str) -> None:
    assert dict(_roles(text))[words] is STEP


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Keep churn under 2%", "2%"),
        ("Rework at no more than 3 orders", "3"),
        ("At least 40 clinics renew", "40"),
        ("40 or more clinics renew", "40"),
        ("p95 latency < 200 ms", "200 ms"),
        ("Availability above 99.9%", "99.9%"),
    ],
)
def test_a_limit_is_a_bound(text: str, words: str) -> None:
    assert dict(_roles(text))[words] is BOUND


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("85% of tickets answered within 2 hours", "2 hours"),
        ("60% of members come back in 30 days", "30 days"),
    ],
)
def test_a_time_window_beside_a_share_is_a_qualifier(text: str, words: str) -> None:
    assert dict(_roles(text))[words] is QUALIFIER


def test_the_time_that_is_looked_back_on_is_a_qualifier() -> None:
    assert _roles("Bookings above the peak of the last 12 months") == [("12 months", QUALIFIER)]


def test_a_duration_alone_is_the_aim() -> None:
    assert _roles("Tickets answered within 2 hours") == [("2 hours", BOUND)]


def test_a_bracket_that_names_the_target_holds_no_start() -> None:
    assert dict(_roles("Renewals per region (target: 55%)"))["55%"] is TARGET


def test_people_who_act_are_no_step() -> None:
    assert dict(_roles("Appeal shared by 2,000 people"))["2,000"] is TARGET
    assert dict(_roles("Calls reduced by 2,000 a month"))["2,000"] is STEP


def test_a_frequency_is_a_qualifier() -> None:
    assert dict(_roles("70% of members visit 3 times a week"))["3 times"] is QUALIFIER


def test_two_metrics_keep_two_aims() -> None:
    roles = _roles("Renewals from 40% to 55% and returns from 9% to 5%")
    assert [role for _, role in roles] == [BASELINE, TARGET, BASELINE, TARGET]
