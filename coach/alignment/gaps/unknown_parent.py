"""A declared parent is not to be found, or cannot be one.

## What it claims
An OKR says whom it supports, and no objective has that id, label or text, or several have. One gap per text,
with everybody who wrote it. And one gap for all who name an OKR of their own level or below as their parent,
and one for those that name themselves: such a parent counts as none.

## When it stays silent
Every declaration leads to one OKR of the corpus, or says that there is none.

## Why it matters
The team has done its part and is read as if it had said nothing: a typo, a goal that was renamed, or the
sheet of the last cycle. The goal that it means looks less supported than it is.

## Source
This coach's own: of all gaps the cheapest to mend.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from coach.alignment.gaps._context import GapContext
from coach.alignment.gaps._gap import LOST_CODES, GapCheck, count, make_gap, name_node, quote
from coach.domain.alignment import AuditProblem, Gap, GapKind
from coach.domain.finding import Severity

_SHOWN = 6
_IMPOSSIBLE = {
    "parent-below": ("a parent that is not above {it}", "Name the goal of a level above that it serves."),
    "own-parent": ("{itself} as parent", "Name the goal above that it serves, or say why it stands alone."),
}


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each declaration that leads nowhere, or to several."""
    by_text: dict[tuple[str, str], list[AuditProblem]] = defaultdict(list)
    for problem in context.problems:
        if problem.code in LOST_CODES and problem.text:
            by_text[problem.code, "" if problem.code in _IMPOSSIBLE else problem.text].append(problem)
    for (code, text), problems in by_text.items():
        if code in _IMPOSSIBLE:
            yield _claim_impossible(code, problems, context)
        else:
            yield _claim(code, text, problems, context)


def _claim(code: str, text: str, problems: list[AuditProblem], context: GapContext) -> Gap:
    nodes = [context.by_id[name] for problem in problems for name in problem.nodes]
    guesses = dict.fromkeys(name for problem in problems for name in problem.guesses)
    meant = [name_node(context.by_id[name]) for name in guesses if name in context.by_id]
    who = f"{name_node(nodes[0])} declares" if len(nodes) == 1 else f"{count(len(nodes), 'OKR')} declare"
    what = "that several OKRs answer to" if code == "ambiguous-parent" else "that is not to be found"
    step = "Name it by team and label (company O1) or by its id."
    if len(meant) == 1:
        step = f"Ask whether {meant[0]} is meant; if so, name it by team and label, or by its id."
    elif meant:
        step = "Ask which of these is meant, and name it by team and label, or by its id."
    return make_gap(
        GapKind.UNKNOWN_PARENT,
        Severity.WARNING,
        1.0,
        nodes,
        f"{who} a parent {what}: {quote(text)}",
        (
            *(name_node(node) for node in nodes[:_SHOWN] if len(nodes) > 1),
            f"and {len(nodes) - _SHOWN} more" if len(nodes) > _SHOWN else "",
            *(f"may be meant: {name}" for name in meant),
        ),
        step,
        identity=(code, text, *(node.id for node in nodes)),
    )


def _claim_impossible(code: str, problems: list[AuditProblem], context: GapContext) -> Gap:
    what, step = _IMPOSSIBLE[code]
    by_node = {problem.nodes[0]: problem for problem in problems}
    nodes = [context.by_id[name] for name in by_node]
    is_one = len(nodes) == 1
    who = f"{name_node(nodes[0])} declares" if is_one else f"{count(len(nodes), 'OKR')} declare"
    named = what.format(it="it" if is_one else "them", itself="itself" if is_one else "themselves")
    return make_gap(
        GapKind.UNKNOWN_PARENT,
        Severity.WARNING,
        1.0,
        nodes,
        f"{who} {named}",
        (
            *(f"{name_node(node)} declares {quote(by_node[node.id].text)}" for node in nodes[:_SHOWN]),
            f"and {len(nodes) - _SHOWN} more" if len(nodes) > _SHOWN else "",
        ),
        step,
        identity=(code, *(part for node in nodes for part in (node.id, by_node[node.id].text))),
    )


CHECK = GapCheck(GapKind.UNKNOWN_PARENT, find)
