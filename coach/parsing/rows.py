"""Rows with a header: tables in Markdown, CSV and XLSX."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coach.domain.source import Passage
from coach.parsing.columns import canonical_field, normalise_name
from coach.parsing.cycle import read_cycle
from coach.parsing.drafts import Draft, DraftKeyResult, DraftObjective, Scope, read_level
from coach.parsing.labels import Role, read_label
from coach.parsing.notes import split_notes
from coach.parsing.passages import cut, trim

__all__ = ["Columns", "is_list", "read_rows"]

_MEASURES = frozenset(
    (
        "metric",
        "metrics",
        "measure",
        "measures",
        "kpi",
        "kpis",
        "indicator",
        "indicators",
        "measurement",
        "key metric",
    )
)
_TEXTS = frozenset(("description", "definition", "details", "statement", "text", "name", "title"))
_LABELS = frozenset(("id", "kr id", "kr #", "key result id"))
_IDENTIFIERS = frozenset(("objective id", "okr id", "goal id"))
_SCOPE_ORDER = ("team", "level", "cycle", "parent")
_SCOPE = frozenset(_SCOPE_ORDER)


class Columns:
    """Which column holds what."""

    def __init__(self, header: Sequence[str], *, loose: bool = False) -> None:
        self.names: dict[str, int] = {}
        self.texts: list[int] = []
        self.identifier: int | None = None
        self.label: int | None = None
        for index, title in enumerate(header):
            name = canonical_field(title)
            plain = normalise_name(title)
            if (
                name is None
                and re.fullmatch(r"(?:key results?|krs?|objectives?|okrs?)\b.*", plain)
                and "#" not in plain
            ):
                name = "objective" if plain.startswith(("o", "goal")) else "key_result"
                name = None if name in self.names else name
            if plain in _IDENTIFIERS:
                self.identifier = index
            elif name is not None and name not in self.names:
                self.names[name] = index
            elif plain in _LABELS and self.label is None:
                self.label = index
            elif plain in _TEXTS or plain == "":
                self.texts.append(index)
        if "key_result" not in self.names:
            self._guess(header, loose=loose)

    def _guess(self, header: Sequence[str], *, loose: bool) -> None:
        """A metric with a target is a key result, whatever its column is called."""
        numbers = {"baseline", "target", "current"} & set(self.names)
        for index, title in enumerate(header):
            plain = normalise_name(title)
            fits = plain in _MEASURES or (loose and plain in _TEXTS)
            if fits and (numbers or loose or "objective" in self.names):
                self.names["key_result"] = index
                return

    @property
    def usable(self) -> bool:
        """Whether the rows can hold key results."""
        return "key_result" in self.names


def read_rows(
    rows: list[list[Passage]],
    scope: Scope,
    draft: Draft,
    *,
    current: DraftObjective | None = None,
    loose: bool = False,
) -> bool:
    """Add the OKRs of a table whose first row is its header; whether it holds any.

    An empty objective, team, level, cycle or parent cell repeats the one above it, as merged cells do.
    """
    if not rows:
        return False
    columns = Columns([cell.text for cell in rows[0]], loose=loose)
    if not columns.usable or ("objective" not in columns.names and current is None and not loose):
        return False
    reader = _Rows(columns, scope, draft, current)
    for row in rows[1:]:
        reader.row(row)
    return True


class _Rows:
    """Remembers the cells that are merged downwards."""

    def __init__(self, columns: Columns, scope: Scope, draft: Draft, current: DraftObjective | None) -> None:
        self.columns = columns
        self.scope = scope
        self.draft = draft
        self.current = current
        self.given = current
        self.above: dict[str, str] = {}

    def cell(self, row: list[Passage], name: str) -> Passage:
        index = self.columns.names.get(name)
        if index is None or index >= len(row):
            return Passage("")
        return trim(row[index])

    def row(self, row: list[Passage]) -> None:
        scope = self._scope(row)
        objective = self.cell(row, "objective")
        if objective.text:
            self._objective(objective, scope, self._identifier(row))
        elif self.current is not None and self.current is not self.given and self.current.scope != scope:
            self.current = DraftObjective(
                self.current.passage, scope, self.current.label, dict(self.current.fields)
            )
            self.draft.objectives.append(self.current)
        cell = self.cell(row, "key_result")
        fields = {
            name: self.cell(row, name).text
            for name in self.columns.names
            if name not in {"objective", "key_result"} | _SCOPE and self.cell(row, name).text
        }
        if not cell.text:
            self._without_key_result(row, objective, fields)
            return
        if self.current is None:
            self.current = DraftObjective(Passage("", cell.start), scope)
            self.draft.objectives.append(self.current)
            self.draft.report(cell.span, "a key result without an objective above it")
        for part in _parts(cell):
            self._key_result(part, row, fields)

    def _scope(self, row: list[Passage]) -> Scope:
        for name in _SCOPE_ORDER:
            text = self.cell(row, name).text if name in self.columns.names else ""
            if text:
                if name == "team" and text != self.above.get(name):
                    self.above.clear()
                self.above[name] = text
        cycle = self.above.get("cycle")
        return Scope(
            self.above.get("team") or self.scope.team,
            read_level(self.above.get("level", "")) or self.scope.level,
            read_cycle(cycle) if cycle else self.scope.cycle,
            self.above.get("parent") or self.scope.parent,
        )

    def _identifier(self, row: list[Passage]) -> str:
        at = self.columns.identifier
        return "" if at is None or at >= len(row) else trim(row[at]).text

    def _objective(self, cell: Passage, scope: Scope, identifier: str) -> None:
        label = read_label(cell)
        known = label.role is Role.OBJECTIVE and label.rest.text
        text, fields = split_notes(label.rest if known else cell, objective=True)
        if (
            self.current is not None
            and self.current.passage.text == text.text
            and self.current.scope == scope
        ):
            return
        own = identifier or (label.label if known else "")
        self.current = DraftObjective(text, scope, own, fields, labelled=True)
        self.draft.objectives.append(self.current)

    def _key_result(self, part: Passage, row: list[Passage], given: dict[str, str]) -> None:
        label = read_label(part)
        rest = label.rest
        fields = dict(given)
        if label.role is Role.KEY_RESULT and not rest.text:
            rest = self._other_text(row, fields)
        elif label.role is not Role.KEY_RESULT:
            rest = label.rest if label.role is Role.NONE else part
        text, notes = split_notes(rest)
        for name, value in notes.items():
            fields.setdefault(name, value)
        if not text.text:
            self.draft.report(part.span, "a key result without words")
            return
        if self.current is not None:
            self.current.key_results.append(DraftKeyResult(text, label.label or self._label(row), fields))

    def _label(self, row: list[Passage]) -> str:
        """What the column of labels says, such as `KR 1.2`."""
        index = self.columns.label
        return row[index].text.strip() if index is not None and index < len(row) else ""

    def _other_text(self, row: list[Passage], fields: dict[str, str]) -> Passage:
        """The cell that says what "KR1" is: a description, or the target where it is a sentence."""
        for index in self.columns.texts:
            if index < len(row) and row[index].text.strip():
                return trim(row[index])
        target = self.cell(row, "target")
        fields.pop("target", None)
        return target

    def _without_key_result(self, row: list[Passage], objective: Passage, fields: dict[str, str]) -> None:
        filled = [cell for cell in row if cell.text.strip()]
        if objective.text and self.current is not None:
            for name, value in fields.items():
                self.current.fields.setdefault(name, value)
        elif filled:
            self.draft.report(filled[0].span, "a row without a key result")


def _parts(cell: Passage) -> list[Passage]:
    """One passage per key result of a cell: lines of a list, else the whole cell."""
    breaks = list(re.finditer(r"\s*[\r\n]+\s*|\s•\s", cell.text))
    if not breaks:
        return [_without_bullet(cell)]
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(cell.text)]
    lines = [trim(cut(cell, start, end)) for start, end in zip(starts, ends, strict=True)]
    lines = [line for line in lines if line.text]
    if len(lines) > 1 and is_list([line.text for line in lines]):
        return [_without_bullet(line) for line in lines]
    return [_unbroken(cell)]


def is_list(lines: list[str]) -> bool:
    """Whether the lines of a cell are items, not one wrapped sentence."""
    if all(re.match(r"(?:[-*•–]\s|\(?\d{1,2}[.)]\s|KR\s?\d)", line, re.IGNORECASE) for line in lines):
        return True
    return all(len(line.split()) > 1 and not line[0].islower() for line in lines)


def _unbroken(cell: Passage) -> Passage:
    """A wrapped sentence on one line."""
    text = re.sub(r"[\r\n]", " ", cell.text)
    return (
        Passage(text, cell.start, tuple(range(cell.start, cell.start + len(text))))
        if (cell.offsets is None)
        else Passage(text, cell.start, cell.offsets)
    )


def _without_bullet(line: Passage) -> Passage:
    match = re.match(r"[-*•–]\s+", line.text)
    return cut(line, match.end()) if match else line
