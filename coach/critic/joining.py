"""Put a review and a critique together: the critique adds, and softens wording; it takes nothing away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from coach.critic.protocol import Critic, CritiqueRequest
from coach.domain.finding import Finding, IssueKind, Severity
from coach.domain.review import Critique, DocumentReview, Improvement, KeyResultReview, Verdict

__all__ = [
    "WORDING_RULES",
    "add_questions",
    "criticise",
    "criticise_document",
    "criticise_improvement",
    "join_critique",
]

WORDING_RULES = frozenset({"KR101", "KR103", "KR104", "KR201", "KR202", "KR203", "KR204", "KR205"})
"""Rules that judge by words, so that a critic may doubt them. All others stay as they are."""
_DOUBTED_BELOW = 0.5
_MENTIONED_FROM = 0.2
_SURELY_WEAK = 0.5
_STILL_WEAK = 0.85
"""A critic that doubts a finding but would send the key result back all the same leaves the verdict."""
_MOST_QUESTIONS = 3
_WEIGHTY = frozenset({IssueKind.TASK_LIKE, IssueKind.UNMEASURABLE})


async def criticise(
    reviews: Sequence[KeyResultReview], objectives: Sequence[str], critic: Critic
) -> tuple[KeyResultReview, ...]:
    """Reviews of key results, each with the text of its objective, with what a critic thinks of them.

    Neighbours under one objective are asked about together.
    """
    requests = []
    pairs = zip(objectives, reviews, strict=True)
    for objective, group in groupby(pairs, key=itemgetter(0)):
        requests.append(CritiqueRequest(objective, tuple(review for _, review in group)))
    critiques = [critique for answer in await critic.critique(requests) for critique in answer]
    return tuple(join_critique(*pair) for pair in zip(reviews, critiques, strict=True))


async def criticise_document(review: DocumentReview, critic: Critic) -> DocumentReview:
    """A document's review with what a critic thinks; every objective is asked about at once."""
    objectives = [objective for okrs in review.sets for objective in okrs.objectives if objective.key_results]
    requests = [CritiqueRequest(objective.objective.text, objective.key_results) for objective in objectives]
    critiques = iter(await critic.critique(requests) if requests else ())
    sets = []
    for okrs in review.sets:
        joined = [
            objective._replace(
                key_results=tuple(
                    join_critique(*pair) for pair in zip(objective.key_results, next(critiques), strict=True)
                ),
            )
            if objective.key_results
            else objective
            for objective in okrs.objectives
        ]
        sets.append(okrs._replace(objectives=tuple(joined)))
    return review._replace(sets=tuple(sets))


async def criticise_improvement(improvement: Improvement, objective: str, critic: Critic) -> Improvement:
    """An improvement with what a critic thinks of the wording before and after. The wording stays.

    What the critic asks about the writer's own words comes after the questions of the rules.
    """
    reviews = (improvement.findings_before, improvement.findings_after)
    before, after = await criticise(reviews, (objective, objective), critic)
    questions = add_questions(improvement.questions, before)
    return improvement._replace(findings_before=before, findings_after=after, questions=questions)


def add_questions(questions: tuple[str, ...], review: KeyResultReview) -> tuple[str, ...]:
    """The questions, and after them those of the critic's points while there are fewer than three."""
    asked = (point.question for point in review.critique.points) if review.critique else ()
    return tuple(dict.fromkeys((*questions, *filter(None, asked))))[: max(_MOST_QUESTIONS, len(questions))]


def join_critique(review: KeyResultReview, critique: Critique) -> KeyResultReview:
    """A review that knows the critique. Every finding stays; doubted wording rules turn into hints."""
    findings = tuple(_soften(finding, critique) for finding in review.findings)
    issues = dict(review.issues)
    for kind, probability in critique.probabilities.items():
        issues.pop(kind, None)
        if probability >= _MENTIONED_FROM:
            issues[kind] = probability
    for point in critique.points:
        issues[point.kind.value] = max(issues.get(point.kind.value, 0.0), point.certainty)
    for finding in findings:
        if finding.kind is not None:
            issues[finding.kind.value] = max(issues.get(finding.kind.value, 0.0), finding.certainty)
    verdict, reason = _decide(review, findings, critique)
    return review._replace(
        verdict=verdict,
        reason=reason,
        weakness=_weigh(review, findings, critique),
        issues=issues,
        findings=findings,
        critic=critique.critic,
        critique=critique,
    )


def _soften(finding: Finding, critique: Critique) -> Finding:
    if finding.code not in WORDING_RULES or finding.kind is None:
        return finding
    probability = critique.probabilities.get(finding.kind.value, 1.0)
    if probability >= finding.certainty:
        return finding
    severity = Severity.HINT if probability < _DOUBTED_BELOW else finding.severity
    return finding._replace(certainty=probability, severity=severity)


def _decide(review: KeyResultReview, findings: Sequence[Finding], critique: Critique) -> tuple[Verdict, str]:
    """Serious findings first, then points; without either, the rules' own verdict or the critic's doubt."""
    serious = [finding for finding in findings if finding.severity is not Severity.HINT]
    if serious:
        worst = max(serious, key=lambda finding: (finding.severity.rank, finding.certainty))
        return Verdict.NEEDS_WORK, f"{worst.name}: {worst.message}"
    likely_weak = critique.needs_work is None or critique.needs_work >= _SURELY_WEAK
    for point in critique.points:
        if point.kind in _WEIGHTY or likely_weak:
            return Verdict.NEEDS_WORK, f"{point.kind.value}: {point.reason}"
    if review.verdict is Verdict.NEEDS_WORK:
        if critique.needs_work is not None and critique.needs_work >= _STILL_WEAK:
            return review.verdict, review.reason
        return Verdict.STRONG, "the critic doubts what the rules object to"
    return review.verdict, review.reason


def _weigh(review: KeyResultReview, findings: Sequence[Finding], critique: Critique) -> float:
    """The critic's chance of needing work, but never below what structural findings say."""
    if critique.needs_work is None:
        strongest = max((point.certainty for point in critique.points), default=0.0)
        return max(review.weakness, strongest)
    structural = [
        finding.certainty
        for finding in findings
        if finding.code not in WORDING_RULES and finding.severity is not Severity.HINT
    ]
    return round(max([critique.needs_work, *structural]), 4)
