from __future__ import annotations

import csv
import io
import json

from coach.checkin.closing import grade_all, grade_key_result, look_back
from coach.domain.checkin import Standing
from coach.output.closing_csv import GRADE_COLUMNS
from coach.output.closing_csv import render as render_csv
from coach.output.closing_json import grades_object, retrospectives_object
from coach.output.closing_text import outline_grades, outline_retrospective
from tests.support.closings import CYCLE, follow, weekly


def closing() -> list[Standing]:
    return [
        follow(weekly([45, 50], confidence=[8, 8]), label="KR 1.1"),
        follow((), label="KR 1.2"),
        follow(weekly([60]), label="KR 2.1", objective="*Bold* objective"),
    ]


def test_a_missing_grade_is_null_with_its_reason() -> None:
    content = json.loads(json.dumps(grades_object({"Care": grade_all(closing())}, CYCLE.end)))
    missing = content["teams"][0]["key_results"][1]
    assert content["schema"] == "coach.grades/v1"
    assert missing["grade"] is None
    assert missing["reason"] == "no check-in of this cycle holds a value"


def test_objectives_list_their_own_key_results() -> None:
    [care] = grades_object({"Care": grade_all(closing())}, CYCLE.end)["teams"]
    assert [objective["key_results"] for objective in care["objectives"]] == [
        ["Care / KR 1.1", "Care / KR 1.2"],
        ["Care / KR 2.1"],
    ]


def test_the_text_shows_each_grade_below_its_objective() -> None:
    lines = outline_grades("Care", grade_all(closing()), CYCLE.end).to_text().decode().splitlines()
    assert lines[0] == "Grades: Care, 2026-03-31"
    assert "Guests hear from us before they have to call: 0.50" in lines
    assert "- KR 1.2 Complaints answered within a day: no grade" in lines
    assert lines[-1] == "Grades are for learning. They are no base for pay or ratings."


def test_markdown_keeps_the_markup_of_user_text_as_text() -> None:
    page = outline_grades("Care", grade_all(closing()), CYCLE.end).to_markdown().decode()
    assert "## \\*Bold\\* objective: 1.00" in page


def test_a_retrospective_holds_facts_questions_and_learnings() -> None:
    standings = closing()
    found = look_back(standings, [grade_key_result(each) for each in standings], ())
    [content] = retrospectives_object({"Care": found}, CYCLE.end)["teams"]
    page = outline_retrospective("Care", found, CYCLE.end).to_markdown().decode()
    assert content["questions"]
    assert all(question["text"].split(":")[0] in page.replace("\\", "") for question in content["questions"])
    assert content["learnings"][0]["because"] == "1 of 3 key results never got a value."


def test_a_table_of_grades_leaves_what_is_not_known_empty() -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv({"Care": grade_all(closing())}).decode("utf-8-sig"))))
    assert tuple(rows[0]) == GRADE_COLUMNS
    assert [row["grade"] for row in rows] == ["0.5", "", "1.0"]
    assert [row["objective_grade"] for row in rows] == ["0.5", "0.5", "1.0"]
    assert rows[1]["reason"] == "no check-in of this cycle holds a value"
