"""Propose a stronger wording for a key result, or say that it is strong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coach.critic.aim import describe_aim
from coach.critic.draft import PLACEHOLDER, TASK_RULES, Draft, Review, start_draft, writer_findings
from coach.critic.guardrails import check_guardrails, share_of_words_kept
from coach.critic.meaning import BY_WORDS, Meaning
from coach.critic.phrases import content_words
from coach.critic.skeleton import MENDED_BY_NEED, build_candidates
from coach.domain.finding import Severity
from coach.domain.okr import KeyResult, Objective
from coach.domain.review import Guardrails, Improvement, KeyResultReview, MetricProposal, Point, Verdict
from coach.domain.statement import ClauseKind, QuantityKind

__all__ = ["improve", "improve_reviewed", "list_missing_values", "reason_to_leave"]

_HELD = 0.75
_TOO_LITTLE = "There is too little text to reword; a person has to say what is meant."
_NO_TEMPLATE = "No template mends this without guessing; the questions help."
_NONE_PASSED = "No wording kept your words and passed every check, so the text stays as it is."
_WHICH = "Which of these metrics would move first, or which other one do you look at already?"
_WHETHER = "Is this the metric that would move first, or do you look at another one already?"
_HAS_VALUES = "The line states values already; the question helps to say which of them is the target."
_VALUES = frozenset(
    (QuantityKind.COUNT, QuantityKind.PERCENT, QuantityKind.RATIO, QuantityKind.MONEY, QuantityKind.DURATION)
)
_MOST_QUESTIONS = 3
_ASKED = {
    "[metric": "Which number do the people concerned look at, where is it read, and what does it show today?",
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
    return improve_reviewed(review(key_result), objective, review=review)


def improve_reviewed(
    before: KeyResultReview,
    objective: Objective | None = None,
    *,
    review: Review,
    meaning: Meaning = BY_WORDS,
) -> Improvement:
    """The same for a key result that is reviewed already, by the rules or by a critic too.

    Args:
        before: The review of what the writer gave.
        objective: Its objective, where known.
        review: Reviews a candidate as the rules review any key result.
        meaning: Tells whether a candidate keeps the subject, and which metrics are near.
    """
    about = objective.text if objective else ""
    draft = replace(start_draft(before.key_result, review), objective=about, aim=describe_aim(about))
    reason = reason_to_leave(before)
    if reason:
        return _leave(before, (reason,), _questions(draft))
    if not content_words(draft.text) or _is_note(draft):
        return _leave(before, (_TOO_LITTLE,), _questions(draft))
    need = _find_need(before)
    if need is None and _holds_values(draft):
        return _leave(before, (_HAS_VALUES,), _questions(draft))
    candidates = build_candidates(draft, review, need.kind if need else None)
    if candidates[0].text == draft.text:
        return _leave(before, (_NO_TEMPLATE,), _questions(draft))
    kept = meaning.keeps_subject(draft.text, [candidate.own_words for candidate in candidates])
    checked = [
        (candidate, check_guardrails(candidate, before, objective)._replace(subject_kept=keeps))
        for candidate, keeps in zip(candidates, kept, strict=True)
    ]
    passed = [pair for pair in checked if pair[1].passed]
    if not passed:
        return _leave(before, (_NONE_PASSED,), _questions(draft))
    improvement = _propose(before, draft, *min(passed, key=lambda pair: _rank(pair[0])))
    if need is not None and need.question:
        improvement = improvement._replace(questions=_first([need.question, *improvement.questions]))
    if not any(unknown.startswith("[metric") for unknown in improvement.placeholders):
        return improvement
    return _add_metrics(improvement, meaning.propose_metrics(draft.reading, about))


def _is_note(draft: Draft) -> bool:
    """Whether all that is said stands in brackets: `(100 - last week 12 boats)`."""
    return any(
        clause.kind is ClauseKind.NOTE and clause.span.of(draft.text).strip() == draft.text.strip(" .")
        for clause in draft.reading.clauses
    )


def _holds_values(draft: Draft) -> bool:
    """Whether a line that is no work states two values of one kind, so that a template would lose both."""
    if draft.find("missing-target") is None or draft.find(*TASK_RULES) is not None:
        return False
    kinds = [quantity.kind for quantity in draft.reading.quantities if quantity.kind in _VALUES]
    return len(kinds) > len(set(kinds))


def reason_to_leave(review: KeyResultReview) -> str:
    """Why there is nothing to propose, or nothing."""
    if not review.key_result.text.strip():
        return "There is no text."
    if review.verdict is Verdict.STRONG:
        return f"This key result is strong{'' if review.findings else ': no rule objects'}."
    if review.verdict is Verdict.NEEDS_HUMAN and not _is_task(review) and _find_need(review) is None:
        return f"No change is proposed: {review.reason}."
    return ""


def _is_task(review: KeyResultReview) -> bool:
    """Whether a review that leaves the decision to a human leans towards work to be done."""
    return any(finding.name in TASK_RULES for finding in writer_findings(review))


def _rank(candidate: Draft) -> tuple[bool, int]:
    """Wordings that lose much of what the line says come last, then those in which more is found."""
    return share_of_words_kept(candidate, whole=True) < _HELD, len(candidate.findings)


def _find_need(before: KeyResultReview) -> Point | None:
    """What a critic objects to where no finding does, if a template can mend it."""
    if before.critique is None or any(f.severity is not Severity.HINT for f in before.findings):
        return None
    return next((point for point in before.critique.points if point.kind in MENDED_BY_NEED), None)


def _add_metrics(improvement: Improvement, metrics: tuple[MetricProposal, ...]) -> Improvement:
    """The improvement with metrics to choose from; their question comes first where it is asked."""
    if not metrics:
        return improvement
    asked = _WHICH if len(metrics) > 1 else _WHETHER
    questions = (
        _ASKED["[baseline]"] if question == _ASKED["[metric"] else question
        for question in improvement.questions
    )
    return improvement._replace(metrics=metrics, questions=_first([asked, *questions]))


def _leave(before: KeyResultReview, changes: tuple[str, ...], questions: tuple[str, ...] = ()) -> Improvement:
    text = before.key_result.text
    passed = Guardrails(no_new_numbers=True, words_kept=True, not_longer_than_allowed=True)
    return Improvement(text, text, "unchanged", (), questions, before, before, passed, changes)


def _propose(before: KeyResultReview, draft: Draft, after: Draft, guardrails: Guardrails) -> Improvement:
    placeholders, missing = list_missing_values(after.text)
    known = () if any(p.startswith("[metric") for p in placeholders) else ("missing-target",)
    answered = ("task-as-key-result",) if after.questions else ()
    return Improvement(
        before=before.key_result.text,
        after=after.text,
        source="template",
        placeholders=placeholders,
        questions=_first([*after.questions, *_questions(draft, known + answered), *missing]),
        findings_before=before,
        findings_after=after.review,
        guardrails=guardrails,
        changes=after.changes,
    )


def list_missing_values(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The placeholders of a wording, and a question for each sort; one asks for a metric and its value."""
    placeholders = tuple(dict.fromkeys(match.group() for match in PLACEHOLDER.finditer(text)))
    names = [start for start in _ASKED if any(p.startswith(start) for p in placeholders)]
    if "[metric" in names and "[baseline]" in names:
        names.remove("[baseline]")
    return placeholders, tuple(_ASKED[name] for name in names)


def _questions(draft: Draft, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The questions of the findings but of some rules, the most serious first."""
    found = (finding for finding in draft.findings if finding.name not in without)
    ordered = sorted(found, key=lambda finding: (-finding.severity.rank, -finding.certainty))
    return _first(finding.question for finding in ordered)


def _first(questions: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(questions))[:_MOST_QUESTIONS]
