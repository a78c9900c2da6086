"""Company OKRs were not there when the teams began to draft.

## What it claims
A company OKR was published after the day on which drafting begins (`drafting_begins`), or, where that day
is not known, after the first OKR of a team for the same cycle.

## When it stays silent
The company OKR's date is not known, or there is no day to compare it with.

## Why it matters
Teams that write first must guess, and then either defend their draft or write it twice.

## Source
Niven and Lamorte, *Objectives and Key Results* (2016), and Doerr (2018), appendix, both put company OKRs
some weeks before team drafting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from coach.alignment.gaps._context import GapContext
from coach.alignment.gaps._gap import GapCheck, count, make_gap, name_node
from coach.domain.alignment import Gap, GapKind, Node
from coach.domain.finding import Severity
from coach.domain.okr import Level

_SHOWN = 6


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per cycle with late company OKRs."""
    by_cycle: dict[str, list[Node]] = defaultdict(list)
    first_team: dict[str, Node] = {}
    for node in context.nodes:
        if node.published is None:
            continue
        if node.level is Level.COMPANY:
            by_cycle[node.cycle].append(node)
        elif node.cycle not in first_team or node.published < (first_team[node.cycle].published or date.max):
            first_team[node.cycle] = node
    for cycle, nodes in by_cycle.items():
        day, why = _find_day(first_team.get(cycle), context.limits.drafting_begins)
        late = [node for node in nodes if day is not None and (node.published or day) > day]
        if late and day is not None:
            yield _claim(cycle, late, day, why)


def _find_day(first: Node | None, begins: date | None) -> tuple[date | None, str]:
    if begins is not None:
        return begins, f"team drafting began on {begins.isoformat()}"
    if first is None or first.published is None:
        return None, ""
    return (
        first.published,
        f"the first team OKR, {name_node(first)}, was published on {first.published.isoformat()}",
    )


def _claim(cycle: str, late: list[Node], day: date, why: str) -> Gap:
    days = max((node.published - day).days for node in late if node.published is not None)
    what = f"{count(len(late), 'company OKR')} {'was' if len(late) == 1 else 'were'}"
    shown = [
        f"{node.published.isoformat()}: {name_node(node)}"
        for node in late[:_SHOWN]
        if node.published is not None
    ]
    if len(late) > _SHOWN:
        shown.append(f"and {len(late) - _SHOWN} more")
    return make_gap(
        GapKind.LATE,
        Severity.WARNING,
        1.0,
        late,
        f"{what} published up to {count(days, 'day')} after the teams began{f' ({cycle})' if cycle else ''}",
        (why, *shown),
        "Let the teams read the company OKRs again before they commit, and move next cycle's date forward.",
        identity=(cycle, *(node.objective for node in late)),
    )


CHECK = GapCheck(GapKind.LATE, find)
