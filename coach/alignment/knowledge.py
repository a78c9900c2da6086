"""What training left: weights of the calibration, themes, and how common words are. Read once per process.

`weights/alignment.json` holds everything but the linear layers of the themes, which are in
`weights/alignment.npz`. There are two sets: `encoder`, for vectors of the encoder, and `words`, for hashed
words where no encoder is installed. Data card: `weights/alignment.md`.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from coach.alignment.standing import Standing
from coach.errors import WeightsBroken

__all__ = [
    "FORMAT",
    "NUMBERS_FILE",
    "TABLES",
    "TENSORS_FILE",
    "Knowledge",
    "Tree",
    "Weights",
    "load_knowledge",
    "read_knowledge",
]

FORMAT = 3
_FOLDER = Path(__file__).with_name("weights")
NUMBERS_FILE = _FOLDER / "alignment.json"
TENSORS_FILE = _FOLDER / "alignment.npz"
TABLES = ("layer", "offsets", "usual_child", "usual_parent", "usual_drives", "usual_aims", "lone")
"""Arrays of one set of weights, by name."""


class Tree(NamedTuple):
    """One decision tree, node by node, the root first.

    Attributes:
        feature: Position of the feature that is looked at; -1 in a leaf.
        limit: A value up to this goes left, a higher one right.
        left: Position of the next node.
        right: The same for a higher value.
        value: Log odds that a leaf adds; 0 elsewhere.
    """

    feature: tuple[int, ...]
    limit: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]


class Weights(NamedTuple):
    """One calibration: boosted trees, and from which probabilities on something is claimed.

    Attributes:
        features: Names of the features that the trees look at, by position.
        trees: Their log odds are added.
        bias: Log odds before any tree.
        usual: Mean of each feature in training, by position.
        spread: Standard deviation of each feature in training, by position.
        threshold: Probability from which a link counts as support.
        orphan: How sure it is that a child supports nothing.
        uncovered: How sure it is that a parent is supported by nobody.
    """

    features: tuple[str, ...]
    trees: tuple[Tree, ...]
    bias: float
    usual: tuple[float, ...]
    spread: tuple[float, ...]
    threshold: float
    orphan: Standing
    uncovered: Standing


class Knowledge(NamedTuple):
    """Everything that was learnt for one kind of vectors.

    Attributes:
        version: Changes with the files.
        kind: `encoder` or `words`.
        calibration: Weights of the features.
        background: Share of OKRs, 0..1, in which a stem usually occurs.
        names: Names of the themes.
        labels: The same in words for readers.
        areas: Where inside the organisation each theme is at home; empty for one that looks outward.
        graph: How directly a theme (row) brings another (column) closer, 0..1.
        layer: Linear layer of the themes, one row per theme.
        offsets: Its offsets.
        usual_child: Mean vector of whole children in training.
        usual_parent: Mean vector of whole parents in training.
        usual_drives: Mean of what children's themes bring closer.
        usual_aims: Mean of parents' themes.
        lone: Linear layer of the log odds that a whole OKR supports nothing, whatever stands above it.
    """

    version: str
    kind: str
    calibration: Weights
    background: Mapping[str, float]
    names: tuple[str, ...]
    labels: tuple[str, ...]
    areas: tuple[str, ...]
    graph: NDArray[np.float32]
    layer: NDArray[np.float32]
    offsets: NDArray[np.float32]
    usual_child: NDArray[np.float32]
    usual_parent: NDArray[np.float32]
    usual_drives: NDArray[np.float32]
    usual_aims: NDArray[np.float32]
    lone: NDArray[np.float32]


@cache
def load_knowledge(size: int) -> Knowledge:
    """The knowledge for vectors of a size.

    Raises:
        WeightsBroken: The files are missing or not what was written, or nothing was learnt for this size.
    """
    sets = _load_all()
    for knowledge in sets:
        if knowledge.layer.shape[1] == size:
            return knowledge
    raise WeightsBroken(
        f"the alignment weights are for vectors of {' or '.join(str(one.layer.shape[1]) for one in sets)}"
        f" numbers, not {size}; use the encoder they were fitted on, or train them with"
        " `python -m evals.training.alignment`"
    )


@cache
def _load_all() -> tuple[Knowledge, ...]:
    return read_knowledge(NUMBERS_FILE, TENSORS_FILE)


def read_knowledge(numbers: Path, tensors: Path) -> tuple[Knowledge, ...]:
    """Read both files.

    Raises:
        WeightsBroken: One is missing or not what was written.
    """
    try:
        content = json.loads(numbers.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise WeightsBroken(f"{numbers.name} has format {content['format']!r}, not {FORMAT}")
        with np.load(BytesIO(tensors.read_bytes()), allow_pickle=False) as arrays:
            return tuple(_assemble(content, kind, dict(arrays)) for kind in content["calibrations"])
    except OSError as error:
        raise WeightsBroken(f"the alignment weights cannot be read: {error}") from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, BadZipFile) as error:
        raise WeightsBroken(
            f"{numbers.name} or {tensors.name} is broken: {error!r}; reinstall the coach"
        ) from error


def _assemble(content: Any, kind: str, arrays: Mapping[str, NDArray[Any]]) -> Knowledge:
    entry, themes = content["calibrations"][kind], content["themes"]
    names = tuple(str(theme["name"]) for theme in themes)
    graph = np.eye(len(names), dtype=np.float32)
    for row, theme in enumerate(themes):
        for name, share in theme["brings"].items():
            graph[row, names.index(name)] = float(share)
    tables = {name: np.asarray(arrays[f"{kind}_{name}"], np.float32) for name in TABLES}
    size = tables["layer"].shape[-1]
    shapes = [(len(names), size), (len(names),), (size,), (size,), (len(names),), (len(names),), (size,)]
    if [table.shape for table in tables.values()] != shapes:
        raise ValueError(f"the tables of {kind} do not fit the themes")
    if not all(np.isfinite(table).all() for table in tables.values()):
        raise ValueError("a weight is no finite number")
    return Knowledge(
        version=f"{content['version']}-{kind}",
        kind=kind,
        calibration=_read_weights(entry),
        background={str(stem): float(share) for stem, share in content["background"].items()},
        names=names,
        labels=tuple(str(theme["label"]) for theme in themes),
        areas=tuple(str(theme["area"]) for theme in themes),
        graph=graph,
        **tables,
    )


def _read_weights(entry: Any) -> Weights:
    trees = tuple(
        Tree(
            tuple(int(number) for number in tree["feature"]),
            tuple(float(number) for number in tree["limit"]),
            tuple(int(number) for number in tree["left"]),
            tuple(int(number) for number in tree["right"]),
            tuple(float(number) for number in tree["value"]),
        )
        for tree in entry["trees"]
    )
    weights = Weights(
        tuple(str(name) for name in entry["features"]),
        trees,
        float(entry["bias"]),
        tuple(float(number) for number in entry["usual"]),
        tuple(float(number) for number in entry["spread"]),
        float(entry["threshold"]),
        *(Standing(*map(float, entry[name])) for name in ("orphan", "uncovered")),
    )
    numbers = [weights.bias, *weights.usual, *weights.spread, weights.threshold]
    numbers += [*weights.orphan, *weights.uncovered]
    for tree in trees:
        count = len(tree.feature)
        if {len(column) for column in tree} != {count} or not all(
            0 <= at < count for at in tree.left + tree.right
        ):
            raise ValueError("a tree does not hold together")
        if not all(-1 <= at < len(weights.features) for at in tree.feature):
            raise ValueError("a tree looks at a feature that is not there")
        inner = [node for node, feature in enumerate(tree.feature) if feature >= 0]
        if any(min(tree.left[node], tree.right[node]) <= node for node in inner):
            raise ValueError("a tree leads back to where it was")
        numbers += [*tree.limit, *tree.value]
    if not all(map(math.isfinite, numbers)):
        raise ValueError("a weight is no finite number")
    return weights
