"""The sentence of a key result together with the values that stand beside it, in columns or fields."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coach.parsing.bounded import read_bounded

__all__ = ["add_values"]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ENDS = ".;,: "
_GLUED = frozenset("%‰°")


def add_values(text: str, fields: Mapping[str, str]) -> str:
    """A key result's text with the `baseline`, `target` and `unit` that it does not state itself.

    `Contracts renewed` with 50, 99 and % becomes `Contracts renewed from 50% to 99%`. What the sentence says
    stands; a field without a number adds nothing.
    """
    baseline, target = (_read_value(fields.get(name, "")) for name in ("baseline", "target"))
    if not target or _states(text, f"{baseline} {target}"):
        return text
    change = read_bounded(text).change
    if change.target is not None and (change.baseline is not None or not baseline):
        return text
    unit = " ".join(fields.get("unit", "").split())
    start = f"from {_add_unit(baseline, unit)} " if baseline and not _states(text, baseline) else ""
    end = f"{start}to {_add_unit(target, unit)}"
    if unit and unit not in _GLUED and unit.casefold() not in end.casefold():
        end = f"{end} {unit}"
    return f"{text.rstrip(_ENDS)} {end}"


def _read_value(value: str) -> str:
    flat = " ".join(value.split())
    return flat if _NUMBER.search(flat) else ""


def _states(text: str, value: str) -> bool:
    """Whether every number of a value stands in the text."""
    return set(_NUMBER.findall(value)) <= set(_NUMBER.findall(text))


def _add_unit(value: str, unit: str) -> str:
    return f"{value}{unit}" if unit in _GLUED and not value.endswith(unit) else value
