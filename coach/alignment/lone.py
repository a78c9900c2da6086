"""How much an OKR reads like one that supports nothing, whatever stands above it.

A festival, an anniversary or a tool changed for its own sake is on nobody's list of goals. One linear layer
over the vectors of whole OKRs knows such kinds of texts; what it says counts beside the links.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.alignment.knowledge import Knowledge
from coach.alignment.vectors import Vectors

__all__ = ["read_lone"]

_BLOCK = 8_192


def read_lone(vectors: Vectors, knowledge: Knowledge) -> NDArray[np.float32]:
    """Log odds of every OKR by its text alone, 0 for a usual one.

    Args:
        vectors: Of all nodes.
        knowledge: What was learnt for vectors of the same encoder.
    """
    usual = float(knowledge.usual_child @ knowledge.lone)
    starts = range(vectors.first_whole, len(vectors.matrix), _BLOCK)
    found = [vectors.rows(slice(start, start + _BLOCK)) @ knowledge.lone - usual for start in starts]
    return np.concatenate([np.zeros(0, np.float32), *found])
