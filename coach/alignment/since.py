"""What changed between an earlier report (`coach.audit/v1`) and this one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from coach.domain.alignment import AlignmentReport, LinkStatus
from coach.domain.audit import AuditChanges, GoneGap
from coach.errors import MalformedInput

__all__ = ["EarlierReport", "compare", "read_report"]

_SCHEMA = "coach.audit/v1"
_AGAIN = "give a file written with `coach audit --format json`"
_SMALL = 1e-6
_ROUNDED = 1e-4
"""A report writes shares with four digits."""
_COMPARED = {
    "calibration": "the calibration was",
    "candidates": "possible parents that were weighed for each OKR of a large organisation were",
}
"""Versions that move links and gaps, and how a remark on each begins."""


class EarlierReport(NamedTuple):
    """What a comparison needs of an earlier report.

    Attributes:
        name: File name.
        gaps: Gaps by id.
        texts: Objective and key results by node id.
        links: Child and parent of links that counted.
        metrics: Headline figures.
        model: Name of the encoder.
        threshold: Probability from which a link counted.
        dismissed: Ids of gaps that a person had rejected.
        versions: What its figures depended on.
    """

    name: str
    gaps: Mapping[str, GoneGap]
    texts: Mapping[str, tuple[str, ...]]
    links: frozenset[tuple[str, str]]
    metrics: Mapping[str, float | None]
    model: str
    threshold: float
    dismissed: frozenset[str] = frozenset()
    versions: Mapping[str, str] = MappingProxyType({})


def read_report(data: bytes, name: str) -> EarlierReport:
    """Read a JSON report.

    Raises:
        MalformedInput: It is none, or is of another version.
    """
    try:
        content = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise MalformedInput(f"is no audit report ({error}); {_AGAIN}", source=name) from error
    if not isinstance(content, dict) or content.get("schema") != _SCHEMA:
        raise MalformedInput(f"is no report of schema {_SCHEMA}; {_AGAIN}", source=name)
    try:
        return _take(content, name)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise MalformedInput(f"the report is not whole (at {error}); {_AGAIN}", source=name) from error


def compare(earlier: EarlierReport, report: AlignmentReport) -> AuditChanges:
    """What is new, gone and kept. Nodes are the same when their ids are, gaps when their texts are."""
    known = earlier.gaps.keys() | earlier.dismissed
    present = {gap.id for gap in (*report.gaps, *report.dismissed)}
    links = {(link.child, link.parent) for link in report.links if link.status is not LinkStatus.REJECTED}
    ids = {node.id for node in report.nodes}
    return AuditChanges(
        earlier=earlier.name,
        new=tuple(gap for gap in report.gaps if gap.id not in known),
        gone=tuple(gap for name, gap in earlier.gaps.items() if name not in present),
        kept=sum(gap.id in known for gap in report.gaps),
        dismissed=tuple(gap for gap in report.dismissed if gap.id in earlier.gaps),
        added=tuple(node for node in report.nodes if node.id not in earlier.texts),
        removed=tuple(name for name in earlier.texts if name not in ids),
        edited=tuple(
            node
            for node in report.nodes
            if node.id in earlier.texts and earlier.texts[node.id] != (node.objective, *node.key_results)
        ),
        links_added=tuple(sorted(links - earlier.links)),
        links_removed=tuple(sorted(earlier.links - links)),
        metrics=_compare_metrics(earlier.metrics, report.metrics),
        remarks=tuple(_remark(earlier, report)),
    )


def _remark(earlier: EarlierReport, report: AlignmentReport) -> Iterator[str]:
    """What makes the two hard to compare."""
    if earlier.model != report.model:
        yield f"the encoder was {earlier.model or 'not named'}, now it is {report.model or 'not named'}"
    if abs(earlier.threshold - report.threshold) > _SMALL:
        yield f"the threshold was {earlier.threshold:.2f}, now it is {report.threshold:.2f}"
    for name, what in _COMPARED.items():
        before, now = earlier.versions.get(name), report.versions.get(name)
        if before and now and before != now:
            yield f"{what} {before}, now {now}"


def _take(content: Mapping[str, Any], name: str) -> EarlierReport:
    gaps = [GoneGap(str(gap["id"]), str(gap["kind"]), str(gap["message"])) for gap in content["gaps"]]
    return EarlierReport(
        name=name,
        gaps={gap.id: gap for gap in gaps},
        texts={
            str(node["id"]): (str(node["objective"]), *(str(item["text"]) for item in node["key_results"]))
            for node in content["nodes"]
        },
        links=frozenset(
            (str(link["child"]), str(link["parent"]))
            for link in content["links"]
            if link["status"] != LinkStatus.REJECTED.value
        ),
        metrics={str(key): _number(value) for key, value in content["metrics"].items()},
        model=str(content["model"]),
        threshold=float(content["threshold"]),
        versions={str(key): str(value) for key, value in content.get("versions", {}).items()},
        dismissed=frozenset(str(gap["id"]) for gap in content.get("dismissed", ())),
    )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _compare_metrics(
    before: Mapping[str, float | None], after: Mapping[str, float | None]
) -> dict[str, tuple[float | None, float | None]]:
    changed = {}
    for name in (*before, *(name for name in after if name not in before)):
        old, new = before.get(name), after.get(name)
        if _differ(old, new):
            changed[name] = (old, new)
    return changed


def _differ(old: float | None, new: float | None) -> bool:
    if old is None or new is None:
        return old is not new
    return abs(old - new) > _ROUNDED
