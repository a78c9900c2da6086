"""Find the quantities of a sentence: what stands there, not yet what it is for (see `roles`).

`find_quantities("Cut p95 latency from 1.8 s to 600 ms")` gives two durations. Digits of dates and
names are no quantities; the caller passes their spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from coach.domain.source import Span
from coach.domain.statement import Quantity, QuantityKind, Role
from coach.parsing.lexicon import entries
from coach.parsing.numbers import NUMBER, WORD_NUMBERS, find_spelled, parse_number
from coach.parsing.patterns import holds_any, lower_aligned, pattern
from coach.parsing.ranges import join_range

__all__ = ["find_quantities"]

_TIME_UNITS = {
    "ms": "ms", "msec": "ms", "millisecond": "ms", "s": "s", "sec": "s", "second": "s", "min": "min",
    "minute": "min", "h": "h", "hr": "h", "hour": "h", "d": "d", "day": "d", "working day": "d",
    "business day": "d", "calendar day": "d", "night": "d", "week": "wk", "wk": "wk", "month": "mo",
    "mo": "mo", "quarter": "quarter", "year": "yr", "yr": "yr",
}  # fmt: skip
_TIME = "|".join(sorted(_TIME_UNITS, key=len, reverse=True)).replace(" ", r"\s")
_MONEY = (
    r"[$€£¥₹]|(?:USD|EUR|GBP|CHF|INR|JPY|SEK|NOK|DKK|PLN|VND|AUD|CAD|BRL|euros?|dollars?|pounds?|francs?)\b"
)
_QUANTITY = pattern(
    rf"""(?P<rank>\b(?:top|rank|number|place|no\.?)\s?|\#(?=\d\b))?
    (?P<sign>(?<![\w)%])(?:[+±]\s?|[\-−–](?=[$€£¥₹\d.])))?\s?
    (?P<money_before>(?:[A-Z]{{2}})?[$€£¥₹]|\b(?:USD|EUR|GBP|CHF|INR|JPY|SEK|NOK|DKK|PLN|AUD|CAD)\s)?\s?
    (?P<number>{NUMBER})
    (?:\s?(?P<scale>[kK](?![\w-])|[MB](?![\w-])
        |mm?(?=\s?[$€£]|\s(?:usd|eur|arr|mrr))|(?<=[$€£]\d\.\d)m\b
        |(?<=[$€£]\d)m\b|(?<=[$€£]\d\d)m\b|(?<=[$€£]\d\d\.\d)m\b
        |(?:mn|mio|mln|bn|bln|million|billion|thousand|hundred|lakh|crore)s?\b))?
    (?P<plus>\+(?!\d))?
    (?:
        (?P<ratio>\s?/\s?(?:\d+(?:[.,]\d+)?)(?!\s?(?:min|h)\b)
          |\s?(?:out\s)?of\s(?:the\s|our\s|all\s|every\s)?(?:\w+\s)?
            (?:\d+|ten|five|three|four|six|eight|twenty|hundred)\b
          |(?:\s:\s|:)\d+(?:[.,]\d+)?
          |\sin\s(?:\d+|a\shundred|two|three|four|five|ten|twenty)\b)
      | \s?(?P<points>pp\b|ppts?\b|p\.p\.|percentage[\s-]points?|%[\s-]?(?:points?|pts?)\b
          |pct\s?pts?\b|pts?\b|basis\spoints|bps\b)
      | \s?(?P<percent>%|percent\b|per\scent\b|pct\b|prozent\b)
      | \s?(?P<money_after>{_MONEY})
      | [\s-]?(?P<time>(?:{_TIME})s?)\b(?!['’](?!s?\s))
      | (?P<multiple>\s?(?:x|X|×)(?![\w])|\s?times\b|[\s-]?fold\b)
    )?""",
    re.VERBOSE,
)
_REDACTED = pattern(
    r"(?<![\w.])(?:[$€£]\s?[XYZN]{1,2}[kKMB]?\b|[XYZ]{1,3}\s?(?:%|percent\b)|[xyz]{1,2}\s?%|\bN\d\b"
    r"|\b[XYZN]\b(?=\s+[a-z]|\s*[,.;)]|$)"
    r"|(?:(?<=^)|(?<=[Hh]ire )|(?<=by )|(?<=to )|(?<=from )|(?<=with )|(?<=least ))x\b(?=\s+[a-z])"
    r"|\bx{2,}\b(?=\s)|\bXX+\b|\bTBD\b|\btbd\b|\bTBC\b|\?\?+%?"
    r"|_{2,}|\[(?:\s*|number|target|baseline|value|x|n)\]|<(?:number|target|baseline|value|x|n)>|\btba\b"
    r"|\bTBA\b|…\s?%)"
)
_REDACTED_MARKS = ("??", "__", "…")
_REDACTED_LETTERS = "xyzn"
_REDACTED_ENDS = frozenset(("", "k", "m", "b"))
_REDACTED_WORDS = frozenset(("tbd", "tbc", "tba"))
_ABSOLUTE = {
    "zero": 0.0, "no": 0.0, "none": 0.0, "nobody": 0.0, "nothing": 0.0, "never": 0.0, "without any": 0.0,
    "neither": 0.0, "not a single": 0.0, "not one": 0.0, "no one": 0.0, "nil": 0.0, "all": 1.0,
    "every": 1.0, "each": 1.0, "full": 1.0, "everyone": 1.0, "everybody": 1.0, "always": 1.0, "any": 1.0,
    "entire": 1.0, "fully": 1.0, "both": 1.0,
}  # fmt: skip
_MULTIPLES = {
    "double": 2.0, "doubles": 2.0, "doubled": 2.0, "doubling": 2.0, "twice": 2.0, "triple": 3.0,
    "tripled": 3.0, "tripling": 3.0, "treble": 3.0, "quadruple": 4.0, "halve": 0.5, "halves": 0.5,
    "halved": 0.5, "halving": 0.5, "tenfold": 10.0, "twofold": 2.0, "threefold": 3.0,
}  # fmt: skip
_TWICE_OF = pattern(r"\s+(?:as|the|of|our|what|last|this|an?|per|each|every)\b")
"""After `twice`, what makes it an amount; anything else, as in `interviewed twice`, makes it an adverb."""
_ALL_OR_NONE = frozenset(
    "nobody nothing none never zero neither nil all every each everyone everybody always entire both".split()
)
_BEHIND_WORD = r"(?=[\s,-]+(?:of\s|out\sof|in\s|to\s)?[a-zA-Z0-9(]|\s*$|[.,;)])(?!\w)"
_NUMBER_END = pattern(_BEHIND_WORD)
_WORDS = pattern(
    rf"\b(?:(?P<absolute>not a single|not one|no one|full(?= (?:adoption|coverage|compliance|attendance"
    rf"|availability|occupancy|capacity))|no(?!-)(?! (?:more|less|fewer|greater|higher|lower|worse"
    rf"|better) than| later|\.|t\b| longer))|(?P<rank>(?:top|first"
    rf"|best)\s(?P<place>\d+|three|five|ten|two)\b|number one\b|no\. ?1\b|\#1\b|(?:first|second"
    rf"|third)\splace\b|top\s(?=quartile|decile|third|half|of\b|rank))|(?P<fraction>(?:two|one|three"
    rf"|four)[\s-](?:third|fifth|tenth)s?(?=\W|$)|(?:half|(?:three |a )quarters?|a (?:half|third|fifth"
    rf"|tenth))(?=\sof\b|\s+(?:the|as|fewer|less|more|our|all|by|in|at|this|today|now|so)\b|\s*$|[.,;)]))"
    rf"|(?P<word>[a-z]+){_BEHIND_WORD})(?!\w)"
)
_STARTS = (
    frozenset(_ABSOLUTE)
    | frozenset(_MULTIPLES)
    | frozenset(WORD_NUMBERS)
    | frozenset("a top first best number not second third".split())
)
_TRIGGERS = (_STARTS - {"a"}) | frozenset("third thirds quarter quarters fifth fifths tenth".split())
_LETTERS = pattern(r"[a-z]+")
_DIGIT = pattern(r"\d")
_LONGEST_LEAD = 14
_COUNTED = pattern(
    r"\s(?P<noun>[a-z]+(?:-[a-z]+)*(?<![sui])s|people|children|women|men|staff|[km]?g|kg|t"
    r"|km|cm|mm|ml|l|ha|[kmgt]wh?|[kmgt]b)\b(?!['’])"
)
_NOT_COUNTED = frozenset(
    "was has as less across versus plus always does goes means rises falls drops grows reaches "
    "stays needs gets makes comes becomes remains leaves climbs times others perhaps besides "
    "towards afterwards hours days weeks months years minutes".split()
)
_PEOPLE = pattern(
    r"(?:\s(?!(?:more|less|fewer|faster|higher|better|for|as|the|an?|by|in|of|per|our|to|than)\b)[A-Za-z-]+){0,3}?"
    r"\s(?P<who>[a-z]+)s\b"
)
_STAFF = entries("staff")
_YEARS = (1900, 2100)
_FEWEST_OCCURRENCES = 20
_MAY_LEAD = pattern(r"[+\-−–±$€£¥₹#.]|[A-Z]{3}\s|(?:top|rank|number|place|no)\s*$")


def find_quantities(text: str, taken: Sequence[Span] = ()) -> list[Quantity]:
    """All quantities outside the spans in `taken`, in order, each with role `TARGET` for now."""
    lowered = lower_aligned(text)
    letters = _LETTERS.findall(lowered)
    hidden = _read_redacted(text) if _may_be_redacted(text, letters) else []
    found = _read_digits(text, [*taken, *(quantity.span for quantity in hidden)] if hidden else taken)
    found.extend(hidden)
    if not _TRIGGERS.isdisjoint(letters):
        found.extend(_read_words(lowered, [*taken, *(quantity.span for quantity in found)]))
    found.sort(key=lambda quantity: quantity.span)
    return found


def _may_be_redacted(text: str, letters: list[str]) -> bool:
    """Whether marks or a word stand there that hide a value: `??`, `[]`, `X`, `XXk`, `TBD`."""
    return (
        holds_any(text, _REDACTED_MARKS)
        or ("[" in text and "]" in text)
        or ("<" in text and ">" in text)
        or not _REDACTED_WORDS.isdisjoint(letters)
        or any(
            word[0] in _REDACTED_LETTERS
            and word.removesuffix("percent").strip(_REDACTED_LETTERS) in _REDACTED_ENDS
            for word in letters
        )
    )


def _read_redacted(text: str) -> list[Quantity]:
    return [
        Quantity(Span(*match.span()), QuantityKind.REDACTED, None, _redacted_unit(match.group()), Role.TARGET)
        for match in _REDACTED.finditer(text)
    ]


def _free(start: int, end: int, taken: Iterable[Span]) -> bool:
    return not any(start < other.end and other.start < end for other in taken)


def _match_digits(text: str) -> Iterator[re.Match[str]]:
    """Every match of `_QUANTITY`, tried only where a digit stands."""
    position = 0
    while digit := _DIGIT.search(text, position):
        start = digit.start()
        if _MAY_LEAD.search(text, max(position, start - _LONGEST_LEAD), start):
            match = _QUANTITY.search(text, max(position, start - _LONGEST_LEAD))
        else:
            match = _QUANTITY.match(text, start)
        if match is None:
            return
        yield match
        position = match.end()


def _read_digits(text: str, taken: Sequence[Span]) -> list[Quantity]:
    found: list[Quantity] = []
    lower: re.Match[str] | None = None
    for match in _match_digits(text):
        start, end = match.span()
        while text[start].isspace():
            start += 1
        if taken and not _free(start, end, taken):
            start, end = match.span("number")
            if not _free(start, end, taken):
                continue
        quantity = _quantity(match, Span(start, end))
        whole = join_range(text, (lower, found[-1]), (match, quantity)) if lower else None
        if whole is not None:
            found[-1] = whole
            lower = None
        else:
            found.append(quantity)
            lower = match
    return found


def _quantity(match: re.Match[str], span: Span) -> Quantity:
    value = parse_number(match["number"], match["scale"] or "")
    sign = (match["sign"] or "").strip()
    if sign in ("-", "−", "–"):
        value = -value
    kind, unit = QuantityKind.COUNT, ""
    if match["rank"]:
        kind, unit = QuantityKind.RANK, "rank"
    elif match["percent"]:
        kind, unit = QuantityKind.PERCENT, "%"
    elif match["points"]:
        kind, unit = QuantityKind.POINTS, "pp"
    elif match["money_before"] or match["money_after"]:
        kind, unit = QuantityKind.MONEY, (match["money_before"] or match["money_after"]).strip()
    elif match["time"]:
        kind, unit = QuantityKind.DURATION, _TIME_UNITS.get(_singular(match["time"]), match["time"])
    elif match["ratio"]:
        kind, unit = QuantityKind.RATIO, match["ratio"].strip()
    elif match["multiple"] and match["multiple"].strip() == "times" and value >= _FEWEST_OCCURRENCES:
        unit = "times"
    elif match["multiple"] and not _counts_staff(match, value):
        kind, unit = QuantityKind.MULTIPLE, "x"
    else:
        unit = _counted_noun(match.string, span.end, value)
    return Quantity(span, kind, value, unit, Role.STEP if sign in ("+", "-", "−") else Role.TARGET)


def _counts_staff(match: re.Match[str], value: float) -> bool:
    """Whether `x` only says how many there are: `5x full stack engineers`, and not `2x orders`."""
    if match["multiple"].strip() not in ("x", "×") or value % 1:
        return False
    people = _PEOPLE.match(match.string, match.end())
    return people is not None and people["who"] in _STAFF


def _counted_noun(text: str, end: int, value: float = 0.0) -> str:
    """The noun right behind a count, where it looks like a plural: `12 services`; a year counts nothing."""
    match = None if _YEARS[0] <= value < _YEARS[1] else _COUNTED.match(text[end:].lower())
    noun = match["noun"] if match else ""
    return "" if noun in _NOT_COUNTED else noun


def _singular(unit: str) -> str:
    return unit if unit in _TIME_UNITS else unit[:-1]


def _redacted_unit(words: str) -> str:
    return "%" if "%" in words else ""


def _read_words(lowered: str, taken: list[Span]) -> list[Quantity]:
    found = []
    position = 0
    for word in _LETTERS.finditer(lowered):
        if word.start() < position or word.group() not in _STARTS:
            continue
        quantity = _read_word(lowered, word)
        if quantity is not None:
            position = quantity.span.end
            if _free(*quantity.span, taken):
                found.append(quantity)
    return found


def _read_word(lowered: str, word: re.Match[str]) -> Quantity | None:
    """The quantity that begins with a word: most are that word alone."""
    written, span = word.group(), Span(*word.span())
    if written in _ALL_OR_NONE or written in _MULTIPLES:
        if not _stands_alone(lowered, span):
            return None
        if written == "twice" and not _TWICE_OF.match(lowered, span.end):
            return None
        if written in _MULTIPLES:
            return Quantity(span, QuantityKind.MULTIPLE, _MULTIPLES[written], "x", Role.STEP)
        return Quantity(span, QuantityKind.ABSOLUTE, _ABSOLUTE[written], written, Role.TARGET)
    match = _WORDS.match(lowered, span.start)
    if match is None:
        return None
    if match["word"]:
        return _read_spelled(lowered, span.start)
    return _word_quantity(match, Span(*match.span()))


def _read_spelled(lowered: str, start: int) -> Quantity | None:
    """The longest number in words that ends where a number may end."""
    for end, value in reversed(find_spelled(lowered, start)):
        if _NUMBER_END.match(lowered, end):
            noun = _counted_noun(lowered, end)
            return Quantity(Span(start, end), QuantityKind.COUNT, value, noun, Role.TARGET)
    return None


def _stands_alone(text: str, span: Span) -> bool:
    beside = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    return not any(character.isalnum() or character == "_" for character in beside)


def _word_quantity(match: re.Match[str], span: Span) -> Quantity:
    words = match.group()
    if match["absolute"]:
        return Quantity(span, QuantityKind.ABSOLUTE, _ABSOLUTE.get(words, 1.0), words, Role.TARGET)
    if match["rank"]:
        place = match["place"] or "1"
        value = float(place) if place.isdigit() else float(WORD_NUMBERS.get(place, 1))
        return Quantity(span, QuantityKind.RANK, value, "rank", Role.TARGET)
    return Quantity(span, QuantityKind.RATIO, _fraction(words), "", Role.TARGET)


def _fraction(words: str) -> float:
    parts = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
    first, *_, last = re.split(r"[\s-]", f"one {words}" if words == "half" else words)
    return WORD_NUMBERS.get(first, 1) * parts[last.removesuffix("s")]
