"""Labels by which check-ins name key results, and what stands below a key result."""

from coach.domain.okr import KeyResult
from coach.parsing import Format, read_text


def _key_results(text: str, input_format: Format) -> list[KeyResult]:
    document = read_text(text, "x", input_format)
    return [
        found for okrs in document.sets for objective in okrs.objectives for found in objective.key_results
    ]


def test_a_column_of_labels_is_read_from_csv() -> None:
    rows = "Objective,ID,Key result\nGuests come back,KR 1.1,Returns from 3 to 5\n,A-17,Stays from 1 to 2\n"

    assert [found.label for found in _key_results(rows, Format.CSV)] == ["KR 1.1", "A-17"]


def test_a_column_of_labels_is_read_from_a_markdown_table() -> None:
    table = "| ID | Key result |\n|---|---|\n| KR 1.2 | Returns from 3 to 5 |\n"
    page = f"# OKRs\n## Objective 1: Guests come back\n\n{table}"

    assert [found.label for found in _key_results(page, Format.MARKDOWN)] == ["KR 1.2"]


def test_a_label_in_the_text_wins_over_the_column() -> None:
    rows = "Objective,ID,Key result\nGuests come back,7,KR 1.1: Returns from 3 to 5\n"

    assert [found.label for found in _key_results(rows, Format.CSV)] == ["KR 1.1"]


def test_how_a_labelled_key_result_is_measured_is_no_key_result() -> None:
    page = (
        "## Objective 1: Guests come back\n- **KR 1.1** Returns from 3 to 5\n  - Owner: Ann\n"
        "  - Measured by: claims of guests within 48 hours\n- **KR 1.2** Stays from 1 to 2\n"
    )

    assert [found.text for found in _key_results(page, Format.MARKDOWN)] == [
        "Returns from 3 to 5",
        "Stays from 1 to 2",
    ]


def test_the_type_of_a_key_result_is_a_field() -> None:
    rows = "Objective,Key result,Type\nGuests come back,Returns from 3 to 5,committed\n"

    assert _key_results(rows, Format.CSV)[0].fields == {"commitment": "committed"}
