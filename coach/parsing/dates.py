"""Dates, cycles and other digits that are no quantity: versions, issue numbers, standards, names, percentiles."""

from __future__ import annotations

import re

from coach.domain.source import Span

__all__ = ["find_deadlines", "find_names"]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_PERIOD = (
    r"(?:(?:fy|cy)\s?'?(?:20)?\d\d(?:\s?[-/]?\s?[qh][1-4])?"
    rf"|[qht][1-4](?:\s?[-/–]\s?[qht]?[1-4])?(?:\s?[-/']?\s?(?:{_YEAR}|fy\d\d|'?\d\d(?![\d%])))?|{_YEAR}\s?[-/]?\s?[qh][1-4]"
    r"|eoq|eoy|eom|eod|asap)\b"
)
_DATE = (
    rf"(?:{_YEAR}-\d\d(?:-\d\d)?|\d{{1,2}}(?:\.\d{{1,2}}\.|/\d{{1,2}}/)(?:{_YEAR}|\d\d)\b|\d{{1,2}}\.\d{{1,2}}\.(?!\d)"
    rf"|{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?|{_MONTH}\s+{_DAY}\b(?!%|\s?(?:users|customers))(?:,?\s+{_YEAR})?|{_MONTH}\s+{_YEAR}"
    r"|(?:cw|kw|week|wk)\s?\d{1,2}\b(?=[.,;)\]]|$))"
)
_NAMED_PERIOD = (
    r"(?:(?:this|the|next|current|coming|each|every)\s+)?(?:(?:fiscal|calendar|school|financial)\s+)?"
    r"(?:quarter|year|half[- ]?year|month|semester|term|cycle|season|trimester|sprint)(?:[\s-]?end)?\b"
)
_NAMED_TIME = r"(?:easter|christmas|xmas|summer|autumn|winter|spring|year-?end|thanksgiving|ramadan|black friday)\b"
_ANCHOR = re.compile(
    rf"\b(?:(?P<sure>(?:{_DATE}|{_PERIOD})(?:\s?(?:[-–]|to|and)\s?(?:{_DATE}|{_PERIOD}))?(?:\s+{_YEAR}\b)?)"
    rf"|(?P<named>{_MONTH}(?:\s*[-–/]\s*{_MONTH})?(?:\s+{_YEAR})?|{_YEAR}\b|{_NAMED_TIME}|(?:the )?first half\b|(?:the )?second half\b)|(?P<period>{_NAMED_PERIOD}))",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:(?:^|(?<=[\s(\[,;:–-]))(?:by|before|until|till|no later than|not later than|latest|due|starting|from|since|during|within|in|at|on|for|of|as of|through|throughout|this|next|per|over|prior to|up to|after"
    r"|come|target|deadline|expected|start of|beginning of|mid|late|early|end|the|very|close|start|beginning|middle|last day|last week|first half|second half|first week)\b[\s:-]*)+$",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\b(?:by|before|until|till|due|latest|end|start|beginning|mid|late|early|close|no later than|last day|this|next|first half|second half)\b", re.IGNORECASE
)
_MAY_HOLD_DATE = re.compile(
    r"\d|quarter|year|month|semester|term|cycle|season|sprint|\beo[qymd]\b|asap|first half|second half|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|easter|mas\b|summer|autumn|winter|spring|thanksg|black fri",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"https?://\S+|www\.\S+"
    r"|\b[\w.-]+(?:/[\w.-]+)*[#&!]\d+\b|(?<!\w)#\d{2,}\b|\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b(?!\s?%)"
    r"|\b(?:ISO(?:/IEC)?|IEC|SOC|PCI|EN|DIN|RFC|TLS|BS|IEEE|ASTM|NIST|CIS|FIPS|IFRS|IAS|GAAP|HTTP|USB|WCAG|PAS|BRC|HACCP|MDR|DO|ASIL|ICD)[\s-]?\d[\d.:-]*\b"
    r"|\b(?:v|year|ver\.?|version|release|rel\.?|phase|stage|tier|level|step|wave|part|chapter|section|article|line|room|building|hall|gate|route|class|grade|type|model|sheet|form|plant|site|district|"
    r"zone|unit|batch|cohort|milestone|sprint|priority|prio|severity|sev|p|gen|rule|test|objective|kr|goal|no\.|nr\.|number|clause|item|option|ward|block|lot|dock|track|page)[\s-]?#?\d+(?:\.\d+)*[a-z]?\b"
    r"(?!\s?(?:%|percent|x\b|times\b|days\b|hours\b|min|weeks\b|/\d))"
    r"|\b[A-Za-z]+[A-Za-z-]*\d+(?:[.-]\d+)*[A-Za-z]*\b(?!\s?%)"
    r"|(?-i:\b[1-4](?:D|G|P|PL|FA)\b)|\b(?:24/7|24x7|7x24|50/50|80/20|9-to-5|360°?|10-K|10-Q)(?!\w)"
    r"|\b\d+[-–](?:days?|weeks?|months?|years?|hours?|minutes?|min|seconds?|sec|page|point|step|person|people|star|fold|tier|mile|km|metre|meter|room|bed|seat|question|item|part|stage|way|digit|inch|h|d|yr|y|mo)\b"
    r"(?!\s+(?:faster|slower|less|more|earlier))"
    r"|(?:(?<=run a )|(?<=a )|(?<=our ))\d+[kK]\b(?!\s*[-–+%]|\s+(?:users|customers|visits|followers|subscribers|leads|of|per|sign|new|mrr|arr|revenue|downloads|page|members|tickets|contract|deal|budget))"
    r"|(?<=\w )[1-4]\.0\b(?!\s?(?:%|[a-z]))|\b\d+\.\d{1,2}\.\d{1,2}\b(?!\.?\d)|\b\d+\.\d+(?=\s(?:release|version|update|beta|launch|milestone)\b)"
    r"|\b(?:1st|2nd|3rd|\d+th)\b",
    re.IGNORECASE,
)
_CHUNK = re.compile(r"https?://\S+|(?:(?<!\S)[^\W\d]\S*[ -])?\S*\d\S*(?: (?:days?|weeks?|months?|faster|slower|less|more|earlier|users|release|version|update|beta|of)\b)?")
_CURRENCY_CODE = re.compile(r"^(?:usd|eur|gbp|chf|inr|jpy|us|eu|nok|sek|dkk|aud|cad|pln|brl)\d", re.IGNORECASE)
_LEVEL_WORDS = re.compile(r"^(?:level|grade|line|unit|number|page|item|class|room|rate|score|stage)\s\d", re.IGNORECASE)


def find_deadlines(text: str) -> list[Span]:
    """Dates, cycles and named periods, with the words that lead in to them, in order.

    A bare month, year or season counts with a lead-in (`in May`) or in brackets; a bare period (`quarter`) only with a
    word that sets an end (`by the end of the quarter`), so that `per quarter` stays a rate.
    """
    if _MAY_HOLD_DATE.search(text) is None:
        return []
    found: list[Span] = []
    for match in _ANCHOR.finditer(text):
        start = match.start()
        lead = _LEAD_IN.search(text[max(0, start - 40) : start])
        words = lead.group() if lead else ""
        if match["named"] and not words and not _is_bracketed(text, match):
            continue
        if match["period"] and not _DUE.search(words + match["period"]):
            continue
        found.append(Span(start - len(words), match.end()))
    return found


def _is_bracketed(text: str, match: re.Match[str]) -> bool:
    return text[: match.start()].rstrip()[-1:] in ("(", "[") and text[match.end() :].lstrip()[:1] in (")", "]")


def find_names(text: str) -> list[Span]:
    """Digits that belong to a name, in order: `GPT-4`, `ISO 27001`, `v2.1`, `#123`, `30-day`, `p95`."""
    spans: list[Span] = []
    for chunk in _CHUNK.finditer(text):
        position = chunk.start()
        while match := _NAME.search(text, position, chunk.end()):
            words = match.group()
            if not _CURRENCY_CODE.match(words) and not (
                _LEVEL_WORDS.match(words) and text[match.start()].islower()
            ):
                spans.append(Span(match.start(), match.end()))
            position = max(match.end(), position + 1)
    return spans
