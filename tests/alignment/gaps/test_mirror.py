from __future__ import annotations

from collections.abc import Sequence

import pytest

from coach.alignment.gaps._likeness import may_say_the_same
from coach.domain.alignment import Gap, GapKind, LinkStatus
from coach.domain.finding import Severity
from coach.domain.okr import Level
from tests.support.audits import declared, find, make_context, make_node

RESULTS = ["Gas per kilo of dry linen from 1.21 to 1.05 kWh", "Fresh water per kilo from 11 to 9 litres"]
OWN = [
    "Runs of the dryer that are less than half full from 40 to 10 a week",
    "Leaks mended within a day to 95%",
]
GOAL = make_node("company/o1", "Use less energy for each kilo", RESULTS, level=Level.COMPANY)


def mirrors(
    key_results: Sequence[str],
    objective: str = "Wash with less",
    similarity: float = 0.9,
    status: LinkStatus = LinkStatus.DECLARED,
) -> list[Gap]:
    node = make_node("plant/o1", objective, key_results)
    link = declared("plant/o1", "company/o1")._replace(similarity=similarity, status=status)
    return find(GapKind.MIRROR, make_context([GOAL, node], [link]))


def test_a_copy_of_everything_is_a_warning_and_lists_what_is_copied() -> None:
    [gap] = mirrors(RESULTS)

    assert gap.severity is Severity.WARNING
    assert gap.nodes == ("plant/o1", "company/o1")
    assert len(gap.evidence) == 2


def test_half_copied_is_a_hint() -> None:
    assert [gap.severity for gap in mirrors([*RESULTS, *OWN])] == [Severity.HINT]


def test_one_result_of_the_parent_among_others_is_carried_not_copied() -> None:
    assert not mirrors([RESULTS[0], *OWN])


def test_the_metric_of_the_parent_without_its_values_is_a_copy_too() -> None:
    assert mirrors(["Gas per kilo of dry linen", "Fresh water per kilo"])


def test_own_values_for_the_metrics_of_the_parent_are_no_copy() -> None:
    assert not mirrors(
        ["Gas per kilo of dry linen from 1.4 to 1.1 kWh", "Fresh water per kilo from 14 to 10 litres"]
    )


def test_the_same_objective_with_results_of_its_own_is_no_copy() -> None:
    assert not mirrors(OWN, objective=GOAL.objective)


def test_a_copied_objective_without_key_results_is_told() -> None:
    [gap] = mirrors([], objective=GOAL.objective)

    assert gap.evidence == ("the objective says the same, and there are no key results",)


def test_unlike_texts_and_rejected_links_are_not_looked_at() -> None:
    assert not mirrors(RESULTS, similarity=0.4)
    assert not mirrors(RESULTS, status=LinkStatus.REJECTED)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Parcels lost from 40 to 12", "Parcels that are lost: 40 to 12", True),
        ("Parcels lost from 40 to 12", "Parcels lost from 31 to 9", False),
        ("Parcels lost on the way", "Guests return gladly", False),
        ("Sales of 1.2M euros", "Sales of 1,200,000 euros", True),
    ],
)
def test_only_texts_that_may_say_the_same_are_read(first: str, second: str, expected: bool) -> None:
    assert may_say_the_same(first, second) is expected
