from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from coach.domain.finding import Edit, Severity
from coach.errors import MalformedInput
from coach.output.report import Report
from coach.output.sarif import render
from coach.rules import catalogue
from tests.support.reviews import OKRS, make_report, review_markdown


def run_of(report: Report) -> Any:
    content = json.loads(render(report, catalogue().rules))
    assert content["version"] == "2.1.0"
    [run] = content["runs"]
    return run


def test_every_result_names_a_rule_that_the_driver_describes() -> None:
    run = run_of(make_report())

    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    [result] = run["results"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "KR105"


def test_a_region_covers_the_words() -> None:
    run = run_of(make_report())

    assert run["columnKind"] == "unicodeCodePoints"
    [location] = run["results"][0]["locations"]
    region = location["physicalLocation"]["region"]
    line = OKRS.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "X%"


@pytest.mark.parametrize(
    ("severity", "level"), [("error", "error"), ("warning", "warning"), ("hint", "note")]
)
def test_severities_become_levels(severity: str, level: str) -> None:
    run = run_of(make_report(severity=Severity(severity)))

    assert run["results"][0]["level"] == level


def test_a_name_becomes_a_valid_uri() -> None:
    run = run_of(make_report(name="our teams/q3 #1.md"))

    [location] = run["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "our%20teams/q3%20%231.md"


def test_accepted_findings_are_marked_as_suppressed() -> None:
    text = OKRS.replace("up to X%", "up to X% <!-- okr: ignore KR105 agreed with the board -->")

    [result] = run_of(make_report(text))["results"]

    assert result["suppressions"]


def test_an_edit_becomes_a_fix() -> None:
    review = review_markdown()
    [finding] = review.findings
    changed = finding._replace(edit=Edit(finding.span, "25%", safe=False))
    objective = review.sets[0].objectives[0]
    key_result = objective.key_results[0]._replace(findings=(changed,))
    objective = objective._replace(key_results=(key_result,))
    review = review._replace(sets=(review.sets[0]._replace(objectives=(objective,)),))

    [result] = run_of(Report((review,)))["results"]

    [replacement] = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"]["text"] == "25%"
    assert replacement["deletedRegion"] == result["locations"][0]["physicalLocation"]["region"]


def test_an_input_that_was_not_read_is_a_notification_and_no_success() -> None:
    report = replace(make_report(), errors=(MalformedInput("is broken", source="b.md", line=3, text="x"),))

    [invocation] = run_of(report)["invocations"]

    assert invocation["executionSuccessful"] is False
    [told] = invocation["toolExecutionNotifications"]
    assert "is broken" in told["message"]["text"]
    assert told["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
