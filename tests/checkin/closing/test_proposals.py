from __future__ import annotations

import pytest

from coach.checkin.closing import grade_all
from coach.checkin.signals import find_signals
from coach.domain.checkin import KeyResultKind, OkrType, Standing
from coach.domain.closing import NextCycle, Proposal
from tests.support.closings import follow, weekly


def propose(standing: Standing) -> Proposal:
    [proposal] = grade_all([standing], find_signals(standing)).proposals
    return proposal


def test_what_was_never_measured_is_to_be_modified() -> None:
    assert propose(follow()).step is NextCycle.MODIFY


def test_what_was_reached_is_dropped_to_make_room() -> None:
    proposal = propose(follow(weekly([42, 45, 48, 50, 52, 54, 56, 58, 60])))
    assert proposal.step is NextCycle.DROP
    assert proposal.reason.startswith("Reached")


def test_a_committed_one_at_three_quarters_is_carried_from_where_it_stands() -> None:
    proposal = propose(follow(weekly([45, 50, 55]), type=OkrType.COMMITTED))
    assert proposal.step is NextCycle.CARRY
    assert "55%" in proposal.reason


@pytest.mark.parametrize("last", [40, 41])
def test_what_hardly_moved_is_modified(last: float) -> None:
    proposal = propose(follow(weekly([40, 40, last])))
    assert proposal.step is NextCycle.MODIFY
    assert "hardly moved" in proposal.reason


def test_a_blocker_that_stayed_is_named() -> None:
    proposal = propose(follow(weekly([41, 44, 46, 46, 46], blocker="no staging system")))
    assert proposal.step is NextCycle.MODIFY
    assert "no staging system" in proposal.reason


def test_reached_before_half_of_the_cycle_asks_for_a_higher_aim() -> None:
    assert "aim higher" in propose(follow(weekly([50, 60, 61]), day=None)).reason


def test_a_level_that_held_becomes_a_health_metric() -> None:
    held = follow(weekly([3, 2, 3]), kind=KeyResultKind.MAINTAIN, band=(None, 4.0))
    assert propose(held) == Proposal(
        "Care / KR 1.1", NextCycle.DROP, "The level held: watch it as a health metric instead."
    )


def test_a_reached_milestone_leads_to_what_it_changed() -> None:
    done = follow(weekly([0, 1]), kind=KeyResultKind.MILESTONE, baseline=0, target=1, unit="")
    assert "what it has changed" in propose(done).reason


def test_a_strong_grade_short_of_the_target_is_not_called_reached() -> None:
    standing = follow(weekly([42, 48, 55]))

    proposal = propose(standing)

    assert proposal.step is NextCycle.CARRY
    assert "60% still open" in proposal.reason
