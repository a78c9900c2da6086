"""Canonical field names and what people call them: in YAML and JSON keys, table headers and sub-bullets."""

from __future__ import annotations

import re

__all__ = ["CANONICAL", "NOTE_NAMES", "canonical_field", "is_note_name", "normalise_name"]

CANONICAL: dict[str, tuple[str, ...]] = {
    "objective": (
        "objective", "objectives", "objective name", "objective title", "objective text", "goal", "o", "obj",
        "objectif", "objetivo", "obiettivo", "ziel", "doel",
    ),
    "key_result": (
        "key result", "key results", "keyresult", "keyresults", "kr", "krs", "key result text",
        "key result name", "key result title", "key result description", "kr text", "kr description",
        "result", "results", "measurable result", "outcome", "résultat clé", "résultats clés",
        "resultado clave", "resultados clave", "resultado chave", "schlüsselergebnis", "schlüsselergebnisse",
    ),
    "owner": (
        "owner", "owners", "owner id", "owned by", "dri", "responsible", "accountable", "assignee",
        "assigned to", "lead", "who", "kr owner", "owner name", "responsable", "verantwortlich",
        "directly responsible individual", "champion",
    ),
    "baseline": (
        "baseline", "start", "start value", "starting value", "starting point", "initial", "initial value",
        "from", "baseline value", "current baseline", "base",
    ),
    "target": (
        "target", "target value", "to", "end value", "goal value", "desired value", "target result", "aim",
        "objetivo valor", "cible", "zielwert",
    ),
    "current": (
        "current", "current value", "actual", "actual value", "latest", "latest value", "now", "today",
        "current status value", "value",
    ),
    "unit": ("unit", "units", "unit of measure", "uom", "measure unit"),
    "due": (
        "due", "due date", "deadline", "by when", "by", "end date", "target date", "eta",
        "kr measurement deadline", "date due", "finish date",
    ),
    "confidence": ("confidence", "confidence level", "confidence score", "conf"),
    "progress": (
        "progress", "status", "state", "score", "grade", "final score", "final grade", "completion",
        "complete", "percent complete", "% complete", "% done", "done", "grading", "attainment", "rag",
        "current status", "progress %", "achieved",
    ),
    "parent": (
        "parent", "supports", "aligned to", "aligns to", "aligned with", "aligns with", "contributes to",
        "alignment", "parent objective", "parent okr", "company objective", "linked to", "ladder to",
        "ladders to", "ladders up to", "parent key result", "parent kr",
    ),
    "team": (
        "team", "team name", "squad", "department", "group", "org", "organisation", "organization",
        "business unit", "function", "tribe", "division",
    ),
    "level": ("level", "okr level", "scope", "tier"),
    "cycle": (
        "cycle", "quarter", "period", "time period", "timeframe", "time frame", "planning period",
        "okr cycle", "timeline", "time horizon",
    ),
}
"""Canonical name to the names that mean it, in lower case."""

NOTE_NAMES = frozenset((
        "note", "notes", "comment", "comments", "how to measure", "how we measure", "measurement", "measure",
        "measured by", "metric", "data source", "source", "evidence", "why", "why this matters", "why it matters",
        "what this means", "rationale", "motivation", "background", "context", "description", "details", "summary",
        "initiative", "initiatives", "key initiatives", "action", "actions", "action items", "action plan",
        "activities", "tasks", "task", "next steps", "plan", "milestones", "milestone", "projects", "project",
        "risk", "risks", "blockers", "dependencies", "dependency", "tracked", "tracking", "tracking manager",
        "tracking notes", "grading notes", "active from", "start date", "created", "last updated", "updated",
        "update", "updates", "progress notes", "progress updates", "progress update", "review date", "learnings",
        "health metrics", "health metric", "guardrails", "guardrail", "type", "kind", "weight", "priority",
        "category", "labels", "tags", "link", "links", "resources", "examples", "example", "how",
        "what we'll ship", "what we will ship", "out of scope", "in scope", "contributors", "stakeholders",
        "strategy", "vision", "mission", "definition", "definition of done", "calculation", "formula", "frequency",
        "check in", "check ins", "key activities", "tactics", "deliverables", "good", "bad", "try",
        "retrospective", "baseline metrics", "how to", "reference", "references", "benchmark", "avg",
        "assumptions", "id", "key", "number", "no", "#", "kr id", "objective id", "kr #", "metric key",
        "created by", "created at", "scoring", "weekly", "tools", "support needed", "impact", "progress bar",
        "rating",
))
"""Names of fields that a document may hold and that say nothing about an OKR's wording."""

_BY_NAME = {name: canonical for canonical, names in CANONICAL.items() for name in names}


def normalise_name(name: str) -> str:
    """`Key-Result`, `key_result` and `keyResult` become `key result`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", name)
    return re.sub(r"[\s_\-]+", " ", spaced).strip(" :*?.").casefold()


def canonical_field(name: str) -> str | None:
    """The canonical field that a key, header or label names, or `None`."""
    key = normalise_name(name)
    found = _BY_NAME.get(key)
    if found is None and key.endswith(")"):
        found = _BY_NAME.get(re.sub(r"\s*\([^()]*\)$", "", key))
    return found


def is_note_name(name: str) -> bool:
    """Whether a label names a known field that is no part of the OKR's wording."""
    return normalise_name(name) in NOTE_NAMES
