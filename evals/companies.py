"""Cases of alignment: small organisations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coach.domain.alignment import Node, Place
from coach.domain.okr import Level
from evals.cases import DATASETS, SPLITS
from evals.lines import Line, read_cases

__all__ = ["Child", "CompanyCase", "make_nodes", "read_companies", "read_plain_companies"]

SUPPORT = ("yes", "weak", "no")


@dataclass(frozen=True, slots=True)
class Child:
    """A team's OKR with its support for every parent."""

    id: str
    team: str
    objective: str
    key_results: tuple[str, ...]
    support: Mapping[str, str]
    same_goal: tuple[str, ...]
    stands_alone_because: str
    orphan: bool


@dataclass(frozen=True, slots=True)
class CompanyCase:
    """An organisation: leading OKRs by id, the teams' OKRs, and the parents that nobody supports."""

    id: str
    split: str
    org: str
    parents: Mapping[str, tuple[str, tuple[str, ...]]]
    children: tuple[Child, ...]
    uncovered: frozenset[str]


def read_companies(folder: Path = DATASETS) -> list[CompanyCase]:
    """The project's own organisations, all splits.

    Raises:
        InputError: A file is missing or a case is malformed.
    """
    files = {f"alignment.{split}.jsonl": split for split in SPLITS}
    return read_cases([folder / name for name in files], lambda line: _company(line, files[line.source]))


def read_plain_companies(folder: Path = DATASETS) -> list[CompanyCase]:
    """More organisations to learn from, in the terse style of published OKRs; all train.

    Raises:
        InputError: The file is missing or a case is malformed.
    """
    return read_cases([folder / "alignment_pairs.train.jsonl"], lambda line: _company(line, "train"))


def make_nodes(case: CompanyCase) -> tuple[Node, ...]:
    """The nodes that an audit would see: the leading OKRs, then those of the teams."""
    place = Place(case.id, 1)
    parents = [
        Node(name, Level.COMPANY, "", "", objective, key_results, place)
        for name, (objective, key_results) in case.parents.items()
    ]
    children = [
        Node(
            child.id,
            Level.TEAM,
            child.team,
            "",
            child.objective,
            child.key_results,
            place,
            stands_alone_because=child.stands_alone_because,
        )
        for child in case.children
    ]
    return (*parents, *children)


def _company(line: Line, split: str) -> CompanyCase:
    line.only(("id", "org", "domain", "parents", "children", "uncovered"))
    parents = {
        parent.text("id"): (parent.text("objective"), parent.texts("key_results"))
        for parent in line.objects("parents")
    }
    children = tuple(_child(child, tuple(parents)) for child in line.objects("children"))
    uncovered = frozenset(line.texts("uncovered", tuple(parents)))
    supported = {name for child in children for name, support in child.support.items() if support == "yes"}
    if uncovered != set(parents) - supported:
        raise line.fail(
            "'uncovered' must hold the parents that no child supports with yes", sorted(uncovered)
        )
    return CompanyCase(line.text("id"), split, line.text("org"), parents, children, uncovered)


def _child(line: Line, parents: tuple[str, ...]) -> Child:
    labels = line.object("support")
    labels.only(parents)
    support = {parent: labels.choice(parent, SUPPORT) for parent in parents}
    orphan = line.flag("orphan")
    if orphan is not all(label == "no" for label in support.values()):
        raise line.fail("'orphan' must be true exactly where every support is no", support)
    return Child(
        line.text("id"),
        line.text("team"),
        line.text("objective"),
        line.texts("key_results"),
        support,
        line.texts("same_goal", parents),
        line.text("stands_alone_because", empty=True),
        orphan,
    )
