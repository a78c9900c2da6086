"""Work in place of a result: ask for the metric that it should move, and keep the work as an initiative."""

from __future__ import annotations

import re

from coach.critic.aim import says_more
from coach.critic.deliverable import describe_thing, describe_work
from coach.critic.draft import TASK_RULES, Draft, Step
from coach.critic.peel import Peeled, peel
from coach.critic.phrases import capitalise
from coach.critic.wishes import is_wish, names_deliverable, write_wish

__all__ = ["list_initiative", "replace_thing", "replace_usual_work", "replace_work", "write_work"]

_LONGEST_QUOTE = 90
_GOES_ON = re.compile(
    r"^\W*(?:ongoing:?\s*|continue[sd]?\s+(?:to\s+|with\s+|on\s+)?|keep(?:s"
    r"|ing)?\s+(?:on\s+)?(?=[a-z]+ing\b)|carr(?:y|ies)\s+on\s+(?:with\s+)?"
    r"|go(?:es)?\s+on\s+(?:with\s+)?|remain\s+responsible\s+for\s+)",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"\s*,?\s*\b(?:(?:go|goes|carr(?:y|ies)|continues?|remains?)\s+(?:on\b|in place\b|unchanged\b)?.*$"
    r"|as (?:usual|always|ever|before|in (?:the )?past.*|in previous years|it does today"
    r"|we always have|every \w+)|like (?:every|last) \w+|unchanged|as (?:we|they) do (?:today|now)"
    r"|also for [\w ]+$)",
    re.IGNORECASE,
)


def replace_work(draft: Draft) -> Step | None:
    """The skeleton of a task; the task becomes an initiative."""
    finding = draft.find(*TASK_RULES)
    if finding is None:
        return None
    parts = peel(draft.reading)
    if is_wish(parts.core, draft.reading) or (
        finding.name == "milestone-without-evidence" and draft.find("missing-target")
    ):
        return write_wish(draft)
    return write_work(draft)


def write_work(draft: Draft) -> Step:
    """The line asks for the metric that the work should move."""
    parts = peel(draft.reading)
    work = describe_work(parts.core, draft.reading)
    text = f"{_name_metric(work, draft.aim)} from [baseline] to [target]{parts.deadline}"
    return Step(text, list_initiative(parts), ask_about_objective(draft))


def ask_about_objective(draft: Draft) -> tuple[str, ...]:
    """What the work should change in the objective, where the wording does not name it."""
    if draft.aim or not 0 < len(draft.objective) <= _LONGEST_QUOTE:
        return ()
    quoted = draft.objective.rstrip(" .")
    return (f'Which part of "{quoted}" would look different once this is done, and in which number?',)


def list_initiative(parts: Peeled) -> tuple[str, ...]:
    """What changes where a task gives way to the metric that it should move."""
    return (
        "A task can be done and change nothing, so the line now asks for the number that it should move.",
        f"Keep as an initiative: {capitalise(_with_purpose(parts.core, parts.purpose))}.",
    )


def replace_thing(draft: Draft) -> Step | None:
    """The skeleton of a thing that is made, named without a verb: `NDA playbook + clause library`."""
    if draft.find("missing-target") is None or draft.reading.decided_by not in (
        "fragment",
        "done-state",
        "nothing",
    ):
        return None
    parts = peel(draft.reading)
    if is_wish(parts.core, draft.reading) or not names_deliverable(parts.core):
        return None
    why = "A thing that is made can change nothing, so the line now asks for the number that it should move."
    change = f"Keep as an initiative: {capitalise(parts.core)}."
    return Step(
        f"{_name_metric(describe_thing(parts.core), draft.aim)} from [baseline] to [target]{parts.deadline}",
        (why, change),
        ask_about_objective(draft),
    )


def replace_usual_work(draft: Draft) -> Step | None:
    """The skeleton of work that goes on as before."""
    if draft.find("business-as-usual") is None:
        return None
    parts = peel(draft.reading)
    if is_wish(parts.core, draft.reading):
        return write_wish(draft)
    core = _USUAL.sub("", _GOES_ON.sub("", parts.core)).strip(" ,;")
    if not core:
        return None
    work = describe_work(capitalise(core), None)
    change = f"Track beside the key results, as work that goes on: {capitalise(parts.core)}."
    why = "What goes on as before is no result, so the line now asks for the number that should change."
    return Step(f"{_name_metric(work)} from [baseline] to [target]{parts.deadline}", (why, change), kept=core)


def _name_metric(work: str, aim: str = "") -> str:
    named = says_more(aim, work)
    if work.startswith("once "):
        return f"[metric: what changes {f'in {aim} ' if named else ''}{work}]"
    return f"[metric: effect {f'on {aim} ' if named else ''}of {work}]"


def _with_purpose(core: str, purpose: str) -> str:
    return f"{core} {purpose}" if purpose else core
