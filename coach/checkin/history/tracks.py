"""What of a key result's document is followed over its cycle: kind, type, unit, baseline, target, band.

Fields of the document come first (`baseline`, `target`, `unit`), then the sentence ("from 93.1% to 97.5%").
Work counts from 0: a task is 0 until it is done and then 1, counted work ("all 60 scanners") goes from 0 to
its number. What neither says stays unknown.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import NamedTuple

from coach.checkin.history.amounts import FACTORS, find_scale
from coach.checkin.shown import split_unit
from coach.domain.checkin import KeyResultKind, OkrType
from coach.domain.okr import KeyResult, Objective
from coach.domain.statement import Direction, Quantity, QuantityKind, Role, StatementKind
from coach.parsing.patterns import pattern
from coach.parsing.quantity import find_quantities

__all__ = ["Plan", "is_reference", "move_band", "plan_key_result", "read_type"]

_TYPES = (
    (OkrType.COMMITTED, pattern(r"\b(?:committed|commitment|roof ?shot|must[- ]have)\b", re.IGNORECASE)),
    (OkrType.ASPIRATIONAL, pattern(r"\b(?:aspirational|aspiration|stretch|moon ?shot)\b", re.IGNORECASE)),
)
_BRACKETED = pattern(r"[(\[]([^()\[\]]{1,40})[)\]]")
_FIRST_MEASURE = pattern(
    r"\b(?:first (?:measurement|reading|count)|(?:establish|set|define|find|get|measure|take|create) "
    r"(?:a |the |our )?(?:\w+ ){0,2}baseline|measure\b.{0,40}\bfor the first time)",
    re.IGNORECASE,
)
_AT_MOST = pattern(
    r"\b(?:under|below|less than|fewer than|no more than|not more than|at most|within|max(?:imum)?|up to"
    r"|not exceed)\b|[<≤]|\bor (?:less|fewer|lower|below)\b",
    re.IGNORECASE,
)
_AT_LEAST = pattern(
    r"\b(?:over|above|more than|no less than|not less than|no fewer than|at least|min(?:imum)?)\b|[>≥]"
    r"|\bor (?:more|better|higher|above)\b",
    re.IGNORECASE,
)
_OTHER_PERIOD = pattern(
    r"\b(?:last|previous|prior|former)\s+(?:year|quarter|half|cycle|month|season)\b", re.IGNORECASE
)
_LEADING_NUMBER = pattern(r"^[^A-Za-z]+")
_LONGEST_FIELD = 200
_SIGNS = {QuantityKind.PERCENT: "%", QuantityKind.POINTS: "pp", QuantityKind.MULTIPLE: "x"}
_BOTH = 2.0
_TARGET_ROLES = (Role.TARGET, Role.BOUND)


class Plan(NamedTuple):
    """What is followed, as the document tells it; attributes as in `Track`, `notes` on what is doubtful."""

    kind: KeyResultKind
    type: OkrType
    unit: str
    baseline: float | None
    target: float | None
    band: tuple[float | None, float | None] = (None, None)
    notes: tuple[str, ...] = ()


class _Amount(NamedTuple):
    """A quantity with the text that it stands in."""

    quantity: Quantity
    text: str

    @property
    def value(self) -> float:
        """Its number; amounts are only made of quantities that have one."""
        return self.quantity.value or 0.0


class _Ends(NamedTuple):
    """Where a key result starts and what it aims at."""

    baseline: _Amount | None
    target: _Amount | None


def plan_key_result(
    key_result: KeyResult, objective: Objective, default: OkrType = OkrType.ASPIRATIONAL
) -> Plan:
    """Kind, type, unit and ends of a key result."""
    stated = read_type(key_result, objective) or default
    ends = _find_ends(key_result)
    kind = _find_kind(key_result, ends)
    if kind is KeyResultKind.MILESTONE:
        return Plan(kind, stated, "", 0.0, 1.0)
    if kind is KeyResultKind.BASELINE:
        return Plan(kind, stated, key_result.fields.get("unit", "").strip(), None, None)
    if kind is KeyResultKind.METRIC and key_result.reading.kind is StatementKind.TASK:
        ends = _count_work(ends)
    unit, factor = _find_unit(key_result, ends)
    baseline = None if ends.baseline is None else ends.baseline.value / factor
    target = None if ends.target is None else ends.target.value / factor
    notes = _doubts(ends)
    if notes:
        return Plan(kind, stated, "", None, None, notes=notes)
    if kind is KeyResultKind.MAINTAIN:
        return Plan(kind, stated, unit, baseline, target, _find_band(key_result, ends, factor))
    return Plan(kind, stated, unit, baseline, target)


def read_type(key_result: KeyResult, objective: Objective) -> OkrType | None:
    """Committed or aspirational as a field, a bracket or the objective's field states it."""
    brackets = " ".join(_BRACKETED.findall(key_result.text))
    for words in (key_result.fields.get("commitment", ""), brackets, objective.fields.get("commitment", "")):
        for stated, known in _TYPES:
            if words and known.search(words):
                return stated
    return None


def is_reference(key_result: KeyResult) -> bool:
    """Whether the stated baseline is that of another period, such as `20 of 26 last year`."""
    return _OTHER_PERIOD.search(key_result.fields.get("baseline", "")) is not None


def move_band(
    band: tuple[float | None, float | None], limit: float | None
) -> tuple[float | None, float | None]:
    """The same kind of band, at most or at least, with another limit; two ends stay as they are."""
    low, high = band
    if limit is None or (low is None) == (high is None):
        return band
    return (None, limit) if low is None else (limit, None)


def _find_ends(key_result: KeyResult) -> _Ends:
    """Baseline and target: fields first, then the sentence."""
    fields = key_result.fields
    baseline, target = _read_field(fields.get("baseline", "")), _read_field(fields.get("target", ""))
    said = _read_sentence(key_result)
    if baseline is None and not fields.get("baseline"):
        baseline = said.baseline if target is None or said.target is not None else None
    if target is None and not fields.get("target"):
        target = said.target
    return _Ends(baseline, target)


def _read_field(written: str) -> _Amount | None:
    """The first amount of a field such as `11.4 litres`, `20 of 26 last year`, `€1.9M`."""
    if written.lstrip().startswith("+"):
        return None
    found = find_quantities(written[:_LONGEST_FIELD])
    return _amount(found[0], written) if found else None


def _read_sentence(key_result: KeyResult) -> _Ends:
    """`from A to B`: the amount behind a baseline is its target, whatever else the sentence counts."""
    quantities, text = key_result.reading.quantities, key_result.reading.text
    place = next((index for index, each in enumerate(quantities) if each.role is Role.BASELINE), None)
    if place is None:
        change = key_result.reading.change
        target = change.target
        held = change.direction is Direction.HOLD
        usable = target is not None and (held or target.role in (*_TARGET_ROLES, Role.WORK))
        return _Ends(None, _amount(target, text) if target is not None and usable else None)
    behind = [each for each in quantities[place + 1 :] if each.role in _TARGET_ROLES]
    before = [each for each in quantities[:place] if each.role in _TARGET_ROLES]
    target = behind[0] if behind else before[-1] if before else None
    if target is None and key_result.reading.kind is StatementKind.TASK:
        # "Call 96 hotels before the season": an amount of work, not where something starts.
        return _Ends(None, _amount(quantities[place], text))
    return _Ends(_amount(quantities[place], text), _amount(target, text) if target is not None else None)


def _amount(quantity: Quantity, text: str) -> _Amount | None:
    """A quantity that is a number; `all` and `every` are none."""
    if quantity.value is None or not isfinite(quantity.value):
        return None
    if quantity.kind is QuantityKind.ABSOLUTE and quantity.value and quantity.unit != "both":
        return None
    return _Amount(quantity, text)


def _find_kind(key_result: KeyResult, ends: _Ends) -> KeyResultKind:
    reading = key_result.reading
    if ends.target is None and _FIRST_MEASURE.search(key_result.text):
        return KeyResultKind.BASELINE
    works = reading.kind is StatementKind.TASK
    if reading.change.direction is Direction.HOLD and not works and ends.target is not None:
        return KeyResultKind.MAINTAIN
    measured = ends.baseline is not None or bool(key_result.fields.get("target"))
    if measured or not (works or reading.kind is StatementKind.MIXED):
        return KeyResultKind.METRIC
    return KeyResultKind.METRIC if _is_counted(ends.target) else KeyResultKind.MILESTONE


def _is_counted(target: _Amount | None) -> bool:
    """`three tools`, `both depots`: work in pieces; `washer 2` is a name."""
    if target is None:
        return False
    quantity = target.quantity
    if quantity.kind is QuantityKind.ABSOLUTE:
        return quantity.unit == "both"
    pieces = target.value > 1 and target.value == int(target.value)
    return (
        quantity.kind is QuantityKind.COUNT and pieces and (bool(quantity.unit) or quantity.role is Role.WORK)
    )


def _count_work(ends: _Ends) -> _Ends:
    """Work in pieces begins at none of them."""
    if ends.baseline is not None or ends.target is None:
        return ends
    quantity = ends.target.quantity
    if quantity.kind is QuantityKind.ABSOLUTE and quantity.unit == "both":
        quantity = quantity._replace(value=_BOTH, unit="", kind=QuantityKind.COUNT)
    target = ends.target._replace(quantity=quantity)
    return _Ends(target._replace(quantity=quantity._replace(value=0.0)), target)


def _doubts(ends: _Ends) -> tuple[str, ...]:
    """What speaks against measuring from the baseline to the target."""
    if ends.baseline is None or ends.target is None:
        return ()
    first, last = ends.baseline.quantity, ends.target.quantity
    if first.unit and last.unit and first.kind is not last.kind:
        words = f"{first.span.of(ends.baseline.text)!r} and {last.span.of(ends.target.text)!r}"
        return (f"says {words}, which are different units",)
    return ()


def _find_unit(key_result: KeyResult, ends: _Ends) -> tuple[str, float]:
    """The unit as it is shown, and what the amounts are divided by to be in it."""
    stated = key_result.fields.get("unit", "").strip()
    leading = ends.target or ends.baseline
    if stated or leading is None:
        return stated, 1.0
    kind = leading.quantity.kind
    if kind in _SIGNS:
        return _SIGNS[kind], 1.0
    scale = find_scale(leading.quantity.span.of(leading.text))
    if kind is QuantityKind.MONEY:
        sign = split_unit(leading.quantity.unit)[0] or leading.quantity.unit
        return f"{sign}{scale}", FACTORS.get(scale, 1.0)
    words = _unit_words(leading) or (_unit_words(ends.baseline) if ends.baseline else "")
    return f"{scale} {words}".strip(), FACTORS.get(scale, 1.0)


def _unit_words(amount: _Amount) -> str:
    """The unit as the document writes it: `litres`, `kWh`, `days`, `of 26`."""
    quantity, text = amount.quantity, amount.text
    if quantity.kind is QuantityKind.ABSOLUTE:
        return ""
    if quantity.kind is QuantityKind.DURATION:
        return _LEADING_NUMBER.sub("", quantity.span.of(text)).strip() or quantity.unit
    noun = text[quantity.span.end :].lstrip()[: len(quantity.unit)]
    return noun if noun.casefold() == quantity.unit.casefold() else quantity.unit


def _find_band(key_result: KeyResult, ends: _Ends, factor: float) -> tuple[float | None, float | None]:
    """The values that are in order: `stays below 3.5%` is at most 3.5; a range is its two ends."""
    if ends.target is None:
        return None, None
    limit, upper = ends.target.value / factor, ends.target.quantity.upper
    if upper is not None:
        return limit, upper / factor
    text = f"{key_result.text} {key_result.fields.get('target', '')}"
    if _AT_MOST.search(text) or not limit:
        return None, limit
    return (limit, None) if _AT_LEAST.search(text) else (None, None)
