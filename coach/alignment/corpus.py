"""From documents and records to one corpus: copies folded, ids unique, parents resolved, problems named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from coach.alignment.cycles import spell_cycle
from coach.alignment.declared import resolve_parents
from coach.alignment.entries import Entry, read_documents, read_node_records
from coach.alignment.records import NodeRecord
from coach.alignment.spellings import unify
from coach.alignment.survey import survey
from coach.domain.alignment import AuditProblem, Corpus
from coach.domain.okr import Document, Level

__all__ = ["build_corpus"]

_RANKS = {level: rank for rank, level in enumerate(Level)}


def build_corpus(
    documents: Iterable[Document] = (),
    records: Iterable[NodeRecord] = (),
    problems: Iterable[AuditProblem] = (),
    *,
    files: int | None = None,
) -> Corpus:
    """All nodes of an organisation, the company level first, and within a level in the order of the input.

    A team or cycle that is written in several ways gets the first spelling everywhere.

    An exact copy (same level, team, cycle and texts) is folded into the first one, unless both were given
    ids of their own: two ids are two nodes.

    Args:
        documents: What `coach.parsing` read.
        records: Nodes that came as records.
        problems: What went wrong before, such as files that could not be read.
        files: How many files were read; counted from the places of the nodes where it is not given.
    """
    found = list(problems)
    records = tuple(records)
    entries = [*read_documents(documents, found), *read_node_records(records, found)]
    found += unify(entries)
    entries, copies = _fold(entries)
    entries.sort(key=lambda entry: _RANKS[entry.level])
    doubles, problems_of_ids = _assign_ids(entries)
    found += problems_of_ids
    aliases = {alias: entry.id for alias, entry in copies.items()}
    found += resolve_parents(entries, aliases, doubles)
    nodes = tuple(entry.node() for entry in entries)
    found += survey(nodes, records)
    count = len({node.place.file for node in nodes}) if files is None else files
    return Corpus(nodes, tuple(found), count)


def _fold(entries: Iterable[Entry]) -> tuple[list[Entry], dict[str, Entry]]:
    """The entries without copies, and the id of each copy with the entry that it was folded into."""
    kept: list[Entry] = []
    copies: dict[str, Entry] = {}
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        key = (
            entry.level,
            entry.team.casefold(),
            spell_cycle(entry.cycle),
            entry.objective,
            *entry.key_results,
        )
        first = seen.setdefault(key, entry)
        if first is entry or _are_apart(first, entry):
            kept.append(entry)
            continue
        first.copies.append(entry.place)
        _merge(first, entry)
        if entry.has_given_id:
            copies[entry.id.casefold()] = first
    return kept, copies


def _are_apart(first: Entry, second: Entry) -> bool:
    both = first.has_given_id and second.has_given_id
    return both and first.id.casefold() != second.id.casefold()


def _merge(first: Entry, copy: Entry) -> None:
    """What only the copy says is kept."""
    first.declared = tuple(dict.fromkeys((*first.declared, *copy.declared)))
    first.stands_alone_because = first.stands_alone_because or copy.stands_alone_because
    first.origin = first.origin or copy.origin
    first.published = first.published or copy.published
    if copy.has_given_id and not first.has_given_id:
        first.id, first.has_given_id = copy.id, True


def _assign_ids(entries: Sequence[Entry]) -> tuple[dict[str, list[str]], list[AuditProblem]]:
    """Give every entry an id of its own: as given, else made from team and label.

    Returns:
        Ids that were given several times, in lower case, with what became of them; and the problems.
    """
    taken: dict[str, Entry] = {}
    doubles: dict[str, list[str]] = {}
    problems: list[AuditProblem] = []
    for entry in entries:
        if not entry.has_given_id:
            continue
        first = taken.get(entry.id.casefold())
        if first is not None:
            given = entry.id
            entry.id = _number(given, taken)
            doubles.setdefault(given.casefold(), [first.id]).append(entry.id)
            message = (
                f"the id {given!r} is given twice, at {first.place} and {entry.place};"
                f" the second became {entry.id!r}; give it an id of its own"
            )
            problems.append(AuditProblem("double-id", message, entry.place, (first.id, entry.id)))
        taken[entry.id.casefold()] = entry
    for entry in entries:
        if not entry.has_given_id:
            entry.id = _make_id(entry, taken)
            taken[entry.id.casefold()] = entry
    return doubles, problems


def _make_id(entry: Entry, taken: dict[str, Entry]) -> str:
    label = _slug(re.sub(r"^(?:objective|obj)\.?\s*#?\s*(?=\d)", "o", entry.label, flags=re.IGNORECASE))
    stem = _slug(PurePath(entry.place.file).stem)
    names = [_slug(entry.team), stem]
    if entry.level is Level.COMPANY:
        names = ["company", _slug(entry.team), stem]
    elif entry.level is Level.INDIVIDUAL:
        names = [_slug(entry.owner), stem, _slug(entry.team)]
    names = [name for name in names if name] or [entry.level.value]
    ids = [f"{name}/{label}" if label else name for name in names]
    return next((made for made in ids if made not in taken), None) or _number(ids[0], taken)


def _number(name: str, taken: dict[str, Entry]) -> str:
    number = 2
    while f"{name}-{number}".casefold() in taken:
        number += 1
    return f"{name}-{number}"


def _slug(text: str) -> str:
    return re.sub(r"[^\w.]+", "-", text.casefold()).strip("-_.")[:60]
