"""The movement of a metric: what, where from, where to, until when."""

from __future__ import annotations

import pytest

from coach.domain.statement import Direction
from coach.parsing.statement import read_statement


def _words(text: str) -> dict[str, str | None]:
    change = read_statement(text).change
    parts = {
        "metric": change.metric,
        "baseline": change.baseline and change.baseline.span,
        "target": change.target and change.target.span,
        "deadline": change.deadline,
    }
    return {name: span.of(text) if span else None for name, span in parts.items()}


@pytest.mark.parametrize(
    ("text", "metric", "baseline", "target", "deadline"),
    [
        ("Cut churn from 4% to 2% by June", "churn", "4%", "2%", "by June"),
        ("Raise trial conversion to 40%", "trial conversion", None, "40%", None),
        ("Trial conversion: 31% -> 40%", "Trial conversion", "31%", "40%", None),
        ("Median waiting time under 20 min in Q3", "Median waiting time", None, "20 min", "in Q3"),
        (
            "Increase share of repeat guests from 20% to 30%",
            "share of repeat guests",
            "20%",
            "30%",
            None,
        ),
        ("Grow membership revenue by 20%", "membership revenue", None, "20%", None),
        ("Between 10 and 12 clinics renew", "clinics renew", None, "10 and 12", None),
    ],
)
def test_the_parts_of_a_change_are_found(
    text: str, metric: str | None, baseline: str | None, target: str | None, deadline: str | None
) -> None:
    assert _words(text) == {"metric": metric, "baseline": baseline, "target": target, "deadline": deadline}


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Raise conversion to 40%", Direction.INCREASE),
        ("Cut churn to 2%", Direction.DECREASE),
        ("Maintain availability at 99.9%", Direction.HOLD),
        ("Churn from 4% to 2%", Direction.DECREASE),
        ("Conversion 31% → 40%", Direction.INCREASE),
        ("Queue from 2 h to 40 min", Direction.DECREASE),
        ("Clubs with a coach from 12 to 30", Direction.INCREASE),
        ("Active teams from 12 clubs to 30", Direction.INCREASE),
        ("Fewer complaints per parcel", Direction.DECREASE),
        ("Raise repeat purchases from 65% to 42%", Direction.INCREASE),
    ],
)
def test_the_direction_comes_from_words_first_and_values_second(text: str, direction: Direction) -> None:
    assert read_statement(text).change.direction is direction


def test_a_sentence_without_values_has_no_start_and_no_aim() -> None:
    change = read_statement("Improve retention").change
    assert change.baseline is None
    assert change.target is None


@pytest.mark.parametrize(
    "text",
    [
        "Share of visitors who sign up by phone from [baseline] to [target]",
        "Share of buyers who find us through posts from [baseline] to [target]",
        "Share of parcels that come less than a day late from [baseline] to [target]",
        "Cost per parcel from [baseline] to [target], up to 5 a day",
    ],
)
def test_a_gap_in_the_values_gives_no_direction(text: str) -> None:
    assert read_statement(text).change.direction is Direction.REACH


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Repeat orders up from [baseline] to [target]", Direction.INCREASE),
        ("Returned parcels down from [baseline] to [target]", Direction.DECREASE),
        ("Reduce returned parcels from [baseline] to [target]", Direction.DECREASE),
        ("Parcels on the shelf from [baseline] down to 30", Direction.DECREASE),
        ("Repeat orders at X%, up from 70%", Direction.INCREASE),
    ],
)
def test_words_beside_a_gap_give_its_direction(text: str, direction: Direction) -> None:
    assert read_statement(text).change.direction is direction


def test_values_behind_a_means_are_those_of_the_measure() -> None:
    read = _words("Share of buyers who find us through posts from 12% to 30%")
    assert (read["baseline"], read["target"]) == ("12%", "30%")
