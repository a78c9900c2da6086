"""Train the calibration of alignment: `python -m evals.training.alignment`.

1. Fit the themes: a linear layer over the vectors of the phrases in `goal_themes.yaml`.
2. Compute the features of all pairs of the train and dev organisations and of those in plain style, by the
   path that an audit takes.
3. Fit boosted trees, and judge them on organisations that they have not seen: every organisation is held out
   once, a tenth at a time. Soften them as far as weights of one style are too sure of the other style.
   Choose the threshold on the held-out probabilities of both styles; fit the chances of uncovered goals on
   those of train and dev;
   those of orphans also on organisations in plain style that were written with orphans in mind, and with a
   linear layer that knows which kinds of texts support nothing, whatever stands above.
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
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from coach.alignment.calibrate import TreeCalibrator
from coach.alignment.features import FEATURES, READERS_ONLY
from coach.alignment.hashed import encode_words
from coach.alignment.knowledge import FORMAT, NUMBERS_FILE, TABLES, TENSORS_FILE, Knowledge, Weights
from coach.embedding.encoder import load_encoder
from coach.errors import CoachError
from evals.cases import DATASETS
from evals.companies import read_companies, read_plain_companies
from evals.training._support import (
    UNFITTED,
    Children,
    Encode,
    Examples,
    GoalTheme,
    count_background,
    fit_layer,
    fit_lone,
    fit_weights,
    list_children,
    list_examples,
    measure_usual,
    read_themes,
    soften,
)
from evals.training._support_figures import (
    choose_threshold,
    fit_orphans,
    fit_uncovered,
    print_ablation,
    print_support,
)

__all__ = ["main"]

THEMES_FILE = "goal_themes.yaml"
FOLDS = 10
_STEPS = 1000
_EDGE = 1e-4
VECTORS = Path("build") / "alignment_vectors.npz"
WITH_ORPHANS = "pt-"
"""How the ids of those organisations in plain style begin that were written with orphans in mind."""
LAYER_STRENGTH = {"words": 30.0, "encoder": 100.0}
"""Inverse strength of the penalty on the themes' layer."""
ONLY_WITH_ENCODER = frozenset(name for name in FEATURES if name.endswith("by words"))
"""Without an encoder these are the same as the features without that ending."""


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
    own = [case for case in read_companies(datasets) if case.split != "test"]
    cases = [*own, *read_plain_companies(datasets)]
    background = count_background(cases, themes)
    tensors: dict[str, NDArray[Any]] = {}
    calibrations: dict[str, Weights] = {}
    words: Knowledge | None = None
    for kind, encode in (("words", encode_words), ("encoder", _cached(load_encoder().encode))):
        layer, offsets = fit_layer(themes, encode, LAYER_STRENGTH[kind])
        knowledge = measure_usual(cases, encode, _knowledge(kind, themes, background, layer, offsets))
        words = words or knowledge
        tensors |= {f"{kind}_{name}": getattr(knowledge, name).astype(np.float16) for name in TABLES}
        examples = list_examples(cases, encode, knowledge, words)
        left_out = READERS_ONLY if kind == "encoder" else READERS_ONLY | ONLY_WITH_ENCODER
        names = [name for name in FEATURES if name not in left_out]
        print(f"\n{kind}: {len(examples.support)} pairs of {len(cases)} organisations")
        mine = np.isin(examples.organisation, [case.id for case in own])
        slope, offset = fit_across_styles(examples, mine, knowledge, names)
        print(f"odds are multiplied with {slope:.2f} and shifted by {offset:+.2f}")
        held_out = shift(predict_held_out(examples, knowledge, names), slope, offset)
        for title, chosen in (("train and dev", mine), ("plain style", ~mine)):
            print_support(title, examples.take(chosen), held_out[chosen])
        if ablation:
            print_ablation(examples, names, partial(predict_held_out, examples, knowledge))
        children = list_children(cases, encode)
        tensors[f"{kind}_lone"] = fit_lone(children.wholes, children.lone).astype(np.float16)
        weights = soften(fit_weights(examples.features, examples.support == "yes", names), slope, offset)
        telling = mine | np.char.startswith(examples.organisation, WITH_ORPHANS)
        texts = read_held_out(children, knowledge)
        weights = choose_threshold(weights, examples, held_out)
        weights = fit_uncovered(weights, examples.take(mine), held_out[mine])
        calibrations[kind] = fit_orphans(weights, examples.take(telling), held_out[telling], texts)
    _write(output, themes, background, calibrations, tensors)
    print(f"\nwritten to {output} after {time.perf_counter() - started:.0f} s")


def read_held_out(children: Children, knowledge: Knowledge) -> dict[str, float]:
    """How each child reads, as log odds, by a layer that has not seen its organisation."""
    found: dict[str, float] = {}
    for seen, held_out in GroupKFold(FOLDS).split(children.wholes, groups=children.organisation):
        layer = fit_lone(children.wholes[seen], children.lone[seen])
        odds = (children.wholes[held_out] - knowledge.usual_child) @ layer
        found.update(zip(children.ids[held_out].tolist(), odds.tolist(), strict=True))
    return found


def predict_held_out(examples: Examples, knowledge: Knowledge, names: Sequence[str]) -> NDArray[np.float32]:
    """The probability of every pair, by weights that have not seen its organisation."""
    found = np.zeros(len(examples.support), np.float32)
    parts = GroupKFold(FOLDS).split(examples.features, groups=examples.organisation)
    for seen, held_out in parts:
        weights = fit_weights(examples.features[seen], examples.support[seen] == "yes", names)
        calibrator = TreeCalibrator(knowledge._replace(calibration=weights))
        found[held_out] = calibrator.probabilities(examples.features[held_out])
    return found


def fit_across_styles(
    examples: Examples, mine: NDArray[np.bool_], knowledge: Knowledge, names: Sequence[str]
) -> tuple[float, float]:
    """Slope and offset for organisations whose style training has not seen (Platt's scaling).

    Weights of one of the two styles say the probabilities of the other: what is too sure of itself there
    would be too sure of itself elsewhere.
    """
    truth, chances = examples.support == "yes", np.zeros(len(mine), np.float32)
    for seen in (mine, ~mine):
        weights = fit_weights(examples.features[seen], truth[seen], names)
        calibrator = TreeCalibrator(knowledge._replace(calibration=weights))
        chances[~seen] = calibrator.probabilities(examples.features[~seen])
    model = LogisticRegression(C=np.inf, max_iter=_STEPS).fit(_odds(chances)[:, None], truth)
    return round(float(model.coef_[0, 0]), 4), round(float(model.intercept_[0]), 4)


def shift(chances: NDArray[np.float32], slope: float, offset: float) -> NDArray[np.float32]:
    """Probabilities whose log odds are multiplied and shifted."""
    return (1.0 / (1.0 + np.exp(-(slope * _odds(chances) + offset)))).astype(np.float32)


def _odds(chances: NDArray[np.float32]) -> NDArray[np.float64]:
    inside = np.clip(chances.astype(np.float64), _EDGE, 1 - _EDGE)
    odds: NDArray[np.float64] = np.log(inside / (1 - inside))
    return odds


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
        calibration=Weights((), (), 0.0, (), (), 0.5, UNFITTED, UNFITTED),
        background=background,
        names=names,
        labels=tuple(theme.label for theme in themes),
        areas=tuple(theme.area for theme in themes),
        graph=graph,
        layer=layer.astype(np.float32),
        offsets=offsets,
        usual_child=np.zeros(layer.shape[1], np.float32),
        usual_parent=np.zeros(layer.shape[1], np.float32),
        usual_drives=np.zeros(len(names), np.float32),
        usual_aims=np.zeros(len(names), np.float32),
        lone=np.zeros(layer.shape[1], np.float32),
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
        "calibrations": {
            kind: {**weights._asdict(), "trees": [tree._asdict() for tree in weights.trees]}
            for kind, weights in calibrations.items()
        },
        "themes": [
            {"name": theme.name, "label": theme.label, "area": theme.area, "brings": dict(theme.brings)}
            for theme in themes
        ],
        "background": background,
    }
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode())
    for name in sorted(tensors):
        digest.update(tensors[name].tobytes())
    text = json.dumps(
        {"version": digest.hexdigest()[:10], **content}, ensure_ascii=False, separators=(",", ":")
    )
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
            np.savez(
                path, allow_pickle=False, texts=np.array(list(known)), vectors=np.stack(list(known.values()))
            )
        return np.stack([known[text] for text in texts])

    return look_up


if __name__ == "__main__":
    sys.exit(main())
