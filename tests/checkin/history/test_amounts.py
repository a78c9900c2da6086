import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.checkin.history.amounts import Misfit, read_value
from coach.domain.checkin import KeyResultKind, Track
from tests.support.closings import follow


def _track(unit: str, baseline: float | None = 10.0, target: float | None = 20.0, **changes: object) -> Track:
    track = follow().track
    return track._replace(unit=unit, baseline=baseline, target=target, **changes)  # type: ignore[arg-type] # its fields


@pytest.mark.parametrize(
    ("written", "unit", "value"),
    [
        ("44", "%", 44),
        ("44%", "%", 44),
        ("44 percent", "%", 44),
        ("1,200", "", 1200),
        ("1.2k", "", 1200),
        ("1.2k", "followers", 1200),
        ("-3", "", -3),
        ("−3.5", "", -3.5),
        ("€1.9M", "€", 1_900_000),
        ("€1.9M", "€M", 1.9),
        ("1.9", "€M", 1.9),
        ("€2,050,000", "€", 2_050_000),
        ("153k", "k people", 153),
        ("153", "k people", 153),
        ("90 s", "min", 1.5),
        ("2 hours", "hours", 2),
        ("1.5 h", "minutes", 90),
        ("3 days", "working days", 3),
        ("11.4 litres", "litres", 11.4),
        ("1.18 kWh", "kWh", 1.18),
        ("20 of 26", "of 26", 20),
        ("20/26", "of 26", 20),
        ("13 of 26", "%", 50),
        ("4.5/5", "/5", 4.5),
        ("about 12 clinics", "clinics", 12),
        ("38 (was 41)", "", 38),
        ("NPS 21", "NPS", 21),
        ("9 litres per load", "litres", 9),
        ("+1 pp", "%", None),
    ],
)
def test_a_value_is_read_in_the_unit_of_its_key_result(written: str, unit: str, value: float | None) -> None:
    found = read_value(written, _track(unit))

    if value is None:
        assert isinstance(found, Misfit)
    else:
        assert found == pytest.approx(value)


@pytest.mark.parametrize("written", ["", " ", "-", "n/a", "TBD", "?", "null"])
def test_no_value_is_no_value(written: str) -> None:
    assert read_value(written, _track("%")) is None


@pytest.mark.parametrize(
    ("written", "unit", "code"),
    [
        ("44%", "litres", "other-unit"),
        ("€5", "litres", "other-unit"),
        ("$5", "€", "other-unit"),
        ("5 hours", "litres", "other-unit"),
        ("7 hospitals", "clinics", "other-unit"),
        ("20 of 28", "of 26", "other-unit"),
        ("3 of 0", "%", "not-a-number"),
        ("0.44", "%", "other-unit"),
        ("2050000", "€M", "other-unit"),
        ("good", "%", "not-a-number"),
        ("+3", "", "not-a-number"),
        ("9" * 200, "", "not-a-number"),
        ("N1", "€", "not-a-number"),
        ("2e3", "", "not-a-number"),
        ("15-18", "", "not-a-number"),
        ("from 19 to 16", "", "not-a-number"),
        ("team 4", "", "not-a-number"),
        ("6k2", "", "not-a-number"),
        ("3 more", "", "not-a-number"),
        ("12 of 26, 3 unsure", "of 26", "not-a-number"),
        ("35%", "", "other-unit"),
        ("8 min", "", "other-unit"),
    ],
)
def test_a_value_of_another_unit_is_never_guessed(written: str, unit: str, code: str) -> None:
    found = read_value(written, _track(unit))

    assert isinstance(found, Misfit)
    assert found.code == code
    assert found.reason


def test_a_percentage_far_below_both_ends_may_be_a_share_of_one() -> None:
    found = read_value("0.06", _track("%", 8.0, 3.0))

    assert isinstance(found, Misfit)
    assert found.code == "other-unit"


def test_a_percentage_fits_a_number_of_which_no_end_is_known() -> None:
    assert read_value("35%", _track("", None, None)) == 35


def test_a_small_share_is_fine_where_the_metric_is_small() -> None:
    assert read_value("0.44", _track("%", 2.4, 0.3)) == 0.44


@pytest.mark.parametrize(
    ("written", "value"), [("done", 1), ("not started", 0), ("Signed by all", 0.7), ("0.3", 0.3)]
)
def test_a_milestone_reads_words_and_the_names_of_its_zones(written: str, value: float) -> None:
    track = _track("", 0, 1, kind=KeyResultKind.MILESTONE, zones=(("signed by all", 0.7),))

    assert read_value(written, track) == value


@given(st.text(max_size=40), st.sampled_from(["", "%", "€", "€M", "min", "of 26", "k people", "litres", "x"]))
def test_no_text_breaks_the_reader_and_every_value_is_finite(written: str, unit: str) -> None:
    found = read_value(written, _track(unit))

    assert found is None or isinstance(found, Misfit) or math.isfinite(found)
