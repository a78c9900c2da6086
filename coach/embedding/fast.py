"""A BERT encoder without padding: texts of one length in tokens go through together, on every core.

A sentence-transformers model computes on padded batches with the whole transformers machinery around each
layer. For sentences of ten to forty tokens most of the time goes there. This runs the same weights through
the same operations, batched by exact length, so that there is no padding and no mask; one worker thread a
core, each batch on one core.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FastBert", "check_model", "count_cores", "has_fast_bfloat16", "make_batches"]

_TOKENS = 1_536
"""Tokens in one batch: large enough to fill the core's matrix unit, small enough for its cache."""
_MOST_WORKERS = 16
_KNOWN = "BertModel"


class FastBert:
    """The forward pass of a BERT sentence encoder with mean pooling.

    Args:
        model: A sentence-transformers model.
        dtype: `torch.float32` or `torch.bfloat16`.
        workers: Threads; the cores of the process unless given.

    Raises:
        ValueError: The model is another kind of encoder.
    """

    def __init__(self, model: Any, dtype: Any, workers: int | None = None) -> None:
        import torch  # noqa: PLC0415 - seconds; only those who ask for vectors pay

        check_model(model)
        self._torch = torch
        self._tokenizer = model.tokenizer
        self._longest = int(model.max_seq_length)
        self._workers = workers or count_cores()
        bert = model[0].auto_model
        self._heads = int(bert.config.num_attention_heads)
        self._epsilon = float(bert.config.layer_norm_eps)
        self.size = int(bert.config.hidden_size)

        def cast(*tensors: Any) -> Any:
            return torch.cat([tensor.detach() for tensor in tensors]).to(dtype)

        def pair(module: Any) -> tuple[Any, Any]:
            return module.weight.detach().to(dtype), module.bias.detach().to(dtype)

        embeddings = bert.embeddings
        self._words = embeddings.word_embeddings.weight.detach().to(dtype)
        kind = embeddings.token_type_embeddings.weight[0]
        self._places = (embeddings.position_embeddings.weight + kind).detach().to(dtype)
        self._norm = pair(embeddings.LayerNorm)
        self._layers = []
        for layer in bert.encoder.layer:
            own = layer.attention.self
            self._layers.append(
                (
                    cast(own.query.weight, own.key.weight, own.value.weight),
                    cast(own.query.bias, own.key.bias, own.value.bias),
                    pair(layer.attention.output.dense),
                    pair(layer.attention.output.LayerNorm),
                    pair(layer.intermediate.dense),
                    pair(layer.output.dense),
                    pair(layer.output.LayerNorm),
                )
            )

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, in order: vectors of length 1."""
        import numpy as np  # noqa: PLC0415 - comes with the extra

        if not texts:
            return np.zeros((0, self.size), np.float32)
        tokens = self._tokenizer(
            list(texts), truncation=True, max_length=self._longest, padding=False, return_attention_mask=False
        )["input_ids"]
        vectors = np.empty((len(texts), self.size), np.float32)

        def run(batch: list[int]) -> None:
            with self._torch.inference_mode():
                ids = self._torch.tensor([tokens[place] for place in batch])
                vectors[batch] = self._forward(ids).numpy()

        batches = make_batches([len(found) for found in tokens])
        if self._workers == 1 or len(batches) == 1:
            for batch in batches:
                run(batch)
            return vectors
        threads = self._torch.get_num_threads()
        self._torch.set_num_threads(1)
        try:
            with ThreadPoolExecutor(self._workers) as pool:
                for _ in pool.map(run, batches):
                    pass
        finally:
            self._torch.set_num_threads(threads)
        return vectors

    def _forward(self, ids: Any) -> Any:
        functional = self._torch.nn.functional
        count, length = ids.shape
        shape, size = (self.size,), self.size // self._heads
        x = functional.embedding(ids, self._words) + self._places[:length]
        x = functional.layer_norm(x, shape, *self._norm, self._epsilon)
        for weight, bias, out, first_norm, inner, outer, second_norm in self._layers:
            mixed = functional.linear(x, weight, bias).view(count, length, 3, self._heads, size)
            query, key, value = mixed.permute(2, 0, 3, 1, 4)
            seen = functional.scaled_dot_product_attention(query, key, value)
            seen = seen.transpose(1, 2).reshape(count, length, self.size)
            x = functional.layer_norm(x + functional.linear(seen, *out), shape, *first_norm, self._epsilon)
            wide = functional.gelu(functional.linear(x, *inner))
            x = functional.layer_norm(x + functional.linear(wide, *outer), shape, *second_norm, self._epsilon)
        return functional.normalize(x.float().mean(1), dim=1)


def make_batches(lengths: Sequence[int]) -> list[list[int]]:
    """Places of texts of one length, the longest first, so that the cores end together."""
    groups: dict[int, list[int]] = defaultdict(list)
    for place, length in enumerate(lengths):
        groups[length].append(place)
    batches = []
    for length in sorted(groups, reverse=True):
        group = groups[length]
        step = max(1, _TOKENS // length)
        batches += [group[at : at + step] for at in range(0, len(group), step)]
    return batches


def check_model(model: Any) -> None:
    """Make sure that the model is what this computes; anything else would give other vectors.

    Raises:
        ValueError: It is another kind of encoder.
    """
    bert = model[0].auto_model
    config = bert.config
    pooling = model[1].get_config_dict() if len(model) > 1 else {}
    known = (
        type(bert).__name__ == _KNOWN
        and config.hidden_act == "gelu"
        and getattr(config, "position_embedding_type", "absolute") in {"absolute", None}
        and not getattr(config, "is_decoder", False)
        and "mean" in str(pooling).lower()
    )
    if not known:
        raise ValueError(f"{type(bert).__name__} is no encoder that is known here")


def count_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return min(_MOST_WORKERS, len(os.sched_getaffinity(0)))
    return min(_MOST_WORKERS, os.cpu_count() or 1)


def has_fast_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 by itself; where it does not, bfloat16 is slower."""
    import torch  # noqa: PLC0415

    names = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    return any(check() for check in (getattr(torch.cpu, name, None) for name in names) if check)
