"""A wording on its way: its reading, what the rules say of it, and what was changed so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from coach.domain.finding import Finding
from coach.domain.okr import KeyResult
from coach.domain.review import KeyResultReview
from coach.domain.source import Passage, Span
from coach.domain.statement import Reading
from coach.parsing.statement import read_statement

__all__ = ["PLACEHOLDER", "TASK_RULES", "Draft", "Review", "Step", "start_draft", "writer_findings"]

PLACEHOLDER = re.compile(r"\[(?:metric|baseline|target|deadline)\b[^\[\]]*\]")

TASK_RULES = (
    "task-as-key-result",
    "counted-work",
    "activity-verb",
    "solution-prefix",
    "milestone-without-evidence",
)
Review = Callable[[KeyResult], KeyResultReview]


@dataclass(frozen=True, slots=True)
class Step:
    """One mended defect.

    Attributes:
        text: The wording after it.
        changes: What changed and why, one sentence each.
        questions: What only this change asks, ahead of the questions of the findings.
        kept: The part of the wording that the rewrite is now about, where a part was taken out.
    """

    text: str
    changes: tuple[str, ...]
    questions: tuple[str, ...] = ()
    kept: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A wording with its review; spans of its findings are ranges of `text`.

    Attributes:
        key_result: The wording and its parse.
        review: What the rules say of it.
        kept: The part of the writer's words that it is about.
        changes: What changed so far and why.
        questions: What the changes ask.
        objective: Text of the objective; empty where there is none.
        aim: What the objective wants to move; empty where that is not plain or not to be named.
    """

    key_result: KeyResult
    review: KeyResultReview
    kept: str
    changes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    objective: str = ""
    aim: str = ""

    @property
    def text(self) -> str:
        """The wording."""
        return self.key_result.text

    @property
    def own_words(self) -> str:
        """The wording without what the objective adds to it, which is no subject of the writer's line."""
        if not self.aim:
            return self.text
        without = self.text.replace(f"effect on {self.aim} of ", "effect of ", 1)
        return without.replace(f"what changes in {self.aim} once ", "what changes once ", 1)

    @property
    def reading(self) -> Reading:
        """The parse of the wording."""
        return self.key_result.reading

    @property
    def fields(self) -> Mapping[str, str]:
        """What the document states beside the sentence."""
        return self.key_result.fields

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say of the writer's words; a placeholder is nobody's wording."""
        return writer_findings(self.review)

    def find(self, *names: str) -> Finding | None:
        """The first finding of one of these rules."""
        return next((finding for finding in self.findings if finding.name in names), None)

    def take(self, step: Step, review: Review) -> Draft:
        """The draft after a step, read and reviewed again."""
        after = start_draft(self.key_result._replace(passage=Passage(step.text)), review)
        return replace(
            after,
            kept=step.kept or self.kept,
            changes=self.changes + step.changes,
            questions=self.questions + step.questions,
            objective=self.objective,
            aim=self.aim,
        )


def start_draft(key_result: KeyResult, review: Review) -> Draft:
    """Read and review a wording on its own, so that spans count from its first character."""
    text = key_result.text
    plain = key_result._replace(passage=Passage(text), reading=read_statement(text))
    return Draft(plain, review(plain), kept=text)


def writer_findings(review: KeyResultReview) -> tuple[Finding, ...]:
    """The findings about words that are not inside a placeholder."""
    text = review.key_result.text
    unknown = [
        review.key_result.passage.to_source(Span(*match.span())) for match in PLACEHOLDER.finditer(text)
    ]
    return tuple(
        finding for finding in review.findings if not any(span.contains(finding.span) for span in unknown)
    )
