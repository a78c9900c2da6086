from __future__ import annotations

import pytest

from coach.alignment.confirmations import (
    find_speaking,
    find_unused,
    honour_gaps,
    honour_links,
    read_answers,
    read_decisions,
    write_links,
)
from coach.alignment.links_file import MAX_UNDECIDED
from coach.domain.alignment import Candidate, Decision, LinkStatus
from coach.domain.okr import Level
from coach.errors import InputTooLarge, MalformedInput
from tests.support.audits import declared, make_large_report, make_node, make_report, suggested

FILE = """\
schema: coach.links/v1
links:
  - child: depot/o1
    parent: company/o1
    confirm: yes
    reason: agreed with Maren
  - child: archive/o1
    parent: company/o2
    confirm: no
  - child: routes/o1
    parent: company/o2
    confirm:
gaps:
  - gap: orphan-1
    confirm: no
    reason: "keeps the lights on: by agreement"
"""


def test_answers_are_read_with_reason_and_line_and_open_ones_left_out() -> None:
    first, second, gap = read_decisions(FILE, "links.yaml")

    assert (first.child, first.parent, first.confirmed, first.reason) == (
        "depot/o1",
        "company/o1",
        True,
        "agreed with Maren",
    )
    assert str(first.place) == "links.yaml:5"
    assert not second.confirmed
    assert (gap.gap, gap.reason) == ("orphan-1", "keeps the lights on: by agreement")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("confirm: yes", "confirm: perhaps", 5, "must be yes, no, or empty"),
        ("coach.links/v1", "coach.links/v9", 1, "`schema` must be coach.links/v1"),
        ("    parent: company/o1\n", "", 3, "no 'parent'"),
        ("gaps:", "notes:", 14, "'notes' means nothing"),
        ("- gap: orphan-1", "- gap: [orphan-1]", 14, "must be one value"),
        (
            "child: archive/o1\n    parent: company/o2",
            "child: depot/o1\n    parent: company/o1",
            7,
            "stands in line 3",
        ),
        ("reason: agreed", "reason: *agreed", 6, "alias"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_what_to_do(
    old: str, new: str, line: int, message: str
) -> None:
    with pytest.raises(MalformedInput) as caught:
        read_decisions(FILE.replace(old, new), "links.yaml")

    assert caught.value.line == line
    assert str(caught.value).startswith(f"links.yaml:{line}: ")
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words", "schema: coach.links/v1\nlinks: 7\n", "a: [b"])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(MalformedInput, match="x\\.yaml"):
        read_decisions(text, "x.yaml")


def test_a_file_without_answers_has_none() -> None:
    assert read_decisions("schema: coach.links/v1\nlinks:\ngaps:\n", "x.yaml") == ()


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(InputTooLarge):
        read_decisions("# " + "x" * 6_000_000, "x.yaml")


NODES = [make_node("company/o1"), make_node("routes/o1"), make_node("depot/o1")]


def test_links_become_confirmed_rejected_or_are_added() -> None:
    links = [declared("routes/o1", "company/o1"), suggested("depot/o1", "company/o1")]
    decisions = [
        Decision(confirmed=False, child="routes/o1", parent="company/o1"),
        Decision(confirmed=True, child="depot/o1", parent="company/o1"),
        Decision(confirmed=True, child="depot/o1", parent="routes/o1"),
        Decision(confirmed=True, child="gone/o1", parent="company/o1"),
    ]

    honoured = honour_links(links, decisions, NODES, {"depot/o1": [Candidate("routes/o1", 0.3, 0.4)]})

    assert [(link.child, link.parent, link.status) for link in honoured] == [
        ("routes/o1", "company/o1", LinkStatus.REJECTED),
        ("depot/o1", "company/o1", LinkStatus.CONFIRMED),
        ("depot/o1", "routes/o1", LinkStatus.CONFIRMED),
    ]
    assert honoured[2].probability == 0.3


def test_a_rejected_gap_is_dismissed_with_its_reason() -> None:
    gaps = make_report().gaps
    decision = Decision(confirmed=False, gap=gaps[0].id, reason="by agreement")

    kept, dismissed = honour_gaps(gaps, [decision, Decision(confirmed=True, gap=gaps[1].id)])

    assert kept[0].evidence == (*gaps[1].evidence, "confirmed without a reason")
    assert [gap.id for gap in dismissed] == [gaps[0].id]
    assert dismissed[0].evidence[-1] == "dismissed: by agreement"


def test_answers_to_nothing_are_named() -> None:
    decisions = read_decisions(FILE, "links.yaml")

    problems = find_unused(decisions, NODES, ())

    assert [(problem.code, str(problem.place)) for problem in problems] == [
        ("unused-decision", "links.yaml:9"),
        ("unused-decision", "links.yaml:15"),
    ]
    assert "'archive/o1'" in problems[0].message


def test_the_written_file_asks_about_every_suggestion_and_gap_and_can_be_read_back() -> None:
    report = make_report()
    text = write_links(report)

    assert read_decisions(text, "links.yaml") == ()
    answered = read_decisions(text.replace("confirm:", "confirm: yes"), "links.yaml")
    assert [(one.child, one.parent) for one in answered if one.child] == [("depot/o1", "company/o1")]
    assert {one.gap for one in answered if one.gap} == {gap.id for gap in report.gaps}


def test_earlier_answers_are_kept_with_their_reasons_even_when_nothing_answers_to_them() -> None:
    earlier = read_decisions(FILE, "links.yaml")

    again = read_decisions(write_links(make_report(), earlier), "links.yaml")

    assert [one._replace(place=None) for one in again] == [one._replace(place=None) for one in earlier]


@pytest.mark.parametrize(
    "name",
    [
        "yes",
        "a: b",
        "*x",
        "#x",
        "tab\there",
        'quo"te',
        "\u2028line",
        "ümläut 9",
        "\x7f",
        "- x",
        "{",
        "1.0",
        "a\u0085b",
    ],
)
def test_ids_of_any_characters_survive(name: str) -> None:
    decision = Decision(confirmed=True, child=name, parent="company/o1", reason=name)

    [again] = read_decisions(write_links(make_report(), [decision]), "links.yaml")

    nodes = [make_node(name), make_node("company/o1")]
    [link] = honour_links([], [again], nodes, {})
    assert link.child == name


def test_a_large_organisation_gets_a_file_that_can_be_worked_through_and_read() -> None:
    report = make_large_report(2 * MAX_UNDECIDED, orphans_every=2)
    text = write_links(report)

    assert text.count("  - child: ") == MAX_UNDECIDED
    assert "are left out of this file" in text
    assert len(read_decisions(text.replace("confirm:", "confirm: no"), "links.yaml")) == 2 * MAX_UNDECIDED


def test_questions_stand_together_by_who_can_answer_them() -> None:
    nodes = (
        make_node("company/o1", level=Level.COMPANY),
        make_node("routes/o1", team="Routes"),
        make_node("depot/o1", team="depot\u2028\x07"),
        make_node("routes/o2", team="Routes"),
    )
    links = (
        suggested("routes/o2", "company/o1", 0.3),
        suggested("depot/o1", "company/o1", 0.9),
        suggested("routes/o1", "company/o1", 0.6),
    )

    text = write_links(make_report()._replace(nodes=nodes, links=links, candidates={}, gaps=()))

    wanted = ["# depot", "child: depot/o1", "# Routes: 2", "child: routes/o1", "child: routes/o2"]
    assert sorted(wanted, key=text.index) == wanted
    assert read_answers(text, "links.yaml").decisions == ()


def test_a_reason_without_an_answer_is_kept_and_stays_open() -> None:
    report = make_report()
    waiting = write_links(report).replace("reason:", "reason: asked Jonas, waits for the budget")
    notes = read_answers(waiting, "links.yaml").notes

    again = write_links(report, (), notes)

    assert {note.gap for note in notes if note.gap} == {gap.id for gap in report.gaps}
    assert read_answers(again, "links.yaml") == read_answers(waiting, "links.yaml")
    assert again.splitlines() == [line for line in waiting.splitlines() if not line.startswith("  #")]


def test_those_speak_who_declare_or_were_confirmed_or_say_why_they_stand_alone() -> None:
    nodes = [
        make_node("company/o1"),
        make_node("routes/o1", parent_ids=("company/o1",)),
        make_node("depot/o1", parent_ids=("company/o1",)),
        make_node("archive/o1", stands_alone_because="the law"),
        make_node("garage/o1"),
        make_node("canteen/o1"),
    ]
    decisions = [
        Decision(confirmed=False, child="depot/o1", parent="company/o1"),
        Decision(confirmed=True, child="garage/o1", parent="company/o1"),
        Decision(confirmed=False, child="canteen/o1", parent="company/o1"),
    ]

    assert find_speaking(nodes, decisions) == {"routes/o1", "archive/o1", "garage/o1"}
