"""Most of a team's key results are in trouble at once.

## What it shows
Not one hard number but a team that cannot carry what it took on, or that something hit as a whole.

## Threshold
At least two key results of one team, and at least half of those that it follows, show one of `behind-pace`,
`projected-miss` (as a warning), `never-moved` or `confidence-drop`, or have a latest confidence of 3 or less.
From the last day on only where it ended counts: less than 0.7 of the way, or than the
full way where it is committed.

## Facts
`team`, `count` of the key results that show it, `total` that the team follows, `signals` that were seen most.

## Not flagged
A team with one key result; two of five key results in trouble. A key result whose target is reached; silence,
which is told apart from trouble.

## Source
Half is where help for one key result no longer helps the team; our choice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from coach.checkin.signals._signal import EDGE, PatternHit, PatternRule
from coach.domain.checkin import Signal, Stage, Standing
from coach.domain.finding import Severity

_TROUBLE = frozenset({"behind-pace", "projected-miss", "never-moved", "confidence-drop"})
_FEWEST = 2
_SHARE = 0.5
_LITTLE_CONFIDENCE = 3.0
_NAMED = 2


def check(standings: Sequence[Standing], signals: Mapping[str, Sequence[Signal]]) -> Iterator[PatternHit]:
    """Count the key results of each team that are in trouble."""
    teams: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        teams[standing.track.team].append(standing)
    for team, members in teams.items():
        found = {member.track.id: _trouble(member, signals.get(member.track.id, ())) for member in members}
        hit = {track: names for track, names in found.items() if names}
        if len(hit) < _FEWEST or len(hit) < _SHARE * len(members):
            continue
        most = Counter(name for names in hit.values() for name in names).most_common(_NAMED)
        seen = ", ".join(name for name, _ in most)
        facts = {"team": team, "count": str(len(hit)), "total": str(len(members)), "signals": seen}
        name = team or "the team"
        message = f"{len(hit)} of {len(members)} key results of {name} are in trouble ({seen})"
        yield PatternHit(message, team, tuple(hit), facts)


def _trouble(standing: Standing, signals: Sequence[Signal]) -> list[str]:
    progress = standing.progress
    if progress is not None and progress >= 1 - EDGE:
        return []
    if standing.stage is Stage.CLOSE:
        is_short = progress is not None and progress < standing.track.type.strong_grade - EDGE
        return ["ended short"] if is_short else []
    names = [
        signal.name
        for signal in signals
        if signal.name in _TROUBLE
        and not (signal.name == "projected-miss" and signal.severity is Severity.HINT)
    ]
    if not names and standing.confidence is not None and standing.confidence <= _LITTLE_CONFIDENCE:
        names.append("low confidence")
    return names


SIGNAL = PatternRule("CI614", Severity.WARNING, check)
