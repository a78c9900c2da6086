"""Say what an objective wants to move: `Improve rep ramp time` wants to move `rep ramp time`."""

from __future__ import annotations

import re

from coach.critic.deliverable import cut_phrase, is_one_thing
from coach.critic.peel import peel
from coach.critic.phrases import content_words, lower_first, with_article
from coach.parsing.lexicon import verbs
from coach.parsing.statement import read_statement

__all__ = ["describe_aim", "says_more"]

_MOVES = (
    verbs("rise_verbs").base
    | verbs("fall_verbs").base
    | verbs("vague_work_verbs").base
    | frozenset("generate accelerate drive".split())
)
_JOINTS = frozenset(("and", "&"))
_NO_NOUN = frozenset("and & to from by for with on in at up out how what that it them".split())
_LONGEST = 9


def describe_aim(objective: str) -> str:
    """What the objective wants to move, in its own words; empty where that is not plain.

    Args:
        objective: Text of the objective; may be empty.
    """
    words = peel(read_statement(objective)).core.split() if objective.strip() else []
    if not words[1:] or words[0].lower() not in _MOVES:
        return ""
    moved = words[1:]
    if moved[2:] and moved[0].lower() in _JOINTS and moved[1].lower() in _MOVES:
        moved = moved[2:]
    aim = cut_phrase(" ".join(moved))
    if not aim or len(aim.split()) > _LONGEST or re.search(r"\d|[\[\]\"]", aim):
        return ""
    if aim.split(maxsplit=1)[0].lower() in _NO_NOUN or aim.endswith("ly"):
        return ""
    return with_article(aim) if is_one_thing(aim) else lower_first(aim)


def says_more(aim: str, work: str) -> bool:
    """Whether an aim says anything that the work does not say already."""
    return bool(aim) and not set(content_words(aim)) <= set(content_words(work))
