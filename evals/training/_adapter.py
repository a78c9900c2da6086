"""Fit the low-rank adapter and the heads on labelled pairs of key result and objective."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from peft import LoraConfig, get_peft_model
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

from coach.embedding.adapter import HEADS, LINEAR_LAYERS, PairClassifier, pool_mean
from coach.embedding.encoder import SentenceTransformerEncoder
from evals.training._examples import Example

__all__ = ["Recipe", "fit_adapter"]

SCALING = 2.0
"""What the product of the two small matrices is multiplied with in training."""
_SORTED_TOGETHER = 8
"""Batches of shuffled examples that are sorted by length together, so that little is padded."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of one training run.

    Attributes:
        seed: Everything random comes from it.
        rank: Rank of the adapter.
        epochs: Passes over the examples.
        rate: Highest learning rate; it rises over a tenth of the steps and falls to nothing.
        batch: Examples per step.
        swapped: Share of examples that are shown under a foreign objective, as disconnected.
        bare: Share of examples that are shown without their objective.
        threads: Threads of the processor; another number gives slightly other weights.
    """

    seed: int = 7
    rank: int = 16
    epochs: int = 5
    rate: float = 6e-4
    batch: int = 16
    swapped: float = 0.1
    bare: float = 0.05
    threads: int = 2


def fit_adapter(
    encoder: SentenceTransformerEncoder, examples: Sequence[Example], recipe: Recipe
) -> dict[str, NDArray[np.float16]]:
    """Train; returns the tensors that `PairClassifier` reads, in half precision."""
    _sow(recipe.seed)
    torch.set_num_threads(recipe.threads)
    model = get_peft_model(
        encoder.copy_transformer(),
        LoraConfig(r=recipe.rank, lora_alpha=int(SCALING * recipe.rank), target_modules=list(LINEAR_LAYERS)),
    )
    heads = nn.Linear(model.config.hidden_size, len(HEADS))
    weights = [weight for weight in model.parameters() if weight.requires_grad] + list(heads.parameters())
    optimizer = torch.optim.AdamW(weights, lr=recipe.rate, weight_decay=0.01)
    steps = recipe.epochs * (-(-len(examples) // recipe.batch) + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        recipe.rate,
        total_steps=steps,
        pct_start=0.1,
        anneal_strategy="linear",
        cycle_momentum=False,
    )
    model.train()
    dice = random.Random(recipe.seed)  # noqa: S311 - shuffling, no secret
    objectives = sorted({example.objective for example in examples})
    for _ in range(recipe.epochs):
        shown = [_vary(example, objectives, recipe, dice) for example in examples]
        for batch in _batches(shown, recipe.batch, dice):
            inputs = encoder.tokenize_pairs([(example.text, example.objective) for example in batch])
            logits = heads(pool_mean(model(**inputs).last_hidden_state, inputs["attention_mask"]))
            loss = _loss(logits, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            schedule.step()
    return PairClassifier.export(model, heads, scaling=SCALING)


def _vary(example: Example, objectives: Sequence[str], recipe: Recipe, dice: random.Random) -> Example:
    """The example as it is, or under a foreign objective, or without one."""
    draw = dice.random()
    if draw < recipe.swapped:
        return example.under(dice.choice(objectives))
    if draw < recipe.swapped + recipe.bare:
        return example.without_objective()
    return example


def _batches(examples: list[Example], size: int, dice: random.Random) -> list[list[Example]]:
    """Batches in random order; examples of like length stand together."""
    dice.shuffle(examples)
    stretch = size * _SORTED_TOGETHER
    batches: list[list[Example]] = []
    for start in range(0, len(examples), stretch):
        together = sorted(
            examples[start : start + stretch], key=lambda example: len(example.text) + len(example.objective)
        )
        batches.extend(together[place : place + size] for place in range(0, len(together), size))
    dice.shuffle(batches)
    return batches


def _loss(logits: torch.Tensor, batch: Sequence[Example]) -> torch.Tensor:
    labels = torch.tensor([[example.labels[head] for head in HEADS] for example in batch])
    known = ~torch.isnan(labels)
    weights = torch.tensor([example.weight for example in batch])[:, None] * known
    losses = binary_cross_entropy_with_logits(logits, torch.nan_to_num(labels), reduction="none")
    return (losses * weights).sum() / weights.sum()


def _sow(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - libraries draw from the global generator
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)
    torch.utils.deterministic.fill_uninitialized_memory = False
