"""Wordings by a language model: each is read, linted and checked; the best is shown, else the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coach.critic.draft import PLACEHOLDER, Draft, Review, start_draft, writer_findings
from coach.critic.guardrails import check_guardrails
from coach.critic.llm_screen import clean_prose, find_foreign_words, is_plain, speaks_to_a_machine
from coach.critic.protocol import Show
from coach.critic.rewrite import list_missing_values, reason_to_leave
from coach.domain.okr import KeyResult, Objective
from coach.domain.review import CriticUse, Guardrails, Improvement, KeyResultReview
from coach.domain.source import Passage
from coach.domain.statement import StatementKind
from coach.errors import ModelError
from coach.llm.model import Asker
from coach.prompts import ask_model, unescape_text

__all__ = ["LlmRewriter"]

_ROOM = 600
_MOST_QUESTIONS = 3
_NOT_ASKED = "the text may speak to a machine, so no model was asked to reword it"


@dataclass(frozen=True, slots=True)
class _Given:
    """What is rewritten, and all that may be used for it."""

    key_result: KeyResult
    objective: Objective | None
    context: str

    @property
    def text(self) -> str:
        return self.key_result.text

    @property
    def texts(self) -> list[str]:
        """Every text that a wording may take words from."""
        aim = self.objective.text if self.objective else ""
        return [self.text, *self.key_result.fields.values(), aim, self.context]

    @property
    def source(self) -> str:
        """All of them."""
        return "\n".join(self.texts)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A wording that passed, with what the model says of it."""

    draft: Draft
    guardrails: Guardrails
    change: str


class LlmRewriter:
    """Rewords by a language model.

    Args:
        model: Who is asked.
        show: Gets each wording that passed and is the best so far, while the model writes on.
    """

    def __init__(self, model: Asker, show: Show | None = None) -> None:
        self._model = model
        self._show = show

    def showing(self, show: Show) -> LlmRewriter:
        """The same, which shows wordings as they come."""
        return LlmRewriter(self._model, show)

    async def improve(
        self, template: Improvement, objective: Objective | None = None, context: str = "", *, review: Review
    ) -> Improvement:
        """The best wording of the model that passes every check, or the template and why.

        Args:
            template: What the rules propose.
            objective: The objective, where known; its numbers and names may be used.
            context: What is known beside it, such as the team.
            review: Reviews a candidate as the rules review any key result.
        """
        before = template.findings_before
        left = reason_to_leave(before)
        if left:
            return _keep(template, "there is nothing to mend, so no model was asked")
        given = _Given(before.key_result, objective, context)
        if any(map(speaks_to_a_machine, given.texts)) or not given.key_result.reading.understood:
            return _keep(template, _NOT_ASKED)
        passed: list[_Candidate] = []

        def show_early(entry: Mapping[str, Any]) -> None:
            candidate = _check(entry, given, before, review)
            if self._show is None or candidate is None:
                return
            passed.append(candidate)
            if min(passed, key=_rank) is candidate:
                self._show(_propose(template, before, candidate))

        try:
            entries = await _ask(self._model, given, before, show_early if self._show else None)
        except ModelError as error:
            return _keep(template, error.reason)
        passed = [
            candidate for entry in entries if (candidate := _check(entry, given, before, review)) is not None
        ]
        if not passed:
            told = "no wording of the model passed the checks, so this is the one without it"
            return _keep(template, told, say=True)
        return _propose(template, before, min(passed, key=_rank))


async def _ask(
    model: Asker, given: _Given, before: KeyResultReview, early: Callable[[Any], None] | None
) -> Sequence[Mapping[str, Any]]:
    """The model's wordings, unread.

    Raises:
        ModelError: There are none, and why.
    """
    weaknesses = ", ".join(dict.fromkeys(finding.name for finding in before.findings)) or "nothing"
    variables = {
        "objective": given.objective.text if given.objective else "",
        "context": given.context,
        "key_result": given.text,
        "weaknesses": weaknesses,
    }
    content = await ask_model(model, "rewrite", variables, room=_ROOM, early=early)
    candidates: Sequence[Mapping[str, Any]] = content["candidates"]
    return candidates


def _check(
    entry: Mapping[str, Any], given: _Given, before: KeyResultReview, review: Review
) -> _Candidate | None:
    """The candidate with its review, or `None` where a check fails."""
    text = " ".join(unescape_text(entry["text"]).split())
    words = PLACEHOLDER.sub(lambda unknown: unknown.group()[1:-1], text)
    if not text or text == given.text or not is_plain(words) or find_foreign_words(words, given.source):
        return None
    wording = given.key_result._replace(passage=Passage(text))
    draft = replace(start_draft(wording, review), kept=given.text)
    guardrails = check_guardrails(draft, before, given.objective)
    mended = len(draft.findings) < len(writer_findings(before)) or draft.review.weakness < before.weakness
    if not guardrails.passed or not mended or draft.reading.kind is StatementKind.TASK:
        return None
    return _Candidate(draft, guardrails, clean_prose(entry["change"], f"{given.source}\n{text}"))


def _rank(candidate: _Candidate) -> tuple[int, float, int, int]:
    """Fewest findings first, then the least weak, the fewest unknowns, the shortest."""
    draft = candidate.draft
    unknown = len(PLACEHOLDER.findall(draft.text))
    return len(draft.findings), draft.review.weakness, unknown, len(draft.text)


def _propose(template: Improvement, before: KeyResultReview, best: _Candidate) -> Improvement:
    after = best.draft
    placeholders, missing = list_missing_values(after.text)
    gone = {finding.name for finding in before.findings} - {finding.name for finding in after.findings}
    changes = [best.change, f"No longer found: {', '.join(sorted(gone))}." if gone else ""]
    return template._replace(
        after=after.text,
        source="llm",
        placeholders=placeholders,
        questions=tuple(dict.fromkeys([*template.questions, *missing]))[:_MOST_QUESTIONS],
        findings_after=after.review,
        guardrails=best.guardrails,
        changes=tuple(change for change in changes if change),
        critic=CriticUse("llm"),
    )


def _keep(template: Improvement, reason: str, *, say: bool = False) -> Improvement:
    """The template, with the reason why it is no wording of the model."""
    told = (f"{reason[0].upper()}{reason[1:]}.",) if say else ()
    used = CriticUse(template.critic.used, reason)
    return template._replace(changes=template.changes + told, critic=used)
