from __future__ import annotations

import re

import pytest

from coach.critic.metrics.catalogue import Metric, load_metrics
from coach.critic.proposals import Ranked, describe_metric, propose_metrics, rank_by_words, take_nearest
from coach.parsing.statement import read_statement


def propose(text: str, objective: str = "") -> list[str]:
    return [metric.name for metric in propose_metrics(read_statement(text), objective)]


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("Launch the new onboarding flow", "share of new accounts that reach first value within [n] days"),
        ("Send text reminders before appointments", "no-show rate of booked appointments"),
        ("Roll out the expense app", "median time to reimburse an expense claim"),
    ],
)
def test_work_that_is_known_to_move_a_metric_brings_it(text: str, metric: str) -> None:
    assert metric in propose(text)


@pytest.mark.parametrize("text", ["Repaint the hallway", "Book the brass band", "", "TBD"])
def test_where_nothing_is_near_nothing_is_proposed(text: str) -> None:
    assert propose(text) == []


def test_one_word_in_common_is_no_evidence() -> None:
    assert propose("Make drivers happier", "A yard where people whistle") == []


def test_at_most_three_are_proposed() -> None:
    ranked = [Ranked(metric, 1.0, 2) for metric in load_metrics()[:5]]

    assert len(take_nearest(ranked, 0.5, 0.5)) == 3


def test_beside_the_nearest_stand_only_those_of_its_domain_that_are_not_far() -> None:
    first, near, far = [metric for metric in load_metrics() if metric.domain == "sales"][:3]
    foreign = next(metric for metric in load_metrics() if metric.domain == "legal")
    scores = [(first, 1.0), (foreign, 0.65), (near, 0.6), (far, 0.2)]
    ranked = [Ranked(metric, score, 2) for metric, score in scores]

    assert take_nearest(ranked, 0.7, 0.5) == (describe_metric(first), describe_metric(near))


def test_the_objective_decides_between_metrics_that_the_work_could_move() -> None:
    reading = read_statement("Launch the portal")
    [selling, *_] = rank_by_words(reading, "Sellers win more deals")
    [paying, *_] = rank_by_words(reading, "Suppliers get paid on time")

    assert (selling.metric.domain, paying.metric.domain) == ("sales", "finance")


@pytest.mark.parametrize("metric", load_metrics(), ids=lambda metric: metric.name)
def test_no_proposal_holds_a_number(metric: Metric) -> None:
    proposal = describe_metric(metric)

    assert not re.search(r"\d", " ".join([*map(str, proposal), proposal.text]))


def test_a_proposal_reads_as_a_key_result_with_unknown_values() -> None:
    [metric, *_] = propose_metrics(read_statement("Launch the new onboarding flow"), "")

    assert metric.text == f"{metric.name} from [baseline] to [target]"
