"""Lines that hold more than one result: let one stand alone and name the others."""

from __future__ import annotations

import re
from collections.abc import Callable

from coach.critic.deliverable import describe_work
from coach.critic.draft import TASK_RULES, Draft, Review, Step, start_draft
from coach.critic.peel import peel
from coach.critic.phrases import VERB_LISTS, capitalise, gerund_of, is_base_verb
from coach.domain.okr import KeyResult
from coach.domain.source import Passage
from coach.domain.statement import Quantity, QuantityKind, Reading, Role, StatementKind
from coach.parsing.statement import read_statement

__all__ = ["keep_one_result", "keep_outcome_half"]

_JOINT = re.compile(
    r"\s*(?:;|=>|->|→)\s*|\s+(?:[-–—]|&|\+)\s+|,?\s+(?:and(?: then| also)?|then|so that|so"
    r"|in order to|with the (?:goal|aim) of|aiming to|which will|resulting in|leading to|thereby|to)\s+"
    r"|,\s+(?:and\s+)?|\.\s+(?=[A-Z\d])"
)
_PRONOUN = re.compile(
    r"^(?:it|they|them|there|this|these|which|that|its|their|with|without|together|ready|including"
    r"|for|of|in|on|at|by|from|as|if|when)\b",
    re.IGNORECASE,
)
_GERUNDS = {gerund_of(base): base for forms in VERB_LISTS[3:6] for base in forms.base}
_OPENERS = frozenset(_GERUNDS.values())
_CARRIERS = frozenset("see bring get have".split())
_SURE = frozenset(
    ("movement-lead", "metric", "reading", "actor", "comparative", "none", "reach-lead", "done-state")
)
_DIRECTIONS = frozenset("fewer less higher lower shorter faster".split())
_MOVES = frozenset(
    "increase improve raise boost grow lift reduce cut lower decrease shorten minimise minimize".split()
)
_SPLIT_FROM = 0.7
"""Certainty of a joint from which a line is split there; lists of work and states are told and left whole."""
_LONGEST_DIRECTION = 9
_SHORTEST = 3
_UNMEASURABLE = 0.5
_PREPOSITION = re.compile(r"\s(?:of|for|in|on|to|with|by|from|at|into|across|onto)\s")
_LEANS = re.compile(r"\b(?:it|them|this)\W*$", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:between|both)\s+(?:\S+\s+){0,2}\S+$", re.IGNORECASE)
"""`between January` waits for its second end."""
_ANAPHORA = re.compile(r"\b(?:it|they|them|there|which|whose)\b", re.IGNORECASE)


def keep_outcome_half(draft: Draft) -> Step | None:
    """`Launch SSO and move activation from 20% to 35%` becomes `Move activation from 20% to 35%`."""
    if not any(finding.name in TASK_RULES for finding in draft.findings):
        return None
    half = _find_half(draft.text, _is_measured) or _find_half(draft.text, _is_direction)
    if half is None:
        return None
    at, text = half
    work = draft.text[:at].strip(" ,;:.&-–=>+")
    text = _name_subject(text, work)
    changes = (
        "The result stands alone, so that another way to reach it stays open.",
        f"Keep as an initiative: {capitalise(_trim(work))}.",
    )
    return Step(text, changes, kept=text)


def _name_subject(half: str, work: str) -> str:
    """`Migrate the gauge feed - delay from 40 to 5 min` becomes `Gauge feed: delay from 40 to 5 min`."""
    reading = read_statement(half)
    metric = reading.change.metric
    if metric is None or metric.start > 0 or len(metric.of(half).split()) > 1:
        return half
    made = describe_work(peel(read_statement(work)).core, None).split(maxsplit=1)
    thing = made[-1] if made[0] in ("the", "all") or made[0].endswith("ing") else " ".join(made)
    thing = _PREPOSITION.split(thing, maxsplit=1)[0].removeprefix("the ")
    named = f"{capitalise(thing)}: {half[:1].lower()}{half[1:]}"
    return named if _is_measured(read_statement(named)) else half


def _trim(work: str) -> str:
    return re.sub(r"\s+(?:and|so|to|then|in order)$", "", peel(read_statement(work)).core)


def _find_half(text: str, fits: Callable[[Reading], bool]) -> tuple[int, str] | None:
    """The second half that fits, and where the first ends: the longest that opens with a movement, if any."""
    found = [
        (joint.start(), wording)
        for joint in _JOINT.finditer(text)
        for wording in _second_halves(text[joint.end() :].strip(), purpose=joint.group().strip() == "to")
        if fits(read_statement(wording))
    ]
    moving = (half for half in found if half[1].split()[0].lower() in _OPENERS)
    return next(moving, found[0] if found else None)


def _second_halves(rest: str, *, purpose: bool) -> list[str]:
    """The ways to write a second half as a sentence of its own; none where it leans on the first."""
    first, _, tail = rest.partition(" ")
    word = first.lower()
    if (
        len(rest.split()) < _SHORTEST
        or _PRONOUN.match(rest)
        or _LEANS.search(rest)
        or (purpose and not is_base_verb(word))
    ):
        return []
    if word in _GERUNDS:
        rest = f"{_GERUNDS[word]} {tail}"
    return [capitalise(wording) for wording in _wordings(word, rest, tail)]


def _wordings(first: str, rest: str, tail: str) -> tuple[str, ...]:
    """A half as it stands, and without a verb that only carries it: `see 50 mods played`."""
    if first in ("see", "have"):
        return (tail, rest)
    return (rest, tail) if first in _CARRIERS else (rest,)


def _is_measured(reading: Reading) -> bool:
    target = reading.change.target
    return (
        reading.kind is StatementKind.OUTCOME
        and reading.unmeasurable < _UNMEASURABLE
        and target is not None
        and target.role is not Role.WORK
        and target.span.of(reading.text).lower() != "one"
        and (target.kind is not QuantityKind.ABSOLUTE or target.value == 0)
        and (target.kind not in (QuantityKind.COUNT, QuantityKind.MULTIPLE) or _is_sure(reading, target))
    )


def _is_sure(reading: Reading, target: Quantity) -> bool:
    """Whether a bare count is the value of a result and not an amount of work."""
    if target.role is Role.STEP or reading.change.baseline is not None:
        return True
    return reading.decided_by in _SURE and len(reading.text.split()) > _SHORTEST


def _is_direction(reading: Reading) -> bool:
    """A short direction without a value: `improve patient recruitment`, `fewer audit findings`."""
    words = reading.text.lower().split()
    if len(words) > _LONGEST_DIRECTION or reading.quantities or reading.kind is not StatementKind.OUTCOME:
        return False
    return words[0] in _DIRECTIONS or (reading.decided_by == "movement-lead" and words[0] in _MOVES)


def keep_one_result(draft: Draft, review: Review) -> Step | None:
    """The first result of several, or the first that is no task; the others become lines of their own."""
    finding = draft.find("compound-key-result")
    if finding is None or not 0 < finding.span.start < finding.span.end < len(draft.text):
        return None
    if finding.certainty < _SPLIT_FROM:
        return None
    first, second = draft.text[: finding.span.start].strip(" ,;"), draft.text[finding.span.end :].strip(" ,;")
    if _RANGE.search(first):
        return None
    if " " not in first or not second or _ANAPHORA.search(second) or _continues(second):
        return None
    deadline = peel(draft.reading).deadline
    if deadline.startswith(" ") and not read_statement(first).change.deadline and "(" not in deadline:
        first += deadline
    second = capitalise(second)
    if _is_task(first, draft, review) and not _is_task(second, draft, review) and not _PRONOUN.match(second):
        changes = (
            "The result stands alone, so that another way to reach it stays open.",
            f"Keep as an initiative: {first}.",
        )
        return Step(second, changes, kept=second)
    changes = (
        "Two results on one line cannot be graded apart, so this line keeps one.",
        f"Write as a line of its own: {second.rstrip('.')}.",
    )
    return Step(first, changes, kept=first)


def _continues(second: str) -> bool:
    """Whether a second half leans on the subject of the first: `have used ...`, `failed to ...`."""
    word = second.split(maxsplit=1)[0].lower()
    return word in ("have", "has", "is", "are") or any(
        word in forms.past and word not in forms.base for forms in VERB_LISTS
    )


def _is_task(text: str, draft: Draft, review: Review) -> bool:
    half = start_draft(KeyResult(Passage(text), read_statement(text), draft.key_result.label), review)
    return any(finding.name in TASK_RULES for finding in half.findings)
