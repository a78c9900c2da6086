"""A sentence with the questions that deciders ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from coach.domain.source import Span
from coach.domain.statement import QuantityKind, Role, StatementKind
from coach.parsing.kinds import vocabulary as vocab
from coach.parsing.lexicon import entries
from coach.parsing.sentence import Sentence, Word

__all__ = ["Check", "Decision", "View", "ask", "is_participle", "outcome", "skip_fillers", "task", "unclear"]

_NO_PARTICIPLES = entries("no_participles")
_NO_AGENTS = entries("no_agents")
_GROUPS = vocab.ACTORS - entries("actors")
_PHRASE_REACH = 9
_OPENING_REACH = 12
_NAMED_LENGTH = 3  # a name, a verb and its object


class Decision(NamedTuple):
    """A kind, how sure, the words that decided it and the name of the pattern."""

    kind: StatementKind
    certainty: float
    because: Span | None = None
    lead: Span | None = None
    decided_by: str = "nothing"


def _decide(kind: StatementKind, certainty: float, word: Word | None) -> Decision:
    span = None if word is None else Span(word.start, word.end)
    return Decision(kind, certainty, span, span)


def task(certainty: float, word: Word) -> Decision:
    """Decide for a task."""
    return _decide(StatementKind.TASK, certainty, word)


def outcome(certainty: float, word: Word | None = None) -> Decision:
    """Decide for an outcome."""
    return _decide(StatementKind.OUTCOME, certainty, word)


def unclear(certainty: float, span: Span) -> Decision:
    """Decide that nobody can tell."""
    return Decision(StatementKind.UNCLEAR, certainty, span)


def is_participle(text: str) -> bool:
    """A participle of work: a known one, or a word that is formed like one."""
    if text in vocab.WORK.past:
        return True
    formed = len(text) > 4 and text.endswith("ed")  # noqa: PLR2004 - shorter ones are `red`, `bed`, `need`
    return formed and text not in _NO_PARTICIPLES and text not in vocab.RESULT.past


def _is_predicate(text: str, before: str) -> bool:
    """Whether a word is what the noun before it does: `clinics renew`, `the ministry commits`."""
    return text in vocab.FINITE_RESULT or (text in vocab.RESULT.base and before in _GROUPS)


class View:
    """What the deciders know of one sentence.

    Attributes:
        sentence: The sentence.
        words: The core from its lead on.
        lead: The first word after fillers and leading quantities.
        bare: Whether nothing but words that may stand before a verb came before the lead.
        have: Whether the core begins with `we have` or the like.
        quantities: The quantities of the core.
        measures: Those that measure something rather than count it or say all or none.
    """

    def __init__(self, sentence: Sentence, words: list[Word]) -> None:
        self.sentence = sentence
        self.words = words
        self.lead = words[0]
        opened = _after_opening_phrase(sentence.core)
        skipped = opened[: len(opened) - len(words)]
        self.bare = all(word.text in vocab.BEFORE_VERB or word.text.endswith("ly") for word in skipped)
        self.have = any(word.text in vocab.HAVE for word in sentence.core[:3])
        self.quantities = sentence.core_quantities
        self.measures = [
            quantity
            for quantity in self.quantities
            if quantity.kind not in (QuantityKind.COUNT, QuantityKind.ABSOLUTE, QuantityKind.DURATION)
            or quantity.role in (Role.BASELINE, Role.STEP)
            or (quantity.kind is QuantityKind.DURATION and quantity.role is not Role.QUALIFIER)
        ]

    @property
    def following(self) -> str:
        """The word after the lead, or an empty text."""
        return self.words[1].text if len(self.words) > 1 else ""

    @cached_property
    def subject(self) -> list[Word]:
        """The noun phrase that begins with the lead."""
        return self._noun_phrase(0)

    @cached_property
    def object(self) -> list[Word]:
        """The noun phrase after the lead."""
        return self._noun_phrase(1)

    @cached_property
    def subject_names(self) -> str:
        """What the subject names; see `names`."""
        return self.names(self.subject)

    @cached_property
    def object_names(self) -> str:
        """What the object names; see `names`."""
        return self.names(self.object)

    def _noun_phrase(self, start: int) -> list[Word]:
        phrase: list[Word] = []
        for word in self.words[start : start + _PHRASE_REACH]:
            if word.text in vocab.PHRASE_ENDS:
                if phrase:
                    break
                continue
            if phrase and _is_predicate(word.text, phrase[-1].text):
                break
            if word.text not in vocab.FILLERS and not word.text[0].isdigit() and word.text != "%":
                phrase.append(word)
        return phrase

    def names(self, phrase: list[Word], *, head_only: bool = False) -> str:
        """What a noun phrase names: `deliverable`, `metric`, `actor`; an empty text where that is not known.

        Args:
            phrase: The phrase.
            head_only: Whether only its last two words count.
        """
        for word in reversed(phrase[-2:]):
            last = word.text.rsplit("-", 1)[-1].rsplit("/", 1)[-1]
            if last in vocab.METRICS:
                return "metric"
            if last in vocab.DELIVERABLES or last in vocab.NOMINAL_WORK:
                return "deliverable"
            if last in vocab.ACTORS or (vocab.AGENT.search(last) and last not in _NO_AGENTS):
                return "actor"
        if not head_only:
            for name, group in (("metric", vocab.METRICS), ("actor", vocab.ACTORS)):
                if any(word.text in group for word in phrase):
                    return name
        return ""

    def has(self, kind: QuantityKind) -> bool:
        """Whether the core holds a quantity of this kind."""
        return any(quantity.kind is kind for quantity in self.quantities)

    @cached_property
    def moves(self) -> bool:
        """Whether a baseline and a target, or a step, stand in the core."""
        roles = {quantity.role for quantity in self.quantities}
        return Role.STEP in roles or (Role.BASELINE in roles and len(self.quantities) > 1)

    @cached_property
    def is_joined(self) -> bool:
        """Whether a joint (`and`, `;`, `+`) stands before the first quantity."""
        first = self.quantities[0].span.start if self.quantities else len(self.sentence.text)
        return any(
            word.text in {"and", ";", "+", "&", ",", "."} and word.start < first for word in self.words
        )

    def any_word(self, group: Iterable[str]) -> Word | None:
        """The first word that is in a group."""
        return next((word for word in self.words if word.text in group), None)


Check = Callable[[View], Decision | None]
"""A decider: what it knows of a view, or `None` to let the next one speak."""


def ask(view: View, checks: Iterable[Check]) -> Decision | None:
    """The first answer of some checks."""
    for check in checks:
        decision = check(view)
        if decision is not None:
            return decision
    return None


def skip_fillers(sentence: Sentence) -> list[Word]:
    """The core from its first telling word on: without `we have at least 12 ...`."""
    spans = [quantity.span for quantity in sentence.quantities if quantity.kind is not QuantityKind.MULTIPLE]
    core = _after_opening_phrase(sentence.core)
    for index, word in enumerate(core):
        if word.text.endswith("ly") and index + 1 < len(core) and core[index + 1].text in vocab.WORK.base:
            continue
        if (
            word.text in vocab.FILLERS
            or word.text in vocab.HAVE
            or word.text == "%"
            or word.text[0].isdigit()
        ):
            continue
        if not any(span.start <= word.start < span.end for span in spans):
            return core[index:]
    return []


def _after_opening_phrase(core: list[Word]) -> list[Word]:
    """`For each unit, have two reviewers` starts after the comma, `Payroll Deliver files` after the team."""
    if core and core[0].text in vocab.OPENING:
        for index, word in enumerate(core[1:_OPENING_REACH], start=1):
            if word.text == "," and index + 1 < len(core):
                return core[index + 1 :]
        return core
    if len(core) < _NAMED_LENGTH or not (core[0].capital and core[1].capital):
        return core
    is_verb = core[1].text in vocab.WORK.base and core[1].text not in vocab.NOUN_VERBS
    is_name = core[0].text not in vocab.WORK and core[0].text not in vocab.FILLERS
    is_verb = is_verb and core[2].text != "to"
    return core[1:] if is_verb and is_name else core
