"""Take a statement's core out of what stands around it: label, deadline, notes, purpose and means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.domain.source import Span
from coach.domain.statement import Clause, ClauseKind, Reading

__all__ = ["Peeled", "peel"]

_REFERENCE = re.compile(
    r"\s*(?:[;,]\s*)?(?:\b(?:see|link(?: to [\w ]+)?:?|cf\.?)\s+)?(?:https?://\S+"
    r"|\b[\w-]+\.(?:example|com|org|io|net)/\S*)\s*$"
    r"|\s*,?\s*\bsee\s+#\S.*$|\s+(?:--|->|=>)\s.*$"
    r"|\s*\b(?:in progress|on track|wip|done so far)\s*$",
    re.IGNORECASE,
)
_SOMETIME = re.compile(
    r"\s*,?\s*(?:\b(?:ideally |as )?soon(?: as possible)?|\basap|\bin the (?:near future"
    r"|coming (?:weeks|months|years?))"
    r"|\b(?:until|by|before)\s+(?:tbd|tba|tbc)|[(\[](?:deadline|date|due)[^)\]]*(?:tbc|tbd"
    r"|tba)[)\]])\s*(?=[.!]*\s*$|\s*[(\[])",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r"^(?:by|before|until|till|no later than|at the|in|on|during|within|through|end|from|for|this"
    r"|next|over|as of|since)\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"^\s*(?:\[[^\]]{1,12}\]\s*)?(?:(?:O\d+\s?[-.]?\s?)?KR\s?\d+(?:\.\d+)*\s*[-:.)–]*\s+)?(?:[-•*–]\s+)?"
)
_OPEN_END = re.compile(
    r"\b(?:is|are|was|were|be|been|being|come in|comes in|of|for|with|and|or|not)$", re.IGNORECASE
)
_DESTINATION = re.compile(r"to [A-Z][a-z]")
"""`translated to Polish` tells where to, not what for."""
_SENTENCE_END = re.compile(r"[.!](?=\s+[A-Z(])")
_BRACKETS = 2
_EDGE = " \t,;:.!-–—=>~↑↓"


@dataclass(frozen=True, slots=True)
class Peeled:
    """The parts of a statement.

    Attributes:
        core: What is done or what is measured.
        deadline: ` by June`, ready to be appended; empty where there is none.
        purpose: `to raise retention`, empty where there is none.
        means: `by training the team`, empty where there is none.
    """

    core: str
    deadline: str
    purpose: str = ""
    means: str = ""


def peel(reading: Reading) -> Peeled:
    """Split a statement. A deadline in the middle of the core stays where it is."""
    text = reading.text
    sentence = _SENTENCE_END.search(text, 12)
    end = sentence.start() if sentence else len(text)
    start, deadlines = _start(reading, end)
    aside = {ClauseKind.PURPOSE: "", ClauseKind.MEANS: ""}
    shorter: int | None = end
    while shorter is not None:
        end = start + len(text[start:shorter].rstrip(_EDGE))
        shorter = _trim(reading, Span(start, end), deadlines, aside)
    if end <= start:
        return Peeled(text.strip(_EDGE), "")
    deadline = deadlines[0] if deadlines else ""
    return Peeled(text[start:end].strip(_EDGE), deadline, aside[ClauseKind.PURPOSE], aside[ClauseKind.MEANS])


def _trim(reading: Reading, core: Span, deadlines: list[str], aside: dict[ClauseKind, str]) -> int | None:
    """Where the core ends without what closes it; `None` when nothing does. Notes down what was taken off."""
    text, start, end = reading.text, core.start, core.end
    vague = _SOMETIME.search(text, start, end)
    if vague and vague.end() >= end:
        deadlines.append(" by [deadline]")
        return vague.start()
    clause = _last_clause(reading.clauses, start, end)
    if clause is None:
        reference = _REFERENCE.search(text, start, end)
        return reference.start() if reference and reference.end() >= end else None
    if _leaves_open(text[start : clause.span.start], clause, text):
        return None
    if clause.kind in aside:
        aside[clause.kind] = clause.span.of(text[:end]).strip(_EDGE)
    if clause.kind is ClauseKind.DEADLINE:
        deadlines.append(_write_deadline(clause.span.of(text)))
    elif clause.kind is not ClauseKind.NOTE or _is_dated(reading, clause.span):
        deadlines.extend(_inner_deadlines(reading, clause.span))
    return clause.span.start


def _start(reading: Reading, end: int) -> tuple[int, list[str]]:
    """Where the core starts, and a deadline that stands before it."""
    code = _CODE.match(reading.text)
    start = code.end() if code else 0
    deadlines: list[str] = []
    for clause in reading.clauses:
        if clause.span.start > start + 2 or clause.span.end >= end:
            break
        if clause.kind is ClauseKind.DEADLINE:
            deadlines.append(_write_deadline(clause.span.of(reading.text)))
        if clause.kind in (ClauseKind.DEADLINE, ClauseKind.LABEL, ClauseKind.NOTE):
            start = max(start, clause.span.end)
    while start < end and reading.text[start] in " ,:;-–)]":
        start += 1
    return start, deadlines


def _last_clause(clauses: tuple[Clause, ...], start: int, end: int) -> Clause | None:
    """The clause that closes the core; of nested ones the outermost."""
    closing = [
        clause
        for clause in clauses
        if clause.kind not in (ClauseKind.LABEL, ClauseKind.CORE)
        and start < clause.span.start < end <= clause.span.end + 1
    ]
    return min(closing, key=lambda clause: clause.span.start, default=None)


def _leaves_open(core: str, clause: Clause, text: str) -> bool:
    """Whether a sentence cannot do without its last clause: `more people are using the library`."""
    if clause.kind not in (ClauseKind.PURPOSE, ClauseKind.MEANS):
        return False
    if (
        core.count('"') % 2
        or core.count("‘") > core.count("’")
        or core.count("“") > core.count("”")
        or " " not in core.strip()
    ):
        return True
    words = clause.span.of(text)
    return (
        _OPEN_END.search(core.rstrip()) is not None
        or words.lower().startswith("to be ")
        or _DESTINATION.match(words) is not None
    )


def _is_dated(reading: Reading, note: Span) -> bool:
    """Whether a note holds a deadline and nothing else: `(Q3)`."""
    inner = (clause.span for clause in reading.clauses if clause.kind is ClauseKind.DEADLINE)
    return any(
        note.contains(span) and span.end - span.start >= note.end - note.start - _BRACKETS for span in inner
    )


def _inner_deadlines(reading: Reading, span: Span) -> list[str]:
    return [
        _write_deadline(clause.span.of(reading.text))
        for clause in reading.clauses
        if clause.kind is ClauseKind.DEADLINE and span.contains(clause.span)
    ]


def _write_deadline(words: str) -> str:
    words = words.strip(" ,;:.()[]-–")
    if not words:
        return ""
    return f" {words[0].lower()}{words[1:]}" if _LEADS_IN.match(words) else f" ({words})"
