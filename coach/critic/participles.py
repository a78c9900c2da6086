"""Find the word that says that something is finished: `Handbook written and printed`."""

from __future__ import annotations

import re
from itertools import pairwise

from coach.critic.phrases import is_base_verb
from coach.domain.statement import Reading
from coach.parsing.lexicon import entries, nouns, verbs

__all__ = ["find_participle"]

_BE = frozenset("is are was were be been being get gets fully successfully".split())
_DETERMINERS = frozenset("the a an our all every each its their".split())
_AFTER_DONE = frozenset(
    "by for in on to with at from into onto across and or each every per via within under until through"
    " throughout before after including incl.".split()
)
_WORK, _STATES = verbs("work_verbs"), entries("states")
_KNOWN_NOUNS = nouns("deliverables") | nouns("metrics") | nouns("actors")


def find_participle(core: str, reading: Reading | None) -> re.Match[str] | None:
    """The first word that says that something is finished: `Handbook written and printed`."""
    words = list(re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", core))
    if not words[1:]:
        return None
    first, second = words[0].group().lower(), words[1].group().lower()
    commands = (
        is_base_verb(first) and second != "of" and (first not in _KNOWN_NOUNS or second in _DETERMINERS)
    )
    if commands and not (reading is not None and reading.decided_by == "done-state"):
        commands = not _closes(words, core)
    if commands and not (reading is not None and reading.decided_by == "done-state"):
        return None
    because = (
        reading.because.of(reading.text).lower()
        if reading is not None and reading.decided_by == "done-state" and reading.because
        else ""
    )
    for before, word in pairwise(words):
        text = word.group().lower()
        if text in ("that", "which", "who", "where") and core[: word.start()].count('"') % 2 == 0:
            return None
        if text == because or _is_finished(text, before.group().lower(), core[word.end() :]):
            return word
    return None


def _is_finished(text: str, before: str, rest: str) -> bool:
    if text in _WORK.past and (text not in _WORK.base or before in _BE):
        return (
            not rest.strip()
            or rest.lstrip()[0] in ",;:.&/(+-–"
            or rest.split(maxsplit=1)[0].lower() in _AFTER_DONE
        )
    return (
        text in _STATES
        and text not in _KNOWN_NOUNS
        and (not rest.strip() or rest.split(maxsplit=1)[0].lower() in _AFTER_DONE)
    )


def _closes(words: list[re.Match[str]], core: str) -> bool:
    """Whether a participle stands right behind a short subject: `Pay run executed each month`."""
    second = words[1].group().lower()
    return second not in _DETERMINERS and any(
        _is_finished(word.group().lower(), before.group().lower(), core[word.end() :])
        for before, word in pairwise(words[1:4])
    )
