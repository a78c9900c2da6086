"""Two objectives share one sentence.

## What it flags
An objective that joins two goals which could be reached apart: two verbs with objects of their own
("cut queues and win the schools"), two clauses with subjects of their own, or two halves joined by
a semicolon, a slash or "plus".

## Why it weakens the OKR
Key results of one half say nothing about the other, and one half can fail unseen behind the other.

## Weak
- `Shorten the queue at the ferry and win back the schools on the island`
- `Drivers trust the timetable and the workshop finds its parts`

## Stronger
- `Drivers trust the timetable`

## Not flagged
- `Farmers read our flood maps and act on them`
- `Load and unload the ferry without shouting`
- `Children who swim and children who do not learn in one pool`

## Source
Wodtke, *Radical Focus* (2016): an objective is a single sentence, and a company sets one a quarter;
Doerr, *Measure What Matters* (2018), chapter 4: commit to the few things that matter most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import Objective
from coach.domain.source import Span
from coach.parsing.patterns import pattern
from coach.rules._lexicon import finite_verbs, opening_verbs, words
from coach.rules._objective_text import Word, Wording, read_wording
from coach.rules._rule import Context, Hit, Rule

_BREAK = pattern(r";|\s/\s|\bplus\b")
_MAY_JOIN = pattern(r"[;/&,]|\band\b|\bplus\b", re.IGNORECASE)
_DETERMINERS = frozenset(
    {"the", "a", "an", "our", "all", "every", "each", "their", "its", "my", "more", "fewer", "less", "new"}
)
_BACK = frozenset({"it", "them", "this", "that", "him", "her", "so", "us"})
_OBJECTS = frozenset({"us", "me", "them", "our", "the", "their", "my", "a", "an", "it"})
_SKIPPED = frozenset({"also", "then", "at", "the", "same", "time", "help", "to", "continuously", "further"})
_HALF = 2
_CLAUSE_REACH = 8


def check(objective: Objective, _: Context) -> Iterator[Hit]:
    """Yield the second goal."""
    text = objective.text
    if _MAY_JOIN.search(text) is None:
        return
    wording = read_wording(text)
    span = _second_command(wording) or _second_clause(wording) or _second_half(wording)
    if span is not None:
        span = _within_sentence(wording, span)
        yield Hit(
            span,
            f"a second goal is joined on: {span.of(text)!r}",
            "If you could reach only one of the two, which would it be?",
        )


def _within_sentence(wording: Wording, span: Span) -> Span:
    """The part of a span in the sentence where it begins."""
    ends = [sentence.end for sentence in wording.sentences() if sentence.start <= span.start]
    inside = [word.end for word in wording.words if word.end <= min(span.end, ends[-1])]
    return Span(span.start, max(span.start, inside[-1]))


def _second_command(wording: Wording) -> Span | None:
    """`Cut queues and win the schools`: another verb with an object after the first verb's object."""
    if wording.opening is None:
        return None
    found = wording.words
    for index in range(wording.opening + 1, len(found)):
        if found[index].text in words("subordinators") and (
            found[index].text != "to" or _is_purpose(found, index)
        ):
            return None
        if not _joins(wording, index):
            continue
        start = index + 1 if found[index].text == "and" else index
        verb = _skip(found, start)
        if verb is None or not _has_object(found, verb):
            continue
        before = found[wording.opening : index]
        if (
            len(before) < _HALF
            or before[-1].text in words("prepositions")
            or all(word.text in opening_verbs() for word in before)
        ):
            continue
        return Span(found[start].start, wording.span.end)
    return None


def _is_purpose(found: tuple[Word, ...], index: int) -> bool:
    return index + 1 < len(found) and found[index + 1].text in opening_verbs()


def _joins(wording: Wording, index: int) -> bool:
    """Whether `and`, `&`, a comma or a semicolon stands at or right before a word."""
    if wording.words[index].text == "and":
        return True
    between = wording.core[wording.words[index - 1].end : wording.words[index].start]
    return any(mark in between for mark in "&,;")


def _skip(found: tuple[Word, ...], start: int) -> int | None:
    for index in range(start, min(start + 5, len(found))):
        if found[index].text in opening_verbs():
            return index
        if found[index].text not in _SKIPPED:
            return None
    return None


def _has_object(found: tuple[Word, ...], verb: int) -> bool:
    """Whether a verb is followed by something of its own; a word that may be a noun needs a determiner."""
    if verb + 1 >= len(found) or found[verb + 1].text in _BACK:
        return False
    follower = found[verb + 1].text
    if found[verb].text in words("noun_verbs"):
        return follower in _DETERMINERS and verb + 2 < len(found)
    return follower not in words("prepositions") and follower not in _BACK


def _second_clause(wording: Wording) -> Span | None:
    """`Drivers trust the timetable and the workshop finds its parts`: two subjects with finite verbs."""
    found = wording.words
    if wording.opening is not None and found[wording.opening].text not in words("noun_verbs"):
        return None
    for index, word in enumerate(found):
        if word.text in words("subordinators"):
            return None
        if word.text != "and" or not any(_is_finite(found, before) for before in range(1, index)):
            continue
        after = found[index + 1 :]
        if not after or _continues(after[0]) or _is_bare_verb(wording, index - 1):
            return None
        if _has_clause(after):
            return Span(after[0].start, wording.span.end)
    return None


def _continues(word: Word) -> bool:
    """A verb right after `and` still belongs to the first subject."""
    return word.text in finite_verbs() or word.text in opening_verbs() - words("noun_verbs")


def _is_bare_verb(wording: Wording, index: int) -> bool:
    """`load and unload the van`: a verb right before `and`, without a comma, shares what follows."""
    verb, conjunction = wording.words[index], wording.words[index + 1]
    return verb.text in finite_verbs() and not wording.core[verb.end : conjunction.start].strip()


def _has_clause(after: tuple[Word, ...]) -> bool:
    for position, word in enumerate(after[1 : 1 + _CLAUSE_REACH], start=1):
        if word.text in words("subordinators"):
            return False
        if _is_finite(after, position) and position + 1 < len(after):
            return True
    return False


def _is_finite(found: tuple[Word, ...], index: int) -> bool:
    """A known finite verb, or a word in -s before an object such as `us` or `our`."""
    word = found[index].text
    if word in finite_verbs():
        return True
    return word.endswith("s") and index + 1 < len(found) and found[index + 1].text in _OBJECTS


def _second_half(wording: Wording) -> Span | None:
    """Two halves of two words or more, joined by a semicolon, a free-standing slash or `plus`."""
    match = _BREAK.search(wording.core)
    if match is None:
        return None
    left = [word for word in wording.words if word.end <= match.start()]
    right = [word for word in wording.words if word.start >= match.end()]
    if match.group().strip() == "/" and wording.opening is not None:
        return None
    if (
        len(left) < _HALF
        or len(right) < _HALF
        or right[0].text in {"not", "no", "even", "also", "never", "without"}
    ):
        return None
    return Span(right[0].start, right[-1].end)


RULE = Rule(
    code="OB106",
    subject=Subject.OBJECTIVE,
    kind=IssueKind.COMPOUND,
    severity=Severity.HINT,
    certainty=0.75,
    check=check,
)
