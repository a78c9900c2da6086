"""Numbers as people write them: `1,200`, `1.200,50`, `20 000`, `4,5`, `1.2M`, `twelve`."""

from __future__ import annotations

from coach.parsing.patterns import pattern

__all__ = ["NUMBER", "SCALE", "WORD_NUMBERS", "find_spelled", "parse_number"]

NUMBER = (
    r"\d{1,3}(?:(?P<sep>[,.’' \u00a0\u202f])\d{3})(?:(?P=sep)\d{3})*(?:[.,]\d{1,2})?(?![\d])"
    r"|\d+(?:[.,]\d+)?|(?<![\w.])\.\d+"
)
"""Pattern of a written number; use it inside a larger pattern once only (it holds a named group)."""

SCALE = {
    "k": 1e3, "tsd": 1e3, "thousand": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "mln": 1e6,
    "million": 1e6, "millions": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9, "bln": 1e9, "hundred": 1e2,
    "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
"""Multiplier words, lower case."""

WORD_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
    "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12, "half": 0.5,
}  # fmt: skip
"""Number words, lower case."""

_SMALL_SCALES = {"hundred": 100, "dozen": 12}
_LARGE_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_NO_ADDENDS = {"half", *_SMALL_SCALES, *_LARGE_SCALES}
_ADDENDS = {word: number for word, number in WORD_NUMBERS.items() if word not in _NO_ADDENDS}
_TENS = frozenset(word for word in _ADDENDS if word.endswith("ty"))
_PARTS_OF_SCALE = {"a": 1.0, "half a": 0.5}
_NUMBER_LEAD = pattern(r"(?:(?P<part>half a|a) (?=hundred|thousand|million|billion|dozen))?")
_NUMBER_WORD = pattern(r"(?P<joint>[ -]?(?:and )?)(?P<word>[a-z]+)")
_SEPARATORS = str.maketrans(dict.fromkeys(".’' \u00a0\u202f", ","))
_GROUP = 3


def parse_number(written: str, scale: str = "") -> float:
    """The value of a written number.

    A separator before exactly three digits groups thousands, any other comma or point is decimal. A single
    group behind a zero is decimal too (`0.125`).

    Args:
        written: Digits with separators, as matched by `NUMBER`.
        scale: `k`, `M`, `million` ..., or empty.
    """
    factor = SCALE.get(scale.lower(), 1.0)
    if written.isdecimal():
        return float(written) * factor
    *groups, last = written.translate(_SEPARATORS).split(",")
    if len(groups) > 1 and _are_groups(groups) and len(last) < _GROUP and written[-len(last) - 1] in ".,":
        return float(f"{''.join(groups)}.{last}") * factor
    if _are_groups([*groups, last]) and not (groups == ["0"] and written[1] in ".,"):
        return float("".join((*groups, last))) * factor
    return float(written.replace(",", ".")) * factor


def _are_groups(parts: list[str]) -> bool:
    """Whether the parts of a number are its thousands."""
    first, *others = parts
    return first.isdecimal() and len(first) <= _GROUP and all(len(part) == _GROUP for part in others)


def find_spelled(lowered: str, start: int) -> list[tuple[int, float]]:
    """Where a number in words may end, and its value up to there, the shortest first.

    `two hundred and five` ends behind `two`, `hundred` and `five`.

    Args:
        lowered: The text in lower case.
        start: Where its first word begins.
    """
    found: list[tuple[int, float]] = []
    whole, part, smallest = 0.0, 0.0, float("inf")
    lead = _NUMBER_LEAD.match(lowered, start)
    position = lead.end() if lead else start
    if lead and lead["part"]:
        part = _PARTS_OF_SCALE[lead["part"]]
    while match := _NUMBER_WORD.match(lowered, position):
        word, joint = match["word"], match["joint"]
        if joint.endswith("and ") and smallest != _SMALL_SCALES["hundred"]:
            break
        if word in _ADDENDS and _ADDENDS[word] < smallest:
            part += _ADDENDS[word]
            smallest = _ADDENDS["ten"] if word in _TENS else 1
        elif word in _SMALL_SCALES and part < _SMALL_SCALES["hundred"] and (part or not found):
            smallest = _SMALL_SCALES[word]
            part = (part or 1) * smallest
        elif word in _LARGE_SCALES and (part or not found):
            smallest = _LARGE_SCALES[word]
            whole, part = whole + (part or 1) * smallest, 0.0
        else:
            break
        position = match.end()
        found.append((position, whole + part))
    return found
