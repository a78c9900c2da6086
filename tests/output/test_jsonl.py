from __future__ import annotations

import json

from coach.errors import MalformedInput
from coach.output.jsonl import render
from coach.output.report import Report
from tests.support.reviews import make_report


def test_every_element_is_one_line_and_none_is_lost() -> None:
    lines = [json.loads(line) for line in render(make_report(), ()).splitlines()]

    assert [line["subject"] for line in lines] == ["objective", "key-result", "key-result", "document"]
    assert {line["schema"] for line in lines} == {"coach.review/v1"}
    assert lines[1]["id"] == "okrs.md:3:8"
    assert lines[1]["objective"] == lines[0]["text"]
    assert lines[1]["findings"][0]["code"] == "KR105"


def test_an_input_that_was_not_read_is_an_error_line() -> None:
    [line] = render(Report((), (MalformedInput("is empty", source="b.md"),)), ()).splitlines()

    assert json.loads(line)["error"]["reason"] == "is empty"
    assert json.loads(line)["file"] == "b.md"
