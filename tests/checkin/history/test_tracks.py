import pytest

from coach.checkin.history.tracks import Plan, plan_key_result
from coach.domain.checkin import KeyResultKind, OkrType
from coach.domain.okr import Objective
from coach.domain.source import Passage
from coach.parsing import read_key_result


def _plan(text: str, objective: dict[str, str] | None = None, **fields: str) -> Plan:
    key_result, _ = read_key_result(text)
    key_result = key_result._replace(fields={**key_result.fields, **fields})
    return plan_key_result(key_result, Objective(Passage("Guests come back"), (), "", objective or {}))


@pytest.mark.parametrize(
    ("text", "unit", "baseline", "target"),
    [
        ("Parcels delivered on the first try from 83.1% to 92.5%", "%", 83.1, 92.5),
        ("Missing buttons per 1,000 shirts, from 14 to 6", "", 14, 6),
        ("Heat per square metre from 1.4 kWh to 1.1 kWh", "kWh", 1.4, 1.1),
        ("Value of open orders from €900k to €1.2M", "€M", 0.9, 1.2),
        ("Readers from 140k to 175k a month", "k", 140, 175),
        ("Unplanned downtime of the press from 9 hours to 2 hours a month", "hours", 9, 2),
        ("Time to the first mechanic from 19 minutes to under 8 minutes", "minutes", 19, 8),
        ("Wardens rate us at NPS 40 (now 21)", "", 21, 40),
        ("Cut wrong bills from 120 to 60 a month and bring reminders down from 75 to 40", "", 120, 60),
        ("Value of hired vans from 4,200 euros to N1", "€", 4200, None),
        ("Fuel per tonne down to 27 litres", "litres", None, 27),
        ("Better communication with guests", "", None, None),
    ],
)
def test_ends_and_unit_are_read_from_the_sentence(
    text: str, unit: str, baseline: float | None, target: float | None
) -> None:
    plan = _plan(text)

    assert (plan.kind, plan.unit) == (KeyResultKind.METRIC, unit)
    assert (plan.baseline, plan.target) == (baseline, target)


def test_fields_win_over_the_sentence() -> None:
    plan = _plan("Line stops longer than 15 minutes", baseline="22 a month", target="8 a month")

    assert (plan.baseline, plan.target, plan.unit) == (22, 8, "")


def test_a_field_gives_the_unit_and_its_count() -> None:
    plan = _plan("Hotels that renew", baseline="20 of 26", target="24 of 26")

    assert (plan.baseline, plan.target, plan.unit) == (20, 24, "of 26")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Evaluate three tools for stock forecasts", 3),
        ("Roll out the route planner at both depots", 2),
        ("Call 96 hotels before the season", 96),
    ],
)
def test_counted_work_starts_at_none(text: str, target: float) -> None:
    plan = _plan(text)

    assert (plan.kind, plan.baseline, plan.target) == (KeyResultKind.METRIC, 0, target)


@pytest.mark.parametrize(
    "text",
    [
        "Commission the boiler on washer 2",
        "Migrate the order system to the new server",
        "Build a page for each depot",
    ],
)
def test_a_task_goes_from_nought_to_one(text: str) -> None:
    plan = _plan(text)

    assert (plan.kind, plan.baseline, plan.target, plan.unit) == (KeyResultKind.MILESTONE, 0, 1, "")


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("Rewash stays below 3.5% of pieces", (None, 3.5)),
        ("Keep availability at 99.9% or better", (99.9, None)),
        ("Open tickets stay under 40", (None, 40)),
    ],
)
def test_a_level_to_maintain_has_a_band(text: str, band: tuple[float | None, float | None]) -> None:
    plan = _plan(text)

    assert (plan.kind, plan.band) == (KeyResultKind.MAINTAIN, band)


def test_a_first_measurement_has_no_ends() -> None:
    plan = _plan("Establish a baseline for ward satisfaction")

    assert (plan.kind, plan.baseline, plan.target) == (KeyResultKind.BASELINE, None, None)


def test_ends_in_different_units_give_no_baseline_and_say_so() -> None:
    plan = _plan("Complaints", baseline="12 hours", target="3%")

    assert plan.baseline is None
    assert "different units" in plan.notes[0]
    assert (plan.unit, plan.target) == ("", None)


@pytest.mark.parametrize(
    ("text", "fields", "objective", "stated"),
    [
        ("Churn from 8% to 5%", {}, {}, OkrType.ASPIRATIONAL),
        ("Churn from 8% to 5% [committed]", {}, {}, OkrType.COMMITTED),
        ("Churn from 8% to 5%", {"commitment": "Committed"}, {}, OkrType.COMMITTED),
        ("Churn from 8% to 5%", {}, {"commitment": "roofshot"}, OkrType.COMMITTED),
        ("Churn from 8% to 5% [committed]", {"commitment": "stretch"}, {}, OkrType.ASPIRATIONAL),
        ("Churn of committed customers from 8% to 5%", {}, {}, OkrType.ASPIRATIONAL),
        ("Churn from 8% to 5%", {"commitment": "metric"}, {}, OkrType.ASPIRATIONAL),
    ],
)
def test_committed_is_what_the_document_states(
    text: str, fields: dict[str, str], objective: dict[str, str], stated: OkrType
) -> None:
    assert _plan(text, objective, **fields).type is stated


def test_another_default_can_be_set() -> None:
    key_result, _ = read_key_result("Churn from 8% to 5%")

    plan = plan_key_result(key_result, Objective(Passage("x")), OkrType.COMMITTED)

    assert plan.type is OkrType.COMMITTED


def test_a_relative_step_is_no_target() -> None:
    plan = _plan("Double the number of visitors")

    assert (plan.baseline, plan.target) == (None, None)
