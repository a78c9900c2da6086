"""One spelling for each team and cycle: `Delivery` and `delivery ` are one team, `Q4 2026` is `2026-Q4`."""

from __future__ import annotations

from collections.abc import Sequence

from coach.alignment.cycles import spell_cycle
from coach.alignment.entries import Entry
from coach.domain.alignment import AuditProblem

__all__ = ["unify"]

_SHOWN = 5


def unify(entries: Sequence[Entry]) -> list[AuditProblem]:
    """Give every entry the first spelling of its team and cycle; say which teams were taken as one."""
    teams: dict[str, dict[str, None]] = {}
    cycles: dict[str, str] = {}
    for entry in entries:
        name = " ".join(entry.team.split())
        spellings = teams.setdefault(name.casefold(), {})
        spellings[name] = None
        entry.team = next(iter(spellings))
        cycle = " ".join(entry.cycle.split())
        entry.cycle = cycles.setdefault(spell_cycle(cycle), cycle)
    several = [", ".join(spellings) for spellings in teams.values() if len(spellings) > 1]
    if not several:
        return []
    more = f"; and {len(several) - _SHOWN:,} more" if len(several) > _SHOWN else ""
    message = f"taken as one team: {'; '.join(several[:_SHOWN])}{more}; write the name in one way"
    return [AuditProblem("team-spelling", message)]
