"""Run one rule over a fixture case or an example, with the real parser and engine."""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import Finding
from coach.domain.okr import KeyResult, Objective, OkrSet
from coach.domain.source import Passage
from coach.parsing import Format, read_key_result, read_text
from coach.rules import Context, Rule, RuleRun
from tests.support.rule_fixture import RuleCase

__all__ = ["find_in_case", "find_in_document", "find_in_key_result", "find_in_objective"]


def find_in_case(rule: Rule, case: RuleCase) -> list[Finding]:
    """What a rule says of a fixture case, in source order."""
    if case.form == "document":
        return find_in_document((rule,), case.text)
    if case.form == "objective":
        return find_in_objective((rule,), case.text)
    return find_in_key_result((rule,), case.text, case.options)


def find_in_document(rules: tuple[Rule, ...], text: str) -> list[Finding]:
    """What rules say of a Markdown document and of everything in it."""
    document = read_text(text, "okrs.md", Format.MARKDOWN)
    assert document.sets, f"the parser found no OKRs in:\n{text}"
    return _find(rules, document.sets)


def find_in_objective(rules: tuple[Rule, ...], text: str) -> list[Finding]:
    """What rules say of one objective without key results."""
    return _find(rules, (OkrSet((Objective(Passage(text)),)),))


def find_in_key_result(
    rules: tuple[Rule, ...], text: str, options: dict[str, str] | None = None
) -> list[Finding]:
    """What rules say of one key result; `options` as a fixture states them."""
    stated = options or {}
    key_result, okrs = read_key_result(
        text,
        objective=stated.get("objective", ""),
        team=stated.get("team", ""),
        cycle=stated.get("cycle", ""),
        level=stated.get("level", ""),
    )
    if "owner" in stated:
        key_result = key_result._replace(fields={**key_result.fields, "owner": stated["owner"]})
    run = RuleRun(rules)
    found = run.okr_set(okrs, Context(okrs))
    found += run.key_result(key_result, _context(okrs, okrs.objectives[0], strict="strict" in stated))
    assert not run.failures, run.failures
    return found


def _context(okrs: OkrSet, objective: Objective, *, strict: bool = False) -> Context:
    """As the review sees it: an objective without words is no objective."""
    return Context(okrs, objective if objective.text else None, strict=strict)


def _find(rules: tuple[Rule, ...], sets: tuple[OkrSet, ...]) -> list[Finding]:
    run = RuleRun(rules)
    found: list[Finding] = []
    for okrs in sets:
        found += run.okr_set(okrs, Context(okrs))
        for objective, key_result in _elements(okrs):
            if key_result is None:
                found += run.objective(objective, Context(okrs))
            else:
                found += run.key_result(key_result, _context(okrs, objective))
    assert not run.failures, run.failures
    return sorted(found, key=lambda finding: (finding.span, finding.code))


def _elements(okrs: OkrSet) -> Iterator[tuple[Objective, KeyResult | None]]:
    for objective in okrs.objectives:
        yield objective, None
        for key_result in objective.key_results:
            yield objective, key_result
