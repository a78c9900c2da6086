"""Word lists of the reader, with their inflected forms. The lists are `_words/*.txt`, one entry a line."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

__all__ = ["VerbForms", "entries", "nouns", "verbs"]

_DOUBLING = frozenset(
    "admit begin cap chat clip commit control cut defer drop equip fit flag get hit kit let log map "
    "net occur omit permit pin plan plot plug pop prefer prep put quit refer regret rig run scan set "
    "ship shop shut sit slim slip snap spin split spot stop strip submit swap tag tap tip transfer "
    "trim wrap win".split()
)
_VOWELS = "aeiou"
_FOLDER = Path(__file__).with_name("_words")


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of one list, without comments."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(" ".join(line for line in text.splitlines() if not line.startswith("#")).split())


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    lines = (_FOLDER / "irregular.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {base: (past, participle) for base, past, participle in rows}


@cache
def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


@cache
def nouns(name: str) -> frozenset[str]:
    """A list of nouns with their plurals."""
    singular = entries(name)
    return singular | {_plural(noun) for noun in singular} | _irregular_plurals(singular)


def _irregular_plurals(singular: frozenset[str]) -> set[str]:
    pairs = {
        "child": "children",
        "person": "people",
        "woman": "women",
        "analysis": "analyses",
        "index": "indices",
    }
    return {plural for noun, plural in pairs.items() if noun in singular}


@cache
def _stems(base: str) -> tuple[str, str]:
    """Past form and -ing form of a regular verb."""
    if base.endswith("e"):
        return base + "d", (base if base.endswith("ee") else base[:-1]) + "ing"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied", base + "ing"
    if base in _DOUBLING:
        return base + base[-1] + "ed", base + base[-1] + "ing"
    return base + "ed", base + "ing"


class VerbForms:
    """The inflected forms of a list of verbs, each made when it is first asked for.

    Attributes:
        base: `build`.
    """

    def __init__(self, bases: frozenset[str]) -> None:
        self.base = bases

    @cached_property
    def third(self) -> frozenset[str]:
        """`builds`."""
        return frozenset(map(_plural, self.base))

    @cached_property
    def past(self) -> frozenset[str]:
        """Past forms and participles: `built`."""
        irregular = _irregular()
        forms = (irregular[base] if base in irregular else _stems(base)[:1] for base in self.base)
        return frozenset(form for both in forms for form in both)

    @cached_property
    def gerund(self) -> frozenset[str]:
        """`building`."""
        return frozenset(_stems(base)[1] for base in self.base)

    def __contains__(self, word: str) -> bool:
        return word in self.base or word in self.past or word in self.gerund or word in self.third


@cache
def verbs(name: str) -> VerbForms:
    """A list of verbs with their forms."""
    return VerbForms(entries(name))
