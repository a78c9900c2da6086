"""Deadlines, and digits that belong to a name."""

from __future__ import annotations

import pytest

from coach.parsing.dates import find_deadlines, find_names


def _deadlines(text: str) -> list[str]:
    return [span.of(text) for span in find_deadlines(text)]


def _names(text: str) -> list[str]:
    return [span.of(text) for span in find_names(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Repair all lifts by June 30", "by June 30"),
        ("Repair all lifts by 30 June 2027", "by 30 June 2027"),
        ("Repair all lifts by the 30th of June", "by the 30th of June"),
        ("Repair all lifts in Q3", "in Q3"),
        ("Repair all lifts before EOQ", "before EOQ"),
        ("Repair all lifts by EOY", "by EOY"),
        ("Repair all lifts in H1 2026", "in H1 2026"),
        ("Repair all lifts by the end of Q2", "by the end of Q2"),
        ("Repair all lifts by the end of the quarter", "by the end of the quarter"),
        ("Repair all lifts this quarter", "this quarter"),
        ("Repair all lifts by 2027-03-31", "by 2027-03-31"),
        ("Repair all lifts until 31.12.2027", "until 31.12.2027"),
        ("Repair all lifts in May", "in May"),
        ("Repair all lifts (May)", "May"),
        ("Repair all lifts before Christmas", "before Christmas"),
        ("Repair all lifts by FY27", "by FY27"),
        ("REPAIR ALL LIFTS BY END OF MARCH", "BY END OF MARCH"),
        ("Repair all lifts by mid-October", "by mid-October"),
    ],
)
def test_a_deadline_is_found_with_the_words_that_lead_in(text: str, words: str) -> None:
    assert _deadlines(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Two visits per quarter",
        "Revenue per month from 4 to 9",
        "Members may book twice",
        "The march from station to stadium takes 20 min",
        "Spring water sales from 3% to 5%",
        "12 services respond",
        "No accidents",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert _deadlines(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cut GPT-4 spend by 20%", "GPT-4"),
        ("Pass the ISO 27001 audit", "ISO 27001"),
        ("Raise 30-day activation to 40%", "30-day"),
        ("Registrations for the 10K race", "10K"),
        ("Upgrade every site to v2.1", "v2.1"),
        ("Close #123 in the tracker", "#123"),
        ("Close ABC-456 in the tracker", "ABC-456"),
        ("p95 search latency under 300 ms", "p95"),
        ("Finish phase 2 of the tunnel", "phase 2"),
        ("Support 24/7 on all lines", "24/7"),
        ("See https://example.org/plan-2 for it", "https://example.org/plan-2"),
        ("Merge owner/repo#77 first", "owner/repo#77"),
    ],
)
def test_digits_of_a_name_are_no_amount(text: str, name: str) -> None:
    assert name in _names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Raise renewals from 40% to 55%",
        "12 services respond",
        "Grow to 10k users",
        "Donations of EUR20k",
        "Raise the satisfaction level 4 points",
        "No digits here",
    ],
)
def test_an_amount_is_no_name(text: str) -> None:
    assert _names(text) == []
