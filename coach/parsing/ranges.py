"""Join the two ends of a range: `5-8%`, `10–12 clinics`, `between 10 and 12`, `$5-8k`."""

from __future__ import annotations

import re

from coach.domain.source import Span
from coach.domain.statement import Quantity, QuantityKind
from coach.parsing.numbers import parse_number
from coach.parsing.patterns import pattern

__all__ = ["join_range"]

_LONGEST_JOINT = 8
_DASH = pattern(r"(?:-|\s?[–—]\s?)[$€£]?", hints=("-", "–", "—"))
_AND = pattern(r"\sand\s[$€£]?", hints=("and",))
_BETWEEN = pattern(r"\bbetween\s$")
_LEADS_RANGE = pattern(r"\b(?:to|by|at|of|within|between|around|about)\s$")
_PART_OF_CODE = pattern(r"[-/]\d")
_RANGED = (
    QuantityKind.COUNT,
    QuantityKind.PERCENT,
    QuantityKind.POINTS,
    QuantityKind.MONEY,
    QuantityKind.DURATION,
)


def join_range(
    text: str, lower: tuple[re.Match[str], Quantity], upper: tuple[re.Match[str], Quantity]
) -> Quantity | None:
    """The whole range, or `None` where the two values are no range.

    A falling pair (`4-2%`) and a pair behind *from* (`from 5-8%`) are movements. Where both ends carry
    the unit (`5%-8%`), only a word such as *to* or *by* before them tells a range from a movement.
    """
    first, second = lower[1], upper[1]
    between = text[first.span.end : upper[0].start("number")]
    if not between or len(between) > _LONGEST_JOINT or not _share_unit(first, second):
        return None
    start = _low_end(*lower, upper[0])
    end = abs(second.value or 0.0)
    if start >= end or not _is_joint(text, first, second, between):
        return None
    marked = first if second.kind is QuantityKind.COUNT and first.kind is not QuantityKind.COUNT else second
    return Quantity(
        Span(first.span.start, second.span.end), marked.kind, start, marked.unit, first.role, upper=end
    )


def _share_unit(first: Quantity, second: Quantity) -> bool:
    if first.kind not in _RANGED or second.kind not in _RANGED:
        return False
    once_before = first.kind is QuantityKind.MONEY and second.kind is QuantityKind.COUNT
    return first.kind is second.kind or first.kind is QuantityKind.COUNT or once_before


def _low_end(match: re.Match[str], quantity: Quantity, upper: re.Match[str]) -> float:
    """The value of the lower end; a scale that stands once, after the upper end, counts for both."""
    if upper["scale"] and not match["scale"]:
        return parse_number(match["number"], upper["scale"])
    return quantity.value or 0.0


def _is_joint(text: str, first: Quantity, second: Quantity, between: str) -> bool:
    before, after = text[: first.span.start].lower(), text[second.span.end :]
    if _AND.fullmatch(between):
        return _BETWEEN.search(before) is not None
    if not _DASH.fullmatch(between) or _PART_OF_CODE.match(after) or before[-1:] in ("-", "/", "."):
        return False
    if first.kind is second.kind is not QuantityKind.COUNT and not _LEADS_RANGE.search(before):
        return False
    return not before.rstrip().endswith("from") or after.lstrip().startswith("to ")
