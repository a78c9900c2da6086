"""Texts to vectors. Loaded once per process, without the network."""

from __future__ import annotations

import copy
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from coach.embedding.weights import check_weights, find_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Encoder", "SentenceTransformerEncoder", "load_encoder"]

_LONGEST = 192
"""Tokens of a key result with its objective; what is longer is cut for the encoder only."""
_BATCH = 32
_THREADS = 2


class Encoder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """Name of the model; vectors of different names must not be compared."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, in order: vectors of length 1, shape `(len(texts), size)`."""
        ...


class SentenceTransformerEncoder:
    """A sentence-transformers model on the CPU.

    Args:
        model: Folder with the model's files.
        name: Name of the model.
    """

    def __init__(self, model: Path, name: str = "all-MiniLM-L6-v2") -> None:
        # What is in the folder is all there is: a lookup on a hub would hang where there is no network.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        # Each shape of a batch leaves compiled code; to keep a thousand takes 350 MB and saves nothing.
        os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64")
        import torch  # noqa: PLC0415 - seconds; only those who ask for vectors pay
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

        disable_progress_bar()  # a review must not write to the terminal behind the caller's back
        torch.set_num_threads(min(_THREADS, torch.get_num_threads()))
        self._torch = torch
        self._model = SentenceTransformer(str(model), device="cpu", local_files_only=True)
        self._model.eval()
        self.name = name

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, in order: vectors of length 1."""
        vectors: NDArray[np.float32] = self._model.encode(
            list(texts),
            batch_size=_BATCH,
            show_progress_bar=False,
            convert_to_numpy=True,
            normalize_embeddings=True,
        )
        return vectors

    @property
    def model(self) -> Any:
        """The sentence-transformers model, for faster ways to run it."""
        return self._model

    def tokenize_pairs(self, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """Tensors of `first [SEP] second`, padded to the longest; the second may be empty."""
        tokens: dict[str, Any] = dict(
            self._model.tokenizer(
                [first for first, _ in pairs],
                [second for _, second in pairs],
                padding=True,
                truncation=True,
                max_length=_LONGEST,
                return_tensors="pt",
            )
        )
        return tokens

    def copy_transformer(self) -> Any:
        """A transformer that may be changed; it shares the word embeddings, which nobody changes."""
        transformer = self._model[0].auto_model
        shared = {id(transformer.embeddings): transformer.embeddings}
        return copy.deepcopy(transformer, shared)


@cache
def load_encoder() -> SentenceTransformerEncoder:
    """The encoder of the extra `embedding`, checked and loaded once per process.

    Raises:
        EncoderMissing: The extra is not installed.
        EncoderMismatch: Its weights are not the ones that the coach was measured with.
    """
    model = find_model()
    check_weights(model)
    return SentenceTransformerEncoder(model)
