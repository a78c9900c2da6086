"""Check-ins as nested data: YAML, JSON, and JSONL with one check-in per line.

A file is a mapping with `team`, `cycle`, `cadence`, `checkins` and, where a document leaves it open,
`key_results` with `type`, `kind`, `baseline`, `target`, `unit`, `zones` and `expected`; or a plain list of
check-ins.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coach.checkin.history.entries import Cell, CheckInFile, Entry, Settings, make_entry
from coach.checkin.history.fields import field_name, read_day, read_rhythm, split_blockers
from coach.domain.checkin import HistoryProblem
from coach.domain.source import SourceText, Span
from coach.errors import InputError
from coach.parsing.columns import normalise_name
from coach.parsing.json_ import parse_json
from coach.parsing.tree import ListNode, MapNode, Node, ScalarNode

__all__ = ["LIST_NAMES", "read_json_check_ins", "read_jsonl_check_ins", "read_yaml_check_ins"]

LIST_NAMES = frozenset({"checkins", "check ins", "check in", "updates", "history"})
"""Keys that hold the list of check-ins."""
_SETTING_LISTS = frozenset({"key results", "krs", "settings"})
_SETTING_FIELDS = frozenset({"type", "kind", "baseline", "target", "unit"})
_KNOWN = frozenset({"team", "cycle", "quarter", "period", "cadence", "rhythm", "frequency", "schema"})


def read_yaml_check_ins(source: SourceText) -> CheckInFile:
    """Read YAML.

    Raises:
        InputError: Not YAML, or YAML that the coach does not read (aliases, a key given twice).
    """
    from coach.parsing.yaml_ import parse_yaml  # noqa: PLC0415 - only YAML needs it

    return _Reader(source).file(parse_yaml(source))


def read_json_check_ins(source: SourceText) -> CheckInFile:
    """Read JSON.

    Raises:
        InputError: Not JSON.
    """
    return _Reader(source).file([parse_json(source)])


def read_jsonl_check_ins(source: SourceText) -> CheckInFile:
    """Read one check-in per line; a broken line becomes a problem and stops no other."""
    reader = _Reader(source)
    for line, start, end in _lines(source):
        try:
            node = parse_json(source, start, end)
        except InputError as error:
            reader.report("not-json", f"{error.reason} (at {error.text!r}); this line is not used", line)
            continue
        reader.entry(node)
    return reader.result()


def _lines(source: SourceText) -> Iterator[tuple[int, int, int]]:
    start = 0
    for line, text in enumerate(source.text.split("\n"), start=1):
        end = start + len(text)
        if text.strip(" \t\r\ufeff"):
            yield line, start, end
        start = end + 1


class _Reader:
    """Collects what a tree holds."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.header: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.settings: list[Settings] = []
        self.problems: list[HistoryProblem] = []

    def result(self) -> CheckInFile:
        rhythm = read_rhythm(self.header.get("cadence", ""))
        if rhythm is None and self.header.get("cadence"):
            message = f"{self.header['cadence']!r} is no known cadence; write weekly, biweekly or monthly"
            self.report("unknown-cadence", message, None)
        return CheckInFile(
            self.source.name,
            self.header.get("team", ""),
            self.header.get("cycle", ""),
            rhythm,
            tuple(self.entries),
            tuple(self.settings),
            tuple(self.problems),
        )

    def report(self, code: str, message: str, line: int | None) -> None:
        self.problems.append(HistoryProblem(code, message, "", self.source.name, line))

    def line(self, span: Span) -> int:
        return self.source.location(span.start).line

    def file(self, nodes: list[Node]) -> CheckInFile:
        for node in nodes:
            if isinstance(node, ListNode):
                self.check_ins(node)
            elif isinstance(node, MapNode):
                self.mapping(node)
            elif node.text:
                message = f"{node.text[:60]!r} is no list of check-ins; write a list under `checkins:`"
                self.report("not-a-check-in", message, self.line(node.span))
        return self.result()

    def mapping(self, node: MapNode) -> None:
        if "date" in {field_name(entry.key) for entry in node.entries}:
            self.entry(node)
            return
        for entry in node.entries:
            name, value = normalise_name(entry.key), entry.value
            if name in LIST_NAMES and isinstance(value, ListNode):
                self.check_ins(value)
            elif name in _SETTING_LISTS and isinstance(value, ListNode):
                for item in value.items:
                    self.setting(item)
            elif isinstance(value, ScalarNode) and name in _KNOWN:
                canonical = {
                    "quarter": "cycle",
                    "period": "cycle",
                    "rhythm": "cadence",
                    "frequency": "cadence",
                }
                self.header[canonical.get(name, name)] = value.text.strip()
            elif not (isinstance(value, ScalarNode) and value.empty):
                message = (
                    f"the key {entry.key[:40]!r} is not read; check-ins stand in a list under `checkins:`"
                )
                self.report("unknown-key", message, self.line(entry.span))

    def check_ins(self, node: ListNode) -> None:
        for item in node.items:
            self.entry(item)

    def entry(self, node: Node) -> None:
        line = self.line(node.span)
        if not isinstance(node, MapNode):
            message = "a check-in must be a mapping with a date and a key result; this one is not used"
            self.report("not-a-check-in", message, line)
            return
        cells: dict[str, Cell] = {}
        blockers: list[str] = []
        for entry in node.entries:
            name, value = field_name(entry.key), entry.value
            if name == "blockers":
                blockers.extend(_texts(value))
            elif name is None:
                message = f"the key {entry.key[:40]!r} of a check-in is not known and not read"
                self.report("unknown-key", message, self.line(entry.span))
            elif isinstance(value, ScalarNode):
                cells.setdefault(name, Cell("" if value.empty else value.text, self.line(value.span)))
            else:
                message = f"the {name} of a check-in must be a single value; it is not used"
                self.report("not-a-check-in", message, self.line(entry.span))
        made = make_entry(cells, blockers, self.source.name, line, self.problems)
        if made is not None:
            self.entries.append(made)

    def setting(self, node: Node) -> None:
        line = self.line(node.span)
        values = (
            {normalise_name(entry.key): entry.value for entry in node.entries}
            if isinstance(node, MapNode)
            else {}
        )
        texts = {name: value.text.strip() for name, value in values.items() if isinstance(value, ScalarNode)}
        label = next((text for name, text in texts.items() if field_name(name) == "label" and text), "")
        if not label:
            message = "an entry under `key_results` names no key result; add its label, such as KR 1.2"
            self.report("no-label", message, line)
            return
        self.settings.append(
            Settings(
                label,
                texts.get("team", ""),
                {name: text for name, text in texts.items() if name in _SETTING_FIELDS and text},
                tuple(self.zones(values.get("zones"))),
                tuple(self.steps(values.get("expected"))),
                line,
            )
        )

    def zones(self, node: Node | None) -> Iterator[tuple[str, float]]:
        """`0.3: what is reached then`, ascending."""
        found = []
        for entry in node.entries if isinstance(node, MapNode) else ():
            grade = _share(entry.key)
            if grade is None:
                message = f"the zone {entry.key[:40]!r} is no value from 0 to 1; it is not used"
                self.report("not-a-number", message, self.line(entry.span))
            else:
                found.append((entry.value.text.strip() if isinstance(entry.value, ScalarNode) else "", grade))
        yield from sorted(found, key=lambda zone: zone[1])

    def steps(self, node: Node | None) -> Iterator[tuple[date, str]]:
        """`{date, value}` entries of a stepwise expectation, by date."""
        found = []
        for item in node.items if isinstance(node, ListNode) else ():
            cells = (
                {field_name(entry.key): entry.value for entry in item.entries}
                if isinstance(item, MapNode)
                else {}
            )
            texts = {name: value.text for name, value in cells.items() if isinstance(value, ScalarNode)}
            day = read_day(texts.get("date", ""))
            if isinstance(day, str) or not texts.get("value"):
                message = "a step of `expected` needs a date such as 2026-03-31 and a value; it is not used"
                self.report("no-date", message, self.line(item.span))
            else:
                found.append((day, texts["value"]))
        yield from sorted(found)


def _share(written: str) -> float | None:
    try:
        value = float(written)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _texts(node: Node) -> tuple[str, ...]:
    if isinstance(node, ListNode):
        return tuple(
            item.text.strip() for item in node.items if isinstance(item, ScalarNode) and item.text.strip()
        )
    return split_blockers(node.text) if isinstance(node, ScalarNode) and not node.empty else ()
