"""Two teams promise the same result.

## What it claims
Key results of different teams say the same in nearly the same words. One gap per result, or for all results
that the very same OKRs share: a warning where two texts state the same start and target, else a hint,
because teams often copy a sentence and mean each its own people or product ("hire according to plan"). Five
teams or more are always a hint. Its certainty is one of two steps, 0.9 for a warning and 0.5 for a hint:
likeness is no chance.

## When it stays silent
One of the two supports the other, or copies the result from its parent (see *mirror*); both belong to one
team; the values differ; no value is stated and the text has fewer than five words that carry meaning; the
texts name different products, places or people; or each has words that the other lacks and they are not
nearly identical (`reworded_from`, cosine 0.92): "uptime of search" and "uptime of checkout" are two results.

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
    may_say_the_same,
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


_Result = tuple[int, int]
"""Position of an OKR, and index of its key result."""


class _Group:
    """Key results that say the same, and the pairs that say so."""

    def __init__(self) -> None:
        self.results: set[_Result] = set()
        self.pairs: list[NearCopy] = []


def find(context: GapContext) -> Iterator[Gap]:
    """Yield what the same OKRs of different teams promise alike, one gap for all that they share."""
    copied = {(mirror.node.id, index) for mirror in context.mirrors for index in mirror.copies}
    groups: dict[_Result, _Group] = {}
    for pair in context.duplicates:
        ends = _read_ends(pair)
        if ends is None or any((context.nodes[position].id, index) in copied for position, index in ends):
            continue
        if _is_duplicate(*ends, pair.similarity, context):
            _join(groups, pair, ends)
    shared: dict[tuple[frozenset[int], bool], list[_Group]] = {}
    for group in {id(group): group for group in groups.values()}.values():
        owners = frozenset(position for position, _ in group.results)
        shared.setdefault((owners, _is_sure(group, context)), []).append(group)
    for (_, is_sure), found in shared.items():
        yield _claim(found, context, is_sure=is_sure)


def _read_ends(pair: NearCopy) -> tuple[_Result, _Result] | None:
    if pair.first_key_result is None or pair.second_key_result is None:
        return None
    return (pair.first, pair.first_key_result), (pair.second, pair.second_key_result)


def _is_duplicate(one: _Result, other: _Result, similarity: float, context: GapContext) -> bool:
    first, second = context.nodes[one[0]], context.nodes[other[0]]
    if not first.team or not second.team or first.team == second.team:
        return False
    if are_apart(first.cycle, second.cycle):
        return False
    texts = first.key_results[one[1]], second.key_results[other[1]]
    if not _say_the_same(*texts, similarity, context.limits):
        return False
    # What a company and a team share is what the team carries; that is support.
    is_top = 0 in (LEVEL_RANKS[first.level], LEVEL_RANKS[second.level])
    return not is_top and not _is_linked(first, second, context)


def _say_the_same(first: str, second: str, similarity: float, limits: GapLimits) -> bool:
    if similarity < limits.duplicate_from or not may_say_the_same(first, second):
        return False
    if name_different_things(first, second):
        return False
    if is_reworded(first, second) and similarity < limits.reworded_from:
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


def _join(groups: dict[_Result, _Group], pair: NearCopy, ends: tuple[_Result, _Result]) -> None:
    first, second = groups.get(ends[0]), groups.get(ends[1])
    group = first or second or _Group()
    if first is not None and second is not None and first is not second:
        first.pairs.extend(second.pairs)
        first.results |= second.results
        for result in second.results:
            groups[result] = first
    group.results.update(ends)
    group.pairs.append(pair)
    groups[ends[0]] = groups[ends[1]] = group


def _is_sure(group: _Group, context: GapContext) -> bool:
    teams = {context.nodes[position].team for position, _ in group.results}
    return len(teams) < _TEMPLATE_FROM and any(_have_same_start(pair, context) for pair in group.pairs)


def _claim(groups: list[_Group], context: GapContext, *, is_sure: bool) -> Gap:
    """One gap for all results that the same OKRs share."""
    results = sorted(result for group in groups for result in group.results)
    nodes = [context.nodes[position] for position in dict.fromkeys(position for position, _ in results)]
    first = results[0][1]
    listed = [result for group in groups for result in sorted(group.results)]
    shown = [quote_key_result(context.nodes[position], index) for position, index in listed[:_SHOWN]]
    if len(listed) > _SHOWN:
        shown.append(f"and {len(listed) - _SHOWN} more")
    best = max(pair.similarity for group in groups for pair in group.pairs)
    number = len(groups)
    what = "the same result" if number == 1 else f"the same {number} results"
    how = "" if is_sure else " in nearly the same words"
    more = f" and {number - 1} more" if number > 1 else ""
    return make_gap(
        GapKind.DUPLICATE,
        Severity.WARNING if is_sure else Severity.HINT,
        _SURE if is_sure else _UNSURE,
        nodes,
        f"{_name_teams(sorted({node.team for node in nodes}))} promise {what}{how}:"
        f" {quote(nodes[0].key_results[first])}{more}",
        (*shown, f"{'the same' if best >= _IDENTICAL else 'nearly the same'} words"),
        _choose_step(number, is_sure=is_sure),
        identity=[part for position, index in results for part in _identify(context.nodes[position], index)],
        key_result=first,
    )


def _choose_step(number: int, *, is_sure: bool) -> str:
    if is_sure:
        each = "one owner" if number == 1 else "one owner of each"
        return f"Agree on {each}, and let the other name its own part."
    if number > 1:
        return "Ask whether these are the same results, then name one owner of each, or say whose each is."
    return "Ask whether this is one result, then name one owner, or each team's own, then say whose."


def _have_same_start(pair: NearCopy, context: GapContext) -> bool:
    """Whether both texts state a start and a target, and the same ones."""
    ends = _read_ends(pair)
    if ends is None:
        return False
    first, second = (context.nodes[position].key_results[index] for position, index in ends)
    states = all(read_movement(text).change.baseline is not None for text in (first, second))
    return states and have_same_values(first, second)


def _identify(node: Node, index: int) -> tuple[str, str]:
    return node.team, node.key_results[index]


def _name_teams(teams: list[str]) -> str:
    if len(teams) == 2:  # noqa: PLR2004 - a pair reads differently
        return f"{teams[0]} and {teams[1]}"
    return f"{len(teams)} teams ({', '.join(teams[:3])}{' ...' if len(teams) > 3 else ''})"  # noqa: PLR2004


CHECK = GapCheck(GapKind.DUPLICATE, find)
