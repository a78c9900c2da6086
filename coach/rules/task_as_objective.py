"""The objective is a piece of work.

## What it flags
An objective that is done once something is delivered: a verb of delivery with its object ("launch
the portal"), a finished deliverable ("handbook published") or the bare name of one ("cost
dashboard").

## Why it weakens the OKR
A task can be ticked off while nobody is better off. It also hides the better question, what the
work is for, and leaves key results nothing to measure but progress of the work.

## Weak
- `Launch the booking app`
- `Staff handbook written and published`
- `Dashboard for depot costs`

## Stronger
- `Guests book a table without ringing us`

## Not flagged
- `Create the tide table that fishermen pin to the cabin wall`
- `Ship on a Friday and sleep well`

## Source
Wodtke, *Radical Focus* (2021): OKRs are about outcomes, not outputs; Castro, *The Beginner's Guide
to OKR*, draws the same line between value and activities, there for key results.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import Objective
from coach.domain.source import Span
from coach.parsing.lexicon import entries, nouns
from coach.rules._lexicon import finite_verbs, opening_verbs, words
from coach.rules._objective_text import Word, Wording, read_wording
from coach.rules._rule import Context, Hit, Rule

_LONGEST_NAME = 7
_PLAIN = frozenset(
    {
        "all",
        "every",
        "our",
        "their",
        "my",
        "your",
        "its",
        "local",
        "open",
        "first",
        "right",
        "active",
        "early",
    }
)
_NO_OBJECT = frozenset({"sure", "explicit", "it", "this", "progress", "time"})
_PARTICLES = frozenset({"out", "up", "down", "off", "over"})
_QUESTION = "What will be different for somebody once this work is done?"


def check(objective: Objective, _: Context) -> Iterator[Hit]:
    """Yield the words that make it a task."""
    wording = read_wording(objective.text)
    if not wording.words:
        return
    span = _delivery(wording) or _finished(wording) or _bare_artefact(wording)
    if span is not None:
        yield Hit(span, "it is work to be done; it does not say what for", _QUESTION)


def _delivery(wording: Wording) -> Span | None:
    """A verb of delivery or of making, with an object and without a word on what it is good for."""
    if wording.opening is None:
        return None
    verb = wording.words[wording.opening]
    if wording.says_effect(verb.end) or _has_purpose(wording, verb.end):
        return None
    if _moves_house(wording, wording.opening):
        return verb.span
    delivers = verb.text in words("delivery_verbs")
    if not delivers and verb.text not in words("making_verbs"):
        return None
    phrase = wording.noun_phrase(wording.opening + 1)
    if not phrase or phrase[0].text in _NO_OBJECT or any(_is_quality(word) for word in phrase):
        return None
    if not delivers and not _is_artefact(phrase[-1]):
        return None
    return Span(verb.start, phrase[0].end) if phrase[0].text in _PARTICLES else verb.span


def _is_quality(word: Word) -> bool:
    """A word that says how good it shall be: more than delivery is meant."""
    return word.text in entries("subjective") or (word.text in words("qualities") and word.text not in _PLAIN)


def _is_artefact(word: Word) -> bool:
    return word.text in nouns("deliverables") or word.text in words("artefacts")


def _moves_house(wording: Wording, opening: int) -> bool:
    """`Open the Ghent branch`, `Move into the new depot`: opening or entering a place is delivering it."""
    verb, *rest = wording.words[opening:]
    if verb.text == "move" and rest and rest[0].text == "into":
        return True
    phrase = wording.noun_phrase(opening + 1)
    return verb.text == "open" and bool(phrase) and phrase[-1].text in words("sites")


def _finished(wording: Wording) -> Span | None:
    """`Handbook written and published`, `Migration finished in Lyon`."""
    done = [index for index, word in enumerate(wording.words) if word.text in words("delivered")]
    opening = None if wording.opening is None else wording.words[wording.opening].text
    commands = opening is not None and opening not in words("noun_verbs") | {"get", "have"}
    if not done or done[0] == 0 or wording.says_effect() or commands:
        return None
    before, after = wording.words[: done[0]], wording.words[done[-1] + 1 :]
    if any(_is_claim(word) for word in before[1:]):
        return None
    if after and (after[0].text not in {"in", "on", "to", "into", "for"} or len(after) > _LONGEST_NAME // 2):
        return None
    return Span(wording.words[done[0]].start, wording.words[done[-1]].end)


def _bare_artefact(wording: Wording) -> Span | None:
    """`Dashboard for depot costs`: a thing to make, without a verb or a quality."""
    if len(wording.words) > _LONGEST_NAME or wording.opening is not None or wording.says_effect():
        return None
    phrase = wording.noun_phrase(0)
    if not phrase or phrase[-1].text not in words("artefacts"):
        return None
    if any(_is_claim(word) for word in wording.words):
        return None
    if any(word.text in {"as", "to", "without", "from", "than"} for word in wording.words):
        return None
    return Span(phrase[0].start, phrase[-1].end)


def _is_claim(word: Word) -> bool:
    """A finite verb or a quality: the words claim something."""
    return word.text in finite_verbs() or (word.text in words("qualities") and word.text not in _PLAIN)


def _has_purpose(wording: Wording, start: int) -> bool:
    """`to` before a verb that is not a place or a version: the work says what it is for."""
    found = [word for word in wording.words if word.start >= start]
    return any(first.text == "to" and second.text in opening_verbs() for first, second in pairwise(found))


RULE = Rule(
    code="OB102",
    subject=Subject.OBJECTIVE,
    kind=IssueKind.TASK_LIKE,
    severity=Severity.WARNING,
    certainty=0.85,
    check=check,
)
