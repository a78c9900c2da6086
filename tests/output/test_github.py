from __future__ import annotations

from dataclasses import replace

import pytest

from coach.domain.finding import Severity
from coach.errors import MalformedInput
from coach.output.github import render
from tests.support.reviews import OKRS, make_report


def test_a_finding_is_one_annotation_at_its_words() -> None:
    [line] = render(make_report(), ()).decode().splitlines()

    assert line.startswith("::notice file=okrs.md,line=3,col=41,endColumn=43,title=KR105 redacted-target::")


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_severities_become_commands(severity: str) -> None:
    assert render(make_report(severity=Severity(severity)), ()).decode().startswith(f"::{severity} ")


def test_user_text_can_neither_end_a_property_nor_start_a_command() -> None:
    [line] = render(make_report(name="a,b:c%\n::error::.md"), ()).decode().splitlines()

    assert "file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3A.md,line=" in line


def test_percent_signs_of_a_message_are_escaped() -> None:
    [line] = render(make_report(), ()).decode().splitlines()

    assert "X%25" in line


def test_an_input_that_was_not_read_is_an_error() -> None:
    report = replace(make_report(OKRS), errors=(MalformedInput("is broken", source="b.md", line=3),))

    assert render(report, ()).decode().splitlines()[-1] == (
        "::error file=b.md,title=input not read,line=3::is broken"
    )
