"""What a question about a team, or about several, may quote."""

from __future__ import annotations

from collections.abc import Sequence

from coach.checkin.questions.facts import Known, show_time_left
from coach.checkin.questions.flags import has_moved
from coach.checkin.questions.phrase import quote_words
from coach.checkin.shown import show_day, show_share
from coach.domain.checkin import Signal, Standing

__all__ = ["gather_set_facts"]

_FEW_TEAMS = 3
_MANY = 3


def gather_set_facts(
    standings: Sequence[Standing], signals: Sequence[Signal], pattern: Signal | None = None
) -> Known:
    """The facts of a team, or of several.

    Args:
        standings: Its key results.
        signals: What was found on them.
        pattern: The pattern that is asked about.
    """
    first = standings[0]
    objectives = list(dict.fromkeys(standing.track.objective for standing in standings))
    teams = list(dict.fromkeys(standing.track.team for standing in standings if standing.track.team))
    quiet = {signal.track for signal in signals if signal.name == "stale"}
    facts = {
        "cycle": first.track.cycle.name,
        "end": show_day(first.track.cycle.end),
        "time_left": show_time_left(first.day, first.track.cycle.end),
        "total": _several(len(standings)),
        "objectives": _several(len(objectives)),
        "quiet": _count_of(len(quiet), len(standings)),
        "moving": _several(sum(has_moved(standing) for standing in standings)),
        "elapsed": show_share(first.elapsed) if 0 < first.elapsed < 1 else "",
        "team": teams[0] if len(teams) == 1 else "",
        "teams": _list_teams(teams),
        "objective": quote_words(objectives[first.day.toordinal() // 7 % len(objectives)]),
    }
    if pattern is not None:
        facts.update(pattern.facts)
        facts["teams"] = _list_teams(pattern.facts.get("teams", "").split(", ")) or facts["teams"]
        if pattern.facts.get("count", "") == pattern.facts.get("total"):
            facts["count"] = "All"
        facts["blocker"] = quote_words(pattern.facts.get("blocker", ""))
    mostly = len(quiet) >= _MANY and 2 * len(quiet) >= len(standings)
    flags = frozenset([*(["some-quiet"] if quiet else []), *(["mostly-quiet"] if mostly else [])])
    return Known({slot: fact for slot, fact in facts.items() if fact}, flags)


def _several(count: int) -> str:
    """The number where it makes a plural; one of something is not counted aloud."""
    return str(count) if count > 1 else ""


def _count_of(count: int, total: int) -> str:
    """`5`, or `All` where it is all of them: it opens a sentence."""
    return "All" if count == total > 1 else _several(count)


def _list_teams(teams: Sequence[str]) -> str:
    named = [team for team in teams if team]
    if len(named) <= _FEW_TEAMS:
        return " and ".join(part for part in (", ".join(named[:-1]), *named[-1:]) if part)
    return f"{len(named)} teams"
