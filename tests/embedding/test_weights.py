from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from coach.embedding.weights import ENCODER_SHA256, check_weights, find_model
from coach.errors import EncoderMismatch, EncoderMissing


def test_weights_with_the_expected_hash_pass(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")

    check_weights(tmp_path, hashlib.sha256(b"weights").hexdigest())


def test_other_weights_are_refused_with_both_hashes(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")

    with pytest.raises(EncoderMismatch, match=ENCODER_SHA256[:12]):
        check_weights(tmp_path)


def test_a_folder_without_weights_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match=r"okr-coach\[embedding\]"):
        check_weights(tmp_path)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.embedding.weights.ENCODER_PACKAGE", "no_such_encoder")
    monkeypatch.setattr("coach.embedding.weights._NEEDED", ("no_such_encoder",))

    with pytest.raises(EncoderMissing, match="no_such_encoder is not installed"):
        find_model()
