"""Use cases: review a document or one key result, improve a key result, explain a rule.

The service composes the packages below it. It reads no file, clock or environment: what is configured comes
in as a `Policy`, what was accepted before comes in as a `BaselineUse`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from coach.critic.joining import criticise, criticise_document, criticise_improvement
from coach.critic.protocol import Critic, CriticName, Rewriter
from coach.critic.rules_only import RulesCritic
from coach.domain.finding import Finding
from coach.domain.okr import Document, KeyResult, Objective, OkrSet
from coach.domain.review import (
    CriticUse,
    DocumentReview,
    Improvement,
    KeyResultReview,
    ObjectiveReview,
    SetReview,
)
from coach.domain.source import Passage
from coach.errors import InternalError
from coach.reviewing.accepted import Acceptance
from coach.reviewing.baseline import BaselineUse
from coach.reviewing.policy import Policy
from coach.rules import Catalogue, Context, Rule, RuleRun, catalogue
from coach.rules._verdict import judge

__all__ = ["Service"]


class Service:
    """The coach, configured.

    Args:
        policy: Which rules speak, how loudly and with which limits.
        rules: The rules to choose from; all that are installed by default.
        critics: How to start each critic that there is; none but the rules by default.
        critic: The critic that speaks unless a call names another.
        rewriters: How to start the rewriter of each critic that has one.
        close: Gives back what critics hold open.

    Raises:
        ConfigurationError: The policy names a rule that does not exist.
    """

    def __init__(
        self,
        policy: Policy | None = None,
        rules: Catalogue | None = None,
        *,
        critics: Mapping[CriticName, Callable[[], Critic]] | None = None,
        critic: CriticName = CriticName.RULES,
        rewriters: Mapping[CriticName, Callable[[], Rewriter]] | None = None,
        close: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.policy = policy or Policy()
        self._catalogue = rules or catalogue()
        self._severities = self.policy.severities_by_code(self._catalogue)
        self.policy.check(self._catalogue)
        self._critics = critics or {}
        self.critic = critic
        self._rewriters = rewriters or {}
        self._close = close
        self._rules_without_file = self.policy.rules_for("", self._catalogue)

    def rules(self) -> tuple[Rule, ...]:
        """Every rule, ordered by code."""
        return self._catalogue.rules

    def rule(self, code_or_name: str) -> Rule:
        """One rule.

        Raises:
            ConfigurationError: There is no such rule.
        """
        return self._catalogue.find(code_or_name)

    def review_document(self, document: Document, *, baseline: BaselineUse | None = None) -> DocumentReview:
        """Review everything in a document.

        Args:
            document: What was read.
            baseline: Findings accepted earlier; each is used up once.
        """
        run = RuleRun(self.policy.rules_for(document.source.name, self._catalogue), self._severities)
        accepted = Acceptance(document, self._catalogue, baseline)
        sets = tuple(self._review_set(okrs, run, accepted) for okrs in document.sets)
        return DocumentReview(
            document=document,
            sets=sets,
            suppressed=len(accepted.hidden),
            unused=accepted.unused(),
            failures=tuple(run.failures[code] for code in sorted(run.failures)),
            hidden=tuple(accepted.hidden),
        )

    def review_key_result(
        self,
        key_result: KeyResult,
        objective: Objective | None = None,
        okrs: OkrSet | None = None,
        *,
        baseline: BaselineUse | None = None,
        failures: dict[str, str] | None = None,
    ) -> KeyResultReview:
        """Review one key result on its own.

        Args:
            key_result: The key result.
            objective: Its objective, where known.
            okrs: The set that tells team and cycle, where known.
            baseline: Findings accepted earlier; each is used up once.
            failures: Takes up rules that crash, by code, so that the others are still heard.

        Raises:
            InternalError: A rule crashed and `failures` is not given; the message names it.
        """
        run = RuleRun(self._rules_without_file, self._severities)
        context = self._context(okrs or _wrap(key_result, objective), objective)
        findings = run.key_result(key_result, context)
        if run.failures:
            if failures is None:
                raise InternalError("; ".join(run.failures[code] for code in sorted(run.failures)))
            failures.update(run.failures)
        if baseline is not None:
            findings = [finding for finding in findings if not baseline.take(finding.code, key_result.text)]
        return _judge(key_result, tuple(findings))

    def improve(
        self,
        key_result: KeyResult,
        objective: Objective | None = None,
        okrs: OkrSet | None = None,
        *,
        failures: dict[str, str] | None = None,
    ) -> Improvement:
        """Propose a stronger wording for one key result, or say that it is strong.

        Args:
            key_result: The key result.
            objective: Its objective, where known.
            okrs: The set that tells team and cycle, where known.
            failures: Takes up rules that crash, by code.

        Raises:
            InternalError: A rule crashed and `failures` is not given; the message names it.
        """
        from coach.critic.rewrite import improve  # noqa: PLC0415 - a review must not pay for it at start

        def review(candidate: KeyResult) -> KeyResultReview:
            return self.review_key_result(candidate, objective, okrs, failures=failures)

        return improve(key_result, objective, review=review)

    async def criticise_document(
        self, review: DocumentReview, critic: CriticName | None = None
    ) -> DocumentReview:
        """A finished review of a document with what a critic thinks; the rules alone add nothing."""
        if (critic or self.critic) is CriticName.RULES:
            return review
        return await criticise_document(review, self._start_critic(critic or self.critic))

    async def criticise(
        self, reviews: Sequence[KeyResultReview], objectives: Sequence[str], critic: CriticName | None = None
    ) -> tuple[KeyResultReview, ...]:
        """Finished reviews of key results, each with the text of its objective, with what a critic thinks."""
        if (critic or self.critic) is CriticName.RULES:
            return tuple(reviews)
        return await criticise(reviews, objectives, self._start_critic(critic or self.critic))

    async def criticise_improvement(
        self,
        improvement: Improvement,
        objective: str,
        critic: CriticName | None = None,
        *,
        okrs: OkrSet | None = None,
    ) -> Improvement:
        """A finished improvement with what a critic thinks of it, reworded where the critic can do that.

        Args:
            improvement: What the rules propose.
            objective: Text of the objective; empty where it is not known.
            critic: Who is asked, if not the service's own.
            okrs: The set that tells team and cycle, where known.
        """
        name = critic or self.critic
        if name is CriticName.RULES:
            return improvement
        if name not in self._rewriters:
            judged = await criticise_improvement(improvement, objective, self._start_critic(name))
            return judged._replace(critic=judged.findings_before.critic)
        reworded = await self._reword(improvement, objective, okrs, self._rewriters[name]())
        if reworded.critic.used == name or CriticName.LOCAL not in self._critics:
            return reworded
        judged = await criticise_improvement(reworded, objective, self._start_critic(CriticName.LOCAL))
        used = judged.findings_before.critic
        reasons = [reason for reason in (reworded.critic.reason, used.reason) if reason]
        return judged._replace(critic=CriticUse(used.used, "; ".join(reasons) or None))

    async def close(self) -> None:
        """Give back what critics hold open, such as connections; they may be asked again."""
        if self._close is not None:
            await self._close()

    async def _reword(
        self, improvement: Improvement, objective: str, okrs: OkrSet | None, rewriter: Rewriter
    ) -> Improvement:
        holder = Objective(Passage(objective)) if objective else None

        def review(candidate: KeyResult) -> KeyResultReview:
            return self.review_key_result(candidate, holder, okrs)

        team = okrs.team if okrs else ""
        return await rewriter.improve(improvement, holder, team, review=review)

    def _start_critic(self, name: CriticName) -> Critic:
        start = self._critics.get(name)
        return start() if start else RulesCritic(f"the critic {name.value!r} is not part of this service")

    def _review_set(self, okrs: OkrSet, run: RuleRun, accepted: Acceptance) -> SetReview:
        objectives = tuple(
            self._review_objective(objective, okrs, run, accepted) for objective in okrs.objectives
        )
        return SetReview(okrs, accepted.keep(run.okr_set(okrs, self._context(okrs))), objectives)

    def _review_objective(
        self, objective: Objective, okrs: OkrSet, run: RuleRun, accepted: Acceptance
    ) -> ObjectiveReview:
        context = self._context(okrs, objective)
        findings = accepted.keep(run.objective(objective, context), objective.text)
        key_results = tuple(
            _judge(key_result, accepted.keep(run.key_result(key_result, context), key_result.text))
            for key_result in objective.key_results
        )
        return ObjectiveReview(objective, findings, key_results)

    def _context(self, okrs: OkrSet, objective: Objective | None = None) -> Context:
        return Context(okrs, objective, self.policy.limits, self.policy.strict)


def _wrap(key_result: KeyResult, objective: Objective | None) -> OkrSet:
    """A set that holds nothing but this key result."""
    if objective is None:
        return OkrSet(())
    return OkrSet((objective._replace(key_results=(key_result,)),))


def _judge(key_result: KeyResult, findings: tuple[Finding, ...]) -> KeyResultReview:
    has_target = bool(key_result.fields.get("target"))
    verdict, reason, weakness, issues = judge(key_result.reading, findings, has_target=has_target)
    return KeyResultReview(key_result, verdict, reason, weakness, issues, findings)
