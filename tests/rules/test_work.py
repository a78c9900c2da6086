"""Exactly one rule speaks of a piece of work."""

from __future__ import annotations

import pytest

from coach.domain.finding import Severity
from coach.domain.okr import KeyResult
from coach.parsing import read_key_result
from coach.rules import Context, catalogue
from coach.rules._work import Work, ask_about, classify_work, find_pieces, object_to, soften, underline
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
        ("Learn 5 new knots", Work.COUNTED),
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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hire a head gardener", "be able to do with them"),
        ("4 gardeners hired", "be able to do with them"),
        ("Read 2 books on pruning", "done differently"),
        ("Interview 20 tenants", "Which decision"),
        ("Document the night handover", "work by it"),
        ("Support the new tenants", "the people you help"),
        ("Launch the new booking form", "And then?"),
    ],
)
def test_the_question_fits_the_sort_of_work(text: str, words: str) -> None:
    assert words in ask_about(_read(text).reading, "And then?")


@pytest.mark.parametrize(
    ("text", "values"),
    [("Publish 5 posts and 2 films", [5, 2]), ("Write 1 guide", [1]), ("Test the new loom at 3 fairs", [])],
)
def test_pieces_are_what_the_work_makes(text: str, values: list[float]) -> None:
    assert [piece.value for piece in find_pieces(_read(text).reading)] == values


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Write 1 guide", "one piece of work is named, not what it changes"),
        ("Write 3 guides", "it counts pieces of work, not what they change"),
    ],
)
def test_one_piece_is_not_called_several(text: str, message: str) -> None:
    [finding] = find_in_key_result(_WORK_RULES, text)
    assert finding.message == message
    assert ("all of them" in finding.question) == (message.startswith("it counts"))


def test_a_target_beside_work_is_asked_about() -> None:
    key_result, okrs = read_key_result("Launch the new booking form")
    stated = key_result._replace(fields={"target": "half of all bookings"})
    [hit] = catalogue().find("task-as-key-result").check(stated, Context(okrs))
    assert hit.question == "Which of the two is the result: this line, or the target beside it?"


def test_what_somebody_confirmed_is_not_called_unnoticed() -> None:
    [finding] = find_in_key_result(_WORK_RULES, "Sales dashboard implemented and accepted by the sales team")
    assert finding.message == "it declares a deliverable done and confirmed, not what comes of it"
