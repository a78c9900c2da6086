"""Progress notes, grades and inline fields at the end of a sentence: `(70%)`, `=> done`, `| Owner: Ann`."""

from __future__ import annotations

import re
import unicodedata

from coach.domain.source import Passage
from coach.parsing.columns import canonical_field, is_note_name
from coach.parsing.passages import cut, trim
from coach.parsing.patterns import lower_aligned, pattern

__all__ = ["split_notes", "strip_marks"]

_STATUS = (
    r"(?:done|complete[d]?|in[ -]progress|wip|not[ -]started|not done|on[ -]track|off[ -]track|at[ -]risk"
    r"|behind|missed|miss|achieved|not achieved|partially (?:achieved|done|complete)|partial|blocked"
    r"|cancell?ed|dropped"
    r"|postponed|deferred|moved to [\w ]{1,20}|started|ongoing|pending|open|closed|failed|met|not met|tbd)"
)
_PERCENT = r"~?-?\d{1,3}(?:[.,]\d+)?\s?%"
_PARTS = r"\d+(?:[.,]\d+)?\s?/\s?\d+(?:[.,]\d+)?"
_GRADE = r"(?:0[.,]\d{1,2}|1[.,]0{1,2}|[01])(?:\s?/\s?1(?:[.,]0)?)?"
_MARK = rf"(?:(?:{_PARTS}|{_PERCENT}|x\s?%|x/\d+|{_STATUS})(?:[,;:\s(–-]+|$|\)))+"
_STATUS_STARTS = tuple(
    "done complete in wip not on off at behind miss achieved part blocked cancel dropped postponed deferred "
    "moved started ongoing pending open closed failed met tbd".split()
)
_NOTE_STARTS = ("~", "-", "x", "progress", "status", "grade", "score", "now", *_STATUS_STARTS)
_LAST_WORDS = tuple(
    "done complete completed progress wip started track risk behind missed miss achieved partial blocked"
    " cancelled canceled dropped postponed deferred ongoing pending open closed failed met tbd".split()
)
_STATUS_WORD = pattern(_STATUS)
_CHECK_BOX = pattern(r"\[([ xX✓✔~-]?)\]\s+")
_FAT_ARROW = pattern(r"\s*(?<![<=>!])(?:={1,3}>|⇒|➡️?)\s*")
_ARROW_NOTE = pattern(
    rf"\s*(?:-{{1,3}}>|→)\s*(?=\(?(?:{_PARTS}\s*\(|{_STATUS}\b|{_PERCENT}\s*(?:$|\(|complete|done)))"
)
_BRACKET = pattern(
    rf"\s*[(\[]\s*(?:(?:progress|status|grade|score|now)\s*:?\s*)?(?:{_MARK}|{_PERCENT}[^()\[\]]{{0,120}}|{_GRADE})\s*[)\]]\s*[.*]*$"
)
_BRACKET_STATUS = pattern(rf"\s*[(\[]\s*{_STATUS}\b[^()\[\]]{{0,120}}[)\]]\s*$")
_TAIL = pattern(
    rf"\s*(?:[:–—-]|\.(?=\s))\s+(?:{_PARTS}(?:\s*\({_PERCENT}\))?|{_PERCENT}(?:\s*\({_PARTS}\))?|x/\d+\s*\(x%\)|{_STATUS})(?:\s+(?:complete[d]?|done|achieved))?\s*[.!]?$"
)
_BARE_TAIL = pattern(r"\s+(?:100\s?%|DONE|WIP)$")
_LONG_COLON = pattern(rf":\s+(?=(?:{_PARTS}|\d+ sourced|x sourced)\b)")
_FIELD = pattern(r"(?:\s+[|–—-]{1,2}\s+|\s*[|;]\s*|\s+[(\[]|\.\s+)(?P<name>[A-Za-z][A-Za-z ]{1,24}):\s*")
_MOVES = pattern(
    r"\b(?:increas|decreas|reduc|improv|rais|lower|cut|grow|lift|boost|drop|rise|maintain|keep|reach|achiev|hit|"
    r"attain|at least|at most|under|over|below|above|from|to)\w*"
)
_MENTION = pattern(r"\s+(?:[–—|-]\s+)?[(\[]?@[\w.-]{1,40}(?:\s*(?:[,&+]\s*)?@[\w.-]{1,40}){0,4}[)\]]?$")
_DIGIT = pattern(r"\d")


def strip_marks(passage: Passage) -> tuple[Passage, str]:
    """The passage without check boxes, bullets and status emoji at its ends, and what they said."""
    passage = trim(passage)
    text = passage.text
    start = 0
    said = ""
    box = _CHECK_BOX.match(text) if text.startswith("[") else None
    if box:
        start = box.end()
        said = "done" if box[1] in {"x", "X", "✓", "✔"} else ""
    while start < len(text) and _is_decoration(text[start]):
        said = said or _MEANING.get(text[start], "")
        start += 1
    end = len(text)
    while end > start and _is_decoration(text[end - 1]):
        said = said or _MEANING.get(text[end - 1], "")
        end -= 1
    if start or end < len(text):
        passage = trim(cut(passage, start, end))
    return passage, said


_MEANING = {
    "✅": "done",
    "☑": "done",
    "✔": "done",
    "❌": "missed",
    "🟢": "on track",
    "🟡": "at risk",
    "🟠": "at risk",
    "🔴": "off track",
    "⏳": "in progress",
    "🚧": "in progress",
    "✓": "done",
    "✗": "missed",
}
_KEPT_SYMBOLS = frozenset("°©®™№℃")


def _is_decoration(character: str) -> bool:
    if character.isspace() or character in "•▪◦‣·→➤►\u200d\ufe0f\u200b\ufeff":
        return True
    if character.isascii() or character in _KEPT_SYMBOLS:
        return False
    return unicodedata.category(character) in {"So", "Cn", "Sk"}


def split_notes(passage: Passage, *, objective: bool = False) -> tuple[Passage, dict[str, str]]:
    """The sentence alone, and the fields that were written behind it (`progress`, `owner` ...).

    An objective has no number of its own, so that a percentage behind it is always progress.
    """
    fields: dict[str, str] = {}
    passage = _cut_fields(_cut_mention(passage, fields), fields)
    notes: list[str] = []
    for _ in range(6):
        passage, said = strip_marks(passage)
        if said:
            notes.insert(0, said)
        at = _note_start(passage.text, objective=objective)
        if at is None:
            break
        notes.insert(0, _plain(passage.text[at:]))
        passage = trim(cut(passage, 0, at))
    said_before = fields.get("progress")
    if said_before:
        notes.append(said_before)
    if notes:
        fields["progress"] = "; ".join(dict.fromkeys(notes))
    return passage, fields


def _plain(note: str) -> str:
    note = note.strip().lstrip("=->→⇒➡:–—. ").rstrip(" .*")
    if note[:1] in {"(", "["} and note[-1:] in {")", "]"}:
        note = note[1:-1]
    return note.strip()


def _note_start(text: str, *, objective: bool) -> int | None:
    """Where a progress note begins, or `None`."""
    lowered = lower_aligned(text)
    arrow = _FAT_ARROW.search(text) if "=>" in text or "⇒" in text or "➡" in text else None
    if arrow and arrow.start() > 0 and not _is_movement(text, arrow):
        return arrow.start()
    arrow = _ARROW_NOTE.search(lowered) if "->" in text or "→" in text else None
    if arrow and arrow.start() > 0 and not _is_movement(text, arrow):
        return arrow.start()
    tail = None
    if _may_end_in_note(text):
        tail = _TAIL.search(lowered, max(0, len(text) - 60))
        tail = tail or _BARE_TAIL.search(text, max(0, len(text) - 20))
    if tail and tail.start() > 0 and _may_lose_tail(text[: tail.start()], tail.group().lower()):
        return tail.start()
    bracket = None
    if text.rstrip(". *\n\t")[-1:] in (")", "]"):
        start = max(0, len(text) - 200)
        if _may_bracket_note(lowered, start):
            bracket = _BRACKET.search(lowered, start) or _BRACKET_STATUS.search(lowered, start)
    if bracket and bracket.start() > 0 and (objective or _may_lose(lowered[: bracket.start()])):
        return bracket.start()
    colon = _LONG_COLON.search(lowered) if ":" in text else None
    if colon and colon.start() > 0 and _DIGIT.search(text[: colon.start()]):
        return colon.start()
    return None


def _may_bracket_note(lowered: str, start: int) -> bool:
    """Whether what stands behind a bracket may begin a note."""
    for part in lowered[start:].replace("[", "(").split("(")[1:]:
        words = part.lstrip()
        if words[:1].isdecimal() or words.startswith(_NOTE_STARTS):
            return True
    return False


def _may_end_in_note(text: str) -> bool:
    """Whether the last word is one that ends a note: a number, a share, or a status."""
    last = text.rstrip(" .!\n\t")
    if last[-1:].isdecimal() or last[-1:] in ("%", ")"):
        return True
    return last.lower().endswith(_LAST_WORDS) or "moved to" in text.lower()


def _is_movement(text: str, arrow: re.Match[str]) -> bool:
    """`40 -> 60` moves a metric; it is no note."""
    before, after = text[: arrow.start()].rstrip(), text[arrow.end() :].lstrip()
    starts_bare = re.match(r"[$€£]?\d[\d.,]*\s?(?:%|[a-z]{1,3}\b)?", after)
    ends_bare = re.search(r"(?:\d|\d\s?%|\d\s?[a-zA-Z]{1,3})$", before)
    return bool(starts_bare and ends_bare)


def _may_lose(before: str) -> bool:
    """A percentage in brackets is a note unless it is the only number of a sentence that moves a metric."""
    return bool(_DIGIT.search(before)) or not _MOVES.search(before)


def _may_lose_tail(before: str, tail: str) -> bool:
    if _STATUS_WORD.search(tail) and not _DIGIT.search(tail):
        return len(before.split()) > 1
    return bool(_DIGIT.search(before))


def _cut_fields(passage: Passage, fields: dict[str, str]) -> Passage:
    """Cut `- Target: X | Current: Y` off the end; only names that are known count."""
    text = passage.text
    if ":" not in text:
        return passage
    matches = [match for match in _FIELD.finditer(text) if match.start() > 0 and _is_field(match, text)]
    if not matches or canonical_field(matches[0]["name"]) in {"objective", "key_result"}:
        return passage
    ends = [match.start() for match in matches[1:]] + [len(text)]
    for match, end in zip(matches, ends, strict=True):
        name = canonical_field(match["name"])
        value = text[match.end() : end].strip(" |;,")
        if match.group().strip()[0] in "([":
            value = value.rstrip(" .")[:-1]
        if name and value:
            fields.setdefault(name, value)
    return trim(cut(passage, 0, matches[0].start()))


def _cut_mention(passage: Passage, fields: dict[str, str]) -> Passage:
    """Cut `- @ann` off the end: it names the owner."""
    match = None
    if "@" in passage.text:
        match = _MENTION.search(passage.text, max(0, len(passage.text) - 100))
    if match is None or match.start() == 0:
        return passage
    fields["owner"] = " ".join(re.findall(r"@[\w.-]+", match.group()))
    return trim(cut(passage, 0, match.start()))


def _is_field(match: re.Match[str], text: str) -> bool:
    """In brackets only at the end, and only what is no part of the measure."""
    name = canonical_field(match["name"])
    if match.group().strip()[0] in "([":
        rest = re.fullmatch(r"[^()\[\]]{0,200}[)\]]\s*\.?", text[match.end() :])
        return rest is not None and name in {"owner", "progress", "confidence", "due", "team"}
    return name is not None or is_note_name(match["name"])
