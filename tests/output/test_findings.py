from __future__ import annotations

import pytest

from coach.domain.finding import Finding, Severity, Subject
from coach.domain.review import KeyResultReview, Verdict
from coach.domain.source import Span
from coach.output._findings import is_explained, join_findings
from coach.parsing.reader import read_key_result

_WHOLE, _WORD = Span(0, 26), Span(0, 6)


def _finding(code: str, span: Span, severity: Severity = Severity.HINT) -> Finding:
    return Finding(
        code, "name", None, severity, 0.8, f"{code} speaks", f"{code}?", Subject.KEY_RESULT, span, ""
    )


def _review(verdict: Verdict, reason: str, finding: Finding) -> KeyResultReview:
    key_result = read_key_result("Better contact with guests")[0]
    return KeyResultReview(key_result, verdict, reason, 0.5, {}, (finding,))


def test_a_judging_word_is_told_with_the_missing_target_around_it() -> None:
    [said] = join_findings([_finding("KR101", _WHOLE), _finding("KR103", _WORD)])

    assert said.names == "KR101 name, KR103 name"
    assert said.questions == ("KR101?", "KR103?")


def test_the_order_of_the_two_does_not_matter() -> None:
    [said] = join_findings([_finding("KR103", _WORD), _finding("KR101", _WHOLE)])

    assert said.finding.code == "KR101"


@pytest.mark.parametrize(
    "findings",
    [
        [_finding("KR101", _WORD), _finding("KR103", Span(8, 12))],
        [_finding("KR201", _WHOLE), _finding("KR103", _WORD)],
        [_finding("KR103", _WORD)],
    ],
)
def test_other_findings_stand_alone(findings: list[Finding]) -> None:
    assert [said.finding for said in join_findings(findings)] == findings


def test_a_reason_that_a_hint_gives_is_explained() -> None:
    assert is_explained(_review(Verdict.NEEDS_HUMAN, "KR201 speaks", _finding("KR201", _WHOLE)))


def test_a_hint_about_something_else_explains_nothing() -> None:
    assert not is_explained(_review(Verdict.NEEDS_HUMAN, "no one can tell", _finding("KR201", _WHOLE)))


def test_a_warning_explains_why_work_is_needed() -> None:
    review = _review(Verdict.NEEDS_WORK, "", _finding("KR201", _WHOLE, Severity.WARNING))

    assert is_explained(review)


def test_hints_alone_do_not_explain_why_work_is_needed() -> None:
    assert not is_explained(_review(Verdict.NEEDS_WORK, "KR201 speaks", _finding("KR201", _WHOLE)))
