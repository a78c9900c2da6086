"""The answers of one or several links files: decisions, and notes on what nobody has decided."""

from __future__ import annotations

from typing import NamedTuple

from coach.domain.alignment import Decision
from coach.errors import MalformedInput

__all__ = ["Answers", "Note", "merge_answers"]


class Note(NamedTuple):
    """What a person wrote beside a link or gap without deciding it; names are as in `Decision`."""

    reason: str
    child: str = ""
    parent: str = ""
    gap: str = ""


class Answers(NamedTuple):
    """All that people wrote into a links file."""

    decisions: tuple[Decision, ...] = ()
    notes: tuple[Note, ...] = ()


def merge_answers(first: Answers, second: Answers) -> Answers:
    """Both, the first one's words where both say the same; a note goes where the other file decides.

    Raises:
        MalformedInput: One file confirms what the other rejects.
    """
    decided = {_key(decision): decision for decision in first.decisions}
    for decision in second.decisions:
        other = decided.setdefault(_key(decision), decision)
        if other.confirmed is not decision.confirmed:
            raise _clash(other, decision)
        if not other.reason:
            decided[_key(decision)] = other._replace(reason=decision.reason)
    notes = {_key(note): note for note in (*second.notes, *first.notes)}
    return Answers(tuple(decided.values()), tuple(note for key, note in notes.items() if key not in decided))


def _key(answer: Decision | Note) -> tuple[str, str, str]:
    return answer.child, answer.parent, answer.gap


def _clash(first: Decision, second: Decision) -> MalformedInput:
    what = first.gap or f"{first.child} -> {first.parent}"
    place = second.place
    return MalformedInput(
        f"{'confirms' if second.confirmed else 'rejects'} what {first.place or 'the other file'}"
        f" {'confirms' if first.confirmed else 'rejects'}; make both say the same",
        source=place.file if place else "links",
        line=place.line if place else None,
        text=what,
    )
