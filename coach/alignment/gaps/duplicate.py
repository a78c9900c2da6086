"""Two teams promise the same result.

## What it claims
Key results of different teams say the same in nearly the same words. One gap per group of OKRs: a warning
where two of them state the same start and the same target, else a hint, because teams often copy a sentence
and mean each its own people or product ("hire according to plan"). Five teams or more are always a hint.
Its certainty is one of two steps, 0.9 for a warning and 0.5 for a hint: likeness is no chance.

## When it stays silent
One of the two supports the other (see *mirror*); both belong to one team; the values differ; no value is
stated and the text has fewer than five words that carry meaning; the texts name different products, places
or people; or each has words that the other lacks and they are not nearly identical (`reworded_from`, cosine
0.92): "uptime of search" and "uptime of checkout" are two results.

## Why it matters
Two teams that count one success do the work twice, or each waits for the other.

## Source
Niven and Lamorte, *Objectives and Key Results* (2016), on horizontal alignment: dependencies and shared
results are agreed between teams, not found out.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.alignment.cycles import are_apart
from coach.alignment.gaps._context import LEVEL_RANKS, GapContext, NearCopy
from coach.alignment.gaps._gap import GapCheck, make_gap, quote, quote_key_result
from coach.alignment.gaps._likeness import (
    has_target,
    have_same_values,
    is_reworded,
    name_different_things,
    overlap,
    read_movement,
    read_wording,
)
from coach.domain.alignment import Gap, GapKind, Node
from coach.domain.audit import GapLimits
from coach.domain.finding import Severity

_TEMPLATE_FROM = 5
_SURE = 0.9
_UNSURE = 0.5
_IDENTICAL = 0.999
_SHOWN = 6
_FEWEST_WORDS = 5


class _Group:
    """OKRs that share results, and the pairs that say so."""

    def __init__(self) -> None:
        self.members: set[int] = set()
        self.pairs: list[NearCopy] = []


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each group of OKRs of different teams that promise the same."""
    groups: dict[int, _Group] = {}
    for pair in context.duplicates:
        if _is_duplicate(pair, context):
            _join(groups, pair)
    for group in {id(group): group for group in groups.values()}.values():
        yield _claim(group, context)


def _is_duplicate(pair: NearCopy, context: GapContext) -> bool:
    if pair.first_key_result is None or pair.second_key_result is None:
        return False
    first, second = context.nodes[pair.first], context.nodes[pair.second]
    if not first.team or not second.team or first.team == second.team:
        return False
    if are_apart(first.cycle, second.cycle):
        return False
    # What a company and a team share is what the team carries; that is support.
    if 0 in (LEVEL_RANKS[first.level], LEVEL_RANKS[second.level]) or _is_linked(first, second, context):
        return False
    texts = first.key_results[pair.first_key_result], second.key_results[pair.second_key_result]
    return _say_the_same(*texts, pair.similarity, context.limits)


def _say_the_same(first: str, second: str, similarity: float, limits: GapLimits) -> bool:
    if name_different_things(first, second):
        return False
    if is_reworded(first, second) and similarity < limits.reworded_from:
        return False
    if similarity < limits.duplicate_from:
        return False
    if have_same_values(first, second):
        return True
    if has_target(first) or has_target(second):
        return False
    long_enough = min(len(read_wording(text).content) for text in (first, second)) >= _FEWEST_WORDS
    return long_enough and overlap(first, second) >= limits.copied_share


def _is_linked(first: Node, second: Node, context: GapContext) -> bool:
    if second.id in context.ancestors(first.id) or first.id in context.ancestors(second.id):
        return True
    chances = context.probability(first.id, second.id), context.probability(second.id, first.id)
    return any(chance is not None and chance >= context.threshold for chance in chances)


def _join(groups: dict[int, _Group], pair: NearCopy) -> None:
    first, second = groups.get(pair.first), groups.get(pair.second)
    group = first or second or _Group()
    if first is not None and second is not None and first is not second:
        first.pairs.extend(second.pairs)
        first.members |= second.members
        for member in second.members:
            groups[member] = first
    group.members |= {pair.first, pair.second}
    group.pairs.append(pair)
    groups[pair.first] = groups[pair.second] = group


def _claim(group: _Group, context: GapContext) -> Gap:
    positions = sorted(group.members)
    nodes = [context.nodes[position] for position in positions]
    results = sorted(
        {
            (position, index)
            for pair in group.pairs
            for position, index in (
                (pair.first, pair.first_key_result),
                (pair.second, pair.second_key_result),
            )
            if index is not None
        }
    )
    first = results[0][1]
    shown = [quote_key_result(context.nodes[position], index) for position, index in results[:_SHOWN]]
    if len(results) > _SHOWN:
        shown.append(f"and {len(results) - _SHOWN} more")
    best = max(pair.similarity for pair in group.pairs)
    teams = sorted({node.team for node in nodes})
    is_sure = len(teams) < _TEMPLATE_FROM and any(_have_same_start(pair, context) for pair in group.pairs)
    how = "" if is_sure else " in nearly the same words"
    return make_gap(
        GapKind.DUPLICATE,
        Severity.WARNING if is_sure else Severity.HINT,
        _SURE if is_sure else _UNSURE,
        nodes,
        f"{_name_teams(teams)} promise the same result{how}: {quote(nodes[0].key_results[first])}",
        (*shown, f"{'the same' if best >= _IDENTICAL else 'nearly the same'} words"),
        "Agree on one owner, and let the other name its own part."
        if is_sure
        else "Ask whether this is one result, then name one owner, or each team's own, then say whose.",
        identity=[part for position, index in results for part in _identify(context.nodes[position], index)],
        key_result=first,
    )


def _have_same_start(pair: NearCopy, context: GapContext) -> bool:
    """Whether both texts state a start and a target, and the same ones."""
    if pair.first_key_result is None or pair.second_key_result is None:
        return False
    first = context.nodes[pair.first].key_results[pair.first_key_result]
    second = context.nodes[pair.second].key_results[pair.second_key_result]
    states = all(read_movement(text).change.baseline is not None for text in (first, second))
    return states and have_same_values(first, second)


def _identify(node: Node, index: int) -> tuple[str, str]:
    return node.team, node.key_results[index]


def _name_teams(teams: list[str]) -> str:
    if len(teams) == 2:  # noqa: PLR2004 - a pair reads differently
        return f"{teams[0]} and {teams[1]}"
    return f"{len(teams)} teams ({', '.join(teams[:3])}{' ...' if len(teams) > 3 else ''})"  # noqa: PLR2004


CHECK = GapCheck(GapKind.DUPLICATE, find)
