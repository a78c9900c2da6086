"""OKRs while they are being read, and how they become sets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coach.domain.okr import Cycle, Document, KeyResult, Level, Objective, OkrSet, Suppression, Unread
from coach.domain.source import Passage, SourceText, Span
from coach.parsing.bounded import MAX_STATEMENT, read_bounded
from coach.parsing.cycle import read_cycle

__all__ = ["Draft", "DraftKeyResult", "DraftObjective", "Scope", "finish", "read_level"]

_WORDS = {
    Level.COMPANY: "company,organisation,organization,org,corporate,project,global,company wide,"
    "organisation wide,organization wide,enterprise,firm,corporation",
    Level.DEPARTMENT: "department,division,group,function,business unit,unit,area,business area,section,"
    "directorate,branch,vertical,portfolio,program,programme,business line",
    Level.TEAM: "team,squad,chapter,tribe,pod,crew,guild,sub team,subteam,workstream,committee,working group",
    Level.INDIVIDUAL: "individual,personal,person,employee,user,member,contributor,"
    "individual contributor,self,me,my",
}
_LEVELS = {word: level for level, words in _WORDS.items() for word in words.split(",")}


def read_level(text: str) -> Level | None:
    """A level by one of its names."""
    return _LEVELS.get(" ".join(text.replace("-", " ").lower().split()))


class DraftKeyResult:
    """A key result before it is read."""

    def __init__(self, passage: Passage, label: str = "", fields: dict[str, str] | None = None) -> None:
        self.passage = passage
        self.label = label
        self.fields = {} if fields is None else fields


class Scope(NamedTuple):
    """Whose OKRs these are, and when."""

    team: str = ""
    level: Level | None = None
    cycle: Cycle | None = None
    parent: str = ""


class DraftObjective:
    """An objective before it is finished; `scope` decides the set that it joins."""

    def __init__(
        self,
        passage: Passage,
        scope: Scope,
        label: str = "",
        fields: dict[str, str] | None = None,
        *,
        labelled: bool = False,
    ) -> None:
        self.passage = passage
        self.scope = scope
        self.label = label
        self.fields = {} if fields is None else fields
        self.key_results: list[DraftKeyResult] = []
        self.labelled = labelled


class Draft:
    """All that a format reader found."""

    def __init__(self) -> None:
        self.objectives: list[DraftObjective] = []
        self.unread: list[Unread] = []

    def report(self, span: Span, reason: str) -> None:
        """Say that a part of the source was not understood."""
        self.unread.append(Unread(span, reason))


def finish(source: SourceText, draft: Draft, suppressions: Iterable[Suppression] = ()) -> Document:
    """Turn drafts into a document. Objectives of one scope form one set, in order of first appearance."""
    groups: dict[Scope, list[Objective]] = {}
    for objective in draft.objectives:
        scope = _settle(objective)
        groups.setdefault(scope, []).append(_finish_objective(objective))
    sets = tuple(
        OkrSet(tuple(objectives), scope.team, scope.level, scope.cycle, scope.parent)
        for scope, objectives in groups.items()
    )
    unread = [*draft.unread, *_overlong(draft)]
    if not sets:
        unread.append(Unread(Span(0, len(source.text)), "no objective with key results was found here"))
    return Document(source, sets, tuple(sorted(unread, key=lambda item: item.span)), tuple(suppressions))


def _overlong(draft: Draft) -> Iterable[Unread]:
    for objective in draft.objectives:
        for found in objective.key_results:
            if len(found.passage.text) > MAX_STATEMENT:
                rest = found.passage.to_source(Span(MAX_STATEMENT, len(found.passage.text)))
                yield Unread(rest, f"only the first {MAX_STATEMENT:,} characters of a key result are read")


def _settle(objective: DraftObjective) -> Scope:
    """What an objective says of itself wins over what stands above it."""
    fields = objective.fields
    scope = objective.scope
    team = fields.pop("team", "") or scope.team
    level = read_level(fields.pop("level", "")) or scope.level
    named = fields.pop("cycle", "")
    cycle = read_cycle(named) if named else scope.cycle
    return Scope(team, level, cycle, scope.parent)


def _finish_objective(draft: DraftObjective) -> Objective:
    key_results = tuple(
        KeyResult(found.passage, read_bounded(found.passage.text), found.label, found.fields)
        for found in draft.key_results
    )
    return Objective(draft.passage, key_results, draft.label, draft.fields)
