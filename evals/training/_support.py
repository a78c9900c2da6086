"""Fit support: themes from phrases, and one logistic regression on the features of all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from coach.alignment.features import FEATURES, compute_features
from coach.alignment.knowledge import Knowledge, Tree, Weights
from coach.alignment.lexical import LexicalIndex
from coach.alignment.match import match
from coach.alignment.standing import Standing
from coach.alignment.stems import stem_words
from coach.alignment.themes import Themes
from coach.alignment.vectors import compute_vectors
from coach.domain.okr import Level
from evals.companies import CompanyCase, make_nodes

__all__ = [
    "UNFITTED",
    "Children",
    "Examples",
    "GoalTheme",
    "count_background",
    "fit_layer",
    "fit_lone",
    "fit_weights",
    "list_children",
    "list_examples",
    "measure_usual",
    "read_themes",
    "soften",
]

UNFITTED = Standing(0.0, 1.0)
Numbers = NDArray[np.float64]
Encode = Callable[[Sequence[str]], NDArray[Any]]
_STEPS = 5000
_RARE = 2
_LONE_STRENGTH = 0.5
_LEAVES, _TREES, _RATE, _FEWEST_IN_LEAF, _PENALTY = 6, 120, 0.07, 30, 5.0
FREE = frozenset(
    {
        "reach of child",
        "breadth of parent",
        "peer of counted work",
        "inward work, outward goal",
        "parent without key results",
        "child without key results",
    }
)
"""Features that may speak for or against a link; all others speak for it or not at all."""
_DIGITS = 5


class GoalTheme(NamedTuple):
    """One theme as written down."""

    name: str
    label: str
    area: str
    brings: Mapping[str, float]
    texts: tuple[str, ...]


class Examples(NamedTuple):
    """All pairs of some organisations."""

    features: NDArray[np.float32]
    support: NDArray[np.str_]
    organisation: NDArray[np.str_]
    child: NDArray[np.str_]
    parent: NDArray[np.str_]

    def take(self, chosen: NDArray[np.bool_]) -> Examples:
        """Some of them."""
        return Examples(
            self.features[chosen],
            self.support[chosen],
            self.organisation[chosen],
            self.child[chosen],
            self.parent[chosen],
        )


class Children(NamedTuple):
    """All children of some organisations.

    Attributes:
        ids: Organisation and child.
        organisation: Its id.
        wholes: Vectors of the whole OKRs.
        lone: Whether it supports nothing.
    """

    ids: NDArray[np.str_]
    organisation: NDArray[np.str_]
    wholes: NDArray[np.float32]
    lone: NDArray[np.bool_]


def read_themes(path: Path) -> tuple[GoalTheme, ...]:
    """The themes, checked."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    themes = tuple(
        GoalTheme(
            name,
            entry["label"],
            entry.get("area", ""),
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
            seen[node.level].append(found.parts[position] @ themes.graph if is_child else found.aim[position])
    return knowledge._replace(
        usual_child=np.mean(wholes[Level.TEAM], axis=0).astype(np.float32),
        usual_parent=np.mean(wholes[Level.COMPANY], axis=0).astype(np.float32),
        usual_drives=np.mean(seen[Level.TEAM], axis=0).astype(np.float32),
        usual_aims=np.mean(seen[Level.COMPANY], axis=0).astype(np.float32),
    )


def list_examples(
    cases: Iterable[CompanyCase], encode: Encode, knowledge: Knowledge, words: Knowledge
) -> Examples:
    """The features of all pairs, by the path that an audit takes."""
    themes, word_themes = Themes(knowledge), Themes(words)
    tables, rows = [], []
    for case in cases:
        nodes = make_nodes(case)
        support = {child.id: child.support for child in case.children}
        vectors = compute_vectors(nodes, encode)
        pairs = match(nodes, vectors, limit=None)
        tables.append(
            compute_features(
                nodes,
                vectors,
                pairs,
                LexicalIndex(nodes, knowledge.background),
                themes=themes,
                word_themes=word_themes,
            )
        )
        for child, parent in zip(pairs.children, pairs.parents, strict=True):
            one, other = nodes[child].id, nodes[parent].id
            rows.append((support[one][other], case.id, f"{case.id}/{one}", f"{case.id}/{other}"))
    return Examples(np.concatenate(tables), *(np.array(column) for column in zip(*rows, strict=True)))


def list_children(cases: Iterable[CompanyCase], encode: Encode) -> Children:
    """The whole OKRs of all children, and which support nothing."""
    ids, organisations, wholes, lone = [], [], [], []
    for case in cases:
        nodes = make_nodes(case)
        vectors = compute_vectors(nodes, encode)
        places = {node.id: vectors.first_whole + position for position, node in enumerate(nodes)}
        for child in case.children:
            ids.append(f"{case.id}/{child.id}")
            organisations.append(case.id)
            wholes.append(vectors.rows([places[child.id]])[0])
            lone.append(child.orphan)
    return Children(np.array(ids), np.array(organisations), np.stack(wholes), np.array(lone, bool))


def fit_lone(wholes: NDArray[np.float32], lone: NDArray[np.bool_]) -> NDArray[np.float32]:
    """A linear layer that tells the kinds of texts that support nothing; its offset belongs to the claim."""
    model = LogisticRegression(C=_LONE_STRENGTH, max_iter=_STEPS).fit(wholes, lone)
    return np.asarray(model.coef_[0], np.float32)


def fit_weights(features: NDArray[np.float32], truth: NDArray[np.bool_], names: Sequence[str]) -> Weights:
    """Boosted trees; what speaks for a link by its nature never counts against it."""
    table = features[:, [FEATURES.index(name) for name in names]].astype(np.float64)
    model = HistGradientBoostingClassifier(
        max_leaf_nodes=_LEAVES,
        max_iter=_TREES,
        learning_rate=_RATE,
        min_samples_leaf=_FEWEST_IN_LEAF,
        l2_regularization=_PENALTY,
        monotonic_cst=[0 if name in FREE else 1 for name in names],
        early_stopping=False,
        random_state=0,
    ).fit(table, truth)
    # scikit-learn has no public way to the trees; the test of this module holds both to the same odds.
    trees = tuple(_read_tree(stage[0].nodes) for stage in model._predictors)  # noqa: SLF001
    return Weights(
        features=tuple(names),
        trees=trees,
        bias=round(float(model._baseline_prediction.item()), _DIGITS),  # noqa: SLF001
        usual=tuple(round(float(mean), _DIGITS) for mean in table.mean(axis=0)),
        spread=tuple(round(float(spread), _DIGITS) for spread in table.std(axis=0)),
        threshold=0.5,
        orphan=UNFITTED,
        uncovered=UNFITTED,
    )


def soften(weights: Weights, slope: float, offset: float) -> Weights:
    """The same trees with their log odds multiplied and shifted."""
    trees = tuple(
        tree._replace(value=tuple(round(slope * value, _DIGITS) for value in tree.value))
        for tree in weights.trees
    )
    return weights._replace(trees=trees, bias=round(slope * weights.bias + offset, _DIGITS))


def _read_tree(nodes: NDArray[Any]) -> Tree:
    is_leaf = nodes["is_leaf"].astype(bool)
    return Tree(
        feature=tuple(np.where(is_leaf, -1, nodes["feature_idx"]).tolist()),
        # A limit may be a value of training, and must stay on its side of it; features have 32 bits.
        limit=tuple(np.where(is_leaf, 0.0, nodes["num_threshold"]).tolist()),
        left=tuple(np.where(is_leaf, 0, nodes["left"]).tolist()),
        right=tuple(np.where(is_leaf, 0, nodes["right"]).tolist()),
        value=tuple(round(value, _DIGITS) for value in np.where(is_leaf, nodes["value"], 0.0).tolist()),
    )
