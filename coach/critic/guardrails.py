"""What a proposed wording must hold before it is shown."""

from __future__ import annotations

import re

from coach.critic.deliverable import cut_phrase
from coach.critic.draft import TASK_RULES, Draft, writer_findings
from coach.critic.participles import find_participle
from coach.critic.peel import peel
from coach.critic.phrases import content_words, is_base_verb
from coach.domain.okr import KeyResult, Objective
from coach.domain.review import Guardrails, KeyResultReview
from coach.domain.statement import Direction, Reading, StatementKind
from coach.parsing import lexicon
from coach.parsing.numbers import WORD_NUMBERS
from coach.parsing.statement import read_statement

__all__ = ["check_guardrails", "invented_words", "share_of_words_kept", "subject_words"]

KEPT = 0.6
KEPT_OF_ALL = 0.3
"""Of everything that the line says, so that a first phrase of one odd word is not the whole subject."""
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_UNITS = re.compile(r"[%$€£¥₹‰°]|(?<![A-Za-z\d])\d[\d.,]*(?P<unit>\s?[a-zA-Z]{1,3})\b")
"""A unit stands behind a number; the digit of a name such as `SOC2` is none."""
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_DATES = frozenset(
    "january february march april may june july august september october november december jan feb mar"
    " apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday"
    " quarter month week year today tomorrow spring summer autumn winter easter christmas".split()
)
_NUMBER_WORDS = frozenset(WORD_NUMBERS) | frozenset("half third quarter double triple twice dozen".split())
_WORK = lexicon.verbs("work_verbs")
_JOINED_VERB = re.compile(r"[\w-]+\s*(?:,|/|&|\band\b)\s*(?P<verb>[\w-]+)")
_VERB_DECIDED = frozenset(("movement-lead", "reach-lead", "work-lead", "done-state"))
_ASIDE = re.compile(
    r"[;:(]|,\s(?!\d)|\s(?:[-–—]|=>|->)\s|\.\s|\s(?:that|which|who|where|when|while|so|because"
    r"|including|such as)\s"
)
_LISTED = re.compile(r",?\s+(?:including|incl\.|such as|e\.g\.|i\.e\.|for example)\s.*$")
_OPPOSITE = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}


def check_guardrails(draft: Draft, before: KeyResultReview, objective: Objective | None = None) -> Guardrails:
    """Check a draft against the key result that it rewrites.

    Args:
        draft: The proposed wording, read and reviewed.
        before: The review of what the writer gave.
        objective: Its objective: what it says may be used.
    """
    given = before.key_result
    source = " ".join([given.text, *given.fields.values(), objective.text if objective else ""])
    invented = invented_words(draft.text, source)
    after = draft.findings
    return Guardrails(
        no_new_numbers=not invented,
        words_kept=share_of_words_kept(draft) >= KEPT
        and share_of_words_kept(draft, whole=True) >= KEPT_OF_ALL,
        not_longer_than_allowed=len(draft.text) <= 1.6 * len(given.text) + 60,
        direction_kept=not _is_flipped(given, draft.reading),
        no_task=not any(finding.name in TASK_RULES for finding in after),
        no_more_findings=len(after) <= len(writer_findings(before)),
    )


def invented_words(after: str, source: str) -> list[str]:
    """Numbers, units, dates and names in `after` that `source` does not hold; placeholders count too."""
    lowered = source.lower()
    given = {match.group().lower() for match in _WORDS.finditer(source)}
    numbers = {match.group() for match in _DIGITS.finditer(source)}
    invented = [match.group() for match in _DIGITS.finditer(after) if match.group() not in numbers]
    units = ((match["unit"] or match.group()).strip() for match in _UNITS.finditer(after))
    invented += [unit for unit in units if unit.lower() not in lowered]
    for match in _WORDS.finditer(after):
        word = match.group()
        is_name = word[0].isupper() and match.start() > 0
        if (is_name or word.lower() in _NUMBER_WORDS or word.lower() in _DATES) and word.lower() not in given:
            invented.append(word)
    return invented


def share_of_words_kept(draft: Draft, *, whole: bool = False) -> float:
    """Share of the content words of the kept part's core that the wording still holds, 0..1.

    Args:
        draft: The wording.
        whole: Whether everything that the kept part says counts, and not its first phrase alone; what it
            lists as examples or parts never does.
    """
    subject = subject_words(read_statement(_LISTED.sub("", draft.kept)), whole=whole)
    held = set(content_words(draft.own_words))
    return sum(word in held for word in subject) / len(subject) if subject else 1.0


def subject_words(reading: Reading, *, whole: bool = False) -> list[str]:
    """The content words of the metric or deliverable: the core without the verb that leads or closes it."""
    core = peel(reading).core
    if not whole:
        core = _cut_to_subject(core, reading)
    words = content_words(core)
    beside = {
        word for quantity in reading.quantities for word in content_words(quantity.span.of(reading.text))
    }
    if reading.kind is not StatementKind.OUTCOME or reading.decided_by in _VERB_DECIDED:
        beside |= {
            span.of(reading.text).lower() for span in (reading.lead, reading.because) if span is not None
        }
    if reading.kind is StatementKind.TASK:
        beside |= _WORK.past
        joined = _JOINED_VERB.match(core.lower())
        if joined is not None and is_base_verb(joined["verb"]):
            beside.add(joined["verb"])
    return [word for word in words if word not in beside] or words


def _cut_to_subject(core: str, reading: Reading) -> str:
    """The core up to the first aside; of a task only what is made."""
    if reading.kind is StatementKind.TASK:
        done = find_participle(core, reading)
        core = cut_phrase(core[: done.start()] if done is not None else core)
    stop = _ASIDE.search(core, 12)
    return core[: stop.start()] if stop else core


def _is_flipped(given: KeyResult, after: Reading) -> bool:
    """Whether what was to rise is to fall now, or the other way round."""
    direction = given.reading.change.direction
    return direction is not None and _OPPOSITE.get(direction) is after.change.direction
