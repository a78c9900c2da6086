"""Pairs of OKRs from outside, by organisation: judged ones, and published links."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from coach.domain.alignment import Node, Place
from coach.domain.okr import Level
from evals.cases import EXTERNAL
from evals.companies import SUPPORT
from evals.lines import Line, read_cases

__all__ = ["OutsideCase", "OutsidePair", "read_links", "read_pairs"]

Texts = tuple[str, tuple[str, ...]]


class OutsidePair(NamedTuple):
    """One child and one parent, by the ids of their nodes.

    Attributes:
        id: Of the pair.
        child: Id of a node.
        parent: Id of a node.
        support: The label; a published link that nobody judged has none.
    """

    id: str
    child: str
    parent: str
    support: str


@dataclass(frozen=True, slots=True)
class OutsideCase:
    """What is known of one organisation, or of one of its cycles.

    Attributes:
        id: Name of the organisation, with the cycle where they are told apart.
        nodes: Every OKR once as a parent, where it is one, and once as a child.
        pairs: Which of them are judged or linked.
        split: Always `external`.
    """

    id: str
    nodes: tuple[Node, ...]
    pairs: tuple[OutsidePair, ...]
    split: str = EXTERNAL


class _Given(NamedTuple):
    """One line."""

    id: str
    group: str
    child: Texts
    parent: Texts
    support: str


def read_pairs(folder: Path) -> list[OutsideCase]:
    """Judged pairs (`pairs*.jsonl`), one case an organisation.

    Raises:
        InputError: A line is malformed.
    """

    def parse(line: Line) -> _Given:
        return _read(line, "pair_id", line.text("org"), line.choice("support", SUPPORT))

    return _group(folder, "pairs*.jsonl", parse, "pair_id")


def read_links(folder: Path) -> list[OutsideCase]:
    """Published links (`links*.jsonl`), one case a cycle of an organisation.

    Raises:
        InputError: A line is malformed.
    """

    def parse(line: Line) -> _Given:
        return _read(line, "id", f"{line.text('org')} {line.text('cycle', empty=True)}".strip(), "")

    return _group(folder, "links*.jsonl", parse, "id")


def _read(line: Line, key: str, group: str, support: str) -> _Given:
    return _Given(
        line.text(key),
        group,
        (line.text("child_objective"), line.texts("child_key_results")),
        (line.text("parent_objective"), line.texts("parent_key_results")),
        support,
    )


def _group(folder: Path, files: str, parse: Callable[[Line], _Given], key: str) -> list[OutsideCase]:
    groups: dict[str, list[_Given]] = {}
    for given in read_cases(sorted(folder.glob(files)), parse, key=key):
        groups.setdefault(given.group, []).append(given)
    return [_make_case(name, found) for name, found in groups.items()]


def _make_case(name: str, found: Iterable[_Given]) -> OutsideCase:
    parents: dict[Texts, str] = {}
    children: dict[Texts, str] = {}
    pairs = []
    for given in found:
        parent = parents.setdefault(given.parent, f"p{len(parents) + 1}")
        child = children.setdefault(given.child, f"c{len(children) + 1}")
        pairs.append(OutsidePair(given.id, child, parent, given.support))
    nodes = [
        Node(node, level, "", "", *texts, Place(name, 1))
        for level, table in ((Level.COMPANY, parents), (Level.TEAM, children))
        for texts, node in table.items()
    ]
    return OutsideCase(name, tuple(nodes), tuple(pairs))
