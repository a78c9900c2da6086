"""What an organisation may set for an audit, and what changed between two audits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from coach.domain.alignment import Gap, Node

__all__ = ["AuditChanges", "GapLimits", "GoneGap"]


class GapLimits(NamedTuple):
    """Numbers that an organisation may set.

    Attributes:
        max_objectives: Most objectives of one team (or the company) at one level in one cycle.
        max_key_results: Most key results under one objective.
        max_teams: Most teams that support one parent before it can be called overloaded.
        weak_margin: A lone supporter is weak when its probability is less than this above the threshold.
        least_certainty: An orphan or uncovered goal that is less certain is not told.
        sure_orphan: Certainty from which an orphan is a warning, not a hint.
        sure_uncovered: Certainty from which an uncovered goal is a warning, not a hint.
        duplicate_from: Lowest cosine of two results that state the same values.
        reworded_from: Lowest cosine of two results of which each has words that the other lacks.
        copied_share: Share of shared words from which a text is a copy of another.
        unlike_below: Share of the threshold below which a declared parent looks unlike.
        bottom_up_share: Least share of OKRs that teams set themselves.
        fewest_origins: Fewest OKRs with a known origin from which that share is told.
        drafting_begins: Day on which teams begin to draft; `None` where it is not known.
    """

    max_objectives: int = 4
    max_key_results: int = 4
    max_teams: int = 10
    weak_margin: float = 0.15
    least_certainty: float = 0.5
    sure_orphan: float = 0.75
    sure_uncovered: float = 0.6
    duplicate_from: float = 0.75
    reworded_from: float = 0.92
    copied_share: float = 0.8
    unlike_below: float = 0.5
    bottom_up_share: float = 0.6
    fewest_origins: int = 5
    drafting_begins: date | None = None


class GoneGap(NamedTuple):
    """A gap of the earlier report that is no longer claimed; all that is known of it."""

    id: str
    kind: str
    message: str


class AuditChanges(NamedTuple):
    """What changed from an earlier report to this one.

    Attributes:
        earlier: Name of the earlier report.
        new: Gaps that were not there.
        gone: Gaps that are no longer there: mended, or about a text that changed.
        kept: How many gaps are in both, dismissed in the earlier one or not.
        added: Nodes that were not there.
        removed: Ids of nodes that are no longer there.
        edited: Nodes whose objective or key results changed.
        links_added: Child and parent of links that were not there.
        links_removed: Child and parent of links that are no longer there.
        metrics: Headline figures that changed, each with its earlier and its present value.
        remarks: What makes the two hard to compare, such as another model.
        dismissed: Gaps that the earlier report claimed and that a person has rejected since.
    """

    earlier: str
    new: tuple[Gap, ...]
    gone: tuple[GoneGap, ...]
    kept: int
    added: tuple[Node, ...]
    removed: tuple[str, ...]
    edited: tuple[Node, ...]
    links_added: tuple[tuple[str, str], ...]
    links_removed: tuple[tuple[str, str], ...]
    metrics: Mapping[str, tuple[float | None, float | None]]
    remarks: tuple[str, ...] = ()
    dismissed: tuple[Gap, ...] = ()
