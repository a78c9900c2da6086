import json
from pathlib import Path

import pytest

from tests.support.command_line import run_cli


def test_the_rhythm_that_fits_is_taken_unless_one_is_given() -> None:
    fitting = json.loads(run_cli("cadence", "2027", "--date", "2026-11-22", "--format", "json").stdout)
    given = json.loads(
        run_cli("cadence", "2027", "--date", "2026-11-22", "--rhythm", "biweekly", "--format", "json").stdout
    )

    assert (fitting["cycle"]["rhythm"], given["cycle"]["rhythm"]) == ("monthly", "biweekly")


def test_a_bare_quarter_and_today_make_a_table() -> None:
    result = run_cli("cadence", "Q4", "--date", "2026-11-22")

    assert result.exit_code == 0
    assert result.stdout.startswith("2026-Q4: Thu 1 Oct 2026 to Thu 31 Dec 2026; Sun 22 Nov 2026 is middle")


def test_a_calendar_file_is_written_for_dates_of_ones_own(tmp_path: Path) -> None:
    target = tmp_path / "okrs.ics"

    result = run_cli(
        *("cadence", "--start", "2026-10-05", "--end", "2027-01-15", "--format", "ics"), "--output", target
    )

    assert result.exit_code == 0
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["spring"], "2026-Q4, H1 2026"),
        ([], "no start"),
        (["--start", "2026-10-05"], "no end"),
        (["2026-Q4", "--date", "today"], "2026-11-09"),
        (["2026-Q4", "--start", "2027-01-01"], "before its start"),
        (["2026-Q4", "--rhythm", "daily"], "weekly"),
    ],
)
def test_what_makes_no_cycle_ends_with_a_message_and_code_two(arguments: list[str], said: str) -> None:
    result = run_cli("cadence", *arguments)

    assert result.exit_code == 2
    assert said in result.stderr.replace("\n", " ")
