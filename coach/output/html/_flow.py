"""The flow of support as plain SVG: teams on the left, goals on the right, a band per team and goal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from coach.output.audit import AuditView
from coach.output.html._support import Support, name_team

__all__ = ["Flow", "draw_flow"]

MAX_TEAMS = 24
MAX_GOALS = 12
_WIDTH = 960
_LEFT, _RIGHT = 190, 600
_BAR = 10
_TALLEST_UNIT, _AIMED_HEIGHT = 12.0, 420.0
_THINNEST = 0.8
_TEAM_HEIGHT, _GOAL_HEIGHT = 18.0, 36.0
_SPACE = 6.0
_TEAM_LETTERS, _GOAL_LETTERS = 26, 46
_COLOURS = 8
NOTHING, APART, OTHER = "supports nothing above", "stands alone, with a reason", "other goals"


class Box(NamedTuple):
    """A team or a goal."""

    x: float
    y: float
    height: float
    lines: list[str]
    label_y: float
    colour: str
    title: str


class Band(NamedTuple):
    """A team's OKRs that serve a goal."""

    path: str
    colour: str
    is_firm: bool
    title: str


class Flow(NamedTuple):
    """The drawing and what it leaves out; without bands there is nothing to draw."""

    width: int
    height: int
    teams: list[Box]
    goals: list[Box]
    bands: list[Band]
    merged_teams: int
    merged_goals: int


class _Amount(NamedTuple):
    """OKRs of one team that serve one goal, and how many of them say so themselves."""

    okrs: int
    firm: int


def draw_flow(view: AuditView, support: Support) -> Flow:
    """Lay out the flow. More than 24 teams or 12 goals are merged into one box each, and counted."""
    del view
    amounts, teams, goals, merged = _count(support)
    total = sum(amount.okrs for amount in amounts.values())
    if not total:
        return Flow(_WIDTH, 0, [], [], [], 0, 0)
    unit = min(_TALLEST_UNIT, _AIMED_HEIGHT / total)
    left = _stack(teams, {name: _sum(amounts, team=name) * unit for name in teams}, _TEAM_HEIGHT)
    right = _stack(list(goals), {name: _sum(amounts, goal=name) * unit for name in goals}, _GOAL_HEIGHT)
    height = max(_end(left), _end(right))
    left, right = _centre(left, height), _centre(right, height)
    order = list(goals)
    colours = {name: _choose_colour(name, index) for index, name in enumerate(order)}
    bands = _draw_bands(amounts, left, right, order, colours, unit)
    return Flow(
        width=_WIDTH,
        height=int(height) + 1,
        teams=[_box([_cut(name, _TEAM_LETTERS)], left[name], _LEFT, "team", name) for name in teams],
        goals=[_box(_wrap(text), right[name], _RIGHT, colours[name], text) for name, text in goals.items()],
        bands=bands,
        merged_teams=merged[0],
        merged_goals=merged[1],
    )


def _count(
    support: Support,
) -> tuple[dict[tuple[str, str], _Amount], list[str], dict[str, str], tuple[int, int]]:
    """Amounts by team and goal, the teams and goals in order, and how many were merged."""
    sizes: dict[str, int] = defaultdict(int)
    for node in support.below:
        sizes[name_team(node)] += 1
    biggest = sorted(sizes, key=lambda name: (-sizes[name], name.casefold()))
    shown = set(biggest if len(biggest) <= MAX_TEAMS else biggest[: MAX_TEAMS - 1])
    others = f"{len(biggest) - len(shown)} other teams"
    drawn = {
        goal.id for goal in support.goals[: MAX_GOALS if len(support.goals) <= MAX_GOALS else MAX_GOALS - 1]
    }
    amounts: dict[tuple[str, str], _Amount] = {}
    for node in support.below:
        team = name_team(node) if name_team(node) in shown else others
        served = {
            (goal if goal in drawn else OTHER): way.is_firm for goal, way in support.ways[node.id].items()
        }
        for goal, is_firm in (served or {APART if node.stands_alone_because else NOTHING: False}).items():
            before = amounts.get((team, goal), _Amount(0, 0))
            amounts[team, goal] = _Amount(before.okrs + 1, before.firm + is_firm)
    goals = {goal.id: goal.objective or goal.id for goal in support.goals if goal.id in drawn}
    goals |= {name: name for name in (OTHER, APART, NOTHING) if any(goal == name for _, goal in amounts)}
    places = {name: index for index, name in enumerate(goals)}
    present = sorted(
        {team for team, _ in amounts}, key=lambda name: (_middle(name, amounts, places), name.casefold())
    )
    return amounts, present, goals, (len(biggest) - len(shown), len(support.goals) - len(drawn))


def _middle(team: str, amounts: dict[tuple[str, str], _Amount], places: dict[str, int]) -> float:
    """Where a team's goals lie on average, so that bands cross little."""
    own = [(places[goal], amount.okrs) for (name, goal), amount in amounts.items() if name == team]
    return sum(place * count for place, count in own) / sum(count for _, count in own)


def _sum(amounts: dict[tuple[str, str], _Amount], *, team: str | None = None, goal: str | None = None) -> int:
    return sum(
        amount.okrs
        for (of_team, of_goal), amount in amounts.items()
        if team in (None, of_team) and goal in (None, of_goal)
    )


def _stack(names: Sequence[str], sizes: dict[str, float], least: float) -> dict[str, tuple[float, float]]:
    """Top and height of each box, one below the other."""
    placed, y = {}, 0.0
    for name in names:
        height = max(least, sizes[name])
        placed[name] = (y, height)
        y += height + _SPACE
    return placed


def _end(boxes: dict[str, tuple[float, float]]) -> float:
    return max(y + height for y, height in boxes.values())


def _centre(boxes: dict[str, tuple[float, float]], height: float) -> dict[str, tuple[float, float]]:
    """The same boxes spread over the whole height."""
    spare = (height - _end(boxes)) / max(1, len(boxes))
    return {name: (y + spare * (index + 0.5), own) for index, (name, (y, own)) in enumerate(boxes.items())}


def _draw_bands(  # noqa: PLR0917 - the two sides, their order and scale
    amounts: dict[tuple[str, str], _Amount],
    left: dict[str, tuple[float, float]],
    right: dict[str, tuple[float, float]],
    goals: Sequence[str],
    colours: dict[str, str],
    unit: float,
) -> list[Band]:
    starts = {name: y + (height - unit * _sum(amounts, team=name)) / 2 for name, (y, height) in left.items()}
    ends = {name: y + (height - unit * _sum(amounts, goal=name)) / 2 for name, (y, height) in right.items()}
    bands = []
    for team in left:
        for goal in goals:
            amount = amounts.get((team, goal))
            if amount is None:
                continue
            thick = amount.okrs * unit
            bands.append(
                Band(
                    _trace(starts[team], ends[goal], max(_THINNEST, thick)),
                    colours[goal],
                    amount.firm > 0,
                    f"{team}: {amount.okrs} of its OKRs, {amount.firm} by their own word",
                )
            )
            starts[team] += thick
            ends[goal] += thick
    return bands


def _trace(start: float, end: float, thick: float) -> str:
    x0, x1 = _LEFT + _BAR, _RIGHT
    middle = (x0 + x1) / 2
    there = f"M{x0},{start:.1f} C{middle},{start:.1f} {middle},{end:.1f} {x1},{end:.1f}"
    start, end = start + thick, end + thick
    return f"{there} L{x1},{end:.1f} C{middle},{end:.1f} {middle},{start:.1f} {x0},{start:.1f} Z"


def _box(lines: list[str], place: tuple[float, float], x: float, colour: str, title: str) -> Box:
    y, height = place
    return Box(x, round(y, 1), round(height, 1), lines, round(y + height / 2, 1), colour, title)


def _choose_colour(name: str, index: int) -> str:
    if name in {NOTHING, APART, OTHER}:
        return {NOTHING: "nothing", APART: "apart", OTHER: "other"}[name]
    return f"c{index % _COLOURS}"


def _wrap(text: str) -> list[str]:
    lines = wrap(" ".join(text.split()), _GOAL_LETTERS) or [text]
    return lines if len(lines) <= 2 else [lines[0], _cut(" ".join(lines[1:]), _GOAL_LETTERS)]  # noqa: PLR2004 - two fit


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1]}…"
