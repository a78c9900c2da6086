"""Find the gap kinds, run them, and order what they claim: the worst first."""

from __future__ import annotations

import importlib
from collections import Counter
from functools import cache
from pathlib import Path

import coach.alignment.gaps as package
from coach.alignment.gaps._context import GapContext
from coach.alignment.gaps._gap import GapCheck, GapDocument
from coach.domain.alignment import Gap, GapKind

__all__ = ["find_gaps", "gap_checks"]

_ORDER = {kind: rank for rank, kind in enumerate(GapKind)}


@cache
def gap_checks() -> tuple[GapCheck, ...]:
    """Every gap kind, in the order of `GapKind`."""
    checks = []
    for path in Path(package.__path__[0]).glob("[!_]*.py"):
        module = importlib.import_module(f"{package.__name__}.{path.stem}")
        check: GapCheck = module.CHECK
        checks.append(check._replace(document=GapDocument(module.__doc__ or "")))
    return tuple(sorted(checks, key=lambda check: _ORDER[check.kind]))


def find_gaps(context: GapContext) -> tuple[Gap, ...]:
    """Everything that can be claimed of an organisation, the worst first.

    Ordered by severity, then by what it is about, then by certainty; every id is unique.
    """
    found = [gap for check in gap_checks() for gap in check.find(context)]
    found.sort(key=lambda gap: (-gap.severity.rank, _ORDER[gap.kind], -gap.certainty))
    return tuple(_number_twins(found))


def _number_twins(gaps: list[Gap]) -> list[Gap]:
    """Two nodes with the very same texts have gaps with the same id: the later ones get a number."""
    seen: Counter[str] = Counter()
    unique = []
    for gap in gaps:
        seen[gap.id] += 1
        unique.append(gap if seen[gap.id] == 1 else gap._replace(id=f"{gap.id}-{seen[gap.id]}"))
    return unique
