"""Exactly one rule speaks of a piece of work."""

from __future__ import annotations

import pytest

from coach.domain.finding import Severity
from coach.domain.okr import KeyResult
from coach.parsing import read_key_result
from coach.rules import catalogue
from coach.rules._work import Work, classify_work, object_to, soften, underline
from tests.support.rule_run import find_in_key_result

_WORK_RULES = tuple(
    catalogue().find(name)
    for name in (
        "task-as-key-result",
        "counted-work",
        "activity-verb",
        "solution-prefix",
        "milestone-without-evidence",
    )
)


def _read(text: str) -> KeyResult:
    return read_key_result(text)[0]


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Launch the new booking form", Work.TASK),
        ("Publish 5 posts on the company blog", Work.COUNTED),
        ("Support the sales team with material", Work.ACTIVITY),
        ("Introduce a loyalty card to raise repeat visits by 15%", Work.PREFIX),
        ("Sales dashboard implemented", Work.MILESTONE),
        ("Renewals from 40% to 55%", None),
        ("Improve retention", None),
        ("How can we win back members?", None),
    ],
)
def test_work_is_told_apart(text: str, work: Work | None) -> None:
    assert classify_work(_read(text)) is work


@pytest.mark.parametrize(
    "text",
    [
        "Launch the new booking form",
        "Publish 5 posts on the company blog",
        "Support the sales team with material",
        "Introduce a loyalty card to raise repeat visits by 15%",
        "Sales dashboard implemented",
    ],
)
def test_one_rule_speaks_of_it(text: str) -> None:
    assert len(find_in_key_result(_WORK_RULES, text)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Launch the booking form by June 30", "Launch the booking form"),
        ("Launch the booking form, by June 30.", "Launch the booking form"),
        ("By June 30, launch the booking form", "By June 30, launch the booking form"),
        ("Launch the booking form.", "Launch the booking form"),
        ("Launch the booking form", "Launch the booking form"),
    ],
)
def test_a_deadline_at_the_end_is_not_underlined(text: str, words: str) -> None:
    key_result = _read(text)
    assert underline(key_result).of(key_result.text) == words


def test_work_with_a_hidden_value_is_only_a_hint() -> None:
    assert soften(_read("Publish X posts on the company blog").reading) is Severity.HINT


def test_plain_work_keeps_the_severity_of_its_rule() -> None:
    assert soften(_read("Launch the new booking form").reading) is None


def test_a_sure_reading_is_told_what_is_weak() -> None:
    hit = object_to(_read("Launch the new booking form"), "it is work", "And then?")
    assert (hit.message, hit.question, hit.severity) == ("it is work", "And then?", None)


def test_an_unsure_reading_is_told_that_it_may_be_work() -> None:
    key_result = _read("Launch the new booking form")
    unsure = key_result._replace(reading=key_result.reading._replace(kind_certainty=0.6))
    hit = object_to(unsure, "it is work", "And then?")
    assert hit.message.startswith("it may be work")
    assert hit.severity is Severity.HINT
