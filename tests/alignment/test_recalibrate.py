from __future__ import annotations

import numpy as np
import pytest

from coach.alignment.calibrate import TreeCalibrator, load_calibrator
from coach.alignment.features import FEATURES
from coach.alignment.hashed import HASHED_SIZE
from coach.alignment.recalibrate import recalibrate


@pytest.fixture
def calibrator() -> TreeCalibrator:
    return load_calibrator(HASHED_SIZE)


def decide(count: int, truth: float, *, said: float = 0.8, seed: int = 3) -> list[tuple[float, bool]]:
    dice = np.random.default_rng(seed)
    return [(said + 0.1 * float(dice.random()), bool(dice.random() < truth)) for _ in range(count)]


def test_without_decisions_nothing_is_said(calibrator: TreeCalibrator) -> None:
    assert recalibrate(calibrator, []) == (calibrator, "")


def test_fewer_than_twenty_decisions_change_nothing(calibrator: TreeCalibrator) -> None:
    same, sentence = recalibrate(calibrator, decide(19, 0.1))

    assert same is calibrator
    assert sentence == "Not recalibrated: 19 decided links, 20 are needed."


def test_decisions_of_one_kind_change_nothing(calibrator: TreeCalibrator) -> None:
    same, sentence = recalibrate(calibrator, [(0.8, True)] * 30)

    assert same is calibrator
    assert "30 links confirmed and 0 rejected" in sentence


def test_an_organisation_that_rejects_most_makes_probabilities_fall(calibrator: TreeCalibrator) -> None:
    changed, sentence = recalibrate(calibrator, decide(60, 0.2))
    rows = np.zeros((1, len(FEATURES)), np.float32)

    assert sentence.startswith(
        "Recalibrated on 60 decided links: on held-out decisions the log loss goes from "
    )
    assert changed.probabilities(rows)[0] < calibrator.probabilities(rows)[0]
    assert changed.version == f"{calibrator.version}-recalibrated"


def test_probabilities_that_fit_already_stay(calibrator: TreeCalibrator) -> None:
    dice = np.random.default_rng(8)
    said = dice.uniform(0.05, 0.95, 400)
    same, sentence = recalibrate(
        calibrator, [(float(chance), bool(dice.random() < chance)) for chance in said][:80]
    )

    assert same is calibrator
    assert sentence.startswith("Not recalibrated: with 80 decided links, on held-out decisions ")


def test_certain_probabilities_do_not_break_it(calibrator: TreeCalibrator) -> None:
    changed, _ = recalibrate(calibrator, [(1.0, index % 2 == 0) for index in range(40)])

    assert np.isfinite([changed.slope, changed.offset]).all()


def test_a_second_recalibration_builds_on_the_first(calibrator: TreeCalibrator) -> None:
    once, _ = recalibrate(calibrator, decide(60, 0.2))
    twice, _ = recalibrate(once, decide(60, 0.2, said=0.7))

    assert twice.offset < once.offset
