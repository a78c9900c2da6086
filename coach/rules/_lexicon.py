"""Word lists of the rules: `_words/*.txt`, one entry a line, `#` starts a comment."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from coach.parsing import lexicon

__all__ = ["finite_verbs", "opening_verbs", "words"]

_FOLDER = Path(__file__).with_name("_words")
_READER_LISTS = (
    "work_verbs",
    "activity_verbs",
    "rise_verbs",
    "fall_verbs",
    "reach_verbs",
    "hold_verbs",
    "vague_work_verbs",
)


@cache
def words(name: str) -> frozenset[str]:
    """The entries of one list; an entry may have several words.

    Raises:
        FileNotFoundError: There is no such list.
    """
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def opening_verbs() -> frozenset[str]:
    """Base forms that may open an imperative: the reader's verbs and the rules' own."""
    known = frozenset[str]().union(*(lexicon.verbs(name).base for name in _READER_LISTS))
    return known | words("goal_verbs")


@cache
def finite_verbs() -> frozenset[str]:
    """Finite forms that show a clause: `trusts`, `finds`, and plain forms that are hardly ever nouns."""
    results = lexicon.verbs("result_verbs").base - words("noun_verbs")
    bases = results.union(*(lexicon.verbs(name).base for name in _READER_LISTS)) - words("noun_verbs")
    return lexicon.VerbForms(bases).third | results | words("clause_verbs")
