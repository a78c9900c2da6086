"""Review of single key results: what a row holds and what is measured on it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from coach.domain.finding import Finding, IssueKind, Severity
from coach.domain.review import KeyResultReview, Verdict
from coach.domain.statement import StatementKind
from coach.parsing import read_key_result
from coach.service import Service
from evals.cases import KeyResultCase
from evals.measure import Measured, Metric, Mistake, Row, join, join_certainties, split_cell
from evals.scorers.labels import count_confusion, score_label, score_macro_f1, score_share
from evals.scorers.probabilities import (
    score_auc,
    score_average_precision,
    score_brier,
    trace_precision_recall,
    trace_reliability,
)
from evals.task import Guard

__all__ = ["COLUMNS", "GUARDS", "JUDGED", "PRESENT", "measure_reviews", "review_case"]

PRESENT = 0.5
"""An issue counts as given from this certainty on."""
JUDGED = "judged"
"""Column of a task whose critic gives a chance to each issue kind, whether it speaks of it or not."""

COLUMNS = (
    "debatable",
    "expected_kind",
    "kind",
    "expected_overall",
    "verdict",
    "weakness",
    "expected_issues",
    "issues",
    "rules",
    "alarms",
    "near_miss",
)
GUARDS = (
    Guard("task-like", "F1"),
    Guard("unmeasurable", "F1"),
    Guard("all kinds", "macro-F1"),
    Guard("needs work", "ROC AUC"),
    Guard("strong", "false alarms", higher_is_better=False),
)
_KINDS = tuple(kind.value for kind in StatementKind)


def review_case(coach: Service, case: KeyResultCase) -> dict[str, str]:
    """Review one key result under its objective."""
    key_result, okrs = read_key_result(case.text, case.objective)
    review = coach.review_key_result(key_result, okrs.objectives[0] if case.objective else None, okrs)
    [review] = asyncio.run(coach.criticise([review], [case.objective]))
    expected = [kind.value for kind, holds in case.labels.items() if holds]
    unlabelled = [kind.value for kind in IssueKind if kind not in case.labels]
    rules: dict[str, float] = {}
    for finding in review.findings:
        rules[finding.code] = max(rules.get(finding.code, 0.0), finding.certainty)
    return {
        "debatable": "yes" if case.debatable else "no",
        "expected_kind": case.kind.value,
        "kind": key_result.reading.kind.value,
        "expected_overall": "strong" if case.strong else "needs-work",
        "verdict": review.verdict.value,
        "weakness": f"{review.weakness:.4f}",
        "expected_issues": join(expected),
        "issues": join_certainties(review.issues),
        "rules": join_certainties(rules),
        "alarms": join(
            {finding.code for finding in review.findings if _is_alarm(finding, case)} | _points(review)
        ),
        "near_miss": join(case.near_miss),
        "unlabelled": join(unlabelled),
        JUDGED: join_certainties({} if review.critique is None else review.critique.probabilities),
    }


def measure_reviews(rows: Sequence[Row]) -> Measured:
    """Per issue kind, over all kinds, the verdict, and the kind of statement."""
    kinds = _labelled_kinds(rows)
    firm = [row for row in rows if row.cells["debatable"] == "no"]
    metrics: list[Metric] = []
    curves = []
    for kind in kinds:
        expected, got = _column(rows, kind)
        metrics.extend(score_label(kind, expected, got))
        metrics.append(_rename(score_label(kind, *_column(firm, kind))[2], "F1, firm"))
        certainties = [split_cell(row.cells["issues"]).get(kind, 0.0) for row in rows]
        metrics.append(score_average_precision(kind, expected, certainties))
        if any(expected):
            curves.append(trace_precision_recall(kind, expected, certainties))
        metrics.extend(_judged(rows, kind))
    metrics.extend(_with_mixed(rows, firm))
    metrics.extend(_near_misses(rows, kinds))
    metrics.append(score_macro_f1("all kinds", {kind: _column(rows, kind) for kind in kinds}))
    metrics.append(
        score_macro_f1("all kinds", {kind: _column(firm, kind) for kind in kinds}, "macro-F1, firm")
    )
    metrics.extend(_verdict_metrics(rows, firm))
    weak, weakness = _weakness(rows)
    curves.append(trace_reliability("needs work", weak, weakness))
    right, certainty = _findings(rows, kinds)
    metrics.append(score_brier("findings", right, certainty))
    curves.append(trace_reliability("findings", right, certainty))
    expected_kinds, got_kinds = _pair(rows, "expected_kind", "kind")
    agree = [a == b for a, b in zip(expected_kinds, got_kinds, strict=True)]
    metrics.append(score_share("statement kind", "accuracy", agree))
    confusions = [
        count_confusion("kind of statement", expected_kinds, got_kinds, _KINDS),
        count_confusion("verdict", *_pair(rows, "expected_overall", "verdict"), ("strong", "needs-work")),
    ]
    return Measured(metrics, confusions, curves, _mistakes(rows, kinds))


def _judged(rows: Sequence[Row], kind: str) -> list[Metric]:
    """How well the critic's own chance ranks an issue, where it judges that kind."""
    chances = [(row, split_cell(row.cells.get(JUDGED, "")).get(kind)) for row in rows]
    judged = [
        (kind in split_cell(row.cells["expected_issues"]), chance)
        for row, chance in chances
        if chance is not None
    ]
    if not judged:
        return []
    return [
        score_auc(kind, [holds for holds, _ in judged], [chance for _, chance in judged], "ROC AUC, critic")
    ]


def _is_alarm(finding: Finding, case: KeyResultCase) -> bool:
    """A warning or an error, but for a missing baseline that the label confirms."""
    if finding.severity is Severity.HINT:
        return False
    return not (finding.kind is IssueKind.NO_BASELINE and case.labels.get(IssueKind.NO_BASELINE, False))


def _points(review: KeyResultReview) -> set[str]:
    """Every point of a critic is an alarm too."""
    return (
        set()
        if review.critique is None
        else {f"point {point.kind.value}" for point in review.critique.points}
    )


def _labelled_kinds(rows: Sequence[Row]) -> list[str]:
    unlabelled = {kind for row in rows for kind in split_cell(row.cells.get("unlabelled", ""))}
    return [kind.value for kind in IssueKind if kind.value not in unlabelled]


def _column(rows: Sequence[Row], kind: str) -> tuple[list[bool], list[bool]]:
    expected = [kind in split_cell(row.cells["expected_issues"]) for row in rows]
    got = [split_cell(row.cells["issues"]).get(kind, 0.0) >= PRESENT for row in rows]
    return expected, got


def _pair(rows: Sequence[Row], first: str, second: str) -> tuple[list[str], list[str]]:
    return [row.cells[first] for row in rows], [row.cells[second] for row in rows]


def _rename(metric: Metric, measure: str) -> Metric:
    return Metric(metric.subject, measure, metric.value, metric.low, metric.high, metric.n, metric.note)


def _with_mixed(rows: Sequence[Row], firm: Sequence[Row]) -> list[Metric]:
    """The reading of `task-like` in which a task with an outcome counts too."""
    subject = "task-like or mixed"

    def score(chosen: Sequence[Row]) -> list[Metric]:
        expected = [row.cells["expected_kind"] in ("task", "mixed") for row in chosen]
        return score_label(subject, expected, _column(chosen, IssueKind.TASK_LIKE.value)[1])

    return [*score(rows), _rename(score(firm)[2], "F1, firm")]


def _near_misses(rows: Sequence[Row], kinds: Sequence[str]) -> list[Metric]:
    """How often an issue is raised where the dataset says that only a hasty check would."""
    metrics = []
    for kind in kinds:
        hits = [
            split_cell(row.cells["issues"]).get(kind, 0.0) >= PRESENT
            for row in rows
            if kind in split_cell(row.cells["near_miss"])
        ]
        if hits:
            metrics.append(score_share(kind, "near misses raised", hits))
    return metrics


def _verdict_metrics(rows: Sequence[Row], firm: Sequence[Row]) -> list[Metric]:
    weak, weakness = _weakness(rows)
    given = [row.cells["verdict"] == Verdict.NEEDS_WORK for row in rows]
    metrics = score_label("needs work", weak, given)
    metrics.append(_rename(score_label("needs work", *_weak_firm(firm))[2], "F1, firm"))
    metrics.append(score_auc("needs work", weak, weakness))
    metrics.append(score_auc("needs work", *_weakness(firm), "ROC AUC, firm"))
    metrics.append(score_brier("needs work", weak, weakness))
    metrics.append(
        score_share("verdict", "needs a human", [row.cells["verdict"] == Verdict.NEEDS_HUMAN for row in rows])
    )
    for chosen, measure in ((rows, "false alarms"), (firm, "false alarms, firm")):
        strong = [bool(row.cells["alarms"]) for row in chosen if row.cells["expected_overall"] == "strong"]
        metrics.append(score_share("strong", measure, strong, "share of strong ones with a warning or error"))
    return metrics


def _weakness(rows: Sequence[Row]) -> tuple[list[bool], list[float]]:
    weak = [row.cells["expected_overall"] == "needs-work" for row in rows]
    return weak, [float(row.cells["weakness"]) for row in rows]


def _weak_firm(rows: Sequence[Row]) -> tuple[list[bool], list[bool]]:
    return _weakness(rows)[0], [row.cells["verdict"] == Verdict.NEEDS_WORK for row in rows]


def _findings(rows: Sequence[Row], kinds: Sequence[str]) -> tuple[list[bool], list[float]]:
    """Every issue that was given: whether the label confirms it, and its certainty."""
    right, certainties = [], []
    for row in rows:
        expected = split_cell(row.cells["expected_issues"])
        for kind, certainty in split_cell(row.cells["issues"]).items():
            if kind in kinds:
                right.append(kind in expected)
                certainties.append(certainty)
    return right, certainties


def _mistakes(rows: Sequence[Row], kinds: Sequence[str]) -> list[Mistake]:
    """Wrong issues, the surest first: a false one weighs its certainty, a missed one what is left to 1."""
    found = []
    for row in rows:
        debatable = row.cells["debatable"] == "yes"
        expected, got = split_cell(row.cells["expected_issues"]), split_cell(row.cells["issues"])
        for kind in kinds:
            certainty = got.get(kind, 0.0)
            if kind in expected and certainty < PRESENT:
                found.append(Mistake(row.id, kind, "missed", 1.0 - certainty, debatable))
            elif kind not in expected and certainty >= PRESENT:
                found.append(Mistake(row.id, kind, "false", certainty, debatable))
        if row.cells["expected_overall"] == "strong" and row.cells["alarms"]:
            what = f"strong, but {row.cells['alarms']}"
            found.append(Mistake(row.id, "strong", what, float(row.cells["weakness"]), debatable))
        elif row.cells["expected_overall"] == "needs-work" and row.cells["verdict"] == Verdict.STRONG:
            found.append(
                Mistake(row.id, "needs work", "called strong", 1 - float(row.cells["weakness"]), debatable)
            )
    return sorted(found, key=lambda mistake: (mistake.subject, mistake.what, -mistake.weight, mistake.id))
