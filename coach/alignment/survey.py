"""What is unusual about a corpus as a whole; each is named, and the audit goes on."""

from __future__ import annotations

from collections.abc import Sequence

from coach.alignment.cycles import are_apart
from coach.alignment.records import NodeRecord
from coach.domain.alignment import AuditProblem, Node
from coach.domain.okr import Level
from coach.parsing.language import is_understood
from coach.parsing.sentence import split_words

__all__ = ["survey"]

_SHOWN = 5
_ENGLISH = frozenset(
    "the of to and in for from with at by on is are our we all every who than before after".split()
)
_ENOUGH = 10
"""One word in so many; each is counted once."""


def survey(nodes: Sequence[Node], records: Sequence[NodeRecord] = ()) -> list[AuditProblem]:
    """Problems of the whole: levels, teams, cycles, languages, nodes without key results."""
    if not nodes:
        return [AuditProblem("no-node", "no objective was found; there is nothing to audit")]
    return [
        *_levels(nodes),
        *_cycles(nodes),
        *_without(nodes),
        *_languages(nodes),
        *_organisations(records),
    ]


def _levels(nodes: Sequence[Node]) -> list[AuditProblem]:
    problems = []
    if len(nodes) == 1:
        message = "the corpus is one objective; alignment needs what stands above it too"
        return [AuditProblem("single-node", message, nodes[0].place, (nodes[0].id,))]
    if nodes[0].level is not Level.COMPANY:
        message = (
            f"no OKR is at company level; the highest level found is {nodes[0].level.value}, which was taken"
            " as the top; add the company's OKRs, or say `level: company` where they are"
        )
        problems.append(AuditProblem("no-company-level", message))
    if nodes[0].level is nodes[-1].level:
        name = nodes[0].level.value
        message = f"all {len(nodes):,} objectives are at the level {name}; nothing stands above"
        problems.append(AuditProblem("single-level", message))
    teams = {node.team.casefold() for node in nodes if node.level is Level.TEAM and node.team}
    if len(teams) == 1:
        name = next(node.team for node in nodes if node.level is Level.TEAM and node.team)
        message = f"there is one team only ({name}); overlaps between teams cannot show"
        problems.append(AuditProblem("single-team", message))
    return problems


def _cycles(nodes: Sequence[Node]) -> list[AuditProblem]:
    names = sorted({node.cycle for node in nodes if node.cycle})
    apart = [name for name in names if any(are_apart(name, other) for other in names)]
    if not apart:
        return []
    message = f"the OKRs are of several cycles ({_list(apart)}); links are suggested only where they overlap"
    return [AuditProblem("several-cycles", message)]


def _without(nodes: Sequence[Node]) -> list[AuditProblem]:
    problems = []
    bare = [node for node in nodes if not node.key_results]
    if bare:
        ids = tuple(node.id for node in bare)
        message = f"{_count(bare)} no key results: {_list(ids)}; judged by the objective alone"
        problems.append(AuditProblem("no-key-results", message, bare[0].place, ids))
    nameless = [node for node in nodes if not node.objective]
    if nameless:
        ids = tuple(node.id for node in nameless)
        message = f"{_count(nameless)} no objective text: {_list(ids)}; judged by key results"
        problems.append(AuditProblem("no-objective", message, nameless[0].place, ids))
    return problems


def _languages(nodes: Sequence[Node]) -> list[AuditProblem]:
    foreign = [node for node in nodes if not _is_english(node)]
    if not foreign:
        return []
    ids = tuple(node.id for node in foreign)
    message = (
        f"{len(foreign):,} of {len(nodes):,} OKRs do not look English ({_list(ids)});"
        " encoder and calibration know English, so their figures say little"
    )
    return [AuditProblem("other-language", message, foreign[0].place, ids)]


def _is_english(node: Node) -> bool:
    text = ". ".join((node.objective, *node.key_results))
    words = text.lower().split()
    if len(_ENGLISH.intersection(words)) * _ENOUGH >= len(words) and _is_latin(text):
        return True  # most texts; the careful look costs a hundred times as much
    return is_understood([word for word in split_words(text) if word.text])


def _is_latin(text: str) -> bool:
    return text.isascii() or not any(character > "\u024f" and character.isalpha() for character in text)


def _organisations(records: Sequence[NodeRecord]) -> list[AuditProblem]:
    names = sorted({record.organisation for record in records if record.organisation})
    if len(names) < 2:  # noqa: PLR2004 - one organisation is the usual case
        return []
    message = f"the records are of several organisations ({_list(names)}); audit each on its own"
    return [AuditProblem("several-organisations", message)]


def _count(nodes: Sequence[Node]) -> str:
    return "1 node has" if len(nodes) == 1 else f"{len(nodes):,} nodes have"


def _list(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {more:,} more" if more > 0 else shown
