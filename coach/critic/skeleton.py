"""Mend one defect after the other until nothing is left that a template can mend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coach.critic.draft import TASK_RULES, Draft, Review, Step
from coach.critic.halves import keep_one_result, keep_outcome_half
from coach.critic.peel import peel
from coach.critic.phrases import drop_example
from coach.critic.plainly import name_plainly
from coach.critic.values import ask_for_doubtful_value, insert_baseline, show_hidden_value
from coach.critic.vanity import ask_what_people_do
from coach.critic.wishes import state_measure, write_wish
from coach.critic.work import list_initiative, replace_thing, replace_usual_work, replace_work, write_work
from coach.domain.finding import IssueKind
from coach.domain.statement import StatementKind

__all__ = ["MENDED_BY_NEED", "build_candidates"]

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


MENDED_BY_NEED: dict[IssueKind, Callable[[Draft], Step]] = {
    IssueKind.TASK_LIKE: write_work,
    IssueKind.UNMEASURABLE: write_wish,
    IssueKind.VAGUE: write_wish,
}
"""What a critic may object to where no rule speaks, and the template for it."""


def build_candidates(draft: Draft, review: Review, need: IssueKind | None = None) -> list[Draft]:
    """Two to five wordings that differ, the plainest last.

    Where the objective says what is to move, the first names that too. The next is mended step by step and
    says one thing only; another keeps all that the line says; the last keeps every word as it stands. Where
    no step applies, the first is the given text.

    Args:
        draft: What the writer gave.
        review: Reviews a candidate as the rules review any key result.
        need: What a critic objects to where no rule does.
    """
    plain = replace(draft, aim="")
    starts = [draft, plain] if draft.aim else [plain]
    if need is not None:
        built = [start.take(MENDED_BY_NEED[need](start), review) for start in starts]
    else:
        built = [_mend(start, review, cut=cut) for start in starts for cut in (True, False)]
    built.append(_build_plainest(plain, review))
    return list({candidate.text: candidate for candidate in built}.values())


def _mend(draft: Draft, review: Review, *, cut: bool) -> Draft:
    """The draft after every step that applies; halves first, since what is cut away needs no mending."""
    for _ in range(_MOST_STEPS):
        step = (_cut(draft, review) if cut else None) or _next_step(draft)
        if step is None or step.text == draft.text:
            break
        draft = draft.take(step, review)
    return draft


def _cut(draft: Draft, review: Review) -> Step | None:
    return keep_outcome_half(draft) or keep_one_result(draft, review)


def _next_step(draft: Draft) -> Step | None:
    for mend in _STEPS:
        step = mend(draft)
        if step is not None:
            return step
    return None


def _build_plainest(draft: Draft, review: Review) -> Draft:
    """All but label, notes and deadline, inside the question for the metric."""
    parts = peel(draft.reading)
    said = " ".join(filter(None, (drop_example(parts.core), parts.purpose, parts.means)))
    metric = f"[metric: {name_plainly(said, draft.reading)}]"
    text = f"{metric} from [baseline] to [target]{parts.deadline}"
    if draft.find(*TASK_RULES) is None and draft.reading.kind is not StatementKind.TASK:
        why = "The words stay as they are; the line shows the metric and the values that are missing."
        return draft.take(Step(text, (why,)), review)
    return draft.take(Step(text, list_initiative(parts)), review)
