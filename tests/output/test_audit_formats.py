"""Every format but the page, over the same small organisation."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest

from coach.alignment.gaps import gap_checks
from coach.alignment.since import compare, read_report
from coach.domain.alignment import AuditProblem, GapKind, Opinion, Place
from coach.domain.okr import Level
from coach.output.audit import AuditFormat, AuditView, render_audit
from coach.output.audit_text import render_painted
from tests.support.audits import make_context, make_large_report, make_node, make_report, make_view, suggested

FORMULA = '=HYPERLINK("http://example.test","pay")'
LOST = AuditProblem("unreadable-file", "b.md: not UTF-8 text", Place("b.md", 7))


def text_of(view: AuditView) -> str:
    return render_audit(view, AuditFormat.TEXT).decode()


def json_of(view: AuditView) -> Any:
    return json.loads(render_audit(view, AuditFormat.JSON))


def hostile_view(text: str) -> AuditView:
    goal = make_node("company/o1", "Parcels arrive when promised", [text], level=Level.COMPANY)
    node = make_node("archive/o1", text, [text], team=text)
    link = suggested("archive/o1", "company/o1", 0.1)._replace(
        evidence=(text,), opinion=Opinion(supports=True, reason=text, model=text)
    )
    problem = AuditProblem("unknown-parent", text, Place(text, 1), ("archive/o1",))
    report = make_report(
        make_context([goal, node], [link], [("archive/o1", "company/o1", 0.1)]), problems=[problem]
    )
    return make_view(report)


@pytest.mark.parametrize("output_format", list(AuditFormat))
def test_the_same_audit_gives_the_same_bytes(output_format: AuditFormat) -> None:
    assert render_audit(make_view(), output_format) == render_audit(make_view(), output_format)


@pytest.mark.parametrize("output_format", list(AuditFormat))
def test_a_lone_surrogate_or_control_character_breaks_no_format(output_format: AuditFormat) -> None:
    data = render_audit(hostile_view("a\x1b[31m\x00\ud800\u202eb"), output_format)

    if output_format is AuditFormat.XLSX:
        book = openpyxl.load_workbook(io.BytesIO(data))
        data = str([list(sheet.values) for sheet in book]).encode()
    assert b"\x1b" not in data
    assert b"\x00" not in data


def test_the_text_shows_figures_gaps_evidence_and_next_steps() -> None:
    shown = text_of(make_view(make_report(problems=[LOST])))

    assert "5 OKRs, 5 key results, 3 teams, 4 files" in shown
    assert "33%  of the OKRs below the company level say whom they support, or why nobody" in shown
    assert "33%  support a goal by what their text suggests" in shown
    assert "0%  are unclear" in shown
    assert "33%  support nothing above them" in shown
    assert "not known  of the OKRs below were set by their team" in shown
    assert (
        "archive.md:3: warning: Archive “Old paper records are in order” supports nothing above it" in shown
    )
    assert "    - 6% for Northwind “Parcels arrive when promised”" in shown
    assert "    > Name the goal above" in shown
    assert "  b.md:7: not UTF-8 text [unreadable-file]" in shown


def test_a_long_list_is_cut_and_says_so() -> None:
    report = make_large_report(300)

    shown = text_of(make_view(report))

    assert shown.count("supports nothing above it") == 60
    assert f"and {len(report.gaps) - 60} more gaps" in shown


def test_an_organisation_without_gaps_is_told_so() -> None:
    goal, node = make_node("company/o1", level=Level.COMPANY), make_node("routes/o1", "Rounds fit")
    context = make_context([goal, node], [suggested("routes/o1", "company/o1", 0.9)])

    assert "nothing to say" in text_of(make_view(make_report(context)))


def test_parts_are_painted() -> None:
    painted = render_painted(make_view(), lambda part, text: f"<{part}>{text}</{part}>").decode()

    assert "<warning>warning</warning>: Archive" in painted
    assert "<good>   2</good>" in painted


def test_changes_are_told_in_text_and_json() -> None:
    earlier = read_report(render_audit(make_view(), AuditFormat.JSON), "last.json")
    report = make_large_report(4)
    view = make_view(report, compare(earlier, report))

    assert "Since last.json" in text_of(view)
    assert "gone  Northwind “Drivers want to stay” has no support below" in text_of(view)
    since = json_of(view)["since"]
    assert since["nodes_removed"] == ["routes/o1", "depot/o1", "archive/o1"]
    assert {gap["kind"] for gap in since["gone"]} == {"orphan", "uncovered"}


def test_json_has_every_promised_part() -> None:
    content = json_of(make_view())

    assert content["schema"] == "coach.audit/v1"
    assert set(content) == {
        "schema", "model", "versions", "threshold", "recalibrated", "metrics", "nodes", "links",
        "candidates", "gaps", "dismissed", "problems", "since",
    }  # fmt: skip
    assert content["threshold"] == 0.5
    assert content["metrics"]["supported_share"] == 0.6667
    assert content["metrics"]["bottom_up_share"] is None
    assert content["links"][0] | {"evidence": []} == {
        "child": "routes/o1", "parent": "company/o1", "status": "declared", "probability": 0.8,
        "similarity": 0.8, "parent_key_result": None, "evidence": [], "opinion": None,
    }  # fmt: skip
    assert content["gaps"][0]["location"] == {"file": "archive.md", "line": 3}
    assert content["nodes"][0]["key_results"][0]["location"] == {"file": "company.md", "line": 5}


@pytest.mark.parametrize(("asked", "expected"), [(1, 1), (3, 2), (None, 2)])
def test_json_lists_as_many_candidates_as_asked_for(asked: int | None, expected: int) -> None:
    rows = {row["child"]: row["parents"] for row in json_of(make_view(candidates=asked))["candidates"]}

    assert [one["parent"] for one in rows["routes/o1"]] == ["company/o1", "company/o2"][:expected]
    assert "company/o1" not in rows


def test_json_stands_on_one_line_per_element() -> None:
    lines = render_audit(make_view(), AuditFormat.JSON).decode().splitlines()

    assert sum(line.startswith('{"id": "archive/o1"') for line in lines) == 1


def test_csv_has_a_row_per_gap_and_no_formula() -> None:
    rows = list(
        csv.reader(io.StringIO(render_audit(hostile_view(FORMULA), AuditFormat.CSV).decode("utf-8-sig")))
    )

    assert rows[0][:4] == ["id", "kind", "severity", "certainty"]
    assert len(rows) > 1
    assert rows[1][4] == "'" + FORMULA
    for row in rows[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_tables_list_dismissed_gaps_last_and_mark_them() -> None:
    data = render_audit(make_view(make_report(dismiss=True)), AuditFormat.CSV).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(data)))
    assert [(row["kind"], row["dismissed"]) for row in rows] == [("uncovered", ""), ("orphan", "yes")]
    assert rows[1]["evidence"].endswith("dismissed: agreed")


def test_a_person_is_told_apart_from_the_team_in_every_table() -> None:
    goal = make_node("company/o1", level=Level.COMPANY)
    person = make_node("ann/o1", team="Plant", level=Level.INDIVIDUAL)
    context = make_context([goal, person], [], [("ann/o1", "company/o1", 0.1)])

    data = render_audit(make_view(make_report(context)), AuditFormat.CSV).decode("utf-8-sig")

    row = next(row for row in csv.DictReader(io.StringIO(data)) if row["kind"] == "orphan")
    assert row["team"] == "Plant (individual)"
    assert row["what"].startswith("Plant (individual) “")


def test_teams_without_a_name_are_not_counted_as_none() -> None:
    nodes = [make_node("company/o1", level=Level.COMPANY), make_node("a/o1")._replace(team="")]

    assert text_of(make_view(make_report(make_context(nodes)))).startswith("2 OKRs, 0 key results, 4 files")


@pytest.mark.parametrize("text", [FORMULA, "+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "  =1", "\n=1"])
def test_no_cell_of_a_workbook_is_a_formula(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_audit(hostile_view(text), AuditFormat.XLSX)))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert cells
    assert all(cell.data_type != "f" for cell in cells)
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert any(value.startswith("'") for value in texts)
    assert not any(value.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\n", "＝")) for value in texts)


def test_a_workbook_has_a_sheet_for_everything() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(render_audit(make_view(make_report(problems=[LOST])), AuditFormat.XLSX))
    )

    assert book.sheetnames == ["Summary", "Gaps", "Links", "Candidates", "OKRs", "Input"]
    summary = {str(name): value for name, value in book["Summary"].iter_rows(min_row=2, values_only=True)}
    assert summary["nodes"] == 5
    assert summary["bottom up share"] == "not known"
    assert book["OKRs"]["A2"].value == "company/o1"
    assert book["Input"]["A2"].value == "unreadable-file"


def test_a_workbook_holds_no_time_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(render_audit(make_view(), AuditFormat.XLSX))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert b"dcterms" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")


def test_sarif_describes_every_kind_and_places_every_gap() -> None:
    [run] = json.loads(render_audit(make_view(), AuditFormat.SARIF))["runs"]

    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [kind.value for kind in GapKind]
    assert all(rule["help"]["markdown"] for rule in rules)
    first = run["results"][0]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "orphan"
    assert first["level"] == "warning"
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    assert first["partialFingerprints"]["gap"].startswith("orphan-")


def test_sarif_tells_lost_files_and_dismissed_gaps() -> None:
    view = AuditView(make_report(problems=[LOST], dismiss=True), gap_checks())

    [run] = json.loads(render_audit(view, AuditFormat.SARIF))["runs"]

    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["level"] == "error"
    assert [result.get("suppressions", [{}])[0].get("justification") for result in run["results"]] == [
        None,
        "dismissed: agreed",
    ]


def test_one_level_alone_is_not_called_well() -> None:
    shown = text_of(make_view(make_report(make_context([make_node("a/o1"), make_node("b/o1")]))))

    assert "All OKRs are at the team level: who supports whom cannot be known" in shown
    assert "nothing could be compared" in shown
    assert "nothing to say" not in shown


def test_what_was_lost_stands_first_among_the_problems() -> None:
    guess = AuditProblem("guessed-level", "the level of 'a' is not stated", Place("a.md", 1))

    shown = text_of(make_view(make_report(problems=[guess, LOST])))

    assert shown.index("[unreadable-file]") < shown.index("[guessed-level]")
