"""Dates, cycles and other digits that are no quantity: versions, issue numbers, standards, percentiles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.domain.source import Span
from coach.parsing.patterns import lower_aligned, pattern

__all__ = ["find_deadlines", "find_names"]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_PERIOD = (
    r"(?:(?:fy|cy)\s?'?(?:20)?\d\d(?:\s?[-/]?\s?[qh][1-4])?"
    rf"|[qht][1-4](?:\s?[-/–]\s?[qht]?[1-4])?(?:\s?[-/']?\s?(?:{_YEAR}|fy\d\d|'?\d\d(?![\d%])))?"
    rf"|{_YEAR}\s?[-/]?\s?[qh][1-4]"
    r"|eoq|eoy|eom|eod|asap)\b"
)
_DATE = (
    rf"(?:{_YEAR}-\d\d(?:-\d\d)?|\d{{1,2}}(?:\.\d{{1,2}}\.|/\d{{1,2}}/)(?:{_YEAR}|\d\d)\b"
    rf"|{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?|{_MONTH}\s+(?:{_DAY}\b(?!%|\s?(?:users"
    rf"|customers))(?:,?\s+{_YEAR})?|{_YEAR})"
    r"|(?:cw|kw|week|wk)\s?\d{1,2}\b(?=[.,;)\]]|$))"
)
_NAMED_PERIOD = (
    r"(?:(?:this|the|next|current|coming|each|every)\s+)?(?:(?:fiscal|calendar|school|financial)\s+)?"
    r"(?:quarter|year|half[- ]?year|month|semester|term|cycle|season|trimester|sprint)(?:[\s-]?end)?\b"
)
_NAMED_TIME = (
    r"(?:easter|christmas|xmas|summer|autumn|winter|spring|year-?end|thanksgiving|ramadan|black friday)\b"
)
# What opens a date, tried in turn. All of them know lower case only: they compile and run faster so.
_SURE = pattern(rf"\b(?:{_DATE}|{_PERIOD})")
_JOINT = pattern(r"\s?(?:[-–]|to|and)\s?")
_YEAR_BEHIND = pattern(rf"\s+{_YEAR}\b")
_NAMED = pattern(
    rf"\b(?:\d{{1,2}}\.\d{{1,2}}\.(?!\d)|{_MONTH}(?:\s*[-–/]\s*{_MONTH})?(?:\s+{_YEAR})?"
    rf"|{_YEAR}\b|{_NAMED_TIME}|(?:the )?first half\b|(?:the )?second half\b)"
)
_BARE_PERIOD = pattern(rf"\b{_NAMED_PERIOD}")
_LEAD_IN = pattern(
    r"(?:(?:^|(?<=[\s(\[,;:–-]))(?:by|before|until|till|no later than|not later than|latest|due|starting"
    r"|from|since|during|within|in|at|on|for|of|as of|through|throughout|this|next|per|over|prior to|up to"
    r"|after|come|target|deadline|expected|start of|beginning of|mid|late|early|end|the|very|close|start"
    r"|beginning|middle|last day|last week|first half|second half|first week)\b[\s:-]*)+$"
)
_DUE = pattern(
    r"\b(?:by|before|until|till|due|latest|end|start|beginning|mid|late|early|close"
    r"|no later than|last day|this|next|first half|second half)\b"
)
_TOKEN = pattern(r"[a-z]+|\d+")
_STARTS = frozenset(
    "fy cy q h t eoq eoy eom eod asap jan january feb february mar march apr april may jun june "
    "jul july aug august sep sept september oct october nov november dec december cw kw week wk "
    "this the next current coming each every fiscal calendar school financial quarter year half "
    "halfyear month semester term cycle season trimester sprint quarterend yearend monthend easter "
    "christmas xmas summer autumn winter spring thanksgiving ramadan black first second".split()
)
_DATE_DIGITS = pattern(r"(?:19|20)\d\d|\d{1,2}(?:[./]\d|(?:st|nd|rd|th)?\s+[a-z])")
_REFERENCE = pattern(r"https?://\S+|www\.\S+|\b[\w.-]+(?:/[\w.-]+)*[#&!]\d+\b|(?<!\w)#\d{2,}\b")
_NAME = pattern(
    r"\b[a-z][a-z0-9]{1,9}-\d{1,6}\b(?!\s?%)|\b(?:iso(?:/iec)?|iec|soc|pci|en|din|rfc|tls|bs|ieee|astm|nist"
    r"|cis|fips|ifrs|ias|gaap|http|usb|wcag|pas|brc|haccp|mdr|do|asil|icd)[\s-]?\d[\d.:-]*\b|\b(?:v|year"
    r"|ver\.?|version|release|rel\.?|phase|stage|tier|level|step|wave|part|chapter|section|article|line"
    r"|room|building|hall|gate|route|class|grade|type|model|sheet|form|plant|site|district|zone|unit|batch"
    r"|cohort|milestone|sprint|priority|prio|severity|sev|p|gen|rule|test|objective|kr|goal|no\.|nr\."
    r"|number|clause|item|option|ward|block|lot|dock|track|page)[\s-]?#?\d+(?:\.\d+)*[a-z]?\b(?!\s?(?:%"
    r"|percent|x\b|times\b|days\b|hours\b|min|weeks\b|/\d))"
    r"|\b[a-z]+[a-z-]*\d+(?:[.-]\d+)*[a-z]*\b(?!\s?%)|\b[1-4](?:d|g|p|pl|fa)\b|\b(?:24/7"
    r"|24x7|7x24|50/50|80/20|9-to-5|360°?|10-k|10-q)(?!\w)|\b\d+[-–](?:days?|weeks?|months?|years?|hours?"
    r"|minutes?|min|seconds?|sec|page|point|step|person|people|star|fold|tier|mile|km|metre|meter|room|bed"
    r"|seat|question|item|part|stage|way|digit|inch|h|d|yr|y|mo)\b(?!\s+(?:faster|slower|less|more"
    r"|earlier))|\b\d+k(?=\s(?:race|run|walk|relay|swim|ride)s?\b)|(?:(?<=run a )|(?<=a )"
    r"|(?<=our ))\d+k\b(?!\s*[-–+%]|\s+(?:users|customers|visits|followers|subscribers|leads|of|per|sign"
    r"|new|mrr|arr|revenue|downloads|page|members|tickets|contract|deal|budget))"
    r"|(?<=\w )[1-4]\.0\b(?!\s?(?:%|[a-z]))|\b\d+\.\d{1,2}\.\d{1,2}\b(?!\.?\d)|\b\d+\.\d+(?=\s(?:release"
    r"|version|update|beta|launch|milestone)\b)|\b(?:1st|2nd|3rd|\d+th)\b"
)
_REFERENCE_SIGN = pattern(r"[#&!]|//|www\.")
_MAY_HOLD_NAME = pattern(r"\d|https?://")
_CHUNK_PATTERN = (
    r"(?:(?<!\S)[^\W\d]\S*+ )?(?<!\S)[^\s\d]*+\d\S*(?: (?:days?|weeks?|months?|faster|slower|less|more"
    r"|earlier|users|release|version|update|beta|of|races?|runs?|walks?|relays?|swims?|rides?)\b)?"
)
_CHUNK = pattern(_CHUNK_PATTERN)
_ADDRESS_OR_CHUNK = pattern(rf"https?://\S+|{_CHUNK_PATTERN}")
_PLAIN = pattern(
    r"(?:[^\W\d_]+ )?[$€£]?\d+(?:[.,]\d+)?%[,.;:)]?"
    r"|(?:from|to|by|at|least|under|over|than|of|all|is|are) [$€£]?\d+[,;:)]?"
)
_CURRENCY_CODE = pattern(r"^(?:usd|eur|gbp|chf|inr|jpy|us|eu|nok|sek|dkk|aud|cad|pln|brl)\d")
_LEVEL_WORDS = pattern(r"(?:level|grade|line|unit|number|page|item|class|room|rate|score|stage)\s\d")
_SHORT_FORM = pattern(r"[1-4](?:d|g|p|pl|fa)")


def find_deadlines(text: str) -> list[Span]:
    """Dates, cycles and named periods, with the words that lead in to them, in order.

    A bare month, year or season counts with a lead-in (`in May`) or in brackets; a bare period (`quarter`)
    only with a word that sets an end (`by the end of the quarter`), so that `per quarter` stays a rate.
    """
    lowered = lower_aligned(text)
    found: list[Span] = []
    for kind, start, end in _find_anchors(lowered):
        lead = _LEAD_IN.search(lowered[max(0, start - 40) : start])
        words = lead.group() if lead else ""
        if kind is _NAMED and words.strip() in ("", "the") and not _is_bracketed(text, start, end):
            continue
        if kind is _BARE_PERIOD and not _DUE.search(words + lowered[start:end]):
            continue
        found.append(Span(start - len(words), end))
    return found


def _find_anchors(lowered: str) -> Iterator[tuple[re.Pattern[str], int, int]]:
    """Every date or period with the pattern that knows it, tried where one may begin."""
    position = 0
    for token in _TOKEN.finditer(lowered):
        start = token.start()
        if start < position:
            continue
        word = token.group()
        if word not in _STARTS and not (word[0].isdigit() and _DATE_DIGITS.match(lowered, start)):
            continue
        for kind in (_SURE, _NAMED, _BARE_PERIOD):
            match = kind.match(lowered, start)
            if match:
                position = _find_end(lowered, match.end()) if kind is _SURE else match.end()
                yield kind, start, position
                break


def _find_end(lowered: str, end: int) -> int:
    """Where a sure date ends: behind the second one of a range, and behind its year."""
    joint = _JOINT.match(lowered, end)
    second = _SURE.match(lowered, joint.end()) if joint else None
    end = second.end() if second else end
    year = _YEAR_BEHIND.match(lowered, end)
    return year.end() if year else end


def _is_bracketed(text: str, start: int, end: int) -> bool:
    return text[:start].rstrip()[-1:] in ("(", "[") and text[end:].lstrip()[:1] in (")", "]")


def find_names(text: str) -> list[Span]:
    """Digits that belong to a name, in order: `GPT-4`, `ISO 27001`, `v2.1`, `#123`, `30-day`, `p95`."""
    if not _MAY_HOLD_NAME.search(text):
        return []
    spans: list[Span] = []
    lowered = lower_aligned(text)
    find = _find_reference_or_name if _REFERENCE_SIGN.search(lowered) else _NAME.search
    chunks = _ADDRESS_OR_CHUNK if "://" in text else _CHUNK
    for chunk in chunks.finditer(text):
        if _PLAIN.fullmatch(text, chunk.start(), chunk.end()):
            continue
        position = chunk.start()
        while match := find(lowered, position, chunk.end()):
            if _is_written_as_name(match.group(), text[match.start() : match.end()]):
                spans.append(Span(match.start(), match.end()))
            position = max(match.end(), position + 1)
    return spans


def _is_written_as_name(lowered: str, written: str) -> bool:
    """`Line 4` and `2FA` are names, `line 4` and `2fa` are none, nor is an amount of money."""
    if _CURRENCY_CODE.match(lowered):
        return False
    if _SHORT_FORM.fullmatch(lowered):
        return written.isupper()
    return not (_LEVEL_WORDS.match(lowered) and written[0].islower())


def _find_reference_or_name(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first of both; where they begin together, the reference."""
    reference, name = _REFERENCE.search(text, start, end), _NAME.search(text, start, end)
    if reference is None or (name is not None and name.start() < reference.start()):
        return name
    return reference
