import pytest

from coach.checkin.signals import PatternRule, SignalRule, signal_rules
from coach.checkin.signals._signal import HEADINGS
from coach.domain.checkin import Signal
from evals.histories import SIGNALS
from scripts.signals import write_signals

RULES = signal_rules()


def test_every_labelled_signal_both_patterns_and_the_unclear_plan_are_found_by_discovery() -> None:
    assert {rule.name for rule in RULES} == {*SIGNALS, "at-risk-team", "common-blocker", "unclear-plan"}


def test_codes_are_unique_and_in_their_range() -> None:
    assert [rule.code for rule in RULES] == [f"CI6{number:02}" for number in range(1, 18)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_signal_documents_threshold_facts_and_source(rule: SignalRule | PatternRule) -> None:
    sections = rule.document.sections

    assert tuple(sections) == HEADINGS
    assert all(sections.values())
    assert rule.document.summary.endswith(".")


def test_the_page_holds_every_signal() -> None:
    page = write_signals()

    assert all(f"## {rule.code} {rule.name}" in page for rule in RULES)


def test_facts_of_a_signal_cannot_be_changed_through_its_default() -> None:
    signal = Signal("CI601", "stale", RULES[0].severity, "", "", "")

    with pytest.raises(TypeError):
        signal.facts["value"] = "1"  # type: ignore[index] # a mapping that refuses it
