from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.finding import Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.review import Verdict
from coach.domain.source import Span
from coach.errors import ConfigurationError, InternalError
from coach.parsing.reader import read_key_result
from coach.reviewing.policy import Policy
from coach.rules import Catalogue, Context, Hit, Limits, Rule, catalogue
from coach.service import Service
from tests.support.reviews import HIDDEN, OKRS, read_markdown, review_markdown


def fail(_: KeyResult, __: Context) -> Iterator[Hit]:
    raise ZeroDivisionError
    yield


def object_to_all(key_result: KeyResult, context: Context) -> Iterator[Hit]:
    told = f"{context.strict} {context.limits.max_key_results} {context.objective is not None}"
    yield Hit(Span(0, len(key_result.text)), told, "Why?")


def make_rule(code: str, check: object) -> Rule:
    return Rule(code, Subject.KEY_RESULT, Severity.WARNING, 0.9, check, name=code.lower())  # type: ignore[arg-type] # both checks above fit


def test_a_document_is_reviewed_down_to_its_key_results() -> None:
    review = review_markdown()

    assert [finding.quote for finding in review.findings] == ["X%"]
    [objective] = review.sets[0].objectives
    assert [len(key_result.findings) for key_result in objective.key_results] == [1, 0]
    assert objective.key_results[1].verdict is Verdict.STRONG


def test_a_finding_points_at_the_words_in_the_source() -> None:
    [finding] = review_markdown().findings

    assert finding.span.of(OKRS) == "X%"


def test_the_same_document_gives_the_same_review() -> None:
    everything = Policy()

    assert review_markdown(policy=everything) == review_markdown(policy=everything)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=5),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_rules_changes_nothing(lines: list[str], random: Random) -> None:
    text = OKRS + "".join(f"- {' '.join(line.split())} X%\n" for line in lines)
    rules = list(catalogue().rules)
    random.shuffle(rules)
    document = read_markdown(text.replace("\0", ""))

    assert Service(rules=Catalogue(tuple(rules))).review_document(document) == Service().review_document(
        document
    )


def test_a_replaced_severity_is_used() -> None:
    review = review_markdown(policy=Policy(select=("KR105",), severities=(("KR105", Severity.ERROR),)))

    assert [finding.severity for finding in review.findings] == [Severity.ERROR]


def test_a_rule_that_crashes_is_named_and_the_others_still_run() -> None:
    rules = Catalogue((make_rule("KR901", fail), make_rule("KR902", object_to_all)))

    review = Service(rules=rules).review_document(read_markdown())

    assert {finding.code for finding in review.findings} == {"KR902"}
    assert len(review.failures) == 1
    assert "KR901" in review.failures[0]


def test_a_rule_that_crashes_on_one_key_result_is_an_internal_error() -> None:
    service = Service(rules=Catalogue((make_rule("KR901", fail),)))

    with pytest.raises(InternalError, match="KR901"):
        service.review_key_result(read_key_result(HIDDEN)[0])


def test_a_caller_may_collect_the_rules_that_crash() -> None:
    service = Service(rules=Catalogue((make_rule("KR901", fail), make_rule("KR902", object_to_all))))
    failures: dict[str, str] = {}

    review = service.review_key_result(read_key_result(HIDDEN)[0], failures=failures)

    assert [finding.code for finding in review.findings] == ["KR902"]
    assert list(failures) == ["KR901"]


def test_rules_are_told_the_profile_the_limits_and_the_objective() -> None:
    rules = Catalogue((make_rule("KR902", object_to_all),))
    policy = Policy(strict=True, limits=Limits(max_key_results=7))

    review = Service(policy, rules).review_document(read_markdown())

    assert {finding.message for finding in review.findings} == {"True 7 True"}


def test_a_key_result_on_its_own_has_findings_in_its_own_text() -> None:
    key_result, okrs = read_key_result(HIDDEN)

    review = Service(Policy(select=("KR105",))).review_key_result(key_result, None, okrs)

    assert [finding.span.of(HIDDEN) for finding in review.findings] == ["X%"]


def test_an_unknown_rule_in_the_policy_stops_the_service() -> None:
    with pytest.raises(ConfigurationError, match="KR999"):
        Service(Policy(select=("KR999",)))


def test_a_rule_is_found_by_code_and_by_name() -> None:
    service = Service()

    assert service.rule("kr105") is service.rule("redacted-target")
    assert service.rules() == catalogue().rules


def test_an_improvement_carries_both_reviews_and_no_new_number() -> None:
    improvement = Service().improve(read_key_result("Launch the patient portal")[0])

    assert improvement.before == "Launch the patient portal"
    assert not any(character.isdigit() for character in improvement.after)
    assert improvement.findings_before.key_result.text == improvement.before
    assert improvement.guardrails.passed
