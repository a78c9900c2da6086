from datetime import date

import pytest

from coach.checkin.history import FileHistory, read_files
from coach.checkin.pace import stand
from coach.domain.agenda import AskedBefore
from coach.domain.checkin import CheckIn, KeyResultKind, OkrType, Rhythm, Track

TODAY = date(2026, 11, 16)
OKRS = b"""---
team: Delivery
cycle: 2026-Q4
---
# OKRs

## O1: Guests find the order at the door
- KR 1.1: Stops inside the window from 90% to 96%
  - Owner: Ann
- KR 1.2: Missing pieces per 1,000, from 14 to 6
- KR 1.3: Commission the new ramp
"""
HEAD = b"date,kr,value,confidence,note,blockers\n"


def _read(*rows: str, okrs: bytes = OKRS, name: str = "delivery.csv") -> FileHistory:
    files = [("teams/delivery.md", okrs), (f"checkins/{name}", HEAD + "\n".join(rows).encode())]
    return read_files(files, today=TODAY)[0]


def _track(history: FileHistory, label: str) -> Track:
    return next(track for track in history.tracks() if track.label == label)


def _codes(history: FileHistory) -> list[str]:
    return [problem.code for problem in history.problems]


def test_check_ins_are_joined_with_their_key_result() -> None:
    history = _read("2026-10-05,KR 1.1,91,7,,", "2026-10-12,KR 1.1,92,7,,no van")

    track = _track(history, "KR 1.1")

    assert history.problems == ()
    assert (track.id, track.team, track.owner) == ("Delivery / KR 1.1", "Delivery", "Ann")
    assert (track.kind, track.type, track.unit) == (KeyResultKind.METRIC, OkrType.ASPIRATIONAL, "%")
    assert (track.baseline, track.target) == (90, 96)
    assert track.check_ins[1] == CheckIn(
        date(2026, 10, 12), 92, 7, "", ("no van",), "", 3, "checkins/delivery.csv"
    )


def test_the_values_are_read_in_the_unit_of_the_key_result() -> None:
    history = _read("2026-10-05,KR 1.1,91%,7,,", "2026-10-12,KR 1.1,€4,7,,", "2026-10-19,KR 1.1,good,7,,")

    assert [check_in.value for check_in in _track(history, "KR 1.1").check_ins] == [91, None, None]
    assert _codes(history) == ["other-unit", "not-a-number"]
    problem = history.problems[0]
    assert (problem.track, problem.source, problem.line) == ("Delivery / KR 1.1", "checkins/delivery.csv", 3)
    assert "'€4'" in problem.message


@pytest.mark.parametrize("label", ["KR 1.2", "kr1.2", "1.2", "KR 1-2", "O1 KR2", "KR-01.02"])
def test_labels_are_compared_by_their_numbers(label: str) -> None:
    history = _read(f"2026-10-05,{label},13,7,,")

    assert history.problems == ()
    assert _track(history, "KR 1.2").check_ins


def test_a_key_result_that_no_document_has_is_named_once() -> None:
    history = _read("2026-10-05,KR 7.1,3,7,,", "2026-10-12,KR 7.1,4,7,,", "2026-10-12,KR 1.1,91,7,,")

    (problem,) = history.problems
    assert (problem.code, problem.line) == ("unknown-key-result", 2)
    assert "'KR 7.1'" in problem.message
    assert "and 1 more" in problem.message
    assert "KR 1.1, KR 1.2, KR 1.3" in problem.message


def test_a_team_that_no_document_has_is_named_once() -> None:
    files = [
        ("teams/delivery.md", OKRS),
        ("checkins/delivery.csv", HEAD + b"2026-10-05,KR 1.1,91,7,,\n"),
        ("checkins/sales.csv", HEAD + b"2026-10-05,KR 1.1,91,7,,\n2026-10-12,KR 1.1,91,7,,\n"),
        ("teams/care.md", OKRS.replace(b"Delivery", b"Care")),
    ]

    history, _ = read_files(files, today=TODAY)

    (problem,) = history.problems
    assert (problem.code, problem.source) == ("unknown-team", "checkins/sales.csv")
    assert "2 check-ins of 'checkins/sales.csv'" in problem.message


def test_check_ins_without_any_document_are_named() -> None:
    history, _ = read_files([("delivery.csv", HEAD + b"2026-10-05,KR 1.1,91,7,,\n")], today=TODAY)

    assert history.tracks() == ()
    assert _codes(history) == ["unknown-team"]
    assert "give its OKR document too" in history.problems[0].message


def test_a_single_team_takes_check_ins_of_any_file_name() -> None:
    history = _read("2026-10-05,KR 1.1,91,7,,", name="updates.csv")

    assert history.problems == ()
    assert _track(history, "KR 1.1").check_ins


def test_teams_that_do_not_check_in_are_left_out_unless_asked_for() -> None:
    files = [
        ("teams/delivery.md", OKRS),
        ("company.md", OKRS.replace(b"Delivery", b"Company")),
        ("checkins/delivery.csv", HEAD + b"2026-10-05,KR 1.1,91,7,,\n"),
    ]

    history, _ = read_files(files, today=TODAY)

    assert {track.team for track in history.tracks()} == {"Delivery"}
    assert {track.team for track in history.tracks("company")} == {"Company"}
    assert history.teams == ("Delivery", "Company")


def test_without_any_check_in_every_key_result_is_there() -> None:
    history, _ = read_files([("delivery.md", OKRS)], today=TODAY)

    assert len(history.tracks()) == 3
    assert all(track.check_ins == () for track in history.tracks())


@pytest.mark.parametrize(
    ("days", "rhythm"),
    [
        (["2026-10-05", "2026-10-12", "2026-10-20"], Rhythm.WEEKLY),
        (["2026-10-05", "2026-10-19", "2026-11-02"], Rhythm.BIWEEKLY),
        (["2026-10-05", "2026-11-02"], Rhythm.MONTHLY),
        (["2026-10-05"], Rhythm.WEEKLY),
    ],
)
def test_a_rhythm_that_no_file_states_is_that_of_the_check_ins(days: list[str], rhythm: Rhythm) -> None:
    history = _read(*(f"{day},KR 1.1,91,7,," for day in days))

    assert _track(history, "KR 1.1").cycle.rhythm is rhythm


def test_key_results_without_labels_are_counted_from_their_place() -> None:
    okrs = (
        b"team: Delivery\ncycle: 2026-Q4\nobjectives:\n  - objective: Guests find the order at the door\n"
        b"    key_results:\n      - Stops inside the window from 90% to 96%\n"
        b"      - Missing pieces from 14 to 6\n"
    )
    files = [("d.yaml", okrs), ("c.csv", HEAD + b"2026-10-05,KR 1.2,13,7,,\n")]

    history, _ = read_files(files, today=TODAY)

    assert history.problems == ()
    assert _track(history, "KR 1.2").target == 6


def test_a_key_result_without_a_label_among_labelled_ones_is_named() -> None:
    okrs = OKRS + b"\n## O2: Fewer vans\n- Vans from 34 to 29\n"

    history = _read("2026-10-05,KR 1.1,91,7,,", okrs=okrs)

    assert ("no-label" in _codes(history)) == (len(history.tracks()) == 3)


def test_a_cycle_that_nobody_states_is_said() -> None:
    okrs = OKRS.replace(b"cycle: 2026-Q4\n", b"")

    history = _read("2026-10-05,KR 1.1,91,7,,", okrs=okrs)

    assert history.tracks() == ()
    assert _codes(history) == ["no-cycle"]


def test_the_file_of_check_ins_may_state_the_cycle() -> None:
    okrs = OKRS.replace(b"cycle: 2026-Q4\n", b"")
    check_ins = b"cycle: 2026-Q4\nteam: Delivery\ncheckins:\n  - {date: 2026-10-05, kr: KR 1.1, value: 91}\n"

    history, _ = read_files([("d.md", okrs), ("c.yaml", check_ins)], today=TODAY)

    assert _track(history, "KR 1.1").cycle.end == date(2026, 12, 31)


def test_a_label_that_occurs_twice_gives_two_ids() -> None:
    history, _ = read_files([("d.md", OKRS), ("e.md", OKRS)], today=TODAY)

    assert "Delivery / KR 1.1 (2)" in {track.id for track in history.tracks()}


def test_settings_win_over_the_document() -> None:
    check_ins = (
        b"team: Delivery\nkey_results:\n  - kr: KR 1.3\n    type: committed\n"
        b"    zones: {0.3: built, 0.7: approved, 1.0: in use}\n"
        b"    expected: [{date: 2026-11-01, value: built}]\n"
        b"  - kr: KR 1.1\n    baseline: 88%\n    target: nonsense\n    kind: strange\n"
        b"  - kr: KR 9.9\n    type: committed\n"
        b"checkins:\n  - {date: 2026-10-05, kr: KR 1.3, value: approved}\n"
    )

    history, _ = read_files([("d.md", OKRS), ("c.yaml", check_ins)], today=TODAY)

    ramp, stops = _track(history, "KR 1.3"), _track(history, "KR 1.1")
    assert (ramp.type, ramp.expected) == (OkrType.COMMITTED, ((date(2026, 11, 1), 0.3),))
    assert ramp.check_ins[0].value == 0.7
    assert (stops.baseline, stops.target) == (88, 96)
    assert sorted(_codes(history)) == ["not-a-number", "unknown-key", "unknown-key-result"]


def test_a_target_that_equals_the_baseline_is_named() -> None:
    history = _read("2026-10-05,KR 1.1,91,7,,", okrs=OKRS.replace(b"to 96%", b"to 90%"))

    assert _codes(history) == ["no-way"]


def test_a_milestone_without_zones_is_named_where_it_is_half_done() -> None:
    history = _read("2026-10-05,KR 1.3,0.5,7,,", "2026-10-12,KR 1.3,3,7,,")

    assert sorted(_codes(history)) == ["no-zones", "other-unit"]


def test_a_baseline_of_last_year_is_not_used_where_the_count_starts_elsewhere() -> None:
    okrs = (
        b"team: Care\ncycle: 2026-Q4\nobjectives:\n  - objective: Guests stay\n    key_results:\n"
        b"      - {id: KR 1.1, key_result: Hotels that renew, target: 24 of 26,"
        b" baseline: 20 of 26 last year}\n"
    )
    files = [("care.yaml", okrs), ("c.csv", HEAD + b"2026-10-05,KR 1.1,4,7,,\n")]

    history, _ = read_files(files, today=TODAY)

    assert _codes(history) == ["baseline-doubtful"]
    assert _track(history, "KR 1.1").baseline is None


def test_the_okrs_of_a_person_carry_the_name_of_the_person() -> None:
    okrs = OKRS.replace(b"team: Delivery\n", b"team: Delivery\nlevel: individual\n")

    history, _ = read_files([("d.md", okrs)], today=TODAY)

    assert {track.team for track in history.tracks()} == {"Ann"}


def test_the_questions_of_all_earlier_meetings_are_kept() -> None:
    asked = [
        AskedBefore(date(2026, 10, day), "", "stale", "f1", text, team=team)
        for day, text, team in ((5, "old", "A"), (12, "new", "A"), (5, "other", "B"))
    ]

    history = FileHistory((), (), asked)

    assert [each.text for each in history.earlier_questions()] == ["old", "new", "other"]


def _plan(key_result: str, *rows: str) -> FileHistory:
    okrs = OKRS.decode().split("- KR 1.1")[0] + f"- KR 1.1: {key_result}\n"
    return _read(*rows, okrs=okrs.encode())


@pytest.mark.parametrize(
    ("key_result", "doubt", "ends"),
    [
        ("Increase the share of ripe fruit from 70% to 55%", "says increase", (70, 55)),
        ("Cost per crate from 4 EUR to 20 minutes", "different units", (None, None)),
        ("2 to 4 new growers signed", "says 2 to 4 and names no start", (None, None)),
        ("Ripe fruit from 55% to 70%", "", (55, 70)),
        ("Crates lost, 14 to 6", "", (14, 6)),
    ],
)
def test_what_the_words_leave_open_is_not_measured(
    key_result: str, doubt: str, ends: tuple[float | None, float | None]
) -> None:
    track = _track(_plan(key_result, "2026-10-05,KR 1.1,3,7,,"), "KR 1.1")

    assert bool(track.doubt) is bool(doubt)
    assert doubt in track.doubt
    assert (track.baseline, track.target) == ends
    assert (stand(track, TODAY).progress is None) is bool(doubt)


@pytest.mark.parametrize(("baseline", "is_open"), [("50%", False), ("70%", True)])
def test_fields_that_repeat_the_sentence_do_not_settle_it(baseline: str, is_open: bool) -> None:
    fields = f"\n  - Baseline: {baseline}"

    track = _track(
        _plan(f"Increase ripe fruit from 70% to 55%{fields}", "2026-10-05,KR 1.1,60,7,,"), "KR 1.1"
    )

    assert bool(track.doubt) is is_open
