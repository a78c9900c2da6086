"""Ask for the metric in the words as they stand: `what changes once the access rules are agreed`."""

from __future__ import annotations

import re
from itertools import takewhile

from coach.critic.participles import find_participle
from coach.critic.phrases import is_base_verb, lower_first, with_article
from coach.domain.statement import Reading, StatementKind
from coach.parsing.lexicon import verbs

__all__ = ["name_plainly"]

_LONGEST = 24
_SUBJECT = 8
"""A finite verb after so many words belongs to a clause of its own."""
_BREAK = re.compile(r"[,;(]|\s(?:that|which|who|including|while|so|with)\s")
_FINITE = frozenset("is are was were has have had will can remains remain stays stay goes".split())
_RELATIVE = frozenset("that which who whose where".split())
_HAVING = {"have": "have", "having": "have", "get": "get", "getting": "get"}
_PAST = verbs("work_verbs").past
_DANGLING = re.compile(r"(?:\s(?:of|the|a|an|in|for|to|with|and|or|from|as|our|their))+$", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_MORE_THAN_A_SUBJECT = re.compile(r"[,:;+\"“]|\b(?:whose|who|which|that|get|gets|you|they|it)\b")
_PREPOSITION = re.compile(r"\s(?:of|for|in|on|with|from|at|to|by|per|across)\s")
_COUNTED = re.compile(r"^(?:\d|all\b|both\b|two\b|three\b|four\b|five\b)", re.IGNORECASE)
_SINGULAR_ENDS = ("ss", "us", "is")
_PLURALS = frozenset("criteria people children data media women men staff".split())


def name_plainly(core: str, reading: Reading) -> str:
    """What a placeholder asks for, with all words but the order and the article as the writer gave them.

    Args:
        core: What is done or measured.
        reading: The parse of the whole line.
    """
    words = core.split()
    first = words[0].lower() if words else ""
    short = _shorten(core)
    said = lower_first(short)
    is_work = reading.kind in (StatementKind.TASK, StatementKind.MIXED)
    once = "what changes once" if is_work else "sign that"
    if first.startswith(("we'", "we’")):
        return f"{once} {short[:1].lower()}{short[1:]}"
    if first in _HAVING and words[1:]:
        return f"{once} we {_HAVING[first]} {_rest(said)}"
    if is_work and words[1:] and _leads_as_participle(first, reading):
        return f"{once} we have {first} {_rest(said)}"
    main = list(takewhile(lambda word: word.lower() not in _RELATIVE, words[:_SUBJECT]))
    finite = first == "we" or any(word.lower() in _FINITE for word in main[1:])
    done = None if finite else find_participle(core, reading)
    finished = _say_finished(core[: done.start()].strip(), short[done.start() :]) if done else ""
    if finished:
        return f"{once} {finished}"
    if finite:
        return f"{once} {said}"
    if is_base_verb(first) and words[1:] and done is None:
        return f"{once} we {said[:1].lower()}{said[1:]}"
    return f"{'effect' if is_work else 'sign'} of {said}"


def _rest(said: str) -> str:
    return said.split(maxsplit=1)[-1]


def _leads_as_participle(first: str, reading: Reading) -> bool:
    """`Identified one owner per ward`: a participle of work leads and is no base form."""
    if first not in _PAST or is_base_verb(first) or reading.lead is None:
        return False
    return reading.lead.of(reading.text).lower() == first


def _say_finished(subject: str, rest: str) -> str:
    """`Access rules agreed` as `the access rules are agreed`; empty where no plain subject stands ahead."""
    if not subject or not rest or subject.split(maxsplit=1)[0].lower() in _FINITE:
        return ""
    if _MORE_THAN_A_SUBJECT.search(_QUOTED.sub("", subject)):
        return ""
    named = subject if subject[0] in '"“' or subject[0].isdigit() else with_article(subject)
    return f"{named} {'are' if _is_plural(subject) else 'is'} {rest}"


def _is_plural(subject: str) -> bool:
    parts = _PREPOSITION.split(_COUNTED.sub("", subject), maxsplit=1)
    head = parts[0].split()[-1].lower().strip('",.”') if parts[0].split() else ""
    if " and " in subject or _COUNTED.match(subject) or head in _PLURALS:
        return not subject.startswith("1 ")
    return head.endswith("s") and not head.endswith(_SINGULAR_ENDS)


def _shorten(core: str) -> str:
    """A core of more than two dozen words up to the last mark or conjunction before that."""
    words = core.split()
    if len(words) > _LONGEST:
        core = " ".join(words[:_LONGEST])
        breaks = [match.start() for match in _BREAK.finditer(core, len(core) // 3)]
        core = core[: breaks[-1]] if breaks else core
    return _DANGLING.sub("", core)
