"""Values as people write them, in the unit of their key result: `44%`, `1.2k`, `€1.9M`, `20 of 26`."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from coach.checkin.history.entries import Entry
from coach.checkin.history.fields import UNKNOWN
from coach.checkin.history.sole_amount import find_sole_amount, strip_remark
from coach.checkin.shown import show_number, split_unit
from coach.domain.checkin import CheckIn, HistoryProblem, KeyResultKind, Track
from coach.domain.statement import Quantity, QuantityKind
from coach.parsing.numbers import SCALE
from coach.parsing.patterns import pattern
from coach.parsing.quantity import find_quantities
from coach.parsing.values import measure_value

__all__ = ["FACTORS", "Misfit", "find_scale", "join_entry", "read_value"]

FACTORS = {"k": 1e3, "M": 1e6, "bn": 1e9}
"""What the scale in a unit multiplies with."""

_PLAIN = pattern(r"\s*[-−–]?\d{1,15}(?:\.\d{1,6})?\s*")
_SCALED = pattern(
    r"\d\s?(k|m|mm|mn|mio|mln|bn|bln|b|million|billion|thousand)s?\b(?!/)", 2
)  # 2 is re.IGNORECASE
_CHANGE = pattern(r"\s*\+\s?[\d€$£]")
_OF = pattern(r"(?:(?:out )?of|/|in)\s*(?:the |our |all |every )?(?:\w+ )?(?P<whole>\d+(?:[.,]\d+)?)$")
_PIECES = pattern(
    r"\s*(?P<part>\d+(?:[.,]\d+)?)\s*(?:/|out of|of)\s*(?:the |our |all )?(?P<whole>\d+(?:[.,]\d+)?)"
    r"(?:[^\w.,][^\d]*)?"
)
_DONE = {
    **dict.fromkeys(("done", "yes", "true", "finished", "complete", "completed"), 1.0),
    **dict.fromkeys(("not started", "no", "false", "open", "not done"), 0.0),
}
_LONGEST = 100
_FAR = 100.0
_WHOLE_PERCENT = 5.0
_TENTH = 0.1
_WITH_A_UNIT = frozenset({QuantityKind.PERCENT, QuantityKind.DURATION, QuantityKind.MONEY})


class Misfit(NamedTuple):
    """Why a value cannot be used: a code of `HistoryProblem` and the reason."""

    code: str
    reason: str


def read_value(written: str, track: Track) -> float | Misfit | None:
    """A value in the unit of a key result; `None` where none is given, a `Misfit` where it cannot be used."""
    written = written.strip()
    if written.casefold() in UNKNOWN:
        return None
    if _PLAIN.fullmatch(written):
        return _check_size(float(written.replace("−", "-").replace("–", "-")), track)
    if len(written) > _LONGEST:
        return Misfit("not-a-number", "is too long for a value")
    said = _read_words(written, track)
    if said is not None:
        return said
    if _CHANGE.match(written):
        return Misfit("not-a-number", "is a change; write the reading itself")
    written = strip_remark(written)
    pieces = _PIECES.fullmatch(written)
    if pieces is not None:
        return _convert_pieces(_number(pieces["part"]), _number(pieces["whole"]), track.unit)
    amount = find_sole_amount(written)
    if amount is None:
        return Misfit("not-a-number", "is no single number; write the reading alone")
    if amount.kind in _WITH_A_UNIT and _is_plain(track):
        return _misfit(track.unit)
    value = _convert(written, amount, track.unit)
    return value if isinstance(value, Misfit) or isfinite(value) else Misfit("not-a-number", "is no number")


def join_entry(entry: Entry, track: Track, source: str) -> tuple[CheckIn, HistoryProblem | None]:
    """A check-in of a key result, and why its value cannot be used, where that is so."""
    value = read_value(entry.value, track) if entry.value else None
    problem = None
    if isinstance(value, Misfit):
        message = f"the value {entry.value[:60]!r} of {entry.day} {value.reason}. It is not used"
        problem = HistoryProblem(value.code, message, track.id, source, entry.line)
        value = None
    check_in = CheckIn(
        entry.day, value, entry.confidence, entry.note, entry.blockers, entry.author, entry.line, source
    )
    return check_in, problem


def _read_words(written: str, track: Track) -> float | None:
    """`done`, or the name of a zone, where the key result is a milestone."""
    if track.kind is not KeyResultKind.MILESTONE:
        return None
    lowered = written.casefold()
    named = next((value for name, value in track.zones if name and name.casefold() == lowered), None)
    return _DONE.get(lowered) if named is None else named


def _check_size(value: float, track: Track) -> float | Misfit:
    """A bare number is in the unit of its key result, unless it is in plain sight in another one."""
    _, scale, _ = split_unit(track.unit)
    ends = [abs(end) for end in (track.baseline, track.target) if end]
    if scale and ends and abs(value) > _FAR * max(ends):
        shown = show_number(value / FACTORS[scale])
        return Misfit(
            "other-unit", f"is over {_FAR:g} times the target in {track.unit}; write {shown}{scale}"
        )
    if track.unit == "%" and ends and 0 < value < 1 and _is_share_of_one(value, min(ends)):
        return Misfit("other-unit", f"may be a share of 1; write {show_number(100 * value)}% or {value:g}%")
    return value


def _is_share_of_one(value: float, smaller: float) -> bool:
    """Whether a percentage looks like a share of 1: both ends are well above 1, or far above the value."""
    return smaller >= _WHOLE_PERCENT or value < _TENTH * smaller


def _is_plain(track: Track) -> bool:
    """Whether a key result counts without a unit, so that a percentage or a duration is something else."""
    return not track.unit and (track.baseline is not None or track.target is not None)


def _convert(written: str, quantity: Quantity, unit: str) -> float | Misfit:
    """The quantity in a unit."""
    sign, scale, rest = split_unit(unit)
    kind, value = quantity.kind, quantity.value or 0.0
    factor = FACTORS.get(scale, 1.0)
    if kind is QuantityKind.PERCENT:
        return value if unit in {"%", "pp"} or not unit else _misfit(unit)
    if kind is QuantityKind.POINTS:
        return value if unit in {"pp", "%"} else _misfit(unit)
    if kind is QuantityKind.MONEY:
        own = split_unit(quantity.unit)[0] or quantity.unit
        if unit and sign != own:
            return _misfit(unit)
        return value / factor if find_scale(written) else value
    if kind is QuantityKind.DURATION:
        return _convert_time(quantity, unit)
    if kind is QuantityKind.COUNT or (kind is QuantityKind.MULTIPLE and unit == "x"):
        if quantity.unit and rest and not _is_same_noun(quantity.unit, rest):
            return _misfit(unit)
        return value / factor if find_scale(written) else value
    return Misfit("not-a-number", "is no number")


def _convert_pieces(part: float, whole: float, unit: str) -> float | Misfit:
    """`20 of 26`: the pieces where pieces are counted, the share where the unit is percent."""
    expected = _whole(unit)
    if expected is not None and whole != expected:
        return Misfit("other-unit", f"counts out of {whole:g}, the key result out of {expected:g}")
    if unit != "%":
        return part
    return 100 * part / whole if whole else Misfit("not-a-number", "is a share of nothing")


def _convert_time(quantity: Quantity, unit: str) -> float | Misfit:
    if not unit or quantity.unit == unit:
        return quantity.value or 0.0
    one = find_quantities(f"1 {unit}")
    if not one or one[0].kind is not QuantityKind.DURATION:
        return _misfit(unit)
    seconds, per_unit = measure_value(quantity), measure_value(one[0])
    return seconds / per_unit if seconds is not None and per_unit else _misfit(unit)


def find_scale(written: str) -> str:
    """The scale behind the first number of a text: `k`, `M`, `bn`, or empty."""
    match = _SCALED.search(written)
    if match is None:
        return ""
    factor = SCALE.get(match[1].lower(), 0.0)
    return next((name for name, size in FACTORS.items() if size == factor), "")


@lru_cache(maxsize=1024)
def _whole(unit: str) -> float | None:
    match = _OF.search(unit)
    return _number(match["whole"]) if match else None


def _number(written: str) -> float:
    return float(written.replace(",", "."))


def _is_same_noun(first: str, second: str) -> bool:
    """`clinic` and `clinics`, `kwh` and `kWh per kilo`."""
    one, words = first.casefold(), [word.casefold() for word in second.split()]
    return any(one.rstrip("s") == word.rstrip("s") for word in words)


def _misfit(unit: str) -> Misfit:
    return Misfit(
        "other-unit", f"is in another unit; the key result is measured in {unit or 'plain numbers'}"
    )
