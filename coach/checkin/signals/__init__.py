"""Signals: what a history of check-ins shows, each found by a documented threshold.

One signal per file, found by discovery as the rules are: every module without a leading underscore holds a
`SIGNAL`, a `SignalRule` about one key result or a `PatternRule` over several. Its docstring is the public
document, with the threshold and its source. Nothing fires before the cycle starts.
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from coach.checkin.signals._facts import common_facts
from coach.checkin.signals._signal import COMMON_FACTS, PatternRule, SignalDocument, SignalRule
from coach.domain.checkin import Signal, Standing

__all__ = [
    "COMMON_FACTS",
    "PatternRule",
    "SignalDocument",
    "SignalRule",
    "find_patterns",
    "find_signals",
    "signal_rules",
]


@cache
def signal_rules() -> tuple[SignalRule | PatternRule, ...]:
    """Every signal, by code."""
    rules: list[SignalRule | PatternRule] = []
    for path in Path(__path__[0]).glob("[!_]*.py"):
        module = importlib.import_module(f"{__name__}.{path.stem}")
        rule: SignalRule | PatternRule = module.SIGNAL
        name, document = path.stem.replace("_", "-"), SignalDocument(module.__doc__ or "")
        rules.append(rule._replace(name=name, document=document))
    return tuple(sorted(rules, key=lambda rule: rule.code))


def find_signals(standing: Standing) -> tuple[Signal, ...]:
    """The signals about one key result, by code."""
    if standing.day < standing.track.cycle.start:
        return ()
    moves = standing.progress is not None
    found: list[Signal] = []
    facts: dict[str, str] | None = None
    for rule in _rules_about_one():
        if rule.needs_progress and not moves:
            continue
        hit = rule.check(standing)
        if hit is None:
            continue
        facts = facts or common_facts(standing)
        found.append(
            Signal(
                rule.code,
                rule.name,
                hit.severity or rule.severity,
                standing.track.id,
                standing.track.team,
                hit.message,
                {**facts, **hit.facts},
            )
        )
    return tuple(found)


def find_patterns(standings: Sequence[Standing], signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """Patterns over a team or over teams, by code.

    Args:
        standings: The key results that are looked at.
        signals: What `find_signals` found on them.
    """
    by_track: dict[str, list[Signal]] = defaultdict(list)
    for signal in signals:
        if signal.track:
            by_track[signal.track].append(signal)
    started = [standing for standing in standings if standing.day >= standing.track.cycle.start]
    return tuple(
        Signal(
            rule.code,
            rule.name,
            hit.severity or rule.severity,
            "",
            hit.team,
            hit.message,
            dict(hit.facts),
            hit.tracks,
        )
        for rule in signal_rules()
        if isinstance(rule, PatternRule)
        for hit in rule.check(started, by_track)
    )


@cache
def _rules_about_one() -> tuple[SignalRule, ...]:
    return tuple(rule for rule in signal_rules() if isinstance(rule, SignalRule))
