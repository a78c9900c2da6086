"""Weigh scores and features: one calibrated logistic regression per judgement."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.errors import WeightsBroken

__all__ = ["Stack", "Weighing", "read_stack", "trusted_odds"]

VERSION = 1
_SUREST_NO = 0.06


@dataclass(frozen=True, slots=True)
class Weighing:
    """One logistic regression and its calibration.

    Attributes:
        bias: Log odds where every feature is zero.
        weights: Log odds per unit of each feature; a feature that is not here counts nothing.
        slope: Calibration: what the log odds are multiplied with.
        offset: Calibration: what is added then.
        speaks_from: Probability from which on a point is made.
        trusted: Feature with the certainty of the rules, whose log odds count fully; empty where none is.
    """

    bias: float
    weights: Mapping[str, float]
    slope: float = 1.0
    offset: float = 0.0
    speaks_from: float = 0.5
    trusted: str = ""

    def probability(self, features: Mapping[str, float]) -> float:
        """Chance 0..1."""
        odds = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        odds += trusted_odds(features, self.trusted)
        odds = self.slope * odds + self.offset
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def trusted_odds(features: Mapping[str, float], name: str) -> float:
    """Log odds of a certainty of the rules, as if they were never surer than 94%; 0 without a name."""
    if not name:
        return 0.0
    certainty = max(_SUREST_NO, min(1.0 - _SUREST_NO, features.get(name, 0.0)))
    return math.log(certainty / (1.0 - certainty))


@dataclass(frozen=True, slots=True)
class Stack:
    """All judgements of the local critic.

    Attributes:
        judgements: Issue kind, or `needs-work`, to how it is weighed.
        adapter_sha256: Hash of the adapter that the weights were fitted on.
    """

    judgements: Mapping[str, Weighing]
    adapter_sha256: str

    def judge(self, features: Mapping[str, float]) -> dict[str, float]:
        """Chance 0..1 of every judgement."""
        return {name: weighing.probability(features) for name, weighing in self.judgements.items()}


def read_stack(path: Path) -> Stack:
    """Read the weights.

    Raises:
        WeightsBroken: The file is missing or not what was written.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            raise WeightsBroken(
                f"{path.name} has version {content['version']!r}, not {VERSION}; train the critic again"
            )
        judgements = {name: _weighing(entry) for name, entry in content["judgements"].items()}
        return Stack(judgements, str(content["adapter_sha256"]))
    except OSError as error:
        raise WeightsBroken(f"{path.name} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsBroken(f"{path.name} is broken: {error!r}; reinstall the coach") from error


def _weighing(entry: Any) -> Weighing:
    weights = {str(name): float(weight) for name, weight in entry["weights"].items()}
    numbers = [float(entry[name]) for name in ("bias", "slope", "offset", "speaks_from")]
    if not all(math.isfinite(number) for number in (*weights.values(), *numbers)):
        raise ValueError("a weight is no finite number")
    bias, slope, offset, speaks_from = numbers
    return Weighing(bias, weights, slope, offset, speaks_from, str(entry["trusted"]))
