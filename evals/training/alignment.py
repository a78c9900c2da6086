"""Train the calibration of alignment: `python -m evals.training.alignment`.

1. Fit the themes: a linear layer over the vectors of the phrases in `goal_themes.yaml`.
2. Compute the features of all pairs of the train and dev organisations, by the path that an audit takes.
3. Fit a logistic regression, and judge it on organisations that it has not seen: every organisation is left
   out once. Choose the thresholds on these held-out probabilities.
4. Write both files of weights; print the figures for the data card.

Done twice: for vectors of the encoder, and for hashed words where none is installed. The test split is not
opened. Vectors are kept in `build/`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.alignment.calibrate import LogisticCalibrator
from coach.alignment.features import FEATURES
from coach.alignment.knowledge import FORMAT, NUMBERS_FILE, TABLES, TENSORS_FILE, Knowledge, Weights
from coach.alignment.lexical import encode_words
from coach.embedding.encoder import load_encoder
from coach.errors import CoachError
from evals.cases import DATASETS
from evals.companies import read_companies
from evals.training._support import (
    Encode,
    Examples,
    GoalTheme,
    count_background,
    fit_layer,
    fit_weights,
    list_examples,
    measure_usual,
    read_themes,
)
from evals.training._support_figures import choose_thresholds, print_ablation, print_support

__all__ = ["main"]

THEMES_FILE = "goal_themes.yaml"
VECTORS = Path("build") / "alignment_vectors.npz"
LEFT_OUT = frozenset({"theme of child", "theme of parent", "child's length", "parent's length"})
"""Features for readers only, and those that tell the style of our own texts."""
LAYER_STRENGTH = {"encoder": 100.0, "words": 30.0}
"""Inverse strength of the penalty on the themes' layer."""
STRENGTH = {"encoder": 0.1, "words": 0.1}
"""Inverse strength of the penalty on the weights of the features, chosen by leaving organisations out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, print figures, write the weights."""
    parser = argparse.ArgumentParser(prog="python -m evals.training.alignment", description=__doc__)
    parser.add_argument("--datasets", type=Path, default=DATASETS)
    parser.add_argument("--output", type=Path, default=NUMBERS_FILE.parent)
    parser.add_argument("--ablation", action="store_true", help="also print what each group of features adds")
    options = parser.parse_args(arguments)
    try:
        _train(options.datasets, options.output, ablation=options.ablation)
    except CoachError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _train(datasets: Path, output: Path, *, ablation: bool) -> None:
    started = time.perf_counter()
    themes = read_themes(datasets / THEMES_FILE)
    cases = [case for case in read_companies(datasets) if case.split != "test"]
    background = count_background([case for case in cases if case.split == "train"], themes)
    tensors: dict[str, NDArray[Any]] = {}
    calibrations: dict[str, Weights] = {}
    for kind, encode in (("encoder", _cached(load_encoder().encode)), ("words", encode_words)):
        layer, offsets = fit_layer(themes, encode, LAYER_STRENGTH[kind])
        knowledge = measure_usual(cases, encode, _knowledge(kind, themes, background, layer, offsets))
        tensors |= {f"{kind}_{name}": getattr(knowledge, name).astype(np.float16) for name in TABLES}
        examples = list_examples(cases, encode, knowledge)
        print(f"\n{kind}: {len(examples.support)} pairs of {len(cases)} organisations")
        names = [name for name in FEATURES if name not in LEFT_OUT]
        held_out = predict_held_out(examples, knowledge, names, STRENGTH[kind])
        print_support(examples, held_out)
        if ablation:
            print_ablation(
                examples, names, lambda kept: predict_held_out(examples, knowledge, kept, STRENGTH[kind])
            )
        weights = fit_weights(examples.features, examples.support == "yes", names, STRENGTH[kind])
        calibrations[kind] = choose_thresholds(weights, examples, held_out)
    _write(output, themes, background, calibrations, tensors)
    print(f"\nwritten to {output} after {time.perf_counter() - started:.0f} s")


def predict_held_out(
    examples: Examples, knowledge: Knowledge, names: Sequence[str], strength: float
) -> NDArray[np.float32]:
    """The probability of every pair, by weights that have not seen its organisation."""
    found = np.zeros(len(examples.support), np.float32)
    for organisation in np.unique(examples.organisation):
        out = examples.organisation == organisation
        weights = fit_weights(examples.features[~out], examples.support[~out] == "yes", names, strength)
        calibrator = LogisticCalibrator(knowledge._replace(calibration=weights))
        found[out] = calibrator.probabilities(examples.features[out])
    return found


def _knowledge(
    kind: str,
    themes: Sequence[GoalTheme],
    background: dict[str, float],
    layer: NDArray[np.float16],
    offsets: NDArray[np.float32],
) -> Knowledge:
    names = tuple(theme.name for theme in themes)
    graph = np.eye(len(names), dtype=np.float32)
    for row, theme in enumerate(themes):
        for other, share in theme.brings.items():
            graph[row, names.index(other)] = share
    return Knowledge(
        version="in training",
        kind=kind,
        calibration=Weights({}, {}, {}, {}, 0.0, 0.5, 0.5, 0.5),
        background=background,
        names=names,
        labels=tuple(theme.label for theme in themes),
        graph=graph,
        layer=layer.astype(np.float32),
        offsets=offsets,
        usual_child=np.zeros(layer.shape[1], np.float32),
        usual_parent=np.zeros(layer.shape[1], np.float32),
        usual_drives=np.zeros(len(names), np.float32),
        usual_aims=np.zeros(len(names), np.float32),
    )


def _write(
    output: Path,
    themes: Sequence[GoalTheme],
    background: dict[str, float],
    calibrations: dict[str, Weights],
    tensors: dict[str, NDArray[Any]],
) -> None:
    content = {
        "format": FORMAT,
        "calibrations": {kind: weights._asdict() for kind, weights in calibrations.items()},
        "themes": [
            {"name": theme.name, "label": theme.label, "brings": dict(theme.brings)} for theme in themes
        ],
        "background": background,
    }
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode())
    for name in sorted(tensors):
        digest.update(tensors[name].tobytes())
    text = json.dumps({"version": digest.hexdigest()[:10], **content}, indent=1, ensure_ascii=False)
    output.mkdir(parents=True, exist_ok=True)
    (output / NUMBERS_FILE.name).write_text(f"{text}\n", encoding="utf-8")
    with (output / TENSORS_FILE.name).open("wb") as file:
        np.savez(file, allow_pickle=False, **tensors)


def _cached(encode: Encode, path: Path = VECTORS) -> Encode:
    """The same, with all vectors kept in a file."""
    known: dict[str, NDArray[Any]] = {}
    if path.exists():
        with np.load(path, allow_pickle=False) as arrays:
            known = dict(zip(arrays["texts"].tolist(), arrays["vectors"], strict=True))

    def look_up(texts: Sequence[str]) -> NDArray[Any]:
        missing = sorted({text for text in texts if text not in known})
        if missing:
            known.update(zip(missing, encode(missing), strict=True))
            path.parent.mkdir(parents=True, exist_ok=True)
            np.savez(path, allow_pickle=False, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
        return np.stack([known[text] for text in texts])

    return look_up


if __name__ == "__main__":
    sys.exit(main())
