"""Decide what kind of statement a key result is: outcome, task, mixed or unclear.

The deciders are asked in order and the first that knows speaks. Each reads structure first (what leads the core, what the
quantities belong to) and words second.
"""

from __future__ import annotations

import re
from itertools import pairwise
from dataclasses import dataclass, replace

from coach.domain.source import Span
from coach.domain.statement import ClauseKind, Quantity, QuantityKind, Role, StatementKind
from coach.parsing.lexicon import VerbForms, entries, nouns, verbs
from coach.parsing.sentence import Sentence, Word

__all__ = ["Decision", "decide_kind"]

_WORK = VerbForms(entries("work_verbs") | entries("activity_verbs"))
_ACTIVITY = verbs("activity_verbs")
_VAGUE_WORK = verbs("vague_work_verbs")
_RISE = verbs("rise_verbs")
_FALL = verbs("fall_verbs")
_REACH = verbs("reach_verbs")
_HOLD = verbs("hold_verbs")
_RESULT = verbs("result_verbs")
_DELIVERABLES = nouns("deliverables")
_METRICS = nouns("metrics")
_ACTORS = nouns("actors")
_STATES = entries("states")
_NOUN_VERBS = entries("noun_verbs")
_COMPARATIVES = entries("comparatives")

_FILLERS = frozenset(
    "a an the our we we've we’ve i they my their its his her this these those some new first next at least most about around approximately approx over more than under up another additional extra only just"
    " all every each any both of , - – — • * ( ) [ ] \" “ ” ' ` ~ > < ≥ ≤ = + & also successfully fully clearly properly please then now further to there".split()
)
_BEFORE_VERB = frozenset(
    "we we've we’ve i to please also successfully fully clearly properly then now further - – — • * ( ) [ ] \" “ ” ' ` ~ , have has having had they".split()
)
_HAVE = frozenset("have has having had we've we’ve there's".split())
_BE = frozenset("is are was were be been being get gets got gotten getting".split())
_PREPOSITIONS = frozenset(
    "of for in on to with by from at into onto across between among about per via within without under over above below after before during through as than against around behind beyond"
    " until since toward towards that which who whose where when while because if so and or but".split()
)
_MODALS = frozenset("can could will would should must may might shall do does".split())
_PHRASE_ENDS = _PREPOSITIONS | _BE | _HAVE | _MODALS | frozenset(",.;:(–—-&>")
_LIGHT = frozenset("the a an our their its all every each any new own this that these those more most first next two".split())
_NOMINAL_WORK = re.compile(
    r"(?:implementation|completion|migration|rollout|roll-out|documentation|adoption plan|integration|development|creation|deployment|introduction|automation|launch|delivery|"
    r"execution|installation|setup|publication|certification|training|redesign|rewrite|refactoring|coverage of the plan)s?$"
)
_SCORED = re.compile(r"(?:score|rate|time|nps|csat|uptime|availability|retention|churn|revenue|arr|mrr|satisfaction)$")


@dataclass(frozen=True, slots=True)
class Decision:
    """A kind, how sure, and the words that decided it."""

    kind: StatementKind
    certainty: float
    because: Span | None = None
    lead: Span | None = None
    decided_by: str = "nothing"


def decide_kind(sentence: Sentence) -> Decision:
    """Ask the deciders in order."""
    words = _skip_fillers(sentence)
    if not words:
        if sentence.core_quantities:
            return Decision(StatementKind.OUTCOME, 0.5)
        return Decision(StatementKind.UNCLEAR, 0.7)
    view = _View(sentence, words)
    for decide in _DECIDERS:
        decision = decide(view)
        if decision is not None:
            name = decide.__name__.removeprefix("_by_").replace("_", "-")
            return replace(_mix(view, decision), decided_by=name)
    return Decision(StatementKind.UNCLEAR, 0.5)


_NO_PARTICIPLE = frozenset(
    "need indeed speed feed seed weed breed exceed succeed proceed hundred hundreds sacred advanced limited united related detailed dedicated experienced interested concerned red bed shed sled bred"
    " unchanged unpaid unplanned overdue crowded rated based used-up loved valued aged skilled qualified talented engaged satisfied well-informed informed frightened tired bored excited motivated"
    " increased decreased improved reduced".split()
)
_VERB_ENDING = re.compile(r"(?:(?:re-?|de-?|un|pre-?|over|out)[a-z]{3,}|[a-z]{3,}(?:ise|ize|ify|ate))$")


def _is_participle(text: str) -> bool:
    """A participle of work: a known one, or a word that is formed like one."""
    if text in _WORK.past:
        return True
    return len(text) > 4 and text.endswith("ed") and text not in _NO_PARTICIPLE and text not in _RESULT.past


class _View:
    """A sentence with the questions that deciders ask of it."""

    __slots__ = ("bare", "have", "lead", "measures", "quantities", "sentence", "words")

    def __init__(self, sentence: Sentence, words: list[Word]) -> None:
        self.sentence = sentence
        self.words = words
        self.lead = words[0]
        skipped = sentence.core[: len(sentence.core) - len(words)]
        self.bare = all(word.text in _BEFORE_VERB or word.text.endswith("ly") for word in skipped) or skipped[-1].text == ","
        self.have = any(word.text in _HAVE for word in sentence.core[:3])
        self.quantities = sentence.core_quantities
        self.measures = [
            quantity
            for quantity in self.quantities
            if quantity.kind not in (QuantityKind.COUNT, QuantityKind.ABSOLUTE, QuantityKind.DURATION)
            or quantity.role in (Role.BASELINE, Role.STEP)
            or (quantity.kind is QuantityKind.DURATION and quantity.role is not Role.QUALIFIER)
        ]

    def noun_phrase(self, start: int) -> list[Word]:
        """The words from `start` up to the next preposition, verb form of a state, mark or end."""
        phrase: list[Word] = []
        for word in self.words[start : start + 9]:
            if word.text in _PHRASE_ENDS:
                if phrase:
                    break
                continue
            if word.text not in _FILLERS and not word.text[0].isdigit() and word.text != "%":
                phrase.append(word)
        return phrase

    def names(self, phrase: list[Word], *, strict: bool = False) -> str:
        """What a noun phrase names: `deliverable`, `metric`, `actor` or nothing known."""
        if not phrase:
            return ""
        for word in reversed(phrase[-2:]):
            last = word.text.rsplit("-", 1)[-1].rsplit("/", 1)[-1]
            if last in _METRICS:
                return "metric"
            if last in _DELIVERABLES or _NOMINAL_WORK.match(last):
                return "deliverable"
            if last in _ACTORS or (_AGENT.search(last) and last not in _NO_AGENT):
                return "actor"
        if strict:
            return ""
        texts = [word.text for word in phrase]
        if any(text in _METRICS for text in texts):
            return "metric"
        if any(text in _ACTORS for text in texts):
            return "actor"
        return ""

    def has(self, *kinds: QuantityKind) -> bool:
        """Whether the core holds a quantity of one of these kinds."""
        return any(quantity.kind in kinds for quantity in self.quantities)

    def moves(self) -> bool:
        """Whether a baseline and a target, or a step, stand in the core."""
        roles = {quantity.role for quantity in self.quantities}
        return Role.STEP in roles or (Role.BASELINE in roles and len(self.quantities) > 1)

    def any_word(self, group: frozenset[str]) -> Word | None:
        """The first word of the core that is in a group."""
        return next((word for word in self.words if word.text in group), None)


def _skip_fillers(sentence: Sentence) -> list[Word]:
    spans = [quantity.span for quantity in sentence.quantities if quantity.kind is not QuantityKind.MULTIPLE]
    core = _after_opening_phrase(sentence.core)
    for index, word in enumerate(core):
        if word.text.endswith("ly") and index + 1 < len(core) and core[index + 1].text in _WORK.base:
            continue
        inside = any(span.start <= word.start < span.end for span in spans)
        if inside or word.text in _FILLERS or word.text in _HAVE or word.text[0].isdigit() or word.text == "%":
            continue
        return core[index:]
    return []


def _after_opening_phrase(core: list[Word]) -> list[Word]:
    """`For each unit, have two reviewers`: the sentence starts after the comma."""
    if core and core[0].text in _OPENING:
        for index, word in enumerate(core[1:12], start=1):
            if word.text == "," and index + 1 < len(core):
                return core[index + 1 :]
    elif len(core) > 2 and core[0].capital and core[1].capital and core[1].text in _WORK.base - _NOUN_VERBS:
        if core[0].text not in _WORK and core[0].text not in _FILLERS:
            return core[1:]
    return core


_OPENING = frozenset("for in at with as during after on from within based across".split())


def _task(certainty: float, word: Word) -> Decision:
    span = Span(word.start, word.end)
    return Decision(StatementKind.TASK, certainty, span, span)


def _outcome(certainty: float, word: Word | None = None) -> Decision:
    span = None if word is None else Span(word.start, word.end)
    return Decision(StatementKind.OUTCOME, certainty, span, span)


_SHARE_VERBS = frozenset("deliver provide make contribute book process handle".split())
_PHRASAL = frozenset("work talk focus partner look speak engage experiment reach connect collaborate play sign roll go stand set follow apply".split())


def _is_verb(view: _View) -> bool:
    """Whether a lead such as `design`, `test` or `release` is a verb here and not the start of a noun."""
    lead = view.lead.text
    if len(view.words) == 1:
        return lead not in _DELIVERABLES and lead not in _METRICS
    following = view.words[1].text
    if any(word.text in ("stays", "stay", "remains", "needs", "reaches", "leaves", "drops", "falls") for word in view.words[1:5]):
        return False
    if following in _RESULT.third and following not in _DELIVERABLES and following not in _METRICS:
        return False
    if lead in _WORK.gerund:
        return following not in _BE and following not in _METRICS
    if lead not in _NOUN_VERBS and lead in _WORK:
        return following not in _BE
    if lead not in _NOUN_VERBS and lead in _WORK.base:
        return following not in _BE
    if view.moves() and view.quantities[0].span.start > view.words[1].start and not _is_joined(view):
        return False
    if any(word.text in _METRICS for word in view.words[1:4]) and view.measures and following not in _LIGHT:
        return False
    if following[0].isdigit() or (following == "at" and len(view.words) > 2 and view.words[2].text == "least"):
        return True
    if following in ("and", "or", "&") and len(view.words) > 2 and view.words[2].text in _WORK.base:
        return True
    if lead in _PHRASAL and following in ("with", "on", "into", "at", "to", "for", "through"):
        return True
    if following in _PREPOSITIONS or following in _BE or following in _METRICS or following in ":-–,":
        return False
    if following in _WORK.past and following not in _WORK.base:
        return False
    phrase = view.noun_phrase(1)
    if phrase and phrase[-1].text in _METRICS and following not in _LIGHT:
        return False
    return not any(word.text in _RESULT.past or word.text in _BE for word in view.words[1:6] if word.text not in _RESULT.base)


def _by_work_lead(view: _View) -> Decision | None:
    lead = view.lead.text
    if not _leads_work(view):
        return None
    if not _is_verb(view):
        return None
    phrase = view.noun_phrase(1)
    named = view.names(phrase)
    if lead in _HOLD and (named == "metric" or view.measures):
        return _outcome(0.8, view.lead)
    if view.moves() and named != "deliverable" and not _is_joined(view):
        return _outcome(0.6, view.lead)
    if lead in _VAGUE_WORK and (view.measures or named == "metric"):
        return _outcome(0.75, view.lead)
    if lead in _VAGUE_WORK and not view.quantities:
        return _outcome(0.55, view.lead) if named != "deliverable" else _task(0.6, view.lead)
    if lead in _WINNING and named == "actor" and view.quantities:
        return _outcome(0.65, view.lead)
    if phrase and phrase[-1].text in _PLANNED and lead in ("make", "meet", "beat", "deliver", "achieve"):
        return _outcome(0.65, view.lead)
    if any(quantity.kind is QuantityKind.DURATION and quantity.role is Role.BOUND for quantity in view.quantities) and any(
        word.text in "<≤" for word in view.words
    ):
        return _outcome(0.65, view.lead)
    if lead in _REACH or lead in _RESULT or lead in _SHARE_VERBS:
        first = view.quantities[0] if view.quantities else None
        if first is not None and first.span.start - view.lead.end < 14 and first.kind in (QuantityKind.PERCENT, QuantityKind.MONEY) and first.value != 100 and named != "deliverable" and not _names_work(view):
            return _outcome(0.65, view.lead)
    return _task(0.93 if lead not in _RESULT else 0.85, view.lead)


def _leads_work(view: _View) -> bool:
    lead = view.lead.text
    if not view.bare and not (lead in _WORK.past and lead not in _WORK.base):
        return False
    if lead in _WORK.base:
        return True
    if lead in _WORK.gerund:
        return len(view.words) > 1 and view.words[1].text not in ("and", "/", "&", "or") and view.words[1].text not in _PREPOSITIONS
    if lead in _WORK.past:
        return view.have or not (lead in _RESULT.past or lead in _RISE.past or lead in _FALL.past)
    known = lead in _RISE or lead in _FALL or lead in _REACH or lead in _METRICS or lead in _ACTORS or lead in _DELIVERABLES
    return not known and _VERB_ENDING.match(lead) is not None and len(view.words) > 1 and view.words[1].text not in _PREPOSITIONS and lead not in _SUBJECTIVE and not _is_participle(lead) and view.lead.capital


def _is_joined(view: _View) -> bool:
    """Whether a joint (`and`, `;`, `+`) stands between the lead and the first quantity."""
    first = view.quantities[0].span.start
    return any(word.text in ("and", ";", "+", "&", ",", ".") and word.start < first for word in view.words)


_SHARES = (QuantityKind.PERCENT, QuantityKind.MONEY, QuantityKind.RATIO, QuantityKind.POINTS)


def _names_work(view: _View) -> bool:
    return any(
        _NOMINAL_WORK.match(word.text) and (following is None or not _SCORED.search(following.text))
        for word, following in zip(view.words[:8], [*view.words[1:9], None], strict=False)
    )


def _by_movement_lead(view: _View) -> Decision | None:
    lead = view.lead.text
    if lead not in _RISE and lead not in _FALL:
        return None
    if lead not in _RISE.base and lead not in _FALL.base and lead.endswith("d") and _done_word(view) is not None:
        return None
    phrase = view.noun_phrase(1)
    named = view.names(phrase)
    if lead in _HOLD.base and len(view.words) > 1 and (view.words[1].text.endswith("ing") or view.words[1].text in ("an", "up", "on")):
        return _task(0.7, view.lead)
    if lead in ("add", "adding", "added"):
        return _outcome(0.7, view.lead) if named in ("actor", "metric") and not _is_staff(phrase) else _task(0.85, view.lead)
    if _is_output(view):
        return _task(0.65, view.lead)
    if view.moves() or view.measures:
        return _outcome(0.92, view.lead)
    if named == "deliverable":
        return _task(0.7 if view.quantities else 0.6, view.lead)
    return _outcome(0.8, view.lead)


_OUTPUTS = frozenset("published delivered shipped written created held conducted produced released sent built posted closed completed merged".split())
_SHARES_OF = frozenset("share rate percentage proportion ratio percent time revenue value satisfaction".split())


def _is_output(view: _View) -> bool:
    """`posts published`, `story points delivered`: a movement of output."""
    early = [word.text for word in view.words[1:7]]
    return any(text in _OUTPUTS for text in early) and not any(text in _SHARES_OF or text in ("without", "within") for text in early)


def _is_staff(phrase: list[Word]) -> bool:
    parts = [part for word in phrase for part in word.text.split("/")]
    return any(part.rstrip("s") in _STAFF for part in parts)


_STAFF = frozenset(
    {
        "developer", "engineer", "designer", "analyst", "manager", "person", "employee", "staff", "hire", "recruiter",
        "architect", "rep", "nurse", "teacher", "director", "lead", "scientist", "head", "technician", "intern",
    }  # fmt: skip
)


_WINNING = frozenset("activate reactivate re-activate register enrol enroll graduate recover recruit-back convert converting attract attracting win winning retain retaining acquire acquiring earn earning gain gaining sell selling".split())
_PLANNED = frozenset("plan quota target budget forecast goal".split())


def _by_reach_lead(view: _View) -> Decision | None:
    lead = view.lead.text
    if lead not in _REACH.base and lead not in _REACH.gerund and lead not in _REACH.past:
        return None
    if (lead in _HOLD.base or lead in _HOLD.gerund) and len(view.words) > 1:
        following = view.words[1].text
        if (following.endswith("ing") and following not in _METRICS) or following in ("an", "up", "on"):
            return _task(0.7, view.lead)
        return _outcome(0.8, view.lead)
    phrase = view.noun_phrase(1)
    named = view.names(phrase)
    if lead in _WINNING and view.quantities:
        return _outcome(0.75, view.lead)
    if named == "actor" and any(word.text in _MODALS for word in view.words[2:6]):
        return _outcome(0.75, view.lead)
    if view.measures and phrase and phrase[-1].text in _PLANNED and "hiring" not in (word.text for word in phrase):
        return _outcome(0.75, view.lead)
    if _done_word(view) is not None and named != "actor" and not view.measures:
        return _task(0.75, view.lead)
    if named == "deliverable" and not view.moves():
        return _task(0.75 if not view.measures else 0.6, view.lead)
    if _names_work(view) and (view.measures or not view.quantities):
        return _task(0.65, view.lead)
    return _outcome(0.85 if view.quantities else 0.6, view.lead)


def _done_word(view: _View) -> Word | None:
    """A participle or state that says that work is finished: `published`, `is in place`, `live`."""
    words = view.words
    for index, word in enumerate(words):
        if index == 0:
            continue
        text = word.text
        if text in ("who", "which", "where", "whose", "that", "when") and index > 1:
            break
        before = words[index - 1].text
        after = words[index + 1].text if index + 1 < len(words) else ""
        if text == "place" and before == "in":
            return word
        if text in _STATES and (before in _BE or not after or after in _PREPOSITIONS or after in ",.;(-–" or before in _WORK.past):
            return word
        if not _is_participle(text) or (text in _WORK.base and before not in _BE and after):
            continue
        if before in _BE or before in ("fully", "successfully", "been", "and", "or", "have", "has", "not"):
            return word
        if not after or after in _PREPOSITIONS or after in ",.;:(&-–":
            return word
    return None


def _subject(view: _View, stop: Word) -> list[Word]:
    """The words before a participle, without quantities."""
    phrase = []
    for word in view.words:
        if word.start >= stop.start or word.text in _BE or word.text in _HAVE:
            break
        phrase.append(word)
    return phrase


_CONFIRMED = frozenset("passed granted certified accredited awarded won renewed".split())


def _by_done_state(view: _View) -> Decision | None:
    confirmed = next((word for word in view.words[1:] if word.text in _CONFIRMED), None)
    if confirmed is not None:
        return _outcome(0.65, confirmed)
    done = _done_word(view)
    if done is None:
        return None
    if view.lead.text == "be" or any(word.text in ("not", "never", "without") for word in view.words):
        return _outcome(0.65, done)
    if any(quantity.kind is QuantityKind.DURATION for quantity in view.quantities):
        return _outcome(0.65, done)
    subject = _subject(view, done)
    head = [word for word in subject if word.text not in _FILLERS]
    cut = next((index for index, word in enumerate(head) if word.text in _PREPOSITIONS), len(head))
    named = view.names(head[:cut] or head, strict=True)
    active = any(word.text in ("have", "has") and word.end < done.start for word in view.words) and not any(
        word.text == "been" for word in view.words
    )
    if _has_agent(view, done) or _is_timely(view):
        return _outcome(0.65, done)
    if any(before.text in _BE and (after.text.endswith("ing") or after.text in ("involved", "engaged", "able")) for before, after in pairwise(view.words)):
        return _outcome(0.65, done)
    if named == "actor" and (active or done.text not in _DONE_TO_PEOPLE):
        return _outcome(0.7, done)
    if done.text in _NOTICED and view.quantities:
        return _outcome(0.65, done)
    if any(word.start > done.end and (word.text in _MODALS or word.text in ("need", "needs", "have", "has")) for word in view.words):
        return _outcome(0.6, done)
    if named == "metric" and view.quantities:
        return _outcome(0.75, done)
    if done.text in _RESULT.past and view.measures:
        return _outcome(0.65, done)
    if view.moves() and named != "deliverable":
        return _outcome(0.7, done)
    if any(q.kind in _SHARES and q.value != 100 and q.span.start > done.end for q in view.quantities):
        return _outcome(0.6, done)
    if any(quantity.kind is QuantityKind.PERCENT for quantity in view.quantities):
        return _task(0.62, done)
    return _task(0.85 if named == "deliverable" else 0.7, done)


_DONE_TO_PEOPLE = frozenset(
    "trained hired onboarded informed interviewed contacted recruited invited surveyed taught briefed migrated moved enrolled enrolled assigned introduced coached certified notified selected appointed"
    " identified nominated mapped chosen approached equipped staffed defined added visited asked named".split()
)
_NOTICED = frozenset("mentioned cited quoted featured recommended recognised recognized ranked rated included awarded referenced nominated".split())


def _has_agent(view: _View, done: Word) -> bool:
    """Whether others did it: `booked by prospects`."""
    following = [word for word in view.words if word.start > done.end][:4]
    return bool(following) and following[0].text == "by" and any(word.text in _ACTORS for word in following[1:])


_TIMELY = re.compile(r"\b(?:on|in (?:good |due |a suitable )?|within (?:the )?(?:agreed )?)(?:time|sla)\b")


def _is_timely(view: _View) -> bool:
    return _TIMELY.search(view.sentence.text.lower()) is not None


_READING = re.compile(r":\s*(?:only |at least |at most |about |under |over |≥|≤|<|>|=|~|from )*$")


def _by_reading(view: _View) -> Decision | None:
    """`Findings fixed by the owning team: 85%`: a named measure and its value."""
    for quantity in view.quantities:
        before = view.sentence.text[: quantity.span.start]
        if quantity.kind is QuantityKind.COUNT and quantity.role is not Role.BASELINE and not view.moves():
            continue
        if len(before) > 8 and _READING.search(before):
            named = view.names(view.noun_phrase(0))
            return None if named == "deliverable" else _outcome(0.75, view.lead)
    return None


def _by_actor(view: _View) -> Decision | None:
    phrase = view.noun_phrase(0)
    if view.names(phrase) != "actor":
        return None
    finite = view.any_word(_RESULT.base) or view.any_word(_RESULT.third) or view.any_word(_BE)
    if finite is not None and finite is not view.lead:
        return _outcome(0.8 if view.quantities else 0.7, finite)
    return _outcome(0.75, view.lead) if view.quantities else None


def _by_metric(view: _View) -> Decision | None:
    metric = view.any_word(_METRICS)
    if metric is None:
        return None
    if view.quantities:
        return _outcome(0.85, metric)
    if view.names(view.noun_phrase(0)) == "metric":
        if any(word.text in _BE or word.text in _RESULT.third or word.text in _COMPARATIVES for word in view.words):
            return _outcome(0.7, metric)
        return Decision(StatementKind.UNCLEAR, 0.6, Span(metric.start, metric.end))
    return None


def _by_comparative(view: _View) -> Decision | None:
    if view.lead.text in _COMPARATIVES or view.lead.text in ("number", "share", "percentage", "proportion"):
        return _outcome(0.75, view.lead)
    word = view.any_word(_COMPARATIVES)
    return _outcome(0.6, word) if word is not None and (view.quantities or word is view.words[-1]) else None


_ABSTRACT = re.compile(r"(?:tion|ment|ness|ity|ship|ance|ence|ism|cy)s?$")
_QUESTION = re.compile(r"^\W*(?:how|what|who|why|when|where|which|can|could|should|do|does|is|are)\b.*\?\W*$", re.IGNORECASE | re.DOTALL)
_AGENT = re.compile(r"[a-z]{3,}(?:ers|ors|ists|ees)$")
_NO_AGENT = frozenset(
    "meters metres computers printers containers servers layers numbers orders papers posters letters offers chapters headers filters sensors errors doors floors motors vectors colors monitors trailers"
    " lockers banners folders boilers papers parameters centers matters timers others drivers-licences corners towers rivers covers flyers stickers freezers counters scanners routers trackers loggers"
    " tutors-notes readers containers heaters coolers transfers registers dinners wizards answers powers rollers elevators tractors indicators factors mirrors fees trees degrees committees".split()
)
_FEELINGS = frozenset("feel feels love loves trust trusts believe believes enjoy enjoys know knows understand understands prefer prefers recommend recommends".split())


_HEADING_LENGTH = 5


def _is_heading(view: _View, phrase: list[Word]) -> bool:
    """`Field marketing plan`: a noun with nothing that says what is done with it, for whom or how many."""
    spoken = [word for word in view.words if word.text[0].isalpha()]
    bare = not view.have and not any(character.isdigit() for character in view.sentence.text)
    return bare and len(phrase) == len(spoken) <= _HEADING_LENGTH and phrase[0].text not in ("new", "first")


def _by_fragment(view: _View) -> Decision | None:
    phrase = view.noun_phrase(0)
    named = view.names(phrase)
    finite = any(word.text in _BE or word.text in ("can", "could", "will", "should", "do", "does") for word in view.words)
    if finite and not (named == "deliverable" and view.have):
        return _outcome(0.65 if view.quantities else 0.55, view.lead)
    feeling = view.any_word(_FEELINGS)
    if feeling is not None and feeling is not view.lead:
        return _outcome(0.7, feeling)
    if named == "deliverable" and not view.measures:
        if phrase[0].text in _SUBJECTIVE and not view.quantities:
            return _outcome(0.5, phrase[0])
        if _is_heading(view, phrase):
            return Decision(StatementKind.UNCLEAR, 0.6, view.sentence.span_of(phrase))
        return _task(0.65, phrase[-1])
    if view.measures:
        return _outcome(0.65, view.lead)
    if view.has(QuantityKind.ABSOLUTE):
        return _outcome(0.6, view.lead)
    if view.lead.text in _SUBJECTIVE:
        return _outcome(0.5, view.lead)
    if any(word.text in _RESULT.third or word.text in _RESULT.base for word in view.words[1:]):
        return _outcome(0.55, view.lead)
    if view.quantities:
        return _outcome(0.5, view.lead)
    abstract = bool(phrase) and _ABSTRACT.search(phrase[-1].text) is not None
    if len(phrase) <= 2 or abstract or "?" in view.sentence.text:
        return Decision(StatementKind.UNCLEAR, 0.55, Span(view.lead.start, view.lead.end))
    return _task(0.5, view.lead)


_SUBJECTIVE = entries("subjective")


def _by_question(view: _View) -> Decision | None:
    """A question is no key result."""
    if _QUESTION.match(view.sentence.text):
        return Decision(StatementKind.UNCLEAR, 0.8, Span(0, len(view.sentence.text)))
    return None


def _by_assignment(view: _View) -> Decision | None:
    """`Platform team to write the runbook`."""
    for before, after in pairwise(view.words[1:6]):
        if before.text == "to" and after.text in _WORK.base and view.lead.text not in _FALL and view.lead.text not in _RISE:
            if not view.measures and not _leads_work(view) and view.lead.text not in _REACH:
                return _task(0.7, after)
    return None


def _by_none(view: _View) -> Decision | None:
    """`No invoice older than 60 days`, `zero pallets`: a state, unless the none belongs to work."""
    core = view.sentence.core
    if core[0].text == "there" and view.quantities:
        return _outcome(0.7, view.lead)
    first = view.quantities[0] if view.quantities else None
    if first is None or first.kind is not QuantityKind.ABSOLUTE or first.value != 0 or first.span.start > view.sentence.core[0].end + 12:
        return None
    return _outcome(0.8, view.lead)


_DECIDERS = (
    _by_question,
    _by_none,
    _by_work_lead,
    _by_reading,
    _by_assignment,
    _by_movement_lead,
    _by_reach_lead,
    _by_done_state,
    _by_actor,
    _by_metric,
    _by_comparative,
    _by_fragment,
)


def _mix(view: _View, decision: Decision) -> Decision:
    """A task whose purpose, means or second half carries a measure of its own is mixed."""
    if decision.kind is not StatementKind.TASK:
        return decision
    carried = view.sentence.quantities_in(ClauseKind.PURPOSE)
    if any(quantity.kind is not QuantityKind.ABSOLUTE for quantity in carried) or _second_half_moves(view):
        return Decision(StatementKind.MIXED, 0.7, decision.because, decision.lead)
    return decision


_SECOND_HALF = frozenset(
    "achieving reaching raising increasing reducing cutting lifting bringing growing generating attracting getting driving hitting".split()
)
_CARRIERS = frozenset("bring have see make get take push".split())
_JOINTS = frozenset("and ; , + & . then so".split())


def _second_half_moves(view: _View) -> bool:
    """Whether a measured movement follows a joint: `launch SSO and move activation from 20% to 35%`."""
    pair = [quantity for quantity in view.quantities if quantity.role is Role.BASELINE]
    for index, word in enumerate(view.words[1:-1], start=1):
        later = [quantity for quantity in view.measures if quantity.span.start > word.start]
        if not later:
            return False
        if word.text in _SECOND_HALF:
            return True
        if word.text in _JOINTS and (any(q.span.start > word.start for q in pair) or _moves_after(view, index + 1)):
            return True
    return False


def _moves_after(view: _View, index: int) -> bool:
    for word in view.words[index : index + 2]:
        text = word.text
        if text in _RISE.base or text in _FALL.base or text in _CARRIERS or (text in _REACH.base and text not in _WORK.base):
            return True
    return False
