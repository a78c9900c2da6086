"""Whether a statement is in a language that the coach reads: English, for now."""

from __future__ import annotations

from coach.parsing.lexicon import nouns, verbs
from coach.parsing.sentence import Word

__all__ = ["is_understood"]

_FUNCTION_WORDS = frozenset(
    "the a an of to and in for by on with at is are be from per our all we as or not no have has than "
    "that this more every each their its it least under over new up down into who which first before "
    "after within less fewer between about across out over both two three five ten one why how what "
    "when where new days weeks month months year week day against without during until while be can "
    "will do does did only also other same through around off back own few many much most some any "
    "each".split()
)
_FOREIGN_WORDS = frozenset(
    "und der die das den dem ein eine für mit von zu im auf bis pro le la les des du une un pour avec "
    "sur dans par el los las del por con para una il lo gli di che per het een van en de voor och att "
    "som med og av til i na do se da os uma em dos".split()
) - frozenset({"i", "do", "per", "en", "la", "pro", "de", "die", "im", "le", "van"})
_LISTS = ("deliverables", "metrics", "actors")
_VERBS = ("work_verbs", "rise_verbs", "fall_verbs", "reach_verbs", "result_verbs", "hold_verbs")
_MIN_WORDS = 4


def is_understood(words: list[Word]) -> bool:
    """True for English and for texts too short to tell; false for other scripts and languages."""
    spoken = [word.text for word in words if word.text[0].isalpha()]
    letters = sum(map(len, spoken))
    foreign = sum(1 for text in spoken for character in text if ord(character) > _LATIN_END)
    if letters and foreign * 10 > letters * 3:
        return False
    if len(spoken) < _MIN_WORDS:
        return True
    english = sum(1 for text in spoken if text in _FUNCTION_WORDS)
    if english * 8 >= len(spoken):
        return True
    known = english + sum(1 for text in spoken if _is_known(text))
    if known * 4 >= len(spoken):
        return True
    is_accented = any(
        ord(character) > _ASCII_END for text in spoken for character in text if character not in "’‘"
    )
    return not is_accented and _FOREIGN_WORDS.isdisjoint(spoken)


_LATIN_END = 0x24F
_ASCII_END = 0x7F


def _is_known(text: str) -> bool:
    return any(text in nouns(name) for name in _LISTS) or any(text in verbs(name) for name in _VERBS)
