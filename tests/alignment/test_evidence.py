from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.alignment import evidence as module
from coach.alignment.evidence import Evidence, EvidenceTable
from coach.alignment.features import FEATURES
from coach.domain.okr import Level
from tests.support.audits import make_node

LONG = "Ropes tied on the pier " * 5
NODES = (
    make_node("company/o1", "Arrivals", ["Coffee", LONG], level=Level.COMPANY),
    make_node("deck/o1", "Boarding", [LONG]),
)


def make_table(*closest: tuple[int, int]) -> EvidenceTable:
    """One link for each pair of closest texts, by their places in child and parent."""
    features = np.zeros((len(closest), len(FEATURES)), np.float32)
    features[:, FEATURES.index("best texts")] = 0.7
    features[:, FEATURES.index("closest text of child")] = [one for one, _ in closest]
    features[:, FEATURES.index("closest text of parent")] = [other for _, other in closest]

    def explain(rows: NDArray[np.float32]) -> list[tuple[str, ...]]:
        return [("told",)] * len(rows)

    children, parents = np.ones(len(closest), np.int32), np.zeros(len(closest), np.int32)
    return EvidenceTable(NODES, children, parents, features, explain)


def test_the_closest_texts_are_quoted_and_shortened() -> None:
    first, *others = Evidence(make_table((1, 2)), 0)

    assert first.startswith("closest: “Ropes tied on the pier")
    assert "…” and “Ropes" in first
    assert first.endswith("(similarity 0.70)")
    assert others == ["told"]


def test_objectives_are_quoted_where_they_are_closest() -> None:
    table = make_table((0, 0), (0, 1))

    assert table.tell(0)[0] == "closest: “Boarding” and “Arrivals” (similarity 0.70)"
    assert table.parent_key_results == [None, 0]


def test_evidence_is_as_good_as_a_tuple() -> None:
    found = Evidence(make_table((0, 1)), 0)
    told = ("closest: “Boarding” and “Coffee” (similarity 0.70)", "told")

    assert found == told
    assert hash(found) == hash(told)
    assert repr(found) == repr(told)
    assert (len(found), found[-1], found[:1]) == (2, "told", told[:1])
    assert found != told[:1]
    assert found != 7


def test_each_link_has_its_own_evidence_in_whatever_order_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_BLOCK", 2)
    table = make_table((0, 0), (0, 1), (1, 1))

    found = [table.tell(place)[0] for place in (2, 0, 1, 2)]

    assert "“Ropes" in found[0]
    assert "“Arrivals”" in found[1]
    assert "“Coffee”" in found[2]
    assert found[3] == found[0]
