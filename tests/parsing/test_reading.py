"""What a document says beside its sentences: teams, cycles, fields, places, and what was not read."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from coach.domain.okr import Cycle, Document, Level
from coach.domain.source import Span
from coach.parsing import read_document, read_key_result, read_text
from coach.parsing.batch import BatchError, BatchItem, read_batch
from coach.parsing.cycle import find_cycle, read_cycle
from coach.parsing.suppression import find_suppressions


def _first(document: Document) -> Any:
    return document.sets[0].objectives[0].key_results[0]


def test_front_matter_names_team_level_cycle_and_parent() -> None:
    text = (
        "---\ntitle: OKRs\nteam: Bakery\nlevel: team\ncycle: 2026-Q3\n"
        'parent: "Bread for all"\n---\n## Objective 1: Calm\n- KR1: a b\n'
    )
    okrs = read_text(text, "okrs.md").sets[0]
    assert (okrs.team, okrs.level, okrs.parent) == ("Bakery", Level.TEAM, "Bread for all")
    assert okrs.cycle == Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30))


def test_each_team_has_its_own_set() -> None:
    text = (
        "# OKRs\n## Team: Bakery\n### Objective 1: Fresh\n- KR1: a b\n"
        "## Team: Shop\n### Objective 1: Quick\n- KR1: c d\n"
    )
    assert [(okrs.team, okrs.objectives[0].text) for okrs in read_text(text, "okrs.md").sets] == [
        ("Bakery", "Fresh"),
        ("Shop", "Quick"),
    ]


def test_headings_of_levels_set_the_level() -> None:
    text = (
        "# Company OKRs 2026\n## Objective 1: A b\n- KR1: x y\n"
        "# Personal OKRs\n## Objective 1: C d\n- KR1: z w\n"
    )
    assert [okrs.level for okrs in read_text(text, "okrs.md").sets] == [Level.COMPANY, Level.INDIVIDUAL]


def test_sub_bullets_are_fields_of_their_key_result() -> None:
    text = (
        "## Objective 1: Calm\n- KR1: Alarms fall to 5\n  - Owner: Ann\n"
        "  - Baseline: 30\n  - Target: 5\n  - Due: 2026-06-30\n- KR2: b c\n"
    )
    key_result = _first(read_text(text, "okrs.md"))
    assert key_result.fields == {"owner": "Ann", "baseline": "30", "target": "5", "due": "2026-06-30"}
    assert key_result.label == "KR1"


def test_a_supports_line_is_the_parent_of_the_objective() -> None:
    text = "## Objective 1: Calm\n- Supports: Quiet city\n- KR1: Alarms fall to 5\n"
    assert read_text(text, "okrs.md").sets[0].objectives[0].fields == {"parent": "Quiet city"}


@pytest.mark.parametrize(
    ("line", "text", "progress"),
    [
        ("Read 3 books (70%)", "Read 3 books", "70%"),
        ("Read 3 books => done", "Read 3 books", "done"),
        ("Read 3 books ==> 2 of 3, third on order", "Read 3 books", "2 of 3, third on order"),
        ("Read 3 books - 70%", "Read 3 books", "70%"),
        ("Read 3 books: 2/3 (67%)", "Read 3 books", "2/3 (67%)"),
        ("Read 3 books [0.7]", "Read 3 books", "0.7"),
        ("Read 3 books [DONE]", "Read 3 books", "DONE"),
        ("Read 3 books ✅", "Read 3 books", "done"),
        ("[x] Read 3 books", "Read 3 books", "done"),
        ("Read 3 books --> WIP", "Read 3 books", "WIP"),
        ("Ship the new site (100%)", "Ship the new site", "100%"),
    ],
)
def test_progress_is_cut_off_and_kept_as_a_field(line: str, text: str, progress: str) -> None:
    key_result = _first(read_text(f"## Objective 1: Calm\n- {line}\n", "okrs.md"))
    assert (key_result.text, key_result.fields.get("progress")) == (text, progress)


@pytest.mark.parametrize(
    "line",
    [
        "Raise conversion (20%)",
        "Churn 4% -> 2%",
        "NPS 40 => 60",
        "Share of trains on time: 93%",
        "Uptime: 99.9%",
        "Grow to 40 shops (from 30)",
        "Cost per unit 40 -> 30 EUR",
        "Retention: keep 95% of members",
    ],
)
def test_a_target_is_no_progress_note(line: str) -> None:
    key_result = _first(read_text(f"## Objective 1: Calm\n- {line}\n", "okrs.md"))
    assert key_result.text == line
    assert key_result.fields == {}


def test_struck_key_results_are_dropped_ones() -> None:
    key_result = _first(read_text("## Objective 1: Calm\n- ~~Read 3 books~~\n", "okrs.md"))
    assert (key_result.text, key_result.fields["progress"]) == ("Read 3 books", "dropped")


def test_markup_goes_and_every_word_keeps_its_place() -> None:
    source = (
        "## Objective 1: *Calm* days\n"
        "- **KR1:** Cut [`alarms`](https://x.example/a_(b)) to &lt;5 :tada: a week (70%)\n"
    )
    key_result = _first(read_text(source, "okrs.md"))
    assert key_result.text == "Cut alarms to <5 a week"
    start = key_result.text.index("alarms")
    assert key_result.passage.to_source(Span(start, start + 6)).of(source) == "alarms"


def test_items_beside_labelled_key_results_are_reported() -> None:
    text = "## Objective 1: Calm\n- KR1: Alarms fall to 5\n- buy new sensors\n"
    document = read_text(text, "okrs.md")
    assert [item.span.of(text).strip("- ") for item in document.unread] == ["buy new sensors"]


def test_a_section_of_examples_with_objectives_is_reported() -> None:
    text = "# OKRs\n## Examples\n### Objective 1: Sing\n- KR1: a b\n## Objective 1: Calm\n- KR1: c d\n"
    document = read_text(text, "okrs.md")
    assert [o.text for o in document.sets[0].objectives] == ["Calm"]
    assert "example" in document.unread[0].reason


def test_a_key_result_without_an_objective_is_kept_and_reported() -> None:
    document = read_text("- KR1: Alarms fall to 5\n- KR2: b c\n", "okrs.md")
    assert [k.text for k in document.sets[0].objectives[0].key_results] == ["Alarms fall to 5", "b c"]
    assert "without an objective" in document.unread[0].reason


def test_unknown_keys_are_reported_with_their_place() -> None:
    text = "objectives:\n  - objective: Calm\n    key_results: [a b]\nsurprise: 1\n"
    document = read_text(text, "okrs.yaml")
    assert [item.span.of(text) for item in document.unread] == ["surprise: 1"]


def test_folded_yaml_text_keeps_its_places() -> None:
    text = "objectives:\n  - objective: >\n      Calm\n      days\n    key_results:\n      - 'it''s 5'\n"
    objective = read_text(text, "okrs.yaml").sets[0].objectives[0]
    assert objective.text == "Calm days"
    assert objective.passage.span.of(text).split() == ["Calm", "days"]
    assert objective.key_results[0].text == "it's 5"


def test_a_workbook_with_merged_cells_and_numbers_is_read() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "OKRs 2026-Q2"
    for row in (
        ["Our plan"],
        ["Team", "Objective", "Key Result", "Baseline", "Target", "Due"],
        ["Bakery", "Fresh all day", "Old bread on the shelf", 0.3, 0.05, date(2026, 6, 30)],
        [None, None, "Oven changes\nper day", 2, 5, None],
    ):
        sheet.append(row)
    sheet.merge_cells("B3:B4")
    stream = io.BytesIO()
    book.save(stream)
    document = read_document(stream.getvalue(), "okrs.xlsx")
    okrs = document.sets[0]
    assert (okrs.team, okrs.cycle and okrs.cycle.name) == ("Bakery", "2026-Q2")
    assert [k.text for k in okrs.objectives[0].key_results] == [
        "Old bread on the shelf",
        "Oven changes per day",
    ]
    assert okrs.objectives[0].key_results[0].fields == {
        "baseline": "0.3",
        "target": "0.05",
        "due": "2026-06-30",
    }
    passage = okrs.objectives[0].key_results[0].passage
    assert passage.span.of(document.source.text) == passage.text
    assert document.source.location(passage.start).line == 3


def test_a_single_line_of_text_is_a_key_result() -> None:
    document = read_text("Cut churn from 4% to 2%", "note.txt")
    assert _first(document).text == "Cut churn from 4% to 2%"


def test_a_key_result_alone_counts_from_its_own_text() -> None:
    key_result, okrs = read_key_result("Cut churn to 2% (70%)", "Members stay", team="Club", cycle="2026")
    assert (key_result.text, key_result.passage.start, key_result.fields) == (
        "Cut churn to 2%",
        0,
        {"progress": "70%"},
    )
    assert (okrs.team, okrs.cycle) == ("Club", Cycle("2026", date(2026, 1, 1), date(2026, 12, 31)))


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("Q3 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("Q1-19", date(2019, 1, 1), date(2019, 3, 31)),
        ("H1 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("Jul-Sep 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("November 2025 to January 2026", date(2025, 11, 1), date(2026, 1, 31)),
        ("Nov - Jan 2026", date(2025, 11, 1), date(2026, 1, 31)),
        ("third quarter 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-01-15 to 2026-04-15", date(2026, 1, 15), date(2026, 4, 15)),
        ("01.02.2026 - 28.02.2026", date(2026, 2, 1), date(2026, 2, 28)),
        ("May 1, 2026 to July 31, 2026", date(2026, 5, 1), date(2026, 7, 31)),
        ("FY27 Q1", None, None),
        ("FY27-Q1", None, None),
        ("Q3", None, None),
        ("Spring", None, None),
    ],
)
def test_a_cycle_name_tells_its_dates(name: str, start: date | None, end: date | None) -> None:
    assert read_cycle(name) == Cycle(name, start, end)


def test_stated_dates_win_over_the_name() -> None:
    assert read_cycle("FY27 Q1", "2026-02-01", "2026-04-30") == Cycle(
        "FY27 Q1", date(2026, 2, 1), date(2026, 4, 30)
    )


def test_a_text_without_a_cycle_has_none() -> None:
    assert find_cycle("Team OKRs") is None
    assert read_cycle("") is None


def test_suppressions_apply_to_their_line_or_the_next() -> None:
    text = (
        "- KR1: a <!-- okr: ignore KR102, KR201 no data yet -->\n\n"
        "<!-- okr: ignore ST501 agreed -->\n## Objective 2: b\n"
    )
    first, second = find_suppressions(text)
    assert (first.codes, first.reason, first.applies_to.of(text).startswith("- KR1")) == (
        ("KR102", "KR201"),
        "no data yet",
        True,
    )
    assert (second.codes, second.applies_to.of(text)) == (("ST501",), "## Objective 2: b")


def test_a_file_suppression_covers_everything() -> None:
    text = "# okr: ignore-file KR102 draft\nobjectives:\n  - objective: a\n    key_results: [b]\n"
    document = read_text(text, "okrs.yaml")
    assert (document.suppressions[0].applies_to.start, document.suppressions[0].applies_to.end) == (
        0,
        len(text),
    )


def test_a_broken_line_never_stops_a_batch() -> None:
    lines = [
        (
            '{"id": 1, "key_result": "Cut churn to 2%", '
            '"objective": "Stay", "team": "Club", "cycle": "2026-Q1"}\n'
        ),
        "{broken\n",
        "\n",
        '{"id": "x", "key_result": ""}\n',
        '{"id": "y", "key_result": "a", "key_result": "b"}\n',
        '{"id": "z", "key_result": "Alarms fall to 5"}',
    ]
    answers = list(read_batch(lines, "batch.jsonl"))
    assert [(type(answer), answer.line, answer.id) for answer in answers] == [
        (BatchItem, 1, 1),
        (BatchError, 2, None),
        (BatchError, 4, "x"),
        (BatchError, 5, None),
        (BatchItem, 6, "z"),
    ]
    broken = answers[1]
    assert isinstance(broken, BatchError)
    assert str(broken.error).startswith("batch.jsonl:2: not valid JSON")
    first = answers[0]
    assert isinstance(first, BatchItem)
    assert first.okrs.objectives[0].text == "Stay"


def test_a_batch_is_read_line_by_line() -> None:
    taken = []

    def lines() -> Any:
        for number in range(3):
            taken.append(number)
            yield f'{{"id": {number}, "key_result": "Alarms fall to {number}"}}'

    answers = read_batch(lines(), "batch.jsonl")
    next(answers)
    assert taken == [0]


def test_crlf_line_ends_keep_the_places() -> None:
    text = "## Objective 1: Calm\r\n\r\n- KR1: Alarms fall\r\n  to 5\r\n"
    document = read_text(text, "okrs.md")
    key_result = _first(document)
    assert key_result.text == "Alarms fall to 5"
    assert key_result.passage.span.of(text) == "Alarms fall\r\n  to 5"
