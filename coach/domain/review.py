"""What a review and an improvement return."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from coach.domain.finding import Finding, IssueKind
from coach.domain.okr import Document, KeyResult, Objective, OkrSet

__all__ = [
    "CriticUse",
    "Critique",
    "DocumentReview",
    "Guardrails",
    "Improvement",
    "KeyResultReview",
    "MetricProposal",
    "ObjectiveReview",
    "Point",
    "SetReview",
    "Verdict",
]


class Verdict(StrEnum):
    """Whether a coach would let it pass."""

    STRONG = "strong"
    NEEDS_WORK = "needs-work"
    NEEDS_HUMAN = "needs-human"


class CriticUse(NamedTuple):
    """Which critic spoke (`rules`, `local`, `llm`), and why not the one asked for."""

    used: str = "rules"
    reason: str | None = None


class Point(NamedTuple):
    """One opinion of a critic about one key result. Another type than a finding: it never comes from a rule.

    Attributes:
        kind: What is weak.
        certainty: How sure the critic is, 0..1.
        quote: Words of the key result or its objective, exactly as they stand there.
        reason: One sentence on why.
        question: One coaching question for the writer; may be empty.
    """

    kind: IssueKind
    certainty: float
    quote: str
    reason: str
    question: str = ""


class Critique(NamedTuple):
    """What a critic thinks of one key result.

    Attributes:
        points: What it objects to, the surest first.
        probabilities: Chance 0..1 of each issue kind that it judges (by the kind's public name); a kind that
            it does not judge is absent.
        needs_work: Chance 0..1 that a coach would send it back; `None` where the critic does not say.
        critic: Which critic spoke, and why not the one asked for.
        observer_can_decide: Whether a neutral observer could decide if it was met; `None` where not judged.
        could_hit_and_fail: Whether it could be reached and its objective fail; `None` where not judged.
    """

    points: tuple[Point, ...] = ()
    probabilities: Mapping[str, float] = MappingProxyType({})
    needs_work: float | None = None
    critic: CriticUse = CriticUse()
    observer_can_decide: bool | None = None
    could_hit_and_fail: bool | None = None


class KeyResultReview(NamedTuple):
    """A key result with what the rules say of it.

    Attributes:
        key_result: What was reviewed.
        verdict: Strong, needs work, or needs a human.
        reason: Why, in one sentence.
        weakness: 0 (nothing found) .. 1 (surely weak).
        issues: Certainty 0..1 of each issue kind that was found.
        findings: The findings about this key result, in source order.
        critic: Which critic spoke, and why not the one asked for.
        critique: What it thinks, where one was asked.
    """

    key_result: KeyResult
    verdict: Verdict
    reason: str
    weakness: float
    issues: dict[str, float]
    findings: tuple[Finding, ...]
    critic: CriticUse = CriticUse()
    critique: Critique | None = None


class ObjectiveReview(NamedTuple):
    """An objective, its own findings and the reviews of its key results."""

    objective: Objective
    findings: tuple[Finding, ...]
    key_results: tuple[KeyResultReview, ...]


class SetReview(NamedTuple):
    """A set, the findings about the set as a whole, and its objectives."""

    okrs: OkrSet
    findings: tuple[Finding, ...]
    objectives: tuple[ObjectiveReview, ...]


class DocumentReview(NamedTuple):
    """All that the coach says of one document.

    `suppressed` counts findings that an inline comment or a baseline file took out, `hidden` holds
    them; `unused` names suppressions that matched nothing; `failures` are rules that crashed.
    """

    document: Document
    sets: tuple[SetReview, ...]
    suppressed: int = 0
    unused: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    hidden: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding in source order."""
        found = [finding for okrs in self.sets for finding in okrs.findings]
        for okrs in self.sets:
            for objective in okrs.objectives:
                found.extend(objective.findings)
                for key_result in objective.key_results:
                    found.extend(key_result.findings)
        return tuple(sorted(found, key=lambda finding: (finding.span, finding.code)))


class Guardrails(NamedTuple):
    """Checks that a proposed wording passed: every one must hold before it is shown.

    Attributes:
        no_new_numbers: It holds no number, date, name or unit that was not given.
        words_kept: It keeps the words of the metric or deliverable.
        not_longer_than_allowed: It is not much longer than what was given.
        direction_kept: What was to rise is not to fall, nor the other way round.
        no_task: It is no task.
        no_more_findings: The rules find no more in it than before, placeholders aside.
        subject_kept: Its subject means nearly the same; true where no encoder is there to tell.
    """

    no_new_numbers: bool
    words_kept: bool
    not_longer_than_allowed: bool
    direction_kept: bool = True
    no_task: bool = True
    no_more_findings: bool = True
    subject_kept: bool = True

    @property
    def passed(self) -> bool:
        """Whether all hold."""
        return (
            self.no_new_numbers
            and self.words_kept
            and self.not_longer_than_allowed
            and self.direction_kept
            and self.no_task
            and self.no_more_findings
            and self.subject_kept
        )


class MetricProposal(NamedTuple):
    """A metric that work of this sort usually moves. It holds no number: limits show as `[n]`.

    Attributes:
        name: Noun phrase that can stand in a key result.
        definition: What is divided by what, or how it is read.
        unit: Unit of its values.
        direction: `increase`, `decrease` or `hold`.
        leading: Whether it moves early enough to steer by within a cycle.
        counter_metric: What must not get worse meanwhile.
    """

    name: str
    definition: str
    unit: str
    direction: str
    leading: bool
    counter_metric: str

    @property
    def text(self) -> str:
        """The metric as a key result, its values unknown."""
        joint = "at" if self.direction == "hold" else "from [baseline] to"
        return f"{self.name} {joint} [target]"


class Improvement(NamedTuple):
    """A proposed wording for one key result.

    Attributes:
        before: The text as given.
        after: The proposed text; equal to `before` when `source` is `unchanged`.
        source: `template`, `llm` or `unchanged`.
        placeholders: Visible unknowns in `after`, such as `[baseline]`.
        questions: What the writer should answer to fill them.
        findings_before: Review of `before`.
        findings_after: Review of `after`.
        guardrails: What was checked.
        changes: What changed and why, one sentence each.
        critic: Who worded it, and why not the one asked for.
        metrics: What it could be meant to move, the likeliest first; empty where nothing is near.
    """

    before: str
    after: str
    source: str
    placeholders: tuple[str, ...]
    questions: tuple[str, ...]
    findings_before: KeyResultReview
    findings_after: KeyResultReview
    guardrails: Guardrails
    changes: tuple[str, ...] = ()
    critic: CriticUse = CriticUse()
    metrics: tuple[MetricProposal, ...] = ()
