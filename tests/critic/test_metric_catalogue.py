"""The metric catalogue: what every entry holds, and how a broken one is reported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest

from coach.critic.metrics import Metric, load_metrics
from coach.critic.metrics.catalogue import MetricDirection, read_metrics
from coach.errors import InternalError

DOMAINS = tuple(
    "data design education engineering finance healthcare hospitality_retail hr legal marketing non_profit"
    " operations product public_sector research sales security support".split()
)
COMMON = frozenset(
    "a an the of in on at per for and or by with that from to is are who within share rate median number"
    " average time".split()
)
MOST_OVERLAP = 0.7
SPANS = re.compile(
    r"\b(?:per (?:100|1,000)|95th percentile|day \d+ (?:and|to) day \d+"
    r"|\d+ (?:working )?(?:hours|days|weeks|months))\b"
)
WHOLE = """\
- name: share of lamps that light at dusk
  definition: Lamps lit ten minutes after dusk, divided by lamps installed.
  unit: "%"
  direction: increase
  counter_metric: energy per lamp
  kind: leading
  moved_by: [replace the sensors, lamp inspection]
"""


def _words(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]+", text.lower())
    return frozenset(word.rstrip("s") for word in words if word not in COMMON)


def _near_duplicates(texts: Iterable[str]) -> list[tuple[str, str]]:
    bags = [(text, _words(text)) for text in texts]
    return [
        (left, right)
        for (left, ours), (right, theirs) in combinations(bags, 2)
        if len(ours & theirs) >= MOST_OVERLAP * len(ours | theirs)
    ]


def _numbers_beside_spans(text: str) -> list[str]:
    return re.findall(r"\S*\d\S*", SPANS.sub("", text))


def _read(folder: Path, content: str) -> tuple[Metric, ...]:
    (folder / "lighting.yaml").write_text(content, encoding="utf-8")
    return read_metrics(folder)


def test_every_domain_has_14_to_20_metrics() -> None:
    counts = Counter(metric.domain for metric in load_metrics())
    assert tuple(sorted(counts)) == DOMAINS
    assert {domain: count for domain, count in counts.items() if not 14 <= count <= 20} == {}
    assert counts.total() >= 270


def test_a_name_stands_once() -> None:
    names = Counter(metric.name for metric in load_metrics())
    assert [name for name, count in names.items() if count > 1] == []


def test_no_two_names_share_most_of_their_words() -> None:
    assert _near_duplicates(metric.name for metric in load_metrics()) == []


def test_no_two_definitions_share_most_of_their_words() -> None:
    assert _near_duplicates(metric.definition for metric in load_metrics()) == []


def test_a_reworded_name_counts_as_a_near_duplicate() -> None:
    assert _near_duplicates(["share of late trains", "rate of the trains that are late"]) != []
    assert _near_duplicates(["share of late trains", "share of cancelled trains"]) == []


def test_a_name_is_a_plain_phrase_in_lower_case() -> None:
    shape = re.compile(r"[a-z][a-z0-9 ,-]+[a-z0-9]")
    assert [metric.name for metric in load_metrics() if not shape.fullmatch(metric.name)] == []


def test_a_definition_is_one_sentence() -> None:
    sentence = re.compile(r"[A-Z][^.!?]*\.")
    assert [metric.name for metric in load_metrics() if not sentence.fullmatch(metric.definition)] == []


def test_every_direction_occurs() -> None:
    assert {metric.direction for metric in load_metrics()} == set(get_args(MetricDirection))


def test_every_domain_has_leading_and_lagging_metrics() -> None:
    kinds = {(metric.domain, metric.leading) for metric in load_metrics()}
    assert kinds == {(domain, leading) for domain in DOMAINS for leading in (True, False)}


def test_every_metric_names_two_to_five_pieces_of_work_once() -> None:
    for metric in load_metrics():
        assert 2 <= len(metric.moved_by) <= 5, metric.name
    phrases = Counter(phrase.lower() for metric in load_metrics() for phrase in metric.moved_by)
    assert [phrase for phrase, count in phrases.items() if count > 1] == []


def test_most_counter_metrics_are_in_the_catalogue_and_none_is_the_metric_itself() -> None:
    metrics = load_metrics()
    names = {metric.name for metric in metrics}
    assert sum(metric.counter_metric in names for metric in metrics) >= 0.6 * len(metrics)
    assert [metric.name for metric in metrics if metric.counter_metric == metric.name] == []


def test_no_number_looks_like_a_target() -> None:
    for metric in load_metrics():
        for text in (metric.name, metric.definition, metric.counter_metric):
            assert _numbers_beside_spans(text) == [], text
        assert _numbers_beside_spans(" ".join(metric.moved_by)) == [], metric.name


@pytest.mark.parametrize("text", ["at least 40% of users", "a score of 4.5", "from 3 to 6 per week"])
def test_a_target_would_be_seen(text: str) -> None:
    assert _numbers_beside_spans(text) != []


def test_the_catalogue_is_read_once() -> None:
    assert load_metrics() is load_metrics()


def test_an_entry_keeps_what_its_file_says(tmp_path: Path) -> None:
    assert _read(tmp_path, WHOLE) == (
        Metric(
            name="share of lamps that light at dusk",
            domain="lighting",
            definition="Lamps lit ten minutes after dusk, divided by lamps installed.",
            unit="%",
            direction="increase",
            counter_metric="energy per lamp",
            leading=True,
            moved_by=("replace the sensors", "lamp inspection"),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("direction: increase", "direction: upwards", "direction must be one of"),
        ("kind: leading", "kind: early", "kind must be one of"),
        ('unit: "%"', "unit: ", "unit must be a text"),
        ("  counter_metric: energy per lamp\n", "", "missing or unknown fields: counter_metric"),
        ("kind: leading", "kind: leading\n  target: many", "missing or unknown fields: target"),
        ("[replace the sensors, lamp inspection]", "replace the sensors", "moved_by must be a list"),
        ("[replace the sensors, lamp inspection]", "[on]", "moved_by must be a list"),
    ],
)
def test_a_malformed_entry_is_named_with_its_file(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(InternalError) as caught:
        _read(tmp_path, WHOLE.replace(old, new))
    assert str(caught.value).startswith(
        "lighting.yaml: entry 1 ('share of lamps that light at dusk'): " + reason
    )


def test_the_second_entry_is_called_the_second(tmp_path: Path) -> None:
    with pytest.raises(InternalError, match=r"^lighting\.yaml: entry 2: fields with values are expected$"):
        _read(tmp_path, WHOLE + "- only a line\n")


@pytest.mark.parametrize("content", ["", "name: a lamp\n", "- name: [\n"])
def test_a_file_without_a_list_is_named(tmp_path: Path, content: str) -> None:
    with pytest.raises(InternalError, match=r"^lighting\.yaml: "):
        _read(tmp_path, content)
