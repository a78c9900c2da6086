"""JSON, schema `coach.audit/v1`: stable names, only additions; one element a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from coach.domain.alignment import AuditProblem, Candidate, Gap, Link, Node, Place
from coach.domain.audit import AuditChanges
from coach.output.audit import AuditView

__all__ = ["AUDIT_SCHEMA", "audit_object", "render"]

AUDIT_SCHEMA = "coach.audit/v1"
JsonObject = dict[str, Any]


def render(view: AuditView) -> bytes:
    """The report as one JSON object, put together piece by piece: that of a large organisation is long."""
    written = BytesIO()
    before = "{\n"
    for key, value in _entries(view):
        written.write(f"{before}{_dump(key)}: ".encode())
        for piece in _spread(value):
            written.write(piece.encode("utf-8", "backslashreplace"))
        before = ",\n"
    written.write(b"\n}\n")
    return written.getvalue()


def audit_object(view: AuditView) -> JsonObject:
    """The report as plain data."""
    return {key: list(value) if isinstance(value, Iterator) else value for key, value in _entries(view)}


def _entries(view: AuditView) -> Iterator[tuple[str, Any]]:
    """What the object holds, in order; what may be long comes as an iterator."""
    report = view.report
    yield "schema", AUDIT_SCHEMA
    yield "model", report.model
    yield "versions", dict(report.versions)
    yield "threshold", round(report.threshold, 6)
    yield "recalibrated", report.recalibrated or None
    yield "metrics", {name: _figure(name, value) for name, value in report.metrics.items()}
    yield "nodes", map(_node_object, report.nodes)
    yield "links", map(_link_object, report.links)
    yield "candidates", _candidate_objects(view)
    yield "gaps", map(gap_object, report.gaps)
    yield "dismissed", map(gap_object, report.dismissed)
    yield "problems", map(_problem_object, report.problems)
    yield "since", None if view.changes is None else _changes_object(view.changes)


def gap_object(gap: Gap) -> JsonObject:
    """One gap."""
    return {
        "id": gap.id,
        "kind": gap.kind.value,
        "severity": gap.severity.value,
        "certainty": round(gap.certainty, 4),
        "nodes": list(gap.nodes),
        "key_result": gap.key_result,
        "message": gap.message,
        "evidence": list(gap.evidence),
        "next_step": gap.next_step,
        "location": _place_object(gap.place),
    }


def _node_object(node: Node) -> JsonObject:
    places: list[Place | None] = [*node.key_result_places]
    places += [None] * (len(node.key_results) - len(places))
    return {
        "id": node.id,
        "level": node.level.value,
        "team": node.team or None,
        "cycle": node.cycle or None,
        "objective": node.objective,
        "key_results": [
            {"text": text, "location": _place_object(place)}
            for text, place in zip(node.key_results, places, strict=False)
        ],
        "parent_ids": list(node.parent_ids),
        "declared": list(node.declared),
        "stands_alone_because": node.stands_alone_because or None,
        "origin": None if node.origin is None else node.origin.value,
        "published": None if node.published is None else node.published.isoformat(),
        "location": _place_object(node.place),
        "copies": [_place_object(place) for place in node.copies],
    }


def _link_object(link: Link) -> JsonObject:
    opinion = link.opinion
    return {
        "child": link.child,
        "parent": link.parent,
        "status": link.status.value,
        "probability": _round(link.probability),
        "similarity": _round(link.similarity),
        "parent_key_result": link.parent_key_result,
        "evidence": list(link.evidence),
        "opinion": None
        if opinion is None
        else {"supports": opinion.supports, "reason": opinion.reason, "model": opinion.model},
    }


def _candidate_objects(view: AuditView) -> Iterator[JsonObject]:
    for node in view.report.nodes:
        found = view.report.candidates.get(node.id)
        if found:
            yield {
                "child": node.id,
                "parents": [_candidate_object(one) for one in found[: view.candidates]],
            }


def _candidate_object(candidate: Candidate) -> JsonObject:
    return {
        "parent": candidate.parent,
        "probability": _round(candidate.probability),
        "similarity": _round(candidate.similarity),
    }


def _problem_object(problem: AuditProblem) -> JsonObject:
    return {
        "code": problem.code,
        "message": problem.message,
        "location": _place_object(problem.place),
        "nodes": list(problem.nodes),
    }


def _changes_object(changes: AuditChanges) -> JsonObject:
    return {
        "earlier": changes.earlier,
        "new": [gap.id for gap in changes.new],
        "gone": [{"id": gap.id, "kind": gap.kind, "message": gap.message} for gap in changes.gone],
        "dismissed": [gap.id for gap in changes.dismissed],
        "kept": changes.kept,
        "nodes_added": [node.id for node in changes.added],
        "nodes_removed": list(changes.removed),
        "nodes_edited": [node.id for node in changes.edited],
        "links_added": [{"child": child, "parent": parent} for child, parent in changes.links_added],
        "links_removed": [{"child": child, "parent": parent} for child, parent in changes.links_removed],
        "metrics": {
            name: {"before": _figure(name, old), "after": _figure(name, new)}
            for name, (old, new) in changes.metrics.items()
        },
        "remarks": list(changes.remarks),
    }


def _place_object(place: Place | None) -> JsonObject | None:
    return None if place is None else {"file": place.file, "line": place.line}


def _round(value: float | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _figure(name: str, value: float | None) -> float | int | None:
    """A share with four digits, anything else as a whole number."""
    if value is None:
        return None
    return round(float(value), 4) if name.endswith("_share") else int(value)


def _spread(value: Any) -> Iterator[str]:
    """A value in pieces: of a long one, one line per element."""
    if not isinstance(value, Iterator):
        yield _dump(value)
        return
    before = "["
    for item in value:
        yield f"{before}\n{_dump(item)}"
        before = ","
    yield "[]" if before == "[" else "\n]"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
