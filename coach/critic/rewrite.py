"""Propose a stronger wording for a key result, or say that it is strong."""

from __future__ import annotations

from collections.abc import Iterable

from coach.critic.draft import PLACEHOLDER, Draft, Review, start_draft
from coach.critic.guardrails import check_guardrails
from coach.critic.skeleton import build_plainest, build_skeleton
from coach.domain.finding import Finding, IssueKind, Severity
from coach.domain.okr import KeyResult, Objective
from coach.domain.review import Guardrails, Improvement, KeyResultReview, Verdict

__all__ = ["improve", "list_missing_values", "reason_to_leave"]

_LEFT_ALONE = (None, IssueKind.VAGUE, IssueKind.TASK_LIKE)
_SURE_ENOUGH = 0.65
_MOST_QUESTIONS = 3
_ASKED = {
    "[metric": "Which number do the people concerned already look at, and where is it read?",
    "[baseline]": "What is the value today, and where is it read?",
    "[target]": "Which value at the end of the cycle would you call a success?",
    "[deadline]": "By which date?",
}


def improve(key_result: KeyResult, objective: Objective | None = None, *, review: Review) -> Improvement:
    """Rewrite a key result with the writer's words and visible unknowns.

    Args:
        key_result: What the writer gave.
        objective: Its objective, where known; its numbers and names may be used.
        review: Reviews a candidate as the rules review any key result.
    """
    before = review(key_result)
    reason = reason_to_leave(before)
    if reason:
        return _leave(before, (reason,))
    draft = start_draft(key_result, review)
    for candidate in (build_skeleton(draft, review), build_plainest(draft, review)):
        if candidate.text == draft.text:
            return _leave(
                before, ("No template mends this without guessing; the questions help.",), _questions(draft)
            )
        guardrails = check_guardrails(candidate, before, objective)
        if guardrails.passed:
            return _propose(before, draft, candidate, guardrails)
    failed = ("No wording kept your words and passed every check, so the text stays as it is.",)
    return _leave(before, failed, _questions(draft))


def reason_to_leave(review: KeyResultReview) -> str:
    """Why there is nothing to propose, or nothing."""
    if not review.key_result.text.strip():
        return "There is no text."
    if any(_asks_for_change(finding) for finding in review.findings):
        return ""
    if review.verdict is Verdict.STRONG:
        return f"This key result is strong{'' if review.findings else ': no rule objects'}."
    return f"No change is proposed: {review.reason}."


def _asks_for_change(finding: Finding) -> bool:
    """Whether a finding is worth another wording; a hint only when it is sure of itself."""
    if finding.severity is not Severity.HINT:
        return True
    return finding.kind not in _LEFT_ALONE and finding.certainty >= _SURE_ENOUGH


def _leave(before: KeyResultReview, changes: tuple[str, ...], questions: tuple[str, ...] = ()) -> Improvement:
    text = before.key_result.text
    passed = Guardrails(no_new_numbers=True, words_kept=True, not_longer_than_allowed=True)
    return Improvement(text, text, "unchanged", (), questions, before, before, passed, changes)


def _propose(before: KeyResultReview, draft: Draft, after: Draft, guardrails: Guardrails) -> Improvement:
    placeholders, missing = list_missing_values(after.text)
    return Improvement(
        before=before.key_result.text,
        after=after.text,
        source="template",
        placeholders=placeholders,
        questions=_first([*after.questions, *_questions(draft), *missing]),
        findings_before=before,
        findings_after=after.review,
        guardrails=guardrails,
        changes=after.changes,
    )


def list_missing_values(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The placeholders of a wording, and a question for each sort of them."""
    placeholders = tuple(dict.fromkeys(match.group() for match in PLACEHOLDER.finditer(text)))
    asked = (question for start, question in _ASKED.items() if any(p.startswith(start) for p in placeholders))
    return placeholders, tuple(asked)


def _questions(draft: Draft) -> tuple[str, ...]:
    """The questions of the findings, the most serious first."""
    ordered = sorted(draft.findings, key=lambda finding: (-finding.severity.rank, -finding.certainty))
    return _first(finding.question for finding in ordered)


def _first(questions: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(questions))[:_MOST_QUESTIONS]
