"""Mend one defect after the other until nothing is left that a template can mend."""

from __future__ import annotations

from coach.critic.draft import Draft, Review, Step
from coach.critic.halves import keep_one_result, keep_outcome_half
from coach.critic.peel import peel
from coach.critic.values import ask_for_doubtful_value, insert_baseline, show_hidden_value
from coach.critic.vanity import ask_what_people_do
from coach.critic.wishes import state_measure
from coach.critic.work import replace_thing, replace_usual_work, replace_work
from coach.domain.statement import StatementKind

__all__ = ["build_plainest", "build_skeleton"]

_MOST_STEPS = 6
_STEPS = (
    ask_what_people_do,
    replace_usual_work,
    replace_work,
    show_hidden_value,
    replace_thing,
    state_measure,
    insert_baseline,
    ask_for_doubtful_value,
)


def build_skeleton(draft: Draft, review: Review) -> Draft:
    """The draft after every step that applies; halves first, since what is cut away needs no mending."""
    for _ in range(_MOST_STEPS):
        step = _next_step(draft, review)
        if step is None or step.text == draft.text:
            break
        draft = draft.take(step, review)
    return draft


def _next_step(draft: Draft, review: Review) -> Step | None:
    step = keep_outcome_half(draft) or keep_one_result(draft, review)
    if step is not None:
        return step
    for mend in _STEPS:
        step = mend(draft)
        if step is not None:
            return step
    return None


def build_plainest(draft: Draft, review: Review) -> Draft:
    """The skeleton that keeps every word: used where a finer one did not pass its checks."""
    parts = peel(draft.reading)
    verb = (
        "shows"
        if draft.reading.kind in (StatementKind.OUTCOME, StatementKind.UNCLEAR)
        else "should move after"
    )
    text = f"[metric that {verb}: {parts.core}] from [baseline] to [target]{parts.deadline}"
    why = "The words stay as they are; the line shows the metric and the values that are missing."
    return draft.take(Step(text, (why,)), review)
