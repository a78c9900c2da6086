"""What could be asked: each signal, stage and pattern that the bank has forms for, with its weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from coach.checkin.pace import is_old
from coach.checkin.questions._form import Form
from coach.checkin.questions.bank_reader import load_bank
from coach.checkin.questions.facts import Known, add_facts, gather_facts, is_fresh
from coach.checkin.questions.set_facts import gather_set_facts
from coach.domain.checkin import Audience, OkrType, Signal, Stage, Standing
from coach.domain.finding import Severity

__all__ = ["RISKY", "Candidate", "list_candidates"]

RISKY = frozenset(
    "stale behind-pace projected-miss confidence-drop confidence-says-otherwise flat never-moved regression"
    " blocked-long baseline-missing".split()
)
"""Signals that put a key result on the list of an at-risk review."""
_PER_SEVERITY = 3.0
_STAGE = -1.0
_STAGE_OF_A_SET = 1.0
_COMMITTED = 0.5
_FRESH_WORDS = 0.5
_MOSTLY_QUIET = 9.0
_OLD_NEWS = 1.0
_THEMES = {
    "behind-pace": "pace",
    "projected-miss": "pace",
    "never-moved": "pace",
    "ahead-of-pace": "ahead",
    "sandbagged": "ahead",
    "stale": "silence",
    "baseline-missing": "silence",
}
_NOT_NEWS = 2.0
_KNOWN_START = 1.5
_KNOWS_IT = (Audience.TEAM, Audience.ONE_TO_ONE)
"""Who knows the key results one by one and needs no pattern first."""
_SAID_BY_SILENCE = frozenset({"stale", "never-moved", "baseline-missing"})
_OF_TODAY = frozenset(
    "behind-pace projected-miss confidence-drop confidence-says-otherwise flat never-moved regression jump"
    " ahead-of-pace".split()
)
"""Signals that tell how things are today, by the last that was said."""
_OF_A_STEP = frozenset({"confidence-drop", "regression", "jump"})
"""Signals that are news once: when the step has just been made."""
_TIERS: Mapping[Audience, tuple[Audience, ...]] = {
    Audience.TEAM: (Audience.TEAM,),
    Audience.ONE_TO_ONE: (Audience.ONE_TO_ONE, Audience.TEAM),
    Audience.AT_RISK_REVIEW: (Audience.AT_RISK_REVIEW, Audience.TEAM),
    Audience.LEADERSHIP: (Audience.LEADERSHIP,),
}
_LEADERSHIP_ON_ONE = (Audience.AT_RISK_REVIEW,)


class Candidate(NamedTuple):
    """Something to ask about.

    Attributes:
        source: Signal or stage.
        standing: The key result; `None` where it is about a team or several.
        known: The facts that it can quote.
        forms: Forms that fit source, stage and subject, each with its tier: 0 for the audience's own.
        score: Higher is asked first.
        is_stage: Whether it comes from the stage, not from a signal.
        rotation: A text that stays the same for a key result and a source.
        days: Days from one meeting to the next.
        members: For patterns: ids of the key results that show it.
    """

    source: str
    standing: Standing | None
    known: Known
    forms: tuple[tuple[int, Form], ...]
    score: float
    is_stage: bool
    rotation: str
    days: int
    members: tuple[str, ...] = ()

    @property
    def theme(self) -> str:
        """What it is about: behind pace and heading for a miss are one theme."""
        return _THEMES.get(self.source, self.source)

    @property
    def track(self) -> str:
        """Id of the key result; empty where it is about none."""
        return "" if self.standing is None else self.standing.track.id


def list_candidates(
    standings: Sequence[Standing], signals: Sequence[Signal], audience: Audience
) -> list[Candidate]:
    """Everything that could be asked of an audience about these key results."""
    if not standings:
        return []
    by_track: dict[str, list[Signal]] = defaultdict(list)
    for signal in signals:
        by_track[signal.track].append(signal)
    found = list(_about_set(standings, signals, audience))
    for standing in standings:
        mine = by_track[standing.track.id]
        if len(standings) > 1 and audience in _KNOWS_IT:
            mine = [signal for signal in mine if not _is_outdated(signal, standing)]
        found.extend(_about_one(standing, mine, audience))
    if audience is Audience.AT_RISK_REVIEW:
        at_risk = [candidate for candidate in found if not candidate.is_stage]
        return at_risk or found
    return found


def _about_one(standing: Standing, signals: Sequence[Signal], audience: Audience) -> Iterator[Candidate]:
    known, days = gather_facts(standing), standing.track.cycle.rhythm.days
    tiers = _LEADERSHIP_ON_ONE if audience is Audience.LEADERSHIP else _TIERS[audience]
    for signal in signals:
        if not _is_wanted(signal, audience):
            continue
        forms = _fit(signal.name, standing.stage, tiers, about_set=False)
        if forms:
            score = _rate(signal, standing)
            if is_fresh(standing) and known.facts.keys() & {"note", "blocker"}:
                score += _FRESH_WORDS
            yield Candidate(
                signal.name,
                standing,
                add_facts(known, signal),
                forms,
                score,
                False,
                f"{standing.track.id} {signal.name}",
                days,
            )
    if audience is Audience.LEADERSHIP:
        return
    source = standing.stage.value
    forms = _fit(source, standing.stage, tiers, about_set=False)
    if forms:
        score = _STAGE + (
            _FRESH_WORDS if is_fresh(standing) and known.facts.keys() & {"note", "blocker"} else 0.0
        )
        if is_fresh(standing) and "blocker" in known.facts:
            score += 1.0
        yield Candidate(source, standing, known, forms, score, True, f"{standing.track.id} {source}", days)


def _about_set(
    standings: Sequence[Standing], signals: Sequence[Signal], audience: Audience
) -> Iterator[Candidate]:
    ids = {standing.track.id for standing in standings}
    stage, days = standings[0].stage, standings[0].track.cycle.rhythm.days
    for signal in signals:
        if signal.track or not ids.intersection(signal.tracks):
            continue
        forms = _fit(signal.name, stage, _TIERS[audience], about_set=True)
        if forms:
            known = gather_set_facts(standings, signals, signal)
            rotation = f"{signal.team} {signal.name} {known.facts.get('blocker', '')}"
            is_known = audience in _KNOWS_IT and signal.name == "at-risk-team"
            score = _rate_pattern(signal, stage) - (_NOT_NEWS if is_known else 0.0)
            if "blocker" in known.facts:
                score += _FRESH_WORDS
            yield Candidate(signal.name, None, known, forms, score, False, rotation, days, signal.tracks)
    known = gather_set_facts(standings, signals)
    team = known.facts.get("team", "")
    if "mostly-quiet" in known.flags and audience is not Audience.LEADERSHIP:
        forms = _fit("stale", stage, _TIERS[audience], about_set=True)
        if forms:
            yield Candidate("stale", None, known, forms, _MOSTLY_QUIET, False, f"{team} stale", days)
    forms = _fit(stage.value, stage, _TIERS[audience], about_set=True)
    if forms:
        yield Candidate(stage.value, None, known, forms, _STAGE_OF_A_SET, True, f"{team} {stage.value}", days)


def _is_wanted(signal: Signal, audience: Audience) -> bool:
    if audience is Audience.LEADERSHIP:
        return signal.severity is Severity.ERROR
    if audience is Audience.AT_RISK_REVIEW:
        return signal.name in RISKY and signal.severity is not Severity.HINT
    return True


def _is_outdated(signal: Signal, standing: Standing) -> bool:
    """Whether it is no news: a step that the last meeting knew, or an old reading held against today."""
    if signal.name in _OF_A_STEP and standing.day < standing.track.cycle.end:
        told = [
            update.day
            for update in standing.updates
            if (update.confidence if signal.name == "confidence-drop" else update.value) is not None
        ]
        return (standing.day - told[-1]).days >= standing.track.cycle.rhythm.days
    return signal.name in _OF_TODAY and is_old(standing, standing.updates[-1].day)


def _rate(signal: Signal, standing: Standing) -> float:
    sheet = load_bank()[signal.name]
    committed = _COMMITTED if standing.track.type is OkrType.COMMITTED else 0.0
    known = _KNOWN_START if signal.name == "baseline-missing" and standing.readings else 0.0
    old = 0.0 if signal.name in _SAID_BY_SILENCE or is_fresh(standing) else _OLD_NEWS
    return (
        _PER_SEVERITY * signal.severity.rank + sheet.weight.get(standing.stage, 0) + committed - old - known
    )


def _rate_pattern(signal: Signal, stage: Stage) -> float:
    return _PER_SEVERITY * signal.severity.rank + load_bank()[signal.name].weight.get(stage, 0)


@cache
def _fit(
    source: str, stage: Stage, tiers: tuple[Audience, ...], *, about_set: bool
) -> tuple[tuple[int, Form], ...]:
    """Forms of a source for a stage, each with the first tier that it belongs to."""
    sheet = load_bank().get(source)
    if sheet is None:
        return ()
    found = []
    for form in sheet.forms:
        if stage in form.stages and form.about_set is about_set:
            tier = next((place for place, audience in enumerate(tiers) if audience in form.audiences), None)
            if tier is not None:
                found.append((tier, form))
    return tuple(found)
