"""Two teams pull one metric in opposite directions.

## What it claims
Key results of different teams measure the same noun phrase, and one wants it up, the other down.

## When it stays silent
The verb and the values of one of the two disagree (that is a slip, which `coach review` tells); the texts
name different products, places or people; each has words that the other lacks; or one of the two only holds
or reaches a level. Goals that work against each other through different metrics (more deliveries, fewer
vans) are not found: that takes people who know the work.

## Why it matters
One of the two teams will fail, whatever both do, and neither can see it from its own sheet.

## Source
Niven and Lamorte, *Objectives and Key Results* (2016), on horizontal alignment. Metric and direction come
from the reader of key results, not from likeness.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.alignment.cycles import are_apart
from coach.alignment.gaps._context import GapContext, NearCopy
from coach.alignment.gaps._gap import GapCheck, make_gap, name_owner, quote_key_result
from coach.alignment.gaps._likeness import (
    is_reworded,
    name_different_things,
    read_movement,
    share_words,
)
from coach.domain.alignment import Gap, GapKind, Node
from coach.domain.finding import Severity
from coach.domain.statement import Direction
from coach.parsing.lexicon import nouns

_OPPOSITE = frozenset({Direction.INCREASE, Direction.DECREASE})
_CERTAINTY = 0.85


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each pair of key results that pull one metric both ways."""
    told: set[tuple[str, str]] = set()
    for pair in context.duplicates:
        found = _find_pair(pair, context)
        if found is None:
            continue
        first, one, second, other = found
        key = (first.key_results[one], second.key_results[other])
        if key not in told:
            told.add(key)
            yield _claim(first, one, second, other)


def _find_pair(pair: NearCopy, context: GapContext) -> tuple[Node, int, Node, int] | None:
    if pair.first_key_result is None or pair.second_key_result is None:
        return None
    first, second = context.nodes[pair.first], context.nodes[pair.second]
    same_team = (first.level, first.team) == (second.level, second.team)
    if same_team or are_apart(first.cycle, second.cycle):
        return None
    texts = first.key_results[pair.first_key_result], second.key_results[pair.second_key_result]
    return (first, pair.first_key_result, second, pair.second_key_result) if _pull_apart(*texts) else None


def _pull_apart(first: str, second: str) -> bool:
    if not share_words(first, second) or name_different_things(first, second) or is_reworded(first, second):
        return False
    one, other = read_movement(first), read_movement(second)
    if frozenset({one.direction, other.direction}) != _OPPOSITE:
        return False
    if not one.metric or one.metric != other.metric:
        return False
    return len(one.metric) > 1 or bool(one.metric & nouns("metrics"))


def _claim(first: Node, one: int, second: Node, other: int) -> Gap:
    metric = read_movement(first.key_results[one]).change.metric
    name = "one metric" if metric is None else f"“{metric.of(first.key_results[one])}”"
    goes = {Direction.INCREASE: "up", Direction.DECREASE: "down"}
    lines = []
    for node, index in ((first, one), (second, other)):
        direction = read_movement(node.key_results[index]).direction
        if direction is not None:
            lines.append(f"{goes[direction]}: {quote_key_result(node, index)}")
    return make_gap(
        GapKind.CONFLICT,
        Severity.WARNING,
        _CERTAINTY,
        (first, second),
        f"{name_owner(first)} and {name_owner(second)} pull {name} in opposite directions",
        lines,
        "Bring both owners together before the cycle starts: which of the two does the company want?",
        identity=(first.team, first.key_results[one], second.team, second.key_results[other]),
        key_result=one,
    )


CHECK = GapCheck(GapKind.CONFLICT, find)
