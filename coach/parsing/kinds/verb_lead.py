"""Deciders for statements that a verb leads: work, movement, reaching, and work given to somebody."""

from __future__ import annotations

from itertools import pairwise, takewhile

from coach.domain.statement import QuantityKind, Role
from coach.parsing.kinds import vocabulary as vocab
from coach.parsing.kinds.done_state import find_done_word
from coach.parsing.kinds.view import Decision, View, ask, is_participle, outcome, task
from coach.parsing.lexicon import entries
from coach.parsing.patterns import pattern
from coach.parsing.sentence import Word

__all__ = ["by_assignment", "by_movement_lead", "by_reach_lead", "by_work_lead", "leads_work"]

_VERB_ENDING = pattern(r"(?:(?:re|de|un|pre|over|out)-?(?P<base>[a-z]{3,})|[a-z]{3,}(?:ise|ize|ify))$")
_CONFIRMED = entries("confirmed")
_REPEATED = frozenset("paint fuel fill tile roof home think word bed pot turf surface string".split())
_SHARE_VERBS = entries("share_verbs")
_WINNING = entries("winning_verbs")
_OUTPUTS = entries("output_participles")
_PHRASAL = entries("phrasal_verbs")
_STAFF = entries("staff")
_PLANNED = frozenset("plan quota target budget forecast goal".split())
_ATTAINING = frozenset("make meet beat deliver achieve".split())
_SHARES_OF = frozenset(
    "share rate percentage proportion ratio percent time revenue value satisfaction without within".split()
)
_COMPOUND = 4  # a noun of three words behind the lead
_MEASURES = frozenset(
    "usage utilisation utilization use opt-in take-up uptake adoption rate rates time score satisfaction"
    " happiness leadership coverage share".split()
)
_COUNTS = frozenset("point points volume velocity throughput number amount quantity".split())
_STAYING = frozenset("stays stay remains needs reaches leaves drops falls".split())
_PARTICLES = frozenset("with on into at to for through up out".split())
_GOING_ON = frozenset({"an", "up", "on"})
_NEAR = 14
_SPACES = 2


def leads_work(view: View) -> bool:
    """Whether the lead is a form of a verb of work, known or formed like one."""
    lead = view.lead.text
    if not view.bare:
        return False
    if lead in vocab.WORK.base:
        return True
    if lead in vocab.WORK.gerund:
        return view.following not in vocab.PREPOSITIONS and view.following not in {"", "/", "&"}
    if lead in vocab.WORK.past:
        return view.have or not any(lead in verbs.past for verbs in (vocab.RESULT, vocab.RISE, vocab.FALL))
    return _is_formed_like_work(view)


def _is_formed_like_work(view: View) -> bool:
    """`Repaint`, `Parallelise`: a capital, the form of a verb, and in no other list."""
    lead = view.lead.text
    formed = _VERB_ENDING.match(lead)
    if not view.lead.capital or formed is None or is_participle(lead):
        return False
    if view.following in vocab.PREPOSITIONS or not view.following:
        return False
    if formed["base"] and formed["base"] not in vocab.WORK.base and formed["base"] not in _REPEATED:
        return False
    groups = (
        vocab.RISE, vocab.FALL, vocab.REACH, vocab.METRICS, vocab.ACTORS, vocab.DELIVERABLES, vocab.SUBJECTIVE
    )  # fmt: skip
    return not any(lead in group for group in groups)


def _is_verb(view: View) -> bool:
    """Whether a lead such as `test`, `support` or `release` is a verb here and not the start of a noun."""
    lead, following = view.lead.text, view.following
    if not following:
        return lead not in vocab.DELIVERABLES and lead not in vocab.METRICS
    counted = following[0].isdigit() or following in vocab.LIGHT
    if any(
        word.text in _STAYING or (word.text in vocab.FINITE_RESULT and not counted)
        for word in view.words[1:5]
    ):
        return False
    if lead in _PHRASAL and following in _PARTICLES:
        return True
    if lead in vocab.SUBJECTIVE and following not in vocab.LIGHT and not following[0].isdigit():
        return False
    if _names_who_acts(view) or _names_a_measure(view):
        return False
    if lead in vocab.NOUN_VERBS and _is_label_with_value(view):
        return False
    if (
        following in vocab.RESULT.third
        and following not in vocab.DELIVERABLES
        and following not in vocab.METRICS
    ):
        return False
    if lead in vocab.WORK.gerund:
        return following not in vocab.BE and following not in vocab.METRICS
    if lead not in vocab.NOUN_VERBS and lead in vocab.WORK:
        return following not in vocab.BE
    return _is_verb_by_neighbours(view)


def _names_who_acts(view: View) -> bool:
    """`Store managers trust the proposal`: a noun, people, and what they do."""
    if len(view.words) <= 2 or view.lead.text not in vocab.NOUN_VERBS:  # noqa: PLR2004 - noun, people, verb
        return False
    return view.following in vocab.ACTORS and view.words[2].text in vocab.RESULT.base


def _names_a_measure(view: View) -> bool:
    """`Chair utilisation at least 82%`: what may be a verb begins a metric's name."""
    lead = view.lead.text
    if lead not in vocab.NOUN_VERBS and lead not in vocab.WORK.gerund:
        return False
    noun = list(
        takewhile(lambda text: text not in vocab.PREPOSITIONS, (w.text for w in view.words[1:_COMPOUND]))
    )
    return not _MEASURES.isdisjoint(noun) and vocab.LIGHT.isdisjoint(noun)


def _is_label_with_value(view: View) -> bool:
    """`Campaign page: 70k visits`: a colon, and a value right behind it."""
    starts = [quantity.span.start for quantity in view.quantities]
    colons = [word.end for word in view.words if word.text == ":"]
    return any(0 <= start - colon <= _SPACES for colon in colons for start in starts)


def _is_verb_by_neighbours(view: View) -> bool:
    """The same for a word that is a noun as often as a verb."""
    following = view.following
    starts_later = bool(view.quantities) and view.quantities[0].span.start > view.words[1].start
    if view.moves and starts_later and not view.is_joined:
        return False
    if (
        view.measures
        and following not in vocab.LIGHT
        and any(w.text in vocab.METRICS for w in view.words[1:4])
    ):
        return False
    third = view.words[2].text if len(view.words) > 2 else ""  # noqa: PLR2004 - lead, following, third
    if following[0].isdigit() or (following, third) == ("at", "least"):
        return True
    if following in {"and", "or", "&"} and third in vocab.WORK.base:
        return True
    if view.lead.text in _PHRASAL and following in _PARTICLES:
        return True
    return not _continues_noun(view)


def _continues_noun(view: View) -> bool:
    """Whether the words after the lead go on with a noun or make it a subject."""
    following = view.following
    if (
        following in vocab.PREPOSITIONS
        or following in vocab.BE
        or following in vocab.METRICS
        or following in ":-–,"
    ):
        return True
    if following in vocab.WORK.past and following not in vocab.WORK.base:
        return True
    if view.object and view.object[-1].text in vocab.METRICS and following not in vocab.LIGHT:
        return True
    early = [word.text for word in view.words[1:6] if word.text not in vocab.RESULT.base]
    return any(text in vocab.RESULT.past or text in vocab.BE for text in early)


def by_work_lead(view: View) -> Decision | None:
    """`Launch the new form`: work, unless what is worked on is a measure."""
    lead = view.lead
    if not leads_work(view) or not _is_verb(view):
        return None
    if lead.text in _CONFIRMED:
        return outcome(0.65, lead)
    if lead.text in vocab.WORK.gerund and find_done_word(view) is not None:
        return None
    return ask(view, (_measured_work, _vague_work, _attaining, _share_of_work)) or task(
        0.85 if lead.text in vocab.RESULT else 0.93, lead
    )


def _measured_work(view: View) -> Decision | None:
    if view.lead.text in vocab.HOLD and (view.object_names == "metric" or view.measures):
        return outcome(0.8, view.lead)
    if view.moves and view.object_names != "deliverable" and not view.is_joined:
        return outcome(0.6, view.lead)
    return None


def _vague_work(view: View) -> Decision | None:
    if view.lead.text not in vocab.VAGUE_WORK:
        return None
    if view.measures or view.object_names == "metric":
        return outcome(0.75, view.lead)
    if not view.quantities:
        return task(0.6, view.lead) if view.object_names == "deliverable" else outcome(0.55, view.lead)
    return None


def _attaining(view: View) -> Decision | None:
    if view.lead.text in _WINNING and view.object_names == "actor" and view.quantities:
        return outcome(0.65, view.lead)
    if view.lead.text in _ATTAINING and view.object and view.object[-1].text in _PLANNED:
        return outcome(0.65, view.lead)
    is_timed = any(q.kind is QuantityKind.DURATION and q.role is Role.BOUND for q in view.quantities)
    if is_timed and view.any_word("<≤") is not None:
        return outcome(0.65, view.lead)
    return None


def _share_of_work(view: View) -> Decision | None:
    """`Deliver 40% of bookings`: a share right after the verb, of something that is no work."""
    lead = view.lead.text
    if lead not in vocab.REACH and lead not in vocab.RESULT and lead not in _SHARE_VERBS:
        return None
    first = view.quantities[0] if view.quantities else None
    if (
        first is None
        or first.kind not in (QuantityKind.PERCENT, QuantityKind.MONEY)
        or first.value == vocab.FULL
    ):
        return None
    is_near = first.span.start - view.lead.end < _NEAR
    return (
        outcome(0.65, view.lead)
        if is_near and view.object_names != "deliverable" and not _names_work(view)
        else None
    )


def _names_work(view: View) -> bool:
    """Whether one of the first words is work as a noun, and no metric of it (`completion rate`)."""
    return any(
        word.text in vocab.NOMINAL_WORK
        and (after is None or not (after.text.endswith(vocab.SCORED) or after.text.rstrip("s") in _PLANNED))
        for word, after in zip(view.words[:8], [*view.words[1:9], None], strict=False)
    )


def by_assignment(view: View) -> Decision | None:
    """`Platform team to write the runbook`; a measure such as `time to repair a lift` is given to nobody."""
    lead = view.lead.text
    if view.measures or lead in vocab.FALL or lead in vocab.RISE or lead in vocab.REACH or leads_work(view):
        return None
    if (lead in vocab.METRICS or view.subject_names == "metric") and find_done_word(view) is None:
        return None
    for before, after in pairwise(view.words[1:6]):
        if before.text == "to" and after.text in vocab.WORK.base:
            return task(0.7, after)
    return None


def by_movement_lead(view: View) -> Decision | None:
    """`Increase ...`, `Cut ...`: a metric moves, unless what moves is our own output."""
    lead = view.lead.text
    if lead not in vocab.RISE and lead not in vocab.FALL:
        return None
    is_base = lead in vocab.RISE.base or lead in vocab.FALL.base
    if not is_base and lead.endswith("d") and find_done_word(view) is not None:
        return None
    if lead in {"add", "adding", "added"}:
        gains = view.object_names == "actor" and not _is_staff(view.object)
        return outcome(0.7, view.lead) if gains else task(0.85, view.lead)
    if _is_output(view):
        return task(0.65, view.lead)
    if view.moves or view.measures:
        return outcome(0.92, view.lead)
    if view.object_names == "deliverable":
        return task(0.7 if view.quantities else 0.6, view.lead)
    return outcome(0.8, view.lead)


def _is_output(view: View) -> bool:
    """`Increase posts published`: a rise of output, and no metric of it (`cost per shipped order`)."""
    if view.lead.text not in vocab.RISE:
        return False
    for word in view.words[1:7]:
        if word.text in _OUTPUTS:
            return view.any_word(_SHARES_OF) is None
        if word.text in vocab.METRICS and word.text not in _COUNTS:
            return False
    return False


def _is_staff(phrase: list[Word]) -> bool:
    parts = [part for word in phrase for part in word.text.split("/")]
    return any(part.rstrip("s") in _STAFF for part in parts)


def by_reach_lead(view: View) -> Decision | None:
    """`Achieve`, `get`, `ensure`, `keep`: the object tells whether it is a result."""
    lead = view.lead.text
    if not any(lead in forms for forms in (vocab.REACH.base, vocab.REACH.gerund, vocab.REACH.past)):
        return None
    return ask(view, (_holding, _winning, _reaching_work)) or outcome(
        0.85 if view.quantities else 0.6, view.lead
    )


def _holding(view: View) -> Decision | None:
    if not view.following or (
        view.lead.text not in vocab.HOLD.base and view.lead.text not in vocab.HOLD.gerund
    ):
        return None
    goes_on = view.following.endswith("ing") and view.following not in vocab.METRICS
    return task(0.7, view.lead) if goes_on or view.following in _GOING_ON else outcome(0.8, view.lead)


def _winning(view: View) -> Decision | None:
    if view.lead.text in _WINNING and view.quantities:
        return outcome(0.75, view.lead)
    if view.object_names == "actor" and any(word.text in vocab.MODALS for word in view.words[2:6]):
        return outcome(0.75, view.lead)
    is_planned = bool(view.object) and view.object[-1].text in _PLANNED
    if view.measures and is_planned and all(word.text != "hiring" for word in view.object):
        return outcome(0.75, view.lead)
    return None


def _reaching_work(view: View) -> Decision | None:
    if view.lead.text == "reach" and view.following == "out":
        return task(0.8, view.lead)
    if view.object_names != "actor" and not view.measures and find_done_word(view) is not None:
        return task(0.75, view.lead)
    if view.object_names == "deliverable" and not view.moves:
        return task(0.6 if view.measures else 0.75, view.lead)
    if (view.measures or not view.quantities) and _names_work(view):
        return task(0.65, view.lead)
    return None
