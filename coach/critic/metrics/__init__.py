"""The metric catalogue: what teams measure, and the work that is meant to move it."""

from coach.critic.metrics.catalogue import Metric, load_metrics

__all__ = ["Metric", "load_metrics"]
