"""A language model's second opinion on pairs near the threshold: shown as an opinion, it decides nothing.

Only pairs whose probability lies close to the threshold are asked about, the closest first, one question for
each child, within the limits of the model's door and a number of pairs. A reason that holds a number or a
markup sign that the texts lack is not shown, and then neither is the opinion.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from coach.domain.alignment import AlignmentReport, AuditProblem, GapKind, Link, LinkStatus, Node, Opinion
from coach.errors import ModelError
from coach.llm.model import Asker
from coach.parsing.patterns import pattern
from coach.prompts import ask_model

__all__ = ["DEFAULT_PAIRS", "NEAR", "add_refusal", "ask_opinions"]

DEFAULT_PAIRS = 40
NEAR = 0.12
"""How far from the threshold a pair may lie to be asked about."""
_PROMPT = "support"
_ROOM, _ROOM_EACH = 100, 90
_LONGEST = 240
_NUMBER = pattern(r"\d+(?:[.,]\d+)*")
_MARKUP = pattern(r"[<>{}|`\\^~#*_=\[\]&@]|://|\bwww\.")
_HIDDEN = pattern("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

Pair = tuple[str, str]


class _Asked(NamedTuple):
    """What came of one question: opinions by pair, or why there are none."""

    opinions: dict[Pair, Opinion]
    reason: str = ""


async def ask_opinions(
    model: Asker, report: AlignmentReport, *, most: int = DEFAULT_PAIRS
) -> AlignmentReport:
    """The report with opinions on its links and orphans near the threshold.

    Args:
        model: Who is asked.
        report: A finished audit.
        most: Pairs that are asked about at most.

    Returns:
        The same links and gaps with opinions beside them; what went wrong is the problem `no-opinion`.
    """
    nodes = {node.id: node for node in report.nodes}
    by_child: dict[str, list[str]] = defaultdict(list)
    for child, parent in _find_near(report)[:most]:
        by_child[child].append(parent)
    asked = await asyncio.gather(
        *(
            _ask(model, nodes[child], [nodes[parent] for parent in parents])
            for child, parents in by_child.items()
        )
    )
    opinions = {pair: opinion for answer in asked for pair, opinion in answer.opinions.items()}
    reasons = dict.fromkeys(answer.reason for answer in asked if answer.reason)
    for reason in reasons:
        report = add_refusal(report, reason)
    return _add_to_orphans(report, opinions, nodes)._replace(
        links=tuple(_add_to_link(link, opinions) for link in report.links)
    )


def add_refusal(report: AlignmentReport, reason: str) -> AlignmentReport:
    """The report with the reason why some pairs have no opinion, as the problem `no-opinion`."""
    problem = AuditProblem("no-opinion", f"no second opinion on some pairs: {reason}")
    return report._replace(problems=(*report.problems, problem))


def _find_near(report: AlignmentReport) -> list[Pair]:
    """Pairs near the threshold that nobody decided or declared, the closest first."""
    settled = {(link.child, link.parent) for link in report.links if link.status is not LinkStatus.SUGGESTED}
    found = [
        (abs(candidate.probability - report.threshold), child, candidate.parent)
        for child, candidates in report.candidates.items()
        for candidate in candidates
        if abs(candidate.probability - report.threshold) <= NEAR and (child, candidate.parent) not in settled
    ]
    return [(child, parent) for _, child, parent in sorted(found)]


async def _ask(model: Asker, child: Node, parents: Sequence[Node]) -> _Asked:
    try:
        content = await ask_model(
            model,
            _PROMPT,
            {"child": _write(child), "parents": [_write(parent) for parent in parents]},
            room=_ROOM + _ROOM_EACH * len(parents),
        )
    except ModelError as error:
        return _Asked({}, error.reason)
    return _Asked(
        {
            (child.id, parents[number - 1].id): Opinion(
                entry["supports"], entry["reason"].strip(), model.name
            )
            for entry in content["opinions"]
            if 1 <= (number := entry["parent"]) <= len(parents)
            and _may_be_shown(entry, child, parents[number - 1])
        }
    )


def _write(node: Node) -> str:
    lines = [f"Team: {node.team}"] if node.team else []
    return "\n".join([*lines, f"Objective: {node.objective}", *(f"- {text}" for text in node.key_results)])


def _may_be_shown(entry: Mapping[str, Any], child: Node, parent: Node) -> bool:
    reason: str = entry["reason"]
    if not 0 < len(reason.strip()) <= _LONGEST or _MARKUP.search(reason) or _HIDDEN.search(reason):
        return False
    given = set(_NUMBER.findall(f"{_write(child)} {_write(parent)}"))
    return set(_NUMBER.findall(reason)) <= given


def _add_to_link(link: Link, opinions: Mapping[Pair, Opinion]) -> Link:
    opinion = opinions.get((link.child, link.parent))
    return (
        link if opinion is None or link.status is not LinkStatus.SUGGESTED else link._replace(opinion=opinion)
    )


def _add_to_orphans(
    report: AlignmentReport, opinions: Mapping[Pair, Opinion], nodes: Mapping[str, Node]
) -> AlignmentReport:
    """An orphan keeps its claim; what a model thinks of its nearest parents stands among the evidence."""
    by_child: dict[str, list[str]] = defaultdict(list)
    for (child, parent), opinion in opinions.items():
        says = "supports" if opinion.supports else "does not support"
        sentence = f"{opinion.model} thinks that it {says} “{nodes[parent].objective}”: {opinion.reason}"
        by_child[child].append(sentence)
    gaps = tuple(
        gap._replace(evidence=(*gap.evidence, *by_child[gap.nodes[0]]))
        if gap.kind is GapKind.ORPHAN and gap.nodes and gap.nodes[0] in by_child
        else gap
        for gap in report.gaps
    )
    return report._replace(gaps=gaps)
