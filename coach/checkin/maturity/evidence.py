"""What documents and check-ins show of an organisation's maturity. Every score says what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from coach.checkin.pace import Standing
from coach.domain.maturity import Dimension, Evidence
from coach.domain.okr import Level
from coach.domain.review import DocumentReview, KeyResultReview, SetReview, Verdict

__all__ = ["find_levels_held", "gather_evidence"]

_TOP = 4.0
_FEWEST_KEY_RESULTS = 5
_MAX_OBJECTIVES = 4
_MAX_KEY_RESULTS = 4
_CLOSING = 0.9


def gather_evidence(reviews: Sequence[DocumentReview], standings: Sequence[Standing]) -> tuple[Evidence, ...]:
    """One entry for each dimension; its score is `None` where there is too little to see.

    Args:
        reviews: OKR documents as reviewed by the rules.
        standings: Key results with their check-ins.
    """
    sets = [okrs for review in reviews for okrs in review.sets if okrs.objectives]
    return (
        _see_focus(sets),
        _see_measurement([result for okrs in sets for result in _key_results(okrs)]),
        _see_alignment(sets),
        _see_cadence(standings),
        _see_learning(standings),
    )


def find_levels_held(reviews: Sequence[DocumentReview]) -> tuple[str, ...]:
    """Texts of key results that hold a level or go on as before: health metrics rather than change."""
    return tuple(
        result.key_result.text
        for review in reviews
        for okrs in review.sets
        for result in _key_results(okrs)
        if any(finding.name == "business-as-usual" for finding in result.findings)
        or result.key_result.reading.change.direction == "hold"
    )


def _see_focus(sets: Sequence[SetReview]) -> Evidence:
    if not sets:
        return Evidence(Dimension.FOCUS, None, "no OKRs were given")
    within = [
        len(okrs.objectives) <= _MAX_OBJECTIVES
        and all(len(objective.key_results) <= _MAX_KEY_RESULTS for objective in okrs.objectives)
        for okrs in sets
    ]
    return Evidence(
        Dimension.FOCUS,
        _share(sum(within), len(within)),
        f"{sum(within)} of {len(within)} sets have at most {_MAX_OBJECTIVES} objectives with at most"
        f" {_MAX_KEY_RESULTS} key results each",
    )


def _see_measurement(results: Sequence[KeyResultReview]) -> Evidence:
    judged = [result for result in results if result.verdict is not Verdict.NEEDS_HUMAN]
    if len(judged) < _FEWEST_KEY_RESULTS:
        reason = f"{len(judged)} key results are too few to tell; {_FEWEST_KEY_RESULTS} are needed"
        return Evidence(Dimension.MEASUREMENT, None, reason)
    strong = sum(result.verdict is Verdict.STRONG for result in judged)
    return Evidence(
        Dimension.MEASUREMENT,
        _share(strong, len(judged)),
        f"{strong} of {len(judged)} key results are outcomes that can be measured",
    )


def _see_alignment(sets: Sequence[SetReview]) -> Evidence:
    below = [okrs.okrs for okrs in sets if okrs.okrs.level not in (None, Level.COMPANY)]
    objectives = [(okrs, objective) for okrs in below for objective in okrs.objectives]
    if not objectives:
        return Evidence(Dimension.ALIGNMENT, None, "no objectives below the company level were given")
    named = sum(bool(okrs.parent or objective.fields.get("parent")) for okrs, objective in objectives)
    return Evidence(
        Dimension.ALIGNMENT,
        _share(named, len(objectives)),
        f"{named} of {len(objectives)} objectives below the company name what they support",
    )


def _see_cadence(standings: Sequence[Standing]) -> Evidence:
    kept = [share for standing in standings for share in _kept(standing)]
    if not kept:
        return Evidence(Dimension.CADENCE, None, "no check-ins of a running or finished cycle were given")
    mean = fmean(kept)
    return Evidence(
        Dimension.CADENCE,
        round(mean * _TOP, 1),
        f"{mean:.0%} of the check-ins that were due took place, over {len(kept)} key results",
    )


def _kept(standing: Standing) -> Iterator[float]:
    cycle = standing.track.cycle
    due = (min(standing.day, cycle.end) - cycle.start).days // cycle.rhythm.days
    if due >= 1:
        yield min(len({entry.day for entry in standing.updates}) / due, 1.0)


def _see_learning(standings: Sequence[Standing]) -> Evidence:
    closed = [standing for standing in standings if standing.elapsed >= 1]
    if not closed:
        return Evidence(Dimension.LEARNING, None, "no finished cycle was given")
    last = [_has_closing_note(standing) for standing in closed]
    return Evidence(
        Dimension.LEARNING,
        _share(sum(last), len(last)),
        f"{sum(last)} of {len(last)} key results end with a value and a note on it",
    )


def _has_closing_note(standing: Standing) -> bool:
    cycle = standing.track.cycle
    late = [entry for entry in standing.updates if cycle.elapsed(entry.day) >= _CLOSING]
    return any(entry.value is not None for entry in late) and any(entry.note for entry in late)


def _key_results(okrs: SetReview) -> Iterator[KeyResultReview]:
    for objective in okrs.objectives:
        yield from objective.key_results


def _share(part: int, whole: int) -> float:
    return round(part / whole * _TOP, 1)
