"""The plain parts of the page: figures, gaps, changes, problems, and what each gap kind means."""

from __future__ import annotations

from typing import NamedTuple

from coach.domain.alignment import AuditProblem, Gap
from coach.domain.finding import Severity
from coach.domain.okr import Level
from coach.output.audit import AuditView, describe_share, write_count

__all__ = [
    "Figure",
    "describe_kinds",
    "list_figures",
    "list_gaps",
    "list_problems",
    "name_organisation",
]

MAX_GAPS = 2_000
MAX_PROBLEMS = 200
_MANY_NAMES = 3


class Figure(NamedTuple):
    """One headline figure."""

    value: str
    label: str
    note: str
    tone: str


class GapRow(NamedTuple):
    """One gap with what the list sorts and filters by."""

    gap: Gap
    team: str
    teams: str
    rank: int


class GapList(NamedTuple):
    """The gaps that are listed, the choices of the filters, how many are left out, and the dismissed ones."""

    rows: list[GapRow]
    teams: list[str]
    kinds: list[str]
    left_out: int
    dismissed: list[Gap]
    dismissed_left_out: int


class Listed(NamedTuple):
    """Some of a list, and how many are left out."""

    items: list[AuditProblem]
    left_out: int


def name_organisation(view: AuditView) -> str:
    """The names at company level, or what the corpus is."""
    names = dict.fromkeys(
        node.team for node in view.report.nodes if node.level is Level.COMPANY and node.team
    )
    return ", ".join(names) if 0 < len(names) <= _MANY_NAMES else "the whole organisation"


def list_figures(view: AuditView) -> list[Figure]:
    """The headline figures."""
    size = view.report.metrics
    goals = size.get("top_objectives")
    level = view.top[0].level.value if view.top else Level.COMPANY.value
    covered = size.get("covered_share")
    shown = (
        f"{round(covered * goals):,} of {goals:,.0f}"
        if covered is not None and goals
        else describe_share(covered)
    )
    counts = {severity: sum(gap.severity is severity for gap in view.report.gaps) for severity in Severity}
    worst = next((severity.value for severity in Severity if counts[severity]), "good")
    return [
        Figure(
            describe_share(size.get("supported_share")),
            f"of the OKRs below the {level} level have a parent",
            "declared, confirmed, or suggested by the text",
            "",
        ),
        Figure(
            describe_share(size.get("said_share")),
            "say whom they support, or why nobody",
            f"{describe_share(size.get('suggested_share'))} by what their text suggests",
            "",
        ),
        Figure(
            describe_share(size.get("unclear_share")),
            "are unclear",
            f"{describe_share(size.get('nothing_share'))} support nothing",
            "",
        ),
        Figure(
            shown,
            f"{level} objectives have support below",
            "",
            "warning" if covered is not None and covered < 1 else "",
        ),
        Figure(
            describe_share(size.get("bottom_up_share")),
            "were set by the teams themselves",
            f"origin known for {describe_share(size.get('origin_known_share'))}",
            "",
        ),
        Figure(
            f"{len(view.report.gaps):,}",
            "gaps",
            ", ".join(write_count(counts[severity], severity.value) for severity in Severity),
            worst,
        ),
    ]


def list_gaps(view: AuditView) -> GapList:
    """The gaps, the worst first, and apart from them the dismissed ones; at most 2,000 of each."""
    report = view.report
    rows = []
    for gap in report.gaps[:MAX_GAPS]:
        teams = list(dict.fromkeys(view.owner(node) for node in gap.nodes if view.owner(node)))
        shown = teams[0] if teams else "all"
        rows.append(GapRow(gap, shown, "\n".join(teams), gap.severity.rank))
    names = {team for row in rows for team in row.teams.split("\n") if team}
    return GapList(
        rows,
        sorted(names, key=str.casefold),
        list(dict.fromkeys(row.gap.kind.value for row in rows)),
        max(0, len(report.gaps) - MAX_GAPS),
        list(report.dismissed[:MAX_GAPS]),
        max(0, len(report.dismissed) - MAX_GAPS),
    )


def list_problems(view: AuditView) -> Listed:
    """What could not be used as it stands."""
    problems = list(view.problems)
    return Listed(problems[:MAX_PROBLEMS], max(0, len(problems) - MAX_PROBLEMS))


def describe_kinds(view: AuditView) -> list[tuple[str, str]]:
    """Each gap kind in one line, those that occur first."""
    present = {gap.kind for gap in view.report.gaps}
    ordered = sorted(view.kinds, key=lambda described: described.kind not in present)
    return [(described.kind.value, described.document.summary) for described in ordered]
