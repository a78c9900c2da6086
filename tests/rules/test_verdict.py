"""From findings and a reading to a verdict."""

from __future__ import annotations

import pytest

from coach.domain.finding import Finding, IssueKind, Severity, Subject
from coach.domain.review import Verdict
from coach.domain.source import Span
from coach.domain.statement import Change, Reading
from coach.parsing.statement import read_statement
from coach.rules._verdict import judge

_SOUND = read_statement("Renewals from 40% to 55%")


def _finding(
    severity: Severity = Severity.WARNING,
    certainty: float = 0.9,
    kind: IssueKind | None = IssueKind.TASK_LIKE,
    name: str = "task-as-key-result",
) -> Finding:
    return Finding(
        code="KR201",
        name=name,
        kind=kind,
        severity=severity,
        certainty=certainty,
        message=f"{name} speaks",
        question="Why?",
        subject=Subject.KEY_RESULT,
        span=Span(0, 1),
        quote="R",
    )


def _unsure(reading: Reading) -> Reading:
    return reading._replace(kind_certainty=0.5, change=Change())


def test_nothing_found_is_strong() -> None:
    verdict, reason, weakness, issues = judge(_SOUND, [])
    assert (verdict, reason, issues) == (Verdict.STRONG, "no rule objects", {})
    assert 0 < weakness < 0.3


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.ERROR])
def test_a_warning_or_an_error_needs_work(severity: Severity) -> None:
    assert judge(_SOUND, [_finding(severity)])[0] is Verdict.NEEDS_WORK


def test_hints_alone_leave_it_strong() -> None:
    verdict, _, weakness, issues = judge(_SOUND, [_finding(Severity.HINT, kind=IssueKind.NO_BASELINE)])
    assert verdict is Verdict.STRONG
    assert issues == {"no-baseline": 0.9}
    assert 0 < weakness < 0.5


def test_the_reason_is_the_worst_finding() -> None:
    findings = [
        _finding(Severity.WARNING, 0.95, name="loud"),
        _finding(Severity.ERROR, 0.6, name="grave"),
        _finding(Severity.HINT, 1.0, name="small"),
    ]
    assert judge(_SOUND, findings)[1] == "grave: grave speaks"


def test_findings_add_up_as_independent_signs() -> None:
    one = judge(_SOUND, [_finding(certainty=0.5)])[2]
    two = judge(_SOUND, [_finding(certainty=0.5), _finding(certainty=0.5)])[2]
    assert one == pytest.approx(0.5)
    assert two == pytest.approx(0.75)


def test_a_kind_has_the_certainty_of_its_surest_finding() -> None:
    findings = [_finding(certainty=0.6), _finding(certainty=0.9), _finding(certainty=0.7, kind=None)]
    assert judge(_SOUND, findings)[3] == {"task-like": 0.9}


def test_an_unsure_reading_without_findings_asks_for_a_human() -> None:
    verdict, reason, weakness, _ = judge(_unsure(_SOUND), [])
    assert verdict is Verdict.NEEDS_HUMAN
    assert "result or a task" in reason
    assert weakness > judge(_SOUND, [])[2]


def test_a_target_is_enough_where_only_the_kind_is_unsure() -> None:
    assert judge(_SOUND._replace(kind_certainty=0.5), [])[0] is Verdict.STRONG


def test_a_finding_speaks_even_where_the_reading_is_unsure() -> None:
    assert judge(_unsure(_SOUND), [_finding()])[0] is Verdict.NEEDS_WORK


def test_another_language_asks_for_a_human_and_sits_in_the_middle() -> None:
    reading = read_statement("Wartezeit am Schalter von 20 auf 10 Minuten senken")
    verdict, reason, weakness, _ = judge(reading, [])
    assert verdict is Verdict.NEEDS_HUMAN
    assert "language" in reason
    assert weakness == pytest.approx(0.5)


def test_weakness_stays_between_none_and_certain() -> None:
    assert judge(_SOUND, [_finding(certainty=1.0)] * 3)[2] == 1.0


def test_a_name_with_a_target_of_its_own_needs_no_human() -> None:
    unsure = _SOUND._replace(kind_certainty=0.4, change=Change())
    assert judge(unsure, [])[0] is Verdict.NEEDS_HUMAN
    assert judge(unsure, [], has_target=True)[0] is Verdict.STRONG


def test_work_that_only_may_be_work_asks_for_a_human_with_the_words_of_its_finding() -> None:
    reading = read_statement("Launch the new booking form")
    verdict, reason, _, _ = judge(reading, [_finding(Severity.HINT)])
    assert (verdict, reason) == (Verdict.NEEDS_HUMAN, "task-as-key-result speaks")


def test_placeholders_ask_for_a_human_who_fills_them_in() -> None:
    verdict, reason, _, _ = judge(read_statement("Renewals from [baseline] to [target]"), [])
    assert (verdict, reason) == (Verdict.NEEDS_HUMAN, "still to be filled in: [baseline], [target]")
