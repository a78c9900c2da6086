"""The encoder through OpenVINO: the same weights, compiled for the processor at start.

An extra: it takes a second to compile and 180 MB to install. Batches are those of the other fast path, texts
of one length together. The model is handed to OpenVINO as it is in memory, through the reader for PyTorch,
because its general converter reports its use to the vendor.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from coach.embedding.fast import check_model, count_cores, make_batches
from coach.errors import EncoderMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["OpenVinoBert", "is_installed"]

_SHAPES = 64
"""Shapes of batches whose compiled code is kept; thousands, as is usual, take memory and save nothing."""
_HINTS = {False: "f32", True: "bf16"}


def is_installed() -> bool:
    """Whether the extra `openvino` is there."""
    return find_spec("openvino") is not None


class OpenVinoBert:
    """The forward pass of a BERT sentence encoder with mean pooling.

    Args:
        model: A sentence-transformers model.
        bfloat16: Whether to compute in bfloat16, else in float32.

    Raises:
        EncoderMissing: OpenVINO is not installed.
        ValueError: The model is another kind of encoder.
    """

    def __init__(self, model: Any, *, bfloat16: bool) -> None:
        check_model(model)
        if not is_installed():
            raise EncoderMissing("OpenVINO is not installed; run: pip install 'okr-coach[openvino]'")
        import openvino  # noqa: PLC0415 - an extra

        self._openvino = openvino
        self._tokenizer = model.tokenizer
        self._longest = int(model.max_seq_length)
        self.size = int(model[0].auto_model.config.hidden_size)
        self._compiled = openvino.Core().compile_model(
            _read_model(model[0].auto_model),
            "CPU",
            {
                "INFERENCE_PRECISION_HINT": _HINTS[bfloat16],
                "PERFORMANCE_HINT": "THROUGHPUT",
                "INFERENCE_NUM_THREADS": count_cores(),
                "CPU_RUNTIME_CACHE_CAPACITY": _SHAPES,
            },
        )

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, in order: vectors of length 1."""
        import numpy as np  # noqa: PLC0415 - comes with the extra

        vectors = np.empty((len(texts), self.size), np.float32)
        if not texts:
            return vectors
        tokens = self._tokenizer(
            list(texts), truncation=True, max_length=self._longest, padding=False, return_attention_mask=False
        )["input_ids"]

        def keep(request: Any, batch: list[int]) -> None:
            means = request.get_output_tensor(0).data.mean(axis=1)
            vectors[batch] = means / np.linalg.norm(means, axis=1, keepdims=True)

        queue = self._openvino.AsyncInferQueue(self._compiled)
        queue.set_callback(keep)
        for batch in make_batches([len(found) for found in tokens]):
            ids = np.array([tokens[place] for place in batch], np.int64)
            queue.start_async({"input_ids": ids, "attention_mask": np.ones_like(ids)}, batch)
        queue.wait_all()
        return vectors


def _read_model(bert: Any) -> Any:
    import torch  # noqa: PLC0415 - loaded by the encoder
    from openvino.frontend import FrontEndManager  # noqa: PLC0415
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder  # noqa: PLC0415

    example = torch.ones((2, 8), dtype=torch.long)
    with _hushed():
        decoder = TorchScriptPythonDecoder(
            bert, example_input={"input_ids": example, "attention_mask": example}
        )
        reader = FrontEndManager().load_by_framework("pytorch")
        return reader.convert(reader.load(decoder))


@contextmanager
def _hushed() -> Iterator[None]:
    """Without remarks that tracing makes on any model of this kind; what it gives is compared at start."""
    logger = logging.getLogger("transformers")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
