"""Use cases: review a document or one key result, improve a key result, explain a rule.

The service composes the packages below it. It reads no file, clock or environment: what is configured comes
in as a `Policy`, what was accepted before comes in as a `BaselineUse`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from coach.critic.joining import criticise, criticise_document, criticise_improvement
from coach.critic.protocol import Critic, CriticName, Rewriter, Show, ShowsEarly
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
from coach.errors import InternalError, ModelError
from coach.reviewing.accepted import Acceptance
from coach.reviewing.baseline import BaselineUse
from coach.reviewing.policy import Policy
from coach.rules import Catalogue, Context, Rule, RuleRun, catalogue
from coach.rules._verdict import judge

if TYPE_CHECKING:
    from datetime import date

    from coach.alignment.distributed import RayEngine
    from coach.alignment.options import AuditOptions, Progress
    from coach.alignment.start import AuditEncoder
    from coach.checkin.desk import HistoryCheck
    from coach.checkin.history import History
    from coach.checkin.rephrase import Rephrased
    from coach.domain.agenda import CheckInReport
    from coach.domain.alignment import AlignmentReport, Corpus, Decision
    from coach.domain.chart import Chart
    from coach.domain.checkin import Audience, Question, Standing, Track
    from coach.domain.closing import GradeBook, Retrospective
    from coach.llm.door import ModelDoor

__all__ = ["Service"]


class Service:
    """The coach, configured.

    Args:
        policy: Which rules speak, how loudly and with which limits.
        rules: The rules to choose from; all that are installed by default.
        critics: How to start each critic that there is; none but the rules by default.
        critic: The critic that speaks unless a call names another.
        rewriters: How to start the rewriter of each critic that has one.
        model: The language model, for whoever asks one; it is loaded when first asked.
        encoder: How to start the encoder of an audit; without one it goes by shared words.
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
        model: Callable[[], ModelDoor] | None = None,
        encoder: Callable[[], AuditEncoder] | None = None,
        close: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.policy = policy or Policy()
        self._catalogue = rules or catalogue()
        self._severities = self.policy.severities_by_code(self._catalogue)
        self.policy.check(self._catalogue)
        self._critics = critics or {}
        self.critic = critic
        self._rewriters = rewriters or {}
        self._model = model
        self._encoder = encoder
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
        show: Show | None = None,
    ) -> Improvement:
        """A finished improvement with what a critic thinks of it, reworded where the critic can do that.

        Args:
            improvement: What the rules propose.
            objective: Text of the objective; empty where it is not known.
            critic: Who is asked, if not the service's own.
            okrs: The set that tells team and cycle, where known.
            show: Gets wordings that passed every check while better ones may still come.
        """
        name = critic or self.critic
        if name is CriticName.RULES:
            return improvement
        if name not in self._rewriters:
            judged = await criticise_improvement(improvement, objective, self._start_critic(name))
            return judged._replace(critic=judged.findings_before.critic)
        rewriter = self._rewriters[name]()
        if show is not None and isinstance(rewriter, ShowsEarly):
            rewriter = rewriter.showing(show)
        reworded = await self._reword(improvement, objective, okrs, rewriter)
        if name is CriticName.LOCAL or reworded.critic.used == name or CriticName.LOCAL not in self._critics:
            return reworded
        judged = await criticise_improvement(reworded, objective, self._start_critic(CriticName.LOCAL))
        used = judged.findings_before.critic
        reasons = [reason for reason in (reworded.critic.reason, used.reason) if reason]
        return judged._replace(critic=CriticUse(used.used, "; ".join(reasons) or None))

    def grade(self, standings: Sequence[Standing]) -> GradeBook:
        """Grade key results, roll the grades up, and propose what to do with each next."""
        from coach.checkin.closing import grade_all  # noqa: PLC0415 - a review must not pay for it at start
        from coach.checkin.signals import find_signals  # noqa: PLC0415

        return grade_all(standings, [signal for each in standings for signal in find_signals(each)])

    def look_back(self, standings: Sequence[Standing]) -> Retrospective:
        """What happened in a cycle, the questions that it raises, and what it teaches."""
        from coach.checkin.closing import grade_key_result, look_back  # noqa: PLC0415
        from coach.checkin.signals import find_signals  # noqa: PLC0415

        grades = [grade_key_result(standing) for standing in standings]
        return look_back(standings, grades, [signal for each in standings for signal in find_signals(each)])

    def chart(self, standings: Sequence[Standing]) -> list[Chart]:
        """What to draw of each key result: values, what was due, the trend, confidence, the chance."""
        from coach.checkin.chart import draw_up  # noqa: PLC0415 - a review must not pay for it at start

        return [draw_up(standing) for standing in standings]

    def check_in(
        self,
        history: History,
        day: date,
        *,
        team: str | None = None,
        owner: str | None = None,
        audience: Audience | None = None,
        minutes: int = 25,
    ) -> CheckInReport:
        """What a history shows on a day, and an agenda for each meeting; see `coach.checkin.desk`.

        Raises:
            InputError: There is no such team or owner.
        """
        from coach.checkin.desk import check_in  # noqa: PLC0415 - a review must not pay for it at start
        from coach.domain.checkin import Audience  # noqa: PLC0415

        return check_in(
            history, day, team=team, owner=owner, audience=audience or Audience.TEAM, minutes=minutes
        )

    def check_history(
        self, track: Track, day: date, *, audience: Audience | None = None, limit: int = 5
    ) -> HistoryCheck:
        """What the history of one key result shows on a day, and what to ask about it."""
        from coach.checkin.desk import check_history  # noqa: PLC0415 - a review must not pay for it at start
        from coach.domain.checkin import Audience  # noqa: PLC0415

        return check_history(track, day, audience=audience or Audience.TEAM, limit=limit)

    def audit(
        self,
        corpus: Corpus,
        *,
        decisions: Sequence[Decision] = (),
        options: AuditOptions | None = None,
        progress: Progress | None = None,
        engine: RayEngine | None = None,
    ) -> AlignmentReport:
        """Who supports whom in an organisation, and what is missing.

        Args:
            corpus: Its OKRs; `coach.alignment.sources` reads files into one.
            decisions: What people said of links and gaps before.
            options: What may be set.
            progress: Called as work goes on with a stage, what is done and what there is to do.
            engine: Does the heavy parts on a cluster; on this machine unless given.

        Raises:
            InputTooLarge: All pairs are asked for and there are too many.
        """
        from coach.alignment.options import ignore_progress  # noqa: PLC0415 - a review must not pay for it
        from coach.alignment.start import audit_corpus  # noqa: PLC0415

        return audit_corpus(
            corpus,
            self._encoder,
            options=options,
            decisions=decisions,
            progress=progress or ignore_progress,
            engine=engine,
        )

    async def give_opinions(self, report: AlignmentReport, *, most: int) -> AlignmentReport:
        """The report with the language model's opinion on at most so many pairs near the threshold."""
        from coach.alignment.opinions import add_refusal, ask_opinions  # noqa: PLC0415 - only who asks pays

        if self._model is None:
            return add_refusal(report, "this service has no language model")
        return await ask_opinions(self._model(), report, most=most)

    async def rephrase(self, questions: Sequence[Question]) -> Rephrased:
        """Questions reworded by the language model where every fact survives, else as they were, and why."""
        from coach.checkin.rephrase import keep_all, rephrase  # noqa: PLC0415 - only who asks pays

        if self._model is None:
            return keep_all(questions, "this service has no language model")
        return await rephrase(self._model(), questions)

    async def open(self) -> None:
        """Load the language model where one is configured, so that the first who asks does not wait for that.

        Why there is none is told in each answer, not here.
        """
        if self._model is not None:
            with suppress(ModelError):
                await self._model().open()

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
