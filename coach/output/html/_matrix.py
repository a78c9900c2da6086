"""The heat map: a row per team, a column per goal of the highest level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from coach.domain.alignment import LinkStatus, Node
from coach.output.audit import AuditView
from coach.output.html._support import Support, Way, name_team

__all__ = ["Matrix", "build_matrix"]

MAX_ROWS = 400
MAX_COLUMNS = 16
_SHADES = 5


class MatrixCell(NamedTuple):
    """One cell: its shade, what it shows, and what it says in full."""

    shade: str
    text: str
    title: str


class MatrixRow(NamedTuple):
    """One team."""

    team: str
    okrs: int
    cells: list[MatrixCell]
    is_apart: bool


class Matrix(NamedTuple):
    """The map, and what it leaves out."""

    columns: Sequence[Node]
    rows: list[MatrixRow]
    left_out_rows: int
    left_out_columns: int


def build_matrix(view: AuditView, support: Support) -> Matrix:
    """Teams that support least stand first; goals keep their order.

    No more than 400 teams and 16 goals are drawn; with more goals, those with the fewest supporters.
    """
    goals = list(support.goals)
    if len(goals) > MAX_COLUMNS:
        keep = sorted(goals, key=lambda goal: len(support.children.get(goal.id, ())))[:MAX_COLUMNS]
        chosen = {goal.id for goal in keep}
        goals = [goal for goal in goals if goal.id in chosen]
    teams: dict[str, list[Node]] = defaultdict(list)
    for node in support.below:
        teams[name_team(node)].append(node)
    known = _find_known(view, {goal.id for goal in goals})
    rows = [_build_row(name, nodes, goals, support, known) for name, nodes in teams.items()]
    rows.sort(key=lambda row: (sum(cell.shade in _LINKED for cell in row.cells), row.team.casefold()))
    return Matrix(goals, rows[:MAX_ROWS], max(0, len(rows) - MAX_ROWS), len(support.goals) - len(goals))


_LINKED = frozenset({"firm", "via", *(f"s{shade}" for shade in range(1, _SHADES + 1))})


class _Known(NamedTuple):
    """Of pairs of an OKR and a goal: the chance of each, what a person rejected, and the threshold."""

    chances: Mapping[tuple[str, str], float]
    rejected: AbstractSet[tuple[str, str]]
    threshold: float


def _find_known(view: AuditView, goals: set[str]) -> _Known:
    rejected = {(link.child, link.parent) for link in view.report.links if link.status is LinkStatus.REJECTED}
    chances = {
        (child, candidate.parent): candidate.probability
        for child, candidates in view.report.candidates.items()
        for candidate in candidates
        if candidate.parent in goals and (child, candidate.parent) not in rejected
    }
    return _Known(chances, rejected, view.report.threshold)


def _build_row(
    name: str, nodes: Sequence[Node], goals: Sequence[Node], support: Support, known: _Known
) -> MatrixRow:
    cells = [_build_cell(name, nodes, goal, support, known) for goal in goals]
    is_apart = all(node.stands_alone_because for node in nodes)
    return MatrixRow(name, len(nodes), cells, is_apart)


def _build_cell(name: str, nodes: Sequence[Node], goal: Node, support: Support, known: _Known) -> MatrixCell:
    ways = [way for node in nodes if (way := support.ways[node.id].get(goal.id)) is not None]
    what = f"{name}, {goal.objective or goal.id}"
    direct = [way for way in ways if way.is_direct]
    firm = [way for way in direct if way.is_firm]
    if firm:
        said = "confirmed" if any(way.link.status.value == "confirmed" for way in firm) else "declared"
        return MatrixCell("firm", "●", f"{what}: {said}{_add_chance(firm)}")
    if direct:
        best = max(way.link.probability or 0.0 for way in direct)
        return MatrixCell(f"s{_shade(best)}", f"{best:.0%}", f"{what}: suggested by the text, {best:.0%}")
    if ways:
        return MatrixCell("via", "via", f"{what}: through another OKR")
    return _build_open(what, [(node.id, goal.id) for node in nodes], known)


def _build_open(what: str, pairs: Sequence[tuple[str, str]], known: _Known) -> MatrixCell:
    """A cell without support: what a person rejected, else the best chance."""
    if any(pair in known.rejected for pair in pairs):
        return MatrixCell("none", "no", f"{what}: no support; rejected by a person")
    best = max((known.chances[pair] for pair in pairs if pair in known.chances), default=None)
    if best is None:
        return MatrixCell("none", "–", f"{what}: no support")
    said = f"no support; the best chance is {best:.0%}"
    if best >= known.threshold:
        said = f"possible by its text, {best:.0%}, which does not count beside what it declares"
    return MatrixCell("none", f"{best:.0%}", f"{what}: {said}")


def _add_chance(ways: Sequence[Way]) -> str:
    known = [way.link.probability for way in ways if way.link.probability is not None]
    return f"; by its text {max(known):.0%}" if known else ""


def _shade(probability: float) -> int:
    return max(1, min(_SHADES, int(probability * _SHADES) + 1))
