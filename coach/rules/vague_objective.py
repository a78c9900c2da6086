"""The objective could be anybody's.

## What it flags
An objective in which every word is one that any organisation could write about itself ("improve
quality for our customers"), an empty turn of phrase ("the next level"), or a chain of buzzwords.

## Why it weakens the OKR
It rules nothing out. Two people read two goals into it, and no key result can be wrong under it.

## Weak
- `Improve communication with stakeholders`
- `Take our company to the next level`
- `Be the best`

## Stronger
- `Nurses hear of a new rota before they have booked their holiday`

## Not flagged
- `Be the best place in the harbour to mend a sail`
- `Better mornings for bus drivers`

## Source
Doerr, *Measure What Matters* (2018), chapter 1: objectives are significant, concrete and action
oriented, a vaccine against fuzzy thinking.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import Objective
from coach.domain.source import Span
from coach.rules._lexicon import opening_verbs, words
from coach.rules._objective_text import Word, Wording, read_wording
from coach.rules._rule import Context, Hit, Rule

_CHAIN = 5
_OWN_WORDS_BESIDE_PHRASE = 1


def check(objective: Objective, _: Context) -> Iterator[Hit]:
    """Yield the empty words."""
    wording = read_wording(objective.text)
    texts = {word.text for word in wording.words}
    own_texts = texts - words("function_words") - words("generic_words")
    if len(own_texts) > _OWN_WORDS_BESIDE_PHRASE + 1 and len(texts & words("buzzwords")) < _CHAIN:
        return
    content = [word for word in wording.words if _is_content(word)]
    own = [word for word in content if not _is_generic(word, wording)]
    span = _empty_span(wording, content, own)
    if span is not None:
        yield Hit(
            span,
            "any organisation could write this; it rules nothing out",
            "Whose day changes if you succeed, and what would they notice?",
        )


def _empty_span(wording: Wording, content: list[Word], own: list[Word]) -> Span | None:
    if not own and not _is_topic(content):
        return wording.span
    if len(own) <= _OWN_WORDS_BESIDE_PHRASE:
        lowered = wording.core.lower()
        for phrase in words("empty_phrases"):
            at = lowered.find(phrase)
            if at >= 0:
                return Span(at, at + len(phrase))
    buzz = [word for word in content if word.text in words("buzzwords")]
    if len(buzz) >= _CHAIN and 2 * len(buzz) >= len(content):
        return Span(buzz[0].start, buzz[-1].end)
    return None


def _is_topic(content: list[Word]) -> bool:
    """Whether neither a verb nor a quality is there: a bare topic, which is the label rule's matter."""
    return not any(word.text in opening_verbs() or word.text in words("qualities") for word in content)


def _is_generic(word: Word, wording: Wording) -> bool:
    """A capitalised abbreviation is a name, whatever it spells."""
    written = wording.text[word.start : word.end]
    is_name = len(written) > 1 and written.isupper() and not wording.text.isupper()
    return word.text in words("generic_words") and not is_name


def _is_content(word: Word) -> bool:
    return word.text not in words("function_words") and not word.text[0].isdigit()


RULE = Rule(
    code="OB105",
    subject=Subject.OBJECTIVE,
    kind=IssueKind.VAGUE,
    severity=Severity.WARNING,
    certainty=0.8,
    check=check,
)
