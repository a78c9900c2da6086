"""Questions in other words, by a language model that never sees a fact.

What is sent is the form of a question with a token in place of each fact, so no name, number or note of a
team leaves, and none can be changed: the facts are put back by us. A wording is used only if every token
stands in it once, the quoted fact reads as before, and it is still one open question that blames nobody;
else the question stays as it was, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from coach.checkin.questions import MOST_WORDS, load_bank
from coach.checkin.questions._form import Form
from coach.checkin.questions.style import find_style_fault
from coach.domain.checkin import Question
from coach.errors import ModelError
from coach.llm.model import Asker
from coach.parsing.patterns import pattern
from coach.prompts import ask_model, load_prompt, unescape_text

__all__ = ["Rephrased", "check_wording", "keep_all", "rephrase"]

_PROMPT = "rephrase_question"
_ROOM_EACH, _ROOM = 80, 200
_TOKEN = pattern(r"FACT\d+")
_QUOTED = pattern(r"“FACT\d+”")
_SLOT = pattern(r"\{(\w+)\}")
_MARKUP = pattern(r"[<>{}|`\\^~#*_=\[\]&]|://|\bwww\.|!|\s[–—-]\s")
_HIDDEN = pattern("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_CAPITAL = pattern(r"(?<![.:?] )(?<!^)(?<![“\w])[A-Z]\w*")
_AGREES = pattern(r"^\W*(?:is|are|has|have|was|were|does|do|needs?|stands?|keeps?|goes|go)\b", re.IGNORECASE)
_LED = pattern(r"\b(?:of|in|on|for|to|with|about|from|at|behind|by)\s+[“\"]?$", re.IGNORECASE)
_SUBJECT = frozenset({"key_result", "Key_result"})


class Rephrased(NamedTuple):
    """What came of rewording.

    Attributes:
        questions: As many as were given, in the same order.
        reasons: For each, why it stays as it was; empty where it was reworded.
    """

    questions: tuple[Question, ...]
    reasons: tuple[str, ...]

    @property
    def reworded(self) -> int:
        """How many were reworded."""
        return sum(not reason for reason in self.reasons)


class _Masked(NamedTuple):
    """A question with a token for each fact."""

    question: Question
    text: str
    fact: str
    tokens: Mapping[str, tuple[str, str]]
    """Token to slot and fact."""

    def unmask(self, text: str) -> str:
        """A wording with its facts."""
        filled = _TOKEN.sub(lambda match: self.tokens[match[0]][1], text)
        return filled[:1].upper() + filled[1:]


def keep_all(questions: Sequence[Question], reason: str) -> Rephrased:
    """The questions as they are, for one reason."""
    return Rephrased(tuple(questions), (reason,) * len(questions))


async def rephrase(model: Asker, questions: Sequence[Question]) -> Rephrased:
    """Reword questions where a wording passes every check.

    Args:
        model: Who is asked, once for all.
        questions: From `ask`.
    """
    if not questions:
        return Rephrased((), ())
    masked = [_mask(question) for question in questions]
    known = [entry for entry in masked if entry is not None]
    if not known:
        return keep_all(questions, "no question has a form in the bank")
    try:
        wordings = iter(await _ask(model, known))
    except ModelError as error:
        return keep_all(questions, error.reason)
    judged = [
        (question, "its form is not in the bank") if entry is None else _choose(entry, next(wordings))
        for question, entry in zip(questions, masked, strict=True)
    ]
    return Rephrased(tuple(question for question, _ in judged), tuple(reason for _, reason in judged))


def check_wording(before: Question, wording: str) -> str:
    """Why a wording with tokens cannot be used for a question; empty where it can."""
    masked = _mask(before)
    return "its form is not in the bank" if masked is None else _find_fault(masked, wording)


async def _ask(model: Asker, masked: Sequence[_Masked]) -> list[str]:
    schema = dict(load_prompt(_PROMPT).schema)
    listed = {**schema["properties"]["questions"], "minItems": len(masked), "maxItems": len(masked)}
    schema["properties"] = {"questions": listed}
    content = await ask_model(
        model,
        _PROMPT,
        {"questions": [entry.text for entry in masked], "tokens": _explain(masked)},
        room=_ROOM + _ROOM_EACH * len(masked),
        schema=schema,
    )
    wordings: list[str] = content["questions"]
    return wordings


def _choose(masked: _Masked, wording: str) -> tuple[Question, str]:
    text = " ".join(unescape_text(wording).split())
    fault = _find_fault(masked, text)
    if fault:
        return masked.question, fault
    filled = masked.unmask(text)
    fact = _find_fact(masked, filled) or masked.question.fact
    return masked.question._replace(text=filled, fact=fact), ""


def _find_fault(masked: _Masked, text: str) -> str:
    if sorted(_TOKEN.findall(text)) != sorted(masked.tokens):
        return "a fact was dropped or repeated"
    if any(quoted not in text for quoted in _QUOTED.findall(masked.text)):
        return "words of the team lost their quotation marks"
    bare = _TOKEN.sub("", text)
    if re.search(r"\d", bare):
        return "a number was added"
    if _MARKUP.search(bare) or _HIDDEN.search(bare):
        return "it has markup or characters that cannot be seen"
    if _CAPITAL.search(_TOKEN.sub("x", text)):
        return "a name was added"
    filled = masked.unmask(text)
    if len(filled.split()) > MOST_WORDS:
        return f"it has more than {MOST_WORDS} words"
    if masked.question.fact and not _find_fact(masked, filled):
        return "the fact no longer reads as it did"
    if any(_is_subject(text, token) for token, (slot, _) in masked.tokens.items() if slot in _SUBJECT):
        return "a verb behind the key result may not agree with it"
    return find_style_fault(text)


def _is_subject(text: str, token: str) -> bool:
    """Whether a present-tense verb follows a token that no preposition leads."""
    before, _, after = text.partition(token)
    return _AGREES.match(after) is not None and not _LED.search(before)


def _find_fact(masked: _Masked, filled: str) -> str:
    """The quoted fact as it stands in a text: as before, or with another case of its first letter."""
    fact = masked.question.fact
    other = fact[:1].swapcase() + fact[1:]
    return next((each for each in (fact, other) if each and each in filled), "")


def _mask(question: Question) -> _Masked | None:
    """The question with tokens; `None` where its text is not that of a form of the bank."""
    form = _forms().get(question.form)
    match = None if form is None else _shape(form.text).fullmatch(question.text)
    if form is None or match is None:
        return None
    slots = _SLOT.findall(form.text)
    numbered = {f"FACT{number}": (slot, match[number]) for number, slot in enumerate(slots, start=1)}
    names = iter(numbered)
    return _Masked(question, _SLOT.sub(lambda _: next(names), form.text), question.fact, numbered)


@cache
def _forms() -> dict[str, Form]:
    return {form.id: form for sheet in load_bank().values() for form in sheet.forms}


@cache
def _shape(template: str) -> re.Pattern[str]:
    parts = _SLOT.split(template)
    return re.compile("".join("(.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts)))


def _explain(masked: Sequence[_Masked]) -> str:
    """What the tokens stand for, question by question, in words of ours."""
    return "; ".join(
        f"{number}: "
        + ", ".join(f"{token} {slot.replace('_', ' ').lower()}" for token, (slot, _) in entry.tokens.items())
        if entry.tokens
        else f"{number}: none"
        for number, entry in enumerate(masked, start=1)
    )
