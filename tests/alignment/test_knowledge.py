from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copy
from typing import Any

import numpy as np
import pytest

from coach.alignment.features import FEATURES, READERS_ONLY
from coach.alignment.knowledge import NUMBERS_FILE, TENSORS_FILE, read_knowledge
from coach.alignment.teams import AREAS
from coach.errors import WeightsBroken


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return Path(copy(NUMBERS_FILE, tmp_path)), Path(copy(TENSORS_FILE, tmp_path))


def test_the_committed_weights_fit_the_features_of_the_code() -> None:
    for knowledge in read_knowledge(NUMBERS_FILE, TENSORS_FILE):
        assert set(knowledge.calibration.features) <= set(FEATURES) - READERS_ONLY
        assert knowledge.graph.diagonal().tolist() == [1.0] * len(knowledge.names)
        assert set(knowledge.areas) <= {"", *AREAS}


def _remove_trees(content: dict[str, Any]) -> None:
    del content["calibrations"]["encoder"]["trees"]


def _name_unknown_theme(content: dict[str, Any]) -> None:
    content["themes"][0]["brings"]["nowhere"] = 1.0


def _make_infinite(content: dict[str, Any]) -> None:
    content["calibrations"]["encoder"]["bias"] = float("inf")


def _lead_in_circles(content: dict[str, Any]) -> None:
    content["calibrations"]["encoder"]["trees"][0]["left"][0] = 0


def _look_elsewhere(content: dict[str, Any]) -> None:
    content["calibrations"]["encoder"]["trees"][0]["feature"][0] = 99


@pytest.mark.parametrize(
    "spoil", [_remove_trees, _name_unknown_theme, _make_infinite, _lead_in_circles, _look_elsewhere]
)
def test_broken_numbers_are_told(files: tuple[Path, Path], spoil: Callable[[dict[str, Any]], None]) -> None:
    content = json.loads(files[0].read_text(encoding="utf-8"))
    spoil(content)
    files[0].write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(WeightsBroken, match=r"alignment.json or alignment.npz is broken"):
        read_knowledge(*files)


def test_another_format_is_told(files: tuple[Path, Path]) -> None:
    files[0].write_text('{"format": 99}', encoding="utf-8")

    with pytest.raises(WeightsBroken, match="has format 99"):
        read_knowledge(*files)


def test_a_missing_file_is_told(files: tuple[Path, Path]) -> None:
    files[1].unlink()

    with pytest.raises(WeightsBroken, match="cannot be read"):
        read_knowledge(*files)


def test_tables_of_another_shape_are_told(files: tuple[Path, Path]) -> None:
    with np.load(files[1]) as arrays:
        tables = dict(arrays)
    tables["encoder_offsets"] = tables["encoder_offsets"][:-1]
    np.savez(files[1], allow_pickle=False, **tables)

    with pytest.raises(WeightsBroken, match="do not fit the themes"):
        read_knowledge(*files)


def test_a_truncated_file_is_told(files: tuple[Path, Path]) -> None:
    files[1].write_bytes(files[1].read_bytes()[:1000])

    with pytest.raises(WeightsBroken):
        read_knowledge(*files)
