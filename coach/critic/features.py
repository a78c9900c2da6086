"""What the parse and the rules know of a key result, as numbers with names, for the local critic."""

from __future__ import annotations

import math
from collections.abc import Mapping

from coach.domain.finding import Severity
from coach.domain.review import KeyResultReview
from coach.domain.statement import Reading

__all__ = ["read_features"]


def read_features(review: KeyResultReview, objective: str, scores: Mapping[str, float]) -> dict[str, float]:
    """Every feature that is not zero, by name.

    Args:
        review: What the rules say.
        objective: Text of the objective; may be empty.
        scores: Log odds of the classifier, by the name of the head.
    """
    reading = review.key_result.reading
    features = {f"head:{head}": score for head, score in scores.items()}
    features["rules"] = review.weakness
    for kind, certainty in review.issues.items():
        features[f"issue:{kind}"] = certainty
    for finding in review.findings:
        if finding.severity is not Severity.HINT:
            features["serious"] = max(features.get("serious", 0.0), finding.certainty)
        features[f"rule:{finding.code}"] = max(features.get(f"rule:{finding.code}", 0.0), finding.certainty)
    features.update(_reading_features(reading))
    features["words"] = math.log1p(len(reading.text.split()))
    features["has-objective"] = float(bool(objective.strip()))
    return {name: value for name, value in features.items() if value}


def _reading_features(reading: Reading) -> dict[str, float]:
    features = {
        f"kind:{reading.kind.value}": reading.kind_certainty,
        f"by:{reading.decided_by}": 1.0,
        "unmeasurable": reading.unmeasurable,
        "unread": float(not reading.understood),
        "target": float(reading.change.target is not None),
        "baseline": float(reading.change.baseline is not None),
        "deadline": float(reading.change.deadline is not None),
        "quantities": math.log1p(len(reading.quantities)),
    }
    if reading.change.direction is not None:
        features[f"direction:{reading.change.direction.value}"] = 1.0
    for quantity in reading.quantities:
        features[f"quantity:{quantity.kind.value}"] = 1.0
        features[f"role:{quantity.role.value}"] = 1.0
    for clause in reading.clauses:
        features[f"clause:{clause.kind.value}"] = 1.0
    return features
