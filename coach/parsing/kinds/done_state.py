"""Decider for statements that call something done: `dashboard implemented`, `handbook is in place`."""

from __future__ import annotations

from itertools import pairwise

from coach.domain.statement import QuantityKind
from coach.parsing.kinds import vocabulary as vocab
from coach.parsing.kinds.view import Decision, View, ask, is_participle, outcome, task
from coach.parsing.lexicon import entries
from coach.parsing.patterns import pattern
from coach.parsing.sentence import Word

__all__ = ["by_done_state", "find_done_word"]

_CONFIRMED = entries("confirmed")
_NOTICED = entries("noticed")
_TAKEN_UP = entries("taken_up")
_DONE_TO_PEOPLE = entries("done_to_people")
_FEELINGS = entries("feelings")
_PRODUCED = entries("produced")
_RELATIVE = frozenset("who which where whose that when".split())
_BEFORE_DONE = frozenset("fully successfully been and or have has not".split())
_AFTER_DONE = ",.;:(&-–"
_FINISHED = {
    ("rolled", "out"), ("switched", "on"), ("switched", "off"), ("turned", "off"), ("signed", "off"),
    ("phased", "out"), ("handed", "over"), ("set", "up"), ("up", "and"), ("signed", ""), ("accepted", ""),
}  # fmt: skip
"""Participles that say with the next word, or with none, that work is finished."""
_NEGATIONS = frozenset({"not", "never", "without"})
_ENGAGED = frozenset({"involved", "engaged", "able"})
_OBLIGED = vocab.MODALS | frozenset({"need", "needs", "have", "has"})
_TIMELY = pattern(r"\b(?:on|in (?:good |due |a suitable )?|within (?:the )?(?:agreed )?)(?:time|sla)\b")
_AGENT_REACH = 4


def find_done_word(view: View) -> Word | None:
    """The participle or state that says that work is finished; it is looked for in the main clause."""
    words = view.words
    for index in range(1, len(words)):
        word = words[index]
        if word.text in _RELATIVE and index > 1:
            return None
        after = words[index + 1].text if index + 1 < len(words) else ""
        if _is_done(word.text, words[index - 1].text, after):
            return word
    return None


def _is_done(text: str, before: str, after: str) -> bool:
    if text == "place":
        return before == "in"
    if (text, after.strip(".")) in _FINISHED:
        return True
    ends = not after or after in vocab.PREPOSITIONS
    if text in vocab.STATES and (
        ends or before in vocab.BE or after in ",.;(-–" or before in vocab.WORK.past
    ):
        return True
    if not is_participle(text) or (text in vocab.WORK.base and before not in vocab.BE and after):
        return False
    return ends or before in vocab.BE or before in _BEFORE_DONE or after in _AFTER_DONE


def by_done_state(view: View) -> Decision | None:
    """A deliverable called done is work; what others did, felt or confirmed is a result."""
    confirmed = next((word for word in view.words[1:] if word.text in _CONFIRMED), None)
    if confirmed is not None:
        return outcome(0.65, confirmed)
    done = find_done_word(view)
    if done is None:
        return None
    named = _name_subject(view, done)
    checks = (
        lambda seen: _service_level(seen, done),
        lambda seen: _done_by_others(seen, done, named),
        lambda seen: _measured_state(seen, done, named),
    )
    return ask(view, checks) or _declared_done(view, done, named)


def _name_subject(view: View, done: Word) -> str:
    subject: list[Word] = []
    for word in view.words:
        if word.start >= done.start or word.text in vocab.BE or word.text in vocab.HAVE:
            break
        if word.text not in vocab.FILLERS:
            subject.append(word)
    cut = next((i for i, word in enumerate(subject) if word.text in vocab.PREPOSITIONS), len(subject))
    return view.names(subject[:cut] or subject, head_only=True)


def _service_level(view: View, done: Word) -> Decision | None:
    """Not done, done within a time, done on time: how well, not whether."""
    is_negated = view.lead.text == "be" or view.any_word(_NEGATIONS) is not None
    is_timed = view.has(QuantityKind.DURATION) or _TIMELY.search(view.sentence.text.lower()) is not None
    return outcome(0.65, done) if is_negated or is_timed else None


def _done_by_others(view: View, done: Word, named: str) -> Decision | None:
    if _has_agent(view, done) or any(
        word.text in _FEELINGS and word.end < done.start for word in view.words[1:]
    ):
        return outcome(0.65, done)
    for before, after in pairwise(view.words):
        if before.text in vocab.BE and (after.text.endswith("ing") or after.text in _ENGAGED):
            return outcome(0.65, done)
    if named == "actor" and (
        _is_active(view, done) or (view.quantities and done.text not in _DONE_TO_PEOPLE)
    ):
        return outcome(0.7, done)
    return outcome(0.65, done) if done.text in _NOTICED and view.quantities else None


def _has_agent(view: View, done: Word) -> bool:
    """Whether somebody else did it: `booked by prospects`."""
    following = [word for word in view.words if word.start > done.end]
    by = next((place for place, word in enumerate(following) if word.text == "by"), None)
    if by is None or any(word.text in {"and", ",", ";"} for word in following[:by]):
        return False
    who = following[by + 1 : by + _AGENT_REACH]
    is_counted = by == 0 and bool(who) and who[0].text[0].isdigit()
    return is_counted or any(word.text in vocab.ACTORS for word in who)


def _is_active(view: View, done: Word) -> bool:
    """`have run`, as against `have been run`."""
    has = any(word.text in {"have", "has"} and word.end < done.start for word in view.words)
    return has and view.any_word({"been"}) is None


def _measured_state(view: View, done: Word, named: str) -> Decision | None:
    later = [word.text for word in view.words if word.start > done.end]
    if any(text in _OBLIGED or text in vocab.RISE.third or text in vocab.FALL.third for text in later):
        return outcome(0.6, done)
    if named == "metric" and view.quantities and done.text not in _PRODUCED:
        return outcome(0.75, done)
    if view.quantities and (done.text in _TAKEN_UP or (done.text in vocab.RESULT.past and view.measures)):
        return outcome(0.65, done)
    if view.moves and named != "deliverable" and done.text not in _PRODUCED:
        return outcome(0.7, done)
    if done.text not in _PRODUCED and any(
        q.kind in vocab.SHARES and q.value != vocab.FULL and q.span.start > done.end for q in view.quantities
    ):
        return outcome(0.6, done)
    return None


def _declared_done(view: View, done: Word, named: str) -> Decision:
    shares = [quantity for quantity in view.quantities if quantity.kind is QuantityKind.PERCENT]
    rest = [view.sentence.text[quantity.span.end :].lstrip(" +") for quantity in shares]
    plain = any(text.startswith("of ") for text in rest) or any(q.value == vocab.FULL for q in shares)
    if shares and not (plain and (named == "deliverable" or done.text in vocab.WORK.past)):
        return task(0.62, done)
    return task(0.85 if named == "deliverable" else 0.7, done)
