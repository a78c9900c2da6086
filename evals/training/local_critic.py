"""Train the local critic: `python -m evals.training.local_critic`.

1. Fit the adapter and the heads on the train split.
2. Fit it again for each part of the train split on the other parts, so that every row gets scores from an
   adapter that has not seen its objective. The logistic layer is fitted on these scores, on the parse and
   on the findings.
3. Calibrate on the dev split, print its figures, and write both files of weights.

The test split is not opened. Scores are kept in `build/`, so that `--stack-only` fits step 3 again after a
change of the reader or the rules without training the adapter.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import math
import sys
import time
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from safetensors.numpy import save
from sklearn.model_selection import GroupKFold

from coach.critic.features import read_features
from coach.critic.local import ADAPTER_FILE, NEEDS_WORK, STACK_FILE, WEIGHTS
from coach.critic.stacking import VERSION, Weighing
from coach.embedding.adapter import HEADS, PairClassifier, read_tensors
from coach.embedding.encoder import load_encoder
from coach.embedding.weights import ENCODER_SHA256
from coach.errors import CoachError
from coach.parsing import read_key_result
from coach.service import Service
from evals.cases import DATASETS, KeyResultCase, read_key_results
from evals.training._adapter import Recipe, fit_adapter
from evals.training._examples import is_plain, make_example
from evals.training._figures import print_figures
from evals.training._stack import Plan, calibrate, fit_weighing

__all__ = ["main"]

FOLDS = 3
PLANS = {
    # The rules were tuned on plain text, the rows are more literary: where rules judge well, only correct.
    "task-like": Plan(0.001, trusted="issue:task-like", plain_weight=4.0, speaks_from=0.65, calibrated=False),
    "unmeasurable": Plan(0.003, trusted="issue:unmeasurable", calibrated=False),
    "vague": Plan(0.003, speaks_from=0.6),
    "disconnected": Plan(0.003, speaks_from=0.6),
    NEEDS_WORK: Plan(0.003, trusted="rules"),
}
"""What is judged, and how each judgement is fitted."""
SCORES = Path("build") / "local_critic_scores.json"

Scores = dict[str, tuple[float, ...]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, print figures, write the weights."""
    parser = argparse.ArgumentParser(prog="python -m evals.training.local_critic", description=__doc__)
    parser.add_argument("--datasets", type=Path, default=DATASETS)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    parser.add_argument(
        "--scores", type=Path, default=SCORES, help="where the scores of the adapters are kept"
    )
    parser.add_argument(
        "--stack-only", action="store_true", help="keep the adapter; fit the logistic layer again"
    )
    options = parser.parse_args(arguments)
    logging.getLogger("transformers").setLevel(logging.ERROR)
    warnings.simplefilter("ignore", FutureWarning)  # peft's, about the library below it
    try:
        cases = read_key_results(options.datasets, ("train", "dev"))
        if not options.stack_only:
            _train(cases, options.output, options.scores)
        _stack(cases, options.output, _read_scores(options.scores, cases))
    except CoachError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _train(cases: Sequence[KeyResultCase], output: Path, kept: Path) -> None:
    """The adapter for everybody, then one per part for the scores of the others."""
    encoder, recipe = load_encoder(), Recipe()
    train = [case for case in cases if case.split == "train"]
    examples = [make_example(case) for case in train]
    start = time.monotonic()
    tensors = fit_adapter(encoder, examples, recipe)
    output.mkdir(parents=True, exist_ok=True)
    (output / ADAPTER_FILE).write_bytes(save(tensors))
    print(f"adapter: {time.monotonic() - start:.0f} s", flush=True)
    scores = _score(PairClassifier(encoder, tensors), [case for case in cases if case.split == "dev"])
    parts = GroupKFold(FOLDS, shuffle=True, random_state=recipe.seed)
    for number, (inside, outside) in enumerate(parts.split(train, groups=[case.objective for case in train])):
        part = fit_adapter(
            encoder, [examples[place] for place in inside], replace(recipe, seed=recipe.seed + 1 + number)
        )
        scores |= _score(PairClassifier(encoder, part), [train[place] for place in outside])
        print(f"part {number + 1} of {FOLDS}: {time.monotonic() - start:.0f} s", flush=True)
    kept.parent.mkdir(parents=True, exist_ok=True)
    content = {"heads": HEADS, "rows": _hash_rows(cases), "scores": scores}
    kept.write_text(json.dumps(content), encoding="utf-8")


def _score(classifier: PairClassifier, cases: Sequence[KeyResultCase]) -> Scores:
    scores = classifier.classify([(case.text, case.objective) for case in cases])
    return {case.id: row for case, row in zip(cases, scores, strict=True)}


def _read_scores(path: Path, cases: Sequence[KeyResultCase]) -> Scores:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CoachError(f"{path}: {error.strerror}; train without --stack-only first") from error
    if content["rows"] != _hash_rows(cases) or content["heads"] != list(HEADS):
        raise CoachError(f"{path} is of other rows or heads; train without --stack-only")
    return {name: tuple(row) for name, row in content["scores"].items()}


def _stack(cases: Sequence[KeyResultCase], output: Path, scores: Scores) -> None:
    """The logistic layer: fitted on train, calibrated on dev."""
    service = Service()
    features = {case.id: _features(case, service, scores[case.id]) for case in cases}
    examples = {case.id: make_example(case) for case in cases}
    train = [case.id for case in cases if case.split == "train"]
    dev = [case.id for case in cases if case.split == "dev"]
    judgements: dict[str, Weighing] = {}
    for name, plan in PLANS.items():
        weighing = fit_weighing(
            [features[row] for row in train],
            [examples[row].labels[name] for row in train],
            [examples[row].weight * (plan.plain_weight if is_plain(row) else 1.0) for row in train],
            plan,
        )
        known = [row for row in dev if not math.isnan(examples[row].labels[name])]
        labels = [examples[row].labels[name] for row in known]
        if plan.calibrated:
            weighing = calibrate(weighing, [features[row] for row in known], labels)
        judgements[name] = weighing
        print_figures(name, labels, [judgements[name].probability(features[row]) for row in known])
    read_tensors(output / ADAPTER_FILE)
    _write(output, judgements)


def _features(case: KeyResultCase, service: Service, scores: Sequence[float]) -> dict[str, float]:
    key_result, okrs = read_key_result(case.text, case.objective)
    review = service.review_key_result(key_result, okrs.objectives[0] if case.objective else None, okrs)
    return read_features(review, case.objective, dict(zip(HEADS, scores, strict=True)))


def _write(output: Path, judgements: dict[str, Weighing]) -> None:
    content: dict[str, Any] = {
        "version": VERSION,
        "encoder_sha256": ENCODER_SHA256,
        "adapter_sha256": hashlib.sha256((output / ADAPTER_FILE).read_bytes()).hexdigest(),
        "judgements": {
            name: {
                "bias": weighing.bias,
                "slope": weighing.slope,
                "offset": weighing.offset,
                "speaks_from": weighing.speaks_from,
                "trusted": weighing.trusted,
                "weights": dict(sorted(weighing.weights.items())),
            }
            for name, weighing in judgements.items()
        },
    }
    (output / STACK_FILE).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _hash_rows(cases: Sequence[KeyResultCase]) -> str:
    rows = "\n".join(f"{case.id}\t{case.objective}\t{case.text}" for case in cases)
    return hashlib.sha256(rows.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
