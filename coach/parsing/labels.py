"""What a line says it is: an objective, a key result, a list of key results, a field or something else."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from coach.domain.source import Passage
from coach.parsing.columns import canonical_field, is_note_name
from coach.parsing.notes import strip_marks
from coach.parsing.passages import cut, trim
from coach.parsing.patterns import holds_any, lower_aligned, pattern

__all__ = ["Label", "Role", "read_label"]


class Role(StrEnum):
    """What a line is."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key-result"
    KEY_RESULTS = "key-results"
    OBJECTIVES = "objectives"
    FIELD = "field"
    NOTE = "note"
    NONE = "none"


class Label(NamedTuple):
    """A line taken apart.

    Attributes:
        role: What it is.
        rest: The words after the label.
        label: The label as written, without its colon.
        name: Canonical field, for `Role.FIELD`.
        team: Who speaks, where the label says so ("Support KR: ...").
        said: What a check box or status emoji said.
    """

    role: Role
    rest: Passage
    label: str = ""
    name: str = ""
    team: str = ""
    said: str = ""


_NUMBER = r"(?:\s?(?:[#-]|no\.?|nr\.?|n°)?\s?\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?|\s#?(?:[a-z]\b|[ivx]{1,4}\b))"
_TAG = r"(?:\s*[(\[][^()\[\]]{1,60}[)\]])?"
_SEPARATOR = r"\s*(?:[:：]+|[.)](?=\s|$)|[–—|](?=\s|$)|-+(?=\s|$)|$)\s*"
_OBJECTIVE_WORD = r"(?:objective|objectif|objetivo|obiettivo|ziel|doel|目标|цель|mục tiêu|目標)"
_KEY_RESULT_WORD = (
    r"(?:key[ -]?results?|results? key|kr|k\.r\.|résultats?[ -]clés?|resultados?[ -](?:clave|chave)"
    r"|schlüsselergebnis(?:se)?|关键结果|主要な結果|ключевой результат|ключевые результаты"
    r"|kết quả (?:then chốt|chính))"
)
# A pattern is tried only where the text holds one of its own words: most lines hold none.
_OBJECTIVE_HINTS = ("objecti", "objetivo", "obiettivo", "ziel", "doel", "目标", "цель", "mục tiêu", "目標")
_OBJECTIVES_ENDS = ("objective", "objectives", "okr", "okrs", "goals", "results", "(okr)", "(okrs)")
_KEY_RESULT_HINTS = (
    *("key", "kr", "k.r.", "results", "résultat", "resultado", "schlüsselergebnis"),
    *("关键结果", "主要な結果", "ключев", "kết quả"),
)
_PLURAL_HINTS = (
    *("result", "krs", "kr's", "résultats", "schlüsselergebnisse", "关键结果", "ключевые"),
    *("measure", "success"),
)
# Patterns know lower case only, but for those that begin with `O` and `_NUMBERING`: `O1` is no `o1`.
_WHO = r"(?P<who>[^:!?]{1,60}?\s)??"

_OBJECTIVE = pattern(rf"{_WHO}(?P<label>{_OBJECTIVE_WORD}{_NUMBER}?){_TAG}{_SEPARATOR}")
_OBJECTIVE_NUMBER = pattern(rf"(?P<label>{_OBJECTIVE_WORD}\s?#?\d{{1,3}}(?:\.\d{{1,3}})?){_TAG}\s+")
_GOAL = pattern(rf"(?P<label>goal{_NUMBER}){_TAG}{_SEPARATOR}")
_BARE_GOAL = pattern(rf"(?P<label>(?:our |my |main |top )?goal){_TAG}\s*[:：]\s*")
_SHORT_OBJECTIVE = pattern(rf"(?P<label>O(?:KR)?\s?[#-]?\d{{1,3}}(?:\.\d{{1,3}})?){_TAG}(?:{_SEPARATOR}|\s+)")
_LETTER_OBJECTIVE = pattern(rf"(?P<label>O(?:bj)?){_TAG}\s*[:：.]\s+")
_KEY_RESULT = pattern(rf"{_WHO}(?P<label>{_KEY_RESULT_WORD}{_NUMBER}?){_TAG}{_SEPARATOR}")
_SHORT_KEY_RESULT = pattern(
    r"(?P<label>(?:o\d{1,3}[\s.-]?)?(?:kr|key result)\s?[#-]?\s?\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?)"
    rf"{_TAG}(?:{_SEPARATOR}|\s+)"
)
_PLURAL = pattern(
    r"(?:the |our |my )?(?:key[ -]?results|krs|kr's|key results? \(krs?\)|résultats[ -]clés"
    r"|resultados[ -](?:clave|chave)|schlüsselergebnisse|关键结果|ключевые результаты|measures? of success"
    r"|success (?:metrics|criteria|measures)|measurable results|as measured by|measured by"
    r"|we will measure this by|how (?:will )?we(?:'ll| will)? measure (?:it|this|success)|results)"
    r"(?:\s*[(\[][^()\[\]]{1,60}[)\]])?(?:\s+(?:for|this|in) [\w\s]{1,30})?"
)
_PLURAL_ENDS = ("results", "krs", "clés", "ergebnisse", "результаты")
_OBJECTIVES = pattern(
    r"(?:(?:our|the|my|current|quarterly|annual|team|company|strategic|top)\s+){0,2}(?:objectives?|okrs?|goals)"
    r"(?:\s*(?:&|and|\+|/|-)\s*key[ -]?results)?(?:\s*\(okrs?\))?"
)
_FIELD = pattern(r"(?P<name>[^\W\d_][^:：\n]{0,40}?|%[^:\n]{0,20}|#)\s*[:：]+\s*")
_NUMBERING = pattern(r"(?P<label>\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[IVX]{1,4})[.)]\s+(?=\S)")
_NAME_BEFORE_COLON = pattern(r"(?P<name>[^:：]{3,60})[:：]\s*")
_SENTENCE_WORDS = pattern(
    r"\b(?:is|are|was|should|must|can|consist|define|describe|stand|help|mean|represent)s?\b"
)


def read_label(passage: Passage, lead: int = 0) -> Label:
    """Take a line apart.

    Args:
        passage: The cleaned line.
        lead: How many of its first characters were bold: a bold start may be a label without a colon.
    """
    length = len(passage.text)
    passage, said = strip_marks(passage)
    lead = max(0, lead - (length - len(passage.text))) if lead else 0
    head = passage.text[:200]
    numbering = _NUMBERING.match(head)
    number = ""
    if numbering and (_any_label(head[numbering.end() :]) or numbering["label"][0].isdigit()):
        number = numbering["label"]
        passage = cut(passage, numbering.end())
        lead = max(0, lead - numbering.end())
    label = _read(passage, lead) or Label(Role.NONE, passage)
    return Label(label.role, trim(label.rest), label.label or number, label.name, label.team, said)


def _any_label(head: str) -> bool:
    lowered = lower_aligned(head)
    return bool(
        (holds_any(lowered, _KEY_RESULT_HINTS) and _KEY_RESULT.match(lowered))
        or (holds_any(lowered, _OBJECTIVE_HINTS) and _OBJECTIVE.match(lowered))
        or _SHORT_OBJECTIVE.match(head)
    )


def _is_plural(name: str) -> bool:
    lowered = name.lower()
    return holds_any(lowered, _PLURAL_HINTS) and _PLURAL.fullmatch(lowered) is not None


def _match_key_result(head: str) -> re.Match[str] | None:
    lowered = lower_aligned(head)
    if not holds_any(lowered, _KEY_RESULT_HINTS):
        return None
    return _SHORT_KEY_RESULT.match(lowered) or _KEY_RESULT.match(lowered)


def _match_objective(head: str) -> re.Match[str] | None:
    match = None
    lowered = lower_aligned(head)
    if holds_any(lowered, _OBJECTIVE_HINTS):
        match = _OBJECTIVE.match(lowered) or _OBJECTIVE_NUMBER.match(lowered)
    if match is None and head.startswith("O"):
        match = _SHORT_OBJECTIVE.match(head) or _LETTER_OBJECTIVE.match(head)
    if match is None and "goal" in lowered:
        match = _GOAL.match(lowered) or _BARE_GOAL.match(lowered)
    return match


def _written(match: re.Match[str], name: str, head: str) -> str:
    """What a group matched, as it stands in the line."""
    return head[slice(*match.span(name))] if name in match.re.groupindex else ""


def _read(passage: Passage, lead: int) -> Label | None:
    head = passage.text[:200]
    bare = head.rstrip(" :：.*")
    if len(passage.text) < len(head) + 1:
        if _is_plural(bare):
            return Label(Role.KEY_RESULTS, cut(passage, len(passage.text)), bare)
        lowered = bare.lower()
        if (
            lowered.endswith(_OBJECTIVES_ENDS)
            and _OBJECTIVES.fullmatch(lowered)
            and not _OBJECTIVE.fullmatch(lower_aligned(head))
        ):
            return Label(Role.OBJECTIVES, cut(passage, len(passage.text)), bare)
    return (
        _key_results(passage, head)
        or _key_result(passage, head, lead)
        or _objective(passage, head, lead)
        or _field(passage, head)
    )


def _key_results(passage: Passage, head: str) -> Label | None:
    match = _NAME_BEFORE_COLON.match(head)
    if match and _is_plural(match["name"].strip()) and match["name"].strip().lower() != "results":
        return Label(Role.KEY_RESULTS, cut(passage, match.end()), match["name"].strip())
    return None


def _key_result(passage: Passage, head: str, lead: int) -> Label | None:
    match = _match_key_result(head)
    if match is None:
        return None
    who = _written(match, "who", head).strip(" -–—")
    if who and not _may_speak(who, match, lead):
        return None
    label = _written(match, "label", head).strip()
    role = Role.KEY_RESULTS if label.lower().endswith(_PLURAL_ENDS) and not lead else Role.KEY_RESULT
    return Label(role, cut(passage, match.end()), label, team=_speaker(who))


def _objective(passage: Passage, head: str, lead: int) -> Label | None:
    match = _match_objective(head)
    if match is None:
        return None
    who = _written(match, "who", head).strip(" -–—")
    if who and not _may_speak(who, match, lead):
        return None
    return Label(
        Role.OBJECTIVE, cut(passage, match.end()), _written(match, "label", head).strip(), team=_speaker(who)
    )


_QUALIFIERS = pattern(
    r"(?:!?wip!?|stretch|committed|aspirational|main|primary|secondary|first|second|third|fourth|fifth|overall|top|"
    r"business|product|project|team|company|strategic|key|"
    r"our|my|the|draft|new|quarterly|annual|yearly|q[1-4]|\W|\d)+"
)


def _may_speak(who: str, match: re.Match[str], lead: int) -> bool:
    """Words before `KR:` name a speaker only where a colon follows and they read like a name."""
    if match.end() == len(match.string) and _QUALIFIERS.fullmatch(who.lower()):
        return True
    separator = match.group().rstrip()[-1:]
    if separator not in {":", "：", "-", "–", "—", "|"} and not lead:
        return False
    if _QUALIFIERS.fullmatch(who.lower()):
        return True
    words = who.split()
    if separator in {"-", "–", "—"} and len(words) >= _SHORT_NAME:
        return False
    if len(words) > _LONG_NAME or _SENTENCE_WORDS.search(who.lower()):
        return False
    if separator in {":", "："} and len(words) <= _SHORT_NAME and who[0].isupper():
        return True
    small = {"of", "and", "the", "for", "&", "to", "de", "der", "in", "-", "/"}
    return all(not word[0].islower() or word in small for word in words)


_SHORT_NAME = 3
_LONG_NAME = 8


def _speaker(who: str) -> str:
    return "" if not who or _QUALIFIERS.fullmatch(who.lower()) else who


def _field(passage: Passage, head: str) -> Label | None:
    match = _FIELD.match(head)
    if match is None:
        return None
    raw = match["name"].strip()
    name = canonical_field(raw)
    if name == "objective":
        return Label(Role.OBJECTIVE, cut(passage, match.end()), raw)
    if name == "key_result":
        return None
    if name is not None:
        return Label(Role.FIELD, cut(passage, match.end()), raw, name=name)
    if is_note_name(raw):
        return Label(Role.NOTE, cut(passage, match.end()), raw)
    return None
