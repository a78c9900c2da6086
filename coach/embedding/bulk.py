"""The encoder for many texts: the fastest exact path of this machine, and a cache in front of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from coach.embedding.cache import CachedEncoder, VectorCache
from coach.embedding.encoder import SentenceTransformerEncoder, load_encoder
from coach.embedding.fast import FastBert, has_fast_bfloat16
from coach.embedding.openvino_ import OpenVinoBert, is_installed
from coach.embedding.options import EmbeddingOptions, Precision
from coach.embedding.weights import ENCODER_SHA256

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["TOLERANCE", "BulkEncoder", "start_bulk_encoder"]

TOLERANCE = 0.999
"""Least cosine between a vector of a fast path and that of sentence-transformers in float32."""
_PROBES = (
    "Guests come back because the second visit is better than the first",
    "Deliveries that arrive complete and on time, from 93.1% to 97.5%",
    "Launch the new site",
)


class BulkEncoder:
    """Encodes many texts by the fastest path that gives the same vectors.

    Args:
        encoder: The encoder as sentence-transformers runs it.
        precision: How to compute; `auto` takes OpenVINO where it is installed, else bfloat16 where the
            processor multiplies it by itself.

    Raises:
        EncoderMissing: OpenVINO is asked for and not installed.
    """

    def __init__(self, encoder: SentenceTransformerEncoder, precision: Precision = Precision.AUTO) -> None:
        self._plain = encoder
        chosen = _choose() if precision is Precision.AUTO else precision
        self._fast = _start_fast(encoder, chosen)
        if self._fast is None:
            chosen = Precision.FLOAT32
        self.precision = chosen
        self.restart = partial(start_bulk_encoder, EmbeddingOptions(chosen))
        """Starts the same encoder in another process, without a cache; can be pickled."""
        self.name = f"{encoder.name}, {_describe(chosen)}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, in order: vectors of length 1."""
        return self._plain.encode(texts) if self._fast is None else self._fast.encode(texts)


def start_bulk_encoder(options: EmbeddingOptions) -> CachedEncoder:
    """The encoder of an audit, with its cache.

    Raises:
        EncoderMissing: The extra `embedding` is not installed, or OpenVINO is asked for and is not.
        EncoderMismatch: Its weights are not the ones that the coach was measured with.
    """
    encoder = BulkEncoder(load_encoder(), options.precision)
    cache = None
    if options.cache is not None:
        name = f"{encoder.name} {ENCODER_SHA256[:12]}"
        cache = VectorCache(options.cache, name, encoder.encode(_PROBES[:1]).shape[1])
    return CachedEncoder(encoder, cache)


def _choose() -> Precision:
    if is_installed():
        return Precision.OPENVINO
    return Precision.BFLOAT16 if has_fast_bfloat16() else Precision.FLOAT32


def _describe(chosen: Precision) -> str:
    if chosen is not Precision.OPENVINO:
        return chosen.value
    return f"OpenVINO {(Precision.BFLOAT16 if has_fast_bfloat16() else Precision.FLOAT32).value}"


def _start_fast(encoder: SentenceTransformerEncoder, chosen: Precision) -> FastBert | OpenVinoBert | None:
    """The fast path, or `None` for a model that it does not compute rightly."""
    import torch  # noqa: PLC0415 - loaded by the encoder

    fast: FastBert | OpenVinoBert
    try:
        if chosen is Precision.OPENVINO:
            fast = OpenVinoBert(encoder.model, bfloat16=has_fast_bfloat16())
        else:
            fast = FastBert(encoder.model, getattr(torch, chosen.value))
    except ValueError:
        return None
    likeness = (fast.encode(_PROBES) * encoder.encode(_PROBES)).sum(axis=1)
    return fast if float(likeness.min()) >= TOLERANCE else None
