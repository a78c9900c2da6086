"""Which key results documents hold, and how teams and labels are compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coach.checkin.history.entries import CheckInFile
from coach.domain.checkin import HistoryProblem
from coach.domain.okr import Document, KeyResult, Level, Objective, OkrSet
from coach.parsing.patterns import pattern

__all__ = ["Planned", "name_team", "name_tracks", "normalise_label", "normalise_team", "plan_documents"]

_NUMBERS = pattern(r"\d+")
_WORDS = pattern(r"[^\W_]+")


class Planned(NamedTuple):
    """A key result of a document before its check-ins are known."""

    team: str
    label: str
    key_result: KeyResult
    objective: Objective
    okrs: OkrSet
    source: str


def plan_documents(documents: Sequence[Document], problems: list[HistoryProblem]) -> Iterator[Planned]:
    """Every key result of documents that check-ins can name; one that they cannot is a problem."""
    for document in documents:
        source = document.source.name
        counts: dict[str, int] = defaultdict(int)
        labelled = any(
            key_result.label
            for okrs in document.sets
            for objective in okrs.objectives
            for key_result in objective.key_results
        )
        for okrs in document.sets:
            team = _name_of(okrs, source)
            for objective in okrs.objectives:
                counts[team] += 1
                for place, key_result in enumerate(objective.key_results, start=1):
                    label = key_result.label or ("" if labelled else f"KR {counts[team]}.{place}")
                    if not label:
                        line = document.source.location(key_result.passage.span.start).line
                        message = (
                            f"{key_result.text[:60]!r} has no label, so no check-in can name it; add one"
                        )
                        problems.append(HistoryProblem("no-label", message, "", source, line))
                        continue
                    yield Planned(team, label, key_result, objective, okrs, source)


def _name_of(okrs: OkrSet, source: str) -> str:
    """The team, or the person whose OKRs they are."""
    owners = {
        key_result.fields.get("owner", "")
        for objective in okrs.objectives
        for key_result in objective.key_results
    } - {""}
    if okrs.level is Level.INDIVIDUAL and len(owners) == 1:
        return owners.pop()
    return okrs.team or _stem(source)


def name_team(file: CheckInFile, teams: dict[str, str]) -> str:
    """The team that a file states, else the one that is called as the file, else the only one there is."""
    if file.team:
        return file.team
    stem = _stem(file.source)
    if normalise_team(stem) in teams or len(teams) != 1:
        return stem
    return next(iter(teams.values()))


def name_tracks(members: Sequence[Planned]) -> list[str]:
    """Unique ids: `team / label`, with a number behind labels that occur twice."""
    names: list[str] = []
    seen: dict[str, int] = defaultdict(int)
    for planned in members:
        name = " / ".join(part for part in (planned.team, planned.label) if part)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def normalise_label(label: str) -> str:
    """`KR 1.2`, `O1 KR2`, `kr1-2` and `1.2` are `1.2`; a label without numbers is its words in lower case."""
    numbers = _NUMBERS.findall(label)
    return ".".join(str(int(number)) for number in numbers[:4]) if numbers else normalise_team(label)


def normalise_team(name: str) -> str:
    """The words of a name in lower case: `customer-care` is `Customer care`."""
    return " ".join(_WORDS.findall(name.casefold()))


def _stem(source: str) -> str:
    return re.sub(r"\.[A-Za-z0-9]{1,5}$", "", re.split(r"[/\\]", source)[-1])
