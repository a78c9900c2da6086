"""Mend the values of a measured result: missing baselines, hidden values, values that cannot be meant."""

from __future__ import annotations

import re

from coach.critic.draft import PLACEHOLDER, Draft, Step
from coach.critic.phrases import capitalise, is_base_verb
from coach.domain.finding import Finding
from coach.domain.source import Span
from coach.domain.statement import ClauseKind, Quantity, QuantityKind, Reading, Role

__all__ = ["ask_for_doubtful_value", "insert_baseline", "show_hidden_value"]

_TO = re.compile(
    r"(?:\b(?:up|down|back)\s+)?\bto\s+(?:(?:at least|at most|about|around|approx\.?|over|under"
    r"|above|below|more than|less than|fewer than|no more than|a|an|the|only)\s+)*[≥≤<>~]?\s*$",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\s*(?P<sign><=|>=|=<|=>|[<>≤≥])\s*$")
_SIGNS = {
    "<": "under",
    ">": "over",
    "≤": "at most",
    "≥": "at least",
    "<=": "at most",
    "=<": "at most",
    ">=": "at least",
    "=>": "at least",
}
_LINK = re.compile(
    r"\s*(?::|=|\bof\b|\bat\b|\bis\b)?\s*(?P<bound>(?:under|below|over|above|at least|at most"
    r"|less than|more than|fewer than)\s+)?$",
    re.IGNORECASE,
)
_WITH_SCALE = re.compile(r"^(?:[a-z]\.)?\s*(?:%|points?)", re.IGNORECASE)
_STOP = re.compile(r"\s*(?:[;,.!]\s|[;,.!]?$|\s(?:and|while|with|without|[-–—])\s|\()")
_NUMBER = re.compile(r"(?P<before>\D*)\d[\d.,]*(?P<after>\s?(?:%|[a-zA-Z]{1,9})?)")
_WITH_UNIT = (QuantityKind.PERCENT, QuantityKind.DURATION, QuantityKind.POINTS)
_WHEN = re.compile(r"\b(?:by|until|till|before|due|deadline:?)\s*$", re.IGNORECASE)
_UNDATED = re.compile(r"tb[adc]", re.IGNORECASE)
_UP_OR_DOWN = re.compile(r"\b(?:up|down) to (?=\[target\])", re.IGNORECASE)
_UNIT = re.compile(r"^[$€£¥₹]\s?|\s?%$")


def insert_baseline(draft: Draft) -> Step | None:
    """`Increase trial conversion to 40%` becomes `Increase trial conversion from [baseline] to 40%`."""
    finding = draft.find("missing-baseline")
    target = draft.reading.change.target
    if finding is None or target is None:
        return None
    text = _with_baseline(draft.reading, target)
    value = target.span.of(draft.text)
    change = (
        f"Without the value today nobody sees how big the step to {value} is, so the baseline is asked for."
    )
    return Step(text, (change,))


def _with_baseline(reading: Reading, target: Quantity) -> str:
    text, start = reading.text, target.span.start
    before, rest = text[:start], text[start:]
    if target.role is not Role.STEP:
        to = _TO.search(before)
        if to:
            return f"{before[: to.start()]}from [baseline] {before[to.start() :]}{rest}"
        moved = _after_metric(reading, before, rest)
        if moved is not None:
            return moved
    at = _end_of_phrase(reading, target.span.end)
    return f"{text[:at]} (from [baseline]){text[at:]}"


def _after_metric(reading: Reading, before: str, rest: str) -> str | None:
    """`NPS 60`, `load time < 10 s`: the value follows its metric and nothing but a limit stands between."""
    if reading.decided_by not in ("metric", "fragment", "reading") or reading.change.metric is None:
        return None
    if (
        is_base_verb(reading.change.metric.of(reading.text).split()[0].lower())
        and reading.decided_by != "metric"
    ):
        return None
    end = reading.change.metric.end
    between = before[end:]
    sign = _SIGN.search(before)
    if sign and sign.start() <= end + 1:
        return f"{before[: sign.start()]} from [baseline] to {_SIGNS[sign['sign']]} {rest}"
    link = _LINK.fullmatch(between) if end <= len(before) else None
    if link is None:
        return None
    return f"{before[:end]} from [baseline] to {link['bound'] or ''}{rest}"


def _end_of_phrase(reading: Reading, start: int) -> int:
    """Where the phrase of a value ends: before the next clause, mark or joint."""
    text = reading.text
    ends = [
        clause.span.start
        for clause in reading.clauses
        if clause.span.start >= start and clause.kind is not ClauseKind.LABEL
    ]
    stop = _STOP.search(text, start)
    if stop:
        ends.append(stop.start())
    end = min([*ends, len(text)])
    return start + len(text[start:end].rstrip(" ,;.([-–"))


def show_hidden_value(draft: Draft) -> Step | None:
    """`up to X%` becomes `up to [target]%`."""
    hidden = [
        quantity
        for quantity in draft.reading.quantities
        if quantity.kind is QuantityKind.REDACTED and not PLACEHOLDER.fullmatch(quantity.span.of(draft.text))
    ]
    if not hidden or draft.find("redacted-target") is None:
        return None
    text, names = draft.text, []
    for quantity in reversed(hidden):
        names.append(quantity.span.of(text))
        text = _replace(text, quantity.span, _placeholder(quantity, draft.text))
        to = _TO.search(text[: quantity.span.start])
        if (
            to
            and quantity == draft.reading.change.target
            and draft.reading.change.baseline is None
            and not draft.fields.get("baseline")
        ):
            text = f"{text[: to.start()]}from [baseline] {text[to.start() :]}"
    hidden_words = " and ".join(repr(name) for name in reversed(names))
    return Step(text, (f"{hidden_words} hides a value, so the line shows it as unknown.",))


def _placeholder(quantity: Quantity, text: str) -> str:
    name = "[baseline]" if quantity.role is Role.BASELINE else "[target]"
    if _WHEN.search(text[: quantity.span.start]) and _UNDATED.fullmatch(quantity.span.of(text)):
        return "[deadline]"
    words = quantity.span.of(text)
    number = _NUMBER.fullmatch(words)
    if quantity.kind in _WITH_UNIT and number is not None:
        return f"{number['before']}{name}{number['after']}"
    unit = _UNIT.search(words)
    if unit is None:
        return name
    return unit.group().strip() + name if words.startswith(unit.group()) else name + unit.group().strip()


def _replace(text: str, span: Span, words: str) -> str:
    return f"{text[: span.start]}{words}{text[span.end :]}"


def ask_for_doubtful_value(draft: Draft) -> Step | None:
    """Replace a value that contradicts the rest by a placeholder, and ask which one is meant."""
    finding = draft.find("contradictory-change", "target-equals-baseline", "impossible-percentage")
    if finding is None:
        return None
    doubtful = _doubtful(draft, finding)
    if not doubtful:
        return None
    text = draft.text
    words = [quantity.span.of(text) for quantity in doubtful]
    for quantity in sorted(doubtful, key=lambda quantity: quantity.span, reverse=True):
        text = _replace(text, quantity.span, _placeholder(quantity, draft.text))
    text = _UP_OR_DOWN.sub("to ", text)
    named = " and ".join(words)
    change = f"{capitalise(finding.message)}; {named} is left open until it is known what is meant."
    return Step(text, (change,), (_ask(draft, finding),))


def _doubtful(draft: Draft, finding: Finding) -> list[Quantity]:
    change = draft.reading.change
    if finding.name == "contradictory-change":
        return [quantity for quantity in (change.baseline, change.target) if quantity is not None]
    return [quantity for quantity in draft.reading.quantities if quantity.span == finding.span]


def _ask(draft: Draft, finding: Finding) -> str:
    change = draft.reading.change
    if finding.name != "contradictory-change" or change.baseline is None or change.target is None:
        return finding.question
    first, second = change.baseline.span.of(draft.text), change.target.span.of(draft.text)
    return f"Which value is meant as the start and which as the aim, {first} or {second}?"
