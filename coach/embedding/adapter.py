"""A classifier of pairs: the encoder with a low-rank adapter, mean pooling, one sigmoid head per label.

The adapter is applied when it is loaded: for each adapted layer the product of its two small matrices is
added to the layer's weights. From then on it costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.embedding.encoder import SentenceTransformerEncoder
from coach.errors import WeightsBroken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["HEADS", "LINEAR_LAYERS", "PairClassifier", "pool_mean", "read_tensors"]

HEADS = ("task-like", "mixed", "unclear", "unmeasurable", "vague", "disconnected", "needs-work")
"""Labels in the order of the columns."""

LINEAR_LAYERS = ("query", "key", "value", "attention.output.dense", "intermediate.dense", "output.dense")
"""Ends of the names of the layers that are adapted: every linear one of the encoder."""
_BATCH = 32


class PairClassifier:
    """Scores pairs of texts.

    Args:
        encoder: The encoder that the adapter was fitted on.
        tensors: The adapter and the heads, by name, as `export` gives them.

    Raises:
        WeightsBroken: Tensors are missing, or do not fit the encoder.
    """

    def __init__(
        self, encoder: SentenceTransformerEncoder, tensors: Mapping[str, NDArray[np.float16]]
    ) -> None:
        import torch  # noqa: PLC0415 - seconds; only those who ask for scores pay

        self._torch = torch
        self._encoder = encoder
        values = {name: torch.from_numpy(value.astype("float32")) for name, value in tensors.items()}
        try:
            self._model = _apply(encoder.copy_transformer(), values, torch).eval()
            self._weight, self._bias = values["heads.weight"], values["heads.bias"]
            if self._weight.shape != (len(HEADS), self._model.config.hidden_size):
                raise WeightsBroken("the heads do not fit the encoder; train the critic again")
        except (KeyError, RuntimeError) as error:
            raise WeightsBroken(
                f"the adapter does not fit the encoder: {error}; train the critic again"
            ) from error

    def classify(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, ...]]:
        """A score per head (log odds) for each pair, in order. Pairs of like length share a batch."""
        scores: list[tuple[float, ...]] = [()] * len(pairs)
        order = sorted(range(len(pairs)), key=lambda place: len(pairs[place][0]) + len(pairs[place][1]))
        with self._torch.inference_mode():
            for start in range(0, len(order), _BATCH):
                places = order[start : start + _BATCH]
                inputs = self._encoder.tokenize_pairs([pairs[place] for place in places])
                hidden = self._model(**inputs).last_hidden_state
                pooled = pool_mean(hidden, inputs["attention_mask"])
                logits = (pooled @ self._weight.T + self._bias).tolist()
                for place, row in zip(places, logits, strict=True):
                    scores[place] = tuple(row)
        return scores

    @staticmethod
    def export(model: Any, heads: Any, *, scaling: float) -> dict[str, NDArray[np.float16]]:
        """The tensors of a trained peft model and its heads; the scaling goes into the second matrix."""
        tensors = {"heads.weight": heads.weight, "heads.bias": heads.bias}
        for name, value in model.named_parameters():
            layer = name.removeprefix("base_model.model.")
            if ".lora_A." in layer:
                tensors[layer.split(".lora_A.")[0] + ".down"] = value
            elif ".lora_B." in layer:
                tensors[layer.split(".lora_B.")[0] + ".up"] = value * scaling
        return {name: value.detach().numpy().astype("float16") for name, value in sorted(tensors.items())}


def read_tensors(path: Path) -> dict[str, NDArray[np.float16]]:
    """The tensors of a safetensors file.

    Raises:
        WeightsBroken: The file is missing or no safetensors file.
    """
    from safetensors import SafetensorError  # noqa: PLC0415 - comes with the extra
    from safetensors.numpy import load  # noqa: PLC0415

    try:
        tensors: dict[str, NDArray[np.float16]] = load(path.read_bytes())
    except OSError as error:
        raise WeightsBroken(f"{path.name} cannot be read: {error.strerror}") from error
    except SafetensorError as error:
        raise WeightsBroken(f"{path.name} is no safetensors file: {error}") from error
    return tensors


def pool_mean(hidden: Any, mask: Any) -> Any:
    """Mean of the token vectors that are no padding."""
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(1) / weights.sum(1)


def _apply(transformer: Any, values: Mapping[str, Any], torch: Any) -> Any:
    """Add the products of the small matrices to the weights of their layers."""
    layers = dict(transformer.named_modules())
    with torch.no_grad():
        for name, down in values.items():
            if name.endswith(".down"):
                layer = name.removesuffix(".down")
                layers[layer].weight += values[f"{layer}.up"] @ down
    return transformer
