"""Histories line by line: JSONL with a key result, its cycle and its check-ins on each line.

`{"id", "key_result": {"text", "kind"?, "type"?, "unit"?, "baseline"?, "target"?, "zones"?, "owner"?},
"cycle": {"name"?, "start", "end", "cadence"?}, "as_of"?, "check_ins": [{"date", "value"?, "confidence"?,
"note"?, "blockers"?, "author"?}], "team"?, "objective"?, "expected"?: [{"date", "progress"}]}`

A value is a number or a text with its unit; a key result that gives no kind is read from its text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import isfinite
from typing import Any, NamedTuple

from coach.checkin.cadence import plan_cycle
from coach.checkin.history.amounts import join_entry
from coach.checkin.history.entries import Cell, make_entry
from coach.checkin.history.fields import field_name, read_day, read_rhythm, split_blockers
from coach.checkin.history.tracks import Plan, move_band, plan_key_result
from coach.domain.checkin import CheckIn, CyclePlan, HistoryProblem, KeyResultKind, OkrType, Rhythm, Track
from coach.domain.okr import Objective
from coach.domain.source import Passage
from coach.errors import InputError, MalformedInput, UnreadableInput
from coach.parsing.formats import MAX_LINE, check_text
from coach.parsing.reader import read_key_result

__all__ = ["HistoryLine", "LineError", "read_history_line", "read_history_lines", "read_history_record"]

Identity = str | int | float | None


class HistoryLine(NamedTuple):
    """One history.

    Attributes:
        line: 1-based line.
        id: What the line gave: a text, a number or `None`.
        track: The key result with its check-ins.
        as_of: The day that it is seen at; `None` where the line does not say.
        problems: What in it could not be used.
    """

    line: int
    id: Identity
    track: Track
    as_of: date | None
    problems: tuple[HistoryProblem, ...] = ()


class LineError(NamedTuple):
    """A line that could not be read. `id` where it could be told."""

    line: int
    id: Identity
    error: InputError


def read_history_lines(
    lines: Iterable[str | bytes], name: str, *, default: OkrType = OkrType.ASPIRATIONAL
) -> Iterator[HistoryLine | LineError]:
    """Read histories as they come; a broken line stops no other, a blank one is passed over but counted."""
    for number, line in enumerate(lines, start=1):
        known: list[Identity] = [None]
        try:
            text = _decode(line, number)
            if text.strip():
                yield read_history_line(text, name, number, default=default, known=known)
        except InputError as error:
            yield LineError(number, known[0], error.at(name, number))


def read_history_line(
    text: str,
    name: str,
    number: int,
    *,
    default: OkrType = OkrType.ASPIRATIONAL,
    known: list[Identity] | None = None,
) -> HistoryLine:
    """Read one history.

    Args:
        text: The line.
        name: File name.
        number: 1-based line.
        default: What a key result is that does not say whether it is committed.
        known: Takes up the id as soon as it is read, for the message about a broken line.

    Raises:
        MalformedInput: No JSON object, or one without a key result, a cycle with dates, or with check-ins of
            another shape.
    """
    try:
        row = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_unique, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise MalformedInput(
            f"not valid JSON: {error.msg}", source=name, line=number, text=text.strip()
        ) from None
    except (RecursionError, ValueError) as error:
        reason = str(error) if isinstance(error, ValueError) else "nested too deeply"
        raise MalformedInput(reason, source=name, line=number, text=text.strip()) from None
    if not isinstance(row, dict):
        raise MalformedInput(
            "each line is an object with a key result and its check-ins", source=name, line=number
        )
    identity = row.get("id")
    usable = isinstance(identity, str | int | float) and not isinstance(identity, bool)
    if known is not None:
        known[0] = identity if usable else None
    return read_history_record(row, name, number, default=default)


def read_history_record(
    row: Mapping[str, Any], name: str, number: int, *, default: OkrType = OkrType.ASPIRATIONAL
) -> HistoryLine:
    """As `read_history_line`, for an object that is already read from JSON."""
    return _Record(row, name, number, default).read()


class _Record:
    """One object, and where it stands for messages."""

    def __init__(self, row: Mapping[str, Any], name: str, number: int, default: OkrType) -> None:
        self.row = row
        self.name = name
        self.number = number
        self.default = default
        self.problems: list[HistoryProblem] = []

    def fail(self, reason: str, text: object = "") -> MalformedInput:
        shown = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False, default=str)
        return MalformedInput(reason, source=self.name, line=self.number, text=shown)

    def report(self, code: str, message: str) -> None:
        self.problems.append(HistoryProblem(code, message, self.id, self.name, self.number))

    @property
    def id(self) -> str:
        """The id as text; the line where there is none."""
        given = self.row.get("id")
        usable = isinstance(given, str | int | float) and not isinstance(given, bool) and given != ""
        return str(given) if usable else f"line {self.number}"

    def read(self) -> HistoryLine:
        key_result = self.row.get("key_result")
        if isinstance(key_result, str):
            key_result = {"text": key_result}
        if not isinstance(key_result, dict):
            raise self.fail('"key_result" is missing; give an object with "text"', self.row)
        cycle = self.cycle()
        text = self.text(key_result, "text")
        if not text.strip():
            raise self.fail('the "text" of the key result is missing or empty', key_result)
        objective = self.text(self.row, "objective")
        plan = self.plan(key_result, text, objective)
        zones = self.zones(key_result.get("zones"))
        track = Track(
            self.id,
            self.text(self.row, "team"),
            self.text(key_result, "label"),
            objective,
            text,
            plan.kind,
            plan.type,
            plan.unit,
            plan.baseline,
            plan.target,
            cycle,
            zones=zones,
            band=plan.band,
            owner=self.text(key_result, "owner"),
            expected=self.expected(),
        )
        track = track._replace(check_ins=tuple(self.check_ins(track)))
        identity = self.row.get("id")
        usable = isinstance(identity, str | int | float) and not isinstance(identity, bool)
        return HistoryLine(
            self.number, identity if usable else None, track, self.as_of(), tuple(self.problems)
        )

    def text(self, values: Mapping[str, Any], key: str) -> str:
        value = values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.fail(f'"{key}" is no text', value)
        return check_text(value, self.name) if value.strip() else ""

    def number_of(self, values: Mapping[str, Any], key: str) -> float | None:
        value = values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not _is_usable(value):
            raise self.fail(
                f'"{key}" is no number; write it without a unit, or null where it is not known', value
            )
        return float(value)

    def plan(self, key_result: Mapping[str, Any], text: str, objective: str) -> Plan:
        """Kind, type, unit and ends as given; what is not given is read from the text."""
        parsed, _ = read_key_result(text)
        read = plan_key_result(parsed, Objective(Passage(objective)), self.default)
        kind = self.choice(key_result, "kind", KeyResultKind) or read.kind
        stated = self.choice(key_result, "type", OkrType) or read.type
        given = {"baseline", "target", "unit"} & set(key_result)
        if not given:
            return read._replace(kind=kind, type=stated)
        baseline, target = self.number_of(key_result, "baseline"), self.number_of(key_result, "target")
        unit = self.text(key_result, "unit")
        band = move_band(read.band, target) if kind is KeyResultKind.MAINTAIN else (None, None)
        return Plan(kind, stated, unit, baseline, target, band)

    def choice(self, values: Mapping[str, Any], key: str, allowed: type[Any]) -> Any:
        said = self.text(values, key).strip().casefold()
        if not said:
            return None
        try:
            return allowed(said)
        except ValueError:
            names = ", ".join(member.value for member in allowed)
            raise self.fail(f'"{key}" is none of {names}', said) from None

    def cycle(self) -> CyclePlan:
        cycle = self.row.get("cycle")
        if isinstance(cycle, str):
            cycle = {"name": cycle}
        if not isinstance(cycle, dict):
            raise self.fail(
                '"cycle" is missing; give a name such as 2026-Q4, or a start and an end', self.row
            )
        rhythm = read_rhythm(self.text(cycle, "cadence"))
        if rhythm is None and cycle.get("cadence"):
            raise self.fail('"cadence" is none of weekly, biweekly, monthly', cycle["cadence"])
        start, end = self.day(cycle, "start"), self.day(cycle, "end")
        today = end or start or self.as_of() or date.min
        try:
            return plan_cycle(
                self.text(cycle, "name"), today, rhythm=rhythm or Rhythm.WEEKLY, start=start, end=end
            )
        except InputError as error:
            raise error.at(self.name, self.number) from None

    def day(self, values: Mapping[str, Any], key: str) -> date | None:
        said = self.text(values, key)
        found = read_day(said) if said else None
        if isinstance(found, str):
            raise self.fail(f'"{key}" is {found}; write it as 2026-03-31', said)
        return found

    def as_of(self) -> date | None:
        return self.day(self.row, "as_of")

    def zones(self, zones: Any) -> tuple[tuple[str, float], ...]:
        """Name and value of each zone, ascending; given as `{"0.3": "what is reached then"}`."""
        if zones is None:
            return ()
        if not isinstance(zones, dict):
            raise self.fail('"zones" is no object from value to words', zones)
        found = []
        for key, words in zones.items():
            try:
                value = float(key)
            except ValueError:
                value = -1.0
            if not 0 <= value <= 1 or not isinstance(words, str):
                raise self.fail('"zones" holds a value outside 0 to 1, or a zone without words', {key: words})
            found.append((words, value))
        return tuple(sorted(found, key=lambda zone: zone[1]))

    def expected(self) -> tuple[tuple[date, float], ...]:
        """Day and progress due by then."""
        steps = self.row.get("expected")
        if steps is None:
            return ()
        if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
            raise self.fail('"expected" is no list of objects with "date" and "progress"', steps)
        found = []
        for step in steps:
            day, progress = self.day(step, "date"), self.number_of(step, "progress")
            if day is None or progress is None:
                raise self.fail('a step of "expected" needs "date" and "progress"', step)
            found.append((day, progress))
        return tuple(sorted(found))

    def check_ins(self, track: Track) -> Iterator[CheckIn]:
        given = self.row.get("check_ins", [])
        if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
            raise self.fail('"check_ins" is no list of objects', given)
        for item in given:
            cells = {
                name: Cell(_show(value))
                for key, value in item.items()
                if (name := field_name(key)) and not isinstance(value, list | dict)
            }
            cells["label"] = Cell("this")
            blockers = item.get("blockers") or []
            blockers = split_blockers(blockers) if isinstance(blockers, str) else blockers
            if not isinstance(blockers, list | tuple) or not all(isinstance(each, str) for each in blockers):
                raise self.fail('"blockers" is no list of texts', blockers)
            count = len(self.problems)
            entry = make_entry(cells, blockers, self.name, self.number, self.problems)
            self.problems[count:] = [problem._replace(track=self.id) for problem in self.problems[count:]]
            if entry is not None:
                made, problem = join_entry(entry._replace(line=self.number), track, self.name)
                if problem is not None:
                    self.problems.append(problem)
                yield made


def _show(value: Any) -> str:
    """A JSON value as text; a float keeps all its digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".") if _is_usable(value) else str(value)
    return str(value)


def _is_usable(value: float) -> bool:
    try:
        return isfinite(value) and abs(value) < 1e15  # noqa: PLR2004 - larger numbers are no measure of anything
    except OverflowError:
        return False


def _decode(line: str | bytes, number: int) -> str:
    if len(line) > MAX_LINE:
        raise MalformedInput("a line over 1 MB; give one history per line", line=number)
    if isinstance(line, str):
        return line
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        raise UnreadableInput("not UTF-8 text; save the file as UTF-8", line=number) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(
            f"the key {next(key for key in keys if keys.count(key) > 1)[:60]!r} is given twice; keep one"
        )
    return row


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON value; use null or a number")
