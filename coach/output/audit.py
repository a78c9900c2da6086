"""What a format of the audit renders, and the formats: modules `audit_<format>`, and the package `html`."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from coach.domain.alignment import AlignmentReport, AuditProblem, GapKind, LinkStatus, Node, Place
from coach.domain.audit import AuditChanges
from coach.domain.okr import Level

__all__ = [
    "AuditFormat",
    "AuditView",
    "DescribedGap",
    "describe_share",
    "describe_size",
    "describe_suggested",
    "render_audit",
    "write_count",
    "write_place",
]


_WORST = {
    code: rank
    for rank, code in enumerate(
        (
            "unreadable-file", "broken-record", "unknown-parent", "ambiguous-parent", "own-parent",
            "parent-below", "double-id", "single-level",
        )
    )
}  # fmt: skip
_FEWEST_SUGGESTED = 5
_RANKS = {level: rank for rank, level in enumerate(Level)}


class AuditFormat(StrEnum):
    """How an audit is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    SARIF = "sarif"
    HTML = "html"


class GapDocument(Protocol):
    """The public document of a gap kind."""

    @property
    def text(self) -> str:
        """The whole document in Markdown."""

    @property
    def summary(self) -> str:
        """One line on what is wrong."""


class DescribedGap(Protocol):
    """A gap kind as a format sees it."""

    @property
    def kind(self) -> GapKind:
        """Which one."""

    @property
    def document(self) -> GapDocument:
        """Its public document."""


@dataclass(frozen=True)
class AuditView:
    """An audit, ready to be written.

    Attributes:
        report: What was found.
        kinds: Every gap kind with its document.
        changes: What changed since an earlier report, where one was given.
        candidates: How many possible parents of each child JSON lists; `None` for all that were weighed.
    """

    report: AlignmentReport
    kinds: Sequence[DescribedGap] = ()
    changes: AuditChanges | None = None
    candidates: int | None = 3

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Nodes by id."""
        return {node.id: node for node in self.report.nodes}

    @cached_property
    def supporters(self) -> dict[str, tuple[int, int]]:
        """For each parent how many links count, and how many of them are declared or confirmed."""
        counts: dict[str, tuple[int, int]] = {}
        for link in self.report.links:
            if link.status is not LinkStatus.REJECTED:
                every, firm = counts.get(link.parent, (0, 0))
                counts[link.parent] = (every + 1, firm + (link.status is not LinkStatus.SUGGESTED))
        return counts

    @cached_property
    def problems(self) -> tuple[AuditProblem, ...]:
        """Problems of the input, what was lost first; the place is taken off the message."""
        ordered = sorted(self.report.problems, key=lambda problem: _WORST.get(problem.code, len(_WORST)))
        return tuple(problem._replace(message=_drop_place(problem)) for problem in ordered)

    @cached_property
    def top(self) -> tuple[Node, ...]:
        """The nodes of the highest level."""
        nodes = self.report.nodes
        highest = min((_RANKS[node.level] for node in nodes), default=0)
        return tuple(node for node in nodes if _RANKS[node.level] == highest)

    @property
    def is_flat(self) -> bool:
        """Whether all nodes are at one level, so that nothing could be compared."""
        return len(self.top) == len(self.report.nodes)

    def owner(self, node_id: str) -> str:
        """Team of a node, or its level where no team is named; empty for an id that is not there.

        A person is told apart from the team: `Plant (individual)`.
        """
        node = self.by_id.get(node_id)
        if node is None or not node.team:
            return "" if node is None else node.level.value
        return f"{node.team} ({node.level.value})" if node.level is Level.INDIVIDUAL else node.team


def render_audit(view: AuditView, output_format: AuditFormat) -> bytes:
    """Write an audit in one format. The same view gives the same bytes."""
    name = "html" if output_format is AuditFormat.HTML else f"audit_{output_format.value}"
    rendered: bytes = importlib.import_module(f"coach.output.{name}").render(view)
    return rendered


def describe_share(value: float | None) -> str:
    """A share as people read it, or that it is not known."""
    return "not known" if value is None else f"{value:.0%}"


def describe_suggested(view: AuditView) -> str:
    """How many of the suggested links are likely to be right; nothing where there are few."""
    metrics = view.report.metrics
    count, right = (int(metrics.get(name) or 0) for name in ("suggested_links", "suggested_right"))
    if count < _FEWEST_SUGGESTED:
        return ""
    return f"of the {count:,} suggested about {right:,} are right, by their probabilities"


def write_count(number: int, noun: str) -> str:
    """`1 team`, `1,200 teams`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def describe_size(view: AuditView) -> str:
    """How much was audited; teams only where some are named."""
    named = (("nodes", "OKR"), ("key_results", "key result"), ("teams", "team"), ("files", "file"))
    size = {name: int(view.report.metrics.get(name) or 0) for name, _ in named}
    return ", ".join(write_count(size[name], noun) for name, noun in named if name != "teams" or size[name])


def _drop_place(problem: AuditProblem) -> str:
    """The message without the place that stands beside it."""
    if problem.place is not None:
        for begin in (f"{problem.place}: ", f"{problem.place.file}: "):
            if problem.message.startswith(begin):
                return problem.message.removeprefix(begin)
    return problem.message


def write_place(place: Place | None) -> str:
    """`file:line`, or nothing."""
    return "" if place is None else str(place)
