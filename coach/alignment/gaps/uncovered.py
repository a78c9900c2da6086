"""A company objective or company key result has no support below.

## What it claims
No OKR below the company level supports this objective: none declares it, none is confirmed, and none that
declares no other parent reaches the threshold. Its certainty is a calibrated chance that it has no support,
read from its five likeliest supporters. An error where
every OKR below names its parents (or says why it stands alone) and none names this one; where the text
alone says so, a warning from `sure_uncovered` (0.6) on, else a hint. Without a company level the highest
level stands for it, and all is a hint.

For key results of an objective that is supported: one hint that no declared supporter comes closest to them,
told only where at least three, and as many as there are key results, are declared or confirmed.

## When it stays silent
There is no level below the company, or nothing was compared with this objective. A claim that is less
certain than `least_certainty` (0.5) is not made. A key result is not told where its objective is uncovered
anyway, or where a link does not say which key result it serves.

## Why it matters
A priority that nobody carries is a wish. It is cheaper to find that out a week before the cycle than in its
last week.

## Source
Doerr, *Measure What Matters* (2018), chapter 8: goals that depend on teams nobody asked are the classic
failure of alignment. That a key result can be the company's own work, with no team below, is why it is only
a hint.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.alignment.gaps._context import GapContext, is_firm
from coach.alignment.gaps._gap import (
    UNREAD_CODES,
    GapCheck,
    count,
    make_gap,
    name_node,
    quote_key_result,
)
from coach.domain.alignment import Candidate, Gap, GapKind, Link, Node
from coach.domain.finding import Severity
from coach.domain.okr import Level

_TEXT_CERTAINTY = 0.5
_SURE = 0.95
_SHOWN = 4
_FEWEST_SUPPORTERS = 3


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each company objective without a supporter, and key results that none comes closest to."""
    if not context.below:
        return
    all_declare = all(node.id in context.speaking for node in context.below)
    for node in context.top:
        links = context.children_of.get(node.id, ())
        if links:
            yield from _find_key_results(node, [link for link in links if is_firm(link)])
        elif all_declare:
            yield _claim(node, context, _SURE, all_declare=True)
        elif node.id in context.closest_below:
            free = [one.probability for _, one in context.free_below(node)]
            certainty = context.doubt_support(free)
            if max(free, default=0.0) < context.threshold and certainty >= context.limits.least_certainty:
                yield _claim(node, context, certainty, all_declare=False)


def _claim(node: Node, context: GapContext, certainty: float, *, all_declare: bool) -> Gap:
    is_sure = certainty >= context.limits.sure_uncovered
    closest = context.closest_below.get(node.id, [])[:_SHOWN]
    step = "Agree with one team that it carries this goal, or take the goal off the list."
    free = context.free_below(node)
    if free and not is_sure:
        step = f"Ask whether {name_node(context.by_id[free[0][0]])} serves it; if so, let it declare that."
    return make_gap(
        GapKind.UNCOVERED,
        _choose_severity(node, all_declare=all_declare, is_sure=is_sure),
        certainty,
        (node,),
        f"{name_node(node)} has no {'' if is_sure else 'clear '}support below",
        (
            "every OKR below names its parents or says why it stands alone, and none names this one"
            if all_declare
            else "no OKR below declares it",
            _tell_unread(node, context),
            *(_describe(child, candidate, context) for child, candidate in closest),
            f"support counts from {context.threshold:.0%} on",
        ),
        step,
    )


def _describe(child: str, candidate: Candidate, context: GapContext) -> str:
    line = f"{candidate.probability:.0%} for {name_node(context.by_id[child])}"
    firm = [link for link in context.parents_of.get(child, ()) if is_firm(link)]
    if not firm:
        return line
    return f"{line}, which declares {name_node(context.by_id[firm[0].parent])} and does not count"


def _tell_unread(node: Node, context: GapContext) -> str:
    """How many declarations lead nowhere that may mean this goal; nothing where there are none."""
    lost = [problem for problem in context.problems if problem.code in UNREAD_CODES and problem.text]
    maybe = [problem for problem in lost if not problem.guesses or node.id in problem.guesses]
    if not maybe:
        return ""
    return f"{count(len(maybe), 'declaration')} below could not be read and may mean it"


def _choose_severity(node: Node, *, all_declare: bool, is_sure: bool) -> Severity:
    if node.level is not Level.COMPANY:
        return Severity.HINT
    if all_declare:
        return Severity.ERROR
    return Severity.WARNING if is_sure else Severity.HINT


def _find_key_results(node: Node, links: list[Link]) -> Iterator[Gap]:
    """Key results that no declared supporter comes closest to, where enough say which one they serve."""
    served = [link.parent_key_result for link in links]
    if None in served or len(links) < max(_FEWEST_SUPPORTERS, len(node.key_results)):
        return
    open_ones = [index for index in range(len(node.key_results)) if index not in served]
    if not open_ones:
        return
    message = (
        f"{quote_key_result(node, open_ones[0])}: no declared supporter of its objective comes closest to it"
    )
    if len(open_ones) > 1:
        numbers = ", ".join(str(index + 1) for index in open_ones[:-1])
        message = (
            f"{name_node(node)}: no declared supporter comes closest to its key results"
            f" {numbers} and {open_ones[-1] + 1}"
        )
    yield make_gap(
        GapKind.UNCOVERED,
        Severity.HINT,
        _TEXT_CERTAINTY,
        (node,),
        message,
        [
            *(quote_key_result(node, index) for index in open_ones if len(open_ones) > 1),
            *(
                f"{count(served.count(other), 'supporter')} closest to key result {other + 1}"
                for other in sorted({key_result for key_result in served if key_result is not None})
            ),
        ],
        "Check who moves these numbers; where nobody below does, name an owner at the company level.",
        key_result=open_ones[0],
        identity=(node.objective, *(node.key_results[index] for index in open_ones)),
    )


CHECK = GapCheck(GapKind.UNCOVERED, find)
