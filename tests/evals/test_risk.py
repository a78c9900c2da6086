from datetime import date

import pytest

from coach.checkin.risk import FEATURES, WEIGHTS_FILE
from coach.domain.checkin import KeyResultKind, OkrType
from evals.measure import Row
from evals.risks import OWN, SOURCES, own_cases, simulated_cases
from evals.simulation import FITTED, OTHER, World, simulate
from evals.tasks.risk import TASK, guess_from_confidence, guess_from_pace
from evals.training.risk import fit
from tests.support.closings import follow, weekly


@pytest.mark.parametrize("world", [FITTED, OTHER])
def test_a_simulation_is_the_same_for_the_same_seed(world: World) -> None:
    assert list(simulate(world, 20, 3)) == list(simulate(world, 20, 3))
    assert list(simulate(world, 20, 3)) != list(simulate(world, 20, 4))


def test_simulated_histories_know_how_they_end() -> None:
    for found in simulate(FITTED, 200, 3):
        goal = 1.0 if found.track.type is OkrType.COMMITTED else 0.7
        assert found.reached is (found.end >= goal)
        assert found.track.kind is KeyResultKind.METRIC
        assert found.track.cycle.start <= found.day <= found.track.cycle.end
        assert all(
            0 <= check_in.confidence <= 10
            for check_in in found.track.check_ins
            if check_in.confidence is not None
        )


def test_about_half_of_the_simulated_key_results_get_there() -> None:
    reached = [found.reached for found in simulate(FITTED, 1000, 3)]

    assert 0.4 < sum(reached) / len(reached) < 0.6


def test_the_finished_cycles_of_our_own_data_are_there() -> None:
    cases = list(own_cases())

    assert {case.source for case in cases} == {OWN}
    assert len({case.id for case in cases}) == len(cases) > 50
    assert any(case.reached for case in cases)
    assert not all(case.reached for case in cases)


def test_the_plain_guesses_are_probabilities() -> None:
    day = date(2026, 2, 14)
    standing = follow(weekly([42, 50], confidence=[6, 8]), day=day)

    assert guess_from_confidence(standing) == 0.8
    assert guess_from_confidence(follow(weekly([42]), day=day)) == 0.5
    assert guess_from_pace(standing) == 1.0
    assert guess_from_pace(follow(weekly([30]), day=day)) == 0.0


def test_a_fit_gives_a_finite_weight_for_every_feature() -> None:
    intercept, weights = fit(list(simulated_cases(SOURCES[0], FITTED, 300, 3)))

    assert tuple(weights) == FEATURES
    assert all(abs(weight) < 100 for weight in (intercept, *weights.values()))
    assert weights["margin late"] > 0


def test_the_committed_weights_reward_what_is_good() -> None:
    import json  # noqa: PLC0415 - only here

    weights = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))["weights"]

    assert weights["margin"] > 0
    assert weights["confidence"] > 0
    assert weights["silence"] < 0


def test_the_gain_over_a_guess_is_paired() -> None:
    cells = {"source": SOURCES[0], "elapsed": "0.50"}
    rows = [
        Row("a", "all", {**cells, "reached": "yes", "model": "0.9", "confidence": "0.5", "pace": "0.9"}),
        Row("b", "all", {**cells, "reached": "no", "model": "0.1", "confidence": "0.5", "pace": "0.1"}),
    ]

    metrics = {(metric.subject, metric.measure): metric.value for metric in TASK.measure(rows).metrics}

    assert metrics[SOURCES[0], "Brier"] == pytest.approx(0.01)
    assert metrics[SOURCES[0], "Brier gained over confidence"] == pytest.approx(0.24)
    assert metrics[SOURCES[0], "Brier gained over pace"] == pytest.approx(0.0)
    assert metrics[OWN, "Brier"] is None
