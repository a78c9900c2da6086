"""Which metrics of the catalogue a task could be meant to move: two or three, or none where none is near.

Without the encoder a metric is near when the words of the key result are those of some work that usually
moves it; its definition and the objective settle the rest. With the encoder, what is meant counts as well.
Thresholds are fitted on the dev rows of `evals/datasets/metric_proposals.jsonl`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from coach.critic.guardrails import subject_words
from coach.critic.metrics.catalogue import Metric, load_metrics
from coach.critic.phrases import VERB_LISTS, content_words
from coach.domain.review import MetricProposal
from coach.domain.statement import Reading
from coach.parsing.lexicon import VerbForms

__all__ = ["Ranked", "describe_metric", "propose_metrics", "rank_by_words", "take_nearest"]

NEAR_BY_WORDS = 0.7
"""From here on 13 of 14 dev rows get a fitting metric."""
MOST = 3
_BEHIND = 0.5
_TOLD_TWICE = 2
"""One word in common, such as a `shift`, is no evidence; two, or one and a word of the objective, are."""
_STEM = 8
_NUMBER = re.compile(r"\d[\d,.]*(?<=\d)")


class Ranked(NamedTuple):
    """A metric, how near it is, and how many words tell so; scores of different ways must not be compared."""

    metric: Metric
    score: float
    shared: int


def propose_metrics(reading: Reading, objective: str) -> tuple[MetricProposal, ...]:
    """The nearest metrics by words alone; none below the threshold.

    Args:
        reading: The key result.
        objective: Text of its objective; may be empty.
    """
    told = [ranked for ranked in rank_by_words(reading, objective) if ranked.shared >= _TOLD_TWICE]
    return take_nearest(told, NEAR_BY_WORDS, _BEHIND)


def take_nearest(ranked: Sequence[Ranked], threshold: float, behind: float) -> tuple[MetricProposal, ...]:
    """At most three metrics of one domain, the nearest first; none where even the first is too far.

    Args:
        ranked: All metrics, the nearest first.
        threshold: Least score of a metric that is near.
        behind: Share of the first one's score from which on another stands beside it.
    """
    if not ranked or ranked[0].score < threshold:
        return ()
    first = ranked[0]
    near = [
        one.metric
        for one in ranked
        if one.metric.domain == first.metric.domain and one.score >= behind * first.score
    ]
    return tuple(map(describe_metric, near[:MOST]))


def describe_metric(metric: Metric) -> MetricProposal:
    """A metric without any number: a time span or a limit in its name is the team's own to set."""
    return MetricProposal(
        name=_open(metric.name),
        definition=_open(metric.definition),
        unit=_open(metric.unit),
        direction=metric.direction,
        leading=metric.leading,
        counter_metric=_open(metric.counter_metric),
    )


def rank_by_words(reading: Reading, objective: str) -> list[Ranked]:
    """Every metric that shares a word, the nearest first."""
    index = _index()
    asked = _stems(subject_words(reading, whole=True))
    around = asked | _stems(content_words(objective))
    ranked = []
    for entry in index.entries:
        near, phrase = max(
            ((_cosine(asked, phrase, index.weigh_phrase), phrase) for phrase in entry.phrases),
            key=lambda pair: pair[0],
        )
        score = near + _cosine(around, entry.words, index.weigh_word)
        if score:
            shared = len((asked & phrase) | (around - asked) & entry.words)
            ranked.append(Ranked(entry.metric, score, shared))
    return sorted(ranked, key=lambda one: -one.score)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A metric with the stems of its name and of each work that moves it, and with all of its stems."""

    metric: Metric
    phrases: tuple[frozenset[str], ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Index:
    entries: tuple[_Entry, ...]
    weigh_phrase: Callable[[str], float]
    weigh_word: Callable[[str], float]


@cache
def _index() -> _Index:
    entries = tuple(_read_entry(metric) for metric in load_metrics())
    in_phrases = Counter(stem for entry in entries for phrase in entry.phrases for stem in phrase)
    in_entries = Counter(stem for entry in entries for stem in entry.words)
    phrases = sum(len(entry.phrases) for entry in entries)
    return _Index(entries, _weigher(in_phrases, phrases), _weigher(in_entries, len(entries)))


def _read_entry(metric: Metric) -> _Entry:
    phrases = tuple(_stems(content_words(text)) for text in (*metric.moved_by, metric.name))
    return _Entry(metric, phrases, frozenset().union(*phrases, _stems(content_words(metric.definition))))


def _weigher(counts: Mapping[str, int], total: int) -> Callable[[str], float]:
    """Squared inverse document frequency of a stem."""
    return lambda stem: math.log(1 + total / (counts.get(stem, 0) + 1)) ** 2


def _cosine(one: frozenset[str], other: frozenset[str], weigh: Callable[[str], float]) -> float:
    shared = one & other
    if not shared:
        return 0.0
    return sum(map(weigh, shared)) / math.sqrt(sum(map(weigh, one)) * sum(map(weigh, other)))


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_stem(part) for word in words for part in word.split("-"))


def _stem(word: str) -> str:
    """The base of a known verb; else the word without the ending of a plural. Long words by their start."""
    base = _bases().get(word, word)
    return (base[:-3] + "y" if base.endswith("ies") else base)[:_STEM]


@cache
def _bases() -> dict[str, str]:
    bases: dict[str, str] = {}
    for base in sorted(base for forms in VERB_LISTS for base in forms.base):
        forms = VerbForms(frozenset({base}))
        for form in (base, *forms.past, *forms.gerund, *forms.third):
            bases.setdefault(form, base)
    return bases


def _open(text: str) -> str:
    return _NUMBER.sub("[n]", text)
