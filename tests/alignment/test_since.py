from __future__ import annotations

import json
from typing import Any

import pytest

from coach.alignment.since import compare, read_report
from coach.errors import MalformedInput
from coach.output.audit_json import render
from tests.support.audits import declared, make_context, make_large_report, make_report, make_view


def earlier(**changes: Any) -> bytes:
    content = json.loads(render(make_view()))
    content.update(changes)
    return json.dumps(content).encode()


def test_the_same_audit_has_no_changes() -> None:
    changes = compare(read_report(earlier(), "last.json"), make_report())

    assert changes.kept == len(make_report().gaps)
    assert not any(
        (changes.new, changes.gone, changes.added, changes.removed, changes.edited, changes.links_added)
    )
    assert not changes.links_removed
    assert not changes.metrics
    assert not changes.remarks


def test_new_gone_and_edited_are_told_apart() -> None:
    report = make_report()
    nodes = [node for node in report.nodes if node.id != "archive/o1"]
    nodes[1] = nodes[1]._replace(key_results=("Drivers who leave from 30 to 10",))
    context = make_context(
        nodes, [*report.links, declared("routes/o1", "company/o2")], [("routes/o1", "company/o1", 0.8)]
    )

    changes = compare(read_report(earlier(), "last.json"), make_report(context))

    assert {gap.kind for gap in changes.gone} == {"orphan", "uncovered"}
    assert changes.removed == ("archive/o1",)
    assert [node.id for node in changes.edited] == ["company/o2"]
    assert changes.links_added == (("routes/o1", "company/o2"),)
    assert changes.metrics["gaps"] == (2.0, 0)
    assert changes.metrics["covered_share"] == (0.5, 1.0)


def test_another_model_or_threshold_is_said() -> None:
    changes = compare(read_report(earlier(model="older", threshold=0.4), "last.json"), make_report())

    assert len(changes.remarks) == 2
    assert "older" in changes.remarks[0]


def test_another_calibration_or_number_of_weighed_parents_is_said() -> None:
    old = earlier(versions={"coach": "0", "calibration": "older", "candidates": "40"})
    report = make_report()._replace(versions={"coach": "1", "calibration": "test", "candidates": "12"})

    remarks = compare(read_report(old, "last.json"), report).remarks

    assert remarks[0] == "the calibration was older, now test"
    assert remarks[1].endswith("were 40, now 12")


def test_a_report_that_does_not_say_what_was_weighed_is_compared_without_a_word() -> None:
    report = make_report()._replace(versions={"candidates": "12"})

    assert not compare(read_report(earlier(versions={}), "last.json"), report).remarks


def test_a_rejected_link_was_none() -> None:
    links = [dict(link, status="rejected") for link in json.loads(earlier())["links"]]

    changes = compare(read_report(earlier(links=links), "last.json"), make_report())

    assert len(changes.links_added) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"schema": "coach.review/v1"}',
        b'{"schema": "coach.audit/v1", "gaps": [1]}',
    ],
)
def test_another_file_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(MalformedInput, match=r"last\.json: .*coach audit --format json"):
        read_report(data, "last.json")


def test_another_organisation_has_everything_new_and_everything_gone() -> None:
    report = make_large_report(10)

    changes = compare(read_report(earlier(), "last.json"), report)

    assert len(changes.new) == len(report.gaps)
    assert changes.kept == 0


def test_a_gap_that_was_dismissed_is_not_gone_and_not_new_when_it_is_back() -> None:
    claimed, answered = make_report(), make_report(dismiss=True)

    later = compare(read_report(earlier(), "last.json"), answered)
    back = compare(read_report(render(make_view(answered)), "last.json"), claimed)

    assert (later.new, later.gone, len(later.dismissed), later.kept) == ((), (), 1, 1)
    assert (back.new, back.gone, back.dismissed, back.kept) == ((), (), (), 2)
