"""Every rule does what its literate fixture says."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.rules import catalogue
from tests.support.rule_fixture import RuleCase, read_cases
from tests.support.rule_run import find_in_case

_FIXTURES = sorted(Path(__file__).parent.glob("*.md"))
_CASES = [case for path in _FIXTURES for case in read_cases(path)]
_FEWEST = 3


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.rule}: {case.title}")
def test_a_rule_underlines_exactly_the_words_of_its_fixture(case: RuleCase) -> None:
    rule = catalogue().find(case.rule.replace("_", "-"))
    found = find_in_case(rule, case)
    assert tuple(finding.span.of(case.text) for finding in found) == case.flagged


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.rule}: {case.title}")
def test_every_finding_has_a_message_and_one_question(case: RuleCase) -> None:
    rule = catalogue().find(case.rule.replace("_", "-"))
    for finding in find_in_case(rule, case):
        assert finding.message
        assert "\n" not in finding.message
        assert finding.question.endswith("?")
        assert 0 < finding.certainty <= 1


def test_every_rule_has_a_fixture_and_every_fixture_a_rule() -> None:
    assert {path.stem.replace("_", "-") for path in _FIXTURES} == {rule.name for rule in catalogue().rules}


@pytest.mark.parametrize("path", _FIXTURES, ids=lambda path: path.stem)
def test_a_fixture_has_three_flagged_and_three_silent_cases_and_a_near_miss(path: Path) -> None:
    cases = read_cases(path)
    flagged = sum(bool(case.flagged) for case in cases)
    near = sum(case.near_miss for case in cases)
    assert flagged >= _FEWEST
    assert len(cases) - flagged >= _FEWEST
    assert near >= 1


@pytest.mark.parametrize("path", _FIXTURES, ids=lambda path: path.stem)
def test_a_fixture_is_headed_by_the_name_of_its_rule(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines()[0] == f"# {path.stem.replace('_', '-')}"
