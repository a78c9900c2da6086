"""Fit support: themes from phrases, and one logistic regression on the features of all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from coach.alignment.features import FEATURES, compute_features
from coach.alignment.knowledge import Knowledge, Weights
from coach.alignment.lexical import LexicalIndex, stem_words
from coach.alignment.match import match
from coach.alignment.themes import Themes
from coach.alignment.vectors import compute_vectors
from coach.domain.okr import Level
from evals.companies import CompanyCase, make_nodes

__all__ = ["Examples", "GoalTheme", "count_background", "fit_layer", "fit_weights", "list_examples", "measure_usual", "read_themes"]

Numbers = NDArray[np.float64]
Encode = Callable[[Sequence[str]], NDArray[Any]]
_STEPS = 5000
_RARE = 2
_EDGE = 0.5
"""Percent of the pairs at either end whose features are cut to the value at that end."""
FREE = frozenset({"breadth of parent", "parent without key results", "child without key results"})
"""Features that may speak for or against a link; all others speak for it or not at all."""
_DIGITS = 5


class GoalTheme(NamedTuple):
    """One theme as written down."""

    name: str
    label: str
    brings: Mapping[str, float]
    texts: tuple[str, ...]


class Examples(NamedTuple):
    """All pairs of some organisations."""

    features: NDArray[np.float32]
    support: NDArray[np.str_]
    organisation: NDArray[np.str_]
    child: NDArray[np.str_]
    parent: NDArray[np.str_]


def read_themes(path: Path) -> tuple[GoalTheme, ...]:
    """The themes, checked."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    themes = tuple(
        GoalTheme(
            name,
            entry["label"],
            {other: weight / 2 for other, weight in entry["supports"].items()},
            tuple(entry["texts"]),
        )
        for name, entry in content.items()
    )
    unknown = {other for theme in themes for other in theme.brings} - set(content)
    if unknown:
        raise ValueError(f"{path.name} names themes that it does not have: {sorted(unknown)}")
    return themes


def fit_layer(
    themes: Sequence[GoalTheme], encode: Encode, strength: float
) -> tuple[NDArray[np.float16], NDArray[np.float32]]:
    """A linear layer that tells a text's theme, and its offsets."""
    texts = [text for theme in themes for text in theme.texts]
    labels = [number for number, theme in enumerate(themes) for _ in theme.texts]
    model = LogisticRegression(C=strength, max_iter=_STEPS).fit(encode(texts), labels)
    return model.coef_.astype(np.float16), np.round(model.intercept_, _DIGITS).astype(np.float32)


def count_background(cases: Iterable[CompanyCase], themes: Sequence[GoalTheme]) -> dict[str, float]:
    """Share of OKRs in which a stem occurs; three phrases of a theme count as one OKR."""
    texts = [" ".join((node.objective, *node.key_results)) for case in cases for node in make_nodes(case)]
    texts += [" ".join(theme.texts[at : at + 3]) for theme in themes for at in range(0, len(theme.texts), 3)]
    counts: dict[str, int] = {}
    for text in texts:
        for stem in set(stem_words(text)):
            counts[stem] = counts.get(stem, 0) + 1
    return {stem: round(count / len(texts), 4) for stem, count in sorted(counts.items()) if count > _RARE}


def measure_usual(cases: Sequence[CompanyCase], encode: Encode, knowledge: Knowledge) -> Knowledge:
    """The same, with the means of children and parents."""
    themes = Themes(knowledge)
    wholes: dict[Level, list[Numbers]] = {Level.COMPANY: [], Level.TEAM: []}
    seen: dict[Level, list[Numbers]] = {Level.COMPANY: [], Level.TEAM: []}
    for case in cases:
        nodes = make_nodes(case)
        vectors = compute_vectors(nodes, encode)
        found = themes.read_nodes(vectors)
        for position, node in enumerate(nodes):
            wholes[node.level].append(vectors.rows([vectors.nodes[position].whole])[0])
            is_child = node.level is Level.TEAM
            seen[node.level].append(
                found.parts[position] @ themes.graph if is_child else found.aim[position]
            )
    return knowledge._replace(
        usual_child=np.mean(wholes[Level.TEAM], axis=0).astype(np.float32),
        usual_parent=np.mean(wholes[Level.COMPANY], axis=0).astype(np.float32),
        usual_drives=np.mean(seen[Level.TEAM], axis=0).astype(np.float32),
        usual_aims=np.mean(seen[Level.COMPANY], axis=0).astype(np.float32),
    )


def list_examples(cases: Iterable[CompanyCase], encode: Encode, knowledge: Knowledge) -> Examples:
    """The features of all pairs, by the path that an audit takes."""
    themes = Themes(knowledge)
    tables, rows = [], []
    for case in cases:
        nodes = make_nodes(case)
        support = {child.id: child.support for child in case.children}
        vectors = compute_vectors(nodes, encode)
        pairs = match(nodes, vectors, limit=None)
        tables.append(
            compute_features(nodes, vectors, pairs, LexicalIndex(nodes, knowledge.background), themes)
        )
        for child, parent in zip(pairs.children, pairs.parents, strict=True):
            one, other = nodes[child].id, nodes[parent].id
            rows.append((support[one][other], case.id, f"{case.id}/{one}", f"{case.id}/{other}"))
    return Examples(np.concatenate(tables), *(np.array(column) for column in zip(*rows, strict=True)))


def fit_weights(
    features: NDArray[np.float32], truth: NDArray[np.bool_], names: Sequence[str], strength: float
) -> Weights:
    """Penalised logistic regression; what speaks for a link by its nature never counts against it.

    The weights count per unit of the raw feature, within the range that training knows.
    """
    columns = [FEATURES.index(name) for name in names]
    table = features[:, columns].astype(np.float64)
    low, high = np.percentile(table, [_EDGE, 100 - _EDGE], axis=0)
    table = np.clip(table, low, high)
    usual, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-6)
    bias, slopes = _minimise((table - usual) / scale, truth.astype(np.float64), names, strength)
    weights = slopes / scale
    columns_by_name = [
        {name: round(float(number), _DIGITS) for name, number in zip(names, numbers, strict=True)}
        for numbers in (weights, usual, low, high)
    ]
    return Weights(*columns_by_name, round(float(bias - weights @ usual), _DIGITS), 0.5, 0.5, 0.5)


def _minimise(table: Numbers, truth: Numbers, names: Sequence[str], strength: float) -> tuple[float, Numbers]:
    """Bias, which is free, and slopes, which are penalised and do not change sign."""

    def lose(values: Numbers) -> tuple[float, Numbers]:
        odds = values[0] + table @ values[1:]
        loss = np.sum(np.logaddexp(0.0, odds) - truth * odds) + values[1:] @ values[1:] / (2 * strength)
        missed = 1.0 / (1.0 + np.exp(-odds)) - truth
        return float(loss), np.concatenate(([missed.sum()], table.T @ missed + values[1:] / strength))

    bounds = [(None, None), *((None, None) if name in FREE else (0.0, None) for name in names)]
    found: Any = minimize(lose, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds)
    return float(found.x[0]), found.x[1:]
