from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.alignment.calibrate import ENCODER_SIZE, explain, load_calibrator
from coach.alignment.features import FEATURES
from coach.alignment.hashed import HASHED_SIZE
from coach.alignment.knowledge import load_knowledge
from coach.errors import WeightsBroken

SIZES = (ENCODER_SIZE, HASHED_SIZE)


def usual_row(size: int, **changes: float) -> NDArray[np.float32]:
    """One row of features, as a table."""
    weights = load_knowledge(size).calibration
    values = dict.fromkeys(FEATURES, 0.0) | dict(zip(weights.features, weights.usual, strict=True)) | changes
    return np.array([[values[name] for name in FEATURES]], np.float32)


@pytest.mark.parametrize("size", SIZES)
def test_probabilities_lie_between_0_and_1(size: int) -> None:
    rows = np.random.default_rng(4).normal(size=(200, len(FEATURES))).astype(np.float32)
    chances = load_calibrator(size).probabilities(rows)

    assert chances.shape == (200,)
    assert ((chances > 0) & (chances < 1)).all()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["whole, beyond usual", "cause, beyond usual", "same theme"])
def test_more_that_speaks_for_a_link_never_makes_it_less_likely(size: int, name: str) -> None:
    rows = np.concatenate([usual_row(size, **{name: value}) for value in np.linspace(-1, 2, 40)])
    chances = load_calibrator(size).probabilities(rows)

    assert (np.diff(chances) >= -1e-6).all()
    assert chances[-1] > chances[0]


@pytest.mark.parametrize("size", SIZES)
def test_a_usual_pair_is_below_every_limit_of_links(size: int) -> None:
    calibrator = load_calibrator(size)

    assert calibrator.probabilities(usual_row(size))[0] < calibrator.threshold
    for standing in (calibrator.orphan, calibrator.uncovered):
        assert standing.doubt([0.9, 0.1]) < standing.doubt([0.1, 0.1]) < standing.doubt([0.02, 0.02])


def test_both_calibrations_have_versions_of_their_own() -> None:
    assert load_calibrator(HASHED_SIZE).version != load_calibrator().version


def test_there_is_no_calibration_for_other_vectors() -> None:
    with pytest.raises(WeightsBroken, match=r"384 .*not 7"):
        load_calibrator(7)


def test_the_cause_is_told_by_the_names_of_the_themes() -> None:
    names = load_knowledge(ENCODER_SIZE).names
    row = usual_row(
        ENCODER_SIZE,
        **{
            "cause, beyond usual": 1.0,
            "theme of child": names.index("pipeline"),
            "theme of parent": names.index("revenue"),
        },
    )

    assert explain(row) == [("sales pipeline: this usually brings revenue growth",)]


def test_the_same_theme_is_told_as_such() -> None:
    at = load_knowledge(HASHED_SIZE).names.index("hiring")
    row = usual_row(HASHED_SIZE, **{"cause, beyond usual": 1.0, "theme of child": at, "theme of parent": at})

    assert explain(row, HASHED_SIZE) == [("both are about hiring",)]


def test_what_stands_out_most_is_told_first() -> None:
    row = usual_row(ENCODER_SIZE, **{"whole, beyond usual": 0.3, "rarest word": 60.0})

    assert explain(row)[0][0] == "they share words that are rare elsewhere"
    assert len(explain(row)[0]) == 2


def test_of_a_usual_pair_nothing_is_told() -> None:
    assert explain(usual_row(ENCODER_SIZE)) == [()]
