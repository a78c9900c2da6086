"""A form of a question, as it stands in the bank."""

from __future__ import annotations

from typing import NamedTuple

from coach.domain.checkin import Audience, KeyResultKind, OkrType, Stage

__all__ = ["ABOUT_SET", "FLAGS", "SLOTS", "WANTS", "Form", "Sheet"]

ABOUT_SET = "set"
SLOTS = frozenset(
    (
        "baseline blocked_times blocker change confidence confidence_after confidence_before count cycle "
        "days days_in doubt elapsed end first flat_since flat_times key_result Key_result last_value "
        "moving next_zone note nth objective objectives previous progress projected quiet reached "
        "reached_value read_on since target team teams time_left total value value_days"
    ).split()
)
"""What a form may be filled with; `coach.checkin.questions.facts` says what each holds."""
FLAGS = frozenset(
    (
        "changed foreseen high-confidence low-confidence moved no-baseline noun-named no-reading "
        "no-target on-pace out-of-band projection-gains reached short some-quiet mostly-quiet "
        "task task-done task-open task-untold"
    ).split()
)
WANTS = frozenset(
    (
        "assumption cause confidence decision dependency escalation evidence follow-up forecast help "
        "learning leverage measure next-step next-time obstacle owner priority protect role scope "
        "side-effect spread stop target value workaround"
    ).split()
)


class Form(NamedTuple):
    """One form.

    Attributes:
        id: `file/id`.
        source: Signal or stage that it comes from.
        text: The question with `{slots}`.
        fact: The part of `text` that quotes a fact; empty where it quotes none.
        slots: The slots in `text`.
        wants: What it asks for.
        about_set: Whether it is about a team or several, not about one key result.
        stages: Stages that it fits.
        audiences: Who may be asked.
        types: Committed, aspirational or both.
        kinds: Kinds of key results that it fits.
        when: Flags that must hold.
        first: Whether it goes before the other forms of its source.
    """

    id: str
    source: str
    text: str
    fact: str
    slots: frozenset[str]
    wants: str
    about_set: bool
    stages: frozenset[Stage]
    audiences: frozenset[Audience]
    types: frozenset[OkrType]
    kinds: frozenset[KeyResultKind]
    when: frozenset[str]
    first: bool = False


class Sheet(NamedTuple):
    """The forms of one source, and how much the source matters at each stage, 0..3."""

    source: str
    forms: tuple[Form, ...]
    weight: dict[Stage, int]
