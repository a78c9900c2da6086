"""How texts become vectors and where vectors are kept, from variables that the settings hand in."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from coach.errors import ConfigurationError

__all__ = ["EmbeddingOptions", "Precision", "read_embedding_options"]


class Precision(StrEnum):
    """How an encoder computes. `auto` takes the fastest that is exact enough on this machine.

    OpenVINO computes in bfloat16 where the processor multiplies that by itself, else in float32.
    """

    AUTO = "auto"
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"
    OPENVINO = "openvino"


class EmbeddingOptions(NamedTuple):
    """How texts become vectors.

    Attributes:
        precision: How the encoder computes.
        cache: Folder for vectors; `None` keeps none.
    """

    precision: Precision = Precision.AUTO
    cache: Path | None = None


def read_embedding_options(environment: Mapping[str, str]) -> EmbeddingOptions:
    """The options that `COACH_ENCODER` and `COACH_CACHE_DIR` name.

    Without `COACH_CACHE_DIR` vectors are kept in the user's cache folder; an empty value keeps none.

    Raises:
        ConfigurationError: A value cannot be used.
    """
    named = environment.get("COACH_ENCODER", "") or Precision.AUTO.value
    if named not in set(Precision):
        raise ConfigurationError(f"COACH_ENCODER is {named!r}, but must be one of {', '.join(Precision)}")
    return EmbeddingOptions(Precision(named), _find_cache(environment))


def _find_cache(environment: Mapping[str, str]) -> Path | None:
    named = environment.get("COACH_CACHE_DIR")
    if named is not None:
        return Path(named).expanduser() if named.strip() else None
    base = environment.get("XDG_CACHE_HOME") or (
        f"{environment['HOME']}/.cache" if environment.get("HOME") else environment.get("LOCALAPPDATA", "")
    )
    return Path(base) / "okr-coach" if base else None
