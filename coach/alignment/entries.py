"""Nodes while a corpus is being built: with their labels, before they have ids and parents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from coach.alignment.records import NodeRecord
from coach.alignment.stated import add_values
from coach.domain.alignment import AuditProblem, Node, Origin, Place
from coach.domain.okr import Document, Level, Objective, OkrSet
from coach.domain.source import Passage, SourceText
from coach.parsing.drafts import read_level

__all__ = ["Entry", "read_documents", "read_node_records", "split_declared"]

_ALONE = re.compile(
    r"(?:none|nothing|no parent|n/?a|stands? alone|standalone|[-–—]+)"
    r"(?:\s*(?:above)?[\s,:.()–—-]*$|\s*(?:above)?\s*[,:.(–—-]+\s*(?:because|as|since)?\b|\s+(?:because|as|since)\b)"
    r":?\s*(?P<reason>.*?)[\s)]*",
    re.IGNORECASE | re.DOTALL,
)
_SHOWN = 5
_PART = re.compile(r"\s*[;\n]+\s*")
_COMPANY_WORD = re.compile(
    r"\b(?:company|organi[sz]ation|corporate|enterprise|company-?wide)\b|^org$", re.IGNORECASE
)


@dataclass(slots=True)
class Entry:
    """One objective on its way to a `Node`; the fields that both have mean the same.

    `written` holds the sentences of key results as they stand, without values from columns;
    others quote those.
    """

    objective: str
    key_results: tuple[str, ...]
    place: Place
    key_result_places: tuple[Place, ...]
    level: Level
    team: str = ""
    cycle: str = ""
    id: str = ""
    has_given_id: bool = False
    label: str = ""
    key_result_labels: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    parent_ids: tuple[str, ...] = ()
    stands_alone_because: str = ""
    origin: Origin | None = None
    published: date | None = None
    owner: str = ""
    copies: list[Place] = field(default_factory=list)

    def node(self) -> Node:
        """The finished node."""
        return Node(
            id=self.id,
            level=self.level,
            team=self.team,
            cycle=self.cycle,
            objective=self.objective,
            key_results=self.key_results,
            place=self.place,
            key_result_places=self.key_result_places,
            parent_ids=self.parent_ids,
            declared=self.declared,
            stands_alone_because=self.stands_alone_because,
            origin=self.origin,
            published=self.published,
            copies=tuple(self.copies),
        )


def read_documents(documents: Iterable[Document], problems: list[AuditProblem]) -> Iterator[Entry]:
    """The objectives of documents; levels that had to be guessed are added to the problems, once a level."""
    guessed: dict[Level, list[tuple[str, Place]]] = {}
    for document in documents:
        for okrs in document.sets:
            level = okrs.level
            if level is None:
                level = _guess_level(document.source, okrs)
                first = okrs.objectives[0].passage if okrs.objectives else Passage("")
                name = okrs.team or PurePath(document.source.name).name
                guessed.setdefault(level, []).append((name, _find_place(document.source, first)))
            for number, objective in enumerate(okrs.objectives, start=1):
                yield _read_objective(document.source, okrs, level, objective, number)
    for level, found in guessed.items():
        problems.append(_explain_guess(level, found))


def read_node_records(records: Iterable[NodeRecord], problems: list[AuditProblem]) -> Iterator[Entry]:
    """Records as entries; levels that could not be read are added to the problems, once a word."""
    guessed: dict[str, list[NodeRecord]] = {}
    for record in records:
        level = read_level(record.level)
        if level is None:
            level = Level.COMPANY if _COMPANY_WORD.search(record.team) else Level.TEAM
            guessed.setdefault(record.level, []).append(record)
        declared, alone = split_declared(record.parents)
        yield Entry(
            objective=record.objective,
            key_results=record.key_results,
            place=record.place,
            key_result_places=(record.place,) * len(record.key_results),
            level=level,
            team=record.team,
            cycle=record.cycle,
            id=record.id,
            has_given_id=bool(record.id),
            label=record.id,
            declared=declared,
            stands_alone_because=record.stands_alone_because or alone,
            origin=record.origin,
            published=record.published,
        )
    for word, found in guessed.items():
        problems.append(_explain_level(word, found))


def split_declared(texts: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """What is declared of parents, part by part, and the reason where it says that there is none."""
    parts: list[str] = []
    alone = ""
    for text in texts:
        for part in filter(None, _PART.split(text.strip())):
            match = _ALONE.fullmatch(part)
            if match is None:
                parts.append(part)
            else:
                alone = alone or match["reason"]
    return tuple(dict.fromkeys(parts)), alone


def _read_objective(
    source: SourceText, okrs: OkrSet, level: Level, objective: Objective, number: int
) -> Entry:
    key_results = [found for found in objective.key_results if found.text.strip()]
    declared, alone = split_declared(filter(None, (objective.fields.get("parent", ""), okrs.parent)))
    return Entry(
        objective=_join(objective.text),
        key_results=tuple(add_values(_join(found.text), found.fields) for found in key_results),
        place=_find_place(source, objective.passage),
        key_result_places=tuple(_find_place(source, found.passage) for found in key_results),
        level=level,
        team=okrs.team or _name_file(source.name, level),
        cycle=okrs.cycle.name if okrs.cycle else "",
        label=objective.label or f"O{number}",
        key_result_labels=tuple(found.label for found in key_results),
        written=tuple(_join(found.text) for found in key_results),
        declared=declared,
        stands_alone_because=alone,
        owner=objective.fields.get("owner", ""),
    )


def _join(text: str) -> str:
    return " ".join(text.split())


def _find_place(source: SourceText, passage: Passage) -> Place:
    return Place(source.name, source.location(passage.span.start).line)


def _guess_level(source: SourceText, okrs: OkrSet) -> Level:
    path = PurePath(source.name)
    named = read_level(okrs.team) or read_level(path.stem)
    if named is None:
        folders = (read_level(part.removesuffix("s")) for part in reversed(path.parts[:-1]))
        named = next((level for level in folders if level), None)
    if named is None and (_COMPANY_WORD.search(okrs.team) or _COMPANY_WORD.search(_words(path.stem))):
        named = Level.COMPANY
    return named or Level.TEAM


def _explain_guess(level: Level, found: list[tuple[str, Place]]) -> AuditProblem:
    names = ", ".join(repr(name) for name, _ in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else ""
    was = "it was" if len(found) == 1 else "they were"
    message = (
        f"the level of {names}{more} is not stated; {was} taken as {level.value};"
        " say `level: company`, `department`, `team` or `individual`"
    )
    return AuditProblem("guessed-level", message, found[0][1])


def _explain_level(word: str, found: list[NodeRecord]) -> AuditProblem:
    ids = tuple(record.id for record in found if record.id)
    many = "1 record" if len(found) == 1 else f"{len(found):,} records"
    known = "use company, department, team or individual"
    said = f"the level {word!r} of {many} is not known" if word else f"{many} without a level"
    return AuditProblem("guessed-level", f"{said}; taken as team; {known}", found[0].place, ids)


def _name_file(name: str, level: Level) -> str:
    """A document that names no team is called by its file, but for the company's."""
    stem = PurePath(name).stem
    return "" if level is Level.COMPANY or stem in {"<stdin>", ""} else _words(stem)


def _words(stem: str) -> str:
    return " ".join(re.sub(r"[_.-]+", " ", stem).split())
