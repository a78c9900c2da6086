"""A retrospective built from what really happened: facts, the questions that they raise, what to learn.

The talk stays with the work: no question asks who is to blame, and none can be answered with yes or no.
Source of the shape: Derby and Larsen, *Agile Retrospectives* (2006): gather data, generate insights, decide
what to do; Kerth's prime directive: everyone did the best they could with what they knew.
"""

from __future__ import annotations

from collections.abc import Sequence

from coach.checkin.closing.happenings import find_happenings
from coach.checkin.closing.learnings import learn
from coach.checkin.pace import Standing
from coach.checkin.subjects import name_subject
from coach.domain.checkin import Audience, Grade, Question, Signal
from coach.domain.closing import Happening, HappeningKind, Retrospective

__all__ = ["look_back"]

_QUESTIONS = 7
_PER_KIND = 2
_GENERAL_UNTIL = 4

_FORMS: dict[HappeningKind, tuple[str, ...]] = {
    HappeningKind.SURPRISE: (
        "{subject}: {fact}. What did we know by then that the confidence did not show?",
        "{subject}: {fact}. Which sign would have told us earlier?",
    ),
    HappeningKind.DEPENDENCY: (
        "{fact}: what would we agree, and with whom, before a cycle starts so that this does not wait again?",
        "{fact}: at which point could we have gone around it, and what would that have cost?",
    ),
    HappeningKind.CHANGE: (
        "{subject}: {fact}. What did we learn that made the old target wrong, and when did we learn it?",
        "{subject}: {fact}. How would we write it today?",
    ),
    HappeningKind.MOVER: (
        "{subject} went {fact}. What did we do that moved it, and what of that can we repeat?",
        "{subject} went {fact}. How much of that was our doing, and how could we tell?",
    ),
    HappeningKind.SILENCE: (
        "{subject}: {fact}. What kept it out of our meetings, and what would make it worth a line each time?",
        "{subject}: {fact}. What does that say about how much it mattered?",
    ),
}
_GENERAL = (
    ("retro-general-1", "Which key result told us most about our customers, and what did it tell us?"),
    ("retro-general-2", "What did we leave undone for these objectives, and how right was that choice?"),
    ("retro-general-3", "What would we stop measuring, and what would we measure instead?"),
    ("retro-general-4", "Which habit of this cycle do we want to keep for the next one?"),
)


def look_back(
    standings: Sequence[Standing], grades: Sequence[Grade], signals: Sequence[Signal]
) -> Retrospective:
    """What to talk about when a cycle ends.

    Args:
        standings: Each key result as it stands at the end.
        grades: Their grades, in the same order.
        signals: What the histories showed.
    """
    happenings = find_happenings(standings, grades, signals)
    return Retrospective(happenings, _ask(standings, happenings), learn(standings, grades, signals))


def _ask(standings: Sequence[Standing], happenings: Sequence[Happening]) -> tuple[Question, ...]:
    subjects = {standing.track.id: name_subject(standing.track.text) for standing in standings}
    questions: list[Question] = []
    asked: dict[HappeningKind, int] = {}
    for happening in happenings:
        form = asked.get(happening.kind, 0)
        if form >= _PER_KIND or len(questions) >= _QUESTIONS:
            continue
        asked[happening.kind] = form + 1
        questions.append(_fill(happening, form, subjects[happening.tracks[0]]))
    missing = max(_GENERAL_UNTIL - len(questions), 0)
    general = [
        Question(text, name, "retrospective", "", "", Audience.TEAM) for name, text in _GENERAL[:missing]
    ]
    return (*questions, *general)


def _fill(happening: Happening, form: int, subject: str) -> Question:
    text = _FORMS[happening.kind][form].format(subject=subject, fact=happening.fact)
    return Question(
        text=text[0].upper() + text[1:],
        form=f"retro-{happening.kind.value}-{form + 1}",
        source=happening.kind.value,
        fact=happening.fact,
        track=happening.tracks[0],
        audience=Audience.TEAM,
    )
