"""OKRs in nested data. Keys are read by their meaning, so that any reasonable shape is understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coach.domain.okr import Unread
from coach.domain.source import Passage, Span
from coach.parsing.columns import canonical_field, is_note_name, normalise_name
from coach.parsing.cycle import read_cycle
from coach.parsing.drafts import Draft, DraftKeyResult, DraftObjective, Scope, read_level
from coach.parsing.labels import Role, read_label
from coach.parsing.notes import split_notes
from coach.parsing.passages import trim
from coach.parsing.tree import Entry, ListNode, MapNode, Node, ScalarNode

__all__ = ["read_records"]

_TEXT_KEYS = (
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
_OBJECTIVE_LISTS = frozenset(("objectives", "okrs", "goals", "okr"))
_KEY_RESULT_LISTS = frozenset(
    (
        "key results",
        "keyresults",
        "krs",
        "key result",
        "results",
        "measures",
        "metrics",
        "outcomes",
        "keyresult",
        "kr",
    )
)
_START, _END = (
    frozenset(("start", "start date", "from date", "cycle start", "from")),
    frozenset(("end", "end date", "to date", "cycle end", "to")),
)


def read_records(nodes: Iterable[Node], draft: Draft) -> None:
    """Add the OKRs of nested data to a draft; what is not understood is reported."""
    reader = _Records(draft)
    for node in nodes:
        reader.container(node, Scope())


@dataclass(slots=True)
class _Records:
    draft: Draft
    flat: DraftObjective | None = None

    def container(self, node: Node, scope: Scope) -> None:
        """A level above objectives: a document, a team, a list of teams or of rows."""
        if isinstance(node, ListNode):
            for item in node.items:
                self.container(item, scope)
        elif isinstance(node, MapNode):
            self.mapping(node, scope)
        elif node.text.strip():
            self.draft.report(node.span, "a value without a key")

    def mapping(self, node: MapNode, scope: Scope) -> None:
        if self.is_row(node):
            self.row(node, scope)
        elif self.is_objective(node):
            self.objective(node, scope)
        else:
            scope = self.scope(node, scope)
            for entry in node.entries:
                self.entry(entry, scope)

    def entry(self, entry: Entry, scope: Scope) -> None:
        name = normalise_name(entry.key)
        value = entry.value
        if isinstance(value, ScalarNode):
            if canonical_field(entry.key) is None and not is_note_name(entry.key) and not value.empty:
                self.draft.report(
                    Span(entry.span.start, value.span.end), f"the key {entry.key[:40]!r} is not known"
                )
        elif name in _OBJECTIVE_LISTS:
            self.objectives(value, scope)
        elif name in _KEY_RESULT_LISTS and canonical_field(entry.key) == "key_result":
            self.key_results(value, DraftObjective(Passage("", value.span.start), scope), add=True)
        elif _leads_to_objectives(value):
            team = "" if canonical_field(entry.key) or is_note_name(entry.key) else entry.key
            team = (
                ""
                if normalise_name(team) in {"teams", "departments", "company", "individuals", "data"}
                else team
            )
            level = read_level(name.rstrip("s")) or scope.level
            self.container(value, replace(scope, team=team or scope.team, level=level))
        elif canonical_field(entry.key) is None and not is_note_name(entry.key):
            self.draft.report(
                Span(entry.span.start, value.span.end), f"the key {entry.key[:40]!r} is not known"
            )

    def objectives(self, node: Node, scope: Scope) -> None:
        """A list of objectives, or a mapping from objective to its key results."""
        if isinstance(node, ScalarNode):
            if node.text.strip():
                self.new_objective(node.passage, scope)
        elif isinstance(node, ListNode):
            for item in node.items:
                self.objectives(item, scope)
        elif self.is_objective(node) or self.is_row(node):
            self.mapping(node, scope)
        else:
            self.named_objectives(node, scope)

    def named_objectives(self, node: MapNode, scope: Scope) -> None:
        """`O1: {...}`, or `Delight customers: [key result, ...]`."""
        for entry in node.entries:
            value = entry.value
            if isinstance(value, MapNode) and (self.is_objective(value) or _text_entry(value)):
                self.objective(value, scope, label=entry.key)
            elif isinstance(value, ScalarNode):
                label = read_label(Passage(f"{entry.key}: {value.text}"))
                if label.role is Role.OBJECTIVE:
                    self.new_objective(value.passage, scope, label=entry.key)
                elif canonical_field(entry.key) is None and not is_note_name(entry.key):
                    self.draft.report(
                        Span(entry.span.start, value.span.end), f"the key {entry.key[:40]!r} is not known"
                    )
            else:
                objective = self.new_objective(_key_passage(entry), scope)
                self.key_results(value, objective)

    def is_objective(self, node: MapNode) -> bool:
        names = {normalise_name(entry.key): entry.value for entry in node.entries}
        nested = any(isinstance(names.get(name), ListNode | MapNode) for name in _KEY_RESULT_LISTS)
        own = isinstance(names.get("objective"), ScalarNode | MapNode) or isinstance(
            names.get("goal"), ScalarNode
        )
        return (nested and (own or _text_entry(node) is not None)) or own

    def is_row(self, node: MapNode) -> bool:
        """A flat record: the key result is a single value, its objective another."""
        return any(
            canonical_field(entry.key) == "key_result" and isinstance(entry.value, ScalarNode)
            for entry in node.entries
        )

    def row(self, node: MapNode, scope: Scope) -> None:
        scope = self.scope(node, scope)
        objective, text = Passage("", node.span.start), None
        fields: dict[str, str] = {}
        for entry in node.entries:
            name = canonical_field(entry.key)
            if not isinstance(entry.value, ScalarNode):
                self.report_unknown(entry)
            elif name == "objective":
                objective = trim(entry.value.passage)
            elif name == "key_result" and text is None:
                text = entry.value.passage
            elif name and name not in {"team", "level", "cycle", "parent"} and entry.value.text:
                fields.setdefault(name, entry.value.text)
        if self.flat is None or self.flat.passage.text != objective.text or self.flat.scope != scope:
            self.flat = self.new_objective(objective, scope)
        if text is not None and text.text.strip():
            self.append(self.flat, text, fields)

    def objective(self, node: MapNode, scope: Scope, label: str = "") -> None:
        scope = self.scope(node, scope)
        text, fields, lists, ident = Passage("", node.span.start), {}, [], label
        chosen = _objective_text(node)
        for entry in node.entries:
            name, plain = canonical_field(entry.key), normalise_name(entry.key)
            value = entry.value
            if entry is chosen and isinstance(value, ScalarNode):
                text = value.passage
            elif name == "objective" and isinstance(value, MapNode):
                inner = _text_entry(value)
                text = inner.value.passage if inner and isinstance(inner.value, ScalarNode) else text
            elif plain in _KEY_RESULT_LISTS and not isinstance(value, ScalarNode):
                lists.append(value)
            elif plain in {"id", "key", "number", "objective id", "code"} and isinstance(value, ScalarNode):
                ident = value.text
            elif isinstance(value, ScalarNode):
                if name and name not in {"team", "level", "cycle", "objective"} and value.text:
                    fields.setdefault(name, value.text)
            elif plain in _OBJECTIVE_LISTS or plain in {"children", "sub objectives", "teams"}:
                continue
            elif name == "parent" and isinstance(value, ListNode):
                fields["parent"] = "; ".join(
                    item.text for item in value.items if isinstance(item, ScalarNode)
                )
            else:
                self.report_unknown(entry)
        objective = self.new_objective(text, scope, label=ident, fields=fields)
        for value in lists:
            self.key_results(value, objective)
        self.below(node, scope)

    def below(self, node: MapNode, scope: Scope) -> None:
        """Objectives nested in an objective."""
        for entry in node.entries:
            plain = normalise_name(entry.key)
            nested = plain in _OBJECTIVE_LISTS or plain in {"children", "sub objectives", "teams"}
            if nested and not isinstance(entry.value, ScalarNode):
                self.container(entry.value, scope)

    def key_results(self, node: Node, objective: DraftObjective, *, add: bool = False) -> None:
        if add:
            self.draft.objectives.append(objective)
            self.draft.report(node.span, "key results without an objective above them")
        if isinstance(node, ScalarNode):
            if node.text.strip():
                self.append(objective, node.passage, {})
        elif isinstance(node, ListNode):
            for item in node.items:
                self.key_result(item, objective)
        else:
            for entry in node.entries:
                self.key_result(entry.value, objective, label=entry.key)

    def key_result(self, node: Node, objective: DraftObjective, label: str = "") -> None:
        if isinstance(node, ScalarNode):
            if node.text.strip():
                self.append(objective, node.passage, {}, label)
            return
        if isinstance(node, ListNode):
            self.draft.report(node.span, "a list where a key result is expected")
            return
        chosen = _key_result_text(node)
        fields: dict[str, str] = {}
        for entry in node.entries:
            name, plain = canonical_field(entry.key), normalise_name(entry.key)
            if entry is chosen:
                continue
            if plain in {"id", "key", "number", "kr id", "code"} and isinstance(entry.value, ScalarNode):
                label = entry.value.text
            elif not isinstance(entry.value, ScalarNode):
                self.report_unknown(entry)
            elif name and name not in {"objective", "key_result"} and entry.value.text:
                fields.setdefault(name, entry.value.text)
        if chosen is not None and isinstance(chosen.value, ScalarNode) and chosen.value.text.strip():
            self.append(objective, chosen.value.passage, fields, label)
        elif len(node.entries) == 1 and isinstance(node.entries[0].value, ScalarNode):
            self.append(objective, node.entries[0].value.passage, {}, node.entries[0].key)
        else:
            self.draft.report(node.span, "a key result without a text, name or title")

    def new_objective(
        self, passage: Passage, scope: Scope, *, label: str = "", fields: dict[str, str] | None = None
    ) -> DraftObjective:
        found = read_label(trim(passage))
        rest = found.rest if found.role is Role.OBJECTIVE and found.rest.text else trim(passage)
        text, notes = split_notes(rest, objective=True)
        own = label or (found.label if found.role is Role.OBJECTIVE else "")
        objective = DraftObjective(text, scope, own, {**notes, **(fields or {})}, labelled=True)
        self.draft.objectives.append(objective)
        return objective

    def append(
        self, objective: DraftObjective, passage: Passage, fields: dict[str, str], label: str = ""
    ) -> None:
        found = read_label(trim(passage))
        rest = found.rest if found.role is Role.KEY_RESULT and found.rest.text else trim(passage)
        text, notes = split_notes(rest)
        own = label or (found.label if found.role is Role.KEY_RESULT else "")
        objective.key_results.append(DraftKeyResult(text, own, {**notes, **fields}))

    def scope(self, node: MapNode, scope: Scope) -> Scope:
        start = end = named = ""
        for entry in node.entries:
            name, plain, value = canonical_field(entry.key), normalise_name(entry.key), entry.value
            if name == "cycle" and isinstance(value, MapNode):
                parts = {normalise_name(item.key): item.value for item in value.entries}
                texts = {key: item.text for key, item in parts.items() if isinstance(item, ScalarNode)}
                named = next(
                    (texts[key] for key in ("name", "title", "cycle", "quarter") if key in texts), ""
                )
                start = next((texts[key] for key in texts if key in _START), "")
                end = next((texts[key] for key in texts if key in _END), "")
            elif not isinstance(value, ScalarNode) or not value.text:
                continue
            elif name == "team":
                scope = replace(scope, team=value.text)
            elif name == "level":
                scope = replace(scope, level=read_level(value.text) or scope.level)
            elif name == "cycle":
                named = value.text
            elif name == "parent" and not self.is_objective(node) and not self.is_row(node):
                scope = replace(scope, parent=value.text)
            elif plain in _START - {"from", "start"} or (plain == "start" and not self.is_row(node)):
                start = value.text
            elif plain in _END - {"to"} and not self.is_row(node):
                end = value.text
        cycle = read_cycle(named, start if named or end else "", end)
        return replace(scope, cycle=cycle or scope.cycle)

    def report_unknown(self, entry: Entry) -> None:
        if not is_note_name(entry.key):
            end = entry.value.span.end
            self.draft.unread.append(
                Unread(Span(entry.span.start, end), f"nested values under {entry.key[:40]!r} are not read")
            )


def _leads_to_objectives(node: Node, depth: int = 0) -> bool:
    if depth > len("teams/team/okrs/objectives"):
        return False
    if isinstance(node, ListNode):
        return any(_leads_to_objectives(item, depth + 1) for item in node.items[:20])
    if isinstance(node, MapNode):
        return any(
            canonical_field(entry.key) in {"objective", "key_result"}
            or normalise_name(entry.key) in _OBJECTIVE_LISTS
            or _leads_to_objectives(entry.value, depth + 1)
            for entry in node.entries[:50]
        )
    return False


def _entries(node: MapNode) -> dict[str, Entry]:
    return {normalise_name(entry.key): entry for entry in node.entries if isinstance(entry.value, ScalarNode)}


def _text_entry(node: MapNode) -> Entry | None:
    entries = _entries(node)
    return next(
        (entries[key] for key in _TEXT_KEYS if key in entries and entries[key].value.text.strip()), None
    )


def _objective_text(node: MapNode) -> Entry | None:
    for entry in node.entries:
        if canonical_field(entry.key) == "objective" and isinstance(entry.value, ScalarNode):
            return entry
    return _text_entry(node)


def _key_result_text(node: MapNode) -> Entry | None:
    """The sentence of a key result: its own key, else the longer of name and description."""
    for entry in node.entries:
        if canonical_field(entry.key) == "key_result" and isinstance(entry.value, ScalarNode):
            return entry
    entries = _entries(node)
    name = next((entries[key] for key in ("text", "title", "name", "statement") if key in entries), None)
    description = entries.get("description")
    if name and description and _is_sentence(description, name):
        return description
    return name or _text_entry(node)


def _is_sentence(description: Entry, name: Entry) -> bool:
    """A short name with one longer sentence beside it: the sentence is the key result."""
    if not isinstance(description.value, ScalarNode) or not isinstance(name.value, ScalarNode):
        return False
    long, short = description.value.text.strip(), name.value.text.strip()
    return (
        len(short.split()) < len(long.split()) <= _LONGEST_SENTENCE
        and long.count(". ") == 0
        and not _HAS_TARGET(short)
    )


_LONGEST_SENTENCE = 40


def _HAS_TARGET(text: str) -> bool:  # noqa: N802
    return False


def _key_passage(entry: Entry) -> Passage:
    return Passage(entry.key, entry.span.start)
