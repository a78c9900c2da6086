"""Run rules over subjects and turn their hits into findings."""

from __future__ import annotations

from coach.domain.finding import Edit, Finding, Severity, Subject
from coach.domain.okr import KeyResult, Objective, OkrSet
from coach.domain.source import Passage
from coach.rules._rule import Context, Hit, Rule

__all__ = ["RuleRun"]


class RuleRun:
    """One run: which rules, which severities, and the failures met on the way."""

    def __init__(self, rules: tuple[Rule, ...], severities: dict[str, Severity] | None = None) -> None:
        self.rules = rules
        self.severities = severities or {}
        self.failures: dict[str, str] = {}
        self._by_subject = {
            subject: tuple(rule for rule in rules if rule.subject is subject) for subject in Subject
        }

    def objective(self, objective: Objective, context: Context) -> list[Finding]:
        """Findings about one objective's wording."""
        return self._run(Subject.OBJECTIVE, objective, context, objective.passage)

    def key_result(self, key_result: KeyResult, context: Context) -> list[Finding]:
        """Findings about one key result."""
        return self._run(Subject.KEY_RESULT, key_result, context, key_result.passage)

    def okr_set(self, okrs: OkrSet, context: Context) -> list[Finding]:
        """Findings about the set as a whole."""
        return self._run(Subject.SET, okrs, context, None)

    def _run(
        self,
        subject: Subject,
        value: Objective | KeyResult | OkrSet,
        context: Context,
        passage: Passage | None,
    ) -> list[Finding]:
        found: list[Finding] = []
        for rule in self._by_subject[subject]:
            try:
                hits = list(rule.check(value, context))
            except Exception as error:  # noqa: BLE001 - the other rules still run; the failure is reported by name
                self.failures.setdefault(rule.code, f"rule {rule.code} ({rule.name}) failed: {error!r}")
                continue
            found.extend(self._finding(rule, hit, passage) for hit in hits)
        found.sort(key=lambda finding: (finding.span, finding.code))
        return found

    def _finding(self, rule: Rule, hit: Hit, passage: Passage | None) -> Finding:
        span = hit.span if passage is None else passage.to_source(hit.span)
        quote = "" if passage is None else hit.span.of(passage.text)
        severity = self.severities.get(rule.code, hit.severity or rule.severity)
        return Finding(
            code=rule.code,
            name=rule.name,
            kind=rule.kind,
            severity=severity,
            certainty=rule.certainty if hit.certainty is None else hit.certainty,
            message=hit.message,
            question=hit.question,
            subject=rule.subject,
            span=span,
            quote=quote,
            edit=None if hit.replacement is None else Edit(span, hit.replacement, hit.safe),
        )
