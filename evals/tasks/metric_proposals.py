"""Metrics that a task could be meant to move: how often one fits, and how often nothing is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.critic.local_rewrite import start_meaning
from coach.critic.meaning import BY_WORDS, Meaning
from coach.critic.metrics.catalogue import load_metrics
from coach.critic.proposals import describe_metric
from coach.critic.protocol import CriticName
from coach.domain.review import MetricProposal
from coach.parsing import read_key_result
from coach.service import Service
from evals.cases import DATASETS
from evals.lines import Line, read_cases
from evals.measure import Measured, Metric, Mistake, Row, join
from evals.scorers.labels import score_share
from evals.task import Guard, Task

ORIGINS = ("written", "labelled")


@dataclass(frozen=True, slots=True)
class ProposalCase:
    """A task and the metrics that a coach would accept for it; none where nothing in the catalogue fits."""

    id: str
    split: str
    origin: str
    objective: str
    text: str
    acceptable: frozenset[str]


def read_proposal_cases(folder: Path = DATASETS) -> list[ProposalCase]:
    """The labelled tasks.

    Raises:
        InputError: The file is missing, a case is malformed, or it names a metric that does not exist.
    """
    names = frozenset(metric.name for metric in load_metrics())

    def parse(line: Line) -> ProposalCase:
        line.only(("id", "split", "origin", "domain", "objective", "key_result", "acceptable"))
        return ProposalCase(
            line.text("id"),
            line.choice("split", ("dev", "test")),
            line.choice("origin", ORIGINS),
            line.text("objective"),
            line.text("key_result"),
            frozenset(line.texts("acceptable", names)),
        )

    return read_cases([folder / "metric_proposals.jsonl"], parse)


def propose_case(coach: Service, case: ProposalCase) -> dict[str, str]:
    """Propose metrics for one task, whatever rules and critic think of it."""
    meaning: Meaning = start_meaning() if coach.critic is CriticName.LOCAL else BY_WORDS
    key_result, _ = read_key_result(case.text, case.objective)
    proposed = _name(meaning.propose_metrics(key_result.reading, case.objective))
    return {
        "origin": case.origin,
        "acceptable": join(case.acceptable),
        "proposed": ";".join(proposed),
        "fitting": str(sum(name in case.acceptable for name in proposed)),
    }


def _name(proposals: Sequence[MetricProposal]) -> list[str]:
    """The catalogue's names of proposals: a proposal shows its numbers as unknown."""
    by_shown = {describe_metric(metric): metric.name for metric in load_metrics()}
    return [by_shown[proposal] for proposal in proposals]


def measure_proposals(rows: Sequence[Row]) -> Measured:
    """Shares over all tasks and per origin."""
    metrics: list[Metric] = _measure("all", rows)
    for origin in ORIGINS:
        metrics.extend(_measure(origin, [row for row in rows if row.cells["origin"] == origin]))
    mistakes = [
        Mistake(row.id, "proposal", f"none fits of {row.cells['proposed']!r}", 1.0)
        for row in rows
        if row.cells["proposed"] and row.cells["fitting"] == "0"
    ]
    return Measured(metrics, mistakes=mistakes)


def _measure(subject: str, rows: Sequence[Row]) -> list[Metric]:
    fit = [row for row in rows if row.cells["acceptable"]]
    offered = [row for row in rows if row.cells["proposed"]]
    each = [
        place < int(row.cells["fitting"])
        for row in offered
        for place in range(len(row.cells["proposed"].split(";")))
    ]
    none = [row for row in rows if not row.cells["acceptable"]]
    return [
        score_share(
            subject,
            "offered",
            [bool(row.cells["proposed"]) for row in fit],
            "something was proposed where a metric fits",
        ),
        score_share(
            subject,
            "one fits",
            [row.cells["fitting"] != "0" for row in offered],
            "of those with proposals, at least one",
        ),
        score_share(subject, "each fits", each, "of all proposals"),
        score_share(
            subject,
            "quiet",
            [not row.cells["proposed"] for row in none],
            "nothing proposed where nothing fits",
        ),
    ]


TASK = Task(
    purpose="Which metrics are proposed for a task, against those that a coach would accept.",
    columns=("origin", "acceptable", "proposed", "fitting"),
    solve=propose_case,
    measure=measure_proposals,
    load=read_proposal_cases,
    guards=(Guard("all", "one fits", tolerance=0.02), Guard("all", "offered", tolerance=0.02)),
)
