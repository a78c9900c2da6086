"""Every rule's document is whole, and its examples are true."""

from __future__ import annotations

from collections import Counter

import pytest

from coach.domain.finding import Finding, Severity, Subject
from coach.rules import Rule, catalogue
from tests.support.rule_run import find_in_document, find_in_key_result, find_in_objective

_RULES = catalogue().rules
_WORDING = tuple(rule for rule in _RULES if rule.code.startswith(("OB1", "KR1", "KR2")))


def _find(rules: tuple[Rule, ...], subject: Subject, example: str) -> list[Finding]:
    find = find_in_objective if subject is Subject.OBJECTIVE else find_in_key_result
    return find(tuple(rule for rule in rules if rule.subject is subject), example)


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.name)
def test_a_rule_document_has_every_heading_and_a_source(rule: Rule) -> None:
    assert rule.document.missing_headings() == []
    assert rule.document.summary.endswith(".")
    assert all(rule.document.sections.values())


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.name)
def test_a_rule_document_shows_something_weak_and_something_stronger(rule: Rule) -> None:
    for heading in ("Weak", "Stronger"):
        assert rule.document.examples(heading) or rule.document.documents(heading), heading


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.name)
def test_each_weak_example_triggers_its_rule(rule: Rule) -> None:
    for example in rule.document.examples("Weak"):
        assert _find((rule,), rule.subject, example), example
    for document in rule.document.documents("Weak"):
        assert find_in_document((rule,), document), document


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("heading", ["Stronger", "Not flagged"])
def test_no_other_example_triggers_its_rule(rule: Rule, heading: str) -> None:
    for example in rule.document.examples(heading):
        assert not _find((rule,), rule.subject, example), example
    for document in rule.document.documents(heading):
        assert not find_in_document((rule,), document), document


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.name)
def test_a_stronger_example_triggers_no_wording_rule(rule: Rule) -> None:
    found: list[Finding] = []
    for example in rule.document.examples("Stronger"):
        found += _find(_WORDING, rule.subject, example)
    for document in rule.document.documents("Stronger"):
        found += find_in_document(_WORDING, document)
    assert [finding for finding in found if finding.severity is not Severity.HINT] == []


def test_codes_and_names_are_unique() -> None:
    for keys in ([rule.code for rule in _RULES], [rule.name for rule in _RULES]):
        assert [key for key, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.name)
def test_a_code_tells_what_the_rule_looks_at(rule: Rule) -> None:
    subjects = {"OB": Subject.OBJECTIVE, "KR": Subject.KEY_RESULT, "ST": Subject.SET}
    assert rule.subject is subjects[rule.code[:2]]
