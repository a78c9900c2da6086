"""Check-ins as Markdown lists: by date, or by key result.

```
---
team: Delivery
cycle: 2026-Q4
cadence: weekly
---
# Check-ins

## 2026-10-19
- KR 1.1: 92.2%, confidence 7. Two new drivers. (Ruben Aldaco)
- KR 2.2: 35, confidence 3
  - blocker: Second daily delivery needs a van each afternoon
  - note: I do not see 29 this way.

## KR 2.3
- 2026-10-26: 1, confidence 8, by Sami Toivonen
```

A heading or line that is a date holds for what follows, one that is a label too. In an item the value comes
first;
`confidence`, `blocker`, `note` and `by` may follow in any order, on the same line or in a list below it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from coach.checkin.history.entries import Cell, CheckInFile, Entry, make_entry
from coach.checkin.history.fields import UNKNOWN, field_name, read_day, read_rhythm, split_blockers
from coach.domain.checkin import HistoryProblem
from coach.domain.source import SourceText
from coach.parsing.columns import normalise_name
from coach.parsing.patterns import pattern

__all__ = ["holds_check_ins", "read_markdown_check_ins"]

_NAMED = r"(?:O\s?\d{1,3}[ .:/-]{0,2})?(?:KR|Key result)[ ._#-]{0,2}\d{1,3}(?:[.-]\d{1,3}){0,2}"
_BARE = r"\d{1,2}\.\d{1,2}(?![\d.])"
_FRONT = pattern(r"\ufeff?---[ \t]*\r?\n(?P<body>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_PAIR = pattern(r"(?P<name>[A-Za-z][\w -]{0,40}):[ \t]*(?P<value>.*)")
_HEADING = pattern(r"[ \t]{0,3}#{1,6}[ \t]+(?P<text>.*?)[ \t]*#*[ \t]*$")
_ITEM = pattern(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?P<text>.*?)[ \t]*$")
_MARK = r"[ \t]*(?:[:：]|[–—-](?=\s)|\.(?=\s)|$)"
_LEAD = pattern(
    rf"(?:(?P<label>{_NAMED})(?![\w%])(?:{_MARK})?|(?P<bare>{_BARE}){_MARK})[ \t]*", re.IGNORECASE
)  # `1.2` is a label only where a mark follows, it may be a value
_DATED = pattern(r"(?P<date>[^:：]{6,40}?|\d{4}-\d\d-\d\dT[\d:+Z.-]+)[ \t]*(?:[:：]|[–—-](?=\s)|$)[ \t]*")
_FIELD = pattern(r"(?P<name>[A-Za-z][A-Za-z ]{1,24}?)[ \t]*[:：][ \t]*(?P<value>.*)", re.DOTALL)
_CONFIDENCE = pattern(
    r"[\s,;|(]*\b(?:confidence|conf)\b\.?(?:\s+(?:is|of|now|at))?\s*[:=]?\s*(?P<value>\d[\d.,]*\d|\d)(?P<scale>\s?(?:/\s?10|%))?\)?",
    re.IGNORECASE,
)
_BLOCKER = pattern(
    r"(?:^|[,;|.]\s*|\s+)(?:blockers?|blocked by|impediments?)\s*:\s*(?P<value>[^|]*)$", re.IGNORECASE
)
_AUTHOR = pattern(
    r"(?:[\s,;|.]+\bby\s+(?P<by>[A-Z][^,;|()]{1,60})|\s*\((?P<name>[A-Z][^()\d,;:]{1,60})\))\s*\.?$"
)
_VALUE_END = pattern(r"(?:\s*[;|]\s*|,\s+|\.\s+|\s+[–—-]\s+|\s+(?=\())")
_SEPARATORS = " \t,;|.–—-"
_TAB = 4
_LONGEST_NAME = 4


class _Item(NamedTuple):
    """An open check-in: its fields, its blockers, its indent and line."""

    cells: dict[str, Cell]
    blockers: list[str]
    indent: int
    line: int


def holds_check_ins(source: SourceText) -> bool:
    """Whether a page is one of check-ins: under a date it lists labels, or under a label it lists dates."""
    reader = _Reader(source)
    reader.read()
    return any(entry.value or entry.confidence is not None for entry in reader.entries)


def read_markdown_check_ins(source: SourceText) -> CheckInFile:
    """Read a page of check-ins; list items that are none become problems."""
    reader = _Reader(source)
    reader.read()
    rhythm = read_rhythm(reader.header.get("cadence", ""))
    if rhythm is None and reader.header.get("cadence"):
        message = f"{reader.header['cadence']!r} is no known cadence; write weekly, biweekly or monthly"
        reader.report("unknown-cadence", message, None)
    return CheckInFile(
        source.name,
        reader.header.get("team", ""),
        reader.header.get("cycle", ""),
        rhythm,
        tuple(reader.entries),
        problems=tuple(reader.problems),
    )


class _Reader:
    """Walks the lines; remembers the date and the label that hold, and the item that is open."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.header: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.problems: list[HistoryProblem] = []
        self.date = self.label = ""
        self.open: _Item | None = None

    def report(self, code: str, message: str, line: int | None) -> None:
        self.problems.append(HistoryProblem(code, message, "", self.source.name, line))

    def read(self) -> None:
        text, first = self.source.text, 1
        front = _FRONT.match(text)
        if front is not None:
            for line in front["body"].splitlines():
                self.pair(line)
            first += text.count("\n", 0, front.end())
            text = text[front.end() :]
        for number, line in enumerate(text.split("\n"), start=first):
            self.line(line.rstrip("\r"), number)
        self.close()

    def pair(self, line: str) -> bool:
        """`team: Delivery` at the head of the page."""
        match = _PAIR.fullmatch(line.strip())
        name = normalise_name(match["name"]) if match else ""
        name = {"rhythm": "cadence", "quarter": "cycle", "period": "cycle"}.get(name, name)
        if match is None or name not in {"team", "cycle", "cadence"}:
            return False
        self.header.setdefault(name, match["value"].strip().strip("\"'"))
        return True

    def line(self, line: str, number: int) -> None:
        heading, item = _HEADING.match(line), _ITEM.fullmatch(line)
        if heading is not None:
            self.close()
            self.place(heading["text"].strip("*_ "), is_heading=True)
        elif item is not None and item["text"]:
            self.item(item["text"], len(item["indent"].expandtabs(_TAB)), number)
        elif not line.strip():
            return
        elif line[:1] in " \t" and self.open is not None:
            self.add(line.strip(), number)
        elif not (not self.entries and self.open is None and self.pair(line)):
            self.close()
            self.place(line.strip().strip("*_ :"), is_heading=False)

    def place(self, text: str, *, is_heading: bool) -> None:
        """A heading or line of its own: a date, a label, or the end of both."""
        text = re.sub(r"^(?:week of|check-?in(?: of| on)?)\s+", "", text, flags=re.IGNORECASE)
        lead = _LEAD.match(text)
        if not isinstance(read_day(text), str):
            self.date, self.label = text, ""
        elif lead is not None:
            self.label, self.date = lead["label"] or lead["bare"], ""
        elif is_heading:
            self.date = self.label = ""

    def item(self, text: str, indent: int, number: int) -> None:
        text = text.replace("**", "").replace("`", "")
        if self.open is not None and indent > self.open.indent:
            self.add(text, number)
            return
        self.close()
        lead = _LEAD.match(text)
        dated = None if lead else _DATED.match(text)
        if self.date and lead is not None:
            self.begin(self.date, lead["label"] or lead["bare"], text[lead.end() :], indent, number)
        elif self.label and dated is not None and not isinstance(read_day(dated["date"]), str):
            self.begin(dated["date"], self.label, text[dated.end() :], indent, number)
        elif self.date or self.label:
            expected = "begin it with a label such as KR 1.2" if self.date else "begin it with a date"
            self.report("not-a-check-in", f"{text[:60]!r} is no check-in: {expected}; it is not used", number)

    def begin(self, date: str, label: str, rest: str, indent: int, number: int) -> None:
        self.open = _Item({"date": Cell(date, number), "label": Cell(label, number)}, [], indent, number)
        self.words(rest, number, first=True)

    def add(self, text: str, number: int) -> None:
        """A nested item or an indented line of the open check-in."""
        field = _FIELD.fullmatch(text)
        name = (
            field_name(field["name"])
            if field is not None and len(field["name"].split()) <= _LONGEST_NAME
            else None
        )
        if field is None or name is None or name in {"date", "label"}:
            self.words(text, number, first=False)
        elif name == "blockers" and self.open is not None:
            self.open.blockers.extend(split_blockers(field["value"]))
        else:
            self.put(name, field["value"].strip(), number)

    def words(self, text: str, number: int, *, first: bool) -> None:
        """Take an item apart: blockers and author from its end, the value from its start; a note is left."""
        if self.open is None:
            return
        blocker = _BLOCKER.search(text)
        if blocker is not None:
            self.open.blockers.extend(split_blockers(blocker["value"]))
            text = text[: blocker.start()]
        author = _AUTHOR.search(text) if first else None
        if author is not None:
            self.put("author", (author["by"] or author["name"]).strip(), number)
            text = text[: author.start()]
        confidence = _CONFIDENCE.search(text)
        if confidence is not None:
            self.put("confidence", confidence["value"] + (confidence["scale"] or ""), number)
            text = f"{text[: confidence.start()]}. {text[confidence.end() :].lstrip(_SEPARATORS)}"
        if first:
            text = self.value(text, number)
        note = text.strip(" \t,;|–—-").removeprefix(".").strip()
        if note and note != ".":
            self.put("note", note, number)

    def value(self, text: str, number: int) -> str:
        """Take the value from the start of an item; words that hold no value stay a note."""
        end = _VALUE_END.search(text)
        head = (text[: end.start()] if end else text).strip().rstrip(".")
        bare = head.casefold()
        if (
            bare in UNKNOWN
            or re.search(r"\d", head)
            or len(head.split()) == 1
            or bare in {"not started", "not done"}
        ):
            self.put("value", head, number)
            return text[end.end() if end else len(text) :]
        return text

    def put(self, name: str, text: str, number: int) -> None:
        if self.open is None or not text:
            return
        before = self.open.cells.get(name)
        joined = f"{before.text} {text}" if before is not None and name == "note" else text
        self.open.cells[name] = Cell(joined, number)

    def close(self) -> None:
        """Finish the open check-in."""
        if self.open is None:
            return
        item, self.open = self.open, None
        made = make_entry(item.cells, item.blockers, self.source.name, item.line, self.problems)
        if made is not None:
            self.entries.append(made)
