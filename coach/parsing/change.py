"""The movement that a sentence describes: metric, direction, baseline, target and deadline."""

from __future__ import annotations

from coach.domain.source import Span
from coach.domain.statement import Change, ClauseKind, Direction, Quantity, QuantityKind, Role
from coach.parsing.kinds import Decision
from coach.parsing.lexicon import nouns, verbs
from coach.parsing.patterns import pattern
from coach.parsing.sentence import Sentence, Word
from coach.parsing.values import measure_value

__all__ = ["read_change"]

_RISE = verbs("rise_verbs")
_FALL = verbs("fall_verbs")
_HOLD = verbs("hold_verbs")
_METRICS = nouns("metrics")
_TARGETS = (Role.TARGET, Role.BOUND, Role.STEP)
_LED = frozenset({"movement-lead", "reach-lead", "work-lead"})
_UP = frozenset("up more higher longer rises rise grows climbs increase increased growth faster".split())
_DOWN = frozenset(
    "down fewer less lower shorter falls fall drops drop decrease decreased reduction reduced cheaper".split()
)
_BREAKS = frozenset(
    "from to by at of until with for in on under over below above is are was were stays stay : ; "
    ", ( → -> = > < ≥ ≤ per and".split()
)
_SKIPPED = frozenset("the a an our their its least most about around between".split())
_LONGEST_HEAD = 5
_LONGEST_PHRASE = 9
_OF = frozenset({"of", "for", "in", "per"})
_BESIDE_VALUES = 2
_UNDER = pattern(
    r"\b(?:under|below|less than|fewer than|no more than|at most|max(?:imum)?)\s*$"
    r"|[<≤]\s*$"
)


def read_change(sentence: Sentence, decision: Decision) -> Change:
    """The change that the core and its notes describe; what is not said is `None`."""
    quantities = sentence.core_quantities
    baseline = next((quantity for quantity in quantities if quantity.role is Role.BASELINE), None)
    target = next((quantity for quantity in quantities if quantity.role in _TARGETS), None)
    lead = decision.lead.of(sentence.text).lower() if decision.lead else ""
    return Change(
        metric=_find_metric(sentence, lead, quantities, leads=decision.decided_by in _LED),
        direction=_find_direction(sentence, lead, baseline, target),
        baseline=baseline,
        target=target,
        deadline=next(
            (clause.span for clause in sentence.clauses if clause.kind is ClauseKind.DEADLINE), None
        ),
    )


def _find_direction(
    sentence: Sentence, lead: str, baseline: Quantity | None, target: Quantity | None
) -> Direction | None:
    """What the words say; only where they are silent, what the values say."""
    if lead in _HOLD and lead in _HOLD.base:
        return Direction.HOLD
    for words, direction in ((_RISE, Direction.INCREASE), (_FALL, Direction.DECREASE)):
        if lead in words:
            return direction
    for word in _words_on_movement(sentence, baseline, target):
        if word.text in _UP:
            return Direction.INCREASE
        if word.text in _DOWN:
            return Direction.DECREASE
        if word.text in ("stays", "stay", "remains", "keep", "keeps"):
            return Direction.HOLD
    return _direction_of_values(sentence.text, baseline, target)


def _words_on_movement(sentence: Sentence, baseline: Quantity | None, target: Quantity | None) -> list[Word]:
    """The words that may tell a direction: with a gap in the values only those right before and between them.

    `Guests who sign up by phone from [baseline] to [target]` does not say whether to have more or fewer.
    """
    if baseline is None or target is None or None not in (baseline.value, target.value):
        return sentence.core
    first, second = sorted((baseline.span, target.span))
    before = [word for word in sentence.words if word.end <= first.start]
    between = [word for word in sentence.words if first.end <= word.start and word.end <= second.start]
    return before[-_BESIDE_VALUES:] + between


def _direction_of_values(text: str, baseline: Quantity | None, target: Quantity | None) -> Direction | None:
    if target is None:
        return None
    if baseline is not None and baseline.value is not None and target.value is not None:
        return _direction_between(baseline, target)
    if target.kind is QuantityKind.ABSOLUTE:
        return Direction.REACH
    return Direction.REACH if not _UNDER.search(text[: target.span.start].lower()) else Direction.DECREASE


def _direction_between(baseline: Quantity, target: Quantity) -> Direction:
    """From one value to the other; a bare number takes the unit of its partner."""
    before, after = baseline.value, target.value
    if baseline.unit and target.unit and baseline.unit != target.unit:
        if baseline.kind is not QuantityKind.DURATION or target.kind is not QuantityKind.DURATION:
            return Direction.REACH
        before, after = measure_value(baseline), measure_value(target)
    if before is None or after is None or before == after:
        return Direction.REACH
    return Direction.INCREASE if after > before else Direction.DECREASE


def _find_metric(sentence: Sentence, lead: str, quantities: list[Quantity], *, leads: bool) -> Span | None:
    """The noun phrase that is measured: after a movement verb, or before the first value."""
    core = [
        word for word in sentence.core if not any(q.span.start <= word.start < q.span.end for q in quantities)
    ]
    if not core:
        return None
    start = 0
    if leads:
        start = next((index + 1 for index, word in enumerate(core) if word.text == lead), 0)
    phrase = _phrase(core[start:])
    if phrase and start == 0 and not any(word.text in _METRICS for word in phrase) and not quantities:
        return None
    return Span(phrase[0].start, phrase[-1].end) if phrase else None


def _phrase(words: list[Word]) -> list[Word]:
    phrase: list[Word] = []
    for word in words:
        if word.text in _BREAKS and not (phrase and word.text in _OF and len(phrase) < _LONGEST_HEAD):
            if phrase:
                break
            continue
        if phrase or word.text not in _SKIPPED:
            phrase.append(word)
        if len(phrase) > _LONGEST_PHRASE:
            break
    while phrase and (phrase[-1].text in _OF or phrase[-1].text in _BREAKS):
        phrase.pop()
    return phrase
