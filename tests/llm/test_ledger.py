from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from coach.errors import ModelError
from coach.llm.ledger import Ledger, Spent

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_two_processes_see_what_each_other_spent(tmp_path: Path) -> None:
    one, two = Ledger(tmp_path, lambda: NOON), Ledger(tmp_path, lambda: NOON)
    one.add(Spent(10, 0.5))
    assert two.today() == Spent(10, 0.5)
    two.add(Spent(5, 0.25))

    assert one.today() == Spent(15, 0.75)


def test_what_is_given_back_is_not_spent(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, lambda: NOON)
    ledger.add(Spent(100, 1.0))
    ledger.add(Spent(40, 0.5).minus(Spent(100, 1.0)))

    assert ledger.today() == Spent(40, 0.5)


def test_the_day_is_that_of_utc(tmp_path: Path) -> None:
    late = datetime(2026, 3, 1, 20, tzinfo=timezone(timedelta(hours=-7)))
    Ledger(tmp_path, lambda: late).add(Spent(10))

    assert Ledger(tmp_path, lambda: datetime(2026, 3, 2, 3, tzinfo=UTC)).today() == Spent(10)


def test_a_line_that_is_still_being_written_waits(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, lambda: NOON)
    ledger.add(Spent(10))
    [path] = tmp_path.iterdir()
    with path.open("ab") as file:
        file.write(b'{"tokens": 5,')
    assert ledger.today() == Spent(10)
    with path.open("ab") as file:
        file.write(b' "cost": 0}\n')

    assert ledger.today() == Spent(15)


def test_a_damaged_file_stops_the_spending(tmp_path: Path) -> None:
    Ledger(tmp_path, lambda: NOON).add(Spent(10))
    [path] = tmp_path.iterdir()
    path.write_text("nonsense\n", encoding="utf-8")

    with pytest.raises(ModelError, match="damaged"):
        Ledger(tmp_path, lambda: NOON).today()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()

    with pytest.raises(ModelError, match="COACH_LLM_STATE"):
        Ledger(blocked / "state").add(Spent(1))


def test_what_was_set_aside_before_midnight_is_settled_on_its_day(tmp_path: Path) -> None:
    clock = [NOON]
    for folder in (tmp_path, None):
        clock[0] = NOON
        ledger = Ledger(folder, lambda: clock[0])
        day = ledger.add(Spent(100))
        clock[0] = NOON + timedelta(days=1)
        ledger.add(Spent(40).minus(Spent(100)), day)

        assert ledger.today() == Spent()
    assert Ledger(tmp_path, lambda: NOON).today() == Spent(40)


def test_the_file_is_for_this_user_only(tmp_path: Path) -> None:
    Ledger(tmp_path / "state", lambda: NOON).add(Spent(1))

    [path] = (tmp_path / "state").iterdir()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
