"""The objective is a label, not a goal.

## What it flags
A short noun phrase that names a topic and says neither what shall happen nor which state shall be
reached.

## Why it weakens the OKR
A topic has no direction. Any key result fits under it, and nobody can tell whether it was reached.

## Weak
- `Customer retention`
- `Hygiene`
- `WP4 - dissemination`

## Stronger
- `Guests who came once come again`

## Not flagged
- `Calm mornings at the front desk`
- `No surprises on the invoice`
- `From supplier to adviser`

## Source
Wodtke, *Radical Focus* (2016): an objective is a sentence, qualitative and inspirational. Niven and
Lamorte, *Objectives and Key Results* (2016), advise to begin it with a verb; this rule asks for
less, a state will do.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import Objective
from coach.parsing.patterns import pattern
from coach.rules._lexicon import finite_verbs, opening_verbs, words
from coach.rules._objective_text import Word, Wording, read_wording
from coach.rules._rule import Context, Hit, Rule

_LONGEST = 4
_OPEN_CLASS = 2
_SHORTEST_PARTICIPLE = 4
_NO_LABEL = pattern(r"[:!?+<>=%→;]|(?<![\w-])(?!(?:19|20)\d\d\b)\d")
_LINKS = frozenset({"of", "and", "the", "for", "in"})
_TOPIC_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ance",
    "ence",
    "ship",
    "acy",
    "ency",
    "ing",
    "ics",
    "ism",
)
_STATE_ENDINGS = ("ful", "less", "able", "ible", "iest", "ly")


def check(objective: Objective, _: Context) -> Iterator[Hit]:
    """Yield the label as a whole."""
    wording = read_wording(objective.text)
    if not _is_label(wording):
        return
    yield Hit(
        wording.span,
        f"{wording.span.of(wording.text)!r} names a topic, not what shall become true",
        "What do you want to be able to say about it at the end of the cycle?",
    )


def _is_label(wording: Wording) -> bool:
    if len(wording.words) > _LONGEST + len(_LINKS):
        return False
    nouns = [word for word in wording.words if word.text not in _LINKS]
    if not nouns or len(nouns) > _LONGEST or _NO_LABEL.search(wording.core):
        return False
    if _opens_with_verb(nouns) or any(_shows_state(word) for word in nouns):
        return False
    head = _head(wording)
    if len(nouns) == 1 or head in words("artefacts"):
        return len(nouns) == 1
    if not wording.core.isascii():
        return False
    return len(nouns) <= _OPEN_CLASS or head in words("topics") or head.endswith(_TOPIC_ENDINGS)


def _opens_with_verb(nouns: list[Word]) -> bool:
    first = nouns[0].text
    if len(nouns) == 1:
        return first in opening_verbs() and first not in words("noun_verbs")
    if first in opening_verbs():
        return True
    return first.endswith("ing") and first not in words("gerund_nouns")


def _shows_state(word: Word) -> bool:
    if word.text in words("qualities") or word.text in words("prepositions"):
        return True
    if word.text in finite_verbs() or word.text.endswith(_STATE_ENDINGS):
        return True
    return word.text.endswith("ed") and len(word.text) > _SHORTEST_PARTICIPLE


def _head(wording: Wording) -> str:
    """The last word before the first link, or the last word."""
    phrase = wording.noun_phrase(0)
    return phrase[-1].text if phrase else wording.words[-1].text


RULE = Rule(
    code="OB103",
    subject=Subject.OBJECTIVE,
    kind=IssueKind.VAGUE,
    severity=Severity.WARNING,
    certainty=0.8,
    check=check,
)
