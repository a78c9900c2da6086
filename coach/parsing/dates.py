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
_FISCAL = r"(?:fy|cy)\s?'?(?:20)?\d\d(?:\s?[-/]?\s?[qh][1-4])?"
_PERIOD = (
    rf"(?:(?:{_FISCAL})|[qht][1-4](?:\s?[-/–]\s?[qht]?[1-4])?(?:\s?[-/']?\s?(?:{_YEAR}|fy\d\d|'?\d\d(?![\d%])))?|{_YEAR}\s?[-/]?\s?[qh][1-4]"
    r"|eoq|eoy|eom|eod|asap)\b"
)
_DATE = (
    rf"(?:{_YEAR}-\d\d(?:-\d\d)?|\d{{1,2}}[./]\d{{1,2}}[./](?:{_YEAR}|\d\d)\b|\d{{1,2}}\.\d{{1,2}}\.(?!\d)"
    rf"|{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?|{_MONTH}\s+{_DAY}\b(?!%|\s?(?:users|customers))(?:,?\s+{_YEAR})?|{_MONTH}\s+{_YEAR}"
    rf"|(?:cw|kw|week|wk)\s?\d{{1,2}}(?:\s?/\s?{_YEAR})?\b(?=[.,;)\]]|$))"
)
_LEAD = (
    r"(?:\b(?:by|before|until|till|no later than|not later than|latest|due|starting|from|since|during|within|in|at|on|for|of|as of|through|throughout|this|next|per|over|"
    r"prior to|up to|after|per|come|target|deadline|expected|released?|start of|beginning of|mid|late|early|end)\b[\s:-]*)*"
    r"(?:the\s+)?(?:(?:very\s+)?(?:end|close|start|beginning|middle|mid|late|early|last day|last week|first half|second half|first week)[\s-]*(?:of\s+)?)?(?:the\s+)?"
)
_NAMED_PERIOD = (
    r"(?:(?:this|the|next|current|coming|each|every)\s+)?(?:(?:fiscal|calendar|school|financial)\s+)?(?:quarter|year|half[- ]?year|half|month|semester|term|cycle|season|trimester|sprint)"
    r"(?:[\s-]?end)?\b"
)
_NAMED_TIME = r"(?:easter|christmas|summer|autumn|winter|spring|fall|yearend|year-end|thanksgiving|ramadan)\b"
_DEADLINE = re.compile(
    rf"{_LEAD}(?:{_DATE}|{_PERIOD})(?:\s?(?:[-–]|to|and)\s?(?:{_DATE}|{_PERIOD}))?(?:\s+{_YEAR}\b)?"
    rf"|\b(?:by|before|until|till|at|due|for|in|during|latest|within)\s+(?:the\s+)?(?:(?:end|close|start|beginning|middle|mid|late|early|last day|first half|second half)[\s-]*(?:of\s+)?(?:the\s+)?)?"
    rf"(?:{_NAMED_PERIOD}|{_MONTH}(?:\s+{_YEAR})?|{_YEAR}\b|{_NAMED_TIME})"
    rf"|\b(?:end|start|beginning|mid|late|early)[\s-]+(?:of\s+)?(?:the\s+)?(?:{_MONTH}|{_NAMED_PERIOD})(?:\s+{_YEAR})?"
    rf"|\b(?:this|next|per)\s+(?:quarter|year|half|semester|term|cycle|season)\b"
    rf"|[(\[]\s*(?:{_MONTH}(?:\s+{_YEAR})?|{_YEAR})\s*[)\]]"
    rf"|\b{_MONTH}\s*[-–/]\s*{_MONTH}(?:\s+{_YEAR})?",
    re.IGNORECASE,
)
_MAY_HOLD_DATE = re.compile(
    r"\d|\b(?:by|before|until|till|end|due|eo[qymd]|asap|latest|this|next|mid|late|early|in|during|at|[qh][1-4])\b|[(\[](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"https?://\S+|www\.\S+"
    r"|\b[\w.-]+(?:/[\w.-]+)*[#&!]\d+\b|(?<!\w)#\d{2,}\b|\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b(?!\s?%)"
    r"|\b(?:ISO(?:/IEC)?|IEC|SOC|PCI|EN|DIN|RFC|TLS|BS|IEEE|ASTM|NIST|CIS|FIPS|IFRS|IAS|GAAP|HTTP|USB|WCAG|PAS|BRC|HACCP|MDR|DO|ASIL|ICD)[\s-]?\d[\d.:-]*\b"
    r"|\b(?:v|ver\.?|version|release|rel\.?|phase|stage|tier|level|step|wave|part|chapter|section|article|line|room|building|hall|gate|route|class|grade|type|model|sheet|form|plant|site|district|"
    r"zone|unit|batch|cohort|milestone|sprint|priority|prio|severity|sev|p|gen|rule|test|objective|kr|goal|no\.|nr\.|number|clause|item|option|ward|block|lot|dock|track|page)[\s-]?#?\d+(?:\.\d+)*[a-z]?\b"
    r"(?!\s?(?:%|percent|x\b|times\b|days\b|hours\b|min|weeks\b|/\d))"
    r"|\b[A-Za-z]+[A-Za-z-]*\d+(?:[.-]\d+)*[A-Za-z]*\b(?!\s?%)"
    r"|\b[1-4](?:D|G|P|PL|FA)\b|\b(?:24/7|24x7|7x24|50/50|80/20|9-to-5|360°?|10-K|10-Q)(?!\w)"
    r"|\b\d+[-–](?:days?|weeks?|months?|years?|hours?|minutes?|min|seconds?|sec|page|point|step|person|people|star|fold|tier|mile|km|metre|meter|room|bed|seat|question|item|part|stage|way|digit|inch|h|d|yr|y|mo)\b"
    r"(?!\s+(?:faster|slower|less|more|earlier))"
    r"|(?:(?<=run a )|(?<=a )|(?<=our ))\d+[kK]\b(?!\s*[-–+%]|\s+(?:users|customers|visits|followers|subscribers|leads|of|per|sign|new|mrr|arr|revenue|downloads|page|members|tickets|contract|deal|budget))"
    r"|(?<=[A-Z][a-z])\s\d\.\d\b|\b\d+\.\d{1,2}\.\d{1,2}\b(?!\.?\d)|\b\d+\.\d+(?=\s(?:release|version|update|beta|launch|milestone)\b)"
    r"|\b(?:1st|2nd|3rd|\d+th)\b",
    re.IGNORECASE,
)
_PERCENTILE = re.compile(r"^p\d{2}(?:\.\d+)?$", re.IGNORECASE)
_CURRENCY_CODE = re.compile(r"^(?:usd|eur|gbp|chf|inr|jpy|us|eu|nok|sek|dkk|aud|cad|pln|brl)\d", re.IGNORECASE)
_LEVEL_WORDS = re.compile(r"^(?:level|grade|line|unit|number|page|item|class|room|rate|score|stage)\s\d", re.IGNORECASE)


def find_deadlines(text: str) -> list[Span]:
    """Dates, cycles and named periods, with the words that lead in to them, in order."""
    if _MAY_HOLD_DATE.search(text) is None:
        return []
    return [Span(match.start(), match.end()) for match in _DEADLINE.finditer(text) if match.end() > match.start()]


def find_names(text: str) -> list[Span]:
    """Digits that belong to a name, in order: `GPT-4`, `ISO 27001`, `v2.1`, `#123`, `30-day`, `p95`."""
    spans = []
    for match in _NAME.finditer(text):
        words = match.group()
        if _CURRENCY_CODE.match(words) or (_LEVEL_WORDS.match(words) and text[match.start()].islower()):
            continue
        spans.append(Span(match.start(), match.end()))
    return spans
