"""The same result is counted twice.

## What it flags
Two key results of a set that say the same with the same numbers, word for word or nearly.

## Why it weakens the OKR
The second line adds no evidence. One success is graded twice, and one of the two will be forgotten
when the other changes.

## Weak
```document
# Bike kitchen OKRs, 2026-Q3

## Everybody can fix a flat
- Visitors who fix their own flat from 45% to 70%
- Repairs that fail within a week from 15% to 7%

## Evenings run themselves
- Flats that visitors fix on their own from 45% to 70%
- Evenings without a trained helper from 8 to 1
```

## Stronger
```document
# Bike kitchen OKRs, 2026-Q3

## Everybody can fix a flat
- Visitors who fix their own flat from 45% to 70%
- Repairs that fail within a week from 15% to 7%
```

## Not flagged
- The same measure for two groups, with numbers of their own.
- The same line for two teams that share an objective.

## Source
Google's OKR playbook, printed in Doerr, *Measure What Matters* (2018): the key results together
have to suffice for the objective, and a copy adds nothing to that. The comparison of words and
numbers is this coach's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import NamedTuple

from coach.domain.finding import Severity, Subject
from coach.domain.okr import KeyResult, OkrSet
from coach.parsing.numbers import WORD_NUMBERS
from coach.parsing.patterns import pattern
from coach.rules._lexicon import words
from coach.rules._rule import Context, Hit, Rule

_TOKEN = pattern(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_COMPARED = 12
_SHARED = 0.6
_FEWEST = 2
_QUOTED = 70


class _Group(NamedTuple):
    """Key results that say the same."""

    content: frozenset[str]
    members: list[KeyResult]


def check(okrs: OkrSet, _: Context) -> Iterator[Hit]:
    """Yield the first copy of each result that is there more than once."""
    seen: dict[tuple[str, ...], list[_Group]] = {}
    for objective in okrs.objectives:
        for key_result in objective.key_results:
            numbers, content = _signature(key_result)
            if len(content) < _FEWEST:
                continue
            # Without two numbers only the very same words count, so those words are the key.
            said = numbers if len(numbers) > 1 else (*numbers, *sorted(content))
            key = (key_result.fields.get("team", ""), *said)
            groups = seen.setdefault(key, [])
            group = next((one for one in groups[:_COMPARED] if _is_same(one.content, content, numbers)), None)
            if group is None:
                groups.append(_Group(content, [key_result]))
            else:
                group.members.append(key_result)
    for group in (group for groups in seen.values() for group in groups):
        if len(group.members) > 1:
            first, copy, *others = group.members
            more = "do the other lines" if others else "does the second line"
            quoted = shorten(first.text, _QUOTED, placeholder=" ...")
            yield Hit(
                copy.passage.span,
                f"{len(group.members)} key results say the same: {quoted!r}",
                f"What {more} tell that the first does not?",
            )


def _signature(key_result: KeyResult) -> tuple[tuple[str, ...], frozenset[str]]:
    """The numbers, sorted, and the words that carry meaning, in the singular."""
    stated = [key_result.fields.get(name, "") for name in ("baseline", "target", "unit")]
    numbers: set[str] = set()
    content: set[str] = set()
    for token in _TOKEN.findall(" ".join((key_result.text, *stated)).lower()):
        if token[0].isdigit():
            numbers.add(token)
        elif token in WORD_NUMBERS:
            numbers.add(f"{WORD_NUMBERS[token]:g}")
        elif token not in words("stop_words"):
            content.add(token.removesuffix("s").removesuffix("ly").removesuffix("ing"))
    return tuple(sorted(numbers)), frozenset(content)


def _is_same(first: frozenset[str], second: frozenset[str], numbers: tuple[str, ...]) -> bool:
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    return len(numbers) > 1 and shorter <= longer and len(shorter) >= _SHARED * len(longer)


RULE = Rule(
    code="ST505",
    subject=Subject.SET,
    severity=Severity.WARNING,
    certainty=0.85,
    check=check,
)
