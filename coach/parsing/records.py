"""OKRs in nested data. Keys are read by their meaning, so that any reasonable shape is understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coach.domain.source import Passage, Span
from coach.parsing.columns import canonical_field, is_note_name, normalise_name
from coach.parsing.drafts import Draft, DraftKeyResult, DraftObjective, Scope, read_level
from coach.parsing.labels import Role, read_label
from coach.parsing.notes import split_notes
from coach.parsing.passages import trim
from coach.parsing.record_shapes import (
    IDENTIFIERS,
    KEY_RESULT_LISTS,
    NESTED_LISTS,
    OBJECTIVE_LISTS,
    SCOPE_FIELDS,
    is_objective,
    is_row,
    key_result_text,
    leads_to_objectives,
    narrow_scope,
    objective_text,
    text_entry,
)
from coach.parsing.tree import Entry, ListNode, MapNode, Node, ScalarNode

__all__ = ["read_records"]

_NO_TEAM = frozenset(("teams", "departments", "company", "individuals", "data", "people", "items", "records"))


def read_records(nodes: Iterable[Node], draft: Draft) -> None:
    """Add the OKRs of nested data to a draft; what is not understood is reported."""
    reader = _Records(draft)
    for node in nodes:
        reader.container(node, Scope())


@dataclass(slots=True)
class _Records:
    draft: Draft
    flat: DraftObjective | None = None  # objective of the last flat record

    def container(self, node: Node, scope: Scope) -> None:
        """A level above objectives: a document, a team, a list of teams or of rows."""
        if isinstance(node, ListNode):
            for item in node.items:
                self.container(item, scope)
        elif isinstance(node, ScalarNode):
            if node.text.strip():
                self.draft.report(node.span, "a value without a key")
        elif is_row(node):
            self.row(node, narrow_scope(node, scope))
        elif is_objective(node):
            self.objective(node, narrow_scope(node, scope))
        else:
            scope = narrow_scope(node, scope)
            for entry in node.entries:
                self.entry(entry, scope)

    def entry(self, entry: Entry, scope: Scope) -> None:
        """A key above objectives."""
        name, value = normalise_name(entry.key), entry.value
        if isinstance(value, ScalarNode):
            if not value.empty:
                self.unknown(entry)
        elif name in OBJECTIVE_LISTS:
            self.objectives(value, scope)
        elif name in KEY_RESULT_LISTS and canonical_field(entry.key) == "key_result":
            self.draft.report(entry.span, "key results without an objective above them")
            self.key_results(value, self.new_objective(Passage("", value.span.start), scope))
        elif leads_to_objectives(value):
            self.container(value, _group(entry, name, scope))
        else:
            self.unknown(entry)

    def objectives(self, node: Node, scope: Scope) -> None:
        """A list of objectives, or a mapping from objective to its key results."""
        if isinstance(node, ScalarNode):
            if node.text.strip():
                self.new_objective(node.passage, scope)
        elif isinstance(node, ListNode):
            for item in node.items:
                self.objectives(item, scope)
        elif is_objective(node) or is_row(node):
            self.container(node, scope)
        else:
            for entry in node.entries:
                self.named_objective(entry, scope)

    def named_objective(self, entry: Entry, scope: Scope) -> None:
        """`O1: {...}`, or `Delight customers: [key result, ...]`."""
        value = entry.value
        if isinstance(value, MapNode) and (is_objective(value) or text_entry(value)):
            self.objective(value, narrow_scope(value, scope), label=entry.key)
        elif isinstance(value, ScalarNode):
            if read_label(Passage(f"{entry.key}: x")).role is Role.OBJECTIVE:
                self.new_objective(value.passage, scope, label=entry.key)
            else:
                self.unknown(entry)
        else:
            objective = self.new_objective(Passage(entry.key, entry.span.start), scope)
            self.key_results(value, objective)

    def row(self, node: MapNode, scope: Scope) -> None:
        """A flat record of one key result."""
        objective, text = Passage("", node.span.start), Passage("")
        for entry in node.entries:
            name = canonical_field(entry.key)
            if isinstance(entry.value, ScalarNode) and name == "objective":
                objective = trim(entry.value.passage)
            elif isinstance(entry.value, ScalarNode) and name == "key_result" and not text.text:
                text = trim(entry.value.passage)
        fields = self.fields(node, None, SCOPE_FIELDS | {"objective", "key_result"})
        if self.flat is None or self.flat.passage.text != objective.text or self.flat.scope != scope:
            self.flat = self.new_objective(objective, scope)
        if text.text:
            self.append(self.flat, text, fields)

    def objective(self, node: MapNode, scope: Scope, label: str = "") -> None:
        """An objective with its key results, and objectives below it."""
        chosen = objective_text(node)
        text = Passage("", node.span.start)
        if chosen is not None and isinstance(chosen.value, ScalarNode):
            text = chosen.value.passage
        for entry in node.entries:
            inner = text_entry(entry.value) if isinstance(entry.value, MapNode) else None
            if canonical_field(entry.key) == "objective" and inner and isinstance(inner.value, ScalarNode):
                text = inner.value.passage
        fields = self.fields(node, chosen, frozenset(("team", "level", "cycle", "objective")), nested=True)
        objective = self.new_objective(text, scope, label=_identifier(node) or label, fields=fields)
        for entry in node.entries:
            name = normalise_name(entry.key)
            if isinstance(entry.value, ScalarNode):
                continue
            if name in KEY_RESULT_LISTS:
                self.key_results(entry.value, objective)
            elif name in NESTED_LISTS:
                self.container(entry.value, scope)

    def fields(
        self, node: MapNode, chosen: Entry | None, without: frozenset[str], *, nested: bool = False
    ) -> dict[str, str]:
        """Canonical fields of a mapping; nested values that no one reads are reported."""
        fields: dict[str, str] = {}
        for entry in node.entries:
            name, plain, value = canonical_field(entry.key), normalise_name(entry.key), entry.value
            if entry is chosen or plain in IDENTIFIERS:
                continue
            if isinstance(value, ScalarNode):
                if name and name not in without and value.text:
                    fields.setdefault(name, value.text)
            elif name == "parent" and isinstance(value, ListNode):
                fields["parent"] = "; ".join(
                    item.text for item in value.items if isinstance(item, ScalarNode)
                )
            elif not (nested and (plain in KEY_RESULT_LISTS or plain in NESTED_LISTS or name == "objective")):
                self.unknown(entry, "nested values are not read")
        return fields

    def key_results(self, node: Node, objective: DraftObjective) -> None:
        """A list of key results, a mapping from label to key result, or a single one."""
        if isinstance(node, ListNode):
            for item in node.items:
                self.key_result(item, objective)
        elif isinstance(node, MapNode):
            for entry in node.entries:
                self.key_result(entry.value, objective, label=entry.key)
        else:
            self.key_result(node, objective)

    def key_result(self, node: Node, objective: DraftObjective, label: str = "") -> None:
        """A single value, or a mapping with a sentence and fields."""
        if isinstance(node, ListNode):
            self.draft.report(node.span, "a list where a key result is expected")
            return
        if isinstance(node, ScalarNode):
            if node.text.strip():
                self.append(objective, node.passage, {}, label)
            return
        chosen = key_result_text(node)
        fields = self.fields(node, chosen, frozenset(("objective", "key_result")))
        if chosen is None and len(node.entries) == 1:
            chosen, label = node.entries[0], node.entries[0].key
        if chosen is not None and isinstance(chosen.value, ScalarNode) and chosen.value.text.strip():
            self.append(objective, chosen.value.passage, fields, _identifier(node) or label)
        else:
            self.draft.report(node.span, "a key result without a text, name or title")

    def new_objective(
        self, passage: Passage, scope: Scope, *, label: str = "", fields: dict[str, str] | None = None
    ) -> DraftObjective:
        """Add an objective; a label or a progress note inside its text is taken off."""
        found = read_label(trim(passage))
        labelled = found.role is Role.OBJECTIVE and bool(found.rest.text)
        text, notes = split_notes(found.rest if labelled else trim(passage), objective=True)
        own = label or (found.label if labelled else "")
        objective = DraftObjective(text, scope, own, {**notes, **(fields or {})}, labelled=True)
        self.draft.objectives.append(objective)
        return objective

    def append(
        self, objective: DraftObjective, passage: Passage, fields: dict[str, str], label: str = ""
    ) -> None:
        """Add a key result; a label or a progress note inside its text is taken off."""
        found = read_label(trim(passage))
        labelled = found.role is Role.KEY_RESULT and bool(found.rest.text)
        text, notes = split_notes(found.rest if labelled else trim(passage))
        own = label or (found.label if labelled else "")
        objective.key_results.append(DraftKeyResult(text, own, {**notes, **fields}))

    def unknown(self, entry: Entry, reason: str = "not known") -> None:
        """Report a key that means nothing to the coach."""
        if canonical_field(entry.key) is None and not is_note_name(entry.key):
            span = Span(entry.span.start, max(entry.span.end, entry.value.span.end))
            self.draft.report(span, f"the key {entry.key[:40]!r}: {reason}")


def _group(entry: Entry, name: str, scope: Scope) -> Scope:
    """The scope under a key that is no field: the key names a team or a level."""
    level = read_level(name.removesuffix("s")) or scope.level
    is_field = canonical_field(entry.key) is not None or is_note_name(entry.key)
    team = scope.team if is_field or name in _NO_TEAM else entry.key
    return scope._replace(team=team, level=level)


def _identifier(node: MapNode) -> str:
    return next(
        (
            entry.value.text
            for entry in node.entries
            if normalise_name(entry.key) in IDENTIFIERS and isinstance(entry.value, ScalarNode)
        ),
        "",
    )
