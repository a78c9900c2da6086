from __future__ import annotations

import json
from typing import Any

from coach.domain.finding import Edit
from coach.domain.review import Guardrails
from coach.domain.source import Span
from coach.errors import MalformedInput
from coach.output.json_v1 import (
    batch_object,
    error_object,
    finding_object,
    improvement_object,
    render,
    write_line,
)
from coach.output.report import Report
from coach.parsing.reader import read_key_result
from coach.service import Service
from tests.support.reviews import HIDDEN, OKRS, ONLY_HIDDEN, make_report, review_markdown


def rendered(report: Report) -> Any:
    return json.loads(render(report, ()))


def test_objectives_hold_their_key_results_with_text_place_and_findings() -> None:
    content = rendered(make_report())

    assert content["schema"] == "coach.review/v1"
    [objective] = content["objectives"]
    assert objective["text"] == "Hospitals choose us before they look at the price"
    assert [key_result["text"] for key_result in objective["key_results"]] == [
        HIDDEN,
        "Share of tenders lost on price from 40% to 25%",
    ]
    [finding] = objective["key_results"][0]["findings"]
    place = finding["location"]
    line = OKRS.split("\n")[place["line"] - 1]
    assert line[place["column"] - 1 : place["end_column"] - 1] == finding["quote"] == "X%"
    assert objective["key_results"][0]["location"]["file"] == "okrs.md"


def test_the_summary_counts_verdicts_and_findings() -> None:
    summary = rendered(make_report())["summary"]

    assert summary["key_results"] == 2
    assert sum(summary["verdicts"].values()) == 2
    assert sum(summary["findings"].values()) == 1


def test_a_batch_line_has_the_fields_of_the_contract() -> None:
    key_result, okrs = read_key_result(HIDDEN)

    line = json.loads(
        write_line(batch_object("a", Service(ONLY_HIDDEN).review_key_result(key_result, None, okrs)))
    )

    assert list(line) == [
        "schema",
        "id",
        "verdict",
        "weakness",
        "kind",
        "issues",
        "findings",
        "critic",
        "tests",
        "points",
    ]
    assert line["schema"] == "coach.review/v1"
    assert line["verdict"] in {"strong", "needs-work", "needs-human"}
    assert 0 <= line["weakness"] <= 1
    assert line["kind"] in {"outcome", "task", "mixed", "unclear"}
    assert line["critic"] == {"used": "rules", "reason": None}
    span = line["findings"][0]["span"]
    assert HIDDEN[span["start"] : span["end"]] == "X%"


def test_an_improve_line_has_the_fields_of_the_contract() -> None:
    line = improvement_object(7, Service().improve(read_key_result("Launch the patient portal")[0]))

    assert list(line)[:10] == [
        "schema",
        "id",
        "before",
        "after",
        "source",
        "placeholders",
        "questions",
        "findings_before",
        "findings_after",
        "guardrails",
    ]
    assert line["schema"] == "coach.improve/v1"
    assert line["id"] == 7
    checks = dict(line["guardrails"])
    assert checks.pop("passed") is all(checks.values())
    assert set(checks) == set(Guardrails._fields)


def test_an_error_line_names_line_reason_and_text() -> None:
    line = error_object("coach.review/v1", MalformedInput("is no JSON", source="f", line=3, text="{"))

    assert line == {
        "schema": "coach.review/v1",
        "id": None,
        "error": {"line": 3, "reason": "is no JSON", "text": "{"},
    }


def test_half_a_character_is_written_as_the_escape_of_json() -> None:
    assert json.loads(write_line({"text": "\ud800"})) == {"text": "\ud800"}


def test_an_edit_is_written_with_its_safety() -> None:
    [finding] = review_markdown().findings

    written = finding_object(finding._replace(edit=Edit(Span(1, 2), "25%", safe=False)))

    assert written["edit"] == {"span": {"start": 1, "end": 2}, "replacement": "25%", "safe": False}


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(make_report(), ()) == render(make_report(), ())


def test_what_was_not_understood_and_not_read_is_in_the_answer() -> None:
    review = review_markdown(OKRS + "\n| broken |\n")
    report = Report((review,), (MalformedInput("is empty", source="b.md"),))

    content = rendered(report)

    assert content["errors"] == [{"file": "b.md", "line": None, "reason": "is empty", "text": ""}]
    assert len(content["documents"][0]["not_understood"]) == len(review.document.unread)
