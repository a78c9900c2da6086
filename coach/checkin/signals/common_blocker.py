"""Several key results are held up by the same thing.

## What it shows
Something that no single team can move: a supplier, a department, a decision, a resource that two of them
need.

## Threshold
The latest check-ins of key results of two teams or more, or of three key results of one team, name the same
blocker (worded alike as for `blocked-long`).

## Facts
`blocker` as it is worded most often, `count` of key results, `teams` that name it.

## Not flagged
A blocker that an earlier check-in named and the latest does not.

## Source
What blocks two teams belongs to somebody above both; our choice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from coach.checkin.signals._blockers import blocker_words, is_same_blocker, normalise_blocker
from coach.checkin.signals._facts import quote
from coach.checkin.signals._signal import PatternHit, PatternRule
from coach.domain.checkin import Signal, Standing
from coach.domain.finding import Severity

_TEAMS, _KEY_RESULTS = 2, 3
_MOST_WORDS = 12
_MOST_COMPARED = 20


def check(standings: Sequence[Standing], _: Mapping[str, Sequence[Signal]]) -> Iterator[PatternHit]:
    """Group the latest blockers by their wording."""
    named: dict[str, list[tuple[Standing, str]]] = defaultdict(list)
    for standing in standings:
        for blocker in standing.updates[-1].blockers if standing.updates else ():
            named[normalise_blocker(blocker)].append((standing, blocker))
    for group in _join(named):
        members = {standing.track.id: standing.track for standing, _ in group}
        teams = list(dict.fromkeys(track.team for track in members.values()))
        if len(teams) < _TEAMS and len(members) < _KEY_RESULTS:
            continue
        blocker = Counter(words for _, words in group).most_common(1)[0][0]
        facts = {"blocker": blocker, "count": str(len(members)), "teams": ", ".join(teams)}
        if len(teams) == 1:
            facts["team"] = teams[0]
        message = f"{len(members)} key results ({', '.join(teams)}) are held up by the same: {quote(blocker)}"
        yield PatternHit(message, teams[0] if len(teams) == 1 else "", tuple(members), facts)


def _join(named: Mapping[str, list[tuple[Standing, str]]]) -> list[list[tuple[Standing, str]]]:
    """Groups of blockers that are worded alike; each wording is compared with those that share two words."""
    roots = {wording: wording for wording in named}
    by_pair: dict[tuple[str, str], list[str]] = defaultdict(list)
    for wording in named:
        for pair in combinations(sorted(blocker_words(wording), key=_by_length)[:_MOST_WORDS], 2):
            others = by_pair[pair]
            for other in others[:_MOST_COMPARED]:
                if is_same_blocker(wording, other):
                    roots[_root(roots, wording)] = _root(roots, other)
            others.append(wording)
    groups: dict[str, list[tuple[Standing, str]]] = defaultdict(list)
    for wording, entries in named.items():
        groups[_root(roots, wording)].extend(entries)
    return list(groups.values())


def _by_length(word: str) -> tuple[int, str]:
    """Long words first: they tell more."""
    return -len(word), word


def _root(roots: dict[str, str], wording: str) -> str:
    while roots[wording] != wording:
        roots[wording] = wording = roots[roots[wording]]
    return wording


SIGNAL = PatternRule("CI615", Severity.WARNING, check)
