"""What the keys of nested data mean: which value is the sentence, which list holds key results, and so on."""

from __future__ import annotations

import re

from coach.parsing.columns import canonical_field, normalise_name
from coach.parsing.cycle import read_cycle
from coach.parsing.drafts import Scope, read_level
from coach.parsing.tree import Entry, ListNode, MapNode, Node, ScalarNode

__all__ = [
    "IDENTIFIERS",
    "KEY_RESULT_LISTS",
    "NESTED_LISTS",
    "OBJECTIVE_LISTS",
    "SCOPE_FIELDS",
    "is_objective",
    "is_row",
    "key_result_text",
    "leads_to_objectives",
    "narrow_scope",
    "objective_text",
    "text_entry",
]

OBJECTIVE_LISTS = frozenset(("objectives", "okrs", "goals", "okr"))
NESTED_LISTS = OBJECTIVE_LISTS | {"children", "sub objectives", "teams"}
KEY_RESULT_LISTS = frozenset(
    ("key results", "keyresults", "krs", "key result", "results", "measures", "metrics", "outcomes", "kr")
)
IDENTIFIERS = frozenset(("id", "key", "number", "objective id", "kr id", "code"))
SCOPE_FIELDS = frozenset(("team", "level", "cycle", "parent"))
_TEXTS = (
    "text",
    "title",
    "name",
    "statement",
    "description",
    "summary",
    "value",
    "label",
    "metric",
    "measure",
)
_STARTS = frozenset(("start", "starts", "start date", "from date", "cycle start", "from"))
_ENDS = frozenset(("end", "ends", "end date", "to date", "cycle end", "to"))
_DEEPEST = 6
_LONGEST_SENTENCE = 40


def is_objective(node: MapNode) -> bool:
    """Whether a mapping is an objective: it has key results and a text, or names its objective."""
    values = {normalise_name(entry.key): entry.value for entry in node.entries}
    own = isinstance(values.get("objective") or values.get("goal"), ScalarNode | MapNode)
    nested = any(isinstance(values.get(name), ListNode | MapNode) for name in KEY_RESULT_LISTS)
    return own or (nested and text_entry(node) is not None)


def is_row(node: MapNode) -> bool:
    """Whether a mapping is a flat record: the key result is a single value, its objective another."""
    return any(
        canonical_field(entry.key) == "key_result" and isinstance(entry.value, ScalarNode)
        for entry in node.entries
    )


def leads_to_objectives(node: Node, depth: int = 0) -> bool:
    """Whether objectives or key results stand somewhere below."""
    if depth > _DEEPEST or isinstance(node, ScalarNode):
        return False
    if isinstance(node, ListNode):
        return any(leads_to_objectives(item, depth + 1) for item in node.items[:20])
    return any(
        canonical_field(entry.key) in {"objective", "key_result"}
        or normalise_name(entry.key) in OBJECTIVE_LISTS
        or leads_to_objectives(entry.value, depth + 1)
        for entry in node.entries[:50]
    )


def text_entry(node: MapNode) -> Entry | None:
    """The entry that holds a mapping's text."""
    entries = _scalars(node)
    return next((entries[name] for name in _TEXTS if name in entries and _words(entries[name])), None)


def objective_text(node: MapNode) -> Entry | None:
    """The entry that holds an objective's sentence."""
    return _named(node, "objective") or text_entry(node)


def key_result_text(node: MapNode) -> Entry | None:
    """The entry that holds a key result's sentence: its own key, else its name or description."""
    own = _named(node, "key_result")
    if own is not None:
        return own
    entries = _scalars(node)
    name = next((entries[key] for key in ("text", "title", "name", "statement") if key in entries), None)
    description = entries.get("description")
    if name and description and _says_more(_words(description), _words(name)):
        return description
    return name or text_entry(node)


def _named(node: MapNode, field: str) -> Entry | None:
    return next(
        (
            entry
            for entry in node.entries
            if canonical_field(entry.key) == field and isinstance(entry.value, ScalarNode)
        ),
        None,
    )


def _says_more(description: str, name: str) -> bool:
    """A short name with one longer sentence beside it: the sentence is the key result.

    Not where only the name has a number: then the description explains it.
    """
    if re.search(r"\d", name) and not re.search(r"\d", description):
        return False
    return len(name.split()) < len(description.split()) <= _LONGEST_SENTENCE and ". " not in description


def _scalars(node: MapNode) -> dict[str, Entry]:
    return {normalise_name(entry.key): entry for entry in node.entries if isinstance(entry.value, ScalarNode)}


def _words(entry: Entry) -> str:
    return entry.value.text.strip() if isinstance(entry.value, ScalarNode) else ""


def narrow_scope(node: MapNode, scope: Scope) -> Scope:
    """The scope with what a mapping says of team, level, cycle and parent."""
    leaf = is_objective(node) or is_row(node)
    found: dict[str, str] = {}
    for entry in node.entries:
        name = canonical_field(entry.key)
        if name == "cycle" and isinstance(entry.value, MapNode):
            found.update(_cycle_parts(entry.value))
        elif isinstance(entry.value, ScalarNode) and entry.value.text:
            key = name if name in SCOPE_FIELDS else "" if leaf else _date_key(normalise_name(entry.key))
            found.setdefault(key or "", entry.value.text)
    cycle = read_cycle(found.get("cycle", ""), found.get("start", ""), found.get("end", ""))
    return Scope(
        found.get("team") or scope.team,
        read_level(found.get("level", "")) or scope.level,
        cycle or scope.cycle,
        (found.get("parent") if not leaf else "") or scope.parent,
    )


def _cycle_parts(node: MapNode) -> dict[str, str]:
    parts: dict[str, str] = {}
    for name, entry in _scalars(node).items():
        key = "cycle" if name in {"name", "title", "cycle", "quarter"} else _date_key(name)
        if key:
            parts.setdefault(key, _words(entry))
    return parts


def _date_key(name: str) -> str:
    return "start" if name in _STARTS else "end" if name in _ENDS else ""
